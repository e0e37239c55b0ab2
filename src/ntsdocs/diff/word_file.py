"""A Word file as stories of blocks, ready to be held against those of another file.

What only programs count by (revision marks of a save, ids of controls, bookmarks and pictures; the page number that a
field gave last) is left out, and the ids of relationships are replaced by what they lead to, so that two blocks are
equal where a reader has nothing to see.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml import etree

from ntsdocs.diff.blocks import Block, blocks
from ntsdocs.diff.xml_differences import bare, canonical
from ntsdocs.docx import formats, package
from ntsdocs.docx.fields import Field, OpenFields
from ntsdocs.docx.outline_format import WHICH, OutlineFormats
from ntsdocs.docx.outline_text import Prose
from ntsdocs.docx.xml import Element, R, Relation, W, document_part, parse, related, relations

_NAMES = {
    "w": W[1:-1],
    "r": R[1:-1],
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
# What only programs count by: a word that stands in the part if there is any of it, and where it is.
_COUNTED = (
    (b"rsid", "//@w:*[starts-with(local-name(), 'rsid')]"),
    (b"paraId", "//@w14:paraId | //@w14:textId"),
    (b"proofErr", "//w:proofErr"),
    (b"lastRenderedPageBreak", "//w:lastRenderedPageBreak"),
    (b"<w:sdtPr", "//w:sdtPr/w:id"),
    (b"bookmark", "//w:bookmarkStart/@w:id | //w:bookmarkEnd/@w:id"),
    (b"docPr", "//wp:docPr/@id"),
)
_FINDERS = tuple((word, etree.XPath(path, namespaces=_NAMES)) for word, path in _COUNTED)
_POINTERS = etree.XPath("//@r:*", namespaces=_NAMES)
_NOTES = {"footnotes": "chú thích cuối trang", "endnotes": "chú thích cuối văn bản", "comments": "ý kiến"}
_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_COMMENTED = frozenset(W + name for name in ("commentReference", "commentRangeStart", "commentRangeEnd"))
_EDGES = {f"{W}headerReference": "đầu trang", f"{W}footerReference": "chân trang"}


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """Text that runs by itself: the body, a header, a note. `label` says where it is first; blank for the body.

    `root` is what holds the blocks. `shown` says every place of a header or footer, which `places` gives as kinds and
    numbers of sections; of any other story they are empty.
    """

    kind: str
    label: str
    root: Element
    blocks: tuple[Block, ...]
    shown: str = ""
    places: frozenset[tuple[str, int]] = frozenset()

    @property
    def content(self) -> tuple[bytes, ...]:
        """What it says, in a form that equal stories share."""
        return (canonical(bare(self.root)), *(block.content for block in self.blocks))


class WordFile:
    """A Word file that has been opened: its parts, its stories and how its text looks; `PackageError` if it is none."""

    def __init__(self, docx: bytes) -> None:
        self.parts: Mapping[str, bytes] = package.read(docx)
        self.main = document_part(self.parts)
        self.relations = relations(self.parts, self.main)
        self.told = {self.main}  # parts whose content the stories hold, or which are compared in their own way
        styles, numbering = self.related("styles"), self.related("numbering")
        self.looks = _looks(self.parts.get(styles, b""), self.parts.get(numbering, b""))
        self.key = (self.parts.get(styles, b""), self.parts.get(numbering, b""))
        self._links: dict[str, str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._edge_targets: dict[Element, str] = {}
        root = parse(self.parts[self.main], self.main)
        self._count_notes(root)
        self._settle(root, self.main, self.relations)
        body = root.find(f"{W}body")
        self.sections: list[Element] = []
        if body is not None:
            held = (body.tag, f"{W}pPr")  # not in a tracked change of a section
            self.sections = [each for each in body.iter(f"{W}sectPr") if _holder(each) in held]
            self._take_out_sections()
        self.stories = tuple(self._stories(body))

    def _take_out_sections(self) -> None:
        """Pages are compared by themselves: the paragraph that ends a section is like any other."""
        for section in self.sections:
            holder = section.getparent()
            paragraph = None if holder is None else holder.getparent()
            if holder is not None and paragraph is not None and holder.tag == f"{W}pPr":
                holder.remove(section)
                if not len(holder):
                    paragraph.remove(holder)

    def related(self, kind: str) -> str:
        """The name of the part of this kind that the main part points to; blank if there is none."""
        return related(self.parts, self.relations, kind)

    def prose(self) -> Prose:
        """What turns a paragraph of this file into words; notes bear the numbers they have in the whole file."""
        return Prose(self.looks, self._links, {(kind, str(n)): n for (kind, _), n in self._numbers.items()})

    def texts(self) -> list[str]:
        """The text of every paragraph, without signs for what is no text."""
        paragraphs = (each for story in self.stories for each in story.root.iter(f"{W}p"))
        return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in paragraphs]

    # --- opening ---

    def _stories(self, body: Element | None) -> Iterator[Story]:
        if body is not None:
            yield Story("thân", "", body, tuple(blocks(body)))
        yield from self._edges()
        for kind, label in _NOTES.items():
            part = self.related(kind)
            if not part:
                continue
            self.told.add(part)
            root = self._opened(part)
            for note in root:
                id_ = note.get(f"{W}id", "")
                number = self._numbers.get((kind, id_))
                note.attrib.pop(f"{W}id", "")
                name = f"{label} {number}" if number else f"{label} không có chỗ dẫn"
                yield Story(kind, name, note, tuple(blocks(note)))

    def _edges(self) -> Iterator[Story]:
        """The headers and footers, each once; a section without one of its own has that of the one before."""
        words = dict(WHICH)
        found: list[Story] = []
        places: dict[int, list[tuple[str, int]]] = {}
        home: dict[object, int] = {}  # of a part, and of what a header or footer of its kind says
        current: dict[str, int] = {}
        for number, section in enumerate(self.sections, start=1):
            for reference in section:
                label = _EDGES.get(reference.tag)
                part = self._edge_targets.get(reference, "")
                if label is None or part not in self.parts:
                    continue
                which = f"{label}{words.get(reference.get(f'{W}type', 'default'), '')}"
                if part not in home:
                    root = self._opened(part)
                    name = which if number == 1 else f"{which} (phần {number})"
                    story = Story(which, name, root, tuple(blocks(root)))
                    self.told.add(part)
                    home[part] = home.setdefault((which, story.content), len(found))
                    found += [story] if home[part] == len(found) else []
                current[which] = home[part]
            for which, at in current.items():
                places.setdefault(at, []).append((which, number))
        for at, story in enumerate(found):
            yield replace(story, shown=self._shown(places[at]), places=frozenset(places[at]))

    def _shown(self, places: Iterable[tuple[str, int]]) -> str:
        """In words where a header or footer is shown: «đầu trang (phần 1, 3), đầu trang của trang đầu (phần 1)»."""
        numbers: dict[str, list[str]] = {}
        for which, number in places:
            numbers.setdefault(which, []).append(str(number))
        count = len(self.sections)
        told = {
            which: "mọi phần" if len(each) == count else f"phần {', '.join(each)}" for which, each in numbers.items()
        }
        return ", ".join(which if count == 1 else f"{which} ({where})" for which, where in told.items())

    def _opened(self, part: str) -> Element:
        root = parse(self.parts[part], part)
        self._settle(root, part, relations(self.parts, part))
        return root

    def _count_notes(self, root: Element) -> None:
        """Numbers the notes in the order they are referred to, as Word does."""
        counts: dict[str, int] = {}
        for reference in root.iter(*_REFERENCES, f"{W}commentReference"):
            kind = _REFERENCES.get(reference.tag, "comments")
            key = (kind, reference.get(f"{W}id", ""))
            if key not in self._numbers:
                counts[kind] = self._numbers[key] = counts.get(kind, 0) + 1
        for reference in root.iter(*_REFERENCES, *_COMMENTED):
            kind = _REFERENCES.get(reference.tag, "comments")
            number = self._numbers.get((kind, reference.get(f"{W}id", "")))
            reference.set(f"{W}id", str(number or 0))

    def _settle(self, root: Element, part: str, pointed: Mapping[str, Relation]) -> None:
        """Takes out of a part what only programs count by."""
        data = self.parts[part]
        for word, find in _FINDERS:
            for found in _found(find, root) if word in data else ():
                _drop(found)
        if b"fldChar" in data or b"fldSimple" in data:
            _forget_results(root)
        for pointer in _found(_POINTERS, root):
            holder = pointer.getparent()
            relation = pointed.get(str(pointer))
            if holder.tag in _EDGES:
                self._edge_targets[holder] = relation.target if relation else ""
                del holder.attrib[pointer.attrname]
            else:
                holder.set(pointer.attrname, self._destination(relation))

    def _destination(self, relation: Relation | None) -> str:
        """What stands for the id of a relationship: the address of a link, or a digest of the part it leads to."""
        if relation is None:
            return ""
        if relation.target in self.parts and relation.kind != "hyperlink":
            return f"{relation.kind} {hashlib.sha256(self.parts[relation.target]).hexdigest()[:16]}"
        self._links[relation.target] = relation.target
        return relation.target


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


def _holder(element: Element) -> str:
    holder = element.getparent()
    return "" if holder is None else holder.tag


def _found(find: etree.XPath, root: Element) -> list[Any]:
    """The elements and attributes that the path leads to; an attribute is a text that knows its name and element."""
    found: Any = find(root)
    return list(found)


def _drop(found: Any) -> None:
    if isinstance(found, str):
        del found.getparent().attrib[found.attrname]  # type: ignore[attr-defined]
    elif found.getparent() is not None:
        found.getparent().remove(found)


@lru_cache(8)
def _looks(styles: bytes, numbering: bytes) -> OutlineFormats:
    return OutlineFormats(formats.load(styles, numbering, b""))
