"""Years of reporting: each day, and so each result, is in exactly one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hand_plan
from ntsdocs.plan.model import Edition, Report, ReportDefinition, Result, Status
from ntsdocs.plan.periods import counted_on, known_since, period, period_of, report_named, report_of

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ENDS = st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(lambda day: f"{day.day}/{day.month}")
RESULTS = st.builds(
    lambda on, year: Result(1, "so-y-te", Status.DONE, on, year=year), st.none() | DAYS, st.integers(2021, 2034)
)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 12, 14), 2025),
        (date(2025, 12, 15), 2026),
        (date(2025, 12, 31), 2026),
        (date(2026, 1, 1), 2026),
        (date(2026, 12, 14), 2026),
        (date(2026, 12, 20), 2027),
    ],
)
def test_the_decree_s_year_runs_from_15_12_to_14_12(day, year):
    assert period_of(day).year == year


def test_a_plan_may_have_the_calendar_year_or_another():
    assert period(2026, "31/12").start == date(2026, 1, 1)
    assert (period(2026, "30/6").start, period(2026, "30/6").end) == (date(2025, 7, 1), date(2026, 6, 30))
    assert period_of(date(2026, 7, 1), "30/6").year == 2027
    assert period(2024, "28/2").start == date(2023, 3, 1)


@given(RESULTS, ENDS)
def test_each_result_counts_in_exactly_one_period(result, ends):
    day = counted_on(result, ends)
    assert [year for year in range(2018, 2039) if period(year, ends).holds(day)] == [period_of(day, ends).year]


@given(RESULTS, ENDS)
def test_what_has_no_date_counts_in_the_period_of_its_file_and_is_known_from_its_first_day(result, ends):
    of_file = period(result.year, ends)
    if result.on is None:
        assert (known_since(result, ends), counted_on(result, ends)) == (of_file.start, of_file.end)
    else:
        assert known_since(result, ends) == counted_on(result, ends) == result.on


REPORTS = (
    Report(),
    Report("06-thang", "06 tháng đầu năm {năm}", "14/6"),
    Report("cuoi", "cuối năm {năm}", "31/12"),
    Report("so-ket", "sơ kết đến năm {năm}", whole=True),
)
PLAN = replace(hand_plan.plan([]), report=ReportDefinition(REPORTS))
ISSUED = PLAN.document.issued


@given(st.integers(2020, 2040), st.sampled_from(REPORTS), ENDS, DAYS)
def test_each_edition_s_id_gives_its_report_and_a_period_that_lies_in_order(year, report, ends, on):
    edition = Edition("bao_cao_nam", f"{year}-{report.id}".removesuffix("-"), on)
    got, of = report_of(replace(PLAN, period_ends=ends), edition)
    whole = period(year, ends)
    assert (got, of.year) == (report, year)
    assert of.start <= of.end <= whole.end
    assert whole.holds(of.end)
    assert of.start == (ISSUED if report.whole and of.end >= ISSUED else whole.start)
    assert not report.until or f"{of.end.day}/{of.end.month}" == report.until


def test_a_row_s_own_period_stands_and_an_id_that_names_nothing_is_the_year_s():
    own = Edition("bao_cao_nam", "2026-06-thang", date(2026, 7, 1), date(2026, 1, 1), date(2026, 6, 30))
    report, of = report_of(PLAN, own)
    assert (report.id, of.start, of.end, of.year) == ("06-thang", own.start, own.end, 2026)
    odd = Edition("bao_cao_nam", "bo-sung", date(2026, 7, 1))
    assert report_of(PLAN, odd) == (REPORTS[0], period(2026))
    assert [report_named(PLAN, id_) for id_ in ("bo-sung", "2026-quy-1", "0026", "2026-", "2026-12-14")] == [None] * 5
