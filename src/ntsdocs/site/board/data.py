"""Write how the duties stand as data: each table as CSV, as JSON and as a sheet, and what each of its fields is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, NamedTuple

from ntsdocs.build.paths import BOARD_DATA
from ntsdocs.docx import package
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.duty_rows import duty_rows
from ntsdocs.plan.model import Agency, Plan, Result, Role, Status
from ntsdocs.plan.periods import Period, counted_on, period, period_of
from ntsdocs.plan.progress import IS_DONE, Progress, State
from ntsdocs.tables import csv_text, workbooks
from ntsdocs.text.groups import grouped

_NOTHING_REPORTED = Result(0, "", Status.NOT_STARTED)


class _Line(NamedTuple):
    """What a line of a table is read from: its period, the day that is counted up to, and what it is about."""

    code: str  # the year and the month in which the period ends
    of: Period
    until: date
    row: Any
    agency: Agency | None = None
    result: Result = _NOTHING_REPORTED


class DataField(NamedTuple):
    """A field of a table: its name, what it is called and means, its form or unit, its source, where a line has it."""

    name: str
    called: str
    meaning: str
    form: str
    source: str
    path: str


_DAY, _TEXT, _COUNT, _MADE = "YYYY-MM-DD; trống khi không có", "chữ", "số nguyên", "chương trình tính"
_PLAN, _RESULTS, _REGISTRY, _AWAITED = "plan.yaml", "results/<năm>.csv", "agencies.csv", "conditions.csv"
_PERIOD = (
    DataField("period", "Kỳ số liệu", "Năm và tháng cuối kỳ", "YYYYMM", _PLAN, "code"),
    DataField("year", "Năm báo cáo", "Năm của ngày cuối kỳ", _COUNT, _PLAN, "of.year"),
    DataField("start", "Kỳ từ ngày", "Ngày đầu kỳ", _DAY, _PLAN, "of.start"),
    DataField("end", "Kỳ đến ngày", "Ngày cuối kỳ", _DAY, _PLAN, "of.end"),
    DataField("until", "Tính đến ngày", "Ngày chốt số liệu; của kỳ đã qua là ngày cuối kỳ", _DAY, _PLAN, "until"),
)
_AGENCY = (
    DataField("agency", "Mã cơ quan", "Mã trong danh mục cơ quan", _TEXT, _REGISTRY, "agency.id"),
    DataField("gso_code", "Mã đơn vị hành chính", "Trống khi không có", _TEXT, _REGISTRY, "agency.gso_code"),
)
_TASK = DataField("task", "Nhiệm vụ số", "Số thứ tự trong Kế hoạch", _COUNT, "tasks.csv", "row.task")
_LAST = DataField("last_day", "Hạn", "Ngày cuối còn trong hạn", _DAY, "tasks.csv", "row.last_day")
_STATE = DataField("state", "Tình trạng", "Đến ngày chốt số liệu", "; ".join(State), _MADE, "row.state")
_LED = "Số lượt nhiệm vụ chủ trì"
TABLES: dict[str, tuple[DataField, ...]] = {
    "luot-nhiem-vu": (
        *(*_PERIOD, *_AGENCY, _TASK),
        DataField("role", "Vai trò", "Cột của Kế hoạch", "; ".join(Role), _MADE, "row.role"),
        *(_STATE, _LAST),
        DataField("days_late", "Số ngày quá hạn", "0 khi không quá hạn", _COUNT, _MADE, "row.days_late"),
        DataField("awaits", "Còn chờ", "Văn bản, sự kiện còn chờ", _TEXT, _AWAITED, "row.awaits"),
        DataField("reported_on", "Ngày", "Của kết quả ghi nhận gần nhất", _DAY, _RESULTS, "result.on"),
        DataField("product", "Sản phẩm đã có", "Tên sản phẩm đã báo cáo", _TEXT, _RESULTS, "result.product"),
        DataField("number", "Số, ký hiệu", "Của sản phẩm", _TEXT, _RESULTS, "result.number"),
        DataField(
            "difficulty", "Loại khó khăn", "Một trong các loại của bao-cao.yaml", _TEXT, _RESULTS, "result.difficulty"
        ),
        DataField("promised", "Hẹn hoàn thành", "Ngày cơ quan hẹn", _DAY, _RESULTS, "result.promised"),
    ),
    "nhiem-vu": (
        *(*_PERIOD, _TASK),
        DataField("section", "Mục", "Phần và mục của Kế hoạch", _TEXT, "tasks.csv", "row.section"),
        DataField("deadline", "Thời gian hoàn thành", "Nguyên văn", _TEXT, "tasks.csv", "row.deadline"),
        *(_LAST, _STATE),
    ),
    "co-quan": (
        *(*_PERIOD, *_AGENCY),
        DataField("total", "Tổng số", _LED, _COUNT, _MADE, "row.total"),
        *(DataField(x.name.lower(), x, f"{_LED}: {x}", _COUNT, _MADE, f"row.{x.name.lower()}") for x in State),
        DataField(
            "done_percent", "Tỷ lệ hoàn thành", "Trong và quá hạn", "phần trăm, làm tròn", _MADE, "row.done_percent"
        ),
    ),
    "van-ban-cho": (
        DataField("task", "Nhiệm vụ số", "Nhiệm vụ chờ văn bản này", _COUNT, _AWAITED, "task"),
        DataField("paper", "Văn bản chờ", "Tên văn bản, sự kiện", _TEXT, _AWAITED, "awaited.paper"),
        DataField("issuer", "Cơ quan ban hành", "Trống khi không nêu", _TEXT, _AWAITED, "awaited.issuer"),
        DataField("on", "Đã có ngày", "Trống khi chưa có", _DAY, _AWAITED, "awaited.on"),
        DataField("document", "Văn bản đã có", "Trống khi chưa có", _TEXT, _AWAITED, "awaited.document"),
    ),
}


def files(plan: Plan, assignments: Assignments) -> Iterator[tuple[str, bytes]]:
    """The data files of the plan as it stands on its day, by their paths below the build folder.

    They are of the periods with results and of the present one. Nothing in them is personal, or told in free words.
    """
    sheets = []
    for name, lines in _lines(plan, assignments).items():
        read, names = attrgetter(*(field.path for field in TABLES[name])), [field.name for field in TABLES[name]]
        rows = [[*map(_plain, read(line))] for line in lines]
        texts = (["" if value is None else str(value) for value in row] for row in rows)
        encode = json.JSONEncoder(ensure_ascii=False).encode
        records = ",\n".join(encode(dict(zip(names, row, strict=True))) for row in rows)
        yield f"{BOARD_DATA}/{name}.csv", csv_text([names, *texts]).encode()
        yield f"{BOARD_DATA}/{name}.json", f"[\n{records}\n]\n".encode()
        sheets.append(workbooks.WrittenSheet(name, [names, *rows]))
    heading = ("Tệp", "Trường", "Tên", "Ý nghĩa", "Dạng, đơn vị", "Nguồn")
    told = [heading, *((name, *field[:5]) for name, fields in TABLES.items() for field in fields)]
    yield f"{BOARD_DATA}/giai-thich.csv", csv_text(told).encode()
    parts = workbooks.parts([*sheets, workbooks.WrittenSheet("giai-thich", told)])
    yield f"{BOARD_DATA}/so-lieu.xlsx", package.pack(package.member(name, part, package.EACH) for name, part in parts)


@cache
def _plain(value: Any) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _lines(plan: Plan, assignments: Assignments) -> dict[str, list[Any]]:
    """What the lines of each table are read from."""
    agencies = {each.id: each for each in (*plan.registry, *plan.agencies)}
    ends = plan.period_ends
    now = period_of(plan.on, ends).year
    years = {period_of(counted_on(result, ends), ends).year for result in plan.results} | {now}
    lines: dict[str, list[Any]] = {name: [] for name in TABLES}
    for of in (period(year, ends) for year in sorted(years) if year <= now):
        until, code = min(of.end, plan.on), f"{of.end:%Y%m}"
        duties = list(duty_rows(plan, assignments, until, of, str(of.year)))
        lines["luot-nhiem-vu"] += (
            _Line(code, of, until, row, agencies[row.agency], row.result or _NOTHING_REPORTED) for row in duties
        )
        led = grouped((row.agency, row.state) for row in duties if row.role is Role.LEAD)
        lines["co-quan"] += (_Line(code, of, until, _counts(led[id_]), agencies[id_]) for id_ in agencies if id_ in led)
        progress = Progress(plan, assignments, until, of)
        for task in plan.tasks:
            row = SimpleNamespace(task=task.number, section=f"{task.section.part}.{task.section.letter}")
            row.deadline, row.last_day = task.deadline.words, progress.deadline(task).last_day
            row.state = progress.task_state(task)
            lines["nhiem-vu"].append(_Line(code, of, until, row))
    for awaited in plan.conditions:
        lines["van-ban-cho"] += (SimpleNamespace(task=task, awaited=awaited) for task in awaited.tasks)
    return lines


def _counts(states: list[State]) -> SimpleNamespace:
    """How many there are in each state, and the share of what is done, rounded half up."""
    total, count = len(states), Counter(states)
    percent = (200 * sum(count[state] for state in IS_DONE) + total) // (2 * total)
    return SimpleNamespace(total=total, done_percent=percent, **{each.name.lower(): count[each] for each in State})
