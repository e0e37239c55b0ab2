"""A person can say what a column is; a refusal says what it lacks, and the command it offers works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import small_grids
from ntsdocs.intake import column_names
from ntsdocs.text.problems import DataWrong

STRANGE = """
TT | Chuyện phải làm | Nơi lo | Bao giờ
1 | Lập danh sách trường học | Tổ cây xanh | Năm 2026
2 | Chọn giống cây bóng mát | Tổ giống | Quý I/2026
"""


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("nội dung", "content"),
        ("Nội dung nhiệm vụ", "content"),
        ("content", "content"),
        ("chủ trì", "lead"),
        ("CHU TRI", "lead"),
        ("phối hợp", "coordinate"),
        ("chủ trì và phối hợp", "lead+coordinate"),
        ("lead+coordinate", "lead+coordinate"),
        ("thời hạn", "deadline"),
        ("sản phẩm", "product"),
        ("số", "number"),
        ("bỏ", "-"),
        ("ghi chú", "-"),
    ],
)
def test_what_a_column_is_can_be_said_in_words_of_an_office(words, field):
    assert column_names.of_option(f" Việc A/B = {words} ; ") == {"viec a/b": field}


def test_every_part_that_is_not_understood_is_told_at_once():
    with pytest.raises(DataWrong) as told:
        column_names.of_option("Việc; Nơi lo=ai đó; Hạn=thời hạn")
    assert [problem.what for problem in told.value.problems] == ["không hiểu «Việc».", "không hiểu «Nơi lo=ai đó»."]
    assert all("nội dung, chủ trì, phối hợp" in problem.remedy for problem in told.value.problems)


def test_columns_that_are_named_are_read():
    names = column_names.of_option("Chuyện phải làm=nội dung; Nơi lo=chủ trì; Bao giờ=thời hạn")
    assert small_grids.lines(small_grids.read(STRANGE, names=names)) == [
        "1 |  | Lập danh sách trường học | Tổ cây xanh |  | Năm 2026 | ",
        "2 |  | Chọn giống cây bóng mát | Tổ giống |  | Quý I/2026 | ",
    ]


def test_a_person_who_names_a_column_is_believed_against_the_words_of_the_others():
    table = "TT | Chỉ tiêu | Đơn vị tính | Cơ quan chủ trì\n1 | Trồng 100 cây | cây | Sở Y tế"
    assert small_grids.lines(small_grids.read(table)) == []
    names = column_names.of_option("Chỉ tiêu=nội dung")
    assert small_grids.lines(small_grids.read(table, names=names)) == ["1 |  | Trồng 100 cây | Sở Y tế |  |  | "]


def test_a_column_that_is_in_no_table_is_told_with_those_that_are():
    names = column_names.of_option("Hạng muc=nội dung")
    (problem,) = column_names.unmet(names, small_grids.read(STRANGE, names=names))
    assert problem.what == "không có bảng nào có cột «hang muc»."
    assert "«TT», «Chuyện phải làm», «Nơi lo», «Bao giờ»" in problem.remedy


def test_a_refusal_says_the_tables_and_what_they_lack_and_its_command_works():
    table = "TT | Chuyện | Cơ quan chủ trì | Ghi chú\n1 | Cây | Sở Y tế | \n2 | Hoa | Sở Nội vụ | "
    tables = small_grids.read("Nơi nhận: | CHỦ TỊCH", table)
    problem = column_names.refusal(Path("ke-hoach.docx"), "tinh-mau/05-kh", tables)
    assert problem.what.splitlines()[1:] == [
        "    Bảng 2, không đọc: thiếu cột nội dung nhiệm vụ; hiểu «TT» là Số; «Cơ quan chủ trì» là Cơ quan chủ trì."
    ]
    command = 'invoke intake ke-hoach.docx --plan tinh-mau/05-kh --columns "Chuyện=nội dung"'
    assert problem.remedy.endswith(command)
    said = re.search('"(.*)"', problem.remedy)
    assert said is not None
    assert len(small_grids.read(table, names=column_names.of_option(said[1])).tasks) == 2
