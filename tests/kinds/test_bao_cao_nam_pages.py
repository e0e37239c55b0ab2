"""Pages of the report, as LibreOffice sets them: page one is whole, the body is short however much was reported."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from full_year import full_year, with_results
from ntsdocs.docx import office
from ntsdocs.kinds import bao_cao_nam
from ntsdocs.plan import assignments, reading
from ntsdocs.plan.model import Edition
from ntsdocs.templates.render import CompiledTemplate

pytestmark = pytest.mark.office

ROOT = Path(__file__).resolve().parents[2]
REAL, SAMPLE = "thanh-hoa/196-kh-ubnd", "tinh-mau/01-kh-ubnd"
REPORTS = {  # plan, day, edition, whether everybody reports on everything
    "full": (SAMPLE, date(2026, 12, 14), "2026", False),
    "six months": (SAMPLE, date(2026, 6, 14), "2026-06-thang", False),
    "all": (SAMPLE, date(2029, 12, 14), "2029-tong-ket", False),
    "huge": (REAL, date(2026, 12, 14), "2026", True),
    "empty": (REAL, date(2025, 12, 14), "2025", False),
    "empty again": (REAL, date(2026, 12, 14), "2026", False),
}


def report(plan_path: str, on: date, edition: str, is_full: bool) -> bytes:
    plan = reading.read(ROOT / "data" / plan_path, ROOT, on).plan_or_stop()
    settled = assignments.settle(plan)
    if is_full:
        plan = with_results(plan, full_year(settled, on.year))
    (draft,) = bao_cao_nam.KIND.drafts(plan, settled, Edition(bao_cao_nam.NAME, edition, on))
    template = CompiledTemplate.load(ROOT / "templates" / "bao_cao_nam.docx", "bao_cao_nam.docx")
    return template.render(draft.says, draft.core)


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    program = shutil.which("soffice")
    assert program, "No LibreOffice: apt-get install libreoffice-writer-nogui."
    papers = office.converted(program, [report(*each) for each in REPORTS.values()], "docx", "pdf")
    return dict(zip(REPORTS, papers, strict=True))


def body(pdf: bytes) -> int:
    """The pages before the first annex, which lies across."""
    sizes = [page.mediabox[2:] for page in pikepdf.open(io.BytesIO(pdf)).pages]
    return next((at for at, (width, height) in enumerate(sizes) if width > height), len(sizes))


def words(pdf: bytes, page: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def test_the_body_of_a_report_has_at_most_twelve_pages_and_of_an_empty_one_two(printed: dict[str, bytes]) -> None:
    pages = {name: body(pdf) for name, pdf in printed.items()}
    assert max(pages.pop("empty"), pages.pop("empty again")) <= 2
    assert {name: count for name, count in pages.items() if count > 12} == {}


@pytest.mark.parametrize("name", ["full", "six months", "all", "huge"])
def test_page_one_has_the_states_and_all_that_needs_a_decision(printed: dict[str, bytes], name: str) -> None:
    first, second = (words(printed[name], page) for page in (1, 2))
    assert "Tổng số" in first
    assert "Những việc cần quyết định" in first
    assert "Những việc cần quyết định" not in second  # as the head of its table, which would be repeated


def test_every_bar_of_a_chart_has_the_name_of_its_agency_beside_it(printed: dict[str, bytes]) -> None:
    page = next(page for at in range(1, 12) if "hoàn thành trong hạn nhiều" in (page := words(printed["huge"], at)))
    chart = page[page.index("hoàn thành trong hạn nhiều") :]
    assert {name for name in ("Sở Công Thương", "Sở Y tế", "Sở Tư pháp", "Công an tỉnh") if name not in chart} == set()
