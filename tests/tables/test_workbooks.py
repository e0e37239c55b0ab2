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
from ntsdocs.tables.workbooks import Filled, Scalar

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
