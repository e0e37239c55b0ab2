"""A template that is filled many times says each time what its values say then, and always in well-formed XML."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.parsers import expat

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.docx import package
from ntsdocs.templates import printable
from ntsdocs.templates.fill import Filler
from ntsdocs.templates.prepare import PreparedPart, prepare
from ntsdocs.text.problems import TemplateWrong
from tiny_docx import NAMESPACES, control, p, r, table


def empty() -> dict[str, bytes]:
    out = io.BytesIO()
    Document().save(out)
    return package.read(out.getvalue())


EMPTY = empty()


@dataclass(frozen=True, slots=True)
class Row:
    no: object
    words: object


@dataclass
class Loose:
    no: int


def prepared(body: str) -> PreparedPart:
    """The body of a template that has nothing else."""
    document = f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    return prepare(package.write({**EMPTY, "word/document.xml": document.encode()}.items()), "thu.docx").parts[0]


def read(text: str) -> PreparedPart:
    return prepared(p(text))


def filled(part: PreparedPart, filler: Filler, **context: object) -> str:
    words = re.search("<w:t [^>]*>(.*?)</w:t>", part.filled(context, filler).decode())
    assert words
    return words[1]


ROWS = "{% for row in rows %}[{{ row.no }}{{ word }}]{% endfor %}"


def test_the_same_row_under_another_word_is_filled_anew() -> None:
    filler, row = Filler(), Row(1, "x")
    block = read(ROWS)

    assert filled(block, filler, rows=(row,), word="a") == "[1a]"
    assert filled(block, filler, rows=(row,), word="b") == "[1b]"
    assert filled(block, filler, rows=(row,), word="a") == "[1a]"


def test_a_row_that_can_change_is_never_kept() -> None:
    filler = Filler()
    words = ["a"]
    block = read("{% for row in rows %}{% for word in row.words %}{{ word }}{% endfor %}{% endfor %}")
    row = Row(1, words)

    assert filled(block, filler, rows=(row,)) == "a"
    words.append("b")
    assert filled(block, filler, rows=(row,)) == "ab"
    assert not filler.is_immutable(row)
    assert not filler.is_immutable(Loose(1))
    assert filler.is_immutable((Row(1, "x"), Row(None, ("y",))))


def test_a_fault_in_a_row_is_told_for_every_paper_that_has_the_row() -> None:
    filler, row = Filler(), Row(None, "x")
    block = read(ROWS)

    for _ in range(2):
        filler.refusals.clear()
        filled(block, filler, rows=(row,), word="a")
        assert [(at.path, value) for at, value in filler.refusals] == [("row.no", None)]


def test_true_is_not_taken_for_the_number_one() -> None:
    filler = Filler()
    block = read(ROWS)

    assert filled(block, filler, rows=(Row(1, "x"),), word="a") == "[1a]"
    assert filled(block, filler, rows=(Row(True, "x"),), word="a") == "[a]"
    assert [value for _, value in filler.refusals] == [True]


def test_what_is_kept_is_let_go_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printable, "MOST_SHARED", 2_000)
    filler = Filler()
    block = read(ROWS)
    for number in range(1_000):
        assert filled(block, filler, rows=(Row(number, "x"),), word=str(number)) == f"[{number}{number}]"

    assert len(filler._shared) < 1_000
    assert filler._shared_bytes < 2_100


# --- well-formed whatever the values ---------------------------------------------------------------------------------


BOXED = "<w:r><w:pict><w:t>{% if a %}</w:t></w:pict></w:r>"
PIECES = st.sampled_from(
    [
        p("{{ a }}"),
        p("{% if a %}", "{{ a }}", "{% else %}", "x", "{% endif %}"),
        p("{% if a %}"),
        p("{% endif %}"),
        p("{%p if a %}"),
        p("{%p elif b %}"),
        p("{%p else %}"),
        p("{%p endif %}"),
        p("{%p for x in r %}"),
        p("{%p endfor %}"),
        p("{{ x }}", "{% for y in r %}{{ y }}]]{% endfor %}"),
        p("{% if a %}", control("own:x", r("{% endif %}"))),
        p(control("gen:{{ a }}{% if a %}b{% endif %}", r("{% if b %}c{% endif %}"))),
        control("gen:{% if a %}", p("{% endif %}")),
        table([p("{%tr for x in r %}"), p()], [p("{{ x }}"), p("{% if x %}")], [p("{%tr endfor %}"), p()]),
        table([p("{%tr if a %}"), p()], [p("{{ a }}"), p()], [p("{%tr endif %}"), p()]),
        table([p("{%tc if a %}"), p("b"), p("{%tc endif %}")]),
        table([p("{%p if a %}") + p("{%tr endif %}")]),
        p(BOXED, "{% endif %}"),
        "<w:x w:a='{% if a %}1' w:b='{% endif %}'/>",
        p("]]", ">"),
    ]
)


@given(pieces=st.lists(PIECES, max_size=6), value=st.sampled_from(["", "]]", "<", "&", "'", "--", ">", "]]>"]))
def test_a_template_that_is_not_refused_parses_whatever_the_values(pieces: list[str], value: str) -> None:
    try:
        part = prepared("".join(pieces))
    except TemplateWrong:
        return
    for rows in ((), (value,), (value, "", value)):
        for other in ("", "1"):
            data = part.filled({"a": value, "b": other, "r": rows, "x": ""}, Filler())
            expat.ParserCreate().Parse(data, True)


@pytest.mark.parametrize(
    "body",
    [
        p(BOXED, "{% endif %}"),
        "<w:x w:a='{% if a %}1' w:b='{% endif %}'/>",
        "<w:x w:a='{% if a %}1'>{% endif %}</w:x>",
        p("{% if a %}b", control("own:x", r("{% endif %}"))),
        p("<w:r><w:delText>{{ a }}</w:delText></w:r>"),
        "<w:p>{{ a }}</w:p>",
    ],
)
def test_tags_that_might_break_the_xml_are_refused(body: str) -> None:
    with pytest.raises(TemplateWrong):
        prepared(body)
