"""Note which cells of a plan are read while a paper is drawn up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar, cast

from ntsdocs.plan.cells import KEYS, WHOLE, Path, PlanRow, cells, columns_of, rows, value_text
from ntsdocs.plan.model import Plan, Result, Ruling

Row = TypeVar("Row")
DATE = ("Kế hoạch", "on")  # the row and the column of the day that papers are drawn up for


class CellRead(NamedTuple):
    """One value that was read: the row's name, the column as people know it, and the value as they read it."""

    row: str
    column: str
    value: str


class Ledger:
    """What has been read of a plan since it was last emptied.

    `plan` is the same plan, noting what is read of it. `cells` are all that there are, by row and column; `places`
    tells where each row stands.
    """

    def __init__(self, plan: Plan) -> None:
        self.places: dict[str, str] = {}
        self.cells: dict[str, dict[str, CellRead]] = {}
        self._read: dict[int, tuple[CellRead, ...]] = {}  # by id(), as their hash is slow
        watched: dict[Path, Any] = {}
        for row in reversed(tuple(rows(plan))):  # the plan's own comes last, when all that it holds is there
            watched[row.path] = self._watch(row, watched)
        self.plan: Plan = watched[()]

    def note(self, cells: tuple[CellRead, ...]) -> None:
        """Adds these cells to what was read."""
        self._read[id(cells)] = cells

    def take(self) -> frozenset[CellRead]:
        """What was read; the ledger is empty afterwards."""
        taken = frozenset(chain.from_iterable(self._read.values()))
        self._read.clear()
        return taken

    def _watch(self, row: PlanRow, watched: Mapping[Path, Any]) -> object:
        by_field: dict[str, tuple[CellRead, ...]] = {}
        of_row = self.cells[row.name] = {}
        self.places[row.name] = row.place
        if isinstance(row.value, WHOLE):  # there may be ten thousand
            cls = cast(Any, type(row.value))
            for name, column in columns_of(cls):
                of_row[column] = CellRead(row.name, column, value_text(getattr(row.value, name)))
            by_field = dict.fromkeys(_noted(cls), tuple(of_row.values()))
        else:
            for cell in cells(row):
                of_row[cell.column] = CellRead(row.name, cell.column, cell.words)
                by_field[cell.field] = (*by_field.get(cell.field, ()), of_row[cell.column])
        answers: dict[str, object] = {}
        if isinstance(row.value, Ruling):
            answers = {"chosen": self._noting(row.value.chosen, by_field, {})}
        if isinstance(row.value, Plan):
            answers = _tables(row.value, watched)
        return self._noting(row.value, by_field, answers)

    def _noting(self, row: Row, by_field: Mapping[str, tuple[CellRead, ...]], answers: Mapping[str, object]) -> Row:
        """A copy of the row that notes what is read of it, and gives these answers in place of the row's own."""
        values = {field.name: getattr(row, field.name) for field in fields(cast(Any, row))} | dict(answers)
        return cast(Row, _watched_class(cast(Any, type(row)))(self._read, by_field, values))


def _tables(plan: Plan, watched: Mapping[Path, Any]) -> dict[str, object]:
    """The rows that a watched plan has in place of its own, and those it finds without reading others on the way."""
    tables = ("agencies", "tasks", "phrases", "rulings", "rules", "results", "conditions", "letters", "ruled_deadlines")
    named = (*tables, "days_off", "answers")
    rows = {name: tuple(watched[name, i] for i in range(len(getattr(plan, name)))) for name in named}
    agencies = list(zip(plan.agencies, rows["agencies"], strict=True))
    return {
        **rows,
        "province": watched[("province",)],
        "report": watched[("report",)],
        "issuers": tuple((kind, watched["issuers", i, 1]) for i, (kind, _) in enumerate(plan.issuers)),
        "agency": {own.id: row for own, row in reversed(agencies)}.__getitem__,
        "agency_named": {own.name: row for own, row in agencies}.get,
        "task": {own.number: row for own, row in zip(plan.tasks, rows["tasks"], strict=True)}.__getitem__,
    }


_ANSWERS: Mapping[type, tuple[str, ...]] = {Ruling: ("chosen",), Plan: ("agency", "agency_named", "task")}


@cache
def _noted(cls: type) -> tuple[str, ...]:
    """What is noted when it is read; the day of a result only says which one it is, and where in time it stands."""
    keys = KEYS.get(cls, frozenset()) | ({"on"} if cls is Result else frozenset())
    return tuple(name for name in (*(each.name for each in fields(cls)), *_ANSWERS.get(cls, ())) if name not in keys)


@cache
def _watched_class(cls: type) -> Any:
    """A subclass of `cls` whose fields, but for the keys, are noted when they are read."""
    noted = _noted(cls)
    keys = frozenset(each.name for each in fields(cls)) - frozenset(noted)
    slots = ("_read", "_noted", "_values")
    body: dict[str, Any] = {"__slots__": slots, "__doc__": cls.__doc__, **{name: _noting(name) for name in noted}}

    def begin(self: object, read: object, by_field: object, values: Mapping[str, object]) -> None:
        own = {name: values[name] for name in keys} | dict(zip(slots, (read, by_field, values), strict=True))
        for name, value in own.items():
            object.__setattr__(self, name, value)  # a row is frozen for everybody else

    return type(f"Watched{cls.__name__}", (cls,), body | {"__init__": begin})


def _noting(name: str) -> property:
    def read(self: Any) -> Any:
        cells = self._noted.get(name)
        if cells:
            self._read[id(cells)] = cells
        return self._values[name]

    return property(read)
