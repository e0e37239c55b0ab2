"""A year in which everybody reports on everything, and random results of a plan."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from ntsdocs.kinds.report_says import CountedRow, Figure
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import DIFFICULTIES, Plan, Result, Role, Status
from ntsdocs.text.problems import Origin

_WORDS = ("Thiếu kinh phí", "Thiếu cán bộ chuyên trách", "Chưa có hướng dẫn của bộ")
_STATUSES = (Status.DOING, Status.DONE, Status.NOT_STARTED)


def full_year(assignments: Assignments, year: int) -> tuple[Result, ...]:
    """One result for each lead duty, with one of three difficulties, in the words of its agency or in those of all."""
    leads = [row for row in assignments if row.role is Role.LEAD]
    return tuple(
        Result(
            row.task,
            row.agency,
            _STATUSES[i % 3],
            date(year, 9, 15),
            product="Kế hoạch",
            number=f"{i}/KH",
            difficulty=DIFFICULTIES[i % 3],
            difficulties=_WORDS[i % 3] if i % 2 else f"{_WORDS[i % 3]} ở nhiệm vụ {row.task} của {row.agency}",
            cause=_WORDS[i % 3],
            measures="Bố trí từ nguồn dự phòng",
            promised=date(year + 1, 3, 1 + i % 28),
            proposals=f"Bổ sung kinh phí, đợt {i % 40}",
            year=year,
            origin=Origin(f"results/{year}.csv", row=i + 2),
        )
        for i, row in enumerate(leads)
    )


def any_results(assignments: Assignments, dice: Random, most: int) -> tuple[Result, ...]:
    """Random results of the two years up to 14/12/2026, of whoever has a part in the task."""
    rows = [dice.choice(assignments.rows) for _ in range(dice.randrange(1, most))]
    days = [date(2025, 1, 1) + timedelta(dice.randrange(712)) for _ in rows]
    return tuple(
        Result(
            row.task,
            row.agency,
            dice.choice([*Status]),
            day,
            product=dice.choice(("", "Báo cáo")),
            difficulty=dice.choice(("", *DIFFICULTIES)),
            proposals=dice.choice(("", "Bổ sung kinh phí")),
            promised=dice.choice((None, date(2027, 3, 31))),
            year=day.year,
            origin=Origin(f"results/{day.year}.csv", row=i + 2),
        )
        for i, (row, day) in enumerate(zip(rows, days, strict=True))
    )


def with_results(plan: Plan, results: tuple[Result, ...]) -> Plan:
    """The plan with these results and no others."""
    return replace(plan, results=results, result_years=tuple(sorted({result.year for result in results})))


def figures_in(says: Any, trail: str = "") -> list[tuple[str, int, Figure]]:
    """Every figure of what a paper says: its field and line, of how many agencies it is said of each, and itself."""
    found: list[tuple[str, int, Figure]] = []
    if isinstance(says, Figure):
        return [(trail, 1, says)]
    if isinstance(says, tuple):
        return [each for i, item in enumerate(says) for each in figures_in(item, f"{trail}[{_key(item, i)}]")]
    if not is_dataclass(says):
        return []
    for each in fields(says):
        found += figures_in(getattr(says, each.name), f"{trail}.{each.name}")
    times = getattr(says, "count", 1) if type(says).__name__ in ("RankLine", "OwedReport") and says.mark else 1
    return [(at, times * many, figure) for at, many, figure in found]


def _key(item: object, index: int) -> object:
    keys = () if isinstance(item, Figure) else ("no", "mark", "text", "number", "name")
    return next((getattr(item, each) for each in keys if hasattr(item, each)), index)


def things(figure: Figure) -> list[CountedRow]:
    """What a figure counts: tasks where there are any, without the duties that decide their state, else its rows."""
    return [row for row in figure.rows if not row.agency] or list(figure.rows)
