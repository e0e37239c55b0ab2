"""The gate for finished papers lets a sound one pass, and names each thing that is wrong with a broken one."""

from __future__ import annotations

import io
import json
import subprocess
import warnings
import zipfile
from importlib import resources
from pathlib import Path

import pytest

import sdk_validator
from child_order import ORDER, ROW_PROPERTIES
from sdk_validator import audit_faults, sdk_faults
from validity import faults

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ROOT = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{OFFICE}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def relationship(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def override(part: str, kind: str) -> str:
    return f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{kind}+xml"/>'


TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="Luoi"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="700"/><w:gridCol w:w="8000"/></w:tblGrid>'
    "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    '<w:tc><w:tcPr><w:tcW w:w="700" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>TT</w:t></w:r></w:p></w:tc>'
    '<w:tc><w:tcPr><w:tcW w:w="8000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Nhiệm vụ</w:t></w:r></w:p></w:tc></w:tr>'
    "<w:tr><w:tc><w:p><w:r><w:t>1.</w:t></w:r></w:p></w:tc>"
    '<w:tc><w:sdt><w:sdtPr><w:alias w:val="Nội dung"/><w:tag w:val="own:task:1:measures"/><w:id w:val="7"/></w:sdtPr>'
    "<w:sdtContent><w:p><w:r><w:t>-</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
BODY = (
    '<w:p><w:pPr><w:pStyle w:val="Than"/></w:pPr><w:bookmarkStart w:id="0" w:name="dau"/>'
    '<w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Số: \u00a0\u00a0\u00a0/KH-STP, </w:t></w:r>'
    '<w:r><w:t>gian nan… (v.v.; 1.2)</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>Người ký: ...</w:t></w:r></w:p>"
    f"{TABLE}<w:p><w:r><w:t>Trên đây là Kế hoạch./.</w:t></w:r></w:p>{SECTION}"
)
CLEAN = {
    "[Content_Types].xml": (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{override('document', 'document.main')}{override('styles', 'styles')}"
        f"{override('numbering', 'numbering')}{override('header1', 'header')}"
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relationship('rId1', 'officeDocument', 'word/document.xml')}"
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>'
    ),
    "docProps/core.xml": (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Kế hoạch</dc:title></cp:coreProperties>'
    ),
    "word/document.xml": f"{XML}<w:document {ROOT}><w:body>{BODY}</w:body></w:document>",
    "word/_rels/document.xml.rels": (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{relationship("rId1", "styles", "styles.xml")}'
        f"{relationship('rId2', 'numbering', 'numbering.xml')}{relationship('rId3', 'header', 'header1.xml')}"
        "</Relationships>"
    ),
    "word/styles.xml": (
        f'{XML}<w:styles {ROOT}><w:style w:type="paragraph" w:default="1" w:styleId="Than"><w:name w:val="Normal"/>'
        '</w:style><w:style w:type="table" w:styleId="Luoi"><w:name w:val="Lưới"/></w:style></w:styles>'
    ),
    "word/numbering.xml": (
        f'{XML}<w:numbering {ROOT}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
    "word/header1.xml": f"{XML}<w:hdr {ROOT}><w:p><w:r><w:t>2</w:t></w:r></w:p></w:hdr>",
}


def packed(parts: dict[str, str], *more: tuple[str, str]) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore", UserWarning)  # A name that stands twice is what one test is about.
        for name, text in [*parts.items(), *more]:
            package.writestr(name, text)
    return file.getvalue()


def changed(part: str, old: str, new: str) -> bytes:
    assert old in CLEAN[part]
    return packed({**CLEAN, part: CLEAN[part].replace(old, new, 1)})


def with_text(text: str) -> bytes:
    return changed("word/document.xml", "Trên đây là Kế hoạch", text)


def body(old: str, new: str) -> bytes:
    return changed("word/document.xml", old, new)


def without(name: str) -> bytes:
    return packed({part: text for part, text in CLEAN.items() if part != name})


def test_a_sound_paper_passes() -> None:
    assert faults(packed(CLEAN)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Trình {{ agency.name }} xem", "a template marker in «Trình {{ agency.name }} xem./.»"),
        ("Trình {% if x %} xem", "a template marker in «Trình {% if x %} xem./.»"),
        ("Hạn None nhé", "a value that is no word in «Hạn None nhé./.»"),
        ("Có nan việc", "a value that is no word in «Có nan việc./.»"),
        ("Ngày NaT", "a value that is no word in «Ngày NaT./.»"),
        ("Được True", "a value that is no word in «Được True./.»"),
        ("Hai  khoảng trắng", "two spaces together in «Hai  khoảng trắng./.»"),
        ("Một , hai", "a space before a punctuation mark in «Một , hai./.»"),
        ("Một . Hai", "a space before a punctuation mark in «Một . Hai./.»"),
        ("Hết ", "a space before a punctuation mark in «Hết ./.»"),
        ("( trong", "a space after an opening mark in «( trong./.»"),
        ("Một;; hai", "two punctuation marks together in «Một;; hai./.»"),
        ("Một;", "two punctuation marks together in «Một;./.»"),
        ("Một.. Hai", "two full stops together in «Một.. Hai./.»"),
        ("Kèm () này", "empty brackets or quotation marks in «Kèm () này./.»"),
        ("Ẩn\u200bgiữa", "an invisible or unreadable character in «Ẩn\u200bgiữa./.»"),
        ("Kê\u0301 hoạch", "letters that are not in the form NFC in «Kê\u0301 hoạch./.»"),
    ],
)
def test_words_that_no_reader_should_see_are_caught(text: str, fault: str) -> None:
    assert faults(with_text(text)) == [f"word/document.xml: {fault}"]


@pytest.mark.parametrize(
    "text",
    [
        "Công việc nan giải, gian nan, nguy nan; giỏ nan tre",
        "Số: \u00a0\u00a0\u00a0\u00a0/SNV-VP, ngày \u00a0\u00a0 tháng \u00a0\u00a0 năm 2025",
        "Tiến độ: ...; người làm: …; v.v.; v.v., TP. Thanh Hóa (mục 1.2)",
    ],
)
def test_what_only_looks_odd_passes(text: str) -> None:
    assert faults(with_text(text)) == []


@pytest.mark.parametrize("text", ["-", "+ ", "– ", "a)", "đ)", "2.", "1.3.", "IV."])
def test_a_bullet_or_label_alone_in_its_paragraph_is_caught(text: str) -> None:
    paragraph = f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    fault = f"word/document.xml: a bullet or number with nothing after it: «{text}»"
    assert faults(body(TABLE, paragraph + TABLE)) == [fault]


def test_an_empty_paragraph_of_a_list_is_caught() -> None:
    docx = body("<w:r><w:t>Người ký: ...</w:t></w:r>", "")
    assert faults(docx) == ["word/document.xml: a bullet or number with nothing after it: «»"]


def test_a_hyphen_beside_other_lines_of_its_cell_is_an_empty_bullet() -> None:
    item = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    docx = body(item.format("1."), item.format("- Có") + item.format("-"))
    assert faults(docx) == ["word/document.xml: a bullet or number with nothing after it: «-»"]


def test_blanks_at_the_edge_of_a_run_need_to_be_preserved() -> None:
    docx = body("<w:t>Người ký: ...</w:t>", "<w:t>Người ký: </w:t>")
    assert faults(docx) == ["word/document.xml: blanks that Word drops, for want of xml:space: «Người ký: »"]


@pytest.mark.parametrize(("end", "count"), [("", 0), ("./. Hết./.", 2)])
def test_the_closing_mark_stands_once(end: str, count: int) -> None:
    docx = body("./.", end)
    assert faults(docx) == [f"word/document.xml: the closing mark ./. stands {count} times, not 1"]


def test_words_split_over_runs_are_read_together() -> None:
    docx = body("<w:t>Trên đây", "<w:t>{</w:t></w:r><w:r><w:t>{ tên</w:t></w:r><w:r><w:t> đây")
    assert faults(docx) == [
        "word/document.xml: a template marker in «{{ tên đây là Kế hoạch./.»",
        "word/document.xml: blanks that Word drops, for want of xml:space: « đây là Kế hoạch./.»",
    ]


def test_headers_are_read_too() -> None:
    docx = changed("word/header1.xml", "<w:t>2<", "<w:t>None<")
    assert faults(docx) == ["word/header1.xml: a value that is no word in «None»"]


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        ("word/document.xml", "task:1:", "task:{{ no }}:", "tag has the value «own:task:{{ no }}:measures»"),
        ("word/document.xml", "task:1:", "task:None:", "tag has the value «own:task:None:measures»"),
        ("docProps/core.xml", "Kế hoạch", "{{ title }}", "«{{ title }}» was left"),
    ],
)
def test_nothing_is_left_in_tags_and_properties(part: str, old: str, new: str, fault: str) -> None:
    assert faults(changed(part, old, new)) == [f"{part}: {fault}"]


def test_what_is_no_package_is_said_to_be_none() -> None:
    assert faults(b"PK") == ["package: File is not a zip file"]


def test_a_damaged_entry_is_caught() -> None:
    docx = io.BytesIO()
    with zipfile.ZipFile(docx, "w") as package:
        package.writestr("word/document.xml", "nguyen ven")
    damaged = docx.getvalue().replace(b"nguyen", b"nguyeN")
    assert faults(damaged) == ["word/document.xml: its bytes do not match their checksum"]


def test_a_name_that_stands_twice_is_caught() -> None:
    docx = packed(CLEAN, ("word/header1.xml", CLEAN["word/header1.xml"]))
    assert faults(docx) == ["word/header1.xml: stands 2 times in the package"]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
def test_a_package_without_its_cornerstones_is_caught(name: str) -> None:
    assert faults(without(name)) == [f"package: has no {name}"]


def test_a_part_that_is_not_well_formed_is_caught() -> None:
    found = faults(changed("word/header1.xml", "</w:hdr>", ""))
    assert [fault.partition(": Premature")[0] for fault in found] == ["word/header1.xml: is not well-formed"]


def test_a_document_type_is_caught() -> None:
    docx = changed("word/header1.xml", "<w:hdr", '<!DOCTYPE x [<!ENTITY a "b">]><w:hdr')
    assert faults(docx) == ["word/header1.xml: declares a document type"]


def test_a_part_without_a_content_type_is_caught() -> None:
    relation = relationship("rId9", "image", "media/a.png")
    rels = CLEAN["word/_rels/document.xml.rels"].replace("</Relationships>", f"{relation}</Relationships>")
    docx = packed({**CLEAN, "word/_rels/document.xml.rels": rels}, ("word/media/a.png", "x"))
    assert faults(docx) == ["word/media/a.png: has no content type"]


def test_a_content_type_for_no_part_or_given_twice_is_caught() -> None:
    types = CLEAN["[Content_Types].xml"].replace(
        "</Types>", f"{override('footer1', 'footer')}{override('styles', 'styles')}</Types>"
    )
    assert faults(packed({**CLEAN, "[Content_Types].xml": types})) == [
        "[Content_Types].xml: «word/styles.xml» is declared 2 times",
        "[Content_Types].xml: names a part that is not there: word/footer1.xml",
    ]


RELS = "word/_rels/document.xml.rels"


def test_a_relationship_to_nowhere_is_caught() -> None:
    docx = changed(RELS, "</Relationships>", f"{relationship('rId9', 'image', 'media/a.png')}</Relationships>")
    assert faults(docx) == [f"{RELS}: rId9 leads to a part that is not there: word/media/a.png"]


def test_relationships_with_one_id_are_caught() -> None:
    docx = changed(RELS, "</Relationships>", f"{relationship('rId1', 'styles', 'styles.xml')}</Relationships>")
    assert faults(docx) == [f"{RELS}: Id «rId1» stands 2 times"]


def test_relationships_of_a_part_that_is_gone_are_caught() -> None:
    empty = f'{XML}<Relationships xmlns="{PACKAGE}/relationships"/>'
    docx = packed(CLEAN, ("word/_rels/footer1.xml.rels", empty))
    assert faults(docx) == ["word/_rels/footer1.xml.rels: its part word/footer1.xml is not there"]


def test_a_part_that_nothing_leads_to_is_caught() -> None:
    docx = packed(CLEAN, ("word/comments.xml", f"{XML}<w:comments {ROOT}/>"))
    assert faults(docx) == ["word/comments.xml: no relationship leads to it"]


def test_an_external_target_needs_no_part() -> None:
    link = f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="mailto:a@b.vn" TargetMode="External"/>'
    assert faults(changed(RELS, "</Relationships>", f"{link}</Relationships>")) == []


def test_a_reference_to_no_relationship_is_caught() -> None:
    docx = body("<w:r><w:t>Trên", '<w:hyperlink r:id="rId99"/><w:r><w:t>Trên')
    assert faults(docx) == ["word/document.xml: hyperlink refers to «rId99», which is no relationship of the part"]


def test_a_header_reference_to_something_else_is_caught() -> None:
    docx = body('r:id="rId3"', 'r:id="rId1"')
    assert faults(docx) == [f"word/document.xml: headerReference leads to something else: {OFFICE}/styles"]


P = "<w:p><w:r><w:t>Thêm</w:t></w:r></w:p>"
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>' + P + "</w:sdtContent></w:sdt>"
MARK = '<w:bookmarkStart w:id="{}" w:name="{}"/><w:bookmarkEnd w:id="{}"/>'


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        (MARK.format(0, "cuoi", 0), "w:id of bookmarks «0» stands 2 times"),
        (MARK.format(1, "DAU", 1), "name of bookmarks «dau» stands 2 times"),
        ('<w:bookmarkStart w:id="4" w:name="x"/>', "word/document.xml: bookmarks that open or close alone: 4"),
        (CONTROL, "w:id of content controls «7» stands 2 times"),
        (
            P.replace("<w:p>", '<w:p w14:paraId="0A0A0A0A">') * 2,
            "word/document.xml: w14:paraId «0A0A0A0A» stands 2 times",
        ),
        (
            '<w:p><w:r><w:drawing><wp:docPr id="1"/><wp:docPr id="1"/></w:drawing></w:r></w:p>',
            "word/document.xml: id of docPr «1» stands 2 times",
        ),
        (
            '<w:p><w:pPr><w:pStyle w:val="Khong"/></w:pPr></w:p>',
            "word/styles.xml: has no style «Khong», which a pStyle names",
        ),
        (
            P.replace("<w:p>", '<w:p><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'),
            "word/numbering.xml: has no list 5, which a paragraph names",
        ),
        (
            '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
            "package: a footnoteReference leads to footnote 2, which is not there",
        ),
    ],
)
def test_ids_are_unique_and_references_resolve(added: str, fault: str) -> None:
    assert faults(body(TABLE, added + TABLE)) == [fault]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Số, ký hiệu", "the name «Số, ký hiệu» holds a comma, which parts its aliases"),
        ("normal", "the name «normal» stands 2 times"),
    ],
)
def test_a_style_has_a_name_of_its_own(name: str, fault: str) -> None:
    assert faults(changed("word/styles.xml", "Lưới", name)) == [f"word/styles.xml: {fault}"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            '<w:b/><w:sz w:val="28"/>',
            '<w:sz w:val="28"/><w:b/>',
            "the children of rPr stand in the wrong order: sz b",
        ),
        ("<w:b/>", "<w:b/><w:b/>", "rPr holds more than one b"),
        ("<w:b/>", "<w:jc/>", "rPr may not hold jc"),
        (
            '<w:pStyle w:val="Than"/>',
            '<w:jc w:val="both"/><w:pStyle w:val="Than"/>',
            "the children of pPr stand in the wrong order: jc pStyle",
        ),
        (
            '<w:tblStyle w:val="Luoi"/><w:tblW w:w="0" w:type="auto"/>',
            '<w:tblW w:w="0" w:type="auto"/><w:tblStyle w:val="Luoi"/>',
            "the children of tblPr stand in the wrong order: tblW tblStyle",
        ),
        (
            '<w:tcW w:w="700" w:type="dxa"/>',
            '<w:vAlign w:val="center"/><w:tcW w:w="700" w:type="dxa"/>',
            "the children of tcPr stand in the wrong order: vAlign tcW",
        ),
        (
            '<w:tag w:val="own:task:1:measures"/><w:id w:val="7"/>',
            '<w:id w:val="7"/><w:tag w:val="own:task:1:measures"/>',
            "the children of sdtPr stand in the wrong order: alias id tag",
        ),
        (
            '<w:pgSz w:w="11906" w:h="16838"/>',
            '<w:titlePg/><w:pgSz w:w="11906" w:h="16838"/>',
            "the children of sectPr stand in the wrong order: headerReference titlePg pgSz pgMar",
        ),
        ("<w:cantSplit/>", "<w:keepNext/>", "trPr may not hold keepNext"),
        (
            "<w:rPr><w:b/>",
            "<w:tab/><w:rPr><w:b/>",
            "r must begin with rPr: tab rPr t",
        ),
        (
            '<w:pPr><w:pStyle w:val="Than"/></w:pPr><w:bookmarkStart w:id="0" w:name="dau"/>',
            '<w:bookmarkStart w:id="0" w:name="dau"/><w:pPr><w:pStyle w:val="Than"/></w:pPr>',
            "p must begin with pPr: bookmarkStart pPr r r bookmarkEnd",
        ),
    ],
)
def test_children_stand_in_the_order_of_the_schema(old: str, new: str, fault: str) -> None:
    assert faults(body(old, new)) == [f"word/document.xml: {fault}"]


def test_header_and_footer_references_may_stand_in_any_order() -> None:
    relation = relationship("rId4", "footer", "footer1.xml")
    parts = {
        **CLEAN,
        "word/footer1.xml": f"{XML}<w:ftr {ROOT}><w:p/></w:ftr>",
        "[Content_Types].xml": CLEAN["[Content_Types].xml"].replace(
            "</Types>", f"{override('footer1', 'footer')}</Types>"
        ),
        RELS: CLEAN[RELS].replace("</Relationships>", f"{relation}</Relationships>"),
        "word/document.xml": CLEAN["word/document.xml"].replace(
            "<w:sectPr>", '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        ),
    }
    assert faults(packed(parts)) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "<w:p><w:r><w:t>1.</w:t></w:r></w:p></w:tc>",
            "</w:tc>",
            ["a cell in row 2 of a table does not end in a paragraph"],
        ),
        (
            "<w:p><w:r><w:t>-</w:t></w:r></w:p></w:sdtContent>",
            "</w:sdtContent>",
            ["a cell in row 2 of a table does not end in a paragraph"],
        ),
        (
            '<w:gridCol w:w="700"/>',
            "",
            [f"row {row} of a table is 2 columns wide, its grid 1" for row in (1, 2)],
        ),
        (
            '<w:tcW w:w="700" w:type="dxa"/>',
            '<w:tcW w:w="700" w:type="dxa"/><w:gridSpan w:val="2"/>',
            ["row 1 of a table is 3 columns wide, its grid 2"],
        ),
        (TABLE[TABLE.index("<w:tr>") : TABLE.index("</w:tbl>")], "", ["a table has no row"]),
        (TABLE[TABLE.index("<w:tr><w:tc>") : TABLE.index("</w:tbl>")], "", ["a table has nothing under its heading"]),
        (
            "</w:tbl>",
            "<w:tr/></w:tbl>",
            ["row 3 of a table has no cell", "row 3 of a table is 0 columns wide, its grid 2"],
        ),
        (
            TABLE,
            TABLE + TABLE.replace('<w:id w:val="7"/>', '<w:id w:val="8"/>'),
            ["two tables stand together without a paragraph between, so Word makes one of them"],
        ),
    ],
)
def test_tables_hold_together(old: str, new: str, found: list[str]) -> None:
    assert faults(body(old, new)) == [f"word/document.xml: {fault}" for fault in found]


@pytest.mark.parametrize("new", ["", SECTION + "<w:p/>", "<w:p/>" + SECTION + SECTION])
def test_the_body_ends_with_its_one_section(new: str) -> None:
    assert faults(body(SECTION, new)) == ["word/document.xml: the body must end with its one sectPr"]


def test_a_section_with_two_headers_of_one_type_is_caught() -> None:
    reference = '<w:headerReference w:type="default" r:id="rId3"/>'
    assert faults(body(reference, reference * 2)) == ["word/document.xml: a section has two headers of one type"]


def test_a_header_ends_in_a_paragraph() -> None:
    docx = changed("word/header1.xml", "<w:p><w:r><w:t>2</w:t></w:r></w:p>", "")
    assert faults(docx) == ["word/header1.xml: a header or footer does not end in a paragraph"]


# --- the tables of the gate, and the other two opinions ---------------------------------------------------------------


def test_the_orders_are_those_of_the_sdk() -> None:
    schemas = resources.files("openxml_audit") / "data" / "openxml" / "schemas"
    schema = schemas / "schemas_openxmlformats_org_wordprocessingml_2006_main.json"
    seen = set()
    for kind in json.loads(schema.read_text(encoding="utf-8"))["Types"]:
        name = kind["Name"].rpartition("/w:")[2]
        children = [child["Name"].rpartition("/")[2] for child in kind.get("Children", [])]
        children = [child.removeprefix("w:") for child in children if child.startswith("w:")]
        if name == "trPr" and children:
            assert set(children) <= ROW_PROPERTIES
        # The SDK lets the children of sdtPr stand in any order; the standard, since its second edition, does not.
        if name in ORDER and children and name != "sdtPr":
            assert [child for child in ORDER[name] if child in children] == children, kind["Name"]
            seen.add(name)
    assert seen == set(ORDER) - {"sdtPr"}


def test_the_second_opinion_passes_a_sound_paper_and_stops_a_broken_one(tmp_path: Path) -> None:
    sound, broken = tmp_path / "Kế hoạch.docx", tmp_path / "Sai.docx"
    sound.write_bytes(packed(CLEAN))
    broken.write_bytes(body('<w:b/><w:sz w:val="28"/>', '<w:sz w:val="28"/><w:b/>'))
    assert audit_faults(sound) == []
    assert audit_faults(broken) == [
        "[schema] /word/document.xml:/document[1]/body[1]/p[1]/r[1]/rPr[1]: Unexpected element 'b' found"
    ]


@pytest.mark.sdk
def test_the_sdk_passes_a_sound_paper_and_stops_broken_ones(tmp_path: Path) -> None:
    papers = {
        "Kế hoạch.docx": packed(CLEAN),
        "Thứ tự sai.docx": body('<w:b/><w:sz w:val="28"/>', '<w:sz w:val="28"/><w:b/>'),
        "Tên kiểu có dấu phẩy.docx": changed("word/styles.xml", "Lưới", "Số, ký hiệu"),
    }
    for name, docx in papers.items():
        (tmp_path / name).write_bytes(docx)
    found = sdk_faults(tmp_path / name for name in papers)
    assert {path.name: {fault.partition(": ")[0] for fault in faults} for path, faults in found.items()} == {
        "Kế hoạch.docx": set(),
        "Thứ tự sai.docx": {"/word/document.xml /w:document[1]/w:body[1]/w:p[1]/w:r[1]/w:rPr[1]"},
        "Tên kiểu có dấu phẩy.docx": {"/word/styles.xml /w:styles[1]/w:style[2]/w:name[1]"},
    }


@pytest.mark.sdk
def test_the_sdk_refuses_what_is_no_package(tmp_path: Path) -> None:
    paper = tmp_path / "Hỏng.docx"
    paper.write_bytes(packed({"word/document.xml": "x"}))
    assert len(sdk_faults([paper])[paper]) == 1


def test_a_missing_sdk_is_no_silent_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OOXML_VALIDATOR_CLI", str(tmp_path / "nowhere"))
    with pytest.raises(RuntimeError, match="npm ci --prefix"):
        sdk_faults([])


def test_a_failing_sdk_is_no_silent_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = tmp_path / "a.docx"
    paper.write_bytes(packed(CLEAN))
    monkeypatch.setattr(sdk_validator, "_program", lambda: Path("program"))
    failed = subprocess.CompletedProcess([], 134, stdout="", stderr="out of memory")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: failed)
    with pytest.raises(RuntimeError, match="out of memory"):
        sdk_faults([paper])
