"""List the cells of a plan as people know them: row, column, where the row stands, what the cell says, its steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, cast
from zlib import crc32

from ntsdocs.plan import model
from ntsdocs.plan.dispatch import is_letter
from ntsdocs.plan.workdays import HOLIDAYS_FILE
from ntsdocs.text import vn

Step = str | int
Path = tuple[Step, ...]

# They say which row it is, or what it is about: whoever reads them looks for a row, and no paper has them as words.
KEYS: Mapping[type, frozenset[str]] = {
    model.Plan: frozenset(
        (
            *("id", "province", "issuers", "agencies", "tasks", "phrases", "rulings", "rules", "results"),
            *("result_years", "conditions", "letters", "ruled_deadlines", "days_off"),
            *("editions", "registry", "former", "report", "answers", "returned"),
        )
    ),
    model.Province: frozenset(("id",)),
    model.Issuer: frozenset(("terms",)),
    model.Agency: frozenset(("id", "successors")),
    model.FormerName: frozenset(("agency", "until", "source")),
    model.Task: frozenset(("number",)),
    model.Phrase: frozenset(("phrase", "token", "note")),
    model.Ruling: frozenset(("id", "choices", "question", "by", "since", "note")),
    model.Choice: frozenset(("key", "text")),
    model.ReadingRule: frozenset(("id", "text")),
    model.Result: frozenset(("task", "agency", "year")),
    model.AgencyAnswer: frozenset(("agency", "task", "name", "tag", "source")),
    model.AwaitedPaper: frozenset(("tasks",)),
    model.Letter: frozenset(("kind", "to", "tasks", "edition", "signed")),
    model.RuledDeadline: frozenset(("words", "task", "because", "tasks")),
    model.DayOff: frozenset(("on",)),
}
# Rows that a paper uses as a whole, keys and all, if it uses any of them.
WHOLE = (model.Result, model.AwaitedPaper, model.Letter, model.DayOff)
_CODES = frozenset(  # no words either
    "standing period_ends form choice members add no_draft conditional_as rulings successors".split()
)
_NAMES = ("name", "short_name", "letterhead_name", "head_title")  # what an agency's former row may give
_ONE = (model.Section, model.Selector)  # values that are one cell, though they have fields
# People find a value of their files by its key.
_YAML = (
    *(model.Plan, model.Province, model.Issuer, model.Ruling, model.Choice, model.ReadingRule),
    *(model.ReportDefinition, model.Report, model.ReportSection),
)
_OF_AGENCY = re.compile(r"((?:tên cũ của )?cơ quan |kết quả nhiệm vụ [0-9]+ của |ô «[^»]*» của )([a-z0-9-]+)(.*)")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row: its name, where it stands in the data, the steps that lead to it in the plan.

    `elsewhere` are the fields whose words another row gives: those of an agency that bears a former name.
    """

    name: str
    place: str
    path: Path
    value: object
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One cell: its row, its column's name, what is in it, the steps that lead to it in the plan."""

    row: PlanRow
    column: str
    value: object
    path: Path

    @property
    def words(self) -> str:
        """What the cell says, as papers write it."""
        return value_text(self.value)

    @property
    def field(self) -> str:
        """The field of the row, or of a ruling's chosen answer, that the cell is or is part of."""
        inner = self.path[len(self.row.path) :]
        return str(inner[2 if inner[0] == "choices" else 0])


# --- rows -----------------------------------------------------------------------------------------------------------


def agency_row(id_: str) -> str:
    """What an agency's row is called."""
    return f"cơ quan {id_}"


def task_row(number: int) -> str:
    """What a task's row is called."""
    return f"nhiệm vụ {number}"


def ruling_row(id_: str) -> str:
    """What a ruling is called."""
    return f"quyết định {id_}"


def phrase_row(phrase: model.Phrase) -> str:
    """What the row of a phrase is called."""
    return f"cụm từ «{phrase.phrase}», nhóm {phrase.token}"


def rule_row(id_: str) -> str:
    """What a reading rule is called."""
    return f"quy tắc {id_}"


def _result_row(row: model.Result) -> str:
    when = vn.short_date(row.on) if row.on else f"năm {row.year}"
    return f"kết quả nhiệm vụ {row.task} của {row.agency}, {when}"


_CALLED: Mapping[str, Callable[[Any], str]] = {
    "tasks": lambda row: task_row(row.number),
    "phrases": phrase_row,
    "rulings": lambda row: ruling_row(row.id),
    "rules": lambda row: rule_row(row.id),
    "results": _result_row,
    "answers": lambda row: f"ô «{row.name}» của {row.agency}, {row.tag}",
    "conditions": lambda row: f"văn bản chờ của nhiệm vụ {', '.join(map(str, row.tasks))}",
    "letters": lambda row: f"{'công văn' if is_letter(row) else 'văn bản'} {row.number} ngày {vn.short_date(row.on)}",
    "ruled_deadlines": lambda row: f"thời hạn «{row.words}»{f' của {task_row(row.task)}' if row.task else ''}",
    "days_off": lambda row: f"ngày {vn.short_date(row.on)}",
}


def row_name(row: str, names: Mapping[str, str]) -> str:
    """The name of a row as people read it: with the agency's name by `names`, and its id where the row is its own."""
    match = _OF_AGENCY.fullmatch(row)
    name = names.get(match[2], "") if match else ""
    if match is None or not name:
        return row
    return f"{match[1]}{name}{match[3]}" if match[3] else f"{match[1]}{name} ({match[2]})"


def is_yaml(place: str) -> bool:
    """Whether people find a value there by its key, as there are no columns."""
    return ".yaml" in place


def rows(plan: model.Plan, former: Mapping[str, model.FormerName] | None = None) -> Iterator[PlanRow]:
    """Every row of the plan, its own facts first; `former` are the names by agency that are no longer borne."""
    file = f"data/{plan.id}/plan.yaml"
    places = {model.DayOff: HOLIDAYS_FILE, model.ReadingRule: f"data/{plan.id}/decisions.yaml"}
    yield PlanRow("Kế hoạch", file, (), plan)
    yield PlanRow("tỉnh", f"data/{plan.id.partition('/')[0]}/province.yaml", ("province",), plan.province)
    yield PlanRow("định nghĩa báo cáo", plan.report.origin.file, ("report",), plan.report)
    for i, (kind, issuer) in enumerate(plan.issuers):
        yield PlanRow(f"nơi ban hành {kind}", file, ("issuers", i, 1), issuer)
    for i, agency in enumerate(plan.agencies):
        then = (former or {}).get(agency.id)
        borne = frozenset(name for name in _NAMES if then and getattr(then, name))
        yield PlanRow(agency_row(agency.id), str(agency.origin), ("agencies", i), agency, borne)
        if then:
            yield PlanRow(f"tên cũ của {agency_row(agency.id)}", str(then.origin), ("agencies", i), then)
    for table, called in _CALLED.items():
        for i, row in enumerate(getattr(plan, table)):
            yield PlanRow(called(row), places.get(type(row)) or str(row.origin), (table, i), row)


# --- cells ----------------------------------------------------------------------------------------------------------


def cells(row: PlanRow) -> Iterator[PlanCell]:
    """The cells of the row; of one that is not used as a whole those that only say which row it is are left out."""
    joined = ".".join if type(row.value) in _YAML else ", ".join
    for names, value, path in _leaves(row.value, (), ()):
        if path[0] in row.elsewhere or (isinstance(row.value, model.FormerName) and not value):
            continue
        yield PlanCell(row, joined(names), value, (*row.path, *path))


def quotable(row: PlanRow) -> Iterator[PlanCell]:
    """The texts, numbers and days of the row that papers may quote, each line of a cell that has several by itself."""
    left_out = _CODES | KEYS.get(type(row.value), frozenset())
    for cell in cells(row):
        if cell.field not in left_out:
            yield from _lines(cell)


def _lines(cell: PlanCell) -> Iterator[PlanCell]:
    if isinstance(cell.value, tuple):
        for i, each in enumerate(cell.value):
            yield from _lines(replace(cell, value=each, path=(*cell.path, i)))
    elif isinstance(cell.value, model.Section):
        for name, heading in model.headings(model.Section).items():
            yield replace(cell, column=heading, value=getattr(cell.value, name), path=(*cell.path, name))
    elif isinstance(cell.value, str | int | date) and not isinstance(cell.value, bool | Enum):
        yield cell


def _leaves(value: Any, names: tuple[str, ...], path: Path) -> Iterator[tuple[tuple[str, ...], Any, Path]]:
    if isinstance(value, model.Deadline):
        yield names, value.words, (*path, "words")
    elif is_dataclass(value) and not isinstance(value, _ONE):
        yield from _of_fields(value, names, path)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]) and not isinstance(value[0], _ONE):
        for i, each in enumerate(value):
            yield from _leaves(each, (*names, str(i + 1)), (*path, i))
    else:
        yield names, value, path


def _of_fields(value: Any, names: tuple[str, ...], path: Path) -> Iterator[tuple[tuple[str, ...], Any, Path]]:
    for name, label in columns_of(cast(Any, type(value))):
        inner = getattr(value, name)
        heading = "Mục" if isinstance(inner, model.Section) else label
        yield from _leaves(inner, (*names, heading), (*path, name))
    if isinstance(value, model.Ruling):
        place = [choice.key for choice in value.choices].index(value.choice)
        yield from _leaves(value.chosen, names, (*path, "choices", place))


@cache
def columns_of(cls: type) -> tuple[tuple[str, str], ...]:
    """The fields of a row that are cells, each with what it is called."""
    labels = {} if cls in _YAML else model.headings(cls)
    left_out = frozenset() if cls in WHOLE else KEYS.get(cls, frozenset())
    names = (field.name for field in fields(cls) if field.name not in left_out and field.name != "origin")
    return tuple((name, labels.get(name, name)) for name in names)


def value_text(value: object) -> str:
    """A value of the model as one line of text; different values have different texts."""
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        return "; ".join(value_text(each) for each in value)
    form = _FORMS.get(type(value))
    return str(value) if form is None else form(value)


_FORMS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    model.Private: lambda value: f"(về người, {crc32(value.encode()) % 0xFFFF:04x})",  # too short to be guessed from
    bool: lambda value: "có" if value else "không",
    date: vn.short_date,
    model.Section: lambda value: f"{value.part}. {value.part_title} / {value.letter}) {value.title}",
    model.Selector: lambda value: ", ".join(f"{name}={'|'.join(values)}" for name, values in value.where),
}
