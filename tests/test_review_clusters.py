"""The same change of many documents is read once, and each cluster has the cause that is nearest to it."""

from __future__ import annotations

from ntsdocs.review.clusters import MANY, clusters
from ntsdocs.review.model import VARIES, Cause, Change, Cluster, Piece, Sign, What

CELL = Cause(
    "cell", "nhiệm vụ 17, cột «Thời gian hoàn thành»: «a» → «b»", "t.csv", "nhiệm vụ 17", "Thời gian hoàn thành"
)
RULING = Cause("ruling", "quyết định D1: «x» → «y»", "", "quyết định D1", "choice")
LINE = Cause(
    "template", "mẫu: …", "k.txt, dòng 1", "Lời văn | {{ who }} báo cáo ngay", "Lời văn | {{ who }} báo cáo sớm"
)
OTHER = Cause("template", "mẫu: …", "k.txt, dòng 2", "Lời văn | hai", "Lời văn, giữa | hai")


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
    assert put({name: [formed("đoạn 2", "hai")] for name in "ab"}, causes)[0].causes == (OTHER,)


def test_the_cause_reaches_just_the_documents_of_the_cluster() -> None:
    change, other = swapped("Hạn ", "1", "2", ""), swapped("Kỳ ", "3", "4", "")
    found = put({"a": [change, other], "b": [change]}, {"a": (CELL, RULING), "b": (RULING,)})
    assert [(each.documents, each.causes) for each in found] == [(("a", "b"), (RULING,)), (("a",), (CELL,))]


def test_where_nothing_says_which_all_causes_are_told() -> None:
    change = swapped("Hạn ", "1", "2", "")
    found = put({"a": [change], "b": [change]}, {"a": (CELL,), "b": (RULING,)})
    assert found[0].causes == (CELL, RULING)


def test_a_thousand_documents_that_name_themselves_are_one_cluster() -> None:
    text = "báo cáo kết quả thực hiện nhiệm vụ trước ngày"
    found = put({f"{n:04}": [swapped(f"Xã số {n} {text} ", "1", "2", " hằng năm.")] for n in range(1000)})
    assert [len(each.documents) for each in found] == [1000]
