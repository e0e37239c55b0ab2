"""From words of a paper back to the cell, the ruling and the paragraph of the template they come from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import copied_project as project
import review_oracle as oracle
from copied_project import PLAN
from ntsdocs import intake, render
from ntsdocs.build import build, made_ready, template_of
from ntsdocs.problems import DataWrong
from ntsdocs.tracing import traced
from ntsdocs.whence import whence

W = oracle.W
DRAFT = "ke_hoach/so-y-te.docx"

Ask = Callable[..., list[str]]


@pytest.fixture
def ask(first: Path) -> Ask:
    def asked(words: str, path: str = DRAFT) -> list[str]:
        return [line.strip() for line in whence(first, PLAN, first / "build" / path, words, first / "build")]

    return asked


def test_a_deadline_leads_to_its_cell_its_placeholder_and_the_reason_for_the_task(first: Path, ask: Ask) -> None:
    plan = intake.read(first / "data" / PLAN, first).plan_or_stop()
    task = next(each for each in plan.tasks if each.number == 3)
    told = ask(task.deadline.words)

    cell = f"lấy ở nhiệm vụ 3, cột «Thời gian hoàn thành»: «{task.deadline.words}» ({task.origin})"
    assert cell in told
    assert any(line.startswith(f"«{task.deadline.words}»: ô «{{{{ task.deadline }}}}»") for line in told)
    assert "Vì sao có nhiệm vụ 3:" in told
    assert any(line.startswith("Quyết định ") for line in told)


def test_words_of_the_template_lead_to_its_paragraph_and_its_outline(ask: Ask) -> None:
    twin = (project.ROOT / "templates" / "ke_hoach.txt").read_text(encoding="utf-8").splitlines()
    told = ask("I. MỤC ĐÍCH, YÊU CẦU")

    (line,) = [number for number, text in enumerate(twin, 1) if "I. MỤC ĐÍCH, YÊU CẦU" in text]
    assert any(each.startswith("Chữ của mẫu: templates/ke_hoach.docx, đoạn ") for each in told)
    assert any(f"(dòng {line} của bản chữ .txt)" in each for each in told)


def test_a_worked_out_number_is_said_to_be_one(ask: Ask) -> None:
    told = ask("nhiệm vụ dưới đây")
    assert told[0].endswith("có ở 1 chỗ.")
    counted = ask(told[2].strip("1. «»…").partition(" nhiệm vụ dưới đây")[0])
    assert any("lead_count" in line for line in counted)
    assert "được tính ra từ các ô mà văn bản này dùng, không chép nguyên từ một ô nào." in counted


def test_words_may_be_typed_without_diacritics_and_with_other_blanks(ask: Ask) -> None:
    assert ask("i. muc dich,  yeu cau")[0] == "ke_hoach/so-y-te.docx: «i. muc dich,  yeu cau» có ở 1 chỗ."


def test_words_that_somebody_wrote_are_not_ours(first: Path, tmp_path: Path) -> None:
    file = tmp_path / "so-y-te.docx"
    file.write_bytes(project.with_words((first / "build" / DRAFT).read_bytes(), "MỤC ĐÍCH", "MỤC TIÊU LỚN"))

    assert whence(first, PLAN, file, "MỤC TIÊU LỚN", first / "build") == [
        (
            "«MỤC TIÊU LỚN» không có trong bản dựng từ dữ liệu hiện nay: "
            f"tệp đã được sửa, hoặc dựng từ dữ liệu khác ({DRAFT})."
        )
    ]
    gone = whence(first, PLAN, file, "MỤC ĐÍCH, YÊU CẦU", first / "build")
    assert gone[1].startswith("Chú ý: tệp đã được sửa, chữ này nay không còn trong tệp")


@pytest.mark.parametrize("words", ["không có câu này", "", "   ", "((", "<w:t>"])
def test_words_that_are_not_there_are_told(words: str, ask: Ask) -> None:
    with pytest.raises(DataWrong, match="không có chữ"):
        ask(words)


def test_a_file_that_is_no_paper_of_the_plan_is_told(first: Path, tmp_path: Path) -> None:
    (tmp_path / "la.docx").write_bytes(b"PK")
    with pytest.raises(DataWrong, match="không phải văn bản của Kế hoạch"):
        whence(first, PLAN, tmp_path / "la.docx", "a", first / "build")
    with pytest.raises(DataWrong, match="không đọc được tệp"):
        whence(first, PLAN, tmp_path / "khong-co.docx", "a", first / "build")


def test_every_word_of_every_paper_is_traced_as_it_is_written(first: Path) -> None:
    drawing, _ = made_ready(first, PLAN).drawing()
    for drawn in drawing:
        data = template_of(first, drawn.job.kind).read_bytes()
        name = f"templates/{drawn.job.kind}.docx"
        paper = render.Compiled.load(data, name).render(drawn.job.says, drawn.job.core)
        mine = list(traced(drawn.job, data, name))
        theirs = [_text(each) for each in etree.fromstring(oracle.parts(paper)["word/document.xml"]).iter(f"{W}p")]
        assert [each.text for each in mine][: len(theirs)] == theirs
        assert all(len(each.text) == len(each.sources) == len(each.tags) for each in mine)
        assert all(each.place for each in mine)


def _text(paragraph: etree._Element) -> str:
    found = (each for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br") if each.getparent().tag == f"{W}r")
    return "".join((each.text or "") if each.tag == f"{W}t" else " " for each in found)


def test_asking_writes_nothing(first: Path, ask: Ask) -> None:
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    ask("MỤC ĐÍCH")
    assert {path: path.read_bytes() for path in first.rglob("*") if path.is_file()} == before


def test_hostile_cells_are_traced_as_text(tmp_path: Path) -> None:
    root = project.copied(tmp_path)
    project.set_cell(root, "tasks.csv", 2, "Nội dung", "<!--nts-value:0--> & «x» <script>")
    build(root, PLAN, root / "build")
    shutil.rmtree(root / "build" / "cong_van_don_doc", ignore_errors=True)

    told = whence(root, PLAN, root / "build" / DRAFT, "<!--nts-value:0--> & «x» <script>", root / "build")

    assert any("lấy ở nhiệm vụ 3, cột «Nội dung»" in line for line in told)
