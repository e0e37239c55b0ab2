"""Our render room over the same papers, as a process of its own."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable
from pathlib import Path

import measure

from ntsdocs.kinds.due import Draft
from ntsdocs.templates import render


def load(kind: str = "ke_hoach") -> dict[str, render.CompiledTemplate]:
    """The kind's template, compiled."""
    path = measure.ROOT / "templates" / f"{kind}.docx"
    return {kind: render.CompiledTemplate.load(path, f"templates/{path.name}")}


def fill(jobs: Iterable[Draft], templates: dict[str, render.CompiledTemplate], out: Path) -> int:
    """Makes the papers; gives how many."""
    count = 0
    for path, data in render.papers((job.id.path, templates[job.id.kind].attempt(job.says, job.core)) for job in jobs):
        (out / path.rpartition("/")[2]).write_bytes(data)
        count += 1
    return count


if __name__ == "__main__":
    _jobs, _out = Path(sys.argv[1]), Path(sys.argv[2])
    print(measure.ended(fill(pickle.loads(_jobs.read_bytes()), load(), _out)))
