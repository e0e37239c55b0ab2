"""What a text may hold, however it was typed, saved or pasted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.text.plain import as_sentence, repaired

CAME_IN = [
    ("Báo cáo thử_x000D_", "Báo cáo thử"),
    ("Báo cáo_x000d_\nKế hoạch_x000D__x000A_Sổ", "Báo cáo\nKế hoạch\nSổ"),
    ("ma_x005F_so", "ma_so"),
    ("S_x1EDF_ Y tế", "Sở Y tế"),
    ("Ðào tạo ở xã Ðồi Mẫu, ðợt 1, Ɖợt 2", "Đào tạo ở xã Đồi Mẫu, đợt 1, Đợt 2"),
    ("Sở Nội vụ со xã хã Тỉnh", "Sở Nội vụ co xã xã Tỉnh"),  # Cyrillic in words of Latin letters, and by themselves
    ("Nhà nƣớc, Ƣu tiên, nǎm, ngƣ\u0300", "Nhà nước, Ưu tiên, năm, ngừ"),
    ("а\u0300 thôn", "à thôn"),
    ("Ηội nghị", "Hội nghị"),  # Greek
    ("Công ty Росатом và СО2", "Công ty Росатом và СО2"),  # truly Russian: nothing is touched
    ("hạng α, β", "hạng α, β"),
    ("UBND\u2011xã, phi\u2010truyền thống, 5\u22125", "UBND-xã, phi-truyền thống, 5\u22125"),
    ("thông\u00adtin", "thôngtin"),
    ("So\u031b\u0309 Y tê\u0301", "Sở Y tế"),
    ("Sở\u00a0Y\u2009tế\u200b", "Sở Y tế"),
    ("một\vhai\u2028ba\r\nbốn\rnăm\fsáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
    ("một\n\n\n  hai  ", "một\nhai"),
    ("ＵＢＮＤ tỉnh, ﬁle, Quý Ⅳ, 𝐁áo cáo", "UBND tỉnh, file, Quý IV, Báo cáo"),
    ("•\tRà soát\n\uf0b7 Báo cáo\n· Sổ\n▪Bản đồ\n\uf0d8  Kế hoạch", "- Rà soát\n- Báo cáo\n- Sổ\n- Bản đồ\n- Kế hoạch"),
    ("•", "•"),
    ("đạt \uf0b3 80 %, \uf0b15", "đạt ≥ 80 %, ±5"),
    ("\x93Kế hoạch\x94 2025\x962026", "“Kế hoạch” 2025–2026"),
    ("Ban\x07 hành\ue123 kế\ud800 hoạch\ufffe", "Ban hành kế hoạch"),
    ("không\x1engắt, mềm\x1fmại", "không-ngắt, mềmmại"),
    ("m², m³, ½, ≥, €, 25 °C, “ngoặc”, «kép», …", "m², m³, ½, ≥, €, 25 °C, “ngoặc”, «kép», …"),
    ("- Danh sách;\n+ Sổ", "- Danh sách;\n+ Sổ"),
]


@pytest.mark.parametrize(("text", "plain"), CAME_IN)
def test_a_text_comes_in_clean_and_told(text: str, plain: str) -> None:
    got, repairs = repaired(text)

    assert got == plain
    layout = " \n\r\v\u2028\f"
    assert bool(repairs) == (text.translate(dict.fromkeys(map(ord, layout))) != plain.translate({32: None, 10: None}))
    assert all(what and remedy for what, remedy in repairs)


@given(st.text(st.sampled_from("aÐса\u0300\u031b_x0D5F\r\n \t•\uf0b7\u2011Ａﬁ\ue000\x01\x96\ud800-")))
def test_what_came_in_stays_as_it_is(text: str) -> None:
    once, _ = repaired(text)

    assert repaired(once) == (once, ())
    assert not set(once) & set("\r\t\v\f\x00\x01\ud800\ue000")


def test_a_cell_of_nothing_but_line_breaks_or_blanks_takes_no_time() -> None:
    began = time.process_time()
    for text in ("a\n" * 50_000, "a" + " " * 200_000 + "b", " \n" * 50_000, "\u00a0" * 100_000, "_x000D_" * 20_000):
        repaired(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("Rà soát hồ đập:\na) Hồ lớn;\nb) Hồ nhỏ", "Rà soát hồ đập: a) Hồ lớn; b) Hồ nhỏ"),
        ("- Danh sách trường;\n- Báo cáo kết quả.", "Danh sách trường; Báo cáo kết quả."),
        ("Sở Y tế\nSở Nội vụ", "Sở Y tế; Sở Nội vụ"),
        ("1. Sở Y tế\n2. Sở Nội vụ", "1. Sở Y tế; 2. Sở Nội vụ"),
        ("Sở Nông nghiệp\nvà Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("Trước\n30/6/2026", "Trước 30/6/2026"),
        ("61 tin, bài\n04 phóng sự", "61 tin, bài; 04 phóng sự"),
        ("- Rà soát", "Rà soát"),
        ("–Rà soát", "Rà soát"),
        ("12. Rà soát", "Rà soát"),
        ("a) Công tác", "Công tác"),
        ("II. NHIỆM VỤ", "NHIỆM VỤ"),
        ("1.2. Rà soát", "Rà soát"),
        ("-5 °C", "-5 °C"),
        ("30/6/2026", "30/6/2026"),
        ("1.234,5 ha", "1.234,5 ha"),
        ("", ""),
    ],
)
def test_lines_become_a_sentence(lines: str, sentence: str) -> None:
    assert as_sentence(lines) == sentence
