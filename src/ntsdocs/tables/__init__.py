"""Files to rows, no meaning: CSV, XLSX and YAML become cells that know their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ntsdocs.tables import file_text, sheet_table, sheets, workbooks, xls, yamls
from ntsdocs.tables.csvs import csv_records, csv_text
from ntsdocs.tables.file_text import ENDINGS, bytes_of, place_of, years
from ntsdocs.tables.sheet_table import headed_at
from ntsdocs.tables.sheets import Sheet, SheetRow
from ntsdocs.tables.values import Cell, Fields, Items, Record, Table, UnreadableError, Value
from ntsdocs.text import file_kinds
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.problems import DataWrong, Origin, Problem

__all__ = [
    "ENDINGS",
    "Cell",
    "Fields",
    "Items",
    "Record",
    "Table",
    "Value",
    "bytes_of",
    "csv_records",
    "csv_text",
    "exists",
    "headed_at",
    "of_each_sheet",
    "place_of",
    "read",
    "read_yaml",
    "row_edits",
    "sheet_table",
    "sheets",
    "sheets_in",
    "values",
    "without_notes",
    "workbooks",
    "xls",
    "yaml_edits",
    "yaml_text",
    "years",
]

MAX_BYTES = 10_000_000
MAX_YAML_BYTES = 1_000_000


def exists(path: Path) -> bool:
    """Whether the table stands in its folder, with any of the endings of a table."""
    return bool(file_text.table_files(path))


def read(path: Path, root: Path) -> Table:
    """The table at `path`, with whichever ending it is there; of a workbook the first sheet with rows.

    A file that is missing or unreadable gives a table without heading and rows, with the problem.
    """
    present = file_text.table_files(path)
    origin = Origin(file_text.place_of(present[0] if present else path, root))
    try:
        file = file_text.one_file(present, path)
        return sheet_table.table(sheets_in(bytes_of(file, MAX_BYTES), file.suffix.lower()), origin)
    except UnreadableError as reason:
        return Table(origin, problems=(reason.problem(origin),))


def of_each_sheet(raw: bytes, origin: Origin) -> dict[str, Table]:
    """The tables of a workbook by the names of its sheets; what is usual in one that people filter is not told.

    `UnreadableError` if it cannot be read.
    """
    found = {}
    for sheet in sheets_in(raw, ".xlsx"):
        if sheet.rows:
            rows = tuple(replace(without_notes(row), hidden=False) for row in sheet.rows)
            plain = replace(sheet, hidden=False, hidden_columns=(), rows=rows)
            found[sheet.name] = sheet_table.table([plain], origin)
    return found


def without_notes(row: SheetRow) -> SheetRow:
    """The row without the comments on its cells, where those are ours."""
    cells = row.cells.items()
    return replace(row, cells={at: replace(x, commented=False) if x.commented else x for at, x in cells})


def sheets_in(raw: bytes, ending: str) -> tuple[Sheet, ...]:
    """The sheets in a file, which is read by what it holds."""
    kind = file_kinds.kind_of(raw)
    if kind is FileKind.EXCEL and (workbook := sheets.of_xlsx(raw)):
        return workbook
    if kind is FileKind.OLD_EXCEL:
        return xls.read(raw)
    unclear = kind in (FileKind.EXCEL, FileKind.TEXT, FileKind.UNKNOWN, FileKind.EMPTY, FileKind.DAMAGED)
    if unclear and ending != ".csv":
        raise UnreadableError(sheets.DAMAGED, sheets.SAVE_AGAIN)
    if not unclear or kind is FileKind.DAMAGED:
        raise UnreadableError(f"{kind.what}.", kind.remedy)
    return (sheets.of_csv(file_text.decode_utf8(raw, file_text.SAVE_AS_UTF_8)),)


def read_yaml(path: Path, root: Path) -> Record:
    """The YAML file at `path`: every scalar a cell that knows its line and its key."""
    origin = Origin(file_text.place_of(path, root))
    problems: list[Problem] = []
    try:
        value = yamls.value(_yaml_text(path), origin, problems)
    except UnreadableError as reason:
        return Record(origin, None, (reason.problem(origin),))
    return Record(origin, value, tuple(problems))


def yaml_text(path: Path, root: Path) -> str:
    """The text of the YAML file at `path`, its lines ended alike; `DataWrong`, at the line, if it cannot be read."""
    try:
        text = _yaml_text(path)
        yamls.tree(text)
    except UnreadableError as reason:
        raise DataWrong([reason.problem(Origin(file_text.place_of(path, root)))]) from reason
    return text.replace("\r\n", "\n")


def _yaml_text(path: Path) -> str:
    raw = bytes_of(file_text.one_file([path] if path.is_file() else [], path), MAX_YAML_BYTES)
    return file_text.decode_utf8(raw, "lưu lại tệp bằng mã UTF-8.")
