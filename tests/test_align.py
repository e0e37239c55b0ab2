"""Two sequences are matched by content, by name, then by likeness."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.align import Item, common, pairs


def lines(*texts, names=()):
    named = dict(names)
    return [Item("p", text, tuple(text.split()), named.get(text, "")) for text in texts]


def test_equal_sequences_match_throughout():
    assert common("abcabc", "abcabc") == [(n, n) for n in range(6)]


def test_the_longest_common_subsequence_is_found_where_nothing_stands_once():
    assert common("aabb", "abab") == [(0, 0), (2, 1), (3, 3)]


def test_an_inserted_line_is_one_insertion():
    old = lines("một hai ba", "bốn năm sáu", "bảy tám chín")
    new = lines("một hai ba", "hàng mới", "bốn năm sáu", "bảy tám chín")
    assert pairs(old, new) == [(0, 0), (None, 1), (1, 2), (2, 3)]


def test_a_changed_line_is_matched_by_likeness_though_another_was_inserted_before_it():
    old = lines("Hoàn thành trước 30/6/2026", "Báo cáo hằng năm")
    new = lines("Tổ chức tuyên truyền", "Hoàn thành trước 31/7/2026", "Báo cáo hằng năm")
    assert pairs(old, new) == [(None, 0), (0, 1), (1, 2)]


def test_a_name_outweighs_likeness():
    old = lines("a b c d", "e f g h", names={"a b c d": "task:1", "e f g h": "task:2"})
    new = lines("e f g x", names={"e f g x": "task:1"})
    assert pairs(old, new) == [(0, 0), (1, None)]


def test_items_of_two_names_are_never_one():
    old = lines("a b c", names={"a b c": "task:1"})
    new = lines("a b d", names={"a b d": "task:2"})
    assert pairs(old, new) == [(0, None), (None, 0)]


def test_a_moved_line_is_taken_away_and_added():
    old = lines("a b c", "d e f", "g h i", "k l m")
    new = lines("g h i", "a b c", "d e f", "k l m")
    assert pairs(old, new) == [(None, 0), (0, 1), (1, 2), (2, None), (3, 3)]


def test_one_line_rewritten_as_a_whole_is_one_line():
    assert pairs(lines("x", "a", "y"), lines("x", "b", "y")) == [(0, 0), (1, 1), (2, 2)]


def test_what_is_of_another_kind_is_never_one():
    assert pairs([Item("p", 1)], [Item("tbl", 1)]) == [(0, None), (None, 0)]


def test_large_gaps_are_matched_by_their_rare_words():
    old = lines(*(f"việc số {n} phải xong trước hạn" for n in range(1000)))
    new = lines(*(f"việc số {n} phải xong trước hạn này" for n in range(1000) if n != 500))
    expected = [(n, n) for n in range(500)] + [(500, None)] + [(n, n - 1) for n in range(501, 1000)]
    assert pairs(old, new) == expected


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_matches_rise_and_are_of_equal_items(old, new):
    found = common(old, new)
    assert all(old[i] == new[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


@given(st.lists(st.text("ab ", max_size=4), max_size=20), st.lists(st.text("ab ", max_size=4), max_size=20))
def test_every_item_stands_once_and_in_order(old, new):
    found = pairs(lines(*old), lines(*new))
    assert [i for i, _ in found if i is not None] == list(range(len(old)))
    assert [j for _, j in found if j is not None] == list(range(len(new)))
