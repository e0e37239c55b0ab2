"""Hold a plan's data and the templates to account."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.intake import places
from ntsdocs.plan import assignments as plan_assignments
from ntsdocs.plan import reading as plan_reading
from ntsdocs.plan.why import explain
from ntsdocs.text.problems import Problem


def of_plan(root: Path, plan_id: str, on: date | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong, odd or waits for an agency's word in a plan folder and in the templates."""
    reading = plan_reading.read(journey.folder(root, plan_id), root, on)
    assignments, found = journey.weigh(root, reading)
    if reading.plan is not None and assignments is not None:
        found += plan_reading.unconfirmed(reading.plan, assignments.drafting)
    return tuple(found)


def why(root: Path, plan_id: str, agency: str, task: int) -> str:
    """Why the agency has a role in the task, or has none."""
    folder = journey.folder(root, plan_id)
    plan = plan_reading.read(folder, root).plan_or_stop()
    told = explain(plan, plan_assignments.settle(plan), agency, task)
    return "\n".join([told, *places.of_task(folder, task)])
