"""Fill a template so that each word can be traced to a placeholder and its value, or to the template itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ntsdocs.docket import Job
from ntsdocs.filling import Block, Choice, Each, Loop, Node, Path, Value
from ntsdocs.marks import MARK
from ntsdocs.prepare import Part, prepare
from ntsdocs.room import Room, Spot, field_names
from ntsdocs.wordxml import Element, W

_VALUE = "nts-value:"
_LETTERS = (f"{W}t", f"{W}tab", f"{W}br")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where a value came from: its placeholder, the value, the object that was asked for it, and the loops around it.

    `owner` is `None` for a field of the paper itself. `around` are the objects the loops were at, the outermost first.
    """

    spot: Spot
    value: object
    owner: object
    around: tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """A paragraph of a paper: its text, the source of each letter (`None` for the template's own words), its place.

    `place` is where the paragraph stands in the template; blank if that is not known. `tags` are the content control
    around each letter; blank if there is none.
    """

    text: str
    sources: tuple[Source | None, ...]
    tags: tuple[str, ...]
    place: str


def traced(job: Job, template: bytes, name: str) -> Iterator[Traced]:
    """The paragraphs of a paper that have placeholders or stand in the body, in the order of its parts."""
    prepared = prepare(template, name, marked=True)
    context = {each: getattr(job.says, each) for each in field_names(type(job.says))} | {"core": job.core}
    for part in prepared.parts:
        if part.name.startswith("word/"):
            yield from _paragraphs(part, context, prepared.room)


def _paragraphs(part: Part, context: Mapping[str, Any], room: Room) -> Iterator[Traced]:
    writer = _Writer(room)
    writer.literal(part.head)
    writer.write(part.block, context, ())
    writer.literal(part.tail)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(b"".join(writer.out), parser)
    for paragraph in root.iter(f"{W}p"):
        yield _read(paragraph, writer.sources, _place(paragraph, part.places))


class _Writer:
    """Writes nodes as `filling` does, with a comment before and after each value that stands in text."""

    def __init__(self, room: Room) -> None:
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

    def write(self, node: Node, scope: Mapping[str, Any], around: tuple[object, ...]) -> None:
        """The node, filled."""
        if isinstance(node, bytes):
            self.literal(node)
        elif isinstance(node, Value):
            self._value(node, scope, around)
        elif isinstance(node, Block):
            for inner in node.nodes:
                self.write(inner, scope, around)
        elif isinstance(node, Choice):
            held = (block for test, block in node.branches if test.answer(scope, self._room))
            self.write(next(held, node.other), scope, around)
        elif isinstance(node, Each):
            self._loop(node, scope, around)
        else:
            node.write(scope, self._room, self.out)

    def _value(self, node: Value, scope: Mapping[str, Any], around: tuple[object, ...]) -> None:
        written: list[bytes] = []
        node.write(scope, self._room, written)
        if self._in_tag:
            self.out += written
            return
        owner = Path(node.path.first, node.path.rest[:-1]).read(scope) if node.path.rest else None
        self.out += [f"<!--{_VALUE}{len(self.sources)}-->".encode(), *written, f"<!--{_VALUE}-->".encode()]
        self.sources.append(Source(node.spot, node.path.read(scope), owner, around))

    def _loop(self, node: Each, scope: Mapping[str, Any], around: tuple[object, ...]) -> None:
        items = node.items.read(scope)
        inner = dict(scope)
        chosen = []
        for item in items if isinstance(items, (tuple, list)) else ():
            inner[node.name] = item
            if node.test is None or node.test.answer(inner, self._room):
                chosen.append(item)
        for index, item in enumerate(chosen):
            turn = {**scope, node.name: item}
            if node.counted:
                turn["loop"] = Loop(index, len(chosen))
            self.write(node.body, turn, (*around, item))
        if not chosen:
            self.write(node.other, scope, around)


def _place(paragraph: Element, places: tuple[str, ...]) -> str:
    before = paragraph.getprevious()
    while before is not None and not isinstance(before.tag, str):
        found = MARK.fullmatch(f"<!--{before.text}-->")
        if found:
            return places[int(found[1])] if int(found[1]) < len(places) else ""
        before = before.getprevious()
    return ""


def _read(paragraph: Element, sources: list[Source], place: str) -> Traced:
    text: list[str] = []
    letters: list[Source | None] = []
    tags: list[str] = []
    for element in (child for run in paragraph.iter(f"{W}r") for child in run.iterchildren(*_LETTERS)):
        tag = _tag(element)
        for words, source in _pieces(element, sources):
            text.append(words)
            letters += [source] * len(words)
            tags += [tag] * len(words)
    return Traced("".join(text), tuple(letters), tuple(tags), place)


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
