"""Wrong cells in every table of an office's life at once: one message a problem, each with its cell and a remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import copied_project
from office import Office, tree

OWN = {
    "Đợt": lambda row: f"dot-{row}",
    "Số, ký hiệu": lambda row: f"90{row}/UBND-NC",
    "Ngày": lambda row: f"{row - 20}/11/2026",
    "Văn bản đã có": lambda row: f"Quyết định {row}",
}
RULING = """  - id: K1
    question: Ai nhận?
    choices:
      ke-thua:
        text: nơi kế thừa
        successors:
          thanh-tra-tinh: [so-noi-vu]
    choice: ke-thua
    by: UBND
    since: 2026-07-01
"""
TERMS = """    terms:
      - {from: 2026-09-01, until: 2026-06-01, signature: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH], signer: A}
"""
PLAN = f"data/{copied_project.PLAN}"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(copied_project.copied(tmp_path), copied_project.PLAN)
    (made.data / "editions.csv").unlink(missing_ok=True)
    made.done("build")
    return made


def spoil(office: Office) -> dict[str, str]:
    """Writes wrong cells into all of them; by the place of each, a word that its message has to say."""
    told: dict[str, str] = {}

    def wrong(name: str, good: dict[str, str], own: str, *cells: tuple[str, str, str]) -> None:
        """`own` is the column in which no two rows are alike, with what it has by the row's number."""
        kept = office.rows(name)
        for number, (column, text, word) in enumerate(cells, start=len(kept) + 2):
            kept.append(good | {own: OWN[own](number)} | {column: text})
            told[f"{PLAN}/{name}, dòng {number}, cột «{column}»"] = word
        office.write(name, kept)

    edition = {"Loại văn bản": "Công văn đôn đốc", "Tính đến ngày": "14/12/2026", "Trạng thái": "đang soạn"}
    edition |= {"Phạm vi": "", "Về việc": "", "Cách gửi": ""}
    wrong(
        "editions.csv",
        edition,
        "Đợt",
        ("Đợt", "Đợt/1", "Đợt/1"),
        ("Tính đến ngày", "31/02/2026", "31/02/2026"),
        ("Trạng thái", "gửi rồi", "gửi rồi"),
        ("Phạm vi", "so-khong-co", "so-khong-co"),
        ("Về việc", "hỏi thăm", "hỏi thăm"),
        ("Cách gửi", "bưu điện", "bưu điện"),
        ("Loại văn bản", "Công văn mời", "Công văn mời"),
    )
    letter = {"Loại công văn": "Công văn đôn đốc", "Ngày ban hành": "14/12/2026", "Gửi cơ quan": "so-y-te"}
    letter |= {"Về nhiệm vụ số": "", "Đợt": ""}
    wrong(
        "dispatch.csv",
        letter,
        "Số, ký hiệu",
        ("Số, ký hiệu", "62/UBND-NC", "62"),
        ("Ngày ban hành", "14/13/2026", "14/13/2026"),
        ("Gửi cơ quan", "Sở Vui chơi", "Sở Vui chơi"),
        ("Về nhiệm vụ số", "99", "99"),
        ("Loại công văn", "Thư riêng", "Thư riêng"),
        ("Đợt", "dot-77", "dot-77"),
    )
    result = office.rows("results/2026.csv")[0] | {"Nhiệm vụ số": "9"}
    name = "Cơ quan" if "Cơ quan" in result else "Mã cơ quan"
    result[name] = "thanh-tra-tinh"
    wrong(
        "results/2026.csv",
        result,
        "Ngày",
        ("Nhiệm vụ số", "chín", "chín"),
        (name, "Sở Vui chơi", "Sở Vui chơi"),
        ("Tình trạng", "tàm tạm", "tàm tạm"),
        ("Ngày", "31/02/2026", "31/02/2026"),
        ("Loại khó khăn", "Trời mưa", "Trời mưa"),
        ("Hẹn hoàn thành", "sang năm", "sang năm"),
    )

    paper = {"Nhiệm vụ số": "12", "Văn bản chờ": "Quyết định", "Cơ quan ban hành": "Bộ Mẫu", "Đã có ngày": ""}
    wrong(
        "conditions.csv",
        paper | {"Nguồn ghi nhận": ""},
        "Văn bản đã có",
        ("Nhiệm vụ số", "77", "77"),
        ("Đã có ngày", "hôm qua", "hôm qua"),
    )
    return told


def test_each_wrong_cell_is_told_once_with_a_remedy_and_the_build_is_as_it_was(office: Office) -> None:
    before = tree(office.out)
    expected = spoil(office)
    said = office.verb("build")
    assert said.status == 1
    assert tree(office.out) == before
    messages = re.findall(r"^(data/.*?): (.*)\n    Sửa: (.+)", said.text, re.MULTILINE)
    for place, word in expected.items():
        found = [(what, remedy) for where, what, remedy in messages if where == place]
        assert len(found) == 1, f"{place}: {found}\n{said.text}"
        assert word in found[0][0], f"{place}: {found}"
    assert sorted(where for where, _, _ in messages) == sorted(expected), said.text


def test_a_kind_and_an_edition_that_there_is_not_are_told_at_their_cells(office: Office) -> None:
    edition = {"Loại văn bản": "Công văn mời", "Đợt": "dot-1", "Tính đến ngày": "14/12/2026", "Trạng thái": "đang soạn"}
    twice = edition | {"Loại văn bản": "Công văn đôn đốc"}
    office.write("editions.csv", [edition, twice, twice])
    letter = {"Loại công văn": "Thư riêng", "Số, ký hiệu": "901/UBND-NC", "Ngày ban hành": "14/12/2026"}
    letter |= {"Gửi cơ quan": "so-y-te", "Đợt": ""}
    lost = letter | {"Loại công văn": "Công văn đôn đốc", "Số, ký hiệu": "902/UBND-NC", "Đợt": "dot-77"}
    office.write("dispatch.csv", [letter, lost])
    said = office.verb("build")
    assert said.status == 1
    places = re.findall(r"^(data/.*?): .*\n    Sửa: .+", said.text, re.MULTILINE)
    assert sorted(places) == [
        f"{PLAN}/dispatch.csv, dòng 2, cột «Loại công văn»",
        f"{PLAN}/dispatch.csv, dòng 3, cột «Đợt»",
        f"{PLAN}/editions.csv, dòng 2, cột «Loại văn bản»",
        f"{PLAN}/editions.csv, dòng 4, cột «Đợt»",
    ]


def test_what_is_wrong_with_lives_rulings_and_terms_is_told_at_its_place(office: Office) -> None:
    before = tree(office.out)
    rows = office.rows("agencies.csv")
    for row in rows:
        row |= {"Hoạt động từ ngày": "", "Đến trước ngày": "", "Nơi kế thừa": ""}
    rows[0] |= {"Hoạt động từ ngày": "01/7/2026", "Đến trước ngày": "01/6/2026"}
    rows[1] |= {"Đến trước ngày": "32/7/2026"}
    rows[2] |= {"Nơi kế thừa": "so-noi-vu"}
    rows[3] |= {"Đến trước ngày": "01/7/2026", "Nơi kế thừa": "so-khong-co"}
    office.write("agencies.csv", rows)
    decisions = office.data / "decisions.yaml"
    decisions.write_text(decisions.read_text(encoding="utf-8") + RULING, encoding="utf-8", newline="\n")
    office.replace("plan.yaml", "    archive: NC\n", f"{TERMS}    archive: NC\n")
    said = office.verb("build")
    assert said.status == 1
    assert tree(office.out) == before
    messages = re.findall(r"^(data/.*?): (.*)\n    Sửa: (.+)", said.text, re.MULTILINE)
    places = [where for where, _, _ in messages]
    registry = "data/tinh-mau/agencies.csv, dòng"
    for where in (
        f"{registry} 2, cột «Đến trước ngày»",
        f"{registry} 3, cột «Đến trước ngày»",
        f"{registry} 4, cột «Nơi kế thừa»",
        f"{registry} 5, cột «Nơi kế thừa»",
    ):
        assert places.count(where) == 1, f"{where}\n{said.text}"
    assert sum(place.startswith(f"{PLAN}/decisions.yaml") for place in places) == 1, said.text
    assert sum(place.startswith(f"{PLAN}/plan.yaml") for place in places) == 1, said.text
    assert len(messages) == 6, said.text
