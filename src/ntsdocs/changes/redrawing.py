"""Draw a paper up again from data in which cells or rows are other than they are, and look what it then says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, is_dataclass, replace
from typing import Any, cast

from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Draft, as_on
from ntsdocs.plan import assignments as plan_assignments
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.cells import Path, Step
from ntsdocs.plan.model import Plan
from ntsdocs.text.problems import Wrong

NOTHING = object()  # where a trail leads nowhere, and what a row is replaced by to drop it
_READ = ("phrases", "rulings")  # tables by which the words of a task are read
_TOLD_APART_BY = ("no", "part", "name", "title", "text", "number")  # the fields of a paper's rows


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to what a paper is drawn from: the steps that lead there, and the new value.

    If it is of the roles, these are given out anew; phrases and rulings always are.
    """

    path: Path
    value: object
    is_of_roles: bool = False


@dataclass(frozen=True, slots=True)
class _World:
    """What papers are drawn up from."""

    plan: Plan
    assignments: Assignments


# --- drawing up again ------------------------------------------------------------------------------------------------


class Redrawing:
    """One paper, drawn up as often as is asked; each set of edits once."""

    def __init__(self, plan: Plan, assignments: Assignments, job: Draft) -> None:
        self._world = _World(*as_on(plan, assignments, job.edition.on))
        self._job = job
        self._drawn: dict[frozenset[Edit], Draft | None] = {}

    def value(self, trail: Path, edits: Iterable[Edit], *, keyed: bool = False) -> object:
        """What stands where the trail leads, in the paper after the edits; `NOTHING` if it leads nowhere.

        With `keyed` rows are found by what tells them apart, wherever they stand now.
        """
        draft = self.draft(edits)
        return NOTHING if draft is None else _read(draft, self._job, trail, keyed=keyed)

    def draft(self, edits: Iterable[Edit]) -> Draft | None:
        """The paper as it is drawn up after the edits; `None` if it is not due then."""
        key = frozenset(edits)
        if key not in self._drawn:
            self._drawn[key] = self._draw(key)
        return self._drawn[key]

    def _draw(self, edits: Collection[Edit]) -> Draft | None:
        """The same paper after the edits, or the only one of its kind; `None` if it is not due."""
        kind = next(each for each in KINDS if each.name == self._job.id.kind)
        drafts = []
        try:
            world = _changed(self._world, edits)
            editions = (each for each in kind.editions(world.plan) if each.id == self._job.edition.id)
            for draft in kind.drafts(world.plan, world.assignments, next(editions, self._job.edition)):
                if draft.id == self._job.id:
                    return draft
                drafts.append(draft)
        except (Wrong, KeyError):  # such data would have been refused
            return None
        return drafts[0] if len(drafts) == 1 else None


def _changed(world: _World, edits: Collection[Edit]) -> _World:
    """The world after the edits: roles are given out anew where phrases or rulings have changed, and only then.

    An agency or a task keeps its roles whatever it is called now.
    """
    changed = cast(_World, _edited(world, [(edit.path, edit.value) for edit in edits]))
    plan, assignments = changed.plan, changed.assignments
    readings = [(edit.path, edit.value) for edit in edits if edit.is_of_roles or edit.path[1] in _READ]
    if readings:
        assignments = plan_assignments.settle(cast(_World, _edited(world, readings)).plan)
    agencies = {agency.id: agency for agency in plan.agencies}
    numbers = {task.number for task in plan.tasks}
    left = tuple(row for row in assignments.rows if row.task in numbers)
    return _World(plan, Assignments(left, tuple(agencies[each.id] for each in assignments.drafting)))


def _edited(value: Any, edits: Sequence[tuple[Path, object]]) -> Any:
    inner: dict[Step, list[tuple[Path, object]]] = {}
    for path, new in edits:
        if not path:
            return new
        inner.setdefault(path[0], []).append((path[1:], new))
    if isinstance(value, tuple):
        edited = (_edited(each, inner[i]) if i in inner else each for i, each in enumerate(value))
        return tuple(each for each in edited if each is not NOTHING)
    return replace(value, **{str(name): _edited(getattr(value, str(name)), below) for name, below in inner.items()})


def _read(draft: Draft, job: Draft, trail: Path, *, keyed: bool) -> object:
    """What stands in the draft where the trail leads in the job."""
    sides = (job, draft) if trail[0] == "core" else (job.says, draft.says)
    then, now = cast(tuple[Any, Any], sides)
    for step in trail:
        if isinstance(step, int):
            place = _same(then, now, step) if keyed else step
            if not isinstance(now, tuple) or not 0 <= place < len(now):
                return NOTHING
            then, now = then[step], now[place]
        else:
            then, now = getattr(then, step, NOTHING), getattr(now, step, NOTHING)
    return now


def _same(then: Sequence[object], now: Sequence[object], step: int) -> int:
    """The place of the row with the same key; -1 if there is none."""
    row = then[step]
    if not is_dataclass(row):
        return step
    key = next((name for name in _TOLD_APART_BY if hasattr(row, name)), "")
    places = [i for i, each in enumerate(now) if getattr(each, key, NOTHING) == getattr(row, key, NOTHING)]
    if step in places or (not places and len(now) == len(then)):  # a row whose very name has changed
        return step
    return places[0] if places else -1
