"""Files to rows, no meaning: CSV, XLSX and YAML become cells that know their place."""

from __future__ import annotations

from pathlib import Path

from ntsdocs.tables import csvs, file_text, sheets, xls, xlsx, yamls
from ntsdocs.tables.file_text import place_of, years
from ntsdocs.tables.values import Cell, Fields, Items, Record, Table, UnreadableError, Value
from ntsdocs.text.problems import DataWrong, Origin, Problem

__all__ = [
    "Cell",
    "Fields",
    "Items",
    "Record",
    "Table",
    "Value",
    "exists",
    "place_of",
    "read",
    "read_yaml",
    "sheets",
    "values",
    "xls",
    "xlsx",
    "yaml_edits",
    "yaml_text",
    "years",
]

MAX_BYTES = 10_000_000
MAX_YAML_BYTES = 1_000_000


def exists(path: Path) -> bool:
    """Whether the table stands in its folder, as .csv or as .xlsx."""
    return bool(file_text.table_files(path))


def read(path: Path, root: Path, sheet: str = "") -> Table:
    """The table at `path`, as .csv or .xlsx whichever is there; of an .xlsx the sheet named, or the first.

    A file that is missing or unreadable gives a table without heading and rows, with the problem.
    """
    present = file_text.table_files(path)
    origin = Origin(file_text.place_of(present[0] if present else path, root))
    try:
        raw = file_text.content(file_text.one_file(present, path), MAX_BYTES)
        return xlsx.table(raw, origin, sheet) if present[0].suffix == ".xlsx" else csvs.table(raw, origin)
    except UnreadableError as reason:
        return Table(origin, problems=(reason.problem(origin),))


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
    raw = file_text.content(file_text.one_file([path] if path.is_file() else [], path), MAX_YAML_BYTES)
    return file_text.decode_utf8(raw, "lưu lại tệp bằng mã UTF-8.")
