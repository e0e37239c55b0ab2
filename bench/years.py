"""Five years of an office with the real plan, 185 agencies, and whether its last build is as quick as its first.

The office of `tests/support/five_years.py` lives from the day the plan goes out to the last report; what must hold is
held after every verb. A build after one more result, and one when nothing has changed, are timed at the beginning and
at the end, in the same process, and the ratios are told.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import measure

if TYPE_CHECKING:
    from five_years import Life

PLAN = "thanh-hoa/196-kh-ubnd"
sys.path.insert(0, str(measure.ROOT))  # the verbs


def office(root: Path, seed: int, years: int, busy: int) -> Life:
    """The office with the real plan, in a copy of the project."""
    from five_years import Cast, Life
    from ntsdocs.plan import assignments, reading
    from ntsdocs.plan.model import Basis, Role
    from office import Office

    for name in ("data/thanh-hoa", "data/law", "templates"):
        shutil.copytree(measure.ROOT / name, root / name)
    plan = reading.read(root / "data" / PLAN, root).plan_or_stop()
    leads: dict[str, set[int]] = {}
    joins: dict[str, set[int]] = {}
    named: dict[str, set[int]] = {}
    for row in assignments.settle(plan):
        (leads if row.role is Role.LEAD else joins).setdefault(row.agency, set()).add(row.task)
        if row.role is Role.LEAD and row.basis is Basis.NAMED:
            named.setdefault(row.agency, set()).add(row.task)
    communes = [each.id for each in plan.agencies if each.level == "commune" and each.coastal != "yes"]
    names = {each.id: each.name for each in plan.agencies}
    cast = Cast(names, leads, joins, named, communes, {}, plan.on, plan.on.year + years - 1)
    return Life(Office(root, PLAN), cast, seed, busy=busy)


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, as other work is on the machine."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def rounds(life: Life, count: int) -> tuple[list[float], list[float]]:
    """Seconds of builds after one more result, and of builds when nothing has changed."""
    changed, again = [], []
    for _ in range(count):
        life.results(1)
        changed.append(timed(life.build))
        again.append(timed(life.build))
    return changed, again


def main() -> None:
    """The years, and how the builds at their end compare with those at their beginning."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--years", type=int, default=5)
    asked.add_argument("--busy", type=int, default=40, help="half of the most results that come in in two months")
    asked.add_argument("--rounds", type=int, default=3)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="ntsdocs-years-") as folder:
        life = office(Path(folder), told.seed, told.years, told.busy)
        life.begin()
        first = rounds(life, told.rounds)
        for year in range(life.cast.first.year, life.cast.last_year + 1):
            life.year(year)
            print(f"năm {year}: {life.tally()}", flush=True)
        last = rounds(life, told.rounds)
        for what, one, other in zip(("sau một kết quả", "khi không có gì đổi"), first, last, strict=True):
            measure.tell(f"dựng {what}, lúc đầu, giây bộ xử lý", one)
            measure.tell(f"dựng {what}, lúc cuối", other)
            measure.tell("lúc cuối bằng mấy lần lúc đầu", [b / a for a, b in zip(one, other, strict=True)])
    print(f"bộ nhớ nhiều nhất: {measure.peak_mib():.0f} MiB")


if __name__ == "__main__":
    main()
