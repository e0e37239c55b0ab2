"""Which items of an old sequence are which of a new one: by content, by name, by likeness, never by position."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

Match = tuple[int, int]
Pair = tuple[int | None, int | None]

# How many cells an exact comparison of a gap may have; a larger gap is split by rare words, or holds no match.
MOST_CELLS = 40_000
MOST_LIKENESSES = 2_500
LIKE = 0.4  # from this share of common words on, an item is held to be another one changed
BLANK = 0.1  # the weight of what nobody would miss, as an empty paragraph
_BLANKS = 0.05  # the score of two such that differ: two pairs of them are no better than one of equal ones
_RARE = 4


class _Gap(NamedTuple):
    """old[i:i_end] against new[j:j_end]."""

    i: int
    i_end: int
    j: int
    j_end: int

    @property
    def cells(self) -> int:
        return (self.i_end - self.i) * (self.j_end - self.j)


@dataclass(frozen=True, slots=True)
class Item:
    """One block, row or line: items of one `kind` are the same if their `content` is, and may be if their `name` is.

    `name` is a stable mark, such as a content control's tag; blank if there is none. An item that is `bound` to its
    name is never one of another name, and one of no name only if all their words are the same. `words` are what
    likeness is measured by. `weight` says how much a reader would miss the item: `BLANK` for an empty paragraph.
    """

    kind: str
    content: Hashable
    words: tuple[Hashable, ...] = ()
    name: str = ""
    weight: float = 1.0
    bound: bool = False
    bag: Mapping[Hashable, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bag", Counter(self.words))


def common(
    old: Sequence[Hashable], new: Sequence[Hashable], weight: Callable[[Hashable], float] = lambda _: 1
) -> list[Match]:
    """The places of equal items, `(place in old, place in new)`, rising in both.

    Items that stand once in both sequences come first, then the heaviest common subsequence of each small gap. The
    time is bounded by the length times `MOST_CELLS` ** 0.5: in a gap that is too large nothing more is matched.
    """
    gaps = _Gaps(old, new)
    gaps.split(lambda gap: _once(old, new, gap))
    gaps.close(lambda i, j: weight(old[i]) if old[i] == new[j] else 0, MOST_CELLS)
    return sorted(gaps.matched)


def pairs(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Every item of both sequences once, in order: `(i, j)` is one item kept or changed, `None` a missing side.

    Between two pairs what was removed comes before what was added.
    """
    olds, news = [(each.kind, each.content) for each in old], [(each.kind, each.content) for each in new]
    old_names, new_names = _names(old), _names(new)
    gaps = _Gaps(olds, news)
    gaps.split(lambda gap: _once(olds, news, gap))
    gaps.split(lambda gap: _once(old_names, new_names, gap))
    gaps.split(lambda gap: _by_rare_words(old, new, gap) if gap.cells > MOST_LIKENESSES else [])
    gaps.split(lambda gap: _lone(old, new, gap))
    gaps.close(lambda i, j: _score(old[i], new[j]), MOST_LIKENESSES)
    gaps.close(lambda i, j: old[i].weight if olds[i] == news[j] else 0, MOST_CELLS)
    return list(_filled(sorted(gaps.matched), len(old), len(new)))


def ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How much the two have in common at the beginning, and how much of the rest at the end."""
    start = _alike(old, new)
    return start, _alike(reversed(old[start:]), reversed(new[start:]))


def _alike(one: Iterable[object], other: Iterable[object]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def likeness(old: Item, new: Item) -> float:
    """The share of words that two items have in common, from 0 to 1; 0 for different kinds."""
    if old.kind != new.kind:
        return 0
    few, many = sorted((old.bag, new.bag), key=len)
    shared = sum(min(count, many.get(word, 0)) for word, count in few.items())
    return 2 * shared / max(1, len(old.words) + len(new.words))


def _apart(old: Item, new: Item) -> bool:
    """Whether the two cannot be one."""
    if old.kind != new.kind:
        return True
    if old.name == new.name:
        return False
    if old.name and new.name:
        return True
    return (old.bound or new.bound) and (not old.words or old.words != new.words)


def _score(old: Item, new: Item) -> float:
    if _apart(old, new):
        return 0
    if old.content == new.content:
        return 1.5 * old.weight
    if old.name and old.name == new.name:
        return 1
    if old.weight == new.weight == BLANK:
        return _BLANKS
    like = likeness(old, new)
    return like * min(old.weight, new.weight) if like >= LIKE else 0


def _lone(old: Sequence[Item], new: Sequence[Item], gap: _Gap) -> list[Match]:
    """One item against one of its kind, besides those bound to names that the other side has not: it was rewritten."""
    olds, news = _free(old, new, gap)
    return [(olds[0], news[0])] if len(olds) == len(news) == 1 and not _apart(old[olds[0]], new[news[0]]) else []


def _free(old: Sequence[Item], new: Sequence[Item], gap: _Gap) -> tuple[list[int], list[int]]:
    """The places of both sides that are not bound to a name which the other side of the gap has not."""
    sides = (old, range(gap.i, gap.i_end)), (new, range(gap.j, gap.j_end))
    names = [{items[place].name for place in places} for items, places in sides]
    olds, news = (
        [place for place in places if not items[place].bound or items[place].name in others]
        for (items, places), others in zip(sides, reversed(names), strict=True)
    )
    return olds, news


def _names(items: Sequence[Item]) -> list[Hashable]:
    """The names with their kinds; a nameless item is like no other."""
    return [(each.kind, each.name) if each.name else object() for each in items]


class _Gaps:
    """What is matched so far, and the gaps between, none of which begins or ends with equal items."""

    def __init__(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        self._old, self._new = old, new
        self.matched: list[Match] = []
        self._gaps = self._trimmed(_Gap(0, len(old), 0, len(new)))

    def split(self, anchors: Callable[[_Gap], list[Match]]) -> None:
        """Split every gap at its anchors, then what is left of it, until there are none."""
        done: list[_Gap] = []
        while self._gaps:
            gap = self._gaps.pop()
            matches = anchors(gap)
            self.matched += matches
            i, j = gap.i, gap.j
            for at, to in [*matches, (gap.i_end, gap.j_end)] if matches else []:
                self._gaps += self._trimmed(_Gap(i, at, j, to))
                i, j = at + 1, to + 1
            done += [] if matches else [gap]
        self._gaps = sorted(done)

    def close(self, score: Callable[[int, int], float], most: int) -> None:
        """Match the best of every gap that has no more cells than `most`."""
        for gap in self._gaps:
            self.matched += _best(gap, score) if gap.cells <= most else ()
        self._gaps = [gap for gap in self._gaps if gap.cells > most]

    def _trimmed(self, gap: _Gap) -> list[_Gap]:
        """The gap without what is equal at its ends; nothing if one of its sides is empty then."""
        i, i_end, j, j_end = gap
        while i < i_end and j < j_end and self._old[i] == self._new[j]:
            self.matched.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and self._old[i_end - 1] == self._new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            self.matched.append((i_end, j_end))
        return [_Gap(i, i_end, j, j_end)] if i < i_end and j < j_end else []


def _once(old: Sequence[Hashable], new: Sequence[Hashable], gap: _Gap) -> list[Match]:
    """What stands exactly once in both sides of a gap, as many of them as rise together."""
    places = _single(old, range(gap.i, gap.i_end))
    others = _single(new, range(gap.j, gap.j_end))
    return _rising([(at, others[what]) for what, at in places.items() if what in others])


def _single(items: Sequence[Hashable], places: Iterable[int]) -> dict[Hashable, int]:
    """The items that stand once among these places, with their place, in order."""
    first: dict[Hashable, int] = {}
    again: set[Hashable] = set()
    for place in places:
        if first.setdefault(items[place], place) != place:
            again.add(items[place])
    return {what: place for what, place in first.items() if what not in again}


def _by_rare_words(old: Sequence[Item], new: Sequence[Item], gap: _Gap) -> list[Match]:
    """Items of a large gap that are each other's likest by the words that few items have."""
    i, i_end, j, j_end = gap
    holders: dict[Hashable, tuple[list[int], list[int]]] = {}
    for side, (items, places) in enumerate(((old, range(i, i_end)), (new, range(j, j_end)))):
        for place in places:
            for word in items[place].bag:
                holders.setdefault((items[place].kind, word), ([], []))[side].append(place)
    votes: Counter[Match] = Counter()
    for olds, news in holders.values():
        if len(olds) <= _RARE and len(news) <= _RARE:
            votes.update((at, to) for at in olds for to in news)
    best_old, best_new = _favourites(votes, 0), _favourites(votes, 1)
    mutual = [(at, to) for at, (at_, to) in sorted(best_old.items()) if best_new[to] == (at_, to)]
    return _rising([(at, to) for at, to in mutual if _score(old[at], new[to]) > 0])


def _favourites(votes: Mapping[Match, int], side: int) -> dict[int, Match]:
    best: dict[int, Match] = {}
    for match in sorted(votes, key=lambda match: (-votes[match], match)):
        best.setdefault(match[side], match)
    return best


def _rising(matches: Iterable[Match]) -> list[Match]:
    """The longest choice of matches, given by rising old places, whose new places rise too."""
    ends: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    every = list(matches)
    for number, (_, to) in enumerate(every):
        length = bisect_left(ends, to)
        before.append(chain[length - 1] if length else -1)
        ends[length : length + 1] = [to]
        chain[length : length + 1] = [number]
    chosen: list[Match] = []
    number = chain[-1] if chain else -1
    while number >= 0:
        chosen.append(every[number])
        number = before[number]
    return chosen[::-1]


def _best(gap: _Gap, score: Callable[[int, int], float]) -> list[Match]:
    """The matches of a gap, rising, with the highest sum of scores; of equal sums the earliest."""
    i, i_end, j, j_end = gap
    width = j_end - j
    sums = [[0.0] * (width + 1)]  # from the end of both sides
    gains: list[list[float]] = []
    for at in range(i_end - 1, i - 1, -1):
        below = sums[-1]
        row = [0.0] * (width + 1)
        gain = [score(at, to) for to in range(j, j_end)]
        for k in range(width - 1, -1, -1):
            row[k] = max(below[k], row[k + 1], below[k + 1] + gain[k] if gain[k] else 0.0)
        sums.append(row)
        gains.append(gain)
    sums.reverse()
    gains.reverse()
    matches: list[Match] = []
    at = k = 0
    while at < i_end - i and k < width:
        gain_here = gains[at][k]
        if gain_here and sums[at][k] == sums[at + 1][k + 1] + gain_here:
            matches.append((i + at, j + k))
            at, k = at + 1, k + 1
        elif sums[at][k] == sums[at + 1][k]:
            at += 1
        else:
            k += 1
    return matches


def _filled(matched: Sequence[Match], olds: int, news: int) -> Iterator[Pair]:
    i = j = 0
    for at, to in [*matched, (olds, news)]:
        yield from ((place, None) for place in range(i, at))
        yield from ((None, place) for place in range(j, to))
        if at < olds:
            yield at, to
        i, j = at + 1, to + 1
