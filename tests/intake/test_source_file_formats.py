"""The real plan's annex gives the same rows, whatever kind of file it comes in."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import openpyxl
import pypandoc
import pytest
from docx.oxml.ns import qn

from ntsdocs.intake import cleaning, source_file, task_file, task_rows
from ntsdocs.plan.reading.problem_list import ProblemList

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "data/thanh-hoa/196-kh-ubnd"
COMMITTED = (PLAN / "tasks.csv").read_text(encoding="utf-8-sig")


def lines() -> list[list[str]]:
    """The rows of the annex, as the portal prints them; a heading of a section has one cell only."""
    text = (PLAN / "nguon/196-KH-UBND.txt").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.split("|")][:6] for line in text.splitlines() if line.count("|") > 4]


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain_layout() -> bytes:
    """Headings of sections merged across the table."""
    document = docx.Document()
    table = document.add_table(0, 6)
    for line in lines():
        cells = table.add_row().cells
        if any(line[1:]):
            for cell, text in zip(cells, line, strict=True):
                cell.text = text
        else:
            cells[0].merge(cells[5]).text = line[0]
    return saved(document)


def other_layout() -> bytes:
    """Other columns first, headings in the content column, who leads and joins under one merged heading."""
    order = (0, 4, 1, 5, 2, 3)
    document = docx.Document()
    table = document.add_table(2, 6)
    names = ("STT", "Tiến độ", "Nhiệm vụ", "Kết quả dự kiến", "Cơ quan thực hiện", "")
    for at in range(4):
        table.cell(0, at).merge(table.cell(1, at)).text = names[at]
    table.cell(0, 4).merge(table.cell(0, 5)).text = names[4]
    table.cell(1, 4).text, table.cell(1, 5).text = "Chủ trì", "Phối hợp"
    for line in lines()[1:]:
        cells = table.add_row().cells
        if any(line[1:]):
            for cell, at in zip(cells, order, strict=True):
                cell.text = line[at]
        else:
            sign, _, title = line[0].partition(" ")
            cells[0].text, cells[2].text = sign, title
    return saved(document)


def split_layout() -> bytes:
    """Several tables, numbers counted by Word, equal deadlines merged down, the heading over again in some."""
    document = docx.Document()
    heading, *body = lines()
    for at in range(0, len(body), 20):
        table = document.add_table(0, 6)
        if at in (0, 40):
            for cell, text in zip(table.add_row().cells, heading, strict=True):
                cell.text = text
        before = None
        for line in body[at : at + 20]:
            row = table.add_row()
            if not any(line[1:]):
                row.cells[0].merge(row.cells[5]).text = line[0]
                before = None
                continue
            for cell, text in zip(row.cells[1:], line[1:], strict=True):
                cell.text = text
            row.cells[0].paragraphs[0].style = document.styles["List Number"]
            if before is not None and before[0] == line[4]:
                row.cells[4].text = ""
                before[1].cells[4].merge(row.cells[4])
            before = (line[4], row) if before is None or before[0] != line[4] else before
        document.add_paragraph()
    return saved(document)


def excel() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"])
    for line in lines():
        book.active.append([int(line[0]) if line[0].isdigit() else line[0], *line[1:]])
    return saved(book)


def by_pandoc(form: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "-f", "docx", "-t", form, "-s", "--wrap=none", "-o", "-"]
    return subprocess.run(command, input=plain_layout(), capture_output=True, check=True).stdout


FILES = {
    "plain.docx": plain_layout,
    "other.docx": other_layout,
    "split.docx": split_layout,
    "plan.xlsx": excel,
    "plan.odt": lambda: by_pandoc("odt"),
    "plan.html": lambda: by_pandoc("html"),
    "plan.md": lambda: by_pandoc("markdown-smart"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_plan_gives_the_same_rows_from_any_kind_of_file(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    findings = ProblemList()
    document = cleaning.clean(source_file.read(path, name), findings)
    made = task_file.rows_of(task_rows.read(list(document.grids())).tasks, "")
    assert made.text().removeprefix("\ufeff") == COMMITTED
    assert made.questions == ()
    assert findings.all() == ()


def test_the_layouts_really_differ():
    merged = docx.Document(io.BytesIO(other_layout())).tables[0]
    assert merged.cell(0, 4)._tc is merged.cell(0, 5)._tc
    parts = docx.Document(io.BytesIO(split_layout())).tables
    assert len(parts) > 3
    assert parts[0].cell(3, 0).text == ""
    assert qn("w:vMerge") in {each.tag for each in parts[3]._tbl.iter()}
