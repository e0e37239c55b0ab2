"""A paragraph's lines, as tabs and manual breaks part them, and what they look like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ntsdocs.docx import font_widths
from ntsdocs.docx.document import Paragraph
from ntsdocs.docx.formats import RunFormat


class LineFormat(tuple[tuple[str, RunFormat], ...]):
    """The words of a line with what they look like, without blanks; what they have in common is worked out once."""

    @cached_property
    def sizes(self) -> list[int]:
        """The type sizes in half-points, the smallest first."""
        return sorted({look.size for _, look in self})

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
            values = [getattr(look, what) for _, look in self]
            switches[what] = (any(values), bool(values) and all(values))
        return switches


@dataclass(slots=True)
class Line:
    """A stretch of a paragraph between tabs and manual breaks; `column` counts the tabs before it."""

    paragraph: Paragraph
    text: str
    looks: LineFormat
    column: int = 0

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
    if "\t" not in text and "\n" not in text:
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
    return LineFormat((text, look) for text, look in runs if text and not text.isspace())


def _parted(paragraph: Paragraph) -> Iterator[Line]:
    pieces: list[tuple[str, RunFormat]] = []
    column = 0
    for text, look in [*paragraph.runs, ("\n", _NONE)]:
        start = 0
        for at, char in enumerate(text):
            if char in "\t\n":
                if at > start:
                    pieces.append((text[start:at], look))
                words = "".join(piece for piece, _ in pieces)
                if words and not words.isspace():
                    yield Line(paragraph, " ".join(words.split()), _with_words(pieces), column)
                pieces, start = [], at + 1
                column = column + 1 if char == "\t" else 0
        if start < len(text):
            pieces.append((text[start:], look))


@lru_cache(maxsize=20_000)
def _width(text: str, size: int, bold: bool, italic: bool) -> float:
    return font_widths.width_mm(text, size / 2, bold, italic)


_NONE = RunFormat(("", "", "", ""), 0, False, False, False, False, False, "")
