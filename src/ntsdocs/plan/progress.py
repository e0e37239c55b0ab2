"""Judge what stands where on a date."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from ntsdocs.plan import deadlines
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import (
    Assignment,
    AwaitedPaper,
    Bounds,
    Deadline,
    Plan,
    Repeats,
    Result,
    Role,
    Ruling,
    Status,
    Task,
)
from ntsdocs.plan.periods import Period, counted_on, is_in, known_since, period_of
from ntsdocs.plan.workdays import Calendar
from ntsdocs.text.groups import grouped


class State(StrEnum):
    """How a task stands; with nothing late it is `SILENT` where nothing is reported, else not due or not clear when."""

    DONE = "Hoàn thành"
    DONE_LATE = "Hoàn thành quá hạn"
    DOING = "Đang thực hiện"
    WAITING = "Chờ điều kiện"
    OVERDUE = "Quá hạn"
    NOT_DUE = "Chưa đến hạn"
    UNCLEAR = "Không rõ hạn"
    SILENT = "Chưa báo cáo"


IS_DONE = (State.DONE, State.DONE_LATE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one assignment stands, by the latest result that counts.

    `before` is the first day that is too late, by the plan or by the ruling that sets another date; `last_day` is the
    day before it. Both are `None` where no date is set. `awaits` says what a task that waits is waiting for.
    """

    assignment: Assignment
    state: State
    before: date | None
    last_day: date | None
    result: Result | None
    awaits: str = ""


def judge(deadline: Deadline, on: date, status: Status | None, met: bool) -> State:
    """How a task with this deadline stands on the date `on`, by what is reported and whether its event has happened.

    What is done is done. A task that waits for an event is never late before the event is recorded, and late from
    then on if its date has passed; what is reported of it meanwhile counts. Where the date bounds only the issue of the
    rollout plan, it is kept once the plan is out, and the task goes on without an end.
    """
    if status is Status.DONE:
        return State.DONE
    is_going_on = status in (Status.DOING, Status.ROLLED_OUT)
    if deadline.bounds is Bounds.ROLLOUT and status is Status.ROLLED_OUT:
        return State.DOING
    if deadline.event and not met:
        return State.DOING if is_going_on else State.WAITING
    if deadline.before is not None and on >= deadline.before:
        return State.OVERDUE
    if status is None:
        return State.SILENT
    not_begun = State.UNCLEAR if deadline.unclear else State.NOT_DUE
    return State.DOING if is_going_on else not_begun


def joint_state(states: AbstractSet[State]) -> State:
    """How a task stands whose lead duties stand so.

    Done once all are done, and late if any was; otherwise overdue if any is overdue; otherwise in progress if any is in
    progress or done; otherwise without a report if any gave none; otherwise waiting if any waits.
    """
    if states <= {*IS_DONE}:
        return State.DONE_LATE if State.DONE_LATE in states else State.DONE
    if State.OVERDUE in states:
        return State.OVERDUE
    if states & {State.DOING, *IS_DONE}:
        return State.DOING
    order = (State.SILENT, State.WAITING, State.UNCLEAR)
    return next((each for each in order if each in states), State.NOT_DUE)


def days_late(calendar: Calendar, last_day: date, on: date) -> tuple[int, int]:
    """How many days and how many working days lie after `last_day` up to and including `on`; 0 if not late."""
    return max((on - last_day).days, 0), calendar.between(last_day, on)


class Progress:
    """How a plan's assignments stand on the date `on`, by the results and events recorded up to that day.

    A recurring task starts afresh in each period: of its results those of `period` count, by default of the year of
    reporting that holds `on`. A result without a date counts on the last day of the period of its file's year, and is
    taken as known from the first.
    """

    def __init__(self, plan: Plan, assignments: Assignments, on: date, period: Period | None = None) -> None:
        self.on = on
        self.period = period or period_of(on, plan.period_ends)
        self._plan = plan
        self._assignments = assignments
        self._tasks = {task.number: task for task in plan.tasks}
        self._drafting = frozenset(agency.id for agency in assignments.drafting)
        self._awaited = grouped((number, row) for row in plan.conditions for number in row.tasks)
        self._ruling: dict[int, Ruling] = {
            number: ruling for ruling in plan.rulings for number, _ in ruling.chosen.before
        }
        self._bounds: dict[tuple[int, Role, str, bool], Deadline] = {}
        self._days = {number: row for row in plan.ruled_deadlines for number in row.tasks}
        in_order = sorted(filter(self._counts, plan.results), key=lambda each: counted_on(each, plan.period_ends))
        self._reported = grouped(((result.agency, result.task), result) for result in in_order)

    def reported(self, agency_id: str, number: int) -> Sequence[Result]:
        """The results of the agency for the task that count, the latest last; ties keep the order of the files."""
        return self._reported.get((agency_id, number), ())

    def _results_for(self, assignment: Assignment) -> Sequence[Result]:
        """The results of its agency; while it has none, of those whose heir it is, once all of them had done it."""
        own = self.reported(assignment.agency, assignment.task)
        before = [self.reported(gone, assignment.task) for gone in assignment.because.heir_of]
        if own or not all(results and results[-1].status is Status.DONE for results in before):
            return own
        return max(before, key=lambda results: counted_on(results[-1], self._plan.period_ends), default=own)

    def standing(self, assignment: Assignment) -> Standing:
        """How this assignment stands; a conditional role waits for its event as a task does.

        Who joins is not late: the date binds those who lead. Who is only concerned by R3 waits until it reports.
        """
        task = self._tasks[assignment.task]
        results = self._results_for(assignment)
        result = results[-1] if results else None
        status = result.status if result else None
        deadline, met = self.deadline(task), self.is_met(task)  # read for each: every paper's slice has its cells
        key = (task.number, assignment.role, assignment.condition, "R3" in assignment.because.rules)
        if key not in self._bounds:  # one for the many agencies that have the same duty
            self._bounds[key] = self._bound(deadline, assignment)
        bound, met = self._bounds[key], met and not key[-1]
        state = judge(bound, self.on, status, met)
        if state is State.DONE and self._is_done_late(bound, results, met=met):
            state = State.DONE_LATE
        awaits = self.awaits(task, assignment.condition) if state is State.WAITING else ""
        return Standing(assignment, state, deadline.before, deadline.last_day, result, awaits)

    @staticmethod
    def _bound(deadline: Deadline, assignment: Assignment) -> Deadline:
        """What of its task's deadline binds in a duty."""
        if "R3" in assignment.because.rules:  # that one is concerned nobody records: the agency's report shows it
            return Deadline("", event="liên quan")
        bound = replace(deadline, event=deadline.event or assignment.condition)
        return replace(bound, before=None) if assignment.role is Role.COORDINATE else bound

    def _is_done_late(self, deadline: Deadline, results: Sequence[Result], *, met: bool) -> bool:
        """Whether what is done was first said to be so, and never unsaid since, after its date had passed."""
        if deadline.before is None or deadline.bounds is Bounds.ROLLOUT or (deadline.event and not met):
            return False
        *_, first = takewhile(lambda result: result.status is Status.DONE, reversed(results))
        return known_since(first, self._plan.period_ends) >= deadline.before

    def overdue(self, agency_id: str) -> tuple[Standing, ...]:
        """The tasks the agency leads that are overdue, by number; its own plan is chased as `plan_overdue`."""
        standings = map(self.standing, self._assignments.leads(agency_id))
        own_plan = self._plan.plans_owed.task
        return tuple(each for each in standings if each.state is State.OVERDUE and each.assignment.task != own_plan)

    def plan_received(self, agency_id: str) -> bool:
        """Whether the agency's own plan is recorded as done."""
        number = self._plan.plans_owed.task
        duty = self._assignments.find(agency_id, number)
        results = self._results_for(duty) if duty else self.reported(agency_id, number)
        return bool(results) and results[-1].status is Status.DONE

    def plan_overdue(self, agency_id: str) -> bool:
        """Whether the agency owes a plan of its own, the date for it has passed and the plan is not received."""
        before = self.plan_before
        return before is not None and self.on >= before and self.owes_plan(agency_id)

    @property
    def plan_before(self) -> date | None:
        """The first day that is too late for the agencies' own plans, by the plan or by a ruling."""
        owed = self._plan.plans_owed
        return self._ruled(owed.task) or owed.before

    def owes_plan(self, agency_id: str) -> bool:
        """Whether the agency has to draw up a plan of its own that is not received."""
        return agency_id in self._drafting and not self.plan_received(agency_id)

    def task_state(self, task: Task) -> State:
        """How the whole task stands, by those who lead it; one that nobody leads is judged by its deadline alone."""
        leads = [row for row in self._assignments.of_task(task.number) if row.role is Role.LEAD]
        if not leads:
            return judge(self.deadline(task), self.on, Status.NOT_STARTED, self.is_met(task))
        return joint_state({self.standing(row).state for row in leads})

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
        """Whether all that the task waits for is recorded as being there."""
        awaited = self._awaited.get(task.number, ())
        return bool(awaited) and not any(map(self._is_missing, awaited))

    def awaits(self, task: Task, condition: str = "") -> str:
        """What the task, or a role in it on this condition, waits for; blank if for nothing, or if it is there."""
        if self.is_met(task):
            return ""
        missing = [row.paper for row in self._awaited.get(task.number, ()) if self._is_missing(row) and row.paper]
        return "; ".join(missing) or deadlines.awaited(task.deadline.event) or condition.removeprefix("có ")

    def _is_missing(self, row: AwaitedPaper) -> bool:
        return row.on is None or row.on > self.on

    def _counts(self, result: Result) -> bool:
        ends = self._plan.period_ends
        task = self._tasks.get(result.task)
        if task is not None and task.deadline.repeats is not Repeats.NO:
            return is_in(result, self.period, self.on, ends)
        return known_since(result, ends) <= self.on
