from __future__ import annotations

import csv
import io
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ntsdocs import tables
from ntsdocs.tables import Cell, Fields, Items, Record, Table, sheets
from ntsdocs.text import old_encodings
from ntsdocs.text.problems import Origin, Problem

UTF_8_CSV = "lưu lại bằng Excel: chọn kiểu «CSV UTF-8 (Comma delimited)»."
UNIKEY = "chuyển mã sang Unicode (chẳng hạn bằng UniKey, Ctrl+Shift+F6), rồi "
SAVE_AGAIN = "mở tệp bằng Excel xem có lỗi không, rồi lưu lại kiểu «Excel Workbook (.xlsx)»."
YAML_FORM = "xem lại: thụt lề bằng dấu cách (không dùng phím Tab), sau dấu hai chấm có dấu cách, đóng đủ dấu ngoặc."


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.heading, *table.rows)]


def numbers(table: Table) -> list[int | None]:
    return [row[0].origin.row for row in table.rows]


def save(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def book(path: Path, *values: list[object], sheet: str = "Sheet1") -> Path:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in values:
        made.active.append(row)
    made.save(path)
    return path


# --- csv ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "Số,Tên\n1,Sở Y tế\n",
        "\ufeffSố,Tên\n1,Sở Y tế\n",
        "Số;Tên\n1;Sở Y tế\n",
        "\ufeffSố;Tên\r\n1;Sở Y tế\r\n",
        '"Số","Tên"\n"1","Sở Y tế"',
    ],
)
def test_a_csv_file_reads_the_same_with_a_mark_or_without_and_with_either_separator(tmp_path, content):
    save(tmp_path, "x.csv", content)

    table = tables.read(tmp_path / "x.csv", tmp_path)

    assert table == Table(
        Origin("x.csv"),
        (Cell("Số", Origin("x.csv", row=1, column="Số")), Cell("Tên", Origin("x.csv", row=1, column="Tên"))),
        ((Cell("1", Origin("x.csv", row=2, column="Số")), Cell("Sở Y tế", Origin("x.csv", row=2, column="Tên"))),),
    )


def test_the_separator_is_the_one_that_stands_outside_quotes_in_the_heading(tmp_path):
    save(tmp_path, "x.csv", 'Mã;"Nhóm sở, ban, ngành";Tên\na;core;"Sở Văn hóa, Thể thao"\n')

    assert texts(tables.read(tmp_path / "x.csv", tmp_path)) == [
        ["Mã", "Nhóm sở, ban, ngành", "Tên"],
        ["a", "core", "Sở Văn hóa, Thể thao"],
    ]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    save(tmp_path, "x.csv", 'Số,Tên\n1,"hai\ndòng"\n\n,\n2,b\n')

    table = tables.read(tmp_path / "x.csv", tmp_path)

    assert texts(table) == [["Số", "Tên"], ["1", "hai\ndòng"], ["2", "b"]]
    assert numbers(table) == [2, 5]


def test_a_cell_beyond_the_heading_is_known_by_the_letter_of_its_column(tmp_path):
    save(tmp_path, "x.csv", "Số,\n1,a,b\n")

    row = tables.read(tmp_path / "x.csv", tmp_path).rows[0]

    assert [cell.origin.column for cell in row] == ["Số", "B", "C"]


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_columns_have_the_letters_of_a_spreadsheet(index, letter):
    assert sheets.letter(index) == letter


def in_cp1258(text: str) -> bytes:
    marks = {"ố": "ô\u0301", "ộ": "ô\u0323", "ủ": "u\u0309", "ì": "i\u0300", "ầ": "â\u0300"}
    return "".join(marks.get(char, char) for char in text).encode("cp1258")


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        ("Số,Nội dung\n".encode("utf-16-le"), "tệp ở mã UTF-16, không phải UTF-8.", UTF_8_CSV),
        (in_cp1258("Số,Nội dung,Cơ quan chủ trì\n"), "tệp ở mã Windows-1258, không phải UTF-8.", UTF_8_CSV),
        (
            "Sè,Néi dung,C¬ quan chñ tr×\n".encode("latin-1"),
            "tệp ở mã TCVN3 (ABC), không phải UTF-8.",
            UNIKEY + UTF_8_CSV,
        ),
        (
            "Soá,Noäi dung,Cô quan chuû trì\n".encode("latin-1"),
            "tệp ở mã VNI, không phải UTF-8.",
            UNIKEY + UTF_8_CSV,
        ),
        (b"a,\xff\n", "tệp không phải mã UTF-8 và không nhận ra được là mã nào.", UTF_8_CSV),
    ],
)
def test_a_file_in_another_encoding_is_told_by_the_name_of_the_encoding(tmp_path, content, what, remedy):
    save(tmp_path, "x.csv", content)

    (problem,) = tables.read(tmp_path / "x.csv", tmp_path).problems

    assert (problem.origin.file, problem.what, problem.remedy) == ("x.csv", what, remedy)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sè,Néi dung,C¬ quan chñ tr×", "TCVN3 (ABC)"),
        ("Soá,Noäi dung,Cô quan chuû trì", "VNI"),
        ("SÃ´Ì, Ná»™i dung, cÆ¡ quan chá»§ trÃ¬", "UTF-8 bị đọc nhầm thành Windows-1252"),
        ("Sở Y tế", ""),
        ("xã Cô Tô", ""),
        ("Cà Mau", ""),
        ("Thanh tra", ""),
        ("", ""),
    ],
)
def test_letters_that_show_the_bytes_of_an_old_encoding_are_recognised_and_vietnamese_is_not_taken_for_one(text, name):
    assert old_encodings.name_of_text(text) == name


def test_every_letter_of_tcvn3_has_one_byte():
    pairs = dict(zip(old_encodings._TCVN3_BYTES, old_encodings._TCVN3_LETTERS, strict=True))

    assert len(pairs) == 74
    assert len(set(pairs.values())) == 74


@pytest.mark.parametrize(
    ("content", "row", "what", "remedy"),
    [
        (
            'Số,Tên\n1,"mở\n2,b\n',
            2,
            "dấu ngoặc kép ở dòng này mở mà không đóng, hoặc có chữ đứng ngay sau dấu đóng.",
            "sửa ô có dấu ngoặc kép trong Excel rồi " + UTF_8_CSV,
        ),
        (
            'Số,Tên\n1,a\n2,"b"c\n',
            3,
            "dấu ngoặc kép ở dòng này mở mà không đóng, hoặc có chữ đứng ngay sau dấu đóng.",
            "sửa ô có dấu ngoặc kép trong Excel rồi " + UTF_8_CSV,
        ),
        ("\n,\n", None, "tệp không có dòng nào.", "ghi ít nhất dòng tiêu đề của các cột."),
        (
            b"PK\x03\x04 and so on",
            None,
            "tệp hỏng hoặc chép thiếu: không mở được.",
            "chép hoặc tải lại tệp gốc.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0"),
            None,
            "tệp có đặt mật khẩu.",
            "mở bằng mật khẩu, bỏ mật khẩu, lưu lại rồi dùng tệp mới.",
        ),
        ("a," * 201 + "\n", 1, "dòng có hơn 200 cột.", "xóa các cột thừa ở bên phải bảng."),
        (
            b"a" * 10_000_001,
            None,
            "tệp lớn hơn 10 MB.",
            "chép riêng phần kế hoạch sang tệp mới.",
        ),
    ],
    ids=["quote left open", "text after a quote", "nothing", "damaged", "locked", "too wide", "too large"],
)
def test_a_csv_file_that_cannot_be_read_is_one_problem(tmp_path, content, row, what, remedy):
    save(tmp_path, "x.csv", content)

    table = tables.read(tmp_path / "x.csv", tmp_path)

    assert table == Table(Origin("x.csv"), problems=(Problem(Origin("x.csv", row=row), what, remedy),))


@pytest.mark.parametrize("blank", ["\x1a", "\u00a0,\u200b, ", "\ufeff"])
def test_a_row_with_nothing_that_can_be_seen_is_no_row(tmp_path, blank):
    save(tmp_path, "x.csv", f"a,b,c\n1,2,3\n{blank}\n")

    assert len(tables.read(tmp_path / "x.csv", tmp_path).rows) == 1


def test_a_table_that_is_too_long_is_one_problem(tmp_path):
    save(tmp_path, "x.csv", "a\n" * 100_001)

    (problem,) = tables.read(tmp_path / "x.csv", tmp_path).problems

    assert problem == Problem(Origin("x.csv"), "bảng có hơn 100.000 dòng.", "xóa các dòng trống thừa ở cuối bảng.")


# --- which file -----------------------------------------------------------------------------------------------------


def test_a_missing_file_is_one_problem_with_the_name_that_comes_near(tmp_path):
    save(tmp_path, "Taks.csv", "a\n")

    assert tables.read(tmp_path / "tasks.csv", tmp_path).problems == (
        Problem(
            Origin("tasks.csv"),
            "không thấy tệp này.",
            "có phải tệp «Taks.csv»? Nếu phải thì đổi tên tệp thành «tasks.csv».",
        ),
    )
    assert tables.read(tmp_path / "no" / "agencies.csv", tmp_path).problems == (
        Problem(Origin("no/agencies.csv"), "không thấy tệp này.", "đặt tệp «agencies.csv» vào thư mục này."),
    )


def test_a_table_may_be_called_in_capitals_and_a_near_name_keeps_its_own_ending(tmp_path):
    book(tmp_path / "TASKS.XLSX", ["a"])
    book(tmp_path / "agencie.xlsx", ["a"])

    assert tables.read(tmp_path / "tasks.csv", tmp_path).problems == ()
    (problem,) = tables.read(tmp_path / "agencies.csv", tmp_path).problems
    assert problem.remedy == "có phải tệp «agencie.xlsx»? Nếu phải thì đổi tên tệp thành «agencies.xlsx»."


def test_a_table_in_two_formats_is_a_problem(tmp_path):
    save(tmp_path, "x.csv", "a\n")
    book(tmp_path / "x.xlsx", ["a"])

    assert tables.read(tmp_path / "x.csv", tmp_path).problems == (
        Problem(
            Origin("x.csv"),
            "có cả «x.csv» và «x.xlsx»: không rõ bảng nào là bảng đúng.",
            "giữ một tệp, chuyển tệp kia ra khỏi thư mục.",
        ),
    )


def test_a_table_asked_for_as_csv_is_found_as_xlsx(tmp_path):
    book(tmp_path / "x.xlsx", ["Số"], [1])

    assert tables.exists(tmp_path / "x.csv")
    assert texts(tables.read(tmp_path / "x.csv", tmp_path)) == [["Số"], ["1"]]


def test_tables_of_a_year_are_sorted_each_once_and_other_files_are_named(tmp_path):
    of_years = ("2026.xlsx", "2025.csv", "2026.csv", "2026-03.csv", "2026-so-y-te.XLSX", "2026 quý I.ods")
    others = ("0000.csv", "2026.docx", "20261.csv", "26.csv", "tam.csv")
    for name in (*of_years, *others, "~$2026.xlsx", ".DS_Store"):
        save(tmp_path, name, "")

    read = ("2026", "2026 quý I", "2026-03", "2026-so-y-te")
    assert tables.years(tmp_path) == (((2025, "2025"), *((2026, name) for name in read)), others)
    assert tables.years(tmp_path / "none") == ((), ())


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\r\nSố;Tên\r\n1;Sở A, Sở B\r\n",
        '"sep=,"\nSố,Tên\n1,"Sở A, Sở B"\n',
        "Số\tTên\n1\tSở A, Sở B\n",
        "\ufeffSố;Tên\n1;Sở A, Sở B\n".encode("utf-16-le"),
        "Số\tTên\r\n1\tSở A, Sở B\r\n".encode("utf-16"),
        "Số;Tên\n1;Sở A, Sở B\n".encode("utf-16-be").join([b"\xfe\xff", b""]),
    ],
)
def test_a_table_of_text_is_read_however_its_cells_are_parted(tmp_path, content):
    save(tmp_path, "x.csv", content)

    table = tables.read(tmp_path / "x.csv", tmp_path)

    assert texts(table) == [["Số", "Tên"], ["1", "Sở A, Sở B"]]
    assert numbers(table) == [2]


def test_a_title_with_commas_does_not_decide_what_parts_the_cells(tmp_path):
    save(tmp_path, "x.csv", "PHỤ LỤC, KÈM THEO KẾ HOẠCH, NĂM 2026;;\n;;\nSố;Tên;Hạn\n1;a;b\n2;c;d\n")

    assert texts(tables.read(tmp_path / "x.csv", tmp_path))[1] == ["Số", "Tên", "Hạn"]


@pytest.mark.parametrize("sign", list("=+-@"))
@pytest.mark.parametrize("before", ["", "\t", "\t\t"])
def test_a_cell_like_a_formula_is_text_for_a_spreadsheet_and_reads_back_equal(tmp_path, sign, before):
    cells = [before + sign + "cmd|' /C calc'!A0", f"a{sign}", f"{sign} hai\n{sign} ba", " một"]

    text = tables.csv_text([["một", "hai", "ba", "bốn"], cells])

    assert [cell[0] for cell in list(csv.reader(io.StringIO(text)))[1]] == ["\t", "a", "\t", " "]
    save(tmp_path, "x.csv", text)
    assert texts(tables.read(tmp_path / "x.csv", tmp_path))[1] == cells


# --- xlsx -----------------------------------------------------------------------------------------------------------


def test_the_cells_of_a_sheet_are_text_and_dates_are_dates(tmp_path):
    book(
        tmp_path / "x.xlsx",
        ["Số", "Ngày", "Tên"],
        [],
        [2026.0, date(2026, 2, 5), " Sở Y tế "],
        [2.5, datetime(2026, 12, 31, 7, 30), None],
        sheet="Kết quả",
    )

    table = tables.read(tmp_path / "x.xlsx", tmp_path)

    assert table.origin == Origin("x.xlsx", "Kết quả")
    assert texts(table) == [["Số", "Ngày", "Tên"], ["2026", "05/02/2026", " Sở Y tế "], ["2,5", "31/12/2026"]]
    assert table.rows[0][1] == Cell("05/02/2026", Origin("x.xlsx", "Kết quả", 3, "Ngày"), date(2026, 2, 5))
    assert [row[1].day for row in table.rows] == [date(2026, 2, 5), date(2026, 12, 31)]
    assert numbers(table) == [3, 4]


def told(table: Table) -> list[tuple[int | None, str, str]]:
    return [(each.origin.row, each.origin.column, each.what) for each in table.problems]


def test_the_first_sheet_with_rows_that_is_not_hidden_is_read_and_the_others_are_told(tmp_path):
    made = openpyxl.Workbook()
    for name in ("Bản cũ", "Hai", "Ba", "Bốn"):
        made.create_sheet(name)
    made["Bản cũ"].append(["cũ"])
    made["Bản cũ"].sheet_state = "hidden"
    made["Hai"].append(["hai"])
    made["Ba"].append(["ba"])
    made.save(tmp_path / "x.xlsx")

    table = tables.read(tmp_path / "x.csv", tmp_path)

    assert texts(table) == [["hai"]]
    assert told(table) == [(None, "", "chỉ đọc trang tính này; không đọc «Bản cũ» (ẩn), «Ba».")]
    assert table.origin == Origin("x.xlsx", "Hai")


def test_a_workbook_with_rows_in_hidden_sheets_alone_says_so(tmp_path):
    made = openpyxl.Workbook()
    made.create_sheet("Cũ").append(["cũ"])
    made["Cũ"].sheet_state = "hidden"
    made.save(tmp_path / "x.xlsx")

    (problem,) = tables.read(tmp_path / "x.xlsx", tmp_path).problems

    assert problem.what == "tệp không có dòng nào (chỉ có ở trang tính ẩn «Cũ»)."


def test_what_people_do_to_cells_is_read_as_they_see_it_and_told(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["Số", "Mục", "Nội dung", "Tỷ lệ"])
    sheet.append([1, "a", "một", 0.8])
    sheet.append([2, None, "hai", 1234.5])
    sheet.append([3, "b", "ba", 5])
    sheet.append([4, "c", "bốn", None])
    sheet.append([5, None, None, None])
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C5:D5")
    for cell, shape in (("D2", "0%"), ("D3", "#,##0.0"), ("D4", "00")):
        sheet[cell].number_format = shape
    for cell in ("B4", "C4", "D4"):
        sheet[cell].font = openpyxl.styles.Font(strike=True)
    sheet["C5"].comment = openpyxl.comments.Comment("xem lại", "ai")
    sheet.row_dimensions[5].hidden = True
    made.save(tmp_path / "x.xlsx")

    table = tables.read(tmp_path / "x.xlsx", tmp_path)

    assert texts(table)[1:] == [
        ["1", "a", "một", "80%"],
        ["2", "a", "hai", "1.234,5"],
        ["4", "c", "bốn", "bốn"],
        ["5"],
    ]
    merged = "ô gộp; chữ của nó được đọc cho mọi ô mà nó phủ."
    assert told(table) == [
        (2, "B", merged),
        (4, "", "dòng bị gạch ngang; không đọc."),
        (5, "", "dòng ẩn trong tệp (có thể do lọc); vẫn đọc."),
        (5, "C", "có ý kiến (comment) bên lề; không đọc vào ô."),
        (5, "C", merged),
    ]


def test_a_cell_that_is_partly_crossed_out_says_what_still_holds(tmp_path):
    struck = CellRichText(TextBlock(InlineFont(strike=True), "Tờ trình "), TextBlock(InlineFont(), "Báo cáo"))
    book(tmp_path / "x.xlsx", ["Số", "Sản phẩm"], [1, struck])

    table = tables.read(tmp_path / "x.xlsx", tmp_path)

    assert texts(table)[1] == ["1", "Báo cáo"]
    assert told(table) == [(2, "B", "có chữ gạch ngang; đọc như chữ đã xóa.")]


def test_a_sheet_that_is_formatted_far_below_its_rows_is_read_at_once(tmp_path):
    whole = parts(book(tmp_path / "x.xlsx", ["Số"], [1]))
    name = "xl/worksheets/sheet1.xml"
    rows_ = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (at, at, at) for at in range(3, 90_000)
    )
    merge = b"<!-- " + b"<mergeCell " * 20_000 + b" -->"
    far = b'<row r="100001" ht="15"/></sheetData>' + merge
    zipped(tmp_path / "x.xlsx", whole | {name: whole[name].replace(b"</sheetData>", rows_ + far)})
    began = time.process_time()

    assert texts(tables.read(tmp_path / "x.xlsx", tmp_path)) == [["Số"], ["1"]]
    assert time.process_time() - began < 2


@pytest.mark.parametrize("name", ["x.CSV", "x.xlsm", "x.XLSX", "x.csv"])
def test_a_table_is_read_by_what_it_holds(tmp_path, name):
    whole = book(tmp_path / "good.xlsx", ["Số"], [1]).read_bytes()
    save(tmp_path, name, whole)

    assert texts(tables.read(tmp_path / "x.csv", tmp_path)) == [["Số"], ["1"]]


def test_a_table_of_libreoffice_or_the_web_is_told_what_to_be_saved_as(tmp_path):
    ods = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
    zipped(tmp_path / "x.ods", ods)
    save(tmp_path, "y.xls", "<html><table><tr><td>Số</td></tr></table></html>")

    (of_ods,) = tables.read(tmp_path / "x.csv", tmp_path).problems
    (of_html,) = tables.read(tmp_path / "y.csv", tmp_path).problems

    assert (of_ods.what, "«Excel Workbook (.xlsx)»" in of_ods.remedy) == ("đây là tệp ODS.", True)
    assert of_html.what == "đây là tệp trang web (HTML)."


def test_formulas_and_errors_are_told_cell_by_cell(tmp_path):
    book(tmp_path / "x.xlsx", ["Số", "Tên"], ["=A1+1", "#REF!"], [1, "b"])

    table = tables.read(tmp_path / "x.xlsx", tmp_path)

    assert texts(table) == [["Số", "Tên"], ["1", "b"]]
    assert table.problems == (
        Problem(
            Origin("x.xlsx", "Sheet1", 2, "A"),
            "ô là công thức chưa có giá trị tính sẵn, đọc là trống.",
            "ghi lại giá trị của ô (chép rồi dán bằng «Paste Values»).",
        ),
        Problem(
            Origin("x.xlsx", "Sheet1", 2, "B"),
            "ô báo lỗi #REF! của Excel, đọc là trống.",
            "ghi lại giá trị của ô (chép rồi dán bằng «Paste Values»).",
        ),
    )


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, content: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_refused_before_it_is_parsed(tmp_path, encoding):
    content = parts(book(tmp_path / "good.xlsx", ["Số"]))
    text = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    zipped(tmp_path / "x.xlsx", content | {"xl/sharedStrings.xml": text.encode(encoding)})

    assert tables.read(tmp_path / "x.xlsx", tmp_path).problems == (
        Problem(Origin("x.xlsx"), "tệp Excel này có khai báo DTD, không phải do Excel lưu.", SAVE_AGAIN),
    )


def test_a_workbook_that_unpacks_too_large_is_refused(tmp_path):
    content = parts(book(tmp_path / "good.xlsx", ["Số"]))
    zipped(tmp_path / "x.xlsx", content | {"xl/bomb.bin": bytes(sheets.MAX_UNPACKED_BYTES)})

    assert tables.read(tmp_path / "x.xlsx", tmp_path).problems == (
        Problem(Origin("x.xlsx"), "tệp Excel này bung ra quá lớn.", "chép riêng bảng sang một tệp mới rồi lưu lại."),
    )


def test_a_workbook_may_lie_about_its_size(tmp_path):
    content = parts(book(tmp_path / "good.xlsx", ["Số"], [1]))
    sheet = content["xl/worksheets/sheet1.xml"]
    assert b'<dimension ref="A1:A2"' in sheet
    content["xl/worksheets/sheet1.xml"] = sheet.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    zipped(tmp_path / "x.xlsx", content)

    assert texts(tables.read(tmp_path / "x.xlsx", tmp_path)) == [["Số"], ["1"]]


def test_a_row_far_below_the_others_is_too_far(tmp_path):
    made = openpyxl.Workbook()
    made.active["A1"] = "Số"
    made.active["A1048576"] = "lạc"
    made.save(tmp_path / "x.xlsx")

    (problem,) = tables.read(tmp_path / "x.xlsx", tmp_path).problems

    assert problem.what == "bảng có hơn 100.000 dòng."


def test_a_damaged_workbook_is_one_problem(tmp_path):
    whole = book(tmp_path / "good.xlsx", ["Số"]).read_bytes()
    for damaged in (b"", b"no workbook", whole[:2000], whole.replace(b"worksheet", b"wormsheet")):
        save(tmp_path, "x.xlsx", damaged)
        assert tables.read(tmp_path / "x.xlsx", tmp_path).problems == (
            Problem(Origin("x.xlsx"), "không đọc được tệp Excel này: tệp hỏng hoặc không phải .xlsx.", SAVE_AGAIN),
        )


# --- yaml -----------------------------------------------------------------------------------------------------------


def test_every_scalar_of_a_yaml_file_keeps_its_words_its_line_and_its_key(tmp_path):
    save(
        tmp_path,
        "x.yaml",
        "# đầu\non: 2025-09-15\ninvented: false\ncode: 007\n"
        "list:\n  - {name: a}\n  - b\nempty:\nlong: >-\n  hai\n  chữ\n",
    )

    def at(row: int, key: str) -> Origin:
        return Origin("x.yaml", row=row, place=f"mục «{key}»")

    assert tables.read_yaml(tmp_path / "x.yaml", tmp_path) == Record(
        Origin("x.yaml"),
        Fields(
            Origin("x.yaml", row=2),
            {
                "on": Cell("2025-09-15", at(2, "on"), date(2025, 9, 15)),
                "invented": Cell("false", at(3, "invented")),
                "code": Cell("007", at(4, "code")),
                "list": Items(
                    at(5, "list"),
                    (
                        Fields(at(6, "list[1]"), {"name": Cell("a", at(6, "list[1].name"))}),
                        Cell("b", at(7, "list[2]")),
                    ),
                ),
                "empty": Cell("", at(8, "empty")),
                "long": Cell("hai chữ", at(9, "long")),
            },
        ),
    )


@pytest.mark.parametrize(
    ("content", "row", "what", "remedy"),
    [
        ("a: 1\nb: [1\n", 3, "không đọc được tệp YAML từ chỗ này.", YAML_FORM),
        ("a: 1\n\tb: 2\n", 2, "không đọc được tệp YAML từ chỗ này.", YAML_FORM),
        ("a: 1\n---\nb: 2\n", 2, "không đọc được tệp YAML từ chỗ này.", YAML_FORM),
        ("a: \x01\n", None, "không đọc được tệp YAML từ chỗ này.", YAML_FORM),
        (
            "a: &x [1]\nb: [*x, *x]\n",
            2,
            "tệp dùng bí danh YAML (dấu * và &).",
            "chép nội dung ra từng chỗ.",
        ),
        ("[" * 30 + "]" * 30, 1, "các mục lồng nhau quá sâu.", YAML_FORM),
        (
            "tên: Sở Y tế\n".encode("utf-16-le"),
            None,
            "tệp ở mã UTF-16, không phải UTF-8.",
            "lưu lại tệp bằng mã UTF-8.",
        ),
    ],
    ids=["open bracket", "tab", "two documents", "control character", "alias", "deep", "utf-16"],
)
def test_a_yaml_file_that_cannot_be_read_is_one_problem(tmp_path, content, row, what, remedy):
    save(tmp_path, "x.yaml", content)

    assert tables.read_yaml(tmp_path / "x.yaml", tmp_path) == Record(
        Origin("x.yaml"), None, (Problem(Origin("x.yaml", row=row), what, remedy),)
    )


def test_keys_written_twice_and_tags_are_told_and_nothing_is_built_from_them(tmp_path):
    save(
        tmp_path,
        "x.yaml",
        "a: 1\nb:\n  c: 1\n  c: 2\nd: !!python/object/apply:os.getcwd []\ne: !!binary aGk=\n[x]: 1\n",
    )

    record = tables.read_yaml(tmp_path / "x.yaml", tmp_path)

    assert record.problems == (
        Problem(Origin("x.yaml", row=4, place="mục «b.c»"), "mục này đã ghi ở trên.", "giữ một, xóa mục kia."),
        Problem(
            Origin("x.yaml", row=6, place="mục «e»"),
            "không dùng được thẻ YAML «tag:yaml.org,2002:binary».",
            "bỏ thẻ, chỉ ghi giá trị.",
        ),
        Problem(Origin("x.yaml", row=7, place="mục «»"), "tên mục phải là chữ.", "ghi tên mục rồi dấu hai chấm."),
    )
    assert isinstance(record.value, Fields)
    assert record.value.values["d"] == Items(Origin("x.yaml", row=5, place="mục «d»"), ())


def test_an_impossible_date_in_a_yaml_file_stays_words(tmp_path):
    save(tmp_path, "x.yaml", "on: 2026-02-31\n")

    record = tables.read_yaml(tmp_path / "x.yaml", tmp_path)

    assert isinstance(record.value, Fields)
    assert record.value.values["on"] == Cell("2026-02-31", Origin("x.yaml", row=1, place="mục «on»"))


# --- whatever comes -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("garbage")


@given(raw=st.binary(max_size=300), bom=st.booleans())
def test_no_bytes_in_a_csv_or_xlsx_file_raise(folder, raw, bom):
    for ending in (".csv", ".xlsx"):
        path = save(folder, "x" + ending, (b"\xef\xbb\xbf" if bom else b"") + raw)
        table = tables.read(path, folder)
        path.unlink()
        assert table.heading or table.problems


@given(raw=st.one_of(st.binary(max_size=300), st.text("ab:-[]{}&*!|>'\"\n #?,%@`\t1", max_size=60).map(str.encode)))
def test_no_bytes_in_a_yaml_file_raise(folder, raw):
    path = save(folder, "x.yaml", raw)
    record = tables.read_yaml(path, folder)
    assert record.problems or record.value is None or isinstance(record.value, Cell | Items | Fields)


@given(data=st.data())
def test_no_damage_to_a_workbook_raises(folder, data):
    buffer = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append(["Số", "Tên"])
    made.active.append([1, "Sở Y tế"])
    made.save(buffer)
    whole = {name: content for name, content in _parts(buffer).items() if not name.startswith("docProps")}
    name = data.draw(st.sampled_from(sorted(whole)))
    start = data.draw(st.integers(0, len(whole[name])))
    stop = data.draw(st.integers(start, min(start + 40, len(whole[name]))))
    filling = data.draw(st.binary(max_size=20))
    path = zipped(folder / "y.xlsx", whole | {name: whole[name][:start] + filling + whole[name][stop:]})

    table = tables.read(path, folder)

    path.unlink()
    assert table.heading or table.problems


def _parts(buffer: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
