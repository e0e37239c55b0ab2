"""Fill in what an agency wrote at the places of its own paper."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.xml import DOCUMENT_PART
from ntsdocs.kinds import KINDS
from ntsdocs.plan.model import is_private
from ntsdocs.plan.papers import PaperId
from ntsdocs.templates.printable import ended

_CONTROL = re.compile(
    rb'(<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:tag w:val="(own:[^"]*)"/>.*?</w:sdtPr>.*?<w:sdtContent>)'
    rb"(.*?)(</w:sdtContent>)",
    re.DOTALL,
)
_HINT = re.compile(rb"<w:showingPlcHdr(?: [^<>]*)?/>")
_ONE_LINE = re.compile(rb"<w:text ?/>")
_WORDS = re.compile(rb"<w:t(?: [^<>]*)?(?:/>|>([^<]*)</w:t>)")
_FURTHER = re.compile(rb'<w:br/><w:t(?: xml:space="preserve")?></w:t>')
_SIGNS = re.compile(r"\w")
_DRAFTS = {kind.name for kind in KINDS if kind.has_duties}
_DOTS = "……".encode()


def put(data: bytes, own: Mapping[str, str]) -> bytes:
    """The text of a part in which the content controls with these tags say these values, before it is settled.

    A value stands where the first words of its control stood, in their form, its lines one below the other.
    """

    def filled(match: re.Match[bytes]) -> bytes:
        value = own.get(match[2].decode())
        if value is None:
            return match[0]
        lines = b'</w:t><w:br/><w:t xml:space="preserve">'.join(line.encode() for line in ended(value).split("\n"))
        texts = iter([b'<w:t xml:space="preserve">%s</w:t>' % lines])
        about = _ONE_LINE.sub(b'<w:text w:multiLine="1"/>', _HINT.sub(b"", match[1]))
        return about + _WORDS.sub(lambda _: next(texts, b""), match[3]) + match[4]

    return _CONTROL.sub(filled, data) if own else data


def without_people(path: str, docx: bytes) -> bytes:
    """The paper of this path with its places about people as they are before an agency fills them in.

    The same bytes if nothing stands there, if none are filled in by an agency, or if it is no Word file.
    """
    if PaperId.of(path).kind not in _DRAFTS:
        return docx
    try:
        text = package.read(docx, DOCUMENT_PART).get(DOCUMENT_PART, b"")
    except PackageError:
        return docx
    emptied = _CONTROL.sub(_emptied, text)
    return docx if emptied == text else package.write({**package.read(docx), DOCUMENT_PART: emptied}.items())


def _emptied(match: re.Match[bytes]) -> bytes:
    words = b"".join(_WORDS.findall(match[3])).decode()
    if not is_private(match[2].decode(), words) or not _SIGNS.search(words):
        return match[0]
    texts = iter([b'<w:t xml:space="preserve">%s</w:t>' % _DOTS])
    about = _HINT.sub(b"", match[1]).replace(b"</w:sdtPr>", b"<w:showingPlcHdr/></w:sdtPr>")
    blank = _WORDS.sub(lambda _: next(texts, b"<w:t></w:t>"), match[3])
    return about + _FURTHER.sub(b"", blank) + match[4]
