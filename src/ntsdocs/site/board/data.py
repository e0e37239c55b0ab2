"""Write how the duties stand as data: each table as CSV, as JSON and as a sheet, and what each of its fields is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from ntsdocs.build.paths import BOARD_DATA
from ntsdocs.docx import package
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.duty_rows import duty_rows
from ntsdocs.plan.model import Plan, Result, Role, Status
from ntsdocs.plan.periods import counted_on, period, period_of
from ntsdocs.plan.progress import IS_DONE, Progress, State
from ntsdocs.tables import csv_text, workbooks
from ntsdocs.text.groups import grouped

_NOTHING_REPORTED = Result(0, "", Status.NOT_STARTED)
_HEADING = ("Tệp", "Trường", "Tên", "Ý nghĩa", "Dạng, đơn vị", "Nguồn")


class DataField(NamedTuple):
    """A field of a table: its name, what it is called and means, its form or unit, and its source."""

    name: str
    called: str
    meaning: str
    form: str
    source: str


_DAY, _TEXT, _COUNT, _MADE = "YYYY-MM-DD; trống khi không có", "chữ", "số nguyên", "chương trình tính"
_PLAN, _TASKS, _RESULTS, _REGISTRY = "plan.yaml", "tasks.csv", "results/<năm>.csv", "agencies.csv"
_PERIOD = (
    DataField("period", "Kỳ số liệu", "Năm và tháng cuối kỳ", "YYYYMM", _PLAN),
    DataField("start", "Kỳ từ ngày", "Ngày đầu kỳ", _DAY, _PLAN),
    DataField("end", "Kỳ đến ngày", "Ngày cuối kỳ", _DAY, _PLAN),
    DataField("until", "Tính đến ngày", "Ngày chốt số liệu; của kỳ đã qua là ngày cuối kỳ", _DAY, _PLAN),
)
_AGENCY = (
    DataField("agency", "Mã cơ quan", "Mã trong danh mục cơ quan", _TEXT, _REGISTRY),
    DataField("gso_code", "Mã đơn vị hành chính", "Trống khi không có", _TEXT, _REGISTRY),
)
_TASK = DataField("task", "Nhiệm vụ số", "Số thứ tự trong Kế hoạch", _COUNT, _TASKS)
_STATE = DataField("state", "Tình trạng", "Đến ngày chốt số liệu", "; ".join(State), _MADE)
_LAST = DataField("last_day", "Hạn", "Ngày cuối còn trong hạn", _DAY, _TASKS)
_LED = "Số lượt nhiệm vụ chủ trì"
TABLES: dict[str, tuple[DataField, ...]] = {
    "luot-nhiem-vu": (
        *(*_PERIOD, *_AGENCY, _TASK),
        DataField("role", "Vai trò", "Cột của Kế hoạch", "; ".join(Role), _MADE),
        *(_STATE, _LAST),
        DataField("days_late", "Số ngày quá hạn", "0 khi không quá hạn", _COUNT, _MADE),
        DataField("awaits", "Còn chờ", "Văn bản, sự kiện còn chờ", _TEXT, "conditions.csv"),
        DataField("reported_on", "Ngày", "Của kết quả ghi nhận gần nhất", _DAY, _RESULTS),
        DataField("product", "Sản phẩm đã có", "Tên sản phẩm đã báo cáo", _TEXT, _RESULTS),
        DataField("number", "Số, ký hiệu", "Của sản phẩm", _TEXT, _RESULTS),
        DataField("difficulty", "Loại khó khăn", "Một trong các loại của bao-cao.yaml", _TEXT, _RESULTS),
        DataField("promised", "Hẹn hoàn thành", "Ngày cơ quan hẹn", _DAY, _RESULTS),
    ),
    "nhiem-vu": (
        *(*_PERIOD, _TASK),
        DataField("section", "Mục", "Phần và mục của Kế hoạch", _TEXT, _TASKS),
        DataField("deadline", "Thời gian hoàn thành", "Nguyên văn", _TEXT, _TASKS),
        *(_STATE, _LAST),
    ),
    "co-quan": (
        *(*_PERIOD, *_AGENCY),
        DataField("total", "Tổng số", _LED, _COUNT, _MADE),
        *(DataField(each.name.lower(), each, f"{_LED}: {each}", _COUNT, _MADE) for each in State),
        DataField("done_percent", "Tỷ lệ hoàn thành", "Trong và quá hạn", "phần trăm, làm tròn", _MADE),
    ),
}


def files(plan: Plan, assignments: Assignments) -> Iterator[tuple[str, bytes]]:
    """The data files of the plan as it stands on its day, by their paths below the build folder.

    They are of the periods with results and of the present one. Nothing in them is personal, or told in free words.
    """
    sheets: dict[str, list[Any]] = {name: [[field.name for field in fields]] for name, fields in TABLES.items()}
    for name, line in _lines(plan, assignments):
        sheets[name].append([*map(_plain, line)])
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for name, (names, *rows) in sheets.items():
        records = ",\n".join(encode(dict(zip(names, row, strict=True))) for row in rows)
        yield f"{BOARD_DATA}/{name}.json", f"[\n{records}\n]\n".encode()
    sheets["giai-thich"] = [_HEADING, *((name, *field) for name, fields in TABLES.items() for field in fields)]
    for name, lines in sheets.items():
        texts = (["" if value is None else str(value) for value in line] for line in lines)
        yield f"{BOARD_DATA}/{name}.csv", csv_text(texts).encode()
    parts = workbooks.parts(sheets)
    yield f"{BOARD_DATA}/so-lieu.xlsx", package.pack(package.member(name, part, package.EACH) for name, part in parts)


@cache
def _plain(value: Any) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _lines(plan: Plan, assignments: Assignments) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Each line, with the table that it is of."""
    agencies = {each.id: each for each in (*plan.registry, *plan.agencies)}
    now = period_of(plan.on, plan.period_ends).year
    years = {period_of(counted_on(each, plan.period_ends), plan.period_ends).year for each in plan.results} | {now}
    for of in (period(year, plan.period_ends) for year in sorted(years) if year <= now):
        until = min(of.end, plan.on)
        when = (f"{of.end:%Y%m}", of.start, of.end, until)
        rows = [*duty_rows(plan, assignments, until, of, str(of.year))]
        for row in rows:
            who, said = agencies[row.agency], row.result or _NOTHING_REPORTED
            duty = (who.id, who.gso_code, row.task, row.role, row.state, row.last_day, row.days_late, row.awaits)
            yield "luot-nhiem-vu", (*when, *duty, said.on, said.product, said.number, said.difficulty, said.promised)
        progress = Progress(plan, assignments, until, of)
        for task in plan.tasks:
            section, last_day = f"{task.section.part}.{task.section.letter}", progress.deadline(task).last_day
            stands = (task.deadline.words, progress.task_state(task), last_day)
            yield "nhiem-vu", (*when, task.number, section, *stands)
        led = grouped((row.agency, row.state) for row in rows if row.role is Role.LEAD)
        for who in (each for each in agencies.values() if each.id in led):
            count, total = Counter(led[who.id]), len(led[who.id])
            percent = (200 * sum(count[state] for state in IS_DONE) + total) // (2 * total)  # rounded half up
            yield "co-quan", (*when, who.id, who.gso_code, total, *(count[state] for state in State), percent)
