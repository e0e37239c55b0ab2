"""The figures of an annual report: tasks and lead duties counted by their state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntsdocs.kinds.frame import sorts_of_communes
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Agency, Plan, Role, Section, Task, label
from ntsdocs.plan.periods import Period
from ntsdocs.plan.progress import IS_DONE, Progress, State
from ntsdocs.text import vn

ALL_COMMUNES = "cap-xa"  # the mark of the line of all communes together
MOST_PRODUCTS = 3  # of a task that are named
AWAITED = "…"  # a figure that nobody has reported: blank is not zero


@dataclass(frozen=True, slots=True)
class Figures:
    """A count and its split by state; every figure but the total is «…» while no result is recorded.

    What has no clear deadline is among what is not due; figures for running text say how many these are.
    """

    total: str = label("Tổng số")
    done: str = label("Hoàn thành trong hạn")
    done_late: str = label("Hoàn thành quá hạn")
    doing: str = label("Đang thực hiện")
    waiting: str = label("Chờ điều kiện")
    overdue: str = label("Quá hạn")
    not_due: str = label("Chưa đến hạn")
    silent: str = label("Chưa có báo cáo")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a table of figures."""

    number: str = label("Số thứ tự")
    name: str = label("Tên mục hoặc tên cơ quan")
    figures: Figures = label("Số liệu")
    plan_received: str = label("Đã gửi kế hoạch: «x», hoặc số cơ quan ở dòng tổng")
    mark: str = label("Mã của dòng để ghi vào thẻ của khung điền: mã cơ quan, «cap-xa»; trống ở dòng mục, dòng tổng")
    communes: str = label("Số đơn vị của dòng chung cho cấp xã: «9 xã, phường»; trống ở dòng khác", default="")


@dataclass(frozen=True, slots=True)
class StateOfTask:
    """One task in the first annex."""

    no: int = label("Số thứ tự trong Kế hoạch")
    content: str = label("Nội dung, nguyên văn")
    lead: str = label("Cơ quan chủ trì, nguyên văn")
    deadline: str = label("Thời gian hoàn thành, nguyên văn")
    product: str = label("Sản phẩm, nguyên văn")
    obtained: str = label("Sản phẩm các cơ quan đã báo cáo; nhiều sản phẩm thì nêu vài sản phẩm đầu và số còn lại")
    state: str = label("Tình trạng")
    done_by: str = label("Số cơ quan chủ trì đã hoàn thành trên tổng số")


@dataclass(frozen=True, slots=True)
class SectionOfTasks:
    """The tasks of one section in the first annex."""

    name: str = label("Tên mục")
    tasks: tuple[StateOfTask, ...] = label("Các nhiệm vụ")


class Count:
    """The figures of one date in its period, all from one reading of the results; «…» while `awaited`."""

    def __init__(self, plan: Plan, assignments: Assignments, on: date, period: Period, *, awaited: bool) -> None:
        self.plan = plan
        self.assignments = assignments
        self.progress = Progress(plan, assignments, on, period)
        self.awaited = awaited
        self._states = {task.number: self.progress.task_state(task) for task in plan.tasks}
        leads = [a for task in plan.tasks for a in assignments.of_task(task.number) if a.role is Role.LEAD]
        standings = [self.progress.standing(lead) for lead in leads]
        self._duties = [(s.assignment.agency, s.assignment.task, s.state) for s in standings]
        self._last_days = {s.assignment.task: s.last_day for s in standings}

    def state_of(self, task: Task) -> State:
        """The state of a task on the count's date."""
        return self._states[task.number]

    def last_day(self, task: Task) -> date | None:
        """The last day in time, by the plan or by the ruling that sets another date; `None` without one."""
        return self._last_days.get(task.number, self.progress.deadline(task).last_day)

    def in_state(self, state: State) -> list[Task]:
        """The tasks in `state`."""
        return [task for task in self.plan.tasks if self._states[task.number] is state]

    def of_tasks(self, *, in_text: bool = False) -> Figures:
        """All tasks of the plan, for a table or for running text."""
        return self._figures([(0, state) for state in self._states.values()], [0], in_text=in_text)[0]

    def of_duties(self, agencies: Sequence[Agency], *, in_text: bool = False) -> Figures:
        """The lead duties of these agencies, for a table or for running text."""
        ids = {agency.id for agency in agencies}
        duties = [(0, state) for agency, _, state in self._duties if agency in ids]
        return self._figures(duties, [0], in_text=in_text)[0]

    def by_section(self) -> tuple[FigureRow, ...]:
        """The tasks by the plan's sections, in its order."""
        sections = list(dict.fromkeys(task.section for task in self.plan.tasks))
        figures = self._figures([(task.section, self._states[task.number]) for task in self.plan.tasks], sections)
        return tuple(
            FigureRow(f"{section.part}.{section.letter}", section.title, figures[section], "", "")
            for section in sections
        )

    def by_agency(self, agencies: Sequence[Agency]) -> tuple[FigureRow, ...]:
        """The lead duties of each of these agencies."""
        figures = self._figures([(agency, state) for agency, _, state in self._duties], [each.id for each in agencies])
        return tuple(
            FigureRow(str(i), agency.short_name, figures[agency.id], self._received_mark(agency), agency.id)
            for i, agency in enumerate(agencies, start=1)
        )

    def by_provincial_agency(self, agencies: Sequence[Agency]) -> tuple[FigureRow, ...]:
        """The lead duties of each body above the communes, then of all communes in one line."""
        above = [agency for agency in agencies if agency.level != "commune"]
        communes = [agency for agency in agencies if agency.level == "commune"]
        lines = self.by_agency(above)
        if communes:
            figures, received = self.of_duties(communes), self.plans_received(communes)
            count = f"{len(communes)} {sorts_of_communes(communes)}"
            line = FigureRow(str(len(above) + 1), "", figures, received, ALL_COMMUNES, count)
            lines = (*lines, line)
        return lines

    def plans_received(self, agencies: Sequence[Agency], *, in_text: bool = False) -> str:
        """How many of these agencies have sent their plan, for a table or for running text."""
        if self.awaited:
            return AWAITED
        return _writer(in_text=in_text)(sum(self.progress.plan_received(agency.id) for agency in agencies))

    def silent(self, agencies: Sequence[Agency], reported: AbstractSet[str]) -> str:
        """How many of these agencies are not among those that reported."""
        return AWAITED if self.awaited else vn.count(sum(agency.id not in reported for agency in agencies))

    def joined(self) -> str:
        """How many parts of those who join were reported on."""
        rows = [a for task in self.plan.tasks for a in self.assignments.of_task(task.number)]
        reported = sum(bool(self.progress.reported(a.agency, a.task)) for a in rows if a.role is Role.COORDINATE)
        return AWAITED if self.awaited else vn.count(reported)

    def annex(self) -> tuple[SectionOfTasks, ...]:
        """Every task with its state, by section."""
        by_section: dict[Section, list[StateOfTask]] = {}
        leads = Counter(task for _, task, _ in self._duties)
        done = Counter(task for _, task, state in self._duties if state in IS_DONE)
        for task in self.plan.tasks:
            row = self._state_row(task, f"{done[task.number]}/{leads[task.number]}")
            by_section.setdefault(task.section, []).append(row)
        return tuple(
            SectionOfTasks(f"{section.part}.{section.letter}) {section.title}", tuple(rows))
            for section, rows in by_section.items()
        )

    def _obtained(self, task: Task) -> str:
        """What came of the task by the latest reports, «Kế hoạch số 5/KH-SYT (Sở Y tế)»."""
        products = []
        for row in dict.fromkeys(a.agency for a in self.assignments.of_task(task.number)):
            named = [each for each in self.progress.reported(row, task.number) if each.product or each.number]
            if named:
                number = named[-1].number and f"số {named[-1].number}"
                what = " ".join(filter(None, (named[-1].product, number)))
                products.append(f"{what} ({self.plan.agency(row).short_name})")
        return vn.first_few(products, MOST_PRODUCTS, "sản phẩm", "; ")

    def _state_row(self, task: Task, done_by: str) -> StateOfTask:
        return StateOfTask(
            task.number,
            task.content,
            task.lead,
            task.deadline.words,
            task.product,
            AWAITED if self.awaited else self._obtained(task),
            AWAITED if self.awaited else str(self._states[task.number]),
            AWAITED if self.awaited else done_by,
        )

    def _received_mark(self, agency: Agency) -> str:
        if self.awaited:
            return AWAITED
        return "x" if self.progress.plan_received(agency.id) else ""

    def _figures(
        self, rows: Sequence[tuple[Hashable, State]], order: Sequence[Any], *, in_text: bool = False
    ) -> dict[Any, Figures]:
        """The figures for each key in `order`; while they are awaited only how many there are in all."""
        if self.awaited:
            sizes = Counter(key for key, _ in rows)
            return {key: Figures(_writer(in_text=in_text)(sizes[key]), *[AWAITED] * (len(State) - 1)) for key in order}
        counts = by_state(rows, order)
        return {key: _split(counts[key], in_text=in_text) for key in order}


def _writer(*, in_text: bool) -> Callable[[int], str]:
    return vn.count if in_text else vn.number


def _split(counts: Sequence[int], *, in_text: bool) -> Figures:
    *others, not_due, unclear, silent = counts
    write = _writer(in_text=in_text)
    rest = f" (trong đó {write(unclear)} không rõ hạn)" if in_text and unclear else ""
    done, late, doing, waiting, overdue = map(write, others)
    return Figures(
        write(sum(counts)), done, late, doing, waiting, overdue, write(not_due + unclear) + rest, write(silent)
    )


def by_state(rows: Sequence[tuple[Hashable, State]], order: Sequence[Hashable]) -> dict[Hashable, tuple[int, ...]]:
    """For each key in `order`, how many rows are in each `State`, in its order; a key without rows has zeros."""
    import pandas as pd  # heavy: only a report with results pays for it

    frame = pd.DataFrame(rows, columns=["key", "state"])
    in_order = {"key": pd.CategoricalDtype(list(order)), "state": pd.CategoricalDtype(list(State))}
    table = frame[frame["key"].isin(order)].astype(in_order).groupby(["key", "state"], observed=False).size().unstack()
    return {key: tuple(map(int, counts)) for key, counts in zip(order, table.to_numpy(), strict=True)}
