"""The tables of a plan, each a sheet of its workbook, with their cells as they stand in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ntsdocs import tables
from ntsdocs.plan import model
from ntsdocs.plan.model import Plan, Ruling, headings, label
from ntsdocs.tables import Table
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin

Row = Mapping[str, str]  # what is not blank of a row, by the labels of its columns
Rows = Mapping[int, Row]  # by their numbers in the file

RULINGS = "Quyết định"
_MOST_NAME = 31  # letters of a sheet's name
_TITLE_LINES = 30  # that may stand above a heading


@dataclass(frozen=True, slots=True)
class RulingRow:
    """A ruling of decisions.yaml as a row: of it the choice, who made it, when and the note can be changed."""

    id: str = label("Mã")
    question: str = label("Câu hỏi")
    choices: str = label("Các phương án", default="")
    choice: str = label("Phương án đang theo", default="")
    by: str = label("Người quyết định", default="")
    since: date | None = label("Từ ngày", default=None)
    note: str = label("Ghi chú", default="")


CHANGEABLE = {name: words for name, words in headings(RulingRow).items() if name in ("choice", "by", "since", "note")}


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table: the sheet that shows it, its file, and of which classes its rows are; the rulings that it lists."""

    sheet: str
    path: Path
    classes: tuple[type, ...]
    heading: tuple[str, ...]
    rows: Rows
    rulings: tuple[Ruling, ...] = field(default=(), compare=False)

    @property
    def fields(self) -> dict[str, tuple[type, str]]:
        """By the label of a column, the class and its field."""
        return {words: (cls, name) for cls in self.classes for name, words in headings(cls).items()}

    @property
    def spellings(self) -> dict[str, str]:
        """The labels by all that a file may call its columns."""
        return {
            spelling: words
            for cls in self.classes
            for name, words in headings(cls).items()
            for spelling in (name, *(once for once, of in model.earlier_headings(cls).items() if of == name), words)
        }


def plan_tables(plan: Plan, folder: Path, root: Path) -> tuple[PlanTable, ...]:
    """The tables of the plan in `folder`, in the order of the sheets; those of no file yet are without rows."""
    years = (stem for _, stem in tables.years(folder / "results")[0])
    results = [(f"Kết quả {stem}", folder / "results" / f"{stem}.csv") for stem in years]
    if plan.on.year not in plan.result_years:
        results.append((f"Kết quả {plan.on.year}", folder / "results" / f"{plan.on.year}.csv"))
    return (
        _table("Nhiệm vụ", folder / "tasks.csv", root, model.Task, model.Section),
        _table("Cơ quan", folder.parent / "agencies.csv", root, model.Agency),
        _rulings(folder / "decisions.yaml", plan.rulings),
        *(_table(name[:_MOST_NAME], path, root, model.Result) for name, path in results),
        _table("Văn bản chờ", folder / "conditions.csv", root, model.AwaitedPaper),
        _table("Sổ công văn", folder / "dispatch.csv", root, model.Letter),
        _table("Đợt văn bản", folder / "editions.csv", root, model.Edition),
    )


def _table(sheet: str, path: Path, root: Path, *classes: type) -> PlanTable:
    empty = PlanTable(sheet, path, classes, (), {})
    labels = {_key(spelling): words for spelling, words in empty.spellings.items()}
    table = tables.read(path, root) if tables.exists(path) else Table(Origin(""))
    counts = [sum(_key(cell.text) in labels for cell in row) for row in (table.heading, *table.rows[:_TITLE_LINES])]
    if at := counts.index(max(counts)):
        table = tables.headed_at(table, at - 1)
    heading = [labels.get(_key(cell.text), cell.text.strip()) for cell in table.heading]
    named = ((row[0].origin.row or 0, zip(heading, row, strict=False)) for row in table.rows)
    rows = {number: {name: cell.text for name, cell in cells if name and cell.text} for number, cells in named}
    return PlanTable(sheet, path, classes, tuple(dict.fromkeys(filter(None, (*heading, *labels.values())))), rows)


def _rulings(path: Path, rulings: Sequence[Ruling]) -> PlanTable:
    labels = headings(RulingRow)
    rows = {}
    for number, each in enumerate(rulings, start=2):
        choices = "\n".join(f"- {choice.text}" for choice in each.choices)
        since = vn.cell_date(each.since) if each.since else ""
        cells = (each.id, each.question, choices, each.choice, each.by, since, each.note)
        rows[number] = {words: text for words, text in zip(labels.values(), cells, strict=True) if text}
    return PlanTable(RULINGS, path, (RulingRow,), tuple(labels.values()), rows, tuple(rulings))


def _key(heading: str) -> str:
    return " ".join(heading.split()).lower()
