"""Tables made into one: rows added and taken away, cells merged, changed widths and lines."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from ntsdocs.docx.parts import drop, like, make
from ntsdocs.docx.xml import Element, W
from ntsdocs.redline.items import rows

if TYPE_CHECKING:
    from ntsdocs.redline.blocks import Blocks

_ROW_MARKS = (f"{W}ins", f"{W}del")


class TableMerger:
    """Merges the tables of one part."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._writer = blocks.writer

    def merge(self, old: Element, new: Element) -> None:
        """Make the new table say what the old one was."""
        self._track(old, new, "tblPr")
        self._grid(old.find(f"{W}tblGrid"), new.find(f"{W}tblGrid"))
        rows = self._rows(old, new)
        for child in list(new):
            if child.tag not in (f"{W}tblPr", f"{W}tblGrid"):
                new.remove(child)
        new.extend(rows)

    def taken(self, table: Element) -> Element:
        """A copy of an old table, all of whose rows are deleted."""
        copy = self._shell(table, f"{W}tblPr", f"{W}tblGrid")
        copy.extend(self._rows(table, None))
        return copy

    def added(self, table: Element) -> Element:
        """The new table, all of whose rows are inserted."""
        rows = self._rows(None, table)
        for child in list(table):
            if child.tag not in (f"{W}tblPr", f"{W}tblGrid"):
                table.remove(child)
        table.extend(rows)
        return table

    def _rows(self, old: Element | None, new: Element | None) -> list[Element]:
        """The rows of the merged table or content control, with what stands between them in the new one."""
        olds, _ = rows(old)
        news, trailing = rows(new)
        matched, same = self._blocks.pairs(olds, news)
        merged: list[Element] = []
        for i, j in matched:
            one, other = None if i is None else olds[i].elements[0], None if j is None else news[j].elements[0]
            merged += news[j].led if j is not None else []
            if one is not None and other is not None and i is not None and j is not None and same(i, j):
                self._blocks.told_same(one, other)
                merged.append(other)
            else:
                merged += self._row(one, other)
        return [*merged, *trailing]

    def _row(self, old: Element | None, new: Element | None) -> Iterator[Element]:
        if old is not None and new is not None:
            if old.tag == f"{W}sdt":
                contents = [each.find(f"{W}sdtContent") for each in (old, new)]
                if contents[1] is not None:
                    contents[1][:] = self._rows(*contents)
                yield new
            elif _shape(old) == _shape(new):
                self._both(old, new)
                yield new
            else:
                yield self._taken_row(old)
                yield self._added_row(new)
        elif old is not None:
            yield from (
                self._blocks.control_of_one(old, 0, self._rows) if old.tag == f"{W}sdt" else [self._taken_row(old)]
            )
        elif new is not None:
            yield from (
                self._blocks.control_of_one(new, 1, self._rows) if new.tag == f"{W}sdt" else [self._added_row(new)]
            )

    def _both(self, old: Element, new: Element) -> None:
        self._track(old, new, "trPr")
        self._track(old, new, "tblPrEx")
        added, taken = (_mark(old, "ins"), _mark(new, "del"))
        if added is not None or taken is not None or _mark(new, "ins") is not None:
            self._mark_row(new, added, taken)
        for one, other in zip(_cells(old), _cells(new), strict=True):
            self._track(one, other, "tcPr")
            self._blocks.fill(other, one, other)

    def _taken_row(self, row: Element) -> Element:
        copy = self._shell(row, f"{W}trPr", f"{W}tblPrEx")
        for cell in _cells(row):
            shell = self._shell(cell, f"{W}tcPr")
            shell.extend(self._blocks.merge(cell, None))
            copy.append(shell)
        self._mark_row(copy, _mark(row, "ins"), _mark(row, "del") or self._writer.stamp.mark("del"))
        return copy

    def _added_row(self, row: Element) -> Element:
        added, taken = _mark(row, "ins"), _mark(row, "del")
        self._mark_row(row, added if added is not None else self._writer.stamp.mark("ins"), taken)
        for cell in _cells(row):
            self._blocks.fill(cell, None, cell)
        return row

    def _mark_row(self, row: Element, added: Element | None, taken: Element | None) -> None:
        props = row.find(f"{W}trPr")
        if props is None:
            props = make("trPr")
            row.insert(1 if row.find(f"{W}tblPrEx") is not None else 0, props)
        for mark in list(props):
            if mark.tag in _ROW_MARKS:
                props.remove(mark)
        marks = [
            self._writer.stamp.again(mark, name) for mark, name in ((added, "ins"), (taken, "del")) if mark is not None
        ]
        change = props.find(f"{W}trPrChange")
        at = len(props) if change is None else props.index(change)
        props[at:at] = marks

    def _track(self, old: Element, new: Element, name: str) -> None:
        """Replace the properties of the new table, row or cell by merged ones."""
        former, now = old.find(W + name), new.find(W + name)
        merged = self._writer.props.both(former, now, name, self._writer.parts)
        at = 1 if name == "trPr" and new.find(f"{W}tblPrEx") is not None else 0
        if now is not None:
            at = new.index(now)
            drop(now)
        if merged is not None:
            new.insert(at, merged)

    def _grid(self, old: Element | None, new: Element | None) -> None:
        if old is None or new is None or new.find(f"{W}tblGridChange") is not None:
            return
        widths = [[each.get(f"{W}w") for each in grid.iterfind(f"{W}gridCol")] for grid in (old, new)]
        if widths[0] != widths[1]:
            change, former = make("tblGridChange", id=self._writer.stamp.id()), make("tblGrid")
            former.extend(deepcopy(each) for each in old.iterfind(f"{W}gridCol"))
            change.append(former)
            new.append(change)

    def _shell(self, element: Element, *names: str) -> Element:
        """A copy of an old element with these of its children alone."""
        shell = like(element)
        shell.extend(deepcopy(child) for child in element if child.tag in names)
        return self._writer.carry.copy(shell, *self._writer.parts)


def _cells(row: Element) -> list[Element]:
    """The cells of a row, also those inside content controls."""
    found: list[Element] = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}customXml"):
            content = child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else child
            found += [] if content is None else _cells(content)
    return found


def _shape(row: Element) -> list[str]:
    """How many columns each cell of a row spans."""
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in _cells(row))
    return ["1" if span is None else span.get(f"{W}val", "1") for span in spans]


def _mark(row: Element, name: str) -> Element | None:
    return row.find(f"{W}trPr/{W}{name}")
