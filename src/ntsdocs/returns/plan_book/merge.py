"""Merge copies of the workbook into the tables, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ntsdocs.returns.plan_book.copies import Copy, TypedRow
from ntsdocs.returns.plan_book.plan_tables import PlanTable, Row, Rows
from ntsdocs.text import align, vn
from ntsdocs.text.problems import Origin, Problem

_AGREE = "ghi như nhau ở cả hai nơi, rồi chạy lại."


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of a table: cells by row and label, rows that come and go; where people typed each row."""

    table: PlanTable
    cells: dict[tuple[int, str], tuple[str, Origin]] = field(default_factory=dict)
    new: list[Row] = field(default_factory=list)  # they come after the last
    gone: dict[int, Origin] = field(default_factory=dict)
    places: dict[int, Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def edits(self) -> dict[int, dict[str, str]]:
        """The cells to be written, by row; of a row that goes all of them, blank."""
        edits = {at: dict.fromkeys(self.table.rows[at], "") for at in self.gone}
        for (at, label), (text, _) in self.cells.items():
            edits.setdefault(at, {})[label] = text
        return edits

    def lines(self) -> Iterator[str]:
        """What changes, a line for each cell, and for each row that comes or goes."""
        name = self.table.sheet
        for (at, label), (text, _) in sorted(self.cells.items(), key=lambda each: each[0]):
            before = self.table.rows[at].get(label, "")
            yield f"{name}, dòng {at}, «{label}»: {vn.excerpt(before, text)} → {vn.excerpt(text, before)}"
        yield from (f"{name}: thêm dòng {_told(row)}" for row in self.new)
        yield from (f"{name}: bỏ dòng {at}, {_told(self.table.rows[at])}" for at in sorted(self.gone))


def _told(row: Row) -> str:
    return vn.excerpt("; ".join(row.values()))


def merge(table: PlanTable, copies: Sequence[Copy]) -> Merged:
    """What the copies make of a table; what two changed differently is told, and left as it is."""
    merged = Merged(table)
    for copy in copies:
        if table.sheet in copy.rows:
            _take(merged, copy.base.get(table.sheet, {}), copy.rows[table.sheet])
    for at, origin in merged.gone.items():
        if any(row == at for row, _ in merged.cells):
            what = f"dòng này bị bỏ ở {origin}, mà được sửa ở đây."
            merged.problems.append(Problem(merged.places.get(at, origin), what, _AGREE))
    return merged


def _take(merged: Merged, base: Rows, typed: Sequence[TypedRow]) -> None:
    standing, seen = _standing(base, merged.table.rows), set[int]()
    for each in typed:
        if each.number is None or each.number in seen:
            if each.row and each.row not in (*merged.table.rows.values(), *merged.new):
                merged.places[1 + max([1, *merged.table.rows]) + len(merged.new)] = each.place
                merged.new.append(each.row)
            continue
        seen.add(each.number)
        _change(merged, base[each.number], each, standing.get(each.number))
    for number in base.keys() - seen:
        at = standing.get(number)
        if at is not None and merged.table.rows[at] != base[number]:
            what = "dòng này đã được sửa từ khi lập tệp Excel, mà bị bỏ trong tệp ấy."
            merged.problems.append(Problem(Origin(merged.table.path.name, row=at), what, _AGREE))
        elif at is not None:
            merged.gone[at] = typed[0].place if typed else Origin(merged.table.sheet)


def _change(merged: Merged, was: Row, typed: TypedRow, at: int | None) -> None:
    changed = [label for label in merged.table.heading if typed.row.get(label, "") != was.get(label, "")]
    if at is None:
        if changed:
            what = "dòng này không còn trong bảng, mà được sửa ở đây."
            merged.problems.append(Problem(typed.place, what, "xóa dòng này, hoặc xóa số ở cột «Dòng» để thêm lại."))
        return
    if changed or at not in merged.places:
        merged.places[at] = typed.place
    now = merged.table.rows[at]
    for label in changed:
        text, origin = typed.row.get(label, ""), typed.place.at(label)
        other, where = merged.cells.get((at, label), (text, origin))
        if now.get(label, "") not in (was.get(label, ""), text):
            other, where = now.get(label, ""), Origin(merged.table.path.name, row=at)
        if other != text:
            what = f"ghi {vn.excerpt(text, other)}, mà {where} ghi {vn.excerpt(other, text)}; "
            what += f"trước đó: {vn.excerpt(was.get(label, ''))}."
            merged.problems.append(Problem(origin, what, _AGREE))
        elif now.get(label, "") != text:
            merged.cells[at, label] = (text, origin)


def _standing(base: Rows, now: Rows) -> Mapping[int, int]:
    """Which row of the table each row is that a copy was made from."""
    if base == now:
        return {at: at for at in base}
    olds, news = (
        [align.Item("row", (*row.items(),), (*row.items(),)) for row in rows.values()] for rows in (base, now)
    )
    old, new = [*base], [*now]
    return {old[i]: new[j] for i, j in align.pairs(olds, news) if i is not None and j is not None}
