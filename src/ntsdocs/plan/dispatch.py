"""The dispatch book: under which number and on which day a paper went out, and which numbers are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from ntsdocs.plan.model import Edition, Letter, Plan
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Origin

FILE = "dispatch.csv"
MOST = 10_000  # numbers of one row

_NUMBER = re.compile(r"([0-9]{1,6})(?:([a-zđ])|-([0-9]{1,6}))?(/\S+)")


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What the dispatch book says of one paper."""

    number: str  # «1602/UBND-NC»
    on: date


@dataclass(frozen=True, slots=True)
class DispatchRun:
    """Letters of one day whose numbers follow one another."""

    first: str
    last: str
    on: date
    count: int

    @property
    def words(self) -> str:
        """«các Công văn từ số 1601/UBND-NC đến số 1779/UBND-NC ngày 20/11/2025 (179 công văn)»."""
        day = f"ngày {vn.short_date(self.on)}"
        if self.count == 1:
            return f"Công văn số {self.first} {day}"
        return f"các Công văn từ số {self.first} đến số {self.last} {day} ({vn.count(self.count)} công văn)"


# --- numbers --------------------------------------------------------------------------------------------------------


def number_in(text: str) -> str:
    """The number, or the range of numbers, with its ký hiệu as it is written; blank if it cannot be read."""
    plain = re.sub(r"\s*([-/])\s*", r"\1", re.sub("[–—]", "-", text).strip())
    plain = re.sub(r"^số\s*:?\s*", "", plain, flags=re.IGNORECASE)
    found = _NUMBER.fullmatch(plain)
    return plain if found and (not found[3] or 0 < int(found[3]) - int(found[1]) < MOST) else ""


def numbers(letter: Letter) -> tuple[str, ...]:
    """The numbers that a row gives: one, or one for each recipient."""
    found = _NUMBER.fullmatch(letter.number)
    if not found or not found[3]:
        return (letter.number,)
    first, last = int(found[1]), int(found[3])
    return tuple(f"{number:0{len(found[1])}}{found[4]}" for number in range(first, last + 1))


def number_of(letter: Letter, agency_id: str) -> str:
    """The number under which a letter went to one of its recipients."""
    given = numbers(letter)
    return given[letter.to.index(agency_id)] if len(given) == len(letter.to) else given[0]


def given_twice(letters: Iterable[Letter]) -> Iterator[tuple[Letter, Letter, str]]:
    """Each row that gives numbers again in their year and series: with the row before it and the first such number."""
    rows: dict[tuple[object, ...], Letter] = {}
    for letter in letters:
        again: dict[Origin, tuple[Letter, Letter, str]] = {}
        for number in numbers(letter):
            before = rows.setdefault((*_series(letter), _value(number)), letter)
            if before is not letter:
                again.setdefault(before.origin, (letter, before, number))
        yield from again.values()


def holes(letters: Sequence[Letter]) -> Iterator[tuple[Letter, str]]:
    """Where numbers between those of one edition are given to nobody: its last row, and these numbers, «1650, 1652»."""
    given = grouped((_series(letter), _value(number)[0]) for letter in letters for number in numbers(letter))
    for (_, edition, series), rows in grouped(((x.kind, x.edition, _series(x)), x) for x in letters).items():
        own = [_value(number)[0] for letter in rows for number in numbers(letter)]
        missing = sorted({*range(min(own), max(own))} - {*given[series]})
        if edition and missing:
            yield rows[-1], vn.first_few([str(number) for number in missing], 5, "số")


def _series(letter: Letter) -> tuple[int, str]:
    """Within what a number stands once: a year, and the first group of a letter's ký hiệu, of another paper's all."""
    symbol = letter.number.partition("/")[2].casefold()
    return letter.on.year, symbol.partition("-")[0] if is_letter(letter) else symbol


def _value(number: str) -> tuple[int, str]:
    found = _NUMBER.fullmatch(number)
    return (int(found[1]), found[2] or "") if found else (0, number)


# --- what went out --------------------------------------------------------------------------------------------------


def is_of(letter: Letter, kind: str) -> bool:
    """Whether a letter is of a kind, whose name begins its title too."""
    return _begins(letter.kind, kind)


@cache  # few kinds, and a book of thousands of letters is gone through for each paper
def _begins(title: str, kind: str) -> bool:
    return f"{vn.slug(title)}-".startswith(f"{vn.slug(kind)}-")


def is_letter(row: Letter) -> bool:
    """Whether a row is of a công văn, no typed paper such as a report."""
    return is_of(row, "cong_van")


def sent_as(plan: Plan, edition: Edition, name: str) -> Dispatched | None:
    """Under which number the paper `name` of an edition went out; `None` while it does not stand in the book.

    `name` is one of its recipients' ids, or anything where the edition has one paper.
    """
    rows = [each for each in plan.letters if edition.id and each.edition == edition.id and is_of(each, edition.kind)]
    for letter in rows:
        if name in letter.to:
            return Dispatched(number_of(letter, name), letter.on)
    return Dispatched(rows[0].number, rows[0].on) if len(rows) == 1 and not rows[0].to else None


def letters_to(plan: Plan, kind: str, agency_id: str, before: date) -> tuple[Letter, ...]:
    """The letters of a kind that went to an agency before a date, alone or among others, oldest first."""
    sent = (each for each in plan.letters if is_of(each, kind) and agency_id in each.to and each.on < before)
    return tuple(sorted(sent, key=lambda letter: (letter.on, _value(number_of(letter, agency_id)))))


def runs(letters: Iterable[Letter]) -> tuple[DispatchRun, ...]:
    """The letters among the rows by day and number, those that follow one another together."""
    sent = sorted(
        (letter.on, number.partition("/")[2], _value(number), number)
        for letter in letters
        if is_letter(letter)
        for number in numbers(letter)
    )
    following = groupby(enumerate(sent), key=lambda each: (*each[1][:2], each[1][2][0] - each[0]))
    every = ([each for _, each in run] for _, run in following)
    return tuple(DispatchRun(run[0][3], run[-1][3], run[0][0], len(run)) for run in every)
