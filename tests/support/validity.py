"""Whether a generated .docx is sound: its package, its XML, its references and its words."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from lxml import etree

from child_order import FIRST, ORDER, REPEATABLE, ROW_PROPERTIES, SAME_RANK
from leftovers import LEFTOVER, MARKER, end_marks, prose_faults

Element = etree._Element
Parts = dict[str, Element]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"

_ORDERED = tuple(f"{W}{name}" for name in (*ORDER, *FIRST, "trPr"))
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
_STORIES = frozenset({f"{W}document", f"{W}hdr", f"{W}ftr", f"{W}footnotes", f"{W}endnotes", f"{W}comments"})
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"})
_MARKS = frozenset(
    f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr")
)


def faults(docx: bytes) -> list[str]:
    """Everything that is wrong with a finished document, each fault beginning with its part; empty when it is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            names = [entry.filename for entry in package.infolist() if not entry.is_dir()]
            twice = [f"{name}: stands {n} times in the package" for name, n in Counter(names).items() if n > 1]
            if broken := package.testzip():
                return [f"{broken}: its bytes do not match their checksum"]
            contents = {name: package.read(name) for name in names}
    except zipfile.BadZipFile as error:
        return [f"package: {error}"]
    parts, unreadable = _parse(contents)
    found = [*twice, *unreadable]
    if missing := [f"package: has no {name}" for name in (CONTENT_TYPES, "_rels/.rels", MAIN) if name not in contents]:
        return found + missing
    if unreadable:
        return found
    checks: tuple[Callable[[Parts, Iterable[str]], Iterator[str]], ...] = (
        _content_type_faults,
        _target_faults,
        _relationship_faults,
        _id_faults,
        _reference_faults,
    )
    for check in checks:
        found += check(parts, contents)
    for name, root in parts.items():
        found += [f"{name}: {fault}" for fault in _part_faults(root)]
    is_outline = "".join(map(str, parts[MAIN].itertext())).startswith(
        "(Để tham khảo)"
    )  # a paper of the Party ends with «.»
    expected = 0 if is_outline else 1
    if (marks := end_marks(parts[MAIN])) != expected:
        found.append(f"{MAIN}: the closing mark ./. stands {marks} times, not {expected}")
    return found


def _parse(contents: dict[str, bytes]) -> tuple[Parts, list[str]]:
    parts: Parts = {}
    unreadable: list[str] = []
    for name, data in contents.items():
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = etree.fromstring(data, _SAFE)
            except etree.XMLSyntaxError as error:
                unreadable.append(f"{name}: is not well-formed: {error}")
            else:
                if parts[name].getroottree().docinfo.internalDTD is not None:
                    unreadable.append(f"{name}: declares a document type")
    return parts, unreadable


# --- the package ------------------------------------------------------------------------------------------------------


def _content_type_faults(parts: Parts, names: Iterable[str]) -> Iterator[str]:
    types = parts[CONTENT_TYPES]
    defaults = [(entry.get("Extension") or "").lower() for entry in types.iter(f"{TYPES}Default")]
    overrides = [(entry.get("PartName") or "").lstrip("/") for entry in types.iter(f"{TYPES}Override")]
    for entry, n in Counter(defaults + overrides).items():
        if n > 1:
            yield f"{CONTENT_TYPES}: «{entry}» is declared {n} times"
    known = set(names)
    for name in overrides:
        if name not in known:
            yield f"{CONTENT_TYPES}: names a part that is not there: {name}"
    for name in known - {CONTENT_TYPES} - set(overrides):
        if name.rpartition(".")[2].lower() not in defaults:
            yield f"{name}: has no content type"


def _target_faults(parts: Parts, names: Iterable[str]) -> Iterator[str]:
    known = set(names)
    reached = {CONTENT_TYPES}
    for rels_name, root in parts.items():
        if not rels_name.endswith(".rels"):
            continue
        source = _source_of(rels_name)
        reached.add(rels_name)
        if source and source not in known:
            yield f"{rels_name}: its part {source} is not there"
        entries = list(root.iter(f"{RELATIONS}Relationship"))
        yield from (f"{rels_name}: {f}" for f in _repeated("Id", [entry.get("Id") or "" for entry in entries]))
        for entry in entries:
            target = _target(source, entry)
            reached.add(target)
            if target not in known and entry.get("TargetMode") != "External":
                yield f"{rels_name}: {entry.get('Id')} leads to a part that is not there: {target}"
    yield from (f"{name}: no relationship leads to it" for name in sorted(known - reached))


def _relationship_faults(parts: Parts, _names: Iterable[str]) -> Iterator[str]:
    for name, root in parts.items():
        kinds = _kinds_by_id(parts, name)
        for element, attribute, value in _attributes(root):
            if attribute.startswith(R) and value not in kinds:
                yield f"{name}: {_short(element)} refers to «{value}», which is no relationship of the part"
        for reference in ("header", "footer"):
            for value in _values([root], f"{W}{reference}Reference", f"{R}id"):
                if value in kinds and not kinds[value].endswith(f"/{reference}"):
                    yield f"{name}: {reference}Reference leads to something else: {kinds[value]}"


def _source_of(rels_name: str) -> str:
    folder, file = posixpath.split(rels_name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _target(source: str, entry: Element) -> str:
    target = entry.get("Target") or ""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _kinds_by_id(parts: Parts, name: str) -> dict[str, str]:
    rels = parts.get(posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels"))
    if rels is None:
        return {}
    return {entry.get("Id") or "": entry.get("Type") or "" for entry in rels.iter(f"{RELATIONS}Relationship")}


# --- ids and references -----------------------------------------------------------------------------------------------


def _id_faults(parts: Parts, _names: Iterable[str]) -> Iterator[str]:
    stories = {name: root for name, root in parts.items() if root.tag in _STORIES}
    everywhere = list(stories.values())
    yield from _repeated("w:id of bookmarks", _values(everywhere, f"{W}bookmarkStart", f"{W}id"))
    yield from _repeated("name of bookmarks", [n.lower() for n in _values(everywhere, f"{W}bookmarkStart", f"{W}name")])
    yield from _repeated("w:id of content controls", _values(everywhere, f"{W}sdtPr/{W}id", f"{W}val"))
    yield from _repeated("w:id of comments", _values(everywhere, f"{W}comment", f"{W}id"))
    for name, root in stories.items():
        yield from (f"{name}: {f}" for f in _repeated("id of docPr", _values([root], f"{WP}docPr", "id")))
        paragraph_ids = [*_values([root], f"{W}p", f"{W14}paraId"), *_values([root], f"{W}tr", f"{W14}paraId")]
        yield from (f"{name}: {f}" for f in _repeated("w14:paraId", paragraph_ids))
        starts = Counter(_values([root], f"{W}bookmarkStart", f"{W}id"))
        ends = Counter(_values([root], f"{W}bookmarkEnd", f"{W}id"))
        if starts != ends:
            odd = sorted((starts - ends) + (ends - starts))
            yield f"{name}: bookmarks that open or close alone: {', '.join(odd)}"


def _reference_faults(parts: Parts, _names: Iterable[str]) -> Iterator[str]:
    everywhere = [root for root in parts.values() if root.tag in _STORIES]
    styles = set(_values([parts[STYLES]], f"{W}style", f"{W}styleId")) if STYLES in parts else set()
    for element in ("pStyle", "rStyle", "tblStyle"):
        for style in sorted(set(_values(everywhere, f"{W}{element}", f"{W}val")) - styles):
            yield f"{STYLES}: has no style «{style}», which a {element} names"
    names = _values([parts[STYLES]], f"{W}style/{W}name", f"{W}val") if STYLES in parts else []
    yield from (f"{STYLES}: the name «{name}» holds a comma, which parts its aliases" for name in names if "," in name)
    yield from (f"{STYLES}: {fault}" for fault in _repeated("the name", [name.lower() for name in names]))
    numbers = {"0", *(_values([parts[NUMBERING]], f"{W}num", f"{W}numId") if NUMBERING in parts else ())}
    for number in sorted(set(_values(everywhere, f"{W}numPr/{W}numId", f"{W}val")) - numbers):
        yield f"{NUMBERING}: has no list {number}, which a paragraph names"
    for note in ("comment", "footnote", "endnote"):
        defined = set(_values(everywhere, f"{W}{note}", f"{W}id"))
        for id_ in sorted(set(_values(everywhere, f"{W}{note}Reference", f"{W}id")) - defined):
            yield f"package: a {note}Reference leads to {note} {id_}, which is not there"


def _values(roots: Iterable[Element], path: str, attribute: str) -> list[str]:
    found = (element.get(attribute) for root in roots for element in root.iterfind(f".//{path}"))
    return [value for value in found if value is not None]


def _repeated(what: str, values: Iterable[str]) -> list[str]:
    return [f"{what} «{value}» stands {n} times" for value, n in Counter(values).items() if n > 1]


# --- one part ---------------------------------------------------------------------------------------------------------


def _part_faults(root: Element) -> Iterator[str]:
    for element in root.iter(_ORDERED):
        yield from _order_faults(element)
    for element, attribute, value in _attributes(root):
        if MARKER.search(value) or (attribute == f"{W}val" and LEFTOVER.search(value)):
            yield f"{_short(element)} has the value «{value}»"
    if root.tag not in _STORIES:
        texts = (element.text or "" for element in root.iter(etree.Element))
        yield from (f"«{text}» was left" for text in texts if MARKER.search(text) or LEFTOVER.search(text))
        return
    yield from prose_faults(root)
    for table in root.iter(f"{W}tbl"):
        yield from _table_faults(table)
    yield from _section_faults(root)


def _order_faults(element: Element) -> list[str]:
    children = tuple(child.tag.removeprefix(W) for child in element.iterchildren(f"{W}*"))
    return _shape_faults(element.tag.removeprefix(W), children)


@cache  # A paper has thousands of elements, but few shapes.
def _shape_faults(name: str, children: tuple[str, ...]) -> list[str]:
    if order := ORDER.get(name):
        if strangers := sorted(set(children) - set(order)):
            return [f"{name} may not hold {', '.join(strangers)}"]
        found = []
        ranks = [order.index(SAME_RANK.get((name, child), child)) for child in children]
        if ranks != sorted(ranks):
            found.append(f"the children of {name} stand in the wrong order: {' '.join(children)}")
        if twice := [child for child, n in Counter(children).items() if n > 1 and child not in REPEATABLE]:
            found.append(f"{name} holds more than one {', '.join(twice)}")
        return found
    if leading := FIRST.get(name):
        there = [child for child in children if child in leading]
        if list(children[: len(there)]) != sorted(there, key=leading.index) or len(set(there)) != len(there):
            return [f"{name} must begin with {', '.join(leading)}: {' '.join(children[:6])}"]
    elif strangers := sorted(set(children) - ROW_PROPERTIES):
        return [f"{name} may not hold {', '.join(strangers)}"]
    return []


def _table_faults(table: Element) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    rows = list(_unwrapped(table, f"{W}tr"))
    if not rows:
        yield "a table has no row"
    elif all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows):
        yield "a table has nothing under its heading"
    for number, row in enumerate(rows, start=1):
        cells = list(_unwrapped(row, f"{W}tc"))
        if not cells:
            yield f"row {number} of a table has no cell"
        width = sum(_number(row, f"{W}trPr/{W}{side}", 0) for side in ("gridBefore", "gridAfter"))
        width += sum(_number(cell, f"{W}tcPr/{W}gridSpan", 1) for cell in cells)
        if width != columns:
            yield f"row {number} of a table is {width} columns wide, its grid {columns}"
        for cell in cells:
            if not _ends_in_paragraph(cell):
                yield f"a cell in row {number} of a table does not end in a paragraph"
    following = table.getnext()
    if following is not None and following.tag == f"{W}tbl":
        yield "two tables stand together without a paragraph between, so Word makes one of them"


def _section_faults(root: Element) -> Iterator[str]:
    if (body := root.find(f"{W}body")) is not None:
        places = [index for index, child in enumerate(body) if child.tag == f"{W}sectPr"]
        if places != [len(body) - 1]:
            yield "the body must end with its one sectPr"
    elif root.tag in {f"{W}hdr", f"{W}ftr"} and not _ends_in_paragraph(root):
        yield "a header or footer does not end in a paragraph"
    for section in root.iter(f"{W}sectPr"):
        for reference in ("header", "footer"):
            kinds = [element.get(f"{W}type") or "default" for element in section.iter(f"{W}{reference}Reference")]
            if len(set(kinds)) != len(kinds):
                yield f"a section has two {reference}s of one type"


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """The children named `tag`, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)


def _ends_in_paragraph(parent: Element) -> bool:
    for child in reversed(parent):
        if child.tag in _WRAPPERS:
            return _ends_in_paragraph(child)
        if child.tag not in _MARKS:
            return bool(child.tag == f"{W}p")
    return False


def _number(element: Element, path: str, otherwise: int) -> int:
    found = element.find(path)
    return otherwise if found is None else int(found.get(f"{W}val") or otherwise)


def _attributes(root: Element) -> Iterator[tuple[Element, str, str]]:
    for element in root.iter(etree.Element):
        for attribute, value in element.attrib.items():
            yield element, str(attribute), str(value)


def _short(element: Element) -> str:
    return etree.QName(element).localname
