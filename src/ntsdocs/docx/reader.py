"""Read a .docx into a `WordDocument`: its blocks walked in order, places numbered, effective formatting found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from ntsdocs.docx import formats, package, paragraph_places, row_cache
from ntsdocs.docx.document import Content, PageSection, Paragraph, TableCell, WordDocument, WordTable, as_compared
from ntsdocs.docx.formats import RunFormat, TableLook
from ntsdocs.docx.grid import CellProps, TableStyle, cell_props, cells, drawn_sides, margins, rows
from ntsdocs.docx.inline import Inline
from ntsdocs.docx.numbering import Labels
from ntsdocs.docx.parts import EDGES, WordParts
from ntsdocs.docx.properties import twips, whole
from ntsdocs.docx.xml import Element, W, on, parse, settings, val, visible

# ISO/IEC 29500-1 strict names its namespaces anew; what they hold is the same to us.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_P, _TBL, _PPR, _RPR, _SECT = (W + name for name in ("p", "tbl", "pPr", "rPr", "sectPr"))
_TRACKED = re.compile(
    rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|(?:r|p|sect|tbl|tr|tc)PrChange|tblPrExChange|numberingChange) "
)
# What ties a paragraph to its place, so that its like elsewhere may not be taken for it.
_SPECIAL = re.compile(
    rb"sectPr|fldChar|instrText|txbxContent|AlternateContent|<w:(?:del|moveFrom|drawing|pict|object)[ />]"
)
# What programs number paragraphs and runs by, and names of namespaces, say nothing of what stands in them.
_NUMBERS = re.compile(rb" (?:(?<=<w:[pr] )|(?<=<w:tr ))[^<>]*")
_NESTED = re.compile(rb"<w:tbl[ >]")
_LONGEST_KEPT = 4_000  # bytes
_LONGEST_ROW = 12_000


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a row stands: its table with its style, its number, the cell and the text box around the table."""

    table: WordTable
    style: TableStyle
    number: int
    outer: TableCell | None
    box: str


def read(docx: bytes, *, light: bool = False) -> WordDocument:
    """The document in these bytes; `PackageError` if they are damaged, hostile, too large, or no Word file.

    A `light` reading does not parse again the table rows that earlier papers had too; its paragraphs have no `node`.
    """
    return of_parts(package.read(docx), light=light)


def of_parts(parts: WordParts | Mapping[str, bytes], *, light: bool = False, hidden: bool = False) -> WordDocument:
    """The document in these parts, whose trees it then shares; with `hidden` its runs have the words Word hides too."""
    file = parts if isinstance(parts, WordParts) else WordParts(parts)
    return _Reader(file, light=light, hidden=hidden).document


class _Reader:
    """Walks one document from its first paragraph to the last, then its headers and footers."""

    def __init__(self, file: WordParts, *, light: bool, hidden: bool) -> None:
        self._file, self._parts, self._hidden = file, file.parts, hidden
        self.formats = formats.load(*(self._related(kind) for kind in ("styles", "numbering", "theme")))
        self._labels = Labels(self.formats.levels)
        self._settings = settings(parse(data, "settings") if (data := self._related("settings")) else None)
        self._paragraphs: list[Paragraph] = []
        self._counts: Counter[tuple[str, str]] = Counter()  # paragraphs and tables of the story, by what holds them
        self._row_is_plain = False
        self._tables: list[WordTable] = []
        self._sections: list[PageSection] = []
        self._inline = Inline(self.formats, hidden=hidden)
        self._cells_known: dict[tuple[bytes, tuple[int, int]], CellProps] = {}
        self._edge = ""
        self._unended: list[tuple[str, RunFormat]] = []
        data = _transitional(file.parts[file.main])
        outline, self._row_store = row_cache.split_rows(data) if light else (data, row_cache.NOTHING)
        file.trees[file.main] = parse(outline, file.main)
        body = file.body
        if body is not None:
            self._blocks(body, None, "")
        if not self._sections or (self._paragraphs and self._paragraphs[-1].section == len(self._sections)):
            self._sections.append(PageSection(None))
        paragraphs, self._paragraphs, self._row_store = self._paragraphs, [], row_cache.NOTHING
        self._edges()
        self.document = WordDocument(
            body=body,
            paragraphs=paragraphs,
            sections=self._sections,
            formats=self.formats,
            tracked=b" w:id=" in data and _TRACKED.search(data) is not None,
            even_and_odd=bool(on(self._settings, "evenAndOddHeaders")),
            default_tab=twips(val(self._settings, "defaultTabStop")) or 720,
            tables=self._tables,
            file=file,
        )

    def _related(self, kind: str) -> bytes:
        return _transitional(self._parts.get(self._file.related(kind), b""))

    # --- blocks ---

    def _blocks(self, holder: Element, cell: TableCell | None, box: str, look: TableLook | None = None) -> None:
        for child in visible(holder):
            tag = child.tag
            if tag == _P:
                self._paragraph(child, cell, box, look)
            elif tag == _TBL:
                self._table(child, cell, box)
            elif tag == _SECT and cell is None and not box:
                self._section(child)

    def _table(self, node: Element, outer: TableCell | None, box: str) -> None:
        props = settings(node.find(f"{W}tblPr"))
        columns = [twips(each.get(f"{W}w")) or 0 for each in node.iterfind(f"{W}tblGrid/{W}gridCol")]
        holder = box if outer is None else outer.place
        self._counts[_TBL, holder] += 1
        place = paragraph_places.within(holder, f"bảng {self._counts[_TBL, holder]}")
        table = WordTable(node, place, columns, margins(props), bool(drawn_sides(props)))
        self._tables.append(table)
        style = TableStyle(props, self.formats)
        table_rows = list(rows(node))
        table.rows = len(table_rows)
        for number, row in enumerate(table_rows, start=1):
            shape = _Row(table, style, number, outer, box)
            at = self._row_store.place(row)
            xml = _xml(row) if at < 0 else self._row_store.rows[at]
            opening = b"" if at < 0 else self._row_store.opening
            free = not style.says_anything and not self._inline.fields.open and not self._unended
            key = (xml, opening, tuple(columns), table.margins, bool(box), self._hidden) if free else None
            known_row = self.formats.memory.get(key) if key is not None else None
            if known_row is not None:
                self._like(known_row, row, shape)
                continue
            before, self._row_is_plain = len(self._paragraphs), True
            has_lines = self._row(row if at < 0 else self._row_store.tree(at), shape)
            added = self._paragraphs[before:]
            plain = self._row_is_plain and len(xml) < _LONGEST_ROW and _NESTED.search(xml) is None
            if key is not None and plain and not any(each.format.list_id for each in added):
                models = [(each.cell, each.number, each.content) for each in added]
                self.formats.remember(key, (has_lines, models), len(xml))

    def _row(self, row: Element, shape: _Row) -> bool:
        """Reads the cells of a row; whether any of them has a visible line."""
        has_lines = False
        table, columns = shape.table, shape.table.columns
        props = settings(row.find(f"{W}trPr"))
        unsplit = bool(on(props, "cantSplit"))
        at = whole(val(props, "gridBefore"), 0)
        own_cells = list(cells(row))
        for order, each in enumerate(own_cells, start=1):
            own = self._cell_props(each.find(f"{W}tcPr"), table.margins)
            if not own.merged:
                width = sum(columns[at : at + own.span]) or own.width
                look = shape.style.look(shape.number, table.rows, order, len(own_cells))
                has_lines = has_lines or not own.rules <= {"top", "bottom"}  # such a line may be a component's
                room, start = max(0, width - own.margins), sum(columns[:at])
                place = TableCell(table, shape.number, order, room, unsplit, shape.outer, width, 0, start, own.rules)
                self._blocks(each, place, shape.box, look)
            else:
                self._row_is_plain = False
            at += own.span
        table.bordered = table.bordered or has_lines
        return has_lines

    def _like(self, known_row: tuple[bool, list[tuple[TableCell, int, Content]]], row: Element, shape: _Row) -> None:
        """Takes a row's paragraphs from one that was read before and is written the same."""
        shape.table.bordered = shape.table.bordered or known_row[0]
        section, last, cell = len(self._sections), None, None
        for at, (model, number, each) in enumerate(known_row[1]):
            if model is not last or cell is None:
                last = model
                cell = replace(model, table=shape.table, row=shape.number, outer=shape.outer)
            paragraph = Paragraph(
                row, at, each, each.format, each.runs, each.text, "", cell, section, number, shape.box, self._edge
            )
            self._paragraphs.append(paragraph)

    def _cell_props(self, node: Element | None, inherited: tuple[int, int]) -> CellProps:
        key = (b"" if node is None else etree.tostring(node, with_tail=False), inherited)
        props = self._cells_known.get(key)
        if props is None:
            props = self._cells_known[key] = cell_props(node, inherited)
        return props

    def _section(self, node: Element) -> None:
        props = settings(node)
        size, margins = props.get("pgSz"), props.get("pgMar")
        section = PageSection(node, landscape=val(props, "pgSz", "orient") == "landscape")
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
        section.start = None if start is None else whole(start, 0)
        self._sections.append(section)

    # --- paragraphs ---

    def _paragraph(self, node: Element, cell: TableCell | None, box: str, look: TableLook | None) -> None:
        number = (self._counts[_P, box] if cell is None else cell.paragraphs) + 1
        within_field = self._inline.fields.open or self._unended
        xml = b"" if within_field else _xml(node)
        key = (xml, look, self._hidden)
        content = self.formats.memory.get(key) if xml else None
        text_boxes: list[Element] = []
        closes = None
        if content is None:
            props = node.find(_PPR)
            content = Content(self.formats.paragraph(props, look), [])
            self._inline.read(node, content, look, text_boxes)
            if self._unended:
                content.runs[:0], self._unended = self._unended, []
            closes = None if props is None else props.find(_SECT)
            if props is not None and paragraph_places.is_deleted(node):
                self._unended = content.runs  # a deleted mark joins the paragraph to the next one
                return
            content.text = as_compared("".join([text for text, _ in content.runs])) if content.runs else ""
            if xml and len(xml) < _LONGEST_KEPT and _SPECIAL.search(xml) is None:
                self.formats.remember(key, content, len(xml))
            else:
                self._row_is_plain = False
        if cell is None:
            self._counts[_P, box] = number
        else:
            cell.paragraphs = number
        format_ = content.format
        label = self._labels.next(format_.list_id, format_.level) if format_.list_id else ""
        section, runs, text = len(self._sections), content.runs, content.text
        self._paragraphs.append(
            Paragraph(node, -1, content, format_, runs, text, label, cell, section, number, box, self._edge)
        )
        for order, each in enumerate(text_boxes, start=1):
            siblings = () if cell is None else visible(next(node.iterancestors(f"{W}tc"), None))
            holder, alone = (box, False) if cell is None else (cell.place, paragraph_places.has_one_paragraph(siblings))
            name = paragraph_places.paragraph(number, alone)
            self._blocks(each, None, paragraph_places.within(holder, name, paragraph_places.box(order)))
        if closes is not None and cell is None and not box and not self._edge:
            self._section(closes)

    # --- headers and footers ---

    def _edges(self) -> None:
        """§17.10.1: a section without a header of its own takes that of the section before."""
        parts: dict[str, list[Paragraph]] = {}
        in_force: dict[str, dict[str, list[Paragraph]]] = {word: {} for word in EDGES}
        own = [self._file.edges(section.node) for section in self._sections]
        places = paragraph_places.edge_places(own)
        for section, edges in zip(self._sections, own, strict=True):
            for (word, which), part in edges.items():
                if part and part not in parts:
                    parts[part] = self._edge_part(part, paragraph_places.edge(places[part], len(own)))
                if part:
                    in_force[word][which] = parts[part]
            section.headers, section.footers = dict(in_force["header"]), dict(in_force["footer"])

    def _edge_part(self, name: str, words: str) -> list[Paragraph]:
        self._edge, self._paragraphs, self._unended = words, [], []
        self._inline.fields.open.clear()
        self._counts.clear()
        self._file.trees[name] = parse(_transitional(self._parts[name]), name)
        self._blocks(self._file.tree(name), None, "")
        return self._paragraphs


def _xml(node: Element) -> bytes:
    return _NUMBERS.sub(b"", etree.tostring(node, with_tail=False))


def _transitional(data: bytes) -> bytes:
    strict = b"purl.oclc.org/ooxml" in data
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data) if strict else data
