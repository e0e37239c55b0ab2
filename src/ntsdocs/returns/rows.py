"""Read the tables of a returned paper: which row of theirs is which task, which column is which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ntsdocs.returns import grids, row_pairs
from ntsdocs.returns.cell_values import is_whole, values
from ntsdocs.returns.column_pairs import JOINED, OVER, SHIFTED, FoundColumn, PairedTables, columns
from ntsdocs.returns.grids import TableRow
from ntsdocs.returns.reading import Answer, How, Matching, PaperReading, Tables
from ntsdocs.returns.row_pairs import FoundRow
from ntsdocs.returns.word_lines import WordLines
from ntsdocs.text import align
from ntsdocs.text.groups import grouped


def read(ours: WordLines, theirs: WordLines) -> Tables:
    """The answers in the tables of their file, and the lines of these tables."""
    every, news = grids.rows(ours), grids.rows(theirs)
    of_tasks = {row.table for row in every if row.tags}
    every = [row for row in every if row.table in of_tasks]
    olds = [row for row in every if row.tags or row.is_group]
    found = row_pairs.pairs(olds, news)
    reader = _Reader(ours, theirs)
    tables = _paired(every, olds, news, found)
    for pair, known in zip(tables, columns(tables), strict=True):
        reader.read(pair, known, {id(olds[i]): each for i, each in found.items()})
    claimed = {news[each.row].table for each in found.values()}
    return Tables(
        PaperReading(tuple(reader.answers), Matching(reader.lines, frozenset(reader.values))),
        frozenset(at for row in every for at in row.lines),
        frozenset(at for row in news if row.table in claimed for at in row.lines),
    )


def _paired(
    every: Sequence[TableRow], olds: Sequence[TableRow], news: Sequence[TableRow], found: Mapping[int, FoundRow]
) -> list[PairedTables]:
    """The tables of both files that have rows in common."""
    own = grouped((row.table, row) for row in every)
    taken = {each.row for each in found.values()}
    free = grouped((row.table, row) for j, row in enumerate(news) if j not in taken)
    same = grouped(
        ((olds[i].table, news[each.row].table), (olds[i], news[each.row])) for i, each in sorted(found.items())
    )
    return [PairedTables(own[one], rows, free.get(other, [])) for (one, other), rows in sorted(same.items())]


def _shifted(tables: PairedTables, where: FoundColumn, row: TableRow, column: int, theirs: TableRow) -> FoundColumn:
    """The column in a row of theirs that has merged cells: where the tag of the place stands, else with doubt."""
    if not tables.is_shifted(theirs, where.number):
        return where
    tags = (zone.tag for at in row.cells[column] for zone in row.lines[at].zones)
    place = next((theirs.tags[tag] for tag in tags if tag in theirs.tags), None)
    return replace(where, doubt=where.doubt or SHIFTED) if place is None else FoundColumn(place, True)


class _Reader:
    """The answers so far, and which lines are which."""

    def __init__(self, ours: WordLines, theirs: WordLines) -> None:
        self._ours, self._theirs = ours.lines, theirs.lines
        self.answers: list[Answer] = []
        self.lines: dict[int, tuple[int, ...]] = {}
        self.values: set[int] = set()

    def read(self, tables: PairedTables, known: Mapping[int, FoundColumn], found: Mapping[int, FoundRow]) -> None:
        """Reads two tables that are one."""
        for row, theirs in tables.rows:
            for column in row.cells:
                where = FoundColumn(1) if row.is_group else known.get(column)
                if where is not None:
                    where = _shifted(tables, where, row, column, theirs)
                    said = theirs.cells.get(where.number, ())
                    if not said and column in tables.places and (said := tables.over(theirs, where.number)):
                        where = replace(where, doubt=OVER)
                    lost = [each for each in row.cells if each in tables.places and each not in known]
                    own = [column, *(lost if column in tables.places else ())]
                    self._cell([at for each in sorted(own) for at in row.cells[each]], said, where, found[id(row)])
        if tables.head is not None and tables.their_head is not None:
            for column, lines in tables.head.cells.items():
                if column in known:
                    self._words(lines, tables.their_head.cells.get(known[column].number, ()))

    def _cell(self, ours: Sequence[int], theirs: Sequence[int], column: FoundColumn, row: FoundRow) -> None:
        own, their = ([lines[at] for at in places] for lines, places in ((self._ours, ours), (self._theirs, theirs)))
        if not theirs:
            return
        if not any(line.zones for line in own):
            self._words(ours, theirs)
            return
        if is_whole(own):
            self.values |= set(theirs)
        self.lines |= {at: tuple(theirs) for at in ours}
        marks = {mark.tag: mark.is_control for line in their for mark in sorted(line.marks, key=lambda m: m.is_control)}
        tags = [zone.tag for line in own for zone in line.zones]
        joined = JOINED if len({line.column for line in own}) > 1 and not set(tags) <= marks.keys() else ""
        for tag, value, doubt in values(own, their):
            how = How.PLACE if column.doubt else How.WORDS
            if tag in marks:
                how = How.TAG if marks[tag] else How.ANCHOR
            elif row.by_marks and column.by_marks:
                how = How.ANCHOR
            doubts = [each for each in (row.doubt, "" if tag in marks else column.doubt, joined, doubt) if each]
            self.answers.append(Answer(tag, value, how, their[0].place, "; ".join(doubts)))

    def _words(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        """Pairs the lines of a cell that is ours."""
        if len(ours) == 1:
            self.lines |= {ours[0]: tuple(theirs)} if theirs else {}
            return
        olds, news = (
            [align.Item("p", lines[at].text, tuple(grids.key(lines[at].text).split())) for at in places]
            for lines, places in ((self._ours, ours), (self._theirs, theirs))
        )
        self.lines |= {ours[i]: (theirs[j],) for i, j in align.pairs(olds, news) if i is not None and j is not None}
