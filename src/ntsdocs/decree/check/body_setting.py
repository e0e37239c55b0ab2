"""How the text of the body is set: sizes, edges, indents, gaps, line spacing (PL I, Phần I, Mục II, điểm 6e)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ntsdocs.decree.find.paper import BodyPart, Paper
from ntsdocs.decree.findings import Breach, pt
from ntsdocs.decree.findings import mm as written
from ntsdocs.docx.pieces import mm

TEXTS = ("loi_van", "khoan", "diem", "gach", "dieu")
_INDENTS = (567, 720)
_SIZES = (26, 28)


def set_blocks(paper: Paper) -> list[BodyPart]:
    """The blocks whose setting the decree lays down: running text, not captions, boxes or lines for filling in."""
    return [
        block
        for block in paper.blocks
        if block.role in TEXTS and not block.paragraph.format.ruled_above and "{%" not in block.text
    ]


def usual_size(found: Sequence[BodyPart]) -> int:
    """The size most of the text has, of those the decree allows; 14 where it has none of them."""
    sizes = Counter(look.size for block in found for text, look in block.paragraph.runs if text.strip())
    kept = [(size, count) for size, count in sizes.most_common() if _SIZES[0] <= size <= _SIZES[1]]
    return kept[0][0] if kept else _SIZES[1]


def indented(found: Sequence[BodyPart]) -> list[BodyPart]:
    """Those whose first line has an indent to be judged."""
    return [block for block in found if block.paragraph.format.align in ("both", "left")]


def usual_indent(paper: Paper, found: Sequence[BodyPart]) -> int:
    """How far in most first lines are, in twips, of the two the decree allows; 0 where none is."""
    kept = Counter(near for near in (near_indent(first_line(paper, block)) for block in found) if near)
    return kept.most_common(1)[0][0] if kept else 0


def first_line(paper: Paper, block: BodyPart) -> int:
    """How far in the first line begins, in twips; by a tab too."""
    format_ = block.paragraph.format
    place = format_.left + format_.first
    if block.paragraph.text.startswith("\t") and place < 300:
        return paper.document.default_tab * (block.paragraph.text.index(block.paragraph.text.lstrip("\t")[:1] or "\t"))
    return place


def near_indent(place: int) -> int:
    """The indent of the decree that this is meant for; 0 if none."""
    return next((asked for asked in _INDENTS if abs(place - asked) <= 6), 0)


def text_looks(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6n: 13 - 14, one size, upright, justified."""
    found = set_blocks(paper)
    usual = usual_size(found)
    for block in found:
        line, format_ = block.whole, block.paragraph.format
        odd = [size for size in line.sizes if not _SIZES[0] <= size <= _SIZES[1]]
        if odd:
            yield Breach(block.paragraph, f"lời văn cỡ chữ {', '.join(map(pt, odd))}", "đặt cỡ chữ 13 - 14.")
        elif any(size != usual for size in line.sizes):
            what = f"cỡ chữ {', '.join(map(pt, line.sizes))}, phần lớn lời văn cỡ {pt(usual)}"
            yield Breach(block.paragraph, what, "dùng một cỡ chữ trong cả văn bản.")
        ragged = format_.align != "both" and not block.paragraph.label
        if ragged and line.width_mm > paper.room_mm(block.paragraph) - mm(format_.left):  # a single line has no edge
            yield Breach(block.paragraph, "lời văn không canh đều hai lề", "canh đều (Justify).")
        if block.role == "loi_van" and line.every("italic") and len(block.text) > 80:
            noted = block.text.startswith(("(", "*", "Ghi chú"))
            yield Breach(block.paragraph, "lời văn in nghiêng", "đặt kiểu chữ đứng.", unsure=noted)
        if len(block.text) > 80 and block.text.isupper() and block.role == "loi_van":
            yield Breach(block.paragraph, "lời văn in hoa toàn bộ", "viết chữ in thường.", unsure=True)


def indent(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6o: the first line goes in by 1 or 1.27 cm, everywhere the same."""
    found = indented(set_blocks(paper))
    usual = usual_indent(paper, found)
    for block in found:
        place = first_line(paper, block)
        if not block.paragraph.format.sure:
            continue
        if not near_indent(place):
            short = block.role == "loi_van" and len(block.text) < 60
            what = f"dòng đầu lùi {written(mm(place))} mm"
            yield Breach(block.paragraph, what, "lùi đầu dòng 1 cm hoặc 1,27 cm.", unsure=short)
        elif near_indent(place) != usual:
            what = f"dòng đầu lùi {written(mm(place))} mm, phần lớn các đoạn lùi {written(mm(usual))} mm"
            yield Breach(block.paragraph, what, "dùng một mức lùi đầu dòng trong cả văn bản.")
        if block.paragraph.text.startswith("  "):
            yield Breach(block.paragraph, "lùi đầu dòng bằng dấu cách", "xóa dấu cách, đặt thụt đầu dòng.")


def gap(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6p: at least 6 pt between paragraphs."""
    kept = {id(block.paragraph) for block in set_blocks(paper) if block.role != "dieu"}
    for one, other in pairwise(paper.blocks):
        if id(one.paragraph) not in kept or id(other.paragraph) not in kept or not _neighbours(one, other):
            continue
        before, after = one.paragraph.format, other.paragraph.format
        same = before.style == after.style
        room = (0 if before.contextual and same else before.after) + (0 if after.contextual and same else after.before)
        if room < 119 and before.sure and after.sure:
            yield Breach(
                other.paragraph, f"cách đoạn trước {room / 20:g} pt".replace(".", ","), "đặt cách đoạn từ 6 pt."
            )


def _neighbours(one: BodyPart, other: BodyPart) -> bool:
    return other.paragraph.number == one.paragraph.number + 1


def line_spacing(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.6q: from single to one and a half lines."""
    for block in set_blocks(paper):
        format_ = block.paragraph.format
        size = block.whole.sizes[-1:] or [28]
        lines = format_.line / 240 if format_.line_rule == "auto" else format_.line / 20 / (1.15 * size[0] / 2)
        too_low = lines < 0.97 and format_.line_rule != "atLeast"
        if format_.sure and (too_low or lines > 1.52):
            what = f"giãn dòng {lines:.2f} dòng".replace(".", ",")
            yield Breach(block.paragraph, what, "đặt giãn dòng từ 1 đến 1,5 dòng.")
