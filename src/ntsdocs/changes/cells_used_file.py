"""The file of a build that tells which cells each paper read, every cell written down once."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ntsdocs.plan.ledger import CellRead

FORMAT = 3  # goes up when rows or columns are named otherwise: cells of two formats cannot be compared


class CellsUsedFile:
    """For each paper the cells it read; `data` are all cells that there are, whether a paper read them or not.

    `places` tells where each row of the data stands.
    `outlines` are the lines of each template as it was, by kind, so that a later build can tell which changed.
    """

    def __init__(
        self,
        data: Iterable[CellRead] = (),
        places: Mapping[str, str] | None = None,
        outlines: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._numbers: dict[CellRead, int] = {}
        self._papers: dict[str, array[int]] = {}
        self._listed: list[CellRead] = []
        self._of_now: int | None = None  # how many of the numbers are cells of this build; `None` if all are
        self.places: Mapping[str, str] = places if places is not None else {}
        self.outlines: Mapping[str, Sequence[str]] = outlines if outlines is not None else {}
        for cell in sorted(data):
            self._number(cell)

    def add(self, path: str, cells: Iterable[CellRead]) -> None:
        """Keeps the cells that the paper at `path` read."""
        self._papers[path] = array("L", [self._number(cell) for cell in cells])

    def cells(self, path: str) -> frozenset[CellRead]:
        """The cells of a paper; empty if the paper is not in the file."""
        table = self._table()
        return frozenset(table[number] for number in self._papers.get(path, ()))

    def keep(self, path: str, cells: Iterable[CellRead]) -> None:
        """Keeps the cells of a paper that was left as an earlier build made it: they say nothing of the data now."""
        if self._of_now is None:
            self._of_now = len(self._numbers)
        self.add(path, cells)

    def all_cells(self) -> Iterator[CellRead]:
        """Every cell in the file, but for those that only papers of earlier builds read."""
        return islice(self._numbers, self._of_now)

    def __contains__(self, path: str) -> bool:
        return path in self._papers

    def to_json(self, paths: Iterable[str]) -> bytes:
        """The content of the file for these papers: the same bytes whatever order the papers were added in."""
        ordered = sorted(self._numbers)
        place = {self._numbers[cell]: index for index, cell in enumerate(ordered)}
        papers = {path: sorted(place[n] for n in self._papers[path]) for path in paths if path in self._papers}
        lines = [f'{{"format": {FORMAT},', '"cells": [']
        lines.append(",\n".join(json.dumps(list(cell), ensure_ascii=False) for cell in ordered))
        lines.append('],\n"papers": {')
        lines.append(
            ",\n".join(
                f"{json.dumps(path)}: {json.dumps(_spans(papers[path]), separators=(',', ':'))}"
                for path in sorted(papers)
            )
        )
        lines.append('},\n"places": {')
        lines.append(",\n".join(f"{_quoted(row)}: {_quoted(place)}" for row, place in sorted(self.places.items())))
        lines.append('},\n"templates": {')
        templates = (
            (json.dumps(kind), ",\n".join(map(_quoted, self.outlines[kind]))) for kind in sorted(self.outlines)
        )
        lines.append(",\n".join(f"{kind}: [{outline}]" for kind, outline in templates))
        return ("\n".join(lines) + "\n}}\n").encode()

    @classmethod
    def from_json(cls, data: bytes) -> CellsUsedFile:
        """What the file of a build tells; `ValueError` if it is damaged or of another format."""
        try:
            content = json.loads(data)
            if content.get("format") != FORMAT:
                raise ValueError("a file of the cells used of another format")
            outlines = {str(kind): tuple(map(str, lines)) for kind, lines in content.get("templates", {}).items()}
            file = cls(places={str(row): str(place) for row, place in content["places"].items()}, outlines=outlines)
            cells = [CellRead(str(row), str(column), str(value)) for row, column, value in content["cells"]]
            for cell in cells:
                file._number(cell)
            for path, spans in content["papers"].items():
                file._papers[str(path)] = array("L", _numbers(spans, len(cells)))
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise ValueError("not a file of the cells used") from error
        return file

    def _number(self, cell: CellRead) -> int:
        return self._numbers.setdefault(cell, len(self._numbers))

    def _table(self) -> list[CellRead]:
        if len(self._listed) < len(self._numbers):
            self._listed = list(self._numbers)
        return self._listed


def _quoted(line: str) -> str:
    return json.dumps(line, ensure_ascii=False)


def _spans(numbers: list[int]) -> list[int | list[int]]:
    """Ascending numbers with each run of three or more as its first and last."""
    spans: list[int | list[int]] = []
    start = 0
    while start < len(numbers):
        end = start
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        run = numbers[start : end + 1]
        spans += [[run[0], run[-1]]] if len(run) > 2 else run
        start = end + 1
    return spans


def _numbers(spans: Iterable[int | list[int]], count: int) -> Iterator[int]:
    for span in spans:
        first, last = span if isinstance(span, list) else (span, span)
        if not 0 <= first <= last < count:
            raise ValueError("not a file of the cells used")
        yield from range(first, last + 1)
