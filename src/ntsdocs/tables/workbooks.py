"""Write a workbook: the parts of an .xlsx, the same for the same rows, in which no text can become a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from ntsdocs.tables.sheets import letter

_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29/02/1900
_LAST_DAY = date(2100, 12, 31)  # that a cell for dates takes
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook tells when it was made: always then, for the same bytes
_MOST = 32_767  # letters that Excel takes in a cell
_MOST_HINT, _MOST_TITLE = 255, 32
_WIDEST, _MEASURED = 50, 100  # letters of a column, and the rows that say how many it wants
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LISTS = "Danh mục chọn"  # the sheet that nobody sees, with what the drop-downs offer
_ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True}  # on a sheet that is locked
_A4 = 9
_HEAD = "#D9E2F3"
_TALLEST = 400  # points
_LETTERS = 1.2  # of the font, in the width of a digit of Excel's own

Scalar = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A value in a cell of a colour, «FFF2CC», or in grey words, with a note that shows when it is pointed at.

    Its own choices are offered in place of those of its column.
    """

    value: Scalar
    colour: str = ""
    note: str = ""
    is_grey: bool = False
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.value)


Rows = Sequence[Sequence[Scalar | Filled]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading with a note, and what may be typed below it.

    A cell offers the choices in a drop-down, and takes others too unless they are all there is; it takes only dates
    where the column is one of dates. The hint shows when a cell is entered. On a locked sheet only an open column can
    be typed in. One with a width breaks its words into lines; another is as wide as its words.
    """

    heading: str
    note: str = ""
    width: float = 0
    choices: tuple[str, ...] = ()
    takes_others: bool = False
    is_date: bool = False
    hint: str = ""
    is_open: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet: lines of words, then the headings, which stay in sight and have a filter, then rows.

    The first `kept` columns stay in sight too; `spare` rows below the last can be typed in as those above.
    """

    columns: Sequence[Column]
    rows: Rows
    above: Sequence[str] = ()
    kept: int = 1
    spare: int = 0
    is_locked: bool = False
    seen: Literal["yes", "hidden", "never"] = "yes"  # «never»: not even in the list of hidden sheets


def parts(
    sheets: Mapping[str, WrittenSheet | Rows], properties: Mapping[str, str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The parts of the workbook with these sheets, to be packed as those of a Word file are.

    Of a sheet that is only rows, the first row heads it. The properties are custom ones of the file.
    """
    import xlsxwriter

    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    book.set_calc_mode("auto", 0)
    for name, value in (properties or {}).items():
        book.set_custom_property(name, value, "text")
    writer = _Writer(book)
    for name, each in sheets.items():
        writer.write(name, each if isinstance(each, WrittenSheet) else WrittenSheet([*map(_headed, each[0])], each[1:]))
    writer.write_lists()
    book.close()
    with zipfile.ZipFile(raw) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


def _headed(cell: Scalar | Filled) -> Column:
    return Column(str(cell))


class _Writer:
    """What one workbook shares: its formats, and the lists that its drop-downs offer."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.lists: dict[tuple[str, ...], int] = {}
        self.format = cache(self._format)

    def _format(self, **how: bool | str) -> Any:
        face = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        return self.book.add_format(face | {name: value for name, value in how.items() if value != ""})

    def write(self, name: str, sheet: WrittenSheet) -> None:
        """Writes the sheet."""
        page, top = self.book.add_worksheet(name), len(sheet.above)
        for at, words in enumerate(sheet.above):
            _put(page, at, 0, words, self.format(bold=not at))
        for at, column in enumerate(sheet.columns):
            _put(page, top, at, column.heading, self.format(bold=True, text_wrap=True, bg_color=_HEAD))
            _note(page, top, at, column.note)
            width = column.width or _width([column.heading, *(row[at] for row in sheet.rows[:_MEASURED])])
            page.set_column(at, at, width, self._of(column, ""), {"hidden": column.is_hidden})
            has_own = any(isinstance(cell, Filled) and cell.choices for cell in (row[at] for row in sheet.rows))
            first = top + 1 + len(sheet.rows) * has_own  # no cell may have two rules
            self._allow(page, first, top + len(sheet.rows) + sheet.spare, at, column)
        for line, row in enumerate(sheet.rows, top + 1):
            page.set_row(line, _height(sheet.columns, row))
            for at, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                value, look = (cell.value, cell) if isinstance(cell, Filled) else (cell, Filled(cell))
                _put(page, line, at, value, self._of(column, value, look.colour, is_grey=look.is_grey))
                _note(page, line, at, look.note)
                if look.choices:
                    self._allow(page, line, line, at, replace(column, choices=look.choices))
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
        page.freeze_panes(top + 1, sheet.kept)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        if sheet.is_locked:
            page.protect("", _ALLOWED)
        if sheet.seen != "yes":
            (page.hide if sheet.seen == "hidden" else page.very_hidden)()

    def _of(self, column: Column, value: Scalar, colour: str = "", *, is_grey: bool = False) -> Any:
        number = "dd/mm/yyyy" if column.is_date or isinstance(value, date) else "@" if column.is_open else "General"
        return self.format(
            num_format=number,
            bg_color=colour and f"#{colour}",
            font_color="#7F7F7F" if is_grey else "",
            locked=not column.is_open,
            text_wrap=column.width > 0,
        )

    def _allow(self, page: Any, first: int, last: int, at: int, column: Column) -> None:
        """Has the cells of the column offer its choices, take only dates, and show its hint."""
        how: dict[str, object] = {"validate": "any"}
        if column.choices:
            number = self.lists.setdefault(column.choices, len(self.lists))
            message = "Chọn một mục trong danh sách của ô."
            source = f"='{_LISTS}'!${letter(number)}$1:${letter(number)}${len(column.choices)}"
            how = {"validate": "list", "source": source, "error_message": message}
        elif column.is_date:
            message = "Ghi ngày/tháng/năm, ví dụ 05/11/2025."
            how = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            how["error_message"] = message
        if last < first or (not column.hint and how["validate"] == "any"):
            return
        said = {"input_title": column.heading[:_MOST_TITLE], "input_message": column.hint[:_MOST_HINT]}
        how |= {"show_error": not column.takes_others, "error_title": "Chưa đúng"}
        page.data_validation(first, at, last, at, how | (said if column.hint else {}))

    def write_lists(self) -> None:
        """Writes what the drop-downs offer, each list a column of a sheet that nobody sees."""
        if self.lists:
            page = self.book.add_worksheet(_LISTS)
            page.very_hidden()
            for choices, at in self.lists.items():
                for line, choice in enumerate(choices):
                    _put(page, line, at, choice, None)


def _put(page: Any, line: int, at: int, value: Scalar, form: Any) -> None:
    if value is None or value == "":
        page.write_blank(line, at, None, form)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        page.write_datetime(line, at, value, form)
    elif isinstance(value, str | date):
        page.write_string(line, at, _NO_XML.sub("", str(value))[:_MOST], form)
    else:
        page.write_number(line, at, value, form)


def _height(columns: Sequence[Column], row: Sequence[Scalar | Filled]) -> int | None:
    """The height of a row with words that go on in a second line, which not every program works out by itself."""
    wrapped = ((column.width, str(cell)) for column, cell in zip(columns, row, strict=True) if column.width and cell)
    counts = (sum(1 + int(len(part) / (width * _LETTERS)) for part in text.split("\n")) for width, text in wrapped)
    lines = max(counts, default=1)
    return min(15 * lines, _TALLEST) if lines > 1 else None


def _note(page: Any, line: int, at: int, words: str) -> None:
    if words:
        height = 18 * (2 + len(words) // 38 + words.count("\n"))
        page.write_comment(line, at, _NO_XML.sub("", words)[:_MOST], {"width": 260, "height": height, "author": ""})


def _width(cells: Sequence[Scalar | Filled]) -> int:
    return min(2 + max(map(len, map(str, cells))), _WIDEST)
