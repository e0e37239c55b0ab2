"""The data files say the same in each form, explain every field, add up, and hold nothing personal."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import copied_project as project
from copied_project import PLAN
from ntsdocs.build import journey
from ntsdocs.build.paths import BOARD_DATA
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.progress import State
from ntsdocs.site.board import data
from ntsdocs.tables import csv_records, sheets

FREE = (
    *("Khó khăn, vướng mắc", "Nguyên nhân", "Giải pháp", "Bộ phận chịu trách nhiệm", "Đề xuất, kiến nghị"),
    *("Nguồn ghi nhận", "Tệp, đường dẫn"),
)
BOOK = "so-lieu.xlsx"


def written(root: Path) -> dict[str, bytes]:
    """The files by name."""
    plan = journey.read(root, PLAN).plan_or_stop()
    return {name.removeprefix(f"{BOARD_DATA}/"): content for name, content in data.files(plan, settle(plan))}


def of_csv(raw: bytes) -> list[list[str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv_records(raw.decode("utf-8-sig")))


def records(files: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    return json.loads(files[f"{table}.json"])


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return written(project.ROOT)


@pytest.mark.parametrize("table", data.TABLES)
def test_a_table_says_the_same_as_csv_as_json_and_as_a_sheet(files: dict[str, bytes], table: str) -> None:
    heading, *rows = of_csv(files[f"{table}.csv"])
    told = records(files, table)
    assert [list(each) for each in told] == [heading] * len(rows)
    assert [["" if value is None else str(value) for value in each.values()] for each in told] == rows
    first, *lines = sheets.values(files[BOOK], table)
    assert list(first) == heading
    assert [[value or None for value in each.values()] for each in told] == [[v or None for v in row] for row in lines]
    assert {type(value) for each in told for value in each.values()} <= {str, int, type(None)}
    assert rows


def test_every_field_is_explained_and_nothing_else_is(files: dict[str, bytes]) -> None:
    _, *told = of_csv(files["giai-thich.csv"])
    assert [(line[0], line[1]) for line in told] == [
        (table, name) for table in data.TABLES for name in of_csv(files[f"{table}.csv"])[0]
    ]
    assert all(all(cell.strip() for cell in line) and len(line) == 6 for line in told)
    assert set(files) == {f"{x}.{end}" for x in data.TABLES for end in ("csv", "json")} | {"giai-thich.csv", BOOK}


def test_the_counts_of_agencies_are_those_of_the_duties_that_they_lead(files: dict[str, bytes]) -> None:
    led = Counter(
        (each["period"], each["agency"], each["state"])
        for each in records(files, "luot-nhiem-vu")
        if each["role"] == "chủ trì"
    )
    for each in records(files, "co-quan"):
        counts = {state: each[state.name.lower()] for state in State}
        assert counts == {state: led[each["period"], each["agency"], state] for state in State}
        assert each["total"] == sum(counts.values())
    assert sum(each["total"] for each in records(files, "co-quan")) == led.total()


def test_there_is_a_line_for_each_duty_in_each_period_with_results(files: dict[str, bytes]) -> None:
    duties = records(files, "luot-nhiem-vu")
    by_period = Counter(each["period"] for each in duties)
    assert by_period.keys() == {"202512", "202612"}
    assert len({(each["period"], each["agency"], each["task"]) for each in duties}) == len(duties)
    tasks = Counter(each["period"] for each in records(files, "nhiem-vu"))
    assert set(tasks.values()) == {16}
    assert by_period["202512"] == by_period["202612"]


def test_nothing_personal_and_no_free_words_are_in_any_file(tmp_path: Path) -> None:
    root = project.copied(tmp_path)
    for name in ("results/2025.csv", "results/2026.csv"):
        rows = project.table(root, name)
        project.write_table(root, name, [{**row, **dict.fromkeys(FREE, "Dấu Riêng")} for row in rows])
    for name, raw in written(root).items():
        text = str([sheets.values(raw, table) for table in data.TABLES]) if name == BOOK else raw.decode()
        assert "Dấu Riêng" not in text, name
        assert "Trước 15/3/2025" in text or not name.startswith(("nhiem-vu", BOOK)), name


@pytest.mark.parametrize("live", ["=1+1", "+SUM(A1)", "-2", "@x"])
def test_a_product_that_looks_like_a_formula_is_harmless_and_unchanged(tmp_path: Path, live: str) -> None:
    root = project.copied(tmp_path)
    project.set_cell(root, "results/2026.csv", 0, "Sản phẩm đã có", f"\t{live}")
    made = written(root)
    assert any(each["product"] == live for each in records(made, "luot-nhiem-vu"))
    assert f"\t{live}" in made["luot-nhiem-vu.csv"].decode()
    assert any(live in row for row in sheets.values(made[BOOK], "luot-nhiem-vu"))


def test_the_same_plan_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert written(project.ROOT) == files
