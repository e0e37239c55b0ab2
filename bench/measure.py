"""Run work, in this process or apart, and tell how long it took and how much memory it had at most."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]


@dataclass(frozen=True, slots=True)
class Run:
    """How many papers a run made, its seconds on the wall and on the processor, and its peak memory in MiB."""

    count: int
    seconds: float
    cpu_seconds: float
    peak_mib: float

    def told(self) -> str:
        """The run as one line for the process that asked."""
        return json.dumps(asdict(self))


def timed(work: Callable[[], int]) -> Run:
    """Does the work, which gives how many papers it made."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = work()
    return Run(count, time.perf_counter() - wall, time.process_time() - cpu, peak_mib())


def ended(count: int) -> str:
    """The run of this whole process, which made `count` papers, for the process that asked; told last of all."""
    return Run(count, 0.0, time.process_time(), peak_mib()).told()


def apart(command: Sequence[str]) -> Run:
    """Runs a process that prints its `ended()` last; its time is that of the whole process, start-up included."""
    wall = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    seconds = time.perf_counter() - wall
    run = Run(**json.loads(done.stdout.splitlines()[-1]))
    return Run(run.count, seconds, run.cpu_seconds, run.peak_mib)


def peak_mib() -> float:
    """The most memory this process has had, in MiB; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tell(what: str, values: Sequence[float]) -> None:
    """One line: least, median and most of the values."""
    least, middle, most = min(values), statistics.median(values), max(values)
    print(f"{what}: {least:.2f} / {middle:.2f} / {most:.2f} (ít nhất / giữa / nhiều nhất)")
