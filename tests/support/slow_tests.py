"""Which tests are slow, by what pytest measured: `pytest --durations=0 -vv | python tests/support/slow_tests.py`.

A test function that takes more than a second over all its cases is left out by `invoke test --fast`.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "slow.txt"
LIMIT = 1.0  # seconds
_LINE = re.compile(r"\s*([\d.]+)s call\s+tests/(\S+?\.py::\w+)")


def slow(durations: Iterable[str]) -> list[str]:
    """The functions that take more than `LIMIT`, as `room/test_module.py::test_name`, in order."""
    seconds: dict[str, float] = defaultdict(float)
    for line in durations:
        if match := _LINE.match(line):
            seconds[match[2]] += float(match[1])
    return sorted(name for name, total in seconds.items() if total > LIMIT)


def listed() -> list[str]:
    """The functions that were slow when they were last measured."""
    return LIST.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    LIST.write_text("".join(f"{name}\n" for name in slow(sys.stdin)), encoding="utf-8", newline="\n")
