"""The values that `docx.reader` gives of a Word file: paragraphs with place and formatting, tables, sections."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ntsdocs.docx import paragraph_places
from ntsdocs.docx.formats import Formats, ParagraphFormat, RunFormat
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import Element, W
from ntsdocs.text import plain

_P = W + "p"
_MM_PER_TWIP = 25.4 / 1440
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_HYPHENS = re.compile("[\u2010\u2011]")


def as_compared(text: str) -> str:
    """The text as it is compared: NFC, blanks, hyphens and letters the plain ones, nothing that cannot be seen."""
    if text.isascii():
        return text
    text = plain.in_vietnamese(_UNSEEN.sub("", _HYPHENS.sub("-", _BLANKS.sub(" ", text))))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def mm(length: float) -> float:
    """Twips in millimetres."""
    return length * _MM_PER_TWIP


@dataclass(slots=True)
class WordTable:
    """A table: where it stands in its story, its columns and margins in twips, its rows."""

    node: Element
    place: str
    columns: list[int]
    margins: tuple[int, int]
    bordered: bool
    rows: int = 0


@dataclass(slots=True)
class TableCell:
    """Where in a table: row and column count from 1; `width` is what the text has, in twips, 0 if unknown."""

    table: WordTable
    row: int
    column: int
    width: int
    unsplit: bool
    outer: TableCell | None
    whole: int = 0  # the width with the margins
    paragraphs: int = 0
    start: int = 0  # where in the table it begins, in twips
    rules: frozenset[str] = frozenset()  # the sides it draws a line on

    @property
    def place(self) -> str:
        """Where it stands in its story: «bảng 1, hàng 2, cột 1»."""
        return f"{self.table.place}, hàng {self.row}, cột {self.column}"


class Remnant(Enum):
    """What work on a text leaves in it."""

    FIELD = "trường"
    HIDDEN = "chữ ẩn"
    MARKED = "chữ tô nền"
    COMMENT = "ý kiến"


@dataclass(frozen=True, slots=True)
class AnchorMark:
    """A mark of ours in a paragraph: a content control, or a hidden bookmark, which is a point (docs/anchors.md).

    It stands around the paragraph's runs from `start` up to `end`; `title` is what Word calls the control.
    """

    tag: str
    start: int
    end: int
    is_control: bool = False
    title: str = ""


@dataclass(slots=True)
class Content:
    """What a paragraph holds, wherever it stands; equal ones are read once, and what rules find in one is kept."""

    format: ParagraphFormat
    runs: list[tuple[str, RunFormat]]
    text: str = ""
    strokes: list[float] = field(default_factory=list)  # mm, the drawn lines that hang on it
    page: RunFormat | None = None  # how its PAGE field looks
    turns_page: bool = False  # whether a page ends in it, by a break or where the program that saved it saw one
    remnants: list[tuple[Remnant, str]] = field(default_factory=list)
    marks: list[AnchorMark] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it reads when every tracked change is accepted."""

    holder: Element  # the paragraph itself, or the row that holds it
    at: int  # which paragraph of the row; -1 if `holder` is the paragraph
    content: Content
    format: ParagraphFormat
    runs: list[tuple[str, RunFormat]]
    text: str
    label: str
    cell: TableCell | None
    section: int
    number: int
    box: str  # the place of the text box it stands in; blank outside one
    edge: str

    @property
    def boxed(self) -> bool:
        """Whether it stands in a text box."""
        return bool(self.box)

    @property
    def node(self) -> Element:
        """The paragraph in the tree of its part."""
        return self.holder if self.at < 0 else list(self.holder.iter(_P))[self.at]

    @property
    def strokes(self) -> list[float]:
        """The lengths in mm of the drawn lines that hang on it."""
        return self.content.strokes

    @property
    def page(self) -> RunFormat | None:
        """How its PAGE field looks; `None` if it has none."""
        return self.content.page

    @property
    def place(self) -> str:
        """Where it stands, with its first words: «bảng 1, hàng 2, cột 1, đoạn 3 («Kính gửi»)»."""
        opening = " ".join(self.text.lstrip()[:100].split())
        quoted = f" («{opening[:40].rstrip()}{'…' if len(opening) > 40 else ''}»)" if opening else ""
        return self.bare_place + quoted

    @property
    def bare_place(self) -> str:
        """The place without the first words."""
        holder, alone = (self.box, False) if self.cell is None else (self.cell.place, self.cell.paragraphs <= 1)
        return paragraph_places.within(self.edge, holder, paragraph_places.paragraph(self.number, alone))


@dataclass(slots=True)
class PageSection:
    """A section: its page in twips, its headers and footers with those it inherits."""

    node: Element | None
    width: int = 11906
    height: int = 16838
    landscape: bool = False
    margins: dict[str, int] = field(default_factory=dict)
    title_page: bool = False
    number_format: str = "decimal"
    start: int | None = None
    headers: dict[str, list[Paragraph]] = field(default_factory=dict)
    footers: dict[str, list[Paragraph]] = field(default_factory=dict)
    sized: bool = False

    @property
    def text_width(self) -> int:
        """The room between the side margins, in twips."""
        return self.width - self.margins.get("left", 0) - self.margins.get("right", 0)


@dataclass(slots=True)
class WordDocument:
    """All that is read of a file."""

    body: Element | None
    paragraphs: list[Paragraph]
    sections: list[PageSection]
    formats: Formats
    tracked: bool
    even_and_odd: bool
    default_tab: int
    tables: list[WordTable]
    file: WordParts

    def printed(self, section: PageSection, edges: dict[str, list[Paragraph]]) -> dict[str, list[Paragraph]]:
        """Those of a section's headers or footers that any page shows (§17.10.1, §17.10.6)."""
        unprinted = {"first": not section.title_page, "even": not self.even_and_odd}
        return {which: group for which, group in edges.items() if not unprinted.get(which)}
