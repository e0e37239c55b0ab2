"""Whatever a template's blocks leave out, what holds paragraphs, rows and cells stays as Word may have it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

import pytest
from lxml import etree

import validity
from ntsdocs.docx import package
from ntsdocs.kinds.due import Core
from ntsdocs.templates.render import CompiledTemplate
from tiny_docx import p
from whole_docx import whole

W = validity.W
CORE = Core("Tiêu đề", "Chủ đề", "Cơ quan")
MARK = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
PROPS = '<w:tblPr/><w:tblGrid><w:gridCol w:w="1134"/></w:tblGrid>'


@dataclass(frozen=True, slots=True)
class Says:
    yes: bool = False
    items: tuple[str, ...] = ()
    word: str = "chữ"


ALL = [Says(yes, items) for yes, items in product((False, True), ((), ("a",), ("a", "b")))]


def p_if(inside: str, opening: str = "if yes") -> str:
    return f"{p(f'{{%p {opening} %}}')}{inside}{p(f'{{%p end{opening.split(maxsplit=1)[0]} %}}')}"


def cell(inside: str) -> str:
    return f"<w:tc><w:tcPr/>{inside}</w:tc>"


def lifted(kind: str, inside: str, opening: str) -> str:
    """Cells or rows inside a block of cells or rows."""
    tags = [cell(p(f"{{%{kind} {words} %}}")) for words in (opening, f"end{opening.split(maxsplit=1)[0]}")]
    before, after = tags if kind == "tc" else [f"<w:tr>{tag}</w:tr>" for tag in tags]
    return f"{before}{inside}{after}"


def table(inside: str) -> str:
    return f"<w:tbl>{PROPS}{inside}</w:tbl>"


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def box(inside: str) -> str:
    shown = f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>"
    return f'<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml">{shown}</v:rect></w:pict></w:r></w:p>'


def faults(root: etree._Element) -> list[str]:
    """Holders that Word calls damaged."""
    wrong = []
    for each in root.iter(
        f"{W}tc", f"{W}tr", f"{W}tbl", f"{W}sdtContent", f"{W}txbxContent", f"{W}hdr", f"{W}footnote"
    ):
        content = [
            child for child in each if not str(child.tag).endswith(("Pr", "tblGrid", "bookmarkStart", "bookmarkEnd"))
        ]
        names = [str(child.tag).removeprefix(W) for child in content]
        wanted = {"tr": ("tc", "sdt"), "tbl": ("tr", "sdt")}.get(str(each.tag).removeprefix(W))
        if not content or (wanted and not set(names) & set(wanted)):
            wrong.append(f"{each.tag}: {names}")
        elif each.tag == f"{W}tc" and names[-1] not in ("p", "sdt"):
            wrong.append(f"tc ends with {names[-1]}")
    return [*wrong, *(fault for fault in validity._part_faults(root) if "its grid" not in fault)]


def papers(body: str, **related: str) -> list[dict[str, bytes]]:
    template = CompiledTemplate.load(whole(body, end="", **related), "templates/thu.docx")
    return [package.read(template.render(says, CORE)) for says in ALL]


def assert_sound(body: str, **related: str) -> list[str]:
    """The words of each paper, which is sound."""
    words = []
    for parts in papers(body, **related):
        roots = [
            etree.fromstring(data) for name, data in parts.items() if name.endswith(".xml") and b"2006/main" in data
        ]
        assert [fault for root in roots for fault in faults(root)] == []
        words.append("|".join(text for root in roots for text in root.itertext()))
    return words


LEFT_EMPTY = {
    "the only paragraph of a cell": table(f"<w:tr>{cell(p_if(p('A')))}</w:tr>"),
    "the only paragraph of a cell, in a loop": table(
        f"<w:tr>{cell(p_if(p('{{ item }}'), 'for item in items'))}</w:tr>"
    ),
    "the paragraph after a nested table": table(
        f"<w:tr>{cell(table('<w:tr>' + cell(p('trong')) + '</w:tr>') + p_if(p('A')))}</w:tr>"
    ),
    "all cells of a row": table(
        f"<w:tr>{cell(p('đầu'))}</w:tr><w:tr>{lifted('tc', cell(p('{{ i }}')), 'for i in items')}</w:tr>"
    ),
    "all rows of a table": table(lifted("tr", f"<w:tr>{cell(p('{{ i }}'))}</w:tr>", "for i in items")),
    "the only table of a cell": table(
        f"<w:tr>{cell(p_if(table('<w:tr>' + cell(p('trong')) + '</w:tr>') + p('sau')))}</w:tr>"
    ),
    "a nested table that loses all its rows": table(
        f"<w:tr>{cell(table(lifted('tr', '<w:tr>' + cell(p('B')) + '</w:tr>', 'for i in items')) + p('sau'))}</w:tr>"
    ),
    "a text box": box(p_if(p("A"))),
    "a control around paragraphs": control(p_if(p("A"))),
    "a control around a whole cell's text": table(f"<w:tr>{cell(control(p_if(p('A'))))}</w:tr>"),
    "a cell with a bookmark behind the block": table(f"<w:tr>{cell(p_if(p('A')) + MARK)}</w:tr>"),
    "the whole body": p_if(p("A")),
    "the paragraph between two tables": table(f"<w:tr>{cell(p('A'))}</w:tr>")
    + p_if(p("B"))
    + table(f"<w:tr>{cell(p('C'))}</w:tr>"),
    "the paragraph between two tables, which come in turns": p_if(
        table(f"<w:tr>{cell(p('A'))}</w:tr>"), "for i in items"
    ),
    "a cell in a turn of a loop": p_if(table(f"<w:tr>{cell(p_if(p('{{ i }}')))}</w:tr>"), "for i in items"),
    "a row in a block of rows whose cells are a block": table(
        lifted("tr", f"<w:tr>{lifted('tc', cell(p('A')), 'if yes')}</w:tr>", "for i in items")
    ),
}


@pytest.mark.parametrize("body", LEFT_EMPTY.values(), ids=LEFT_EMPTY)
def test_a_holder_is_never_left_empty(body):
    words = assert_sound(p("đầu") * ("body" not in body) + body)
    assert len(set(words)) > 1  # something is left out of some papers


def test_what_is_there_stays_as_it_is():
    body = table(f"<w:tr>{cell(p_if(p('A')))}</w:tr>")
    *_, full = papers(p("đầu") + body)
    assert b"<w:p/>" not in full["word/document.xml"]
    assert b"<w:tc><w:tcPr/><w:p><w:r>" in full["word/document.xml"]


def test_headers_and_notes_are_never_left_empty():
    assert_sound(p("đầu"), header=p_if(p("A")))


def test_a_template_that_is_sound_in_every_paper_is_not_touched():
    body = table(f"<w:tr>{cell(p('A') + p_if(p('B')) + p('C'))}</w:tr>") + p("{{ word }}")
    (one, *_), (other, *_) = papers(body), papers(body.replace("<w:tc>", "<w:tc >"))
    assert one["word/document.xml"] == other["word/document.xml"]


@pytest.mark.parametrize("seed", range(60))
def test_templates_at_random_are_sound_in_every_paper(seed):
    dice = random.Random(seed)

    def blocks(depth: int, least: int = 0) -> str:
        joined = "".join(block(depth) for _ in range(dice.randint(least, 2)))
        return joined.replace("</w:tbl><w:tbl>", f"</w:tbl>{p('A')}<w:tbl>")

    def block(depth: int) -> str:
        if depth == 0:
            return p(dice.choice(("A", "{{ word }}")))
        inner = depth - 1
        return dice.choice(
            (
                lambda: p("A"),
                lambda: p_if(blocks(inner)),
                lambda: p_if(blocks(inner), "for i in items"),
                lambda: control(
                    p("A") * dice.randint(0, 1) + blocks(inner) + p_if(p("B")) + p("A") * dice.randint(0, 1)
                ),
                lambda: box(blocks(inner) or p("A")),
                lambda: rows_of(inner),
            )
        )()

    def rows_of(depth: int) -> str:
        rows = "".join(maybe("tr", f"<w:tr>{cells_of(depth)}</w:tr>") for _ in range(dice.randint(1, 2)))
        return table(rows)

    def cells_of(depth: int) -> str:
        return "".join(
            maybe("tc", cell(blocks(depth) + dice.choice((p("B"), p_if(p("B")))))) for _ in range(dice.randint(1, 2))
        )

    def maybe(kind: str, inside: str) -> str:
        return lifted(kind, inside, dice.choice(("if yes", "for i in items"))) if dice.random() < 0.5 else inside

    assert_sound(blocks(4, 1), header=blocks(2, 1) + p_if(p("B")))
