"""An old text and a new one side by side, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from ntsdocs.diff.result import Piece, Sign
from ntsdocs.text import align
from ntsdocs.text import words as wording

# A line of each text that belong together; `None` where one of them has no such line.
Row = tuple[str | None, str | None]

_MOST_SIGNS = 60_000  # of the part of two lines that differs; beyond that it is told as one change

_CONTROL = re.compile(r"(?<!\\)⟦([^⟧,]+)")
# The outline's own marks, and text that only looks like one; each is one token.
_MARK = re.compile(r"(\\(?:\*\*|//|[⟦⟧])|⟦[^⟧]*⟧|\*\*|//)")


def rows(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """The two texts in step: equal lines together, a changed line beside what became of it, the others alone."""
    start, end = align.ends(before, after)
    yield from zip(before[:start], after[:start], strict=True)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    pairs = align.pairs([_item(line) for line in old], [_item(line) for line in new])
    yield from _in_step((None if at is None else old[at], None if to is None else new[to]) for at, to in pairs)
    yield from zip(before[len(before) - end :], after[len(after) - end :], strict=True)


def _in_step(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, and where as many lines came as went in one place, each beside the one of its kind and turn."""
    for alone, run in groupby(rows, key=lambda row: None in row):
        changes = list(run)
        old_lines = [old for old, _ in changes if old is not None]
        new_lines = [new for _, new in changes if new is not None]
        if not alone or len(old_lines) != len(new_lines):
            yield from changes
            continue
        for old, new in zip(old_lines, new_lines, strict=True):
            yield from [(old, new)] if _can_become(old, new) else [(old, None), (None, new)]


def _can_become(old: str, new: str) -> bool:
    """Whether one line can have become the other: same kind of paragraph or cell, no two content controls."""
    kinds = {line.partition(" | ")[0].partition(",")[0] for line in (old, new)}
    names = {_item(line).name for line in (old, new)} - {""}
    return len(kinds) == 1 and len(names) < 2


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two lines with their signs; a part that differs too much to be told apart is one change."""
    start = end = 0
    if len(before) + len(after) > _MOST_SIGNS:
        start, end = align.ends(before, after)
        # A word is the same or it is not: what both begin with ends before the word that differs.
        start = next((at for at in range(start, 0, -1) if _apart(before, at) and _apart(after, at)), 0)
        end = next((at for at in range(end, 0, -1) if _apart(before, -at) and _apart(after, -at)), 0)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    long = len(old) + len(new) > _MOST_SIGNS
    middle = [Piece(Sign.TAKEN, old), Piece(Sign.PUT, new)] if long else _pieces(_tokens(old), _tokens(new))
    pieces = (Piece(Sign.KEPT, before[:start]), *middle, Piece(Sign.KEPT, before[len(before) - end :]))
    return tuple(piece for piece in pieces if piece.text)


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    at = 0
    for i, i_end, j, j_end in wording.hunks(old, new):
        yield Piece(Sign.KEPT, "".join(old[at:i]))
        yield Piece(Sign.TAKEN, "".join(old[i:i_end]))
        yield Piece(Sign.PUT, "".join(new[j:j_end]))
        at = i_end
    yield Piece(Sign.KEPT, "".join(old[at:]))


def _tokens(text: str) -> list[str]:
    parts = _MARK.split(text)
    return [token for part in parts for token in ([part] if _MARK.fullmatch(part) else wording.tokens(part))]


@lru_cache(maxsize=4096)
def _item(line: str) -> align.Item:
    """A line as it is aligned; one with a content control goes by the control's tag."""
    control = _CONTROL.search(line)
    text = line[:_MOST_SIGNS].partition(" | ")[2]
    return align.Item("", line, tuple(wording.word_tokens(text)), control[1] if control else "", 1.0 if text else 0.2)


def _apart(text: str, at: int) -> bool:
    """Whether no word runs over the place `at`: on one of its sides is a blank, or it is an end of the text."""
    at %= len(text) or 1
    return at == 0 or text[at - 1].isspace() or text[at : at + 1].isspace()
