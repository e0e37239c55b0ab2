"""The passport tells what each figure of the reports counts, and marks exactly those that a changed cell reaches."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import copied_project as project
from copied_project import PLAN
from ntsdocs.build import journey
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import draw_up
from ntsdocs.kinds.report_says import BaoCaoNam, Chart, ChartSeries, CountedRow, Figure
from ntsdocs.plan.papers import titled
from ntsdocs.tables import sheets
from ntsdocs.trace import passport
from ntsdocs.trace.passport import FIGURES, FILE, HEADING, ROWS, PlacedFigure, figures_of

DIFFERS = HEADING.index("Khác lần trước")
RESULTS = "results/2026.csv"
Figures = dict[tuple[str, str], Figure]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A project whose data a test changes, without a build."""
    return project.copied(tmp_path)


def drawn(root: Path) -> Figures:
    """The figures of the open reports, by paper and what they are called."""
    ready = journey.prepare(root, PLAN)
    drafts = draw_up(ready.plan, ready.assignments, [kind for kind in KINDS if kind.says is BaoCaoNam])
    title = next(kind.title for kind in KINDS if kind.says is BaoCaoNam)
    papers = ((titled(title, draft.edition.id), figures_of(draft.says)) for draft in drafts)
    found = [((paper, each.called), each.figure) for paper, figures in papers for each in figures]
    assert len({key for key, _ in found}) == len(found)
    return dict(found)


def lines(root: Path) -> list[tuple[Any, ...]]:
    """The lines of the passport that is written now."""
    passport.write(root, PLAN, root / "build")
    heading, *rest = sheets.values((root / "build" / FILE).read_bytes(), FIGURES)
    assert heading == HEADING
    return rest


def marked(root: Path) -> dict[tuple[str, str], str]:
    """What is said of the figures that are marked."""
    return {(line[0], line[1]): line[DIFFERS] for line in lines(root) if line[DIFFERS]}


def counting(figures: Figures, row: int) -> set[tuple[str, str]]:
    """The figures among whose rows is this one of the results, counted from 0 under the heading."""
    place = f"data/{PLAN}/{RESULTS}, dòng {row + 2}"
    return {key for key, each in figures.items() if any(counted.place == place for counted in each.rows)}


def test_every_figure_of_the_reports_has_a_line_with_its_number_and_its_rows(data: Path) -> None:
    figures, told = drawn(data), lines(data)
    assert {(line[0], line[1]): (line[3], line[4] or "", line[5]) for line in told} == {
        key: (each.number, each.share, len(each.rows)) for key, each in figures.items()
    }
    _, *rows = sheets.values((data / "build" / FILE).read_bytes(), ROWS)
    lists: dict[str, list[tuple[Any, ...]]] = {}
    for mark, agency, name, task, state, place in rows:
        assert bool(agency) == bool(name)
        lists.setdefault(mark, []).append((agency or "", task, state or "", place))
    for line in told:
        counted = ((row.agency, row.task, row.state, row.place) for row in figures[line[0], line[1]].rows)
        assert sorted(lists.get(line[6], [])) == sorted(counted)


def test_nothing_is_marked_the_first_time_nor_when_nothing_has_changed_and_the_bytes_are_the_same(data: Path) -> None:
    assert marked(data) == {}
    first = (data / "build" / FILE).read_bytes()
    assert marked(data) == {}
    assert (data / "build" / FILE).read_bytes() == first


@pytest.mark.parametrize("row", [0, 5, 20])
def test_a_changed_status_marks_exactly_the_figures_whose_rows_have_it(data: Path, row: int) -> None:
    assert marked(data) == {}
    before, cells = drawn(data), project.table(data, RESULTS)[row]
    other = "Chưa thực hiện" if cells["Tình trạng"] != "Chưa thực hiện" else "Hoàn thành"
    project.set_cell(data, RESULTS, row, "Tình trạng", other)
    after, told = drawn(data), marked(data)

    both = before.keys() & after.keys()
    reached = counting(before, row) | counting(after, row)
    assert reached & both
    assert told.keys() & both == reached & both
    assert {key for key, said in told.items() if said == "mới"} == after.keys() - before.keys()
    assert {key for key, said in told.items() if said.startswith("không còn")} == before.keys() - after.keys()
    for key in reached & both:
        assert told[key].startswith("trước:") == (
            (before[key].number, before[key].share) != (after[key].number, after[key].share)
        )
    assert marked(data) == {}


def test_a_row_put_in_above_marks_only_what_it_changes_not_all_rows_below_it(data: Path) -> None:
    lines(data)
    before, rows = drawn(data), project.table(data, RESULTS)
    project.write_table(data, RESULTS, [{**rows[0], "Tình trạng": "Đang thực hiện", "Ngày": "16/12/2025"}, *rows])
    after, duty = drawn(data), {int(rows[0]["Nhiệm vụ số"]), 0}  # 0: of agencies as a whole
    of_task = {key for each in (before, after) for key, figure in each.items() if duty & {r.task for r in figure.rows}}
    assert set(marked(data)) <= of_task | counting(after, 0) | counting(after, 1)


def test_a_damaged_passport_is_written_anew(data: Path) -> None:
    lines(data)
    (data / "build" / FILE).write_bytes(b"PK\x03\x04 damaged")
    assert marked(data) == {}


def test_a_build_leaves_the_passport_alone(root: Path) -> None:
    lines(root)
    before = (root / "build" / FILE).read_bytes()
    shutil.rmtree(root / "build" / "ke_hoach")
    assert journey.build(root, PLAN, root / "build").outcome.orphans == ()
    assert (root / "build" / FILE).read_bytes() == before


def test_the_values_of_a_chart_are_called_by_series_and_category() -> None:
    rows = (CountedRow("a", 1, "Quá hạn", "x, dòng 2"),)
    chart = Chart("T", "A", ("I", "II"), (ChartSeries("Quá hạn", (Figure(1, "", rows), Figure(0))),))
    assert [*figures_of(chart, "Biểu đồ")] == [
        PlacedFigure(Figure(1), "Biểu đồ › Quá hạn, I", ("series", 0, "values", 0)),
        PlacedFigure(Figure(0), "Biểu đồ › Quá hạn, II", ("series", 0, "values", 1)),
    ]
