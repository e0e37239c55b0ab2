"""The definition of reports: what it gives, whose it is, and every wrong cell told with its place and a remedy."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from ntsdocs.plan import reading
from ntsdocs.plan.ledger import Ledger
from ntsdocs.plan.model import CONTENTS, DIFFICULTIES, Agency, Report, ReportDefinition, Result, Status, headings
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.plan.reading.report_definition import definition_file, read_report_definition
from ntsdocs.plan.reading.results import read_results

ROOT = Path(__file__).resolve().parents[2]
PLAN = "tinh-mau/01-kh-ubnd"
FILE = "bao-cao.yaml"
GOOD = (ROOT / "data" / "chung" / FILE).read_text("utf-8")


def definition(root: Path, text: str) -> tuple[ReportDefinition, list[tuple[str, str, str]]]:
    """What a plan's own file says, and what is told of it: the place without the file, what, the remedy."""
    (root / FILE).write_text(text, "utf-8")
    problems = ProblemList()
    said = read_report_definition(root, root, problems)
    return said, [(str(each.origin).removeprefix(f"{FILE}, "), each.what, each.remedy) for each in problems.all()]


def test_the_common_definition_is_right(tmp_path: Path) -> None:
    said, told = definition(tmp_path, GOOD)

    assert told == []
    assert [report.id for report in said.reports] == ["", "06-thang", "so-ket", "tong-ket"]
    assert {report.due for report in said.reports} == {""}  # nobody has set a day
    assert [each.content for each in said.sections] == list(CONTENTS)
    assert all(each.asks for each in said.sections)
    assert said.difficulties == DIFFICULTIES


def test_without_any_definition_the_missing_file_is_told(tmp_path: Path) -> None:
    problems = ProblemList()
    assert read_report_definition(tmp_path, tmp_path, problems) == ReportDefinition()
    assert [each.origin.file for each in problems.all()] == [f"data/chung/{FILE}"]


def test_a_plan_s_own_definition_stands_in_place_of_the_common_one(tmp_path: Path) -> None:
    common, own = tmp_path / "data" / "chung", tmp_path / "data" / PLAN
    for place in (common, own):
        place.mkdir(parents=True)
        (place / FILE).write_text("sections:\n- {id: mot, title: " + place.name + "}\n", "utf-8")

    def titles() -> list[str]:
        return [each.title for each in read_report_definition(own, tmp_path, ProblemList()).sections]

    assert titles() == [own.name]
    (own / FILE).unlink()
    assert titles() == ["chung"]
    assert definition_file(own, tmp_path) == common / FILE


# One wrong cell each: what is changed in the good file, the line it is told at, words of the message and of the remedy.
WRONG = [
    ("channel: >-", "kenh: >-", "mục «kenh»", "không có mục «kenh»", "Các mục ở đây: reports"),
    ('    every: một lần\n    due: ""\n  - id: tong', "    nhip: x\n  - id: tong", "nhip", "không có mục", "every"),
    ("    content: assessment", "    contents: assessment", "contents", "không có mục", "có phải «content»"),
    ("    title: Đánh giá chung", '    title: ""', "title", "bỏ trống", "ghi «title: …»"),
    ("    title: Đánh giá chung", "    title: Đề xuất, kiến nghị", "title", "đã có «Đề xuất, kiến nghị»", "ghi khác"),
    ("  - id: danh-gia", '  - id: ""', "id", "bỏ trống", "ghi «id: …»"),
    ("  - id: danh-gia", "  - id: ket-qua", "id", "đã có «ket-qua»", "xóa một trong hai"),
    ("  - id: danh-gia", "  - id: Đánh giá", "id", "mã «Đánh giá» có ký tự", "chữ thường không dấu"),
    ("content: assessment", "content: asessment", "content", "không có giá trị «asessment»", "có phải «assessment»"),
    ("content: assessment", "content: results", "content", "đã có «results» ở trên", "xóa một trong hai"),
    ("words: 06 tháng đầu năm {năm}", "words: 06 tháng đầu năm", "words", "đúng một chỗ «{năm}»", "ghi như"),
    ("words: 06 tháng đầu năm {năm}", "words: 06 tháng {nam}", "words", "đúng một chỗ «{năm}»", "ghi như"),
    ("    words: 06 tháng đầu năm {năm}\n", "", "words", "đã có «năm {năm}» ở trên", "ghi khác"),
    ("words: 06 tháng đầu năm {năm}", "words: Năm {năm}", "words", "đã có «Năm {năm}» ở trên", "ghi khác"),
    ("until: 14/6  #", "until: 31/6  #", "until", "«31/6» không phải là ngày", "14/12"),
    ("until: 14/6  #", "until: 14-6  #", "until", "«14-6» không phải là ngày", "14/12"),
    ("until: 14/6  #", "until: 29/2  #", "until", "«29/2» không phải là ngày", "14/12"),
    ('    due: ""\n  - id: 06', "    due: cuối năm\n  - id: 06", "due", "«cuối năm» không phải là ngày", "14/12"),
    ("whole: true", "whole: toàn bộ", "whole", "«toàn bộ» không phải là có hay không", "true (có)"),
    ("- id: tong-ket", "- id: so-ket", "id", "đã có «so-ket» ở trên", "xóa một trong hai"),
    ("- id: tong-ket", "- id: tổng kết", "id", "mã «tổng kết» có ký tự", "chữ thường không dấu"),
    ("- id: 06-thang", "- id: 06-14", "id", "chỉ có chữ số", "06-thang"),
    ('- id: ""', "- id: nam", "reports", "không có báo cáo năm", '{id: ""'),
    ("  - Ngày\n", "  - Ngày báo\n", "form", "không có cột «Ngày báo»", "tiêu đề cột"),
    ("  - Nguyên nhân\n", "  - Nguyên nhan\n  - Nguyên nhân\n", "form", "đã có «Nguyên nhân» ở trên", "xóa"),
    ("  - Sản phẩm đã có\n", "  - Sản phẩm đã cóo\n", "form", "«Sản phẩm đã cóo»", "có phải «Sản phẩm đã có»"),
    ("  - Nhiệm vụ số\n", "", "form", "thiếu cột «Nhiệm vụ số»", "«- Nhiệm vụ số»"),
    ("  - Tình trạng\n", "", "form", "thiếu cột «Tình trạng»", "«- Tình trạng»"),
    (
        "    content: assessment",
        "    only: [9-thang]",
        "only",
        "mang mã «9-thang»",
        "Các mã ở «reports»: nam, 06-thang",
    ),
    ("  - Nhân lực\n", "  - Kinh phi\n", "difficulties", "đã có «Kinh phi» ở trên", "xóa"),
    ("  - Nhân lực\n", "  - Nhân lực; biên chế\n", "difficulties", "dấu chấm phẩy", "mỗi loại một dòng"),
    ("  - Nhân lực\n", f"  - {'nhân lực ' * 10}\n", "difficulties", "dài quá 80", "vài chữ"),
    ("      - Ưu điểm, cách làm tốt.", "      - {ưu điểm: tốt}", "asks", "chỉ ghi một giá trị", "thụt dòng"),
    ("      - Ưu điểm, cách làm tốt.", "      - Ưu điểm {{ x }}", "asks", "chỗ điền", "bỏ dấu"),
    ("    title: Đánh giá chung", f"    title: {'dài ' * 60}", "title", "nhiều nhất là 200", "rút ngắn"),
    ("  - id: de-xuat\n", "  - de-xuat\n  - id: de-xuat\n", "", "phải gồm các mục con", "thụt dòng"),
]


MANY = """\
kenh: qua mạng  # sai
reports:
  - {id: nam, words: "năm {năm}", until: 31/6, due: sớm, whole: mãi, khi: x}  # sai
  - {id: nam, words: quý, until: ngày 3}  # sai
  - {id: 6 tháng, words: sáu tháng}  # sai
  - {id: 06-14, words: "kỳ {năm}"}  # sai
  - nửa năm  # sai
sections:
  - {id: "", title: "", content: ket qua, asks: [{a: b}], only: [nua-nam]}  # sai
  - {id: MUC, title: Một, content: results, only: [9-thang]}  # sai
  - {id: hai, title: Một, content: results}  # sai
  - {id: hai, title: Ba, noi_dung: x, asks: ["{{ x }}"]}  # sai
form: [Ngày, Ngày, Ngay bao cao, Tình trạng nhiệm vụ]  # sai
difficulties: [Kinh phí, kinh phi, "Người; tiền"]  # sai
guidance: [["a", "b"]]  # sai
"""


@pytest.mark.parametrize(("old", "new", "key", "what", "remedy"), WRONG)
def test_a_wrong_cell_is_told_once_with_its_line_and_a_remedy(
    tmp_path: Path, old: str, new: str, key: str, what: str, remedy: str
) -> None:
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    ((place, told, mend),) = definition(tmp_path, text)[1]

    assert what in told or what in mend, (place, told, mend)
    assert remedy in mend
    assert key in place
    assert place.startswith(("dòng ", "mục "))


@pytest.mark.parametrize("name", ["reports", "sections", "form", "difficulties"])
def test_an_emptied_list_is_told(tmp_path: Path, name: str) -> None:
    for empty in ("", " []"):
        text = re.sub(rf"^{name}:\n(?:[ ].*\n)+", f"{name}:{empty}\n", GOOD, flags=re.MULTILINE)
        told = [(place, what) for place, what, _ in definition(tmp_path, text)[1] if place.endswith(f", mục «{name}»")]
        assert [what for _, what in told] == ["thiếu danh sách này, hoặc nó bỏ trống."]


def test_a_report_in_which_no_section_is_left_is_told(tmp_path: Path) -> None:
    text = "sections:\n- {id: mot, title: Một, only: [6t]}\n"
    text += "form: [Nhiệm vụ số, Cơ quan, Tình trạng]\ndifficulties: [Khác]\nreports:\n- every: hằng năm\n"
    _, told = definition(tmp_path, f"{text}- {{id: 6t, words: 'nửa năm {{năm}}'}}\n")
    assert [what for _, what, _ in told] == ["không mục nào có trong báo cáo năm."]


def test_a_section_may_be_in_the_yearly_report_alone(tmp_path: Path) -> None:
    text = "sections:\n- {id: mot, title: Một, only: [nam]}\n- {id: hai, title: Hai}\n"
    text += "form: [Nhiệm vụ số, Cơ quan, Tình trạng]\ndifficulties: [Khác]\nreports:\n- every: hằng năm\n"
    made, told = definition(tmp_path, f"{text}- {{id: 6t, words: 'nửa năm {{năm}}'}}\n")
    yearly, half = made.reports
    assert told == []
    assert [[each.id for each in made.sections_of(report)] for report in (yearly, half)] == [["mot", "hai"], ["hai"]]


def test_thirty_wrong_cells_are_told_in_one_run(tmp_path: Path) -> None:
    told = definition(tmp_path, MANY)[1]
    lines = MANY.splitlines()
    marked = {f"dòng {at}" for at, line in enumerate(lines, 1) if line.endswith("# sai")}

    assert len(told) >= 30
    assert {place.partition(",")[0] for place, _, _ in told} >= marked
    assert len({(place, what) for place, what, _ in told}) == len(told)  # each once
    assert all(what and remedy for _, what, remedy in told)


def test_an_office_s_own_kinds_of_difficulty_are_those_that_results_may_name(tmp_path: Path) -> None:
    kinds = ("Mặt bằng", "Kinh phí", "Bàn giao, tiếp nhận")

    def kind_of(text: str) -> tuple[str, int]:
        results = tmp_path / "results"
        results.mkdir(exist_ok=True)
        row = f'1,so-y-te,Đang thực hiện,"{text}"\n'
        (results / "2026.csv").write_text(f"Nhiệm vụ số,Cơ quan,Tình trạng,Loại khó khăn\n{row}", "utf-8")
        problems = ProblemList()
        references = References((Agency("so-y-te", "Sở Y tế", "Sở Y tế"),))
        day = reading.read(ROOT / "data" / PLAN, ROOT).plan_or_stop().on
        rows = read_results(tmp_path, tmp_path, references, {}, day, problems, kinds)[1]
        return rows[0].difficulty, len(problems.all())

    assert kind_of("mat bang") == ("Mặt bằng", 0)
    assert kind_of("Bàn giao, tiếp nhận") == ("Bàn giao, tiếp nhận", 0)
    assert kind_of("thiếu kinh phí") == ("Kinh phí", 0)  # what people say for it
    assert kind_of("thiếu người") == ("", 1)  # there is no such kind here
    assert kind_of("Nhân lực") == ("", 1)


def test_the_form_s_headings_are_columns_that_results_are_read_from(tmp_path: Path) -> None:
    plan = reading.read(ROOT / "data" / PLAN, ROOT).plan_or_stop()
    columns = headings(Result)
    written = {"task": "2", "agency": "Sở Y tế", "status": "đang làm", "on": "01/12/2026", "difficulty": "vốn"}
    written |= {name: f"chữ {name}" for name in plan.report.form if name not in (*written, "promised")}
    file = io.StringIO()
    csv.writer(file).writerows(
        [[columns[name] for name in plan.report.form], [written.get(name, "20/12/2026") for name in plan.report.form]]
    )
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "2026.csv").write_text(file.getvalue(), "utf-8")
    problems = ProblemList()
    tasks = {task.number: task for task in plan.tasks}
    _, (row,) = read_results(tmp_path, tmp_path, References(plan.agencies, tasks), {}, plan.on, problems)

    assert problems.all() == ()
    assert (row.task, row.agency, row.status, row.difficulty) == (2, "so-y-te", Status.DOING, "Kinh phí")
    kept = ("task", "agency", "status", "on", "difficulty", "promised")
    assert all(getattr(row, name) == written[name] for name in plan.report.form if name not in kept)


def test_a_paper_that_reads_the_definition_is_known_to_hang_on_it() -> None:
    plan = reading.read(ROOT / "data" / PLAN, ROOT).plan_or_stop()
    ledger = Ledger(plan)
    assert ledger.plan.report.sections[1].title == "Kết quả thực hiện"
    read = {(cell.row, cell.column): cell.value for cell in ledger.take()}
    assert read["định nghĩa báo cáo", "sections.2.title"] == "Kết quả thực hiện"
    assert ledger.places["định nghĩa báo cáo"] == "data/chung/bao-cao.yaml"
    assert ledger.plan.report.yearly == Report(every="hằng năm")
