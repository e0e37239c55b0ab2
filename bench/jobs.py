"""How many local processes pay: the same drafts filled and gated here and by 1, 2 and 4 worker processes."""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import measure
import nation
from render import drafts

from ntsdocs.build import workers
from ntsdocs.kinds.due import Draft

_TEMPLATE = measure.ROOT / "templates" / "ke_hoach.docx"


_TEMPLATES = {"ke_hoach": ("templates/ke_hoach.docx", _TEMPLATE.read_bytes())}


def alone(jobs: list[Draft], out: Path) -> int:
    """Makes the papers in this process; gives how many."""
    return _written(workers.fill_here(jobs, _TEMPLATES), out)


def spread(jobs: list[Draft], processes: int, out: Path) -> int:
    """Fills the jobs in worker processes, their start-up included; gives how many papers were made."""
    with workers.local(processes) as executor:
        return _written(workers.fill(jobs, _TEMPLATES, executor), out)


def _written(papers: Iterator[tuple[str, bytes]], out: Path) -> int:
    count = 0
    for path, data in papers:
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
            here = [measure.timed(lambda jobs=jobs: alone(jobs, place)) for _ in range(rounds)]
            measure.tell(f"{count} văn bản, một tiến trình, giây", [run.seconds for run in here])
            for processes in (1, 2, 4):
                there = [measure.timed(lambda jobs=jobs, n=processes: spread(jobs, n, place)) for _ in range(rounds)]
                gain = [h.seconds / t.seconds for h, t in zip(here, there, strict=True)]
                measure.tell(f"{count} văn bản, thêm {processes} tiến trình con, nhanh gấp", gain)


if __name__ == "__main__":
    main()
