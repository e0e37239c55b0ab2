from __future__ import annotations

import io
import threading
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from ntsdocs import tables
from ntsdocs.tables import row_edits
from ntsdocs.text import plain
from ntsdocs.text.problems import DataWrong

NAMES = {"number": "Số, ký hiệu", "on": "Ngày ban hành", "to": "Gửi cơ quan"}
ROW = {"Số, ký hiệu": "62/UBND-NC", "Ngày ban hành": "12/6/2026", "Gửi cơ quan": "so-y-te; so-noi-vu"}


def saved(folder: Path, content: str | bytes, name: str = "x.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(path: Path) -> list[list[str]]:
    table = tables.read(path, path.parent)
    assert not [each for each in table.problems if each.severity == "lỗi"]
    rows = [[cell.text for cell in row] for row in (table.heading, *table.rows)]
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]


def book(path: Path, *rows: list[object]) -> Path:
    made = openpyxl.Workbook()
    made.active.title = "Sổ"
    for row in rows:
        made.active.append(row)
    made.create_sheet("Ghi chú").append(["đừng mất", date(2026, 1, 2)])
    made.save(path)
    return path


def refusal(act) -> tuple[str, str, str]:
    with pytest.raises(DataWrong) as caught:
        act()
    (problem,) = caught.value.problems
    return problem.origin.file, problem.what, problem.remedy


def put(path, root, rows, names=None, first=None):
    row_edits.put(path, root, rows, names or {label: label for row in rows for label in row}, first)


# --- csv ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("sign", "cell"), [(",", '"so-y-te, so-noi-vu"'), (";", '"so-y-te; so-noi-vu"')])
@pytest.mark.parametrize("last", ["", "end"])
def test_all_bytes_that_stood_in_a_csv_file_stay(tmp_path, mark, end, sign, cell, last):
    old = f'{mark}"Số, ký hiệu"{sign}Ngày ban hành{sign}"Gửi cơ quan"{end}"1/UBND-NC"{sign}{sign}"có ""kép"""'
    path = saved(tmp_path, (old + (end if last else "")))

    put(path, tmp_path, [ROW | {"Gửi cơ quan": cell.strip('"')}], NAMES)

    number = "62/UBND-NC"
    assert path.read_bytes().decode() == f"{old}{end}{number}{sign}12/6/2026{sign}{cell}{end}"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_csv_file_in_utf_16_stays_so(tmp_path, codec):
    path = saved(tmp_path, "\ufeffSố, ký hiệu\tNgày ban hành\r\n1\t2\r\n".encode(codec))

    put(path, tmp_path, [{"Số, ký hiệu": "62", "Ngày ban hành": "12/6/2026"}])

    assert path.read_bytes().decode(codec) == "\ufeffSố, ký hiệu\tNgày ban hành\r\n1\t2\r\n62\t12/6/2026\r\n"


def test_one_cell_is_written_and_the_line_of_no_other_row_moves(tmp_path):
    path = saved(tmp_path, '\ufeff"Đợt";Trạng thái\r\n"1";"đang soạn"\r\n"2";"đang soạn"\r\n')

    put(path, tmp_path, [{"Trạng thái": "đã phát hành"}], first=2)

    assert path.read_bytes().decode() == '\ufeff"Đợt";Trạng thái\r\n1;đã phát hành\r\n"2";"đang soạn"\r\n'


def test_cells_of_several_rows_are_written_at_once_beside_a_new_row(tmp_path):
    path = saved(tmp_path, "A,B\n1,x\n2,y\n3,z\n")
    row_edits.put(path, tmp_path, [{"A": "4"}], {"a": "A", "b": "B"}, changed={2: {"B": "mới"}, 4: {"A": "", "B": ""}})
    assert path.read_text() == "A,B\n1,mới\n2,y\n,\n4\n"


def test_a_row_is_named_by_the_line_that_messages_tell_below_a_cell_of_two_lines_and_a_blank_row(tmp_path):
    path = saved(tmp_path, 'A,B\n"x\ny",1\n,\nz,2\n')
    row = tables.read(path, tmp_path).rows[1][0].origin.row

    put(path, tmp_path, [{"B": "3"}], first=row)

    assert path.read_text() == 'A,B\n"x\ny",1\n,\nz,3\n'


def test_blank_lines_at_the_end_that_a_spreadsheet_left_are_used(tmp_path):
    path = saved(tmp_path, "A;B\r\n1;2\r\n;\r\n;\r\n")

    put(path, tmp_path, [{"A": "3", "B": "4"}])

    assert path.read_bytes() == b"A;B\r\n1;2\r\n3;4\r\n;\r\n"


def test_a_line_that_says_what_separates_stays(tmp_path):
    path = saved(tmp_path, "sep=;\r\nA;B\r\n1,5;2\r\n")

    put(path, tmp_path, [{"A": "3,5", "B": "4;5"}])

    assert path.read_bytes() == b'sep=;\r\nA;B\r\n1,5;2\r\n3,5;"4;5"\r\n'


def test_a_column_that_is_not_there_is_added_at_the_right_only_if_something_stands_in_it(tmp_path):
    path = saved(tmp_path, "\ufeffSố,Ngày\n1,2\n")

    put(path, tmp_path, [{"Số": "3", "Đợt": "dot-1", "Tệp đã ký": ""}])

    assert path.read_text("utf-8") == "\ufeffSố,Ngày,Đợt\n1,2\n3,,dot-1\n"


def test_columns_are_found_below_a_title_and_by_their_other_names(tmp_path):
    path = saved(tmp_path, "SỔ CÔNG VĂN ĐI\nNUMBER,Ngày  ban hành,to\n1/UBND-NC,,\n")

    put(path, tmp_path, [ROW], NAMES)

    assert path.read_text("utf-8").splitlines()[3:] == ["62/UBND-NC,12/6/2026,so-y-te; so-noi-vu"]


def test_a_table_that_is_not_there_is_made_with_all_its_columns(tmp_path):
    put(tmp_path / "x.csv", tmp_path, [{"Số, ký hiệu": "62/UBND-NC"}], NAMES)

    assert texts(tmp_path / "x.csv") == [list(NAMES.values()), ["62/UBND-NC", "", ""]]
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=8) | st.sampled_from(
    ["=1+2", "+84", "-x", "@a", "\t=1", '"', ";", ",", "a\nb", "0130", "5;6", "«Sở Y tế»", " x ", ""]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), PLAIN), max_size=3),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
)
def test_what_is_read_back_are_the_rows_that_were_meant(tmp_path, rows, cells, sign, in_excel):
    heading = ["Số", "Ngày", "Gửi"]
    path = tmp_path / ("x.xlsx" if in_excel else "x.csv")
    if in_excel:
        book(path, heading, ["1", "2", "3"])
    else:
        saved(tmp_path, f"{sign.join(heading)}\r\n1{sign}2{sign}3\r\n")
    meant = [heading, ["1", "2", "3"]]
    for row in rows:
        put(tmp_path / "x.csv", tmp_path, [dict(zip(heading, row, strict=True))])
        kept = [plain.repaired(text)[0] for text in row]
        meant += [kept] if any(kept) else []
        assert texts(path) == meant
    for row, at, text in cells:
        number = tables.read(path, tmp_path).rows[row % (len(meant) - 1)][0].origin.row
        put(tmp_path / "x.csv", tmp_path, [{heading[at]: text}], first=number)
        meant[1 + row % (len(meant) - 1)][at] = plain.repaired(text)[0]
        meant = [meant[0], *(each for each in meant[1:] if any(each))]
        if len(meant) == 1:
            break
        assert texts(path) == meant
    path.unlink()


def test_a_text_that_a_spreadsheet_would_calculate_is_text(tmp_path):
    path = saved(tmp_path, "A,B\n")

    put(path, tmp_path, [{"A": "=HYPERLINK(1)", "B": "-1"}])

    assert path.read_text() == "A,B\n\t=HYPERLINK(1),\t-1\n"
    assert texts(path)[1] == ["=HYPERLINK(1)", "-1"]


# --- xlsx -----------------------------------------------------------------------------------------------------------


def test_a_workbook_keeps_all_its_other_parts_byte_for_byte_and_the_form_of_its_rows(tmp_path):
    path = book(tmp_path / "x.xlsx", ["Số, ký hiệu", "Ngày ban hành", "Gửi cơ quan"], ["1/UBND-NC", "", "x"])
    made = openpyxl.load_workbook(path)
    made.active["A2"].font = Font(name="Times New Roman", bold=True)
    made.active["D9"] = "=1+1"
    made.active.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="C2:C99"))
    made.active.auto_filter.ref = "A1:C2"
    made.active.freeze_panes = "A2"
    made.active["D9"].value = None
    made.save(path)
    before = zipfile.ZipFile(io.BytesIO(path.read_bytes()))

    put(tmp_path / "x.csv", tmp_path, [ROW, {"Số, ký hiệu": "=1+1", "Đợt": "dot-1"}], NAMES)

    after = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    assert after.namelist() == before.namelist()
    assert [name for name in before.namelist() if before.read(name) != after.read(name)] == ["xl/worksheets/sheet1.xml"]
    sheet = openpyxl.load_workbook(path).active
    assert (sheet["A3"].font.name, sheet["A3"].font.b) == ("Times New Roman", True)
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=1+1", "s")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C2")
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["C2:C99"]
    assert texts(path)[2:] == [[*ROW.values(), ""], ["=1+1", "", "", "dot-1"]]


def test_a_workbook_with_formulas_and_pictures_loses_neither(tmp_path):
    path = book(tmp_path / "x.xlsx", ["A", "B"], ["1", "2"])
    made = openpyxl.load_workbook(path)
    made["Ghi chú"]["A5"] = "=1+1"
    made.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"picture")
        archive.writestr("xl/vbaProject.bin", b"macro")

    put(path, tmp_path, [{"A": "3", "B": "4"}])

    assert zipfile.ZipFile(path).read("xl/media/image1.png") == b"picture"
    assert openpyxl.load_workbook(path)["Ghi chú"]["A5"].value == "=1+1"
    assert texts(path) == [["A", "B"], ["1", "2"], ["3", "4"]]


def test_a_cell_with_a_formula_is_not_written_over(tmp_path):
    path = book(tmp_path / "x.xlsx", ["A", "B"], ["1", "=1+1"])
    before = path.read_bytes()

    told = refusal(lambda: put(path, tmp_path, [{"B": "x"}], first=2))

    assert told[1] == "tệp Excel có công thức ở ô phải ghi, hoặc có cấu trúc lạ."
    assert path.read_bytes() == before


def test_the_same_edit_gives_the_same_bytes(tmp_path):
    paths = [tmp_path / "1.xlsx", tmp_path / "2.xlsx"]
    raw = book(paths[0], ["A", "B"], ["1", "2"]).read_bytes()
    for path in paths:
        path.write_bytes(raw)
        put(path, tmp_path, [{"A": "3", "C": "4"}])

    assert paths[0].read_bytes() == paths[1].read_bytes() != raw


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["~$x.csv", ".~lock.x.csv#"])
def test_a_file_that_somebody_has_open_is_left_alone(tmp_path, mark):
    path = saved(tmp_path, "A,B\n")
    (tmp_path / mark).touch()

    what, remedy = refusal(lambda: put(path, tmp_path, [{"A": "1"}]))[1:]

    assert what == "tệp đang mở trong Excel hoặc LibreOffice."
    assert mark in remedy
    (tmp_path / mark).unlink()
    put(path, tmp_path, [{"A": "1"}])
    assert path.read_text() == "A,B\n1\n"


def test_a_file_that_may_only_be_read_and_a_link_are_left_alone(tmp_path):
    path = saved(tmp_path, "A,B\n")
    path.chmod(0o444)
    assert refusal(lambda: put(path, tmp_path, [{"A": "1"}]))[1].startswith("tệp chỉ cho đọc")
    path.chmod(0o644)
    (tmp_path / "y.csv").symlink_to(path)
    assert refusal(lambda: put(tmp_path / "y.csv", tmp_path, [{"A": "1"}]))[1].startswith("tệp chỉ cho")
    assert path.read_text() == "A,B\n"


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("x.csv", b"S\xe8,Ng\xb5y\n1,2\n", "không phải UTF-8"),
        ("x.csv", b"", "không có dòng nào"),
        ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "không"),
        ("x.ods", b"PK", "tệp"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_written(tmp_path, name, content, what):
    path = saved(tmp_path, content, name)

    assert what in refusal(lambda: put(tmp_path / "x.csv", tmp_path, [{"A": "1"}]))[1]
    assert path.read_bytes() == content


def test_of_a_table_in_two_files_neither_is_written(tmp_path):
    saved(tmp_path, "A,B\n")
    book(tmp_path / "x.xlsx", ["A", "B"])

    assert "không rõ bảng nào" in refusal(lambda: put(tmp_path / "x.csv", tmp_path, [{"A": "1"}]))[1]


def test_what_was_saved_by_somebody_else_meanwhile_is_not_written_over(tmp_path, monkeypatch):
    path = saved(tmp_path, "A,B\n1,2\n")
    changes = row_edits._changes

    def meanwhile(*args):
        path.write_text("A,B\n7,8\n")
        return changes(*args)

    monkeypatch.setattr(row_edits, "_changes", meanwhile)

    assert refusal(lambda: put(path, tmp_path, [{"A": "3"}]))[1] == "tệp vừa được người khác ghi lại."
    assert path.read_text() == "A,B\n7,8\n"


def test_two_who_write_at_once_lose_no_row(tmp_path):
    path = saved(tmp_path, "A,B\n")

    def write(name: str) -> None:
        for number in range(15):
            with row_edits.held(tmp_path, tmp_path):
                put(path, tmp_path, [{"A": name, "B": str(number)}])

    threads = [threading.Thread(target=write, args=(name,)) for name in "xyz"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(map(tuple, texts(path)[1:])) == sorted((name, str(n)) for name in "xyz" for n in range(15))
