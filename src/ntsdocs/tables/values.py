"""What the tables hold: cells that know their place, and the reason why a file cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ntsdocs.text.problems import Origin, Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: its text, and its day where the file holds a real date and not words."""

    text: str
    origin: Origin
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and rows of cells; rows without any text are left out."""

    origin: Origin
    heading: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML list."""

    origin: Origin
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A YAML mapping, its keys as written."""

    origin: Origin
    values: Mapping[str, Value]


Value = Cell | Items | Fields


@dataclass(frozen=True, slots=True)
class Record:
    """What a YAML file says; `value` is `None` if it cannot be read or is empty."""

    origin: Origin
    value: Value | None = None
    problems: tuple[Problem, ...] = ()


class UnreadableError(Exception):
    """The whole file cannot be read: what is wrong, the remedy, and the row where it shows."""

    def __init__(self, what: str, remedy: str, row: int | None = None) -> None:
        super().__init__(what)
        self.what, self.remedy, self.row = what, remedy, row

    def problem(self, file: Origin) -> Problem:
        """The reason as a problem of `file`."""
        return Problem(replace(file, row=self.row), self.what, self.remedy)
