"""However an annex is laid out, its tasks are read; a table of something else gives none and is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import small_grids
from ntsdocs.intake import column_names

CASES = Path(__file__).resolve().parents[1] / "cases"
LAYOUTS, OTHERS = (
    dict(re.findall(r"(?ms)^## ([^\n]+)\n(.*?)(?=^## |\Z)", (CASES / name).read_text("utf-8")))
    for name in ("annex-layouts.txt", "other-tables.txt")
)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_the_tasks_that_are_in_it(name):
    table, _, expected = LAYOUTS[name].partition("=>\n")
    tasks = small_grids.lines(small_grids.read(*re.split(r"(?m)^--\n", table)))
    assert [line.strip() for line in tasks] == [line.strip() for line in expected.splitlines() if line.strip()]


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_of_something_else_gives_no_task(name):
    tables = small_grids.read(OTHERS[name])
    assert small_grids.lines(tables) == []
    assert [place for place, _ in tables.passed] == ["bảng 1"]


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_of_something_else_does_not_carry_on_the_tasks_before_it(name):
    first = next(iter(OTHERS[name].splitlines()))
    columns = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành", "Sản phẩm", "Ghi chú"][
        : first.count("|") + 1
    ]
    task = ["1", "Lập danh sách trường", "Sở Y tế", "Năm 2026", "Danh sách", ""][: len(columns)]
    tables = small_grids.read(f"{' | '.join(columns)}\n{' | '.join(task)}", OTHERS[name])
    assert [line.split(" | ")[2] for line in small_grids.lines(tables)] == ["Lập danh sách trường"][: len(columns) - 2]


def test_there_are_many_of_both():
    assert len(LAYOUTS) >= 25
    assert len(OTHERS) >= 15


def test_what_is_passed_over_in_a_task_table_is_told():
    table = """
    TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian
    I | Chuẩn bị | | | năm tiếp theo
    1 | Lập danh sách | Sở Y tế | Sở Nội vụ | Năm 2026
    2 | ~Hội thao | ~Sở Y tế | | ~Năm 2026
    3 | | | |
    4 | | | |
    | Tổng cộng | | |
    | Nơi nhận: | | TM. ỦY BAN NHÂN DÂN |
    """
    notes = [(note.what, note.place) for note in small_grids.read(table).notes]
    assert notes == [
        ("hàng bị gạch ngang, không đọc", "bảng 1, hàng 4"),
        ("hàng đánh số nhưng để trống, bỏ qua", "bảng 1, hàng 5; bảng 1, hàng 6"),
        ("hàng cộng, không đọc thành nhiệm vụ", "bảng 1, hàng 7"),
        ("phần dưới bảng, không đọc: «Nơi nhận: TM. ỦY BAN NHÂN DÂN»", "bảng 1, hàng 8"),
        ("ô của hàng nhóm, không thuộc nhiệm vụ nào: «năm tiếp theo»", "bảng 1, hàng 2"),
    ]


def test_a_cell_over_both_roles_that_marks_none_is_left_to_be_asked():
    table = """
    TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian
    1 | Lập danh sách | Sở Y tế, Sở Nội vụ | > | Năm 2026
    """
    (task,) = small_grids.read(table).tasks
    assert {name: value.text for name, value in task.values.items()} == {
        "content": "Lập danh sách",
        "lead+coordinate": "Sở Y tế, Sở Nội vụ",
        "deadline": "Năm 2026",
    }


def test_tables_that_are_passed_over_are_told_with_the_reason():
    tables = small_grids.read("TT | Chỉ tiêu | Đơn vị tính | Năm 2026\n1 | Số cây | cây | 10")
    assert [*column_names.passed_over(tables)] == [
        "Bảng 1, không đọc: bảng loại khác, có cột «Chỉ tiêu», «Đơn vị tính»."
    ]
