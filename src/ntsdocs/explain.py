"""Say of each paper why it was made, or was not, by comparing what two builds wrote down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ntsdocs import vn
from ntsdocs.manifest import Entry, Manifest, Recipe
from ntsdocs.reads import Cell
from ntsdocs.report import EQUAL, Group
from ntsdocs.slicebook import SliceBook

NEW = "mới"
LEFT = "chưa làm lại vì lần này không được chọn"
GONE = "không còn phải lập"
CONTEXT = "nội dung điền vào mẫu thay đổi"
_NAMES = {"ntsdocs": "chương trình"}

Key = tuple[str, str]  # a row and a column


Told = tuple[Group, ...]


def reasons(last: Manifest | None, slices: bytes, made: Manifest, book: SliceBook, due: Mapping[str, Recipe]) -> Told:
    """Why each paper is as it is, papers with the same reasons together, those that are equal at the end.

    `last` and `slices` are what the build before wrote down, `due` the recipes of all papers that are due now.
    """
    before = {entry.path: entry for entry in last.documents} if last else {}
    now = {entry.path: entry for entry in made.documents}
    compare = _Compare(_book(slices), book)
    grouped: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for path in sorted(before.keys() | now.keys()):
        grouped.setdefault(_said(before.get(path), now.get(path), due.get(path), last, made, compare), []).append(path)
    groups = [Group(what, why, tuple(papers)) for (what, why), papers in grouped.items()]
    order = {NEW: 0, GONE: 2, LEFT: 3, EQUAL: 4}
    return tuple(sorted(groups, key=lambda group: (order.get(group.what, 1), group.papers)))


def _said(
    old: Entry | None, new: Entry | None, due: Recipe | None, last: Manifest | None, made: Manifest, compare: _Compare
) -> tuple[str, tuple[str, ...]]:
    if new is None:
        return GONE, compare.lost(old.path) if old else ()
    if due is not None and due != new.recipe:
        return LEFT, ()
    if old is None or last is None:
        return NEW, ()
    if old.recipe == new.recipe:
        return EQUAL, ()
    why: list[str] = []
    if old.recipe.tools != new.recipe.tools:
        why += _versions(last.versions, made.versions) or ["phiên bản phần mềm thay đổi"]
    if old.recipe.template != new.recipe.template:
        why.append(f"mẫu templates/{new.path.partition('/')[0]}.docx thay đổi")
    if old.recipe.context != new.recipe.context:
        why += compare.changed(new.path) or (CONTEXT,)
    return "thay đổi", tuple(why)


def _versions(old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> list[str]:
    before, now = dict(old), dict(new)
    return [
        f"phiên bản {_NAMES.get(name, name)}: {before.get(name, '(chưa có)')} → {now.get(name, '(không còn)')}"
        for name in sorted(before.keys() | now.keys())
        if before.get(name) != now.get(name)
    ]


def _book(data: bytes) -> SliceBook:
    try:
        return SliceBook.from_json(data)
    except ValueError:
        return SliceBook()


class _Compare:
    """Two books of slices, side by side."""

    def __init__(self, old: SliceBook, new: SliceBook) -> None:
        self._old, self._new = old, new
        self._all_old, self._all_new = _values(old.all_cells()), _values(new.all_cells())
        self._old_rows = {row for row, _ in self._all_old}
        self._new_rows = {row for row, _ in self._all_new}

    def changed(self, path: str) -> tuple[str, ...]:
        """What differs of all that the paper read then or now."""
        if path not in self._old:
            return ()
        return self._differences(_values(self._old.cells(path)), _values(self._new.cells(path)))

    def lost(self, path: str) -> tuple[str, ...]:
        """What differs of all that a paper read which is no longer due."""
        return self._differences(_values(self._old.cells(path)), {})

    def _differences(self, old: Mapping[Key, str], new: Mapping[Key, str]) -> tuple[str, ...]:
        keys = old.keys() | new.keys()
        keys |= {(row, "choice") for row, _ in keys if (row, "choice") in self._all_new}
        told: list[str] = []
        roles: dict[tuple[str, str], list[str]] = {}
        for key in sorted(keys, key=_in_order):
            before, after = old.get(key, self._all_old.get(key)), new.get(key, self._all_new.get(key))
            if before == after:
                continue
            agency, _, task = key[0].partition(", nhiệm vụ ")
            if task and None in (before, after):
                roles.setdefault((agency, "thêm" if before is None else "không còn"), []).append(task)
            else:
                told.append(self._told(key, before, after))
        gathered = [
            f"{agency}: {what} vai trò ở nhiệm vụ {', '.join(dict.fromkeys(tasks))}"
            for (agency, what), tasks in roles.items()
        ]
        return tuple(dict.fromkeys((*gathered, *told)))

    def _told(self, key: Key, before: str | None, after: str | None) -> str:
        row, column = key
        place = self._new.places.get(row) or self._old.places.get(row, "")
        where = f" ({place})" if place else ""
        if row not in self._old_rows:
            return f"{row}{where}: nay mới dùng đến"
        if row not in self._new_rows:
            return f"{row}{where}: nay không dùng đến"
        old, new = vn.excerpt(before, after), vn.excerpt(after, before)
        name = row if column == "choice" else f"{row}, cột «{column}»"
        return f"{name}: {old} → {new}{where}"


def _values(cells: Iterable[Cell]) -> dict[Key, str]:
    return {(cell.row, cell.column): cell.value for cell in cells}


def _in_order(key: Key) -> tuple[list[tuple[int, str]], str]:
    """Numbers in a row's name by their value, so that task 2 comes before task 10."""
    pieces = re.split(r"([0-9]+)", key[0])
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces], key[1]
