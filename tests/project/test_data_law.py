"""The tables of the law: the days off against the library that seeded them, the decree rule by rule."""

import csv
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

import holidays
import pytest

from ntsdocs.plan import model

LAW = Path(__file__).resolve().parents[2] / "data" / "law"
YEARS = range(2025, 2032)  # a reminder of December 2030 gives days in January 2031

# What the library does not know: Công văn số 12729/VPCP-KGVX ngày 25/12/2025.
BEYOND_THE_LIBRARY = {
    (date(2026, 1, 2), "nghỉ"): "Ngày nghỉ (thay cho ngày 10/01/2026)",
    (date(2026, 1, 10), "làm bù"): "Làm bù cho ngày 02/01/2026",
}
# The library calls it «29 Tết» also where the last lunar month has 29 days and the day is the 28th.
RENAMED = {"29 Tết": "Ngày trước Giao thừa Tết Nguyên Đán"}


def read(name: str) -> list[dict[str, str]]:
    with (LAW / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(words: str) -> date:
    return datetime.strptime(words, "%d/%m/%Y").date()


@pytest.fixture(scope="module")
def days_off() -> list[dict[str, str]]:
    return read("holidays.csv")


@pytest.fixture(scope="module")
def rules() -> list[dict[str, str]]:
    return read("nd30.csv")


@pytest.mark.parametrize("name", ["holidays.csv", "nd30.csv"])
def test_a_table_is_utf_8_with_a_mark_for_excel_in_nfc_and_rectangular(name):
    text = (LAW / name).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    with (LAW / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() and "  " not in cell for row in rows for cell in row)


# --- days off -------------------------------------------------------------------------------------------------------


def test_the_days_off_and_the_days_worked_instead_equal_the_library_and_the_named_notice(days_off):
    library = holidays.country_holidays("VN", years=YEARS, language="vi")
    expected = {(on, "nghỉ"): RENAMED.get(name, name) for on, name in library.items()}
    for on in library.weekend_workdays:
        if on.year in YEARS:
            (instead_of,) = [off for off, name in library.items() if f"{on:%d/%m/%Y}" in name]
            expected[on, "làm bù"] = f"Làm bù cho ngày {instead_of:%d/%m/%Y}"
    assert not expected.keys() & BEYOND_THE_LIBRARY.keys(), "the library has learnt it: it belongs there no more"
    expected |= BEYOND_THE_LIBRARY
    assert {(day(row["Ngày"]), row["Loại"]): row["Tên"] for row in days_off} == expected


def test_the_days_stand_once_each_in_order_under_the_said_headings(days_off):
    assert list(days_off[0]) == list(model.headings(model.DayOff).values())
    days = [day(row["Ngày"]) for row in days_off]
    assert days == sorted(set(days))
    assert {on.year for on in days} == set(YEARS)
    assert [f"{on:%d/%m/%Y}" for on in days] == [row["Ngày"] for row in days_off]


def test_a_day_worked_instead_is_a_saturday_and_stands_for_a_weekday_off(days_off):
    off = {row["Ngày"] for row in days_off if row["Loại"] == "nghỉ"}
    made_up = [row for row in days_off if row["Loại"] == "làm bù"]
    assert [row["Ngày"] for row in made_up] == ["26/04/2025", "10/01/2026", "22/08/2026"]
    for row in made_up:
        (instead_of,) = re.findall(r"\d\d/\d\d/\d{4}", row["Tên"])
        assert day(row["Ngày"]).strftime("%w") == "6"
        assert instead_of in off
        assert day(instead_of).isoweekday() <= 5


@pytest.mark.parametrize(
    ("year", "weekdays_off"),
    [
        (2025, "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09"),
        (2026, "01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11"),
    ],
)
def test_the_weekdays_off_of_a_year_with_its_notices_are_these(days_off, year, weekdays_off):
    found = [
        row["Ngày"][:5]
        for row in days_off
        if row["Loại"] == "nghỉ" and day(row["Ngày"]).year == year and day(row["Ngày"]).isoweekday() <= 5
    ]
    assert found == weekdays_off.split()


def test_each_row_names_its_basis_and_a_seeded_row_the_version_and_the_missing_notice(days_off):
    law = re.compile(r"Bộ luật Lao động 2019, Điều 11[12] khoản \d|Nghị quyết số 28/2026/QH16|Thông báo số|Công văn số")
    for row in days_off:
        seeded = re.findall(r"holidays (\d+\.\d+)", row["Căn cứ"])
        assert law.search(row["Căn cứ"]) or seeded
        if day(row["Ngày"]).year >= 2027:
            assert seeded == ["0.109"]
            assert "chưa có thông báo nghỉ, hoán đổi của năm" in row["Căn cứ"]
        if row["Loại"] == "làm bù":
            assert re.match(r"(Thông báo|Công văn) số \d", row["Căn cứ"])


# --- the decree -----------------------------------------------------------------------------------------------------

REQUIRED = ["Mã", "Chủ đề", "Yêu cầu", "Vị trí", "Cách kiểm", "Chi tiết cách kiểm", "Độ tin cậy", "Mức", "Nguồn"]
CUSTOM = ["Thông lệ", "Số bản mắc", "Nguồn đếm"]  # of a rule that issued papers often break by the letter
FUNCTION = "Hàm"  # only of a rule that a machine checks: tests/decree/test_check.py
REASON = "Vì sao không tự sửa"  # only of a rule that is checked and not mended: tests/decree/test_mend.py

SUFFIXES = {  # family → the rest of each id, in the order of the table
    "ND30-I-": (
        "1.1 1.2 1.3 1.4 1.5 1.6 1.7a 1.7b "
        "2.1a 2.1b 2.1c 2.1d 2.2a 2.2b 2.2c 2.2d 2.3a 2.3b 2.3c 2.3d 2.3e 2.3f 2.4a 2.4b 2.4c 2.4d "
        "2.5a 2.5b 2.5c 2.5d 2.5e 2.6a 2.6b 2.6c 2.6d 2.6e 2.6f 2.6g 2.6h 2.6i 2.6k 2.6l 2.6m 2.6n 2.6o 2.6p 2.6q 2.6r "
        "2.7a 2.7b 2.7c 2.7d 2.7e 2.7f 2.7g 2.7h 2.7i 2.7k 2.7l 2.8 2.9a 2.9b 2.9c 2.9d 2.9e 2.9f 2.9g 2.9h 2.9i "
        "3.1a 3.1b 3.1c 3.1d 3.1e 3.1f 3.2a 3.2b 3.2c 3.3 3.4 6.1 6.2"
    ),
    "GEO-": " ".join(str(n) for n in range(1, 16)),
    "ND30-II-": " ".join(str(n) for n in range(1, 18)),
    "ND30-III-": "1 2 3",
    "NUM-": " ".join(str(n) for n in range(1, 10)),
    "REG-": "1 3 4 5 6 8",
    "RA-": "1 2 3 4 5 6",
    "EDOC-": " ".join(str(n) for n in range(1, 11)),
    "RPT-": " ".join(str(n) for n in range(1, 9)),
    "CONV-": " ".join(str(n) for n in range(1, 15)),
}


def test_every_rule_stands_once(rules):
    ids = [rule["Mã"] for rule in rules]
    expected = {family + suffix for family, suffixes in SUFFIXES.items() for suffix in suffixes.split()}
    assert len(ids) == len(expected) == 170
    assert set(ids) == expected


def test_every_rule_has_all_its_cells_and_speaks_vietnamese(rules):
    assert list(rules[0]) == [*REQUIRED[:5], FUNCTION, *REQUIRED[5:-1], REASON, *CUSTOM, REQUIRED[-1]]
    for rule in rules:
        assert [column for column in REQUIRED if not rule[column]] == [], rule["Mã"]
        letters = unicodedata.normalize("NFD", rule["Yêu cầu"])
        assert sum(unicodedata.combining(letter) > 0 for letter in letters) > 3, rule["Mã"]
        assert not re.search(
            r"\b(the|and|must|should|with|row|page|centred|bold)\b", " ".join((rule | {FUNCTION: ""}).values())
        ), rule


def test_the_closed_columns_hold_only_their_values(rules):
    assert {rule["Cách kiểm"] for rule in rules} == {"auto", "auto*", "data", "human", "tool", "n/a"}
    assert {rule["Độ tin cậy"] for rule in rules} == {"H", "M", "L"}
    assert {rule["Mức"] for rule in rules} == {"sai", "nên xem", "không kiểm được"}


def test_only_a_sure_rule_of_a_decree_that_a_machine_can_decide_is_called_wrong(rules):
    for rule in rules:
        if rule["Mức"] == "sai":
            assert rule["Độ tin cậy"] == "H", rule["Mã"]
            assert rule["Cách kiểm"] in {"auto", "auto*"}, rule["Mã"]
            assert re.match(r"ND30-|RPT-|NUM-8$|REG-3$", rule["Mã"]), rule["Mã"]
        if rule["Độ tin cậy"] in {"M", "L"}:
            assert rule["Mức"] != "sai", rule["Mã"]
        if rule["Cách kiểm"] in {"data", "tool", "n/a"}:
            assert rule["Mức"] == "không kiểm được", rule["Mã"]
        if rule["Mã"].startswith("CONV-"):
            assert rule["Mức"] == "nên xem", rule["Mã"]


def test_a_custom_is_counted_in_judged_papers_and_says_where(rules):
    customs = {rule["Mã"]: rule for rule in rules if rule["Thông lệ"]}
    assert set(customs) == {f"ND30-I-{suffix}" for suffix in ("1.5", "1.7a", "2.3a", "2.6o", "2.9f")}
    for rule in rules:
        assert len({bool(rule[column]) for column in CUSTOM}) == 1, rule["Mã"]
    for rule in customs.values():
        few, many = map(int, re.match(r"(\d+)/(\d+) ", rule["Số bản mắc"]).groups())
        assert 0 < few <= many
        assert (rule["Mức"], rule["Độ tin cậy"]) == ("sai", "H")
    text = (LAW / "NGUON.md").read_text(encoding="utf-8")
    assert all(f"| {rule['Nguồn đếm']} |" in text for rule in customs.values())


@pytest.mark.parametrize(
    ("id_", "level"),
    [
        ("ND30-I-1.3", "sai"),  # margins: the decree's own numbers
        ("ND30-I-1.2", "nên xem"),  # landscape without a table: a warning
        ("ND30-I-2.5e", "nên xem"),  # «V/v» elsewhere: one reading
        ("ND30-I-2.4a", "không kiểm được"),  # the place name needs the registry
        ("GEO-2", "nên xem"),  # how Word realises the rule
        ("NUM-8", "sai"),  # a draft leaves number and date blank
        ("CONV-8", "nên xem"),  # the skeleton of a report is custom
    ],
)
def test_a_rule_weighs_as_the_sheet_says(rules, id_, level):
    (rule,) = [rule for rule in rules if rule["Mã"] == id_]
    assert rule["Mức"] == level


def test_the_day_the_law_was_last_looked_up_is_a_day_and_the_sources_tell_what_was_found(rules):
    (row,) = [rule for rule in rules if rule["Mã"] == "REG-1"]
    (words,) = re.findall(r"tra cứu lần cuối ngày (\S+),", row["Yêu cầu"])
    assert day(words) >= date(2026, 11, 30)
    assert f"Kết quả tra cứu ngày {words}" in (LAW / "NGUON.md").read_text(encoding="utf-8")


def test_every_source_key_is_explained(rules):
    text = (LAW / "NGUON.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"\b(?:P-[A-Z0-9]+[a-z]?|[A-FT]\d+)\b", text))
    explained |= {f"F{n}" for n in range(1, 14)} | {f"P-ND09{letter}" for letter in "abcdef"}
    used = {key for rule in rules for key in re.findall(r"\b(?:P-[A-Z0-9]+[a-z]?|[A-FT]\d+)\b", rule["Nguồn"])}
    assert used <= explained
    assert {"A0", "B1", "F1", "P-TH1", "P-ND09d"} <= used
