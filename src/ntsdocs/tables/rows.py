"""Put records together into a table: the first is the heading, and every cell learns its column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from ntsdocs.tables.values import Cell, Table, UnreadableError
from ntsdocs.text.problems import Origin

MAX_ROWS = 100_000
MAX_COLUMNS = 200

Raw = tuple[str, date | None]  # a cell before it knows its place
Numbered = tuple[int, Sequence[Raw]]  # a record and its row


def table(records: Iterable[Numbered], origin: Origin) -> Table:
    """The records as a table: the first that has any text is the heading; blank ones are left out."""
    filled = ((number, cells) for number, cells in records if any(text.strip() for text, _ in cells))
    first = next(filled, None)
    if first is None:
        raise UnreadableError("tệp không có dòng nào.", "ghi ít nhất dòng tiêu đề của các cột.")
    labels = [" ".join(unicodedata.normalize("NFC", text).split()) for text, _ in first[1]]

    def cells(number: int, values: Sequence[Raw]) -> tuple[Cell, ...]:
        return tuple(
            Cell(text, Origin(origin.file, origin.sheet, number, _label(labels, index)), day)
            for index, (text, day) in enumerate(values)
        )

    return Table(origin, cells(*first), tuple(cells(*record) for record in filled))


def within_bounds(record: Numbered) -> Numbered:
    """The record itself; `UnreadableError` if it stands too far down or is too wide."""
    number, cells = record
    if number > MAX_ROWS:
        raise UnreadableError("bảng có hơn 100.000 dòng.", "xóa các dòng trống thừa ở cuối bảng.")
    if len(cells) > MAX_COLUMNS:
        raise UnreadableError(f"dòng có hơn {MAX_COLUMNS} cột.", "xóa các cột thừa ở bên phải bảng.", number)
    return record


def letter(index: int) -> str:
    """The letter of a column counted from 0, as a spreadsheet shows it: 0 → «A», 26 → «AA»."""
    high, low = divmod(index, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


def _label(labels: Sequence[str], index: int) -> str:
    return (labels[index] if index < len(labels) else "") or letter(index)
