"""What an agency is reminded of on a date: duties late or soon due, and what it last reported of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Agency, Bounds, Plan, Result, Status, label
from ntsdocs.plan.periods import counted_on, known_since
from ntsdocs.plan.progress import Progress, Standing, State, days_late
from ntsdocs.plan.workdays import Calendar
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

LATE, SILENT, AHEAD = "quá hạn", "chưa báo cáo", "trước hạn {} ngày làm việc"  # what a round may be about
_QUARTER = timedelta(days=90)
_UNDONE = (State.DOING, State.NOT_DUE, State.UNCLEAR, State.SILENT)


def days_ahead(about: Iterable[str]) -> int:
    """How many working days before their date a round tells of duties; 0 for a round about what is late."""
    return max((int(words.split()[2]) for words in about if words.startswith(AHEAD[:9])), default=0)


@dataclass(frozen=True, slots=True)
class Late:
    """One duty that is late on the letter's date, or soon due."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    last_day: date = label("Ngày cuối cùng còn trong hạn")
    days: int = label("Số ngày quá hạn")
    lateness: str = label("Quá hạn bao lâu («hơn 01 năm 02 tháng»), hoặc còn bao lâu («còn 03 ngày làm việc»)")
    met_by: str = label("Văn bản làm cho điều kiện của thời hạn được đáp ứng, trống khi không có")
    reported: str = label("Báo cáo gần nhất của cơ quan, trống khi chưa có")
    reported_on: date | None = label("Ngày của báo cáo ấy, trống khi không rõ")
    explained: bool = label("Cơ quan đã nêu khó khăn hoặc nguyên nhân")
    promised: bool = label("Cơ quan đã hẹn ngày hoàn thành, ngày đó chưa qua")


@dataclass(frozen=True, slots=True)
class Owed:
    """All that one agency is reminded of; `plan` is its own plan, where that is late or soon due."""

    silent: bool = label("Chưa có báo cáo nào trong kỳ, ít nhất ba tháng")
    plan: tuple[Late, ...] = label("Kế hoạch triển khai thực hiện chưa gửi; trống khi đã gửi hoặc chưa đến hạn")
    late: tuple[Late, ...] = label("Nhiệm vụ quá hạn, quá hạn lâu nhất đứng trước; hoặc nhiệm vụ sắp đến hạn")

    def __bool__(self) -> bool:
        return self.silent or bool(self.plan or self.late)


def duties(owed: Owed) -> tuple[Late, ...]:
    """The plan and the tasks that are owed."""
    return owed.plan + owed.late


class Arrears:
    """What each agency is reminded of on the plan's date, in a round that is `about` this; by default what is late."""

    def __init__(self, plan: Plan, assignments: Assignments, about: Iterable[str]) -> None:
        self._plan, self._assignments, self._about = plan, assignments, tuple(about) or (LATE,)
        self.ahead = days_ahead(self._about)
        self.progress, self.calendar = Progress(plan, assignments, plan.on), Calendar(plan.days_off)
        self.since = min(self.progress.period.start, plan.on - _QUARTER)  # a period of a few days is no silence yet
        self._results = grouped((result.agency, result) for result in plan.results)

    def of(self, agency: Agency) -> Owed:
        """What this agency is reminded of; nothing where it is neither late nor silent."""
        ends = self._plan.period_ends
        heard = any(counted_on(result, ends) >= self.since for result in self.known(agency))
        silent = SILENT in self._about and not heard
        if not (silent or self.ahead or LATE in self._about):
            return Owed(silent, (), ())
        chased = self._soon_due(agency) if self.ahead else self.progress.overdue(agency.id)
        late = [self._late(agency, each.assignment.task, each.last_day) for each in chased if each.last_day]
        return Owed(silent, self._own_plan(agency), tuple(sorted(late, key=lambda row: row.last_day)))

    def known(self, agency: Agency) -> list[Result]:
        """All that is recorded of the agency up to the plan's date."""
        on, ends = self._plan.on, self._plan.period_ends
        return [result for result in self._results.get(agency.id, ()) if known_since(result, ends) <= on]

    def waits(self, agency: Agency) -> bool:
        """Whether the date of a duty has passed that is not late, because the paper it waits for is not there."""
        standings = map(self.progress.standing, self._assignments.leads(agency.id))
        return any(x.state is State.WAITING and x.last_day and x.last_day < self._plan.on for x in standings)

    def _soon_due(self, agency: Agency) -> list[Standing]:
        rows = (row for row in self._assignments.leads(agency.id) if row.task != self._plan.plans_owed.task)
        standings = [x for x in map(self.progress.standing, rows) if x.state in _UNDONE and self._is_near(x.last_day)]
        begun = {x.assignment.task for x in standings if x.result and x.result.status is Status.ROLLED_OUT}
        begun = {task for task in begun if self._plan.task(task).deadline.bounds is Bounds.ROLLOUT}
        return [x for x in standings if x.assignment.task not in begun]

    def _is_near(self, last_day: date | None) -> bool:
        on = self._plan.on
        return last_day is not None and on <= last_day <= self.calendar.add_workdays(on, self.ahead)

    def _own_plan(self, agency: Agency) -> tuple[Late, ...]:
        last_day = self.progress.plan_before and self.progress.plan_before - timedelta(days=1)
        is_meant = self._is_near(last_day) if self.ahead else self.progress.plan_overdue(agency.id)
        if last_day is None or not is_meant or not self.progress.owes_plan(agency.id):
            return ()
        return (self._late(agency, self._plan.plans_owed.task, last_day),)

    def _late(self, agency: Agency, number: int, last_day: date) -> Late:
        plan, on = self._plan, self._plan.on
        task = next((task for task in plan.tasks if task.number == number), None)  # the own plan may be no task
        met = [(x.on, x.document) for x in plan.conditions if number in x.tasks and x.on and x.on <= on]
        last = next(iter(self.progress.reported(agency.id, number)[-1:]), None)
        return Late(
            no=number,
            content=task.content if task else "",
            deadline=task.deadline.words if task else "",
            last_day=last_day,
            days=days_late(self.calendar, last_day, on)[0],
            lateness=lateness(self.calendar, last_day, on),
            met_by=max(met)[1] if met and task and task.deadline.event else "",
            reported=report_of(last, on) if last else "",
            reported_on=last.on if last else None,
            explained=last is not None and bool(last.difficulty or last.difficulties or last.cause),
            promised=last is not None and last.promised is not None and last.promised >= on,
        )


def lateness(calendar: Calendar, last_day: date, on: date) -> str:
    """How long ago the last day was, from a month on in months and years, or how long it still is until then."""
    if on <= last_day:
        left = calendar.between(on, last_day)
        return f"còn {vn.count(left)} ngày làm việc" if left else "hết hạn trong ngày"
    months = 12 * (on.year - last_day.year) + on.month - last_day.month - (on.day <= last_day.day)
    if months < 1:
        days, workdays = days_late(calendar, last_day, on)
        return f"{vn.count(days)} ngày ({vn.count(workdays)} ngày làm việc)"
    spans = zip(divmod(months, 12), ("năm", "tháng"), strict=True)
    return " ".join(["hơn", *(f"{vn.count(number)} {unit}" for number, unit in spans if number)])


def report_of(result: Result, on: date) -> str:
    """What was reported, in the agency's own words: «“Dự thảo” ngày 18/11/2025, nêu khó khăn “…”; hẹn …»."""
    said = {
        "nêu khó khăn": result.difficulties or vn.lower_first(result.difficulty),
        "nguyên nhân": result.cause,
        "kiến nghị": result.proposals,
    }
    number = f" số {result.number}" if result.number else ""
    day = f" ngày {vn.short_date(result.on)}" if result.on else ""
    parts = (f"{what} “{text.rstrip(' .;,')}”" for what, text in said.items() if text)
    words = ", ".join([f"“{result.product or result.status}”{number}{day}", *parts])
    if result.promised is None:
        return words
    return f"{words}; hẹn hoàn thành ngày {vn.short_date(result.promised)}{', nay đã quá' * (result.promised < on)}"
