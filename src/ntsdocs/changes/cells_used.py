"""Tell what each paper is made of: a digest of its context, and the cells that the context read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from ntsdocs.kinds.due import Draft, Kind
from ntsdocs.plan import ledger as plan_ledger
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.ledger import CellRead, Ledger
from ntsdocs.plan.model import SELECTABLE, Agency, Assignment, Basis, Plan, Role, Ruling, Task, headings

_ROLE = "Vai trò"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper that is due, the digest of all that goes into its template, and the cells that were read for it."""

    draft: Draft
    context: str
    cells: frozenset[CellRead]


class Drawing:
    """The papers that are due, drawn up one at a time while the cells they read are noted.

    `places` tells where each row stands in the data, `data` what each cell of it says.
    """

    def __init__(self, plan: Plan, assignments: Assignments, kinds: Iterable[Kind]) -> None:
        self._plan = plan_ledger.watched(plan)
        self._ledger = plan_ledger.ledger_of(self._plan)
        self._kinds = tuple(kinds)
        self._roots = _Roots(plan)
        self._assignments = _watched(assignments, self._plan, self._ledger, self._roots)
        self.places: Mapping[str, str] = self._ledger.places
        self._ledger.places.update(self._roots.places)

    def __iter__(self) -> Iterator[Drawn]:
        for kind in self._kinds:
            self._ledger.take()
            for draft in kind.due(self._plan, self._assignments):
                cells = self._ledger.take()
                yield Drawn(draft, digest(draft.says, draft.core), cells)

    @property
    def data(self) -> frozenset[CellRead]:
        """Every cell of the data, whether a paper read it or not."""
        return self._roots.all | self._ledger.data


# --- the digest of a context -----------------------------------------------------------------------------------------


def digest(*values: object) -> str:
    """A SHA-256 that is equal exactly where all the values are equal, field by field."""
    return hashlib.sha256("".join(_canonical(value) for value in values).encode()).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, str):
        return f"s{len(value)}:{value}"
    if isinstance(value, bool | int) or value is None:
        return f"{value!r};"
    if isinstance(value, date):
        return f"d{value.isoformat()};"
    if isinstance(value, tuple):
        return f"({''.join(_canonical(each) for each in value)})"
    if is_dataclass(value) and not isinstance(value, type):
        return _of_object(cast(Any, value))
    raise TypeError(f"a context holds a {type(value).__name__}")


@lru_cache(maxsize=2048)  # the words of one task stand in many papers
def _of_object(value: Any) -> str:
    inner = "".join(_canonical(getattr(value, field.name)) for field in fields(value))
    return f"<{type(value).__name__} {inner}>"


# --- roles -----------------------------------------------------------------------------------------------------------


class _Roots:
    """The cells that roles come from: the task's words, the phrase, the rulings, the agency's groups."""

    def __init__(self, plan: Plan) -> None:
        columns = headings(Task)
        self._columns = {columns[name]: name for name in ("lead", "coordinate")}
        self._words = {
            (task.number, column): CellRead(plan_ledger.task_row(task.number), column, getattr(task, name))
            for task in plan.tasks
            for column, name in self._columns.items()
        }
        self._choices = {f"{each.id}={each.choice}": tuple(_choice(each)) for each in plan.rulings}
        self._others = tuple(cell for each in plan.rulings for cell in _choice(each, ("before", "conditional_as")))
        self._rules = {
            each.id: CellRead(f"quy tắc {each.id}", "in_force", plan_ledger.written(each.in_force))
            for each in plan.rules
        }
        self._phrases: dict[str, list[CellRead]] = {}
        self.places: dict[str, str] = {}
        for phrase in plan.phrases:
            row = f"cụm từ «{phrase.phrase}», nhóm {phrase.token}"
            cell = CellRead(row, "Gồm", plan_ledger.written(phrase.members))
            self._phrases.setdefault(phrase.token, []).append(cell)
            self.places[row] = str(phrase.origin)
        self._groups = {agency.id: tuple(_groups(agency)) for agency in plan.agencies}

    @property
    def all(self) -> frozenset[CellRead]:
        """All of them."""
        singles = (*self._words.values(), *self._rules.values(), *self._others)
        several = (*self._choices.values(), *self._phrases.values(), *self._groups.values())
        return frozenset((*singles, *(cell for cells in several for cell in cells)))

    def of(self, row: Assignment) -> Iterator[CellRead]:
        """The cells that give this role."""
        because = row.because
        yield self._words[row.task, because.column]
        for ruling in because.rulings:
            yield from self._choices[ruling]
        yield from (self._rules[rule] for rule in because.rules)
        if row.basis is not Basis.NAMED:
            yield from self._phrases.get(because.token, ())
            yield from self._groups[row.agency]


_OF_ROLES = ("members", "add", "basis", "condition", "no_draft")  # of a choice, what decides who has which role


def _choice(ruling: Ruling, names: Iterable[str] = _OF_ROLES) -> Iterator[CellRead]:
    """The choice that was made, and what it then says."""
    row = plan_ledger.ruling_row(ruling.id)
    yield CellRead(row, "choice", ruling.choice)
    for name in names:
        yield CellRead(row, name, plan_ledger.written(getattr(ruling.chosen, name)))


def _groups(agency: Agency) -> Iterator[CellRead]:
    columns = headings(Agency)
    for name in SELECTABLE:
        if name != "id":
            yield CellRead(plan_ledger.agency_row(agency.id), columns[name], getattr(agency, name))


class _WatchedAssignments(Assignments):
    """The same assignments, noting whose roles were asked for."""

    __slots__ = ("_ledger", "_of_rows", "_roots")
    _ledger: Ledger
    _roots: _Roots
    _of_rows: dict[int, tuple[CellRead, ...]]  # by id(): the rows live as long as this does, and their hash is slow

    def of_agency(self, agency_id: str) -> tuple[Assignment, ...]:
        """What the agency owes, by task number."""
        return self._noted(self._by_agency.get(agency_id, ()))

    def of_task(self, number: int) -> tuple[Assignment, ...]:
        """Who has a role in the task: those who lead, then those who coordinate."""
        return self._noted(self._by_task.get(number, ()))

    def leads(self, agency_id: str) -> tuple[Assignment, ...]:
        """The tasks the agency leads, by number."""
        return self._noted(row for row in self._by_agency.get(agency_id, ()) if row.role is Role.LEAD)

    def coordinates(self, agency_id: str) -> tuple[Assignment, ...]:
        """The tasks the agency coordinates, by number."""
        return self._noted(row for row in self._by_agency.get(agency_id, ()) if row.role is Role.COORDINATE)

    def find(self, agency_id: str, number: int) -> Assignment | None:
        """The agency's role in the task, its lead if it has both; `None` if it has none."""
        found = [row for row in self._by_agency.get(agency_id, ()) if row.task == number]
        return next(iter(self._noted(found[:1])), None)

    def _noted(self, rows: Iterable[Assignment]) -> tuple[Assignment, ...]:
        told = tuple(rows)
        if self._ledger.listening:
            for row in told:
                cells = self._of_rows.get(id(row))
                if cells is None:
                    cells = self._of_rows[id(row)] = (_role_cell(row), *self._roots.of(row))
                self._ledger.note(cells)
        return told


_BASES = {
    Basis.NAMED: "được nêu tên",
    Basis.GROUP: "thuộc nhóm được nêu",
    Basis.SECTOR: "phụ trách lĩnh vực",
    Basis.CONDITIONAL: "khi có điều kiện",
}


def _role_cell(row: Assignment) -> CellRead:
    value = f"{_BASES[row.basis]}: «{row.condition}»" if row.condition else _BASES[row.basis]
    return CellRead(
        f"{plan_ledger.agency_row(row.agency)}, {plan_ledger.task_row(row.task)}", f"{_ROLE} {row.role.value}", value
    )


def _watched(assignments: Assignments, plan: Plan, ledger: Ledger, roots: _Roots) -> Assignments:
    agencies = {agency.id: agency for agency in plan.agencies}
    new = object.__new__(_WatchedAssignments)
    drafting = tuple(agencies[agency.id] for agency in assignments.drafting)
    of_rows: dict[int, tuple[CellRead, ...]] = {}
    values = {"rows": assignments.rows, "drafting": drafting, "_ledger": ledger, "_roots": roots, "_of_rows": of_rows}
    for name, value in values.items():
        object.__setattr__(new, name, value)
    new.__post_init__()
    return new
