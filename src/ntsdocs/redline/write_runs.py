"""Streams of atoms written as runs, which say what was added, what was taken away, what looks different."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

from ntsdocs.docx.parts import NOTE_REFERENCES
from ntsdocs.docx.xml import Element, W, make, shell
from ntsdocs.redline.atoms import Atom, AtomKind, Marks
from ntsdocs.redline.revisions import PartPair
from ntsdocs.redline.streams import MergedAtom, inner_pieces

_DELETED = {W + "instrText": "delInstrText"}
_LIVING = {W + "delInstrText": "instrText"}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_Boxed = tuple[MergedAtom, tuple[Element, ...]]

# Told of the notes that two references call, (kind, id in old, id in new), `None` where there is none; it gives the id
# in the result, blank if an old reference calls nothing.
NoteListener = Callable[[str, str | None, str | None], str]


@dataclass(slots=True)
class Writer:
    """Writes the streams of one part."""

    part: PartPair
    note: NoteListener

    def marks(self, piece: MergedAtom) -> Marks:
        """The marks of insertion and deletion a piece needs, an earlier one where there is one.

        With all changes accepted the piece is seen as in the new file, with all rejected as in the old one.
        """
        old, new = piece.old, piece.new
        ours = None if piece.without_mark else _OURS
        added = (old or new or _NO_ATOM).marks.added
        removed = (new or old or _NO_ATOM).marks.removed
        return Marks(
            ours if old is None and added is None else added, ours if new is None and removed is None else removed
        )

    def mark(self, mark: Element, name: str) -> Element:
        """A mark to be written: ours, or somebody's earlier one."""
        return self.part.marker.mark(name) if mark is _OURS else self.part.marker.again(mark, name)

    def write(self, pieces: Iterable[MergedAtom]) -> list[Element]:
        """The children of a paragraph or of a box."""
        return self._within(_with_boxes(pieces), 0)

    def _within(self, pieces: Iterable[_Boxed], depth: int) -> list[Element]:
        """The same inside so many of the new file's controls that the old one does not know: they stay as they are."""
        runs = _RunWriter(self)
        for box, group in groupby(pieces, lambda each: each[1][depth] if len(each[1]) > depth else None):
            if box is None:
                for piece, _ in group:
                    self._one(piece, runs)
            else:
                outer, content = shell(box, "Pr"), make("sdtContent")
                content.extend(self._within(group, depth + 1))
                outer.append(content)
                runs.outside(outer)
        return runs.finish()

    def _one(self, piece: MergedAtom, runs: _RunWriter) -> None:
        for mark in () if piece.new is None else piece.new.leading:
            runs.outside(mark)
        atom = piece.old if piece.new is None else piece.new
        if atom is not None:
            self._atom(piece, atom, runs)

    def _atom(self, piece: MergedAtom, atom: Atom, runs: _RunWriter) -> None:
        if atom.kind is AtomKind.BOX:
            for element in self._box(piece, atom):
                runs.outside(element)
        elif atom.kind is AtomKind.FIELD:
            for inner in inner_pieces(piece):
                self._one(inner, runs)
        elif atom.kind is AtomKind.TEXT:
            runs.text(piece, atom.text)
        elif (node := self._node(piece, atom)) is not None:
            if atom.kind is AtomKind.OPAQUE:
                runs.opaque(piece, node)
            else:
                runs.sign(piece, node)

    def _node(self, piece: MergedAtom, atom: Atom) -> Element | None:
        """What stands in the run, living or deleted; `None` for nothing, as a call of a note that is not there."""
        if atom.node is None:
            return None
        node = deepcopy(atom.node) if piece.new is not None else self.part.copied(atom.node)
        node.tail = None
        if node.tag in NOTE_REFERENCES:
            ids = (
                None if each is None or each.node is None else each.node.get(f"{W}id")
                for each in (piece.old, piece.new)
            )
            id_ = self.note(NOTE_REFERENCES[node.tag], *ids)
            if not id_:
                return None
            node.set(f"{W}id", id_)
        name = (_LIVING if self.marks(piece).removed is None else _DELETED).get(node.tag)
        return node if name is None else _renamed(node, name)

    def _box(self, piece: MergedAtom, atom: Atom) -> Iterator[Element]:
        box = atom.node
        if box is None:
            return
        outer = self._emptied(box, piece)
        inner = self.write(inner_pieces(piece))
        if box.tag == f"{W}sdt":
            yield from self._control(outer, inner, piece)
        else:
            outer.extend(inner)
            yield outer

    def lone_control(
        self, control: Element, inside: Callable[[Element | None, Element | None], list[Element]], *, is_new: bool
    ) -> Iterator[Element]:
        """A content control that one file has, marked as added or taken away with its content, merged by `inside`."""
        content, atom = control.find(f"{W}sdtContent"), Atom(AtomKind.BOX, ())
        inner = inside(None, content) if is_new else inside(content, None)
        piece = MergedAtom(None, atom) if is_new else MergedAtom(atom, None)
        return self._control(self._emptied(control, piece), inner, piece)

    def _control(self, outer: Element, inner: Sequence[Element], piece: MergedAtom) -> Iterator[Element]:
        """A content control with this content; one that was added or taken away stands between marks that say so."""
        content = make("sdtContent")
        outer.append(content)
        name = "Del" if piece.new is None else "Ins" if piece.old is None else ""
        if name:
            opening, closing = (self.part.marker.mark(f"customXml{name}RangeStart") for _ in range(2))
            ends = [make(f"customXml{name}RangeEnd", id=each.get(f"{W}id", "")) for each in (opening, closing)]
            content.extend([ends[0], *inner, closing])
            yield from (opening, outer, ends[1])
        else:
            content.extend(inner)
            yield outer

    def _emptied(self, box: Element, piece: MergedAtom) -> Element:
        """The box of a piece without its content."""
        return shell(box, "Pr") if piece.new is not None else self.part.copied(shell(box, "Pr"))

    def run_props(self, piece: MergedAtom) -> Element | None:
        """The formatting of the run a piece stands in."""
        old, new = piece.old, piece.new
        if new is not None and old is not None and old.look != new.look:
            return self.part.merged(old.props, new.props, "rPr")
        if new is not None:
            return None if new.props is None else deepcopy(new.props)
        return None if old is None or old.props is None else self.part.copied(old.props)


def _with_boxes(pieces: Iterable[MergedAtom]) -> list[_Boxed]:
    """The pieces, each with the new file's controls around it; what was taken away is in those that go on behind it."""
    listed = list(pieces)
    boxed: list[_Boxed] = []
    before: tuple[Element, ...] = ()
    for at, piece in enumerate(listed):
        boxes = before
        if piece.new is not None:
            boxes = piece.new.boxes
        elif before:
            behind = next((each.new.boxes for each in listed[at:] if each.new is not None), ())
            boxes = tuple(one for one, other in zip(before, behind, strict=False) if one is other)
        boxed.append((piece, boxes))
        before = boxes
    return boxed


_OURS = make("ins")
_NO_ATOM = Atom(AtomKind.TEXT, "")


class _RunWriter:
    """Elements as they are written: neighbours of one mark share it, and those of one formatting share a run."""

    def __init__(self, writer: Writer) -> None:
        self._written: list[Element] = []
        self._writer = writer
        self._holder_key: object = None
        self._holder: Element | None = None
        self._run_key: object = None
        self._run: Element | None = None
        self._text: Element | None = None  # what is written in it stands in `_letters` for the time being
        self._letters: list[str] = []

    def finish(self) -> list[Element]:
        """All that was written."""
        self._end_text()
        return self._written

    def outside(self, element: Element) -> None:
        """What stands outside of all marks."""
        self._written.append(deepcopy(element) if element.getparent() is not None else element)
        self._holder_key = self._holder = self._run_key = self._run = None

    def opaque(self, piece: MergedAtom, node: Element) -> None:
        """What stands outside runs, such as a formula."""
        self._place(piece, node)
        self._run_key = self._run = None

    def text(self, piece: MergedAtom, letters: str) -> None:
        """Letters in a run, living or deleted."""
        run = self._run_for(piece)
        if self._text is None or self._text.getparent() is not run:
            self._end_text()
            self._text = make("t" if self._writer.marks(piece).removed is None else "delText")
            self._text.set(_XML_SPACE, "preserve")
            run.append(self._text)
        self._letters.append(letters)

    def sign(self, piece: MergedAtom, node: Element) -> None:
        """What stands in a run and is no text."""
        self._run_for(piece).append(node)
        self._end_text()

    def _run_for(self, piece: MergedAtom) -> Element:
        looks = tuple(None if each is None else each.look for each in (piece.old, piece.new))
        key = (_key(self._writer.marks(piece)), looks if None in looks or looks[0] != looks[1] else looks[0])
        if self._run is None or key != self._run_key:
            run = make("r")
            props = self._writer.run_props(piece)
            if props is not None:
                run.append(props)
            self._place(piece, run)
            self._run_key, self._run = key, run
        return self._run

    def _end_text(self) -> None:
        if self._text is not None:
            self._text.text = "".join(self._letters)
            self._text = None
            self._letters.clear()

    def _place(self, piece: MergedAtom, element: Element) -> None:
        marks = self._writer.marks(piece)
        key = _key(marks)
        if self._holder is None or key != self._holder_key:
            holder: Element | None = None
            for mark, name in marks.named():
                inner = self._writer.mark(mark, name)
                (self._written if holder is None else holder).append(inner)
                holder = inner
            self._holder_key, self._holder = key, holder
        (self._written if self._holder is None else self._holder).append(element)


def _key(marks: Marks) -> object:
    return marks.added is _OURS, marks.removed is _OURS, marks.authors


def _renamed(node: Element, name: str) -> Element:
    renamed = make(name)
    renamed.text = node.text
    for key, value in node.attrib.items():
        renamed.set(key, value)
    return renamed
