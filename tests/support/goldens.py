"""The golden outlines: papers of Tỉnh Mẫu as text, for a reviewer to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ntsdocs.build import journey, workers
from ntsdocs.changes.manifest import FileEntry
from ntsdocs.docx import outline
from ntsdocs.kinds import KINDS, WITH_TEMPLATE, bieu_mau, due, tong_hop_y_kien
from ntsdocs.plan import assignments, reading
from ntsdocs.plan.papers import PaperId
from ntsdocs.templates.render import CompiledTemplate

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
MOST = 4  # papers of a kind
CHOSEN = {  # of the kinds of which not the first few are the ones to read
    "ke_hoach": ("so-y-te", "bao-va-dai-mau", "cong-an-tinh", "ubnd-xa-bien-mau"),
    "cong_van_trien_khai": ("co-quan-cap-tinh",),
    "cong_van_don_doc": ("thanh-tra-tinh", "ubnd-xa-doi-mau"),
    "bao_cao_nam": ("bao-cao-nam-2026",),
    "bieu_mau": ("so-y-te", "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-mau"),
}


def fresh() -> dict[str, str]:
    """For each kind, the outlines of the chosen papers as the code makes them now."""
    told: dict[str, list[str]] = {kind.name: [] for kind in WITH_TEMPLATE}
    for path, paper in (*_papers(), *_papers_by_verbs()):
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


def _papers_by_verbs() -> Iterator[tuple[str, bytes]]:
    """What verbs of their own make: the forms of a year, the table of opinions on a paper sent round."""
    plan = reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()
    edition = bieu_mau.edition_of(plan, "2026")
    assert edition
    said = tong_hop_y_kien.Opinion(1, "Sở Y tế, Thanh tra tỉnh", "Điều 2", ("Lập kế hoạch.",), ("Bỏ “Lập”.", "Lý do."))
    for draft in (
        *bieu_mau.KIND.drafts(plan, assignments.settle(plan), edition),
        tong_hop_y_kien.draft(plan, "dự thảo “Kế hoạch mẫu”", 3, ("Sở Nội vụ",), (said,)),
    ):
        name, data = journey.read_template(ROOT, draft.id.kind)
        yield draft.id.path, CompiledTemplate.load(data, name).render(draft.says, draft.core, "", draft.sent_as)
