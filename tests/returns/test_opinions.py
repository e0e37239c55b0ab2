"""Opinions of many copies in one table: comments, tracked changes and plain ones, each once, in the paper's order."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import resolved
import validity
from copied_project import PLAN
from desk_hand import EDITS, Hand
from ntsdocs.docx.parts import WordParts
from ntsdocs.docx.xml import W
from ntsdocs.returns import opinions, word_lines
from ntsdocs.returns.opinions import Gathering
from ntsdocs.text.problems import DataWrong
from tiny_docx import p, r
from whole_docx import whole

TASK = "2. Sở Tài chính bố trí kinh phí trong quý I năm 2026."
BASE = p("I. NHIỆM VỤ CHUNG") + p(TASK) + p("II. TỔ CHỨC THỰC HIỆN")
TRACKED = '<w:ins w:id="1" w:author="A"><w:r><w:t>và quý II </w:t></w:r></w:ins>'
CUT = '<w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve">trong quý I </w:delText></w:r></w:del>'
NOTE = '<w:r><w:commentReference w:id="0"/></w:r>'
COMMENT = '<w:comment w:id="0" w:author="Ông B">' + p("=1+1 chưa rõ nguồn") + p("đề nghị xem lại") + "</w:comment>"


@pytest.fixture
def order(tmp_path: Path) -> Gathering:
    """Three copies: one with tracked changes, one with a comment, one in which nothing is said."""
    box = tmp_path / "ban"
    box.mkdir()
    changed = p(r("2. Sở Tài chính bố trí kinh phí "), CUT, TRACKED, r("năm 2026."))
    for name, body, comments in [
        ("so-y-te", BASE.replace(p(TASK), changed), ""),
        ("Góp ý của Thanh tra tỉnh", BASE.replace(p(TASK), p(TASK, NOTE)), COMMENT),
        ("Sở Nội vụ", BASE, ""),
        ("so-tai-chinh", BASE.replace(p(TASK), changed), ""),
    ]:
        (box / f"{name}.docx").write_bytes(whole(body, comments=comments))
    return Gathering([box], tmp_path / "ra" / "tong-hop.docx", about="dự thảo Kế hoạch")


def gathered(root: Path, order: Gathering) -> list[list[str]]:
    """The rows of the paper's table."""
    opinions.gather(root, PLAN, root / "build", order)
    found = word_lines.read(order.into.read_bytes()).lines
    last = max(line.row for line in found)
    cells = {(line.row, at): [] for line in found for at in range(1, 7)}
    for line in found:
        cells.setdefault((line.row, line.column), []).append(line.text)
    return [["\n".join(cells[row, at]) for at in range(1, 7)] for row in range(2, last + 1)]


def test_the_same_opinions_are_one_row_and_the_paper_is_sound(first: Path, order: Gathering) -> None:
    second, other = gathered(first, order)
    assert other == [
        *("2", "Sở Tài chính; Sở Y tế", "I, 2", TASK),
        "Đề nghị sửa “trong” thành “và” sau “Tài chính bố trí kinh phí”; sửa “I” thành “II” sau “quý”.",
        "……",
    ]
    assert second == ["1", "Thanh tra tỉnh", "I, 2", TASK, "=1+1 chưa rõ nguồn\nđề nghị xem lại", "……"]
    paper = order.into.read_bytes()
    assert [each for each in validity.faults(paper) if "closing mark" not in each] == []  # an annex has none
    said = [line.text for line in word_lines.read(paper).lines]
    assert "đối với dự thảo Kế hoạch" in said
    assert "Có 04 cơ quan, đơn vị gửi ý kiến. Cơ quan, đơn vị không có ý kiến khác: Sở Nội vụ." in said
    assert not any("Ông B" in text for text in said)


def test_the_workbook_has_a_row_for_each_file_and_no_formula(first: Path, order: Gathering) -> None:
    gathered(first, order)
    book = openpyxl.load_workbook(io.BytesIO(order.into.with_suffix(".xlsx").read_bytes()))
    rows = [*book["Ý kiến"].iter_rows(min_row=2)]
    assert [row[0].value for row in rows] == ["Thanh tra tỉnh", "Sở Tài chính", "Sở Y tế"]
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_the_same_copies_give_the_same_bytes_and_nothing_is_written_over(first: Path, order: Gathering) -> None:
    gathered(first, order)
    again = replace(order, into=order.into.with_name("lai.docx"), files=sorted(order.files[0].iterdir(), reverse=True))
    assert len(gathered(first, again)) == 2
    assert again.into.read_bytes() == order.into.read_bytes()
    with pytest.raises(DataWrong, match="đã có tệp này"):
        gathered(first, order)


def test_changes_that_are_not_tracked_are_seen_beside_what_was_sent(
    first: Path, order: Gathering, tmp_path: Path
) -> None:
    sent, back = tmp_path / "gui-di.docx", tmp_path / "so-y-te.docx"
    sent.write_bytes(whole(BASE))
    back.write_bytes(whole(BASE.replace("quý I năm", "quý II năm") + p("3. Đề nghị giao Sở Y tế làm đầu mối.")))
    one = replace(order, files=[back])
    assert gathered(first, one) == []
    found = gathered(first, replace(one, into=tmp_path / "2.docx", base=sent))
    assert [row[2:5] for row in found] == [
        ["I, 2", TASK, "Đề nghị sửa “I” thành “II” sau “bố trí kinh phí trong quý”."],
        ["II", "(Chưa có)", "Đề nghị bổ sung: “3. Đề nghị giao Sở Y tế làm đầu mối.”"],
    ]


def test_what_cannot_be_read_is_told_and_stops_nothing(first: Path, order: Gathering) -> None:
    scan = order.files[0] / "quet.pdf"
    scan.write_bytes(b"%PDF-1.4\n")
    told = opinions.gather(first, PLAN, first / "build", order)
    assert any(line.startswith("ban/quet.pdf: ") and "Sửa: " in line for line in told)
    assert "ban/so-y-te.docx: Sở Y tế, 1 ý kiến." in told
    with pytest.raises(DataWrong, match="đây là tệp PDF"):
        opinions.gather(first, PLAN, first / "build", replace(order, files=[scan], into=order.into.with_name("x.docx")))


def test_a_file_before_its_changes_reads_as_if_all_were_rejected(first: Path) -> None:
    draft = (first / "build" / "ke_hoach" / "so-y-te.docx").read_bytes()
    hand = Hand(draft, 7, tracked=True)
    hand.fill_some(0.9)
    for each in sorted(EDITS):
        hand.edit(each)
    assert b"<w:del " in hand.written() or hand.root.find(f".//{W}del") is not None
    before = [line.text for line in word_lines.read(opinions.undone(WordParts(hand.written()))).lines]
    assert before == [line.text for line in word_lines.read(resolved.rejected(hand.written())).lines]
