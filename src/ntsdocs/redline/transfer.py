"""What old content needs in the new file: styles, lists, pictures, links, parts."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from ntsdocs.docx.parts import OFFICE, EditableParts, Relation, rels_name
from ntsdocs.docx.same import UNSEEN_MARKS, Signatures
from ntsdocs.docx.xml import MC, Element, R, W, drop, like, make

_STYLED = {W + "pStyle": "paragraph", W + "rStyle": "character", W + "tblStyle": "table"}
_LINKED = (W + "basedOn", W + "next", W + "link")
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNDERSTOOD = ("http://schemas.openxmlformats.org/", "http://www.w3.org/XML/1998/namespace")
_NUMBERED = ("}docPr", "}cNvPr")


class Transfer:
    """Copies elements of the old file for use in the new one; nothing in a copy leads nowhere."""

    def __init__(self, old: EditableParts, new: EditableParts, before: Signatures, after: Signatures) -> None:
        self._old, self._new, self._before, self._after = old, new, before, after
        self._styles: dict[tuple[str, str], str] = {}
        self._lists: dict[str, str] = {}
        self._links: dict[tuple[str, str, str], str] = {}
        self._parts: dict[str, str] = {}
        self._drawings = 0

    def copy(self, element: Element, source: str, target: str) -> Element:
        """A copy of an element of the old part `source`, fit to stand in the new part `target`."""
        copy = deepcopy(element)
        copy.tail = None
        for each in list(copy.iter(*UNSEEN_MARKS)):
            if each is not copy:
                drop(each)
        self._resolve_alternatives(copy, target)
        for each in list(copy.iter(etree.Element)):
            self._adapt(each, source, target)
        return copy

    def add(self, name: str, root: Element, kind: str) -> str:
        """The name of a new part with this tree, to which the main part points; its name is `name` or one like it."""
        free = self._new.add(name, root, f"{_CONTENT}.{kind}+xml")
        self._new.relate(self._new.main, Relation(f"{OFFICE}/{kind}", free))
        return free

    # --- inside a copy ---

    def _resolve_alternatives(self, copy: Element, target: str) -> None:
        """Of alternatives that the new part has no names for, what is meant for everybody else."""
        prefixes = {prefix for prefix in self._new.tree(target).nsmap if prefix}
        for each in list(copy.iter(f"{MC}AlternateContent")):
            needed = {word for choice in each.iter(f"{MC}Choice") for word in choice.get("Requires", "").split()}
            parent = each.getparent()
            if parent is not None and not needed <= prefixes:
                fallback = each.find(f"{MC}Fallback")
                at = parent.index(each)
                parent[at : at + 1] = [] if fallback is None else list(fallback)

    def _adapt(self, each: Element, source: str, target: str) -> None:
        for key, value in list(each.attrib.items()):
            name = str(key)
            if name.startswith(R):
                self._link(each, name, str(value), source, target)
            elif name.startswith("{") and not name.startswith(W) and not name[1:].startswith(_UNDERSTOOD):
                del each.attrib[key]  # ids and hints of one program, of no meaning elsewhere
        if each.tag.startswith("{http://schemas.microsoft.com/office/word/") and self._is_unknown(each, target):
            drop(each)
        elif each.tag in _STYLED:
            each.set(f"{W}val", self.style(each.get(f"{W}val", ""), _STYLED[each.tag]))
        elif each.tag == f"{W}numId":
            each.set(f"{W}val", self._list(each.get(f"{W}val", "")))
        elif each.tag.endswith(_NUMBERED) and each.get("id"):
            each.set("id", self._drawing())
        elif each.tag == f"{W}sdtPr":
            for id_ in each.findall(f"{W}id"):
                each.remove(id_)  # a content control needs none, and the new file may have the same

    def _is_unknown(self, each: Element, target: str) -> bool:
        return etree.QName(each).namespace not in self._new.tree(target).nsmap.values()

    def _drawing(self) -> str:
        if not self._drawings:
            ids = [int(id_) for root in self._roots() for id_ in _drawing_ids(root)]
            self._drawings = max([0, *(id_ for id_ in ids if id_ < 2**30)])
        self._drawings += 1
        return str(self._drawings)

    def _roots(self) -> Iterator[Element]:
        for name in list(self._new.parts):
            if name.startswith("word/") and name.endswith(".xml"):
                yield self._new.tree(name)

    # --- styles and lists ---

    def style(self, id_: str, kind: str) -> str:
        """The id in the new file of a style of the old one, which is brought along if the new file has none such."""
        if (id_, kind) in self._styles:
            return self._styles[id_, kind]
        self._styles[id_, kind] = id_
        theirs, ours = self._old.related_tree("styles"), self._new.related_tree("styles")
        style = None if theirs is None else _by(theirs, "style", "styleId", id_)
        if style is None or ours is None or _by(ours, "style", "styleId", id_) is not None:
            return id_
        name = style.find(f"{W}name")
        for other in ours.iterfind(f"{W}style"):
            same = other.find(f"{W}name")
            if name is not None and same is not None and same.get(f"{W}val") == name.get(f"{W}val"):
                self._styles[id_, kind] = other.get(f"{W}styleId", "")
                return self._styles[id_, kind]
        copy = deepcopy(style)
        copy.attrib.pop(f"{W}default", "")
        ours.append(copy)
        self._new.changed.add(self._new.related("styles"))
        for each in copy.iter(*_LINKED, f"{W}numId"):
            value = each.get(f"{W}val", "")
            each.set(f"{W}val", self._list(value) if each.tag == f"{W}numId" else self.style(value, kind))
        return id_

    def _list(self, number: str) -> str:
        if number in self._lists or number == "0":
            return self._lists.get(number, number)
        source = self._old.related("numbering")
        num = _by(self._old.tree(source), "num", "numId", number) if source else None
        if num is None:
            return number
        target = self._numbering()
        ours = self._new.tree(target)
        for each in ours.iterfind(f"{W}num"):
            if self._after.list_of(each.get(f"{W}numId", "")) == self._before.list_of(number):
                self._lists[number] = each.get(f"{W}numId", "")
                return self._lists[number]
        self._lists[number] = _next(ours, "num", "numId")
        link = num.find(f"{W}abstractNumId")
        abstract = "" if link is None else link.get(f"{W}val", "")
        definition = _by(self._old.tree(source), "abstractNum", "abstractNumId", abstract)
        copy = deepcopy(num)
        copy.set(f"{W}numId", self._lists[number])
        if definition is not None:
            brought, free = deepcopy(definition), _next(ours, "abstractNum", "abstractNumId")
            brought.set(f"{W}abstractNumId", free)
            for each in brought.findall(f"{W}nsid"):
                brought.remove(each)  # Word would take two lists with one for one list
            for each in copy.iterfind(f"{W}abstractNumId"):
                each.set(f"{W}val", free)
            last = ours.findall(f"{W}abstractNum")
            ours.insert(ours.index(last[-1]) + 1 if last else 0, brought)
            for style in brought.iter(f"{W}pStyle"):
                style.set(f"{W}val", self.style(style.get(f"{W}val", ""), "paragraph"))
            for picture in brought.findall(f".//{W}lvlPicBulletId"):
                drop(picture)
        nums = ours.findall(f"{W}num")
        ours.insert(ours.index(nums[-1]) + 1 if nums else len(ours.findall(f"{W}abstractNum")), copy)
        self._new.changed.add(target)
        return self._lists[number]

    def _numbering(self) -> str:
        if not self._new.related("numbering"):
            self.add("word/numbering.xml", make("numbering"), "numbering")
        return self._new.related("numbering")

    # --- relationships and parts ---

    def _link(self, each: Element, key: str, id_: str, source: str, target: str) -> None:
        if (source, target, id_) not in self._links:
            relation = self._old.relations(source).get(id_)
            self._links[source, target, id_] = self._relate(target, relation) if relation else ""
        if self._links[source, target, id_]:
            each.set(key, self._links[source, target, id_])
        else:
            del each.attrib[key]

    def _relate(self, part: str, relation: Relation, *, id_: str = "") -> str:
        """The id of a relationship of the old file in a part of the new one; blank if it leads nowhere."""
        if not relation.external:
            if relation.target not in self._old.parts:
                return ""
            relation = replace(relation, target=self._import_part(relation.target))
        return self._new.relate(part, relation, id_=id_)

    def _import_part(self, name: str) -> str:
        """The name in the new file of an old part, brought along with all it points to unless the new file has it."""
        if name in self._parts:
            return self._parts[name]
        content_type = self._old.content_types().get(name) or "application/octet-stream"
        # A header or a footer is a story of its own: that of the new file will tell of changes.
        is_story = content_type in (f"{_CONTENT}.header+xml", f"{_CONTENT}.footer+xml")
        is_there = self._new.parts.get(name) == self._old.parts[name] and rels_name(name) not in self._old.parts
        if is_there and not is_story:
            self._parts[name] = name
            return name
        free = self._parts[name] = self._new.free_name(name)
        self._new.declare(free, content_type)
        if is_story:
            story = self._old.tree(name)
            self._new.put(free, like(story))
            self._new.put(free, self.copy(story, name, free))
            return free
        self._new.parts[free] = self._old.parts[name]
        for id_, relation in self._old.relations(name).items():
            self._relate(free, relation, id_=id_)
        return free


def _by(root: Element, tag: str, attribute: str, value: str) -> Element | None:
    return next((each for each in root.iterfind(W + tag) if each.get(W + attribute) == value), None)


def _next(root: Element, tag: str, attribute: str) -> str:
    numbers = [int(value) for each in root.iterfind(W + tag) if (value := each.get(W + attribute, "")).isdecimal()]
    return str(max(numbers, default=0) + 1)


def _drawing_ids(root: Element) -> Iterator[str]:
    for each in root.iter(etree.Element):
        if each.tag.endswith(_NUMBERED) and (id_ := each.get("id", "")).isdecimal():
            yield id_
