"""Mend number and ký hiệu: their form, their capitals (PL I, Phần I, Mục II, khoản 3; PL III)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.find.paper import TYPES
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.session import MendSession, lines_of

_SO = re.compile(r"số(\s*)([:.]?)(\s*)", re.IGNORECASE)
_NUMBERED = re.compile(r"(số\s*[:.]?\s*)(\d+)(?=\s*/)", re.IGNORECASE)
_ABBREVIATED = {abbreviation.upper(): abbreviation for _, abbreviation in TYPES.values() if abbreviation}


def number(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.3a: a 0 before a number below 10, and before no other."""
    for line in lines_of(founds):
        desk.amend(line, lambda words: _NUMBERED.sub(lambda match: match[1] + _counted(match[2]), words, count=1))


def _counted(digits: str) -> str:
    bare = digits.lstrip("0")
    return bare.zfill(2) if bare else digits


def so_form(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.3e: «Số:», no blanks around the slash and the hyphens of the ký hiệu, plain hyphens."""
    for line in lines_of(founds):
        desk.amend(line, _so_form)


def _so_form(text: str) -> str:
    words, slash, symbol = text.partition("/")
    match = _SO.match(words)
    if match is not None:
        blanks = match[3] if match[2] else match[1] or " "
        words = f"Số:{blanks}{words[match.end() :]}"
    words = re.sub(r"(?<=\d)\s+$", "", words) if slash else words
    symbol = re.sub(r"\s*/\s*", "/", re.sub(r"\s*[-–—−]\s*", "-", symbol))
    return f"{words}{slash}{symbol.strip()}"


def symbol_letters(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.3c, 2.3d, III-1, NUM-7: the ký hiệu's capitals; a type's letters as PL III prints them."""
    named = desk.paper.kind not in ("", "cong_van")
    for line in lines_of(founds):
        desk.amend(line, lambda words: _symbol_letters(words, named=named))


def _symbol_letters(text: str, *, named: bool) -> str:
    before, slash, symbol = text.partition("/")
    groups = re.split(r"(\s*[-–—]\s*)", re.sub(r"\s*&\s*", "&", symbol))
    for at, group in enumerate(groups):
        if at == 0 and named:
            groups[at] = _ABBREVIATED.get(group.strip().upper(), group)
        elif at and at % 2 == 0 and group.islower():
            groups[at] = group.upper()
    return f"{before}{slash}{''.join(groups)}"
