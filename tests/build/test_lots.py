"""What was issued is kept under git, but for papers in which agencies tell about people."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from ntsdocs.build import lots
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.manifest import FileEntry, Manifest
from ntsdocs.diff import git_revisions
from tiny_docx import control, docx, p, r

ROOT = Path(__file__).resolve().parents[2]
PLAIN, NAMED = (docx(p(control("own:lien_he:ho_ten", r(each)))) for each in ("……", "Trần Thị Mẫu"))
MADE = {"ke_hoach/so-y-te.docx": NAMED, "ke_hoach/so-noi-vu.docx": PLAIN}
PLACE = lots.place("tinh/ke", "ke_hoach", "2")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    entries = [FileEntry.of(path, data) for path, data in MADE.items()]
    lots.keep(tmp_path, PLACE, Manifest("tinh/ke", date(2026, 12, 20)).with_papers(entries), MADE, CellsUsedFile())
    return tmp_path / "data/tinh/ke"


def test_a_paper_with_a_name_stands_where_git_does_not_look_and_is_given_back_all_the_same(kept: Path) -> None:
    papers = sorted(path.relative_to(kept / "phat-hanh").as_posix() for path in kept.rglob("*.docx"))
    assert papers == ["ke_hoach/2/ca-nhan/so-y-te.docx", "ke_hoach/2/so-noi-vu.docx"]
    (lot,), problems = lots.lots_of(kept, kept.parents[2])
    assert problems == ()
    assert {path: lot.data(path) for path in MADE} == MADE
    ask = ["git", "check-ignore", "--no-index", *(f"data/tinh/ke/phat-hanh/{each}" for each in papers)]
    ignored = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert ignored == [f"{PLACE}/ca-nhan/so-y-te.docx"]


def test_a_paper_with_a_name_that_is_lost_is_told(kept: Path) -> None:
    (kept / "phat-hanh/ke_hoach/2/ca-nhan/so-y-te.docx").unlink()
    _, (problem,) = lots.lots_of(kept, kept.parents[2])
    assert "so-y-te.docx: tệp đã phát hành không còn." in str(problem)


def test_a_revision_of_git_has_the_papers_that_git_ignores_beside_its_records(kept: Path, tmp_path: Path) -> None:
    then = tmp_path / "then"
    git_revisions.bring_lots(kept, then)
    assert list(tmp_path.glob("then/**/*.docx")) == []
    (then / "phat-hanh/ke_hoach/2").mkdir(parents=True)
    git_revisions.bring_lots(kept, then)
    assert (then / "phat-hanh/ke_hoach/2/ca-nhan/so-y-te.docx").read_bytes() == NAMED
