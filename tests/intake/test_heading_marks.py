"""The mark in front of a heading or a task is told from figures, dates and words that only look like one."""

from __future__ import annotations

import pytest

from ntsdocs.intake.heading_marks import ARABIC, DOTTED, NONE, PART, ROMAN, UPPER, of_text


@pytest.mark.parametrize(
    ("text", "kind", "sign", "rest"),
    [
        ("1.1 Rà soát", DOTTED, "1.1", "Rà soát"),
        ("1.1. Rà soát", DOTTED, "1.1", "Rà soát"),
        ("1.2.3 Rà soát", DOTTED, "1.2.3", "Rà soát"),
        ("A.1 Hạ tầng", DOTTED, "A.1", "Hạ tầng"),
        ("I.2. Hạ tầng", DOTTED, "I.2", "Hạ tầng"),
        ("B.1) Hạ tầng", DOTTED, "B.1", "Hạ tầng"),
        ("IV- Hạ tầng", ROMAN, "IV", "Hạ tầng"),
        ("A - Hạ tầng", UPPER, "A", "Hạ tầng"),
        ("1/Rà soát", ARABIC, "1", "Rà soát"),
        ("Nhiệm vụ 1. Rà soát", PART, "1", "Rà soát"),
        *((text, NONE, "", text) for text in ("1.500 hộ dân", "30/6 là hạn", "Đ/c Nguyễn Mẫu", "5 - 7 lớp tập huấn")),
        ("Nhiệm vụ 1.1: Rà soát", NONE, "", "Nhiệm vụ 1.1: Rà soát"),
    ],
)
def test_marks(text, kind, sign, rest):
    mark = of_text(text)
    assert (mark.kind, mark.sign, mark.rest) == (kind, sign, rest)
