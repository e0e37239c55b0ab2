"""What papers of other offices break in ways of their own: each told by its rule, and its right neighbour left be."""

from __future__ import annotations

import re

import pytest

import paper_maker as made
from ntsdocs.decree import check
from paper_maker import BODY, closing, docx, end, head, letter, named, p, rule, table, text

NO_INDENT = BODY.replace('<w:ind w:firstLine="567"/>', "")
LONG = "Tổ chức thực hiện nghiêm túc, hiệu quả các nhiệm vụ được giao, báo cáo kết quả đúng thời hạn quy định"


def shown(paper: bytes) -> set[tuple[str, str]]:
    return {(each.rule, each.what) for each in check.judge(paper).findings}


def bases(props: str = BODY) -> bytes:
    """A decision whose căn cứ are set so."""
    body = head("Số: 15/QĐ-SNV") + p("QUYẾT ĐỊNH", 28, "b") + p("Về việc thành lập Tổ công tác", 28, "b") + rule(3800)
    body += p("GIÁM ĐỐC SỞ NỘI VỤ", 28, "b")
    body += text("Căn cứ Luật Mẫu ngày 01 tháng 02 năm 2020;", "i", props)
    body += text("Theo đề nghị của Chánh Văn phòng Sở.", "i", props) + p("QUYẾT ĐỊNH:", 28, "b")
    return docx(body + text(made.OPENING) + closing() + end("- Như Điều 3;"))


def mixed(bold: str, rest: str) -> str:
    """A paragraph that begins in bold."""
    run = '<w:r><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">'
    return f"<w:p><w:pPr>{BODY}</w:pPr>{run}{bold}</w:t></w:r>{run.replace('<w:b/>', '')}{rest}</w:t></w:r></w:p>"


def signed(*authority: str, name: str = "SỞ NỘI VỤ", so: str = "Số: 15/KH-SNV") -> bytes:
    body = head(so, name=name) + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b") + rule(3800)
    return docx(body + text(made.OPENING) + closing() + end("- UBND tỉnh;", authority=authority))


def committee(*authority: str) -> bytes:
    left = p("ỦY BAN NHÂN DÂN", 26, "b") + p("TỈNH MẪU", 26, "b") + rule(1540)
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(1121)
    numbers = (p("Số: 15/KH-UBND", 26), p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i"))
    body = table((3685, 5669), (left, right), numbers) + p("KẾ HOẠCH", 28, "b")
    body += p("Triển khai nhiệm vụ năm 2026", 28, "b") + rule(3800)
    return docx(body + text(made.OPENING) + closing() + end("- Bộ Nội vụ;", authority=authority))


def numbered(header: str, footer: str, *, first: bool) -> bytes:
    """A letter of more pages than one with this header and footer."""
    page = made.PAGE.replace("<w:titlePg/>", "<w:titlePg/>" if first else "")
    page = page.replace("<w:pgSz", '<w:footerReference w:type="default" r:id="rId:footer1"/><w:pgSz', 1)
    body = head("Số: 15/SNV-VP", letter="V/v triển khai nhiệm vụ")
    body += text("Kính gửi: Sở Tài chính", props='<w:ind w:left="1985"/>')
    body += text(made.OPENING) * 30 + closing() + end("- Như trên;", "- Giám đốc Sở;")
    return docx(body, section=page, header=header, related={"footer1": footer})


def one_row(parent: str) -> bytes:
    """A letter whose head has both columns in one row, as deep as each other where the parent takes one line."""
    left = p(parent, 26) + p("SỞ NỘI VỤ", 26, "b") + rule(1540) + p("Số: 15/SNV-VP", 26)
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(1121)
    top = table((3685, 5669), (left + p("V/v triển khai", 26), right + p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i")))
    return docx(top + text("Kính gửi: Sở Tài chính") + text(made.OPENING) + closing() + end("- Như trên;"))


NUMBER = made.HEADER
EMPTY = p("")
MISSED = {
    "a căn cứ that is not indented": (bases(NO_INDENT), bases(), "ND30-I-2.6o", "dòng đầu lùi 0 mm"),
    "a number alone in bold": (
        named(mixed("1.", f" {LONG};"), text(f"2. {LONG}.")),
        named(text(f"1. {LONG};"), text(f"2. {LONG}.")),
        "ND30-I-2.6l",
        "số của khoản in đậm, lời văn không đậm",
    ),
    "a title in bold with text behind it": (
        named(mixed("1. Sở Tài chính:", f" {LONG}.")),
        named(text("1. Sở Tài chính", "b"), text(f"{LONG}.")),
        "ND30-I-2.6l",
        "tiêu đề khoản in đậm có lời văn viết tiếp",
    ),
    "the second of two like titles": (
        named(text("1. Mục đích", "b"), text(f"{LONG}."), text("2. Yêu cầu"), table((9000,), (p("a", 26),))),
        named(text("1. Mục đích", "b"), text(f"{LONG}."), text("2. Yêu cầu", "b"), table((9000,), (p("a", 26),))),
        "ND30-I-2.6l",
        "tiêu đề khoản không đậm",
    ),
    "a title that ends in brackets": (
        named(text("1. Nhiệm vụ chủ trì (Mục I)"), text(f"{LONG}.")),
        named(text("1. Nhiệm vụ chủ trì (Mục I)", "b"), text(f"{LONG}.")),
        "ND30-I-2.6l",
        "tiêu đề khoản không đậm",
    ),
    "a number at the foot of every page": (
        numbered(EMPTY, NUMBER, first=False),
        numbered(NUMBER, EMPTY, first=True),
        "ND30-I-1.7b",
        "trang đầu có số trang",
    ),
    "a parent's name of two lines": (
        one_row("ỦY BAN NHÂN DÂN TỈNH MẪU CÓ TÊN RẤT DÀI Ở PHÍA BẮC"),
        one_row("UBND TỈNH MẪU"),
        "ND30-I-2.4d",
        "số, ký hiệu đứng thấp hơn địa danh và ngày vì tên cơ quan xuống dòng",
    ),
    "blanks before a centred date": (
        docx(head("Số: 15/SNV", date=" " * 12 + "Mẫu, ngày 15 tháng 10 năm 2026")),
        docx(head("Số: 15/SNV", date="Mẫu, ngày 15 tháng 10 năm 2026 ")),
        "ND30-I-2.4d",
        "địa danh và ngày bị dấu cách ở đầu dòng đẩy lệch 7,4 mm",
    ),
    "a điều in Nơi nhận": (
        docx(head("Số: 15/SNV-VP", letter="V/v x") + text(made.OPENING) + closing() + end("- Như điều 3;")),
        docx(head("Số: 15/SNV-VP", letter="V/v x") + text(made.OPENING) + closing() + end("- Như Điều 3;")),
        "ND30-II-15",
        "viết «Như điều 3»",
    ),
    "a điều that is cited": (
        letter(text("Thực hiện quy định tại điều 5 của Quy chế làm việc.")),
        letter(text("Thực hiện quy định tại Điều 5 của Quy chế làm việc, theo điều kiện thực tế.")),
        "ND30-II-15",
        "viết «tại điều 5»",
    ),
    "TL. above the deputy of the same title": (
        signed("TL. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signed("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        "ND30-I-2.7d",
        "dòng ký «TL. GIÁM ĐỐC»: người ký lại là cấp phó của chính chức vụ ấy",
    ),
    "«(V/v …)» in a named type": (
        named(subject="(V/v triển khai nhiệm vụ năm 2026)"),
        named(subject="Về việc triển khai nhiệm vụ năm 2026"),
        "ND30-I-2.5e",
        "dùng «V/v» ở văn bản có tên loại",
    ),
    "a centred line that is too small": (
        named(p("Tổ chức thực hiện các nhiệm vụ", 24)),
        named(p("Tổ chức thực hiện các nhiệm vụ", 28), p("Bảng 1. Kết quả thực hiện", 24)),
        "ND30-I-2.6n",
        "dòng giữa trang cỡ chữ 12",
    ),
    "one line in italics": (
        named(text("Giao Văn phòng Sở theo dõi, đôn đốc việc thực hiện.", "i")),
        named(text("Giao Văn phòng Sở theo dõi, đôn đốc việc thực hiện."), text("(Có phụ lục kèm theo)", "i")),
        "ND30-I-2.6n",
        "lời văn in nghiêng",
    ),
    "KT. without TM.": (
        committee("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        committee("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "ND30-I-2.7k",
        "dòng ký «KT. CHỦ TỊCH»: không có dòng «TM.» ở trên",
    ),
}


@pytest.mark.parametrize("name", MISSED)
def test_what_breaks_the_decree_is_told_and_what_keeps_it_is_not(name):
    breaks, keeps, rule_id, what = MISSED[name]
    assert (rule_id, what) in shown(breaks)
    assert not [each for each in shown(keeps) if each == (rule_id, what)]


def test_a_chairman_s_own_paper_has_no_tm():
    paper = committee("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert "ND30-I-2.7k" in {each.rule for each in check.judge(paper).findings}
    own = docx(made.head("Số: 15/QĐ-UBND", name="CHỦ TỊCH UBND TỈNH") + p("QUYẾT ĐỊNH", 28, "b") + text(made.OPENING))
    assert "ND30-I-2.7k" not in {each.rule for each in check.judge(own).findings}


TAIL = text(made.OPENING) + closing() + end("- UBND tỉnh;")
TO = text("Kính gửi: Giám đốc Sở")
BOXED = (
    '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    f"{text('Kính gửi: ………')}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
)


def alone(name: str) -> str:
    """A head that names one body, with nobody above it."""
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, "b") + p("Độc lập - Tự do - Hạnh phúc", 28, "b") + rule(1121)
    numbers = (p("Số: 15/ABC-VP", 26) + p("V/v triển khai", 26), p("Mẫu, ngày 15 tháng 10 năm 2026", 28, "i"))
    return table((3685, 5669), (p(name, 26, "b") + rule(1540), right), numbers)


NOT_JUDGED = {
    "a phiếu trình": (head("Số: 15/PTr-SNV") + p("PHIẾU TRÌNH", 28, "b") + TO + TAIL, "PHIẾU TRÌNH"),
    "a phiếu trình of a matter": (head("Số: 15/SNV") + p("PHIẾU TRÌNH GIẢI QUYẾT VIỆC", 28, "b") + TO + TAIL, "PHIẾU"),
    "a phiếu of opinions": (head("Số: 15/SNV") + p("PHIẾU LẤY Ý KIẾN THÀNH VIÊN", 28, "b") + TAIL, "PHIẾU LẤY Ý KIẾN"),
    "a company of shares": (alone("CÔNG TY CỔ PHẦN MẪU") + TO + TAIL, "không thuộc Nhà nước"),
    "a private company": (alone("CÔNG TY TNHH MẪU") + TO + TAIL, "không thuộc Nhà nước"),
    "a cooperative": (alone("HỢP TÁC XÃ MẪU") + TO + TAIL, "không thuộc Nhà nước"),
    "an annex of forms": (p("PHỤ LỤC II", 28, "b") + head("Số: 12/SNV-VP") + TO + TAIL, "phụ lục hoặc biểu mẫu"),
    "a form": (p("MẪU BÁO CÁO", 28, "b") + head("Số: 12/BC-SNV") + p("BÁO CÁO", 28, "b") + TAIL, "biểu mẫu"),
    "a form without a name": (head("Số: …/BC-…", name="TÊN CƠ QUAN, ĐƠN VỊ") + BOXED + TAIL, "biểu mẫu để trống"),
    "a form with dots for a name": (alone("……………").replace("Số: 15/ABC-VP", "Số: …/…") + BOXED, "biểu mẫu để trống"),
}


@pytest.mark.parametrize("name", NOT_JUDGED)
def test_a_paper_that_is_no_kind_of_the_decree_is_not_judged_and_that_is_said(name):
    body, words = NOT_JUDGED[name]
    report = check.judge(docx(body))
    assert words in report.refused
    assert report.findings == ()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (head("Số: 15/BC-SNV") + p("BÁO CÁO KẾT QUẢ CÔNG TÁC NĂM 2026", 28, "b") + rule(3800) + TAIL, "bao_cao"),
        (head("Số: 15/PC-SNV") + p("PHIẾU CHUYỂN", 28, "b") + p("Về đơn thư", 28, "b") + TAIL, "phieu_chuyen"),
        (alone("CÔNG TY TNHH MỘT THÀNH VIÊN THỦY LỢI MẪU") + TO + TAIL, "cong_van"),
        (alone("TỔNG CÔNG TY MẪU") + TO + TAIL, "cong_van"),
    ],
)
def test_what_is_a_paper_of_the_decree_is_judged(body, kind):
    report = check.judge(docx(body))
    assert (report.kind, report.refused) == (kind, "")


def headed(date: str, *recipients: str, luu: str = "- Lưu: VT, VP.", body: str = "") -> bytes:
    top = head("Số: 15/KH-SNV", date=date) + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b")
    return docx(top + (body or rule(3800)) + text(made.OPENING) + closing() + end(*recipients, luu=luu))


@pytest.mark.parametrize("date", ["Mẫu, ngày 15/10/2026", "Mẫu, ngày 15.10.2026", "Xã Mẫu, ngày 5-8-2026."])
def test_a_date_in_figures_alone_is_the_papers_date_and_short(date):
    assert shown(headed(date, "- UBND tỉnh;")) == {("ND30-I-2.4c", "ngày, tháng, năm ghi tắt")}


def test_a_list_of_recipients_without_an_archive_may_end_with_a_full_stop():
    rules = {each for each, _ in shown(headed("Mẫu, ngày 15 tháng 10 năm 2026", "- UBND tỉnh;", "- Sở Y tế.", luu=""))}
    assert "ND30-I-2.9d" not in rules
    assert "ND30-I-2.9e" not in rules


def test_a_heading_in_capitals_right_below_a_subject_is_no_part_of_it():
    paper = headed("Mẫu, ngày 15 tháng 10 năm 2026", "- UBND tỉnh;", body=p("MỤC ĐÍCH, YÊU CẦU", 28, "b"))
    assert {rule for rule, _ in shown(paper)} == {"ND30-I-2.5c"}


TURNED = made.PAGE.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')


@pytest.mark.parametrize(
    ("top", "right", "bottom", "left", "wrong"),
    [
        (1134, 1134, 1134, 1701, set()),
        (1701, 1134, 1134, 1134, set()),  # as Word turns a page, with its margins
        (1701, 1134, 1134, 1701, {"lề trên 30 mm"}),
        (1134, 1134, 1134, 850, {"lề trái 15 mm"}),
    ],
)
def test_a_turned_page_may_have_its_margins_turned_with_it(top, right, bottom, left, wrong):
    margins = f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
    section = re.sub("<w:pgMar .*?(?= w:header=)", margins, TURNED)
    body = head("Số: 15/KH-SNV") + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ năm 2026", 28, "b") + rule(3800)
    paper = docx(body + text(made.OPENING) + closing() + end("- UBND tỉnh;"), section=section)
    assert {what for rule_, what in shown(paper) if rule_ == "ND30-I-1.3"} == wrong
