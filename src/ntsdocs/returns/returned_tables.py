"""Put what came back into three tables, beside what earlier runs put there, the same whatever the order of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ntsdocs.build import disk
from ntsdocs.docx import package
from ntsdocs.plan import returned
from ntsdocs.plan.model import Plan, Result, ReturnRuling, headings
from ntsdocs.plan.reading import filled_in
from ntsdocs.plan.returned import DOUBTFUL, ReturnedAnswer, ReturnedChange, ReturnedFile
from ntsdocs.returns.changes import TheirChange
from ntsdocs.returns.reading import Answer
from ntsdocs.tables import csv_text, row_edits, workbooks
from ntsdocs.text import shelf, words
from ntsdocs.text.groups import grouped

WORKBOOK = "returned.xlsx"
CONFLICT = "khác nhau giữa các tệp: "  # how the reason of a doubt begins that another file gives

_RULE = f"{CONFLICT}chọn một tệp trong decisions.yaml, mục returned"
_COUNTED = {"sửa chữ": "reworded", "thêm": "added", "bỏ": "deleted", "ý kiến": "comments"}
_OF_TASK = re.compile(r"own:(?:task|section):([a-z0-9-]+):")
_NUMBERS = re.compile(r" (?:các )?nhiệm vụ [0-9][0-9, ]*$")
RESULTS = headings(Result)


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the letterbox, as it was read; counts and the agency's name are not in `file` yet.

    `titles` are those of the places, by tag. `doubt` says why nothing of the file is sure; blank where it may be.
    """

    file: ReturnedFile
    answers: Sequence[Answer] = ()
    changes: Sequence[TheirChange] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedTables:
    """The three tables, sorted."""

    files: tuple[ReturnedFile, ...] = ()
    answers: tuple[ReturnedAnswer, ...] = ()
    changes: tuple[ReturnedChange, ...] = ()


def read(folder: Path) -> ReturnedTables:
    """The tables in the folder of a plan, as they were last written."""
    return ReturnedTables(
        tuple(returned.rows(folder / returned.FILES, ReturnedFile)),
        tuple(returned.rows(folder / returned.ANSWERS, ReturnedAnswer)),
        tuple(returned.rows(folder / returned.CHANGES, ReturnedChange)),
    )


def merged(plan: Plan, before: ReturnedTables, received: Iterable[Received]) -> ReturnedTables:
    """The tables with these files, each in place of what was read of it before.

    Of two files with the same bytes one tells its answers and changes.
    """
    new = sorted(received, key=lambda each: each.file.file)
    names = {agency.id: agency.short_name for agency in (*plan.registry, *plan.agencies)}
    again = {each.file.file for each in new}
    files = [*(_counted(each, names) for each in new), *(each for each in before.files if each.file not in again)]
    told = {each.sha256: each.file for each in sorted(files, key=lambda each: each.file, reverse=True)}
    first = {*told.values()}
    answers = [row for each in new if each.file.file in first for row in _answers(each, names)]
    kept = [row for row in before.answers if row.file in first - again]  # as its own file says it
    answers += [replace(row, sure=returned.SURE, why="") if row.why.startswith(CONFLICT) else row for row in kept]
    changes = [row for each in new if each.file.file in first for row in _changes(each)]
    changes += [row for row in before.changes if row.file in first - again]
    settled = sorted(_settled(answers, files, plan.returned), key=_in_order)
    ruled, waiting = {each.agency for each in plan.returned}, {row.file for row in settled if row.sure == DOUBTFUL}
    done = {each.file for each in files if each.agency in ruled and each.filled not in ("", "0")} - waiting
    return ReturnedTables(
        tuple(replace(x, todo="" if x.file in done else x.todo) for x in sorted(files, key=lambda each: each.file)),
        tuple(settled),
        tuple(sorted((replace(row, name=names.get(row.agency, "")) for row in changes), key=_in_order)),
    )


def put(root: Path, folder: Path, tables: ReturnedTables) -> None:
    """Writes the tables and their workbook, each whole; the files first, as the other rows name them.

    `Wrong` if one of them is open, or cannot be written.
    """
    lines = {
        (returned.FILES, "Tệp nhận"): _lines(ReturnedFile, tables.files),
        (returned.ANSWERS, "Ô đã điền"): _lines(ReturnedAnswer, tables.answers),
        (returned.CHANGES, "Sửa, ý kiến"): _lines(ReturnedChange, tables.changes),
    }
    files = {name: csv_text(rows).encode() for (name, _), rows in lines.items()}
    files[WORKBOOK] = package.write(workbooks.parts({title: rows for (_, title), rows in lines.items()}))
    with row_edits.held(folder, root), disk.os_errors_as_problems(folder):
        disk.refuse_open_files(folder, files)
        for name, data in files.items():
            shelf.replace(folder / name, data)


def _lines(cls: type, rows: Iterable[object]) -> list[list[str]]:
    names = headings(cls)
    return [[*names.values()], *([getattr(row, name) for name in names] for row in rows)]


# --- one file ---------------------------------------------------------------------------------------------------------


def _counted(each: Received, names: Mapping[str, str]) -> ReturnedFile:
    counts = dict.fromkeys(_COUNTED.values(), 0)
    for change in each.changes:
        for kind, column in _COUNTED.items():
            counts[column] += change.kind.startswith(kind)
    said = {column: str(count) for column, count in counts.items()}
    return replace(each.file, filled=str(len(each.answers)), name=names.get(each.file.agency, ""), **said)


def _answers(each: Received, names: Mapping[str, str]) -> Iterator[ReturnedAnswer]:
    file = each.file
    unknown = "" if file.agency else "chưa rõ tệp của cơ quan nào"
    for answer in each.answers:
        why = answer.doubt or each.doubt or unknown or filled_in.fault(answer.value)
        of_task = _OF_TASK.match(answer.tag)
        yield ReturnedAnswer(
            agency=file.agency,
            task=of_task[1] if of_task else "",
            field=_called(answer.tag, each.titles),
            value=answer.value,
            how=answer.how,
            sure=DOUBTFUL if why else returned.SURE,
            file=file.file,
            base=file.base,
            tag=answer.tag,
            place=answer.place,
            why=why,
            name=names.get(file.agency, ""),
        )


def _changes(each: Received) -> Iterator[ReturnedChange]:
    file = each.file
    for x in each.changes:
        yield ReturnedChange(file.agency, x.task, x.kind, x.before, x.after, x.place, file.file)


def _called(tag: str, titles: Mapping[str, str]) -> str:
    """What Word shows of the place, without the task's number."""
    last = tag.rpartition(":")[2]
    own = {"so_ky_hieu": "Số, ký hiệu văn bản", "ngay": "Ngày văn bản"}.get(last, "") if ":head:" in tag else ""
    return _NUMBERS.sub("", titles.get(tag, "")) or own or RESULTS.get(last, last)


# --- two files that answer the same ----------------------------------------------------------------------------------


def _settled(
    rows: Iterable[ReturnedAnswer], files: Iterable[ReturnedFile], rulings: Sequence[ReturnRuling]
) -> Iterator[ReturnedAnswer]:
    """The rows that stand; where files differ and none may give way, all of theirs, none of them sure."""
    of_file = {each.file: each for each in files}

    def later(row: ReturnedAnswer) -> tuple[str, str, str]:
        file = of_file[row.file]
        return file.base_day, file.saved, row.file

    def is_later(row: ReturnedAnswer, than: ReturnedAnswer) -> bool:
        one, other = of_file[row.file], of_file[than.file]
        return one.base_day > other.base_day or (one.base_day == other.base_day and "" < other.saved < one.saved)

    for (agency, tag, _), same in grouped((_question(row, of_file[row.file]), row) for row in rows).items():
        standing: list[ReturnedAnswer] = []
        for row in _ruled(sorted(same, key=lambda row: (*later(row), row.value)), agency, tag, rulings):
            before = [each for each in standing if not _gives_way(each, row, is_later=is_later(row, each))]
            is_said = any(_says_the_same(each, row) for each in before)
            standing = before if is_said else [*before, row]
        for row in standing:
            stays = len(standing) == 1 or row.sure == DOUBTFUL
            yield row if stays else replace(row, sure=DOUBTFUL, why=_RULE)


def _question(row: ReturnedAnswer, file: ReturnedFile) -> tuple[str, str, str]:
    """What a row answers: a field of a result in each edition anew."""
    return row.agency, row.tag, f"{file.kind}/{file.edition}" if row.tag.rpartition(":")[2] in RESULTS else ""


def _gives_way(row: ReturnedAnswer, to: ReturnedAnswer, *, is_later: bool) -> bool:
    """Whether a row gives way to one that comes after it: that is as sure, and says the same, or later no less."""
    if to.sure == DOUBTFUL:
        return row.sure == DOUBTFUL and _says_the_same(row, to)
    fuller = len(words.word_tokens(to.value)) >= len(words.word_tokens(row.value))
    return _says_the_same(row, to) or (is_later and (fuller or row.sure == DOUBTFUL))


def _says_the_same(one: ReturnedAnswer, other: ReturnedAnswer) -> bool:
    return one.value.casefold().split() == other.value.casefold().split()


def _ruled(rows: list[ReturnedAnswer], agency: str, tag: str, rulings: Iterable[ReturnRuling]) -> list[ReturnedAnswer]:
    """The rows of which a ruling says that they count; those with a ruling of their own place are sure."""
    for ruling in (each for each in rulings if each.agency == agency and each.tag in ("", tag)):
        chosen = [row for row in rows if row.file == ruling.file] if ruling.file else rows[-1:]
        if chosen and ruling.tag:
            return [replace(chosen[0], value=ruling.value or chosen[0].value, sure=returned.SURE, why="")]
        rows = chosen or rows
    return rows


def _in_order(row: ReturnedAnswer | ReturnedChange) -> tuple[object, ...]:
    task = (0, int(row.task), "") if row.task.isdecimal() else (1, 0, row.task)
    rest = (row.tag, row.file, row.place, row.value) if isinstance(row, ReturnedAnswer) else (row.kind, row.file)
    return (row.agency, task, *rest, *(() if isinstance(row, ReturnedAnswer) else (row.place, row.before, row.after)))
