"""Read every sheet of an .xlsx as its rows stand: merged cells, hidden rows, cached values of formulas."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from ntsdocs.tables import xlsx
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import vn

MAX_ROWS = 5_000  # of all sheets together
MAX_CELLS = 200_000
MAX_COLUMNS = 100

_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z0-9:$]{1,40})[\"']")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


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


def sheets(raw: bytes) -> tuple[Sheet, ...]:
    """The sheets in the bytes of an .xlsx; `UnreadableError` if it is damaged, hostile or too large."""
    try:
        xlsx.safe(raw)
        _within_bounds(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what we do not read
            shown = openpyxl.load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
            typed = openpyxl.load_workbook(io.BytesIO(raw), data_only=False, keep_links=False)
        return tuple(_sheet(each, typed[each.title]) for each in shown.worksheets)
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes openpyxl, lxml and zipfile raise what they like
        what = "không đọc được tệp Excel này: tệp hỏng hoặc không phải .xlsx."
        raise UnreadableError(what, "mở tệp bằng Excel xem có lỗi không, rồi lưu lại kiểu «Excel Workbook».") from error


def _within_bounds(raw: bytes) -> None:
    """Stop at more rows or wider merges than any annex has, before they are unfolded in memory."""
    rows = cells = 0
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if not _SHEET.fullmatch(name):
                continue
            content = archive.read(name).replace(b"\0", b"")
            rows += len(_ROW.findall(content))
            cells += len(_CELL.findall(content))
            for found in _MERGE.finditer(content):
                left, top, right, bottom = range_boundaries(found[1].decode())
                if bottom - top >= MAX_ROWS or right - left >= MAX_COLUMNS:
                    what = f"có ô gộp quá rộng ({found[1].decode()})."
                    raise UnreadableError(what, "bỏ gộp ô ấy, hoặc chép riêng bảng sang tệp mới.")
    if rows > MAX_ROWS or cells > MAX_CELLS:
        what = f"tệp có {rows} hàng, nhiều hơn mức {MAX_ROWS} của một phụ lục."
        raise UnreadableError(what, "xóa hàng trống thừa, hoặc chép riêng bảng nhiệm vụ sang tệp mới.")


def _sheet(shown: Any, typed: Any) -> Sheet:
    merged = {(each.min_row, each.min_col): each for each in shown.merged_cells.ranges}
    covered = {
        (row, column)
        for each in merged.values()
        for row in range(each.min_row, each.max_row + 1)
        for column in range(each.min_col, each.max_col + 1)
    } - merged.keys()
    rows = []
    for number in range(1, min(shown.max_row, 100_000) + 1):
        cells = {}
        for column in range(1, min(shown.max_column, MAX_COLUMNS) + 1):
            if (number, column) in covered:
                continue
            span = merged.get((number, column))
            cell = _cell(shown.cell(number, column), typed.cell(number, column).data_type == "f", span)
            if cell.text or cell.remark or span:
                cells[column - 1] = cell
        if cells:
            rows.append(SheetRow(number, cells, bool(shown.row_dimensions[number].hidden)))
    hidden = tuple(letter for letter, each in sorted(shown.column_dimensions.items()) if each.hidden)
    return Sheet(shown.title, shown.sheet_state != "visible", tuple(rows), hidden)


def _cell(cell: Any, formula: bool, span: Any) -> SheetCell:
    value, remark = cell.value, ""
    if formula:
        cached = "" if value is None else ", đọc giá trị đã tính sẵn"
        remark = f"ô là công thức{cached}" if cached else "ô là công thức chưa có giá trị tính sẵn, đọc là trống"
    if cell.data_type == "e":
        value, remark = None, f"ô báo lỗi {cell.value} của Excel, đọc là trống"
    width, height = (span.max_col - span.min_col + 1, span.max_row - span.min_row + 1) if span else (1, 1)
    return SheetCell(_text(value), bool(cell.font and cell.font.b), width, height, remark)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):  # a datetime too: the hour of a date cell says nothing
        day = value.date() if isinstance(value, datetime) else value
        return vn.cell_date(day)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
