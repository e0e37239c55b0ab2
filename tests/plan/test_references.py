"""Whom a cell names, however an office writes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ntsdocs.plan import reading
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.tables import Cell
from ntsdocs.text.problems import Origin

ROOT = Path(__file__).resolve().parents[2]
AT = Origin("dispatch.csv", row=2, column="Gửi cơ quan")


@pytest.fixture(scope="module")
def plan():
    return reading.read(ROOT / "data" / "tinh-mau/01-kh-ubnd", ROOT).plan_or_stop()


def references_of(plan) -> References:
    references = References(plan.agencies)
    references.learn(plan.phrases, plan.rulings, plan.rules)
    return references


def read(plan, cell: str, on: date | None = None) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    problems = ProblemList()
    entry = Entry({"to": Cell(cell, AT)}, replace(AT, column=""), problems, {"to": "Gửi cơ quan"})
    ids = references_of(plan).recipients(entry, "to", on)
    assert all(problem.origin == AT for problem in problems.all())
    return ids, [(problem.what, problem.remedy) for problem in problems.all()]


COMMUNES = ("ubnd-phuong-cho-mau", "ubnd-phuong-nguyen-van-mau", "ubnd-xa-bien-mau", "ubnd-xa-doi-mau")


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("so-y-te", ("so-y-te",)),
        ("ubnd-xa-doi-mau; so-y-te;so-y-te", ("so-y-te", "ubnd-xa-doi-mau")),
        ("so-y-te, ubnd-xa-doi-mau so-noi-vu", ("so-noi-vu", "so-y-te", "ubnd-xa-doi-mau")),
        ("Sở Y tế\nCông an tỉnh", ("so-y-te", "cong-an-tinh")),
        ("Sở Y tế, Sở Nội vụ và Bộ CHQS tỉnh", ("so-noi-vu", "so-y-te", "bo-chi-huy-quan-su-tinh")),
        ("SỞ Y TẾ; ubnd xã đồi mẫu", ("so-y-te", "ubnd-xa-doi-mau")),
        (
            "Sở Nông nghiệp, Tài nguyên, Biển và Biến đổi khí hậu",
            ("so-nong-nghiep-tai-nguyen-bien-va-bien-doi-khi-hau",),
        ),
        ("xã Biển Mẫu, phường Chợ Mẫu", ("ubnd-phuong-cho-mau", "ubnd-xa-bien-mau")),
        ("UBND cấp xã", COMMUNES),
        ("level=commune", COMMUNES),
        ("level=commune coastal=yes; kind=police", ("cong-an-tinh", "ubnd-xa-bien-mau")),
        ("UBND cấp xã trừ UBND xã Đồi Mẫu", COMMUNES[:3]),
        ("UBND cấp xã (trừ xã Đồi Mẫu; xã Biển Mẫu); Sở Y tế", ("so-y-te", *COMMUNES[:2])),
        ("UBND cấp xã, trừ: phường Chợ Mẫu và xã Đồi Mẫu", COMMUNES[1:3]),
        ("level=commune ngoại trừ ubnd-xa-doi-mau", COMMUNES[:3]),
        ("UBND cấp xã trừ xã Đồi Mẫu; xã Đồi Mẫu", COMMUNES),
        ("ngoài danh mục", ()),
        ("", ()),
    ],
)
def test_a_cell_names_agencies_as_offices_write_them(plan, cell, ids):
    assert read(plan, cell) == (ids, [])


def test_a_group_is_what_the_rulings_make_of_it(plan):
    ids, told = read(plan, "Các sở, ban, ngành; UBND cấp xã")

    core = [agency.id for agency in plan.agencies if agency.sbn_group == "core"]
    assert not told
    assert set(core) <= set(ids)
    assert ids[-4:] == COMMUNES
    assert ids == tuple(each.id for each in plan.agencies if each.id in ids)


def test_a_group_has_those_that_live_on_the_day_and_a_name_stays_a_name(plan):
    gone = tuple(
        replace(each, until=date(2026, 1, 1)) if each.id == "ubnd-xa-doi-mau" else each for each in plan.agencies
    )
    plan = replace(plan, agencies=gone)

    assert read(plan, "UBND cấp xã", date(2025, 12, 31)) == (COMMUNES, [])
    assert read(plan, "UBND cấp xã; level=commune", date(2026, 1, 1)) == (COMMUNES[:3], [])
    assert read(plan, "UBND xã Đồi Mẫu", date(2026, 1, 1)) == (COMMUNES[3:], [])


@pytest.mark.parametrize(
    ("cell", "whats", "hint"),
    [
        ("Sở Y tê", ["không nhận ra «Sở Y tê» là cơ quan hay nhóm nào."], "có phải «so-y-te»? "),
        ("so-y-tee", ["không có cơ quan nào mang mã «so-y-tee»."], "Ghi mã"),
        (
            "Sở Y tế; Bộ Lạ; Hội Lạ",
            [f"không nhận ra «{each} Lạ» là cơ quan hay nhóm nào." for each in ("Bộ", "Hội")],
            "",
        ),
        ("UBND câp xã", ["không nhận ra «UBND câp xã» là cơ quan hay nhóm nào."], "có phải «UBND cấp xã»? "),
        ("UBND xã Cũ Mẫu", ["không nhận ra «UBND xã Cũ Mẫu» là cơ quan hay nhóm nào."], "Ghi mã"),
        ("*", ["không nhận ra «*» là cơ quan hay nhóm nào."], ""),
        ("levle=commune", ["không chọn được theo trường «levle»."], "có phải «level»? "),
        ("level=xa", ["không có giá trị «xa» ở trường «level»."], ""),
        (
            "UBND cấp xã trừ Sở Y tế",
            ["«UBND cấp xã trừ Sở Y tế»: nơi bị trừ không thuộc các nơi đứng trước."],
            "",
        ),
        ("UBND cấp xã trừ ubnd-xa-la-la", ["không có cơ quan nào mang mã «ubnd-xa-la-la»."], "Ghi mã"),
        ("các xã đảo mẫu xa", ["không nhận ra «các xã đảo mẫu xa» là cơ quan hay nhóm nào."], ""),
        ("trừ Sở Y tế", ["«trừ Sở Y tế»: nơi bị trừ không thuộc các nơi đứng trước."], ""),
        (
            "UBND cấp xã trừ xã Đồi Mâu",
            ["không nhận ra «xã Đồi Mâu» là cơ quan hay nhóm nào."],
            "Ghi mã",
        ),
    ],
)
def test_words_that_name_nobody_are_told_each_once(plan, cell, whats, hint):
    told = read(plan, cell)[1]

    assert [what for what, _ in told] == whats
    assert told[0][1].startswith(hint)


def test_a_group_without_anybody_is_told(plan):
    inland = tuple(replace(each, coastal="no") for each in plan.agencies)

    ids, told = read(replace(plan, agencies=inland), "Sở Y tế; UBND cấp xã có biển")

    assert ids == ("so-y-te",)
    assert [what for what, _ in told] == ["danh mục không có cơ quan nào là «UBND cấp xã có biển»."]


def test_the_179_ids_of_a_letter_to_everybody_fit_into_one_cell():
    plan = reading.read(ROOT / "data" / "thanh-hoa/196-kh-ubnd", ROOT).plan_or_stop()
    ids = tuple(agency.id for agency in plan.agencies)
    cell = "; ".join(ids)
    assert len(cell) > 3000

    assert read(plan, cell) == (ids, [])
    assert len(read(plan, "UBND cấp xã")[0]) == 166
    assert len(read(plan, "UBND cấp xã trừ xã Nga An, phường Đào Duy Từ")[0]) == 164


def test_nobody_is_unknown_while_there_is_no_registry(plan):
    assert read(replace(plan, agencies=()), "Sở Lạ; so-la-la; UBND cấp xã") == ((), [])
