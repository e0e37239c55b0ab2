"""Hold a table that is there against the one that would be written: which rows are one, and what differs in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ntsdocs.intake.task_file import LABELS
from ntsdocs.tables import csv_records
from ntsdocs.text import align
from ntsdocs.text.vn import fold


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One value that the source says otherwise than the folder does; `old` is blank where there was nothing."""

    file: str
    place: str
    old: str
    new: str


def between(name: str, old: str, new: str) -> Iterator[ProposedChange]:
    """Every cell in which two tables differ, and every row that only one has.

    Tasks are known by what they say, then by their number; numbers that moved on together are one change.
    """
    is_tasks = name.startswith("tasks")
    before, after = _records(old), _records(new)
    moved: list[tuple[str, str]] = []
    for i, j in _pairs(_items(before, tasks=is_tasks), _items(after, tasks=is_tasks)):
        old_row, new_row = {} if i is None else before[i], {} if j is None else after[j]
        first, *columns = {**old_row, **new_row}
        key = old_row.get(first) or new_row.get(first, "")
        place = f"nhiệm vụ {key}" if is_tasks else f"cụm từ «{key}»"
        if not old_row or not new_row:
            yield ProposedChange(name, place, _in_short(old_row), _in_short(new_row))
            continue
        if old_row[first] != new_row[first]:
            moved.append((old_row[first], new_row[first]))
        for column in columns:
            if old_row.get(column, "") != new_row.get(column, ""):
                cell = f"{place}, cột «{column}»"
                yield ProposedChange(name, cell, old_row.get(column, ""), new_row.get(column, ""))
    for _, run in groupby(moved, lambda pair: int(pair[1]) - int(pair[0]) if "".join(pair).isdecimal() else pair):
        spans = [f"{side[0]}–{side[-1]}" if len(side) > 1 else side[0] for side in zip(*run, strict=True)]
        yield ProposedChange(name, f"nhiệm vụ {spans[0]}, cột «{LABELS['number']}»", *spans)


def _records(text: str) -> list[dict[str, str]]:
    heading, *records = [*csv_records(text)] or [[]]
    return [dict(zip(heading, record, strict=False)) for record in records if record]


def _items(rows: Sequence[Mapping[str, str]], *, tasks: bool) -> list[align.Item]:
    """The rows by what they are known by; the name is their first cell."""
    texts = [(next(iter(row.values())), row.get(LABELS["content"], ""), row.get(LABELS["lead"], "")) for row in rows]
    return [
        align.Item("row", content if tasks else first, tuple(fold(f"{content} {lead}").split()), first)
        for first, content, lead in texts
    ]


def _pairs(old: Sequence[align.Item], new: Sequence[align.Item]) -> Iterator[align.Pair]:
    """The rows that are one by their words alone, then those left over that have one first cell."""
    pairs = align.pairs([replace(each, name="") for each in old], [replace(each, name="") for each in new])
    left = {new[j].name: j for i, j in pairs if i is None and j is not None}
    again = {i: left.pop(old[i].name) for i, j in pairs if j is None and i is not None and old[i].name in left}
    yield from ((i, j if i is None else again.get(i, j)) for i, j in pairs if i is not None or j not in again.values())


def _in_short(row: Mapping[str, str]) -> str:
    return "; ".join(text for text in row.values() if text)[:300]
