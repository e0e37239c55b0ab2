"""Real files of other makers, from the packages that are installed: recognised for what they are, judged to the end."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pypandoc
import pytest

from ntsdocs.decree import check, console, files, mend, webpage
from ntsdocs.decree.annotate import annotate

LINES = (  # a plan, typed by somebody who knows no decree
    ("SỞ NỘI VỤ", "b"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b"),
    ("Độc lập - Tự do - Hạnh phúc", "b"),
    ("Số: 15/KH-SNV", ""),
    ("Mẫu, ngày 15 tháng 10 năm 2026", "i"),
    ("KẾ HOẠCH", "b"),
    ("Kỷ niệm ngày thành lập Đảng Cộng sản Việt Nam", "b"),
    ("I. MỤC ĐÍCH", "b"),
    ("Hợp đồng lao động được rà soát theo Điều 12 của Bộ luật; đơn vị nào chậm phải báo cáo.", ""),
    ("Phần việc còn lại hoàn thành trong tháng 12./.", ""),
    ("Nơi nhận:", "bi"),
    ("- UBND tỉnh (để báo cáo);", ""),
    ("- Lưu: VT, VP.", ""),
)


def of_pandoc(*words: str, data: str = "") -> bytes:
    """What pandoc writes."""
    command = [pypandoc.get_pandoc_path(), *words]
    return subprocess.run(command, input=data.encode(), capture_output=True, check=True).stdout


def reference_of_pandoc() -> bytes:
    """The file whose styles pandoc gives to every file it makes."""
    return of_pandoc("--print-default-data-file", "reference.docx")


def template_of_python_docx() -> bytes:
    """The empty file every file of python-docx begins as."""
    return (Path(docx.__file__).parent / "templates" / "default.docx").read_bytes()


def plan_of_pandoc() -> bytes:
    """The plan as Markdown that pandoc turns into a Word file."""
    marks = {"b": "**", "i": "*", "bi": "***", "": ""}
    source = "\n\n".join(f"{marks[look]}{words}{marks[look]}".replace("- ", "\\- ", 1) for words, look in LINES)
    return of_pandoc("--from", "markdown-fancy_lists-startnum", "--to", "docx", "--output", "-", data=source)


def plan_of_python_docx() -> bytes:
    """The plan as a script writes it."""
    paper = docx.Document()
    for words, look in LINES:
        run = paper.add_paragraph().add_run(words)
        run.bold, run.italic = "b" in look, "i" in look
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


@pytest.mark.parametrize("maker", [reference_of_pandoc, template_of_python_docx])
def test_a_file_of_styles_is_no_administrative_paper_and_is_judged_to_its_end_if_a_person_says_so(maker):
    file = maker()
    assert check.judge(file).refused == "không thấy Quốc hiệu và số, ký hiệu: không nhận ra là văn bản hành chính"
    assert mend.mend(file).docx == file
    for kind in check.KINDS:
        report = check.judge(file, kind)
        held = [files.CheckedFile("a.docx", report)]
        assert report.refused == ""
        assert "không thấy Quốc hiệu" in {each.what for each in report.findings}
        assert all((list(console.lines(held)), console.as_json(held), webpage.as_html(held)))


@pytest.mark.parametrize(
    ("maker", "pages"),
    [
        (plan_of_pandoc, ["tệp không ghi khổ giấy", "tệp không ghi lề trang"]),
        (plan_of_python_docx, ["khổ giấy 215,9 × 279,4 mm", "lề trên 25,4 mm", "lề dưới 25,4 mm", "lề phải 31,8 mm"]),
    ],
)
def test_a_plan_by_another_maker_is_recognised_and_mended_without_a_word_changed(maker, pages):
    file = maker()
    report = check.judge(file)
    assert (report.kind, report.refused) == ("ke_hoach", "")
    assert [each.what for each in report.findings if each.rule in ("ND30-I-1.1", "ND30-I-1.3")] == pages
    assert annotate(file, report.findings)
    mended = mend.mend(file)
    words = [[each.text for each in docx.Document(io.BytesIO(held)).paragraphs] for held in (file, mended.docx)]
    assert words[0] == words[1] == [each for each, _ in LINES]
    done = {each.rule for each in mended.changes}
    assert done >= {"GEO-11", "ND30-I-2.3e", "ND30-I-2.5a", "ND30-I-2.6n"}
    left = {(each.rule, each.what) for each in mended.report.findings if each.rule in done}
    centred = {found for _, found in left if found.endswith("không canh giữa")}  # no table: no column to stand in
    assert {found for _, found in left} - centred == set()
