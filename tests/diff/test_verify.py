"""Verify: what each file is, and where a handed-out document was edited, in a Word user's words."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from docx import Document
from docx.oxml.ns import qn

import copied_project as project
from copied_project import PLAN
from ntsdocs.build.journey import build
from ntsdocs.build.options import BuildOptions
from ntsdocs.diff import console
from ntsdocs.diff.identity import FileState, FileVerdict
from ntsdocs.diff.verify import verify
from ntsdocs.docx import package
from ntsdocs.kinds.due import Core
from ntsdocs.returns.verify_file import verify_files
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text.problems import DataWrong

DRAFT = "ke_hoach/so-y-te.docx"
HELD_OPEN = ("ke_hoach/~$-y-te.docx", "ke_hoach/.~lock.so-y-te.docx#")
ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
HEADER = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def verify_file(root: Path, plan: str, file: Path, out: Path, on: date | None = None) -> FileVerdict:
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


def test_a_file_is_known_by_what_it_was_sent_as_though_name_title_and_letters_are_others(
    root: Path, tmp_path: Path
) -> None:
    for change in (lambda text: text, lambda text: normalize("NFD", text)):
        document = Document(str(root / "build" / DRAFT))
        document.core_properties.title = ""
        for text in document.element.body.iter(qn("w:t")):
            text.text = change(text.text or "")
        document.add_paragraph("Một đoạn thêm vào cuối")
        document.save(str(tmp_path / "so-noi-vu.docx"))
        verdict = verify_file(root, PLAN, tmp_path / "so-noi-vu.docx", root / "build")
        assert (verdict.path, verdict.state) == (DRAFT, FileState.EDITED)


# --- the build folder ------------------------------------------------------------------------------------------------


def test_a_build_folder_that_nobody_touched_is_sound(root: Path) -> None:
    verdict = verify(root, PLAN, root / "build")

    assert (verdict.sound, len(verdict.findings), verdict.input_changes) == (True, len(project.DUE), ())
    assert list(verdict.lines()) == [f"{len(project.DUE)} tệp đúng như dữ liệu, mẫu và phiên bản; 0 tệp cần xem."]


def test_each_file_that_is_not_as_built_is_named_with_what_it_is(root: Path) -> None:
    out = root / "build"
    (out / DRAFT).write_bytes(b"edited")
    (out / "ke_hoach/so-noi-vu.docx").unlink()
    (out / "ke_hoach/cua-toi.docx").write_bytes(b"mine")
    (out / "ke_hoach/so-y-te.moi.docx").write_bytes((root / "build" / "ke_hoach" / "so-tai-chinh.docx").read_bytes())

    verdict = verify(root, PLAN, out)

    assert {each.path: each.state for each in verdict.findings if each.state is not FileState.SAME} == {
        DRAFT: FileState.EDITED,
        "ke_hoach/so-noi-vu.docx": FileState.MISSING,
        "ke_hoach/cua-toi.docx": FileState.UNKNOWN,
        "ke_hoach/so-y-te.moi.docx": FileState.UNKNOWN,
    }
    assert not verdict.sound


def test_our_own_text_beside_an_edited_file_is_known_as_ours(root: Path) -> None:
    (root / "build" / DRAFT).write_bytes(b"edited")
    project.edit_template(root, "ke_hoach", "tổng hợp kết quả", "tổng hợp tình hình")
    build(root, PLAN, root / "build")

    found = {each.path: each.state for each in verify(root, PLAN, root / "build").findings}

    assert found["ke_hoach/so-y-te.moi.docx"] is FileState.NEW_COPY


def test_a_paper_kept_though_no_longer_due_is_known_and_strangers_are_found_anywhere(root: Path) -> None:
    kept = "cong_van_don_doc/dot-2/ubnd-xa-doi-mau.docx"
    (root / "build" / kept).write_bytes(b"edited")
    project.replace_text(root, "editions.csv", ";ubnd-xa-doi-mau", "")
    build(root, PLAN, root / "build")
    for place in ("la.docx", "khac/sau/la.docx", ".cu/2026-07-01/ke_hoach/so-y-te.docx", *HELD_OPEN):
        (root / "build" / place).parent.mkdir(parents=True, exist_ok=True)
        (root / "build" / place).write_bytes(b"another")

    found = verify(root, PLAN, root / "build").findings

    assert {each.path: each.state for each in found if each.state is not FileState.SAME} == {
        kept: FileState.OBSOLETE,
        "la.docx": FileState.UNKNOWN,
        "khac/sau/la.docx": FileState.UNKNOWN,
    }


def test_data_that_moved_on_since_the_build_are_named(root: Path) -> None:
    project.set_cell(root, "tasks.csv", 5, "Nội dung", "khác")

    verdict = verify(root, PLAN, root / "build")

    assert verdict.input_changes == ("data/tinh-mau/01-kh-ubnd/tasks.csv đã đổi từ lần dựng",)
    assert {each.state for each in verdict.findings} == {FileState.SAME, FileState.OTHER}


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

    assert (finding.path, finding.state, finding.changes) == (DRAFT, FileState.SAME, ())


def test_a_copy_is_known_without_the_build_folder_too(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "thu-den.docx"
    copy.write_bytes((root / "build" / DRAFT).read_bytes())
    shutil.rmtree(root / "build")

    assert verify_file(root, PLAN, copy, root / "build").state is FileState.SAME


def test_an_edited_document_is_told_by_its_paragraphs_and_cells(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "gui-lai.docx"
    copy.write_bytes(edited(root / "build" / DRAFT))

    finding = verify_file(root, PLAN, copy, root / "build")

    assert (finding.path, finding.state) == (DRAFT, FileState.EDITED)
    assert [line for each in finding.changes for line in console.change_lines(each)] == [
        "đoạn 6: I. MỤC [-ĐÍCH, YÊU CẦU-]{+TIÊU+}",
        "bảng 3, hàng 3, cột 1: 31/5/2026{+ (đã sửa)+}",
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
    assert [each.place.partition(", ")[2] for each in changes] == [f"hàng 3, cột 7, khung «{alias}»"]
    assert changes[0].after is not None
    assert "Giao phòng chuyên môn chủ trì" in changes[0].after


def tag(control: object) -> str:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))


def test_a_document_that_was_only_saved_again_is_told_so(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "luu-lai.docx"
    Document(str(root / "build" / DRAFT)).save(str(copy))

    finding = verify_file(root, PLAN, copy, root / "build")

    assert (finding.path, finding.state, finding.changes) == (DRAFT, FileState.RESAVED, ())


def test_a_change_of_form_alone_is_told_as_such(root: Path, tmp_path: Path) -> None:
    document = Document(str(root / "build" / DRAFT))
    next(p for p in document.paragraphs if p.text.startswith("I. ")).runs[0].italic = True
    document.save(str(tmp_path / "nghieng.docx"))

    finding = verify_file(root, PLAN, tmp_path / "nghieng.docx", root / "build")

    assert finding.state is FileState.RESTYLED
    assert [(each.place, each.form) for each in finding.changes] == [
        ("đoạn 6", (("chữ «I. MỤC ĐÍCH, YÊU CẦU»", "", "nghiêng"),))
    ]


@pytest.mark.parametrize("name", ["la.docx", "so-y-te.docx"])
def test_what_is_no_paper_of_the_plan_is_not_ours_whatever_its_name(root: Path, tmp_path: Path, name: str) -> None:
    document = Document()
    document.add_paragraph("Thư mời họp")
    document.save(str(tmp_path / name))

    assert verify_file(root, PLAN, tmp_path / name, root / "build").state is FileState.UNKNOWN


def rewritten(root: Path, file: Path, edit: Callable[[dict[str, bytes]], object]) -> FileVerdict:
    """What a draft is whose parts were edited and which was written to `file`."""
    parts = package.read((root / "build" / DRAFT).read_bytes())
    edit(parts)
    file.write_bytes(package.write(parts.items()))
    return verify_file(root, PLAN, file, root / "build")


def attach(parts: dict[str, bytes]) -> None:
    link = f'<Relationship Id="rId1" Type="{ATTACHED}" Target="http://a.vn/x.dotm" TargetMode="External"/>'
    parts["word/_rels/settings.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{link}</Relationships>'.encode()


def hide_macro(parts: dict[str, bytes]) -> None:
    kind = b'<Override PartName="/word/people.xml" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    parts["word/people.xml"] = b"x"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind)


@pytest.mark.parametrize(
    ("edit", "note"),
    [
        (lambda parts: parts.update({"word/vbaProject.bin": b"x"}), "macro: word/vbaProject.bin"),
        (hide_macro, "macro: word/people.xml"),
        (
            lambda parts: parts.update({"word/embeddings/oleObject1.bin": b"x"}),
            "đối tượng nhúng: word/embeddings/oleObject1.bin",
        ),
        (attach, "mẫu gắn từ ngoài: http://a.vn/x.dotm"),
        (lambda parts: parts.update({"word/comments.xml": b"<a/>"}), "ý kiến (comment): word/comments.xml"),
        (lambda parts: parts.update({"word/x.dat": b"x"}), "phần lạ: word/x.dat"),
    ],
)
def test_what_a_file_carries_beside_our_text_is_named(
    root: Path, tmp_path: Path, edit: Callable[[dict[str, bytes]], object], note: str
) -> None:
    finding = rewritten(root, tmp_path / "a.docx", edit)

    assert (finding.path, finding.state, finding.notes) == (DRAFT, FileState.EXTRA_CONTENT, (note,))
    assert list(finding.lines("a.docx")) == [
        f"a.docx ({DRAFT}): nội dung như bản gốc, nhưng tệp mang thêm thứ bản gốc không có.",
        f"  Chú ý: {note}.",
    ]


def test_what_word_adds_when_it_saves_is_nothing_foreign(root: Path, tmp_path: Path) -> None:
    usual = ("word/theme/theme1.xml", "word/fontTable.xml", "word/webSettings.xml", "docProps/custom.xml")
    finding = rewritten(root, tmp_path / "a.docx", lambda parts: parts.update(dict.fromkeys(usual, b"<a/>")))

    assert (finding.state, finding.notes) == (FileState.RESAVED, ())


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda parts: parts.pop("_rels/.rels"), "thiếu phần «_rels/.rels»"),
        (
            lambda parts: parts.pop("[Content_Types].xml"),
            "thiếu phần «[Content_Types].xml»: tệp hỏng hoặc chép thiếu",
        ),
        (
            lambda parts: parts.update({"docProps/core.xml": b"<a"}),
            "phần «docProps/core.xml» hỏng: không đọc được như XML",
        ),
        (lambda parts: parts.update({"word/styles.xml": b"<a"}), "phần «styles» hỏng: không đọc được như XML"),
        (
            lambda parts: parts.update({"word/document.xml": b"<a"}),
            "phần «word/document.xml» hỏng: không đọc được như XML",
        ),
        (
            lambda parts: parts.update({"[Content_Types].xml": b"<Types/>"}),
            "phần «[Content_Types].xml» không khai «word/document.xml» là văn bản Word",
        ),
    ],
)
def test_a_damaged_file_is_told_with_what_is_wrong_with_it(
    root: Path, tmp_path: Path, edit: Callable[[dict[str, bytes]], object], why: str
) -> None:
    finding = rewritten(root, tmp_path / "so-y-te.docx", edit)

    assert (finding.state, finding.notes[0]) == (FileState.BROKEN, why)


def test_a_file_that_is_no_word_file_is_told_so(root: Path, tmp_path: Path) -> None:
    (tmp_path / "text.docx").write_text("không phải Word", encoding="utf-8")

    finding = verify_file(root, PLAN, tmp_path / "text.docx", root / "build")

    assert finding.state is FileState.BROKEN
    assert finding.notes == ("đây là tệp văn bản thường", "xin cơ quan gửi bản Word (.docx)")


def test_a_paper_with_another_name_and_another_title_is_known_by_its_paragraphs(root: Path, tmp_path: Path) -> None:
    def retitle(parts: dict[str, bytes]) -> None:
        core = parts["docProps/core.xml"]
        parts["docProps/core.xml"] = re.sub(rb"<dc:title>.*?</dc:title>", b"<dc:title>x</dc:title>", core)
        assert parts["docProps/core.xml"] != core

    finding = rewritten(root, tmp_path / "la.docx", retitle)

    assert (finding.path, finding.state) == (DRAFT, FileState.RESAVED)


def test_of_very_many_changes_the_first_are_told_and_words_come_before_form(root: Path, tmp_path: Path) -> None:
    document = Document(str(root / "build" / DRAFT))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.italic = True
    for number in range(100):
        document.add_paragraph(f"Đoạn thêm {number}")
    document.save(str(tmp_path / "gui-lai.docx"))

    finding = verify_file(root, PLAN, tmp_path / "gui-lai.docx", root / "build")
    first, base, *lines, last = finding.lines("gui-lai.docx")

    assert first == f"gui-lai.docx ({DRAFT}): đã được sửa sau khi dựng."
    assert len(finding.changes) > 100
    assert len(lines) == 40
    assert all(": thêm «Đoạn thêm " in line for line in lines)
    assert base.startswith("  So với bản dựng ngày ")
    assert last == f"  … và {len(finding.changes) - 40} chỗ nữa; xem đủ: thêm --full."
    assert len([*finding.lines("gui-lai.docx", full=True)]) > len(finding.changes)


def test_a_paper_saved_by_libreoffice_has_the_words_it_had(root: Path, tmp_path: Path) -> None:
    """Parts as LibreOffice 7.4 writes them: the header again for the last section, with the page it was on."""

    def as_saved(parts: dict[str, bytes]) -> None:
        parts["word/header2.xml"] = parts["word/header1.xml"].replace(b"<w:t>2</w:t>", b"<w:t>4</w:t>")
        links = parts["word/_rels/document.xml.rels"]
        link = b'<Relationship Id="rId9" Type="' + HEADER + b'" Target="header2.xml"/></Relationships>'
        parts["word/_rels/document.xml.rels"] = links.replace(b"</Relationships>", link)
        start, last, end = parts["word/document.xml"].rpartition(b"<w:sectPr>")
        assert last
        parts["word/document.xml"] = start + last + b'<w:headerReference w:type="default" r:id="rId9"/>' + end

    finding = rewritten(root, tmp_path / "gui-lai.docx", as_saved)

    assert (finding.path, finding.state, finding.changes, finding.notes) == (DRAFT, FileState.RESAVED, (), ())


def test_a_file_that_is_not_there_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(DataWrong, match="không đọc được tệp"):
        verify_file(root, PLAN, tmp_path / "khong-co.docx", root / "build")


def test_several_documents_are_told_one_by_one_and_all_that_cannot_be_read_at_once(root: Path, tmp_path: Path) -> None:
    edit, same = tmp_path / "gui-lai.docx", root / "build" / DRAFT
    edit.write_bytes(edited(same))
    found = verify_files(root, PLAN, [edit, same], root / "build")
    assert [each.state for each in found] == [FileState.EDITED, FileState.SAME]

    with pytest.raises(DataWrong) as caught:
        verify_files(root, PLAN, [tmp_path / "a.docx", same, tmp_path / "b.docx"], root / "build")
    assert [str(each).splitlines()[0] for each in caught.value.problems] == [
        f"{(tmp_path / 'a.docx').as_posix()}: không đọc được tệp (không có tệp hay thư mục này).",
        f"{(tmp_path / 'b.docx').as_posix()}: không đọc được tệp (không có tệp hay thư mục này).",
    ]


def test_papers_are_drawn_up_once_for_all_files_of_a_call(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / name for name in ("thu-1.docx", "thu-2.docx")]
    for file in files:
        document = Document()
        document.add_paragraph(f"Thư ngỏ {file.stem}")
        document.save(str(file))
    render, rendered = CompiledTemplate.render, Counter[str]()

    def counted(self: CompiledTemplate, says: object, core: Core, job: str, paper: str, own: object) -> bytes:
        rendered[job] += 1
        return render(self, says, core, job, paper, own)

    monkeypatch.setattr(CompiledTemplate, "render", counted)
    states = {finding.state for finding in verify_files(root, PLAN, files, tmp_path / "nowhere")}
    assert (states, sorted(rendered), set(rendered.values())) == ({FileState.UNKNOWN}, sorted(project.DUE), {1})


def test_the_paper_of_another_date_is_found_by_its_date(root: Path, tmp_path: Path) -> None:
    build(root, PLAN, tmp_path / "june", None, BuildOptions(only=("so-y-te",)))
    copy = tmp_path / "june" / DRAFT

    assert verify_file(root, PLAN, copy, tmp_path / "nowhere").state is FileState.SAME
