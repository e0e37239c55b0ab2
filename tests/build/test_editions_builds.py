"""Papers of editions live beside each other: none goes because another is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import copied_project as project
from ntsdocs.build.edition_book import lines, open_edition
from ntsdocs.build.journey import build
from ntsdocs.build.options import BuildOptions
from ntsdocs.changes.manifest import Manifest
from ntsdocs.plan.model import Edition
from ntsdocs.plan.papers import PaperId
from ntsdocs.text.problems import DataWrong

PLAN = project.PLAN
LATE = "cong_van_don_doc/dot-2/so-y-te.docx"
DRAFT = "ke_hoach/so-y-te.docx"


def papers(out: Path) -> dict[str, bytes]:
    found = (path for path in out.rglob("*.docx") if "xem" not in path.relative_to(out).parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def set_editions(root: Path, **cells: str) -> None:
    """Changes cells of the round of reminders; no cells, and the row goes."""
    rows = project.table(root, "editions.csv")
    at = next(at for at, row in enumerate(rows) if row["Đợt"] == "dot-2")
    rows[at : at + 1] = [rows[at] | cells] if cells else []
    project.write_table(root, "editions.csv", rows)


def test_a_look_knows_the_editions_that_the_dispatch_book_names(root):
    letter = project.table(root, "dispatch.csv")[1] | {"Số, ký hiệu": "63/UBND-NC", "Đợt": "dot-2"}
    project.write_table(root, "dispatch.csv", [*project.table(root, "dispatch.csv"), letter])
    looked = build(root, PLAN, root / "build" / "xem" / "2027-01-05", date(2027, 1, 5))
    assert [problem for problem in looked.warnings if "dispatch" in problem.origin.file] == []


# --- nothing goes ----------------------------------------------------------------------------------------------------


def test_a_round_of_reminders_and_a_report_outlive_the_builds_of_other_days(root):
    out = root / "build"
    (out / DRAFT).write_bytes(b"sua tay")
    before = papers(out)

    plain = build(root, PLAN, out)
    other = build(root, PLAN, out / "xem" / "2027-01-05", date(2027, 1, 5))
    set_editions(root)
    rows = project.table(root, "editions.csv")
    project.write_table(root, "editions.csv", [row for row in rows if row["Đợt"] != "2025"])
    without = build(root, PLAN, out)
    project.replace_text(root, "plan.yaml", "on: 2026-12-14", "on: 2027-01-05")
    new_year = build(root, PLAN, out)

    assert papers(out) == before  # no `.moi.docx` either
    assert {path for path in before if path.startswith("cong_van_don_doc/")} == {
        path for path in project.DUE if path.startswith("cong_van_don_doc/")
    }
    for built in (plain, without, new_year):
        assert (built.outcome.removed, built.outcome.new, built.outcome.new_texts) == ((), (), ())
        assert built.outcome.manifest.whole
        assert {entry.path for entry in built.outcome.manifest.documents} == set(before)
    assert other.outcome.manifest.look
    assert not plain.outcome.manifest.look


def test_within_an_edition_a_paper_that_is_no_longer_due_goes_as_ever(root):
    set_editions(root, **{"Tính đến ngày": "31/05/2026"})  # nobody but the last two is late by then
    outcome = build(root, PLAN, root / "build").outcome

    assert LATE in outcome.removed
    assert {PaperId.of(path).edition for path in outcome.removed} == {"dot-2"}
    assert len(outcome.removed) == 2


def test_a_closed_edition_stays_though_its_data_change_and_goes_only_by_a_persons_hand(root):
    out = root / "build"
    set_editions(root, **{"Trạng thái": "đã phát hành"})
    project.set_cell(root, "dispatch.csv", 1, "Đợt", "dot-2")
    project.replace_text(root, "plan.yaml", "number: 01/KH-UBND", "number: 77/KH-UBND")
    before = papers(out)
    built = build(root, PLAN, out)
    assert papers(out)[LATE] == before[LATE]
    assert [each.note for each in built.counts if each.title == "Công văn đôn đốc, đợt 2"] == [
        "giữ nguyên, không dựng lại vì không phải đợt đang soạn."
    ]

    (out / LATE).unlink()
    assert LATE not in {entry.path for entry in build(root, PLAN, out).outcome.manifest.documents}
    assert build(root, PLAN, out).outcome.manifest.whole


def test_a_second_round_is_made_beside_the_first(root):
    out = root / "build"
    open_edition(root, PLAN, Edition("Công văn đôn đốc", "dot-3", date(2026, 12, 21)))
    before = papers(out)
    built = build(root, PLAN, out)

    made = {path for path in papers(out) if path not in before}
    assert made
    assert {PaperId.of(path).edition for path in made} == {"dot-3"}
    assert built.outcome.removed == ()
    assert {path: papers(out)[path] for path in before} == before


def test_only_takes_an_edition_of_a_kind(tmp_path):
    for name in ("dot-2", "cong_van_don_doc/dot-2"):
        outcome = build(project.ROOT, PLAN, tmp_path / "out", options=BuildOptions((name,))).outcome
        assert {PaperId.of(entry.path).edition for entry in outcome.manifest.documents} == {"dot-2"}


# --- a look ----------------------------------------------------------------------------------------------------------


def test_a_look_shows_every_kind_as_of_its_day_whatever_the_table_says(root):
    set_editions(root)
    manifest = build(root, PLAN, root / "build" / "look", date(2026, 6, 30)).outcome.manifest
    editions = {(PaperId.of(entry.path).kind, PaperId.of(entry.path).edition) for entry in manifest.documents}

    assert editions == {
        ("ke_hoach", ""),
        ("cong_van_trien_khai", "1"),
        ("cong_van_don_doc", "2026-06-30"),
        ("cong_van_bao_cao", "2026"),
        ("bao_cao_nam", "2026"),
    }


# --- builds from before there were editions --------------------------------------------------------------------------


@pytest.fixture
def old(root: Path) -> Path:
    """The build as it was written before there were editions, with reminders of a round that nobody knows any more."""
    out = root / "build"
    manifest = Manifest.from_json((out / "manifest.json").read_bytes())
    document = manifest.to_json().decode()
    for path in papers(out):
        paper = PaperId.of(path)
        if paper.kind == "cong_van_bao_cao":  # there was no such letter yet
            (out / path).unlink()
        elif paper.edition:
            name = paper.edition if paper.kind == "bao_cao_nam" else paper.name
            place = PaperId(paper.kind, name).path
            (out / path).rename(out / place)
            document = document.replace(f'"{path}"', f'"{place}"')
    lacking = [line for line in document.splitlines() if not line.startswith((' "look"',))]
    start = next(at for at, line in enumerate(lacking) if line.startswith(' "editions"'))
    end = next(at for at, line in enumerate(lacking) if line.startswith(' "inputs"'))
    (out / "manifest.json").write_text("\n".join((*lacking[:start], *lacking[end:])) + "\n", encoding="utf-8")
    return out


def test_untouched_papers_of_an_old_build_give_way_to_their_new_places_and_old_reminders_stay(root, old):
    reminders = {path: data for path, data in papers(old).items() if path.startswith("cong_van_don_doc/")}
    outcome = build(root, PLAN, old).outcome

    now = papers(old)
    assert set(now) == {*project.DUE, *reminders}
    assert {path: now[path] for path in reminders} == reminders
    assert set(outcome.removed) == {
        "bao_cao_nam/2025.docx",
        "bao_cao_nam/2026.docx",
        "bao_cao_nam/2026-06-thang.docx",
        "cong_van_trien_khai/co-quan-cap-tinh.docx",
        "cong_van_trien_khai/ubnd-cap-xa.docx",
    }
    again = build(root, PLAN, old).outcome
    assert (again.removed, again.new, again.manifest.whole) == ((), (), True)


def test_an_edited_paper_of_an_old_build_stays_and_is_told(root, old):
    edited = old / "cong_van_trien_khai" / "ubnd-cap-xa.docx"
    edited.write_bytes(b"sua tay")
    outcome = build(root, PLAN, old).outcome

    assert edited.read_bytes() == b"sua tay"
    assert outcome.orphans == ("cong_van_trien_khai/ubnd-cap-xa.docx",)
    assert (old / "cong_van_trien_khai" / "1" / "ubnd-cap-xa.docx").is_file()


# --- the table -------------------------------------------------------------------------------------------------------


def test_an_edition_is_opened_once_and_with_it_the_one_there_was_without_a_row(root):
    (root / "data" / PLAN / "editions.csv").unlink()
    opened = Edition("báo cáo năm", "2027", date(2027, 12, 14))
    open_edition(root, PLAN, opened)

    rows = [(row["Loại văn bản"], row["Đợt"], row["Tính đến ngày"]) for row in project.table(root, "editions.csv")]
    assert rows == [("Báo cáo năm", "2026", "14/12/2026"), ("Báo cáo năm", "2027", "14/12/2027")]
    with pytest.raises(DataWrong, match="Báo cáo năm, đợt «2027» đã có"):
        open_edition(root, PLAN, opened)


@pytest.mark.parametrize(
    ("kind", "id_", "on", "told"),
    [
        ("ke_hoach", "2", date(2026, 12, 14), "đợt «1» cũng đang soạn"),
        ("bao_cao_nam", "../x", date(2026, 12, 14), "có ký tự của đường dẫn"),
        ("bao_cao_nam", "2024", date(2024, 12, 14), "đứng trước ngày ban hành Kế hoạch"),
        ("cong_van_don_doc", "dot-2", date(2026, 12, 14), "đã có ở dòng 6"),
    ],
)
def test_what_cannot_be_opened_is_told_and_the_table_is_as_it_was(first, kind, id_, on, told):
    place = first / "data" / PLAN / "editions.csv"
    before = place.read_bytes()
    with pytest.raises(DataWrong, match=told):
        open_edition(first, PLAN, Edition(kind, id_, on))
    assert place.read_bytes() == before


def test_a_kind_that_there_is_not_is_told_with_those_there_are(first):
    with pytest.raises(DataWrong, match="không có loại văn bản «báo cáo quý»"):
        open_edition(first, PLAN, Edition("báo cáo quý", "1", date(2026, 12, 14)))


def test_the_editions_are_listed_with_day_period_and_state(first):
    assert list(lines(first, PLAN))[2:5] == [
        "Công văn đôn đốc, đợt 2: mã «dot-2», tính đến 14/12/2026, đang soạn.",
        "Công văn đề nghị báo cáo năm 2026: mã «2026», tính đến 01/12/2026, kỳ 15/12/2025 – 14/12/2026, đang soạn.",
        "Báo cáo năm 2025: mã «2025», tính đến 14/12/2025, kỳ 15/12/2024 – 14/12/2025, đang soạn.",
    ]
