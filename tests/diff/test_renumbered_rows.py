"""A row of a report's or a letter's table is known by the task or agency it is of, not by its words."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import copied_project as project
from copied_project import PLAN
from ntsdocs.build.journey import build
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.result import Change, What

REPORT = "bao_cao_nam/2026/bao-cao-nam-2026.docx"
REMINDER = "cong_van_don_doc/dot-2/thanh-tra-tinh.docx"
TABLES = (4, 8)  # of the report that have a row for each agency
# Words that no task has, and more than the old ones.
OTHER = (
    "Kiểm kê kho vật tư dự phòng, thay mới thiết bị hỏng hóc, ghi sổ sách rõ ràng; bố trí người trực đêm hằng ngày, "
    "báo về trung tâm điều phối mỗi sáng bằng biểu thống kê riêng"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project.copied(tmp_path)


def changed(root: Path, path: str, edit: Callable[[], None]) -> tuple[Change, ...]:
    """What an edit of the data changes in a document."""
    build(root, PLAN, root / "build" / "old")
    edit()
    build(root, PLAN, root / "build" / "new")
    return FilePair.of(*((root / "build" / side / path).read_bytes() for side in ("old", "new"))).changes


def test_a_task_of_wholly_other_words_is_one_change_of_words_in_each_table_of_the_report(root: Path) -> None:
    """Task 11 stands among the coming ones and in the annex."""

    def edit() -> None:
        project.set_cell(root, "tasks.csv", 10, "Nội dung", OTHER)

    found = changed(root, REPORT, edit)

    assert [(each.what, each.tag, each.place, each.after) for each in found] == [
        (What.WORDS, "gen:line:11:content", "bảng 5, hàng 3, cột 2", OTHER),
        (What.WORDS, "gen:line:11:content", "bảng 7, hàng 16, cột 2", OTHER),
    ]


def test_neighbours_of_which_every_cell_changes_stay_the_rows_they_were(root: Path) -> None:
    def edit() -> None:
        rows = project.table(root, "tasks.csv")
        rows[6] |= {"Nội dung": OTHER, "Cơ quan chủ trì": "Sở Nội vụ", "Sản phẩm": "Sổ trực"}
        rows[7] |= {"Nội dung": "Trồng rừng ven sông", "Cơ quan chủ trì": "Thanh tra tỉnh", "Sản phẩm": "Rừng"}
        project.write_table(root, "tasks.csv", rows)

    found = changed(root, REPORT, edit)

    assert {each.what for each in found} == {What.WORDS}
    verbatim = {each.tag for each in found if each.tag.endswith((":content", ":lead", ":product"))}
    assert verbatim == {f"gen:line:{number}:{field}" for number in (7, 8) for field in ("content", "lead", "product")}


def test_a_reminder_knows_its_rows_too(root: Path) -> None:
    def edit() -> None:
        project.set_cell(root, "tasks.csv", 8, "Nội dung", OTHER)

    found = changed(root, REMINDER, edit)

    assert [(each.what, each.tag, each.after) for each in found] == [(What.WORDS, "gen:line:9:content", OTHER)]


def test_an_added_task_is_one_added_row_in_each_table_of_tasks(root: Path) -> None:
    def edit() -> None:
        rows = project.table(root, "tasks.csv")
        rows.append({**rows[-1], "Số": "17", "Nội dung": OTHER, "Thời gian hoàn thành": "Trước 30/6/2027"})
        project.write_table(root, "tasks.csv", rows)

    found = changed(root, REPORT, edit)

    assert [(each.tag, each.place) for each in found if each.what is not What.WORDS] == [
        ("gen:line:17", "bảng 5, hàng 3"),
        ("gen:line:17", "bảng 7, hàng 23"),
    ]
    assert {each.what for each in found} == {What.WORDS, What.ADDED}


def test_an_added_agency_is_one_added_row_though_all_numbers_after_it_move(root: Path) -> None:
    rows = project.table(root, "agencies.csv")
    new = {**next(row for row in rows if row["Mã"] == "so-y-te")}
    new |= {"Mã": "so-mau", "Tên đầy đủ": "Sở Mẫu", "Tên gọi": "Sở Mẫu", "Tên khác": "", "Ký hiệu": "SM"}
    new |= {"Tên trên tiêu đề": "SỞ MẪU"}

    found = changed(root, REPORT, lambda: project.write_table(root, "agencies.csv", [*rows[:3], new, *rows[3:]]))

    came = [each for each in found if each.what is not What.WORDS]
    assert [(each.what, each.tag) for each in came] == [(What.ADDED, "gen:agency:so-mau")] * len(TABLES)
    assert tuple(int(each.place.split(",")[0].removeprefix("bảng ")) for each in came) == TABLES


def test_the_last_agency_that_goes_is_one_removed_row_and_the_total_stays_the_total(root: Path) -> None:
    """An agency added last among the provincial ones, then removed again: the total follows its row in a table."""
    rows = project.table(root, "agencies.csv")
    last = max(n for n, row in enumerate(rows) if not row["Mã"].startswith("ubnd-"))
    new = {**next(row for row in rows if row["Mã"] == "so-y-te")}
    new |= {"Mã": "so-mau", "Tên đầy đủ": "Sở Mẫu", "Tên gọi": "Sở Mẫu", "Tên khác": "", "Ký hiệu": "SM"}
    new |= {"Tên trên tiêu đề": "SỞ MẪU"}
    project.write_table(root, "agencies.csv", [*rows[: last + 1], new, *rows[last + 1 :]])

    found = changed(root, REPORT, lambda: project.write_table(root, "agencies.csv", rows))

    gone = [(each.what, each.tag) for each in found if each.what is not What.WORDS]
    assert gone == [(What.REMOVED, "gen:agency:so-mau")] * len(TABLES)
    assert not any(each.before and each.after and "Tổng" in each.before + each.after for each in found)


def test_two_agencies_that_change_places_are_rows_that_moved_and_were_numbered_anew(root: Path) -> None:
    """Sở Y tế, third, and Văn phòng UBND tỉnh, fifth; Sở Nông nghiệp… stays between them."""
    rows = project.table(root, "agencies.csv")
    rows[2], rows[4] = rows[4], rows[2]

    found = changed(root, REPORT, lambda: project.write_table(root, "agencies.csv", rows))

    told = [each for each in found if each.place.startswith("bảng")]
    assert [(each.what, each.tag, each.place) for each in told if each.what is What.MOVED] == [
        (What.MOVED, tag, f"bảng {number}, hàng {row} (trước ở hàng {before})")
        for number in TABLES
        for tag, row, before in (
            ("gen:agency:van-phong-ubnd-tinh", 5, 7),
            ("gen:agency:so-y-te", 7, 5),
        )
    ]
    words = [(each.before, each.after) for each in told if each.what is What.WORDS]
    assert [pair for pair in words if pair[0].isdigit()] == [("5", "3"), ("3", "5")] * len(TABLES)
    assert all(side.startswith("Đã có: ") for pair in words if not pair[0].isdigit() for side in pair)  # in their order
    assert {each.what for each in told} == {What.MOVED, What.WORDS}


def test_rows_that_are_numbered_anew_because_one_came_are_one_change(root: Path) -> None:
    """A third provincial agency comes: what was 3 becomes 4, and so on to the last line, in both tables."""
    rows = project.table(root, "agencies.csv")
    new = {**next(row for row in rows if row["Mã"] == "so-y-te")}
    new |= {"Mã": "so-mau", "Tên đầy đủ": "Sở Mẫu", "Tên gọi": "Sở Mẫu", "Tên khác": "", "Ký hiệu": "SM"}
    new |= {"Tên trên tiêu đề": "SỞ MẪU"}

    found = changed(root, REPORT, lambda: project.write_table(root, "agencies.csv", [*rows[:2], new, *rows[2:]]))

    numbers = [each for each in found if "số thứ tự" in each.place]
    assert [(each.what, each.place, each.before, each.after) for each in numbers] == [
        (
            What.WORDS,
            f"bảng {number}, hàng 6 đến {last + 3}, cột 1 (số thứ tự đều tăng 1)",
            " | ".join(map(str, range(3, last + 1))),
            " | ".join(map(str, range(4, last + 2))),
        )
        for number, last in zip(TABLES, (12, 15), strict=True)
    ]
    assert not [each for each in found if each.place.endswith("cột 1")]


def test_no_bookmark_is_longer_than_word_allows_however_long_an_id_is(root: Path) -> None:
    long = "so-" + "x" * 77
    rows = project.table(root, "agencies.csv")

    new = {**next(row for row in rows if row["Mã"] == "so-y-te"), "Mã": long, "Tên đầy đủ": "Sở X", "Tên gọi": "Sở X"}
    project.write_table(root, "agencies.csv", [*rows, {**new, "Tên khác": ""}])
    build(root, PLAN, root / "build" / "long")
    with zipfile.ZipFile(root / "build" / "long" / REPORT) as package:
        names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', package.read("word/document.xml").decode())
    assert max(map(len, names)) == 40
