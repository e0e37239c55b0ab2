"""Read the tables of a plan: tasks, phrases, results, conditions, letters, days off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from ntsdocs import tables
from ntsdocs.plan import deadlines
from ntsdocs.plan.model import (
    Basis,
    ConditionMet,
    DayOff,
    Deadline,
    Letter,
    Phrase,
    Result,
    Ruling,
    Section,
    Status,
    Task,
    headings,
)
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.entry import Entry, said_texts
from ntsdocs.plan.reading.gathering import Findings
from ntsdocs.plan.reading.registry import Registry
from ntsdocs.plan.reading.selectors import Vocabulary
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin
from ntsdocs.text.suggestions import hint

DAY_OFF_KINDS = ("nghỉ", "làm bù")


# --- tasks ----------------------------------------------------------------------------------------------------------


def read_tasks(folder: Path, root: Path, findings: Findings) -> tuple[Task, ...]:
    """The rows of tasks.csv; all its columns have to be there."""
    table = tables.read(folder / "tasks.csv", root)
    needed = (*headings(Task), *headings(Section))
    tasks = [_task(entry, findings) for entry in columns.entries(table, findings, Task, Section, needed=needed)]
    _tell_repeated(((task.number, task.origin) for task in tasks if task.number), headings(Task)["number"], findings)
    return tuple(tasks)


def _task(entry: Entry, findings: Findings) -> Task:
    return Task(
        number=entry.whole("number") or 0,
        section=Section(**said_texts(entry, Section)),
        content=entry.text("content", needed=True),
        lead=entry.text("lead", needed=True),
        coordinate=entry.text("coordinate"),
        deadline=_deadline(entry, findings),
        product=entry.text("product"),
        origin=entry.origin,
    )


def _deadline(entry: Entry, findings: Findings) -> Deadline:
    words = entry.text("deadline", needed=True)
    if not words:
        return Deadline("")
    found = deadlines.read(words)
    if found is None:
        forms = "; ".join(f"«{form}»" for form in deadlines.FORMS)
        findings.stop(entry.at("deadline"), deadlines.trouble(words), f"ghi theo một trong các dạng: {forms}.")
        return Deadline(words)
    return found


def _tell_repeated(keys: Iterable[tuple[object, Origin]], column: str, findings: Findings) -> None:
    rows: dict[object, Origin] = {}
    for key, origin in keys:
        before = rows.setdefault(key, origin)
        if before is not origin:
            what = f"«{key}» đã có ở dòng {before.row}."
            findings.stop(origin.at(column), what, "mỗi giá trị ở cột này chỉ được có một lần: sửa hoặc xóa một dòng.")


# --- phrases --------------------------------------------------------------------------------------------------------


def read_phrases(
    folder: Path, root: Path, vocabulary: Vocabulary, rulings: tuple[Ruling, ...], findings: Findings
) -> tuple[Phrase, ...]:
    """The rows of phrases.csv."""
    table = tables.read(folder / "phrases.csv", root)
    needed = ("phrase", "token", "members", "basis", "rulings")
    entries = columns.entries(table, findings, Phrase, needed=needed)
    phrases = tuple(_phrase(entry, vocabulary, findings) for entry in entries)
    known = [ruling.id for ruling in rulings]
    seen: set[tuple[str, str]] = set()
    for phrase, entry in zip(phrases, entries, strict=True):
        for id_ in phrase.rulings:
            if known and id_ not in known:
                remedy = f"{hint(id_, known)}Các quyết định: {', '.join(known)}."
                findings.stop(entry.at("rulings"), f"không có quyết định «{id_}» trong decisions.yaml.", remedy)
        if not phrase.members and not phrase.rulings:
            findings.stop(entry.at("members"), "cụm từ này không chỉ tới cơ quan nào.", "ghi nhóm ở cột này.")
        if (phrase.phrase, phrase.token) in seen:
            what = f"«{phrase.phrase}» với nhóm «{phrase.token}» đã có ở trên."
            findings.stop(entry.at("phrase"), what, "xóa một trong hai dòng.")
        seen.add((phrase.phrase, phrase.token))
    return phrases


def _phrase(entry: Entry, vocabulary: Vocabulary, findings: Findings) -> Phrase:
    return Phrase(
        phrase=entry.text("phrase", needed=True),
        token=entry.text("token", needed=True),
        members=vocabulary.read(entry.several("members"), entry.at("members"), findings),
        basis=Basis(entry.one_of("basis", [each.value for each in Basis], Basis.GROUP.value)),
        condition=entry.text("condition"),
        rulings=entry.several("rulings", r"[;,\s]"),
        note=entry.text("note"),
        origin=entry.origin,
    )


# --- what has happened since ----------------------------------------------------------------------------------------


class References:
    """What the records point to: agencies and tasks."""

    __slots__ = ("_findings", "_registry", "_tasks")

    def __init__(self, registry: Registry, tasks: Mapping[int, Task], findings: Findings) -> None:
        self._registry = registry
        self._tasks = tasks
        self._findings = findings

    def agencies(self, entry: Entry, name: str, ids: tuple[str, ...]) -> None:
        """Tell the ids in a field that no agency has."""
        self._registry.tell_unknown(ids, entry.at(name), self._findings)

    def tasks(self, entry: Entry, name: str, numbers: Iterable[int]) -> None:
        """Tell the numbers in a field that no task has."""
        for number in numbers:
            if number and self._tasks and number not in self._tasks:
                remedy = f"ghi một số từ {min(self._tasks)} đến {max(self._tasks)} có trong tasks.csv."
                self._findings.stop(entry.at(name), f"không có nhiệm vụ số {number}.", remedy)


def read_results(
    folder: Path, root: Path, references: References, findings: Findings
) -> tuple[tuple[int, ...], tuple[Result, ...]]:
    """The years that have a table, and all their results."""
    years, others = tables.years(folder / "results")
    results: list[Result] = []
    for year in years:
        table = tables.read(folder / "results" / f"{year}.csv", root)
        entries = columns.entries(table, findings, Result)
        found = [_result(entry, year, references, findings) for entry in entries]
        _tell_two_results(found, findings)
        results.extend(found)
    for name in others:
        origin = Origin(tables.place_of(folder / "results" / name, root))
        findings.warn(origin, "tệp này không được đọc.", "đặt tên theo năm, ví dụ 2026.csv, hoặc chuyển đi nơi khác.")
    return years, tuple(results)


def _result(entry: Entry, year: int, references: References, findings: Findings) -> Result:
    status = entry.one_of("status", [each.value for each in Status], needed=True)
    texts = said_texts(entry, Result, but=("task", "status", "on"))
    task = entry.whole("task") or 0
    on = entry.day("on")
    references.agencies(entry, "agency", (texts["agency"],))
    references.tasks(entry, "task", (task,))
    if on is not None and on.year != year:
        what = f"ngày {vn.cell_date(on)} không thuộc năm {year} của bảng này."
        findings.warn(entry.at("on"), what, f"xem lại ngày, hoặc chuyển dòng sang {on.year}.csv.")
    return Result(
        task=task, status=Status(status or Status.NOT_STARTED), on=on, year=year, origin=entry.origin, **texts
    )


def _tell_two_results(results: Iterable[Result], findings: Findings) -> None:
    """Tell results of one agency for one task of which neither is the later; no date counts as the year's end."""
    rows: dict[tuple[int, str, date], Origin] = {}
    for result in results:
        day = result.on or date(result.year, 12, 31)
        before = rows.setdefault((result.task, result.agency, day), result.origin)
        if before is not result.origin and result.task and result.agency:
            when = f"ngày {vn.cell_date(day)}" if result.on else "không ghi ngày"
            what = f"kết quả nhiệm vụ {result.task} của «{result.agency}» {when} đã có ở dòng {before.row}."
            findings.stop(result.origin, what, "gộp hai dòng, hoặc ghi hai ngày khác nhau: dòng có ngày sau được tính.")


def read_conditions(
    folder: Path, root: Path, tasks: Mapping[int, Task], references: References, findings: Findings
) -> tuple[ConditionMet, ...]:
    """The rows of conditions.csv; none if there is no such table."""
    path = folder / "conditions.csv"
    if not tables.exists(path):
        return ()
    found = []
    for entry in columns.entries(tables.read(path, root), findings, ConditionMet):
        task, on = entry.whole("task"), entry.day("on", needed=True)
        texts = said_texts(entry, ConditionMet, but=("task", "on"))
        references.tasks(entry, "task", (task or 0,))
        if task is not None and task in tasks and not tasks[task].deadline.event:
            what = f"nhiệm vụ {task} không chờ điều kiện nào."
            findings.warn(entry.at("task"), what, "xem lại số nhiệm vụ, hoặc xóa dòng này.")
        if task is not None and on is not None:
            found.append(ConditionMet(task=task, on=on, origin=entry.origin, **texts))
    return tuple(found)


def read_letters(folder: Path, root: Path, references: References, findings: Findings) -> tuple[Letter, ...]:
    """The rows of dispatch.csv; none if there is no such table."""
    path = folder / "dispatch.csv"
    if not tables.exists(path):
        return ()
    found = []
    for entry in columns.entries(tables.read(path, root), findings, Letter):
        to, tasks = entry.several("to", r"[;,\s]"), entry.numbers("tasks")
        references.agencies(entry, "to", to)
        references.tasks(entry, "tasks", tasks)
        texts = said_texts(entry, Letter, but=("on", "to", "tasks"))
        on = entry.day("on", needed=True)
        if on is not None:
            found.append(Letter(on=on, to=to, tasks=tasks, origin=entry.origin, **texts))
    return tuple(found)


def read_days_off(root: Path, findings: Findings) -> tuple[DayOff, ...]:
    """The rows of data/law/holidays.csv."""
    table = tables.read(root / "data" / "law" / "holidays.csv", root)
    found: list[DayOff] = []
    places: list[tuple[str, Origin]] = []
    for entry in columns.entries(table, findings, DayOff):
        on = entry.day("on", needed=True)
        kind = entry.one_of("kind", DAY_OFF_KINDS, needed=True)
        texts = said_texts(entry, DayOff, but=("on", "kind"))
        if on is not None:
            found.append(DayOff(on=on, kind=kind, **texts))
            places.append((vn.cell_date(on), entry.origin))
    _tell_repeated(places, headings(DayOff)["on"], findings)
    return tuple(found)
