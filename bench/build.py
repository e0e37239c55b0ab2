"""`invoke build` of the real plan from nothing against the plain docxtpl loop over the same drafts, and its stages."""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import measure

PLAN = "thanh-hoa/196-kh-ubnd"
HERE = Path(__file__).resolve().parent


def stages(out: Path) -> None:
    """Seconds of each stage of a build in this process; tells them."""
    begun = time.process_time()
    from ntsdocs.build import folder as build_folder
    from ntsdocs.build import journey as build
    from ntsdocs.build.folder import Due
    from ntsdocs.changes import manifest
    from ntsdocs.changes.manifest import Manifest
    from ntsdocs.decree import check
    from ntsdocs.kinds import KINDS
    from ntsdocs.kinds.due import draw_up
    from ntsdocs.plan import assignments as plan_assignments
    from ntsdocs.plan import reading
    from ntsdocs.plan.papers import template_file
    from ntsdocs.templates import care, render

    laps = [("khởi động, nạp thư viện", time.process_time())]

    def lap(name: str) -> None:
        laps.append((name, time.process_time()))

    root = measure.ROOT
    plan = reading.read(build.folder(root, PLAN), root, None).plan_or_stop(strict=False)
    lap("đọc dữ liệu")
    assignments = plan_assignments.settle(plan)
    lap("phân việc")
    build.stop_on(care.check(KINDS, root / "templates"))
    lap("kiểm mẫu")
    jobs = list(draw_up(plan, assignments, KINDS))
    lap("soạn")
    compiled = {
        kind.name: render.CompiledTemplate.load(build.template_of(root, kind.name), template_file(kind.name))
        for kind in KINDS
    }
    lap("chuẩn bị mẫu (nạp docxtpl)")
    papers = list(render.papers((job.id.path, compiled[job.id.kind].attempt(job.says, job.core)) for job in jobs))
    lap("điền")
    for _, paper in papers:
        check.gate(paper)
    lap("soát thể thức")
    with build_folder.open_folder(out) as folder:
        folder.put(papers, Manifest(plan.id, plan.on, build.inputs(root, PLAN), manifest.versions()), Due())
    lap("ghi")
    total = laps[-1][1]
    print(f"Các bước của một lần dựng ({total:.2f} giây bộ xử lý, trong đó trình thông dịch {begun:.2f}):")
    before = 0.0
    for name, at in laps:
        print(f"  {name}: {at - before:.3f} giây, {(at - before) / total:.0%}")
        before = at


def main() -> None:
    """The pairs, then the stages."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--stages", metavar="OUT", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.stages:
        stages(Path(told.stages))
        return
    with tempfile.TemporaryDirectory(prefix="ntsdocs-build-") as folder:
        place = Path(folder)
        (place / "jobs").write_bytes(pickle.dumps(_drafts()))
        plain, ours, again = [], [], []
        for each in range(told.rounds):
            command = [sys.executable, str(HERE / "plain.py"), str(place / "jobs"), str(place)]
            plain.append(measure.apart(command).seconds)
            build = [sys.executable, "-m", "invoke", "build", "--out", str(place / f"out-{each}")]
            ours.append(_seconds(build))
            again.append(_seconds(build))
        measure.tell("vòng lặp docxtpl, giây", plain)
        measure.tell("invoke build từ đầu, giây", ours)
        measure.tell("nhanh gấp", [p / o for p, o in zip(plain, ours, strict=True)])
        measure.tell("invoke build khi không có gì thay đổi, giây", again)
        measure.tell("bằng mấy phần một lần dựng từ đầu", [a / o for a, o in zip(again, ours, strict=True)])
        subprocess.run([sys.executable, __file__, "--stages", str(place / "stages")], check=True)


def _drafts() -> list[object]:
    from render import drafts

    return list(drafts(measure.ROOT, [PLAN]))


def _seconds(command: list[str]) -> float:
    wall = time.perf_counter()
    subprocess.run(command, check=True, cwd=measure.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - wall


if __name__ == "__main__":
    main()
