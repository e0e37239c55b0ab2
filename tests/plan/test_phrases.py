from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.plan.model import Agency, Phrase
from ntsdocs.plan.phrases import Match, Phrasebook, Split, lookup_key

CONG_THUONG = Agency("so-cong-thuong", "Sở Công Thương", "Sở Công Thương", ("Sở Công thương",))
VAN_HOA = Agency("so-van-hoa", "Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch")
CONG_AN = Agency("cong-an-tinh", "Công an tỉnh Mẫu", "Công an tỉnh")
BAN = Agency("ban-quan-ly", "Ban Quản lý Khu kinh tế & Công nghiệp (mới)", "BQL KKT")
NGAN_HANG = Agency("ngan-hang", "Ngân hàng Mẫu - Chi nhánh 7", "Ngân hàng")

SBN = Phrase("Các sở, ban, ngành", "SBN")
SECTOR = Phrase("Các sở, ban, ngành chủ trì từng lĩnh vực", "SECTOR")
XA = Phrase("UBND cấp xã", "XA")
SEA = Phrase("UBND cấp xã có biển", "SEA")
BOTH_SBN = Phrase("Các sở, ban, ngành, UBND cấp xã liên quan", "SBN_REL")
BOTH_XA = Phrase("Các sở, ban, ngành, UBND cấp xã liên quan", "XA_REL")

BOOK = Phrasebook((CONG_THUONG, VAN_HOA, CONG_AN, BAN, NGAN_HANG), (XA, SBN, BOTH_SBN, SEA, SECTOR, BOTH_XA))


@pytest.mark.parametrize(
    ("cell", "matches"),
    [
        ("Công an tỉnh", [Match("Công an tỉnh", "cong-an-tinh")]),
        ("Công an tỉnh Mẫu", [Match("Công an tỉnh Mẫu", "cong-an-tinh")]),
        ("Sở Công thương", [Match("Sở Công thương", "so-cong-thuong")]),
        ("SỞ CÔNG THƯƠNG", [Match("SỞ CÔNG THƯƠNG", "so-cong-thuong")]),
        (
            "Sở Văn hoá, Thể thao và  Du lịch, UBND cấp xã",
            [Match("Sở Văn hoá, Thể thao và  Du lịch", "so-van-hoa"), Match("UBND cấp xã", rows=(XA,))],
        ),
        (
            "Các sở, ban, ngành, UBND cấp xã",
            [Match("Các sở, ban, ngành", rows=(SBN,)), Match("UBND cấp xã", rows=(XA,))],
        ),
        (
            "Các sở, ban, ngành, UBND cấp xã liên quan",
            [Match("Các sở, ban, ngành, UBND cấp xã liên quan", rows=(BOTH_SBN, BOTH_XA))],
        ),
        (
            "Sở Công Thương; các sở, ban, ngành chủ trì từng lĩnh vực;\nUBND cấp xã có biển.",
            [
                Match("Sở Công Thương", "so-cong-thuong"),
                Match("các sở, ban, ngành chủ trì từng lĩnh vực", rows=(SECTOR,)),
                Match("UBND cấp xã có biển", rows=(SEA,)),
            ],
        ),
        (
            "Ban Quản lý Khu kinh tế & Công nghiệp (mới); Ngân hàng Mẫu – Chi nhánh 7",
            [
                Match("Ban Quản lý Khu kinh tế & Công nghiệp (mới)", "ban-quan-ly"),
                Match("Ngân hàng Mẫu – Chi nhánh 7", "ngan-hang"),
            ],
        ),
        ("", []),
        (" ; , . ", []),
    ],
)
def test_a_cell_is_taken_apart_longest_first_and_nothing_is_left(cell, matches):
    assert BOOK.split(cell) == Split(tuple(matches), "")


@pytest.mark.parametrize(
    ("cell", "known", "rest"),
    [
        ("Sở Y tế", [], "Sở Y tế"),
        ("Công an tỉnh; Sở Y tế; UBND cấp xã, doanh nghiệp", ["Công an tỉnh", "UBND cấp xã"], "Sở Y tế; doanh nghiệp"),
        ("UBND cấp xãhội", [], "UBND cấp xãhội"),
        ("Công an tỉnhmẫu", [], "Công an tỉnhmẫu"),
        ("UBND cấp xã miền núi", ["UBND cấp xã"], "miền núi"),
        ("Cong an tinh", [], "Cong an tinh"),
    ],
)
def test_words_that_are_not_known_are_left_over(cell, known, rest):
    split = BOOK.split(cell)

    assert [match.words for match in split.matches] == known
    assert split.rest == rest


def test_text_in_nfd_is_found_and_given_back_in_nfc():
    assert BOOK.split(unicodedata.normalize("NFD", "Sở Công Thương")) == Split(
        (Match("Sở Công Thương", "so-cong-thuong"),), ""
    )


def test_a_row_of_phrases_csv_counts_before_an_agency_of_the_same_name():
    row = Phrase("công an tỉnh", "POLICE")

    assert Phrasebook((CONG_AN,), (row,)).split("Công an tỉnh") == Split((Match("Công an tỉnh", rows=(row,)),), "")


def test_a_name_that_fits_two_agencies_clashes():
    other = Agency("bao-mau", "Báo Mẫu", "Báo", ("CÔNG AN TỈNH", "Báo"))

    assert Phrasebook((CONG_AN, other, CONG_AN), ()).clashes == (("công an tỉnh", ("cong-an-tinh", "bao-mau")),)
    assert BOOK.clashes == ()


def test_names_with_other_marks_do_not_clash():
    dong = Agency("ubnd-phuong-dong-tien", "UBND phường Đông Tiến", "UBND phường Đông Tiến")
    dong_ = Agency("ubnd-xa-dong-tien", "UBND phường Đồng Tiến", "UBND phường Đồng Tiến")

    assert Phrasebook((dong, dong_), ()).clashes == ()


def test_a_book_without_names_knows_nothing():
    assert Phrasebook((), ()).split("Sở Y tế") == Split((), "Sở Y tế")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("  Sở   Văn HOÁ ", "sở văn hóa"),
        ("Thuỷ – Hoà", "thủy - hòa"),
        ("Toàn quốc", "toàn quốc"),
        ("İ", "İ"),
    ],
)
def test_the_key_of_words_forgets_case_tone_place_dashes_and_width(words, key):
    assert lookup_key(words) == key


@given(st.text())
def test_no_text_is_lost_between_matches_and_rest(text):
    split = BOOK.split(text)
    kept = sum(len(match.words) for match in split.matches) + len(split.rest.replace("; ", ""))
    dropped = sum(char in " \t\n;,." for char in unicodedata.normalize("NFC", text))

    assert kept + dropped >= len(unicodedata.normalize("NFC", text))
