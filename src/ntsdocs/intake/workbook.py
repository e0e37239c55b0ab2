"""Read a workbook into paragraphs and tables: each sheet's title rows are paragraphs, the rest is a table."""

from __future__ import annotations

from collections.abc import Sequence

from ntsdocs.intake import headings
from ntsdocs.intake.builder import MAX_COLUMNS, Builder, laid_out
from ntsdocs.intake.tree import SourceCell, SourceLine, SourceTable, Trait
from ntsdocs.tables.sheets import Sheet, SheetCell, SheetRow

_FURTHEST = 60  # rows that may stand over a table's heading, or be blank in it


def read(sheets: Sequence[Sheet], built: Builder) -> list[SourceLine | SourceTable]:
    """What the sheets that are not hidden say."""
    content: list[SourceLine | SourceTable] = []
    for sheet in sheets:
        if sheet.rows and sheet.hidden:
            built.note(Trait.HIDDEN_SHEET, f"trang tính «{sheet.name}»")
        elif sheet.rows:
            content += _content(sheet, built)
    return content


def _content(sheet: Sheet, built: Builder) -> list[SourceLine | SourceTable]:
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
        SourceLine(cell.text, bold=cell.bold, place=f"{where}, hàng {row.number}")
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
    reaching = [0] * width  # how many more rows a merged cell covers, by column
    laid = []
    for number in range(rows[0].number, rows[-1].number + 1):
        row = by_number.get(number, SheetRow(number, {}, hidden=False))
        pieces, column = [], 0
        while column < width:
            if reaching[column]:
                reaching[column] -= 1
                column += 1
                continue
            cell = row.cells.get(column, SheetCell())
            span = min(cell.width, width - column)
            reaching[column : column + span] = [cell.height - 1] * span
            line = SourceLine(cell.text, bold=cell.bold, struck=cell.struck)
            pieces.append(SourceCell([line], span, cell.height, shaded=cell.shaded))
            column += span
        laid.append((pieces, row.hidden))
    return laid


def _heading(sheet: Sheet) -> int:
    """How many rows stand over the heading of a task table; none where the sheet has no such heading."""
    first = sheet.rows[0].number
    laid = laid_out(SourceTable(_rows(_parted(sheet.rows)[0]), "", first))
    for at in range(min(_FURTHEST, len(laid))):
        if headings.find(laid[at:]):
            return sum(row.number < first + at for row in sheet.rows)
    return 0 if any(len(row.cells) > 1 for row in sheet.rows) else len(sheet.rows)
