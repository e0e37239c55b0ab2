"""Turn a form of two columns, labels and the words beside them, into the table that it would be."""

from __future__ import annotations

from dataclasses import replace

from ntsdocs.intake import headings
from ntsdocs.intake.headings import BOTH
from ntsdocs.intake.tree import Grid, Slot, SourceRow
from ntsdocs.text.vn import fold


def upright(grid: Grid) -> Grid:
    """The form as a table with a row for each task; what is no form of tasks as it is."""
    if not grid.rows or len(grid.rows[0].slots) not in (2, 3):
        return grid
    above, pairs = [], []
    for row in grid.rows:
        if row.slots[-1].across or not row.slots[-2].text.strip():
            above.append(row)
        else:
            pairs.append(row.slots[-2:])
    fields = [guess.field for label, _ in pairs if (guess := headings.field_of(label.text))]
    if "content" not in fields or not {"lead", BOTH, "deadline"} & {*fields} or 2 * len(fields) < len(pairs):
        return grid
    labels: dict[str, Slot] = {}
    tasks: list[dict[str, Slot]] = [{}]
    for label, value in pairs:
        key = fold(label.text).strip(" :")
        labels.setdefault(key, replace(label, text=label.text.strip(" :"), number=""))
        if key in tasks[-1]:
            tasks.append({})  # a label that comes again begins the next task
        tasks[-1][key] = value
    rows = [tuple(labels.values()), *(tuple(task.get(key, Slot()) for key in labels) for task in tasks)]
    return Grid((*above, *(SourceRow(slots, slots[0].place) for slots in rows)), grid.place)
