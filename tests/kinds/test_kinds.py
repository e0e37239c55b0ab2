"""Which papers are due and what they say, on the real plan and on Tỉnh Mẫu."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ntsdocs.build import journey
from ntsdocs.kinds import KINDS, bao_cao_nam, cong_van_don_doc, cong_van_trien_khai, due, frame, ke_hoach
from ntsdocs.kinds.due import Core, Draft, Kind
from ntsdocs.kinds.frame import Addressees, addressees
from ntsdocs.plan import assignments as plan_assignments
from ntsdocs.plan.model import Agency, AwaitedPaper, Edition, Issuer, Result, Role, Shape, Status
from ntsdocs.plan.papers import PaperId
from ntsdocs.templates.render import CompiledTemplate
from papers import paragraphs

ROOT = Path(__file__).resolve().parents[2]


def read(plan_id, on=None):
    plan = journey.read(ROOT, plan_id, on).plan_or_stop()
    return plan, plan_assignments.settle(plan)


@pytest.fixture(scope="module")
def mau():
    return read("tinh-mau/01-kh-ubnd")


@pytest.fixture(scope="module")
def thanh_hoa():
    return read("thanh-hoa/196-kh-ubnd")


def drafts(kind, plan, assignments):
    return {draft.id.name: draft.says for draft in due.draw_up(plan, assignments, (kind.KIND,))}


# --- docket ----------------------------------------------------------------------------------------------------------


def test_a_kind_can_be_invented_in_three_lines(mau):
    kind = Kind(
        "thu",
        "Thư",
        str,
        lambda _plan, _a, _e: [Draft(PaperId("thu", "a"), "xin chào", Core("t", "s", "a"))],
        lambda _plan: "",
    )
    jobs = list(due.draw_up(*mau, (kind,)))
    assert [(job.id.path, job.says) for job in jobs] == [("thu/1/a.docx", "xin chào")]


def test_the_real_plan_has_185_drafts_two_letters_one_report_and_no_reminder(thanh_hoa):
    counts = {kind.name: sum(1 for _ in due.draw_up(*thanh_hoa, (kind,))) for kind in KINDS}
    assert (
        counts.items()
        >= {
            "ke_hoach": 185,
            "cong_van_trien_khai": 2,
            "cong_van_don_doc": 0,
            "cong_van_bao_cao": 0,
            "bao_cao_nam": 1,
        }.items()
    )


def test_no_two_papers_have_one_name(thanh_hoa):
    paths = [job.id.path for job in due.draw_up(*thanh_hoa, KINDS)]
    assert len(paths) == len({path.lower() for path in paths})


# --- kế hoạch --------------------------------------------------------------------------------------------------------


def test_titles_carry_the_agencys_own_scope(thanh_hoa):
    says = drafts(ke_hoach, *thanh_hoa)
    subject = (
        "Triển khai Chiến lược tổng thể quốc gia phòng ngừa, ứng phó với các đe dọa an ninh phi truyền thống "
        "giai\u00a0đoạn\u00a02025\u00a0-\u00a02030 "
    )
    assert says["so-y-te"].title.trich_yeu == subject + "của Sở Y tế"
    assert says["cong-an-tinh"].title.trich_yeu == subject + "của Công an tỉnh Thanh Hóa"
    assert says["ubnd-phuong-dao-duy-tu"].title.trich_yeu == subject + "trên địa bàn phường Đào Duy Từ"


def test_letterheads_and_signatures_fit_the_kind_of_body(thanh_hoa):
    says = drafts(ke_hoach, *thanh_hoa)
    told = {
        name: (*says[name].head.parent_lines, *says[name].head.name_lines, *says[name].end.lines)
        for name in (
            "so-y-te",
            "van-phong-ubnd-tinh",
            "thanh-tra-tinh",
            "cong-an-tinh",
            "bo-chi-huy-quan-su-tinh",
            "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7",
            "ubnd-xa-muong-lat",
        )
    }
    assert told == {
        "so-y-te": ("UBND TỈNH THANH HÓA", "SỞ Y TẾ", "GIÁM ĐỐC"),
        "van-phong-ubnd-tinh": ("UBND TỈNH THANH HÓA", "VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),
        "thanh-tra-tinh": ("UBND TỈNH THANH HÓA", "THANH TRA TỈNH", "CHÁNH THANH TRA"),
        "cong-an-tinh": ("BỘ CÔNG AN", "CÔNG AN TỈNH THANH HÓA", "GIÁM ĐỐC"),
        "bo-chi-huy-quan-su-tinh": ("QUÂN KHU 4", "BỘ CHỈ HUY QUÂN SỰ", "TỈNH THANH HÓA", "CHỈ HUY TRƯỞNG"),
        "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7": (
            "NGÂN HÀNG NHÀ NƯỚC",
            "VIỆT NAM",
            "CHI NHÁNH KHU VỰC 7",
            "GIÁM ĐỐC",
        ),
        "ubnd-xa-muong-lat": ("ỦY BAN NHÂN DÂN", "XÃ MƯỜNG LÁT", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    }


def test_the_press_unit_bears_the_name_it_had_on_the_papers_date(thanh_hoa):
    before = drafts(ke_hoach, *thanh_hoa)["bao-va-phat-thanh-truyen-hinh-thanh-hoa"]
    after = drafts(ke_hoach, *read("thanh-hoa/196-kh-ubnd", date(2026, 1, 5)))[
        "bao-va-phat-thanh-truyen-hinh-thanh-hoa"
    ]
    assert before.who.name == "Báo và Đài Phát thanh - Truyền hình Thanh Hóa"
    assert after.who.name == "Báo và Phát thanh, truyền hình Thanh Hóa"
    assert (before.end.lines, after.end.lines) == ((), ())  # an outline, which nobody signs


def test_points_are_lettered_in_the_vietnamese_alphabet(thanh_hoa):
    says = drafts(ke_hoach, *thanh_hoa)["cong-an-tinh"]
    assert [[s.letter for s in part.sections] for part in says.leads] == [
        ["a", "b", "c", "d", "đ", "e", "g"],
        ["a", "b", "c", "d", "đ", "e", "g"],
    ]


def test_only_firm_coordination_is_spelled_out_unless_a_ruling_wants_it_all(thanh_hoa):
    plan, assignments = thanh_hoa
    says = drafts(ke_hoach, plan, assignments)["so-xay-dung"]
    assert [(each.condition, each.count, each.listed) for each in says.joint] == [
        ("", 9, True),
        ("liên quan", 53, False),
    ]
    assert numbers(says.joint[0]) == [2, 3, 6, 7, 8, 24, 30, 41, 60]
    rulings = tuple(replace(r, choice=_other(r)) if r.id == "D10" else r for r in plan.rulings)
    says = drafts(ke_hoach, replace(plan, rulings=rulings), assignments)["so-xay-dung"]
    assert [each.listed for each in says.joint] == [True, True]


def numbers(joint):
    return sorted(duty.no for leader in joint.leaders for duty in leader.duties)


def _other(ruling):
    return next(choice.key for choice in ruling.choices if choice.key != ruling.choice)


def test_the_annexes_are_numbered_as_many_as_there_are(mau):
    says = drafts(ke_hoach, *mau)
    told = {name: (s.lead_annex, s.joint_annex, s.report_annex) for name, s in says.items()}
    assert told["so-y-te"] == ("Phụ lục I", "Phụ lục II", "Phụ lục III")
    assert {name for name, annexes in told.items() if annexes[2] == "Phụ lục II"} == {
        "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-mau",
        "bao-va-dai-mau",
    }
    assert told["bao-va-dai-mau"] == ("Phụ lục I", "Phụ lục I", "Phụ lục II")
    plan, assignments = mau
    without = drafts(ke_hoach, plan, replace(assignments, rows=()))
    assert {s.report_annex for s in without.values()} == {"Phụ lục"}


def test_who_leads_with_an_agency_is_told_without_itself_and_its_group_as_the_others_of_it(thanh_hoa):
    told = {
        agency: {duty.no: duty.leads_with for part in says.leads for s in part.sections for duty in s.duties}
        for agency, says in drafts(ke_hoach, *thanh_hoa).items()
    }
    assert told["so-y-te"][1] == "Các sở, ban, ngành khác; UBND cấp xã"
    assert told["so-y-te"][4] == (
        "Các sở, ban, ngành khác căn cứ Kế hoạch của bộ, ngành chủ quản chủ trì từng lĩnh vực; UBND cấp xã"
    )
    assert told["so-y-te"][13] == "Sở Nông nghiệp và Môi trường; Sở Công thương; Công an tỉnh"
    assert told["so-y-te"][22] == ""
    assert told["ubnd-xa-muong-lat"][1] == "Các sở, ban, ngành"
    assert told["ubnd-phuong-sam-son"][16] == "Bộ Chỉ huy Quân sự tỉnh"
    assert told["bao-va-phat-thanh-truyen-hinh-thanh-hoa"][3] == "Sở Tư pháp; UBND cấp xã"


def test_deadlines_stand_by_date_then_what_only_waits_then_what_has_none_then_what_recurs(thanh_hoa):
    says = drafts(ke_hoach, *thanh_hoa)["so-noi-vu"]
    told = [(d.first.last_day, d.first.awaits, d.first.rollout, d.numbers) for d in says.due_days]
    assert told == [
        (date(2025, 12, 29), "văn bản của Bộ Nội vụ", False, "37"),
        (date(2025, 12, 30), "", True, "10, 11, 12, 27"),
        (date(2025, 12, 30), "Kế hoạch của các Viện, cơ quan nghiên cứu Trung ương", False, "67"),
        (date(2026, 12, 31), "", False, "9"),
        (date(2027, 12, 30), "văn bản của các bộ, ban, ngành", False, "31"),
        (None, "Kế hoạch cấp Bộ", True, "4, 5"),
        (None, "", False, "25, 26, 29, 72"),
    ]


def test_a_duty_that_is_called_as_its_section_is_not_told_twice(thanh_hoa):
    duties = [
        duty
        for part in drafts(ke_hoach, *thanh_hoa)["so-noi-vu"].leads
        for section in part.sections
        for duty in section.soon
    ]
    assert {duty.no for duty in duties if duty.titled} == {27}
    assert len(duties) > 1


def test_what_falls_due_within_half_a_year_is_named_and_a_met_condition_no_longer_awaited(thanh_hoa):
    plan, assignments = thanh_hoa

    def soon(says):
        return [duty.no for part in says.leads for section in part.sections for duty in section.soon]

    assert soon(drafts(ke_hoach, plan, assignments)["so-noi-vu"]) == [10, 11, 12, 27]
    met = replace(plan, conditions=(AwaitedPaper((37,), on=date(2025, 9, 10), document="Công văn số 1/BNV-TH"),))
    assert soon(drafts(ke_hoach, met, assignments)["so-noi-vu"]) == [10, 11, 12, 27, 37]
    late = drafts(ke_hoach, *read("thanh-hoa/196-kh-ubnd", date(2026, 1, 5)))["so-noi-vu"]
    assert {d.numbers: d.first.passed for d in late.due_days}["10, 11, 12, 27"]


def test_the_plan_of_a_part_that_only_joins_is_told_so_and_the_draft_is_the_task_that_orders_it(thanh_hoa):
    says = drafts(ke_hoach, *thanh_hoa)
    assert [part.joint for part in says["so-y-te"].leads] == [False, True]
    assert {s.own_plan for s in says.values()} == {0, 1}
    assert says["bao-va-phat-thanh-truyen-hinh-thanh-hoa"].own_plan == 0
    plain = replace(thanh_hoa[0], plans_owed=replace(thanh_hoa[0].plans_owed, task=0))
    assert {s.own_plan for s in drafts(ke_hoach, plain, thanh_hoa[1]).values()} == {0}


def test_words_that_speak_for_the_province_are_marked_in_the_drafts_of_communes_alone(thanh_hoa):
    says = drafts(ke_hoach, *thanh_hoa)
    quoted = {
        name: [duty.no for part in s.leads for each in part.sections for duty in each.duties if duty.quoted]
        for name, s in says.items()
    }
    assert quoted["ubnd-xa-muong-lat"] == [1, 5, 15]
    assert quoted["so-y-te"] == quoted["cong-an-tinh"] == []


def test_a_title_that_was_cited_is_not_cited_again_within_another(thanh_hoa):
    bases = drafts(ke_hoach, *thanh_hoa)["so-y-te"].plan.bases
    assert bases[1].in_full == (
        "Kế hoạch số 437/KH-BCA ngày 21/7/2025 của Bộ Công an về việc triển khai thực hiện Nghị quyết số 147/NQ-CP"
    )
    assert "tầm nhìn đến năm 2045" in bases[0].in_full


# --- công văn --------------------------------------------------------------------------------------------------------


def test_one_addressee_stands_on_the_line_and_several_below_it():
    assert addressees(["Bộ Công an"]) == Addressees("Bộ Công an", (), "")
    assert addressees(["A", "B", "C"]) == Addressees("", ("A", "B"), "C")


def test_the_provincial_letter_names_the_group_and_then_every_other_body(thanh_hoa):
    says = drafts(cong_van_trien_khai, *thanh_hoa)["co-quan-cap-tinh"]
    assert (*says.to.first, says.to.last) == (
        "Các sở, ban, ngành cấp tỉnh",
        "Công an tỉnh Thanh Hóa",
        "Bộ Chỉ huy Quân sự tỉnh Thanh Hóa",
        "Ngân hàng Nhà nước Việt Nam Chi nhánh Khu vực 7",
        "Báo và Đài Phát thanh - Truyền hình Thanh Hóa",
    )
    assert says.instructed == "các sở, ban, ngành cấp tỉnh"
    assert says.asked.split(", ") == [
        "Công an tỉnh",
        "Bộ Chỉ huy Quân sự tỉnh",
        "NHNN Chi nhánh Khu vực 7",
        "Báo và Đài Phát thanh - Truyền hình Thanh Hóa",
    ]
    assert sum(share.count for share in says.shares) == 19
    assert len({(share.leads, share.joins) for share in says.shares}) == len(says.shares) == 11


def test_too_many_addressees_are_those_of_the_list(thanh_hoa):
    plan, _ = thanh_hoa
    each = tuple(replace(agency, kind="phong") if agency.kind == "so" else agency for agency in plan.agencies)
    plan = replace(plan, agencies=each)
    says = drafts(cong_van_trien_khai, plan, plan_assignments.settle(plan))["co-quan-cap-tinh"]
    assert says.to.one == "Các cơ quan, đơn vị (theo danh sách kèm theo)"
    assert (says.instructed, says.asked) == ("", "các cơ quan, đơn vị")


def test_communes_with_equal_counts_are_one_line_with_their_names(thanh_hoa):
    says = drafts(cong_van_trien_khai, *thanh_hoa)["ubnd-cap-xa"]
    assert [(s.number, s.count, s.leads, s.joins) for s in says.shares] == [(1, 150, 13, 41), (2, 16, 14, 40)]
    assert says.shares[0].names.startswith("UBND các phường: Hàm Rồng, Hạc Thành")
    assert "; UBND các xã: Mường Lát, " in says.shares[0].names
    names = {
        name for share in says.shares for name in re.split(r"(?:; )?UBND các (?:xã|phường): |, ", share.names) if name
    }
    assert len(names) == 166


def test_names_stand_together_by_sort_and_one_alone_keeps_its_own():
    named = [
        Agency(str(n), "", name) for n, name in enumerate(("UBND xã A", "Sở Y, B và C", "UBND phường D", "UBND xã E"))
    ]
    assert frame.named_together(named) == "UBND các xã: A, E; Sở Y, B và C; UBND phường D"


RELATIONS = {
    "so-y-te": True,
    "van-phong-ubnd-tinh": True,
    "ban-quan-ly-kkt-nghi-son-va-cac-kcn": True,
    "ubnd-xa-nga-son": True,
    "ubnd-phuong-sam-son": True,
    "cong-an-tinh": False,
    "bo-chi-huy-quan-su-tinh": False,
    "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7": False,
    "bao-va-phat-thanh-truyen-hinh-thanh-hoa": False,
    "thue-tinh": False,
    "vien-kiem-sat-nhan-dan-tinh": False,  # names no parent
}


def test_who_is_below_the_committee_is_instructed_and_nobody_by_another_body(thanh_hoa):
    plan, _ = thanh_hoa
    committee, police = plan.issuer(cong_van_don_doc.NAME), Issuer(name="Công an tỉnh Thanh Hóa")
    assert {id_: frame.is_below(plan, committee, plan.agency(id_)) for id_ in RELATIONS} == RELATIONS
    assert not any(frame.is_below(plan, police, plan.agency(id_)) for id_ in RELATIONS)


def of_standing_body(plan):
    """The plan with its letters issued by the standing body."""
    police = plan.agency(plan.standing)
    issuers = tuple((kind, replace(issuer, name=police.name)) for kind, issuer in plan.issuers)
    return replace(plan, issuers=issuers)


def unreported(plan):
    """The plan with nothing known of its standing body, so that all that body owes is late."""
    return replace(plan, results=tuple(r for r in plan.results if r.agency != plan.standing))


def text_of(kind, says):
    """What the project's template says of this."""
    template = CompiledTemplate.load((ROOT / "templates" / f"{kind}.docx").read_bytes(), kind)
    return "\n".join(paragraphs(template.render(says, Core("t", "s", "a"))))


def test_a_body_writes_no_letter_to_itself(mau):
    plan, assignments = mau
    own = of_standing_body(unreported(plan))
    assert set(drafts(cong_van_don_doc, own, assignments)) == set(drafts(cong_van_don_doc, *mau)) - {plan.standing}
    letter = drafts(cong_van_trien_khai, own, assignments)["co-quan-cap-tinh"]
    assert "Công an tỉnh Mẫu" not in (*letter.to.first, letter.to.last)
    assert not any("Công an tỉnh" in share.names for share in letter.shares)
    assert (letter.instructed, letter.sender.charged) == ("", "")


def test_who_is_addressed_does_not_stand_among_the_recipients_again(thanh_hoa):
    says = drafts(cong_van_trien_khai, *thanh_hoa)
    assert says["co-quan-cap-tinh"].end.recipients == ("Như trên", "Chủ tịch, các PCT UBND tỉnh (để báo cáo)")
    assert says["ubnd-cap-xa"].end.recipients == (
        "Như trên",
        "Chủ tịch, các PCT UBND tỉnh (để báo cáo)",
        "Công an tỉnh",
    )


# --- báo cáo năm -----------------------------------------------------------------------------------------------------


def counts(split):
    names = ("total", "done", "done_late", "doing", "waiting", "overdue", "not_due", "silent")
    return [getattr(split, name).number for name in names]


def test_the_figures_of_the_report_are_those_counted_by_hand(mau):
    says = drafts(bao_cao_nam, *mau)["bao-cao-nam-2026"]
    assert counts(says.tasks) == [16, 2, 0, 7, 2, 4, 0, 1]
    assert [line.before.number for line in says.states] == [16, 1, 0, 3, 6, 1, 3, 2]
    assert [line.change for line in says.states] == ["0", "+1", "0", "+4", "-4", "+3", "-3", "-1"]
    assert counts(says.duties) == [54, 19, 1, 12, 14, 5, 0, 3]
    assert counts(says.due) == [7, 1, 0, 1, 2, 3, 0, 0]
    assert (says.plans_received.number, says.plans_due.number) == (13, 15)
    assert [task.no for task in says.overdue] == [1, 9, 12, 8]  # the longest late first


def test_the_period_runs_from_15_12_to_14_12_and_is_cut_off_at_the_papers_date():
    early = drafts(bao_cao_nam, *read("tinh-mau/01-kh-ubnd", date(2026, 6, 30)))["bao-cao-nam-2026"]
    assert (early.period_from, early.period_to, early.cut_off) == (
        date(2025, 12, 15),
        date(2026, 12, 14),
        date(2026, 6, 30),
    )
    late = drafts(bao_cao_nam, *read("tinh-mau/01-kh-ubnd", date(2026, 12, 20)))["bao-cao-nam-2026"]
    assert (late.cut_off, late.early) == (date(2026, 12, 14), False)


def test_an_edition_with_a_period_of_its_own_reports_on_that(mau):
    plan, assignments = mau
    half = Edition("bao_cao_nam", "6-thang", plan.on, date(2025, 12, 15), date(2026, 6, 14))
    (draft,) = bao_cao_nam.KIND.drafts(plan, assignments, half)
    says = draft.says
    assert (says.period_from, says.period_to, says.cut_off) == (
        date(2025, 12, 15),
        date(2026, 6, 14),
        date(2026, 6, 14),
    )
    assert says.compared is False
    year = Edition("bao_cao_nam", "2026", plan.on, date(2025, 12, 15), date(2026, 12, 14))
    (draft,) = bao_cao_nam.KIND.drafts(plan, assignments, year)
    assert draft.says.compared is True
    whole = drafts(bao_cao_nam, plan, assignments)["bao-cao-nam-2026"]
    assert says.duties.done.number < whole.duties.done.number


# --- what the office found, with its right values --------------------------------------------------------------------


def thanh_hoa_with(*results, on):
    plan, _ = read("thanh-hoa/196-kh-ubnd", on)
    told = replace(plan, results=results)
    return told, plan_assignments.settle(told)


def test_a2_what_came_between_two_years_is_counted_in_the_later_report_and_in_no_other():
    done = Result(22, "so-y-te", Status.DONE, date(2026, 12, 20), "Đề án", "5/ĐA-SYT", year=2026)
    other = Result(1, "so-noi-vu", Status.DONE, date(2027, 2, 20), "Kế hoạch", "5/KH-SNV", year=2027)
    state = {}
    for on in (date(2026, 12, 14), date(2027, 12, 14)):
        says = drafts(bao_cao_nam, *thanh_hoa_with(done, other, on=on))[f"bao-cao-nam-{on.year}"]
        state[on.year] = next((t for section in says.annex_tasks for t in section.tasks if t.no == 22), None)
    assert state[2026] is None  # a short report, which has no annex
    assert (state[2027].state, state[2027].done.number, state[2027].leads.number) == ("Hoàn thành", 1, 1)
    assert state[2027].obtained == "Đề án số 5/ĐA-SYT (Sở Y tế)"


def test_a3_silence_is_called_silence_and_who_reported_nothing_is_counted():
    on = date(2026, 12, 14)
    eight = ["so-y-te", "so-noi-vu", "so-tai-chinh", "so-tu-phap", "so-xay-dung", "so-cong-thuong"]
    eight += ["ubnd-xa-nga-son", "ubnd-xa-nga-an"]
    results = [Result(1, id_, Status.DONE, date(2026, 2, 1), year=2026) for id_ in eight]
    says = drafts(bao_cao_nam, *thanh_hoa_with(*results, on=on))["bao-cao-nam-2026"]
    assert (says.plans_due.number, says.silent.number) == (185, 177)
    total = counts(says.duties)
    assert sum(total[1:]) == total[0] == 2506
    assert total[6] == 0  # nobody reported that it had not begun what is not yet due
    assert total[7] > 700
    states = {task.no: task.state for section in says.annex_tasks for task in section.tasks}
    assert states[22] == "Chưa báo cáo"  # «Thường xuyên», and nothing came all year


def test_a4_what_was_reported_is_shown_with_its_number_and_counts_while_a_paper_is_awaited():
    press = "bao-va-phat-thanh-truyen-hinh-thanh-hoa"
    doing = Result(2, press, Status.DOING, date(2026, 12, 10), "80 tin, bài", year=2026)
    plans = [
        Result(1, id_, Status.DONE, date(2026, 2, 1), "Kế hoạch", f"{i}/KH", year=2026)
        for i, id_ in enumerate(("so-y-te", "so-noi-vu", "so-tai-chinh", "so-tu-phap", "so-xay-dung"), start=1)
    ]
    says = drafts(bao_cao_nam, *thanh_hoa_with(doing, *plans, on=date(2026, 12, 14)))["bao-cao-nam-2026"]
    line = next(row for row in says.annex_agencies if row.mark == press)
    assert line.duties.doing.number == 1
    obtained = {task.no: task.obtained for section in says.annex_tasks for task in section.tasks}
    assert "80 tin, bài (" in obtained[2]
    assert obtained[1].count("Kế hoạch số ") == 3
    assert obtained[1].endswith(" và 2 sản phẩm nữa")


def test_results_of_those_who_join_are_counted_as_such(mau):
    plan, assignments = mau
    joins = next(row for row in assignments.rows if row.role is Role.COORDINATE and row.task == 13)
    result = Result(13, joins.agency, Status.DONE, date(2026, 5, 1), year=2026)
    before = drafts(bao_cao_nam, plan, assignments)["bao-cao-nam-2026"].joined
    after = drafts(bao_cao_nam, replace(plan, results=(*plan.results, result)), assignments)["bao-cao-nam-2026"].joined
    assert after.number == before.number + 1


def test_what_agencies_report_after_14_12_belongs_to_the_next_year(mau):
    plan, assignments = mau
    words = Result(4, "so-noi-vu", Status.DOING, date(2025, 12, 22), difficulties="Thiếu kinh phí.", year=2025)
    says = drafts(bao_cao_nam, replace(plan, results=(*plan.results, words)), assignments)["bao-cao-nam-2026"]
    assert ("Thiếu kinh phí", "Sở Nội vụ, nhiệm vụ 4") in [(v.text, v.by) for v in says.annex_difficulties]


def test_a_task_due_between_the_cut_off_and_new_year_is_still_ahead(mau):
    says = drafts(bao_cao_nam, *mau)["bao-cao-nam-2026"]
    assert 7 in [task.no for task in says.coming]
    assert [task.last_day for task in says.coming] == sorted(task.last_day for task in says.coming)


def test_equal_words_of_several_agencies_stand_once(mau):
    plan, assignments = mau
    both = tuple(
        Result(2, agency, Status.DOING, date(2026, 7, 1), proposals="Tăng biên chế", year=2026)
        for agency in ("ubnd-xa-doi-mau", "ubnd-xa-bien-mau")
    )
    says = drafts(bao_cao_nam, replace(plan, results=both), assignments)["bao-cao-nam-2026"]
    assert [(v.text, v.by) for v in says.proposals] == [
        ("Tăng biên chế", "UBND xã Biển Mẫu, nhiệm vụ 2; UBND xã Đồi Mẫu, nhiệm vụ 2")
    ]


# --- shapes of the plan's draft --------------------------------------------------------------------------------------


def spelled_out(plan, assignments, agency):
    """The tasks that the text of an agency's draft spells out one by one, and all lines of its annexes."""
    template = CompiledTemplate.load((ROOT / "templates" / "ke_hoach.docx").read_bytes(), "ke_hoach")
    (draft,) = (each for each in due.draw_up(plan, assignments, (ke_hoach.KIND,)) if each.id.name == agency)
    lines = paragraphs(template.attempt(draft.says, draft.core))
    start = lines.index("PHÂN CÔNG THỰC HIỆN CÁC NHIỆM VỤ CHỦ TRÌ")
    named = (re.match(r"- Nhiệm vụ (\d+): ", line) for line in lines[:start])
    return [int(match[1]) for match in named if match], lines[start:]


@pytest.mark.parametrize("agency", ["so-y-te", "ubnd-xa-nga-son"])
def test_the_full_shape_spells_out_every_duty_in_the_text_and_leaves_the_annexes_as_they_are(thanh_hoa, agency):
    plan, assignments = thanh_hoa
    firm = [each.task for each in assignments.coordinates(agency) if not each.condition]
    short, annexes = spelled_out(plan, assignments, agency)
    full, same = spelled_out(replace(plan, shape=Shape.FULL), assignments, agency)

    assert short == []
    assert sorted(full) == sorted([each.task for each in assignments.leads(agency)] + firm)
    assert same == annexes
