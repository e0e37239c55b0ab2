"""Papers as other makers write them: what the checker sees in them, finding by finding."""

from __future__ import annotations

import pytest

import paper_maker as made
from ntsdocs.decree import check, find
from ntsdocs.docx import reader
from paper_maker import BODY, end, head, p, rule, table, text

NORMAL_OF_WORD = (  # docDefaults and Normal as a new file of Word has them
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr>'
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
THEME = (
    '<a:fontScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme>'
)
TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
CENTRE, SINGLE = '<w:jc w:val="center"/>', '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
VML_LINE = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="0,0" '
    'to="{pt}pt,0"/></w:pict></w:r></w:p>'
)


def run(words: str, look: str = "", size: int = 28, font: str = TIMES) -> str:
    """A run that sets its font itself, as clerks leave it."""
    switches = "".join(f"<w:{each}/>" for each in look)
    return f'<w:r><w:rPr>{font}{switches}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def tabbed(left: str, right: str) -> str:
    """A line of the head set with two centred tab stops."""
    stops = '<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6800"/></w:tabs>'
    tab = "<w:r><w:tab/></w:r>"
    return f"<w:p><w:pPr>{stops}{SINGLE}</w:pPr>{tab}{left}{tab}{right}</w:p>"


def para(*runs: str, props: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(runs)}</w:p>"


FOOTER_PAGE = made.HEADER.replace("<w:r><w:instrText>", f'<w:r><w:rPr>{TIMES}<w:sz w:val="28"/></w:rPr><w:instrText>')
FOOTED = made.PAGE.replace(
    '<w:headerReference w:type="default" r:id="rId:header1"/>',
    '<w:footerReference w:type="default" r:id="rId:footer1"/>',
).replace("<w:titlePg/>", "")


def with_tabs() -> bytes:
    """A công văn typed in a new file of Word: head and signature on tabs, page number in the footer."""
    body = (
        tabbed(run("UBND TỈNH MẪU", "", 26), run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b", 26))
        + tabbed(run("SỞ NỘI VỤ", "b", 26), run("Độc lập - Tự do - Hạnh phúc", "b"))
        + tabbed(run("Số: 15/SNV-VP", "", 26), run("Mẫu, ngày 15 tháng 10 năm 2026", "i"))
        + para(run("V/v triển khai nhiệm vụ", "i", 26), props=SINGLE)
        + para(run("Kính gửi: Sở Tài chính", "b"), props=CENTRE)
        + para(run(made.OPENING), props=BODY) + para(run(made.CLOSING), props=BODY)
        + tabbed(run("Nơi nhận:", "bi", 24), run("GIÁM ĐỐC", "b"))
        + para(run("- Như trên;", "", 22), props=SINGLE) + para(run("- Lưu: VT, VP.", "", 22), props=SINGLE)
        + tabbed("", run("Nguyễn Văn Mẫu", "b"))
    )  # fmt: skip
    related = {"theme": THEME, "footer1": FOOTER_PAGE}
    return made.docx(body, section=FOOTED, styles=NORMAL_OF_WORD, header="<w:p/>", related=related)


def with_one_row() -> bytes:
    """A kế hoạch with a head of one row, lines drawn as shapes, the name in two lines of one paragraph, blanks for boxes."""
    left = (
        para(run("UBND TỈNH MẪU", "", 26), props=CENTRE + SINGLE) + para(run("SỞ NỘI VỤ", "b", 26), props=CENTRE + SINGLE)
        + VML_LINE.format(pt=28) + para(run("Số:       /KH-SNV", "", 26), props=CENTRE + SINGLE)
    )  # fmt: skip
    right = (
        para(run("CỘNG HOÀ XÃ HỘI ", "b", 26), run("CHỦ NGHĨA VIỆT NAM", "b", 26), props=CENTRE + SINGLE)
        + para(run("Độc lập ", "b"), run("- Tự do -", "b"), run(" Hạnh phúc", "b"), props=CENTRE + SINGLE)
        + VML_LINE.format(pt=171) + para(run("Mẫu, ngày      tháng      năm 2026", "i"), props=CENTRE + SINGLE)
    )  # fmt: skip
    body = (
        table((3685, 5669), (left, right)) + para(run("KẾ HOẠCH", "b"), props=CENTRE)
        + para(run("Triển khai nhiệm vụ", "b"), "<w:r><w:br/></w:r>", run("năm 2026", "b"), props=CENTRE + SINGLE) + VML_LINE.format(pt=60)
        + para(run("I. MỤC ĐÍCH", "b"), props=BODY) + para(run(made.OPENING), props=BODY)
        + para(run(made.CLOSING), props=f"<w:keepNext/>{BODY}") + end("- UBND tỉnh;")
    )  # fmt: skip
    return made.docx(body)


def in_old_font() -> bytes:
    """A công văn of the nineties: .VnTime and .VnTimeH, whose bytes show as other letters."""
    old, capitals = (f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>' for name in (".VnTime", ".VnTimeH"))
    left = (
        para(run("së néi vô", "b", 26, capitals), props=CENTRE)
        + rule(1540)
        + para(run("Sè: 15/SNV-VP", "", 26, old), props=CENTRE)
    )
    right = (
        para(run("céng hßa x· héi chñ nghÜa viÖt nam", "b", 26, capitals), props=CENTRE)
        + para(run("§éc lËp - Tù do - H¹nh phóc", "b", 28, old), props=CENTRE) + rule(1121)
        + para(run("MÉu, ngµy 15 th¸ng 10 n¨m 2026", "i", 28, old), props=CENTRE)
    )  # fmt: skip
    body = (
        table((3685, 5669), (left, right))
        + para(run("V/v triÓn khai", "", 26, old))
        + para(run("KÝnh göi: Së Tµi chÝnh", "", 28, old))
    )
    return made.docx(body + para(run("§Ò nghÞ c¸c së thùc hiÖn./.", "", 28, old), props=BODY) + end("- Như trên;"))


def with_breaks() -> bytes:
    """A công văn whose every cell is one paragraph with manual breaks."""
    br = "<w:r><w:br/></w:r>"
    left = para(run("UBND TỈNH MẪU", "", 26), br, run("SỞ NỘI VỤ", "b", 26), props=CENTRE) + VML_LINE.format(pt=28)
    left += para(run("Số: 15/SNV-VP", "", 26), br, run("V/v triển khai nhiệm vụ", "", 26), props=CENTRE)
    right = para(
        run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b", 26), br, run("Độc lập - Tự do - Hạnh phúc", "b"), props=CENTRE
    )
    right += VML_LINE.format(pt=171) + para(run("Mẫu, ngày 15 tháng 10 năm 2026", "i"), props=CENTRE)
    received = para(run("Nơi nhận:", "bi", 24), br, run("- Như kính gửi;", "", 22), br, run("- Lưu: VT, VP.", "", 22))
    signed = para(run("GIÁM ĐỐC", "b"), br * 4, run("Nguyễn Văn Mẫu", "b"), props=CENTRE)
    return made.docx(
        table((3685, 5669), (left, right)) + para(run("Kính gửi: Sở Tài chính"), props='<w:ind w:left="1985"/>')
        + para(run(made.OPENING), props=BODY) + made.closing() + table((4252, 5102), (received, signed))
    )  # fmt: skip


def shown(docx: bytes) -> list[tuple[str, str, str]]:
    """Each finding in brief, in the order of the report."""
    return [(each.rule, each.severity, each.what) for each in check.judge(docx).findings]


def test_a_letter_on_tabs_typed_in_a_new_file_of_word():
    found = check.judge(with_tabs())
    assert (found.kind, found.refused) == ("cong_van", "")
    assert set(shown(with_tabs())) == {
        ("ND30-I-1.7a", "thông lệ", "không có số trang ở đầu trang"),
        ("ND30-I-1.7a", "sai", "số trang ở chân trang"),
        ("ND30-I-1.7b", "sai", "trang đầu có số trang"),
        ("ND30-I-2.1c", "nên xem", "không thấy đường kẻ dưới Tiêu ngữ"),
        ("ND30-I-2.2c", "nên xem", "không thấy đường kẻ dưới tên cơ quan ban hành"),
        ("ND30-I-2.5d", "sai", "trích yếu công văn có chữ nghiêng"),
        ("ND30-I-2.5d", "sai", "trích yếu công văn không canh giữa"),
        ("ND30-I-2.5d", "sai", "«V/v» cách số, ký hiệu 0 pt"),
        ("ND30-I-2.9b", "sai", "«Kính gửi» có chữ đậm"),
        ("GEO-8", "nên xem", "«Kính gửi» canh giữa"),
        ("GEO-11", "nên xem", "kiểu Normal dùng phông «Calibri»: đoạn gõ thêm sẽ sai phông"),
    }


def test_a_plan_with_a_head_of_one_row_and_drawn_lines_keeps_the_decree():
    assert shown(with_one_row()) == []


def test_lines_parted_by_manual_breaks_are_lines_of_their_own():
    assert shown(with_breaks()) == [("ND30-I-2.9g", "sai", "viết «Như kính gửi»")]
    found = find.recognise(reader.read(with_breaks()))
    assert [line.text for line in (*found.parents, *found.names)] == ["UBND TỈNH MẪU", "SỞ NỘI VỤ"]
    assert [line.text for line in found.recipients] == ["- Như kính gửi;", "- Lưu: VT, VP."]
    assert (found.authority[0].text, found.signer and found.signer.text) == ("GIÁM ĐỐC", "Nguyễn Văn Mẫu")


def test_words_of_a_table_in_the_body_are_not_taken_for_the_end():
    grid = table((3000, 3000, 3354), (p("1", 26), p("Nơi nhận:", 26), p("Công an tỉnh", 26)))
    assert shown(made.named(grid)) == []


def test_a_deputy_minister_signs_for_the_minister():
    body = head("Số: 15/KH-BNV", name="BỘ NỘI VỤ") + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b")
    signed = end("- Bộ Tài chính;", authority=("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"))
    found = shown(made.docx(body + rule(3950) + text(made.OPENING) + made.closing() + signed))
    assert [each for each in found if each[0] == "ND30-I-2.7c"] == []


def test_a_paper_in_an_old_font_is_recognised_and_told_to_change_its_font():
    report = check.judge(in_old_font())
    assert (report.kind, report.refused) == ("cong_van", "")
    found = find.recognise(reader.read(in_old_font()))
    assert [line.spaced for line in (found.quoc_hieu, found.tieu_ngu, *found.names, found.so, found.date) if line] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ NỘI VỤ",
        "Số: 15/SNV-VP",
        "Mẫu, ngày 15 tháng 10 năm 2026",
    ]
    fonts = {each.what for each in report.findings if each.rule == "ND30-I-1.4"}
    assert fonts == {"phông chữ «.VnTime»", "phông chữ «.VnTimeH»"}
    assert not [each for each in report.findings if each.rule in ("ND30-I-2.1a", "ND30-I-2.1b", "ND30-I-2.4c")]


def annexed(*headings: str, mention: str, looks: str = "b") -> bytes:
    """A plan with annexes under these headings, each a section of its own."""
    section = f'<w:p><w:pPr><w:sectPr>{made.PAGE}<w:pgNumType w:start="1"/></w:sectPr></w:pPr></w:p>'
    below = "(Kèm theo Kế hoạch số 15/KH-SNV ngày 15 tháng 10 năm 2026 của Sở Nội vụ)"
    parts = [section + p(each, 28, looks) + p("DANH SÁCH LỚP", 28, "b") + p(below, 28, "i") for each in headings]
    return made.named(text(mention), tail="".join(parts))


@pytest.mark.parametrize("mark", [":", ".", " -", " –"])
def test_an_annex_whose_title_stands_beside_its_number_is_an_annex(mark):
    found = shown(annexed(f"PHỤ LỤC 01{mark} DANH SÁCH", f"PHỤ LỤC 02{mark} PHÂN CÔNG", mention="Theo Phụ lục 01, 02."))
    told = {(rule, what) for rule, _, what in found if rule.startswith("ND30-I-3.1")}
    assert told >= {
        ("ND30-I-3.1a", "phụ lục thứ 1 ghi «PHỤ LỤC 01»"),
        ("ND30-I-3.1a", "phụ lục thứ 2 ghi «PHỤ LỤC 02»"),
        ("ND30-I-3.1b", "tiêu đề đứng cùng dòng với «PHỤ LỤC 01»"),
        ("ND30-I-3.1b", "tiêu đề đứng cùng dòng với «PHỤ LỤC 02»"),
        ("ND30-I-3.1b", "«Phụ lục» in hoa toàn bộ"),
    }


def test_a_sentence_below_the_signature_that_speaks_of_an_annex_is_none():
    note = text("Phụ lục I: danh sách các lớp gửi kèm trên hệ thống.")
    assert find.recognise(reader.read(made.named(tail=note))).annexes == []


SECOND_HEAD = p("SỞ NỘI VỤ", 26, "b") + p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b")
ISSUED_TITLE = (
    p("QUY CHẾ", 28, "b") + p("Làm việc của Tổ công tác", 28, "b")
    + p("(Ban hành kèm theo Quyết định số 15/QĐ-SNV ngày 15 tháng 10 năm 2026 của Sở Nội vụ)", 28, "i")
)  # fmt: skip


def issuing(*articles: str, title: str = ISSUED_TITLE) -> bytes:
    """A quyết định and the quy chế it issues (Mẫu 1.3)."""
    issued = SECOND_HEAD + title + p("Chương I", 28, "b") + p("QUY ĐỊNH CHUNG", 28, "b") + "".join(articles)
    return made.named(
        title="QUYẾT ĐỊNH",
        so="Số: 15/QĐ-SNV",
        subject="Ban hành Quy chế làm việc",
        stroke=4000,
        recipient="- Như Điều 3;",
        tail=issued,
    )


def test_what_a_decision_issues_is_judged_like_its_own_text_and_the_reader_is_told():
    clean = issuing(text("Điều 1. Phạm vi điều chỉnh", "b"), text("1. Tổ công tác làm việc theo Quy chế này."))
    report = check.judge(clean)
    assert shown(clean) == []
    assert report.notes == ("«QUY CHẾ» ban hành kèm theo: xét nội dung, không xét phần đầu và tên gọi của nó",)
    wrong = issuing(
        text("Điều 1. Phạm vi điều chỉnh"), text("a. Tổ công tác."), text("1. Quy chế này.", props="", size=22)
    )
    assert {rule for rule, severity, _ in shown(wrong) if severity == "sai"} >= {
        "ND30-I-2.6k",
        "ND30-I-2.6m",
        "ND30-I-2.6n",
        "ND30-I-2.6o",
    }


def test_another_text_below_the_signature_is_not_passed_over_in_silence():
    (note,) = check.judge(issuing(title=p("DANH SÁCH", 28, "b"))).notes
    assert note.startswith("sau phần ký còn một văn bản khác (đoạn ")
    assert "không kiểm được" in note


SENTENCES = (  # from plans and reports as provinces write them; nothing in them is wrong
    "Trên cơ sở Kế hoạch của tỉnh, tại trụ sở Công an xã và công sở Ủy ban nhân dân phường, tổ chức họp.",
    "Phối hợp với Tỉnh Đoàn, Huyện Đoàn, Hội Liên hiệp Phụ nữ tỉnh và Ban Chấp hành Đảng bộ tỉnh.",
    "Thực hiện Chương trình hành động số 95-CTr/TU ngày 05/12/2019 của Ban Thường vụ Tỉnh ủy về Chỉ thị số 36-CT/TW.",
    "Thu 600 kg pháo nổ các loại... trong dịp Tết; chuẩn bị 01 vụ, 02 đối tượng; xem mục 1.2. của Đề án.",
    "Căn cứ điểm đ khoản 3 Điều 5 Luật An ninh mạng; khoản 1, khoản 2 Điều 8; Chương II; Mục 3; Phần thứ nhất.",
    "Sở Nông nghiệp và Môi trường, Bộ Tài nguyên và Môi trường, Văn phòng Chủ tịch nước, Công an nhân dân.",
    "Xây dựng nền an ninh nhân dân, thế trận an ninh nhân dân gắn với thế trận quốc phòng toàn dân.",
    "Hội nghị lần thứ hai, quý III, giai đoạn 2021 - 2026; email: vp@mau.gov.vn, trang https://mau.gov.vn.",
    "Phòng Cảnh sát kinh tế Công an tỉnh, Công an 147 xã, 19 phường, Bộ Chỉ huy Bộ đội Biên phòng tỉnh.",
    "Các bộ, ngành Trung ương; thành viên của WHO, ASEAN, INTERPOL; 25 °C; QCVN 08:2023/BTNMT.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_as_provinces_write_it_is_left_in_peace(sentence):
    assert [each for each in shown(made.named(text(sentence))) if each[1] == "sai"] == []


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Giao sở Y tế, các Sở xây dựng thực hiện.", ["viết «Sở xây dựng»", "viết «sở Y»"]),
        ("Họp ngày thứ hai của hội nghị, sáng thứ ba.", ["viết «ngày thứ hai»", "viết «sáng thứ ba»"]),
        ("Trực dịp Tết Nguyên đán Tân Sửu.", ["viết «Tết Nguyên»"]),
    ],
)
def test_a_slip_in_a_sentence_is_told(sentence, what):
    assert sorted(found for _, _, found in shown(made.named(text(sentence)))) == what
