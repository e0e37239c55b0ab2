"""What intake writes becomes a plan by answers alone, and few of them: every case, and annexes made at random."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

import annexes
from ntsdocs.build.journey import check
from ntsdocs.intake import proposal
from ntsdocs.text.problems import Severity

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases"
PLAN = "tinh-mau/moi"
MOST_ANSWERS = 30
FACTS = {
    "on": "2026-03-01",
    "kind": '"Kế hoạch"',
    "issuer": '"Ủy ban nhân dân tỉnh Mẫu"',
    "trich_yeu": '"trồng cây năm 2026"',
    "subject": '"trồng cây năm 2026"',
}
INPUTS = sorted(
    path
    for folder in (CASES / "intake", CASES / "bugs")
    for path in folder.iterdir()
    if path.suffix != ".csv" and "danh-sach" not in path.name and "khong-phai-nhiem-vu" not in path.name
)


@pytest.fixture
def place(tmp_path):
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def answers_given(folder: Path) -> int:
    """Gives each blank that stops a plan a general answer; how many there were."""
    path = folder / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    text, facts = re.subn(
        rf'(?m)^(\s*)({"|".join(FACTS)}):[ ]*(?:""|)$', lambda match: f"{match[1]}{match[2]}: {FACTS[match[2]]}", text
    )
    path.write_text(text, encoding="utf-8")
    path = folder / "phrases.csv"
    heading, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    blank = [row for row in rows if not row[2] and not row[5]]
    for row in blank:
        row[2] = "ngoài danh mục"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heading, *rows])
    if (folder / proposal.DRAFT).is_file():
        (folder / proposal.DRAFT).rename(folder / "tasks.csv")
        facts += 1
    return facts + len(blank)


def becomes_a_plan(place: Path, source: Path) -> int:
    """Reads the source, answers what is asked, and holds that nothing stops; how many answers it took."""
    proposal.propose(place, PLAN, source).write()
    given = answers_given(place / "data" / PLAN)
    stops = [str(problem) for problem in check(place, PLAN) if problem.severity is Severity.STOP]
    assert stops == []
    return given


@pytest.mark.parametrize("path", INPUTS, ids=[path.name for path in INPUTS])
def test_a_case_becomes_a_plan_by_few_answers(place, path):
    assert becomes_a_plan(place, path) <= MOST_ANSWERS


@pytest.mark.parametrize("seed", range(12))
def test_an_annex_made_at_random_becomes_a_plan_by_few_answers(place, seed):
    form = annexes.FORMATS[seed % len(annexes.FORMATS)]
    source = place / f"phu-luc.{form}"
    source.write_bytes(annexes.written(annexes.Maker(seed, form).make(), form))

    assert becomes_a_plan(place, source) <= MOST_ANSWERS
