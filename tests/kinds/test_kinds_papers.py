"""Every generated paper is sound, says who it is from, and speaks as its kind of body speaks."""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

import papers
from docxtpl_oracle import assert_same_as_docxtpl
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments, reading
from sdk_validator import audit_faults
from validity import faults

ROOT = Path(__file__).resolve().parents[2]
REAL, SAMPLE = "thanh-hoa/196-kh-ubnd", "tinh-mau/01-kh-ubnd"
PLANS = (REAL, SAMPLE)
COUNTS = {
    (REAL, "ke_hoach"): 185,
    (REAL, "cong_van_trien_khai"): 2,
    (REAL, "bao_cao_nam"): 1,
    (SAMPLE, "ke_hoach"): 15,
    (SAMPLE, "cong_van_trien_khai"): 2,
    (SAMPLE, "cong_van_don_doc"): 4,
    (SAMPLE, "cong_van_bao_cao"): 1,
    (SAMPLE, "bao_cao_nam"): 3,
}
MARK = "SỐ LIỆU GIẢ ĐỊNH - văn bản minh họa, không có giá trị thi hành"

W = papers.W
DC = "{http://purl.org/dc/elements/1.1/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
SLOTS = [f"{W}{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs")]

PROVINCIAL = "các phòng, đơn vị trực thuộc"
# kind of body (column «Loại» of the registry) → what its draft calls its own units and people
UNITS = {
    "so": PROVINCIAL,
    "nganh": PROVINCIAL,
    "ban": PROVINCIAL,
    "police": "các đơn vị trực thuộc, Công an các xã, phường",
    "military": "các cơ quan, đơn vị trực thuộc",
    "bank": "các phòng, đơn vị thuộc Chi nhánh",
    "press": "các phòng, đơn vị chuyên môn",
    "commune": "các cơ quan, đơn vị thuộc xã",
    "ward": "các cơ quan, đơn vị thuộc phường",
}
CIVIL = "cán bộ, công chức, viên chức, người lao động thuộc phạm vi quản lý"
ARMED = "cán bộ, chiến sĩ thuộc phạm vi quản lý"
LOCAL = "cán bộ, công chức và Nhân dân trên địa bàn"
PEOPLE = {"police": ARMED, "military": ARMED, "commune": LOCAL, "ward": LOCAL}

# At least two of every kind that has as many; of the drafts, one for each kind of body.
ORACLE = [
    (REAL, "ke_hoach/so-y-te.docx"),
    (REAL, "ke_hoach/cong-an-tinh.docx"),
    (REAL, "ke_hoach/bao-va-phat-thanh-truyen-hinh-thanh-hoa.docx"),
    (REAL, "ke_hoach/ubnd-phuong-sam-son.docx"),
    (SAMPLE, "ke_hoach/ban-quan-ly-kkt-va-cong-nghiep-mau.docx"),
    (SAMPLE, "ke_hoach/bo-chi-huy-quan-su-tinh.docx"),
    (SAMPLE, "ke_hoach/ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-mau.docx"),
    (SAMPLE, "ke_hoach/ubnd-xa-doi-mau.docx"),
    (REAL, "cong_van_trien_khai/1/ubnd-cap-xa.docx"),
    (SAMPLE, "cong_van_trien_khai/1/co-quan-cap-tinh.docx"),
    (SAMPLE, "cong_van_don_doc/dot-2/thanh-tra-tinh.docx"),
    (SAMPLE, "cong_van_don_doc/dot-2/so-y-te.docx"),
    (SAMPLE, "cong_van_bao_cao/2026/chung.docx"),
    (REAL, "bao_cao_nam/2025/bao-cao-nam-2025.docx"),
    (SAMPLE, "bao_cao_nam/2026/bao-cao-nam-2026.docx"),
]


def of(built, plan, kind="*"):
    """The papers of a plan, by their place below its folder."""
    return {path.relative_to(built[plan]).as_posix(): path for path in sorted(built[plan].glob(f"{kind}/**/*.docx"))}


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(path):
    """The parts that are text; beside them the charts have their workbooks."""
    return {name: data.decode() for name, data in parts(path).items() if name.endswith((".xml", ".rels"))}


def registry(plan):
    """id → name and kind of body, as the registry has them."""
    path = ROOT / "data" / plan.split("/")[0] / "agencies.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["Mã"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def jobs():
    """plan → place → what the paper was filled with."""
    found = {}
    for plan in PLANS:
        read = reading.read(ROOT / "data" / plan, ROOT).plan_or_stop()
        found[plan] = {job.id.path: job for job in due.draw_up(read, assignments.settle(read), KINDS)}
    return found


# --- sound ------------------------------------------------------------------------------------------------------------


def test_every_paper_of_both_plans_is_there_and_none_besides(built):
    made = {plan: Counter(place.split("/")[0] for place in of(built, plan)) for plan in PLANS}
    assert {(plan, kind): n for plan in PLANS for kind, n in made[plan].items()} == COUNTS


@pytest.mark.parametrize(("plan", "kind"), COUNTS)
def test_nothing_is_wrong_with_any_paper(built, plan, kind):
    found = {place: faults(path.read_bytes()) for place, path in of(built, plan, kind).items()}
    assert {place: told for place, told in found.items() if told} == {}


@pytest.mark.parametrize(
    "place",
    [
        "ke_hoach/so-y-te.docx",
        "cong_van_trien_khai/1/ubnd-cap-xa.docx",
        "cong_van_don_doc/dot-2/thanh-tra-tinh.docx",
        "cong_van_bao_cao/2026/chung.docx",
        "bao_cao_nam/2026/bao-cao-nam-2026.docx",
    ],
)
def test_a_second_validator_finds_nothing_wrong_with_a_paper_of_each_kind(built, place):
    assert audit_faults(built[SAMPLE] / place) == []


@pytest.mark.parametrize(("plan", "place"), ORACLE)
def test_a_paper_is_what_docxtpl_itself_would_make(built, jobs, plan, place):
    job = jobs[plan][place]
    template = ROOT / "templates" / f"{job.id.kind}.docx"
    assert_same_as_docxtpl(template, job.says, job.core, (built[plan] / place).read_bytes())


def test_at_least_two_papers_of_every_kind_are_held_against_docxtpl_or_the_one_there_is():
    held = Counter(place.split("/")[0] for _, place in ORACLE)
    there = {kind.name: sum(n for (_, name), n in COUNTS.items() if name == kind.name) for kind in KINDS}
    assert {name for name, n in there.items() if held[name] < min(2, n)} == set()


# --- who, not when ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS)
def test_the_properties_say_title_subject_agency_language_what_it_was_sent_as_and_nothing_else(built, jobs, plan):
    for place, path in of(built, plan).items():
        core = etree.fromstring(parts(path)["docProps/core.xml"])
        said = [(each.tag, each.text) for each in core]
        agency = jobs[plan][place].core.agency
        names = [f"{DC}title", f"{DC}subject", f"{DC}creator", f"{DC}language", f"{CORE}keywords"]
        assert [tag for tag, _ in said] == names, place
        assert said[2:4] == [(f"{DC}creator", agency), (f"{DC}language", "vi-VN")], place
        assert re.fullmatch(rf"{plan}/\w+/\S+ [0-9a-f]{{16}}", said[4][1]), place
        assert all(text.strip() for _, text in said), place


@pytest.mark.parametrize("plan", PLANS)
def test_a_draft_names_its_agency_as_author_and_its_trich_yeu_as_title(built, jobs, plan):
    for place, path in of(built, plan, "ke_hoach").items():
        core = etree.fromstring(parts(path)["docProps/core.xml"])
        # The name in force on the plan's date: the press unit was renamed later.
        (trich_yeu,) = _of_style(path, "TrichYeu")
        assert core.findtext(f"{DC}title") == f"Kế hoạch {trich_yeu}".replace("\u00a0", " "), place
        assert core.findtext(f"{DC}creator") == jobs[plan][place].says.who.name, place


def test_a_draft_of_the_sample_province_has_the_registrys_name_as_author(built):
    names = {place.split("/")[1]: path for place, path in of(built, SAMPLE, "ke_hoach").items()}
    told = {
        name.removesuffix(".docx"): etree.fromstring(parts(path)["docProps/core.xml"]).findtext(f"{DC}creator")
        for name, path in names.items()
    }
    assert told == {id_: row["Tên đầy đủ"] for id_, row in registry(SAMPLE).items()}


@pytest.mark.parametrize("plan", PLANS)
def test_no_paper_tells_a_clerk_or_a_clock(built, plan):
    words = re.compile(
        rb"lastModifiedBy|dcterms:created|dcterms:modified|<cp:revision|TotalTime|<Company|<Manager|w:rsid"
        rb"|w:author=|w:date="
    )
    for place, path in of(built, plan).items():
        assert {name: words.findall(data) for name, data in parts(path).items() if words.search(data)} == {}, place
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}, place


# --- what every paper says --------------------------------------------------------------------------------------------


def test_every_paper_of_the_invented_province_says_in_its_body_that_it_is_invented(built):
    for place, path in of(built, SAMPLE).items():
        assert _text(path).split("\n").count(MARK) == 1, place
        for name, data in parts(path).items():
            if name.startswith(("word/header", "word/footer")):
                assert "GIẢ ĐỊNH" not in data.decode(), place


def test_no_paper_of_the_real_province_says_that_it_is_invented(built):
    for place, path in of(built, REAL).items():
        found = texts(path)
        del found["word/styles.xml"]  # which names the style that the mark would have
        assert [name for name, text in found.items() if "giả định" in text.casefold()] == [], place


@pytest.mark.parametrize("plan", PLANS)
def test_all_text_is_composed(built, plan):
    for place, path in of(built, plan).items():
        told = [name for name, text in texts(path).items() if not unicodedata.is_normalized("NFC", text)]
        assert told == [], place


@pytest.mark.parametrize("plan", PLANS)
def test_every_font_slot_is_times_new_roman_and_the_language_vietnamese(built, plan):
    for place, path in of(built, plan).items():
        found = parts(path)
        defaults = etree.fromstring(found["word/styles.xml"]).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        fonts, language = defaults.find(f"{W}rFonts"), defaults.find(f"{W}lang")
        assert {slot: fonts.get(slot) for slot in SLOTS} == dict.fromkeys(SLOTS, "Times New Roman"), place
        assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("vi-VN", "vi-VN"), place
        for name, data in found.items():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(data)
                named = {(key, value) for each in root.iter(f"{W}rFonts") for key, value in each.attrib.items()}
                assert named <= {(slot, "Times New Roman") for slot in SLOTS}, (place, name)
                assert {each.get(f"{W}val", "vi-VN") for each in root.iter(f"{W}lang")} <= {"vi-VN"}, (place, name)


@pytest.mark.parametrize("plan", PLANS)
def test_every_paper_has_one_trich_yeu_of_at_most_500_characters(built, plan):
    for place, path in of(built, plan).items():
        style = "VeViec" if place.startswith("cong_van") else "TrichYeu"
        told = _of_style(path, style)
        assert len(told) == 1, place
        assert 10 <= len(told[0]) <= 500, place


def _of_style(path, style):
    """The texts of the paragraphs of this style."""
    body = papers.body(path.read_bytes())
    return [
        papers.text(paragraph)
        for paragraph in body.iter(f"{W}p")
        if (named := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and named.get(f"{W}val") == style
    ]


# --- as its kind of body speaks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS)
def test_a_draft_speaks_of_the_units_of_its_own_kind_of_body_alone(built, plan):
    rows = registry(plan)
    for place, path in of(built, plan, "ke_hoach").items():
        own, is_outline = UNITS[rows[path.stem]["Loại"]], rows[path.stem]["Thể thức văn bản"] == "Đảng"
        told = re.sub(r"(?<=- |\. )Các", "các", _text(path))
        # Who carries it out, who reports difficulties, who gets the paper: an outline does not say.
        count = 3 - is_outline
        assert {units: told.count(units) for units in set(UNITS.values()) if units in told} == {own: count}, place


@pytest.mark.parametrize("plan", PLANS)
def test_a_draft_speaks_of_the_people_of_its_own_kind_of_body_alone(built, plan):
    kinds = {id_: row["Loại"] for id_, row in registry(plan).items()}
    for place, path in of(built, plan, "ke_hoach").items():
        own = PEOPLE.get(kinds[path.stem], CIVIL)
        told = _text(path)
        assert {people: told.count(people) for people in (CIVIL, ARMED, LOCAL) if people in told} == {own: 1}, place


@pytest.mark.parametrize("plan", PLANS)
def test_a_commune_names_its_own_area_and_nobody_elses(built, plan):
    areas = {
        id_: row["Tên gọi"].removeprefix("UBND ") for id_, row in registry(plan).items() if row["Cấp"] == "commune"
    }
    told = 0
    for place, path in of(built, plan, "ke_hoach").items():
        units = re.findall(r"ác cơ quan, đơn vị thuộc ([^()]*?) (?:thực hiện|báo cáo|\()", _text(path))
        people = re.findall(r"Nhân dân trên địa bàn ((?:xã|phường) .*?)\.", _text(path))
        if path.stem in areas:
            assert (units, people) == ([areas[path.stem]] * 3, [areas[path.stem]]), place
            told += 1
        else:
            assert (units, people) == ([], []), place
    assert told == len(areas)


@cache
def _text(path):
    """The words of the body; several tests read the same two hundred papers."""
    return "\n".join(papers.paragraphs(path.read_bytes()))
