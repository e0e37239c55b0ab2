"""Say to which year of reporting a day belongs: 15/12 of the year before to 14/12, or as the plan has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ntsdocs.plan.model import PERIOD_ENDS, Result


@dataclass(frozen=True, slots=True)
class Period:
    """The days that one report is about, both ends among them; `year` is that of the last."""

    year: int
    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.start <= day <= self.end


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
