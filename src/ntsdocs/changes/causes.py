"""The reasons why documents changed, as values, and the lines in which a person reads many of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntsdocs.text import vn

CAME, WENT, USED, UNUSED = _VERBS = ("thêm", "bỏ", "nay dùng đến", "nay không dùng đến")  # of a row as a whole
_MOST_ROWS = 3  # of those of one table that changed alike, and that are named


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason why documents changed.

    `kind` is «cell», «role», «ruling», «law», «date», «template», «version», «context», «file» or «unknown». `text`
    says it whole, as a person reads it; `place` is the file and line where it stands. `row` and `column` name the cell
    that was read («nhiệm vụ 17», «Thời gian hoàn thành»); `column` is blank if the whole row came or went. `before` and
    `after` are the cell, or the line of a template, whole; blank if there is none. `distance` is how far it is from
    what somebody changed: 0 for that itself, 1 for a role, 2 for what came with either, as rows that a paper now reads
    or reads no more, and what is counted over other cells.
    """

    kind: str
    text: str
    place: str = ""
    row: str = ""
    column: str = ""
    before: str = ""
    after: str = ""
    distance: int = 0

    def __str__(self) -> str:
        return f"{self.text} ({self.place})" if self.place else self.text

    @property
    def is_row(self) -> bool:
        """Whether it is a whole row of the data that came or went."""
        return bool(self.row) and not self.column

    @property
    def shared_change(self) -> tuple[str, ...]:
        """What it shares with the same change of a cell in other rows of its table; empty where it is no cell's."""
        return (self.table, self.column, self.before, self.after) if self.table and self.column else ()

    @property
    def table(self) -> str:
        """The file of the row it is of; blank if it stands in no row."""
        return self.place.rpartition(", dòng ")[0]


def first_causes(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Of the causes, those that are nearest to what somebody changed."""
    listed = tuple(causes)
    least = min((cause.distance for cause in listed), default=0)
    return tuple(cause for cause in listed if cause.distance == least)


def cause_lines(causes: Iterable[Cause]) -> Iterator[str]:
    """The causes as a person reads them; of many rows of a table that changed alike, the first are named."""
    groups: dict[tuple[object, ...], list[Cause]] = {}
    for number, cause in enumerate(causes):
        of_row = (_verb(cause), cause.table) if cause.is_row and cause.table else ()
        groups.setdefault(of_row or cause.shared_change or (number,), []).append(cause)
    for same in groups.values():
        rest = f"{_verb(same[0])} {{}} dòng nữa" if same[0].is_row else "{} dòng nữa thay đổi như vậy"
        yield from vn.first_lines(map(str, same), _MOST_ROWS, f"{rest} ({same[0].table})", spare=1)


def _verb(cause: Cause) -> str:
    """What became of a row as a whole."""
    return next((verb for verb in _VERBS if cause.text.startswith(f"{verb} ")), "")
