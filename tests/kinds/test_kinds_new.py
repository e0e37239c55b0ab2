"""A kind that nobody has: its module, a line in `KINDS` and a template; every verb then knows it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import copied_project as project
import verbs
from copied_project import PLAN

MODULE = '''"""Thông báo: how many tasks an agency leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.plan.papers import PaperId
from ntsdocs.kinds.frame import End, Head, TheProvince, Title, agency_end, agency_head, the_province, title
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Edition, Plan, label

NAME = "thong_bao"


@dataclass(frozen=True, slots=True)
class ThongBao:
    province: TheProvince = label("Tỉnh")
    head: Head = label("Phần đầu trang nhất")
    title: Title = label("Tên văn bản")
    end: End = label("Phần cuối")


def due(plan: Plan, assignments: Assignments, _: Edition) -> Iterator[Draft]:
    for agency in assignments.drafting[:3]:
        about = f"Số nhiệm vụ do {agency.short_name} chủ trì: {len(assignments.leads(agency.id))}"
        head = agency_head(agency, "Thông báo", plan.on.year)
        says = ThongBao(the_province(plan), head, title(about), agency_end(agency))
        yield Draft(PaperId(NAME, agency.id), says, Core(f"Thông báo {about}", about, agency.name))


KIND = Kind(NAME, "Thông báo", says=ThongBao, due=due, why_none=lambda _: "")
'''


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the new kind, from whose data papers were built twice: before an edit and after it."""
    root = project.whole(tmp_path_factory.mktemp("kind"))
    kinds = root / "src" / "ntsdocs" / "kinds"
    (kinds / "thong_bao.py").write_text(MODULE, encoding="utf-8")
    listed = (kinds / "__init__.py").read_text(encoding="utf-8")
    listed = listed.replace(" ke_hoach,\n", " ke_hoach, thong_bao,\n").replace("KIND),", "KIND, thong_bao.KIND),")
    (kinds / "__init__.py").write_text(listed, encoding="utf-8")
    said(root, "stamp", "thong_bao")
    said(root, "build", "--plan", PLAN)
    shutil.copytree(root / "build" / PLAN, root / "before")
    project.set_cell(root, "tasks.csv", 11, "Cơ quan chủ trì", "Sở Tài chính")  # it was Sở Y tế
    return root


def said(root: Path, *words: str, code: int = 0) -> str:
    done = verbs.run(*words, where=root)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_build_and_diff_and_site_and_why_know_it(root: Path) -> None:
    told = said(root, "build", "--plan", PLAN, "--explain")
    assert "  Thông báo, đợt 1: 3\n" in told
    assert "thong_bao/1: so-y-te" in told, told

    told = said(root, "diff", "--plan", PLAN, "--base", "before", "--full", "--site", code=1)
    assert "thong_bao/1/so-y-te.docx" in told, told
    page = (root / "build" / PLAN / "review" / "index.html").read_text(encoding="utf-8")
    assert all(text in page for text in ("Thông báo", "thong_bao/1/so-y-te"))

    told = said(root, "why", f"build/{PLAN}/thong_bao/1/so-y-te.docx", "chủ trì: 4", "--plan", PLAN)
    assert "thong_bao/1/so-y-te.docx: «chủ trì: 4» có ở 1 chỗ." in told, told
    assert all(text in told for text in ("thong_bao.docx, đoạn 8", "cơ quan Sở Y tế (so-y-te)")), told
