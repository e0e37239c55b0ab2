"""Verify: what each file is, and where a handed-out document was edited, in a Word user's words."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

import copied_project as project
from copied_project import PLAN
from ntsdocs.build import build
from ntsdocs.problems import DataWrong
from ntsdocs.review import terminal
from ntsdocs.verify import Finding, State, verify, verify_files
from ntsdocs.wishes import Wishes

DRAFT = "ke_hoach/so-y-te.docx"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project.copied(tmp_path_factory.mktemp("first"))
    build(root, PLAN, root / "build")
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "project")
    return tmp_path / "project"


def verify_file(root: Path, plan: str, file: Path, out: Path, on: date | None = None) -> Finding:
    (finding,) = verify_files(root, plan, [file], out, on)
    return finding


def edited(path: Path) -> bytes:
    """The document with a heading and a cell of its annex changed, and a paragraph added, saved by another program."""
    document = Document(str(path))
    next(p for p in document.paragraphs if p.text.startswith("I. ")).runs[0].text = "I. MỤC TIÊU"
    document.tables[2].rows[2].cells[0].paragraphs[0].add_run(" (đã sửa)")
    document.add_paragraph("Một đoạn thêm vào cuối")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


# --- the build folder ------------------------------------------------------------------------------------------------


def test_a_build_folder_that_nobody_touched_is_sound(root: Path) -> None:
    verdict = verify(root, PLAN, root / "build")

    assert (verdict.sound, len(verdict.findings), verdict.moved_on) == (True, 22, ())
    assert list(verdict.lines()) == ["22 tệp đúng như dữ liệu, mẫu và phiên bản; 0 tệp cần xem."]


def test_each_file_that_is_not_as_built_is_named_with_what_it_is(root: Path) -> None:
    out = root / "build"
    (out / DRAFT).write_bytes(b"edited")
    (out / "ke_hoach/so-noi-vu.docx").unlink()
    (out / "ke_hoach/cua-toi.docx").write_bytes(b"mine")
    (out / "ke_hoach/so-y-te.moi.docx").write_bytes((root / "build" / "ke_hoach" / "so-tai-chinh.docx").read_bytes())

    verdict = verify(root, PLAN, out)

    assert {each.path: each.state for each in verdict.findings if each.state is not State.SAME} == {
        DRAFT: State.EDITED,
        "ke_hoach/so-noi-vu.docx": State.MISSING,
        "ke_hoach/cua-toi.docx": State.STRANGER,
        "ke_hoach/so-y-te.moi.docx": State.STRANGER,
    }
    assert not verdict.sound


def test_our_own_text_beside_an_edited_file_is_known_as_ours(root: Path) -> None:
    (root / "build" / DRAFT).write_bytes(b"edited")
    project.edit_template(root, "ke_hoach", "tổng hợp kết quả", "tổng hợp tình hình")
    build(root, PLAN, root / "build")

    found = {each.path: each.state for each in verify(root, PLAN, root / "build").findings}

    assert found["ke_hoach/so-y-te.moi.docx"] is State.BESIDE


def test_a_paper_kept_though_no_longer_due_is_known_and_strangers_are_found_anywhere(root: Path) -> None:
    project.replace_text(root, "decisions.yaml", "choice: vua", "choice: rong")
    kept = build(root, PLAN, root / "build").outcome.new[0]
    project.replace_text(root, "decisions.yaml", "choice: rong", "choice: vua")
    (root / "build" / kept).write_bytes(b"edited")
    build(root, PLAN, root / "build")
    for place in ("la.docx", "khac/sau/la.docx", ".cu/2026-07-01/ke_hoach/so-y-te.docx", "ke_hoach/~$-y-te.docx"):
        (root / "build" / place).parent.mkdir(parents=True, exist_ok=True)
        (root / "build" / place).write_bytes(b"another")

    found = verify(root, PLAN, root / "build").findings

    assert {each.path: each.state for each in found if each.state is not State.SAME} == {
        kept: State.KEPT,
        "la.docx": State.STRANGER,
        "khac/sau/la.docx": State.STRANGER,
    }


def test_data_that_moved_on_since_the_build_are_named(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 5, "Nội dung", "khác")

    verdict = verify(root, PLAN, root / "build")

    assert verdict.moved_on == ("data/tinh-mau/01-kh-ubnd/tasks.csv đã đổi từ lần dựng",)
    assert {each.state for each in verdict.findings} == {State.SAME, State.OTHER}


def test_a_folder_without_a_build_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(DataWrong, match="chưa có danh mục"):
        verify(root, PLAN, tmp_path / "nowhere")


def test_verifying_writes_nothing_into_the_project(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    verify(root, PLAN, root / "build")

    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


# --- one document ----------------------------------------------------------------------------------------------------


def test_a_handed_out_copy_under_any_name_is_unchanged(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "thu-den.docx"
    copy.write_bytes((root / "build" / DRAFT).read_bytes())

    finding = verify_file(root, PLAN, copy, root / "build")

    assert (finding.path, finding.state, finding.changes) == (DRAFT, State.SAME, ())


def test_a_copy_is_known_without_the_build_folder_too(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "thu-den.docx"
    copy.write_bytes((root / "build" / DRAFT).read_bytes())
    shutil.rmtree(root / "build")

    assert verify_file(root, PLAN, copy, root / "build").state is State.SAME


def test_an_edited_document_is_told_by_its_paragraphs_and_cells(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "gui-lai.docx"
    copy.write_bytes(edited(root / "build" / DRAFT))

    finding = verify_file(root, PLAN, copy, root / "build")

    assert (finding.path, finding.state) == (DRAFT, State.EDITED)
    assert [line for each in finding.changes for line in terminal.told(each)] == [
        "đoạn 6: I. MỤC [-ĐÍCH, YÊU CẦU-]{+TIÊU+}",
        "bảng 3, hàng 3, cột 1: …và thông tin, tuyên truyền{+ (đã sửa)+}",
        f"{finding.changes[2].place}: thêm «Một đoạn thêm vào cuối»",
    ]
    assert finding.changes[2].place.startswith("đoạn ")


def test_an_edit_in_a_content_control_is_named_by_the_title_word_shows(root: Path, tmp_path: Path) -> None:
    document = Document(str(root / "build" / DRAFT))
    control = next(each for each in document.element.body.iter(qn("w:sdt")) if "own:task:" in tag(each))
    next(control.iter(qn("w:t"))).text = "Giao phòng chuyên môn chủ trì"
    document.save(str(tmp_path / "gui-lai.docx"))

    changes = verify_file(root, PLAN, tmp_path / "gui-lai.docx", root / "build").changes

    alias = control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val"))
    assert [each.place.partition(", ")[2] for each in changes] == [f"khung «{alias}»"]
    assert changes[0].after is not None
    assert "Giao phòng chuyên môn chủ trì" in changes[0].after


def tag(control: object) -> str:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))


def test_a_document_that_was_only_saved_again_is_told_so(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "luu-lai.docx"
    Document(str(root / "build" / DRAFT)).save(str(copy))

    finding = verify_file(root, PLAN, copy, root / "build")

    assert (finding.path, finding.state, finding.changes) == (DRAFT, State.RESAVED, ())


def test_a_change_of_form_alone_is_told_as_such(root: Path, tmp_path: Path) -> None:
    document = Document(str(root / "build" / DRAFT))
    next(p for p in document.paragraphs if p.text.startswith("I. ")).runs[0].italic = True
    document.save(str(tmp_path / "nghieng.docx"))

    finding = verify_file(root, PLAN, tmp_path / "nghieng.docx", root / "build")

    assert finding.state is State.EDITED
    assert [(each.place, each.form) for each in finding.changes] == [
        ("đoạn 6", (("chữ «I. MỤC ĐÍCH, YÊU CẦU»", "", "nghiêng"),))
    ]


@pytest.mark.parametrize("name", ["la.docx", "so-y-te.docx"])
def test_what_is_no_paper_of_the_plan_is_not_ours_whatever_its_name(root: Path, tmp_path: Path, name: str) -> None:
    document = Document()
    document.add_paragraph("Thư mời họp")
    document.save(str(tmp_path / name))
    (tmp_path / "text.docx").write_text("không phải Word", encoding="utf-8")

    assert verify_file(root, PLAN, tmp_path / name, root / "build").state is State.STRANGER
    assert verify_file(root, PLAN, tmp_path / "text.docx", root / "build").state is State.STRANGER


def test_a_file_that_is_not_there_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(DataWrong, match="không đọc được tệp"):
        verify_file(root, PLAN, tmp_path / "khong-co.docx", root / "build")


def test_several_documents_are_told_one_by_one_and_all_that_cannot_be_read_at_once(root: Path, tmp_path: Path) -> None:
    edit, same = tmp_path / "gui-lai.docx", root / "build" / DRAFT
    edit.write_bytes(edited(same))
    found = verify_files(root, PLAN, [edit, same], root / "build")
    assert [each.state for each in found] == [State.EDITED, State.SAME]

    with pytest.raises(DataWrong) as caught:
        verify_files(root, PLAN, [tmp_path / "a.docx", same, tmp_path / "b.docx"], root / "build")
    assert [str(each).splitlines()[0] for each in caught.value.problems] == [
        f"{(tmp_path / 'a.docx').as_posix()}: không đọc được tệp (không có tệp hay thư mục này).",
        f"{(tmp_path / 'b.docx').as_posix()}: không đọc được tệp (không có tệp hay thư mục này).",
    ]


def test_the_paper_of_another_date_is_found_by_its_date(root: Path, tmp_path: Path) -> None:
    build(root, PLAN, tmp_path / "june", None, Wishes(only=("so-y-te",)))
    copy = tmp_path / "june" / DRAFT

    assert verify_file(root, PLAN, copy, tmp_path / "nowhere").state is State.SAME
