"""Which paper it is: a value, whose path is put together and taken apart in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ntsdocs.plan.papers import PaperId, template_file

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
