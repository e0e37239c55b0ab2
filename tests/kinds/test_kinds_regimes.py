"""Under whose rules of form a paper is: no head mixes the State's with the Party's, whose papers are outlines."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ntsdocs.decree import check
from ntsdocs.decree.values import QUOC_HIEU
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments, reading
from ntsdocs.plan.model import Plan, Regime
from ntsdocs.templates.render import CompiledTemplate
from papers import paragraphs

ROOT = Path(__file__).resolve().parents[2]
REAL, SAMPLE = "thanh-hoa/196-kh-ubnd", "tinh-mau/01-kh-ubnd"
OF_THE_PARTY = ("TỈNH ỦY", "THÀNH ỦY", "ĐẢNG ỦY", "ĐẢNG BỘ", "CHI BỘ", "ĐẢNG CỘNG SẢN")
PRESS = {REAL: "bao-va-phat-thanh-truyen-hinh-thanh-hoa", SAMPLE: "bao-va-dai-mau"}
NOTE = "Thể thức theo Hướng dẫn số 05-HD/VPTW ngày 27/5/2026 của Văn phòng Trung ương Đảng; cơ quan bổ sung"


@cache
def plan_of(id_: str) -> Plan:
    return reading.read(ROOT / "data" / id_, ROOT).plan_or_stop()


@cache
def template(kind: str) -> CompiledTemplate:
    return CompiledTemplate.load((ROOT / "templates" / f"{kind}.docx").read_bytes(), kind)


def papers_of(plan: Plan, only: str = "") -> dict[str, bytes]:
    """The papers of a plan whose place begins so, filled and not yet judged."""
    drafts = due.draw_up(plan, assignments.settle(plan), KINDS)
    made = {
        each.id.path: template(each.id.kind).attempt(each.says, each.core) for each in drafts if only in each.id.path
    }
    assert all(isinstance(each, bytes) for each in made.values())
    return made


def under(plan: Plan, id_: str, **fields: object) -> Plan:
    """The plan in which one agency is another."""
    return replace(plan, agencies=tuple(replace(a, **fields) if a.id == id_ else a for a in plan.agencies))


def issued_by(name: str, parent: str = "") -> Plan:
    """The sample plan as this body would have issued it, with its letters and its report."""
    plan = plan_of(SAMPLE)
    return replace(
        plan,
        document=replace(plan.document, issuer=name, number="15-KH/TU"),
        issuers=tuple((kind, replace(each, name=name, parent=parent)) for kind, each in plan.issuers),
    )


def assert_outline(lines: list[str]) -> None:
    """Whether the paper has nothing of the decree's head and end."""
    assert (lines[0], lines[1].startswith(NOTE)) == ("(Để tham khảo)", True)
    assert QUOC_HIEU not in lines
    assert [line for line in lines if line.startswith(("Số:", "Nơi nhận", "TM.", "KT.", "TL.", "- Lưu:"))] == []
    assert [line for line in lines if "./." in line or " số       /" in line] == []


@pytest.mark.parametrize("plan", [REAL, SAMPLE])
def test_no_paper_of_a_plan_has_a_mixed_head_and_the_press_unit_s_draft_is_an_outline(built, plan):
    for path in sorted(built[plan].rglob("*.docx")):
        lines = paragraphs(path.read_bytes())
        head = [line for line in lines[:15] if line.isupper()]
        assert not (QUOC_HIEU in head and any(name in line for name in OF_THE_PARTY for line in head)), path
        if path.stem == PRESS[plan]:
            assert_outline(lines)
        else:
            assert QUOC_HIEU in head, path


def test_the_outline_says_what_the_administrative_draft_would():
    plan, only = plan_of(REAL), f"ke_hoach/{PRESS[REAL]}"
    (outline,) = papers_of(plan, only).values()
    (draft,) = papers_of(under(plan, PRESS[REAL], regime=Regime.ADMINISTRATIVE, parent_letterhead=""), only).values()
    own, administrative = paragraphs(outline), paragraphs(draft)

    assert [line for line in own if line not in administrative and "Kèm theo" not in line][2:] == [
        line.removesuffix("./.") + "." for line in administrative if line.endswith("./.")
    ]
    assert len(own) > 40


@pytest.mark.parametrize(
    ("fields", "outline"),
    [
        ({"regime": Regime.PARTY}, True),
        ({"regime": Regime.PARTY, "parent_letterhead": "THÀNH ỦY MẪU"}, True),
        ({"regime": Regime.POLICE}, False),
        ({"regime": Regime.ARMY}, False),
        ({"regime": Regime.BANK}, False),
    ],
)
def test_the_registry_decides_and_the_gate_lets_either_form_through(fields, outline):
    (paper,) = papers_of(under(plan_of(SAMPLE), "so-y-te", **fields), "ke_hoach/so-y-te").values()

    assert check.gate(paper) == []
    assert (QUOC_HIEU not in paragraphs(paper)) is outline
    assert bool(check.judge(paper, draft=True).notes) is outline


def test_a_registry_that_calls_a_unit_of_the_party_administrative_is_stopped_at_the_gate():
    plan = under(plan_of(SAMPLE), PRESS[SAMPLE], regime=Regime.ADMINISTRATIVE)
    (paper,) = papers_of(plan, f"ke_hoach/{PRESS[SAMPLE]}").values()

    assert [each.rule for each in check.gate(paper)] == ["REG-3"]


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("Tỉnh ủy Mẫu", ""),
        ("Thành uỷ Mẫu", ""),
        ("Ban Thường vụ Đảng ủy xã Đồi Mẫu", ""),
        ("Đảng bộ xã Đồi Mẫu", "Tỉnh ủy Mẫu"),
        ("Ban Tổ chức", "Tỉnh ủy Mẫu"),
    ],
)
def test_letters_and_report_of_a_committee_of_the_party_are_outlines(name, parent):
    made = papers_of(issued_by(name, parent))

    own = {place: paper for place, paper in made.items() if not place.startswith("ke_hoach/")}
    assert {place.split("/")[0] for place in own} == {
        "cong_van_trien_khai",
        "cong_van_don_doc",
        "cong_van_bao_cao",
        "bao_cao_nam",
    }
    for paper in own.values():
        assert_outline(paragraphs(paper))
        assert check.gate(paper) == []
    assert all(paragraphs(paper)[2].startswith("V/v ") for place, paper in own.items() if place.startswith("cong_van"))
    assert QUOC_HIEU in paragraphs(made["ke_hoach/so-y-te.docx"])


@pytest.mark.parametrize(
    ("product", "content", "normative"),
    [
        ("Quy chế phối hợp", "Xây dựng quy chế", True),
        ("Quyết định ban hành Quy chế phối hợp giữa các sở", "Ban hành quy chế", True),
        ("Quy chế", "Ban hành Quy chế phối hợp phòng ngừa, ứng phó", True),
        ("Quy chế", "Ban hành Quy chế hoạt động của Ban Chỉ đạo", False),
        ("Báo cáo", "Rà soát quy chế phối hợp giữa các sở", False),
        ("Kế hoạch phối hợp", "Xây dựng kế hoạch phối hợp", False),
    ],
)
def test_who_leads_a_regulation_on_coordination_is_told_that_it_is_normative_as_a_rule(product, content, normative):
    plan = plan_of(SAMPLE)
    led = assignments.settle(plan).leads("so-y-te")[0].task
    tasks = tuple(replace(t, product=product, content=content) if t.number == led else t for t in plan.tasks)
    (paper,) = papers_of(replace(plan, tasks=tasks), "ke_hoach/so-y-te").values()

    told = [line for line in paragraphs(paper) if "văn bản quy phạm pháp luật" in line]
    assert len(told) == normative
    assert all("Sở Tư pháp thẩm định" in line and "Nghị định số 78/2025/NĐ-CP" in line for line in told)
