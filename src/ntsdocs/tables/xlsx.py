"""Read XLSX: one sheet as a table, or every sheet as its rows stand."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ntsdocs.tables import rows
from ntsdocs.tables.values import Table, UnreadableError
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin, Problem

MAX_UNPACKED_BYTES = 60_000_000
MAX_PARTS = 1_000  # files inside the archive
MAX_ROWS = 5_000  # of all sheets together, where they are read as they stand
MAX_CELLS = 200_000
MAX_COLUMNS = 100

_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z0-9:$]{1,40})[\"']")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_SAVE_AGAIN = "mở tệp bằng Excel xem có lỗi không, rồi lưu lại kiểu «Excel Workbook (.xlsx)»."


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it is shown. `width` and `height` are what it covers when merged; `remark` is blank or a warning."""

    text: str = ""
    bold: bool = False
    width: int = 1
    height: int = 1
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: the cells that begin in it by their column, counted from 0."""

    number: int
    cells: dict[int, SheetCell]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    hidden: bool
    rows: tuple[SheetRow, ...]
    hidden_columns: tuple[str, ...]


def table(raw: bytes, origin: Origin, sheet: str) -> Table:
    """The table in the named sheet of the bytes of an XLSX file; of the first sheet if the name is blank."""
    with _hostile_or_damaged_refused(raw):
        return _table(_chosen(_book(raw, read_only=True), sheet), origin)


def sheets(raw: bytes) -> tuple[Sheet, ...]:
    """The sheets in the bytes of an .xlsx, with merged cells, hidden rows and the cached values of formulas.

    `UnreadableError` if it is damaged, hostile or too large.
    """
    with _hostile_or_damaged_refused(raw):
        _within_bounds(raw)
        values, formulas = _book(raw, data_only=True), _book(raw)
        return tuple(_sheet(each, formulas[each.title]) for each in values.worksheets)


# --- opening --------------------------------------------------------------------------------------------------------


@contextmanager
def _hostile_or_damaged_refused(raw: bytes) -> Iterator[None]:
    try:
        _safe(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what we do not read: validation, extensions
            yield
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes openpyxl, lxml and zipfile raise what they like
        raise UnreadableError("không đọc được tệp Excel này: tệp hỏng hoặc không phải .xlsx.", _SAVE_AGAIN) from error


def _book(raw: bytes, **how: bool) -> Any:
    import openpyxl  # a third of a second, numpy with it: only who keeps tables as .xlsx pays for it

    return openpyxl.load_workbook(io.BytesIO(raw), keep_links=False, **how)


def _safe(raw: bytes) -> None:
    """Stop at archives that unpack too large and at XML that declares entities, before anything parses them."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise UnreadableError("tệp Excel này bung ra quá lớn.", "chép riêng bảng sang một tệp mới rồi lưu lại.")
        for part in parts:
            content = archive.read(part).replace(b"\0", b"")  # UTF-16 shows its ASCII once the zeros are out
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise UnreadableError("tệp Excel này có khai báo DTD, không phải do Excel lưu.", _SAVE_AGAIN)


def _within_bounds(raw: bytes) -> None:
    """Stop at more rows or wider merges than any annex has, before they are unfolded in memory."""
    from openpyxl.utils.cell import range_boundaries

    row_count = cell_count = 0
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if not _SHEET.fullmatch(name):
                continue
            content = archive.read(name).replace(b"\0", b"")
            row_count += len(_ROW.findall(content))
            cell_count += len(_CELL.findall(content))
            for merge in _MERGE.finditer(content):
                left, top, right, bottom = range_boundaries(merge[1].decode())
                if bottom - top >= MAX_ROWS or right - left >= MAX_COLUMNS:
                    what = f"có ô gộp quá rộng ({merge[1].decode()})."
                    raise UnreadableError(what, "bỏ gộp ô ấy, hoặc chép riêng bảng sang tệp mới.")
    if row_count > MAX_ROWS or cell_count > MAX_CELLS:
        what = f"tệp có {row_count} hàng, nhiều hơn mức {MAX_ROWS} của một phụ lục."
        raise UnreadableError(what, "xóa hàng trống thừa, hoặc chép riêng bảng nhiệm vụ sang tệp mới.")


# --- a table --------------------------------------------------------------------------------------------------------


def _chosen(book: Any, name: str) -> Any:
    names = [sheet.title for sheet in book.worksheets]
    if name and name not in names:
        listed = ", ".join(f"«{each}»" for each in names)
        raise UnreadableError(f"không có trang tính «{name}».", f"đổi tên trang tính; các trang trong tệp: {listed}.")
    return book[name or names[0]]


def _table(sheet: Any, origin: Origin) -> Table:
    sheet.reset_dimensions()  # the size a file declares may be any number
    place = replace(origin, sheet=sheet.title)
    problems: list[Problem] = []
    read = rows.table(_records(sheet, place, problems), place)
    return replace(read, problems=tuple(problems))


def _records(sheet: Any, origin: Origin, problems: list[Problem]) -> Iterator[rows.Numbered]:
    for number, row in enumerate(sheet.iter_rows(max_col=rows.MAX_COLUMNS + 1), start=1):
        width = max((index for index, cell in enumerate(row, start=1) if cell.value is not None), default=0)
        place = replace(origin, row=number)
        cells = [_raw(cell, place.at(rows.letter(index)), problems) for index, cell in enumerate(row[:width])]
        yield rows.within_bounds((number, cells))


def _raw(cell: Any, place: Origin, problems: list[Problem]) -> rows.Raw:
    """The text of a cell as Excel shows it, and its day if it is a date."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return "", None
    if kind == "f":
        problems.append(
            Problem(place, "ô này là công thức.", "chép ô rồi dán lại bằng «Paste Values», chỉ giữ giá trị.")
        )
        return "", None
    if kind == "e":
        problems.append(Problem(place, f"ô này báo lỗi {value} của Excel.", "ghi lại giá trị của ô."))
        return "", None
    return _text(value), _day(value)


# --- sheets as they stand -------------------------------------------------------------------------------------------


def _sheet(values: Any, formulas: Any) -> Sheet:
    merged = {(each.min_row, each.min_col): each for each in values.merged_cells.ranges}
    covered = {
        (row, column)
        for each in merged.values()
        for row in range(each.min_row, each.max_row + 1)
        for column in range(each.min_col, each.max_col + 1)
    } - merged.keys()
    filled = []
    for number in range(1, min(values.max_row, 100_000) + 1):
        cells = {}
        for column in range(1, min(values.max_column, MAX_COLUMNS) + 1):
            if (number, column) in covered:
                continue
            span = merged.get((number, column))
            cell = _cell(values.cell(number, column), formulas.cell(number, column).data_type == "f", span)
            if cell.text or cell.remark or span:
                cells[column - 1] = cell
        if cells:
            filled.append(SheetRow(number, cells, bool(values.row_dimensions[number].hidden)))
    hidden = tuple(letter for letter, each in sorted(values.column_dimensions.items()) if each.hidden)
    return Sheet(values.title, values.sheet_state != "visible", tuple(filled), hidden)


def _cell(cell: Any, formula: bool, span: Any) -> SheetCell:
    value, remark = cell.value, ""
    if formula:
        remark = "ô là công thức" + (
            " chưa có giá trị tính sẵn, đọc là trống" if value is None else ", đọc giá trị đã tính sẵn"
        )
    if cell.data_type == "e":
        value, remark = None, f"ô báo lỗi {cell.value} của Excel, đọc là trống"
    width, height = (span.max_col - span.min_col + 1, span.max_row - span.min_row + 1) if span else (1, 1)
    return SheetCell(_text(value), bool(cell.font and cell.font.b), width, height, remark)


def _day(value: Any) -> date | None:
    """The day of a date; of a datetime too, for the hour of a date cell says nothing."""
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _text(value: Any) -> str:
    """A value as Excel shows it."""
    if value is None:
        return ""
    if day := _day(value):
        return vn.cell_date(day)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
