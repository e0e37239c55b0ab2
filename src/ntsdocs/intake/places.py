"""Where each value of a plan stood in the file that it was read from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

PLACES = "nguon/vi-tri.csv"
HEADING = ("Nhiệm vụ số", "Cột", "Tệp", "Vị trí")


def lines_of_task(folder: Path, task: int) -> Iterator[str]:
    """The lines that tell from where the task's values were read; none for a plan that was typed."""
    path = folder / PLACES
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if len(row) == len(HEADING) and row[0] == str(task):
                yield f"Nguồn của cột «{row[1]}»: {row[2]}, {row[3]}."
