"""Quyền hạn, chức vụ, họ tên: ô 7 (PL I, Phần I, Mục II, khoản 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.paper import Paper, outermost, present
from ntsdocs.decree.findings import Breach, RequiredFormat, at, format_breaches
from ntsdocs.text import vn

_AUTHORITY = RequiredFormat("quyền hạn, chức vụ", 26, 28, bold=True, italic=False, upper=True, centred=True)
_NAME = RequiredFormat("họ tên người ký", 26, 28, bold=True, italic=False, upper=False, centred=True)
_TITLES = re.compile(
    r"(?:Ông|Bà|GS|PGS|TS|ThS|BS|KS|CN|NGND|NGƯT|Th\.S|T\.S|Tiến sĩ|Thạc sĩ|Giáo sư)\b\.?", re.IGNORECASE
)
_FAMILIES = frozenset(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đào Cao Hà Lưu Lương Tạ "
    "Trương Quách Cầm Lò Vi Tống Chu Thái Tô Kiều Vương Đoàn Lâm".split()
)
_DEPUTY = ("pho", "thu truong")
_RANKS = re.compile(r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)\b", re.IGNORECASE)
_ARMED = ("CÔNG AN", "QUÂN SỰ", "BIÊN PHÒNG", "BỘ ĐỘI", "QUÂN KHU", "BỘ TƯ LỆNH", "CẢNH SÁT")


def _abbreviated(paper: Paper, letters: str) -> Iterator[Breach]:
    """A line that means one of the five signing forms but writes it otherwise."""
    spread = r"\s*[./]?\s*".join(letters)
    for line in paper.authority:
        text = line.as_printed.strip()
        if re.match(rf"{spread}\s*[./:]?(?=\s)", text, re.IGNORECASE) and not text.startswith(f"{letters}. "):
            yield at(
                line, f"viết «{text[: len(letters) + 2].strip()}»", f"viết «{letters}. » rồi đến tên hoặc chức vụ."
            )
        elif text.startswith(f"{letters}.") and not text.startswith(f"{letters}. "):
            yield at(line, f"viết liền «{text[: len(letters) + 4]}»", f"viết «{letters}. » có cách chữ.")


def tm(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.7a: «TM.» before the collective."""
    yield from _abbreviated(paper, "TM")
    for line in paper.authority[-1:]:
        if line.as_printed.startswith("TM.") and not paper.template:
            yield at(line, "sau «TM.» không có chức vụ người ký", "ghi chức vụ người ký ở dòng dưới.")


def q(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.7b: «Q.» before the title of an acting head."""
    for line in paper.authority:
        if re.match(r"(?:Q[:/]|QUYỀN |Q (?=[A-ZĐ]))", line.as_printed):
            yield at(line, f"viết «{line.as_printed[:8]}»", "viết «Q. » trước chức vụ.")
        elif re.match(r"Q\.\S", line.as_printed):
            yield at(line, f"viết liền «{line.as_printed[:8]}»", "viết «Q. » có cách chữ.")


def kt(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.7c: «KT.» with the head's title, then the deputy's."""
    yield from _abbreviated(paper, "KT")
    lines = [line.as_printed for line in paper.authority]
    for at_, line in enumerate(paper.authority):
        following = lines[at_ + 1] if at_ + 1 < len(lines) else ""
        deputy = any(fold(each).startswith(_DEPUTY) for each in lines[at_ + 1 :])  # the head's title may take two lines
        if line.as_printed.startswith("KT") and not deputy and not paper.template:
            what = f"sau «{line.spaced}» là «{following or 'không có gì'}»"
            yield at(line, what, "dòng dưới ghi chức vụ cấp phó, ví dụ «PHÓ CHỦ TỊCH».")
        before = " ".join(lines[:at_])
        if fold(line.as_printed).startswith("pho ") and not re.search(r"\b(?:KT|TL|TUQ|K/T|T/L)\b", before):
            yield at(line, f"«{line.spaced}» ký mà không có dòng «KT.»", "ghi «KT. <chức vụ cấp trưởng>».", unsure=True)


def tl(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.7d: «TL.» before the head's title, who orders a unit below him to sign, not his own deputy."""
    yield from _abbreviated(paper, "TL")
    for line, below in pairwise(paper.authority):
        title = re.sub(r"^TL\.?\s*", "", line.as_printed.strip())
        if title != line.as_printed.strip() and fold(below.as_printed.strip()) == f"pho {fold(title)}":
            yield at(line, f"«{line.spaced}» mà cấp phó của chính chức vụ ấy ký", f"ghi «KT. {title}».")


tuq = partial(_abbreviated, letters="TUQ")  # ND30-I-2.7e: before the head's title


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


def committee(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.7k: «TM. ỦY BAN NHÂN DÂN» where the committee issues, not its chairman."""
    name = vn.tone_fold(" ".join(line.spaced for line in paper.names))
    if not name:
        return
    signing = [vn.tone_fold(line.as_printed.strip()) for line in paper.authority]
    if re.match(r"ỦY BAN NHÂN DÂN|UBND", name) and signing and re.match(r"(?:KT\. ?)?CHỦ TỊCH\b", signing[0]):
        chairman = any(
            vn.tone_fold(each.text).startswith("CHỦ TỊCH ỦY BAN") for each in paper.paragraphs[: paper.main_end]
        )
        if not chairman:
            what = f"«{paper.authority[0].spaced}» ký văn bản của Ủy ban nhân dân mà không có dòng «TM.» ở trên"
            yield at(paper.authority[0], what, "ghi «TM. ỦY BAN NHÂN DÂN» ở dòng trên, nếu là văn bản của tập thể.")
    for line in paper.authority:
        signs = re.match(r"TM\.\s*(?:ỦY BAN NHÂN DÂN|UBND)", vn.tone_fold(line.as_printed))
        if signs and not re.search(r"ỦY BAN NHÂN DÂN|UBND", name):
            yield at(line, f"ký thay mặt UBND, cơ quan ban hành là «{name}»", "ghi đúng thể thức ký của cơ quan.")
        if signs and name.startswith("CHỦ TỊCH"):
            yield at(line, "Chủ tịch UBND ban hành mà ký «TM.»", "bỏ dòng «TM. ỦY BAN NHÂN DÂN».")


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
