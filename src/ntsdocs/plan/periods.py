"""Say which days a report is about: years of reporting, 15/12 to 14/12 or as the plan has it, and parts of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ntsdocs.plan.model import PERIOD_ENDS, Edition, Plan, Report, Result


@dataclass(frozen=True, slots=True)
class Period:
    """The days that one report is about, both ends among them; `year` is that of the last."""

    year: int
    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.start <= day <= self.end


def report_of(plan: Plan, edition: Edition) -> tuple[Report, Period]:
    """Which report an edition is of, and its period: the row's own, else by the year and the report its id names.

    An id that names none is the yearly report of the edition's day. `Period.year` is the year of reporting.
    """
    year, report = report_named(plan, edition.id) or (edition.on.year, plan.report.yearly)
    of_year = period(year, plan.period_ends)
    if edition.start and edition.end:
        return report, Period(edition.end.year, edition.start, edition.end)
    start, end = of_year.start, of_year.end
    if report.until:
        day, month = map(int, report.until.split("/"))
        end = next(each for year in (start.year, end.year) if of_year.holds(each := date(year, month, day)))
    issued = plan.document.issued
    return report, Period(of_year.year, issued if report.whole and issued and issued <= end else start, end)


def report_named(plan: Plan, id_: str) -> tuple[int, Report] | None:
    """The year and the report that an edition's id names: «2026», «2026-06-thang»; `None` if it names none."""
    named = re.fullmatch(r"(2[01][0-9]{2})(?:-(.+))?", id_)
    reports = (each for each in plan.report.reports if named and each.id == (named[2] or ""))
    return next(((int(named[1]), report) for report in reports), None) if named else None


@cache
def period(year: int, ends: str = PERIOD_ENDS) -> Period:
    """The year of reporting whose last day, «14/12», is in this year; the one before ends on the day before it begins.

    Every day is in exactly one.
    """
    day, month = map(int, ends.split("/"))
    return Period(year, date(year - 1, month, day) + timedelta(days=1), date(year, month, day))


def period_of(day: date, ends: str = PERIOD_ENDS) -> Period:
    """The year of reporting that holds the day."""
    own = period(day.year, ends)
    return own if day <= own.end else period(day.year + 1, ends)


def counted_on(result: Result, ends: str = PERIOD_ENDS) -> date:
    """The day on which a result counts: its own, or the last of the period of its file's year."""
    return result.on or period(result.year, ends).end


def is_in(result: Result, period: Period, until: date, ends: str = PERIOD_ENDS) -> bool:
    """Whether a result counts in the period by what is known on the day `until`."""
    return known_since(result, ends) <= until and period.holds(counted_on(result, ends))


def known_since(result: Result, ends: str = PERIOD_ENDS) -> date:
    """The first day on which what the result says may have been so: nothing is held against it for want of a date."""
    return result.on or period(result.year, ends).start
