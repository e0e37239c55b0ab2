"""Many problems of one kind are told as one, with their number."""

from __future__ import annotations

from ntsdocs.text.problems import MOST_ALIKE, Origin, Problem, Severity, in_short


def unconfirmed(row: int, file: str = "agencies.csv") -> Problem:
    what = f"ký hiệu «K{row}» của Sở {'ABCDEFGHIKLM'[row]} chưa được cơ quan xác nhận."
    return Problem(Origin(file, row=row), what, "hỏi cơ quan.", Severity.ASK)


def test_of_many_that_are_alike_the_first_stands_for_all() -> None:
    other = Problem(Origin("agencies.csv", row=3), "chưa có ký hiệu của Sở C.", "hỏi cơ quan.", Severity.ASK)
    many = [unconfirmed(row) for row in range(MOST_ALIKE + 1)]

    short = in_short([many[0], other, *many[1:], unconfirmed(1, "b.csv")])

    assert [each.what for each in short] == [
        f"{many[0].what} … và {MOST_ALIKE} chỗ khác cùng loại.",
        other.what,
        unconfirmed(1).what,
    ]


def test_a_few_are_told_one_by_one_and_two_weights_are_not_alike() -> None:
    few = tuple(unconfirmed(row) for row in range(MOST_ALIKE))
    stop = Problem(few[0].origin, few[0].what, few[0].remedy)

    assert in_short([*few, stop]) == (*few, stop)
