"""Working days are counted as Vietnamese offices count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.plan.model import DayOff
from ntsdocs.plan.workdays import Calendar, CalendarEnds
from ntsdocs.text.problems import DataWrong, Origin, Problem


def off(*days: date) -> list[DayOff]:
    return [DayOff(day, "ngày nghỉ", "nghỉ", "Bộ luật Lao động, Điều 112") for day in days]


def made_up(*days: date) -> list[DayOff]:
    return [DayOff(day, "làm bù", "làm bù", "thông báo nghỉ lễ") for day in days]


# 2026: Tết from Monday 16/2 to Friday 20/2; National Day on Tuesday 1/9 and Wednesday 2/9; Monday 31/8 is swapped for
# Saturday 22/8.
DAYS_OFF = [
    *off(date(2025, 9, 1), date(2025, 9, 2)),
    *off(date(2026, 1, 1)),
    *off(date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 2, 19), date(2026, 2, 20)),
    *off(date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)),
    *off(date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)),
    *made_up(date(2026, 8, 22)),
]
CALENDAR = Calendar(DAYS_OFF)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 13), True),  # Friday before Tết
        (date(2026, 2, 14), False),  # Saturday
        (date(2026, 2, 15), False),  # Sunday
        (date(2026, 2, 16), False),  # first day of the Tết leave
        (date(2026, 2, 20), False),  # last day of it
        (date(2026, 2, 23), True),  # Monday after
        (date(2026, 8, 22), True),  # Saturday worked for 31/8
        (date(2026, 8, 23), False),  # Sunday
        (date(2026, 8, 31), False),  # Monday off by the swap
        (date(2026, 9, 2), False),  # National Day
        (date(2026, 9, 3), True),
    ],
)
def test_a_day_is_worked_or_not(day: date, worked: bool) -> None:
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),  # over a weekend
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # from a Saturday
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết
        (date(2026, 2, 12), 5, date(2026, 2, 26)),
        (date(2026, 2, 18), 1, date(2026, 2, 23)),  # from a day of Tết
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # over National Day and the swapped Monday
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # onto the Saturday that is worked
        (date(2026, 8, 20), 3, date(2026, 8, 24)),  # 21, 22, 24
        (date(2025, 12, 31), 1, date(2026, 1, 2)),  # over New Year
        (date(2024, 12, 31), 1, date(2025, 1, 1)),  # the day counted from need not be known
    ],
)
def test_the_nth_working_day_after_a_day(day: date, n: int, result: date) -> None:
    assert CALENDAR.add_workdays(day, n) == result


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 3, 2), date(2026, 3, 3), 1),
        (date(2026, 3, 6), date(2026, 3, 8), 0),  # a weekend
        (date(2026, 2, 13), date(2026, 2, 22), 0),  # Tết with both weekends
        (date(2026, 2, 13), date(2026, 2, 23), 1),
        (date(2026, 8, 21), date(2026, 8, 24), 2),  # Saturday 22 and Monday 24
        (date(2026, 8, 28), date(2026, 9, 4), 2),  # 3 and 4 September
        (date(2026, 3, 3), date(2026, 3, 3), 0),
        (date(2026, 3, 3), date(2026, 3, 2), 0),  # the end lies before
        # 261 Mondays to Fridays in 2026, less 12 days off, and one Saturday worked.
        (date(2025, 12, 31), date(2026, 12, 31), 250),
    ],
)
def test_working_days_after_one_day_up_to_another(start: date, end: date, count: int) -> None:
    assert CALENDAR.between(start, end) == count


def test_the_calendar_knows_the_years_of_its_days_off() -> None:
    assert CALENDAR.years == (2025, 2026)


def test_a_year_with_only_a_made_up_day_is_not_known() -> None:
    assert Calendar(made_up(date(2027, 2, 13))).years == ()


def test_a_day_off_on_a_weekend_changes_nothing() -> None:
    with_saturday = Calendar([*DAYS_OFF, *off(date(2026, 3, 7))])
    assert with_saturday.between(date(2025, 12, 31), date(2026, 12, 31)) == 250


@pytest.mark.parametrize("years", [(2024,), (2027,)])
def test_a_day_beyond_the_known_years_is_refused(years: tuple[int, ...]) -> None:
    with pytest.raises(CalendarEnds) as refusal:
        CALENDAR.is_workday(date(years[0], 6, 1))
    assert refusal.value.year == years[0]


def test_the_refusal_names_the_year_and_the_file_to_extend() -> None:
    with pytest.raises(DataWrong) as refusal:
        CALENDAR.add_workdays(date(2026, 12, 31), 5)
    assert refusal.value.problems == (
        Problem(
            Origin("data/law/holidays.csv"),
            "chưa có ngày nghỉ của năm 2027 nên không tính được ngày làm việc trong năm đó.",
            "thêm các ngày nghỉ và ngày làm bù của năm 2027 theo thông báo của cơ quan có thẩm quyền.",
        ),
    )


def test_counting_that_runs_past_the_last_known_day_is_refused() -> None:
    with pytest.raises(CalendarEnds) as refusal:
        CALENDAR.add_workdays(date(2026, 12, 30), 2)
    assert refusal.value.year == 2027
    with pytest.raises(CalendarEnds):
        CALENDAR.between(date(2026, 12, 30), date(2027, 1, 1))


def test_a_gap_between_known_years_is_refused() -> None:
    gap = Calendar(off(date(2025, 1, 1), date(2027, 1, 1)))
    with pytest.raises(CalendarEnds) as refusal:
        gap.between(date(2025, 12, 1), date(2027, 2, 1))
    assert refusal.value.year == 2026
    with pytest.raises(CalendarEnds) as refusal:
        gap.add_workdays(date(2025, 12, 31), 1)
    assert refusal.value.year == 2026
    with pytest.raises(CalendarEnds) as refusal:
        gap.add_workdays(date(2025, 12, 30), 2)
    assert refusal.value.year == 2026


def test_a_calendar_without_rows_knows_no_year() -> None:
    with pytest.raises(CalendarEnds) as refusal:
        Calendar([]).add_workdays(date(2026, 3, 2), 1)
    assert refusal.value.year == 2026


@pytest.mark.parametrize("n", [0, -1])
def test_working_days_are_counted_from_one(n: int) -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        CALENDAR.add_workdays(date(2026, 3, 2), n)


@given(st.dates(date(2025, 1, 1), date(2026, 6, 30)), st.integers(1, 100))
def test_counting_back_gives_the_number_that_was_added(day: date, n: int) -> None:
    later = CALENDAR.add_workdays(day, n)
    assert CALENDAR.between(day, later) == n
    assert CALENDAR.is_workday(later)
    assert CALENDAR.between(day, later - timedelta(days=1)) == n - 1
