"""Build only as far as anything has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.build.options import BuildOptions
from ntsdocs.build.outcome import Built, as_it_was
from ntsdocs.build.unchanged import unchanged


@dataclass(frozen=True, slots=True)
class Workforce:
    """Who is to fill the papers: so many processes of this machine, or the workers of a Dask scheduler.

    With `unasked` nobody named the number: processes are started only where there are papers enough for them.
    """

    jobs: int = 1
    scheduler: str = ""
    unasked: bool = False


def rebuild(
    root: Path,
    plan_id: str,
    out: Path,
    on: date | None,
    wishes: BuildOptions,
    told: Callable[[int], None],
    hands: Workforce | None = None,
) -> Built:
    """What `build.build` gives; where nothing has changed since the last build, not even the plan is read."""
    hands = hands or Workforce()
    if hands.scheduler:
        from ntsdocs.build.workers import refuse_address

        refuse_address(hands.scheduler)
    if not wishes.need_reading and (kept := unchanged(root, plan_id, out, on)):
        return as_it_was(kept.last, kept.edited)
    from ntsdocs.build import workers  # Word and Excel are heavy: only a build that has work to do pays for them
    from ntsdocs.build.journey import build

    with workers.hired(hands.jobs, hands.scheduler, workers.MANY if hands.unasked else 0) as fill:
        return build(root, plan_id, out, on, wishes, fill=fill, told=told)
