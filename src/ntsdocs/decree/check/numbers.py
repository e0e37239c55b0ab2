"""Numbers, ký hiệu and the periods of reports (PL I-II.3; PL III; NĐ 09/2019/NĐ-CP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach, at
from ntsdocs.decree.values import TYPES
from ntsdocs.docx.document import Paragraph
from ntsdocs.docx.lines import Line
from ntsdocs.text import vn

_PARTED = re.compile(r"S[ốo]\s{0,20}[:.]?\s{0,20}([\d\s….]{0,60}?)\s{0,20}/\s*(.*)", re.IGNORECASE)
_ABBREVIATIONS = {abbreviation: kind for kind, (_, abbreviation) in TYPES.items() if abbreviation}
_WRONG = {"QCh": "QC", "DAn": "DA", "QYĐ": "QyĐ", "GN": "GNP", "TTh": "BTT", "TTR": "TTr", "CTR": "CTr", "QDD": "QĐ"}
_WITH_YEAR = re.compile(r"(?:19|20)\d\d\s*/")
_UNCASED = {abbreviation.upper(): abbreviation for abbreviation in _ABBREVIATIONS}


def symbol_parts(paper: Paper) -> tuple[str, list[str]]:
    """The number and the groups of the ký hiệu; blank and empty where they cannot be read."""
    match = _PARTED.match(paper.so.text) if paper.so is not None else None
    if match is None:
        return "", []
    groups = [group.strip() for group in re.split(r"\s*[-–—]\s*", match[2].strip()) if group.strip()]
    return match[1].strip(" .…"), groups


def _symbols(paper: Paper) -> Iterator[tuple[Line, list[str]]]:
    """The line of number and ký hiệu with the groups of the latter; none where they cannot be read."""
    _, groups = symbol_parts(paper)
    if paper.so is not None and groups:
        yield paper.so, groups


def number(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.3a: Arabic, with a 0 before a number below 10; blank in a draft."""
    digits, _ = symbol_parts(paper)
    if paper.so is None or not digits:
        return
    if re.fullmatch(r"[1-9]", digits):
        yield at(paper.so, f"số ghi «{digits}»", f"ghi «0{digits}».")
    elif re.fullmatch(r"0\d{2,}|00+|0", digits):
        remedy = "bỏ số 0 thừa; chỉ số nhỏ hơn 10 mới có một số 0 phía trước."
        yield at(paper.so, f"số ghi «{digits}»", remedy, custom=digits.strip("0") != "")


def named_symbol(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.3c: «<tên loại viết tắt>-<cơ quan viết tắt>»."""
    _, groups = symbol_parts(paper)
    so = paper.so
    if so is None or paper.kind in ("", "cong_van", "thu_cong"):
        return
    if "/" not in so.text:
        yield at(so, "thiếu dấu «/» và ký hiệu", "ghi «Số: …/<tên loại viết tắt>-<cơ quan viết tắt>».")
        return
    if not groups or paper.template:
        return
    first, right = groups[0], TYPES[paper.kind][1]
    if _WITH_YEAR.match(first):
        yield _with_year(so, groups)
        return
    if first != right and first in _ABBREVIATIONS:
        kind = TYPES[_ABBREVIATIONS[first]][0]
        yield at(so, f"ký hiệu ghi «{first}» ({kind}), văn bản là {TYPES[paper.kind][0]}", f"ghi «{right}-…».")
    elif first != right and first not in _WRONG and first.upper() not in _UNCASED:
        yield at(so, f"ký hiệu «{'-'.join(groups)}» không bắt đầu bằng «{right}»", f"ghi «{right}-<cơ quan>».")
    elif len(groups) == 1:
        yield at(so, f"ký hiệu «{first}» thiếu chữ viết tắt tên cơ quan", f"ghi «{first}-<cơ quan>».")
    yield from _small_letters(so, groups)


def _with_year(so: Line, groups: list[str]) -> Breach:
    """Only laws have a year in their number."""
    year, _, symbol = "-".join(groups).partition("/")
    return at(so, f"số, ký hiệu có năm «{year.strip()}»", f"bỏ năm, ghi «/{symbol.strip()}» ngay sau số.")


def _small_letters(so: Line, groups: list[str]) -> Iterator[Breach]:
    for group in groups[1:]:
        if group.islower():
            yield at(so, f"ký hiệu có chữ thường «{group}»", "viết ký hiệu bằng chữ in hoa.")


def letter_symbol(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.3d: a công văn has no abbreviation of its type."""
    for so, groups in _symbols(paper) if paper.kind == "cong_van" and not paper.template else ():
        first = groups[0]
        if _WITH_YEAR.match(first):
            yield _with_year(so, groups)
        elif first == "CV" or (first in _ABBREVIATIONS and len(groups) > 1):
            yield at(so, f"ký hiệu công văn có «{first}»", "ghi «<cơ quan>-<đơn vị soạn thảo>».")
        elif "CV" in groups:
            yield at(so, "ký hiệu công văn có «CV»", "ghi «<cơ quan>-<đơn vị soạn thảo>».")
        elif len(groups) == 1:
            what = f"ký hiệu «{first}» thiếu chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực"
            yield at(so, what, f"ghi «{first}-<đơn vị>».")
        yield from _small_letters(so, groups)


def abbreviation(paper: Paper) -> Iterator[Breach]:
    """ND30-III-1: the table of abbreviations, letter by letter."""
    for so, (first, *_) in _symbols(paper) if paper.kind not in ("cong_van", "") else ():
        if first in _WRONG:
            right = TYPES[paper.kind][1] or _WRONG[first]
        else:
            right = first if first in _ABBREVIATIONS else _UNCASED.get(first.upper(), first)
        if right != first:
            yield at(so, f"viết tắt tên loại là «{first}»", f"ghi «{right}».")


def known_type(paper: Paper) -> Iterator[Breach]:
    """ND30-III-2: one of the 29 types of Điều 7."""
    line = paper.strange_title
    if line is not None and paper.so is not None and not paper.kind:
        if re.match(r"(?:PHIẾU TRÌNH|ĐỀ CƯƠNG|TIN|BẢN TIN|TỜ TRÌNH|BÁO CÁO|KẾ HOẠCH)\b", line.as_printed):
            yield at(line, f"«{line.spaced}» không phải là tên loại văn bản", "chọn một trong 29 loại của Điều 7.")
        else:
            yield at(line, f"không nhận ra tên loại «{line.spaced[:60]}»", "dùng một trong 29 tên loại.", unsure=True)


def form(paper: Paper) -> Iterator[Breach]:
    """ND30-III-3: a công văn follows Mẫu 1.5, which prints no tên loại."""
    if paper.title is not None and fold(paper.title.text).strip(" :") == "cong van":
        yield at(paper.title, "công văn in tên loại «CÔNG VĂN»", "bỏ tên loại, ghi «V/v …» dưới số, ký hiệu.")


def blank_in_draft(paper: Paper) -> Iterator[Breach]:
    """NUM-8: a draft has no number and no day yet."""
    if not paper.draft or paper.template:
        return
    digits, _ = symbol_parts(paper)
    if digits and paper.so is not None:
        yield at(paper.so, f"dự thảo đã ghi số «{digits}»", "để trống số, Văn thư cấp sau khi ký.")
    if paper.date is not None and re.search(r"ngày\s*\d|tháng\s*\d", paper.date.text):
        yield at(paper.date, "dự thảo đã ghi ngày, tháng", "để trống ngày, tháng.")


# --- whose ký hiệu ---------------------------------------------------------------------------------------------------


def _of_committee(paper: Paper, units: str) -> Iterator[Breach]:
    named = re.match(rf"(?:ỦY BAN NHÂN DÂN|UBND) (?:{units})\b", vn.tone_fold(_name(paper)))
    for so, groups in _symbols(paper) if named else ():
        if not any(group in ("UBND", "CT") for group in groups):
            yield at(so, f"ký hiệu của UBND không có «UBND»: «{'-'.join(groups)}»", "ghi «KH-UBND», «UBND-…».")


def _initial(paper: Paper, name: str, letters: str, words: str) -> Iterator[Breach]:
    for so, groups in _symbols(paper) if _name(paper).startswith(name) else ():
        if not any(group.startswith((letters, "…")) for group in groups):
            yield at(so, f"ký hiệu của {words} không có «{letters}…»: «{'-'.join(groups)}»", "đối chiếu danh mục.")


def _name(paper: Paper) -> str:
    return " ".join(line.spaced for line in paper.names)


of_province = partial(_of_committee, units="TỈNH|THÀNH PHỐ")  # NUM-1
of_commune = partial(_of_committee, units="XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU")  # NUM-2
of_department = partial(_initial, name="SỞ ", letters="S", words="sở")  # NUM-3
of_police = partial(_initial, name="CÔNG AN TỈNH", letters="CAT", words="Công an tỉnh")  # NUM-4
of_army = partial(_initial, name="BỘ CHỈ HUY QUÂN SỰ", letters="BCH", words="Bộ Chỉ huy Quân sự tỉnh")  # NUM-6


def of_ministry_of_police(paper: Paper) -> Iterator[Breach]:
    """NUM-5: two groups, in the police up to three."""
    for so, groups in _symbols(paper):
        if len(groups) > 3:
            yield at(so, f"ký hiệu có {len(groups)} nhóm chữ", "ghi hai nhóm; văn bản của ngành công an tới ba nhóm.")


def joint_symbol(paper: Paper) -> Iterator[Breach]:
    """NUM-7: an ampersand without blanks."""
    if paper.so is not None and re.search(r"\s&|&\s", paper.so.text):
        yield at(paper.so, "có khoảng trắng quanh dấu «&» trong ký hiệu", "viết liền, ví dụ «BNN&MT».")


# --- periods of reports ----------------------------------------------------------------------------------------------

_PERIOD = re.compile(
    r"từ (?:ngày )?(\d{1,2})[/.](\d{1,2})[/.](\d{4}) (?:đến|tới) (?:hết )?(?:ngày )?(\d{1,2})[/.](\d{1,2})[/.](\d{4})"
)
_ABOUT = re.compile(r"kỳ báo cáo|số liệu (?:được )?(?:tính|lấy|chốt)|thời gian chốt số liệu", re.IGNORECASE)
_OTHER = re.compile(r"6 tháng|sáu tháng|9 tháng|chín tháng|quý|\btháng \d", re.IGNORECASE)
_REVIEW = re.compile(r"sơ kết|tổng kết|giữa kỳ|giai đoạn|đến năm", re.IGNORECASE)  # of several years


def annual_period(paper: Paper) -> Iterator[Breach]:
    """RPT-3: 15/12 of the year before to 14/12."""
    if _OTHER.search(_subject(paper)):
        return
    for block, first, last in _periods(paper):
        if first < date(last.year - 1, 12, 15) and _REVIEW.search(_subject(paper)):
            continue
        ends = (last.day, last.month) == (14, 12)
        whole = ends and (first.day, first.month, first.year + 1) == (15, 12, last.year)
        # A plan issued within the year is first reported on from its own day.
        begun_within = ends and date(last.year - 1, 12, 15) < first < last and (first.day, first.month) != (1, 1)
        if not whole and not begun_within:
            what = f"kỳ số liệu năm từ {vn.short_date(first)} đến {vn.short_date(last)}"
            yield Breach(block, what, "chốt từ 15/12 năm trước đến 14/12 năm báo cáo.", unsure="31" in f"{last.day}")


def other_period(paper: Paper) -> Iterator[Breach]:
    """RPT-4: months, quarters, six and nine months begin on the 15th and end on the 14th."""
    if not _OTHER.search(_subject(paper)):
        return
    for block, first, last in _periods(paper):
        if (first.day, last.day) != (15, 14):
            what = f"kỳ số liệu từ {vn.short_date(first)} đến {vn.short_date(last)}"
            yield Breach(block, what, "chốt từ ngày 15 của tháng trước kỳ đến ngày 14 của tháng cuối kỳ.")


def _subject(paper: Paper) -> str:
    return " ".join(line.text for line in paper.trich_yeu)


def _periods(paper: Paper) -> Iterator[tuple[Paragraph, date, date]]:
    if paper.kind != "bao_cao":
        return
    for block in paper.blocks:
        if _ABOUT.search(block.text):
            for match in _PERIOD.finditer(block.text):
                day, month, year, to_day, to_month, to_year = map(int, match.groups())
                try:
                    yield block.paragraph, date(year, month, day), date(to_year, to_month, to_day)
                except ValueError:
                    continue
