"""Find what a value of a paper comes from: change cells of the data, draw the paper up again, and look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ntsdocs.changes.redrawing import NOTHING, Edit, Redrawing
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Draft
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.cells import Path, PlanCell, PlanRow, quotable, rows, value_text
from ntsdocs.plan.model import NOWHERE, Edition, FormerName, Plan, Role, headings
from ntsdocs.plan.papers import titled
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.trace.values import Source

_SHORTEST = 2  # letters of a cell that is looked for inside a longer value, or the other way round
_SHORT = len("III.a)")  # letters of a value in which single letters are looked for too
_YEAR = len("2029")
_DAY = timedelta(days=1)
_FORTNIGHT = timedelta(days=14)  # no days off run so long: a day moved so far has other working days before it


# --- what a value comes from -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Try:
    """A cell, a change to it, and what the value may then say if the cell's words stand in it: nothing else changed."""

    cell: PlanCell
    edit: Edit
    then: frozenset[str]
    equal: bool  # the cell and the value say the same


class Origins:
    """Answers for the values of one paper; `former` are the names that agencies then still bore."""

    def __init__(self, plan: Plan, assignments: Assignments, job: Draft, former: Mapping[str, FormerName]) -> None:
        self._plan = plan
        self._assignments = assignments
        self._job = job
        self._rows = tuple(rows(plan, former))
        cells = [cell for row in self._rows for cell in quotable(row)]
        self._period: dict[Path, date] = {}
        if job.edition.origin != NOWHERE:  # its row gives the days, not plan.yaml
            cells = [*(cell for cell in cells if cell.path != ("on",)), *self._of_edition(job.edition)]
        self._cells = tuple(cells)
        self._again = Redrawing(plan, assignments, job)

    def copied(self, source: Source, number: int) -> tuple[PlanCell, ...]:
        """The cells whose words stand in the value because they are copied into it, the longest first.

        `number` is the task that the value belongs to, 0 if none: its row is tried before others that say the same.
        """
        if not source.trail or source.value is None:
            return ()
        tries = [each for cell in self._cells for each in _tries(cell, _plain(value_text(source.value)))]
        own = [each for each in tries if each.equal and self._is_own(each.cell.row, number)]
        others = [each for each in tries if each.equal and each not in own]
        for group in (own, others, [each for each in tries if not each.equal]):
            cells = dict.fromkeys(self._deciding(source, group))
            if cells:
                return tuple(sorted(cells, key=lambda cell: (-len(cell.words), cell.row.name, cell.column)))
        return ()

    def row_of(self, number: int) -> PlanRow:
        """The row of the task; `KeyError` if there is none."""
        for row in self._rows:
            if row.path[:1] == ("tasks",) and getattr(row.value, "number", 0) == number:
                return row
        raise KeyError(number)

    def worked_out(self, source: Source, number: int) -> Iterator[str]:
        """The tables and the values of plan.yaml by which a value is worked out that is copied from nowhere.

        Of the deadlines that of the task `number` is named, if it is that one: which rows make up a count is not told.
        """
        if not source.trail:
            return
        roles = list(self._by(source, "vai trò (cột chủ trì, phối hợp của tasks.csv)", self._without_roles()))
        yield from roles
        results = self._without("results", lambda row: row.status)
        yield from self._by(source, "kết quả ghi nhận (results)", results)
        yield from self._by(source, "công văn đã ban hành (dispatch.csv)", self._without("letters"))
        yield from self._by(source, "điều kiện đã xảy ra (conditions.csv)", self._without("conditions"))
        yield from self._by(source, "ngày tính cho thời hạn (deadlines.csv)", self._without("ruled_deadlines"))
        if not roles:  # with a task all its roles are gone
            yield from self._by(source, "nhiệm vụ của Kế hoạch (tasks.csv)", self._without("tasks"))
        yield from self._by(source, "cơ quan phải lập kế hoạch", self._without_others())
        deadlines = "thời gian hoàn thành (tasks.csv)"
        own = list(self._by(source, f"{deadlines}: nhiệm vụ {number}", self._moved_deadlines([number])))
        yield from own or self._by(source, deadlines, self._moved_deadlines(t.number for t in self._plan.tasks))
        days = [name for name, tries in self._other_days() if any(self._is_seen(source, [edit]) for edit in tries)]
        if "on" in days and self._job.edition.origin != NOWHERE:
            days.remove("on")
            yield "ngày của đợt (editions.csv)"
        moved = ([Edit(path, new)] for path, day in self._period.items() for new in (*_moved(day), _in_year(day, -1)))
        yield from self._by(source, "kỳ của đợt (editions.csv)", moved)
        if days:
            yield f"mục của plan.yaml: {'; '.join(days)}"
        days_off = self._without("days_off", lambda row: row.kind)
        yield from self._by(source, "ngày nghỉ, ngày làm bù (holidays.csv)", days_off)

    # --- cells that are copied ---

    def _of_edition(self, edition: Edition) -> Iterator[PlanCell]:
        """The days of the edition's row; the plan is drawn up for the one, the others are the period."""
        place = next(i for i, each in enumerate(self._plan.editions) if each.origin == edition.origin)
        kind = next(each for each in KINDS if each.name == edition.kind)
        row = PlanRow(titled(kind.title, edition.id), str(edition.origin), ("editions", place), edition)
        labels = headings(Edition)
        yield PlanCell(row, labels["on"], edition.on, ("on",))
        for name, day in (("start", edition.start), ("end", edition.end)):
            if day:
                self._period["plan", *row.path, name] = day
                yield PlanCell(row, labels[name], day, (*row.path, name))

    def _is_own(self, row: PlanRow, number: int) -> bool:
        if row.path[:1] == ("tasks",):
            return getattr(row.value, "number", 0) == number
        if row.path[:1] == ("agencies",):
            return self._job.id.name in (getattr(row.value, "id", ""), getattr(row.value, "agency", ""))
        return row.path[:1] in ((), ("province",), ("issuers",), ("editions",))

    def _deciding(self, source: Source, group: Sequence[_Try]) -> Iterator[PlanCell]:
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
        elif after is not NOTHING and _plain(value_text(after)) in group[0].then:
            yield group[0].cell

    # --- tables that are counted ---

    def _by(self, source: Source, kind: str, tries: Iterable[Sequence[Edit]]) -> Iterator[str]:
        if any(self._is_seen(source, edits) for edits in tries if edits):
            yield kind

    def _is_seen(self, source: Source, edits: Sequence[Edit]) -> bool:
        """Whether the value has changed, or is a count in a paper that is no longer due because nothing is left."""
        after = self._again.value(source.trail, edits, keyed=True)
        count = type(source.value) is int and not any(isinstance(step, int) for step in source.trail)
        return after != source.value and (after is not NOTHING or (count and self._again.draft(edits) is None))

    def _without(self, table: str, kind: Callable[[Any], object] = lambda _: "") -> Iterator[list[Edit]]:
        """The data without all rows of a table that are of one kind: they push a figure the same way."""
        rows = enumerate(getattr(self._plan, table))
        yield from grouped((kind(row), Edit(("plan", table, i), NOTHING)) for i, row in rows).values()

    def _without_roles(self) -> Iterator[list[Edit]]:
        """The data without roles: the paper's own agency's, or everybody's."""
        mine = {row.agency for row in self._assignments.rows} & {self._job.id.name}
        for role in Role:
            held = (i for i, row in enumerate(self._assignments.rows) if row.role is role)
            yield [
                Edit(("assignments", "rows", i), NOTHING)
                for i in held
                if not mine or self._assignments.rows[i].agency in mine
            ]

    def _without_others(self) -> Iterator[list[Edit]]:
        drafting = enumerate(self._assignments.drafting)
        yield [Edit(("assignments", "drafting", i), NOTHING) for i, each in drafting if each.id != self._job.id.name]

    def _moved_deadlines(self, numbers: Iterable[int]) -> Iterator[list[Edit]]:
        """The deadlines of these tasks earlier, later, not passed yet, passed."""
        on, chosen = self._plan.on, frozenset(numbers)
        moves: tuple[Callable[[date], date], ...] = (
            lambda day: day - _FORTNIGHT,
            lambda day: day + _FORTNIGHT,
            lambda day: max(day, on + _DAY),
            lambda day: min(day, on),
        )
        dated = [(i, t.deadline, t.deadline.before) for i, t in enumerate(self._plan.tasks) if t.number in chosen]
        for move in moves:
            yield [
                Edit(("plan", "tasks", i, "deadline"), replace(deadline, before=move(before)))
                for i, deadline, before in dated
                if before
            ]

    def _other_days(self) -> Iterator[tuple[str, list[Edit]]]:
        """The values of plan.yaml that papers count from, each with what is tried for it."""
        plan = self._plan
        tries: Mapping[str, Sequence[object]] = {
            "on": (*_moved(plan.on), _in_year(plan.on, 1), _in_year(plan.on, -1)),
            "document.issued": _moved(plan.document.issued),
            "plans_owed.before": _moved(plan.plans_owed.before),
            "reminder_workdays": [plan.reminder_workdays + 1],
            "five_year_review": [plan.five_year_review + 1],
            "period_ends": ["30/6"],
        }
        for name, values in tries.items():
            yield name, [Edit(("plan", *name.split(".")), value) for value in values]


# --- changes that would be seen --------------------------------------------------------------------------------------


@lru_cache(8192)  # each cell is held against each value that is asked about
def _plain(text: str) -> str:
    """The text letter by letter, in small letters, with any blank as a space."""
    return vn.lower_letters(re.sub(r"\s", " ", unicodedata.normalize("NFC", text)))


def _tries(cell: PlanCell, value: str) -> Iterator[_Try]:
    """The changes to a cell that would be seen in a value that says the same, holds the cell, or is a piece of it."""
    path, inside = ("plan", *cell.path), cell.value
    forms: tuple[tuple[int | date, str, str], ...]
    if isinstance(inside, date):
        day, years = inside + _DAY, (_in_year(inside, 1), _in_year(inside, -1))
        of_years = ((other, str(inside.year), str(other.year)) for other in years)
        is_day = value.count("/") == 2  # another day of the same year is no copy of this one
        forms = ((day, vn.short_date(inside), vn.short_date(day)), *(() if is_day else of_years))
    elif isinstance(inside, int):
        forms = ((inside + 1, str(inside), str(inside + 1)),)
    else:
        yield from _text_tries(cell, str(inside), value)
        return
    for new, words, seen in forms:
        if words == value or (len(words) >= _YEAR and words in value):
            yield _Try(cell, Edit(path, new), _replaced(value, words, seen), words == value)


def _text_tries(cell: PlanCell, text: str, value: str) -> Iterator[_Try]:
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
    places = [match.start() for match in re.finditer(re.escape(words), value)]
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


def _moved(day: date | None) -> tuple[date, ...]:
    """The day as little later and as much earlier and later as is seen in days, in working days, and in what is due."""
    return () if day is None else (day + _DAY, day - _FORTNIGHT, day + _FORTNIGHT)


def _in_year(day: date, later: int) -> date:
    """About the same day so many years later."""
    return day.replace(year=day.year + later, day=min(day.day, 28))
