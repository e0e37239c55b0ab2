"""A review is told in lines that a person can read, and in full if asked."""

from __future__ import annotations

from dataclasses import replace

import reviews
from ntsdocs.diff import console
from ntsdocs.diff.result import VARIES, Cause, Change, DocumentState, Piece, Review, ReviewedDocument, Sign, What, Why
from ntsdocs.text.problems import Origin, Problem

FAR = " ".join(f"chữ{n}" for n in range(40))


def document(
    name: str, state: DocumentState = DocumentState.CHANGED, *clusters: int, title: str = ""
) -> ReviewedDocument:
    return ReviewedDocument(f"ke_hoach/{name}.docx", "ke_hoach", name, title, state, clusters, (), "cấp xã")


def swapped() -> Change:
    pieces = (
        Piece(Sign.KEPT, f"{FAR} hạn "),
        Piece(Sign.TAKEN, "cũ"),
        Piece(Sign.PUT, "mới"),
        Piece(Sign.KEPT, f" {FAR}"),
    )
    return Change(What.WORDS, "đoạn 7", "gen:task:1:deadline", f"{FAR} hạn cũ {FAR}", f"{FAR} hạn mới {FAR}", pieces)


def review(*changes: Change, names: int = 6) -> Review:
    paths = tuple(f"ke_hoach/{n}.docx" for n in range(names))
    cluster = reviews.cluster(
        1, changes, paths, (Cause("cell", "nhiệm vụ 1, cột «Hạn»: «cũ» → «mới»", "tasks.csv, dòng 2"),)
    )
    documents = tuple(document(str(n), DocumentState.CHANGED, 1) for n in range(names))
    return Review("bản gốc", "bản mới", documents, (cluster,), (("ke_hoach", "Kế hoạch"),))


def test_a_cluster_is_told_by_its_size_its_cause_and_its_changes() -> None:
    assert list(console.lines(review(swapped()))) == [
        "Bản gốc: bản gốc",
        "Bản mới: bản mới",
        "6 văn bản: 0 mới, 6 thay đổi, 0 giữ nguyên, 0 không còn.",
        "",
        (
            "Cụm 1: 6 kế hoạch (6 cấp xã), giống hệt: ke_hoach/0.docx, ke_hoach/1.docx, ke_hoach/2.docx, "
            "ke_hoach/3.docx và 2 văn bản nữa"
        ),
        "  vì nhiệm vụ 1, cột «Hạn»: «cũ» → «mới» (tasks.csv, dòng 2)",
        "    đoạn 7 [gen:task:1:deadline]: …chữ36 chữ37 chữ38 chữ39 hạn [-cũ-]{+mới+} chữ0 chữ1 chữ2 chữ3 chữ4…",
    ]


def test_in_full_nothing_is_left_out() -> None:
    changes = [Change(What.ADDED, f"đoạn {n}", "", None, "a" * 1000) for n in range(50)]
    told = "\n".join(console.lines(review(swapped(), *changes, names=9), full=True))
    assert told.count("a" * 1000) == 50
    assert "ke_hoach/8.docx" in told
    assert f"{FAR} hạn [-cũ-]{{+mới+}} {FAR}" in told
    assert " nữa" not in told


def test_what_is_left_out_is_counted() -> None:
    changes = [Change(What.REMOVED, f"đoạn {n}", "", "\n".join("abcdef"), None) for n in range(50)]
    told = list(console.lines(review(*changes)))
    assert told[-1].strip() == "… và 10 chỗ nữa trong cụm này (xem đủ: thêm --full)."
    assert told[6].strip() == "đoạn 0 của bản gốc: bỏ «a» ⏎ «b» ⏎ «c» ⏎ «d» … và 2 dòng nữa"


def test_documents_that_came_and_went_are_told_with_their_titles() -> None:
    documents = (document("x", DocumentState.NEW, title="Kế hoạch của xã X"), document("y", DocumentState.GONE))
    told = list(console.lines(Review("a", "b", documents, ())))
    assert told[2:] == [
        "2 văn bản: 1 mới, 0 thay đổi, 0 giữ nguyên, 1 không còn.",
        "",
        "Văn bản mới:",
        "  ke_hoach/x.docx – «Kế hoạch của xã X»",
        "",
        "Văn bản không còn:",
        "  ke_hoach/y.docx",
    ]


def test_files_that_cannot_be_read_have_a_section_of_their_own() -> None:
    fault = Problem(Origin("ke_hoach/x.docx", place="bản gốc (thư mục a)"), "tệp hỏng.", "lấy lại tệp ấy.")
    told = list(console.lines(Review("a", "b", (document("x"),), (), unreadable=(fault,))))
    assert told[2:] == [
        "1 văn bản: 0 mới, 1 thay đổi, 0 giữ nguyên, 0 không còn.",
        "",
        "Không đọc được:",
        "  ke_hoach/x.docx, bản gốc (thư mục a): tệp hỏng.",
        "      Sửa: lấy lại tệp ấy.",
    ]


def test_what_is_not_known_and_what_was_edited_stand_at_the_top() -> None:
    edited = tuple(f"ke_hoach/{n}.docx" for n in range(6))
    found = Review("a", "b", (document("x"),), (), notes=("bản gốc không có gì",), edited=edited)
    short, full = (list(console.lines(found, full=full))[2:4] for full in (False, True))
    said = "Chú ý: 6 tệp đã sửa tay, không phải là bản được so (so bản dựng thử): "
    names = ", ".join(edited[:4])
    assert short == ["Chú ý: bản gốc không có gì.", f"{said}{names} và 2 văn bản nữa."]
    assert full == ["Chú ý: bản gốc không có gì.", f"{said}{', '.join(edited)}."]


def test_nothing_that_a_console_would_obey_gets_through() -> None:
    hostile = document("x", DocumentState.NEW, title="\x1b[2Jxóa\u202e")
    told = "\n".join(console.lines(Review("a\x07", "b", (hostile,), ())))
    assert "‹U+001B›[2Jxóa‹U+202E›" in told
    assert "\x1b" not in told
    assert "a‹U+0007›" in told


def why(*each: Why) -> list[str]:
    """The lines of a cluster whose changes have these causes."""
    (first,) = review(*[swapped()] * len(each)).clusters
    return list(console.lines(replace(review(), clusters=(replace(first, why=each),))))[5:]


def test_each_change_names_its_cause_where_its_cluster_has_several() -> None:
    cell, ruling = Cause("cell", "ô"), Cause("ruling", "quyết định D1")
    told = why(Why((cell,)), Why((ruling, cell), sure=False))
    assert told[:2] == ["  vì [1] ô", "  có thể vì [2] quyết định D1"]
    assert [line.rpartition(" ← ")[2] for line in told[2:]] == ["[1]", "có thể [1], [2]"]


def test_many_causes_that_may_be_are_not_told_one_by_one() -> None:
    guesses = tuple(Cause("cell", f"ô {n}") for n in range(12))
    told = why(Why(guesses, sure=False))
    assert told[:5] == [
        *(f"  có thể vì ô {n}" for n in range(4)),
        "  có thể vì một trong 8 thay đổi nữa (xem đủ: thêm --full)",
    ]
    assert "←" not in told[5]


def test_documents_that_differ_around_a_change_are_not_called_the_same() -> None:
    pieces = (Piece(Sign.KEPT, f"{VARIES} hạn "), Piece(Sign.TAKEN, "cũ"), Piece(Sign.PUT, "mới"))
    change = Change(What.WORDS, "đoạn 7", "", f"{VARIES} hạn cũ", f"{VARIES} hạn mới", pieces)
    assert "giống nhau trừ chỗ ‹…›: " in list(console.lines(review(change)))[4]
