"""Fill a template: where docxtpl is silent our room speaks, and otherwise says exactly the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

from docxtpl_oracle import assert_same_as_docxtpl
from ntsdocs.docx import package, sent_as
from ntsdocs.docx.package import CORE_PART
from ntsdocs.kinds.due import Core, Draft
from ntsdocs.plan.papers import PaperId
from ntsdocs.templates.carried import carried
from ntsdocs.templates.faults import README
from ntsdocs.templates.render import CompiledTemplate, papers
from ntsdocs.text.problems import Origin, Problem, TemplateWrong

FILE = "templates/thu.docx"
FOOTNOTES = "word/footnotes.xml"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


class State(StrEnum):
    DONE = "Hoàn thành"


@dataclass(frozen=True, slots=True)
class Limit:
    words: str
    before: date | None = None

    @property
    def open(self) -> bool:
        return self.before is None


@dataclass(frozen=True, slots=True)
class Task:
    no: int
    content: str
    limit: Limit = Limit("Thường xuyên")
    units: tuple[str, ...] = ()
    state: State = State.DONE


@dataclass(frozen=True, slots=True)
class Says:
    agency: Any = "Sở Y tế"
    tasks: Any = ()
    on: Any = date(2026, 3, 5)
    note: Any = None
    total: Any = 0


CORE_FACTS = Core("Kế hoạch", "Trích yếu", "Sở Y tế")
CORE_SIGNS = Core("A & B", "c < d > 'e' \"f\"", "Sở Y tế")
TASKS = (
    Task(1, "Nội dung A & B <10>", Limit("Trước 15/3/2026", date(2026, 3, 15)), ("Sở Nội vụ", 'Ban "C"')),
    Task(17, "Nội dung 'hai'"),
)


# --- templates made in the test --------------------------------------------------------------------------------------


def template(*paragraphs: str, also: Callable[[DocumentObject], object] = lambda _: None) -> bytes:
    """A template with these paragraphs, and what `also` adds to it."""
    document = Document()
    document.core_properties.title = "{{ core.title }}"
    document.core_properties.subject = "{{ core.subject }}"
    document.core_properties.author = "{{ core.agency }}"
    for text in paragraphs:
        document.add_paragraph(text)
    also(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table(document: DocumentObject, *rows: list[str]) -> None:
    drawn = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for line, row in zip(drawn.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text


def block(xml: str) -> Any:
    """An element of the body, before the section's own."""
    return parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))


def add(document: DocumentObject, *blocks: str) -> None:
    for xml in blocks:
        document.element.body.insert_element_before(block(xml), "w:sectPr")


def with_part(data: bytes, name: str, xml: str, content_type: str, relationship: str) -> bytes:
    """The package with one more part, that the document refers to."""
    parts = package.read(data)
    parts[name] = xml.encode()
    types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", override.encode())
    target = name.removeprefix("word/")
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relationship}"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    return package.write(parts.items())


def with_footnotes(data: bytes, text: str) -> bytes:
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    xml = f"<w:footnotes {nsdecls('w')}>\n {note}\n</w:footnotes>"
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    return with_part(data, FOOTNOTES, xml, content_type, "footnotes")


def render(data: bytes, says: Says = Says(), core: Core = CORE_FACTS) -> bytes:
    return CompiledTemplate.load(data, FILE).render(says, core)


def text_of(paper: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(paper)).paragraphs]


def problems_of(data: bytes, says: Says = Says(), job: str = "") -> list[Problem]:
    with pytest.raises(TemplateWrong) as caught:
        CompiledTemplate.load(data, FILE).render(says, CORE_FACTS, job)
    return list(caught.value.problems)


def problem(place: str, what: str, remedy: str) -> Problem:
    return Problem(Origin(FILE, place=place), what, remedy)


def docxtpl_text(data: bytes, context: dict[str, Any], environment: Environment | None = None) -> list[str]:
    opened = DocxTemplate(io.BytesIO(data))
    opened.render({"core": CORE_FACTS, **context}, environment)
    out = io.BytesIO()
    opened.save(out)
    return text_of(out.getvalue())


# --- docxtpl's silences, one by one ----------------------------------------------------------------------------------


def test_a_name_that_is_not_there_is_told_where_docxtpl_prints_nothing() -> None:
    data = template("Kính gửi: {{ agencies }}.")
    assert docxtpl_text(data, {}) == ["Kính gửi: ."]

    assert problems_of(data) == [problem("đoạn 1", "không có ô «agencies»", "có phải «agency»?")]


def test_an_empty_value_is_told_where_docxtpl_prints_the_word_none() -> None:
    data = template("Ghi chú: {{ note }}")
    assert docxtpl_text(data, {"note": None}, Environment(undefined=StrictUndefined)) == ["Ghi chú: None"]

    assert problems_of(data) == [
        problem(
            "đoạn 1",
            "ô «note» không có giá trị",
            "điền dữ liệu còn thiếu, hoặc đặt chỗ này trong «{% if note %} … {% endif %}».",
        )
    ]


def test_an_absence_said_with_if_is_no_problem() -> None:
    data = template("Ghi chú{% if note %}: {{ note }}{% endif %}.")

    assert text_of(render(data)) == ["Ghi chú."]
    assert text_of(render(data, Says(note="gấp"))) == ["Ghi chú: gấp."]


def test_ampersands_and_angle_brackets_are_printed_where_docxtpl_drops_them() -> None:
    data = template("{{ agency }}")
    assert docxtpl_text(data, {"agency": "A & B (< 10 bản)"}) == ["A  B ( 10 bản)"]

    assert text_of(render(data, Says(agency="A & B (< 10 bản) > \"1\" '2'"))) == ["A & B (< 10 bản) > \"1\" '2'"]


def test_two_templates_share_no_environment_where_docxtpl_changes_the_callers() -> None:
    mine = Environment()
    DocxTemplate(io.BytesIO(template("{{ core.title }}"))).render({"core": CORE_FACTS}, mine, autoescape=True)
    assert mine.autoescape is True

    first, second = (
        CompiledTemplate.load(template("{{ agency }}"), FILE),
        CompiledTemplate.load(template("{{ agency }}"), FILE),
    )

    assert first._prepared.filler is not second._prepared.filler


def test_a_name_missing_in_a_loop_is_told_with_file_place_path_and_paper() -> None:
    def rows(document: DocumentObject) -> None:
        table(document, ["Số"], ["STT"])
        table(
            document, ["TT", "Thời hạn"], ["{%tr for task in tasks %}", ""], ["{{ task.no }}", "{{ task.limit.word }}"]
        )
        document.tables[1].add_row().cells[0].text = "{%tr endfor %}"

    data = template(also=rows)
    with pytest.raises(UndefinedError) as caught:
        docxtpl_text(data, {"tasks": TASKS}, Environment(undefined=StrictUndefined))
    assert str(caught.value) == f"'{__name__}.Limit object' has no attribute 'word'"

    assert problems_of(data, Says(tasks=TASKS), "thu/so-y-te") == [
        problem(
            "bảng 2, hàng 3, cột 2",
            "không có ô «task.limit.word» (khi làm văn bản thu/so-y-te)",
            "có phải «task.limit.words»?",
        )
    ]


def test_a_syntax_error_names_its_place_and_the_tag() -> None:
    data = template("Mở đầu", "Kính gửi {{ agency agency }} ạ", "Kết thúc")
    with pytest.raises(TemplateSyntaxError) as caught:
        docxtpl_text(data, {})
    assert str(caught.value).startswith("expected token 'end of print statement'")

    assert problems_of(data) == [
        problem("đoạn 2", "thẻ «{{ agency agency }}» viết sai", f"ghi tên một ô, ví dụ «task.content»; {README}")
    ]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("a\tb", r"'\t'"),
        ("a\fb", r"'\x0c'"),
        ("a\ab", r"'\x07'"),
        ("a{_{b", "'{_{'"),
        ("a%_}b", "'%_}'"),
        ("a\x00b", r"'\x00'"),
        ("a\ufffeb", r"'\ufffe'"),
    ],
)
def test_a_sign_that_docxtpl_turns_into_something_else_is_refused(value: str, named: str) -> None:
    data = template("{%p for task in tasks %}", "{{ task.content }}", "{%p endfor %}")

    assert problems_of(data, Says(tasks=(TASKS[0], Task(5, value))), "thu/a") == [
        problem(
            "đoạn 2",
            f"giá trị của «task.content» có ký tự không được dùng: {named} (khi làm văn bản thu/a)",
            "bỏ ký tự đó ở bảng dữ liệu.",
        )
    ]


def test_docxtpl_does_turn_those_signs_into_breaks_and_braces() -> None:
    data = template("{{ agency }}")

    assert docxtpl_text(data, {"agency": "a\nb"}) == ["a\nb"]
    assert docxtpl_text(data, {"agency": "a\ab"}) == ["a", "b"]
    assert docxtpl_text(data, {"agency": "a{_{b"}) == ["a{{b"]


@pytest.mark.parametrize("name", ["cơ_quan", "co\u031b_quan"])
def test_a_placeholder_with_an_accent_is_refused_however_it_was_typed(name: str) -> None:
    found = problems_of(template(f"{{{{ {name} }}}}"))

    assert [each.origin.place for each in found] == ["đoạn 1"]
    assert found[0].what.startswith("thẻ «{{ cơ_quan }}» có chữ có dấu")


def test_filling_twice_gives_the_same_bytes() -> None:
    data = template("{{ agency }}")
    compiled = CompiledTemplate.load(data, FILE)
    first = compiled.render(Says(), CORE_FACTS)
    compiled.render(Says(agency="Sở khác"), CORE_FACTS)

    assert compiled.render(Says(), CORE_FACTS) == first == CompiledTemplate.load(data, FILE).render(Says(), CORE_FACTS)


def test_the_files_properties_come_from_the_paper_and_are_escaped_once() -> None:
    paper = Document(io.BytesIO(render(template("x"), core=Core("A & B", "c < d", "Sở Y tế")))).core_properties

    assert (paper.title, paper.subject, paper.author) == ("A & B", "c < d", "Sở Y tế")


def test_a_template_without_properties_is_refused_for_docxtpl_would_put_the_clock_there() -> None:
    parts = package.read(template("x"))
    del parts[CORE_PART]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"docProps/core.xml", b"docProps/gone.xml")
    parts["docProps/gone.xml"] = b"<a/>"
    content_types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = content_types.replace(b"/docProps/core.xml", b"/docProps/gone.xml")

    found = problems_of(package.write(parts.items()))

    assert [each.what for each in found] == ["mẫu không có thuộc tính tệp (docProps/core.xml)"]


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value", "what", "remedy"),
    [
        ("{{ total }}", 2.5, "ô «total» là số lẻ, chưa nói viết theo cách nào", "ghi «{{ total|number }}»."),
        ("{{ total|number }}", float("nan"), "ô «total» không phải là một số", "bỏ «|number», hoặc dùng một ô là số."),
        ("{{ total|number }}", True, "ô «total» không phải là một số", "bỏ «|number», hoặc dùng một ô là số."),
        (
            "{{ total }}",
            date(2026, 1, 2),
            "ô «total» là ngày, chưa nói viết theo cách nào",
            "ghi «{{ total|long_date }}» hoặc «{{ total|short_date }}».",
        ),
        (
            "{{ total|long_date }}",
            datetime(2026, 1, 2),
            "ô «total» không phải là ngày",
            "bỏ «|long_date», hoặc dùng một ô là ngày.",
        ),
        (
            "{{ total|long_date }}",
            None,
            "ô «total» không có giá trị",
            "điền dữ liệu còn thiếu, hoặc đặt chỗ này trong «{% if total %} … {% endif %}».",
        ),
        (
            "{% for each in total %}{{ each }}{% endfor %}",
            "chữ",
            "ô «total» không phải là một danh sách để lặp",
            "dùng «for» với một danh sách.",
        ),
        (
            "{{ total }}",
            ("a", "b"),
            "ô «total» không in ra thành chữ được (kiểu tuple)",
            "dùng một ô là chữ, là số hoặc là ngày; với danh sách thì dùng «for».",
        ),
        (
            "{{ total }}",
            True,
            "ô «total» không in ra thành chữ được (kiểu bool)",
            "dùng một ô là chữ, là số hoặc là ngày; với danh sách thì dùng «for».",
        ),
        ("{{ total.limit }}", {"limit": 1}, "không có ô «total.limit»", "tên các ô có trong templates/README.md."),
        ("{{ agency.upper }}", 1, "không có ô «agency.upper»", "tên các ô có trong templates/README.md."),
        (
            "{{ total.before.year }}",
            Limit("x"),
            "ô «total.before» không có giá trị, nên không có «total.before.year»",
            "điền dữ liệu còn thiếu, hoặc đặt chỗ này trong «{% if total.before %} … {% endif %}».",
        ),
        ("{% if total.opn %}a{% endif %}", Limit("x"), "không có ô «total.opn»", "có phải «total.open»?"),
        ("{% if not noted %}a{% endif %}", 1, "không có ô «noted»", "có phải «note»?"),
    ],
)
def test_a_value_that_cannot_stand_there_is_refused(words: str, value: object, what: str, remedy: str) -> None:
    assert problems_of(template(words), Says(total=value)) == [problem("đoạn 1", what, remedy)]


def test_text_numbers_dates_and_words_of_a_list_are_written() -> None:
    data = template(
        "{{ on|long_date }}, {{ on|short_date }}, {{ on.year }}, {{ total }}, {{ total|number }}",
        "{% for task in tasks %}{{ task.no }}. {{ task.state }}; {% endfor %}",
        "{% if on %}có{% else %}không{% endif %} {% if note %}{% for x in note %}{{ x }}{% endfor %}"
        "{% elif not on %}không{% else %}trống{% endif %}",
    )

    assert text_of(render(data, Says(total=12345, tasks=list(TASKS), note=()))) == [
        "ngày 05 tháng 3 năm 2026, 05/3/2026, 2026, 12345, 12.345",
        "1. Hoàn thành; 17. Hoàn thành; ",
        "có trống",
    ]


def test_all_that_is_wrong_in_a_paper_is_told_in_one_run_and_once() -> None:
    data = template("{{ note }}{{ note }}", "{{ nothing }}", "{% for t in tasks %}{{ t.content }}{% endfor %}")

    found = problems_of(data, Says(tasks=(Task(1, "a\fb"), Task(2, "c\td"))))

    assert [(each.origin.place, each.what) for each in found] == [
        ("đoạn 1", "ô «note» không có giá trị"),
        ("đoạn 2", "không có ô «nothing»"),
        ("đoạn 3", r"giá trị của «t.content» có ký tự không được dùng: '\x0c'"),
        ("đoạn 3", r"giá trị của «t.content» có ký tự không được dùng: '\t'"),
    ]


def test_markup_in_a_value_is_text() -> None:
    assert text_of(render(template("{{ agency }}"), Says(agency="</w:t>{{ note }}{% if %}"))) == [
        "</w:t>{{ note }}{% if %}"
    ]


def test_a_paper_whose_field_is_called_core_is_a_mistake_of_the_program() -> None:
    @dataclass(frozen=True, slots=True)
    class Clash:
        core: str

    with pytest.raises(ValueError, match=r"Clash\.core"):
        CompiledTemplate.load(template("x"), FILE).render(Clash("x"), CORE_FACTS)


# --- templates that need mending -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("{{ agency|upper }}", "không có bộ lọc «upper»"),
        ("{{ on|long_dat }}", "không có bộ lọc «long_dat»"),
        ("{{ agency|safe }}", "không có bộ lọc «safe»"),
        ("{{ total|number(2) }}", "bộ lọc «number» không có ngoặc đơn"),
        ("{{ range(9) }}", "thẻ «{{ range(9) }}» dùng lời gọi hàm"),
        ("{{ agency.__class__ }}", "tên ô «__class__» không đúng cách viết"),
        ("{{ tasks[0] }}", "thẻ «{{ tasks[0] }}» dùng dấu ngoặc vuông"),
        ("{{ total + 1 }}", "thẻ «{{ total + 1 }}» dùng phép tính"),
        ("{{ total * total }}", "thẻ «{{ total * total }}» dùng phép tính"),
        ("{% if total == 1 %}a{% endif %}", "thẻ «{% if total == 1 %}» dùng phép so sánh"),
        ("{% if note is defined %}a{% endif %}", "thẻ «{% if note is defined %}» dùng «is»"),
        ("{% if note or agency %}a{% endif %}", "thẻ «{% if note or agency %}» dùng «or»"),
        ("{% if 1 %}a{% endif %}", "thẻ «{% if 1 %}» dùng giá trị viết thẳng"),
        ("{% set a = 1 %}", "không có câu lệnh «set»"),
        ("{% include 'a' %}", "không có câu lệnh «include»"),
        ("{% autoescape false %}{{ agency }}{% endautoescape %}", "không có câu lệnh «autoescape»"),
        ("{% raw %}{{ agency }}{% endraw %}", "không có câu lệnh «raw»"),
        ("{% hm %}{{ agency }}", "không có câu lệnh «hm»"),
        ("{% vm %}{{ agency }}", "không có câu lệnh «vm»"),
        ("{% colspan total %}rộng", "không có câu lệnh «colspan»"),
        ("{% cellbg agency %}màu", "không có câu lệnh «cellbg»"),
        ("{% for a, b in tasks %}{% endfor %}", "câu lệnh «{% for a, b in tasks %}» viết sai"),
        (
            "{% for t in tasks if t.no %}{% endfor %}",
            "thẻ «{% for t in tasks if t.no %}» dùng «if … else …» trong một ô",
        ),
        (
            "{% for t in tasks %}{% else %}trống{% endfor %}",
            "«{% else %}» không nối tiếp một «if» nào; thẻ đang mở là «{% for t in tasks %}» ở đoạn 2",
        ),
        ("{% for t in tasks %}{{ loop.index }}{% endfor %}", "mẫu không dùng được «loop»"),
        ("{% loop %}", "không có câu lệnh «loop»"),
        ("{% for loop in tasks %}{% endfor %}", "mẫu không dùng được «loop»"),
        ("{% for 2t in tasks %}{% endfor %}", "thẻ «{% for 2t in tasks %}» viết sai"),
        ("{% for true in tasks %}{% endfor %}", "thẻ «{% for true in tasks %}» dùng giá trị viết thẳng"),
        ("{% if note %}a{% else note %}b{% endif %}", "thẻ «{% else note %}» có chữ thừa «note»"),
        ("{% if note %}a{% endif note %}", "thẻ «{% endif note %}» có chữ thừa «note»"),
        ("a {#- b #}", "ghi chú «{#- b #}» có dấu «-» hoặc «+» sát ngoặc"),
        ("a {# b -#}", "ghi chú «{# b -#}» có dấu «-» hoặc «+» sát ngoặc"),
        ("a {%- if note %}b{% endif %}", "thẻ «{%- if note %}» có dấu «-» hoặc «+» sát ngoặc"),
        ("{% for t in tasks %}a", "«{% for t in tasks %}» chưa được đóng"),
        ("{% if note %}a{% endfor %}{% endif %}", "«{% endfor %}» không có «{% for … %}» mở ra trước nó"),
        ("{{ agency", "có «{{» hoặc «}}» không thành cặp trong đoạn «{{ agency»"),
        ("{{p agency }}", "«{{p …}}» cần nội dung Word dựng sẵn, ở đây không dùng"),
        ("{{r agency }}", "«{{r …}}» cần nội dung Word dựng sẵn, ở đây không dùng"),
        ("{%tr for t in tasks %}", "«{%tr …%}» phải nằm trong bảng"),
        ("Số {%p if note %}", "đoạn có «{%p …%}» còn có chữ khác, sẽ bị mất: «Số {%p if note %}»"),
        ("Số {_{ 5 }_}", "chữ của mẫu có ký tự mà docxtpl tự đổi thành thứ khác: '{_{'"),
    ],
)
def test_a_template_that_says_more_than_it_may_is_refused_when_it_is_loaded(words: str, what: str) -> None:
    with pytest.raises(TemplateWrong) as caught:
        CompiledTemplate.load(template("Đầu", words), FILE)

    assert [(str(each.origin), each.what) for each in caught.value.problems][:1] == [(f"{FILE}, đoạn 2", what)]


def test_all_faults_of_a_template_are_told_at_once_part_by_part() -> None:
    def more(document: DocumentObject) -> None:
        table(document, ["{{ a| }}", "b"], ["{%tr for t in tasks %} x", "y"])
        document.sections[0].header.paragraphs[0].text = "{{ on|long }}"
        document.sections[0].footer.paragraphs[0].text = "{{ on"

    with pytest.raises(TemplateWrong) as caught:
        CompiledTemplate.load(with_footnotes(template("{{ a", also=more), "{{ b|upper }}"), FILE)

    assert [each.origin.place for each in caught.value.problems] == [
        "đoạn 1",
        "bảng 1, hàng 2, cột 1",
        "bảng 1, hàng 1, cột 1",
        "bảng 1, hàng 2, cột 1",
        "đầu trang, đoạn 1",
        "chân trang, đoạn 1",
        "chú thích cuối trang không có chỗ dẫn, đoạn 1",
    ]


def test_a_section_break_in_the_paragraph_of_a_tag_stands_behind_the_tag() -> None:
    def broken(document: DocumentObject) -> None:
        document.paragraphs[0]._p.get_or_add_pPr().append(block("<w:sectPr></w:sectPr>"))

    data = template("{%p if note %}", "x", "{%p endif %}", "y", also=broken)
    assert text_of(render(data, Says(note="n"))) == ["", "x", "y"]
    assert len(Document(io.BytesIO(render(data, Says(note="n")))).sections) == 2
    assert text_of(render(data)) == ["y"]


def test_a_placeholder_in_a_part_that_docxtpl_does_not_fill_is_told() -> None:
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
    note = '<w:endnote w:id="2"><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:endnote>'
    xml = f"<w:endnotes {nsdecls('w')}>{note}</w:endnotes>"

    found = problems_of(with_part(template("x"), "word/endnotes.xml", xml, content_type, "endnotes"))

    assert [(each.origin.place, each.what) for each in found] == [
        ("phần «word/endnotes.xml»", "có ô hoặc câu lệnh ở chỗ không được điền")
    ]


@pytest.mark.parametrize("address", ["http://a.vn/{{ agency }}", "http://a.vn/%7B%7B%20agency%20%7d%7d"])
def test_a_placeholder_in_the_address_of_a_link_is_told(address: str) -> None:
    def linked(document: DocumentObject) -> None:
        document.part.relate_to(address, RT.HYPERLINK, is_external=True)

    assert [(each.origin.place, each.what) for each in problems_of(template("x", also=linked))] == [
        ("địa chỉ của liên kết", "có ô hoặc câu lệnh ở chỗ không được điền")
    ]


def test_a_file_put_into_a_template_as_a_whole_is_told_for_nobody_fills_it() -> None:
    data = template("x", also=lambda document: add(document, "<w:altChunk></w:altChunk>"))
    assert [(each.origin.place, each.remedy) for each in problems_of(data)] == [
        ("đoạn 1", "mở mẫu bằng Word, lưu lại rồi thử lại.")
    ]


def test_a_control_that_word_would_not_open_is_told_with_its_place() -> None:
    for inside in ("<w:sdtContent/><w:sdtPr/>", "<w:sdtPr/><w:r/><w:sdtContent><w:r/></w:sdtContent>"):
        data = template("x", also=lambda document, inside=inside: add(document, f"<w:p><w:sdt>{inside}</w:sdt></w:p>"))
        assert [(each.origin.place, each.what) for each in problems_of(data)] == [
            ("đoạn 2", "khung điền (content control) hỏng")
        ]


def test_bookmarks_and_paragraph_ids_in_a_loop_are_named_once_and_no_bookmark_has_one_end() -> None:
    start, end = '<w:bookmarkStart w:id="{0}" w:name="muc{0}"/>', '<w:bookmarkEnd w:id="{0}"/>'

    def marked(document: DocumentObject) -> None:
        document.add_paragraph("{%p for task in tasks %}")
        words = f"{start.format(7)}<w:r><w:t>{{{{ task.no }}}}</w:t></w:r>{end.format(7)}{start.format(8)}"
        add(document, f'<w:p {nsdecls("w14")} w14:paraId="0000000A">{words}</w:p>')
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{%p if note %}")
        add(document, f"<w:p>{end.format(8)}</w:p>")
        document.add_paragraph("{%p endif %}")

    written = package.read(render(template(also=marked), Says(tasks=TASKS)))["word/document.xml"].decode()
    assert len(TASKS) > 1
    assert [written.count(each) for each in (start.format(7), end.format(7), "0000000A")] == [1, 1, 1]
    assert "muc8" not in written


def test_tags_that_lie_across_a_table_are_told_when_the_template_is_loaded() -> None:
    def crossing(document: DocumentObject) -> None:
        table(document, ["{% if note %}a"])
        document.add_paragraph("{% endif %}")

    with pytest.raises(TemplateWrong) as caught:
        CompiledTemplate.load(template(also=crossing), FILE)

    assert [(each.origin.place, each.what) for each in caught.value.problems] == [
        ("đoạn 1", "«{% endif %}» không cùng chỗ với «{% if note %}» ở bảng 1, hàng 1, cột 1")
    ]


def test_a_placeholder_where_word_shows_no_text_is_told() -> None:
    found = problems_of(template(also=lambda document: add(document, "<w:p><w:r>{{ agency }}</w:r></w:p>")))

    assert [each.what for each in found] == ["«{{ agency }}» đứng ở chỗ Word không hiện chữ"]


def test_a_tag_whose_taking_out_breaks_the_xml_is_told_when_the_template_is_loaded() -> None:
    """A row that ends a table inside it: docxtpl takes the row up to the end of the inner one."""
    inner = "<w:tbl><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    cell = f"<w:tc>{inner}<w:p><w:r><w:t>{{%tr if note %}}</w:t></w:r></w:p>{inner}<w:p/></w:tc>"
    end = "<w:tr><w:tc><w:p><w:r><w:t>{%tr endif %}</w:t></w:r></w:p></w:tc></w:tr>"
    xml = f"<w:tbl><w:tblGrid/><w:tr>{cell}</w:tr>{end}</w:tbl>"

    with pytest.raises(TemplateWrong, match="các câu lệnh chồng chéo làm hỏng cấu trúc của mẫu"):
        CompiledTemplate.load(template(also=lambda document: add(document, xml)), FILE)


@pytest.mark.parametrize("data", [b"", b"PK no zip", package.write([("a.xml", b"<a/>")])])
def test_a_file_that_is_no_word_file_is_a_problem_of_the_template(data: bytes) -> None:
    with pytest.raises(TemplateWrong):
        CompiledTemplate.load(data, FILE)


def test_a_template_that_is_not_there_is_a_problem_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateWrong, match="không đọc được mẫu"):
        CompiledTemplate.load(tmp_path / "thu.docx", FILE)


# --- the same as docxtpl ---------------------------------------------------------------------------------------------


def same(data: bytes, *papers: Says, core: Core = CORE_SIGNS) -> None:
    compiled = CompiledTemplate.load(data, FILE)
    for says in papers:
        assert_same_as_docxtpl(data, says, core, compiled.render(says, core))


def test_the_oracle_notices_another_word() -> None:
    data = template("{{ agency }}")

    with pytest.raises(AssertionError):
        assert_same_as_docxtpl(data, Says("Sở Nội vụ"), CORE_FACTS, render(data, Says("Sở Y tế")))
    with pytest.raises(AssertionError):
        assert_same_as_docxtpl(data, Says(), CORE_FACTS, render(data, Says(), Core("khác", "", "")))


def test_paragraph_loops_conditions_and_tags_split_over_runs_are_as_docxtpl_makes_them() -> None:
    def split(document: DocumentObject) -> None:
        paragraph = document.add_paragraph("Đầu {")
        paragraph.add_run("{ ag").bold = True
        paragraph.add_run("ency }").italic = True
        paragraph.add_run("} cuối")
        document.add_paragraph("“{{ agency }}” {{ on|short_date }}")

    data = template(
        "{%p for task in tasks %}",
        "{{ task.no }}. {{ task.content }}: {% for unit in task.units %}{{ unit }}; {% endfor %}",
        "{%p if task.limit.before %}",
        "Hạn {{ task.limit.before|long_date }}",
        "{%p elif task.limit.words %}",
        "{{ task.limit.words }}",
        "{%p endif %}",
        "{%p endfor %}",
        "{% if tasks %}có{% endif %} nối",
        "{# ghi chú #}hết",
        "{#p ghi chú #}",
        also=split,
    )

    same(data, Says(tasks=TASKS), Says(), Says("A & <B>", TASKS[:1]))


def test_table_rows_in_loops_are_as_docxtpl_makes_them() -> None:
    def rows(document: DocumentObject) -> None:
        table(
            document,
            ["TT", "Nội dung", "Hạn"],
            ["{%tr for task in tasks %}", "", ""],
            ["{{ task.no }}", "{{ task.content }}", "{{ task.limit.words }}"],
            ["{%tr endfor %}", "", ""],
        )

    same(template("Phụ lục", also=rows), Says(tasks=TASKS), Says())


@pytest.mark.parametrize(
    "rows",
    [
        (["{%tr for task in tasks %}", ""], ["{{ task.no }}", "{{ task.content }}"], ["{%tr endfor %}", ""]),
        (["Đầu", "{%tc for task in tasks %}", "{{ task.no }}", "{%tc endfor %}"],),
        (["{%tc for task in tasks %}", "{{ task.no }}", "{%tc endfor %}"], ["a", "b", "c"]),
    ],
)
def test_tables_whose_columns_docxtpl_mends_are_mended_as_by_docxtpl(rows: tuple[list[str], ...]) -> None:
    data = template("Bảng", also=lambda document: table(document, *rows))

    same(data, Says("FF0000", TASKS, total=2), Says("00FF00", TASKS[:1], total=1))


def test_content_controls_in_loops_are_as_docxtpl_makes_them() -> None:
    def control(tag: str, words: str) -> str:
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="Nội dung"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>'
            f"<w:r><w:t>{words}</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def controls(document: DocumentObject) -> None:
        add(
            document,
            "<w:p><w:r><w:t>{%p for t in tasks %}</w:t></w:r></w:p>",
            "<w:sdt><w:sdtPr><w:tag w:val='own:task:{{ t.no }}:all'/></w:sdtPr><w:sdtContent>"
            f"<w:p>{control('gen:task:{{ t.no }}:content', '{{ t.content }}')}</w:p></w:sdtContent></w:sdt>",
            f"<w:p><w:r><w:t>Hạn: </w:t></w:r>{control('gen:task:{{ t.no }}:limit', '{{ t.limit.words }}')}</w:p>",
            "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>",
        )

    data = template("Nhiệm vụ", also=controls)

    same(data, Says(tasks=TASKS), Says())
    document = package.read(render(data, Says(tasks=TASKS)))["word/document.xml"].decode()
    assert 'w:name="_gen__task__1__content"' in document
    assert 'w:name="_gen__task__17__content"' in document


def test_headers_footers_and_footnotes_are_as_docxtpl_makes_them() -> None:
    def margins(document: DocumentObject) -> None:
        first, second = document.sections[0], document.add_section()
        first.different_first_page_header_footer = True
        first.first_page_header.paragraphs[0].text = "Trang đầu của {{ agency }}"
        first.header.paragraphs[0].text = "{%p if note %}"
        first.header.add_paragraph("{{ note }}")
        first.header.add_paragraph("{%p endif %}")
        first.header.add_paragraph("Luôn có")  # docxtpl would leave the header empty, and no Word file
        first.footer.paragraphs[0].text = "Không có ô"
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "{{ agency }} {{ on|short_date }}"

    same(with_footnotes(template("x", also=margins), "Theo {{ agency }}"), Says("A & B", note="<gấp>"), Says())


def test_pictures_in_loops_are_numbered_as_by_docxtpl() -> None:
    def pictures(document: DocumentObject) -> None:
        document.add_picture(io.BytesIO(PIXEL))
        document.add_paragraph("{%p for task in tasks %}")
        document.add_picture(io.BytesIO(PIXEL))
        document.add_paragraph("{%p endfor %}")

    data = template(also=pictures)

    same(data, Says(tasks=TASKS), Says())
    document = package.read(render(data, Says(tasks=TASKS)))["word/document.xml"].decode()
    assert [f'<wp:docPr id="{number}"' in document for number in (1001, 1002, 1003, 1004)] == [True, True, True, False]


def test_a_template_without_any_placeholder_is_as_docxtpl_leaves_it() -> None:
    same(template("Không có ô nào", also=lambda document: table(document, ["a", "b"])), Says())


def test_parts_that_never_change_are_kept_byte_for_byte() -> None:
    data = template("{{ agency }}")
    before, after = carried(data), package.read(render(data))

    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml", CORE_PART, sent_as.PART}


# --- many papers -----------------------------------------------------------------------------------------------------


def filled(jobs: list[Draft], compiled: CompiledTemplate) -> Iterator[tuple[str, bytes]]:
    return papers((job.id.path, compiled.attempt(job.says, job.core)) for job in jobs)


def test_papers_come_in_the_order_of_the_jobs() -> None:
    data = template("{{ agency }}")
    jobs = [Draft(PaperId("thu", "b"), Says("Sở B"), CORE_FACTS), Draft(PaperId("thu", "a"), Says("Sở A"), CORE_FACTS)]

    assert list(filled(jobs, CompiledTemplate.load(data, FILE))) == [
        ("thu/b.docx", render(data, Says("Sở B"))),
        ("thu/a.docx", render(data, Says("Sở A"))),
    ]


def test_a_fault_that_many_papers_share_is_told_once_with_the_first_of_them() -> None:
    compiled = CompiledTemplate.load(template("{{ nothing }}{{ agency }}"), FILE)
    jobs = [Draft(PaperId("thu", name), Says(), CORE_FACTS) for name in "abcde"]
    jobs.append(Draft(PaperId("thu", "f"), Says(agency=None), CORE_FACTS))

    with pytest.raises(TemplateWrong) as caught:
        list(filled(jobs, compiled))

    assert [each.what for each in caught.value.problems] == [
        "không có ô «nothing» (khi làm văn bản thu/a, thu/b, thu/c và 3 văn bản nữa)",
        "ô «agency» không có giá trị (khi làm văn bản thu/f)",
    ]


def test_papers_before_and_after_a_bad_one_are_made_and_the_bad_one_is_told_at_the_end() -> None:
    compiled = CompiledTemplate.load(template("{{ agency }}"), FILE)
    jobs = [
        Draft(PaperId("thu", name), Says(agency), CORE_FACTS) for name, agency in (("a", "A"), ("b", None), ("c", "C"))
    ]
    papers = []

    with pytest.raises(TemplateWrong, match="khi làm văn bản thu/b"):
        papers.extend(path for path, _ in filled(jobs, compiled))

    assert papers == ["thu/a.docx", "thu/c.docx"]
