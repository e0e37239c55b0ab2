"""An administrative paper by its components."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ntsdocs.decree.values import twips
from ntsdocs.docx import font_widths, lines
from ntsdocs.docx.document import PageSection, Paragraph, TableCell, WordDocument, mm
from ntsdocs.docx.lines import Line

KINH_GUI = re.compile(r"k[íi]nh g[ửu]i\b", re.IGNORECASE)
STROKES = re.compile(r"[_\-–—―─━⎯¯‾ ]{4,}")


# A slip against PL II: the function that knows it, what is written, the remedy, whether it may be right after all.
Slip = tuple[str, str, str, bool]


@dataclass(slots=True)
class Stroke:
    """A line drawn under a component: how long, in mm, how it is made, and where."""

    length: float  # 0 where that cannot be told
    how: str
    paragraph: Paragraph
    lopsided: bool = False
    order: int = 0  # among the lines this paragraph draws


@dataclass(slots=True)
class Annex:
    """An annex: its heading line, title, «(Kèm theo …)», and where its paragraphs begin and end.

    `label` is the heading without a title that stands on the same line.
    """

    heading: Line
    number: str
    label: str
    title: list[Line] = field(default_factory=list)
    kem_theo: list[Line] = field(default_factory=list)
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class BodyPart:
    """A paragraph of the body and its role; `number` and `mark` are those of a heading, khoản or điểm."""

    paragraph: Paragraph
    role: str
    text: str
    number: str = ""
    mark: str = ""
    title: str = ""
    doubtful: bool = False  # whether the paragraph may be something else than its role says
    _whole: Line | None = None

    @property
    def line(self) -> Line | None:
        """The first line, with its looks."""
        own_lines = lines.of(self.paragraph)
        return own_lines[0] if own_lines else None

    @property
    def whole(self) -> Line:
        """The whole paragraph as one line."""
        if self._whole is None:
            self._whole = Line(self.paragraph, self.text, lines.looks(self.paragraph))
        return self._whole

    @property
    def place(self) -> str:
        """Where the paragraph stands."""
        return self.paragraph.place


@dataclass(slots=True)
class Paper:
    """A document with its components; each is `None` or empty where it was not found."""

    document: WordDocument
    kind: str = ""
    recognised_by: str = ""  # how the kind was known
    refused: str = ""  # why the decree's rules do not apply
    draft: bool = False
    template: bool = False
    outline: bool = False  # headed «(Để tham khảo)», without head and end: its body is to be set in another form
    quoc_hieu: Line | None = None
    tieu_ngu: Line | None = None
    parents: list[Line] = field(default_factory=list)
    names: list[Line] = field(default_factory=list)
    so: Line | None = None
    ve_viec: list[Line] = field(default_factory=list)
    date: Line | None = None
    title: Line | None = None
    strange_title: Line | None = None
    trich_yeu: list[Line] = field(default_factory=list)
    kinh_gui: Line | None = None
    addressees: list[Line] = field(default_factory=list)
    blocks: list[BodyPart] = field(default_factory=list)
    issued: list[BodyPart] = field(default_factory=list)  # the last of the blocks: those of a text the paper issues
    running_text: list[BodyPart] = field(default_factory=list)  # those of the blocks whose setting the decree lays down
    beyond: Line | None = None  # the title, or the Quốc hiệu, of another text below the signature
    noi_nhan: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    authority: list[Line] = field(default_factory=list)
    signer: Line | None = None
    annexes: list[Annex] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    main_end: int = 0
    tieu_ngu_stroke: Stroke | None = None
    name_stroke: Stroke | None = None
    trich_yeu_stroke: Stroke | None = None
    every: list[Paragraph] = field(default_factory=list)  # those of a template that only steer its filling too
    texts: list[Paragraph] = field(default_factory=list)  # those whose words PL II judges: body, tables, annexes
    slips: list[tuple[Paragraph, Slip]] | None = None  # against PL II, once they have been looked for
    _order: dict[int, int] = field(default_factory=dict)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs of the body, in order."""
        return self.document.paragraphs

    def lines(self, start: int, end: int | None = None) -> list[Line]:
        """The lines of the paragraphs from `start` to before `end`."""
        return [line for each in self.paragraphs[start:end] for line in lines.of(each)]

    @property
    def edges(self) -> list[Paragraph]:
        """The paragraphs of headers and footers that are printed, each once: sections share them."""
        groups = (
            group
            for section in self.document.sections
            for edges in (section.headers, section.footers)
            for group in self.document.printed(section, edges).values()
        )
        return list({id(each): each for group in groups for each in group}.values())

    @property
    def main_blocks(self) -> list[BodyPart]:
        """The blocks above the signature."""
        return self.blocks[: len(self.blocks) - len(self.issued)]

    def section(self, paragraph: Paragraph) -> PageSection:
        """The section the paragraph stands in."""
        return self.document.sections[min(paragraph.section, len(self.document.sections) - 1)]

    def room_mm(self, paragraph: Paragraph) -> float:
        """The width the paragraph's container gives, in mm."""
        if paragraph.cell is not None and paragraph.cell.width:
            return mm(paragraph.cell.width)
        return mm(self.section(paragraph).text_width)

    def free_mm(self, paragraph: Paragraph) -> float:
        """The width between the paragraph's indents, in mm."""
        return self.room_mm(paragraph) - mm(paragraph.format.left) - mm(paragraph.format.right)

    def start_of(self, paragraph: Paragraph) -> int:
        """Where its first word begins, in twips: behind its indents and the tabs and blanks typed before it."""
        format_, text = paragraph.format, paragraph.text
        place = format_.left + format_.first
        size = paragraph.runs[0][1].size / 2 if paragraph.runs else 14
        step = self.document.default_tab
        for char in text[: len(text) - len(text.lstrip())]:
            if char == "\t":
                stops = (stop for stop in (*format_.tabs, format_.left) if stop > place)
                place = min(stops, default=(place // step + 1) * step)
            else:
                place += twips(font_widths.width_mm(char, size))
        return place

    @property
    def strokes(self) -> tuple[tuple[Stroke | None, list[Line]], ...]:
        """The lines drawn under Tiêu ngữ, the issuing name and trích yếu, each with the lines of text above it."""
        return (
            (self.tieu_ngu_stroke, present(self.tieu_ngu)),
            (self.name_stroke, self.names),
            (self.trich_yeu_stroke, self.trich_yeu),
        )

    def between(self, one: Line, other: Line) -> list[Paragraph]:
        """The paragraphs that stand between those of two lines."""
        return self.paragraphs[self.index(one.paragraph) + 1 : self.index(other.paragraph)]

    def index(self, paragraph: Paragraph) -> int:
        """Which of the paragraphs this is; their number if it is none of them."""
        if not self._order:
            self._order.update((id(each), at) for at, each in enumerate(self.paragraphs))
        return self._order.get(id(paragraph), len(self.paragraphs))


def present(*lines: Line | None) -> list[Line]:
    """The lines that were found."""
    return [line for line in lines if line is not None]


def column_of(line: Line) -> tuple[object, int]:
    """What tells the columns of the head apart: the cell, the box, or the tab."""
    cell = line.paragraph.cell
    if cell is not None:
        return (id(cell.table), cell.column)
    return ("hộp" if line.paragraph.boxed else "trang", line.column)


def outermost(cell: TableCell | None) -> TableCell | None:
    """The cell of the top table that holds this one."""
    while cell is not None and cell.outer is not None:
        cell = cell.outer
    return cell
