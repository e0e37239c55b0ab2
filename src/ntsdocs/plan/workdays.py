"""Count working days, knowing days off and the weekend days that are worked instead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ntsdocs.plan import ledger
from ntsdocs.plan.model import DayOff
from ntsdocs.text.problems import DataWrong, Origin, Problem

HOLIDAYS_FILE = "data/law/holidays.csv"
OFF = "nghỉ"
MADE_UP = "làm bù"

_SATURDAY = 5
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

    __slots__ = ("_rows", "_workdays", "years")

    def __init__(self, days_off: Iterable[DayOff]) -> None:
        rows = tuple(days_off)
        self._rows = tuple(sorted(rows, key=lambda row: row.on))
        off = frozenset(row.on for row in rows if row.kind == OFF)
        made_up = frozenset(row.on for row in rows if row.kind == MADE_UP)
        self.years: tuple[int, ...] = tuple(sorted({day.year for day in off}))
        self._workdays: tuple[date, ...] = tuple(
            day
            for year in self.years
            for day in _days_of(year)
            if day in made_up or (day.weekday() < _SATURDAY and day not in off)
        )

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked."""
        self._check(day.year, day.year)
        return self._worked_until(day) > self._worked_until(day - _ONE_DAY)

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself does not count; `ValueError` for n below 1."""
        if n < 1:
            raise ValueError(f"working days are counted from 1, not from {n}")
        start = (day + _ONE_DAY).year
        self._check(start, start)
        wanted = self._worked_until(day) + n - 1
        if wanted >= len(self._workdays):
            raise CalendarEnds(self.years[-1] + 1)
        found = self._workdays[wanted]
        self._check(start, found.year)
        self._use(day, found)
        return found

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 if `end` is not later."""
        if end <= start:
            return 0
        self._check((start + _ONE_DAY).year, end.year)
        self._use(start, end)
        return self._worked_until(end) - self._worked_until(start)

    def _use(self, after: date, until: date) -> None:
        """Notes the rows that bear on the days after `after` up to and including `until`."""
        first, last = (bisect_right(self._rows, day, key=lambda row: row.on) for day in (after, until))
        ledger.touch(self._rows[first:last])

    def _worked_until(self, day: date) -> int:
        """The number of known working days up to and including `day`."""
        return bisect_right(self._workdays, day)

    def _check(self, first: int, last: int) -> None:
        for year in range(first, last + 1):
            if year not in self.years:
                raise CalendarEnds(year)


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += _ONE_DAY
