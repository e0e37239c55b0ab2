"""How many local processes pay: the same drafts filled here and by 1, 2 and 4 worker processes."""

from __future__ import annotations

import argparse
import itertools
import tempfile
from pathlib import Path

import measure
import nation
import ours
from render import drafts

from ntsdocs import workers
from ntsdocs.docket import Job

_TEMPLATE = measure.ROOT / "templates" / "ke_hoach.docx"


def spread(jobs: list[Job], processes: int, out: Path) -> int:
    """Fills the jobs in worker processes, their start-up included; gives how many papers were made."""
    count = 0
    with workers.local(processes) as executor:
        templates = {"ke_hoach": ("templates/ke_hoach.docx", _TEMPLATE.read_bytes())}
        for path, data in workers.fill(jobs, templates, executor):
            (out / path.rpartition("/")[2]).write_bytes(data)
            count += 1
    return count


def main() -> None:
    """Seconds here and spread, for few and for many papers."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="ntsdocs-jobs-") as folder:
        place = Path(folder)
        root = place / "nation"
        plans = nation.make_one(root)
        for count in (185, 2000):
            jobs = list(itertools.islice(drafts(root, plans), count))
            here = [measure.timed(lambda jobs=jobs: ours.fill(jobs, ours.load(), place)) for _ in range(rounds)]
            measure.tell(f"{count} văn bản, một tiến trình, giây", [run.seconds for run in here])
            for processes in (1, 2, 4):
                there = [measure.timed(lambda jobs=jobs, n=processes: spread(jobs, n, place)) for _ in range(rounds)]
                gain = [h.seconds / t.seconds for h, t in zip(here, there, strict=True)]
                measure.tell(f"{count} văn bản, thêm {processes} tiến trình con, nhanh gấp", gain)


if __name__ == "__main__":
    main()
