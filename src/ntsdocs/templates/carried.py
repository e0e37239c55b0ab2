"""Where a kind's template is, and what of it goes with its papers: its parts, without what ties them to a machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ntsdocs.docx import package, sent_as
from ntsdocs.docx.parts import CONTENT_TYPES, EditableParts, WordParts, rels_name
from ntsdocs.docx.xml import W, drop

SUFFIXES = (".docx", ".dotx", ".docm", ".dotm")
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = frozenset(("vbaProject", "wordVbaData"))
_TIES = _MACROS.union(("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "recipientData"))
_SETTINGS = tuple(W + name for name in ("attachedTemplate", "mailMerge", "documentProtection", "writeProtection"))


def template_in(folder: Path, kind: str) -> Path:
    """Where the kind's template is: «ke_hoach.docx», or the same name with another ending of a Word file, any case."""
    usual = folder / f"{kind}.docx"
    if usual.is_file() or not folder.is_dir():
        return usual
    return min((each for each in folder.iterdir() if is_template(each) and each.stem.lower() == kind), default=usual)


def is_template(path: Path) -> bool:
    """Whether a template may be called so; Word's own lock files are none."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")


def has_macros(file: WordParts) -> bool:
    """Whether macros are in the file."""
    return any(each.kind in _MACROS for each in file.all_relations()) or any(map(_is_macro, file.parts))


def carried(docx: bytes) -> Mapping[str, bytes]:
    """The parts of a template as its papers have them; `PackageError` if it cannot be opened.

    They are those of a document, whatever Word saved it as. Macros, the template behind it, a list to be merged, a lock
    stay behind; a content control is freed from the property of the file by which Word would replace its words.
    """
    parts = package.read(docx)
    file = EditableParts(parts)
    types = file.tree(CONTENT_TYPES) if CONTENT_TYPES in parts else ()
    for each in types:
        if each.get("PartName", "").lstrip("/") == file.main and each.get("ContentType") != _DOCUMENT:
            each.set("ContentType", _DOCUMENT)
            file.changed.add(CONTENT_TYPES)
    dropped = {each.target for each in file.all_relations() if each.kind in _MACROS} | set(filter(_is_macro, parts))
    dropped |= {rels_name(name) for name in dropped}
    for name in sorted(parts):
        if name.endswith(".rels") and name not in dropped:
            unwanted = [each for each in file.tree(name) if each.get("Type", "").rpartition("/")[2] in _TIES]
        elif name == file.related("settings"):
            unwanted = list(file.tree(name).iter(*_SETTINGS))
        elif b"dataBinding" in parts[name] and name.startswith("word/") and name.endswith(".xml"):
            unwanted = list(file.tree(name).iter("{*}dataBinding"))
        elif name == CONTENT_TYPES:
            unwanted = [each for each in file.tree(name) if each.get("PartName", "").lstrip("/") in dropped]
        else:
            continue
        for each in unwanted:
            drop(each)
            file.changed.add(name)
    sent_as.declare(file)
    return {name: data for name, data in file.written_parts().items() if name not in dropped}


def _is_macro(name: str) -> bool:
    return name.lower().endswith(("vbaproject.bin", "vbadata.xml"))
