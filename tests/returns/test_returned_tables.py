"""The three tables of what came back: what stands where files say different things, and what becomes data."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from copied_project import PLAN, copied, table
from ntsdocs.build import journey
from ntsdocs.build.unchanged import last_if_unchanged
from ntsdocs.kinds.awaited import awaited
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import ReturnRuling
from ntsdocs.plan.returned import ReturnedFile
from ntsdocs.returns import accepted, receive, returned_tables, told
from ntsdocs.returns.changes import ChangeKind, TheirChange
from ntsdocs.returns.reading import Answer, How
from ntsdocs.returns.returned_tables import Received, ReturnedTables
from ntsdocs.tables import row_edits
from ntsdocs.text.problems import DataWrong, Wrong

ROOT = Path(__file__).resolve().parents[2]
UNIT, DAY = "own:task:3:don_vi", "own:task:3:tien_do"
READING = journey.read(ROOT, PLAN).plan_or_stop()


def file(name: str, saved: str = "", agency: str = "so-y-te", edition: str = "1", **how: str) -> ReturnedFile:
    kind = "ke_hoach" if edition == "1" else "bieu_mau"
    return ReturnedFile(name, name, agency, "bản gốc", "đã đọc", kind=kind, edition=edition, saved=saved, **how)


def received(each: ReturnedFile, **values: str) -> Received:
    """A file that answers so, the tags with «__» for «:»."""
    answers = [Answer(tag.replace("__", ":"), value, How.TAG, "đoạn 1") for tag, value in values.items()]
    return Received(each, answers)


def merged(
    *files: Received, before: ReturnedTables | None = None, rulings: tuple[ReturnRuling, ...] = ()
) -> ReturnedTables:
    return returned_tables.merged(replace(READING, returned=rulings), before or ReturnedTables(), files)


def said(tables: ReturnedTables) -> list[tuple[str, str, str]]:
    return [(row.file, row.value, row.sure) for row in tables.answers]


@pytest.mark.parametrize(
    ("early", "late", "stands"),
    [
        ("Quý II", "Quý III/2026", [("b", "Quý III/2026", "có")]),
        ("Quý III/2026", "quý  III/2026", [("b", "quý  III/2026", "có")]),
        (
            "Phòng Tổng hợp, Quý III",
            "Quý IV",
            [("a", "Phòng Tổng hợp, Quý III", "xem lại"), ("b", "Quý IV", "xem lại")],
        ),
    ],
)
def test_a_later_file_replaces_what_it_says_no_less_fully(early: str, late: str, stands: list[object]) -> None:
    files = [received(file("a", "2026-01-01"), own__task__3__tien_do=early)]
    files += [received(file("b", "2026-01-02"), own__task__3__tien_do=late)]
    assert said(merged(*files)) == stands
    assert merged(*files) == merged(*reversed(files))


def test_a_newer_base_is_later_whatever_the_clock_of_its_writer_said() -> None:
    old = received(file("a", "2027-01-01", base_day="2026-01-01"), own__task__3__tien_do="Quý I")
    new = received(file("b", "2026-01-01", base_day="2026-06-01"), own__task__3__tien_do="Quý II")
    assert said(merged(old, new)) == [("b", "Quý II", "có")]


def test_of_two_copies_of_one_time_neither_counts_until_it_is_ruled() -> None:
    copies = [received(file(name), own__task__3__tien_do=f"Quý {name}") for name in "ab"]
    assert said(merged(*copies)) == [("a", "Quý a", "xem lại"), ("b", "Quý b", "xem lại")]
    assert said(merged(*copies, rulings=(ReturnRuling("so-y-te", "a"),))) == [("a", "Quý a", "có")]
    ruled = (ReturnRuling("so-y-te", "b", DAY, "Quý c"), ReturnRuling("so-tai-chinh", "a"))
    assert said(merged(*copies, rulings=ruled)) == [("b", "Quý c", "có")]


def test_what_was_ruled_on_is_no_longer_to_be_done() -> None:
    copies = [received(file(name, todo="xem bản cuối."), own__task__3__tien_do=f"Quý {name}") for name in "ab"]
    copies.append(received(file("c", agency="so-tai-chinh", todo="hỏi lại."), own__task__3__tien_do="Quý I"))
    assert [each.todo for each in merged(*copies).files] == ["xem bản cuối.", "xem bản cuối.", "hỏi lại."]
    ruled = merged(*copies, rulings=(ReturnRuling("so-y-te", "a"),))
    assert [each.todo for each in ruled.files] == ["", "", "hỏi lại."]


def test_a_doubtful_value_never_takes_the_place_of_a_sure_one() -> None:
    sure = received(file("a", "1"), own__task__3__tien_do="Quý I")
    doubtful = replace(received(file("b", "2"), own__task__3__tien_do="Quý I, II"), doubt="tên tệp của cơ quan khác")
    assert {row[2] for row in said(merged(sure, doubtful))} == {"xem lại"}
    assert said(merged(doubtful, received(file("c", "3"), own__task__3__tien_do="Quý I"))) == [("c", "Quý I", "có")]


def test_a_value_that_tables_cannot_take_is_doubtful() -> None:
    (row,) = merged(received(file("a"), own__task__3__tien_do="{{ x }}")).answers
    assert (row.sure, row.why) == ("xem lại", "có dấu «{{» của mẫu văn bản.")


def test_each_edition_of_a_report_is_answered_anew() -> None:
    year, half = (received(file(id_, edition=id_), own__task__3__status=id_) for id_ in ("2026", "2026-06-thang"))
    assert {row[2] for row in said(merged(year, half))} == {"có"}


def test_rows_of_files_that_are_gone_stay_and_a_conflict_ends_with_its_file() -> None:
    a, b = (received(file(name), own__task__3__tien_do=f"Quý {name}") for name in "ab")
    both = merged(a, b)
    assert merged(b, before=both) == both
    assert said(merged(received(file("b")), before=both)) == [("a", "Quý a", "có")]
    assert merged(before=both) == both


def test_of_two_files_with_the_same_bytes_one_tells_its_rows() -> None:
    same = [received(replace(file(name), sha256="x"), own__task__3__tien_do="Quý I") for name in "ba"]
    tables = merged(*same)
    assert [each.file for each in tables.files] == ["a", "b"]
    assert said(tables) == [("a", "Quý I", "có")]


def test_the_tables_are_the_same_bytes_for_the_same_files_in_any_order(tmp_path: Path) -> None:
    files = [
        replace(
            received(file(f"{number}.docx", str(number % 3)), own__task__3__don_vi=f"=Phòng {number % 5}"),
            changes=[TheirChange(ChangeKind.ROW, "3", "", f"hàng {number}", "")],
        )
        for number in range(12)
    ]
    written = []
    for seed in range(3):
        random.Random(seed).shuffle(files)
        place = tmp_path / str(seed)
        place.mkdir()
        returned_tables.put(tmp_path, place, merged(*files[:5]))
        returned_tables.put(tmp_path, place, returned_tables.merged(READING, returned_tables.read(place), files))
        written.append({each.name: each.read_bytes() for each in place.iterdir() if each.name.startswith("returned")})
        assert returned_tables.read(place) == merged(*files)
    assert written[0] == written[1] == written[2]
    assert len(written[0]) == 4
    assert b"\t=Ph" in written[0]["returned.csv"]
    book = openpyxl.load_workbook(tmp_path / "0" / "returned.xlsx")
    assert [sheet.title for sheet in book] == ["Tệp nhận", "Ô đã điền", "Sửa, ý kiến"]
    with zipfile.ZipFile(tmp_path / "0" / "returned.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("left", range(5))
def test_a_run_that_breaks_off_leaves_every_table_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    old, new = (merged(received(file(name), own__task__3__tien_do=name)) for name in "ab")
    returned_tables.put(tmp_path, tmp_path, old)
    moved, rename = [], Path.replace

    def break_off(source: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) > left:
            raise KeyboardInterrupt
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", break_off)
    with pytest.raises(KeyboardInterrupt) if left < 4 else nullcontext():
        returned_tables.put(tmp_path, tmp_path, new)
    monkeypatch.undo()
    files, answers, _ = (getattr(returned_tables.read(tmp_path), name) for name in ("files", "answers", "changes"))
    assert (files, answers) in [(x.files, y.answers) for x in (old, new) for y in (old, new)]
    openpyxl.load_workbook(tmp_path / "returned.xlsx")
    assert not [each for each in tmp_path.iterdir() if each.is_dir()]


@pytest.mark.parametrize("spoilt", [b"\xff\xfe\xd0", b"", b'"a'])
def test_a_table_that_somebody_spoilt_is_told(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / "returned.csv").write_bytes(spoilt)
    with pytest.raises(DataWrong, match=r"returned\.csv: không đọc được bảng này"):
        returned_tables.read(tmp_path)


def test_a_table_that_is_open_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "~$returned.xlsx").touch()
    with pytest.raises(Wrong, match="tệp đang mở"):
        returned_tables.put(tmp_path, tmp_path, merged(received(file("a"))))
    assert [each.name for each in tmp_path.glob("returned*")] == []


def test_counts_and_titles_are_those_of_the_file() -> None:
    kinds = ("thêm hàng", "thêm đoạn", "bỏ", "ý kiến", "chuyển chỗ")
    changes = [TheirChange(ChangeKind(kind), "3", "", "", "") for kind in kinds]
    each = replace(
        received(file("a"), own__task__3__bien_phap="Họp", **{"own__section__i-a__bien_phap": "Họp"}),
        changes=changes,
        titles={
            "own:task:3:bien_phap": "Biện pháp thực hiện nhiệm vụ 3",
            "own:section:i-a:bien_phap": "Việc cơ quan tự làm để thực hiện các nhiệm vụ 1, 3",
        },
    )
    tables = merged(each)
    (row,) = tables.files
    assert (row.filled, row.reworded, row.added, row.deleted, row.comments, row.name) == (
        "2",
        "0",
        "2",
        "1",
        "1",
        "Sở Y tế",
    )
    assert [(row.task, row.field) for row in tables.answers] == [
        ("3", "Biện pháp thực hiện"),
        ("i-a", "Việc cơ quan tự làm để thực hiện"),
    ]


# --- what becomes data -----------------------------------------------------------------------------------------------


def accept(root: Path, *files: Received) -> list[str]:
    plan = journey.read(root, PLAN).plan_or_stop()
    folder = journey.folder(root, PLAN)
    tables = returned_tables.merged(plan, returned_tables.read(folder), files)
    returned_tables.put(root, folder, tables)
    return [*accepted.accept(root, folder, plan, tables)]


def bytes_of(root: Path) -> dict[str, bytes]:
    places = (path for path in (root / "data").rglob("*.csv"))
    return {path.as_posix(): path.read_bytes() for path in places}


def test_sure_values_become_data_once_and_what_was_typed_there_stays(tmp_path: Path) -> None:
    root = copied(tmp_path)
    own = received(
        file("a.docx"),
        own__task__3__tien_do="Quý III/2026",
        own__task__3__bien_phap="Họp\nGiao phòng =1+1",
        own__lien_he__dien_thoai="0912 345 678",
    )
    doubtful = replace(received(file("c.docx", agency="so-tai-chinh"), own__task__3__tien_do="Quý I"), doubt="x")
    form = received(
        file("b.xlsx", edition="2026"),
        own__task__3__status="đang làm",
        own__task__3__on="20/11/2026",
        own__task__3__product="Báo cáo",
    )
    first = accept(root, own, doubtful, form)
    assert first[0] == "Đã ghi 3 ô mới, sửa 0 ô trong answers.csv, ca-nhan/answers.csv."
    plan = journey.read(root, PLAN).plan_or_stop()
    assert {row.tag: row.value for row in plan.answers} == {
        "own:task:3:tien_do": "Quý III/2026",
        "own:task:3:bien_phap": "Họp\nGiao phòng =1+1",
        "own:lien_he:dien_thoai": "0912 345 678",
    }
    assert "0912" not in (root / "data" / PLAN / "answers.csv").read_text(encoding="utf-8")
    row = table(root, "results/2026.csv")[-1]
    assert [row[name] for name in ("Nhiệm vụ số", "Cơ quan", "Tình trạng", "Ngày", "Nguồn ghi nhận")] == [
        *("3", "so-y-te", "Đang thực hiện", "20/11/2026", "b.xlsx"),
    ]
    before = bytes_of(root)
    accept(root)
    assert bytes_of(root) == before
    form = received(
        file("b.xlsx", edition="2026"),
        own__task__3__status="hoàn thành",
        own__task__3__on="20/11/2026",
        own__task__3__product="Báo cáo",
    )
    assert accept(root, form)[1] == "Đã ghi 0 kết quả mới, sửa 1 kết quả trong results/."
    assert table(root, "results/2026.csv")[-1]["Tình trạng"] == "Hoàn thành"
    places = root / "data" / PLAN / "answers.csv"
    places.write_text(
        places.read_text(encoding="utf-8").replace(
            "Quý III/2026,own:task:3:tien_do,a.docx", "Quý IV,own:task:3:tien_do,điện thoại 02/12"
        ),
        encoding="utf-8",
    )
    assert accept(root)[1] == "Giữ 1 ô đã ghi tay trong các bảng ấy, khác tệp nhận."
    assert "Quý IV" in places.read_text(encoding="utf-8")


def test_the_number_and_day_of_an_agency_s_plan_say_that_it_is_there(tmp_path: Path) -> None:
    root = copied(tmp_path)
    head = {"own__head__so_ky_hieu": "7/KH-UBND", "own__head__ngay": "ngày 05 tháng 11 năm 2026"}
    assert accept(root, received(file("x.docx", agency="ubnd-xa-doi-mau"), **head))[1].startswith("Đã ghi 1 kết quả")
    row = table(root, "results/2026.csv")[-1]
    assert [*row.values()][:6] == ["1", "ubnd-xa-doi-mau", "Hoàn thành", "05/11/2026", "Kế hoạch", "7/KH-UBND"]


def test_a_result_that_the_tables_would_refuse_or_have_otherwise_is_told_and_not_written(tmp_path: Path) -> None:
    root = copied(tmp_path)
    before = bytes_of(root)
    wrong = received(file("a.xlsx", edition="2026"), own__task__3__status="xanh", own__task__3__on="31/02/2026")
    day = {"own__task__2__status": "chưa làm", "own__task__2__on": "30/11/2026"}
    typed = received(file("b.xlsx", agency="bao-va-dai-mau", edition="2026"), **day)
    lines = accept(root, wrong, typed)
    assert lines[2] == "Chưa ghi 2 kết quả, cần xem lại:"
    assert "«Tình trạng»: không có giá trị «xanh»" in "".join(lines)
    assert "đã ghi «Tình trạng» là «Đang thực hiện», tệp ghi «Chưa thực hiện»" in "".join(lines)
    assert before.items() <= bytes_of(root).items()


def test_no_telephone_goes_under_git(tmp_path: Path) -> None:
    root, phone = copied(tmp_path), "Phòng Y, bà A, 0912 345 678"
    said = {"own__task__3__status": "đang làm", "own__task__3__responsible": phone, "own__task__3__bien_phap": phone}
    lines = accept(root, received(file("a.xlsx", edition="2026"), **said))
    assert "«Bộ phận chịu trách nhiệm» có số điện thoại" in lines[-1]
    holders = [path for path, data in bytes_of(root).items() if b"0912 345" in data]
    names = sorted(path.partition(f"{PLAN}/")[2] for path in holders)
    assert names == ["ca-nhan/answers.csv", "returned.csv"]


def test_a_day_that_was_ruled_on_is_put_into_the_result_that_had_none(tmp_path: Path) -> None:
    root = copied(tmp_path)
    told = {"own__task__3__status": "đang làm", "own__task__3__product": "Báo cáo"}
    before = len(table(root, "results/2026.csv"))
    accept(root, received(file("a.xlsx", edition="2026"), **told))
    ruled = received(file("a.xlsx", edition="2026"), **told, own__task__3__on="20/11/2026")
    assert accept(root, ruled)[1] == "Đã ghi 0 kết quả mới, sửa 1 kết quả trong results/."
    assert [row["Ngày"] for row in table(root, "results/2026.csv")[before:]] == ["20/11/2026"]


def test_what_was_read_makes_no_build_old(tmp_path: Path) -> None:
    root, out = copied(tmp_path / "project"), tmp_path / "out"
    journey.build(root, PLAN, out)
    returned_tables.put(root, journey.folder(root, PLAN), merged(received(file("a"), own__task__3__tien_do="Quý I")))
    assert last_if_unchanged(root, PLAN, out)


# --- what is told ----------------------------------------------------------------------------------------------------


def test_no_other_run_may_write_between_what_is_read_of_the_tables_and_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path)
    folder = journey.folder(root, PLAN)
    monkeypatch.setattr(row_edits, "_PATIENCE", 0)

    def other_run() -> None:
        with row_edits.held(folder, root):
            pass

    def meanwhile(*_: object) -> Iterator[str]:
        with ThreadPoolExecutor(1) as executor, pytest.raises(DataWrong, match="lượt chạy khác"):
            executor.submit(other_run).result()
        yield "đã thử"

    monkeypatch.setattr(receive.returned_tables, "read", lambda _: [*meanwhile()] and ReturnedTables())
    monkeypatch.setattr(receive.accepted, "accept", meanwhile)
    assert "đã thử" in receive.receive(root, PLAN, tmp_path / "build", [tmp_path / "nhan"], write=True)[0]


def test_what_came_back_what_is_to_be_done_and_who_is_missing_are_told() -> None:
    a = replace(
        received(file("a"), own__task__3__tien_do="Quý a"), changes=[TheirChange(ChangeKind.DELETED, "3", "x", "", "")]
    )
    b = received(file("b's"), own__task__3__tien_do="Quý b")
    pdf = Received(ReturnedFile("c.pdf", "c", state="tệp PDF", todo="xin bản Word (.docx)."))
    tables = merged(a, b, pdf)
    lines = [*told.lines(tables, awaited(READING, settle(READING), tables.files))]
    assert lines[:2] == [
        "Nhận 3 tệp của 1 cơ quan.",
        "  2 ô đã điền (0 chắc, 2 cần xem lại), 1 chỗ bỏ.",
    ]
    assert lines[2].startswith("Kế hoạch thực hiện của từng cơ quan, đợt 1: hỏi 15 cơ quan, còn 14 chưa gửi: ")
    assert "Sở Y tế" not in lines[2]
    assert "  c.pdf (tệp PDF): xin bản Word (.docx)." in lines
    assert lines[-2:] == ["returned:", "  - {agency: so-y-te, file: 'b''s'}"]
    assert told.needs_a_hand(tables)
    assert not told.needs_a_hand(merged(a))


def test_a_file_that_does_not_say_when_it_was_saved_is_not_the_earlier_one() -> None:
    undated = received(file("a"), own__task__3__tien_do="Quý II")
    dated = received(file("b", "2026-12-20T08:15:00Z"), own__task__3__tien_do="Quý III")

    assert said(merged(undated, dated)) == [("a", "Quý II", "xem lại"), ("b", "Quý III", "xem lại")]


def test_a_file_stays_with_the_edition_that_it_was_received_for() -> None:
    before = received(file("a", base_day="2026-12-14"))
    again = replace(before, file=replace(before.file, edition="2", base="bản sau", base_day="2027-12-14"))
    other = replace(again, file=replace(again.file, sha256="khác"))

    kept = [*receive.as_first_known([again, other], [before.file])]

    assert [each.file for each in kept] == [before.file, other.file]
