"""The cells that are told of a value really decide it: each is changed in the data, and the paper built again."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import copied_project as project
from copied_project import PLAN
from ntsdocs.build.journey import PreparedPlan, prepare, template_of
from ntsdocs.changes.redrawing import NOTHING, Edit, Redrawing
from ntsdocs.diff.word_file import WordFile
from ntsdocs.kinds.due import Draft
from ntsdocs.plan.cells import PlanCell, value_text
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.trace.values import Source, TracedParagraph, trace_paragraphs
from ntsdocs.trace.what_if import Origins

PAPERS = (
    "ke_hoach/so-y-te.docx",
    "ke_hoach/ubnd-xa-bien-mau.docx",
    "cong_van_trien_khai/1/co-quan-cap-tinh.docx",
    "cong_van_don_doc/dot-2/so-y-te.docx",
    "bao_cao_nam/2026/bao-cao-nam-2026.docx",
)
EACH = 3  # values that are asked about of each placeholder
CELLS = 40  # one of each column that is told of any value: no fewer than these


@dataclass(frozen=True)
class Told:
    """A cell that a value of a paper is said to be taken from, and the paragraph the value stands in."""

    paper: str
    paragraph: str
    source: Source
    cell: PlanCell


def job_of(ready: PreparedPlan, path: str) -> Draft | None:
    """The paper, or the report of another year where the date was changed."""
    drawing, _ = ready.drawing()
    kind = path.partition("/")[0]
    jobs = [drawn.draft for drawn in drawing if drawn.draft.id.kind == kind]
    return next((job for job in jobs if job.id.path == path), jobs[0] if kind == "bao_cao_nam" else None)


def paragraphs(root: Path, job: Draft) -> list[TracedParagraph]:
    return list(trace_paragraphs(job, template_of(root, job.id.kind).read_bytes(), job.id.kind))


@cache
def all_told() -> tuple[Told, ...]:
    root = project.ROOT
    ready = prepare(root, PLAN)
    return tuple(each for path in PAPERS for each in told_of(root, ready, path))


def told_of(root: Path, ready: PreparedPlan, path: str) -> Iterator[Told]:
    job = job_of(ready, path)
    assert job is not None
    origins = Origins(ready.plan, ready.assignments, job, {})
    met: Counter[tuple[str, str]] = Counter()
    for paragraph in paragraphs(root, job):
        for source in dict.fromkeys(each for each in paragraph.sources if each):
            placeholder = source.placeholder.path, source.placeholder.place
            met[placeholder] += 1
            if met[placeholder] <= EACH:
                number = next((each.no for each in (source.owner, *source.around) if hasattr(each, "no")), 0)
                yield from (Told(path, paragraph.text, source, cell) for cell in origins.copied(source, number))


def drawn() -> list[Told]:
    """One cell of every column that is told of any value, by a fixed seed."""
    by_column: dict[str, list[Told]] = {}
    for each in all_told():
        if "difficulties" not in each.cell.path:  # rows of results name them, and are refused if they do not
            by_column.setdefault(re.sub("[0-9]+", "", str(each.cell.path)), []).append(each)
    seed = random.Random(30)
    return [seed.choice(by_column[key]) for key in sorted(by_column)]


# --- changing a cell in the files ------------------------------------------------------------------------------------

_BY_COLUMN = {
    "Thời gian hoàn thành": lambda _, __: "Trước 15/3/2028",
    "Cơ quan chủ trì": lambda old, _: f"{old}; Báo và Đài PTTH Mẫu",
    "Cơ quan phối hợp": lambda old, _: f"{old}; Báo và Đài PTTH Mẫu" if old else "Báo và Đài PTTH Mẫu",
    "Ngày ban hành": lambda _, __: "13/6/2026",
    "Ngày": lambda _, __: "13/6/2026",
    "Tính đến ngày": lambda _, __: "14/12/2025",
    "Kỳ đến ngày": lambda _, __: "13/12/2025",
    "Loại khó khăn": lambda old, _: "Khác" if old != "Khác" else "Nhân lực",
    "Hẹn hoàn thành": lambda _, __: "15/3/2028",
    "Ký hiệu": lambda old, _: f"{old}X",
    "Số, ký hiệu": lambda old, _: f"1{old}",
}


def change(root: Path, cell: PlanCell, value: object) -> None:
    """Makes the cell say something else, as the secretariat would, in the words that the value has of it."""
    file, _, line = cell.row.place.partition(", dòng ")
    if file.endswith(".csv"):
        name = file.removeprefix(f"data/{PLAN}/").removeprefix("data/tinh-mau/")
        place = int(line) - 2
        row = project.table(root, name)[place]
        old = row[cell.column]
        if cell.column in ("Tên đầy đủ", "Tên gọi"):  # the plan's words name the agency by it
            project.set_cell(root, name, place, "Tên khác", f"{row['Tên khác']};{old}".removeprefix(";"))
        project.set_cell(root, name, place, cell.column, _BY_COLUMN.get(cell.column, other)(old, value))
    else:
        change_yaml(root / file, cell.path, value)


def other(old: str, value: object) -> str:
    end = old.lower().find(str(value).lower()) + len(str(value))
    return f"{old[:end]}x{old[end:]}" if len(str(value)) <= end < len(old) else f"{old} khác"


def change_yaml(path: Path, steps: tuple[str | int, ...], value: object) -> None:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    top = {"on" if key is True else key: value for key, value in read.items()}  # «on» is a switch to YAML 1.1
    holder: Any = top
    steps = steps[1:] if path.name in ("province.yaml", "bao-cao.yaml") else steps
    if steps[0] == "issuers":
        steps = ("issuers", list(top["issuers"])[int(steps[1])], *steps[3:])
    for step in steps[:-1]:  # the answers to a question are named, not counted
        named = isinstance(holder, dict) and isinstance(step, int)
        holder = list(holder.values())[int(step)] if named else holder[step]
    last = steps[-1]
    old = holder[last]
    if last == "on":
        holder[last] = old.replace(year=old.year - 1)
    elif isinstance(old, date):
        holder[last] = old + timedelta(days=1)
    else:
        holder[last] = old + 1 if isinstance(old, int) else other(old.removesuffix("."), value)
    path.write_text(yaml.safe_dump(top, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")


def texts(root: Path, job: Draft) -> Counter[str]:
    """The paragraphs of the Word file that is made now."""
    compiled = CompiledTemplate.load(template_of(root, job.id.kind).read_bytes(), job.id.kind)
    return Counter(WordFile(compiled.render(job.says, job.core)).texts)


@cache
def texts_before(path: str) -> Counter[str]:
    job = job_of(prepare(project.ROOT, PLAN), path)
    assert job is not None
    return texts(project.ROOT, job)


def test_a_change_of_any_told_cell_changes_the_words_in_that_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    sample = drawn()
    assert len(sample) >= CELLS
    untrue = []
    for each in sample:
        root = project.copied(tmp_path_factory.mktemp("changed"))
        change(root, each.cell, each.source.value)
        job = job_of(prepare(root, PLAN), each.paper)
        if job is None:  # the letter is no longer due
            continue
        now = [s.value for p in paragraphs(root, job) for s in p.sources if s and s.trail == each.source.trail]
        before, after = texts_before(each.paper), texts(root, job)
        gone = after[each.paragraph] < before[each.paragraph]
        come = any(value_text(value) in text for value in now for text in after - before)
        if each.source.value in now or not (gone or come):
            untrue.append(
                f"{each.paper}, {each.source.placeholder.path} «{each.source.value}»: "
                f"{each.cell.row.name}, {each.cell.column}"
            )
    assert untrue == []


# --- what a figure is worked out by ----------------------------------------------------------------------------------

TABLES = {"days_off": "holidays.csv", "results": "results", "conditions": "conditions.csv"}


@pytest.mark.parametrize("path", [path for path in PAPERS if not path.startswith(("ke_hoach/", "bao_cao_nam/"))])
def test_a_table_of_which_one_row_changes_a_figure_is_told_of_it_and_no_other(path: str) -> None:
    ready = prepare(project.ROOT, PLAN)
    job = job_of(ready, path)
    assert job is not None
    again = Redrawing(ready.plan, ready.assignments, job)
    origins = Origins(ready.plan, ready.assignments, job, {})
    figures = {s.trail: s for p in paragraphs(project.ROOT, job) for s in p.sources if s and is_figure(s)}
    assert len(figures) >= 2 or path.startswith("cong_van_trien_khai/")
    for source in figures.values():
        told = list(origins.worked_out(source, 0))
        for table, name in TABLES.items():
            places = range(len(getattr(ready.plan, table)))
            without = (again.value(source.trail, [lost(table, place)], keyed=True) for place in places)
            changes = any(is_other(value, source) for value in without)
            assert any(f"({name})" in line for line in told) == changes, (source.trail, table)


def is_figure(source: Source) -> bool:
    """Whether it is a number or a day that is worked out, in a letter; those of a report tell their rows."""
    figures = (("owed", "late"), ("new_deadline",))
    return any(source.trail[: len(first)] == first for first in figures) and (
        isinstance(source.value, int | date) or str(source.value).isdecimal()
    )


def lost(table: str, place: int) -> Edit:
    return Edit(("plan", table, place), NOTHING)


def is_other(value: object, source: Source) -> bool:
    return value is not NOTHING and value != source.value
