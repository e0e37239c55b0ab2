"""Read a Word file line by line, every tracked change accepted, with the marks of ours that are left in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ntsdocs.docx import reader
from ntsdocs.docx.document import Content, Paragraph, as_compared
from ntsdocs.docx.parts import WordParts

OURS, OWN = "gen:", "own:"  # tags around words of ours, and around what an agency fills


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark of ours in a line, around the letters from `start` up to `end`; a bookmark is a point."""

    tag: str
    start: int
    end: int
    is_control: bool = False
    title: str = ""


@dataclass(frozen=True)
class WordLine:
    """A paragraph with words or marks: what it says, plain and composed, and the marks in it in their order.

    `row` and `column` count from 1 in the table `table` of the file; 0 where it stands in none.
    """

    text: str
    marks: tuple[PlacedMark, ...]
    paragraph: Paragraph
    table: int = 0
    row: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """Where a Word user finds it: «bảng 2, hàng 3, cột 1»."""
        return self.paragraph.bare_place

    @cached_property
    def zones(self) -> tuple[PlacedMark, ...]:
        """Its places to fill, each once: the control if it is there, else the point."""
        own = [mark for mark in self.marks if mark.tag.startswith(OWN)]
        zones = {mark.tag: mark for mark in sorted(own, key=lambda mark: mark.is_control)} if own else {}
        return tuple(sorted(zones.values(), key=lambda each: each.start))


@dataclass(frozen=True)
class WordLines:
    """The lines of a Word file, those of its tables in their order."""

    file: WordParts
    lines: tuple[WordLine, ...]

    @cached_property
    def at(self) -> Mapping[str, int]:
        """The line that each mark stands in, by tag; of several the first."""
        return {mark.tag: at for at, line in reversed([*enumerate(self.lines)]) for mark in line.marks}


def read(docx: bytes | WordParts, *, light: bool = False) -> WordLines:
    """The lines of a Word file; `PackageError` if it is damaged, hostile, or no Word file; `light` as `docx.reader`."""
    file = docx if isinstance(docx, WordParts) else WordParts(docx)
    document = reader.of_parts(file, light=light)
    tables = {id(table): number for number, table in enumerate(document.tables, start=1)}
    return WordLines(file, tuple(_lines(document.paragraphs, tables)))


def _lines(paragraphs: list[Paragraph], tables: Mapping[int, int]) -> Iterator[WordLine]:
    for paragraph in paragraphs:
        if not paragraph.text.strip() and not paragraph.content.marks:
            continue
        cell = paragraph.cell
        content, where = paragraph.content, (tables[id(cell.table)], cell.row, cell.column) if cell else (0, 0, 0)
        if "marks" not in content.memo:
            content.memo["marks"] = tuple(_marks(content)) if content.marks else ()
        yield WordLine(paragraph.text, content.memo["marks"], paragraph, *where)


def _marks(content: Content) -> Iterator[PlacedMark]:
    texts = [text for text, _ in content.runs]
    lengths = [len(as_compared("".join(texts[:at]))) for at in range(len(texts) + 1)]
    for mark in content.marks:
        yield PlacedMark(mark.tag, lengths[mark.start], lengths[mark.end], mark.is_control, mark.title)
