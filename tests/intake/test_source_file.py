"""What only some files have: counted lists, tracked text, boxes, old fonts, formulas, dates, no tables."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import vietnam_provinces

import annexes
from ntsdocs import tables
from ntsdocs.intake import cleaning, drafts, registry, source_file, task_file, task_rows
from ntsdocs.intake.tree import SourceDocument
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.tables import sheets
from ntsdocs.text.problems import DataWrong
from ntsdocs.text.vn import slug

ROOT = Path(__file__).resolve().parents[2]


def p(text: str, props: str = "", look: str = "") -> str:
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{props}</w:pPr>{run}</w:p>"


def listed(number: int, level: int = 0) -> str:
    return f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"


def tc(*paragraphs: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


HEADING = tr(*(tc(p(text)) for text in ("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian")))


def word(tmp_path: Path, body: str, numbering: str = "") -> SourceDocument:
    path = tmp_path / "x.docx"
    path.write_bytes(annexes.word_file(body, numbering))
    return source_file.read(path, "x.docx")


def table(*body: str) -> str:
    return f"<w:tbl>{HEADING}{''.join(body)}</w:tbl>"


def found(document: SourceDocument) -> tuple[task_rows.AnnexTask, ...]:
    return task_rows.read(list(cleaning.clean(document, ProblemList()).grids())).tasks


def notes(document: SourceDocument) -> list[str]:
    return [note.what for note in document.notes]


# --- Word -----------------------------------------------------------------------------------------------------------


def test_lists_in_levels_are_counted_as_word_prints_them(tmp_path):
    level = "<w:lvl w:ilvl='{}'><w:start w:val='{}'/><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/></w:lvl>"
    levels = "".join(
        level.format(*each)
        for each in ((0, 1, "upperRoman", "%1."), (1, 3, "decimal", "%1.%2."), (2, 1, "lowerLetter", "%3)"))
    )
    numbering = f"<w:abstractNum w:abstractNumId='1'>{levels}</w:abstractNum>"
    depths = (0, 1, 2, 2, 1, 0, 1)
    document = word(tmp_path, "".join(p("x", listed(1, depth)) for depth in depths), numbering)
    assert [each.number for each in document.paragraphs()] == ["I.", "I.3.", "a)", "b)", "I.4.", "II.", "II.3."]


def test_numbers_of_tasks_that_word_counts_are_their_numbers(tmp_path):
    body = [tr(tc(p("", listed(1))), tc(p(text)), tc(p("Sở Y tế")), tc(p("Thường xuyên"))) for text in ("Một", "Hai")]
    tasks = found(word(tmp_path, table(*body)))
    assert [(task.printed, task.values["content"].text) for task in tasks] == [("1", "Một"), ("2", "Hai")]


def test_tracked_text_is_read_as_accepted_and_that_is_said(tmp_path):
    old = "<w:del w:id='1'><w:r><w:delText>cũ</w:delText></w:r></w:del>"
    tracked = f"<w:p>{old}<w:ins w:id='2'><w:r><w:t>mới</w:t></w:r></w:ins></w:p>"
    gone = tr(tc(p("9")), tc(p("bỏ")), tc(p("Sở Y tế")), tc(p("Hằng năm")), props="<w:del w:id='3'/>")
    document = word(tmp_path, table(tr(tc(p("1")), tc(tracked), tc(p("Sở Y tế")), tc(p("Hằng năm"))), gone))
    assert [task.values["content"].text for task in found(document)] == ["mới"]
    assert notes(document) == ["có thay đổi đang theo dõi (Track Changes): đọc như đã chấp nhận tất cả"]


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", "<w:strike w:val='1'/>"])
def test_words_that_are_crossed_out_are_not_read_and_that_is_said(tmp_path, look):
    part = f"<w:p>{p('Tờ trình', look=look)[14:-6]}<w:r><w:t>Báo cáo</w:t></w:r></w:p>"
    rows = [
        tr(tc(p("1")), tc(part), tc(p("Sở Y tế")), tc(p("Hằng năm"))),
        tr(*(tc(p(text, look=look)) for text in ("2", "Hội thao", "Sở Y tế", "Hằng năm"))),
        tr(tc(p("3")), *(tc(p(text, look=look)) for text in ("Hội thao", "Sở Y tế", "Hằng năm"))),
    ]
    document = word(tmp_path, table(*rows))
    grid = next(document.grids())
    assert [row.struck for row in grid.rows] == [False, False, True, True]
    assert [slot.text for slot in grid.rows[1].slots] == ["1", "Báo cáo", "Sở Y tế", "Hằng năm"]
    assert notes(document) == ["có chữ gạch ngang; đọc như chữ đã xóa"]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path):
    inside = "<w:txbxContent><w:p><w:r><w:t>Số: 5/KH-UBND</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = (
        f"<w:p><w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice Requires='wps'>{inside}</mc:Choice>"
        f"<mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = word(tmp_path, p("trước") + box)
    assert [each.text for each in document.paragraphs()] == ["trước", "Số: 5/KH-UBND"]
    assert notes(document) == ["có chữ trong khung (text box); đọc như đoạn văn ngay sau"]


def test_hidden_rows_are_read_and_told(tmp_path):
    row = tr(tc(p("1")), tc(p("Việc")), tc(p("Sở Y tế")), tc(p("Hằng năm")), props="<w:hidden/>")
    read = task_rows.read(list(word(tmp_path, table(row)).grids()))
    assert [task.values["content"].text for task in read.tasks] == ["Việc"]
    assert [(note.what, note.place) for note in read.notes] == [("hàng ẩn trong tệp; vẫn đọc", "bảng 1, hàng 2")]


@pytest.mark.parametrize(
    ("font", "written", "read"),
    [
        (".VnTime", "Thêi h¹n", "Thời hạn"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH"),
        ("VNI-Times", "Thôøi haïn", "Thời hạn"),
        ("Times New Roman", "Thời hạn", "Thời hạn"),
    ],
)
def test_the_letters_of_old_fonts_are_made_unicode(tmp_path, font, written, read):
    document = word(tmp_path, p(written, look=f"<w:rFonts w:ascii='{font}' w:hAnsi='{font}'/>"))
    assert [each.text for each in document.paragraphs()] == [read]
    assert any("đã chuyển sang Unicode" in what for what in notes(document)) == (written != read)


def test_what_stands_where_is_known_of_every_cell(tmp_path):
    row = tr(tc(p("1")), tc(p("Việc")), tc(p("Sở Y tế")), tc(p("Hằng năm")))
    task = found(word(tmp_path, table(row)))[0]
    assert task.values["lead"] == task_rows.AnnexValue("Sở Y tế", "bảng 1, hàng 2, cột 3")


# --- text in old codes ----------------------------------------------------------------------------------------------


def test_text_in_tcvn3_without_a_font_is_known_by_its_bytes(tmp_path):
    text = "KÕ ho¹ch cña UBND tØnh vÒ phßng chèng dÞch, c¬ quan chñ tr×, thêi h¹n hoµn thµnh, së y tÕ vµ c¸c ngµnh"
    path = tmp_path / "x.txt"
    path.write_text(text, encoding="utf-8")
    findings = ProblemList()
    document = cleaning.clean(source_file.read(path, "x.txt"), findings)
    wanted = "Kế hoạch của UBND tỉnh về phòng chống dịch, cơ quan chủ trì, thời hạn hoàn thành, sở y tế và các ngành"
    assert [each.text for each in document.paragraphs()] == [wanted]
    assert [problem.what for problem in findings.all()] == ["chữ ở mã TCVN3 (ABC); đã chuyển sang Unicode."]


def test_smart_quotes_are_kept_and_soft_hyphens_and_look_alikes_are_not(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("“Ðề án” số\u00adhóa\u00a0dữ liệu", encoding="utf-8")
    document = cleaning.clean(source_file.read(path, "x.txt"), ProblemList())
    assert [each.text for each in document.paragraphs()] == ["“Đề án” sốhóa dữ liệu"]


# --- Excel ----------------------------------------------------------------------------------------------------------


def test_dates_serials_and_numbers_as_text_are_read_and_asked_about(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["STT", "Nội dung", "Chủ trì", "Thời hạn"])
    book.active.append(["1", "Một", "Sở Y tế", datetime(2026, 3, 15)])
    book.active.append([2.0, "Hai", "Sở Y tế", 46096])
    book.active.append([3, '="Ba"', "Sở Y tế", "Quý IV/2026"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    document = source_file.read(path, "x.xlsx")
    made = task_file.rows_of(found(document), "")
    assert [(row[0], row[5], row[8]) for row in made.rows] == [
        ("1", "Một", "15/03/2026"),
        ("2", "Hai", "15/03/2026"),
        ("3", "", "Quý IV/2026"),
    ]
    assert notes(document) == ["ô là công thức chưa có giá trị tính sẵn, đọc là trống"]
    asked = [question.what for question in made.questions]
    assert "thời hạn là số ngày của Excel (46096), đọc thành 15/03/2026." in asked
    assert "nhiệm vụ 3 không có «Nội dung»." in asked


def test_a_formula_gives_its_cached_value():
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    again = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    cell = sheets.of_xlsx(again.getvalue())[0].rows[0].cells[0]
    assert (cell.text, cell.remark) == ("2", "ô là công thức, đọc giá trị đã tính sẵn")


# --- numbers and sections ---------------------------------------------------------------------------------------------


def pasted(tmp_path: Path, *lines: str) -> task_file.TaskRows:
    path = tmp_path / "x.txt"
    path.write_text("STT | Nội dung | Chủ trì | Thời gian |\n" + "\n".join(lines), encoding="utf-8")
    return task_file.rows_of(found(source_file.read(path, "x.txt")), "PHÂN CÔNG")


def test_numbers_that_repeat_are_counted_anew_and_kept_beside(tmp_path):
    made = pasted(
        tmp_path, "I. MỘT ||||", "1 | a | Sở Y tế | Hằng năm |", "II. HAI ||||", "1 | b | Sở Y tế | Hằng năm |"
    )
    assert made.labels[-1] == "Số trong phụ lục"
    assert [(row[0], row[-1], row[1], row[3]) for row in made.rows] == [("1", "1", "I", "I"), ("2", "1", "I", "II")]


def test_three_levels_of_sections_become_two_and_that_is_asked(tmp_path):
    made = pasted(tmp_path, "I. MỘT ||||", "1. HAI VIỆC ||||", "a) Ba ||||", "1 | x | Sở Y tế | Hằng năm |")
    assert made.rows[0][1:5] == ("I", "MỘT", "1.a", "HAI VIỆC – Ba")
    asked = "phụ lục chia 3 cấp; dữ liệu có hai cấp nên các cấp từ thứ hai được ghép vào một mục."
    assert [question.what for question in made.questions] == [asked]


def test_a_column_of_both_roles_is_parted_by_its_labels(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(
        "STT | Nội dung | Cơ quan chủ trì, phối hợp | Thời gian |\n"
        "1 | a | Chủ trì: Sở Y tế; phối hợp: Công an tỉnh | Hằng năm |",
        encoding="utf-8",
    )
    row = task_file.rows_of(found(source_file.read(path, "x.txt")), "").rows[0]
    assert (row[6], row[7]) == ("Sở Y tế", "Công an tỉnh")


# --- plans without tables ---------------------------------------------------------------------------------------------


def test_a_plan_without_tables_gives_drafts_that_are_marked(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(
        "II. NHIỆM VỤ\n1. Truyền thông\n"
        "a) Tổ chức hội nghị. Chủ trì: Sở Y tế. Phối hợp: Công an tỉnh, Sở Tài chính. Thời gian: Quý I/2026.\n"
        "b) Biên soạn tài liệu\n- Cơ quan chủ trì: Sở Tài chính;\n- Thời gian thực hiện: Hằng năm;\n"
        "- Sản phẩm: Tài liệu.\n"
        "III. TỔ CHỨC\nCác đơn vị báo cáo kết quả: đúng hạn.",
        encoding="utf-8",
    )
    tasks = drafts.read(source_file.read(path, "x.txt"))
    made = task_file.rows_of(tasks, "")
    assert [row[5:10] for row in made.rows] == [
        ("Tổ chức hội nghị.", "Sở Y tế", "Công an tỉnh, Sở Tài chính", "Quý I/2026", ""),
        ("Biên soạn tài liệu", "Sở Tài chính", "", "Hằng năm", "Tài liệu"),
    ]
    assert [[heading.title for heading in task.headings] for task in tasks] == [["NHIỆM VỤ", "Truyền thông"]] * 2
    assert made.labels[-1] == "Cần xem lại"
    assert {row[-1] for row in made.rows} == {"đọc từ đoạn văn, chưa chắc"}


# --- the registry -----------------------------------------------------------------------------------------------------


def test_the_registry_of_a_real_province_has_every_commune_unit_of_the_committed_one(tmp_path):
    made = dict(registry.seed(tmp_path / "thanh-hoa").files)
    (tmp_path / "made.csv").write_text(made["agencies.csv"], encoding="utf-8")
    seeded = {row[0].text: row[1].text for row in tables.read(tmp_path / "made.csv", tmp_path).rows}
    committed = tables.read(ROOT / "data/thanh-hoa/agencies.csv", ROOT).rows
    assert seeded == {row[0].text: row[1].text for row in committed if row[7].text == "commune"}
    assert len(seeded) == 166


def test_every_one_of_the_34_provinces_has_units_with_ids_of_their_own(tmp_path):
    names = [slug(each.name.removeprefix("Thành phố ")) for each in vietnam_provinces.Province.iter_all()]
    counts = []
    for name in names:
        rows_ = dict(registry.seed(tmp_path / name).files)["agencies.csv"].splitlines()[1:]
        assert len({row.split(",")[0] for row in rows_}) == len(rows_)
        counts.append(len(rows_))
    assert (len(names), sum(counts)) == (34, 3321)


def test_a_province_that_is_none_of_the_34_needs_a_name_and_is_marked_as_invented(tmp_path):
    with pytest.raises(DataWrong, match="không phải là một trong 34"):
        registry.seed(tmp_path / "tinh-thu")
    files = dict(registry.seed(tmp_path / "tinh-thu", name="tỉnh Thử").files)
    assert "invented: true" in files["province.yaml"]
