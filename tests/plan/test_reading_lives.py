"""From when to when agencies live, as the registry, the rulings and the results have it: what is read, what is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from copied_project import PLAN, copied, replace_text, table, write_table
from ntsdocs.build import journey
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import draw_up
from ntsdocs.plan import reading as plan_reading
from ntsdocs.plan.assignments import settle, unassigned_results, waiting_duties
from ntsdocs.plan.model import Edition, Plan, Role
from ntsdocs.text.problems import Severity

END = "10/12/2026"
AFTER = date(2026, 12, 14)
NEW = {"Mã": "so-moi", "Tên đầy đủ": "Sở Nội vụ và Y tế", "Tên gọi": "Sở Nội vụ và Y tế", "Loại": "so"}
NEW |= {"Cấp": "province", "Nhóm sở, ban, ngành": "core", "Hoạt động từ ngày": END}
MERGED = {"so-y-te": {"Đến trước ngày": END, "Nơi kế thừa": "so-moi"}}
OR_KEPT = (
    "Ghi mã đúng như cột «Mã» của danh mục cơ quan; cơ quan đã giải thể, sáp nhập thì giữ dòng của nó ở đó và ghi "
    "«Đến trước ngày»."
)
REGISTRY = "data/tinh-mau/agencies.csv"


def write(root: Path, changed: dict[str, dict[str, str]], *new: dict[str, str]) -> Path:
    """Tỉnh Mẫu with these cells of its registry, and with these new rows."""
    rows = table(copied(root), "agencies.csv")
    blank = {**dict.fromkeys(rows[0], ""), "Hoạt động từ ngày": "", "Đến trước ngày": "", "Nơi kế thừa": ""}
    write_table(root, "agencies.csv", [blank | row | changed.get(row["Mã"], {}) for row in (*rows, *new)])
    return root


def read(root: Path) -> plan_reading.Reading:
    return plan_reading.read(root / "data" / PLAN, root)


def told(root: Path) -> list[tuple[str, str, str]]:
    """What is told at these columns, by what the decisions say too."""
    of_lives = "ngày»|kế thừa»|hành chính»|Địa danh»|đầu»|ký»|successors|choice"
    found = [each for each in read(root).problems if re.search(of_lives, str(each.origin))]
    return [(str(each.origin), each.what, each.remedy) for each in found]


def plan_of(root: Path) -> Plan:
    return read(root).plan_or_stop()


# --- the registry ---------------------------------------------------------------------------------------------------


def test_the_life_of_an_agency_is_read_with_its_successors_by_id_or_by_name(tmp_path):
    root = write(tmp_path, MERGED | {"so-noi-vu": {"Đến trước ngày": END, "Nơi kế thừa": "sở Nội vụ và Y tế"}}, NEW)
    assert told(root) == []
    by_id = {agency.id: agency for agency in plan_of(root).agencies}
    assert (by_id["so-y-te"].until, by_id["so-y-te"].successors) == (date(2026, 12, 10), ("so-moi",))
    assert by_id["so-noi-vu"].successors == ("so-moi",)
    assert by_id["so-moi"].since == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("cells", "what", "remedy"),
    [
        (
            {"Hoạt động từ ngày": END, "Đến trước ngày": END},
            "«Hoạt động từ ngày» là ngày 10/12/2026, không trước ngày này.",
            "ghi ngày đầu tiên không còn cơ quan; cơ quan còn hoạt động để trống.",
        ),
        (
            {"Nơi kế thừa": "so-noi-vu"},
            "danh mục chưa ghi «Đến trước ngày» của Sở Y tế nên chưa có nơi kế thừa.",
            "ghi «Đến trước ngày» ở dòng của cơ quan này trong danh mục, hoặc bỏ nơi kế thừa.",
        ),
        (
            {"Đến trước ngày": "09/12/2026", "Nơi kế thừa": "so-moi"},
            "ngày 09/12/2026 không có Sở Nội vụ và Y tế để kế thừa Sở Y tế.",
            "sửa các ngày ở hai dòng ấy của danh mục, hoặc ghi nơi kế thừa khác.",
        ),
        (
            {"Đến trước ngày": END, "Nơi kế thừa": "so-y-te"},
            "ngày 10/12/2026 không có Sở Y tế để kế thừa Sở Y tế.",
            "sửa các ngày ở hai dòng ấy của danh mục, hoặc ghi nơi kế thừa khác.",
        ),
        (
            {"Đến trước ngày": END, "Nơi kế thừa": "so-moii"},
            "không có cơ quan nào mang mã «so-moii».",
            OR_KEPT,
        ),
    ],
)
def test_a_life_that_cannot_be_is_told_once_with_its_cell_and_a_remedy(tmp_path, cells, what, remedy):
    column = "Đến trước ngày" if "Hoạt động từ ngày" in cells else "Nơi kế thừa"
    assert told(write(tmp_path, {"so-y-te": cells}, NEW)) == [(f"{REGISTRY}, dòng 4, cột «{column}»", what, remedy)]


def test_successors_in_a_circle_are_told_where_one_of_them_is_gone_already(tmp_path):
    changed = {
        "so-y-te": {"Đến trước ngày": END, "Nơi kế thừa": "so-noi-vu"},
        "so-noi-vu": {"Đến trước ngày": "11/12/2026", "Nơi kế thừa": "so-y-te"},
    }
    ((place, what, _),) = told(write(tmp_path, changed))
    assert (place, what) == (
        f"{REGISTRY}, dòng 2, cột «Nơi kế thừa»",
        "ngày 11/12/2026 không có Sở Y tế để kế thừa Sở Nội vụ.",
    )


def test_a_chain_of_mergers_is_right(tmp_path):
    changed = {
        "so-y-te": {"Đến trước ngày": END, "Nơi kế thừa": "so-noi-vu"},
        "so-noi-vu": {"Đến trước ngày": "11/12/2026", "Nơi kế thừa": "so-tai-chinh"},
    }
    assert told(write(tmp_path, changed)) == []


def test_an_administrative_code_that_two_have_at_one_time_is_told(tmp_path):
    changed = {id_: {"Mã đơn vị hành chính": "01234"} for id_ in ("ubnd-xa-bien-mau", "ubnd-xa-doi-mau")}
    ((place, what, remedy),) = told(write(tmp_path / "a", changed))
    assert place == f"{REGISTRY}, dòng 16, cột «Mã đơn vị hành chính»"
    assert what == "mã «01234» cũng là mã của UBND xã Biển Mẫu (dòng 15)."
    assert remedy == "ghi đúng mã, hoặc để trống."
    changed["ubnd-xa-bien-mau"] |= {"Đến trước ngày": END, "Nơi kế thừa": "ubnd-xa-doi-mau"}
    changed["ubnd-xa-doi-mau"] |= {"Hoạt động từ ngày": END}
    assert told(write(tmp_path / "b", changed)) == []  # the code of a new unit that keeps it


def test_a_new_commune_without_place_title_or_signature_is_told_by_column(tmp_path):
    bare = {"Mã": "ubnd-xa-moi", "Tên đầy đủ": "UBND xã Mới", "Tên gọi": "UBND xã Mới", "Cấp": "commune"}
    columns = ("Địa danh", "Chức danh người đứng đầu", "Thể thức đề ký")
    assert told(write(tmp_path, {}, bare)) == [
        (
            f"{REGISTRY}, dòng 17, cột «{column}»",
            f"chưa ghi «{column}» của UBND xã Mới: dự thảo sẽ để «……».",
            "ghi như dòng của xã, phường khác.",
        )
        for column in columns
    ]


def test_a_new_unit_may_bear_the_name_of_the_one_it_follows_and_the_plan_means_the_earlier(tmp_path):
    same = NEW | {"Tên đầy đủ": "Sở Y tế", "Tên gọi": "Sở Y tế"}
    clash = [each.what for each in read(write(tmp_path / "a", {}, same)).problems if "cũng là tên" in each.what]
    assert clash == ["tên «Sở Y tế» cũng là tên của «so-y-te»: không rõ Kế hoạch nói cơ quan nào."]
    plan = plan_of(write(tmp_path / "b", MERGED, same))
    (problem,) = waiting_duties(plan)
    assert problem.what.startswith("Sở Y tế hoạt động đến trước ngày 10/12/2026;")


# --- names that changed, rows that were deleted ----------------------------------------------------------------------


def test_renaming_in_the_registry_alone_leads_to_the_table_of_former_names(tmp_path):
    names = {"Tên đầy đủ": "Sở Sức khỏe tỉnh Mẫu", "Tên gọi": "Sở Sức khỏe"}
    problems = read(write(tmp_path, {"so-y-te": names})).problems
    (problem,) = (each for each in problems if each.severity is Severity.STOP)
    assert problem.what == "không nhận ra «Sở Y tế» (và 1 ô nữa)."
    assert "cơ quan đổi tên: ghi tên cũ vào former-names.csv" in problem.remedy
    assert "«Tên khác»" in problem.remedy


def test_a_row_that_was_deleted_is_asked_back_and_no_other_body_gets_its_result(tmp_path):
    root = copied(tmp_path)
    rows = [row for row in table(root, "agencies.csv") if row["Mã"] != "ubnd-xa-bien-mau"]
    write_table(root, "agencies.csv", rows)
    unknown = [each for each in read(root).problems if "ubnd-xa-bien-mau" in each.what]
    assert len(unknown) == 4  # its results; the letter to all names no code
    for each in unknown:
        assert "có phải" not in each.remedy
        assert "giữ dòng của nó ở đó và ghi «Đến trước ngày»" in each.remedy


# --- rulings --------------------------------------------------------------------------------------------------------


def ruled(root: Path, ruling: str) -> Path:
    replace_text(root, "decisions.yaml", "rulings:\n", f"rulings:\n  {ruling}\n")
    return root


def test_named_duties_of_one_that_is_gone_wait_and_the_text_to_paste_ends_the_wait(tmp_path):
    root = write(tmp_path, MERGED, NEW)
    plan = plan_of(root)
    assert not any(row.agency == "so-y-te" for row in settle(plan))
    (problem,) = waiting_duties(plan)
    assert str(problem.origin) == f"{REGISTRY}, dòng 4, cột «Đến trước ngày»"
    assert problem.severity is Severity.WARN
    assert problem.what == (
        "Sở Y tế hoạt động đến trước ngày 10/12/2026; chưa có quyết định ai nhận nhiệm vụ 11 và 12."
    )
    before, _, ruling = problem.remedy.partition(": - ")
    assert before == "thêm vào «rulings» của decisions.yaml, thẳng hàng với các quyết định khác"
    ruled(root, f"- {ruling}")
    assert told(root) == []
    plan = plan_of(root)
    assert [*waiting_duties(plan)] == []
    (row,) = (each for each in settle(plan).of_agency("so-moi") if each.task == 12)
    assert (row.role, row.because.rulings, row.because.heir_of) == (Role.LEAD, ("KT-so-y-te=ke-thua",), ("so-y-te",))


def test_one_that_is_dissolved_without_a_successor_may_be_ruled_to_have_none(tmp_path):
    root = write(tmp_path, {"so-y-te": {"Đến trước ngày": END}})
    (problem,) = waiting_duties(plan_of(root))
    ruling = problem.remedy.partition(": - ")[2]
    assert 'text: "không cơ quan nào", successors: {so-y-te: []}' in ruling
    assert [*waiting_duties(plan_of(ruled(root, f"- {ruling}")))] == []


def test_the_heir_of_an_heir_that_ends_waits_for_all_that_it_had(tmp_path):
    changed = MERGED | {"so-noi-vu": {"Đến trước ngày": "11/12/2026"}}
    root = write(tmp_path, changed, NEW)
    ruled(root, KT.replace("HEIR", "so-noi-vu"))
    (problem,) = waiting_duties(plan_of(root))
    assert problem.what.startswith("Sở Nội vụ hoạt động đến trước ngày 11/12/2026;")
    assert problem.what.endswith("nhiệm vụ 4, 11 và 12.")


KT = '- {id: KT, question: Ai, choices: {a: {text: A, successors: {so-y-te: [HEIR]}}}, choice: a, by: "…"}'


@pytest.mark.parametrize(
    ("changed", "ruling", "what"),
    [
        (MERGED, KT.replace("HEIR", "so-y"), "không có cơ quan nào mang mã «so-y»."),
        ({}, KT.replace("HEIR", "so-noi-vu"), "danh mục chưa ghi «Đến trước ngày» của Sở Y tế"),
        (MERGED, KT.replace("so-y-te", "so-y").replace("HEIR", "so-moi"), "không có cơ quan nào mang mã «so-y»."),
        (MERGED, KT.replace("HEIR", "so-y-te"), "ngày 10/12/2026 không có Sở Y tế để kế thừa Sở Y tế."),
    ],
)
def test_a_ruling_that_the_registry_does_not_bear_out_is_told_at_its_place(tmp_path, changed, ruling, what):
    ((place, said, _),) = told(ruled(write(tmp_path, changed, NEW), ruling))
    assert "decisions.yaml" in place
    assert what in said


# --- results --------------------------------------------------------------------------------------------------------


def test_results_of_one_that_is_gone_stay_its_own_without_a_word(tmp_path):
    plan = plan_of(write(tmp_path, MERGED, NEW))
    assert [each.agency for each in plan.results if each.task == 12] == ["so-y-te", "so-y-te"]
    assert unassigned_results(plan, settle(plan)) == []


def test_a_result_of_a_day_on_which_there_is_no_such_agency_is_told(tmp_path):
    plan = plan_of(write(tmp_path, {"so-y-te": {"Đến trước ngày": "07/12/2026"}}))
    late = unassigned_results(plan, settle(plan))
    assert [each.what for each in late] == [
        "ngày 07/12/2026 không có Sở Y tế: cơ quan này hoạt động đến trước ngày 07/12/2026."
    ] * 2
    assert {str(each.origin).rpartition(", ")[2] for each in late} == {"cột «Ngày»"}


# --- all that is told of a plan ---------------------------------------------------------------------------------------


def test_check_and_build_tell_what_waits(tmp_path):
    root = write(tmp_path, MERGED, NEW)
    waiting = [each for each in journey.check(root, PLAN) if "chưa có quyết định ai nhận" in each.what]
    assert len(waiting) == 1
    assert waiting[0] in journey.prepare(root, PLAN).warnings


def test_why_tells_the_heir_by_which_ruling_it_has_the_duty_and_the_gone_one_that_it_is_gone(tmp_path):
    root = write(tmp_path, MERGED, NEW)
    gone = journey.why(root, PLAN, "so-y-te", 12)
    assert "Sở Y tế (so-y-te), nhiệm vụ 12: không có vai trò." in gone
    assert "Ngày 14/12/2026 không có Sở Y tế: cơ quan này hoạt động đến trước ngày 10/12/2026." in gone
    assert "«Sở Y tế» ở cột «Cơ quan chủ trì»: nêu tên Sở Y tế, nay chưa có quyết định ai nhận." in gone
    ruled(root, KT.replace("HEIR", "so-moi"))
    assert "nêu tên Sở Y tế, nay là Sở Nội vụ và Y tế (KT=a)." in journey.why(root, PLAN, "so-y-te", 12)
    heir = journey.why(root, PLAN, "so-moi", 12)
    assert "ở cột «Cơ quan chủ trì», nêu tên Sở Y tế (so-y-te)." in heir
    assert (
        "Kế thừa Sở Y tế (so-y-te), hoạt động đến trước ngày 10/12/2026: việc nơi ấy đã hoàn thành thì được tính."
        in heir
    )
    assert "Quyết định KT: Ai" in heir


def test_of_one_that_no_task_names_it_waits_who_has_what_it_had_done(tmp_path):
    changed = {"ubnd-xa-doi-mau": {"Đến trước ngày": END, "Nơi kế thừa": "ubnd-xa-bien-mau"}}
    (problem,) = waiting_duties(plan_of(write(tmp_path, changed)))
    assert (
        problem.what == "UBND xã Đồi Mẫu hoạt động đến trước ngày 10/12/2026; chưa có quyết định ai nhận kết quả đã có."
    )
    assert "successors: {ubnd-xa-doi-mau: [ubnd-xa-bien-mau]}" in problem.remedy


def test_a_standing_body_that_is_gone_is_told_at_its_key(tmp_path):
    root = write(tmp_path, {"cong-an-tinh": {"Đến trước ngày": END}})
    (problem,) = (each for each in read(root).problems if "«standing»" in str(each.origin))
    assert problem.what == "ngày 14/12/2026 không có Công an tỉnh."
    assert problem.remedy == "ghi cơ quan thường trực hiện nay."


def test_an_edition_of_an_earlier_day_has_the_agencies_of_that_day(tmp_path):
    plan = plan_of(write(tmp_path, MERGED, NEW))
    kind = next(each for each in KINDS if each.has_duties)
    papers = {}
    for on in (date(2026, 12, 9), date(2026, 12, 10)):
        then = replace(plan, editions=(Edition(kind.name, "1", on),))
        papers[on] = {draft.id.name for draft in draw_up(then, settle(then), (kind,))}
    before, after = papers.values()
    assert before - after == {"so-y-te"}
    assert after - before == {"so-moi"}
