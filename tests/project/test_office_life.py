"""What went wrong when an office worked with this for a year, each with the right value: A1 to A9."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import copied_project
import papers
from five_years import REMINDER, REPORT, SENT_OUT, Life, Report, figures, tinh_mau
from ntsdocs.kinds import bao_cao_nam
from ntsdocs.kinds.report_says import Voice
from ntsdocs.plan import reading
from ntsdocs.plan.assignments import Assignments, settle
from ntsdocs.plan.model import Edition, Plan, Result, Status
from office import DRAFTS, Office
from verbs import run

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "tinh-mau-duties.csv"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Tỉnh Mẫu at the end of 2026, its results as they are, with nothing sent out and nothing asked for yet."""
    made = Office(copied_project.copied(tmp_path), copied_project.PLAN)
    (made.data / "editions.csv").unlink(missing_ok=True)
    for kind in (SENT_OUT, REMINDER):
        made.fill(f"templates/{kind}.docx", "theo quy định")
    return made


def ask_for(office: Office, kind: str, edition: str, on: str, **cells: str) -> None:
    row = {"Loại văn bản": kind, "Đợt": edition, "Tính đến ngày": on, "Trạng thái": "đang soạn"}
    office.write("editions.csv", [*office.editions(), row | cells])


def report_of(office: Office, year: int, until: str = "14/12") -> bytes:
    """The report of a year, which is asked for and built."""
    ask_for(
        office,
        REPORT,
        str(year),
        f"{until}/{year}",
        **{"Kỳ từ ngày": f"15/12/{year - 1}", "Kỳ đến ngày": f"14/12/{year}"},
    )
    office.done("build")
    (place,) = (office.out / REPORT / str(year)).glob("*.docx")
    return place.read_bytes()


def letter(office: Office, edition: str, agency: str) -> str:
    """The words of a reminder, on one line."""
    return " ".join(papers.paragraphs((office.out / REMINDER / edition / f"{agency}.docx").read_bytes()))


def state_of(report: bytes, task: int) -> str:
    """How a task stands in the report, and how many of those who lead it have done it."""
    cells = papers.controls(report)
    return f"{cells[f'gen:line:{task}:state'][0]} {cells[f'gen:line:{task}:done_by'][0]}"


# --- A1 ---------------------------------------------------------------------------------------------------------------


def test_a1_a_build_for_another_day_takes_no_letter_no_report_and_lays_nothing_beside_an_edited_draft(
    office: Office,
) -> None:
    ask_for(office, REMINDER, "dot-1", "14/12/2026")
    report_of(office, 2026)
    office.done("issue", kind=DRAFTS, edition="1", date="14/12/2026")
    drafts = [f"{DRAFTS}/so-y-te.docx", f"{DRAFTS}/so-noi-vu.docx"]
    for draft in drafts:
        office.edit(draft, "ý kiến của sở")
    before = office.papers()
    rounds = [path for path in before if path.startswith((REMINDER, REPORT))]
    assert len(rounds) > 1

    looked = office.done("build", on="2027-01-05")
    assert "không phải bản dựng" in looked.text
    assert list((office.out / "xem" / "2027-01-05").rglob("*.docx"))
    assert office.papers() == before

    office.replace("plan.yaml", "on: 2026-12-14", "on: 2027-01-05")
    office.done("build", only=REPORT)
    office.done("build")
    after = office.papers()
    assert {path: after.get(path) for path in (*rounds, *drafts)} == {path: before[path] for path in (*rounds, *drafts)}
    assert [path for path in after if ".moi" in path] == []


# --- A2, A3, A4 -------------------------------------------------------------------------------------------------------


def test_a2_what_is_done_after_the_period_ends_counts_in_the_next_and_in_no_other(office: Office) -> None:
    rows = [row for row in office.rows("results/2026.csv") if (row["Nhiệm vụ số"], row["Ngày"]) != ("13", "28/10/2026")]
    late = next(row for row in office.rows("results/2026.csv") if row["Nhiệm vụ số"] == "13") | {"Ngày": "20/12/2026"}
    office.write("results/2026.csv", [*rows, late])
    office.write("results/2027.csv", [late | {"Nhiệm vụ số": "1", "Ngày": "20/02/2027"}])
    assert state_of(report_of(office, 2026), 13) == "Chưa báo cáo 0/1"
    assert state_of(report_of(office, 2027), 13) == "Hoàn thành 1/1"


def test_a3_silence_is_told_as_silence_and_the_states_sum_up_to_the_duties(office: Office) -> None:
    names = {row["Mã"]: row["Tên đầy đủ"] for row in office.rows("agencies.csv")}
    life = Life(office, tinh_mau(GOLDEN, names), 0)
    on = date(2026, 12, 14)
    for name in ("2025", "2026"):
        for row in office.rows(f"results/{name}.csv"):
            day, month, year = map(int, row["Ngày"].split("/"))
            agency, when = row.get("Cơ quan") or row["Mã cơ quan"], date(year, month, day)
            life.reports.append(Report(int(row["Nhiệm vụ số"]), agency, row["Tình trạng"], when, int(name), name, 0))
    for row in office.rows("conditions.csv"):
        if row["Đã có ngày"]:
            day, month, year = map(int, row["Đã có ngày"].split("/"))
            life.met |= {int(number): date(year, month, day) for number in row["Nhiệm vụ số"].split(";")}
    counted = life.count(on)
    assert counted["Chưa báo cáo"] > 0
    assert figures(report_of(office, 2026)) == counted + Counter({"Tổng": counted.total()})
    assert counted.total() == 54


def test_a4_what_an_agency_reports_while_it_waits_for_a_paper_is_shown_as_reported(office: Office) -> None:
    rows = office.rows("results/2026.csv")
    for row in rows:
        if row["Nhiệm vụ số"] == "15":
            row["Tình trạng"] = "Đang thực hiện"
    office.write("results/2026.csv", rows)
    assert state_of(report_of(office, 2026), 15) == "Đang thực hiện 0/1"


# --- A6, A7 -----------------------------------------------------------------------------------------------------------


def test_a6_one_row_sends_nothing_and_a_round_for_many_is_one_letter_with_one_number(office: Office) -> None:
    office.write("results/2026.csv", office.rows("results/2026.csv")[:1])
    office.done("build")
    assert [path for path in office.papers() if path.startswith(REMINDER)] == []

    proposed = office.done("remind", silent=True)
    assert "một công văn chung" in proposed.text
    assert office.editions() == []
    office.done("remind", silent=True, write=True)
    (row,) = office.editions()
    office.done("build")
    assert [path for path in office.papers() if path.startswith(REMINDER)] == [f"{REMINDER}/{row['Đợt']}/chung.docx"]
    office.done("issue", kind=REMINDER, edition=row["Đợt"], numbers="70", date="14/12/2026")
    assert [each["Số, ký hiệu"] for each in office.rows("dispatch.csv")][2:] == ["70/UBND-NC"]
    assert "Số: 70/UBND-NC" in letter(office, row["Đợt"], "chung")


def test_a7_the_book_takes_groups_and_ranges_and_the_report_counts_letters_by_number(office: Office) -> None:
    book = office.rows("dispatch.csv")[:1]
    book += [book[0] | {"Số, ký hiệu": "80/UBND-NC", "Ngày ban hành": "20/11/2026", "Gửi cơ quan": "UBND cấp xã"}]
    book += [book[1] | {"Số, ký hiệu": "81-84/UBND-NC"}]
    office.write("dispatch.csv", book)
    text = " ".join(papers.paragraphs(report_of(office, 2026)))
    assert "05 công văn" in text

    wrong = [
        book[1],
        book[1] | {"Số, ký hiệu": "90-92/UBND-NC"},
        book[1] | {"Số, ký hiệu": "93/UBND-NC", "Gửi cơ quan": ""},
    ]
    office.write("dispatch.csv", [*book, *wrong])
    said = office.verb("build")
    assert said.status == 1
    places = [line for line in said.text.splitlines() if "dispatch.csv, dòng" in line]
    assert [f"dòng {number}" in line for number, line in zip((5, 6, 7), places, strict=True)] == [True] * 3


# --- A8, A9 -----------------------------------------------------------------------------------------------------------


def test_a8_the_standing_body_is_not_reminded_through_itself(office: Office) -> None:
    office.write("results/2025.csv", [r for r in office.rows("results/2025.csv") if r.get("Cơ quan") != "cong-an-tinh"])
    office.write("results/2026.csv", [r for r in office.rows("results/2026.csv") if r.get("Cơ quan") != "cong-an-tinh"])
    ask_for(office, REMINDER, "dot-1", "14/12/2026", **{"Phạm vi": "cong-an-tinh", "Về việc": "quá hạn; chưa báo cáo"})
    office.done("build")
    words = letter(office, "dot-1", "cong-an-tinh")
    assert "qua Công an tỉnh" not in words
    assert "Giao Công an tỉnh" not in words
    assert "của mình" not in words


def test_a9_a_letter_speaks_of_what_was_reported_and_january_knows_last_year(office: Office) -> None:
    ask_for(office, REMINDER, "dot-1", "14/12/2026", **{"Phạm vi": "so-y-te", "Về việc": "quá hạn"})
    office.done("build")
    words = letter(office, "dot-1", "so-y-te")
    assert "Đã lắp đặt 02/05 điểm giám sát" in words
    assert "Đấu thầu thiết bị chậm" in words
    assert "chưa có kết quả" not in words

    assert not (office.data / "results" / "2027.csv").exists()
    assert "Sở Y tế" in office.done("remind", on="2027-01-05").text


def test_a_second_round_goes_out_as_it_was_built_with_what_it_says_of_the_first(office: Office) -> None:
    late = {"Phạm vi": "so-y-te", "Về việc": "quá hạn"}
    for edition, number, on in (("dot-1", "70", "01/9/2026"), ("dot-2", "71", "14/12/2026")):
        ask_for(office, REMINDER, edition, on, **late)
        office.done("build")
        built = letter(office, edition, "so-y-te")
        office.done("issue", kind=REMINDER, edition=edition, numbers=number, date=on)
        issued = letter(office, edition, "so-y-te")
        body = "Thực hiện Kế hoạch số"
        assert issued.partition(body)[2] == built.partition(body)[2] != ""
    assert "70/UBND-NC" in issued


def test_an_office_does_a_round_at_the_keyboard(tmp_path: Path) -> None:
    root = copied_project.whole(tmp_path)
    for words in (("remind", "--write", "--plan", copied_project.PLAN), ("build", "--plan", copied_project.PLAN)):
        done = run(*words, where=root)
        assert done.returncode == 0, done.stdout + done.stderr
    refused = run("issue", REMINDER, "dot-9", "--plan", copied_project.PLAN, where=root)
    assert refused.returncode == 1
    assert "Sửa:" in refused.stderr


# --- A5 -------------------------------------------------------------------------------------------------------------


def voiced(plan: Plan, owed: Assignments, results: list[Result]) -> tuple[Voice, ...]:
    """The difficulties that the report of 2025 lists."""
    edition = Edition(bao_cao_nam.NAME, "2025", date(2025, 12, 14))
    told = dataclasses.replace(plan, results=tuple(results), on=edition.on)
    return bao_cao_nam.draw(told, owed, edition).annex_difficulties


def test_a_difficulty_that_many_have_is_counted_and_not_listed_by_name() -> None:
    plan = reading.read(ROOT / "data" / "thanh-hoa" / "196-kh-ubnd", ROOT).plan_or_stop()
    owed = settle(plan)
    communes = [agency for agency in owed.drafting if agency.level == "commune"]
    duties = [(duty.task, agency.id) for agency in communes for duty in owed.leads(agency.id)]
    words = ("Thiếu kinh phí", "Thiếu cán bộ", "Chưa có hướng dẫn")
    results = [
        Result(task, agency, Status.DOING, date(2025, 9, 15), difficulties=words[i % 3], year=2025)
        for i, (task, agency) in enumerate(duties)
    ]
    listed = voiced(plan, owed, results)
    assert {voice.text for voice in listed} == {*words}
    for voice in listed:
        said = [result for result in results if result.difficulties == voice.text]
        count = f"{len(said):,}".replace(",", ".")
        assert voice.by.startswith(
            f"{count} lượt, {len({each.agency for each in said})} xã, phường; nhiều nhất nhiệm vụ "
        )
        assert len(voice.by) < 100
    few = voiced(plan, owed, results[:2])
    assert "nhiệm vụ" in few[0].by
    assert "lượt" not in few[0].by
