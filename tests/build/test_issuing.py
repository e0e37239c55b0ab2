"""An edition is issued whole or not at all; what went out is kept, put back, compared with the data, never changed."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

import copied_project
from copied_project import PLAN, table, write_table
from issued import LETTERS, SCOPE, copy, issued, lot, office, words
from ntsdocs.build import journey
from ntsdocs.build.unchanged import last_if_unchanged
from ntsdocs.diff.identity import FileState
from ntsdocs.diff.verify import verify
from ntsdocs.plan.model import Result, headings
from ntsdocs.returns.verify_file import verify_files
from ntsdocs.tables import row_edits
from ntsdocs.text.problems import DataWrong
from ntsdocs.trace.answer import answer
from putting import contents

KEPT = f"data/{PLAN}/phat-hanh"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office after its first build. Tests only read there."""
    root = office(tmp_path_factory.mktemp("office"))
    build(root)
    return root


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    """The same for a test that changes it."""
    return copy(base, tmp_path / "project")


@pytest.fixture(scope="module")
def sent(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office when everything of it went out. Tests only read there."""
    root = copy(base, tmp_path_factory.mktemp("sent") / "project")
    issued(root, "ke_hoach", "1", on=date(2026, 2, 5))
    issued(root, LETTERS[0], "1", "15-16", date(2026, 12, 16))
    issued(root, LETTERS[1], "dot-1", "1601-1604")
    issued(root, LETTERS[2], "2026", "5", date(2026, 12, 18))
    build(root)
    return root


@pytest.fixture
def after(sent: Path, tmp_path: Path) -> Path:
    """The same for a test that changes it."""
    return copy(sent, tmp_path / "project")


def build(root: Path):
    return journey.build(root, PLAN, root / "build")


def problems(root: Path, *order, **more) -> str:
    with pytest.raises(DataWrong) as caught:
        issued(root, *order, **more)
    assert all(each.remedy for each in caught.value.problems)
    return "\n".join(map(str, caught.value.problems))


def tree(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(root).items() if not path.endswith(".~lock.ntsdocs#")}


def everything_issued(root: Path) -> dict[str, bytes]:
    kept = {path: data for path, data in tree(root / KEPT).items() if path.endswith(".docx")}
    assert len(kept) == 15 + 2 + 4 + 1
    return kept


# --- values ----------------------------------------------------------------------------------------------------------


def test_two_letters_go_out_under_two_numbers_as_the_book_has_them(sent: Path) -> None:
    papers = lot(sent, LETTERS[0], "1")
    assert sorted(papers) == ["co-quan-cap-tinh", "ubnd-cap-xa"]
    first, second = words(papers["co-quan-cap-tinh"]), words(papers["ubnd-cap-xa"])
    assert "Số: 15/UBND-NC" in first
    assert "Mẫu, ngày 16 tháng 12 năm 2026" in first
    assert "Số: 16/UBND-NC" in second
    assert "(Kèm theo Công văn số 16/UBND-NC ngày 16 tháng 12 năm 2026 của UBND tỉnh Mẫu)" in second


def test_single_letters_have_a_range_in_one_row_in_the_order_of_the_registry(sent: Path) -> None:
    row = table(sent, "dispatch.csv")[-2]
    assert (row["Số, ký hiệu"], row["Ngày ban hành"], row["Đợt"]) == ("1601-1604/UBND-NC", "20/12/2026", "dot-1")
    assert row["Gửi cơ quan"].replace(" ", "").split(";") == list(SCOPE)
    papers = lot(sent, LETTERS[1], "dot-1")
    assert {name: f"Số: {1601 + i}/UBND-NC" in words(papers[name]) for i, name in enumerate(SCOPE)} == dict.fromkeys(
        SCOPE, True
    )


def test_a_report_has_a_number_below_ten_with_its_zero(sent: Path) -> None:
    (report,) = lot(sent, LETTERS[2], "2026").values()
    assert "Số: 05/BC-UBND" in words(report)
    assert "ngày 18 tháng 12 năm 2026" in words(report)


def test_drafts_are_sent_without_a_number_and_the_day_is_kept(sent: Path) -> None:
    papers = lot(sent, "ke_hoach", "1")
    assert len(papers) == 15
    assert not [name for name, paper in papers.items() if re.search(r"Số:\s*\d", words(paper))]
    (verdict,) = verify_files(sent, PLAN, [sent / KEPT / "ke_hoach/1/so-y-te.docx"], sent / "build")
    assert verdict.notes == ("đã gửi ngày 05/02/2026",)


def test_the_editions_are_marked_issued_in_the_persons_own_table(sent: Path) -> None:
    assert [row["Trạng thái"] for row in table(sent, "editions.csv")] == ["đã phát hành"] * 4


@pytest.mark.parametrize("number", ["12", "12a"])
def test_by_hand_a_row_in_the_book_gives_the_number_and_issuing_closes(root: Path, number: str) -> None:
    rows = table(root, "dispatch.csv")
    new = {
        "Loại công văn": LETTERS[2],
        "Số, ký hiệu": f"{number}/BC-UBND",
        "Ngày ban hành": "19/12/2026",
        "Đợt": "2026",
    }
    write_table(root, "dispatch.csv", [{**row, "Đợt": ""} for row in rows] + [dict.fromkeys(rows[0], "") | new])
    build(root)
    (paper,) = (root / "build" / LETTERS[2] / "2026").glob("*.docx")
    assert f"Số: {number}/BC-UBND" in words(paper.read_bytes())
    assert f"số {number}/BC-UBND, ngày 19/12/2026" in issued(root, "Báo cáo năm", "2026", on=None)[0]
    assert list(lot(root, LETTERS[2], "2026").values()) == [paper.read_bytes()]


def test_a_number_on_an_issued_paper_is_not_given_again_when_its_row_is_gone(root: Path) -> None:
    book = table(root, "dispatch.csv")
    issued(root, LETTERS[1], "dot-1", "1601-1604")
    write_table(root, "dispatch.csv", book)
    told = problems(root, LETTERS[0], "1", "1604-1605")
    assert f"số 1604/UBND-NC đã cấp ({KEPT}/{LETTERS[1]}/dot-1)" in told
    assert "1605/" not in told
    issued(root, LETTERS[0], "1", "1605-1606")


def test_issued_papers_of_which_nothing_is_kept_any_more_are_told(after: Path) -> None:
    shutil.rmtree(after / KEPT / LETTERS[1])
    what = "Công văn đôn đốc, đợt «dot-1» đã phát hành mà không có thư mục phat-hanh/cong_van_don_doc/dot-1."
    assert [each.what for each in build(after).warnings] == [what]
    assert [each.what for each in verify(after, PLAN, after / "build").kept] == [what]


def test_part_of_an_edition_goes_out_first_and_the_rest_follows_the_data(root: Path) -> None:
    lines = issued(root, LETTERS[1], "dot-1", "70", only=("thanh-tra-tinh",))
    assert "Chưa phát hành" in " ".join(lines)
    assert "đang soạn" in table(root, "editions.csv")[2]["Trạng thái"]
    assert [*lot(root, LETTERS[1], "dot-1")] == ["thanh-tra-tinh"]
    issued(root, LETTERS[1], "dot-1", "71-72,75", date(2026, 12, 22))
    assert {*lot(root, LETTERS[1], "dot-1")} == {*SCOPE}
    assert table(root, "editions.csv")[2]["Trạng thái"] == "đã phát hành"
    numbers = [row["Số, ký hiệu"] for row in table(root, "dispatch.csv")[-3:]]
    assert numbers == ["70/UBND-NC", "71-72/UBND-NC", "75/UBND-NC"]
    assert build(root).warnings == ()


# --- what stops ------------------------------------------------------------------------------------------------------


def test_all_that_is_in_the_way_is_told_at_once_and_nothing_is_written(root: Path) -> None:
    copied_project.replace_text(root, "plan.yaml", "signer: Nguyễn Văn A", 'signer: ""')
    shutil.copy(copied_project.ROOT / "templates" / f"{LETTERS[0]}.docx", root / "templates")
    build(root)
    folder = root / "build" / LETTERS[0] / "1"
    (folder / "ubnd-cap-xa.docx").write_bytes((folder / "co-quan-cap-tinh.docx").read_bytes())
    (folder / "~$-quan-cap-tinh.docx").write_bytes(b"")
    before = tree(root)
    told = problems(root, LETTERS[0], "1", on=None)
    for what in ("chưa có số của", "còn chỗ chưa điền", "đã được sửa tay", "đang mở trong Word"):
        assert what in told
    assert tree(root) == before


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (("cong_van", "1"), "không có loại văn bản «cong_van»"),
        ((LETTERS[1], "dot-9"), "không có đợt «dot-9»"),
        ((LETTERS[1], "dot-1", "1601-1602"), "là 2 số; 4 văn bản chưa có số"),
        ((LETTERS[1], "dot-1", "mười"), "không đọc được số «mười»"),
        ((LETTERS[1], "dot-1", "7-10", None), "chưa ghi ngày phát hành"),
        (("ke_hoach", "1", "", None), "chưa ghi ngày phát hành"),
        ((LETTERS[1], "dot-1", "1604-1601"), "không đọc được số «1604-1601»"),
        ((LETTERS[1], "dot-1", "7-10/UBND NC"), "không đọc được số «7-10/UBND NC»"),
        ((LETTERS[1], "dot-1", "7-10/"), "không đọc được số «7-10/»"),
        ((LETTERS[1], "dot-1", "7-10", date(2006, 12, 20)), "20/12/2006 đứng trước ngày ban hành Kế hoạch"),
        (("ke_hoach", "1", "", date(2006, 12, 20)), "20/12/2006 đứng trước ngày ban hành Kế hoạch"),
    ],
)
def test_an_order_that_cannot_be_meant_is_refused_with_a_remedy(base: Path, order, told: str) -> None:
    before = tree(base)
    assert told in problems(base, *order)
    assert tree(base) == before


def test_numbers_other_than_those_of_the_book_are_refused(after: Path) -> None:
    assert "sổ đã ghi 1601/UBND-NC ngày 20/12/2026" in problems(after, LETTERS[1], "dot-1", "1701-1704")
    assert "sổ đã ghi" in problems(after, LETTERS[1], "dot-1", "1601-1604", date(2026, 12, 21))


def test_the_same_order_again_changes_nothing(after: Path) -> None:
    before = tree(after)
    for order in (("ke_hoach", "1"), (LETTERS[1], "dot-1", "1601-1604"), (LETTERS[2], "2026", "", None)):
        assert "đã phát hành từ trước" in issued(after, *order)[0]
    assert tree(after) == before


def test_an_edited_file_goes_out_only_if_asked_and_complete(root: Path) -> None:
    rows = [{**row, "Đợt": ""} for row in table(root, "dispatch.csv")]
    new = {"Loại công văn": LETTERS[2], "Số, ký hiệu": "12/BC-UBND", "Ngày ban hành": "19/12/2026", "Đợt": "2026"}
    write_table(root, "dispatch.csv", [*rows, dict.fromkeys(rows[0], "") | new])
    build(root)
    (paper,) = (root / "build" / LETTERS[2] / "2026").glob("*.docx")
    edited = copied_project.with_words(paper.read_bytes(), "Trên đây là", "Trên đây chính là")
    paper.write_bytes(edited)
    assert "đã được sửa tay" in problems(root, LETTERS[2], "2026", on=None)
    paper.write_bytes(copied_project.with_words(edited, "12/BC-UBND", "13/BC-UBND"))
    assert "theo sổ công văn phải là «Số: 12/BC-UBND»" in problems(root, LETTERS[2], "2026", on=None, edited=True)
    paper.write_bytes(edited)
    issued(root, LETTERS[2], "2026", on=None, edited=True)
    assert list(lot(root, LETTERS[2], "2026").values()) == [edited]
    shutil.rmtree(root / "build")
    build(root)
    assert paper.read_bytes() == edited


def test_while_another_run_holds_the_folder_a_second_one_is_told_so(root: Path, monkeypatch) -> None:
    monkeypatch.setattr(row_edits, "_PATIENCE", 0.2)
    lock = root / "data" / PLAN / row_edits.LOCK
    code = "import sys, filelock\nwith filelock.FileLock(sys.argv[1]): print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        told = problems(root, "ke_hoach", "1")
        other.communicate(b"\n")
    assert told.count("Sửa:") == 1
    assert "một lượt chạy khác" in told
    issued(root, "ke_hoach", "1")


# --- afterwards ------------------------------------------------------------------------------------------------------


def test_papers_come_back_byte_for_byte_when_build_was_emptied(after: Path) -> None:
    kept = everything_issued(after)
    shutil.rmtree(after / "build")
    built = build(after)
    assert built.rendered == 0
    assert built.warnings == ()
    for path, data in kept.items():
        assert (after / "build" / path.replace("ke_hoach/1/", "ke_hoach/")).read_bytes() == data


def test_no_later_change_of_data_or_templates_changes_a_byte_of_what_went_out(after: Path) -> None:
    kept = everything_issued(after)
    chance = random.Random(14)
    tables = {"tasks.csv": "Nội dung", "agencies.csv": "Tên gọi", "dispatch.csv": "Ngày ban hành"}
    for turn in range(5):
        name = chance.choice([*tables])
        row = chance.randrange(len(table(after, name)))
        old = table(after, name)[row][tables[name]]
        new = "21/12/2026" if name == "dispatch.csv" else f"{old} {turn}"
        copied_project.set_cell(after, name, row, tables[name], new)
        copied_project.edit_template(after, chance.choice(LETTERS), "CỘNG HÒA", "CỘNG HÒA")
        if chance.random() < 0.3:
            shutil.rmtree(after / "build")
        try:
            build(after)
        except DataWrong:  # such data stop a build, and change as little
            copied_project.set_cell(after, name, row, tables[name], old)
            build(after)
        assert everything_issued(after) == kept
        for path, data in kept.items():
            assert (after / "build" / path.replace("ke_hoach/1/", "ke_hoach/")).read_bytes() == data


def test_data_that_changed_later_are_told_with_their_cells(after: Path) -> None:
    copied_project.set_cell(after, "tasks.csv", 4, "Nội dung", "Nội dung khác hẳn")
    assert last_if_unchanged(after, PLAN, after / "build") is None
    told = [each for each in journey.check(after, PLAN) if "đã phát hành khác dữ liệu hiện nay" in each.what]
    assert {each.origin.file.partition("phat-hanh/")[2] for each in told} >= {"ke_hoach/1"}
    assert "→ «Nội dung khác hẳn»" in told[0].what
    assert "tasks.csv, dòng 6" in told[0].what
    assert not [each for each in build(after).warnings if "khác dữ liệu" in each.what]  # a build pays for none of it
    verdict = verify(after, PLAN, after / "build")
    assert verdict.sound
    drafts = [line for line in verdict.since if line.startswith("ke_hoach/")]
    assert drafts
    assert all("đã gửi ngày 05/02/2026 khác dữ liệu hiện nay ở nhiệm vụ" in line for line in drafts)


def test_a_later_result_is_no_difference_but_one_of_before_is(after: Path) -> None:
    rows = table(after, "results/2026.csv")
    said = dict(
        zip(("task", "agency", "status", "on"), ("1", "thanh-tra-tinh", "Hoàn thành", "30/12/2026"), strict=True)
    )
    late = dict.fromkeys(rows[0], "") | {headings(Result)[name]: text for name, text in said.items()}
    write_table(after, "results/2026.csv", [*rows, late])
    assert not [each for each in journey.check(after, PLAN) if "khác dữ liệu" in each.what]
    write_table(after, "results/2026.csv", [*rows, {**late, "Ngày": "01/12/2026"}])
    told = " ".join(each.what for each in journey.check(after, PLAN) if "khác dữ liệu" in each.what)
    assert f"{LETTERS[1]}/dot-1/thanh-tra-tinh.docx" in told


def test_a_lot_that_was_tampered_with_is_told_and_stops_nothing(after: Path) -> None:
    folder = after / KEPT / "ke_hoach" / "1"
    (folder / "so-y-te.docx").write_bytes(b"other")
    (folder / "so-noi-vu.docx").unlink()
    (folder / "la.docx").write_bytes(b"strange")
    (after / KEPT / LETTERS[2] / "2026" / "manifest.json").write_text("{", encoding="utf-8")
    assert last_if_unchanged(after, PLAN, after / "build") is None
    told = {each.origin.file.partition("phat-hanh/")[2]: each.what for each in build(after).warnings}
    assert told == {
        "ke_hoach/1/so-y-te.docx": "tệp đã phát hành không còn như khi phát hành.",
        "ke_hoach/1/so-noi-vu.docx": "tệp đã phát hành không còn.",
        "ke_hoach/1/la.docx": "tệp này không phải văn bản đã phát hành.",
        f"{LETTERS[2]}/2026/manifest.json": "danh mục của lô đã phát hành bị hỏng.",
    }
    verdict = verify(after, PLAN, after / "build")
    assert not verdict.sound
    assert len(verdict.kept) == 4


def test_a_paper_that_comes_back_is_known_as_what_went_out(after: Path, tmp_path: Path) -> None:
    name = f"{LETTERS[1]}/dot-1/so-y-te.docx"
    back = tmp_path / "tra-lai.docx"
    back.write_bytes(copied_project.with_words((after / "build" / name).read_bytes(), "yêu cầu", "đề nghị"))
    copied_project.set_cell(after, "tasks.csv", 4, "Nội dung", "Nội dung khác hẳn")
    (same, edited) = verify_files(after, PLAN, [after / "build" / name, back], after / "build")
    assert (same.state, same.notes) == (FileState.SAME, ("đã phát hành ngày 20/12/2026, số 1601/UBND-NC",))
    assert (edited.path, edited.state) == (name, FileState.EDITED)
    assert edited.notes[0] == "đã phát hành ngày 20/12/2026, số 1601/UBND-NC"
    assert len(edited.changes) == 1


def test_words_of_a_paper_that_went_out_are_traced_to_their_cells(after: Path) -> None:
    lines = answer(
        after, PLAN, after / "build" / LETTERS[1] / "dot-1" / "so-y-te.docx", "1601/UBND-NC", after / "build"
    )
    assert "dispatch.csv" in "\n".join(lines)


def test_a_new_version_of_the_drafts_takes_their_place_and_the_old_one_is_still_known(after: Path) -> None:
    old = (after / KEPT / "ke_hoach/1/so-y-te.docx").read_bytes()
    rows = table(after, "editions.csv")
    write_table(after, "editions.csv", [*rows, {**rows[0], "Đợt": "2", "Trạng thái": "đang soạn"}])
    copied_project.set_cell(after, "tasks.csv", 1, "Nội dung", "Nội dung khác hẳn")
    build(after)
    new = (after / "build/ke_hoach/so-y-te.docx").read_bytes()
    assert new != old
    assert (after / KEPT / "ke_hoach/1/so-y-te.docx").read_bytes() == old
    back = after / "so-y-te.docx"
    back.write_bytes(copied_project.with_words(old, "KẾ HOẠCH", "KẾ  HOẠCH"))
    (verdict,) = verify_files(after, PLAN, [back], after / "build")
    assert verdict.notes[:1] == ("đã gửi ngày 05/02/2026",)
    issued(after, "ke_hoach", "2", on=date(2027, 1, 5))
    shutil.rmtree(after / "build")
    build(after)
    assert (after / "build/ke_hoach/so-y-te.docx").read_bytes() == new


def test_a_lot_is_a_zip_of_word_files_that_open(sent: Path) -> None:
    for path, data in everything_issued(sent).items():
        with zipfile.ZipFile(sent / KEPT / path) as archive:
            assert archive.testzip() is None
            assert data


def test_a_number_that_is_taken_in_its_year_is_refused(after: Path) -> None:
    rows = table(after, "editions.csv")
    write_table(after, "editions.csv", [*rows, {**rows[2], "Đợt": "dot-2", "Trạng thái": "đang soạn"}])
    told = problems(after, LETTERS[1], "dot-2", "1604-1607", date(2026, 12, 27))
    assert "số 1604/UBND-NC đã cấp (data/tinh-mau/01-kh-ubnd/dispatch.csv, dòng" in told
    issued(after, LETTERS[1], "dot-2", "1604-1607", date(2027, 1, 4))
