"""A cause that is told as sure made the change: without it the change is gone; and no cause that did is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import copied_project as project
from copied_project import PLAN
from ntsdocs import diff
from ntsdocs.build.journey import build, prepare
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.result import VARIES, Cause, Change


@dataclass(frozen=True)
class Edit:
    """One thing that somebody changes, and the cause by which it is to be told."""

    make: Callable[[Path], None]
    is_told_by: Callable[[Cause], bool]


def cell(number: int, column: str, value: str) -> Edit:
    """Another value in a cell of a task."""
    return Edit(
        lambda root: project.set_cell(root, "tasks.csv", number - 1, column, value),
        lambda cause: (cause.row, cause.column) == (f"nhiệm vụ {number}", column),
    )


def ruling(id_: str, old: str, new: str) -> Edit:
    """Another answer to a question."""
    return Edit(
        lambda root: project.replace_text(root, "decisions.yaml", f"choice: {old}", f"choice: {new}"),
        lambda cause: cause.row == f"quyết định {id_}",
    )


def template(kind: str, old: str, new: str, told: str = "") -> Edit:
    """Other words, or another look, of a template, whose outline then says what is `told`."""
    return Edit(
        lambda root: project.edit_template(root, kind, old, new),
        lambda cause: cause.kind == "template" and f"templates/{kind}." in cause.text and (told or new) in cause.after,
    )


def new_task(root: Path) -> None:
    rows = project.table(root, "tasks.csv")
    work = {"Số": "17", "Nội dung": "Tổ chức hội thi tìm hiểu pháp luật", "Cơ quan chủ trì": "Sở Y tế"}
    project.write_table(root, "tasks.csv", [*rows, {**rows[-1], **work}])


def one_result_less(root: Path) -> None:
    project.write_table(root, "results/2026.csv", project.table(root, "results/2026.csv")[:-1])


def another_signer(root: Path) -> None:
    """Of the reminders, by plan.yaml."""
    place = root / "data" / PLAN / "plan.yaml"
    head, kind, rest = place.read_text(encoding="utf-8").partition("  cong_van_don_doc:\n")
    changed = re.sub(r"(signer: ).*", r"\1Trần Thị Mẫu", rest, count=1)
    assert changed != rest
    place.write_text(head + kind + changed, encoding="utf-8", newline="\n")


def condition(root: Path) -> None:
    project.replace_text(root, "decisions.yaml", "Kế hoạch của bộ, ngành chủ quản", "Kế hoạch của Bộ Mẫu")


EDITS = (
    cell(3, "Thời gian hoàn thành", "Trước 01/5/2026"),
    cell(9, "Thời gian hoàn thành", "Thường xuyên"),
    cell(4, "Sản phẩm", "Báo cáo chuyên đề của Sở Nội vụ"),
    cell(5, "Nội dung", "Diễn tập chữa cháy rừng"),
    cell(7, "Cơ quan chủ trì", "Sở Nội vụ"),
    cell(13, "Cơ quan phối hợp", "Sở Y tế"),
    ruling("D1", "vua", "rong"),
    template("ke_hoach", "nhiệm vụ dưới đây", "nhiệm vụ sau đây"),
    template("bao_cao_nam", "Kết quả", "Thành quả"),
    template("ke_hoach", '<w:pgMar w:top="1134"', '<w:pgMar w:top="1247"', "lề trên 22"),
    Edit(new_task, lambda cause: cause.row == "nhiệm vụ 17"),
    Edit(another_signer, lambda cause: cause.row == "nơi ban hành cong_van_don_doc"),
    Edit(condition, lambda cause: (cause.row, cause.column) == ("quyết định D3", "condition")),
    Edit(one_result_less, lambda cause: cause.row.startswith("kết quả nhiệm vụ ")),
)


def built(root: Path, *edits: Edit) -> Path:
    """The folder of the papers of Tỉnh Mẫu after these edits."""
    project.copied(root)
    for each in edits:
        each.make(root)
    build(root, PLAN, root / "build")
    return root / "build"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the data as they are."""
    return built(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The build after one edit, made when it is first asked for."""
    return cache(lambda number: built(tmp_path_factory.mktemp("alone"), EDITS[number]))


@given(pair=st.tuples(*[st.sampled_from(range(len(EDITS)))] * 2).filter(lambda pair: pair[0] < pair[1]))
@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_without_what_is_told_as_the_cause_the_change_is_not_there(
    pair: tuple[int, int],
    base: Path,
    alone: Callable[[int], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    edits = {number: EDITS[number] for number in pair}
    both = built(tmp_path_factory.mktemp("both"), *edits.values())

    new = diff.open_build(both)
    at_hand = replace(new, prepare=partial(prepare, both.parent, PLAN))
    clusters = [cluster for side in (new, at_hand) for cluster in diff.diff(diff.open_build(base), side).clusters]

    for change, why, documents in (each for cluster in clusters for each in cluster.placed):
        for path in documents:
            by = {number: _changes(base / path, alone(number) / path) for number in pair}
            enough = {number for number in pair if any(_fits(change, each) for each in by[number])}
            told = {number for number, edit in edits.items() if any(map(edit.is_told_by, why.causes))}
            assert told, (path, change, why)
            if len(enough) == 1:  # what the other edit does makes no difference to this change
                assert enough == told if why.sure else enough <= told, (path, change, why)


@cache
def _changes(old: Path, new: Path) -> tuple[Change, ...]:
    return FilePair.of(old.read_bytes(), new.read_bytes()).changes if new.is_file() else ()


def _fits(pattern: Change, exact: Change) -> bool:
    """Whether the changes are the same one, `VARIES` standing for any words."""
    if (pattern.what, pattern.before is None, pattern.after is None) != (
        exact.what,
        exact.before is None,
        exact.after is None,
    ):
        return False
    if pattern.form and {form[1:] for form in pattern.form}.isdisjoint(form[1:] for form in exact.form):
        return False
    return all(
        _matches(one, other)
        for one, other in ((pattern.before, exact.before), (pattern.after, exact.after))
        if one is not None and other is not None
    )


def _matches(pattern: str, text: str) -> bool:
    at = 0
    for piece in pattern.split(VARIES):
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return VARIES in pattern or pattern == text
