"""What differs between two texts: applied, it gives the new one; a changed mark touches no other letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.docx.runs import changes

TEXT = st.text(alphabet="ab -–./", max_size=400)


def applied(old: str, new: str) -> str:
    made, at = "", 0
    for first, last, said in changes(old, new, 0):
        assert at <= first <= last <= len(old)
        made += old[at:first] + said
        at = last
    return made + old[at:]


@given(TEXT, TEXT)
def test_the_changes_make_the_new_text_of_the_old(old, new):
    assert applied(old, new) == new


@given(st.text(alphabet="ab ", min_size=300, max_size=3000))
def test_of_a_long_text_with_other_ends_only_the_ends_are_touched(middle):
    old, new = f"– {middle},", f"- {middle};"
    assert applied(old, new) == new
    assert sum(last - first for first, last, _ in changes(old, new, 0)) <= 2 * 60


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ("Độc lập – Tự do – Hạnh phúc", "Độc lập - Tự do - Hạnh phúc", [(8, 9, "-"), (16, 17, "-")]),
        ("Số: 5/KH", "Số: 05/KH", [(4, 4, "0")]),
        ("tháng 03 năm", "tháng 3 năm", [(6, 7, "")]),
        ("như nhau", "như nhau", []),
    ],
)
def test_only_what_differs_is_touched(old, new, asked):
    assert list(changes(old, new, 0)) == asked
