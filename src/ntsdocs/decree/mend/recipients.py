"""Mend Kính gửi and Nơi nhận: their labels, dashes, endings and the line «Lưu» (Mục II, khoản 9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ntsdocs.decree import values
from ntsdocs.decree.check.recipients import begins, items
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.body import ended
from ntsdocs.decree.mend.session import MendSession, lines_of, paragraphs_of
from ntsdocs.docx import edit, font_widths
from ntsdocs.docx.lines import Line
from ntsdocs.docx.reader import mm
from ntsdocs.docx.xml import Element
from ntsdocs.text import vn

_DASH = re.compile(r"^[-–—+•]\s*")
_LABEL = re.compile(r"(kính gửi|nơi nhận)\s*?[:.;]?(\s*)", re.IGNORECASE)
_LUU = re.compile(r"^(-\s*)?lưu\s*[:.]?\s*", re.IGNORECASE)


def label(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.9b, 2.9d: «Kính gửi:», «Nơi nhận:»; the latter flush left and not underlined."""
    for line in lines_of(founds):
        desk.amend(line, _labelled)
        if line is not desk.paper.noi_nhan:
            continue
        stretch = desk.stretch(line) if line.some("underline") else None
        for run, look in stretch.runs() if stretch is not None else ():
            if look.underline:
                edit.put(edit.run_props(run), "u", "none")
        if stretch is not None:
            desk.note(line.paragraph, "gạch chân", "không gạch chân")
        if line.paragraph.format.align in ("center", "right"):
            edit.align(line.paragraph.node, "left")
            desk.note(line.paragraph, "không sát lề trái", "canh trái")


def _labelled(text: str) -> str:
    match = _LABEL.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    return f"{vn.upper_first(match[1].lower())}:{match[2] or ' ' if rest else ''}{rest}"


def addressees(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.9c: «- » before and «;» after each, «.» after the last, the dashes under each other."""
    listed = [item for item in items(desk.paper.addressees) if begins(item[0])]
    dashed = [item[0] for item in listed]
    if len(listed) > 1:
        _mark(desk, listed, founds, last=".")
    places = [line.paragraph.format.left + line.paragraph.format.first for line in dashed]
    uneven = any(each.line is not None and "thẳng cột" in each.what for each in founds)
    usual = max(places, key=lambda place: (places.count(place), -place)) if places else 0
    for line, place in zip(dashed, places, strict=True):
        if uneven and place != usual:
            format_ = line.paragraph.format
            edit.indent(line.paragraph.node, left=format_.left + usual - place)
            desk.note(line.paragraph, f"gạch đầu dòng lùi {round(mm(place))} mm", f"lùi {round(mm(usual))} mm")


def _mark(desk: MendSession, listed: Sequence[Sequence[Line]], founds: Sequence[Breach], last: str) -> None:
    """Gives the bodies of a list the dash before their first line and the mark after their last."""
    wanted = lines_of([each for each in founds if each.look is None])
    for item in listed:
        mark = last if item is listed[-1] else ";"
        for line in (each for each in wanted if each is item[0] or each is item[-1]):
            if line is item[0]:
                desk.amend(line, _dashed if line is not item[-1] else _item(mark))
            elif mark:
                desk.amend(line, ended(mark))


def _dashed(text: str) -> str:
    return _DASH.sub("- ", text)


def _item(mark: str) -> Callable[[str], str]:
    return lambda text: ended(mark)(_dashed(text)) if mark else _dashed(text)


def listed(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.9e: «- » before and «;» after each."""
    for item in items(desk.paper.recipients):
        kept = vn.fold(_DASH.sub("", item[0].text)).startswith("luu")
        _mark(desk, [item], founds, last="" if kept else ";")


def luu(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.9f: «- Lưu: VT, <đơn vị>.», VT first where the line has it."""
    for line in lines_of(founds):
        if _LUU.match(_DASH.sub("", line.text)):
            desk.amend(line, _kept)


def _kept(text: str) -> str:
    words = _LUU.sub("", _DASH.sub("", text))
    units = [unit.strip() for unit in re.split("[,;]", words.rstrip(" .;,:")) if unit.strip()]
    if "VT" not in units:
        return text
    first = [unit for unit in units if unit == "VT"]
    kept = [*first, *(unit for unit in units if unit != "VT")] if units[0] != "VT" else None
    said = ", ".join(kept) if kept else re.sub(r"^VT\s*[;:]\s*", "VT, ", words.rstrip(" .;,:"))
    return f"{_dash(text)}Lưu: {said}."


def capitals(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-II-1: a capital opens each line of Nơi nhận; in the text the sense decides, and a person."""
    for paragraph in paragraphs_of(founds):
        for line in (item[0] for item in items(desk.paper.recipients)):
            if line.paragraph is paragraph:
                desk.amend(line, lambda text: f"{_dash(text)}{vn.upper_first(text[len(_dash(text)) :])}")


def _dash(text: str) -> str:
    match = _DASH.match(text)
    return match[0] if match else ""


def nhu_tren(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.9g: «Như trên», never «Như kính gửi»."""
    for line in lines_of(founds) if desk.paper.kinh_gui is not None else ():
        desk.amend(line, lambda text: re.sub(r"như kính gửi", "Như trên", text, count=1, flags=re.IGNORECASE))


def under_the_colon(desk: MendSession, _: Sequence[Breach]) -> None:
    """GEO-8: set from the left, where it stood when it was centred; the dashes under the colon."""
    line = desk.paper.kinh_gui
    if line is None or line.paragraph.cell is not None:
        return
    format_ = line.paragraph.format
    if format_.align == "center":
        spare = values.twips(max(0.0, desk.paper.room_mm(line.paragraph) - line.width_mm)) // 2
        edit.align(line.paragraph.node, "left")
        edit.indent(line.paragraph.node, left=spare, right=0, first=0)
        desk.note(line.paragraph, "«Kính gửi» canh giữa", f"lùi trái {round(mm(spare))} mm")
        return
    size = (line.sizes or [28])[0] / 2
    colon = format_.left + format_.first + values.twips(font_widths.width_mm("Kính gửi", size))
    for each in desk.paper.addressees:
        if each.text.startswith(("-", "–")) and each.paragraph.cell is None:
            _hang(each.paragraph.node, colon)
            before = f"gạch đầu dòng lùi {round(mm(each.paragraph.format.left + each.paragraph.format.first))} mm"
            desk.note(each.paragraph, before, f"lùi {round(mm(colon))} mm, dưới dấu hai chấm")


def _hang(node: Element, colon: int) -> None:
    edit.align(node, "left")
    edit.indent(node, left=colon, first=0)


def crew(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-3.3: 11, upright."""
    for line in lines_of(founds):
        _crew(desk, line)


def _crew(desk: MendSession, line: Line) -> None:
    stretch = desk.stretch(line)
    for run, look in stretch.runs() if stretch is not None else ():
        if look.size != 22:
            edit.size(run, 22)
        if look.italic:
            edit.switch(run, "i", on=False)
    if stretch is not None:
        desk.note(line.paragraph, "ký hiệu người soạn thảo khác cỡ 11, đứng", "cỡ 11, đứng")
