"""What the board shows, as tables: the page and the workbook have the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.duty_rows import DutyRow
from ntsdocs.plan.model import Plan, Role
from ntsdocs.plan.progress import IS_DONE, Progress, State
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

# How a state is told in one cell: a letter, small where the agency only joins, and a colour on which black is read.
SIGNS = dict(zip(State, "HMĐCQTKB", strict=True))
COLOURS = dict(zip(State, "C6EFCE DDEBAF BDD7EE E4DFEC F4B0A6 EDEDED FFE699 FBD0A8".split(), strict=True))

# Columns whose cells are ids or numbers that stand for something: of an agency, of its plan, of a task.
AGENCY, PAPER, TASK, EVIDENCE = "Cơ quan", "Kế hoạch", "Nhiệm vụ", "Tệp, đường dẫn"
MONTH, LAST = "Tháng", "Hạn (ngày cuối)"

_SOON = 30  # days
_COUNTS = ("Tổng số lượt", *State)
_LETTERS = (
    f"Chữ hoa là chủ trì, chữ thường là phối hợp: {', '.join(f'{SIGNS[each]} {each.lower()}' for each in State)}."
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a duty stands, for a cell of the matrix."""

    state: State
    leads: bool

    @property
    def sign(self) -> str:
        """Its letter."""
        return SIGNS[self.state] if self.leads else SIGNS[self.state].lower()


Cell = str | int | date | State | Mark | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class View:
    """One table of the board, with a note on what is in it; a column headed by a state counts duties."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def id(self) -> str:
        """Its address on the page."""
        return vn.slug(self.title)


def duties(rows: Iterable[DutyRow]) -> View:
    """Every duty, for those who look behind a figure."""
    headings = (AGENCY, TASK, "Vai trò", "Tình trạng", LAST, "Số ngày quá hạn", "Còn chờ")
    return View("Từng lượt", "", (*headings, "Báo cáo ngày", "Sản phẩm đã có", EVIDENCE), tuple(map(_duty, rows)))


def every(plan: Plan, assignments: Assignments, rows: Sequence[DutyRow]) -> Iterator[View]:
    """The views, in the order of the board, of the duties as they stand on the plan's day."""
    progress = Progress(plan, assignments, plan.on)
    order = {agency.id: at for at, agency in enumerate(plan.agencies)}
    by_agency = sorted(grouped((row.agency, row) for row in rows).items(), key=lambda each: order[each[0]])
    states = {task.number: progress.task_state(task) for task in plan.tasks}

    headings: tuple[str, ...] = ("Tình trạng", "Ký hiệu", "Số lượt", "Chủ trì", "Phối hợp", "Tỷ lệ", "Số nhiệm vụ")
    note = f"{vn.number(len(rows))} lượt; một lượt là một cơ quan trong một nhiệm vụ."
    yield View("Số liệu chính", note, headings, (*_summary(rows, Counter(states.values())),))

    late = sorted((row for row in rows if row.state is State.OVERDUE), key=lambda row: -row.days_late)
    headings = (AGENCY, TASK, LAST, "Số ngày quá hạn", "Đã báo cáo")
    cells = ((row.agency, row.task, row.last_day, row.days_late, _reported(row)) for row in late)
    yield View("Quá hạn", "Quá hạn lâu nhất đứng trước.", headings, (*cells,))

    note = "Nơi chưa có báo cáo nào đứng trước. Lượt còn chờ điều kiện không tính."
    headings = (AGENCY, "Phải báo cáo", "Đã báo cáo", "Chưa báo cáo", "Trong đó quá hạn", "Nhiệm vụ chưa báo cáo")
    yield View("Chưa báo cáo", note, headings, (*_silent(by_agency),))

    until = plan.on + timedelta(days=_SOON)
    note = f"Lượt chủ trì chưa hoàn thành, hạn từ {vn.short_date(plan.on)} đến {vn.short_date(until)}."
    due = grouped((row.last_day, row) for row in rows if row.role is Role.LEAD and row.state not in IS_DONE)
    days = (plan.on + timedelta(days=after) for after in range(_SOON + 1))
    soon = ((each.agency, each.task, day, each.state, each.awaits) for day in days for each in due.get(day, ()))
    yield View(f"Đến hạn {_SOON} ngày", note, (AGENCY, TASK, LAST, "Tình trạng", "Còn chờ"), (*soon,))

    headings = ("Văn bản, sự kiện", "Cơ quan ban hành", "Các nhiệm vụ", "Số lượt đang chờ")
    awaited = sorted(_awaited(plan, rows), key=lambda each: (each[0].startswith("("), -each[3]))
    yield View("Văn bản còn chờ", "Được chờ nhiều nhất đứng trước.", headings, (*awaited,))

    marks = {(row.agency, row.task): Mark(row.state, row.role is Role.LEAD) for row in rows}
    signs = ((agency, *(marks.get((agency, number)) for number in states)) for agency, _ in by_agency)
    yield View("Ma trận", _LETTERS, (AGENCY, *map(str, states)), (*signs,))

    yield View("Theo cơ quan", "", (AGENCY, PAPER, *_COUNTS), tuple((id_, id_, *_counts(of)) for id_, of in by_agency))

    by_task = grouped((row.task, row) for row in rows)
    note = "Tình trạng của nhiệm vụ là theo các cơ quan chủ trì; số lượt gồm cả phối hợp."
    heads = ((task.number, task.product, progress.deadline(task).last_day, states[task.number]) for task in plan.tasks)
    counted = tuple((*head, *_counts(by_task.get(head[0], ()))) for head in heads)
    yield View("Theo nhiệm vụ", note, (TASK, "Sản phẩm", LAST, "Tình trạng", *_COUNTS), counted)

    months = sorted(grouped((f"{row.last_day:%Y%m/%Y}" if row.last_day else "", row) for row in rows).items())
    counted = tuple((month[4:], len({row.task for row in of}), *_counts(of)) for month, of in months)
    yield View("Theo tháng", "Tháng có ngày cuối của hạn.", (MONTH, "Số nhiệm vụ", *_COUNTS), counted)


def _summary(rows: Iterable[DutyRow], tasks: Counter[State]) -> Iterator[tuple[Cell, ...]]:
    count = Counter((row.state, row.role) for row in rows)
    for state in State:
        leads, joins = count[state, Role.LEAD], count[state, Role.COORDINATE]
        share = vn.number(100 * (leads + joins) / max(count.total(), 1), 1)
        yield state, SIGNS[state], leads + joins, leads, joins, f"{share}%", tasks[state]


def _counts(duties: Sequence[DutyRow]) -> tuple[int, ...]:
    count = Counter(row.state for row in duties)
    return (len(duties), *(count[state] for state in State))


def _reported(row: DutyRow) -> str:
    if row.result is None:
        return "chưa"
    return row.result.status.value + (f", hẹn {vn.short_date(row.result.promised)}" if row.result.promised else "")


def _silent(
    by_agency: Iterable[tuple[str, Sequence[DutyRow]]],
) -> list[tuple[str, int, int, int, int, tuple[int, ...]]]:
    """Who has duties of which nothing is reported; first those who have reported nothing at all."""
    found = []
    for agency, of in by_agency:
        owed = [row for row in of if row.state is not State.WAITING]
        silent = [row for row in owed if row.result is None]
        late = sum(row.state is State.OVERDUE for row in silent)
        numbers = tuple(row.task for row in silent)
        found.append((agency, len(owed), len(owed) - len(silent), len(silent), late, numbers))
    return sorted((each for each in found if each[3]), key=lambda each: (each[2] > 0, -each[3]))


def _awaited(plan: Plan, rows: Iterable[DutyRow]) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
    """Each paper that is not there, who issues it, which tasks wait for it, and how many duties; then other events."""
    waiting = grouped((row.task, row) for row in rows if row.state is State.WAITING)
    missing = [each for each in plan.conditions if each.paper and (each.on is None or each.on > plan.on)]
    papers = grouped(((each.paper, each.issuer), number) for each in missing for number in each.tasks)
    for (paper, issuer), numbers in papers.items():
        tasks = tuple(sorted({*numbers}))
        yield paper, issuer, tasks, sum(len(waiting.get(number, ())) for number in tasks)
    named = {*chain(*papers.values())}
    others = (row for number, of in waiting.items() if number not in named for row in of)
    for event, of in grouped((row.awaits or "liên quan", row.task) for row in others).items():
        yield f"(sự kiện) {event}", "", tuple(sorted({*of})), len(of)


def _duty(row: DutyRow) -> tuple[Cell, ...]:
    result = row.result
    product = ", ".join(filter(None, (result.product, result.number))) if result else ""
    said = (result.on, product, result.evidence) if result else ()
    return (row.agency, row.task, row.role.value, row.state, row.last_day, row.days_late or None, row.awaits, *said)
