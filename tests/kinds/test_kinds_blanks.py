"""What a plan has not, its papers do not speak of: no blank in a sentence, no heading over nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import copied_project
from ntsdocs.build.journey import build, check
from ntsdocs.text.problems import Severity
from papers import paragraphs

PLAN = "tinh-mau/01-kh-ubnd"
OPTIONAL = ("bases", "standing", "plans_owed", "yearly_review", "five_year_review", "funding", "issuers")
BLANK = re.compile(
    r"None|“”|\(\)|\(qua\s*\)|  |(?:về|qua|trước ngày|năm|của|Giao|báo cáo|trong) [.,;:)]|^ |; ;|\.\.(?!\.)"
    r"|KINH PHÍ|sơ kết|tổng kết|(?<!bồi dưỡng )(?<!thường xuyên, )(?<!Tần suất: )hằng năm"
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The sample project whose plan.yaml says only what has to be there, and its papers as lines."""
    root = copied_project.copied(tmp_path_factory.mktemp("bare"))
    path = root / "data" / PLAN / "plan.yaml"
    blocks = re.split(r"\n(?=\w)", path.read_text(encoding="utf-8"))
    kept = [f"{block.partition(':')[0]}:" if block.startswith(OPTIONAL) else block for block in blocks]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    build(root, PLAN, root / "build")
    out = root / "build"
    return root, {
        path.relative_to(out).as_posix(): paragraphs(path.read_bytes()) for path in sorted(out.rglob("*.docx"))
    }


def test_a_plan_that_says_only_what_has_to_be_there_is_sound_and_makes_every_kind(bare):
    root, papers = bare
    assert [problem for problem in check(root, PLAN) if problem.severity is Severity.STOP] == []
    kinds = {place.split("/")[0] for place in papers}
    assert kinds == {"ke_hoach", "cong_van_trien_khai", "cong_van_don_doc", "cong_van_bao_cao", "bao_cao_nam"}


def test_no_paper_speaks_of_what_the_plan_has_not(bare):
    words = own_words(bare[0])
    told = {
        (place, line): match[0]
        for place, lines in bare[1].items()
        for line in lines
        if line not in words and (match := BLANK.search(line.strip(" ")))
    }
    assert told == {}


def test_numbers_close_up_where_an_item_is_left_out(bare):
    for place, lines in bare[1].items():
        numbers: dict[str, list[int]] = {}
        heading = ""
        for line in lines:
            if re.match(r"[IVX]+\. ", line) or line.startswith("Phụ lục"):
                heading = line
            elif match := re.match(r"(\d+)\. ", line):
                numbers.setdefault(heading, []).append(int(match[1]))
        assert {head: found for head, found in numbers.items() if found != [*range(1, len(found) + 1)]} == {}, place


def own_words(root: Path) -> set[str]:
    """The cells of the plan's own table, which are printed as they stand."""
    rows = copied_project.table(root, "tasks.csv")
    return {value for row in rows for value in row.values()}
