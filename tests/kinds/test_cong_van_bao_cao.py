"""The letter that asks for a report: its ten parts, its annexes, whom it goes to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from copied_project import PLAN, ROOT
from ntsdocs.build import journey
from ntsdocs.build.workers import fill_here
from ntsdocs.decree import check
from ntsdocs.kinds import cong_van_bao_cao
from ntsdocs.kinds.due import Draft
from ntsdocs.plan import reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import Edition, Issuer, Plan, ReportSection, Result, Status, headings
from papers import controls, paragraphs, table_under
from validity import faults

KIND, NAME = cong_van_bao_cao.KIND, cong_van_bao_cao.NAME
PARTS = (
    *("Tên báo cáo", "Nội dung báo cáo", "Nơi gửi báo cáo", "Nơi nhận báo cáo", "Phương thức gửi, nhận"),
    *("Thời hạn gửi", "Tần suất", "Thời gian chốt số liệu", "Đề cương, biểu mẫu", "Hướng dẫn lập báo cáo"),
)
EARLY = "Số liệu từ ngày gửi báo cáo đến ngày cuối kỳ là số ước thực hiện và ghi rõ là ước."
TEMPLATE = {NAME: journey.read_template(ROOT, NAME)}


@cache
def mau() -> Plan:
    return reading.read(ROOT / "data" / PLAN, ROOT).plan_or_stop()


def asked(plan: Plan, id_: str = "2026", **row: object) -> bytes:
    """The letter of an edition."""
    edition = Edition(NAME, id_, plan.on, **row)  # type: ignore[arg-type]
    ((_, paper),) = fill_here(KIND.drafts(plan, settle(plan), edition), TEMPLATE)
    return paper


def parts(paper: bytes) -> dict[str, str]:
    """The numbered items of the letter, in their order."""
    lines = (line.replace("\u00a0", " ") for line in paragraphs(paper))
    items = (re.fullmatch(r"(\d+)\. (.*?):(.*)", line) for line in lines)
    return {item[2]: item[3].strip() for item in items if item}


def with_report(plan: Plan, **fields: object) -> Plan:
    """The plan whose yearly report is another."""
    yearly, *others = plan.report.reports
    return replace(plan, report=replace(plan.report, reports=(replace(yearly, **fields), *others)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edition", "called", "days"),
    [
        ("2026", "năm 2026", "từ ngày 15/12/2025 đến hết ngày 14/12/2026."),
        ("2026-06-thang", "06 tháng đầu năm 2026", "từ ngày 15/12/2025 đến hết ngày 14/6/2026."),
    ],
)
def test_the_ten_parts_stand_in_their_order_and_none_is_blank(edition: str, called: str, days: str) -> None:
    paper = asked(mau(), edition)
    told = parts(paper)
    assert tuple(told) == PARTS
    assert told["Tên báo cáo"] == f"Báo cáo kết quả thực hiện {called} Kế hoạch số 01/KH-UBND."
    assert told["Thời gian chốt số liệu"] == days
    assert [name for name, words in told.items() if not words] == ["Hướng dẫn lập báo cáo"]  # its lines follow
    assert all(f"- {line}" in paragraphs(paper) for line in mau().report.guidance)
    assert check.judge(paper, draft=True).findings == ()


def test_a_review_of_several_years_has_its_own_period_and_none_of_the_decree() -> None:
    told = parts(asked(mau(), "2029-tong-ket"))
    assert told["Tên báo cáo"].startswith("Báo cáo tổng kết đến năm 2029 kết quả thực hiện Kế hoạch số ")
    assert told["Thời gian chốt số liệu"] == "từ ngày 20/01/2025 đến hết ngày 14/12/2029."


def test_a_deadline_that_nobody_has_set_is_a_blank_to_fill() -> None:
    paper = asked(with_report(mau(), due="", every=""))
    assert controls(paper)["own:bao_cao:ngay"] == controls(paper)["own:bao_cao:tan_suat"] == ["……"]
    assert [parts(paper)[name] for name in ("Thời hạn gửi", "Tần suất")] == ["chậm nhất ngày ……", "……"]
    assert not {"own:bao_cao:cach_gui", "own:bao_cao:noi_nhan"} & controls(paper).keys()


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("20/12", "chậm nhất ngày 20/12/2026."),
        ("5/1", "chậm nhất ngày 05/01/2027."),
        ("10/12", f"chậm nhất ngày 10/12/2026. {EARLY}"),
    ],
)
def test_a_deadline_of_the_definition_is_the_day_nearest_to_the_end_of_the_period(due: str, expected: str) -> None:
    paper = asked(with_report(mau(), due=due))
    assert parts(paper)["Thời hạn gửi"] == expected
    assert "own:bao_cao:ngay" not in controls(paper)


@pytest.mark.parametrize(
    ("ends", "edition", "own", "decreed"),
    [
        ("30/11", "2026", ("01/12/2025", "30/11/2026"), ("15/12/2025", "14/12/2026")),
        ("31/12", "2026", ("01/01/2026", "31/12/2026"), ("15/12/2025", "14/12/2026")),
        ("30/11", "2026-06-thang", ("01/12/2025", "14/6/2026"), ("15/12/2025", "14/6/2026")),
    ],
)
def test_a_period_of_the_plans_own_stands_beside_that_of_the_decree(
    ends: str, edition: str, own: tuple[str, str], decreed: tuple[str, str]
) -> None:
    told = parts(asked(replace(mau(), period_ends=ends), edition))["Thời gian chốt số liệu"]
    assert told.startswith(
        f"từ ngày {own[0]} đến hết ngày {own[1]}; kỳ theo Nghị định số 09/2019/NĐ-CP ngày 24/01/2019"
    )
    assert told.endswith(f"là từ ngày {decreed[0]} đến hết ngày {decreed[1]}.")


def outline(paper: bytes) -> list[str]:
    """The lines of the annex with the outline, under its heading."""
    lines = paragraphs(paper)
    start, end = lines.index("ĐỀ CƯƠNG BÁO CÁO"), lines.index("BIỂU SỐ LIỆU")
    return [line for line in lines[start + 2 : end - 1] if line.strip()]


def in_outline(section: ReportSection, number: str) -> list[str]:
    return [f"{number}. {section.title.upper()}", *(f"- {ask}" for ask in section.asks)]


def test_outline_and_form_are_those_of_the_definition_in_its_order() -> None:
    plan, paper = mau(), asked(mau())
    numbered = zip(plan.report.sections, ("I", "II", "III", "IV", "V"), strict=True)
    assert outline(paper) == [line for section, number in numbered for line in in_outline(section, number)]
    columns, blank = table_under(paper, "BIỂU SỐ LIỆU")
    assert columns == [headings(Result)[name] for name in plan.report.form]
    assert blank == ["…"] * len(columns)
    note = next(line for line in paragraphs(paper) if line.startswith("Ghi chú: “Tình trạng”"))
    assert all(word in note for word in (*Status, *plan.report.difficulties))


def test_a_changed_definition_changes_outline_form_and_content() -> None:
    own = ReportSection("rieng", "Mục của năm", asks=("Việc phát sinh.",), only=("",))
    half = ReportSection("nua-nam", "Mục của nửa năm", only=("06-thang",))
    said = replace(mau().report, sections=(own, half), form=("task", "status", "product"), channel="", guidance=())
    plan = replace(mau(), report=said)
    yearly, six_months = asked(plan), asked(plan, "2026-06-thang")
    assert outline(yearly) == in_outline(own, "I")
    assert outline(six_months) == in_outline(half, "I")
    assert parts(yearly)["Nội dung báo cáo"].startswith("Mục của năm; từng nội dung")
    assert table_under(yearly, "BIỂU SỐ LIỆU")[0] == ["Nhiệm vụ số", "Tình trạng", "Sản phẩm đã có"]
    assert "Loại khó khăn" not in "".join(paragraphs(yearly))
    assert {"own:bao_cao:cach_gui", "own:bao_cao:huong_dan"} <= controls(yearly).keys()
    assert tuple(parts(yearly)) == PARTS
    for paper in (yearly, six_months):
        assert check.judge(paper, draft=True).findings == ()
        assert faults(paper) == []


def drafts(plan: Plan, **row: object) -> list[Draft]:
    edition = Edition(NAME, "2026", plan.on, **row)  # type: ignore[arg-type]
    return list(KIND.drafts(plan, settle(plan), edition))


def test_it_goes_to_all_with_duties_but_the_sender() -> None:
    plan = mau()
    police = plan.agency("cong-an-tinh")
    (by_committee,) = drafts(plan)
    assert by_committee.id.path == "cong_van_bao_cao/2026/chung.docx"
    assert by_committee.to == tuple(agency.id for agency in settle(plan).drafting)
    own = replace(plan, issuers=((NAME, Issuer(name=police.name)),))
    (by_police,) = drafts(own)
    assert by_police.to == tuple(id_ for id_ in by_committee.to if id_ != police.id)
    assert police.name not in "".join((*by_police.says.to.first, by_police.says.to.last))
    assert all(police.short_name not in share.names for share in by_police.says.shares)


def test_groups_refer_to_the_list_which_has_each_of_them_once() -> None:
    (draft,) = drafts(mau())
    says = draft.says
    assert says.to.first[0] == "Các sở, ban, ngành cấp tỉnh (theo danh sách kèm theo)"
    assert says.to.last == "Ủy ban nhân dân các xã, phường (theo danh sách kèm theo)"
    assert sum(share.count for share in says.shares) == len(draft.to)
    assert says.instructed == "các sở, ban, ngành cấp tỉnh, UBND các xã, phường"
    assert "Công an tỉnh" in says.asked


def test_a_scope_names_those_it_is_for() -> None:
    assert [draft.to for draft in drafts(mau(), scope=("so-y-te",))] == [("so-y-te",)]
    assert parts(asked(mau(), scope=("so-y-te",)))["Nơi gửi báo cáo"]
    assert (
        drafts(replace(mau(), issuers=((NAME, Issuer(name=mau().agency("so-y-te").name)),)), scope=("so-y-te",)) == []
    )


def test_there_is_none_until_an_edition_is_opened() -> None:
    assert KIND.editions(replace(mau(), editions=())) == ()
