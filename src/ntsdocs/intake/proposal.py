"""Put together what a published plan says: the files of its folder, what would change there, what has to be settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ntsdocs.intake import agencies, cleaning, column_names, drafts, facts, plan_file, source_file
from ntsdocs.intake import task_file as intake_task_file
from ntsdocs.intake import task_rows as rows
from ntsdocs.intake.agencies import AgencyCells
from ntsdocs.intake.facts import PlanFacts
from ntsdocs.intake.folder_files import Files
from ntsdocs.intake.places import HEADING, PLACES
from ntsdocs.intake.plan_file import IssuedKind, PlanText
from ntsdocs.intake.table_changes import ProposedChange, between
from ntsdocs.intake.task_file import TaskRows, question
from ntsdocs.intake.task_rows import TaskTables
from ntsdocs.intake.tree import Note
from ntsdocs.plan import deadlines
from ntsdocs.plan.model import AwaitedPaper, Deadline, Document, RuledDeadline, headings
from ntsdocs.plan.reading.entry import wrong_id
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.registry import read_province
from ntsdocs.tables import csv_text
from ntsdocs.tables.yaml_edits import EditedYaml
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity

DRAFT = "tasks.nhap.csv"
AWAITED = "conditions.csv"


@dataclass(frozen=True, slots=True)
class Proposal(Files):
    """What a source says, as files of a plan folder."""

    source: str
    existing: bool
    changes: tuple[ProposedChange, ...]
    tables: TaskTables
    rows: TaskRows
    facts: PlanFacts
    cells: AgencyCells
    deadlines: tuple[tuple[str, str], ...]  # number, words that are not understood
    questions: tuple[Problem, ...]
    notes: tuple[Note, ...]
    corrections: tuple[Problem, ...]
    sure: bool


def folder_of(root: Path, plan_id: str) -> Path:
    """The folder of the plan under `data/`; `DataWrong` if the id is none."""
    parts = plan_id.split("/")
    wrong = next((what for part in parts if (what := wrong_id(part))), "")
    if len(parts) != 2 or wrong:
        what = wrong or "phải ghi «tỉnh/kế hoạch»."
        raise DataWrong([Problem(Origin(f"data/{plan_id}"), what, "ghi như «tinh-mau/01-kh-ubnd».")])
    return root / "data" / parts[0] / parts[1]


def propose(
    root: Path, plan_id: str, source: Path, office: str = "", issued: Sequence[IssuedKind] = (), columns: str = ""
) -> Proposal:
    """What the source says of the plan; `DataWrong` if it cannot be read, or has no tasks.

    `office` is the program that converts a .doc, blank if there is none. `issued` are the kinds of paper that need
    an issuer. `columns` is what a person says of columns, «Hạng mục triển khai=nội dung».
    """
    folder = folder_of(root, plan_id)
    names = column_names.of_option(columns)
    problems = ProblemList()
    document = cleaning.clean(source_file.read(source, source.name, office), problems)
    stops = [problem for problem in problems.all() if problem.severity is Severity.STOP]
    if stops:
        raise DataWrong(stops)
    tables = rows.read(document.blocks, names)
    if unmet := column_names.unmet(names, tables):
        raise DataWrong(unmet)
    tasks = tables.tasks or (() if tables.nearly else drafts.read(document))
    if not tasks:
        raise DataWrong([column_names.refusal(source, plan_id, tables, document.notes)])
    plan_facts = facts.find(document, tables.columns[0][0] if tables.columns else "")
    task_rows = intake_task_file.rows_of(tasks, plan_facts.annex_title)
    cells = agencies.understand(tasks, folder.parent, folder, root)
    has_province = (folder.parent / "province.yaml").is_file()
    province = read_province(folder.parent, root, ProblemList()) if has_province else None
    standing = agencies.id_of(plan_facts.standing.text, cells.book)
    plan = plan_file.make(plan_facts, province, standing, task_rows, issued)
    existing = (folder / "plan.yaml").is_file()
    questions = [*task_rows.questions, *plan.questions, *(() if existing else plan.of_new_file)]
    if cells.outside:
        what = (
            f"coi là ngoài danh mục, không giao cho cơ quan nào: {vn.listing(f'«{words}»' for words in cells.outside)}."
        )
        remedy = "nơi nào có trong danh mục thì ghi mã cơ quan hoặc nhóm vào cột «Gồm» của phrases.csv."
        questions.append(question("", what, remedy))
    if not tables.tasks:
        what = f"văn bản không có bảng nhiệm vụ; {len(tasks)} nhiệm vụ đọc từ đoạn văn chỉ là bản nháp."
        questions.insert(
            0, question("", what, f"so từng dòng của {DRAFT} với bản gốc, rồi đổi tên tệp thành tasks.csv.")
        )
    times = list(_times(task_rows, plan_facts))
    unread = tuple((number, time.words or deadlines.BLANK) for number, time in times if time.unclear)
    files, changes = _files(root, folder, source.name, task_rows, cells, plan, sure=bool(tables.tasks))
    if unread and not (folder / deadlines.FILE).is_file():
        words = dict.fromkeys(words for _, words in unread)
        table = (tuple(headings(RuledDeadline).values()), *((each, "", "", "") for each in words))
        files.append((deadlines.FILE, csv_text(table)))
    if not (folder / AWAITED).is_file():
        files.append((AWAITED, csv_text(_awaited(times))))
    return Proposal(
        source=source.name,
        folder=folder,
        existing=existing,
        files=tuple(files),
        changes=tuple(changes),
        tables=tables,
        rows=task_rows,
        facts=plan_facts,
        cells=cells,
        deadlines=unread,
        questions=tuple(replace(each, origin=replace(each.origin, file=source.name)) for each in questions),
        notes=(*document.notes, *tables.notes),
        corrections=problems.all(),
        sure=bool(tables.tasks),
    )


def _times(rows: TaskRows, plan: PlanFacts) -> Iterator[tuple[str, Deadline]]:
    column = list(rows.column("deadline"))
    issued = date.fromisoformat(plan.issued.text) if plan.issued.text else date.min
    paper = Document(plan.kind.text, plan.number.text, issued, plan.issuer.text, plan.title.text)
    dates = deadlines.plan_dates(paper, (words for _, words in column))
    for number, words in column:
        yield number, deadlines.read(words, dates)


def _awaited(times: Iterable[tuple[str, Deadline]]) -> Iterator[tuple[str, ...]]:
    """The table of what tasks wait for, by their own words: a row a task, for two papers may be called alike."""
    columns = headings(AwaitedPaper)
    yield tuple(columns.values())
    for number, time in times:
        if paper := time.event and deadlines.awaited(time.event):
            issuer = paper.partition(" của ")[2]
            yield (number, paper, issuer if " " in issuer else "", *[""] * (len(columns) - 3))


# --- files ----------------------------------------------------------------------------------------------------------


def _files(
    root: Path, folder: Path, source: str, task_rows: TaskRows, cells: AgencyCells, plan: PlanText, *, sure: bool
) -> tuple[list[tuple[str, str]], list[ProposedChange]]:
    """The files that would be written, and every value that would change in files that are there."""
    files: list[tuple[str, str]] = []
    changes: list[ProposedChange] = []
    task_file = "tasks.csv" if sure else DRAFT
    for name, text in ((task_file, task_rows.text()), ("phrases.csv", cells.phrases)):
        path = folder / name
        if not path.is_file():
            files.append((name, text))
        elif differences := list(between(name, path.read_text(encoding="utf-8-sig"), text.removeprefix("\ufeff"))):
            changes += differences
            files.append((name, text))
    if (folder / "plan.yaml").is_file():
        file = EditedYaml(folder / "plan.yaml", root)
        differences = [
            ProposedChange("plan.yaml", *change) for change in file.put(plan.from_the_text(), plan_file.COMMENTS)
        ]
        changes += differences
        files += [("plan.yaml", file.text())] if differences else []
    else:
        files.append(("plan.yaml", plan.text()))
    if not (folder / "decisions.yaml").is_file():
        files.append(("decisions.yaml", _decisions(root, cells)))
    places = csv_text((HEADING, *((number, column, source, place) for number, column, place in task_rows.places)))
    path = folder / PLACES
    if not path.is_file() or path.read_text(encoding="utf-8") != places:
        files.append((PLACES, places))
    return files, changes


def _decisions(root: Path, cells: AgencyCells) -> str:
    """The general rules, and those of the general questions that the plan's phrases need."""
    file = EditedYaml(root / "data/chung/decisions.yaml", root)
    file.keep("rulings", {*cells.rulings, *(["D3"] if cells.conditional else [])})
    body = re.sub(r"\A(?:#.*\n)*", "", file.text())
    return "# Cách đọc Kế hoạch: quy tắc đọc (rules) và quyết định về những chỗ chưa rõ (rulings).\n" + body
