"""Where two Word files differ, with the places named as a Word user sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ntsdocs import markup, outline, package, vn
from ntsdocs.wordxml import Element, R, W, document_part, parse, relations

_PARTS = {
    "header": "đầu trang",
    "footer": "chân trang",
    "footnotes": "chú thích cuối trang",
    "endnotes": "chú thích cuối văn bản",
}
_SIGNS = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that differs: its place, and its text before and after; `None` where there is none."""

    place: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.place}: thêm {vn.excerpt(self.after)}"
        if self.after is None:
            return f"{self.place}: bỏ {vn.excerpt(self.before)}"
        return f"{self.place}: {vn.excerpt(self.before, self.after)} → {vn.excerpt(self.after, self.before)}"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph's place and text."""

    place: str
    text: str


def changes(ours: bytes, theirs: bytes) -> list[Change]:
    """What `theirs` has otherwise than `ours`: words by paragraph, or if these are equal the form, by outline line."""
    before, after = texts(ours), texts(theirs)
    found = [*_differences(before, after)]
    if found:
        return found
    plain = [[Text("trình bày", line) for line in outline.outline(docx)] for docx in (ours, theirs)]
    return [*_differences(*plain)]


def likeness(ours: Sequence[Text], theirs: Sequence[Text]) -> float:
    """The share of our paragraphs with words that stand in the other document too."""
    words = [each.text for each in ours if each.text.strip()]
    there = {each.text for each in theirs}
    return sum(text in there for text in words) / len(words) if words else 0.0


def texts(docx: bytes) -> list[Text]:
    """All paragraphs: the body's, then those of headers, footers and notes. `PackageError` if it is no Word file."""
    parts = package.read(docx)
    name = document_part(parts)
    found = [*_paragraphs(parts, name, "")]
    for relation in sorted(relations(parts, name).values(), key=lambda each: each.target):
        if relation.kind in _PARTS and relation.target in parts:
            found += _paragraphs(parts, relation.target, _PARTS[relation.kind])
    return found


def _paragraphs(parts: Mapping[str, bytes], name: str, label: str) -> Iterator[Text]:
    root = parse(parts[name], name)
    where = markup.places(root, label)
    for paragraph in root.iter(f"{W}p"):
        place = where[paragraph]
        holder = next(paragraph.iterancestors(f"{W}tc"), None)
        if holder is not None and holder in where:
            place = where[holder]
        yield Text(_with_control(paragraph, place), _words(paragraph))


def _with_control(paragraph: Element, place: str) -> str:
    """The place, with the title of the content control around or inside the paragraph, as Word shows it."""
    for control in (*paragraph.iterancestors(f"{W}sdt"), *paragraph.iter(f"{W}sdt")):
        alias = control.find(f"{W}sdtPr/{W}alias")
        if alias is not None and alias.get(f"{W}val"):
            return f"{place}, khung «{alias.get(f'{W}val')}»"
    return place


def _words(paragraph: Element) -> str:
    said = []
    for element in paragraph.iter():
        if element.tag == f"{W}t":
            said.append(element.text or "")
        elif element.tag in _SIGNS:
            said.append(_SIGNS[element.tag])
        elif element.tag == f"{W}drawing":
            blip = next((each.get(f"{R}embed") for each in element.iter() if each.get(f"{R}embed")), "")
            said.append(f"[hình {blip}]")
    return "".join(said)


def _differences(before: Sequence[Text], after: Sequence[Text]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [each.text for each in before], [each.text for each in after], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = before[i:i_end], after[j:j_end]
        paired = min(len(old), len(new))
        for one, other in zip(old[:paired], new[:paired], strict=True):
            yield Change(other.place, one.text, other.text)
        yield from (Change(f"{each.place} của bản gốc", each.text, None) for each in old[paired:])
        yield from (Change(each.place, None, each.text) for each in new[paired:])
