"""Read what has been reported: the tables of results/, and conditions.csv, the list of papers that tasks wait for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ntsdocs import tables
from ntsdocs.plan.model import (
    DIFFICULTIES,
    NOWHERE,
    PERIOD_ENDS,
    AwaitedPaper,
    Document,
    Plan,
    Repeats,
    Result,
    Status,
    Task,
    headings,
)
from ntsdocs.plan.periods import counted_on, period_of
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.entry import Entry, read_fields
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.tables import Cell
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Origin, Problem

# --- words ----------------------------------------------------------------------------------------------------------

# What people write, by `vn.fold`. What may mean two things is left out: «đã triển khai», «chưa xong», «cơ bản xong».
_MEANT = {
    Status.DONE: r"(da )?(hoan thanh( xong)?|hoan tat|((lam|thuc hien) )?xong|ket thuc)|ht",
    Status.ROLLED_OUT: r"da ban hanh ke hoach( trien khai| thuc hien)?|ban hanh ke hoach trien khai|da co ke hoach",
    Status.DOING: r"dang (thuc hien|lam|trien khai( thuc hien)?|tien hanh|hoan thanh|xu ly|soan thao|du thao"
    r"|lay y kien)|dth",
    Status.NOT_STARTED: r"chua (thuc hien|lam|trien khai( thuc hien)?|bat dau|tien hanh)|cth",
    "Kinh phí": r"(thieu )?kinh phi|tai chinh|ngan sach|von|tien",
    "Nhân lực": r"(thieu )?nhan luc|thieu nguoi|nhan su|can bo|con nguoi|bien che",
    "Thể chế, hướng dẫn": r"the che( huong dan)?|((chua co|thieu) )?huong dan|van ban|phap ly|(co che )?chinh sach"
    r"|co che|quy dinh",
    "Phối hợp": r"(cong tac )?phoi hop",
    "Kỹ thuật, trang thiết bị": r"ky thuat( trang thiet bi)?|(trang )?thiet bi|co so vat chat|cong nghe",
    "Thời gian": r"(thieu )?thoi gian|tien do|thoi han",
    "Khác": r"((kho khan|ly do) )?khac",
}
_SHARE = re.compile(
    r"(?:(?:da|dang|moi|khoang|dat|duoc|hoan thanh|thuc hien|trien khai|lam|xong|cham|tien do)[ :(]*)*"
    r"([0-9]{1,3}(?:[.,][0-9]+)?) ?(?:%|phan tram)(?: (?:khoi luong|cong viec|ke hoach))?\)?"
)


@lru_cache(1024)
def said(text: str) -> str:
    """The status, or the kind of difficulty, that people mean by a text or by a share of what is to be done.

    What is not known, or may mean two things, stays as it is.
    """
    words = vn.fold(text).strip(" .")
    if share := _SHARE.fullmatch(words):
        part = float(share[1].replace(",", "."))
        status = Status.DONE if part == 100 else Status.DOING if part else Status.NOT_STARTED
        return str(status) if part <= 100 else text
    plain = " ".join(re.findall(r"\w+", words))
    return next((str(meant) for meant, form in _MEANT.items() if re.fullmatch(form, plain)), text)


def _kind_of(text: str, kinds: Iterable[str]) -> str:
    """The kind of difficulty as it is listed, by its own words or by those that people use for it."""
    by_words = {vn.fold(kind): kind for kind in kinds}
    return by_words.get(vn.fold(text)) or by_words.get(vn.fold(said(text)), text)


_STEPS = {Status.NOT_STARTED: 0, Status.DOING: 1, Status.ROLLED_OUT: 1, Status.DONE: 2}


# --- results --------------------------------------------------------------------------------------------------------


def read_results(
    folder: Path,
    root: Path,
    references: References,
    facts: Mapping[str, Any],
    on: date,
    problems: ProblemList,
    difficulties: tuple[str, ...] = DIFFICULTIES,
) -> tuple[tuple[int, ...], tuple[Result, ...]]:
    """The years that have a table, and the results of all of them, but those that are asked about.

    `facts` are what plan.yaml says, `on` the plan's date, `difficulties` the kinds of them that rows may name.
    """
    issued = facts.get("document", Document("")).issued or date.min
    ends = facts.get("period_ends", PERIOD_ENDS)
    names, others = tables.years(folder / "results")
    rows: list[Result] = []
    for year, name in names:
        entries = columns.entries(tables.read(folder / "results" / f"{name}.csv", root), problems, Result)
        read = ((_result(entry, year, references, difficulties), entry) for entry in entries)
        rows += [row for row, entry in read if _is_in_time(row, entry, issued, on.year)]
    for name in others:
        origin = Origin(tables.place_of(folder / "results" / name, root))
        is_table = name.lower().endswith(tables.ENDINGS)
        remedy = "đặt tên bắt đầu bằng năm, ví dụ 2026.csv, 2026-03.csv" if is_table else "lưu bảng thành .csv, .xlsx"
        problems.warn(origin, "tệp này không được đọc.", f"{remedy}, hoặc chuyển đi nơi khác.")
    _tell_contradictions(rows, references.tasks, ends, problems)
    return tuple(sorted({year for year, _ in names})), tuple(_without_doubles(rows, ends, problems))


def _result(entry: Entry, year: int, references: References, difficulties: tuple[str, ...]) -> Result:
    status = entry.one_of("status", Status, Status.NOT_STARTED, needed=True, said=said)
    result = Result(
        **read_fields(entry, Result, but=("agency", "difficulty")),
        agency=references.id_of(entry.text("agency", needed=True)),
        status=Status(status),
        difficulty=entry.one_of("difficulty", difficulties, said=lambda text: _kind_of(text, difficulties)),
        year=year,
        origin=entry.origin,
    )
    references.tell_agencies(entry, "agency", (result.agency,))
    references.tell_tasks(entry, "task", (result.task,))
    return result


def reader(plan: Plan) -> Callable[[Mapping[str, str], int], tuple[Result, tuple[Problem, ...]]]:
    """What reads a row that is not in a table yet, from its texts by field and its year, and tells what is wrong."""
    references = References(plan.agencies, {task.number: task for task in plan.tasks})

    def read(texts: Mapping[str, str], year: int) -> tuple[Result, tuple[Problem, ...]]:
        problems, labels = ProblemList(), headings(Result)
        cells = {name: Cell(text, NOWHERE.at(labels[name])) for name, text in texts.items()}
        entry = Entry(cells, NOWHERE, problems, labels)
        row = _result(entry, year, references, plan.report.difficulties)
        _is_in_time(row, entry, plan.document.issued or date.min, plan.on.year)
        return row, problems.all()

    return read


def reported(entry: Entry, name: str, difficulties: tuple[str, ...] = DIFFICULTIES) -> str:
    """What a field of a result says in a form, as the tables of results have it; what is wrong with it is told."""
    if name == "status":
        return entry.one_of(name, Status, said=said)
    if name == "difficulty":
        return entry.one_of(name, difficulties, said=lambda text: _kind_of(text, difficulties))
    if name in ("on", "promised"):
        day = entry.day(name)
        return vn.cell_date(day) if day else ""
    return entry.text(name)


def _is_in_time(row: Result, entry: Entry, issued: date, year: int) -> bool:
    """Whether the row's day may be right, in the year that is reported on; one that may not is asked about."""
    if row.promised and row.promised < (row.on or issued) and row.status is not Status.DONE:
        what = f"hẹn ngày {vn.cell_date(row.promised)} đứng trước ngày báo cáo ({vn.cell_date(row.on or issued)})."
        entry.warn("promised", what, "ghi ngày hẹn sau ngày báo cáo, hoặc bỏ trống.")
    if row.on is None:
        return True
    last = date(max(row.year, year), 12, 31)
    if issued <= row.on <= last:
        if row.on.year != row.year:
            what = f"ngày {vn.cell_date(row.on)} không thuộc năm {row.year} của bảng này; vẫn tính theo ngày."
            entry.warn("on", what, f"xem lại ngày, hoặc chuyển dòng sang {row.on.year}.csv.")
        return True
    before = f"đứng trước ngày ban hành Kế hoạch ({vn.cell_date(issued)})"
    wrong = before if row.on < issued else f"sau năm {last.year}"
    swapped = row.on.replace(day=row.on.month, month=row.on.day) if row.on.day <= 12 else date.min
    meant = f"có phải {vn.cell_date(swapped)}? " if issued <= swapped <= last else ""
    what = f"ngày {vn.cell_date(row.on)} {wrong}: kết quả này chưa được tính."
    entry.warn("on", what, f"{meant}Ghi đúng ngày/tháng/năm.")
    return False


def _without_doubles(rows: Iterable[Result], ends: str, problems: ProblemList) -> Iterable[Result]:
    """The rows, each once; of two of one day neither is the later, and that is told with both places."""
    first: dict[tuple[int, str, date], Result] = {}
    for row in rows:
        before = first.setdefault((row.task, row.agency, counted_on(row, ends)), row)
        if before is row or not row.task or not row.agency:
            yield row
            continue
        when = f"ngày {vn.cell_date(row.on)}" if row.on else "không ghi ngày"
        what = f"kết quả nhiệm vụ {row.task} của «{row.agency}» {when} đã có ở {_place(before, row)}"
        if replace(row, year=before.year, source=before.source) == before:
            problems.warn(row.origin, f"{what}, giống hệt; chỉ tính một lần.", "xóa một dòng.")
        else:
            remedy = "gộp hai dòng, hoặc ghi hai ngày khác nhau: dòng có ngày sau được tính."
            problems.stop(row.origin, f"{what}.", remedy)
            yield row


def _tell_contradictions(rows: Iterable[Result], tasks: Mapping[int, Task], ends: str, problems: ProblemList) -> None:
    """Tell what was done and is later said not to be; what recurs may begin anew in each period."""
    for (number, _), of_duty in grouped(((row.task, row.agency), row) for row in rows).items():
        in_order = sorted(of_duty, key=lambda row: counted_on(row, ends))
        for before, row in pairwise(in_order):
            recurs = number in tasks and tasks[number].deadline.repeats is not Repeats.NO
            days = [counted_on(each, ends) for each in (before, row)]
            is_anew = recurs and period_of(days[0], ends) != period_of(days[1], ends)
            if _STEPS[row.status] < _STEPS[before.status] and days[0] < days[1] and not is_anew:
                what = f"ghi «{row.status}», nhưng {_place(before, row)} đã ghi «{before.status}»; dòng sau được tính."
                remedy = "xem lại tình trạng, ngày của hai dòng; đúng là phải làm lại thì không phải sửa."
                problems.warn(row.origin.at(headings(Result)["status"]), what, remedy)


def _place(before: Result, row: Result) -> str:
    """Where the earlier row stands, as it is told at the other."""
    return f"dòng {before.origin.row}" if before.origin.file == row.origin.file else str(before.origin)


# --- awaited papers -------------------------------------------------------------------------------------------------


def read_awaited(folder: Path, root: Path, references: References, problems: ProblemList) -> tuple[AwaitedPaper, ...]:
    """The rows of conditions.csv; a task that waits and is in none is asked about, if there is such a table."""
    path, rows, count = folder / "conditions.csv", [], problems.count()
    for entry in columns.entries_if_any(path, root, problems, AwaitedPaper, ("tasks", "on")):
        before = problems.count()
        row = AwaitedPaper(**read_fields(entry, AwaitedPaper), origin=entry.origin)
        references.tell_tasks(entry, "tasks", row.tasks)
        for number in row.tasks:
            if number in references.tasks and not references.tasks[number].deadline.event:
                what = f"nhiệm vụ {number} không chờ điều kiện nào."
                entry.warn("tasks", what, "xem lại số nhiệm vụ, hoặc xóa dòng này.")
        if row.document and row.on is None and entry.has("on") and problems.count() == before:
            entry.ask("on", f"có «{row.document}» mà chưa ghi ngày: vẫn tính là đang chờ.", "ghi ngày có văn bản.")
        rows.append(row)
    listed = {number for row in rows for number in row.tasks}
    waiting = [task.number for task in references.tasks.values() if task.deadline.event]
    missing = [str(number) for number in waiting if number not in listed]
    if missing and problems.count() == count and tables.exists(path):
        what = f"nhiệm vụ {vn.first_few(missing, 5, 'nhiệm vụ')} chờ văn bản mà chưa có dòng nào ở đây."
        remedy = "thêm dòng: số nhiệm vụ, văn bản chờ; chưa có văn bản thì bỏ trống ngày."
        problems.ask(Origin(tables.place_of(path, root)), what, remedy)
    return tuple(rows)
