"""The summary: what a person reads after a build."""

from __future__ import annotations

from datetime import date

from ntsdocs.build import summary
from ntsdocs.build.outcome import EQUAL, Built, KindCount, Outcome, PaperGroup
from ntsdocs.changes.manifest import Manifest
from ntsdocs.text.problems import Origin, Problem, Severity

MANIFEST = Manifest("p", date(2026, 6, 30))


def told(**parts: object) -> list[str]:
    reasons = parts.pop("reasons", ())
    outcome = Outcome(parts.pop("manifest", MANIFEST), **parts)
    made = (KindCount("Báo cáo năm", 1, ""), KindCount("Công văn đôn đốc", 0, "chưa ai chậm."))
    return list(
        summary.of_build(Built("Kế hoạch số 1/KH", date(2026, 6, 30), made, outcome, (), reasons=reasons), "build")
    )


def test_a_build_is_told_by_kind_and_by_what_became_of_the_files() -> None:
    assert told(new=("a",), same=("b", "c"), removed=("d",)) == [
        "Kế hoạch số 1/KH, lập ngày 30/6/2026:",
        "  Báo cáo năm: 1",
        "  Công văn đôn đốc: 0 - chưa ai chậm.",
        "  Tệp: 1 mới, 0 thay đổi, 2 giữ nguyên, 1 bỏ vì không còn cần.",
        "  Kết quả ở build",
    ]


def test_edited_files_are_listed_with_the_place_of_the_new_text_or_of_the_old() -> None:
    damage = Problem(Origin("build/manifest.json"), "danh mục bị hỏng", "dựng lại.", Severity.WARN)
    lines = told(
        edited=("x.docx", "y.docx"),
        new_texts=(("k/a.docx", "k/a.moi.docx"), ("k/d.docx", "k/d.moi.docx")),
        orphans=("k/b.docx",),
        replaced=(("c.docx", ".cu/x/c.docx"),),
        warnings=(damage,),
    )

    assert lines[4:-1] == [
        "  2 tệp đã sửa tay, giữ nguyên: x.docx, y.docx.",
        "  Chú ý: k/a.docx đã được sửa tay nên giữ nguyên; bản mới ở k/a.moi.docx.",
        "  Chú ý: k/d.docx đã được sửa tay nên giữ nguyên; bản mới ở k/d.moi.docx.",
        "    Sửa: chép phần cần lấy từ bản mới sang tệp đã sửa rồi xóa bản mới (tệp .moi.docx).",
        "    Muốn bỏ bản đã sửa để lấy bản mới: invoke build --replace k/a",
        "  Chú ý: k/b.docx không còn cần nhưng đã được sửa tay nên giữ nguyên.",
        "    Sửa: chép phần đã sửa sang văn bản ở chỗ mới nếu có; chuyển tệp đi nơi khác nếu cần giữ.",
        "    Muốn cất vào .cu/: invoke build --replace k/b",
        "  Chú ý: build/manifest.json: danh mục bị hỏng.",
        "    Sửa: dựng lại.",
        "  c.docx: bản đã sửa tay được chuyển sang .cu/x/c.docx.",
    ]


def test_of_many_edited_files_the_first_are_named() -> None:
    lines = told(edited=tuple(f"{name}.docx" for name in "abcdefg"))

    assert lines[4] == "  7 tệp đã sửa tay, giữ nguyên: a.docx, b.docx, c.docx, d.docx, e.docx, …"


def test_a_stopped_and_a_partial_build_say_what_is_left() -> None:
    stopped = told(interrupted=True, manifest=MANIFEST.partial())
    partial = told(manifest=MANIFEST.partial())

    assert stopped[4].startswith("  Đã dừng theo yêu cầu")
    assert partial[4].startswith("  Còn văn bản theo số liệu cũ")


def test_reasons_are_grouped_and_equal_papers_only_counted() -> None:
    reasons = (
        PaperGroup("thay đổi", ("nhiệm vụ 1, cột «Nội dung»: «a» → «b»",), ("ke_hoach/x.docx", "ke_hoach/y.docx")),
        PaperGroup(EQUAL, (), ("thu/z.docx",)),
    )

    assert told(reasons=reasons)[4:8] == [
        "  Thay đổi: 2 văn bản",
        "    vì nhiệm vụ 1, cột «Nội dung»: «a» → «b»",
        "      ke_hoach: x, y",
        "  Giữ nguyên vì không có gì thay đổi: 1 văn bản.",
    ]
