"""The contract between a template and what its kind may say: each breach, where it stands, and the words for it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from ntsdocs.kinds import KINDS
from ntsdocs.plan.model import label
from ntsdocs.templates import contract
from ntsdocs.text.problems import Origin, Problem
from tiny_docx import control, docx, p, r, table


@dataclass(frozen=True, slots=True)
class Product:
    name: str = label("Tên sản phẩm")
    words: tuple[str, ...] = label("Các dòng")


@dataclass(frozen=True, slots=True)
class Task:
    no: int = label("Số")
    content: str = label("Nội dung")
    deadline: date = label("Thời hạn")
    done_on: date | None = label("Ngày hoàn thành")
    late: bool = label("Quá hạn")
    share: float = label("Tỷ lệ")
    products: tuple[Product, ...] = label("Sản phẩm")

    @property
    def title(self) -> str:
        return f"{self.no}. {self.content}"


@dataclass(frozen=True, slots=True)
class Says:
    agency: str = label("Cơ quan nhận")
    on: date = label("Ngày")
    main: Task = label("Nhiệm vụ chính")
    other: Task | None = label("Nhiệm vụ khác")
    tasks: tuple[Task, ...] = label("Các nhiệm vụ")
    notes: tuple[str, ...] | None = label("Ghi chú")


@pytest.fixture
def check(tmp_path):
    """Check a body against `Says`; each problem as its place, what is wrong and the remedy."""

    def run(body, **more):
        folder = tmp_path / "templates"
        folder.mkdir(exist_ok=True)
        file = folder / "mau.docx"
        file.write_bytes(body if isinstance(body, bytes) else docx(body, **more))
        problems = contract.check(file, Says)
        assert {problem.origin.file for problem in problems} <= {"templates/mau.docx"}
        return [(problem.origin.place, problem.what, problem.remedy) for problem in problems]

    return run


GOOD = (
    p("{{ agency }}, {{ on|long_date }}: {{ main.title }}, {{ main.share|number }}, năm {{ on.year }}")
    + p("{%p if other %}")
    + p("{{ other.content }}{% if other.done_on %} xong {{ other.done_on|short_date }}{% endif %}")
    + p("{%p endif %}")
    + p("{%p if not notes %}")
    + p("không có ghi chú")
    + p("{%p else %}")
    + p("{% for note in notes %}{{ note }}; {% endfor %}")
    + p("{%p endif %}")
    + p("{%p for task in tasks %}")
    + p(
        "{% if task.late %}chậm{% elif not task.done_on %}chưa{% else %}{{ task.done_on|short_date }}{% endif %}",
        control("gen:task:{{ task.no }}:content", r("{{ task") + r(".content }}", "<w:b/>")),
    )
    + p("{%p for product in task.products %}")
    + p("{% for word in product.words %}{{ word }}{% endfor %}")
    + p("{%p endfor %}")
    + p("{%p endfor %}")
    + table(
        [p("Số"), p("Nội dung")],
        [p("{%tr for task in tasks %}"), p()],
        [p("{{ task.no }}"), p("{{ task.content }}")],
        [p("{%tr endfor %}"), p()],
    )
)


def test_a_template_that_keeps_the_contract_has_no_problem(check):
    assert check(GOOD, core="<dc:title>{{ core.title }}</dc:title>") == []


def test_a_template_made_with_word_is_read_across_split_runs(check, tmp_path):
    word = Document()
    paragraph = word.add_paragraph("Gửi {{ ag")
    paragraph.add_run("ency").bold = True
    paragraph.add_run(" }} và {{ agen")
    paragraph.add_run("ci }}")
    word.save(tmp_path / "word.docx")
    assert check((tmp_path / "word.docx").read_bytes()) == [
        ("đoạn 1", "không có ô «agenci».", "có phải «agency»?"),
    ]


def test_the_templates_we_ship_keep_their_contracts():
    for kind in KINDS:
        assert contract.check(Path(__file__).parents[2] / "templates" / f"{kind.name}.docx", kind.says) == []


@pytest.mark.parametrize(
    ("tag", "what", "remedy"),
    [
        ("{{ agenci }}", "không có ô «agenci».", "có phải «agency»?"),
        ("{{ co_quan_nhan }}", "không có ô «co_quan_nhan».", "có phải «agency»?"),
        (
            "{{ xyz }}",
            "không có ô «xyz».",
            "ở đây có: «agency», «on», «main», «other», «tasks», «notes», «core».",
        ),
        ("{{ main.contnt }}", "không có ô «main.contnt».", "có phải «main.content»?"),
        ("{{ main.thoi_han }}", "không có ô «main.thoi_han».", "có phải «main.deadline»?"),
        (
            "{{ core.x }}",
            "không có ô «core.x».",
            "«core» có: «title», «subject», «agency».",
        ),
        ("{{ agency.name }}", "không có ô «agency.name».", "ô «agency» là chữ, không có ô nào bên trong."),
        (
            "{{ on }}",
            "ô «on» là ngày, chưa nói in cách nào.",
            "ghi «{{ on|long_date }}» hoặc «{{ on|short_date }}».",
        ),
        ("{{ main.share }}", "ô «main.share» là số lẻ, chưa nói in cách nào.", "ghi «{{ main.share|number }}»."),
        (
            "{{ main.late }}",
            "ô «main.late» là có hoặc không, không in ra được.",
            "dùng «{% if main.late %} … {% endif %}».",
        ),
        (
            "{{ tasks }}",
            "ô «tasks» là danh sách, không in ra được.",
            "dùng «{% for … in tasks %} … {% endfor %}».",
        ),
        (
            "{{ main }}",
            "ô «main» là nhóm ô, không in ra được.",
            (
                "in từng ô của nó: «main.no», «main.content», «main.deadline», «main.done_on», «main.late», "
                "«main.share», «main.products», «main.title»."
            ),
        ),
        ("{{ on|long_dat }}", "không có bộ lọc «long_dat».", "có phải «long_date»?"),
        (
            "{{ agency|zzz }}",
            "không có bộ lọc «zzz».",
            "các bộ lọc có: «long_date», «short_date», «number», «count».",
        ),
        (
            "{{ agency|long_date }}",
            "ô «agency» là chữ, không dùng được bộ lọc «long_date».",
            "bỏ «|long_date».",
        ),
        (
            "{{ on|number }}",
            "ô «on» là ngày, không dùng được bộ lọc «number».",
            "bỏ «|number», hoặc dùng «long_date», «short_date».",
        ),
        ("{{ main.late|number }}", "ô «main.late» là có hoặc không, không dùng được bộ lọc «number».", "bỏ «|number»."),
        ("{{ main.no|number(2) }}", "bộ lọc «number» không có ngoặc đơn.", "ghi «{{ main.no|number }}»."),
        (
            "{{ main.done_on|short_date }}",
            "ô «main.done_on» có thể trống mà không có «if» nào hỏi trước.",
            "đặt chỗ này giữa «{% if main.done_on %}» và «{% endif %}».",
        ),
        (
            "{% if other.late %}x{% endif %}",
            "ô «other» có thể trống mà không có «if» nào hỏi trước.",
            "đặt chỗ này giữa «{% if other %}» và «{% endif %}».",
        ),
        (
            "{% for note in notes %}{{ note }}{% endfor %}",
            "ô «notes» có thể trống mà không có «if» nào hỏi trước.",
            "đặt chỗ này giữa «{% if notes %}» và «{% endif %}».",
        ),
        (
            "{% if not other %}{{ other.content }}{% endif %}",
            "ô «other» có thể trống mà không có «if» nào hỏi trước.",
            "đặt chỗ này giữa «{% if other %}» và «{% endif %}».",
        ),
        (
            "{% for x in agency %}{{ x.y }}{% endfor %}",
            "ô «agency» là chữ, không phải danh sách để lặp.",
            "dùng «for» với một danh sách.",
        ),
        (
            "{% for task in tasks %}{{ no }}{% endfor %}",
            "không có ô «no».",
            "có phải «task.no»?",
        ),
        (
            "{% for a, b in tasks %}{% endfor %}",
            "câu lệnh «{% for a, b in tasks %}» viết sai.",
            "viết theo dạng «{% for task in tasks %}», với một tên duy nhất trước «in».",
        ),
        (
            "{% for task in tasks %}{{ loop.index }}{% endfor %}",
            "mẫu không dùng được «loop».",
            "số thứ tự và dấu ngăn cách là dữ liệu: dùng ô có sẵn, hoặc nhờ kỹ sư thêm ô.",
        ),
        ("{% endfr %}", "không có câu lệnh «endfr».", "có phải «endfor»?"),
        (
            "{% set x = 1 %}",
            "không có câu lệnh «set».",
            "mẫu chỉ dùng «if», «elif», «else», «endif», «for», «endfor».",
        ),
        ("{% if agency %}", "«{% if agency %}» chưa được đóng.", "thêm «{% endif %}» ở chỗ kết thúc."),
        (
            "{% endfor %}",
            "«{% endfor %}» không có «{% for … %}» mở ra trước nó.",
            "bỏ thẻ này, hoặc thêm thẻ mở còn thiếu.",
        ),
        (
            "{% for task in tasks %}{% if task.late %}{% endfor %}",
            "«{% endfor %}» đóng khi «{% if task.late %}» ở đoạn 1 còn mở.",
            "thêm «{% endif %}» trước thẻ này.",
        ),
        (
            "{% for task in tasks %}{% else %}{% endfor %}",
            "«{% else %}» không nối tiếp một «if» nào; thẻ đang mở là «{% for task in tasks %}» ở đoạn 1.",
            "đặt giữa «{% if … %}» và «{% endif %}», trước «{% else %}» nếu là «elif».",
        ),
        (
            "{% else %}",
            "«{% else %}» không nối tiếp một «if» nào.",
            "đặt giữa «{% if … %}» và «{% endif %}», trước «{% else %}» nếu là «elif».",
        ),
        (
            "{{ }}",
            "thẻ «{{ }}» viết sai.",
            "ghi tên một ô, ví dụ «task.content»; xem tên các ô trong templates/README.md.",
        ),
        (
            "{{ agency agency }}",
            "thẻ «{{ agency agency }}» viết sai.",
            "ghi tên một ô, ví dụ «task.content»; xem tên các ô trong templates/README.md.",
        ),
        (
            "{{- agency }}",
            "thẻ «{{- agency }}» có dấu «-» hoặc «+» sát ngoặc.",
            "bỏ dấu đó: nó làm mất chữ và đoạn bên cạnh.",
        ),
        ("{{ “agency” }}", "thẻ «{{ “agency” }}» có dấu nháy kiểu chữ in.", "bỏ dấu nháy: trong thẻ chỉ ghi tên ô."),
        (
            "{{\u00a0agency }}",
            "thẻ «{{ agency }}» có dấu cách lạ hoặc ngắt dòng.",
            "xóa các dấu cách trong thẻ rồi gõ lại bằng phím cách.",
        ),
        (
            "{{ agency }",
            "có «{{» hoặc «}}» không thành cặp trong đoạn «{{ agency }».",
            "mở và đóng ngoặc trong cùng một đoạn.",
        ),
        (
            "{ agency }",
            "có dấu ngoặc nhọn lẻ trong đoạn «{ agency }».",
            "thẻ mở bằng hai dấu liền nhau «{{» hoặc «{%», đóng bằng «}}» hoặc «%}».",
        ),
        ("{{p agency }}", "«{{p …}}» cần nội dung Word dựng sẵn, ở đây không dùng.", "bỏ chữ «p» sau «{{»."),
    ],
)
def test_each_breach_is_told_with_a_remedy(check, tag, what, remedy):
    assert check(p(tag)) == [("đoạn 1", what, remedy)]


@pytest.mark.parametrize(
    ("tag", "used"),
    [
        ("{{ main.no + 1 }}", "phép tính"),
        ("{{ main.no > 1 }}", "phép so sánh"),
        ("{% if main.late and agency %}{% endif %}", "«and»"),
        ("{% if main.late or agency %}{% endif %}", "«or»"),
        ("{% if agency is defined %}{% endif %}", "«is»"),
        ("{{ not main.late }}", "«not» ngoài «if»"),
        ("{{ agency.upper() }}", "lời gọi hàm"),
        ("{{ tasks[0] }}", "dấu ngoặc vuông"),
        ("{{ agency if main.late else agency }}", "«if … else …» trong một ô"),
        ("{{ main.no|number|number }}", "bộ lọc ở chỗ này"),
        ("{{ 'x' }}", "giá trị viết thẳng"),
        ("{% for task in tasks if task.late %}{% endfor %}", "«if … else …» trong một ô"),
    ],
)
def test_what_the_small_language_lacks_is_refused(check, tag, used):
    tag_shown = tag.split("%}")[0] + "%}" if tag.startswith("{%") else tag
    assert check(p(tag)) == [
        (
            "đoạn 1",
            f"thẻ «{tag_shown}» dùng {used}.",
            "mẫu chỉ dùng tên ô, dấu chấm, bộ lọc, for, if, elif, else, not; tính toán là việc của dữ liệu.",
        )
    ]


def test_what_stands_in_a_block_that_is_wrong_is_read_all_the_same(check):
    inner = "{{ task.contnt }}{% endfor %}{% if agency %}{{ agenci }}"
    assert [what for _, what, _ in check(p("{% for task in tasks|number %}", inner))] == [
        "thẻ «{% for task in tasks|number %}» dùng bộ lọc ở chỗ này.",
        "«{% if agency %}» chưa được đóng.",
        "không có ô «agenci».",
    ]


def test_what_a_private_name_is_asked_of_is_read_all_the_same(check):
    def private(name):
        return f"tên ô «{name}» không đúng cách viết."

    assert [what for _, what, _ in check(p("{{ agenci.__class__ }}"))] == [
        private("__class__"),
        "không có ô «agenci».",
    ]
    assert [what for _, what, _ in check(p("{{ main.titel.__class__ }}"))] == [
        private("__class__"),
        "không có ô «main.titel».",
    ]
    for words in ("{{ main.__class__ }}", "{% for each in main.__slots__ %}{{ each }}{% endfor %}", "{{ __main }}"):
        assert [what[:9] for _, what, _ in check(p(words))] == ["tên ô «__"]


def test_a_row_tag_outside_a_table_is_told(check):
    what, remedy = "«{%tr …%}» phải nằm trong bảng.", "dùng «{%p …%}» thay cho «{%tr …%}»."
    assert check(p("{%tr if agency %}") + p("{%tr endif %}")) == [("đoạn 1", what, remedy), ("đoạn 2", what, remedy)]


def test_accented_names_are_refused_composed_or_not(check):
    composed, decomposed = "{{ nhiệm_vụ }}", unicodedata.normalize("NFD", "{{ nhiệm_vụ }}")
    remedy = "tên ô viết không dấu, ví dụ «nhiem_vu»; xem tên các ô trong templates/README.md."
    assert check(p(composed) + p(decomposed)) == [
        ("đoạn 1", "thẻ «{{ nhiệm_vụ }}» có chữ có dấu.", remedy),
        ("đoạn 1", "không có ô «nhiem_vu».", "có phải «tasks»?"),
        ("đoạn 2", "thẻ «{{ nhiệm_vụ }}» có chữ có dấu, kiểu dấu tổ hợp.", remedy),
        ("đoạn 2", "không có ô «nhiem_vu».", "có phải «tasks»?"),
    ]


def test_a_lifted_tag_must_have_its_paragraph_or_row_to_itself(check):
    alone = "để lệnh «{%{} …%}» đứng một mình trong {} của nó."
    body = p("{%p if agency %}{%p endif %}") + table([p("{%tr for task in tasks %}"), p("mất")], [p("{%tr endfor %}")])
    assert check(body) == [
        (
            "đoạn 1",
            "đoạn có «{%p …%}» còn có chữ khác, sẽ bị mất: «{%p if agency %}{%p endif %}».",
            alone.replace("{}", "p", 1).replace("{}", "đoạn"),
        ),
        (
            "bảng 1, hàng 1, cột 1",
            "hàng có «{%tr …%}» còn có chữ khác, sẽ bị mất: «{%tr for task in tasks %}mất».",
            alone.replace("{}", "tr", 1).replace("{}", "hàng"),
        ),
    ]


ONE_HOLDER = (
    "mở và đóng bằng cùng một loại thẻ, trong cùng một đoạn; với «{%p» thì trong cùng một ô bảng, với «{%tr» thì trong "
    "cùng một bảng; không để một thẻ trong khung điền, thẻ kia ở ngoài."
)


def test_a_block_must_end_in_what_it_began_in(check):
    body = (
        p("{%p if agency %}")
        + p("{% endif %}")
        + p("{% if agency %}")
        + p("{% endif %}")
        + table([p("{%p if agency %}") + p(), p("{%p endif %}") + p()])
        + p("{% if agency %}", control("own:x", r("{% endif %}")))
    )
    assert check(body) == [
        ("đoạn 2", "«{% endif %}» không cùng chỗ với «{%p if agency %}» ở đoạn 1.", ONE_HOLDER),
        ("đoạn 4", "«{% endif %}» không cùng chỗ với «{% if agency %}» ở đoạn 3.", ONE_HOLDER),
        (
            "bảng 1, hàng 1, cột 2, đoạn 1",
            "«{%p endif %}» không cùng chỗ với «{%p if agency %}» ở bảng 1, hàng 1, cột 1, đoạn 1.",
            ONE_HOLDER,
        ),
        ("đoạn 5", "«{% endif %}» không cùng chỗ với «{% if agency %}» ở đoạn 5.", ONE_HOLDER),
    ]


def test_a_tag_cut_by_a_content_control_is_told(check):
    assert check(p("{{ agen", control("own:x", r("cy }}")))) == [
        (
            "đoạn 1",
            "thẻ «{{ agency }}» bị khung điền hoặc liên kết cắt đôi.",
            "xóa thẻ rồi gõ lại liền một mạch, ở hẳn trong hoặc hẳn ngoài khung.",
        )
    ]


def test_places_are_named_as_word_shows_them_and_all_problems_come_in_one_run(check):
    section = (
        '<w:headerReference w:type="default" r:id="rId:header1"/><w:headerReference w:type="first" r:id="rId:header2"/>'
        '<w:footerReference w:type="default" r:id="rId:footer1"/>'
    )
    body = p() + p("{{ a1 }}") + table([p(), p()], [p(), p(), p(), p("{{ main.deadlne }}")]) + p("{{ a2 }}")
    related = {
        "header1": p("{{ a3 }}"),
        "header2": p() + p("{{ a4 }}"),
        "footer1": table([p("{{ a5 }}")]),
        "footnotes": f"<w:footnote>{p('{{ a6 }}')}</w:footnote>",
    }
    core = "<dc:title>{{ core.titel }}</dc:title>"
    known = "ở đây có: «agency», «on», «main», «other», «tasks», «notes», «core»."
    assert check(body, section=section, related=related, core=core) == [
        ("đoạn 2", "không có ô «a1».", known),
        ("bảng 1, hàng 2, cột 4", "không có ô «main.deadlne».", "có phải «main.deadline»?"),
        ("đoạn 3", "không có ô «a2».", known),
        ("đầu trang, đoạn 1", "không có ô «a3».", known),
        ("đầu trang của trang đầu, đoạn 2", "không có ô «a4».", known),
        ("chân trang, bảng 1, hàng 1, cột 1", "không có ô «a5».", known),
        ("chú thích cuối trang không có chỗ dẫn, đoạn 1", "không có ô «a6».", known),
        ("thuộc tính của tệp, ô «tiêu đề»", "không có ô «core.titel».", "có phải «core.title»?"),
    ]


def test_placeholders_in_the_tag_of_a_content_control_are_read_where_they_stand(check):
    body = (
        p("{%p for task in tasks %}")
        + control("gen:task:{{ task.no }}:content", p("{{ task.content }}"))
        + control("gen:task:{{ task.contnt }}:content", p("x"))
        + p("{%p endfor %}")
        + control("gen:task:{{ task.no }}:late", p("x"))
    )
    assert check(body) == [
        ("đoạn 2", "không có ô «task.contnt».", "có phải «task.content»?"),
        ("đoạn 4", "không có ô «task».", "có phải «tasks»?"),
    ]


def test_a_name_bound_again_needs_its_own_question(check):
    body = p(
        "{% for task in tasks %}{% if task.done_on %}{% for task in tasks %}{{ task.done_on|long_date }}{% endfor %}"
        "{{ task.done_on|long_date }}{% endif %}{% endfor %}"
    )
    assert check(body) == [
        (
            "đoạn 1",
            "ô «task.done_on» có thể trống mà không có «if» nào hỏi trước.",
            "đặt chỗ này giữa «{% if task.done_on %}» và «{% endif %}».",
        )
    ]


def test_a_file_that_is_no_word_file_is_one_problem(tmp_path):
    file = tmp_path / "templates" / "mau.docx"
    file.parent.mkdir()
    file.write_bytes(b"PK not really")
    assert contract.check(file, Says) == [
        Problem(
            Origin("templates/mau.docx"),
            "tệp hỏng, hoặc không phải là tệp Word (.docx).",
            "mở tệp bằng Word rồi lưu lại thành .docx, hoặc lấy lại mẫu từ bản trước.",
        )
    ]
