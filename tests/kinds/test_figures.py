"""Counting by state."""

from __future__ import annotations

from ntsdocs.kinds import figures
from ntsdocs.plan.progress import State


def test_a_key_without_rows_has_zeros_and_the_order_is_the_callers():
    rows = [("b", State.DONE), ("b", State.OVERDUE), ("a", State.DONE), ("b", State.DONE)]
    assert figures.by_state(rows, ["c", "b", "a"]) == {
        "c": (0,) * 8,
        "b": (2, 0, 0, 0, 1, 0, 0, 0),
        "a": (1, 0, 0, 0, 0, 0, 0, 0),
    }


def test_no_rows_at_all_count_as_zeros():
    assert figures.by_state([], ["a"]) == {"a": (0,) * 8}


def test_counts_follow_the_order_of_the_states():
    rows = [("a", State.NOT_DUE), ("a", State.UNCLEAR), ("a", State.WAITING), ("a", State.WAITING), ("a", State.DOING)]
    assert figures.by_state(rows, ["a"]) == {"a": (0, 0, 1, 2, 0, 1, 1, 0)}


def test_keys_that_nobody_asks_for_are_not_counted():
    assert figures.by_state([("a", State.DONE), ("x", State.DONE)], ["a"]) == {"a": (1, 0, 0, 0, 0, 0, 0, 0)}
