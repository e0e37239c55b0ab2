"""Why an agency has a role in a task, as people read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hand_plan import AGENCIES, AGENCIES_FILE, TASKS_FILE, plan, task
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import Deadline, Repeats
from ntsdocs.plan.why import explain
from ntsdocs.text.problems import DataWrong, Origin, Problem

WITH_FILE = tuple(
    replace(agency, origin=Origin(AGENCIES_FILE, row=row)) for row, agency in enumerate(AGENCIES, start=2)
)
MINISTRY = "Các sở, ban, ngành căn cứ Kế hoạch của bộ, ngành chủ quản chủ trì từng lĩnh vực"
DEADLINE = "Cột «Thời gian hoàn thành»: «Thường xuyên», việc thường xuyên."
OFTEN = Deadline("Thường xuyên", repeats=Repeats.CONTINUOUS)
LEAD_COLUMN = "Cơ quan chủ trì"
PLAN = plan(
    (
        task(1, "Các sở, ban, ngành; UBND cấp xã", "Công an tỉnh", OFTEN),
        task(2, "Sở Y tế", "Các sở, ban, ngành liên quan", OFTEN),
        task(4, MINISTRY, "Các sở, ban, ngành", OFTEN),
        task(5, "Công an tỉnh", "", OFTEN),
    ),
    agencies=WITH_FILE,
)


def told(agency, number):
    return explain(PLAN, settle(PLAN), agency, number).split("\n")


def test_a_role_by_name_tells_the_words_that_name_the_agency_and_the_rule_that_acted():
    assert told("so-y-te", 2) == [
        "Sở Y tế (so-y-te), nhiệm vụ 2: chủ trì (được nêu tên).",
        f"Nhiệm vụ: «Việc thứ 2» – {TASKS_FILE}, dòng 3.",
        "Cột «Cơ quan chủ trì»: «Sở Y tế».",
        "Cột «Cơ quan phối hợp»: «Các sở, ban, ngành liên quan».",
        DEADLINE,
        "Vai trò chủ trì do cụm từ «Sở Y tế» ở cột «Cơ quan chủ trì», nêu tên Sở Y tế (so-y-te).",
        "Quy tắc R1: Cơ quan được nêu tên ở một cột thì không do cụm từ chung mà có thêm ở cột kia.",
    ]


def test_a_conditional_role_tells_its_condition_rules_and_rulings():
    assert told("so-y-te", 4) == [
        "Sở Y tế (so-y-te), nhiệm vụ 4: chủ trì (có điều kiện: «có Kế hoạch của bộ, ngành chủ quản»).",
        f"Nhiệm vụ: «Việc thứ 4» – {TASKS_FILE}, dòng 5.",
        f"Cột «Cơ quan chủ trì»: «{MINISTRY}».",
        "Cột «Cơ quan phối hợp»: «Các sở, ban, ngành».",
        DEADLINE,
        f"Vai trò chủ trì do cụm từ «{MINISTRY}» ở cột «Cơ quan chủ trì», đọc là nhóm SBN_MINISTRY.",
        "Quy tắc R2: Cụm từ chung đưa một cơ quan vào cả hai cột thì cơ quan đó chủ trì.",
        "Quyết định D1: Cụm từ «sở, ban, ngành» gồm những cơ quan nào?",
        "    Trả lời (vua): Ba cơ quan.",
        "    Người quyết định: mặc định, từ ngày 11/9/2025.",
        "Quyết định D3: Nhiệm vụ theo Kế hoạch của bộ có chắc chắn không?",
        "    Trả lời (co-dieu-kien): Có điều kiện.",
        "    Người quyết định: Công an tỉnh, từ ngày 05/10/2025.",
    ]


def test_an_agency_without_a_role_is_told_what_the_cells_say_instead():
    assert told("xa-doi", 4) == [
        "UBND xã Đồi (xa-doi), nhiệm vụ 4: không có vai trò.",
        f"Nhiệm vụ: «Việc thứ 4» – {TASKS_FILE}, dòng 5.",
        f"Cột «Cơ quan chủ trì»: «{MINISTRY}».",
        "Cột «Cơ quan phối hợp»: «Các sở, ban, ngành».",
        DEADLINE,
        f"«{MINISTRY}» ở cột «{LEAD_COLUMN}»: đọc là nhóm SBN_MINISTRY theo quyết định D1 và D3, không có UBND xã Đồi.",
        "«Các sở, ban, ngành» ở cột «Cơ quan phối hợp»: đọc là nhóm SBN theo quyết định D1, không có UBND xã Đồi.",
    ]


def test_a_cell_that_names_others_or_nobody_says_so():
    assert told("so-y-te", 5) == [
        "Sở Y tế (so-y-te), nhiệm vụ 5: không có vai trò.",
        f"Nhiệm vụ: «Việc thứ 5» – {TASKS_FILE}, dòng 6.",
        "Cột «Cơ quan chủ trì»: «Công an tỉnh».",
        "Cột «Cơ quan phối hợp»: để trống.",
        DEADLINE,
        "«Công an tỉnh» ở cột «Cơ quan chủ trì»: nêu tên Công an tỉnh, không có Sở Y tế.",
    ]


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        ("so-yte", "có phải «so-y-te»? ghi một mã ở cột «Mã» của tệp này."),
        ("SỞ Y TẾ", "có phải «so-y-te»? ghi một mã ở cột «Mã» của tệp này."),
        ("qqqq", "ghi một mã ở cột «Mã» của tệp này."),
    ],
)
def test_an_unknown_agency_is_told_with_the_one_spelled_like_it(asked, remedy):
    with pytest.raises(DataWrong) as stopped:
        told(asked, 2)
    assert stopped.value.problems == (
        Problem(Origin(AGENCIES_FILE), f"không có cơ quan nào mang mã «{asked}».", remedy),
    )


def test_an_unknown_agency_and_an_unknown_task_are_told_in_one_go():
    with pytest.raises(DataWrong) as stopped:
        told("xa-doii", 99)
    assert stopped.value.problems == (
        Problem(
            Origin(AGENCIES_FILE),
            "không có cơ quan nào mang mã «xa-doii».",
            "có phải «xa-doi»? ghi một mã ở cột «Mã» của tệp này.",
        ),
        Problem(
            Origin(TASKS_FILE),
            "Kế hoạch không có nhiệm vụ 99.",
            "ghi số của một nhiệm vụ trong Kế hoạch, từ 1 đến 5.",
        ),
    )
