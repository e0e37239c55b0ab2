"""Count working days, knowing days off and the weekend days that are worked instead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from ntsdocs.plan.model import DayOff
from ntsdocs.text.problems import DataWrong, Origin, Problem

HOLIDAYS_FILE = "data/law/holidays.csv"
OFF = "nghỉ"
MADE_UP = "làm bù"

_SATURDAY = 5
_WEEK = 7
_ONE_DAY = timedelta(days=1)


class CalendarEnds(DataWrong):
    """A day was asked for in a year whose days off are not known."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            [
                Problem(
                    Origin(HOLIDAYS_FILE),
                    f"chưa có ngày nghỉ của năm {year} nên không tính được ngày làm việc trong năm đó.",
                    f"thêm các ngày nghỉ và ngày làm bù của năm {year} theo thông báo của cơ quan có thẩm quyền.",
                ),
            ],
        )


class Calendar:
    """Working days: Monday to Friday without the days off, and the days that are worked to make up for one.

    It knows the years that have at least one day off among its rows; for any other it raises `CalendarEnds`.
    """

    __slots__ = ("_days", "_rows", "years")

    def __init__(self, days_off: Iterable[DayOff]) -> None:
        rows = sorted(days_off, key=lambda row: (row.on, row.kind == MADE_UP))
        self._rows = {row.on: row for row in rows}  # a day that is worked and off is worked
        self._days = tuple(self._rows)
        self.years: tuple[int, ...] = tuple(sorted({row.on.year for row in rows if row.kind == OFF}))

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked."""
        self._check(day.year, day.year)
        row = self._rows.get(day)
        return day.weekday() < _SATURDAY if row is None else row.kind == MADE_UP

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself does not count; `ValueError` for n below 1."""
        if n < 1:
            raise ValueError(f"working days are counted from 1, not from {n}")
        while n:
            day += _ONE_DAY
            n -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 if `end` is not later."""
        if end <= start:
            return 0
        self._check((start + _ONE_DAY).year, end.year)
        first, last = (bisect_right(self._days, day) for day in (start, end))
        listed = self._days[first:last]
        return _weekdays(start, end) + sum(self.is_workday(day) - (day.weekday() < _SATURDAY) for day in listed)

    def _check(self, first: int, last: int) -> None:
        for year in range(first, last + 1):
            if year not in self.years:
                raise CalendarEnds(year)


def _weekdays(start: date, end: date) -> int:
    """How many days from Monday to Friday lie after `start` up to and including `end`."""
    weeks, rest = divmod((end - start).days, _WEEK)
    return weeks * _SATURDAY + sum((start + timedelta(days=n)).weekday() < _SATURDAY for n in range(1, rest + 1))
