"""Put the changes of many documents together, so that the same change is read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ntsdocs.changes.causes import Cause
from ntsdocs.diff import paragraphs
from ntsdocs.diff.likely_cause import reach_of, why
from ntsdocs.diff.put_back import PutBack
from ntsdocs.diff.result import VARIES, Change, Cluster, Piece, Sign, What, Why
from ntsdocs.plan.papers import PaperId
from ntsdocs.text import words
from ntsdocs.text.groups import grouped

_ALIKE = {What.WORDS: 0.4}  # the share of common words from which two texts are one with variations
_ALIKE_ELSE = 0.6
_ALIKE_OF_TASK = 0.9  # what is said of one task to those who lead it and to others is much alike, yet not the same
MANY = "(nhiều chỗ)"  # after the place of a change of form that a document has more than once
_NUMBER = re.compile(r"[0-9]+")
_QUOTED = re.compile("«.*»")
_MOST_TRIED = 50  # groups that a change is held against

Tokens = tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """A change with variations and as one document has it, the documents it is in, and the order it was met in."""

    kind: str
    exact: Change
    change: Change
    slots: list[Tokens]
    documents: list[str]
    order: int
    place: str
    paths: set[str] = field(default_factory=set)
    bag: Counter[str] = field(default_factory=Counter)
    why: Why = field(default_factory=lambda: Why(()))
    own: dict[str, Change] = field(default_factory=dict)  # the change as each document has it, but for its place


def clusters(
    changes: Mapping[str, Sequence[Change]],
    causes: Mapping[str, Sequence[Cause]],
    order: Iterable[str],
    put_back: PutBack | None = None,
) -> tuple[Cluster, ...]:
    """The changes of all documents, the widest cluster first: all that one changed row or cell made is one.

    The others are one where they stand in the same documents. A change is the same in two documents of a kind if it is
    in all but its place. Where only words around it differ, as the name of the agency does, `VARIES` stands for them.
    Where the place of a change does not tell for sure what made it, `put_back` is asked.
    """
    paths, reach = tuple(order), reach_of(causes)
    gathered: dict[object, list[_Group]] = {}
    for group in _varied(_exact(changes, paths)):
        exact = replace(group.exact, tag=group.change.tag)
        group.why = why(exact, group.documents, causes, reach)
        if put_back and not group.why.sure:
            group.why = put_back.why(group.own, causes, lambda change, path: why(change, [path], causes, reach))
        of_data = group.why.sure and bool(group.why.causes) and all(cause.row for cause in group.why.causes)
        alike = group.why.causes if of_data else (tuple(group.documents), group.change.what is What.FORM)
        gathered.setdefault(alike, []).append(group)
    unnumbered = [_cluster(groups, paths) for groups in gathered.values()]
    unnumbered.sort(key=lambda each: (each.is_form, -len(each.documents)))
    return tuple(replace(each, number=number) for number, each in enumerate(unnumbered, start=1))


def _cluster(groups: Sequence[_Group], order: Iterable[str]) -> Cluster:
    """The changes of these groups, those of most documents first."""
    ranked = sorted(groups, key=lambda group: -len(group.documents))
    members = {path for group in ranked for path in group.documents}
    documents = tuple(path for path in order if path in members)
    where = tuple(tuple(group.documents) for group in ranked)
    return Cluster(
        0,
        tuple(group.change for group in ranked),
        documents,
        tuple(group.why for group in ranked),
        () if all(len(paths) == len(documents) for paths in where) else where,
    )


# --- which changes are the same --------------------------------------------------------------------------------------


def _exact(changes: Mapping[str, Sequence[Change]], order: Iterable[str]) -> list[_Group]:
    """Groups of changes that are the same but for their place; a figure by itself is the same only in its own place."""
    groups: dict[tuple[str, Change, int], _Group] = {}
    for path in order:
        met: Counter[Change] = Counter()
        kind = PaperId.of(path).kind
        for change in _gathered(changes.get(path, ())):
            bare = change if _stands_alone(change) else replace(change, place="")
            met[bare] += 1
            key = (kind, bare, met[bare])
            if key not in groups:
                groups[key] = _Group(kind, bare, bare, _slots(bare), [], len(groups), change.place)
            group = groups[key]
            group.documents.append(path)
            group.own[path] = bare
            group.place = group.place if group.place == change.place else _varying_place(group.place, change.place)
    return list(groups.values())


def _stands_alone(change: Change) -> bool:
    """Whether nothing says what the changed words are of: no content control, and no word around them."""
    return change.what is What.WORDS and not change.tag and not _has_letters(change, Sign.KEPT)


def _is_of_figures(change: Change) -> bool:
    """Whether it is a row of figures that came or went: another one is of other work, however alike they look."""
    cells = ((change.after if change.before is None else change.before) or "").split(" | ")
    is_whole = change.what in (What.ADDED, What.REMOVED) and not change.tag
    return is_whole and 2 * sum(map(str.isdecimal, cells)) > len(cells)


def _has_letters(change: Change, *signs: Sign) -> bool:
    return any(map(str.isalpha, "".join(piece.text for piece in change.pieces if piece.sign in signs)))


def _gathered(changes: Iterable[Change]) -> list[Change]:
    """The changes of a document, where the same change of form alone, in many places of it, is one."""
    alike: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        key = (_form_core(change), _NUMBER.sub(VARIES, change.place)) if change.what is What.FORM else number
        alike.setdefault(key, []).append(change)
    return [_as_one(same) if len(same) > 1 else same[0] for same in alike.values()]


def _as_one(changes: Sequence[Change]) -> Change:
    first = changes[0]
    texts = {change.before for change in changes}
    before = first.before if len(texts) == 1 else VARIES
    place = f"{_NUMBER.sub(VARIES, first.place)} {MANY}"
    form = first.form if len({change.form for change in changes}) == 1 else _form_core(first)
    return Change(What.FORM, place, paragraphs.stem([each.tag for each in changes]), before, before, (), form)


def _form_core(change: Change) -> tuple[tuple[str, str, str], ...]:
    """What changed of the form, without the words it is the form of."""
    return tuple((_QUOTED.sub(f"«{VARIES}»", what), before, after) for what, before, after in change.form)


def _varied(groups: Iterable[_Group]) -> list[_Group]:
    """The groups, with those put together that are the same change in texts that differ elsewhere."""
    by_core = grouped(((group.kind, _core(group.change)), group) for group in groups)
    varied: list[_Group] = []
    for alike in by_core.values():
        varied += _merged(alike) if len(alike) > 1 else alike
    varied.sort(key=lambda group: group.order)
    for group in varied:
        group.change = replace(group.change, place=group.place)
    return varied


def _merged(groups: Iterable[_Group]) -> list[_Group]:
    merged: list[_Group] = []
    for group in groups:
        group.paths, group.bag = set(group.documents), _bag(group.slots)
        home = next((each for each in merged[-_MOST_TRIED:] if _fits(each, group)), None)
        if home is None:
            merged.append(group)
            continue
        home.slots = [_common(one, other) for one, other in zip(home.slots, group.slots, strict=True)]
        home.bag = _bag(home.slots)
        home.change = _with_slots(home.change, home.slots)
        if home.change.form != group.change.form:
            home.change = replace(home.change, form=_form_core(home.change))
        home.change = replace(home.change, tag=paragraphs.stem([home.change.tag, group.change.tag]))
        home.documents += group.documents
        home.paths |= group.paths
        home.own |= group.own
        home.place = home.place if home.place == group.place else _varying_place(home.place, group.place)
    for group in merged:
        group.documents.sort()
    return merged


def _fits(home: _Group, group: _Group) -> bool:
    if home.paths & group.paths or (not home.slots and home.change.what is not What.FORM):
        return False
    if home.change.what is What.FORM:
        return True
    like = 2 * (home.bag & group.bag).total() / max(1, home.bag.total() + group.bag.total())
    least = _ALIKE_OF_TASK if group.change.tag else _ALIKE_ELSE
    return like >= _ALIKE.get(group.change.what, least)


def _bag(slots: Iterable[Tokens]) -> Counter[str]:
    return Counter(token for slot in slots for token in slot)


def _core(change: Change) -> object:
    """What has to be equal for two changes to be one with variations."""
    signs = tuple((piece.sign, "" if piece.sign is Sign.KEPT else piece.text) for piece in change.pieces)
    if change.what in (What.ADDED, What.REMOVED):
        signs = ()
    if _stands_alone(change) or _is_of_figures(change):
        return change
    if change.what is What.WORDS and not _has_letters(change, Sign.TAKEN, Sign.PUT):
        return (change.tag, _beside(change.pieces))  # what a figure is of, the words beside it say
    has = (change.before is None, change.after is None)
    if change.what is What.FORM:
        return (change.what, _form_core(change), has[0], _NUMBER.sub(VARIES, change.place).removesuffix(f" {MANY}"))
    return (change.what, change.tag, signs, has, _form_core(change))


def _beside(pieces: Sequence[Piece]) -> tuple[object, ...]:
    """The pieces; of what stays only the words next to what changed."""
    last = len(pieces) - 1
    return tuple(
        (piece.sign, *_ends(piece.text, first=at > 0, last=at < last)) if piece.sign is Sign.KEPT else piece
        for at, piece in enumerate(pieces)
    )


def _ends(text: str, *, first: bool, last: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tokens = tuple(text.split())
    return tokens[:1] if first else (), tokens[-1:] if last else ()


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
    common = [""]
    at = 0
    for i, i_end, _, _ in words.hunks(one, other):
        common += [*one[at:i], VARIES]
        at = i_end
    return tuple(token for last, token in pairwise((*common, *one[at:])) if (last, token) != (VARIES, VARIES))


def _with_slots(change: Change, slots: Sequence[Tokens]) -> Change:
    texts = ["".join(slot) for slot in slots]
    if not texts:
        return change
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
