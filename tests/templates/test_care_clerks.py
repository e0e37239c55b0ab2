"""Templates as clerks leave them: what Word, its mail merge and other programs put into one, and what becomes of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import validity
from ntsdocs.build import workers
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments, reading

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "templates"


@cache
def drafts():
    """The implementing plans of the sample province that show most of what a template may say."""
    plan = reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()
    jobs = due.draw_up(plan, assignments.settle(plan), [kind for kind in KINDS if kind.name == "ke_hoach"])
    return [job for job in jobs if job.id.name in ("so-y-te", "bao-va-dai-mau")]


def papers(template: bytes) -> list[bytes]:
    return [paper for _, paper in workers.fill_here(drafts(), {"ke_hoach": ("templates/ke_hoach.docx", template)})]


@pytest.mark.parametrize("case", ["cell-left-empty", "cell-left-with-a-table", "row-left-empty"])
def test_a_condition_around_all_that_a_holder_has_leaves_it_sound(case):
    for paper in papers((CASES / f"{case}.docx").read_bytes()):
        assert validity.faults(paper) == []
