"""Find what stands between words of ours, however much was typed there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ntsdocs.returns.lines import Line
from ntsdocs.text import align, vn

DOTS = re.compile(r"[.…_]{2,}|…")
_EDGE, _NOWHERE = -1, -2
_BLANK = re.compile(r" {3,}|[.…_]{2,}|…")  # what is filled by hand, or has no name
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SIGNS = str.maketrans("“”„«»‘’–—•●▪", '"""""\'\'-----')


class Token(NamedTuple):
    """A word or sign as it is compared, and the letters it stands on."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is no mere sign."""
        return self.text.isalnum()


class Span(NamedTuple):
    """The letters from `start` up to `end`, and whether it is clear that they begin there and that they end there."""

    start: int
    end: int
    begins: bool
    ends: bool


@lru_cache(4096)  # papers of a plan say the same
def tokens(text: str) -> tuple[Token, ...]:
    """The words and signs of a text; case, place of tone, kind of quote or dash and blanks make no difference."""
    same = vn.tone_fold(vn.lower_letters(text)).translate(_SIGNS)
    return tuple(Token(each[0], *each.span()) for each in _TOKEN.finditer(same if len(same) == len(text) else text))


@dataclass(frozen=True)
class Frame:
    """Words of ours and the gaps between them: `parts` has one more than `tags`; a gap without a name has none."""

    parts: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """Our words, without signs."""
        return [each for part in self.parts for each in part if each.isalnum()]

    @property
    def is_blank(self) -> bool:
        """Whether it has a place to fill and no word of ours."""
        return bool(self.tags) and not self.words

    @property
    def is_open(self) -> bool:
        """Whether it ends with a gap that more paragraphs may follow."""
        return bool(self.tags and self.tags[-1]) and not self.parts[-1] and bool(self.words)

    def fits(self, text: str) -> bool:
        """Whether all our words stand in the text, those at its ends too."""
        said = [each.text for each in tokens(text)]
        return _chain(self.parts, said) is not None

    def spans(self, text: str) -> Iterator[Span]:
        """What stands in each gap of the text."""
        found = tokens(text)
        said = [each.text for each in found]
        chain = _chain(self.parts, said)
        if chain is not None:
            turned = _chain([part[::-1] for part in reversed(self.parts)], said[::-1])
            others = chain if turned is None else [(len(said) - to, len(said) - at) for at, to in reversed(turned)]
            bounds = [(*one, one[0] == other[0], one[1] == other[1]) for one, other in zip(chain, others, strict=True)]
        else:
            bounds = list(_nearest(self.parts, said))
        for at, to, begins, ends in bounds:
            start, end = (found[at - 1].end if at else 0), (found[to].start if to < len(found) else len(text))
            yield Span(start, max(start, end), begins, ends)


def frame(lines: Sequence[Line]) -> Frame:
    """What lines of ours say, one after the other, around what is to be filled."""
    parts: list[list[str]] = [[]]
    tags: list[str] = []
    for line in lines:
        at = 0
        for start, end, tag in _gaps(line):
            parts[-1] += [each.text for each in tokens(line.text[at:start])]
            parts.append([])
            tags.append(tag)
            at = end
        parts[-1] += [each.text for each in tokens(line.text[at:])]
    return Frame(tuple(map(tuple, parts)), tuple(tags))


def _gaps(line: Line) -> Iterator[tuple[int, int, str]]:
    """The places to fill of a line of ours, those too that have no mark."""
    at = 0
    for start, end, tag in sorted(
        [(zone.start, zone.end, zone.tag) for zone in line.zones]
        + [(*blank.span(), "") for blank in _BLANK.finditer(line.text)],
        key=lambda gap: (gap[0], not gap[2], gap[1]),
    ):
        if start >= at and (tag or not any(zone.start <= start <= zone.end for zone in line.zones)):
            dots = DOTS.match(line.text, end) if start == end else None  # its control is lost
            at = dots.end() if dots else end
            yield start, at, tag


def _find(part: Sequence[str], said: Sequence[str], at: int, last: int) -> int:
    size = len(part)
    return next((k for k in range(at, last - size + 1) if list(said[k : k + size]) == list(part)), -1)


def _chain(parts: Sequence[Sequence[str]], said: list[str]) -> list[tuple[int, int]] | None:
    """From where up to where each gap goes if every part is found as early as can be; nothing if one is not there."""
    first, last = list(parts[0]), list(parts[-1])
    if len(parts) == 1:
        return [] if said == first else None
    end = len(said) - len(last)
    if said[: len(first)] != first or end < len(first) or said[end:] != last:
        return None
    at, bounds = len(first), []
    for part in parts[1:-1]:
        place = _find(part, said, at, end)
        if place < 0:
            return None
        bounds.append((at, place))
        at = place + len(part)
    return [*bounds, (at, end)]


def _nearest(parts: Sequence[Sequence[str]], said: Sequence[str]) -> Iterator[tuple[int, int, bool, bool]]:
    """The gaps where words of ours were changed: each goes from the last word of ours before it to the next."""
    ours = [word for part in parts for word in part]
    places = dict(align.common(ours, said, lambda word: 4 if str(word).isalnum() else 1))
    at = end = 0
    for number, (part, after) in enumerate(pairwise(parts)):
        at += len(part)
        start = max([end, *(places[k] + 1 for k in range(at) if k in places)])
        end = max(start, min([len(said), *(places[k] for k in range(at, len(ours)) if k in places)]))
        left = _next_word(ours, said, range(at - 1, at - len(part) - 1, -1), number == 0)
        right = _next_word(ours, said, range(at, at + len(after)), at + len(after) == len(ours))
        while right == _EDGE and after and end > start and said[end - 1] in ".,;":  # in place of our own
            end -= 1
        between = said[places.get(left, -1) + 1 : start], said[end : places.get(right, len(said))]
        begins, ends = (
            (key == _EDGE or key in places) and not any(word.isalnum() for word in side)
            for key, side in zip((left, right), between, strict=True)
        )
        yield start, end, begins, ends


def _next_word(ours: Sequence[str], said: Sequence[str], near: range, is_edge: bool) -> int:
    """Which of our words is next to a gap, of the part that ends or begins there; a sign if it says as much."""
    first = next(iter(near), _NOWHERE)
    if first >= 0 and ours[first] in "()" and ours.count(ours[first]) == said.count(ours[first]):
        return first
    word = next((k for k in near if ours[k].isalnum()), None)
    if word is not None:
        return word
    return _EDGE if is_edge else first
