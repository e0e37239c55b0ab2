"""A redline accepted is the new file, rejected it is the old one, and in between it says in Word what was changed."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import validity
from ntsdocs.build.journey import build
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.docx import package
from ntsdocs.docx.outline import outline
from ntsdocs.docx.package import PackageError
from ntsdocs.redline import redline as redline_of
from redline_gate import lines, sound
from redline_pairs import Maker
from resolved import accepted, rejected, revisions
from sdk_validator import sdk_faults
from tiny_docx import field, p, r, table
from whole_docx import PICTURE, grid, held, image, note, tracked, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "tinh-mau/01-kh-ubnd"
AUTHOR = "ntsdocs"
DAY = datetime(2026, 3, 5, 8, 30)
PAGE = "Phần 1: 210 × 297 mm, đứng"
TASK = "Sở Y tế chủ trì tổ chức diễn tập phòng, chống dịch bệnh."
POLICE = "Công an tỉnh phối hợp với các sở, ban, ngành bảo đảm an ninh."
COMMUNES = "Ủy ban nhân dân các xã tuyên truyền đến từng thôn, bản."
ROWS = [("1", "Diễn tập", "Sở Y tế"), ("2", "Tuyên truyền", "Sở Văn hóa"), ("3", "Kiểm tra", "Thanh tra tỉnh")]
INSERTED, TAKEN = "theo dõi: dấu đoạn được thêm", "theo dõi: dấu đoạn bị xóa"


def redline(old: bytes, new: bytes, author: str, date: datetime) -> bytes:
    return redline_of(FilePair.of(old, new), author, date)


def body(docx):
    """The outline's lines of the body, without the closing mark."""
    return [line for line in lines(docx) if line != "Normal | ./."]


def part(docx, name="word/document.xml"):
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode("utf-8")


def compared(old, new):
    """The redline, once it is known to be sound and to lead to both files."""
    made = redline(old, new, AUTHOR, DAY)
    assert lines(accepted(made, AUTHOR)) == lines(new)
    assert lines(rejected(made, AUTHOR)) == lines(old)
    assert sound(made, old, new)
    return made


# --- words and paragraphs -------------------------------------------------------------------------------------------


def test_a_changed_word_is_one_deletion_and_one_insertion():
    old, new = (whole(p(f"Hoàn thành trước {day}, báo cáo.")) for day in ("30/6/2026", "31/7/2026"))
    made = compared(old, new)
    assert body(made) == ["Normal | Hoàn thành trước [-30/6/2026-][+31/7/2026+], báo cáo."]
    assert revisions(made) == ["del", "ins"]


def test_every_change_bears_the_author_and_the_moment_it_was_given():
    made = compared(whole(p("cũ")), whole(p("mới")))
    assert re.findall(r'<w:(?:ins|del) w:id="\d+" w:author="(.*?)" w:date="(.*?)"', part(made)) == [
        ("ntsdocs", "2026-03-05T08:30:00Z"),
        ("ntsdocs", "2026-03-05T08:30:00Z"),
    ]


def test_a_moment_of_another_zone_is_told_in_universal_time():
    made = redline(whole(p("cũ")), whole(p("mới")), "A", datetime(2026, 3, 5, 8, tzinfo=timezone(timedelta(hours=7))))
    assert set(re.findall(r'w:date="(.*?)"', part(made))) == {"2026-03-05T01:00:00Z"}


def test_a_new_paragraph_is_inserted_with_its_mark():
    made = compared(whole(p(TASK) + p(POLICE)), whole(p(TASK) + p(COMMUNES) + p(POLICE)))
    assert body(made) == [f"Normal | {TASK}", f"Normal, {INSERTED} | [+{COMMUNES}+]", f"Normal | {POLICE}"]


def test_a_paragraph_that_is_gone_is_deleted_with_its_mark():
    made = compared(whole(p(TASK) + p(COMMUNES) + p(POLICE)), whole(p(TASK) + p(POLICE)))
    assert body(made) == [f"Normal | {TASK}", f"Normal, {TAKEN} | [-{COMMUNES}-]", f"Normal | {POLICE}"]


def test_a_split_paragraph_keeps_its_words_and_gains_a_mark():
    old = whole(p("Câu một nói về việc này. Câu hai nói về việc khác."))
    new = whole(p("Câu một nói về việc này.") + p("Câu hai nói về việc khác."))
    assert body(compared(old, new)) == [
        f"Normal, {INSERTED} | Câu một nói về việc này.[- -]",
        "Normal | Câu hai nói về việc khác.",
    ]


def test_joined_paragraphs_keep_their_words_and_lose_a_mark():
    new = whole(p("Câu một nói về việc này. Câu hai nói về việc khác."))
    old = whole(p("Câu một nói về việc này.") + p("Câu hai nói về việc khác."))
    assert body(compared(old, new)) == [
        f"Normal, {TAKEN} | Câu một nói về việc này.",
        "Normal | [+ +]Câu hai nói về việc khác.",
    ]


def test_a_moved_block_is_taken_away_and_added():
    old, new = whole(p(TASK) + p(POLICE) + p(COMMUNES)), whole(p(COMMUNES) + p(TASK) + p(POLICE))
    assert body(compared(old, new)) == [
        f"Normal, {INSERTED} | [+{COMMUNES}+]",
        f"Normal | {TASK}",
        f"Normal | {POLICE}",
        f"Normal, {TAKEN} | [-{COMMUNES}-]",
    ]


def test_a_changed_look_of_equal_words_is_a_change_of_formatting():
    old = whole(p("Chữ ", r("đậm", "<w:b/>"), " đây"))
    new = whole(p("Chữ ", r("đậm"), " đây", props='<w:jc w:val="center"/>'))
    made = compared(old, new)
    assert revisions(made) == ["pPrChange", "rPrChange"]
    assert body(rejected(made)) == ["Normal | Chữ **đậm** đây"]


def test_runs_that_are_cut_elsewhere_are_no_change():
    old = whole(p("thường xuyên"))
    new = whole(p(r("thườ"), r("ng xuyên", '<w:lang w:val="vi-VN"/>')))
    assert redline(old, new, AUTHOR, DAY) == new


def test_a_field_is_replaced_as_a_whole_and_a_page_number_is_no_change():
    old = whole(p("Trang ", field("PAGE", "1"), " của ", field("REF a", "x")))
    new = whole(p("Trang ", field("PAGE", "2"), " của ", field("REF b", "x")))
    made = compared(old, new)
    assert revisions(made) == ["del", "ins"]
    assert part(made).count("<w:delInstrText>REF a</w:delInstrText>") == 1


def test_a_field_over_several_paragraphs_is_replaced_as_a_whole():
    def contents(line):
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")
        )
        return p(begin, "<w:r><w:instrText>TOC</w:instrText></w:r>", separate, r(line)) + p(r("Hết"), end) + p(TASK)

    made = redline(whole(contents("Mục A")), whole(contents("Mục B")), AUTHOR, DAY)
    folds = re.findall(r'(ins|del)\b[^>]*author[^>]*>|fldCharType="(\w+)"', part(made))
    assert [each for _, each in folds if each] == ["begin", "separate", "end", "begin", "separate", "end"]
    assert lines(accepted(made)) == lines(whole(contents("Mục B")))
    assert lines(rejected(made)) == lines(whole(contents("Mục A")))


@pytest.mark.parametrize(
    "words", ["“ngoặc” 'kép' \"thẳng\"", "a < b & c > d ]]>", "\u202eđảo\u202c ngược \u200f", "😀"]
)
def test_signs_of_every_sort_come_through(words):
    made = compared(whole(p("trước")), whole(p(f"trước {words}")))
    assert f"trước {words}" in "".join(etree.fromstring(part(made).encode()).itertext())


# --- holders ----------------------------------------------------------------------------------------------------------


def test_a_paragraph_added_at_the_end_of_a_cell_leaves_the_cell_its_mark():
    old, new = whole(table([p("Một"), p("x")])), whole(table([p("Một") + p("Hai"), p("x")]))
    assert body(compared(old, new))[1:] == [
        "  hàng",
        f"    ô: Normal, {INSERTED} | Một",
        "      Normal | [+Hai+]",
        "    ô: Normal | x",
    ]


def test_a_paragraph_taken_from_the_end_of_a_cell_leaves_the_cell_its_mark():
    old, new = whole(table([p("Một") + p("Hai"), p("x")])), whole(table([p("Một"), p("x")]))
    assert body(compared(old, new))[1:] == [
        "  hàng",
        f"    ô: Normal, {TAKEN} | Một",
        "      Normal | [-Hai-]",
        "    ô: Normal | x",
    ]


EDGES = [
    [],
    ["Hai"],
    ["Hai", ""],
    ["", "Hai"],
    ["Hai", "", ""],
    ["", "Hai", ""],
    ["Hai", "Ba"],
    ["Hai", "", "Ba"],
    [""],
]


@pytest.mark.parametrize("old", EDGES)
@pytest.mark.parametrize("new", EDGES)
def test_empty_paragraphs_at_the_ends_of_a_body_or_a_cell_double_nothing(old, new):
    inside = ["".join(map(p, ["Một", *each])) for each in (old, new)]
    for first in ("", p("")):
        compared(*(whole(first * place + each, end="") for place, each in enumerate(inside)))
        compared(*(whole(table([first * place + each, p("x")])) for place, each in enumerate(inside)))
        compared(*(whole(p("x"), header=first * place + each) for place, each in enumerate(inside)))


def test_a_trailing_empty_paragraph_that_is_gone_leaves_the_words_once():
    old, new = whole(p("Một") + p("Hai") + p(""), end=""), whole(p("Một") + p("Hai"), end="")
    assert lines(compared(old, new)) == ["Normal | Một", f"Normal, {TAKEN} | Hai", "Normal |"]


def test_a_field_over_several_paragraphs_at_the_end_is_replaced_as_a_whole():
    def ended(line):
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")
        )
        return p(begin, "<w:r><w:instrText>TOC</w:instrText></w:r>", separate, r(line)) + p(r("Hết"), end)

    files = [whole(p("a") + each, end="") for each in (ended("Mục A"), ended("Mục B"), p("Khác"), p(TASK) + p(""))]
    for old in files:
        for new in files:
            made = redline(old, new, AUTHOR, DAY)
            assert lines(accepted(made)) == lines(new)
            assert lines(rejected(made)) == lines(old)


def test_controls_keep_their_tags_and_show_what_changed_inside():
    old = whole(held("gen:task:17:thoi_han", p("Thường xuyên"), 1) + held("own:task:17:bien_phap", p(TASK), 2))
    new = whole(held("gen:task:17:thoi_han", p("Trước 30/6/2026"), 1) + held("own:task:17:bien_phap", p(TASK), 2))
    assert body(compared(old, new)) == [
        "⟦gen:task:17:thoi_han⟧",
        "Normal | [-Thường xuyên-][+Trước 30/6/2026+]",
        "⟦/⟧",
        "⟦own:task:17:bien_phap⟧",
        f"Normal | {TASK}",
        "⟦/⟧",
    ]


def test_a_control_is_matched_by_its_tag_though_its_words_are_those_of_another():
    old = whole(held("gen:task:1:x", p(TASK), 1) + held("gen:task:2:x", p(POLICE), 2))
    new = whole(held("gen:task:2:x", p(TASK), 2))
    assert [line for line in body(compared(old, new)) if "RangeStart" not in line and "RangeEnd" not in line] == [
        "⟦gen:task:1:x⟧",
        f"Normal, {TAKEN} | [-{TASK}-]",
        "⟦/⟧",
        "⟦gen:task:2:x⟧",
        f"Normal | [-{POLICE[:-1]}-][+{TASK[:-1]}+].",
        "⟦/⟧",
    ]


def test_a_control_in_a_line_is_compared_by_its_tag():
    old = whole(p("Người ký: ", held("own:ky:ho_ten", r("……"), 1), "."))
    new = whole(p("Người ký: ", held("own:ky:ho_ten", r("Nguyễn Văn A"), 1), "."))
    assert body(compared(old, new)) == ["Normal | Người ký: ⟦own:ky:ho_ten⟧[-……-][+Nguyễn Văn A+]⟦/⟧."]


def test_a_control_that_was_emptied_shows_what_stood_in_it():
    old, new = (whole(p("Người ký: ", held("own:ky:ho_ten", words, 1))) for words in (r("Nguyễn Văn A"), ""))
    assert body(compared(old, new)) == ["Normal | Người ký: ⟦own:ky:ho_ten⟧[-Nguyễn Văn A-]⟦/⟧"]


def test_a_control_that_is_gone_goes_between_marks_that_say_so():
    old, new = whole(held("own:o:1", p(TASK), 7) + p(POLICE)), whole(p(POLICE))
    made = compared(old, new)
    assert revisions(made).count("customXmlDelRangeStart") == 2
    assert "own:o:1" not in part(accepted(made))


# --- tables -----------------------------------------------------------------------------------------------------------


def test_an_inserted_row_is_one_row():
    made = compared(whole(grid(*ROWS)), whole(grid(ROWS[0], ("1a", "Tập huấn", "Sở Nội vụ"), *ROWS[1:])))
    assert [line for line in body(made) if "theo dõi" in line or "[" in line] == [
        "  hàng; theo dõi: hàng được thêm",
        "    ô: Normal | [+1a+]",
        "    ô: Normal | [+Tập huấn+]",
        "    ô: Normal | [+Sở Nội vụ+]",
    ]


def test_a_deleted_row_is_one_row():
    made = compared(whole(grid(*ROWS)), whole(grid(ROWS[0], ROWS[2])))
    assert [line for line in body(made) if "theo dõi" in line or "[" in line] == [
        "  hàng; theo dõi: hàng bị xóa",
        "    ô: Normal | [-2-]",
        "    ô: Normal | [-Tuyên truyền-]",
        "    ô: Normal | [-Sở Văn hóa-]",
    ]


def test_a_changed_cell_is_changed_in_its_row():
    made = compared(whole(grid(*ROWS)), whole(grid(ROWS[0], ("2", "Tuyên truyền", "Sở Nội vụ"), ROWS[2])))
    assert [line for line in body(made) if "[" in line] == ["    ô: Normal | Sở [-Văn hóa-][+Nội vụ+]"]


def test_rows_are_matched_by_the_tags_in_them():
    def row(number, words):
        return (p(number), p(held(f"gen:task:{number}:noi_dung", r(words), int(number))))

    old, new = whole(grid(row("1", TASK), row("2", POLICE))), whole(grid(row("2", COMMUNES)))
    told = [line for line in body(compared(old, new)) if "hàng" in line]
    assert told == ["  hàng; theo dõi: hàng bị xóa", "  hàng"]


def test_the_last_row_of_an_agency_that_goes_leaves_the_total_its_row():
    def row(agency, *figures):
        return (p(held(f"gen:agency:{agency}", r(agency), len(figures))), *figures)

    old = whole(grid(row("a", "1", "2"), row("b", "5", "6"), ("Tổng cộng", "6", "8")))
    new = whole(grid(row("a", "1", "2"), ("Tổng cộng", "1", "2")))
    told = [line.strip() for line in body(compared(old, new)) if "hàng" in line]
    assert told == ["hàng", "hàng; theo dõi: hàng bị xóa", "hàng"]


def test_an_empty_paragraph_that_looks_otherwise_is_changed_in_its_place():
    def under(indent):
        return p(props=f'<w:ind w:left="{indent}"/>')

    merged = compared(whole(p("SỞ A") + under(567)), whole(p("SỞ A") + p("VÀ B") + under(1134)))
    assert revisions(merged) == ["ins", "ins", "pPrChange"]


def test_a_resized_column_is_a_change_of_the_grid_and_the_cells():
    old, new = (whole(grid(*ROWS, widths=widths)) for widths in ((1000, 2000, 3000), (1000, 3000, 2000)))
    made = compared(old, new)
    assert revisions(made) == ["tcPrChange"] * 6
    assert part(made).count("<w:tblGridChange ") == 1


def test_a_table_with_another_number_of_columns_is_another_table():
    old, new = whole(p("a") + grid(*ROWS)), whole(p("a") + grid(*((*row, "x") for row in ROWS)))
    told = [line for line in body(compared(old, new)) if "theo dõi" in line]
    assert told == [
        *["  hàng; theo dõi: hàng bị xóa"] * 3,
        f"Normal, {INSERTED}, {TAKEN} |",
        *["  hàng; theo dõi: hàng được thêm"] * 3,
    ]


def test_a_row_whose_cells_were_merged_is_replaced():
    merged = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>' + p("Cả hàng") + "</w:tc></w:tr>"
    old = whole(grid(*ROWS))
    new = whole(grid(*ROWS[:2]).replace("</w:tbl>", merged + "</w:tbl>"))
    told = [line for line in body(compared(old, new)) if "theo dõi" in line]
    assert told == ["  hàng; theo dõi: hàng bị xóa", "  hàng; theo dõi: hàng được thêm"]


# --- pages, headers, notes ------------------------------------------------------------------------------------------


def test_a_changed_header_is_changed_in_the_header():
    old, new = (whole(p(TASK), header=p(f"Bản dự thảo {number}")) for number in (1, 2))
    assert lines(compared(old, new))[:2] == ["  Đầu trang:", "    Normal | Bản dự thảo [-1-][+2+]"]


def test_a_new_header_is_all_insertion():
    made = redline(whole(p(TASK)), whole(p(TASK), header=p("Dự thảo")), AUTHOR, DAY)
    assert lines(made)[:2] == ["  Đầu trang:", "    Normal | [+Dự thảo+]"]
    assert lines(rejected(made))[:2] == ["  Đầu trang:", "    Normal |"]


def test_a_header_that_is_gone_is_brought_back_as_a_deletion():
    old, new = whole(p(TASK), header=p("Dự thảo")), whole(p(TASK))
    made = redline(old, new, AUTHOR, DAY)
    assert sound(made, old, new)
    assert lines(rejected(made)) == lines(old)
    assert lines(accepted(made))[:2] == ["  Đầu trang:", "    Normal |"]


def test_a_turned_page_is_a_change_of_the_section():
    old = whole(p(TASK))
    new = whole(p(TASK), section='<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')
    made = compared(old, new)
    assert revisions(made) == ["sectPrChange"]
    assert outline(rejected(made)) == outline(old)


def test_a_section_break_comes_with_its_paragraph():
    section = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    broken, plain = whole(p(TASK) + p(POLICE, props=section) + p(COMMUNES)), whole(p(TASK) + p(COMMUNES))
    for old, new in ((broken, plain), (plain, broken)):
        made = compared(old, new)
        assert outline(accepted(made)) == outline(new)
        assert outline(rejected(made)) == outline(old)


def in_sections(*headers):
    """A file with a section for each header; the last one's is that of the body. `None` shows the one before."""
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = package.read(whole("", end="", section="SECTION"))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", b"TYPES</Types>")
    body = types = rels = ""
    root = etree.fromstring(parts["word/document.xml"].replace(b"SECTION", b""))
    known = "".join(f' xmlns:{key}="{value}"' for key, value in root.nsmap.items())
    for number, words in enumerate(headers, 1):
        section = '<w:pgSz w:w="11906" w:h="16838"/>'
        if words is not None:
            name = f"header{number}.xml"
            parts[f"word/{name}"] = f"<w:hdr{known}>{p(words)}</w:hdr>".encode()
            types += f'<Override PartName="/word/{name}" ContentType="{HEADER_TYPE}"/>'
            rels += f'<Relationship Id="rId{name}" Type="{links}/header" Target="{name}"/>'
            section = f'<w:headerReference w:type="default" r:id="rId{name}"/>{section}'
        last = number == len(headers)
        body += p(f"Chương {number}", props="" if last else f"<w:sectPr>{section}</w:sectPr>")
    for name, mark, said in (
        ("word/document.xml", "SECTION", section),
        ("word/document.xml", "<w:body>", f"<w:body>{body}"),
        ("[Content_Types].xml", "TYPES", types),
        ("word/_rels/document.xml.rels", "</Relationships>", f"{rels}</Relationships>"),
    ):
        parts[name] = parts[name].replace(mark.encode(), said.encode())
    return package.write(parts.items())


HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
HEADERS = [
    ("a",),
    ("a", "a0"),
    ("a", None),
    ("a", "a0", "a1"),
    ("a0", "a"),
    ("b", None, "a"),
    ("a0",),
    (None, "a"),
    (None,),
]


@pytest.mark.parametrize("old", HEADERS)
@pytest.mark.parametrize("new", HEADERS)
def test_every_section_shows_its_header_accepted_or_rejected(old, new):
    files = [in_sections(*each) for each in (old, new)]
    made = redline(*files, AUTHOR, DAY)
    assert [shown_headers(each) for each in (accepted(made), rejected(made))] == [
        shown_headers(each) for each in reversed(files)
    ]
    assert sound(made, *files)


def test_a_section_in_a_control_comes_after_the_one_before_it():
    files = []
    for headers, words in (((None, "b", "b"), "cũ"), ((None, None, "a0", "b", "a"), "mới")):
        parts = package.read(in_sections(*headers))
        said = re.sub(
            "<w:p>((?!<w:p>).)*Chương 2.*?</w:p>",
            lambda found, words=words: held("gen:x", found[0].replace("Chương 2", words), 1),
            parts["word/document.xml"].decode(),
        )
        files.append(package.write({**parts, "word/document.xml": said.encode()}.items()))
    made = redline(*files, AUTHOR, DAY)
    assert shown_headers(accepted(made)) == ["", "", "a0", "b", "a"]
    assert shown_headers(rejected(made)) == ["", "b", "b"]
    assert sound(made, *files)


def shown_headers(docx):
    """The words of the header that each section shows, as Word has it: its own or that of the one before."""
    parts = package.read(docx)
    names = {each.get("Id"): each.get("Target") for each in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    found, shown = [], ""
    for section in etree.fromstring(parts["word/document.xml"]).iter(f"{W}sectPr"):
        for reference in section.iter(f"{W}headerReference"):
            name = names[next(value for key, value in reference.attrib.items() if key.endswith("}id"))]
            header = etree.fromstring(parts[name.lstrip("/") if name.startswith("/") else f"word/{name}"])
            shown = "".join(header.itertext())
        found.append(shown)
    return found


def test_a_changed_footnote_is_changed_in_the_note():
    old, new = (whole(p("Số liệu", note(1)), notes={1: f"Nguồn: {source}"}) for source in ("Sở Y tế", "Sở Nội vụ"))
    assert lines(compared(old, new))[-2:] == ["Chú thích cuối trang 1:", "  Normal | Nguồn: Sở [-Y tế-][+Nội vụ+]"]


def test_a_footnote_that_is_gone_is_brought_along_by_its_reference():
    old, new = whole(p("Số liệu", note(4), " cũ"), notes={4: "Nguồn: Sở Y tế"}), whole(p("Số liệu cũ"))
    made = compared(old, new)
    assert lines(made)[0] == "Normal | Số liệu[-[chú thích 1]-] cũ"
    assert lines(made)[-1] == "  Normal | [-Nguồn: Sở Y tế-]"


# --- what deleted content needs -------------------------------------------------------------------------------------


def test_a_picture_that_is_gone_is_brought_along():
    other = PICTURE[:-1] + b"\x00"
    old, new = whole(p("Hình ", image(5)), picture=PICTURE), whole(p("Hình ", image(5)), picture=other)
    made = compared(old, new)
    pictures = {name: data for name, data in package.read(made).items() if name.startswith("word/media/")}
    assert pictures == {"word/media/image1.png": other, "word/media/image1_old1.png": PICTURE}


def test_a_link_that_is_gone_still_leads_where_it_led():
    old = whole(
        p(f'<w:hyperlink r:id="rIdLink">{r("Trang tin")}</w:hyperlink>', " của tỉnh"), link="https://a.example/x"
    )
    made = compared(old, whole(p(" của tỉnh")))
    assert lines(made)[0] == "Normal | [liên kết https://a.example/x: [-Trang tin-]] của tỉnh"


def test_a_style_and_a_list_that_are_gone_are_brought_along():
    style = (
        '<w:style w:type="paragraph" w:styleId="Rieng"><w:name w:val="Riêng"/><w:basedOn w:val="Heading1"/></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="8"><w:abstractNumId w:val="3"/></w:num>'
    )
    props = '<w:pStyle w:val="Rieng"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="8"/></w:numPr>'
    old = whole(p(TASK, props=props) + p(POLICE), styles=style, numbering=lists)
    new = whole(p(POLICE))
    made = compared(old, new)
    assert lines(made)[0] == f"Riêng, liệt kê «%1)», {TAKEN} | [-**{TASK}**-]"


ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def list_of(form, sign, number=1):
    """The part with one list."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{sign}"/></w:lvl></w:abstractNum><w:num w:numId="{number}">'
        f'<w:abstractNumId w:val="{number}"/></w:num>'
    )


def test_lists_come_along_though_the_new_file_has_no_part_for_lists():
    one, other = list_of("decimal", "%1."), list_of("bullet", "•", 2)
    cut = one.index("<w:num ")  # definitions come before the lists that use them
    two = one[:cut] + other[: other.index("<w:num ")] + one[cut:] + other[other.index("<w:num ") :]
    old = whole(p(TASK, props=ITEM) + p(COMMUNES, props=ITEM.replace('"1"', '"2"')) + p(POLICE), numbering=two)
    made = compared(old, whole(p(POLICE)))
    assert lines(made)[:2] == [
        f"Normal, liệt kê «%1.», {TAKEN} | [-{TASK}-]",
        f"Normal, liệt kê «•», {TAKEN} | [-{COMMUNES}-]",
    ]


def test_a_list_that_became_a_plain_paragraph_says_what_it_was():
    old = whole(p(TASK, props=ITEM) + p(POLICE, props=ITEM), numbering=list_of("decimal", "%1."))
    assert revisions(compared(old, whole(p(TASK) + p(POLICE)))) == ["pPrChange", "pPrChange"]


def test_a_list_behind_the_number_one_that_looks_different_is_a_change():
    old, new = (whole(p(TASK, props=ITEM), numbering=list_of(*each)) for each in (("decimal", "%1."), ("bullet", "•")))
    made = compared(old, new)
    assert revisions(made) == ["pPrChange"]
    assert lines(made)[0] == f"Normal, liệt kê «•», theo dõi: đổi định dạng | {TASK}"
    assert lines(rejected(made))[0] == f"Normal, liệt kê «%1.» | {TASK}"


@pytest.mark.parametrize("value", ["1", "true", "on"])
def test_a_switch_that_says_it_is_on_is_the_same_as_one_that_says_nothing(value):
    old, new = (whole(p(r(TASK, "<w:b/>"), props="<w:keepNext/>")) for _ in range(2))
    said = package.read(new)
    for name in ("b", "keepNext"):
        data = said["word/document.xml"]
        said["word/document.xml"] = data.replace(f"<w:{name}/>".encode(), f'<w:{name} w:val="{value}"/>'.encode())
    new = package.write(said.items())
    assert redline(old, new, AUTHOR, DAY) == new


CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
STYLE = "http://schemas.microsoft.com/office/2011/relationships/chartStyle"
SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"


def charted(body):
    """A file with a chart, which points to its sheet and to its style."""
    parts = package.read(whole(body))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    said = {
        "word/_rels/document.xml.rels": ("</Relationships>", f'<Relationship Id="rIdChart" Type="{office}/chart" '),
        "[Content_Types].xml": ("</Types>", ""),
    }
    for name, (end, link) in said.items():
        more = f'{link}Target="charts/chart1.xml"/>' if link else CHART_TYPES
        parts[name] = parts[name].replace(end.encode(), (more + end).encode())
    parts["word/charts/chart1.xml"] = f'<c:chartSpace xmlns:c="{CHART}"><c:chart/></c:chartSpace>'.encode()
    parts["word/charts/_rels/chart1.xml.rels"] = (
        f'<Relationships xmlns="{links}"><Relationship Id="rId1" Type="{SHEET}" Target="../embeddings/so.xlsx"/>'
        f'<Relationship Id="rId2" Type="{STYLE}" Target="style1.xml"/></Relationships>'
    ).encode()
    parts["word/charts/style1.xml"] = b'<cs:chartStyle xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/cs"/>'
    parts["word/embeddings/so.xlsx"] = b"PK"
    return package.write(parts.items())


CHART_TYPES = (
    '<Override PartName="/word/charts/chart1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
    '<Override PartName="/word/charts/style1.xml" ContentType="application/vnd.ms-office.chartstyle+xml"/>'
    '<Override PartName="/word/embeddings/so.xlsx"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
)
CHART_RUN = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="Biểu đồ"/><a:graphic>'
    f'<a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="rIdChart"/></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)


def test_a_chart_that_is_gone_is_brought_along_with_all_it_points_to():
    made = package.read(compared(charted(p("Biểu đồ ", CHART_RUN)), whole(p("Biểu đồ "))))
    links = etree.fromstring(made["word/charts/_rels/chart1.xml.rels"])
    assert [(each.get("Id"), each.get("Type"), each.get("Target")) for each in links] == [
        ("rId1", SHEET, "/word/embeddings/so.xlsx"),
        ("rId2", STYLE, "/word/charts/style1.xml"),
    ]
    assert made["word/embeddings/so.xlsx"] == b"PK"


@pytest.mark.parametrize("there", [True, False])
def test_a_link_in_a_footnote_that_is_gone_comes_along(there):
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    old = package.read(whole(p("Số liệu", note(1)), notes={1: "Nguồn"}))
    link = f'<w:hyperlink r:id="rId1">{r("trang tin")}</w:hyperlink></w:p></w:footnote></w:footnotes>'
    old["word/footnotes.xml"] = old["word/footnotes.xml"].replace(b"</w:p></w:footnote></w:footnotes>", link.encode())
    old["word/_rels/footnotes.xml.rels"] = (
        f'<Relationships xmlns="{links}"><Relationship Id="rId1" Type="{kind}" Target="https://a.example/"'
        ' TargetMode="External"/></Relationships>'
    ).encode()
    new = whole(p("Số liệu", *([note(1)] if there else [])), notes={1: "Nguồn"} if there else None)
    made = compared(package.write(old.items()), new)
    assert lines(made)[-1].endswith("[liên kết https://a.example/: [-trang tin-]]")


def test_bookmarks_and_comments_are_those_of_the_new_file():
    mark = '<w:bookmarkStart w:id="1" w:name="dau"/><w:bookmarkEnd w:id="1"/>'
    old, new = whole(p(mark, "cũ ", TASK)), whole(p(mark, "mới ", TASK))
    assert part(compared(old, new)).count("w:bookmarkStart") == 1


# --- earlier changes by others --------------------------------------------------------------------------------------


def earlier(day):
    taken = "<w:r><w:delText>đã bỏ </w:delText></w:r>"
    return whole(p("Đoạn này ", tracked("ins", r("đã thêm ")), tracked("del", taken, id_=901), f"hết hạn {day}."))


def test_earlier_changes_by_others_are_kept_as_they_are():
    made = compared(earlier("1/1/2026"), earlier("2/2/2026"))
    assert body(made) == ["Normal | Đoạn này [+đã thêm +][-đã bỏ -]hết hạn [-1/1/2026-][+2/2/2026+]."]
    assert revisions(made, "Sở Y tế") == ["ins", "del"]
    assert set(re.findall(r'author="Sở Y tế" w:date="(.*?)"', part(made))) == {"2026-01-02T03:04:05Z"}


_GONE = "<w:r><w:delText>{}</w:delText></w:r>"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (p("a b"), p("a ", tracked("ins", r("x ")), "b"), "a [+x +]b"),  # an agency's own insertion
        (p("a x b"), p("a ", tracked("del", _GONE.format("x ")), "b"), "a [-x -]b"),  # and its deletion
        (p("a ", tracked("ins", r("x ")), "b"), p("a x b"), "a [+x +]b"),  # taken over by the secretariat
        (p("a ", tracked("del", _GONE.format("x ")), "b"), p("a x b"), "a x b"),  # not taken over
        (p("a ", tracked("del", _GONE.format("x ")), "b"), p("a b"), "a [-x -]b"),
        (p("a ", tracked("ins", r("x ")), "b"), p("a b"), "a [+[-x -]+]b"),
    ],
)
def test_all_accepted_or_rejected_it_is_either_file_with_all_accepted_or_rejected(old, new, told):
    old, new = whole(old), whole(new)
    made = redline(old, new, AUTHOR, DAY)
    assert body(made) == [f"Normal | {told}"]
    assert lines(accepted(made)) == lines(accepted(new))
    assert lines(rejected(made)) == lines(rejected(old))


def test_an_earlier_change_of_formatting_is_kept():
    change = '<w:b/><w:rPrChange w:id="77" w:author="Sở Y tế" w:date="2026-01-01T00:00:00Z"><w:rPr/></w:rPrChange>'
    old, new = whole(p(r("Chữ", change), " cũ")), whole(p(r("Chữ", change), " mới"))
    made = compared(old, new)
    assert revisions(made, "Sở Y tế") == ["rPrChange"]


# --- the whole ------------------------------------------------------------------------------------------------------


def test_equal_files_have_no_change_at_all():
    docx = whole(p(TASK) + grid(*ROWS), header=p("Đầu"), notes={1: "x"})
    assert redline(docx, docx, AUTHOR, DAY) == docx


def test_the_same_two_files_give_the_same_bytes():
    old, new = Maker(11).pair()
    assert redline(old, new, AUTHOR, DAY) == redline(old, new, AUTHOR, DAY)


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_generated_pairs_lead_to_both_files(seed):
    old, new = Maker(seed).pair()
    made = redline(old, new, AUTHOR, DAY)
    assert told(accepted(made)) == told(new)
    assert same_words(rejected(made), old, new)
    assert sound(made, old, new)


@settings(max_examples=100)
@given(st.integers(0, 10**9))
def test_generated_pairs_with_changes_by_others_lead_to_both_files(seed):
    old, new = Maker(seed, others=True).pair()
    made = redline(old, new, AUTHOR, DAY)
    assert told(accepted(made)) == told(accepted(new))
    assert same_words(rejected(made), rejected(old), new)
    assert sound(made, old, new)


def changed_papers(folder):
    """The papers of Tỉnh Mẫu that one deadline changes, as they were and as they are."""
    edited = folder / "project"
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, edited / name)
    tasks = edited / "data" / SAMPLE / "tasks.csv"
    text = tasks.read_text(encoding="utf-8-sig")
    tasks.write_text(text.replace("Thường xuyên", "Trước 30/6/2027", 1), encoding="utf-8-sig")
    build(edited, SAMPLE, folder / "new")
    return {path.relative_to(folder / "new").as_posix(): path.read_bytes() for path in (folder / "new").rglob("*.docx")}


@pytest.fixture(scope="module")
def deadline(built, tmp_path_factory):
    """The redlines of those papers by name, each with its old and its new file."""
    folder = tmp_path_factory.mktemp("deadline")
    found = {}
    for name, new in sorted(changed_papers(folder).items()):
        old = (built[SAMPLE] / name).read_bytes()
        if old != new:
            found[name] = (redline(old, new, AUTHOR, DAY), old, new)
    return found


def test_one_deadline_that_changed_is_one_change_in_the_draft_of_its_agency(deadline):
    made, _, _ = deadline["ke_hoach/bao-va-dai-mau.docx"]
    marked = [line for line in lines(made) if "+]" in line or "-]" in line or "theo dõi: " in line]
    assert [line.partition(" | ")[2] for line in marked] == [
        "[-Thường xuyên-][+29/6/2027+]",  # in the table of what it leads
        "⟦gen:row:2:deadline⟧[-Thường xuyên-][+Trước 30/6/2027+]⟦/⟧",
    ]


def test_the_redlines_of_a_build_lead_to_both_builds(deadline):
    assert len(deadline) == 17
    for made, old, new in deadline.values():
        assert outline(accepted(made)) == outline(new)
        assert [line for line in outline(rejected(made)) if not line.startswith("Thuộc tính")] == [
            line for line in outline(old) if not line.startswith("Thuộc tính")
        ]
        assert sound(made, old, new)


@pytest.mark.sdk
def test_the_sdk_finds_nothing_wrong_with_a_redline(deadline, tmp_path):
    for number, (made, _, _) in enumerate(deadline.values()):
        (tmp_path / f"{number}.docx").write_bytes(made)
    for seed in range(40):
        (tmp_path / f"made-{seed}.docx").write_bytes(redline(*Maker(seed).pair(), AUTHOR, DAY))
    found = sdk_faults(tmp_path.glob("*.docx"))
    assert len(found) == 57
    assert {path.name: faults for path, faults in found.items() if faults} == {}


def same_words(one, old, new):
    """Whether a file is the old one, but for the content controls that the new one lacks or has besides."""
    tags = [set(re.findall(r"⟦([^⟧/]+)⟧", "".join(lines(each)))) for each in (old, new)]
    if tags[0] == tags[1]:
        return told(one) == told(old)
    marks = r" *⟦[^⟧]*⟧ *|\*\*|//|‹cỡ 14›|‹/›|\s"
    return re.sub(marks, "", str(told(one))) == re.sub(marks, "", str(told(old)))


def told(docx):
    """The lines, notes in the order of their words, without headers that say nothing, which Word cannot track."""
    text = "\n".join(lines(docx))
    notes = r"\nChú thích cuối trang \d+:((?:\n  [^\n]*)*)"
    text, found = re.sub(notes, "", text), sorted(re.findall(notes, text))
    return re.sub(r"  Đầu trang:\n    [^|\n]*\|\n(?!    )", "", text), found


def test_nothing_but_what_is_compared_changes_in_the_package():
    old, new = whole(p("cũ"), picture=PICTURE), whole(p("mới"), picture=PICTURE)
    before, after = package.read(new), package.read(redline(old, new, AUTHOR, DAY))
    assert [name for name in after if before.get(name) != after[name]] == ["word/document.xml"]


# --- hostile input --------------------------------------------------------------------------------------------------


def test_a_paragraph_of_ten_megabytes_is_replaced_as_a_whole():
    words = " ".join(str(number) for number in range(1_250_000))[:9_000_000]
    made = redline(whole(p(f"a {words}")), whole(p(f"b {words}")), AUTHOR, DAY)
    assert revisions(made) == ["del", "ins"]


def test_many_runs_without_likeness_are_replaced_as_a_whole():
    def runs(word):
        return "".join(r(f"{word}{number % 7}", f'<w:sz w:val="{20 + number % 2}"/>') for number in range(25_000))

    made = redline(whole(p(runs("a"))), whole(p(runs("b"))), AUTHOR, DAY)
    assert set(revisions(made)) == {"del", "ins"}


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda _: b"not a zip", "tệp hỏng"),
        (lambda docx: docx[: len(docx) // 2], "tệp hỏng"),
        (lambda docx: package.write({**package.read(docx), "word/document.xml": b"<a"}.items()), "không đọc được"),
        (
            lambda docx: package.write({**package.read(docx), "word/document.xml": b"<a/>"}.items()),
            "không có nội dung văn bản Word",
        ),
    ],
)
def test_a_damaged_file_is_refused_in_vietnamese(damage, said, place):
    files = [whole(p("a")), whole(p("b"))]
    files[place] = damage(files[place])
    with pytest.raises(PackageError, match=said):
        redline(*files, AUTHOR, DAY)


def test_a_reference_to_a_note_that_is_not_there_is_not_brought_along():
    made = redline(whole(p("Số liệu", note(7), " cũ")), whole(p("Số liệu cũ")), AUTHOR, DAY)
    assert "footnoteReference" not in part(made)
    assert validity.faults(made) == []


def test_a_relationship_that_leads_nowhere_is_not_brought_along():
    old = whole(p('<w:hyperlink r:id="rIdKhong">' + r("Trang tin") + "</w:hyperlink>", " của tỉnh"))
    new = whole(p(" của tỉnh"))
    made = redline(old, new, AUTHOR, DAY)
    assert validity.faults(made) == []
    assert lines(made)[0] == "Normal | [liên kết : [-Trang tin-]] của tỉnh"
