"""The page: paper, margins, sizes that move together, page numbers (PL I, Phần I, Mục I)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.decree import values
from ntsdocs.decree.find.height import pages
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach, in_mm, is_centred, pt
from ntsdocs.docx.document import PageSection, Paragraph, WordDocument, mm
from ntsdocs.docx.lines import Line

# ND30-I-1.3: side, its name, the least and the most in mm.
MARGINS = (("top", "trên", 20, 25), ("bottom", "dưới", 20, 25), ("left", "trái", 30, 35), ("right", "phải", 15, 20))
SETS = ((26, 28, 28), (24, 26, 26))  # ND30-I-1.5: Quốc hiệu, Tiêu ngữ, date in half-points
ARABIC = ("decimal", "numberInDash")
_ONE_PAGE, _PERHAPS_TWO = 1.05, 1.3  # pages as they are worked out, a little more or less than are printed
_SIGNED_BY_TWO = ("bien_ban", "ban_ghi_nho", "ban_thoa_thuan")
_SEVERAL = re.compile(r"(?:CHỦ T[ỌO][ẠA]|CHỦ TRÌ|THƯ KÝ|(?:TM\. )?ĐẠI DIỆN)\b")
_UNTITLED = ("giay_gioi_thieu", "giay_nghi_phep")  # Mẫu 1.8 and 1.10 print no trích yếu


def places(document: WordDocument) -> list[tuple[str, PageSection]]:
    """The sections with what people call them."""
    many = len(document.sections) > 1
    return [(f"phần {at}" if many else "trang", section) for at, section in enumerate(document.sections, start=1)]


def is_within(length: int, least: int, most: int) -> bool:
    """Whether a length in twips is from `least` to `most` mm, however it was rounded."""
    return values.twips(least) - 2 <= abs(length) <= values.twips(most) + 2


def paper_size(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.1: A4."""
    for place, section in places(paper.document):
        if not section.sized:  # the program that prints it takes what it likes: Word takes American paper
            yield Breach(place, "tệp không ghi khổ giấy", "chọn khổ giấy A4 (210 × 297 mm).", unsure=True)
        sides = sorted((section.width, section.height))
        if any(abs(side - right) > 20 for side, right in zip(sides, values.A4, strict=True)):
            size = f"{in_mm(mm(section.width))} × {in_mm(mm(section.height))} mm"
            yield Breach(place, f"khổ giấy {size}", "chọn khổ giấy A4 (210 × 297 mm).")


def orientation(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.2: portrait, unless a table asks for more room."""
    for at, (place, section) in enumerate(places(paper.document)):
        landscape = section.width > section.height
        if landscape and not any(each.cell is not None for each in paper.paragraphs if each.section == at):
            yield Breach(place, "trang nằm ngang mà không có bảng", "đặt trang theo chiều dọc.")


def margins(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.3: the four margins, no gutter."""
    for place, section in places(paper.document):
        if not section.margins:
            remedy = "đặt lề trên, dưới 20 - 25 mm, trái 30 - 35 mm, phải 15 - 20 mm."
            yield Breach(place, "tệp không ghi lề trang", remedy, unsure=True)
        for side, word, least, most in wrong_margins(section):
            what = f"lề {word} {in_mm(mm(section.margins[side]))} mm"
            yield Breach(place, what, f"đặt lề {word} từ {least} đến {most} mm.")
        if section.margins.get("gutter"):
            what = f"lề đóng gáy {in_mm(mm(section.margins['gutter']))} mm"
            yield Breach(place, what, "đặt lề đóng gáy (Gutter) bằng 0.")


def wrong_margins(section: PageSection) -> list[tuple[str, str, int, int]]:
    """The rows of `MARGINS` a section breaks; a page that was turned in Word has had its margins turned with it."""
    turned = [(side, word, *MARGINS[at][2:]) for (side, word, *_), at in zip(MARGINS, (2, 3, 1, 0), strict=True)]
    upright, on_its_side = (
        [row for row in rows if row[0] in section.margins and not is_within(section.margins[row[0]], *row[2:])]
        for rows in (MARGINS, turned)
    )
    return upright if on_its_side or section.width <= section.height else []


def sizes_together(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.5: Quốc hiệu, Tiêu ngữ, date are 13, 14, 14 or 12, 13, 13."""
    together = [paper.quoc_hieu, paper.tieu_ngu, paper.date]
    sizes = [line.sizes[0] for line in together if line is not None and len(line.sizes) == 1]
    if len(sizes) == 3 and tuple(sizes) not in SETS:
        each_in_range = 24 <= sizes[0] <= 26 and all(26 <= size <= 28 for size in sizes[1:])
        if each_in_range and paper.quoc_hieu is not None:
            what = f"cỡ chữ Quốc hiệu {pt(sizes[0])}, Tiêu ngữ {pt(sizes[1])}, địa danh và ngày {pt(sizes[2])}"
            remedy = "chọn bộ cỡ 13 - 14 - 14 hoặc 12 - 13 - 13."
            yield Breach(paper.quoc_hieu.paragraph, what, remedy, custom=True)


def positions(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.6: each component in its ô, in the order of the diagram."""
    head = (paper.quoc_hieu, paper.names[0] if paper.names else None, "tên cơ quan ban hành", "Quốc hiệu")
    end = (paper.authority[0] if paper.authority else None, paper.noi_nhan, "«Nơi nhận»", "chức vụ người ký")
    dates = (paper.date, paper.so, "số, ký hiệu", "địa danh, ngày tháng")
    for right, left, left_name, right_name in (head, dates, end):
        if right is not None and left is not None and _swapped(left, right):
            yield Breach(left.paragraph, f"{left_name} ở bên phải {right_name}", f"đặt {left_name} ở cột trái.")
    if paper.title is not None and paper.title.paragraph.cell is not None and paper.quoc_hieu is not None:
        cell = paper.quoc_hieu.paragraph.cell
        if cell is not None and paper.title.paragraph.cell.table is cell.table and len(cell.table.columns) > 1:
            inside = paper.title.paragraph.cell.whole < cell.table.columns[0] + 10
            if inside:
                yield Breach(paper.title.paragraph, "tên loại nằm trong bảng tiêu đề", "đặt tên loại ở giữa trang.")
    if not paper.template and not paper.outline:
        yield from _missing(paper)


def _swapped(left: Line, right: Line) -> bool:
    one, other = left.paragraph.cell, right.paragraph.cell
    if one is not None and other is not None and one.table is other.table:
        return one.column > other.column
    return left.paragraph is right.paragraph and left.column > right.column


def _missing(paper: Paper) -> Iterator[Breach]:
    """What no administrative paper does without (Điều 8)."""
    parts = (
        (paper.quoc_hieu, "Quốc hiệu"),
        (paper.tieu_ngu, "Tiêu ngữ"),
        (paper.names, "tên cơ quan ban hành"),
        (paper.so, "số, ký hiệu"),
        (paper.date, "địa danh và ngày, tháng, năm ban hành"),
        (paper.authority or _signed_by_several(paper), "chức vụ người ký"),
        (paper.trich_yeu if paper.title is not None and paper.kind not in _UNTITLED else True, "trích yếu nội dung"),
        (paper.ve_viec if paper.kind == "cong_van" else True, "trích yếu «V/v» dưới số, ký hiệu"),
    )
    for part, words in parts:
        if not part:
            # A name or a subject may stand where no machine knows it; some types are signed by two.
            unsure = words.startswith("t") or (words.startswith("chức vụ") and paper.kind in _SIGNED_BY_TWO)
            yield Breach("toàn văn bản", f"không thấy {words}", f"bổ sung {words} đúng vị trí.", unsure)
    if paper.noi_nhan is None:
        minor = paper.kind.startswith(("giay", "phieu", "ban_", "bien_ban", "thu_", "cong_dien")) or not paper.kind
        yield Breach("toàn văn bản", "không thấy «Nơi nhận»", "bổ sung «Nơi nhận» ở cuối, bên trái.", unsure=minor)


def _signed_by_several(paper: Paper) -> bool:
    """Whether minutes or an agreement end with the words over the signatures of those who met or agreed."""
    return paper.kind in _SIGNED_BY_TWO and any(_SEVERAL.match(line.as_printed) for line in paper.lines(-60))


def page_number(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.7a: Arabic, 13 or 14, upright, in the middle of the top margin."""
    seen: set[int] = set()
    for at, (place, section) in enumerate(places(paper.document)):
        if section.number_format not in ARABIC:
            yield Breach(place, f"số trang kiểu «{section.number_format}»", "đánh số trang bằng chữ số Ả Rập.")
        if at == 0 and section.start not in (None, 1, 0):
            yield Breach(place, f"số trang bắt đầu từ {section.start}", "bắt đầu từ 1.")
        default = section.headers.get("default", [])
        numbers = [each for each in default if each.page is not None]
        if not numbers and id(default) not in seen and not paper.template:
            # The first page shows no number, and other editors write no header for a section of one page.
            what, filled = "không có số trang ở đầu trang", pages(paper, at)
            alone = filled <= _ONE_PAGE and at == 0
            unsure = filled <= _PERHAPS_TWO and not alone
            yield Breach(f"{place}, đầu trang", what, "chèn số trang ở giữa lề trên.", unsure, custom=alone)
        even = section.headers.get("even", []) if paper.document.even_and_odd else numbers
        if numbers and all(each.page is None for each in even) and (paper.template or pages(paper, at) > _ONE_PAGE):
            remedy = "bỏ chọn «Different Odd & Even Pages», hoặc chèn số trang ở giữa lề trên của trang chẵn."
            yield Breach(f"{place}, đầu trang chẵn", "trang chẵn không có số trang", remedy)
        for each in numbers if id(default) not in seen else ():
            yield from _number_looks(each)
        seen.add(id(default))
        for each in (each for group in paper.document.printed(section, section.footers).values() for each in group):
            if each.page is not None and id(each) not in seen:
                seen.add(id(each))
                yield Breach(each, "số trang ở chân trang", "đưa số trang lên giữa lề trên của trang.")


def _number_looks(each: Paragraph) -> Iterator[Breach]:
    look = each.page
    if look is None:
        return
    if not is_centred(each):
        yield Breach(each, "số trang không canh giữa", "canh giữa số trang.")
    if not 26 <= look.size <= 28:
        yield Breach(each, f"số trang cỡ chữ {pt(look.size)}", "đặt cỡ chữ 13 - 14.")
    if look.italic or look.bold:
        yield Breach(each, f"số trang {'nghiêng' if look.italic else 'đậm'}", "đặt kiểu chữ đứng, không đậm.")


def first_page(paper: Paper) -> Iterator[Breach]:
    """ND30-I-1.7b: no number on the first page."""
    section = paper.document.sections[0]
    which = "first" if section.title_page else "default"
    for edge, place in ((section.headers, "đầu trang"), (section.footers, "chân trang")):
        if any(each.page is not None for each in edge.get(which, [])):
            remedy = f"chọn «Different First Page» và để trống {place}."
            yield Breach(f"trang đầu, {place}", "trang đầu có số trang", remedy)


def in_boxes(paper: Paper) -> Iterator[Breach]:
    """GEO-13: a component in a text box moves when the text moves."""
    for line in (paper.quoc_hieu, paper.so, paper.date, paper.noi_nhan, *paper.authority[:1]):
        if line is not None and line.paragraph.boxed:
            yield Breach(line.paragraph, "thành phần nằm trong khung chữ", "đặt vào bảng hai cột không viền.")
