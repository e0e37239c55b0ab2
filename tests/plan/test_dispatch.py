"""The dispatch book: what its rows say, what is wrong in them, and that no number is given twice."""

from __future__ import annotations

import random
import shutil
import threading
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from ntsdocs.build.editions import wrong_letters
from ntsdocs.kinds import bao_cao_nam, cong_van_don_doc
from ntsdocs.kinds.arrears import Arrears, duties
from ntsdocs.plan import assignments, dispatch
from ntsdocs.plan.dispatch import Dispatched
from ntsdocs.plan.model import Edition, EditionState, Letter, Plan, headings
from ntsdocs.plan.reading import Reading, read
from ntsdocs.plan.reading.dispatch import record
from ntsdocs.text.problems import DataWrong, Severity

ROOT = Path(__file__).resolve().parents[2]
PLAN = "data/tinh-mau/01-kh-ubnd"
HEAD = 'Loại công văn,"Số, ký hiệu",Ngày ban hành,Gửi cơ quan,Về nhiệm vụ số,Đợt,Tệp đã ký'
DON_DOC = cong_van_don_doc.NAME
COMMUNES = ("ubnd-phuong-cho-mau", "ubnd-phuong-nguyen-van-mau", "ubnd-xa-bien-mau", "ubnd-xa-doi-mau")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dispatch")
    for name in ("tinh-mau", "law", "chung"):
        shutil.copytree(ROOT / "data" / name, root / "data" / name)
    (root / PLAN / "da-ky").mkdir()
    (root / PLAN / "da-ky" / "62.pdf").touch()
    return root


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read(ROOT / PLAN, ROOT).plan_or_stop()


def with_rows(root: Path, *rows: str, head: str = HEAD) -> Reading:
    (root / PLAN / "dispatch.csv").write_text("\n".join((head, *rows)), encoding="utf-8")
    return read(root / PLAN, root)


def told(reading: Reading) -> list[tuple[str, str, Severity]]:
    """What is told of the book: the place within it, what, how much it weighs."""
    book = f"{PLAN}/dispatch.csv"
    rows = [each for each in reading.problems if each.origin.file == book]
    rows += wrong_letters(reading.plan) if reading.plan else []
    return [(str(each.origin).removeprefix(book).removeprefix(", "), each.what, each.severity) for each in rows]


# --- what a row says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("62/UBND-NC", "62/UBND-NC"),
        ("62 /UBND - NC", "62/UBND-NC"),
        (" Số: 62/UBND-NC ", "62/UBND-NC"),
        ("0130/UBND-NC", "0130/UBND-NC"),
        ("1601-1779/UBND-NC", "1601-1779/UBND-NC"),
        ("1601 – 1779 / UBND-NC", "1601-1779/UBND-NC"),
        ("62a/UBND-NC", "62a/UBND-NC"),
        ("5/BC-UBND", "5/BC-UBND"),
        ("62", ""),
        ("UBND-NC", ""),
        ("62/", ""),
        ("1779-1601/UBND-NC", ""),
        ("62-62/UBND-NC", ""),
        ("1-999999/UBND-NC", ""),
        ("62, 63/UBND-NC", ""),
    ],
)
def test_a_number_is_read_as_offices_write_it(text, number):
    assert dispatch.number_in(text) == number


def letter(number: str, *to: str, on: date = date(2026, 6, 12), kind: str = DON_DOC, **more: object) -> Letter:
    return Letter(kind, number, on, to, **more)  # type: ignore[arg-type]


def test_a_range_gives_each_recipient_its_own_number_with_its_zeros():
    many = letter("0098-0101/UBND-NC", *COMMUNES)
    assert dispatch.numbers(many) == tuple(f"{n}/UBND-NC" for n in ("0098", "0099", "0100", "0101"))
    assert dispatch.number_of(many, COMMUNES[2]) == "0100/UBND-NC"
    assert dispatch.number_of(letter("62/UBND-NC", *COMMUNES), COMMUNES[2]) == "62/UBND-NC"


def test_a_row_is_read_with_groups_exceptions_edition_and_signed_file(place):
    reading = with_rows(
        place,
        "Công văn đôn đốc,102-104 /UBND-NC,12/6/2026,UBND cấp xã trừ phường Chợ Mẫu,1; 9,,da-ky/62.pdf",
        "bao_cao_nam,5/BC-UBND,14/12/2026,,,,",
    )

    assert told(reading) == []
    assert reading.plan_or_stop().letters == (
        Letter("Công văn đôn đốc", "102-104/UBND-NC", date(2026, 6, 12), COMMUNES[1:], (1, 9), "", "da-ky/62.pdf"),
        Letter("bao_cao_nam", "5/BC-UBND", date(2026, 12, 14)),
    )


def test_a_table_of_old_without_the_new_columns_is_read_as_before(place):
    head = 'Loại công văn,"Số, ký hiệu",Ngày ban hành,Gửi cơ quan,Về nhiệm vụ số'
    reading = with_rows(place, "cong_van_don_doc,62/UBND-NC,12/6/2026,thanh-tra-tinh;ubnd-xa-doi-mau,1;9", head=head)

    assert told(reading) == []
    assert reading.plan_or_stop().letters == (
        Letter(DON_DOC, "62/UBND-NC", date(2026, 6, 12), ("thanh-tra-tinh", "ubnd-xa-doi-mau"), (1, 9)),
    )


# --- what is wrong in a row -----------------------------------------------------------------------------------------

FIRST = "cong_van_don_doc,62/UBND-NC,12/6/2026,so-y-te,,,"
NUMBER, ON, TO, ABOUT, EDITION, SIGNED = (f"dòng 3, cột «{each}»" for each in list(headings(Letter).values())[1:])
BAD = [  # a row, where and what is told of it, the row by the remedy
    (
        "cong_van_don_đốc x,63/UBND-NC,12/6/2026,so-y-te,,,",
        ("dòng 3, cột «Loại công văn»", "không có loại văn bản «cong_van_don_đốc x»."),
        "Công văn đôn đốc,63/UBND-NC,12/6/2026,so-y-te,,,",
    ),
    (",63/UBND-NC,12/6/2026,so-y-te,,,", ("dòng 3, cột «Loại công văn»", "ô này bỏ trống."), None),
    ("cong_van_don_doc,,12/6/2026,so-y-te,,,", (NUMBER, "ô này bỏ trống."), None),
    (
        "cong_van_don_doc,63,12/6/2026,so-y-te,,,",
        (NUMBER, "không đọc được «63» thành số, ký hiệu."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,",
    ),
    (
        "cong_van_don_doc,65-63/UBND-NC,12/6/2026,kind=so,,,",
        (NUMBER, "không đọc được «65-63/UBND-NC» thành số, ký hiệu."),
        "cong_van_don_doc,63-66/UBND-NC,12/6/2026,kind=so,,,",
    ),
    (
        "cong_van_don_doc,0062 /UBND-KT,30/12/2026,so-y-te,,,",
        (NUMBER, "số 0062/UBND-KT của năm 2026 đã có ở dòng 2."),
        "cong_van_don_doc,0063 /UBND-KT,30/12/2026,so-y-te,,,",
    ),
    (
        "cong_van_trien_khai,61-64/UBND-NC,12/6/2026,level=commune,,,",
        (NUMBER, "số 62/UBND-NC của năm 2026 đã có ở dòng 2."),
        "cong_van_trien_khai,63-66/UBND-NC,12/6/2026,level=commune,,,",
    ),
    (
        "cong_van_don_doc,63-65/UBND-NC,12/6/2026,UBND cấp xã,,,",
        (NUMBER, "«63-65/UBND-NC» là 3 số, còn nơi nhận là 4 cơ quan."),
        "cong_van_don_doc,63-66/UBND-NC,12/6/2026,UBND cấp xã,,,",
    ),
    ("cong_van_don_doc,63/UBND-NC,,so-y-te,,,", (ON, "ô này bỏ trống."), None),
    ("cong_van_don_doc,63/UBND-NC,31/6/2026,so-y-te,,,", (ON, "«31/6/2026» không phải là ngày có thật."), None),
    (
        "cong_van_don_doc,63/UBND-NC,19/01/2025,so-y-te,,,",
        (ON, "ngày 19/01/2025 đứng trước ngày ban hành Kế hoạch (20/01/2025)."),
        "cong_van_don_doc,63/UBND-NC,20/01/2025,so-y-te,,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2062,so-y-te,,,",
        (ON, "ngày 12/06/2062 sau năm tổng kết Kế hoạch (2029)."),
        "cong_van_don_doc,63/UBND-NC,12/6/2029,so-y-te,,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,,,,",
        (TO, "ô này bỏ trống."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,ngoài danh mục,,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,UBND cấp xã trừ UBND cấp xã,,,",
        (TO, "«UBND cấp xã trừ UBND cấp xã»: trừ hết, không còn nơi nào."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,UBND cấp xã,,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,Sở Y tê,,,",
        (TO, "không nhận ra «Sở Y tê» là cơ quan hay nhóm nào."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-teo,,,",
        (TO, "không có cơ quan nào mang mã «so-y-teo»."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,",
    ),
    (
        "cong_van_don_doc,63-64/UBND-NC,12/6/2026,Sở Y tế; Bộ Lạ,,,",
        (TO, "không nhận ra «Bộ Lạ» là cơ quan hay nhóm nào."),
        "cong_van_don_doc,63-64/UBND-NC,12/6/2026,Sở Y tế; Sở Nội vụ,,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,UBND cấp xã trừ Sở Y tế,,,",
        (TO, "«UBND cấp xã trừ Sở Y tế»: nơi bị trừ không thuộc các nơi đứng trước."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,UBND cấp xã,,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,76,,",
        (ABOUT, "không có nhiệm vụ số 76."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,15,,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,dot-9,",
        (EDITION, "Công văn đôn đốc: không có đợt «dot-9»."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,dot-1,",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,../../agencies.csv",
        (SIGNED, "«../../agencies.csv» không nằm trong thư mục của Kế hoạch."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,da-ky/62.pdf",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,C:/62.pdf",
        (SIGNED, "«C:/62.pdf» không nằm trong thư mục của Kế hoạch."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,da-ky/62.pdf",
    ),
    (
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,da-ky/63.pdf",
        (SIGNED, "không thấy tệp «da-ky/63.pdf»."),
        "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,da-ky/62.pdf",
    ),
]


@pytest.mark.parametrize(("row", "message", "mended"), BAD, ids=[row for row, _, _ in BAD])
def test_what_is_wrong_in_a_row_is_told_once_and_the_remedy_works(place, row, message, mended):
    (place / PLAN / "editions.csv").write_text(
        "Loại văn bản,Đợt,Tính đến ngày\nCông văn đôn đốc,dot-1,12/6/2026\n", encoding="utf-8"
    )

    assert [each[:2] for each in told(with_rows(place, FIRST, row))] == [message]
    assert told(with_rows(place, FIRST, mended or "cong_van_don_doc,63/UBND-NC,12/6/2026,so-y-te,,,")) == []


def test_the_same_letter_in_two_rows_is_told_with_both_places(place):
    reading = with_rows(place, *["cong_van_don_doc,16001/UBND-NC,20/11/2025,so-y-te,,,"] * 2)

    assert told(reading) == [(NUMBER, "số 16001/UBND-NC của năm 2025 đã có ở dòng 2.", Severity.STOP)]


@pytest.mark.parametrize(
    "other",
    [
        "cong_van_don_doc,62/UBND-NC,12/6/2027,so-y-te,,,",  # another year
        "cong_van_don_doc,62/HĐND-NC,12/6/2026,so-y-te,,,",  # another book
        "bao_cao_nam,62/BC-UBND,12/6/2026,,,,",  # a typed paper has its own series
        "cong_van_don_doc,62a/UBND-NC,12/6/2026,so-y-te,,,",
    ],
)
def test_the_same_figure_in_another_year_or_series_is_another_number(place, other):
    assert told(with_rows(place, FIRST, other)) == []


def test_numbers_left_out_between_those_of_an_edition_are_asked_for(place):
    (place / PLAN / "editions.csv").write_text(
        "Loại văn bản,Đợt,Tính đến ngày\nCông văn đôn đốc,dot-1,12/6/2026\n", encoding="utf-8"
    )
    rows = [f"cong_van_don_doc,{number}/UBND-NC,12/6/2026,so-y-te,,dot-1," for number in (70, 71, 75)]
    reading = with_rows(place, *rows, "cong_van_trien_khai,73/UBND-NC,12/6/2026,so-y-te,,,")

    what = "giữa các số của đợt «dot-1» còn số chưa ghi cho ai: 72, 74."
    assert told(reading) == [("dòng 4, cột «Số, ký hiệu»", what, Severity.ASK)]


def test_an_issued_edition_without_a_row_is_told(place):
    (place / PLAN / "editions.csv").write_text(
        "Loại văn bản,Đợt,Tính đến ngày,Trạng thái\nCông văn đôn đốc,dot-1,12/6/2026,đã phát hành\n"
        "Kế hoạch thực hiện của từng cơ quan,1,12/6/2026,đã phát hành\n",
        encoding="utf-8",
    )
    (row,) = wrong_letters(with_rows(place, FIRST).plan_or_stop())
    assert row.what == "Công văn đôn đốc, đợt «dot-1» đã phát hành mà sổ công văn không có dòng nào."
    assert str(row.origin) == f"{PLAN}/editions.csv, dòng 2, cột «Trạng thái»"

    sent = with_rows(place, "Công văn đôn đốc,62/UBND-NC,12/6/2026,so-y-te,,dot-1,")
    assert [*wrong_letters(sent.plan_or_stop())] == []
    (place / PLAN / "editions.csv").unlink()


# --- what went out --------------------------------------------------------------------------------------------------

ROUND = Edition(DON_DOC, "dot-1", date(2026, 6, 12), state=EditionState.ISSUED)


def test_a_paper_finds_its_number_in_joint_single_and_range_rows(plan):
    day = date(2026, 6, 12)
    rows = (
        letter("70/UBND-NC", "so-y-te", "so-noi-vu", edition="dot-1", kind="Công văn đôn đốc"),
        letter("71-74/UBND-NC", *COMMUNES, edition="dot-1"),
        letter("90/UBND-NC", "cong-an-tinh", edition="dot-2"),
        letter("5/BC-UBND", kind="Báo cáo năm", edition="2026"),
    )
    book = replace(plan, letters=rows)

    assert dispatch.sent_as(book, ROUND, "so-noi-vu") == Dispatched("70/UBND-NC", day)
    assert dispatch.sent_as(book, ROUND, COMMUNES[3]) == Dispatched("74/UBND-NC", day)
    assert dispatch.sent_as(book, ROUND, "cong-an-tinh") is None
    assert dispatch.sent_as(book, replace(ROUND, id=""), "so-noi-vu") is None
    assert dispatch.sent_as(book, Edition(bao_cao_nam.NAME, "2026", day), "2026") == Dispatched("5/BC-UBND", day)


def test_a_reminder_names_what_its_agency_had_before_alone_and_among_others(plan):
    rows = (
        letter("74/UBND-NC", "so-y-te", on=date(2026, 9, 1), tasks=(1,)),
        letter("31-34/UBND-NC", *COMMUNES, on=date(2026, 3, 2), tasks=(1, 9)),
        letter("62/UBND-NC", *COMMUNES, on=date(2026, 6, 12), tasks=(1,), kind="Công văn đôn đốc"),
        letter("63/UBND-NC", *COMMUNES, on=date(2026, 6, 13), tasks=(2,)),
        letter("75/UBND-NC", *COMMUNES, on=plan.on, tasks=(1,)),
    )
    book = replace(plan, letters=rows)
    agency = plan.agency("ubnd-xa-doi-mau")

    assert [each.number for each in dispatch.letters_to(book, DON_DOC, agency.id, plan.on)] == [
        "31-34/UBND-NC",
        "62/UBND-NC",
        "63/UBND-NC",
    ]
    settled = assignments.settle(book)
    edition = Edition(DON_DOC, "", plan.on, scope=(agency.id,))
    (one,) = cong_van_don_doc.reminded(book, settled, Arrears(book, settled, ()), edition)
    assert {each.no for each in duties(one.owed)} == {1}
    assert [dispatch.number_of(each, agency.id) for each in one.letters] == ["34/UBND-NC", "62/UBND-NC"]


def report_of(plan: Plan, *rows: Letter) -> bao_cao_nam.BaoCaoNam:
    plan = replace(plan, letters=rows)
    return bao_cao_nam.draw(plan, assignments.settle(plan), Edition(bao_cao_nam.NAME, "", plan.on))


@pytest.mark.parametrize(
    "rows",
    [
        [letter("1601-1604/UBND-NC", *COMMUNES, on=date(2026, 11, 20))],
        [letter(f"{1601 + n}/UBND-NC", id_, on=date(2026, 11, 20)) for n, id_ in enumerate(COMMUNES)],
    ],
)
def test_the_report_counts_letters_by_number_and_prints_a_run_of_them_as_one_phrase(plan, rows):
    says = report_of(
        plan,
        letter("62/UBND-NC", *COMMUNES),
        *rows,
        letter("1606/UBND-NC", "so-y-te", on=date(2026, 11, 20)),
        letter("5/BC-UBND", kind=bao_cao_nam.NAME),
    )

    assert says.letter_count == 6
    assert [each.words for each in says.letters] == [
        "Công văn số 62/UBND-NC ngày 12/6/2026",
        "các Công văn từ số 1601/UBND-NC đến số 1604/UBND-NC ngày 20/11/2026 (04 công văn)",
        "Công văn số 1606/UBND-NC ngày 20/11/2026",
    ]


# --- no number is given twice ---------------------------------------------------------------------------------------


def given(folder: Path) -> list[tuple[int, str]]:
    """The years and numbers of the book, read by hand."""
    lines = (folder / "dispatch.csv").read_text("utf-8-sig").splitlines()[1:]
    found = []
    for _, number, on, *_ in (line.split(",") for line in lines):
        first, _, last = number.partition("/")[0].partition("-")
        found += [(int(on[-4:]), str(each)) for each in range(int(first), int(last or first) + 1)]
    return found


def some_letter(dice: random.Random) -> Letter:
    first, count = dice.randint(1, 90), dice.choice((1, 1, 1, 4))
    number = f"{first}-{first + count - 1}/UBND-NC" if count > 1 else f"{first}/UBND-NC"
    day = date(2026, 1, 1) + timedelta(days=dice.randint(0, 700))
    return letter(number, *COMMUNES[:count], on=day)


def test_a_thousand_random_writings_give_no_number_twice(tmp_path):
    dice, refused, written = random.Random(14), 0, 0
    for book in range(40):
        folder = tmp_path / str(book)
        folder.mkdir()
        record(folder, tmp_path, [some_letter(dice)])
        for _ in range(24):
            text = (folder / "dispatch.csv").read_text("utf-8-sig")
            if dice.random() < 0.2:  # somebody edits by hand: a row goes, or comes
                lines = text.splitlines()
                new = dice.randint(80, 199)
                by_hand = f"cong_van_don_doc,{new}/UBND-NC,{dice.choice(('01/02/2026', '01/02/2027'))},so-y-te,,,"
                lines[1:2] = [] if dice.random() < 0.3 and len(lines) > 2 else [lines[1], by_hand]
                if len(set(lines)) == len(lines):
                    (folder / "dispatch.csv").write_text("\n".join(lines) + "\n", "utf-8")
                if len(given(folder)) != len(set(given(folder))):
                    with pytest.raises(DataWrong):
                        record(folder, tmp_path, [some_letter(dice)])
                    (folder / "dispatch.csv").write_text(text, "utf-8")
                continue
            try:
                record(folder, tmp_path, [some_letter(dice) for _ in range(dice.choice((1, 1, 2)))])
                written += 1
            except DataWrong:
                refused += 1
                assert (folder / "dispatch.csv").read_text("utf-8-sig") == text
            assert len(given(folder)) == len(set(given(folder)))
    assert refused > 100
    assert written > 100


def test_two_who_want_the_same_numbers_at_once_get_each_once(tmp_path):
    got: list[str] = []

    def clerk() -> None:
        for number in range(1, 21):
            try:
                record(tmp_path, tmp_path, [letter(f"{number}/UBND-NC", "so-y-te")])
                got.append(str(number))
            except DataWrong as wrong:
                assert [problem.what for problem in wrong.problems] == [  # noqa: PT017 - both outcomes are right
                    f"số {number}/UBND-NC của năm 2026 đã có ở dòng {1 + number}."
                ]

    clerks = [threading.Thread(target=clerk) for _ in range(2)]
    for each in clerks:
        each.start()
    for each in clerks:
        each.join()

    assert sorted(got, key=int) == [str(number) for number in range(1, 21)]
    assert [number for _, number in given(tmp_path)] == got


def test_what_is_recorded_is_read_back_the_same(place):
    (place / PLAN / "dispatch.csv").unlink(missing_ok=True)
    rows = (
        letter("71-74/UBND-NC", *COMMUNES, tasks=(1, 9), edition="dot-1"),
        letter("0130/UBND-NC", "so-y-te", signed="da-ky/62.pdf"),
    )
    record(place / PLAN, place, rows[:1])
    record(place / PLAN, place, rows[1:])

    assert read(place / PLAN, place).plan_or_stop().letters == rows
    with pytest.raises(DataWrong) as caught:
        record(place / PLAN, place, [letter("130/UBND-NC", "so-noi-vu"), letter("140/UBND-NC")])
    assert [str(each.origin) for each in caught.value.problems] == [f"{PLAN}/dispatch.csv, cột «Số, ký hiệu»"]
    assert read(place / PLAN, place).plan_or_stop().letters == rows


def test_the_book_may_be_kept_in_excel(place):
    (place / PLAN / "dispatch.csv").unlink(missing_ok=True)
    book = openpyxl.Workbook()
    book.active.append(list(headings(Letter).values()))
    book.active.append(["Công văn đôn đốc", "62/UBND-NC", date(2026, 6, 12), "Sở Y tế"])
    book.save(place / PLAN / "dispatch.xlsx")

    record(place / PLAN, place, [letter("63-66/UBND-NC", *COMMUNES)])

    rows = read(place / PLAN, place).plan_or_stop().letters
    with pytest.raises(DataWrong):
        record(place / PLAN, place, [letter("62/UBND-NC", "so-noi-vu")])
    (place / PLAN / "dispatch.xlsx").unlink()
    assert [(each.number, each.to, each.on) for each in rows] == [
        ("62/UBND-NC", ("so-y-te",), date(2026, 6, 12)),
        ("63-66/UBND-NC", COMMUNES, date(2026, 6, 12)),
    ]
