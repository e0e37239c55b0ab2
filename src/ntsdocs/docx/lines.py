"""A paragraph's lines, as tabs and manual breaks part them, and what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ntsdocs.docx import font_widths
from ntsdocs.docx.document import Paragraph, as_compared
from ntsdocs.docx.formats import RunFormat


class LineFormat(tuple[tuple[str, RunFormat], ...]):
    """The words of a line with what they look like; runs of blanks between them are there for the width alone."""

    @cached_property
    def sizes(self) -> list[int]:
        """The type sizes in half-points, the smallest first."""
        return sorted({look.size for text, look in self if not text.isspace()})

    @cached_property
    def width_mm(self) -> float:
        """How wide the words print if nothing breaks them."""
        return sum(
            _width(text.upper() if look.capitals else text, look.size, look.bold, look.italic) for text, look in self
        )

    @cached_property
    def shared(self) -> dict[str, tuple[bool, bool]]:
        """For each switch whether any of the words has it, and whether all have."""
        switches = {}
        for what in ("bold", "italic", "underline", "capitals"):
            values = [getattr(look, what) for text, look in self if not text.isspace()]
            switches[what] = (any(values), bool(values) and all(values))
        return switches


@dataclass(slots=True)
class Line:
    """A stretch of a paragraph between tabs, manual breaks and wide gaps; `column` counts the tabs and gaps before it.

    It `shares` its row where only blanks part it from others: changed alone, it would move them.
    """

    paragraph: Paragraph
    text: str
    looks: LineFormat
    column: int = 0
    shares: bool = False

    @property
    def place(self) -> str:
        """Where the paragraph stands."""
        return self.paragraph.place

    def every(self, what: str) -> bool:
        """Whether all the words are so: `bold`, `italic`, `underline`."""
        return self.looks.shared[what][1]

    def some(self, what: str) -> bool:
        """Whether any word is so."""
        return self.looks.shared[what][0]

    @property
    def sizes(self) -> list[int]:
        """The type sizes in half-points, the smallest first."""
        return self.looks.sizes

    @property
    def as_printed(self) -> str:
        """The text as it prints: capitals where the format makes them."""
        return self.text.upper() if self.every("capitals") else self.text

    @property
    def width_mm(self) -> float:
        """How wide the line prints if nothing breaks it."""
        return self.looks.width_mm

    @property
    def spaced(self) -> str:
        """The printed text with one space for any run of them."""
        return " ".join(self.as_printed.split())


def of(paragraph: Paragraph) -> list[Line]:
    """The lines of the paragraph that hold any text; nearly always one."""
    text = paragraph.text
    if "\t" not in text and "\n" not in text and not _gaps(paragraph):
        if not text or text.isspace():
            return []
        return [Line(paragraph, text.strip(), looks(paragraph))]
    return list(_parted(paragraph))


def looks(paragraph: Paragraph) -> LineFormat:
    """All the words of the paragraph."""
    remembered = paragraph.content.memo.get("looks")
    if not isinstance(remembered, LineFormat):
        remembered = paragraph.content.memo["looks"] = _with_words(paragraph.runs)
    return remembered


def _with_words(runs: list[tuple[str, RunFormat]]) -> LineFormat:
    pieces = [(text, look) for text, look in runs if text]
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while pieces and pieces[at][0].isspace():
            del pieces[at]
        if pieces:
            pieces[at] = (strip(pieces[at][0]), pieces[at][1])
    return LineFormat(pieces)


# Blanks left for what is filled in by hand part nothing: «Số:      /KH-UBND», «ngày      tháng».
_GAP = re.compile(
    r"(?<=[^\s-])(?<!số)(?<!số:)(?<!ngày)(?<!tháng)(?<!năm) {3,}(?=[^\s/-])(?!ngày|tháng|năm)", re.IGNORECASE
)
_GAP_MARK = "\x1f"  # no XML holds it
_LONGEST_ROW, _RIGHT_HALF = 240, " " * 25  # characters of a row of two columns, and before what stands on the right


def _gaps(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Where runs of blanks part what stands in two columns of a page without a table."""
    if paragraph.cell is not None or "   " not in paragraph.text or len(paragraph.text) > _LONGEST_ROW:
        return []
    words = "".join(text for text, _ in paragraph.runs).replace("\u00a0", " ")
    return [match.span() for match in _GAP.finditer(words)]


def is_parted(paragraph: Paragraph) -> bool:
    """Whether its words stand where tabs or many blanks put them."""
    return "\t" in paragraph.text or paragraph.text.startswith(_RIGHT_HALF) or bool(_gaps(paragraph))


def _marked(paragraph: Paragraph) -> Iterator[tuple[str, RunFormat]]:
    """The runs with one mark for each gap."""
    gaps, place = _gaps(paragraph), 0
    for text, look in paragraph.runs:
        letters = list(text)
        for start, end in gaps:
            for at in range(max(start, place), min(end, place + len(text))):
                letters[at - place] = _GAP_MARK if at == start else ""
        place += len(text)
        yield "".join(letters), look


def _parted(paragraph: Paragraph) -> Iterator[Line]:
    pieces: list[tuple[str, RunFormat]] = []
    column, beside = 0, False
    for text, look in [*_marked(paragraph), ("\n", _NONE)]:
        start = 0
        for at, char in enumerate(text):
            if char in ("\t", "\n", _GAP_MARK):
                if at > start:
                    pieces.append((text[start:at], look))
                words = " ".join("".join(piece for piece, _ in pieces).split())
                if words:
                    shares = beside or char == _GAP_MARK
                    yield Line(paragraph, as_compared(words), _with_words(pieces), column, shares)
                pieces, start, beside = [], at + 1, char == _GAP_MARK
                column = 0 if char == "\n" else column + 1
        if start < len(text):
            pieces.append((text[start:], look))


@lru_cache(maxsize=20_000)
def _width(text: str, size: int, bold: bool, italic: bool) -> float:
    return font_widths.width_mm(text, size / 2, bold, italic)


_NONE = RunFormat(("", "", "", ""), 0, False, False, False, False, False, "")
