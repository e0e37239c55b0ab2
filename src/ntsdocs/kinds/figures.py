"""The figures of a report: duties and tasks of some periods in two frames, counted by their state."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

from ntsdocs.kinds.report_says import Chart, ChartSeries, CountedRow, Figure, RankLine, SectionLine, Split
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.duty_rows import DutyRow, duty_rows
from ntsdocs.plan.model import Agency, Plan, Role, Task, headings
from ntsdocs.plan.periods import Period
from ntsdocs.plan.progress import Progress, State, joint_state
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

if TYPE_CHECKING:
    import pandas as pd

# The states that each part of a `Split` after the total counts, in its order.
_STATES = (
    *((state,) for state in (State.DONE, State.DONE_LATE, State.DOING, State.WAITING, State.OVERDUE)),
    (State.NOT_DUE, State.UNCLEAR),
    (State.SILENT,),
)
_NAMES = tuple(headings(Split))[1:]
_UNRANKED = (Fraction(1), 0, 0)
NOTHING = Figure(0)
NO_SPLIT = Split(*[NOTHING] * len(headings(Split)))
MOST_CHARTED = 10  # agencies


def share(part: int, whole: int) -> str:
    """The part in percent, «12,5%», «50%»; blank of nothing."""
    return f"{vn.number(100 * part / whole, 1).removesuffix(',0')}%" if whole else ""


def figure(rows: Sequence[CountedRow], whole: int = 0) -> Figure:
    """How many these are, with their share of the whole where it is given."""
    return Figure(len(rows), share(len(rows), whole), tuple(rows))


def counted(row: DutyRow) -> CountedRow:
    """A duty as a figure counts it."""
    return CountedRow(row.agency, row.task, str(row.state), row.place)


def parts(split: Split) -> Iterable[tuple[str, Figure]]:
    """The heading and the figure of each part of a split, the total first."""
    return ((heading, getattr(split, name)) for name, heading in headings(Split).items())


class Count:
    """The duties and the tasks of some periods, each as known on a day; the last of them is the report's.

    A task's rows are itself and, after it, the lead duties that decide its state.
    """

    def __init__(self, plan: Plan, assignments: Assignments, periods: Mapping[str, tuple[Period, date]]) -> None:
        import pandas as pd  # heavy: only a report pays for it

        self.plan, self.agencies = plan, assignments.drafting
        leading = Assignments(tuple(row for row in assignments if row.role is Role.LEAD), self.agencies)
        *earlier, self.called = periods
        owed = dict.fromkeys(earlier, leading) | {self.called: assignments}
        every = [row for called, (of, on) in periods.items() for row in duty_rows(plan, owed[called], on, of, called)]
        self.rows = [row for row in every if row.period == self.called]
        self.leads = [row for row in self.rows if row.role is Role.LEAD]
        deciding = grouped(((row.period, row.task), row) for row in every if row.role is Role.LEAD)
        tasks = []
        for called, (of, on) in periods.items():
            progress = Progress(plan, leading, on, of)
            for task in plan.tasks:
                leads = deciding.get((called, task.number), [])
                state = joint_state({row.state for row in leads}) if leads else progress.task_state(task)
                own = CountedRow("", task.number, str(state), str(task.origin))
                tasks.append((called, task.number, task.section, state, (own, *map(counted, leads))))
        self.progress = Progress(plan, assignments, periods[self.called][1], periods[self.called][0])
        self._tasks = pd.DataFrame(tasks, columns=["period", "task", "section", "state", "rows"])
        self._now = self._tasks[self._tasks["period"] == self.called]
        self._of_task: dict[int, tuple[State, tuple[CountedRow, ...]]] = dict(
            zip(self._now["task"], zip(self._now["state"], self._now["rows"], strict=True), strict=True)
        )
        ids = {agency.id for agency in self.agencies}
        duties = [(row.agency, row.state, (counted(row),)) for row in self.leads if row.agency in ids]
        self._duties = pd.DataFrame(duties, columns=["agency", "state", "rows"])
        self._of_agency = _splits(self._duties, "agency")

    def state_of(self, task: Task) -> State:
        """The state of a task at the end of the report's period."""
        return self._of_task[task.number][0]

    def last_day(self, task: Task) -> date | None:
        """The last day in time, by the plan or by the ruling that sets another date; `None` without one."""
        return self.progress.deadline(task).last_day

    def of_tasks(self, called: str = "") -> Split:
        """The tasks at the end of the report's period, or of another."""
        return _in_all(self._tasks[self._tasks["period"] == (called or self.called)])

    def of_these(self, tasks: Iterable[Task]) -> Split:
        """These tasks at the end of the report's period."""
        return _in_all(self._now[self._now["task"].isin([task.number for task in tasks])])

    def tasks(self, numbers: Iterable[int], whole: int = 0) -> Figure:
        """How many tasks with these numbers there are."""
        return _figure([self._of_task[number][1] for number in numbers], whole)

    def of_duties(self) -> Split:
        """The lead duties of all agencies."""
        return _in_all(self._duties)

    def by_section(self) -> tuple[SectionLine, ...]:
        """The tasks by the plan's sections, in its order."""
        splits = _splits(self._now, "section").items()
        return tuple(SectionLine(f"{at.part}.{at.letter}", at.title, split) for at, split in splits)

    def ranking(self, named: Callable[[Sequence[Agency]], str]) -> tuple[RankLine, ...]:
        """The agencies by the share done in time, then by what is done, then by what is overdue; equal ones together.

        An agency that leads nothing comes last and has no rank.
        """
        of = {each.id: self._of_agency.get(each.id, NO_SPLIT) for each in self.agencies}
        marks = {each.id: "x" if self.progress.plan_received(each.id) else "" for each in self.agencies}
        lines = grouped(((_merit(of[each.id]), of[each.id], marks[each.id]), each) for each in self.agencies)
        merits = sorted(map(_merit, of.values()))
        found = []
        for (merit, _, mark), same in sorted(lines.items(), key=lambda line: line[0][0]):  # stable: registry's order
            first, last = bisect_left(merits, merit) + 1, bisect_right(merits, merit)
            rank = "-" if merit == _UNRANKED else str(last) if first == last else f"{first} - {last}"
            split = _together([of[each.id] for each in same])
            found.append(RankLine(rank, named(same), same[0].id, len(same), split, mark))
        return tuple(found)

    def section_chart(self) -> Chart:
        """The tasks by section, one series for each state that occurs."""
        return _chart("Nhiệm vụ theo mục và tình trạng", [(line.number, line.tasks) for line in self.by_section()])

    def trend_chart(self) -> Chart:
        """The tasks at the end of each period; of one period there is no trend."""
        splits = [(at, self.of_tasks(at)) for at in self._tasks["period"].unique()]
        return _chart("Tình trạng nhiệm vụ qua các kỳ", splits if len(splits) > 1 else [])

    def agency_chart(self, title: str, state: str) -> Chart:
        """The agencies that have the most lead duties in a state, at most `MOST_CHARTED`."""
        of = [(x.short_name, self._of_agency[x.id]) for x in self.agencies if x.id in self._of_agency]
        of.sort(key=lambda each: -getattr(each[1], state).number)
        return _chart(title, [each for each in of[:MOST_CHARTED] if getattr(each[1], state).number], [state])


def _splits(frame: pd.DataFrame, key: str) -> dict[Any, Split]:
    """The rows of a frame by state for each key; the total's share is of all, those of the states are of the total."""
    table = frame.groupby([key, "state"], sort=False)["rows"].agg(list).reset_index()
    found = grouped(zip(table[key], zip(table["state"], table["rows"], strict=True), strict=True))
    return {at: _split(dict(by_state), len(frame)) for at, by_state in found.items()}


def _in_all(frame: pd.DataFrame) -> Split:
    return _splits(frame.assign(all=0), "all").get(0, NO_SPLIT)


def _split(by_state: Mapping[State, list[tuple[CountedRow, ...]]], whole: int) -> Split:
    of = [[rows for state in states for rows in by_state.get(state, ())] for states in _STATES]
    total = [rows for part in of for rows in part]
    return Split(_figure(total, whole), *(_figure(part, len(total)) for part in of))


def _figure(rows: Sequence[tuple[CountedRow, ...]], whole: int) -> Figure:
    return Figure(len(rows), share(len(rows), whole), tuple(chain.from_iterable(rows)))


def _merit(split: Split) -> tuple[Fraction, int, int]:
    """What agencies are ranked by, the least first."""
    if not split.total.number:
        return _UNRANKED
    done = split.done.number + split.done_late.number
    return -Fraction(split.done.number, split.total.number), -done, split.overdue.number


def _together(splits: Sequence[Split]) -> Split:
    """Equal splits as one, whose rows are those of all."""
    alike = zip(*([figure for _, figure in parts(split)] for split in splits), strict=True)
    return Split(*(replace(same[0], rows=tuple(chain.from_iterable(x.rows for x in same))) for same in alike))


def _chart(title: str, splits: Sequence[tuple[str, Split]], states: Iterable[str] = _NAMES) -> Chart:
    """A chart of one series for each of these states that occurs; its alternative text tells what it shows."""
    of = {headings(Split)[state]: tuple(getattr(split, state) for _, split in splits) for state in states}
    of = {name: values for name, values in of.items() if any(value.number for value in values)}
    shown = []
    for i, (at, _) in enumerate(splits):
        here = (f"{vn.lower_first(name)} {vn.number(x[i].number)}" for name, x in of.items() if x[i].number)
        shown.append(f"{at}: {', '.join(here)}")
    series = tuple(ChartSeries(*each) for each in of.items())
    return Chart(title, f"{title}: {'; '.join(shown) or 'chưa có số liệu'}.", tuple(at for at, _ in splits), series)
