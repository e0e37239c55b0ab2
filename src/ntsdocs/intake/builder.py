"""Put what a reader takes from a file together as the neutral tree: numbered, laid out in grids, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ntsdocs.intake import headings
from ntsdocs.intake.tree import (
    Block,
    Grid,
    Para,
    Slot,
    SourceCell,
    SourceDocument,
    SourceRow,
    SourceTable,
    Trait,
    notes_of,
)

MAX_ROWS = 20_000  # of all tables of a document together
MAX_COLUMNS = 100
MAX_PARAGRAPHS = 50_000
MAX_DEPTH = 60  # tables in tables
_HEADING_WITHIN = 5  # rows
_BULLET = re.compile(r"[•▪●◦➢·][\s\xa0]+")


class TooLargeError(ValueError):
    """The document is larger than any annex; the message says in what, in Vietnamese."""


@dataclass(slots=True)
class Builder:
    """Numbers the paragraphs and tables of a document as they come, and keeps within bounds."""

    file: str
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    _paragraphs: int = 0
    _rows: int = 0

    def add(self, content: Sequence[Para | SourceTable]) -> None:
        """Adds paragraphs, unless they are blank, and tables; of a table that only lays out a page, what is in it."""
        for each in content:
            if isinstance(each, Para):
                self._line(each)
            elif _lays_out(each):
                if any(_inner(each)):
                    self.note(Trait.LAYOUT, each.place)
                for cells, _ in each.rows:
                    for cell in cells:
                        self.add(cell.content)
            else:
                self._table(each)

    def _line(self, line: Para) -> None:
        line = _signed(line)
        if not line.text.strip():
            return
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise TooLargeError(f"tệp có hơn {MAX_PARAGRAPHS} đoạn")
        self.blocks.append(replace(line, place=line.place or f"đoạn {self._paragraphs}"))

    def _table(self, table: SourceTable) -> None:
        self._rows += len(table.rows)
        if self._rows > MAX_ROWS:
            raise TooLargeError(f"các bảng có hơn {MAX_ROWS} hàng")
        for inner in _inner(table):
            self.note(Trait.NESTED, inner.place.rpartition(", bảng ")[0])
        self.blocks.append(Grid(tuple(laid_out(table)), table.place))

    def note(self, what: str, place: str) -> None:
        """Remembers a fact about the reading; equal facts are told once, with their places."""
        places = self.notes.setdefault(what, [])
        if place not in places[-1:] and (len(places) < MAX_ROWS and place not in places[:6]):
            places.append(place)

    def document(self) -> SourceDocument:
        """What was gathered."""
        return SourceDocument(self.file, tuple(self.blocks), notes_of(self.notes))


# --- tables that only lay out a page --------------------------------------------------------------------------------


def _inner(table: SourceTable) -> Iterator[SourceTable]:
    return (each for cells, _ in table.rows for cell in cells for each in cell.content if isinstance(each, SourceTable))


def _lays_out(table: SourceTable) -> bool:
    """Whether a table holds the page together: one cell a row, or no task table itself and one in it."""
    if all(len(cells) <= 1 for cells, _ in table.rows):
        return True
    return any(_inner(table)) and not _is_of_tasks(table) and any(_holds_tasks(each) for each in _inner(table))


def _holds_tasks(table: SourceTable) -> bool:
    return _is_of_tasks(table) or any(_holds_tasks(each) for each in _inner(table))


def _is_of_tasks(table: SourceTable) -> bool:
    top = laid_out(replace(table, rows=table.rows[: 2 * _HEADING_WITHIN]))
    return any(headings.find(top[at:]) for at in range(min(_HEADING_WITHIN, len(top))))


# --- grids ----------------------------------------------------------------------------------------------------------


def laid_out(table: SourceTable) -> list[SourceRow]:
    """The rows, as wide as each other, with every merged cell in each position that it covers."""
    rows = [*_laid_out(table)]
    begun = (at for row in rows for at, slot in enumerate(row.slots) if not slot.across)
    width = max(begun, default=-1) + 1  # a cell may say that it covers more columns than there are
    return [_of_width(row, width) for row in rows]


def _laid_out(table: SourceTable) -> Iterator[SourceRow]:
    above: dict[int, Slot] = {}  # column → what stood there in the row above
    reaching: dict[int, int] = {}  # column → how many more rows a cell from above covers
    for number, (cells, hidden) in enumerate(table.rows, start=table.first_row):
        place = f"{table.place}, hàng {number}"
        slots: dict[int, Slot] = {}
        column = 0
        for cell in cells:
            column = _carried(slots, column, above, reaching)
            width = max(1, min(cell.width, MAX_COLUMNS - column))
            if column >= MAX_COLUMNS:
                raise TooLargeError(f"{place} có hơn {MAX_COLUMNS} cột")
            begin = slot_of(cell, f"{place}, cột {cell.order or column + 1}")
            for offset in range(width):
                at = column + offset
                if cell.continues and at in above:
                    slots[at] = replace(above[at], down=True)
                else:
                    slots[at] = replace(begin, across=offset > 0)
                    if cell.height > 1:
                        reaching[at] = cell.height - 1
            column += width
        _carried(slots, column, above, reaching)
        width = max(slots, default=-1) + 1
        yield SourceRow(
            tuple(slots.get(at, Slot(place=f"{place}, cột {at + 1}")) for at in range(width)), place, hidden
        )
        above = slots


def slot_of(cell: SourceCell, place: str) -> Slot:
    """The cell at this place, its lines as one text; a number in front of the first one is the cell's."""
    lines = [_signed(line) for line in _lines(cell)]
    worded = [line for line in lines if line.text.strip()]
    number = next((line.number for line in lines[:1] if line.number != "-"), "")
    signed = (line if at or not number else replace(line, number="") for at, line in enumerate(lines))
    text = "\n".join(f"{each.number} {each.text}" if each.number else each.text for each in signed if each.text.strip())
    bold, struck = bool(worded) and all(line.bold for line in worded), any(line.struck for line in lines)
    return Slot(text, place, number, bold, shaded=cell.shaded, struck=struck)


def _signed(line: Para) -> Para:
    """The line with a bullet that is typed as its number."""
    typed = _BULLET.match(line.text)
    return line if typed is None else replace(line, number="-", text=line.text[typed.end() :])


def _lines(cell: SourceCell) -> Iterator[Para]:
    """The lines of a cell, those of a table in it too, one for each of its rows."""
    for each in cell.content:
        if isinstance(each, Para):
            yield each
        else:
            for cells, _ in each.rows:
                yield Para(" | ".join(text for inner in cells if (text := slot_of(inner, "").text)))


def _carried(slots: dict[int, Slot], column: int, above: Mapping[int, Slot], reaching: dict[int, int]) -> int:
    """Fills the positions from `column` on that cells from above reach; gives the first free one."""
    while reaching.get(column, 0) > 0 and column in above:
        slots[column] = replace(above[column], down=True)
        reaching[column] -= 1
        column += 1
    return column


def _of_width(row: SourceRow, width: int) -> SourceRow:
    missing = (Slot(place=f"{row.place}, cột {at + 1}") for at in range(len(row.slots), width))
    return replace(row, slots=(*row.slots[:width], *missing))
