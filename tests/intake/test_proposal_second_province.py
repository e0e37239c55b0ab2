"""An invented province comes in, with a plan of other columns and phrases, by the commands alone, and is built."""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
import tasks
from invoke.config import Config
from invoke.context import Context

ROOT = Path(__file__).resolve().parents[2]
PLAN = "tinh-thu/07-kh-ubnd"

LISTED = (
    ("STT", "Tên cơ quan", "Ký hiệu", "Địa danh"),
    (1, "Sở Y tế", "SYT", ""),
    (2, "Sở Tài chính", "STC", ""),
    (3, "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", ""),
    (4, "Công an tỉnh", "CAT", ""),
    (5, "UBND xã Đầu Non", "", ""),
    (6, "UBND phường Cuối Bãi", "", "Cuối Bãi"),
)
TEXT = """ỦY BAN NHÂN DÂN TỈNH THỬ
Số: 07/KH-UBND
Thử, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
PHÒNG, CHỐNG DỊCH BỆNH GIAI ĐOẠN 2026 - 2030 TRÊN ĐỊA BÀN TỈNH THỬ
Căn cứ Quyết định số 12/QĐ-BYT ngày 20/12/2025 của Bộ Y tế ban hành Chương trình phòng, chống dịch bệnh; UBND tỉnh \
ban hành Kế hoạch phòng, chống dịch bệnh giai đoạn 2026 - 2030 trên địa bàn tỉnh Thử như sau:
I. MỤC ĐÍCH
1. Bảo vệ sức khỏe nhân dân.
II. KINH PHÍ THỰC HIỆN
Kinh phí thực hiện từ ngân sách nhà nước theo phân cấp.
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế có trách nhiệm theo dõi, đôn đốc việc thực hiện Kế hoạch; tham mưu tổ chức sơ kết hằng năm và tổng kết vào \
năm 2030.
2. Các đơn vị xây dựng kế hoạch và báo cáo về UBND tỉnh (qua Sở Y tế) trước ngày 28/02/2026.
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
(Kèm theo Kế hoạch số 07/KH-UBND ngày 05/01/2026 của UBND tỉnh Thử)""".splitlines()
ROWS = (
    ("TT", "Tiến độ", "Công việc", "Đơn vị chủ trì thực hiện", "Kết quả", "Đơn vị phối hợp", "Ghi chú"),
    ("A", "", "Chỉ đạo, điều hành", "", "", "", ""),
    ("1", "Quý I/2026", "Xây dựng kế hoạch của đơn vị", "Các sở, ngành; UBND các xã, phường", "Kế hoạch", "", "mới"),
    ("2", "Chậm nhất ngày 30/6/2026", "Lập tổ công tác", "Sở Y tế", "Quyết định", "Sở Tài chính; Công an tỉnh", ""),
    ("B", "", "Truyền thông", "", "", "", ""),
    (
        "1",
        "Định kỳ hằng năm",
        "Truyền thông",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Tin",
        "Các cơ quan, đơn vị liên quan",
        "",
    ),
    ("2", "Giai đoạn 2026 - 2030", "Diễn tập", "Sở Y tế; UBND các xã, phường", "", "Các sở, ngành có liên quan", ""),
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    for name in ("data/law", "data/chung", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr(tasks, "ROOT", tmp_path)
    return tmp_path


def listed(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in LISTED:
        book.active.append(row)
    book.save(path)
    return path


def published(path: Path) -> Path:
    document = docx.Document()
    for line in TEXT:
        document.add_paragraph(line)
    table = document.add_table(0, len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
    return path


def source_of_the_program() -> str:
    files = sorted((ROOT / "src").rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def test_a_province_and_its_plan_come_in_by_the_commands_alone_and_are_built(place, capsys):
    before = source_of_the_program()
    context = Context(Config())
    tasks.intake.body(context, str(listed(place / "danh-sach.xlsx")), PLAN, registry=True, name="tỉnh Thử")
    tasks.intake.body(context, str(published(place / "ke-hoach.docx")), PLAN)
    told = capsys.readouterr().out
    assert "Chưa hiểu" not in told
    assert "Thời hạn: hiểu 4 trên 4." in told
    assert "«Ghi chú» giữ nguyên là cột thêm" in told
    with (place / "data" / PLAN / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Số"], row["Số trong phụ lục"], row["Phần"], row["Mục"], row["Tên mục"]) for row in rows] == [
        ("1", "1", "I", "A", "Chỉ đạo, điều hành"),
        ("2", "2", "I", "A", "Chỉ đạo, điều hành"),
        ("3", "1", "I", "B", "Truyền thông"),
        ("4", "2", "I", "B", "Truyền thông"),
    ]
    assert [row["Ghi chú"] for row in rows] == ["mới", "", "", ""]
    capsys.readouterr()
    tasks.why.body(context, "so-y-te", "2", PLAN)
    assert "Nguồn của cột «Cơ quan chủ trì»: ke-hoach.docx, bảng 1, hàng 4, cột 4." in capsys.readouterr().out
    tasks.build.body(context, PLAN, out=str(place / "build"))
    assert sorted(path.name for path in (place / "build" / "ke_hoach").iterdir()) == [
        "cong-an-tinh.docx",
        "so-tai-chinh.docx",
        "so-van-hoa-the-thao-va-du-lich.docx",
        "so-y-te.docx",
        "ubnd-phuong-cuoi-bai.docx",
        "ubnd-xa-dau-non.docx",
    ]
    assert source_of_the_program() == before


def test_reading_again_writes_nothing_without_write_and_keeps_the_rulings_with_it(place, capsys):
    context = Context(Config())
    tasks.intake.body(context, str(listed(place / "danh-sach.xlsx")), PLAN, registry=True, name="tỉnh Thử")
    source = published(place / "ke-hoach.docx")
    tasks.intake.body(context, str(source), PLAN)
    folder = place / "data" / PLAN
    decided = (folder / "decisions.yaml").read_text(encoding="utf-8").replace("choice: vua", "choice: rong")
    (folder / "decisions.yaml").write_text(decided, encoding="utf-8")
    (folder / "results").mkdir()
    (folder / "results" / "2026.csv").write_text("Nhiệm vụ số,Mã cơ quan,Tình trạng\n", encoding="utf-8")
    table = (folder / "tasks.csv").read_text(encoding="utf-8-sig")
    (folder / "tasks.csv").write_text(table.replace("Quý I/2026", "Quý II/2026"), encoding="utf-8-sig")
    plan = (folder / "plan.yaml").read_text(encoding="utf-8").replace("reminder_workdays: 5", "reminder_workdays: 9")
    (folder / "plan.yaml").write_text(plan.replace("07/KH-UBND", "70/KH-UBND"), encoding="utf-8")
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    capsys.readouterr()

    tasks.intake.body(context, str(source), PLAN)
    told = capsys.readouterr().out
    assert "tasks.csv, nhiệm vụ 1, cột «Thời gian hoàn thành»: «Quý II/2026» → «Quý I/2026»" in told
    assert "plan.yaml, document.number: «70/KH-UBND» → «07/KH-UBND»" in told
    assert "So với thư mục đã có: 2 chỗ khác." in told
    assert "Chưa ghi gì. Thêm --write để ghi." in told
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == kept

    tasks.intake.body(context, str(source), PLAN, write=True)
    assert (folder / "tasks.csv").read_text(encoding="utf-8-sig") == table
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == plan
    assert (folder / "decisions.yaml").read_text(encoding="utf-8") == decided
    assert (folder / "results" / "2026.csv").read_bytes() == kept[folder / "results" / "2026.csv"]
