"""Find by which rows of the data a figure or a day of a paper is worked out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ntsdocs.kinds.due import Draft
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.cells import Path, PlanRow
from ntsdocs.plan.model import Plan
from ntsdocs.plan.progress import Progress
from ntsdocs.text import vn
from ntsdocs.trace.redrawing import NOTHING, Edit, Redrawing
from ntsdocs.trace.values import Source

_DRAFTING = "cơ quan phải lập kế hoạch"
_ROLES = "vai trò (cột chủ trì, phối hợp của tasks.csv)"
_MOST_ROWS = 12  # rows that are looked for one by one, of one kind, but for the paper's own roles
_MOST_DRAWN = 150  # drawings that are spent on the rows of one kind
_FEW = 4  # agencies that are named where more are only counted
_FIGURE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*")
_FORTNIGHT = timedelta(days=14)  # no days off run so long: a day moved so far has other working days before it
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Influence:
    """Cells by which a value is worked out: their kind, and the rows that alone change it; `more` if not all are told.

    No rows at all means that none of them changes the value alone.
    """

    kind: str
    rows: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """What alone changes a value; whether there may be more of it; whether any of what was tried has a part in it."""

    keys: tuple[int, ...]
    more: bool
    any: bool


# Changes by the row they are made to. In one group all push a figure the same way, or not at all: else two of them
# might undo each other, and neither would be found.
_Group = Mapping[int, Edit]


class Influences:
    """Answers for the values of one paper that are copied from nowhere."""

    def __init__(
        self, plan: Plan, assignments: Assignments, job: Draft, rows: Sequence[PlanRow], again: Redrawing
    ) -> None:
        self._plan = plan
        self._assignments = assignments
        self._job = job
        self._rows = rows
        self._again = again

    def of(self, source: Source) -> Iterator[Influence]:
        """By which kinds of cells the value is worked out, and by which rows of them."""
        if not source.trail:
            return
        by_roles = list(self._by_roles(source))
        found = list(by_roles)
        found += self._by_results(source)
        found += self._by_rows(source, "công văn đã ban hành (dispatch.csv)", "letters", one_each=True)
        found += self._by_rows(source, "điều kiện đã xảy ra (conditions.csv)", "conditions", one_each=False)
        if not by_roles:
            found += self._by_tasks(source)
        found += self._by_drafting(source, one_each=not by_roles)
        found += [*self._by_deadlines(source), *self._by_days(source)]
        yield from [each for each in found if each.rows] or found

    # --- kinds of rows ---

    def _by_roles(self, source: Source) -> Iterator[Influence]:
        roles = self._assignments.rows
        progress = Progress(self._plan, self._assignments, self._plan.on)
        mine = [i for i, row in enumerate(roles) if row.agency == self._job.id.name]
        turns: dict[tuple[int, str], int] = {}
        ordered = []  # by turns of each task: the first that are found are then of many tasks
        for i in mine or range(len(roles)):
            key = roles[i].task, roles[i].role.value
            turns[key] = turns.get(key, 0) + 1
            ordered.append((turns[key], i))
        groups: dict[object, dict[int, Edit]] = {}
        for _, i in sorted(ordered):
            group = groups.setdefault((roles[i].role, progress.standing(roles[i]).state), {})
            group[i] = _dropped(("assignments", "rows", i))
        found = self._alone(source, groups.values(), most=len(mine) or _MOST_ROWS, one_each=True)
        if found.any:
            yield Influence(_ROLES, tuple(self._roles_told(sorted(found.keys))), found.more)

    def _roles_told(self, places: Sequence[int]) -> Iterator[str]:
        """The roles by agency if these are few, else how many of how many agencies in which tasks."""
        names = {agency.id: agency.short_name for agency in self._plan.agencies}
        by_role: dict[str, dict[str, list[int]]] = {}
        for place in places:
            row = self._assignments.rows[place]
            by_role.setdefault(row.role.value, {}).setdefault(row.agency, []).append(row.task)
        for role, by_agency in by_role.items():
            if len(by_agency) <= _FEW:
                yield from (f"{names[who]} {role} nhiệm vụ {_numbers(tasks)}" for who, tasks in by_agency.items())
                continue
            tasks = [number for each in by_agency.values() for number in each]
            among = f"ở {len(set(tasks))} nhiệm vụ ({_numbers(tasks)})"
            yield f"{vn.number(len(tasks))} vai trò {role} của {len(by_agency)} cơ quan {among}"

    def _by_results(self, source: Source) -> Iterator[Influence]:
        groups: dict[object, dict[int, Edit]] = {}
        for i, result in enumerate(self._plan.results):
            groups.setdefault(result.status, {})[i] = _dropped(("plan", "results", i))
        told = [row.name for row in self._rows if row.path[:1] == ("results",)]
        found = self._alone(source, groups.values(), one_each=True)
        return _influence("kết quả ghi nhận (results)", told, found)

    def _by_rows(self, source: Source, kind: str, name: str, *, one_each: bool) -> Iterator[Influence]:
        told = [row.name for row in self._rows if row.path[:1] == (name,)]
        group = {i: _dropped(("plan", name, i)) for i in range(len(told))}
        return _influence(kind, told, self._alone(source, [group], one_each=one_each))

    def _by_tasks(self, source: Source) -> Iterator[Influence]:
        group = {i: _dropped(("plan", "tasks", i)) for i in range(len(self._plan.tasks))}
        found = self._alone(source, [group], one_each=False)  # with a task all its roles are gone
        return self._of_tasks("nhiệm vụ của Kế hoạch (tasks.csv)", found)

    def _of_tasks(self, kind: str, found: _Found) -> Iterator[Influence]:
        numbers = [self._plan.tasks[i].number for i in found.keys]
        if found.any:
            yield Influence(kind, (f"nhiệm vụ {_numbers(numbers)}",) if numbers else (), found.more)

    def _by_drafting(self, source: Source, *, one_each: bool) -> Iterator[Influence]:
        drafting = self._assignments.drafting
        group = {
            i: _dropped(("assignments", "drafting", i))
            for i, agency in enumerate(drafting)
            if agency.id != self._job.id.name
        }
        found = self._alone(source, [group], one_each=one_each)
        names = [drafting[i].short_name for i in found.keys]
        if len(names) > _FEW:
            count = f"{'hơn ' if found.more else ''}{len(names)} cơ quan"
            told = Influence(_DRAFTING, (f"{count}, như {', '.join(names[:_FEW])}",))
        else:
            told = Influence(_DRAFTING, tuple(names), found.more)
        if found.any:
            yield told

    def _by_deadlines(self, source: Source) -> Iterator[Influence]:
        tasks = self._plan.tasks
        known: list[int] = []
        whole = more = False
        on = self._plan.on
        moves: tuple[Callable[[date], date], ...] = (
            lambda day: day - _FORTNIGHT,
            lambda day: day + _FORTNIGHT,
            lambda day: max(day, on + _DAY),  # not late yet
            lambda day: min(day, on),  # late
        )
        for move in moves:
            group = {}
            for i, task in enumerate(tasks):
                before = task.deadline.before
                if before and i not in known and move(before) != before:
                    moved = replace(task.deadline, before=move(before))
                    group[i] = Edit(("plan", "tasks", i, "deadline"), moved)
            found = self._alone(source, [group], one_each=False)
            known += found.keys
            whole, more = whole or found.any, more or found.more
        return self._of_tasks("thời gian hoàn thành (tasks.csv)", _Found(tuple(sorted(known)), more, whole))

    def _by_days(self, source: Source) -> Iterator[Influence]:
        plan = self._plan
        years = other_year(plan.on, 1), other_year(plan.on, -1)
        tries: dict[str, tuple[Path, tuple[object, ...]]] = {
            "on": (("plan", "on"), (*_moved(plan.on), *years)),
            "document.issued": (("plan", "document", "issued"), _moved(plan.document.issued)),
            "plans_owed.before": (("plan", "plans_owed", "before"), _moved(plan.plans_owed.before)),
            "reminder_workdays": (("plan", "reminder_workdays"), (plan.reminder_workdays + 1,)),
            "five_year_review": (("plan", "five_year_review"), (plan.five_year_review + 1,)),
        }
        told = tuple(
            name for name, (path, values) in tries.items() if any(self._is_seen(source, path, new) for new in values)
        )
        if told:
            yield Influence("mục của plan.yaml", told)
        groups: dict[str, dict[int, Edit]] = {}
        for i, day in enumerate(plan.days_off):
            groups.setdefault(day.kind, {})[i] = _dropped(("plan", "days_off", i))
        days = [f"ngày {vn.short_date(day.on)}" for day in plan.days_off]
        found = self._alone(source, groups.values(), one_each=True)
        yield from _influence("ngày nghỉ, ngày làm bù (holidays.csv)", days, found)

    # --- trying ---

    def _is_seen(self, source: Source, path: Path, new: object) -> bool:
        return self._counts(source, [Edit(path, new)], self._again.value(source.trail, [Edit(path, new)], keyed=True))

    def _counts(self, source: Source, edits: Sequence[Edit], after: object) -> bool:
        """Whether the value has changed, or is a count in a paper that is no longer due because nothing is left."""
        count = type(source.value) is int and not any(isinstance(step, int) for step in source.trail)
        return after != source.value and (after is not NOTHING or (count and not self._again.is_due(edits)))

    def _alone(self, source: Source, groups: Iterable[_Group], *, one_each: bool, most: int = _MOST_ROWS) -> _Found:
        """The rows whose change alone changes the value: halved until each stands alone.

        With `one_each` no row adds more than one to a figure: if as much is gone as rows are, each of them counts.
        """
        waiting = [tuple(group.items()) for group in groups if group]
        part = any(self._after(source, group) not in (source.value, NOTHING) for group in waiting)
        found: list[int] = []
        singles = 0
        for _ in range(_MOST_DRAWN):
            if not waiting or singles == most:
                break
            group = waiting.pop(0)
            after = self._after(source, group)
            if after == source.value:
                continue
            if len(group) == 1:
                if self._counts(source, [group[0][1]], after):
                    found.append(group[0][0])
                    singles += 1
            elif one_each and _figure(source.value) - _figure(after) == len(group):
                found += [key for key, _ in group]
            else:
                middle = len(group) // 2
                waiting = [group[:middle], group[middle:], *waiting]
        more = any(self._after(source, group) != source.value for group in waiting)
        return _Found(tuple(sorted(found)), more, part or bool(found))

    def _after(self, source: Source, group: Iterable[tuple[int, Edit]]) -> object:
        return self._again.value(source.trail, [edit for _, edit in group], keyed=True)


def _dropped(path: Path) -> Edit:
    return Edit(path, NOTHING)


def _influence(kind: str, told: Sequence[str], found: _Found) -> Iterator[Influence]:
    """The influence of rows that are told one by one, if they have any."""
    if found.any:
        yield Influence(kind, tuple(dict.fromkeys(told[key] for key in found.keys)), found.more)


def _figure(value: object) -> float:
    """The number that a value is, or is written as; not a number if it is none."""
    if type(value) is int:
        return value
    if isinstance(value, str) and _FIGURE.fullmatch(value):
        return int(value.replace(".", ""))
    return math.nan


def _numbers(tasks: Iterable[int]) -> str:
    """The numbers in order, three and more that follow each other as the first and the last."""
    runs: list[list[int]] = []
    for number in sorted(set(tasks)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _moved(day: date) -> tuple[date, ...]:
    """The day as little later and as much earlier and later as is seen in days, in working days, and in what is due."""
    return day + _DAY, day - _FORTNIGHT, day + _FORTNIGHT


def other_year(day: date, later: int) -> date:
    """About the same day so many years later."""
    return day.replace(year=day.year + later, day=min(day.day, 28))
