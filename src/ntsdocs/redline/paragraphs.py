"""Paragraphs of two files written as paragraphs of one, with the marks on their marks."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from ntsdocs.docx.parts import NOTE_REFERENCES
from ntsdocs.docx.xml import Element, W, drop, make
from ntsdocs.redline.atoms import Atom, AtomKind, Atoms
from ntsdocs.redline.streams import MergedAtom, align_streams, are_equal, inner_pieces
from ntsdocs.redline.write_runs import Writer

# Told of every section of the result: its `w:sectPr` in the old file, in the new one, in the result.
SectionListener = Callable[[Element | None, Element | None, Element], None]


@dataclass(slots=True, eq=False)
class Paragraphs:
    """Paragraphs of the result as one stream of pieces; `same` if it is one that both files have to the last letter.

    `settled` if its last mark is that of an earlier paragraph in one of the files.
    """

    olds: list[Element]
    news: list[Element]
    pieces: list[MergedAtom] = field(default_factory=list)
    same: bool = False
    settled: bool = False


class ParagraphWriter:
    """Writes the paragraphs of one part."""

    def __init__(self, writer: Writer, section: SectionListener) -> None:
        self._writer, self._part = writer, writer.part
        self._old_atoms = Atoms(writer.part.before, writer.part.parts[0])
        self._new_atoms = Atoms(writer.part.after, writer.part.parts[1])
        self._section = section

    def register_same(self, old: Element, new: Element) -> None:
        """Tell of the notes and sections in two elements that are the same."""
        for one, other in zip(old.iter(*NOTE_REFERENCES), new.iter(*NOTE_REFERENCES), strict=False):
            self._writer.note(NOTE_REFERENCES[other.tag], one.get(f"{W}id"), other.get(f"{W}id"))
        for one, other in zip(old.iter(f"{W}sectPr"), new.iter(f"{W}sectPr"), strict=False):
            self._section(one, other, other)

    def pieces(self, entry: Paragraphs) -> list[MergedAtom]:
        """The pieces of an entry; where both files have a part in it, its last marks are one."""
        if not entry.pieces:
            shared: Container[Hashable] | None = None
            if entry.olds and entry.news:
                both = self._old_atoms.controls(entry.olds) & self._new_atoms.controls(entry.news)
                shared = self._part.controls | both
            olds = [atom for each in entry.olds for atom in self._old_atoms.of(each, shared)]
            news = [atom for each in entry.news for atom in self._new_atoms.of(each, shared)]
            if olds and news:
                entry.pieces = [*align_streams(olds[:-1], news[:-1]), MergedAtom(olds[-1], news[-1])]
                self._forget_unseen(entry.pieces, entry)
            else:
                entry.pieces = [*(MergedAtom(atom, None) for atom in olds), *(MergedAtom(None, atom) for atom in news)]
        return entry.pieces

    def _forget_unseen(self, pieces: Iterable[MergedAtom], entry: Paragraphs) -> None:
        """Take for one look what a reader sees as one, whatever the two files write it with."""
        styles = [style_id(each[0]) for each in (entry.olds, entry.news)]
        for piece in pieces:
            old, new = piece.old, piece.new
            if old is not None and new is not None:
                if old.look != new.look and self._part.looks_alike(old.props, new.props, styles):
                    old.look = new.look
                if old.inner or new.inner:
                    self._forget_unseen(inner_pieces(piece), entry)

    def write(self, entry: Paragraphs) -> Iterator[Element]:
        """The paragraphs of the result."""
        if entry.same and not entry.pieces:
            self.register_same(entry.olds[0], entry.news[0])
            yield entry.news[0]
            return
        line: list[MergedAtom] = []
        whole = not entry.settled  # whether the line begins where a paragraph of both files does
        for piece in self.pieces(entry):
            if (piece.new or piece.old or _NO_ATOM).kind is AtomKind.END:
                same = self._same_paragraph(line, piece) if whole else None
                yield self._paragraph(line, piece) if same is None else same
                line, whole = [], piece.old is not None and piece.new is not None
            else:
                line.append(piece)

    def _same_paragraph(self, line: list[MergedAtom], end: MergedAtom) -> Element | None:
        """The new paragraph as it is, if it is the old one; else `None`."""
        old, new = end.old, end.new
        if old is None or new is None or old.node is None or new.node is None or not are_equal([*line, end]):
            return None
        olds, news = ((atom.props, _child(atom.props, "rPr"), _child(atom.props, "sectPr")) for atom in (old, new))
        for name, former, now in zip(("pPr", "rPr", "sectPr"), olds, news, strict=True):
            if self._part.differ(former, now, name):
                return None
        self.register_same(old.node, new.node)
        return new.node

    def _paragraph(self, line: list[MergedAtom], end: MergedAtom) -> Element:
        old, new = end.old, end.new
        paragraph = make("p")
        if new is not None and new.node is not None:
            for key, value in new.node.attrib.items():
                paragraph.set(key, value)
        props = self._props(end, *(None if each is None else each.props for each in (old, new)))
        if len(props):
            paragraph.append(props)
        paragraph.extend(self._writer.write(line))
        paragraph.extend(deepcopy(mark) for mark in (new.leading if new is not None else ()))
        return paragraph

    def _props(self, end: MergedAtom, old_props: Element | None, new_props: Element | None) -> Element:
        """The properties of a paragraph, with the marks on its mark."""
        writer = self._writer
        if end.old is not None and end.new is not None:
            props = self._part.merged(old_props, new_props, "pPr")
            props = make("pPr") if props is None else props
            for name in ("rPr", "sectPr"):
                now = props.find(W + name)
                merged = self._part.merged(_child(old_props, name), now, name)
                if now is not None:
                    drop(now)
                if merged is not None:
                    _insert(props, merged)
        elif end.new is not None:
            props = make("pPr") if new_props is None else deepcopy(new_props)
        else:
            props = make("pPr") if old_props is None else self._part.copied(old_props)
        section = props.find(f"{W}sectPr")
        if section is not None:
            self._section(_child(old_props, "sectPr"), _child(new_props, "sectPr"), section)
        mark = props.find(f"{W}rPr")
        for each in () if mark is None else (*mark.findall(f"{W}ins"), *mark.findall(f"{W}del")):
            drop(each)
        marks = [writer.mark(each, name) for each, name in writer.marks(end).named()]
        if marks:
            if mark is None:
                mark = make("rPr")
                _insert(props, mark)
            mark[0:0] = marks
        return props


_NO_ATOM = Atom(AtomKind.TEXT, "")


def _child(props: Element | None, name: str) -> Element | None:
    return None if props is None else props.find(W + name)


def style_id(paragraph: Element) -> str:
    """The style that a paragraph names; blank if it names none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _insert(props: Element, child: Element) -> None:
    """Put the mark's formatting or a section where it belongs among a paragraph's properties."""
    after = {f"{W}rPr": (f"{W}sectPr", f"{W}pPrChange"), f"{W}sectPr": (f"{W}pPrChange",)}[child.tag]
    at = next((place for place, each in enumerate(props) if each.tag in after), len(props))
    props.insert(at, child)
