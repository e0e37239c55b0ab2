"""A wording that is filled many times says each time what its values say then."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.templates import balance
from ntsdocs.templates import printable as rooms
from ntsdocs.templates.fill import Nodes
from ntsdocs.templates.marks import Wording
from ntsdocs.templates.placeholders import compile_wording
from ntsdocs.templates.printable import Printable


@dataclass(frozen=True, slots=True)
class Row:
    no: object
    words: object


@dataclass
class Loose:
    no: int


def read(text: str, room: Printable) -> Nodes:
    block = compile_wording(room, Wording("", text))
    assert isinstance(block, Nodes), block
    return block


def filled(block: Nodes, room: Printable, **context: object) -> str:
    out: list[bytes] = []
    block.write(context, room, out)
    return b"".join(out).decode()


ROWS = "{% for row in rows %}<r>{{ row.no }}{{ word }}</r>{% endfor %}"


def test_the_same_row_under_another_word_is_filled_anew() -> None:
    room, row = Printable(), Row(1, "x")
    block = read(ROWS, room)

    assert filled(block, room, rows=(row,), word="a") == "<r>1a</r>"
    assert filled(block, room, rows=(row,), word="b") == "<r>1b</r>"
    assert filled(block, room, rows=(row,), word="a") == "<r>1a</r>"


def test_a_row_that_can_change_is_never_kept() -> None:
    room = Printable()
    words = ["a"]
    block = read("{% for row in rows %}{% for word in row.words %}{{ word }}{% endfor %}{% endfor %}", room)
    row = Row(1, words)

    assert filled(block, room, rows=(row,)) == "a"
    words.append("b")
    assert filled(block, room, rows=(row,)) == "ab"
    assert not room.lasts(row)
    assert not room.lasts(Loose(1))
    assert room.lasts((Row(1, "x"), Row(None, ("y",))))


def test_a_fault_in_a_row_is_told_for_every_paper_that_has_the_row() -> None:
    room, row = Printable(), Row(None, "x")
    block = read(ROWS, room)

    for _ in range(2):
        room.found.clear()
        filled(block, room, rows=(row,), word="a")
        assert [(spot.path, value) for spot, value in room.found] == [("row.no", None)]


def test_true_is_not_taken_for_the_number_one() -> None:
    room = Printable()
    block = read(ROWS, room)

    assert filled(block, room, rows=(Row(1, "x"),), word="a") == "<r>1a</r>"
    assert filled(block, room, rows=(Row(True, "x"),), word="a") == "<r>a</r>"
    assert [value for _, value in room.found] == [True]


def test_a_loop_that_counts_says_its_place_and_not_that_of_an_earlier_paper() -> None:
    room = Printable()
    block = read("{% for row in rows %}{{ loop.index }}/{{ loop.length }}{{ row.words }};{% endfor %}", room)
    first, second = Row(1, "a"), Row(2, "b")

    assert filled(block, room, rows=(first, second)) == "1/2a;2/2b;"
    assert filled(block, room, rows=(second, first)) == "1/2b;2/2a;"


def test_what_is_kept_is_let_go_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_KEPT", 2_000)
    room = Printable()
    block = read(ROWS, room)
    for number in range(1_000):
        assert filled(block, room, rows=(Row(number, "x"),), word=str(number)) == f"<r>{number}{number}</r>"

    assert len(room._kept) < 1_000
    assert room._kept_bytes < 2_100


# --- the proof that XML stays well-formed ----------------------------------------------------------------------------


def proven(text: str) -> bool:
    return balance.proven(b"<d>", read(text, Printable()), b"</d>")


@pytest.mark.parametrize(
    "text",
    [
        "<p>{{ a }}</p>",
        "<p w='{{ a }}'>{% if a %}<b/>{% else %}x{% endif %}</p>",
        "{% for x in a %}<p>{% if x %}<i>{{ x }}</i>{% endif %}</p>{% endfor %}",
        "<p w='{% if a %}mot{% elif b %}hai{% endif %}'/>",
    ],
)
def test_balanced_blocks_are_proven(text: str) -> None:
    assert proven(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% if a %}<b>{% endif %}x{% if a %}</b>{% endif %}",
        "<p{% if a %} w='1'{% endif %}/>",
        "<p {% if a %}w='1'{% endif %} w='2'/>",
        "<{{ a }}/>",
        "<p {{ a }}='1'/>",
        "<!-- {{ a }} -->",
        "<!-- {% if a %}x-{% endif %}-->",
        "<!-- {% for x in a %}<b/>{% endfor %} -->",
        "<?x {{ a }}?>",
        "<p w='{% if a %}<b/>{% endif %}'/>",
        "<p w='{% if a %}it{% else %}'{% endif %}/>",
        "<p>{{ a }}></p>",
        "<p>]]{% if a %}>{% endif %}</p>",
        "<p>&{{ a }};</p>",
        "<p>{% for x in a %}</p><p>{% endfor %}</p>",
    ],
)
def test_blocks_that_might_break_the_xml_are_not_proven(text: str) -> None:
    assert not proven(text)


PIECES = st.sampled_from(
    [
        "<p>{{ a }}</p>",
        "<i w='{{ a }}'/>",
        "<i w='{% if a %}{{ a }}{% else %}x{% endif %}'/>",
        "{% if a %}x]]{% else %}<b/>{% endif %}",
        "{% for x in r %}<p>{{ x }}]</p>{% endfor %}",
        "{% for x in r %}{{ x }}{% if x %}<b/>{{ a }}{% endif %}{% endfor %}",
        "<!-- {{ a }} -->",
        "<p>",
        "</p>",
        "]",
        ">",
        "&amp;",
    ]
)


@given(pieces=st.lists(PIECES, max_size=6), value=st.sampled_from(["", "]]", "<", "&", "'", "--", ">", "]]>"]))
def test_what_is_proven_parses_whatever_the_values(pieces: list[str], value: str) -> None:
    room = Printable()
    block = compile_wording(room, Wording("", "".join(pieces)))
    if isinstance(block, Nodes) and balance.proven(b"<d>", block, b"</d>"):
        for rows in ((), (value,), (value, "", value)):
            paper = filled(block, room, a=value, r=rows, x="")
            expat.ParserCreate().Parse(f"<d>{paper}</d>".encode(), True)
