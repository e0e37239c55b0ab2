"""Find which row of their tables is which of ours: by its marks, its words, what stands around it, its number last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ntsdocs.returns.grids import TableRow
from ntsdocs.returns.word_lines import OURS
from ntsdocs.text import align
from ntsdocs.text.groups import grouped

_SURE, _LIKE, _APART = 0.6, 0.4, 0.2  # likeness that is beyond doubt, that may be one, that tells two apart
_FEWEST = 3  # rows that must have kept their numbers before a number is believed
MERGED = "hàng này gộp nhiều nhiệm vụ"
MARKS = "neo trong hàng là của nhiệm vụ khác"
TWINS = "có nhiệm vụ khác cùng lời"
CHANGED = "lời của nhiệm vụ đã đổi nhiều"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """The row of theirs that is one of ours, whether its marks say so, and why to look again."""

    row: int
    by_marks: bool = False
    doubt: str = ""


def pairs(ours: Sequence[TableRow], theirs: Sequence[TableRow]) -> dict[int, FoundRow]:
    """For rows of ours, by their places in the list, which of theirs they are."""
    marked = _by_marks(ours, theirs)
    worded = _by_words(ours, theirs, marked)
    found = _agreed(ours, theirs, marked, worded)
    found |= _between(ours, theirs, found)
    found |= _moved(ours, theirs, found)
    claims = Counter(each.row for each in found.values())
    return {i: FoundRow(each.row, each.by_marks, MERGED) if claims[each.row] > 1 else each for i, each in found.items()}


def _by_marks(ours: Sequence[TableRow], theirs: Sequence[TableRow]) -> dict[int, int]:
    """Our row → theirs that has most of its marks; of two that have as many the one that says more of its words."""
    owners = grouped((tag, i) for i, row in enumerate(ours) for tag in row.tags)
    claims: dict[int, list[tuple[int, float, int]]] = {}
    for j, row in enumerate(theirs):
        votes: Counter[int] = Counter()
        for tag in row.tags:
            for i in owners.get(tag, ()) if len(owners.get(tag, ())) == 1 else ():
                votes[i] += 2 if tag.startswith(OURS) else 1
        for i, count in votes.items():
            if count == max(votes.values()):
                claims.setdefault(i, []).append((count, _likeness(ours[i], row), -j))
    return {i: -max(those)[2] for i, those in claims.items()}


def _by_words(ours: Sequence[TableRow], theirs: Sequence[TableRow], marked: Mapping[int, int]) -> dict[int, int]:
    """Our row → the only one of theirs that says its main text, or says most of all that this one says of twins."""
    saying = grouped(((row.is_group, text), j) for j, row in enumerate(theirs) for text in row.keys)
    twins = grouped(((row.is_group, row.main), i) for i, row in enumerate(ours) if row.main)
    every = [(olds, saying[text]) for text, olds in twins.items() if text in saying]
    found = {olds[0]: news[0] for olds, news in every if len(olds) == len(news) == 1}
    homes = {(ours[i].table, theirs[j].table) for i, j in [*marked.items(), *found.items()]}
    for with_numbers in (False, True):
        if with_numbers and not _numbers_hold(ours, theirs, {**marked, **found}):
            break
        for olds, news in every:
            taken = {found[i] for i in olds if i in found}
            shared = {
                (i, j): _shared(ours[i], theirs[j], with_numbers) + 2 * ((ours[i].table, theirs[j].table) in homes)
                for i in olds
                for j in news
                if i not in found and j not in taken
            }
            found |= _told_apart(shared)
    return found


def _told_apart(shared: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Pairs of which each is the other's only best by the texts they share."""
    return {
        i: j
        for (i, j), count in shared.items()
        if all(other < count for pair, other in shared.items() if (pair[0] == i) != (pair[1] == j))
    }


def _shared(ours: TableRow, theirs: TableRow, with_numbers: bool) -> int:
    return sum(text in theirs.keys for text, column in ours.texts.items() if column > 1 or with_numbers)


def _numbers_hold(ours: Sequence[TableRow], theirs: Sequence[TableRow], found: Mapping[int, int]) -> bool:
    pairs_ = [(ours[i].said(1), theirs[j]) for i, j in found.items() if not ours[i].is_group]
    kept = sum(number in row.texts for number, row in pairs_)
    return kept >= min(_FEWEST, max(1, len(pairs_))) and kept == len(pairs_)


def _agreed(
    ours: Sequence[TableRow], theirs: Sequence[TableRow], marked: Mapping[int, int], worded: Mapping[int, int]
) -> dict[int, FoundRow]:
    """Marks and words together: where they say different things words count, since people copy what is filled in."""
    says = grouped((j, i) for i, j in worded.items())
    found = {}
    for i, j in marked.items():
        if i in says.get(j, (i,)):
            is_strange = len(theirs[j].main.split()) > _FEWEST and _likeness(ours[i], theirs[j]) < _LIKE / 2
            found[i] = FoundRow(j, True, MARKS if is_strange else "")
    for i, j in worded.items():
        if i not in found or found[i].row != j:
            is_claimed = len(says[j]) == 1 and any(tag.startswith(OURS) for tag in theirs[j].tags.keys() - ours[i].tags)
            found[i] = FoundRow(j, False, MARKS if is_claimed else "")
    return found


def _between(
    ours: Sequence[TableRow], theirs: Sequence[TableRow], found: Mapping[int, FoundRow]
) -> dict[int, FoundRow]:
    """Rows that stand between the same others and say much the same; twins in their order."""
    names = {each.row: str(i) for i, each in found.items()}
    olds = [_item(row, str(i) if i in found else "") for i, row in enumerate(ours)]
    news = [_item(row, names.get(j, "")) for j, row in enumerate(theirs)]
    left = Counter(row.main for i, row in enumerate(ours) if i not in found)
    unclaimed = Counter(text for j, row in enumerate(theirs) if j not in names for text in row.keys)
    more = {}
    for i, j in align.pairs(olds, news):
        if i is None or j is None or i in found or j in names:
            continue
        main, like = ours[i].main, _likeness(ours[i], theirs[j])
        if main in theirs[j].keys:
            more[i] = FoundRow(j, False, "" if left[main] == unclaimed[main] else TWINS)
        elif like >= _LIKE:
            rest = _rivals(ours, theirs, i, j, (*found, *more))
            more[i] = FoundRow(j, False, "" if like >= max(_SURE, rest + _APART) else CHANGED)
    return more


def _item(row: TableRow, name: str) -> align.Item:
    return align.Item("group" if row.is_group else "row", row.main, tuple(row.main.split()), name, 1, bool(name))


def _rivals(ours: Sequence[TableRow], theirs: Sequence[TableRow], i: int, j: int, found: Iterable[int]) -> float:
    """How like another row of ours is to theirs, at most."""
    taken = set(found)
    return max((_likeness(row, theirs[j]) for at, row in enumerate(ours) if at != i and at not in taken), default=0.0)


def _moved(ours: Sequence[TableRow], theirs: Sequence[TableRow], found: Mapping[int, FoundRow]) -> dict[int, FoundRow]:
    """Rows that were both moved and reworded: each the other's likest of those that are left."""
    taken, tables = {each.row for each in found.values()}, {theirs[each.row].table for each in found.values()}
    olds = [i for i, row in enumerate(ours) if i not in found and not row.is_group]
    news = [j for j, row in enumerate(theirs) if j not in taken and row.table in tables and not row.is_group]
    likes = {(i, j): _likeness(ours[i], theirs[j]) for i in olds for j in news}
    more: dict[int, FoundRow] = {}
    for (i, j), like in sorted(likes.items(), key=lambda each: (-each[1], each[0])):
        if like >= _SURE and i not in more and all(each.row != j for each in more.values()):
            more[i] = FoundRow(j, False, CHANGED)
    return more


def _likeness(ours: TableRow, theirs: TableRow) -> float:
    """The likeness of our main text to that of their texts which is the likest."""
    if ours.main in theirs.keys:
        return float(bool(ours.main))
    bag = Counter(ours.main.split())
    size = sum(bag.values())
    best = 0.0
    for text in theirs.keys:
        their = text.split()
        if size and size / 3 <= len(their) <= size * 3:
            best = max(best, 2 * sum((bag & Counter(their)).values()) / (size + len(their)))
    return best
