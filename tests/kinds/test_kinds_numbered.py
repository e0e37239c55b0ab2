"""A paper that stands in the dispatch book bears the number and the day of the book; any other is blank there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ntsdocs.build.workers import fill_here
from ntsdocs.kinds import bao_cao_nam, cong_van_trien_khai, due
from ntsdocs.plan import assignments as plan_assignments
from ntsdocs.plan import reading
from ntsdocs.plan.model import Edition, Letter
from ntsdocs.text.problems import TemplateWrong

ROOT = Path(__file__).resolve().parents[2]
ON = date(2025, 11, 5)
LETTERS = cong_van_trien_khai.NAME, bao_cao_nam.NAME


@pytest.fixture(scope="module")
def plan():
    return reading.read(ROOT / "data" / "tinh-mau/01-kh-ubnd", ROOT).plan_or_stop()


def drawn(plan, *letters, edition="1"):
    editions = tuple(Edition(kind, edition, plan.on) for kind in LETTERS)
    plan = replace(plan, letters=letters, editions=editions)
    kinds = (cong_van_trien_khai.KIND, bao_cao_nam.KIND)
    drafts = due.draw_up(plan, plan_assignments.settle(plan), kinds)
    return {draft.id.name: draft for draft in drafts}


def test_number_and_day_of_the_book_stand_in_head_and_annex(plan):
    to = tuple(agency.id for agency in plan.agencies if agency.level == "commune")
    papers = drawn(
        plan,
        Letter(LETTERS[0], "1234/UBND-NC", ON, to, edition="1"),
        Letter(LETTERS[1], "5/BC-UBND", date(2026, 12, 15), edition="1"),
    )
    head = papers["ubnd-cap-xa"].says.head
    assert (head.so_ky_hieu, head.date_line) == ("Số: 1234/UBND-NC", "Mẫu, ngày 05 tháng 11 năm 2025")
    assert head.kem_theo == "Kèm theo Công văn số 1234/UBND-NC ngày 05 tháng 11 năm 2025 của UBND tỉnh Mẫu"
    assert papers["co-quan-cap-tinh"].says.head.so_ky_hieu.endswith("/UBND-NC")
    assert "1234" not in papers["co-quan-cap-tinh"].says.head.so_ky_hieu
    assert papers["co-quan-cap-tinh"].sent is None
    report = next(paper for paper in papers.values() if paper.id.kind == bao_cao_nam.NAME)
    assert report.says.head.so_ky_hieu == "Số: 05/BC-UBND"


def test_the_row_of_another_edition_gives_no_number(plan):
    papers = drawn(plan, Letter(LETTERS[1], "5/BC-UBND", ON, edition="2"), Letter(LETTERS[1], "6/BC-UBND", ON))
    assert all(paper.sent is None for paper in papers.values())


def test_the_gate_lets_a_numbered_paper_pass_and_refuses_a_number_that_is_none(plan):
    templates = {
        kind: (f"templates/{kind}.docx", (ROOT / "templates" / f"{kind}.docx").read_bytes()) for kind in LETTERS
    }
    right = drawn(plan, Letter(LETTERS[1], "5/BC-UBND", ON, edition="1"))
    made = dict(fill_here([each for each in right.values() if each.sent], templates))
    assert len(made) == 1
    wrong = drawn(plan, Letter(LETTERS[1], "7/CV-UBND", ON, edition="1"))
    with pytest.raises(TemplateWrong) as caught:
        dict(fill_here([each for each in wrong.values() if each.sent], templates))
    assert {problem.rule for problem in caught.value.problems} == {"ND30-I-2.3c"}
    blank = replace(next(each for each in right.values() if each.sent), sent=None)
    with pytest.raises(TemplateWrong, match="dự thảo đã ghi số"):
        dict(fill_here([blank], templates))
