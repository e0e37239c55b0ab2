"""Whose answers stand in the rows and columns of a returned table, whatever became of it."""

from __future__ import annotations

import pytest

from ntsdocs.returns import rows, word_lines
from ntsdocs.returns.reading import How, Tables
from tiny_docx import control, docx, p, r, table

HEADS = ["TT", "Mục", "Nhiệm vụ", "Thời hạn", "Đơn vị, cán bộ", "Hạn nội bộ"]
TASKS = {
    "3": ("I.a", "Tuyên truyền phổ biến pháp luật về dữ liệu số cho người dân", "Hằng năm"),
    "5": ("I.b", "Xây dựng kịch bản ứng phó sự cố môi trường trên địa bàn xã", "31/12/2026"),
    "8": ("I.b", "Rà soát quy chế phối hợp giữa các lực lượng tại chỗ", "Quý II/2026"),
    "12": ("II.a", "Tổ chức diễn tập phương án sơ tán dân khi có bão lớn", "30/6/2026"),
}
TWIN = {"3": TASKS["3"], "5": ("I.b", TASKS["3"][1], "Hằng năm"), "8": TASKS["8"], "12": TASKS["12"]}


def heads(*texts: str) -> list[str]:
    return [p(text) for text in texts]


def ours(number: str, tasks: dict[str, tuple[str, str, str]] = TASKS) -> list[str]:
    """A row as it is sent."""
    place, content, deadline = tasks[number]
    own = [p(control(f"own:task:{number}:{name}", r("……"))) for name in ("don_vi", "tien_do")]
    marked = [
        p(control(f"gen:row:{number}:{name}", r(said))) for name, said in (("content", content), ("day", deadline))
    ]
    return [p(control(f"gen:row:{number}:chu_tri", r(number))), p(place), *marked, *own]


def typed(number: str, unit: str = "", day: str = "", **other: str) -> list[str]:
    """A row of plain words."""
    place, content, deadline = TASKS[number]
    return [
        p(other.get(each[0], each[1]))
        for each in (("no", number), ("place", place), ("content", content), ("due", deadline))
    ] + [
        p(unit),
        p(day),
    ]


SENT = docx(table(heads(*HEADS), *(ours(number) for number in TASKS)))


def read(theirs: bytes, sent: bytes = SENT) -> Tables:
    return rows.read(word_lines.read(sent), word_lines.read(theirs))


def sure(found: Tables) -> dict[str, str]:
    """The values that are beyond doubt, by task and field."""
    return {each.tag.removeprefix("own:task:"): each.value for each in found.reading.answers if not each.doubt}


def doubtful(found: Tables) -> dict[str, str]:
    """Why the others are not, by task and field."""
    return {each.tag.removeprefix("own:task:"): each.doubt for each in found.reading.answers if each.doubt}


def filled(number: str, unit: str, day: str) -> list[str]:
    """A row in whose places somebody typed."""
    row = ours(number)
    for at, name, said in ((4, "don_vi", unit), (5, "tien_do", day)):
        row[at] = p(control(f"own:task:{number}:{name}", r(said)))
    return row


def test_what_is_typed_into_the_places_is_read_by_their_tags_and_a_blank_place_is_no_answer():
    found = read(docx(table(heads(*HEADS), filled("3", "Phòng Tổng hợp", "15/11/2025"), ours("5"))))
    assert sure(found) == {"3:don_vi": "Phòng Tổng hợp", "3:tien_do": "15/11/2025"}
    assert {each.how for each in found.reading.answers} == {How.TAG}


def test_without_marks_rows_are_known_by_their_words_though_they_have_other_numbers_and_another_order():
    rows_ = [typed("12", "Đội 1", "01/6/2026", no="1"), typed("3", "Đội 2", "Hằng năm", no="2")]
    found = read(docx(table(heads(*HEADS), *rows_, typed("8", "Đội 3", "", no="3"))))
    assert sure(found) == {
        "12:don_vi": "Đội 1",
        "12:tien_do": "01/6/2026",
        "3:don_vi": "Đội 2",
        "3:tien_do": "Hằng năm",
        "8:don_vi": "Đội 3",
    }


def test_columns_in_another_order_are_known_by_their_headings():
    order = [0, 5, 2, 4, 3]
    both = [heads(*HEADS), typed("3", "Đội 2", "20/12"), typed("5", "Đội 1", "Quý I")]
    found = read(docx(table(*([row[at] for at in order] for row in both))))
    assert sure(found) == {"3:don_vi": "Đội 2", "3:tien_do": "20/12", "5:don_vi": "Đội 1", "5:tien_do": "Quý I"}


def test_a_filled_place_that_was_copied_into_another_row_answers_for_that_row():
    copied = ours("5")
    copied[4] = p(control("own:task:3:don_vi", r("Phòng Tổng hợp")))
    found = read(docx(table(heads(*HEADS), filled("3", "Phòng Tổng hợp", "……"), copied, ours("8"))))
    assert sure(found) == {"3:don_vi": "Phòng Tổng hợp", "5:don_vi": "Phòng Tổng hợp"}


def test_a_column_of_their_own_and_a_deadline_that_is_the_same_as_theirs_are_no_answer():
    wide = [heads(*HEADS[:4], "Kinh phí", *HEADS[4:])]
    wide += [[*row[:4], p("200"), *row[4:]] for row in (typed("3", "Đội 2", "Hằng năm"), typed("8", "", "Quý II/2026"))]
    assert sure(read(docx(table(*wide)))) == {"3:don_vi": "Đội 2", "3:tien_do": "Hằng năm", "8:tien_do": "Quý II/2026"}


def test_a_table_without_headings_that_is_like_ours_is_read_and_another_one_is_doubted():
    plain = [typed("3", "Đội 2", "20/12"), typed("5", "Đội 1", "Quý I/2026")]
    assert sure(read(docx(table(*plain)))).keys() == {"3:don_vi", "3:tien_do", "5:don_vi", "5:tien_do"}
    found = read(docx(table(*([*row[:3], *row[4:]] for row in plain))))
    assert sure(found) == {}
    assert set(doubtful(found).values()) == {"đọc theo vị trí cột"}


def test_the_second_part_of_a_table_has_the_columns_of_the_first():
    swapped = [
        heads(*HEADS[:4], HEADS[5], HEADS[4]),
        *([*row[:4], row[5], row[4]] for row in [typed("3", "Đội 2", "20/12")]),
    ]
    second = [
        [*row[:4], row[5], row[4]] for row in (typed("8", "Đội 7", "Quý IV/2026"), typed("12", "Đội 8", "30/5/2026"))
    ]
    found = read(docx(table(*swapped) + p("Tiếp theo") + table(*second)))
    assert sure(found)["12:tien_do"] == "30/5/2026"
    assert sure(found)["8:don_vi"] == "Đội 7"


def test_rows_of_the_same_words_are_told_apart_by_what_stands_beside_them_else_by_their_numbers_else_doubted():
    sent = docx(table(heads(*HEADS), *(ours(number, TWIN) for number in TWIN)))
    twin = typed("5", "Đội 1", "Quý I/2026", content=TWIN["5"][1], due="Hằng năm")
    rest = [typed("8"), typed("12")]
    assert sure(read(docx(table(heads(*HEADS), twin, *rest)), sent))["5:don_vi"] == "Đội 1"
    blank = [[*row[:1], p(""), *row[2:]] for row in (twin, *rest)]
    assert sure(read(docx(table(heads(*HEADS), *blank)), sent))["5:don_vi"] == "Đội 1"
    own = [[p(str(number)), *row[1:]] for number, row in enumerate(blank, start=1)]
    found = read(docx(table(heads(*HEADS), *own)), sent)
    assert sure(found) == {}
    assert set(doubtful(found).values()) == {"có nhiệm vụ khác cùng lời"}


def test_a_row_of_two_tasks_answers_for_both_and_is_doubted():
    one, two = typed("3", "Đội 2", "20/12"), typed("5")
    found = read(
        docx(table(heads(*HEADS), [a + b if a != b else a for a, b in zip(one[:4], two[:4], strict=True)] + one[4:]))
    )
    assert doubtful(found).keys() == {"3:don_vi", "3:tien_do", "5:don_vi", "5:tien_do"}


def test_a_row_of_their_own_is_no_answer_and_a_reworded_task_stays_one():
    own = [p(""), p(""), p("Tham quan, học tập mô hình tại tỉnh bạn"), p(""), p("Đội 9"), p("20/12")]
    changed = typed("5", "Đội 1", "Quý I", content="Xây dựng kịch bản ứng phó sự cố môi trường, dịch bệnh trên địa bàn")
    found = read(docx(table(heads(*HEADS), typed("3"), changed, own, typed("8"), typed("12"))))
    assert sure(found) == {"5:don_vi": "Đội 1", "5:tien_do": "Quý I"}


SHARED = [*HEADS[:4], "Cán bộ/hạn"]


@pytest.mark.parametrize(
    ("said", "unit", "day"),
    [
        ("Phòng Tổng hợp/30/6/2026", "Phòng Tổng hợp", "30/6/2026"),
        ("Phòng Tổng hợp/……", "Phòng Tổng hợp", None),
        ("……/Quý II/2026", None, "Quý II/2026"),
        ("VP/Q.IV/2025", "VP", "Q.IV/2025"),
    ],
)
def test_two_answers_in_one_cell_are_told_apart_at_the_stroke(said, unit, day):
    cell = [p(control("own:task:3:don_vi", r("……")), r("/"), control("own:task:3:tien_do", r("……")))]
    sent = docx(table(heads(*SHARED), ours("3")[:4] + cell))
    found = sure(read(docx(table(heads(*SHARED), [*typed("3")[:4], p(said)])), sent))
    assert (found.get("3:don_vi"), found.get("3:tien_do")) == (unit, day)


def test_the_fields_below_each_duty_of_a_form_are_told_apart_by_the_order_where_numbers_are_their_own():
    fields = {"tinh_trang": "Tình trạng", "san_pham": "Sản phẩm"}
    sent, back = [heads("TT", "Nội dung", "Báo cáo của cơ quan")], [heads("TT", "Nội dung", "Báo cáo của cơ quan")]
    for at, number in enumerate(("3", "5", "8"), start=1):
        content = TASKS[number][1]
        sent.append(
            [p(control(f"gen:row:{number}:chu_tri", r(number))), p(control(f"gen:row:{number}:content", r(content)))]
        )
        back.append([p(str(at)), p(content)])
        for name, title in fields.items():
            sent.append([p(number), p(title), p(control(f"own:task:{number}:{name}", r("……")))])
            back.append([p(str(at)), p(title), p("Xong" if name == "tinh_trang" else f"Báo cáo {number}")])
    assert sure(read(docx(table(*back)), docx(table(*sent)))) == {
        f"{number}:{name}": said
        for number in ("3", "5", "8")
        for name, said in (("tinh_trang", "Xong"), ("san_pham", f"Báo cáo {number}"))
    }


def test_all_lines_of_the_table_are_claimed_and_those_of_ours_matched():
    found = read(docx(p("Lời văn") + table(heads(*HEADS), filled("3", "Phòng Tổng hợp", "……"))))
    assert found.theirs == frozenset(range(1, 13))
    assert found.reading.matching.lines[2] == (3,)  # «Nhiệm vụ» of the headings
    assert found.reading.matching.lines[8] == (9,)  # the words of task 3
    assert found.reading.matching.values >= {11}


def test_a_column_copied_with_its_controls_is_not_taken_for_the_one_that_was_sent():
    wide = [heads(*HEADS, "Lãnh đạo phụ trách")]
    for number in ("3", "5"):
        row = filled(number, "Phòng Tổng hợp", "20/12")
        wide.append([*row, p(control(f"own:task:{number}:don_vi", r("Ông A")))])
    assert sure(read(docx(table(*wide))))["3:don_vi"] == "Phòng Tổng hợp"


def test_a_row_with_merged_cells_is_read_by_its_tags_else_doubted():
    merged = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    full = [typed("3", "Đội 2", "20/12"), typed("5", "Đội 1", "Quý I/2026")]
    narrow = typed("8", "Đội 7", "Quý IV/2026")
    found = read(docx(table(heads(*HEADS), *full, [narrow[0], narrow[1], merged + narrow[2], *narrow[4:]])))
    assert sure(found).keys() == {"3:don_vi", "3:tien_do", "5:don_vi", "5:tien_do"}
    row = filled("8", "Đội 7", "Quý IV/2026")
    found = read(docx(table(heads(*HEADS), *full, [row[0], row[1], merged + row[2], *row[4:]])))
    assert (sure(found)["8:don_vi"], sure(found)["8:tien_do"]) == ("Đội 7", "Quý IV/2026")


def test_a_cell_over_several_rows_answers_for_each_of_them_and_is_doubted_below_the_first():
    start, goes_on = ("<w:tcPr><w:vMerge/></w:tcPr>".replace("/>", each, 1) for each in (' w:val="restart"/>', "/>"))
    one, two = typed("3", start, "20/12"), typed("5", "", "Quý I/2026")
    one[4], two[4] = start + p("Đội 2"), goes_on + p("")
    found = read(docx(table(heads(*HEADS), one, two, typed("8", "", "Quý IV/2026"))))
    assert sure(found)["3:don_vi"] == "Đội 2"
    assert doubtful(found) == {"5:don_vi": "một ô chung cho nhiều hàng"}
    assert {each.value for each in found.reading.answers if each.tag.endswith("don_vi")} == {"Đội 2"}


@pytest.mark.parametrize("is_marked", [True, False])
def test_one_column_of_an_older_paper_for_two_of_ours_is_parted_and_sure_by_its_tags_alone(is_marked):
    def row(number: str) -> list[str]:
        places = [("don_vi", "Phòng Kinh tế"), ("tien_do", "Quý III/2026")]
        runs = [control(f"own:task:{number}:{name}", r(said)) if is_marked else r(said) for name, said in places]
        return [*typed(number)[:4], p(runs[0], r("/"), runs[1])]

    found = read(docx(table(heads(*HEADS[:4], "Cán bộ/hạn"), *map(row, TASKS))))
    told = {f"{number}:{name}" for number in TASKS for name in ("don_vi", "tien_do")}
    assert {each.value for each in found.reading.answers} == {"Phòng Kinh tế", "Quý III/2026"}
    assert (set(sure(found)), set(doubtful(found))) == ((told, set()) if is_marked else (set(), told))
