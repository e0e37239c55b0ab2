"""The workbook says what the tables say, comes back by cell, and tells each wrong cell where people typed it."""

from __future__ import annotations

import itertools
import random
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import copied_project as project
from copied_project import PLAN
from ntsdocs.build.paths import PLAN_BOOK
from ntsdocs.docx import office
from ntsdocs.plan.reading import registry
from ntsdocs.returns import plan_book
from ntsdocs.returns.plan_book.column_words import CLOSED
from ntsdocs.tables import row_edits, sheets
from ntsdocs.text.problems import DataWrong

HOME = f"data/{PLAN}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project.copied(tmp_path)


@pytest.fixture
def made(root: Path) -> Path:
    plan_book.write(root, PLAN, root / "build")
    return root / "build" / PLAN_BOOK


def edited(made: Path, name: str, *cells: tuple[str, str, object]) -> Path:
    """A copy in which these cells, by sheet and place, were typed."""
    book = openpyxl.load_workbook(made)
    for sheet, place, value in cells:
        book[sheet][place] = value
    book.save(made.with_name(name))
    return made.with_name(name)


def column(made: Path, sheet: str, label: str) -> str:
    heading = sheets.values(made.read_bytes(), sheet)[0]
    return sheets.letter(heading.index(label))


def told(root: Path, *files: Path, write: bool = False) -> list[str]:
    return plan_book.take_back(root, PLAN, files, write=write)


def faults(root: Path, *files: Path) -> set[tuple[str, str, str]]:
    with pytest.raises(DataWrong) as caught:
        told(root, *files, write=True)
    assert all(each.remedy for each in caught.value.problems)
    return {(each.origin.sheet, str(each.origin.row), each.origin.column) for each in caught.value.problems}


def tables(root: Path) -> dict[str, bytes]:
    home = root / HOME
    return {file.name: file.read_bytes() for file in [*home.rglob("*.csv"), *home.rglob("*.yaml")]}


def test_the_same_tables_are_the_same_bytes_and_come_back_unchanged(root, made):
    before, first = tables(root), made.read_bytes()
    plan_book.write(root, PLAN, root / "build")
    assert made.read_bytes() == first
    assert told(root, made, write=True) == ["Kế hoạch số 01/KH-UBND: không có gì thay đổi."]
    assert tables(root) == before


def test_it_shows_names_and_days_and_offers_what_may_be_chosen(made):
    book = openpyxl.load_workbook(made)
    heading, first = [[cell.value for cell in row] for row in book["Kết quả 2025"].iter_rows(max_row=2)]
    row = dict(zip(heading, first, strict=True))
    assert (row["Cơ quan"], row["Ngày"].date(), row["Nhiệm vụ số"]) == ("Sở Nội vụ", date(2025, 3, 3), 1)
    assert book["Kết quả 2025"].freeze_panes == "C2"
    assert book["Kết quả 2025"].auto_filter.ref == "A1:P27"
    assert book["Kết quả 2025"]["D1"].comment.text == "Chọn tình trạng của nhiệm vụ đến cuối kỳ báo cáo."
    lists = {str(each.sqref): each.formula1 for each in book["Kết quả 2025"].data_validations.dataValidation}
    offered = [book["Danh mục chọn"][f"{lists['D2:D527'].split('$')[1]}{at}"].value for at in range(1, 5)]
    assert offered == ["Hoàn thành", "Đã ban hành kế hoạch triển khai", "Đang thực hiện", "Chưa thực hiện"]
    assert book["Cơ quan"]["H2"].value == "sở"
    assert book["Quyết định"]["E2"].value.startswith("9 cơ quan (4 sở")
    assert {sheet.title: sheet.sheet_state for sheet in book}["Gốc"] == "veryHidden"


def test_what_the_check_finds_is_marked_in_its_cell(root):
    project.replace_text(root, "results/2026.csv", "Đang thực hiện,30/11/2026", "Đang làmm,30/11/2026")
    plan_book.write(root, PLAN, root / "build")
    cell = openpyxl.load_workbook(root / "build" / PLAN_BOOK)["Kết quả 2026"]["D2"]
    assert cell.fill.fgColor.rgb == "FFF8CBAD"
    assert "không có giá trị «Đang làmm»" in cell.comment.text


def test_cells_go_back_and_nothing_else_of_the_files_changes(root, made):
    agency, state, day = (column(made, "Kết quả 2026", each) for each in ("Cơ quan", "Tình trạng", "Ngày"))
    copy = edited(
        made,
        "a.xlsx",
        *(("Kết quả 2026", f"{state}2", "Hoàn thành"), ("Kết quả 2026", f"{day}2", date(2026, 12, 1))),
        *(("Kết quả 2026", f"{agency}2", "sở y tế"), ("Cơ quan", "I2", "cấp xã")),
        ("Quyết định", "E2", "thêm Ngân hàng Nhà nước Chi nhánh Khu vực Mẫu"),
    )
    before = tables(root)
    lines = told(root, copy, write=True)
    assert lines[1] == "Cơ quan, dòng 2, «Cấp»: «province» → «commune»"
    assert lines[-1] == "Đã ghi."
    after = tables(root)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"2026.csv", "decisions.yaml"}
    old = "2,bao-va-dai-mau,Đang thực hiện,30/11/2026"
    assert after["2026.csv"] == before["2026.csv"].replace(old.encode(), "2,so-y-te,Hoàn thành,01/12/2026".encode())
    assert after["decisions.yaml"] == before["decisions.yaml"].replace(b"choice: vua", b"choice: rong", 1)
    assert told(root, copy) == ["Kế hoạch số 01/KH-UBND: không có gì thay đổi."]


def test_rows_may_be_sorted_added_and_dropped(root, made):
    book = openpyxl.load_workbook(made)
    sheet = book["Văn bản chờ"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=7)]
    rows = [*reversed(rows[:5]), [None, 3, "văn bản thêm"]]
    sheet.delete_rows(2, 6)
    for row in rows:
        sheet.append(row)
    book.save(made.with_name("b.xlsx"))
    before = (root / HOME / "conditions.csv").read_text("utf-8").splitlines()
    lines = told(root, made.with_name("b.xlsx"), write=True)
    assert lines[1] == "Văn bản chờ: thêm dòng «3; văn bản thêm»"
    assert lines[2].startswith("Văn bản chờ: bỏ dòng 7")
    after = (root / HOME / "conditions.csv").read_text("utf-8").splitlines()
    assert after == [*before[:6], ",,,,,", "3,văn bản thêm"]
    assert told(root, made.with_name("b.xlsx"))[0].endswith("không có gì thay đổi.")


def test_two_copies_are_merged_by_cell_and_a_conflict_is_told(root, made):
    first = edited(made, "a.xlsx", ("Nhiệm vụ", "K2", "Kế hoạch mới"), ("Nhiệm vụ", "K3", "Tin"))
    second = edited(made, "b.xlsx", ("Nhiệm vụ", "K4", "Sổ tay"), ("Nhiệm vụ", "K3", "Bài"))
    assert column(made, "Nhiệm vụ", "Sản phẩm") == "K"
    assert faults(root, first, second) == {("Nhiệm vụ", "3", "Sản phẩm")}
    assert len(told(root, edited(second, "c.xlsx", ("Nhiệm vụ", "K3", "Tin")), first, write=True)) == 5
    products = [line.rsplit(",", 1)[1] for line in (root / HOME / "tasks.csv").read_text("utf-8").splitlines()[1:4]]
    assert products == ["Kế hoạch mới", "Tin", "Sổ tay"]


def test_a_cell_that_the_table_has_changed_since_is_no_longer_written_over(root, made):
    copy = edited(made, "a.xlsx", ("Văn bản chờ", "C2", "Kế hoạch của Bộ"), ("Văn bản chờ", "C3", "văn bản khác"))
    project.replace_text(root, "conditions.csv", "3,Kế hoạch cấp Bộ", "4,hàng mới,,,,\n3,Kế hoạch cấp Bộ")
    assert told(root, copy)[1] == "Văn bản chờ, dòng 3, «Văn bản chờ»: «Kế hoạch cấp Bộ» → «Kế hoạch của Bộ»"
    project.replace_text(root, "conditions.csv", "văn bản của Bộ Mẫu,", "văn bản của Bộ Mẫu A,")
    assert faults(root, copy) == {("Văn bản chờ", "3", "Văn bản chờ")}


WRONG = (
    *(("Nhiệm vụ", "Số", "hai"), ("Nhiệm vụ", "Số", ""), ("Nhiệm vụ", "Số", "1"), ("Nhiệm vụ", "Nội dung", "")),
    *(("Nhiệm vụ", "Phần", ""), ("Nhiệm vụ", "Cơ quan chủ trì", "Sở Không Có Thật"), ("Nhiệm vụ", "Tên mục", "")),
    *(("Cơ quan", "Mã", "Sở Y tế!"), ("Cơ quan", "Cấp", "huyện"), ("Cơ quan", "Tên đầy đủ", "")),
    *(("Cơ quan", "Tình trạng ký hiệu", "chắc"), ("Cơ quan", "Có biển", "đôi khi"), ("Cơ quan", "Độ tin cậy", "99%")),
    *(("Quyết định", "Phương án đang theo", "một phương án khác"), ("Quyết định", "Câu hỏi", "Hỏi gì?")),
    *(
        ("Kết quả 2026", "Nhiệm vụ số", "77"),
        ("Kết quả 2026", "Cơ quan", "Sở Ma"),
        ("Kết quả 2026", "Tình trạng", "xog"),
    ),
    *(("Kết quả 2026", "Ngày", "31/02/2026"), ("Kết quả 2026", "Ngày", "hôm qua"), ("Kết quả 2026", "Tình trạng", "")),
    *(("Kết quả 2026", "Loại khó khăn", "trời mưa"), ("Kết quả 2026", "Hẹn hoàn thành", "sớm")),
    *(("Kết quả 2026", "Số, ký hiệu", date(2026, 3, 1)), ("Văn bản chờ", "Nhiệm vụ số", "0")),
    *(("Văn bản chờ", "Đã có ngày", "5-3-26"), ("Sổ công văn", "Số, ký hiệu", "công văn")),
    *(
        ("Sổ công văn", "Gửi cơ quan", "Sở Lạ"),
        ("Sổ công văn", "Ngày ban hành", ""),
        ("Đợt văn bản", "Trạng thái", "xong"),
    ),
    *(("Đợt văn bản", "Cách gửi", "email"), ("Đợt văn bản", "Tính đến ngày", "2020")),
)


def test_thirty_wrong_cells_are_each_told_by_sheet_row_and_column_and_nothing_is_written(root, made):
    before, seed = tables(root), random.Random(16)
    assert len(WRONG) >= 30
    rows = {name: range(2, 1 + len(sheets.values(made.read_bytes(), name))) for name, _, _ in WRONG}
    free = {name: itertools.cycle(seed.sample(each, len(each))) for name, each in rows.items()}
    places = [(name, next(free[name]), label) for name, label, _ in WRONG]
    values = (value or None for _, _, value in WRONG)
    letters = [f"{column(made, name, label)}{row}" for name, row, label in places]
    typed = zip((name for name, _, _ in WRONG), letters, values, strict=True)
    found = faults(root, edited(made, "x.xlsx", *typed))
    assert {(name, str(row), label) for name, row, label in places} - found == set()
    assert tables(root) == before


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda book: book.remove(book["Gốc"]), "không do invoke workbook lập"),
        (lambda book: book["Gốc"].__setitem__("A2", "hỏng"), "không do invoke workbook lập"),
        (lambda book: setattr(book["Nhiệm vụ"], "title", "Việc"), "không thấy trang tính «Nhiệm vụ»"),
        (lambda book: book["Nhiệm vụ"].delete_cols(7), "thiếu cột «Nội dung»"),
        (lambda book: book["Nhiệm vụ"].delete_cols(1), "thiếu cột «Dòng»"),
    ],
)
def test_a_copy_that_lost_what_it_is_known_by_is_refused_in_words(root, made, spoil, words):
    book = openpyxl.load_workbook(made)
    spoil(book)
    book.save(made.with_name("y.xlsx"))
    with pytest.raises(DataWrong, match=words):
        told(root, made.with_name("y.xlsx"))


def test_a_copy_of_another_plan_is_refused(root, made):
    shutil.copytree(root / HOME, root / "data/tinh-mau/02-kh-ubnd")
    with pytest.raises(DataWrong, match="là bảng của kế hoạch tinh-mau/01-kh-ubnd"):
        plan_book.take_back(root, "tinh-mau/02-kh-ubnd", [made], write=True)


def test_no_formula_leaves_and_one_that_comes_back_without_a_value_is_told(root, made):
    project.replace_text(root, "conditions.csv", "Kế hoạch cấp Bộ", "\t=1+1")
    plan_book.write(root, PLAN, root / "build")
    assert openpyxl.load_workbook(made)["Văn bản chờ"]["C2"].data_type == "s"
    copy = edited(made, "a.xlsx", ("Văn bản chờ", "C3", "=HYPERLINK(1)"))
    assert faults(root, copy) == {("Văn bản chờ", "3", "C")}


def test_every_code_of_the_registry_has_its_name():
    for field, codes in registry._CLOSED.items():
        assert {*CLOSED[field]} == {*codes}
        assert len({*CLOSED[field].values()}) == len(codes)


def test_a_run_that_ends_between_two_tables_is_ended_by_the_next(root, made, monkeypatch):
    copy = edited(made, "a.xlsx", ("Nhiệm vụ", "K2", "Kế hoạch mới"), ("Văn bản chờ", "C2", "Kế hoạch của Bộ"))
    put, calls = row_edits.put, []

    def killed(path, *rest, **named):
        if path.is_relative_to(root):  # not on trial
            calls.append(path.name)
        if path == root / HOME / "conditions.csv":
            raise KeyboardInterrupt
        put(path, *rest, **named)

    monkeypatch.setattr(row_edits, "put", killed)
    with pytest.raises(KeyboardInterrupt):
        told(root, copy, write=True)
    monkeypatch.setattr(row_edits, "put", put)
    assert calls == ["tasks.csv", "conditions.csv"]
    assert told(root, copy, write=True)[1:] == [
        "Văn bản chờ, dòng 2, «Văn bản chờ»: «Kế hoạch cấp Bộ» → «Kế hoạch của Bộ»",
        "Đã ghi.",
    ]


@pytest.mark.office
def test_a_copy_that_libreoffice_saved_says_the_same_and_its_wrong_cells_are_told(root, made, tmp_path):
    state = column(made, "Kết quả 2026", "Tình trạng")
    copy = edited(made, "a.xlsx", ("Nhiệm vụ", "K2", "Kế hoạch mới"))
    wrong = edited(made, "b.xlsx", ("Kết quả 2026", f"{state}3", "xog"))
    files = [each.read_bytes() for each in (made, copy, wrong)]
    saved = [tmp_path / f"{at}.xlsx" for at in range(3)]
    as_ods = office.converted("soffice", files, "xlsx", "ods")
    for file, data in zip(saved, office.converted("soffice", as_ods, "ods", "xlsx"), strict=True):
        file.write_bytes(data)
    assert not {*files} & {each.read_bytes() for each in saved}
    assert told(root, saved[0])[0].endswith("không có gì thay đổi.")
    assert told(root, saved[1])[1].endswith("→ «Kế hoạch mới»")
    assert faults(root, saved[2]) == {("Kết quả 2026", "3", "Tình trạng")}
