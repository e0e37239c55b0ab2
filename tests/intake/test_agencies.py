"""What intake makes of cells of agencies, and that each remedy it and the check offer is one."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.intake import proposal, registry, report
from ntsdocs.intake.agencies import AgencyCells, understand
from ntsdocs.intake.headings import BOTH
from ntsdocs.intake.plan_file import IssuedKind
from ntsdocs.intake.task_rows import AnnexTask, AnnexValue
from ntsdocs.plan import reading
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import OUTSIDE, Phrase
from ntsdocs.plan.phrases import Phrasebook
from ntsdocs.text.problems import DataWrong, Severity

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases"
SAMPLE = "tinh-mau/01-kh-ubnd"
NEW = "tinh-mau/moi"
HEADING = "| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |"


@pytest.fixture
def place(tmp_path):
    """A copy of the data that intake may write into."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def understood(*cells: str, plan: str = NEW, root: Path = ROOT) -> AgencyCells:
    tasks = [
        AnnexTask(str(number), (), {"coordinate": AnnexValue(cell, f"ô {number}")}, (), "")
        for number, cell in enumerate(cells, 1)
    ]
    province, _, name = plan.partition("/")
    return understand(tasks, root / "data" / province, root / "data" / province / name, root)


def rows_of(cells: AgencyCells) -> list[tuple[str, ...]]:
    return [tuple(row[:5]) for row in csv.reader(io.StringIO(cells.phrases.removeprefix("\ufeff")))][1:]


SBN = ("SBN", "sbn_group=core", "group", "")
SBN_REL = ("SBN_REL", "sbn_group=core", "conditional", "liên quan")
XA = ("XA", "level=commune", "group", "")
OUT = ("ngoài danh mục", "group", "")
XA_REL = ("XA_REL", "level=commune", "conditional", "liên quan")


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        ("Các sở, ban, ngành", [("Các sở, ban, ngành", *SBN)]),
        ("các sở, ban ngành cấp tỉnh", [("các sở, ban ngành cấp tỉnh", *SBN)]),
        ("Tất cả các sở, ban, ngành của tỉnh", [("các sở, ban, ngành của tỉnh", *SBN)]),
        ("Sở, ngành có liên quan", [("Sở, ngành có liên quan", *SBN_REL)]),
        ("Các sở, ban, ngành cấp tỉnh có liên quan", [("Các sở, ban, ngành cấp tỉnh có liên quan", *SBN_REL)]),
        (
            "Sở Y tế; các sở, ban, ngành, UBND các xã, phường, đặc khu liên quan.",
            [
                ("các sở, ban, ngành, UBND các xã, phường, đặc khu liên quan", *SBN_REL),
                ("các sở, ban, ngành, UBND các xã, phường, đặc khu liên quan", *XA_REL),
            ],
        ),
        (
            "Các sở, ban, ngành; Ủy ban nhân dân các phường, xã",
            [("Các sở, ban, ngành", *SBN), ("Ủy ban nhân dân các phường, xã", *XA)],
        ),
        ("Các sở, ngành, địa phương", [("Các sở, ngành", *SBN), ("địa phương", *XA)]),
        (
            "Sở Y tế và các đơn vị liên quan",
            [
                (
                    "các đơn vị liên quan",
                    *("UNITS_REL", "sbn_group=core ; kind=phong|su-nghiep", "conditional", "liên quan"),
                )
            ],
        ),
        ("Các xã, phường trên địa bàn tỉnh Mẫu", [("Các xã, phường trên địa bàn tỉnh Mẫu", *XA)]),
        ("báo, đài", [("báo, đài", "PRESS", "kind=press", "group", "")]),
        (
            "MTTQ và các tổ chức chính trị - xã hội",
            [("MTTQ và các tổ chức chính trị - xã hội", "DOAN_THE", "kind=mass-organisation", "group", "")],
        ),
        ("các phòng nghiệp vụ", [("các phòng nghiệp vụ", "PHONG", "kind=phong", "group", "")]),
        ("hợp tác xã; người dân", [("hợp tác xã", "NGOAI", *OUT), ("người dân", "NGOAI", *OUT)]),
        ("Bộ Cây xanh", [("Bộ Cây xanh", "BO-CAY-XANH", "ngoài danh mục", "group", "")]),
        ("Tổng công ty Cây Mẫu", [("Tổng công ty Cây Mẫu", "TONG-CONG-TY-CAY-MAU", "ngoài danh mục", "group", "")]),
        ("UBND tỉnh", [("UBND tỉnh", "UBND-TINH", "ngoài danh mục", "group", "")]),
        ("Hội Làm vườn", [("Hội Làm vườn", "HOI-LAM-VUON", "", "group", "")]),
        ("UBND cấp xã miền núi", [("UBND cấp xã miền núi", "UBND-CAP-XA-MIEN-NUI", "", "group", "")]),
        ("Sở Y tế, Công an tỉnh", []),
    ],
)
def test_phrases_are_written_as_the_annex_has_them(cell, rows):
    assert rows_of(understood(cell)) == rows


def test_words_that_stand_in_many_cells_are_asked_once():
    made = understood("Hội Làm vườn", "Sở Y tế; hội làm vườn", "Hội Làm vườn, UBND cấp xã")

    assert [(each.words, each.places) for each in made.unknown] == [("Hội Làm vườn", ("ô 1", "ô 2", "ô 3"))]
    assert [row[0] for row in rows_of(made)] == ["UBND cấp xã", "Hội Làm vườn"]


def annex(place: Path, *cells: str) -> Path:
    rows = [
        f"| {number} | Việc {number} | Sở Tài chính | {cell} | Quý IV/2026 | Báo cáo |"
        for number, cell in enumerate(cells, 1)
    ]
    path = place / "ke-hoach.md"
    path.write_text("\n".join(("# KẾ HOẠCH", "", HEADING, "|---|---|---|---|---|---|", *rows)), encoding="utf-8")
    return path


def planned(place: Path, source: Path, plan: str = NEW) -> proposal.Proposal:
    """The source as a plan whose facts are those of the sample's plan."""
    made = proposal.propose(place, plan, source)
    made.write()
    shutil.copy(ROOT / "data" / SAMPLE / "plan.yaml", place / "data" / plan / "plan.yaml")
    return made


def stops(place: Path, plan: str = NEW) -> list[str]:
    found = reading.read(place / "data" / plan, place).problems
    return [problem.what for problem in found if problem.severity is Severity.STOP]


def duties(place: Path, plan: str = NEW) -> dict[int, tuple[set[str], set[str]]]:
    """Who leads each task, and who joins."""
    read = reading.read(place / "data" / plan, place).plan_or_stop()
    rows = settle(read).rows
    return {
        task.number: tuple(
            {row.agency for row in rows if row.task == task.number and row.role.value == role}
            for role in ("chủ trì", "phối hợp")
        )
        for task in read.tasks
    }


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8-sig")


COMMUNES = {"ubnd-phuong-cho-mau", "ubnd-phuong-nguyen-van-mau", "ubnd-xa-bien-mau", "ubnd-xa-doi-mau"}


def test_names_joined_by_and_and_strokes_and_bodies_elsewhere(place):
    made = planned(place, CASES / "intake/10-va-gach-cheo-ngoai-tinh.md")

    assert stops(place) == []
    assert duties(place) == {
        1: ({"so-noi-vu", "so-tai-chinh"}, {"so-y-te"}),
        2: ({"so-y-te"}, COMMUNES),
        3: ({"so-noi-vu"}, set()),
    }
    told = "\n".join(report.lines(made))
    assert (
        "ngoài danh mục, không giao cho cơ quan nào: «các công ty cây xanh» và «Bộ Nông nghiệp và Môi trường»" in told
    )


def test_a_phrase_may_begin_with_a_stroke_and_with_more_words_than_its_body(place):
    planned(place, CASES / "intake/10-va-gach-cheo-ngoai-tinh.md")
    replaced(place / "data" / NEW / "phrases.csv", "các công ty cây xanh,", "/các công ty cây xanh,")
    replaced(place / "data" / NEW / "phrases.csv", "Bộ Nông nghiệp", "Đề nghị phối hợp với Bộ Nông nghiệp")

    assert stops(place) == []


def test_one_column_of_both_roles(place):
    planned(place, CASES / "intake/07-hang-muc-trien-khai.md")

    assert stops(place) == []
    assert duties(place) == {1: ({"so-noi-vu"}, set()), 2: ({"so-y-te"}, {"so-tai-chinh"})}


def test_other_capitals(place):
    planned(place, CASES / "intake/18-ke-hoach-viet-hoa-khac.md")

    assert stops(place) == []
    assert duties(place) == {1: ({"so-noi-vu"}, {"cong-an-tinh"})}


def test_lists_in_a_cell(place):
    made = planned(place, CASES / "bugs/09-phu-luc.docx")

    assert made.cells.unknown == ()
    assert stops(place) == []
    assert duties(place)[1][1] == {"so-y-te", *COMMUNES}
    assert duties(place)[2][0] == {"so-y-te", "so-tai-chinh"}
    assert duties(place)[3][0] == {"cong-an-tinh", "so-y-te"}


def test_lists_in_a_cell_of_a_table_that_somebody_typed(place):
    shutil.copy(CASES / "bugs/09-tasks.csv", place / "data" / SAMPLE / "tasks.csv")
    found = reading.read(place / "data" / SAMPLE, place).problems

    assert [problem.what for problem in found if problem.origin.file.endswith("tasks.csv")] == []


def test_both_roles_in_a_cell_of_a_table_that_somebody_typed(place):
    planned(place, annex(place, "UBND cấp xã"))
    table = place / "data" / NEW / "tasks.csv"
    replaced(table, "Sở Tài chính", "Chủ trì: Sở Tài chính; phối hợp: Sở Y tế")

    assert duties(place) == {1: ({"so-tai-chinh"}, {"so-y-te", *COMMUNES})}
    (problem,) = (each for each in reading.read(table.parent, place).problems if "tính là phối hợp" in each.what)
    assert (problem.what, problem.remedy) == (
        "nhiệm vụ 1: «Sở Y tế» ghi ở đây, tính là phối hợp.",
        "muốn in riêng thì chuyển sang cột «Cơ quan phối hợp».",
    )
    replaced(table, "Chủ trì: Sở Tài chính; phối hợp: Sở Y tế,", "Sở Tài chính,Sở Y tế; ")
    assert duties(place) == {1: ({"so-tai-chinh"}, {"so-y-te", *COMMUNES})}
    assert not [each for each in reading.read(table.parent, place).problems if "tính là phối hợp" in each.what]


# --- each remedy that is offered is one ------------------------------------------------------------------------------


ROW = "Hội Làm vườn,HOI-LAM-VUON,,"


@pytest.mark.parametrize(
    ("answer", "joining"),
    [
        ("so-y-te", {"so-y-te"}),
        ("Sở Y tế", {"so-y-te"}),
        ("so-y-te; so-noi-vu", {"so-y-te", "so-noi-vu"}),
        ("id=so-y-te|so-noi-vu", {"so-y-te", "so-noi-vu"}),
        ("level=commune", COMMUNES),
        ("ngoài danh mục", set()),
        ("Ngoài danh mục", set()),
    ],
)
def test_a_blank_answer_is_asked_once_and_any_of_the_offered_ones_will_do(place, answer, joining):
    planned(place, annex(place, "Hội Làm vườn", "Sở Y tế; Hội Làm vườn"))
    assert stops(place) == ["chưa rõ «Hội Làm vườn» là ai."]
    replaced(place / "data" / NEW / "phrases.csv", ROW, ROW.removesuffix(",") + f"{answer},")

    assert stops(place) == []
    assert duties(place)[1] == ({"so-tai-chinh"}, joining)
    again = proposal.propose(place, NEW, place / "ke-hoach.md")
    assert (again.cells.unknown, [each for each in again.changes if each.file == "phrases.csv"]) == ((), [])


def test_what_nobody_answered_is_still_asked_when_the_plan_is_read_again(place):
    planned(place, annex(place, "Hội Làm vườn"))
    again = proposal.propose(place, NEW, place / "ke-hoach.md")

    assert [each.words for each in again.cells.unknown] == ["Hội Làm vườn"]
    assert [each for each in again.changes if each.file == "phrases.csv"] == []


def test_an_agency_that_the_registry_gets_answers_the_question(place):
    source = annex(place, "Hội Làm vườn", "Chi cục Cây; Hội Làm vườn", "các hội có vườn")
    planned(place, source)
    registry.seed(place / "data/tinh-mau", source).write()

    assert stops(place) == ["chưa rõ «các hội có vườn» là ai."]
    replaced(place / "data" / NEW / "phrases.csv", "CAC-HOI-CO-VUON,,", "CAC-HOI-CO-VUON,hoi-lam-vuon,")
    assert stops(place) == []
    assert duties(place)[2] == ({"so-tai-chinh"}, {"hoi-lam-vuon", "chi-cuc-cay"})


def test_a_misspelt_name_of_a_typed_table_gets_a_suggestion_that_works(place):
    planned(place, annex(place, "Sở Y tế"))
    replaced(place / "data" / NEW / "tasks.csv", "Sở Y tế", "Sở Y tếe; Sở Y  têe")
    found = [each for each in reading.read(place / "data" / NEW, place).problems if each.severity is Severity.STOP]
    assert [each.what for each in found] == ["không nhận ra «Sở Y tếe».", "không nhận ra «Sở Y têe»."]
    meant = re.match(r"có phải «(.+?)»\? ", found[0].remedy)
    assert meant
    replaced(place / "data/tinh-mau/agencies.csv", f"so-y-te,{meant[1]},Sở Y tế,,", "so-y-te,Sở Y tế,Sở Y tế,Sở Y tếe,")
    assert stops(place) == ["không nhận ra «Sở Y têe»."]
    with (place / "data" / NEW / "phrases.csv").open("a", encoding="utf-8") as file:
        file.write("Sở Y têe,SYT,so-y-te,,,,\n")
    assert stops(place) == []
    assert duties(place)[1][1] == {"so-y-te"}


def test_the_same_unknown_words_are_one_problem_with_the_number_of_their_cells(place):
    planned(place, annex(place, "Sở Y tế", "Sở Y tế", "Sở Y tế"))
    path = place / "data" / NEW / "tasks.csv"
    path.write_text(path.read_text("utf-8-sig").replace("Sở Y tế", "Hội Làm vườn"), encoding="utf-8-sig")

    assert stops(place) == ["không nhận ra «Hội Làm vườn» (và 2 ô nữa)."]


def test_a_phrase_that_means_nobody_of_the_registry_is_told_and_stops_nothing(place):
    planned(place, annex(place, "các trường học; Sở Y tế"))
    found = reading.read(place / "data" / NEW, place).problems

    assert [each.what for each in found if each.origin.file.endswith("phrases.csv")] == [
        "«các trường học»: danh mục chưa có cơ quan nào như vậy, nên không ai có nhiệm vụ theo cụm từ này."
    ]
    assert duties(place) == {1: ({"so-tai-chinh"}, {"so-y-te"})}
    replaced(place / "data" / NEW / "phrases.csv", "kind=truong", "ngoài danh mục")
    assert not [each for each in reading.read(place / "data" / NEW, place).problems if "cụm từ này" in each.what]


# --- the registry ----------------------------------------------------------------------------------------------------


def table_of(folder: Path) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO((folder / "agencies.csv").read_text("utf-8-sig"), newline=""))]


def test_a_list_with_one_name_twice_gives_it_once_and_says_so(place):
    made = registry.seed(place / "data/tinh-thu", CASES / "intake/19-danh-sach-trung-ten.xlsx", "tỉnh Thử")
    made.write()

    ids = [row["Mã"] for row in table_of(place / "data/tinh-thu")]
    assert ids == ["so-khoa-hoc-va-cong-nghe", "so-xay-dung"]
    sheet = "trang tính «Danh sách»"
    what = f"{sheet}, hàng 3: «Sở Khoa học và Công Nghệ» đã có ở {sheet}, hàng 2; chỉ ghi một lần."
    assert what in made.notes


def test_a_list_that_says_under_which_regime_a_body_writes_is_kept_and_a_blank_is_left_to_be_derived(place):
    source = place / "ds.csv"
    rows = "Báo Thử,Đảng\nCông an tỉnh Thử,\nSở Thử,\n"
    source.write_text("Tên cơ quan,Thể thức văn bản\n" + rows, encoding="utf-8")
    registry.seed(place / "data/tinh-thu", source, "tỉnh Thử").write()

    assert [(row["Tên đầy đủ"], row["Thể thức văn bản"]) for row in table_of(place / "data/tinh-thu")] == [
        ("Báo Thử", "Đảng"),
        ("Công an tỉnh Thử", ""),
        ("Sở Thử", ""),
    ]


def test_two_agencies_whose_names_give_one_id_get_ids_of_their_own(place):
    source = place / "ds.csv"
    source.write_text("Tên cơ quan\nPhòng Đông Tiến\nPhòng Đồng Tiến\nPhòng Động Tiến\n", encoding="utf-8")
    registry.seed(place / "data/so-thu", source, "Sở Thử").write()

    assert [row["Mã"] for row in table_of(place / "data/so-thu")] == [
        "phong-dong-tien",
        "phong-dong-tien-2",
        "phong-dong-tien-3",
    ]


UNITS = ("Văn phòng Sở", "Thanh tra Sở", "Phòng Cây xanh", "Trung tâm Giống", "Trường Cao đẳng Cây Mẫu")


def as_txt(path: Path) -> None:
    path.write_text(
        "DANH SÁCH CÁC ĐƠN VỊ\n" + "\n".join(f"{n}. {unit};" for n, unit in enumerate(UNITS, 1)), encoding="utf-8"
    )


def as_lines(path: Path) -> None:
    path.write_text("Các đơn vị thuộc Sở:\n" + "\n".join(f"- {unit}" for unit in UNITS), encoding="utf-8")


def as_csv(path: Path) -> None:
    path.write_text(
        "STT;Đơn vị trực thuộc;Ghi chú\n" + "\n".join(f"{n};{unit};" for n, unit in enumerate(UNITS, 1)),
        encoding="utf-8",
    )


def as_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("DANH SÁCH",),
        ("TT", "Tên cơ quan,\nđơn vị", "Người phụ trách"),
        *((n, unit, "") for n, unit in enumerate(UNITS, 1)),
    ):
        book.active.append(row)
    book.save(path)


def as_docx(path: Path) -> None:
    document = docx.Document()
    table = document.add_table(0, 2)
    for row in (("STT", "Phòng, ban, đơn vị"), *((str(n), unit) for n, unit in enumerate(UNITS, 1))):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.txt", as_txt), ("b.txt", as_lines), ("c.csv", as_csv), ("d.xlsx", as_xlsx), ("e.docx", as_docx)],
)
def test_a_list_of_a_body_s_units_in_any_form(place, name, make):
    make(place / name)
    registry.seed(place / "data/so-thu", place / name, "Sở Thử").write()

    rows = table_of(place / "data/so-thu")
    assert [row["Tên đầy đủ"] for row in rows] == [*UNITS]
    assert [row["Loại"] for row in rows] == ["phong", "phong", "phong", "su-nghiep", "truong"]


PROSE = """UBND XÃ BIỂN MẪU
Số: 17/KH-UBND
Biển Mẫu, ngày 10 tháng 02 năm 2026
KẾ HOẠCH
Xây dựng nông thôn mới trên địa bàn xã Biển Mẫu năm 2026
1. Vận động nhân dân hiến đất
- Đơn vị chủ trì: Phòng Kinh tế
- Đơn vị phối hợp: Mặt trận Tổ quốc xã
- Thời gian: Tháng 3/2026
"""


def test_a_commune_s_plan_without_tables_becomes_its_registry_and_its_papers(place):
    (place / "x.txt").write_text(PROSE, encoding="utf-8")
    registry.seed(place / "data/xa-bien-mau", place / "x.txt", "UBND xã Biển Mẫu").write()
    assert [row["Tên đầy đủ"] for row in table_of(place / "data/xa-bien-mau")] == [
        "Phòng Kinh tế",
        "Mặt trận Tổ quốc xã",
    ]
    assert 'committee: "Ủy ban nhân dân xã Biển Mẫu"' in (place / "data/xa-bien-mau/province.yaml").read_text("utf-8")
    issued = [IssuedKind("bao_cao_nam", "Báo cáo", ("to",))]
    made = proposal.propose(place, "xa-bien-mau/17", place / "x.txt", issued=issued)
    assert 'signature: ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]' in dict(made.files)["plan.yaml"]


def test_the_units_of_a_company_are_companies_and_departments_too(place):
    (place / "x.md").write_text(
        f"{HEADING}\n|---|---|---|---|---|---|\n"
        "| 1 | Sửa tổ máy | Công ty Phát điện Mẫu | Ban Kỹ thuật | Quý I/2026 | |\n"
        "| 2 | Khám sức khỏe | Khoa Khám bệnh | Bộ Y tế | Quý I/2026 | |\n",
        encoding="utf-8",
    )
    registry.seed(place / "data/tct-mau", place / "x.md", "Tổng công ty Điện lực Mẫu").write()
    names = {row["Tên đầy đủ"] for row in table_of(place / "data/tct-mau")}
    assert names == {"Công ty Phát điện Mẫu", "Ban Kỹ thuật", "Khoa Khám bệnh"}


def test_a_group_of_a_plan_is_no_heading_of_a_list(place):
    lines = (
        HEADING,
        "|---|---|---|---|---|---|",
        *(f"| {n} | Kiểm tra | Phòng Cây xanh | Các phòng | | |" for n in "12"),
    )
    (place / "x.md").write_text("\n".join(lines), encoding="utf-8")
    registry.seed(place / "data/so-thu", place / "x.md", "Sở Thử").write()
    assert [row["Tên đầy đủ"] for row in table_of(place / "data/so-thu")] == ["Phòng Cây xanh"]


def test_who_stands_in_a_cell_over_both_columns_is_asked_for_as_well():
    tasks = [AnnexTask("1", (), {BOTH: AnnexValue("Phòng Cây xanh", "ô 1")}, (), "")]
    cells = understand(tasks, ROOT / "data/tinh-mau", ROOT / "data" / NEW, ROOT)
    assert [each.words for each in cells.unknown] == ["Phòng Cây xanh"]


def test_territories_in_a_row_are_one_wording():
    words = [each.words for each in understood("Hội Phụ nữ các xã, phường; Sở Xây dựng, các phường").unknown]
    assert words == ["Hội Phụ nữ các xã, phường", "Sở Xây dựng"]


def test_a_list_without_any_name_is_told(place):
    (place / "x.txt").write_text("Không có gì ở đây.\n", encoding="utf-8")
    with pytest.raises(DataWrong, match="không thấy tên cơ quan nào"):
        registry.seed(place / "data/so-thu", place / "x.txt", "Sở Thử")


# --- any plan --------------------------------------------------------------------------------------------------------

PHRASES = (
    *("Các sở, ban, ngành", "UBND cấp xã", "Sở Y tế", "Công an tỉnh", "Bộ Cây xanh", "Hội Làm vườn", "người dân"),
    *("các đơn vị liên quan", "Giám đốc Sở Tài chính", "UBND các xã, phường miền núi", "Công ty Cây", "(đầu mối)"),
    *("Sở KH&CN", "các phòng, ban", "chủ trì:", "phối hợp với", "liên quan", "1.", "v.v.", "trừ Sở Y tế", "Ban"),
)


@given(
    st.lists(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5), min_size=1, max_size=4),
    st.sampled_from((", ", "; ", " ", "\n- ", " và ", "/")),
)
def test_what_intake_writes_leaves_only_its_own_blanks_to_be_answered(cells, joint):
    """With each blank answered, no word of the cells is unknown to the book that the check makes."""
    texts = [joint.join(cell) for cell in cells]
    made = understood(*texts)
    rows = [Phrase(row[0], row[1], (OUTSIDE,)) for row in rows_of(made)]
    book = Phrasebook(made.agencies, rows)

    assert [book.split(text).unread for text in texts] == [()] * len(texts)
