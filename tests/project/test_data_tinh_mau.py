"""Facts of the invented province Tỉnh Mẫu that other tests rely on, written by hand."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ntsdocs.decree import values
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import draw_up
from ntsdocs.plan import reading as plan_reading
from ntsdocs.plan.assignments import Assignments, settle, unassigned_results
from ntsdocs.plan.model import Agency, Basis, Plan, Role
from ntsdocs.plan.progress import Progress, State, days_late
from ntsdocs.plan.workdays import Calendar
from ntsdocs.text.problems import Severity

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data/tinh-mau/01-kh-ubnd"
LONG = "so-nong-nghiep-tai-nguyen-bien-va-bien-doi-khi-hau"
BAN = "ban-quan-ly-kkt-va-cong-nghiep-mau"
BANK = "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-mau"
PRESS = "bao-va-dai-mau"
THIS_YEAR, LAST_YEAR = date(2026, 12, 14), date(2025, 12, 14)
COLUMNS = {
    "lead_named": (Role.LEAD, Basis.NAMED),
    "lead_group": (Role.LEAD, Basis.GROUP),
    "lead_sector": (Role.LEAD, Basis.SECTOR),
    "lead_conditional": (Role.LEAD, Basis.CONDITIONAL),
    "coordinate_named": (Role.COORDINATE, Basis.NAMED),
    "coordinate_group": (Role.COORDINATE, Basis.GROUP),
    "coordinate_conditional": (Role.COORDINATE, Basis.CONDITIONAL),
}


@pytest.fixture(scope="module")
def reading() -> plan_reading.Reading:
    return plan_reading.read(FOLDER, ROOT)


@pytest.fixture(scope="module")
def plan(reading) -> Plan:
    return reading.plan_or_stop()


@pytest.fixture(scope="module")
def assignments(plan) -> Assignments:
    return settle(plan)


@pytest.fixture(scope="module")
def progress(plan, assignments) -> Progress:
    return Progress(plan, assignments, THIS_YEAR)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- the tables -----------------------------------------------------------------------------------------------------


def test_the_sample_has_nothing_to_mend(reading):
    assert [str(problem) for problem in reading.problems if problem.severity is not Severity.ASK] == []


def test_every_yaml_file_of_the_sample_opens_by_saying_that_it_is_invented():
    files = sorted((ROOT / "data/tinh-mau").rglob("*.yaml"))
    assert [path.name for path in files] == ["decisions.yaml", "plan.yaml", "province.yaml"]
    for path in files:
        assert path.read_text(encoding="utf-8").startswith("# SỐ LIỆU GIẢ ĐỊNH.")


def test_every_table_of_the_sample_opens_with_a_byte_order_mark_and_has_unix_line_ends():
    for path in sorted((ROOT / "data/tinh-mau").rglob("*.csv")):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content


def test_the_province_is_marked_as_invented(plan):
    assert (plan.id, plan.province.name, plan.province.invented) == ("tinh-mau/01-kh-ubnd", "tỉnh Mẫu", True)


def test_every_agency_every_event_and_every_parent_paper_says_that_it_is_invented(plan):
    assert {agency.source for agency in plan.agencies} == {"giả định"}
    assert all("giả định" in row.document for row in plan.conditions if row.on)
    assert all("giả định" in paper.trich_yeu for paper in (plan.document, *plan.bases))
    assert {result.source for result in plan.results} == {"báo cáo của cơ quan (giả định)"}


# --- the agencies ---------------------------------------------------------------------------------------------------


def test_the_registry_has_these_fifteen_agencies(plan):
    assert [(agency.id, agency.kind, agency.sbn_group) for agency in plan.agencies] == [
        ("so-noi-vu", "so", "core"),
        ("so-tai-chinh", "so", "core"),
        ("so-y-te", "so", "core"),
        (LONG, "so", "core"),
        ("van-phong-ubnd-tinh", "nganh", "core"),
        ("thanh-tra-tinh", "nganh", "core"),
        (BAN, "ban", "core"),
        ("cong-an-tinh", "police", "core"),
        ("bo-chi-huy-quan-su-tinh", "military", "core"),
        (BANK, "bank", "optional"),
        (PRESS, "press", "no"),
        ("ubnd-phuong-cho-mau", "ward", "no"),
        ("ubnd-phuong-nguyen-van-mau", "ward", "no"),
        ("ubnd-xa-bien-mau", "commune", "no"),
        ("ubnd-xa-doi-mau", "commune", "no"),
    ]


def test_one_department_has_a_name_of_three_lines_on_its_letterhead(plan):
    agency = plan.agency(LONG)
    letterhead = values.letterhead(agency.parent_letterhead, agency.letterhead_name)
    assert letterhead.name_lines == ("SỞ NÔNG NGHIỆP,", "TÀI NGUYÊN, BIỂN", "VÀ BIẾN ĐỔI KHÍ HẬU")


def test_the_cases_of_naming_are_there(plan):
    person = plan.agency("ubnd-phuong-nguyen-van-mau")
    assert person.date_place == "Phường Nguyễn Văn Mẫu"
    assert plan.agency(BAN).name == "Ban Quản lý Khu kinh tế & Công nghiệp Mẫu"
    assert (plan.agency(PRESS).symbol_abbr, plan.agency(PRESS).symbol_status) == ("", "unknown")
    assert [agency.id for agency in plan.agencies if agency.coastal == "yes"] == ["ubnd-xa-bien-mau"]


# --- the tasks ------------------------------------------------------------------------------------------------------


def test_the_deadlines_are_these_and_cover_every_form(plan):
    said = [
        (t.number, t.deadline.before, t.deadline.event, t.deadline.bounds.value, t.deadline.repeats.value)
        for t in plan.tasks
    ]
    assert said == [
        (1, date(2025, 3, 15), "", "end", ""),
        (2, None, "", "end", "continuous"),
        (3, None, "ngay sau khi có Kế hoạch cấp Bộ", "rollout", ""),
        (4, date(2025, 12, 31), "", "rollout", ""),
        (5, date(2026, 4, 1), "", "end", ""),
        (6, None, "", "end", "continuous"),
        (7, date(2027, 1, 1), "", "end", ""),
        (8, date(2026, 12, 7), "", "end", ""),
        (9, date(2026, 5, 1), "", "end", ""),
        (10, date(2026, 6, 30), "sau khi có văn bản của Bộ Mẫu", "end", ""),
        (11, date(2027, 12, 31), "sau khi có văn bản của các bộ, ngành", "end", ""),
        (12, date(2026, 6, 1), "sau khi có Quyết định ban hành của Bộ Mẫu", "end", ""),
        (13, None, "", "end", "yearly"),
        (14, None, "ngay sau khi có Kế hoạch của Bộ", "end", ""),
        (15, date(2025, 12, 31), "sau khi có Kế hoạch của Bộ Mẫu", "rollout", ""),
        (16, date(2029, 12, 31), "", "end", ""),
    ]


def test_task_8_ends_on_a_sunday_and_task_9_on_a_public_holiday(plan):
    calendar = Calendar(plan.days_off)
    ends = {number: plan.task(number).deadline.last_day for number in (8, 9)}
    assert ends == {8: date(2026, 12, 6), 9: date(2026, 4, 30)}
    assert ends[8].isoweekday() == 7
    assert ends[9].isoweekday() == 4
    assert not any(calendar.is_workday(day) for day in ends.values())


def test_task_4_has_characters_that_xml_would_take_for_its_own(plan):
    assert plan.task(4).content.startswith("Bồi dưỡng cán bộ <10 năm công tác> & cộng tác viên")


def test_task_11_has_a_very_long_text_and_no_other_comes_near(plan):
    assert len(plan.task(11).content) == 630
    assert max(len(task.content) for task in plan.tasks if task.number != 11) < 150


# --- who owes what --------------------------------------------------------------------------------------------------


def duties(assignments: Assignments, agency: Agency) -> dict[str, str]:
    def numbers(role: Role, basis: Basis) -> str:
        held = assignments.of_agency(agency.id)
        return " ".join(str(row.task) for row in held if (row.role, row.basis) == (role, basis))

    return {"agency": agency.id} | {column: numbers(*which) for column, which in COLUMNS.items()}


def test_each_agency_has_the_duties_worked_out_by_hand(plan, assignments):
    golden = rows(ROOT / "tests/golden/tinh-mau-duties.csv")
    assert [duties(assignments, agency) for agency in plan.agencies] == golden


def test_every_agency_drafts_a_plan(plan, assignments):
    assert assignments.drafting == plan.agencies


def test_one_agency_leads_nothing_and_one_coordinates_nothing(plan, assignments):
    assert [agency.id for agency in plan.agencies if not assignments.leads(agency.id)] == [BANK]
    assert [agency.id for agency in plan.agencies if not assignments.coordinates(agency.id)] == [PRESS]


def test_task_9_is_led_only_through_a_group_phrase(assignments):
    leads = [row for row in assignments.of_task(9) if row.role is Role.LEAD]
    assert {(row.basis, row.because.phrase) for row in leads} == {(Basis.GROUP, "Các sở, ban, ngành")}
    assert len(leads) == 9


def test_the_wide_ruling_makes_the_bank_one_of_the_provincial_agencies(plan):
    wide = tuple(replace(ruling, choice="rong") if ruling.id == "D1" else ruling for ruling in plan.rulings)
    led = settle(replace(plan, rulings=wide)).leads(BANK)
    assert [row.task for row in led] == [1, 3, 9]


# --- what has happened ----------------------------------------------------------------------------------------------


def test_every_result_is_of_an_agency_that_has_a_role_in_the_task(plan, assignments):
    assert unassigned_results(plan, assignments) == []


def test_every_result_is_dated_in_the_year_of_its_file_and_after_the_plan(plan):
    assert plan.result_years == (2025, 2026)
    assert {(result.year, result.on.year) for result in plan.results} == {(2025, 2025), (2026, 2026)}
    assert all(plan.document.issued < result.on <= plan.on for result in plan.results)


def test_one_result_of_2025_came_after_that_year_s_figures_were_closed(plan):
    after = [(row.agency, row.task, row.on) for row in plan.results if LAST_YEAR < row.on <= date(2025, 12, 31)]
    assert after == [("so-noi-vu", 4, date(2025, 12, 22))]


def test_every_status_occurs_in_2026_with_difficulties_proposals_and_an_ampersand(plan):
    results = [result for result in plan.results if result.year == 2026]
    assert {result.status.name for result in results} == {"DONE", "ROLLED_OUT", "DOING", "NOT_STARTED"}
    assert len([result for result in results if result.difficulties]) == 8
    assert len([result for result in results if result.proposals]) == 6
    assert [result.task for result in results if "&" in result.difficulties] == [6, 8, 14]


def test_six_unfinished_duties_have_all_five_items_and_a_new_date_on_a_working_day(plan):
    told = [row for row in plan.results if row.promised]
    assert [row.task for row in told] == [6, 7, 8, 9, 12, 14]
    assert all(row.difficulty and row.difficulties and row.cause and row.measures and row.responsible for row in told)
    assert all(row.promised > plan.on and Calendar(plan.days_off).is_workday(row.promised) for row in told)


def test_nothing_is_recorded_of_one_agency_and_nothing_of_2026_of_two(plan):
    def silent(years: tuple[int, ...]) -> list[str]:
        reported = {result.agency for result in plan.results if result.year in years}
        return [agency.id for agency in plan.agencies if agency.id not in reported]

    assert (silent((2025, 2026)), silent((2026,))) == (["ubnd-xa-doi-mau"], [BANK, "ubnd-xa-doi-mau"])


def test_three_events_are_met_and_three_are_not(plan):
    assert [(row.tasks, row.on) for row in plan.conditions] == [
        ((3,), None),
        ((10,), None),
        ((11,), date(2026, 3, 5)),
        ((12,), date(2026, 2, 10)),
        ((14,), date(2026, 7, 20)),
        ((15,), None),
    ]
    assert [row.tasks[0] for row in plan.conditions] == [t.number for t in plan.tasks if t.deadline.event]


def test_two_letters_were_issued(plan):
    letters = [(x.kind, x.number, x.on, x.to, x.tasks) for x in plan.letters]
    everybody = tuple(agency.id for agency in plan.agencies)
    assert letters == [
        ("cong_van_trien_khai", "15/UBND-NC", date(2025, 1, 24), everybody, (1,)),
        ("Công văn đôn đốc", "62/UBND-NC", date(2026, 6, 12), ("thanh-tra-tinh", "ubnd-xa-doi-mau"), (1, 9)),
    ]


# --- how things stand on the plan's date ----------------------------------------------------------------------------


def test_the_papers_are_drawn_up_for_the_day_the_year_s_figures_close(plan):
    assert plan.on == THIS_YEAR


def states(plan: Plan, progress: Progress) -> dict[State, list[int]]:
    held: dict[State, list[int]] = {state: [] for state in State}
    for task in plan.tasks:
        held[progress.task_state(task)].append(task.number)
    return held


def test_the_tasks_stand_so_at_the_end_of_2026(plan, progress):
    assert states(plan, progress) == {
        State.DONE: [5, 13],
        State.DONE_LATE: [],
        State.DOING: [2, 3, 4, 6, 7, 11, 14],
        State.WAITING: [10, 15],
        State.OVERDUE: [1, 8, 9, 12],
        State.NOT_DUE: [],
        State.UNCLEAR: [],
        State.SILENT: [16],
    }


def test_the_tasks_stood_so_at_the_end_of_2025(plan, assignments):
    assert states(plan, Progress(plan, assignments, LAST_YEAR)) == {
        State.DONE: [13],
        State.DONE_LATE: [],
        State.DOING: [2, 6, 9],
        State.WAITING: [3, 10, 11, 12, 14, 15],
        State.OVERDUE: [1],
        State.NOT_DUE: [5, 7, 8],
        State.UNCLEAR: [],
        State.SILENT: [4, 16],
    }


def test_three_agencies_have_a_task_overdue(plan, progress):
    late = {agency.id: [row.assignment.task for row in progress.overdue(agency.id)] for agency in plan.agencies}
    assert {agency: tasks for agency, tasks in late.items() if tasks} == {
        "so-y-te": [12],
        LONG: [8],
        "thanh-tra-tinh": [9],
    }


def test_two_plans_are_missing(plan, progress):
    missing = [agency.id for agency in plan.agencies if progress.plan_overdue(agency.id)]
    assert missing == ["thanh-tra-tinh", "ubnd-xa-doi-mau"]


def test_a_plan_that_came_late_was_missing_until_then(plan, assignments):
    missing = {
        on: [agency.id for agency in plan.agencies if Progress(plan, assignments, on).plan_overdue(agency.id)]
        for on in (date(2025, 3, 14), date(2025, 3, 24), date(2025, 3, 25))
    }
    assert missing == {
        date(2025, 3, 14): [],
        date(2025, 3, 24): ["thanh-tra-tinh", "ubnd-xa-bien-mau", "ubnd-xa-doi-mau"],
        date(2025, 3, 25): ["thanh-tra-tinh", "ubnd-xa-doi-mau"],
    }


def test_the_overdue_tasks_are_late_by_so_many_days_and_working_days(plan, progress):
    calendar = Calendar(plan.days_off)
    late = {
        row.assignment.task: days_late(calendar, row.last_day, plan.on)
        for agency in plan.agencies
        for row in progress.overdue(agency.id)
    }
    assert late == {8: (8, 6), 9: (228, 158), 12: (197, 138)}


def test_a_reminder_of_that_day_gives_until_the_monday_after(plan):
    assert Calendar(plan.days_off).add_workdays(plan.on, plan.reminder_workdays) == date(2026, 12, 21)


def test_the_54_lead_duties_stand_so_at_the_end_of_2026(assignments, progress):
    held = [progress.standing(row).state for row in assignments if row.role is Role.LEAD]
    assert {state: held.count(state) for state in State} == {
        State.DONE: 19,
        State.DONE_LATE: 1,
        State.DOING: 12,
        State.WAITING: 14,
        State.OVERDUE: 5,
        State.NOT_DUE: 0,
        State.UNCLEAR: 0,
        State.SILENT: 3,
    }


def test_the_sample_makes_these_papers(plan, assignments):
    papers: dict[str, list[str]] = {}
    for job in draw_up(plan, assignments, KINDS):
        papers.setdefault(job.id.kind, []).append(job.id.name)
    assert papers == {
        "ke_hoach": [agency.id for agency in plan.agencies],
        "cong_van_trien_khai": ["co-quan-cap-tinh", "ubnd-cap-xa"],
        "cong_van_don_doc": ["so-y-te", LONG, "thanh-tra-tinh", "ubnd-xa-doi-mau"],
        "cong_van_bao_cao": ["chung"],
        "bao_cao_nam": ["bao-cao-nam-2025", "bao-cao-nam-2026", "bao-cao-2026-06-thang"],
    }
