"""Charts of a template: what makes one take a field's data, what goes out with a paper, what is told of a wrong one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest

from charted_docx import SAMPLE, chart, charted, drawing, drawn, in_workbook
from ntsdocs.docx import package
from ntsdocs.kinds.due import Core
from ntsdocs.kinds.report_says import Chart, ChartSeries, Figure
from ntsdocs.templates import contract
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text.problems import TemplateWrong
from tiny_docx import p


@dataclass(frozen=True, slots=True)
class Says:
    states: Chart
    years: Chart
    name: str = "Sở Y tế"
    groups: tuple[str, ...] = ("I", "II")


@dataclass(frozen=True, slots=True)
class Picture:
    alt: str


@dataclass(frozen=True, slots=True)
class Other:
    logo: Picture
    states: Chart


ROWS = [("", "Quá hạn", "Chờ"), ("Mục I & II", 3, 0), ("=1+1", 1, 2)]
STATES = Chart(
    "Tình trạng",
    'Biểu đồ: mục "I" & <II>',
    tuple(row[0] for row in ROWS[1:]),
    tuple(ChartSeries(name, tuple(Figure(row[at]) for row in ROWS[1:])) for at, name in enumerate(ROWS[0][1:], 1)),
)
NONE = Chart("", "", (), ())
SAYS = Says(STATES, NONE)
CORE = Core("a", "b", "c")
IF_YEARS = p("{%p if years %}"), p(drawing(2, "{{ years.alt }}")), p("{%p endif %}")


def template(*blocks: str, charts: int = 2, **more: object) -> bytes:
    return charted("".join(blocks), *[chart("111111", **more) for _ in range(charts)])


def paper(data: bytes, says: Says = SAYS) -> dict[str, bytes]:
    made = CompiledTemplate.load(data, "mau.docx").render(says, CORE)
    assert made == CompiledTemplate.load(data, "mau.docx").render(says, CORE)
    return package.read(made)


def told(data: bytes, folder: Path, says: Says = SAYS) -> list[tuple[str, str]]:
    """What `invoke check` tells: of the contract, then of a paper."""
    (folder / "mau.docx").write_bytes(data)
    problems = contract.check(folder / "mau.docx", Says)
    if not problems:
        try:
            CompiledTemplate.load(data, "mau.docx").render(says, CORE)
        except TemplateWrong as wrong:
            problems = list(wrong.problems)
    return [(each.origin.place, each.what.rstrip(".")) for each in problems]


def test_a_chart_gets_the_data_of_the_field_in_its_alternative_text():
    parts = paper(template(p(drawing(1, "{{ states.alt }}")), charts=1))
    assert drawn(parts["word/charts/chart1.xml"]) == ROWS
    assert in_workbook(parts["word/embeddings/so1.xlsx"]) == ROWS
    assert 'descr="Biểu đồ: mục &#34;I&#34; &amp; &lt;II&gt;"' in parts["word/document.xml"].decode()


def test_of_a_chart_that_is_not_printed_neither_sample_nor_data_go_out():
    data = template(p(drawing(1, "{{ states.alt }}")), *IF_YEARS)
    parts = paper(data)
    assert b"rIdC2" not in parts["word/document.xml"]
    assert b"<c:ser>" not in parts["word/charts/chart2.xml"]
    assert not [name for name, part in parts.items() if SAMPLE.encode() in part]
    again = paper(data, Says(STATES, STATES))
    assert drawn(again["word/charts/chart2.xml"]) == ROWS


def test_a_chart_may_stand_in_the_one_turn_of_a_loop_that_prints_it():
    body = (p("{%p for each in groups %}"), p("{%p if each %}"), p(drawing(1, "{{ states.alt }}")))
    data = template(*body, p("{%p endif %}"), p("{%p endfor %}"), charts=1)
    assert drawn(paper(data, Says(STATES, NONE, groups=("", "II")))["word/charts/chart1.xml"]) == ROWS


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        (
            template(p("a"), p(drawing(1, "Biểu đồ thử")), charts=1),
            "đoạn 2",
            "biểu đồ không ghi ở văn bản thay thế lấy số liệu của ô nào",
        ),
        (
            template(p(drawing(1, "{{ name.alt }}")), charts=1),
            "đoạn 1",
            "không có ô «name.alt»",
        ),
        (
            template(p("{%p for states in groups %}"), p(drawing(1, "{{ x.alt }}")), p("{%p endfor %}"), charts=1),
            "đoạn 2",
            "không có ô «x»",
        ),
        (
            template(p(drawing(1, "{{ states.alt }}")), p(drawing(1, "{{ years.alt }}")), charts=1),
            "đoạn 2",
            "biểu đồ của ô «years» đứng hai lần",
        ),
        (
            template(p("{%p for x in groups %}"), p(drawing(1, "{{ states.alt }}")), p("{%p endfor %}"), charts=1),
            "đoạn 2",
            "biểu đồ của ô «states» được vẽ nhiều lần trong một văn bản",
        ),
        (
            template(p(drawing(1, "{{ states.alt }}")), charts=1, workbook=False),
            "đoạn 1",
            "biểu đồ kiểu này không nhận được số liệu",
        ),
        (
            charted(p(drawing(1, "{{ states.alt }}")), chart()),
            "đoạn 1",
            "biểu đồ kiểu này không nhận được số liệu",
        ),
        (
            charted(p(drawing(1, "{{ states.alt }}")), chart("111111").replace(b"c:val>", b"c:yVal>")),
            "đoạn 1",
            "biểu đồ kiểu này không nhận được số liệu",
        ),
        (
            charted(p(drawing(7, "{{ states.alt }}")), chart("111111")),
            "đoạn 1",
            "biểu đồ kiểu này không nhận được số liệu",
        ),
    ],
)
def test_a_chart_that_cannot_be_filled_is_told_once_at_its_place(data, place, what, tmp_path):
    assert told(data, tmp_path) == [(place, what)]


def test_a_group_that_has_an_alternative_text_and_is_no_chart_is_told(tmp_path):
    (tmp_path / "mau.docx").write_bytes(template(p(drawing(1, "{{ logo.alt }}")), charts=1))
    (problem,) = contract.check(tmp_path / "mau.docx", Other)
    assert (problem.what, problem.remedy) == ("ô «logo» không phải là số liệu của một biểu đồ.", "dùng «states».")


@pytest.mark.parametrize("name", ["a\x01b", "\ufffe"])
def test_a_name_that_no_part_can_hold_is_told(name, tmp_path):
    data = template(p(drawing(1, "{{ states.alt }}")), charts=1)
    series = ChartSeries(name, (Figure(1),))
    found = told(data, tmp_path, Says(Chart("", "alt", ("I",), (series,)), NONE))
    assert found == [("đoạn 1", f"giá trị của «states» có ký tự không được dùng: {name.strip('ab')!r}")]


def test_two_papers_of_one_template_have_their_own_numbers():
    compiled = CompiledTemplate.load(template(p(drawing(1, "{{ states.alt }}")), charts=1), "mau.docx")
    for says, rows in itertools.islice(itertools.cycle([(SAYS, ROWS), (Says(NONE, STATES), None)]), 4):
        part = package.read(compiled.render(says, CORE))["word/charts/chart1.xml"]
        assert (drawn(part) == rows) if rows else b"<c:ser>" not in part
