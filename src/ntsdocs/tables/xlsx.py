"""Read XLSX: one sheet as a table."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ntsdocs.tables import rows
from ntsdocs.tables.values import Table, UnreadableError
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin, Problem

MAX_UNPACKED_BYTES = 60_000_000
MAX_PARTS = 1_000  # files inside the archive
_SAVE_AGAIN = "mở tệp bằng Excel xem có lỗi không, rồi lưu lại kiểu «Excel Workbook (.xlsx)»."


def table(raw: bytes, origin: Origin, sheet: str) -> Table:
    """The table in the named sheet of the bytes of an XLSX file; of the first sheet if the name is blank."""
    with hostile_or_damaged_refused(raw):
        return _table(_chosen(book(raw, read_only=True), sheet), origin)


# --- opening --------------------------------------------------------------------------------------------------------


@contextmanager
def hostile_or_damaged_refused(raw: bytes) -> Iterator[None]:
    """What is done with the bytes inside; `UnreadableError` if they are hostile, or make a reader raise."""
    try:
        _safe(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what we do not read: validation, extensions
            yield
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes openpyxl, lxml and zipfile raise what they like
        raise UnreadableError("không đọc được tệp Excel này: tệp hỏng hoặc không phải .xlsx.", _SAVE_AGAIN) from error


def book(raw: bytes, **how: bool) -> Any:
    """The workbook as openpyxl has it."""
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
