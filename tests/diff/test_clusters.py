"""The same change of many documents is read once, and each cluster has the cause that is nearest to it."""

from __future__ import annotations

from dataclasses import replace

from ntsdocs.diff.clusters import MANY, clusters
from ntsdocs.diff.result import VARIES, Cause, Change, Cluster, Piece, Sign, What, Why

CELL = Cause(
    "cell", "nhiệm vụ 17, cột «Thời gian hoàn thành»: «a» → «b»", "t.csv", "nhiệm vụ 17", "Thời gian hoàn thành"
)
RULING = Cause("ruling", "quyết định D1: «x» → «y»", "", "quyết định D1", "choice")
LINE = Cause(
    "template",
    "mẫu: …",
    "k.txt, dòng 1",
    before="Lời văn | {{ who }} báo cáo ngay",
    after="Lời văn | {{ who }} báo cáo sớm",
)
OTHER = Cause("template", "mẫu: …", "k.txt, dòng 2", before="Lời văn | hai", after="Lời văn, giữa | hai")


def swapped(before: str, old: str, new: str, after: str, place: str = "đoạn 1", tag: str = "") -> Change:
    """A change of words between words that stay."""
    signed = ((Sign.KEPT, before), (Sign.TAKEN, old), (Sign.PUT, new), (Sign.KEPT, after))
    pieces = tuple(Piece(sign, text) for sign, text in signed if text)
    return Change(What.WORDS, place, tag, before + old + after, before + new + after, pieces)


def formed(place: str, text: str, form: tuple[str, str, str] = ("đoạn", "", "giữa")) -> Change:
    return Change(What.FORM, place, "", text, text, (), (form,))


def put(changes: dict[str, list[Change]], causes: dict[str, tuple[Cause, ...]] | None = None) -> tuple[Cluster, ...]:
    return clusters(changes, causes or dict.fromkeys(changes, ()), changes)


def test_a_change_is_the_same_wherever_it_stands() -> None:
    (cluster,) = put({"a": [swapped("Hạn ", "1", "2", "")], "b": [swapped("Hạn ", "1", "2", "", "đoạn 7")]})
    assert (cluster.number, cluster.documents) == (1, ("a", "b"))
    assert cluster.changes == (swapped("Hạn ", "1", "2", "", f"đoạn {VARIES}"),)


def test_changes_of_the_same_documents_are_one_cluster_and_the_widest_comes_first() -> None:
    wide, also, own = (swapped(f"{word} ", "1", "2", "") for word in ("Hạn", "Kỳ", "Năm"))
    found = put({"a": [own, wide, also], "b": [wide, also], "c": [wide, also]})
    assert [(each.number, each.documents, len(each.changes)) for each in found] == [
        (1, ("a", "b", "c"), 2),
        (2, ("a",), 1),
    ]


def test_a_change_that_a_document_has_twice_is_told_twice() -> None:
    once = swapped("Hạn ", "1", "2", "")
    found = put({"a": [once, swapped("Hạn ", "1", "2", "", "đoạn 2")], "b": [once]})
    assert [(each.documents, len(each.changes)) for each in found] == [(("a", "b"), 1), (("a",), 1)]


def test_names_around_a_change_vary() -> None:
    names = ("Sở Y tế", "Sở Nội vụ", "Công an tỉnh")
    found = put(
        {name: [swapped(f"{name} báo cáo kết quả ", "ngay", "sớm", " cho UBND tỉnh.")] for name in sorted(names)}
    )
    (cluster,) = found
    assert cluster.documents == tuple(sorted(names))
    (change,) = cluster.changes
    assert change.before == f"{VARIES} báo cáo kết quả ngay cho UBND tỉnh."
    assert change.after == f"{VARIES} báo cáo kết quả sớm cho UBND tỉnh."


def test_the_same_words_in_texts_that_have_nothing_in_common_are_not_one_change() -> None:
    found = put({"a": [swapped("Trồng rừng ven biển ", "1", "2", " ha")], "b": [swapped("Số ca bệnh: ", "1", "2", "")]})
    assert [each.documents for each in found] == [("a",), ("b",)]


def test_rows_of_other_tasks_are_not_one_change_however_alike() -> None:
    def row(number: int) -> Change:
        text = f"{number} | Triển khai các đề án, dự án, kế hoạch | Thường xuyên"
        return Change(What.ADDED, "bảng 1, hàng 2", f"gen:row:{number}", None, text, (Piece(Sign.PUT, text),))

    assert len(put({"a": [row(17)], "b": [row(18)]})) == 2
    assert len(put({"a": [row(17)], "b": [row(17)]})) == 1


def test_one_change_of_form_in_many_paragraphs_is_told_once_and_apart_from_words() -> None:
    changes = {name: [formed("đoạn 1", "một"), formed("đoạn 2", name), swapped("a ", "1", "2", "")] for name in "ab"}
    worded, form = put(changes)
    assert [each.what for each in worded.changes] == [What.WORDS]
    assert form.changes == (formed(f"đoạn {VARIES} {MANY}", VARIES),)


def test_the_cause_is_the_cell_that_the_control_was_filled_from() -> None:
    change = swapped("", "a", "b", "", tag="gen:task:17:deadline")
    causes = dict.fromkeys("ab", (CELL, RULING, LINE))
    assert put({name: [change] for name in "ab"}, causes)[0].causes == (CELL,)


def test_the_cause_is_the_line_of_the_template_that_changed_alike() -> None:
    changes = {name: [swapped(f"Sở {name} báo cáo ", "ngay", "sớm", "")] for name in "ab"}
    causes = dict.fromkeys("ab", (CELL, LINE, OTHER))
    assert put(changes, causes)[0].causes == (LINE,)


def test_a_cause_that_all_share_is_not_sure_where_one_document_has_another_too() -> None:
    change = swapped("Hạn ", "1", "2", "")
    (cluster,) = put({"a": [change], "b": [change]}, {"a": (CELL, RULING), "b": (RULING,)})
    assert cluster.why == (Why((RULING, CELL), sure=False),)


def test_each_document_of_a_cluster_may_have_a_cause_of_its_own() -> None:
    change, other = swapped("Hạn ", "1", "2", ""), replace(CELL, row="nhiệm vụ 18")
    (cluster,) = put({"a": [change], "b": [change]}, {"a": (CELL,), "b": (other,)})
    assert cluster.why == (Why((CELL, other)),)


def test_words_that_the_template_put_inside_a_cell_s_control_are_told_with_the_cell() -> None:
    control = "Lời văn | Hạn: ⟦gen:task:{{ no }}:deadline⟧%s{{ task.deadline }}⟦/⟧."
    line = replace(LINE, before=control % "", after=control % "hạn ")
    pieces = (Piece(Sign.PUT, "hạn "), Piece(Sign.TAKEN, "a"), Piece(Sign.PUT, "b"))
    change = Change(What.WORDS, "đoạn 1", "gen:task:17:deadline", "a", "hạn b", pieces)
    (cluster,) = put({"a": [change]}, {"a": (CELL, line, OTHER)})
    assert cluster.why == (Why((CELL, line)),)


def test_where_several_reach_all_each_may_have_made_it_however_few_others_it_reaches() -> None:
    change, other = swapped("Hạn ", "1", "2", ""), swapped("Kỳ ", "3", "4", "")
    found = put({"a": [change, other], "b": [change]}, {"a": (RULING, CELL), "b": (RULING,)})
    assert [(each.documents, each.why) for each in found] == [
        (("a", "b"), (Why((RULING, CELL), sure=False),)),
        (("a",), (Why((CELL, RULING), sure=False),)),
    ]


def test_what_only_came_with_a_change_is_never_told_for_it() -> None:
    count = replace(CELL, text="nhiệm vụ 9, số cơ quan chủ trì (tính ra)", row="nhiệm vụ 9", distance=2)
    role = Cause("role", "Sở Y tế: thêm vai trò chủ trì", row="cơ quan so-y-te", column="thêm", distance=1)
    (cluster,) = put({"a": [swapped("Hạn ", "1", "2", "")]}, {"a": (RULING, role, count)})
    assert cluster.why == (Why((RULING,)),)


def test_what_is_said_of_a_task_comes_from_no_other_task() -> None:
    other = replace(CELL, row="nhiệm vụ 9", column="Cơ quan chủ trì")
    row = Change(What.ADDED, "bảng 1, hàng 2", "gen:row:17", None, "17 | một việc", (Piece(Sign.PUT, "17 | một việc"),))
    found = put({"a": [row, swapped("chủ trì ", "4", "5", " nhiệm vụ")]}, {"a": (other, RULING)})
    assert [each.why for each in found] == [(Why((RULING,)),), (Why((other, RULING), sure=False),)]


def test_words_that_stand_in_no_control_may_be_of_any_cell_that_changed() -> None:
    cell = replace(CELL, before="Thường xuyên", after="Trước 01/5/2026")
    late = swapped("Hạn: ", "Thường xuyên", "Trước 01/5/2026", ".")
    (cluster,) = put({"a": [late, swapped("quá hạn ", "1", "2", "")]}, {"a": (cell, RULING)})
    assert cluster.why == (Why((cell, RULING), sure=False),) * 2


def test_a_line_of_a_template_makes_no_words_that_it_cannot_be_filled_to() -> None:
    found = put({"a": [swapped("quá hạn ", "1", "2", "")]}, {"a": (LINE, RULING)})
    assert found[0].why == (Why((RULING,)),)
    turned = replace(LINE, before="Lời văn | quá hạn {{ one }}", after="Lời văn | quá hạn {{ two }}")
    found = put({"a": [swapped("quá hạn ", "1", "2", "")]}, {"a": (turned, RULING)})
    assert found[0].why == (Why((turned, RULING), sure=False),)


def test_how_a_document_looks_may_come_from_whatever_changed() -> None:
    found = put({"a": [formed("đoạn 9", "ba", ("cỡ chữ", "13", "14"))]}, {"a": (CELL, OTHER)})
    assert found[0].why == (Why((CELL, OTHER), sure=False),)


def test_what_one_cell_made_is_one_cluster_that_tells_where_each_change_is() -> None:
    row, task = swapped("", "a", "b", "", tag="gen:row:17:deadline"), swapped("Hạn: ", "a", "b", ".")
    found = put(
        {"bao_cao_nam/2026/b.docx": [row], "ke_hoach/a.docx": [task, row], "ke_hoach/b.docx": [task]},
        dict.fromkeys(("bao_cao_nam/2026/b.docx", "ke_hoach/a.docx", "ke_hoach/b.docx"), (CELL,)),
    )
    (cluster,) = found
    assert cluster.documents == ("bao_cao_nam/2026/b.docx", "ke_hoach/a.docx", "ke_hoach/b.docx")
    assert cluster.causes == (CELL,)
    assert cluster.where == (
        ("ke_hoach/a.docx", "ke_hoach/b.docx"),
        ("bao_cao_nam/2026/b.docx",),
        ("ke_hoach/a.docx",),
    )
    assert cluster.of("ke_hoach/b.docx") == (task,)
    assert len(cluster.of("ke_hoach/a.docx")) == 2


def test_what_two_cells_made_stays_apart() -> None:
    other = replace(CELL, row="nhiệm vụ 18")
    changes = [swapped("", "a", "b", "", tag=f"gen:row:{number}:deadline") for number in (17, 18)]
    found = put({"a": changes, "b": changes}, dict.fromkeys("ab", (CELL, other)))
    assert [each.causes for each in found] == [(CELL,), (other,)]


def test_documents_of_two_kinds_are_two_clusters() -> None:
    change = swapped("Hạn ", "1", "2", "")
    found = put({"bao_cao_nam/2026/b.docx": [change], "ke_hoach/a.docx": [change], "ke_hoach/b.docx": [change]})
    assert [len(each.documents) for each in found] == [2, 1]


def test_a_figure_by_itself_is_the_same_only_in_its_own_place() -> None:
    here, there = swapped("", "4", "5", "", "bảng 1, hàng 2, cột 3"), swapped("", "4", "5", "", "bảng 1, hàng 9, cột 3")
    assert [len(each.documents) for each in put({"a": [here], "b": [here], "c": [there]})] == [2, 1]


def test_a_figure_is_the_same_only_beside_the_same_words() -> None:
    lead = [swapped(f"{name} chủ trì ", "5", "6", " nhiệm vụ dưới đây") for name in ("Sở Y tế", "Sở Nội vụ")]
    others = swapped("Đối với ", "5", "6", " nhiệm vụ dưới đây")
    assert [len(each.documents) for each in put({"a": [lead[0]], "b": [lead[1]], "c": [others]})] == [2, 1]


def test_a_task_that_one_leads_and_another_joins_is_not_one_change() -> None:
    def row(last: str) -> Change:
        text = f"7 | Thành lập Quỹ phòng ngừa, ứng phó với các đe dọa an ninh phi truyền thống | {last} | Trong năm"
        return Change(What.ADDED, "bảng 1, hàng 2", "gen:row:7", None, text, (Piece(Sign.PUT, text),))

    found = put({"a": [row("Ngân hàng Nhà nước; Các sở")], "b": [row("Sở Nội vụ")], "c": [row("Sở Nội vụ")]})
    assert [each.documents for each in found] == [("b", "c"), ("a",)]


def test_a_cluster_knows_whether_its_documents_differ() -> None:
    alike = put({name: [swapped("Sở báo cáo ", "ngay", "sớm", "")] for name in "ab"})
    varied = put({name: [swapped(f"Sở {name} báo cáo kết quả ", "ngay", "sớm", "")] for name in "ab"})
    assert [each.varies for each in (*alike, *varied)] == [False, True]


def test_where_nothing_says_which_all_causes_are_told() -> None:
    change = swapped("Hạn ", "1", "2", "")
    found = put({"a": [change], "b": [change]}, {"a": (CELL,), "b": (RULING,)})
    assert found[0].causes == (CELL, RULING)


def test_a_thousand_documents_that_name_themselves_are_one_cluster() -> None:
    text = "báo cáo kết quả thực hiện nhiệm vụ trước ngày"
    found = put({f"{n:04}": [swapped(f"Xã số {n} {text} ", "1", "2", " hằng năm.")] for n in range(1000)})
    assert [len(each.documents) for each in found] == [1000]
