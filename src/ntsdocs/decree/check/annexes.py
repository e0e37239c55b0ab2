"""Annexes, stamps and the other components (PL I, Phần I, Mục III)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.paper import Annex, Paper
from ntsdocs.decree.findings import Breach, RequiredFormat, at, format_breaches, sizes
from ntsdocs.docx.lines import Line
from ntsdocs.text import vn

_HEADING = RequiredFormat("«Phụ lục»", 28, 28, bold=True, italic=False, upper=False, centred=True)
_TITLE = RequiredFormat("tiêu đề phụ lục", 26, 28, bold=True, italic=False, upper=True, centred=True)
_KEM_THEO = RequiredFormat("«(Kèm theo …)»", 26, 28, bold=None, italic=True, centred=True)
_STAMP = RequiredFormat("dấu", 26, 28, bold=True, italic=False, upper=True)
_SECRET = re.compile(r"(?:TUYỆT MẬT|TỐI MẬT|MẬT)")
_URGENT = re.compile(r"(?:hỏa tốc(?: hẹn giờ)?|hoả tốc(?: hẹn giờ)?|thượng khẩn|khẩn)", re.IGNORECASE)
_MISNAMED = re.compile(r"(?:rất khẩn|tối khẩn|khẩn cấp|đại hỏa tốc)", re.IGNORECASE)
_CIRCULATION = re.compile(r"(?:xem xong trả lại|lưu hành nội bộ)", re.IGNORECASE)
_MENTION = re.compile(r"(?=phụ lục((?: số)?[^.]{0,40}\w*))", re.IGNORECASE)
_NUMBER = re.compile(r"số\s?:?\s?(\d{1,6})\s?/\s?([\w&/-]+)", re.IGNORECASE)
_FORM = re.compile(r"\b(?:MẪU|BIỂU|ĐỀ CƯƠNG)\b")
_BLANK = re.compile(r"…{2,}|\.{4,}|_{4,}\w")
_HEAD_LETTERS = ("C", "c", "Đ", "đ", "N", "n")
_CREW = re.compile(r"([A-ZĐ]{1,6})\.?\s*\((\d+)\)\.?")
_CONTACT = re.compile(r"\b(?:ĐT|Điện thoại|Fax|E-?mail|Website|Số điện thoại|Địa chỉ)\s*[:.]", re.IGNORECASE)


def mentions(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.1a: the text refers to the annexes; two or more have Roman numerals."""
    if not paper.annexes or paper.template:
        return
    body = " ".join(block.text for block in paper.blocks)
    count = len(paper.annexes)
    for order, annex in zip(range(1, vn.MOST_ROMAN + 1), paper.annexes, strict=False):
        if count == 1 and annex.number:
            yield at(annex.heading, f"chỉ có một phụ lục mà ghi «{annex.label}»", "ghi «Phụ lục».")
        elif count > 1 and annex.number != vn.roman(order):
            yield at(annex.heading, f"phụ lục thứ {order} ghi «{annex.label}»", f"ghi «Phụ lục {vn.roman(order)}».")
    if not re.search(r"phụ lục|biểu|kèm theo", body, re.IGNORECASE):
        yield at(paper.annexes[0].heading, "nội dung không nhắc đến phụ lục", "chỉ dẫn về phụ lục trong nội dung.")
    elif count > 1:
        mentioned = {word for words in _MENTION.findall(body) for word in re.findall(r"\w+", words)}
        for annex in paper.annexes:
            if annex.number and annex.number not in mentioned:
                yield at(annex.heading, f"nội dung không nhắc «{annex.label}»", "nhắc đến từng phụ lục.", unsure=True)


def headings(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.1b: «Phụ lục I», 14, bold, small letters; the title in capitals."""
    for annex in paper.annexes:
        yield from format_breaches(annex.heading, _HEADING)
        for line in annex.title:
            yield from format_breaches(line, _TITLE)
        if annex.label != annex.heading.text:
            yield at(annex.heading, f"tiêu đề đứng cùng dòng với «{annex.label}»", "ghi tiêu đề ở dòng dưới, in hoa.")
        elif not annex.title:
            yield at(annex.heading, "phụ lục không có tiêu đề", "ghi tiêu đề phụ lục ở dòng dưới.")


def kem_theo(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.1c: «(Kèm theo …)», italic, 13 - 14, in the middle."""
    for annex in paper.annexes:
        if not annex.kem_theo:
            yield at(annex.heading, "thiếu dòng «(Kèm theo …)»", "ghi «(Kèm theo <tên loại> số … ngày … của …)».")
            continue
        text = " ".join(line.text for line in annex.kem_theo)
        for line in annex.kem_theo:
            yield from format_breaches(line, _KEM_THEO)
        if not paper.template and not re.fullmatch(r"\((?:Kèm|Ban hành kèm) theo .+\)", text, re.DOTALL):
            yield at(annex.kem_theo[0], f"viết «{text[:30]}…»", "viết trong ngoặc đơn: «(Kèm theo …)».")
        own, named = (_NUMBER.search(each) for each in (paper.so.text if paper.so is not None else "", text))
        if own and named and (int(own[1]), fold(own[2])) != (int(named[1]), fold(named[2])):
            what = f"phụ lục ghi kèm theo văn bản {named[0]}, văn bản này {own[0]}"
            yield at(annex.kem_theo[0], what, "ghi đúng số, ký hiệu của văn bản.", unsure=True)


def page_numbers(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.1d: each annex is a section that counts its own pages."""
    last = paper.paragraphs[0].section if paper.paragraphs else 0
    for annex in paper.annexes:
        paragraph = annex.heading.paragraph
        section = paper.section(paragraph)
        if paragraph.section == last:
            yield at(annex.heading, "phụ lục không mở phần (section) mới", "chèn Section Break (Next Page).")
        elif section.start != 1:
            yield at(annex.heading, "số trang của phụ lục không bắt đầu lại từ 1", "đặt «Start at: 1» cho phần này.")
        last = paragraph.section


def no_head(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.1f: an annex has no Quốc hiệu, number or Nơi nhận of its own."""
    for annex in paper.annexes:
        for each in paper.paragraphs[annex.start + 1 : annex.end]:
            folded = fold(each.text) if each.text.startswith(_HEAD_LETTERS) and len(each.text) < 60 else ""
            if folded.startswith(("cong hoa xa hoi", "doc lap - tu do", "noi nhan:")) or folded == "noi nhan":
                remedy = "bỏ phần đầu và phần cuối riêng của phụ lục."
                blank = _is_blank_form(paper, annex)
                yield Breach(each, f"phụ lục có «{each.text.strip()}»", remedy, unsure=blank)


def _is_blank_form(paper: Paper, annex: Annex) -> bool:
    """Whether the annex is a form for others to fill in, which has the head of their paper."""
    if any(_FORM.search(line.as_printed) for line in annex.title):
        return True
    return any(_BLANK.search(each.text) for each in paper.paragraphs[annex.start + 1 : annex.end])


def annex_sections(paper: Paper) -> Iterator[Breach]:
    """GEO-10: the sections of annexes have their headers, and empty footers."""
    seen: set[int] = set()
    for annex in paper.annexes:
        section = paper.section(annex.heading.paragraph)
        default = section.headers.get("default", [])
        numbered = paper.template or any(each.page is not None for each in default)
        if annex.heading.paragraph.section and not numbered:
            yield at(annex.heading, "phần của phụ lục không có số trang ở đầu trang", "nối đầu trang với phần trước.")
        for each in section.footers.get("default", []):
            if each.text.strip() and id(each) not in seen and not _CONTACT.search(each.text):
                seen.add(id(each))
                yield Breach(each, "chân trang của phụ lục có chữ", "để trống chân trang.")


# --- stamps ----------------------------------------------------------------------------------------------------------


def _before_body(paper: Paper) -> Iterator[Line]:
    return (line for line in paper.lines(0, 40) if len(line.text) < 40)


def secrecy(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.2a: a paper marked secret does not belong on this machine."""
    for line in _before_body(paper):
        if _SECRET.fullmatch(line.spaced.strip("[]() ")):
            yield at(line, f"có dấu độ mật «{line.spaced}»", "dừng xử lý: văn bản mật theo quy định riêng.")


def urgency(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.2b: HOẢ TỐC, THƯỢNG KHẨN, KHẨN: capitals, 13 - 14, bold."""
    for line in _before_body(paper):
        text = line.spaced.strip("() ")
        if _URGENT.fullmatch(text):
            yield from format_breaches(line, _STAMP)
        elif _MISNAMED.fullmatch(text):
            yield at(line, f"mức độ khẩn «{text}»", "chỉ có ba mức: HOẢ TỐC, THƯỢNG KHẨN, KHẨN.")


def circulation(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.2c: capitals, 13 - 14, bold."""
    for line in _before_body(paper):
        if _CIRCULATION.fullmatch(line.spaced.strip("() ")):
            yield from format_breaches(line, _STAMP)


def crew(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.3: «PL.(300)», 11, upright."""
    for line in paper.recipients:
        if _CREW.fullmatch(line.text) and (line.sizes != [22] or line.some("italic")):
            what = f"ký hiệu người soạn thảo cỡ {sizes(line)}" + (", nghiêng" if line.some("italic") else "")
            yield at(line, what, "đặt cỡ chữ 11, kiểu chữ đứng.")


def contact(paper: Paper) -> Iterator[Breach]:
    """ND30-I-3.4: on the first page only, 11 - 12, below a line."""
    seen: set[int] = set()
    for section in paper.document.sections:
        for which, group in paper.document.printed(section, section.footers).items():
            for each in group:
                if id(each) in seen or not _CONTACT.search(each.text):
                    continue
                seen.add(id(each))
                if which != "first":
                    yield Breach(each, "địa chỉ, điện thoại in ở chân mọi trang", "chỉ để ở chân trang đầu.")
                sizes_ = sorted({look.size for text, look in each.runs if text.strip()})
                if sizes_ and (sizes_[0] < 22 or sizes_[-1] > 24):
                    yield Breach(each, "địa chỉ, điện thoại không ở cỡ 11 - 12", "đặt cỡ chữ 11 - 12.")
