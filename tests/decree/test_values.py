"""The decree's forms, with the expected letters written by hand from Phụ lục I."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from ntsdocs.decree import values
from ntsdocs.docx import font_widths
from ntsdocs.plan.model import Agency, Issuer

ROOT = Path(__file__).resolve().parents[2]
SO = Agency("so-y-te", "Sở Y tế", "Sở Y tế", head_title="Giám đốc")
XA = Agency(
    "ubnd-xa-a", "Ủy ban nhân dân xã A", "UBND xã A", head_title="Chủ tịch", authority_form="TM. ỦY BAN NHÂN DÂN"
)
UBND = Issuer("Ủy ban nhân dân tỉnh Mẫu", "UBND", "Mẫu", signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))


def test_the_page_is_a4_with_margins_inside_the_decrees_ranges():
    assert values.A4 == (11906, 16838)
    assert (values.TOP, values.BOTTOM, values.LEFT, values.RIGHT) == (1134, 1134, 1701, 850)


def test_a_so_stands_under_ubnd_tinh_and_a_commune_under_nobody():
    letters = values.letterhead("UBND TỈNH THANH HÓA", "SỞ Y TẾ")
    assert (letters.parent_lines, letters.name_lines) == (("UBND TỈNH THANH HÓA",), ("SỞ Y TẾ",))
    letters = values.letterhead("", "ỦY BAN NHÂN DÂN PHƯỜNG ĐÀO DUY TỪ")
    assert (letters.parent_lines, letters.name_lines) == ((), ("ỦY BAN NHÂN DÂN", "PHƯỜNG ĐÀO DUY TỪ"))


def registry_names():
    with (ROOT / "data" / "thanh-hoa" / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["Cơ quan chủ quản trên tiêu đề"], row["Tên trên tiêu đề"]) for row in csv.DictReader(file)]


def test_every_letterhead_of_the_registry_fits_its_column_and_has_a_rule_of_a_third_to_a_half():
    for parent, name in registry_names():
        if not name:
            continue
        letters = values.letterhead(parent, name)
        assert " ".join(letters.name_lines) == name
        assert " ".join(letters.parent_lines) == parent
        for line in letters.name_lines:
            assert font_widths.width_mm(line, 13, bold=True) <= values.HEADER_LEFT_MM, name
        rule = values.HEADER_LEFT_MM - 2 * letters.rule_indent * 25.4 / 1440
        assert 1 / 3 <= rule / font_widths.width_mm(letters.name_lines[-1], 13, bold=True) <= 1 / 2, name


def test_the_tieu_ngu_is_as_wide_as_the_rule_under_it_has_to_be():
    assert font_widths.width_mm(values.TIEU_NGU, values.SIZES["tieu_ngu"], bold=True) == pytest.approx(60.5, abs=0.3)


def test_the_quoc_hieu_fits_its_column_on_one_line():
    assert font_widths.width_mm(values.QUOC_HIEU, 13, bold=True) < values.HEADER_RIGHT_MM


def test_a_draft_leaves_number_and_date_blank():
    blank = "\u00a0"
    assert values.so_ky_hieu("Kế hoạch", "SYT") == f"Số:{blank * 7}/KH-SYT"
    assert values.so_ky_hieu("Kế hoạch", "") == f"Số:{blank * 7}/KH-……"
    assert values.so_ky_hieu("Công văn", "UBND", "") == f"Số:{blank * 7}/UBND-……"
    assert values.blank_date("Thanh Hóa", 2025) == f"Thanh Hóa, ngày{blank * 6}tháng{blank * 6}năm 2025"


def test_a_long_place_name_still_leaves_the_date_on_one_line():
    line = values.blank_date("Phường Đào Duy Từ", 2025)
    assert line == "Phường Đào Duy Từ, ngày\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0năm 2025"


def test_a_title_is_set_in_lines_of_about_one_length_over_a_rule_of_a_third_to_a_half():
    text = "Triển khai Chiến lược tổng thể quốc gia phòng ngừa, ứng phó với các đe dọa an ninh phi truyền thống"
    setting = values.title(text)
    measure = values.TEXT_MM - 2 * setting.indent * 25.4 / 1440
    lines = font_widths.wrap(text, 14, measure, bold=True)
    assert len(lines) == 2
    last = font_widths.width_mm(lines[-1], 14, bold=True)
    assert last > 0.6 * measure
    rule = values.TEXT_MM - 2 * setting.rule_indent * 25.4 / 1440
    assert 1 / 3 <= rule / last <= 1 / 2


@pytest.mark.parametrize("number", ["01/KH-UBND", "196/KH-UBND", "57/KH-BCĐ", "2/QĐ-UBND-NC"])
@pytest.mark.parametrize("body", ["UBND tỉnh Mẫu", "UBND tỉnh Thanh Hóa", "Ban Chỉ đạo tỉnh", "Bộ Mẫu"])
def test_no_line_of_a_title_ends_inside_a_symbol_though_programs_end_lines_at_hyphens(number, body):
    text = f"Kết quả thực hiện năm 2026 Kế hoạch số {number} ngày 20/01/2025 của {body}"
    measure = values.TEXT_MM - 2 * values.title(text).indent * 25.4 / 1440
    whole = text.replace("-", "\u00a0")  # as wide as what is meant, and not to be parted
    parted = font_widths.wrap(text.replace("-", "- "), 14, measure, bold=True)
    assert len(font_widths.wrap(whole, 14, measure, bold=True)) == 2
    assert not any(line.endswith("-") for line in parted)


def test_heads_of_departments_sign_alone_and_chairmen_for_the_committee():
    assert values.head_signature(SO) == values.Signature(("GIÁM ĐỐC",), "")
    assert values.head_signature(XA) == values.Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "")
    assert values.head_signature(replace(SO, head_title="")) == values.Signature(("……",), "")


def test_the_registry_may_have_all_lines_of_an_agency_s_signature():
    deputy = replace(XA, authority_form="TM. ỦY BAN NHÂN DÂN; KT. Chủ tịch; Phó Chủ tịch")
    assert values.head_signature(deputy).lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    acting = replace(SO, authority_form="Q. GIÁM ĐỐC")
    assert values.head_signature(acting).lines == ("Q. GIÁM ĐỐC",)


def test_an_issuer_signs_by_the_lines_that_it_gives_in_capitals_and_leaves_open_what_it_does_not():
    deputy = replace(UBND, signature=("TL. Chủ tịch", "KT. Chánh Văn phòng"), signer="Nguyễn Văn Mẫu")
    assert values.issuer_signature(deputy) == values.Signature(
        ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG"), "Nguyễn Văn Mẫu"
    )
    assert values.issuer_signature(UBND) == values.Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "")
    assert values.issuer_signature(replace(UBND, signature=())) == values.Signature(("……",), "")


def test_the_last_line_of_noi_nhan_keeps_the_unit_open_while_unknown():
    assert values.luu("NC") == "Lưu: VT, NC."
    assert values.luu("") == "Lưu: VT, ……."


def test_the_line_under_an_annex_title_repeats_number_and_date_blank():
    assert values.kem_theo("Kế hoạch", "Số:\u00a0/KH-SYT", 2025, "Sở Y tế") == (
        "Kèm theo Kế hoạch số\u00a0/KH-SYT ngày"
        "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0năm 2025 của Sở Y tế"
    )
