"""Where a paragraph stands, named as a Word user finds it and alike in every message.

Blank paragraphs count. What is in a cell or a text box is counted there, and named after it: «đoạn 5», «bảng 2, hàng 3,
cột 1, đoạn 2», «bảng 2, hàng 3, cột 1, bảng 1», «đoạn 4, khung chữ, đoạn 1». The only paragraph of a cell is named by
the cell. What was deleted under tracked changes counts for nothing: it is named as what comes after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ntsdocs.docx.parts import EDGES, NOTE_REFERENCES, NOTES, WHICH, Edge
from ntsdocs.docx.xml import MC, Element, W, visible
from ntsdocs.text.groups import grouped

_P = W + "p"
_NAMES = {_P: "đoạn", W + "tbl": "bảng", W + "tr": "hàng", W + "tc": "cột"}
_PROPERTIES = {_P: f"{W}pPr/{W}rPr", W + "tr": f"{W}trPr", W + "tc": f"{W}tcPr"}
_GONE = frozenset(W + name for name in ("del", "moveFrom", "cellDel"))
_BODY = W + "body"
BOX = W + "txbxContent"
_CHOICES = MC + "AlternateContent"


def within(*places: str) -> str:
    """The place of what stands in others, the outermost first; blank ones are passed over."""
    return ", ".join(place for place in places if place)


def box(number: int) -> str:
    """The name of a paragraph's first, second … text box."""
    return "khung chữ" if number == 1 else f"khung chữ {number}"


def paragraph(number: int, only_of_cell: bool) -> str:
    """The name of a paragraph in what holds it; blank for the only one of a cell."""
    return "" if only_of_cell else f"{_NAMES[_P]} {number}"


def has_one_paragraph(blocks: Iterable[Element]) -> bool:
    """Whether one paragraph, or none, is among the blocks of a cell."""
    return sum(each.tag == _P and not is_deleted(each) for each in blocks) <= 1


def edge_places(sections: Iterable[Mapping[Edge, str]]) -> dict[str, list[tuple[str, int]]]:
    """Where each part with a header or footer is shown, by kind and number of the section, in the order they are met.

    `sections` are each section's own parts, blank where one is not there; §17.10.1: of others it has those of the
    section before.
    """
    places: dict[str, list[tuple[str, int]]] = {}
    in_force: dict[str, str] = {}
    for number, own in enumerate(sections, start=1):
        for (word, which), part in own.items():
            if part:
                in_force[f"{EDGES[word]}{WHICH.get(which, '')}"] = part
                places.setdefault(part, [])
        for name, part in in_force.items():
            places[part].append((name, number))
    return places


def edge(places: Iterable[tuple[str, int]], count: int) -> str:
    """The name of a header or footer by where it is shown, of `count` sections: «đầu trang (phần 1, 3)»."""
    numbers = grouped((which, str(number)) for which, number in places)
    where = {which: "mọi phần" if len(each) == count else f"phần {', '.join(each)}" for which, each in numbers.items()}
    return ", ".join(which if count == 1 else f"{which} ({sections})" for which, sections in where.items())


def note_numbers(root: Element) -> dict[tuple[str, str], int]:
    """The number of each note and comment by its part's kind and its id, in the order the body refers to them."""
    counts: Counter[str] = Counter()
    numbers: dict[tuple[str, str], int] = {}
    for reference in root.iter(*NOTE_REFERENCES, f"{W}commentReference"):
        key = (NOTE_REFERENCES.get(reference.tag, "comments"), reference.get(f"{W}id", ""))
        if key not in numbers:
            counts[key[0]] += 1
            numbers[key] = counts[key[0]]
    return numbers


def note(kind: str, number: int | None) -> str:
    """The name of a note or comment: «chú thích cuối trang 2»."""
    return f"{NOTES[kind]} {number or 'không có chỗ dẫn'}"


def is_deleted(block: Element) -> bool:
    """Whether a row, a cell or the mark that ends a paragraph was deleted under tracked changes."""
    props = block.find(_PROPERTIES[block.tag]) if block.tag in _PROPERTIES else None
    return props is not None and not _GONE.isdisjoint([each.tag for each in props])


def among(blocks: Sequence[Element], of_cell: bool) -> Iterator[str]:
    """The name of each block among its like in one holder, «đoạn 3», «bảng 2»; blank for what is no such block.

    The only paragraph of a cell has a blank name too.
    """
    counts: Counter[str] = Counter()
    alone = of_cell and has_one_paragraph(blocks)
    for block in blocks:
        name = _NAMES.get(block.tag, "")
        number = counts[name] + 1
        yield paragraph(number, alone) if block.tag == _P else f"{name} {number}" if name else ""
        counts[name] += not is_deleted(block)


def boxes(holder: Element) -> Iterator[Element]:
    """The text boxes in a paragraph or a drawing; of a choice the first, and none that stands in another."""
    for child in holder:
        if child.tag == BOX:
            yield child
        else:
            yield from boxes(child[0] if child.tag == _CHOICES and len(child) else child)


def places_of(root: Element, story: str, numbers: Mapping[tuple[str, str], int]) -> dict[Element, str]:
    """Where each paragraph, table, row and cell of a part stands, in the order of its XML.

    `story` names the part, and `numbers` are those of the document's notes, which are named each by itself.
    What a reader does not see stands where what is around it does.
    """
    named: dict[Element, str] = {}
    kind = root.tag.removeprefix(W)
    for each in root if kind in NOTES else ():
        named.update(_named(each, note(kind, numbers.get((kind, each.get(f"{W}id", ""))))))
    named = named or dict(_named(root, story))
    return {
        element: next((named[each] for each in (element, *element.iterancestors()) if each in named), story)
        for element in root.iter(*_NAMES)
    }


def _named(holder: Element, place: str) -> Iterator[tuple[Element, str]]:
    blocks = list(_blocks(holder))
    for block, name in zip(blocks, among(blocks, holder.tag == W + "tc"), strict=True):
        own = within(place, name)
        yield block, own
        if block.tag == _P:
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
        elif child.tag == _BODY:
            yield from _blocks(child)
