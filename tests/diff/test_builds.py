"""Two builds side by side: the same change is read once, with its cause; nothing is missed and nothing invented."""

from __future__ import annotations

import csv
import errno
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import copied_project as project
import review_oracle as oracle
from copied_project import PLAN
from ntsdocs import diff
from ntsdocs.build.journey import build
from ntsdocs.changes.cells_used_file import FORMAT
from ntsdocs.changes.manifest import Manifest
from ntsdocs.diff import console
from ntsdocs.diff.builds import Build
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.forecast import forecast, lines
from ntsdocs.diff.releases import names, place_of, release
from ntsdocs.diff.result import VARIES, Cause, Change, DocumentState, Review, What
from ntsdocs.docx import package
from ntsdocs.text.problems import DataWrong, Origin, Problem, TemplateWrong
from ntsdocs.text.shelf import hash_at

REAL = "thanh-hoa/196-kh-ubnd"
LATE = "Trước 01/5/2026"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project and its first build, to be copied."""
    root = project.copied(tmp_path_factory.mktemp("first"))
    build(root, PLAN, root / "build" / PLAN)
    return root


def compared(root: Path) -> Review:
    """The build of the changed data in another folder, held against the first one."""
    build(root, PLAN, root / "build" / "now")
    return diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(root / "build" / "now"))


def states(found: Review) -> Counter[DocumentState]:
    return Counter(document.state for document in found.documents)


# --- clusters and causes ---------------------------------------------------------------------------------------------


def test_equal_builds_have_an_empty_review(root: Path) -> None:
    found = compared(root)
    assert (found.differs, found.clusters) == (False, ())
    assert states(found) == Counter({DocumentState.SAME: len(project.DUE)})
    assert "Hai bản giống hệt nhau." in list(console.lines(found))


def set_task(root: Path, number: str, **cells: str) -> None:
    """Changes cells of a task of the real plan."""
    table = root / "data" / REAL / "tasks.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({name.replace("_", " "): value for name, value in cells.items()} if row["Số"] == number else {})
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(("lead", "size"), [("UBND cấp xã", 166), ("Công an tỉnh; UBND cấp xã", 167)])
def test_one_deadline_of_all_communes_is_one_cluster_with_one_cause(lead: str, size: int, tmp_path: Path) -> None:
    for name in ("data/thanh-hoa", "data/chung", "data/law", "templates"):
        shutil.copytree(project.ROOT / name, tmp_path / name)
    set_task(tmp_path, "14", Cơ_quan_chủ_trì=lead, Cơ_quan_phối_hợp="")
    build(tmp_path, REAL, tmp_path / "build" / "old")
    set_task(tmp_path, "14", Thời_gian_hoàn_thành="Trước 30/11/2025")
    build(tmp_path, REAL, tmp_path / "build" / "new")

    found = diff.diff(diff.open_build(tmp_path / "build" / "old"), diff.open_build(tmp_path / "build" / "new"))

    cause = Cause(
        "cell",
        "nhiệm vụ 14, cột «Thời gian hoàn thành»: «Trong năm 2026» → «Trước 30/11/2025»",
        f"data/{REAL}/tasks.csv, dòng 15",
        "nhiệm vụ 14",
        "Thời gian hoàn thành",
        "Trong năm 2026",
        "Trước 30/11/2025",
    )
    (cluster,) = found.clusters
    drafts = tuple(path for path in cluster.documents if path.startswith("ke_hoach/"))
    assert (len(drafts), cluster.causes) == (size, (cause,))
    assert sum(path.startswith("ke_hoach/ubnd-") for path in drafts) == 166
    assert cluster.documents == ("bao_cao_nam/2025/bao-cao-nam-2025.docx", *drafts)
    others_of = "" if size == 166 else ", 1 cấp tỉnh"
    title = f"Cụm 1: 1 báo cáo năm, {size} kế hoạch thực hiện của từng cơ quan (166 cấp xã{others_of}), "
    told = list(console.lines(found))
    assert any(line.startswith(f"{title}cùng nguyên nhân, mỗi nơi một số chỗ: ") for line in told)
    assert any(line.startswith(f"   Ở {size} kế hoạch thực hiện của từng cơ quan (") for line in told)
    assert "   Ở 1 báo cáo năm (bao_cao_nam/2025/bao-cao-nam-2025.docx):" in told
    changes = [(change.what, change.tag, paths) for change, _, paths in cluster.placed if paths == drafts]
    assert (What.WORDS, "gen:row:14:deadline", drafts) in changes
    assert {what for what, _, _ in changes} == {What.WORDS, What.ADDED}  # a line of the table of deadlines came


def test_a_word_of_a_template_is_one_cluster_though_every_paper_names_its_own_agency(root: Path) -> None:
    project.edit_template(root, "ke_hoach", "nhiệm vụ nêu tại", "nhiệm vụ ghi tại")

    found = compared(root)

    drafts = [each.path for each in found.documents if each.kind == "ke_hoach"]
    (cluster,) = [each for each in found.clusters if len(each.documents) > 1]
    assert set(cluster.documents) <= set(drafts)
    assert len(cluster.documents) >= len(drafts) - 2
    (change,) = cluster.changes
    assert change.before is not None
    assert change.after is not None
    assert VARIES in change.before
    assert change.before.replace("nêu tại", "ghi tại") == change.after
    assert [cause.kind for cause in cluster.causes] == ["template"]
    assert cluster.causes[0].place.startswith("templates/ke_hoach.txt, dòng ")


def test_a_ruling_is_the_cause_of_what_it_changed(root: Path) -> None:
    project.replace_text(root, "decisions.yaml", "choice: vua", "choice: rong")

    found = compared(root)

    assert found.differs
    assert any(cause.kind == "ruling" for document in found.documents for cause in document.causes)
    changed = [each for each in found.documents if each.state is not DocumentState.SAME]
    assert all(each.causes for each in changed)


def causes_of(found: Review) -> set[tuple[str, bool]]:
    """What is told of all clusters and documents, and whether it is sure."""
    guessed = {(str(cause), False) for each in found.clusters for cause in each.causes if cause not in each.sure_causes}
    sure = {(str(cause), True) for each in found.clusters for cause in each.sure_causes}
    return guessed | sure | {(str(cause), True) for each in found.documents for cause in each.causes}


def test_another_lead_is_the_only_cause_of_all_that_came_with_it(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 6, "Cơ quan chủ trì", "Sở Nội vụ")

    what = "nhiệm vụ 7, cột «Cơ quan chủ trì»: «Sở Tài chính» → «Sở Nội vụ»"
    assert causes_of(compared(root)) == {(f"{what} (data/{PLAN}/tasks.csv, dòng 8)", True)}


def test_a_ruling_is_the_only_cause_of_roles_and_papers_that_came_with_it(root: Path) -> None:
    project.replace_text(root, "decisions.yaml", "choice: vua", "choice: rong")

    (told,) = causes_of(compared(root))
    assert told[0].startswith("quyết định D1: «vua» → «rong» (")


def test_a_paper_that_a_result_ends_or_begins_is_told_with_that_result(root: Path) -> None:
    done = {"Nhiệm vụ số": "12", "Cơ quan": "so-y-te", "Tình trạng": "Hoàn thành", "Ngày": "10/12/2026"}
    done |= {"Sản phẩm đã có": "Đủ 05 điểm", "Số, ký hiệu": "1/BC", "Nguồn ghi nhận": "giả định"}
    rows = project.table(root, "results/2026.csv")
    project.write_table(root, "results/2026.csv", [*rows, {**dict.fromkeys(rows[0], ""), **done}])

    found = compared(root)
    back = diff.diff(diff.open_build(root / "build" / "now"), diff.open_build(root / "build" / PLAN))

    for told, state, verb in ((found, DocumentState.GONE, "thêm"), (back, DocumentState.NEW, "bỏ")):
        (letter,) = [each for each in told.documents if each.path == "cong_van_don_doc/dot-2/so-y-te.docx"]
        (cause,) = letter.causes
        assert letter.state is state
        assert cause.text == f"{verb} kết quả nhiệm vụ 12 của Sở Y tế, 10/12/2026"


def test_what_the_chosen_answer_says_is_a_cause_of_its_own(root: Path) -> None:
    project.replace_text(root, "decisions.yaml", "Kế hoạch của bộ, ngành chủ quản", "Kế hoạch của Bộ Mẫu")

    (told,) = causes_of(compared(root))

    assert told[0].startswith("quyết định D3, mục «condition»: ")


def test_a_cell_that_no_paper_reads_any_more_is_not_told_as_changed(root: Path) -> None:
    (root / "data" / PLAN / "results" / "2026.csv").unlink()

    told = forecast(root, PLAN, root / "build" / PLAN)

    assert not any("reminder_workdays" in str(cause) for cause in told.reach)
    assert any(line.startswith("Bỏ kết quả nhiệm vụ ") for line in lines(told))


def test_without_a_manifest_the_forecast_still_knows_what_lies_there(root: Path) -> None:
    (root / "build" / PLAN / "manifest.json").unlink()

    told = forecast(root, PLAN, root / "build" / PLAN)
    made = build(root, PLAN, root / "build" / PLAN)

    assert {each.state for each in told.documents} == {DocumentState.SAME}
    assert (made.outcome.new, made.outcome.changed) == ((), ())


def test_a_forecast_counts_files_as_the_build_does(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 8, "Thời gian hoàn thành", "Trước 01/6/2026")
    (root / "build" / PLAN / "ke_hoach" / "so-y-te.docx").write_bytes(b"edited")
    (root / "build" / PLAN / "bao_cao_nam" / "2026" / "bao-cao-nam-2026.docx").unlink()

    head = next(iter(lines(forecast(root, PLAN, root / "build" / PLAN))))
    outcome = build(root, PLAN, root / "build" / PLAN).outcome

    counts = f"{len(outcome.new)} mới, {len(outcome.changed)} thay đổi, {len(outcome.same)} giữ nguyên"
    assert head == f"Nếu dựng bây giờ: {counts}, {len(outcome.removed)} không còn. Chưa ghi gì."


def test_where_two_things_changed_the_forecast_says_which_papers_each_may_change(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 8, "Thời gian hoàn thành", "Trước 01/6/2026")

    told = list(lines(forecast(root, PLAN, root / "build" / PLAN, date(2026, 12, 31))))

    (day,) = [line for line in told if line.startswith("Ngày lập văn bản: ")]
    assert ": có thể " in day or "; có thể cả " in day
    assert "plan.yaml" not in day


def test_the_same_change_in_many_rows_is_one_line_of_the_forecast(root: Path) -> None:
    rows = project.table(root, "agencies.csv")
    same = [row for row in rows if row["Địa danh"] == rows[0]["Địa danh"]]
    assert len(same) > 5
    for row in same:
        row["Địa danh"] = "Mẫu Mới"
    project.write_table(root, "agencies.csv", rows)

    told = list(lines(forecast(root, PLAN, root / "build" / PLAN)))

    # A body of the Party prints no place: its draft is made again and stays as it was.
    (line,) = [each for each in told if "cột «Địa danh»" in each and not each.startswith("Làm lại")]
    reached = int(line.rpartition(": ")[2].partition(" ")[0])
    assert f", và {reached - 1} dòng nữa thay đổi như vậy: {reached} kế hoạch" in line


def test_a_new_task_is_one_cause_and_a_few_lines_of_the_forecast(root: Path) -> None:
    rows = project.table(root, "tasks.csv")
    work = {"Số": "17", "Nội dung": "Tổ chức hội thi tìm hiểu pháp luật", "Cơ quan chủ trì": "Sở Y tế"}
    project.write_table(root, "tasks.csv", [*rows, {**rows[-1], **work}])

    told = forecast(root, PLAN, root / "build" / PLAN)

    assert list(lines(told)) == [
        "Nếu dựng bây giờ: 0 mới, 19 thay đổi, 6 giữ nguyên, 0 không còn. Chưa ghi gì.",
        (
            f"Thêm nhiệm vụ 17 (data/{PLAN}/tasks.csv, dòng 18): 3 báo cáo năm, 1 công văn đề nghị báo cáo, "
            "2 công văn triển khai Kế hoạch, 13 kế hoạch thực hiện của từng cơ quan"
        ),
        (
            "    bao_cao_nam/2025/bao-cao-nam-2025.docx, bao_cao_nam/2026-06-thang/bao-cao-2026-06-thang.docx, "
            "bao_cao_nam/2026/bao-cao-nam-2026.docx, cong_van_bao_cao/2026/chung.docx và 15 văn bản nữa"
        ),
    ]
    assert causes_of(compared(root)) == {(f"thêm nhiệm vụ 17 (data/{PLAN}/tasks.csv, dòng 18)", True)}


def test_an_agency_that_went_is_named_and_told_beside_the_letter_it_went_from(root: Path) -> None:
    gone = "ubnd-xa-doi-mau"
    agencies = [row for row in project.table(root, "agencies.csv") if row["Mã"] != gone]
    project.write_table(root, "agencies.csv", agencies)
    all_but_three = "UBND cấp xã trừ phường Chợ Mẫu, phường Nguyễn Văn Mẫu, xã Biển Mẫu"
    project.replace_text(root, "dispatch.csv", f"; {all_but_three}", "")
    project.replace_text(root, "editions.csv", f";{gone}", "")

    found = compared(root)

    went = f"bỏ Ủy ban nhân dân xã Đồi Mẫu ({gone}) (data/tinh-mau/agencies.csv, dòng 16 của bản cũ)"
    letters = {each.path: tuple(map(str, each.causes)) for each in found.documents if each.state is DocumentState.GONE}
    assert letters[f"ke_hoach/{gone}.docx"] == (went,)
    told = dict(causes_of(found))
    assert went in told
    assert all(text == went or text.startswith("công văn ") for text in told)


def test_what_would_be_made_again_as_it_was_is_no_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntsdocs.changes.manifest.versions", lambda: (("jinja2", "9"),))

    told = forecast(root, PLAN, root / "build" / PLAN)

    assert {(each.state, each.again) for each in told.documents} == {(DocumentState.SAME, True)}
    (heading,) = list(lines(told))[1::2]
    assert heading.startswith("Làm lại nhưng vẫn như cũ (phiên bản ")


def test_formatting_alone_stands_apart_from_words(root: Path) -> None:
    project.edit_template(root, "ke_hoach", '<w:pgMar w:top="1134"', '<w:pgMar w:top="1247"')

    found = compared(root)

    assert {change.what for cluster in found.clusters for change in cluster.changes} == {What.FORM}
    told = list(console.lines(found))
    assert "Chỉ khác cách trình bày, chữ giữ nguyên:" in told
    assert any("lề trên 20" in line and "lề trên 22" in line for line in told)


def test_papers_that_came_and_went_are_told_with_their_causes(root: Path) -> None:
    project.set_cell(root, "editions.csv", 4, "Phạm vi", "")  # whoever is late is reminded
    build(root, PLAN, root / "build" / PLAN)
    project.set_cell(root, "tasks.csv", 2, "Thời gian hoàn thành", LATE)

    found = compared(root)
    back = diff.diff(diff.open_build(root / "build" / "now"), diff.open_build(root / "build" / PLAN))

    for told, state, heading in (
        (found, DocumentState.NEW, "Văn bản mới:"),
        (back, DocumentState.GONE, "Văn bản không còn:"),
    ):
        some = [each for each in told.documents if each.state is state]
        assert len(some) == 3
        assert all("nhiệm vụ 3" in {cause.row for cause in each.causes} for each in some)
        assert heading in list(console.lines(told))


def test_a_folder_of_word_files_without_a_manifest_is_compared_too(root: Path) -> None:
    old, new = root / "cũ", root / "mới"
    for place in (old, new):
        shutil.copytree(root / "build" / PLAN / "ke_hoach", place / "ke_hoach")
    path = new / "ke_hoach" / "so-y-te.docx"
    path.write_bytes(project.with_words(path.read_bytes(), "MỤC ĐÍCH", "MỤC TIÊU"))

    found = diff.diff(diff.open_build(old), diff.open_build(new))

    (cluster,) = found.clusters
    assert (cluster.documents, cluster.causes) == (("ke_hoach/so-y-te.docx",), ())
    assert [note.partition(" nên ")[0] for note in found.notes] == [
        f"bản {side} ({place.as_posix()}) không có tệp manifest.json," for side, place in (("gốc", old), ("mới", new))
    ]
    assert [change.what for change in cluster.changes] == [What.WORDS]


def test_a_file_that_is_no_word_file_is_told_and_stops_nothing(root: Path) -> None:
    broken = root / "hỏng"
    shutil.copytree(root / "build" / PLAN, broken)
    (broken / "ke_hoach" / "so-y-te.docx").write_bytes(b"PK")

    found = diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(broken))

    why = "tệp hỏng, hoặc không phải là tệp Word (.docx)."
    remedy = "dựng lại văn bản ấy bằng «invoke build»."
    place = f"bản mới ({broken.as_posix()})"
    assert found.unreadable == (Problem(Origin("ke_hoach/so-y-te.docx", place=place), why, remedy),)
    assert (found.differs, found.clusters) == (True, ())


@pytest.mark.parametrize("damage", [b"no zip", b"", None])
def test_an_unreadable_file_of_the_base_is_told_apart_and_all_else_is_told_too(
    damage: bytes | None, root: Path
) -> None:
    project.set_cell(root, "tasks.csv", 2, "Sản phẩm", "Báo cáo chuyên đề")
    build(root, PLAN, root / "build" / "now")
    file = root / "build" / PLAN / "ke_hoach" / "so-y-te.docx"
    file.write_bytes(file.read_bytes()[:-900] if damage is None else damage)

    found = diff.diff(diff.open_build(root / "build" / PLAN, "thư mục cũ"), diff.open_build(root / "build" / "now"))

    (fault,) = found.unreadable
    assert (fault.origin.file, fault.origin.place) == ("ke_hoach/so-y-te.docx", "bản gốc (thư mục cũ)")
    assert "Báo cáo chuyên đề" in "\n".join(console.lines(found))
    assert all("ke_hoach/so-y-te.docx" not in cluster.documents for cluster in found.clusters)


def test_a_part_that_is_damaged_makes_a_file_unreadable(root: Path) -> None:
    file = root / "build" / PLAN / "ke_hoach" / "so-y-te.docx"
    shutil.copytree(root / "build" / PLAN, root / "now")
    parts = oracle.parts(file.read_bytes())
    parts["docProps/core.xml"] = b"<x"
    file.write_bytes(package.write(parts.items()))

    found = diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(root / "now"))

    assert [each.what for each in found.unreadable] == ["phần «docProps/core.xml» hỏng: không đọc được như XML."]


def test_a_file_that_the_system_refuses_is_told_as_that(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(root / "build" / PLAN, root / "now")
    opened = Path.open

    def refusing(self: Path, *rest: Any, **others: Any) -> Any:
        if self == root / "build" / PLAN / "ke_hoach" / "so-y-te.docx":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(self, *rest, **others)

    monkeypatch.setattr(Path, "open", refusing)
    found = diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(root / "now"))
    assert [each.what for each in found.unreadable] == ["không có quyền, hoặc tệp đang mở trong chương trình khác."]


def test_a_document_that_is_gone_and_damaged_is_told_as_both(root: Path) -> None:
    shutil.copytree(root / "build" / PLAN, root / "now")
    (root / "now" / "ke_hoach" / "so-y-te.docx").unlink()
    (root / "build" / PLAN / "ke_hoach" / "so-y-te.docx").write_bytes(b"PK")

    found = diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(root / "now"))

    assert states(found)[DocumentState.GONE] == 1
    assert [each.origin.file for each in found.unreadable] == ["ke_hoach/so-y-te.docx"]


# --- files that somebody edited --------------------------------------------------------------------------------------


def by_hand(folder: Path, path: str = "ke_hoach/so-y-te.docx") -> None:
    """Edits a paper as a person does."""
    file = folder / path
    file.write_bytes(project.with_words(file.read_bytes(), "MỤC ĐÍCH", "MỤC TIÊU"))


@pytest.mark.parametrize(
    ("edited", "text"),
    [
        ("old", "tệp của bản gốc đã sửa tay sau khi dựng"),
        ("new", "tệp của bản mới đã sửa tay sau khi dựng"),
    ],
)
def test_a_file_that_was_edited_after_its_build_is_the_cause(edited: str, text: str, root: Path) -> None:
    for name in ("old", "new"):
        shutil.copytree(root / "build" / PLAN, root / name)
    by_hand(root / edited)

    found = diff.diff(diff.open_build(root / "old"), diff.open_build(root / "new"))

    (cluster,) = found.clusters
    assert (cluster.documents, cluster.causes) == (("ke_hoach/so-y-te.docx",), (Cause("file", text),))


def test_an_edited_file_has_the_causes_of_the_data_besides(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 2, "Sản phẩm", "Báo cáo chuyên đề")
    build(root, PLAN, root / "build" / "now")
    by_hand(root / "build" / PLAN)

    found = diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(root / "build" / "now"))

    (document,) = [each for each in found.documents if each.path == "ke_hoach/so-y-te.docx"]
    assert {cause.kind for cause in document.causes} == {"cell", "file"}
    others = [each for each in found.documents if each.state is DocumentState.CHANGED and each is not document]
    assert others
    assert all({cause.kind for cause in each.causes} == {"cell"} for each in others)


def test_files_that_were_lost_or_put_there_since_the_build_say_so(root: Path) -> None:
    shutil.copytree(root / "build" / PLAN, root / "now")
    (root / "now" / "ke_hoach" / "so-y-te.docx").rename(root / "now" / "ke_hoach" / "ban-nhap.docx")

    found = diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(root / "now"))

    told = {each.path: [cause.text for cause in each.causes] for each in found.documents if each.causes}
    assert told == {
        "ke_hoach/ban-nhap.docx": ["tệp của bản mới không có trong danh mục manifest.json của lần dựng ấy"],
        "ke_hoach/so-y-te.docx": ["tệp của bản mới không còn ở chỗ của nó sau khi dựng"],
    }


def test_a_change_that_nothing_explains_says_so(root: Path) -> None:
    out = root / "build" / PLAN
    shutil.copytree(out, root / "now")
    by_hand(root / "now")
    record = root / "now" / "manifest.json"
    sums = [hash_at(place / "ke_hoach" / "so-y-te.docx") for place in (out, root / "now")]
    record.write_text(record.read_text(encoding="utf-8").replace(*sums), encoding="utf-8", newline="\n")

    found = diff.diff(diff.open_build(out), diff.open_build(root / "now"))

    (cause,) = found.clusters[0].causes
    assert cause.text == "không rõ vì đâu: dữ liệu, mẫu và phiên bản mà hai bản ghi lại đều như nhau"


def test_papers_edited_in_the_build_folder_are_named_as_not_compared(root: Path) -> None:
    out = root / "build" / PLAN
    shutil.copytree(out, root / "old")
    by_hand(out)

    with diff.new(root, PLAN, out, None) as now:
        found = diff.diff(diff.open_build(root / "old"), now)

    assert (found.differs, found.edited) == (False, ("ke_hoach/so-y-te.docx",))
    line = "Chú ý: 1 tệp đã sửa tay, không phải là bản được so (so bản dựng thử): ke_hoach/so-y-te.docx."
    assert line in list(console.lines(found))


def test_papers_edited_before_the_data_changed_are_named_too(root: Path) -> None:
    by_hand(root / "build" / PLAN)
    project.set_cell(root, "tasks.csv", 2, "Sản phẩm", "Báo cáo chuyên đề")

    with diff.new(root, PLAN, root / "build" / PLAN, None) as now:
        assert now.edited == ("ke_hoach/so-y-te.docx",)


# --- what a build wrote down -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("manifest.json", None, "không có tệp manifest.json, nên không biết vì đâu văn bản khác đi"),
        ("manifest.json", b"{", "có tệp manifest.json hỏng hoặc không đọc được, nên không biết vì đâu văn bản khác đi"),
        (
            "manifest-slices.json",
            None,
            "không có, hoặc không đọc được, tệp manifest-slices.json, nên không biết ô nào, dòng nào của mẫu đã khác",
        ),
        (
            "manifest-slices.json",
            b"{}",
            "có tệp manifest-slices.json hỏng, hoặc của lần dựng khác, nên không biết ô nào, dòng nào của mẫu đã khác",
        ),
    ],
)
def test_what_is_missing_of_the_record_of_a_build_is_told_once(
    name: str, content: bytes | None, told: str, root: Path
) -> None:
    project.set_cell(root, "tasks.csv", 2, "Sản phẩm", "Báo cáo chuyên đề")
    build(root, PLAN, root / "build" / "now")
    record = root / "build" / PLAN / name
    record.unlink() if content is None else record.write_bytes(content)

    found = diff.diff(diff.open_build(root / "build" / PLAN, "thư mục cũ"), diff.open_build(root / "build" / "now"))

    assert found.notes == (f"bản gốc (thư mục cũ) {told}",)
    assert list(console.lines(found))[2] == f"Chú ý: {found.notes[0]}."
    causes = {cause for each in found.documents for cause in each.causes}
    assert {cause.kind for cause in causes} == (set() if name == "manifest.json" else {"context"})


def test_cells_that_another_program_wrote_down_otherwise_are_not_compared(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 2, "Sản phẩm", "Báo cáo chuyên đề")
    build(root, PLAN, root / "build" / "now")
    manifest, cells = (root / "build" / PLAN / name for name in ("manifest.json", "manifest-slices.json"))
    other = cells.read_bytes().replace(f'"format": {FORMAT},'.encode(), b'"format": 1,')
    cells.write_bytes(other)
    manifest.write_bytes(Manifest.from_json(manifest.read_bytes()).with_cells_file(other).to_json())

    found = diff.diff(diff.open_build(root / "build" / PLAN, "thư mục cũ"), diff.open_build(root / "build" / "now"))

    why = "có tệp manifest-slices.json hỏng, hoặc do phiên bản khác của chương trình ghi"
    assert found.notes == (f"bản gốc (thư mục cũ) {why}, nên không biết ô nào, dòng nào của mẫu đã khác",)
    assert {cause.kind for each in found.documents for cause in each.causes} == {"context"}


def test_equal_builds_need_no_record(root: Path) -> None:
    shutil.copytree(root / "build" / PLAN, root / "now")
    (root / "now" / "manifest.json").unlink()
    found = diff.diff(diff.open_build(root / "build" / PLAN), diff.open_build(root / "now"))
    assert (found.differs, found.notes) == (False, ())


@pytest.mark.parametrize("above", ["build", f"build/{PLAN.partition('/')[0]}"])
def test_a_folder_of_builds_is_answered_with_the_builds_below_it(above: str, root: Path) -> None:
    release(root, PLAN, root / "build" / PLAN, "quy-1")
    build(root, PLAN, root / "build" / "tinh-mau" / "khac")
    place = (root / above).as_posix()
    with pytest.raises(DataWrong) as refused, diff.base(root, PLAN, place, None):
        pass
    (problem,) = refused.value.problems
    builds = " hoặc ".join(f"--base {(root / 'build' / each).as_posix()}" for each in (PLAN, "tinh-mau/khac"))
    assert problem == Problem(
        Origin(f"--base {place}"),
        "thư mục này chứa các bản dựng, không phải là một bản dựng.",
        f"ghi một bản dựng ở dưới: {builds}.",
    )


def test_a_build_with_redlines_is_one_build(root: Path) -> None:
    record = root / "build" / PLAN / "review" / "redline" / "manifest.json"
    record.parent.mkdir(parents=True)
    record.write_text("{}", encoding="utf-8")
    for kept in (True, False):
        if not kept:
            (root / "build" / PLAN / "manifest.json").unlink()
        with diff.base(root, PLAN, str(root / "build" / PLAN), None) as old:
            assert len(old.documents) == len(project.DUE)


def test_a_base_that_was_given_by_its_manifest_is_called_by_it(root: Path) -> None:
    file = root / "build" / PLAN / "manifest.json"
    with diff.base(root, PLAN, str(file), None) as old:
        assert (old.name, len(old.documents)) == (f"bản dựng của tệp build/{PLAN}/manifest.json", len(project.DUE))


def test_builds_are_called_the_same_on_every_machine(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "an" / "ban" / "cu"
    shutil.copytree(root / "build" / PLAN, elsewhere)
    with diff.both(root, PLAN, str(elsewhere), root / "build" / PLAN, None) as (old, new):
        assert old.name == "thư mục …/ban/cu"
        assert new.name == f"dữ liệu và mẫu hiện nay, đã dựng ở build/{PLAN}"


# --- nothing missed, nothing invented --------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>",
    "a | b & c",
    "«đậm» **x**",
    "‹…›",
    "\u202engược\u202c",
    "Sở Y tế – 30/6/2026",
    "=1+1",
)
edits = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10**6)), min_size=1, max_size=3)


_WORDS = {
    "ke_hoach": ("phân công rõ người thực hiện", "phân công rõ &lt;b&gt; người làm"),
    "cong_van_don_doc": ("thực hiện ngay", "sớm thực hiện"),
    "bao_cao_nam": ("Kết quả", "Thành quả"),
}


def edit(root: Path, kind: int, seed: int) -> None:
    """One change of data, rulings or templates, drawn by chance."""
    chance = random.Random(seed)
    rows = project.table(root, "tasks.csv")
    row = chance.choice(rows)
    template = chance.choice(["ke_hoach", "cong_van_don_doc", "bao_cao_nam"])
    if kind == 0:
        row[chance.choice(["Nội dung", "Sản phẩm"])] = chance.choice(HOSTILE)
    elif kind == 1:
        row["Thời gian hoàn thành"] = chance.choice(["Trước 30/6/2026", "Thường xuyên", "Trong năm 2027"])
    elif kind == 2:
        rows.remove(rows[-1])
    elif kind == 3:
        is_edited = _WORDS[template][0] not in _body(root, template)  # by an edit before this one
        project.edit_template(root, template, *_WORDS[template]) if not is_edited else None
    elif kind == 4:
        form = chance.choice([('w:right="850"', 'w:right="900"'), ("<w:cantSplit/>", ""), ('w:w="3685"', 'w:w="3600"')])
        project.edit_template(root, "ke_hoach", *form) if form[0] in _body(root, "ke_hoach") else None
    else:
        project.replace_text(root, "decisions.yaml", "choice: vua", "choice: rong")
    if kind < 3:
        project.write_table(root, "tasks.csv", rows)


def _body(root: Path, kind: str) -> str:
    return oracle.parts((root / "templates" / f"{kind}.docx").read_bytes())["word/document.xml"].decode()


@given(chosen=edits)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_between_any_two_builds_nothing_is_missed_and_nothing_invented(
    chosen: list[tuple[int, int]], first: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("edited") / "project"
    shutil.copytree(first, root)
    for each in chosen:
        edit(root, *each)
    try:
        found = compared(root)
    except (DataWrong, TemplateWrong):
        reject()  # data or templates stop a build: there is nothing to compare
    old, new = diff.open_build(root / "build" / PLAN), diff.open_build(root / "build" / "now")
    for document in found.documents:
        if document.state is not DocumentState.CHANGED:
            continue
        before, after = old.read(document.path), new.read(document.path)
        exact = FilePair.of(before, after).changes
        assert list(oracle.faults(before, after, exact)) == []
        assert worded(exact) == worded(told_of(found, document.path, exact))
        assert document.causes


def bare(change: Change) -> tuple[object, ...]:
    """A change without its place and texts, and without the words that a form is of."""
    form = tuple((re.sub("«.*»", "", what), before, after) for what, before, after in change.form)
    return (change.what, "" if change.what is What.FORM else change.tag, form, len(change.pieces))


def worded(changes: Iterable[Change]) -> tuple[Counter[tuple[object, ...]], set[tuple[object, ...]]]:
    """How often each change of words is there, and which changes of form are."""
    told = [bare(change) for change in changes]
    return Counter(each for each in told if each[0] is not What.FORM), {each for each in told if each[0] is What.FORM}


def told_of(found: Review, path: str, exact: tuple[Change, ...]) -> list[Change]:
    """What the clusters of a document tell; each text must fit the exact one, with `VARIES` for any words."""
    mine = [change for cluster in found.clusters for change in cluster.of(path)]
    for change in mine:
        assert any(fits(change, each) for each in exact), change
    return mine


def fits(pattern: Change, exact: Change) -> bool:
    sides = ((pattern.before, exact.before), (pattern.after, exact.after))
    return bare(pattern) == bare(exact) and all(_fits(one, other) for one, other in sides)


def _fits(pattern: str | None, text: str | None) -> bool:
    if pattern is None or text is None:
        return pattern is text
    if pattern == text:
        return True
    at = 0
    fixed = pattern.split(VARIES)
    for piece in fixed:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return text.startswith(fixed[0]) and text.endswith(fixed[-1])


# --- releases --------------------------------------------------------------------------------------------------------


def test_a_release_is_kept_whole_and_is_the_base_from_then_on(root: Path) -> None:
    out = root / "build" / PLAN
    release(root, PLAN, out, "quy-1")
    project.set_cell(root, "tasks.csv", 2, "Thời gian hoàn thành", LATE)
    build(root, PLAN, out)
    release(root, PLAN, out, "quy-2")

    assert names(root, PLAN) == ["quy-1", "quy-2"]
    with diff.base(root, PLAN, "", None) as last, diff.new(root, PLAN, out, None) as now:
        assert (last.name, diff.diff(last, now).differs) == ("bản phát hành quy-2", False)
    with diff.base(root, PLAN, "quy-1", None) as older:
        assert diff.diff(older, diff.open_build(out)).differs


@pytest.mark.parametrize("name", ["", "..", "a/b", "Quý 1", "-x", "con", "x" * 61, "a..b"])
def test_a_name_that_is_no_slug_is_refused(name: str, root: Path) -> None:
    with pytest.raises(DataWrong, match=r"^invoke release: «.*» không đặt làm tên"):
        release(root, PLAN, root / "build" / PLAN, name)


def test_a_release_is_never_written_over(root: Path) -> None:
    release(root, PLAN, root / "build" / PLAN, "quy-1")
    with pytest.raises(DataWrong, match="đã có bản phát hành"):
        release(root, PLAN, root / "build" / PLAN, "quy-1")


def test_an_edited_build_is_not_what_is_compared(root: Path) -> None:
    draft = root / "build" / PLAN / "ke_hoach" / "so-y-te.docx"
    draft.write_bytes(project.with_words(draft.read_bytes(), "MỤC ĐÍCH", "MỤC TIÊU"))

    with diff.new(root, PLAN, root / "build" / PLAN, None) as now:
        assert now.folder != root / "build" / PLAN


def test_an_edited_build_is_not_released(root: Path) -> None:
    (root / "build" / PLAN / "ke_hoach" / "so-y-te.docx").write_bytes(b"edited")
    with pytest.raises(DataWrong, match="đã được sửa sau khi dựng"):
        release(root, PLAN, root / "build" / PLAN, "quy-1")
    assert not place_of(root, PLAN).exists()


# --- revisions -------------------------------------------------------------------------------------------------------


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=An", "-c", "user.email=an@example.vn", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def kept(root: Path) -> Path:
    """The project in git, with its code, and one change since."""
    shutil.copytree(project.ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tasks.py", "invoke.yaml"):
        shutil.copy(project.ROOT / name, root / name)
    (root / ".gitignore").write_text("/build/\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "chinh")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "đầu")
    project.set_cell(root, "tasks.csv", 2, "Thời gian hoàn thành", LATE)
    return root


def test_a_revision_is_built_with_its_own_code(kept: Path) -> None:
    before = {path.relative_to(kept) for path in kept.rglob("*") if ".git" not in path.parts}
    with diff.base(kept, PLAN, "", None) as old, diff.new(kept, PLAN, kept / "build" / PLAN, None) as new:
        found = diff.diff(old, new)

    assert "HEAD (" in old.name
    assert old.name.endswith("dựng bằng mã của chính bản ấy")
    assert states(found) == Counter({DocumentState.CHANGED: 17, DocumentState.SAME: 8})
    changed = [document for document in found.documents if document.state is DocumentState.CHANGED]
    assert all("nhiệm vụ 3" in {cause.row for cause in document.causes} for document in changed)
    assert before == {path.relative_to(kept) for path in kept.rglob("*") if ".git" not in path.parts}


def test_a_revision_whose_code_does_not_run_here_is_built_with_todays_and_says_so(kept: Path) -> None:
    (kept / "tasks.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    git(kept, "commit", "-q", "-m", "hỏng", "tasks.py")

    with diff.base(kept, PLAN, "HEAD", None) as old:
        assert "mã hiện nay (mã của bản ấy không chạy được ở đây)" in old.name
        assert len(old.documents) == len(project.DUE)


@pytest.mark.parametrize("text", ["khong-co", "--output=x", "HEAD:data", "../ngoai"])
def test_a_base_that_is_nothing_is_refused(text: str, kept: Path) -> None:
    with pytest.raises(DataWrong, match="không phải là"), diff.base(kept, PLAN, text, None):
        pass


def test_a_plan_that_is_nowhere_is_told_before_anything_is_built(kept: Path) -> None:
    with pytest.raises(DataWrong) as refused, diff.both(kept, "tinh-khong/1", "", kept / "build", None):
        pass
    assert str(refused.value).startswith("data/tinh-khong/1: không phải là thư mục của một kế hoạch")


# --- the forecast ----------------------------------------------------------------------------------------------------


def snapshot(root: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in root.rglob("*")}


def test_a_forecast_names_each_cause_with_its_reach_and_writes_nothing(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 2, "Thời gian hoàn thành", LATE)
    project.edit_template(root, "cong_van_don_doc", "thực hiện ngay", "sớm thực hiện")
    before = snapshot(root)

    told = forecast(root, PLAN, root / "build" / PLAN)

    assert snapshot(root) == before
    kinds = {cause.kind: Counter(path.partition("/")[0] for path in paths) for cause, paths in told.reach.items()}
    assert kinds["template"] == Counter({"cong_van_don_doc": 2})  # the other two have no such sentence
    assert kinds["cell"]["ke_hoach"] > 0
    assert any(line.startswith("Nhiệm vụ 3, cột «Thời gian hoàn thành»: ") for line in lines(told))
    made = build(root, PLAN, root / "build" / PLAN)
    foreseen = {state: {each.path for each in told.documents if each.state is state} for state in DocumentState}
    assert set(made.outcome.new) == foreseen[DocumentState.NEW]
    assert set(made.outcome.changed) == foreseen[DocumentState.CHANGED]
    again = {each.path for each in told.documents if each.again}
    assert len(again | foreseen[DocumentState.NEW] | foreseen[DocumentState.CHANGED]) == made.rendered


def test_a_forecast_before_the_first_build_says_that_all_is_new(root: Path) -> None:
    told = forecast(root, PLAN, root / "build" / "khac")
    assert {document.state for document in told.documents} == {DocumentState.NEW}
    assert not (root / "build" / "khac").exists()


def test_a_forecast_tells_of_files_that_were_edited_or_lost(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 2, "Sản phẩm", "Báo cáo chuyên đề")
    (root / "build" / PLAN / "ke_hoach" / "so-y-te.docx").write_bytes(b"edited")
    (root / "build" / PLAN / "bao_cao_nam" / "2026" / "bao-cao-nam-2026.docx").unlink()

    told = forecast(root, PLAN, root / "build" / PLAN)

    said = list(lines(told))
    edited = "Đã sửa tay, giữ nguyên; bản mới sẽ nằm ở tệp .moi.docx bên cạnh: 1 kế hoạch thực hiện của từng cơ quan"
    assert said[said.index(edited) + 1] == "    ke_hoach/so-y-te.docx"
    assert "bao_cao_nam/2026/bao-cao-nam-2026.docx" in [path for paths in told.reach.values() for path in paths]


def test_the_date_is_told_as_the_date(root: Path) -> None:
    told = forecast(root, PLAN, root / "build" / PLAN, date(2026, 7, 1))

    assert any(cause.kind == "date" and cause.text.startswith("ngày lập văn bản: ") for cause in told.reach)


def test_the_build_of_a_value_reads_as_one() -> None:
    empty = Build("x", Path("nowhere"), {})
    assert diff.diff(empty, empty) == Review("x", "x", (), ())


def test_a_day_off_is_told_as_law(root: Path) -> None:
    law = root / "data" / "law" / "holidays.csv"
    text = law.read_text(encoding="utf-8")
    day = '16/12/2026,Ngày thử,nghỉ,"Thông báo thử"\n'
    law.write_text(text.rstrip("\n") + "\n" + day, encoding="utf-8")

    told = forecast(root, PLAN, root / "build" / PLAN)

    (paths,) = [paths for cause, paths in told.reach.items() if cause.kind == "law"]
    assert {path.partition("/")[0] for path in paths} == {"cong_van_don_doc"}
    (cause,) = [cause for cause in told.reach if cause.kind == "law"]
    assert (cause.row, cause.place) == ("ngày 16/12/2026", "data/law/holidays.csv")


def test_each_cluster_has_the_cells_it_was_filled_from_though_a_ruling_changed_with_them(root: Path) -> None:
    rows = project.table(root, "tasks.csv")
    rows[2]["Sản phẩm"] = "Báo cáo chuyên đề"
    rows[3]["Nội dung"] = "Diễn tập chữa cháy rừng"
    project.write_table(root, "tasks.csv", rows)
    project.replace_text(root, "decisions.yaml", "choice: vua", "choice: rong")

    found = compared(root)

    filled = {"3:product": ("nhiệm vụ 3", "Sản phẩm"), "4:content": ("nhiệm vụ 4", "Nội dung")}
    met = set()
    for cluster in found.clusters:
        tags = {change.tag.partition(":")[2].partition(":")[2] for change in cluster.changes}
        if tags <= filled.keys() and {change.what for change in cluster.changes} == {What.WORDS}:
            assert {(cause.row, cause.column) for cause in cluster.causes} == {filled[tag] for tag in tags}
            met |= tags
    assert met == filled.keys()
