"""Deadlines are read as a jurist reads them."""

import csv
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from ntsdocs.plan import deadlines
from ntsdocs.plan.model import Bounds, Deadline, Repeats

ROOT = Path(__file__).parents[2]
CASES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (ROOT / "tests/cases/deadlines.yaml").read_text(encoding="utf-8"),
)
UNDERSTOOD = CASES["plan_196"] + CASES["others"]


def day(written: str) -> date:
    number, month, year = map(int, written.split("/"))
    return date(year, month, number)


def expected(case: dict[str, str]) -> Deadline:
    return Deadline(
        words=case["words"],
        before=day(case["before"]) if "before" in case else None,
        event=case.get("event", ""),
        bounds=Bounds(case.get("bounds", "end")),
        repeats=Repeats(case.get("repeats", "")),
    )


def said(case: dict[str, Any]) -> str:
    return str(case["words"]) or "blank"


@pytest.mark.parametrize("case", UNDERSTOOD, ids=said)
def test_the_words_have_the_value_the_jurist_wrote(case: dict[str, str]) -> None:
    assert deadlines.read(case["words"]) == expected(case)
    assert deadlines.trouble(case["words"]) == ""


@pytest.mark.parametrize("case", CASES["refused"], ids=said)
def test_what_is_not_wholly_understood_is_refused_with_its_reason(case: dict[str, str]) -> None:
    assert deadlines.read(case["words"]) is None
    assert deadlines.trouble(case["words"]) == case["why"]


def test_every_deadline_of_the_real_plan_stands_in_the_cases_and_no_other_does() -> None:
    path = ROOT / "data/thanh-hoa/196-kh-ubnd/tasks.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        in_plan = [row["Thời gian hoàn thành"] for row in csv.DictReader(file)]
    assert len(in_plan) == 75
    assert sorted(set(in_plan)) == sorted(case["words"] for case in CASES["plan_196"])


def test_no_case_stands_twice() -> None:
    words = [case["words"] for group in CASES.values() for case in group]
    assert len(words) == len(set(words))


def test_a_case_has_only_the_keys_that_the_file_explains() -> None:
    assert {key for case in UNDERSTOOD for key in case} == {"words", "before", "event", "bounds", "repeats"}
    assert {key for case in CASES["refused"] for key in case} == {"words", "why"}


def test_the_forms_quoted_in_messages_are_all_understood() -> None:
    assert [form for form in deadlines.FORMS if deadlines.read(form) is None] == []


def test_the_words_are_kept_letter_by_letter() -> None:
    words = unicodedata.normalize("NFD", " Trước  15/3/2026 ")
    assert deadlines.read(words) == Deadline(words, date(2026, 3, 15))
