"""Forms of words and looks, one by one: what stands in the paper, what stands there once it is mended."""

from __future__ import annotations

import pytest
from lxml import etree

import paper_maker
import tiny_docx
from ntsdocs.decree import mend
from ntsdocs.docx import package
from paper_maker import letter, named, p, text
from papers import paragraphs as texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEFT = '<w:jc w:val="left"/>'
LIST = '<w:ind w:left="{}"/><w:jc w:val="left"/>'


def rules(mended: mend.MendResult) -> set[str]:
    return {each.rule for each in mended.report.findings}


def ended(*recipients: str, **looks) -> bytes:
    """A letter whose recipients are these."""
    body = paper_maker.head("Số: 15/SNV-VP", letter="V/v triển khai nhiệm vụ")
    to = text("Kính gửi: Sở Tài chính", props='<w:ind w:left="1985"/>')
    return paper_maker.docx(
        body + to + text(paper_maker.OPENING) + paper_maker.closing() + paper_maker.end(*recipients, **looks)
    )


def chapter(words: str) -> str:
    return p(words, 28, "b") + p("QUY ĐỊNH CHUNG", 28, "b") + text("Nội dung của phần này được nêu ở đây.")


@pytest.mark.parametrize(
    ("rule", "paper", "before", "after"),
    [
        ("ND30-I-2.3a", letter(so="Số: 7/SNV-VP"), "Số: 7/SNV-VP", "Số: 07/SNV-VP"),
        ("ND30-I-2.3c", named(so="Số: 15/KH-snv"), "Số: 15/KH-snv", "Số: 15/KH-SNV"),
        ("ND30-I-2.3d", letter(so="Số: 15/SNV-vp"), "Số: 15/SNV-vp", "Số: 15/SNV-VP"),
        ("ND30-I-2.3e", letter(so="SỐ 15 / SNV – VP"), "SỐ 15 / SNV – VP", "Số: 15/SNV-VP"),
        ("ND30-III-1", named(so="Số: 15/kh-SNV"), "Số: 15/kh-SNV", "Số: 15/KH-SNV"),
        ("NUM-7", letter(so="Số: 15/SNN & MT-VP"), "Số: 15/SNN & MT-VP", "Số: 15/SNN&MT-VP"),
        ("ND30-I-2.5d", letter(subject="V/v: triển khai"), "V/v: triển khai", "V/v triển khai"),
        ("ND30-I-2.5d", letter(subject="v/v triển khai"), "v/v triển khai", "V/v triển khai"),
        ("ND30-I-2.5e", named(subject="V/v triển khai việc"), "V/v triển khai việc", "Về việc triển khai việc"),
        ("ND30-I-2.6g", named(chapter("CHƯƠNG I")), "CHƯƠNG I", "Chương I"),
        ("ND30-I-2.6h", named(chapter("MỤC 1")), "MỤC 1", "Mục 1"),
        ("ND30-I-2.9b", letter(addressees=text("Kính gửi Sở Y tế")), "Kính gửi Sở Y tế", "Kính gửi: Sở Y tế"),
        ("ND30-I-2.9f", ended("- Như trên;", luu="- Lưu VT, VP;"), "- Lưu VT, VP;", "- Lưu: VT, VP."),
        ("ND30-I-2.9f", ended("- Như trên;", luu="- Lưu: VP, VT."), "- Lưu: VP, VT.", "- Lưu: VT, VP."),
        ("ND30-I-2.9g", ended("- Như kính gửi;"), "- Như kính gửi;", "- Như trên;"),
        ("ND30-I-2.9e", ended("- Như trên;", "• UBND tỉnh."), "• UBND tỉnh.", "- UBND tỉnh;"),
        ("ND30-II-1", ended("- Như trên;", "- các phòng, đơn vị;"), "- các phòng, đơn vị;", "- Các phòng, đơn vị;"),
        ("ND30-I-2.7b", ended("- Như trên;", authority=("Q GIÁM ĐỐC",)), "Q GIÁM ĐỐC", "Q. GIÁM ĐỐC"),
        ("ND30-I-2.7d", ended("- Như trên;", authority=("T/L GIÁM ĐỐC", "CHÁNH VP")), "T/L GIÁM ĐỐC", "TL. GIÁM ĐỐC"),
        ("ND30-I-2.7c", ended("- Như trên;", authority=("KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")), "KT GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
    ],
)  # fmt: skip
def test_a_form_of_words_is_put_right_and_every_other_paragraph_says_the_same(rule, paper, before, after):
    mended = mend.mend(paper)
    assert before in texts(paper)
    assert texts(mended.docx) == [after if each == before else each for each in texts(paper)]
    assert rule not in rules(mended)
    assert rule in {each.rule for each in mended.changes}


def test_the_sign_of_the_drafter_is_in_11_upright():
    paper = ended("- Như trên;", luu="- Lưu: VT, VP.")
    body = texts(paper)
    assert body[-3] == "- Lưu: VT, VP."
    xml = package.read(paper)
    crew = p("PL.(300)", 26, "i", LEFT).encode()
    last = p("- Lưu: VT, VP.", 22, "", LEFT).encode()
    xml["word/document.xml"] = xml["word/document.xml"].replace(last, last + crew)
    mended = mend.mend(package.write(xml.items()))
    assert [(each.rule, each.after) for each in mended.changes] == [("ND30-I-3.3", "cỡ 11, đứng")]
    assert rules(mended) == set()


def test_address_and_telephone_at_the_foot_are_in_11_or_12():
    section = paper_maker.PAGE.replace("<w:pgSz", '<w:footerReference w:type="first" r:id="rId:footer1"/><w:pgSz', 1)
    foot = p("Địa chỉ: số 1 đường Mẫu; Điện thoại: 0123", 28)
    body = package.read(letter())["word/document.xml"].decode().partition("<w:body>")[2].partition("<w:sectPr>")[0]
    related = {"styles": paper_maker.STYLES, "header1": paper_maker.HEADER, "footer1": foot}
    mended = mend.mend(tiny_docx.docx(body, section=section, related=related))
    assert [(each.rule, each.before, each.after) for each in mended.changes] == [
        ("ND30-I-3.4", "cỡ chữ 14", "cỡ chữ 12")
    ]
    assert rules(mended) == set()


def test_dashes_of_addressees_stand_under_the_colon_and_under_each_other():
    to = text("Kính gửi:", props=LIST.format(1985)) + "".join(
        text(each, props=LIST.format(place)) for each, place in (("- Sở Tài chính;", 300), ("- Sở Y tế.", 900))
    )
    mended = mend.mend(letter(addressees=to))
    assert rules(mended) == set()
    root = etree.fromstring(package.read(mended.docx)["word/document.xml"])
    places = [
        int(each.find(f"{W}pPr/{W}ind").get(f"{W}left"))
        for each in root.iter(f"{W}p")
        if "".join(each.itertext()).startswith("- Sở")
    ]
    colon = 1985 + 1000  # the width of «Kính gửi»: 3.57 em of 14 pt
    assert places == pytest.approx([colon, colon], abs=10)


NUMBERING = (
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num>'
)


def listed() -> bytes:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    items = "".join(
        text(each, props=number + paper_maker.BODY)
        for each in ("Nội dung thứ nhất của văn bản này.", "Nội dung thứ hai của văn bản này.")
    )
    body = package.read(letter(items))["word/document.xml"].decode().partition("<w:body>")[2].partition("<w:sectPr>")[0]
    return paper_maker.docx(body, related={"numbering": NUMBERING})


def test_the_mark_of_an_automatic_list_is_put_right_in_the_list():
    paper = listed()
    mended = mend.mend(paper)
    assert [(each.rule, each.before, each.after) for each in mended.changes] == [
        ("ND30-I-2.6l", "số tự động «1)»", "«1.»")
    ]
    assert rules(mended) == set()
    before, after = package.read(paper), package.read(mended.docx)
    assert {name for name in before if before[name] != after[name]} == {"word/numbering.xml"}


def test_a_list_that_numbers_other_things_too_is_left_as_it_is():
    inside = paper_maker.table((4000,), ("",))
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    cell = inside.replace("<w:tcPr/>", "<w:tcPr/>" + text("Một ô của bảng", props=number))
    paper = package.read(listed())
    xml = paper["word/document.xml"].decode()
    paper["word/document.xml"] = xml.replace(paper_maker.closing(), cell + paper_maker.closing()).encode()
    mended = mend.mend(package.write(paper.items()))
    assert mended.changes == ()
    assert rules(mended) == {"ND30-I-2.6l"}


def test_addressees_whose_label_is_missing_are_not_set_as_text():
    to = "".join(text(each, props=LIST.format(2985)) for each in ("- Sở Tài chính;", "- Sở Y tế."))
    paper = letter(addressees=to)
    assert mend.mend(paper).docx == paper


def test_the_line_kem_theo_gets_its_brackets_also_where_it_runs_over_two_lines():
    annex = (
        '<w:p><w:pPr><w:sectPr>' + paper_maker.PAGE + "</w:sectPr></w:pPr></w:p>" + p("Phụ lục", 28, "b")
        + p("DANH MỤC NHIỆM VỤ", 28, "b") + p("Kèm theo Kế hoạch số 15/KH-SNV", 28, "i")
        + p("ngày 15 tháng 10 năm 2026 của Sở Nội vụ)", 28, "i") + text("Nội dung của phụ lục được nêu ở đây.")
    )  # fmt: skip
    paper = named(text("Nhiệm vụ cụ thể nêu tại Phụ lục kèm theo Kế hoạch này và được cập nhật hằng năm."), tail=annex)
    mended = mend.mend(paper)
    assert "(Kèm theo Kế hoạch số 15/KH-SNV" in texts(mended.docx)
    assert rules(mended) & set(mend.MENDS) == set()
