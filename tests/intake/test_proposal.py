"""The real plan read again from its source agrees with its folder; what is unknown is shown, not applied."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from ntsdocs.intake import proposal, report
from ntsdocs.intake.plan_file import IssuedKind
from ntsdocs.plan import reading
from ntsdocs.text.problems import DataWrong

ROOT = Path(__file__).resolve().parents[2]
PLAN = "thanh-hoa/196-kh-ubnd"
SOURCE = ROOT / "data" / PLAN / "nguon/196-KH-UBND.txt"


@pytest.fixture
def place(tmp_path):
    for name in ("data/chung", "data/thanh-hoa"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_source_agrees_with_every_value_of_the_committed_folder():
    made = proposal.propose(ROOT, PLAN, SOURCE)
    assert made.changes == ()
    assert [name for name, _ in made.files] == [proposal.PLACES]
    assert made.cells.unknown == ()
    assert made.deadlines == ()
    assert [question.what for question in made.questions] == [
        "nhiệm vụ giao các đơn vị lập kế hoạch riêng được hiểu là nhiệm vụ 1."
    ]


def test_every_cell_of_the_real_plan_has_its_line_in_the_source():
    made = proposal.propose(ROOT, PLAN, SOURCE)
    assert len(made.rows.places) == 75 * 5
    assert made.rows.places[:2] == (
        ("1", "Nội dung", "bảng 3 (từ dòng 47), hàng 4, cột 2"),
        ("1", "Cơ quan chủ trì", "bảng 3 (từ dòng 47), hàng 4, cột 3"),
    )


def test_a_name_that_is_nearly_known_is_offered_and_not_applied(place):
    source = place / "x.txt"
    text = SOURCE.read_text(encoding="utf-8").replace("| Sở Nội vụ |", "| Sở Nôị vu; Hội Làm vườn |", 1)
    source.write_text(text, encoding="utf-8")
    made = proposal.propose(place, PLAN, source)
    assert [(each.words, each.hint) for each in made.cells.unknown] == [
        ("Sở Nôị vu; Hội Làm vườn".split("; ", maxsplit=1)[0], "có phải «Sở Nội vụ»?"),
        ("Hội Làm vườn", ""),
    ]
    change = [(each.place, each.old, each.new) for each in made.changes]
    assert change == [
        ("nhiệm vụ 10, cột «Cơ quan chủ trì»", "Sở Nội vụ", "Sở Nôị vu; Hội Làm vườn"),
        ("cụm từ «Sở Nôị vu»", "", "Sở Nôị vu; SO-NOI-VU; group"),
        ("cụm từ «Hội Làm vườn»", "", "Hội Làm vườn; HOI-LAM-VUON; group"),
    ]
    told = "\n".join(report.lines(made))
    assert "Chưa hiểu «Sở Nôị vu» (bảng 3 (từ dòng 47), hàng 15, cột 3). có phải «Sở Nội vụ»?" in told


def test_an_unknown_deadline_is_listed(place):
    source = place / "x.txt"
    text = SOURCE.read_text(encoding="utf-8").replace("| Trước 15/3/2026 |", "| Sớm nhất có thể |", 1)
    source.write_text(text, encoding="utf-8")
    made = proposal.propose(place, PLAN, source)
    assert list(made.deadlines) == [("6", "Sớm nhất có thể")]
    assert dict(made.files)["deadlines.csv"].splitlines()[1:] == ["Sớm nhất có thể,,,"]
    assert any("deadlines.csv" in line for line in report.lines(made))


def test_deadlines_in_the_spellings_of_strangers_are_understood(place):
    made = proposal.propose(place, "thanh-hoa/1-kh", ROOT / "tests/cases/intake/01-thoi-han.md")
    words = ["6/2026", "2026", "30/8/2026", "Tháng 3/ 2026", "12/2026", "2026 và những năm tiếp theo"]
    words += ["Nhiệm vụ thường xuyên", "Cả năm 2026", "100 ngày kể từ ngày ban hành Kế hoạch", ""]
    assert [text for _, text in made.rows.column("deadline")] == words
    assert made.deadlines == (("10", "(để trống)"),)
    assert "Thời hạn: hiểu 9 trên 10." in report.lines(made)


def test_the_date_filled_into_what_was_written_settles_the_deadline(place):
    source = place / "x.txt"
    text = SOURCE.read_text(encoding="utf-8").replace("| Trước 15/3/2026 |", "| Sớm nhất có thể |", 1)
    source.write_text(text, encoding="utf-8")
    for name in ("data/law", "data/chung"):
        shutil.copytree(ROOT / name, place / name, dirs_exist_ok=True)
    proposal.propose(place, PLAN, source).write()
    folder = place / "data" / PLAN
    asked = [each.what for each in reading.read(folder, place).problems if "Sớm nhất" in each.what]
    assert asked == ["không rõ hạn của nhiệm vụ 6: «Sớm nhất có thể» không thuộc dạng thời hạn nào đã biết."]
    rulings = folder / "deadlines.csv"
    rulings.write_text(rulings.read_text(encoding="utf-8").replace("có thể,,,", "có thể,,14/3/2026,"), encoding="utf-8")
    settled = reading.read(folder, place)
    assert not [each for each in settled.problems if "hạn" in each.what and "deadlines.csv" in each.remedy]
    assert [row.last_day for row in settled.plan_or_stop().ruled_deadlines] == [date(2026, 3, 14)]


def test_a_plan_without_a_folder_gets_all_its_files_and_the_questions_it_needs(place):
    new = "thanh-hoa/1-kh"
    made = proposal.propose(place, new, SOURCE)
    assert [name for name, _ in made.files] == [
        "tasks.csv",
        "phrases.csv",
        "plan.yaml",
        "decisions.yaml",
        proposal.PLACES,
        proposal.AWAITED,
    ]
    made.write()
    awaited = (ROOT / "data" / PLAN / "conditions.csv").read_text(encoding="utf-8")  # filled once, from the same words
    assert dict(made.files)[proposal.AWAITED] == awaited
    committed = (ROOT / "data" / PLAN / "tasks.csv").read_bytes().replace(b"\r\n", b"\n")
    assert (place / "data" / new / "tasks.csv").read_bytes() == committed
    decisions = (place / "data" / new / "decisions.yaml").read_text(encoding="utf-8")
    assert [line.strip() for line in decisions.splitlines() if "- id: D" in line] == [
        "- id: D1",
        "- id: D2",
        "- id: D3",
    ]
    unknown = {each.words for each in made.cells.unknown}
    assert unknown == {
        "Các sở, ban, ngành căn cứ Kế hoạch của bộ, ngành chủ quản chủ trì từng lĩnh vực",
        "UBND cấp xã có biển",
        "Các sở, ban, ngành chủ trì theo lĩnh vực",
        "Các sở, ban, ngành chủ trì từng lĩnh vực",
    }


def test_a_plan_that_names_no_issuer_is_its_province_s_committee_s(place):
    source = place / "x.txt"
    text = re.sub(r"\(Kèm theo Kế hoạch số .*?\)|UBND tỉnh Thanh Hóa ban hành", "", SOURCE.read_text(encoding="utf-8"))
    source.write_text(text, encoding="utf-8")
    made = proposal.propose(place, "thanh-hoa/1-kh", source)
    assert made.facts.issuer.text == "Ủy ban nhân dân"
    document = yaml.safe_load(dict(made.files)["plan.yaml"])["document"]
    assert document["issuer"] == "Ủy ban nhân dân tỉnh Thanh Hóa"
    assert not any("document.issuer" in question.what for question in made.questions)


def test_whom_papers_go_to_is_asked_where_the_text_does_not_say_it(place):
    issued = [IssuedKind("cong_van", "Công văn", ("field",)), IssuedKind("bao_cao", "Báo cáo năm", ("to",))]
    made = proposal.propose(place, "thanh-hoa/1-kh", SOURCE, issued=issued)
    issuers = yaml.safe_load(dict(made.files)["plan.yaml"])["issuers"]
    common = {
        "name": "Ủy ban nhân dân tỉnh Thanh Hóa",
        "symbol": "UBND",
        "place": "Thanh Hóa",
        "signature": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        "signer": "",
        "archive": "",
    }
    assert issuers == {
        "cong_van": {**common, "field": "", "recipients": ["Như trên", "Công an tỉnh"]},
        "bao_cao": {**common, "to": [], "recipients": ["Công an tỉnh"]},
    }
    assert [question.what for question in made.questions] == [
        "nhiệm vụ giao các đơn vị lập kế hoạch riêng được hiểu là nhiệm vụ 1.",
        "văn bản của Kế hoạch không nói «Báo cáo năm» gửi cơ quan nào.",
    ]
    assert "issuers.bao_cao.to" in made.questions[1].remedy


def test_a_plan_file_that_is_no_yaml_is_told_at_its_line(place):
    plan = place / "data" / PLAN / "plan.yaml"
    plan.write_text("on: 2025-09-15\ndocument: [\n", encoding="utf-8")
    with pytest.raises(DataWrong, match="không đọc được tệp YAML") as told:
        proposal.propose(place, PLAN, SOURCE)
    assert [problem.origin.row for problem in told.value.problems] == [3]


def test_a_file_without_tasks_is_told(place):
    (place / "x.txt").write_text("Kế hoạch", encoding="utf-8")
    with pytest.raises(DataWrong, match="không thấy bảng nhiệm vụ"):
        proposal.propose(place, PLAN, place / "x.txt")


@pytest.mark.parametrize("plan", ["thanh-hoa", "../x/y", "thanh-hoa/Kế hoạch", "a/b/c"])
def test_a_plan_that_leads_elsewhere_is_told(plan):
    with pytest.raises(DataWrong):
        proposal.folder_of(ROOT, plan)
