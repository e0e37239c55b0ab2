"""The files that come back in the guide's chapter on them: a letterbox of Tỉnh Mẫu, and copies with remarks."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl

from desk_hand import Hand
from ntsdocs.docx.xml import W

_HEALTH = {
    "own:section:i-a:bien_phap": ["Tổ chức 02 hội nghị quán triệt cho cán bộ"],
    "own:task:3:don_vi": ["Văn phòng Sở"],
    "own:task:3:tien_do": ["Quý I/2027"],
    "own:task:9:don_vi": ["Phòng Nghiệp vụ Y"],
    "own:task:9:tien_do": ["Tháng 4/2027"],
    "own:task:12:don_vi": ["Trung tâm Kiểm soát bệnh tật"],
    "own:to_chuc:ngay_bao_cao": ["05/12"],
    "own:lien_he:ho_ten": ["Nguyễn Văn Mẫu"],
    "own:lien_he:dien_thoai": ["0900.000.000"],
}
_REMARKS = (
    ("ubnd-xa-bien-mau", "1. Xây dựng", "Đề nghị gửi kèm bản Word để điền."),
    ("ubnd-phuong-cho-mau", "1. Xây dựng", "Đề nghị lùi hạn gửi kế hoạch đến 30/3/2025."),
    ("Góp ý của UBND phường Nguyễn Văn Mẫu", "4. Đề nghị", "Đề nghị nêu rõ đầu mối, số điện thoại."),
    ("ubnd-xa-doi-mau", "", ""),
)
_HOME = {"own:task:3:don_vi": ["Phòng Cải cách hành chính"], "own:task:3:tien_do": ["Quý II/2027"]}
_HOME_LATER = {"own:task:3:don_vi": ["Văn phòng Sở"]}


def fill(root: Path, plan: str) -> None:
    """Puts five files of three agencies into the plan's letterbox; drafts must be sent and forms written."""
    box, forms = root / "nhan" / plan, root / "bieu-mau" / plan / "2026"
    box.mkdir(parents=True)
    health = _filled(root / "build" / plan / "ke_hoach" / "so-y-te.docx", _HEALTH)
    _retype(health, "/KH-SYT", "Số: 41/KH-SYT")
    _retype(health, "Mẫu, ngày", "Mẫu, ngày 18 tháng 12 năm 2026")
    _retype(health, "2. Yêu cầu:", "2. Yêu cầu: Phân công rõ người thực hiện, thời hạn, sản phẩm từng nhiệm vụ.")
    home = root / "build" / plan / "ke_hoach" / "so-noi-vu.docx"
    for name, hand, day in (
        ("Gui lai - So Y te.docx", health, 20),
        ("ke hoach SNV.docx", _filled(home, _HOME), 21),
        ("ke hoach SNV (2).docx", _filled(home, _HOME_LATER), 24),
    ):
        file = docx.Document(io.BytesIO(hand.written()))
        file.core_properties.modified = datetime(2026, 12, day, 9, 0)
        file.save(str(box / name))
    (box / "xa Bien Mau.xlsx").write_bytes(_form(forms / "ubnd-xa-bien-mau.xlsx"))
    (box / "scan0012.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")


def put_remarks(root: Path, plan: str) -> None:
    """Puts into gop-y/ copies of the letter to the communes with a remark in the margin, one without."""
    (root / "gop-y").mkdir()
    for name, part, words in _REMARKS:
        file = docx.Document(str(root / "build" / plan / "cong_van_trien_khai" / "1" / "ubnd-cap-xa.docx"))
        for place in [each for each in file.paragraphs if part and each.text.startswith(part)]:
            file.add_comment(place.runs, words, author="Chuyên viên", initials="CV")
        file.save(str(root / "gop-y" / f"{name}.docx"))


def _filled(draft: Path, answers: dict[str, list[str]]) -> Hand:
    hand = Hand(draft.read_bytes(), 1)
    for tag, lines in answers.items():
        hand.fill(tag, lines, "typed")
    return hand


def _retype(hand: Hand, part: str, words: str) -> None:
    """Types a line of ours, the first that has this part, over again."""
    next(each for each in hand.body.iter(f"{W}t") if part in (each.text or "")).text = words


def _form(form: Path) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(form.read_bytes()))
    sheet = book["Chủ trì"]
    sheet["E5"], sheet["F5"], sheet["G5"], sheet["H5"] = "Hoàn thành", date(2026, 3, 20), "Kế hoạch", "15/KH-UBND"
    sheet["E6"], sheet["F6"], sheet["J6"] = "Đang thực hiện", "31/02/2026", "Chưa có kinh phí"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
