"""Writes one table, with everything a reader has to tell of, in each kind of file that intake takes."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

import annexes

Run = tuple[str, str]  # words, and how they look: blank, or one of the looks below
LOOKS = ("struck", "hidden", "raised", "inserted", "deleted", "comment")


@dataclass(frozen=True)
class TraitCell:
    """A cell: its runs («\\n» begins a new line), what it covers, whether a cell from above or the left covers it."""

    runs: tuple[Run, ...] = ()
    width: int = 1
    height: int = 1
    covered: bool = False
    head: bool = False  # bold, on a filled ground


def cell(*runs: str | Run, width: int = 1, height: int = 1, head: bool = False) -> TraitCell:
    """A cell of these runs; a plain string is one of no special look."""
    return TraitCell(tuple((each, "") if isinstance(each, str) else each for each in runs), width, height, head=head)


UNDER = TraitCell(covered=True)
HEADING = tuple(cell(text, head=True) for text in ("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian", "Sản phẩm"))
STRUCK = tuple(cell((text, "struck")) for text in ("2", "Hội thao", "Sở Y tế", "Quý I", "Báo cáo"))
# Each row with whether it is hidden.
ROWS: tuple[tuple[Sequence[TraitCell], bool], ...] = (
    (HEADING, False),
    ((cell("I. NHÓM MỘT", width=5, head=True), UNDER, UNDER, UNDER, UNDER), False),
    ((cell("1"), cell("Trồng cây"), cell("Sở Y tế"), cell("Quý I"), cell(("Tờ trình ", "struck"), "Báo cáo")), False),
    (STRUCK, False),
    ((cell("3"), cell("Đo 100 m", ("2", "raised"), " đất"), cell("Sở Y tế"), cell("Quý II"), cell("Số liệu")), False),
    ((cell("4"), cell("Việc một\nviệc hai"), cell("Sở Y tế", height=2), cell("Quý II"), cell("Kế hoạch")), False),
    ((cell("5"), cell("Việc năm"), UNDER, cell("Quý II"), cell("Kế hoạch")), False),
    ((cell("6"), cell("Việc sáu"), cell("Sở Y tế", width=2), UNDER, cell("Kế hoạch")), False),
    ((cell("7"), cell("Hàng ẩn"), cell("Sở Y tế"), cell("Quý II"), cell("Kế hoạch")), True),
    ((cell("8"), cell("Có ý kiến", ("hỏi lại", "comment")), cell("Sở Y tế"), cell("Quý II"), cell("Kế hoạch")), False),
    (
        (
            cell("9"),
            cell("Việc", (" thêm", "inserted"), (" bớt", "deleted")),
            cell("Sở Y tế"),
            cell("Quý II"),
            cell("Kế hoạch"),
        ),
        False,
    ),
    ((cell("10"), cell("Việc", (" chữ ẩn", "hidden")), cell("Sở Y tế"), cell("Quý II"), cell("Kế hoạch")), False),
)


def texts(holds: set[str]) -> list[list[str]]:
    """The rows as they have to be read from a file that can hold these traits: words by position."""
    return [
        ["" if each.covered else "".join(_words(words, look, holds) for words, look in each.runs) for each in row]
        for row, _ in ROWS
    ]


def _words(words: str, look: str, holds: set[str]) -> str:
    if look == "raised":
        return {"2": "²"}[words] if look in holds else words
    if look == "comment" or (look in ("struck", "deleted") and look in holds):
        return ""
    return "" if look == "deleted" and look not in holds else words


# --- Word -----------------------------------------------------------------------------------------------------------

_WORD = {
    "struck": "<w:r><w:rPr><w:strike/></w:rPr>{}</w:r>",
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr>{}</w:r>",
    "raised": "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>{}</w:r>",
    "inserted": "<w:ins w:id='1' w:author='a'><w:r>{}</w:r></w:ins>",
    "deleted": "<w:del w:id='2' w:author='a'><w:r>{}</w:r></w:del>",
    "comment": "<w:r><w:commentReference w:id='0'/></w:r>",
    "": "<w:r>{}</w:r>",
    "head": "<w:r><w:rPr><w:b/></w:rPr>{}</w:r>",
}


def docx() -> bytes:
    """A .docx."""
    rows = ""
    for row, hidden in ROWS:
        cells = ""
        for at, each in enumerate(row):
            above = each.covered and not any(before.width > 1 for before in row[:at])
            if each.covered and not above:
                continue
            merge = "<w:vMerge w:val='restart'/>" * (each.height > 1) + "<w:vMerge/>" * above
            fill = "<w:shd w:val='clear' w:fill='D9D9D9'/>" * each.head
            props = f"<w:tcPr><w:gridSpan w:val='{each.width}'/>{merge}{fill}</w:tcPr>"
            cells += f"<w:tc>{props}<w:p>{_word_runs(each)}</w:p></w:tc>"
        rows += f"<w:tr><w:trPr>{'<w:hidden/>' * hidden}</w:trPr>{cells}</w:tr>"
    return annexes.word_file(f"<w:tbl>{rows}</w:tbl>")


def _word_runs(each: TraitCell) -> str:
    tag = {"deleted": "delText"}
    return "".join(
        _WORD["head" if each.head else look].format(
            "<w:br/>".join(
                f"<w:{tag.get(look, 't')} xml:space='preserve'>{line}</w:{tag.get(look, 't')}>"
                for line in words.split("\n")
            )
        )
        for words, look in each.runs
    )


# --- pages ----------------------------------------------------------------------------------------------------------

_PAGE = {
    "struck": "<s>{}</s>",
    "hidden": "<span style='display:none'>{}</span>",
    "raised": "<sup>{}</sup>",
    "inserted": "<ins cite='a'>{}</ins>",
    "deleted": "<del cite='a'>{}</del>",
    "comment": "<a class=msocomanchor href='#_msocom_1'>[A1]</a>",
    "": "{}",
}
_SHEETED = _PAGE | {
    "struck": "<span class=gach>{}</span>",
    "hidden": "<span class='x an'>{}</span>",
    "raised": "<span class=mu>{}</span>",
}
_CSS = "<style>.gach {text-decoration:line-through} span.an{display:none} .mu{vertical-align:super}</style>"


def _page(looks: dict[str, str], close: bool = True) -> str:
    rows = ""
    for row, hidden in ROWS:
        cells = ""
        for each in row:
            words = "".join(looks[look].format(escape(text).replace("\n", "<br>")) for text, look in each.runs)
            if each.head:
                words = f"<b>{words}</b>"
            span = f"colspan={each.width} rowspan={each.height}{' bgcolor=#d9d9d9' * each.head}"
            cells += "" if each.covered else f"<td {span}><p>{words}" + "</p></td>" * close
        rows += f"<tr{' style=display:none' * hidden}>{cells}" + "</tr>" * close
    return f"<table border=1>{rows}</table>"


def html() -> bytes:
    """A page of a portal."""
    return f"<!DOCTYPE html><html><meta charset=utf-8><body>{_page(_PAGE)}</body></html>".encode()


def html_of_styles() -> bytes:
    """A page whose looks are all in its style sheet, in UTF-16, without end tags."""
    return f"<html><head>{_CSS}</head><body>{_page(_SHEETED, close=False)}</body></html>".encode("utf-16")


def htm_of_word() -> bytes:
    """A page that Word saved in Windows-1252, as it does where the rest is given by numbers."""
    head = '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head>'
    return f"{head}<body lang=VI>{_page(_PAGE)}</body></html>".encode("cp1252", "xmlcharrefreplace")


def mht() -> bytes:
    """A page in one file."""
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return (head + part).encode() + base64.encodebytes(_page(_PAGE).encode()) + b"\r\n--x--\r\n"


# --- text -----------------------------------------------------------------------------------------------------------


def md() -> bytes:
    """A Markdown file."""
    looks = dict.fromkeys(LOOKS, "{}") | {"struck": "~~{}~~", "raised": "^{}^", "deleted": "", "comment": "", "": "{}"}
    lines = []
    for row, _ in ROWS:
        cells = ("".join(looks[look].format(words.replace("\n", "<br>")) for words, look in each.runs) for each in row)
        lines.append(f"| {' | '.join(each.replace(' ~~', '~~ ') for each in cells)} |")
    return "\n".join([lines[0], "|---|---|---|---|---|", *lines[1:]]).encode()


def csv() -> bytes:
    """A text with separators, as a Vietnamese Excel saves it."""
    rows = (";".join(f'"{each}"' for each in row) for row in texts({"deleted"}))
    return ("\n".join(rows) + "\n").encode("utf-8-sig")


def txt() -> bytes:
    """Pasted text, as a portal gives it."""
    return "\n".join(" | ".join([*row, ""]) for row in texts({"deleted"})).encode()


def rtf() -> bytes:
    """An RTF file."""
    looks = {
        "struck": r"{\strike %s}",
        "hidden": r"{\v %s}",
        "raised": r"{\super %s}",
        "inserted": r"{\revised\revauth1 %s}",
        "deleted": r"{\deleted %s}",
        "comment": r"{\*\annotation %s}",
        "": "%s",
    }
    rows = ""
    for row, _ in ROWS:
        edges = cells = ""
        for at, each in enumerate(row):
            above = each.covered and not any(before.width > 1 for before in row[:at])
            if each.covered and not above:
                continue
            merge = r"\clvmgf" * (each.height > 1) + r"\clvmrg" * above
            edges += rf"{merge}{chr(92)}clcbpat{int(each.head)}\cellx{(at + each.width) * 1000} "
            words = "".join(looks[look] % _rtf(text) for text, look in each.runs)
            cells += rf"\intbl {{\b {words}}}\cell " if each.head else rf"\intbl {words}\cell "
        rows += rf"\trowd {edges}{cells}\row" + "\n"
    return (
        rf"{{\rtf1\ansi\ansicpg1252\uc1{{\fonttbl{{\f0\fcharset163 Times New Roman;}}}}\f0 {rows}\pard\par}}".encode()
    )


def _rtf(text: str) -> str:
    return "".join(
        each if each.isascii() and each != "\n" else r"\line " if each == "\n" else rf"\u{ord(each)}?" for each in text
    )


# --- OpenDocument ---------------------------------------------------------------------------------------------------

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)
_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="{family}"><style:{family}-properties {said}/></style:style>'
    for name, family, said in (
        ("struck", "text", 'style:text-line-through-style="solid"'),
        ("hidden", "text", 'text:display="none"'),
        ("raised", "text", 'style:text-position="super 58%"'),
        ("b", "text", 'fo:font-weight="bold"'),
        ("head", "table-cell", 'fo:background-color="#d9d9d9"'),
    )
)


def odt() -> bytes:
    """An .odt."""
    return _odf("text", tracked=True)


def ods() -> bytes:
    """An .ods."""
    return _odf("spreadsheet", tracked=False)


def _odf(kind: str, *, tracked: bool) -> bytes:
    span = '<text:span text:style-name="{}">{}</text:span>'
    rows = ""
    for row, hidden in ROWS:
        cells = ""
        for each in row:
            if each.covered:
                cells += "<table:covered-table-cell/>"
                continue
            words = ""
            for text, look in each.runs:
                shown = escape(text).replace("\n", "<text:line-break/>")
                if look == "comment":
                    shown = f"<office:annotation><text:p>{shown}</text:p></office:annotation>"
                words += "" if look == "deleted" else span.format(look, shown) if look in LOOKS[:3] else shown
            words = span.format("b", words) if each.head else words
            style = ' table:style-name="head"' * each.head
            sizes = f'table:number-columns-spanned="{each.width}" table:number-rows-spanned="{each.height}"'
            cells += f"<table:table-cell {sizes}{style}><text:p>{words}</text:p></table:table-cell>"
        seen = ' table:visibility="collapse"' * hidden
        rows += f"<table:table-row{seen}>{cells}</table:table-row>"
    changes = "<text:tracked-changes><text:changed-region/></text:tracked-changes>" * tracked
    # A sheet ends in a million rows that are only formatted.
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{_STYLES}</office:automatic-styles><office:body>"
        f'<office:{kind}>{changes}<table:table table:name="Phụ lục">{rows}{end}</table:table></office:{kind}>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return out.getvalue()


# --- Excel ----------------------------------------------------------------------------------------------------------


def xlsx() -> bytes:
    """An .xlsx, with a cell that is only formatted far below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục"
    for number, (row, hidden) in enumerate(ROWS, start=1):
        sheet.row_dimensions[number].hidden = hidden
        for at, each in enumerate(row, start=1):
            place = sheet.cell(number, at)
            if each.covered:
                continue
            runs = [run for run in each.runs if run[1] not in ("comment", "deleted")]
            looks = {look for _, look in runs}
            if looks <= {"", "inserted", "hidden"} or looks == {"struck"}:
                place.value = "".join(words for words, _ in runs)
                place.font = Font(bold=each.head, strike="struck" in looks)
            else:
                place.value = CellRichText(
                    *(TextBlock(_inline(look), words) if look else words for words, look in runs)
                )
            if each.head:
                place.fill = PatternFill("solid", fgColor="FFD9D9D9")
            if any(look == "comment" for _, look in each.runs):
                place.comment = Comment("hỏi lại", "a")
            if each.width > 1 or each.height > 1:
                sheet.merge_cells(None, number, at, number + each.height - 1, at + each.width - 1)
    sheet["C100005"].fill = PatternFill("solid", fgColor="FFD9D9D9")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _inline(look: str) -> InlineFont:
    return InlineFont(strike=True) if look == "struck" else InlineFont(vertAlign="superscript")


# Each kind of file: how it is made, and what it can hold.
_ALL = {*LOOKS, "merged", "head", "row"}
_SHEET = {"struck", "raised", "comment", "merged", "head", "row", "deleted"}
KINDS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a.docx": (docx, _ALL),
    "a.odt": (odt, _ALL),
    "a.html": (html, _ALL),
    "b.html": (html_of_styles, _ALL),
    "a.htm": (htm_of_word, _ALL),
    "a.mht": (mht, _ALL),
    "a.rtf": (rtf, _ALL - {"row"}),
    "a.md": (md, {"struck", "raised", "deleted"}),
    "a.xlsx": (xlsx, _SHEET),
    "a.ods": (ods, _SHEET),
    "a.csv": (csv, {"deleted"}),
    "a.txt": (txt, {"deleted"}),
}
