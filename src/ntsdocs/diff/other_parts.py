"""How two Word files differ outside their text: styles, lists, properties, and every other part of the package."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping

from ntsdocs.diff.result import FILE_PROPERTIES, Change, What
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx.package import CORE, PackageError
from ntsdocs.docx.same import Form, Tell, differences, equal, raw_differences
from ntsdocs.docx.xml import CORE as CORE_NAMES
from ntsdocs.docx.xml import DC, Element, W, parse

PROPERTIES = {
    f"{DC}title": "tiêu đề",
    f"{DC}subject": "chủ đề",
    f"{DC}creator": "tác giả",
    f"{DC}description": "ghi chú",
    f"{DC}language": "ngôn ngữ",
    f"{CORE_NAMES}keywords": "từ khóa",
    f"{CORE_NAMES}category": "loại",
    f"{CORE_NAMES}lastModifiedBy": "người sửa cuối",
}
_PACKING = "gói tệp"
_TYPES = "[Content_Types].xml"
_KEYS = ("Id", "PartName", "Extension")
_CAME: Form = ("định nghĩa", "", "có")
_WENT: Form = ("định nghĩa", "có", "")


def changes(old: WordFile, new: WordFile) -> Iterator[Change]:
    """Every difference between the parts of two files that hold no text of the document."""
    styles, numbering = ((old.related(kind), new.related(kind)) for kind in ("styles", "numbering"))
    yield from _named_children(old, new, styles, _style_key, "kiểu")
    yield from _named_children(old, new, numbering, _list_key, "danh sách")
    yield from properties(old, new)
    known = {CORE, *styles, *numbering, *old.text_parts, *new.text_parts}
    rest = sorted(name for name in old.parts.keys() | new.parts.keys() if name not in known)
    for name in rest:
        form = tuple(_part(name, old.parts.get(name), new.parts.get(name)))
        if form:
            yield Change(What.FORM, f"phần {name}", form=form)


def shared_styles(old: WordFile, new: WordFile) -> Iterator[Change]:
    """The styles that both files have and that differ."""
    names = old.related("styles"), new.related("styles")
    found = _named_children(old, new, names, _style_key, "kiểu")
    return (change for change in found if change.form[0] not in (_CAME, _WENT))


def properties(old: WordFile, new: WordFile) -> Iterator[Change]:
    """The properties of the file that differ, as Word shows them."""
    before, after = _properties(old.parts), _properties(new.parts)
    for name in [*before, *(each for each in after if each not in before)]:
        if before.get(name) != after.get(name):
            form = ((f"thuộc tính «{name}»", before.get(name, ""), after.get(name, "")),)
            yield Change(What.FORM, FILE_PROPERTIES, form=form)


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    if CORE not in parts:
        return {}
    found = {}
    for each in parse(parts[CORE], CORE):
        name = PROPERTIES.get(each.tag, each.tag.rpartition("}")[2])
        found[name] = each.text or ""
    return found


# --- styles and lists ------------------------------------------------------------------------------------------------


def _named_children(
    old: WordFile, new: WordFile, names: tuple[str, str], key: Callable[[Element], str], what: str
) -> Iterator[Change]:
    """A part whose children have names, child by child."""
    if old.parts.get(names[0]) == new.parts.get(names[1]):
        return
    before, after = (_children(paper.parts.get(name), name, key) for paper, name in zip((old, new), names, strict=True))
    for name in [*before, *(each for each in after if each not in before)]:
        one, other = before.get(name), after.get(name)
        place = f"{what} «{name}»"
        if one is None or other is None:
            yield Change(What.FORM, place, form=(_CAME if one is None else _WENT,))
        elif not equal(one, other):
            tells = (_definition(paper) for paper in (old, new)) if what == "kiểu" else (_nothing, _nothing)
            form = tuple(differences(what, one, other, *tells))
            yield Change(What.FORM, place, form=form or ((what, "khác thứ tự", "khác thứ tự"),))


def _children(data: bytes | None, part: str, key: Callable[[Element], str]) -> dict[str, Element]:
    return _keyed(parse(data, part), key) if data else {}


def _keyed(root: Element, key: Callable[[Element], str]) -> dict[str, Element]:
    """The children by what they are known by; a number tells those apart that have it in common."""
    found: dict[str, Element] = {}
    for child in root:
        name = base = key(child)
        number = 1
        while name in found:
            number += 1
            name = f"{base} {number}"
        found[name] = child
    return found


def _style_key(child: Element) -> str:
    if child.tag != f"{W}style":
        return {"docDefaults": "mặc định"}.get(_short(child.tag), _short(child.tag))
    name = child.find(f"{W}name")
    return child.get(f"{W}styleId", "") if name is None else name.get(f"{W}val", "")


def _list_key(child: Element) -> str:
    for name in ("abstractNumId", "numId"):
        if child.get(W + name) is not None:
            return f"{_short(child.tag)} {child.get(W + name)}"
    return _short(child.tag)


def _definition(paper: WordFile) -> Tell:
    return paper.formats.definition


def _nothing(_: Element) -> tuple[str, ...]:
    return ()


def _short(tag: str) -> str:
    return tag.rpartition("}")[2]


# --- any other part --------------------------------------------------------------------------------------------------


def _part(name: str, old: bytes | None, new: bytes | None) -> Iterator[Form]:
    if old == new:
        return
    if old is None or new is None:
        yield (_PACKING, "", f"có {name}") if old is None else (_PACKING, f"có {name}", "")
        return
    if name.endswith((".xml", ".rels")):
        try:
            one, other = parse(old, name), parse(new, name)
        except PackageError:
            pass
        else:
            if one.tag == other.tag and (name == _TYPES or name.endswith(".rels")):
                yield from _entries(*(_keyed(side, _entry_key) for side in (one, other)))
            elif not equal(one, other):
                yield from list(raw_differences(_short(one.tag), one, other)) or [(_short(one.tag), "thứ tự", "thứ tự")]
            return
    yield _PACKING, _described(old), _described(new)


def _entries(before: Mapping[str, Element], after: Mapping[str, Element]) -> Iterator[Form]:
    """The entries of a list of parts or of relationships that differ; the order they stand in says nothing."""
    for name in sorted(before.keys() | after.keys()):
        old, new = _entry(before.get(name)), _entry(after.get(name))
        if old != new:
            yield name, old, new


def _entry_key(child: Element) -> str:
    """What an entry is known by: a relationship by its id, the type of a part by its name or ending."""
    return child.get("Id") or child.get("PartName") or "." + child.get("Extension", "").lower()


def _entry(child: Element | None) -> str:
    """All that an entry says besides what it is known by."""
    if child is None:
        return ""
    known = next((name for name in _KEYS if child.get(name)), "")
    told = {str(name): str(value) for name, value in child.attrib.items() if name != known}
    return "; ".join(f"{_short(name)} {told[name]}" for name in sorted(told)) or "có"


def _described(data: bytes) -> str:
    return f"{len(data)} byte, SHA-256 {hashlib.sha256(data).hexdigest()[:12]}"
