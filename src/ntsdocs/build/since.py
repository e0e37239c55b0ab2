"""Tell where papers that were issued differ from the data of today: they are drawn up anew, and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ntsdocs.build.lots import Lot
from ntsdocs.changes.causes import Cause, first_causes
from ntsdocs.changes.cells_used import Drawing, digest
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.comparison import Comparison
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Kind, as_on
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Edition, EditionState, Plan
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin, Problem, Severity

_STAYS = "văn bản đã phát hành giữ nguyên; cần thì ban hành văn bản đính chính, thay thế (xem đủ: «invoke verify»)."
_SHOWN = 3  # cells that are told of a paper


def in_short(plan: Plan, assignments: Assignments, lots: Sequence[Lot]) -> Iterator[Problem]:
    """One warning for each edition of which papers differ from the data: how many, and the first."""
    for lot in lots:
        if lines := list(in_full(plan, assignments, lot)):
            what = f"{len(lines)} văn bản đã phát hành khác dữ liệu hiện nay; {lines[0]}"
            yield Problem(Origin(lot.place), what, _STAYS, Severity.WARN)


def in_full(plan: Plan, assignments: Assignments, lot: Lot) -> Iterator[str]:
    """A line for each paper that is not due as of the edition's day by the data of now, or would say something else."""
    for kind in (each for each in KINDS if each.name == lot.kind):
        for edition in (each for each in kind.editions(plan) if each.id == lot.edition):
            then = replace(edition, on=lot.record.on, state=EditionState.OPEN)
            for path, causes in _differing(plan, assignments, lot, kind, then):
                cells = vn.first_few([str(cause) for cause in first_causes(causes)], _SHOWN, "chỗ", "; ")
                yield f"{path} {lot.sent[path]} khác dữ liệu hiện nay ở {cells}."


def _differing(
    plan: Plan, assignments: Assignments, lot: Lot, kind: Kind, edition: Edition
) -> Iterator[tuple[str, tuple[Cause, ...]]]:
    drafts = kind.drafts(*as_on(plan, assignments, edition.on), edition)
    contexts = {draft.id.path: digest(draft.says, draft.core) for draft in drafts}
    if all(contexts.get(path) == entry.recipe.context for path, entry in lot.entries.items()):
        return  # most often; noting what is read takes longer
    drawing = Drawing(plan, assignments, (kind,), edition)
    now, entries = CellsUsedFile(drawing.data, drawing.places), []
    for drawn in drawing:
        if entry := lot.entries.get(drawn.draft.id.path):
            now.add(entry.path, drawn.cells)
            entries.append(replace(entry, recipe=replace(entry.recipe, context=drawn.context)))
    comparison = Comparison(lot.record, lot.cells, lot.record.with_papers(entries), now)
    for path, entry in lot.entries.items():
        # Another program may draw a paper up otherwise though no cell of it has changed.
        causes = comparison.of_cells(path) if path in now else comparison.causes(path)
        if causes and contexts.get(path) != entry.recipe.context:
            yield path, causes
