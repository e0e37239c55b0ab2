"""The outline of a .docx: whole documents against whole lists of lines."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from ntsdocs.docx import outline, package
from ntsdocs.docx.package import PackageError
from tiny_docx import A4, control, docx, field, p, r, table


def body_of(body, **more):
    """The lines of a body, without the line of its one section."""
    first, *lines = outline.outline(docx(body, section=A4, **more))
    assert first == "Phần 1: 210 × 297 mm, đứng"
    return lines


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="LoiVan"><w:name w:val="Lời văn"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120" w:line="264"/><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:basedOn w:val="LoiVan"/>'
    "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Manh"><w:name w:val="Mạnh"/><w:rPr><w:b/></w:rPr></w:style>'
)


def test_a_paragraph_made_with_word_shows_alignment_spacing_bold_italic_and_size():
    word = Document()
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.5
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run("Độc lập ").bold = True
    paragraph.add_run("- Tự do").italic = True
    paragraph.add_run(" nhỏ").font.size = Pt(11)
    file = io.BytesIO()
    word.save(file)
    assert (
        "Normal, giữa, thụt đầu dòng 12,7 mm, sau 6 pt, dòng 1,5, giữ với đoạn sau | "
        "**Độc lập **//- Tự do//‹cỡ 11› nhỏ‹/›"
    ) in outline.outline(file.getvalue())


def test_runs_that_look_the_same_are_joined():
    split = p(r("Sở Y", "<w:b/>"), r(" tế", '<w:b/><w:lang w:val="vi-VN"/>'), "<w:proofErr/>", r(" chủ"), r(" trì"))
    assert body_of(split) == body_of(p(r("Sở Y tế", "<w:b/>"), r(" chủ trì"))) == ["không kiểu | **Sở Y tế** chủ trì"]


def test_bold_alignment_and_definitions_come_from_the_styles_too():
    body = (
        p("thường", props='<w:pStyle w:val="LoiVan"/>')
        + p(
            "đậm",
            r(" thôi", '<w:b w:val="0"/>'),
            r(" hai lần thì thôi", '<w:rStyle w:val="Manh"/>'),
            props='<w:pStyle w:val="Muc"/>',
        )
        + p("không kiểu riêng")
    )
    assert body_of(body, related={"styles": STYLES}) == [
        "Lời văn, đều | thường",
        "Mục, đều | **đậm** thôi‹kiểu Mạnh› hai lần thì thôi‹/›",
        "Normal | không kiểu riêng",
        "Mặc định: Times New Roman; cỡ 14",
        "Kiểu «Lời văn»: dựa trên Normal; đều; thụt đầu dòng 10 mm; sau 6 pt; dòng 1,1",
        "Kiểu «Mạnh»: đậm",
        "Kiểu «Mục»: dựa trên Lời văn; đậm; giữ với đoạn sau",
        "Kiểu «Normal»: không thêm gì",
    ]


def test_a_look_that_all_the_text_shares_stands_once_among_the_marks():
    body = p(r("Nơi ", '<w:sz w:val="24"/>'), r("nhận:", '<w:b/><w:sz w:val="24"/>')) + p(
        props='<w:jc w:val="right"/><w:rPr><w:sz w:val="2"/></w:rPr>'
    )
    assert body_of(body) == ["không kiểu, cỡ 12 | Nơi **nhận:**", "không kiểu, phải, cỡ 1 |"]


def test_borders_indents_tabs_page_breaks_and_lists_are_marked():
    numbering = (
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    )
    body = (
        p("kẻ", props='<w:pBdr><w:bottom w:val="single"/><w:top w:val="nil"/></w:pBdr><w:ind w:left="1134"/>')
        + p(props='<w:spacing w:line="40" w:lineRule="exact"/>')
        + p("mục", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/>')
        + p("ô {{ x }}", props='<w:ind w:left="{{ x }}" w:hanging="284"/>')
        + p("cột", props='<w:pageBreakBefore/><w:keepNext w:val="0"/><w:tabs><w:tab w:pos="4536"/></w:tabs>')
    )
    assert body_of(body, related={"numbering": numbering}) == [
        "không kiểu, lùi trái 20 mm, kẻ dưới | kẻ",
        "không kiểu, dòng đúng 2 pt |",
        "không kiểu, đề mục cấp 1, liệt kê «%1.» | mục",
        "không kiểu, lùi trái {{ x }} mm, treo 5 mm | ô {{ x }}",
        "không kiểu, thôi giữ với đoạn sau, sang trang mới, điểm dừng 80 mm | cột",
    ]


def test_what_has_no_letter_is_shown_by_a_sign():
    runs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>",
        '<w:r><w:br w:type="page"/></w:r>',
        r("5\u00a0km\u200b"),
        r("  "),
    )
    assert body_of(p(*runs)) == ["không kiểu | a⇥b↵c[ngắt trang]5⍽km‹U+200B›␠␠"]


def test_a_field_is_shown_by_its_name_and_only_a_lasting_result_is_kept():
    body = p("Trang ", field(r" PAGE \* MERGEFORMAT ", "17"), "/", field(" NUMPAGES ", "20")) + p(
        '<w:fldSimple w:instr=" REF muc1 "><w:r><w:t>Mục 1</w:t></w:r></w:fldSimple>'
    )
    assert body_of(body) == ["không kiểu | Trang [PAGE]/[NUMPAGES]", "không kiểu | [REF muc1]Mục 1"]


def test_content_controls_are_shown_by_tag_inside_and_around_paragraphs():
    waiting = (
        '<w:sdt><w:sdtPr><w:alias w:val="Biện pháp"/><w:tag w:val="own:task:17:bien_phap"/>'
        '<w:lock w:val="sdtLocked"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>' + r("……") + "</w:sdtContent></w:sdt>"
    )
    body = p("Việc: ", control("gen:task:17:content", r("Diễn tập", "<w:b/>")), ".") + control(
        "own:to_chuc", p(waiting)
    )
    assert body_of(body) == [
        "không kiểu | Việc: ⟦gen:task:17:content⟧**Diễn tập**⟦/⟧.",
        "⟦own:to_chuc⟧",
        "không kiểu | ⟦own:task:17:bien_phap, «Biện pháp», chờ điền, không xóa được⟧……⟦/⟧",
        "⟦/⟧",
    ]


def test_tables_are_told_cell_by_cell_with_grid_marks_and_inner_tables():
    held = control("own:o", f"<w:tc>{p('khung')}</w:tc>")
    rows = (
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:shd w:fill="D9D9D9"/></w:tcPr>{p("Đầu bảng")}</w:tc></w:tr>'
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/><w:vAlign w:val="center"/></w:tcPr>{p("một")}{p("hai")}</w:tc>'
        f"<w:tc>{table([p('trong')])}{p()}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc>{held}</w:tr>"
    )
    props = (
        '<w:tblPr><w:jc w:val="center"/><w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    grid = '<w:tblGrid><w:gridCol w:w="2268"/><w:gridCol w:w="{{ w }}"/></w:tblGrid>'
    assert body_of(f"<w:tbl>{props}{grid}{rows}</w:tbl>") == [
        "Bảng: cột 40 + {{ w }} mm; giữa; cột cố định; kẻ trên ngang",
        "  hàng; lặp lại ở đầu trang; không tách",
        "    ô (gộp 2 cột; nền D9D9D9): không kiểu | Đầu bảng",
        "  hàng",
        "    ô (bắt đầu gộp dọc; giữa theo chiều dọc): không kiểu | một",
        "      không kiểu | hai",
        "    ô:",
        "      Bảng: cột 20 mm",
        "        hàng",
        "          ô: không kiểu | trong",
        "      không kiểu |",
        "  hàng",
        "    ô (gộp dọc tiếp): không kiểu |",
        "    ⟦own:o⟧",
        "    ô: không kiểu | khung",
        "    ⟦/⟧",
    ]


def test_tracked_changes_comments_and_notes_are_marked_and_told_at_the_end():
    body = p(
        "giữ ",
        f'<w:ins w:id="1">{r("thêm")}</w:ins>',
        '<w:del w:id="2"><w:r><w:delText>bớt</w:delText></w:r></w:del>',
        r("đổi", "<w:b/><w:rPrChange/>"),
        '<w:r><w:footnoteReference w:id="9"/></w:r>',
        '<w:r><w:commentReference w:id="4"/></w:r>',
        props="<w:rPr><w:del/></w:rPr>",
    )
    notes = f'<w:footnote w:id="-1">{p()}</w:footnote><w:footnote w:id="9">{p("nguồn")}</w:footnote>'
    comments = f'<w:comment w:id="4" w:author="Chị Lan">{p("xem lại")}</w:comment>'
    assert body_of(body, related={"footnotes": notes, "comments": comments}) == [
        (
            "không kiểu, theo dõi: dấu đoạn bị xóa | "
            "giữ [+thêm+][-bớt-]‹theo dõi: đổi định dạng›**đổi**‹/›[chú thích 1][ý kiến 1]"
        ),
        "Chú thích cuối trang 1:",
        "  không kiểu | nguồn",
        "Ý kiến 1 của Chị Lan:",
        "  không kiểu | xem lại",
    ]


def test_pages_come_first_with_the_headers_and_footers_of_each_section():
    pages = (
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="720" w:gutter="0"/>'
    )
    first = f'<w:sectPr><w:headerReference w:type="default" r:id="rId:header1"/>{pages}<w:titlePg/></w:sectPr>'
    last = (
        '<w:footerReference w:type="first" r:id="rId:footer1"/><w:type w:val="continuous"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgNumType w:start="1"/>'
    )
    data = docx(
        p("thân", props=first) + p("phụ lục"),
        section=last,
        related={"header1": p(field("PAGE", "1"), props='<w:jc w:val="center"/>'), "footer1": p("chân")},
        core="<dc:title>{{ core.title }}</dc:title><dc:creator> </dc:creator>",
    )
    assert outline.outline(data) == [
        (
            "Phần 1: 210 × 297 mm, đứng; lề trên 20, dưới 20, trái 30, phải 15 mm; đầu trang cách mép 10 mm; "
            "chân trang cách mép 12,7 mm; trang đầu riêng"
        ),
        "  Đầu trang:",
        "    không kiểu, giữa | [PAGE]",
        "  Đầu trang của trang đầu: trống",
        "không kiểu | thân",
        "Phần 2: 297 × 210 mm, ngang; đánh số trang từ 1; liền trang",
        "  Đầu trang: như phần trước",
        "  Chân trang của trang đầu:",
        "    không kiểu | chân",
        "không kiểu | phụ lục",
        "Thuộc tính: tiêu đề «{{ core.title }}»",
    ]


def test_a_text_box_and_a_picture_are_told():
    drawing = (
        '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline>'
        '<wp:extent cx="1440000" cy="0"/><wp:docPr id="1" name="x" descr="đường kẻ"/>'
        f"<w:txbxContent>{p('trong khung')}</w:txbxContent></wp:inline></w:drawing></w:r>"
    )
    assert body_of(p("trước ", drawing)) == [
        "không kiểu | trước [hình, 40 × 0 mm, «đường kẻ»]",
        "  Khung chữ:",
        "    không kiểu | trong khung",
    ]


def test_the_lines_are_mere_text_and_hold_nothing_of_the_document_in_memory():
    assert {type(line) for line in outline.outline(docx(p(r("a")) + table([p(r("b"))])))} == {str}


def test_the_text_is_the_lines_each_ended_by_a_line_feed(tmp_path):
    file = tmp_path / "mẫu.docx"
    file.write_bytes(docx(p("một"), section=A4))
    assert outline.text(file) == "Phần 1: 210 × 297 mm, đứng\nkhông kiểu | một\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "tệp hỏng, hoặc không phải là tệp Word (.docx)"),
        (docx("<w:p>"), "phần «word/document.xml» hỏng: không đọc được như XML"),
    ],
)
def test_a_damaged_file_is_refused_in_words(data, words):
    with pytest.raises(PackageError) as raised:
        outline.outline(data)
    assert str(raised.value) == words


def test_entities_are_refused_not_expanded():
    bomb = docx(p("x"), related={"styles": ""})
    parts = package.read(bomb)
    parts["word/styles.xml"] = b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]><s>&a;</s>'
    with pytest.raises(PackageError, match="có khai báo DTD"):
        outline.outline(package.write(parts.items()))
