"""Where the placeholders and statements of a template stand, as its author typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ntsdocs.docx.outline_format import EDGES, WHICH
from ntsdocs.docx.paragraph_places import places_of
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import CORE_PART, Element, R, W, parse, sections
from ntsdocs.templates import markup
from ntsdocs.templates.faults import Fault

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIXED = re.compile(r"(p|tr|tc|r)\s")
_BLANKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_HOLDERS = {"tr": W + "tr", "tc": W + "tc"}
_PROPERTIES = {
    "title": "tiêu đề",
    "subject": "chủ đề",
    "creator": "tác giả",
    "description": "ghi chú",
    "keywords": "từ khóa",
    "category": "loại",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{{ … }}` or `{% … %}`.

    `text` is what was typed, `inner` what stands between the braces without docxtpl's prefix (`p`, `tr`, `tc`, `r`).
    A block that begins here must end inside the same `holder`.
    """

    text: str
    inner: str
    prefix: str
    place: str
    holder: Element = field(compare=False, repr=False)

    @property
    def prints(self) -> bool:
        """Whether it is a placeholder, not a statement."""
        return self.text.startswith("{{")


@dataclass(frozen=True, slots=True)
class TaggedPart:
    """One part that is filled: its tags in the order of the document, and what is wrong with how they are typed."""

    tags: list[Tag]
    faults: list[Fault]


def parts(package: Mapping[str, bytes]) -> Iterator[TaggedPart]:
    """The parts of a template that are filled: body, headers, footers, footnotes, properties.

    `PackageError` if one of them is not sound.
    """
    for name, words in filled(package):
        yield _part(parse(package[name], name), words)
    if CORE_PART in package:
        yield TaggedPart(list(_property_tags(parse(package[CORE_PART], CORE_PART))), [])


def filled(package: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The names of the parts, each with the words for it: blank for the body, «đầu trang của trang đầu»."""
    file = WordParts(package)
    yield file.main, ""
    edges = _edges(file.tree(file.main))
    for id_, relation in file.relations(file.main).items():
        if relation.target not in package:
            continue
        if relation.kind in ("header", "footer"):
            title = "đầu trang" if relation.kind == "header" else "chân trang"
            yield relation.target, edges.get(id_, f"{title} không dùng đến")
        elif relation.kind == "footnotes":
            yield relation.target, "chú thích cuối trang"


def _edges(root: Element) -> dict[str, str]:
    """Words for each header and footer by relationship id, from the first section that shows it."""
    words: dict[str, str] = {}
    body = root.find(f"{W}body")
    for number, (_, section) in enumerate(() if body is None else sections(body), start=1):
        for element, title in EDGES:
            for reference in () if section is None else section.iterfind(W + element):
                pages = dict(WHICH)[reference.get(f"{W}type", "default")]
                of = f" của phần {number}" if number > 1 else ""
                words.setdefault(reference.get(f"{R}id", ""), f"{title.lower()}{pages}{of}")
    return words


def _part(root: Element, words: str) -> TaggedPart:
    where = places_of(root, words)
    faults = markup.faults(root, where)
    found: list[tuple[int, int, Tag]] = []
    texts: dict[Element, list[tuple[int, str, Element]]] = {}
    last = words
    for tick, element in enumerate(root.iter()):
        last = where.get(element, last)
        found += [(tick, 0, tag) for tag in _attribute_tags(element, last)]
        text = element.text or "" if element.tag == W + "t" else _BLANKS.get(element.tag, "")
        paragraph = next(element.iterancestors(W + "p"), None) if text else None
        if paragraph is not None:
            texts.setdefault(paragraph, []).append((tick, text, element))
    for paragraph, pieces in texts.items():
        spotted, wrong = _paragraph_tags(paragraph, pieces, where[paragraph])
        found += spotted
        faults += wrong
    found.sort(key=lambda each: each[:2])
    return TaggedPart([tag for _, _, tag in found], faults)


def _attribute_tags(element: Element, place: str) -> Iterator[Tag]:
    """Tags inside attributes, such as the tag of a content control, and inside field instructions."""
    texts = [str(value) for value in element.attrib.values() if "{" in value]
    if element.tag == W + "instrText" and element.text:
        texts.append(str(element.text))
    for text in texts:
        for match in _TAG.finditer(text):
            yield _tag(match[0], place, element)


def _paragraph_tags(
    paragraph: Element, pieces: list[tuple[int, str, Element]], place: str
) -> tuple[list[tuple[int, int, Tag]], list[Fault]]:
    """The tags of a paragraph whose runs are joined, each with its order, and the stray braces."""
    text = "".join(piece for _, piece, _ in pieces)
    owners = [(tick, element) for tick, piece, element in pieces for _ in piece]
    tags: list[tuple[int, int, Tag]] = []
    faults = []
    for match in _TAG.finditer(text):
        first, last = owners[match.start()], owners[match.end() - 1]
        holder, end = _run_holder(first[1]), _run_holder(last[1])
        if holder is not end:
            what = f"thẻ «{match[0]}» bị khung điền hoặc liên kết cắt đôi"
            faults.append(Fault(place, what, "xóa thẻ rồi gõ lại liền một mạch, ở hẳn trong hoặc hẳn ngoài khung."))
        tag = _tag(match[0], place, holder)
        if tag.prefix in ("p", "tr", "tc"):
            tag = _tag(match[0], place, _outer_holder(paragraph, tag.prefix))
        if not tag.text.startswith("{#"):
            tags.append((first[0], match.start(), tag))
    rest = _TAG.sub("", text)
    paired = all(text.count(opening) == text.count(closing) for opening, closing in markup.PAIRS)
    if paired and ("{" in rest or "}" in rest):
        what = f"có dấu ngoặc nhọn lẻ trong đoạn «{text.strip()[:80]}»"
        faults.append(Fault(place, what, "thẻ mở bằng hai dấu liền nhau «{{» hoặc «{%», đóng bằng «}}» hoặc «%}»."))
    return tags, faults


def _run_holder(text: Element) -> Element:
    """What the run of this text stands in: the paragraph, a content control, a link."""
    run = next(text.iterancestors(W + "r"), text)
    holder = run.getparent()
    return text if holder is None else holder


def _outer_holder(paragraph: Element, prefix: str) -> Element:
    """What the paragraph, row or cell of a lifted tag stands in."""
    tag = _HOLDERS.get(prefix)
    lifted = paragraph if tag is None else next(paragraph.iterancestors(tag), paragraph)
    holder = lifted.getparent()
    return paragraph if holder is None else holder


def _tag(text: str, place: str, holder: Element) -> Tag:
    inner = text[2:-2]
    match = _PREFIXED.match(inner)
    prefix = match[1] if match else ""
    return Tag(text, inner[len(prefix) :].strip(), prefix, place, holder)


def _property_tags(root: Element) -> Iterator[Tag]:
    for element in root:
        name = element.tag.rpartition("}")[2]
        place = f"thuộc tính của tệp, ô «{_PROPERTIES.get(name, name)}»"
        for match in _TAG.finditer(element.text or ""):
            yield _tag(match[0], place, element)
