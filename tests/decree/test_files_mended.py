"""Where the mended copy is written, what is never overwritten, and what the screen tells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import paper_maker
from ntsdocs.decree import console, files, mend
from ntsdocs.docx import package
from verbs import run

CLEAN = paper_maker.letter()
WRONG = paper_maker.docx(
    package.read(CLEAN)["word/document.xml"].decode().partition("<w:body>")[2].partition("<w:sectPr>")[0]
    .replace("Số: 15/", "Số: 5/").replace("Độc lập - Tự do", "Độc lập – Tự do").replace("- Như trên;", "- như trên;")
)  # fmt: skip


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "Công văn 5.docx"
    path.write_bytes(WRONG)
    return path


def copy_of(path: Path) -> Path:
    return path.with_name("Công văn 5.sua.docx")


def repacked(paper: bytes) -> bytes:
    """The same parts as another program would pack them."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.read(paper).items():
            archive.writestr(name, data)
    return held.getvalue()


def test_the_copy_stands_beside_the_paper_which_is_not_touched(paper):
    fixed = files.check_file(paper, fix=True)
    assert paper.read_bytes() == WRONG
    assert copy_of(paper).read_bytes() == mend.mend(WRONG).docx
    assert (fixed.written, fixed.broken, fixed.status) == (copy_of(paper).as_posix(), "", 0)
    assert sorted(each.name for each in paper.parent.iterdir()) == ["Công văn 5.docx", "Công văn 5.sua.docx"]


def test_a_paper_with_nothing_to_mend_gets_no_copy(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(CLEAN)
    fixed = files.check_file(path, fix=True)
    assert (fixed.written, fixed.status) == ("", 0)
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]
    assert f"{path.as_posix()}: không có gì để sửa" in list(console.mended_lines([fixed]))


def test_a_copy_of_our_own_is_written_anew(paper):
    copy_of(paper).write_bytes(CLEAN)  # packed by us, from an earlier state of the paper
    assert files.check_file(paper, fix=True).written
    assert copy_of(paper).read_bytes() == mend.mend(WRONG).docx
    assert files.check_file(paper, fix=True).written


def test_a_copy_that_somebody_has_saved_is_not_overwritten(paper):
    theirs = repacked(mend.mend(WRONG).docx)
    copy_of(paper).write_bytes(theirs)
    fixed = files.check_file(paper, fix=True)
    assert copy_of(paper).read_bytes() == theirs
    assert (fixed.written, fixed.status) == ("", 2)
    assert next(console.mended_lines([fixed])) == (
        f"{paper.as_posix()}: {copy_of(paper).as_posix()} đã có, và đã được sửa tay hoặc không do lệnh này ghi: "
        "không ghi đè. Sửa: đổi tên hoặc xóa tệp ấy, rồi chạy lại."
    )


@pytest.mark.parametrize("place", ["folder", "no word file"])
def test_what_is_no_copy_of_ours_is_not_overwritten(paper, place):
    if place == "folder":
        copy_of(paper).mkdir()
    else:
        copy_of(paper).write_bytes(b"ghi ch\xc3\xba")
    fixed = files.check_file(paper, fix=True)
    assert (fixed.written, fixed.status) == ("", 2)
    assert "không ghi đè" in fixed.broken


def test_a_second_name_of_the_paper_itself_is_not_overwritten(paper):
    copy_of(paper).hardlink_to(paper)
    assert "không ghi đè" in files.check_file(paper, fix=True).broken
    assert paper.read_bytes() == WRONG


def test_in_a_folder_copies_are_passed_over_but_one_that_is_named_is_read(paper):
    files.check_file(paper, fix=True)
    assert [each.name for each in files.check_each([paper.parent], fix=True)] == [paper.as_posix()]
    assert [each.name for each in files.check_each([copy_of(paper)], fix=True)] == [copy_of(paper).as_posix()]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_mended(paper):
    broken = paper.with_name("a.docx")
    broken.write_bytes(b"khong phai Word")
    fixed = list(files.check_each([paper.parent], fix=True))
    assert [each.status for each in fixed] == [0, 2]
    assert (
        list(console.mended_lines(fixed))[-1] == "Tổng cộng: 2 tệp, ghi 1 bản sửa, sửa 3 chỗ, còn 0 điều cho người xem."
    )


def test_a_paper_that_is_not_mended_says_why_and_what_to_do_if_that_is_wrong(paper):
    paper.write_bytes(paper_maker.docx(paper_maker.p("HỢP ĐỒNG MUA BÁN", 28, "b")))
    assert list(console.mended_lines([files.check_file(paper, fix=True)]))[:2] == [
        f"{paper.as_posix()}: không sửa: là hợp đồng, trình bày theo thỏa thuận của các bên và pháp luật về hợp đồng.",
        "  Nếu máy nhận nhầm: chạy lại, thêm --kind và tên loại văn bản, ví dụ --kind ke_hoach.",
    ]


# --- the command line ------------------------------------------------------------------------------------------------


def test_the_command_tells_rule_place_and_from_what_to_what_and_what_is_left(paper):
    sentence = paper_maker.text(f"{paper_maker.OPENING} Theo Khoản 2 Điều 5.")
    opening = paper_maker.text(paper_maker.OPENING).encode()
    parts = package.read(WRONG)
    parts["word/document.xml"] = parts["word/document.xml"].replace(opening, sentence.encode())
    paper.write_bytes(package.write(parts.items()))
    done = run("check", "--fix", str(paper))
    assert done.returncode == 1  # an error is left
    assert f"{paper.as_posix()}: đã sửa 3 chỗ, ghi {copy_of(paper).as_posix()}" in done.stdout
    assert (
        "    [ND30-I-2.3a] bảng 1, hàng 2, cột 1, đoạn 1 («Số: 5/SNV-VP»): «Số: 5/SNV-VP» → «Số: 05/SNV-VP»"
        in done.stdout
    )
    assert "  Còn lại cho người xem:" in done.stdout
    assert "[ND30-II-15]" in done.stdout
    assert copy_of(paper).exists()


def test_the_command_writes_what_is_left_as_json_and_refuses_to_annotate(paper, tmp_path):
    out = tmp_path / "ket-qua.json"
    assert run("check", str(paper), "--fix", "--json", str(out)).returncode == 0
    assert "Công văn 5.sua.docx" in out.read_text(encoding="utf-8")
    done = run("check", str(paper), "--fix", "--annotate")
    assert done.returncode == 2
    assert "--fix không đi cùng --annotate" in done.stderr
