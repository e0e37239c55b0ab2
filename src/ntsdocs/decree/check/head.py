"""The head of the first page: ô 1 to 4 (PL I, Phần I, Mục II, khoản 1 to 4)."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ntsdocs.decree import values
from ntsdocs.decree.find.head import THIRD_TO_HALF, WHOLE, is_part, widths_above
from ntsdocs.decree.find.height import height
from ntsdocs.decree.find.paper import Paper, Stroke, present
from ntsdocs.decree.findings import Breach, RequiredFormat, at, format_breaches, in_mm
from ntsdocs.docx.document import Paragraph, mm
from ntsdocs.docx.lines import Line
from ntsdocs.plan import regimes
from ntsdocs.text import vn

_QUOC_HIEU = RequiredFormat("Quốc hiệu", 24, 26, bold=True, italic=False, upper=True, centred=True)
_TIEU_NGU = RequiredFormat("Tiêu ngữ", 26, 28, bold=True, italic=False, upper=False, centred=True)
_PARENT = RequiredFormat("tên cơ quan chủ quản", 24, 26, bold=False, italic=False, upper=True, centred=True)
_NAME = RequiredFormat("tên cơ quan ban hành", 24, 26, bold=True, italic=False, upper=True, centred=True)
_SO = RequiredFormat("số, ký hiệu", 26, 26, bold=False, italic=False, centred=True)
_HALF_A_LINE = 8.0  # points
_DATE = RequiredFormat("địa danh và ngày", 26, 28, bold=None, italic=True, upper=False, centred=True)
_SUPERIOR = re.compile(r"(?:UBND|ỦY BAN NHÂN DÂN|HĐND|HỘI ĐỒNG NHÂN DÂN|SỞ|BỘ|CÔNG AN|CHÍNH PHỦ|TỔNG CỤC|CỤC) \S")
SINGLE = (230, 252)  # twips: single spacing, or a little less or more


def quoc_hieu(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.1a."""
    for line in present(paper.quoc_hieu):
        yield from format_breaches(line, _QUOC_HIEU)
        if vn.tone_fold(line.spaced.upper()) != values.QUOC_HIEU:
            yield at(line, f"Quốc hiệu viết «{line.spaced}»", f"viết «{values.QUOC_HIEU}».")


def tieu_ngu(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.1b."""
    for line in present(paper.tieu_ngu):
        yield from format_breaches(line, _TIEU_NGU)
        if vn.tone_fold(line.as_printed.strip()) != values.TIEU_NGU:
            what = f"Tiêu ngữ viết «{line.as_printed.strip()}»"
            yield at(line, what, f"viết «{values.TIEU_NGU}», gạch nối có cách chữ.")


def tieu_ngu_stroke(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.1c: as long as the words."""
    for line in present(paper.tieu_ngu) if not paper.template else ():
        stroke = paper.tieu_ngu_stroke
        if stroke is None:
            underlined = "; gạch chân chữ không phải là đường kẻ" if line.every("underline") else ""
            what, unsure = f"không thấy đường kẻ dưới Tiêu ngữ{underlined}", line.paragraph.cell is None
            yield at(line, what, "kẻ một đường dài bằng dòng Tiêu ngữ.", unsure=unsure)
        elif stroke.length and not is_part(paper, [line], stroke, WHOLE) and stroke.paragraph.format.sure:
            what = f"đường kẻ dưới Tiêu ngữ dài {in_mm(stroke.length)} mm, dòng chữ dài {in_mm(line.width_mm)} mm"
            yield Breach(stroke.paragraph, what, "kẻ dài bằng dòng chữ Tiêu ngữ.")


def motto_spacing(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.1d: single spacing."""
    if paper.quoc_hieu is None or paper.tieu_ngu is None:
        return
    yield from _single(paper.quoc_hieu, "Quốc hiệu")
    yield from _single(paper.tieu_ngu, "Tiêu ngữ")
    between = paper.between(paper.quoc_hieu, paper.tieu_ngu)
    if any(each.cell is paper.quoc_hieu.paragraph.cell and not each.text.strip() for each in between):
        yield at(paper.tieu_ngu, "có đoạn trống giữa Quốc hiệu và Tiêu ngữ", "xóa đoạn trống.")


def _single(line: Line, name: str) -> Iterator[Breach]:
    format_ = line.paragraph.format
    if format_.line_rule == "auto" and format_.sure and not SINGLE[0] <= format_.line <= SINGLE[1]:
        lines = f"{format_.line / 240:.2g}".replace(".", ",")
        yield at(line, f"{name} giãn dòng {lines}", "đặt giãn dòng đơn (Single).")
    if format_.before > 240 or (format_.after > 240 and name != "Tiêu ngữ"):
        gap = f"{max(format_.before, format_.after) / 20:g}"
        yield at(line, f"{name} cách đoạn {gap} pt", "bỏ khoảng cách đoạn.", unsure=True)


def issuing_name(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.2a: capitals, 12 - 13, upright, bold, in the middle."""
    for line in paper.names:
        yield from format_breaches(line, _NAME)


def parent_name(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.2b: as the issuing name, but not bold."""
    bold = all(line.every("bold") for line in (*paper.parents, *paper.names))
    above = vn.tone_fold(" ".join(line.spaced for line in paper.parents).upper())
    # Where all is bold, what looks like the parent may be the first line of the name.
    unsure = bold and _SUPERIOR.match(above) is None
    for line in paper.parents:
        for each in format_breaches(line, _PARENT):
            yield replace(each, unsure=True) if unsure else each


def name_stroke(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.2c: a third to a half of the words, in the middle."""
    if paper.names and not paper.template:
        yield from third_to_half(paper, paper.names, paper.name_stroke, "tên cơ quan ban hành")


def third_to_half(paper: Paper, above: list[Line], stroke: Stroke | None, name: str) -> Iterator[Breach]:
    """Where the line under a component is missing, too short, too long or not in the middle."""
    last = above[-1]
    if stroke is None:
        unsure = last.paragraph.cell is None and last.paragraph.format.align != "center"
        yield at(last, f"không thấy đường kẻ dưới {name}", "kẻ một đường dài 1/3 đến 1/2 dòng chữ.", unsure=unsure)
        return
    if stroke.length and not is_part(paper, above, stroke, THIRD_TO_HALF) and stroke.paragraph.format.sure:
        words = widths_above(paper, above, THIRD_TO_HALF)[0]
        what = f"đường kẻ dưới {name} dài {in_mm(stroke.length)} mm, dòng chữ dài {in_mm(words)} mm"
        yield Breach(stroke.paragraph, what, "kẻ dài từ 1/3 đến 1/2 dòng chữ.")
    if stroke.lopsided and stroke.paragraph.format.sure:
        yield Breach(stroke.paragraph, f"đường kẻ dưới {name} lệch, không cân đối", "đặt đường kẻ vào giữa dòng chữ.")


def name_spacing(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.2d: the two names are single spaced."""
    lines = [*paper.parents, *paper.names]
    for line in lines:
        yield from _single(line, "tên cơ quan")
    for one, other in pairwise(lines):
        between = paper.between(one, other)
        if any(each.cell is one.paragraph.cell and not each.text.strip() and not each.strokes for each in between):
            yield at(other, "có đoạn trống giữa hai dòng tên cơ quan", "xóa đoạn trống.")


def so_format(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.3e: 13, upright, not bold; no blanks around the slash and the hyphens."""
    for line in present(paper.so):
        yield from format_breaches(line, _SO)
        if not re.match(r"Số: ?", line.text):
            yield at(line, f"viết «{line.text[:6].strip()}»", "viết «Số:» (chữ in thường, có dấu hai chấm).")
        symbol = line.text.partition("/")[2]
        if re.search(r"\s[-–/]|[-–/]\s", symbol.strip()) or re.search(r"\d\s+/", line.text):
            yield at(line, "có khoảng trắng quanh dấu «/» hoặc «-» của ký hiệu", "viết liền, ví dụ «12/KH-UBND».")
        if re.search("[–—−]", symbol):
            yield at(line, "dùng gạch ngang dài trong ký hiệu", "dùng dấu gạch nối «-».")


def date_format(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.4d: italic, 13 - 14, on the line of the number, under the Tiêu ngữ."""
    for line in present(paper.date):
        yield from format_breaches(line, _DATE)
        if line.every("bold"):
            yield at(line, "địa danh và ngày in đậm", "bỏ chữ đậm.", unsure=True)
        if not re.search("ngày", line.text, re.IGNORECASE):
            yield at(line, "địa danh và ngày gõ không dấu", "gõ đủ dấu tiếng Việt.")
        place = line.text.partition("ngày")[0]
        if not place.strip():
            yield at(line, "thiếu địa danh trước ngày, tháng, năm", "ghi địa danh và dấu phẩy trước «ngày».")
        elif "," not in place:
            yield at(line, "thiếu dấu phẩy sau địa danh", "ghi dấu phẩy sau địa danh.")
        elif place.strip()[0].islower():
            yield at(line, f"địa danh viết «{place.strip(' ,')}»", "viết hoa chữ cái đầu của địa danh.")
        yield from _beside_number(paper, line)


def _beside_number(paper: Paper, date: Line) -> Iterator[Breach]:
    """Where the date does not stand on the line of the number."""
    so = paper.so
    one, other = so.paragraph.cell if so is not None else None, date.paragraph.cell
    if so is None or one is None or other is None or one.table is not other.table:
        return
    if one.row != other.row:
        yield at(date, "ngày, tháng không cùng hàng với số, ký hiệu", "đặt hai ô ở cùng một hàng của bảng.")
    elif _is_wrapped_above(paper, so) and _above(paper, so.paragraph) - _above(paper, date.paragraph) > _HALF_A_LINE:
        what = "số, ký hiệu đứng thấp hơn địa danh và ngày vì tên cơ quan xuống dòng"
        yield at(date, what, "tách bảng thành hai hàng, hoặc nới cột trái.", unsure=True)


def date_form(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.4c: «ngày 05 tháng 3 năm 2026», «tháng 02»."""
    for line in present(paper.date) if not paper.template else ():
        match = re.search(r"ngày\s*([\d….]*)\s*tháng\s*([\d….]*)\s*năm\s*([\d….]*)", line.text)
        if match is None:
            if re.search(r"\d[/.-]\d", line.text):
                yield at(line, "ngày, tháng, năm ghi tắt", "ghi đủ chữ: «ngày … tháng … năm …».")
            return
        day, month, year = (group.strip("….") for group in match.groups())
        if day and not re.fullmatch(r"0[1-9]|[12]\d|3[01]", day):
            yield at(line, f"ngày ghi «{day}»", "ghi số 0 trước ngày nhỏ hơn 10; ngày từ 01 đến 31.")
        if month and not re.fullmatch(r"01|02|[3-9]|1[0-2]", month):
            yield at(line, f"tháng ghi «{month}»", "ghi số 0 chỉ trước tháng 1 và tháng 2.")
        if re.fullmatch(r"\d\d?", day) and re.fullmatch(r"\d\d?", month):
            longest = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(int(month), 31)
            short = re.fullmatch(r"\d{4}", year) and int(month) == 2 and not isleap(int(year))
            if int(day) > (28 if short else longest) and int(day) <= 31:
                what = f"ngày {day} tháng {month}" + (f" năm {year}" if short else "")
                yield at(line, f"ghi «{what}»", "tháng ấy không có ngày này: ghi đúng ngày ban hành.")
        if year and not re.fullmatch(r"\d{4}", year):
            yield at(line, f"năm ghi «{year}»", "ghi năm đủ bốn chữ số.")


def of_the_party(paper: Paper) -> Iterator[Breach]:
    """REG-3: no Quốc hiệu beside a committee of the Party; a unit under one may have other orders of its own."""
    named = [line for line in paper.head if line.as_printed.isupper() and regimes.is_of_the_party(line.spaced)]
    for line in named[-1:] if paper.quoc_hieu is not None else ():
        remedy = "bỏ Quốc hiệu, trình bày theo thể thức văn bản của Đảng; văn bản của Nhà nước thì bỏ tên của Đảng."
        yield at(line, f"«{line.spaced}» đứng cạnh Quốc hiệu", remedy, unsure=not paper.draft and line in paper.parents)


def header_table(paper: Paper) -> Iterator[Breach]:
    """GEO-1: two columns without visible lines."""
    line = paper.quoc_hieu
    cell = line.paragraph.cell if line is not None else None
    if cell is not None and line is not None:
        if cell.table.bordered:
            yield at(line, "bảng tiêu đề có đường viền", "bỏ đường viền của bảng tiêu đề.")
        if len(cell.table.columns) > 4:
            yield at(line, f"bảng tiêu đề có {len(cell.table.columns)} cột", "dùng bảng hai cột.")


def quoc_hieu_on_one_line(paper: Paper) -> Iterator[Breach]:
    """GEO-2: Quốc hiệu on one line."""
    line = paper.quoc_hieu
    if line is None or line.paragraph.cell is None or not line.paragraph.cell.width:
        return
    room, words = mm(line.paragraph.cell.width), line.width_mm
    if words > room + 1.0:
        what = f"cột rộng {in_mm(room)} mm, Quốc hiệu dài {in_mm(words)} mm nên bị xuống dòng"
        yield at(line, what, "nới rộng cột phải hoặc bỏ lề ô.")


def same_row(paper: Paper) -> Iterator[Breach]:
    """GEO-3: in one row of the table, number and date come first in their cells."""
    so, date = paper.so, paper.date
    if so is None or date is None or so.paragraph.cell is None or date.paragraph.cell is None:
        return
    one, other = so.paragraph.cell, date.paragraph.cell
    if one.table is other.table and one.row == other.row and paper.quoc_hieu is not None:
        shared = paper.quoc_hieu.paragraph.cell is other
        above = [_above(paper, line.paragraph) for line in (so, date)]
        if shared and abs(above[0] - above[1]) > 22:
            yield at(date, "số và ngày không ngang hàng (số dòng phía trên khác nhau)", "tách bảng thành hai hàng.")
        elif not shared and (so.paragraph.number > 1) != (date.paragraph.number > 1):
            yield at(date, "số và ngày không cùng đứng đầu ô", "đưa hai dòng lên đầu ô.")


def _is_wrapped_above(paper: Paper, so: Line) -> bool:
    """Whether a line above the number in its cell goes on in the next one."""
    cell = so.paragraph.cell
    above = (line for line in (*paper.parents, *paper.names) if line.paragraph.cell is cell)
    return any(line.width_mm > paper.free_mm(line.paragraph) for line in above)


def _above(paper: Paper, paragraph: Paragraph) -> float:
    """The height of what stands above a paragraph in its cell, in points."""
    total = 0.0
    for each in paper.paragraphs:
        if each is paragraph:
            return total + each.format.before / 20
        if each.cell is paragraph.cell:
            total += height(paper, each) + (each.format.before + each.format.after) / 20
    return total


def strokes_as_lines(paper: Paper) -> Iterator[Breach]:
    """GEO-6: lines drawn as lines, not as underscores."""
    for stroke, _ in paper.strokes:
        if stroke is not None and stroke.how == "dãy ký tự":
            yield Breach(stroke.paragraph, "đường kẻ bằng dãy ký tự", "kẻ bằng viền dưới của một đoạn trống.")


def strokes_apart(paper: Paper) -> Iterator[Breach]:
    """GEO-7: a border on the text itself is as long as the column, not as the words."""
    for stroke, above in paper.strokes:
        own = stroke is not None and any(line.paragraph is stroke.paragraph for line in above)
        if stroke is not None and stroke.how == "viền đoạn" and own:
            yield Breach(stroke.paragraph, "viền dưới đặt ngay ở đoạn chữ", "đặt viền ở một đoạn trống riêng.")
