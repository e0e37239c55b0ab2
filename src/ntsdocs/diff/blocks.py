"""The blocks of a Word file: its paragraphs and tables, their rows and cells, out of whatever wraps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ntsdocs.diff.xml_differences import bare, canonical
from ntsdocs.docx.paragraph_places import among
from ntsdocs.docx.xml import MC, Element, W, settings

CELLS = " | "  # between cells told in one text, of a row or a column; paragraphs and rows are lines
_WRAPPERS = frozenset(W + name for name in ("customXml", "ins", "del", "moveFrom", "moveTo"))
_PROPERTIES = frozenset(
    W + name
    for name in ("tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sdtPr", "sdtEndPr", "sectPr", "pPr", "customXmlPr")
)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph, table, row or cell: its name in the XML, what it says in a form that equal blocks share.

    `frames` are the content controls (`w:sdtPr`) and other wrappers around it, the outermost first.
    """

    kind: str
    content: bytes
    element: Element
    frames: tuple[Element, ...] = ()


def blocks(holder: Element, frames: tuple[Element, ...] = ()) -> Iterator[Block]:
    """The blocks in a body, table, row, cell or note, in order, out of any wrapper."""
    for child in holder:
        if child.tag == f"{W}sdt":
            inner = child.find(f"{W}sdtContent")
            about = child.find(f"{W}sdtPr")
            around = (*frames, etree.Element(f"{W}sdtPr") if about is None else about)
            if inner is not None:
                yield from blocks(inner, around)
        elif child.tag in _WRAPPERS:
            mark = bare(child)
            yield from blocks(child, (*frames, mark))
        elif child.tag == f"{MC}AlternateContent" and len(child):
            yield from blocks(child[0], frames)
        elif child.tag not in _PROPERTIES and isinstance(child.tag, str):
            content = b"".join((*map(canonical, frames), canonical(child)))
            yield Block(child.tag.rpartition("}")[2], content, child, frames)


def places(found: Sequence[Block]) -> list[str]:
    """Where each block is among its like, as a Word user counts: «đoạn 3», «bảng 2», «hàng 4», «cột 1»."""
    told: list[str] = []
    last = ""
    for name in among(block.element for block in found):
        told.append(name or (f"sau {last}" if last else "đầu"))
        last = name if name.startswith("đoạn") else last
    return told


def has_words(element: Element) -> bool:
    """Whether there is anything to read in it."""
    return any((each.text or "").strip() for each in element.iter(f"{W}t"))


def tag_of(control: Element) -> str:
    """The tag of a content control, by its `w:sdtPr`; blank for any other wrapper."""
    found = control.find(f"{W}tag")
    return "" if found is None else found.get(f"{W}val", "")


def alias_of(control: Element) -> str:
    """The title of a content control as Word shows it, by its `w:sdtPr`."""
    found = settings(control).get("alias")
    return "" if found is None else found.get(f"{W}val", "")


def stem_of(frames: Sequence[Element]) -> str:
    """The tag of the innermost control that has one."""
    return next((tag_of(each) for each in reversed(frames) if tag_of(each)), "")
