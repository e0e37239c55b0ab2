"""Mend number and ký hiệu: their form, their capitals (PL I, Phần I, Mục II, khoản 3; PL III)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.session import MendSession, lines_of
from ntsdocs.decree.values import TYPES

_SO = re.compile(r"số(\s*)([:.]?)(\s*)", re.IGNORECASE)
_NUMBER = re.compile(r"(số\s*[:.]?\s*)(\d+)(?=\s*/)", re.IGNORECASE)
_ABBREVIATED = {abbreviation.upper(): abbreviation for _, abbreviation in TYPES.values() if abbreviation}


def number(text: str) -> str:
    """ND30-I-2.3a: a 0 before a number below 10."""
    return _NUMBER.sub(lambda match: f"{match[1]}{match[2]:0>2}", text, count=1)


def so_form(text: str) -> str:
    """ND30-I-2.3e: «Số:», no blanks around the slash and the hyphens of the ký hiệu, plain hyphens."""
    words, slash, symbol = text.partition("/")
    match = _SO.match(words)
    if match is not None:
        blanks = match[3] if match[2] else match[1] or " "
        words = f"Số:{blanks}{words[match.end() :]}"
    words = re.sub(r"(?<=\d)\s+$", "", words) if slash else words
    symbol = re.sub(r"\s*/\s*", "/", re.sub(r"\s*[-–—−]\s*", "-", symbol))
    return f"{words}{slash}{symbol.strip()}"


def symbol_letters(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.3c, 2.3d, III-1, NUM-7: the ký hiệu's capitals; a type's letters as PL III prints them."""
    named = session.paper.kind not in ("", "cong_van")
    for line in lines_of(breaches):
        session.amend(line, lambda words: _symbol_letters(words, named=named))


def _symbol_letters(text: str, *, named: bool) -> str:
    before, slash, symbol = text.partition("/")
    groups = re.split(r"(\s*[-–—]\s*)", re.sub(r"\s*&\s*", "&", symbol))
    for at, group in enumerate(groups):
        if at == 0 and named:
            groups[at] = _ABBREVIATED.get(group.strip().upper(), group)
        elif at and at % 2 == 0 and group.islower():
            groups[at] = group.upper()
    return f"{before}{slash}{''.join(groups)}"
