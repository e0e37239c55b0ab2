"""The figures of a report: duties and tasks of some periods in two frames, counted by their state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from ntsdocs.kinds.report_says import Chart, ChartSeries, CountedRow, Figure, RankLine, SectionLine, Split
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.duty_rows import DutyRow, duty_rows
from ntsdocs.plan.model import Agency, Plan, Role, Section, Task, headings
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

        self.plan = plan
        self.called = [*periods][-1]
        rows = [x for called, (of, on) in periods.items() for x in duty_rows(plan, assignments, on, of, called)]
        self.rows = [row for row in rows if row.period == self.called]
        self.leads = [row for row in self.rows if row.role is Role.LEAD]
        deciding = grouped(((row.period, row.task), row) for row in rows if row.role is Role.LEAD)
        tasks = []
        progress = {called: Progress(plan, assignments, on, of) for called, (of, on) in periods.items()}
        for called, judge in progress.items():
            for task in plan.tasks:
                leads = deciding.get((called, task.number), [])
                state = joint_state({row.state for row in leads}) if leads else judge.task_state(task)
                own = CountedRow("", task.number, str(state), str(task.origin))
                number = _section_number(task.section)
                tasks.append((called, number, task.number, state, (own, *map(counted, leads))))
        self.progress = progress[self.called]
        self._tasks = pd.DataFrame(tasks, columns=["period", "section", "task", "state", "rows"])
        self._now = self._tasks[self._tasks["period"] == self.called]
        self._duties = pd.DataFrame(
            [(row.agency, row.task, row.state, (counted(row),)) for row in self.leads],
            columns=["agency", "task", "state", "rows"],
        )
        self._states: dict[int, State] = dict(zip(self._now["task"], self._now["state"], strict=True))

    def state_of(self, task: Task) -> State:
        """The state of a task at the end of the report's period."""
        return self._states[task.number]

    def last_day(self, task: Task) -> date | None:
        """The last day in time, by the plan or by the ruling that sets another date; `None` without one."""
        return self.progress.deadline(task).last_day

    def of_tasks(self, numbers: Collection[int] | None = None, called: str = "") -> Split:
        """The tasks, all or those with these numbers, at the end of the report's period or of another."""
        frame = self._tasks[self._tasks["period"] == (called or self.called)]
        return _in_all(frame if numbers is None else frame[frame["task"].isin([*numbers])])

    def tasks(self, numbers: Collection[int]) -> Figure:
        """How many tasks with these numbers there are."""
        return self.of_tasks(numbers).total

    def of_duties(self, agencies: Iterable[Agency]) -> Split:
        """The lead duties of these agencies."""
        return _in_all(self._duties[self._duties["agency"].isin([agency.id for agency in agencies])])

    def unclear(self) -> Figure:
        """The tasks that have no clear date, among those that are not due."""
        return _figure([*self._now[self._now["state"] == State.UNCLEAR]["rows"]], len(self._now))

    def by_section(self) -> tuple[SectionLine, ...]:
        """The tasks by the plan's sections, in its order."""
        splits = _splits(self._now, "section")
        sections = dict.fromkeys(task.section for task in self.plan.tasks)
        numbered = {_section_number(section): section.title for section in sections}
        return tuple(SectionLine(number, title, splits[number]) for number, title in numbered.items())

    def ranking(self, agencies: Sequence[Agency], named: Callable[[Sequence[Agency]], str]) -> tuple[RankLine, ...]:
        """The agencies by the share done in time, then by what is done, then by what is overdue; equal ones together.

        An agency that leads nothing comes last and has no rank.
        """
        splits = _splits(self._duties, "agency")
        of = {each.id: splits.get(each.id, NO_SPLIT) for each in agencies}
        marks = {each.id: "x" if self.progress.plan_received(each.id) else "" for each in agencies}
        lines = grouped(((_merit(of[each.id]), of[each.id], marks[each.id]), each) for each in agencies)
        in_order = sorted(lines.items(), key=lambda line: line[0][0])  # stable: the registry's order
        sizes = Counter(merit for (merit, *_), members in in_order for _ in members)
        ends = dict(zip(sizes, accumulate(sizes.values()), strict=True))
        ranks = {merit: _rank(end, sizes[merit]) if merit != _UNRANKED else "" for merit, end in ends.items()}
        return tuple(
            RankLine(
                ranks[merit],
                named(members),
                members[0].id,
                len(members),
                _together([of[each.id] for each in members]),
                mark,
            )
            for (merit, _, mark), members in in_order
        )

    def section_chart(self) -> Chart:
        """The tasks by section, one series for each state that occurs."""
        lines = self.by_section()
        return _chart("Nhiệm vụ theo mục và tình trạng", [x.number for x in lines], [x.tasks for x in lines])

    def trend_chart(self) -> Chart:
        """The tasks at the end of each period; of one period there is no trend."""
        periods = list(self._tasks["period"].unique())
        periods = periods if len(periods) > 1 else []
        return _chart("Tình trạng nhiệm vụ qua các kỳ", periods, [self.of_tasks(called=each) for each in periods])

    def agency_chart(self, title: str, agencies: Iterable[Agency], *states: str) -> Chart:
        """The agencies that have the most lead duties in these states together, at most `MOST_CHARTED`."""
        splits = _splits(self._duties, "agency")
        split = {each.short_name: splits[each.id] for each in agencies if each.id in splits}
        of = {name: [getattr(each, state) for state in states] for name, each in split.items()}
        most = sorted(of, key=lambda name: -sum(each.number for each in of[name]))[:MOST_CHARTED]
        most = [name for name in most if any(each.number for each in of[name])]
        series = [(headings(Split)[state], tuple(of[name][i] for name in most)) for i, state in enumerate(states)]
        return drawn(title, most, series)


def _section_number(section: Section) -> str:
    return f"{section.part}.{section.letter}"


def _splits(frame: pd.DataFrame, key: str | Callable[[int], int]) -> dict[Hashable, Split]:
    """The rows of a frame by state for each key; the total's share is of all, those of the states are of the total."""
    found: dict[Hashable, dict[State, list[tuple[CountedRow, ...]]]] = {}
    for at, of_key in frame.groupby(key, sort=False):
        found[at] = dict(of_key.groupby("state", sort=False)["rows"].agg(list))
    return {at: _split(by_state, len(frame)) for at, by_state in found.items()}


def _split(by_state: Mapping[State, list[tuple[CountedRow, ...]]], whole: int) -> Split:
    parts = [[rows for state in states for rows in by_state.get(state, ())] for states in _STATES]
    total = [rows for part in parts for rows in part]
    return Split(_figure(total, whole), *(_figure(part, len(total)) for part in parts))


def _in_all(frame: pd.DataFrame) -> Split:
    return _splits(frame, lambda _: 0).get(0, NO_SPLIT)


def _figure(counted: Sequence[tuple[CountedRow, ...]], whole: int) -> Figure:
    return Figure(len(counted), share(len(counted), whole), tuple(chain.from_iterable(counted)))


def _merit(split: Split) -> tuple[Fraction, int, int]:
    """What agencies are ranked by, the least first."""
    if not split.total.number:
        return _UNRANKED
    done = split.done.number + split.done_late.number
    return (-Fraction(split.done.number, split.total.number), -done, split.overdue.number)


def _together(splits: Sequence[Split]) -> Split:
    """Equal splits as one, whose rows are those of all."""
    alike = zip(*([figure for _, figure in parts(split)] for split in splits), strict=True)
    return Split(*(replace(same[0], rows=tuple(chain.from_iterable(x.rows for x in same))) for same in alike))


def _rank(last: int, size: int) -> str:
    return str(last) if size == 1 else f"{last - size + 1} - {last}"


def _chart(title: str, categories: Sequence[str], splits: Sequence[Split]) -> Chart:
    """A chart of one series for each state that occurs."""
    columns = [(headings(Split)[name], tuple(getattr(split, name) for split in splits)) for name in _NAMES]
    return drawn(title, categories, [column for column in columns if any(each.number for each in column[1])])


def drawn(title: str, categories: Sequence[str], series: Sequence[tuple[str, tuple[Figure, ...]]]) -> Chart:
    """A chart whose alternative text tells what it shows."""
    shown = []
    for i, at in enumerate(categories):
        here = (f"{vn.lower_first(name)} {vn.number(of[i].number)}" for name, of in series if of[i].number)
        shown.append(f"{at}: {', '.join(here)}")
    told = tuple(ChartSeries(*each) for each in series)
    return Chart(title, f"{title}. {'; '.join(shown)}.", tuple(categories), told)
