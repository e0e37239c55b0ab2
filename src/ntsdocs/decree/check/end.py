"""Quyền hạn, chức vụ, họ tên: ô 7 (PL I, Phần I, Mục II, khoản 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ntsdocs.decree.find.paper import Paper, outermost, present
from ntsdocs.decree.findings import Breach, RequiredFormat, at, format_breaches
from ntsdocs.plan.signing import wrong_lines

_AUTHORITY = RequiredFormat("quyền hạn, chức vụ", 26, 28, bold=True, italic=False, upper=True, centred=True)
_NAME = RequiredFormat("họ tên người ký", 26, 28, bold=True, italic=False, upper=False, centred=True)
_TITLES = re.compile(
    r"(?:Ông|Bà|GS|PGS|TS|ThS|BS|KS|CN|NGND|NGƯT|Th\.S|T\.S|Tiến sĩ|Thạc sĩ|Giáo sư)\b\.?", re.IGNORECASE
)
_FAMILIES = frozenset(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đào Cao Hà Lưu Lương Tạ "
    "Trương Quách Cầm Lò Vi Tống Chu Thái Tô Kiều Vương Đoàn Lâm".split()
)
_RANKS = re.compile(r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)\b", re.IGNORECASE)
_ARMED = ("CÔNG AN", "QUÂN SỰ", "BIÊN PHÒNG", "BỘ ĐỘI", "QUÂN KHU", "BỘ TƯ LỆNH", "CẢNH SÁT")
_MOST_LINES = 20  # over a signature; the rest of a paper that has more is something else


def _signing(paper: Paper, rule: str) -> Iterator[Breach]:
    """ND30-I-2.7a to 2.7e, 2.7k: the five forms; a committee signs «TM. ỦY BAN NHÂN DÂN», its chairman does not."""
    lines = paper.authority[:_MOST_LINES]
    above = (each.text for each in paper.paragraphs[: paper.main_end])
    chairman = (each for each in above if each.startswith(("CHỦ TỊCH ỦY BAN", "CHỦ TỊCH UỶ BAN")))
    name = next(chairman, " ".join(line.spaced for line in paper.names))
    wrong = wrong_lines(name, [line.as_printed for line in lines], spelling_only=paper.template)
    for which, what, remedy, letter, unsure in wrong:
        if letter == rule:
            yield at(lines[which], what, remedy, unsure=unsure)


tm, q, kt, tl, tuq, committee = (partial(_signing, rule=letter) for letter in "abcdek")


def signer(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.7g: the name alone, with a rank only in the armed forces."""
    for line in present(paper.signer):
        if _TITLES.match(line.text):
            first, *rest = line.text.split()
            may_be_family = first in ("Ông", "Bà") and not (len(rest) > 1 and rest[0] in _FAMILIES)
            remedy = "bỏ học hàm, học vị, danh hiệu trước họ tên."
            yield at(line, f"họ tên có «{first}»", remedy, unsure=may_be_family)
        name = " ".join(each.as_printed for each in [*paper.parents, *paper.names])
        if _RANKS.match(line.text) and not any(word in name for word in _ARMED):
            yield at(line, "họ tên có cấp bậc hàm", "chỉ công an, quân đội mới ghi cấp bậc hàm.")


def formats(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.7h: capitals, 13 - 14, bold, in the middle; the name below in small letters."""
    for line in paper.authority:
        yield from format_breaches(line, _AUTHORITY)
    if paper.signer is not None:
        yield from format_breaches(paper.signer, _NAME)


def table(paper: Paper) -> Iterator[Breach]:
    """GEO-4: Nơi nhận and signature in one row of two columns without lines."""
    label, first = paper.noi_nhan, paper.authority[0] if paper.authority else None
    if label is None or first is None or label.paragraph.cell is None or first.paragraph.cell is None:
        return
    one, other = label.paragraph.cell, first.paragraph.cell
    if one.table is other.table:
        if one.table.bordered:
            yield at(label, "bảng chữ ký có đường viền", "bỏ đường viền.")
        if one.row != other.row:
            yield at(first, "chức vụ không cùng hàng với «Nơi nhận»", "đặt hai ô ở cùng một hàng của bảng.")


def unsplit(paper: Paper) -> Iterator[Breach]:
    """GEO-5: the block is not split, and not alone on a page."""
    label = paper.noi_nhan
    cell = outermost(label.paragraph.cell) if label is not None else None
    if label is None or cell is None:
        return
    if not cell.unsplit:
        yield at(label, "hàng chữ ký có thể bị tách qua hai trang", "bỏ chọn «Allow row to break across pages».")
    last = paper.main_blocks[-1].paragraph if paper.main_blocks else None
    if last is not None and not last.format.keep_next and not paper.template:
        yield Breach(last, "đoạn cuối có thể tách khỏi khối chữ ký", "chọn «Keep with next» cho đoạn cuối.")
