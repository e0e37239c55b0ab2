"""Mend the tables that hold head and signature: no lines, room for Quốc hiệu, one page (GEO-1, 2, 4, 5)."""

from __future__ import annotations

from collections.abc import Sequence

from ntsdocs.decree import values
from ntsdocs.decree.find.paper import Paper, outermost
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.findings import mm as written
from ntsdocs.decree.mend.session import MendSession, lines_of, paragraphs_of
from ntsdocs.docx import edit, lines
from ntsdocs.docx.reader import WordTable, mm
from ntsdocs.docx.xml import Element, W

_SPARE = 12  # twips more than the words need


def without_lines(desk: MendSession, founds: Sequence[Breach]) -> None:
    """GEO-1, GEO-4: the table's lines are not drawn; a line under or over a cell may be a component's, and stays."""
    for line in lines_of(founds):
        cell = line.paragraph.cell
        table = cell.table if cell is not None else None
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
        desk.note(line.paragraph, "bảng có đường viền", "bảng không có đường viền")


def room_for_motto(desk: MendSession, _: Sequence[Breach]) -> None:
    """GEO-2: the column of Quốc hiệu takes what its words need from the other one, if that has it to spare."""
    line = desk.paper.quoc_hieu
    cell = line.paragraph.cell if line is not None else None
    if line is None or cell is None or len(cell.table.columns) != 2 or cell.table.node is None:
        return
    mine = cell.column - 1
    needed = values.twips(line.width_mm) + cell.whole - cell.width + _SPARE
    more = needed - cell.table.columns[mine]
    rows = [list(row.iterfind(f"{W}tc")) for row in cell.table.node.iterfind(f"{W}tr")]
    whole = all(len(row) == 2 for row in rows)
    if more <= 0 or not whole or more > _spare(desk.paper, cell.table, 1 - mine):
        return
    widths = list(cell.table.columns)
    widths[mine] += more
    widths[1 - mine] -= more
    for column, width in zip(cell.table.node.iterfind(f"{W}tblGrid/{W}gridCol"), widths, strict=False):
        column.set(f"{W}w", str(width))
    for row in rows:
        for each, width in zip(row, widths, strict=True):
            edit.put(edit.cell_props(each), "tcW", w=str(width), type="dxa")
    before = f"cột rộng {written(mm(cell.table.columns[mine]))} mm"
    desk.note(line.paragraph, before, f"{written(mm(widths[mine]))} mm")


def _spare(paper: Paper, table: WordTable, column: int) -> int:
    """How many twips a column can do without before one of its lines wraps."""
    spare = table.columns[column]
    for each in paper.paragraphs:
        if each.cell is not None and each.cell.table is table and each.cell.column == column + 1:
            room = each.cell.width - each.format.left - each.format.right
            widths = [values.twips(line.width_mm) for line in lines.of(each)]
            spare = min([spare, *(room - width for width in widths if width <= room)])  # what wraps already may go on
    return spare


def kept_whole(desk: MendSession, founds: Sequence[Breach]) -> None:
    """GEO-5: the row of the signature is not split, and the last paragraph stays with it."""
    label = desk.paper.noi_nhan
    cell = outermost(label.paragraph.cell) if label is not None else None
    last = desk.paper.main_blocks[-1].paragraph if desk.paper.main_blocks else None
    for each in paragraphs_of(founds):
        if last is not None and each is last:
            edit.put(edit.para_props(each.node), "keepNext")
            desk.note(each, "có thể tách khỏi khối chữ ký", "đi liền với khối chữ ký (Keep with next)")
        elif cell is not None and not cell.unsplit:
            row = _row(each.node, cell.table.node)
            if row is not None:
                edit.drop(row.find(f"{W}trPr"), "cantSplit")
                props = edit.row_props(row)
                props.insert(0, props.makeelement(f"{W}cantSplit"))
                desk.note(each, "hàng chữ ký có thể bị tách", "hàng không tách qua hai trang")


def _row(node: Element, table: Element | None) -> Element | None:
    """The row of the table that holds the paragraph."""
    for each in node.iterancestors(f"{W}tr"):
        if next(each.iterancestors(f"{W}tbl"), None) is table:
            return each
    return None
