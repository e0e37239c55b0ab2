"""A Word file as stories of blocks, ready to be compared with those of another file.

What only programs count by (revision marks of a save, ids of controls, bookmarks and pictures; the page number that a
field gave last) is left out, and the ids of relationships are replaced by what they lead to, so that two blocks are
equal where a reader has nothing to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from unicodedata import normalize

from lxml import etree

from ntsdocs.diff.blocks import Block, blocks
from ntsdocs.docx import formats
from ntsdocs.docx.anchors import AnchoredParts
from ntsdocs.docx.fields import Field, OpenFields
from ntsdocs.docx.outline_format import OutlineFormats
from ntsdocs.docx.outline_text import Prose
from ntsdocs.docx.paragraph_places import edge, edge_places, note, note_numbers
from ntsdocs.docx.parts import EDGES, NOTE_REFERENCES, NOTES, Edge
from ntsdocs.docx.same import Signatures, canonical
from ntsdocs.docx.xml import Element, R, W, drop, section_properties, shell

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
# What only programs count by.
_SAVES = tuple(f"{W}rsid{of}" for of in ("R", "RPr", "RDefault", "P", "Del", "Sect", "Tr"))
_COUNTED_ATTRIBUTES = (*_SAVES, f"{_W14}paraId", f"{_W14}textId")
_COUNTED_ELEMENTS = (f"{W}proofErr", f"{W}lastRenderedPageBreak")
_POINTERS = etree.XPath("//@r:*", namespaces={"r": R[1:-1]})
_COMMENTED = frozenset(W + name for name in ("commentReference", "commentRangeStart", "commentRangeEnd"))
_EDGE_REFERENCES = tuple(f"{W}{word}Reference" for word in EDGES)


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """Text that runs by itself: the body, a header, a note. `label` says where it is first; blank for the body.

    `root` is what holds the blocks. `places_text` says every place of a header or footer, which `places` gives as kinds
    and numbers of sections; of any other story they are empty.
    """

    kind: str
    label: str
    root: Element
    blocks: tuple[Block, ...]
    places_text: str = ""
    places: frozenset[tuple[str, int]] = frozenset()

    @property
    def content(self) -> tuple[bytes, ...]:
        """What it says, in a form that equal stories share."""
        return (canonical(shell(self.root)), *(block.content for block in self.blocks))


class WordFile(AnchoredParts):
    """A Word file whose text is to be compared: its stories, its pages, and how its text looks."""

    @cached_property
    def signatures(self) -> Signatures:
        """What tells of two elements whether a reader sees them as the same."""
        return Signatures(self)

    def __init__(self, docx: bytes) -> None:
        """Open the file; its text is read when it is first asked for."""
        super().__init__(docx)
        self.docx = docx
        self._text_parts = {self.main}
        self._links: dict[str, str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._own_edges: list[dict[Edge, str]] = []

    @cached_property
    def formats(self) -> OutlineFormats:
        """How the text looks; one object for all files that agree in that."""
        styles, numbering = (self.parts.get(self.related(kind), b"") for kind in ("styles", "numbering"))
        return _formats(styles, numbering)

    @cached_property
    def sections(self) -> list[Element]:
        """The pages, as `w:sectPr`; taken out of the text, so that a paragraph that ends one is like any other."""
        sections = [] if self.body is None else section_properties(self.body)
        self._own_edges = [self.edges(section) for section in sections]
        root = self.tree(self.main)
        self._count_notes(root)
        self._settle(root, self.main)
        for section in sections:
            holder = section.getparent()
            if holder is not None and holder.tag == f"{W}pPr":
                holder.remove(section)
                if not len(holder):
                    drop(holder)
        return sections

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The body, then headers and footers, then notes and comments."""
        pages = len(self.sections)  # what a section says of its page is no part of the text
        body = [] if self.body is None else [Story("thân", "", self.body, tuple(blocks(self.body)))]
        return (*body, *self._edges(pages), *self._notes())

    @property
    def text_parts(self) -> set[str]:
        """The parts whose content the stories hold."""
        return self._text_parts if self.stories else {self.main}

    def prose(self) -> Prose:
        """What turns a paragraph of this file into words; notes bear the numbers they have in the whole file."""
        return Prose(self.formats, self._links, {(kind, str(n)): n for (kind, _), n in self._numbers.items()})

    @cached_property
    def texts(self) -> list[str]:
        """The text of every paragraph that has words, without signs for what is no text."""
        paragraphs = (each for story in self.stories for each in story.root.iter(f"{W}p"))
        texts = (normalize("NFC", "".join(text.text or "" for text in each.iter(f"{W}t"))) for each in paragraphs)
        return [text for text in texts if text.strip()]

    # --- opening ---

    def _notes(self) -> Iterator[Story]:
        for kind in NOTES:
            part = self.related(kind)
            for root in self._opened(part) if part else ():
                name = note(kind, self._numbers.get((kind, root.get(f"{W}id", ""))))
                root.attrib.pop(f"{W}id", "")
                yield Story(kind, name, root, tuple(blocks(root)))

    def _edges(self, count: int) -> Iterator[Story]:
        """The headers and footers, each once; a section without one of its own has that of the one before."""
        edges: list[Story] = []
        places: list[list[tuple[str, int]]] = []
        index_of: dict[object, int] = {}  # of what a header or footer of its kind says
        for part, shown_in in edge_places(self._own_edges).items():
            if shown_in:
                which, number = shown_in[0]
                root = self._opened(part)
                story = Story(which, which if number == 1 else f"{which} (phần {number})", root, tuple(blocks(root)))
                at = index_of.setdefault((which, story.content), len(edges))
                if at == len(edges):
                    edges.append(story)
                    places.append([])
                places[at] += shown_in
        for story, shown_in in zip(edges, places, strict=True):
            in_order = sorted(shown_in, key=lambda place: place[1])
            yield replace(story, places_text=edge(in_order, count), places=frozenset(shown_in))

    def _opened(self, part: str) -> Element:
        self._text_parts.add(part)
        root = self.tree(part)
        self._settle(root, part)
        return root

    def _count_notes(self, root: Element) -> None:
        """Numbers the notes in the order they are referred to, as Word does."""
        self._numbers = note_numbers(root)
        for reference in root.iter(*NOTE_REFERENCES, *_COMMENTED):
            kind = NOTE_REFERENCES.get(reference.tag, "comments")
            number = self._numbers.get((kind, reference.get(f"{W}id", "")))
            reference.set(f"{W}id", str(number or 0))

    def _settle(self, root: Element, part: str) -> None:
        """Takes out of a part what only programs count by."""
        etree.strip_attributes(root, *_COUNTED_ATTRIBUTES)
        etree.strip_elements(root, *_COUNTED_ELEMENTS, with_tail=False)
        for bookmark in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            bookmark.attrib.pop(f"{W}id", "")
        for drawing in root.iter(_DRAWING):
            drawing.attrib.pop("id", "")
        for about in root.iter(f"{W}sdtPr"):
            for id_ in about.findall(f"{W}id"):
                about.remove(id_)
        if any(word in self.parts[part] for word in (b"fldChar", b"fldSimple")):
            _forget_results(root)
        pointers: Any = _POINTERS(root)  # texts that know their names and elements
        for pointer in list(pointers):
            holder = pointer.getparent()
            if holder.tag in _EDGE_REFERENCES:
                del holder.attrib[pointer.attrname]
            else:
                target = self.destination(part, str(pointer))
                self._links[target] = target
                holder.set(pointer.attrname, target)


def _forget_results(root: Element) -> None:
    """Empties what fields gave last that every program works out anew, such as the number of a page."""
    fields = OpenFields()
    for each in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if each.tag == f"{W}fldChar":
            fields.pass_mark(each)
        elif each.tag == f"{W}instrText":
            fields.instruct(each.text or "")
        elif any(field.has_result and field.is_computed for field in fields.open):
            each.text = None
    for simple in root.iter(f"{W}fldSimple"):
        if Field(simple.get(f"{W}instr", "")).is_computed:
            for each in simple.iter(f"{W}t"):
                each.text = None


@lru_cache(32)
def _formats(styles: bytes, numbering: bytes) -> OutlineFormats:
    return OutlineFormats(formats.load(styles, numbering, b""))
