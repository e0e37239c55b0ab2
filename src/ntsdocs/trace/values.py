"""Fill a template so that each word can be traced to a placeholder and its value, or to the template itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ntsdocs.docx import package
from ntsdocs.docx.paragraph_places import places_of
from ntsdocs.docx.xml import Element, W
from ntsdocs.kinds.due import Draft
from ntsdocs.templates import markup
from ntsdocs.templates.fill import Conditional, Each, Loop, Node, Nodes, Path, Printed
from ntsdocs.templates.marks import MARK
from ntsdocs.templates.prepare import PreparedPart, prepare
from ntsdocs.templates.printable import Place, Printable, field_names

_VALUE = "nts-value:"
_MARKED = (f"{W}p", f"{W}tr", f"{W}tc")
_EDGE = re.compile(r"word/((header|footer|footnotes|endnotes)[0-9]*\.xml)")
_EDGES = {
    "header": "đầu trang",
    "footer": "chân trang",
    "footnotes": "chú thích cuối trang",
    "endnotes": "chú thích cuối văn bản",
}
_LETTERS = (f"{W}t", f"{W}tab", f"{W}br")

Trail = tuple[str | int, ...]
Around = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where a value came from: its placeholder, the value, the object that was asked for it, and the loops around it.

    `owner` is `None` for a field of the paper itself. `around` are the objects the loops were at, the outermost first.
    `trail` leads to the value from the paper's own fields: names, and the places in the lists that were gone through.
    """

    spot: Place
    value: object
    owner: object
    around: tuple[object, ...]
    trail: Trail


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """A paragraph of a paper: its text, the source of each letter (`None` for the template's own words), its place.

    `place` is where the paragraph stands in the template; blank if that is not known. `mark` is the number of the
    mark before it in its `part`, -1 if there is none. `tags` are the content control around each letter; blank if
    there is none.
    """

    text: str
    sources: tuple[Source | None, ...]
    tags: tuple[str, ...]
    place: str
    part: str
    mark: int


def traced(job: Draft, template: bytes, name: str) -> Iterator[Traced]:
    """The paragraphs of a paper's body, then of its edges and notes, those without placeholders last."""
    prepared = prepare(template, name, marked=True)
    context = {each: getattr(job.says, each) for each in field_names(type(job.says))} | {"core": job.core}
    for part in prepared.parts:
        if part.name.startswith("word/"):
            yield from _paragraphs(part, context, prepared.room)
    filled = {part.name for part in prepared.parts}
    for name_of_part, data in package.read(template).items():
        edge = _EDGE.fullmatch(name_of_part)
        if edge and name_of_part not in filled:
            yield from _unfilled(name_of_part, data, f"{_EDGES[edge[2]]} ({edge[1]})")


def _unfilled(part: str, data: bytes, label: str) -> Iterator[Traced]:
    root = markup.parse(data)
    where = places_of(root, label)
    marked = (element for element in where if element.tag in _MARKED)
    for mark, element in enumerate(marked):
        if element.tag == f"{W}p":
            yield _read(element, [], where[element], part, mark)


def _paragraphs(part: PreparedPart, context: Mapping[str, Any], room: Printable) -> Iterator[Traced]:
    writer = _Writer(room)
    writer.literal(part.head)
    writer.write(part.block, context, {name: (name,) for name in context}, ())
    writer.literal(part.tail)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(b"".join(writer.out), parser)
    for paragraph in root.iter(f"{W}p"):
        mark = _mark(paragraph)
        place = part.places[mark] if 0 <= mark < len(part.places) else ""
        yield _read(paragraph, writer.sources, place, part.name, mark)


class _Writer:
    """Writes nodes as `filling` does, with a comment before and after each value that stands in text."""

    def __init__(self, room: Printable) -> None:
        self.out: list[bytes] = []
        self.sources: list[Source] = []
        self._room = room
        self._in_tag = False

    def literal(self, text: bytes) -> None:
        """Text of the template."""
        self.out.append(text)
        opened, closed = text.rfind(b"<"), text.rfind(b">")
        if opened != closed:
            self._in_tag = opened > closed

    def write(self, node: Node, scope: Mapping[str, Any], trails: Mapping[str, Trail], around: Around) -> None:
        """The node, filled; `trails` lead to what the names of the scope stand for."""
        if isinstance(node, bytes):
            self.literal(node)
        elif isinstance(node, Printed):
            self._value(node, scope, trails, around)
        elif isinstance(node, Nodes):
            for inner in node.nodes:
                self.write(inner, scope, trails, around)
        elif isinstance(node, Conditional):
            held = (block for test, block in node.branches if test.answer(scope, self._room))
            self.write(next(held, node.other), scope, trails, around)
        elif isinstance(node, Each):
            self._loop(node, scope, trails, around)
        else:
            node.write(scope, self._room, self.out)

    def _value(self, node: Printed, scope: Mapping[str, Any], trails: Mapping[str, Trail], around: Around) -> None:
        written: list[bytes] = []
        node.write(scope, self._room, written)
        if self._in_tag:
            self.out += written
            return
        owner = Path(node.path.first, node.path.rest[:-1]).read(scope) if node.path.rest else None
        self.out += [f"<!--{_VALUE}{len(self.sources)}-->".encode(), *written, f"<!--{_VALUE}-->".encode()]
        trail = _led(node.path, trails)
        self.sources.append(Source(node.spot, node.path.read(scope), owner, around, trail))

    def _loop(self, node: Each, scope: Mapping[str, Any], trails: Mapping[str, Trail], around: Around) -> None:
        items = node.items.read(scope)
        inner = dict(scope)
        chosen = []
        for place, item in enumerate(items if isinstance(items, (tuple, list)) else ()):
            inner[node.name] = item
            if node.test is None or node.test.answer(inner, self._room):
                chosen.append((place, item))
        for index, (place, item) in enumerate(chosen):
            turn = {**scope, node.name: item}
            if node.counted:
                turn["loop"] = Loop(index, len(chosen))
            led = {**trails, node.name: (*_led(node.items, trails), place)}
            self.write(node.body, turn, led, (*around, item))
        if not chosen:
            self.write(node.other, scope, trails, around)


def _led(path: Path, trails: Mapping[str, Trail]) -> Trail:
    """The trail to what the path leads to; empty for what is no part of the paper's fields, like the loop's turn."""
    before = trails.get(path.first, ())
    return (*before, *path.rest) if before else ()


def _mark(paragraph: Element) -> int:
    before = paragraph.getprevious()
    while before is not None and not isinstance(before.tag, str):
        found = MARK.fullmatch(f"<!--{before.text}-->")
        if found:
            return int(found[1])
        before = before.getprevious()
    return -1


def _read(paragraph: Element, sources: list[Source], place: str, part: str, mark: int) -> Traced:
    text: list[str] = []
    letters: list[Source | None] = []
    tags: list[str] = []
    for element in (child for run in paragraph.iter(f"{W}r") for child in run.iterchildren(*_LETTERS)):
        tag = _tag(element)
        for words, source in _pieces(element, sources):
            text.append(words)
            letters += [source] * len(words)
            tags += [tag] * len(words)
    return Traced("".join(text), tuple(letters), tuple(tags), place, part, mark)


def _pieces(element: Element, sources: list[Source]) -> Iterator[tuple[str, Source | None]]:
    if element.tag != f"{W}t":
        yield " ", None
        return
    yield element.text or "", None
    source: Source | None = None
    for comment in element:
        number = re.fullmatch(rf"{_VALUE}([0-9]*)", comment.text or "")
        if number:
            source = sources[int(number[1])] if number[1] else None
        yield comment.tail or "", source


def _tag(element: Element) -> str:
    for above in element.iterancestors(f"{W}sdt"):
        found = above.find(f"{W}sdtPr/{W}tag")
        if found is not None:
            return found.get(f"{W}val", "")
    return ""
