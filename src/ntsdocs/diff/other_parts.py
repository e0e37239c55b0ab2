"""How two Word files differ outside their text: in styles, lists, file properties and all other parts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from ntsdocs.diff import paragraphs
from ntsdocs.diff.result import FILE_PROPERTIES, Change, What
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx import charts, sent_as
from ntsdocs.docx.package import CORE_PART, PackageError
from ntsdocs.docx.parts import CONTENT_TYPES, PROPERTIES
from ntsdocs.docx.same import Form, by_name, differences, equal, raw_differences
from ntsdocs.docx.xml import DC, Element, W, local

_PROPERTIES = PROPERTIES | {f"{DC}language": "ngôn ngữ"}
_PACKING = "gói tệp"
_KEYS = ("Id", "PartName", "Extension")
_CAME: Form = ("định nghĩa", "", "có")
_WENT: Form = ("định nghĩa", "có", "")


def changes(old: WordFile, new: WordFile) -> Iterator[Change]:
    """Every difference between the parts of two files that hold no text of the document."""
    yield from _definitions(old, new, "styles", "kiểu", _style_name)
    yield from _definitions(old, new, "numbering", "danh sách", _list_name)
    yield from properties(old, new)
    compared = {CORE_PART, *old.text_parts, *new.text_parts}
    compared |= {file.related(kind) for file in (old, new) for kind in ("styles", "numbering")}
    compared |= {sent_as.PART} if sent_as.but_digest(old) == sent_as.but_digest(new) else set()
    yield from _charts(old, new)
    for name in set(old.all_related("chart")).intersection(new.all_related("chart")):
        if charts.words(old.tree(name)) != charts.words(new.tree(name)):
            compared |= {name, charts.workbook_of(old, name)}
    for name in sorted((old.parts.keys() | new.parts.keys()) - compared):
        if old.parts.get(name) != new.parts.get(name):
            form = tuple(_part(name, old, new))
            if form:
                yield Change(What.FORM, f"phần {name}", form=form)


def visible(old: WordFile, new: WordFile) -> Iterator[Change]:
    """What charts show, where it differs, and the styles that both files have and that differ."""
    yield from _charts(old, new)
    styles = _definitions(old, new, "styles", "kiểu", _style_name)
    yield from (change for change in styles if change.form[0] not in (_CAME, _WENT))


def _charts(old: WordFile, new: WordFile) -> Iterator[Change]:
    """The charts that show other values than before; one that came or went is told by its paragraph."""
    told = ((charts.words(file.tree(name)) for name in sorted(file.all_related("chart"))) for file in (old, new))
    drawn, redrawn = (list(filter(None, each)) for each in told)
    for number, (before, after) in enumerate(zip(drawn, redrawn, strict=False), 1):
        if before != after and len(drawn) == len(redrawn):
            pieces = paragraphs.pieces(before, after)
            yield Change(What.WORDS, f"biểu đồ {number}", before=before, after=after, pieces=pieces)


def properties(old: WordFile, new: WordFile) -> Iterator[Change]:
    """The properties of the file that differ, as Word shows them."""
    for name, before, after in by_name(_properties(old), _properties(new)):
        if before != after:
            yield Change(What.FORM, FILE_PROPERTIES, form=((f"thuộc tính «{name}»", before or "", after or ""),))


def _properties(file: WordFile) -> dict[str, str]:
    core = file.tree(CORE_PART) if CORE_PART in file.parts else ()
    said = ((_PROPERTIES.get(each.tag, local(each.tag)), sent_as.without(each.text or "")) for each in core)
    return {name: text for name, text in said if text}


# --- styles and lists ------------------------------------------------------------------------------------------------


def _definitions(
    old: WordFile, new: WordFile, kind: str, what: str, name_of: Callable[[Element], str]
) -> Iterator[Change]:
    """The part of this kind, definition by definition."""
    if old.parts.get(old.related(kind)) == new.parts.get(new.related(kind)):
        return
    tells = (old.formats.definition, new.formats.definition) if kind == "styles" else (_nothing, _nothing)
    for name, one, other in by_name(*(_named(file.related_tree(kind), name_of) for file in (old, new))):
        place = f"{what} «{name}»"
        if one is None or other is None:
            yield Change(What.FORM, place, form=(_CAME if one is None else _WENT,))
        elif not equal(one, other):
            form = tuple(differences(what, one, other, *tells))
            yield Change(What.FORM, place, form=form or ((what, "khác thứ tự", "khác thứ tự"),))


def _named(root: Element | None, name_of: Callable[[Element], str]) -> dict[str, Element]:
    """The children by their names; a number tells those apart that have one in common."""
    named: dict[str, Element] = {}
    for child in () if root is None else root:
        name = base = name_of(child)
        number = 1
        while name in named:
            number += 1
            name = f"{base} {number}"
        named[name] = child
    return named


def _style_name(child: Element) -> str:
    if child.tag != f"{W}style":
        return {"docDefaults": "mặc định"}.get(local(child.tag), local(child.tag))
    name = child.find(f"{W}name")
    return child.get(f"{W}styleId", "") if name is None else name.get(f"{W}val", "")


def _list_name(child: Element) -> str:
    numbers = (child.get(W + name) for name in ("abstractNumId", "numId"))
    return next((f"{local(child.tag)} {number}" for number in numbers if number is not None), local(child.tag))


def _nothing(_: Element) -> tuple[str, ...]:
    return ()


# --- any other part --------------------------------------------------------------------------------------------------


def _part(name: str, old: WordFile, new: WordFile) -> Iterator[Form]:
    """How a part differs whose bytes do."""
    if name not in old.parts or name not in new.parts:
        yield (_PACKING, "", f"có {name}") if name not in old.parts else (_PACKING, f"có {name}", "")
        return
    try:
        trees = [file.tree(name) for file in (old, new)] if name.endswith((".xml", ".rels")) else []
    except PackageError:
        trees = []
    if not trees:
        yield _PACKING, _described(old.parts[name]), _described(new.parts[name])
    elif trees[0].tag == trees[1].tag and (name == CONTENT_TYPES or name.endswith(".rels")):
        # the order in which parts or relationships are listed says nothing
        entries = by_name(*(_named(root, _entry_name) for root in trees))
        values = ((entry, _entry(before), _entry(after)) for entry, before, after in entries)
        yield from sorted(each for each in values if each[1] != each[2])
    elif not equal(*trees):
        what = local(trees[0].tag)
        yield from list(raw_differences(what, *trees)) or [(what, "thứ tự", "thứ tự")]


def _entry_name(child: Element) -> str:
    """What an entry is known by: a relationship by its id, the type of a part by its name or ending."""
    return child.get("Id") or child.get("PartName") or "." + child.get("Extension", "").lower()


def _entry(child: Element | None) -> str:
    """All that an entry says besides what it is known by."""
    if child is None:
        return ""
    key = next((name for name in _KEYS if child.get(name)), "")
    attributes = {str(name): str(value) for name, value in child.attrib.items() if name != key}
    return "; ".join(f"{local(name)} {attributes[name]}" for name in sorted(attributes)) or "có"


def _described(data: bytes) -> str:
    return f"{len(data)} byte, SHA-256 {hashlib.sha256(data).hexdigest()[:12]}"
