"""Read a workbook sheet by sheet, as its rows stand and its cells are shown: of .xlsx, of text with separators."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ntsdocs.tables import csvs, number_formats
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import old_encodings

MAX_ROWS = 20_000  # of all sheets together
MAX_CELLS = 400_000
MAX_COLUMNS = 100
MAX_UNPACKED_BYTES = 60_000_000
MAX_PARTS = 1_000  # files inside the archive

DAMAGED = "không đọc được tệp Excel này: tệp hỏng hoặc không phải .xlsx."
SAVE_AGAIN = "mở tệp bằng Excel xem có lỗi không, rồi lưu lại kiểu «Excel Workbook (.xlsx)»."
CALCULATED = "ô là công thức, đọc giá trị đã tính sẵn"

_NAME = rb"(?:\w{1,20}:)?"
_ROW = re.compile(rb"<" + _NAME + rb"row[\s/>]")
_CELL = re.compile(rb"<" + _NAME + rb"c[\s/>]")
_EMPTY_CELL = re.compile(rb"<" + _NAME + rb"c(?=[\s/>])[^<>]*(?:/>|>\s*</" + _NAME + rb"c>)")
_EMPTY_ROW = re.compile(rb"<" + _NAME + rb"row(?=[\s/>])[^<>]*(?:/>|>\s*</" + _NAME + rb"row>)")
_FORMULA = re.compile(rb"<" + _NAME + rb"f[\s/>]")
_MERGE = re.compile(rb"<" + _NAME + rb"mergeCell\s[^<>]{0,200}?ref\s*=\s*[\"']([A-Za-z0-9:$]{1,40})[\"']")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")  # the namespaces of ISO/IEC 29500-1 strict
_DRAWN = ("xl/drawings/drawing", "xl/charts/", "xl/media/", "xl/printerSettings/", "xl/embeddings/")
_DRAWING = re.compile(rb"<Relationship\s[^<>]*/drawing[\"'][^<>]*>")  # openpyxl would read it, or stumble over it
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it is shown. `width` and `height` are what it covers when merged; `remark` is blank or a warning.

    `struck` is one with words that are crossed out, which are no part of its text; `commented` one with a comment.
    `day` is that of a real date.
    """

    text: str = ""
    bold: bool = False
    width: int = 1
    height: int = 1
    remark: str = ""
    shaded: bool = False
    struck: bool = False
    commented: bool = False
    day: date | None = None


_plain = lru_cache(8192)(SheetCell)  # many cells of a table say the same


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: the cells that begin in it by their column, counted from 0."""

    number: int
    cells: dict[int, SheetCell]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; one of a file without sheets has no name."""

    name: str
    hidden: bool
    rows: tuple[SheetRow, ...]
    hidden_columns: tuple[str, ...] = ()


def of_csv(text: str) -> Sheet:
    """The rows of text whose cells are parted by commas, semicolons or tabs."""
    records = (
        SheetRow(number, {at: _plain(value) for at, value in enumerate(record) if value.strip()}, hidden=False)
        for number, record in enumerate(csvs.csv_records(text), start=1)
    )
    return Sheet("", hidden=False, rows=tuple(row for row in records if row.cells))


def of_xlsx(raw: bytes) -> tuple[Sheet, ...]:
    """The sheets in the bytes of an .xlsx, with merged cells, hidden rows and the cached values of formulas.

    `UnreadableError` if it is damaged, hostile or too large.
    """
    try:
        _refuse_hostile(raw)
        lean, has_formulas = _lean(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what we do not read: validation, extensions
            values = _book(lean, data_only=True, rich_text=True)
            formulas = _book(lean) if has_formulas else None
            return tuple(_of_openpyxl(each, formulas and formulas[each.title]) for each in values.worksheets)
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes openpyxl, lxml and zipfile raise what they like
        raise UnreadableError(DAMAGED, SAVE_AGAIN) from error


def values(raw: bytes, name: str) -> list[tuple[Any, ...]]:
    """What the cells of one sheet hold, row by row, of a workbook of our own; `UnreadableError` if it is not there."""
    try:
        return [*_book(raw, read_only=True)[name].iter_rows(values_only=True)]
    except Exception as error:  # as above
        raise UnreadableError(DAMAGED, SAVE_AGAIN) from error


def _book(raw: bytes, **how: bool) -> Any:
    import openpyxl  # a third of a second, numpy with it: only who keeps tables as .xlsx pays for it

    return openpyxl.load_workbook(io.BytesIO(raw), keep_links=False, **how)


def _refuse_hostile(raw: bytes) -> None:
    """Stop at archives that unpack too large and at XML that declares entities, before anything parses them."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise UnreadableError("tệp Excel này bung ra quá lớn.", "chép riêng bảng sang một tệp mới rồi lưu lại.")
        for part in parts:
            content = archive.read(part).replace(b"\0", b"")  # UTF-16 shows its ASCII once the zeros are out
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise UnreadableError("tệp Excel này có khai báo DTD, không phải do Excel lưu.", SAVE_AGAIN)


def _lean(raw: bytes) -> tuple[bytes, bool]:
    """The workbook without the cells that are only formatted, and whether it has formulas.

    Stops at more rows or wider merges than any annex has, before they are unfolded in memory.
    """
    row_count = cell_count = covered = 0
    has_formulas = False
    lean = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(lean, "w") as written:
        for name in archive.namelist():
            content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", archive.read(name))
            if name.startswith(_DRAWN):
                continue
            if name.startswith("xl/worksheets/_rels/"):
                content = _DRAWING.sub(b"", content)
            elif _SHEET.fullmatch(name):
                content = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content))
                row_count += len(_ROW.findall(content))
                cell_count += len(_CELL.findall(content))
                has_formulas = has_formulas or _FORMULA.search(content) is not None
                covered += sum(map(_area, _MERGE.findall(content.replace(b"\0", b""))))
            written.writestr(name, content)
    if row_count > MAX_ROWS or max(cell_count, covered) > MAX_CELLS:
        what = f"tệp có {row_count} hàng, nhiều hơn mức {MAX_ROWS} của một phụ lục."
        if row_count <= MAX_ROWS:
            what = f"tệp có hơn {MAX_CELLS} ô, nhiều hơn mọi phụ lục."
        raise UnreadableError(what, "xóa hàng trống thừa, hoặc chép riêng bảng nhiệm vụ sang tệp mới.")
    return lean.getvalue(), has_formulas


def _area(reference: bytes) -> int:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(reference.decode())
    area: int = (bottom - top + 1) * (right - left + 1)
    if bottom - top >= MAX_ROWS or right - left >= MAX_COLUMNS:
        what = f"có ô gộp quá rộng ({reference.decode()})."
        raise UnreadableError(what, "bỏ gộp ô ấy, hoặc chép riêng bảng sang tệp mới.")
    return area


def _of_openpyxl(sheet: Any, formulas: Any) -> Sheet:
    spans = {(each.min_row, each.min_col): each for each in sheet.merged_cells.ranges}
    sizes = {at: (each.max_col - each.min_col + 1, each.max_row - each.min_row + 1) for at, each in spans.items()}
    cells = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - its doors make a cell at every place up to the last
        formula = formulas is not None and formulas.cell(row, column).data_type == "f"
        if column <= MAX_COLUMNS and (cell.value is not None or formula):
            cells[row, column] = _cell(cell, formula, *sizes.get((row, column), (1, 1)))
    hidden = {row for row, each in sheet.row_dimensions.items() if each.hidden or each.height == 0}
    columns = [each for each in sheet.column_dimensions.values() if (each.hidden or each.width == 0) and each.min]
    hidden_columns = {at for each in columns for at in range(each.min, min(each.max, MAX_COLUMNS) + 1)}
    return sheet_of(sheet.title, sheet.sheet_state != "visible", cells, sizes, hidden, hidden_columns)


def _cell(cell: Any, formula: bool, width: int, height: int) -> SheetCell:
    value, remark = cell.value, ""
    if formula:
        remark = "ô là công thức chưa có giá trị tính sẵn, đọc là trống" if value is None else CALCULATED
    if cell.data_type == "e":
        value, remark = None, f"ô báo lỗi {cell.value} của Excel, đọc là trống"
    font = cell.font
    parts = value if isinstance(value, list) else [number_formats.text(value, cell.number_format)]
    runs = [(each, font) if isinstance(each, str) else (each.text, each.font) for each in parts]
    text, struck = live_words((words, bool(look.strike), look.vertAlign or "") for words, look in runs)
    shaded = cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb not in ("FFFFFFFF", "00FFFFFF")
    return SheetCell(text, bool(font.b), width, height, remark, shaded, struck, cell.comment is not None, day_of(value))


def day_of(value: object) -> date | None:
    """The day of a date; of a datetime too, for the hour of a date cell says nothing."""
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def live_words(runs: Iterable[tuple[str, bool, str]]) -> tuple[str, bool]:
    """The words that are not crossed out, of runs with how they are struck and raised; and whether some are."""
    text, has_struck = "", False
    for words, struck, raised in runs:
        if not struck:
            text += old_encodings.raised(words, text[-8:], raised) if raised in ("superscript", "subscript") else words
        has_struck = has_struck or (struck and bool(words.strip()))
    return text, has_struck


def sheet_of(
    name: str,
    is_hidden: bool,
    cells: dict[tuple[int, int], SheetCell],
    sizes: dict[tuple[int, int], tuple[int, int]],
    hidden: set[int],
    hidden_columns: set[int],
) -> Sheet:
    """The sheet of these cells by row and column, both counted from 1; `sizes` are those of merged cells."""
    filled = {row for (row, _), cell in cells.items() if cell.text or cell.struck or cell.remark}
    for at, (width, height) in sizes.items():
        if at not in cells and at[0] in filled and at[1] <= MAX_COLUMNS:
            cells[at] = SheetCell(width=width, height=height)
    covered = {
        (row, column)
        for (top, left), (width, height) in sizes.items()
        for row in range(top, top + height)
        for column in range(left, left + width)
    } - sizes.keys()
    laid: dict[int, dict[int, SheetCell]] = {}
    for (row, column), cell in sorted(cells.items(), key=lambda each: each[0]):
        if row in filled and (row, column) not in covered:
            laid.setdefault(row, {})[column - 1] = cell
    sheet_rows = tuple(SheetRow(at, laid[at], at in hidden) for at in laid)
    return Sheet(name, is_hidden, sheet_rows, used_letters(sheet_rows, hidden_columns))


def used_letters(sheet_rows: Iterable[SheetRow], columns: set[int]) -> tuple[str, ...]:
    """The letters of those of the columns, counted from 1, in which anything stands."""
    used = {column + 1 for row in sheet_rows for column, cell in row.cells.items() if cell.text}
    return tuple(letter(column - 1) for column in sorted(columns & used))


def letter(index: int) -> str:
    """The letter of a column counted from 0, as a spreadsheet shows it: 0 → «A», 26 → «AA»."""
    high, low = divmod(index, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


def unmerged(rows: Iterable[SheetRow]) -> Iterator[tuple[SheetRow, dict[int, SheetCell]]]:
    """The rows, each with the cell that stands or reaches into it by column."""
    above: dict[int, tuple[int, SheetCell]] = {}  # by column: a cell that covers rows below it, and the last of them
    for row in rows:
        cells = {column: cell for column, (last, cell) in above.items() if row.number <= last}
        for first, cell in row.cells.items():
            for column in range(first, first + cell.width):
                cells[column] = cell
                if cell.height > 1:
                    above[column] = (row.number + cell.height - 1, cell)
        yield row, cells
