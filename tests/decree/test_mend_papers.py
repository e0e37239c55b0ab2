"""Mending papers of other makers: page numbers, fonts of old codes, tabs, boxes, shapes, fields; what is refused."""

from __future__ import annotations

import re

import pytest
from lxml import etree

import paper_maker
import tiny_docx
import validity
from defects import Editor, clean_papers
from ntsdocs.decree import check, mend
from ntsdocs.docx import package
from ntsdocs.text import old_encodings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{name}"'
    for prefix, name in (
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
) + ' xmlns:v="urn:schemas-microsoft-com:vml"'  # fmt: skip
UNNUMBERED = paper_maker.PAGE.replace('<w:headerReference w:type="default" r:id="rId:header1"/>', "")
LEFT = '<w:jc w:val="left"/>'


def inside(paper: bytes) -> str:
    """The body of a paper, as XML, without its last section."""
    xml = package.read(paper)["word/document.xml"].decode()
    return re.search(r"<w:body>(.*)<w:sectPr>", xml, re.DOTALL)[1]


def main(paper: bytes) -> etree._Element:
    return etree.fromstring(package.read(paper)["word/document.xml"])


def texts(paper: bytes, part: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(package.read(paper)[part])
    found = ("".join(t.text or "" for t in each.iter(f"{W}t", f"{W}delText")) for each in root.iter(f"{W}p"))
    return [each for each in found if each]


def told(mended: mend.MendResult) -> list[tuple[str, str, str]]:
    return [(each.rule, each.before, each.after) for each in mended.changes]


def rules(mended: mend.MendResult) -> list[str]:
    return [each.rule for each in mended.report.findings]


# --- page numbers ----------------------------------------------------------------------------------------------------

FOOT = (
    '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def with_foot(foot: str) -> bytes:
    section = paper_maker.PAGE.replace("headerReference", "footerReference").replace("header1", "footer1")
    related = {"styles": paper_maker.STYLES, "footer1": foot}
    return tiny_docx.docx(inside(paper_maker.letter()), section=section, related=related)


def test_a_number_at_the_foot_moves_to_the_middle_of_the_top():
    mended = mend.mend(with_foot(FOOT))
    parts = package.read(mended.docx)
    assert rules(mended) == []
    assert b"PAGE" in parts["word/header1.xml"]
    assert b"PAGE" not in parts["word/footer1.xml"]
    section = main(mended.docx).find(f"{W}body/{W}sectPr")
    assert [each.tag.removeprefix(W) for each in section][:2] == ["headerReference", "footerReference"]


def test_a_new_header_takes_no_name_that_is_taken_and_none_is_made_where_word_would_not_find_it():
    parts = package.read(with_foot(FOOT))
    parts["word/Header1.xml"] = b"<x/>"
    named = package.read(mend.mend(package.write(parts.items())).docx)
    (new,) = named.keys() - parts.keys() - {"word/_rels/document.xml.rels"}
    assert b"PAGE" in named[new]
    assert new.lower() not in map(str.lower, parts)
    del parts["[Content_Types].xml"]
    with pytest.raises(package.PackageError, match="thiếu phần"):
        mend.mend(package.write(parts.items()))


def test_a_header_that_sections_share_is_mended_and_told_once():
    editor = Editor(clean_papers()["ke_hoach"])
    header = editor.parts["word/header1.xml"]
    size = b'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:instrText'
    editor.parts["word/header1.xml"] = header.replace(b"<w:r><w:instrText", size)
    mended = mend.mend(editor.bytes())
    assert told(mended) == [("ND30-I-1.7a", "số trang cỡ chữ 10", "cỡ chữ 13")]
    assert rules(mended) == []


def test_a_number_among_other_words_at_the_foot_is_left_where_it_is():
    foot = FOOT.replace("<w:p>", "<w:p>", 1).replace("</w:pPr>", "</w:pPr><w:r><w:t>Trang </w:t></w:r>", 1)
    mended = mend.mend(with_foot(foot))
    assert b"PAGE" in package.read(mended.docx)["word/footer1.xml"]
    assert rules(mended) == ["ND30-I-1.7a"]


def test_a_paper_without_page_numbers_gets_them_and_stays_sound():
    editor = Editor(clean_papers()["ke_hoach"])
    for each in list(editor.body.iter(f"{W}headerReference", f"{W}titlePg")):
        each.getparent().remove(each)
    del editor.parts["word/header1.xml"]
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        root = etree.fromstring(editor.parts[name])
        for each in root:
            if "header1.xml" in (each.get("Target") or each.get("PartName") or ""):
                root.remove(each)
        editor.parts[name] = etree.tostring(root)
    mended = mend.mend(editor.bytes())
    assert [each for each in rules(mended) if each.startswith("ND30-I-1.7")] == []
    assert validity.faults(mended.docx) == []
    assert "ND30-I-1.7b" in {each.rule for each in mended.changes}  # and none on the first page


def test_a_short_paper_without_page_numbers_is_left_so():
    paper = tiny_docx.docx(inside(paper_maker.letter()), section=UNNUMBERED, related={"styles": paper_maker.STYLES})
    assert mend.mend(paper).docx == paper


def test_what_stands_at_the_foot_of_the_first_page_stays_there_when_its_number_goes():
    section = paper_maker.PAGE.replace("<w:titlePg/>", "").replace(
        "<w:pgSz", '<w:footerReference w:type="default" r:id="rId:footer1"/><w:pgSz', 1
    )
    related = {"styles": paper_maker.STYLES, "header1": paper_maker.HEADER, "footer1": paper_maker.p("Mẫu in sẵn", 22)}
    mended = mend.mend(tiny_docx.docx(inside(paper_maker.letter()), section=section, related=related))
    found = main(mended.docx).find(f"{W}body/{W}sectPr")
    kinds = [each.get(f"{W}type") for each in found.iter(f"{W}footerReference")]
    assert kinds == ["default", "first"]
    assert found.find(f"{W}titlePg") is not None


# --- fonts -----------------------------------------------------------------------------------------------------------

_TO_TCVN3 = dict(zip(old_encodings._TCVN3_LETTERS, old_encodings._TCVN3_BYTES.decode("latin-1"), strict=True))


def in_tcvn3(xml: str) -> str:
    """The paper as Word 97 had it: text in TCVN3; capitals are small letters in a font of capitals."""

    def run(match: re.Match[str]) -> str:
        words = re.search(r"<w:t[^>]*>([^<]*)</w:t>", match[0])[1]
        face = ".VnTimeH" if words.isupper() else ".VnTime"
        coded = "".join(_TO_TCVN3.get(char, char) for char in (words.lower() if words.isupper() else words))
        fonts = f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}"/>'
        return match[0].replace(f">{words}<", f">{coded}<").replace("<w:rPr>", fonts)

    return re.sub(r"<w:r>.*?</w:r>", run, xml)


def test_a_paper_in_tcvn3_is_read_and_mended_as_if_it_had_been_typed_in_unicode():
    clean = paper_maker.letter()
    styles = paper_maker.STYLES.replace("Times New Roman", ".VnTime")
    note = in_tcvn3(paper_maker.p("Chú thích của văn bản", 20))
    deleted = (
        '<w:del w:id="9" w:author="A"><w:r><w:rPr/><w:delText>B\u00e1 nhi\u00d6m v\u00f4</w:delText></w:r></w:del>'
    )
    body = in_tcvn3(inside(clean)).replace("</w:p>", f"{deleted}</w:p>", 1)
    paper = paper_maker.docx(body, styles=styles, related={"footnotes": f'<w:footnote w:id="1">{note}</w:footnote>'})
    assert "ND30-I-1.4" in {each.rule for each in check.judge(paper).findings}
    mended = mend.mend(paper)
    assert (mended.refused, rules(mended)) == ("", ["RA-4"])  # the deleted words
    assert [text.replace("Bỏ nhiệm vụ", "") for text in texts(mended.docx)] == texts(clean)
    assert texts(mended.docx, "word/footnotes.xml") == ["Chú thích của văn bản"]
    assert ".VnTime" not in "".join(part.decode("utf-8", "replace") for part in package.read(mended.docx).values())


def test_the_marks_of_vni_join_their_letters_also_across_runs():
    font = '<w:rPr><w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/><w:sz w:val="28"/></w:rPr>'
    coded = (
        "Thöïc hie",
        "än nhieäm vuï cuûa UBND tænh, caùc sôû, ban, ngaønh phoái hôïp toå chöùc thöïc hieän keá hoaïch.",
    )
    runs = "".join(f'<w:r>{font}<w:t xml:space="preserve">{each}</w:t></w:r>' for each in coded)
    mended = mend.mend(paper_maker.letter(f"<w:p><w:pPr>{paper_maker.BODY}</w:pPr>{runs}</w:p>"))
    said = "Thực hiện nhiệm vụ của UBND tỉnh, các sở, ban, ngành phối hợp tổ chức thực hiện kế hoạch."
    assert said in texts(mended.docx)
    assert rules(mended) == []


def test_unicode_in_an_old_font_keeps_every_letter_and_changes_only_its_font():
    clean = paper_maker.letter()
    font = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    paper = paper_maker.docx(inside(clean).replace("<w:rPr>", font))
    mended = mend.mend(paper)
    assert texts(mended.docx) == texts(clean)
    assert rules(mended) == []


def test_an_old_font_whose_code_is_not_known_is_left_with_its_text():
    font = '<w:rPr><w:rFonts w:ascii="VNtimes new roman" w:hAnsi="VNtimes new roman"/></w:rPr>'
    run = f"<w:r>{font}<w:t>Ch¬Ý thi</w:t></w:r>"
    paper = paper_maker.letter(f"<w:p><w:pPr>{paper_maker.BODY}</w:pPr>{run}</w:p>")
    assert "VNtimes new roman" in package.read(mend.mend(paper).docx)["word/document.xml"].decode()


def test_a_default_font_of_the_theme_is_mended_where_it_is_said_and_no_run_is_touched():
    styles = paper_maker.STYLES.replace(
        paper_maker.FONT, '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
    )
    theme = (
        '<a:fontScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont>'
        '<a:latin typeface="Calibri"/></a:minorFont></a:fontScheme>'
    )
    paper = paper_maker.docx(inside(paper_maker.letter()), styles=styles, related={"theme": theme})
    mended = mend.mend(paper)
    assert told(mended) == [("GEO-11", "kiểu Normal dùng phông «Calibri»", "phông «Times New Roman»")]
    assert rules(mended) == []
    before, after = package.read(paper), package.read(mended.docx)
    assert before["word/document.xml"] == after["word/document.xml"]
    fonts = next(etree.fromstring(after["word/styles.xml"]).iter(f"{W}rFonts"))
    assert {key.removeprefix(W): value for key, value in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "cs", "eastAsia"), "Times New Roman"
    )


def test_fonts_of_the_slots_no_letter_uses_are_mended_by_default_and_on_runs():
    clean = paper_maker.letter()
    styles = paper_maker.STYLES.replace('w:cs="Times New Roman"', 'w:cs="Arial" w:eastAsia="SimSun"')
    by_default = mend.mend(paper_maker.docx(inside(clean), styles=styles))
    assert [(each.rule, each.place) for each in by_default.changes] == [("ND30-I-1.4", "kiểu chữ của tệp")]
    font = '<w:rPr><w:rFonts w:cs="Arial" w:eastAsia="SimSun"/>'
    on_runs = mend.mend(paper_maker.docx(inside(clean).replace("<w:rPr>", font, 3)))
    assert [(each.rule, each.before) for each in on_runs.changes] == [("ND30-I-1.4", "phông «Arial», «SimSun»")] * 3
    for mended in (by_default, on_runs):
        assert rules(mended) == []
        assert "SimSun" not in "".join(part.decode("utf-8", "replace") for part in package.read(mended.docx).values())


# --- lines, boxes, shapes --------------------------------------------------------------------------------------------


def test_of_two_lines_in_one_paragraph_only_the_wrong_one_is_changed():
    tabbed = (
        '<w:p><w:r><w:rPr><w:b/><w:sz w:val="26"/></w:rPr><w:tab/><w:t>SỞ NỘI VỤ</w:t><w:tab/></w:r><w:r><w:rPr><w:b/>'
        '<w:sz w:val="30"/></w:rPr><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:b/></w:rPr><w:tab/><w:tab/><w:t>Độc lập – Tự do – Hạnh phúc</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:i/><w:sz w:val="26"/></w:rPr><w:tab/><w:t>Số: 5/SNV-VP</w:t><w:tab/>'
        '<w:t>Mẫu, ngày 5 tháng 03 năm 2026</w:t></w:r></w:p>'
    )  # fmt: skip
    rest = inside(paper_maker.letter()).partition("</w:tbl>")[2]
    mended = mend.mend(paper_maker.docx(tabbed + rest), "cong_van")
    assert texts(mended.docx)[:3] == [
        "SỞ NỘI VỤCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/SNV-VPMẫu, ngày 05 tháng 3 năm 2026",
    ]
    found = list(main(mended.docx).iter(f"{W}p"))[2]
    slanted = {
        each.findtext(f"{W}t"): each.find(f"{W}rPr/{W}i").get(f"{W}val")
        for each in found.iter(f"{W}r")
        if each.find(f"{W}t") is not None
    }
    assert slanted == {"Số: 05/SNV-VP": "0", "Mẫu, ngày 05 tháng 3 năm 2026": None}
    sizes = [each.get(f"{W}val") for each in next(main(mended.docx).iter(f"{W}p")).iter(f"{W}sz")]
    assert sizes == ["26", "26"]


def test_a_line_of_a_column_that_is_no_table_is_not_moved_to_the_middle_of_the_page():
    body = inside(paper_maker.letter())
    beside = paper_maker.p("V/v triển khai nhiệm vụ", 30, "i", LEFT)
    table, _, rest = body.partition("</w:tbl>")
    gone = re.search(r"<w:p>(?:(?!</w:p>).)*V/v(?:(?!</w:p>).)*</w:p>", table)[0]
    mended = mend.mend(paper_maker.docx(f"{table.replace(gone, '')}</w:tbl>{beside}{rest}"))
    assert [each for each in told(mended) if each[0] == "ND30-I-2.5d"] == [
        ("ND30-I-2.5d", "trích yếu công văn: cỡ chữ 15", "cỡ chữ 13"),
        ("ND30-I-2.5d", "trích yếu công văn: nghiêng", "đứng"),
    ]


def test_a_text_box_that_stands_twice_in_the_file_is_mended_twice():
    box = f"<w:txbxContent>{paper_maker.p('Độc lập – Tự do – Hạnh phúc', 28, 'b')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    twice = (
        f'<w:p><w:r><mc:AlternateContent {NAMESPACES}><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>'
        f"<w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = inside(paper_maker.letter())
    motto = re.search(r"<w:p>(?:(?!</w:p>).)*Độc lập(?:(?!</w:p>).)*</w:p>", body)[0]
    mended = mend.mend(paper_maker.docx(body.replace(motto, twice)))
    held = [("".join(each.itertext())) for each in main(mended.docx).iter(f"{W}txbxContent")]
    assert held == ["Độc lập - Tự do - Hạnh phúc"] * 2


def shape(cx: int) -> str:
    return (
        f'<w:p {NAMESPACES}><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:anchor><wp:positionH '
        f'relativeFrom="column"><wp:posOffset>1000000</wp:posOffset></wp:positionH><wp:extent cx="{cx}" cy="0"/>'
        f'<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>'
    )


def test_a_drawn_line_is_made_as_long_as_the_words_about_its_middle():
    body = inside(paper_maker.letter()).replace(paper_maker.rule(1121), shape(720000))
    mended = mend.mend(paper_maker.docx(body))
    assert rules(mended) == []
    length = 2178000  # 60,5 mm, the width of the motto at 14 pt
    found = main(mended.docx)
    lengths = [int(each.get("cx")) for each in found.iter() if each.tag.endswith(("}extent", "}ext"))]
    assert lengths == pytest.approx([length, length], abs=36000)
    offset = int(next(each.text for each in found.iter() if each.tag.endswith("}posOffset")))
    assert offset == 1000000 + (720000 - lengths[0]) // 2


@pytest.mark.parametrize(
    ("drawn", "asked"),
    [
        ('<v:line from="100pt,5pt" to="120pt,5pt"/>', r'from="24\.\d\dpt,5pt" to="195\.\d\dpt,5pt"'),
        (
            '<v:shape type="#_x0000_t32" style="position:absolute;margin-left:100pt;width:20pt;height:0"/>',
            r"margin-left:24\.\d\dpt;width:171\.\d\dpt",
        ),
    ],
)
def test_a_line_of_old_word_is_made_as_long_as_the_words(drawn, asked):
    line = f"<w:p {NAMESPACES}><w:r><w:pict>{drawn}</w:pict></w:r></w:p>"
    body = inside(paper_maker.letter()).replace(paper_maker.rule(1121), line)
    mended = mend.mend(paper_maker.docx(body))
    assert rules(mended) == []
    assert re.search(asked, package.read(mended.docx)["word/document.xml"].decode())


# --- what Word writes itself -----------------------------------------------------------------------------------------


def test_words_that_word_writes_itself_are_left_to_it():
    date = paper_maker.p("Mẫu, ngày 5 tháng 10 năm 2026", 28, "i")
    run = re.search(r"<w:r>.*</w:r>", date)[0]
    marks = {each: f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")}
    field = f"{marks['begin']}<w:r><w:instrText>DATE</w:instrText></w:r>{marks['separate']}{run}{marks['end']}"
    binding = '<w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{1}"/></w:sdtPr>'
    bound = f"<w:sdt>{binding}<w:sdtContent>{run}</w:sdtContent></w:sdt>"
    clean = inside(paper_maker.letter())
    whole = paper_maker.p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i")
    for held, also in ((field, ["RA-2"]), (bound, [])):
        paper = paper_maker.docx(clean.replace(whole, date.replace(run, held)))
        mended = mend.mend(paper)
        assert (mended.docx, rules(mended)) == (paper, ["ND30-I-2.4c", *also])


# --- refused ---------------------------------------------------------------------------------------------------------


def test_a_signed_a_strict_a_secret_and_a_strange_file_are_not_changed():
    clean = paper_maker.letter()
    parts = package.read(clean)
    signed = package.write([*parts.items(), ("_xmlsignatures/sig1.xml", b"<s/>")])
    main_ns, strict_ns = W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    strict = package.write((name, data.replace(main_ns, strict_ns)) for name, data in parts.items())
    secret = paper_maker.docx(paper_maker.p("MẬT", 26, "b") + inside(clean))
    strange = tiny_docx.docx(tiny_docx.p("Một tờ giấy khác"))
    for paper, reason in (
        (signed, "đã ký số"),
        (strict, "Strict Open XML"),
        (secret, "độ mật"),
        (strange, "không nhận ra"),
    ):
        mended = mend.mend(paper)
        assert (mended.docx, mended.changes) == (paper, ())
        assert reason in mended.refused


def test_kinh_gui_that_was_centred_is_set_from_the_left_where_it_stood():
    to = paper_maker.p("Kính gửi: Sở Tài chính", 28)
    mended = mend.mend(paper_maker.letter(addressees=to))
    assert told(mended) == [("GEO-8", "«Kính gửi» canh giữa", "lùi trái 60 mm")]
    assert rules(mended) == []


def test_a_row_written_like_one_of_another_paper_is_mended_in_its_own_paragraphs():
    blank = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p>'
    left = paper_maker.p("UBND TỈNH MẪU", 26) + blank + paper_maker.p("SỞ NỘI VỤ", 26, "b") + paper_maker.rule(1540)
    right = paper_maker.p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + paper_maker.rule(1121)
    motto = paper_maker.p("Độc lập - Tự do - Hạnh phúc", 28, "b")
    number = paper_maker.p("Số: 15/SNV-VP", 24) + paper_maker.p("V/v triển khai nhiệm vụ", 26)
    date = paper_maker.p("Mẫu, ngày 15 tháng 10 năm 2026", 28)
    cells = (left + number, right.replace("</w:p>", f"</w:p>{motto}", 1) + date)
    rest = inside(paper_maker.letter()).partition("</w:tbl>")[2]
    paper = paper_maker.docx(paper_maker.table((3685, 5669), cells) + rest)
    for _ in range(2):  # the second time, the reader knows the row
        mended = mend.mend(paper)
        assert {each for each in rules(mended) if each.startswith("ND30")} == set()
        assert texts(mended.docx) == texts(paper)
