"""What a plan says of itself, whoever issued it and however its first page is laid out; the unsure is asked."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import docx
import pytest
import yaml

from ntsdocs.intake import facts, proposal
from ntsdocs.intake.plan_file import IssuedKind
from ntsdocs.intake.tree import Para, SourceDocument

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases/intake"
ROWS = """
TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |
1 | Trồng cây | Sở Nội vụ | Sở Tài chính | Trước 15/8/2026 | Cây |
"""
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"

PLANS = {
    name: (case["page"], tuple(case["facts"]))
    for name, case in yaml.safe_load((ROOT / "tests/cases/first-pages.yaml").read_text(encoding="utf-8")).items()
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("facts")
    for name in ("data/chung", "data/tinh-mau"):
        shutil.copytree(ROOT / name, place / name)
    return place


def read(place: Path, text: str, name: str = "ke-hoach.txt"):
    """The proposal of a plan that is this text and a table, and its plan.yaml."""
    (place / name).write_text(text + ROWS, encoding="utf-8")
    made = proposal.propose(place, "tinh-mau/moi", place / name, issued=[IssuedKind("bao_cao_nam", "Báo cáo", ("to",))])
    return made, yaml.load(dict(made.files)["plan.yaml"], yaml.BaseLoader)


def told(plan) -> tuple[str, ...]:
    document = plan["document"]
    return (*(document[name] for name in ("kind", "number", "issued", "issuer", "trich_yeu")), plan["subject"])


@pytest.mark.parametrize("case", PLANS)
def test_a_plan_says_what_it_is_and_whose(place, case):
    text, wanted = PLANS[case]
    assert told(read(place, text)[1]) == wanted


@pytest.mark.parametrize("case", PLANS)
def test_composed_or_not_it_says_the_same(place, case):
    text, wanted = PLANS[case]
    assert told(read(place, unicodedata.normalize("NFD", text))[1]) == wanted


@pytest.mark.parametrize("layout", ["table", "tabs"])
@pytest.mark.parametrize("case", ["a city", "a corporation", "a department"])
def test_a_letterhead_may_be_a_table_or_set_with_tabs(place, case, layout):
    text, wanted = PLANS[case]
    head, _, body = text.partition("\nKẾ HOẠCH\n")
    name, _, rest = head.partition(f"\n{NATION}\n")
    number, day = rest.split("\n")
    document = docx.Document()
    if layout == "table":
        table = document.add_table(2, 2)
        for cell, words in zip(table._cells, (name, NATION, number, day), strict=True):
            cell.text = words
    else:
        *above, last = name.split("\n")
        for line in (*above, f"{last}\t{NATION.splitlines()[0]}", f"\t{NATION.splitlines()[1]}", f"{number}\t{day}"):
            document.add_paragraph(line)
    for line in ("KẾ HOẠCH", *body.split("\n")):
        document.add_paragraph(line)
    table = document.add_table(0, 6)
    for row in ROWS.strip().splitlines():
        for cell, words in zip(table.add_row().cells, row.strip(" |").split(" | "), strict=True):
            cell.text = words
    document.save(place / "ke-hoach.docx")
    made = proposal.propose(place, "tinh-mau/moi", place / "ke-hoach.docx")
    assert told(yaml.load(dict(made.files)["plan.yaml"], yaml.BaseLoader)) == wanted


def test_who_issues_the_papers_is_who_issued_the_plan_as_its_first_page_has_it(place):
    _, plan = read(place, PLANS["a school below a ministry"][0])
    issuer = {name: value for name, value in plan["issuers"]["bao_cao_nam"].items() if value}
    assert issuer == {"name": "Trường Đại học Mẫu", "symbol": "ĐHM", "place": "Mẫu", "parent": "BỘ CÂY MẪU"}
    _, plan = read(place, PLANS["a ministry's decision that issues a plan"][0])
    assert plan["issuers"]["bao_cao_nam"]["name"] == "Bộ Cây Mẫu"
    _, plan = read(place, PLANS["a letter"][0])
    assert plan["issuers"]["bao_cao_nam"]["symbol"] == "UBND"


def test_what_is_not_said_is_asked_at_once_and_what_is_needed_apart(place):
    made, plan = read(place, PLANS["kind and title in one line of capitals, day and number left blank"][0])
    own = [question.what for question in made.questions if "plan.yaml" in question.remedy]
    assert own == [
        "không tìm thấy trong văn bản của Kế hoạch: on.",
        (
            "Kế hoạch không nói, hoặc không tìm thấy trong văn bản: document.number, document.issued, standing, "
            "plans_owed.before, plans_owed.to, plans_owed.through, plans_owed.task, yearly_review, five_year_review, "
            "funding, bases."
        ),
        "chưa chắc: chữ hoa của tên riêng trong trích yếu, vì bản gốc in hoa cả.",
        "văn bản của Kế hoạch không nói «Báo cáo» gửi cơ quan nào.",
    ]
    assert plan["on"] == ""


def test_capitals_that_the_text_does_not_repeat_are_said_to_be_unsure(place):
    text = f"SỞ CÂY XANH\n{NATION}\nSố: 1/KH-SCX\nKẾ HOẠCH\nTHỰC HIỆN NGHỊ QUYẾT SỐ 15-NQ/TU VỀ CÂY XANH"
    made, plan = read(place, text)
    assert plan["document"]["trich_yeu"] == "thực hiện Nghị quyết số 15-NQ/TU về cây xanh"
    (question,) = [each.what for each in made.questions if each.what.startswith("chưa chắc")]
    assert question == (
        "chưa chắc: chữ hoa của tên riêng trong cơ quan ban hành, vì bản gốc in hoa cả; "
        "chữ hoa của tên riêng trong trích yếu, vì bản gốc in hoa cả."
    )


def test_a_base_that_may_be_cut_otherwise_is_asked_and_stays_as_read(place):
    made, plan = read(
        place,
        "UBND TỈNH MẪU\nKẾ HOẠCH\nCây\nCăn cứ Kế hoạch số 5-KH/BCĐ ngày 1/7/2026 của Ban Chỉ đạo Mẫu về cây xanh;",
    )
    assert plan["bases"][0]["issuer"] == "Ban Chỉ đạo Mẫu"
    doubts = [each.what for each in made.questions if each.what.startswith("chưa chắc")]
    assert doubts == ["chưa chắc: Kế hoạch 5-KH/BCĐ: chữ sau «về» là tên cơ quan hay trích yếu."]


def test_pasted_text_that_begins_with_the_annex_says_its_plan_in_the_annexs_line(place):
    made = proposal.propose(place, "tinh-mau/moi", CASES / "04-dan-tu-cong-phap-luat.txt")
    plan = yaml.load(dict(made.files)["plan.yaml"], yaml.BaseLoader)
    assert told(plan)[:4] == ("Kế hoạch", "12/KH-UBND", "2026-02-07", "Ủy ban nhân dân tỉnh Mẫu")
    assert any("trích yếu lấy theo tên phụ lục" in question.what for question in made.questions)


def test_three_documents_in_one_sentence_of_a_city_s_plan(place):
    made = proposal.propose(place, "tinh-mau/moi", CASES / "15-ba-van-ban-trong-mot-cau.docx")
    plan = yaml.load(dict(made.files)["plan.yaml"], yaml.BaseLoader)
    assert plan["subject"] == "triển khai đợt cao điểm 100 ngày trồng cây bóng mát"
    assert [list(base.values()) for base in plan["bases"]] == [
        [
            *("Kế hoạch", "05-KH/BCĐTW", "2026-07-11", "Ban Chỉ đạo Trung ương về phát triển cây xanh"),
            "về hành động 100 ngày xử lý điểm nghẽn",
        ],
        [
            *("Kế hoạch hành động", "20-KH/BCĐ57", "2026-01-19", "Ban Chỉ đạo 57 Thành ủy"),
            (
                "thực hiện Nghị quyết số 57-NQ/TU ngày 22/12/2025 của Ban Thường vụ Thành ủy về đột phá trồng cây "
                "trên địa bàn thành phố Mẫu năm 2026"
            ),
        ],
    ]


@pytest.mark.parametrize(
    ("sentence", "yearly", "last"),
    [
        ("Sở Nội vụ tham mưu tổ chức sơ kết hằng năm và tổng kết vào năm 2030.", True, "2030"),
        ("Tổ chức sơ kết, tổng kết đợt cao điểm sau 100 ngày.", False, ""),
        ("Định kỳ 6 tháng sơ kết việc thực hiện.", False, ""),
    ],
)
def test_only_a_yearly_review_is_one(place, sentence, yearly, last):
    _, plan = read(place, f"KẾ HOẠCH\nTrồng cây\nI. TỔ CHỨC THỰC HIỆN\n1. {sentence}")
    assert (bool(plan["yearly_review"]), plan["five_year_review"]) == (yearly, last)


@pytest.mark.parametrize(
    ("sentence", "owed"),
    [
        (
            "Các đơn vị xây dựng kế hoạch, gửi về UBND tỉnh (qua Sở Nội vụ) trước ngày 28/02/2026.",
            ("2026-02-28", "UBND tỉnh", "Sở Nội vụ"),
        ),
        ("Các đơn vị xây dựng kế hoạch gửi về Sở Nội vụ trước ngày 28/02/2026.", ("2026-02-28", "Sở Nội vụ", "")),
        ("Các đơn vị gửi báo cáo kết quả thực hiện về Sở Nội vụ trước ngày 15/12/2026.", ("", "", "")),
    ],
)
def test_a_date_for_reports_is_no_date_for_plans(place, sentence, owed):
    _, plan = read(place, f"KẾ HOẠCH\nTrồng cây\nI. TỔ CHỨC THỰC HIỆN\n1. {sentence}")
    assert tuple(plan["plans_owed"][name] for name in ("before", "to", "through")) == owed


def test_the_title_is_none_of_the_documents_that_the_opening_cites(place):
    _, plan = read(place, PLANS["a title that begins as an opening does, day and number left blank"][0])
    assert [(base["number"], base["trich_yeu"]) for base in plan["bases"]] == [("00-NQ/TW", "về cây xanh")]
    _, plan = read(place, PLANS["a commune's Party committee"][0])
    assert [list(base.values()) for base in plan["bases"]] == [
        ["Nghị quyết", "00-NQ/TU", "2026-01-05", "Tỉnh ủy", "về cây xanh"]
    ]


@pytest.mark.parametrize("words", ["kế hoạch gửi ", "sơ kết ", "tổng kết ", "gửi về A (qua B) ", "SỞ ", "Luật a "])
def test_a_line_of_any_length_is_looked_into_at_once(words):
    line = Para(words * (200_000 // len(words)), "đoạn 2")
    facts.find(SourceDocument("x", (Para("KẾ HOẠCH", "đoạn 1"), line)), "")
