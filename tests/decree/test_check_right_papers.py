"""Lawful papers as other offices set them: nothing in them is wrong, mending changes nothing, and a defect is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import paper_maker as made
import right_papers as right
from ntsdocs.decree import check, console, files, mend
from ntsdocs.docx import package
from paper_maker import BODY, OPENING, letter, named, p, text
from papers import paragraphs as texts
from right_papers import LETTERHEADS, SHAPES, THIRD, WHOLE, para, plan, run

PAPERS = right.papers()
CONTENTS = Path(__file__).resolve().parents[1] / "cases" / "check" / "ke-hoach-co-muc-luc.docx"
# What a person may look at all the same: how a line is made, how many columns a table has.
ASKED = {
    "letterhead ruled_cells": {"GEO-1"},
    "letterhead dashes": {"GEO-6"},
    "letterhead blanks_underlined": {"GEO-6"},
    "letterhead spaces_and_dashes": {"GEO-6"},
}
SO = "Số: 15/KH-SNV"


def of(head: str, *body: str) -> bytes:
    """A kế hoạch of a letterhead and what stands below its title."""
    return made.docx(head + right.titled("KẾ HOẠCH", "Triển khai nhiệm vụ năm 2026") + "".join(body))


def told(paper: bytes, *weights: str) -> set[tuple[str, str]]:
    return {(each.rule, each.what) for each in check.judge(paper).findings if each.severity in (weights or ("sai",))}


def changes(paper: bytes) -> list[tuple[str, str, str]]:
    return [(each.rule, each.before, each.after) for each in mend.mend(paper).changes]


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_in_a_lawful_paper_is_wrong_and_mending_leaves_it(name):
    report = check.judge(PAPERS[name])
    assert report.refused == ""
    assert [str(each) for each in report.findings if each.severity == "sai"] == []
    assert {each.rule for each in report.findings if each.severity == "nên xem"} == ASKED.get(name, set())
    assert {each.rule for each in report.findings if each.severity == "thông lệ"} <= {"ND30-I-2.6o"}
    mended = mend.mend(PAPERS[name])
    assert {each.rule for each in mended.changes} <= {"GEO-6"}
    assert texts(mended.docx) == [re.sub("_{4,}", "", each) for each in texts(PAPERS[name])] or not mended.changes
    again = mend.mend(mended.docx)
    assert (again.docx, again.changes) == (mended.docx, ())


# --- the lines under the words ---------------------------------------------------------------------------------------

SHAPED = [name for name, make in LETTERHEADS.items() if "shape" in make.__code__.co_varnames]


@pytest.mark.parametrize("name", SHAPED)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_line_is_seen_however_it_is_drawn_wherever_it_hangs(name, shape):
    assert told(plan(LETTERHEADS[name](SO, shape)), "sai", "nên xem") == set()


@pytest.mark.parametrize("name", SHAPED)
def test_a_line_that_is_not_there_is_missed(name):
    bare = plan(LETTERHEADS[name](SO, lambda _: ""))
    assert {rule for rule, _ in told(bare, "sai", "nên xem")} == {"ND30-I-2.1c", "ND30-I-2.2c"}
    in_table = name not in ("tabs", "spaces")
    assert {rule for rule, _ in told(bare)} == ({"ND30-I-2.1c", "ND30-I-2.2c"} if in_table else set())


@pytest.mark.parametrize("name", ["one_row", "hung_on_the_words", "row_of_lines", "four_rows", "lines_in_the_next_row"])
def test_a_line_that_is_too_short_or_too_long_is_told_and_drawn_anew(name):
    def wrong(mm: float) -> str:
        return right.drawn({WHOLE: 30.0, THIRD: 22.0}[mm])

    paper = plan(LETTERHEADS[name](SO, wrong))
    assert told(paper) == {
        ("ND30-I-2.1c", "đường kẻ dưới Tiêu ngữ dài 30 mm, dòng chữ dài 60,5 mm"),
        ("ND30-I-2.2c", "đường kẻ dưới tên cơ quan ban hành dài 22 mm, dòng chữ dài 23,7 mm"),
    }
    assert told(mend.mend(paper).docx) == set()


def test_two_lines_on_one_paragraph_are_not_drawn_anew_for_one_would_move_the_other():
    paper = plan(right.one_cell_for_both_lines(SO, lambda mm: right.drawn({WHOLE: 30.0, THIRD: 22.0}[mm])))
    assert changes(paper) == []


def grouped(*inside: str) -> str:
    shapes = "".join(f'<wps:wsp><wps:spPr><a:prstGeom prst="{each}"/></wps:spPr></wps:wsp>' for each in inside)
    return right.drawn(90, "@", 900000).replace(
        '<wps:wsp><wps:spPr><a:prstGeom prst="@"/></wps:spPr></wps:wsp>', shapes
    )


@pytest.mark.parametrize(
    "lines",
    [
        para(grouped("line", "straightConnector1")),
        para(
            right.vml(
                '<v:group coordsize="9000,300"><v:line from="0,0" to="900,0"/><v:line from="3000,0" to="9000,0"/></v:group>'
            )
        ),
        para(run("\t", "", 26, '<w:u w:val="single"/>')),
    ],
)
def test_lines_in_a_group_and_underlined_tabs_are_seen_though_nobody_can_tell_how_long(lines):
    paper = plan(right.one_cell_for_both_lines(SO, lambda _: "").replace(para("", ""), lines))
    assert {each for each in told(paper, "sai") if "Tiêu ngữ" in each[1]} == set()
    assert {rule for rule, _ in told(paper)} <= ({"ND30-I-2.2c"} if "w:u" in lines else set())


def test_what_a_spelling_checker_left_between_the_words_counts_for_their_width():
    words = "Độc lập - Tự do - Hạnh phúc"
    apart = "".join(run(each, "b") for each in re.split("( )", words))
    whole = right.row_of_lines(SO).replace(right.FREEDOM_P, para(apart))
    assert told(plan(whole)) == set()
    long = right.row_of_lines(SO, lambda mm: right.drawn(mm * 1.2)).replace(right.FREEDOM_P, para(apart))
    assert {rule for rule, _ in told(plan(long))} == {"ND30-I-2.1c"}


# --- two components in one paragraph ---------------------------------------------------------------------------------


def test_components_parted_by_blanks_are_each_held_to_their_own_rule_and_left_alone():
    italic = right.spaces(SO).replace(run(f"    {SO}", "", 26), run(f"    {SO}", "i", 26))
    assert told(plan(italic)) == {("ND30-I-2.3e", "số, ký hiệu có chữ nghiêng")}
    assert changes(plan(italic)) == []
    assert ("ND30-I-2.1a", "Quốc hiệu không đậm") in told(plan(right.one_run_of_spaces(SO)))
    assert changes(plan(right.one_run_of_spaces(SO))) == []


def test_authority_beside_noi_nhan_is_no_recipient():
    small = right.on_spaces("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC").replace(
        run("KT. GIÁM ĐỐC", "b"), run("KT. GIÁM ĐỐC", "bi", 24)
    )
    assert told(plan("", small)) == {
        ("ND30-I-2.7h", "quyền hạn, chức vụ cỡ chữ 12"),
        ("ND30-I-2.7h", "quyền hạn, chức vụ có chữ nghiêng"),
    }
    assert changes(plan("", small)) == []


# --- căn cứ ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opening", ["{}", "Căn cứ {}", "- {}", "1. {}", "Xét {}", "+ {}"])
def test_whatever_stands_above_the_words_that_decide_is_a_base_and_keeps_its_italics(opening):
    paper = right.decision(*(opening.format(each) for each in right.LAWS))
    assert told(paper) == set()
    assert changes(paper) == []


def test_a_base_that_is_upright_or_ends_otherwise_is_told_whatever_it_opens_with():
    laws = [*right.LAWS[:2], right.LAWS[2].replace(";", ","), right.LAWS[3]]
    assert told(right.decision(*laws)) == {("ND30-I-2.6b", "dòng căn cứ kết thúc bằng «,»")}
    assert ("ND30-I-2.6b", "căn cứ không nghiêng") in told(right.decision(*right.LAWS, look=""))


def test_a_letter_whose_first_sentence_runs_over_two_paragraphs_has_no_bases():
    paper = PAPERS["letter that opens with a base"]
    assert told(paper, "sai", "nên xem") == set()
    assert any(each.endswith("Ủy ban nhân dân tỉnh;") for each in texts(mend.mend(paper).docx))


# --- cited papers ----------------------------------------------------------------------------------------------------

DATED = (
    "Ngày 05/3/2026, Sở Y tế có Công văn số 12/SYT-VP đề nghị phối hợp.",
    "Tại Công văn số 12/SYT-VP của Sở Y tế ngày 05 tháng 3 năm 2026, việc này đã nêu.",
    "Thực hiện Kế hoạch số 12 /KH-UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh.",
    "Thực hiện Kế hoạch số 12/ KH - UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh.",
    "Thực hiện Kế hoạch số 12/KH-UBND (05.3.2026) của Ủy ban nhân dân tỉnh.",
    "Thực hiện Kế hoạch số 12/KH-UBND do Ủy ban nhân dân tỉnh ban hành ngày 05/3/2026.",
    "Trong tháng 3 năm 2026, Sở đã ban hành Kế hoạch số 12/KH-SNV.",
)


@pytest.mark.parametrize("sentence", DATED)
def test_the_date_of_a_cited_paper_may_stand_before_it_or_in_other_words(sentence):
    assert told(letter(text(sentence)), "nên xem") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Kế hoạch số 12/KH-UBND của Ủy ban nhân dân tỉnh.",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2026 và Công văn số 13/SYT-VP của Sở Y tế.",
        "Ngày 05/3/2026, Sở đã họp. Thực hiện Kế hoạch số 12/KH-UBND của Ủy ban nhân dân tỉnh.",
    ],
)
def test_a_cited_paper_without_a_date_is_told(sentence):
    assert [rule for rule, _ in told(letter(text(sentence)), "nên xem")] == ["ND30-I-2.6c"]


# --- where lines begin -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stops", "tabs", "place"), [((400,), 2, 720), ((567,), 1, 567), ((), 1, 720), ((300, 720), 2, 720)]
)
def test_a_tab_goes_to_a_stop_of_its_own_before_one_of_the_file(stops, tabs, place):
    own = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
    props = f"<w:tabs>{own}</w:tabs>" + BODY.replace('<w:ind w:firstLine="567"/>', "")
    tabbed = para("<w:r><w:tab/></w:r>" * tabs, run(OPENING), props=props)
    at_place = BODY.replace('firstLine="567"', f'firstLine="{place}"')
    last = text(made.CLOSING, props=f"<w:keepNext/>{at_place}")
    assert told(of(right.row_of_lines(SO), *[text(OPENING, props=at_place)] * 2, tabbed, last, right.beside())) == set()


def test_two_tabs_without_stops_of_their_own_go_too_far():
    props = BODY.replace('<w:ind w:firstLine="567"/>', "")
    far = para("<w:r><w:tab/></w:r>" * 2, run(OPENING), props=props)
    assert ("ND30-I-2.6o", "dòng đầu lùi 25,4 mm") in told(named(far))


def test_dashes_that_do_stand_apart_are_told():
    to = p("Kính gửi:", 28, "", right.TO) + p("- Các sở;", 28, "", '<w:ind w:left="2892"/>')
    paper = letter(addressees=to + p("      - Công an tỉnh.", 28, "", '<w:ind w:left="2892"/>'))
    assert ("ND30-I-2.9c", "các gạch đầu dòng không thẳng cột") in told(paper)


# --- a table of contents ---------------------------------------------------------------------------------------------


def test_lines_of_a_table_of_contents_are_no_headings_and_stay_as_they_are():
    paper = CONTENTS.read_bytes()
    assert [str(each) for each in check.judge(paper).findings] == []
    assert mend.mend(paper).docx == paper


@pytest.mark.parametrize("style", ["toc 1", "TOC 3", "Contents 2", "Mục lục 1", "table of figures"])
def test_a_style_says_that_a_line_is_of_the_contents(style):
    styles = made.STYLES + f'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="{style}"/></w:style>'
    lines = para(run("I. Mục đích"), props='<w:pStyle w:val="X"/>') + para(
        run("Điều 2 Nội dung"), props='<w:pStyle w:val="X"/>'
    )
    assert told(plan("", "", lines, styles=styles)) == set()


@pytest.mark.parametrize("end", ["\t12", "........ 12", "………… 3", "      7"])
def test_a_page_number_at_the_end_says_that_a_line_is_of_the_contents(end):
    assert (
        told(
            plan(
                "", "", *(text(f"{opening}{end}", props="") for opening in ("I. Mục đích", "1. Yêu cầu", "Điều 3. Gì"))
            )
        )
        == set()
    )


# --- typed without marks ---------------------------------------------------------------------------------------------


def test_words_typed_without_marks_are_found_and_told_as_such():
    paper = plan(
        right.row_of_lines("So: 15/KH-SNV").replace(right.DATE, "Mau, ngay 15 thang 10 nam 2026"),
        right.beside().replace("Nơi nhận:", "Noi nhan:"),
    )
    found = told(paper)
    assert {what for _, what in found} == {"viết «So: 15»", "địa danh và ngày gõ không dấu", "viết «Noi nhan:»"}
    assert changes(paper) == []
    to = p("Kinh gui: So Tai chinh", 28, "", right.TO)
    assert {what for _, what in told(letter(addressees=to))} == {"viết «Kinh gui: So»"}
    words = "Thuc hien nhiem vu duoc giao va y kien chi dao cua cap co tham quyen, de nghi cac don vi thuc hien. " * 3
    assert ("ND30-I-1.4", "chữ gõ không dấu") in told(of(right.row_of_lines(SO), *[text(words)] * 2, right.beside()))
    assert ("ND30-I-1.4", "chữ gõ không dấu") not in told(PAPERS["notice"])


# --- what mending leaves, and why ------------------------------------------------------------------------------------


def in_margins(left: int, right_: int, *body: str, bottom: int = 1134) -> bytes:
    """A paper between these side margins, in twips."""
    page = made.PAGE.replace('w:left="1701" w:right="851"', f'w:left="{left}" w:right="{right_}"')
    return made.docx("".join(body), section=page.replace('w:bottom="1134"', f'w:bottom="{bottom}"'))


def whole(head: str, *body: str) -> str:
    return (
        head
        + right.titled("KẾ HOẠCH", "Triển khai nhiệm vụ")
        + text(OPENING)
        + "".join(body)
        + made.closing()
        + right.beside()
    )


def margins(paper: bytes) -> set[str]:
    return {each.before for each in mend.mend(paper).changes if each.rule == "ND30-I-1.3"}


WIDE = made.table((4000, 6100), (p("Một", 26), p("Hai", 26)))


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (in_margins(1134, 851, whole(right.spaces(SO))), "dòng chia cột"),
        (in_margins(1134, 851, whole(right.tabs(SO))), "dòng chia cột"),
        (in_margins(1134, 851, whole(right.row_of_lines(SO), WIDE)), "bảng tràn"),
        (
            in_margins(1701, 851, whole(right.row_of_lines(SO), *[text(OPENING)] * 7, text("Nội dung.")), bottom=400),
            "dài thêm một trang",
        ),
    ],
)
def test_a_margin_is_not_widened_where_something_would_run_off_wrap_or_turn_the_page(paper, why):
    assert "ND30-I-1.3" in {rule for rule, _ in told(paper)}
    assert margins(paper) == set()
    assert why in mend.mend(paper).left["ND30-I-1.3"]


def test_a_margin_is_widened_where_all_still_fits_and_narrowed_always():
    assert margins(in_margins(1134, 851, whole(right.row_of_lines(SO)))) == {"lề trái 20 mm"}
    assert margins(in_margins(2268, 851, whole(right.spaces(SO)))) == {"lề trái 40 mm"}


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ("PHẦN THỨ HAI", "Phần thứ hai"),
        ("PHẦN II", "Phần II"),
        ("CHƯƠNG II", "Chương II"),
        ("TIỂU MỤC 1", "Tiểu mục 1"),
    ],
)
def test_the_whole_name_of_a_part_is_put_in_small_letters(words, mended):
    paper = named(p(words, 28, "b"), p("QUY ĐỊNH CHUNG", 28, "b"), title="THÔNG BÁO", so="Số: 15/TB-SNV")
    assert mended in texts(mend.mend(paper).docx)


def test_mending_says_of_what_it_leaves_why(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(in_margins(1134, 851, whole(right.spaces("Số: 0130/KH-SNV"))))
    lines = list(console.mended_lines([files.check_file(path, fix=True)]))
    assert (
        "        Không tự sửa: vùng chữ hẹp lại thì dòng chia cột bằng phím Tab hoặc dấu cách bị lệch, xuống dòng."
        in lines
    )
    assert "        Không tự sửa: văn bản đã ban hành hay ghi như vậy." in lines
    path.write_bytes(named(text("Giao Công An tỉnh thực hiện.")))
    lines = list(console.mended_lines([files.check_file(path, fix=True)]))
    assert any(line.startswith("        Không tự sửa: viết hoa hay không tùy nghĩa của câu") for line in lines)


def test_a_tab_behind_a_number_or_before_a_sentence_is_no_column():
    tab = "<w:r><w:tab/></w:r>"
    sentences = (para(run("1."), tab, run(OPENING), props=BODY), para(tab, run(OPENING), props=BODY))
    assert margins(in_margins(1134, 851, whole(right.row_of_lines(SO), *sentences))) == {"lề trái 20 mm"}


def test_paper_of_another_size_stays_where_a4_is_too_narrow():
    letter_size = made.PAGE.replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    for head, size in ((right.spaces(SO), set()), (right.row_of_lines(SO), {"ND30-I-1.1"})):
        paper = made.docx(whole(head), section=letter_size)
        assert {rule for rule, _, _ in changes(paper)} & {"ND30-I-1.1"} == size


# --- whatever is wrong with them -------------------------------------------------------------------------------------

SPOILT = {
    "letters too large": ('w:sz w:val="28"', 'w:sz w:val="30"'),
    "letters too small": ('w:sz w:val="28"', 'w:sz w:val="24"'),
    "one size for all": ('w:sz w:val="26"', 'w:sz w:val="28"'),
    "upright is italic": ("<w:rPr><w:sz", "<w:rPr><w:i/><w:sz"),
    "nothing bold": ("<w:b/>", ""),
    "nothing italic": ("<w:i/>", ""),
    "margins at the side": ('w:left="1701" w:right="851"', 'w:left="1134" w:right="567"'),
    "margins above": ('w:top="1134" w:bottom="1134"', 'w:top="851" w:bottom="567"'),
    "lines apart": ('w:line="264"', 'w:line="480"'),
    "lines not in": ('w:firstLine="567"', 'w:firstLine="400"'),
    "ragged": ('w:jc w:val="both"', 'w:jc w:val="left"'),
    "nothing centred": ('<w:jc w:val="center"/>', ""),
    "no room": ('w:after="120"', 'w:after="0"'),
    "number": ("Số: 15/", "Số 5 / "),
    "date": ("ngày 15 tháng 10", "ngày 5 tháng 03"),
    "recipients": (";</w:t>", ".</w:t>"),
    "paper": ('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_is_mended_has_nothing_new_wrong_says_the_same_and_needs_no_mending(name):
    order = list(PAPERS).index(name)
    for wrong in list(SPOILT)[order % 4 :: 4]:
        parts = dict(package.read(PAPERS[name]))
        xml = parts["word/document.xml"].decode()
        parts["word/document.xml"] = xml.replace(*SPOILT[wrong]).encode()
        bad = package.write(parts.items())
        mended = mend.mend(bad)
        assert {each.rule for each in mended.report.findings} <= {each.rule for each in check.judge(bad).findings}, (
            wrong
        )
        letters = [
            ["".join(char for char in each if char.isalpha()) for each in texts(one)] for one in (bad, mended.docx)
        ]
        assert letters[0] == letters[1], wrong
        assert mend.mend(mended.docx).docx == mended.docx, wrong


# --- what is no running text -----------------------------------------------------------------------------------------

GRID = made.table((3000, 6354), (p("TT", 24, "b"), p("Nội dung", 24, "b")), (p("1", 24), p("Báo cáo", 24)))
UNIT = p("Đơn vị tính: triệu đồng", 26, "i", '<w:jc w:val="right"/>')


@pytest.mark.parametrize(
    "body",
    [
        (p("Bảng 1. Kết quả thực hiện", 26, "b"), UNIT, GRID, text("Số liệu tính đến ngày 14 tháng 10 năm 2026.")),
        (text("“Điều 5. Quyền hạn", "b"), text("1. Cơ quan có quyền yêu cầu.”")),
    ],
)
def test_a_unit_above_a_table_what_stands_below_one_and_a_quoted_clause_are_left_in_peace(body):
    assert told(plan("", "", *body)) == set()
    assert changes(plan("", "", *body)) == []


def test_addressees_on_tabs_are_taken_on_trust():
    first = para(right.TAB, run("Kính gửi:"), right.TAB, run("- Các sở;"), props=right.STOPS)
    paper = letter(addressees=first + para(right.TAB * 2, run("- Công an tỉnh."), props=right.STOPS))
    assert told(paper) == set()


@pytest.mark.parametrize("name", ["TỈNH ĐOÀN", "THÀNH ĐOÀN MẪU", "TỈNH ỦY MẪU"])
def test_a_name_that_begins_like_a_territory_stands_below_a_parent_of_two_lines(name):
    head = made.head(SO, name=name).replace(p("UBND TỈNH MẪU", 26), p("HỘI LIÊN HIỆP PHỤ NỮ", 26) + p("TỈNH MẪU", 26))
    paper = made.docx(head + p("KẾ HOẠCH", 28, "b") + p("Triển khai nhiệm vụ", 28, "b") + text("Nội dung."))
    assert not [each for each in told(paper) if each[0] in ("ND30-I-2.2a", "ND30-I-2.2b")]
