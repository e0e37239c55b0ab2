"""The real province's data: every word as the source prints it, every phrase of the plan known, every ruling whole."""

import csv
import hashlib
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import yaml

from ntsdocs.plan import model
from ntsdocs.plan import reading as plan_reading

ROOT = Path(__file__).resolve().parents[2]
PROVINCE = ROOT / "data" / "thanh-hoa"
PLAN = PROVINCE / "196-kh-ubnd"
SOURCE = PLAN / "nguon" / "196-KH-UBND.txt"
GOLDEN = ROOT / "tests" / "golden"

TABLES = sorted([*PROVINCE.rglob("*.csv")])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def heading(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def load(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def source() -> str:
    return SOURCE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def agencies() -> list[dict[str, str]]:
    return read(PROVINCE / "agencies.csv")


@pytest.fixture(scope="module")
def tasks() -> list[dict[str, str]]:
    return read(PLAN / "tasks.csv")


@pytest.fixture(scope="module")
def phrases() -> list[dict[str, str]]:
    return read(PLAN / "phrases.csv")


@pytest.fixture(scope="module")
def rulings() -> dict[str, dict]:
    return {ruling["id"]: ruling for ruling in load(PLAN / "decisions.yaml")["rulings"]}


# --- every table ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.relative_to(PROVINCE).as_posix())
def test_a_table_is_utf_8_with_a_mark_for_excel_in_nfc_and_rectangular(path):
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    assert text.startswith("\ufeff")
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_the_tables_are_these():
    assert [path.relative_to(PROVINCE).as_posix() for path in TABLES] == [
        "196-kh-ubnd/conditions.csv",
        "196-kh-ubnd/dispatch.csv",
        "196-kh-ubnd/editions.csv",
        "196-kh-ubnd/oddities.csv",
        "196-kh-ubnd/phrases.csv",
        "196-kh-ubnd/results/2025.csv",
        "196-kh-ubnd/results/2026.csv",
        "196-kh-ubnd/tasks.csv",
        "agencies.csv",
        "former-names.csv",
    ]


# --- the plan's own words -------------------------------------------------------------------------------------------

TASK_HEADING = [
    "Số",
    "Phần",
    "Tên phần",
    "Mục",
    "Tên mục",
    "Nội dung",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian hoàn thành",
    "Sản phẩm",
]

SECTIONS = {  # part and letter as printed → numbers of the tasks under them
    ("I", "a"): range(1, 6),
    ("I", "b"): range(6, 10),
    ("I", "c"): range(10, 13),
    ("I", "d"): range(13, 24),
    ("I", "e"): range(24, 27),
    ("I", "f"): range(27, 28),
    ("I", "g"): range(28, 30),
    ("II", "a"): range(30, 41),
    ("II", "b"): range(41, 43),
    ("II", "c"): range(43, 45),
    ("II", "d"): range(45, 49),
    ("II", "e"): range(49, 62),
    ("II", "f"): range(62, 70),
    ("II", "g"): range(70, 76),
}


def rows_of_the_source() -> list[list[str]]:
    """The rows of the annex's table, each with the part and section it stands under."""
    first = "STT | NỘI DUNG | CƠ QUAN CHỦ TRÌ | CƠ QUAN PHỐI HỢP | THỜI GIAN HOÀN THÀNH | SẢN PHẨM |\n"
    annex = source().split(first)[1].split("\nKế hoạch 196/KH-UBND năm 2025")[0]
    rows: list[list[str]] = []
    part = section = ("", "")
    for line in annex.splitlines():
        cells = [cell.strip() for cell in line.split("|")][:-1]
        if any(cells[1:]):
            rows.append([cells[0], *part, *section, *cells[1:]])
        elif found := re.fullmatch(r"([IVX]+)\. (.+)", cells[0]):
            part = found.groups()
        else:
            section = re.fullmatch(r"([a-zđ])\) (.+)", cells[0]).groups()
    return rows


def test_the_source_text_is_the_one_that_was_handed_over():
    text = SOURCE.read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(text).hexdigest() == "720a2cc41d3f4f9b9af2119f9d7fd3f653988749ac12a2c4d01d801357df6609"


def test_the_75_tasks_equal_the_source_cell_by_cell():
    with (PLAN / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *rows = csv.reader(file)
    assert first == TASK_HEADING
    assert len(rows) == 75
    assert rows == rows_of_the_source()


def test_the_tasks_are_numbered_1_to_75_under_the_sections_as_printed(tasks):
    found: dict[tuple[str, str], list[int]] = {}
    for task in tasks:
        found.setdefault((task["Phần"], task["Mục"]), []).append(int(task["Số"]))
    assert found == {key: list(numbers) for key, numbers in SECTIONS.items()}
    assert {(task["Phần"], task["Tên phần"]) for task in tasks} == {
        ("I", "NHIỆM VỤ CHỦ TRÌ"),
        ("II", "NHIỆM VỤ PHỐI HỢP, TRIỂN KHAI THỰC HIỆN CHỈ ĐẠO CỦA CÁC BỘ, BAN, NGÀNH"),
    }


@pytest.mark.parametrize(
    ("number", "column", "words"),
    [
        ("1", "Thời gian hoàn thành", "Trước 30/8/2025"),
        ("28", "Nội dung", "giữa tỉnh Thanh Hóa – Hủa phăn (Lào)"),
        ("37", "Thời gian hoàn thành", "Trước 30/12/2025, sau khi có văn bản của Bộ Nội vụ"),
        ("39", "Cơ quan phối hợp", "Các sở, ban, ngành, liên quan"),
        ("43", "Thời gian hoàn thành", "Đề án của Bộ Giáo dục"),
        ("45", "Cơ quan chủ trì", "Sở Công Thương"),
        ("54", "Cơ quan chủ trì", "Sở Công thương"),
        ("62", "Nội dung", "theo hưởng tập trung"),
        ("63", "Sản phẩm", "Quyết định cùa Giám đốc sở"),
    ],
)
def test_an_oddity_of_the_source_is_kept(tasks, number, column, words):
    (task,) = [task for task in tasks if task["Số"] == number]
    assert words in task[column]


# --- plan.yaml ------------------------------------------------------------------------------------------------------


def test_the_plans_number_date_and_title_stand_in_the_source():
    document = load(PLAN / "plan.yaml")["document"]
    assert document == {
        "kind": "Kế hoạch",
        "number": "196/KH-UBND",
        "issued": date(2025, 9, 11),
        "issuer": "Ủy ban nhân dân tỉnh Thanh Hóa",
        "trich_yeu": (
            "triển khai Chiến lược tổng thể quốc gia phòng ngừa, ứng phó với các đe dọa an ninh phi truyền thống "
            "giai đoạn 2025 - 2030 trên địa bàn tỉnh Thanh Hóa"
        ),
    }
    text = source()
    assert "\nSố: 196/KH-UBND | Thanh Hóa, ngày 11 tháng 9 năm 2025 |\n" in text
    assert "UBND tỉnh Thanh Hóa ban hành Kế hoạch " + document["trich_yeu"] + " với các nội dung cụ thể" in text
    assert "\nKẾ HOẠCH\n" + document["trich_yeu"].upper() + "\n" in text


def test_the_legal_bases_are_the_two_the_plan_cites_in_its_own_words():
    bases = load(PLAN / "plan.yaml")["bases"]
    strategy = (
        "ban hành Chiến lược tổng thể quốc gia phòng ngừa, ứng phó với các đe dọa an ninh phi truyền thống "
        "đến năm 2030, tầm nhìn đến năm 2045"
    )
    assert bases == [
        {
            "kind": "Nghị quyết",
            "number": "147/NQ-CP",
            "issued": date(2025, 5, 22),
            "issuer": "Chính phủ",
            "trich_yeu": strategy,
        },
        {
            "kind": "Kế hoạch",
            "number": "437/KH-BCA",
            "issued": date(2025, 7, 21),
            "issuer": "Bộ Công an",
            "trich_yeu": (
                f"về việc triển khai thực hiện Nghị quyết số 147/NQ-CP ngày 22/5/2025 của Chính phủ {strategy}"
            ),
        },
    ]
    text = source()
    assert "Thực hiện Nghị quyết số 147/NQ-CP ngày 22/5/2025 của Chính phủ (gọi tắt" in text
    assert "Kế hoạch số 437/KH-BCA ngày 21/7/2025 của Bộ Công an (gọi tắt là" in text
    assert all(basis["trich_yeu"] in text for basis in bases)


def test_the_duties_under_section_iv_stand_in_the_source(agencies):
    plan = load(PLAN / "plan.yaml")
    text = source()
    assert plan["standing"] == "cong-an-tinh"
    assert [agency["Tên gọi"] for agency in agencies if agency["Mã"] == plan["standing"]] == ["Công an tỉnh"]
    assert "\n1. Công an tỉnh có trách nhiệm giúp UBND tỉnh theo dõi, hướng dẫn, kiểm tra và đôn đốc" in text
    assert plan["plans_owed"] == {
        "before": date(2025, 11, 15),
        "to": "UBND tỉnh",
        "through": "Công an tỉnh",
        "task": 1,
    }
    assert "báo cáo về UBND tỉnh (qua Công an tỉnh) trước ngày 15/11/2025." in text
    assert plan["yearly_review"] == (
        "chủ trì tổ chức sơ kết, tổng kết hàng năm và tổng kết việc triển khai Kế hoạch này vào năm 2030"
    )
    assert f"; {plan['yearly_review']}.\n" in text
    assert plan["five_year_review"] == 2030


def test_the_funding_clause_is_section_iii_whole():
    funding = load(PLAN / "plan.yaml")["funding"]
    assert f"\nIII. KINH PHÍ THỰC HIỆN\n{funding}\nIV. TỔ CHỨC THỰC HIỆN\n" in source()


# --- the registry ---------------------------------------------------------------------------------------------------


def test_the_206_agencies_equal_the_surveyed_sheet_cell_by_cell():
    with (GOLDEN / "thanh-hoa-agencies-source.csv").open(encoding="utf-8", newline="") as file:
        names, *surveyed = csv.reader(file)
    with (PROVINCE / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *kept = csv.reader(file)
    said = model.headings(model.Agency)
    assert len(names) == 24
    at = first.index(said["regime"])  # set after the survey
    assert first == [*(said[name] for name in names[:at]), said["regime"], *(said[name] for name in names[at:])]
    assert len(kept) == 206
    assert [[*row[:at], *row[at + 1 :]] for row in kept] == surveyed


def test_the_regimes_are_these_and_every_other_body_writes_by_the_decree(agencies):
    assert {agency["Mã"]: agency["Thể thức văn bản"] for agency in agencies if agency["Thể thức văn bản"]} == {
        "bao-va-phat-thanh-truyen-hinh-thanh-hoa": "Đảng",
        "cong-an-tinh": "Công an",
        "bo-chi-huy-quan-su-tinh": "Quân đội",
        "ban-chi-huy-bo-doi-bien-phong-tinh": "Quân đội",
        "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7": "Ngân hàng",
    }
    plan = plan_reading.read(PLAN, ROOT).plan_or_stop()
    others = [each for each in plan.agencies if each.regime is not model.Regime.ADMINISTRATIVE]
    assert len(others) == 5


def test_no_two_agencies_share_an_id_or_a_name(agencies):
    ids = [agency["Mã"] for agency in agencies]
    assert len(set(ids)) == 206
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) for id_ in ids)
    owners: dict[str, set[str]] = {}
    for agency in agencies:
        for name in names_of(agency):
            owners.setdefault(name, set()).add(agency["Mã"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_the_registry_holds_40_provincial_and_166_commune_level_bodies(agencies):
    assert sum(agency["Cấp"] != "commune" for agency in agencies) == 40
    assert sum(agency["Loại"] == "commune" for agency in agencies) == 147
    assert sum(agency["Loại"] == "ward" for agency in agencies) == 19


def test_the_press_unit_bore_its_older_name_until_8_december_2025(agencies):
    old = "Báo và Đài Phát thanh - Truyền hình Thanh Hóa"
    assert heading(PROVINCE / "former-names.csv") == list(model.headings(model.FormerName).values())
    (row,) = read(PROVINCE / "former-names.csv")
    source_words = row.pop("Nguồn")
    assert row == {
        "Mã cơ quan": "bao-va-phat-thanh-truyen-hinh-thanh-hoa",
        "Đến trước ngày": "08/12/2025",
        "Tên đầy đủ": old,
        "Tên gọi": old,
        "Tên trên tiêu đề": "BÁO VÀ ĐÀI PHÁT THANH - TRUYỀN HÌNH THANH HÓA",
        "Chức danh người đứng đầu": "Tổng Biên tập",
    }
    assert re.findall(r"S\d+", source_words) == ["S21", "S22"]
    (press,) = [agency for agency in agencies if agency["Mã"] == "bao-va-phat-thanh-truyen-hinh-thanh-hoa"]
    assert old in press["Tên khác"].split(";")


def test_every_source_code_of_the_registry_is_explained(agencies):
    text = (PROVINCE / "NGUON.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| (S\d+) \| \S", text, flags=re.MULTILINE)
    assert explained == [f"S{number}" for number in range(1, 38)]
    used = {
        code
        for agency in agencies
        for column in ("Nguồn", "Nguồn về biển")
        for code in re.findall(r"\bS\d+\b", agency[column])
    }
    assert len(used) > 20
    assert used <= set(explained)


# --- phrases --------------------------------------------------------------------------------------------------------

NAMED = {  # a name as the plan writes it → the agency it names
    "Công an tỉnh": "cong-an-tinh",
    "Sở Nông nghiệp và Môi trường": "so-nong-nghiep-va-moi-truong",
    "Sở Tài chính": "so-tai-chinh",
    "Sở Y tế": "so-y-te",
    "Sở Công thương": "so-cong-thuong",
    "Sở Công Thương": "so-cong-thuong",
    "Bộ Chỉ huy Quân sự tỉnh": "bo-chi-huy-quan-su-tinh",
    "Sở Khoa học và Công nghệ": "so-khoa-hoc-va-cong-nghe",
    "Sở Nội vụ": "so-noi-vu",
    "Sở Tư pháp": "so-tu-phap",
    "Sở Văn hóa, Thể thao và Du lịch": "so-van-hoa-the-thao-va-du-lich",
    "Ngân hàng Nhà nước Việt Nam chi nhánh khu vực 7": "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7",
    "Sở Ngoại vụ": "so-ngoai-vu",
    "Sở Giáo dục và Đào tạo": "so-giao-duc-va-dao-tao",
}


def numbers(words: str) -> list[int]:
    """«1 3-5» as 1, 3, 4, 5."""
    found: list[int] = []
    for part in words.split():
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


LEADS = {  # agency or token → the tasks whose lead cell says so
    "cong-an-tinh": "6-8 13-15 21 33 38 41 44-46 55-58 60 61 66 68 69 71 73-75",
    "so-nong-nghiep-va-moi-truong": "13 18 34 44 45 51-53",
    "so-tai-chinh": "19 24 62-65",
    "so-y-te": "13 22 36 44 45 50",
    "so-cong-thuong": "13 17 35 45 54",
    "bo-chi-huy-quan-su-tinh": "16 32 44 49 70",
    "so-khoa-hoc-va-cong-nghe": "40 47 48",
    "so-noi-vu": "10 37",
    "so-tu-phap": "3 30",
    "so-van-hoa-the-thao-va-du-lich": "2 42",
    "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7": "20 59",
    "so-ngoai-vu": "28",
    "so-giao-duc-va-dao-tao": "43",
    "SBN": "1 9 11 12 25-27 29 31 67 72",
    "SBN_MINISTRY": "4 5",
    "SBN_SECTOR": "23 39 40 47",
    "XA": "1-5 11 12 14 15 23 26 27 29",
    "XA_SEA": "16",
    "PRESS": "2 3 42",
}
COORDINATES = {
    "cong-an-tinh": "1",
    "bo-chi-huy-quan-su-tinh": "25",
    "SBN": "2-8 24 30 41 60",
    "SBN_REL": "9-13 16-23 26-29 31-40 42-59 61-75",
    "UNITS_REL": "14 15",
    "XA": "6-8 60",
    "XA_REL": "9-13 16-23 26-29 42-59 61 68-72 74 75",
}


def names_of(agency: dict[str, str]) -> set[str]:
    names = {agency["Tên đầy đủ"], agency["Tên gọi"], *agency["Tên khác"].split(";")}
    return {name.casefold() for name in names if name}


def lexicon(agencies, phrases) -> dict[str, set[str]]:
    """Every known phrase and name, in lower case → the tokens or the agency it stands for."""
    known: dict[str, set[str]] = {}
    for agency in agencies:
        for name in names_of(agency):
            known.setdefault(name, set()).add(agency["Mã"])
    for row in phrases:
        known.setdefault(row["Cụm từ trong kế hoạch"].casefold(), set()).add(row["Nhóm"])
    return known


def split(cell: str, known: dict[str, set[str]]) -> tuple[list[str], str]:
    """The phrases of a cell, the longest first, and what is left of it."""
    pattern = re.compile("|".join(re.escape(phrase) for phrase in sorted(known, key=len, reverse=True)))
    lowered = cell.casefold()
    return pattern.findall(lowered), pattern.sub("", lowered)


@pytest.mark.parametrize(
    ("column", "expected"),
    [("Cơ quan chủ trì", LEADS), ("Cơ quan phối hợp", COORDINATES)],
    ids=["lead", "coordinate"],
)
def test_every_cell_splits_into_known_phrases_with_only_separators_left(tasks, agencies, phrases, column, expected):
    known = lexicon(agencies, phrases)
    found: dict[str, list[int]] = {}
    for task in tasks:
        matched, rest = split(task[column], known)
        assert matched, task
        assert set(rest) <= set(" ;,."), (task["Số"], rest)
        for phrase in matched:
            for meaning in known[phrase]:
                found.setdefault(meaning, []).append(int(task["Số"]))
    assert found == {meaning: numbers(words) for meaning, words in expected.items()}


@pytest.mark.parametrize(("name", "agency"), NAMED.items())
def test_a_name_as_the_plan_writes_it_names_one_agency_of_the_registry(agencies, phrases, tasks, name, agency):
    assert any(name in task["Cơ quan chủ trì"] + task["Cơ quan phối hợp"] for task in tasks)
    assert lexicon(agencies, phrases)[name.casefold()] == {agency}


def test_the_phrases_are_the_12_spellings_of_the_9_groups(phrases, tasks):
    assert heading(PLAN / "phrases.csv") == list(model.headings(model.Phrase).values())
    rows = {(row["Cụm từ trong kế hoạch"], row["Nhóm"]) for row in phrases}
    assert rows == {
        ("Các sở, ban, ngành", "SBN"),
        ("Các sở, ban, ngành căn cứ Kế hoạch của bộ, ngành chủ quản chủ trì từng lĩnh vực", "SBN_MINISTRY"),
        ("Các sở, ban, ngành chủ trì theo lĩnh vực", "SBN_SECTOR"),
        ("Các sở, ban, ngành chủ trì từng lĩnh vực", "SBN_SECTOR"),
        ("Các sở, ban, ngành liên quan", "SBN_REL"),
        ("Các sở, ban, ngành, liên quan", "SBN_REL"),
        ("Các sở, ban, ngành, UBND cấp xã liên quan", "SBN_REL"),
        ("Các sở, ban, ngành, UBND cấp xã liên quan", "XA_REL"),
        ("Các đơn vị liên quan", "UNITS_REL"),
        ("UBND cấp xã", "XA"),
        ("UBND cấp xã có biển", "XA_SEA"),
        ("các cơ quan thông tấn, báo chí", "PRESS"),
        ("các cơ quan thông tấn báo chí", "PRESS"),
    }
    assert len(phrases) == len(rows)
    cells = "\n".join(task["Cơ quan chủ trì"] + "\n" + task["Cơ quan phối hợp"] for task in tasks).casefold()
    assert [phrase for phrase, _ in sorted(rows) if phrase.casefold() not in cells] == []


def test_each_group_has_its_basis_condition_and_rulings(phrases):
    meaning = {row["Nhóm"]: (row["Căn cứ"], row["Điều kiện"], row["Theo quyết định"]) for row in phrases}
    assert meaning == {
        "SBN": ("group", "", "D1 D9"),
        "SBN_MINISTRY": ("conditional", "có Kế hoạch của bộ, ngành chủ quản", "D1 D9 D3"),
        "SBN_SECTOR": ("sector", "", "D1 D9 D4"),
        "SBN_REL": ("conditional", "liên quan", "D1 D9"),
        "UNITS_REL": ("conditional", "liên quan", "D1 D9 D6"),
        "XA": ("group", "", ""),
        "XA_REL": ("conditional", "liên quan", ""),
        "XA_SEA": ("group", "", "D7"),
        "PRESS": ("group", "", "D5"),
    }
    for row in phrases:
        assert (row["Căn cứ"], row["Điều kiện"], row["Theo quyết định"]) == meaning[row["Nhóm"]]
        assert (row["Điều kiện"] == "") == (row["Căn cứ"] != "conditional")


# --- selectors ------------------------------------------------------------------------------------------------------

FIELD = {name: model.headings(model.Agency)[name] for name in model.SELECTABLE}


def picked(selector: str, agencies: list[dict[str, str]]) -> set[str]:
    """The ids a selector picks; a field or value the registry does not know is an error."""
    chosen = agencies
    for part in selector.split(" "):
        name, _, values = part.partition("=")
        accepted = values.split("|")
        assert set(accepted) <= {agency[FIELD[name]] for agency in agencies}, selector
        chosen = [agency for agency in chosen if agency[FIELD[name]] in accepted]
    return {agency["Mã"] for agency in chosen}


@pytest.mark.parametrize(
    ("token", "count"),
    [
        ("SBN", 18),
        ("SBN_MINISTRY", 18),
        ("SBN_SECTOR", 18),
        ("SBN_REL", 18),
        ("UNITS_REL", 18),
        ("XA", 166),
        ("XA_REL", 166),
        ("XA_SEA", 16),
        ("PRESS", 1),
    ],
)
def test_a_group_has_as_many_members_before_any_ruling(agencies, phrases, token, count):
    cells = {row["Gồm"] for row in phrases if row["Nhóm"] == token}
    (cell,) = cells
    assert len(set().union(*(picked(selector, agencies) for selector in cell.split(" ; ")))) == count


@pytest.mark.parametrize(
    ("ruling", "choice", "count"),
    [
        ("D1", "vua", 18),
        ("D1", "hep", 15),
        ("D1", "rong", 26),
        ("D4", "theo-linh-vuc", 7),
        ("D5", "mot-don-vi", 1),
        ("D5", "ca-tap-chi", 4),
        ("D7", "da-ro", 16),
        ("D7", "ca-chua-ro", 18),
    ],
)
def test_a_choice_replaces_the_members_by_as_many(agencies, rulings, ruling, choice, count):
    selectors = rulings[ruling]["choices"][choice]["members"]
    assert len(set().union(*(picked(selector, agencies) for selector in selectors))) == count


def test_the_16_communes_with_sea_are_these(agencies, rulings):
    (selector,) = rulings["D7"]["choices"]["da-ro"]["members"]
    names = {agency["Tên gọi"] for agency in agencies if agency["Mã"] in picked(selector, agencies)}
    assert names == {
        "UBND xã Nga Sơn",
        "UBND xã Tân Tiến",
        "UBND xã Vạn Lộc",
        "UBND xã Hoằng Tiến",
        "UBND xã Hoằng Thanh",
        "UBND xã Quảng Ninh",
        "UBND xã Quảng Bình",
        "UBND xã Tiên Trang",
        "UBND phường Sầm Sơn",
        "UBND phường Nam Sầm Sơn",
        "UBND phường Ngọc Sơn",
        "UBND phường Tân Dân",
        "UBND phường Hải Lĩnh",
        "UBND phường Tĩnh Gia",
        "UBND phường Hải Bình",
        "UBND phường Nghi Sơn",
    }
    wider = picked(*rulings["D7"]["choices"]["ca-chua-ro"]["members"], agencies) - picked(selector, agencies)
    assert {agency["Tên gọi"] for agency in agencies if agency["Mã"] in wider} == {
        "UBND xã Hoằng Châu",
        "UBND xã Hoa Lộc",
    }


# --- decisions ------------------------------------------------------------------------------------------------------


def test_the_four_reading_rules_are_in_force():
    rules = load(PLAN / "decisions.yaml")["rules"]
    assert [(rule["id"], rule["in_force"]) for rule in rules] == [(f"R{n}", True) for n in range(1, 5)]
    assert all(rule["text"].endswith(".") for rule in rules)


def test_the_eleven_questions_stand_at_their_safe_defaults(rulings):
    assert {id_: ruling["choice"] for id_, ruling in rulings.items()} == {
        "D1": "vua",
        "D2": "co",
        "D3": "co-dieu-kien",
        "D4": "theo-linh-vuc",
        "D5": "mot-don-vi",
        "D6": "nhu-so-ban-nganh",
        "D7": "da-ro",
        "D8": "co",
        "D9": "khong",
        "D10": "mot-cau",
        "D11": "theo-muc-iv",
    }
    for ruling in rulings.values():
        assert set(ruling) == {"id", "question", "choices", "choice", "by", "since", "note"}
        assert ruling["choice"] == next(iter(ruling["choices"])), "the safe default comes first"
        assert len(ruling["choices"]) > 1
        assert ruling["question"].endswith("?")
        assert (ruling["by"], ruling["since"]) == ("mặc định", date(2025, 9, 11))
        assert ruling["note"]


def test_the_effects_of_the_choices_are_these(rulings):
    effects = {
        f"{id_}={key}": {name: value for name, value in choice.items() if name != "text"}
        for id_, ruling in rulings.items()
        for key, choice in ruling["choices"].items()
    }
    assert effects == {
        "D1=vua": {"members": ["sbn_group=core"]},
        "D1=hep": {"members": ["sbn_group=core kind=so|nganh|ban"]},
        "D1=rong": {"members": ["sbn_group=core|optional"]},
        "D2=co": {},
        "D2=khong": {"no_draft": ["van-phong-ubnd-tinh", "thanh-tra-tinh"]},
        "D3=co-dieu-kien": {"basis": "conditional", "condition": "có Kế hoạch của bộ, ngành chủ quản"},
        "D3=chac-chan": {"basis": "group", "condition": ""},
        "D4=theo-linh-vuc": {
            "members": [
                (
                    "id=bo-chi-huy-quan-su-tinh|so-cong-thuong|so-nong-nghiep-va-moi-truong|so-tai-chinh"
                    "|ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-7|cong-an-tinh|so-y-te"
                )
            ]
        },
        "D4=tat-ca": {},
        "D5=mot-don-vi": {"members": ["id=bao-va-phat-thanh-truyen-hinh-thanh-hoa"]},
        "D5=ca-tap-chi": {"members": ["kind=press"]},
        "D6=nhu-so-ban-nganh": {},
        "D6=them-doan-the": {"add": ["kind=mass-organisation"]},
        "D7=da-ro": {"members": ["level=commune coastal=yes"]},
        "D7=ca-chua-ro": {"members": ["level=commune coastal=yes|unknown"]},
        "D8=co": {},
        "D8=khong": {"no_draft": ["cong-an-tinh"]},
        "D9=khong": {},
        "D9=co": {"add": ["id=ban-chi-huy-bo-doi-bien-phong-tinh"]},
        "D10=mot-cau": {"conditional_as": "clause"},
        "D10=danh-sach": {"conditional_as": "list"},
        "D11=theo-muc-iv": {"before": {1: date(2025, 11, 15)}},
        "D11=theo-bang": {},
    }


def test_every_agency_a_choice_names_is_in_the_registry(agencies, rulings):
    ids = {agency["Mã"] for agency in agencies}
    choices = [choice for ruling in rulings.values() for choice in ruling["choices"].values()]
    assert {id_ for choice in choices for id_ in choice.get("no_draft", [])} <= ids
    for choice in choices:
        for selector in [*choice.get("members", []), *choice.get("add", [])]:
            assert picked(selector, agencies)


def test_every_ruling_a_phrase_names_exists_and_every_ruling_on_members_is_named(phrases, rulings):
    named = {id_ for row in phrases for id_ in row["Theo quyết định"].split()}
    on_phrases = {
        id_
        for id_, ruling in rulings.items()
        for choice in ruling["choices"].values()
        if {"members", "add", "basis", "condition"} & set(choice)
    }
    assert named == on_phrases == {"D1", "D3", "D4", "D5", "D6", "D7", "D9"}


# --- what has happened since: nothing is recorded, and nothing is invented -------------------------------------------


def test_the_real_province_ships_with_the_editions_that_a_plan_begins_with():
    rows = read(PLAN / "editions.csv")
    assert heading(PLAN / "editions.csv") == list(model.headings(model.Edition).values())
    assert [(row["Đợt"], row["Tính đến ngày"], row["Trạng thái"]) for row in rows] == [
        (id_, "15/09/2025", "đang soạn") for id_ in ("1", "1", "2025")
    ]


@pytest.mark.parametrize(
    ("file", "cls"),
    [
        ("results/2025.csv", model.Result),
        ("results/2026.csv", model.Result),
        ("dispatch.csv", model.Letter),
    ],
)
def test_a_table_of_the_real_province_ships_with_its_heading_only(file, cls):
    assert heading(PLAN / file) == list(model.headings(cls).values())
    assert read(PLAN / file) == []


def test_the_42_papers_that_tasks_wait_for_are_listed_and_none_is_said_to_be_there():
    rows = read(PLAN / "conditions.csv")
    assert heading(PLAN / "conditions.csv") == list(model.headings(model.AwaitedPaper).values())
    assert len({row["Nhiệm vụ số"] for row in rows}) == len(rows) == 42
    assert {row[name] for row in rows for name in ("Đã có ngày", "Văn bản đã có", "Nguồn ghi nhận")} == {""}
