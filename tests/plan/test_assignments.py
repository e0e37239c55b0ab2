"""Who owes what, on a small plan built by hand."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from hand_plan import PHRASES, RULES, RULINGS, plan, select, task
from ntsdocs.plan.assignments import Assignments, settle, unassigned_results
from ntsdocs.plan.model import Assignment, Basis, Because, Choice, Phrase, ReadingRule, Result, Role, Ruling, Status
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity

LEAD, COORDINATE = Role.LEAD, Role.COORDINATE
NAMED, GROUP, SECTOR, CONDITIONAL = Basis.NAMED, Basis.GROUP, Basis.SECTOR, Basis.CONDITIONAL
MINISTRY = "Các sở, ban, ngành căn cứ Kế hoạch của bộ, ngành chủ quản chủ trì từng lĩnh vực"
LEAD_COLUMN, COORDINATE_COLUMN = "Cơ quan chủ trì", "Cơ quan phối hợp"


def without(*switched_off: str) -> tuple[ReadingRule, ...]:
    return tuple(replace(rule, in_force=rule.id not in switched_off) for rule in RULES)


def choosing(**choices: str) -> tuple[Ruling, ...]:
    return tuple(replace(ruling, choice=choices.get(ruling.id, ruling.choice)) for ruling in RULINGS)


def roles(assignments: Assignments) -> list[tuple[int, str, Role, Basis]]:
    return [(row.task, row.agency, row.role, row.basis) for row in assignments]


def rules_of(assignments: Assignments, agency: str) -> list[tuple[Role, tuple[str, ...]]]:
    return [(row.role, row.because.rules) for row in assignments.of_agency(agency)]


# --- phrases --------------------------------------------------------------------------------------------------------


def test_a_named_agency_has_a_firm_role_that_carries_the_words_as_the_plan_writes_them():
    assert settle(plan((task(1, "Sở Y Tế"),))).rows == (
        Assignment("so-y-te", 1, LEAD, NAMED, "", Because(LEAD_COLUMN, "Sở Y Tế", "so-y-te")),
    )


def test_a_group_phrase_gives_the_role_to_each_member_with_its_token_and_ruling():
    because = Because(COORDINATE_COLUMN, "Các sở, ban, ngành", "SBN", (), ("D1=vua",))
    assert settle(plan((task(1, "UBND cấp xã có biển", "Các sở, ban, ngành"),))).rows == (
        Assignment("xa-bien", 1, LEAD, GROUP, "", Because(LEAD_COLUMN, "UBND cấp xã có biển", "XA_SEA")),
        Assignment("so-y-te", 1, COORDINATE, GROUP, "", because),
        Assignment("so-tai-chinh", 1, COORDINATE, GROUP, "", because),
        Assignment("cong-an-tinh", 1, COORDINATE, GROUP, "", because),
    )


def test_a_phrase_with_two_tokens_gives_roles_by_both():
    words = "Các sở, ban, ngành, UBND cấp xã liên quan"
    assignments = settle(plan((task(1, "Công an tỉnh", words),)))
    assert assignments.find("so-y-te", 1) == Assignment(
        "so-y-te",
        1,
        COORDINATE,
        CONDITIONAL,
        "liên quan",
        Because(COORDINATE_COLUMN, words, "SBN_REL", ("R3",), ("D1=vua",)),
    )
    assert assignments.find("xa-doi", 1) == Assignment(
        "xa-doi", 1, COORDINATE, CONDITIONAL, "liên quan", Because(COORDINATE_COLUMN, words, "XA_REL", ("R3",))
    )


def test_rows_come_by_task_then_lead_before_coordinate_then_in_the_registrys_order():
    tasks = (task(2, "UBND cấp xã; Sở Tài chính; Sở Y tế"), task(1, "Công an tỉnh", "Sở Tài chính; Sở Y tế"))
    assert roles(settle(plan(tasks))) == [
        (1, "cong-an-tinh", LEAD, NAMED),
        (1, "so-y-te", COORDINATE, NAMED),
        (1, "so-tai-chinh", COORDINATE, NAMED),
        (2, "so-y-te", LEAD, NAMED),
        (2, "so-tai-chinh", LEAD, NAMED),
        (2, "xa-bien", LEAD, GROUP),
        (2, "xa-doi", LEAD, GROUP),
    ]


@pytest.mark.parametrize(
    ("cell", "basis", "token"),
    [
        ("Các sở, ban, ngành; Sở Y tế", NAMED, "so-y-te"),
        ("Các sở, ban, ngành chủ trì theo lĩnh vực; Các sở, ban, ngành", GROUP, "SBN"),
        ("Các sở, ban, ngành liên quan; Các sở, ban, ngành chủ trì theo lĩnh vực", SECTOR, "SBN_SECTOR"),
        ("Các sở, ban, ngành liên quan", CONDITIONAL, "SBN_REL"),
        (
            f"Các sở, ban, ngành liên quan; {MINISTRY}",
            CONDITIONAL,
            "SBN_REL",
        ),
    ],
)
def test_of_several_reasons_in_one_cell_the_firmest_stands_then_the_first(cell, basis, token):
    [row] = settle(plan((task(1, cell),))).of_agency("so-y-te")
    assert (row.basis, row.because.token) == (basis, token)


# --- rules ----------------------------------------------------------------------------------------------------------


def test_r1_keeps_an_agency_that_is_named_as_coordinator_out_of_the_leading_group():
    tasks = (task(1, "Các sở, ban, ngành", "Công an tỉnh"),)
    assert rules_of(settle(plan(tasks)), "cong-an-tinh") == [(COORDINATE, ("R1",))]
    assert rules_of(settle(plan(tasks, rules=without("R1"))), "cong-an-tinh") == [(LEAD, ()), (COORDINATE, ())]


def test_r1_keeps_an_agency_that_is_named_as_lead_out_of_the_coordinating_group():
    tasks = (task(1, "Công an tỉnh", "Các sở, ban, ngành liên quan"),)
    assert rules_of(settle(plan(tasks)), "cong-an-tinh") == [(LEAD, ("R1",))]
    assert rules_of(settle(plan(tasks, rules=without("R1"))), "cong-an-tinh") == [(LEAD, ()), (COORDINATE, ("R3",))]


def test_an_agency_that_the_plan_names_in_both_columns_has_both_roles():
    assignments = settle(plan((task(1, "Công an tỉnh", "Công an tỉnh; Sở Y tế"),)))
    assert rules_of(assignments, "cong-an-tinh") == [(LEAD, ()), (COORDINATE, ())]
    assert assignments.find("cong-an-tinh", 1).role is LEAD


def test_r2_lets_an_agency_lead_that_group_phrases_put_in_both_columns():
    tasks = (task(1, "Các sở, ban, ngành", "Các sở, ban, ngành liên quan"),)
    assert rules_of(settle(plan(tasks)), "so-y-te") == [(LEAD, ("R2",))]
    assert rules_of(settle(plan(tasks, rules=without("R2"))), "so-y-te") == [(LEAD, ()), (COORDINATE, ("R3",))]


def test_r2_prefers_even_a_conditional_lead_to_firm_coordination():
    assert settle(plan((task(4, MINISTRY, "Các sở, ban, ngành"),))).of_agency("so-y-te") == (
        Assignment(
            "so-y-te",
            4,
            LEAD,
            CONDITIONAL,
            "có Kế hoạch của bộ, ngành chủ quản",
            Because(LEAD_COLUMN, MINISTRY, "SBN_MINISTRY", ("R2",), ("D1=vua", "D3=co-dieu-kien")),
        ),
    )


def test_without_r3_those_concerned_have_a_firm_role():
    tasks = (task(1, "Công an tỉnh", "Các sở, ban, ngành liên quan"),)
    because = Because(COORDINATE_COLUMN, "Các sở, ban, ngành liên quan", "SBN_REL", (), ("D1=vua",))
    assert settle(plan(tasks, rules=without("R3"))).find("so-y-te", 1) == Assignment(
        "so-y-te", 1, COORDINATE, GROUP, "", because
    )


def test_r3_makes_a_phrase_conditional_that_the_table_calls_firm():
    phrases = (Phrase("Các sở, ban, ngành liên quan", "SBN_REL", (select(sbn_group="core"),)),)
    row = settle(plan((task(1, "Các sở, ban, ngành liên quan"),), phrases=phrases)).find("so-y-te", 1)
    assert (row.basis, row.condition, row.because.rules) == (CONDITIONAL, "liên quan", ("R3",))


def test_a_ruling_that_makes_those_concerned_firm_overrides_r3():
    firm = Ruling("D1", "?", (Choice("chac", "Chắc chắn", basis=GROUP),), "chac", "mặc định", None)
    tasks = (task(1, "Công an tỉnh", "Các sở, ban, ngành liên quan"),)
    row = settle(plan(tasks, rulings=(firm, *RULINGS[1:]))).find("so-y-te", 1)
    assert (row.basis, row.condition, row.because.rules) == (GROUP, "", ())


STRANGER = (Phrase("UBND cấp xã", "XA", (select(id="xa-doi|xa-la"),), origin=Origin("phrases.csv", row=7)),)


def test_r4_passes_over_an_agency_that_is_not_in_the_registry():
    assert roles(settle(plan((task(1, "UBND cấp xã"),), phrases=STRANGER))) == [(1, "xa-doi", LEAD, GROUP)]


def test_without_r4_an_agency_that_is_not_in_the_registry_stops_the_run():
    with pytest.raises(DataWrong) as stopped:
        settle(plan((task(1, "UBND cấp xã"),), phrases=STRANGER, rules=without("R4")))
    assert stopped.value.problems == (
        Problem(
            Origin("phrases.csv", row=7),
            "quy tắc R4 không còn hiệu lực, nên cụm từ «UBND cấp xã» giao việc cho «xa-la», "
            "cơ quan không có trong danh mục.",
            "thêm cơ quan này vào agencies.csv, bỏ nó khỏi cụm từ, hoặc để quy tắc R4 có hiệu lực "
            "trong decisions.yaml.",
        ),
    )


# --- rulings --------------------------------------------------------------------------------------------------------


def test_a_ruling_replaces_the_members_of_the_phrases_that_name_it():
    tasks = (task(1, "Các sở, ban, ngành; UBND cấp xã"),)
    because = Because(LEAD_COLUMN, "Các sở, ban, ngành", "SBN", (), ("D1=rong",))
    assignments = settle(plan(tasks, rulings=choosing(D1="rong")))
    assert assignments.find("thue-tinh", 1) == Assignment("thue-tinh", 1, LEAD, GROUP, "", because)
    assert [row.agency for row in assignments] == [
        "so-y-te",
        "so-tai-chinh",
        "cong-an-tinh",
        "thue-tinh",
        "xa-bien",
        "xa-doi",
    ]


def test_a_ruling_adds_members_in_the_registrys_order():
    agencies = [row.agency for row in settle(plan((task(1, "Các sở, ban, ngành"),), rulings=choosing(D1="them")))]
    assert agencies == ["so-y-te", "so-tai-chinh", "cong-an-tinh", "toa-an-tinh"]


def test_rulings_apply_in_the_order_the_phrase_lists_them():
    tasks = (task(1, "Các sở, ban, ngành chủ trì theo lĩnh vực"),)
    assert [row.agency for row in settle(plan(tasks, rulings=choosing(D1="rong")))] == ["so-y-te"]
    everyone = settle(plan(tasks, rulings=choosing(D1="rong", D4="tat-ca")))
    assert [row.agency for row in everyone] == ["so-y-te", "so-tai-chinh", "cong-an-tinh", "thue-tinh"]
    turned = tuple(replace(phrase, rulings=phrase.rulings[::-1]) for phrase in PHRASES)
    assert [row.agency for row in settle(plan(tasks, phrases=turned))] == ["so-y-te", "so-tai-chinh", "cong-an-tinh"]


def test_a_ruling_makes_a_conditional_role_firm():
    row = settle(plan((task(4, MINISTRY),), rulings=choosing(D3="chac-chan"))).find("so-y-te", 4)
    assert (row.basis, row.condition, row.because.rulings) == (GROUP, "", ("D1=vua", "D3=chac-chan"))


# --- the container --------------------------------------------------------------------------------------------------


def test_assignments_are_looked_up_by_agency_task_and_role():
    assignments = settle(plan((task(1, "Sở Y tế", "Công an tỉnh"), task(2, "Công an tỉnh", "Sở Y tế"))))
    one, one_joined, two, two_joined = assignments
    assert len(assignments) == 4
    assert assignments.of_agency("so-y-te") == (one, two_joined)
    assert assignments.of_task(2) == (two, two_joined)
    assert assignments.leads("cong-an-tinh") == (two,)
    assert assignments.coordinates("cong-an-tinh") == (one_joined,)
    assert assignments.find("so-y-te", 2) == two_joined
    assert assignments.find("so-tai-chinh", 1) is None
    assert assignments.of_agency("so-tai-chinh") == ()
    assert assignments.of_task(99) == ()
    with pytest.raises(FrozenInstanceError):
        assignments.rows = ()


def test_those_with_any_role_draft_a_plan_in_the_registrys_order():
    assignments = settle(plan((task(1, "UBND cấp xã có biển", "Công an tỉnh"), task(2, "Sở Tài chính"))))
    assert [agency.id for agency in assignments.drafting] == ["so-tai-chinh", "cong-an-tinh", "xa-bien"]


def test_a_ruling_excuses_an_agency_from_drafting_but_not_from_its_tasks():
    excuse = Ruling("D2", "?", (Choice("khong", "Không lập", no_draft=("cong-an-tinh",)),), "khong", "mặc định", None)
    assignments = settle(plan((task(1, "Sở Y tế; Công an tỉnh"),), rulings=(*RULINGS, excuse)))
    assert [agency.id for agency in assignments.drafting] == ["so-y-te"]
    assert [row.agency for row in assignments] == ["so-y-te", "cong-an-tinh"]


# --- results that fit no role ---------------------------------------------------------------------------------------


def test_a_result_of_an_agency_without_a_role_is_a_warning():
    results = (
        Result(2, "so-y-te", Status.DONE, year=2026, origin=Origin("results/2026.csv", row=2)),
        Result(2, "cong-an-tinh", Status.DONE, year=2026, origin=Origin("results/2026.csv", row=3)),
        Result(1, "so-y-te", Status.DONE, year=2026, origin=Origin("results/2026.csv", row=4)),
        Result(1, "so-tai-chinh", Status.DONE, year=2026, origin=Origin("results/2026.csv", row=5)),
    )
    recorded = replace(plan((task(1, "Công an tỉnh"), task(2, "Sở Y tế"))), results=results)
    remedy = "ghi lại số nhiệm vụ hoặc cơ quan; nếu cả hai đều đúng, xem lại các quyết định trong decisions.yaml."
    assert unassigned_results(recorded, settle(recorded)) == [
        Problem(
            Origin("results/2026.csv", row=3, column="Cơ quan"),
            "Công an tỉnh không chủ trì và không phối hợp nhiệm vụ 2, nên kết quả này không được tính.",
            remedy,
            Severity.WARN,
        ),
        Problem(
            Origin("results/2026.csv", row=5, column="Cơ quan"),
            "Sở Tài chính không chủ trì và không phối hợp nhiệm vụ 1, nên kết quả này không được tính.",
            remedy,
            Severity.WARN,
        ),
    ]
