"""A workbook that is written says what was put into it, in Excel's own words, and nothing in it is live."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.docx import package
from ntsdocs.tables import sheets, workbooks
from ntsdocs.tables.workbooks import Column, Filled, Scalar, WrittenSheet

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n\t")
VALUES = st.one_of(st.text(LETTERS, min_size=1), st.integers(-(10**9), 10**9), st.dates(date(1901, 1, 1)), st.none())


def written(*sheets: Sequence[Sequence[Scalar | Filled]]) -> bytes:
    return package.write(workbooks.parts(dict(zip(("Một", "Hai"), sheets, strict=False))))


def read(raw: bytes) -> list[list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    return [[tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book.worksheets]


@given(st.lists(st.tuples(VALUES, VALUES, st.just("cuối")), min_size=1, max_size=5))
def test_what_was_written_is_read_back(rows: list[tuple[Scalar, ...]]) -> None:
    head = ("A", "B", "C")
    (got,) = read(written([head, *rows]))
    assert [[each.date() if hasattr(each, "date") else each for each in row] for row in got] == [
        list(row) for row in [head, *rows]
    ]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    live = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]
    raw = written([["Chữ"], *([each] for each in live)])
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert b"<f" not in re.sub(rb"<fo|<fi", b"", archive.read("xl/worksheets/sheet1.xml"))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert [(cell.value, cell.data_type) for (cell,) in book["Một"].iter_rows(min_row=2)] == [
        (each, "s") for each in live
    ]


def test_our_own_reader_takes_it_and_sees_the_filled_cell() -> None:
    (sheet,) = sheets.of_xlsx(written([["Số"], [Filled(3, "FFF2CC")], [4]]))
    assert (sheet.name, [row.cells[0].text for row in sheet.rows]) == ("Một", ["Số", "3", "4"])
    assert [row.cells[0].shaded for row in sheet.rows[1:]] == [True, False]


def test_the_same_rows_are_the_same_bytes() -> None:
    made: list[list[list[Scalar | Filled]]] = [[["x"], [Filled("y", "DDEBF7")]], [["z"], [1]]]
    assert written(*made) == written(*made)


def test_a_sheet_offers_choices_takes_days_and_locks_what_is_not_open():
    columns = (
        Column("Nhiệm vụ", "Số trong Kế hoạch", width=9),
        Column("Tình trạng", "Chọn một", choices=("Xong", "Đang làm; còn chờ"), is_open=True),
        Column("Ngày", is_date=True, is_open=True),
    )
    rows = [
        [1, "Xong", date(2026, 3, 1)],
        [2, Filled(None, choices=("Riêng",)), Filled("cũ", note="Sai", is_grey=True)],
    ]
    sheet = WrittenSheet(columns, rows, above=("Hướng dẫn",), spare=2, is_locked=True)
    shown = {"Phiếu": sheet, "Dấu": WrittenSheet([Column("x")], [["y"]], is_secret=True)}
    raw = package.write(workbooks.parts(shown, {"ntsdocs": "p"}))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    page = book["Phiếu"]
    assert [each.sheet_state for each in book] == ["visible", "veryHidden", "veryHidden"]
    assert (page.freeze_panes, page.auto_filter.ref, page["A2"].comment.text) == ("B3", "A2:C4", "Số trong Kế hoạch")
    assert [page[at].protection.locked for at in ("A3", "B3", "C4")] == [True, False, False]
    assert page.protection.sheet
    assert not page.protection.password
    rules = {
        str(each.sqref): (each.type, each.prompt, each.errorStyle) for each in page.data_validations.dataValidation
    }
    assert rules == {
        "B5:B6": ("list", "Chọn một", None),
        "C3:C6": ("date", None, None),
        "B4": ("list", "Chọn một", None),
    }
    assert [cell.value for cell in book["Danh mục chọn"]["A"]] == ["Xong", "Đang làm; còn chờ"]
    assert (page["C4"].comment.text, page["C4"].font.color.rgb) == ("Sai", "FF7F7F7F")
    assert book.custom_doc_props["ntsdocs"].value == "p"
