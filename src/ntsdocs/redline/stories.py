"""The stories of two files made into one: body, headers and footers of each section, footnotes, endnotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import product

from ntsdocs.docx.outline_format import EDGES, WHICH
from ntsdocs.docx.parts import OFFICE, File, drop, like, make, rels_name
from ntsdocs.docx.xml import Element, R, W, parse
from ntsdocs.redline.blocks import Blocks
from ntsdocs.redline.carry import Carry
from ntsdocs.redline.format_changes import Props
from ntsdocs.redline.revision_marks import Stamp
from ntsdocs.redline.signatures import Sameness
from ntsdocs.redline.write_runs import Writer

Edge = tuple[str, str]  # «headerReference», «first»

_EDGES: tuple[Edge, ...] = tuple(product((element for element, _ in EDGES), (which for which, _ in WHICH)))
_ROOTS = {"header": "hdr", "footer": "ftr"}
_NOTE = {"footnotes": "footnote", "endnotes": "endnote"}
# What the main part points to and this module, or nobody, compares.
_APART = frozenset("header footer footnotes endnotes comments styles settings fontTable theme numbering".split())


@dataclass(slots=True)
class _Section:
    """A section: as the old file has it, as the new one has it, as it stands in the result."""

    old: Element | None
    new: Element | None
    result: Element


class Stories:
    """Merges an old file into a new one, story by story."""

    def __init__(self, old: File, new: File, author: str, date: datetime) -> None:
        self._old, self._new = old, new
        self._before, self._after = Sameness(old), Sameness(new)
        self._stamp = Stamp(author, date, (file.root(name) for file in (new, old) for name in _stories(file)))
        self._carry = Carry(old, new, self._before, self._after)
        self._props = Props(self._before, self._after, self._stamp, self._carry)
        self._sections: list[_Section] = []
        self._called: dict[tuple[str, str], tuple[str | None, str | None]] = {}  # a note of the result → old, new
        self._made: dict[tuple[str, str], str] = {}  # a new header and an old one → that of the result

    def merge(self) -> bool:
        """Whether anything differed; the new file then says what."""
        before, after = _shown(self._old), _shown(self._new)
        self._body()
        self._edges(before, after)
        for (kind, id_), (old, new) in list(self._called.items()):
            self._note(kind, id_, old, new)
        return self._stamp.given

    def _blocks(self, old: str, new: str) -> Blocks:
        writer = Writer(self._stamp, self._props, self._carry, (old, new), self._call)
        return Blocks(writer, self._before, self._after, self._section, trusted=self._trusted(old, new))

    def _trusted(self, old: str, new: str) -> bool:
        """Whether equal XML in these two parts means the same: their links and the files' lists are the same."""
        lists = [file.parts.get(file.related("numbering")) for file in (self._old, self._new)]
        links = self._old.relations(old)
        return (
            lists[0] == lists[1]
            and links == self._new.relations(new)
            and all(
                self._old.parts.get(each.target) == self._new.parts.get(each.target)
                for each in links.values()
                if each.kind not in _APART
            )
        )

    # --- the body ---

    def _body(self) -> None:
        blocks = self._blocks(self._old.main, self._new.main)
        old, new = (file.body.find(f"{W}sectPr") for file in (self._old, self._new))
        for each in (old, new):
            if each is not None:
                drop(each)
        self._new.body[:] = blocks.merge(self._old.body, self._new.body)
        last = self._props.both(old, new, "sectPr", (self._old.main, self._new.main))
        if last is not None:
            self._new.body.append(last)
            self._section(old, new, last)
        self._new.changed.add(self._new.main)

    def _section(self, old: Element | None, new: Element | None, result: Element) -> None:
        self._sections.append(_Section(old, new, result))

    # --- headers and footers ---

    def _edges(self, before: dict[Element, dict[Edge, str]], after: dict[Element, dict[Edge, str]]) -> None:
        """Make every section that both files have show its headers and footers with their changes."""
        # A section without one shows that of the section before: with all changes rejected, or accepted, another one.
        shown: tuple[dict[Edge, str], dict[Edge, str]] = ({}, {})
        # Those in a content control were told of before the paragraphs around it.
        places = {each: place for place, each in enumerate(self._new.body.iter(f"{W}sectPr"))}
        for section in sorted(self._sections, key=lambda each: places.get(each.result, -1)):
            there = [each for each, said in zip(shown, (section.old, section.new), strict=True) if said is not None]
            for edge in _EDGES:
                reference = _reference(section.result, edge)
                if reference is not None:
                    for each in there:
                        each[edge] = _target(self._new, reference)
                if section.old is None or section.new is None:
                    continue
                part = self._merged(after[section.new].get(edge, ""), before[section.old].get(edge, ""), edge)
                if any(part != each.get(edge, "") for each in shown):
                    if reference is None:
                        reference = make(edge[0], type=edge[1])
                        section.result.insert(0, reference)
                    kind = edge[0].removesuffix("Reference")
                    reference.set(f"{R}id", self._carry.relate(self._new.main, f"{OFFICE}/{kind}", part))
                    for each in shown:
                        each[edge] = part

    def _merged(self, new: str, old: str, edge: Edge) -> str:
        """The part of the result that shows what a header was and is; blank if there is and was none."""
        if (new, old) == ("", ""):
            return ""
        if (new, old) not in self._made:
            used = {name for name, _ in self._made}
            part = new if new and new not in used else self._own_part(new, old, edge[0].removesuffix("Reference"))
            self._made[new, old] = part
            self._merge_part(part, old, is_there=bool(new))
        return self._made[new, old]

    def _own_part(self, new: str, old: str, kind: str) -> str:
        """A part for what so far shares one with other sections, or is not there any more."""
        if not new:
            root = like(self._old.root(old), _ROOTS[kind])
            return self._carry.add(f"word/{kind}_old.xml", root, kind)
        part = self._carry.add(new, parse(self._new.parts[new], new), kind)
        if rels_name(new) in self._new.parts:
            self._new.put(rels_name(part), parse(self._new.parts[rels_name(new)], new))
        return part

    def _merge_part(self, part: str, old: str, *, is_there: bool) -> None:
        trusted = bool(old) and self._trusted(old, part)
        if trusted and self._old.parts[old] == self._new.parts[part]:
            return
        root = self._new.root(part)
        former = self._old.root(old) if old else None
        self._blocks(old or self._old.main, part).fill(root, former, root if is_there else None)
        self._new.changed.add(part)

    # --- notes ---

    def _call(self, kind: str, old: str | None, new: str | None) -> str:
        """The id in the result of the note that two references call; blank for an old one that calls nothing."""
        if new is None and _by_id(self._old, self._old.related(kind), old) is None:
            return ""
        if new is None:
            known = (id_ for (each, id_), ids in self._called.items() if (each, ids) == (kind, (old, None)))
            new_id = next(known, "") or self._free_note(kind)
        else:
            new_id = new
        self._called.setdefault((kind, new_id), (old, new))
        return new_id

    def _free_note(self, kind: str) -> str:
        root = self._new.root(self._note_part(kind))
        ids = [each.get(f"{W}id", "") for each in root] + [id_ for each, id_ in self._called if each == kind]
        return str(max((int(id_) for id_ in ids if id_.isdecimal()), default=0) + 1)

    def _note_part(self, kind: str) -> str:
        """The part of the result that holds such notes; a new one, with the old separators, if there was none."""
        if not self._new.related(kind):
            root = like(self._old.root(self._old.related(kind)))
            separators = [each for each in self._old.root(self._old.related(kind)) if each.get(f"{W}type")]
            root.extend(self._carry.copy(each, self._old.related(kind), self._new.main) for each in separators)
            self._carry.add(f"word/{kind}.xml", root, kind)
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
        self._blocks(parts[0] or self._old.main, parts[1]).fill(note, former, now)
        if now is None:
            self._new.root(parts[1]).append(note)
        self._new.changed.add(parts[1])


def _stories(file: File) -> list[str]:
    """The parts that may hold ids of marks."""
    kinds = ("header", "footer", "footnotes", "endnotes", "comments")
    related = (each.target for each in file.relations(file.main).values() if each.kind in kinds)
    return [file.main, *(name for name in related if name in file.parts)]


def _shown(file: File) -> dict[Element, dict[Edge, str]]:
    """The headers and footers that each section shows, by its `w:sectPr`; blank where the part is missing."""
    found: dict[Element, dict[Edge, str]] = {}
    shown: dict[Edge, str] = {}
    for section in file.body.iter(f"{W}sectPr"):
        parent = section.getparent()
        if parent is not None and parent.tag == f"{W}sectPrChange":
            continue
        for edge in _EDGES:
            reference = _reference(section, edge)
            if reference is not None:
                shown[edge] = _target(file, reference)
        found[section] = dict(shown)
    return found


def _reference(section: Element, edge: Edge) -> Element | None:
    element, which = edge
    return next((each for each in section.iterfind(W + element) if each.get(f"{W}type", "default") == which), None)


def _target(file: File, reference: Element) -> str:
    relation = file.relations(file.main).get(reference.get(f"{R}id", ""))
    return relation.target if relation is not None and relation.target in file.parts else ""


def _by_id(file: File, part: str, id_: str | None) -> Element | None:
    return next((each for each in file.root(part) if each.get(f"{W}id") == id_), None) if part and id_ else None
