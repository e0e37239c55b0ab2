"""Fill in what an agency wrote at the places of its own paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from ntsdocs.templates.printable import ended

_CONTROL = re.compile(
    rb'(<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:tag w:val="(own:[^"]*)"/>.*?</w:sdtPr>.*?<w:sdtContent>)'
    rb"(.*?)(</w:sdtContent>)",
    re.DOTALL,
)
_HINT = re.compile(rb"<w:showingPlcHdr(?: [^<>]*)?/>")
_ONE_LINE = re.compile(rb"<w:text ?/>")
_WORDS = re.compile(rb"<w:t(?: [^<>]*)?(?:/>|>([^<]*)</w:t>)")
_BREAK = re.compile(rb"<w:(?:br|cr)(?: [^<>]*)?/>|</w:p>")


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


def found(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """What stands in the controls of a part that an agency fills in: the tag, and the lines."""
    for match in _CONTROL.finditer(data):
        lines = (b"".join(_WORDS.findall(each)).decode() for each in _BREAK.split(match[3]))
        yield match[2].decode(), [text for line in lines if (text := unescape(line).strip())]
