"""The board of Tỉnh Mẫu: the same figures on the page, in the workbook and in the duties they are counted from."""

import base64
import hashlib
import io
import json
import os
import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from copied_project import PLAN, copied, set_cell
from ntsdocs.build import journey, paths
from ntsdocs.diff.verify import verify
from ntsdocs.plan.duty_rows import duty_rows
from ntsdocs.plan.model import Role
from ntsdocs.plan.periods import period_of
from ntsdocs.plan.progress import State
from ntsdocs.site import board
from ntsdocs.site.board import views
from ntsdocs.tables.workbooks import Filled
from ntsdocs.text.problems import Wrong

PAGE, BOOK = "bang-theo-doi.html", "bang-theo-doi.xlsx"
RESULTS = "results/2026.csv"
HOSTILE = """</script><script>alert(1)</script><img src=x onerror="alert(2)">'"&amp;"""


@pytest.fixture(scope="module")
def known(first):
    """The plan, its duties, and the views by title."""
    ready = journey.prepare(first, PLAN)
    plan = ready.plan
    rows = list(duty_rows(plan, ready.assignments, plan.on, period_of(plan.on, plan.period_ends), "2026"))
    out, home = first / "build", first / "data" / PLAN
    return plan, rows, {view.title: view for view in views.every(plan, ready.assignments, rows, out, home)}


@pytest.fixture
def project(tmp_path):
    return copied(tmp_path / "project")


def data_of(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="du-lieu">(.*?)</script>', html, re.DOTALL)[1])


def written(root: Path, out: Path, on: date | None = None) -> dict[str, bytes]:
    board.write(root, PLAN, out, on)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_the_same_data_give_the_same_bytes_twice_and_wherever_they_are_written(project):
    first, other = project / "build" / "a", project / "build" / "b"
    files = written(project, first)
    assert files == written(project, first) == written(project, other)
    assert {PAGE, BOOK} <= files.keys()


def test_another_day_gives_another_board(project):
    assert b"30/6/2026" in written(project, project / "build" / "a", date(2026, 6, 30))[PAGE]


# --- figures ----------------------------------------------------------------------------------------------------------


def test_every_count_is_that_of_the_duties(known):
    plan, rows, view = known
    count = Counter(row.state for row in rows)
    assert {row[0].value: row[2] for row in view["Số liệu chính"].rows} == {state: count[state] for state in State}
    for row in view["Số liệu chính"].rows:
        assert row[2] == row[3] + row[4]
    for title in ("Theo cơ quan", "Theo nhiệm vụ", "Theo tháng"):
        at = view[title].headings.index("Tổng số lượt")
        assert sum(row[at] for row in view[title].rows) == len(rows)
        sums = [sum(row[at + 1 + n] for row in view[title].rows) for n in range(len(State))]
        assert sums == [count[state] for state in State]
    assert sum(row[6] for row in view["Số liệu chính"].rows) == len(plan.tasks)
    assert len(view["Từng lượt"].rows) == len(rows)


def test_the_matrix_has_a_cell_for_each_duty_and_none_beside(known):
    plan, rows, view = known
    matrix = view["Ma trận"]
    cells = {(line[0], n): cell for line in matrix.rows for n, cell in enumerate(line[1:], start=1) if cell}
    assert len(cells) == len(rows)
    for row in rows:
        letter = views.SIGNS[row.state]
        letter = letter if row.role is Role.LEAD else letter.lower()
        assert cells[plan.agency(row.agency).name, row.task] == Filled(letter, views.COLOURS[row.state])


def test_who_is_late_longest_comes_first(known):
    _, rows, view = known
    late = view["Quá hạn"].rows
    assert len(late) == sum(row.state is State.OVERDUE for row in rows) > 1
    assert [line[4] for line in late] == sorted((row.days_late for row in rows if row.days_late), reverse=True)


def test_who_has_reported_nothing_comes_first_and_what_waits_is_not_asked_for(known):
    plan, rows, view = known
    silent = view["Chưa báo cáo"].rows
    owed = [row for row in rows if row.state is not State.WAITING and row.result is None]
    assert sum(line[3] for line in silent) == len(owed)
    assert [line[2] > 0 for line in silent] == sorted(line[2] > 0 for line in silent)
    for agency, asked, told, left, _, tasks in silent:
        assert asked == told + left
        assert tasks == ", ".join(str(row.task) for row in owed if plan.agency(row.agency).name == agency)


def test_an_awaited_paper_tells_how_many_duties_wait_for_it(known):
    plan, rows, view = known
    lines = {line[:2]: line[2:] for line in view["Văn bản còn chờ"].rows}
    waiting = Counter(row.task for row in rows if row.state is State.WAITING)
    assert lines["văn bản của Bộ Mẫu", "Bộ Mẫu"] == ("10", waiting[10])
    assert ("Quyết định ban hành của Bộ Mẫu", "Bộ Mẫu") not in lines  # it is there
    assert {paper for paper, _ in lines} >= {each.paper for each in plan.conditions if each.on is None}
    assert sum(number for _, number in lines.values()) == sum(waiting.values())  # here no task waits for two


def test_what_is_due_within_thirty_days_is_not_done_and_led(project):
    set_cell(project, "tasks.csv", 1, "Thời gian hoàn thành", "Trước 14/01/2027")
    ready = journey.prepare(project, PLAN)
    rows = list(duty_rows(ready.plan, ready.assignments, ready.plan.on, period_of(ready.plan.on), "2026"))
    every = views.every(ready.plan, ready.assignments, rows, project, project)
    soon = next(each for each in every if each.title.startswith("Đến hạn"))
    due = [row for row in rows if row.task == 2 and row.role is Role.LEAD and row.state != State.DONE]
    names = [ready.plan.agency(row.agency).name for row in due]
    assert [(line[0], line[3]) for line in soon.rows if line[1] == 2] == [(n, date(2027, 1, 13)) for n in names] != []


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_policy_names_the_hashes_of_the_only_script_and_style(project):
    html = written(project, project / "build" / "a")[PAGE].decode()
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1])
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert not re.search(r"\s(?:on\w+|style|src)=", html.partition("<body>")[2].partition("<script")[0])


def test_hostile_words_are_text_and_end_no_script(project):
    set_cell(project, RESULTS, 0, "Sản phẩm đã có", HOSTILE)
    set_cell(project, RESULTS, 0, "Tệp, đường dẫn", "javascript:alert(1)")
    html = written(project, project / "build" / "a")[PAGE].decode()
    assert html.count("<script") == 2
    duties = data_of(html)["views"]["tung-luot"][3]
    assert any("</script><script>" in str(line[9]) for line in duties)
    assert "javascript:alert(1)" in [line[10] for line in duties]  # as words, not as a link


@pytest.mark.parametrize(
    "evidence", ["https://example.vn/a?b=1", "http://example.vn/", "van-ban/kế hoạch #1.pdf", "van-ban"]
)
def test_evidence_is_linked_where_it_is_on_the_web_or_in_the_plans_folder(project, evidence):
    home, out = project / "data" / PLAN, project / "build" / "a"
    (home / "van-ban").mkdir()
    (home / "van-ban" / "kế hoạch #1.pdf").write_bytes(b"%PDF")
    set_cell(project, RESULTS, 0, "Tệp, đường dẫn", evidence)
    duties = data_of(written(project, out)[PAGE].decode())["views"]["tung-luot"][3]
    expected = {
        "van-ban/kế hoạch #1.pdf": f"../../data/{PLAN}/van-ban/k%E1%BA%BF%20ho%E1%BA%A1ch%20%231.pdf",
        "van-ban": "",
    }.get(evidence, evidence)
    assert ({"a": expected, "t": evidence} if expected else evidence) in [line[10] for line in duties]


@pytest.mark.parametrize(
    "evidence", ["../../a.pdf", "/etc/passwd", "C:\\a.pdf", "//x/y", "data:text/html,x", "https://a b", "HTTP://x", ""]
)
def test_no_other_evidence_is_a_link(tmp_path, evidence):
    (tmp_path / "a.pdf").write_bytes(b"")
    assert views._evidence(evidence, tmp_path / "out", tmp_path / "x" / "y") == evidence


def test_papers_of_the_build_are_linked_where_they_are(root):
    board.write(root, PLAN, root / "build")
    cells = {
        line[0]: line[1] for line in data_of((root / "build" / PAGE).read_text("utf-8"))["views"]["theo-co-quan"][3]
    }
    assert cells["Sở Y tế"] == dict.fromkeys("at", "ke_hoach/so-y-te.docx")
    for cell in filter(None, cells.values()):
        assert (root / "build" / cell["a"]).is_file()
    assert set(written(root, root / "build" / "b")) >= {PAGE}  # where no paper is
    assert {
        line[1] for line in data_of((root / "build" / "b" / PAGE).read_text("utf-8"))["views"]["theo-co-quan"][3]
    } == {""}


def test_nothing_personal_is_on_the_board(project):
    said = {"Bộ phận chịu trách nhiệm": "ông Nguyễn Văn Kín", "Khó khăn, vướng mắc": "thiếu mười tỷ kín đáo"}
    said |= {"Nguyên nhân": "vì kín đáo", "Đề xuất, kiến nghị": "cấp kín đáo", "Nguồn ghi nhận": "điện thoại kín đáo"}
    for column, words in said.items():
        set_cell(project, RESULTS, 0, column, words)
    set_cell(project, RESULTS, 0, "Loại khó khăn", "Kinh phí")
    files = written(project, project / "build" / "a")
    sheets = openpyxl.load_workbook(io.BytesIO(files[BOOK])).worksheets
    texts = [files[PAGE].decode(), *(str(cell) for sheet in sheets for row in sheet.values for cell in row)]
    assert not any("kín" in text.casefold() for text in texts)


# --- the workbook -----------------------------------------------------------------------------------------------------


def test_the_workbook_has_the_views_but_for_every_duty(known, project):
    plan, rows, view = known
    made = openpyxl.load_workbook(io.BytesIO(written(project, project / "build")[BOOK]))
    assert made.sheetnames == [*view][:-1]
    assert all(sheet.max_row == len(view[sheet.title].rows) + 1 for sheet in made)
    late = [*made["Quá hạn"].values]
    assert late[0][:3] == ("Cơ quan", "Nhiệm vụ", "Nội dung")
    assert [line[:3] for line in late[1:]] == [line[:3] for line in view["Quá hạn"].rows]
    assert {plan.task(line[1]).content for line in late[1:]} == {line[2] for line in late[1:]}
    matrix = made["Ma trận"]
    assert matrix.freeze_panes == "B2"
    assert {cell.fill.fgColor.rgb[2:] for row in matrix["B2:ZZ999"] for cell in row if cell.value} == {
        views.COLOURS[row.state] for row in rows
    }
    assert sum(cell.value is not None for row in matrix["B2:ZZ999"] for cell in row) == len(rows)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_words_become_a_formula(project, words):
    set_cell(project, "tasks.csv", 0, "Nội dung", words)
    raw = written(project, project / "build" / "a")[BOOK]
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(raw)) for row in sheet for cell in row]
    assert words in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


# --- the folder -------------------------------------------------------------------------------------------------------


def test_a_build_and_its_check_leave_the_board_alone(root):
    out = root / "build"
    before = written(root, out)
    journey.build(root, PLAN, out)
    assert verify(root, PLAN, out).sound
    after = {name: (out / name).read_bytes() for name in before}
    assert [name for name in before if name.endswith((".html", ".xlsx")) and before[name] != after[name]] == []
    assert not [path for path in paths.files_in(out) if path.startswith(("bang-theo-doi", "so-lieu"))]


def test_a_board_that_is_held_open_stays_and_is_told(project):
    out = project / "build" / "a"
    before = written(project, out)
    (out / f".~lock.{BOOK}#").write_text("")
    with pytest.raises(Wrong, match="tệp đang mở"):
        board.write(project, PLAN, out, date(2026, 6, 30))
    assert (out / PAGE).read_bytes() == before[PAGE]


def test_what_is_wrong_in_the_data_is_told_and_nothing_is_written(project):
    set_cell(project, RESULTS, 0, "Tình trạng", "xong rồi nhé")
    with pytest.raises(Wrong, match="Tình trạng"):
        board.write(project, PLAN, project / "build" / "a")
    assert not os.path.lexists(project / "build" / "a")


def test_no_board_goes_among_the_projects_own_files(project):
    with pytest.raises(Wrong, match="không ghi"):
        board.write(project, PLAN, project / "data")


def test_what_came_back_is_told_in_counts_and_who_has_sent_nothing_first(project):
    assert "Thu phiếu" not in {view[0] for view in data_of(read_page(project))["views"].values()}
    row = "Nguyễn Văn A.docx,x,so-y-te,bản gốc,đã đọc,12,1,0,0,2,xin lại,Sở Y tế,ke_hoach,1,2026-12-14,"
    head = "Tệp,sha256,Cơ quan,Bản gốc,Tình trạng,Ô đã điền,Sửa chữ của ta,Thêm,Bỏ,Ý kiến,Việc cần làm,Tên cơ quan,"
    table = f"{head}Loại,Đợt,Ngày bản gốc,Lưu lần cuối\n{row}\n"
    (project / "data" / PLAN / "returned-files.csv").write_text(table, encoding="utf-8")
    page = read_page(project)
    _, note, _, rows = data_of(page)["views"]["thu-phieu"]
    assert note == "Kế hoạch thực hiện của từng cơ quan, đợt 1: 1 trên 15 cơ quan đã gửi."
    assert [row[2] for row in rows] == ["chưa gửi"] * 14 + ["đã đọc"]
    assert rows[-1][1:] == ["Sở Y tế", "đã đọc", 1, 12, 1, "", "", 2]
    assert "Nguyễn Văn A" not in page


def read_page(project: Path) -> str:
    board.write(project, PLAN, project / "build")
    return (project / "build" / PAGE).read_text(encoding="utf-8")
