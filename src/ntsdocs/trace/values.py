"""Fill a template so that each word can be traced to a placeholder and its value, or to the template itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ntsdocs.docx.xml import Element, W
from ntsdocs.kinds.due import Draft
from ntsdocs.templates import filled_places
from ntsdocs.templates.fill import Each, Filler, Path, Scope
from ntsdocs.templates.prepare import NUMBER, PreparedPart, prepare
from ntsdocs.templates.printable import Placeholder, settled
from ntsdocs.templates.render import context_of

_VALUE = "nts-value:"
_LETTERS = (f"{W}t", f"{W}tab", f"{W}br")

Trail = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where a value came from: its placeholder, the value, the object that was asked for it, and the loops around it.

    `owner` is `None` for a field of the paper itself. `around` are the objects the loops were at, the outermost first.
    `trail` leads to the value from the paper's own fields: names, and the places in the lists that were gone through.
    """

    placeholder: Placeholder
    value: object
    owner: object
    around: tuple[object, ...]
    trail: Trail


@dataclass(frozen=True, slots=True, eq=False)
class TracedParagraph:
    """A paragraph of a paper: its text, the source of each letter (`None` for the template's own words), its place.

    `place` is where the paragraph stands in the template, `number` which paragraph of its `part` it is there; blank and
    -1 if that is not known. `tags` are the content control around each letter; blank if there is none.
    """

    text: str
    sources: tuple[Source | None, ...]
    tags: tuple[str, ...]
    place: str
    part: str
    number: int


def trace_paragraphs(draft: Draft, template: bytes, name: str) -> Iterator[TracedParagraph]:
    """The paragraphs of a paper's body, then of its headers, footers and notes."""
    context = context_of(draft.says, draft.core)
    for part in prepare(template, name, numbered=True).parts:
        if part.name.startswith("word/"):
            yield from _paragraphs(part, context, dict(draft.own))


def _paragraphs(part: PreparedPart, context: Mapping[str, Any], own: Mapping[str, str]) -> Iterator[TracedParagraph]:
    tracer = _Tracer(context)
    part.block.write(context, tracer, tracer.out)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(settled(filled_places.put(b"".join((part.head, *tracer.out, part.tail)), own)), parser)
    for paragraph in root.iter(f"{W}p"):
        number = int(paragraph.get(NUMBER, "-1"))
        yield _read(paragraph, tracer.sources, part.places[number] if number >= 0 else "", part.name, number)


class _Tracer(Filler):
    """Writes a comment before and after each value that stands in text, and keeps where the value came from."""

    def __init__(self, context: Scope) -> None:
        super().__init__()
        self.out: list[bytes] = []
        self.sources: list[Source] = []
        self._scope = context
        self._trails: dict[str, Trail] = {name: (name,) for name in context}
        self._around: tuple[object, ...] = ()

    def printed(self, value: Any, at: Placeholder) -> bytes:
        """The value's text, between two comments."""
        text = super().printed(value, at)
        if self._in_tag():
            return text
        first, *rest = at.path.split(".")
        owner = Path(first, tuple(rest[:-1])).read(self._scope) if rest else None
        mark = f"<!--{_VALUE}{len(self.sources)}-->".encode()
        self.sources.append(Source(at, value, owner, self._around, self._trail(Path(first, tuple(rest)))))
        return b"".join((mark, text, f"<!--{_VALUE}-->".encode()))

    def _in_tag(self) -> bool:
        """Whether what comes next stands in an attribute."""
        last = next((piece for piece in reversed(self.out) if b"<" in piece or b">" in piece), b"")
        return last.rfind(b"<") > last.rfind(b">")

    def turn(self, loop: Each, place: int, scope: Scope, out: list[bytes], /) -> None:
        """The turn, filled anew."""
        before = self._scope, self._trails, self._around
        trail = self._trail(loop.items)
        self._scope, self._around = scope, (*self._around, scope[loop.name])
        self._trails = {**self._trails, loop.name: (*trail, place) if trail else ()}
        loop.body.write(scope, self, out)
        self._scope, self._trails, self._around = before

    def _trail(self, path: Path) -> Trail:
        before = self._trails.get(path.first, ())
        return (*before, *path.rest) if before else ()


def _read(paragraph: Element, sources: list[Source], place: str, part: str, number: int) -> TracedParagraph:
    text: list[str] = []
    letters: list[Source | None] = []
    tags: list[str] = []
    source: Source | None = None
    for element in (child for run in paragraph.iter(f"{W}r") for child in run.iterchildren(*_LETTERS)):
        tag = _tag(element)
        for words, of in _pieces(element, source, sources):
            source = of
            text.append(words)
            letters += [of] * len(words)
            tags += [tag] * len(words)
    return TracedParagraph("".join(text), tuple(letters), tuple(tags), place, part, number)


def _pieces(element: Element, source: Source | None, sources: list[Source]) -> Iterator[tuple[str, Source | None]]:
    """The words of the element, each with its source; `source` is that of the value it begins within."""
    if element.tag != f"{W}t":
        yield " ", source
        return
    yield element.text or "", source
    for comment in element:
        mark = re.fullmatch(rf"{_VALUE}([0-9]*)", comment.text or "")
        if mark:
            source = sources[int(mark[1])] if mark[1] else None
        yield comment.tail or "", source


def _tag(element: Element) -> str:
    for above in element.iterancestors(f"{W}sdt"):
        tag = above.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            return tag.get(f"{W}val", "")
    return ""
