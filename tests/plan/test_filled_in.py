"""What agencies filled in, as the tables have it: what is read, what is told, what is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from copied_project import PLAN, copied, replace_text
from ntsdocs.build import journey
from ntsdocs.plan.cells import cells, rows
from ntsdocs.plan.model import Plan, ReturnRuling, is_private
from ntsdocs.plan.reading import Reading, read
from ntsdocs.text.problems import Severity

HEAD = "Cơ quan,Nhiệm vụ,Trường,Giá trị,Nhãn,Nguồn"


def with_rows(root: Path, *rows_: str, private: tuple[str, ...] = ()) -> Reading:
    folder = copied(root) / "data" / PLAN
    (folder / "ca-nhan").mkdir()
    (folder / "answers.csv").write_text("\n".join((HEAD, *rows_)), encoding="utf-8")
    (folder / "ca-nhan" / "answers.csv").write_text("\n".join((HEAD, *private)), encoding="utf-8")
    return read(folder, root)


@pytest.mark.parametrize(
    ("row", "what", "severity"),
    [
        ("so-xyz,3,A,1,own:task:3:tien_do,a", "không có cơ quan nào mang mã «so-xyz».", Severity.STOP),
        ("so-y-te,3,A,,own:task:3:tien_do,a", "ô này bỏ trống.", Severity.STOP),
        ("so-y-te,3,A,1,gen:row:3:khac,a", "«gen:row:3:khac» không phải nhãn của ô mà cơ quan điền.", Severity.STOP),
        ("so-y-te,3,A,{{ x }},own:task:3:tien_do,a", "có dấu «{{» của mẫu văn bản.", Severity.STOP),
        (
            "so-y-te,999,A,1,own:task:999:tien_do,a",
            "không còn nhiệm vụ 999: ô này không điền vào đâu.",
            Severity.WARN,
        ),
        ("so-y-te,3,Đơn vị,Ông A,own:task:3:don_vi,a", "ô «Đơn vị» là thông tin về người.", Severity.WARN),
        (
            "Sở Y tế,3,A,1,own:task:3:tien_do,a\nso-y-te,3,A,2,own:task:3:tien_do,a",
            f"ô «own:task:3:tien_do» của «so-y-te» đã có ở data/{PLAN}/answers.csv, dòng 2.",
            Severity.STOP,
        ),
    ],
)
def test_what_is_wrong_in_a_row_is_told(tmp_path: Path, row: str, what: str, severity: Severity) -> None:
    problems = [each for each in with_rows(tmp_path, row).problems if each.origin.file.endswith("answers.csv")]
    assert [(each.what, each.severity) for each in problems] == [(what, severity)]


def test_of_what_is_about_people_no_cell_says_the_words(tmp_path: Path) -> None:
    phone, other = "0912 345 678", "0912 345 679"
    private = [f"so-y-te,,Số điện thoại,{phone},own:lien_he:dien_thoai,a"]
    private += [f"so-tai-chinh,,Số điện thoại,{other},own:lien_he:dien_thoai,a"]
    plan = with_rows(tmp_path, "so-y-te,3,A,Quý I,own:task:3:tien_do,a", private=tuple(private)).plan_or_stop()
    said = _said(plan)
    assert said["own:task:3:tien_do"] == ["Quý I"]
    assert len({*said["own:lien_he:dien_thoai"]}) == 2
    assert not any("0912" in words for words in said["own:lien_he:dien_thoai"])


def _said(plan: Plan) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for row in (row for row in rows(plan) if row.path[:1] == ("answers",)):
        said.setdefault(row.name.rpartition(", ")[2], []).extend(cell.words for cell in cells(row))
    return said


@pytest.mark.parametrize(
    ("tag", "private"),
    [
        *(("own:task:3:don_vi", True), ("own:ky:ho_ten", True), ("own:cho_moi", True)),
        *(("own:task:3:tien_do", False), ("own:task:3:status", False)),
    ],
)
def test_a_field_is_about_people_unless_it_is_known_not_to_be(tag: str, private: bool) -> None:
    assert is_private(tag) is private


@pytest.mark.parametrize(
    ("value", "private"),
    [
        *(("Giao bà A, 0912 345 678", True), ("(0237) 3852.246", True), ("+84912345678", True), ("a.b@c.gov.vn", True)),
        *(("xong trước 08.12.2026 15 giờ", False), ("1.250.000.000 đồng", False), ("Số 0123/KH-UBND", False)),
    ],
)
def test_a_value_that_tells_how_to_reach_somebody_is_about_people_wherever_it_stands(value: str, private: bool) -> None:
    assert is_private("own:task:3:bien_phap", value) is private


def test_rulings_on_returned_files_are_read_and_their_faults_told(tmp_path: Path) -> None:
    root = copied(tmp_path)
    rows_ = "returned:\n  - {agency: so-y-te, file: b.docx}\n  - {agency: so-y-te, tag: 'own:x', value: 5}\nrulings:"
    replace_text(root, "decisions.yaml", "rulings:", rows_)
    plan = journey.read(root, PLAN).plan_or_stop()
    assert plan.returned == (ReturnRuling("so-y-te", "b.docx"), ReturnRuling("so-y-te", "", "own:x", "5"))
    replace_text(root, "decisions.yaml", "file: b.docx", "tag: own:x")
    assert "chưa ghi tệp nào được tính." in {each.what for each in journey.read(root, PLAN).problems}
