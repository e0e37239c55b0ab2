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
from tiny_docx import control, docx, p, r, table

REPORT = "bao_cao_nam/2026/bao-cao-nam-2026.docx"
REMINDER = "cong_van_don_doc/dot-2/thanh-tra-tinh.docx"
AGENCIES = ("so-noi-vu", "so-tai-chinh", "so-y-te", "so-nong-nghiep", "van-phong", "thanh-tra")
TABLES = (1, 2)  # of the paper made by hand that have a row for each agency: the total is the first row, then the last
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


def by_agency(*agencies: str) -> bytes:
    """A paper with two tables of a row for each agency, whose figures many share, under and over the total."""
    head = [p(each) for each in ("TT", "Cơ quan", "Tổng", "Quá hạn")]
    total = [p(""), p("Tổng cộng"), p(str(3 * len(agencies))), p(str(len(agencies)))]
    rows = [
        [p(str(number)), p(control(f"gen:agency:{each}", r(f"Cơ quan {each}"))), p("3"), p("1")]
        for number, each in enumerate(agencies, 1)
    ]
    return docx(f"{table(head, total, *rows)}{p('Phụ lục')}{table(head, *rows, total)}")


def test_a_task_of_wholly_other_words_is_one_change_of_words_in_each_table_of_the_report(root: Path) -> None:
    """Task 11 stands among the coming ones, in the annex of all and in that of the unfinished ones."""

    def edit() -> None:
        project.set_cell(root, "tasks.csv", 10, "Nội dung", OTHER)

    found = changed(root, REPORT, edit)

    assert [(each.what, each.tag, each.place, each.after) for each in found] == [
        (What.WORDS, "gen:line:11:content", "bảng 8, hàng 3, cột 2", OTHER),
        (What.WORDS, "gen:line:11:content", "bảng 10, hàng 16, cột 2", OTHER),
        (What.WORDS, "gen:line:11:content", "bảng 12, hàng 11, cột 2", OTHER),
    ]


def test_neighbours_of_which_every_cell_changes_stay_the_rows_they_were(root: Path) -> None:
    def edit() -> None:
        rows = project.table(root, "tasks.csv")
        rows[6] |= {"Nội dung": OTHER, "Cơ quan chủ trì": "Sở Nội vụ", "Sản phẩm": "Sổ trực"}
        rows[7] |= {"Nội dung": "Trồng rừng ven sông", "Cơ quan chủ trì": "Thanh tra tỉnh", "Sản phẩm": "Rừng"}
        project.write_table(root, "tasks.csv", rows)

    found = [each for each in changed(root, REPORT, edit) if each.tag.startswith("gen:line:")]

    # Nobody has reported on 7 in its new words: it leaves the annex of the unfinished ones.
    gone = [(each.what, each.tag, each.place) for each in found if each.what is not What.WORDS]
    assert gone == [(What.REMOVED, "gen:line:7", "bảng 12, hàng 7")]
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
        ("gen:line:17", "bảng 8, hàng 3"),
        ("gen:line:17", "bảng 10, hàng 23"),
    ]
    assert {each.what for each in found} == {What.WORDS, What.ADDED}


def test_an_added_agency_is_one_added_row_though_all_numbers_after_it_move() -> None:
    new = (*AGENCIES[:3], "so-mau", *AGENCIES[3:])

    found = FilePair.of(by_agency(*AGENCIES), by_agency(*new)).changes

    came = [each for each in found if each.what is not What.WORDS]
    assert [(each.what, each.tag) for each in came] == [(What.ADDED, "gen:agency:so-mau")] * len(TABLES)
    assert tuple(int(each.place.split(",")[0].removeprefix("bảng ")) for each in came) == TABLES


def test_the_last_agency_that_goes_is_one_removed_row_and_the_total_stays_the_total() -> None:
    """The total follows its row in a table."""
    found = FilePair.of(by_agency(*AGENCIES, "so-mau"), by_agency(*AGENCIES)).changes

    gone = [(each.what, each.tag) for each in found if each.what is not What.WORDS]
    assert gone == [(What.REMOVED, "gen:agency:so-mau")] * len(TABLES)
    assert not any(each.before and each.after and "Tổng" in each.before + each.after for each in found)


def test_two_agencies_that_change_places_are_rows_that_moved_and_were_numbered_anew() -> None:
    """The third and the fifth; the one between them stays."""
    swapped = (*AGENCIES[:2], AGENCIES[4], AGENCIES[3], AGENCIES[2], AGENCIES[5])

    found = FilePair.of(by_agency(*AGENCIES), by_agency(*swapped)).changes

    assert [(each.what, each.tag, each.place) for each in found if each.what is What.MOVED] == [
        (What.MOVED, f"gen:agency:{each}", f"bảng {number}, hàng {row} (trước ở hàng {before})")
        for number, (third, fifth) in zip(TABLES, ((5, 7), (4, 6)), strict=True)
        for each, row, before in ((AGENCIES[4], third, fifth), (AGENCIES[2], fifth, third))
    ]
    words = [(each.before, each.after) for each in found if each.what is What.WORDS]
    assert words == [("5", "3"), ("3", "5")] * len(TABLES)
    assert {each.what for each in found} == {What.MOVED, What.WORDS}


def test_rows_that_are_numbered_anew_because_one_came_are_one_change() -> None:
    """A third agency comes: what was 3 becomes 4, and so on to the last line, in both tables."""
    new = (*AGENCIES[:2], "so-mau", *AGENCIES[2:])

    found = FilePair.of(by_agency(*AGENCIES), by_agency(*new)).changes

    numbers = [each for each in found if "số thứ tự" in each.place]
    assert [(each.what, each.place, each.before, each.after) for each in numbers] == [
        (
            What.WORDS,
            f"bảng {number}, hàng {first} đến {first + 3}, cột 1 (số thứ tự đều tăng 1)",
            "3 | 4 | 5 | 6",
            "4 | 5 | 6 | 7",
        )
        for number, first in zip(TABLES, (6, 5), strict=True)
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
