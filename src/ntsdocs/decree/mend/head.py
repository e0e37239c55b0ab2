"""Mend the words and the spacing of the head: ô 1 to 5 (PL I, Phần I, Mục II, khoản 1 to 5).

Quốc hiệu and Tiêu ngữ have one right wording; they are put right only where no letter is missing or too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ntsdocs.decree import values
from ntsdocs.decree.find.paper import TYPES
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.session import MendSession, lines_of
from ntsdocs.docx import edit
from ntsdocs.docx.lines import Line
from ntsdocs.docx.reader import Paragraph
from ntsdocs.docx.xml import W
from ntsdocs.text import vn

_SINGLE = (230, 252)
_GAP = 120
_SO = re.compile(r"số(\s*)([:.]?)(\s*)", re.IGNORECASE)
_NUMBERED = re.compile(r"(số\s*[:.]?\s*)(\d+)(?=\s*/)", re.IGNORECASE)
_VE_VIEC = re.compile(r"^v\s*[/.]?\s*v\b\s*[:.]?\s*", re.IGNORECASE)
_DAY = re.compile(r"(ngày\s*)([1-9])(?=\s*tháng)")
_MONTH = re.compile(r"(tháng\s*)(\d{1,2})(?=\s*năm)")
_ABBREVIATED = {abbreviation.upper(): abbreviation for _, abbreviation in TYPES.values() if abbreviation}
_HELD = ("drawing", "pict", "object", "bookmarkStart", "commentRangeStart", "commentReference", "sectPr", "br", "sdt")


def motto(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.1a, 2.1b: the words as the decree prints them: plain hyphens with a blank on both sides."""
    for line in lines_of(founds):
        right = values.QUOC_HIEU if line is desk.paper.quoc_hieu else values.TIEU_NGU
        shown = line.shown.upper() if right.isupper() else line.shown
        if vn.tone_fold(" ".join(shown.split())) != right and _letters(line.text) == _letters(right):
            desk.put(line, right)


def _letters(text: str) -> str:
    return "".join(char for char in vn.fold(text) if char.isalnum())


# --- spacing ---------------------------------------------------------------------------------------------------------


def single_motto(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.1d: Quốc hiệu and Tiêu ngữ single spaced, one under the other."""
    _single(desk, [each for each in (desk.paper.quoc_hieu, desk.paper.tieu_ngu) if each is not None], founds)


def single_names(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.2d: the two names single spaced, one under the other."""
    _single(desk, [*desk.paper.parents, *desk.paper.names], founds)


def _single(desk: MendSession, lines: list[Line], founds: Sequence[Breach]) -> None:
    wanted = lines_of(founds)
    for line in lines:
        format_ = line.paragraph.format
        wide = format_.line_rule == "auto" and not _SINGLE[0] <= format_.line <= _SINGLE[1]
        if wide and format_.sure and any(line is each for each in wanted):
            edit.put(edit.para_props(line.paragraph.node), "spacing", line="240", lineRule="auto")
            desk.note(line.paragraph, f"giãn dòng {format_.line / 240:.2g}".replace(".", ","), "giãn dòng đơn")
    for one, other in pairwise(lines):
        for each in _between(desk, one.paragraph, other.paragraph):
            holder = each.node.getparent()
            if holder is not None and each.cell is one.paragraph.cell and _is_blank(each):
                holder.remove(each.node)
                desk.note(other.paragraph, "có đoạn trống phía trên", "bỏ đoạn trống")


def _between(desk: MendSession, one: Paragraph, other: Paragraph) -> list[Paragraph]:
    found = desk.paper.paragraphs
    first = next((at for at, each in enumerate(found) if each is one), len(found))
    last = next((at for at, each in enumerate(found) if each is other), first)
    return found[first + 1 : last]


def _is_blank(paragraph: Paragraph) -> bool:
    """Whether a paragraph holds nothing at all."""
    ruled = paragraph.format.ruled_below or paragraph.format.ruled_above
    held = any(True for _ in paragraph.node.iter(*(W + name for name in _HELD)))
    return (
        not any(str(text).strip() for text in paragraph.node.itertext())
        and not held
        and not ruled
        and not paragraph.label
    )


# --- number, ký hiệu, date -------------------------------------------------------------------------------------------


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


def date_form(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.4c: a 0 before days below 10 and before months 1 and 2, before no other month."""
    for line in lines_of(founds):
        desk.amend(line, _date_form)


def _date_form(text: str) -> str:
    words = _DAY.sub(lambda match: f"{match[1]}0{match[2]}", text, count=1)
    return _MONTH.sub(lambda match: match[1] + _month(match[2]), words, count=1)


def _month(digits: str) -> str:
    number_ = int(digits)
    if not 1 <= number_ <= 12:
        return digits
    return f"{number_:02d}" if number_ < 3 else str(number_)


def date_place(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.4d: a capital at the head of the place, a comma after it."""
    for line in lines_of(founds):
        desk.amend(line, _date_place)


def _date_place(text: str) -> str:
    place, day, rest = text.partition("ngày")
    if not place.strip() or not day:
        return text
    return f"{vn.upper_first(place if ',' in place else f'{place.rstrip()}, ')}{day}{rest}"


# --- trích yếu -------------------------------------------------------------------------------------------------------


def ve_viec(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.5d: «V/v », and 6 pt below the number."""
    paper = desk.paper
    if not paper.ve_viec:
        return
    first, so = paper.ve_viec[0], paper.so
    if any(line is first for line in lines_of(founds)):
        desk.amend(first, lambda words: _VE_VIEC.sub("V/v ", words, count=1))
    under = so is not None and so.paragraph is not first.paragraph and so.paragraph.cell is first.paragraph.cell
    if so is None or not under or first.paragraph.number != so.paragraph.number + 1:
        return
    gap = so.paragraph.format.after + first.paragraph.format.before
    if gap < _GAP - 1:
        edit.before(first.paragraph.node, _GAP)
        desk.note(first.paragraph, f"«V/v» cách số, ký hiệu {gap / 20:g} pt".replace(".", ","), "cách 6 pt")


def written_out(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.5e: «Về việc» where the paper's type is printed."""
    for line in lines_of(founds):
        desk.amend(line, lambda words: _VE_VIEC.sub("Về việc ", words, count=1))
