"""Give a Word file as it was before the changes that are tracked in it."""

from __future__ import annotations

from ntsdocs.docx.parts import EditableParts, WordParts
from ntsdocs.docx.xml import Element, W

_P, _T, _PPR = W + "p", W + "t", W + "pPr"
_ADDED, _GONE = (W + "ins", W + "moveTo", W + "cellIns"), (W + "del", W + "moveFrom", W + "cellDel")
_PROPERTIES = (W + "rPr", W + "trPr", W + "tcPr")


def undone(file: WordParts) -> WordParts:
    """The file with every tracked change of its text rejected; what it looked like does not come back."""
    old = EditableParts(file.parts)
    body = old.body
    if body is None:
        return file
    typed = [end for mark in [*body.iter(*_ADDED)] if (end := _without(mark)) is not None]
    for mark in [*body.iter(*_GONE)]:
        _back(mark)
    for text in [*body.iter(f"{W}delText")]:
        text.tag = _T
    for paragraph in reversed(typed):
        _join(paragraph)
    old.changed.add(old.main)
    return WordParts(old.written_parts())


def _without(mark: Element) -> Element | None:
    """Takes away what was added; of a paragraph whose end was typed nothing yet: that is returned."""
    holder = mark.getparent()
    block = None if holder is None else holder.getparent()
    if holder is None or block is None:
        return None
    if holder.tag not in _PROPERTIES:
        holder.remove(mark)
    elif block.tag == _PPR:
        return block.getparent()
    else:
        _remove(block)
    return None


def _back(mark: Element) -> None:
    """Puts back what was deleted."""
    holder = mark.getparent()
    if holder is not None:
        at = holder.index(mark)
        holder[at : at + 1] = [] if holder.tag in _PROPERTIES else [*mark]


def _join(paragraph: Element) -> None:
    """Takes away the end of a paragraph that was typed: what stands before it begins the next."""
    after = paragraph.getnext()
    if after is not None and after.tag == _P:
        start = 1 if len(after) and after[0].tag == _PPR else 0
        after[start:start] = [each for each in paragraph if each.tag != _PPR]
        _remove(paragraph)
    elif paragraph.find(W + "r") is None:
        _remove(paragraph)


def _remove(element: Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
