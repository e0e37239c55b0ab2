"""Read a workbook into paragraphs and tables: each sheet's title rows are paragraphs, the rest is a table."""

from __future__ import annotations

from collections.abc import Sequence

from ntsdocs.intake import headings
from ntsdocs.intake.builder import MAX_COLUMNS, Builder, laid_out
from ntsdocs.intake.tree import Para, SourceCell, SourceTable, Trait
from ntsdocs.tables.sheets import Sheet, SheetCell, SheetRow, unmerged

_FURTHEST = 60  # rows that may stand over a table's heading, or be blank in it


def read(sheets: Sequence[Sheet], built: Builder) -> list[Para | SourceTable]:
    """What the sheets that are not hidden say."""
    content: list[Para | SourceTable] = []
    for sheet in sheets:
        if sheet.rows and sheet.hidden:
            built.note(Trait.HIDDEN_SHEET, f"trang tính «{sheet.name}»")
        elif sheet.rows:
            content += _content(sheet, built)
    return content


def _content(sheet: Sheet, built: Builder) -> list[Para | SourceTable]:
    where = f"trang tính «{sheet.name}»" if sheet.name else "bảng"
    for letter in sheet.hidden_columns:
        built.note(Trait.HIDDEN_COLUMN, f"{where}, cột {letter}")
    for row in sheet.rows:
        for column, cell in row.cells.items():
            traits = ((cell.remark, cell.remark), (cell.struck, Trait.STRUCK), (cell.commented, Trait.COMMENT))
            for has, what in traits:
                if has:
                    built.note(what, f"{where}, hàng {row.number}, cột {column + 1}")
    begins = _heading(sheet)
    lines = [
        Para(cell.text, bold=cell.bold, place=f"{where}, hàng {row.number}")
        for row in sheet.rows[:begins]
        for cell in row.cells.values()
    ]
    tables = _parted(sheet.rows[begins:])
    return [*lines, *(SourceTable(_rows(table), where, table[0].number) for table in tables)]


def _parted(rows: Sequence[SheetRow]) -> list[list[SheetRow]]:
    """The rows in tables: what stands far below the others is one of its own."""
    tables: list[list[SheetRow]] = []
    for row in rows:
        if not tables or row.number - tables[-1][-1].number > _FURTHEST:
            tables.append([])
        tables[-1].append(row)
    return tables


def _rows(rows: Sequence[SheetRow]) -> list[tuple[list[SourceCell], bool]]:
    """The rows from the first to the last, blank ones too, so that their numbers stay those of the sheet."""
    width = min(MAX_COLUMNS, max(column + cell.width for row in rows for column, cell in row.cells.items()))
    by_number = {row.number: row for row in rows}
    every = (by_number.get(at, SheetRow(at, {}, hidden=False)) for at in range(rows[0].number, rows[-1].number + 1))
    laid = []
    for row, cells in unmerged(every):
        begun = [(at, row.cells.get(at)) for at in range(width) if cells.get(at) is row.cells.get(at)]
        laid.append(([_cell(cell or SheetCell(), width - at) for at, cell in begun], row.hidden))
    return laid


def _cell(cell: SheetCell, width: int) -> SourceCell:
    line = Para(cell.text, bold=cell.bold, struck=cell.struck)
    return SourceCell([line], min(cell.width, width), cell.height, shaded=cell.shaded)


def _heading(sheet: Sheet) -> int:
    """How many rows stand over the heading of a task table; none where the sheet has no such heading."""
    first = sheet.rows[0].number
    laid = laid_out(SourceTable(_rows(_parted(sheet.rows)[0]), "", first))
    for at in range(min(_FURTHEST, len(laid))):
        if headings.find(laid[at:]):
            return sum(row.number < first + at for row in sheet.rows)
    return 0 if any(len(row.cells) > 1 for row in sheet.rows) else len(sheet.rows)
