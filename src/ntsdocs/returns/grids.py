"""The rows of a file's tables, as they are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ntsdocs.docx import grid
from ntsdocs.docx.xml import W
from ntsdocs.returns.word_lines import OURS, OWN, WordLine, WordLines
from ntsdocs.text import words
from ntsdocs.text.groups import grouped

_CONTENT = re.compile(f"{OURS}row:[^:]*:content")
_OF_TASKS = (f"{OURS}row:", f"{OWN}task:")


@lru_cache(16_384)
def key(text: str) -> str:
    """The words of a text as they are compared: small letters, no blanks or signs between them."""
    return " ".join(words.word_tokens(text.lower()))


@dataclass(frozen=True, eq=False)
class TableRow:
    """A row: its table, its number there, and its lines by their places in the file."""

    table: int
    number: int
    lines: Mapping[int, WordLine]

    @cached_property
    def cells(self) -> Mapping[int, tuple[int, ...]]:
        """The places of the lines in each column."""
        found = grouped((line.column, at) for at, line in self.lines.items())
        return {column: tuple(places) for column, places in found.items()}

    @cached_property
    def tags(self) -> Mapping[str, int]:
        """The column that each tag of a task stands in."""
        marks = ((mark, line.column) for line in self.lines.values() for mark in line.marks)
        # A copied column has the controls, not the points; it stands beside the first.
        order = sorted(marks, key=lambda each: (not each[0].is_control, -each[1]))
        return {mark.tag: column for mark, column in order if mark.tag.startswith(_OF_TASKS)}

    @cached_property
    def starts(self) -> set[tuple[int, int]]:
        """The columns that its lines stand in, and where in the table these begin."""
        return {(line.column, line.paragraph.cell.start) for line in self.lines.values() if line.paragraph.cell}

    @cached_property
    def texts(self) -> Mapping[str, int]:
        """The words of each line that has no place to fill, with its column."""
        lines = ((key(line.text), line.column) for line in self.lines.values() if not line.zones)
        return {text: column for text, column in lines if text}

    @cached_property
    def keys(self) -> Mapping[str, int]:
        """The texts, and the words of whole cells."""
        cells = {key(self.said(column)): column for column, places in self.cells.items() if len(places) > 1}
        return {**cells, **self.texts}

    @cached_property
    def main(self) -> str:
        """The words of its task, by which a reader knows it; where they are not marked, its longest text."""
        marked = (key(line.text) for line in self.lines.values() if any(_CONTENT.fullmatch(m.tag) for m in line.marks))
        return next(marked, "") or max(self.texts, key=len, default="")

    @property
    def is_group(self) -> bool:
        """Whether all of it is one cell, as the name of a section above its tasks is."""
        return len(self.cells) == 1

    def goes_on(self, column: int) -> bool:
        """Whether a cell is the lower part of one that goes over several rows."""
        cell = next(iter(self.lines.values())).paragraph.cell
        rows_ = list(grid.rows(cell.table.node)) if cell else []
        cells = list(grid.cells(rows_[self.number - 1])) if rows_ else []
        return column <= len(cells) and grid.cell_props(cells[column - 1].find(f"{W}tcPr"), (0, 0)).merged

    def said(self, column: int) -> str:
        """What a cell says, its lines one below the other."""
        return "\n".join(self.lines[at].text for at in self.cells.get(column, ()))


def rows(file: WordLines) -> list[TableRow]:
    """The rows of all tables of the body, in their order."""
    inside = ((at, line) for at, line in enumerate(file.lines) if line.table and not line.paragraph.edge)
    found = grouped(((line.table, line.row), (at, line)) for at, line in inside)
    return [TableRow(*where, dict(lines)) for where, lines in found.items()]
