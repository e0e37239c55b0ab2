"""Deadlines are read as a jurist reads them."""

import csv
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ntsdocs.plan import deadlines
from ntsdocs.plan.model import Bounds, Deadline, Document, Repeats

ROOT = Path(__file__).parents[2]
CASES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (ROOT / "tests/cases/deadlines.yaml").read_text(encoding="utf-8"),
)
# Of a plan of 10/01/2026 that names no other year: what strangers write, and the last day that is still in time.
OF_2026 = deadlines.PlanDates(date(2026, 1, 10), 2026)
SPELLINGS = (ROOT / "tests/cases/deadline-spellings.csv").read_text(encoding="utf-8").splitlines()[1:]
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


@pytest.mark.parametrize("case", CASES["refused"], ids=said)
def test_what_is_not_wholly_understood_is_unclear_with_its_reason(case: dict[str, str]) -> None:
    assert deadlines.read(case["words"]) == Deadline(case["words"], unclear=case["why"])


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


def test_the_words_are_kept_letter_by_letter() -> None:
    words = unicodedata.normalize("NFD", " Trước  15/3/2026 ")
    assert deadlines.read(words) == Deadline(words, date(2026, 3, 15))


@pytest.mark.parametrize(("words", "reads"), [tuple(line.rsplit("|", 1)) for line in SPELLINGS])
def test_a_stranger_s_spelling_is_read_as_a_person_reads_it(words: str, reads: str) -> None:
    deadline = deadlines.read(words.replace("¶", "\n"), OF_2026)
    assert deadline.words == words.replace("¶", "\n")
    if reads[0].isdigit():
        assert (deadline.last_day, deadline.event, deadline.repeats) == (day(reads), "", Repeats.NO)
    elif reads == "chờ":
        assert (deadline.last_day, deadline.event, deadline.repeats) == (None, words, Repeats.NO)
    elif reads == "không rõ":
        assert deadline.unclear
        assert (deadline.last_day, deadline.event, deadline.repeats) == (None, "", Repeats.NO)
    else:
        assert (deadline.last_day, deadline.repeats) == (None, Repeats(reads))


def test_the_spellings_are_many_and_each_stands_once() -> None:
    read = [line for line in SPELLINGS if not line.endswith("|không rõ")]
    assert len(read) >= 120
    assert len(SPELLINGS) == len(set(SPELLINGS))


@pytest.mark.parametrize(
    ("issued", "title", "others", "year"),
    [
        (date(2026, 1, 10), "trồng cây", ["Quý IV"], 2026),
        (date(2026, 1, 10), "trồng cây năm 2026", ["Trước 30/6/2026"], 2026),
        (date(2025, 12, 25), "trồng cây năm 2026", ["Quý I"], 2026),
        (date(2026, 3, 1), "thi hành Luật Mẫu năm 2024", ["Quý IV"], 2026),
        (date(2026, 1, 10), "trồng cây giai đoạn 2026 - 2030", ["Quý IV"], None),
        (date(2026, 1, 10), "trồng cây", ["Quý IV", "Trước 31/12/2027"], None),
        (date(2026, 1, 10), "trồng cây năm 2028", ["Quý IV"], None),
        (date(2026, 1, 10), "trồng cây năm 2027", ["Quý IV"], 2027),
        (date(2025, 12, 25), "trồng cây", ["Quý I", "Trước 30/6/2026"], 2026),
        (date(2025, 10, 25), "trồng cây", ["Quý IV", "Trước 30/6/2026"], None),
    ],
)
def test_a_year_is_left_out_only_where_the_plan_names_no_other(
    issued: date, title: str, others: list[str], year: int | None
) -> None:
    assert deadlines.plan_dates(Document("Kế hoạch", "1/KH", issued, "UBND", title), others).year == year


def test_a_time_that_is_over_at_the_plan_s_issue_is_not_that_year_s() -> None:
    late = deadlines.PlanDates(date(2026, 10, 1), 2026)
    assert deadlines.read("Quý IV", late).last_day == date(2026, 12, 31)
    assert "đã qua" in deadlines.read("Quý I", late).unclear
    assert deadlines.read("Quý I/2026", late).last_day == date(2026, 3, 31)


def test_days_from_the_issue_of_a_paper_of_another_kind_are_a_condition() -> None:
    words = "Trong 15 ngày kể từ ngày ban hành Nghị quyết"
    assert deadlines.read(words, OF_2026).event == words
    of_resolution = deadlines.PlanDates(date(2026, 1, 10), 2026, "Nghị quyết")
    assert deadlines.read(words, of_resolution).last_day == date(2026, 1, 25)


PIECES: tuple[str, ...] = (
    *("0123456789/.-–;,:() \n"),
    *("ngày ", "tháng ", "quý ", "năm ", "trước ", "từ ", "đến ", "và ", "hằng ", "IV", "2026", "9999", "31/02"),
    *("sau khi ", "theo ", "kể từ ngày ban hành ", "thường xuyên", "hoàn thành ", "trong ", "Kế hoạch"),
)
ANY_WORDS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


@settings(max_examples=400, deadline=None)
@given(ANY_WORDS, st.sampled_from([OF_2026, deadlines.PlanDates()]))
def test_any_words_at_all_are_kept_and_never_break_anything(words: str, dates: deadlines.PlanDates) -> None:
    deadline = deadlines.read(words, dates)
    assert deadline.words == words
    read = (deadline.before, deadline.event, deadline.repeats) != (None, "", Repeats.NO)
    assert read is not bool(deadline.unclear)
    assert deadline.before is None or deadline.last_day


def test_long_words_take_no_time() -> None:
    for piece in ("trong ", "đến ", "2026 - ", "ngày ", "sau ", "quý I, ", "a: 6/2026; "):
        assert deadlines.read(piece * 500).words
