"""What of a text the review page shows: all of its signs made visible, but not ten million of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ntsdocs.diff.result import Change, Piece, Sign
from ntsdocs.text import vn

# A run of words with its sign; a run with `LEFT_OUT` is a note in place of words that are too many to show.
Run = tuple[str, str]

LEFT_OUT = "…"
LONGEST = 4_000  # signs of one run: more than a page of a decree
SHORT = 400  # of a name, a place, the words of a task
AROUND = 240  # signs kept on both sides of a change

# Controls, soft hyphens, zero widths, marks of direction, separators, selectors, tags, halves of a sign, signs that are
# none: a fixed list, because the tables of Unicode change with Python.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


def plain(text: str) -> str:
    """The text with each sign that has no look of its own written out: «⟨U+202E⟩» for one that turns the line."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def short(text: str, most: int = SHORT) -> str:
    """The text made plain; of one with more signs than `most` the whole words that they hold, and «…»."""
    if len(text) <= most:
        return plain(text)
    words = text[:most] if text[most].isspace() else text[:most].rpartition(" ")[0] or text[:most]
    return f"{plain(words.rstrip())}…"


def whole(text: str, sign: str = Sign.KEPT.value) -> list[Run]:
    """One text as runs: itself, or its beginning and a note where it is too long to show."""
    if len(text) <= LONGEST:
        return [(sign, plain(text))] if text else []
    return [(sign, plain(text[:LONGEST])), _note(len(text) - LONGEST)]


def visible_runs(pieces: Iterable[Piece]) -> list[Run]:
    """The pieces as runs; where long stretches are the same in both texts, what stands next to a change is left."""
    return [run for piece in pieces for run in _shortened(piece)]


def change_runs(change: Change) -> list[Run]:
    """What a change shows: its words where they differ, otherwise the text that came, went or stayed."""
    if change.pieces:
        return visible_runs(change.pieces)
    if change.before == change.after:
        return whole(change.after or "")
    return [*whole(change.before or "", "-"), *whole(change.after or "", "+")]


def _shortened(piece: Piece) -> Iterator[Run]:
    text, sign = piece.text, piece.sign.value
    if piece.sign is not Sign.KEPT:
        yield from whole(text, sign)
    elif len(text) <= 3 * AROUND:
        yield sign, plain(text)
    else:
        yield sign, plain(text[:AROUND])
        yield _note(len(text) - 2 * AROUND)
        yield sign, plain(text[-AROUND:])


def _note(count: int) -> Run:
    return LEFT_OUT, f"[lược {vn.number(count)} ký tự, xem trong tệp Word]"
