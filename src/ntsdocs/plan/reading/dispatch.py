"""Read dispatch.csv, and add to it what goes out: no number is given twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ntsdocs.plan import dispatch
from ntsdocs.plan.dispatch import FILE
from ntsdocs.plan.model import Letter, headings
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.editions import tell_time
from ntsdocs.plan.reading.entry import NO_DAY, Entry, read_fields
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.tables import place_of, row_edits
from ntsdocs.text import shelf
from ntsdocs.text.problems import DataWrong, Origin, Severity

_COLUMNS = headings(Letter)


def read_letters(
    folder: Path, root: Path, references: References, facts: Mapping[str, Any], problems: ProblemList
) -> tuple[Letter, ...]:
    """The rows of dispatch.csv, their kinds as they are written; none if there is no such table."""
    letters = []
    for entry in columns.entries_if_any(folder / FILE, root, problems, Letter):
        letter, count = _letter(entry), problems.count()
        on = None if letter.on == NO_DAY else letter.on
        to = references.recipients(entry, "to", on, needed=dispatch.is_letter(letter))
        letters.append(replace(letter, to=to))
        if count == problems.count():
            _tell_range(entry, letters[-1])
        references.tell_tasks(entry, "tasks", letter.tasks)
        tell_time(entry, letter.on, facts)
        _tell_signed(entry, folder, letter.signed)
    whole = [letter for letter in letters if letter.number and letter.on != NO_DAY]
    _tell_given_twice(whole, Origin(FILE), problems)
    for letter, missing in dispatch.holes(whole):
        what = f"giữa các số của đợt «{letter.edition}» còn số chưa ghi cho ai: {missing}."
        problems.ask(letter.origin.at(_COLUMNS["number"]), what, "ghi thêm dòng nếu số ấy đã dùng cho đợt này.")
    return tuple(letters)


def record(folder: Path, root: Path, letters: Sequence[Letter]) -> None:
    """Adds rows to dispatch.csv; `DataWrong`, with nothing written, if a number of theirs is taken there by now."""
    with row_edits.held(folder, root):
        problems = ProblemList()
        standing = [_letter(entry) for entry in columns.entries_if_any(folder / FILE, root, problems, Letter)]
        _tell_given_twice((*standing, *letters), Origin(place_of(folder / FILE, root)), problems)
        if wrong := [problem for problem in problems.all() if problem.severity is Severity.STOP]:
            raise DataWrong(wrong)
        row_edits.put(folder / FILE, root, [columns.texts(letter) for letter in letters], _COLUMNS)


def _letter(entry: Entry) -> Letter:
    text = entry.text("number", needed=True)
    number = dispatch.number_in(text)
    if text and not number:
        remedy = "ghi như «62/UBND-NC»; nhiều số liền nhau thì ghi số đầu, số cuối: «1601-1779/UBND-NC»."
        entry.stop("number", f"không đọc được «{text}» thành số, ký hiệu.", remedy)
    return Letter(number=number, **read_fields(entry, Letter, but=("number", "to")), origin=entry.origin)


def _tell_given_twice(letters: Sequence[Letter], book: Origin, problems: ProblemList) -> None:
    for letter, before, number in dispatch.given_twice(letters):
        where = f"ở dòng {before.origin.row}" if before.origin.row else "trong lượt ghi này"
        at = (letter.origin if letter.origin.row else book).at(_COLUMNS["number"])
        remedy = "một công văn ghi một dòng, đủ mọi nơi nhận; công văn khác thì lấy số khác."
        problems.stop(at, f"số {number} của năm {letter.on.year} đã có {where}.", remedy)


def _tell_range(entry: Entry, letter: Letter) -> None:
    count = len(dispatch.numbers(letter))
    if count > 1 and count != len(letter.to):
        what = f"«{letter.number}» là {count} số, còn nơi nhận là {len(letter.to)} cơ quan."
        remedy = "ghi mỗi nơi nhận một số, theo thứ tự trong danh mục cơ quan; một số cho tất cả thì chỉ ghi số ấy."
        entry.stop("number", what, remedy)


def _tell_signed(entry: Entry, folder: Path, path: str) -> None:
    remedy = "chép tệp đã ký vào thư mục của Kế hoạch, ghi đường dẫn từ thư mục ấy, ví dụ «da-ky/62.pdf»."
    if path and (not shelf.is_inside(path) or shelf.way_out(folder.resolve(), path)):
        entry.stop("signed", f"«{path}» không nằm trong thư mục của Kế hoạch.", remedy)
    elif path and not (folder / path).is_file():
        entry.warn("signed", f"không thấy tệp «{path}».", remedy)
