"""Prove once, for a template, that every paper filled from it is well-formed XML.

The proof: each block, taken alone, is well-formed content when its values are read as one letter and its inner blocks
as one empty element, and each of those stands where XML allows text, or an element. Values are escaped and hold no
character that XML forbids, so whatever they are, and however often a block comes, the whole stays well-formed. What
stands for a value ends in `]]`, the worst that can come before a `>` of the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from ntsdocs.templates.fill import Node, Nodes, Printed, Product, blocks

_LETTER = "\ue000"  # of private use, and no part of a name
_LETTERS = f"{_LETTER}]]".encode()
_ELEMENT = "ntsdocs-block"
_EMPTY = f"<{_ELEMENT}/>]]".encode()
_MARKUP = frozenset(b"<>&\"'")


def proven(head: bytes, block: Nodes, tail: bytes) -> bool:
    """Whether the part made of `head`, the block's text and `tail` is well-formed for any values."""
    if not _holds(head, block, tail):
        return False
    return all(_holds(b"<x>]]", inner, b"</x>") for inner in _inner_blocks(block))


def _inner_blocks(block: Nodes) -> Iterator[Nodes]:
    """Every block below that holds markup; one without is as good as a value."""
    for node in block.nodes:
        if not _is_text(node):
            for inner in blocks(node):
                yield inner
                yield from _inner_blocks(inner)


def _is_text(node: Node) -> bool:
    """Whether the node can only give text, in which there is no sign that XML reads as markup."""
    if isinstance(node, bytes):
        return _MARKUP.isdisjoint(node)
    inner = node.nodes if isinstance(node, Nodes) else blocks(node)
    return isinstance(node, (Printed, Product)) or all(map(_is_text, inner))


def _holds(head: bytes, block: Nodes, tail: bytes) -> bool:
    pieces = [_standing_for(node) for node in block.nodes]
    literals = (head, tail, *(node for node in block.nodes if isinstance(node, bytes)))
    if any(sign in each for each in literals for sign in (_LETTER.encode(), _ELEMENT.encode(), b"<!DOCTYPE")):
        return False
    seen = _Seen()
    parser = expat.ParserCreate()
    parser.StartElementHandler = seen.element
    parser.CharacterDataHandler = seen.text
    try:
        parser.Parse(b"".join((head, *pieces, tail)), True)
    except expat.ExpatError:
        return False
    return seen.letters == pieces.count(_LETTERS) and seen.elements == pieces.count(_EMPTY)


def _standing_for(node: Node) -> bytes:
    if isinstance(node, bytes):
        return node
    return _LETTERS if _is_text(node) else _EMPTY


class _Seen:
    """How many of the letters stand in text or in an attribute's value, and of the elements where elements may."""

    def __init__(self) -> None:
        self.letters = 0
        self.elements = 0

    def element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += name == _ELEMENT
        for value in attributes.values():
            self.text(value)

    def text(self, data: str) -> None:
        self.letters += data.count(_LETTER)
