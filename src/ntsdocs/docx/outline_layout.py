"""How pages and tables are laid out in a Word file, in short Vietnamese marks."""

from __future__ import annotations

from ntsdocs.docx.outline_format import ALIGN, SIDES, OutlineFormats, lines_drawn, mm, shade
from ntsdocs.docx.xml import Element, W, on, settings, val

EDGES = (("headerReference", "Đầu trang"), ("footerReference", "Chân trang"))
WHICH = (("default", ""), ("first", " của trang đầu"), ("even", " của trang chẵn"))

_CELL_SIDES = (*SIDES, ("start", "trái"), ("end", "phải"))
_TABLE_SIDES = (*_CELL_SIDES, ("insideH", "ngang"), ("insideV", "dọc"))
_BREAKS = {
    "continuous": "liền trang",
    "evenPage": "sang trang chẵn",
    "oddPage": "sang trang lẻ",
    "nextColumn": "sang cột",
}


def page_marks(section: Element | None) -> list[str]:
    """The page of a section: size, direction, margins, first page, numbering."""
    props = settings(section)
    marks = []
    if "pgSz" in props:
        turned = val(props, "pgSz", "orient") == "landscape"
        size = f"{mm(val(props, 'pgSz', 'w'))} × {mm(val(props, 'pgSz', 'h'))} mm"
        marks.append(f"{size}, {'ngang' if turned else 'đứng'}")
    if "pgMar" in props:
        margins = (f"{word} {mm(val(props, 'pgMar', side))}" for side, word in SIDES)
        marks.append(f"lề {', '.join(margins)} mm")
        marks.append(f"đầu trang cách mép {mm(val(props, 'pgMar', 'header'))} mm")
        marks.append(f"chân trang cách mép {mm(val(props, 'pgMar', 'footer'))} mm")
        gutter = val(props, "pgMar", "gutter")
        marks += [] if gutter in (None, "0") else [f"lề đóng gáy {mm(gutter)} mm"]
    marks += ["trang đầu riêng"] if on(props, "titlePg") else []
    start, number_format = val(props, "pgNumType", "start"), val(props, "pgNumType", "fmt")
    marks += [] if start is None else [f"đánh số trang từ {start}"]
    marks += [] if number_format is None else [f"số trang kiểu {number_format}"]
    begins, columns = val(props, "type"), val(props, "cols", "num")
    marks += [_BREAKS[begins]] if begins in _BREAKS else []
    marks += [] if columns in (None, "1") else [f"{columns} cột"]
    return marks or ["không khai báo trang"]


def table_marks(table: Element, looks: OutlineFormats) -> list[str]:
    """The grid of a table, then its style, place and lines."""
    grid = [mm(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    props = settings(table.find(f"{W}tblPr"))
    marks = [f"cột {' + '.join(grid)} mm" if grid else "không khai báo cột"]
    style, align, indent = val(props, "tblStyle"), val(props, "jc"), val(props, "tblInd", "w")
    marks += [] if style is None else [f"kiểu {looks.name(style)}"]
    marks += [] if align is None else [ALIGN.get(align, align)]
    marks += [] if indent in (None, "0") else [f"lùi trái {mm(indent)} mm"]
    marks += ["cột cố định"] if val(props, "tblLayout", "type") == "fixed" else []
    return marks + lines_drawn(settings(props.get("tblBorders")), _TABLE_SIDES)


def row_marks(row: Element) -> list[str]:
    """What sets a row apart: repeated heading, not split, its height."""
    props = settings(row.find(f"{W}trPr"))
    marks = ["lặp lại ở đầu trang"] if on(props, "tblHeader") else []
    marks += ["không tách"] if on(props, "cantSplit") else []
    height = val(props, "trHeight")
    if height is not None:
        exact = val(props, "trHeight", "hRule") == "exact"
        marks.append(f"cao {'đúng' if exact else 'ít nhất'} {mm(height)} mm")
    marks += ["theo dõi: hàng được thêm"] if "ins" in props else []
    return [*marks, "theo dõi: hàng bị xóa"] if "del" in props else marks


def cell_marks(cell: Element) -> list[str]:
    """What sets a cell apart: merged, placed, shaded, its own lines."""
    props = settings(cell.find(f"{W}tcPr"))
    marks = []
    span = val(props, "gridSpan")
    if span not in (None, "1"):
        marks.append(f"gộp {span} cột")
    if "vMerge" in props:
        marks.append("bắt đầu gộp dọc" if val(props, "vMerge") == "restart" else "gộp dọc tiếp")
    placed = val(props, "vAlign")
    if placed in ("center", "bottom"):
        marks.append("giữa theo chiều dọc" if placed == "center" else "sát đáy")
    return marks + shade(props) + lines_drawn(settings(props.get("tcBorders")), _CELL_SIDES)
