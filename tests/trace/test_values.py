"""Each paragraph of a traced paper is known in its template, and each letter by the placeholder it came from."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx import Document

from ntsdocs.docx import package
from ntsdocs.kinds.due import Core, Draft, PaperId
from ntsdocs.trace.values import TracedParagraph, trace_paragraphs
from tiny_docx import NAMESPACES, p

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Row:
    no: int
    words: str


@dataclass(frozen=True, slots=True)
class Says:
    rows: tuple[Row, ...]


def template(*paragraphs: str) -> bytes:
    """A template with a header without placeholders, and an endnote."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = "Trang"
    out = io.BytesIO()
    document.save(out)
    parts = package.read(out.getvalue())
    parts["word/endnotes.xml"] = f"<w:endnotes {NAMESPACES}>{p('Chú thích')}</w:endnotes>".encode()
    link = f'<Relationship Id="rId99" Type="{OFFICE}/endnotes" Target="endnotes.xml"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    types = "[Content_Types].xml"
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
    override = f'<Override PartName="/word/endnotes.xml" ContentType="{office}"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", override.encode())
    return package.write(parts.items())


def paragraphs(*typed: str, says: Says) -> list[TracedParagraph]:
    draft = Draft(PaperId("thu", "a"), says, Core("", "", ""))
    return list(trace_paragraphs(draft, template(*typed), "thu.docx"))


def test_paragraphs_are_those_of_all_parts_each_at_its_place_in_the_template() -> None:
    typed = "{%p for row in rows %}", "{{ row.words }}", "{%p endfor %}", "Hết"
    found = paragraphs(*typed, says=Says((Row(1, "a"), Row(2, "b & c"))))

    assert {(each.text, each.place, each.number) for each in found} == {
        ("a", "đoạn 2", 1),
        ("b & c", "đoạn 2", 1),
        ("Hết", "đoạn 4", 3),
        ("Trang", "đầu trang, đoạn 1", 0),
        ("Chú thích", "chú thích cuối văn bản, đoạn 1", 0),
    }


def test_a_letter_is_the_templates_own_or_has_its_value_owner_loops_and_trail() -> None:
    row = Row(1, "ab")
    (only,) = (
        each
        for each in paragraphs("{% for row in rows %}Số {{ row.no }}: {{ row.words }};{% endfor %}", says=Says((row,)))
        if each.part == "word/document.xml"
    )

    assert only.text == "Số 1: ab;"
    sources = [None if each is None else (each.placeholder.path, each.value, each.trail) for each in only.sources]
    number, words = ("row.no", 1, ("rows", 0, "no")), ("row.words", "ab", ("rows", 0, "words"))
    assert sources == [None, None, None, number, None, None, words, words, None]
    assert {(id(each.owner), each.around) for each in only.sources if each} == {(id(row), (row,))}
