"""Hold a plan's data and the templates to account."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ntsdocs import build, intake, remit
from ntsdocs.annex import places
from ntsdocs.text.problems import Problem
from ntsdocs.why import explain


def of_plan(root: Path, plan_id: str, on: date | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong, odd or waits for an agency's word in a plan folder and in the templates."""
    reading = intake.read(build.folder(root, plan_id), root, on)
    assignments, found = build.weigh(root, reading)
    if reading.plan is not None and assignments is not None:
        found += intake.unconfirmed(reading.plan, assignments.drafting)
    return tuple(found)


def why(root: Path, plan_id: str, agency: str, task: int) -> str:
    """Why the agency has a role in the task, or has none."""
    folder = build.folder(root, plan_id)
    plan = intake.read(folder, root).plan_or_stop()
    told = explain(plan, remit.settle(plan), agency, task)
    return "\n".join([told, *places.of_task(folder, task)])
