"""A deadline that nobody can read stops nothing, is asked once, and is ruled beside the words in deadlines.csv."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import copied_project as project
from copied_project import PLAN
from ntsdocs.build.journey import build
from ntsdocs.build.options import BuildOptions
from ntsdocs.build.outcome import EQUAL
from ntsdocs.docx.outline import outline
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import draw_up
from ntsdocs.plan import deadlines, reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.progress import Progress, State
from ntsdocs.plan.why import explain
from ntsdocs.text.problems import Problem, Severity

COLUMN = "Thời gian hoàn thành"
HEADING = "Thời hạn trong kế hoạch,Nhiệm vụ,Tính là ngày,Căn cứ\n"
VAGUE = "Càng sớm càng tốt"
ON = date(2026, 12, 14)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project.copied(tmp_path)


def rule(root: Path, rows: str) -> None:
    (root / "data" / PLAN / "deadlines.csv").write_text(HEADING + rows, encoding="utf-8")


def read(root: Path, on: date | None = ON) -> reading.Reading:
    return reading.read(root / "data" / PLAN, root, on)


def about_deadlines(found: reading.Reading) -> list[Problem]:
    places = (COLUMN, "deadlines.csv")
    return [each for each in found.problems if any(place in str(each.origin) for place in places)]


def vague(root: Path, *rows: int, words: str = VAGUE) -> None:
    for row in rows:
        project.set_cell(root, "tasks.csv", row, COLUMN, words)


def test_words_that_nobody_can_read_are_asked_once_and_stop_nothing(root: Path) -> None:
    vague(root, 0, 5, 7)
    found = read(root)
    assert found.plan is not None
    assert [found.plan.tasks[i].deadline.words for i in (0, 5, 7)] == [VAGUE] * 3
    (asked,) = about_deadlines(found)
    assert asked.severity is Severity.ASK
    assert asked.what == f"không rõ hạn của nhiệm vụ 1, 6, 8: «{VAGUE}» không thuộc dạng thời hạn nào đã biết."
    assert "deadlines.csv" in asked.remedy


def test_the_remedy_followed_settles_it(root: Path) -> None:
    vague(root, 0, 5)
    rule(root, f"{VAGUE},,31/3/2026,\n")
    found = read(root)
    assert about_deadlines(found) == []
    plan = found.plan_or_stop(strict=True)
    progress = Progress(plan, settle(plan), ON)
    assert [progress.deadline(plan.task(n)).last_day for n in (1, 6)] == [date(2026, 3, 31)] * 2
    assert [plan.task(n).deadline.words for n in (1, 6)] == [VAGUE] * 2


def test_the_answer_that_there_is_no_day_is_an_answer(root: Path) -> None:
    vague(root, 0)
    rule(root, f"{VAGUE},,,theo ý kiến cơ quan ban hành\n")
    found = read(root)
    assert about_deadlines(found) == []
    plan = found.plan_or_stop()
    assert Progress(plan, settle(plan), ON).task_state(plan.task(1)) in (State.UNCLEAR, State.DOING, State.DONE)
    rule(root, f"{VAGUE},,,\n")  # as intake writes it: nobody has answered yet
    assert [each.severity for each in about_deadlines(read(root))] == [Severity.ASK]


def test_a_row_with_the_task_s_number_counts_before_that_for_all(root: Path) -> None:
    vague(root, 0, 5)
    rule(root, f"{VAGUE},,31/3/2026,\n{VAGUE.upper()},6,30/4/2026,công văn\n")
    plan = read(root).plan_or_stop(strict=True)
    days = [Progress(plan, settle(plan), ON).deadline(plan.task(n)).last_day for n in (1, 6)]
    assert days == [date(2026, 3, 31), date(2026, 4, 30)]
    assert "tính đến hết ngày 30/04/2026, theo " in explain(plan, settle(plan), "cong-an-tinh", 6)
    assert "deadlines.csv, dòng 3 (công văn)" in explain(plan, settle(plan), "cong-an-tinh", 6)


def test_words_that_are_read_can_be_ruled_too_and_blank_ones(root: Path) -> None:
    vague(root, 0, words="Trước 15/3/2026")
    vague(root, 5, words="")
    (asked,) = about_deadlines(read(root))
    assert asked.what == "không rõ hạn của nhiệm vụ 6: thời hạn để trống."
    rule(root, "Trước 15/3/2026,,20/3/2026,\n(để trống),,30/4/2026,\n")
    plan = read(root).plan_or_stop(strict=True)
    days = [Progress(plan, settle(plan), ON).deadline(plan.task(n)).last_day for n in (1, 6)]
    assert days == [date(2026, 3, 20), date(2026, 4, 30)]


@pytest.mark.parametrize(
    ("rows", "severity", "what"),
    [
        ("Khi rảnh,,31/3/2026,\n", Severity.WARN, "không còn nhiệm vụ nào có thời hạn «Khi rảnh»."),
        (f"{VAGUE},99,31/3/2026,\n", Severity.STOP, "không có nhiệm vụ số 99."),
        (f"{VAGUE},,31/3/2026,\n{VAGUE},,30/4/2026,\n", Severity.STOP, f"«{VAGUE}» đã có ở dòng 2."),
        (f"{VAGUE},,31/02/2026,\n", Severity.STOP, "«31/02/2026» không phải là ngày có thật."),
        (f"{VAGUE},,mai,\n", Severity.STOP, "«mai» không đọc được thành ngày."),
        (",,31/3/2026,\n", Severity.STOP, "ô này bỏ trống."),
    ],
)
def test_a_row_that_decides_nothing_is_told(root: Path, rows: str, severity: Severity, what: str) -> None:
    vague(root, 0)
    rule(root, rows)
    assert (severity, what) in [(each.severity, each.what) for each in about_deadlines(read(root))]


def test_a_real_date_of_excel_is_the_day_as_it_is_written(root: Path) -> None:
    folder = root / "data" / PLAN
    rows = project.table(root, "tasks.csv")
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        row["Số"] = int(row["Số"])  # type: ignore[assignment]
        book.active.append(list(row.values()))
    at = list(rows[0]).index(COLUMN) + 1
    book.active.cell(2, at).value = date(2026, 6, 30)
    book.save(folder / "tasks.xlsx")
    (folder / "tasks.csv").unlink()
    deadline = read(root).plan_or_stop().task(1).deadline
    assert (deadline.words, deadline.last_day) == ("30/06/2026", date(2026, 6, 30))


def test_what_has_no_clear_deadline_is_never_late_and_counted_as_such(root: Path) -> None:
    for row in range(len(project.table(root, "tasks.csv"))):
        vague(root, row)
    plan = dataclasses.replace(read(root).plan_or_stop(), conditions=())
    drafts = list(draw_up(plan, settle(plan), KINDS))
    late = [draft.says for draft in drafts if draft.id.kind == "cong_van_don_doc"]
    assert all(not says.owed.late for says in late)
    (report,) = [draft.says for draft in drafts if draft.id.kind == "bao_cao_nam" and draft.id.edition == "2026"]
    assert report.tasks.overdue.number == 0
    assert report.tasks.not_due.number == report.unclear.number > 0
    states = {task.state for section in report.annex_tasks for task in section.tasks}
    assert "Không rõ hạn" in states
    assert "Chưa đến hạn" not in states


def test_a_ruled_day_shows_in_the_papers_and_in_the_causes_of_their_change(root: Path) -> None:
    vague(root, 11)  # task 12 is led by Sở Y tế
    out = root / "build"
    build(root, PLAN, out)
    rule(root, f"{VAGUE},,30/6/2026,\n")
    built = build(root, PLAN, out, options=BuildOptions(explain=True))
    changed = {path: group.why for group in built.reasons for path in group.papers if group.what != EQUAL}
    drafts = [path for path in changed if path.startswith("ke_hoach/")]
    assert "ke_hoach/so-y-te.docx" in drafts
    assert any("30/6/2026" in line for line in outline((out / "ke_hoach/so-y-te.docx").read_bytes()))
    reminder = (out / "cong_van_don_doc/dot-2/so-y-te.docx").read_bytes()
    assert any("30/6/2026" in line or "30/06/2026" in line for line in outline(reminder))
    causes = [str(cause) for why in changed.values() for cause in why]
    assert any(f"thời hạn «{VAGUE}»" in cause and "deadlines.csv" in cause for cause in causes), causes


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="{}%#"),
        max_size=50,
    )
)
def test_any_words_in_the_column_stop_nothing(root: Path, words: str) -> None:
    vague(root, 0, words=words)
    stops = [each for each in about_deadlines(read(root)) if each.severity is Severity.STOP]
    assert [each.what for each in stops if "chữ ở mã" not in each.what and "độ mật" not in each.what] == []


def test_the_file_is_named_once() -> None:
    assert deadlines.FILE in deadlines.REMEDY
