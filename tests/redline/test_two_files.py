"""Two files on disk give a third one beside the new one; nobody's file is written over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx import package
from ntsdocs.redline import redline
from ntsdocs.redline.two_files import compare, last_saved
from ntsdocs.text.problems import DataWrong
from tiny_docx import p
from whole_docx import whole

DAY = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def files(tmp_path):
    """An old and a new file."""
    old, new = tmp_path / "cũ.docx", tmp_path / "mới.docx"
    old.write_bytes(whole(p("Trước 30/6/2026")))
    new.write_bytes(whole(p("Trước 31/7/2026"), modified="2026-02-01T03:04:05Z"))
    return old, new


def said(wrong):
    return [str(problem) for problem in wrong.value.problems]


def test_the_redline_is_written_beside_the_new_file(files):
    old, new = files
    place = compare(old, new, None, "Sở Y tế", DAY)
    assert place == new.with_name("mới-vet-sua.docx")
    assert place.read_bytes() == redline(FilePair.of(old.read_bytes(), new.read_bytes()), "Sở Y tế", DAY)


def test_without_a_date_it_is_the_moment_the_new_file_was_saved(files):
    old, new = files
    place = compare(old, new, None, "ntsdocs", None)
    assert b'w:date="2026-02-01T03:04:05Z"' in package.read(place.read_bytes())["word/document.xml"]


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-02-01T03:04:05Z", datetime(2026, 2, 1, 3, 4, 5, tzinfo=UTC)),
        ("2026-02-01T10:04:05+07:00", datetime(2026, 2, 1, 3, 4, 5, tzinfo=UTC)),
        ("", datetime(2000, 1, 1, tzinfo=UTC)),
        ("hôm nay", datetime(2000, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_file_says_itself_when_it_was_saved(told, moment):
    assert last_saved(WordFile(whole(p("a"), modified=told))) == moment


def test_the_same_comparison_again_changes_nothing(files):
    place = compare(*files, None, "ntsdocs", DAY)
    before = place.stat().st_mtime_ns
    assert compare(*files, None, "ntsdocs", DAY) == place
    assert place.stat().st_mtime_ns == before


def test_files_without_a_difference_give_no_file(files, tmp_path):
    old, _ = files
    assert compare(old, old, tmp_path / "ra.docx", "ntsdocs", DAY) is None
    assert not (tmp_path / "ra.docx").exists()


@pytest.mark.parametrize("taken", ["mới.docx", "khác.docx"])
def test_a_file_of_somebody_is_never_written_over(files, tmp_path, taken):
    place = tmp_path / taken
    if not place.exists():
        place.write_bytes(b"viec cua toi")
    before = place.read_bytes()
    with pytest.raises(DataWrong) as wrong:
        compare(*files, place, "ntsdocs", DAY)
    assert said(wrong) == [
        f"{place}: đã có tệp này, nội dung khác.\n    Sửa: đổi tên hoặc xóa tệp ấy, hoặc ghi chỗ khác bằng --out."
    ]
    assert place.read_bytes() == before


def test_everything_that_is_wrong_is_told_in_one_run(files, tmp_path):
    damaged = package.write({**package.read(files[1].read_bytes()), "word/styles.xml": b"<a"}.items())
    files[1].write_bytes(damaged)
    missing = tmp_path / "không có.docx"
    with pytest.raises(DataWrong) as wrong:
        compare(missing, files[1], None, "a\x00", DAY)
    assert [line.split("\n")[0] for line in said(wrong)] == [
        "--author: tên tác giả «a\x00» trống hoặc có ký tự lạ.",
        f"{missing}: không có hoặc không mở được tệp.",
        f"{files[1]}: phần «word/styles.xml» hỏng: không đọc được như XML.",
    ]


def test_a_folder_as_the_place_is_told(files, tmp_path):
    with pytest.raises(DataWrong) as wrong:
        compare(*files, tmp_path, "ntsdocs", DAY)
    wish = f"ghi cả tên tệp, ví dụ --out {tmp_path / 'mới-vet-sua.docx'}."
    assert said(wrong) == [f"{tmp_path}: đây là thư mục, không phải tệp.\n    Sửa: {wish}"]


def test_a_part_that_is_read_only_while_comparing_and_is_damaged_is_told(files):
    old, new = files
    parts = package.read(new.read_bytes())
    rels = "word/_rels/document.xml.rels"
    parts["word/styles.bin"] = b"<a"
    parts[rels] = parts[rels].replace(b'Target="styles.xml"', b'Target="styles.bin"')
    new.write_bytes(package.write(parts.items()))
    old.write_bytes(whole(p("Trước 30/6/2026", props='<w:pStyle w:val="Heading1"/>') + p("Đoạn khác hẳn")))
    with pytest.raises(DataWrong) as wrong:
        compare(old, new, None, "ntsdocs", DAY)
    wish = "mở cả hai tệp bằng Word, lưu lại dạng .docx rồi chạy lại."
    assert said(wrong) == [
        f"{new}: không so được với {old}: phần «word/styles.bin» hỏng: không đọc được như XML.\n    Sửa: {wish}"
    ]


def test_a_place_that_is_not_there_is_told(files, tmp_path):
    with pytest.raises(DataWrong) as wrong:
        compare(*files, tmp_path / "không" / "có.docx", "ntsdocs", DAY)
    assert "không ghi được tệp." in said(wrong)[0]
