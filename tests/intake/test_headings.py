"""A column is known under any of the headings that plans give it."""

from __future__ import annotations

import pytest

from ntsdocs.intake import headings
from ntsdocs.intake.builder import laid_out
from ntsdocs.intake.tree import SourceCell, SourceLine, SourceTable


def fields_of(*labels: str) -> dict[str, tuple[int, ...]] | None:
    found = headings.find(
        [*laid_out(SourceTable([([SourceCell([SourceLine(label)]) for label in labels], False)], "bảng 1"))]
    )
    return None if found is None else dict(found.fields)


@pytest.mark.parametrize("label", ["STT", "TT", "Số TT", "Số thứ tự", "Stt."])
def test_numbers(label):
    assert fields_of(label, "Nội dung", "Chủ trì", "Thời gian")["number"] == (0,)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Nội dung",
            "Nhiệm vụ",
            "Công việc",
            "Nội dung công việc",
            "Nhiệm vụ, giải pháp",
            "TÊN NHIỆM VỤ",
            "Hoạt động",
        ),
        *(
            "Hạng mục",
            "Hạng mục triển khai",
            "Tên dự án",
            "Đề án/ chương trình",
            "Nội dung thực hiện",
            "Nhiệm vụ cụ thể",
        ),
        *(
            "Hoạt động",
            "Nhiệm vụ cụ thể",
            "Việc cần làm",
            "NOI DUNG CONG VIEC",
            "Chỉ tiêu, nhiệm vụ",
            "Danh mục nhiệm vụ",
            "ND",
        ),
    ],
)
def test_contents(label):
    assert fields_of("TT", label, "Chủ trì", "Thời gian")["content"] == (1,)


@pytest.mark.parametrize(
    "label",
    [
        "Cơ quan chủ trì",
        "Đơn vị chủ trì",
        "Cơ quan/ đơn vị chủ trì",
        "Chủ trì thực hiện",
        "Đơn vị thực hiện",
        "Cơ quan chủ trì thực hiện nhiệm vụ",
        "Đầu mối",
        *(
            "Phân công nhiệm vụ",
            "Cơ quan, đơn vị chịu trách nhiệm",
            "Người phụ trách",
            "CQ chủ trì",
            "Cơ quan soạn thảo",
        ),
        *(
            "Cơ quan soạn thảo",
            "Chủ đầu tư",
            "Chịu trách nhiệm chính",
            "Cán bộ phụ trách",
            "Đơn vị được giao",
            "Trách nhiệm thực hiện",
        ),
    ],
)
def test_leads(label):
    assert fields_of("TT", "Nội dung", label, "Cơ quan phối hợp", "Thời gian")["lead"] == (2,)


@pytest.mark.parametrize(
    "label", ["Phối hợp", "Cơ quan phối hợp", "Đơn vị phối hợp thực hiện", "ĐV phối hợp", "Cơ quan tham gia"]
)
def test_coordinators(label):
    assert fields_of("TT", "Nội dung", "Chủ trì", label, "Thời gian")["coordinate"] == (3,)


@pytest.mark.parametrize(
    "label",
    [
        "Thời gian",
        "Thời hạn",
        "Tiến độ",
        "Thời gian hoàn thành",
        "Hạn hoàn thành",
        "Lộ trình thực hiện",
        "Tiến độ năm 2026",
        *("Thời gian dự kiến", "Hoàn thành", "Lộ trình", "T/gian", "Kết thúc", "Ngày hoàn thành", "Mốc thời gian"),
    ],
)
def test_deadlines(label):
    assert fields_of("TT", "Nội dung", "Chủ trì", label)["deadline"] == (3,)


@pytest.mark.parametrize(
    "label", ["Sản phẩm", "Kết quả", "Kết quả hoàn thành", "Sản phẩm đầu ra", "Kết quả đầu ra", "SP", "Mục tiêu"]
)
def test_products(label):
    assert fields_of("TT", "Nội dung", "Chủ trì", "Thời gian", label)["product"] == (4,)


def test_what_is_no_field_is_kept_as_a_column_of_its_own():
    row = [
        SourceCell([SourceLine(label)])
        for label in ("TT", "Nội dung", "Chủ trì", "Thời gian", "Kinh phí năm 2026", "Ghi chú")
    ]
    found = headings.find([*laid_out(SourceTable([(row, False)], "bảng 1"))])
    assert found is not None
    assert found.extras == (("Kinh phí năm 2026", (4,)), ("Ghi chú", (5,)))


@pytest.mark.parametrize(
    "labels",
    [
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("1", "Nhiệm vụ chủ trì", "Sở Y tế chủ trì", "Thời gian"),
        ("Nội dung", "Ghi chú"),
        ("Nơi nhận", "Chủ tịch"),
    ],
)
def test_other_rows_are_no_heading(labels):
    assert fields_of(*labels) is None


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Sở Y tế", True),
        ("SỞ Y TẾ", True),
        ("UBND các xã, phường", True),
        ("Các sở, ban, ngành", True),
        ("Phòng Tổ chức", True),
        ("Ban Quản lý dự án", True),
        ("Phòng, chống dịch", False),
        ("Ban hành quy chế", False),
        ("Tổ chức thực hiện", False),
        ("Số lượng cây", False),
        ("Viên chức", False),
        ("Các nhiệm vụ khác", False),
        ("Bộ máy", False),
        ("Trường hợp khác", False),
    ],
)
def test_names_of_agencies_are_told_from_words_that_begin_alike(words, is_one):
    assert headings.names_agency(words) is is_one
