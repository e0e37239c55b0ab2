from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.plan import reading as plan_reading
from ntsdocs.plan import regimes as plan_regimes
from ntsdocs.plan.model import (
    Agency,
    AwaitedPaper,
    Basis,
    Choice,
    DayOff,
    Deadline,
    Document,
    Issuer,
    Letter,
    Phrase,
    Plan,
    PlansOwed,
    Province,
    ReadingRule,
    Regime,
    Result,
    Ruling,
    Section,
    Selector,
    Shape,
    Status,
    Task,
)
from ntsdocs.plan.reading import hygiene
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity

ROOT = Path(__file__).resolve().parents[2]
KEEP = "văn bản giữ nguyên lời của Kế hoạch; hỏi cơ quan ban hành nếu cần đính chính."

HOME = "data/tinh-thu"
PLAN = "data/tinh-thu/1-kh-ubnd"

GOOD = {
    f"{HOME}/province.yaml": """\
name: tỉnh Thử
place: Thử
committee: Ủy ban nhân dân tỉnh Thử
committee_short: UBND tỉnh Thử
chairman: Chủ tịch
invented: true
""",
    f"{HOME}/agencies.csv": """\
Mã,Tên đầy đủ,Tên gọi,Tên khác,Ký hiệu,Tình trạng ký hiệu,Loại,Cấp,"Nhóm sở, ban, ngành",Có biển
so-y-te,Sở Y tế,Sở Y tế,,SYT,attested,so,province,core,
cong-an-tinh,Công an tỉnh Thử,Công an tỉnh,CA tỉnh;Công an Thử,CAT,uncertain,police,province,core,
bao-thu,Báo & Đài Thử,Báo Thử,,,unknown,press,province,no,
ubnd-xa-bien,Ủy ban nhân dân xã Biển,UBND xã Biển,,UBND,attested,commune,commune,no,yes
""",
    f"{HOME}/former-names.csv": """\
Mã cơ quan,Đến trước ngày,Tên đầy đủ,Tên gọi
bao-thu,08/12/2025,Báo Thử cũ,Báo cũ
""",
    f"{PLAN}/plan.yaml": """\
on: 2025-12-08
document:
  kind: Kế hoạch
  number: 1/KH-UBND
  issued: 2025-09-11
  issuer: Ủy ban nhân dân tỉnh Thử
  trich_yeu: triển khai Chiến lược thử
subject: triển khai Chiến lược
bases:
  - {kind: Nghị quyết, number: 00/NQ-T, issued: 2025-05-22, issuer: Hội đồng Thử, trich_yeu: ban hành Chiến lược}
standing: cong-an-tinh
plans_owed: {before: 2025-11-15, to: UBND tỉnh, through: Công an tỉnh, task: 1}
yearly_review: sơ kết hằng năm
five_year_review: 2030
funding: theo quy định
reminder_workdays: 5
issuers:
  bao_cao_nam:
    name: Ủy ban nhân dân tỉnh Thử
    symbol: UBND
    place: Thử
    signature: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH]
    signer: ""
    to: [Bộ Thử]
    recipients: [Như trên, "Chủ tịch, các Phó Chủ tịch"]
""",
    f"{PLAN}/decisions.yaml": """\
rules:
  - {id: R1, text: Nêu tên thì thôi}
  - {id: R4, text: Không ngoài danh mục, in_force: false}
rulings:
  - id: D1
    question: Gồm ai?
    choices:
      hep: {text: Hẹp, members: [sbn_group=core kind=so|police], basis: sector, condition: ""}
      rong:
        text: Rộng
        add: ["id=bao-thu ; coastal=yes"]
        no_draft: [so-y-te]
        before:
          1: 2025-11-15
        conditional_as: clause
    choice: rong
    by: mặc định
    since: 2025-09-11
""",
    f"{PLAN}/tasks.csv": """\
Số,Phần,Tên phần,Mục,Tên mục,Nội dung,Cơ quan chủ trì,Cơ quan phối hợp,Thời gian hoàn thành,Sản phẩm
1,I,CHỦ TRÌ,a,Thông tin,Ban hành kế hoạch,"Các sở, ban, ngành; UBND cấp xã",Công an tỉnh,Trước 15/3/2026,Kế hoạch
2,I,CHỦ TRÌ,b,Ứng phó,Phòng dịch <10 ca> & cháy,Sở Y tế,,"Trong năm 2026, sau khi có văn bản của Bộ Thử",
""",
    f"{PLAN}/phrases.csv": """\
Cụm từ trong kế hoạch,Nhóm,Gồm,Căn cứ,Điều kiện,Theo quyết định,Ghi chú
"Các sở, ban, ngành",SBN,sbn_group=core,group,,D1,
UBND cấp xã,XA,level=commune coastal=yes|no ; id=ubnd-xa-bien,conditional,liên quan,,ghi chú
""",
    f"{PLAN}/results/2025.csv": """\
Nhiệm vụ số,Mã cơ quan,Tình trạng,Ngày,Sản phẩm đã có,"Số, ký hiệu","Khó khăn, vướng mắc",Nguồn ghi nhận
1,so-y-te,Đang thực hiện,01/12/2025,,,,
1,so-y-te,Hoàn thành,20/12/2025,Kế hoạch,12/KH-SYT,thiếu người,báo cáo
""",
    f"{PLAN}/results/2026.csv": "Nhiệm vụ số,Mã cơ quan,Tình trạng\n",
    f"{PLAN}/conditions.csv": "Nhiệm vụ số,Ngày xảy ra,Văn bản\n2,05/01/2026,12/BT\n",
    f"{PLAN}/dispatch.csv": """\
Loại công văn,"Số, ký hiệu",Ngày ban hành,Gửi cơ quan,Về nhiệm vụ số
cong_van_don_doc,45/UBND,10/12/2025,so-y-te; cong-an-tinh,"1, 2"
""",
    "data/law/holidays.csv": "Ngày,Tên,Loại,Căn cứ\n01/01/2026,Tết Dương lịch,nghỉ,Bộ luật Lao động\n",
    "data/chung/bao-cao.yaml": (ROOT / "data" / "chung" / "bao-cao.yaml").read_text("utf-8"),
}


def write(root: Path, files: dict[str, str | bytes | None]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return root / PLAN


def read(root: Path, on: date | None = None, **changed: str | bytes | None) -> plan_reading.Reading:
    return plan_reading.read(write(root, GOOD | changed), root, on)


def edited(name: str, old: str, new: str) -> dict[str, str]:
    assert GOOD[name].count(old) == 1, (old, name)
    return {name: GOOD[name].replace(old, new)}


def told(reading: plan_reading.Reading) -> list[tuple[str, str, str]]:
    return [(str(problem.origin), problem.what, problem.remedy) for problem in reading.problems]


# --- what is right --------------------------------------------------------------------------------------------------


def test_a_whole_folder_becomes_one_plan(tmp_path):
    reading = read(tmp_path)

    assert reading.problems == ()
    assert replace(reading.plan_or_stop(strict=True), registry=(), former=()) == Plan(
        id="tinh-thu/1-kh-ubnd",
        province=Province(
            id="tinh-thu",
            name="tỉnh Thử",
            place="Thử",
            committee="Ủy ban nhân dân tỉnh Thử",
            committee_short="UBND tỉnh Thử",
            chairman="Chủ tịch",
            invented=True,
        ),
        document=Document(
            "Kế hoạch", "1/KH-UBND", date(2025, 9, 11), "Ủy ban nhân dân tỉnh Thử", "triển khai Chiến lược thử"
        ),
        bases=(Document("Nghị quyết", "00/NQ-T", date(2025, 5, 22), "Hội đồng Thử", "ban hành Chiến lược"),),
        standing="cong-an-tinh",
        plans_owed=PlansOwed(date(2025, 11, 15), "UBND tỉnh", "Công an tỉnh", 1),
        yearly_review="sơ kết hằng năm",
        five_year_review=2030,
        funding="theo quy định",
        reminder_workdays=5,
        issuers=(
            (
                "bao_cao_nam",
                Issuer(
                    "Ủy ban nhân dân tỉnh Thử",
                    "UBND",
                    "Thử",
                    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
                    to=("Bộ Thử",),
                    recipients=("Như trên", "Chủ tịch, các Phó Chủ tịch"),
                ),
            ),
        ),
        on=date(2025, 12, 8),
        agencies=(
            Agency(
                "so-y-te",
                "Sở Y tế",
                "Sở Y tế",
                symbol_abbr="SYT",
                symbol_status="attested",
                kind="so",
                level="province",
                sbn_group="core",
            ),
            Agency(
                "cong-an-tinh",
                "Công an tỉnh Thử",
                "Công an tỉnh",
                ("CA tỉnh", "Công an Thử"),
                symbol_abbr="CAT",
                symbol_status="uncertain",
                kind="police",
                level="province",
                sbn_group="core",
                regime=Regime.POLICE,
            ),
            Agency("bao-thu", "Báo & Đài Thử", "Báo Thử", ("Báo Thử cũ", "Báo cũ"), kind="press", level="province"),
            Agency(
                "ubnd-xa-bien",
                "Ủy ban nhân dân xã Biển",
                "UBND xã Biển",
                symbol_abbr="UBND",
                symbol_status="attested",
                kind="commune",
                level="commune",
                coastal="yes",
            ),
        ),
        tasks=(
            Task(
                number=1,
                section=Section("I", "CHỦ TRÌ", "a", "Thông tin"),
                content="Ban hành kế hoạch",
                lead="Các sở, ban, ngành; UBND cấp xã",
                coordinate="Công an tỉnh",
                deadline=Deadline("Trước 15/3/2026", date(2026, 3, 15)),
                product="Kế hoạch",
            ),
            Task(
                number=2,
                section=Section("I", "CHỦ TRÌ", "b", "Ứng phó"),
                content="Phòng dịch <10 ca> & cháy",
                lead="Sở Y tế",
                deadline=Deadline(
                    "Trong năm 2026, sau khi có văn bản của Bộ Thử",
                    date(2027, 1, 1),
                    "sau khi có văn bản của Bộ Thử",
                ),
            ),
        ),
        phrases=(
            Phrase("Các sở, ban, ngành", "SBN", (Selector((("sbn_group", ("core",)),)),), rulings=("D1",)),
            Phrase(
                "UBND cấp xã",
                "XA",
                (
                    Selector((("level", ("commune",)), ("coastal", ("yes", "no")))),
                    Selector((("id", ("ubnd-xa-bien",)),)),
                ),
                Basis.CONDITIONAL,
                "liên quan",
                note="ghi chú",
            ),
        ),
        rulings=(
            Ruling(
                "D1",
                "Gồm ai?",
                (
                    Choice(
                        "hep",
                        "Hẹp",
                        members=(Selector((("sbn_group", ("core",)), ("kind", ("so", "police")))),),
                        basis=Basis.SECTOR,
                        condition="",
                    ),
                    Choice(
                        "rong",
                        "Rộng",
                        add=(Selector((("id", ("bao-thu",)),)), Selector((("coastal", ("yes",)),))),
                        no_draft=("so-y-te",),
                        before=((1, date(2025, 11, 15)),),
                        conditional_as="clause",
                    ),
                ),
                "rong",
                "mặc định",
                date(2025, 9, 11),
            ),
        ),
        rules=(ReadingRule("R1", "Nêu tên thì thôi"), ReadingRule("R4", "Không ngoài danh mục", in_force=False)),
        results=(
            Result(1, "so-y-te", Status.DOING, date(2025, 12, 1), year=2025),
            Result(
                1,
                "so-y-te",
                Status.DONE,
                date(2025, 12, 20),
                "Kế hoạch",
                "12/KH-SYT",
                difficulties="thiếu người",
                source="báo cáo",
                year=2025,
            ),
        ),
        result_years=(2025, 2026),
        conditions=(AwaitedPaper((2,), on=date(2026, 1, 5), document="12/BT"),),
        letters=(Letter("cong_van_don_doc", "45/UBND", date(2025, 12, 10), ("so-y-te", "cong-an-tinh"), (1, 2)),),
        days_off=(DayOff(date(2026, 1, 1), "Tết Dương lịch", "nghỉ", "Bộ luật Lao động"),),
        report=reading.plan_or_stop().report,
        subject="triển khai Chiến lược",
    )


def test_every_row_knows_where_it_came_from(tmp_path):
    plan = read(tmp_path).plan_or_stop()

    assert [each.origin for each in (plan.agencies[3], plan.tasks[1], plan.results[1], plan.letters[0])] == [
        Origin(f"{HOME}/agencies.csv", row=5),
        Origin(f"{PLAN}/tasks.csv", row=3),
        Origin(f"{PLAN}/results/2025.csv", row=3),
        Origin(f"{PLAN}/dispatch.csv", row=2),
    ]
    assert plan.rulings[0].origin == Origin(f"{PLAN}/decisions.yaml", row=5, place="mục «rulings[1]»")


def test_tables_that_may_be_missing_may_be_missing(tmp_path):
    optional = [f"{HOME}/former-names.csv", *(f"{PLAN}/{name}.csv" for name in ("conditions", "dispatch"))]
    results = [f"{PLAN}/results/{year}.csv" for year in (2025, 2026)]
    folder = write(tmp_path, {name: content for name, content in GOOD.items() if name not in optional + results})

    plan = plan_reading.read(folder, tmp_path).plan_or_stop(strict=True)

    assert (plan.results, plan.result_years, plan.conditions, plan.letters) == ((), (), (), ())


def test_columns_are_found_by_the_fields_english_name_in_any_case_and_width(tmp_path):
    reading = read(
        tmp_path, **{f"{PLAN}/conditions.csv": " TASKS ;on;  văn   BẢN;Source\n2;05/01/2026;12/BT;điện báo\n"}
    )

    assert reading.problems == ()
    assert reading.plan_or_stop().conditions == (
        AwaitedPaper((2,), on=date(2026, 1, 5), document="12/BT", source="điện báo"),
    )


def test_a_table_may_be_a_workbook_with_real_dates(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nhiệm vụ số", "Mã cơ quan", "Tình trạng", "Ngày", "Số, ký hiệu"])
    book.active.append([1, "so-y-te", "Hoàn thành", date(2026, 2, 5), 12])
    buffer = io.BytesIO()
    book.save(buffer)

    reading = read(tmp_path, **{f"{PLAN}/results/2026.csv": None, f"{PLAN}/results/2026.xlsx": buffer.getvalue()})

    assert reading.problems == ()
    assert reading.plan_or_stop().results[2] == Result(
        1, "so-y-te", Status.DONE, date(2026, 2, 5), number="12", year=2026
    )


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (date(2025, 12, 7), ("Báo Thử cũ", "Báo cũ", ("Báo & Đài Thử", "Báo Thử"))),
        (date(2025, 12, 8), ("Báo & Đài Thử", "Báo Thử", ("Báo Thử cũ", "Báo cũ"))),
    ],
)
def test_an_agency_bears_the_name_of_the_day_and_is_found_by_the_other(tmp_path, on, names):
    tasks = edited(f"{PLAN}/tasks.csv", "cháy,Sở Y tế,", "cháy,Báo cũ; Báo Thử,")

    plan = read(tmp_path, on, **tasks).plan_or_stop(strict=True)

    agency = plan.agency("bao-thu")
    assert plan.on == on
    assert (agency.name, agency.short_name, agency.aliases) == names


def test_of_several_former_names_the_one_of_the_day_counts(tmp_path):
    rows = "agency,until,name,letterhead_name\nbao-thu,08/12/2025,Báo Hai,\nbao-thu,01/07/2020,Báo Một,BÁO MỘT\n"

    def agency(on: date) -> Agency:
        reading = read(tmp_path, on, **{f"{HOME}/former-names.csv": rows})
        return reading.plan_or_stop().agency("bao-thu")

    bare = replace(agency(date(2026, 1, 1)), aliases=())
    assert agency(date(2020, 6, 30)) == replace(
        bare, name="Báo Một", letterhead_name="BÁO MỘT", aliases=("Báo & Đài Thử", "Báo Hai")
    )
    assert agency(date(2020, 7, 1)) == replace(bare, name="Báo Hai", aliases=("Báo & Đài Thử", "Báo Một"))
    assert agency(date(2025, 12, 8)) == replace(bare, aliases=("Báo Một", "Báo Hai"))


# --- the door -------------------------------------------------------------------------------------------------------


ODD_BLANKS = "có khoảng trắng lạ (không ngắt, rộng bằng không, phím Tab …); đã đọc thành dấu cách thường hoặc bỏ đi."
CHOICE_KEYS = "Các mục ở đây: text, members, add, basis, condition, no_draft, before, conditional_as, successors."
ONCE = "mỗi giá trị ở cột này chỉ được có một lần: sửa hoặc xóa một dòng."
SLUG = "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «so-y-te»."
BY_ID = "Ghi mã đúng như cột «Mã» của danh mục cơ quan."
OR_KEPT = f"{BY_ID[:-1]}; cơ quan đã giải thể, sáp nhập thì giữ dòng của nó ở đó và ghi «Đến trước ngày»."
SELECTOR_FORM = (
    "ghi mã cơ quan, «ngoài danh mục», hoặc «trường=giá trị|giá trị», cách nhau bằng dấu cách nếu phải cùng đúng, bằng "
    "« ; » nếu là hai nhóm."
)
WHO = (
    "Ghi ở cột «Gồm»: mã hay tên cơ quan trong danh mục, nhóm (ví dụ level=commune), hoặc «ngoài danh mục» nếu không "
    "giao cho ai trong danh mục."
)
NEW_PHRASE = (
    "Cơ quan: thêm dòng vào agencies.csv, hoặc thêm cách viết này vào «Tên khác» của dòng đã có; cơ quan đổi tên: ghi "
    "tên cũ vào former-names.csv. Cụm từ chung, nơi khác: thêm dòng vào phrases.csv, cột «Gồm» ghi nhóm, mã cơ quan "
    "hoặc «ngoài danh mục»."
)
CLASH = "ghi tên đầy đủ hơn cho một trong hai; nơi này kế thừa nơi kia thì ghi ngày ở «Đến trước ngày» của nơi cũ."

BAD = {
    "missing file": (
        {f"{PLAN}/phrases.csv": None, f"{PLAN}/phrase.csv": "x\n"},
        [
            (
                f"{PLAN}/phrases.csv",
                "không thấy tệp này.",
                "có phải tệp «phrase.csv»? Nếu phải thì đổi tên tệp thành «phrases.csv».",
            )
        ],
    ),
    "missing yaml": (
        {f"{PLAN}/plan.yaml": None},
        [(f"{PLAN}/plan.yaml", "không thấy tệp này.", "đặt tệp «plan.yaml» vào thư mục này.")],
    ),
    "missing column": (
        edited(f"{PLAN}/conditions.csv", "Ngày xảy ra", "Bữa nào"),
        [
            (
                f"{PLAN}/conditions.csv, dòng 1",
                "thiếu cột «Đã có ngày».",
                "thêm cột có tiêu đề «Đã có ngày» (hoặc «on»).",
            ),
            (
                f"{PLAN}/conditions.csv, dòng 1, cột «Bữa nào»",
                "cột «Bữa nào» không được đọc.",
                "xóa cột này nếu không cần.",
            ),
        ],
    ),
    "misspelt column": (
        edited(f"{PLAN}/tasks.csv", "Sản phẩm", "Sản phảm"),
        [
            (
                f"{PLAN}/tasks.csv, dòng 1, cột «Sản phảm»",
                "không có cột «Sản phảm».",
                "có phải «Sản phẩm»? Sửa lại tiêu đề cột.",
            ),
            (f"{PLAN}/tasks.csv, dòng 1", "thiếu cột «Sản phẩm».", "thêm cột có tiêu đề «Sản phẩm» (hoặc «product»)."),
        ],
    ),
    "column twice": (
        edited(f"{PLAN}/conditions.csv", "Văn bản\n2,05/01/2026,12/BT", "Ngày xảy ra\n2,05/01/2026,06/01/2026"),
        [
            (
                f"{PLAN}/conditions.csv, dòng 1, cột «Ngày xảy ra»",
                "có hai cột «Ngày xảy ra».",
                "giữ một cột, xóa cột kia.",
            )
        ],
    ),
    "cells beyond the heading": (
        edited(f"{PLAN}/conditions.csv", "12/BT", "12/BT, ngày 3"),
        [
            (
                f"{PLAN}/conditions.csv, dòng 2",
                "dòng có nhiều ô hơn dòng tiêu đề.",
                "đặt trong ngoặc kép ô có dấu phẩy hoặc dấu chấm phẩy; xóa ô thừa.",
            )
        ],
    ),
    "empty cells": (
        edited(f"{PLAN}/tasks.csv", "1,I,CHỦ TRÌ,a,Thông tin,Ban hành kế hoạch", "1,I,CHỦ TRÌ,a,,  "),
        [
            (f"{PLAN}/tasks.csv, dòng 2, cột «Tên mục»", "ô này bỏ trống.", "ghi «Tên mục»."),
            (f"{PLAN}/tasks.csv, dòng 2, cột «Nội dung»", "ô này bỏ trống.", "ghi «Nội dung»."),
        ],
    ),
    "task number twice": (
        edited(f"{PLAN}/tasks.csv", "\n2,I", "\n1,I"),
        [
            (f"{PLAN}/tasks.csv, dòng 3, cột «Số»", "«1» đã có ở dòng 2.", ONCE),
            (
                f"{PLAN}/conditions.csv, dòng 2, cột «Nhiệm vụ số»",
                "không có nhiệm vụ số 2.",
                "ghi một số từ 1 đến 1 có trong tasks.csv.",
            ),
            (
                f"{PLAN}/dispatch.csv, dòng 2, cột «Về nhiệm vụ số»",
                "không có nhiệm vụ số 2.",
                "ghi một số từ 1 đến 1 có trong tasks.csv.",
            ),
        ],
    ),
    "task number in words": (
        edited(f"{PLAN}/conditions.csv", "\n2,", "\nhai,"),
        [(f"{PLAN}/conditions.csv, dòng 2, cột «Nhiệm vụ số»", "«hai» không phải là số nguyên.", "chỉ ghi chữ số.")],
    ),
    "agency id twice": (
        edited(f"{HOME}/agencies.csv", "bao-thu,", "so-y-te,")
        | edited(f"{HOME}/former-names.csv", "bao-thu,", "cong-an-tinh,")
        | edited(f"{PLAN}/decisions.yaml", "id=bao-thu ; ", ""),
        [
            (
                f"{HOME}/agencies.csv, dòng 4, cột «Mã»",
                "mã «so-y-te» đã có ở dòng 2.",
                "đặt mã khác; chữ hoa, chữ thường không tính.",
            )
        ],
    ),
    "ids that cannot be names of files": (
        {
            f"{HOME}/agencies.csv": GOOD[f"{HOME}/agencies.csv"]
            + "a/b,Một,Một,,,,,,,\nCON,Hai,Hai,,,,,,,\nSở,Ba,Ba,,,,,,,\nlpt1,Bốn,Bốn,,,,,,,\n"
            + "x" * 81
            + ",Năm,Năm,,,,,,,\n..,Sáu,Sáu,,,,,,,\n"
        },
        [
            (f"{HOME}/agencies.csv, dòng 6, cột «Mã»", "mã «a/b» có ký tự của đường dẫn.", SLUG),
            (f"{HOME}/agencies.csv, dòng 7, cột «Mã»", "Windows không cho đặt tên tệp là «CON».", SLUG),
            (f"{HOME}/agencies.csv, dòng 8, cột «Mã»", "mã «Sở» có ký tự không dùng được.", SLUG),
            (f"{HOME}/agencies.csv, dòng 9, cột «Mã»", "Windows không cho đặt tên tệp là «lpt1».", SLUG),
            (f"{HOME}/agencies.csv, dòng 10, cột «Mã»", "mã dài 81 ký tự, nhiều nhất là 80.", SLUG),
            (f"{HOME}/agencies.csv, dòng 11, cột «Mã»", "mã «..» có ký tự của đường dẫn.", SLUG),
        ],
    ),
    "a name of two agencies": (
        edited(f"{HOME}/agencies.csv", "CA tỉnh;Công an Thử", "CA tỉnh;SỞ Y TẾ"),
        [
            (
                f"{HOME}/agencies.csv, dòng 3",
                "tên «SỞ Y TẾ» cũng là tên của «so-y-te»: không rõ Kế hoạch nói cơ quan nào.",
                CLASH,
            )
        ],
    ),
    "words outside a closed list": (
        edited(f"{HOME}/agencies.csv", "SYT,attested,so,province,core,", "SYT,atested,so,provinces,Core,maybe"),
        [
            (
                f"{HOME}/agencies.csv, dòng 2, cột «Tình trạng ký hiệu»",
                "không có giá trị «atested».",
                "có phải «attested»? Ghi một trong: «attested», «conventional», «uncertain», «unknown».",
            ),
            (
                f"{HOME}/agencies.csv, dòng 2, cột «Cấp»",
                "không có giá trị «provinces».",
                "có phải «province»? Ghi một trong: «province», «region», «commune».",
            ),
            (
                f"{HOME}/agencies.csv, dòng 2, cột «Có biển»",
                "không có giá trị «maybe».",
                "Ghi một trong: «yes», «no», «unknown».",
            ),
        ],
    ),
    "unknown agencies": (
        edited(f"{HOME}/former-names.csv", "bao-thu,", "báo-thử,")
        | edited(f"{PLAN}/plan.yaml", "standing: cong-an-tinh", "standing: Công an tỉnh")
        | edited(f"{PLAN}/decisions.yaml", "no_draft: [so-y-te]", "no_draft: [so-yte]")
        | edited(f"{PLAN}/results/2025.csv", "1,so-y-te,Đang", "1,so-yte,Đang")
        | edited(f"{PLAN}/dispatch.csv", "so-y-te; cong-an-tinh", "so-y-te; quan-doi"),
        [
            (
                f"{HOME}/former-names.csv, dòng 2, cột «Mã cơ quan»",
                "không có cơ quan nào mang mã «báo-thử».",
                "có phải «bao-thu»? " + BY_ID,
            ),
            (
                f"{PLAN}/plan.yaml, dòng 11, mục «standing»",
                "không có cơ quan nào mang mã «Công an tỉnh».",
                "có phải «cong-an-tinh»? " + BY_ID,
            ),
            (
                f"{PLAN}/decisions.yaml, dòng 12, mục «rulings[1].choices.rong.no_draft»",
                "không có cơ quan nào mang mã «so-yte».",
                "có phải «so-y-te»? " + BY_ID,
            ),
            (
                f"{PLAN}/results/2025.csv, dòng 2, cột «Mã cơ quan»",
                "không có cơ quan nào mang mã «so-yte».",
                "có phải «so-y-te»? " + BY_ID,
            ),
            (
                f"{PLAN}/dispatch.csv, dòng 2, cột «Gửi cơ quan»",
                "không có cơ quan nào mang mã «quan-doi».",
                OR_KEPT,
            ),
        ],
    ),
    "unknown words in the columns of agencies": (
        edited(f"{PLAN}/tasks.csv", 'UBND cấp xã",Công an tỉnh', 'UBND cấp xa",Công an tính; Hội đồng nhân dân'),
        [
            (
                f"{PLAN}/tasks.csv, dòng 2, cột «Cơ quan chủ trì»",
                "không nhận ra «UBND cấp xa».",
                "có phải «UBND cấp xã»? " + NEW_PHRASE,
            ),
            (
                f"{PLAN}/tasks.csv, dòng 2, cột «Cơ quan phối hợp»",
                "không nhận ra «Công an tính».",
                "có phải «Công an tỉnh»? " + NEW_PHRASE,
            ),
            (
                f"{PLAN}/tasks.csv, dòng 2, cột «Cơ quan phối hợp»",
                "không nhận ra «Hội đồng nhân dân».",
                NEW_PHRASE,
            ),
        ],
    ),
    "unknown status": (
        edited(f"{PLAN}/results/2025.csv", "Đang thực hiện", "Đang thực hịen nốt"),
        [
            (
                f"{PLAN}/results/2025.csv, dòng 2, cột «Tình trạng»",
                "không có giá trị «Đang thực hịen nốt».",
                (
                    "có phải «Đang thực hiện»? Ghi một trong: «Hoàn thành», «Đã ban hành kế hoạch triển khai», "
                    "«Đang thực hiện», «Chưa thực hiện»."
                ),
            )
        ],
    ),
    "results twice and of another year": (
        {
            f"{PLAN}/results/2025.csv": GOOD[f"{PLAN}/results/2025.csv"]
            + "1,so-y-te,Hoàn thành,20/12/2025,,,,\n"
            + "2,so-y-te,Hoàn thành,,,,,\n2,so-y-te,Chưa thực hiện,,,,,\n"
            + "9,so-y-te,Hoàn thành,02/01/2026,,,,\n",
            f"{PLAN}/results/ket-qua.csv": "x\n",
        },
        [
            (
                f"{PLAN}/results/2025.csv, dòng 4",
                "kết quả nhiệm vụ 1 của «so-y-te» ngày 20/12/2025 đã có ở dòng 3.",
                "gộp hai dòng, hoặc ghi hai ngày khác nhau: dòng có ngày sau được tính.",
            ),
            (
                f"{PLAN}/results/2025.csv, dòng 6",
                "kết quả nhiệm vụ 2 của «so-y-te» không ghi ngày đã có ở dòng 5.",
                "gộp hai dòng, hoặc ghi hai ngày khác nhau: dòng có ngày sau được tính.",
            ),
            (
                f"{PLAN}/results/2025.csv, dòng 7, cột «Nhiệm vụ số»",
                "không có nhiệm vụ số 9.",
                "ghi một số từ 1 đến 2 có trong tasks.csv.",
            ),
            (
                f"{PLAN}/results/2025.csv, dòng 7, cột «Ngày»",
                "ngày 02/01/2026 sau năm 2025: kết quả này chưa được tính.",
                "Ghi đúng ngày/tháng/năm.",
            ),
            (
                f"{PLAN}/results/ket-qua.csv",
                "tệp này không được đọc.",
                "đặt tên bắt đầu bằng năm, ví dụ 2026.csv, 2026-03.csv, hoặc chuyển đi nơi khác.",
            ),
        ],
    ),
    "a condition nobody waits for": (
        edited(f"{PLAN}/conditions.csv", "\n2,", "\n1,"),
        [
            (
                f"{PLAN}/conditions.csv, dòng 2, cột «Nhiệm vụ số»",
                "nhiệm vụ 1 không chờ điều kiện nào.",
                "xem lại số nhiệm vụ, hoặc xóa dòng này.",
            )
        ],
    ),
    "days off": (
        {
            "data/law/holidays.csv": GOOD["data/law/holidays.csv"]
            + "01/01/2026,Tết,nghỉ,Luật\n02/01/2026,Bù,làm bú,Luật\n"
        },
        [
            ("data/law/holidays.csv, dòng 3, cột «Ngày»", "«01/01/2026» đã có ở dòng 2.", ONCE),
            (
                "data/law/holidays.csv, dòng 4, cột «Loại»",
                "không có giá trị «làm bú».",
                "có phải «làm bù»? Ghi một trong: «nghỉ», «làm bù».",
            ),
        ],
    ),
    "markers of a template": (
        edited(f"{PLAN}/tasks.csv", "Ban hành kế hoạch", "Ban hành {{ task }} và {%p if %}")
        | edited(f"{PLAN}/plan.yaml", "funding: theo quy định", "funding: 'theo {_{ quy định'"),
        [
            (
                f"{PLAN}/plan.yaml, dòng 15, mục «funding»",
                "có dấu «{_{» của mẫu văn bản.",
                "bỏ dấu ấy: dữ liệu chỉ gồm chữ, chỗ điền nằm trong mẫu.",
            ),
            (
                f"{PLAN}/tasks.csv, dòng 2, cột «Nội dung»",
                "có dấu «{{» của mẫu văn bản.",
                "bỏ dấu ấy: dữ liệu chỉ gồm chữ, chỗ điền nằm trong mẫu.",
            ),
        ],
    ),
    "characters that cannot be printed": (
        edited(f"{PLAN}/tasks.csv", "Ban hành kế hoạch", "Ban\x07 hành\ufffe kế\x07 hoạch")
        | edited(f"{PLAN}/plan.yaml", "funding: theo quy định", 'funding: "theo \\uE000"'),
        [
            (
                f"{PLAN}/plan.yaml, dòng 15, mục «funding»",
                "có ký tự không in được: U+E000; đã bỏ.",
                "đối chiếu với bản gốc xem có thiếu chữ; xóa ký tự ấy.",
            ),
            (
                f"{PLAN}/tasks.csv, dòng 2, cột «Nội dung»",
                "có ký tự không in được: U+0007, U+FFFE; đã bỏ.",
                "đối chiếu với bản gốc xem có thiếu chữ; xóa ký tự ấy.",
            ),
        ],
    ),
    "NFD and obscure blanks are put right and told once for a file": (
        {
            f"{PLAN}/tasks.csv": unicodedata.normalize("NFD", GOOD[f"{PLAN}/tasks.csv"]),
            f"{PLAN}/phrases.csv": GOOD[f"{PLAN}/phrases.csv"]
            .replace("UBND cấp xã", "UBND\u00a0cấp\u200b xã")
            .replace("ghi chú", "ghi  chú"),
        },
        [
            (
                f"{PLAN}/tasks.csv, dòng 1, cột «Số»",
                "chữ có dấu ở dạng tổ hợp (NFD); đã đọc thành dạng dựng sẵn (NFC). Trong tệp này còn 21 chỗ như vậy.",
                "đặt bộ gõ ở bảng mã «Unicode dựng sẵn» rồi gõ lại.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 3, cột «Cụm từ trong kế hoạch»",
                ODD_BLANKS,
                "xóa khoảng trắng ấy rồi gõ lại bằng phím cách.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 3, cột «Ghi chú»",
                "có nhiều dấu cách liền nhau; đã đọc thành một.",
                "xóa dấu cách thừa.",
            ),
        ],
    ),
    "text of an old encoding inside a cell": (
        edited(f"{PLAN}/phrases.csv", "ghi chú", "Së N«ng nghiÖp vµ M«i tr­êng"),
        [
            (
                f"{PLAN}/phrases.csv, dòng 3, cột «Ghi chú»",
                "chữ ở mã TCVN3 (ABC), không phải Unicode.",
                "gõ lại, hoặc chuyển mã bằng UniKey.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 3, cột «Ghi chú»",
                ODD_BLANKS,
                "xóa khoảng trắng ấy rồi gõ lại bằng phím cách.",
            ),
        ],
    ),
    "over-long values": (
        edited(f"{PLAN}/tasks.csv", "Ban hành kế hoạch", "a" * 10001)
        | edited(f"{PLAN}/plan.yaml", "trich_yeu: triển khai Chiến lược thử", "trich_yeu: " + "b" * 501),
        [
            (
                f"{PLAN}/plan.yaml, dòng 7, mục «document.trich_yeu»",
                "trích yếu dài 501 ký tự, nhiều nhất là 500.",
                "rút gọn trích yếu.",
            ),
            (
                f"{PLAN}/tasks.csv, dòng 2, cột «Nội dung»",
                "dài 10001 ký tự, nhiều nhất là 10000.",
                "rút ngắn; xem có dán nhầm cả đoạn văn không.",
            ),
        ],
    ),
    "selectors": (
        edited(
            f"{PLAN}/phrases.csv",
            "sbn_group=core,",
            "sbn_grup=core ; level = comune ; core ; level=region level=region,",
        )
        | edited(f"{PLAN}/decisions.yaml", "id=bao-thu ;", "id=bao-thư|so-y-te ;"),
        [
            (
                f"{PLAN}/decisions.yaml, dòng 11, mục «rulings[1].choices.rong.add»",
                "không có giá trị «bao-thư» ở trường «id».",
                "có phải «bao-thu»? Xem cột ấy trong danh mục cơ quan.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 2, cột «Gồm»",
                "không chọn được theo trường «sbn_grup».",
                "có phải «sbn_group»? Các trường: id, kind, level, sbn_group, coastal.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 2, cột «Gồm»",
                "không có giá trị «comune» ở trường «level».",
                "có phải «commune»? Xem cột ấy trong danh mục cơ quan.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 2, cột «Gồm»",
                "không đọc được «core».",
                SELECTOR_FORM,
            ),
            (
                f"{PLAN}/phrases.csv, dòng 2, cột «Gồm»",
                "trường «level» ghi hai lần trong một nhóm.",
                "gộp lại: giá trị|giá trị.",
            ),
        ],
    ),
    "phrases": (
        {
            f"{PLAN}/phrases.csv": GOOD[f"{PLAN}/phrases.csv"].replace(",D1,", ",D11,")
            + "UBND cấp xã,XA,,group,,,\nCác đơn vị,DV,,nhóm,,,\n"
        },
        [
            (
                f"{PLAN}/phrases.csv, dòng 5, cột «Căn cứ»",
                "không có giá trị «nhóm».",
                "Ghi một trong: «named», «group», «sector», «conditional».",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 2, cột «Theo quyết định»",
                "không có quyết định «D11» trong decisions.yaml.",
                "có phải «D1»? Các quyết định: D1.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 4, cột «Cụm từ trong kế hoạch»",
                "«UBND cấp xã» với nhóm «XA» đã có ở trên.",
                "xóa một trong hai dòng.",
            ),
            (
                f"{PLAN}/phrases.csv, dòng 5, cột «Gồm»",
                "chưa rõ «Các đơn vị» là ai.",
                WHO,
            ),
        ],
    ),
    "rulings": (
        {
            f"{PLAN}/decisions.yaml": GOOD[f"{PLAN}/decisions.yaml"]
            .replace("choice: rong", "choice: rongg")
            .replace("{id: R4,", "{id: R1,")
            .replace("basis: sector", "bases: sector")
            .replace("          1: 2025-11-15", "          7: 2025-11-15")
            .replace("conditional_as: clause", "conditional_as: câu")
        },
        [
            (
                f"{PLAN}/decisions.yaml, dòng 8, mục «rulings[1].choices.hep.bases»",
                "không có mục «bases».",
                "có phải «basis»? " + CHOICE_KEYS,
            ),
            (
                f"{PLAN}/decisions.yaml, dòng 14, mục «rulings[1].choices.rong.before.7»",
                "không có nhiệm vụ số «7».",
                "ghi số nhiệm vụ có trong tasks.csv.",
            ),
            (
                f"{PLAN}/decisions.yaml, dòng 15, mục «rulings[1].choices.rong.conditional_as»",
                "không có giá trị «câu».",
                "Ghi một trong: «clause», «list».",
            ),
            (
                f"{PLAN}/decisions.yaml, dòng 16, mục «rulings[1].choice»",
                "không có phương án «rongg».",
                "có phải «rong»? Các phương án: hep, rong.",
            ),
            (
                f"{PLAN}/decisions.yaml, dòng 3, mục «rules[2].id»",
                "đã có «R1» ở trên.",
                "đặt mã khác, hoặc xóa một trong hai.",
            ),
        ],
    ),
    "yaml of the wrong shape": (
        {
            f"{HOME}/province.yaml": "- một\n",
            f"{PLAN}/plan.yaml": GOOD[f"{PLAN}/plan.yaml"]
            .replace("funding: theo quy định", "funding: [a]")
            .replace("task: 1}", "task: 3}")
            .replace("five_year_review: 2030", "five_year_review: 30")
            .replace("subject:", "subjct:")
            .replace("yearly_review: sơ kết hằng năm\n", "")
            .replace("    symbol: UBND\n", ""),  # which may be missing, as the yearly review may
        },
        [
            (f"{HOME}/province.yaml", "tệp phải gồm các mục «tên: giá trị».", "xem tệp cùng tên của tỉnh khác."),
            (
                f"{PLAN}/plan.yaml, dòng 8, mục «subjct»",
                "không có mục «subjct».",
                (
                    "có phải «subject»? Các mục ở đây: on, document, subject, bases, standing, plans_owed, "
                    "yearly_review, five_year_review, funding, shape, period_ends, reminder_workdays, joint_from, "
                    "issuers."
                ),
            ),
            (f"{PLAN}/plan.yaml, mục «subject»", "thiếu mục «subject», hoặc mục này bỏ trống.", "ghi «subject: …»."),
            (
                f"{PLAN}/plan.yaml, dòng 13, mục «five_year_review»",
                "số 30 nằm ngoài khoảng từ 2000 đến 2199.",
                "xem lại số này.",
            ),
            (
                f"{PLAN}/plan.yaml, dòng 14, mục «funding»",
                "ở đây chỉ ghi một giá trị.",
                "xem lại cách thụt dòng và dấu ngoặc.",
            ),
        ],
    ),
}


@pytest.mark.parametrize(("files", "expected"), BAD.values(), ids=BAD)
def test_all_that_is_wrong_is_told_with_its_place_and_its_remedy(tmp_path, files, expected):
    assert sorted(told(read(tmp_path, **files))) == sorted(expected)


@pytest.mark.parametrize(
    ("words", "what", "remedy"),
    [
        ("31/02/2026", "«31/02/2026» không phải là ngày có thật.", "ghi một ngày có trong lịch, ví dụ 28/02/2026."),
        ("30/2/2028", "«30/2/2028» không phải là ngày có thật.", "ghi một ngày có trong lịch, ví dụ 29/02/2028."),
        (
            "02/28/2026",
            "«02/28/2026» không phải là ngày có thật.",
            "ghi ngày trước, tháng sau; tháng từ 01 đến 12, ví dụ 28/02/2026.",
        ),
        ("2026-02-28", "«2026-02-28» không theo thứ tự ngày/tháng/năm.", "ghi 28/02/2026."),
        ("2026-02-30", "«2026-02-30» không phải là ngày có thật.", "ghi một ngày có trong lịch, ví dụ 28/02/2026."),
        ("28/02/26", "«28/02/26» không đọc được thành ngày.", "ghi ngày/tháng/năm, ví dụ 28/02/2026."),
        ("28.02.2026", "«28.02.2026» không đọc được thành ngày.", "ghi ngày/tháng/năm, ví dụ 28/02/2026."),
        ("tháng 2/2026", "«tháng 2/2026» không đọc được thành ngày.", "ghi ngày/tháng/năm, ví dụ 28/02/2026."),
        ("46051", "«46051» không đọc được thành ngày.", "ghi ngày/tháng/năm, ví dụ 28/02/2026."),
        ("28/02/0226", "năm 226 nằm ngoài khoảng từ 1945 đến 2199.", "xem lại năm."),
        ("", "có «12/BT» mà chưa ghi ngày: vẫn tính là đang chờ.", "ghi ngày có văn bản."),
    ],
)
def test_a_date_is_read_as_day_month_year_or_told_and_never_guessed(tmp_path, words, what, remedy):
    reading = read(tmp_path, **edited(f"{PLAN}/conditions.csv", "05/01/2026", words))

    assert told(reading) == [(f"{PLAN}/conditions.csv, dòng 2, cột «Ngày xảy ra»", what, remedy)]


@pytest.mark.parametrize(
    ("words", "shape"), [("", Shape.SHORT), ("shape: ngan\n", Shape.SHORT), ("shape: day-du\n", Shape.FULL)]
)
def test_the_shape_of_the_drafts_is_short_unless_the_plan_rules_otherwise(tmp_path, words, shape):
    reading = read(tmp_path, **edited(f"{PLAN}/plan.yaml", "issuers:\n", f"{words}issuers:\n"))

    assert reading.plan_or_stop(strict=True).shape is shape


def test_a_shape_that_nobody_knows_is_told_with_those_that_are(tmp_path):
    reading = read(tmp_path, **edited(f"{PLAN}/plan.yaml", "issuers:\n", "shape: dai\nissuers:\n"))

    assert told(reading) == [
        (
            f"{PLAN}/plan.yaml, dòng 17, mục «shape»",
            "không có giá trị «dai».",
            "Ghi một trong: «ngan», «day-du».",
        )
    ]


@pytest.mark.parametrize("words", ["05/01/2026", "5/1/2026", " 05/01/2026 ", "05/1/2026"])
def test_a_day_and_a_month_may_lack_their_zero(tmp_path, words):
    reading = read(tmp_path, **edited(f"{PLAN}/conditions.csv", "05/01/2026", words))

    assert reading.plan_or_stop(strict=True).conditions[0].on == date(2026, 1, 5)


def test_an_impossible_date_in_yaml_is_told(tmp_path):
    reading = read(tmp_path, **edited(f"{PLAN}/plan.yaml", "on: 2025-12-08", "on: 2025-12-32"))

    assert told(reading) == [
        (
            f"{PLAN}/plan.yaml, dòng 1, mục «on»",
            "«2025-12-32» không phải là ngày có thật.",
            "ghi một ngày có trong lịch, ví dụ 31/12/2025.",
        )
    ]


def test_words_that_excel_turned_into_a_date_are_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nhiệm vụ số", "Ngày xảy ra", "Văn bản"])
    book.active.append([2, date(2026, 1, 5), date(2026, 12, 1)])
    buffer = io.BytesIO()
    book.save(buffer)

    reading = read(tmp_path, **{f"{PLAN}/conditions.csv": None, f"{PLAN}/conditions.xlsx": buffer.getvalue()})

    assert told(reading) == [
        (
            f"{PLAN}/conditions.xlsx, trang tính «Sheet», dòng 2, cột «Văn bản»",
            "Excel đã đổi chữ trong ô này thành ngày 01/12/2026.",
            "đặt định dạng ô là «Text» rồi gõ lại.",
        )
    ]


@pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT MẬT", "[MẬT]", "Độ mật: Tối mật", "dòng một\nMẬT\ndòng hai"])
def test_a_mark_of_secrecy_is_refused(tmp_path, mark):
    changed = GOOD[f"{PLAN}/conditions.csv"].replace("12/BT", f'"{mark}"')

    (problem,) = read(tmp_path, **{f"{PLAN}/conditions.csv": changed}).problems

    assert problem.origin == Origin(f"{PLAN}/conditions.csv", row=2, column="Văn bản")
    assert problem.severity is Severity.STOP
    assert problem.rule == "REG-6"
    assert problem.remedy == "không đưa tài liệu bí mật nhà nước vào máy này; bỏ tệp và báo người phụ trách bảo mật."


def test_a_mark_of_secrecy_is_refused_in_a_column_that_is_not_read(tmp_path):
    changed = "Nhiệm vụ số,Ngày xảy ra,Văn bản,Xyz\n2,05/01/2026,12/BT,TỐI MẬT\n"

    problems = read(tmp_path, **{f"{PLAN}/conditions.csv": changed}).problems

    assert [problem.rule for problem in problems if problem.severity is Severity.STOP] == ["REG-6"]


@pytest.mark.parametrize("words", ["bảo vệ bí mật nhà nước", "Công tác bảo mật", "nuôi ong lấy mật"])
def test_words_about_secrecy_are_no_mark(tmp_path, words):
    reading = read(tmp_path, **edited(f"{PLAN}/tasks.csv", "Ban hành kế hoạch", words))

    assert reading.plan_or_stop(strict=True).tasks[0].content == words


def test_a_folder_whose_name_cannot_stand_in_a_path_is_told(tmp_path):
    files = {name.replace("1-kh-ubnd", "Kế hoạch 1"): content for name, content in GOOD.items()}
    write(tmp_path, files)

    assert told(plan_reading.read(tmp_path / HOME / "Kế hoạch 1", tmp_path)) == [
        (
            f"{HOME}/Kế hoạch 1",
            "tên thư mục: mã «Kế hoạch 1» có ký tự không dùng được.",
            "đổi tên thư mục: chữ thường không dấu, số, dấu gạch nối.",
        )
    ]


@pytest.mark.parametrize("above", ["PHỤ LỤC\n", "PHỤ LỤC,,,,,,,,,\n,,,,,,,,,\nKèm theo Kế hoạch,,\n"])
def test_the_heading_of_a_table_is_known_by_the_names_of_its_columns(tmp_path, above):
    tasks = f"{PLAN}/tasks.csv"

    reading = read(tmp_path, **{tasks: above + GOOD[tasks].removeprefix("\ufeff")})

    row = above.count("\n") + 1
    assert told(reading) == [
        (
            f"{tasks}, dòng 1",
            f"tiêu đề của các cột ở dòng {row}; không đọc các dòng phía trên.",
            "xóa các dòng phía trên nếu không cần.",
        )
    ]
    assert reading.plan is not None
    assert reading.plan.tasks[0].origin.row == row + 1


def test_one_bad_file_does_not_make_every_other_row_wrong(tmp_path):
    reading = read(tmp_path, **{f"{HOME}/agencies.csv": "Mã;Tên".encode("utf-16-le")})

    assert [problem.what for problem in reading.problems] == ["tệp ở mã UTF-16, không phải UTF-8."]


# --- stopping -------------------------------------------------------------------------------------------------------


def test_a_plan_with_a_stop_is_not_handed_out_and_all_stops_are_raised_together(tmp_path):
    reading = read(
        tmp_path,
        **edited(f"{PLAN}/conditions.csv", "05/01/2026", "31/02/2026"),
        **edited(f"{PLAN}/tasks.csv", "1,I,CHỦ TRÌ,a,Thông tin,Ban hành", "một,I,CHỦ TRÌ,a,Thông tin,Ban  hành"),
    )

    assert reading.plan is None
    with pytest.raises(DataWrong) as stopped:
        reading.plan_or_stop()
    assert [str(problem.origin) for problem in stopped.value.problems] == [
        f"{PLAN}/plan.yaml, dòng 12, mục «plans_owed»",
        f"{PLAN}/tasks.csv, dòng 2, cột «Số»",
        f"{PLAN}/decisions.yaml, dòng 14, mục «rulings[1].choices.rong.before.1»",
        f"{PLAN}/results/2025.csv, dòng 2, cột «Nhiệm vụ số»",
        f"{PLAN}/results/2025.csv, dòng 3, cột «Nhiệm vụ số»",
        f"{PLAN}/conditions.csv, dòng 2, cột «Ngày xảy ra»",
        f"{PLAN}/dispatch.csv, dòng 2, cột «Về nhiệm vụ số»",
    ]


@pytest.mark.parametrize("cell", ["", ";", "-"])
def test_a_task_that_names_nobody_to_lead_is_asked_and_owed_by_none(tmp_path, cell):
    reading = read(tmp_path, **edited(f"{PLAN}/tasks.csv", "cháy,Sở Y tế,", f"cháy,{cell},"))

    asked = [each for each in reading.problems if "chưa tính cho cơ quan nào" in each.what]
    assert [(each.severity, each.origin.row) for each in asked] == [(Severity.ASK, 3)]
    assert reading.plan is not None


def test_warnings_stop_only_when_strict(tmp_path):
    reading = read(tmp_path, **edited(f"{PLAN}/tasks.csv", "Trước 15/3/2026", "Trước 30/8/2025"))
    warning = Problem(
        Origin(f"{PLAN}/tasks.csv", row=2, column="Thời gian hoàn thành"),
        "nhiệm vụ 1: thời hạn «Trước 30/8/2025» đứng trước ngày ban hành Kế hoạch (11/09/2025).",
        KEEP,
        Severity.WARN,
    )

    assert reading.problems == (warning,)
    assert reading.plan_or_stop().tasks[0].deadline == Deadline("Trước 30/8/2025", date(2025, 8, 30))
    with pytest.raises(DataWrong) as stopped:
        reading.plan_or_stop(strict=True)
    assert stopped.value.problems == (warning,)


# --- oddities -------------------------------------------------------------------------------------------------------


def tasks_csv(*rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(GOOD[f"{PLAN}/tasks.csv"].splitlines()[0].split(","))
    for number, content, lead, coordinate, deadline in rows:
        writer.writerow([number, "I", "CHỦ TRÌ", "a", "Thông tin", content, lead, coordinate, deadline, ""])
    return out.getvalue()


def test_oddities_of_the_plan_are_told_by_row_and_stop_nothing(tmp_path):
    phrases = (
        GOOD[f"{PLAN}/phrases.csv"]
        + '"Các sở, ban, ngành liên quan",REL,sbn_group=core,conditional,liên quan,,\n'
        + '"Các sở, ban, ngành, liên quan",REL,sbn_group=core,conditional,liên quan,,\n'
    )
    tasks = tasks_csv(
        ("1", "Một.", "sở y tế", "Các sở, ban, ngành liên quan", "Trước 11/9/2025"),
        ("2", "Hai", "Sở Y tế", "Các sở, ban, ngành, liên quan", "Trước 12/9/2025, sau khi có văn bản"),
        ("4", "HAI", "CA tỉnh", "các sở, ban, ngành liên quan", "trước 12/9/2025, sau khi có văn bản"),
    )

    awaited = edited(f"{PLAN}/conditions.csv", "\n2,", '\n"2, 4",')
    reading = read(tmp_path, **{f"{PLAN}/tasks.csv": tasks, f"{PLAN}/phrases.csv": phrases, **awaited})

    assert told(reading) == [
        (f"{PLAN}/tasks.csv", "thiếu nhiệm vụ số 3.", "xem có sót dòng của Kế hoạch không."),
        (
            f"{PLAN}/tasks.csv, dòng 2, cột «Thời gian hoàn thành»",
            "nhiệm vụ 1: thời hạn «Trước 11/9/2025» đứng trước ngày ban hành Kế hoạch (11/09/2025).",
            KEEP,
        ),
        (f"{PLAN}/tasks.csv, dòng 2, cột «Nội dung»", "nhiệm vụ 1: nội dung có dấu chấm ở cuối.", KEEP),
        (
            f"{PLAN}/tasks.csv, dòng 2, cột «Cơ quan chủ trì»",
            "nhiệm vụ 1: ghi «sở y tế», danh mục cơ quan ghi «Sở Y tế».",
            KEEP,
        ),
        (
            f"{PLAN}/tasks.csv, dòng 3, cột «Cơ quan phối hợp»",
            "nhiệm vụ 2: ghi «Các sở, ban, ngành, liên quan», các nhiệm vụ khác ghi «Các sở, ban, ngành liên quan».",
            KEEP,
        ),
        (f"{PLAN}/tasks.csv, dòng 4, cột «Nội dung»", "nhiệm vụ 4: nội dung và thời hạn trùng với nhiệm vụ 2.", KEEP),
    ]
    assert {problem.severity for problem in reading.problems} == {Severity.WARN}
    assert [task.content for task in reading.plan_or_stop().tasks] == ["Một.", "Hai", "HAI"]


def test_slips_that_a_reader_listed_are_told_and_rows_that_no_longer_hold_stop(tmp_path):
    listed = (
        "Nhiệm vụ số,Cột,Chữ trong kế hoạch,Nhận xét\n"
        "1,Nội dung,kế hoạch,có lẽ là «Kế hoạch».\n"
        "2,deadline,Bộ Thử,thiếu chữ.\n"
        "2,Sản phẩm,Kế hoach,không còn.\n"
        "2,Sản phâm,Kế hoạch,cột lạ.\n"
        "3,Nội dung,x,y\n"
    )

    reading = read(tmp_path, **{f"{PLAN}/oddities.csv": listed})

    assert told(reading) == [
        (f"{PLAN}/tasks.csv, dòng 2, cột «Nội dung»", "nhiệm vụ 1: «kế hoạch»: có lẽ là «Kế hoạch».", KEEP),
        (f"{PLAN}/tasks.csv, dòng 3, cột «Thời gian hoàn thành»", "nhiệm vụ 2: «Bộ Thử»: thiếu chữ.", KEEP),
        (
            f"{PLAN}/oddities.csv, dòng 4, cột «Chữ trong kế hoạch»",
            "«Kế hoach» không còn trong cột «Sản phẩm» của nhiệm vụ 2.",
            "ghi đúng chữ đang có trong tasks.csv, hoặc xóa dòng này.",
        ),
        (
            f"{PLAN}/oddities.csv, dòng 5, cột «Cột»",
            "không có cột «Sản phâm».",
            (
                "có phải «Sản phẩm»? Ghi một trong: «Nội dung», «Cơ quan chủ trì», «Cơ quan phối hợp», "
                "«Thời gian hoàn thành», «Sản phẩm»."
            ),
        ),
        (
            f"{PLAN}/oddities.csv, dòng 6, cột «Nhiệm vụ số»",
            "không có nhiệm vụ số 3.",
            "sửa số, hoặc xóa dòng này.",
        ),
    ]
    assert [problem.severity for problem in reading.problems] == [Severity.WARN] * 2 + [Severity.STOP] * 3


# --- symbols --------------------------------------------------------------------------------------------------------


def test_symbols_that_nobody_confirmed_are_asked_for(tmp_path):
    plan = read(tmp_path).plan_or_stop()
    remedy = "hỏi cơ quan; khi đã rõ thì ghi ký hiệu và đổi cột «Tình trạng ký hiệu» thành attested."

    assert plan_reading.unconfirmed_symbols(plan) == [
        Problem(
            Origin(f"{HOME}/agencies.csv", row=3, column="Ký hiệu"),
            "ký hiệu «CAT» của Công an tỉnh chưa được cơ quan xác nhận.",
            remedy,
            Severity.ASK,
        ),
        Problem(
            Origin(f"{HOME}/agencies.csv", row=4, column="Ký hiệu"),
            "chưa có ký hiệu của Báo Thử.",
            remedy,
            Severity.ASK,
        ),
    ]
    assert plan_reading.unconfirmed_symbols(plan, [plan.agency("so-y-te")]) == []


# --- text at the door -----------------------------------------------------------------------------------------------


@given(st.text())
def test_cleaned_text_is_nfc_without_edges_double_blanks_or_anything_unprintable(text):
    cleaned = hygiene.clean(text, Origin("x.csv"), ProblemList(), 3000)

    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip(" \n")
    assert "  " not in cleaned
    assert not {"Cc", "Cs", "Co"} & {unicodedata.category(char) for char in cleaned if char != "\n"}
    assert hygiene.clean(cleaned, Origin("x.csv"), ProblemList(), 3000) == cleaned


def test_xml_characters_and_line_breaks_are_kept():
    findings = ProblemList()
    text = "Một & <hai> \"ba\" 'bốn'\r\n «năm»"

    assert hygiene.clean(text, Origin("x.csv"), findings, 3000) == "Một & <hai> \"ba\" 'bốn'\n«năm»"
    assert findings.all() == ()


def test_a_lone_surrogate_is_told():
    findings = ProblemList()

    assert hygiene.clean("a\ud800b", Origin("x.csv"), findings, 3000) == "ab"
    assert [problem.what for problem in findings.all()] == ["có ký tự không in được: U+D800; đã bỏ."]


# --- whatever comes -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("root")


@given(name=st.sampled_from(sorted(GOOD)), data=st.data())
def test_no_damage_to_a_file_raises(root, name, data):
    whole = GOOD[name].encode("utf-8")
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, min(start + 30, len(whole))))
    filling = data.draw(st.one_of(st.binary(max_size=10), st.text(',;"\n:-{}[]0 /ế\u0301', max_size=6).map(str.encode)))
    folder = write(root, GOOD | {name: whole[:start] + filling + whole[stop:]})

    reading = plan_reading.read(folder, root)

    assert (reading.plan is None) == any(problem.severity is Severity.STOP for problem in reading.problems)


# --- under whose rules of form an agency writes ---------------------------------------------------------------------

REGISTRY = f"{HOME}/agencies.csv"
OUTLINE = "chỉ để tham khảo, không có tiêu đề và chữ ký"


def with_columns(columns: str, row: str) -> dict[str, str]:
    heading, rows = GOOD[REGISTRY].split("\n", 1)
    return {REGISTRY: f"{heading},{columns}\n{rows}{row}\n"}


@pytest.mark.parametrize(
    ("row", "regime"),
    [
        ("Sở Mẫu,Sở Mẫu,so,,UBND TỈNH THỬ,SỞ MẪU", Regime.ADMINISTRATIVE),
        ("UBND xã Tân Thành,UBND xã Tân Thành,commune,,TÂN THÀNH,ỦY BAN NHÂN DÂN XÃ", Regime.ADMINISTRATIVE),
        ("Tổ Tân Thành ủy ban Mẫu,Tổ Tân Thành,,,,", Regime.ADMINISTRATIVE),
        ("Báo Mẫu,Báo Mẫu,press,,TỈNH ỦY THỬ,BÁO MẪU", Regime.PARTY),
        ("Báo Mẫu,Báo Mẫu,press,,tỉnh uỷ thử,BÁO MẪU", Regime.PARTY),
        ("Đảng ủy xã Mẫu,Đảng ủy xã Mẫu,,,,", Regime.PARTY),
        ("Đảng bộ Sở Mẫu,Đảng bộ Sở Mẫu,,,,", Regime.PARTY),
        ("Chi bộ thôn Mẫu,Chi bộ thôn Mẫu,,,,", Regime.PARTY),
        ("Đảng ủy Công an tỉnh Thử,Đảng ủy Công an tỉnh,police,,,", Regime.PARTY),
        ("Ban Tổ chức Mẫu,Ban Tổ chức Mẫu,party,,,", Regime.PARTY),
        ("Công an xã Mẫu,Công an xã Mẫu,police,,CÔNG AN TỈNH THỬ,CÔNG AN XÃ MẪU", Regime.POLICE),
        ("Đồn Biên phòng Mẫu,Đồn Mẫu,military,,,", Regime.ARMY),
        ("Ngân hàng Mẫu,Ngân hàng Mẫu,bank,,,", Regime.BANK),
        ("Ngân hàng Mẫu,Ngân hàng Mẫu,bank,Hành chính,,", Regime.ADMINISTRATIVE),
        ("Tạp chí Mẫu,Tạp chí Mẫu,press,đảng,HỘI MẪU,TẠP CHÍ MẪU", Regime.PARTY),
        ("Trường Mẫu,Trường Mẫu,truong,Quân đội,,", Regime.ARMY),
    ],
)
def test_the_column_says_the_regime_and_a_blank_goes_by_letterhead_and_kind(tmp_path, row, regime):
    names, kind, letterhead = re.fullmatch(r"(.+?,.+?),(.*?),(.*)", row).groups()
    table = with_columns(
        "Thể thức văn bản,Cơ quan chủ quản trên tiêu đề,Tên trên tiêu đề", f"moi,{names},,,,{kind},,,,{letterhead}"
    )

    assert read(tmp_path, **table).plan_or_stop(strict=True).agency("moi").regime is regime


def test_a_regime_that_there_is_not_is_told_with_those_there_are(tmp_path):
    table = with_columns("Thể thức văn bản", "moi,Báo Mẫu,Báo Mẫu,,,,press,,,,Dảng")

    assert told(read(tmp_path, **table)) == [
        (
            f"{REGISTRY}, dòng 6, cột «Thể thức văn bản»",
            "không có giá trị «Dảng».",
            "có phải «Đảng»? Ghi một trong: «Hành chính», «Đảng», «Công an», «Quân đội», «Ngân hàng».",
        )
    ]


def test_whoever_writes_by_rules_of_its_own_has_to_confirm_its_form(tmp_path):
    table = with_columns("Thể thức văn bản", "moi,Báo Mẫu,Báo Mẫu,,,,press,,,,Đảng")
    plan = read(tmp_path, **table).plan_or_stop()
    place = REGISTRY + ", dòng {}, cột «Thể thức văn bản»"

    problems = [*plan_regimes.to_confirm(plan.agencies)]
    assert {problem.severity for problem in problems} == {Severity.ASK}
    assert [(str(problem.origin), problem.what) for problem in problems] == [
        (
            place.format(3),
            "Công an tỉnh viết theo quy định riêng của Công an; bản dự thảo theo Nghị định số 30/2020/NĐ-CP.",
        ),
        (place.format(6), f"Báo Mẫu viết theo quy định riêng của Đảng; bản dự thảo {OUTLINE}."),
    ]


# --- the real data --------------------------------------------------------------------------------------------------


def test_the_real_plan_is_read_and_its_oddities_are_these():
    reading = plan_reading.read(ROOT / "data" / "thanh-hoa" / "196-kh-ubnd", ROOT)
    plan = reading.plan_or_stop()

    assert (plan.id, len(plan.agencies), len(plan.tasks), plan.result_years) == (
        "thanh-hoa/196-kh-ubnd",
        206,
        75,
        (2025, 2026),
    )
    assert [(problem.origin.row, problem.origin.column) for problem in reading.problems] == [
        (2, "Thời gian hoàn thành"),
        (14, "Cơ quan chủ trì"),
        (18, "Cơ quan chủ trì"),
        (21, "Cơ quan chủ trì"),
        (29, "Nội dung"),
        (36, "Cơ quan chủ trì"),
        (38, "Thời gian hoàn thành"),
        (40, "Cơ quan phối hợp"),
        (43, "Cơ quan chủ trì"),
        (44, "Thời gian hoàn thành"),
        (45, "Nội dung"),
        (48, "Nội dung"),
        (49, "Nội dung"),
        (55, "Cơ quan chủ trì"),
        (55, "Thời gian hoàn thành"),
        (60, "Cơ quan chủ trì"),
        (62, "Nội dung"),
        (63, "Nội dung"),
        (64, "Sản phẩm"),
        (66, "Nội dung"),
        (74, "Cơ quan phối hợp"),
        (75, "Thời gian hoàn thành"),
        (76, "Thời gian hoàn thành"),
    ]
    assert {problem.severity for problem in reading.problems} == {Severity.WARN}
    assert {problem.origin.file for problem in reading.problems} == {"data/thanh-hoa/196-kh-ubnd/tasks.csv"}


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (None, "Báo và Đài Phát thanh - Truyền hình Thanh Hóa"),
        (date(2025, 12, 8), "Báo và Phát thanh, truyền hình Thanh Hóa"),
    ],
)
def test_the_real_press_unit_bears_the_name_of_the_day(on, name):
    plan = plan_reading.read(ROOT / "data" / "thanh-hoa" / "196-kh-ubnd", ROOT, on).plan_or_stop()

    assert plan.agency("bao-va-phat-thanh-truyen-hinh-thanh-hoa").name == name


def test_the_invented_province_is_read_without_a_word():
    assert (
        plan_reading.read(ROOT / "data" / "tinh-mau" / "01-kh-ubnd", ROOT).plan_or_stop(strict=True).province.invented
    )
