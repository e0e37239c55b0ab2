"""The letterbox: whose each file is, whatever it is called, and what is told of what cannot be read."""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import copied_project as project
import desk
import desk_odd
from copied_project import PLAN
from ntsdocs.build.journey import build, read
from ntsdocs.diff.identity import FileState
from ntsdocs.diff.releases import release
from ntsdocs.docx import package, sent_as
from ntsdocs.returns import letterbox, receive, verify_file
from ntsdocs.returns.paper_versions import Bases
from ntsdocs.returns.returned_tables import Received


@pytest.fixture
def box(tmp_path: Path) -> Path:
    (tmp_path / "nhan").mkdir()
    return tmp_path / "nhan"


def other_plans(ours: Mapping[str, bytes]) -> bytes:
    parts = package.read(ours["so-y-te"])
    parts[sent_as.PART] = parts[sent_as.PART].replace(PLAN.encode(), b"tinh-khac/7-kh-ubnd")
    return package.write(parts.items())


def drafts(root: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((root / "build/ke_hoach").glob("*.docx"))}


def received(root: Path, box: Path) -> dict[str, Received]:
    plan = read(root, PLAN).plan_or_stop()
    agencies = {each.id: each for each in (*plan.registry, *plan.agencies)}
    letters = letterbox.letters(root, PLAN, [box])
    each = receive.read(letters, Bases(root, PLAN, root / "build"), agencies)
    return {one.file.file.removeprefix(f"{box.name}/"): one for one in each}


def test_every_odd_file_is_told_with_what_it_is(first: Path, box: Path) -> None:
    ours = drafts(first)
    letter = next((first / "build/cong_van_trien_khai").rglob("*.docx")).read_bytes()
    odd = [each for each in desk_odd.odd_files(ours, letter, other_plans(ours)) if each.kind != "own form"]
    for each in odd:
        (box / each.name).write_bytes(each.data)
    before = {path: path.read_bytes() for path in box.iterdir()}

    files = received(first, box)

    lines = {name: f"{name}: {x.file.agency} {x.file.state}. {x.file.todo}" for name, x in files.items()}
    for each in odd:
        told = [line for name, line in lines.items() if name == each.name or name.startswith(f"{each.name}/")]
        assert any(re.search(each.told, line) for line in told) if each.told else not told, (each.kind, told)
    assert {path: path.read_bytes() for path in box.iterdir()} == before


def test_files_under_any_name_are_known_by_what_they_say(first: Path, box: Path) -> None:
    truth = {}
    for number, each in enumerate(desk.returned(drafts(first), 3, len(desk.ORDINARY))):
        (box / f"{number}.docx").write_bytes(each.data)
        truth[f"{number}.docx"] = each.name.removesuffix(".docx")

    assert {name: one.file.agency for name, one in received(first, box).items()} == truth


@pytest.mark.parametrize("program", ["word", "google"])
def test_a_paper_that_was_edited_on_an_older_version_is_told_so(root: Path, box: Path, program: str) -> None:
    release(root, PLAN, root / "build", "ban-cu")
    old = drafts(root)["so-y-te"]
    project.set_cell(root, "tasks.csv", 2, "Nội dung", "Việc mới đặt ra")
    build(root, PLAN, root / "build")
    (box / "a.docx").write_bytes(desk.edited("so-y-te", old, program, 5).data)

    file = next(iter(received(root, box).values())).file

    assert file.base == "ke_hoach/so-y-te, bản phát hành ban-cu"
    assert file.state.startswith("đã đọc: điền trên bản phát hành ban-cu, không phải bản dựng ngày ")


def test_a_version_that_nobody_kept_is_told_too(root: Path, box: Path) -> None:
    old = drafts(root)["so-y-te"]
    project.set_cell(root, "tasks.csv", 2, "Nội dung", "Việc mới đặt ra")
    build(root, PLAN, root / "build")
    (box / "a.docx").write_bytes(desk.edited("so-y-te", old, "word", 5).data)

    file = next(iter(received(root, box).values())).file

    assert file.state.startswith("đã đọc: điền trên một bản cũ nay không còn giữ; so với bản dựng ngày ")


def test_a_file_under_the_name_of_another_agency_is_not_sure(first: Path, box: Path) -> None:
    (box / "Sở Nội vụ (1).docx").write_bytes(desk.edited("so-y-te", drafts(first)["so-y-te"], "word", 5).data)

    (one,) = received(first, box).values()

    file = one.file
    assert one.doubt
    assert (file.agency, file.todo) == ("so-y-te", "hỏi lại cơ quan gửi.")
    assert file.state == "đã đọc: tên tệp là của Sở Nội vụ, nội dung là của Sở Y tế"


def test_words_of_a_files_name_that_are_no_agencys_say_nothing(first: Path, box: Path) -> None:
    filled = desk.edited("so-y-te", drafts(first)["so-y-te"], "word", 5).data
    (box / "Kế hoạch của chúng tôi.docx").write_bytes(filled)  # «chung» is the letter to all

    (one,) = received(first, box).values()

    assert (one.doubt, one.file.state) == ("", "đã đọc")


def test_names_that_are_no_unicode_and_pipes_do_no_harm(first: Path, box: Path) -> None:
    (box / os.fsdecode(b"\xff.docx")).write_bytes(b"abc")
    os.mkfifo(box / "a.docx")

    assert [*received(first, box)] == ["\\udcff.docx"]


def test_of_an_archive_with_a_name_that_leads_out_the_other_files_are_read(box: Path) -> None:
    with zipfile.ZipFile(box / "a.zip", "w") as archive:
        archive.writestr("../ra.docx", b"x")
        archive.writestr("tot.txt", b"x")
    bad, good = letterbox.letters(box.parent, PLAN, [box])
    assert (bad.name, good.name) == ("nhan/a.zip", "nhan/a.zip/tot.txt")
    assert "1 tệp mang tên dẫn ra ngoài" in bad.fault
    assert bad.remedy == "không tự giải nén; xin cơ quan gửi lại từng tệp, không nén."


def test_where_there_is_no_letterbox_nothing_came(tmp_path: Path) -> None:
    assert list(letterbox.letters(tmp_path, PLAN, [])) == []


def test_a_file_whose_letters_were_taken_apart_has_the_words_it_had(first: Path, box: Path) -> None:
    draft = drafts(first)["so-y-te"]
    parts = package.read(draft)
    parts["word/document.xml"] = unicodedata.normalize("NFD", parts["word/document.xml"].decode()).encode()
    (box / "nfd.docx").write_bytes(package.write(parts.items()))
    own = desk.edited("so-y-te", draft, "word", 5, hard=False)
    (box / "own.docx").write_bytes(own.data)
    taken, filled = verify_file.verify_files(first, PLAN, [box / "nfd.docx", box / "own.docx"], first / "build")
    assert (taken.state, filled.state) == (FileState.RESAVED, FileState.EDITED)
    assert "khung nội dung «own:" not in "".join(filled.lines("own.docx", full=True))
