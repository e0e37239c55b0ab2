"""Vietnamese text as words, so that two texts can be compared word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from ntsdocs.text.align import common

_TONES = "\u0300-\u036f"
_SYLLABLE = rf"[^\W\d_](?:[^\W\d_]|[{_TONES}])*"
_CAPITALS = "[A-ZĐÂÊÔĂƠƯ]"

# What a reader takes for one thing is one token, the longest first.
_TOKEN = re.compile(
    rf"""
      ngày[ ]\d{{1,2}}[ ]tháng[ ]\d{{1,2}}[ ]năm[ ]\d{{4}}(?!\d)      # ngày 05 tháng 3 năm 2026
    | \d+(?:[.,:/\-–]\d+)*(?:[/-]{_CAPITALS}[\w&]*)*%?                # 1.234,5  30/6/2026  01/KH-UBND   30/2020/NĐ-CP
    | {_CAPITALS}+\d*(?:[-/&]{_CAPITALS}+\d*)+(?!\w)                  # KH-UBND, NN&MT
    | {_SYLLABLE}\d*                                                  # tỉnh, R1
    | [ ]+                                                            # a line break or a tab stands alone
    | .
    """,
    re.VERBOSE | re.DOTALL,
)

Token = Hashable
Hunk = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of two texts: what the old one says there, and what the new one says; equal where nothing changed."""

    old: str
    new: str


def tokens(text: str) -> list[str]:
    """The text in pieces that joined give it again: syllables, numbers, dates and symbols whole, blanks apart."""
    return _TOKEN.findall(text)


def is_punctuation(token: Token) -> bool:
    """Whether a token holds no letter and no digit; what is no text at all, such as a picture, is not weak."""
    return isinstance(token, str) and not any(char.isalnum() for char in token)


def word_tokens(text: str) -> list[str]:
    """The tokens that are not weak: what likeness of two texts is measured by."""
    return [token for token in tokens(text) if not is_punctuation(token)]


def compare(old: str, new: str) -> tuple[Span, ...]:
    """The two texts as spans, changed and unchanged by turns; empty for two empty texts."""
    before, after = tokens(old), tokens(new)
    spans: list[Span] = []
    at = 0
    for i, i_end, j, j_end in [*hunks(before, after), (len(before), len(before), len(after), len(after))]:
        same = "".join(before[at:i])
        spans += [Span(same, same)] if same else []
        spans += [Span("".join(before[i:i_end]), "".join(after[j:j_end]))] if i_end > i or j_end > j else []
        at = i_end
    return tuple(spans)


def hunks(old: Sequence[Token], new: Sequence[Token], is_weak: Callable[[Token], bool] = is_punctuation) -> list[Hunk]:
    """Where two lists of tokens differ: `(i, i_end, j, j_end)` says that old[i:i_end] became new[j:j_end].

    A match of weak tokens alone between two changes is taken into the change: nobody reads a blank that stayed.
    """
    ranges = list(_raw(old, new, common(old, new, lambda token: 1 if is_weak(token) else 4)))
    joined: list[Hunk] = []
    for i, i_end, j, j_end in ranges:
        if joined:
            first_i, last_i, first_j, _ = joined[-1]
            if all(is_weak(token) for token in old[last_i:i]) and _worth(old, new, joined[-1], (i, i_end, j, j_end)):
                joined[-1] = (first_i, i_end, first_j, j_end)
                continue
        joined.append((i, i_end, j, j_end))
    return joined


def _worth(old: Sequence[Token], new: Sequence[Token], left: Hunk, right: Hunk) -> bool:
    """Whether two changes read better as one: not where one side only adds, and the other only takes away."""
    sides = [(bool(old[i:i_end]), bool(new[j:j_end])) for i, i_end, j, j_end in (left, right)]
    return (True, True) in sides or sides[0] == sides[1]


def _raw(old: Sequence[Token], new: Sequence[Token], matched: Sequence[tuple[int, int]]) -> Iterator[Hunk]:
    i = j = 0
    for at, to in [*matched, (len(old), len(new))]:
        if at > i or to > j:
            yield i, at, j, to
        i, j = at + 1, to + 1
