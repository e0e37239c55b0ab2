from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import hand_plan
from ntsdocs.build.editions import kind_called, wrong_editions
from ntsdocs.kinds import KINDS
from ntsdocs.plan.model import Edition, EditionState, Report, ReportDefinition
from ntsdocs.text.problems import Origin, Severity

FILE = "data/tinh-thu/ke-hoach/editions.csv"
DAY = date(2026, 12, 14)
TITLES = (
    "«Kế hoạch thực hiện của từng cơ quan», «Công văn triển khai Kế hoạch», «Công văn đôn đốc», "
    "«Công văn đề nghị báo cáo», «Báo cáo năm»"
)


def test_a_kind_goes_by_its_name_or_its_title_however_it_is_typed():
    assert all(kind_called(way) is kind for kind in KINDS for way in (kind.name, kind.title, kind.title.upper()))
    assert kind_called("cong van don doc") is kind_called("Công văn đôn đốc")
    assert kind_called("Công văn") is None


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("Báo cáo năm", "2025"), ("bao_cao_nam", "2026")], []),
        (
            [("Báo cáo quý", "1"), ("bao_cao_nam", "2026")],
            [("Loại văn bản", "không có loại văn bản «Báo cáo quý».", f"Ghi một trong: {TITLES}.")],
        ),
        (
            [("Báo cáo năm", "2026"), ("bao_cao_nam", "2026")],
            [("Đợt", "Báo cáo năm, đợt «2026» đã có ở dòng 2.", "xóa một dòng, hoặc đặt tên đợt khác.")],
        ),
        (
            [("ke_hoach", "1"), ("ke_hoach", "2")],
            [
                (
                    "Trạng thái",
                    "Kế hoạch thực hiện của từng cơ quan: đợt «1» cũng đang soạn.",
                    "chỉ để một đợt đang soạn; đợt kia đã gửi đi thì ghi «đã phát hành».",
                )
            ],
        ),
    ],
)
def test_rows_that_do_not_fit_together_are_told_once_with_their_remedy(rows, told):
    editions = [Edition(kind, id_, DAY, origin=Origin(FILE, row=at)) for at, (kind, id_) in enumerate(rows, 2)]
    problems = wrong_editions(replace(hand_plan.plan([]), editions=tuple(editions)))

    assert [(each.origin.column, each.what, each.remedy) for each in problems] == told


def test_drafts_that_were_sent_leave_room_for_the_next_version():
    sent = Edition("ke_hoach", "1", DAY, state=EditionState.ISSUED)

    assert not list(wrong_editions(replace(hand_plan.plan([]), editions=(sent, Edition("ke_hoach", "2", DAY)))))


@pytest.mark.parametrize("kind", ["Báo cáo năm", "Công văn đề nghị báo cáo"])
def test_an_edition_whose_id_names_no_report_is_asked_about_with_those_there_are(kind):
    definition = ReportDefinition((Report(), Report("06-thang", "06 tháng đầu năm {năm}", "14/6")))
    rows = [Edition(kind, id_, DAY, origin=Origin(FILE, row=at)) for at, id_ in enumerate(("2026-6-thang", "2026"), 2)]
    (told,) = wrong_editions(replace(hand_plan.plan([]), report=definition, editions=tuple(rows)))

    assert (told.origin.row, told.origin.column, told.severity) == (2, "Đợt", Severity.WARN)
    assert "«2026-6-thang» không ứng với báo cáo nào" in told.what
    assert told.remedy == (f"có phải «{DAY.year}-06-thang»? Ghi năm rồi mã báo cáo: {DAY.year}, {DAY.year}-06-thang.")
