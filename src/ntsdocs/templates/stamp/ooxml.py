"""WordprocessingML, written as text: paragraphs, runs, content controls, tables, sections.

Element order follows the schemas of ISO/IEC 29500-1 (transitional). Lengths are in twips unless a name says mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ntsdocs.decree import values

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


# --- runs ------------------------------------------------------------------------------------------------------------


def t(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """A run of text."""
    props = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str) -> str:
    """A field that Word works out, such as PAGE."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>2</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def gen(tag: str, text: str, *, bold: bool = False) -> str:
    """A content control around words of ours: `gen:<tag>`.

    Of a task's words `task:<no>:<field>` are those in a draft's sentence, `row:…` in its annex, `line:…` in the tables
    of the report and of a reminder. Three names, because the review takes the same words under one tag for one change:
    as `row`, the report's would part the annexes of the drafts from their sentences. `agency:<mark>` is the name in an
    agency's row.

    It is a rich-text control: LibreOffice makes an input field of a plain one, in which it knows no tracked changes.
    """
    return (
        f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(f'gen:{tag}')}/></w:sdtPr>"
        f"<w:sdtContent>{t(text, bold=bold)}</w:sdtContent></w:sdt>"
    )


def of_task(of: str, field: str, value: str = "") -> str:
    """A content control around words of a task, `gen:<of>:<no>:<field>`; `value` is what it holds if not the field."""
    return gen(f"{of}:{{{{ task.no }}}}:{field}", f"{{{{ task.{value or field} }}}}")


def own(tag: str, alias: str, text: str = values.OPEN) -> str:
    """A content control that the agency fills in: `own:<tag>`; `alias` is what Word shows on its handle."""
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(alias)}/><w:tag w:val={quoteattr(f'own:{tag}')}/>"
        f"<w:showingPlcHdr/></w:sdtPr><w:sdtContent>{t(text)}</w:sdtContent></w:sdt>"
    )


# --- paragraphs ------------------------------------------------------------------------------------------------------


def p(style: str, *runs: str, keep_next: bool = False, indent: str = "", section: str = "") -> str:
    """A paragraph of `style`; a run that is plain text becomes one. `indent` sets both sides, `section` ends one."""
    props = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep_next else "")
    if indent:
        props += f'<w:ind w:left="{indent}" w:right="{indent}"/>'
    props += section
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(_run(run) for run in runs)}</w:p>"


def _run(run: str) -> str:
    return run if run.startswith("<w:") else t(run)


def tag(jinja: str) -> str:
    """A paragraph that holds only a docxtpl tag, «{%p …%}», and vanishes when the template is filled."""
    return f"<w:p><w:r><w:t>{{%p {escape(jinja)} %}}</w:t></w:r></w:p>"


def loop(each: str, *blocks: str) -> str:
    """`blocks` once for every item: `each` is «name in names»."""
    return tag(f"for {each}") + "".join(blocks) + tag("endfor")


def when(condition: str, *blocks: str) -> str:
    """`blocks` where `condition` holds."""
    return tag(f"if {condition}") + "".join(blocks) + tag("endif")


# --- tables ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table: its heading and its width in mm."""

    heading: str
    mm: float


def cell(width: int, *blocks: str, span: int = 1) -> str:
    """A table cell, `width` wide; its last block must be a paragraph."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{"".join(blocks)}</w:tc>'


def row(*cells: str, heading: bool = False) -> str:
    """A row that is not split over two pages; a heading row is repeated on each page (CONV-14)."""
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def plain_table(widths: Sequence[int], *rows: str) -> str:
    """A table without borders or cell margins, as heads and signature blocks are set (GEO-1, GEO-4)."""
    return _table(widths, rows, borders="", margins=0)


def data_table(columns: Sequence[Column], *rows: str) -> str:
    """A table with thin black borders and a heading row that repeats."""
    widths = [values.twips(column.mm) for column in columns]
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in edges)
    head = row(
        *(cell(width, p("BangDau", column.heading)) for width, column in zip(widths, columns, strict=True)),
        heading=True,
    )
    return _table(widths, (head, *rows), borders=f"<w:tblBorders>{lines}</w:tblBorders>", margins=85)


def _table(widths: Sequence[int], rows: Iterable[str], borders: str, margins: int) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margins}" w:type="dxa"/><w:right w:w="{margins}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row_tag(jinja: str, columns: Sequence[Column]) -> str:
    """A row that holds only a docxtpl tag, «{%tr …%}», and vanishes when the template is filled."""
    width = sum(values.twips(column.mm) for column in columns)
    text = f"<w:p><w:r><w:t>{{%tr {escape(jinja)} %}}</w:t></w:r></w:p>"
    return f"<w:tr>{cell(width, text, span=len(columns))}</w:tr>"


def row_loop(each: str, columns: Sequence[Column], *rows: str) -> str:
    """`rows` once for every item."""
    return row_tag(f"for {each}", columns) + "".join(rows) + row_tag("endfor", columns)


def wide_row(columns: Sequence[Column], *runs: str) -> str:
    """A row of one cell over the whole table, for the title of a section; it stays with the row below."""
    width = sum(values.twips(column.mm) for column in columns)
    return row(cell(width, p("BangMuc", *runs, keep_next=True), span=len(columns)))


def cells(columns: Sequence[Column], *contents: tuple[str, Sequence[str]]) -> str:
    """A row of a data table: for each column the paragraph's style and its runs."""
    widths = (values.twips(column.mm) for column in columns)
    return row(*(cell(w, p(style, *runs)) for w, (style, runs) in zip(widths, contents, strict=True)))


# --- sections --------------------------------------------------------------------------------------------------------


def sect_pr(*, landscape: bool = False, restart: bool = False) -> str:
    """A section's page: A4, the decree's margins, page numbers from its header, none on its first page."""
    width, height = values.A4
    size = (
        f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        if landscape
        else f'<w:pgSz w:w="{width}" w:h="{height}"/>'
    )
    numbering = '<w:pgNumType w:start="1"/>' if restart else ""  # ND30-I-3.1d
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:type w:val="nextPage"/>'
        f"{size}"
        f'<w:pgMar w:top="{values.TOP}" w:right="{values.RIGHT}" w:bottom="{values.BOTTOM}" w:left="{values.LEFT}" '
        'w:header="567" w:footer="567" w:gutter="0"/>'
        f"{numbering}<w:titlePg/></w:sectPr>"
    )


def section_end(*, landscape: bool = False, restart: bool = False) -> str:
    """The paragraph, one point high, that closes a section."""
    return p("DuongKe", section=sect_pr(landscape=landscape, restart=restart))
