"""Read an .xlsx into the neutral tree: each sheet's title rows are paragraphs, the rest is a table."""

from __future__ import annotations

from collections.abc import Sequence

from ntsdocs.intake import headings
from ntsdocs.intake.tree import Builder, SourceCell, SourceDocument, laid_out
from ntsdocs.tables.xlsx import Sheet, SheetCell, SheetRow, sheets

_FURTHEST = 60  # rows that may stand over a table's heading


def read(data: bytes, file: str) -> SourceDocument:
    """The document in the bytes of an .xlsx; `UnreadableError` if it cannot be read."""
    built = Builder(file)
    for sheet in sheets(data):
        if sheet.rows:
            _add(sheet, built)
    return built.document()


def _add(sheet: Sheet, built: Builder) -> None:
    where = f"trang tính «{sheet.name}»"
    if sheet.hidden:
        built.note("trang tính ẩn; vẫn đọc", where)
    for letter in sheet.hidden_columns:
        built.note("cột ẩn; vẫn đọc", f"{where}, cột {letter}")
    begins = _heading(sheet)
    for row in sheet.rows[:begins]:
        for cell in row.cells.values():
            built.para(cell.text, bold=cell.bold, place=f"{where}, hàng {row.number}")
    table = sheet.rows[begins:]
    if not table:
        return
    for row in table:
        for column, cell in row.cells.items():
            if cell.remark:
                built.note(cell.remark, f"{where}, hàng {row.number}, cột {column + 1}")
    built.grid(_rows(table), where, table[0].number)


def _rows(rows: Sequence[SheetRow]) -> list[tuple[list[SourceCell], bool]]:
    """The rows from the first to the last, blank ones too, so that their numbers stay those of the sheet."""
    width = max(column + cell.width for row in rows for column, cell in row.cells.items())
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
            pieces.append(SourceCell(cell.text, "", cell.bold, span, cell.height))
            column += span
        laid.append((pieces, row.hidden))
    return laid


def _heading(sheet: Sheet) -> int:
    """How many rows stand over the heading of a task table; none where the sheet has no such heading."""
    laid = [*laid_out(_rows(sheet.rows), "", sheet.rows[0].number)]
    numbers = [row.number for row in sheet.rows]
    for at in range(min(_FURTHEST, len(laid))):
        if headings.find(laid[at:]):
            return numbers.index(sheet.rows[0].number + at)
    return 0 if any(len(row.cells) > 1 for row in sheet.rows) else len(sheet.rows)
