"""The blocks of a Word file, free of the elements around them, and how those of two files are paired."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from ntsdocs.docx.grid import first_tag, record_of
from ntsdocs.docx.paragraph_places import among
from ntsdocs.docx.same import canonical
from ntsdocs.docx.xml import MC, Element, W, make, settings, shell, val
from ntsdocs.text import align

_MOST_WORDS = 400  # of a block, by which it is known again when it changed
_ONLY = "đoạn 1"  # of a cell, where it moved
CELLS = " | "  # between cells in one text, of a row or a column; paragraphs and rows are lines
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


@dataclass(frozen=True, slots=True)
class BlockPair:
    """Two blocks side by side, or one that the other file has not; `place` is where, counted in its own file.

    A block that moved stood at `before`.
    """

    old: Block | None
    new: Block | None
    place: str
    before: str = ""


def blocks(holder: Element, frames: tuple[Element, ...] = ()) -> Iterator[Block]:
    """The blocks in a body, table, row, cell or note, in order, out of any wrapper."""
    for child in holder:
        if child.tag == f"{W}sdt":
            inner = child.find(f"{W}sdtContent")
            about = child.find(f"{W}sdtPr")
            around = (*frames, make("sdtPr") if about is None else about)
            if inner is not None:
                yield from blocks(inner, around)
        elif child.tag in _WRAPPERS:
            yield from blocks(child, (*frames, shell(child)))
        elif child.tag == f"{MC}AlternateContent" and len(child):
            yield from blocks(child[0], frames)
        elif child.tag not in _PROPERTIES and isinstance(child.tag, str):
            content = b"".join((*map(canonical, frames), canonical(child)))
            yield Block(child.tag.rpartition("}")[2], content, child, frames)


def places(blocks: Sequence[Block], of_cell: bool = False) -> list[str]:
    """Where each block is among its like, as a Word user counts: «đoạn 3», «bảng 2», «hàng 4», «cột 1».

    Blank for the only paragraph of a cell.
    """
    names: list[str] = []
    last = ""
    for block, name in zip(blocks, among([block.element for block in blocks], of_cell), strict=True):
        names.append(name if name or block.kind == "p" else f"sau {last}" if last else "đầu")
        last = name if name.startswith("đoạn") else last
    return names


def has_words(element: Element) -> bool:
    """Whether there is anything to read in it."""
    return any((each.text or "").strip() for each in element.iter(f"{W}t"))


def tag_of(control: Element) -> str:
    """The tag of a content control, by its `w:sdtPr`; blank for any other wrapper."""
    return val(settings(control), "tag") or ""


def alias_of(control: Element) -> str:
    """The title of a content control as Word shows it, by its `w:sdtPr`."""
    return val(settings(control), "alias") or ""


def stem_of(frames: Sequence[Element]) -> str:
    """The tag of the innermost control that has one."""
    return next((tag_of(each) for each in reversed(frames) if tag_of(each)), "")


# --- which is which ---------------------------------------------------------------------------------------------------


def pair_blocks(old: Sequence[Block], new: Sequence[Block], of_cell: bool = False) -> list[BlockPair]:
    """Every block of two holders once, in the new one's order; what was removed stands where it was.

    A block that went and came again elsewhere is one that moved: rows are known by the record they are of, other blocks
    by all they say.
    """
    known_old, known_new = {each.content for each in old}, {each.content for each in new}
    items = [_item(each, known_new) for each in old], [_item(each, known_old) for each in new]
    old_places, new_places = places(old, of_cell), places(new, of_cell)
    return _moved(
        [
            BlockPair(
                None if i is None else old[i],
                None if j is None else new[j],
                old_places[i or 0] if j is None else new_places[j],
            )
            for i, j in align.pairs(*items)
        ]
    )


def _moved(pairs: Sequence[BlockPair]) -> list[BlockPair]:
    """The pairs, where a block that went and the same one that came are put together as one that moved."""
    removed: dict[Hashable, list[BlockPair]] = {}
    for pair in pairs:
        if pair.new is None and pair.old is not None and has_words(pair.old.element):
            removed.setdefault(_known_by(pair.old), []).append(pair)
    result: list[BlockPair] = []
    moved: set[int] = set()
    for pair in pairs:
        added = pair.new if removed and pair.old is None else None
        candidates = removed.get(_known_by(added)) if added is not None else None
        if candidates:
            before = candidates.pop(0)
            moved.add(id(before))
            result.append(replace(pair, old=before.old, place=pair.place or _ONLY, before=before.place or _ONLY))
        else:
            result.append(pair)
    return [pair for pair in result if id(pair) not in moved]


def _known_by(block: Block) -> Hashable:
    return _record(block) or block.content


def _item(block: Block, shared: set[bytes]) -> align.Item:
    """The block for the aligner; the words of one that the other file has too are not needed."""
    record = _record(block)
    name = record or ("" if block.kind == "tbl" else first_tag(block.element))
    weight = 1.0 if has_words(block.element) else align.BLANK
    text = "" if block.content in shared else " ".join(each.text or "" for each in block.element.iter(f"{W}t"))
    return align.Item(block.kind, block.content, tuple(text.split()[:_MOST_WORDS]), name, weight, bool(record))


def _record(block: Block) -> str:
    return record_of(block.element) if block.kind == "tr" else ""
