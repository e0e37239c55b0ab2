"""One definition: what agencies are asked for is what the report says and what results are read from."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

import validity
from ntsdocs.build import workers
from ntsdocs.docx.xml import W
from ntsdocs.kinds import KINDS, frame
from ntsdocs.kinds.bao_cao_nam import draw
from ntsdocs.plan import reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import Edition, Report, ReportSection, Result, headings
from ntsdocs.text import vn

ROOT = Path(__file__).resolve().parents[2]
PLAN = reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop()
OWN = replace(  # an office's: other titles and order, a section by hand, one that a single report has
    PLAN,
    report=replace(
        PLAN.report,
        reports=(*PLAN.report.reports, Report("quy-1", "quý I năm {năm}", "14/3")),
        sections=(
            ReportSection("de-xuat", "Kiến nghị", "proposals", ("Kiến nghị với tỉnh.",)),
            ReportSection("ket-qua", "Kết quả", "results"),
            ReportSection("tai-chinh", "Kinh phí đã dùng", asks=("Số tiền đã chi.",)),
            ReportSection("rieng", "Riêng quý I", "ahead", only=("quy-1",)),
        ),
        form=("task", "agency", "status", "promised"),
        difficulties=("Mặt bằng",),
    ),
)


@pytest.mark.parametrize("id_", ["2026", "2026-quy-1", "2029-so-ket"])
@pytest.mark.parametrize("plan", [PLAN, OWN], ids=["common", "own"])
def test_the_outline_and_the_report_have_the_sections_of_the_definition_in_its_order(plan, id_):
    report = next((each for each in plan.report.reports if each.id and id_.endswith(each.id)), plan.report.yearly)
    outline = frame.the_outline(plan, report)
    said = draw(plan, settle(plan), Edition("bao_cao_nam", id_, date(2026, 12, 14)))
    own = [each for each in plan.report.sections if not each.only or report.id in each.only]

    assert [(each.number, each.title) for each in outline.sections] == [(s.number, s.title) for s in said.sections]
    assert [vn.fold(each.title) for each in outline.sections] == [vn.fold(each.title) for each in own]
    assert [each.asks for each in outline.sections] == [each.asks for each in own]
    assert [each.by_hand for each in said.sections] == [not each.content for each in own]


def test_the_form_has_the_columns_that_results_are_read_from_and_the_words_they_take():
    for plan in (PLAN, OWN):
        outline = frame.the_outline(plan, plan.report.yearly)
        assert outline.columns == tuple(headings(Result)[name] for name in plan.report.form)
        assert (outline.difficulties != "") is ("Loại khó khăn" in outline.columns)
        assert outline.states == "Hoàn thành; Đã ban hành kế hoạch triển khai; Đang thực hiện; Chưa thực hiện"


def test_every_draft_asks_for_the_same_outline():
    drafts = list(KINDS[0].drafts(OWN, settle(OWN), KINDS[0].open_editions(OWN)[0]))
    assert {draft.says.outline for draft in drafts} == {frame.the_outline(OWN, OWN.report.yearly)}


@pytest.mark.parametrize("plan", [PLAN, OWN], ids=["common", "own"])
def test_the_form_s_table_has_as_many_equal_columns_as_the_definition(plan):
    draft = next(KINDS[0].drafts(plan, settle(plan), KINDS[0].open_editions(plan)[0]))
    template = (ROOT / "templates" / "ke_hoach.docx").read_bytes()
    ((_, paper),) = workers.fill_here([draft], {"ke_hoach": ("templates/ke_hoach.docx", template)})
    table = list(Document(io.BytesIO(paper)).tables)[-1]
    widths = {int(column.get(f"{W}w")) for column in table._tbl.tblGrid}

    assert [cell.text for cell in table.rows[0].cells] == list(frame.the_outline(plan, plan.report.yearly).columns)
    assert len(table._tbl.tblGrid) == len(plan.report.form) == len(table.rows[1].cells)
    assert len(widths) == 1
    assert abs(sum(int(column.get(f"{W}w")) for column in table._tbl.tblGrid) - 14286) < 20
    assert validity.faults(paper) == []
