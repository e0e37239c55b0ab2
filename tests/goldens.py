"""The golden outlines: papers of Tỉnh Mẫu as text, for a reviewer to read."""

from __future__ import annotations

from pathlib import Path

from ntsdocs import docket, intake, outline, remit, render
from ntsdocs.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
CHOSEN = {
    "ke_hoach": ("so-y-te", "bao-va-dai-mau", "cong-an-tinh", "ubnd-xa-bien-mau"),
    "cong_van_trien_khai": ("co-quan-cap-tinh",),
    "cong_van_don_doc": ("thanh-tra-tinh", "ubnd-xa-doi-mau"),
    "bao_cao_nam": ("2026",),
}


def fresh() -> dict[str, str]:
    """For each kind, the outlines of the chosen papers as the code makes them now."""
    plan = intake.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()
    jobs = [job for job in docket.draw_up(plan, remit.settle(plan), KINDS) if job.name in CHOSEN[job.kind]]
    compiled = {
        kind.name: render.Compiled.load(ROOT / "templates" / f"{kind.name}.docx", f"templates/{kind.name}.docx")
        for kind in KINDS
    }
    told: dict[str, list[str]] = {kind.name: [] for kind in KINDS}
    for path, paper in render.fill(jobs, compiled):
        told[path.split("/")[0]].append(f"===== {path}\n{outline.text(paper)}\n")
    return {kind: "\n".join(papers) for kind, papers in told.items()}


def accept() -> list[Path]:
    """Keeps what the code makes now as the golden outlines; the files that were written."""
    written = []
    for kind, text in fresh().items():
        path = GOLDEN / f"{kind}.txt"
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written
