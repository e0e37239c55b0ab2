"""The documents that an opening cites, one by one: kind, number, date, issuer, matter, and what of them is unsure."""

from __future__ import annotations

import pytest

from ntsdocs.intake.citations import NamedDocument, bases
from ntsdocs.intake.task_rows import AnnexValue

BESIDE_OR_WITHIN = "là căn cứ riêng hay thuộc trích yếu của văn bản đứng trước"
NAME_OR_MATTER = "chữ sau «về» là tên cơ quan hay trích yếu"
LACKING = "thiếu ngày hoặc cơ quan ban hành"

ONE = {
    "a body that is named by its matter": (
        (
            "Thực hiện Kế hoạch số 05-KH/BCĐTW ngày 11/7/2026 của Ban Chỉ đạo Trung ương về phát triển cây xanh "
            "về hành động 100 ngày;"
        ),
        ("Kế hoạch", "05-KH/BCĐTW", "2026-07-11", "Ban Chỉ đạo Trung ương về phát triển cây xanh"),
        "về hành động 100 ngày",
        "",
    ),
    "one «về» may be the body's or the paper's": (
        "Thực hiện Kế hoạch số 05-KH/BCĐTW ngày 11/7/2026 của Ban Chỉ đạo Trung ương về phát triển cây xanh;",
        ("Kế hoạch", "05-KH/BCĐTW", "2026-07-11", "Ban Chỉ đạo Trung ương"),
        "về phát triển cây xanh",
        NAME_OR_MATTER,
    ),
    "a paper on another paper": (
        (
            "Căn cứ Kế hoạch hành động số 20-KH/BCĐ57 ngày 19/01/2026 của Ban Chỉ đạo 57 Thành ủy thực hiện Nghị quyết "
            "số 57-NQ/TU ngày 22/12/2025 của Ban Thường vụ Thành ủy về đột phá;"
        ),
        ("Kế hoạch hành động", "20-KH/BCĐ57", "2026-01-19", "Ban Chỉ đạo 57 Thành ủy"),
        "thực hiện Nghị quyết số 57-NQ/TU ngày 22/12/2025 của Ban Thường vụ Thành ủy về đột phá",
        "",
    ),
    "a law, which nobody issues": (
        "Căn cứ Luật Thực hành tiết kiệm, chống lãng phí số 00/2025/QH15 ngày 16 tháng 6 năm 2025;",
        ("Luật Thực hành tiết kiệm, chống lãng phí", "00/2025/QH15", "2025-06-16", ""),
        "",
        "",
    ),
    "a law without a number": (
        "Căn cứ Luật Cây xanh ngày 16-6-2025;",
        ("Luật Cây xanh", "", "2025-06-16", ""),
        "",
        "",
    ),
    "a name with commas": (
        "Căn cứ Kế hoạch số 5/KH-BM, ngày 6/1/2026, của Bộ Văn hóa, Thể thao và Du lịch triển khai phong trào;",
        ("Kế hoạch", "5/KH-BM", "2026-01-06", "Bộ Văn hóa, Thể thao và Du lịch"),
        "triển khai phong trào",
        "",
    ),
    "a body that stands in front": (
        "Thực hiện chỉ đạo của Bộ Y tế tại Công văn số 12/BYT-KCB ngày 3/1/2026 về phòng dịch;",
        ("Công văn", "12/BYT-KCB", "2026-01-03", "Bộ Y tế"),
        "về phòng dịch",
        "",
    ),
    "without «số»": (
        "Thực hiện Nghị quyết 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá (sau đây gọi tắt là Nghị quyết 57);",
        ("Nghị quyết", "57-NQ/TW", "2024-12-22", "Bộ Chính trị"),
        "về đột phá",
        "",
    ),
    "the plan's own words end the last one": (
        (
            "Căn cứ Chỉ thị số 1/CT-TTg ngày 5/1/2026 của Thủ tướng Chính phủ về trồng cây, UBND tỉnh ban hành "
            "Kế hoạch trồng cây trên địa bàn, với các nội dung như sau:"
        ),
        ("Chỉ thị", "1/CT-TTg", "2026-01-05", "Thủ tướng Chính phủ"),
        "về trồng cây",
        "",
    ),
    "a chairman's own words": (
        "Để triển khai Công điện số 1/CĐ-TTg ngày 5/1/2026 của Thủ tướng Chính phủ về bão, Chủ tịch UBND tỉnh yêu cầu:",
        ("Công điện", "1/CĐ-TTg", "2026-01-05", "Thủ tướng Chính phủ"),
        "về bão",
        "",
    ),
    "a kind in small letters": (
        "Căn cứ nghị quyết số 15-NQ/TU ngày 1/2/2026 của Tỉnh ủy Mẫu về cây;",
        ("Nghị quyết", "15-NQ/TU", "2026-02-01", "Tỉnh ủy Mẫu"),
        "về cây",
        "",
    ),
    "a day that no calendar has": (
        "Căn cứ Quyết định số 1/QĐ-BM ngày 31/02/2026 của Bộ Mẫu về cây;",
        ("Quyết định", "1/QĐ-BM", "", "Bộ Mẫu"),
        "về cây",
        LACKING,
    ),
    "a bare number": (
        "Căn cứ Nghị quyết số 5 ngày 3/1/2026 của Hội đồng thành viên;",
        ("Nghị quyết", "5", "2026-01-03", "Hội đồng thành viên"),
        "",
        "",
    ),
}


def of(*texts: str, own: str = "") -> list[NamedDocument]:
    return list(bases([AnnexValue(text, "đoạn") for text in texts], own))


@pytest.mark.parametrize("case", ONE)
def test_a_document_is_read_as_it_is_cited(case: str) -> None:
    text, (kind, number, issued, issuer), about, doubt = ONE[case]
    assert of(text) == [NamedDocument(kind, number, issued, issuer, about, "đoạn", doubt)]


def test_documents_side_by_side_are_each_one_whether_a_semicolon_a_comma_or_a_word_parts_them() -> None:
    documents = (
        "Quyết định số 1/QĐ-TTg ngày 5/1/2026 của Thủ tướng Chính phủ phê duyệt Chiến lược cây",
        "Nghị quyết số 2-NQ/TU ngày 6/1/2026 của Tỉnh ủy về cây",
        "Kế hoạch số 3/KH-BM ngày 7/1/2026 của Bộ Mẫu triển khai trồng cây",
    )
    wanted = [
        ("Quyết định", "1/QĐ-TTg", "2026-01-05", "Thủ tướng Chính phủ", "phê duyệt Chiến lược cây", ""),
        ("Nghị quyết", "2-NQ/TU", "2026-01-06", "Tỉnh ủy", "về cây", ""),
        ("Kế hoạch", "3/KH-BM", "2026-01-07", "Bộ Mẫu", "triển khai trồng cây", ""),
    ]
    for first, second in (("; ", "; "), (", ", " và "), ("; ", ", căn cứ "), (", ", ", và các ")):
        found = of(f"Thực hiện {documents[0]}{first}{documents[1]}{second}{documents[2]};")
        told = [(each.kind, each.number, each.issued, each.issuer, each.trich_yeu, each.doubt) for each in found]
        assert told == wanted, (first, second)
    assert [each.number for each in of(*(f"Căn cứ {document};" for document in documents))] == [
        "1/QĐ-TTg",
        "2-NQ/TU",
        "3/KH-BM",
    ]


def test_one_that_may_stand_beside_or_within_another_is_no_basis_until_a_person_says_so() -> None:
    (only,) = of(
        "Thực hiện Kế hoạch số 8/KH-M ngày 1/2/2026 của Sở Mẫu triển khai Nghị quyết số 9/NQ-M ngày 1/1/2026 của Hội "
        "đồng Mẫu và Quyết định số 3/QĐ-M ngày 2/2/2026 của Bộ Mẫu;"
    )
    assert only.number == "8/KH-M"
    assert BESIDE_OR_WITHIN in only.doubt


def test_what_cannot_be_read_is_told_and_is_no_basis() -> None:
    (only,) = of("Căn cứ Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Mẫu lần thứ nhất;")
    assert (only.kind, only.doubt) == ("", "không đọc được số, ngày")


def test_the_plan_itself_is_not_its_own_basis_nor_is_what_stands_after_the_opening() -> None:
    paper = "Căn cứ Chỉ thị số 1/CT-TTg ngày 5/1/2026 của Thủ tướng Chính phủ về cây;"
    assert of(paper, own="1/CT-TTg") == []
    for heading in ("I. MỤC ĐÍCH", "Điều 1. Ban hành", "QUYẾT ĐỊNH:", "PHỤ LỤC"):
        assert of(heading, paper) == []
    assert len(of("QUYẾT ĐỊNH", paper)) == 1


def test_a_section_of_bases_is_read_to_its_end() -> None:
    lines = (
        "I. CĂN CỨ PHÁP LÝ",
        "1. Luật Cây xanh số 00/2025/QH15 ngày 16/6/2025;",
        "- Chỉ thị số 1/CT-TTg ngày 5/1/2026 của Thủ tướng Chính phủ về cây.",
        "II. MỤC TIÊU",
        "Thực hiện Chỉ thị số 2/CT-TTg ngày 6/1/2026 của Thủ tướng Chính phủ;",
    )
    assert [each.number for each in of(*lines)] == ["00/2025/QH15", "1/CT-TTg"]
    assert [each.number for each in of("1. Căn cứ", *lines[2:3], "2. Mục tiêu", lines[4])] == ["1/CT-TTg"]
