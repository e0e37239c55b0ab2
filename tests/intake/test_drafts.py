"""Running text that says who does what by when becomes drafts; other text does not."""

from __future__ import annotations

import pytest

from ntsdocs.intake import drafts
from ntsdocs.intake.tree import Para, SourceDocument

FIELDS = ("content", "lead", "coordinate", "deadline", "product")


def tasks_in(text: str) -> list[str]:
    paras = [Para(line.strip(), f"đoạn {at}") for at, line in enumerate(text.strip().splitlines(), 1) if line.strip()]
    tasks = drafts.read(SourceDocument("x", tuple(paras)))
    assert not any(task.sure for task in tasks)
    return [
        " | ".join(
            (
                task.printed,
                " > ".join(f"{each.sign} {each.title}".strip() for each in task.headings),
                *(task.values[name].text if name in task.values else "" for name in FIELDS),
            )
        )
        for task in tasks
    ]


FORMS = {
    "orders in brackets": (
        """
        I. NHIỆM VỤ
        1. Trồng 1.500 cây (Sở Y tế chủ trì, phối hợp với Sở Nội vụ; hoàn thành trước ngày 30/4/2026).
        2. Nạo vét mương (Sở Tài chính chủ trì).
        """,
        [
            "1 | I NHIỆM VỤ | Trồng 1.500 cây | Sở Y tế | Sở Nội vụ | trước ngày 30/4/2026 | ",
            "2 | I NHIỆM VỤ | Nạo vét mương | Sở Tài chính |  |  | ",
        ],
    ),
    "label lines": (
        """
        I. NHIỆM VỤ
        1. Chọn giống cây
        Chủ trì: Sở Nội vụ
        Phối hợp: Sở Tài chính
        Thời gian: Trước 15/3/2026
        Sản phẩm: Danh mục giống
        2. Trồng cây
        - Cơ quan chủ trì: Sở Y tế.
        - Cơ quan phối hợp: UBND cấp xã.
        - Thời gian thực hiện: Quý II/2026.
        """,
        [
            "1 | I NHIỆM VỤ | Chọn giống cây | Sở Nội vụ | Sở Tài chính | Trước 15/3/2026 | Danh mục giống",
            "2 | I NHIỆM VỤ | Trồng cây | Sở Y tế | UBND cấp xã | Quý II/2026 | ",
        ],
    ),
    "labels run in": (
        """
        1. Chọn giống cây. Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính; thời gian hoàn thành: Quý I/2026.
        2. Trồng cây (Chủ trì: Sở Y tế; thời gian: năm 2026)
        """,
        [
            "1 |  | Chọn giống cây. | Sở Nội vụ | Sở Tài chính | Quý I/2026 | ",
            "2 |  | Trồng cây | Sở Y tế |  | năm 2026 | ",
        ],
    ),
    "points with labels run in": (
        """
        1. Công tác chuẩn bị
        - Khảo sát đất. Đơn vị thực hiện: Sở Nội vụ. Thời hạn: Quý I/2026
        - Lập danh mục giống cây. Đơn vị thực hiện: Sở Y tế. Thời hạn: Quý II/2026
        2. Trồng cây ở trường học
        Chủ trì: Sở Y tế
        """,
        [
            " | 1 Công tác chuẩn bị | Khảo sát đất. | Sở Nội vụ |  | Quý I/2026 | ",
            " | 1 Công tác chuẩn bị | Lập danh mục giống cây. | Sở Y tế |  | Quý II/2026 | ",
            "2 |  | Trồng cây ở trường học | Sở Y tế |  |  | ",
        ],
    ),
    "points with label lines": (
        """
        1. Công tác chuẩn bị
        - Khảo sát đất
        Chủ trì: Sở Nội vụ
        Thời gian: Quý I/2026
        - Lập danh mục giống cây
        Chủ trì: Sở Y tế
        Thời gian: Quý II/2026
        """,
        [
            " | 1 Công tác chuẩn bị | Khảo sát đất | Sở Nội vụ |  | Quý I/2026 | ",
            " | 1 Công tác chuẩn bị | Lập danh mục giống cây | Sở Y tế |  | Quý II/2026 | ",
        ],
    ),
    "a label for the content": (
        """
        Nhiệm vụ 1
        - Nội dung: Khảo sát đất
        - Chủ trì: Sở Nội vụ
        - Hoàn thành: Quý I/2026
        Nhiệm vụ 2
        - Nội dung: Trồng cây
        - Chủ trì: Sở Y tế
        """,
        ["1 |  | Khảo sát đất | Sở Nội vụ |  | Quý I/2026 | ", "2 |  | Trồng cây | Sở Y tế |  |  | "],
    ),
    "labels alone, the content among them": (
        """
        Nhiệm vụ: Khảo sát đất
        Chủ trì: Sở Nội vụ
        Nhiệm vụ: Trồng cây
        Chủ trì: Sở Y tế
        Tiến độ: năm 2026
        """,
        [" |  | Khảo sát đất | Sở Nội vụ |  |  | ", " |  | Trồng cây | Sở Y tế |  | năm 2026 | "],
    ),
    "orders": (
        """
        III. TỔ CHỨC THỰC HIỆN
        1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính lập mục, xong trước 30/6/2026.
        2. Giao Sở Nội vụ tham mưu quy chế trồng cây.
        3. UBND cấp xã có trách nhiệm tổ chức trồng cây trên địa bàn.
        """,
        [
            "1 | III TỔ CHỨC THỰC HIỆN | Lập mục, xong trước 30/6/2026. | Sở Y tế | Sở Tài chính | trước 30/6/2026 | ",
            "2 | III TỔ CHỨC THỰC HIỆN | Tham mưu quy chế trồng cây. | Sở Nội vụ |  |  | ",
            "3 | III TỔ CHỨC THỰC HIỆN | Tổ chức trồng cây trên địa bàn. | UBND cấp xã |  |  | ",
        ],
    ),
    "by agency": (
        """
        III. TỔ CHỨC THỰC HIỆN
        1. Sở Y tế:
        - Lập danh mục giống cây;
        - Tập huấn chăm sóc cây.
        2. Sở Nội vụ
        a) Xây dựng quy chế.
        3. UBND các xã, phường: - Trồng cây; - Chăm sóc cây trong năm 2026.
        """,
        [
            " | III TỔ CHỨC THỰC HIỆN | Lập danh mục giống cây | Sở Y tế |  |  | ",
            " | III TỔ CHỨC THỰC HIỆN | Tập huấn chăm sóc cây. | Sở Y tế |  |  | ",
            "a | III TỔ CHỨC THỰC HIỆN | Xây dựng quy chế. | Sở Nội vụ |  |  | ",
            " | III TỔ CHỨC THỰC HIỆN | Trồng cây | UBND các xã, phường |  |  | ",
            " | III TỔ CHỨC THỰC HIỆN | Chăm sóc cây trong năm 2026. | UBND các xã, phường |  | trong năm 2026 | ",
        ],
    ),
}

NONE = {
    "an invitation": """
        GIẤY MỜI
        1. Thời gian: 8h00 ngày 15/3/2026
        2. Địa điểm: Phòng họp 1
        3. Chủ trì: Đồng chí Chủ tịch
        4. Thành phần: Sở Y tế""",
    "a report": """
        BÁO CÁO
        Kết quả trồng cây tháng 3
        1. Sở Y tế: đã trồng 100 cây.
        2. Chăm sóc cây. Chủ trì: Sở Nội vụ. Thời gian: tháng 3/2026.""",
    "a meeting in a letter": """
        Kính gửi: Sở Y tế
        Thời gian: 8h00 ngày 15/3/2026
        Địa điểm: Phòng họp 1
        Chủ trì: Đồng chí Chủ tịch""",
    "aims": """
        I. MỤC ĐÍCH
        1. Nâng cao nhận thức: mọi người hiểu.
        2. Yêu cầu: đúng tiến độ.""",
    "a report whose title is in one line": "BÁO CÁO KẾT QUẢ TRỒNG CÂY\n1. Trồng cây\nChủ trì: Sở Y tế",
    "minutes": "BIÊN BẢN\nChủ trì: Ông A\nThời gian: 8h00",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_running_text_gives_its_tasks(name):
    text, expected = FORMS[name]
    assert [line.strip() for line in tasks_in(text)] == [line.strip() for line in expected]


@pytest.mark.parametrize("name", NONE)
def test_text_that_orders_nothing_gives_no_task(name):
    assert tasks_in(NONE[name]) == []


def test_what_stands_below_a_task_is_kept_beside_it():
    paras = [Para(text, "") for text in ("1. Chọn giống", "- Khảo sát đất;", "- Lập danh mục.", "Chủ trì: Sở Y tế")]
    (task,) = drafts.read(SourceDocument("x", tuple(paras)))
    assert [(label, value.text) for label, value in task.extras] == [
        (drafts.DETAILS, "- Khảo sát đất;\n- Lập danh mục."),
    ]
