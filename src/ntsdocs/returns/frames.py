"""Find what stands between words of ours, however much was typed there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ntsdocs.returns.word_lines import PlacedMark, WordLine
from ntsdocs.text import align, vn

DOTS = re.compile(r"[.…_]{2,}|…")
_NEAR, _MOST = 6, 0.6  # so many words next to a gap are looked at, and this share of them must be left
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


class ValueSpan(NamedTuple):
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

    @cached_property
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

    def spans(self, text: str) -> Iterator[ValueSpan]:
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
            yield ValueSpan(start, max(start, end), begins, ends)


def frame(lines: Sequence[WordLine]) -> Frame:
    """What lines of ours say, one after the other, around what is to be filled."""
    return _frame(tuple((line.text, line.zones) for line in lines))


@lru_cache(4096)
def _frame(lines: tuple[tuple[str, tuple[PlacedMark, ...]], ...]) -> Frame:
    parts: list[list[str]] = [[]]
    tags: list[str] = []
    for text, zones in lines:
        at = 0
        for start, end, tag in _gaps(text, zones):
            parts[-1] += [each.text for each in tokens(text[at:start])]
            parts.append([])
            tags.append(tag)
            at = end
        parts[-1] += [each.text for each in tokens(text[at:])]
    return Frame(tuple(map(tuple, parts)), tuple(tags))


def _gaps(text: str, zones: Sequence[PlacedMark]) -> Iterator[tuple[int, int, str]]:
    """The places to fill of a line of ours, those too that have no mark."""
    at = 0
    for start, end, tag in sorted(
        [(zone.start, zone.end, zone.tag) for zone in zones] + [(*blank.span(), "") for blank in _BLANK.finditer(text)],
        key=lambda gap: (gap[0], not gap[2], gap[1]),
    ):
        if start >= at and (tag or not any(zone.start <= start <= zone.end for zone in zones)):
            dots = DOTS.match(text, end) if start == end else None  # its control is lost
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


def _nearest(parts: Sequence[tuple[str, ...]], said: Sequence[str]) -> Iterator[tuple[int, int, bool, bool]]:
    """The gaps where words of ours were changed: each goes from the last word of ours before it to the next."""
    ours = [word for part in parts for word in part]
    brackets = {sign for sign in "()" if ours.count(sign) == said.count(sign) == 1}
    places = _kept(
        ours, said, {word for part in parts if _words(part) == 1 for word in part if word.isalnum()}, brackets
    )
    at = end = 0
    for number, (part, after) in enumerate(pairwise(parts)):
        at += len(part)
        start = max([end, *(places[k] + 1 for k in range(at) if k in places)])
        end = max(start, min([len(said), *(places[k] for k in range(at, len(ours)) if k in places)]))
        is_first, is_last = number == 0, at + len(after) == len(ours)
        while is_last and after and not _words(after) and end > start and said[end - 1] in {*after, *".,;"}:
            end -= 1
        left, right = {k: start - 1 - place for k, place in places.items()}, {k: to - end for k, to in places.items()}
        before, follow = said[:start][::-1], said[end:]
        begins = _stand(ours, before, left, range(at - 1, at - len(part) - 1, -1), brackets)
        ends = _stand(ours, follow, right, range(at, at + len(after)), brackets)
        begins, ends = (
            begins or (is_first and not _words((*part, *before))),
            ends or (is_last and not _words((*after, *follow))),
        )
        if (
            not begins and part and part[-1] in said[start : min(start + _NEAR, end)]
        ):  # the sign behind a label of theirs
            start = said.index(part[-1], start) + 1
        yield start, end, begins, ends


def _words(part: Sequence[str]) -> int:
    return sum(word.isalnum() for word in part)


def _kept(ours: Sequence[str], said: Sequence[str], alone: set[str], brackets: set[str]) -> dict[int, int]:
    """Where words of ours still stand in theirs: two or more together, a part's only one, what begins it, brackets."""
    kept: dict[int, int] = {}
    run: dict[int, int] = {}
    matches = align.common(ours, said, lambda word: 4 if str(word).isalnum() else 1)
    for number, (at, place) in enumerate(matches):
        run[at] = place
        if matches[number + 1 : number + 2] != [(at + 1, place + 1)]:
            found = {word for k in run if (word := ours[k]).isalnum()}
            is_sure = sum(map(str.isalpha, found)) > 1 or found & alone or run.get(0) == 0
            if is_sure or brackets.issuperset(ours[k] for k in run):
                kept |= run
            run = {}
    return kept


def _stand(
    ours: Sequence[str], said: Sequence[str], places: Mapping[int, int], near: range, brackets: set[str]
) -> bool:
    """Whether our words next to a gap still are next to it: most of them, the two nearest above all, or a bracket."""
    first = next(iter(near), None)
    if first is not None and places.get(first) == 0 and ours[first] in brackets:
        return True
    words = [k for k in near if ours[k].isalnum()][:_NEAR]
    if not words:
        return first is not None and all(places.get(k) == n for n, k in enumerate(near))
    found = [places[k] for k in words if k in places]
    return (
        all(k in places for k in words[:2])
        and _words(said[: places[words[:2][-1]]]) == len(words[:2]) - 1
        and len(found) >= _MOST * len(words)
    )
