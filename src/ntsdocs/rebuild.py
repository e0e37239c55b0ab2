"""Build only as far as anything has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ntsdocs.report import Built, as_it_was
from ntsdocs.unchanged import unchanged
from ntsdocs.wishes import Wishes


def rebuild(root: Path, plan_id: str, out: Path, on: date | None, wishes: Wishes, told: Callable[[int], None]) -> Built:
    """What `build.build` gives; where nothing has changed since the last build, not even the plan is read."""
    if not wishes.need_reading and (kept := unchanged(root, plan_id, out, on)):
        return as_it_was(kept)
    from ntsdocs.build import build  # Word and Excel are heavy: only a build that has work to do pays for them

    return build(root, plan_id, out, on, wishes, told=told)
