"""The golden outlines: papers of Tỉnh Mẫu as text, for a reviewer to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ntsdocs.build import journey, workers
from ntsdocs.changes.manifest import FileEntry
from ntsdocs.docx import outline
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments, reading
from ntsdocs.plan.papers import PaperId

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
MOST = 4  # papers of a kind
CHOSEN = {  # of the kinds of which not the first few are the ones to read
    "ke_hoach": ("so-y-te", "bao-va-dai-mau", "cong-an-tinh", "ubnd-xa-bien-mau"),
    "cong_van_trien_khai": ("co-quan-cap-tinh",),
    "cong_van_don_doc": ("thanh-tra-tinh", "ubnd-xa-doi-mau"),
    "bao_cao_nam": ("bao-cao-nam-2026",),
}


def fresh() -> dict[str, str]:
    """For each kind, the outlines of the chosen papers as the code makes them now."""
    told: dict[str, list[str]] = {kind.name: [] for kind in KINDS}
    for path, paper in _papers():
        paper_id = PaperId.of(path)
        if paper_id.name in CHOSEN.get(paper_id.kind, (paper_id.name,)) and len(told[paper_id.kind]) < MOST:
            told[paper_id.kind].append(f"===== {path}\n{outline.text(paper)}\n")
    return {kind: "\n".join(papers) for kind, papers in told.items()}


def hashes() -> dict[str, str]:
    """The SHA-256 of every paper as the code makes it now, by its place."""
    return {path: FileEntry.of(path, paper).sha256 for path, paper in sorted(_papers())}


def accept() -> list[Path]:
    """Keeps what the code makes now as the golden outlines and hashes; the files that were written."""
    texts = {f"{kind}.txt": text for kind, text in fresh().items()}
    texts["tinh-mau-manifest.json"] = json.dumps(hashes(), indent=1) + "\n"
    for name, text in texts.items():
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    return [GOLDEN / name for name in texts]


def _papers() -> Iterator[tuple[str, bytes]]:
    plan = reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()
    jobs = due.draw_up(plan, assignments.settle(plan), KINDS)
    templates = {kind.name: journey.read_template(ROOT, kind.name) for kind in KINDS}
    return workers.fill_here(jobs, templates)
