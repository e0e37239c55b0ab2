"""Two streams of atoms made into one: what both have, what was taken away, what was added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ntsdocs.redline.atoms import Atom, AtomKind
from ntsdocs.text import words
from ntsdocs.text.align import ends

# More atoms than this are not compared one by one: what differs between equal ends is replaced as a whole.
MOST_ATOMS = 40_000


@dataclass(slots=True, eq=False)
class MergedAtom:
    """An atom that both files have, or one of them. One `without_mark` is no change though one side lacks it."""

    old: Atom | None
    new: Atom | None
    without_mark: bool = False


def align_streams(old: Sequence[Atom], new: Sequence[Atom]) -> list[MergedAtom]:
    """Both streams as one; between two equal atoms what was taken away comes before what was added."""
    olds, news = [atom.key for atom in old], [atom.key for atom in new]
    is_short = len(olds) + len(news) <= MOST_ATOMS
    hunks = words.hunks(olds, news) if is_short else [_middle(olds, news)]
    pieces: list[MergedAtom] = []
    i = j = 0
    for at, at_end, to, to_end in [*hunks, (len(olds), len(olds), len(news), len(news))]:
        pieces += (MergedAtom(*each) for each in zip(old[i:at], new[j:to], strict=True))
        pieces += (MergedAtom(atom, None) for atom in old[at:at_end])
        pieces += (MergedAtom(None, atom) for atom in new[to:to_end])
        i, j = at_end, to_end
    return pieces


def _middle(old: Sequence[object], new: Sequence[object]) -> words.Hunk:
    """What lies between equal beginnings and equal ends."""
    start, end = ends(old, new)
    return start, len(old) - end, start, len(new) - end


def inner_pieces(piece: MergedAtom) -> list[MergedAtom]:
    """The pieces inside a box or a field."""
    old, new = piece.old, piece.new
    if old is None or new is None:
        only = new if old is None else old
        inner = [] if only is None else only.inner
        return [MergedAtom(atom, None) if new is None else MergedAtom(None, atom) for atom in inner]
    if new.kind is AtomKind.BOX:
        return align_streams(old.inner, new.inner)
    if len(old.inner) == len(new.inner):
        return [MergedAtom(*each) for each in zip(old.inner, new.inner, strict=True)]
    first = old.inner[0]  # only the result differs, which Word works out by itself
    return [MergedAtom(replace(atom, marks=first.marks, inner=[], leading=[]), atom) for atom in new.inner]


def are_equal(pieces: Iterable[MergedAtom]) -> bool:
    """Whether the two streams are the same, with their formatting and their earlier revisions."""
    for piece in pieces:
        old, new = piece.old, piece.new
        if old is None or new is None or (old.look, old.marks.authors) != (new.look, new.marks.authors):
            return False
        if (old.inner or new.inner) and not are_equal(inner_pieces(piece)):
            return False
    return True
