from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.plan.roles import Roles, split_roles


@pytest.mark.parametrize(
    ("cell", "lead", "coordinate"),
    [
        (
            "Chủ trì: Sở Nội vụ. Phối hợp: Tổng công ty Cây Mẫu, các phòng nghiệp vụ",
            "Sở Nội vụ",
            "Tổng công ty Cây Mẫu, các phòng nghiệp vụ",
        ),
        ("Chủ trì: Sở A; phối hợp: Sở B", "Sở A", "Sở B"),
        ("CHỦ TRÌ: Sở A. PHỐI HỢP: Sở B.", "Sở A", "Sở B"),
        ("Chủ trì: Sở A\nPhối hợp: Sở B", "Sở A", "Sở B"),
        ("Chủ trì: A.\nPhối hợp: B.", "A", "B"),
        ("Chủ trì\nSở A\nPhối hợp\nSở B", "Sở A", "Sở B"),
        ("CQ chủ trì: Sở A\nCQ phối hợp: Sở B, Sở C", "Sở A", "Sở B, Sở C"),
        ("- Đơn vị chủ trì: Sở A\n- Đơn vị phối hợp: Sở B", "Sở A", "Sở B"),
        ("Đơn vị chủ trì - Sở A; đơn vị phối hợp - Sở B", "Sở A", "Sở B"),
        ("1. Chủ trì: Sở A\n2. Phối hợp: Sở B", "Sở A", "Sở B"),
        ("a) Chủ trì: Sở A\nb) Phối hợp: Sở B", "Sở A", "Sở B"),
        ("Cơ quan chủ trì:\n- Sở A\nCơ quan phối hợp:\n- Sở B\n- Sở C.", "Sở A", "Sở B\n- Sở C"),
        ("Chủ trì thực hiện: Sở A; phối hợp thực hiện: Sở B", "Sở A", "Sở B"),
        ("Chủ trì Sở A, phối hợp Sở B", "Sở A", "Sở B"),
        ("Chủ trì: Sở A / Phối hợp: Sở B", "Sở A", "Sở B"),
        ("Phối hợp: Sở B; Chủ trì: Sở A", "Sở A", "Sở B"),
        ("Chủ trì: Sở A (phối hợp: Sở B)", "Sở A", "Sở B"),
        ("Đầu mối: Sở A; phối hợp: Sở B", "Sở A", "Sở B"),
        ("Sở A chủ trì, phối hợp với Sở B", "Sở A", "Sở B"),
        ("Sở A chủ trì phối hợp cùng Sở B và Sở C", "Sở A", "Sở B và Sở C"),
        ("Giao Sở A chủ trì, phối hợp với Sở B thực hiện", "Sở A", "Sở B"),
        ("Sở A chủ trì; Sở B, Sở C phối hợp", "Sở A", "Sở B, Sở C"),
        ("Sở A chủ trì, Sở B và Sở C cùng phối hợp thực hiện.", "Sở A", "Sở B và Sở C"),
        ("Sở A là cơ quan chủ trì, các đơn vị phối hợp: Sở B", "Sở A", "Sở B"),
        ("Sở A (chủ trì), Sở B, Sở C (phối hợp)", "Sở A", "Sở B, Sở C"),
        ("Sở A (chủ trì), Sở B (phối hợp), Sở C (phối hợp)", "Sở A", "Sở B; Sở C"),
        ("Sở A (chủ trì), Sở B, Sở C", "Sở A", "Sở B, Sở C"),
        ("- Sở A: Chủ trì\n- Sở B: Phối hợp", "Sở A", "Sở B"),
        ("Sở A phối hợp với Sở B", "Sở A", "Sở B"),
        ("Sở A (phối hợp với Sở B)", "Sở A", "Sở B"),
        ("Chủ trì: Sở A", "Sở A", ""),
        ("Đề nghị phối hợp với Bộ B", "", "Bộ B"),
        ("Sở A; Sở B", "Sở A; Sở B", ""),
        (
            "Các sở, ban, ngành chủ trì từng lĩnh vực; UBND cấp xã",
            "Các sở, ban, ngành chủ trì từng lĩnh vực; UBND cấp xã",
            "",
        ),
        ("", "", ""),
    ],
)
def test_a_cell_says_who_leads_and_who_joins(cell, lead, coordinate):
    assert split_roles(cell) == Roles(lead, coordinate)


@given(st.text())
def test_any_text_is_split_without_adding_words(text):
    roles = split_roles(text)

    assert len(roles.lead) + len(roles.coordinate) <= len(text) + 2 * text.count(")")


@pytest.mark.parametrize("cell", ["phối hợp (" * 20_000, "- " * 100_000, "chủ trì " * 20_000, "và " * 60_000])
def test_a_long_cell_takes_no_long_time(cell):
    begun = time.process_time()
    split_roles(cell)

    assert time.process_time() - begun < 5
