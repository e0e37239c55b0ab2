"""What a paper was made of: the cells it really read, whatever else was drawn up before it."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntsdocs.changes.cells_used import Drawing, DrawnPaper, digest
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments as plan_assignments
from ntsdocs.plan import reading
from ntsdocs.plan.ledger import CellRead
from ntsdocs.plan.model import Plan
from ntsdocs.text.problems import DataWrong

ROOT = Path(__file__).resolve().parents[2]


@cache
def sample() -> Plan:
    return reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()


def drawn(plan: Plan) -> dict[str, DrawnPaper]:
    return {each.draft.id.path: each for each in Drawing(plan, plan_assignments.settle(plan), KINDS)}


@cache
def of_sample() -> dict[str, DrawnPaper]:
    return drawn(sample())


def test_watching_a_plan_changes_no_paper() -> None:
    plan = sample()
    plain = list(due.draw_up(plan, plan_assignments.settle(plan), KINDS))

    assert [each.draft for each in of_sample().values()] == plain
    assert [each.context for each in of_sample().values()] == [digest(job.says, job.core) for job in plain]


def test_a_reminder_read_the_cells_it_prints_and_judges_by_and_no_others() -> None:
    cells = of_sample()["cong_van_don_doc/dot-2/thanh-tra-tinh.docx"].cells

    of_tasks = {(cell.row, cell.column) for cell in cells if cell.row.startswith("nhiệm vụ ")}
    assert of_tasks == {
        ("nhiệm vụ 1", "Cơ quan chủ trì"),
        ("nhiệm vụ 1", "Nội dung"),  # of the plan that is owed, for the list of a joint letter
        ("nhiệm vụ 1", "Thời gian hoàn thành"),
        ("nhiệm vụ 3", "Cơ quan chủ trì"),
        ("nhiệm vụ 3", "Thời gian hoàn thành"),
        ("nhiệm vụ 9", "Cơ quan chủ trì"),
        ("nhiệm vụ 9", "Nội dung"),
        ("nhiệm vụ 9", "Thời gian hoàn thành"),
    }
    assert CellRead("nhiệm vụ 9", "Thời gian hoàn thành", "Trước 01/5/2026") in cells
    assert CellRead("quyết định D1", "choice", "vua") in cells
    assert CellRead("ngày 01/5/2026", "Loại", "nghỉ") in cells
    assert {cell.row for cell in cells if cell.row.startswith("cơ quan ") and "," not in cell.row} == {
        "cơ quan cong-an-tinh",  # the standing body, which every paper names
        "cơ quan thanh-tra-tinh",
    }


def test_a_draft_read_nothing_of_another_agencys_row() -> None:
    cells = of_sample()["ke_hoach/so-y-te.docx"].cells

    rows = {cell.row.partition(",")[0] for cell in cells if cell.row.startswith("cơ quan ")}
    assert rows == {"cơ quan so-y-te", "cơ quan cong-an-tinh"}


def test_a_cell_has_one_value_whichever_paper_read_it() -> None:
    values: dict[tuple[str, str], set[str]] = {}
    for drawn in of_sample().values():
        for cell in drawn.cells:
            values.setdefault((cell.row, cell.column), set()).add(cell.value)

    assert {key: sorted(found) for key, found in values.items() if len(found) > 1} == {}


def test_a_book_tells_what_is_read_now_apart_from_what_kept_papers_read() -> None:
    now, before = CellRead("nhiệm vụ 1", "Nội dung", "mới"), CellRead("nhiệm vụ 1", "Nội dung", "cũ")
    cells_file = CellsUsedFile()
    cells_file.add("a", [now])
    cells_file.keep("b", [before])
    assert (list(cells_file.all_cells()), cells_file.cells("b")) == ([now], {before})


@pytest.mark.parametrize("kind", ["ke_hoach", "cong_van_don_doc"])
def test_a_paper_has_the_same_slice_whatever_was_drawn_before_it(kind: str) -> None:
    plan = sample()
    assignments = plan_assignments.settle(plan)
    kinds = [each for each in KINDS if each.name == kind]
    backwards = plan_assignments.Assignments(assignments.rows, assignments.drafting[::-1])

    found = {each.draft.id.path: each.cells for each in Drawing(plan, backwards, kinds)}
    alone = {
        each.draft.id.path: each.cells
        for agency in assignments.drafting
        for each in Drawing(plan, plan_assignments.Assignments(assignments.rows, (agency,)), kinds)
    }

    expected = {path: each.cells for path, each in of_sample().items() if each.draft.id.kind == kind}
    assert found == expected
    assert alone == expected


def test_a_digest_is_of_the_values_and_not_of_the_way_they_are_written() -> None:
    assert digest(("a", "bc")) != digest(("ab", "c"))
    assert digest("1") != digest(1)
    assert digest(True) != digest(1)
    assert digest(("a",), "b") != digest(("a", "b"))
    assert digest(date(2026, 1, 2)) != digest("2026-01-02")
    assert digest(("a", None)) == digest(("a", None))
    with pytest.raises(TypeError):
        digest(1.5)


# --- random edits ----------------------------------------------------------------------------------------------------


def edited(plan: Plan, dice: random.Random) -> Plan:
    """The plan with one value changed, anywhere a province may change one."""
    of = dice.choice(("tasks", "agencies", "results", "conditions", "letters", "days_off", "rulings", "rules", "plan"))
    if of == "plan":
        return replace(plan, **_of_the_plan(plan, dice))
    rows = list(getattr(plan, of))
    if not rows:
        return plan
    at = dice.randrange(len(rows))
    if of in ("results", "conditions", "letters", "days_off") and dice.random() < 0.3:
        del rows[at]
    else:
        rows[at] = _row(rows[at], plan, dice)
    return replace(plan, **{of: tuple(rows)})


def _of_the_plan(plan: Plan, dice: random.Random) -> dict[str, object]:
    return dice.choice(
        (
            {"on": plan.on + timedelta(days=dice.randint(-400, 16))},
            {"subject": f"{plan.subject} mới"},
            {"reminder_workdays": dice.randint(1, 9)},
            {"five_year_review": dice.randint(2028, 2032)},
            {"province": replace(plan.province, committee_short=f"UBND tỉnh {dice.randint(1, 9)}")},
            {"plans_owed": replace(plan.plans_owed, before=date(2026, dice.randint(1, 12), 1))},
            {"standing": dice.choice(plan.agencies).id},
            {"bases": plan.bases[: dice.randint(0, 2)]},
            {"issuers": tuple((k, replace(each, signer=f"Tên {dice.randint(1, 3)}")) for k, each in plan.issuers)},
        )
    )


def _row(row: object, plan: Plan, dice: random.Random) -> object:
    """The row with one field changed to a value of its sort."""
    name = dice.choice([each.name for each in fields(row) if each.name not in ("origin", "id", "number", "section")])
    value = getattr(row, name)
    others = [each for each in (*plan.tasks, *plan.agencies, *plan.results) if type(each) is type(row)]
    if name == "choice":
        value = dice.choice(row.choices).key
    elif name == "in_force":
        value = row.id == "R4" or not value
    elif isinstance(value, date):
        value += timedelta(days=dice.randint(-90, 90))
    elif isinstance(value, str) and name in ("content", "name", "short_name", "head_title", "document", "difficulties"):
        value = f"{value} {dice.randint(1, 3)}"
    elif others:
        value = getattr(dice.choice(others), name)
    return replace(row, **{name: value})


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_a_paper_whose_slice_is_equal_says_the_same(seed: int) -> None:
    dice = random.Random(seed)
    plan = sample()
    for _ in range(dice.randint(1, 3)):
        plan = edited(plan, dice)
    try:
        after = drawn(plan)
    except (DataWrong, KeyError, ValueError):
        return  # an edit that intake would have refused
    before = of_sample()

    for path in before.keys() & after.keys():
        if before[path].cells == after[path].cells:
            assert before[path].context == after[path].context, path


# --- the file --------------------------------------------------------------------------------------------------------


def test_a_book_of_slices_is_read_back_as_it_was_written() -> None:
    cells_file = CellsUsedFile([CellRead("r", "c", "chưa ai đọc")], {"nhiệm vụ 1": "tasks.csv, dòng 2"})
    for path, each in of_sample().items():
        cells_file.add(path, each.cells)

    read = CellsUsedFile.from_json(cells_file.to_json(of_sample()))

    assert {path: read.cells(path) for path in of_sample()} == {path: each.cells for path, each in of_sample().items()}
    assert set(read.all_cells()) == set(cells_file.all_cells())


def test_a_book_has_the_same_bytes_whatever_order_its_papers_came_in() -> None:
    paths = list(of_sample())
    cells_files = [CellsUsedFile(), CellsUsedFile()]
    for cells_file, order in zip(cells_files, (paths, paths[::-1]), strict=True):
        for path in order:
            cells_file.add(path, of_sample()[path].cells)

    assert cells_files[0].to_json(paths) == cells_files[1].to_json(reversed(paths))


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[]", b'{"cells": [], "papers": {"a": [3]}, "places": {}}', b'{"cells": 1}']
)
def test_a_damaged_book_is_a_value_error(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"cells used|JSON|Expecting|decode"):
        CellsUsedFile.from_json(damaged)


def test_every_watched_value_has_a_text() -> None:
    values = {type(cell.value) for each in of_sample().values() for cell in each.cells}

    assert values == {str}
    assert not [cell for each in of_sample().values() for cell in each.cells if "(" in cell.value and "=" in cell.value]
