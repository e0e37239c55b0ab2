"""What an agency changed in our words: all of it is told, under its task, and nothing that it only filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_hand import EDITS, Hand
from ntsdocs.docx.xml import W
from ntsdocs.returns import answers, changes, word_lines
from ntsdocs.returns.changes import TheirChange
from tiny_docx import docx, p

PLAIN = "Các phòng, đơn vị báo cáo kết quả trước ngày 15 hằng tháng."


@pytest.fixture(scope="module")
def draft(first: Path) -> bytes:
    return (first / "build" / "ke_hoach" / "cong-an-tinh.docx").read_bytes()


def told(ours: bytes, theirs: bytes) -> tuple[TheirChange, ...]:
    base, file = word_lines.read(ours), word_lines.read(theirs)
    return changes.read(base, file, answers.read(base, file).matching)


def worked(draft: bytes, *edits: str, seed: int = 3, tracked: bool = False) -> Hand:
    hand = Hand(draft, seed, tracked=tracked)
    for each in edits:
        hand.edit(each)
    return hand


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.parametrize("tracked", [False, True])
def test_what_was_only_filled_in_is_no_change(draft: bytes, tracked: bool) -> None:
    hand = Hand(draft, 5, tracked=tracked)
    hand.fill_some(1.0)
    hand.edit("head")
    assert len(hand.answers) > 20
    assert told(draft, hand.written()) == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("edit", sorted({*EDITS} - {"head", "renumber", "reorder columns", "add column"}))
@pytest.mark.parametrize("tracked", [False, True])
def test_each_change_is_told_once_under_its_task(draft: bytes, edit: str, seed: int, tracked: bool) -> None:
    hand = worked(draft, edit, seed=seed, tracked=tracked)
    found = told(draft, hand.written())
    assert [each.kind for each in found] == [each.kind for each in hand.changes]
    for truth, each in zip(hand.changes, found, strict=True):
        assert each.task == truth.task or edit == "move row"
        assert plain(truth.after) in plain(each.after)
        assert each.place


def test_a_new_column_is_told_by_its_heading_and_by_what_it_says_of_each_task(draft: bytes) -> None:
    hand = worked(draft, "add column", seed=4)
    heading, *cells = [each for each in told(draft, hand.written()) if each.kind == "thêm cột"]
    assert (heading.after, heading.task) == (hand.changes[0].after, "")
    assert cells
    assert all(each.task.isdecimal() and each.after.startswith(f"{heading.after}: ") for each in cells)


def test_columns_that_change_places_and_new_numbers_are_told(draft: bytes) -> None:
    moved = told(draft, worked(draft, "reorder columns").written())
    assert {each.kind.value for each in moved} == {"chuyển chỗ"}
    assert all(each.before.startswith("cột «") for each in moved)
    hand = worked(draft, "renumber")
    assert [(each.before, each.after) for each in told(draft, hand.written())] == [
        (each.before, each.after) for each in hand.changes
    ]


def test_a_task_deleted_in_all_its_places_is_one_line(draft: bytes) -> None:
    hand = Hand(draft, 1)
    marks = [each for each in hand.body.iter(f"{W}bookmarkStart") if "__9__" in each.get(f"{W}name", "")]
    rows = {next(each.iterancestors(f"{W}tr"), None) for each in marks} - {None}
    assert rows
    for row in rows:
        row.getparent().remove(row)
    (gone,) = told(draft, hand.written())
    assert (gone.kind, gone.task) == ("bỏ", "9")
    assert gone.place.startswith("bản gốc: bảng ")


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ([PLAIN.replace("15", "20")], [("sửa chữ", PLAIN, PLAIN.replace("15", "20"))]),
        ([PLAIN.upper()], []),
        (["Các phòng, đơn vị báo cáo", "kết quả trước ngày 15 hằng tháng."], []),
        (["Các", PLAIN[4:]], []),
        ([PLAIN, "Đề nghị tăng kinh phí hằng năm."], [("thêm đoạn", "", "Đề nghị tăng kinh phí hằng năm.")]),
        ([], [("bỏ", PLAIN, "")]),
    ],
)
def test_words_of_a_paragraph(theirs: list[str], expected: list[tuple[str, str, str]]) -> None:
    first, last = p("I. MỤC ĐÍCH, YÊU CẦU CỦA KẾ HOẠCH"), p("Nơi nhận của văn bản này như trên.")
    ours = docx(first + p(PLAIN) + last)
    found = told(ours, docx(first + "".join(map(p, theirs)) + last))
    assert [(each.kind, each.before) for each in found] == [each[:2] for each in expected]
    assert all(each.after.startswith(after) for each, (_, _, after) in zip(found, expected, strict=True))
