"""Put on disk: everything or nothing, and nothing of anybody's is lost."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from ntsdocs.build.disk import OutputWrong
from ntsdocs.build.folder import Due, open_folder
from ntsdocs.build.paths import LOCK, STAGING
from ntsdocs.changes.manifest import FileEntry, Manifest, Recipe, versions
from putting import FACTS, FIRST, A, B, C, contents, papers, write

ABC_SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of «abc», FIPS 180-2


def breaking_off(*before: tuple[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from before
    raise RuntimeError("broken off")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build"


# --- the whole build -------------------------------------------------------------------------------------------------


def test_every_paper_is_put_in_its_place_and_nothing_else_is_left(out: Path) -> None:
    outcome = write(FIRST, out)

    assert papers(out) == {A: b"a1", B: b"b1", C: b"c1"}
    assert (outcome.new, outcome.changed, outcome.same, outcome.new_texts) == ((A, B, C), (), (), ())
    assert (outcome.removed, outcome.orphans, outcome.warnings) == ((), (), ())
    assert sorted(each.name for each in out.iterdir()) == [".khoa", "ke_hoach", "manifest.json", "thu"]


def test_a_build_that_breaks_off_midway_leaves_the_last_build_byte_for_byte(out: Path) -> None:
    write(FIRST, out)
    before = contents(out)

    with pytest.raises(RuntimeError, match="broken off"):
        write(breaking_off((A, b"a2"), (B, b"b2")), out)

    assert contents(out) == before


def test_a_build_that_breaks_off_the_first_time_leaves_no_paper(out: Path) -> None:
    with pytest.raises(RuntimeError):
        write(breaking_off((A, b"a1")), out)

    assert contents(out) == {}


def test_changed_papers_are_replaced_and_equal_ones_keep_their_time(out: Path) -> None:
    write(FIRST, out)
    for path in (*FIRST, ("manifest.json", b"")):
        os.utime(out / path[0], (1_000_000, 1_000_000))

    outcome = write([(A, b"a1"), (B, b"b2"), (C, b"c1")], out)

    assert papers(out) == {A: b"a1", B: b"b2", C: b"c1"}
    assert (outcome.new, outcome.changed, outcome.same) == ((), (B,), (A, C))
    assert (out / A).stat().st_mtime == 1_000_000
    assert (out / B).stat().st_mtime > 1_000_000


def test_a_build_in_which_nothing_changed_touches_no_file(out: Path) -> None:
    write(FIRST, out)
    for path in contents(out):
        os.utime(out / path, (1_000_000, 1_000_000))

    outcome = write(FIRST, out)

    assert outcome.same == (A, B, C)
    assert {(out / path).stat().st_mtime for path in contents(out)} == {1_000_000}


def test_a_paper_no_longer_due_is_removed_with_its_empty_folder(out: Path) -> None:
    write(FIRST, out)

    outcome = write(FIRST[:2], out)

    assert papers(out) == {A: b"a1", B: b"b1"}
    assert outcome.removed == (C,)
    assert not (out / "thu").exists()


def test_papers_that_a_partial_build_leaves_out_stay_and_stay_in_the_manifest(out: Path) -> None:
    whole = write(FIRST, out)

    with open_folder(out) as folder:
        outcome = folder.put([(A, b"a1")], FACTS, Due({path: Recipe() for path in (A, B, C)}, ("a",)))

    assert papers(out) == {A: b"a1", B: b"b1", C: b"c1"}
    assert outcome.manifest == whole.manifest
    assert outcome.removed == ()


def test_a_partial_build_removes_nothing_that_was_not_asked_for(out: Path) -> None:
    write(FIRST, out)

    with open_folder(out) as folder:
        part = folder.put([(A, b"a1")], FACTS, Due({A: Recipe()}, ("ke_hoach",)))

    assert papers(out) == {A: b"a1", C: b"c1"}
    assert (part.removed, part.manifest.whole) == ((B,), False)
    assert [each.path for each in part.manifest.documents] == [A, C]

    assert write(FIRST[:1], out).removed == (C,)


def test_stale_staging_of_a_killed_build_is_cleared(out: Path) -> None:
    (out / STAGING / "ke_hoach").mkdir(parents=True)
    (out / STAGING / "ke_hoach" / "z.docx").write_bytes(b"stale")

    write(FIRST, out)

    assert papers(out) == {A: b"a1", B: b"b1", C: b"c1"}


# --- nothing lost ----------------------------------------------------------------------------------------------------


def test_an_edited_paper_is_never_written_over_and_the_new_text_goes_beside_it(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")

    outcome = write([(A, b"a2"), (B, b"b2"), (C, b"c1")], out)

    assert papers(out) == {A: b"a2", B: b"edited", "ke_hoach/b.moi.docx": b"b2", C: b"c1"}
    assert outcome.new_texts == ((B, "ke_hoach/b.moi.docx"),)


def test_an_edited_paper_whose_text_has_not_changed_is_only_counted(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")

    outcome = write(FIRST, out)

    assert papers(out) == {A: b"a1", B: b"edited", C: b"c1"}
    assert (outcome.same, outcome.edited, outcome.new_texts) == ((A, C), (B,), ())


def test_a_new_text_waits_beside_an_edited_paper_until_somebody_deletes_it(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    second = [(A, b"a1"), (B, b"b2"), (C, b"c1")]
    write(second, out)

    waiting = write(second, out)
    (out / "ke_hoach/b.moi.docx").unlink()
    answered = write(second, out)

    assert (waiting.new_texts, waiting.edited) == (((B, "ke_hoach/b.moi.docx"),), ())
    assert (answered.new_texts, answered.edited) == ((), (B,))
    assert papers(out) == {A: b"a1", B: b"edited", C: b"c1"}


def test_an_answered_text_comes_back_only_when_it_changes_again(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    write([(A, b"a1"), (B, b"b2"), (C, b"c1")], out)
    (out / "ke_hoach/b.moi.docx").unlink()

    outcome = write([(A, b"a1"), (B, b"b3"), (C, b"c1")], out)

    assert papers(out) == {A: b"a1", B: b"edited", "ke_hoach/b.moi.docx": b"b3", C: b"c1"}
    assert outcome.new_texts == ((B, "ke_hoach/b.moi.docx"),)


def test_a_text_that_a_partial_build_left_out_is_still_news_to_who_edited_the_paper(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    with open_folder(out) as folder:
        folder.put([(A, b"a2")], FACTS, Due({path: Recipe() for path in (A, B, C)}, ("a",)))

    outcome = write([(A, b"a2"), (B, b"b2"), (C, b"c1")], out)

    assert outcome.new_texts == ((B, "ke_hoach/b.moi.docx"),)


def test_a_text_beside_is_found_though_those_with_lower_numbers_are_gone(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    write([(A, b"a1"), (B, b"b2"), (C, b"c1")], out)
    (out / "ke_hoach/b.moi.docx").write_bytes(b"edited too")
    write([(A, b"a1"), (B, b"b3"), (C, b"c1")], out)
    (out / "ke_hoach/b.moi.docx").unlink()

    waiting = write([(A, b"a1"), (B, b"b3"), (C, b"c1")], out)
    (out / B).write_bytes(b"b3")
    write([(A, b"a1"), (B, b"b3"), (C, b"c1")], out)

    assert waiting.new_texts == ((B, "ke_hoach/b.moi-2.docx"),)
    assert papers(out) == {A: b"a1", B: b"b3", C: b"c1"}


def test_a_file_that_was_there_before_the_first_build_is_not_written_over(out: Path) -> None:
    (out / "ke_hoach").mkdir(parents=True)
    (out / A).write_bytes(b"somebody's")

    write([(A, b"a1")], out)

    assert papers(out) == {A: b"somebody's", "ke_hoach/a.moi.docx": b"a1"}


def test_a_later_new_text_takes_the_place_of_our_earlier_one_beside_an_edited_paper(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    write([(A, b"a1"), (B, b"b2"), (C, b"c1")], out)

    write([(A, b"a1"), (B, b"b3"), (C, b"c1")], out)

    assert papers(out) == {A: b"a1", B: b"edited", "ke_hoach/b.moi.docx": b"b3", C: b"c1"}


def test_a_new_text_that_was_edited_in_its_turn_stays_too(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    write([(A, b"a1"), (B, b"b2"), (C, b"c1")], out)
    (out / "ke_hoach/b.moi.docx").write_bytes(b"edited too")

    outcome = write([(A, b"a1"), (B, b"b3"), (C, b"c1")], out)

    assert papers(out) == {
        A: b"a1",
        B: b"edited",
        "ke_hoach/b.moi.docx": b"edited too",
        "ke_hoach/b.moi-2.docx": b"b3",
        C: b"c1",
    }
    assert outcome.new_texts == ((B, "ke_hoach/b.moi-2.docx"),)


def test_once_the_edited_paper_is_settled_our_text_beside_it_goes(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    second = [(A, b"a1"), (B, b"b2"), (C, b"c1")]
    write(second, out)
    (out / B).write_bytes(b"b2")

    outcome = write(second, out)

    assert papers(out) == {A: b"a1", B: b"b2", C: b"c1"}
    assert (outcome.same, outcome.removed) == ((A, B, C), ())


def test_an_edited_paper_that_is_no_longer_due_is_kept_and_told(out: Path) -> None:
    write(FIRST, out)
    (out / C).write_bytes(b"edited")

    outcome = write(FIRST[:2], out)

    assert papers(out) == {A: b"a1", B: b"b1", C: b"edited"}
    assert (outcome.removed, outcome.orphans) == ((), (C,))


def test_an_edited_paper_that_is_no_longer_due_is_told_until_it_is_gone(out: Path) -> None:
    write(FIRST, out)
    (out / C).write_bytes(b"edited")
    write(FIRST[:2], out)

    again = write(FIRST[:2], out)
    (out / C).unlink()
    after = write(FIRST[:2], out)

    assert (again.orphans, [each.path for each in again.manifest.orphans]) == ((C,), [C])
    assert (after.orphans, after.manifest.orphans) == ((), ())


def test_a_kept_paper_that_is_as_we_wrote_it_again_is_removed(out: Path) -> None:
    write(FIRST, out)
    (out / C).write_bytes(b"edited")
    write(FIRST[:2], out)
    (out / C).write_bytes(b"c1")

    assert write(FIRST[:2], out).removed == (C,)
    assert papers(out) == {A: b"a1", B: b"b1"}


def test_a_kept_paper_that_is_due_again_with_the_same_text_is_only_counted(out: Path) -> None:
    write(FIRST, out)
    (out / C).write_bytes(b"edited")
    write(FIRST[:2], out)

    outcome = write(FIRST, out)

    assert papers(out) == {A: b"a1", B: b"b1", C: b"edited"}
    assert (outcome.edited, outcome.orphans, outcome.manifest.orphans) == ((C,), (), ())


def test_a_paper_that_somebody_deleted_is_made_again(out: Path) -> None:
    write(FIRST, out)
    (out / B).unlink()

    assert write(FIRST, out).new == (B,)
    assert papers(out) == {A: b"a1", B: b"b1", C: b"c1"}


def test_files_of_others_in_the_folder_are_left_alone(out: Path) -> None:
    write(FIRST, out)
    (out / "thu" / "ghi-chu.txt").write_bytes(b"mine")

    write(FIRST[:2], out)

    assert papers(out) == {A: b"a1", B: b"b1", "thu/ghi-chu.txt": b"mine"}


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"documents": 1}', b"\xff\xfe", b"[" * 100_000])
def test_with_a_damaged_manifest_every_other_text_counts_as_somebodys(out: Path, damaged: bytes) -> None:
    write(FIRST, out)
    (out / "manifest.json").write_bytes(damaged)

    outcome = write([(A, b"a2"), (B, b"b1"), (C, b"c1")], out)

    assert papers(out) == {A: b"a1", "ke_hoach/a.moi.docx": b"a2", B: b"b1", C: b"c1"}
    assert [(each.origin.file, each.what) for each in outcome.warnings] == [
        (
            (out / "manifest.json").as_posix(),
            "danh mục của lần dựng trước bị hỏng nên không biết hết tệp nào do chương trình ghi",
        )
    ]


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[1]", b"\xff\xfe", b'[["ke_hoach/a.docx"]]', b"[" * 100_000])
def test_a_damaged_journal_is_told_as_such_and_stands_in_nobodys_way(out: Path, damaged: bytes) -> None:
    write(FIRST, out)
    (out / ".moi-dang-chep.json").write_bytes(damaged)

    outcome = write([(A, b"a2"), (B, b"b1"), (C, b"c1")], out)

    assert papers(out) == {A: b"a2", B: b"b1", C: b"c1"}
    told = [] if damaged == b"{}" else [(out / ".moi-dang-chep.json").as_posix()]
    assert [each.origin.file for each in outcome.warnings] == told


# --- paths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "../a.docx",
        "/etc/a.docx",
        "ke_hoach/../../a.docx",
        "ke_hoach\\a.docx",
        "c:a.docx",
        "ke_hoach/A.docx",
        "ke_hoach/sở.docx",
        "ke_hoach/a b.docx",
        "ke_hoach/a.txt",
        "ke_hoach/.docx",
        "ke_hoach//a.docx",
        "ke_hoach/a.moi.docx",
        "ke_hoach/con.docx",
        "lpt1/a.docx",
        "ke_hoach/a.docx\n",
        "ke_hoach/" + "a" * 101 + ".docx",
        "",
    ],
)
def test_a_path_that_is_not_ours_to_write_is_refused_before_anything_is_replaced(out: Path, path: str) -> None:
    write(FIRST, out)
    before = contents(out)

    with pytest.raises(OutputWrong, match="tên tệp"):
        write([(A, b"a2"), (path, b"x")], out)

    assert contents(out) == before


def test_two_papers_of_one_name_are_refused_and_all_faults_are_told(out: Path) -> None:
    with pytest.raises(OutputWrong) as caught:
        write([(A, b"1"), (A, b"2"), ("../b.docx", b"3"), ("nul/c.docx", b"4")], out)

    assert [each.what for each in caught.value.problems] == [
        "có hai văn bản cùng tên",
        "tên tệp không hợp lệ",
        "tên tệp trùng với tên dành riêng của Windows",
    ]


def test_a_link_in_the_build_folder_leads_no_paper_out_of_it(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    out.mkdir()
    (out / "ke_hoach").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    with pytest.raises(OutputWrong, match="liên kết dẫn ra ngoài"):
        write([(A, b"a1")], out)

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_became_a_link_gets_nothing_removed_behind_it(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    (out / "thu").rename(tmp_path / "moved")
    (out / "thu").symlink_to(tmp_path / "moved", target_is_directory=True)

    outcome = write(FIRST[:2], out)

    assert (tmp_path / "moved" / "c.docx").read_bytes() == b"c1"
    assert outcome.orphans == (C,)


def test_a_paper_that_became_a_link_is_not_written_through(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    (tmp_path / "target.docx").write_bytes(b"a1")
    (out / A).unlink()
    (out / A).symlink_to(tmp_path / "target.docx")

    write([(A, b"a2"), (B, b"b1"), (C, b"c1")], out)

    assert (tmp_path / "target.docx").read_bytes() == b"a1"
    assert (out / "ke_hoach/a.moi.docx").read_bytes() == b"a2"


# --- the disk refuses ------------------------------------------------------------------------------------------------


def refusing(monkeypatch: pytest.MonkeyPatch, method: str, name: str, error: OSError) -> None:
    """Makes a method of Path fail for the file called `name`."""
    real = getattr(Path, method)

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == name and (method != "open" or "+" in str(args)):
            raise error
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, refuse)


def test_a_file_held_open_stops_the_build_before_any_file_is_replaced(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, out)
    before = contents(out)
    refusing(monkeypatch, "open", "b.docx", PermissionError(errno.EACCES, "held", str(out / B)))

    with pytest.raises(OutputWrong) as caught:
        write([(A, b"a2"), (B, b"b2"), (C, b"c1")], out)

    assert contents(out) == before
    assert [(each.origin.file, each.what) for each in caught.value.problems] == [
        ((out / B).as_posix(), "không ghi được: tệp đang mở trong Word, hoặc thư mục chỉ cho đọc")
    ]


def test_a_full_disk_leaves_the_last_build_byte_for_byte(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FIRST, out)
    before = contents(out)
    refusing(monkeypatch, "write_bytes", "b.docx", OSError(errno.ENOSPC, "No space left on device"))

    with pytest.raises(OutputWrong, match="ổ đĩa đã đầy"):
        write([(A, b"a2"), (B, b"b2"), (C, b"c1")], out)

    assert contents(out) == before


def test_a_read_only_folder_is_told_as_such(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, "mkdir", STAGING, OSError(errno.EROFS, "Read-only file system"))

    with pytest.raises(OutputWrong, match="thư mục chỉ cho đọc"):
        write(FIRST, out)


def test_after_a_build_that_broke_off_while_moving_the_next_one_completes_the_rest(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, out)
    second = [(A, b"a2"), (B, b"b2"), (C, b"c2")]
    with monkeypatch.context() as patch:
        refusing(patch, "replace", "b.docx", PermissionError(errno.EACCES, "held"))
        with pytest.raises(OutputWrong, match=r"ke_hoach/b\.docx"):
            write(second, out)
    with pytest.raises(RuntimeError):
        write(breaking_off(), out)

    outcome = write([(A, b"a3"), (B, b"b3"), (C, b"c3")], out)

    assert papers(out) == {A: b"a3", B: b"b3", C: b"c3"}
    assert (outcome.changed, outcome.new_texts) == ((A, B, C), ())


def test_two_builds_at_once_do_not_mix(out: Path) -> None:
    write(FIRST, out)
    before = contents(out)

    with FileLock(out / LOCK), pytest.raises(OutputWrong, match="một lượt dựng khác"):
        write([(A, b"a2")], out)

    assert contents(out) == before


# --- the manifest ----------------------------------------------------------------------------------------------------


def test_the_manifest_has_hashes_sizes_inputs_versions_and_no_clock(out: Path) -> None:
    inputs = (FileEntry.of("data/tasks.csv", b"abc"), FileEntry.of("data/agencies.csv", b"abc"))
    facts = Manifest("tinh-mau/01-kh-ubnd", date(2026, 6, 30), inputs, (("jinja2", "3.1.6"), ("docxtpl", "0.20.2")))

    write([(C, b"abc")], out, facts)

    assert (out / "manifest.json").read_text(encoding="utf-8") == (
        "{\n"
        ' "documents": {\n'
        '  "thu/c.docx": {\n'
        f'   "sha256": "{ABC_SHA}",\n'
        '   "size": 3\n'
        "  }\n"
        " },\n"
        ' "editions": null,\n'
        ' "inputs": {\n'
        '  "data/agencies.csv": {\n'
        f'   "sha256": "{ABC_SHA}",\n'
        '   "size": 3\n'
        "  },\n"
        '  "data/tasks.csv": {\n'
        f'   "sha256": "{ABC_SHA}",\n'
        '   "size": 3\n'
        "  }\n"
        " },\n"
        ' "kept": {},\n'
        ' "kinds": [],\n'
        ' "look": false,\n'
        ' "on": "2026-06-30",\n'
        ' "plan": "tinh-mau/01-kh-ubnd",\n'
        ' "slices": "",\n'
        ' "surroundings": "",\n'
        ' "title": "",\n'
        ' "versions": {\n'
        '  "docxtpl": "0.20.2",\n'
        '  "jinja2": "3.1.6"\n'
        " },\n"
        ' "warnings": [],\n'
        ' "whole": true\n'
        "}\n"
    )


def test_two_builds_in_different_folders_have_equal_manifests(tmp_path: Path) -> None:
    write(FIRST, tmp_path / "one")
    write(reversed(FIRST), tmp_path / "deeper" / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "deeper" / "two")


def test_an_edited_paper_does_not_change_the_manifest(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    second = [(A, b"a2"), (B, b"b2"), (C, b"c2")]

    write(second, out)
    write(second, tmp_path / "clean")

    assert (out / "manifest.json").read_bytes() == (tmp_path / "clean" / "manifest.json").read_bytes()


def test_a_manifest_is_read_back_as_it_was_written() -> None:
    inputs = (FileEntry.of("b.csv", b"1"), FileEntry.of("a.csv", b"2"))
    manifest = Manifest("p", date(2026, 1, 2), inputs, (("x", "1"),)).with_papers(
        [FileEntry.of("thu/ô.docx", b"1"), FileEntry.of("a.docx", b"22")]
    )

    assert Manifest.from_json(manifest.to_json()) == manifest
    assert [each.path for each in manifest.inputs] == ["a.csv", "b.csv"]


def test_the_manifest_of_a_damaged_file_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="not a manifest"):
        Manifest.from_json(json.dumps({"documents": {}}).encode())


def test_a_manifest_damaged_in_any_one_value_is_a_value_error() -> None:
    entry = FileEntry.of(A, b"1")
    sound = json.loads(FACTS.with_papers([entry], [FileEntry.of(B, b"2")]).to_json())
    for name, damage in [
        ("on", "30/6/2026"),
        ("on", None),
        ("editions", 5),
        ("editions", [["one"]]),
        ("documents", []),
        ("documents", {A: {"sha256": "x"}}),
        ("documents", {A: {"sha256": "x", "size": float("inf")}}),
        ("kept", [A]),
        ("inputs", None),
        ("versions", []),
        ("kinds", [["one"]]),
    ]:
        with pytest.raises(ValueError):  # noqa: PT011 - what it says is for nobody
            Manifest.from_json(json.dumps({**sound, name: damage}).encode())
    with pytest.raises(ValueError, match="not a manifest"):
        Manifest.from_json(b"[" * 100_000)


def test_the_versions_are_those_of_the_libraries_that_make_the_bytes() -> None:
    assert [name for name, _ in versions()] == [
        *("deflate", "docxtpl", "jinja2", "lxml", "markupsafe", "python-docx"),
        "ntsdocs",
    ]
