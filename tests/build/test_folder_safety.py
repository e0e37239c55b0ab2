"""Put on disk: what gives way only when named, what a stop leaves, what need not be made, what Windows refuses."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ntsdocs.build import folder as build_folder
from ntsdocs.build.disk import OutputWrong
from ntsdocs.build.folder import Due, open_folder
from ntsdocs.build.options import Replacement
from ntsdocs.build.outcome import Outcome
from ntsdocs.changes.manifest import Recipe
from putting import FACTS, FIRST, A, B, C, contents, papers, write


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build"


# --- giving way, only when named -------------------------------------------------------------------------------------


def replacing(out: Path, papers: list[tuple[str, bytes]], *names: str) -> Outcome:
    return write(papers, out, replacing=Replacement(names, "2026-07-01"))


@pytest.mark.parametrize("name", ["b", "ke_hoach/b", "ke_hoach/*", "ke_hoach", "ke_hoach/b.docx"])
def test_an_edited_paper_gives_way_only_when_named_and_is_kept_under_its_day(out: Path, name: str) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")

    outcome = replacing(out, [(A, b"a1"), (B, b"b2"), (C, b"c1")], name)

    assert papers(out) == {A: b"a1", B: b"b2", C: b"c1", ".cu/2026-07-01/ke_hoach/b.docx": b"edited"}
    assert outcome.replaced == ((B, ".cu/2026-07-01/ke_hoach/b.docx"),)
    assert outcome.new_texts == ()


def test_a_name_that_means_another_paper_lets_nothing_give_way(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")

    outcome = replacing(out, FIRST, "a", "thu")

    assert papers(out)[B] == b"edited"
    assert outcome.replaced == ()


def test_two_papers_that_give_way_on_one_day_are_both_kept(out: Path) -> None:
    write(FIRST, out)
    for text in (b"edited", b"edited again"):
        (out / B).write_bytes(text)
        replacing(out, FIRST, "b")

    kept = {path: data for path, data in papers(out).items() if path.startswith(".cu/")}
    assert kept == {".cu/2026-07-01/ke_hoach/b.docx": b"edited", ".cu/2026-07-01/ke_hoach/b-2.docx": b"edited again"}


def test_an_edited_paper_no_longer_due_gives_way_when_named(out: Path) -> None:
    write(FIRST, out)
    (out / C).write_bytes(b"edited")

    outcome = replacing(out, FIRST[:2], "c")

    assert papers(out) == {A: b"a1", B: b"b1", ".cu/2026-07-01/thu/c.docx": b"edited"}
    assert outcome.orphans == ()


def test_an_edited_paper_that_cannot_be_put_aside_is_not_written_over(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if ".cu" in str(target):
            raise PermissionError(errno.EACCES, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputWrong):
        replacing(out, [(A, b"a1"), (B, b"b2"), (C, b"c1")], "b")

    assert papers(out)[B] == b"edited"


# --- stopped by a person ---------------------------------------------------------------------------------------------


def stopped(*before: tuple[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from before
    raise KeyboardInterrupt


def test_a_build_that_a_person_stops_ends_cleanly_with_what_was_completed(out: Path) -> None:
    write(FIRST, out)

    outcome = write(stopped((A, b"a2")), out)

    assert papers(out) == {A: b"a2", B: b"b1", C: b"c1"}
    assert (outcome.interrupted, outcome.changed, outcome.removed, outcome.manifest.whole) == (True, (A,), (), False)


@pytest.mark.parametrize("step", ["rename" if os.name == "nt" else "hardlink_to", "replace", "unlink"])
def test_a_ctrl_c_while_files_are_moved_is_heard_when_all_are_in_their_places(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    second = [(A, b"a2"), (B, b"b1"), ("ke_hoach/new.docx", b"new")]
    write(FIRST, out)
    real = getattr(Path, step)
    pressed = []

    def press(self: Path, *args: Any, **kwargs: Any) -> Any:
        if not pressed:
            pressed.append(self)
            signal.raise_signal(signal.SIGINT)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, step, press)
    with pytest.raises(KeyboardInterrupt):
        write(second, out)
    monkeypatch.undo()

    assert len(pressed) == 1
    write(second, tmp_path / "clean")
    assert contents(out) == contents(tmp_path / "clean")


def test_what_the_disk_refuses_while_a_ctrl_c_waits_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FIRST, out)

    def press_and_refuse(self: Path, _target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", press_and_refuse)
    with pytest.raises(OutputWrong, match="ổ đĩa đã đầy"):
        write([(A, b"a2"), (B, b"b1"), (C, b"c1")], out)


def test_a_paper_without_a_folder_of_its_own_gets_its_new_text_beside_it_too(out: Path) -> None:
    write([("a.docx", b"1")], out)
    (out / "a.docx").write_bytes(b"edited")
    write([("a.docx", b"2")], out)

    outcome = write([("a.docx", b"2")], out)

    assert outcome.new_texts == (("a.docx", "a.moi.docx"),)
    assert papers(out) == {"a.docx": b"edited", "a.moi.docx": b"2"}


def test_the_run_after_a_stopped_one_completes_the_rest(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    write(stopped((A, b"a2")), out)
    second = [(A, b"a2"), (B, b"b2"), (C, b"c2")]

    outcome = write(second, out)
    write(second, tmp_path / "clean")

    assert contents(out) == contents(tmp_path / "clean")
    assert (outcome.same, outcome.changed) == ((A,), (B, C))


# --- papers that need not be made ------------------------------------------------------------------------------------


def made(out: Path, wanted: dict[str, tuple[bytes, str]]) -> tuple[Outcome, list[str]]:
    """A build that makes only what the folder does not hold; each paper comes with the digest of its context."""
    due = Due({path: Recipe(context) for path, (_, context) in wanted.items()})
    rendered = []
    with open_folder(out) as folder:

        def documents() -> Iterator[tuple[str, bytes]]:
            for path, (data, _) in wanted.items():
                if not folder.holds(path, due.recipes[path]):
                    rendered.append(path)
                    yield path, data

        return folder.put(documents(), FACTS, due), rendered


def test_only_papers_with_another_recipe_are_made(out: Path, tmp_path: Path) -> None:
    first = {A: (b"a1", "1"), B: (b"b1", "1"), C: (b"c1", "1")}
    second = {**first, B: (b"b2", "2")}
    made(out, first)

    outcome, rendered = made(out, second)
    made(tmp_path / "clean", second)

    assert rendered == [B]
    assert (outcome.changed, outcome.same) == ((B,), (A, C))
    assert contents(out) == contents(tmp_path / "clean")


def test_a_paper_whose_file_is_gone_is_made_once_though_nothing_changed(out: Path) -> None:
    first = {A: (b"a1", "1"), B: (b"b1", "1")}
    made(out, first)
    (out / B).unlink()

    _, rendered = made(out, first)
    _, rendered_again = made(out, first)

    assert (rendered, rendered_again) == ([B], [])


def test_a_paper_that_somebody_edited_is_made_only_when_its_text_changes(out: Path) -> None:
    first = {A: (b"a1", "1"), B: (b"b1", "1")}
    second = {A: (b"a1", "1"), B: (b"b2", "2")}
    made(out, first)
    (out / B).write_bytes(b"edited")

    before, none = made(out, first)
    news, rendered = made(out, second)
    waiting, none_again = made(out, second)

    assert (none, rendered, none_again) == ([], [B], [])
    assert (before.edited, news.edited, waiting.edited) == ((B,), (), ())
    assert news.new_texts == waiting.new_texts == ((B, "ke_hoach/b.moi.docx"),)


def test_a_paper_that_is_newer_than_the_manifest_is_not_taken_for_the_manifests(out: Path) -> None:
    made(out, {A: (b"a1", "1")})
    before = (out / "manifest.json").read_bytes()
    made(out, {A: (b"a2", "2")})
    (out / "manifest.json").write_bytes(before)  # as if the run had been killed, and its journal lost too

    outcome, rendered = made(out, {A: (b"a1", "1")})

    assert rendered == []
    assert papers(out) == {A: b"a2"}
    assert outcome.edited == (A,)


def broken_off_while_moving(out: Path, wanted: dict[str, tuple[bytes, str]], patch: pytest.MonkeyPatch) -> None:
    """The same build, killed when the last of its papers is to be moved into place."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == out / max(wanted):
            raise RuntimeError("killed")
        return real(self, target)

    with patch.context() as within:
        within.setattr(Path, "replace", replace)
        with pytest.raises(RuntimeError, match="killed"):
            made(out, wanted)


def test_after_a_crash_the_next_build_knows_by_which_recipe_each_paper_was_made(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {A: (b"a1", "1"), B: (b"b1", "1"), C: (b"c1", "1")}
    second = {**first, B: (b"b2", "2"), C: (b"c2", "2")}
    made(out, first)
    made(tmp_path / "clean", second)
    broken_off_while_moving(out, second, monkeypatch)

    outcome, rendered = made(out, second)

    assert rendered == [B, C]
    assert outcome.manifest.whole
    assert [(each.path, each.recipe.context) for each in outcome.manifest.documents] == [(A, "1"), (B, "2"), (C, "2")]
    assert contents(out) == contents(tmp_path / "clean")


def test_after_a_crash_a_partial_build_leaves_the_other_papers_with_their_recipes(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {A: (b"a1", "1"), B: (b"b1", "1"), C: (b"c1", "1")}
    second = {A: (b"a2", "2"), B: (b"b2", "2"), C: (b"c2", "2")}
    made(out, first)
    broken_off_while_moving(out, second, monkeypatch)

    outcome = bundle_partly(out, second, A)

    assert [(each.path, each.recipe.context) for each in outcome.manifest.documents] == [(A, "2"), (B, "2"), (C, "1")]
    assert not outcome.manifest.whole


def bundle_partly(out: Path, wanted: dict[str, tuple[bytes, str]], only: str) -> Outcome:
    due = Due({path: Recipe(context) for path, (_, context) in wanted.items()}, only=(only,))
    with open_folder(out) as folder:
        return folder.put([(only, wanted[only][0])], FACTS, due)


# --- what holds a file -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "lock"),
    [
        ("ke_hoach/so-y-te-tinh.docx", "~$-y-te-tinh.docx"),
        ("ke_hoach/abc.docx", "~$abc.docx"),
        (A, "~$a.docx"),
        (A, ".~lock.a.docx#"),
    ],
)
def test_a_paper_that_an_office_program_holds_open_stops_the_build_before_any_file_is_replaced(
    out: Path, paper: str, lock: str
) -> None:
    write([(paper, b"1"), (C, b"c1")], out)
    (out / "ke_hoach" / lock).write_bytes(b"somebody")
    before = contents(out)

    with pytest.raises(OutputWrong) as caught:
        write([(paper, b"2"), (C, b"c2")], out)

    assert contents(out) == before
    assert [(each.what, lock in each.remedy) for each in caught.value.problems] == [
        ("tệp đang mở trong Word hoặc LibreOffice", True)
    ]


def save(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def test_a_new_text_beside_an_edited_paper_that_is_held_open_is_not_written_over(out: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    write([(A, b"a1"), (B, b"b2"), (C, b"c1")], out)
    (out / "ke_hoach" / "~$b.moi.docx").write_bytes(b"somebody")

    with pytest.raises(OutputWrong, match=r"b\.moi\.docx: tệp đang mở"):
        write([(A, b"a1"), (B, b"b3"), (C, b"c1")], out)

    assert papers(out)["ke_hoach/b.moi.docx"] == b"b2"


@pytest.mark.parametrize(
    ("place", "before"),
    [
        ("ke_hoach/new.docx", None),  # new
        (A, b"a1"),  # changed
        ("ke_hoach/b.moi.docx", None),  # the new text beside an edited one
        (C, b"c1"),  # no longer due
        ("ke_hoach/d.moi.docx", b"d2"),  # a text beside that nobody needs any more
    ],
)
def test_what_somebody_writes_at_the_last_moment_is_neither_written_over_nor_removed(
    out: Path, place: str, before: bytes | None
) -> None:
    start = [*FIRST, ("ke_hoach/d.docx", b"d1")]
    write(start, out)
    (out / "ke_hoach/d.docx").write_bytes(b"edited")
    write([*FIRST, ("ke_hoach/d.docx", b"d2")], out)
    (out / "ke_hoach/d.docx").write_bytes(b"d2")
    (out / B).write_bytes(b"edited")
    wanted = {A: b"a2", B: b"b2", "ke_hoach/d.docx": b"d2", "ke_hoach/new.docx": b"new"}
    assert papers(out).get(place) == before

    due = Due({path: Recipe() for path in wanted})
    with open_folder(out) as folder, pytest.raises(OutputWrong) as caught:
        folder.put(wanted.items(), FACTS, due, last_look=lambda: save(out / place, b"at the last moment"))

    assert [(each.origin.file, each.what) for each in caught.value.problems] == [
        ((out / place).as_posix(), "tệp vừa được sửa trong lúc đang dựng nên không bị ghi đè")
    ]
    assert papers(out)[place] == b"at the last moment"
    write(wanted.items(), out)
    assert papers(out)[place] == b"at the last moment"
    assert papers(out)[B] == b"edited"


def test_on_a_disk_without_links_too_a_new_paper_takes_no_other_files_place(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "no links here", str(self))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write(FIRST, out)
    assert papers(out) == {A: b"a1", B: b"b1", C: b"c1"}

    new = ("ke_hoach/new.docx", b"new")
    due = Due({path: Recipe() for path, _ in (*FIRST, new)})
    with open_folder(out) as folder, pytest.raises(OutputWrong, match="vừa được sửa trong lúc đang dựng"):
        folder.put([*FIRST, new], FACTS, due, last_look=lambda: save(out / new[0], b"mine"))
    assert papers(out)[new[0]] == b"mine"


def test_a_paper_edited_while_the_build_runs_is_not_written_over(out: Path) -> None:
    write(FIRST, out)

    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield B, b"b2"
        (out / B).write_bytes(b"edited")
        yield from ((A, b"a2"), (C, b"c2"))

    with pytest.raises(OutputWrong, match="vừa được sửa trong lúc đang dựng"):
        write(meanwhile(), out)
    assert {path: data for path, data in papers(out).items() if path.endswith(".docx")} == {
        A: b"a2",
        B: b"edited",
        C: b"c2",
    }
    write([(A, b"a2"), (B, b"b2"), (C, b"c2")], out)

    assert papers(out) == {A: b"a2", B: b"edited", "ke_hoach/b.moi.docx": b"b2", C: b"c2"}


# --- a clock that jumps ----------------------------------------------------------------------------------------------


def test_a_paper_is_put_aside_under_the_day_it_is_told_though_the_clock_went_back(out: Path) -> None:
    write(FIRST, out)
    for text, day in ((b"edited", "2026-07-01"), (b"edited again", "2026-06-30"), (b"a third time", "2026-07-01")):
        (out / B).write_bytes(text)
        write(FIRST, out, replacing=Replacement(("b",), day))

    kept = {path: data for path, data in papers(out).items() if path.startswith(".cu/")}
    assert kept == {
        ".cu/2026-07-01/ke_hoach/b.docx": b"edited",
        ".cu/2026-06-30/ke_hoach/b.docx": b"edited again",
        ".cu/2026-07-01/ke_hoach/b-2.docx": b"a third time",
    }


@pytest.mark.parametrize("time", [0, 4_000_000_000])
def test_what_is_edited_or_changed_is_known_whatever_the_times_of_the_files_say(out: Path, time: int) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    for path in contents(out):
        os.utime(out / path, (time, time))

    outcome = write([(A, b"a2"), (B, b"b1"), (C, b"c1")], out)

    assert (outcome.changed, outcome.edited, outcome.same) == ((A,), (B,), (C,))


# --- paths -----------------------------------------------------------------------------------------------------------


def test_a_folder_for_what_gives_way_that_is_a_link_gets_nothing(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    (out / B).write_bytes(b"edited")
    (tmp_path / "elsewhere").mkdir()
    (out / ".cu").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = contents(out)

    with pytest.raises(OutputWrong, match="liên kết dẫn ra ngoài"):
        replacing(out, [(A, b"a2"), (B, b"b2"), (C, b"c1")], "b")

    assert contents(out) == before
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_text_beside_in_a_folder_that_became_a_link_is_not_removed(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    (out / C).write_bytes(b"edited")
    write([*FIRST[:2], (C, b"c2")], out)
    (out / "thu").rename(tmp_path / "moved")
    (out / "thu").symlink_to(tmp_path / "moved", target_is_directory=True)

    write(FIRST[:2], out)

    assert (tmp_path / "moved" / "c.moi.docx").read_bytes() == b"c2"


@pytest.mark.parametrize("what", ["link", "folder"])
def test_a_lock_that_is_no_file_is_told_with_what_to_do(out: Path, tmp_path: Path, what: str) -> None:
    out.mkdir()
    if what == "link":
        (out / ".khoa").symlink_to(tmp_path / "elsewhere")
    else:
        (out / ".khoa").mkdir()

    with pytest.raises(OutputWrong) as caught:
        write(FIRST, out)

    assert [(each.origin.file, each.remedy) for each in caught.value.problems] == [
        ((out / ".khoa").as_posix(), "xóa nó đi rồi dựng lại.")
    ]
    assert not (tmp_path / "elsewhere").exists()


def test_a_link_in_the_journals_place_goes_with_the_next_build(out: Path, tmp_path: Path) -> None:
    write(FIRST, out)
    (out / ".moi-dang-chep.json").symlink_to(tmp_path / "nowhere")

    write(FIRST, out)

    assert sorted(each.name for each in out.iterdir()) == [".khoa", "ke_hoach", "manifest.json", "thu"]
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among files")
def test_a_pipe_in_a_papers_place_is_somebodys_and_is_not_waited_for(out: Path) -> None:
    write(FIRST, out)
    (out / B).unlink()
    os.mkfifo(out / B)

    outcome = write([(A, b"a1"), (B, b"b2"), (C, b"c1")], out)

    assert outcome.new_texts == ((B, "ke_hoach/b.moi.docx"),)


def test_a_path_too_long_for_windows_is_refused_before_any_file_is_replaced(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, out)
    before = contents(out)
    monkeypatch.setattr(build_folder, "LONGEST", len(str(out.resolve())) + 100)

    with pytest.raises(OutputWrong) as caught:
        write([(A, b"a2"), (f"ke_hoach/{'x' * 90}.docx", b"x")], out)

    assert contents(out) == before
    assert ["Windows" in each.what for each in caught.value.problems] == [True]
