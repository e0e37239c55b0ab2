"""Lines are as wide here as Times New Roman makes them in Word."""

import unicodedata
from itertools import product
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.docx.font_widths import width_mm, wrap, wrap_evenly

FONTS = Path("/usr/share/fonts/truetype")
STYLES = {
    "Regular": (False, False),
    "Bold": (True, False),
    "Italic": (False, True),
    "BoldItalic": (True, True),
}
QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
TRICH_YEU = (
    "Triển khai Chiến lược tổng thể quốc gia phòng ngừa, ứng phó với các đe dọa an ninh phi truyền thống "
    "giai đoạn 2025 - 2030 trên địa bàn tỉnh Thanh Hóa"
)

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", TONES)]
COVERED = [*map(chr, range(0x20, 0x7F)), *VOWELS, *"đĐ«»“”‘’…–—•°§×½±≤≥→\u00a0"]


@pytest.mark.parametrize(
    ("text", "size", "millimetres"),
    [(QUOC_HIEU, 13, 95.7), (QUOC_HIEU, 12, 88.3), (TIEU_NGU, 13, 56.0), (TIEU_NGU, 14, 60.5)],
)
def test_the_national_title_and_motto_have_their_known_widths(text: str, size: int, millimetres: float) -> None:
    # GEO-2 and ND30-I-2.1c
    assert width_mm(text, size, bold=True) == pytest.approx(millimetres, abs=0.3)


@pytest.mark.fonts
@pytest.mark.parametrize("style", STYLES)
def test_every_covered_character_is_as_wide_as_in_liberation_serif(style: str) -> None:
    files = sorted(FONTS.glob(f"liberation*/LiberationSerif-{style}.ttf"))
    assert files, "install fonts-liberation2, or fonts-liberation where there is no other"
    bold, italic = STYLES[style]
    complete = 0
    for file in files:
        font = TTFont(file)
        glyphs, advances, per_em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        # Liberation 1 has no letters with two marks; 2 has them all.
        known = [char for char in COVERED if ord(char) in glyphs]
        assert set(map(chr, range(0x20, 0x7F))) | set("đĐ«»“”…–—\u00a0âêôăÂÊÔĂ") <= set(known)
        theirs = {char: round(advances[glyphs[ord(char)]][0] / per_em * 1000) for char in known}
        ours = {char: round(width_mm(char, 1000, bold, italic) / 25.4 * 72) for char in known}
        assert ours == theirs
        complete += len(known) == len(COVERED)
    assert complete, "no Liberation Serif 2 among the fonts"


@pytest.mark.parametrize(
    ("bold", "italic", "widths"),
    [
        (False, False, {"ơ": 529, "ớ": 529, "Ơ": 722, "ư": 542, "ự": 542, "Ư": 776, "Ữ": 776, "ế": 444, "Ậ": 722}),
        (True, False, {"ơ": 554, "ớ": 554, "Ơ": 778, "ư": 600, "ự": 600, "Ư": 796, "Ữ": 796, "ế": 444, "Ậ": 722}),
        (False, True, {"ơ": 534, "ớ": 534, "Ơ": 722, "ư": 545, "ự": 545, "Ư": 754, "Ữ": 754, "ế": 444, "Ậ": 611}),
        (True, True, {"ơ": 537, "ớ": 537, "Ơ": 722, "ư": 599, "ự": 599, "Ư": 775, "Ữ": 775, "ế": 444, "Ậ": 667}),
    ],
)
def test_a_horn_takes_room_and_a_tone_takes_none(bold: bool, italic: bool, widths: dict[str, int]) -> None:
    # Liberation Serif 2.1.5, in thousandths of an em
    assert {char: round(width_mm(char, 72, bold, italic) / 25.4 * 1000) for char in widths} == widths


def test_a_character_without_a_width_counts_as_an_n() -> None:
    assert width_mm("漢", 14) == width_mm("n", 14)


def test_decomposed_text_is_as_wide_as_composed() -> None:
    assert width_mm(unicodedata.normalize("NFD", TRICH_YEU), 14) == width_mm(TRICH_YEU, 14)


def test_a_blank_text_has_no_width_and_no_lines() -> None:
    assert (width_mm("", 14), wrap("", 14, 100), wrap_evenly("  ", 14, 100)) == (0, [], [])


def test_lines_are_filled_from_the_first_word_on() -> None:
    assert wrap("BAN QUẢN LÝ KHU KINH TẾ NGHI SƠN VÀ CÁC KHU CÔNG NGHIỆP", 13, 65, bold=True) == [
        "BAN QUẢN LÝ KHU KINH TẾ",
        "NGHI SƠN VÀ CÁC KHU",
        "CÔNG NGHIỆP",
    ]


def test_balanced_lines_are_as_many_and_even() -> None:
    assert wrap_evenly("BAN QUẢN LÝ KHU KINH TẾ NGHI SƠN VÀ CÁC KHU CÔNG NGHIỆP", 13, 65, bold=True) == [
        "BAN QUẢN LÝ KHU",
        "KINH TẾ NGHI SƠN VÀ",
        "CÁC KHU CÔNG NGHIỆP",
    ]


def test_a_last_word_does_not_stand_alone() -> None:
    assert wrap("nnnn nnnn nnnn nnnn nn", 72, 25.4 * 9.5) == ["nnnn nnnn nnnn nnnn", "nn"]
    assert wrap_evenly("nnnn nnnn nnnn nnnn nn", 72, 25.4 * 9.5) == ["nnnn nnnn", "nnnn nnnn nn"]
    # Evener would be «nn nn nn» above «nnnnnnnn».
    assert wrap_evenly("nn nn nn nnnnnnnn", 72, 25.4 * 6) == ["nn nn", "nn nnnnnnnn"]


def test_a_last_word_stands_alone_rather_than_add_a_line() -> None:
    # One em is one inch at 72 points; an «n» is half an em.
    assert wrap_evenly("n nnnnnnnn nnnnnnnn", 72, 25.4 * 4.9) == ["n nnnnnnnn", "nnnnnnnn"]
    assert wrap_evenly("n nnnnnnnnnn nn nnnnnnnnn", 72, 25.4 * 6) == ["n nnnnnnnnnn", "nn nnnnnnnnn"]
    assert wrap_evenly("hai dòng", 72, 25.4 * 2) == ["hai", "dòng"]


def test_a_word_that_is_too_wide_stands_alone() -> None:
    assert wrap("n nnnnnnnn n", 72, 25.4 * 2) == ["n", "nnnnnnnn", "n"]
    assert wrap_evenly("n nnnnnnnn n", 72, 25.4 * 2) == ["n", "nnnnnnnn", "n"]


def test_a_no_break_space_holds_words_together() -> None:
    assert wrap("nn nn\u00a0nn", 72, 25.4 * 2.5) == ["nn", "nn\u00a0nn"]


def test_a_line_that_fits_exactly_is_kept() -> None:
    assert wrap("nn nn", 72, width_mm("nn nn", 72)) == ["nn nn"]


TEXTS = st.lists(st.text("aơĐWi", min_size=1, max_size=8), max_size=12).map(" ".join)


@given(TEXTS, st.floats(10, 150))
def test_balancing_keeps_the_words_their_order_the_number_of_lines_and_the_room(text: str, room: float) -> None:
    greedy, even = wrap(text, 14, room), wrap_evenly(text, 14, room)
    assert len(even) == len(greedy)
    assert " ".join(even) == " ".join(greedy) == text
    assert all(width_mm(line, 14) <= room + 1e-6 or " " not in line for line in even)
