"""Mend Kính gửi and Nơi nhận: their labels, dashes, endings and the line «Lưu» (Mục II, khoản 9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ntsdocs.decree import values
from ntsdocs.decree.find.recipients import begins, is_luu, items
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.body import with_mark
from ntsdocs.decree.mend.session import MendSession, lines_of, paragraphs_of
from ntsdocs.docx import edit, font_widths
from ntsdocs.docx.document import mm
from ntsdocs.docx.lines import Line
from ntsdocs.text import vn

_DASH = re.compile(r"^[-–—+•]\s*")
_LABEL = re.compile(r"(kính gửi|nơi nhận)\s*?[:.;]?(\s*)", re.IGNORECASE)
_LUU = re.compile(r"^(-\s*)?lưu\s*[:.]?\s*", re.IGNORECASE)


def label(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.9b, 2.9d: «Kính gửi:», «Nơi nhận:»; the latter flush left and not underlined."""
    for line in lines_of(breaches):
        session.amend(line, _labelled)
        if line is not session.paper.noi_nhan or line.shares:
            continue
        runs = session.runs(line) if line.some("underline") else []
        for run, look in runs:
            if look.underline:
                edit.put(edit.run_props(run), "u", "none")
        if runs:
            session.note(line.paragraph, "gạch chân", "không gạch chân")
        if line.paragraph.format.align in ("center", "right"):
            edit.align(line.paragraph.node, "left")
            session.note(line.paragraph, "không sát lề trái", "canh trái")


def _labelled(text: str) -> str:
    match = _LABEL.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    return f"{vn.upper_first(match[1].lower())}:{match[2] or ' ' if rest else ''}{rest}"


def addressees(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.9c: «- » before and «;» after each, «.» after the last, the dashes under each other."""
    bodies = [item for item in items(session.paper.addressees) if begins(item[0])]
    if len(bodies) > 1:
        _mark(session, bodies, breaches, last=".")
    places = [session.paper.start_of(item[0].paragraph) for item in bodies]
    uneven = any(each.line is not None and "thẳng cột" in each.what for each in breaches)
    usual = max(places, key=lambda place: (places.count(place), -place)) if places else 0
    for item, place in zip(bodies, places, strict=True):
        if uneven and place != usual:
            paragraph = item[0].paragraph
            edit.indent(paragraph.node, left=paragraph.format.left + usual - place)
            session.note(paragraph, f"gạch đầu dòng lùi {round(mm(place))} mm", f"lùi {round(mm(usual))} mm")


def _mark(session: MendSession, bodies: Sequence[Sequence[Line]], breaches: Sequence[Breach], last: str) -> None:
    """Gives the bodies of a list the dash before their first line and the mark after their last."""
    misworded = lines_of([each for each in breaches if each.required is None])
    for item in bodies:
        mark = last if item is bodies[-1] else ";"
        for line in (each for each in misworded if each is item[0] or each is item[-1]):
            opens, closes = line is item[0], line is item[-1] and mark != ""
            session.amend(line, _item(mark if closes else "", dashed=opens))


def _item(mark: str, *, dashed: bool) -> Callable[[str], str]:
    def change(text: str) -> str:
        words = _DASH.sub("- ", text) if dashed else text
        return with_mark(mark)(words) if mark else words

    return change


def recipient_list(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.9e: «- » before and «;» after each."""
    for item in items(session.paper.recipients):
        _mark(session, [item], breaches, last="" if is_luu(item[0].text) else ";")


def luu(text: str) -> str:
    """ND30-I-2.9f: «- Lưu: VT, <đơn vị>.», VT first where the line has it."""
    if not _LUU.match(_DASH.sub("", text)):
        return text
    words = _LUU.sub("", _DASH.sub("", text)).rstrip(" .;,:")
    units = [unit.strip() for unit in re.split("[,;]", words) if unit.strip()]
    if "VT" not in units:
        return text
    if units[0] == "VT":
        words = re.sub(r"^VT\s*[;:]\s*", "VT, ", words)
    else:
        words = ", ".join(sorted(units, key=lambda unit: unit != "VT"))
    return f"{_dash(text)}Lưu: {words}."


def capitals(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-II-1: a capital opens each line of Nơi nhận; in the text the sense decides, and a person."""
    for paragraph in paragraphs_of(breaches):
        for line in (item[0] for item in items(session.paper.recipients)):
            if line.paragraph is paragraph:
                session.amend(line, lambda text: f"{_dash(text)}{vn.upper_first(text[len(_dash(text)) :])}")


def _dash(text: str) -> str:
    match = _DASH.match(text)
    return match[0] if match else ""


def nhu_tren(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.9g: «Như trên», never «Như kính gửi»."""
    for line in lines_of(breaches) if session.paper.kinh_gui is not None else ():
        session.amend(line, lambda text: re.sub(r"như kính gửi", "Như trên", text, count=1, flags=re.IGNORECASE))


def dashes_under_colon(session: MendSession, _: Sequence[Breach]) -> None:
    """GEO-8: set from the left, where it stood when it was centred; the dashes under the colon."""
    line = session.paper.kinh_gui
    if line is None or line.paragraph.cell is not None:
        return
    if line.paragraph.format.align == "center":
        spare = values.twips(max(0.0, session.paper.room_mm(line.paragraph) - line.width_mm)) // 2
        edit.align(line.paragraph.node, "left")
        edit.indent(line.paragraph.node, left=spare, right=0, first=0)
        session.note(line.paragraph, "«Kính gửi» canh giữa", f"lùi trái {round(mm(spare))} mm")
        return
    size = (line.sizes or [28])[0] / 2
    colon = session.paper.start_of(line.paragraph) + values.twips(font_widths.width_mm("Kính gửi", size))
    for each in session.paper.addressees:
        if each.text.startswith(("-", "–")) and each.paragraph.cell is None:
            edit.align(each.paragraph.node, "left")
            edit.indent(each.paragraph.node, left=colon, first=0)
            before = f"gạch đầu dòng lùi {round(mm(session.paper.start_of(each.paragraph)))} mm"
            session.note(each.paragraph, before, f"lùi {round(mm(colon))} mm, dưới dấu hai chấm")


def crew(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-3.3: 11, upright."""
    for line in lines_of(breaches):
        runs = session.runs(line)
        session.resize(line, 22, 22)
        for run, look in runs:
            if look.italic:
                edit.switch(run, "i", on=False)
        if runs:
            session.note(line.paragraph, "ký hiệu người soạn thảo khác cỡ 11, đứng", "cỡ 11, đứng")
