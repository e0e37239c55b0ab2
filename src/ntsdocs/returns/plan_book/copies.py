"""Read a copy of the workbook that somebody worked in: its rows, and the tables that it was made from."""

from __future__ import annotations

import base64
import bz2
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntsdocs import tables
from ntsdocs.plan.model import Plan
from ntsdocs.returns.plan_book.column_words import ColumnWords, words_at, words_of
from ntsdocs.returns.plan_book.plan_tables import CHANGEABLE, PlanTable, Row, Rows
from ntsdocs.returns.plan_book.sheets_written import NUMBER, OPEN, STAMP
from ntsdocs.tables import Cell, Table, workbooks
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity

_MOST_BASE = 60_000_000
_AGAIN = "lập lại bằng invoke workbook, rồi chép những ô đã sửa sang."
_RENAME = f"đặt lại tên trang, hoặc {_AGAIN}"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of a copy: its number in the table that it was made from, `None` of a new one; its place; its texts."""

    number: int | None
    place: Origin
    row: Row


@dataclass(frozen=True, slots=True)
class Copy:
    """By the names of sheets, the tables that the copy was made from, and its rows; what is wrong with it."""

    base: Mapping[str, Rows]
    rows: Mapping[str, Sequence[TypedRow]]
    problems: tuple[Problem, ...]


def read(file: Path, root: Path, plan: Plan, listed: Sequence[PlanTable]) -> Copy:
    """The copy in a file; `DataWrong` if it is no workbook of this plan."""
    origin, problems = Origin(tables.place_of(file, root)), list[Problem]()
    try:
        found = tables.of_each_sheet(tables.bytes_of(file, tables.MAX_BYTES), origin)
        base = _base(found.get(STAMP), plan.id)
    except UnreadableError as error:
        raise DataWrong([error.problem(origin)]) from error
    rows: dict[str, Sequence[TypedRow]] = {}
    for table in listed:
        if table.sheet in found:
            rows[table.sheet] = [*_rows(plan, table, found[table.sheet], base.get(table.sheet, {}), problems)]
        elif table.sheet in base:
            problems.append(Problem(origin, f"không thấy trang tính «{table.sheet}».", _RENAME))
    for name in (each for each in found if each not in (OPEN, STAMP, workbooks.LISTS, *rows)):
        what = f"không đọc trang tính «{name}»."
        problems.append(Problem(origin, what, "chuyển dữ liệu sang trang của bảng, hoặc bỏ qua.", Severity.WARN))
    return Copy(base, rows, tuple(problems))


def _base(stamp: Table | None, plan_id: str) -> Mapping[str, Rows]:
    text = "".join(row[0].text for row in stamp.rows if row) if stamp else ""
    try:
        packed = bz2.BZ2Decompressor()
        said = json.loads(packed.decompress(base64.b64decode(text, validate=True), _MOST_BASE))
        of, base = str(said["plan"]), said["tables"].items()
        then = {name: {int(at): {x: str(row[x]) for x in row} for at, row in rows.items()} for name, rows in base}
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        what = "tệp này không do invoke workbook lập, hoặc trang tính ẩn «Gốc» đã bị xóa, sửa."
        raise UnreadableError(what, _AGAIN) from error
    if of != plan_id:
        raise UnreadableError(f"tệp này là bảng của kế hoạch {of[:80]}.", f"chạy lại với --plan {of[:80]}")
    return then


def _rows(plan: Plan, table: PlanTable, typed: Table, base: Rows, problems: list[Problem]) -> Iterator[TypedRow]:
    problems += typed.problems
    at = {" ".join(cell.text.split()): index for index, cell in reversed([*enumerate(typed.heading)])}
    known = {label for row in base.values() for label in row}
    for label in (NUMBER, *table.heading):
        if label not in at and (label == NUMBER or label in known):
            what = f"thiếu cột «{label}»."
            problems.append(Problem(typed.heading[0].origin.at(""), what, f"đặt lại tiêu đề cột, hoặc {_AGAIN}"))
    if NUMBER not in at:
        return
    of = words_of(plan, table)
    for row in typed.rows:
        place = row[0].origin.at("")
        cells = {x: row[index] if index < len(row) else Cell("", place.at(x)) for x, index in at.items()}
        text = cells[NUMBER].text.strip()
        number = int(text) if text.isdecimal() and len(text) < 7 and int(text) in base else None
        before = base[number] if number else {}
        kept = {label: text for label, text in before.items() if label not in at}
        typed_now = {
            label: _text(table, words, cells[label], before.get(label, ""), problems)
            for label, words in words_at(of, table, number).items()
            if label in cells
        }
        yield TypedRow(number, place, kept | {label: text for label, text in typed_now.items() if text})


def _text(table: PlanTable, words: ColumnWords, cell: Cell, before: str, problems: list[Problem]) -> str:
    """The text that a cell of the sheet means; what cannot be meant is told."""
    text = words.typed(cell, before)
    if text == before:
        return text
    if cell.day is not None and words.form is str and not words.may_be_day:
        what = f"Excel đã đổi chữ trong ô này thành ngày {cell.text}."
        problems.append(Problem(cell.origin, what, "đặt định dạng ô là «Text» rồi gõ lại."))
    if table.rulings and (cell.origin.column not in CHANGEABLE.values() or not text):
        what = "ô này không đổi, không xóa được ở đây."
        problems.append(Problem(cell.origin, what, "sửa trong decisions.yaml; ở đây ghi lại như cũ."))
    elif table.rulings and words.names and text not in words.names:
        listed = "; ".join(f"«{name}»" for name in words.names.values())
        problems.append(Problem(cell.origin, f"không có phương án «{text}».", f"chọn một trong: {listed}."))
    return text
