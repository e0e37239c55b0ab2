"""A review of two builds against `git diff --no-index` over pandoc's text of the same files.

Both builds differ in one deadline of most papers and in a few words of one template. Ours is the whole process, from
folders to lines. Pandoc converts only files that differ, and of many only every `--every`-th: its time is the sum over
those, times `--every`; git then compares the texts of the sample.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import measure
import nation

REAL = "thanh-hoa/196-kh-ubnd"


def change(root: Path, plan: str) -> None:
    """Another deadline for task 17, and other words in the template of the drafts."""
    from copied_project import edit_template

    table = root / "data" / plan / "tasks.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["Số"] == "17":
            row["Thời gian hoàn thành"] = "Trước 30/6/2026"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    edit_template(root, "ke_hoach", "phân công rõ người thực hiện", "phân công rõ người làm, người kiểm tra")


def builds(place: Path, *, many: bool) -> tuple[Path, Path]:
    """The two builds: of the real plan, or of one plan whose province has every commune of the nation."""
    from ntsdocs.build.journey import build

    if many:
        (plan,) = nation.make_one(place)
    else:
        plan = REAL
        for name in ("data/thanh-hoa", "data/law", "templates"):
            shutil.copytree(measure.ROOT / name, place / name)
    old, new = place / "build" / "old", place / "build" / "new"
    build(place, plan, old)
    change(place, plan)
    build(place, plan, new)
    return old, new


def ours(old: Path, new: Path) -> int:
    """The whole review, told as lines; gives how many documents changed."""
    from ntsdocs import diff
    from ntsdocs.diff import console
    from ntsdocs.diff.result import DocumentState

    found = diff.diff(diff.open_build(old), diff.open_build(new))
    (old.parent / "told.txt").write_text("\n".join(console.lines(found)), encoding="utf-8")
    return sum(document.state is DocumentState.CHANGED for document in found.documents)


def theirs(old: Path, new: Path, every: int) -> tuple[float, int]:
    """Seconds that pandoc and git take for every `every`-th document that differs, and how many these are."""
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()
    paths = [path.relative_to(old) for path in sorted(old.rglob("*.docx"))]
    chosen = [path for path in paths if (old / path).read_bytes() != (new / path).read_bytes()][::every]
    begun = time.perf_counter()
    for side in (old, new):
        for path in chosen:
            text = (side.parent / "text" / side.name / path).with_suffix(".txt")
            text.parent.mkdir(parents=True, exist_ok=True)
            command = [pandoc, "-t", "plain", "--wrap=none", "-o", str(text), str(side / path)]
            subprocess.run(command, check=True)
    texts = [str(side.parent / "text" / side.name) for side in (old, new)]
    git = ["git", "diff", "--no-index", "--word-diff", *texts]
    subprocess.run(git, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun, len(chosen)


def compare(place: Path, rounds: int, every: int, *, many: bool) -> None:
    """Times both, in pairs, and prints the ratios."""
    old, new = builds(place, many=many)
    mine, ratios = [], []
    for _ in range(rounds):
        mine.append(measure.apart([sys.executable, __file__, "--run", str(old), str(new)]))
        seconds, sample = theirs(old, new, every)
        ratios.append((seconds / sample) / (mine[-1].seconds / mine[-1].count))
    print(f"{mine[0].count} văn bản thay đổi, {rounds} cặp; pandoc trên {sample} văn bản:")
    measure.tell("  mili giây một văn bản thay đổi", [run.seconds * 1000 / run.count for run in mine])
    measure.tell("  mili giây bộ xử lý", [run.cpu_seconds * 1000 / run.count for run in mine])
    measure.tell("  bộ nhớ cao nhất, MiB", [run.peak_mib for run in mine])
    measure.tell("  nhanh hơn pandoc và git diff, lần", ratios)


def main() -> None:
    """The real plan, then with `--many` a plan for every commune of the nation."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--many", action="store_true", help="one plan for every commune of the nation")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--every", type=int, default=10, help="of how many documents pandoc converts one")
    asked.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.run:
        print(measure.ended(ours(*map(Path, told.run))))
        return
    with tempfile.TemporaryDirectory(prefix="ntsdocs-diff-") as place:
        compare(Path(place), told.rounds, told.every, many=told.many)


if __name__ == "__main__":
    main()
