"""Keep what holds paragraphs, rows and cells sound where the blocks of a template may leave it empty.

When a template is prepared, each holder is looked at: what always stands in it needs no care, the others are marked and
looked at once more as they are filled. A cell, a text box, a header, a footer and a note end with a paragraph, and two
tables never become one; a row without cells, a table without rows and a control without content go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from ntsdocs.docx.xml import MEANINGLESS, Element, W
from ntsdocs.templates.fill import Held, Node, Nodes

_BLOCK = re.compile(r"\{%\s*(for|if|endfor|endif)\b")
_MARK = re.compile(rb"<\?held ?(\w*)\?>")
_BODY = W + "body"
_STORIES = frozenset(W + name for name in ("txbxContent", "body", "hdr", "ftr", "footnote"))
_P, _CELL, _ROW, _TABLE, _CONTROL = (W + name for name in ("p", "tc", "tr", "tbl", "sdt"))
_CONTENT = W + "sdtContent"
_THROUGH = frozenset(W + name for name in (*MEANINGLESS, "ins", "moveTo", "sdt"))
_UNREAD = "bookmarkStart|bookmarkEnd|proofErr|permStart|permEnd|commentRangeStart|commentRangeEnd"
_PASSED_OVER = frozenset(
    W + name for name in (*_UNREAD.split("|"), "sectPr", "tblPr", "tblGrid", "trPr", "tblPrEx", "tcPr")
)
_TRAILING = re.compile(
    rf"(?:<w:(?:{_UNREAD})(?: [^<>]*)?/>|</w:(?:{'|'.join((*MEANINGLESS, 'sdt', 'sdtContent'))})>)+$"
)
_LAST = re.compile(r"(?:</w:p>|<w:p(?: [^<>]*)?/>)$")
_CELLS, _ROWS, _BLOCKS = (re.compile(rf"<w:(?:{names})[ />]") for names in ("tc", "tr", "p|tbl"))
_JOINED = re.compile(r"(?<=</w:tbl>)((?:</w:sdtContent></w:sdt>)*)(?=<w:tbl[ >])")
_ANYTHING = re.compile(r"<w:sdtContent[^<>]*>.*?<w:(?:p|r|tbl|tr|tc|hyperlink|fldSimple)[ />]", re.DOTALL)
_WORTH_KEEPING = {"tr": _CELLS, "tbl": _ROWS, "sdt": _ANYTHING}


def _sound(kind: str, xml: str) -> str:
    if kind in _WORTH_KEEPING:
        return xml if _WORTH_KEEPING[kind].search(xml) else ""
    xml = _JOINED.sub(r"\1<w:p/>", xml)
    end = xml.rindex("</w:")
    if _BLOCKS.search(xml) if kind == "body" else _LAST.search(_TRAILING.sub("", xml[:end])):
        return xml
    if kind == "body" and xml.endswith("</w:sectPr>", 0, end):
        end = xml.rindex("<w:sectPr", 0, end)
    return f"{xml[:end]}<w:p/>{xml[end:]}"


def mark(tree: Element) -> str:
    """Marks in a patched part each holder that its blocks may leave empty; gives the kind of the root if it is one."""
    root = ""
    for holder in [each for each in tree.iter(*_STORIES, _CELL, _ROW, _TABLE, _CONTROL) if not _is_sure(each)]:
        name = str(holder.tag).removeprefix(W)
        if all("{%" not in text for text in holder.itertext()):
            continue
        if holder is tree:
            root = name
        else:
            tail, holder.tail = holder.tail, None
            holder.addprevious(etree.PI("held", name))
            holder.addnext(end := etree.PI("held"))
            end.tail = tail
    return root


def gathered(nodes: Iterable[Node], root: str = "") -> Nodes:
    """The nodes of one level, with each marked holder a node of its own; `root` is the kind of one around them all."""
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for node in nodes:
        if not isinstance(node, bytes):
            levels[-1][1].append(node)
            continue
        literals = _MARK.split(node)
        for literal, kind in zip(literals[::2], [*literals[1::2], None], strict=True):
            levels[-1][1].append(literal)
            if kind:
                levels.append((kind.decode(), []))
            elif kind is not None:
                ended, inner = levels.pop()
                levels[-1][1].append(Held(Nodes(tuple(inner)), partial(_sound, ended)))
    whole = Nodes(tuple(levels[0][1]))
    return Nodes((Held(whole, partial(_sound, root)),)) if root else whole


def _is_sure(holder: Element) -> bool:
    """Whether the holder is sound whatever its blocks leave out, what it holds being so."""
    content = list(_content(holder.find(_CONTENT) if holder.tag == _CONTROL else holder))
    wanted = {_ROW: (_CELL,), _TABLE: (_ROW,), _CONTROL: (), _BODY: (_P, _TABLE)}.get(str(holder.tag))
    if wanted is None:
        last, always = content[-1] if content else (holder, False)
        is_filled = always and last.tag == _P
    else:
        is_filled = any(
            always and each.tag in (wanted or (each.tag,)) and (each.tag not in (_ROW, _TABLE) or _is_sure(each))
            for each, always in content
        )
    return is_filled and all(_stands_apart(each, holder) for each, _ in content if each.tag == _TABLE)


def _stands_apart(table: Element, holder: Element) -> bool:
    """Whether no block can leave another table right before this one."""
    parent = table.getparent()
    before = parent if (last := table.getprevious()) is None else last
    if before is None or "{%" in ((before.text if last is None else before.tail) or ""):
        return False
    return before is holder or before.tag in (_P, _TABLE) or (parent is holder and before.tag in _PASSED_OVER)


def _content(holder: Element | None, always: bool = True) -> Iterator[tuple[Element, bool]]:
    """What stands in a holder, out of controls, each with whether it does so outside of blocks."""
    depth = 0 if holder is None else opened(holder.text)
    for child in () if holder is None else holder:
        inside = always and depth == 0
        if child.tag in _THROUGH:
            yield from _content(child.find(_CONTENT) if child.tag == _CONTROL else child, inside)
        elif child.tag not in _PASSED_OVER:
            yield child, inside
        depth += opened(child.tail)


def opened(text: str | None) -> int:
    """How many blocks begin in the text, less those that end."""
    return sum(-1 if word.startswith("end") else 1 for word in _BLOCK.findall(text or ""))
