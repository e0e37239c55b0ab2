"""A Word file by its parts: their trees, where each points to, and how parts and pointers are added."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.xml import CORE, DC, DOCUMENT_PART, Element, R, W, parse
from ntsdocs.text.file_kinds import FileKind, kind_by_names

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

Edge = tuple[str, str]  # «header», «first»
EDGES = {"header": "đầu trang", "footer": "chân trang"}
NOTES = {"footnotes": "chú thích cuối trang", "endnotes": "chú thích cuối văn bản", "comments": "ý kiến"}
NOTE_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
PROPERTIES = {
    f"{DC}title": "tiêu đề",
    f"{DC}subject": "chủ đề",
    f"{DC}creator": "tác giả",
    f"{CORE}keywords": "từ khóa",
    f"{DC}description": "ghi chú",
    f"{CORE}category": "loại",
    f"{CORE}lastModifiedBy": "người sửa cuối",
}
WHICH = {"default": "", "first": " của trang đầu", "even": " của trang chẵn"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: a part's name, or an address where it is `external`; the URI `type` says as what."""

    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type («header»)."""
        return self.type.rpartition("/")[2]


class WordParts:
    """The parts of a Word file, `main` the document's own; `PackageError` if it is damaged, hostile or no Word file."""

    def __init__(self, docx: bytes | Mapping[str, bytes]) -> None:
        """Open the bytes of a file, or parts that have been read from one."""
        self.parts = package.read(docx) if isinstance(docx, bytes) else docx
        self.trees: dict[str, Element] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        named = (each.target for each in self.relations("").values() if each.kind == "officeDocument")
        self.main = next((name for name in (*named, DOCUMENT_PART) if name in self.parts), "")
        by_names = kind_by_names(self.parts, self.parts.get("mimetype", b""))
        kind = FileKind.WORD if self.main.startswith("word/") else by_names
        if kind not in (FileKind.WORD, FileKind.ARCHIVE):
            raise package.no_word_file(kind)
        if not self.main:
            raise PackageError("tệp không có nội dung văn bản Word")
        if CONTENT_TYPES not in self.parts and len(self.parts) > 1:  # a part alone is read for its words
            raise PackageError(f"thiếu phần «{CONTENT_TYPES}»: tệp hỏng hoặc chép thiếu")

    def tree(self, name: str) -> Element:
        """The tree of a part, the same one at every call."""
        if name not in self.trees:
            self.trees[name] = self.parsed(name)
        return self.trees[name]

    @property
    def body(self) -> Element | None:
        """What holds the paragraphs and tables of the document; `None` as in a file saved as Strict Open XML."""
        return self.tree(self.main).find(f"{W}body")

    def parsed(self, name: str) -> Element:
        """A new tree of a part; `PackageError` if it is not sound XML."""
        return parse(self.parts[name], name)

    def relations(self, name: str) -> dict[str, Relation]:
        """Where the part `name` points to, by relationship id; a blank name is the file itself."""
        if name not in self._relations:
            self._relations[name] = dict(_relations(self.parts, name))
        return self._relations[name]

    def all_relations(self) -> Iterator[Relation]:
        """Every relationship of every part, also where two have one id."""
        for path in sorted(self.parts):
            folder, base = posixpath.split(path)
            if base.endswith(".rels") and posixpath.basename(folder) == "_rels":
                source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
                yield from (relation for _, relation in _relations(self.parts, source))

    def all_related(self, *kinds: str) -> list[str]:
        """The parts of these kinds, such as «styles», that the main part points to, each once."""
        targets = (each.target for each in self.relations(self.main).values() if each.kind in kinds)
        return [target for target in dict.fromkeys(targets) if target in self.parts]

    def related(self, kind: str) -> str:
        """The first part of this kind that the main part points to; blank if there is none."""
        return next(iter(self.all_related(kind)), "")

    def related_tree(self, kind: str) -> Element | None:
        """The tree of the part of this kind that the main part points to."""
        name = self.related(kind)
        return self.tree(name) if name else None

    def edges(self, section: Element | None) -> dict[Edge, str]:
        """The parts of a section's own headers and footers; blank where there is no such part."""
        by_id = self.relations(self.main)
        relations = {edge: by_id.get(each.get(f"{R}id", "")) for edge, each in edge_references(section).items()}
        return {edge: each.target if each and each.target in self.parts else "" for edge, each in relations.items()}

    def destination(self, part: str, id_: str) -> str:
        """What a relationship leads to: an address, or its kind and a digest of the part; blank if it leads nowhere."""
        relation = self.relations(part).get(id_)
        if relation is None:
            return ""
        if relation.kind == "chart":
            return relation.kind  # its data are compared on their own, whatever a program called the part
        data = None if relation.kind == "hyperlink" else self.parts.get(relation.target)
        return relation.target if data is None else f"{relation.kind} {hashlib.sha256(data).hexdigest()[:16]}"

    def content_types(self) -> dict[str, str]:
        """The content type of each part, blank where the file does not say."""
        root = self.tree(CONTENT_TYPES) if CONTENT_TYPES in self.parts else etree.Element(f"{TYPES}Types")
        defaults = ((each.get("Extension", "").lower(), each) for each in root.iter("{*}Default"))
        by_ending = {ending: each.get("ContentType", "") for ending, each in defaults}
        overrides = ((each.get("PartName", "").lstrip("/"), each) for each in root.iter("{*}Override"))
        by_name = {name: each.get("ContentType", "") for name, each in overrides}
        endings = {name: name.rpartition(".")[2].lower() for name in self.parts}
        return {name: by_name.get(name, by_ending.get(ending, "")) for name, ending in endings.items()}


class EditableParts(WordParts):
    """The parts of a Word file whose trees may be changed; `changed` names those that are to be written anew."""

    def __init__(self, docx: bytes | Mapping[str, bytes]) -> None:
        """Open the bytes of a file, or parts that have been read from one, which stay as they are."""
        super().__init__(docx)
        self.parts: dict[str, bytes] = dict(self.parts)
        self.changed: set[str] = set()

    def put(self, name: str, root: Element) -> None:
        """Give the part `name` this tree; it is written anew."""
        self.trees[name] = root
        self.parts.setdefault(name, etree.tostring(root))
        self.changed.add(name)

    def add(self, name: str, root: Element, content_type: str) -> str:
        """The name of a new part with this tree: `name`, or one like it if that is used."""
        free = self.free_name(name)
        self.put(free, root)
        self.declare(free, content_type)
        return free

    def free_name(self, name: str) -> str:
        """The name, or one like it, that no part has."""
        stem, ending = posixpath.splitext(name)
        used_names = {each.lower() for each in self.parts}
        number = 0
        while name.lower() in used_names:
            number += 1
            name = f"{stem}_old{number}{ending}"
        return name

    def declare(self, name: str, content_type: str) -> None:
        """Say what a part is."""
        etree.SubElement(self.tree(CONTENT_TYPES), f"{TYPES}Override", PartName=f"/{name}", ContentType=content_type)
        self.changed.add(CONTENT_TYPES)

    def relate(self, part: str, relation: Relation, *, id_: str = "") -> str:
        """The id of a relationship of `part`, a new one if it has none such; or a new one that is called `id_`."""
        name = rels_name(part)
        if name not in self.parts:
            self.put(name, etree.Element(f"{RELATIONS}Relationships"))
        relations = self.relations(part)
        same = (key for key, each in relations.items() if (each.kind, each.target) == (relation.kind, relation.target))
        if not id_ and (there := next(same, None)) is not None:
            return there
        number = len(relations) + 1
        while not id_ or id_ in relations:
            id_, number = f"rIdOld{number}", number + 1
        entry = etree.SubElement(self.tree(name), f"{RELATIONS}Relationship", Id=id_, Type=relation.type)
        entry.set("Target", relation.target if relation.external else f"/{relation.target}")
        if relation.external:
            entry.set("TargetMode", "External")
        relations[id_] = relation
        self.changed.add(name)
        return id_

    def written_parts(self) -> dict[str, bytes]:
        """The parts, those that were changed as their trees are now."""
        trees = {name: self.trees[name] for name in self.changed}
        return self.parts | {
            name: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, tree in trees.items()
        }

    def written(self, level: int = package.EACH) -> bytes:
        """The file with its changed parts, packed at this level."""
        return package.pack(package.member(name, data, level) for name, data in self.written_parts().items())


def edge_references(section: Element | None) -> dict[Edge, Element]:
    """What points to a section's own headers and footers; §17.10.1: of others it has those of the section before."""
    references = () if section is None else section.iterchildren(*(f"{W}{word}Reference" for word in EDGES))
    words = ((each.tag[len(W) :].removesuffix("Reference"), each) for each in references)
    return {(word, each.get(f"{W}type", "default")): each for word, each in words}


def rels_name(name: str) -> str:
    """The part that holds the relationships of the part `name`."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relations(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, Relation]]:
    path = rels_name(name)
    for each in parse(parts[path], path).iter("{*}Relationship") if path in parts else ():
        target, external = each.get("Target", ""), each.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
        yield each.get("Id", ""), Relation(each.get("Type", ""), target, external)
