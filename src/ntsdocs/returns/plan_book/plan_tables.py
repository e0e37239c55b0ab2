"""The tables of a plan, each a sheet of its workbook, with their cells as they stand in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ntsdocs import tables
from ntsdocs.plan import model
from ntsdocs.plan.model import Plan, Ruling, headings
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.tables import Table
from ntsdocs.text.problems import Origin

Row = Mapping[str, str]  # what is not blank of a row, by the labels of its columns
Rows = Mapping[int, Row]  # by their numbers in the file

RULINGS = "Quyết định"
_MOST_NAME = 31  # letters of a sheet's name


CHANGEABLE = {name: headings(Ruling)[name] for name in ("choice", "by", "since", "note")}  # of a ruling


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table: the sheet that shows it, its file; by the label of a column the class and field that it tells.

    Of the table of rulings, which is no file of its own, the rulings.
    """

    sheet: str
    path: Path
    heading: Mapping[str, tuple[type, str]]
    rows: Rows
    rulings: tuple[Ruling, ...] = field(default=(), compare=False)

    def is_in(self, file: str, root: Path) -> bool:
        """Whether a place in a file, whichever ending that has, is one in this table."""
        return not self.rulings and tables.place_of(self.path, root).rpartition(".")[0] == file.rpartition(".")[0]

    @property
    def spellings(self) -> dict[str, str]:
        """The labels by all that a file may call its columns."""
        labels = {name: words for words, (_, name) in self.heading.items()}
        once = (model.earlier_headings(cls).items() for cls, _ in self.heading.values())
        return labels | {words: labels[name] for pairs in once for words, name in pairs}


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
    table = tables.read(path, root) if tables.exists(path) else Table(Origin(""))
    entries = columns.entries(table, ProblemList(), *classes, needed=())
    of = {words: (cls, name) for cls in classes for name, words in headings(cls).items()}
    labels = {name: words for words, (_, name) in of.items()}
    rows = {
        each.origin.row or 0: {labels[name]: cell.text for name, cell in each.cells.items() if cell.text}
        for each in entries
    }
    there = (labels[name] for each in entries for name in each.cells)
    return PlanTable(sheet, path, {words: of[words] for words in (*there, *of)}, rows)


def _rulings(path: Path, rulings: Sequence[Ruling]) -> PlanTable:
    labels = headings(Ruling)
    rows = {}
    for number, each in enumerate(rulings, start=2):
        cells = columns.texts(each) | {"choices": "\n".join(f"- {choice.text}" for choice in each.choices)}
        rows[number] = {labels[name]: text for name, text in cells.items() if text}
    heading = {words: (Ruling, name) for name, words in labels.items()}
    return PlanTable(RULINGS, path, heading, rows, tuple(rulings))
