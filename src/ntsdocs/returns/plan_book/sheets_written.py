"""Write the workbook of a plan: all its tables, with what is wrong in them marked in the cells."""

from __future__ import annotations

import base64
import bz2
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from ntsdocs.build import disk, journey
from ntsdocs.build.paths import PLAN_BOOK
from ntsdocs.docx import package
from ntsdocs.plan.model import Plan
from ntsdocs.returns.plan_book.column_words import words_at, words_of
from ntsdocs.returns.plan_book.plan_tables import PlanTable, plan_tables
from ntsdocs.tables import workbooks
from ntsdocs.tables.workbooks import Column, Filled, Scalar, WrittenSheet
from ntsdocs.text import shelf, vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import DataWrong, Problem, Severity

NUMBER, STAMP, OPEN = "Dòng", "Gốc", "Cần xem"  # the first column of every table; the sheet that keeps its base; a list
_MARKS = {Severity.STOP: "F8CBAD", Severity.WARN: "FFE699", Severity.ASK: "DDEBF7"}
_OF_ROW = "Số dòng trong bảng gốc: không sửa. Dòng thêm mới thì để trống."
_PROBLEM_HEADS = {"Mức": 14, "Trang": 24, "Dòng": 8, "Cột": 24, "Điều cần xem": 60, "Cách sửa": 60}  # with widths
_PIECE = 30_000  # letters of the stamp in a cell
_SPARE = 500  # rows below the last that offer what the others do
_GUIDE = (
    "Sửa ngay trong các trang, thêm dòng ở cuối trang; cột «Dòng» không sửa. Đổi chỗ dòng, lọc, sắp xếp tùy ý.",
    "Xong thì lưu lại kiểu .xlsx và chạy: invoke workbook TỆP (xem có gì đổi, sai), invoke workbook TỆP --write (ghi).",
    "Ô có màu: đỏ là lỗi, vàng là cảnh báo, xanh là điều cần hỏi; trỏ vào ô thì thấy cách sửa.",
)


def write(root: Path, plan_id: str, out: Path, on: date | None = None) -> list[str]:
    """Writes the workbook of the plan into the build folder: what to tell. `DataWrong` if there is no plan to read."""
    home = journey.folder(root, plan_id)
    journey.refuse_place(root, out)
    reading = journey.read(root, plan_id, on)
    plan, problems = reading.rows, journey.check_read(root, plan_id, reading)
    if plan is None:
        raise DataWrong(problem for problem in problems if problem.severity is Severity.STOP)
    listed = plan_tables(plan, home, root)
    data = book(plan, listed, problems, root)
    with disk.os_errors_as_problems(out), disk.locked(out):
        disk.refuse_open_files(out, [PLAN_BOOK])
        shelf.replace(out / PLAN_BOOK, data)
    rows = sum(len(each.rows) for each in listed)
    told = f"{plan.document.called}: {vn.number(len(listed))} bảng, {vn.number(rows)} dòng"
    return [f"{told}; {vn.number(len(problems))} điều cần xem, có tô màu.", f"Đã ghi {out / PLAN_BOOK}"]


def book(plan: Plan, listed: Sequence[PlanTable], problems: Iterable[Problem], root: Path) -> bytes:
    """The workbook with these tables, and these problems in their cells."""
    placed = [(next((each for each in listed if each.is_in(x.origin.file, root)), None), x) for x in problems]
    sheets: dict[str, WrittenSheet] = {}
    for each in listed:
        notes = grouped(((p.origin.row, p.origin.column), p) for table, p in placed if table is each)
        sheets[each.sheet] = _sheet(plan, each, notes)
    sheets[OPEN] = _open(placed)
    base = {each.sheet: each.rows for each in listed}
    raw = json.dumps({"plan": plan.id, "tables": base}, ensure_ascii=False, sort_keys=True).encode()
    stamp = base64.b64encode(bz2.compress(raw)).decode()
    pieces = [[stamp[at : at + _PIECE]] for at in range(0, len(stamp), _PIECE)]
    sheets[STAMP] = WrittenSheet([Column(STAMP)], pieces, is_secret=True)
    return package.write(workbooks.parts(sheets, {"ntsdocs": f"bảng của {plan.id}"}))


def _sheet(plan: Plan, table: PlanTable, notes: Mapping[tuple[int | None, str], Sequence[Problem]]) -> WrittenSheet:
    of = words_of(plan, table)
    columns = [Column(NUMBER, _OF_ROW, width=7)]
    for label, words in of.items():
        longest = max((len(row.get(label, "")) for row in table.rows.values()), default=0)
        width = 8 if words.form is int else 14 if longest <= 14 else 24 if longest <= 48 else 45
        is_date, is_open = words.form is date, words.form is str
        columns.append(Column(label, words.note, width, words.choices, words.takes_others, is_date, is_open))
    rows: list[list[Scalar | Filled]] = []
    for number, row in table.rows.items():
        cells: list[Scalar | Filled] = [_marked(Filled(number, is_grey=True), notes.get((number, ""), ()))]
        for label, words in words_at(of, table, number).items():
            shown = Filled(words.shown(row.get(label, "")), choices=() if words is of[label] else words.choices)
            cells.append(_marked(shown, notes.get((number, label), ())))
        rows.append(cells)
    return WrittenSheet(columns, rows, kept=2, spare=0 if table.rulings else _SPARE)


def _marked(cell: Filled, problems: Sequence[Problem]) -> Filled:
    if not problems:
        return cell
    worst = next(each for each in _MARKS if any(problem.severity is each for problem in problems))
    told = "\n".join(f"{problem.severity}: {problem.what}\nSửa: {problem.remedy}" for problem in problems)
    return Filled(cell.value, _MARKS[worst], told, cell.is_grey, cell.choices)


def _open(placed: Iterable[tuple[PlanTable | None, Problem]]) -> WrittenSheet:
    rows: list[list[Scalar | Filled]] = []
    for table, each in placed:
        at, mark = each.origin, Filled(str(each.severity), _MARKS[each.severity])
        rows.append([mark, table.sheet if table else at.file, at.row, at.column or at.place, each.what, each.remedy])
    return WrittenSheet([Column(words, width=width) for words, width in _PROBLEM_HEADS.items()], rows, _GUIDE, kept=0)
