"""A copy of a paper with each finding as a Word comment at its place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

from lxml import etree

from ntsdocs.decree.findings import Finding
from ntsdocs.docx import package
from ntsdocs.docx.parts import WordParts, rels_name
from ntsdocs.docx.xml import Element, R, W, parse

AUTHOR, INITIALS = "Kiểm tra thể thức", "NĐ30"
MOST = 1_000  # comments; Word does not bear many more

_MAIN = W[1:-1]
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = f"{R[1:-1]}/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_BOX = f"{W}txbxContent"


def annotated(data: bytes, findings: Sequence[Finding]) -> bytes:
    """The file with the comments; what stands in headers or nowhere is told at the first paragraph.

    `PackageError` if it cannot be opened. The same copy whenever it is made: the comments bear no date.
    """
    file = WordParts(data)
    parts, main = file.parts, file.main
    if _TYPES not in parts or not _is_typed(parse(parts[_TYPES], _TYPES), main):
        raise package.PackageError("không ghi chú được: tệp thiếu phần mà Word cần để mở")
    root = parse(parts[main], main)
    paragraphs = list(root.iterfind(f"{W}body//{W}p"))
    if not paragraphs:
        raise package.PackageError("không ghi chú được: tệp không có đoạn nào, hoặc ở dạng «Strict Open XML»")
    name, comments = _comments(file)
    number = 1 + max([int(each) for tree in (root, comments) for each in _ids(tree)], default=-1)
    for one, at in zip(findings[:MOST], _places(findings[:MOST]), strict=True):
        comments.append(_comment(number, _words(one, told_elsewhere=at < 0)))
        _mark(_outside_boxes(paragraphs[at] if 0 <= at < len(paragraphs) else paragraphs[0]), number)
        number += 1
    if len(findings) > MOST:
        comments.append(_comment(number, f"Còn {len(findings) - MOST} điều nữa không ghi ở đây: xem kết quả --html."))
        _mark(_outside_boxes(paragraphs[0]), number)
    return package.write({**parts, main: _bytes(root), name: _bytes(comments), **_linked(file, name)}.items())


def is_untouched(data: bytes) -> bool:
    """Whether this is a copy as `annotated` wrote it: any program that saves it again packs it in another way."""
    try:
        parts = package.read(data)
        ours = any(AUTHOR.encode() in part for name, part in parts.items() if "comments" in name)
        return ours and package.write(parts.items()) == data
    except (package.PackageError, ValueError):
        return False


# --- where ----------------------------------------------------------------------------------------------------------


def _places(findings: Iterable[Finding]) -> list[int]:
    """Which paragraph of the body each finding is about, counted in the order of the file; -1 for none."""
    order: dict[Element, int] = {}
    found = []
    for one in findings:
        paragraph = one.paragraph
        if paragraph is None or paragraph.edge:
            found.append(-1)
            continue
        if not order:
            root = paragraph.node.getroottree().getroot()
            order = {each: at for at, each in enumerate(root.iterfind(f"{W}body//{W}p"))}
        found.append(order.get(paragraph.node, -1))
    return found


def _outside_boxes(paragraph: Element) -> Element:
    """The paragraph, or the one its text box hangs on: Word knows no comments in text boxes."""
    box = next(paragraph.iterancestors(_BOX), None)
    while box is not None:
        paragraph = next(box.iterancestors(f"{W}p"), paragraph)
        box = next(paragraph.iterancestors(_BOX), None) if paragraph in set(box.iterancestors()) else None
    return paragraph


def _mark(paragraph: Element, number: int) -> None:
    start, end, run = (etree.Element(W + name) for name in ("commentRangeStart", "commentRangeEnd", "r"))
    for each in (start, end, etree.SubElement(run, f"{W}commentReference")):
        each.set(f"{W}id", str(number))
    paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, start)
    paragraph.extend((end, run))


# --- what -----------------------------------------------------------------------------------------------------------


def _words(one: Finding, *, told_elsewhere: bool) -> str:
    place = f" (Vị trí: {one.place}.)" if told_elsewhere else ""
    return f"[{one.rule}] {one.severity}: {one.found}. Yêu cầu ({one.article}): {one.asked} Sửa: {one.remedy}{place}"


def _comment(number: int, words: str) -> Element:
    comment = etree.Element(f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": INITIALS})
    text = etree.SubElement(etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r"), f"{W}t")
    text.text = words
    return comment


def _ids(tree: Element) -> list[str]:
    found = (
        each.get(f"{W}id", "") for each in tree.iter(f"{W}comment", f"{W}commentRangeStart", f"{W}commentReference")
    )
    return [each for each in found if re.fullmatch(r"\d{1,9}", each)]


# --- the parts ------------------------------------------------------------------------------------------------------


def _comments(file: WordParts) -> tuple[str, Element]:
    """The name and the tree of the part that holds the comments; a new one where there is none."""
    if known := file.related("comments"):
        return known, file.parsed(known)
    folder = posixpath.dirname(file.main)
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(file.parts) + 1))
    return next(name for name in names if name not in file.parts), etree.Element(f"{W}comments", nsmap={"w": _MAIN})


def _linked(file: WordParts, name: str) -> dict[str, bytes]:
    """The parts that must know of the comments, changed if they do not yet."""
    parts = file.parts
    if name in parts:
        return {}
    path = rels_name(file.main)
    known = file.relations(file.main)
    rels = parse(parts[path], path) if path in parts else etree.Element(f"{{{_PACKAGE}/relationships}}Relationships")
    id_ = next(each for each in (f"rIdGopY{number}" for number in range(len(known) + 1)) if each not in known)
    etree.SubElement(rels, f"{{{_PACKAGE}/relationships}}Relationship", Id=id_, Type=_KIND, Target=f"/{name}")
    types = parse(parts[_TYPES], _TYPES)
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{name}", ContentType=_CONTENT)
    return {path: _bytes(rels), _TYPES: _bytes(types)}


def _is_typed(types: Element, main: str) -> bool:
    """Whether the package says of its main part that it is a Word document; without that Word opens nothing."""
    named = (each for each in types if each.get("PartName") == f"/{main}" or each.get("Extension") == "xml")
    return any((each.get("ContentType") or "").endswith(".main+xml") for each in named)


def _bytes(tree: Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
