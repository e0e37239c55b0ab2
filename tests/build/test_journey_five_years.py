"""Five years of an office with Tỉnh Mẫu: nothing issued changes, nothing is lost, every duty is counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

import copied_project
from five_years import HAPPENINGS, Life, tinh_mau
from office import Office

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "tinh-mau-duties.csv"


@pytest.mark.parametrize(("seed", "last_year"), [(1, 2029), (2, 2026)])
def test_an_office_lives_with_its_plan_and_all_that_must_hold_does_after_every_verb(
    seed: int, last_year: int, tmp_path: Path
) -> None:
    office = Office(copied_project.copied(tmp_path), copied_project.PLAN)
    names = {row["Mã"]: row["Tên đầy đủ"] for row in office.rows("agencies.csv")}
    life = Life(office, tinh_mau(GOLDEN, names), seed)
    life.cast.last_year = last_year
    life.live()
    assert len(office.kept) > 30
    assert len(office.numbers()) > 10
    assert len(life.bag) == max(len(HAPPENINGS) - 3 * (last_year - 2024), 0)  # all that was to happen did
