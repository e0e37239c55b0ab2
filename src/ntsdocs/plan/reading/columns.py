"""Find the columns of a table by their headings, and hand out its rows as entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from ntsdocs import tables
from ntsdocs.plan.model import earlier_headings, headings
from ntsdocs.plan.reading import hygiene
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.tables import Cell, Table
from ntsdocs.text import plain, vn
from ntsdocs.text.problems import Origin
from ntsdocs.text.suggestions import KnownNames

_MAX_HEADING = 120
_FURTHEST = 30  # rows that may stand above the heading


def entries(
    table: Table, problems: ProblemList, *classes: type, needed: Collection[str] | None = None
) -> tuple[Entry, ...]:
    """The rows of the table, their cells named by the labelled fields of the classes.

    A column is found by its Vietnamese heading or by the field's English name. The needed columns, by default those of
    fields without a default, have to be there.
    """
    problems.begin_file(table.origin)
    problems.add(table.problems)
    if not table.heading:
        return ()
    labels = {name: heading for cls in classes for name, heading in headings(cls).items()}
    earlier = {_key(heading): name for cls in classes for heading, name in earlier_headings(cls).items()}
    by_heading = earlier | {_key(words): name for name, heading in labels.items() for words in (heading, name)}
    table = _from_heading(table, by_heading, problems)
    names = _names(table, labels, by_heading, problems)
    if needed is None:
        needed = {field.name for cls in classes for field in fields(cls) if field.default is MISSING}
    _tell_missing(table, labels, [name for name in labels if name in needed and name not in names], problems)
    column_labels = {name: cell.origin.column for name, cell in zip(names, table.heading, strict=True) if name}
    rows = []
    for row in table.rows:
        _tell_surplus(row, len(names), problems)
        for cell in (cell for name, cell in zip(names, row, strict=False) if not name):
            hygiene.tell_secret(cell.text, cell.origin, problems)  # in a column that is not read, too
        values = {name: cell for name, cell in zip(names, row, strict=False) if name}
        rows.append(Entry(values, _row_of(row), problems, column_labels))
    return tuple(rows)


def entries_if_any(
    path: Path, root: Path, problems: ProblemList, cls: type, needed: Collection[str] | None = None
) -> tuple[Entry, ...]:
    """The rows of a table that may be missing: then there are none."""
    return entries(tables.read(path, root), problems, cls, needed=needed) if tables.exists(path) else ()


def texts(row: Any) -> dict[str, str]:
    """The cells of a row of a table by the fields they are of, as people write them: what `entries` reads again."""
    return {name: _text(getattr(row, name)) for name in headings(type(row))}


def _text(value: object) -> str:
    if isinstance(value, date):
        return vn.cell_date(value)
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _from_heading(table: Table, known: Collection[str], problems: ProblemList) -> Table:
    """The table from the row that has most names of columns, if its first row has none; what stands above is told."""
    lines = (table.heading, *table.rows[:_FURTHEST])
    counts = [sum(_key(plain.repaired(cell.text)[0]) in known for cell in row) for row in lines]
    at = counts.index(max(counts))
    if counts[0] or not at:
        return table
    headed = tables.headed_at(table, at - 1)
    what = f"tiêu đề của các cột ở dòng {headed.heading[0].origin.row}; không đọc các dòng phía trên."
    problems.warn(_row_of(table.heading), what, "xóa các dòng phía trên nếu không cần.")
    return headed


def _names(table: Table, labels: Mapping[str, str], by_heading: Mapping[str, str], problems: ProblemList) -> list[str]:
    """The field each column stands for; blank for a column that is not read."""
    widths_apart = ((" ".join(cell.text.split()), cell.origin) for cell in table.heading)
    texts = [hygiene.clean(text, origin, problems, _MAX_HEADING) for text, origin in widths_apart]
    names = [by_heading.get(_key(text), "") for text in texts]
    absent = KnownNames({labels[name]: (labels[name], name) for name in labels if name not in names})
    for index, (name, text, cell) in enumerate(zip(names, texts, table.heading, strict=True)):
        if name and name in names[:index]:
            problems.stop(cell.origin, f"có hai cột «{text}».", "giữ một cột, xóa cột kia.")
            names[index] = ""
        elif not name and text:
            _tell_unknown(text, cell, absent.hint(text), problems)
        elif not text and any(index < len(row) and row[index].text.strip() for row in table.rows):
            problems.warn(cell.origin, "cột không có tiêu đề nên không được đọc.", "ghi tiêu đề, hoặc xóa cột.")
    return names


def _key(heading: str) -> str:
    return " ".join(heading.split()).lower()


def _tell_unknown(text: str, cell: Cell, hint: str, problems: ProblemList) -> None:
    if hint:  # a misspelt heading would lose a whole column
        problems.stop(cell.origin, f"không có cột «{text}».", hint + "Sửa lại tiêu đề cột.")
    else:
        problems.warn(cell.origin, f"cột «{text}» không được đọc.", "xóa cột này nếu không cần.")


def _tell_missing(table: Table, labels: Mapping[str, str], missing: list[str], problems: ProblemList) -> None:
    row = _row_of(table.heading)
    for name in missing:
        what = f"thiếu cột «{labels[name]}»."
        problems.stop(row, what, f"thêm cột có tiêu đề «{labels[name]}» (hoặc «{name}»).")


def _tell_surplus(row: tuple[Cell, ...], width: int, problems: ProblemList) -> None:
    if any(cell.text.strip() for cell in row[width:]):
        what = "dòng có nhiều ô hơn dòng tiêu đề."
        problems.stop(_row_of(row), what, "đặt trong ngoặc kép ô có dấu phẩy hoặc dấu chấm phẩy; xóa ô thừa.")


def _row_of(row: tuple[Cell, ...]) -> Origin:
    first = row[0].origin
    return Origin(first.file, first.sheet, first.row)
