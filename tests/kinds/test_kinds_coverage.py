"""Read from the written files: every task stands where it should, in its role, with the plan's own words."""

from __future__ import annotations

import re
from pathlib import Path

import pypandoc
import pytest

import papers
from counts_sheet import expected

ROOT = Path(__file__).resolve().parents[2]
PLAN = "thanh-hoa/196-kh-ubnd"
SOURCE = ROOT / "data" / PLAN / "nguon" / "196-KH-UBND.txt"
LEADS, JOINS = "Phân công thực hiện", "CÁC NHIỆM VỤ PHỐI HỢP THỰC HIỆN"
AWAITS = re.compile(r"(?i)(?:ngay )?sau (?:khi có |khi )?(.*)")


@pytest.fixture(scope="module")
def out(built):
    return built[PLAN]


@pytest.fixture(scope="module")
def source():
    """number → content, lead, coordinate, deadline, product, straight from the published text."""
    rows = {}
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        if len(cells) == 6 and re.fullmatch(r"\d+", cells[0]):
            rows[int(cells[0])] = (*cells[1:5], cells[5].removesuffix("|").strip())
    assert sorted(rows) == list(range(1, 76))
    return rows


def test_each_draft_holds_exactly_the_tasks_the_counts_sheet_gives_it(out):
    read = {}
    for path in sorted((out / "ke_hoach").glob("*.docx")):
        paper = path.read_bytes()
        read[path.stem] = tuple(sorted(row.number for row in papers.task_rows(paper, part)) for part in (LEADS, JOINS))
    assert read == expected()
    assert len(read) == 185


def test_each_task_has_the_same_words_deadline_and_product_in_every_draft(out, source):
    for path in sorted((out / "ke_hoach").glob("*.docx")):
        paper = path.read_bytes()
        for number, (_, content, partners, deadline, product, *_) in papers.task_rows(paper, LEADS):
            task, partner = source[number], partners.split("\n")[-1]
            day = deadline.partition("\n(khi ")[0]  # the condition of a role stands below
            words = content.partition("\n(thường là văn bản quy phạm pháp luật")[0].strip("“”")
            assert (words, partner, day, product.strip("“”")) == (*task[:1], *task[2:]), path.stem


def test_each_line_of_the_deadlines_says_when_and_at_most_one_thing_beside(out):
    notes = set()
    for path in sorted((out / "ke_hoach").glob("*.docx")):
        for when, numbers, note in papers.table_under(path.read_bytes(), "Thời hạn theo ngày")[1:]:
            assert when, (path.stem, numbers)
            notes.add("chờ" if note.startswith("chờ ") else note)
    assert notes == {"", "chờ", "ban hành kế hoạch triển khai"}


def test_each_joint_task_has_the_same_words_and_leaders_in_every_draft_and_names_what_it_awaits(out, source):
    for path in sorted((out / "ke_hoach").glob("*.docx")):
        lead = ""
        for row in papers.table_under(path.read_bytes(), JOINS)[1:]:
            if len(row) == 1:
                lead = row[0]
                continue
            content, leaders, _, deadline, _ = source[int(row[0])]
            awaits = AWAITS.search(deadline)
            assert (row[2], lead) == (content, leaders), path.stem
            words = awaits[1] if awaits else re.search(r"[0-9]{4}$|^Thường xuyên$|^Hằng năm.*$", deadline)[0]
            assert row[3].endswith(words), path.stem


def test_each_led_task_stands_once_in_the_table_of_deadlines(out):
    for path in sorted((out / "ke_hoach").glob("*.docx")):
        paper = path.read_bytes()
        rows = papers.table_under(paper, "Thời hạn theo ngày")[1:]
        numbers = sorted(int(number) for row in rows for number in row[1].split(", "))
        assert numbers == [number for number in expected()[path.stem][0] if number != 1], path.stem


def test_no_draft_is_longer_than_an_office_reads(out):
    for path in sorted((out / "ke_hoach").glob("*.docx")):
        words, text = papers.count_words(path.read_bytes())
        most = 3900 if path.stem.startswith("ubnd-") else 5900 if path.stem == "cong-an-tinh" else 5300
        assert (words <= most, text <= 1500) == (True, True), (path.stem, words, text)


def test_each_task_is_led_by_somebody():
    led = {number for leads, _ in expected().values() for number in leads}
    assert led == set(range(1, 76))


def test_a_commune_without_sea_has_nothing_of_the_sea_task_among_its_leads(out):
    inland = papers.controls((out / "ke_hoach" / "ubnd-xa-muong-lat.docx").read_bytes())
    coastal = papers.controls((out / "ke_hoach" / "ubnd-phuong-sam-son.docx").read_bytes())
    assert "own:task:16:tien_do" not in inland
    assert "own:task:16:tien_do" in coastal


def test_an_agency_that_joins_nothing_is_told_so_without_an_empty_table(out):
    paper = (out / "ke_hoach" / "bao-va-phat-thanh-truyen-hinh-thanh-hoa.docx").read_bytes()
    told = papers.paragraphs(paper)
    assert any("không giao Báo và Đài Phát thanh - Truyền hình Thanh Hóa nhiệm vụ phối hợp" in line for line in told)
    assert papers.table_under(paper, JOINS) == []
    assert [line for line in told if re.fullmatch(r"Phụ lục( [IVX]+)?", line)] == ["Phụ lục I", "Phụ lục II"]


def test_pandoc_reads_the_same_tasks_as_we_wrote(out, source):
    told = pypandoc.convert_file(str(out / "ke_hoach" / "so-y-te.docx"), "plain", extra_args=["--wrap=none"])
    for number in expected()["so-y-te"][0]:
        assert source[number][0] in " ".join(told.split())


def test_the_letter_to_the_communes_counts_what_each_commune_leads_and_joins(out):
    paper = (out / "cong_van_trien_khai" / "1" / "ubnd-cap-xa.docx").read_bytes()
    rows = papers.table_under(paper, "DANH SÁCH CƠ QUAN, ĐƠN VỊ VÀ SỐ NHIỆM VỤ ĐƯỢC GIAO")
    assert [[row[0], *row[2:]] for row in rows] == [
        ["TT", "Số đơn vị", "Chủ trì", "Phối hợp"],
        ["1", "150", "13", "41"],
        ["2", "16", "14", "40"],
    ]


def test_the_report_of_a_province_without_results_says_so_and_who_owes_what(out):
    paper = (out / "bao_cao_nam" / "2025" / "bao-cao-nam-2025.docx").read_bytes()
    lines = papers.paragraphs(paper)
    assert any("chưa nhận được báo cáo nào" in line for line in lines)
    assert not any("…" in line.replace("……", "") or line.startswith("Phụ lục") for line in lines)
    tables = [papers.grid(table) for _, table in papers.headings_and_tables(paper)]
    owed = next(rows for rows in tables if rows[0][:2] == ["Cơ quan", "Số cơ quan"])
    assert sum(int(row[1]) for row in owed[1:]) == 185
    assert sum(int(row[1]) * int(row[2]) for row in owed[1:]) == 2506


def test_no_reminder_is_made_where_no_result_is_recorded(out):
    assert not (out / "cong_van_don_doc").exists()
