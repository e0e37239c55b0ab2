"""The stories of two files made into one: body, headers and footers of each section, footnotes, endnotes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from ntsdocs.docx import anchors
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.parts import (
    EDGES,
    NOTES,
    OFFICE,
    WHICH,
    Edge,
    EditableParts,
    Relation,
    WordParts,
    edge_references,
    rels_name,
)
from ntsdocs.docx.same import Signatures
from ntsdocs.docx.xml import Element, R, W, drop, like, make, section_properties
from ntsdocs.redline.blocks import Blocks
from ntsdocs.redline.revisions import Marker, PartPair
from ntsdocs.redline.transfer import Transfer
from ntsdocs.redline.units import refill
from ntsdocs.redline.write_runs import Writer

_ROOTS = {"header": "hdr", "footer": "ftr"}
_NOTE = {"footnotes": "footnote", "endnotes": "endnote"}
# What the main part points to and this module, or nobody, compares.
_APART = frozenset("header footer footnotes endnotes comments styles settings fontTable theme numbering".split())

_PLAIN_MOVES = {W + "moveFrom": W + "del", W + "moveTo": W + "ins"}
_MOVE_RANGES = tuple(f"{W}move{word}Range{end}" for word in ("From", "To") for end in ("Start", "End"))
_MANY = 5  # content controls


@dataclass(slots=True)
class _Section:
    """A section: as the old file has it, as the new one has it, as it stands in the result."""

    old: Element | None
    new: Element | None
    result: Element


class Stories:
    """Merges an old file into a new one, story by story."""

    def __init__(self, old: EditableParts, new: EditableParts, author: str, date: datetime) -> None:
        """Take the two files; `PackageError` if one has no text that is read."""
        self._old, self._new = old, new
        self._old_body, self._new_body = body_of(old), body_of(new)
        self._before, self._after = Signatures(old), Signatures(new)
        by_file = [[anchors.show(file.tree(name)) for name in _stories(file)] for file in (old, new)]
        tags = [{tag.get(f"{W}val", "") for root in roots for tag in root.iter(f"{W}tag")} for roots in by_file]
        self._controls = frozenset[Hashable]((f"{W}sdt", tag) for tag in tags[0] & tags[1])
        # A program that drops tags, or controls, drops them all; a few may have been taken out by hand.
        fewest, most = sorted(map(len, tags))
        self._before.without_controls = self._after.without_controls = fewest == 0 and most >= _MANY
        roots = [root for roots in by_file for root in roots]
        for root in roots:
            self._flatten(root)
        self._marker = Marker(author, date, roots)
        self._transfer = Transfer(old, new, self._before, self._after)
        self._sections: list[_Section] = []
        self._notes: dict[tuple[str, str], tuple[str | None, str | None]] = {}  # a note of the result → old, new
        self._merged_edges: dict[tuple[str, str], str] = {}  # a new header and an old one → that of the result

    def _flatten(self, root: Element) -> Element:
        """The tree, earlier moves plain insertions and deletions in it, without holders that say nothing."""
        for move in list(root.iter(*_PLAIN_MOVES)):
            move.tag = _PLAIN_MOVES[move.tag]
        for mark in list(root.iter(*_MOVE_RANGES, f"{W}customXmlPr")):
            drop(mark)
        names = ("customXml", "sdt") if self._before.without_controls else ("customXml",)  # not in Word since 2010
        for holder in list(root.iter(*(W + name for name in names))):
            content = holder if holder.tag == f"{W}customXml" else holder.find(f"{W}sdtContent")
            parent = holder.getparent()
            if parent is not None and content is not None and (content is holder or content.find(f"{W}r") is None):
                parent[parent.index(holder) : parent.index(holder) + 1] = list(content)
        return root

    def merge(self) -> bool:
        """Whether anything differed; the new file then says what."""
        before, after = _edges_by_section(self._old, self._old_body), _edges_by_section(self._new, self._new_body)
        self._merge_bodies()
        self._edges(before, after)
        for (kind, id_), (old, new) in list(self._notes.items()):
            self._note(kind, id_, old, new)
        return self._marker.has_marked

    def _part(self, old: str, new: str) -> PartPair:
        """The two parts; equal XML in them means the same if their links and the files' lists are the same."""
        before, after = self._old.parts, self._new.parts
        lists = before.get(self._old.related("numbering")), after.get(self._new.related("numbering"))
        links = self._old.relations(old)
        targets = [each.target for each in links.values() if each.kind not in _APART]
        same_links = links == self._new.relations(new) and all(before.get(each) == after.get(each) for each in targets)
        trusted = lists[0] == lists[1] and same_links
        return PartPair(self._before, self._after, (old, new), self._marker, self._transfer, trusted, self._controls)

    def _blocks(self, part: PartPair) -> Blocks:
        return Blocks(Writer(part, self._call), self._section)

    # --- the body ---

    def _merge_bodies(self) -> None:
        part = self._part(self._old.main, self._new.main)
        old, new = (body.find(f"{W}sectPr") for body in (self._old_body, self._new_body))
        for each in (old, new):
            if each is not None:
                drop(each)
        self._new_body[:] = self._blocks(part).merge(self._old_body, self._new_body)
        last = part.merged(old, new, "sectPr")
        if last is not None:
            self._new_body.append(last)
            self._section(old, new, last)
        self._new.changed.add(self._new.main)

    def _section(self, old: Element | None, new: Element | None, result: Element) -> None:
        self._sections.append(_Section(old, new, result))

    # --- headers and footers ---

    def _edges(self, before: dict[Element, dict[Edge, str]], after: dict[Element, dict[Edge, str]]) -> None:
        """Make every section that both files have show its headers and footers with their changes."""
        # A section without one shows that of the section before: with all changes rejected, or accepted, another one.
        in_force: tuple[dict[Edge, str], dict[Edge, str]] = ({}, {})
        # Those in a content control were met before the paragraphs around it.
        places = {each: place for place, each in enumerate(self._new_body.iter(f"{W}sectPr"))}
        for section in sorted(self._sections, key=lambda each: places.get(each.result, -1)):
            there = [each for each, side in zip(in_force, (section.old, section.new), strict=True) if side is not None]
            for each in there:
                each.update(self._new.edges(section.result))
            references = edge_references(section.result)
            for edge in product(EDGES, WHICH):
                if section.old is None or section.new is None:
                    continue
                part = self._merged(after[section.new].get(edge, ""), before[section.old].get(edge, ""), edge)
                if any(part != each.get(edge, "") for each in in_force):
                    kind, which = edge
                    reference = references.get(edge)
                    if reference is None:
                        reference = make(f"{kind}Reference", type=which)
                        section.result.insert(0, reference)
                    reference.set(f"{R}id", self._new.relate(self._new.main, Relation(f"{OFFICE}/{kind}", part)))
                    for each in in_force:
                        each[edge] = part

    def _merged(self, new: str, old: str, edge: Edge) -> str:
        """The part of the result that shows what a header was and is; blank if there is and was none."""
        if (new, old) == ("", ""):
            return ""
        if (new, old) not in self._merged_edges:
            used = {name for name, _ in self._merged_edges}
            part = new if new and new not in used else self._own_part(new, old, edge[0])
            self._merged_edges[new, old] = part
            self._merge_part(part, old, is_there=bool(new))
        return self._merged_edges[new, old]

    def _own_part(self, new: str, old: str, kind: str) -> str:
        """A part for what so far shares one with other sections, or is not there any more."""
        if not new:
            root = like(self._old.tree(old), _ROOTS[kind])
            return self._transfer.add(f"word/{kind}_old.xml", root, kind)
        part = self._transfer.add(new, self._flatten(self._new.parsed(new)), kind)
        if rels_name(new) in self._new.parts:
            self._new.put(rels_name(part), self._new.parsed(rels_name(new)))
        return part

    def _merge_part(self, part: str, old: str, *, is_there: bool) -> None:
        pair = self._part(old or self._old.main, part)
        if old and pair.trusted and self._old.parts[old] == self._new.parts[part]:
            return
        root = self._new.tree(part)
        former = self._old.tree(old) if old else None
        refill(root, self._blocks(pair).merge(former, root if is_there else None))
        self._new.changed.add(part)

    # --- notes ---

    def _call(self, kind: str, old: str | None, new: str | None) -> str:
        """The id in the result of the note that two references call; blank for an old one that calls nothing."""
        if new is None and _by_id(self._old, self._old.related(kind), old) is None:
            return ""
        if new is None:
            new_ids = (id_ for (each, id_), ids in self._notes.items() if (each, ids) == (kind, (old, None)))
            new_id = next(new_ids, "") or self._free_note(kind)
        else:
            new_id = new
        self._notes.setdefault((kind, new_id), (old, new))
        return new_id

    def _free_note(self, kind: str) -> str:
        root = self._new.tree(self._note_part(kind))
        ids = [each.get(f"{W}id", "") for each in root] + [id_ for each, id_ in self._notes if each == kind]
        return str(max((int(id_) for id_ in ids if id_.isdecimal()), default=0) + 1)

    def _note_part(self, kind: str) -> str:
        """The part of the result that holds such notes; a new one, with the old separators, if there was none."""
        if not self._new.related(kind):
            root = like(self._old.tree(self._old.related(kind)))
            separators = [each for each in self._old.tree(self._old.related(kind)) if each.get(f"{W}type")]
            root.extend(self._transfer.copy(each, self._old.related(kind), self._new.main) for each in separators)
            self._transfer.add(f"word/{kind}.xml", root, kind)
        return self._new.related(kind)

    def _note(self, kind: str, id_: str, old: str | None, new: str | None) -> None:
        parts = self._old.related(kind), self._new.related(kind)
        former = _by_id(self._old, parts[0], old)
        now = _by_id(self._new, parts[1], new)
        if not parts[1] or (former is None and now is None):
            return
        if self._before.of(former, parts[0]) == self._after.of(now, parts[1]):
            return
        note = make(_NOTE[kind], id=id_) if now is None else now
        refill(note, self._blocks(self._part(parts[0] or self._old.main, parts[1])).merge(former, now))
        if now is None:
            self._new.tree(parts[1]).append(note)
        self._new.changed.add(parts[1])


def body_of(file: WordParts) -> Element:
    """The body of a document; `PackageError` if none is read."""
    if file.body is None:
        raise PackageError("tệp không có nội dung văn bản Word đọc được (có thể lưu dạng Strict Open XML)")
    return file.body


def _stories(file: EditableParts) -> list[str]:
    """The parts that may hold ids of marks."""
    return [file.main, *file.all_related(*EDGES, *NOTES)]


def _edges_by_section(file: EditableParts, body: Element) -> dict[Element, dict[Edge, str]]:
    """The headers and footers that each section shows, by its `w:sectPr`; blank where the part is missing."""
    by_section: dict[Element, dict[Edge, str]] = {}
    in_force: dict[Edge, str] = {}
    for section in section_properties(body):
        in_force |= file.edges(section)
        by_section[section] = dict(in_force)
    return by_section


def _by_id(file: EditableParts, part: str, id_: str | None) -> Element | None:
    return next((each for each in file.tree(part) if each.get(f"{W}id") == id_), None) if part and id_ else None
