"""An administrative paper by its components; each is `None` or empty where it was not found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ntsdocs.decree.find.body_parts import BodyPart
from ntsdocs.docx.lines import Line
from ntsdocs.docx.pieces import PageSection, Paragraph, TableCell, WordDocument, mm

KINH_GUI = re.compile(r"kính gửi\b", re.IGNORECASE)
STROKES = re.compile(r"[_\-–—─━ ]{4,}")


@dataclass(slots=True)
class Stroke:
    """A line drawn under a component: how long, in mm, how it is made, and where."""

    length: float
    how: str
    paragraph: Paragraph
    lopsided: bool = False


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
class Paper:
    """A document with its components; each is `None` or empty where it was not found."""

    document: WordDocument
    kind: str = ""
    told: str = ""  # how the kind was known
    refused: str = ""  # why the decree's rules do not apply
    draft: bool = False
    template: bool = False
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
    texts: list[Paragraph] = field(default_factory=list)  # those whose words PL II judges: body, tables, annexes
    misspelt: list[Paragraph] | None = None  # those among them where a rule of PL II finds something, once looked for
    _order: dict[int, int] = field(default_factory=dict)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs of the body, in order."""
        return self.document.paragraphs

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

    def index(self, paragraph: Paragraph) -> int:
        """Which of the paragraphs this is; their number if it is none of them."""
        if not self._order:
            self._order.update((id(each), at) for at, each in enumerate(self.paragraphs))
        return self._order.get(id(paragraph), len(self.paragraphs))


def column_of(line: Line) -> tuple[object, int]:
    """What tells the columns of the head apart: the cell, the box, or the tab."""
    cell = line.paragraph.cell
    if cell is not None:
        return (id(cell.table), cell.column)
    return ("hộp" if line.paragraph.boxed else "trang", line.column)


def is_upper(text: str) -> bool:
    """Whether every letter is a capital."""
    return text.isupper()


def outermost(cell: TableCell | None) -> TableCell | None:
    """The cell of the top table that holds this one."""
    while cell is not None and cell.outer is not None:
        cell = cell.outer
    return cell
