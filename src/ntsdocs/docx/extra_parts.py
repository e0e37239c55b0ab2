"""Name what a Word file carries that a paper of ours does not: macros, embedded objects, links out, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.docx import charts
from ntsdocs.docx.parts import CONTENT_TYPES, WordParts
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

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
    r"|word/charts/(chart|colors|style)[0-9]+\.xml|(.+/)?_rels/[^/]*\.rels"
)


def faults(file: WordParts) -> Iterator[str]:
    """Why Word would not open the file, as far as its table of parts tells; `PackageError` if that cannot be read."""
    for name in (CONTENT_TYPES, _ROOTS):
        if name not in file.parts:
            yield f"thiếu phần «{name}»"
    content_type = file.content_types().get(file.main, "")
    if CONTENT_TYPES in file.parts and not re.search(r"wordprocessingml.*main\+xml|ms-word.*main\+xml", content_type):
        yield f"phần «{CONTENT_TYPES}» không khai «{file.main}» là văn bản Word"


def additions(ours: WordParts, theirs: WordParts) -> Iterator[str]:
    """What `theirs` has besides the text that `ours` has not, in words; `PackageError` if its parts cannot be read."""
    types = theirs.content_types()
    kinds = grouped((relation.target, relation.kind) for relation in theirs.all_relations())
    names: dict[str, list[str]] = {}
    workbooks = {charts.workbook_of(theirs, name) for name in theirs.all_related("chart") if ours.all_related("chart")}
    for name in sorted(theirs.parts.keys() - workbooks):
        about = " ".join((name, types[name], *kinds.get(name, ()))).lower()
        sort = next((sort for sort, pattern in _SORTS if pattern.search(about) and not name.endswith(".rels")), "")
        if sort or (name not in ours.parts and not _USUAL.fullmatch(name.lower())):
            names.setdefault(sort or "phần lạ", []).append(name)
    own_links = set(_links(ours))
    for kind, target in dict.fromkeys(_links(theirs)):
        if (kind, target) not in own_links:
            names.setdefault(_LINKS.get(kind, f"nguồn ngoài ({kind})"), []).append(target[:_LONGEST])
    for sort, each in names.items():
        yield f"{sort}: {vn.first_few(each, 5)}"


def _links(file: WordParts) -> Iterator[tuple[str, str]]:
    """What the file points to outside itself: as what, and the address."""
    return ((each.kind, each.target) for each in file.all_relations() if each.external)
