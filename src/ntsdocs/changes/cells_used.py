"""Tell what each paper is made of: a digest of its context, and the cells that the context read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, cast

from ntsdocs.kinds.due import Days, Draft, Kind
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.cells import agency_row, phrase_row, rule_row, ruling_row, task_row, value_text
from ntsdocs.plan.ledger import DATE, CellRead, Ledger
from ntsdocs.plan.model import NOWHERE, SELECTABLE, Agency, Assignment, Basis, Edition, Plan, headings
from ntsdocs.plan.papers import titled


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper that is due, the digest of all that goes into its template, and the cells that were read for it."""

    draft: Draft
    context: str
    cells: frozenset[CellRead]


class Drawing:
    """The papers that are due, drawn up one at a time while the cells they read are noted.

    They are those of the open editions, or of `only` one. `places` tells where each row stands in the data, `data` what
    each cell of it says.
    """

    def __init__(
        self, plan: Plan, assignments: Assignments, kinds: Iterable[Kind], only: Edition | None = None
    ) -> None:
        self._days = Days(plan, assignments)
        self._editions = [(kind, each) for kind in kinds for each in ([only] if only else kind.open_editions(plan))]
        self._on: dict[date, tuple[Ledger, _WatchedAssignments]] = {}
        ledger, _ = self._watched(plan.on)
        self._rows = {
            edition: _cells_of(titled(kind.title, edition.id), edition)
            for kind, edition in self._editions
            if edition.origin != NOWHERE
        }
        self.places: Mapping[str, str] = {
            **ledger.places,
            **{cells["on"].row: str(edition.origin) for edition, cells in self._rows.items()},
        }
        rows = chain(ledger.cells.values(), self._rows.values())
        self.data = frozenset(chain.from_iterable(cells.values() for cells in rows))

    def __iter__(self) -> Iterator[DrawnPaper]:
        for kind, edition in self._editions:
            ledger, assignments = self._watched(edition.on)
            ledger.take()
            for draft in kind.drafts(ledger.plan, assignments, edition):
                cells = ledger.take()
                if row := self._rows.get(edition):
                    read = (row["on"] if cell[:2] == DATE else cell for cell in cells)
                    cells = frozenset((*read, *(row[name] for name in _OF_EDITION)))
                yield DrawnPaper(draft, digest(draft.says, draft.core, *draft.own), cells)

    def _watched(self, on: date) -> tuple[Ledger, _WatchedAssignments]:
        """The plan of a date and its assignments, noting what is read of them."""
        if on not in self._on:
            plan, assignments = self._days.on(on)
            ledger = Ledger(plan)
            self._on[on] = ledger, _WatchedAssignments(assignments, ledger)
        return self._on[on]


_OF_EDITION = ("start", "end", "about")  # what its papers may say of it


def _cells_of(row: str, edition: Edition) -> dict[str, CellRead]:
    return {
        name: CellRead(row, heading, value_text(getattr(edition, name)))
        for name, heading in headings(Edition).items()
        if name != "state"  # it says whether its papers are made, not what is in them
    }


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
    inner = "".join(_canonical(getattr(value, field.name)) for field in fields(value) if field.compare)
    return f"<{type(value).__name__} {inner}>"


# --- roles -----------------------------------------------------------------------------------------------------------

_BASES = {
    Basis.NAMED: "được nêu tên",
    Basis.GROUP: "thuộc nhóm được nêu",
    Basis.SECTOR: "phụ trách lĩnh vực",
    Basis.CONDITIONAL: "khi có điều kiện",
}
# Of a ruling: what decides on roles.
_OF_ROLES = ("choice", "members", "add", "basis", "condition", "no_draft", "successors")
_GROUPS = tuple(headings(Agency)[name] for name in SELECTABLE if name != "id")
_LIFE = tuple(headings(Agency)[name] for name in ("since", "until"))


class _WatchedAssignments(Assignments):
    """The same assignments, noting whose roles were asked for, and the cells that these come from."""

    __slots__ = ("_ledger", "_of_rows", "_phrases")
    _ledger: Ledger
    _phrases: Mapping[str, Sequence[CellRead]]  # by the group that they mean
    _of_rows: dict[int, tuple[CellRead, ...]]  # by id(): the rows live as long as this does, and their hash is slow

    def __init__(self, assignments: Assignments, ledger: Ledger) -> None:
        plan = ledger.plan
        super().__init__(assignments.rows, tuple(plan.agency(agency.id) for agency in assignments.drafting))
        phrases: dict[str, list[CellRead]] = {}
        for phrase in plan.phrases:
            phrases.setdefault(phrase.token, []).extend(ledger.cells[phrase_row(phrase)].values())
        for name, value in (("_ledger", ledger), ("_phrases", phrases), ("_of_rows", {})):
            object.__setattr__(self, name, value)

    def each_drafting(self) -> Iterator[Agency]:
        """The agencies that draft a plan; what is read before one is asked for counts for no paper."""
        for agency in self.drafting:
            self._ledger.take()
            yield agency

    def _of(self, rows: Iterable[Assignment]) -> tuple[Assignment, ...]:
        listed = tuple(rows)
        for row in listed:
            if id(row) not in self._of_rows:
                self._of_rows[id(row)] = tuple(self._cells(row))
            self._ledger.note(self._of_rows[id(row)])
        return listed

    def _cells(self, row: Assignment) -> Iterator[CellRead]:
        """The role itself, then the task's words, the rulings, rules and phrases, and the agency's groups it is by."""
        cells, because = self._ledger.cells, row.because
        value = f"{_BASES[row.basis]}: «{row.condition}»" if row.condition else _BASES[row.basis]
        yield CellRead(f"{agency_row(row.agency)}, {task_row(row.task)}", f"Vai trò {row.role.value}", value)
        yield cells[task_row(row.task)][because.column]
        for ruling in because.rulings:
            of_ruling = cells[ruling_row(ruling.partition("=")[0])]
            yield from (of_ruling[name] for name in _OF_ROLES)
        yield from (cells[rule_row(rule)]["in_force"] for rule in because.rules)
        yield from (cells[agency_row(id_)][day] for id_ in (row.agency, *because.heir_of) for day in _LIFE)
        if row.basis is not Basis.NAMED:
            yield from self._phrases.get(because.token, ())
            yield from (cells[agency_row(row.agency)][column] for column in _GROUPS)
