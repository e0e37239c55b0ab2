"""Keep what holds paragraphs, rows and cells sound where the blocks of a template leave it empty.

Whatever holds a block is marked when a template is prepared, and looked at as it is filled: a cell, a text box, a
header, a footer and a note end with a paragraph, and two tables never become one; a row without cells, a table without
rows and a control without content go. What holds no block is in every paper as the template has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from lxml import etree

from ntsdocs.docx.xml import MEANINGLESS, Element, W
from ntsdocs.templates.fill import Held, Node, Nodes

_MARK = re.compile(rb"<\?held ?(\w*)\?>")
_WORTH_KEEPING = {
    "tr": re.compile(rb"<w:tc[ />]"),
    "tbl": re.compile(rb"<w:tr[ />]"),
    "sdt": re.compile(rb"<w:sdtContent[^<>]*>.*?<w:(?:p|r|tbl|tr|tc|hyperlink|fldSimple)[ />]", re.DOTALL),
}
_STORIES = ("tc", "txbxContent", "hdr", "ftr", "footnote")
_BLOCKS = re.compile(rb"<w:(?:p|tbl)[ />]")
_JOINED = re.compile(rb"(</w:tbl>(?:</w:sdtContent></w:sdt>)*)(?=<w:tbl[ >])")
_UNREAD = "bookmarkStart|bookmarkEnd|proofErr|permStart|permEnd|commentRangeStart|commentRangeEnd"
_LONGEST_END = 4_000  # bytes in which it is looked for
_AROUND = "|".join((*MEANINGLESS, "sdt", "sdtContent"))
_ENDS_WELL = re.compile(
    rf"(?:</w:p>|<w:p(?: [^<>]*)?/>)(?:<w:(?:{_UNREAD})(?: [^<>]*)?/>|</w:(?:{_AROUND})>)*$".encode()
)


def mark(tree: Element) -> str:
    """Marks in a patched part each element that its blocks may leave empty; gives the root's kind if it is one."""
    root = ""
    for holder in list(tree.iter(*(W + name for name in (*_STORIES, "body", *_WORTH_KEEPING)))):
        name = str(holder.tag).removeprefix(W)
        if not any(map(_is_before_block, holder.iter())):
            continue
        if holder is tree:
            root = name
        else:
            tail, holder.tail = holder.tail, None
            holder.addprevious(etree.PI("held", name))
            holder.addnext(end := etree.PI("held"))
            end.tail = tail
    return root


def _is_before_block(element: Element) -> bool:
    """Whether a tag that docxtpl took out of its paragraph, row or cell stands in the element, or right after it."""
    return (element.tag != f"{W}t" and "{%" in (element.text or "")) or "{%" in (element.tail or "")


def gathered(nodes: Iterable[Node], root: str = "") -> Nodes:
    """The nodes of one level, with each marked element a node of its own; `root` is the kind of one around them all."""
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for node in nodes:
        literals = _MARK.split(node) if isinstance(node, bytes) else []
        levels[-1][1].append(literals[0] if literals else node)
        for kind, literal in zip(literals[1::2], literals[2::2], strict=True):
            if kind:
                levels.append((kind.decode(), []))
            else:
                ended, inner = levels.pop()
                levels[-1][1].append(Held(Nodes(tuple(inner)), partial(_sound, ended)))
            levels[-1][1].append(literal)
    whole = Nodes(tuple(levels[0][1]))
    return Nodes((Held(whole, partial(_sound, root)),)) if root else whole


def _sound(kind: str, xml: bytes) -> bytes:
    if kind in _WORTH_KEEPING:
        return xml if _WORTH_KEEPING[kind].search(xml) else b""
    xml = _JOINED.sub(rb"\1<w:p/>", xml)
    end = xml.rindex(b"</w:")
    if _BLOCKS.search(xml) if kind == "body" else _ENDS_WELL.search(xml, max(0, end - _LONGEST_END), end):
        return xml
    if kind == "body" and xml.endswith(b"</w:sectPr>", 0, end):
        end = xml.rindex(b"<w:sectPr", 0, end)
    return b"".join((xml[:end], b"<w:p/>", xml[end:]))
