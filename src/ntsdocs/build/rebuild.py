"""Build only as far as anything has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.build.options import BuildOptions
from ntsdocs.build.outcome import Built
from ntsdocs.build.unchanged import last_if_unchanged


@dataclass(frozen=True, slots=True)
class Workforce:
    """Who is to fill the papers: so many processes of this machine, or the workers of a Dask scheduler.

    With `automatic` nobody named the number: processes are started only where there are papers enough for them.
    """

    jobs: int = 1
    scheduler: str = ""
    automatic: bool = False


def rebuild(
    root: Path,
    plan_id: str,
    out: Path,
    on: date | None,
    options: BuildOptions,
    progress: Callable[[int], None],
    workforce: Workforce | None = None,
) -> Built:
    """What `build.build` gives; where nothing has changed since the last build, not even the plan is read."""
    workforce = workforce or Workforce()
    if workforce.scheduler:
        from ntsdocs.build.workers import refuse_address

        refuse_address(workforce.scheduler)
    if not options.need_reading and (same := last_if_unchanged(root, plan_id, out, on)):
        return same
    from ntsdocs.build import workers  # Word and Excel are heavy: only a build that has work to do pays for them
    from ntsdocs.build.journey import build

    with workers.hire(workforce.jobs, workforce.scheduler, workers.MANY if workforce.automatic else 0) as fill:
        return build(root, plan_id, out, on, options, fill=fill, progress=progress)
