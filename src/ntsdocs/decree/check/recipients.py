"""Kính gửi and Nơi nhận: ô 9a and 9b (PL I, Phần I, Mục II, khoản 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.paper import Paper, present
from ntsdocs.decree.find.recipients import CREW, DASH, begins, is_luu, items
from ntsdocs.decree.findings import Breach, RequiredFormat, at, format_breaches
from ntsdocs.docx import font_widths
from ntsdocs.docx.document import mm
from ntsdocs.docx.lines import Line

_KINH_GUI = RequiredFormat("«Kính gửi»", 26, 28, bold=False, italic=False, upper=False)
_ADDRESSEE = RequiredFormat("nơi được kính gửi", 26, 28, bold=False, italic=False)
_LABEL = RequiredFormat("«Nơi nhận»", 24, 24, bold=True, italic=True, upper=False)
_LISTED = RequiredFormat("danh sách nơi nhận", 22, 22, bold=False, italic=False)
_NEVER = {
    "nghi_quyet", "quyet_dinh", "chi_thi", "quy_che", "quy_dinh", "thong_cao", "thong_bao", "huong_dan",
    "chuong_trinh", "ke_hoach", "phuong_an", "de_an", "du_an", "bien_ban",
}  # fmt: skip
_ALWAYS = {"cong_van", "to_trinh"}
_DRAFTER = re.compile(  # behind the unit: «NC (Vinh)», «NC.Châu», «VXsln», «VP, Lan.»
    r"\(\s{0,9}(?!bản|b\b)[^\W\d_][^)]{0,60}\)|(?<=[A-ZĐ]{2})(?:\.\s?[A-ZĐÁÂƠÔƯÝ][^\W\d_A-Z]{1,9}|[a-zđ]{2,9}\d{0,4}\b)"
    r"|(?<=,)\s{0,9}[A-ZĐÁÂƠÔƯÝ][^\W\d_A-Z]{1,9}(?=\.?$)"
)
_SHORT = 100  # characters of a name that runs over two paragraphs


def _goes_on(paper: Paper, last: Line) -> bool:
    """Whether the paragraph after the last addressee may be the rest of its name."""
    at_ = paper.index(last.paragraph) + 1
    text = paper.paragraphs[at_].text.strip() if at_ < len(paper.paragraphs) else ""
    return last.text.endswith(",") and 0 < len(text) < _SHORT and not DASH.match(text)


def kinh_gui_by_kind(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.9a: công văn, tờ trình and reports upward only."""
    if paper.kinh_gui is not None and paper.kind in _NEVER:
        yield at(paper.kinh_gui, "loại văn bản này không có «Kính gửi»", "bỏ «Kính gửi», ghi ở «Nơi nhận».")
    if paper.kinh_gui is None and paper.kind in _ALWAYS:
        place = paper.blocks[0].paragraph if paper.blocks else "toàn văn bản"
        yield Breach(place, "thiếu «Kính gửi»", "ghi «Kính gửi: …» trước nội dung.")


def kinh_gui(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.9b: «Kính gửi:», 13 - 14, upright, not bold."""
    for line in present(paper.kinh_gui):
        yield from format_breaches(line, _KINH_GUI)
        if not re.match(r"Kính gửi:(?:\s|$)", line.text):
            yield at(line, f"viết «{line.text[:12].strip()}»", "viết «Kính gửi:» rồi đến tên nơi nhận.")


def addressees(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.9c: a line each, «- » before, «;» after, «.» after the last, dashes under each other."""
    lines = paper.addressees
    if paper.template or (lines and lines[0].paragraph.cell is not None and "\n" in lines[0].paragraph.text):
        return
    for line in lines:
        yield from format_breaches(line, _ADDRESSEE)
    listed = [item for item in items(lines) if begins(item[0])]
    if len(listed) < 2:
        return
    for item in listed:
        line, last = item[0], item[-1]
        mark = "." if item is listed[-1] else ";"
        if not last.text.endswith(mark):
            what = f"dòng kết thúc bằng «{last.text[-1]}»"
            wraps = item is listed[-1] and _goes_on(paper, last)
            yield at(last, what, f"kết thúc bằng «{mark}».", unsure=wraps)
        if not line.paragraph.label and not line.text.startswith("- "):
            yield at(line, f"dòng bắt đầu bằng «{line.text[:2]}»", "bắt đầu bằng «- ».")
    dashed = [item[0] for item in listed]
    places = {paper.start_of(line.paragraph) for line in dashed if "\t" not in line.paragraph.text}
    if places and max(places) - min(places) > 30:
        yield at(dashed[-1], "các gạch đầu dòng không thẳng cột", "đặt lùi trái bằng nhau.")


def label(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.9d: «Nơi nhận:», 12, italic bold, not underlined, level with ô 7a."""
    for line in present(paper.noi_nhan):
        yield from format_breaches(line, _LABEL)
        if line.some("underline"):
            yield at(line, "«Nơi nhận» gạch chân", "bỏ gạch chân.")
        if not re.match(r"Nơi nhận:", line.text):
            yield at(line, f"viết «{line.text}»", "viết «Nơi nhận:».")
        cell = line.paragraph.cell
        if line.paragraph.format.align in ("center", "right"):
            yield at(line, "«Nơi nhận» không sát lề trái", "canh trái.")
        if cell is not None and line.paragraph.number > 1:
            above = [each for each in paper.paragraphs if each.cell is cell and each.number < line.paragraph.number]
            if above:
                yield at(line, "«Nơi nhận» không ngang hàng với chức vụ", "đưa lên đầu ô trái.")


def recipient_list(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.9e: 11, upright, «- » before and «;» after each."""
    grouped = False  # under «- Các sở:» stand those it means
    for item in items(paper.recipients):
        line, last = item[0], item[-1]
        if CREW.fullmatch(line.text) or any("{%" in each.text for each in item):
            continue
        for each in item:
            yield from format_breaches(each, _LISTED)
        dashed = begins(line)
        if not dashed:
            yield at(line, "dòng không có gạch đầu dòng", "mỗi nơi nhận một dòng, bắt đầu bằng «- ».", unsure=True)
        elif not line.paragraph.label and not line.text.startswith("- "):
            below = grouped and line.text.startswith("+")
            yield at(line, f"dòng bắt đầu bằng «{line.text[:2]}»", "bắt đầu bằng «- ».", unsure=below)
        heads = last.text.endswith(":")
        grouped = grouped or heads
        filled_later = last.text.endswith("}}")
        ended = last.text.endswith(";") or (last is paper.recipients[-1] and last.text.endswith("."))
        if not is_luu(line.text) and not ended and not filled_later:
            what = f"dòng kết thúc bằng «{last.text[-1]}»"
            yield at(last, what, "kết thúc bằng «;».", unsure=heads or not dashed)


def luu(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.9f: the last line is «- Lưu: VT, <đơn vị>.»."""
    bodies = [item for item in items(paper.recipients) if not CREW.fullmatch(item[0].text)]
    if paper.noi_nhan is None or not bodies or paper.template:
        return
    archives = [item for item in bodies if is_luu(item[0].text)]
    if not archives:
        yield at(bodies[-1][0], "không có dòng «Lưu»", "ghi «- Lưu: VT, <đơn vị soạn thảo>.» ở dòng cuối.")
        return
    item = archives[0]
    line, wraps = item[0], len(item) > 1
    text = DASH.sub("", " ".join(each.text for each in item))
    if item is not bodies[-1]:
        yield at(line, "dòng «Lưu» không ở cuối", "đưa dòng «Lưu» xuống cuối danh sách.")
    if not re.match(r"Lưu: VT\b", text):
        remedy = "viết «Lưu: VT, <đơn vị soạn thảo>.», VT đứng đầu."
        yield at(line, f"viết «{text}»", remedy, unsure=wraps)
    elif re.match(r"Lưu: VT\s*(?:[^\s,.]|\.\s*\w)", text):
        mark = text.removeprefix("Lưu: VT").lstrip()[0]
        yield at(line, f"sau «VT» là «{mark}»", "sau «VT» dùng dấu phẩy.", unsure=wraps or mark not in ";:.-–")
    elif not text.endswith("."):
        yield at(item[-1], f"dòng «Lưu» kết thúc bằng «{text[-1]}»", "kết thúc bằng dấu chấm.", unsure=wraps)
    drafter = _DRAFTER.search(text, len("Lưu: VT"))
    if drafter is not None:
        what = f"sau đơn vị soạn thảo có «{drafter[0].strip(' .')}»"
        yield at(item[-1], what, "chỉ ghi đơn vị soạn thảo và số bản lưu, nếu cần.", custom=True)


def nhu_tren(paper: Paper) -> Iterator[Breach]:
    """ND30-I-2.9g: «- Như trên;» first where there is Kính gửi, «Như Điều …» in a decision."""
    if not paper.recipients or paper.template:
        return
    line = paper.recipients[0]
    first = fold(DASH.sub("", line.text))
    if paper.kinh_gui is not None and paper.kind in ("cong_van", "to_trinh", "bao_cao"):
        if first.startswith("nhu kinh gui"):
            yield at(line, "viết «Như kính gửi»", "viết «- Như trên;».")
        elif not first.startswith("nhu tren"):
            yield at(line, f"dòng đầu là «{line.text}»", "dòng đầu ghi «- Như trên;».")
    elif paper.kind == "quyet_dinh" and not first.startswith("nhu dieu"):
        yield at(line, f"dòng đầu là «{line.text}»", "dòng đầu ghi «- Như Điều …;».", unsure=True)
    elif paper.kind in ("ke_hoach", "thong_bao", "chi_thi", "bao_cao") and first.startswith(
        ("nhu tren", "nhu kinh gui")
    ):
        unseen = any(fold(each.text[:20]).strip().startswith("kinh gui") for each in paper.paragraphs)
        yield at(line, f"dòng đầu là «{line.text}» mà không có «Kính gửi»", "ghi tên các nơi nhận.", unsure=unseen)


def dashes_under_colon(paper: Paper) -> Iterator[Breach]:
    """GEO-8: the dashes stand under the colon; the block is not centred."""
    line = paper.kinh_gui
    if line is None or line.paragraph.cell is not None:
        return
    format_ = line.paragraph.format
    if format_.align == "center":
        yield at(line, "«Kính gửi» canh giữa", "canh trái, đặt lùi trái hoặc điểm dừng tab.")
        return
    dashed = [each for each in paper.addressees if each.text.startswith(("-", "–")) and each.paragraph.cell is None]
    if len(dashed) < 2 or "\t" in line.paragraph.text or format_.align != "left":
        return
    size = (line.sizes or [28])[0] / 2
    colon = mm(format_.left + format_.first) + font_widths.width_mm("Kính gửi", size)
    dash = dashed[0].paragraph.format
    if dash.align in ("left", "both") and abs(mm(dash.left + dash.first) - colon) > 12:
        yield at(dashed[0], "gạch đầu dòng không ở dưới dấu hai chấm", "đặt lùi trái bằng vị trí dấu hai chấm.")
