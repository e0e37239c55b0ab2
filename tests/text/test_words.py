"""Words are what a reader takes for one thing, and a comparison of two texts loses none of their letters."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.text.words import Span, compare, tokens

VIETNAMESE = st.text(alphabet="abđươngế ,.;/-0123456789KHUBNĐ\u0301\t\n&<>\u202e\"'", max_size=60)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Kế hoạch số 196/KH-UBND", ["Kế", " ", "hoạch", " ", "số", " ", "196/KH-UBND"]),
        ("Nghị định 30/2020/NĐ-CP;", ["Nghị", " ", "định", " ", "30/2020/NĐ-CP", ";"]),
        ("trước 30/6/2026.", ["trước", " ", "30/6/2026", "."]),
        ("ngày 05 tháng 3 năm 2026", ["ngày 05 tháng 3 năm 2026"]),
        ("1.234.567,5 đồng, 66,7%", ["1.234.567,5", " ", "đồng", ",", " ", "66,7%"]),
        ("Sở NN&MT và/hoặc", ["Sở", " ", "NN&MT", " ", "và", "/", "hoặc"]),
        ("2025-2030", ["2025-2030"]),
        ("a  b\tc", ["a", "  ", "b", "\t", "c"]),
    ],
)
def test_numbers_dates_and_symbols_are_whole(text, pieces):
    assert tokens(text) == pieces


def test_a_syllable_keeps_its_tone_however_it_is_written():
    assert tokens(unicodedata.normalize("NFD", "thường xuyên")) == [
        unicodedata.normalize("NFD", "thường"),
        " ",
        unicodedata.normalize("NFD", "xuyên"),
    ]


@given(VIETNAMESE)
def test_the_pieces_joined_are_the_text(text):
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "spans"),
    [
        ("", "", ()),
        ("a b", "a b", (Span("a b", "a b"),)),
        ("kịp thời", "kịp thời, hiệu quả", (Span("kịp thời", "kịp thời"), Span("", ", hiệu quả"))),
        (
            "Hoàn thành trước 30/6/2026.",
            "Hoàn thành trước 31/7/2026.",
            (Span("Hoàn thành trước ", "Hoàn thành trước "), Span("30/6/2026", "31/7/2026"), Span(".", ".")),
        ),
        ("Thường xuyên", "Hằng năm", (Span("Thường xuyên", "Hằng năm"),)),
        ("một hai ba", "một ba", (Span("một ", "một "), Span("hai ", ""), Span("ba", "ba"))),
    ],
)
def test_a_change_is_told_in_whole_words(old, new, spans):
    assert compare(old, new) == spans


@given(VIETNAMESE, VIETNAMESE)
def test_the_spans_give_back_both_texts_and_only_differences_are_told_as_such(old, new):
    spans = compare(old, new)
    assert "".join(span.old for span in spans) == old
    assert "".join(span.new for span in spans) == new
    assert all(one.old != one.new or two.old != two.new for one, two in pairwise(spans))
