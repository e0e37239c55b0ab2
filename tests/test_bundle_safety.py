"""Put on disk: what gives way only when named, what a stop leaves, what need not be made, what Windows refuses."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ntsdocs import bundle
from ntsdocs.bundle import Due, OutputWrong, opened, write
from ntsdocs.manifest import Facts, Recipe
from ntsdocs.report import Outcome
from ntsdocs.wishes import Replacing

FACTS = Facts("tinh-mau/01-kh-ubnd", date(2026, 6, 30))
A, B, C = "ke_hoach/a.docx", "ke_hoach/b.docx", "thu/c.docx"
FIRST = [(A, b"a1"), (B, b"b1"), (C, b"c1")]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != bundle.LOCK
    }


def papers(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(folder).items() if path != "manifest.json"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build"


# --- giving way, only when named -------------------------------------------------------------------------------------


def replacing(out: Path, papers: list[tuple[str, bytes]], *names: str) -> Outcome:
    with opened(out, Replacing(names, "2026-07-01")) as folder:
        return folder.put(papers, FACTS, Due())


@pytest.mark.parametrize("name", ["b", "ke_hoach/b", "ke_hoach/*", "ke_hoach", "ke_hoach/b.docx"])
def test_an_edited_paper_gives_way_only_when_named_and_is_kept_under_its_day(out: Path, name: str) -> None:
    write(FIRST, out, FACTS)
    (out / B).write_bytes(b"edited")

    outcome = replacing(out, [(A, b"a1"), (B, b"b2"), (C, b"c1")], name)

    assert papers(out) == {A: b"a1", B: b"b2", C: b"c1", ".cu/2026-07-01/ke_hoach/b.docx": b"edited"}
    assert outcome.replaced == ((B, ".cu/2026-07-01/ke_hoach/b.docx"),)
    assert outcome.beside == ()


def test_a_name_that_means_another_paper_lets_nothing_give_way(out: Path) -> None:
    write(FIRST, out, FACTS)
    (out / B).write_bytes(b"edited")

    outcome = replacing(out, FIRST, "a", "thu")

    assert papers(out)[B] == b"edited"
    assert outcome.replaced == ()


def test_two_papers_that_give_way_on_one_day_are_both_kept(out: Path) -> None:
    write(FIRST, out, FACTS)
    for text in (b"edited", b"edited again"):
        (out / B).write_bytes(text)
        replacing(out, FIRST, "b")

    kept = {path: data for path, data in papers(out).items() if path.startswith(".cu/")}
    assert kept == {".cu/2026-07-01/ke_hoach/b.docx": b"edited", ".cu/2026-07-01/ke_hoach/b-2.docx": b"edited again"}


def test_an_edited_paper_no_longer_due_gives_way_when_named(out: Path) -> None:
    write(FIRST, out, FACTS)
    (out / C).write_bytes(b"edited")

    outcome = replacing(out, FIRST[:2], "c")

    assert papers(out) == {A: b"a1", B: b"b1", ".cu/2026-07-01/thu/c.docx": b"edited"}
    assert outcome.kept == ()


def test_an_edited_paper_that_cannot_be_put_aside_is_not_written_over(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, out, FACTS)
    (out / B).write_bytes(b"edited")
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if ".cu" in str(target):
            raise PermissionError(errno.EACCES, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputWrong):
        replacing(out, [(A, b"a1"), (B, b"b2"), (C, b"c1")], "b")

    assert papers(out)[B] == b"edited"


# --- stopped by a person ---------------------------------------------------------------------------------------------


def stopped(*before: tuple[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from before
    raise KeyboardInterrupt


def test_a_build_that_a_person_stops_ends_cleanly_with_what_was_completed(out: Path) -> None:
    write(FIRST, out, FACTS)

    outcome = write(stopped((A, b"a2")), out, FACTS)

    assert papers(out) == {A: b"a2", B: b"b1", C: b"c1"}
    assert (outcome.interrupted, outcome.changed, outcome.removed, outcome.manifest.whole) == (True, (A,), (), False)


def test_the_run_after_a_stopped_one_completes_the_rest(out: Path, tmp_path: Path) -> None:
    write(FIRST, out, FACTS)
    write(stopped((A, b"a2")), out, FACTS)
    second = [(A, b"a2"), (B, b"b2"), (C, b"c2")]

    outcome = write(second, out, FACTS)
    write(second, tmp_path / "clean", FACTS)

    assert contents(out) == contents(tmp_path / "clean")
    assert (outcome.same, outcome.changed) == ((A,), (B, C))


# --- papers that need not be made ------------------------------------------------------------------------------------


def made(out: Path, wanted: dict[str, tuple[bytes, str]]) -> tuple[Outcome, list[str]]:
    """A build that makes only what the folder does not hold; each paper comes with the digest of its context."""
    due = Due({path: Recipe(context) for path, (_, context) in wanted.items()})
    rendered = []
    with opened(out) as folder:

        def documents() -> Iterator[tuple[str, bytes]]:
            for path, (data, _) in wanted.items():
                if folder.holds(path, due.recipes[path]):
                    due.held.add(path)
                else:
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


@pytest.mark.parametrize("lost", ["deleted", "edited"])
def test_a_paper_whose_file_is_gone_or_edited_is_made_once_though_nothing_changed(out: Path, lost: str) -> None:
    first = {A: (b"a1", "1"), B: (b"b1", "1")}
    made(out, first)
    if lost == "deleted":
        (out / B).unlink()
    else:
        (out / B).write_bytes(b"edited")

    _, rendered = made(out, first)
    again, rendered_again = made(out, first)

    assert (rendered, rendered_again) == ([B], [])
    assert again.beside == (() if lost == "deleted" else ((B, "ke_hoach/b.moi.docx"),))


def test_a_paper_that_is_newer_than_the_manifest_is_not_taken_for_the_manifests(out: Path) -> None:
    made(out, {A: (b"a1", "1")})
    before = (out / "manifest.json").read_bytes()
    made(out, {A: (b"a2", "2")})
    (out / "manifest.json").write_bytes(before)  # as if the run had been killed, and its journal lost too

    outcome, rendered = made(out, {A: (b"a1", "1")})

    assert rendered == [A]
    assert papers(out) == {A: b"a2", "ke_hoach/a.moi.docx": b"a1"}
    assert outcome.beside == ((A, "ke_hoach/a.moi.docx"),)


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
    due = Due({path: Recipe(context) for path, (_, context) in wanted.items()}, left_out=wanted.keys() - {only})
    with opened(out) as folder:
        return folder.put([(only, wanted[only][0])], FACTS, due)


# --- what holds a file -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "lock"),
    [("ke_hoach/so-y-te-tinh.docx", "~$-y-te-tinh.docx"), ("ke_hoach/abc.docx", "~$abc.docx"), (A, "~$a.docx")],
)
def test_a_paper_that_word_holds_open_stops_the_build_before_any_file_is_replaced(
    out: Path, paper: str, lock: str
) -> None:
    write([(paper, b"1"), (C, b"c1")], out, FACTS)
    (out / "ke_hoach" / lock).write_bytes(b"somebody")
    before = contents(out)

    with pytest.raises(OutputWrong) as caught:
        write([(paper, b"2"), (C, b"c2")], out, FACTS)

    assert contents(out) == before
    assert [(each.what, lock in each.remedy) for each in caught.value.problems] == [("tệp đang mở trong Word", True)]


def test_a_paper_edited_while_the_build_runs_is_not_written_over(out: Path) -> None:
    write(FIRST, out, FACTS)

    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield B, b"b2"
        (out / B).write_bytes(b"edited")
        yield from ((A, b"a2"), (C, b"c2"))

    with pytest.raises(OutputWrong, match="vừa được sửa trong lúc đang dựng"):
        write(meanwhile(), out, FACTS)
    assert {path: data for path, data in papers(out).items() if path.endswith(".docx")} == {
        A: b"a2",
        B: b"edited",
        C: b"c2",
    }
    write([(A, b"a2"), (B, b"b2"), (C, b"c2")], out, FACTS)

    assert papers(out) == {A: b"a2", B: b"edited", "ke_hoach/b.moi.docx": b"b2", C: b"c2"}


# --- paths -----------------------------------------------------------------------------------------------------------


def test_a_path_too_long_for_windows_is_refused_before_any_file_is_replaced(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FIRST, out, FACTS)
    before = contents(out)
    monkeypatch.setattr(bundle, "LONGEST", len(str(out.resolve())) + 100)

    with pytest.raises(OutputWrong) as caught:
        write([(A, b"a2"), (f"ke_hoach/{'x' * 90}.docx", b"x")], out, FACTS)

    assert contents(out) == before
    assert ["Windows" in each.what for each in caught.value.problems] == [True]
