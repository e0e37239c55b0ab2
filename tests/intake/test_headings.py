"""A column is known under any of the headings that plans give it."""

from __future__ import annotations

import pytest

from ntsdocs.intake import headings
from ntsdocs.intake.builder import laid_out
from ntsdocs.intake.tree import Para, SourceCell, SourceTable


def fields_of(*labels: str) -> dict[str, tuple[int, ...]] | None:
    found = headings.find(
        [*laid_out(SourceTable([([SourceCell([Para(label)]) for label in labels], False)], "bảng 1"))]
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
        SourceCell([Para(label)])
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


BUDGETS = [
    (("TT", "Nội dung", "Đơn vị thực hiện", "Kinh phí", "Nguồn vốn"), ("1", "Tập huấn", "Sở Y tế", "50", "Ngân sách")),
    (("TT", "Nội dung", "Đơn vị chủ trì", "Dự toán (đồng)"), ("1", "Tập huấn", "Sở Y tế", "50.000.000")),
    (("TT", "Nhiệm vụ", "Chủ trì", "Kinh phí / 2026", "Kinh phí / 2027"), ("1", "Tập huấn", "Sở Y tế", "50", "60")),
    (
        ("TT", "Danh mục dự án", "Chủ đầu tư", "Thời gian KC-HT", "Tổng mức đầu tư", "Kế hoạch vốn năm 2026"),
        ("1", "Trạm nước", "UBND xã Biển Mẫu", "2025 - 2026", "20.000", "5.000"),
    ),
    (("TT", "Hạng mục", "Chủ đầu tư", "Năm 2026", "Tổng cộng"), ("1", "Trạm nước", "UBND xã Biển Mẫu", "500", "700")),
    (("TT", "Nội dung chỉ tiêu", "Kế hoạch", "Đơn vị thực hiện"), ("1", "Tổn thất điện", "5,1%", "Ban Kỹ thuật")),
    (("Bước", "Nội dung", "Người thực hiện", "Thời gian", "Biểu mẫu"), ("1", "Nhận", "Chuyên viên", "1 ngày", "B1")),
    (
        ("TT", "Nội dung", "Chủ trì", "Thời hạn", "Kết quả thực hiện đến 30/6/2026"),
        ("1", "Tập huấn", "Sở Y tế", "Quý I/2026", "Đã tổ chức 3 lớp"),
    ),
    (("TT", "Tên cơ quan", "Địa chỉ", "Chức năng, nhiệm vụ"), ("1", "Sở Y tế", "Số 1", "Quản lý y tế")),
]
PLANS = [
    (("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian", "Kinh phí"), ("1", "Tập huấn", "Sở Y tế", "Quý II", "50")),
    (("TT", "Nội dung", "Chủ trì", "Phối hợp", "Kinh phí"), ("1", "Tập huấn", "Sở Y tế", "Sở Nội vụ", "50")),
    (("TT", "Nhiệm vụ", "Chủ trì", "Nguồn kinh phí"), ("1", "Tập huấn", "Sở Y tế", "Ngân sách tỉnh")),
    (("Tháng", "Nội dung công việc", "Người phụ trách"), ("1", "Sơ kết học kỳ", "Ban Giám hiệu")),
    (("TT", "Đầu mục công việc", "PIC", "Deadline"), ("1", "Rà soát hợp đồng", "Ban Pháp chế", "30/4/2026")),
    (("TT", "Việc cần làm", "Ai làm", "Khi nào xong"), ("1", "Dọn bãi biển", "Đoàn xã", "Tháng 2")),
]


@pytest.mark.parametrize(("rows", "is_plan"), [*((rows, False) for rows in BUDGETS), *((rows, True) for rows in PLANS)])
def test_budgets_and_their_like_are_no_plan_of_work_and_a_plan_may_tell_its_cost(rows, is_plan):
    table = SourceTable([([SourceCell([Para(text)]) for text in row], False) for row in rows], "bảng 1")
    assert (headings.find([*laid_out(table)]) is not None) is is_plan


@pytest.mark.parametrize("times", [("Q1", "Q2"), ("Quý I", "Quý II"), ("Tháng 1", "T2"), ("2026", "2027")])
def test_marked_times_of_a_schedule_are_the_deadline(times):
    rows = [("TT", "Hoạt động", "Đơn vị thực hiện", *times), ("1", "Khảo sát", "Sở Y tế", "x", "")]
    rows += [("2", "Xây dựng", "Sở Y tế", "", "x")]
    table = SourceTable([([SourceCell([Para(text)]) for text in row], False) for row in rows], "bảng 1")
    columns = headings.find([*laid_out(table)])
    assert columns is not None
    assert columns.fields["deadline"] == (3, 4)


def test_months_below_one_heading_are_named_with_it():
    head = ["TT", "Nội dung", "Chủ trì"]
    rows = [
        (
            [*(SourceCell([Para(each)], height=2) for each in head), SourceCell([Para("Tháng")], width=2)],
            True,
        ),
        ([SourceCell([Para(each)]) for each in ("1", "2")], True),
        ([SourceCell([Para(each)]) for each in ("1", "Kiểm kê", "Sở Y tế", "", "x")], False),
    ]
    grid = [*laid_out(SourceTable(rows, "bảng 1"))]
    columns = headings.find(grid)
    assert columns is not None
    assert (columns.height, columns.fields["deadline"]) == (2, (4,))
    assert columns.word_of(grid[2].slots[4], 4) == "Tháng 2"
