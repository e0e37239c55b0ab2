"""No file makes the checker crash, run on, or take another file for its own."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rounds
from hypothesis import strategies as st
from lxml import etree

import paper_maker as made
import tiny_docx
from defects import Editor, clean_papers
from ntsdocs.decree import check, console, files, webpage
from ntsdocs.decree.annotate import annotate
from ntsdocs.docx import package, reader
from paper_maker import end, head, named, p, text
from seen_by_rules import seen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PAPERS = clean_papers()
WORDS = (
    "",
    " ",
    "\t",
    "Số: 5/KH-X",
    "Nơi nhận:",
    "KẾ HOẠCH",
    "Phụ lục II",
    "V/v",
    "./.",
    "{{ x }}",
    "a)",
    "I.",
    "\u0301",
    "9" * 30,
)
VALUES = (
    "",
    "0",
    "-1",
    "1",
    "28",
    "99999999999",
    "x",
    "auto",
    "single",
    "center",
    "28.5pt",
    "PAGE",
    "Normal",
    "1" * 400,
)


def _wrap(element: etree._Element, *names: str) -> None:
    parent = element.getparent()
    at = parent.index(element)
    holder = outer = etree.Element(names[0])
    for name in names[1:]:
        holder = etree.SubElement(holder, name)
    parent[at] = outer
    holder.append(element)


def _move(element: etree._Element, others: list[etree._Element], number: int) -> None:
    other = others[number % len(others)]
    if element not in set(other.iterancestors()) and other is not element:
        other.append(element)


def _spoil(editor: Editor, change: str, at: int, number: int) -> None:
    """One change to one element of a draft; the result is still well-formed."""
    elements = [each for each in editor.body.iter() if each.getparent() is not None]
    if not elements:
        return
    element = elements[at % len(elements)]
    if change == "bỏ":
        element.getparent().remove(element)
    elif change == "lặp":
        element.addnext(copy.deepcopy(element))
    elif change == "chuyển":
        _move(element, elements, number)
    elif change == "chữ":
        element.text = WORDS[number % len(WORDS)]
    elif change == "thuộc tính":
        for key in [*element.attrib, f"{W}val"]:
            element.set(key, VALUES[number % len(VALUES)])
    elif change == "tên":
        element.tag = elements[number % len(elements)].tag
    elif change == "bọc":
        _wrap(element, *(((f"{W}sdt", f"{W}sdtContent"), (f"{W}ins",), (f"{W}del",), (f"{MC}AlternateContent", f"{MC}Choice"),
                          (f"{W}p", f"{W}r", f"{W}drawing", f"{W}txbxContent"))[number % 5]))  # fmt: skip


CHANGES = st.tuples(
    st.sampled_from(["bỏ", "lặp", "chuyển", "chữ", "thuộc tính", "tên", "bọc"]),
    st.integers(0, 100_000),
    st.integers(0, 100_000),
)


@rounds(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(PAPERS)), st.lists(CHANGES, min_size=1, max_size=12), st.booleans())
def test_a_draft_spoilt_in_any_way_is_judged_told_and_commented(kind, changes, template):
    editor = Editor(PAPERS[kind])
    for change in changes:
        _spoil(editor, *change)
    paper = editor.bytes()
    with contextlib.suppress(package.PackageError):  # and nothing else
        report = check.judge(paper, draft=True, template=template)
        held = [files.CheckedFile("a.docx", report)]
        assert all((list(console.lines(held)), console.as_json(held), webpage.as_html(held)))
        annotate(paper, report.findings)
        assert seen(reader.read(paper, light=True)) == seen(reader.read(paper))


@rounds(max_examples=60, deadline=None)
@given(
    st.sampled_from([
        "word/styles.xml", "word/settings.xml", "word/header1.xml", "word/_rels/document.xml.rels", "_rels/.rels",
        "[Content_Types].xml", "word/document.xml",
    ]),
    st.one_of(st.binary(max_size=40), st.sampled_from([
        b"", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe<\x00a\x00/\x00>\x00", b"<?xml version='1.0' encoding='utf-7'?><a/>",
    ])),
)  # fmt: skip
def test_any_part_may_be_rubbish(name, rubbish):
    parts = package.read(PAPERS["cong_van_don_doc"])
    spoilt = package.write({**parts, name: rubbish}.items())
    with contextlib.suppress(package.PackageError):  # and nothing else
        annotate(spoilt, check.judge(spoilt).findings)


def test_text_boxes_in_text_boxes_are_read_once_each():
    opened, closed = "<w:p><w:r><w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing></w:r></w:p>"
    read = reader.read(tiny_docx.docx(opened * 40 + p("trong cùng") + closed * 40))
    assert len(read.paragraphs) == 41
    assert read.paragraphs[-1].text == "trong cùng"


TITLED = head("Số: 15/KH-SNV") + p("KẾ HOẠCH", 28, "b") + p("Triển khai", 28, "b")
SECTION = f"<w:p><w:pPr><w:sectPr>{made.PAGE}</w:sectPr></w:pPr></w:p>"
LARGE: dict[str, Callable[[], bytes]] = {  # each took minutes where work grew with the square of the size
    "một đoạn rất dài": lambda: named(text("Theo kế hoạch số 12/KH-UBND của Tỉnh Mẫu. các " * 20_000)),
    "rất nhiều phụ lục": lambda: made.docx(TITLED + text(made.OPENING + " Phụ lục ") * 2_000 + end("- a;")
                                           + (SECTION + p("Phụ lục II", 28, "b")) * 1_000),
    "một trường rất dài": lambda: made.docx(TITLED + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                                            + "<w:r><w:instrText>PAGE a</w:instrText></w:r>" * 30_000 + "</w:p>"),
    "rất nhiều phần": lambda: named((text("a b c") + SECTION.replace("<w:headerReference", "<w:x")) * 2_000),
    "rất nhiều cột": lambda: made.docx(TITLED + made.table((10,) * 2_000, (p("x"),) * 2_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_judged_to_its_end(name):
    report = check.judge(LARGE[name]())
    assert report.kind == "ke_hoach"
    assert len({(each.rule, each.place, each.what, each.remedy) for each in report.findings}) > 0


def test_the_same_slip_in_one_paragraph_is_told_once():
    (found,) = check.judge(named(text("Giao Công An tỉnh, Công An xã, Công An phường thực hiện."))).findings
    assert found.what == "viết «Công An»"


def test_more_annexes_or_sections_than_there_are_roman_numerals_are_judged_to_their_end():
    annexes = p("Phụ lục I", 28, "b") * 4_001
    report = check.judge(made.docx(TITLED + text(made.OPENING) + end("- a;") + annexes))
    assert "phụ lục thứ 2 ghi «Phụ lục I»" in {each.what for each in report.findings}
    sections = text("IIIIII. CHUNG", "b") * 4_001  # no numeral anybody can read
    found = [each for each in check.judge(named(sections)).findings if each.rule == "ND30-I-2.6i"]
    assert len({each.place for each in found}) == 4_001
