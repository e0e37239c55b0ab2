"""The plain docxtpl loop: for each paper a fresh template, rendered with autoescape and saved."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import measure
from docxtpl import DocxTemplate
from jinja2 import Environment

from ntsdocs.kinds.due import Draft
from ntsdocs.templates.printable import FILTERS


def render(template: Path, jobs: Iterable[Draft], out: Path) -> int:
    """Makes the papers as docxtpl's own documentation does; gives how many."""
    count = 0
    for job in jobs:
        environment = Environment(autoescape=True)
        environment.filters.update({name: write for name, (write, _) in FILTERS.items()})
        paper = DocxTemplate(template)
        context = {field.name: getattr(job.says, field.name) for field in fields(job.says)}  # type: ignore[arg-type]
        paper.render({**context, "core": job.core}, environment, autoescape=True)
        paper.save(out / f"{job.id.name}.docx")
        count += 1
    return count


if __name__ == "__main__":
    _jobs, _out = Path(sys.argv[1]), Path(sys.argv[2])
    _template = measure.ROOT / "templates" / "ke_hoach.docx"
    print(measure.ended(render(_template, pickle.loads(_jobs.read_bytes()), _out)))
