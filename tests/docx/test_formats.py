"""Effective formatting: every layer of ISO/IEC 29500-1 that may decide how a run or a paragraph looks."""

from __future__ import annotations

import pytest

import tiny_docx
from ntsdocs.docx import reader
from ntsdocs.docx.document import Paragraph
from tiny_docx import p, r

BOLD = "<w:rPr><w:b/></w:rPr>"


def style(id_: str, inside: str, *, kind: str = "paragraph", based: str = "", default: bool = False) -> str:
    """A style of the styles part."""
    over = f'<w:basedOn w:val="{based}"/>' if based else ""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"{mark}><w:name w:val="{id_}"/>{over}{inside}</w:style>'


def read(body: str, styles: str = "", **related: str) -> list[Paragraph]:
    """The paragraphs of a small file."""
    return reader.read(tiny_docx.docx(body, related={"styles": styles, **related})).paragraphs


def look(body: str, styles: str = "", **related: str) -> object:
    """How the first run looks."""
    return read(body, styles, **related)[0].runs[0][1]


def styled(style_: str, run: str = "") -> str:
    """A paragraph of this style with one run."""
    return p(r("chữ", run), props=f'<w:pStyle w:val="{style_}"/>')


def test_without_any_word_a_run_is_times_new_roman_10():
    found = look(p("chữ"))
    assert (found.fonts, found.size, found.bold, found.italic, found.color) == (
        ("Times New Roman",) * 4,
        20,
        False,
        False,
        "",
    )


def test_defaults_then_styles_from_base_to_top_then_the_run_decide():
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:color w:val="111111"/><w:u w:val="single"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>"
        + style("Goc", '<w:rPr><w:sz w:val="26"/><w:i/></w:rPr>')
        + style("Con", '<w:rPr><w:sz w:val="28"/></w:rPr>', based="Goc")
    )
    found = look(styled("Con", '<w:u w:val="none"/>'), styles)
    assert (found.size, found.italic, found.color, found.underline) == (28, True, "111111", False)


@pytest.mark.parametrize(
    ("of_paragraph", "of_run", "own", "bold"),
    [
        ("", "", "", False),
        (BOLD, "", "", True),
        ("", BOLD, "", True),
        (BOLD, BOLD, "", False),  # §17.7.3: two styles switch each other off
        (BOLD, BOLD, "<w:b/>", True),
        (BOLD, "", '<w:b w:val="0"/>', False),
    ],
)
def test_a_toggle_set_by_two_styles_cancels_itself_and_the_run_has_the_last_word(of_paragraph, of_run, own, bold):
    styles = style("P", of_paragraph) + style("C", of_run, kind="character")
    assert look(styled("P", f'<w:rStyle w:val="C"/>{own}'), styles).bold is bold


def test_a_toggle_on_by_default_stays_on_whatever_the_styles_say():
    styles = f"<w:docDefaults><w:rPrDefault>{BOLD}</w:rPrDefault></w:docDefaults>" + style("P", BOLD)
    assert look(styled("P"), styles).bold is True


def test_a_linked_paragraph_style_named_by_a_run_stands_for_its_character_style():
    styles = style("P", '<w:link w:val="C"/>') + style("C", '<w:rPr><w:sz w:val="36"/></w:rPr>', kind="character")
    assert look(p(r("chữ", '<w:rStyle w:val="P"/>')), styles).size == 36


def test_a_theme_font_is_what_the_theme_says_and_a_plain_font_nearer_the_run_beats_it():
    theme = (
        '<a:minorFont xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:latin typeface="Aptos"/>'
        '<a:ea typeface=""/><a:cs typeface=""/></a:minorFont>'
    )
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorAscii" w:hAnsiTheme="minorHAnsi" w:ascii="Arial"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
    )
    assert look(p("chữ"), styles, theme=theme).fonts[:2] == ("Aptos", "Aptos")
    near = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    assert look(p(r("chữ", near)), styles, theme=theme).fonts[:2] == ("Times New Roman", "Times New Roman")


def test_a_style_that_is_not_there_leaves_the_default_one():
    styles = style("Normal", '<w:rPr><w:sz w:val="28"/></w:rPr>', default=True)
    assert look(styled("KhongCo"), styles).size == 28


def test_struck_out_rows_cells_and_words_are_not_there():
    deleted = '<w:del w:id="1" w:author="a">' + r("bỏ") + "</w:del>"
    cell, gone = (
        f"<w:tc>{p('ô')}</w:tc>",
        f'<w:tc><w:tcPr><w:cellDel w:id="2" w:author="a"/></w:tcPr>{p("ô bỏ")}</w:tc>',
    )
    row = '<w:tr><w:trPr><w:del w:id="3" w:author="a"/></w:trPr>' + cell + "</w:tr>"
    found = read(p(r("giữ"), deleted) + f"<w:tbl><w:tblGrid/>{row}<w:tr>{cell}{gone}</w:tr></w:tbl>")
    assert [each.text for each in found] == ["giữ", "ô"]


def test_a_style_based_on_itself_ends():
    assert look(styled("A"), style("A", BOLD, based="B") + style("B", "", based="A")).bold is True


def grid(look_: str, styles: str) -> list[bool]:
    """Which cells of a table of 3 × 2 are bold."""
    row = f"<w:tr>{'<w:tc>' + p('chữ') + '</w:tc>'}{'<w:tc>' + p('chữ') + '</w:tc>'}</w:tr>"
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/>{look_}</w:tblPr><w:tblGrid/>{row * 3}</w:tbl>'
    return [paragraph.runs[0][1].bold for paragraph in read(body, styles)]


@pytest.mark.parametrize(
    ("condition", "flags", "bold"),
    [
        ("firstRow", 'w:firstRow="1"', [1, 1, 0, 0, 0, 0]),
        ("firstRow", 'w:firstRow="0"', [0, 0, 0, 0, 0, 0]),
        ("lastCol", 'w:lastColumn="1"', [0, 1, 0, 1, 0, 1]),
        ("band2Horz", 'w:noHBand="0"', [0, 0, 1, 1, 0, 0]),
        ("nwCell", 'w:firstRow="1" w:firstColumn="1"', [1, 0, 0, 0, 0, 0]),
    ],
)
def test_a_table_style_speaks_where_its_condition_holds(condition, flags, bold):
    conditional = f'<w:tblStylePr w:type="{condition}">{BOLD}</w:tblStylePr>'
    off = {"firstRow": "0", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    said = " ".join(f'w:{name}="{value}"' for name, value in off.items() if f"w:{name}=" not in flags)
    assert grid(f"<w:tblLook {said} {flags}/>", style("T", conditional, kind="table")) == [bool(each) for each in bold]


def test_the_style_of_a_paragraph_beats_that_of_its_table():
    styles = style("T", '<w:rPr><w:sz w:val="18"/></w:rPr>', kind="table") + style(
        "P", '<w:rPr><w:sz w:val="28"/></w:rPr>'
    )
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid/><w:tr><w:tc>{styled("P")}{p("chữ")}</w:tc></w:tr></w:tbl>'
    assert [paragraph.runs[0][1].size for paragraph in read(body, styles)] == [28, 18]


def numbered(*levels: str, list_: str = "", props: str = "") -> list[Paragraph]:
    """Paragraphs of a list, each on the level given."""
    numbering = f'<w:abstractNum w:abstractNumId="1">{list_}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    body = "".join(
        p("mục", props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>{props}') for level in levels
    )
    return read(body, numbering=numbering)


def level(number: int, kind: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def test_a_list_counts_by_level_and_begins_again_under_the_next_number():
    found = numbered("0", "1", "1", "0", "1", list_=level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2"))
    assert [paragraph.label for paragraph in found] == ["I.", "I.1", "I.2", "II.", "II.1"]


def test_a_lettered_list_is_that_of_word_without_its_fifth_letter():
    found = numbered(*"000000", list_=level(0, "lowerLetter", "%1)"))
    assert [paragraph.label for paragraph in found] == ["a)", "b)", "c)", "d)", "e)", "f)"]


def test_a_list_lends_its_indents_and_the_paragraph_may_refuse_them():
    lent = '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
    (found,) = numbered("0", list_=level(0, "decimal", "%1.", lent))
    assert (found.format.left, found.format.first) == (720, -360)
    (found,) = numbered("0", list_=level(0, "decimal", "%1.", lent), props='<w:ind w:left="0" w:firstLine="567"/>')
    assert (found.format.left, found.format.first) == (0, 567)


@pytest.mark.parametrize(
    ("said", "twips"),
    [("567", 567), ("10mm", 567), ("1cm", 567), ("28.35pt", 567), ("1in", 1440), ("x", 0), ("99999999", 31680)],
)
def test_a_length_may_have_a_unit_and_nonsense_counts_for_nothing(said, twips):
    (found,) = read(p("chữ", props=f'<w:ind w:firstLine="{said}"/>'))
    assert (found.format.first, found.format.sure) == (twips, said != "x")


def test_a_section_without_a_header_takes_the_one_before_it():
    reference = '<w:headerReference w:type="default" r:id="rId:header1"/>'
    body = f"<w:p><w:pPr><w:sectPr>{reference}</w:sectPr></w:pPr></w:p>" + p("sau")
    found = reader.read(tiny_docx.docx(body, related={"header1": p("đầu")}))
    assert [[each.text for each in section.headers["default"]] for section in found.sections] == [["đầu"], ["đầu"]]


def test_a_field_shows_its_result_and_hides_its_instruction():
    (found,) = read(p("trang ", tiny_docx.field(" PAGE ", "3"), " hết"))
    assert found.text == "trang 3 hết"
    assert found.page is not None


def test_hidden_words_are_not_there():
    (found,) = read(p("a", r("b", "<w:vanish/>"), "c"))
    assert found.text == "ac"
