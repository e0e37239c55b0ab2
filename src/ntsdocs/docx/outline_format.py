"""How the pages, tables, paragraphs, runs and styles of a Word file look, in short Vietnamese marks."""

from __future__ import annotations

from collections.abc import Iterator

from ntsdocs.docx.formats import Formats
from ntsdocs.docx.properties import whole
from ntsdocs.docx.xml import Element, Settings, W, on, settings, val
from ntsdocs.text.vn import sort_key

ALIGN = {
    "center": "giữa",
    "right": "phải",
    "end": "phải",
    "both": "đều",
    "distribute": "giãn đều",
    "left": "trái",
    "start": "trái",
}
SIDES = (("top", "trên"), ("bottom", "dưới"), ("left", "trái"), ("right", "phải"))
_TOLD = {"pStyle", "jc"}
_PARAGRAPH_SIDES = (*SIDES, ("between", "giữa"))
_SWITCHES = (
    ("keepNext", "giữ với đoạn sau"),
    ("keepLines", "không tách đoạn"),
    ("pageBreakBefore", "sang trang mới"),
    ("contextualSpacing", "không cách đoạn cùng kiểu"),
)
_RUN_SWITCHES = (
    ("strike", "gạch ngang"),
    ("dstrike", "gạch ngang đôi"),
    ("caps", "in hoa"),
    ("smallCaps", "in hoa nhỏ"),
    ("vanish", "ẩn"),
)
EDGES = (("headerReference", "Đầu trang"), ("footerReference", "Chân trang"))
WHICH = (("default", ""), ("first", " của trang đầu"), ("even", " của trang chẵn"))

_CELL_SIDES = (*SIDES, ("start", "trái"), ("end", "phải"))
_TABLE_SIDES = (*_CELL_SIDES, ("insideH", "ngang"), ("insideV", "dọc"))
_SECTION_BREAKS = {
    "continuous": "liền trang",
    "evenPage": "sang trang chẵn",
    "oddPage": "sang trang lẻ",
    "nextColumn": "sang cột",
}
_RAISED = {"superscript": "chỉ số trên", "subscript": "chỉ số dưới"}

# --- units -----------------------------------------------------------------------------------------------------------


def mm(twips: str | None) -> str:
    """Twips as millimetres with at most one decimal, «12,7»; what is no number stays as it is."""
    return decimal(twips, 25.4 / 1440)


def pt(twips: str | None) -> str:
    """Twips as points."""
    return decimal(twips, 1 / 20)


def decimal(value: str | None, factor: float, places: int = 1) -> str:
    """The value times the factor with a decimal comma and no ending zeros; what is no number stays as it is."""
    try:
        words = f"{float(value or '0') * factor:.{places}f}"
    except ValueError:
        return value or ""
    return words.rstrip("0").rstrip(".").replace(".", ",")


# --- the styles of a document ----------------------------------------------------------------------------------------


class OutlineFormats:
    """The styles and lists of one document, and which of its styles have been met so far."""

    def __init__(self, formats: Formats) -> None:
        self.in_force = formats
        self._met: set[str] = set()

    def name(self, style: str) -> str:
        """The style's name as Word shows it; its id where it is not defined. From now on the style counts as met."""
        self._met.add(style)
        return self.in_force.name(style)

    def style_of(self, props: Settings) -> str:
        """The id of a paragraph's style."""
        return val(props, "pStyle") or self.in_force.paragraph_style(None)

    def paragraph_marks(self, props: Settings) -> list[str]:
        """Style and alignment of a paragraph, then what its own settings add."""
        style = self.style_of(props)
        align = val(props, "jc") or self.in_force.style_align(style)
        marks = [self.name(style) or "không kiểu"]
        if align not in (None, "left", "start"):
            marks.append(ALIGN.get(align, align))
        return marks + self._own_marks(props) if props.keys() - _TOLD else marks

    def run_marks(self, props: Settings) -> tuple[str, ...]:
        """What a run's own settings add, apart from bold and italic."""
        style = val(props, "rStyle")
        marks = [] if style is None else [f"kiểu {self.name(style)}"]
        return (*marks, *_letters(props)) if props else ()

    def used(self) -> Iterator[str]:
        """A line for the defaults, and one for every style met and those they are based on, by name."""
        if self.in_force.defaults is not None:
            yield f"Mặc định: {'; '.join(self.definition(self.in_force.defaults)) or 'không có'}"
        styles = {id_ for style in self._met for id_ in self.in_force.chain(style)}
        for id_ in sorted(styles, key=lambda each: (sort_key(self.name(each)), each)):
            marks = "; ".join(self._definition(self.in_force.styles[id_]))
            yield f"Kiểu «{self.name(id_)}»: {marks or 'không thêm gì'}"

    def definition(self, style: Element) -> list[str]:
        """What a `w:style` says, and the style it is based on; of the document's defaults their letters and lines."""
        if style.tag == f"{W}docDefaults":
            letters = settings(style.find(f"{W}rPrDefault/{W}rPr"))
            return [*_style_letters(letters), *self._style_lines(settings(style.find(f"{W}pPrDefault/{W}pPr")))]
        return list(self._definition(settings(style)))

    def _definition(self, style: Settings) -> Iterator[str]:
        based = val(style, "basedOn")
        if based is not None:
            yield f"dựa trên {self.name(based)}"
        yield from _style_letters(settings(style.get("rPr")))
        yield from self._style_lines(settings(style.get("pPr")))

    def _style_lines(self, props: Settings) -> Iterator[str]:
        align = val(props, "jc")
        if align is not None:
            yield ALIGN.get(align, align)
        yield from self._own_marks(props)

    def _own_marks(self, props: Settings) -> list[str]:
        marks = [*_indents(props), *_spacing(props)]
        for name, word in _SWITCHES:
            switch = on(props, name)
            if switch is not None:
                marks.append(word if switch else f"thôi {word}")
        if on(props, "widowControl") is False:
            marks.append("cho dòng lẻ")
        marks += lines_drawn(settings(props.get("pBdr")), _PARAGRAPH_SIDES) + shade(props)
        marks += [f"điểm dừng {mm(stop.get(f'{W}pos'))} mm" for stop in props.get("tabs", ())]
        level = val(props, "outlineLvl")
        if level is not None and level.isdecimal() and level != "9":
            marks.append(f"đề mục cấp {int(level) + 1}")
        return marks + self._list_marks(settings(props.get("numPr"))) + _tracked(props)

    def _list_marks(self, props: Settings) -> list[str]:
        list_id = val(props, "numId")
        if list_id is None:
            return []
        level = self.in_force.levels.get((list_id, whole(val(props, "ilvl"), 0)))
        return ["thôi liệt kê" if list_id == "0" else f"liệt kê «{'?' if level is None else level.text}»"]


# --- paragraphs ------------------------------------------------------------------------------------------------------


def _indents(props: Settings) -> Iterator[str]:
    indent = props.get("ind")
    if indent is None:
        return
    for names, word in ((("left", "start"), "lùi trái"), (("right", "end"), "lùi phải")):
        value = indent.get(W + names[0], indent.get(W + names[1]))
        if value is not None:
            yield f"{word} {mm(value)} mm"
    for name, word in (("firstLine", "thụt đầu dòng"), ("hanging", "treo")):
        value = indent.get(W + name)
        if value is not None:
            yield f"{word} {mm(value)} mm"


def _spacing(props: Settings) -> Iterator[str]:
    spacing = props.get("spacing")
    if spacing is None:
        return
    for name, word in (("before", "trước"), ("after", "sau")):
        value = spacing.get(W + name)
        if value is not None:
            yield f"{word} {pt(value)} pt"
    line = spacing.get(f"{W}line")
    if line is not None:
        rule = spacing.get(f"{W}lineRule", "auto")
        if rule == "auto":
            yield f"dòng {decimal(line, 1 / 240, places=2)}"
        else:
            yield f"dòng {'đúng' if rule == 'exact' else 'ít nhất'} {pt(line)} pt"


def shade(props: Settings) -> list[str]:
    """The colour behind a paragraph or a cell."""
    fill = val(props, "shd", "fill")
    return [] if fill in (None, "auto") else [f"nền {fill}"]


def lines_drawn(borders: Settings, sides: tuple[tuple[str, str], ...]) -> list[str]:
    """On which sides a line is drawn."""
    with_line = [word for side, word in sides if val(borders, side) not in (None, "nil", "none")]
    return [f"kẻ {' '.join(with_line)}"] if with_line else []


def _tracked(props: Settings) -> list[str]:
    marks = []
    if "rPr" in props:
        letters = settings(props["rPr"])
        marks += ["theo dõi: dấu đoạn được thêm"] if "ins" in letters else []
        marks += ["theo dõi: dấu đoạn bị xóa"] if "del" in letters else []
    return [*marks, "theo dõi: đổi định dạng"] if "pPrChange" in props else marks


# --- runs ------------------------------------------------------------------------------------------------------------


def _style_letters(props: Settings) -> Iterator[str]:
    for name, word in (("b", "đậm"), ("i", "nghiêng")):
        switch = on(props, name)
        if switch is not None:
            yield word if switch else f"thôi {word}"
    yield from _letters(props)
    language = val(props, "lang")
    if language is not None:
        yield f"tiếng {language}"


def _letters(props: Settings) -> list[str]:
    """The letters of a run or a style, apart from bold and italic."""
    marks = []
    font = val(props, "rFonts", "ascii") or val(props, "rFonts", "asciiTheme")
    if font is not None:
        marks.append(font)
    size = val(props, "sz")
    if size is not None:
        marks.append(f"cỡ {decimal(size, 1 / 2)}")
    if val(props, "u") not in (None, "none"):
        marks.append("gạch chân")
    marks += [word for name, word in _RUN_SWITCHES if on(props, name)]
    color = val(props, "color")
    if color not in (None, "auto", "000000"):
        marks.append(f"màu {color}")
    highlight = val(props, "highlight")
    if highlight not in (None, "none"):
        marks.append(f"tô {highlight}")
    position = val(props, "vertAlign")
    if position in _RAISED:
        marks.append(_RAISED[position])
    spread = val(props, "spacing")
    if spread not in (None, "0"):
        marks.append(f"giãn chữ {pt(spread)} pt")
    width = val(props, "w")
    if width not in (None, "100"):
        marks.append(f"co chữ {width} %")
    return [*marks, "theo dõi: đổi định dạng"] if "rPrChange" in props else marks


# --- pages and tables -------------------------------------------------------------------------------------------------


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
    marks += [_SECTION_BREAKS[begins]] if begins in _SECTION_BREAKS else []
    marks += [] if columns in (None, "1") else [f"{columns} cột"]
    return marks or ["không khai báo trang"]


def table_marks(table: Element, formats: OutlineFormats) -> list[str]:
    """The grid of a table, then its style, place and lines."""
    grid = [mm(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    props = settings(table.find(f"{W}tblPr"))
    marks = [f"cột {' + '.join(grid)} mm" if grid else "không khai báo cột"]
    style, align, indent = val(props, "tblStyle"), val(props, "jc"), val(props, "tblInd", "w")
    marks += [] if style is None else [f"kiểu {formats.name(style)}"]
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
    position = val(props, "vAlign")
    if position in ("center", "bottom"):
        marks.append("giữa theo chiều dọc" if position == "center" else "sát đáy")
    return marks + shade(props) + lines_drawn(settings(props.get("tcBorders")), _CELL_SIDES)
