"""The tables of words by which published plans are read."""

import re
import unicodedata
from pathlib import Path

import pytest

from ntsdocs.intake import headings, word_lists
from ntsdocs.intake.headings import BOTH
from ntsdocs.plan.reading.references import KINDS, SBN_GROUPS

FOLDER = Path(__file__).resolve().parents[2] / "data" / "chung"
FIELDS = {"", "number", "content", "lead", "coordinate", "deadline", "product", BOTH}


@pytest.mark.parametrize("name", ["headings.csv", "bodies.csv"])
def test_a_table_of_words_is_utf_8_with_a_mark_for_excel_in_nfc(name):
    text = (FOLDER / name).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)


def test_each_row_of_headings_is_of_a_sort_that_is_read_and_its_pattern_is_one():
    for of, field, rank, words in word_lists.HEADINGS:
        assert of in {"cột", "bảng khác", "viết tắt", "chữ của tiêu đề"}
        assert (of == "cột") == bool(rank)
        assert of != "cột" or (field in FIELDS and rank in "0123")
        assert re.compile(words).groups == 0
        assert words.isascii(), "headings are held against folded words"


def test_each_row_of_bodies_is_of_a_sort_that_is_read_and_tells_what_a_registry_may_hold():
    for of, words, kind, group, head in word_lists.BODIES:
        assert of in {"đảng", "tỉnh", "đơn vị", "chữ đầu của tên", "ngoài danh mục"}
        assert re.compile(words).groups == 0
        assert (kind, group, head) == ("", "", "") or (kind in KINDS and group in SBN_GROUPS)


def test_a_word_of_the_table_is_read_in_a_heading():
    for of, field, _, words in word_lists.HEADINGS:
        if of == "viết tắt":
            assert headings.field_of(words) == headings.field_of(field)
