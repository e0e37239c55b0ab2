"""Lawful papers that a hasty reader takes for wrong ones: no error is told, and mending leaves them as they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntsdocs.decree import check, mend
from paper_maker import BODY, PAGE, closing, docx, end, head, letter, named, p, rule, table, text

DECISION = {"title": "QUYẾT ĐỊNH", "so": "Số: 15/QĐ-SNV", "recipient": "- Như Điều 3;"}
NOTICE = {"title": "THÔNG BÁO", "so": "Số: 15/TB-SNV"}
LEFT_ALONE = BODY.replace('w:val="both"', 'w:val="left"')


def told(paper: bytes, severity: str = "sai") -> list[tuple[str, str]]:
    """The rules that find something of this severity, and what."""
    return [(each.rule, each.what) for each in check.judge(paper).findings if each.severity == severity]


def changed(paper: bytes) -> list[tuple[str, str, str]]:
    return [(each.rule, each.before, each.after) for each in mend.mend(paper).changes]


def plan(ending: str, first: str = "") -> bytes:
    """A kế hoạch with this end, and this head if given."""
    return docx(
        (first or head("Số: 15/KH-SNV"))
        + p("KẾ HOẠCH", 28, "b")
        + p("Triển khai nhiệm vụ năm 2026", 28, "b")
        + rule(3950)
        + text("Nội dung của kế hoạch được nêu ở đây.")
        + closing()
        + ending
    )


def broken(first: str, second: str, size: int, props: str) -> str:
    """A paragraph with a manual break (Shift+Enter) in it."""
    return p(f"{first}@@{second}", size, "", props).replace("@@", '</w:t><w:br/><w:t xml:space="preserve">')


# --- sentences that open like a heading ------------------------------------------------------------------------------

SENTENCES = (
    "Điều 12 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư quy định việc này.",
    "Điều 5 Luật Đất đai giao thẩm quyền cho Ủy ban nhân dân tỉnh.",
    "Điều 1 của Quy chế này áp dụng cho mọi cơ quan, đơn vị trong tỉnh.",
    "Điều 2, Điều 3 và Điều 4 áp dụng từ năm sau.",
    "Phần thu ngân sách đạt 90% dự toán.",
    "Phần lớn các xã đã hoàn thành nhiệm vụ.",
    "Phần II Kế hoạch này giao cho Văn phòng theo dõi.",
    "Chương II của Đề án giao cho Văn phòng theo dõi.",
    "Mục 3 Công văn nêu trên giao cho Văn phòng theo dõi.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("props", [BODY, LEFT_ALONE])
def test_a_sentence_that_opens_like_a_heading_is_a_sentence(sentence, props):
    paper = named(text(sentence, props=props), **NOTICE)
    assert [each for each in told(paper) if each[0] in ("ND30-I-2.6k", "ND30-I-2.6g", "ND30-I-2.6h")] == []
    assert {rule for rule, _, _ in changed(paper)} <= {"ND30-I-2.6n"}
    assert "Điều 12." not in str(changed(paper))


OPENINGS = (
    "Điều 7",
    "Điều 1",
    "Phần I",
    "Phần đất",
    "Chương II",
    "Mục 3",
    "Căn cứ",
    "Theo",
    "Thực hiện",
    "Xét",
    "Sau khi",
)
GOING_ON = (
    "Luật Đất đai",
    "của Quy chế này",
    "ý kiến của Sở Tài chính",
    "Kế hoạch số 15/KH-UBND",
    "nêu trên",
    "vừa qua",
)
ENDINGS = (
    ", các đơn vị đã báo cáo kết quả.",
    "được giao cho Văn phòng theo dõi.",
    ", Sở đề nghị các đơn vị phối hợp.",
)


def _sentence(parts: tuple[str, ...]) -> str:
    return " ".join(parts).replace(" ,", ",")


@given(
    st.lists(st.tuples(*map(st.sampled_from, (OPENINGS, GOING_ON, ENDINGS))).map(_sentence), min_size=1, max_size=4),
    st.sampled_from([letter, lambda *body: named(*body, **NOTICE), named]),
)
@settings(max_examples=60, deadline=None)
def test_no_sentence_is_rewritten_whatever_it_opens_with(sentences, maker):
    assert changed(maker(*map(text, sentences))) == []


def test_a_dieu_without_its_full_stop_is_asked_about_in_its_turn_and_not_mended():
    paper = named(text("Điều 1. Nội dung", "b"), text("Điều 2 Giao Sở Tài chính cấp kinh phí."), **DECISION)
    assert ("ND30-I-2.6k", "viết «Điều 2 Giao»") in told(paper, "nên xem")
    assert [each for each in changed(paper) if each[0] == "ND30-I-2.6k"] == []


def test_a_bold_dieu_without_its_full_stop_is_an_error_and_mended():
    paper = named(text("Điều 1 Phạm vi điều chỉnh", "b"), **DECISION)
    assert ("ND30-I-2.6k", "viết «Điều 1 Phạm»") in told(paper)
    assert ("ND30-I-2.6k", "Điều 1 Phạm vi điều chỉnh", "Điều 1. Phạm vi điều chỉnh") in [
        (rule, before.strip("«»"), after.strip("«»")) for rule, before, after in changed(paper)
    ]


@pytest.mark.parametrize("heading", ["Phần thứ nhất", "Phần I", "Phần 1", "Chương II"])
def test_a_part_alone_on_its_line_is_a_heading_still(heading):
    paper = named(p(heading, 28, ""), p("QUY ĐỊNH CHUNG", 28, "b"), **NOTICE)
    assert ("ND30-I-2.6g", "đề mục không đậm") in told(paper)


# --- căn cứ ----------------------------------------------------------------------------------------------------------

LAW = "Căn cứ Luật Mẫu ngày 01 tháng 02 năm 2020;"
MORE = (
    "Xét Tờ trình số 12/TTr-UBND ngày 10 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh; ý kiến thảo luận của đại biểu.",
    "Theo Thông báo số 12/TB-VP ngày 01 tháng 3 năm 2026 của Văn phòng về kết luận của cuộc họp tháng 02.",
    "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
    "Trên cơ sở ý kiến thống nhất của các thành viên Hội đồng tại cuộc họp ngày 12 tháng 3 năm 2026.",
    "Sau khi thống nhất với Thường trực Hội đồng nhân dân tỉnh tại cuộc họp ngày 12 tháng 3 năm 2026.",
)


@pytest.mark.parametrize("last", MORE)
def test_a_can_cu_may_open_with_other_words(last):
    for body in ((LAW, last), (last.rstrip(".") + ";", LAW.replace(";", "."))):
        paper = named(*(text(words, "i") for words in body), **DECISION)
        assert [each for each in told(paper) if each[0] in ("ND30-I-2.6b", "ND30-I-2.6n")] == []
        assert changed(paper) == []


@pytest.mark.parametrize("last", MORE)
def test_what_may_be_the_last_can_cu_or_the_first_sentence_is_not_mended(last):
    paper = named(text(LAW, "i"), text(last))
    assert [each for each in told(paper) if each[0] in ("ND30-I-2.6b", "ND30-I-2.6n")] == []
    assert changed(paper) == []


def test_a_slanted_line_that_may_be_the_only_can_cu_is_not_mended():
    paper = named(text(MORE[2].replace(".", ";"), "i"), text("Sở Nội vụ ban hành Kế hoạch như sau:"))
    assert [each for each in told(paper) if each[0] in ("ND30-I-2.6b", "ND30-I-2.6n")] == []
    assert changed(paper) == []


def test_two_sentences_of_a_letter_that_open_with_can_cu_are_no_list():
    first = "Căn cứ Công văn số 12/BYT-DP ngày 02 tháng 3 năm 2026 của Bộ Y tế, Sở đã chỉ đạo các đơn vị triển khai."
    paper = letter(text(first), text("Căn cứ tình hình thực tế, Sở đề nghị các đơn vị báo cáo kết quả."))
    assert told(paper) == []
    assert changed(paper) == []
    assert ("ND30-I-2.6b", "căn cứ không nghiêng") in told(paper, "nên xem")


def test_a_list_of_can_cu_is_held_to_its_marks_still():
    upright = named(text("Căn cứ Luật Mẫu ngày 01 tháng 02 năm 2020,"), text("Căn cứ Luật Khác năm 2021,"))
    assert {each for each in told(upright) if each[0] == "ND30-I-2.6b"} == {
        ("ND30-I-2.6b", "căn cứ không nghiêng"),
        ("ND30-I-2.6b", "dòng căn cứ kết thúc bằng «,»"),
    }
    slanted = letter(
        text("Thực hiện ý kiến chỉ đạo của cấp có thẩm quyền, Sở đề nghị các đơn vị triển khai ngay.", "i")
    )
    assert ("ND30-I-2.6n", "lời văn in nghiêng") in told(slanted)


# --- names that run over two lines -----------------------------------------------------------------------------------

RECEIVED = '<w:jc w:val="left"/>'
TO = '<w:ind w:left="2835"/>'


def recipients(*lines: str) -> bytes:
    """A kế hoạch with these paragraphs as the list of Nơi nhận."""
    block = end("@@", "- Các phòng, đơn vị;")
    written = re.sub(r"<w:p>(?:(?!<w:p>).)*@@.*?</w:p>", lambda _: "".join(lines), block)
    return plan(written)


def test_a_recipient_that_runs_over_two_lines_is_one_recipient():
    one, two = "- Thường trực Tỉnh ủy, Thường trực HĐND tỉnh,", "Đoàn đại biểu Quốc hội tỉnh (để báo cáo);"
    manual = recipients(broken(one, two, 22, RECEIVED))
    apart = recipients(p(one, 22, "", RECEIVED), p(two, 22, "", RECEIVED))
    small = recipients(broken("- Văn phòng Ủy ban nhân dân", "tỉnh Mẫu;", 22, RECEIVED))
    for paper in (manual, apart, small):
        assert told(paper) == []
        assert changed(paper) == []


def test_of_a_recipient_of_two_lines_the_end_is_mended():
    one, two = "– Thường trực Tỉnh ủy, Thường trực HĐND tỉnh,", "Đoàn đại biểu Quốc hội tỉnh (để báo cáo)."
    paper = recipients(p(one, 22, "", RECEIVED), p(two, 24, "", RECEIVED))
    assert [(before, after) for _, before, after in changed(paper)] == [
        ("danh sách nơi nhận: cỡ chữ 12", "cỡ chữ 11"),
        ("«– Thường trực Tỉnh ủy, Thường trực HĐND tỉnh,»", "«- Thường trực Tỉnh ủy, Thường trực HĐND tỉnh,»"),
        ("«Đoàn đại biểu Quốc hội tỉnh (để báo cáo).»", "«Đoàn đại biểu Quốc hội tỉnh (để báo cáo);»"),
    ]


def test_a_list_without_dashes_and_a_list_within_the_list_are_asked_about():
    bare = recipients(p("Thường trực Tỉnh ủy,", 22, "", RECEIVED), p("Thường trực HĐND tỉnh;", 22, "", RECEIVED))
    grouped = recipients(*(p(each, 22, "", RECEIVED) for each in ("- Các sở:", "+ Sở Tài chính;", "+ Sở Y tế;")))
    for paper in (bare, grouped):
        assert told(paper) == []
        assert changed(paper) == []
    assert ("ND30-I-2.9e", "dòng kết thúc bằng «:»") in told(grouped, "nên xem")


def test_an_addressee_that_runs_over_two_lines_is_one_addressee():
    one, two = "- Trung tâm Kiểm soát bệnh tật tỉnh,", "Trung tâm Kiểm nghiệm tỉnh;"
    kinh_gui = p("Kính gửi:", 28, "", '<w:ind w:left="1985"/>')
    last = p("- Sở Tài chính.", 28, "", TO)
    for first in (broken(one, two, 28, TO), p(one, 28, "", TO) + p(two, 28, "", TO)):
        paper = letter(addressees=kinh_gui + first + last)
        assert [each for each in told(paper) if each[0] == "ND30-I-2.9c"] == []
        assert "ND30-I-2.9c" not in {rule for rule, _, _ in changed(paper)}


def test_the_line_of_luu_may_run_over_two_lines():
    block = end("- UBND tỉnh (để báo cáo);", luu="- Lưu: VT,@@")
    written = block.replace("@@", '</w:t><w:br/><w:t xml:space="preserve">NVY.')
    paper = plan(written)
    assert told(paper) == []
    assert changed(paper) == []


def named_by(*lines: str) -> bytes:
    """A kế hoạch whose issuing name stands in these bold lines, without a parent."""
    left = "".join(p(each, 26, "b") for each in lines) + rule(1000)
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(1121)
    first = table((3685, 5669), (left, right), (p("Số: 15/KH-BCH", 26), p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i")))
    return plan(end("- UBND tỉnh (để báo cáo);"), first)


@pytest.mark.parametrize(
    "name",
    [
        ("CHỦ TỊCH", "ỦY BAN NHÂN DÂN TỈNH MẪU"),
        ("BAN CHỈ HUY", "PHÒNG, CHỐNG THIÊN TAI TỈNH"),
        ("BAN CHỈ HUY PHÒNG THỦ", "PHÒNG CHỐNG THIÊN TAI TỈNH"),
        ("BAN CHỈ ĐẠO", "CÔNG TÁC DÂN SỐ TỈNH"),
        ("THƯỜNG TRỰC", "HỘI ĐỒNG NHÂN DÂN TỈNH"),
        ("VĂN PHÒNG", "ỦY BAN NHÂN DÂN TỈNH"),
    ],
)
def test_a_bold_name_in_two_lines_is_one_name(name):
    paper = named_by(*name)
    assert [each for each in told(paper) if each[0] in ("ND30-I-2.2a", "ND30-I-2.2b")] == []
    assert "ND30-I-2.2b" not in {rule for rule, _, _ in changed(paper)}


def test_a_bold_parent_is_an_error_where_it_is_known_for_one_and_a_question_where_not():
    assert ("ND30-I-2.2b", "tên cơ quan chủ quản có chữ đậm") in told(named_by("UBND TỈNH MẪU", "SỞ NỘI VỤ"))
    asked = named_by("LIÊN HIỆP MẪU", "HỘI KHOA HỌC MẪU")
    assert ("ND30-I-2.2b", "tên cơ quan chủ quản có chữ đậm") in told(asked, "nên xem")
    assert "ND30-I-2.2b" not in {rule for rule, _, _ in changed(asked)}


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["a) Tỉnh Thanh Hóa chủ trì;", "b) Khoản 2 Điều 5 Luật Mẫu;", "c) Điểm c giữ nguyên;", "1) Ngày Quốc khánh;"],
)
def test_the_letter_of_a_point_is_not_the_midst_of_a_sentence(words):
    assert [each for each in told(named(text(words))) if each[0].startswith("ND30-II-")] == []


def test_within_a_point_the_midst_of_a_sentence_is_judged_still():
    paper = named(text("a) Các sở (trừ Sở Y tế) Tỉnh Thanh Hóa theo Khoản 2 Điều 5;"))
    assert [each for each in told(paper) if each[0].startswith("ND30-II-")] == [
        ("ND30-II-3", "viết «Tỉnh Thanh» ở giữa câu"),
        ("ND30-II-15", "viết «Khoản 2» ở giữa câu"),
    ]


def test_too_many_capitals_in_the_name_of_a_department_are_told():
    paper = named(text("Giao Bộ Y Tế, Sở Nội Vụ phối hợp với Bộ Công Thương, Sở Y tế thực hiện."))
    assert [what for id_, what in told(paper) if id_ == "ND30-II-6"] == ["viết «Sở Nội Vụ»", "viết «Bộ Y Tế»"]


def test_a_point_of_another_text_may_leave_points_out():
    paper = named(text("a) Điểm a giữ nguyên;"), text("c) Điểm c giữ nguyên.”"), text("b) Nội dung;"))
    assert [what for id_, what in told(paper) if id_ == "ND30-I-2.6m"] == ["điểm «b)» đứng sau điểm «c)»"]
    assert ("ND30-I-2.6m", "điểm «c)» đứng sau điểm «a)»") in told(paper, "nên xem")


# --- head and end ----------------------------------------------------------------------------------------------------


def dated(date: str) -> bytes:
    return plan(end("- UBND tỉnh (để báo cáo);"), head("Số: 15/KH-SNV", date=date))


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("Mẫu, ngày 31 tháng 02 năm 2026", ["ghi «ngày 31 tháng 02 năm 2026»"]),
        ("Mẫu, ngày 29 tháng 02 năm 2026", ["ghi «ngày 29 tháng 02 năm 2026»"]),
        ("Mẫu, ngày 29 tháng 02 năm 2028", []),
        ("Mẫu, ngày 31 tháng 4 năm 2026", ["ghi «ngày 31 tháng 4»"]),
        ("Mẫu, ngày 31 tháng 12 năm 2026", []),
    ],
)
def test_a_day_that_no_calendar_has_is_told(date, found):
    assert [what for id_, what in told(dated(date)) if id_ == "ND30-I-2.4c"] == found


def signed(*authority: str, signer: str = "Nguyễn Văn Mẫu", luu: str = "- Lưu: VT, VP.") -> bytes:
    return plan(end("- UBND tỉnh (để báo cáo);", authority=authority, signer=signer, luu=luu))


def test_the_title_of_a_head_may_take_two_lines_before_the_deputy():
    title = ("KT. TRƯỞNG BAN QUẢN LÝ KHU KINH TẾ", "NGHI SƠN VÀ CÁC KHU CÔNG NGHIỆP")
    assert told(signed(*title, "PHÓ TRƯỞNG BAN")) == []
    assert [id_ for id_, _ in told(signed(*title))] == ["ND30-I-2.7c"]


def test_ong_may_be_a_family_name():
    assert told(signed("GIÁM ĐỐC", signer="Ông Thị Ngọc Linh")) == []
    assert ("ND30-I-2.7g", "họ tên có «Ông»") in told(signed("GIÁM ĐỐC", signer="Ông Nguyễn Văn Mẫu"))
    assert ("ND30-I-2.7g", "họ tên có «ThS.»") in told(signed("GIÁM ĐỐC", signer="ThS. Nguyễn Văn Mẫu"))


def test_a_semicolon_after_vt_is_told_as_such_and_mended():
    paper = signed("GIÁM ĐỐC", luu="- Lưu: VT; VP.")
    assert told(paper) == [("ND30-I-2.9f", "sau «VT» là «;»")]
    assert changed(paper) == [("ND30-I-2.9f", "«- Lưu: VT; VP.»", "«- Lưu: VT, VP.»")]


@pytest.mark.parametrize(
    ("title", "so", "right"), [("BẢN GHI NHỚ", "Số: 15/GN-SNV", "BGN"), ("GIẤY NGHỈ PHÉP", "Số: 15/GN-SNV", "GNP")]
)
def test_the_right_abbreviation_is_that_of_the_type_of_the_paper(title, so, right):
    (found,) = [each for each in check.judge(named(title=title, so=so)).findings if each.rule == "ND30-III-1"]
    assert (found.what, found.remedy) == ("viết tắt tên loại là «GN»", f"ghi «{right}».")


@pytest.mark.parametrize(
    ("title", "so", "left", "right"),
    [
        ("BIÊN BẢN", "Số: 15/BB-SNV", "THƯ KÝ", "CHỦ TỌA"),
        ("BẢN GHI NHỚ", "Số: 15/BGN-SNV", "ĐẠI DIỆN SỞ NỘI VỤ", "ĐẠI DIỆN SỞ Y TẾ"),
    ],
)
def test_minutes_and_agreements_are_signed_by_several(title, so, left, right):
    signatures = table((4252, 5102), (p(left, 28, "b"), p(right, 28, "b")))
    titled = p(title, 28, "b") + p("Về nội dung cuộc họp tháng 10", 28, "b") + rule(3950)
    paper = docx(head(so) + titled + text("Nội dung đã được các bên thống nhất.") + closing() + signatures)
    assert "không thấy chức vụ người ký" not in {what for _, what in told(paper) + told(paper, "nên xem")}


def test_a_form_of_introduction_or_leave_prints_no_trich_yeu():
    for title, so, seen in (("GIẤY GIỚI THIỆU", "Số: 15/GGT-SNV", False), ("TỜ TRÌNH", "Số: 15/TTr-SNV", True)):
        paper = docx(head(so) + p(title, 28, "b") + text("Nội dung của tờ giấy này.") + closing() + end("- Như trên;"))
        assert ("không thấy trích yếu nội dung" in {what for _, what in told(paper, "nên xem")}) is seen


def test_as_above_in_a_report_addressed_to_nobody_is_told():
    report = {"title": "BÁO CÁO", "so": "Số: 15/BC-SNV", "recipient": "- Như trên;"}
    assert told(named(**report)) == [("ND30-I-2.9g", "dòng đầu là «- Như trên;» mà không có «Kính gửi»")]


def annexed(title: str, *lines: str) -> bytes:
    opened = "<w:p><w:pPr><w:sectPr>" + PAGE + "</w:sectPr></w:pPr></w:p>"
    inside = p("Phụ lục", 28, "b") + p(title, 28, "b") + p("(Kèm theo Kế hoạch số 15/KH-SNV của Sở Nội vụ)", 28, "i")
    return named(text("Biểu mẫu ở Phụ lục kèm theo."), tail=opened + inside + "".join(text(each) for each in lines))


@pytest.mark.parametrize(
    ("title", "line", "sure"),
    [
        ("MẪU BÁO CÁO KẾT QUẢ", "Nội dung.", False),
        ("BÁO CÁO KẾT QUẢ", "Kết quả thực hiện: ………………", False),
        ("DANH SÁCH CÁC XÃ", "Nội dung.", True),
    ],
)
def test_a_blank_form_in_an_annex_may_have_a_head_of_its_own(title, line, sure):
    paper = annexed(title, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", line)
    severity = "sai" if sure else "nên xem"
    assert "ND30-I-3.1f" in {id_ for id_, _ in told(paper, severity)}
    assert ("ND30-I-3.1f" in {id_ for id_, _ in told(paper)}) is sure


# --- the setting of the text -----------------------------------------------------------------------------------------


def test_text_of_a_lawful_size_is_not_measured_against_text_that_is_too_small():
    small = [text(f"Nội dung thứ {number} được viết bằng chữ quá nhỏ ở đoạn này.", size=24) for number in range(9)]
    paper = named(*small)
    assert {what for id_, what in told(paper) if id_ == "ND30-I-2.6n"} == {"lời văn cỡ chữ 12"}
    assert {(before, after) for id_, before, after in changed(paper) if id_ == "ND30-I-2.6n"} == {
        ("cỡ chữ 12", "cỡ chữ 14")
    }


def test_a_wards_name_before_a_verb_is_no_name_of_a_body():
    paper = named(text("Giao phường Yên Sở xây dựng kế hoạch."), text("Giao Giám đốc Sở xây dựng theo dõi."))
    assert [what for id_, what in told(paper) if id_ == "ND30-II-6"] == ["viết «Sở xây dựng»"]


def test_a_wards_name_that_runs_on_is_no_second_body():
    lines = p("ỦY BAN NHÂN DÂN", 26, "b") + p("PHƯỜNG XUÂN", 26, "b") + p("TRƯỜNG - ĐÀ LẠT", 26, "b")
    usual = p("UBND TỈNH MẪU", 26) + p("SỞ NỘI VỤ", 26, "b")
    first = head("Số: 15/KH-UBND")
    assert usual in first
    assert [
        each for each in told(plan(end("- Như trên;"), first.replace(usual, lines))) if each[0] == "ND30-I-2.2b"
    ] == []


@pytest.mark.parametrize(
    ("words", "slips"),
    [
        ("Văn phòng Sở xây dựng Kế hoạch thực hiện.", []),
        ("Giao Thanh tra Sở xây dựng và trình ban hành các quy trình kiểm tra.", []),
        ("Giao Văn phòng Bộ xây dựng dự thảo Thông tư.", []),
        ("Các Sở xây dựng báo cáo, gửi về Ủy ban nhân dân tỉnh.", []),
        ("Giao Sở xây dựng chủ trì.", ["viết «Sở xây dựng»"]),
        ("Giao Bộ xây dựng, Sở y tế thực hiện.", ["viết «Sở y tế»", "viết «Bộ xây dựng»"]),
    ],
)
def test_a_department_that_draws_something_up_is_not_one_whose_name_is_misspelt(words, slips):
    assert [what for id_, what in told(named(text(words))) if id_ == "ND30-II-6"] == slips
