"""Prove which cells of the data decide a value of a paper, by changing them and drawing the paper up again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ntsdocs.kinds.due import Draft
from ntsdocs.plan import ledger
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.cells import PlanCell, PlanRow, cells, rows
from ntsdocs.plan.model import FormerName, Plan
from ntsdocs.text import vn
from ntsdocs.trace.influences import Influence, Influences, other_year
from ntsdocs.trace.redrawing import NOTHING, Edit, Redrawing
from ntsdocs.trace.values import Source

_SHORTEST = 2  # letters of a cell that is looked for inside a longer value, or the other way round
_SHORT = len("III.a)")  # letters of a value in which single letters are looked for too
_YEAR = len("2029")


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
        self._cells = tuple(cell for row in self._rows for cell in cells(row))
        self._again = Redrawing(plan, assignments, job)
        self._influences = Influences(plan, assignments, job, self._rows, self._again)

    def copied(self, source: Source, number: int) -> tuple[PlanCell, ...]:
        """The cells whose words stand in the value because they are copied into it, the longest first.

        `number` is the task that the value belongs to, 0 if none: its row is tried before others that say the same.
        """
        if not source.trail or source.value is None:
            return ()
        tries = [each for cell in self._cells for each in _tries(cell, _plain(ledger.written(source.value)))]
        own = [each for each in tries if each.equal and self._is_own(each.cell.row, number)]
        others = [each for each in tries if each.equal and each not in own]
        for group in (own, others, [each for each in tries if not each.equal]):
            found = dict.fromkeys(self._deciding(source, group))
            if found:
                return tuple(sorted(found, key=lambda cell: (-len(cell.words), str(cell))))
        return ()

    def row_of(self, number: int) -> PlanRow:
        """The row of the task; `KeyError` if there is none."""
        for row in self._rows:
            if row.path[:1] == ("tasks",) and getattr(row.value, "number", 0) == number:
                return row
        raise KeyError(number)

    def worked_out(self, source: Source) -> Iterator[Influence]:
        """By which kinds of cells the value is worked out, and by which rows of them."""
        return self._influences.of(source)

    # --- cells that are copied ---

    def _is_own(self, row: PlanRow, number: int) -> bool:
        if row.path[:1] == ("tasks",):
            return getattr(row.value, "number", 0) == number
        if row.path[:1] == ("agencies",):
            return self._job.id.name in (getattr(row.value, "id", ""), getattr(row.value, "agency", ""))
        return row.path[:1] in ((), ("province",), ("issuers",))

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
        elif after is not NOTHING and _plain(ledger.written(after)) in group[0].then:
            yield group[0].cell


# --- changes that would be seen --------------------------------------------------------------------------------------


@lru_cache(8192)  # each cell is held against each value that is asked about
def _plain(text: str) -> str:
    """The text letter by letter, in small letters, with any blank as a space."""
    return "".join(
        " " if char.isspace() else char.lower() if len(char.lower()) == 1 else char
        for char in unicodedata.normalize("NFC", text)
    )


def _tries(cell: PlanCell, value: str) -> Iterator[_Try]:
    """The changes to a cell that would be seen in a value that says the same, holds the cell, or is a piece of it."""
    path = ("plan", *cell.path)
    if isinstance(cell.value, date):
        day, year = cell.value + timedelta(days=1), str(cell.value.year)
        years = other_year(cell.value, 1), other_year(cell.value, -1)
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
