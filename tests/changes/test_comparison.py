"""Why a paper is otherwise, from the cells of two builds made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ntsdocs.changes.causes import Cause, cause_lines, first_causes
from ntsdocs.changes.cells_used_file import FORMAT, CellsUsedFile
from ntsdocs.changes.comparison import Comparison, read_cells_used
from ntsdocs.changes.manifest import FileEntry, Manifest, Recipe
from ntsdocs.plan.ledger import CellRead

PAPER = "ke_hoach/so-y-te.docx"
REPORT = "bao_cao_nam/2025/bao-cao-nam-2025.docx"
TASK = CellRead("nhiệm vụ 1", "Sản phẩm", "Báo cáo")
AGENCY = CellRead("cơ quan so-y-te", "Tên đầy đủ", "Sở Y tế")
PLACES = {"nhiệm vụ 1": "tasks.csv, dòng 2", "cơ quan so-y-te": "agencies.csv, dòng 3"}


def cells_file(
    *cells: CellRead, places: dict[str, str] | None = None, data: tuple[CellRead, ...] = ()
) -> CellsUsedFile:
    made = CellsUsedFile(data, PLACES if places is None else places)
    made.add(PAPER, cells)
    return made


def causes(old: CellsUsedFile, new: CellsUsedFile) -> list[tuple[str, int]]:
    """What is told of the paper between these two, and how far it is from what somebody changed."""
    last, made = (
        Manifest("p", date(2026, 1, 1)).with_papers([FileEntry(PAPER, "", 0, Recipe(context=side))])
        for side in ("a", "b")
    )
    return [(str(cause), cause.distance) for cause in Comparison(last, old, made, new).causes(PAPER)]


def test_a_cell_that_changed_is_told_with_what_it_said() -> None:
    assert causes(cells_file(TASK), cells_file(TASK._replace(value="Kế hoạch"))) == [
        ("nhiệm vụ 1, cột «Sản phẩm»: «Báo cáo» → «Kế hoạch» (tasks.csv, dòng 2)", 0)
    ]


def test_a_row_that_came_or_went_is_told_as_a_row() -> None:
    without = {"cơ quan so-y-te": "agencies.csv, dòng 3"}
    assert causes(cells_file(AGENCY, places=without), cells_file(AGENCY, TASK)) == [
        ("thêm nhiệm vụ 1 (tasks.csv, dòng 2)", 0)
    ]
    assert causes(cells_file(AGENCY, TASK), cells_file(AGENCY, places=without)) == [
        ("bỏ nhiệm vụ 1 (tasks.csv, dòng 2 của bản cũ)", 0)
    ]


def test_a_row_that_was_there_and_is_only_now_read_is_not_what_somebody_changed() -> None:
    assert causes(cells_file(AGENCY), cells_file(AGENCY, TASK)) == [("nay dùng đến nhiệm vụ 1 (tasks.csv, dòng 2)", 2)]
    assert causes(cells_file(AGENCY, TASK), cells_file(AGENCY)) == [
        ("nay không dùng đến nhiệm vụ 1 (tasks.csv, dòng 2)", 2)
    ]


def test_a_cell_that_nobody_read_before_is_not_told_as_changed() -> None:
    name = CellRead("cơ quan so-y-te", "Địa danh", "Mẫu")
    assert causes(cells_file(TASK, data=(AGENCY,)), cells_file(TASK, name, data=(AGENCY,))) == [
        ("nay dùng đến Sở Y tế (so-y-te) (agencies.csv, dòng 3)", 2)
    ]


def test_an_agency_that_bears_another_name_in_an_earlier_edition_was_not_renamed() -> None:
    def of_two_days(*read: CellRead, name: str = AGENCY.value) -> CellsUsedFile:
        made = cells_file(*read, data=(AGENCY._replace(value=name),))
        made.add(REPORT, [AGENCY._replace(value="Sở Sức khỏe")])
        return made

    kept = read_cells_used(of_two_days(TASK, AGENCY).to_json([PAPER, REPORT]))
    unknown = [("nội dung điền vào mẫu thay đổi", 0)]
    assert causes(kept, of_two_days(TASK, AGENCY)) == causes(kept, of_two_days(TASK)) == unknown
    change = "«Sở Y tế» → «Sở Sức khỏe; Sở Y tế và Dân số»"
    told = f"Sở Y tế và Dân số (so-y-te), cột «Tên đầy đủ»: {change} (agencies.csv, dòng 3)"
    assert causes(kept, of_two_days(TASK, name="Sở Y tế và Dân số")) == [(told, 0)]


def test_another_program_and_the_same_inputs_are_told_as_that_alone() -> None:
    inputs = (FileEntry("tasks.csv", "aa", 9),)
    last, made = (
        Manifest("p", date(2026, 1, 1), inputs, (("ntsdocs", side),)).with_papers(
            [FileEntry(paper, "", 0, Recipe(context=side, tools=side)) for paper in (PAPER, f"ke_hoach/{side}.docx")]
        )
        for side in ("a", "b")
    )
    before, now = cells_file(TASK), cells_file(TASK._replace(row="nhiệm vụ số 1"))
    compared = Comparison(last, before, made, now)
    for path in (PAPER, "ke_hoach/a.docx", "ke_hoach/b.docx"):
        assert [str(cause) for cause in compared.causes(path)] == ["phiên bản chương trình: a → b"]
    other = replace(made, inputs=(FileEntry("tasks.csv", "bb", 9),))
    assert len(Comparison(last, before, other, now).causes(PAPER)) > 1
    assert len(Comparison(last.partial(), before, made, now).causes(PAPER)) > 1


def test_a_file_of_another_format_says_nothing() -> None:
    kept = cells_file(TASK).to_json([PAPER])
    assert PAPER in read_cells_used(kept)
    old = kept.replace(f'"format": {FORMAT},'.encode(), b"")
    assert old != kept
    assert list(read_cells_used(old).all_cells()) == []
    assert causes(read_cells_used(old), cells_file(TASK)) == [("nội dung điền vào mẫu thay đổi", 0)]


def test_the_first_causes_are_those_nearest_to_what_somebody_changed() -> None:
    near, role, far = (Cause("cell", str(n), distance=n) for n in range(3))
    assert first_causes((far, role, near, near)) == (near, near)
    assert first_causes((far, role)) == (role,)
    assert first_causes(()) == ()


def test_many_rows_of_one_table_are_folded_and_those_of_others_are_not() -> None:
    rows = [Cause("cell", f"thêm kết quả {n}", f"results/2026.csv, dòng {n}", f"kết quả {n}") for n in range(2, 9)]
    other = Cause("cell", "bỏ nhiệm vụ 9", "tasks.csv, dòng 10", "nhiệm vụ 9")
    assert list(cause_lines([*rows, other])) == [
        "thêm kết quả 2 (results/2026.csv, dòng 2)",
        "thêm kết quả 3 (results/2026.csv, dòng 3)",
        "thêm kết quả 4 (results/2026.csv, dòng 4)",
        "thêm 4 dòng nữa (results/2026.csv)",
        "bỏ nhiệm vụ 9 (tasks.csv, dòng 10)",
    ]
    assert len(list(cause_lines(rows[:4]))) == 4
