"""A .docx as the paragraphs a reader sees, each with its place and its effective formatting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ntsdocs import package
from ntsdocs.checks import formatting
from ntsdocs.checks.formatting import Formats, ParagraphFormat, RunFormat, TableLook, twips
from ntsdocs.checks.labels import Labels
from ntsdocs.wordxml import MC, Element, R, Relation, W, document_part, on, parse, relations, settings, val

_STRICT = (  # ISO/IEC 29500-1 strict names its namespaces anew; what they hold is the same to us
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_P, _R, _T, _TBL, _TR, _TC = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
_RPR, _PPR, _SECT = W + "rPr", W + "pPr", W + "sectPr"
_ALTERNATE = MC + "AlternateContent"
_HOLDERS = frozenset(
    W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple")
)
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": ""}
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange|sectPrChange|tblPrChange|trPrChange) ")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# What ties a paragraph to its place, so that its like elsewhere may not be taken for it.
_SPECIAL = re.compile(rb"sectPr|fldChar|instrText|txbxContent|AlternateContent|<w:del[ />]|<w:moveFrom[ />]")
_LONGEST_KEPT = 4_000  # bytes
_LONGEST_ROW = 12_000
_EMU_PER_MM = 36000
_MM_PER_TWIP = 25.4 / 1440
_INHERITED_MARGIN = 108  # §17.4.41: the side margins of a cell where nobody sets them


@dataclass(slots=True)
class Table:
    """A table: its number among the top tables («2», «2.1» inside another), its rows and columns."""

    number: str
    columns: list[int]
    rows: int = 0
    bordered: bool = False
    margins: tuple[int, int] = (_INHERITED_MARGIN, _INHERITED_MARGIN)
    node: Element | None = None


@dataclass(slots=True)
class Cell:
    """Where in a table: row and column count from 1; `width` is what the text has, in twips, 0 if unknown."""

    table: Table
    row: int
    column: int
    width: int
    unsplit: bool
    outer: Cell | None
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
    cell: Cell | None
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
        shown = " ".join(self.text.split())
        quoted = f" («{shown[:40].rstrip()}{'…' if len(shown) > 40 else ''}»)" if shown else ""
        return ", ".join(words) + quoted


@dataclass(frozen=True, slots=True)
class _CellProps:
    """What `w:tcPr` says of a cell; `margins` are both sides together."""

    span: int
    merged: bool
    said: int
    margins: int
    bordered: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a row stands; `style` is that of its table if it has anything to say of text."""

    table: Table
    number: int
    outer: Cell | None
    boxed: bool
    style: str
    flags: frozenset[str]


@dataclass(slots=True)
class Section:
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
class Document:
    """All that the rules read of a file."""

    paragraphs: list[Paragraph]
    sections: list[Section]
    formats: Formats
    tracked: bool
    even_and_odd: bool
    default_tab: int
    tables: list[Table]


def read(docx: bytes) -> Document:
    """The document in these bytes; `PackageError` if they are damaged, hostile, too large, or no Word file."""
    return of_parts(package.read(docx))


def of_parts(parts: Mapping[str, bytes]) -> Document:
    """The document in these parts."""
    name = document_part(parts)
    return _Reader(parts, name, relations(parts, name)).document


class _Reader:
    """Walks one document from its first paragraph to the last, then its headers and footers."""

    def __init__(self, parts: Mapping[str, bytes], name: str, pointed: Mapping[str, Relation]) -> None:
        self._parts, self._pointed = parts, pointed
        self.formats = formatting.load(*(self._related(kind) for kind in ("styles", "numbering", "theme")))
        self._labels = Labels(self.formats)
        self._settings = settings(parse(data, "settings") if (data := self._related("settings")) else None)
        self._found: list[Paragraph] = []
        self._numbers: dict[bool, int] = {}
        self._row_is_plain = False
        self._tables: list[Table] = []
        self._nested: dict[str, int] = {}
        self._sections: list[Section] = []
        self._fields: list[str] = []  # of each open field: its instruction, or «=» once its result is shown
        self._cells_known: dict[tuple[bytes, tuple[int, int]], _CellProps] = {}
        self._edge = ""
        self._carried: list[tuple[str, RunFormat]] = []
        data = _transitional(parts[name])
        body = parse(data, name).find(f"{W}body")
        if body is not None:
            self._blocks(body, None, boxed=False)
        if not self._sections or (self._found and self._found[-1].section == len(self._sections)):
            self._sections.append(Section(None))
        found, self._found = self._found, []
        self._edges()
        self.document = Document(
            paragraphs=found,
            sections=self._sections,
            formats=self.formats,
            tracked=_TRACKED.search(data) is not None,
            even_and_odd=bool(on(self._settings, "evenAndOddHeaders")),
            default_tab=twips(val(self._settings, "defaultTabStop")) or 720,
            tables=self._tables,
        )

    def _related(self, kind: str) -> bytes:
        for each in self._pointed.values():
            if each.kind == kind and each.target in self._parts:
                return _transitional(self._parts[each.target])
        return b""

    # --- blocks ---

    def _blocks(self, holder: Element, cell: Cell | None, *, boxed: bool, look: TableLook | None = None) -> None:
        for child in holder:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, cell, boxed, look)
            elif tag == _TBL:
                self._table(child, cell, boxed=boxed)
            elif tag == W + "sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._blocks(content, cell, boxed=boxed, look=look)
            elif tag in _HOLDERS:
                self._blocks(child, cell, boxed=boxed, look=look)
            elif tag == _ALTERNATE and len(child):
                self._blocks(child[0], cell, boxed=boxed, look=look)
            elif tag == _SECT and cell is None and not boxed:
                self._section(child)

    def _table(self, table: Element, outer: Cell | None, *, boxed: bool) -> None:
        props = settings(table.find(f"{W}tblPr"))
        columns = [twips(each.get(f"{W}w")) or 0 for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        style = self.formats.table_style(val(props, "tblStyle"))
        found = Table(self._table_number(outer), columns, margins=_margins(props), bordered=_bordered(props))
        found.node = table
        self._tables.append(found)
        matters = bool(style) and self.formats.table_matters(style)
        flags = _look_flags(props) if matters else frozenset()
        rows = list(_rows(table))
        found.rows = len(rows)
        for number, row in enumerate(rows, start=1):
            shape = _Row(found, number, outer, boxed, style if matters else "", flags)
            written = etree.tostring(row, with_tail=False)
            key = (written, tuple(columns), found.margins, boxed) if not matters and not self._fields else None
            kept = self.formats.kept.get(key) if key is not None else None
            if kept is not None:
                self._like(kept, row, shape)
                continue
            before, self._row_is_plain = len(self._found), True
            self._row(row, shape)
            added = self._found[before:]
            plain = self._row_is_plain and len(written) < _LONGEST_ROW and b"<w:tbl>" not in written
            if key is not None and plain and not any(each.format.list_id for each in added):
                self.formats.keep(key, (found.bordered, [(each.cell, each.number, each.content) for each in added]))

    def _row(self, row: Element, shape: _Row) -> None:
        """Reads the cells of a row."""
        table, columns = shape.table, shape.table.columns
        props = settings(row.find(f"{W}trPr"))
        unsplit = bool(on(props, "cantSplit"))
        at = _whole(val(props, "gridBefore"))
        cells = list(_cells(row))
        for order, each in enumerate(cells, start=1):
            own = self._cell_props(each.find(f"{W}tcPr"), table.margins)
            if not own.merged:
                whole = sum(columns[at : at + own.span]) or own.said
                look = None
                if shape.style:
                    held = _conditions(shape.flags, shape.number, table.rows, order, len(cells))
                    look = TableLook(shape.style, held)
                table.bordered = table.bordered or own.bordered
                place = Cell(table, shape.number, order, max(0, whole - own.margins), unsplit, shape.outer, whole)
                self._blocks(each, place, boxed=shape.boxed, look=look)
            else:
                self._row_is_plain = False
            at += own.span

    def _like(self, kept: tuple[bool, list[tuple[Cell, int, Content]]], row: Element, shape: _Row) -> None:
        """Takes a row's paragraphs from one that was read before and is written the same."""
        shape.table.bordered = shape.table.bordered or kept[0]
        section, edge, last, cell = len(self._sections), self._edge, None, None
        for at, (model, number, content) in enumerate(kept[1]):
            if model is not last or cell is None:
                last = model
                cell = Cell(
                    shape.table, shape.number, model.column, model.width, model.unsplit, shape.outer, model.whole
                )
            self._found.append(
                Paragraph(
                    row,
                    at,
                    content,
                    content.format,
                    content.runs,
                    content.text,
                    "",
                    cell,
                    section,
                    number,
                    shape.boxed,
                    edge,
                )
            )

    def _cell_props(self, node: Element | None, inherited: tuple[int, int]) -> _CellProps:
        key = (b"" if node is None else etree.tostring(node, with_tail=False), inherited)
        known = self._cells_known.get(key)
        if known is None:
            props = settings(node)
            known = self._cells_known[key] = _CellProps(
                span=max(1, _whole(val(props, "gridSpan"))),
                merged="vMerge" in props and val(props, "vMerge") != "restart",
                said=twips(val(props, "tcW", "w")) or 0,
                margins=sum(_margins(props, "tcMar", inherited)),
                bordered=_bordered(props, "tcBorders"),
            )
        return known

    def _table_number(self, outer: Cell | None) -> str:
        above = outer.table.number if outer is not None else self._edge
        self._nested[above] = self._nested.get(above, 0) + 1
        return f"{above}.{self._nested[above]}" if outer is not None else str(self._nested[above])

    def _section(self, node: Element) -> None:
        props = settings(node)
        size, margins = props.get("pgSz"), props.get("pgMar")
        section = Section(node, landscape=val(props, "pgSz", "orient") == "landscape")
        if size is not None:
            section.width = twips(size.get(f"{W}w")) or section.width
            section.height = twips(size.get(f"{W}h")) or section.height
            section.sized = True
        if margins is not None:
            for side in ("top", "bottom", "left", "right", "gutter", "header", "footer"):
                section.margins[side] = twips(margins.get(W + side)) or 0
        section.title_page = bool(on(props, "titlePg"))
        section.number_format = val(props, "pgNumType", "fmt") or "decimal"
        start = val(props, "pgNumType", "start")
        section.start = None if start is None else _whole(start)
        self._sections.append(section)

    # --- paragraphs ---

    def _paragraph(self, node: Element, cell: Cell | None, boxed: bool, look: TableLook | None) -> None:
        number = self._numbered(cell, boxed, 1)
        written = b"" if self._fields or self._carried else etree.tostring(node, with_tail=False)
        content = self.formats.kept.get((written, look)) if written else None
        boxes: list[Element] = []
        closes = None
        if content is None:
            props = node.find(_PPR)
            content = Content(self.formats.paragraph(props, look), [])
            self._inline(node, content, look, boxes)
            if self._carried:
                content.runs[:0], self._carried = self._carried, []
            if props is not None:
                closes = props.find(_SECT)
                mark = props.find(_RPR)
                if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
                    self._carried = content.runs  # a deleted mark joins the paragraph to the next one
                    self._numbered(cell, boxed, -1)
                    return
            content.text = _read("".join([text for text, _ in content.runs])) if content.runs else ""
            if written and len(written) < _LONGEST_KEPT and _SPECIAL.search(written) is None:
                self.formats.keep((written, look), content)
            else:
                self._row_is_plain = False
        format_ = content.format
        label = self._labels.next(format_) if format_.list_id else ""
        self._found.append(
            Paragraph(
                node,
                -1,
                content,
                format_,
                content.runs,
                content.text,
                label,
                cell,
                len(self._sections),
                number,
                boxed,
                self._edge,
            )
        )
        for box in boxes:
            self._blocks(box, None, boxed=True)
        if closes is not None and cell is None and not boxed and not self._edge:
            self._section(closes)

    def _numbered(self, cell: Cell | None, boxed: bool, step: int) -> int:
        """The number of the paragraph in its cell, in the boxes or on the page."""
        if cell is not None:
            cell.count += step
            return cell.count
        self._numbers[boxed] = self._numbers.get(boxed, 0) + step
        return self._numbers[boxed]

    def _inline(self, holder: Element, found: Content, table: TableLook | None, boxes: list[Element]) -> None:
        for child in holder:
            tag = child.tag
            if tag == _R:
                self._run(child, found, table, boxes)
            elif tag == W + "sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._inline(content, found, table, boxes)
            elif tag in _HOLDERS:
                before = len(found.runs)
                self._inline(child, found, table, boxes)
                if tag == W + "fldSimple" and (child.get(f"{W}instr") or "").split()[:1] == ["PAGE"]:
                    looks = [look for _, look in found.runs[before:]]
                    found.page = looks[0] if looks else self._look(None, found, table)
            elif tag == _ALTERNATE and len(child):
                self._inline(child[0], found, table, boxes)

    def _look(self, props: Element | None, found: Content, table: TableLook | None) -> RunFormat:
        return self.formats.run(props, found.format.style, table)

    def _run(self, run: Element, found: Content, table: TableLook | None, boxes: list[Element]) -> None:
        look: RunFormat | None = None
        words: list[str] = []
        for child in run:
            tag = child.tag
            if tag == _RPR:
                look = self._look(child, found, table)
            elif tag == _T:
                if child.text and (not self._fields or all(each == "=" for each in self._fields)):
                    words.append(child.text)
            elif tag in _SIGNS:
                words.append(_SIGNS[tag])
            else:
                look = look or self._look(None, found, table)
                words.append(self._other(child, tag, found, boxes, look))
        text = "".join(words)
        if text:
            look = look or self._look(None, found, table)
            if not look.hidden:
                found.runs.append((text, look))

    def _other(self, child: Element, tag: str, found: Content, boxes: list[Element], look: RunFormat) -> str:
        """What stands in a run and is neither text nor a sign."""
        if tag == W + "br":
            return "" if child.get(f"{W}type") in ("page", "column") else "\n"
        if tag == W + "sym":
            return "•"
        if tag == W + "fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
        elif tag == W + "instrText" and self._fields:
            self._fields[-1] += child.text or ""
            if self._fields[-1].split()[:1] == ["PAGE"]:
                found.page = look
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child, found, boxes)
        elif tag == _ALTERNATE and len(child):
            for each in child[0]:
                self._other(each, each.tag, found, boxes, look)
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin" and len(self._fields) < 100:
            self._fields.append("")
        elif self._fields and kind == "separate":
            self._fields[-1] = "="
        elif self._fields and kind == "end":
            self._fields.pop()

    def _drawing(self, drawing: Element, found: Content, boxes: list[Element]) -> None:
        held = list(drawing.iter(f"{W}txbxContent"))
        if held:
            boxes += held[:1] if len(held) == 2 and held[0].getparent() is held[1].getparent() else held
            return
        length = _stroke(drawing)
        if length is not None:
            found.strokes.append(length)

    # --- headers and footers ---

    def _edges(self) -> None:
        """§17.10.1: a section without a header of its own takes that of the section before."""
        known: dict[str, list[Paragraph]] = {}
        last: dict[str, dict[str, list[Paragraph]]] = {"header": {}, "footer": {}}
        for section in self._sections:
            for element, words in (("header", "đầu trang"), ("footer", "chân trang")):
                own = dict(last[element])
                for each in () if section.node is None else section.node.iterfind(f"{W}{element}Reference"):
                    relation = self._pointed.get(each.get(f"{R}id", ""))
                    target = relation.target if relation is not None else ""
                    if target in self._parts:
                        if target not in known:
                            known[target] = self._edge_part(target, words)
                        own[each.get(f"{W}type", "default")] = known[target]
                last[element] = own
            section.headers, section.footers = last["header"], last["footer"]

    def _edge_part(self, name: str, words: str) -> list[Paragraph]:
        self._edge, self._found, self._fields, self._carried = words, [], [], []
        self._numbers.pop(False, None)
        self._nested.pop(words, None)
        self._blocks(parse(_transitional(self._parts[name]), name), None, boxed=False)
        return self._found


def _transitional(data: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data


def _read(text: str) -> str:
    """The text as it is compared: NFC, every blank a space, nothing that cannot be seen."""
    if text.isascii():
        return text
    text = _UNSEEN.sub("", _BLANKS.sub(" ", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _whole(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,4}", value) else 0


# --- tables ----------------------------------------------------------------------------------------------------------


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == _TR:
            props = child.find(f"{W}trPr")
            if props is None or props.find(f"{W}del") is None:
                yield child
        elif child.tag == W + "sdt":
            yield from _rows_in(child.find(f"{W}sdtContent"))
        elif child.tag in _HOLDERS:
            yield from _rows(child)


def _rows_in(holder: Element | None) -> Iterator[Element]:
    return iter(()) if holder is None else _rows(holder)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag == W + "sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _cells(content)
        elif child.tag in _HOLDERS:
            yield from _cells(child)


def _margins(
    props: Mapping[str, Element],
    name: str = "tblCellMar",
    otherwise: tuple[int, int] = (_INHERITED_MARGIN, _INHERITED_MARGIN),
) -> tuple[int, int]:
    found = settings(props.get(name))
    left, right = (
        next((twips(val(found, each, "w")) for each in names if each in found), None)
        for names in (("left", "start"), ("right", "end"))
    )
    return (otherwise[0] if left is None else left, otherwise[1] if right is None else right)


def _bordered(props: Mapping[str, Element], name: str = "tblBorders") -> bool:
    """Whether a line is drawn between or around the cells, in ink that can be seen."""
    for side in props.get(name, ()):
        drawn = side.get(f"{W}val", "none") not in ("none", "nil") and (side.get(f"{W}color") or "").upper() != "FFFFFF"
        if drawn and not (name == "tcBorders" and side.tag.endswith(("bottom", "top"))):
            return True
    return False


_FLAGS = (
    ("firstRow", 0x20),
    ("lastRow", 0x40),
    ("firstColumn", 0x80),
    ("lastColumn", 0x100),
    ("noHBand", 0x200),
    ("noVBand", 0x400),
)


def _look_flags(props: Mapping[str, Element]) -> frozenset[str]:
    """§17.4.55: which conditions of its style a table asks for."""
    look = props.get("tblLook")
    if look is None:
        return frozenset(("noHBand", "noVBand"))
    bits = look.get(f"{W}val") or "0"
    number = int(bits, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", bits) else 0
    said = {name: look.get(W + name) for name, _ in _FLAGS}
    return frozenset(
        name
        for name, bit in _FLAGS
        if (said[name] in ("1", "true", "on") if said[name] is not None else bool(number & bit))
    )


def _conditions(flags: frozenset[str], row: int, rows: int, column: int, columns: int) -> tuple[str, ...]:
    """The conditions that hold in a cell, the weaker first (§17.7.6)."""
    first_row, last_row = "firstRow" in flags and row == 1, "lastRow" in flags and row == rows
    first_column = "firstColumn" in flags and column == 1
    last_column = "lastColumn" in flags and column == columns
    found = ["wholeTable"]
    if "noVBand" not in flags and not first_column and not last_column:
        found.append("band1Vert" if (column - ("firstColumn" in flags)) % 2 else "band2Vert")
    if "noHBand" not in flags and not first_row and not last_row:
        found.append("band1Horz" if (row - ("firstRow" in flags)) % 2 else "band2Horz")
    for name, holds in (
        ("firstCol", first_column),
        ("lastCol", last_column),
        ("firstRow", first_row),
        ("lastRow", last_row),
        ("neCell", first_row and last_column),
        ("nwCell", first_row and first_column),
        ("seCell", last_row and last_column),
        ("swCell", last_row and first_column),
    ):
        if holds:
            found.append(name)
    return tuple(found)


# --- drawn lines -----------------------------------------------------------------------------------------------------

_STYLE_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]{1,9})(pt|in|mm|cm|px)?")
_POINT = re.compile(r"(-?[\d.]{1,9})(pt|in|mm|cm|px)?\s*,")
_MM = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, "": 25.4 / 96}


def _stroke(drawing: Element) -> float | None:
    """How long a drawn straight line is, in mm; `None` if this is another picture."""
    for each in drawing.iter():
        name = str(each.tag).rpartition("}")[2]
        if name == "prstGeom" and each.get("prst") in ("line", "straightConnector1"):
            extent = next((e for e in drawing.iter() if str(e.tag).endswith("}extent")), None)
            length = extent.get("cx") if extent is not None else None
            return int(length) / _EMU_PER_MM if length and re.fullmatch(r"\d{1,9}", length) else 0.0
        if name == "line":
            ends = [_POINT.match(f"{(each.get(end) or '0').split(',')[0]},") for end in ("from", "to")]
            first, last = (float(m[1]) * _MM[m[2] or ""] if m and _number(m[1]) else 0.0 for m in ends)
            return abs(last - first)
        if name == "shape" and (each.get("type") or "").endswith("_t32"):
            match = _STYLE_WIDTH.search(each.get("style") or "")
            return float(match[1]) * _MM[match[2] or ""] if match and _number(match[1]) else 0.0
    return None


def _number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,8}(\.\d{1,6})?", text) is not None


def mm(length: float) -> float:
    """Twips in millimetres."""
    return length * _MM_PER_TWIP
