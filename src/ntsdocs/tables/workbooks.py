"""Write a workbook: the parts of an .xlsx, the same for the same rows, in which no text can become a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ntsdocs.tables.sheets import letter

_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29/02/1900
_LAST_DAY = date(2100, 12, 31)  # that a cell for dates takes
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook tells when it was made: always then, for the same bytes
_MOST = 32_767  # letters that Excel takes in a cell
_MOST_HINT, _MOST_TITLE = 255, 32
_WIDEST, _MEASURED = 50, 100  # letters of a column, and the rows that say how many it wants
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LISTS = "Danh mục chọn"  # the sheet that nobody sees, with what the drop-downs offer
_ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True}  # on a sheet that is locked
_A4 = 9
_HEAD = "#D9E2F3"
_TALLEST = 400  # points
_LETTERS = 1.1  # of the font, in the width of a digit of Excel's own
_FACE = {"font_name": "Times New Roman", "font_size": 11}

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
    where the column is one of dates. On a locked sheet only an open column can be typed in, and its cells show the note
    when they are entered. One with a width breaks its words into lines; another is as wide as its words.
    """

    heading: str
    note: str = ""
    width: float = 0
    choices: tuple[str, ...] = ()
    takes_others: bool = False
    is_date: bool = False
    is_open: bool = False


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
    is_secret: bool = False  # not even in the list of hidden sheets


def parts(
    sheets: Mapping[str, WrittenSheet | Rows], properties: Mapping[str, str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The parts of the workbook with these sheets, to be packed as those of a Word file are.

    Of a sheet that is only rows, the first row heads it. The properties are custom ones of the file.
    """
    import xlsxwriter

    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True, "default_format_properties": {**_FACE}})  # it writes in it
    book.set_properties({"created": _MADE})
    book.set_calc_mode("auto", 0)
    for name, value in (properties or {}).items():
        book.set_custom_property(name, value, "text")
    writer = _Writer(book)
    for name, each in sheets.items():
        writer.write(name, each if isinstance(each, WrittenSheet) else _plain(each))
    if writer.lists:
        page = book.add_worksheet(LISTS)
        page.very_hidden()
        for choices, at in writer.lists.items():
            for line, choice in enumerate(choices):
                _put(page, line, at, choice, None)
    book.close()
    with zipfile.ZipFile(raw) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


def _plain(rows: Rows) -> WrittenSheet:
    """The sheet of rows whose first one heads it."""
    return WrittenSheet([Column(str(head)) for head in rows[0]], rows[1:])


class _Writer:
    """What one workbook shares: its formats, and the lists that its drop-downs offer."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.lists: dict[tuple[str, ...], int] = {}
        self.formats: dict[tuple[object, ...], Any] = {}

    def write(self, name: str, sheet: WrittenSheet) -> None:
        """Writes the sheet."""
        page, top, last = self.book.add_worksheet(name), len(sheet.above), len(sheet.above) + len(sheet.rows)
        for at, words in enumerate(sheet.above):
            _put(page, at, 0, words, self._format(bold=not at))
        for at, column in enumerate(sheet.columns):
            _put(page, top, at, column.heading, self._format(bold=True, text_wrap=True, bg_color=_HEAD))
            _note(page, top, at, column.note)
            cells = [row[at] for row in sheet.rows]
            wanted = 2 + max(map(len, map(str, [column.heading, *cells[:_MEASURED]])))
            page.set_column(at, at, column.width or min(wanted, _WIDEST), self._of(column, Filled("")))
            has_own = any(isinstance(cell, Filled) and cell.choices for cell in cells)
            hint = column.note if sheet.is_locked and column.is_open else ""
            self._allow(page, last + 1 if has_own else top + 1, last + sheet.spare, at, column, hint)
            for line, cell in enumerate(cells, top + 1):
                look = cell if isinstance(cell, Filled) else Filled(cell)
                if look.value in (None, "") and not look.colour and not sheet.is_locked:
                    continue  # it looks as its column does
                _put(page, line, at, look.value, self._of(column, look))
                _note(page, line, at, look.note)
                if look.choices:
                    self._allow(page, line, line, at, replace(column, choices=look.choices), hint)
        for line, row in enumerate([[each.heading for each in sheet.columns], *sheet.rows], top):
            pairs = zip(sheet.columns, row, strict=True)  # LibreOffice does not make a row as tall as its words
            lines = max((_lines(str(cell), column.width) for column, cell in pairs if column.width and cell), default=1)
            if lines > 1:
                page.set_row(line, min(15 * lines, _TALLEST))
        page.autofilter(top, 0, last, len(sheet.columns) - 1)
        page.freeze_panes(top + 1, sheet.kept)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        if sheet.is_locked:
            page.protect("", _ALLOWED)
        if sheet.is_secret:
            page.very_hidden()

    def _of(self, column: Column, cell: Filled) -> Any:
        is_date = column.is_date or isinstance(cell.value, date)
        return self._format(
            num_format="dd/mm/yyyy" if is_date else "@" if column.is_open else "General",
            bg_color=cell.colour and f"#{cell.colour}",
            font_color="#7F7F7F" if cell.is_grey else "",
            locked=not column.is_open,
            text_wrap=column.width > 0,
        )

    def _format(self, **how: bool | str) -> Any:
        key = (*how.items(),)
        if key not in self.formats:
            own = {name: value for name, value in how.items() if value != ""}
            self.formats[key] = self.book.add_format(own | {"valign": "top"})
        return self.formats[key]

    def _allow(self, page: Any, first: int, last: int, at: int, column: Column, hint: str) -> None:
        """Has the cells of the column offer its choices, take only dates, and show the hint."""
        how: dict[str, object] = {"validate": "any"}
        if column.choices:
            number = self.lists.setdefault(column.choices, len(self.lists))
            source = f"='{LISTS}'!${letter(number)}$1:${letter(number)}${len(column.choices)}"
            how = {"validate": "list", "source": source, "error_message": "Chọn một mục trong danh sách của ô."}
        elif column.is_date:
            how = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            how["error_message"] = "Ghi ngày/tháng/năm, ví dụ 05/11/2025."
        if hint:
            how |= {"input_title": column.heading[:_MOST_TITLE], "input_message": hint[:_MOST_HINT]}
        if first <= last and how != {"validate": "any"}:
            how |= {"show_error": not column.takes_others, "error_title": "Chưa đúng"}
            page.data_validation(first, at, last, at, how)


def _put(page: Any, line: int, at: int, value: Scalar, form: Any) -> None:
    if value is None or value == "":
        page.write_blank(line, at, None, form)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        page.write_datetime(line, at, value, form)
    elif isinstance(value, str | date):
        page.write_string(line, at, _NO_XML.sub("", str(value))[:_MOST], form)
    else:
        page.write_number(line, at, value, form)


def _lines(text: str, width: float) -> int:
    return sum(1 + int(len(part) / (width * _LETTERS)) for part in text.split("\n"))


def _note(page: Any, line: int, at: int, words: str) -> None:
    if words:
        height = 18 * (2 + len(words) // 38 + words.count("\n"))
        page.write_comment(line, at, _NO_XML.sub("", words)[:_MOST], {"width": 260, "height": height, "author": ""})
