from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ntsdocs.plan.model import Edition, EditionState, Sending
from ntsdocs.plan.reading import Reading, read
from ntsdocs.text.problems import Severity

ROOT = Path(__file__).resolve().parents[2]
PLAN = "data/tinh-mau/01-kh-ubnd"
HEAD = "Loại văn bản,Đợt,Tính đến ngày,Kỳ từ ngày,Kỳ đến ngày,Trạng thái,Phạm vi,Về việc,Cách gửi"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("editions")
    for name in ("tinh-mau", "law", "chung"):
        shutil.copytree(ROOT / "data" / name, root / "data" / name)
    return root


def with_rows(root: Path, *rows: str) -> Reading:
    (root / PLAN / "editions.csv").write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return read(root / PLAN, root)


def test_a_row_says_what_goes_out_together_and_as_of_when(place):
    reading = with_rows(
        place,
        "bao_cao_nam,2025,14/12/2025,20/01/2025,14/12/2025,Đã phát hành,,,",
        "công văn ĐÔN ĐỐC,dot-2,14/12/2026,,,,so-y-te; ubnd-xa-bien-mau,quá hạn; trước hạn 7 ngày làm việc,chung",
    )

    report, round_ = reading.plan_or_stop().editions
    span = (date(2025, 1, 20), date(2025, 12, 14))
    assert report == Edition("bao_cao_nam", "2025", span[1], *span, EditionState.ISSUED, origin=report.origin)
    assert (round_.kind, round_.state, round_.sending) == ("công văn ĐÔN ĐỐC", EditionState.OPEN, Sending.JOINT)
    assert round_.scope == ("so-y-te", "ubnd-xa-bien-mau")
    assert round_.about == ("quá hạn", "trước hạn 7 ngày làm việc")
    assert str(round_.origin) == f"{PLAN}/editions.csv, dòng 3"


def test_a_workbook_is_read_as_well_as_a_csv_file(place):
    with_rows(place)
    (place / PLAN / "editions.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(["Báo cáo năm", 2026, date(2026, 12, 14)])
    book.save(place / PLAN / "editions.xlsx")
    editions = read(place / PLAN, place).plan_or_stop().editions
    (place / PLAN / "editions.xlsx").unlink()

    assert [(each.kind, each.id, each.on) for each in editions] == [("Báo cáo năm", "2026", date(2026, 12, 14))]


@pytest.mark.parametrize(
    ("row", "column", "what", "remedy"),
    [
        (
            "Báo cáo năm,2026/1,14/12/2026",
            "Đợt",
            "mã «2026/1» có ký tự của đường dẫn.",
            "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «so-y-te».",
        ),
        (
            "Báo cáo năm,con,14/12/2026",
            "Đợt",
            "Windows không cho đặt tên tệp là «con».",
            "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «so-y-te».",
        ),
        ("Báo cáo năm,2026,", "Tính đến ngày", "ô này bỏ trống.", "ghi «Tính đến ngày»."),
        (
            "Báo cáo năm,2024,14/12/2024",
            "Tính đến ngày",
            "ngày 14/12/2024 đứng trước ngày ban hành Kế hoạch (20/01/2025).",
            "ghi ngày trong thời gian thực hiện Kế hoạch.",
        ),
        (
            "Báo cáo năm,2041,14/12/2041",
            "Tính đến ngày",
            "ngày 14/12/2041 sau năm tổng kết Kế hoạch (2029).",
            "ghi ngày trong thời gian thực hiện Kế hoạch.",
        ),
        (
            "Báo cáo năm,2026,14/12/2026,15/12/2026,14/12/2025",
            "Kỳ đến ngày",
            "kỳ kết thúc (14/12/2025) trước khi bắt đầu (15/12/2026).",
            "xem lại hai ngày của kỳ.",
        ),
        (
            "Báo cáo năm,2026,14/12/2026,15/12/2026,14/12/2027",
            "Tính đến ngày",
            "ngày 14/12/2026 đứng trước kỳ, từ 15/12/2026.",
            "ghi ngày trong kỳ hoặc sau kỳ.",
        ),
        (
            "Báo cáo năm,2026,14/12/2026,15/12/2025",
            "Kỳ đến ngày",
            "kỳ chỉ có một đầu.",
            "ghi cả ngày đầu và ngày cuối kỳ, hoặc bỏ trống cả hai.",
        ),
        (
            "Báo cáo năm,2026,14/12/2026,,,đã phát hàng",
            "Trạng thái",
            "không có giá trị «đã phát hàng».",
            "có phải «đã phát hành»? Ghi một trong: «đang soạn», «đã phát hành».",
        ),
        (
            "Công văn đôn đốc,dot-1,14/12/2026,,,,,quá muộn",
            "Về việc",
            "không hiểu «quá muộn».",
            "ghi «quá hạn», «chưa báo cáo» hoặc như «trước hạn 7 ngày làm việc».",
        ),
        (
            "Công văn đôn đốc,dot-1,14/12/2026,,,,,,cả hai",
            "Cách gửi",
            "không có giá trị «cả hai».",
            "Ghi một trong: «chung», «riêng».",
        ),
    ],
)
def test_a_wrong_cell_is_told_once_with_its_remedy(place, row, column, what, remedy):
    problems = with_rows(place, row).problems

    assert [(str(each.origin), each.what, each.remedy) for each in problems] == [
        (f"{PLAN}/editions.csv, dòng 2, cột «{column}»", what, remedy)
    ]


def test_every_wrong_row_is_told_in_one_run_and_none_becomes_a_plan(place):
    reading = with_rows(
        place,
        "Báo cáo năm,2026,14/12",
        "Công văn đôn đốc,dot-1,31/02/2026,,,,so-lạ",
    )

    assert reading.plan is None
    assert [each.origin.row for each in reading.problems] == [2, 3, 3]


def test_a_day_long_after_the_plan_stops_and_one_soon_after_is_told(place):
    reading = with_rows(place, "Báo cáo năm,2031,31/12/2031", "Báo cáo năm,2032,01/01/2032")
    assert [each.severity for each in reading.problems] == [Severity.WARN, Severity.STOP]
