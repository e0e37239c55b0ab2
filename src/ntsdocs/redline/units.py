"""What stands in a holder, parted into blocks or rows that are compared as one each, and which is which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from ntsdocs.docx.grid import first_tag, record_of
from ntsdocs.docx.xml import Element, W
from ntsdocs.redline.atoms import unclosed_fields
from ntsdocs.redline.revisions import PartPair
from ntsdocs.text.align import BLANK, Item, pairs
from ntsdocs.text.words import word_tokens

_MOST_LETTERS = 20_000  # of a block, for likeness
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt", "altChunk"))
_ROWS = frozenset(W + name for name in ("tr", "sdt"))
_TEXTS = (f"{W}t", f"{W}delText")
_NO_CONTENT = ("Pr", "}tblGrid")  # how the names of children end that say how a holder is set


@dataclass(slots=True)
class ComparedUnit:
    """What is compared as one; `leading` are bookmarks and their like before it."""

    kind: str
    elements: list[Element]
    leading: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnitPair:
    """A unit of both files, or of one of them; `same` if both have it to the last letter."""

    old: ComparedUnit | None
    new: ComparedUnit | None
    same: bool


def blocks(holder: Element | None) -> tuple[list[ComparedUnit], list[Element]]:
    """The blocks of a holder, those that one field goes over as one, and what follows the last of them."""
    return _units(holder, _BLOCKS)


def rows(holder: Element | None) -> tuple[list[ComparedUnit], list[Element]]:
    """The rows of a table, and what follows the last of them."""
    return _units(holder, _ROWS)


def _units(holder: Element | None, tags: frozenset[str]) -> tuple[list[ComparedUnit], list[Element]]:
    units: list[ComparedUnit] = []
    leading: list[Element] = []
    depth = 0  # of fields that go on into the next block
    for child in () if holder is None else holder:
        if depth:
            units[-1].elements += [*leading, child]
            leading = []
            depth += unclosed_fields(child)
        elif child.tag in tags:
            depth = max(0, unclosed_fields(child)) if tags is _BLOCKS else 0
            units.append(ComparedUnit("field" if depth else _kind(child), [child], leading))
            leading = []
        elif not child.tag.endswith(_NO_CONTENT):
            leading.append(child)
    return units, leading


def refill(holder: Element, children: Iterable[Element]) -> None:
    """Put other children into a holder, after its properties."""
    for child in list(holder):
        if not child.tag.endswith(_NO_CONTENT):
            holder.remove(child)
    holder.extend(children)


def pair_units(olds: Sequence[ComparedUnit], news: Sequence[ComparedUnit], part: PartPair) -> list[UnitPair]:
    """Every unit of two holders once; last paragraphs that belong to nothing else are one that was rewritten."""
    raw_old, raw_new = ([b"".join(map(_raw, unit.elements)) for unit in units] for units in (olds, news))
    shared = {*raw_old} & {*raw_new} if part.trusted else set()
    old_items, new_items = (
        [_item(unit, xml if xml in shared else None, signature, part) for unit, xml in zip(units, raw, strict=True)]
        for units, raw, signature in ((olds, raw_old, part.old_signature), (news, raw_new, part.new_signature))
    )
    matches = pairs(old_items, new_items)
    ends = (len(olds) - 1, None), (None, len(news) - 1)
    if olds and news and olds[-1].kind == news[-1].kind == "p" and all(end in matches for end in ends):
        matches = [*(each for each in matches if each not in ends), (len(olds) - 1, len(news) - 1)]
    return [
        UnitPair(
            None if i is None else olds[i],
            None if j is None else news[j],
            i is not None and j is not None and old_items[i].content == new_items[j].content,
        )
        for i, j in matches
    ]


def _raw(element: Element) -> bytes:
    return etree.tostring(element, with_tail=False)


def _item(unit: ComparedUnit, xml: bytes | None, signature: Callable[[Element | None], str], part: PartPair) -> Item:
    """The unit for the aligner; `xml` is what it is known by where its words are not needed."""
    name, bound = _name(unit.elements[0], part)
    if xml is not None:
        speaks = unit.kind != "p" or any(text.text for each in unit.elements for text in each.iter(f"{W}t"))
        return Item(unit.kind, xml, (), name, 1.0 if speaks else BLANK, bound)
    content = "".join(signature(each) for each in unit.elements)
    words = tuple(word_tokens(text_of(unit.elements)))
    if unit.kind == "section" and not words:  # a section's end that nobody reads is what it ends
        content = signature(unit.elements[0].find(f"{W}pPr/{W}sectPr"))
    return Item(unit.kind, content, words, name, 1.0 if words or unit.kind != "p" else BLANK, bound)


def _kind(block: Element) -> str:
    if block.tag == f"{W}tbl":
        # A table with another number of columns is another table, as Word's own comparison has it.
        return f"tbl{len(block.findall(f'{W}tblGrid/{W}gridCol'))}"
    if block.tag == f"{W}p" and block.find(f"{W}pPr/{W}sectPr") is not None:
        return "section"
    return block.tag.removeprefix(W)


def _name(element: Element, part: PartPair) -> tuple[str, bool]:
    """What an element is known by, and whether by that alone: the record that a row is of, else its first tag.

    A tag that both files have comes before one that is lost. Blank for a table, and where there is no tag.
    """
    if element.tag == f"{W}tbl" or part.before.without_controls:
        return "", False
    record = record_of(element) if element.tag == f"{W}tr" else ""
    tags = (tag.get(f"{W}val", "") for tag in element.iter(f"{W}tag"))
    return record or next((tag for tag in tags if (f"{W}sdt", tag) in part.controls), first_tag(element)), bool(record)


def text_of(elements: Iterable[Element]) -> str:
    """The text of these elements, as far as likeness needs it."""
    letters: list[str] = []
    size = 0
    for each in elements:
        for text in each.iter(*_TEXTS, f"{W}p", f"{W}tc"):
            letters.append((text.text or "") if text.tag in _TEXTS else "\n")
            size += len(letters[-1])
            if size > _MOST_LETTERS:
                return "".join(letters)[:_MOST_LETTERS]
    return "".join(letters)
