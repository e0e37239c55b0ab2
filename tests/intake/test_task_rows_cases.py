"""Annexes as other offices make them give the tasks that are in them, and tables of other things give none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from ntsdocs.intake import cleaning, drafts, facts, source_file, task_file, task_rows
from ntsdocs.intake.task_file import TaskRows
from ntsdocs.plan.reading.problem_list import ProblemList

CASES = Path(__file__).resolve().parents[1] / "cases" / "intake"
TABLES = {
    path.name.removesuffix(".expected.csv"): text
    for path in CASES.glob("*.expected.csv")
    if (text := path.read_text("utf-8-sig")).startswith("Số,")
}
INPUTS = sorted(path for path in CASES.iterdir() if path.suffix != ".csv" and path.stem in TABLES)
# What a plan without tables has to say at least: its product, and what stands below its tasks, are judged by people.
JUDGED = {"14-ke-hoach-khong-bang": ("Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")}


def rows_in(path: Path) -> TaskRows:
    """The rows of tasks.csv that the file gives."""
    document = cleaning.clean(source_file.read(path, path.name), ProblemList())
    tables = task_rows.read(list(document.grids()))
    title = facts.find(document, tables.columns[0][0] if tables.columns else "").annex_title
    return task_file.rows_of(tables.tasks or drafts.read(document), title)


@pytest.mark.parametrize("path", INPUTS, ids=[path.stem for path in INPUTS])
def test_a_case_gives_the_tasks_that_are_in_it(path):
    expected = [*csv.DictReader(io.StringIO(TABLES[path.stem], newline=""))]
    rows = rows_in(path)
    columns = JUDGED.get(path.stem) or (expected[0] if expected else ())
    read = [dict(zip(rows.labels, row, strict=True)) for row in rows.rows]
    assert [{name: row.get(name) for name in columns} for row in read] == [
        {name: row[name] for name in columns} for row in expected
    ]
