"""The render room against the plain docxtpl loop and against the floor: deflating and writing the same bytes.

Whole processes over the 185 drafts of the real plan; then the loop alone over 2,000 drafts, in chunks: ours and the
floor over the whole chunk, the plain loop over every tenth paper of it. The drafts are those of one plan for 3,321
communes, or with `--many` of plans for some 125 agencies each, which share less.
"""

from __future__ import annotations

import argparse
import itertools
import pickle
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import measure
import nation
import ours
import plain

from ntsdocs.build import journey
from ntsdocs.docx import package
from ntsdocs.kinds import ke_hoach
from ntsdocs.kinds.due import Draft, draw_up
from ntsdocs.plan import assignments, reading

HERE = Path(__file__).resolve().parent
CHUNK = 200
EACH_OF_PLAIN = 10


def drafts(root: Path, plans: Sequence[str]) -> Iterator[Draft]:
    """The drafts of the plans, drawn up one after the other."""
    for plan_id in plans:
        plan = reading.read(journey.folder(root, plan_id), root, None).plan_or_stop(strict=False)
        yield from draw_up(plan, assignments.settle(plan), [ke_hoach.KIND])


def whole(place: Path, rounds: int) -> None:
    """Whole processes, start-up included, over the same pickled papers."""
    jobs = list(drafts(measure.ROOT, ["thanh-hoa/196-kh-ubnd"]))
    (place / "jobs").write_bytes(pickle.dumps(jobs))
    told = {"plain": [], "ours": []}  # type: dict[str, list[measure.Run]]
    for _ in range(rounds):
        for name, runs in told.items():
            runs.append(measure.apart([sys.executable, str(HERE / f"{name}.py"), str(place / "jobs"), str(place)]))
    pairs = list(zip(told["plain"], told["ours"], strict=True))
    print(f"Cả tiến trình, {len(jobs)} dự thảo, {rounds} cặp:")
    measure.tell("  vòng lặp docxtpl, giây", [run.seconds for run in told["plain"]])
    measure.tell("  phòng điền mẫu, giây", [run.seconds for run in told["ours"]])
    measure.tell("  nhanh gấp (đồng hồ)", [p.seconds / o.seconds for p, o in pairs])
    measure.tell("  nhanh gấp (bộ xử lý)", [p.cpu_seconds / o.cpu_seconds for p, o in pairs])
    measure.tell("  bộ nhớ của phòng điền mẫu, MiB", [run.peak_mib for run in told["ours"]])


def loop(place: Path, count: int, *, many: bool) -> None:
    """The loop alone, in chunks."""
    root = place / "nation"
    plans = nation.make(root, 1 + count // 500) if many else nation.make_one(root)
    papers = itertools.islice(drafts(root, plans), count)
    templates = ours.load()
    plain_ms, ours_ms, floor_ms, cpu = [], [], [], []
    template = root / "templates" / "ke_hoach.docx"
    while chunk := list(itertools.islice(papers, CHUNK)):
        mine = measure.timed(lambda chunk=chunk: ours.fill(chunk, templates, place))
        raw = [package.read((place / f"{job.id.name}.docx").read_bytes()) for job in chunk]
        kept = [package.member(name, data) for name, data in raw[0].items() if name not in FILLED]
        floor = measure.timed(lambda chunk=chunk, raw=raw, kept=kept: _floor(chunk, raw, kept, place))
        theirs = measure.timed(lambda chunk=chunk: plain.render(template, chunk[::EACH_OF_PLAIN], place))
        for runs, run in ((plain_ms, theirs), (ours_ms, mine), (floor_ms, floor)):
            runs.append(run.seconds / run.count * 1000)
        cpu.append((theirs.cpu_seconds / theirs.count) / (mine.cpu_seconds / mine.count))
    print(f"Riêng vòng lặp, {count} dự thảo, {len(ours_ms)} đợt:")
    measure.tell("  vòng lặp docxtpl, mili giây một văn bản", plain_ms)
    measure.tell("  phòng điền mẫu, mili giây một văn bản", ours_ms)
    measure.tell("  sàn: chỉ nén và ghi, mili giây một văn bản", floor_ms)
    measure.tell("  nhanh gấp (đồng hồ)", [p / o for p, o in zip(plain_ms, ours_ms, strict=True)])
    measure.tell("  nhanh gấp (bộ xử lý)", cpu)
    measure.tell("  so với sàn", [o / f for o, f in zip(ours_ms, floor_ms, strict=True)])


FILLED = ("word/document.xml", package.CORE_PART)


def _floor(jobs: list[Draft], raw: list[dict[str, bytes]], kept: list[package.Member], place: Path) -> int:
    for job, parts in zip(jobs, raw, strict=True):
        fresh = (package.member(name, parts[name], package.EACH) for name in FILLED)
        (place / f"floor-{job.id.name}.docx").write_bytes(package.pack(itertools.chain(kept, fresh)))
    return len(jobs)


def main() -> None:
    """Both benchmarks."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--loop", type=int, default=2000, help="how many papers in the loop")
    asked.add_argument("--many", action="store_true", help="drafts of many plans in the loop")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="ntsdocs-bench-") as place:
        whole(Path(place), told.rounds)
        loop(Path(place), told.loop, many=told.many)


if __name__ == "__main__":
    main()
