"""Kính gửi and Nơi nhận: ô 9a and 9b (PL I, Phần I, Mục II, khoản 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs import metrics
from ntsdocs.checks.findings import Found, Look, at, misfits
from ntsdocs.checks.memory import fold
from ntsdocs.checks.paper import Paper
from ntsdocs.checks.pieces import mm

_KINH_GUI = Look("«Kính gửi»", 26, 28, bold=False, italic=False, upper=False)
_ADDRESSEE = Look("nơi được kính gửi", 26, 28, bold=False, italic=False)
_LABEL = Look("«Nơi nhận»", 24, 24, bold=True, italic=True, upper=False)
_LISTED = Look("danh sách nơi nhận", 22, 22, bold=False, italic=False)
_NEVER = {
    "nghi_quyet", "quyet_dinh", "chi_thi", "quy_che", "quy_dinh", "thong_cao", "thong_bao", "huong_dan",
    "chuong_trinh", "ke_hoach", "phuong_an", "de_an", "du_an", "bien_ban",
}  # fmt: skip
_ALWAYS = {"cong_van", "to_trinh"}
_DASH = re.compile(r"[-–—+•]\s*")
_CREW = re.compile(r"[A-ZĐ]{1,6}\.?\s*\(?\d+\)?\.?$")


def who_is_addressed(paper: Paper) -> Iterator[Found]:
    """ND30-I-2.9a: công văn, tờ trình and reports upward only."""
    if paper.kinh_gui is not None and paper.kind in _NEVER:
        yield at(paper.kinh_gui, "loại văn bản này không có «Kính gửi»", "bỏ «Kính gửi», ghi ở «Nơi nhận».")
    if paper.kinh_gui is None and paper.kind in _ALWAYS:
        place = paper.blocks[0].paragraph if paper.blocks else "toàn văn bản"
        yield Found(place, "thiếu «Kính gửi»", "ghi «Kính gửi: …» trước nội dung.")


def kinh_gui(paper: Paper) -> Iterator[Found]:
    """ND30-I-2.9b: «Kính gửi:», 13 - 14, upright, not bold."""
    line = paper.kinh_gui
    if line is None:
        return
    yield from misfits(line, _KINH_GUI)
    if not re.match(r"Kính gửi:(?:\s|$)", line.text):
        yield at(line, f"viết «{line.text[:12].strip()}»", "viết «Kính gửi:» rồi đến tên nơi nhận.")


def addressees(paper: Paper) -> Iterator[Found]:
    """ND30-I-2.9c: a line each, «- » before, «;» after, «.» after the last, dashes under each other."""
    found = paper.addressees
    if paper.template or (found and found[0].paragraph.cell is not None and "\n" in found[0].paragraph.text):
        return
    for line in found:
        yield from misfits(line, _ADDRESSEE)
    dashed = [line for line in found if _DASH.match(line.text) or line.paragraph.label]
    if len(dashed) < 2:
        return
    for line in dashed:
        mark = "." if line is dashed[-1] else ";"
        if not line.text.endswith(mark):
            yield at(line, f"dòng kết thúc bằng «{line.text[-1]}»", f"kết thúc bằng «{mark}».")
        if not line.paragraph.label and not line.text.startswith("- "):
            yield at(line, f"dòng bắt đầu bằng «{line.text[:2]}»", "bắt đầu bằng «- ».")
    places = {line.paragraph.format.left + line.paragraph.format.first for line in dashed}
    if len(places) > 1 and max(places) - min(places) > 30:
        yield at(dashed[-1], "các gạch đầu dòng không thẳng cột", "đặt lùi trái bằng nhau.")


def label(paper: Paper) -> Iterator[Found]:
    """ND30-I-2.9d: «Nơi nhận:», 12, italic bold, not underlined, level with ô 7a."""
    line = paper.noi_nhan
    if line is None:
        return
    yield from misfits(line, _LABEL)
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


def listed(paper: Paper) -> Iterator[Found]:
    """ND30-I-2.9e: 11, upright, «- » before and «;» after each."""
    for line in paper.recipients:
        if _CREW.fullmatch(line.text) or "{%" in line.text:
            continue
        yield from misfits(line, _LISTED)
        labelled = bool(line.paragraph.label)
        if not labelled and not line.text.startswith("- "):
            if _DASH.match(line.text):
                yield at(line, f"dòng bắt đầu bằng «{line.text[:2]}»", "bắt đầu bằng «- ».")
            else:
                yield at(line, "dòng không có gạch đầu dòng", "mỗi nơi nhận một dòng, bắt đầu bằng «- ».", unsure=True)
        filled_later = line.text.endswith("}}")
        if not _is_luu(line.text) and not line.text.endswith(";") and not filled_later:
            yield at(line, f"dòng kết thúc bằng «{line.text[-1]}»", "kết thúc bằng «;».")


def _is_luu(text: str) -> bool:
    return fold(_DASH.sub("", text)).startswith("luu")


def luu(paper: Paper) -> Iterator[Found]:
    """ND30-I-2.9f: the last line is «- Lưu: VT, <đơn vị>.»."""
    found = [line for line in paper.recipients if not _CREW.fullmatch(line.text)]
    if paper.noi_nhan is None or not found or paper.template:
        return
    lines = [line for line in found if _is_luu(line.text)]
    if not lines:
        yield at(found[-1], "không có dòng «Lưu»", "ghi «- Lưu: VT, <đơn vị soạn thảo>.» ở dòng cuối.")
        return
    line = lines[0]
    text = _DASH.sub("", line.text)
    if line is not found[-1]:
        yield at(line, "dòng «Lưu» không ở cuối", "đưa dòng «Lưu» xuống cuối danh sách.")
    if not re.match(r"Lưu: VT\b", text):
        yield at(line, f"viết «{text}»", "viết «Lưu: VT, <đơn vị soạn thảo>.», VT đứng đầu.")
    elif not re.fullmatch(r"Lưu: VT(?:, ?.+?)?\.", text):
        yield at(line, f"dòng «Lưu» kết thúc bằng «{text[-1]}»", "kết thúc bằng dấu chấm.")


def nhu_tren(paper: Paper) -> Iterator[Found]:
    """ND30-I-2.9g: «- Như trên;» first where there is Kính gửi, «Như Điều …» in a decision."""
    if not paper.recipients or paper.template:
        return
    line = paper.recipients[0]
    first = fold(_DASH.sub("", line.text))
    if paper.kinh_gui is not None and paper.kind in ("cong_van", "to_trinh", "bao_cao"):
        if first.startswith("nhu kinh gui"):
            yield at(line, "viết «Như kính gửi»", "viết «- Như trên;».")
        elif not first.startswith("nhu tren"):
            yield at(line, f"dòng đầu là «{line.text}»", "dòng đầu ghi «- Như trên;».")
    elif paper.kind == "quyet_dinh" and not first.startswith("nhu dieu"):
        yield at(line, f"dòng đầu là «{line.text}»", "dòng đầu ghi «- Như Điều …;».", unsure=True)
    elif paper.kind in ("ke_hoach", "thong_bao", "chi_thi") and first.startswith(("nhu tren", "nhu kinh gui")):
        yield at(line, f"dòng đầu là «{line.text}» mà không có «Kính gửi»", "ghi tên các nơi nhận.")


def under_the_colon(paper: Paper) -> Iterator[Found]:
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
    colon = mm(format_.left + format_.first) + metrics.width_mm("Kính gửi", size)
    dash = dashed[0].paragraph.format
    if dash.align in ("left", "both") and abs(mm(dash.left + dash.first) - colon) > 12:
        yield at(dashed[0], "gạch đầu dòng không ở dưới dấu hai chấm", "đặt lùi trái bằng vị trí dấu hai chấm.")
