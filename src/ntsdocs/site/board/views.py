"""What the board shows, as tables: the page and the workbook have the same rows."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ntsdocs.kinds import KINDS
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.duty_rows import DutyRow
from ntsdocs.plan.model import Plan, Role
from ntsdocs.plan.papers import PaperId
from ntsdocs.plan.progress import IS_DONE, Progress, State
from ntsdocs.site import write
from ntsdocs.tables.workbooks import Filled, Scalar
from ntsdocs.text import shelf, vn
from ntsdocs.text.groups import grouped

# How a state is told in one cell: a letter, small where the agency only joins, and a colour on which black is read.
SIGNS = dict(zip(State, "HMĐCQTKB", strict=True))
COLOURS = dict(zip(State, "C6EFCE DDEBAF BDD7EE E4DFEC F4B0A6 EDEDED FFE699 FBD0A8".split(), strict=True))
AGENCY, TASK, DUTIES = "Cơ quan", "Nhiệm vụ", "Từng lượt"  # the page leads from the first two to the third

_CONTENT, _STATE, _LAST, _LATE, _AWAITS = "Nội dung", "Tình trạng", "Hạn (ngày cuối)", "Số ngày quá hạn", "Còn chờ"
_DUTY = (AGENCY, TASK, _CONTENT)
_COUNTS = ("Tổng số lượt", *State)
_LETTERS = (
    f"Chữ hoa là chủ trì, chữ thường là phối hợp: {', '.join(f'{SIGNS[each]} {each.lower()}' for each in State)}."
)
_SOON = 30  # days
_DRAFT = next(kind.name for kind in KINDS if not kind.issued)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a file or into the web, from the build folder."""

    words: str
    address: str


Cell = Scalar | Filled | Link
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One table of the board, with a note on what is in it; a column headed by a state counts duties."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def every(plan: Plan, assignments: Assignments, rows: Sequence[DutyRow], out: Path, home: Path) -> Iterator[View]:
    """The views, in the order of the board, of the duties as they stand on the plan's day; the last has every duty.

    They link papers that are in `out`, and evidence in the web or in the plan's folder `home`.
    """
    progress = Progress(plan, assignments, plan.on)
    states = {task.number: progress.task_state(task) for task in plan.tasks}
    names, contents = {each.id: each.name for each in plan.agencies}, {each.number: each.content for each in plan.tasks}
    of_agency, of_task = grouped((row.agency, row) for row in rows), grouped((row.task, row) for row in rows)
    agencies = [(id_, name, of_agency[id_]) for id_, name in names.items() if id_ in of_agency]

    def told(row: DutyRow, *more: Cell) -> Row:
        return names[row.agency], row.task, contents[row.task], *more

    note = f"{vn.number(len(rows))} lượt; một lượt là một cơ quan trong một nhiệm vụ."
    headings: tuple[str, ...] = (_STATE, "Ký hiệu", "Số lượt", "Chủ trì", "Phối hợp", "Tỷ lệ", "Số nhiệm vụ")
    yield View("Số liệu chính", note, headings, (*_summary(rows, Counter(states.values())),))

    late = sorted((row for row in rows if row.state is State.OVERDUE), key=lambda row: -row.days_late)
    of_late = (told(row, row.last_day, row.days_late, _reported(row)) for row in late)
    yield View("Quá hạn", "Lâu nhất đứng trước.", (*_DUTY, _LAST, _LATE, "Đã báo cáo"), (*of_late,))

    note = "Nơi chưa có báo cáo nào đứng trước. Lượt còn chờ điều kiện không tính."
    headings = (AGENCY, "Phải báo cáo", "Đã báo cáo", "Chưa báo cáo", "Trong đó quá hạn", "Nhiệm vụ chưa báo cáo")
    silent = filter(None, (_silent(name, duties) for _, name, duties in agencies))
    yield View("Chưa báo cáo", note, headings, (*sorted(silent, key=lambda each: (each[2] > 0, -each[3])),))

    end = plan.on + timedelta(days=_SOON)
    note = f"Lượt chủ trì chưa hoàn thành, hạn từ {vn.short_date(plan.on)} đến {vn.short_date(end)}."
    leads = (row for row in rows if row.role is Role.LEAD and row.state not in IS_DONE)
    due = sorted(
        (row.last_day, at, row) for at, row in enumerate(leads) if row.last_day and plan.on <= row.last_day <= end
    )
    soon = (told(row, day, _state(row.state), row.awaits) for day, _, row in due)
    yield View(f"Đến hạn {_SOON} ngày", note, (*_DUTY, _LAST, _STATE, _AWAITS), (*soon,))

    issuers = {each.paper: each.issuer for each in plan.conditions}
    waiting = grouped((row.awaits or "(sự kiện liên quan)", row.task) for row in rows if row.state is State.WAITING)
    awaited = ((words, issuers.get(words, ""), _numbers(numbers), len(numbers)) for words, numbers in waiting.items())
    headings = ("Văn bản, sự kiện", "Cơ quan ban hành", "Các nhiệm vụ", "Số lượt đang chờ")
    by_number = sorted(awaited, key=lambda each: -each[3])
    yield View("Văn bản còn chờ", "Được chờ nhiều nhất đứng trước.", headings, (*by_number,))

    signs = {(row.agency, row.task): Filled(sign(row), COLOURS[row.state]) for row in rows}
    matrix = ((name, *(signs.get((id_, number)) for number in states)) for id_, name, _ in agencies)
    yield View("Ma trận", _LETTERS, (AGENCY, *map(str, states)), (*matrix,))

    counted = ((name, _paper(id_, out), *_counts(duties)) for id_, name, duties in agencies)
    yield View("Theo cơ quan", "", (AGENCY, "Kế hoạch", *_COUNTS), (*counted,))

    note = "Tình trạng của nhiệm vụ là theo các cơ quan chủ trì; số lượt gồm cả phối hợp."
    by_task = (
        _row(task.number, task.content, task.product, progress.deadline(task).last_day, _state(states[task.number]))
        + _counts(of_task.get(task.number, ()))
        for task in plan.tasks
    )
    yield View("Theo nhiệm vụ", note, (TASK, _CONTENT, "Sản phẩm", _LAST, _STATE, *_COUNTS), (*by_task,))

    months = sorted(grouped((f"{row.last_day:%Y%m/%Y}" if row.last_day else "", row) for row in rows).items())
    by_month = (_row(month[4:] or "Không có ngày", len({row.task for row in of}), *_counts(of)) for month, of in months)
    yield View("Theo tháng", "Tháng có ngày cuối của hạn.", ("Tháng", "Số nhiệm vụ", *_COUNTS), (*by_month,))

    headings = (*_DUTY, "Vai trò", _STATE, _LAST, _LATE, _AWAITS, "Báo cáo ngày", "Sản phẩm đã có", "Tệp, đường dẫn")
    yield View(DUTIES, "", headings, tuple(told(row, *_standing(row, out, home)) for row in rows))


def _row(*cells: Cell) -> Row:
    return cells


def sign(row: DutyRow) -> str:
    """The letter of a duty."""
    return SIGNS[row.state] if row.role is Role.LEAD else SIGNS[row.state].lower()


def _state(state: State) -> Filled:
    return Filled(state.value, COLOURS[state])


def _numbers(tasks: Iterable[int]) -> str:
    return ", ".join(map(str, sorted({*tasks})))


def _summary(rows: Iterable[DutyRow], tasks: Counter[State]) -> Iterator[Row]:
    count = Counter((row.state, row.role) for row in rows)
    for state in State:
        leads, joins = count[state, Role.LEAD], count[state, Role.COORDINATE]
        share = vn.number(100 * (leads + joins) / max(count.total(), 1), 1)
        yield _state(state), SIGNS[state], leads + joins, leads, joins, f"{share}%", tasks[state]


def _counts(duties: Sequence[DutyRow]) -> tuple[int, ...]:
    count = Counter(row.state for row in duties)
    return (len(duties), *(count[state] for state in State))


def _reported(row: DutyRow) -> str:
    if row.result is None:
        return "chưa"
    return row.result.status.value + (f", hẹn {vn.short_date(row.result.promised)}" if row.result.promised else "")


def _silent(name: str, duties: Iterable[DutyRow]) -> tuple[str, int, int, int, int, str] | None:
    """What an agency has to report and has not; nothing for one that has reported all."""
    asked = [row for row in duties if row.state is not State.WAITING]
    owed = [row for row in asked if row.result is None]
    late = sum(row.state is State.OVERDUE for row in owed)
    told = len(asked) - len(owed)
    return (name, len(asked), told, len(owed), late, _numbers(row.task for row in owed)) if owed else None


def _standing(row: DutyRow, out: Path, home: Path) -> Row:
    result = row.result
    product = ", ".join(filter(None, (result.product, result.number))) if result else ""
    said = (result.on if result else None, product, _evidence(result.evidence, out, home) if result else "")
    return (row.role.value, _state(row.state), row.last_day, row.days_late or None, row.awaits, *said)


def _paper(agency: str, out: Path) -> Cell:
    path = PaperId(_DRAFT, agency).path
    return Link(path, path) if (out / path).is_file() else ""


def _evidence(words: str, out: Path, home: Path) -> Cell:
    """The evidence of a result; it leads into the web, or to a file below the plan's data, and nowhere else."""
    if re.fullmatch(r"https?://[^\s\\]+", words):
        return Link(words, words)
    if not shelf.is_inside(words) or not (home / words).is_file():
        return words
    try:
        return Link(words, write.quoted(Path(os.path.relpath(home / words, out))))
    except ValueError:  # on another drive
        return words
