"""Tables made into one: rows added and taken away, cells merged, changed widths and lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from ntsdocs.docx.properties import twips
from ntsdocs.docx.xml import Element, W, drop, make, shell
from ntsdocs.redline.atoms import Marks
from ntsdocs.redline.revisions import SAME_WIDTH
from ntsdocs.redline.units import pair_units, refill, rows
from ntsdocs.redline.write_runs import Writer

_ROW_MARKS = (f"{W}ins", f"{W}del")

Merge = Callable[[Element | None, Element | None], list[Element]]  # the children of two holders made into one


class TableMerger:
    """Merges the tables of one part, by `merge` what stands in their cells; `register_same` is told of equal rows."""

    def __init__(self, writer: Writer, merge: Merge, register_same: Callable[[Element, Element], None]) -> None:
        self._writer, self._part = writer, writer.part
        self._merge, self._register_same = merge, register_same
        self._unseen: tuple[str, ...] = ()

    def merge(self, old: Element, new: Element) -> None:
        """Make the new table say what the old one was."""
        lines = _lines(old), _lines(new)
        # Some programs write the lines of a table into its cells: they are the same lines.
        moved = lines[0][1] == lines[1][1] and lines[0][0] != lines[1][0]
        self._unseen = ("tblBorders", "tcBorders") if moved else ()
        self._track(old, new, "tblPr")
        self._grid(old.find(f"{W}tblGrid"), new.find(f"{W}tblGrid"))
        refill(new, self._rows(old, new))

    def removed(self, table: Element) -> Element:
        """A copy of an old table, all of whose rows are deleted."""
        copy = self._copied_shell(table, f"{W}tblPr", f"{W}tblGrid")
        copy.extend(self._rows(table, None))
        return copy

    def added(self, table: Element) -> Element:
        """The new table, all of whose rows are inserted."""
        refill(table, self._rows(None, table))
        return table

    def _rows(self, old: Element | None, new: Element | None) -> list[Element]:
        """The rows of the merged table or content control, with what stands between them in the new one."""
        olds, _ = rows(old)
        news, trailing = rows(new)
        merged: list[Element] = []
        for pair in pair_units(olds, news, self._part):
            one, other = (None if unit is None else unit.elements[0] for unit in (pair.old, pair.new))
            merged += pair.new.leading if pair.new is not None else []
            if pair.same and one is not None and other is not None:
                self._register_same(one, other)
                merged.append(other)
            else:
                merged += self._row(one, other)
        return [*merged, *trailing]

    def _row(self, old: Element | None, new: Element | None) -> Iterator[Element]:
        if old is None or new is None:
            row = new if old is None else old
            if row is not None and row.tag == f"{W}sdt":
                yield from self._writer.lone_control(row, self._rows, is_new=old is None)
            elif row is not None:
                yield self._added_row(row) if old is None else self._removed_row(row)
        elif old.tag == f"{W}sdt":
            former, now = (each.find(f"{W}sdtContent") for each in (old, new))
            if now is not None:
                now[:] = self._rows(former, now)
            yield new
        elif _shape(old) == _shape(new):
            self._both(old, new)
            yield new
        else:
            yield self._removed_row(old)
            yield self._added_row(new)

    def _both(self, old: Element, new: Element) -> None:
        self._track(old, new, "trPr")
        self._track(old, new, "tblPrEx")
        marks = Marks(_mark(old, "ins"), _mark(new, "del"))
        if any(marks.named()) or _mark(new, "ins") is not None:
            self._mark_row(new, marks)
        for one, other in zip(_cells(old), _cells(new), strict=True):
            self._track(one, other, "tcPr")
            refill(other, self._merge(one, other))

    def _removed_row(self, row: Element) -> Element:
        copy = self._copied_shell(row, f"{W}trPr", f"{W}tblPrEx")
        for cell in _cells(row):
            emptied = self._copied_shell(cell, f"{W}tcPr")
            emptied.extend(self._merge(cell, None))
            copy.append(emptied)
        removed = _mark(row, "del")
        removed = self._part.marker.mark("del") if removed is None else removed
        self._mark_row(copy, Marks(_mark(row, "ins"), removed))
        return copy

    def _added_row(self, row: Element) -> Element:
        added = _mark(row, "ins")
        self._mark_row(row, Marks(self._part.marker.mark("ins") if added is None else added, _mark(row, "del")))
        for cell in _cells(row):
            refill(cell, self._merge(None, cell))
        return row

    def _mark_row(self, row: Element, row_marks: Marks) -> None:
        props = row.find(f"{W}trPr")
        if props is None:
            props = make("trPr")
            row.insert(1 if row.find(f"{W}tblPrEx") is not None else 0, props)
        for mark in list(props):
            if mark.tag in _ROW_MARKS:
                props.remove(mark)
        marks = [self._part.marker.again(mark, name) for mark, name in row_marks.named()]
        change = props.find(f"{W}trPrChange")
        at = len(props) if change is None else props.index(change)
        props[at:at] = marks

    def _track(self, old: Element, new: Element, name: str) -> None:
        """Replace the properties of the new table, row or cell by merged ones."""
        former, now = old.find(W + name), new.find(W + name)
        merged = self._part.merged(former, now, name, self._unseen)
        at = 1 if name == "trPr" and new.find(f"{W}tblPrEx") is not None else 0
        if now is not None:
            at = new.index(now)
            drop(now)
        if merged is not None:
            new.insert(at, merged)

    def _grid(self, old: Element | None, new: Element | None) -> None:
        if old is None or new is None or new.find(f"{W}tblGridChange") is not None:
            return
        before, after = ([each.get(f"{W}w") for each in grid.iterfind(f"{W}gridCol")] for grid in (old, new))
        pairs = zip(before, after, strict=False)
        if len(before) != len(after) or any(
            abs((twips(one) or 0) - (twips(other) or 0)) > SAME_WIDTH for one, other in pairs
        ):
            change, former = make("tblGridChange", id=self._part.marker.id()), make("tblGrid")
            former.extend(deepcopy(each) for each in old.iterfind(f"{W}gridCol"))
            change.append(former)
            new.append(change)

    def _copied_shell(self, element: Element, *names: str) -> Element:
        """A copy of an old element with these of its children alone."""
        return self._part.copied(shell(element, *names, attributes=False))


def _lines(table: Element) -> tuple[bool, set[str]]:
    """Whether the lines are the table's own, and which kinds of line are drawn in it."""
    own = table.find(f"{W}tblPr/{W}tblBorders")
    borders = (side for each in table.iter(f"{W}tblBorders", f"{W}tcBorders") for side in each)
    return own is not None and len(own) > 0, {side.get(f"{W}val", "") for side in borders} - {"nil", "none", ""}


def _cells(row: Element) -> list[Element]:
    """The cells of a row, also those inside content controls."""
    cells: list[Element] = []
    for child in row:
        if child.tag == f"{W}tc":
            cells.append(child)
        elif child.tag in (f"{W}sdt", f"{W}customXml"):
            content = child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else child
            cells += [] if content is None else _cells(content)
    return cells


def _shape(row: Element) -> list[str]:
    """How many columns each cell of a row spans."""
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in _cells(row))
    return ["1" if span is None else span.get(f"{W}val", "1") for span in spans]


def _mark(row: Element, name: str) -> Element | None:
    return row.find(f"{W}trPr/{W}{name}")
