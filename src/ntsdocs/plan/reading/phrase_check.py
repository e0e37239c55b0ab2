"""Hold the plan's words against the registry and the phrases; what only looks wrong in them is left as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.plan.agency_lists import lookup_key, name_key
from ntsdocs.plan.model import Agency, Phrase, Task, headings, label
from ntsdocs.plan.phrases import Match, Phrasebook, names, near_names
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import OUTSIDE_WORDS
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin
from ntsdocs.text.suggestions import hint

_COLUMNS = ("content", "lead", "coordinate", "deadline", "product")
_UNREAD = (
    "Cơ quan: thêm dòng vào agencies.csv, hoặc thêm cách viết này vào «Tên khác» của dòng đã có; cơ quan đổi tên: ghi "
    f"tên cũ vào former-names.csv. Cụm từ chung, nơi khác: thêm dòng vào phrases.csv, cột «Gồm» ghi nhóm, mã cơ "
    f"quan hoặc «{OUTSIDE_WORDS}»."
)
_CLASH = "ghi tên đầy đủ hơn cho một trong hai; nơi này kế thừa nơi kia thì ghi ngày ở «Đến trước ngày» của nơi cũ."
_KEEP = "văn bản giữ nguyên lời của Kế hoạch; hỏi cơ quan ban hành nếu cần đính chính."


@dataclass(frozen=True, slots=True)
class Oddity:
    """One row of oddities.csv: words of the plan that a reader took for a slip, and what was noticed.

    It is data, not a message: the table's headings are read off it, and a row that still holds is told as a `Problem`.
    """

    task: int = label("Nhiệm vụ số")
    column: str = label("Cột")
    words: str = label("Chữ trong kế hoạch")
    remark: str = label("Nhận xét")


def tell_clashes(agencies: Iterable[Agency], book: Phrasebook, problems: ProblemList) -> None:
    """Tell every name that fits more than one agency, at the second that bears it."""
    by_id = {agency.id: agency for agency in agencies}
    for key, ids in book.clashes:
        for at, agency in enumerate(by_id[id_] for id_ in ids):
            if other := next((id_ for id_ in ids[:at] if agency.lives_beside(by_id[id_])), ""):
                name = next(name for name in names(agency) if name_key(name) == key)
                what = f"tên «{name}» cũng là tên của «{other}»: không rõ Kế hoạch nói cơ quan nào."
                problems.stop(agency.origin, what, _CLASH)


def tell_unread(
    tasks: Iterable[Task],
    phrases: Iterable[Phrase],
    agencies: Iterable[Agency],
    book: Phrasebook,
    problems: ProblemList,
) -> None:
    """Tell the words of the two columns of agencies that are neither a known phrase nor a known name."""
    near = near_names(agencies, phrases)
    places: dict[str, list[Origin]] = {}
    for task in tasks:
        for column in ("lead", "coordinate"):
            cell = getattr(task, column)
            read = book.split(cell)
            place = task.origin.at(headings(Task)[column])
            for words in read.unread:
                places.setdefault(words, []).append(place)
            if cell and not read.unread and not read.matches:
                what = f"«{cell}» không nêu cơ quan nào: chưa tính cho cơ quan nào."
                problems.ask(place, what, "khi đã rõ thì ghi tên cơ quan vào ô này.")
    for words, origins in places.items():
        more = f" (và {len(origins) - 1} ô nữa)" if len(origins) > 1 else ""
        problems.stop(origins[0], f"không nhận ra «{words}»{more}.", f"{near.hint(words)}{_UNREAD}")


# --- what a rule finds ----------------------------------------------------------------------------------------------


def tell(
    tasks: Sequence[Task], agencies: Iterable[Agency], book: Phrasebook, issued: date | None, problems: ProblemList
) -> None:
    """Warn of every oddity that a rule can find."""
    by_id = {agency.id: agency for agency in agencies}
    read = [(task, column, match) for task in tasks for column, match in _matches(task, book)]
    usual = _usual_spellings(match for _, _, match in read)
    for task in tasks:
        _tell_too_early(task, issued, problems)
        if task.content.endswith("."):
            _warn(task, "content", "nội dung có dấu chấm ở cuối.", problems)
        if joining := book.split_roles(task.lead)[1]:
            joined = "; ".join(match.words for match in joining)
            what = f"nhiệm vụ {task.number}: «{joined}» ghi ở đây, tính là phối hợp."
            remedy = f"muốn in riêng thì chuyển sang cột «{headings(Task)['coordinate']}»."
            problems.warn(task.origin.at(headings(Task)["lead"]), what, remedy)
    for task, column, match in read:
        if other := _registry_spelling(match, by_id):
            _warn(task, column, f"ghi «{match.words}», danh mục cơ quan ghi «{other}».", problems)
        elif other := usual.get(lookup_key(match.words), ""):
            _warn(task, column, f"ghi «{match.words}», các nhiệm vụ khác ghi «{other}».", problems)
    _tell_repeated(tasks, problems)
    _tell_gaps(tasks, problems)


def _warn(task: Task, column: str, what: str, problems: ProblemList) -> None:
    problems.warn(task.origin.at(headings(Task)[column]), f"nhiệm vụ {task.number}: {what}", _KEEP)


def _matches(task: Task, book: Phrasebook) -> Iterator[tuple[str, Match]]:
    for column in ("lead", "coordinate"):
        for match in book.split(getattr(task, column)).matches:
            yield column, match


def _tell_too_early(task: Task, issued: date | None, problems: ProblemList) -> None:
    last = task.deadline.last_day
    if last is not None and issued is not None and last < issued:
        what = f"thời hạn «{task.deadline.words}» đứng trước ngày ban hành Kế hoạch ({vn.cell_date(issued)})."
        _warn(task, "deadline", what, problems)


def _registry_spelling(match: Match, agencies: Mapping[str, Agency]) -> str:
    """The registry's spelling of a named agency, where the plan's differs from it in letter case or tone place."""
    if not match.agency:
        return ""
    agency = agencies[match.agency]
    own = (agency.short_name, agency.name)
    return next((name for name in own if match.words not in own and lookup_key(name) == lookup_key(match.words)), "")


def _usual_spellings(matches: Iterable[Match]) -> dict[str, str]:
    """For each phrase that has a more frequent spelling with other commas: that spelling."""
    counts: dict[tuple[str, tuple[str, ...]], Counter[str]] = {}
    spellings_by_key: dict[str, str] = {}
    for match in matches:
        if match.rows:
            key = lookup_key(match.words)
            own = match.rows[0].phrase
            spellings_by_key.setdefault(key, own if lookup_key(own) == key else match.words)
            bare, tokens = " ".join(re.findall(r"\w+", key)), tuple(row.token for row in match.rows)
            counts.setdefault((bare, tokens), Counter())[key] += 1
    usual = [(spellings, spellings.most_common(1)[0][0]) for spellings in counts.values()]
    return {key: spellings_by_key[best] for spellings, best in usual for key in spellings if key != best}


def _tell_repeated(tasks: Iterable[Task], problems: ProblemList) -> None:
    first: dict[tuple[str, str], Task] = {}
    for task in tasks:
        before = first.setdefault((lookup_key(task.content), lookup_key(task.deadline.words)), task)
        if before is not task and task.content:
            what = f"nội dung và thời hạn trùng với nhiệm vụ {before.number}."
            _warn(task, "content", what, problems)


def _tell_gaps(tasks: Sequence[Task], problems: ProblemList) -> None:
    numbers = {task.number for task in tasks if task.number}
    missing = [str(number) for number in range(1, max(numbers, default=0)) if number not in numbers]
    if missing:
        numbers_missing = ", ".join(missing[:20]) + (" …" if len(missing) > 20 else "")
        problems.warn(
            Origin(tasks[0].origin.file), f"thiếu nhiệm vụ số {numbers_missing}.", "xem có sót dòng của Kế hoạch không."
        )


# --- what only a reader finds ---------------------------------------------------------------------------------------


def tell_listed(folder: Path, root: Path, tasks: Iterable[Task], problems: ProblemList) -> None:
    """Warn of every slip listed in oddities.csv, if there is such a table, and stop at rows that no longer hold."""
    by_number = {task.number: task for task in tasks}
    for entry in columns.entries_if_any(folder / "oddities.csv", root, problems, Oddity):
        number = entry.whole("task")
        column = _column(entry)
        words, remark = entry.text("words", needed=True), entry.text("remark", needed=True)
        task = by_number.get(number or 0)
        if number and by_number and task is None:
            entry.stop("task", f"không có nhiệm vụ số {number}.", "sửa số, hoặc xóa dòng này.")
        if task is None or not column or not words:
            continue
        value = task.deadline.words if column == "deadline" else getattr(task, column)
        if words not in value:
            what = f"«{words}» không còn trong cột «{headings(Task)[column]}» của nhiệm vụ {number}."
            entry.stop("words", what, "ghi đúng chữ đang có trong tasks.csv, hoặc xóa dòng này.")
        else:
            _warn(task, column, f"«{words}»: {remark}", problems)


def _column(entry: Entry) -> str:
    field_of_heading = {headings(Task)[name]: name for name in _COLUMNS}
    text = entry.text("column", needed=True)
    field_of = {name.lower(): field for name, field in field_of_heading.items()} | {name: name for name in _COLUMNS}
    if text and text.lower() not in field_of:
        listed = ", ".join(f"«{name}»" for name in field_of_heading)
        entry.stop("column", f"không có cột «{text}».", f"{hint(text, field_of_heading)}Ghi một trong: {listed}.")
    return field_of.get(text.lower(), "")
