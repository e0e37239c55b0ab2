"""Mend the lines drawn under components: as long as the decree says, in the middle (ND30-I-2.1c, 2.2c, 2.5c).

A line that is there is made longer or shorter; one that is not is left to a person, for it may be drawn in a way that
is not recognised here, and would then stand there twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree

from ntsdocs.decree import values
from ntsdocs.decree.find.paper import Paper, Stroke
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.findings import mm as written
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx import edit, font_widths
from ntsdocs.docx.lines import Line
from ntsdocs.docx.reader import Paragraph, mm
from ntsdocs.docx.xml import Element, W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_EMU = 36000  # to the millimetre
_POINT = 25.4 / 72
_PART = 0.42  # of the words, between 1/3 and 1/2
_SHORTEST = 20.0  # mm that a column is taken to have at least
_NUMBER = r"-?\d{1,6}(?:\.\d{1,6})?"
_BESIDE = re.compile(rf"(?<![\w-])(margin-left|left):\s*({_NUMBER})pt")
_WIDTH = re.compile(rf"(?<![\w-])width:\s*({_NUMBER})pt")
_PLACE = re.compile(rf"({_NUMBER})pt,({_NUMBER}(?:pt)?)$")


def under_motto(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-2.1c: as long as the Tiêu ngữ."""
    line, stroke = desk.paper.tieu_ngu, desk.paper.tieu_ngu_stroke
    if line is not None and stroke is not None:
        _draw(desk, stroke, line.width_mm)


def under_name(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-2.2c: a third to a half of the last line of the name."""
    if desk.paper.names and desk.paper.name_stroke is not None:
        _draw(desk, desk.paper.name_stroke, _PART * _last_line(desk.paper, desk.paper.names))


def under_subject(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-2.5c: a third to a half of the last line of the trích yếu."""
    if desk.paper.trich_yeu and desk.paper.trich_yeu_stroke is not None:
        _draw(desk, desk.paper.trich_yeu_stroke, _PART * _last_line(desk.paper, desk.paper.trich_yeu))


def as_lines(desk: MendSession, founds: Sequence[Breach]) -> None:
    """GEO-6: a row of underscores becomes a line as long, which the rules above then hold to the words."""
    for stroke in (desk.paper.tieu_ngu_stroke, desk.paper.name_stroke, desk.paper.trich_yeu_stroke):
        if stroke is None or stroke.how != "dãy ký tự" or not any(each.at is stroke.paragraph for each in founds):
            continue
        node = stroke.paragraph.node
        runs = [each for each in node.iter(f"{W}r") if each.find(f"{W}t") is not None]
        if any(local not in ("rPr", "t") for run in runs for local in map(edit.local, run)):
            continue
        for run in runs:
            holder = run.getparent()
            if holder is not None:
                holder.remove(run)
        _rule(node)
        _space(desk.paper, stroke.paragraph, stroke.length, node)
        desk.note(stroke.paragraph, "đường kẻ bằng dãy ký tự", "viền dưới của một đoạn trống")


def apart(desk: MendSession, founds: Sequence[Breach]) -> None:
    """GEO-7: a border of the text itself, as wide as the column, moves to a paragraph of its own."""
    lengths: tuple[tuple[Stroke | None, list[Line], Callable[[list[Line]], float]], ...] = (
        (desk.paper.tieu_ngu_stroke, [each for each in (desk.paper.tieu_ngu,) if each], lambda each: each[-1].width_mm),
        (desk.paper.name_stroke, desk.paper.names, lambda each: _PART * _last_line(desk.paper, each)),
        (desk.paper.trich_yeu_stroke, desk.paper.trich_yeu, lambda each: _PART * _last_line(desk.paper, each)),
    )
    for stroke, lines, length in lengths:
        if stroke is None or not lines or not any(each.at is stroke.paragraph for each in founds):
            continue
        node = stroke.paragraph.node
        props = edit.para_props(node)
        edit.drop(props, "pBdr")
        edge = etree.Element(f"{W}bottom")  # a style's border is not the paragraph's to take away: it is set to none
        edge.set(f"{W}val", "nil")
        edit.child(props, "pBdr").append(edge)
        made = etree.Element(f"{W}p")
        node.addnext(made)
        _rule(made)
        _space(desk.paper, stroke.paragraph, length(lines), made)
        desk.note(stroke.paragraph, "viền dưới ở đoạn chữ", "viền dưới ở một đoạn trống riêng")


def _last_line(paper: Paper, above: list[Line]) -> float:
    """How long the last line of a component is, in mm, broken as Word breaks it."""
    last = above[-1]
    format_ = last.paragraph.format
    room = max(_SHORTEST, paper.room_mm(last.paragraph) - mm(format_.left) - mm(format_.right))
    size, bold = (last.sizes[-1] / 2 if last.sizes else 13), last.every("bold")
    broken = font_widths.wrap(last.shown, size, room, bold) or [last.shown]
    return font_widths.width_mm(broken[-1], size, bold)


# --- drawing ---------------------------------------------------------------------------------------------------------


def _draw(desk: MendSession, stroke: Stroke, length: float) -> None:
    if stroke.how == "viền đoạn":
        done = stroke.paragraph.text.strip() == "" and _space(desk.paper, stroke.paragraph, length)
    else:
        done = stroke.how == "hình vẽ" and _shape(stroke.paragraph.node, length)
    if done:
        before = f"đường kẻ {written(stroke.length)} mm" + (", lệch" if stroke.lopsided else "")
        desk.note(stroke.paragraph, before, f"{written(length)} mm")


def _rule(paragraph: Element) -> None:
    """Makes a paragraph a thin line: a border below and next to no height."""
    props = edit.para_props(paragraph)
    edit.drop(props, "pBdr")
    edge = etree.SubElement(edit.child(props, "pBdr"), f"{W}bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        edge.set(W + name, value)
    edit.put(props, "spacing", before="0", after="0", line="40", lineRule="exact")


def _space(paper: Paper, paragraph: Paragraph, length: float, node: Element | None = None) -> bool:
    """Indents a bordered paragraph so that `length` mm are left in the middle; False where there is no such room."""
    spare = values.twips(paper.room_mm(paragraph) - length)
    if spare < 0:
        return False
    edit.indent(paragraph.node if node is None else node, left=spare // 2, right=spare - spare // 2, first=0)
    return True


def _shape(paragraph: Element, length: float) -> bool:
    """Makes a drawn line longer or shorter about its middle; False where it is drawn in another way."""
    drawn = [_drawing(each, length) for each in paragraph.iter(f"{W}drawing")]
    drawn += [_line(each, length) for each in paragraph.iter(f"{_VML}line")]
    drawn += [_connector(each, length) for each in paragraph.iter(f"{_VML}shape")]
    return any(drawn)


def _drawing(drawing: Element, length: float) -> bool:
    extent = next(drawing.iter(f"{_DRAWING}extent"), None)
    shapes = {each.get("prst") for each in drawing.iter(f"{_MAIN}prstGeom")}
    if extent is None or not shapes or not shapes <= {"line", "straightConnector1"}:
        return False
    old, new = _whole(extent.get("cx")), round(length * _EMU)
    extent.set("cx", str(new))
    for each in drawing.iter(f"{_MAIN}ext"):
        if each.get("cx") == str(old):
            each.set("cx", str(new))
    for offset in drawing.iterfind(f"*/{_DRAWING}positionH/{_DRAWING}posOffset"):
        offset.text = str(_whole(offset.text) + (old - new) // 2)
    return True


def _line(line: Element, length: float) -> bool:
    first, last = _PLACE.match(line.get("from") or ""), _PLACE.match(line.get("to") or "")
    if first is None or last is None:
        return False
    middle, half = (float(first[1]) + float(last[1])) / 2, length / _POINT / 2
    line.set("from", f"{middle - half:.2f}pt,{first[2]}")
    line.set("to", f"{middle + half:.2f}pt,{last[2]}")
    return True


def _connector(shape: Element, length: float) -> bool:
    style = shape.get("style") or ""
    width = _WIDTH.search(style)
    if width is None or not (shape.get("type") or "").endswith("_t32"):
        return False
    wide = length / _POINT
    shift = (float(width[1]) - wide) / 2
    style = f"{style[: width.start(1)]}{wide:.2f}{style[width.end(1) :]}"
    shape.set("style", _BESIDE.sub(lambda found: f"{found[1]}:{float(found[2]) + shift:.2f}pt", style))
    return True


def _whole(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else 0
