"""What stands where on a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hand_plan import RULINGS, plan, task
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import AwaitedPaper, Bounds, Choice, DayOff, Deadline, Repeats, Result, Ruling, Status
from ntsdocs.plan.progress import Progress, Standing, State, days_late, judge
from ntsdocs.plan.workdays import Calendar

DONE, DOING, WAITING, OVERDUE, NOT_DUE = State.DONE, State.DOING, State.WAITING, State.OVERDUE, State.NOT_DUE
DONE_LATE, SILENT = State.DONE_LATE, State.SILENT

FIRM = Deadline("Trước 15/3/2026", date(2026, 3, 15))
EVENT = Deadline("Thực hiện ngay sau khi có Kế hoạch của Bộ", event="sau khi có Kế hoạch của Bộ")
BOTH = Deadline("Trước 15/3/2026, sau khi có văn bản", date(2026, 3, 15), "sau khi có văn bản")
ROLLOUT = Deadline("Ban hành Kế hoạch triển khai trước 15/3/2026", date(2026, 3, 15), bounds=Bounds.ROLLOUT)
ROLLOUT_EVENT = Deadline("Ban hành Kế hoạch ngay sau khi có văn bản", event="sau khi có văn bản", bounds=Bounds.ROLLOUT)
CONTINUOUS = Deadline("Thường xuyên", repeats=Repeats.CONTINUOUS)
YEARLY = Deadline("Hằng năm hoặc đột xuất", repeats=Repeats.YEARLY)

LAST_DAY, TOO_LATE = date(2026, 3, 14), date(2026, 3, 15)


def test_the_states_are_called_as_people_read_them():
    assert [str(state) for state in State] == [
        "Hoàn thành",
        "Hoàn thành quá hạn",
        "Đang thực hiện",
        "Chờ điều kiện",
        "Quá hạn",
        "Chưa đến hạn",
        "Không rõ hạn",
        "Chưa báo cáo",
    ]


# --- one deadline ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deadline", [FIRM, EVENT, BOTH, ROLLOUT, ROLLOUT_EVENT, CONTINUOUS, YEARLY])
@pytest.mark.parametrize("met", [False, True])
def test_what_is_done_is_done(deadline, met):
    assert judge(deadline, date(2029, 1, 1), Status.DONE, met) is DONE


@pytest.mark.parametrize(
    ("deadline", "on", "status", "met", "state"),
    [
        (FIRM, LAST_DAY, None, False, SILENT),
        (FIRM, LAST_DAY, Status.NOT_STARTED, False, NOT_DUE),
        (FIRM, LAST_DAY, Status.DOING, False, DOING),
        (FIRM, LAST_DAY, Status.ROLLED_OUT, False, DOING),
        (FIRM, TOO_LATE, None, False, OVERDUE),
        (FIRM, TOO_LATE, Status.NOT_STARTED, False, OVERDUE),
        (FIRM, TOO_LATE, Status.DOING, False, OVERDUE),
        (FIRM, TOO_LATE, Status.ROLLED_OUT, False, OVERDUE),
    ],
)
def test_a_firm_date_passes(deadline, on, status, met, state):
    assert judge(deadline, on, status, met) is state


@pytest.mark.parametrize(
    ("status", "met", "state"),
    [
        (None, False, WAITING),
        (Status.NOT_STARTED, False, WAITING),
        (Status.DOING, False, DOING),
        (Status.ROLLED_OUT, False, DOING),
        (None, True, SILENT),
        (Status.NOT_STARTED, True, NOT_DUE),
        (Status.DOING, True, DOING),
        (Status.ROLLED_OUT, True, DOING),
    ],
)
def test_a_condition_alone_never_makes_a_task_overdue(status, met, state):
    assert judge(EVENT, date(2031, 1, 1), status, met) is state


@pytest.mark.parametrize(
    ("on", "status", "met", "state"),
    [
        (LAST_DAY, None, False, WAITING),
        (LAST_DAY, None, True, SILENT),
        (LAST_DAY, Status.NOT_STARTED, True, NOT_DUE),
        (LAST_DAY, Status.DOING, True, DOING),
        (TOO_LATE, None, False, WAITING),
        (TOO_LATE, Status.DOING, False, DOING),
        (TOO_LATE, None, True, OVERDUE),
        (TOO_LATE, Status.DOING, True, OVERDUE),
    ],
)
def test_a_date_beside_a_condition_counts_once_the_condition_is_met(on, status, met, state):
    assert judge(BOTH, on, status, met) is state


@pytest.mark.parametrize(
    ("on", "status", "state"),
    [
        (LAST_DAY, None, SILENT),
        (LAST_DAY, Status.NOT_STARTED, NOT_DUE),
        (LAST_DAY, Status.DOING, DOING),
        (TOO_LATE, None, OVERDUE),
        (TOO_LATE, Status.DOING, OVERDUE),
        (TOO_LATE, Status.ROLLED_OUT, DOING),
        (date(2031, 1, 1), Status.ROLLED_OUT, DOING),
    ],
)
def test_a_milestone_is_kept_once_the_rollout_plan_is_out_and_the_task_has_no_end(on, status, state):
    assert judge(ROLLOUT, on, status, met=False) is state


@pytest.mark.parametrize(
    ("status", "met", "state"),
    [
        (None, False, WAITING),
        (Status.DOING, False, DOING),
        (Status.ROLLED_OUT, False, DOING),
        (None, True, SILENT),
        (Status.DOING, True, DOING),
    ],
)
def test_a_rollout_plan_that_is_out_waits_for_nothing(status, met, state):
    assert judge(ROLLOUT_EVENT, date(2031, 1, 1), status, met) is state


@pytest.mark.parametrize("deadline", [CONTINUOUS, YEARLY])
@pytest.mark.parametrize(("status", "state"), [(None, SILENT), (Status.NOT_STARTED, NOT_DUE), (Status.DOING, DOING)])
def test_a_recurring_task_is_never_late(deadline, status, state):
    assert judge(deadline, date(2031, 1, 1), status, met=False) is state


# --- one assignment -------------------------------------------------------------------------------------------------


def stand(tasks, on, *, agency="so-y-te", number=2, results=(), conditions=(), rulings=RULINGS):
    read = replace(plan(tasks, rulings=rulings), results=tuple(results), conditions=tuple(conditions))
    assignments = settle(read)
    return Progress(read, assignments, on).standing(assignments.find(agency, number))


def reported(status, on=None, year=2026, agency="so-y-te", number=2):
    return Result(number, agency, status, on, year=year)


def test_a_standing_carries_the_assignment_its_dates_and_the_result_that_counts():
    tasks = (task(2, "Sở Y tế", deadline=FIRM),)
    result = reported(Status.DOING, date(2026, 2, 1))
    assert stand(tasks, date(2026, 3, 20), results=[result]) == Standing(
        settle(plan(tasks)).find("so-y-te", 2), OVERDUE, date(2026, 3, 15), date(2026, 3, 14), result
    )


def test_a_standing_without_a_date_or_a_result_says_so():
    tasks = (task(2, "Sở Y tế", deadline=CONTINUOUS),)
    assert stand(tasks, date(2026, 3, 20)) == Standing(settle(plan(tasks)).find("so-y-te", 2), SILENT, None, None, None)


JANUARY = reported(Status.DOING, date(2026, 1, 31))
MARCH = reported(Status.DONE, date(2026, 3, 1))
LAST_YEAR = reported(Status.ROLLED_OUT, date(2025, 12, 20), year=2025)
UNDATED = reported(Status.NOT_STARTED)
UNDATED_LAST_YEAR = reported(Status.NOT_STARTED, year=2025)
EARLY_ROW_OF_THE_YEAR = reported(Status.DOING, date(2025, 12, 16), year=2026)


@pytest.mark.parametrize(
    ("on", "results", "counts"),
    [
        (date(2026, 3, 1), [JANUARY, MARCH], MARCH),
        (date(2026, 3, 1), [MARCH, JANUARY], MARCH),
        (date(2026, 2, 28), [JANUARY, MARCH], JANUARY),
        (date(2026, 1, 30), [JANUARY, MARCH], None),
        (date(2026, 1, 30), [LAST_YEAR, JANUARY], LAST_YEAR),
        (date(2025, 12, 31), [JANUARY, LAST_YEAR], LAST_YEAR),
        (date(2026, 1, 1), [UNDATED], UNDATED),
        (date(2026, 6, 1), [UNDATED, JANUARY], UNDATED),
        (date(2025, 12, 15), [UNDATED], UNDATED),
        (date(2025, 12, 14), [UNDATED], None),
        (date(2026, 6, 1), [EARLY_ROW_OF_THE_YEAR, UNDATED_LAST_YEAR], EARLY_ROW_OF_THE_YEAR),
        (date(2025, 12, 16), [EARLY_ROW_OF_THE_YEAR], EARLY_ROW_OF_THE_YEAR),
        (date(2025, 12, 15), [EARLY_ROW_OF_THE_YEAR], None),
    ],
)
def test_the_latest_result_up_to_the_date_counts(on, results, counts):
    assert stand((task(2, "Sở Y tế", deadline=FIRM),), on, results=results).result == counts


def test_of_two_results_of_one_day_the_later_row_counts():
    first, second = reported(Status.DOING, date(2026, 2, 1)), reported(Status.DONE, date(2026, 2, 1))
    tasks = (task(2, "Sở Y tế", deadline=FIRM),)
    assert stand(tasks, date(2026, 6, 1), results=[first, second]).result == second
    assert stand(tasks, date(2026, 6, 1), results=[second, first]).result == first


def test_a_result_counts_only_for_its_own_agency_and_task():
    tasks = (task(2, "Sở Y tế; Sở Tài chính", deadline=FIRM), task(3, "Sở Y tế", deadline=FIRM))
    results = [reported(Status.DONE, agency="so-tai-chinh"), reported(Status.DONE, number=3)]
    assert stand(tasks, date(2026, 6, 1), results=results).state is OVERDUE


@pytest.mark.parametrize("deadline", [CONTINUOUS, YEARLY])
def test_a_recurring_task_starts_afresh_each_period(deadline):
    tasks = (task(2, "Sở Y tế", deadline=deadline),)
    done = reported(Status.DONE, date(2025, 12, 1), year=2025)
    assert stand(tasks, date(2025, 12, 14), results=[done]).state is DONE
    assert stand(tasks, date(2025, 12, 15), results=[done]).state is SILENT


@pytest.mark.parametrize(("on", "state"), [(date(2026, 12, 14), SILENT), (date(2027, 12, 14), DONE)])
@pytest.mark.parametrize("deadline", [CONTINUOUS, YEARLY])
def test_what_recurs_and_came_between_two_years_counts_by_its_date_in_the_later(deadline, on, state):
    """A2 of the office: 20/12/2026 in the file of 2026 was counted in no report."""
    tasks = (task(2, "Sở Y tế", deadline=deadline),)
    late_in_december = reported(Status.DONE, date(2026, 12, 20), year=2026)
    assert stand(tasks, on, results=[late_in_december]).state is state


def test_a_plan_with_a_period_of_its_own_counts_by_it():
    tasks = (task(2, "Sở Y tế", deadline=CONTINUOUS),)
    read = replace(plan(tasks), results=(reported(Status.DONE, date(2026, 12, 20)),), period_ends="31/12")
    assignments = settle(read)
    lead = assignments.leads("so-y-te")[0]
    assert Progress(read, assignments, date(2026, 12, 31)).standing(lead).state is DONE
    assert Progress(read, assignments, date(2027, 1, 1)).standing(lead).state is SILENT


EARLY = reported(Status.DONE, date(2026, 3, 14))
LATE = reported(Status.DONE, date(2026, 3, 15))


@pytest.mark.parametrize(
    ("deadline", "results", "state"),
    [
        (FIRM, [EARLY], DONE),
        (FIRM, [LATE], DONE_LATE),
        (FIRM, [EARLY, reported(Status.DONE, date(2026, 9, 1))], DONE),
        (FIRM, [EARLY, reported(Status.DOING, date(2026, 3, 20)), reported(Status.DONE, date(2026, 9, 1))], DONE_LATE),
        (FIRM, [reported(Status.DONE)], DONE),
        (FIRM, [reported(Status.DONE, year=2027)], DONE_LATE),
        (EVENT, [LATE], DONE),
        (BOTH, [LATE], DONE),
        (ROLLOUT, [LATE], DONE),
    ],
)
def test_what_is_done_is_late_if_it_was_first_said_to_be_done_after_its_date(deadline, results, state):
    on = date(2026, 12, 31)
    assert stand((task(2, "Sở Y tế", deadline=deadline),), on, results=results).state is state


def test_a_date_beside_a_condition_binds_what_is_done_once_the_condition_is_met():
    tasks, met = (task(2, "Sở Y tế", deadline=BOTH),), [AwaitedPaper((2,), on=date(2026, 2, 1))]
    assert stand(tasks, TOO_LATE, results=[LATE], conditions=met).state is DONE_LATE
    assert stand(tasks, TOO_LATE, results=[EARLY], conditions=met).state is DONE


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ([], SILENT),
        ([reported(Status.NOT_STARTED, agency="cong-an-tinh")], NOT_DUE),
        ([reported(Status.DOING, agency="cong-an-tinh")], DOING),
        ([reported(Status.DONE, TOO_LATE, agency="cong-an-tinh")], DONE),
    ],
)
def test_who_joins_stands_by_its_own_report_and_is_never_late(results, state):
    tasks = (task(2, "Sở Y tế", "Công an tỉnh", deadline=FIRM),)
    assert stand(tasks, date(2026, 6, 1), agency="cong-an-tinh", results=results).state is state
    assert stand(tasks, date(2026, 6, 1), results=results).state is OVERDUE


def test_a_condition_counts_from_the_day_it_is_met():
    tasks = (task(2, "Sở Y tế", deadline=BOTH),)
    met = [AwaitedPaper((2,), on=date(2026, 4, 10))]
    assert stand(tasks, date(2026, 4, 9), conditions=met).state is WAITING
    assert stand(tasks, date(2026, 4, 10), conditions=met).state is OVERDUE
    assert stand(tasks, date(2026, 4, 10), conditions=[AwaitedPaper((3,), on=date(2026, 4, 10))]).state is WAITING


def test_a_rulings_date_replaces_the_printed_one():
    before = Choice("muc-iv", "Theo mục IV.2", before=((2, date(2026, 5, 1)),))
    rulings = (*RULINGS, Ruling("D11", "Tính theo ngày nào?", (before,), "muc-iv", "mặc định", None))
    tasks = (task(2, "Sở Y tế", deadline=FIRM),)
    standing = stand(tasks, date(2026, 4, 30), rulings=rulings)
    assert (standing.state, standing.before, standing.last_day) == (SILENT, date(2026, 5, 1), date(2026, 4, 30))
    assert stand(tasks, date(2026, 5, 1), rulings=rulings).state is OVERDUE


MINISTRY = "Các sở, ban, ngành căn cứ Kế hoạch của bộ, ngành chủ quản chủ trì từng lĩnh vực"


@pytest.mark.parametrize(
    ("results", "conditions", "state"),
    [
        ([], [], WAITING),
        ([reported(Status.DOING)], [], DOING),
        ([reported(Status.DONE)], [], DONE),
        ([], [AwaitedPaper((2,), on=date(2026, 5, 1))], OVERDUE),
    ],
)
def test_a_conditional_lead_waits_for_its_event_and_is_not_late_before_it(results, conditions, state):
    tasks = (task(2, MINISTRY, deadline=FIRM),)
    assert stand(tasks, date(2026, 6, 1), results=results, conditions=conditions).state is state


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ([], WAITING),
        ([reported(Status.NOT_STARTED)], WAITING),
        ([reported(Status.DOING)], DOING),
        ([reported(Status.ROLLED_OUT)], DOING),
        ([reported(Status.DONE)], DONE),
    ],
)
def test_who_may_be_concerned_waits_until_it_reports_and_is_never_late(results, state):
    tasks = (task(2, "Công an tỉnh", "Các sở, ban, ngành liên quan", deadline=FIRM),)
    met = [AwaitedPaper((2,), on=date(2026, 1, 1))]
    assert stand(tasks, date(2026, 6, 1), results=results, conditions=met).state is state


# --- one agency -----------------------------------------------------------------------------------------------------


def progress(tasks, on, *, results=(), conditions=(), rulings=RULINGS):
    read = replace(plan(tasks, rulings=rulings), results=tuple(results), conditions=tuple(conditions))
    return Progress(read, settle(read), on)


def test_overdue_are_the_tasks_it_leads_by_number_without_its_own_plan():
    tasks = (
        task(5, "Sở Y tế", deadline=FIRM),
        task(1, "Các sở, ban, ngành", deadline=FIRM),
        task(2, "Sở Y tế", deadline=FIRM),
        task(3, "Công an tỉnh", "Sở Y tế", deadline=FIRM),
        task(4, "Sở Y tế", deadline=BOTH),
        task(6, "Sở Y tế", deadline=FIRM),
    )
    results = [reported(Status.DONE, number=6), reported(Status.DOING, number=5)]
    read = replace(plan(tasks), results=tuple(results))
    assignments = settle(read)
    late = Progress(read, assignments, TOO_LATE)
    assert late.overdue("so-y-te") == (
        Standing(assignments.find("so-y-te", 2), OVERDUE, TOO_LATE, LAST_DAY, None),
        Standing(assignments.find("so-y-te", 5), OVERDUE, TOO_LATE, LAST_DAY, results[1]),
    )
    assert late.overdue("so-tai-chinh") == ()
    assert Progress(read, assignments, LAST_DAY).overdue("so-y-te") == ()


OWN_PLAN = (task(1, "Các sở, ban, ngành; UBND cấp xã", "Công an tỉnh", deadline=FIRM),)


@pytest.mark.parametrize(
    ("on", "results", "received", "overdue"),
    [
        (date(2025, 11, 14), [], False, False),
        (date(2025, 11, 15), [], False, True),
        (date(2025, 11, 15), [reported(Status.DOING, number=1, year=2025)], False, True),
        (date(2025, 11, 15), [reported(Status.DONE, date(2025, 11, 10), 2025, number=1)], True, False),
        (date(2025, 11, 15), [reported(Status.DONE, date(2025, 11, 20), 2025, number=1)], False, True),
        (date(2026, 11, 15), [reported(Status.DONE, date(2025, 11, 20), 2025, number=1)], True, False),
        (date(2025, 11, 15), [reported(Status.DONE, None, 2025, "so-tai-chinh", 1)], False, True),
    ],
)
def test_an_agencys_own_plan_is_owed_until_it_is_recorded_as_done(on, results, received, overdue):
    asked = progress(OWN_PLAN, on, results=results)
    assert (asked.plan_received("so-y-te"), asked.plan_overdue("so-y-te")) == (received, overdue)


def test_one_that_only_coordinates_the_first_task_owes_its_plan_too():
    assert progress(OWN_PLAN, date(2025, 11, 15)).plan_overdue("cong-an-tinh") is True


def test_one_that_drafts_no_plan_owes_none():
    excuse = Ruling("D2", "?", (Choice("khong", "Không lập", no_draft=("so-y-te",)),), "khong", "mặc định", None)
    asked = progress(OWN_PLAN, date(2026, 1, 1), rulings=(*RULINGS, excuse))
    assert (asked.plan_overdue("so-y-te"), asked.plan_overdue("toa-an-tinh")) == (False, False)
    assert asked.plan_overdue("so-tai-chinh") is True


def test_a_rulings_date_for_the_first_task_moves_the_date_of_the_plans_owed():
    before = Choice("lui", "Lùi một tháng", before=((1, date(2025, 12, 15)),))
    rulings = (*RULINGS, Ruling("D11", "?", (before,), "lui", "mặc định", None))
    assert progress(OWN_PLAN, date(2025, 12, 14), rulings=rulings).plan_overdue("so-y-te") is False
    assert progress(OWN_PLAN, date(2025, 12, 15), rulings=rulings).plan_overdue("so-y-te") is True


# --- one task -------------------------------------------------------------------------------------------------------

SHARED = (task(2, "Sở Y tế; Sở Tài chính", "Công an tỉnh", deadline=FIRM),)
SHARED_EVENT = (task(2, "Sở Y tế; Sở Tài chính", "Công an tỉnh", deadline=BOTH),)


def finance(status):
    return reported(status, agency="so-tai-chinh")


@pytest.mark.parametrize(
    ("tasks", "on", "results", "state"),
    [
        (SHARED, TOO_LATE, [reported(Status.DONE), finance(Status.DONE)], DONE),
        (SHARED, TOO_LATE, [reported(Status.DONE), finance(Status.DOING)], OVERDUE),
        (SHARED, LAST_DAY, [reported(Status.DONE), finance(Status.DOING)], DOING),
        (SHARED, LAST_DAY, [reported(Status.DONE)], DOING),
        (SHARED, LAST_DAY, [finance(Status.DOING)], DOING),
        (SHARED, LAST_DAY, [finance(Status.NOT_STARTED)], SILENT),
        (SHARED, LAST_DAY, [finance(Status.NOT_STARTED), reported(Status.NOT_STARTED)], NOT_DUE),
        (SHARED, LAST_DAY, [reported(Status.DOING, agency="cong-an-tinh")], SILENT),
        (SHARED, TOO_LATE, [LATE, finance(Status.DONE)], DONE_LATE),
        (SHARED_EVENT, TOO_LATE, [], WAITING),
        (SHARED_EVENT, TOO_LATE, [reported(Status.DONE)], DOING),
    ],
)
def test_a_task_stands_as_those_stand_who_lead_it(tasks, on, results, state):
    assert progress(tasks, on, results=results).task_state(tasks[0]) is state


def test_a_task_with_a_firm_and_a_waiting_lead_is_overdue_when_the_firm_one_is():
    tasks = (task(2, f"{MINISTRY}; UBND cấp xã", deadline=FIRM),)
    assert progress(tasks, LAST_DAY).task_state(tasks[0]) is SILENT
    assert progress(tasks, TOO_LATE).task_state(tasks[0]) is OVERDUE


@pytest.mark.parametrize(("on", "state"), [(LAST_DAY, NOT_DUE), (TOO_LATE, OVERDUE)])
def test_a_task_that_nobody_leads_is_not_called_done(on, state):
    tasks = (task(2, "", "Sở Y tế", deadline=FIRM),)
    assert progress(tasks, on).task_state(tasks[0]) is state


# --- days late ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2026, 4, 24), (0, 0)),
        (date(2026, 4, 20), (0, 0)),
        (date(2026, 4, 25), (1, 0)),
        (date(2026, 4, 27), (3, 1)),
        (date(2026, 5, 4), (10, 4)),
    ],
)
def test_days_late_are_counted_after_the_last_day_in_calendar_and_working_days(on, days):
    calendar = Calendar(
        (
            DayOff(date(2026, 4, 30), "Ngày Chiến thắng", "nghỉ", "Bộ luật Lao động"),
            DayOff(date(2026, 5, 1), "Quốc tế Lao động", "nghỉ", "Bộ luật Lao động"),
        )
    )
    assert days_late(calendar, date(2026, 4, 24), on) == days
