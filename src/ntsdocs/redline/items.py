"""What stands in a holder, parted into blocks or rows that are compared as one each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ntsdocs.docx.grid import first_tag, record_of
from ntsdocs.docx.xml import Element, W
from ntsdocs.redline.atoms import begins_alone

_MOST_LETTERS = 20_000  # of a block, for likeness
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt", "altChunk"))
_TEXTS = (f"{W}t", f"{W}delText")


@dataclass(slots=True)
class ComparedUnit:
    """What is compared as one; `led` are bookmarks and their like before it."""

    kind: str
    elements: list[Element]
    led: list[Element] = field(default_factory=list)


def blocks(holder: Element | None) -> tuple[list[ComparedUnit], list[Element]]:
    """The blocks of a holder, and what follows the last of them."""
    found: list[ComparedUnit] = []
    led: list[Element] = []
    depth = 0
    for child in () if holder is None else holder:
        if depth:
            found[-1].elements += [*led, child]
            led = []
            depth += begins_alone([child])
        elif child.tag in _BLOCKS:
            depth = max(0, begins_alone([child]))
            found.append(ComparedUnit("field" if depth else _kind(child), [child], led))
            led = []
        elif not child.tag.endswith("Pr"):
            led.append(child)
    return found, led


def rows(holder: Element | None) -> tuple[list[ComparedUnit], list[Element]]:
    """The rows of a table, and what follows the last of them."""
    found: list[ComparedUnit] = []
    led: list[Element] = []
    for child in () if holder is None else holder:
        if child.tag in (f"{W}tr", f"{W}sdt"):
            found.append(ComparedUnit(child.tag.removeprefix(W), [child], led))
            led = []
        elif not child.tag.endswith(("Pr", "tblGrid")):
            led.append(child)
    return found, led


def _kind(block: Element) -> str:
    if block.tag == f"{W}tbl":
        # A table with another number of columns is another table, as Word's own comparison has it.
        return f"tbl{len(block.findall(f'{W}tblGrid/{W}gridCol'))}"
    if block.tag == f"{W}p" and block.find(f"{W}pPr/{W}sectPr") is not None:
        return "section"
    return block.tag.removeprefix(W)


def name_of(element: Element) -> tuple[str, bool]:
    """What an element is known by, and whether by that alone: the record that a row is of, else its first tag.

    Blank for a table, and where there is no tag.
    """
    record = record_of(element) if element.tag == f"{W}tr" else ""
    return ("" if element.tag == f"{W}tbl" else record or first_tag(element)), bool(record)


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


def speaks(block: ComparedUnit) -> bool:
    """Whether the block is more than an empty paragraph."""
    return block.kind != "p" or any(text.text for each in block.elements for text in each.iter(f"{W}t"))
