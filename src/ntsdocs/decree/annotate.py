"""A copy of a paper with each finding as a Word comment at its place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence

from lxml import etree

from ntsdocs.decree.findings import Finding
from ntsdocs.docx import package
from ntsdocs.docx.paragraph_places import BOX
from ntsdocs.docx.parts import OFFICE, EditableParts, Relation
from ntsdocs.docx.xml import Element, W

AUTHOR, INITIALS = "Kiểm tra thể thức", "NĐ30"
MOST = 1_000  # comments; Word does not bear many more

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def annotate(data: bytes, findings: Sequence[Finding]) -> bytes:
    """The file with the comments; what stands in headers or nowhere is told at the first paragraph.

    `PackageError` if it cannot be opened. The same copy whenever it is made: the comments bear no date.
    """
    file = EditableParts(data)
    if not file.content_types()[file.main].endswith(".main+xml"):  # without that Word opens nothing
        raise package.PackageError("không ghi chú được: tệp thiếu phần mà Word cần để mở")
    root = file.tree(file.main)
    paragraphs = list(root.iterfind(f"{W}body//{W}p"))
    if not paragraphs:
        raise package.PackageError("không ghi chú được: tệp không có đoạn nào, hoặc ở dạng «Strict Open XML»")
    comments = _comments(file)
    number = 1 + max([int(each) for tree in (root, comments) for each in _ids(tree)], default=-1)
    notes = [(_words(one, at), max(at, 0)) for one, at in zip(findings[:MOST], _places(findings[:MOST]), strict=True)]
    if len(findings) > MOST:
        notes.append((f"Còn {len(findings) - MOST} điều nữa không ghi ở đây: xem kết quả --html.", 0))
    for id_, (words, at) in enumerate(notes, start=number):
        comments.append(_comment(id_, words))
        _mark(_outside_boxes(paragraphs[at] if at < len(paragraphs) else paragraphs[0]), id_)
    file.put(file.main, root)
    return file.written(package.ONCE)


def is_untouched(data: bytes) -> bool:
    """Whether this is a copy as `annotate` wrote it: any program that saves it again packs it in another way."""
    try:
        parts = package.read(data)
        ours = any(AUTHOR.encode() in part for name, part in parts.items() if "comments" in name)
        return ours and package.write(parts.items()) == data
    except (package.PackageError, ValueError):
        return False


# --- where ----------------------------------------------------------------------------------------------------------


def _places(findings: Iterable[Finding]) -> list[int]:
    """Which paragraph of the body each finding is about, counted in the order of the file; -1 for none."""
    nodes = [None if one.paragraph is None or one.paragraph.edge else one.paragraph.node for one in findings]
    root = next((node.getroottree().getroot() for node in nodes if node is not None), None)
    order = {} if root is None else {each: at for at, each in enumerate(root.iterfind(f"{W}body//{W}p"))}
    return [-1 if node is None else order.get(node, -1) for node in nodes]


def _outside_boxes(paragraph: Element) -> Element:
    """The paragraph, or the one its text box hangs on: Word knows no comments in text boxes."""
    box = next(paragraph.iterancestors(BOX), None)
    while box is not None:
        paragraph = next(box.iterancestors(f"{W}p"), paragraph)
        box = next(paragraph.iterancestors(BOX), None) if paragraph in set(box.iterancestors()) else None
    return paragraph


def _mark(paragraph: Element, number: int) -> None:
    start, end, run = (etree.Element(W + name) for name in ("commentRangeStart", "commentRangeEnd", "r"))
    for each in (start, end, etree.SubElement(run, f"{W}commentReference")):
        each.set(f"{W}id", str(number))
    paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, start)
    paragraph.extend((end, run))


# --- what -----------------------------------------------------------------------------------------------------------


def _words(one: Finding, at: int) -> str:
    place = f" (Vị trí: {one.place}.)" if at < 0 else ""  # the comment stands elsewhere
    custom = f" Thông lệ: {one.counted}." if one.counted else ""
    required = f"Yêu cầu ({one.article}): {one.requirement}{custom}"
    return f"[{one.rule}] {one.severity}: {one.what}. {required} Sửa: {one.remedy}{place}"


def _comment(number: int, words: str) -> Element:
    comment = etree.Element(f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": INITIALS})
    text = etree.SubElement(etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r"), f"{W}t")
    text.text = words
    return comment


def _ids(tree: Element) -> list[str]:
    marked = tree.iter(f"{W}comment", f"{W}commentRangeStart", f"{W}commentReference")
    return [id_ for each in marked if re.fullmatch(r"\d{1,9}", id_ := each.get(f"{W}id", ""))]


# --- the parts ------------------------------------------------------------------------------------------------------


def _comments(file: EditableParts) -> Element:
    """The tree of the part that holds the comments; a new part where there is none."""
    name = file.related("comments")
    if name:
        file.put(name, file.tree(name))
        return file.tree(name)
    root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    name = file.add(posixpath.join(posixpath.dirname(file.main), "comments.xml"), root, _CONTENT)
    file.relate(file.main, Relation(f"{OFFICE}/comments", name))
    return file.tree(name)
