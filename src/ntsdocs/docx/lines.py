"""A paragraph's lines, as tabs and manual breaks part them, and what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from operator import itemgetter

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
    if "\t" not in text and "\n" not in text and not _has_gap(paragraph):
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
_GAP = r"(?<=[^\s-])(?<!số)(?<!số:)(?<!ngày)(?<!tháng)(?<!năm) {3,}(?=[^\s/-])(?!ngày|tháng|năm)"
_CUT, _CUT_OR_GAP = re.compile(r"[\t\n]"), re.compile(rf"[\t\n]|{_GAP}", re.IGNORECASE)
_look = itemgetter(1)
_LONGEST_ROW, _RIGHT_HALF = 240, " " * 25  # characters of a row of two columns, and before what stands on the right


def _has_gap(paragraph: Paragraph) -> bool:
    """Whether runs of blanks part what stands in two columns of a page without a table."""
    text = paragraph.text
    is_row = paragraph.cell is None and "   " in text and len(text) <= _LONGEST_ROW
    return is_row and any(not match[0].strip(" ") for match in _CUT_OR_GAP.finditer(text))


def is_parted(paragraph: Paragraph) -> bool:
    """Whether its words stand where tabs or many blanks put them."""
    return "\t" in paragraph.text or paragraph.text.startswith(_RIGHT_HALF) or _has_gap(paragraph)


def _parted(paragraph: Paragraph) -> Iterator[Line]:
    letters = [(char, look) for text, look in paragraph.runs for char in text]
    words = "".join(char for char, _ in letters).replace("\u00a0", " ")
    pattern = _CUT_OR_GAP if _has_gap(paragraph) else _CUT
    cuts = [(0, 0), *(match.span() for match in pattern.finditer(words)), (len(words), len(words))]
    column = -1
    for (cut, start), (end, _) in pairwise(cuts):
        column = 0 if words[cut:start] == "\n" else column + 1
        text = " ".join(words[start:end].split())
        if text:
            same = ((look, "".join(char for char, _ in group)) for look, group in groupby(letters[start:end], _look))
            shares = words[cut:start].startswith(" ") or words[end : end + 1] == " "
            yield Line(paragraph, as_compared(text), _with_words([each[::-1] for each in same]), column, shares)


@lru_cache(maxsize=20_000)
def _width(text: str, size: int, bold: bool, italic: bool) -> float:
    return font_widths.width_mm(text, size / 2, bold, italic)
