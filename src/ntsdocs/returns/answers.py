"""Read the answers of a returned paper: what stands in each place that we left to fill."""

from __future__ import annotations

from collections.abc import Iterator

from ntsdocs.returns import rows
from ntsdocs.returns.lines import WordLines
from ntsdocs.returns.reading import Answer, How, Matching, Reading
from ntsdocs.returns.values import filled
from ntsdocs.text import align, words

__all__ = ["Answer", "How", "Matching", "Reading", "match", "read"]


def read(ours: WordLines, theirs: WordLines) -> Reading:
    """The answers in their file, which began as ours."""
    tables = rows.read(ours, theirs)
    matching = match(ours, theirs)
    return Reading((*tables.reading.answers, *_answers(ours, theirs, matching)), matching)


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
