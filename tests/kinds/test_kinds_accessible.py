"""Every paper passes what the accessibility checks of Word and of LibreOffice ask; what the decree forces is listed.

The checks are told again here, rule by rule: neither program runs its own without a window.
"""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise

import pytest
from lxml import etree

import papers

W = papers.W
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PLANS = ("thanh-hoa/196-kh-ubnd", "tinh-mau/01-kh-ubnd")
KINDS = ("ke_hoach", "cong_van_trien_khai", "cong_van_don_doc", "cong_van_bao_cao", "bao_cao_nam")

# Number and date are left blank for whoever gives them: Word tells of «repeated blank characters» there (NUM-8).
BLANKS_TO_FILL_IN = {"SoKyHieu", "DiaDanh", "KemTheo"}


class Paper:
    """The parts of a paper that the checks look at."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(data) as archive:
            self.document, self.styles, self.core = (
                etree.fromstring(archive.read(name))
                for name in ("word/document.xml", "word/styles.xml", "docProps/core.xml")
            )
        self.body = self.document[0]
        levels = ((s.get(f"{W}styleId"), s.find(f"{W}pPr/{W}outlineLvl")) for s in self.styles.iter(f"{W}style"))
        self.level_of = {name: int(level.get(f"{W}val")) for name, level in levels if level is not None}

    def paragraphs(self):
        return self.body.iter(f"{W}p")

    def data_tables(self):
        return [table for table in self.body.iter(f"{W}tbl") if heads(table)]

    def layout_tables(self):
        return [table for table in self.body.iter(f"{W}tbl") if not heads(table)]


def style(paragraph):
    name = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if name is None else name.get(f"{W}val")


def heads(table):
    return [row for row in table.findall(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]


def prop(table, name, attribute="val"):
    return table.xpath(f"string(w:tblPr/w:{name}/@w:{attribute})", namespaces={"w": W[1:-1]})


def spans(row):
    return [int(span) for span in row.xpath("w:tc/w:tcPr/w:gridSpan/@w:val", namespaces={"w": W[1:-1]})]


def no_title_or_language(paper):
    if not paper.core.findtext("{http://purl.org/dc/elements/1.1/}title"):
        yield "no title"
    languages = {each.get(f"{W}val") for part in (paper.document, paper.styles) for each in part.iter(f"{W}lang")}
    if languages != {"vi-VN"}:
        yield f"languages {languages}"


def no_header_row_or_name(paper):
    for table in paper.data_tables():
        if heads(table) != [table.find(f"{W}tr")] or prop(table, "tblLook", "firstRow") != "1":
            yield "a table whose first row is not its head alone"
        if not all(papers.text(cell).strip() for cell in heads(table)[0].iter(f"{W}tc")):
            yield "a column without a name"
        if not prop(table, "tblCaption") or not prop(table, "tblDescription").startswith("Hàng đầu là tên cột: "):
            yield "a table without name and description"


def layout_that_is_not_marked(paper):
    for table in paper.layout_tables():
        if not prop(table, "tblDescription").startswith("Bảng trình bày: ") or prop(table, "tblCaption"):
            yield "a table for layout that does not say so"
        if prop(table, "tblLook", "firstRow") != "0" or len(table.findall(f"{W}tblGrid/{W}gridCol")) != 2:
            yield "a table for layout that looks like one of data"


def merged_split_or_blank(paper):
    """Only the line of a group goes over all columns: without it nobody sees where a group begins."""
    for table in paper.body.iter(f"{W}tbl"):
        if next(table.iter(f"{W}vMerge"), None) is not None or len(list(table.iter(f"{W}tbl"))) > 1:
            yield "cells merged downwards, or a table in a table"
        for row in table.findall(f"{W}tr"):
            if not papers.text(row).strip():
                yield "a blank row"
            if spans(row) and spans(row) != [len(table.findall(f"{W}tblGrid/{W}gridCol"))]:
                yield f"cells merged: {papers.text(row)[:40]}"


def headings_out_of_order(paper):
    levels = [paper.level_of[style(each)] for each in paper.paragraphs() if style(each) in paper.level_of]
    for before, after in pairwise([-1, *levels]):
        if after > before + 1:
            yield f"level {after + 1} after {before + 1}"


def space_made_of_blank_paragraphs(paper):
    for each in paper.paragraphs():
        if (
            papers.text(each).strip()
            or each.find(f".//{W}drawing") is not None
            or (each.getparent().tag == f"{W}tc" and style(each) != "DuongKe")
        ):
            continue
        breaks = each.find(f"{W}pPr/{W}pageBreakBefore") is not None  # the sections after page one begin a page
        ends = breaks or each.find(f"{W}pPr/{W}sectPr") is not None or each.getnext().tag == f"{W}sectPr"
        if style(each) != "DuongKeNet" and not ends:
            yield f"a blank paragraph of style {style(each)}"


def space_made_of_blanks_or_tabs(paper):
    for each in paper.paragraphs():
        text = papers.text(each)
        if "  " in text or each.find(f".//{W}tab") is not None:
            yield f"blanks or a tab: {text[:40]}"
        if re.search("\u00a0{2}", text) and style(each) not in BLANKS_TO_FILL_IN:
            yield f"no-break blanks: {text[:40]}"


def colour_pictures_and_what_moves(paper):
    colours = {each.get(f"{W}val") for each in paper.document.iter(f"{W}color")} - {"auto", "000000"}
    # A prompt that waits to be filled in is grey in Word's own way; it is not printed.
    if colours:
        yield f"colours {colours}"
    names = {etree.QName(each).localname for each in paper.document.iter() if isinstance(each.tag, str)}
    yield from ("a picture without words" for each in paper.document.iter(f"{WP}docPr") if not each.get("descr"))
    yield from names & {"pict", "object", "txbxContent", "hyperlink", "effect", "footnoteReference", "br"}


RULES = (
    no_title_or_language,
    no_header_row_or_name,
    layout_that_is_not_marked,
    merged_split_or_blank,
    headings_out_of_order,
    space_made_of_blank_paragraphs,
    space_made_of_blanks_or_tabs,
    colour_pictures_and_what_moves,
)


def kind_of(path, folder):
    return path.relative_to(folder).parts[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_paper_has_what_an_accessibility_check_tells_of(built, rule):
    told = {}
    for plan in PLANS:
        for path in sorted(built[plan].rglob("*.docx")):
            told.setdefault(kind_of(path, built[plan]), set()).update(rule(Paper(path)))
    assert told == {kind: set() for kind in KINDS}


def test_every_paper_has_the_two_tables_of_layout_and_the_headings_of_its_kind(built):
    for plan in PLANS:
        for path in sorted(built[plan].rglob("*.docx")):
            paper = Paper(path)
            levels = {paper.level_of[style(each)] for each in paper.paragraphs() if style(each) in paper.level_of}
            is_outline = papers.paragraphs(path.read_bytes())[0] == "(Để tham khảo)"
            assert len(paper.layout_tables()) == (0 if is_outline else 2), path
            assert kind_of(path, built[plan]) == "cong_van_don_doc" or 0 in levels, path


def keeps(row):
    """Whether Word and LibreOffice set the row on the page of the next one."""
    return all(each.find(f"{W}pPr/{W}keepNext") is not None for each in row.iter(f"{W}p"))


def test_totals_of_a_report_stand_under_the_head_and_never_alone(built):
    for plan, in_all in zip(PLANS, (0, 3), strict=True):  # the one is a short report, without figures
        for path in sorted(built[plan].glob("bao_cao_nam/*/*.docx")):
            tables = [table.findall(f"{W}tr") for table in Paper(path).data_tables()]
            totals = [rows for rows in tables if any(style(each) == "BangTong" for each in rows[1].iter(f"{W}p"))]
            assert len(totals) == in_all
            assert all(keeps(rows[1]) for rows in totals)
            assert sum("Tổng cộng" in papers.text(row) for rows in tables for row in rows) == in_all


def test_page_one_sets_the_states_against_the_year_before_where_there_is_one(built):
    heads = {"2025": ["Tình trạng", "Số nhiệm vụ", "Tỷ lệ"]}
    heads["2026"] = [*heads["2025"], "Số của năm 2025", "Tăng, giảm"]
    for year, names in heads.items():
        (path,) = built[PLANS[1]].glob(f"bao_cao_nam/{year}/*.docx")
        states = papers.grid(Paper(path).data_tables()[0])
        assert states[0] == names
        assert [row[0] for row in states[1:3]] == ["Tổng số", "Hoàn thành trong hạn"]


def test_a_table_of_tasks_leaves_the_task_two_fifths_of_its_width(built):
    for plan in PLANS:
        for path in built[plan].glob("bao_cao_nam/*/*.docx"):
            for table in Paper(path).data_tables():
                names = papers.grid(table)[0]
                if "Nhiệm vụ" in names:
                    widths = [int(each.get(f"{W}w")) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
                    assert widths[names.index("Nhiệm vụ")] >= 0.4 * sum(widths), path
