"""Two sequences are matched by content, by name, then by likeness."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.text.align import BLANK, Item, common, pairs


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


def rows(*texts):
    """Rows that belong to the record their first word names; «-» for none."""
    return [
        Item("tr", text, tuple(text.split()[1:]), name, bound=bool(name)) for text in texts for name in [owner(text)]
    ]


def owner(text):
    return text.split()[0].strip("-")


def test_a_row_of_a_record_is_never_a_row_of_none_though_their_words_are_alike():
    assert pairs(rows("A x 1 2 3"), rows("- y 1 2 3")) == [(0, None), (None, 0)]
    assert pairs(rows("A a 1 2 3", "B x 4 5 6", "- y 1 2 3"), rows("A b 7 8 9", "- y 4 5 6")) == [
        (0, 0),
        (1, None),
        (2, 1),
    ]


def test_the_last_row_of_none_stays_one_row_though_all_its_figures_changed_and_a_record_went_before_it():
    assert pairs(rows("A a", "B b 8 9", "- y 1 2 3 4"), rows("A a", "- y 5 6 7 8")) == [(0, 0), (1, None), (2, 1)]
    assert pairs(rows("A a", "- y 5 6 7 8"), rows("A a", "B b 8 9", "- y 1 2 3 4")) == [(0, 0), (None, 1), (1, 2)]


def test_rows_that_got_their_records_without_another_change_stay_the_rows_they_were():
    assert pairs(rows("- a 1", "- b 2"), rows("A a 1", "B b 2")) == [(0, 0), (1, 1)]


def test_a_blank_line_that_looks_otherwise_is_one_line_whatever_came_beside_it():
    def blank(look):
        return Item("p", look, weight=BLANK)

    assert pairs([*lines("a"), blank("narrow")], [*lines("a", "b", "c"), blank("wide")]) == [
        (0, 0),
        (None, 1),
        (None, 2),
        (1, 3),
    ]
    assert pairs([blank("1"), blank("2")], [blank("2"), blank("3")]) == [(0, None), (1, 0), (None, 1)]


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
