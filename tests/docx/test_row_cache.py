"""A light reading sets table rows aside, and sees the same as a whole one."""

from __future__ import annotations

import pytest

import tiny_docx
from defects import CLEAN, Editor, clean_papers, defects
from ntsdocs.docx import package, reader, row_cache
from seen_by_rules import seen
from tiny_docx import p

ROW = b"<w:tr><w:tc>%s</w:tc></w:tr>"
OPENING = f"<w:document {tiny_docx.NAMESPACES}><w:body>".encode()


def both(docx: bytes) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What a whole reading and a light one see."""
    return seen(reader.read(docx)), seen(reader.read(docx, light=True))


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return clean_papers()


@pytest.mark.parametrize("kind", CLEAN)
def test_our_own_papers_look_the_same_and_their_rows_are_set_aside(papers, kind):
    whole, light = both(papers[kind])
    assert light == whole
    _, aside = row_cache.split_rows(package.read(papers[kind])["word/document.xml"])
    assert len(aside.rows) == package.read(papers[kind])["word/document.xml"].count(b"<w:tr>") > 2


def test_spoilt_papers_look_the_same(papers):
    for defect in list(defects())[::7]:
        editor = Editor(papers[defect.kinds[0]])
        defect.spoil(editor)
        whole, light = both(editor.bytes())
        assert light == whole, defect.name


@pytest.mark.parametrize(
    "table",
    [
        "<w:tr><w:tc>" + p("ngoài") + "<w:tbl><w:tr><w:tc>" + p("trong") + "</w:tc></w:tr></w:tbl></w:tc></w:tr>",
        '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr><w:tc>' + p("bỏ") + "</w:tc></w:tr>",
        '<w:tr w:rsidR="1"><w:tc>' + p("hàng của Word") + "</w:tc></w:tr>",
        "<w:tr><w:tc>" + p("a") + '<w:tbl><w:tr w:rsidR="1"><w:tc>' + p("b") + "</w:tc></w:tr></w:tbl></w:tc></w:tr>",
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("gộp") + "</w:tc></w:tr>",
        "<!-- <w:tr><w:tc/></w:tr> --><w:tr><w:tc>" + p("sau ghi chú") + "</w:tc></w:tr>",
        "<w:tr><w:tc><w:p><w:r><w:t><![CDATA[<w:tr>x</w:tr>]]></w:t></w:r></w:p></w:tc></w:tr>",
        '<w:tr><w:tc xmlns:w="urn:khac"><w:p/></w:tc></w:tr><w:tr><w:tc>' + p("tên khác") + "</w:tc></w:tr>",
        '<w:tr><w:kept w:at="7"/></w:tr>',
        "<w:tr/>",
    ],
)
def test_rows_of_other_makers_look_the_same(table):
    docx = tiny_docx.docx(f"<w:tbl><w:tblGrid/>{table}</w:tbl>" + p("cuối"))
    for _ in range(2):  # the second time from memory
        whole, light = both(docx)
        assert light == whole


def test_a_header_that_looks_as_if_rows_were_set_aside_is_read_as_it_is():
    header = '<w:tbl><w:tr><w:kept w:at="0"/></w:tr></w:tbl>' + p("đầu")
    section = '<w:headerReference w:type="default" r:id="rId:header1"/>'
    body = "<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc></w:tr></w:tbl>"
    read = reader.read(tiny_docx.docx(body, section=section, related={"header1": header}), light=True)
    assert [each.text for each in read.sections[0].headers["default"]] == ["đầu"]


def test_a_row_like_one_of_a_lined_table_is_not_taken_to_have_lines():
    row = "<w:tr><w:tc>" + p("như nhau") + "</w:tc></w:tr>"
    lines = '<w:tblBorders><w:left w:val="single"/></w:tblBorders>'
    both_tables = (
        f"<w:tbl><w:tblPr>{lines}</w:tblPr><w:tblGrid/>{row}</w:tbl><w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl>"
    )
    for light in (False, True):
        read = reader.read(tiny_docx.docx(both_tables), light=light)
        assert [table.bordered for table in read.tables] == [True, False]


def test_a_row_that_is_not_sound_by_itself_is_refused():
    parts = package.read(tiny_docx.docx("<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc></w:tr></w:tbl>"))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:tc></w:tr>", b"</w:tr></w:tc>")
    broken = package.write(parts.items())
    for light in (False, True):
        with pytest.raises(package.PackageError, match="không đọc được như XML"):
            reader.read(broken, light=light)


def test_what_is_set_aside_is_the_row_to_the_byte():
    row = ROW % b"<w:p/>"
    data = OPENING + b"<w:tbl>" + row + row + b"</w:tbl></w:body></w:document>"
    outline, aside = row_cache.split_rows(data)
    assert aside.rows == (row, row)
    assert outline.count(b"<w:kept") == 2
    assert len(outline) < len(data) + 40
