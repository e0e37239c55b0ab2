"""Two Word files side by side: every difference is told, in a Word user's words, and none is invented."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import review_oracle as oracle
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.result import Change, Piece, Sign, What
from ntsdocs.docx import package, sent_as
from ntsdocs.docx.parts import EditableParts
from tiny_docx import A4, control, docx, field, p, r, table

HEADER = '<w:headerReference w:type="default" r:id="rId:header1"/>'


def changes(old: bytes, new: bytes) -> tuple[Change, ...]:
    return FilePair.of(old, new).changes


def seen(old: bytes, new: bytes) -> tuple[Change, ...]:
    return FilePair.of(old, new).visible_changes


def told(before: str, after: str, **others: object) -> list[Change]:
    found = list(changes(docx(before, **others), docx(after, **others)))
    assert list(oracle.faults(docx(before, **others), docx(after, **others), found)) == []
    return found


def words(*signed: str) -> tuple[Piece, ...]:
    return tuple(Piece(Sign(each[0]), each[1:]) for each in signed)


# --- words -----------------------------------------------------------------------------------------------------------


def test_equal_files_have_no_changes() -> None:
    assert told(p("Điều 1"), p("Điều 1")) == []


def test_a_word_that_changed_stands_between_the_words_that_did_not() -> None:
    assert told(p("Mục tiêu"), p("Mục đích")) == [
        Change(What.WORDS, "đoạn 1", "", "Mục tiêu", "Mục đích", words("=Mục ", "-tiêu", "+đích"))
    ]


def test_dates_and_numbers_change_as_a_whole() -> None:
    found = told(p("Trước 30/6/2026 có 1.200 người"), p("Trước 31/7/2026 có 1.300 người"))
    assert [piece for piece in found[0].pieces if piece.sign is not Sign.KEPT] == list(
        words("-30/6/2026", "+31/7/2026", "-1.200", "+1.300")
    )


def test_an_inserted_paragraph_is_one_change_and_moves_no_other() -> None:
    assert told(p("a") + p("b"), p("a") + p("x") + p("b")) == [Change(What.ADDED, "đoạn 2", "", None, "x", words("+x"))]


def test_a_removed_paragraph_is_found_where_it_was() -> None:
    assert told(p("a") + p("x") + p("b"), p("a") + p("b")) == [
        Change(What.REMOVED, "đoạn 2", "", "x", None, words("-x"))
    ]


def test_a_paragraph_that_moved_is_told_once() -> None:
    moved = told(p("một") + p("hai") + p("ba"), p("hai") + p("ba") + p("một"))
    assert moved == [Change(What.MOVED, "đoạn 3 (trước ở đoạn 1)", "", "một", "một")]


def test_an_inserted_row_is_one_change_with_its_cells() -> None:
    before = table([p("1"), p("Sở A")], [p("3"), p("Sở C")])
    after = table([p("1"), p("Sở A")], [p("2"), p("Sở B")], [p("3"), p("Sở C")])
    assert told(before, after) == [Change(What.ADDED, "bảng 1, hàng 2", "", None, "2 | Sở B", words("+2 | Sở B"))]


def test_a_row_is_known_by_its_tag_however_much_of_it_changed() -> None:
    def row(number: int, *texts: str) -> list[str]:
        return [p(control(f"gen:row:{number}:{i}", r(text))) for i, text in enumerate(texts)]

    found = told(table(row(1, "a", "b"), row(2, "c", "d")), table(row(7, "m", "n"), row(1, "x", "y"), row(2, "c", "d")))
    assert [(each.what, each.place, each.tag) for each in found] == [
        (What.ADDED, "bảng 1, hàng 1", "gen:row:7"),
        (What.WORDS, "bảng 1, hàng 2, cột 1", "gen:row:1:0"),
        (What.WORDS, "bảng 1, hàng 2, cột 2", "gen:row:1:1"),
    ]


def agency(number: int, name: str, *figures: int) -> list[str]:
    return [p(str(number)), p(control(f"gen:agency:{name}", r(f"Sở {name}"))), *(p(str(each)) for each in figures)]


def total(*figures: int) -> list[str]:
    return [p(), p("Tổng cộng"), *(p(str(each)) for each in figures)]


def test_the_last_row_of_a_record_that_goes_is_removed_and_the_total_below_it_is_changed() -> None:
    before = table(agency(1, "A", 5, 6), agency(2, "B", 7, 8), total(12, 14))
    after = table(agency(1, "A", 5, 6), total(5, 6))
    assert [(each.what, each.place, each.before, each.after) for each in told(before, after)] == [
        (What.REMOVED, "bảng 1, hàng 2", "2 | Sở B | 7 | 8", None),
        (What.WORDS, "bảng 1, hàng 2, cột 3", "12", "5"),
        (What.WORDS, "bảng 1, hàng 2, cột 4", "14", "6"),
    ]


def test_a_row_of_a_record_that_moved_is_told_once_with_what_else_changed_in_it() -> None:
    before = table(agency(1, "A", 5), agency(2, "B", 7), agency(3, "C", 9), total(21))
    after = table(agency(1, "B", 7), agency(2, "C", 9), agency(3, "A", 6), total(22))
    assert [(each.what, each.place, each.tag, each.before, each.after) for each in told(before, after)] == [
        (What.WORDS, "bảng 1, hàng 1 đến 2, cột 1 (số thứ tự đều giảm 1)", "", "2 | 3", "1 | 2"),
        (What.MOVED, "bảng 1, hàng 3 (trước ở hàng 1)", "gen:agency:A", "3 | Sở A | 6", "3 | Sở A | 6"),
        (What.WORDS, "bảng 1, hàng 3, cột 1", "", "1", "3"),
        (What.WORDS, "bảng 1, hàng 3, cột 3", "", "5", "6"),
        (What.WORDS, "bảng 1, hàng 4, cột 3", "", "21", "22"),
    ]


def test_numbers_of_rows_that_all_went_one_up_are_one_change_and_other_figures_are_not() -> None:
    before = table(agency(1, "A", 5), agency(2, "B", 7), agency(3, "C", 9), agency(4, "D", 9))
    after = table(agency(1, "B", 6), agency(2, "C", 8), agency(3, "D", 9))
    found = told(before, after)
    assert [(each.what, each.place, each.before, each.after) for each in found] == [
        (What.REMOVED, "bảng 1, hàng 1", "1 | Sở A | 5", None),
        (What.WORDS, "bảng 1, hàng 1 đến 3, cột 1 (số thứ tự đều giảm 1)", "2 | 3 | 4", "1 | 2 | 3"),
        (What.WORDS, "bảng 1, hàng 1, cột 3", "7", "6"),
        (What.WORDS, "bảng 1, hàng 2, cột 3", "9", "8"),
    ]
    assert found[1].pieces == words("+1 | ", "=2 | 3", "- | 4")


def test_the_tag_is_that_of_the_control_the_change_stands_in() -> None:
    def line(lead: str, deadline: str) -> str:
        return p(
            "Chủ trì: ", control("gen:task:17:lead", r(lead)), ". Hạn: ", control("gen:task:17:deadline", r(deadline))
        )

    assert [each.tag for each in told(line("A", "x"), line("A", "y"))] == ["gen:task:17:deadline"]
    assert [each.tag for each in told(line("A", "x"), line("B", "y"))] == ["gen:task:17"]


def test_headers_and_notes_are_read_too() -> None:
    def paper(header: str, note: str) -> bytes:
        related = {"header1": p(header), "footnotes": f'<w:footnote w:id="2">{p(note)}</w:footnote>'}
        body = p("a", '<w:r><w:footnoteReference w:id="2"/></w:r>')
        return docx(body, section=HEADER, related=related)

    found = changes(paper("Trang", "Theo báo cáo"), paper("Tờ", "Theo tin"))
    assert [(each.what, each.place, each.before, each.after) for each in found] == [
        (What.WORDS, "đầu trang, đoạn 1", "Trang", "Tờ"),
        (What.WORDS, "chú thích cuối trang 1, đoạn 1", "Theo báo cáo", "Theo tin"),
    ]


def test_comments_are_read_with_their_authors() -> None:
    def paper(author: str) -> bytes:
        body = p("a", '<w:r><w:commentReference w:id="0"/></w:r>')
        comment = f'<w:comment w:id="0" w:author="{author}">{p("xem lại")}</w:comment>'
        return docx(body, related={"comments": comment})

    (found,) = changes(paper("An"), paper("Bình"))
    assert (found.place, found.form) == ("ý kiến 1", (("XML: ý kiến 1/@author", "An", "Bình"),))


# --- form ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "after",
    [
        p("a", props='<w:spacing w:before="0" w:after="0"/><w:ind w:hanging="0"/><w:widowControl w:val="false"/>'),
        p("a", props='<w:keepNext w:val="false"/><w:rPr/>'),
        p(control("gen:x", r("a"))),
    ],
)
def test_what_another_program_writes_and_nobody_sees_is_no_visible_change(after: str) -> None:
    pair = FilePair.of(docx(p("a")), docx(after))
    assert pair.changes
    assert pair.visible_changes == ()


@pytest.mark.parametrize(
    ("before", "after", "form"),
    [
        (p("a"), p("a", props='<w:jc w:val="center"/>'), ("đoạn", "", "giữa")),
        (p(r("a")), p(r("a", "<w:b/>")), ("chữ «a»", "", "đậm")),
        (p(r("a b")), p(r("a "), r("b", "<w:i/>")), ("chữ «b»", "", "nghiêng")),
        (p(r("a")), p(r("a", '<w:kern w:val="2"/>')), ("XML: chữ «a»/kern", "", "val=2")),
        (p("a"), p(control("gen:x", r("a"))), ("XML: khung nội dung «gen:x»", "", "quanh «a»")),
        (p(field("PAGE", "1")), p(field("PAGE", "1"), props="<w:keepNext/>"), ("đoạn", "", "giữ với đoạn sau")),
    ],
)
def test_form_without_words_is_told_as_form(before: str, after: str, form: tuple[str, str, str]) -> None:
    (found,) = changes(docx(before), docx(after))
    assert (found.what, found.place, found.form) == (What.FORM, "đoạn 1", (form,))


def test_the_page_number_a_field_gave_last_is_no_difference_to_a_reader() -> None:
    def paper(page: str, nested: str) -> bytes:
        inner = field("PAGE", page).replace(r(page), r(page) + field("= 1 + 1", nested))
        return docx(p("a"), section=HEADER, related={"header1": p(inner, r(" trang"))})

    assert seen(paper("1", "2"), paper("4", "3")) == ()
    (found,) = changes(paper("1", "2"), paper("4", "3"))
    assert (found.what, found.place) == (What.FORM, "gói tệp")


def test_the_result_of_any_other_field_is_read() -> None:
    (found,) = seen(docx(p(field("REF x", "Điều 1"))), docx(p(field("REF x", "Điều 2"))))
    assert (found.before, found.after) == ("[REF x]Điều 1", "[REF x]Điều 2")


def test_a_header_repeated_for_each_section_is_the_one_before_to_a_reader() -> None:
    """As LibreOffice writes it where Word leaves it to be inherited."""
    first = f"<w:sectPr>{HEADER}</w:sectPr>"
    one, other = (p(field("PAGE", page)) for page in "24")
    again = HEADER.replace("header1", "header2")
    inherited = docx(p("a", props=first) + p("b"), related={"header1": one})
    repeated = docx(p("a", props=first) + p("b"), section=again, related={"header1": one, "header2": other})
    differing = docx(p("a", props=first) + p("b"), section=again, related={"header1": one, "header2": p("Tờ")})

    assert seen(inherited, repeated) == ()
    assert changes(inherited, repeated) != ()
    assert [(each.what, each.place, each.after) for each in seen(inherited, differing)] == [
        (What.ADDED, "đầu trang (phần 2), đoạn 1", "Tờ")
    ]


def test_a_blank_paragraph_that_only_looks_otherwise_neither_came_nor_went() -> None:
    def lines(props: str) -> str:
        return p("a", props=props) + p(props=props) + p("b", props=props)

    found = seen(docx(lines("")), docx(lines('<w:spacing w:after="60"/>')))
    assert {each.what for each in found} == {What.FORM}
    assert [each.what for each in seen(docx(lines("")), docx(p("a") + p("b")))] == [What.REMOVED]


def under(left: int, *drawn: str) -> str:
    """The empty paragraph whose upper border is the line under a heading, or that holds a drawn line."""
    border = "" if drawn else '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    return p(*drawn, props=f'{border}<w:ind w:left="{left}" w:right="{left}"/>')


def drawn(width: int) -> str:
    place = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    extent = f'<wp:extent cx="{width}" cy="0"/>'
    return f'<w:r><w:drawing><wp:inline xmlns:wp="{place}">{extent}</wp:inline></w:drawing></w:r>'


def heading(*lines: str) -> str:
    return table(["".join(each if each.startswith("<") else p(each) for each in lines), p("CỘNG HÒA")])


def test_the_line_under_a_heading_that_grew_is_one_change_of_form_that_names_its_indent() -> None:
    found = told(heading("SỞ A", under(1134)), heading("SỞ A", "VÀ B", "VÀ C", under(567)))

    assert [(each.what, each.place, each.after) for each in found] == [
        (What.ADDED, "bảng 1, hàng 1, cột 1, đoạn 2", "VÀ B"),
        (What.ADDED, "bảng 1, hàng 1, cột 1, đoạn 3", "VÀ C"),
        (What.FORM, "bảng 1, hàng 1, cột 1, đoạn 4", ""),
    ]
    assert found[2].form == (("đoạn", "lùi trái 20 mm; lùi phải 20 mm", "lùi trái 10 mm; lùi phải 10 mm"),)


def test_a_drawn_line_under_a_heading_that_grew_is_one_change_that_names_its_width() -> None:
    found = told(heading("SỞ A", under(0, drawn(360000))), heading("SỞ A", "VÀ B", under(0, drawn(720000))))

    assert [(each.what, each.before, each.after) for each in found] == [
        (What.ADDED, None, "VÀ B"),
        (What.WORDS, "[hình, 10 × 0 mm]", "[hình, 20 × 0 mm]"),
    ]


def test_the_page_is_told() -> None:
    wide = A4.replace("11906", "16838").replace('h="16838"/', 'h="11906" w:orient="landscape"/')
    (found,) = changes(docx(p("a"), section=A4), docx(p("a"), section=wide))
    assert (found.place, found.form[0]) == ("trang giấy", ("trang", "210 × 297 mm, đứng", "297 × 210 mm, ngang"))


def test_a_column_that_was_resized_is_told_of_the_table() -> None:
    before = table([p("1"), p("2")])
    (found,) = changes(docx(before), docx(before.replace("1134", "2268", 1)))
    assert (found.place, found.form[0]) == ("bảng 1", ("bảng", "cột 20 + 20 mm", "cột 40 + 20 mm"))


def test_properties_are_told_by_their_names() -> None:
    (found,) = changes(docx(p("a"), core="<dc:title>Một</dc:title>"), docx(p("a"), core="<dc:title>Hai</dc:title>"))
    assert found == Change(What.FORM, "thuộc tính tệp", "", None, None, (), (("thuộc tính «tiêu đề»", "Một", "Hai"),))


@pytest.mark.parametrize(
    ("paper", "places"), [("a/b/ke_hoach/x", []), ("a/b/ke_hoach/y", ["phần docProps/custom.xml"])]
)
def test_a_digest_of_the_text_is_no_change_beside_the_text_but_another_paper_is(paper: str, places: list[str]) -> None:
    files = []
    for text, name in (("Mục tiêu", "a/b/ke_hoach/x"), ("Mục đích", paper)):
        file = EditableParts(docx(p(text)))
        sent_as.declare(file)
        files.append(package.write({**file.written_parts(), **sent_as.properties(name, text.encode())}.items()))
    assert [change.place for change in changes(*files)] == ["đoạn 1", *places]


def test_a_style_is_told_even_if_no_paragraph_uses_it() -> None:
    def paper(size: int) -> bytes:
        style = f'<w:style w:styleId="A"><w:name w:val="Tên riêng"/><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
        return docx(p("a"), related={"styles": style})

    (found,) = changes(paper(26), paper(28))
    assert (found.place, found.form) == ("kiểu «Tên riêng»", (("kiểu", "cỡ 13", "cỡ 14"),))


def test_another_packing_of_the_same_parts_is_told_as_that() -> None:
    paper = docx(p("a"))
    packed = package.pack(package.member(name, data, 1) for name, data in package.read(paper).items())
    assert [each.place for each in changes(paper, packed)] == ([] if paper == packed else ["gói tệp"])


HEADERS = ("header1", "header2", "header3")


def sections(*names: str, headers: dict[str, str], first: str = "") -> bytes:
    """A paper of as many sections as names, each with the header of that name; the first page of all has `first`."""
    refs = [f'<w:headerReference w:type="default" r:id="rId:{name}"/>' if name else "" for name in names]
    if first:
        refs[0] += f'<w:headerReference w:type="first" r:id="rId:{first}"/>'
    *before, last = refs
    body = "".join(p("a", props=f"<w:sectPr>{ref}</w:sectPr>") for ref in before)
    return docx(body + p("b"), section=last, related={name: p(text) for name, text in headers.items()})


def test_a_header_that_sections_and_first_pages_share_is_told_once_with_every_place() -> None:
    def paper(text: str) -> bytes:
        return sections("header1", "header1", "", headers={"header1": text}, first="header1")

    (found,) = changes(paper("Trang"), paper("Tờ"))
    assert (found.what, found.before, found.after) == (What.WORDS, "Trang", "Tờ")
    assert found.place == "đầu trang (mọi phần), đầu trang của trang đầu (mọi phần), đoạn 1"


def test_equal_headers_in_parts_of_their_own_are_told_once() -> None:
    def paper(text: str) -> bytes:
        return sections(*HEADERS, headers=dict.fromkeys(HEADERS, text))

    (found,) = changes(paper("Trang"), paper("Tờ"))
    assert (found.place, found.before, found.after) == ("đầu trang (mọi phần), đoạn 1", "Trang", "Tờ")


def test_the_header_of_one_section_is_told_with_that_section() -> None:
    def paper(text: str) -> bytes:
        return sections("header1", "header2", "header1", headers={"header1": "Trang", "header2": text})

    (found,) = changes(paper("một"), paper("hai"))
    assert found.place == "đầu trang (phần 2), đoạn 1"


def test_a_section_that_shows_another_of_the_headers_is_told() -> None:
    headers = {"header1": "Trang", "header2": "Tờ"}
    old, new = (sections("header1", "header2", last, headers=headers) for last in ("header1", "header2"))
    assert [(each.what, each.place, each.form) for each in changes(old, new)] == [
        (What.FORM, place, (("nơi hiện", before, place),))
        for before, place in (
            ("đầu trang (phần 1, 3)", "đầu trang (phần 1)"),
            ("đầu trang (phần 2)", "đầu trang (phần 2, 3)"),
        )
    ]


# --- the lists of a package ------------------------------------------------------------------------------------------


def with_part(paper: bytes, name: str, old: str, new: str) -> bytes:
    parts = package.read(paper)
    assert old in parts[name].decode()
    parts[name] = parts[name].decode().replace(old, new).encode()
    return package.write(parts.items())


TYPES = "[Content_Types].xml"
DEFAULT = '<Default Extension="xml" ContentType="application/xml"/>'
OVERRIDE = '<Override PartName="/word/document.xml" ContentType="a/b"/>'
LINKS = (
    '<Relationship Id="rId8" Type="t/styles" Target="styles.xml"/>',
    '<Relationship Id="rId9" Type="t/b" Target="b"/>',
)


def listing(types: str, links: str) -> bytes:
    """A paper with these types and relationships besides its own."""
    made = with_part(docx(p("a")), TYPES, "/>", f">{types}</Types>")
    return with_part(made, "word/_rels/document.xml.rels", "></Rel", f">{links}</Rel")


def test_another_order_of_types_and_relationships_is_told_only_as_something_nobody_sees() -> None:
    old, new = listing(DEFAULT + OVERRIDE, LINKS[0] + LINKS[1]), listing(OVERRIDE + " " + DEFAULT, LINKS[1] + LINKS[0])
    (found,) = changes(old, new)
    assert (found.place, found.form[0][0]) == (
        "gói tệp",
        "cách viết XML hoặc số hiệu bên trong, người đọc không thấy",
    )


def test_types_and_relationships_that_changed_are_told_by_their_names() -> None:
    old = listing(DEFAULT + OVERRIDE, LINKS[0] + LINKS[1])
    new = listing(OVERRIDE.replace("a/b", "a/c") + DEFAULT, LINKS[1].replace('"b"', '"c"'))
    assert [(each.place, each.form) for each in changes(old, new)] == [
        (f"phần {TYPES}", (("/word/document.xml", "ContentType a/b", "ContentType a/c"),)),
        (
            "phần word/_rels/document.xml.rels",
            (("rId8", "Target styles.xml; Type t/styles", ""), ("rId9", "Target b; Type t/b", "Target c; Type t/b")),
        ),
    ]


# --- hostile words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a | b",
        "⟦gen:task:1⟧",
        "**đậm**",
        "[-x-]{+y+}",
        "‹…›",
        "\u202eđảo\u202c",
        "x" * 100_000,
    ],
)
def test_hostile_words_are_compared_as_words(text: str) -> None:
    found = told(p("trước") + p("x"), p("trước") + p(text))
    assert [(each.what, each.after) for each in found] == [(What.WORDS, oracle.shown(text))]


# --- generated pairs -------------------------------------------------------------------------------------------------

pieces = ["một ", "hai ", "17", "30/6/2026", "Sở", " ", "⍽", "<", "&", "\u0301", "đ"]
texts = st.lists(st.sampled_from(pieces), max_size=6).map("".join)
runs = st.builds(r, texts, st.sampled_from(["", "<w:b/>", '<w:sz w:val="26"/>', "<w:i/><w:u w:val='single'/>"]))
inside = st.one_of(runs, st.builds(control, st.sampled_from(["gen:task:1:a", "gen:task:2:b", "own:x"]), runs))
props = st.sampled_from(["", '<w:jc w:val="center"/>', "<w:keepNext/>", '<w:ind w:left="567"/>'])
sentences = st.builds(lambda each, about: p(*each, props=about), st.lists(inside, max_size=3), props)
rows = st.lists(st.tuples(sentences, sentences).map(list), min_size=1, max_size=4)
bodies = st.lists(st.one_of(sentences, sentences, rows.map(lambda each: table(*each))), max_size=6).map("".join)


@given(bodies, bodies)
@settings(max_examples=300)
def test_nothing_is_missed_and_nothing_invented_between_any_two_files(before: str, after: str) -> None:
    old, new = docx(before), docx(after)
    found = changes(old, new)
    assert list(oracle.faults(old, new, found)) == []
    assert bool(found) == (before != after)


@given(bodies, st.integers(0, 10**6))
@settings(max_examples=300)
def test_any_single_attribute_or_element_that_changes_is_told(body: str, seed: int) -> None:
    old = docx(body, section=A4)
    parts = package.read(old)
    root = etree.fromstring(parts["word/document.xml"])
    chance = random.Random(seed)
    settings_ = [each for each in root.iter() if re.search(r"Pr$", etree.QName(each).localname) or each.attrib]
    target = chance.choice([each for each in settings_ if etree.QName(each).localname != "t"])
    if target.attrib and chance.random() < 0.7:
        target.set(chance.choice(sorted(target.attrib)), "4321")
    else:
        target.append(etree.SubElement(target, f"{oracle.W}la"))
    parts["word/document.xml"] = etree.tostring(root)
    new = package.write(parts.items())
    if oracle.canonical(package.read(old)["word/document.xml"]) == oracle.canonical(parts["word/document.xml"]):
        return
    found = changes(old, new)
    assert found
    assert all(each.place != "gói tệp" for each in found)
    assert list(oracle.faults(old, new, found)) == []


agencies = st.lists(
    st.tuples(st.sampled_from("ABCDEFG"), st.integers(0, 3)), max_size=7, unique_by=lambda each: each[0]
)


@given(agencies, agencies)
@settings(max_examples=200)
def test_rows_of_agencies_come_and_go_by_their_names_whatever_their_numbers_and_figures(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    def listed(found: list[tuple[str, int]]) -> str:
        rows = [agency(number, name, figure) for number, (name, figure) in enumerate(found, start=1)]
        return table([p("TT"), p("Cơ quan"), p("Số")], *rows, total(sum(figure for _, figure in found)))

    olds, news = {name for name, _ in before}, {name for name, _ in after}

    changes_ = told(listed(before), listed(after))

    came = {each.tag for each in changes_ if each.what is What.ADDED}
    gone = {each.tag for each in changes_ if each.what is What.REMOVED}
    assert came == {f"gen:agency:{name}" for name in news - olds}
    assert gone == {f"gen:agency:{name}" for name in olds - news}
    assert all("Tổng cộng" not in f"{each.before}{each.after}" for each in changes_)
