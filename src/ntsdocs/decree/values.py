"""The values and forms of Nghị định 30/2020/NĐ-CP that we print and hold papers against.

Rule ids are those of data/law/nd30.csv. Lengths are in twips (1/20 pt, 1 mm = 56.693 twips), type sizes in points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from ntsdocs.docx import font_widths
from ntsdocs.plan.model import Agency, Issuer
from ntsdocs.text import vn

NBSP = "\u00a0"


def twips(mm: float) -> int:
    """`mm` millimetres in twips, to the nearest one."""
    return round(mm * 1440 / 25.4)


# --- the types of papers ---------------------------------------------------------------------------------------------

_TYPES = (  # Điều 7, with the abbreviations of PL III; công văn and thư công have none
    "NQ Nghị quyết, QĐ Quyết định, CT Chỉ thị, QC Quy chế, QyĐ Quy định, TC Thông cáo, TB Thông báo, "
    "HD Hướng dẫn, CTr Chương trình, KH Kế hoạch, PA Phương án, ĐA Đề án, DA Dự án, BC Báo cáo, BB Biên bản, "
    "TTr Tờ trình, HĐ Hợp đồng, – Công văn, CĐ Công điện, BGN Bản ghi nhớ, BTT Bản thỏa thuận, "
    "GUQ Giấy ủy quyền, GM Giấy mời, GGT Giấy giới thiệu, GNP Giấy nghỉ phép, PG Phiếu gửi, PC Phiếu chuyển, "
    "PB Phiếu báo, – Thư công"
)
# By «ke_hoach»: «KẾ HOẠCH», «KH».
TYPES = {
    vn.slug(words).replace("-", "_"): (words.upper(), abbreviation.strip("–"))
    for abbreviation, _, words in (each.partition(" ") for each in _TYPES.split(", "))
}
_BY_WORDS = {vn.fold(words): kind for kind, (words, _) in TYPES.items()}
LAWS = frozenset(map(vn.fold, ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư")))


def kind_of(text: str) -> str:
    """The type a title names; blank if it is none of Điều 7."""
    return _BY_WORDS.get(vn.fold(text).strip(" :.")) or "" if len(text) < 30 else ""


# --- the page (PL I, Phần I, Mục I) ----------------------------------------------------------------------------------

A4 = (11906, 16838)  # ND30-I-1.1: 210 × 297 mm
TOP, BOTTOM, LEFT, RIGHT = twips(20), twips(20), twips(30), twips(15)  # ND30-I-1.3
FONT = "Times New Roman"  # ND30-I-1.4
TEXT_MM = 165.0  # 210 - 30 - 15

# The 14-set of ND30-I-1.5: Quốc hiệu 13, Tiêu ngữ 14, địa danh 14.
SIZES = {
    "quoc_hieu": 13,
    "tieu_ngu": 14,
    "ten_co_quan": 13,
    "so_ky_hieu": 13,
    "dia_danh": 14,
    "ten_loai": 14,
    "trich_yeu": 14,
    "trich_yeu_cong_van": 13,
    "loi_van": 14,
    "chuc_vu": 14,
    "noi_nhan_nhan": 12,
    "noi_nhan": 11,
    "phu_luc": 14,
    "so_trang": 14,
    "bang": 12,  # ND30 sets no size for the text of tables; practice is 11 to 13
}

QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # ND30-I-2.1a
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"  # ND30-I-2.1b
FOR_REFERENCE = "(Để tham khảo)"  # heads an outline, in place of a letterhead

HEADER_LEFT_MM, HEADER_RIGHT_MM = 65.0, 100.0  # GEO-2: 95.7 mm for Quốc hiệu at 13 pt, in cells without margins
SIGNATURE_LEFT_MM, SIGNATURE_RIGHT_MM = 75.0, 90.0  # GEO-4

FIRST_LINE = twips(10)  # ND30-I-2.6o: 1 cm
PARAGRAPH_GAP = 120  # ND30-I-2.6p: 6 pt
LINE = 264  # ND30-I-2.6q: 1.1 lines, between single (240) and 1.5 (360)

# Where a long name may be parted: after a comma, before «và», a territory or another «khu».
_PHRASES = re.compile(r"(?<=,) | (?=VÀ |TỈNH |VIỆT NAM|KHU )")
_HEAD_OF_SYMBOL = re.compile(r"[^ \u00a0-]+-(?=\w)")
_KEPT_WHOLE = re.compile(r"giai đoạn \d{4} - \d{4}")
OPEN = "……"  # what nobody has established stays open in the draft


# --- the head of the first page (ô 1 to 5) ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines of ô 2, broken so that each fits its column, and the indent of the rule below them.

    `rule_indent` (twips, on both sides of the column) leaves a rule of 0.42 of the last line: ND30-I-2.2c asks for a
    third to a half.
    """

    parent_lines: tuple[str, ...]
    name_lines: tuple[str, ...]
    rule_indent: int


def letterhead(parent: str, name: str) -> Letterhead:
    """The letterhead of a body called `name` under `parent` (blank where ND30-I-2.2b knows none)."""
    names = _lines(name.upper(), bold=True)
    indent = rule_indent(names[-1], SIZES["ten_co_quan"], HEADER_LEFT_MM)
    return Letterhead(_lines(parent.upper(), bold=False), names, indent)


def _lines(name: str, *, bold: bool) -> tuple[str, ...]:
    """The name in lines that fit: a committee over its unit; a long name parted between phrases, else anywhere."""
    size, room = SIZES["ten_co_quan"], HEADER_LEFT_MM - 1
    if name.startswith("ỦY BAN NHÂN DÂN "):
        unit = name.removeprefix("ỦY BAN NHÂN DÂN ")
        return ("ỦY BAN NHÂN DÂN", *font_widths.wrap_evenly(unit, size, room, bold=bold))
    phrases = _PHRASES.split(name)
    count = len(font_widths.wrap(name, size, room, bold=bold))
    parted = combinations(range(1, len(phrases)), count - 1) if count else ()
    ways = [[" ".join(phrases[a:b]) for a, b in pairwise((0, *cuts, len(phrases)))] for cuts in parted]
    widths = [(max(font_widths.width_mm(line, size, bold=bold) for line in lines), lines) for lines in ways]
    fitting = [way for way in widths if way[0] <= room]
    return tuple(min(fitting)[1]) if fitting else tuple(font_widths.wrap_evenly(name, size, room, bold=bold))


def rule_indent(text: str, size: float, column_mm: float) -> int:
    """The indent (twips, each side) that leaves a rule of 0.42 of `text`, set bold, in the middle of a column."""
    length = 0.42 * font_widths.width_mm(text, size, bold=True)
    return twips((column_mm - length) / 2)


@dataclass(frozen=True, slots=True)
class TitleLayout:
    """Where a centred trích yếu stands: indents (twips, each side) that break it into even lines, and its rule's."""

    indent: int
    rule_indent: int


def with_unbroken_years(trich_yeu: str) -> str:
    """The trích yếu with no-break spaces in its span of years, so that no line ends inside «giai đoạn 2025 - 2030»."""
    return _KEPT_WHOLE.sub(lambda match: match[0].replace(" ", NBSP), trich_yeu)


def title(trich_yeu: str) -> TitleLayout:
    """The setting of a trích yếu under its tên loại (ND30-I-2.5b), with its rule (ND30-I-2.5c)."""
    size = SIZES["trich_yeu"]
    lines = font_widths.wrap_evenly(trich_yeu, size, TEXT_MM - 10, bold=True)
    widest = max(font_widths.width_mm(line, size, bold=True) for line in lines)
    # A little air, so that another renderer's rounding does not break a line early.
    measure = min(TEXT_MM, widest + 3)
    while measure < TEXT_MM and _parts_a_symbol(lines, measure):
        measure = min(TEXT_MM, measure + 1)
        lines = font_widths.wrap(trich_yeu, size, measure - 3, bold=True)
    return TitleLayout(twips((TEXT_MM - measure) / 2), rule_indent(lines[-1], size, TEXT_MM))


def _parts_a_symbol(lines: Sequence[str], measure: float) -> bool:
    """Whether there is room on a line for the «01/KH-» that the next one begins with: Word ends lines at hyphens."""
    heads = ((line, _HEAD_OF_SYMBOL.match(following)) for line, following in pairwise(lines))
    tried = (f"{line} {head[0]}" for line, head in heads if head)
    return any(font_widths.width_mm(line, SIZES["trich_yeu"], bold=True) <= measure for line in tried)


def blank_date(place: str, year: int) -> str:
    """«Mẫu, ngày      tháng      năm 2025»: ô 4 of a draft, day and month left blank (NUM-8)."""
    widest = HEADER_RIGHT_MM - 1
    gaps = [gap for gap in (6, 5, 4) if _date_width(_date_line(place, gap, year), gap) <= widest]
    return _date_line(place, gaps[0] if gaps else 3, year)


def date_line(place: str, on: date) -> str:
    """«Mẫu, ngày 05 tháng 11 năm 2025»: ô 4 of a paper that was issued on that day."""
    return f"{place}, {vn.long_date(on)}"


def _date_line(place: str, gap: int, year: int) -> str:
    return f"{place}, ngày{NBSP * gap}tháng{NBSP * gap}năm {year}"


def _date_width(text: str, gap: int) -> float:
    """Some renderers set a no-break space wider than a blank: half as much again is allowed for."""
    size = SIZES["dia_danh"]
    return font_widths.width_mm(text, size, italic=True) + gap * font_widths.width_mm(NBSP, size, italic=True)


def so_ky_hieu(ten_loai: str, symbol: str, field: str = "") -> str:
    """«Số:      /KH-SYT»: ô 3 of a «Kế hoạch», the number left blank (ND30-I-2.3c, NUM-8, abbreviated by ND30-III-1).

    «Số:      /UBND-NC» of a «Công văn», whose type has no abbreviation: it has its `field` instead (ND30-I-2.3d).
    """
    abbreviation = TYPES[kind_of(ten_loai)][1]
    groups = (abbreviation, symbol or OPEN) if abbreviation else (symbol or OPEN, field or OPEN)
    return f"Số:{NBSP * 7}/{'-'.join(groups)}"


def numbered(number: str) -> str:
    """«Số: 05/UBND-NC»: ô 3 of a paper that has its number, with a 0 before one below 10 (ND30-I-2.3a)."""
    return f"Số: {'0' * (number.find('/') == 1)}{number}"


def kem_theo(ten_loai: str, so: str, year: int, by: str, on: date | None = None) -> str:
    """«Kèm theo Kế hoạch số      /KH-SYT ngày      tháng      năm 2025 của Sở Y tế» (ND30-I-3.1c); `so` is ô 3.

    A paper that was issued `on` a day has that day.
    """
    day = vn.long_date(on) if on else f"ngày{NBSP * 6}tháng{NBSP * 6}năm {year}"
    return f"Kèm theo {ten_loai} {so.replace('Số:', 'số')} {day} của {by}"


# --- the end (ô 7 and 9) ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines over the signature, in capitals, and the signer's name, blank while unknown (ND30-I-2.7)."""

    lines: tuple[str, ...]
    name: str


def head_signature(agency: Agency) -> Signature:
    """How papers of `agency` are signed, by the registry."""
    return Signature(tuple(line.upper() or OPEN for line in agency.signature), "")


def issuer_signature(issuer: Issuer) -> Signature:
    """How the issuer of a letter signs, by the lines that plan.yaml gives."""
    return Signature(tuple(line.upper() for line in issuer.signature) or (OPEN,), issuer.signer)


def luu(archive: str) -> str:
    """«Lưu: VT, NC.»: the last line of Nơi nhận, without its dash (ND30-I-2.9f)."""
    return f"Lưu: VT, {archive or OPEN}."
