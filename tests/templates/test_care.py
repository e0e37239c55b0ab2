"""Care for templates: what is wrong in a folder of them, their outlines, the page of placeholders."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ntsdocs.docx import outline, package
from ntsdocs.kinds import WITH_TEMPLATE as REAL_KINDS
from ntsdocs.plan.model import label
from ntsdocs.templates import care
from ntsdocs.templates.printable import FILTERS
from ntsdocs.text.problems import Origin, Problem, Severity, TemplateWrong
from tiny_docx import docx, p, r


@dataclass(frozen=True, slots=True)
class Part:
    title: str = label("Tên mục")
    duties: tuple[str, ...] = label("Các việc")


@dataclass(frozen=True, slots=True)
class Body:
    name: str = label("Tên | đầy đủ")
    commune: bool = label("Là cấp xã")


@dataclass(frozen=True, slots=True)
class Says:
    who: Body = label("Cơ quan")
    on: date = label("Ngày lập")
    ended: date | None = label("Ngày xong")
    count: int = label("Số việc")
    parts: tuple[Part, ...] = label("Các mục")
    late: tuple[Part, ...] = label("Việc quá hạn")
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    says: type


KINDS = (Kind("giay_moi", "Giấy mời", Says), Kind("thong_bao", "Thông báo", Says))
GOOD = docx(p("{{ who.name }} ngày {{ on|long_date }}"))
RUN = "chạy «invoke templates» để viết lại."


@pytest.fixture(autouse=True)
def no_form(monkeypatch):
    """The papers here are too small to have the decree's form; that templates pass its gate is tried on real ones."""
    monkeypatch.setattr(care.decree_check, "gate", lambda *_, **__: [])


@pytest.fixture
def folder(tmp_path):
    """A folder of templates in which nothing is wrong."""
    made = tmp_path / "templates"
    made.mkdir()
    for kind in KINDS:
        (made / f"{kind.name}.docx").write_bytes(GOOD)
    care.refresh(KINDS, made)
    return made


def problem(file, what, remedy, place="", severity=Severity.STOP):
    return Problem(Origin(f"templates/{file}", place=place), what, remedy, severity)


def test_a_folder_in_good_order_has_no_problem(folder):
    assert care.check(KINDS, folder) == []


def test_refreshing_writes_an_outline_for_each_template_and_the_page(folder):
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "giay_moi.docx",
        "giay_moi.txt",
        "thong_bao.docx",
        "thong_bao.txt",
    ]
    assert (folder / "giay_moi.txt").read_bytes().decode() == outline.text(GOOD)
    assert (folder / "README.md").read_bytes().decode() == care.describe(KINDS)


def test_missing_damaged_stray_and_stale_files_are_all_told_in_one_run(folder):
    (folder / "giay_moi.docx").unlink()
    (folder / "thong_bao.docx").write_bytes(b"PK")
    (folder / "bản nháp.docx").write_bytes(GOOD)
    (folder / "~$thong_bao.docx").write_bytes(b"lock")
    (folder / "README.md").write_text("cũ", encoding="utf-8")
    assert care.check(KINDS, folder) == [
        problem("giay_moi.docx", "không có mẫu của «Giấy mời».", "chép lại tệp từ bản trước, hoặc nhờ kỹ sư dựng lại."),
        problem(
            "thong_bao.docx",
            "tệp hỏng, hoặc không phải là tệp Word (.docx).",
            "mở tệp bằng Word rồi lưu lại thành .docx, hoặc lấy lại mẫu từ bản trước.",
        ),
        problem(
            "bản nháp.docx",
            "không có loại văn bản nào dùng mẫu này.",
            "đổi sang tên của một loại văn bản, hoặc dời tệp ra khỏi thư mục mẫu.",
            severity=Severity.WARN,
        ),
        problem("README.md", "trang kê các ô điền không còn khớp với phần mềm.", RUN, severity=Severity.WARN),
    ]


def test_a_breach_of_the_contract_and_a_stale_outline_are_told(folder):
    (folder / "thong_bao.docx").write_bytes(docx(p("{{ who.nam }}")))
    (folder / "giay_moi.txt").unlink()
    assert care.check(KINDS, folder) == [
        problem("giay_moi.txt", "bản chữ không còn khớp với «giay_moi.docx».", RUN, severity=Severity.WARN),
        problem("thong_bao.docx", "không có ô «who.nam».", "có phải «who.name»?", "đoạn 1"),
        problem("thong_bao.txt", "bản chữ không còn khớp với «thong_bao.docx».", RUN, severity=Severity.WARN),
    ]


def put(folder, data):
    (folder / "giay_moi.docx").write_bytes(data)
    care.refresh(KINDS, folder)
    return care.check(KINDS, folder)


def test_tracked_changes_and_comments_are_told_where_they_stand(folder):
    body = p("một") + p(
        f'<w:ins w:id="1">{r("thêm")}</w:ins><w:ins w:id="2">{r("nữa")}</w:ins>',
        r("đổi", "<w:rPrChange/>"),
        '<w:r><w:commentReference w:id="4"/></w:r>',
    )
    section = '<w:headerReference w:type="default" r:id="rId:header1"/>'
    related = {
        "header1": p('<w:del w:id="3"><w:r><w:delText>bớt</w:delText></w:r></w:del>'),
        "comments": '<w:comment w:id="4" w:author="Lan"/>',
    }
    accept = "trong Word chọn Xem lại, Chấp nhận (hoặc Từ chối) tất cả thay đổi, rồi lưu."
    assert put(folder, docx(body, section=section, related=related)) == [
        problem("giay_moi.docx", "còn thay đổi được theo dõi: chữ được thêm.", accept, "đoạn 2"),
        problem("giay_moi.docx", "còn thay đổi được theo dõi: định dạng chữ được đổi.", accept, "đoạn 2"),
        problem(
            "giay_moi.docx",
            "còn ý kiến (comment) chưa xóa.",
            "trong Word chọn Xem lại, Xóa tất cả ý kiến, rồi lưu.",
            "đoạn 2",
        ),
        problem("giay_moi.docx", "còn thay đổi được theo dõi: chữ bị xóa.", accept, "đầu trang, đoạn 1"),
    ]


def test_macros_are_told(folder):
    parts = package.read(GOOD)
    with_macro = package.write([*parts.items(), ("word/vbaProject.bin", b"\x00")])
    assert put(folder, with_macro) == [
        problem(
            "giay_moi.docx",
            "mẫu có macro; văn bản làm ra không có macro.",
            "trong Word lưu lại thành «Tài liệu Word (*.docx)».",
            severity=Severity.WARN,
        )
    ]


@pytest.mark.parametrize("how", ["twice", "by LibreOffice"])
def test_properties_that_word_would_keep_twice_are_told(folder, how):
    if how == "twice":
        parts = package.read(GOOD)
        relation = parts["_rels/.rels"].decode().replace("</Relationships>", "{}</Relationships>")
        second = relation[relation.index('<Relationship Id="rId2"') : relation.index("{}")].replace("rId2", "rId3")
        data = package.write({**parts, "_rels/.rels": relation.replace("{}", second).encode()}.items())
    else:
        office = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
        data = docx(p("x"), core_relation=office)
    assert put(folder, data) == [
        problem(
            "giay_moi.docx",
            "thuộc tính của tệp được khai báo hai lần, hoặc theo cách của LibreOffice mà Word không nhận.",
            "mở tệp bằng Word rồi lưu lại thành .docx.",
        )
    ]


def test_a_part_that_stands_twice_is_told(folder):
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("docProps/core.xml", "<again/>")
    (folder / "giay_moi.docx").write_bytes(file.getvalue())
    assert care.check(KINDS, folder) == [
        problem(
            "giay_moi.docx",
            "phần «docProps/core.xml» có hai lần.",
            "mở tệp bằng Word rồi lưu lại thành .docx, hoặc lấy lại mẫu từ bản trước.",
        )
    ]


def test_refreshing_an_unreadable_template_writes_nothing_and_tells_all(folder):
    (folder / "giay_moi.docx").write_bytes(b"PK")
    (folder / "thong_bao.docx").unlink()
    (folder / "README.md").write_text("cũ", encoding="utf-8")
    with pytest.raises(TemplateWrong) as raised:
        care.refresh(KINDS, folder)
    assert [str(each.origin) for each in raised.value.problems] == [
        "templates/giay_moi.docx",
        "templates/thong_bao.docx",
    ]
    assert (folder / "README.md").read_text(encoding="utf-8") == "cũ"


def test_the_page_lists_every_placeholder_of_a_kind():
    page = care.describe(KINDS[:1])
    assert page[page.index("## Giấy mời") :].splitlines() == [
        "## Giấy mời (`giay_moi.docx`)",
        "",
        "| Ô | Ý nghĩa | Loại | Gõ vào Word |",
        "|---|---|---|---|",
        "| `who` | Cơ quan | nhóm ô | |",
        "| `who.name` | Tên \\| đầy đủ | chữ | `{{ who.name }}` |",
        "| `who.commune` | Là cấp xã | có hoặc không | `{% if who.commune %}…{% endif %}` |",
        "| `on` | Ngày lập | ngày | `{{ on\\|long_date }}` |",
        "| `ended` | Ngày xong | ngày, có thể trống | `{% if ended %}{{ ended\\|long_date }}{% endif %}` |",
        "| `count` | Số việc | số | `{{ count }}` |",
        "| `parts` | Các mục | danh sách | `{%p for part in parts %}` |",
        "| ↳ `part.title` | Tên mục | chữ | `{{ part.title }}` |",
        "| ↳ `part.duties` | Các việc | danh sách | `{%p for duty in part.duties %}` |",
        "| ↳ ↳ `duty` | từng mục của danh sách trên | chữ | `{{ duty }}` |",
        "| `late` | Việc quá hạn | danh sách | `{%p for one_late in late %}` |",
        "| ↳ `one_late.title` | Tên mục | chữ | `{{ one_late.title }}` |",
        "| ↳ `one_late.duties` | Các việc | danh sách | `{%p for duty in one_late.duties %}` |",
        "| ↳ ↳ `duty` | từng mục của danh sách trên | chữ | `{{ duty }}` |",
        "| `plain` | (chưa đặt tên) | chữ | `{{ plain }}` |",
    ]


def test_the_page_shows_every_filter_by_example_and_explains_the_marks():
    lines = care.describe(()).splitlines()
    start = lines.index("| Bộ lọc | Dùng cho | Ví dụ |")
    rows = lines[start + 2 : start + 2 + len(FILTERS)]
    assert rows == [
        "| `long_date` | ngày | 05/03/2026 → ngày 05 tháng 3 năm 2026 |",
        "| `short_date` | ngày | 05/03/2026 → 05/3/2026 |",
        "| `number` | số | 1234567 → 1.234.567 |",
        "| `count` | số | 3 → 03 |",
    ]
    assert lines[start + 2 + len(FILTERS)] == ""
    assert any("`gen:…`" in line for line in lines)
    assert any("`own:…`" in line for line in lines)


def test_every_example_of_the_page_keeps_the_contract_it_explains(folder):
    """What the page tells an author to type is right."""
    page = care.describe(KINDS[:1])
    typed = [line.rpartition(" | ")[2].strip("`| ").replace("\\|", "|") for line in page.splitlines() if "| `" in line]
    loops = [each for each in typed if each.startswith("{%p for")]
    assert loops == [
        "{%p for part in parts %}",
        "{%p for duty in part.duties %}",
        "{%p for one_late in late %}",
        "{%p for duty in one_late.duties %}",
    ]
    body = ""
    for each in typed:
        if each.startswith(("{{ who", "{% if who", "{{ on|", "{% if ended", "{{ count")):
            body += p(each)
    body += p(loops[0]) + p("{{ part.title }}") + p(loops[1]) + p("{{ duty }}") + p("{%p endfor %}") * 2
    body += p(loops[2]) + p("{{ one_late.title }}") + p(loops[3]) + p("{{ duty }}") + p("{%p endfor %}") * 2
    assert put(folder, docx(body)) == []


def test_the_templates_on_disk_are_in_good_order():
    assert care.check(REAL_KINDS, Path(__file__).parents[2] / "templates") == []
