"""Read the sheets of an .xls, as their rows stand and their cells are shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ntsdocs.tables import number_formats, sheets
from ntsdocs.tables.sheets import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet, SheetCell
from ntsdocs.tables.values import UnreadableError

_RAISED = ("", "superscript", "subscript")


def read(raw: bytes) -> tuple[Sheet, ...]:
    """The sheets in the bytes of an .xls, with what is merged, hidden or crossed out; its formulas are not told."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=raw, formatting_info=True, logfile=io.StringIO())
        return tuple(_of_xlrd(book, each) for each in book.sheets())
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file makes xlrd raise what it likes
        locked = "encrypted" in str(error)
        what = "tệp có đặt mật khẩu." if locked else "không đọc được tệp Excel kiểu cũ này: tệp hỏng."
        raise UnreadableError(
            what, "mở bằng Excel, bỏ mật khẩu nếu có, lưu lại kiểu «Excel Workbook (.xlsx)»."
        ) from error


def _of_xlrd(book: Any, sheet: Any) -> Sheet:
    sizes = {(top + 1, left + 1): (right - left, bottom - top) for top, bottom, left, right in sheet.merged_cells}
    if sheet.nrows > MAX_ROWS and sum(any(sheet.row_types(row)) for row in range(sheet.nrows)) > MAX_ROWS:
        raise UnreadableError(
            f"trang tính có hơn {MAX_ROWS} hàng, nhiều hơn mức của một phụ lục.",
            "chép riêng bảng nhiệm vụ sang tệp mới.",
        )
    if sum(width * height for width, height in sizes.values()) > MAX_CELLS:
        raise UnreadableError("có các ô gộp quá rộng.", "bỏ gộp các ô ấy, hoặc chép riêng bảng sang tệp mới.")
    cells = dict(_cells_of_xlrd(book, sheet, sizes))
    hidden = {row + 1 for row, each in sheet.rowinfo_map.items() if each.hidden}
    columns = {column + 1 for column, each in sheet.colinfo_map.items() if each.hidden}
    return sheets.sheet_of(sheet.name, sheet.visibility != 0, cells, sizes, hidden, columns)


def _cells_of_xlrd(book: Any, sheet: Any, sizes: Any) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    import xlrd

    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)[:MAX_COLUMNS]):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            look = book.xf_list[cell.xf_index]
            value, remark = _value_of_xlrd(cell, book.datemode)
            font = book.font_list[look.font_index]
            bold = bool(font.bold) or font.weight >= 600
            text = number_formats.text(value, book.format_map[look.format_key].format_str)
            marks = [(0, look.font_index), *sheet.rich_text_runlist_map.get((row, column), ())]
            ends = [*(start for start, _ in marks[1:]), len(text)]
            fonts = [(start, end, book.font_list[at]) for (start, at), end in zip(marks, ends, strict=True)]
            words, struck = sheets.live_words(
                (text[a:b], bool(f.struck_out), _RAISED[f.escapement % 3]) for a, b, f in fonts
            )
            width, height = sizes.get((row + 1, column + 1), (1, 1))
            shaded = look.background.fill_pattern == 1 and look.background.pattern_colour_index not in (9, 64, 65)
            commented = (row, column) in sheet.cell_note_map
            day = sheets.day_of(value)
            shown = SheetCell(words, bold, width, height, remark, shaded, struck, commented, day)
            yield (row + 1, column + 1), shown


def _value_of_xlrd(cell: Any, datemode: int) -> tuple[object, str]:
    """The value of a cell as openpyxl would give it, and a warning of one that is an error."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        code = xlrd.error_text_from_code.get(cell.value, "")
        return None, f"ô báo lỗi {code} của Excel, đọc là trống"
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day: datetime = xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value, ""
        return day, ""
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value, ""
