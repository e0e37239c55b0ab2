"""Read the answers of a returned paper: what stands in each place that we left to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ntsdocs.returns.lines import WordLines
from ntsdocs.returns.values import filled
from ntsdocs.text import align, words


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
class Reading:
    """What a returned paper says: its answers, and which of its lines are ours."""

    answers: tuple[Answer, ...]
    matching: Matching


def read(ours: WordLines, theirs: WordLines) -> Reading:
    """The answers in their file, which began as ours."""
    matching = match(ours, theirs)
    return Reading(tuple(_answers(ours, theirs, matching)), matching)


def match(ours: WordLines, theirs: WordLines) -> Matching:
    """Which lines of theirs are ours."""
    olds, news = (
        [align.Item("p", line.text, tuple(words.word_tokens(line.text))) for line in side.lines]
        for side in (ours, theirs)
    )
    return Matching({i: (j,) for i, j in align.pairs(olds, news) if i is not None and j is not None})


def _answers(ours: WordLines, theirs: WordLines, matching: Matching) -> Iterator[Answer]:
    for at, places in matching.lines.items():
        text = "\n".join(theirs.lines[place].text for place in places)
        for tag, value in filled(ours.lines[at], text):
            yield Answer(tag, value, How.WORDS, theirs.lines[places[0]].place)
