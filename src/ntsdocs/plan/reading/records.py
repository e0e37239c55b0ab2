"""Read the tables of a plan: tasks, phrases, days off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ntsdocs import tables
from ntsdocs.plan import deadlines
from ntsdocs.plan.agency_lists import lookup_key
from ntsdocs.plan.assignments import members_of
from ntsdocs.plan.model import (
    OUTSIDE,
    Basis,
    DayOff,
    Deadline,
    Document,
    Phrase,
    RuledDeadline,
    Ruling,
    Section,
    Task,
    headings,
)
from ntsdocs.plan.phrases import Phrasebook, near_names
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.entry import NO_DAY, Entry, read_fields
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import OUTSIDE_WORDS, WHO, References
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin
from ntsdocs.text.suggestions import hint

DAY_OFF_KINDS = ("nghỉ", "làm bù")


# --- tasks ----------------------------------------------------------------------------------------------------------


def read_tasks(folder: Path, root: Path, problems: ProblemList) -> tuple[Task, ...]:
    """The rows of tasks.csv; all its columns have to be there."""
    table = tables.read(folder / "tasks.csv", root)
    needed = (*headings(Task), *headings(Section))
    tasks = [_task(entry) for entry in columns.entries(table, problems, Task, Section, needed=needed)]
    _tell_repeated(((task.number, task.origin) for task in tasks if task.number), headings(Task)["number"], problems)
    _tell_leaderless([task for task in tasks if not task.lead], problems)
    return tuple(tasks)


def _tell_leaderless(tasks: Sequence[Task], problems: ProblemList) -> None:
    if tasks:
        numbers = vn.first_few([str(task.number) for task in tasks], 5, "nhiệm vụ")
        what = f"Kế hoạch không ghi cơ quan chủ trì của nhiệm vụ {numbers}: chưa tính cho cơ quan nào."
        place = tasks[0].origin.at(headings(Task)["lead"])
        problems.ask(place, what, "khi đã rõ thì ghi tên cơ quan vào ô này.")


def _task(entry: Entry) -> Task:
    return Task(
        section=Section(**read_fields(entry, Section)),
        **read_fields(entry, Task),
        deadline=Deadline(entry.text("deadline", may_be_day=True)),
        origin=entry.origin,
    )


def with_deadlines(tasks: tuple[Task, ...], document: Document | None) -> tuple[Task, ...]:
    """The tasks with what the words of their deadlines mean in a plan that is this document."""
    dates = deadlines.plan_dates(document, [task.deadline.words for task in tasks])
    return tuple(replace(task, deadline=deadlines.read(task.deadline.words, dates)) for task in tasks)


def read_ruled_deadlines(
    folder: Path, root: Path, references: References, problems: ProblemList
) -> tuple[RuledDeadline, ...]:
    """The rows of deadlines.csv that decide something, each with its tasks; what is left unclear is asked.

    For a task the row with its number counts before that for all with its words.
    """
    rows: list[RuledDeadline] = []
    for entry in columns.entries_if_any(folder / deadlines.FILE, root, problems, RuledDeadline):
        words = entry.text("words", needed=True, may_be_day=True)
        row = RuledDeadline(**read_fields(entry, RuledDeadline, but=("words",)), words=words, origin=entry.origin)
        references.tell_tasks(entry, "task", (row.task,))
        if words and references.tasks and not any(_is_of(row, task) for task in references.tasks.values()):
            entry.warn("words", f"không còn nhiệm vụ nào có thời hạn «{words}».", "ghi đúng chữ trong tasks.csv.")
        rows.append(row)
    keys = ((f"{row.words}, {row.task}" if row.task else row.words, row.origin) for row in rows)
    _tell_repeated(keys, headings(RuledDeadline)["words"], problems)
    tasks_of: dict[RuledDeadline, tuple[int, ...]] = {row: () for row in rows if row.last_day or row.because}
    unclear: dict[str, list[Task]] = {}
    for task in references.tasks.values():
        fitting = [row for row in tasks_of if _is_of(row, task)]
        if fitting:
            tasks_of[max(fitting, key=lambda row: row.task)] += (task.number,)
        elif task.deadline.unclear:
            unclear.setdefault(lookup_key(task.deadline.words), []).append(task)
    for first, *others in unclear.values():
        numbers = vn.first_few([str(task.number) for task in (first, *others)], 5, "nhiệm vụ")
        what = f"không rõ hạn của nhiệm vụ {numbers}: {vn.lower_first(first.deadline.unclear)}"
        problems.ask(first.origin.at(headings(Task)["deadline"]), what, deadlines.REMEDY)
    return tuple(replace(row, tasks=numbers) for row, numbers in tasks_of.items())


def _is_of(row: RuledDeadline, task: Task) -> bool:
    return row.task in (0, task.number) and lookup_key(row.words) == lookup_key(task.deadline.words or deadlines.BLANK)


def _tell_repeated(keys: Iterable[tuple[object, Origin]], column: str, problems: ProblemList) -> None:
    rows: dict[object, Origin] = {}
    for key, origin in keys:
        before = rows.setdefault(key, origin)
        if before is not origin:
            what = f"«{key}» đã có ở dòng {before.row}."
            problems.stop(origin.at(column), what, "mỗi giá trị ở cột này chỉ được có một lần: sửa hoặc xóa một dòng.")


# --- phrases --------------------------------------------------------------------------------------------------------


def read_phrases(
    folder: Path, root: Path, references: References, rulings: tuple[Ruling, ...], problems: ProblemList
) -> tuple[Phrase, ...]:
    """The rows of phrases.csv."""
    table = tables.read(folder / "phrases.csv", root)
    needed = ("phrase", "token", "members", "basis", "rulings")
    entries = columns.entries(table, problems, Phrase, needed=needed)
    rows = tuple(phrase_of(entry, references) for entry in entries)
    answered = [row for row in rows if row.members or row.rulings]
    book = Phrasebook(references.agencies, answered)
    phrases = []
    ids = [ruling.id for ruling in rulings]
    pairs: set[tuple[str, str]] = set()
    for phrase, entry in zip(rows, entries, strict=True):
        for id_ in phrase.rulings:
            if ids and id_ not in ids:
                remedy = f"{hint(id_, ids)}Các quyết định: {', '.join(ids)}."
                entry.stop("rulings", f"không có quyết định «{id_}» trong decisions.yaml.", remedy)
        if (phrase.phrase, phrase.token) in pairs:
            what = f"«{phrase.phrase}» với nhóm «{phrase.token}» đã có ở trên."
            entry.stop("phrase", what, "xóa một trong hai dòng.")
        pairs.add((phrase.phrase, phrase.token))
        if not phrase.members and not phrase.rulings:
            if not book.split(phrase.phrase).unread:
                continue  # known by now without an answer
            near = near_names(references.agencies, answered).hint(phrase.phrase)
            entry.stop("members", f"chưa rõ «{phrase.phrase}» là ai.", f"{near}{WHO}")
        elif (
            references.agencies
            and phrase.members not in ((), (OUTSIDE,))
            and not members_of(phrase.members, references.agencies)
        ):
            what = f"«{phrase.phrase}»: danh mục chưa có cơ quan nào như vậy, nên không ai có nhiệm vụ theo cụm từ này."
            entry.warn("members", what, f"thêm cơ quan vào danh mục, hoặc ghi «{OUTSIDE_WORDS}».")
        phrases.append(phrase)
    return tuple(phrases)


def phrase_of(entry: Entry, references: References) -> Phrase:
    """The phrase that a row of phrases.csv is."""
    return Phrase(
        **read_fields(entry, Phrase, but=("rulings",)),
        members=references.selectors(entry, "members"),
        basis=Basis(entry.one_of("basis", [each.value for each in Basis], Basis.GROUP.value)),
        rulings=entry.parts("rulings"),
        origin=entry.origin,
    )


# --- days off --------------------------------------------------------------------------------------------------------


def read_days_off(root: Path, problems: ProblemList) -> tuple[DayOff, ...]:
    """The rows of data/law/holidays.csv."""
    rows: list[tuple[DayOff, Origin]] = []
    for entry in columns.entries(tables.read(root / "data" / "law" / "holidays.csv", root), problems, DayOff):
        kind = entry.one_of("kind", DAY_OFF_KINDS, needed=True)
        row = DayOff(**read_fields(entry, DayOff, but=("kind",)), kind=kind)
        rows += [(row, entry.origin)] if row.on != NO_DAY else []
    _tell_repeated(((vn.cell_date(row.on), origin) for row, origin in rows), headings(DayOff)["on"], problems)
    return tuple(row for row, _ in rows)
