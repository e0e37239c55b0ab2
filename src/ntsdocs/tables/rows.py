"""How rows and columns are named, and how many a table may have."""

from __future__ import annotations

from ntsdocs.tables.values import UnreadableError

MAX_ROWS = 100_000
MAX_COLUMNS = 200


def within_bounds(number: int, width: int) -> None:
    """`UnreadableError` if a row stands too far down or is too wide."""
    if number > MAX_ROWS:
        raise UnreadableError("bảng có hơn 100.000 dòng.", "xóa các dòng trống thừa ở cuối bảng.")
    if width > MAX_COLUMNS:
        raise UnreadableError(f"dòng có hơn {MAX_COLUMNS} cột.", "xóa các cột thừa ở bên phải bảng.", number)


def letter(index: int) -> str:
    """The letter of a column counted from 0, as a spreadsheet shows it: 0 → «A», 26 → «AA»."""
    high, low = divmod(index, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)
