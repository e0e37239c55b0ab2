"""Every problem goes to the one who can settle it."""

from ntsdocs.build import summary
from ntsdocs.text.problems import Origin, Problem, Severity

ODD = Problem(Origin("data/x/y/tasks.csv", row=3), "lạ", "xem lại", Severity.WARN)
ASKED = Problem(Origin("data/x/agencies.csv", row=2), "chưa rõ ký hiệu", "hỏi cơ quan", Severity.ASK)
TEMPLATE = Problem(Origin("templates/ke_hoach.docx"), "sai ô", "sửa mẫu")


def test_problems_are_grouped_by_who_can_settle_them():
    assert list(summary.of_check_data([TEMPLATE, ODD, ASKED])) == [
        "Cơ quan thường trực: 1",
        f"[cảnh báo] {ODD}",
        "",
        "Cơ quan được nêu: 1",
        f"[cần xác nhận] {ASKED}",
        "",
        "Kỹ sư: 1",
        f"[lỗi] {TEMPLATE}",
        "",
        "Tổng cộng: 3.",
    ]
