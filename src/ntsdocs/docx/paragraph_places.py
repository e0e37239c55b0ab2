"""Where a paragraph stands, named as a Word user finds it and alike in every message.

Blank paragraphs count. What is in a cell or a text box is counted there, and named after it: «đoạn 5», «bảng 2, hàng 3,
cột 1», «bảng 2, hàng 3, cột 1, bảng 1», «đoạn 4, khung chữ, đoạn 1». What was deleted under tracked changes counts for
nothing: it is named as what comes after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ntsdocs.docx.xml import MC, Element, W, visible

_NAMES = {W + "p": "đoạn", W + "tbl": "bảng", W + "tr": "hàng", W + "tc": "cột"}
_PROPERTIES = {W + "p": f"{W}pPr/{W}rPr", W + "tr": f"{W}trPr", W + "tc": f"{W}tcPr"}
_GONE = frozenset(W + name for name in ("del", "moveFrom", "cellDel"))
_STORIES = frozenset(W + name for name in ("body", "footnote", "endnote", "comment"))
_BOX = W + "txbxContent"
_CHOICES = MC + "AlternateContent"


def within(*places: str) -> str:
    """The place of what stands in others, the outermost first; blank ones are passed over."""
    return ", ".join(place for place in places if place)


def box(number: int) -> str:
    """The name of a paragraph's first, second … text box."""
    return "khung chữ" if number == 1 else f"khung chữ {number}"


def is_deleted(block: Element) -> bool:
    """Whether a row, a cell or the mark that ends a paragraph was deleted under tracked changes."""
    props = block.find(_PROPERTIES[block.tag]) if block.tag in _PROPERTIES else None
    return props is not None and not _GONE.isdisjoint([each.tag for each in props])


def among(blocks: Iterable[Element]) -> Iterator[str]:
    """The name of each block among its like in one holder, «đoạn 3», «bảng 2»; blank for what is no such block."""
    counts: Counter[str] = Counter()
    for block in blocks:
        name = _NAMES.get(block.tag, "")
        yield f"{name} {counts[name] + 1}" if name else ""
        counts[name] += not is_deleted(block)


def boxes(holder: Element) -> Iterator[Element]:
    """The text boxes in a paragraph or a drawing; of a choice the first, and none that stands in another."""
    for child in holder:
        if child.tag == _BOX:
            yield child
        else:
            yield from boxes(child[0] if child.tag == _CHOICES and len(child) else child)


def places_of(root: Element, story: str = "") -> dict[Element, str]:
    """Where each paragraph, table, row and cell of a part stands, in the order of its XML.

    A paragraph in a table is named by its cell. What a reader does not see stands where what is around it does.
    """
    named = dict(_named(root, story))
    return {
        element: next((named[each] for each in (element, *element.iterancestors()) if each in named), story)
        for element in root.iter(*_NAMES)
    }


def _named(holder: Element, place: str) -> Iterator[tuple[Element, str]]:
    blocks = list(_blocks(holder))
    in_cell = holder.tag == W + "tc"
    for block, name in zip(blocks, among(blocks), strict=True):
        is_paragraph = block.tag == W + "p"
        own = place if is_paragraph and in_cell else within(place, name)
        yield block, own
        if is_paragraph:
            for alternatives in (_boxes_for_older_programs(block), boxes(block)):
                for number, each in enumerate(alternatives, start=1):
                    yield from _named(each, within(own, box(number)))
        else:
            yield from _named(block, own)


def _boxes_for_older_programs(paragraph: Element) -> Iterator[Element]:
    """The same text boxes, written a second time."""
    return (each for spare in paragraph.iter(f"{MC}Fallback") for each in boxes(spare))


def _blocks(holder: Element) -> Iterator[Element]:
    for child in visible(holder):
        if child.tag in _NAMES:
            yield child
        elif child.tag in _STORIES:
            yield from _blocks(child)
