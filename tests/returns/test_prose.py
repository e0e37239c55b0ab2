"""What is read of a returned paper outside its tables: ours and theirs are given line by line, with what must be read.

«[tag]» is a place to fill with our dots, «[tag=words]» one whose control is left, «[tag|]» the point of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pytest

from ntsdocs.docx.anchors import bookmark_of
from ntsdocs.returns import answers, word_lines
from ntsdocs.returns.reading import Answer, How, PaperReading
from tiny_docx import control, docx, p, r, table

CONTACT = "1. [own:a:dau_moi] (liên hệ: [own:lien_he:ho_ten], điện thoại [own:lien_he:dien_thoai]) là đầu mối theo dõi."
OWED = "2. Sở Y tế báo cáo kết quả trước ngày [own:to_chuc:ngay_bao_cao] hằng năm theo Phụ lục III."
TASKS = (
    "II. NHIỆM VỤ",
    "- Nhiệm vụ 3: Phổ biến pháp luật về phòng ngừa, ứng phó.",
    "Biện pháp thực hiện: [own:task:3:bien_phap]",
    "- Nhiệm vụ 9: Tổ chức diễn tập phương án ứng phó sự cố.",
    "Biện pháp thực hiện: [own:task:9:bien_phap]",
    "III. TỔ CHỨC THỰC HIỆN",
)
THREE, NINE = "own:task:3:bien_phap", "own:task:9:bien_phap"


def paragraph(text: str, looks: str = "") -> str:
    runs = []
    for piece in re.split(r"(\[own:[^]]*\])", text):
        tag, mark, words = re.fullmatch(r"\[([^]=|]*)([=|]?)([^]]*)\]|.*", piece, re.DOTALL).groups("")
        point = f'<w:bookmarkStart w:id="7" w:name="{bookmark_of(tag)}"/><w:bookmarkEnd w:id="7"/>'
        if not tag:
            runs += [r(piece, looks)] if piece else []
        else:
            runs.append(point if mark == "|" else control(tag, r(words or "……")))
    return p(*runs)


def paper(said: Sequence[str], looks: str = "") -> word_lines.WordLines:
    return word_lines.read(docx("".join(each if each.startswith("<w:") else paragraph(each, looks) for each in said)))


def reading(ours: Sequence[str], theirs: Sequence[str], looks: str = "") -> PaperReading:
    return answers.read(paper(ours), paper(theirs, looks))


def read(ours: Sequence[str], theirs: Sequence[str], looks: str = "") -> dict[str, Answer]:
    return {each.tag: each for each in reading(ours, theirs, looks).answers}


def sure(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, str]:
    found = read(ours, theirs)
    assert not [each for each in found.values() if each.doubt]
    return {tag: each.value for tag, each in found.items()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "1. Văn phòng Sở (liên hệ: Lò Văn Ươm, Phó Chánh văn phòng, điện thoại 0912.345.678) là đầu mối theo dõi.",
            ("Văn phòng Sở", "Lò Văn Ươm, Phó Chánh văn phòng", "0912.345.678"),
        ),
        (
            "1. ……Văn phòng…… (liên hệ:…Vi Thị Ư, điện thoại .........) là đầu mối theo dõi.",
            ("Văn phòng", "Vi Thị Ư", None),
        ),
        (
            "1. Phòng HÓA DƯỢC (Liên hệ : ____ , điện  thoại 1900) là đầu mối theo dõi .",
            ("Phòng HÓA DƯỢC", None, "1900"),
        ),
    ],
)
def test_what_stands_between_our_words_is_the_answer(line: str, said: tuple[str | None, ...]) -> None:
    found = sure([CONTACT], [line])
    assert tuple(map(found.get, ("own:a:dau_moi", "own:lien_he:ho_ten", "own:lien_he:dien_thoai"))) == said
    assert sure([CONTACT], [unicodedata.normalize("NFD", line)]) == found


def test_a_place_in_which_our_dots_stand_or_were_typed_anew_is_blank() -> None:
    assert not sure(TASKS, [*TASKS[:2], "Biện pháp thực hiện: ..............", *TASKS[3:]])


def test_a_measure_goes_on_to_our_next_line_or_a_heading_of_theirs() -> None:
    theirs = [*TASKS[:2], "Biện pháp thực hiện:", "- Mở lớp.", "- In tờ rơi.", *TASKS[3:4]]
    theirs += ["Biện pháp thực hiện: Diễn tập ở xã.", "IV. GIẢI PHÁP", "Tăng cường lãnh đạo.", TASKS[5]]
    assert sure(TASKS, theirs) == {THREE: "- Mở lớp.\n- In tờ rơi.", NINE: "Diễn tập ở xã."}


def test_a_section_of_their_own_behind_our_last_is_no_measure() -> None:
    ours = ["a) Tuyên truyền (02 nhiệm vụ: 1, 3): [own:section:i-a:bien_phap]", "2. Nhiệm vụ phối hợp"]
    filled = ours[0].replace("[own:section:i-a:bien_phap]", "Mở lớp:")
    theirs = [filled, "a) Ở xã.", "b) Ở bản.", ours[1]]
    assert sure(ours, theirs) == {"own:section:i-a:bien_phap": "Mở lớp:\na) Ở xã.\nb) Ở bản."}
    assert sure(ours, [filled, "b) Việc khác: xây dựng mô hình.", ours[1]]) == {"own:section:i-a:bien_phap": "Mở lớp:"}


def test_a_measure_typed_over_our_label_is_known_by_the_lines_around_it() -> None:
    assert sure(TASKS, [*TASKS[:2], "Mở lớp.", *TASKS[3:]]) == {THREE: "Mở lớp."}
    assert read(TASKS, [*TASKS[:2], "Cách làm: mở lớp.", *TASKS[3:]])[THREE].doubt


def test_a_task_that_went_leaves_its_measure_to_no_other() -> None:
    theirs = [TASKS[0], TASKS[3], "Biện pháp thực hiện: Diễn tập ở xã.", TASKS[5]]
    assert sure(TASKS, theirs) == {NINE: "Diễn tập ở xã."}


def test_a_measure_moves_with_its_task() -> None:
    moved = [TASKS[0], TASKS[3], "Biện pháp thực hiện: A.", TASKS[1], "Biện pháp thực hiện: B.", TASKS[5]]
    assert sure(TASKS, moved) == {THREE: "B.", NINE: "A."}


def test_a_measure_below_another_task_is_never_sure() -> None:
    theirs = [TASKS[0], *TASKS[3:5], f"Biện pháp thực hiện: [{THREE}=Mở lớp.]", TASKS[5]]
    assert read(TASKS, theirs)[THREE].doubt == "chữ đứng dưới nhiệm vụ khác"


def test_where_our_words_beside_it_were_changed_only_its_mark_makes_a_value_sure() -> None:
    changed = OWED.replace("trước ngày", "chậm nhất là")
    tag = "own:to_chuc:ngay_bao_cao"
    bare = read([OWED], [changed.replace(f"[{tag}]", "10/12")])[tag]
    assert bare.doubt == "chữ in sẵn quanh chỗ điền đã bị sửa"
    marked = [changed.replace(f"[{tag}]", said) for said in (f"[{tag}=10/12]", f"[{tag}|]10/12")]
    found = [read([OWED], [said])[tag] for said in marked]
    assert [(each.value, each.how, each.doubt) for each in found] == [("10/12", How.TAG, ""), ("10/12", How.ANCHOR, "")]


def test_a_number_is_told_though_the_words_before_it_are_others() -> None:
    line = "1. Văn phòng (đồng chí Lò Văn Ươm, số máy 0912.345.678) là đầu mối theo dõi."
    phone = read([CONTACT], [line])["own:lien_he:dien_thoai"]
    assert (phone.value, bool(phone.doubt)) == ("0912.345.678", True)


@pytest.mark.parametrize(
    "theirs",
    [
        (OWED.replace(" hằng năm", "\n hằng năm").replace("[own:to_chuc:ngay_bao_cao]", "10/12")).split("\n"),
        [f"III. BÁO CÁO {OWED.replace('[own:to_chuc:ngay_bao_cao]', '10/12')}"],
    ],
)
def test_a_sentence_cut_in_two_or_joined_to_its_neighbour_is_read_whole(theirs: list[str]) -> None:
    assert sure(["III. BÁO CÁO", OWED], theirs) == {"own:to_chuc:ngay_bao_cao": "10/12"}


def test_the_end_of_a_paper_has_recipients_and_a_signer() -> None:
    ours = [
        p("- UBND tỉnh (để b/c);") + paragraph("- [own:noi_nhan:khac];") + paragraph("- Lưu: VT, [own:luu:don_vi]."),
        p("GIÁM ĐỐC") + paragraph("[own:ky:ho_ten]"),
    ]
    theirs = [
        p("- UBND tỉnh (để b/c);") + p("- Ban Giám đốc;") + p("- Phòng A;") + p("- Lưu: VT, NVY."),
        p("KT. GIÁM ĐỐC") + p("PHÓ GIÁM ĐỐC") + p("(Đã ký)") + p("Cao Bá Quýnh"),
    ]
    assert sure([table(ours)], [table(theirs)]) == {
        "own:noi_nhan:khac": "Ban Giám đốc\nPhòng A",
        "own:luu:don_vi": "NVY",
        "own:ky:ho_ten": "Cao Bá Quýnh",
    }


HEAD = ("Số:       /KH-SYT", "Mẫu, ngày      tháng      năm 2026", "KẾ HOẠCH", "Thực hiện Kế hoạch ngày 02/3/2025")


def test_the_number_and_the_date_of_their_paper_are_answers() -> None:
    assert not sure(HEAD, HEAD)
    theirs = ["Số: 12 /KH-SYT", "Mẫu, ngày 05 tháng 3 năm 2026", *HEAD[2:]]
    assert sure(HEAD, theirs) == {"own:head:so_ky_hieu": "12/KH-SYT", "own:head:ngay": "05/03/2026"}
    assert read(HEAD, [HEAD[0], "Mẫu, ngày 31 tháng 02 năm 2026", *HEAD[2:]])["own:head:ngay"].doubt


VNTIME = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'


@pytest.mark.parametrize(
    ("typed", "looks", "value", "is_sure"),
    [
        ("V¨n phßng, L\xad V¨n \xad", VNTIME, "Văn phòng, Lư Văn ư", True),
        ("V¨n phßng T vÊn", VNTIME, "Văn phòng T vấn", False),  # a program took the «ư» for a hyphen
        ("Tæ chøc héi nghÞ triÓn khai KÕ ho¹ch, ph©n c«ng nhiÖm vô", "", "Tổ chức hội nghị triển khai Kế hoạch", False),
    ],
)
def test_letters_of_an_old_font_are_read_and_doubted_where_one_may_be_lost(
    typed: str, looks: str, value: str, is_sure: bool
) -> None:
    theirs = "".join(p(r("Biện pháp thực hiện: "), r(typed, looks)) if n == 2 else p(t) for n, t in enumerate(TASKS))
    found = {each.tag: each for each in answers.read(paper(TASKS), word_lines.read(docx(theirs))).answers}[THREE]
    assert found.value.startswith(value)
    assert (not found.doubt) is is_sure


def test_every_line_of_ours_that_stands_is_matched_and_lines_of_mere_values_are_named() -> None:
    theirs = [*TASKS[:2], "Biện pháp thực hiện: Mở lớp.", "In tờ rơi.", TASKS[5], "Thêm của cơ quan."]
    matching = reading(TASKS, theirs).matching
    assert matching.lines == {0: (0,), 1: (1,), 2: (2,), 5: (4,)}
    assert matching.values == {3}
