"""Tables written as they look: a line for a row, « | » between cells, marks for what is merged, bold, crossed out."""

from __future__ import annotations

from dataclasses import replace

from ntsdocs.intake import task_rows
from ntsdocs.intake.headings import Names
from ntsdocs.intake.task_rows import TaskTables
from ntsdocs.intake.tree import Grid, Para, Slot, SourceRow

FIELDS = ("content", "lead", "coordinate", "deadline", "product")


def grid(text: str, place: str = "bảng 1") -> Grid:
    """The table: «>» carries on the cell to the left, «^» the one above; «*» is bold, «#» filled, «~» crossed out.

    «/» in a cell between blanks is a line break.
    """
    rows: list[SourceRow] = []
    for number, line in enumerate(text.strip().splitlines(), start=1):
        where = f"{place}, hàng {number}"
        slots: list[Slot] = []
        for at, cell in enumerate(each.strip() for each in line.split("|")):
            if cell == ">":
                slots.append(replace(slots[-1], across=True))
            elif cell == "^":
                slots.append(replace(rows[-1].slots[at], down=True))
            else:
                words = cell.lstrip("*#~").strip().replace(" / ", "\n")
                marks = cell[: len(cell) - len(cell.lstrip("*#~"))]
                slot = Slot(words, f"{where}, cột {at + 1}", bold="*" in marks, shaded="#" in marks)
                slots.append(replace(slot, struck=True, text="") if "~" in marks else slot)
        rows.append(SourceRow(tuple(slots), where))
    width = max(len(row.slots) for row in rows)
    pad = tuple(
        replace(
            row,
            slots=row.slots + tuple(Slot(place=f"{row.place}, cột {at + 1}") for at in range(len(row.slots), width)),
        )
        for row in rows
    )
    return Grid(pad, place)


def read(*texts: str, names: Names | None = None) -> TaskTables:
    """What is read of these tables and paragraphs, one after the other."""
    numbered = enumerate(texts, start=1)
    blocks = [grid(text, f"bảng {at}") if "|" in text else Para(text.strip(), f"đoạn {at}") for at, text in numbered]
    return task_rows.read(blocks, names)


def lines(tables: TaskTables) -> list[str]:
    """A line for each task: its number, its sections, then content, lead, coordinate, deadline, product."""
    return [
        " | ".join(
            (
                task.printed,
                " > ".join(f"{each.sign} {each.title}".strip() for each in task.headings),
                *(task.values[name].text.replace("\n", " / ") if name in task.values else "" for name in FIELDS),
            )
        )
        for task in tables.tasks
    ]
