"""What the data said before is put back, one cause at a time: what takes a change back is told for sure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import copied_project as project
from copied_project import PLAN
from ntsdocs import diff
from ntsdocs.build.journey import build, prepare
from ntsdocs.diff import Build, put_back
from ntsdocs.diff.result import Change, Review, What, Why
from ntsdocs.trace.answer import answer

LATE = "Trước 01/5/2026"
Edit = Callable[[Path], None]
NAME, DEADLINE, TITLE, PRODUCT = "Tên đầy đủ", "Thời gian hoàn thành", "Chức danh người đứng đầu", "Sản phẩm"
REPORT = "bao_cao_nam/2026/bao-cao-nam-2026.docx"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project and its first build, to be copied and changed."""
    root = project.copied(tmp_path_factory.mktemp("base"))
    build(root, PLAN, root / "build")
    return root


def deadline(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 3, DEADLINE, LATE)


def of_health(root: Path, column: str, value: str) -> None:
    row = next(i for i, row in enumerate(project.table(root, "agencies.csv")) if row["Mã"] == "so-y-te")
    project.set_cell(root, "agencies.csv", row, column, value)


def name(root: Path) -> None:
    of_health(root, "Tên khác", "Sở Y tế")  # the plan's words name it so
    of_health(root, NAME, "Sở Y tế và Dân số")


def built(base: Path, root: Path, *edits: Edit) -> tuple[Build, Build]:
    """The first build and that of the changed data, which are at hand."""
    project.copied(root)
    for each in edits:
        each(root)
    build(root, PLAN, root / "build")
    return diff.open_build(base / "build"), replace(
        diff.open_build(root / "build"), prepare=partial(prepare, root, PLAN)
    )


def reasons(review: Review, path: str) -> Iterator[tuple[Change, Why]]:
    """Why each change of a paper is there."""
    for cluster in review.clusters:
        yield from ((change, why) for change, why, documents in cluster.placed if path in documents)


def columns(why: Why) -> set[str]:
    return {cause.column for cause in why.causes}


def test_each_change_has_the_one_cell_that_made_it(base: Path, tmp_path: Path) -> None:
    review = diff.diff(*built(base, tmp_path, name, deadline))

    letter = list(reasons(review, "cong_van_don_doc/dot-2/so-y-te.docx"))
    assert [(each.after, columns(why), why.sure) for each, why in letter] == [
        ("Kính gửi: Sở Y tế và Dân số", {NAME}, True)
    ]
    for change, why in (
        *reasons(review, "ke_hoach/so-y-te.docx"),
        *reasons(review, REPORT),
    ):
        assert (len(why.causes), why.sure) == (1, True), (change, why)
        assert columns(why) == {NAME} or "Dân số" not in str(change)


def test_the_sure_cause_of_words_is_the_cell_that_they_are_traced_to(base: Path, tmp_path: Path) -> None:
    review = diff.diff(*built(base, tmp_path, name, deadline))
    path = "cong_van_don_doc/dot-2/so-y-te.docx"
    ((change, why),) = (
        (each, why) for each, why in reasons(review, path) if each.after == "Kính gửi: Sở Y tế và Dân số"
    )

    (cause,) = why.causes
    lines = answer(tmp_path, PLAN, tmp_path / "build" / path, str(change.after), tmp_path / "build")

    assert why.sure
    assert any(cause.place in line and f"«{cause.column}»" in line for line in lines), lines


def test_words_that_changed_as_a_cell_did_are_its_own_and_a_figure_is_of_what_is_counted(
    base: Path, tmp_path: Path
) -> None:
    ruling = partial(project.replace_text, name="decisions.yaml", old="choice: vua", new="choice: rong")
    review = diff.diff(*built(base, tmp_path, deadline, ruling))

    told = dict(reasons(review, REPORT))
    (late,) = (why for change, why in told.items() if change.after == LATE)
    states = [why for change, why in told.items() if change.tag == "gen:line:4:state"]
    figure = {change.place: (columns(why), why.sure) for change, why in told.items() if not change.tag}
    assert [(columns(each), each.sure) for each in (late, *states)] == [({DEADLINE}, True)] * 3  # in both annexes
    assert figure["bảng 6, hàng 2, cột 6"] == ({DEADLINE}, True)
    assert figure["bảng 6, hàng 2, cột 7"] == ({"choice"}, True)
    assert figure["bảng 6, hàng 2, cột 8"] == ({DEADLINE, "choice"}, True)  # both made one late


def test_capitals_do_not_hide_whose_words_they_are(base: Path, tmp_path: Path) -> None:
    review = diff.diff(*built(base, tmp_path, partial(of_health, column=TITLE, value="Trưởng ban"), deadline))

    ((_, why),) = ((each, why) for each, why in reasons(review, "ke_hoach/so-y-te.docx") if "TRƯỞNG BAN" in str(each))
    assert (columns(why), why.sure) == ({TITLE}, True)


def test_a_column_that_is_only_copied_shows_in_its_own_words_alone(base: Path, tmp_path: Path) -> None:
    product = partial(project.set_cell, name="tasks.csv", row=3, column=PRODUCT, value="Kế hoạch năm")
    review = diff.diff(*built(base, tmp_path, product, deadline))

    for change, why in reasons(review, REPORT):
        words = {text for text in ("Kế hoạch năm", LATE) if text in str(change.after)}
        assert PRODUCT not in columns(why) or "Kế hoạch năm" in words, (change, why)
        assert why.sure, (change, why)


def test_a_line_of_a_template_whose_placeholders_stay_makes_no_other_words(base: Path, tmp_path: Path) -> None:
    line = partial(project.edit_template, kind="bao_cao_nam", old="Kết quả", new="Thành quả")
    review = diff.diff(*built(base, tmp_path, line, deadline))

    for change, why in reasons(review, REPORT):
        kind = "template" if "Thành quả" in str(change.after) else "cell"
        assert ({cause.kind for cause in why.causes}, why.sure) == ({kind}, True), (change, why)


def test_how_a_document_looks_comes_from_no_cell(base: Path, tmp_path: Path) -> None:
    old, new = '<w:pgMar w:top="1134"', '<w:pgMar w:top="1247"'
    margin = partial(project.edit_template, kind="ke_hoach", old=old, new=new)
    review = diff.diff(*built(base, tmp_path, margin, deadline))

    looks = [why for change, why in reasons(review, "ke_hoach/so-y-te.docx") if change.what is What.FORM]
    assert looks
    assert all(why.sure and {cause.kind for cause in why.causes} == {"template"} for why in looks)


def test_another_version_is_told_only_where_no_cell_explains_the_change(base: Path, tmp_path: Path) -> None:
    old, new = built(base, tmp_path, name, deadline)
    assert old.manifest is not None
    documents = tuple(
        replace(each, recipe=replace(each.recipe, tools="of another version")) for each in old.manifest.documents
    )
    manifest = replace(old.manifest, documents=documents, versions=(("ntsdocs", "before"),))

    review = diff.diff(replace(old, manifest=manifest), new)

    for path in (
        "cong_van_don_doc/dot-2/so-y-te.docx",
        "ke_hoach/so-y-te.docx",
        REPORT,
    ):
        for change, why in reasons(review, path):
            assert ({cause.kind for cause in why.causes}, why.sure) == ({"cell"}, True), (change, why)


def test_a_paragraph_that_two_cells_changed_has_both(base: Path, tmp_path: Path) -> None:
    other = partial(project.set_cell, name="tasks.csv", row=8, column=DEADLINE, value="Thường xuyên")
    review = diff.diff(*built(base, tmp_path, other, deadline))

    told = dict(reasons(review, REPORT))
    unsure = {change.place.partition(", ")[0] for change, why in told.items() if not why.sure}
    assert unsure <= {"bảng 6", "bảng 11"}  # rankings: a figure has no place of its own where rows change places
    (why,) = (why for change, why in told.items() if str(change.after).startswith("Trong kỳ có"))
    assert ({cause.row for cause in why.causes}, why.sure) == ({"nhiệm vụ 4", "nhiệm vụ 9"}, True)


@pytest.mark.parametrize("gone", ["no data", "other data", "no paper left"])
def test_where_nothing_can_be_drawn_up_again_all_causes_are_told(
    gone: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = built(base, tmp_path, name, deadline)
    if gone == "no data":
        new = replace(new, prepare=None)
    elif gone == "other data":
        new = replace(new, prepare=partial(prepare, base, PLAN))
    else:
        monkeypatch.setattr(put_back, "_MOST", 0)

    told = dict(reasons(diff.diff(old, new), "ke_hoach/so-y-te.docx"))

    (title,) = (why for change, why in told.items() if change.place == "đoạn 2")
    assert (columns(title), title.sure) == ({NAME, DEADLINE}, False)


def test_no_more_papers_are_drawn_up_again_than_are_allowed(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = built(base, tmp_path, name, deadline)
    drawn: list[object] = []
    fill = put_back.fill_here
    monkeypatch.setattr(put_back, "_MOST", 2)
    monkeypatch.setattr(put_back, "fill_here", lambda jobs, templates: fill(drawn.append(jobs) or jobs, templates))

    diff.diff(*pair)

    assert len(drawn) == 2
