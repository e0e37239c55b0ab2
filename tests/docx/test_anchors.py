from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from ntsdocs.docx import anchors, package
from ntsdocs.docx.outline import outline
from ntsdocs.docx.xml import DOCUMENT_PART, W, local, parse, settings, val
from tiny_docx import control, docx

NAMESPACE = f'xmlns:w="{W[1:-1]}"'


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def marks(number: int, name: str, content: str = "") -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def hidden_in(body: str) -> str:
    """The body with its controls hidden, its bookmarks numbered in their order."""
    hidden = anchors.hide(body)
    numbers = list(dict.fromkeys(re.findall(r'Start w:id="(\d+)"', hidden)))
    return re.sub(
        r'(?<=<w:bookmark)(Start|End) w:id="(\d+)"', lambda m: f'{m[1]} w:id="{numbers.index(m[2]) + 1}"', hidden
    )


def as_shown(body: str) -> str:
    root = anchors.show(etree.fromstring(f"<w:body {NAMESPACE}>{body}</w:body>"))
    return "".join(etree.tostring(each, encoding="unicode") for each in root).replace(f" {NAMESPACE}", "")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("gen:row:17:content", "_gen__row__17__content"),
        ("own:task:17:tien_do", "_own__task__17__tien_do"),
        ("own:to_chuc:dau_moi", "_own__to_chuc__dau_moi"),
        ("gen:agency:so-y-te", "_gen__agency__soXyXte"),
    ],
)
def test_a_tag_and_its_bookmark_lead_to_each_other(tag: str, name: str) -> None:
    assert anchors.bookmark_of(tag) == name
    assert anchors.tag_of(name) == tag
    assert re.fullmatch(r"_[A-Za-z0-9_]{1,39}", name)


def test_a_long_tag_is_cut_to_what_word_lets_a_bookmark_have() -> None:
    name = anchors.bookmark_of("gen:agency:so-nong-nghiep-va-moi-truong")
    assert name == "_gen__agency__soXnongXnghiepXvaXmoiXtruo"
    assert anchors.tag_of(name) == "gen:agency:so-nong-nghiep-va-moi-truo"


@pytest.mark.parametrize("tag", ["", "khac:1", "gen:", "gen:ô", "own:ghi chú", "gen:A&B", "gen:XIN", "gen:row:1__2"])
def test_a_tag_that_no_bookmark_can_bear_has_none(tag: str) -> None:
    assert anchors.bookmark_of(tag) == ""


@pytest.mark.parametrize("name", ["_Toc123", "_gen", "gen__row__1", "_gen_row_1", "_Hlk1", "bang"])
def test_bookmarks_of_others_stand_for_no_tag(name: str) -> None:
    assert anchors.tag_of(name) == ""


CELL = f"<w:tc>{paragraph(run('a'))}</w:tc>"
CONTENT = {
    "runs": paragraph(run("Trước ") + control("gen:row:1:content", run("a") + run("b")) + run(".")),
    "paragraphs": control("gen:task:1:all", paragraph(run("a")) + paragraph(run("b"))) + paragraph(run("c")),
    "rows": f"<w:tbl>{control('gen:row:1', f'<w:tr>{CELL}</w:tr>')}</w:tbl>",
    "cells": f"<w:tbl><w:tr>{control('gen:row:1:lead', CELL)}</w:tr></w:tbl>",
    "one in another": paragraph(control("gen:task:1:all", control("gen:task:1:lead", run("a")) + run("b"))),
    "nothing": paragraph(control("gen:task:1:lead", "")),
}


@pytest.mark.parametrize("body", CONTENT.values(), ids=CONTENT)
def test_what_is_hidden_is_shown_again(body: str) -> None:
    hidden = anchors.hide(body)
    assert "<w:sdt" not in hidden
    assert re.sub("<[^>]*>", "", hidden) == re.sub("<[^>]*>", "", body)
    assert as_shown(hidden) == as_shown(body)


def test_before_what_an_agency_fills_stands_a_point_that_gives_a_lost_tag_back() -> None:
    own = control("own:task:1:tien_do", run("……"))
    hidden = hidden_in(paragraph(run("Tiến độ: ") + own))
    assert hidden == paragraph(run("Tiến độ: ") + marks(1, "_own__task__1__tien_do") + own)
    assert as_shown(hidden.replace('<w:tag w:val="own:task:1:tien_do"/>', "")) == paragraph(run("Tiến độ: ") + own)


def test_no_two_bookmarks_have_one_name_or_number_and_both_stand_for_the_tag() -> None:
    there = marks(7, "_Toc1")
    twice = paragraph(control("gen:row:1:content", run("a"))) + paragraph(control("gen:row:1:content", run("b")))
    hidden = anchors.hide(paragraph(there) + twice)
    numbers, names = zip(*re.findall(r'w:id="(\d+)" w:name="(\w+)"', hidden), strict=True)
    assert names == ("_Toc1", "_gen__row__1__content", "_gen__row__1__content_")
    assert len(set(numbers)) == 3
    assert as_shown(hidden).endswith(twice)


def test_more_of_one_tag_than_names_can_tell_apart_have_no_name() -> None:
    hidden = anchors.hide(paragraph(control("gen:row:1:content", run("a"))) * 60)
    names = re.findall(r'w:name="(\w+)"', hidden)
    assert len(set(names)) == len(names) < 60
    assert max(map(len, names)) == 40
    assert "<w:sdt" not in hidden


def test_a_row_is_written_the_same_whatever_stands_before_it() -> None:
    row = paragraph(control("gen:row:9:content", run("a")))
    assert anchors.hide(paragraph(control("gen:row:1:content", run("b"))) + row).endswith(anchors.hide(row))


def test_a_number_that_another_bookmark_has_is_not_used_again() -> None:
    row = paragraph(control("gen:row:9:content", run("a")))
    (number,) = re.findall(r'Start w:id="(\d+)"', anchors.hide(row))
    there = marks(int(number), "_Toc1")
    assert re.findall(r'Start w:id="(\d+)"', anchors.hide(there + row)) == [number, str(int(number) + 1)]


def test_where_nothing_is_to_be_named_words_stand_free() -> None:
    assert anchors.hide(paragraph(control("gen:row:1:content", run("a"))), named=False) == paragraph(run("a"))


def tracked(tag: str, content: str) -> str:
    """A paragraph with a control that was added."""
    inner = f'<w:customXmlInsRangeEnd w:id="3"/>{content}<w:customXmlInsRangeStart w:id="4"/>'
    around = '<w:customXmlInsRangeStart w:id="3"/>', '<w:customXmlInsRangeEnd w:id="4"/>'
    return paragraph(control(tag, inner).join(around))


def test_marks_of_a_tracked_control_go_with_it() -> None:
    body = tracked("own:task:1:tien_do", run("a"))
    assert hidden_in(tracked("gen:row:1:lead", run("a"))) == paragraph(marks(1, "_gen__row__1__lead", run("a")))
    assert body.removeprefix("<w:p>") in anchors.hide(body)


@pytest.mark.parametrize("kind", ["ins", "del"])
def test_the_bookmark_of_a_tracked_control_stands_in_the_change_of_its_words_and_goes_with_them(kind: str) -> None:
    def changed(content: str) -> str:
        return f'<w:{kind} w:id="5" w:author="a">{content}</w:{kind}>'

    words = run("a") + run("b")
    assert hidden_in(tracked("gen:row:1:lead", changed(words)) + tracked("gen:row:2:lead", changed(words))) == (
        paragraph(changed(marks(1, "_gen__row__1__lead", words)))
        + paragraph(changed(marks(2, "_gen__row__2__lead", words)))
    )


def test_a_bookmark_over_more_than_one_change_or_a_control_that_stays_keeps_its_place() -> None:
    one, other = f'<w:ins w:id="5">{run("a")}</w:ins>', f'<w:ins w:id="6">{run("b")}</w:ins>'
    lead = "_gen__row__1__lead"
    assert hidden_in(tracked("gen:row:1:lead", one + other)) == paragraph(marks(1, lead, one + other))
    stays, own = paragraph(control("gen:row:1:lead", one)), tracked("own:task:1:tien_do", one)
    assert hidden_in(stays + own).startswith(paragraph(marks(1, lead, one)))
    assert own.removeprefix("<w:p>") in anchors.hide(own)


@pytest.mark.parametrize(
    ("edited", "shown"),
    [
        (  # Enter was pressed in the value
            paragraph('<w:bookmarkStart w:id="1" w:name="_gen__row__1__content"/>' + run("a"))
            + paragraph(run("b") + '<w:bookmarkEnd w:id="1"/>'),
            paragraph(control("gen:row:1:content", run("a"))) + paragraph(run("b")),
        ),
        (  # the end went with words that were deleted
            paragraph('<w:bookmarkStart w:id="1" w:name="_gen__row__1__content"/>' + run("a")),
            paragraph(control("gen:row:1:content", run("a"))),
        ),
        (  # between blocks nothing says how far it would go
            '<w:bookmarkStart w:id="1" w:name="_gen__row__1"/>' + paragraph(run("a")),
            paragraph(run("a")),
        ),
        (  # two that were pushed into each other
            paragraph(
                marks(1, "_gen__row__1__lead", run("a") + '<w:bookmarkStart w:id="2" w:name="_gen__row__1__product"/>')
                + run("b")
                + '<w:bookmarkEnd w:id="2"/>'
            ),
            paragraph(control("gen:row:1:lead", run("a")) + run("b")),
        ),
        (paragraph(marks(1, "_own__ky__ho_ten") + run("a")), paragraph(run("a"))),  # the control was deleted
    ],
)
def test_bookmarks_that_an_edit_has_moved_are_shown_where_they_begin(edited: str, shown: str) -> None:
    assert as_shown(edited) == shown


def test_a_paper_of_before_with_controls_reads_as_one_with_bookmarks() -> None:
    body = "".join((CONTENT["runs"], CONTENT["paragraphs"], paragraph(control("own:ky:ho_ten", run("……")))))
    before, after = (docx(each) for each in (body, anchors.hide(body)))
    assert before != after
    assert outline(before) == outline(after)


def test_what_an_agency_fills_is_a_prompt_that_goes_with_one_click_and_leaves_no_look_behind(
    built: dict[str, Path],
) -> None:
    """A style of its own would stay on what is typed in LibreOffice; bound to data it would be written twice there."""
    for folder in built.values():
        for path in sorted(folder.rglob("*.docx")):
            root = parse(package.read(path, DOCUMENT_PART)[DOCUMENT_PART], DOCUMENT_PART)
            for each in root.iter(f"{W}sdt"):
                about, content = (settings(each.find(f"{W}{name}")) for name in ("sdtPr", "sdtContent"))
                assert val(about, "tag", "val").startswith("own:"), path.name  # no words of ours stand in a control
                assert about.keys() == {"alias", "tag", "showingPlcHdr"}, path.name
                assert "".join(text.text or "" for text in each.iter(f"{W}t")) == "……", path.name
                assert content.keys() == {"r"}
                looks = {local(look.tag) for props in each.iter(f"{W}rPr") for look in props}
                assert not looks & {"rStyle", "color", "highlight", "shd", "vanish"}, path.name
