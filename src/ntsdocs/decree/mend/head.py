"""Mend the head: ô 1 to 4, its table and the lines drawn in it (PL I, Phần I, Mục II, khoản 1 to 4; GEO-1, 2, 6, 7).

Quốc hiệu and Tiêu ngữ have one right wording; they are put right only where no letter is missing or too many.
A line that is drawn is made longer or shorter; one that is not is left to a person, for it may be drawn in a way that
is not recognised here, and would then stand there twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lxml import etree

from ntsdocs.decree import values
from ntsdocs.decree.check.head import SINGLE
from ntsdocs.decree.find.head import printed_widths
from ntsdocs.decree.find.paper import STROKES, Paper, Stroke, present
from ntsdocs.decree.findings import Breach, in_mm
from ntsdocs.decree.mend.session import MendSession, lines_of
from ntsdocs.docx import edit, lines
from ntsdocs.docx.document import Paragraph, WordTable, mm
from ntsdocs.docx.lines import Line
from ntsdocs.docx.xml import Element, W, drop, local
from ntsdocs.text import vn

_DAY = re.compile(r"(ngày\s*)([1-9])(?=\s*tháng)")
_MONTH = re.compile(r"(tháng\s*)(\d{1,2})(?=\s*năm)")
_HELD = ("drawing", "pict", "object", "bookmarkStart", "commentRangeStart", "commentReference", "sectPr", "br", "sdt")


def motto(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.1a, 2.1b: the words as the decree prints them: plain hyphens with a blank on both sides."""
    for line in lines_of(breaches):
        right = values.QUOC_HIEU if line is session.paper.quoc_hieu else values.TIEU_NGU
        printed = line.spaced.upper() if right.isupper() else line.spaced
        if vn.tone_fold(printed) != right and _letters(line.text) == _letters(right):
            session.put(line, right)


def _letters(text: str) -> str:
    return "".join(char for char in vn.fold(text) if char.isalnum())


def single_motto(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.1d: Quốc hiệu and Tiêu ngữ single spaced, one under the other."""
    _single(session, present(session.paper.quoc_hieu, session.paper.tieu_ngu), breaches)


def single_names(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.2d: the two names single spaced, one under the other."""
    _single(session, [*session.paper.parents, *session.paper.names], breaches)


def _single(session: MendSession, together: list[Line], breaches: Sequence[Breach]) -> None:
    in_breach = {id(line) for line in lines_of(breaches)}
    for line in together:
        format_ = line.paragraph.format
        wide = format_.line_rule == "auto" and not SINGLE[0] <= format_.line <= SINGLE[1]
        if wide and format_.sure and id(line) in in_breach:
            edit.put(edit.para_props(line.paragraph.node), "spacing", line="240", lineRule="auto")
            session.note(line.paragraph, f"giãn dòng {format_.line / 240:.2g}".replace(".", ","), "giãn dòng đơn")
    for one, other in pairwise(together):
        for each in session.paper.between(one, other):
            if each.node.getparent() is not None and each.cell is one.paragraph.cell and _is_blank(each):
                drop(each.node)
                session.note(other.paragraph, "có đoạn trống phía trên", "bỏ đoạn trống")


def _is_blank(paragraph: Paragraph) -> bool:
    """Whether a paragraph holds nothing at all."""
    ruled = paragraph.format.ruled_below or paragraph.format.ruled_above
    holds_more = any(True for _ in paragraph.node.iter(*(W + name for name in _HELD)))
    has_text = any(str(text).strip() for text in paragraph.node.itertext())
    return not (has_text or holds_more or ruled or paragraph.label)


def date_form(text: str) -> str:
    """ND30-I-2.4c: a 0 before days below 10 and before months 1 and 2, before no other month."""
    words = _DAY.sub(lambda match: f"{match[1]}0{match[2]}", text, count=1)
    return _MONTH.sub(lambda match: match[1] + _month(match[2]), words, count=1)


def _month(digits: str) -> str:
    month = int(digits)
    if not 1 <= month <= 12:
        return digits
    return f"{month:02d}" if month < 3 else str(month)


def date_place(text: str) -> str:
    """ND30-I-2.4d: a capital at the head of the place, a comma after it."""
    place, day, rest = text.partition("ngày")
    if not place.strip() or not day:
        return text
    return f"{vn.upper_first(place if ',' in place else f'{place.rstrip()}, ')}{day}{rest}"


# --- table -----------------------------------------------------------------------------------------------------------


def without_lines(session: MendSession, breaches: Sequence[Breach]) -> None:
    """GEO-1, GEO-4: the table's lines are not drawn; a line under or over a cell may be a component's, and stays."""
    for line in lines_of(breaches):
        table = line.paragraph.cell.table if line.paragraph.cell is not None else None
        if table is None or not table.bordered:
            continue
        props = table.node.find(f"{W}tblPr")
        if props is not None:
            borders = edit.child(props, "tblBorders")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                edit.put(borders, side, "none")
        for sides in table.node.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders"):
            edit.drop(sides, "left", "start", "right", "end", "insideH", "insideV", "tl2br", "tr2bl")
        table.bordered = False
        session.note(line.paragraph, "bảng có đường viền", "bảng không có đường viền")


def room_for_motto(session: MendSession, _: Sequence[Breach]) -> None:
    """GEO-2: the column of Quốc hiệu takes what its words need from the other one, if that has it to spare."""
    line = session.paper.quoc_hieu
    cell = line.paragraph.cell if line is not None else None
    if line is None or cell is None or len(cell.table.columns) != 2:
        return
    own, widths = cell.column - 1, list(cell.table.columns)
    needed = values.twips(line.width_mm) + cell.whole - cell.width + 12  # a little more than the words
    more = needed - widths[own]
    rows = [list(row.iterfind(f"{W}tc")) for row in cell.table.node.iterfind(f"{W}tr")]
    whole = all(len(row) == 2 for row in rows)
    if more <= 0 or not whole or more > _spare(session.paper, cell.table, 1 - own):
        return
    before = f"cột rộng {in_mm(mm(widths[own]))} mm"
    widths[own] += more
    widths[1 - own] -= more
    for column, width in zip(cell.table.node.iterfind(f"{W}tblGrid/{W}gridCol"), widths, strict=False):
        column.set(f"{W}w", str(width))
    for row in rows:
        for each, width in zip(row, widths, strict=True):
            edit.put(edit.cell_props(each), "tcW", w=str(width), type="dxa")
    session.note(line.paragraph, before, f"{in_mm(mm(widths[own]))} mm")


def _spare(paper: Paper, table: WordTable, column: int) -> int:
    """How many twips a column can do without before one of its lines wraps."""
    spare = table.columns[column]
    for each in paper.paragraphs:
        if each.cell is not None and each.cell.table is table and each.cell.column == column + 1:
            room = each.cell.width - each.format.left - each.format.right
            widths = [values.twips(line.width_mm) for line in lines.of(each)]
            spare = min([spare, *(room - width for width in widths if width <= room)])  # what wraps already may go on
    return spare


# --- lines under components ------------------------------------------------------------------------------------------

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_EMU = 36000  # to the millimetre
_POINT = 25.4 / 72
_PART = 0.42  # of the words, between 1/3 and 1/2
_NUMBER = r"-?\d{1,6}(?:\.\d{1,6})?"
_LEFT = re.compile(rf"(?<![\w-])(margin-left|left):\s*({_NUMBER})pt")
_WIDTH = re.compile(rf"(?<![\w-])width:\s*({_NUMBER})pt")
_PLACE = re.compile(rf"({_NUMBER})pt,({_NUMBER}(?:pt)?)$")


def under_motto(session: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-2.1c: as long as the Tiêu ngữ."""
    line, stroke = session.paper.tieu_ngu, session.paper.tieu_ngu_stroke
    if line is not None and stroke is not None:
        _draw(session, stroke, line.width_mm)


def under_name(session: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-2.2c: a third to a half of the last line of the name."""
    third_to_half(session, session.paper.names, session.paper.name_stroke)


def third_to_half(session: MendSession, above: list[Line], stroke: Stroke | None) -> None:
    """Draws the line under a component as long as the decree wants it."""
    if above and stroke is not None:
        _draw(session, stroke, _part(session.paper, above))


def _part(paper: Paper, above: list[Line]) -> float:
    return _PART * printed_widths(paper, above[-1])[0]


def strokes_as_lines(session: MendSession, breaches: Sequence[Breach]) -> None:
    """GEO-6: a row of underscores becomes a line as long, which the rules above then hold to the words."""
    for stroke, _ in session.paper.strokes:
        if stroke is None or stroke.how != "dãy ký tự" or not any(each.at is stroke.paragraph for each in breaches):
            continue
        node = stroke.paragraph.node
        runs = [each for each in node.iter(f"{W}r") if each.find(f"{W}t") is not None]
        alone = STROKES.fullmatch(stroke.paragraph.text.strip()) and len(lines.of(stroke.paragraph)) == 1
        if not alone or any(local(each.tag) not in ("rPr", "t") for run in runs for each in run):
            continue
        for run in runs:
            drop(run)
        _rule(node)
        _space(session.paper, stroke.paragraph, stroke.length, node)
        session.note(stroke.paragraph, "đường kẻ bằng dãy ký tự", "viền dưới của một đoạn trống")


def strokes_apart(session: MendSession, breaches: Sequence[Breach]) -> None:
    """GEO-7: a border of the text itself, as wide as the column, moves to a paragraph of its own."""
    for stroke, above in session.paper.strokes:
        if stroke is None or not above or not any(each.at is stroke.paragraph for each in breaches):
            continue
        node = stroke.paragraph.node
        props = edit.para_props(node)
        edit.drop(props, "pBdr")
        edge = etree.Element(f"{W}bottom")  # a style's border is not the paragraph's to take away: it is set to none
        edge.set(f"{W}val", "nil")
        edit.child(props, "pBdr").append(edge)
        below = etree.Element(f"{W}p")
        node.addnext(below)
        _rule(below)
        under_tieu_ngu = stroke is session.paper.tieu_ngu_stroke
        length = above[-1].width_mm if under_tieu_ngu else _part(session.paper, above)
        _space(session.paper, stroke.paragraph, length, below)
        session.note(stroke.paragraph, "viền dưới ở đoạn chữ", "viền dưới ở một đoạn trống riêng")


def _draw(session: MendSession, stroke: Stroke, length: float) -> None:
    if stroke.how == "viền đoạn":
        done = stroke.paragraph.text.strip() == "" and _space(session.paper, stroke.paragraph, length)
    else:
        alone = stroke.how == "hình vẽ" and stroke.length > 0 and len(stroke.paragraph.strokes) == 1
        done = alone and _shape(stroke.paragraph.node, length)
    if done:
        before = f"đường kẻ {in_mm(stroke.length)} mm" + (", lệch" if stroke.lopsided else "")
        session.note(stroke.paragraph, before, f"{in_mm(length)} mm")


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
    shape.set("style", _LEFT.sub(lambda match: f"{match[1]}:{float(match[2]) + shift:.2f}pt", style))
    return True


def _whole(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else 0
