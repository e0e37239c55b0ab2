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
# Columns whose cells stand for something: an agency, its plan, a task, a month, the evidence of a result.
AGENCY, PAPER, TASK, MONTH, EVIDENCE = "Cơ quan", "Kế hoạch", "Nhiệm vụ", "Tháng", "Tệp, đường dẫn"

_STATE, _LAST, _LATE, _AWAITS = "Tình trạng", "Hạn (ngày cuối)", "Số ngày quá hạn", "Còn chờ"
_COUNTS = ("Tổng số lượt", *State)
_LETTERS = (
    f"Chữ hoa là chủ trì, chữ thường là phối hợp: {', '.join(f'{SIGNS[each]} {each.lower()}' for each in State)}."
)
_SOON = 30  # days

Cell = str | int | date | State | DutyRow | tuple[int, ...] | None  # a duty is shown by its sign
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One table of the board, with a note on what is in it; a column headed by a state counts duties."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def sign(row: DutyRow) -> str:
    """The letter of a duty."""
    return SIGNS[row.state] if row.role is Role.LEAD else SIGNS[row.state].lower()


def every(plan: Plan, assignments: Assignments, rows: Sequence[DutyRow]) -> Iterator[View]:
    """The views, in the order of the board, of the duties as they stand on the plan's day; the last has every duty."""
    progress = Progress(plan, assignments, plan.on)
    tasks = {task.number: task for task in plan.tasks}
    states = {number: progress.task_state(task) for number, task in tasks.items()}
    of_agency, of_task = grouped((row.agency, row) for row in rows), grouped((row.task, row) for row in rows)
    agencies = [agency.id for agency in plan.agencies if agency.id in of_agency]

    note = f"{vn.number(len(rows))} lượt; một lượt là một cơ quan trong một nhiệm vụ."
    headings: tuple[str, ...] = (_STATE, "Ký hiệu", "Số lượt", "Chủ trì", "Phối hợp", "Tỷ lệ", "Số nhiệm vụ")
    yield View("Số liệu chính", note, headings, (*_summary(rows, Counter(states.values())),))

    late = sorted((row for row in rows if row.state is State.OVERDUE), key=lambda row: -row.days_late)
    of_late = ((row.agency, row.task, row.last_day, row.days_late, _reported(row)) for row in late)
    yield View("Quá hạn", "Lâu nhất đứng trước.", (AGENCY, TASK, _LAST, _LATE, "Đã báo cáo"), (*of_late,))

    note = "Nơi chưa có báo cáo nào đứng trước. Lượt còn chờ điều kiện không tính."
    headings = (AGENCY, "Phải báo cáo", "Đã báo cáo", "Chưa báo cáo", "Trong đó quá hạn", "Nhiệm vụ chưa báo cáo")
    yield View("Chưa báo cáo", note, headings, _silent({id_: of_agency[id_] for id_ in agencies}))

    days = [plan.on + timedelta(days=after) for after in range(_SOON + 1)]
    note = f"Lượt chủ trì chưa hoàn thành, hạn từ {vn.short_date(days[0])} đến {vn.short_date(days[-1])}."
    due = grouped((row.last_day, row) for row in rows if row.role is Role.LEAD and row.state not in IS_DONE)
    soon = ((row.agency, row.task, day, row.state, row.awaits) for day in days for row in due.get(day, ()))
    yield View(f"Đến hạn {_SOON} ngày", note, (AGENCY, TASK, _LAST, _STATE, _AWAITS), (*soon,))

    awaited = sorted(_awaited(plan, rows), key=lambda each: (each[0].startswith("("), -each[3]))
    headings = ("Văn bản, sự kiện", "Cơ quan ban hành", "Các nhiệm vụ", "Số lượt đang chờ")
    yield View("Văn bản còn chờ", "Được chờ nhiều nhất đứng trước.", headings, (*awaited,))

    duty = {(row.agency, row.task): row for row in rows}
    signs = tuple(_row(id_, *(duty.get((id_, number)) for number in states)) for id_ in agencies)
    yield View("Ma trận", _LETTERS, (AGENCY, *map(str, states)), signs)

    counted = tuple(_row(id_, id_, *_counts(of_agency[id_])) for id_ in agencies)
    yield View("Theo cơ quan", "", (AGENCY, PAPER, *_COUNTS), counted)

    note = "Tình trạng của nhiệm vụ là theo các cơ quan chủ trì; số lượt gồm cả phối hợp."
    by_task = tuple(
        _row(number, task.product, progress.deadline(task).last_day, states[number], *_counts(of_task.get(number, ())))
        for number, task in tasks.items()
    )
    yield View("Theo nhiệm vụ", note, (TASK, "Sản phẩm", _LAST, _STATE, *_COUNTS), by_task)

    months = sorted(grouped((f"{row.last_day:%Y%m/%Y}" if row.last_day else "", row) for row in rows).items())
    by_month = tuple(_row(month[4:], len({row.task for row in of}), *_counts(of)) for month, of in months)
    yield View("Theo tháng", "Tháng có ngày cuối của hạn.", (MONTH, "Số nhiệm vụ", *_COUNTS), by_month)

    headings = (AGENCY, TASK, "Vai trò", _STATE, _LAST, _LATE, _AWAITS, "Báo cáo ngày", "Sản phẩm đã có", EVIDENCE)
    yield View("Từng lượt", "", headings, tuple(map(_duty, rows)))


def _row(*cells: Cell) -> Row:
    return cells


def _summary(rows: Iterable[DutyRow], tasks: Counter[State]) -> Iterator[Row]:
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


def _silent(of_agency: dict[str, list[DutyRow]]) -> tuple[Row, ...]:
    """Who has duties of which nothing is reported; first those who have reported nothing at all."""
    found = []
    for agency, duties in of_agency.items():
        told = [row.result is not None for row in duties if row.state is not State.WAITING]
        silent = [row for row in duties if row.state is not State.WAITING and row.result is None]
        late = sum(row.state is State.OVERDUE for row in silent)
        if silent:
            found.append((agency, len(told), sum(told), len(silent), late, tuple(row.task for row in silent)))
    return tuple(sorted(found, key=lambda each: (each[2] > 0, -each[3])))


def _awaited(plan: Plan, rows: Iterable[DutyRow]) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
    """Each paper that is not there, who issues it, which tasks wait for it, and how many duties; then other events."""
    waiting = grouped((row.task, row.awaits) for row in rows if row.state is State.WAITING)
    missing = (each for each in plan.conditions if each.paper and (each.on is None or each.on > plan.on))
    papers = grouped(((each.paper, each.issuer), number) for each in missing for number in each.tasks)
    for (paper, issuer), numbers in papers.items():
        yield paper, issuer, tuple(sorted(numbers)), sum(len(waiting.get(number, ())) for number in numbers)
    named = {*chain(*papers.values())}
    others = ((event, number) for number, events in waiting.items() if number not in named for event in events)
    for event, tasks in grouped((event or "liên quan", number) for event, number in others).items():
        yield f"(sự kiện) {event}", "", tuple(sorted({*tasks})), len(tasks)


def _duty(row: DutyRow) -> Row:
    result = row.result
    product = ", ".join(filter(None, (result.product, result.number))) if result else ""
    said = (result.on if result else None, product, result.evidence if result else "")
    return (row.agency, row.task, row.role.value, row.state, row.last_day, row.days_late, row.awaits, *said)
