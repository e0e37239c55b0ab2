from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.plan.agency_lists import lookup_key
from ntsdocs.plan.model import Agency, Phrase
from ntsdocs.plan.phrases import Match, Phrasebook, SplitCell

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
    assert BOOK.split(cell) == SplitCell(tuple(matches))


@pytest.mark.parametrize(
    ("cell", "known", "unread"),
    [
        ("Sở Y tế", [], ["Sở Y tế"]),
        (
            "Công an tỉnh; Sở Y tế; UBND cấp xã, doanh nghiệp",
            ["Công an tỉnh", "UBND cấp xã"],
            ["Sở Y tế", "doanh nghiệp"],
        ),
        ("UBND cấp xãhội", [], ["UBND cấp xãhội"]),
        ("Công an tỉnhmẫu", [], ["Công an tỉnhmẫu"]),
        ("Cong an tinh", [], ["Cong an tinh"]),
        ("UBND cấp xã miền núi", [], ["UBND cấp xã miền núi"]),
        ("Bệnh viện thuộc Sở Công Thương", [], ["Bệnh viện thuộc Sở Công Thương"]),
        ("Công an tỉnh Khác; Công an tỉnh", ["Công an tỉnh"], ["Công an tỉnh Khác"]),
        ("Các sở, ban, ngành (trừ Sở Công Thương)", [], ["Các sở, ban, ngành (trừ Sở Công Thương)"]),
        ("Công ty Cây xanh và Môi trường, Công an tỉnh", ["Công an tỉnh"], ["Công ty Cây xanh và Môi trường"]),
        ("Công an tỉnh và Công ty Cây, Cỏ", ["Công an tỉnh"], ["Công ty Cây, Cỏ"]),
        ("Công an tỉnh/các công ty cây xanh", ["Công an tỉnh"], ["các công ty cây xanh"]),
        ("Sở Công Thương và Môi trường", [], ["Sở Công Thương và Môi trường"]),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", [], ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]),
        ("Công ty A (đơn vị tư vấn); Công an tỉnh", ["Công an tỉnh"], ["Công ty A (đơn vị tư vấn)"]),
        ("Đề nghị phối hợp với Bộ Cây xanh", [], ["Bộ Cây xanh"]),
    ],
)
def test_words_that_are_not_known_are_left_over_with_what_they_are_joined_to(cell, known, unread):
    split = BOOK.split(cell)

    assert [match.words for match in split.matches] == known
    assert list(split.unread) == unread


def test_text_in_nfd_is_found_and_given_back_in_nfc():
    assert BOOK.split(unicodedata.normalize("NFD", "Sở Công Thương")) == SplitCell(
        (Match("Sở Công Thương", "so-cong-thuong"),)
    )


def test_a_row_of_phrases_csv_counts_before_an_agency_of_the_same_name():
    row = Phrase("công an tỉnh", "POLICE")

    assert Phrasebook((CONG_AN,), (row,)).split("Công an tỉnh") == SplitCell((Match("Công an tỉnh", rows=(row,)),))


def test_a_name_that_fits_two_agencies_clashes():
    other = Agency("bao-mau", "Báo Mẫu", "Báo", ("CÔNG AN TỈNH", "Báo"))

    assert Phrasebook((CONG_AN, other, CONG_AN), ()).clashes == (("công an tỉnh", ("cong-an-tinh", "bao-mau")),)
    assert BOOK.clashes == ()


def test_names_with_other_marks_do_not_clash():
    dong = Agency("ubnd-phuong-dong-tien", "UBND phường Đông Tiến", "UBND phường Đông Tiến")
    dong_ = Agency("ubnd-xa-dong-tien", "UBND phường Đồng Tiến", "UBND phường Đồng Tiến")

    assert Phrasebook((dong, dong_), ()).clashes == ()


def test_a_book_without_names_knows_nothing():
    assert Phrasebook((), ()).split("Sở Y tế") == SplitCell((), ("Sở Y tế",))


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


# --- how lists are written ------------------------------------------------------------------------------------------

MAU = tuple(
    Agency(id_, name, short, aliases, level="province", date_place="Mẫu")
    for id_, name, short, *aliases in (
        ("y-te", "Sở Y tế", "Sở Y tế"),
        ("tai-chinh", "Sở Tài chính", "Sở Tài chính"),
        ("khcn", "Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
        ("vhttdl", "Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("nnmt", "Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và Môi trường"),
        ("gddt", "Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo"),
        ("noi-vu", "Sở Nội vụ", "Sở Nội vụ"),
        ("ngoai-vu", "Sở Ngoại vụ", "Sở Ngoại vụ"),
        ("cat", "Công an tỉnh Mẫu", "Công an tỉnh"),
        ("chqs", "Bộ Chỉ huy Quân sự tỉnh Mẫu", "Bộ Chỉ huy Quân sự tỉnh"),
        ("vp", "Văn phòng Ủy ban nhân dân tỉnh Mẫu", "Văn phòng UBND tỉnh"),
        ("dbqh", "Văn phòng Đoàn ĐBQH và HĐND tỉnh Mẫu", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"),
        ("tt", "Thanh tra tỉnh Mẫu", "Thanh tra tỉnh"),
        ("kkt", "Ban Quản lý Khu kinh tế & Công nghiệp Mẫu", "BQL KKT & Công nghiệp Mẫu"),
        ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Mẫu", "UBMTTQ Việt Nam tỉnh"),
        ("nh", "Ngân hàng Nhà nước Chi nhánh Khu vực 7", "NHNN Chi nhánh Khu vực 7"),
        ("bao", "Báo và Đài Phát thanh - Truyền hình Mẫu", "Báo và Đài PTTH Mẫu"),
    )
) + tuple(
    Agency(f"xa-{place}", f"Ủy ban nhân dân {unit}", f"UBND {unit}", level="commune", date_place=unit)
    for place, unit in (("bien", "xã Biển Mẫu"), ("doi", "xã Đồi Mẫu"), ("cho", "phường Chợ Mẫu"))
)
MAU_BOOK = Phrasebook(MAU, (SBN, XA))


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        # signs, numbers, words between names
        ("Sở Y tế, Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế; Sở Tài chính.", "y-te tai-chinh"),
        ("Sở Y tế và Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế/Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế / Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế & Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế + Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế - Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế – Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế\nSở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế cùng Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế cùng với Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế phối hợp với Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế, phối hợp cùng Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế hoặc Sở Tài chính", "y-te tai-chinh"),
        ("Sở Y tế, Sở Tài chính, v.v…", "y-te tai-chinh"),
        ("Sở Y tế, Sở Tài chính…", "y-te tai-chinh"),
        ("- Sở Y tế\n- Sở Tài chính", "y-te tai-chinh"),
        ("-Sở Y tế\n-Sở Tài chính", "y-te tai-chinh"),
        ("– Sở Y tế;\n– Sở Tài chính.", "y-te tai-chinh"),
        ("+ Sở Y tế\n+ Sở Tài chính", "y-te tai-chinh"),
        ("* Sở Y tế\n* Sở Tài chính", "y-te tai-chinh"),
        ("• Sở Y tế\n• Sở Tài chính", "y-te tai-chinh"),
        ("· Sở Y tế\n▪ Sở Tài chính", "y-te tai-chinh"),
        ("1. Sở Y tế\n2. Sở Tài chính", "y-te tai-chinh"),
        ("1. Sở Y tế 2. Sở Tài chính", "y-te tai-chinh"),
        ("1.Sở Y tế\n2.Sở Tài chính", "y-te tai-chinh"),
        ("1) Sở Y tế; 2) Sở Tài chính", "y-te tai-chinh"),
        ("1) Sở Y tế 2) Sở Tài chính", "y-te tai-chinh"),
        ("(1) Sở Y tế; (2) Sở Tài chính", "y-te tai-chinh"),
        ("(1) Sở Y tế (2) Sở Tài chính", "y-te tai-chinh"),
        ("a) Sở Y tế; b) Sở Tài chính", "y-te tai-chinh"),
        ("a. Sở Y tế\nb. Sở Tài chính", "y-te tai-chinh"),
        ("1.1. Sở Y tế\n1.2. Sở Tài chính", "y-te tai-chinh"),
        # titles, labels, notes
        ("Giám đốc Sở Y tế", "y-te"),
        ("Phó Giám đốc Sở Y tế, Giám đốc Sở Tài chính", "y-te tai-chinh"),
        ("Lãnh đạo Công an tỉnh", "cat"),
        ("Chánh Văn phòng UBND tỉnh; Chánh Thanh tra tỉnh", "vp tt"),
        ("Chủ tịch UBND xã Biển Mẫu", "xa-bien"),
        ("Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh", "chqs"),
        ("Trưởng Ban Quản lý Khu kinh tế & Công nghiệp Mẫu", "kkt"),
        ("Thủ trưởng các sở, ban, ngành; Chủ tịch UBND cấp xã", "SBN XA"),
        ("Giao Sở Y tế chủ trì", "y-te"),
        ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh", "mttq"),
        ("Cơ quan chủ trì: Sở Y tế", "y-te"),
        ("Sở Y tế (đầu mối), Sở Tài chính", "y-te tai-chinh"),
        ("Công an tỉnh (cơ quan thường trực)", "cat"),
        ("Công an tỉnh (Phòng PA05)", "cat"),
        ("Công an tỉnh (qua Phòng PA05, PC06), Sở Y tế", "cat y-te"),
        ("Các sở, ban, ngành (Sở Y tế chủ trì)", "SBN y-te"),
        # signs inside names
        ("Sở Nông nghiệp và Môi trường và Sở Khoa học và Công nghệ", "nnmt khcn"),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", "vhttdl noi-vu"),
        ("Sở Văn hoá - Thể thao và Du lịch", "vhttdl"),
        ("Sở Văn hóa, Thể thao\nvà Du lịch", "vhttdl"),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh và Văn phòng UBND tỉnh", "dbqh vp"),
        ("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "dbqh"),
        ("Ban Quản lý Khu kinh tế và Công nghiệp Mẫu", "kkt"),
        ("Ngân hàng Nhà nước chi nhánh khu vực 7", "nh"),
        ("NHNN – Chi nhánh khu vực 7; Sở Y tế", "nh y-te"),
        ("Báo và Đài Phát thanh, Truyền hình Mẫu", "bao"),
        # case, former spelling, shortened and lengthened names
        ("SỞ Y TẾ, CÔNG AN TỈNH", "y-te cat"),
        ("Sở Y Tế; Công An Tỉnh", "y-te cat"),
        ("Sở Văn hoá, Thể thao và Du lịch", "vhttdl"),
        ("Uỷ ban nhân dân xã Đồi Mẫu", "xa-doi"),
        ("Công an tỉnh Mẫu", "cat"),
        ("Công an", "cat"),
        ("Sở Y tế tỉnh Mẫu", "y-te"),
        ("Sở Y tế tỉnh, Sở Tài chính tỉnh", "y-te tai-chinh"),
        ("Sở Y tế Mẫu", "y-te"),
        ("Thanh tra; Văn phòng UBND", "tt vp"),
        ("Sở YT, Sở TC", "y-te tai-chinh"),
        ("Sở KH&CN; Sở KHCN; Sở KH và CN", "khcn khcn khcn"),
        ("Sở GD&ĐT, Sở GDĐT, Sở GD-ĐT", "gddt gddt gddt"),
        ("Sở VHTT&DL; Sở VH-TT&DL; Sở VHTTDL; Sở VH,TT&DL", "vhttdl vhttdl vhttdl vhttdl"),
        ("Sở NN&MT, Sở NNMT", "nnmt nnmt"),
        ("CA tỉnh, Bộ CHQS tỉnh", "cat chqs"),
        ("VP UBND tỉnh; VPUBND tỉnh", "vp vp"),
        ("BQL Khu kinh tế & Công nghiệp Mẫu", "kkt"),
        ("MTTQ tỉnh; UBMTTQ tỉnh; Mặt trận Tổ quốc tỉnh", "mttq mttq mttq"),
        ("UBND xã Biển Mẫu; xã Đồi Mẫu", "xa-bien xa-doi"),
        # a name's beginning said once
        ("Các Sở: Y tế, Tài chính, Nội vụ", "y-te tai-chinh noi-vu"),
        ("các sở Y tế, Tài chính và Nội vụ; Công an tỉnh", "y-te tai-chinh noi-vu cat"),
        ("UBND các xã: Biển Mẫu, Đồi Mẫu", "xa-bien xa-doi"),
        ("UBND xã Biển Mẫu, phường Chợ Mẫu", "xa-bien xa-cho"),
        # groups
        ("Các sở, ban, ngành cấp tỉnh; UBND cấp xã trên địa bàn tỉnh", "SBN XA"),
        ("các Sở, ban, ngành của tỉnh và Ủy ban nhân dân cấp xã", "SBN XA"),
        ("Sở, ban, ngành tỉnh", "SBN"),
    ],
)
def test_however_a_list_of_agencies_is_written_each_is_understood(cell, meant):
    split = MAU_BOOK.split(cell)

    assert split.unread == ()
    assert " ".join(match.agency or match.rows[0].token for match in split.matches) == meant


def test_initials_that_fit_two_names_are_not_guessed():
    assert MAU_BOOK.split("Sở NV") == SplitCell((), ("Sở NV",))


JOINTS = (", ", "; ", " và ", " & ", "/", " / ", " - ", "\n", "\n- ", "\n+ ", ";\n• ", " + ", " cùng ", ", cùng với ")
BEFORE = ("", "", "Giám đốc ", "Lãnh đạo ", "Giao ")
BEHIND = ("", "", " (đầu mối)", " (cơ quan thường trực)", " (Phòng 3)")


@st.composite
def lists(draw):
    chosen = draw(st.lists(st.sampled_from(MAU), min_size=1, max_size=6))
    names = [draw(st.sampled_from((agency.name, agency.short_name, agency.name.upper()))) for agency in chosen]
    items = [f"{draw(st.sampled_from(BEFORE))}{name}{draw(st.sampled_from(BEHIND))}" for name in names]
    if draw(st.booleans()):
        sign = draw(st.sampled_from(("{}. ", "{}) ", "({}) ", "- ", "• ")))
        text = "\n".join(sign.format(number) + item for number, item in enumerate(items, 1))
    else:
        text = items[0] + "".join(draw(st.sampled_from(JOINTS)) + item for item in items[1:])
    return text + draw(st.sampled_from(("", ".", ";"))), [agency.id for agency in chosen]


@given(lists())
def test_a_list_of_names_in_any_form_means_exactly_these(drawn):
    text, meant = drawn
    split = MAU_BOOK.split(text)

    assert split.unread == ()
    assert [match.agency for match in split.matches] == meant


@given(
    st.lists(st.sampled_from(("Qux", "Công ty Qux", "Sở Y tế", "UBND cấp xã", ", ", "; ", " và ", " ", "(", ")", "\n")))
)
def test_what_nobody_knows_is_never_lost(parts):
    text = "".join(parts)
    split = MAU_BOOK.split(text)

    in_notes = sum(part.count("Qux") for part in text.split("(")[1:])
    assert sum(words.count("Qux") for words in split.unread) >= text.count("Qux") - in_notes


@given(st.text())
def test_any_text_is_taken_apart(text):
    split = MAU_BOOK.split(text)
    nfc = unicodedata.normalize("NFC", text)

    assert all(nfc[match.span[0] : match.span[1]] == match.words for match in split.matches)
