"""What an agency filled in stands in its paper, in the place of its tag, and nothing else changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from copied_project import PLAN
from ntsdocs.build import journey
from ntsdocs.build.workers import fill_here
from ntsdocs.docx import package, sent_as
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import W
from ntsdocs.kinds.due import Draft
from ntsdocs.returns import word_lines
from ntsdocs.templates import filled_places

ROOT = Path(__file__).resolve().parents[2]
SO_Y_TE = "ke_hoach/so-y-te.docx"
Making = Callable[..., bytes]


@pytest.fixture(scope="module")
def made() -> Making:
    ready = journey.prepare(ROOT, PLAN)
    draft = next(each for each in ready.every_draft() if each.id.path == SO_Y_TE)

    def make(*own: tuple[str, str]) -> bytes:
        return dict(fill_here([replace_own(draft, own)], ready.templates))[draft.id.path]

    return make


def replace_own(draft: Draft, own: tuple[tuple[str, str], ...]) -> Draft:
    return replace(draft, own=own)


def body(docx: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml"))


def control(root: etree._Element, tag: str) -> etree._Element:
    return next(each for each in root.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag)


def test_a_value_stands_in_its_control_its_lines_below_each_other(made: Making) -> None:
    tag, value = "own:task:3:tien_do", "Quý III & <b>\n=1+1"
    filled = control(body(made((tag, value))), tag)
    run = filled.find(f"{W}sdtContent/{W}r")
    assert [each.text if each.tag == f"{W}t" else "|" for each in run if each.tag != f"{W}rPr"] == [
        *("Quý III & <b>", "|", "=1+1"),
    ]
    assert filled.find(f"{W}sdtPr/{W}showingPlcHdr") is None


def test_nothing_else_of_the_paper_changes(made: Making) -> None:
    tag = "own:task:3:tien_do"
    with_it, without = (body(made(*own)) for own in (((tag, "Quý III"), ("own:task:999:tien_do", "x")), ()))
    for root in (with_it, without):
        each = control(root, tag)
        each.getparent().remove(each)
    assert etree.tostring(with_it) == etree.tostring(without)


def test_a_file_says_it_is_the_same_version_of_our_paper_whatever_is_filled_in(made: Making) -> None:
    said = [sent_as.read(WordParts(made(*own))) for own in ((), (("own:task:3:tien_do", "Quý III"),))]
    assert said[0] == said[1]
    assert said[0][1]


def test_a_stop_that_the_paper_has_after_the_place_is_not_said_twice(made: Making) -> None:
    text = "\n".join(line.text for line in word_lines.read(made(("own:noi_nhan:khac", "Sở Tài chính;"))).lines)
    assert "- Sở Tài chính;\n" in text


def test_words_of_an_agency_that_break_the_decree_keep_no_paper_from_being_made(made: Making) -> None:
    assert made(("own:ky:ho_ten", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("own:luu:don_vi", "PHỤ LỤC I"))


def test_a_control_of_several_runs_or_of_one_line_takes_a_value() -> None:
    before = (
        b'<w:sdt><w:sdtPr><w:tag w:val="own:a"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t>'
        b"..</w:t></w:r><w:r><w:t>..</w:t></w:r></w:sdtContent></w:sdt>"
    )
    after = (
        b'<w:sdt><w:sdtPr><w:tag w:val="own:a"/><w:text w:multiLine="1"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:b/>'
        b'</w:rPr><w:t xml:space="preserve">x</w:t></w:r><w:r></w:r></w:sdtContent></w:sdt>'
    )
    assert filled_places.put(before, {"own:a": "x"}) == after
    assert filled_places.put(before, {"own:b": "x"}) == before


def test_without_what_is_about_people_a_paper_is_the_one_that_nobody_filled_in(made: Making) -> None:
    public = ("own:task:3:tien_do", "Quý III")
    people = (("own:ky:ho_ten", "Trần Thị Mẫu"), ("own:task:3:don_vi", "Phòng A\nÔng B & C"))
    hidden = filled_places.without_people(SO_Y_TE, made(public, *people))
    assert package.read(hidden) == package.read(made(public))
    assert filled_places.without_people(SO_Y_TE, made(public)) == made(public)
    letter = made(*people)  # of a kind that agencies fill in nothing of
    assert filled_places.without_people("bao_cao_nam/2026/a.docx", letter) == letter
    assert filled_places.without_people(SO_Y_TE, b"no Word file") == b"no Word file"
