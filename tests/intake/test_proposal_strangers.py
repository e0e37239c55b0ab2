"""Plans of bodies that are no province become drafts by the commands alone, and the drafts speak of those bodies."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import tasks
import yaml
from invoke.config import Config
from invoke.context import Context

from ntsdocs.build.journey import check
from ntsdocs.text.problems import Severity
from papers import paragraphs

ROOT = Path(__file__).resolve().parents[2]
PAGES = yaml.safe_load((ROOT / "tests/cases/first-pages.yaml").read_text(encoding="utf-8"))
HEADING = "TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |"

# first page, the body's name, its units, rows, a unit, its letterhead, how its draft cites the plan at first, then
BODIES = {
    "bo-cay-mau": (
        "a ministry's decision that issues a plan",
        "Bộ Cây Mẫu",
        ("Văn phòng Bộ", "Vụ Kế hoạch", "Cục Lâm viên"),
        ("Văn phòng Bộ | Vụ Kế hoạch | Trước 15/3/2026 | Báo cáo", "Cục Lâm viên | | Hằng năm | "),
        ("van-phong-bo", ["BỘ CÂY MẪU", "VĂN PHÒNG BỘ"]),
        "Quyết định số 15/QĐ-BCM ngày 05/01/2026 của Bộ trưởng Bộ Cây Mẫu về việc ban hành Kế hoạch trồng cây năm 2026",
        "Quyết định số 15/QĐ-BCM",
    ),
    "thanh-pho-mau": (
        "a city",
        "thành phố Mẫu",
        ("Sở Cây xanh", "Sở Y tế", "UBND phường Mẫu Một", "UBND phường Mẫu Hai"),
        (
            "Sở Cây xanh | UBND phường Mẫu Một | Trước 15/4/2026 | Cây",
            "UBND phường Mẫu Hai | Sở Y tế | Thường xuyên | ",
        ),
        ("ubnd-phuong-mau-mot", ["ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU MỘT"]),
        "Kế hoạch số 77/KH-UBND ngày 14/01/2026 của Ủy ban nhân dân (UBND) thành phố Mẫu triển khai đợt cao điểm",
        "Kế hoạch số 77/KH-UBND",
    ),
    "xa-doi-mau": (
        "a commune",
        "xã Đồi Mẫu",
        ("Thôn Một", "Trường Tiểu học Mẫu", "Phòng Văn hóa - Xã hội"),
        ("Thôn Một | Trường Tiểu học Mẫu | Trước 15/8/2026 | Cây", "Phòng Văn hóa - Xã hội | | Thường xuyên | "),
        ("truong-tieu-hoc-mau", ["UBND XÃ ĐỒI MẪU", "TRƯỜNG TIỂU HỌC MẪU"]),
        "Kế hoạch số 05/KH-UBND ngày 14/01/2026 của Ủy ban nhân dân (UBND) xã Đồi Mẫu trồng cây",
        "Kế hoạch số 05/KH-UBND",
    ),
    "so-cay-xanh": (
        "a department",
        "Sở Cây xanh tỉnh Mẫu",
        ("Văn phòng Sở", "Thanh tra Sở", "Phòng Cây xanh"),
        ("Văn phòng Sở | Phòng Cây xanh | Trước 15/3/2026 | Báo cáo", "Thanh tra Sở | | Thường xuyên | "),
        ("thanh-tra-so", ["SỞ CÂY XANH TỈNH MẪU", "THANH TRA SỞ"]),
        "Kế hoạch số 12/KH-SCX ngày 14/01/2026 của Sở Cây xanh trồng cây",
        "Kế hoạch số 12/KH-SCX",
    ),
    "tinh-uy-mau": (
        "a Party committee",
        "Tỉnh ủy Mẫu",
        ("Văn phòng Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"),
        ("Ban Tuyên giáo Tỉnh ủy | Văn phòng Tỉnh ủy | Trước 1/4/2026 | Hội nghị",),
        ("van-phong-tinh-uy", ["(Để tham khảo)"]),  # a paper of the Party has no letterhead of the decree
        "Chương trình hành động số 15-CTr/TU ngày 20/01/2026 của Tỉnh ủy Mẫu thực hiện Nghị quyết số 00-NQ/TW",
        "Chương trình hành động số 15-CTr/TU",
    ),
}
# What must not stand in any paper of these: what the plan has not, and what is only a province's.
UNSAID = (
    r"Cơ quan phối hợp: \.|[Ss]ản phẩm: [.)]|trong \.|“”|None|\.\.(?!\.)|KINH PHÍ|gửi về  |hằng năm để|sơ kết|tổng kết"
    r"|SỐ LIỆU GIẢ ĐỊNH|\(UBND\) (?:Bộ|Sở|Tỉnh ủy)|UBND (?:Bộ|Sở)|cấp tỉnh|Mục I Phụ lục|^a\) Nhiệm vụ$"
)


@pytest.fixture(scope="module", params=BODIES)
def papers_of(request, tmp_path_factory):
    """The body's id, and its papers by their place, each as its lines."""
    place = tmp_path_factory.mktemp(request.param)
    page, name, units, rows, *_ = BODIES[request.param]
    for folder in ("data/law", "data/chung", "templates"):
        shutil.copytree(ROOT / folder, place / folder)
    table = [HEADING, *(f"{number} | Việc {number} | {row} |" for number, row in enumerate(rows, start=1))]
    (place / "ke-hoach.txt").write_text("\n".join((PAGES[page]["page"], "", *table)), encoding="utf-8")
    (place / "don-vi.md").write_text(
        "\n".join(
            ["| TT | Tên cơ quan |", "|---|---|", *(f"| {i} | {unit} |" for i, unit in enumerate(units, start=1))]
        )
    )
    patch = pytest.MonkeyPatch()
    patch.setattr(tasks, "ROOT", place)
    plan = f"{request.param}/ke-hoach"
    tasks.intake.body(Context(Config()), str(place / "don-vi.md"), plan, registry=True, name=name)
    tasks.intake.body(Context(Config()), str(place / "ke-hoach.txt"), plan)
    assert [problem for problem in check(place, plan) if problem.severity is Severity.STOP] == []
    tasks.build.body(Context(Config()), plan, out=str(place / "build"))
    patch.undo()
    out = place / "build"
    papers = {path.relative_to(out).with_suffix("").as_posix(): path for path in sorted(out.rglob("*.docx"))}
    return request.param, {name: paragraphs(path.read_bytes()) for name, path in papers.items()}


def test_every_unit_gets_its_draft_and_every_kind_is_made(papers_of):
    id_, papers = papers_of
    drafts = [place for place in papers if place.startswith("ke_hoach/")]
    assert len(drafts) == len(BODIES[id_][2])
    assert {place.split("/")[0] for place in papers} == {"ke_hoach", "cong_van_trien_khai", "bao_cao_nam"}


def test_no_paper_speaks_of_what_the_plan_has_not_or_is_not(papers_of):
    told = {
        (place, line): match[0]
        for place, lines in papers_of[1].items()
        for line in lines
        if (match := re.search(UNSAID, line))
    }
    assert told == {}


def test_a_draft_cites_the_plan_by_its_own_kind_number_and_issuer(papers_of):
    id_, papers = papers_of
    (unit, letterhead), in_full, called = BODIES[id_][4:]
    lines = papers[f"ke_hoach/{unit}"]
    assert lines[: len(letterhead)] == letterhead
    opening = next(line for line in lines if line.startswith("Thực hiện") and "(sau đây" in line)
    assert in_full in opening
    assert f"(sau đây gọi tắt là {called})" in opening
    assert any(f"các nhiệm vụ được giao tại {called};" in line for line in lines)
    headings = [line for line in lines if re.match(r"[IVX]+\. ", line)]
    assert headings[:3] == ["I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN"]


def test_the_units_of_a_body_are_not_told_of_rooms_that_they_may_not_have(papers_of):
    id_, papers = papers_of
    others = {
        "thanh-pho-mau": "các cơ quan, đơn vị thuộc phường Mẫu Một",
        "tinh-uy-mau": "các phòng, đơn vị trực thuộc",
    }
    own = others.get(id_, "các bộ phận, cá nhân thuộc phạm vi quản lý")
    assert any(own in line for line in papers[f"ke_hoach/{BODIES[id_][4][0]}"])


def test_a_city_speaks_of_its_own_level_and_of_the_sorts_of_units_that_it_has(papers_of):
    id_, papers = papers_of
    if id_ != "thanh-pho-mau":
        assert "cong_van_trien_khai/1/ubnd-cap-xa" not in papers
        return
    assert "Kính gửi: Ủy ban nhân dân các phường" in papers["cong_van_trien_khai/1/ubnd-cap-xa"]
    assert "Kính gửi: Các sở, ban, ngành cấp thành phố" in papers["cong_van_trien_khai/1/co-quan-cap-tinh"]
    assert any(re.search("UBND (các )?phường", line) for line in papers["bao_cao_nam/2026/bao-cao-nam-2026"])


def test_who_issued_the_plan_demands_and_signs(papers_of):
    id_, papers = papers_of
    lines = papers["cong_van_trien_khai/1/co-quan-cap-tinh"]
    units = "các sở, ban, ngành cấp thành phố" if id_ == "thanh-pho-mau" else ", ".join(BODIES[id_][2])
    assert any(f" yêu cầu {units} thực hiện các nội dung sau:" in line for line in lines)
    assert ("TM. ỦY BAN NHÂN DÂN" in lines) == (id_ in ("thanh-pho-mau", "xa-doi-mau"))


@pytest.fixture
def department(tmp_path, monkeypatch):
    """The project's root with a department's plan that is a table alone, as the case has it."""
    for folder in ("data/law", "data/chung", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    cases, context = ROOT / "tests/cases/intake", Context(Config())
    tasks.intake.body(context, str(cases / "17-danh-sach-don-vi.xlsx"), "so-mau/kh", registry=True, name="Sở Mẫu")
    tasks.intake.body(context, str(cases / "17-ke-hoach-cua-so.md"), "so-mau/kh")
    return tmp_path


def stops(place: Path) -> list[str]:
    return [problem.origin.place for problem in check(place, "so-mau/kh") if problem.severity is Severity.STOP]


def test_a_table_without_a_word_of_its_plan_needs_five_answers_and_becomes_drafts(department):
    path = department / "data/so-mau/kh/plan.yaml"
    text = path.read_text(encoding="utf-8")
    assert stops(department) == ["mục «on»", "mục «document.kind»", "mục «document.trich_yeu»", "mục «subject»"]
    for old, new in (
        ('on: ""', "on: 2026-02-01"),
        ('kind: ""', "kind: Quyết định"),
        ('number: ""', "number: 12/QĐ-SM"),
        ('trich_yeu: ""', "trich_yeu: ban hành Kế hoạch trồng cây năm 2026"),
        ('subject: ""', "subject: thực hiện Kế hoạch trồng cây năm 2026"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    assert stops(department) == []
    tasks.build.body(Context(Config()), "so-mau/kh", out=str(department / "build"))
    lines = paragraphs((department / "build/ke_hoach/thanh-tra-so.docx").read_bytes())
    opening = next(line for line in lines if line.startswith("Thực hiện Quyết định"))
    assert opening == (
        "Thực hiện Quyết định số 12/QĐ-SM của Sở Mẫu ban hành Kế hoạch trồng cây năm 2026 (sau đây gọi tắt là Quyết "
        "định số 12/QĐ-SM), Thanh tra Sở xây dựng Kế hoạch thực hiện như sau:"
    )
    assert not [line for line in lines if re.search(UNSAID, line)]
    assert lines[:2] == ["SỞ MẪU", "THANH TRA SỞ"]


def test_a_plan_whose_subject_is_left_blank_stops_in_the_check(department):
    path = department / "data/so-mau/kh/plan.yaml"
    answers = ('on: ""', "on: 2026-02-01"), ('kind: ""', "kind: Kế hoạch"), ('trich_yeu: ""', "trich_yeu: trồng cây")
    text = path.read_text(encoding="utf-8")
    for old, new in answers:
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    assert stops(department) == ["mục «subject»"]
