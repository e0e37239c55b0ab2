"""Which paper it is: a value, whose path is put together and taken apart in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ntsdocs.plan.papers import PaperId, template_file, titled

SRC = Path(__file__).resolve().parents[2] / "src" / "ntsdocs"


@pytest.mark.parametrize(
    ("path", "kind", "name", "edition"),
    [
        ("ke_hoach/so-y-te.docx", "ke_hoach", "so-y-te", ""),
        ("thu.docx", "", "thu", ""),
        ("thu/dot-1/a.docx", "thu", "a", "dot-1"),
    ],
)
def test_a_path_and_the_paper_it_is_of_give_each_other(path: str, kind: str, name: str, edition: str) -> None:
    paper = PaperId.of(path)
    assert (paper.kind, paper.name, paper.edition, paper.path) == (kind, name, edition, path)


def test_a_paper_is_told_without_the_ending_of_its_file() -> None:
    assert f"{PaperId('ke_hoach', 'so-y-te')}" == "ke_hoach/so-y-te"
    assert template_file("ke_hoach") == "templates/ke_hoach.docx"


def test_no_other_module_takes_the_path_of_a_paper_apart() -> None:
    cut = re.compile(r'removesuffix\((?:"\.docx"|ENDING)\)|f"templates/\{[^"]*\.docx"')
    found = {path.relative_to(SRC).as_posix() for path in SRC.rglob("*.py") if cut.search(path.read_text("utf-8"))}
    assert found == {"plan/papers.py"}


@pytest.mark.parametrize(
    ("title", "edition", "words"),
    [
        ("Báo cáo năm", "2026", "Báo cáo năm 2026"),
        ("Báo cáo năm", "2026-06-thang", "Báo cáo 06 tháng đầu năm 2026"),
        ("Báo cáo năm", "2030-so-ket", "Báo cáo sơ kết năm 2030"),
        ("Báo cáo năm", "2030-tong-ket", "Báo cáo tổng kết năm 2030"),
        ("Báo cáo năm", "2026-quy-1", "Báo cáo năm, đợt «2026-quy-1»"),
        ("Báo cáo năm", "2026-12-14", "Báo cáo năm, ngày 14/12/2026"),
        ("Báo cáo năm", "", "Báo cáo năm"),
        ("Công văn đề nghị báo cáo", "2026-06-thang", "Công văn đề nghị báo cáo 06 tháng đầu năm 2026"),
        ("Công văn đôn đốc", "dot-2", "Công văn đôn đốc, đợt 2"),
        ("Kế hoạch", "1", "Kế hoạch, đợt 1"),
    ],
)
def test_an_edition_is_called_by_what_its_id_says(title: str, edition: str, words: str) -> None:
    assert titled(title, edition) == words
