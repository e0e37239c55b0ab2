"""How two files differ in their charts: as words, and nothing else of it as noise."""

from __future__ import annotations

from charted_docx import chart, charted, drawing
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.result import What
from ntsdocs.docx import charts, extra_parts, package
from ntsdocs.docx.parts import WordParts
from tiny_docx import p

ROWS = [("", "Quá hạn"), ("Sở Y tế", 3), ("Sở Nội vụ", 1)]
MORE = [("", "Quá hạn"), ("Sở Y tế", 4)]


def paper(*every, colour="111111", body=None, renamed=""):
    parts = package.read(charted(body or p(drawing(1, "alt")), *[chart(colour) for _ in every]))
    for number, rows in enumerate(every, 1):
        name = f"word/charts/chart{number}.xml"
        parts[name] = charts.filled(parts[name], "", rows)
        parts[f"word/embeddings/so{number}.xlsx"] = charts.workbook(rows)
    if renamed:  # as Word does
        for name in [name for name in parts if "so1" in name or name.endswith(".rels")]:
            parts[name.replace("so1", renamed)] = parts.pop(name).replace(b"so1", renamed.encode())
    return package.write(parts.items())


def test_another_value_is_told_once_in_words_and_is_visible():
    pair = FilePair.of(paper(ROWS), paper(MORE))
    (change,) = pair.changes
    assert pair.visible_changes == (change,)
    assert (change.what, change.place) == (What.WORDS, "biểu đồ 1")
    assert (change.before, change.after) == ("Quá hạn: Sở Y tế 3, Sở Nội vụ 1", "Quá hạn: Sở Y tế 4")


def test_a_chart_that_is_not_drawn_shows_nothing():
    pair = FilePair.of(paper(ROWS, charts.NO_ROWS), paper(MORE, charts.NO_ROWS))
    assert [change.place for change in pair.changes] == ["biểu đồ 1"]


def test_an_alternative_text_that_differs_only_far_behind_is_told_with_what_differs():
    said = "Nhiệm vụ theo mục: " * 20
    before, after = (paper(ROWS, body=p(drawing(1, f"{said}quá hạn {count}."))) for count in (1, 2))
    forms = [form for change in FilePair.of(before, after).changes for form in change.form if "@descr" in form[0]]
    assert {(form[1][-10:], form[2][-10:]) for form in forms} == {("quá hạn 1.", "quá hạn 2.")}


def test_another_look_is_told_as_form_and_another_workbook_alone_too():
    (look,) = FilePair.of(paper(ROWS), paper(ROWS, colour="222222")).changes
    assert (look.what, look.place) == (What.FORM, "phần word/charts/chart1.xml")
    parts = package.read(paper(ROWS)) | {"word/embeddings/so1.xlsx": charts.workbook(MORE)}
    (book,) = FilePair.of(paper(ROWS), package.write(parts.items())).changes
    assert (book.what, book.place) == (What.FORM, "phần word/embeddings/so1.xlsx")


def test_a_chart_that_word_saved_again_is_no_extra_and_one_put_in_by_hand_is():
    ours, none = WordParts(paper(ROWS)), WordParts(charted(p("a")))
    again = WordParts(paper(ROWS, renamed="Microsoft_Excel_Worksheet"))
    assert list(extra_parts.additions(ours, again)) == []
    assert list(extra_parts.additions(none, ours)) == ["đối tượng nhúng: word/embeddings/so1.xlsx"]
