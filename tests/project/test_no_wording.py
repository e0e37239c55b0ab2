"""The program holds no wording of one plan or province: who wrote what to whom is in the data and the templates."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import vietnam_provinces
import yaml

from ntsdocs.text.vn import slug

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "ntsdocs"
ENDINGS = (".py", ".j2", ".html", ".js", ".css", ".csv")
TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted(SRC.rglob("*")) if path.suffix in ENDINGS}

MINISTRIES = (
    "Công an|Quốc phòng|Ngoại giao|Nội vụ|Tư pháp|Tài chính|Công Thương|Nông nghiệp|Môi trường|Xây dựng|Y tế|Văn hóa"
    "|Khoa học|Giáo dục|Dân tộc|Kế hoạch|Giao thông|Thông tin|Lao động|Tài nguyên"
)


def places_of(pattern: str) -> list[str]:
    """Each place of the program where the pattern stands, in whatever case."""
    wanted = re.compile(pattern, re.IGNORECASE)
    return [
        f"{path.relative_to(SRC).as_posix()}:{number}: {line.strip()}"
        for path, text in TEXTS.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if wanted.search(line)
    ]


def any_of(words: list[str]) -> str:
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words)))})(?![\w-])"


def real_plans() -> list[dict]:
    """plan.yaml of every plan but the invented ones."""
    provinces = [path.parent for path in ROOT.glob("data/*/province.yaml")]
    real = [each for each in provinces if not yaml.safe_load((each / "province.yaml").read_text("utf-8"))["invented"]]
    return [yaml.safe_load(path.read_text("utf-8")) for each in real for path in each.glob("*/plan.yaml")]


def test_no_ministry_is_named():
    assert places_of(rf"\bBộ (?:{MINISTRIES})\b") == []


def test_no_province_is_named():
    names = [re.sub("^(?:Tỉnh|Thành phố) ", "", each.name) for each in vietnam_provinces.Province.iter_all()]
    assert len(names) == 34
    the_youth_union = r"(?<!Đoàn TNCS )"
    assert places_of(the_youth_union + any_of([*names, *map(slug, names)])) == []


@pytest.mark.parametrize("field", ["number", "trich_yeu"])
def test_no_document_of_a_real_plan_is_cited(field):
    cited = [document[field] for plan in real_plans() for document in (plan["document"], *plan["bases"])]
    assert cited
    assert places_of(any_of(cited)) == []


def test_no_commune_of_a_real_province_is_named():
    with (ROOT / "data/thanh-hoa/agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["Tên gọi"].removeprefix("UBND ") for row in rows if row["Cấp"] == "commune"]
    assert len(names) == 166
    assert places_of(any_of(names)) == []


def test_no_committee_is_put_together_with_an_abbreviation_of_its_own():
    assert places_of(r"(?<![\w-])UBND [^\"]*\([^\"]*\{|(?<![\w-])UBND \(") == []
