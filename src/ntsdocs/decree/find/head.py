"""Find the head: Quốc hiệu, Tiêu ngữ, the names, number, date, «V/v» (ô 1 to 4, 5b), and the lines drawn under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.paper import STROKES, Paper, Stroke, column_of, present
from ntsdocs.decree.findings import is_centred
from ntsdocs.docx import font_widths, lines
from ntsdocs.docx.document import Paragraph, TableCell, WordDocument, mm
from ntsdocs.docx.lines import Line

_OPENS_NAME = re.compile(
    r"(?:SỞ|BAN|BỘ|CỤC|[UỦ][ỶY] BAN|UBND|HĐND|HỘI|CÔNG (?:AN|TY|ĐOÀN)|VĂN PHÒNG|CHI CỤC|TRƯỜNG|TRUNG TÂM|BÁO|ĐÀI"
    r"|PHÒNG(?!,| CHỐNG)|THANH TRA|NGÂN HÀNG|BỆNH VIỆN|VIỆN|HỌC VIỆN|ĐẠI HỌC|TỔNG (?:CỤC|CÔNG TY)|CHỦ TỊCH|TỔ|ĐOÀN"
    r"|T[ÒO][ÀA] ÁN|KHO BẠC|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|QUÂN KHU|TRẠM|HẠT|BẢO HIỂM"
    r"|(?:TỈNH|THÀNH|XÃ|PHƯỜNG) (?:ĐOÀN|[UỦ][ỶY]))\b"
)
_BEGUN = re.compile(  # what is no whole name: its line was broken here
    r"(?:PHÓ )?CHỦ TỊCH|BAN CHỈ HUY|BAN CHỈ ĐẠO|BAN QUẢN LÝ|BAN THƯỜNG TRỰC|THƯỜNG TRỰC|HỘI ĐỒNG|TỔ CÔNG TÁC"
    r"|TỔ GIÚP VIỆC|VĂN PHÒNG|CƠ QUAN THƯỜNG TRỰC|VĂN PHÒNG THƯỜNG TRỰC|ĐOÀN KIỂM TRA|TRƯỜNG|TRUNG TÂM|CÔNG TY"
    r"|TỔNG CÔNG TY|CHI CỤC|[UỦ][ỶY] BAN(?: NHÂN DÂN)?|SỞ|BAN|BỘ|CỤC|TỔ"
)
_PLACE = re.compile(r"(?:XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN)\b")  # «XUÂN / TRƯỜNG - ĐÀ LẠT»: a place's name may run on
_CONTINUES = re.compile(r"(?:TỈNH|THÀNH|XÃ|PHƯỜNG|HUYỆN|QUẬN|THỊ|VÀ|CÁC|KHU|CỦA)(?!\S| (?:ĐOÀN|[UỦ][ỶY])\b)")
_HEAD = 80  # lines within which the head must begin
_SO = re.compile(r"(?:Số|SỐ|số|So|SO)(?=\s*[:./]|\s+\d|\s*$)\s*[:.]?")
_DATE = re.compile(
    r"\bng[àa]y\b.{0,80}\bth[áa]ng\b.{0,80}\bn[ăa]m\b|^[^\d:;(]{2,40},\s?ng[àa]y\s?\d\d?([/.-])\d\d?\1\d{4}\.?$",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(r"\(|kèm theo|căn cứ", re.IGNORECASE)  # the day of another paper
_NEAR = 12  # lines between the others and the date, where a subject in many lines stands beside it
_VE_VIEC = re.compile(r"(?:V/v|V/V|v/v|v/V|V\.v|Vv)\b", re.IGNORECASE)


def first_lines(document: WordDocument) -> list[Line]:
    """The lines within which the head must begin."""
    opening: list[Line] = []
    for paragraph in document.paragraphs[:160]:
        opening += lines.of(paragraph)
        if len(opening) > _HEAD:
            break
    return opening


def find_head(paper: Paper, opening: list[Line]) -> None:
    """Finds the head among the first lines."""
    for at, line in enumerate(opening):
        folded = fold(line.text) if len(line.text) < 60 and line.text[0] in "CĐcđ" else ""
        if paper.quoc_hieu is None and folded.startswith("cong hoa x"):
            paper.quoc_hieu = line
        elif paper.tieu_ngu is None and folded.startswith("doc lap") and "hanh phuc" in folded:
            paper.tieu_ngu = line
        elif paper.so is None and _SO.match(line.text) and ("/" in line.text or _beside_date(opening, at)):
            paper.so = line
        elif paper.date is None and paper.quoc_hieu is not None and _DATE.search(line.text[:120]):
            near = at <= max(map(opening.index, present(paper.quoc_hieu, paper.tieu_ngu, paper.so))) + _NEAR
            if near and len(line.text) < 120 and not _SO.match(line.text) and not _OTHER_DATE.match(line.text):
                paper.date = line
        elif not paper.ve_viec and _VE_VIEC.match(line.text) and at < 40:
            paper.ve_viec = [line]
    if paper.ve_viec:
        _more_of(paper.ve_viec, opening, paper)
    parts = present(paper.quoc_hieu, paper.tieu_ngu, paper.so, paper.date)
    paper.head = opening[: max(map(opening.index, parts), default=-1) + 1]
    if paper.quoc_hieu is not None or paper.so is not None:
        _find_names(paper)


def _beside_date(opening: Sequence[Line], at: int) -> bool:
    return any(_DATE.search(line.text) for line in opening[max(0, at - 2) : at + 3])


def _more_of(ve_viec: list[Line], opening: list[Line], paper: Paper) -> None:
    """A subject may run over several lines of its cell."""
    at = opening.index(ve_viec[0])
    for line in opening[at + 1 :]:
        same = line.paragraph.cell is not None and line.paragraph.cell is ve_viec[0].paragraph.cell
        if (not same and line.paragraph is not ve_viec[0].paragraph) or line is paper.date:
            break
        ve_viec.append(line)


def _find_names(paper: Paper) -> None:
    anchor, others = paper.quoc_hieu or paper.so, {id(each) for each in (paper.quoc_hieu, paper.tieu_ngu, paper.so)}
    if anchor is None:
        return
    away = column_of(anchor) if anchor is paper.quoc_hieu else None
    left: list[Line] = []
    for line in paper.head:
        if id(line) in others or line is paper.date or line in paper.ve_viec or STROKES.fullmatch(line.text):
            continue
        if paper.so is not None and line.paragraph is paper.so.paragraph:
            continue
        apart = away is None or column_of(line) != away or anchor.paragraph.cell is None
        named = line.as_printed.isupper() or (line.paragraph.cell is not None and line.every("bold"))
        if apart and named and not is_stamp(line):
            left.append(line)
    groups: list[list[Line]] = []
    alike = all(line.every("bold") for line in left) or not any(line.some("bold") for line in left)
    for line in left:
        if not groups or (_OPENS_NAME.match(line.as_printed.upper()) and not _goes_on(groups[-1], alike=alike)):
            groups.append([line])
        else:
            groups[-1].append(line)
    split = next((k for k, line in enumerate(left) if line.every("bold")), 0)
    trusted = (
        0 < split < len(left)
        and not any(line.some("bold") for line in left[:split])
        and all(line.every("bold") for line in left[split:])
        and not _CONTINUES.match(left[split].as_printed)
    )
    if trusted:
        paper.parents, paper.names = left[:split], left[split:]
    elif groups:
        paper.names = groups[-1]
        paper.parents = [line for group in groups[:-1] for line in group]


def _goes_on(group: Sequence[Line], *, alike: bool) -> bool:
    """Whether a name cannot end with these lines; `alike` where no bold tells one name from the other."""
    if alike and _BEGUN.fullmatch(" ".join(line.spaced for line in group).upper()):
        return True
    if alike and _PLACE.match(group[-1].as_printed.upper()):
        return True
    text = group[-1].as_printed
    return text.rstrip().endswith((",", " VÀ", " CỦA", "-")) or text.split()[-1:] == ["VÀ"]


_FRAMED = frozenset(
    "MẬT;TỐI MẬT;TUYỆT MẬT;KHẨN;THƯỢNG KHẨN;HỎA TỐC;HOẢ TỐC;HỎA TỐC HẸN GIỜ;DỰ THẢO;LƯU HÀNH NỘI BỘ;"
    "XEM XONG TRẢ LẠI".split(";")
)


def is_stamp(line: Line) -> bool:
    """Whether the line is a stamp: urgency, secrecy, «DỰ THẢO»."""
    return line.spaced.upper().strip("() ") in _FRAMED


# --- lines under the components --------------------------------------------------------------------------------------

# How long a component's line is, as a part of its words.
WHOLE, THIRD_TO_HALF = (0.88, 1.12), (0.31, 0.52)


def find_strokes(paper: Paper) -> None:
    """Finds the three lines: those as long as they should be first, under their words before elsewhere in the head."""
    owners = (
        ("tieu_ngu_stroke", present(paper.tieu_ngu), WHOLE),
        ("name_stroke", paper.names, THIRD_TO_HALF),
        ("trich_yeu_stroke", paper.trich_yeu, THIRD_TO_HALF),
    )
    taken: set[tuple[int, int]] = set()
    last = max((paper.index(above[-1].paragraph) for _, above, _ in owners if above), default=-1)
    anywhere = [stroke for each in paper.paragraphs[: last + 4] for stroke in _shapes(each)]
    for fits, elsewhere in ((True, False), (True, True), (False, False), (False, True)):
        for name, above, part in owners:
            if not above or getattr(paper, name) is not None:
                continue
            drawn = anywhere if elsewhere else strokes_below(paper, above[-1].paragraph, own=True)
            free = (each for each in drawn if (id(each.paragraph), each.order) not in taken)
            stroke = next((each for each in free if not fits or is_part(paper, above, each, part)), None)
            if stroke is not None:
                taken.add((id(stroke.paragraph), stroke.order))
                # One that hangs elsewhere may be this one or none: its length is not held against it.
                setattr(paper, name, replace(stroke, length=0.0) if elsewhere and not fits else stroke)


def is_part(paper: Paper, above: Sequence[Line], stroke: Stroke, part: tuple[float, float]) -> bool:
    """Whether a line is so long a part of the words above it, of their last printed line or their longest."""
    return any(part[0] <= stroke.length / max(1.0, width) <= part[1] for width in widths_above(paper, above, part))


def widths_above(paper: Paper, above: Sequence[Line], part: tuple[float, float]) -> list[float]:
    """The widths in mm against which the line below may be measured."""
    if part == WHOLE:
        return [above[-1].width_mm]
    widths = [*printed_widths(paper, above[-1])]
    if len(above) > 1:
        room = paper.free_mm(above[-1].paragraph) + 1
        widths += sorted(line.width_mm for line in above if line.width_mm < room)[-1:]
    return widths


def strokes_below(paper: Paper, paragraph: Paragraph, *, own: bool) -> Iterator[Stroke]:
    """The lines under a paragraph: its own border, shapes that hang on it, what the next ones in its column draw."""
    cell, at = paragraph.cell, paper.index(paragraph)
    for step, each in enumerate(paper.paragraphs[at : at + (4 if cell is None else 60)]):
        if each.cell is not cell and not (cell is not None and each.cell is not None and _is_below(each.cell, cell)):
            if cell is None:
                return
            continue
        yield from _drawn_at(paper, each, first=step == 0, own=own)
        if step and each.text.strip() and not STROKES.fullmatch(each.text.strip()):
            return


def _is_below(one: TableCell, other: TableCell) -> bool:
    overlaps = one.start < other.start + other.whole and other.start < one.start + one.whole
    return one.table is other.table and one.row > other.row and overlaps


def _shapes(each: Paragraph) -> list[Stroke]:
    return [Stroke(length, "hình vẽ", each, order=order) for order, length in enumerate(each.strokes)]


def _drawn_at(paper: Paper, each: Paragraph, *, first: bool, own: bool) -> Iterator[Stroke]:
    """The lines this paragraph draws; its own border counts for the text above only if it bears none."""
    yield from _shapes(each)
    text, format_ = each.text.strip(), each.format
    for order, line in enumerate(lines.of(each), start=len(each.strokes)):
        if STROKES.fullmatch(line.text):
            yield Stroke(line.width_mm, "dãy ký tự", each, not is_centred(each), order)
    blanks = [(t, look.size / 2) for t, look in each.runs if look.underline] if not text else []
    if any(len(t) > 2 or "\t" in t for t, _ in blanks):  # where a tab ends is not known
        length = 0.0 if any("\t" in t for t, _ in blanks) else sum(font_widths.width_mm(*blank) for blank in blanks)
        yield Stroke(length, "dãy ký tự", each, order=-3)
    below = format_.ruled_below and not format_.ruled_above and (own or not first)
    if below or (format_.ruled_above and not first and not text):
        yield Stroke(paper.free_mm(each), "viền đoạn", each, abs(format_.left - format_.right) > 40, -1)
    if each.cell is not None and not each.cell.table.bordered and own:
        sides = {"bottom"} if first else {"top", "bottom"}
        if each.cell.rules & sides and (first or not text or "top" in each.cell.rules):
            yield Stroke(mm(each.cell.whole), "viền ô", each, order=-2)


def printed_widths(paper: Paper, line: Line) -> tuple[float, float]:
    """How wide, in mm, the last and the longest of the lines print into which Word breaks this one."""
    room = max(20.0, paper.free_mm(line.paragraph))  # a column has at least so much
    size, bold = (line.sizes[-1] / 2 if line.sizes else 13), line.every("bold")
    broken = font_widths.wrap(line.as_printed, size, room, bold) or [line.as_printed]
    last, longest = (font_widths.width_mm(words, size, bold) for words in (broken[-1], max(broken, key=len)))
    return last, longest
