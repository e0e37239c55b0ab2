"""Put the changes of many documents together, so that the same change is read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ntsdocs import reads, words
from ntsdocs.model import Task, headings
from ntsdocs.review.model import VARIES, Cause, Change, Cluster, Piece, Sign, What

_ALIKE = {What.WORDS: 0.4, What.FORM: 0.25}  # the share of common words from which two texts are one with variations
_ALIKE_ELSE = 0.6
_MOST_TRIED = 50  # groups that a change is held against

Tokens = tuple[str, ...]
Paths = tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """A change with variations, the documents it is in, and the order it was met in."""

    change: Change
    slots: list[Tokens]
    documents: list[str]
    order: int
    place: str
    known: set[str] = field(default_factory=set)


def clusters(
    changes: Mapping[str, Sequence[Change]], causes: Mapping[str, Sequence[Cause]], order: Iterable[str]
) -> tuple[Cluster, ...]:
    """The changes of all documents: those that stand in the same documents are one cluster, the widest first.

    A change is the same in two documents if it is in all but its place. Where only words around it differ, as the name
    of the agency does, `VARIES` stands for them.
    """
    groups = _varied(_exact(changes, order))
    gathered: dict[tuple[Paths, bool], list[_Group]] = {}
    for group in groups:
        gathered.setdefault((tuple(group.documents), group.change.what is What.FORM), []).append(group)
    reach = _reach(causes)
    ranked = sorted(gathered.items(), key=lambda item: (item[0][1], -len(item[0][0]), item[1][0].order))
    return tuple(
        Cluster(number, tuple(group.change for group in found), documents, _causes_of(found, documents, causes, reach))
        for number, ((documents, _), found) in enumerate(ranked, start=1)
    )


# --- which changes are the same --------------------------------------------------------------------------------------


def _exact(changes: Mapping[str, Sequence[Change]], order: Iterable[str]) -> list[_Group]:
    """Groups of changes that are the same but for their place."""
    found: dict[tuple[Change, int], _Group] = {}
    for path in order:
        met: Counter[Change] = Counter()
        for change in changes.get(path, ()):
            bare = replace(change, place="")
            met[bare] += 1
            key = (bare, met[bare])
            if key not in found:
                found[key] = _Group(bare, _slots(bare), [], len(found), change.place)
            group = found[key]
            group.documents.append(path)
            group.place = group.place if group.place == change.place else _varying_place(group.place, change.place)
    return list(found.values())


def _varied(groups: Iterable[_Group]) -> list[_Group]:
    """The groups, with those put together that are the same change in texts that differ elsewhere."""
    by_core: dict[object, list[_Group]] = {}
    for group in groups:
        by_core.setdefault(_core(group.change), []).append(group)
    told: list[_Group] = []
    for alike in by_core.values():
        told += _merged(alike) if len(alike) > 1 else alike
    told.sort(key=lambda group: group.order)
    for group in told:
        group.change = replace(group.change, place=group.place)
    return told


def _merged(groups: Iterable[_Group]) -> list[_Group]:
    kept: list[_Group] = []
    for group in groups:
        group.known = set(group.documents)
        home = next((each for each in kept[-_MOST_TRIED:] if _fits(each, group)), None)
        if home is None:
            kept.append(group)
            continue
        home.slots = [_common(one, other) for one, other in zip(home.slots, group.slots, strict=True)]
        home.change = _with_slots(home.change, home.slots)
        home.documents += group.documents
        home.known |= group.known
        home.place = home.place if home.place == group.place else _varying_place(home.place, group.place)
    for group in kept:
        group.documents.sort()
    return kept


def _fits(home: _Group, group: _Group) -> bool:
    if not home.slots or home.known & group.known:
        return False
    one, other = (Counter(token for slot in each.slots for token in slot) for each in (home, group))
    shared = sum((one & other).values())
    like = 2 * shared / max(1, one.total() + other.total())
    return like >= _ALIKE.get(group.change.what, _ALIKE_ELSE)


def _core(change: Change) -> object:
    """What has to be equal for two changes to be one with variations."""
    signs = tuple((piece.sign, "" if piece.sign is Sign.KEPT else piece.text) for piece in change.pieces)
    if change.what in (What.ADDED, What.REMOVED):
        signs = ()
    has = (change.before is None, change.after is None)
    form = tuple((re.sub("«[^»]*»", "", what), before, after) for what, before, after in change.form)
    return (change.what, change.tag, signs, has, form)


def _slots(change: Change) -> list[Tokens]:
    """The texts of a change that may vary, as tokens."""
    if change.what is What.WORDS:
        return [tuple(words.tokens(piece.text)) for piece in change.pieces if piece.sign is Sign.KEPT]
    text = change.after if change.before is None else change.before
    return [] if text is None else [tuple(words.tokens(text))]


def _common(one: Tokens, other: Tokens) -> Tokens:
    """What two texts share, with `VARIES` where they differ."""
    if one == other:
        return one
    found: list[str] = []
    at = 0
    for i, i_end, _, _ in words.hunks(one, other):
        found += one[at:i]
        found += [] if found[-1:] == [VARIES] else [VARIES]
        at = i_end
    return tuple(_collapsed((*found, *one[at:])))


def _collapsed(tokens: Iterable[str]) -> Iterator[str]:
    last = ""
    for token in tokens:
        if (token, last) != (VARIES, VARIES):
            yield token
        last = token


def _with_slots(change: Change, slots: Sequence[Tokens]) -> Change:
    texts = ["".join(slot) for slot in slots]
    if change.what is not What.WORDS:
        (text,) = texts
        pieces = tuple(replace(piece, text=text) for piece in change.pieces)
        before, after = (None if side is None else text for side in (change.before, change.after))
        return replace(change, before=before, after=after, pieces=pieces)
    rest = iter(texts)
    pieces = tuple(Piece(each.sign, next(rest)) if each.sign is Sign.KEPT else each for each in change.pieces)
    return replace(change, before=_side(pieces, Sign.PUT), after=_side(pieces, Sign.TAKEN), pieces=pieces)


def _side(pieces: Iterable[Piece], without: Sign) -> str:
    return "".join(piece.text for piece in pieces if piece.sign is not without)


def _varying_place(one: str, other: str) -> str:
    return "".join(_common(tuple(words.tokens(one)), tuple(words.tokens(other))))


# --- why -------------------------------------------------------------------------------------------------------------


def _reach(causes: Mapping[str, Sequence[Cause]]) -> dict[Cause, set[str]]:
    """In which documents each cause was read."""
    found: dict[Cause, set[str]] = {}
    for path, each in causes.items():
        for cause in each:
            found.setdefault(cause, set()).add(path)
    return found


def _causes_of(
    groups: Sequence[_Group], documents: Paths, causes: Mapping[str, Sequence[Cause]], reach: Mapping[Cause, set[str]]
) -> tuple[Cause, ...]:
    """Of the causes that reach every document of the cluster, those nearest to it.

    Where all changes are words in content controls, nearest are the cells these were filled from; else the causes that
    reach just these documents; else all. If none reaches every document, all that reach any of them.
    """
    here = set(documents)
    common = [cause for cause in causes.get(documents[0], ()) if here <= reach[cause]]
    if not common:
        return tuple(dict.fromkeys(cause for path in documents for cause in causes.get(path, ())))
    filled = [_cell_of(group.change) for group in groups]
    tests: tuple[Callable[[Cause], bool], ...] = (
        lambda cause: all(filled) and any(cell in (cause.row, f"{cause.row} {cause.column}") for cell in filled),
        lambda cause: reach[cause] == here,
    )
    for test in tests:
        chosen = [cause for cause in common if test(cause)]
        if chosen:
            return tuple(chosen)
    return tuple(common)


def _cell_of(change: Change) -> str:
    """The cell whose words changed, by the tag of their control: «gen:task:17:deadline» says «nhiệm vụ 17 Thời …».

    Only the row, where the words of several cells changed; blank where the words are not known to be a cell's.
    """
    found = re.fullmatch(r"gen:(?:task|row):([0-9]+)(?::([a-z_]+))?", change.tag)
    if found is None or change.what is not What.WORDS:
        return ""
    row = reads.task_row(int(found[1]))
    return f"{row} {headings(Task).get(found[2], '')}" if found[2] else row
