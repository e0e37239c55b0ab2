"""Whom a round of reminders writes to, what each letter knows, and what it asks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import copied_project
import hand_plan
from ntsdocs.build import edition_book, journey, workers
from ntsdocs.kinds import cong_van_don_doc, reminder_round
from ntsdocs.kinds.arrears import lateness
from ntsdocs.kinds.due import Core, all_told, as_on
from ntsdocs.plan import reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import (
    Agency,
    DayOff,
    Deadline,
    Edition,
    EditionState,
    Letter,
    Result,
    Sending,
    Status,
)
from ntsdocs.plan.workdays import OFF, Calendar
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text.problems import Severity
from papers import paragraphs
from validity import faults

ROOT = Path(__file__).resolve().parents[2]
MAU, THANH_HOA = "tinh-mau/01-kh-ubnd", "thanh-hoa/196-kh-ubnd"
NAME = cong_van_don_doc.NAME
YEAR_END = date(2025, 12, 25)
LATE, SILENT, AHEAD = ("quá hạn",), ("quá hạn", "chưa báo cáo"), ("trước hạn 7 ngày làm việc",)


def read(plan_id, on=None):
    return reading.read(ROOT / "data" / plan_id, ROOT, on).plan_or_stop()


@pytest.fixture(scope="module")
def mau():
    return replace(read(MAU), editions=())


@pytest.fixture(scope="module")
def thanh_hoa():
    return replace(read(THANH_HOA, YEAR_END), editions=())


@pytest.fixture(scope="module")
def template():
    return CompiledTemplate.load((ROOT / "templates" / f"{NAME}.docx").read_bytes(), NAME)


def a_round(plan, id_="dot-9", **fields):
    return Edition(NAME, id_, fields.pop("on", plan.on), **fields)


def letters(plan, edition=None):
    """By name, what the letters of a round say; by default of one to all that are late."""
    edition = edition or a_round(plan)
    drafts = cong_van_don_doc.KIND.drafts(*as_on(plan, settle(plan), edition.on), edition)
    return {draft.id.name: draft.says for draft in drafts}


def words(template, says):
    return "\n".join(paragraphs(template.render(says, Core("t", "s", "a")))).replace("\u00a0", " ")


def proposed(plan, **choices):
    """The ids of whom a round is proposed for, and the ids of the others by the first words of the reason."""
    proposal = reminder_round.propose(plan, settle(plan), **choices)
    left = {why: [agency.id for agency in agencies] for why, agencies in proposal.left_out.items()}
    return proposal, {" ".join(why.split()[:4]).rstrip(",;"): ids for why, ids in left.items()}


# --- a small plan: task 1 orders the own plans, 2 was due on 30/6/2026, 3 on 31/8/2026 ------------------------------


def due_by(day):
    return Deadline(f"Trước ngày {day}", before=day)


DAYS_OFF = tuple(DayOff(date(year, 1, 1), "Tết Dương lịch", OFF, "") for year in (2025, 2026, 2027, 2028))
TASKS = (
    hand_plan.task(1, "Các sở, ban, ngành; UBND cấp xã", "", due_by(date(2025, 11, 15))),
    hand_plan.task(2, "Sở Y tế; UBND cấp xã", "", due_by(date(2026, 7, 1))),
    hand_plan.task(3, "Sở Tài chính", "", due_by(date(2026, 9, 1))),
)
HEALTH = Result(2, "so-y-te", Status.DOING, date(2026, 6, 1), "Dự thảo", year=2026)
PLANS = tuple(
    Result(1, agency, Status.DONE, date(2025, 11, 1), "Kế hoạch", year=2025)
    for agency in ("so-y-te", "so-tai-chinh", "cong-an-tinh", "xa-bien", "xa-doi")
)


def small(on=date(2026, 8, 3), results=(*PLANS, HEALTH), **fields):
    return replace(hand_plan.plan(TASKS), on=on, results=results, days_off=DAYS_OFF, **fields)


def sent(on, to=("so-y-te",), tasks=(2,), number="12/UBND-NC", edition=""):
    return Letter(NAME, number, on, to, tasks, edition)


# --- what a letter knows --------------------------------------------------------------------------------------------


def test_each_late_agency_is_reminded_of_exactly_what_is_late(mau):
    told = {
        name: (bool(s.owed.plan), [(t.no, t.last_day, t.days, t.lateness) for t in s.owed.late])
        for name, s in letters(mau).items()
    }
    assert told == {
        "so-y-te": (False, [(12, date(2026, 5, 31), 197, "hơn 06 tháng")]),
        "so-nong-nghiep-tai-nguyen-bien-va-bien-doi-khi-hau": (
            False,
            [(8, date(2026, 12, 6), 8, "08 ngày (06 ngày làm việc)")],
        ),
        "thanh-tra-tinh": (True, [(9, date(2026, 4, 30), 228, "hơn 07 tháng")]),
        "ubnd-xa-doi-mau": (True, []),
    }
    assert {says.new_deadline for says in letters(mau).values()} == {date(2026, 12, 21)}


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-01-30", "31 ngày (22 ngày làm việc)"),
        ("2026-01-31", "hơn 01 tháng"),
        ("2026-12-14", "hơn 11 tháng"),
        ("2026-12-31", "hơn 01 năm"),
        ("2028-02-29", "hơn 02 năm 01 tháng"),
    ],
)
def test_lateness_is_told_in_whole_months_and_beyond_a_year_in_years(on, told):
    assert lateness(Calendar(DAYS_OFF), date(2025, 12, 30), date.fromisoformat(on)) == told


def test_the_longest_late_task_stands_first(thanh_hoa):
    says = letters(thanh_hoa, a_round(thanh_hoa, on=date(2026, 12, 14)))["cong-an-tinh"]
    assert [task.no for task in says.owed.late] == [11, 12, 23, 27, 6, 7]
    assert (says.late_count, says.longest) == (6, "hơn 11 tháng")


def test_a_letter_says_what_was_reported_and_never_that_nothing_was(thanh_hoa, template):
    draft = Result(
        1,
        "ubnd-xa-muong-lat",
        Status.DOING,
        date(2025, 11, 18),
        "Dự thảo kế hoạch",
        difficulties="Thiếu cán bộ chuyên trách",
        year=2025,
    )
    plan = replace(
        thanh_hoa, results=(draft,), letters=(sent(date(2025, 12, 1), ("ubnd-xa-muong-lat",), (1,), "9/UBND-NC"),)
    )
    told = words(template, letters(plan)["ubnd-xa-muong-lat"])
    assert "(đã báo cáo “Dự thảo kế hoạch” ngày 18/11/2025, nêu khó khăn “Thiếu cán bộ chuyên trách”)" in told
    assert "thời hạn là trước ngày 15/11/2025" in told
    assert "Công văn số 9/UBND-NC ngày 01/12/2025; đến nay chưa hoàn thành, nay đôn đốc lần thứ 2." in told
    assert not re.search("chưa có kết quả|của mình|nguyên nhân", told)


def test_causes_that_were_given_are_not_asked_for_again(mau, template):
    told = words(template, letters(mau)["so-y-te"])
    assert "“Đã lắp đặt 02/05 điểm giám sát” ngày 07/12/2026, nêu khó khăn “Đấu thầu thiết bị chậm" in told
    assert "kiến nghị “Cho điều chỉnh thời hạn sang quý II/2027”" in told
    assert "; hẹn hoàn thành ngày 30/6/2027" in told
    assert "báo cáo kết quả kèm số, ký hiệu của sản phẩm đúng thời hạn đã hẹn." in told
    assert "nếu chưa thể hoàn thành" not in told
    silent = replace(mau, results=tuple(row for row in mau.results if row.agency != "thanh-tra-tinh"))
    assert "nêu rõ nguyên nhân, khó khăn, vướng mắc và cam kết" in words(template, letters(silent)["thanh-tra-tinh"])


@pytest.mark.parametrize(
    ("promised", "told", "asked"),
    [
        (date(2026, 8, 20), "hẹn hoàn thành ngày 20/8/2026", "của sản phẩm đúng thời hạn đã hẹn"),
        (date(2026, 7, 20), "hẹn hoàn thành ngày 20/7/2026, nay đã quá", "của sản phẩm chậm nhất ngày 10/8/2026"),
    ],
)
def test_a_date_that_was_promised_counts_until_it_has_passed(template, promised, told, asked):
    plan = small(results=(*PLANS, replace(HEALTH, promised=promised, difficulties="Thiếu kinh phí")))
    paper = words(template, letters(plan)["so-y-te"])
    assert told in paper
    assert asked in paper
    assert ("cam kết thời hạn" in paper) is (promised < plan.on)


def test_a_task_late_beyond_a_year_is_worded_as_such(template):
    paper = words(template, letters(small(date(2027, 9, 15)))["so-y-te"])
    assert "quá hạn, kéo dài đến hơn 01 năm 02 tháng." in paper


def test_the_standing_body_is_reminded_as_itself_and_not_through_itself(mau, template):
    unreported = replace(mau, results=tuple(r for r in mau.results if r.agency != mau.standing))
    told = words(template, letters(unreported)["cong-an-tinh"])
    assert "nhận thấy Công an tỉnh chưa gửi kế hoạch triển khai thực hiện về UBND tỉnh, thời hạn là" in told
    assert "UBND tỉnh Mẫu đề nghị Công an tỉnh " in told
    assert "Đề nghị Công an tỉnh khẩn trương thực hiện./." in told
    assert not re.search(r"qua Công an tỉnh|của mình|Giao|yêu cầu", told)
    joint = letters(unreported, a_round(mau, sending=Sending.JOINT))
    assert set(joint) == {"chung", "cong-an-tinh"}
    _, left = proposed(unreported, silent=True)
    assert left["cơ quan thường trực"] == ["cong-an-tinh"]


def test_a_second_reminder_knows_the_number_the_day_and_what_was_asked_by_when(template):
    first = a_round(small(), "dot-1", on=date(2026, 7, 6), state=EditionState.ISSUED)
    ahead = a_round(small(), "dot-0", on=date(2026, 6, 25), about=AHEAD, state=EditionState.ISSUED)
    book = (
        sent(date(2026, 6, 26), number="7/UBND-NC", edition="dot-0"),
        sent(date(2026, 7, 7), ("xa-bien", "so-y-te"), number="11-12/UBND-NC", edition="dot-1"),
        sent(date(2026, 7, 30), number="20/UBND-NC", tasks=(3,)),
    )
    plan = small(letters=book, editions=(ahead, first))
    told = words(template, letters(plan)["so-y-te"])
    assert "gần nhất tại Công văn số 12/UBND-NC ngày 07/7/2026, thời hạn đến ngày 14/7/2026; đến nay" in told
    assert "nay đôn đốc lần thứ 2." in told
    own = replace(plan, letters=(*book, sent(date(2026, 8, 2), number="31/UBND-NC", edition="dot-9")))
    assert letters(own)["so-y-te"].time == 2  # its own number is no earlier letter
    third = letters(replace(plan, letters=(*book, sent(date(2026, 7, 20), number="15/UBND-NC"))))["so-y-te"]
    assert (third.time, third.earlier) == (3, "số\u00a015/UBND-NC ngày 20/7/2026")


def test_a_letter_that_went_out_before_a_duty_was_late_asked_for_nothing_of_it():
    day = date(2026, 6, 30)  # in time on this day, one day late on the next
    book = tuple(sent(on, tasks=tasks) for on in (day, day + timedelta(1)) for tasks in ((), (2,)))
    assert [letters(small(letters=(one,)))["so-y-te"].time for one in book] == [1, 1, 2, 2]
    silent = small(letters=(sent(day, tasks=()),), results=PLANS)
    assert letters(silent, a_round(silent, about=("chưa báo cáo",)))["so-y-te"].time == 2  # and is silent still


@pytest.mark.parametrize(("went_out", "deadline"), [(date(2026, 8, 20), "27/8/2026"), (date(2026, 8, 1), "10/8/2026")])
def test_no_letter_asks_for_anything_by_a_day_before_its_own(template, went_out, deadline):
    plan = small(letters=(sent(went_out, edition="dot-9"),))
    assert f"chậm nhất ngày {deadline}" in words(template, letters(plan)["so-y-te"])


def test_what_was_owed_last_year_is_still_owed_in_january(thanh_hoa):
    edition = a_round(thanh_hoa, on=date(2026, 1, 5))
    told = letters(replace(thanh_hoa, results=()), edition)
    assert len(told) == 185
    assert {says.owed.plan[0].days for says in told.values()} == {52}


@pytest.mark.parametrize(
    ("on", "reported", "silent"),
    [("2025-12-25", "2025-11-05", False), ("2026-02-10", "2025-11-05", True), ("2026-11-30", "2025-12-16", False)],
)
def test_a_period_that_has_just_begun_makes_nobody_silent(on, reported, silent):
    done = replace(PLANS[0], on=date.fromisoformat(reported))
    plan = small(date.fromisoformat(on), results=(done,))
    assert letters(plan, a_round(plan, about=SILENT))["so-tai-chinh"].owed.silent
    assert ("so-y-te" in letters(plan, a_round(plan, about=("chưa báo cáo",)))) is silent


def test_who_reported_nothing_is_asked_to_report(mau, template):
    says = letters(mau, a_round(mau, about=SILENT))
    assert set(says) - set(letters(mau)) == {"ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-mau"}
    told = words(template, says["ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-mau"])
    assert "NHNN Chi nhánh Khu vực Mẫu chưa có báo cáo kết quả từ ngày 15/12/2025." in told
    assert "đề nghị NHNN Chi nhánh Khu vực Mẫu báo cáo kết quả thực hiện các nhiệm vụ được giao về" in told


# --- before the date ------------------------------------------------------------------------------------------------


def test_before_its_date_a_duty_is_told_of_as_soon_due(template):
    plan = small(date(2026, 6, 22))
    says = letters(plan, a_round(plan, about=AHEAD))
    assert set(says) == {"so-y-te", "xa-bien", "xa-doi"}
    told = words(template, says["so-y-te"])
    assert "còn 01 nhiệm vụ chủ trì sắp đến hạn (trong 07 ngày làm việc tới)." in told
    assert "còn 06 ngày làm việc" in told
    assert not re.search("quá hạn|yêu cầu|đôn đốc thực hiện", told)


@pytest.mark.parametrize(("ahead", "on", "found"), [(7, 18, False), (7, 19, True), (3, 24, False), (3, 25, True)])
def test_so_many_working_days_ahead_are_counted_without_weekends(ahead, on, found):
    proposal, _ = proposed(small(date(2026, 6, on)), ahead=ahead)
    assert bool(proposal.recipients) is found
    assert proposal.edition.about == (f"trước hạn {ahead} ngày làm việc",)


def test_what_is_done_or_was_told_of_is_not_told_of_again():
    plan = small(date(2026, 6, 22), results=(*PLANS, replace(HEALTH, status=Status.DONE)))
    proposal, _ = proposed(plan, ahead=7)
    assert proposal.edition.scope == ("xa-bien", "xa-doi")
    told = replace(plan, editions=(proposal.edition,))
    assert proposed(told, ahead=7)[1] == {"đã đôn đốc, thời": ["xa-bien", "xa-doi"]}
    later = replace(told, on=date(2026, 6, 26))
    assert proposed(later, ahead=3)[0].edition.scope == ("xa-bien", "xa-doi")


def test_a_plan_of_its_own_is_told_of_before_its_date():
    plan = small(date(2025, 11, 10), results=())
    says = letters(plan, a_round(plan, about=AHEAD))["so-y-te"]
    assert [(duty.no, duty.last_day) for duty in says.owed.plan] == [(1, date(2025, 11, 14))]
    assert says.owed.late == ()


# --- whom a round is proposed for -----------------------------------------------------------------------------------


def test_nobody_is_reminded_because_one_result_of_another_was_recorded(thanh_hoa):
    done = Result(1, "so-y-te", Status.DONE, date(2025, 11, 5), "Kế hoạch", "123/KH-SYT", year=2025)
    plan = replace(thanh_hoa, results=(done,))
    proposal, left = proposed(plan)
    assert proposal.recipients == ()
    assert {why: len(ids) for why, ids in left.items()} == {"chưa ghi nhận báo": 183, "cơ quan thường trực": 1}
    lines = "\n".join(proposal.lines())
    assert "Không cơ quan nào cần đôn đốc." in lines
    assert "Không gửi 183 cơ quan: chưa ghi nhận báo cáo nào" in lines
    assert "--silent" in lines
    silent, _ = proposed(plan, silent=True)
    assert (len(silent.recipients), silent.edition.sending) == (183, Sending.JOINT)


def test_who_is_left_out_is_told_with_the_reason():
    assert proposed(small())[0].edition.scope == ("so-y-te", "xa-bien", "xa-doi")
    asked = small(letters=(sent(date(2026, 7, 28)),))
    assert proposed(asked)[1]["đã đôn đốc, thời"] == ["so-y-te"]
    answered = small(letters=(sent(date(2026, 7, 10)),), results=(*PLANS, replace(HEALTH, on=date(2026, 7, 15))))
    assert proposed(answered)[1]["đã báo cáo sau"] == ["so-y-te"]
    stale = replace(answered, on=date(2026, 8, 17))
    assert "so-y-te" in proposed(stale)[0].edition.scope
    promised = small(results=(*PLANS, replace(HEALTH, promised=date(2026, 9, 1))))
    assert proposed(promised)[1]["đã hẹn ngày hoàn"] == ["so-y-te"]
    unheard = small(results=(*PLANS[1:],))
    assert proposed(unheard)[1]["chưa ghi nhận báo"] == ["so-y-te"]


def test_who_waits_for_a_paper_is_not_late_and_told_so():
    waiting = hand_plan.task(2, "Sở Y tế", "", replace(due_by(date(2026, 7, 1)), event="sau khi có văn bản"))
    plan = replace(small(results=PLANS), tasks=(TASKS[0], waiting))
    proposal, left = proposed(plan)
    assert (proposal.recipients, left) == ((), {"quá ngày nhưng còn": ["so-y-te"]})


def test_an_open_round_counts_as_asked_and_the_next_gets_the_next_free_id():
    first, _ = proposed(small())
    assert first.edition.id == "dot-1"
    again, left = proposed(small(editions=(first.edition,)))
    assert (again.edition.id, again.recipients) == ("dot-2", ())
    assert left == {"đã đôn đốc, thời": ["so-y-te", "xa-bien", "xa-doi"]}
    later, _ = proposed(small(date(2026, 8, 20), editions=(first.edition,)))
    assert later.edition.scope == ("so-y-te", "xa-bien", "xa-doi")


def test_a_round_is_joint_from_as_many_recipients_as_the_plan_says():
    assert proposed(small())[0].edition.sending is Sending.SINGLE
    assert proposed(small(joint_from=3))[0].edition.sending is Sending.JOINT
    assert proposed(small(joint_from=3), sending=Sending.SINGLE)[0].edition.sending is Sending.SINGLE


# --- one letter to all ----------------------------------------------------------------------------------------------


def test_a_joint_letter_names_groups_and_lists_each_recipient_the_longest_late_first(thanh_hoa, template):
    draft = Result(1, "ubnd-xa-muong-lat", Status.DOING, date(2025, 11, 18), "Dự thảo", year=2025)
    plan = replace(thanh_hoa, results=(draft,))
    says = letters(plan, a_round(plan, about=SILENT, sending=Sending.JOINT))["chung"]
    assert says.to.first[0] == "Các sở, ban, ngành cấp tỉnh (theo danh sách kèm theo)"
    assert says.to.last == "Ủy ban nhân dân các xã, phường (theo danh sách kèm theo)"
    assert says.plan_count == 184
    assert "(182 cơ quan, đơn vị)" in says.annex[0].names or "(183 cơ quan, đơn vị)" in says.annex[0].names
    assert [group.number for group in says.annex] == [*range(1, len(says.annex) + 1)]
    days = [group.owed.plan[0].days for group in says.annex]
    assert days == sorted(days, reverse=True)
    told = words(template, says)
    assert "184 cơ quan, đơn vị chưa gửi kế hoạch" in told
    assert "yêu cầu các sở, ban, ngành cấp tỉnh, UBND các xã, phường; đề nghị " in told
    assert "“Dự thảo” ngày 18/11/2025" in told


def test_a_joint_letter_says_to_whom_it_goes_again_and_names_what_is_no_group(mau):
    says = letters(mau, a_round(mau, sending=Sending.JOINT))["chung"]
    assert says.to.first == ("Các sở, ban, ngành cấp tỉnh (theo danh sách kèm theo)",)
    assert says.to.last == "Ủy ban nhân dân xã Đồi Mẫu"
    assert (says.instructed, says.asked) == ("các cơ quan, đơn vị", "")
    assert [group.names for group in says.annex] == [
        "Thanh tra tỉnh, đã đôn đốc 01 lần",
        "UBND xã Đồi Mẫu, đã đôn đốc 01 lần",
        "Sở Y tế",
        "Sở Nông nghiệp, Tài nguyên, Biển và Biến đổi khí hậu",
    ]


@pytest.mark.parametrize("about", [LATE, SILENT, AHEAD])
@pytest.mark.parametrize("sending", Sending)
def test_every_letter_of_every_round_is_sound_and_in_the_decrees_form(about, sending):
    on = date(2026, 4, 22) if about == AHEAD else date(2026, 12, 14)
    plan = read(MAU, on)
    drafts = list(cong_van_don_doc.KIND.drafts(plan, settle(plan), a_round(plan, about=about, sending=sending)))
    made = dict(workers.fill_here(drafts, {NAME: journey.read_template(ROOT, NAME)}))  # the gate stops what is wrong
    assert len(made) == len(drafts) > 0
    assert {path: faults(paper) for path, paper in made.items() if faults(paper)} == {}


# --- rounds in the table --------------------------------------------------------------------------------------------


def test_of_a_round_who_is_late_no_more_is_told_and_gets_no_letter():
    edition = a_round(small(), scope=("so-y-te", "so-tai-chinh"))
    plan = small(editions=(edition,))
    assert set(letters(plan, edition)) == {"so-y-te"}
    (problem,) = all_told(plan, settle(plan), (cong_van_don_doc.KIND,))
    assert (problem.severity, problem.origin.column) == (Severity.WARN, "Phạm vi")
    assert problem.what == "đến ngày 03/8/2026 Sở Tài chính không có việc phải đôn đốc nên không có công văn."
    issued = replace(plan, editions=(replace(edition, state=EditionState.ISSUED),))
    assert list(all_told(issued, settle(issued), (cong_van_don_doc.KIND,))) == []


def test_a_round_before_the_date_is_about_nothing_else():
    plan = small(editions=(a_round(small(), about=(*AHEAD, *LATE)),))
    (problem,) = all_told(plan, settle(plan), (cong_van_don_doc.KIND,))
    assert (problem.severity, problem.origin.column) == (Severity.STOP, "Về việc")


def test_a_look_or_a_round_without_a_scope_is_to_all_that_are_late_but_the_sender(mau):
    police = mau.agency("thanh-tra-tinh")
    issuers = tuple((kind, replace(issuer, name=police.name)) for kind, issuer in mau.issuers)
    assert set(letters(mau)) - set(letters(replace(mau, issuers=issuers))) == {"thanh-tra-tinh"}
    _, left = proposed(replace(mau, issuers=issuers))
    assert left["nơi ban hành công"] == ["thanh-tra-tinh"]


def test_an_open_round_is_written_and_read_again(tmp_path):
    project_copy = copied_project.copied(tmp_path)
    told = list(edition_book.remind(project_copy, MAU, None, silent=True))
    assert told[-1] == "Chưa ghi gì. Thêm --write để mở đợt này."
    before = reading.read(project_copy / "data" / MAU, project_copy).plan_or_stop().editions
    told = list(edition_book.remind(project_copy, MAU, None, silent=True, write=True))
    *_, row = reading.read(project_copy / "data" / MAU, project_copy).plan_or_stop().editions
    assert any(f"Đã mở đợt «{row.id}»" in line for line in told)
    assert row.id not in {each.id for each in before if cong_van_don_doc.KIND.is_called(each.kind)}
    assert (row.on, row.state, row.about) == (date(2026, 12, 14), EditionState.OPEN, SILENT)
    assert len(row.scope) == len(set(row.scope)) > 0


def test_why_there_is_no_reminder_is_told(mau):
    assert "invoke remind" in cong_van_don_doc.why_none(mau)


def test_a_body_that_is_not_the_superior_reports_who_does_not_answer(template):
    agency = Agency("so-y-te", "Sở Y tế", "Sở Y tế")
    plan = small(issuers=((NAME, replace(small().issuer(NAME), name="Công an tỉnh Thử")),))
    told = words(template, letters(plan)[agency.id])
    assert "Quá thời hạn trên, Công an tỉnh tổng hợp, báo cáo UBND tỉnh./." in told


def test_who_sent_a_file_that_is_not_data_yet_is_not_reminded_and_who_sent_none_is_named(tmp_path):
    root = copied_project.copied(tmp_path)
    folder = root / "data" / MAU
    plan = reading.read(folder, root).plan_or_stop()
    assert not any("Chưa gửi lại" in line for line in edition_book.remind(root, MAU, None))
    named = reminder_round.propose(plan, settle(plan), silent=True).edition.scope[0]
    rows = f"Tệp,Cơ quan,Tình trạng,Loại,Đợt,Ngày bản gốc\na.docx,{named},đã đọc,ke_hoach,1,2026-12-14\n"
    (folder / "returned-files.csv").write_text(rows, encoding="utf-8")
    lines = [*edition_book.remind(root, MAU, None, silent=True)]
    assert any(line.startswith("Không gửi 01 cơ quan: đã gửi tệp chưa ghi vào dữ liệu") for line in lines)
    assert any(line.startswith("Chưa gửi lại kế hoạch thực hiện của từng cơ quan, đợt 1: ") for line in lines)
