"""Tell how every duty stands on a day: one row each, from which tables, sentences, charts and the board are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Plan, Result, Role, label
from ntsdocs.plan.periods import Period
from ntsdocs.plan.progress import Progress, State, days_late
from ntsdocs.plan.workdays import Calendar


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One agency's part in one task, as it stands on the last day that is counted."""

    period: str = label("Kỳ")  # «2026», or the id of another edition
    agency: str = label("Mã cơ quan")
    task: int = label("Nhiệm vụ số")
    role: Role = label("Vai trò")
    state: State = label("Tình trạng")
    last_day: date | None = label("Ngày cuối còn trong hạn")
    days_late: int = label("Số ngày quá hạn")  # 0 unless overdue
    awaits: str = label("Văn bản, sự kiện còn chờ")
    result: Result | None = label("Kết quả ghi nhận gần nhất")
    place: str = label("Nơi ghi")  # of that result; of the task where nothing is reported


def duty_rows(plan: Plan, assignments: Assignments, on: date, period: Period, called: str) -> Iterator[DutyRow]:
    """Every duty in the period that is `called` so, as known on the day `on`; by task, who leads first."""
    progress, calendar = Progress(plan, assignments, on, period), Calendar(plan.days_off)
    for task in plan.tasks:
        for assignment in assignments.of_task(task.number):
            standing = progress.standing(assignment)
            late = standing.last_day if standing.state is State.OVERDUE else None
            yield DutyRow(
                called,
                assignment.agency,
                task.number,
                assignment.role,
                standing.state,
                standing.last_day,
                days_late(calendar, late, on)[0] if late else 0,
                standing.awaits,
                standing.result,
                str(standing.result.origin if standing.result else task.origin),
            )
