"""The figures of reports: sums that agree, what each figure counts, what stays bounded, whatever the results are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from full_year import any_results, figures_in, full_year, things, with_results
from ntsdocs.build import journey
from ntsdocs.kinds import bao_cao_nam
from ntsdocs.kinds.figures import share
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import Edition, ReportSection, Result, Role, Status
from ntsdocs.plan.progress import Progress
from ntsdocs.text.problems import Origin

ROOT = Path(__file__).resolve().parents[2]
YEAR = Edition(bao_cao_nam.NAME, "2026", date(2026, 12, 14))
PARTS = ("done", "done_late", "doing", "waiting", "overdue", "not_due", "silent")
# Lines that are there or not by what others have: all they tell stands elsewhere.
SHOWN = (".decisions", ".ranking", ".annex_agencies", ".latest", ".best", ".proposals", ".products")
SEEDS = st.integers(0, 10**6)


def read(plan_id):
    plan = journey.read(ROOT, plan_id, date(2026, 12, 14)).plan_or_stop()
    return plan, settle(plan)


MAU, REAL = read("tinh-mau/01-kh-ubnd"), read("thanh-hoa/196-kh-ubnd")


def report(place, results, edition=YEAR):
    plan, owed = place
    return bao_cao_nam.draw(with_results(plan, results), owed, edition)


def numbers(split):
    return [split.total.number, *(getattr(split, part).number for part in PARTS)]


def added(lines):
    return [sum(column) for column in zip(*lines, strict=True)]


def agree(place, results):
    """Text, tables, charts, annexes and data count the same."""
    plan, owed = place
    says = report(place, results)
    tasks = numbers(says.tasks)
    assert tasks[0] == sum(tasks[1:]) == len(plan.tasks)
    assert [line.now.number for line in says.states] == tasks
    assert added([numbers(line.tasks) for line in says.section_lines]) == tasks
    drawn = {each.name: sum(value.number for value in each.values) for each in says.by_section.series}
    assert drawn == {line.name: line.now.number for line in says.states[1:] if line.now.number}
    for each in says.by_year.series:
        assert each.values[-1].number == next(x.now.number for x in says.states if x.name == each.name)
    progress = Progress(with_results(plan, results), owed, plan.on)
    held = Counter(str(progress.task_state(task)) for task in plan.tasks)
    assert Counter(line.state for section in says.annex_tasks for line in section.tasks) == held

    duties = numbers(says.duties)
    leads = [row for row in owed if row.role is Role.LEAD]
    assert duties[0] == sum(duties[1:]) == len(leads)
    assert added([[line.count * n for n in numbers(line.duties)] for line in says.annex_agencies]) == duties
    assert sum(line.count for line in says.annex_agencies) == says.plans_due.number == len(owed.drafting)
    assert added([(x.done.number, x.leads.number) for s in says.annex_tasks for x in s.tasks]) == [
        sum(duties[1:3]),
        duties[0],
    ]
    assert sum(line.count for line in says.annex_agencies if line.plan) == says.plans_received.number
    best = (
        {at: value.number for at, value in zip(says.best.categories, says.best.series[0].values, strict=True)}
        if says.best
        else {}
    )
    assert sum(best.values()) <= duties[1]
    assert sum(x.count.number for x in says.difficulties) == sum(x.count.number for x in says.annex_difficulties)
    assert {line.no for line in says.overdue} <= {line.no for line in says.annex_unfinished}
    for _, times, figure in figures_in(says):
        assert len(things(figure)) == figure.number * times
    return says


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_text_tables_charts_annexes_and_data_agree_whatever_is_reported(seed):
    results = (
        Result(2, "bao-va-dai-mau", Status.DOING, date(2026, 3, 1), year=2026),
        *any_results(MAU[1], Random(seed), 60),
    )
    agree(MAU, results)


@pytest.mark.parametrize("seed", range(2))
def test_they_agree_on_a_plan_of_75_tasks_and_185_agencies(seed):
    agree(REAL, any_results(REAL[1], Random(seed), 900))


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_changed_status_changes_exactly_the_figures_that_count_its_row(seed):
    dice = Random(seed)
    results = any_results(MAU[1], dice, 40)
    latest = max((x for x in results if x.on > date(2025, 12, 14)), key=lambda x: x.on, default=None)
    if (
        latest is None
        or [x.on for x in results if (x.agency, x.task) == (latest.agency, latest.task)].count(latest.on) > 1
    ):
        return
    changed = replace(latest, status=dice.choice([x for x in Status if x is not latest.status]))
    both = (results, tuple(changed if each is latest else each for each in results))
    before, after = ({at: (x.number, x.rows) for at, _, x in figures_in(report(MAU, of))} for of in both)
    row = latest.agency, latest.task, str(latest.origin)
    none = (0, ())
    marked, holding, states = set(), set(), [set(), set()]
    for at in (at for at in {**before, **after} if not at.startswith(SHOWN)):
        pair = before.get(at, none), after.get(at, none)
        held = [[x.state for x in rows if (x.agency, x.task, x.place) == row] for _, rows in pair]
        marked |= {at} if pair[0] != pair[1] else set()
        holding |= {at} if any(held) else set()
        states = [known | {*found} for known, found in zip(states, held, strict=True)]
    assert marked <= holding
    if not states[0] & states[1]:
        assert marked == holding


def test_a_share_is_in_percent_with_a_comma_and_blank_of_nothing():
    assert [share(1, 8), share(2, 3), share(1, 2), share(0, 75), share(0, 0)] == ["12,5%", "66,7%", "50%", "0%", ""]


def test_nothing_in_the_body_grows_with_the_results():
    results = full_year(REAL[1], 2026)
    assert len(results) == 2506
    says = agree(REAL, results)
    lengths = {
        name: len(getattr(says, name))
        for name in (
            "states",
            "decisions",
            "section_lines",
            "ranking",
            "difficulties",
            "proposals",
            "overdue",
            "coming",
        )
    }
    most = {"states": 8, "decisions": 5, "section_lines": 14, "ranking": 16, "difficulties": 8}
    most |= {"proposals": 5, "overdue": 5, "coming": 5}
    assert {name: number for name, number in lengths.items() if number > most[name]} == {}
    assert lengths["decisions"] >= 3
    assert max(len(section.products) for section in says.products) <= 4
    assert max(len(chart.categories) for chart in (says.latest, says.best)) == 10
    words = [x for matter in says.decisions for x in (matter.what, matter.who, matter.tasks)]
    words += [x.names for x in says.ranking] + [quote for x in says.difficulties for quote in x.quotes]
    words += [line.words for section in says.products for line in section.products]
    words += [voice.by for voice in (*says.annex_difficulties, *says.annex_proposals)]
    assert max(map(len, words)) < 420
    assert max(len(f"own:quyet_dinh:{matter.mark}:ai") for matter in says.decisions) <= 64  # what a tag holds
    assert says.more_proposals == 35
    assert says.ranking_cut
    assert says.difficulties[0].agencies.endswith("166 xã, phường")


def test_agencies_are_ranked_by_what_is_done_in_time_and_equal_ones_stand_together():
    says = report(MAU, MAU[0].results)
    ranked = [(line.rank, line.names) for line in says.annex_agencies]
    assert ranked[:4] == [
        ("1", "Văn phòng UBND tỉnh"),
        ("2", "Sở Tài chính"),
        ("3 - 5", "Sở Nội vụ; BQL KKT & Công nghiệp Mẫu"),
        ("3 - 5", "Công an tỉnh"),
    ]
    assert ranked[-1] == ("-", "NHNN Chi nhánh Khu vực Mẫu")  # which leads nothing
    assert says.ranking[-1].rank == "14"
    assert says.ranking[:7] == says.annex_agencies[:7]


def test_what_is_to_be_decided_comes_from_the_data_and_the_greatest_number_first():
    says = report(MAU, MAU[0].results)
    told = [(x.overdue, x.awaited, x.blocked, x.proposed, x.silent) for x in says.decisions]
    assert [each.index(True) for each in told] == [2, 4, 0, 3, 1]
    blocked, silent, late, proposed, awaited = says.decisions
    assert (blocked.what, blocked.voiced, blocked.tasks) == ("Thể chế, hướng dẫn", "03 cơ quan", "nhiệm vụ 7, 10, 15")
    assert (silent.count.number, silent.who.split("; ")[0]) == (2, "NHNN Chi nhánh Khu vực Mẫu")
    assert (late.who, late.longest, late.by) == ("Thanh tra tỉnh", "hơn 01 năm 08 tháng", date(2027, 1, 29))
    assert (awaited.what, awaited.count.number, proposed.count.number) == ("Kế hoạch cấp Bộ", 1, 1)
    few = report(
        MAU,
        (
            Result(
                8, MAU[1].of_task(8)[0].agency, Status.DOING, date(2026, 10, 1), promised=date(2027, 4, 1), year=2026
            ),
        ),
    )
    assert any(x.overdue and x.by is None for x in few.decisions)
    assert not any(x.blocked or x.proposed for x in few.decisions)


def test_who_promised_is_asked_by_the_latest_day_that_lies_ahead():
    late = [Result(n, "so-y-te", Status.DOING, date(2026, 12, 1), promised=date(2027, n, 1), year=2026) for n in (1, 9)]
    past = Result(12, "so-y-te", Status.DOING, date(2026, 12, 1), promised=date(2026, 12, 5), year=2026)
    others = [row for row in MAU[1] if row.role is Role.LEAD and row.agency != "so-y-te"]
    done = (Result(row.task, row.agency, Status.DONE, date(2026, 1, 5), year=2026) for row in others)
    (matter,) = (x for x in report(MAU, (*late, past, *done)).decisions if x.overdue)
    assert (matter.who, matter.count.number, matter.by) == ("Sở Y tế", 3, date(2027, 9, 1))


def test_half_a_year_is_compared_with_the_half_before_and_all_the_years_with_nothing():
    on = date(2026, 6, 14)
    plan, owed = MAU
    half = bao_cao_nam.draw(replace(plan, on=on), owed, Edition(bao_cao_nam.NAME, "2026-06-thang", on))
    assert (half.period_from, half.period_to, half.called) == (date(2025, 12, 15), on, "06 tháng đầu năm 2026")
    assert (half.compared, half.before_called, half.title.trich_yeu[:44]) == (
        True,
        "06 tháng đầu năm 2025",
        "Kết quả thực hiện 06 tháng đầu năm 2026 Kế h",
    )
    review = Edition(bao_cao_nam.NAME, "2026-so-ket", plan.on)
    (draft,) = bao_cao_nam.KIND.due(plan, owed, review)
    says = draft.says
    assert draft.id.name == "bao-cao-2026-so-ket"
    assert (says.compared, says.period_from, says.called) == (
        False,
        date(2025, 1, 20),
        "giai đoạn 2025 - 2026",
    )
    assert says.title.trich_yeu.startswith("Sơ kết đến năm 2026 kết quả thực hiện Kế hoạch số")
    assert says.by_year.categories == ("2025", "2026")


def test_a_report_has_the_sections_of_its_definition_and_no_others():
    plan, owed = MAU
    own = (
        ReportSection("a", "Kết quả", "results"),
        ReportSection("b", "Chỉ tổng kết", only=("tong-ket",)),
        ReportSection("c", "Khác"),
    )
    for sections, told in ((own, [("I", "KẾT QUẢ", True, False), ("II", "KHÁC", False, True)]), ((), [])):
        says = bao_cao_nam.draw(replace(plan, report=replace(plan.report, sections=sections)), owed, YEAR)
        assert [(x.number, x.title, x.results, x.by_hand) for x in says.sections] == told


def test_while_nothing_is_reported_the_report_tells_who_owes_how_much_and_counts_nothing_else():
    says = report(REAL, ())
    assert says.awaited is True
    assert numbers(says.tasks) == [75, *[0] * 7]
    owed = [(line.count, line.duties.number, line.due.number) for line in says.owed]
    assert sum(count * number for count, number, _ in owed) == 2506
    assert owed == sorted(owed, key=lambda line: (-line[1], -line[2]))
    assert len({line[1:] for line in owed}) == len(owed)
    empty = ("states", "decisions", "section_lines", "products", "ranking", "difficulties", "proposals", "annex_tasks")
    assert {name: getattr(says, name) for name in empty} == dict.fromkeys(empty, ())
    assert not any((says.by_section, says.by_year, says.latest, says.best, says.compared))


def test_a_place_is_told_where_a_row_comes_from():
    origin = Origin("data/x/results/2026.csv", row=7)
    says = report(MAU, (Result(13, "so-tai-chinh", Status.DONE, date(2026, 9, 1), year=2026, origin=origin),))
    done = says.duties.done
    assert [(row.agency, row.task, row.state, row.place) for row in done.rows] == [
        ("so-tai-chinh", 13, "Hoàn thành", "data/x/results/2026.csv, dòng 7")
    ]
    assert "tasks.csv" in next(row.place for row in says.tasks.done.rows if not row.agency)
