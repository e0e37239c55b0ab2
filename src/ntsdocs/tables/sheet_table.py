"""Make a table of a sheet: every cell learns its place, and what the sheet holds besides its cells is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ntsdocs.tables import sheets
from ntsdocs.tables.sheets import CALCULATED, Sheet, SheetCell, SheetRow
from ntsdocs.tables.values import Cell, Table, UnreadableError
from ntsdocs.text import plain
from ntsdocs.text.problems import Origin, Problem, Severity

MAX_ROWS = 100_000
MAX_COLUMNS = 200
_BLANK = re.compile("[\\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*")  # as a cell shows
_LOOK = "xem lại ô này; nếu đúng thì không phải sửa."
_TYPE = "ghi lại giá trị của ô (chép rồi dán bằng «Paste Values»)."


def table(book: Sequence[Sheet], origin: Origin) -> Table:
    """The table of the first sheet that is not hidden and has rows; `UnreadableError` if there is none.

    A merged cell stands in every place that it covers. A row that is crossed out is left out.
    """
    sheet = main_sheet(book)
    place = replace(origin, sheet=sheet.name)
    problems = list(_other_sheets([each for each in book if each.rows and each is not sheet], place))
    problems += [
        _told(place, f"cột {letter} ẩn trong tệp; vẫn đọc.", "bỏ ẩn cột, hoặc xóa.") for letter in sheet.hidden_columns
    ]
    told = ((row.number, cells, _told_as_struck(row, place, problems)) for row, cells in _unmerged(sheet))
    lines = [(number, cells) for number, cells, struck in told if cells and not struck]
    if not lines:
        raise UnreadableError("mọi dòng của tệp đều bị gạch ngang.", "bỏ gạch ngang ở các dòng còn hiệu lực.")
    labels = _labels(cell.text for cell in lines[0][1])
    first, *others = (
        tuple(Cell(cell.text, _at(place, number, labels, index), cell.day) for index, cell in enumerate(cells))
        for number, cells in lines
    )
    return Table(place, first, tuple(others), tuple(problems))


def main_sheet(book: Sequence[Sheet]) -> Sheet:
    """The first sheet that is not hidden and has rows; `UnreadableError` if there is none."""
    with_rows = [sheet for sheet in book if sheet.rows]
    for sheet in with_rows:
        if not sheet.hidden:
            return sheet
    where = f" (chỉ có ở trang tính ẩn «{with_rows[0].name}»)" if with_rows else ""
    raise UnreadableError(f"tệp không có dòng nào{where}.", "ghi ít nhất dòng tiêu đề của các cột.")


def headed_at(table: Table, at: int) -> Table:
    """The table, its heading this one of its rows, counted from 0; what stands above is left out."""
    labels = _labels(cell.text for cell in table.rows[at])
    heading, *others = (
        tuple(replace(cell, origin=_at(cell.origin, cell.origin.row, labels, index)) for index, cell in enumerate(row))
        for row in table.rows[at:]
    )
    return replace(table, heading=heading, rows=tuple(others))


def _labels(texts: Iterable[str]) -> list[str]:
    return [" ".join(plain.repaired(text)[0].split()) for text in texts]


def _at(place: Origin, number: int | None, labels: Sequence[str], index: int) -> Origin:
    label = labels[index] if index < len(labels) else ""
    return Origin(place.file, place.sheet, number, label or sheets.letter(index))


def _other_sheets(others: Sequence[Sheet], place: Origin) -> Iterator[Problem]:
    if others:
        names = ", ".join(f"«{each.name}»{' (ẩn)' if each.hidden else ''}" for each in others)
        remedy = "cần đọc trang khác thì kéo trang ấy lên đầu tệp; không cần thì xóa."
        yield _told(place, f"chỉ đọc trang tính này; không đọc {names}.", remedy)


def _told(place: Origin, what: str, remedy: str) -> Problem:
    return Problem(place, what, remedy, Severity.WARN)


def _unmerged(sheet: Sheet) -> Iterator[tuple[SheetRow, list[SheetCell]]]:
    """The rows with a cell at every place up to their last; `UnreadableError` of one too far down or too wide."""
    for row, cells in sheets.unmerged(sheet.rows):
        filled = (column for column in sorted(cells, reverse=True) if not _BLANK.fullmatch(cells[column].text))
        width = 1 + next(filled, -1)
        if row.number > MAX_ROWS:
            raise UnreadableError("bảng có hơn 100.000 dòng.", "xóa các dòng trống thừa ở cuối bảng.")
        if width > MAX_COLUMNS:
            what = f"dòng có hơn {MAX_COLUMNS} cột."
            raise UnreadableError(what, "xóa các cột thừa ở bên phải bảng.", row.number)
        yield row, [cells.get(column, SheetCell()) for column in range(width)]


def _told_as_struck(row: SheetRow, place: Origin, problems: list[Problem]) -> bool:
    """Whether the row is crossed out, all but a number in front; what it and its cells have is told."""
    here = replace(place, row=row.number)
    words = (cell.text.strip(" .)(") for cell in row.cells.values())
    if any(cell.struck for cell in row.cells.values()) and all(not each or each.isdecimal() for each in words):
        problems.append(_told(here, "dòng bị gạch ngang; không đọc.", "bỏ gạch ngang nếu dòng còn hiệu lực."))
        return True
    if row.hidden:
        problems.append(_told(here, "dòng ẩn trong tệp (có thể do lọc); vẫn đọc.", "bỏ lọc, bỏ ẩn, hoặc xóa dòng."))
    for column, cell in row.cells.items():
        if not (cell.remark or cell.struck or cell.commented or cell.width > 1 or cell.height > 1):
            continue
        at = here.at(sheets.letter(column))
        if cell.remark and cell.remark != CALCULATED:
            problems.append(Problem(at, f"{cell.remark}.", _TYPE))
        told = {
            CALCULATED: cell.remark == CALCULATED,
            "có chữ gạch ngang; đọc như chữ đã xóa": cell.struck,
            "có ý kiến (comment) bên lề; không đọc vào ô": cell.commented,
            "ô gộp; chữ của nó được đọc cho mọi ô mà nó phủ": (cell.width > 1 or cell.height > 1) and cell.text,
        }
        problems += [_told(at, f"{what}.", _LOOK) for what, has in told.items() if has]
    return False
