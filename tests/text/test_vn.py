"""Vietnamese is written as the decree and good usage ask."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from ntsdocs.text import vn


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026", "05/3/2026"),
        (date(2026, 2, 15), "ngày 15 tháng 02 năm 2026", "15/02/2026"),
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026", "01/01/2026"),
        (date(2025, 9, 11), "ngày 11 tháng 9 năm 2025", "11/9/2025"),
        (date(2027, 9, 5), "ngày 05 tháng 9 năm 2027", "05/9/2027"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025", "31/12/2025"),
    ],
)
def test_a_date_is_written_in_full_and_in_figures_with_the_same_zeros(day: date, long: str, short: str) -> None:
    assert (vn.long_date(day), vn.short_date(day)) == (long, short)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (185, "185"), (1234, "1.234")]
)
def test_running_text_counts_with_a_zero_before_one_to_nine(value: int, written: str) -> None:
    assert vn.count(value) == written


def test_a_cell_has_its_date_in_eight_digits() -> None:
    assert vn.cell_date(date(2027, 9, 5)) == "05/09/2027"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1000, None, "1.000"),
        (1234567, None, "1.234.567"),
        (-1234567, None, "-1.234.567"),
        (1234.5, None, "1.234,5"),
        (12.0, None, "12"),
        (100.0, None, "100"),
        (Decimal("0.10"), None, "0,1"),
        (66.666, 1, "66,7"),
        (2.675, 2, "2,68"),  # half up on the digits one sees
        (0.125, 2, "0,13"),
        (50, 1, "50,0"),
        (-0.04, 1, "0,0"),
        (1e15, None, "1.000.000.000.000.000"),
        (1e-7, None, "0,0000001"),
    ],
)
def test_a_number_has_points_between_thousands_and_a_decimal_comma(
    value: float | Decimal, decimals: int | None, written: str
) -> None:
    assert vn.number(value, decimals) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_never_written(value: float) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        vn.number(value)


def test_points_are_lettered_by_the_vietnamese_alphabet() -> None:
    letters = [vn.ordinal_letters(n) for n in range(1, 24)]
    assert letters == list("abcdđeghiklmnopqrstuvxy")


@pytest.mark.parametrize("n", [0, -1, 24])
def test_there_is_no_letter_outside_the_series(n: int) -> None:
    with pytest.raises(ValueError, match="no letter for point"):
        vn.ordinal_letters(n)


@pytest.mark.parametrize(
    ("n", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (90, "XC"), (444, "CDXLIV"), (2026, "MMXXVI")],
)
def test_roman_numerals(n: int, numeral: str) -> None:
    assert vn.roman(n) == numeral


@pytest.mark.parametrize("n", [0, 4000])
def test_there_is_no_roman_numeral_outside_1_to_3999(n: int) -> None:
    with pytest.raises(ValueError, match="no Roman numeral"):
        vn.roman(n)


def test_a_listing_joins_its_last_item_with_a_word() -> None:
    assert vn.listing([]) == ""
    assert vn.listing(["Sở Y tế"]) == "Sở Y tế"
    assert vn.listing(["Sở Y tế", "Sở Nội vụ"]) == "Sở Y tế và Sở Nội vụ"
    assert vn.listing(["a", "b", "c"]) == "a, b và c"
    assert vn.listing(iter(["a", "b", "c"]), last="hoặc") == "a, b hoặc c"


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("Các sở, ban, ngành", "các sở, ban, ngành"),
        ("Ủy ban nhân dân tỉnh Thanh Hóa", "ủy ban nhân dân tỉnh Thanh Hóa"),
        ("UBND cấp xã", "UBND cấp xã"),
        ("Đề án của Bộ", "đề án của Bộ"),
        ("", ""),
        ("A", "a"),
    ],
)
def test_only_the_first_letter_is_made_small_and_abbreviations_stay(text: str, lowered: str) -> None:
    assert vn.lower_first(text) == lowered


def test_only_the_first_letter_is_made_capital() -> None:
    assert vn.upper_first("ủy ban nhân dân tỉnh Thanh Hóa") == "Ủy ban nhân dân tỉnh Thanh Hóa"
    assert vn.upper_first("đề án") == "Đề án"
    assert vn.upper_first("") == ""


def test_letterhead_capitals_keep_every_mark_and_are_composed() -> None:
    assert vn.upper("Ủy ban nhân dân phường Đào Duy Từ") == "ỦY BAN NHÂN DÂN PHƯỜNG ĐÀO DUY TỪ"
    assert vn.upper(nfd("xã Trường Lệ")) == "XÃ TRƯỜNG LỆ"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        ("phường Đông Tiến", "phuong-dong-tien"),
        ("Ủy ban nhân dân xã Ngọc Lặc", "uy-ban-nhan-dan-xa-ngoc-lac"),
        (nfd("Hoằng Thịnh"), "hoang-thinh"),
        ("  Ban Quản lý KKT Nghi Sơn & các KCN ", "ban-quan-ly-kkt-nghi-son-cac-kcn"),
        ("../Sở\\Y tế", "so-y-te"),
        ("…", ""),
    ],
)
def test_a_slug_is_ascii_words_joined_by_hyphens(name: str, written: str) -> None:
    assert vn.slug(name) == written


def test_the_search_key_forgets_case_marks_and_blanks() -> None:
    assert vn.fold("Sở  CÔNG\u00a0Thương ") == "so cong thuong"
    assert vn.fold("ĐỒNG TIẾN") == vn.fold("Đông Tiến") == "dong tien"


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Thanh Hoá", "Thanh Hóa"),
        ("thuỷ lợi", "thủy lợi"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN, HOÀ BÌNH", "ỦY BAN, HÒA BÌNH"),
        ("sức khoẻ, loè", "sức khỏe, lòe"),
        (nfd("Hoằng Hoá"), "Hoằng Hóa"),
    ],
)
def test_both_placements_of_the_tone_fold_to_one(new: str, old: str) -> None:
    assert vn.tone_fold(new) == vn.tone_fold(old) == old


@pytest.mark.parametrize("text", ["hoàn thành", "quý III", "Quỳ", "khuỷu", "ngoéo", "Quảng Xương", "toán", "huỳnh"])
def test_a_tone_with_one_possible_place_stays_there(text: str) -> None:
    assert vn.tone_fold(text) == text


def test_folding_the_tone_keeps_different_words_apart() -> None:
    assert vn.tone_fold("Đông Tiến") != vn.tone_fold("Đồng Tiến")
    assert vn.tone_fold("hoà") != vn.tone_fold("hoá")


def from_backwards(in_order: list[str]) -> list[str]:
    backwards = in_order[::-1]
    return sorted(backwards, key=vn.sort_key)


def test_words_sort_by_the_vietnamese_alphabet() -> None:
    in_order = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert from_backwards(in_order) == in_order


def test_tones_count_after_letters_and_case_after_tones() -> None:
    in_order = ["ma", "Ma", "mà", "mả", "mã", "má", "mạ", "mạc", "mai", "mắm", "mân", "mẫn"]
    assert from_backwards(in_order) == in_order


def test_names_sort_word_by_word_with_digits_before_letters() -> None:
    in_order = ["", "xã 2", "xã Ái Thượng", "xã An Nông", "xã Ba Đình", "xã Bá Thước", "xã Các Sơn", "xã Định Hòa"]
    assert from_backwards(in_order) == in_order


def test_the_order_does_not_depend_on_how_letters_are_composed() -> None:
    assert vn.sort_key(nfd("Ngọc Lặc")) == vn.sort_key("Ngọc Lặc")


def test_foreign_letters_and_signs_find_a_place() -> None:
    in_order = ["- a", "a", "müller", "mun", "Ω"]
    assert from_backwards(in_order) == in_order


def test_of_two_long_texts_the_place_where_the_longer_goes_on_is_shown():
    text = "Tổ chức diễn tập " * 10
    assert vn.excerpt(text + "và lĩnh vực liên quan", text).endswith("và lĩnh vực liên quan»")
    assert vn.excerpt(text, text + "và lĩnh vực liên quan").endswith("diễn tập »")
    assert vn.excerpt(text) == f"«{text[:90]}…»"


@pytest.mark.parametrize(
    ("items", "most", "noun", "between", "text"),
    [
        ([], 3, "văn bản", ", ", ""),
        (["a", "b", "c"], 3, "văn bản", ", ", "a, b, c"),
        (["a", "b", "c", "d"], 3, "văn bản", ", ", "a, b, c và 1 văn bản nữa"),
        (["a", "b", "c", "d"], 1, "chỗ", "; ", "a và 3 chỗ nữa"),
        (["a", "b", "c", "d"], 2, "", "; ", "a; b và 2 nữa"),
    ],
)
def test_of_many_things_the_first_are_named_and_the_others_counted(
    items: list[str], most: int, noun: str, between: str, text: str
) -> None:
    assert vn.first_few(items, most, noun, between) == text


@pytest.mark.parametrize(
    ("most", "spare", "lines"),
    [
        (2, 0, ["a", "b", "… và 2 dòng nữa"]),
        (2, 1, ["a", "b", "… và 2 dòng nữa"]),
        (3, 1, ["a", "b", "c", "d"]),
        (4, 0, ["a", "b", "c", "d"]),
        (None, 0, ["a", "b", "c", "d"]),
    ],
)
def test_of_many_lines_the_first_are_told_and_the_others_counted(
    most: int | None, spare: int, lines: list[str]
) -> None:
    assert list(vn.first_lines(iter("abcd"), most, "… và {} dòng nữa", spare=spare)) == lines


def test_a_line_end_in_a_value_is_shown_and_does_not_break_the_line() -> None:
    assert vn.excerpt("một\nhai") == "«một↵hai»"
    assert vn.printable("một\nhai\u202e") == "một↵hai‹U+202E›"
