"""Prove which cells of the data decide a value of a paper, by changing them and drawing the paper up again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from ntsdocs import reads, vn
from ntsdocs.cells import Cell, Row, cells, named, rows
from ntsdocs.docket import Job
from ntsdocs.model import FormerName, Plan
from ntsdocs.redrawing import NOTHING, Edit, Redrawing
from ntsdocs.remit import Assignments
from ntsdocs.tracing import Source

_SHORTEST = 2  # letters of a cell that is looked for inside a longer value, or the other way round
_SHORT = len("III.a)")  # letters of a value in which single letters are looked for too
_YEAR = len("2029")
_MOST_ROWS = 12  # rows that are told of one kind, but for the paper's own roles
_MOST_DRAWN = 150  # drawings that are spent on the rows of one kind
_BY_ROWS = (
    ("kết quả ghi nhận (results)", "results"),
    ("công văn đã ban hành (dispatch.csv)", "letters"),
    ("điều kiện đã xảy ra (conditions.csv)", "conditions"),
)


@dataclass(frozen=True, slots=True)
class Influence:
    """Cells by which a value is worked out: their kind, and the rows that alone change it; `more` if not all are told.

    No rows at all means that none of them changes the value alone.
    """

    kind: str
    rows: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Try:
    """A cell, a change to it, and what the value may then say if the cell's words stand in it: nothing else changed."""

    cell: Cell
    edit: Edit
    then: frozenset[str]
    equal: bool  # the cell and the value say the same


class Origins:
    """Answers for the values of one paper; `former` are the names that agencies then still bore."""

    def __init__(self, plan: Plan, assignments: Assignments, job: Job, former: Mapping[str, FormerName]) -> None:
        self._plan = plan
        self._assignments = assignments
        self._job = job
        self._rows = tuple(rows(plan, former))
        self._cells = tuple(cell for row in self._rows for cell in cells(row))
        self._again = Redrawing(plan, assignments, job)

    def copied(self, source: Source, number: int) -> tuple[Cell, ...]:
        """The cells whose words stand in the value because they are copied into it, the longest first.

        `number` is the task that the value belongs to, 0 if none: its row is tried before others that say the same.
        """
        if not source.trail or source.value is None:
            return ()
        tries = [each for cell in self._cells for each in _tries(cell, _plain(reads.written(source.value)))]
        own = [each for each in tries if each.equal and self._is_own(each.cell.row, number)]
        others = [each for each in tries if each.equal and each not in own]
        for group in (own, others, [each for each in tries if not each.equal]):
            found = dict.fromkeys(self._deciding(source, group))
            if found:
                return tuple(sorted(found, key=lambda cell: (-len(cell.words), str(cell))))
        return ()

    def row_of(self, number: int) -> Row:
        """The row of the task; `KeyError` if there is none."""
        for row in self._rows:
            if row.path[:1] == ("tasks",) and getattr(row.value, "number", 0) == number:
                return row
        raise KeyError(number)

    def worked_out(self, source: Source) -> Iterator[Influence]:
        """By which kinds of cells the value is worked out, and by which rows of them."""
        if not source.trail:
            return
        found = list(self._by_roles(source))
        whole = not found
        for kind, name in (*_BY_ROWS, *([("nhiệm vụ của Kế hoạch (tasks.csv)", "tasks")] if whole else [])):
            found += self._by_rows(source, kind, name)
        found += [*self._by_drafting(source), *self._by_deadlines(source), *self._by_days(source)]
        told = [each for each in found if each.rows] or found
        yield from told or self._by_year(source)

    # --- cells that are copied ---

    def _is_own(self, row: Row, number: int) -> bool:
        if row.path[:1] == ("tasks",):
            return getattr(row.value, "number", 0) == number
        if row.path[:1] == ("agencies",):
            return self._job.name in (getattr(row.value, "id", ""), getattr(row.value, "agency", ""))
        return row.path[:1] in ((), ("province",), ("issuers",))

    def _deciding(self, source: Source, group: Sequence[_Try]) -> Iterator[Cell]:
        """Those of the cells whose change is seen in the value: halved until each stands alone."""
        if not group:
            return
        after = self._again.value(source.trail, [each.edit for each in group])
        if after == source.value:
            return
        if len(group) > 1:
            middle = len(group) // 2
            yield from self._deciding(source, group[:middle])
            yield from self._deciding(source, group[middle:])
        elif after is not NOTHING and _plain(reads.written(after)) in group[0].then:
            yield group[0].cell

    # --- cells by which it is worked out ---

    def _by_roles(self, source: Source) -> Iterator[Influence]:
        roles = self._assignments.rows
        known = {agency.id: named(agency) for agency in self._plan.agencies}
        mine = [i for i, row in enumerate(roles) if row.agency == self._job.name]
        edits = {Edit(("assignments", "rows", i), NOTHING): str(i) for i in mine or range(len(roles))}
        kind = "vai trò (cột chủ trì, phối hợp của tasks.csv)"
        for found in self._influence(source, kind, edits, most=len(mine) or _MOST_ROWS):
            numbers: dict[str, list[int]] = {}
            for place in found.rows:
                row = roles[int(place)]
                numbers.setdefault(f"{known[row.agency]} {row.role}", []).append(row.task)
            told = (f"{who} nhiệm vụ {', '.join(map(str, tasks))}" for who, tasks in numbers.items())
            yield replace(found, rows=tuple(told))

    def _by_rows(self, source: Source, kind: str, name: str) -> Iterator[Influence]:
        told = {Edit(("plan", *row.path), NOTHING): row.name for row in self._rows if row.path[:1] == (name,)}
        return self._influence(source, kind, told)

    def _by_drafting(self, source: Source) -> Iterator[Influence]:
        drafting = self._assignments.drafting
        told = {
            Edit(("assignments", "drafting", i), NOTHING): named(agency)
            for i, agency in enumerate(drafting)
            if agency.id != self._job.name
        }
        return self._influence(source, "cơ quan phải lập kế hoạch", told)

    def _by_deadlines(self, source: Source) -> Iterator[Influence]:
        told = {}
        for i, task in enumerate(self._plan.tasks):
            if task.deadline.before:
                later = replace(task.deadline, before=task.deadline.before + timedelta(days=1))
                told[Edit(("plan", "tasks", i, "deadline"), later)] = reads.task_row(task.number)
        return self._influence(source, "thời gian hoàn thành (tasks.csv)", told)

    def _by_days(self, source: Source) -> Iterator[Influence]:
        plan, later = self._plan, timedelta(days=1)
        told = {
            Edit(("plan", "on"), plan.on + later): "on",
            Edit(("plan", "document", "issued"), plan.document.issued + later): "document.issued",
            Edit(("plan", "plans_owed", "before"), plan.plans_owed.before + later): "plans_owed.before",
            Edit(("plan", "reminder_workdays"), plan.reminder_workdays + 1): "reminder_workdays",
            Edit(("plan", "five_year_review"), plan.five_year_review + 1): "five_year_review",
        }
        yield from self._influence(source, "mục của plan.yaml", told)
        days = {
            Edit(("plan", "days_off", i), NOTHING): f"ngày {vn.short_date(day.on)}"
            for i, day in enumerate(plan.days_off)
        }
        yield from self._influence(source, "ngày nghỉ, ngày làm bù (holidays.csv)", days)

    def _by_year(self, source: Source) -> Iterator[Influence]:
        told = {Edit(("plan", "on"), _other_year(self._plan.on, 1)): "on"}
        return self._influence(source, "mục của plan.yaml", told)

    def _influence(
        self, source: Source, kind: str, told: dict[Edit, str], most: int = _MOST_ROWS
    ) -> Iterator[Influence]:
        """The influence of the edits, if together they have any."""
        whole = self._again.value(source.trail, told, keyed=True)
        if whole != source.value:
            found, more = self._alone(source, list(told), most)
            if found or whole is not NOTHING:
                yield Influence(kind, tuple(dict.fromkeys(told[edit] for edit in found)), more)

    def _alone(self, source: Source, edits: list[Edit], most: int) -> tuple[list[Edit], bool]:
        """The edits that alone change the value, and whether there may be more than were looked for."""
        count = type(source.value) is int and not any(isinstance(step, int) for step in source.trail)
        found: list[Edit] = []
        waiting = [edits]
        for _ in range(_MOST_DRAWN):
            if not waiting:
                return found, False
            group = waiting.pop(0)
            after = self._again.value(source.trail, group, keyed=True)
            if after == source.value:
                continue
            if len(group) > 1:
                middle = len(group) // 2
                waiting = [group[:middle], group[middle:], *waiting]
            elif after is not NOTHING or (count and not self._again.is_due(group)):
                if len(found) == most:
                    return found, True
                found += group
        return found, True


# --- changes that would be seen --------------------------------------------------------------------------------------


@lru_cache(8192)  # each cell is held against each value that is asked about
def _plain(text: str) -> str:
    """The text letter by letter, in small letters, with any blank as a space."""
    return "".join(
        " " if char.isspace() else char.lower() if len(char.lower()) == 1 else char
        for char in unicodedata.normalize("NFC", text)
    )


def _tries(cell: Cell, value: str) -> Iterator[_Try]:
    """The changes to a cell that would be seen in a value that says the same, holds the cell, or is a piece of it."""
    path = ("plan", *cell.path)
    if isinstance(cell.value, date):
        day, year = cell.value + timedelta(days=1), str(cell.value.year)
        years = _other_year(cell.value, 1), _other_year(cell.value, -1)
        forms: tuple[tuple[int | date, str, str], ...] = (
            (day, vn.short_date(cell.value), vn.short_date(day)),
            *((other, year, str(other.year)) for other in years),
        )
    elif isinstance(cell.value, int):
        forms = ((cell.value + 1, str(cell.value), str(cell.value + 1)),)
    else:
        yield from _text_tries(cell, cell.value, value)
        return
    for new, words, seen in forms:
        if words == value or (len(words) >= _YEAR and words in value):
            yield _Try(cell, Edit(path, new), _replaced(value, words, seen), words == value)


def _text_tries(cell: Cell, text: str, value: str) -> Iterator[_Try]:
    words = _plain(text)
    path = ("plan", *cell.path)
    if words == value or (len(words) >= (1 if len(value) <= _SHORT else _SHORTEST) and words in value):
        new = _altered(text, 0, len(words))
        yield _Try(cell, Edit(path, new), _replaced(value, words, _plain(new)), words == value)
    elif len(value) >= _SHORTEST and value in words:
        start, end = words.index(value), words.index(value) + len(value)
        new = _altered(text, start, end)
        yield _Try(cell, Edit(path, new), frozenset({_plain(new)[start:end]}), equal=False)


def _replaced(value: str, words: str, new: str) -> frozenset[str]:
    """The value with the new words in all places of the old ones, or in one of them."""
    if not words or words == new:
        return frozenset()
    places = [found.start() for found in re.finditer(re.escape(words), value)]
    ones = (value[:place] + new + value[place + len(words) :] for place in places)
    return frozenset({value.replace(words, new), *ones})


def _altered(text: str, start: int, end: int) -> str:
    """The text with the last letter or digit between the two places changed; the same if there is none."""
    for i in range(min(end, len(text)) - 1, start - 1, -1):
        char = text[i]
        if char.isalnum():
            other = str((int(char) + 1) % 10) if char in "0123456789" else "n" if char in "xX" else "x"
            return text[:i] + (other.upper() if char.isupper() else other) + text[i + 1 :]
    return text


def _other_year(day: date, later: int) -> date:
    return day.replace(year=day.year + later, day=min(day.day, 28))
