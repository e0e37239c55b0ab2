"""Judge what stands where on a date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import (
    Assignment,
    Bounds,
    ConditionMet,
    Deadline,
    Plan,
    Repeats,
    Result,
    Role,
    Ruling,
    Status,
    Task,
)
from ntsdocs.plan.workdays import Calendar


class State(StrEnum):
    """How a task stands; with nothing reported and nothing late it is `NOT_DUE`, or `UNCLEAR` when it is due."""

    DONE = "Hoàn thành"
    DOING = "Đang thực hiện"
    WAITING = "Chờ điều kiện"
    OVERDUE = "Quá hạn"
    NOT_DUE = "Chưa đến hạn"
    UNCLEAR = "Không rõ hạn"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one assignment stands, by the latest result that counts.

    `before` is the first day that is too late, by the plan or by the ruling that sets another date; `last_day` is the
    day before it. Both are `None` where no date is set.
    """

    assignment: Assignment
    state: State
    before: date | None
    last_day: date | None
    result: Result | None


def judge(deadline: Deadline, on: date, status: Status | None, met: bool) -> State:
    """How a task with this deadline stands on the date `on`, by what is reported and whether its event has happened.

    What is done is done. A task that waits for an event is never late before the event is recorded, and late from
    then on if its date has passed. Where the date bounds only the issue of the rollout plan, it is kept once the plan
    is out, and the task goes on without an end.
    """
    if status is Status.DONE:
        return State.DONE
    if deadline.bounds is Bounds.ROLLOUT and status is Status.ROLLED_OUT:
        return State.DOING
    if deadline.event and not met:
        return State.WAITING
    if deadline.before is not None and on >= deadline.before:
        return State.OVERDUE
    if status in (Status.DOING, Status.ROLLED_OUT):
        return State.DOING
    return State.UNCLEAR if deadline.unclear else State.NOT_DUE


def days_late(calendar: Calendar, last_day: date, on: date) -> tuple[int, int]:
    """How many days and how many working days lie after `last_day` up to and including `on`; 0 if not late."""
    return max((on - last_day).days, 0), calendar.between(last_day, on)


class Progress:
    """How a plan's assignments stand on the date `on`, by the results and events recorded up to that day.

    A result without a date counts at the end of its file's year. A recurring task starts afresh each year: only
    results of the year of `on` count for it.
    """

    __slots__ = ("_assignments", "_days", "_drafting", "_latest", "_met", "_plan", "_ruling", "_tasks", "on")

    def __init__(self, plan: Plan, assignments: Assignments, on: date) -> None:
        self.on = on
        self._plan = plan
        self._assignments = assignments
        self._tasks = {task.number: task for task in plan.tasks}
        self._drafting = frozenset(agency.id for agency in assignments.drafting)
        self._met: dict[int, ConditionMet] = {each.task: each for each in plan.conditions if each.on <= on}
        self._ruling: dict[int, Ruling] = {
            number: ruling for ruling in plan.rulings for number, _ in ruling.chosen.before
        }
        self._days = {number: row for row in plan.ruled_deadlines for number in row.tasks}
        counting = filter(self._counts, plan.results)
        self._latest = {(result.agency, result.task): result for result in sorted(counting, key=_when)}

    def standing(self, assignment: Assignment) -> Standing:
        """How this assignment stands; a conditional role waits for its event as a task does."""
        task = self._tasks[assignment.task]
        result = self._latest.get((assignment.agency, task.number))
        status = result.status if result else None
        deadline = self.deadline(task)
        if "R3" in assignment.because.rules:
            state = _concerned(status)
        else:
            bound = replace(deadline, event=deadline.event or assignment.condition)
            state = judge(bound, self.on, status, self.is_met(task))
        return Standing(assignment, state, deadline.before, deadline.last_day, result)

    def overdue(self, agency_id: str) -> tuple[Standing, ...]:
        """The tasks the agency leads that are overdue, by number; its own plan is chased as `plan_overdue`."""
        standings = (self.standing(row) for row in self._assignments.leads(agency_id))
        own_plan = self._plan.plans_owed.task
        return tuple(
            standing
            for standing in standings
            if standing.state is State.OVERDUE and standing.assignment.task != own_plan
        )

    def plan_received(self, agency_id: str) -> bool:
        """Whether the agency's own plan is recorded as done."""
        result = self._latest.get((agency_id, self._plan.plans_owed.task))
        return result is not None and result.status is Status.DONE

    def plan_overdue(self, agency_id: str) -> bool:
        """Whether the agency owes a plan of its own, the date for it has passed and the plan is not received."""
        owed = self._plan.plans_owed
        before = self._ruled(owed.task) or owed.before
        is_due = before is not None and self.on >= before
        return is_due and agency_id in self._drafting and not self.plan_received(agency_id)

    def task_state(self, task: Task) -> State:
        """How the whole task stands, by those who lead it.

        Done once all are done; otherwise overdue if any is overdue; otherwise in progress if any is in progress or
        done; otherwise waiting if any waits; otherwise not due. A task nobody leads is judged by its deadline alone.
        """
        leads = [row for row in self._assignments.of_task(task.number) if row.role is Role.LEAD]
        if not leads:
            return judge(self.deadline(task), self.on, None, self.is_met(task))
        states = {self.standing(row).state for row in leads}
        if states == {State.DONE}:
            return State.DONE
        if State.OVERDUE in states:
            return State.OVERDUE
        if states & {State.DOING, State.DONE}:
            return State.DOING
        return next((each for each in (State.WAITING, State.UNCLEAR) if each in states), State.NOT_DUE)

    def deadline(self, task: Task) -> Deadline:
        """The task's deadline, with the date that a ruling or deadlines.csv puts in place of the printed one."""
        before, row = self._ruled(task.number), self._days.get(task.number)
        if before is None and row is not None:
            if row.last_day is None:
                return replace(task.deadline, before=None, unclear=row.because)
            before = row.last_day + timedelta(days=1)
        return task.deadline if before is None else replace(task.deadline, before=before, unclear="")

    def _ruled(self, number: int) -> date | None:
        """The date that a ruling sets for this task; `None` if no ruling does."""
        ruling = self._ruling.get(number)
        return None if ruling is None else dict(ruling.chosen.before)[number]

    def is_met(self, task: Task) -> bool:
        """Whether the event that the task waits for is recorded."""
        condition = self._met.get(task.number)
        return condition is not None and condition.on <= self.on

    def _counts(self, result: Result) -> bool:
        task = self._tasks.get(result.task)
        if task is not None and task.deadline.repeats is not Repeats.NO and result.year != self.on.year:
            return False
        return result.year <= self.on.year and (result.on is None or result.on <= self.on)


def _concerned(status: Status | None) -> State:
    """How a role stands that R3 made conditional: it waits, and is never late, until the agency reports on it."""
    # «liên quan» is no event that anyone could record: an agency shows by its report that it is concerned.
    if status is Status.DONE:
        return State.DONE
    return State.DOING if status in (Status.DOING, Status.ROLLED_OUT) else State.WAITING


def _when(result: Result) -> tuple[int, date]:
    """The order of results in time; a blank date stands at the end of its year. Ties keep the order of the file."""
    return result.year, result.on or date(result.year, 12, 31)
