"""How a value stands among the words of a template: lines in a cell, a sentence elsewhere, one stop at its end."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pytest
from docx import Document

from ntsdocs.kinds.due import Core
from ntsdocs.templates.render import CompiledTemplate

DUTY = "- Nhiệm vụ 12: {{ content }}{% if note %} (mở){% endif %}."
CORE = Core("Kế hoạch", "Trích yếu", "Sở Y tế")
LIST = "Rà soát hồ đập:\na) Hồ lớn;\nb) Hồ nhỏ"


@dataclass(frozen=True, slots=True)
class Says:
    content: str
    note: str = ""
    limit: str = "Trước 15/3/2026"


def filled(document: Any, says: Says, core: Core = CORE) -> Any:
    """The paper of a template that python-docx made."""
    document.core_properties.title = "{{ core.title }}"
    out = io.BytesIO()
    document.save(out)
    return Document(io.BytesIO(CompiledTemplate.load(out.getvalue(), "templates/thu.docx").render(says, core)))


def duty(content: str, words: str = "{{ content }}.") -> str:
    document = Document()
    document.add_paragraph(words)
    return str(filled(document, Says(content)).paragraphs[0].text)


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        ("Rà soát", "Rà soát."),
        ("Rà soát.", "Rà soát."),
        ("Rà soát;", "Rà soát."),
        ("Rà soát:", "Rà soát."),
        ("Rà soát;.", "Rà soát."),
        ("Rà soát…", "Rà soát…"),
        ("Rà soát...", "Rà soát..."),
        ("Rà soát?", "Rà soát?"),
        ("…", "…."),  # to be filled in by hand
        ("đường, hồ, v.v.", "đường, hồ, v.v."),
        ("đường, hồ, v.v…", "đường, hồ, v.v…"),
        ("A & B < C.", "A & B < C."),
        (LIST, "Rà soát hồ đập: a) Hồ lớn; b) Hồ nhỏ."),
        (LIST + ".", "Rà soát hồ đập: a) Hồ lớn; b) Hồ nhỏ."),
    ],
)
def test_a_sentence_has_one_stop(content: str, printed: str) -> None:
    assert duty(content) == printed


@pytest.mark.parametrize(
    ("words", "content", "printed"),
    [
        ("{{ content }}; hạn {{ limit }}.", "Báo cáo.", "Báo cáo; hạn Trước 15/3/2026."),
        ("{{ content }}; hết", "Báo cáo, v.v.", "Báo cáo, v.v.; hết"),
        ("{{ content }}; hết", "Báo cáo…", "Báo cáo…; hết"),
        ("{{ content }} (chủ trì)", "Báo cáo.", "Báo cáo (chủ trì)"),
        ("({{ content }})", "Báo cáo;", "(Báo cáo)"),
        ("“{{ content }}”", "Báo cáo.", "“Báo cáo.”"),
        ("Sản phẩm: {{ content }}", "Báo cáo.", "Sản phẩm: Báo cáo."),
        (DUTY, "- Rà soát.", "- Nhiệm vụ 12: Rà soát."),
        (DUTY, "12. Rà soát;", "- Nhiệm vụ 12: Rà soát."),
        ("Hạn: 1/1. Sản phẩm: {{ content }}.", "", "Hạn: 1/1."),
        ("Sản phẩm: {{ content }}. Hạn: {{ limit }}.", "", "Hạn: Trước 15/3/2026."),
        ("Việc (chủ trì: {{ content }}; hạn: {{ limit }}).", "", "Việc (hạn: Trước 15/3/2026)."),
        ("Việc (hạn: {{ limit }}; sản phẩm: {{ content }}).", "", "Việc (hạn: Trước 15/3/2026)."),
        ("Sản phẩm: {{ content }}", "", "Sản phẩm: "),
        ("một{{ content }} hai", "", "một hai"),
    ],
)
def test_what_stands_beside_a_value_fits_it(words: str, content: str, printed: str) -> None:
    assert duty(content, words) == printed


@pytest.mark.parametrize(("note", "printed"), [("", "Sở Y tế. Hết"), ("có", "Sở Y tế (khác). Hết")])
def test_a_stop_in_another_run_or_after_a_condition_counts_too(note: str, printed: str) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("{{ content }}").bold = True
    paragraph.add_run("{% if note %} (khác){% endif %}")
    paragraph.add_run(". Hết")

    assert filled(document, Says("Sở Y tế.", note)).paragraphs[0].text == printed


def test_a_list_alone_in_a_cell_keeps_its_lines_and_words() -> None:
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "{{ content }}", "Việc: {{ content }}."
    content = "12. Rà soát;\n- Hồ lớn.\n- Hồ nhỏ;"

    row = filled(document, Says(content)).tables[0].rows[0]

    assert row.cells[0].text == content
    assert row.cells[1].text == "Việc: Rà soát; Hồ lớn. Hồ nhỏ."


def test_lines_outside_a_table_are_a_sentence() -> None:
    assert duty(LIST, "{{ content }}") == LIST.replace("\n", " ")


def test_a_property_longer_than_word_shows_is_cut() -> None:
    paper = filled(Document(), Says(""), Core("Kế hoạch\n" + "a" * 300, "", ""))

    assert paper.core_properties.title == "Kế hoạch " + "a" * 245 + "…"
