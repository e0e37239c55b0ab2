"""What is read of a returned paper: values with their places and certainty, and which lines are ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class How(StrEnum):
    """By what a value was known, the surest first."""

    TAG = "nhãn"
    ANCHOR = "neo"
    WORDS = "chữ"
    PLACE = "vị trí"


@dataclass(frozen=True, slots=True)
class Answer:
    """One value: the tag of its place, how it was read, where it stands in their file; `doubt` says why to look again.

    A value is sure where there is no doubt.
    """

    tag: str
    value: str
    how: How
    place: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which lines of theirs are which of ours.

    `lines` gives for a line of ours the lines of theirs that say it now, in their order; `values` are lines of theirs
    that hold nothing but what was filled in. A line of ours that is in neither is gone, one of theirs was added.
    """

    lines: dict[int, tuple[int, ...]] = field(default_factory=dict)
    values: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PaperReading:
    """What a returned paper says: its answers, and which of its lines are ours."""

    answers: tuple[Answer, ...] = ()
    matching: Matching = Matching()


@dataclass(frozen=True, slots=True)
class Tables:
    """What its tables of tasks say, and all the lines of ours and of theirs that stand in such tables."""

    reading: PaperReading = PaperReading()
    ours: frozenset[int] = frozenset()
    theirs: frozenset[int] = frozenset()
