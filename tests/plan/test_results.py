"""What is reported, as people write it: read, or told with a remedy that works; nothing is lost and nothing silent."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from hand_plan import AGENCIES, task
from ntsdocs.plan.model import DIFFICULTIES, Deadline, Document, Repeats, Result, Status
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.plan.reading.results import read_awaited, read_results, said
from ntsdocs.text.problems import Severity

HEADING = "Nhiệm vụ số,Cơ quan,Tình trạng,Ngày,Sản phẩm đã có,Loại khó khăn,Hẹn hoàn thành\n"
TASKS = {
    1: task(1, "Các sở, ban, ngành", deadline=Deadline("Trước 15/11/2025", date(2025, 11, 15))),
    2: task(2, "Sở Y tế", deadline=Deadline("Sau khi có Kế hoạch của Bộ", event="sau khi có Kế hoạch của Bộ")),
    5: task(5, "Sở Y tế", deadline=Deadline("Thường xuyên", repeats=Repeats.CONTINUOUS)),
    22: task(22, "Sở Y tế", deadline=Deadline("Hằng năm", repeats=Repeats.YEARLY)),
}
FACTS = {"document": Document("Kế hoạch", issued=date(2025, 9, 11)), "period_ends": "14/12"}


def read(root: Path, on: date = date(2026, 12, 14), /, **tables: str | bytes):
    """The results in these tables, and what was told: its severity, place, words and remedy."""
    (root / "results").mkdir(exist_ok=True)
    for name, content in tables.items():
        path = root / "results" / name
        path.write_bytes(content if isinstance(content, bytes) else (HEADING + content).encode())
    problems = ProblemList()
    years, rows = read_results(root, root, References(AGENCIES, TASKS), FACTS, on, problems)
    return years, rows, [(each.severity, str(each.origin), each.what, each.remedy) for each in problems.all()]


def brief(rows):
    return [(row.task, row.agency, row.status, row.on) for row in rows]


# --- what is right --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status"),
    [
        *((words, Status.DONE) for words in ("Hoàn thành", "hoan thanh", "ĐÃ XONG", "xong.", "100 %", "Đạt 100%")),
        *((words, Status.DONE) for words in ("Đã hoàn thành", "làm xong", "100,0%", "Hoàn tất", "hoàn thành 100%")),
        *((words, Status.DOING) for words in ("đang làm", "50%", "Hoàn thành 50%", "Đang thực hiện (70 %)", "0,5%")),
        *((words, Status.DOING) for words in ("Đang triển khai", "đang soạn thảo", "khoảng 30 phần trăm")),
        *((words, Status.NOT_STARTED) for words in ("chưa làm", "0%", "Chưa triển khai", "chưa thực hiện")),
        *((words, Status.ROLLED_OUT) for words in ("Đã ban hành kế hoạch", "da ban hanh ke hoach trien khai")),
    ],
)
def test_a_status_is_understood_in_its_usual_spellings(words, status):
    assert said(words) == status


@pytest.mark.parametrize("words", ["chưa xong", "chưa hoàn thành", "đã triển khai", "cơ bản xong", "150%", "tốt", "5"])
def test_words_that_may_mean_two_things_are_not_guessed(words):
    assert said(words) == words


def test_difficulties_are_of_a_small_set_of_kinds_and_spellings_are_forgiven():
    assert [said(words) for words in ("Thiếu kinh phí", "con người", "hướng dẫn", "PHOI HOP", "thiết bị")] == [
        "Kinh phí",
        "Nhân lực",
        "Thể chế, hướng dẫn",
        "Phối hợp",
        "Kỹ thuật, trang thiết bị",
    ]
    assert [said(kind.lower()) for kind in DIFFICULTIES] == list(DIFFICULTIES)


def test_agencies_are_read_by_id_or_name_and_tasks_by_number_as_people_write_it(tmp_path):
    table = "NV 5,SỞ Y TẾ,xong,20/01/2026\nNhiệm vụ số 1,sở y tế,đang làm,05/11/2025\n05,xa-bien,50%,02/02/2026\n"
    _, rows, told = read(tmp_path, **{"2026.csv": table})
    assert brief(rows) == [
        (5, "so-y-te", Status.DONE, date(2026, 1, 20)),
        (1, "so-y-te", Status.DOING, date(2025, 11, 5)),
        (5, "xa-bien", Status.DOING, date(2026, 2, 2)),
    ]
    assert [(severity, where) for severity, where, *_ in told] == [
        (Severity.WARN, "results/2026.csv, dòng 3, cột «Ngày»")
    ]


def test_a_kept_table_with_the_earlier_headings_is_read_as_before(tmp_path):
    (tmp_path / "results").mkdir()
    kept = "Nhiệm vụ số,Mã cơ quan,Tình trạng,Ngày\n1,so-y-te,Hoàn thành,05/11/2025\n"
    (tmp_path / "results" / "2025.csv").write_text(kept, encoding="utf-8")
    years, rows, told = read(tmp_path)
    assert (years, brief(rows), told) == ((2025,), [(1, "so-y-te", Status.DONE, date(2025, 11, 5))], [])


def test_the_tables_of_a_year_one_for_each_sender_and_month_are_read_together(tmp_path):
    years, rows, told = read(
        tmp_path,
        **{
            "2026-so-y-te.csv": "5,Sở Y tế,xong,20/01/2026\n",
            "2026-02.csv": "22,Sở Y tế,xong,20/02/2026\n",
            "2027.csv": "",
        },
    )
    assert (years, [row.task for row in rows], {row.year for row in rows}, told) == ((2026, 2027), [22, 5], {2026}, [])


def test_hidden_rows_of_a_workbook_are_told_with_their_place_and_count(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nhiệm vụ số", "Cơ quan", "Tình trạng", "Ngày"])
    book.active.append([5, "Sở Y tế", "xong", date(2026, 1, 20)])
    book.active.row_dimensions[2].hidden = True
    book.save(buffer := io.BytesIO())
    _, rows, told = read(tmp_path, **{"2026.xlsx": buffer.getvalue()})
    assert brief(rows) == [(5, "so-y-te", Status.DONE, date(2026, 1, 20))]
    assert [each[1:3] for each in told] == [
        ("results/2026.xlsx, trang tính «Sheet», dòng 2", "dòng ẩn trong tệp (có thể do lọc); vẫn đọc.")
    ]


def test_a_file_is_refused_for_its_kind_and_not_for_its_name(tmp_path):
    """B9 of the office: 2026.ods was told to be named by the year, which it was."""
    _, _, told = read(tmp_path, **{"2026.docx": b"PK", "2026.ods": b"PK\x03\x04 no workbook", "none.csv": ""})
    by_file = {where: (what, remedy) for _, where, what, remedy in told}
    assert by_file["results/2026.docx"][1].startswith("lưu bảng thành .csv, .xlsx")
    assert by_file["results/none.csv"][1].startswith("đặt tên bắt đầu bằng năm")
    assert "năm" not in by_file["results/2026.ods"][1]


# --- what is wrong: one message each, with its place and a remedy -----------------------------------------------------

STATUSES = "Ghi một trong: «Hoàn thành», «Đã ban hành kế hoạch triển khai», «Đang thực hiện», «Chưa thực hiện»."
KINDS = ", ".join(f"«{kind}»" for kind in DIFFICULTIES)
ASKED = "kết quả này chưa được tính."


@pytest.mark.parametrize(
    ("row", "column", "what", "remedy"),
    [
        ("1,so-y-te,Hoàn thành,31/6/2026", "Ngày", "«31/6/2026» không phải là ngày có thật.", "ví dụ 30/06/2026."),
        ("1,so-y-te,xong,5.11.2025", "Ngày", "«5.11.2025» không đọc được thành ngày.", "ghi ngày/tháng/năm"),
        ("1,so-y-te,xong,2025-11-05", "Ngày", "«2025-11-05» không theo thứ tự", "ghi 05/11/2025."),
        (
            "1,so-y-te,xong,11/5/2025",
            "Ngày",
            f"trước ngày ban hành Kế hoạch (11/09/2025): {ASKED}",
            "có phải 05/11/2025?",
        ),
        ("1,so-y-te,xong,20/5/2025", "Ngày", f"trước ngày ban hành Kế hoạch (11/09/2025): {ASKED}", "Ghi đúng ngày"),
        ("1,so-y-te,xong,05/11/2052", "Ngày", f"ngày 05/11/2052 sau năm 2026: {ASKED}", "Ghi đúng ngày"),
        ("1,so-y-te,,05/11/2026", "Tình trạng", "ô này bỏ trống.", "ghi «Tình trạng»."),
        ("1,so-y-te,chưa xong,05/11/2026", "Tình trạng", "không có giá trị «chưa xong».", STATUSES),
        ("1,so-y-te,150%,05/11/2026", "Tình trạng", "không có giá trị «150%».", STATUSES),
        ("1,so-y-te,cơ bản xong,05/11/2026", "Tình trạng", "không có giá trị «cơ bản xong».", STATUSES),
        ("1,,xong,05/11/2026", "Cơ quan", "ô này bỏ trống.", "ghi «Cơ quan»."),
        ("1,so-yte,xong,05/11/2026", "Cơ quan", "không có cơ quan nào mang mã «so-yte».", "có phải «so-y-te»?"),
        ("1,Sở Lạ,xong,05/11/2026", "Cơ quan", "không có cơ quan nào mang mã «Sở Lạ».", "Ghi mã đúng như cột «Mã»"),
        (",so-y-te,xong,05/11/2026", "Nhiệm vụ số", "ô này bỏ trống.", "ghi «Nhiệm vụ số»."),
        ("76,so-y-te,xong,05/11/2026", "Nhiệm vụ số", "không có nhiệm vụ số 76.", "ghi một số từ 1 đến 22"),
        ('"1, 5",so-y-te,xong,05/11/2026', "Nhiệm vụ số", "«1, 5» không phải là số nguyên.", "chỉ ghi chữ số."),
        ("NV năm,so-y-te,xong,05/11/2026", "Nhiệm vụ số", "«NV năm» không phải là số nguyên.", "chỉ ghi chữ số."),
        ("1,so-y-te,xong,05/11/2026,,lười", "Loại khó khăn", "không có giá trị «lười».", f"Ghi một trong: {KINDS}."),
        ("1,so-y-te,xong,05/11/2026,,,sang năm", "Hẹn hoàn thành", "«sang năm» không đọc được thành ngày.", "ghi ngày"),
        ("1,so-y-te,xong,05/11/2026,{{ x }}", "Sản phẩm đã có", "có dấu «{{» của mẫu văn bản.", "bỏ dấu ấy"),
        ("1,so-y-te,xong,05/11/2026,Mật", "Sản phẩm đã có", "có dấu chỉ độ mật «Mật».", "không đưa tài liệu bí mật"),
    ],
)
def test_a_wrong_cell_is_told_once_with_its_place_and_a_remedy(tmp_path, row, column, what, remedy):
    _, rows, told = read(tmp_path, **{"2026.csv": f"{row}\n"})
    ((severity, where, words, cure),) = told
    assert where == f"results/2026.csv, dòng 2, cột «{column}»"
    assert what in words
    assert remedy in cure
    assert severity is (Severity.WARN if ASKED in words else Severity.STOP)
    assert bool(rows) is (severity is Severity.STOP)  # what is asked about does not count until it is mended


def test_a_promise_for_a_day_before_the_report_is_told(tmp_path):
    rows = "1,so-y-te,đang làm,05/11/2026,,,04/11/2026\n5,so-y-te,xong,05/11/2026,,,04/11/2026\n"
    _, read_rows, told = read(tmp_path, **{"2026.csv": rows + "22,so-y-te,đang làm,05/11/2026,,,05/11/2026\n"})
    assert len(read_rows) == 3
    ((severity, where, what, _),) = told
    assert (severity, where) == (Severity.WARN, "results/2026.csv, dòng 2, cột «Hẹn hoàn thành»")
    assert what == "hẹn ngày 04/11/2026 đứng trước ngày báo cáo (05/11/2026)."


def test_the_hint_for_a_status_never_turns_no_into_yes(tmp_path):
    _, _, told = read(tmp_path, **{"2026.csv": "1,so-y-te,chưa hoàn thành,05/11/2026\n"})
    assert "có phải" not in told[0][3]


def test_done_and_then_not_done_is_told_with_both_places(tmp_path):
    """B2 of the office: the later row won without a word."""
    first = "1,so-y-te,Hoàn thành,05/11/2025\n5,so-y-te,Hoàn thành,05/11/2025\n"
    later = "1,so-y-te,Chưa thực hiện,10/12/2025\n5,so-y-te,Chưa thực hiện,20/12/2025\n"
    _, rows, told = read(tmp_path, **{"2025.csv": first, "2025-12.csv": later})
    assert len(rows) == 4
    ((severity, where, what, _),) = told  # task 5 recurs, and begins anew on 15/12
    assert (severity, where) == (Severity.WARN, "results/2025-12.csv, dòng 2, cột «Tình trạng»")
    assert what == "ghi «Chưa thực hiện», nhưng results/2025.csv, dòng 2 đã ghi «Hoàn thành»; dòng sau được tính."


def test_equal_rows_of_two_tables_count_once_and_unequal_ones_of_one_day_stop(tmp_path):
    one = "1,so-y-te,Hoàn thành,05/11/2025,Kế hoạch\n5,so-y-te,xong,05/11/2025\n"
    other = "1,so-y-te,Hoàn thành,05/11/2025,Kế hoạch\n5,so-y-te,đang làm,05/11/2025\n"
    _, rows, told = read(tmp_path, **{"2025-a.csv": one, "2025-b.csv": other})
    assert brief(rows)[:2] == [
        (1, "so-y-te", Status.DONE, date(2025, 11, 5)),
        (5, "so-y-te", Status.DONE, date(2025, 11, 5)),
    ]
    was, first = "kết quả nhiệm vụ", "results/2025-a.csv"
    assert [each[:3] for each in told] == [
        (
            Severity.WARN,
            "results/2025-b.csv, dòng 2",
            f"{was} 1 của «so-y-te» ngày 05/11/2025 đã có ở {first}, dòng 2, giống hệt; chỉ tính một lần.",
        ),
        (
            Severity.STOP,
            "results/2025-b.csv, dòng 3",
            f"{was} 5 của «so-y-te» ngày 05/11/2025 đã có ở {first}, dòng 3.",
        ),
    ]


# --- awaited papers --------------------------------------------------------------------------------------------------

AWAITED = "Nhiệm vụ số,Văn bản chờ,Cơ quan ban hành,Đã có ngày,Văn bản đã có\n"


def awaited(root: Path, table: str):
    (root / "conditions.csv").write_text(table, encoding="utf-8")
    problems = ProblemList()
    tasks = TASKS | {3: task(3, "Sở Y tế", deadline=TASKS[2].deadline)}
    rows = read_awaited(root, root, References(AGENCIES, tasks), problems)
    return rows, [(each.severity, str(each.origin), each.what) for each in problems.all()]


def test_one_row_serves_several_tasks_and_without_a_day_the_paper_is_not_there(tmp_path):
    (row,), told = awaited(tmp_path, f"{AWAITED}NV 2 và 3,Kế hoạch của Bộ,Bộ Y tế,,\n")
    assert (row.tasks, row.paper, row.issuer, row.on, told) == ((2, 3), "Kế hoạch của Bộ", "Bộ Y tế", None, [])


def test_a_kept_table_of_conditions_is_read_as_before(tmp_path):
    (first, second), told = awaited(
        tmp_path, "Nhiệm vụ số,Ngày xảy ra,Văn bản\n2,05/01/2026,12/BYT\n3,06/01/2026,13/BYT\n"
    )
    assert (first.tasks, first.on, first.document, second.on) == ((2,), date(2026, 1, 5), "12/BYT", date(2026, 1, 6))
    assert told == []


@pytest.mark.parametrize(
    ("row", "severity", "where", "what"),
    [
        ("2,Kế hoạch,Bộ,,", Severity.ASK, "", "nhiệm vụ 3 chờ văn bản mà chưa có dòng nào ở đây."),
        ("2;3,Kế hoạch,Bộ,,12/BYT", Severity.ASK, ", dòng 2, cột «Đã có ngày»", "có «12/BYT» mà chưa ghi ngày"),
        ("2;3;5,Kế hoạch,Bộ,,", Severity.WARN, ", dòng 2, cột «Nhiệm vụ số»", "nhiệm vụ 5 không chờ điều kiện nào."),
        ("2;3;9,Kế hoạch,Bộ,,", Severity.STOP, ", dòng 2, cột «Nhiệm vụ số»", "không có nhiệm vụ số 9."),
        ("2;3;hai,Kế hoạch,Bộ,,", Severity.STOP, ", dòng 2, cột «Nhiệm vụ số»", "«hai» không phải là số nguyên."),
        (",Kế hoạch,Bộ,,", Severity.STOP, ", dòng 2, cột «Nhiệm vụ số»", "ô này bỏ trống."),
        ("2;3,Kế hoạch,Bộ,31/6/2026,", Severity.STOP, ", dòng 2, cột «Đã có ngày»", "không phải là ngày có thật."),
        ("2;3,Kế hoạch,Bộ,sắp có,", Severity.STOP, ", dòng 2, cột «Đã có ngày»", "không đọc được thành ngày."),
    ],
)
def test_a_wrong_cell_of_the_awaited_papers_is_told_once(tmp_path, row, severity, where, what):
    _, ((told_as, at, words),) = awaited(tmp_path, f"{AWAITED}{row}\n")
    assert (told_as, at) == (severity, f"conditions.csv{where}")
    assert what in words


def test_nobody_is_asked_to_list_papers_where_there_is_no_table(tmp_path):
    problems = ProblemList()
    assert read_awaited(tmp_path, tmp_path, References(AGENCIES, TASKS), problems) == ()
    assert problems.all() == ()


def test_a_result_keeps_the_five_items_that_offices_report(tmp_path):
    (tmp_path / "results").mkdir()
    heading = "Nhiệm vụ số,Cơ quan,Tình trạng,Ngày,Loại khó khăn,Nguyên nhân,Giải pháp,Hẹn hoàn thành"
    heading += ",Bộ phận chịu trách nhiệm"
    row = "5,Sở Y tế,đang làm,02/02/2026,thiếu kinh phí,Chưa có dự toán,Lập dự toán,31/03/2026,Phòng Tài chính"
    (tmp_path / "results" / "2026.csv").write_text(f"{heading}\n{row}\n", encoding="utf-8")
    _, rows, told = read(tmp_path)
    assert (rows, told) == (
        (
            Result(
                *(5, "so-y-te", Status.DOING, date(2026, 2, 2)),
                difficulty="Kinh phí",
                cause="Chưa có dự toán",
                measures="Lập dự toán",
                promised=date(2026, 3, 31),
                responsible="Phòng Tài chính",
                year=2026,
            ),
        ),
        [],
    )
