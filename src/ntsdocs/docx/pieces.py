"""What a reader sees in a .docx: paragraphs with their place and effective formatting, tables, sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from ntsdocs.docx.formats import Formats, ParagraphFormat, RunFormat
from ntsdocs.docx.xml import Element, W

INHERITED_MARGIN = 108  # §17.4.41: the side margins of a cell where nobody sets them
HOLDERS = frozenset(  # what may stand around runs, paragraphs, rows or cells without a meaning of its own here
    W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple")
)
_P = W + "p"
_MM_PER_TWIP = 25.4 / 1440


def mm(length: float) -> float:
    """Twips in millimetres."""
    return length * _MM_PER_TWIP


@dataclass(slots=True)
class WordTable:
    """A table: its number among the top tables («2», «2.1» inside another), its rows and columns."""

    number: str
    columns: list[int]
    rows: int = 0
    bordered: bool = False
    margins: tuple[int, int] = (INHERITED_MARGIN, INHERITED_MARGIN)
    node: Element | None = None


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
    count: int = 0  # its paragraphs so far


@dataclass(slots=True)
class Content:
    """What a paragraph holds, wherever it stands; equal ones are read once, and what rules find in one is kept."""

    format: ParagraphFormat
    runs: list[tuple[str, RunFormat]]
    text: str = ""
    strokes: list[float] = field(default_factory=list)  # mm, the drawn lines that hang on it
    page: RunFormat | None = None  # how its PAGE field looks
    memo: dict[str, object] = field(default_factory=dict)


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
    boxed: bool
    edge: str

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
        """Where it stands, as a Word user sees it: «bảng 1, hàng 2, cột 1, đoạn 3», «đoạn 14», «đầu trang»."""
        words = [self.edge] if self.edge else []
        if self.boxed:
            words.append("khung chữ")
        if self.cell is not None:
            words += [f"bảng {self.cell.table.number}", f"hàng {self.cell.row}", f"cột {self.cell.column}"]
        words.append(f"đoạn {self.number}")
        shown = " ".join(self.text.lstrip()[:100].split())
        quoted = f" («{shown[:40].rstrip()}{'…' if len(shown) > 40 else ''}»)" if shown else ""
        return ", ".join(words) + quoted


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
    """All that the rules read of a file."""

    paragraphs: list[Paragraph]
    sections: list[PageSection]
    formats: Formats
    tracked: bool
    even_and_odd: bool
    default_tab: int
    tables: list[WordTable]
