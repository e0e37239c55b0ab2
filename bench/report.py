"""The report and the board of the real plan with results of five years beside a build of today's papers.

The results are invented: each year one row for every duty that an agency leads. Both sides run in one process, one
after the other, from nothing: the build without a report, then the same with the report of the last year, and the
board with its data. Differences and ratios are told.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import measure

PLAN = "thanh-hoa/196-kh-ubnd"
PRODUCTS = ("Kế hoạch", "Quyết định", "Công văn", "Báo cáo")


def project(root: Path, years: int, seed: int) -> date:
    """A copy of the project whose real plan has results of so many years; the day of the last report."""
    from ntsdocs.plan import assignments, reading
    from ntsdocs.plan.model import DIFFICULTIES, Result, Role, Status, headings

    for name in ("data", "templates"):
        shutil.copytree(measure.ROOT / name, root / name)
    plan = reading.read(root / "data" / PLAN, root).plan_or_stop()
    leads = sorted((row.task, row.agency) for row in assignments.settle(plan).rows if row.role is Role.LEAD)
    draw, labels, first = random.Random(seed), headings(Result), plan.on.year + 1
    for year in range(first, first + years):
        place = root / "data" / PLAN / "results" / f"{year}.csv"
        with place.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(labels.values())
            for task, agency in leads:
                on = date(year, 1, 5) + timedelta(days=draw.randrange(330))
                status = draw.choice([*Status])
                cells = {"task": task, "agency": agency, "status": status, "on": f"{on:%d/%m/%Y}"}
                if status is Status.DONE:
                    cells |= {"product": draw.choice(PRODUCTS), "number": f"{draw.randrange(1, 900)}/QĐ-X"}
                elif draw.random() < 0.3:
                    kind = draw.choice(DIFFICULTIES[:5])
                    cells |= {
                        "difficulty": kind,
                        "difficulties": f"Khó khăn {draw.randrange(40)}",
                        "proposals": "Đề xuất",
                    }
                writer.writerow([cells.get(name, "") for name in labels])
    on, own = date(first + years - 1, 12, 14), root / "data" / PLAN / "plan.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace(f"\non: {plan.on}", f"\non: {on}"), encoding="utf-8")
    return on


def editions(root: Path, on: date, reports: bool) -> None:
    """Today's papers as of the day, with or without the report."""
    rows = [("Kế hoạch thực hiện của từng cơ quan", "1"), ("Công văn triển khai Kế hoạch", "1")]
    rows += [("Báo cáo năm", str(on.year))] if reports else []
    heading = "Loại văn bản,Đợt,Tính đến ngày,Kỳ từ ngày,Kỳ đến ngày,Trạng thái,Phạm vi,Về việc,Cách gửi"
    lines = [heading, *(f"{kind},{edition},{on:%d/%m/%Y},,,đang soạn,,," for kind, edition in rows)]
    (root / "data" / PLAN / "editions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, as other work is on the machine."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    """The pairs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--years", type=int, default=5)
    asked.add_argument("--pairs", type=int, default=3)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    from ntsdocs.build import journey
    from ntsdocs.site import board
    from ntsdocs.trace import passport

    times: dict[str, list[float]] = {name: [] for name in ("hôm nay", "thêm báo cáo", "bảng theo dõi", "hộ chiếu")}
    with tempfile.TemporaryDirectory(prefix="ntsdocs-report-") as folder:
        root = Path(folder)
        on = project(root, told.years, told.seed)
        for pair in range(told.pairs + 1):
            out = root / "build" / str(pair)
            editions(root, on, reports=False)
            first = timed(lambda out=out: journey.build(root, PLAN, out / "a"))
            editions(root, on, reports=True)
            second = timed(lambda out=out: journey.build(root, PLAN, out / "b"))
            shown = timed(lambda out=out: board.write(root, PLAN, out / "b"))
            passed = timed(lambda out=out: passport.write(root, PLAN, out / "b"))
            if pair:  # the first one loads libraries
                for name, seconds in zip(times, (first, second - first, shown, passed), strict=True):
                    times[name].append(seconds)
    for name, values in times.items():
        measure.tell(f"{name}, giây bộ xử lý", values)
    more = [report + shown for report, shown in zip(times["thêm báo cáo"], times["bảng theo dõi"], strict=True)]
    measure.tell("báo cáo và bảng theo dõi, thêm so với hôm nay, giây bộ xử lý", more)
    measure.tell("bằng mấy lần hôm nay", [1 + x / a for x, a in zip(more, times["hôm nay"], strict=True)])
    print(f"bộ nhớ nhiều nhất: {measure.peak_mib():.0f} MiB")


if __name__ == "__main__":
    main()
