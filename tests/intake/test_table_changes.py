"""Two readings of a table are held together by what their rows say, and by their numbers where that says nothing."""

from __future__ import annotations

from ntsdocs.intake.table_changes import between

HEADING = "Số,Nội dung,Cơ quan chủ trì,Thời gian hoàn thành"
VERBS = ("Lập danh sách", "Chọn giống", "Trồng cây", "Chăm sóc", "Báo cáo", "Tổng kết", "Tuyên truyền", "Tập huấn")
TASKS = [(f"{verb} {place}", "Sở Y tế", "Năm 2026") for place in ("ở trường học", "ở trạm y tế") for verb in VERBS]


def table(tasks: list[tuple[str, str, str]]) -> str:
    rows = (f"{number},{','.join(task)}" for number, task in enumerate(tasks, start=1))
    return "\n".join((HEADING, *rows)) + "\n"


def told(old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(each.place, each.old, each.new) for each in between("tasks.csv", table(old), table(new))]


def test_an_inserted_row_is_one_insertion_and_the_moved_numbers_one_change():
    new = [*TASKS[:4], ("Mua dụng cụ", "Sở Tài chính", "Quý I/2026"), *TASKS[4:]]
    assert told(TASKS, new) == [
        ("nhiệm vụ 5", "", "5; Mua dụng cụ; Sở Tài chính; Quý I/2026"),
        ("nhiệm vụ 5–16, cột «Số»", "5–16", "6–17"),
    ]


def test_a_removed_row_is_one_removal():
    assert told(TASKS, [*TASKS[:14], *TASKS[15:]]) == [
        ("nhiệm vụ 15", "15; Tuyên truyền ở trạm y tế; Sở Y tế; Năm 2026", ""),
        ("nhiệm vụ 16, cột «Số»", "16", "15"),
    ]


def test_two_insertions_are_two_runs_of_numbers_and_a_cell_that_changed_is_told_beside_them():
    one, other = ("Mua dụng cụ", "Sở Tài chính", "Quý I/2026"), ("Khen thưởng", "Sở Nội vụ", "Quý IV/2026")
    changed = ("Báo cáo ở trường học", "Sở Nội vụ", "Năm 2026")
    assert told(TASKS, [one, *TASKS[:4], changed, *TASKS[5:10], other, *TASKS[10:]]) == [
        ("nhiệm vụ 1", "", "1; Mua dụng cụ; Sở Tài chính; Quý I/2026"),
        ("nhiệm vụ 5, cột «Cơ quan chủ trì»", "Sở Y tế", "Sở Nội vụ"),
        ("nhiệm vụ 12", "", "12; Khen thưởng; Sở Nội vụ; Quý IV/2026"),
        ("nhiệm vụ 1–10, cột «Số»", "1–10", "2–11"),
        ("nhiệm vụ 11–16, cột «Số»", "11–16", "13–18"),
    ]


def test_a_task_that_was_wholly_reworded_is_known_by_its_number():
    new = [*TASKS[:2], ("Khảo sát nguồn nước tưới", "Ban Quản lý dự án", "Tháng 5/2026"), *TASKS[3:]]
    assert [place for place, _, _ in told(TASKS, new)] == [
        "nhiệm vụ 3, cột «Nội dung»",
        "nhiệm vụ 3, cột «Cơ quan chủ trì»",
        "nhiệm vụ 3, cột «Thời gian hoàn thành»",
    ]


def test_phrases_are_known_by_their_words():
    old, new = "Cụm từ,Nhóm\nCác sở,S\nCác xã,X\n", "Cụm từ,Nhóm\nCác ban,B\nCác sở,S\nCác xã,Y\n"
    assert [(each.place, each.old, each.new) for each in between("phrases.csv", old, new)] == [
        ("cụm từ «Các ban»", "", "Các ban; B"),
        ("cụm từ «Các xã», cột «Nhóm»", "X", "Y"),
    ]


def test_a_table_that_is_the_same_has_no_change():
    assert told(TASKS, TASKS) == []
