"""Name what a Word file carries that a paper of ours does not: macros, embedded objects, links out, comments."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from ntsdocs.docx.xml import Element, document_part, parse, relations
from ntsdocs.text import vn

_TYPES = "[Content_Types].xml"
_ROOTS = "_rels/.rels"
_SORTS = (
    ("macro", re.compile(r"vbaproject|vbadata|macroenabled")),
    ("đối tượng nhúng", re.compile(r"embedding|oleobject|activex|afchunk|subdocument")),
    ("ý kiến (comment)", re.compile(r"comments")),
)
_LINKS = {"attachedTemplate": "mẫu gắn từ ngoài", "hyperlink": "liên kết"}
_LONGEST = 200  # letters of an address
# What Word and LibreOffice themselves add when they save.
_USUAL = re.compile(
    r"\[content_types\]\.xml|docprops/(app|core|custom)\.xml|docprops/thumbnail\.[a-z]+|docmetadata/labelinfo\.xml"
    r"|customxml/item(props)?[0-9]+\.xml|word/(document|styles|styleswitheffects|settings|websettings|fonttable"
    r"|numbering|footnotes|endnotes|people)\.xml"
    r"|word/glossary/(document|styles|settings|websettings|fonttable|numbering)\.xml|word/(header|footer)[0-9]+\.xml|word/theme/theme[0-9]+\.xml"
    r"|(.+/)?_rels/[^/]*\.rels"
)


def faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Why Word would not open the file, as far as its table of parts tells; `PackageError` if that cannot be read."""
    for name in (_TYPES, _ROOTS):
        if name not in parts:
            yield f"thiếu phần «{name}»"
    main = document_part(parts)
    if _TYPES in parts and not re.search(
        r"wordprocessingml.*main\+xml|ms-word.*main\+xml", _types(parts).get(main, "")
    ):
        yield f"phần «{_TYPES}» không khai «{main}» là văn bản Word"


def carried(ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> Iterator[str]:
    """What `theirs` has beside the text that `ours` has not, in words; `PackageError` if its parts cannot be read."""
    types, kinds = _types(theirs), _kinds(theirs)
    found: dict[str, list[str]] = {}
    for name in sorted(theirs):
        about = f"{name} {types.get(name, '')} {kinds.get(name, '')}".lower()
        sort = next((sort for sort, pattern in _SORTS if pattern.search(about) and not name.endswith(".rels")), "")
        if sort or (name not in ours and not _USUAL.fullmatch(name.lower())):
            found.setdefault(sort or "phần lạ", []).append(name)
    known = set(_links(ours))
    for kind, target in dict.fromkeys(_links(theirs)):
        if (kind, target) not in known:
            found.setdefault(_LINKS.get(kind, f"nguồn ngoài ({kind})"), []).append(target[:_LONGEST])
    for sort, each in found.items():
        yield f"{sort}: {vn.first_few(each, 5)}"


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of each part."""
    if _TYPES not in parts:
        return {}
    root = parse(parts[_TYPES], _TYPES)
    by_end = {each.get("Extension", "").lower(): each.get("ContentType", "") for each in _named(root, "Default")}
    by_name = {each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in _named(root, "Override")}
    return {name: by_name.get(name, by_end.get(name.rpartition(".")[2].lower(), "")) for name in parts}


def _named(root: Element, name: str) -> Iterator[Element]:
    return root.iter(f"{{*}}{name}")


def _kinds(parts: Mapping[str, bytes]) -> dict[str, str]:
    """As what each part is pointed to."""
    found: dict[str, str] = {}
    for source in _sources(parts):
        for each in relations(parts, source).values():
            found[each.target] = f"{found.get(each.target, '')} {each.kind}"
    return found


def _links(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What the file points to outside itself: as what, and the address."""
    for source in sorted(_sources(parts)):
        folder, base = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        for each in _named(parse(parts[path], path), "Relationship"):
            if each.get("TargetMode") == "External":
                yield each.get("Type", "").rpartition("/")[2], each.get("Target", "")


def _sources(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts that point to others; blank is the file itself."""
    for name in parts:
        folder, base = posixpath.split(name)
        if base.endswith(".rels") and posixpath.basename(folder) == "_rels":
            yield posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
