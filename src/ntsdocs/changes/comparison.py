"""Find why a paper changed, by comparing what two builds wrote down of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice

from ntsdocs.changes.causes import CAME, UNUSED, USED, WENT, Cause
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.manifest import Manifest
from ntsdocs.plan.cells import agency_row, is_yaml, row_name
from ntsdocs.plan.ledger import DATE, CellRead
from ntsdocs.plan.model import Agency, headings
from ntsdocs.plan.papers import PaperId, template_file
from ntsdocs.text import align, vn
from ntsdocs.text.groups import grouped

_CONTEXT = "nội dung điền vào mẫu thay đổi"
_NAMES = {"ntsdocs": "chương trình"}
_MOST_LINES = 30  # of a template that are told one by one
_NAME = headings(Agency)["name"]
_ROW = re.compile(r"(.+), dòng ([0-9]+)")

Key = tuple[str, str]  # a row and a column


class Comparison:
    """What two builds wrote down of themselves, compared."""

    def __init__(
        self, last: Manifest | None, cells_before: CellsUsedFile, now: Manifest, cells_now: CellsUsedFile
    ) -> None:
        self._last, self._now = last, now
        self._old = {entry.path: entry.recipe for entry in last.documents} if last else {}
        self._new = {entry.path: entry.recipe for entry in now.documents}
        self._compare = _Compare(cells_before, cells_now, asked_date=now.look)
        self._cells_files = cells_before, cells_now
        self._templates: dict[str, tuple[Cause, ...]] = {}

    def causes(self, path: str) -> tuple[Cause, ...]:
        """Why the paper changed, came or went; empty if that was not written down.

        What a paper is due for was asked of other rows than it reads: those that name its agency count too; and if
        nothing is found, all that was changed.
        """
        old, new = self._old.get(path), self._new.get(path)
        if self._only_program_differs:
            return self._of_versions
        if new is None:
            return self._compare.of_one_side(path, lost=True)
        if old is None or self._last is None:
            return self._compare.of_one_side(path, lost=False)
        causes = self._of_versions if old.tools != new.tools else ()
        if old.template != new.template:
            causes += self._of_template(PaperId.of(path).kind)
        if old.context != new.context:
            causes += self.of_cells(path) or self._compare.edits or (Cause("context", _CONTEXT),)
        return causes

    def of_cells(self, path: str) -> tuple[Cause, ...]:
        """What differs of the cells that the paper read; empty if none does."""
        return self._compare.changed(path) or self._compare.moved(path)

    @cached_property
    def _of_versions(self) -> tuple[Cause, ...]:
        plain = Cause("version", "phiên bản phần mềm thay đổi")
        return tuple(_versions(self._last.versions if self._last else (), self._now.versions)) or (plain,)

    @cached_property
    def _only_program_differs(self) -> bool:
        """Whether both builds made all their papers of the same files for the same day, with other versions."""
        last, now = self._last, self._now
        if last is None or last.versions == now.versions or not (last.whole and now.whole):
            return False
        return (last.inputs, last.on) == (now.inputs, now.on)

    def _of_template(self, kind: str) -> tuple[Cause, ...]:
        if kind not in self._templates:
            before, after = (each.outlines.get(kind, ()) for each in self._cells_files)
            self._templates[kind] = tuple(_paragraphs(kind, before, after))
        return self._templates[kind]


def _paragraphs(kind: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Cause]:
    """The lines of a template's outline that differ; that it differs, if no line does or the old ones are not known."""
    template, outline = template_file(kind), f"templates/{kind}.txt"
    pairs = [(i, j) for i, j in pairs_of_lines(old, new) if i is None or j is None or old[i] != new[j]]
    if not pairs or not old or not new:
        yield Cause("template", f"mẫu {template} thay đổi", template)
    else:
        lines: dict[tuple[str | None, str | None], list[str]] = {}  # a header stands once for each section
        for i, j in pairs:
            where = f"dòng {i + 1} của bản cũ" if j is None and i is not None else f"dòng {(j or 0) + 1}"
            change = None if i is None else old[i].strip(), None if j is None else new[j].strip()
            lines.setdefault(change, []).append(where)
        for (before, after), places in islice(lines.items(), _MOST_LINES):
            text = f"mẫu {template}: {vn.excerpt(before, after)} → {vn.excerpt(after, before)}"
            yield Cause("template", text, f"{outline}, {'; '.join(places)}", before=before or "", after=after or "")
        if len(lines) > _MOST_LINES:
            yield Cause("template", f"mẫu {template}: và {len(lines) - _MOST_LINES} dòng nữa", outline)


def pairs_of_lines(old: Sequence[str], new: Sequence[str]) -> list[align.Pair]:
    """Which lines of two outlines are the same one, kept or changed."""
    return align.pairs(*([align.Item("dòng", line, tuple(line.split())) for line in side] for side in (old, new)))


def _versions(old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> Iterator[Cause]:
    before, now = dict(old), dict(new)
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            change = f"{before.get(name, '(chưa có)')} → {now.get(name, '(không còn)')}"
            yield Cause("version", f"phiên bản {_NAMES.get(name, name)}: {change}")


def read_cells_used(data: bytes) -> CellsUsedFile:
    """The cells that each paper read, by the file of a build; none if it is absent, damaged or of another format."""
    try:
        return CellsUsedFile.from_json(data)
    except ValueError:
        return CellsUsedFile()


class _Compare:
    """The cells that two builds read, compared; `asked_date` says that the new date is not the one plan.yaml names."""

    def __init__(self, old: CellsUsedFile, new: CellsUsedFile, *, asked_date: bool = False) -> None:
        self._old, self._new = old, new
        self._asked_date = asked_date
        self._all_old, self._all_new = _said(old.all_cells()), _said(new.all_cells())
        self._old_rows = {row for row, _ in self._all_old}
        self._new_rows = {row for row, _ in self._all_new}
        both = (*self._all_old.items(), *self._all_new.items())
        self._names = {row.removeprefix("cơ quan "): said[-1] for (row, column), said in both if column == _NAME}

    @cached_property
    def edits(self) -> tuple[Cause, ...]:
        """All that was changed in the data; empty if nothing is known of before."""
        if not self._all_old:
            return ()
        old, new = ({key: "; ".join(said) for key, said in side.items()} for side in (self._all_old, self._all_new))
        differences = self._differences(old, new)
        return tuple(cause for cause in differences if cause.distance == 0)

    def changed(self, path: str) -> tuple[Cause, ...]:
        """What differs of all that the paper read then or now."""
        if path not in self._old:
            return ()
        return self._differences(_values(self._old.cells(path)), _values(self._new.cells(path)))

    def of_one_side(self, path: str, *, lost: bool) -> tuple[Cause, ...]:
        """What differs of all that a paper read, or reads, that is not due on the other side.

        With it go the edits of rows that name its agency; if there is neither, all edits. If the agency itself came or
        went, that is it.
        """
        if not self._all_old:
            return ()
        agency = PaperId.of(path).name
        own = tuple(cause for cause in self.edits if cause.is_row and cause.row == agency_row(agency))
        if own:
            return own
        read = _values((self._old if lost else self._new).cells(path))
        differences = self._differences(read, {}) if lost else self._differences({}, read)
        near = tuple(cause for cause in differences if cause.distance == 0)
        return tuple(dict.fromkeys((*self._about(agency), *near))) or self.edits or differences

    def _about(self, agency: str) -> Iterator[Cause]:
        """The edits of rows that name the agency."""
        name = re.compile(rf"(?<![\w-]){re.escape(agency)}(?![\w-])")
        for cause in self.edits:
            whole = self._rows.get(cause.row, []) if cause.is_row else []
            if any(name.search(text) for text in (cause.row, cause.before, cause.after, *whole)):
                yield cause

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        """What the cells of each row say, or said."""
        cells = chain(self._all_old.items(), self._all_new.items())
        return grouped((row, value) for (row, _), said in cells for value in said)

    def moved(self, path: str) -> tuple[Cause, ...]:
        """The tables in which rows that the paper read stand in another order than before."""
        rows = {cell.row for cell in self._old.cells(path)} & {cell.row for cell in self._new.cells(path)}
        before, after = _order_of(rows, self._old.places), _order_of(rows, self._new.places)
        return tuple(
            Cause("cell", "thứ tự các dòng trong bảng thay đổi", table)
            for table in sorted(before.keys() & after.keys())
            if before[table] != after[table]
        )

    def _differences(self, old: Mapping[Key, str], new: Mapping[Key, str]) -> tuple[Cause, ...]:
        """What was changed first, then roles, then what follows from either."""
        keys = old.keys() | new.keys()
        keys |= {(row, "choice") for row, _ in keys if (row, "choice") in self._all_new}
        causes: list[Cause] = []
        roles: dict[tuple[str, str], list[str]] = {}
        sides = {key: self._sides(key, old.get(key), new.get(key)) for key in keys}
        differing = {key: side for key, side in sides.items() if side[0] != side[1]}
        for key in sorted(differing, key=_in_order):
            before, after = differing[key]
            if key[1] != "choice" and (key[0], "choice") in differing:
                continue  # another choice says other things
            agency, _, task = key[0].partition(", nhiệm vụ ")
            if task:
                role = f"{key[1][:1].lower()}{key[1][1:]}"
                what = "thêm" if before is None else "không còn" if after is None else ""
                change = (
                    f"{what} {role}" if what else f"{role} {vn.excerpt(before, after)} → {vn.excerpt(after, before)}"
                )
                roles.setdefault((agency, change), []).append(task)
            else:
                causes.append(self._cause(key, before, after))
        for (agency, change), tasks in roles.items():
            what = f"{change} ở nhiệm vụ {', '.join(dict.fromkeys(tasks))}"
            who = self._names.get(agency.removeprefix("cơ quan "), agency)
            causes.append(Cause("role", f"{who}: {what}", row=agency, column=what, distance=1))
        return tuple(dict.fromkeys(sorted(causes, key=lambda cause: cause.distance)))

    def _sides(self, key: Key, before: str | None, after: str | None) -> tuple[str | None, str | None]:
        """What a cell said and says: where that was not read, all that it says, or the same if that is among it."""
        if before is None:
            before = _among(self._all_old.get(key, ()), after)
        return before, _among(self._all_new.get(key, ()), before) if after is None else after

    def _cause(self, key: Key, before: str | None, after: str | None) -> Cause:
        row, column = key
        place = self._new.places.get(row) or self._old.places.get(row, "")
        kind, name = _kind_of(row, column, place), row_name(row, self._names).removeprefix("cơ quan ")
        if not (self._was(row) and self._is(row)):
            went = self._was(row)
            where = f"{place} của bản cũ" if went and place else place
            return Cause(kind, f"{WENT if went else CAME} {name}", where, row)
        if before is None or after is None:  # nobody read it on that side, so nothing tells what it then said
            return Cause(kind, f"{USED if before is None else UNUSED} {name}", place, row, distance=2)
        change = f"{vn.excerpt(before, after)} → {vn.excerpt(after, before)}"
        if kind == "date":
            name, place = "ngày lập văn bản", "" if self._asked_date else place
        elif column != "choice":
            name = f"{name}, {'mục' if is_yaml(place) else 'cột'} «{column}»"
        return Cause(kind, f"{name}: {change}", place, row, column, before, after)

    def _was(self, row: str) -> bool:
        """Whether the data had this row."""
        return row in self._old.places or row in self._old_rows

    def _is(self, row: str) -> bool:
        """Whether the data have this row."""
        return row in self._new.places or row in self._new_rows


def _kind_of(row: str, column: str, place: str) -> str:
    if row.startswith("quyết định ") and column == "choice":
        return "ruling"
    if (row, column) == DATE:
        return "date"
    return "law" if place.startswith("data/law/") else "cell"


def _order_of(rows: Iterable[str], places: Mapping[str, str]) -> dict[str, list[str]]:
    """The rows of each table in the order in which they stand there."""
    found = ((row, _ROW.fullmatch(places.get(row, ""))) for row in rows)
    tables = grouped((match[1], (int(match[2]), row)) for row, match in found if match)
    return {table: [row for _, row in sorted(rows)] for table, rows in tables.items()}


def _said(cells: Iterable[CellRead]) -> dict[Key, list[str]]:
    """All that each cell says: an agency has another name in papers of another day."""
    return grouped(((cell.row, cell.column), cell.value) for cell in sorted(cells))


def _among(said: Sequence[str], sought: str | None) -> str | None:
    return sought if sought in said else "; ".join(said) if said else None


def _values(cells: Iterable[CellRead]) -> dict[Key, str]:
    return {(cell.row, cell.column): cell.value for cell in cells}


def _in_order(key: Key) -> tuple[list[tuple[int, str]], str]:
    """Numbers in a row's name by their value, so that task 2 comes before task 10."""
    pieces = re.split(r"([0-9]+)", key[0])
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces], key[1]
