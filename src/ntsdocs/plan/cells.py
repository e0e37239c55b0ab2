"""List the cells of a plan as people know them: row, column, where the row stands, what the cell says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from ntsdocs.plan import ledger
from ntsdocs.plan.model import (
    Agency,
    Choice,
    Deadline,
    FormerName,
    Issuer,
    Letter,
    Phrase,
    Plan,
    Province,
    Result,
    Ruling,
    Section,
    Task,
    headings,
)
from ntsdocs.text import vn

Step = str | int
Path = tuple[Step, ...]

# By these rows are found, or logic is chosen: no paper says them in their own words.
_KEYS: dict[type, frozenset[str]] = {
    Agency: frozenset({"id"}),
    FormerName: frozenset({"agency", "until", "source"}),
    Task: frozenset({"number"}),
    Result: frozenset({"task", "agency", "year"}),
    Letter: frozenset({"kind", "to", "tasks"}),
    Phrase: frozenset({"phrase", "token", "members", "rulings"}),
    Ruling: frozenset({"id", "question", "choice", "by", "since", "note"}),
    Choice: frozenset({"key", "text", "members", "add", "no_draft", "conditional_as"}),
    Province: frozenset({"id"}),
    Deadline: frozenset({"before", "event"}),
    Plan: frozenset({"id", "standing"}),
}
_NAMES = ("name", "short_name", "letterhead_name", "head_title")  # what an agency's former row may give
_YAML = (Plan, Province, Issuer, Ruling)  # their files have no columns; people find a value by its key
_TABLES = ("province", "issuers", "agencies", "tasks", "phrases", "rulings", "results", "conditions", "letters")
_ASIDE = frozenset({*_TABLES, "rules", "result_years", "days_off"})


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row: what people call it, where it stands in the data, the steps that lead to it in the plan.

    `elsewhere` are the fields whose words another row gives: those of an agency that bears a former name.
    """

    name: str
    place: str
    path: Path
    value: object
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One cell: its row, its column's name, the text or date or number in it, the steps that lead to it in the plan."""

    row: PlanRow
    column: str
    value: str | int | date
    path: Path

    @property
    def words(self) -> str:
        """What the cell says, as papers write it."""
        return ledger.written(self.value)

    def __str__(self) -> str:
        what = "mục" if type(self.row.value) in _YAML else "cột"
        return f"{self.row.name}, {what} «{self.column}»"


def rows(plan: Plan, former: Mapping[str, FormerName]) -> Iterator[PlanRow]:
    """Every row of the plan, its own facts first; `former` are the names by agency that are no longer borne."""
    home = plan.id.partition("/")[0]
    file = f"data/{plan.id}/plan.yaml"
    yield PlanRow("Kế hoạch", file, (), plan)
    yield PlanRow("tỉnh", f"data/{home}/province.yaml", ("province",), plan.province)
    for i, (kind, issuer) in enumerate(plan.issuers):
        yield PlanRow(f"nơi ban hành {kind}", file, ("issuers", i, 1), issuer)
    known = {agency.id: named(agency) for agency in plan.agencies}
    for i, agency in enumerate(plan.agencies):
        then = former.get(agency.id)
        borne = frozenset(name for name in _NAMES if then and getattr(then, name))
        yield PlanRow(f"cơ quan {known[agency.id]}", str(agency.origin), ("agencies", i), agency, borne)
        if then:
            yield PlanRow(f"tên cũ của cơ quan {known[agency.id]}", str(then.origin), ("agencies", i), then)
    for name in _TABLES[3:]:
        for i, row in enumerate(getattr(plan, name)):
            yield PlanRow(_called(row, known), str(row.origin), (name, i), row)


def named(agency: Agency) -> str:
    """An agency by its name, with its id."""
    return f"{agency.short_name} ({agency.id})"


def _called(row: Any, known: dict[str, str]) -> str:
    match row:
        case Task():
            name = ledger.task_row(row.number)
        case Phrase():
            name = f"cụm từ «{row.phrase}», nhóm {row.token}"
        case Ruling():
            name = ledger.ruling_row(row.id)
        case Result():
            when = vn.short_date(row.on) if row.on else f"năm {row.year}"
            name = f"kết quả nhiệm vụ {row.task} của {known.get(row.agency, row.agency)}, {when}"
        case Letter():
            name = f"công văn {row.number} ngày {vn.short_date(row.on)}"
        case _:
            name = f"điều kiện của nhiệm vụ {row.task}"
    return name


def cells(row: PlanRow) -> Iterator[PlanCell]:
    """The cells of the row that papers may quote; those that only say which row it is are left out."""
    for names, value, path in _leaves(row.value, (), ()):
        if path[0] in row.elsewhere or (isinstance(row.value, FormerName) and not value):
            continue
        yield PlanCell(row, (".".join if type(row.value) in _YAML else ", ".join)(names), value, (*row.path, *path))


def _leaves(value: Any, names: tuple[str, ...], path: Path) -> Iterator[tuple[tuple[str, ...], Any, Path]]:
    if isinstance(value, bool | Enum):
        return
    if isinstance(value, str | int | date):
        yield names, value, path
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            more = () if isinstance(each, str) else (each.key if isinstance(each, Choice) else str(i + 1),)
            yield from _leaves(each, (*names, *more), (*path, i))
    elif is_dataclass(value):
        for name, label, inner in _fields(value):
            yield from _leaves(inner, (*names, *label), (*path, name))


def _fields(value: Any) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """The fields of a row that may be quoted: name, heading where it adds one, value."""
    said = {} if type(value) in _YAML else headings(type(value))
    left_out = _KEYS.get(type(value), frozenset()) | (_ASIDE if isinstance(value, Plan) else frozenset())
    for field in fields(value):
        if field.name not in left_out and field.name != "origin":
            inner = getattr(value, field.name)
            unnamed = isinstance(inner, Section) or isinstance(value, Deadline)
            yield field.name, () if unnamed else (said.get(field.name, field.name),), inner
