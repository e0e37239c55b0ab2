"""What other editors do to a file without changing a word, or a look, is no change; what a person does is marked so."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from ntsdocs.diff.file_pair import FilePair
from ntsdocs.redline import redline as redline_of
from redline_gate import lines, sound
from resolved import accepted, rejected, revisions
from tiny_docx import p, r
from whole_docx import STYLES, held, whole

DAY = datetime(2026, 3, 5, 8, 30)
ARIAL = 'w:ascii="Arial" w:hAnsi="Arial"'
TASK = "Sở Y tế chủ trì diễn tập"
STYLE = (
    '<w:style w:type="paragraph" w:styleId="LoiVan"><w:name w:val="Lời văn"/>'
    '<w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
)
RENAMED = STYLE.replace('"LoiVan"', '"Livn"')


def redline(old: bytes, new: bytes) -> bytes:
    made = redline_of(FilePair.of(old, new), "ntsdocs", DAY)
    assert sound(made, old, new)
    return made


def words(docx: bytes) -> list[str]:
    """The lines of a file without its controls."""
    plain = (re.sub(r"⟦[^⟧]*⟧|\\*\\*", "", line) for line in lines(docx))
    return [line for line in plain if line.strip()]


# --- controls ---------------------------------------------------------------------------------------------------------


def stripped(docx_body: str) -> str:
    return re.sub(r'<w:tag w:val="[^"]*"/>', "", docx_body)


def dissolved(docx_body: str) -> str:
    return re.sub(r"<w:sdt>|</w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>", "", docx_body)


CONTROLS = {
    "as it was": lambda inside: held("gen:task:1:lead", inside, 1),
    "without its tag": lambda inside: held("gen:task:1:lead", inside, 1).replace(
        '<w:tag w:val="gen:task:1:lead"/>', ""
    ),
    "with another tag": lambda inside: held("gen:task:9:lead", inside, 1),
    "left": lambda inside: inside,
    "in a control of its own": lambda inside: held("own:x", held("gen:task:1:lead", inside, 1), 7),
}


def duty(lead: str, control: str) -> str:
    rest = held("gen:task:1:deadline", r("Thường xuyên"), 2)
    return p("Chủ trì: ", CONTROLS[control](r(lead)), ". Thời hạn: ", rest, ".")


@pytest.mark.parametrize("before", CONTROLS)
@pytest.mark.parametrize("after", CONTROLS)
def test_a_control_that_lost_its_tag_or_left_is_no_change_of_words(before: str, after: str) -> None:
    old, new = whole(duty(TASK, before)), whole(duty(TASK.replace("diễn tập", "diễn tập lớn"), after))
    made = redline(old, new)
    assert revisions(made) == ["ins"]
    assert words(accepted(made)) == words(new)
    assert words(rejected(made)) == words(old)
    assert lines(accepted(made)) == lines(new)


ROWS = "".join(
    f"<w:tr><w:tc>{p(str(n))}</w:tc><w:tc>{p(held(f'gen:row:{n}:content', r(f'Việc thứ {n} giao'), n))}</w:tc></w:tr>"
    for n in range(1, 6)
)
TABLE = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="800"/><w:gridCol w:w="4000"/></w:tblGrid>{ROWS}</w:tbl>'
BLOCKS = held("own:a", p("Đoạn một trong khung."), 21) + held("own:b", p("Đoạn hai.") + p("Đoạn ba."), 22) + TABLE


@pytest.mark.parametrize("saved", [stripped, dissolved])
def test_around_paragraphs_and_in_rows_too(saved) -> None:
    old, new = whole(BLOCKS), whole(saved(BLOCKS).replace("Việc thứ 3", "Việc lớn thứ 3"))
    made = redline(old, new)
    assert revisions(made) == ["ins"]
    assert words(accepted(made)) == words(new)
    assert words(rejected(made)) == words(old)
    back = redline(new, old)
    assert revisions(back) == ["del"]
    assert words(accepted(back)) == words(old)


def test_files_whose_controls_and_words_are_the_same_but_for_tags_do_not_differ() -> None:
    assert revisions(redline(whole(BLOCKS), whole(stripped(BLOCKS)))) == []
    assert revisions(redline(whole(BLOCKS), whole(dissolved(BLOCKS)))) == []


CASES = Path(__file__).parents[1] / "cases/redline"


@pytest.mark.parametrize("saved", ["moi-libreoffice", "moi-mat-the", "moi-mat-khung"])
def test_one_word_changed_elsewhere_in_a_draft_is_one_mark(saved: str) -> None:
    old, new = ((CASES / f"{name}.docx").read_bytes() for name in ("cu", saved))
    made = redline_of(FilePair.of(old, new), "ntsdocs", DAY)
    assert revisions(made) == ["ins"]
    assert words(accepted(made)) == words(new)
    assert len(words(rejected(made))) == len(words(old))
    assert "".join(words(made)).count("[+, chất lượng+]") == 1


# --- formatting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:keepNext/>", '<w:keepNext w:val="true"/>'),
        ("<w:keepNext/>", '<w:keepNext w:val="1"/><w:widowControl w:val="false"/>'),
        ("", '<w:keepNext w:val="false"/>'),
        ("", '<w:tabs><w:tab w:val="clear" w:pos="567"/></w:tabs>'),
        ("", "<w:pBdr/><w:spacing/><w:ind/><w:rPr/>"),
        ("", '<w:suppressAutoHyphens w:val="true"/><w:overflowPunct w:val="0"/><w:bidi w:val="0"/>'),
        ("", '<w:spacing w:before="0" w:after="0"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'),
        ("", '<w:ind w:left="0" w:hanging="0"/><w:jc w:val="left"/>'),
        ('<w:jc w:val="left"/>', '<w:jc w:val="start"/>'),
        ('<w:spacing w:line="240" w:lineRule="auto"/>', ""),
        ('<w:ind w:left="567"/>', '<w:ind w:left="567" w:hanging="0"/>'),
        ('<w:keepNext/><w:jc w:val="center"/>', '<w:jc w:val="center"/><w:keepNext/>'),
    ],
)
def test_settings_of_a_paragraph_that_look_the_same_are_no_change(before: str, after: str) -> None:
    assert revisions(redline(whole(p(TASK, props=before)), whole(p(TASK, props=after)))) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<w:lang w:val="vi-VN"/><w:noProof/>'),
        ("<w:b/>", '<w:b w:val="true"/><w:bCs/>'),
        ('<w:sz w:val="28"/>', '<w:sz w:val="28"/><w:szCs w:val="28"/>'),
        ("", '<w:color w:val="auto"/><w:vertAlign w:val="baseline"/>'),
        (
            '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>',
            '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Mangal" w:eastAsia="SimSun"/>',
        ),
        ("", '<w:b w:val="0"/><w:i w:val="false"/>'),
        ("", "<w:rFonts/>"),
    ],
)
def test_settings_of_a_run_that_look_the_same_are_no_change(before: str, after: str) -> None:
    assert revisions(redline(whole(p(r(TASK, before))), whole(p(r(TASK, after))))) == []


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ('<w:jc w:val="both"/>', '<w:jc w:val="left"/>', ["pPrChange"]),
        ("", '<w:pageBreakBefore w:val="true"/>', ["pPrChange"]),
        ('<w:spacing w:before="120"/>', '<w:spacing w:before="0"/>', ["pPrChange"]),
        ('<w:pStyle w:val="LoiVan"/>', "", ["pPrChange"]),
    ],
)
def test_what_looks_otherwise_is_a_change_as_before(before: str, after: str, marks: list[str]) -> None:
    files = (whole(p(TASK, props=each), styles=STYLE) for each in (before, after))
    assert revisions(redline(*files)) == marks


def test_a_switch_turned_off_against_the_style_is_a_change() -> None:
    heading = '<w:pStyle w:val="Heading1"/>'
    old, new = whole(p(r(TASK), props=heading)), whole(p(r(TASK, '<w:b w:val="0"/>'), props=heading))
    assert "<w:b/>" in STYLES
    assert revisions(redline(old, new)) == ["rPrChange"]


def test_a_style_with_another_id_is_the_same_style() -> None:
    old = whole(p(TASK, props='<w:pStyle w:val="LoiVan"/>'), styles=STYLE)
    new = whole(p(TASK, props='<w:pStyle w:val="Livn"/>'), styles=RENAMED)
    assert revisions(redline(old, new)) == []


SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
)
INSIDE = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("insideH", "insideV"))


def ruled(of_table: str, of_cell: str, width: int = 3000) -> str:
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{of_cell}</w:tcPr>{p("Ô")}</w:tc>'
    grid = f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr>{of_table}</w:tblPr>{grid}<w:tr>{cell}</w:tr></w:tbl>"


WRITTEN_OUT = '<w:jc w:val="left"/><w:tblInd w:w="0" w:type="dxa"/>'
TABLE_LINES = f"<w:tblBorders>{SIDES}{INSIDE}</w:tblBorders>"
CELL_LINES = f"<w:tcBorders>{SIDES.replace('auto', '000000')}</w:tcBorders>"


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        (
            ruled("", ""),
            ruled('<w:jc w:val="left"/><w:tblInd w:w="0" w:type="dxa"/>', '<w:tcBorders/><w:vAlign w:val="top"/>'),
            [],
        ),
        (ruled(TABLE_LINES, ""), ruled("", CELL_LINES), []),
        (ruled("", "", 3000), ruled("", "", 2999), []),
        (ruled(TABLE_LINES, ""), ruled("", ""), ["tblPrChange"]),
        (ruled("", "", 3000), ruled("", "", 2900), ["tcPrChange"]),
    ],
)
def test_tables(old: str, new: str, marks: list[str]) -> None:
    assert sorted(revisions(redline(whole(old), whole(new)))) == marks


# --- paragraphs that were split ---------------------------------------------------------------------------------------

INSERTED = "theo dõi: dấu đoạn được thêm"
FIRST, LAST = "Giao Sở Y tế chủ trì.", "Công an tỉnh phối hợp."


def test_what_is_typed_at_an_end_and_goes_on_in_a_new_paragraph_is_marked_as_enter_is_pressed() -> None:
    old = whole(p(FIRST) + p(LAST))
    new = whole(p(f"{FIRST} Báo cáo.") + p("Sở Tài chính cấp.") + p("Sở Nội vụ tham gia.") + p(LAST))
    made = redline(old, new)
    assert lines(made)[:4] == [
        f"Normal, {INSERTED} | {FIRST}[+ Báo cáo.+]",
        f"Normal, {INSERTED} | [+Sở Tài chính cấp.+]",
        "Normal | [+Sở Nội vụ tham gia.+]",
        f"Normal | {LAST}",
    ]
    assert lines(accepted(made)) == lines(new)
    assert lines(rejected(made)) == lines(old)


def test_a_paragraph_that_is_split_and_reworded_keeps_the_words_of_both_halves() -> None:
    old = whole(
        p("Sở Y tế chủ trì, phối hợp với Công an tỉnh tổ chức diễn tập và báo cáo kết quả trước ngày 30/6/2026.")
    )
    new = whole(p("Sở Y tế chủ trì diễn tập trên địa bàn.") + p("Kết quả báo cáo tỉnh trước ngày 30/6/2026."))
    made = redline(old, new)
    assert lines(made)[:2] == [
        f"Normal, {INSERTED} | Sở Y tế chủ trì[-, phối hợp với Công an tỉnh tổ chức-] diễn tập [-và-][+trên địa bàn.+]",
        "Normal | [+Kết quả+] báo cáo [-kết quả-][+tỉnh+] trước ngày 30/6/2026.",
    ]
    back = redline(new, old)
    for one, two, both in ((old, new, made), (new, old, back)):
        assert lines(accepted(both)) == lines(two)
        assert lines(rejected(both)) == lines(one)
