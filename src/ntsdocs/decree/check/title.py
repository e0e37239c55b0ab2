"""Tên loại and trích yếu: ô 5a and 5b (PL I, Phần I, Mục II, khoản 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.decree.check.head import third_to_half
from ntsdocs.decree.find.paper import Paper, column_of
from ntsdocs.decree.findings import Breach, RequiredFormat, at, format_breaches

_TITLE = RequiredFormat("tên loại", 26, 28, bold=True, italic=False, upper=True, centred=True)
_TRICH_YEU = RequiredFormat("trích yếu", 26, 28, bold=True, italic=False, upper=False, centred=True)
_VE_VIEC = RequiredFormat("trích yếu công văn", 24, 26, bold=False, italic=False, upper=False, centred=True)
_VV = re.compile(r"[(“\"«\s]{0,3}v/v\b", re.IGNORECASE)


def ten_loai(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.5a: capitals, 13 - 14, upright, bold, in the middle."""
    if paper.title is not None:
        yield from format_breaches(paper.title, _TITLE)


def trich_yeu(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.5b: under the tên loại, small letters, bold, upright, in the middle; no full stop."""
    for line in paper.trich_yeu:
        yield from format_breaches(line, _TRICH_YEU)
    if paper.trich_yeu and paper.trich_yeu[-1].text.endswith((".", ";")):
        yield at(paper.trich_yeu[-1], "trích yếu có dấu ở cuối", "bỏ dấu cuối trích yếu.", unsure=True)
    if paper.trich_yeu and sum(len(line.text) for line in paper.trich_yeu) > 500:
        yield at(paper.trich_yeu[0], "trích yếu dài hơn 500 ký tự", "viết trích yếu ngắn gọn.", unsure=True)


def trich_yeu_stroke(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.5c: a third to a half of the words, in the middle."""
    if paper.title is not None and paper.trich_yeu and not paper.template:
        yield from third_to_half(paper, paper.trich_yeu, paper.trich_yeu_stroke, "trích yếu")


def ve_viec(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.5d: «V/v …», 12 - 13, upright, not bold, under the number, 6 pt below it."""
    if not paper.ve_viec or paper.title is not None:
        return
    first = paper.ve_viec[0]
    for line in paper.ve_viec:
        yield from format_breaches(line, _VE_VIEC)
    if not re.match(r"V/v \S", first.text):
        yield at(first, f"viết «{first.text[:8]}»", "mở đầu bằng «V/v » (V hoa, v thường, cách một chữ).")
    so = paper.so
    if so is None:
        return
    if column_of(so)[1] != column_of(first)[1] and so.paragraph.cell is not None and first.paragraph.cell is not None:
        yield at(first, "trích yếu «V/v» không ở dưới số, ký hiệu", "đặt «V/v» ở cột trái, dưới số, ký hiệu.")
    elif so.paragraph.cell is not None and first.paragraph.cell is None:
        yield at(first, "trích yếu «V/v» nằm ngoài cột trái", "đặt «V/v» ở cột trái, dưới số, ký hiệu.")
    elif so.paragraph is not first.paragraph and so.paragraph.cell is first.paragraph.cell:
        gap = so.paragraph.format.after + first.paragraph.format.before
        if gap < 119 and first.paragraph.number == so.paragraph.number + 1:
            what = f"«V/v» cách số, ký hiệu {gap / 20:g} pt"
            yield at(first, what, "đặt khoảng cách 6 pt trước «V/v».")


def ve_viec_elsewhere(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.5e: «V/v» belongs to a công văn."""
    if paper.title is None:
        return
    for line in [*paper.trich_yeu, *paper.ve_viec]:
        if _VV.match(line.text):
            yield at(line, "dùng «V/v» ở văn bản có tên loại", "viết «Về việc …» hoặc ghi thẳng nội dung.")
            return
