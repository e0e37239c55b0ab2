"""A Word file opened for a comparison: its parts as trees that may be changed, and where they point to."""

from __future__ import annotations

import posixpath

from lxml import etree

from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.xml import Element, Relation, W, document_part, parse, related, relations

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_PLAIN_MOVES = {W + "moveFrom": W + "del", W + "moveTo": W + "ins"}
_MOVE_RANGES = tuple(f"{W}move{word}Range{end}" for word in ("From", "To") for end in ("Start", "End"))


class File:
    """One of the two files; `changed` names the parts whose trees are to be written anew."""

    def __init__(self, docx: bytes) -> None:
        self.parts = package.read(docx)
        self.main = document_part(self.parts)
        self.changed: set[str] = set()
        self._roots: dict[str, Element] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        body = self.root(self.main).find(f"{W}body")
        if body is None:
            raise PackageError("tệp không có nội dung văn bản Word đọc được (có thể lưu dạng Strict Open XML)")
        self.body = body

    def root(self, name: str) -> Element:
        """The tree of a part, the same one at every call; earlier moves are plain insertions and deletions in it."""
        if name not in self._roots:
            root = parse(self.parts[name], name)
            for move in list(root.iter(*_PLAIN_MOVES)):
                move.tag = _PLAIN_MOVES[move.tag]
            for mark in list(root.iter(*_MOVE_RANGES, f"{W}customXmlPr")):
                drop(mark)
            for element in list(root.iter(f"{W}customXml")):  # Word has not known them since 2010
                parent = element.getparent()
                if parent is not None:
                    parent[parent.index(element) : parent.index(element) + 1] = list(element)
            self._roots[name] = root
        return self._roots[name]

    def put(self, name: str, root: Element) -> None:
        """Give the part `name` this tree; it is written anew."""
        self._roots[name] = root
        self.parts.setdefault(name, etree.tostring(root))
        self.changed.add(name)

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part points to, by relationship id."""
        if name not in self._relations:
            self._relations[name] = relations(self.parts, name)
        return self._relations[name]

    def related(self, kind: str) -> str:
        """The part of this kind that the main part points to, such as «styles»; blank if there is none."""
        return related(self.parts, self.relations(self.main), kind)

    def written(self) -> bytes:
        """The file with its changed parts."""
        for name in sorted(self.changed):
            self.parts[name] = etree.tostring(
                self._roots[name], xml_declaration=True, encoding="UTF-8", standalone=True
            )
        return package.pack(package.member(name, data, package.EACH) for name, data in self.parts.items())


def rels_name(name: str) -> str:
    """The part that holds the relationships of the part `name`."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def drop(element: Element) -> None:
    """Take an element out of its parent, its tail with it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def like(element: Element, name: str = "") -> Element:
    """An empty element that knows the prefixes of another, of its name or another one of WordprocessingML."""
    return etree.Element(W + name if name else element.tag, nsmap=element.nsmap)  # type: ignore[arg-type]


def make(name: str, **attributes: str) -> Element:
    """An element of WordprocessingML with attributes of it."""
    element = etree.Element(W + name, nsmap={"w": W[1:-1]})
    for key, value in attributes.items():
        element.set(W + key, value)
    return element
