"""Make the rows of tasks.csv of what the annex says, and tell what a person has to settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ntsdocs.intake.headings import BOTH
from ntsdocs.intake.open_sections import Heading
from ntsdocs.intake.task_rows import AnnexTask, AnnexValue
from ntsdocs.plan.model import Section, Task, headings
from ntsdocs.tables import csv_text
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin, Problem, Severity

PRINTED = "Số trong phụ lục"
REVIEW = "Cần xem lại"
HEADING = ("number", *headings(Section), *(name for name in headings(Task) if name != "number"))
LABELS = {**headings(Task), **headings(Section)}

_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # Excel's days from 2000 to 2099
_EXCEL_DAY_0 = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class TaskRows:
    """The table tasks.csv as it would be written. `places` gives for each number where its values stand."""

    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, str, str], ...]  # number, column, place
    questions: tuple[Problem, ...]

    def column(self, name: str) -> Iterator[tuple[str, str]]:
        """The number of each task and its value in the column of this field."""
        at = self.labels.index(LABELS[name])
        return ((row[0], row[at]) for row in self.rows)

    def text(self) -> str:
        """The table as a CSV file that Excel opens rightly."""
        return csv_text((self.labels, *self.rows))


def question(place: str, what: str, remedy: str) -> Problem:
    """Something only a person can settle, at a place of the source; whoever opened that knows the file's name."""
    return Problem(Origin("", place=place), what, remedy, Severity.ASK)


def rows_of(tasks: Sequence[AnnexTask], annex_title: str) -> TaskRows:
    """The rows of these tasks; `annex_title` names the part where the annex has no parts."""
    questions: list[Problem] = []
    numbers, renumbered = _numbers(tasks, questions)
    sections = _Sections(tasks, annex_title, questions)
    extras = list(dict.fromkeys(label for task in tasks for label, _ in task.extras))
    unsure = any(not task.sure for task in tasks)
    labels = [LABELS[name] for name in HEADING]
    labels += [PRINTED] if renumbered else []
    labels += [f"{label} (cột thêm)" if label in labels else label for label in extras]
    labels += [REVIEW] if unsure else []
    rows, places = [], []
    for number, task in zip(numbers, tasks, strict=True):
        values = _values(task, questions)
        row = [number, *sections.of(task), *(values.get(name, AnnexValue("", "")).text for name in HEADING[5:])]
        row += [task.printed] if renumbered else []
        extra = dict(task.extras)
        row += [extra[label].text if label in extra else "" for label in extras]
        row += ["" if task.sure else "đọc từ đoạn văn, chưa chắc"] if unsure else []
        rows.append(tuple(row))
        places += [(number, LABELS[name], values[name].place) for name in HEADING[5:] if name in values]
        _ask_missing(number, task, values, questions)
    return TaskRows(tuple(labels), tuple(rows), tuple(places), tuple(questions))


def _numbers(tasks: Sequence[AnnexTask], questions: list[Problem]) -> tuple[list[str], bool]:
    """The number of each task: as printed where all are whole and different, else counted anew."""
    printed = [task.printed for task in tasks]
    whole = [text for text in printed if re.fullmatch(r"0?[1-9][0-9]{0,4}", text)]
    if len(whole) == len(tasks) and len({int(text) for text in whole}) == len(tasks):
        return [str(int(text)) for text in whole], False
    counted = [str(number) for number in range(1, len(tasks) + 1)]
    if any(printed):
        remedy = f"dữ liệu đánh số lại từ 1; số in trong phụ lục ở cột «{PRINTED}»: xem cách gọi số nhiệm vụ."
        questions.append(
            question("", "số thứ tự trong phụ lục không liên tục theo từng nhiệm vụ, lặp lại hoặc thiếu.", remedy)
        )
        return counted, True
    questions.append(question("", "phụ lục không đánh số nhiệm vụ.", "dữ liệu đánh số từ 1 theo thứ tự trong phụ lục."))
    return counted, False


def _values(task: AnnexTask, questions: list[Problem]) -> dict[str, AnnexValue]:
    values = {name: value for name, value in task.values.items() if name != BOTH}
    if both := task.values.get(BOTH):
        values["lead"] = both
        what = f"ô gộp chủ trì và phối hợp, không rõ phần nào là phối hợp: «{both.text}»."
        questions.append(question(both.place, what, "tách hai phần trong tasks.csv."))
    deadline = values.get("deadline")
    if deadline and re.fullmatch(r"[0-9]{5}(?:\.0)?", deadline.text):
        serial = int(float(deadline.text))
        if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
            day = _EXCEL_DAY_0 + timedelta(days=serial)
            values["deadline"] = AnnexValue(vn.cell_date(day), deadline.place)
            what = f"thời hạn là số ngày của Excel ({deadline.text}), đọc thành {values['deadline'].text}."
            questions.append(question(deadline.place, what, "so với bản gốc; nếu khác thì ghi vào deadlines.csv."))
    return values


def _ask_missing(number: str, task: AnnexTask, values: dict[str, AnnexValue], questions: list[Problem]) -> None:
    for name in ("content", "lead"):
        if not values.get(name, AnnexValue("", "")).text:
            what = f"nhiệm vụ {number} không có «{LABELS[name]}»."
            questions.append(question(task.place, what, "xem bản gốc rồi ghi vào tasks.csv."))


class _Sections:
    """Puts the headings of any depth into the two levels that a plan has: parts, and sections in them."""

    def __init__(self, tasks: Sequence[AnnexTask], annex_title: str, questions: list[Problem]) -> None:
        self._title = annex_title or "NHIỆM VỤ"
        self._depth = max((len(task.headings) for task in tasks), default=0)
        self._outer = next((task.headings[0].kind for task in tasks if len(task.headings) == self._depth > 0), "")
        self._signs: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        if self._depth < 2 and tasks:
            what = "phụ lục không chia " + ("phần" if self._depth else "phần, mục") + "; dữ liệu cần cả hai."
            remedy = f"đã ghi phần «I. {self._title}»" + ("" if self._depth else ", mục «a. Nhiệm vụ»")
            questions.append(question("", what, remedy + "; sửa trong tasks.csv nếu muốn gọi khác."))
        if self._depth > 2:
            what = f"phụ lục chia {self._depth} cấp; dữ liệu có hai cấp nên các cấp từ thứ hai được ghép vào một mục."
            questions.append(question("", what, "xem cột «Tên mục» trong tasks.csv."))

    def of(self, task: AnnexTask) -> tuple[str, str, str, str]:
        """The part's sign and title, the section's sign and title."""
        above = task.headings
        if self._depth == 0:
            return "I", self._title, "a", "Nhiệm vụ"
        if self._depth == 1:
            return ("I", self._title, *self._joined(above, "", "I"))
        if not above or above[0].kind != self._outer:
            return ("–", self._title, *self._joined(above, "", "–"))
        part = self._sign(above[0], "", outer=True)
        if len(above) == 1:
            return part, above[0].title, part, above[0].title
        return (part, above[0].title, *self._joined(above[1:], above[0].place, part))

    def _joined(self, above: Sequence[Heading], inside: str, part: str) -> tuple[str, str]:
        if not above:
            return part, self._title
        signs = [self._sign(heading, inside, outer=False) for heading in above]
        signs = [sign for at, sign in enumerate(signs) if at == 0 or not sign.startswith(f"{signs[at - 1]}.")]
        return ".".join(signs), " – ".join(heading.title for heading in above)

    def _sign(self, heading: Heading, inside: str, *, outer: bool) -> str:
        """The heading's sign; where none is printed, its place among those like it."""
        if heading.sign:
            return heading.sign
        if heading.place not in self._signs:
            key = f"{inside}|{heading.kind}"
            self._counts[key] = self._counts.get(key, 0) + 1
            count = self._counts[key]
            letter = vn.ordinal_letters(count) if count <= len(vn.POINT_LETTERS) else str(count)
            self._signs[heading.place] = vn.roman(count) if outer else letter
        return self._signs[heading.place]
