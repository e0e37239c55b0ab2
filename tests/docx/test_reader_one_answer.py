"""Word is read once: whoever asks is told the same of bold letters, list numbers, fonts and places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from ntsdocs.diff.file_pair import FilePair
from ntsdocs.docx import outline, reader
from ntsdocs.intake import word
from ntsdocs.intake.builder import Builder
from ntsdocs.intake.tree import SourceDocument
from ntsdocs.templates import contract
from tiny_docx import docx, p, r

BOLD = "<w:rPr><w:b/></w:rPr>"
WORDS = "chữ"


def style(id_: str, kind: str, inside: str, default: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id_}"{default}><w:name w:val="{id_}"/>{inside}</w:style>'


def in_table(inside: str) -> str:
    row = f"<w:tr><w:tc>{inside}</w:tc></w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tblGrid><w:gridCol w:w="1134"/></w:tblGrid>{row}</w:tbl>'
    )


# --- bold ------------------------------------------------------------------------------------------------------------

STYLED = p(r(WORDS, '<w:rStyle w:val="C"/>'), props='<w:pStyle w:val="P"/>')
DEFAULTS = f"<w:docDefaults><w:rPrDefault>{BOLD}</w:rPrDefault></w:docDefaults>"
CASES = {
    "paragraph style and character style": (
        STYLED,
        style("P", "paragraph", BOLD) + style("C", "character", BOLD),
        False,
    ),
    "character style": (STYLED, style("P", "paragraph", "") + style("C", "character", BOLD), True),
    "defaults of the document": (p(WORDS), DEFAULTS, True),
    "defaults and both styles": (
        STYLED,
        DEFAULTS + style("P", "paragraph", BOLD) + style("C", "character", BOLD),
        True,
    ),
    "style of the table": (in_table(p(WORDS)), style("T", "table", BOLD), True),
    "styles of table and paragraph": (
        in_table(p(WORDS, props='<w:pStyle w:val="P"/>')),
        style("T", "table", BOLD) + style("P", "paragraph", BOLD),
        False,
    ),
}


def bold_in_outline(data: bytes) -> bool:
    return any(f"**{WORDS}**" in line for line in outline.outline(data))


def taken_in(data: bytes) -> SourceDocument:
    built = Builder("x.docx")
    built.add(word.read(data, built, lambda *_: []))
    return built.document()


def bold_to_the_decree(data: bytes) -> bool:
    return reader.read(data).paragraphs[0].runs[0][1].bold


def bold_to_the_intake(data: bytes) -> bool:
    document = taken_in(data)
    return [*(each.bold for each in document.paragraphs()), *(_slot(each).bold for each in document.grids())][0]


def _slot(grid):
    return grid.rows[0].slots[0]


@pytest.mark.parametrize("ask", [bold_in_outline, bold_to_the_decree, bold_to_the_intake])
@pytest.mark.parametrize("case", CASES)
def test_words_are_bold_by_the_rule_of_word_for_whoever_asks(case, ask):
    """ISO/IEC 29500-1 §17.7.3: styles switch each other off, the defaults of the document do not."""
    body, styles, bold = CASES[case]
    assert ask(docx(body, related={"styles": styles})) is bold


# --- list numbers and fonts ------------------------------------------------------------------------------------------


def numbered(list_id: int) -> str:
    return p("mục", props=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(kind: str, text: str) -> str:
    return f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def definition(id_: int, inside: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{inside}</w:abstractNum>'


def list_(id_: int, of: int, change: str = "") -> str:
    override = f'<w:lvlOverride w:ilvl="0">{change}</w:lvlOverride>' if change else ""
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


@pytest.mark.parametrize(
    ("numbering", "lists", "labels", "signs"),
    [
        (definition(1, level("decimal", "%1.")) + list_(1, 1), (1, 1), ["1.", "2."], ["%1.", "%1."]),
        (
            definition(1, '<w:numStyleLink w:val="L"/>')
            + definition(2, f'<w:styleLink w:val="L"/>{level("lowerLetter", "%1)")}')
            + list_(1, 1),
            (1, 1),
            ["a)", "b)"],
            ["%1)", "%1)"],
        ),
        (
            definition(1, level("decimal", "%1.")) + list_(1, 1) + list_(2, 1, level("upperRoman", "%1-")),
            (1, 2, 2),
            ["1.", "I-", "II-"],
            ["%1.", "%1-", "%1-"],
        ),
        (
            definition(1, level("decimal", "%1."))
            + list_(1, 1)
            + list_(2, 1)
            + list_(3, 1, '<w:startOverride w:val="5"/>'),
            (1, 2, 3, 3),
            ["1.", "2.", "5.", "6."],
            ["%1."] * 4,
        ),
    ],
    ids=["a list", "a list of a style", "a level of its own", "lists of one definition count on"],
)
def test_a_list_is_counted_alike_for_whoever_asks(numbering, lists, labels, signs):
    data = docx("".join(numbered(each) for each in lists), related={"numbering": numbering})
    assert [each.label for each in reader.read(data).paragraphs] == labels
    assert [each.number for each in taken_in(data).paragraphs()] == labels
    assert [f"liệt kê «{sign}»" in line for sign, line in zip(signs, outline.outline(data)[1:], strict=False)] == [
        True for _ in signs
    ]


def test_a_font_of_an_old_code_is_known_wherever_it_is_named():
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    data = docx(
        p("Thêi h¹n", props='<w:pStyle w:val="P"/>'),
        related={"styles": style("P", "paragraph", f"<w:rPr>{fonts}</w:rPr>")},
    )
    assert reader.read(data).paragraphs[0].runs[0][1].fonts[1] == ".VnTime"
    assert reader.read(data).paragraphs[0].text == "Thời hạn"
    assert [each.text for each in taken_in(data).paragraphs()] == ["Thời hạn"]
    assert "Kiểu «P»: .VnTime" in outline.outline(data)


# --- places ----------------------------------------------------------------------------------------------------------

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PLACES = {
    "trước": "đoạn 1",
    "khung": "đoạn 3, khung chữ, đoạn 1",
    "khung hai": "đoạn 3, khung chữ, đoạn 2",
    "lồng": "bảng 1, hàng 1, cột 1, bảng 1, hàng 1, cột 1",
    "ô": "bảng 1, hàng 1, cột 2, đoạn 1",
    "ô hai": "bảng 1, hàng 1, cột 2, đoạn 3",
    "khung ô": "bảng 1, hàng 1, cột 2, đoạn 4, khung chữ, đoạn 1",
    "sau": "đoạn 5",
}
OUTSIDE = {"trang": "đầu trang, đoạn 2", "dẫn": "chú thích cuối trang 1, đoạn 1"}  # of the body


def paper(word_of=lambda name: name) -> bytes:
    """A paper with a blank paragraph, a text box that Word writes twice, a table in a cell, a header and a note."""
    inside = f"<w:txbxContent>{p(word_of('khung'))}{p(word_of('khung hai'))}</w:txbxContent>"
    box = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps"><w:drawing>{inside}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    small = f"<w:p><w:r><w:pict><w:txbxContent>{p(word_of('khung ô'))}</w:txbxContent></w:pict></w:r></w:p>"
    cell = f"{p(word_of('ô'))}{p()}{p(word_of('ô hai'))}{small}"
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="1134"/></w:tblGrid>'
    nested = f"<w:tbl>{grid}<w:tr><w:tc>{p(word_of('lồng'))}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl>{grid}<w:tr><w:tc>{nested}{p()}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    call = '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    notes = f'<w:footnote w:id="0">{p()}</w:footnote><w:footnote w:id="7">{p(word_of("dẫn"))}</w:footnote>'
    return docx(
        f"{p(word_of('trước'))}{p()}{box}{outer}{call}{p(word_of('sau'))}",
        section='<w:headerReference w:type="default" r:id="rId:header1"/>',
        related={"header1": p() + p(word_of("trang")), "footnotes": notes},
    )


def test_the_decree_names_the_places():
    document = reader.read(paper())
    header = document.sections[0].headers["default"]
    found = {each.text: each.bare_place for each in (*document.paragraphs, *header) if each.text}
    assert found == PLACES | {"trang": OUTSIDE["trang"]}  # no rule asks for notes


def test_the_comparison_names_the_same_places():
    found = FilePair.of(paper(), paper(lambda name: f"{name} sửa")).changes
    assert {each.before: each.place for each in found} == PLACES | OUTSIDE


@dataclass(frozen=True)
class Says:
    """A paper that says nothing of what the template asks."""

    agency: str


def test_the_check_of_templates_names_the_same_places(tmp_path: Path):
    file = tmp_path / "mau.docx"
    names = {name: f"khong_{at}" for at, name in enumerate(PLACES | OUTSIDE)}
    file.write_bytes(paper(lambda name: f"{{{{ {names[name]} }}}}"))
    found = {each.what: each.origin.place for each in contract.check(file, Says)}
    assert found == {f"không có ô «{names[name]}».": place for name, place in (PLACES | OUTSIDE).items()}


@pytest.mark.parametrize("element", ["header", "footer"])
def test_one_of_several_headers_is_named_by_its_pages_for_whoever_asks(tmp_path: Path, element: str):
    """A header that later sections take over is one of theirs as well."""

    def sections(word_of=lambda name: name):
        def reference(number: int, kind: str) -> str:
            return f'<w:{element}Reference w:type="{kind}" r:id="rId:{element}{number}"/>'

        first = f"<w:sectPr>{reference(1, 'default')}{reference(2, 'first')}</w:sectPr>"
        parts = {f"{element}{number}": p(word_of(name)) for number, name in ((1, "một"), (2, "hai"), (3, "ba"))}
        return docx(p("thân", props=first) + p("phụ lục"), section=reference(3, "default"), related=parts)

    words = {"header": "đầu trang", "footer": "chân trang"}[element]
    places = {
        "một": f"{words} (phần 1), đoạn 1",
        "hai": f"{words} của trang đầu (mọi phần), đoạn 1",
        "ba": f"{words} (phần 2), đoạn 1",
    }
    edges = [getattr(each, f"{element}s") for each in reader.read(sections()).sections]
    assert {each.text: each.bare_place for of in edges for group in of.values() for each in group} == places
    changes = FilePair.of(sections(), sections(lambda name: f"{name} sửa")).changes
    assert {each.before: each.place for each in changes} == places
    file = tmp_path / "mau.docx"
    names = {name: f"khong_{at}" for at, name in enumerate(places)}
    file.write_bytes(sections(lambda name: f"{{{{ {names[name]} }}}}"))
    found = {each.what: each.origin.place for each in contract.check(file, Says)}
    assert found == {f"không có ô «{names[name]}».": place for name, place in places.items()}


def test_the_intake_names_the_same_places():
    document = taken_in(paper())
    found = {each.text: each.place for each in document.paragraphs()}
    grid = next(iter(document.grids()))
    found |= {slot.text: slot.place for row in grid.rows for slot in row.slots}
    outer, _, _ = PLACES["lồng"].partition(", bảng 1, hàng")  # the words of a cell are read as one text
    several, _, _ = PLACES["ô"].partition(", đoạn")
    outside = {name: place for name, place in PLACES.items() if "cột" not in place}
    assert found == outside | {"lồng": outer, "ô\nô hai\nkhung ô": several}


@dataclass
class _Deleted:
    body: str
    place: str


@pytest.mark.parametrize(
    "case",
    [
        _Deleted(p("bỏ", props="<w:rPr><w:del w:id='1'/></w:rPr>") + p("một") + p("hai"), "đoạn 2"),
        _Deleted(
            in_table(p("bỏ")).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>").replace("</w:tbl>", "")
            + f"<w:tr><w:tc>{p('hai')}</w:tc></w:tr></w:tbl>",
            "bảng 1, hàng 1, cột 1",
        ),
    ],
    ids=["a mark of a paragraph", "a row"],
)
def test_what_was_deleted_under_tracked_changes_does_not_count(case):
    assert reader.read(docx(case.body)).paragraphs[-1].bare_place == case.place
    (found,) = FilePair.of(docx(case.body), docx(case.body.replace("hai", "ba"))).changes
    assert case.place.startswith(found.place)
