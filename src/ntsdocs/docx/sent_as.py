"""Say in a file's properties which paper it was sent as, and a digest of its text: whatever is edited, that stays."""

from __future__ import annotations

import hashlib
import re
from xml.sax.saxutils import escape

from lxml import etree

from ntsdocs.docx.package import CORE_PART
from ntsdocs.docx.parts import OFFICE, EditableParts, Relation, WordParts
from ntsdocs.docx.xml import CORE

PART = "docProps/custom.xml"  # as Word and LibreOffice call it
_BASE = OFFICE.removesuffix("relationships")
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_XML = (
    f'<Properties xmlns="{_BASE}custom-properties" xmlns:vt="{_BASE}docPropsVTypes"><property'
    ' fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="ntsdocs"><vt:lpwstr>{}</vt:lpwstr></property>'
    "</Properties>"
)
_SENT = re.compile(r"(?<![a-z0-9_/-])([a-z0-9][a-z0-9_/-]{1,250}) ([0-9a-f]{16})(?![0-9a-f])", re.ASCII)
_KEYWORDS, _KEYWORD = f"{CORE}keywords", "ntsdocs:paper"  # which stands in a template for what its papers say
_DIGEST = re.compile(rb" [0-9a-f]{16}(?=<)")


def declare(template: EditableParts) -> None:
    """Give a template the part of such properties, and a keyword; those that it has are no property of its papers."""
    if PART not in template.parts:
        template.add(PART, etree.fromstring(_XML.format("")), _TYPE)
        template.relate("", Relation(f"{OFFICE}/custom-properties", PART))
    core = template.tree(CORE_PART) if CORE_PART in template.parts else None
    if core is not None and _KEYWORD not in core.findtext(_KEYWORDS, ""):
        words = core.find(_KEYWORDS)
        words = etree.SubElement(core, _KEYWORDS) if words is None else words
        words.text = f"{without(words.text or '')} {_KEYWORD}".strip()
        template.changed.add(CORE_PART)


def properties(paper: str, text: bytes, core: bytes = b"") -> dict[str, bytes]:
    """The parts for a paper such as «tinh-mau/01-kh-ubnd/ke_hoach/so-y-te» whose main part is this `text`."""
    said = escape(f"{paper} {hashlib.sha256(text).hexdigest()[:16]}")
    own = {CORE_PART: core.replace(_KEYWORD.encode(), said.encode() if paper else b"")} if core else {}
    return {PART: _XML.format(said).encode(), **own}


def read(file: WordParts) -> tuple[str, str]:
    """The paper that a file was sent as, and the digest of its text then; blank where it does not say."""
    texts = (each.text or "" for part in (PART, CORE_PART) if part in file.parts for each in file.tree(part).iter())
    return next(filter(any, map(found, texts)), ("", ""))


def found(text: str) -> tuple[str, str]:
    """The same of a text in which it stands."""
    said = _SENT.search(text)
    return (said[1], said[2]) if said else ("", "")


def without(text: str) -> str:
    """A text without it."""
    return _SENT.sub("", text).strip()


def but_digest(file: WordParts) -> bytes:
    """The part without the digest, which tells no more of a text than the text does; empty where there is none."""
    return _DIGEST.sub(b"", file.parts.get(PART, b""))
