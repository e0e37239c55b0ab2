"""How every duty stands on a day, for people who follow it: a page, a workbook and data, beside the papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ntsdocs.build import disk, journey
from ntsdocs.build.paths import BOARD, BOARD_BOOK
from ntsdocs.docx import package
from ntsdocs.plan.duty_rows import duty_rows
from ntsdocs.plan.periods import period_of
from ntsdocs.site.board import data, page, returns_view, views
from ntsdocs.tables import workbooks
from ntsdocs.tables.workbooks import Filled, Scalar
from ntsdocs.text import shelf, vn

__all__ = ["write"]


def write(root: Path, plan_id: str, out: Path, on: date | None = None) -> list[str]:
    """Writes the board of the plan, as it stands on the day `on` or its own, into the build folder: what to tell.

    `Wrong` with all that is in the way; the files that stand there are as they were then.
    """
    home = journey.folder(root, plan_id)
    journey.refuse_place(root, out)
    ready = journey.prepare(root, plan_id, on)
    plan, period = ready.plan, period_of(ready.plan.on, ready.plan.period_ends)
    rows = tuple(duty_rows(plan, ready.assignments, plan.on, period, str(period.year)))
    every = [*views.every(plan, ready.assignments, rows, out, home)]
    every += returns_view.views(plan, ready.assignments, home)
    shown = {view.title: [view.headings, *map(_words, view.rows)] for view in every if view.title != views.DUTIES}
    files = {
        BOARD: page.html(ready.facts.title, plan.on, every),
        BOARD_BOOK: package.write(workbooks.parts(shown)),  # every duty is in the data, with its codes
        **dict(data.files(plan, ready.assignments)),
    }
    with disk.os_errors_as_problems(out), disk.locked(out):
        disk.refuse_open_files(out, files)
        for name, content in files.items():
            shelf.replace(out / name, content)
    return [
        f"{ready.facts.title}: {vn.number(len(rows))} lượt nhiệm vụ, tính đến ngày {vn.short_date(plan.on)}.",
        *(f"Đã ghi {out / name}" for name in dict.fromkeys(name.partition("/")[0] for name in files)),
    ]


def _words(row: views.Row) -> list[Scalar | Filled]:
    return [cell.words if isinstance(cell, views.Link) else cell for cell in row]
