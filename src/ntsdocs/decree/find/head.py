"""Find the head: Quốc hiệu, Tiêu ngữ, the names, number, date, «V/v» (ô 1 to 4, 5b), and the lines drawn under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.paper import STROKES, Paper, Stroke, column_of
from ntsdocs.docx import font_widths, lines
from ntsdocs.docx.document import Paragraph, WordDocument
from ntsdocs.docx.lines import Line

_OPENS_NAME = re.compile(
    r"(?:SỞ|BAN|BỘ|CỤC|[UỦ][ỶY] BAN|UBND|HĐND|HỘI|CÔNG (?:AN|TY|ĐOÀN)|VĂN PHÒNG|CHI CỤC|TRƯỜNG|TRUNG TÂM|BÁO|ĐÀI"
    r"|PHÒNG(?!,| CHỐNG)|THANH TRA|NGÂN HÀNG|BỆNH VIỆN|VIỆN|HỌC VIỆN|ĐẠI HỌC|TỔNG (?:CỤC|CÔNG TY)|CHỦ TỊCH|TỔ|ĐOÀN"
    r"|T[ÒO][ÀA] ÁN|KHO BẠC|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|QUÂN KHU|TRẠM|HẠT|BẢO HIỂM)\b"
)
_BEGUN = re.compile(  # what is no whole name: its line was broken here
    r"(?:PHÓ )?CHỦ TỊCH|BAN CHỈ HUY|BAN CHỈ ĐẠO|BAN QUẢN LÝ|BAN THƯỜNG TRỰC|THƯỜNG TRỰC|HỘI ĐỒNG|TỔ CÔNG TÁC"
    r"|TỔ GIÚP VIỆC|VĂN PHÒNG|CƠ QUAN THƯỜNG TRỰC|VĂN PHÒNG THƯỜNG TRỰC|ĐOÀN KIỂM TRA|TRƯỜNG|TRUNG TÂM|CÔNG TY"
    r"|TỔNG CÔNG TY|CHI CỤC|[UỦ][ỶY] BAN(?: NHÂN DÂN)?|SỞ|BAN|BỘ|CỤC|TỔ"
)
_PLACE = re.compile(r"(?:XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN)\b")  # «XUÂN / TRƯỜNG - ĐÀ LẠT»: a place's name may run on
_CONTINUES = frozenset("TỈNH THÀNH XÃ PHƯỜNG HUYỆN QUẬN THỊ VÀ CÁC KHU CỦA".split())
_HEAD = 80  # lines within which the head must begin
_SO = re.compile(r"(?:Số|SỐ|số)(?=\s*[:./]|\s+\d|\s*$)\s*[:.]?")
_DATE = re.compile(r"\bngày\b.{0,80}\btháng\b.{0,80}\bnăm\b", re.IGNORECASE)
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
        elif paper.date is None and len(line.text) < 120 and _DATE.search(line.text) and not _SO.match(line.text):
            if paper.quoc_hieu is not None and (paper.so is None or at < 40):
                paper.date = line
        elif not paper.ve_viec and _VE_VIEC.match(line.text) and at < 40:
            paper.ve_viec = [line]
    if paper.ve_viec:
        _more_of(paper.ve_viec, opening, paper)
    last = max(
        (opening.index(each) for each in (paper.quoc_hieu, paper.tieu_ngu, paper.so, paper.date) if each), default=-1
    )
    paper.head = opening[: last + 1]
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
        and left[split].as_printed.split()[0] not in _CONTINUES
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


def find_strokes(paper: Paper) -> None:
    """Finds the three lines."""
    for line, set_ in ((paper.tieu_ngu, "tieu_ngu_stroke"), (paper.names[-1] if paper.names else None, "name_stroke")):
        if line is not None:
            setattr(paper, set_, stroke_of(paper, line.paragraph, own=True))
    if paper.trich_yeu:
        paper.trich_yeu_stroke = stroke_of(paper, paper.trich_yeu[-1].paragraph, own=True)


def stroke_of(paper: Paper, paragraph: Paragraph, *, own: bool) -> Stroke | None:
    """The line under a paragraph: its own border, a shape that hangs on it, or the next lines of its cell."""
    at = paper.index(paragraph)
    for step, each in enumerate(paper.paragraphs[at : at + 4]):
        if each.cell is not paragraph.cell:
            return None
        stroke = _drawn_at(paper, each, first=step == 0, own=own)
        if stroke is not None or (step and each.text.strip()):
            return stroke
    return None


def _drawn_at(paper: Paper, each: Paragraph, *, first: bool, own: bool) -> Stroke | None:
    """The line this paragraph draws, if any; its own border counts for the text above only if it bears none."""
    if each.strokes:
        return Stroke(each.strokes[0], "hình vẽ", each)
    text, format_ = each.text.strip(), each.format
    if not first and STROKES.fullmatch(text):
        looks = [(t.strip(), look) for t, look in each.runs if t.strip()]
        length = sum(font_widths.width_mm(t, look.size / 2, look.bold, look.italic) for t, look in looks)
        return Stroke(length, "dãy ký tự", each, format_.align != "center")
    below = format_.ruled_below and not format_.ruled_above and (own or not first)
    if below or (format_.ruled_above and not first and not text):
        return Stroke(paper.free_mm(each), "viền đoạn", each, abs(format_.left - format_.right) > 40)
    return None


def printed_widths(paper: Paper, line: Line) -> tuple[float, float]:
    """How wide, in mm, the last and the longest of the lines print into which Word breaks this one."""
    room = max(20.0, paper.free_mm(line.paragraph))  # a column has at least so much
    size, bold = (line.sizes[-1] / 2 if line.sizes else 13), line.every("bold")
    broken = font_widths.wrap(line.as_printed, size, room, bold) or [line.as_printed]
    last, longest = (font_widths.width_mm(words, size, bold) for words in (broken[-1], max(broken, key=len)))
    return last, longest
