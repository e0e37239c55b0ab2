"""Find what made a change by putting back what the data said before: one cause at a time, and the paper drawn again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from ntsdocs.build.journey import PreparedPlan
from ntsdocs.build.workers import fill_here
from ntsdocs.changes.causes import CAME, Cause
from ntsdocs.changes.cells_used import digest
from ntsdocs.changes.redrawing import NOTHING, Edit, Redrawing
from ntsdocs.diff.builds import Build
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.result import Change, Sign, What, Why
from ntsdocs.diff.stories import BlockPairCache
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Days, draw_up
from ntsdocs.plan import deadlines
from ntsdocs.plan.cells import PlanCell, PlanRow, cells, rows
from ntsdocs.plan.model import Agency, ReadingRule, Task
from ntsdocs.templates import filled_places
from ntsdocs.text.problems import Wrong

_MOST = 40  # papers that are drawn up again for one comparison
_NAMES = ("name", "short_name", "letterhead_name", "head_title")  # of an agency: no role hangs on them
_READ = ("lead", "coordinate")  # of a task: who has a role in it

Guess = Callable[[Change, str], Why]  # of one document, by where the change stands


class PutBack:
    """Answers for the changes between two builds, the new one drawn up from data that can be read."""

    def __init__(self, old: Build, new: Build, prepare: Callable[[], PreparedPlan], cache: BlockPairCache) -> None:
        self._old, self._new = old, new
        self._prepare = prepare
        self._cache = cache
        self._left = _MOST
        self._differences: dict[tuple[str, frozenset[Edit]], tuple[Change, ...] | None] = {}

    def why(self, exact: Mapping[str, Change], causes: Mapping[str, Sequence[Cause]], guess: Guess) -> Why:
        """Why one change is in these documents, each of which has it as `exact` says.

        What is sure of one document is taken for all that may have it from the same causes, but for a figure: that is
        worked out in each document by itself. Where nothing can be drawn up again it is the `guess`.
        """
        answers: dict[object, Why] = {}
        for path, change in exact.items():
            own, is_worded = frozenset(causes.get(path, ())), _has_words(change)
            key = own if is_worded else path
            sure = (each.causes for each in answers.values() if each.sure)
            if key not in answers and not (is_worded and any(map(own.issuperset, sure))):
                by_place = guess(change, path)
                answers[key] = by_place if by_place.sure else self._tried(path, change, by_place.causes) or by_place
        times = Counter(cause for each in answers.values() for cause in each.causes)
        ranked = tuple(sorted(times, key=lambda cause: -times[cause]))
        return Why(ranked, all(each.sure for each in answers.values()))

    def _tried(self, path: str, change: Change, causes: Sequence[Cause]) -> Why | None:
        """What made the change in this document: what takes it back when it alone is put back.

        If nothing does, all that has a part in it, if these take it back together; else what may have made it: the data
        if they all take it back together, and what is not of the data if they leave it as it is. `None` if nothing can
        be tried, or if it tells nothing.
        """
        edits = {cause: edit for cause in causes if (edit := self._edit(cause)) is not None}
        alone = {cause: self._without(path, [edit]) for cause, edit in edits.items()}
        undoing = tuple(cause for cause, left in alone.items() if self._is_undone(path, change, left))
        if undoing:
            return Why(undoing)
        parts = tuple(cause for cause, left in alone.items() if self._is_other(path, change, left))
        if len(parts) > 1 and self._is_undone(path, change, self._without(path, [edits[each] for each in parts])):
            return Why(parts)
        together = self._without(path, edits.values()) if edits and not parts else None
        if self._is_undone(path, change, together):
            return Why(tuple(edits), sure=False)
        others = tuple(cause for cause in causes if cause not in edits)
        is_same = together is not None and not self._is_other(path, change, together)
        if others and is_same and self._is_as_before(path, edits):
            return Why(others, sure=len(others) == 1)
        return None

    def _is_other(self, path: str, change: Change, left: Sequence[Change] | None) -> bool:
        """Whether the change is no more among those that are left, or not as it is."""
        if left is None:
            return False
        near = self._at_place(path, change, left)
        if change.what is What.FORM:
            return not any(_is_of_same(change, each) for each in near)
        return not any(replace(each, place=change.place) == change for each in near)

    def _at_place(self, path: str, change: Change, left: Sequence[Change]) -> Sequence[Change]:
        """Those that are left at the place of the change, if it is told by its place; all if places may have moved."""
        if not change.place or _moves(left, change.place) != _moves(self._all(path), change.place):
            return left
        return [each for each in left if each.place == change.place]

    def _is_undone(self, path: str, change: Change, left: Sequence[Change] | None) -> bool:
        """Whether nothing of the change is among those that are left of all the document's."""
        if left is None:
            return False
        if any(_is_of_same(change, each) for each in self._at_place(path, change, left)):
            return False
        if change.what is not What.ADDED or change.tag:
            return True
        return _added(left) <= _added(self._all(path))  # else the same paragraph may be there with other words

    def _all(self, path: str) -> tuple[Change, ...]:
        """How the paper differs from the old one as it is."""
        key = path, frozenset[Edit]()
        if key not in self._differences:
            self._differences[key] = FilePair.of(self._old.read(path), self._new.read(path), self._cache).changes
        return self._differences[key] or ()

    # --- the data as they were ---

    @cached_property
    def _ready(self) -> PreparedPlan | None:
        try:
            return self._prepare()
        except Wrong:  # somebody saved the data meanwhile
            return None

    @cached_property
    def _rows(self) -> Mapping[str, PlanRow]:
        return {row.name: row for row in rows(self._ready.plan)} if self._ready else {}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], PlanCell]:
        return {(row.name, cell.column): cell for row in self._rows.values() for cell in cells(row)}

    def _edit(self, cause: Cause) -> Edit | None:
        """What puts back what the cause changed; `None` if it is not of the data, or if that is not known."""
        row, cell = self._rows.get(cause.row), self._cells.get((cause.row, cause.column))
        if cause.is_row and row is not None and cause.text.startswith(f"{CAME} ") and isinstance(row.path[-1], int):
            return Edit(("plan", *row.path), NOTHING, is_of_roles=True)
        if cell is None or cause.kind not in ("cell", "ruling", "law", "date"):
            return None
        path = cell.path
        value = _read(cell.value, cause.before)
        if isinstance(cell.row.value, Task) and cell.field == "deadline" and self._ready:
            plan = self._ready.plan
            dates = deadlines.plan_dates(plan.document, (task.deadline.words for task in plan.tasks))
            path, value = path[:-1], deadlines.read(cause.before, dates)
        of_roles = _is_of_roles(cell)
        return None if value is None else Edit(("plan", *path), value, of_roles)

    # --- the papers as they would be ---

    @cached_property
    def _redrawings(self) -> Mapping[str, Redrawing]:
        """The papers that today's data make, where they are those of the new build."""
        if self._ready is None:
            return {}
        plan, assignments = self._ready.plan, self._ready.assignments
        listed = self._new.manifest.documents if self._new.manifest else ()
        made_of = {entry.path: entry.recipe.context for entry in listed}
        days, drafts = Days(plan, assignments), draw_up(plan, assignments, KINDS)
        same = (each for each in drafts if digest(each.says, each.core) == made_of.get(each.id.path))
        return {each.id.path: Redrawing(*days.on(each.edition.on), each) for each in same}

    def _without(self, path: str, edits: Iterable[Edit]) -> tuple[Change, ...] | None:
        """How the paper would differ from the old one after these edits; `None` if that cannot be known."""
        key = path, frozenset(edits)
        if key not in self._differences:
            self._differences[key] = self._drawn_again(*key)
        return self._differences[key]

    def _drawn_again(self, path: str, edits: frozenset[Edit]) -> tuple[Change, ...] | None:
        again, ready = self._redrawings.get(path), self._ready
        if again is None or ready is None or not self._left:
            return None
        self._left -= 1
        draft = again.draft(edits)
        if draft is None or draft.id.path != path:
            return None
        try:
            ((_, docx),) = fill_here([draft], ready.templates)
        except Wrong:
            return None
        return FilePair.of(self._old.read(path), filled_places.without_people(path, docx), self._cache).changes

    def _is_as_before(self, path: str, edits: Mapping[Cause, Edit]) -> bool:
        """Whether after all edits the template is given just what the old build gave it."""
        again = self._redrawings.get(path)
        draft = again.draft(edits.values()) if again else None
        listed = self._old.manifest.documents if self._old.manifest else ()
        context = next((entry.recipe.context for entry in listed if entry.path == path), "")
        return draft is not None and digest(draft.says, draft.core) == context


def _read(now: object, before: str) -> object:
    """What a cell held that said this; `None` if that is not to be read, going by what it holds now."""
    try:
        if isinstance(now, StrEnum):
            return type(now)(before)
        if isinstance(now, bool):
            return {"có": True, "không": False}.get(before)
        if isinstance(now, int):
            return int(before)
        if isinstance(now, date):
            return datetime.strptime(before, "%d/%m/%Y").date()
    except ValueError:
        return None
    return before if isinstance(now, str) else None


def _is_of_roles(cell: PlanCell) -> bool:
    """Whether somebody may have a role because of the cell."""
    row = cell.row.value
    of_agency = isinstance(row, Agency) and cell.field not in _NAMES
    return of_agency or isinstance(row, ReadingRule) or (isinstance(row, Task) and cell.field in _READ)


# --- whether a change is there ---------------------------------------------------------------------------------------


def _is_of_same(change: Change, other: Change) -> bool:
    """Whether the other one is of the same paragraph or row, however it is changed there."""
    if change.what is What.FORM:
        return not {form[0] for form in change.form}.isdisjoint(form[0] for form in other.form)
    if change.before is None:
        return other.before is None and (other.tag == change.tag if change.tag else other.after == change.after)
    return other.what is not What.FORM and other.before == change.before and other.tag == change.tag


def _moves(changes: Iterable[Change], place: str) -> frozenset[tuple[What, str, str]]:
    """What came, went and moved, but for rows of other tables: where that is the same, the place is what it was."""
    whole = (What.ADDED, What.REMOVED, What.MOVED)
    table = place.partition(", ")[0]
    near = (each for each in changes if ", hàng" not in each.place or each.place.partition(", ")[0] == table)
    return frozenset((each.what, each.place, each.tag) for each in near if each.what in whole)


def _added(changes: Iterable[Change]) -> frozenset[str | None]:
    return frozenset(each.after for each in changes if each.what is What.ADDED and not each.tag)


def _has_words(change: Change) -> bool:
    """Whether letters changed, and no mere figure."""
    return any(map(str.isalpha, "".join(each.text for each in change.pieces if each.sign is not Sign.KEPT)))
