"""An old text and a new one side by side, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from ntsdocs.review.model import Piece, Sign

# A line of each text that belong together; `None` where one of them has no such line.
Row = tuple[str | None, str | None]

_ALIKE = 55.0  # of 100: from here on two lines are one line that was changed
_SAME_CONTROL = 100.0
_MOST_PAIRS = 40_000  # old lines × new lines that are held against each other
_MOST_WORDS = 4_000  # of the part of a line that differs; beyond that,
_MOST_SIGNS = 60_000  # or beyond so many signs, it is told as one change
_MOST_COMPARED = 600  # signs of a line that decide what it is like

_CONTROL = re.compile(r"⟦([^⟧,]+)")
# Numbers, dates and symbols such as «196/KH-UBND» stay whole, as do the outline's own marks.
_TOKEN = re.compile(r"⟦[^⟧]*⟧|\*\*|//|[\w\u0300-\u036f]+(?:[-./,:][\w\u0300-\u036f]+)*|\s+|.", re.DOTALL)


def rows(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """The two texts in step: equal lines together, a changed line beside what became of it, the others alone."""
    start, end = _ends(before, after)
    yield from zip(before[:start], after[:start], strict=True)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(line, len(numbers)) for line in lines] for lines in (old, new)]
    for equal, group in groupby(Indel.opcodes(*coded), key=lambda each: each.tag == "equal"):
        steps = list(group)
        lost, won = old[steps[0].src_start : steps[-1].src_end], new[steps[0].dest_start : steps[-1].dest_end]
        yield from zip(lost, won, strict=True) if equal else _paired(lost, won)
    yield from zip(before[len(before) - end :], after[len(after) - end :], strict=True)


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two lines with their signs; a part that differs too much to be told apart is one change."""
    start, end = _ends(before, after)
    # A word is the same or it is not: what both begin with ends before the word that differs.
    start = next((at for at in range(start, 0, -1) if _apart(before, at) and _apart(after, at)), 0)
    end = next((at for at in range(end, 0, -1) if _apart(before, -at) and _apart(after, -at)), 0)
    middle = _words(before[start : len(before) - end], after[start : len(after) - end])
    kept = (Piece(Sign.KEPT, before[:start]), *middle, Piece(Sign.KEPT, before[len(before) - end :]))
    return tuple(_joined(piece for piece in kept if piece.text))


def _ends(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    """How much the two have in common at the beginning, and how much of the rest at the end."""
    most = min(len(before), len(after))
    start = _alike(before, after, most)
    return start, _alike(before[start:][::-1], after[start:][::-1], most - start)


def _alike(one: Sequence[object], two: Sequence[object], most: int) -> int:
    """The length of the common beginning, found by halves: slices compare fast."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _apart(text: str, at: int) -> bool:
    """Whether no word runs over the place `at`: on one of its sides is a blank, or it is an end of the text."""
    at %= len(text) or 1
    return at == 0 or text[at - 1].isspace() or text[at : at + 1].isspace()


def _words(before: str, after: str) -> Iterator[Piece]:
    long = len(before) + len(after) > _MOST_SIGNS
    old, new = ([before], [after]) if long else (_TOKEN.findall(before), _TOKEN.findall(after))
    if long or len(old) > _MOST_WORDS or len(new) > _MOST_WORDS:
        yield from (Piece(Sign.TAKEN, before), Piece(Sign.PUT, after))
        return
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(token, len(numbers)) for token in tokens] for tokens in (old, new)]
    lost, won = "", ""
    for step in Indel.opcodes(*coded):
        taken = "".join(old[step.src_start : step.src_end])
        if step.tag != "equal":
            lost += taken
            won += "".join(new[step.dest_start : step.dest_end])
        elif taken.isspace() and (lost or won):
            lost += taken  # a blank alone between two changes joins them
            won += taken
        else:
            yield from _changed(lost, won)
            yield Piece(Sign.KEPT, taken)
            lost, won = "", ""
    yield from _changed(lost, won)


def _changed(lost: str, won: str) -> Iterator[Piece]:
    """The two as a change, without the blanks that both end with."""
    blank = ""
    if lost and won and lost[-1].isspace() and won[-1].isspace():
        length = min(len(lost) - len(lost.rstrip()), len(won) - len(won.rstrip()))
        if lost[-length:] == won[-length:]:
            lost, won, blank = lost[:-length], won[:-length], lost[-length:]
    yield from (Piece(Sign.TAKEN, lost), Piece(Sign.PUT, won), Piece(Sign.KEPT, blank))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, neighbours with one sign as one."""
    for sign, group in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.sign):
        yield Piece(sign, "".join(piece.text for piece in group))


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Lines that differ: in order, those beside each other that are most alike, the others alone."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        yield from ((line, None) for line in old)
        yield from ((None, line) for line in new)
        return
    alike = [[_likeness(one, two) for two in new] for one in old]
    # best[i][j]: the most likeness that the lines from i and from j on can have together.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((line, None) for line in old[i:])
    yield from ((None, line) for line in new[j:])


def _likeness(one: str, two: str) -> float:
    """How alike two lines are; 0 if they have nothing to do with each other."""
    first, second = _CONTROL.search(one), _CONTROL.search(two)
    if first and second:
        return _SAME_CONTROL if first[1] == second[1] else 0.0
    found = fuzz.ratio(one[:_MOST_COMPARED], two[:_MOST_COMPARED])
    return found if found >= _ALIKE else 0.0
