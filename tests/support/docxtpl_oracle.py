"""docxtpl's own render as the measure of ours: part by part, as canonical XML."""

from __future__ import annotations

import html
import io
import posixpath
from dataclasses import fields, is_dataclass
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree

from ntsdocs.docx import anchors, package, sent_as
from ntsdocs.docx.package import CORE_PART
from ntsdocs.docx.parts import EditableParts
from ntsdocs.kinds.due import Core
from ntsdocs.templates.printable import FILTERS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = {f"{W}t", f"{W}instrText", f"{W}delText"}
CONTENT_TYPES = "[Content_Types].xml"

# docxtpl renders these as if they were markup and then sets them as text, so that «&» comes out as «&amp;».
RENDERED_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
OTHER_PROPERTIES = ("content_status", "created", "last_modified_by", "modified", "revision", "version")


CHARTS = ("word/charts/chart", "word/embeddings/")


def assert_same_as_docxtpl(template: Path | bytes, says: object, core: Core, ours: bytes) -> None:
    """Fails unless our paper has the same parts as the one docxtpl makes of the same template and context.

    Controls of theirs are hidden as ours are. XML is compared in canonical form without the blanks between elements,
    which docxtpl keeps in some parts and drops in others; content types and relationships by what they say; the core
    properties by their values. Charts are not compared: docxtpl leaves them as they are in the template.
    """
    theirs = package.read(docxtpl_render(_with_own_properties(template), says, core))
    mine = package.read(ours)
    theirs[sent_as.PART] = mine[sent_as.PART]
    theirs |= {name: mine[name] for name in theirs if name.startswith(CHARTS) and name in mine}
    assert mine.keys() == theirs.keys()
    assert _content_types(mine) == _content_types(theirs)
    for name in sorted(mine):
        if name == CORE_PART:
            assert _properties(ours) == _unescaped(_properties(package.write(theirs.items()))), name
        elif name.endswith(".rels"):
            assert _relationships(name, mine[name]) == _relationships(name, theirs[name]), name
        elif name.endswith(".xml") and name != CONTENT_TYPES:
            theirs_hidden = anchors.hide(etree.tostring(etree.fromstring(theirs[name]), encoding="unicode"))
            assert canonical(mine[name]) == canonical(theirs_hidden.encode()), name
        elif name != CONTENT_TYPES:
            assert mine[name] == theirs[name], name


def _with_own_properties(template: Path | bytes) -> bytes:
    file = EditableParts(template if isinstance(template, bytes) else template.read_bytes())
    sent_as.declare(file)
    return file.written()


def docxtpl_render(template: Path | bytes, says: object, core: Core) -> bytes:
    """The paper as docxtpl makes it, escaping and strict about missing names."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update({name: write for name, (write, _) in FILTERS.items()})
    opened = DocxTemplate(io.BytesIO(template) if isinstance(template, bytes) else template)
    opened.render({**{name: getattr(says, name) for name in _names(says)}, "core": core}, environment)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _names(says: object) -> list[str]:
    assert is_dataclass(says)
    return [field.name for field in fields(says)]


def canonical(xml: bytes) -> str:
    """The XML in canonical form, one element a line, without the blanks between elements."""
    root = etree.fromstring(xml)
    for element in root.iter():
        if element.tag not in TEXTS and element.text is not None and not element.text.strip():
            element.text = None
        if element.tail is not None and not element.tail.strip():
            element.tail = None
    return etree.tostring(root, method="c14n").decode().replace("><", ">\n<")


def _properties(paper: bytes) -> dict[str, object]:
    found = Document(io.BytesIO(paper)).core_properties
    return {name: getattr(found, name) for name in (*RENDERED_PROPERTIES, *OTHER_PROPERTIES)}


def _unescaped(properties: dict[str, object]) -> dict[str, object]:
    return {**properties, **{name: html.unescape(str(properties[name])) for name in RENDERED_PROPERTIES}}


def _content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """The content type of each part, however the list says it."""
    ending, named = {}, {}
    for each in etree.fromstring(parts[CONTENT_TYPES]):
        said = {str(key): str(value) for key, value in each.attrib.items()}
        if "Extension" in said:
            ending[said["Extension"].lower()] = said["ContentType"]
        else:
            named[said["PartName"]] = said["ContentType"]
    return {
        name: named.get(f"/{name}") or ending[name.rpartition(".")[2].lower()]
        for name in parts
        if name != CONTENT_TYPES
    }


def _relationships(name: str, xml: bytes) -> set[tuple[str, str, str, bool]]:
    base = posixpath.dirname(posixpath.dirname(f"/{name}"))
    found = set()
    for each in etree.fromstring(xml):
        said = {str(key): str(value) for key, value in each.attrib.items()}
        external = said.get("TargetMode") == "External"
        target = said["Target"] if external else posixpath.join(base, said["Target"])
        found.add((said["Id"], said["Type"], target, external))
    return found
