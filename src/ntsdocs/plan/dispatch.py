"""The dispatch book: under which number and on which day a paper went out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ntsdocs.plan.model import Edition, Letter, Plan

_RANGE = re.compile(r"(\d+)-(\d+)(/.+)")


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What the dispatch book says of one paper."""

    number: str  # «1602/UBND-NC»
    on: date


def numbers(letter: Letter) -> tuple[str, ...]:
    """The numbers that a row gives: one, or one for each recipient."""
    span = _RANGE.fullmatch(letter.number)
    if span is None:
        return (letter.number,)
    return tuple(f"{number}{span[3]}" for number in range(int(span[1]), int(span[2]) + 1))


def sent_as(plan: Plan, edition: Edition, name: str) -> Dispatched | None:
    """Under which number the paper `name` of an edition went out; `None` while it does not stand in the book.

    `name` is one of its recipients' ids, or anything where the edition has one paper.
    """
    rows = [each for each in plan.letters if edition.id and (each.kind, each.edition) == (edition.kind, edition.id)]
    for letter in rows:
        if name in letter.to:
            given = numbers(letter)
            return Dispatched(given[letter.to.index(name)] if len(given) == len(letter.to) else given[0], letter.on)
    return Dispatched(numbers(rows[0])[0], rows[0].on) if len(rows) == 1 and not rows[0].to else None
