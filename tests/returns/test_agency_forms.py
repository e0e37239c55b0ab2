"""The agencies' forms: what goes out, and what is read of one that comes back, right and wrong."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

import copied_project as project
from copied_project import PLAN
from ntsdocs.kinds import bieu_mau
from ntsdocs.plan import reading
from ntsdocs.returns import agency_forms, answers, form_book, form_file, receive, word_lines
from ntsdocs.text.problems import DataWrong

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan():
    return reading.read(ROOT / "data" / PLAN, ROOT).plan_or_stop()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    root = project.copied(tmp_path_factory.mktemp("forms"))
    agency_forms.write(root, PLAN, "2026")
    return root / "bieu-mau" / PLAN / "2026"


@pytest.fixture(scope="module")
def sent(written):
    return (written / "so-y-te.xlsx").read_bytes()


def edited(data, edit):
    """The workbook as somebody saved it; rows of «Chủ trì» are those of tasks 1, 3, 9, 11, 12 from row 5 on."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(**typed):
    return lambda book: [book["Chủ trì"].__setitem__(at, value) for at, value in typed.items()]


def read(data, plan, edit=lambda _: None):
    return form_file.read(edited(data, edit), "a.xlsx", plan)


def values(found):
    return {each.tag: each.value for each in found.answers}


# --- what goes out ---------------------------------------------------------------------------------------------------


def test_each_agency_gets_a_workbook_and_a_word_form(written):
    assert len([*written.glob("*.xlsx")]) == len([*written.glob("*.docx")]) == 15


def test_the_same_data_give_the_same_bytes(written, tmp_path):
    root = project.copied(tmp_path)
    agency_forms.write(root, PLAN, "2026", ["so-y-te"])
    for ending in ("xlsx", "docx"):
        name = f"so-y-te.{ending}"
        assert (root / "bieu-mau" / PLAN / "2026" / name).read_bytes() == (written / name).read_bytes()


def test_a_form_has_the_duties_of_its_agency_alone_and_its_last_report_in_grey(sent):
    sheet = openpyxl.load_workbook(io.BytesIO(sent))["Chủ trì"]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    assert [row[0] for row in rows] == [1, 3, 9, 11, 12]
    assert rows[0][3] == "Hoàn thành; 12/3/2025; Kế hoạch; 23/KH-SYT"
    assert sheet["D5"].font.color.rgb == "FF7F7F7F"
    assert {row[-1] for row in rows} == {"Sở Y tế"}


def test_our_cells_are_locked_and_those_of_the_agency_offer_what_they_take(sent):
    sheet = openpyxl.load_workbook(io.BytesIO(sent))["Chủ trì"]
    assert sheet.protection.sheet
    assert [sheet[f"{column}5"].protection.locked for column in "ABCDEFGP"] == [True] * 4 + [False] * 3 + [True]
    kinds = {str(each.sqref): each.type for each in sheet.data_validations.dataValidation}
    assert (kinds["E5:E9"], kinds["F5:F9"], kinds["I5:I9"], kinds["N5:N9"]) == ("list", "date", "list", "list")


def test_no_formula_leaves_us(plan):
    form = agency_forms.drafts(plan, "2026", ["so-y-te"])["so-y-te"]
    duties = tuple(replace(each, content=f"=1+1|cmd {each.no}") for each in form.says.duties)
    data = form_book.workbook(replace(form, says=replace(form.says, duties=duties)), ("=A1",), ("@SUM(1)",))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")}
    assert not [name for name, part in parts.items() if b"<f>" in part]


def test_a_form_that_somebody_filled_in_where_it_lies_is_left_as_it_is(tmp_path):
    root = project.copied(tmp_path)
    agency_forms.write(root, PLAN, "2026", ["so-y-te"])
    place = root / "bieu-mau" / PLAN / "2026" / "so-y-te.xlsx"
    filled = edited(place.read_bytes(), cells(E5="Hoàn thành"))
    place.write_bytes(filled)
    assert "so-y-te.xlsx đã có người sửa, giữ nguyên" in agency_forms.write(root, PLAN, "2026", ["so-y-te"])[-1]
    assert place.read_bytes() == filled


@pytest.mark.parametrize(
    ("edition", "only", "what"),
    [("2026-quy", (), "không phải là một kỳ báo cáo"), ("2026", ("so-la",), "không có cơ quan nào là «so-la»")],
)
def test_an_edition_or_an_agency_that_is_not_there_is_told(edition, only, what):
    with pytest.raises(DataWrong, match=what):
        agency_forms.write(ROOT, PLAN, edition, only)


def test_what_was_reported_earlier_in_the_year_is_the_last_report(plan):
    assert bieu_mau.edition_of(plan, "2026-06-thang").end == date(2026, 6, 14)
    last = {each.no: each.last for each in agency_forms.drafts(plan, "2026")["so-y-te"].says.duties}
    assert last[9].startswith("Hoàn thành; 15/4/2026")
    last = {each.no: each.last for each in agency_forms.drafts(plan, "2026-06-thang")["so-y-te"].says.duties}
    assert last[9].startswith("Đang thực hiện; 10/11/2025")


# --- what comes back -------------------------------------------------------------------------------------------------

FILLED = cells(
    E5="Hoàn thành",
    F5=datetime(2026, 11, 5),
    G5="Kế hoạch",
    H5="12/KH-SYT",
    E7="đang làm",
    I7="thiếu kinh phí",
    J7="Chưa cấp",
)
RIGHT = {
    "own:task:1:status": "Hoàn thành",
    "own:task:1:on": "05/11/2026",
    "own:task:1:product": "Kế hoạch",
    "own:task:1:number": "12/KH-SYT",
    "own:task:9:status": "Đang thực hiện",
    "own:task:9:difficulty": "Kinh phí",
    "own:task:9:difficulties": "Chưa cấp",
}


def test_a_form_as_it_was_sent_says_nothing(sent, plan):
    found = form_file.read(sent, "a.xlsx", plan)
    assert (found.form.id.name, found.answers, found.problems) == ("so-y-te", (), ())


def test_what_is_filled_in_is_read_as_the_tables_of_results_have_it(sent, plan):
    found = read(sent, plan, FILLED)
    assert values(found) == RIGHT
    assert not any(each.doubt for each in found.answers)
    assert found.problems == ()


def test_a_file_that_bears_another_agencys_name_is_told(sent, plan):
    found = form_file.read(sent, "thư/so-tai-chinh (1).xlsx", plan)
    assert [each.what for each in found.problems] == ["tên tệp là của Sở Tài chính, nội dung là của Sở Y tế."]
    assert form_file.read(sent, "bieu so-y-te.xlsx", plan).problems == ()


def test_nothing_is_sure_of_a_form_that_bears_another_agencys_name(sent, plan):
    found = form_file.read(edited(sent, FILLED), "so-tai-chinh.xlsx", plan)
    assert values(found) == RIGHT
    assert {each.doubt for each in found.answers} == {"tên tệp và nội dung nói hai cơ quan khác nhau"}


def _without_stamp(book):
    FILLED(book)
    del book["ntsdocs"]
    book.custom_doc_props.props.clear()
    for row in (1, 2, 3):
        book["Chủ trì"][f"A{row}"] = book["Phối hợp"][f"A{row}"] = None


def test_a_form_without_its_stamp_is_known_by_its_agency_and_doubted(sent, plan):
    found = read(sent, plan, _without_stamp)
    assert values(found) == RIGHT
    assert {each.doubt for each in found.answers} == {"tệp không còn mã biểu; nhận ra theo tên cơ quan"}


def test_a_stamp_alone_in_the_line_above_the_table_is_enough(sent, plan):
    def copied(book):
        FILLED(book)
        del book["ntsdocs"]
        book.custom_doc_props.props.clear()

    assert not any(each.doubt for each in read(sent, plan, copied).answers)


def test_a_form_of_an_older_version_is_told(sent, plan):
    task = replace(plan.task(9), content="Tổ chức diễn tập")
    newer = replace(plan, tasks=tuple(task if each.number == 9 else each for each in plan.tasks))
    found = form_file.read(edited(sent, FILLED), "a.xlsx", newer)
    assert found.problems[0].what == "biểu của một bản cũ: từ đó nhiệm vụ hoặc cột đã đổi."
    assert {each.tag for each in found.answers if each.doubt} == {tag for tag in RIGHT if ":9:" in tag}


def test_rows_and_columns_that_moved_are_read_by_their_words(sent, plan):
    def moved(book):
        FILLED(book)
        sheet = book["Chủ trì"]
        sheet.move_range("A5:P5", rows=10)
        for row in range(4, 16):
            sheet[f"E{row}"], sheet[f"O{row}"] = sheet[f"O{row}"].value, sheet[f"E{row}"].value

    found = read(sent, plan, moved)
    assert values(found) == RIGHT
    assert not any(each.doubt for each in found.answers)


def test_another_workbook_is_no_form(plan):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Sở Y tế", "một bảng khác"])
    book.save(out)
    assert form_file.read(out.getvalue(), "a.xlsx", plan) == form_file.FormReading()


def test_a_table_of_many_agencies_is_no_form(plan):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Nhiệm vụ số", "Cơ quan", "Tình trạng"])
    for name in ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ"):
        book.active.append([1, name, "Hoàn thành"])
    book.save(out)
    assert form_file.read(out.getvalue(), "a.xlsx", plan) == form_file.FormReading()


def test_a_sheet_that_is_all_struck_is_one_problem(sent, plan):
    def struck(book):
        for row in book["Chủ trì"].iter_rows():
            for cell in row:
                cell.font = openpyxl.styles.Font(strike=True)

    found = read(sent, plan, struck)
    assert found.answers == ()
    assert [each.what for each in found.problems] == ["không còn dòng của nhiệm vụ 1, 3, 9, 11, 12."]


def hidden(book):
    book["Chủ trì"].row_dimensions[5].hidden = True


def merged(book):
    book["Chủ trì"].merge_cells("G5:G6")


def renamed(book):
    book["Chủ trì"].title = "Sheet1"


def deleted(book):
    book["Chủ trì"].delete_rows(6)


def no_column(book):
    book["Chủ trì"].delete_cols(9)


def hidden_column(book):
    book["Chủ trì"].column_dimensions["G"].hidden = True


# What was typed or done (beside «Hoàn thành» for task 1), and what is told: the row, the column, how it begins.
WRONG = [
    (cells(E6="lười"), 6, "Tình trạng", "không có giá trị «lười»"),
    (cells(E6="chưa xong"), 6, "Tình trạng", "không có giá trị «chưa xong»"),
    (cells(E6="150 %"), 6, "Tình trạng", "không có giá trị «150 %»"),
    (cells(E6=0.5), 6, "Tình trạng", "không có giá trị «0,5»"),
    (cells(G6="tài liệu"), 6, "Tình trạng", "nhiệm vụ 3: đã điền mà chưa chọn «Tình trạng»"),
    (cells(F5="31/02/2026"), 5, "Ngày", "«31/02/2026» không phải là ngày có thật"),
    (cells(F5="05/2026"), 5, "Ngày", "«05/2026» không đọc được thành ngày"),
    (cells(F5="hôm qua"), 5, "Ngày", "«hôm qua» không đọc được thành ngày"),
    (cells(F5="2026"), 5, "Ngày", "«2026» không đọc được thành ngày"),
    (cells(F5="05/11/26"), 5, "Ngày", "«05/11/26» không đọc được thành ngày"),
    (cells(F5="11/15/2026"), 5, "Ngày", "«11/15/2026» không phải là ngày có thật"),
    (cells(F5=datetime(2062, 11, 5)), 5, "Ngày", "ngày 05/11/2062 sau ngày cuối kỳ báo cáo"),
    (cells(F5=datetime(2300, 1, 1)), 5, "Ngày", "năm 2300 nằm ngoài khoảng"),
    (cells(F5=datetime(2020, 1, 1)), 5, "Ngày", "ngày 01/01/2020 đứng trước ngày ban hành"),
    (cells(M5="cuối năm"), 5, "Hẹn hoàn thành", "«cuối năm» không đọc được thành ngày"),
    (cells(M5=datetime(2025, 11, 1)), 5, "Hẹn hoàn thành", "ngày 01/11/2025 hẹn trước kỳ báo cáo"),
    (cells(H5=datetime(2026, 1, 12)), 5, "Số, ký hiệu", "Excel đã đổi chữ trong ô này thành ngày"),
    (cells(I5="ngại"), 5, "Loại khó khăn", "không có giá trị «ngại»"),
    (cells(I5="Kinh phí; Nhân lực"), 5, "Loại khó khăn", "không có giá trị «Kinh phí; Nhân lực»"),
    (cells(G5="=1+1"), 5, "Sản phẩm đã có", "ô là công thức chưa có giá trị tính sẵn"),
    (cells(G5="#REF!"), 5, "Sản phẩm đã có", "ô báo lỗi #REF! của Excel"),
    (cells(G5="x" * 10_001), 5, "Sản phẩm đã có", "dài 10001 ký tự"),
    (cells(G5="{{ core }}"), 5, "Sản phẩm đã có", "có dấu «{{» của mẫu văn bản"),
    (cells(G5="Mật"), 5, "Sản phẩm đã có", "có dấu chỉ độ mật «Mật»"),
    (cells(G5="KÕ ho¹ch triÓn khai thùc hiÖn"), 5, "Sản phẩm đã có", "chữ ở mã TCVN3"),
    (cells(A5=2), 5, "Nhiệm vụ số", "số thứ tự ghi là «2», chữ là của nhiệm vụ 1"),
    (cells(B5="việc khác"), 5, "Nội dung", "chữ của nhiệm vụ 1 đã bị đổi hoặc xóa"),
    (cells(C5="Quý IV"), 5, "Thời gian hoàn thành", "ô in sẵn đã bị ghi thành «Quý IV»"),
    (cells(P5="Sở Tài chính"), 5, "Cơ quan", "ô in sẵn đã bị ghi thành «Sở Tài chính»"),
    (cells(B12="việc thêm", E12="Hoàn thành"), 12, "", "dòng thêm vào, không phải nhiệm vụ nào"),
    (cells(E4="Kết quả"), 4, "", "thiếu cột «Tình trạng»"),
    (cells(Q4="Ghi chú", Q5="gấp"), 4, "Ghi chú", "cột «Ghi chú» không được đọc"),
    (cells(F4="Tình trạng"), 4, "Tình trạng", "có hai cột «Tình trạng»"),
    (no_column, 4, "", "thiếu cột «Loại khó khăn»"),
    (hidden, 5, "", "dòng ẩn trong tệp"),
    (hidden_column, None, "", "cột G ẩn trong tệp"),
    (merged, 5, "Sản phẩm đã có", "ô gộp"),
    (renamed, None, "", "trang tính đã bị đổi tên"),
    (deleted, None, "", "không còn dòng của nhiệm vụ 3"),
]


@pytest.mark.parametrize(("edit", "row", "column", "what"), WRONG, ids=[what for *_, what in WRONG])
def test_what_is_wrong_is_told_at_its_cell_with_a_remedy(sent, plan, edit, row, column, what):
    def both(book):
        book["Chủ trì"]["E5"] = "Hoàn thành"
        book["Chủ trì"]["G5"] = "Kế hoạch"
        edit(book)

    found = read(sent, plan, both)
    told = [each for each in found.problems if each.what.startswith(what)]
    assert len(told) == 1, [str(each) for each in found.problems]
    assert (told[0].origin.row, told[0].origin.column) == (row, column)
    assert told[0].remedy
    sure = {each.tag: each.value for each in found.answers if not each.doubt}
    assert sure.items() <= {"own:task:1:status": "Hoàn thành", "own:task:1:product": "Kế hoạch", **_also(edit)}.items()


def _also(edit):
    """What is right beside what is wrong, as it was typed."""
    return {"own:task:3:product": "tài liệu"} if edit is WRONG[4][0] else {}


def test_two_rows_of_one_task_are_both_told_and_doubted(sent, plan):
    def twice(book):
        sheet = book["Chủ trì"]
        sheet["E5"] = sheet["E12"] = "Hoàn thành"
        sheet["A12"], sheet["B12"] = sheet["A5"].value, sheet["B5"].value

    found = read(sent, plan, twice)
    assert [each.what for each in found.problems] == ["nhiệm vụ 1 có hai dòng đã điền (dòng 5 và dòng 12)."]
    assert all(each.doubt for each in found.answers)


def test_a_bomb_and_a_damaged_file_are_one_problem_each(sent, plan):
    for data in (sent[: len(sent) // 2], b"PK\x03\x04" + bytes(500)):
        assert len(form_file.read(data, "a.xlsx", plan).problems) == 1


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saved_says_the_same(sent, plan, ending, tmp_path):
    office = shutil.which("soffice")
    source = tmp_path / "a.xlsx"
    source.write_bytes(edited(sent, FILLED))
    for kind, folder in ((ending, "once"), ("xlsx", "twice")):
        command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(tmp_path / folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        source = tmp_path / folder / f"a.{kind}"
    found = form_file.read(source.read_bytes(), "a.xlsx", plan)
    assert (found.form.id.name, values(found), found.problems) == ("so-y-te", RIGHT, ())


def test_both_forms_are_read_out_of_the_letterbox(tmp_path):
    root = project.copied(tmp_path)
    agency_forms.write(root, PLAN, "2026")
    made, box = root / "bieu-mau" / PLAN / "2026", root / "nhan" / PLAN
    box.mkdir(parents=True)
    (box / "a.xlsx").write_bytes(edited((made / "so-y-te.xlsx").read_bytes(), FILLED))
    (box / "b.docx").write_bytes(typed((made / "so-noi-vu.docx").read_bytes(), {("1", "Tình trạng"): "Hoàn thành"}))
    shutil.copy(made / "so-tai-chinh.xlsx", box)
    (box / "d.xlsx").write_bytes(edited((made / "so-y-te.xlsx").read_bytes(), cells(F5="bà Riêng")))
    told, _ = receive.receive(root, PLAN, root / "build")
    assert told[0] == "Nhận 4 tệp của 3 cơ quan."
    assert "bà Riêng" in "".join(told)
    rows = (root / "data" / PLAN / "returned-files.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[2] for row in rows[1:]] == ["so-y-te", "so-noi-vu", "so-y-te", "so-tai-chinh"]
    assert "Riêng" not in "".join(rows)  # which git keeps
    assert any(line.startswith("  Sở Y tế, nhiệm vụ 1, «Ngày»: ") for line in told)


# --- the Word form ---------------------------------------------------------------------------------------------------


def typed(raw, values):
    """The Word form with these values by the number of the duty and the title of the field."""
    paper, out = docx.Document(io.BytesIO(raw)), io.BytesIO()
    for number, title, cell in (row.cells for row in paper.tables[0].rows if len(row.cells) == 3):
        if (number.text, title.text) in values:
            cell.text = values[number.text, title.text]
    paper.save(out)
    return out.getvalue()


def test_a_word_form_that_is_filled_in_is_read_like_a_draft(written):
    raw = (written / "so-y-te.docx").read_bytes()
    said = {("3", "Tình trạng"): "Đang thực hiện", ("9", "Tình trạng"): "Hoàn thành", ("9", "Ngày"): "15/4/2026"}
    found = answers.read(word_lines.read(raw), word_lines.read(typed(raw, said)))
    want = {"own:task:3:status": "Đang thực hiện", "own:task:9:status": "Hoàn thành", "own:task:9:on": "15/4/2026"}
    assert {each.tag: each.value for each in found.answers if not each.doubt} == want
