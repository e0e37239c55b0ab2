"""What must not be left in the words of a finished paper: markers, runs of blanks, orphaned bullets, stray stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MARKER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
# «nan» is also a Vietnamese word, but only in company: gian nan, nguy nan, nan giải, nan y, nan tre.
LEFTOVER = re.compile(
    r"\b(?:None|NaN|NaT|True|False|Undefined)\b|(?<!gian )(?<!nguy )\bnan\b(?! giải| y\b| tre)|object at 0x|datetime\."
)

_END_MARK = re.compile(r"(?<!\.)\./\.(?!\.)")
_LONE_BULLET = re.compile(r"[-+–•*]")
_LONE_LABEL = re.compile(r"(?:[-+–•*]|[a-zđ]\)|\d+(?:\.\d+)*[.)]|[IVX]+\.)")
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (MARKER, "a template marker"),
    (LEFTOVER, "a value that is no word"),
    (re.compile(r" {2,}"), "two spaces together"),
    (re.compile(r" [,;:!?)»”]| \.(?!\.\.)"), "a space before a punctuation mark"),
    (re.compile(r"[(«“] "), "a space after an opening mark"),
    (re.compile(r";;|,,|[,;:][.]|,;|;,|:;|:,"), "two punctuation marks together"),
    (re.compile(r"(?<!\.)\.\.(?!\.)"), "two full stops together"),
    (re.compile(r"\(\)|«»|“”"), "empty brackets or quotation marks"),
    (re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\ufffd]"), "an invisible or unreadable character"),
)


def text_of(paragraph: Element) -> str:
    """The words of a paragraph, without field instructions, deleted text and the paragraphs inside its text boxes."""
    pieces: list[str] = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
        if next(node.iterancestors(f"{W}p")) is not paragraph or node.getparent().tag == f"{W}tabs":  # type: ignore[union-attr]
            continue
        name = etree.QName(node).localname
        pieces.append((node.text or "") if name == "t" else {"tab": "\t", "noBreakHyphen": "‑"}.get(name, "\n"))
    return "".join(pieces)


def prose_faults(story: Element) -> Iterator[str]:
    """What is wrong with the words of a body, header, footer or note, paragraph by paragraph."""
    for paragraph in story.iter(f"{W}p"):
        text = text_of(paragraph)
        for rule, what in _RULES:
            if found := rule.search(text):
                yield f"{what} in {_around(text, found)}"
        if not unicodedata.is_normalized("NFC", text):
            yield f"letters that are not in the form NFC in «{text}»"
        if _is_empty_item(paragraph, text):
            yield f"a bullet or number with nothing after it: «{text}»"
        yield from _lost_blanks(paragraph)


def end_marks(story: Element) -> int:
    """How often the closing mark `./.` stands in a story."""
    return sum(len(_END_MARK.findall(text_of(paragraph))) for paragraph in story.iter(f"{W}p"))


def _is_empty_item(paragraph: Element, text: str) -> bool:
    text = text.strip()
    if not text:
        return paragraph.find(f"{W}pPr/{W}numPr") is not None
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return _LONE_LABEL.fullmatch(text) is not None
    # Alone in its cell a hyphen means nil, and a number is the row's.
    return _LONE_BULLET.fullmatch(text) is not None and sum(1 for _ in cell.iter(f"{W}p")) > 1


def _lost_blanks(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter(f"{W}t"):
        text = node.text or ""
        if text != text.strip(" \t\n") and node.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            yield f"blanks that Word drops, for want of xml:space: «{text}»"


def _around(text: str, found: re.Match[str]) -> str:
    return f"«{text[max(0, found.start() - 30) : found.end() + 30]}»"
