"""Find which column of their tables is which of ours: by marks, words, headings, neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ntsdocs.returns.grids import TableRow, key
from ntsdocs.returns.values import plain

_MARK, _HEADING = 4, 3  # how much more these say than a text that both have
_HALF = 0.5
_TIME = re.compile(r"\d[/.-]\d|\b20\d\d\b|\bq(?:uý)?\b|tháng|năm\b|thường xuyên|hằng", re.IGNORECASE)
_ASKS_TIME = re.compile(r"\b(?:hạn|tiến độ|ngày|thời gian|thời điểm)\b")
GUESSED = "đọc theo vị trí cột"
JOINED = "một cột của họ cho hai cột của ta"
OVER = "một ô chung cho nhiều hàng"
SHIFTED = "hàng này có ô gộp hoặc tách"


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of theirs; `doubt` says why it may be another."""

    number: int
    by_marks: bool = False
    doubt: str = ""


@dataclass(frozen=True)
class PairedTables:
    """A table of ours and one of theirs: the pairs of rows that are the same, and rows of theirs that are not ours."""

    ours: Sequence[TableRow]
    rows: Sequence[tuple[TableRow, TableRow]]
    others: Sequence[TableRow]

    @cached_property
    def head(self) -> TableRow | None:
        """Our heading."""
        return next((row for row in self.ours if not row.is_group and not row.tags), None)

    @cached_property
    def their_head(self) -> TableRow | None:
        """The row of theirs that says most of our headings; else what stands above the first row that is ours."""
        known = set(self.heading.values())
        first = min(row.number for _, row in self.rows)
        rows = [row for row in self.others if not row.is_group]
        best = max(rows, key=lambda row: len(known & row.keys.keys()), default=None)
        if best is not None and known & best.keys.keys():
            return best
        return next((row for row in reversed(rows) if row.number < first), None)

    @cached_property
    def heading(self) -> Mapping[int, str]:
        """What our columns are called."""
        return {} if self.head is None else {column: key(self.head.said(column)) for column in self.head.cells}

    @cached_property
    def width(self) -> int:
        """How many columns theirs has."""
        return max((column for _, row in self.rows for column in row.cells), default=0)

    def is_shifted(self, row: TableRow, column: int) -> bool:
        """Whether a cell stands elsewhere than those of other rows: one before it was merged or split."""
        own = [each for each in row.starts if each[0] == column] or row.starts
        far = [(abs(self._starts[at] - start), start) for at, start in own if self._starts[at] != start]
        return any(distance > min(abs(each - start) for each in self._starts.values()) for distance, start in far)

    @cached_property
    def _starts(self) -> Mapping[int, int]:
        lines = (line for _, row in self.rows for line in row.lines.values())
        counts = Counter((line.column, line.paragraph.cell.start) for line in lines if line.paragraph.cell)
        return dict(sorted(counts, key=lambda each: counts[each]))

    @cached_property
    def places(self) -> Mapping[int, str]:
        """Our columns with places to fill, and what Word calls the first of them."""
        found: dict[int, str] = {}
        for row in self.ours:
            for line in row.lines.values():
                if line.zones:
                    found.setdefault(line.column, key(line.zones[0].title))
        return found

    def over(self, row: TableRow, column: int) -> tuple[int, ...]:
        """The lines of a cell that begins in a row above and goes on in this one."""
        if not row.goes_on(column):
            return ()
        above = [each for each in (*self.others, *(each for _, each in self.rows)) if each.number < row.number]
        first = max((each for each in above if column in each.cells), key=lambda each: each.number, default=None)
        return () if first is None else first.cells[column]

    def fits(self, ours: int, theirs: int) -> bool:
        """Whether what stands in a column of theirs can be what we ask for: days where we ask for days alone."""
        said = [text for _, row in self.rows if (text := plain(row.said(theirs)))]
        times = sum(_TIME.search(text) is not None for text in said)
        asks = _ASKS_TIME.search(f"{self.heading.get(ours, '')} {self.places[ours]}") is not None
        share = times / max(1, len(said))
        return len(self.places) < 2 or not said or (share >= _HALF if asks else share <= _HALF)

    def is_like_ours(self, found: Mapping[int, FoundColumn]) -> bool:
        """Whether it has as many columns as ours, all that are found at their old place."""
        width = max(column for row in self.ours for column in row.cells)
        named = [at for at in range(1, width + 1) if at not in self.places]
        return self.width == width and all(at in found and found[at].number == at for at in named)


def columns(tables: Iterable[PairedTables]) -> list[dict[int, FoundColumn]]:
    """For each pair of tables, parts of one table of ours, our columns by number and theirs."""
    every = list(tables)
    known = [_known(each) for each in every]
    for at, each in enumerate(every):
        for other, table in zip(known, every, strict=True):
            if other is not known[at] and table.ours is each.ours and table.width == each.width:
                _inherit(known[at], other)
        _by_place(each, known[at])
        _by_kind(each, known[at])
    return known


def _known(tables: PairedTables) -> dict[int, FoundColumn]:
    votes, same, said = Counter[tuple[int, int]](), Counter[tuple[int, int]](), Counter[int]()
    marked = set()
    for ours, theirs in tables.rows:
        pairs = ((ours.tags[tag], theirs.tags[tag]) for tag in ours.tags.keys() & theirs.tags.keys())
        for pair in (each for each in pairs if not tables.is_shifted(theirs, each[1])):
            votes[pair] += _MARK
            marked.add(pair)
        same.update({(ours.keys[text], theirs.keys[text]) for text in ours.keys.keys() & theirs.keys.keys()})
        said.update(set(ours.keys.values()))
    votes.update({pair: count for pair, count in same.items() if count > _HALF * said[pair[0]]})
    names = {name: column for column, name in tables.heading.items()}
    if tables.their_head is not None:
        for text, at in tables.their_head.keys.items():
            votes.update({(names[text], at): _HEADING} if text in names else {})
    found: dict[int, FoundColumn] = {}
    for (ours_, theirs_), _ in sorted(votes.items(), key=lambda each: (-each[1], each[0])):
        if ours_ not in found and theirs_ not in _taken(found):
            found[ours_] = FoundColumn(theirs_, (ours_, theirs_) in marked)
    return found


def _taken(found: Mapping[int, FoundColumn]) -> set[int]:
    return {each.number for each in found.values()}


def _inherit(found: dict[int, FoundColumn], other: Mapping[int, FoundColumn]) -> None:
    """The columns of another part of the same table, if what is known of both is the same."""
    both = found.keys() & other.keys()
    if both and all(found[at].number == other[at].number for at in both):
        for at in sorted(other.keys() - both):
            if other[at].number not in _taken(found):
                found[at] = other[at]


def _by_place(tables: PairedTables, found: dict[int, FoundColumn]) -> None:
    """Columns that stand between the same neighbours, where theirs are as many as ours."""
    missing = [at for at in tables.places if at not in found]
    for at in missing:
        run = [at]
        while run[0] - 1 in missing:
            run.insert(0, run[0] - 1)
        while run[-1] + 1 in missing:
            run.append(run[-1] + 1)
        left = found[run[0] - 1].number if run[0] - 1 in found else None
        right = found[run[-1] + 1].number if run[-1] + 1 in found else tables.width + 1
        free = [] if left is None else [each for each in range(left + 1, right) if each not in _taken(found)]
        if len(free) == len(run) and all(tables.fits(*pair) for pair in zip(run, free, strict=True)):
            doubt = "" if free == run and tables.is_like_ours(found) else GUESSED
            found |= {ours: FoundColumn(theirs, False, doubt) for ours, theirs in zip(run, free, strict=True)}


def _by_kind(tables: PairedTables, found: dict[int, FoundColumn]) -> None:
    """Columns of which only one that is left can hold what we ask for."""
    filled = {at for _, row in tables.rows for at in row.cells if plain(row.said(at))} - {1}
    for ours in tables.places if len(tables.places) > 1 else ():
        free = [at for at in sorted(filled - _taken(found)) if tables.fits(ours, at)]
        if ours not in found and len(free) == 1:
            found[ours] = FoundColumn(free[0], False, GUESSED)
