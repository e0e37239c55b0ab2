"""How the pages, tables, paragraphs, runs and styles of a Word file look, in short Vietnamese marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ntsdocs.docx.formats import Formats
from ntsdocs.docx.properties import whole
from ntsdocs.docx.xml import Element, Settings, W, on, settings, val
from ntsdocs.text.vn import sort_key

_ALIGN = {
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

_CELL_SIDES = (*SIDES, ("start", "trái"), ("end", "phải"))
_TABLE_SIDES = (*_CELL_SIDES, ("insideH", "ngang"), ("insideV", "dọc"))
_SECTION_BREAKS = {
    "continuous": "liền trang",
    "evenPage": "sang trang chẵn",
    "oddPage": "sang trang lẻ",
    "nextColumn": "sang cột",
}
_PLACED = {"center": "giữa theo chiều dọc", "bottom": "sát đáy"}
_RAISED = {"superscript": "chỉ số trên", "subscript": "chỉ số dưới"}

# --- units -----------------------------------------------------------------------------------------------------------


def mm(twips: str | None) -> str:
    """Twips as millimetres with at most one decimal, «12,7»; what is no number stays as it is."""
    return decimal(twips, 25.4 / 1440)


def pt(twips: str | None) -> str:
    """Twips as points."""
    return decimal(twips, 1 / 20)


def _align(how: str) -> str:
    return _ALIGN.get(how, how)


def decimal(value: str | None, factor: float, places: int = 1) -> str:
    """The value times the factor with a decimal comma and no ending zeros; what is no number stays as it is."""
    try:
        words = f"{float(value or '0') * factor:.{places}f}"
    except ValueError:
        return value or ""
    return words.rstrip("0").rstrip(".").replace(".", ",")


def _mark(words: str, value: str | None, *unless: str, unit: Callable[[str], str] = str) -> list[str]:
    """The words with a value in them; none where the file does not say it, or says what goes `unless` said."""
    return [] if value is None or value in unless else [words.format(unit(value))]


def _switched(props: Settings, switches: Iterable[tuple[str, str]]) -> list[str]:
    """What is switched on, and what is switched off in so many words."""
    states = ((word, on(props, name)) for name, word in switches)
    return [word if state else f"thôi {word}" for word, state in states if state is not None]


def _in_words(names: Mapping[str, str], value: str | None) -> list[str]:
    return [names[value]] if value is not None and value in names else []


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
        marks = [self.name(style) or "không kiểu", *_mark("{}", align, "left", "start", unit=_align)]
        return marks + self._own_marks(props) if props.keys() - _TOLD else marks

    def run_marks(self, props: Settings) -> tuple[str, ...]:
        """What a run's own settings add, apart from bold and italic."""
        return (*_mark("kiểu {}", val(props, "rStyle"), unit=self.name), *_letters(props)) if props else ()

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
        yield from _mark("dựa trên {}", val(style, "basedOn"), unit=self.name)
        yield from _style_letters(settings(style.get("rPr")))
        yield from self._style_lines(settings(style.get("pPr")))

    def _style_lines(self, props: Settings) -> Iterator[str]:
        yield from _mark("{}", val(props, "jc"), unit=_align)
        yield from self._own_marks(props)

    def _own_marks(self, props: Settings) -> list[str]:
        marks = [*_indents(props), *_spacing(props), *_switched(props, _SWITCHES)]
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
    for side, alias, words in (("left", "start", "lùi trái {} mm"), ("right", "end", "lùi phải {} mm")):
        value = val(props, "ind", side)
        yield from _mark(words, val(props, "ind", alias) if value is None else value, unit=mm)
    yield from _mark("thụt đầu dòng {} mm", val(props, "ind", "firstLine"), unit=mm)
    yield from _mark("treo {} mm", val(props, "ind", "hanging"), unit=mm)


def _spacing(props: Settings) -> Iterator[str]:
    yield from _mark("trước {} pt", val(props, "spacing", "before"), unit=pt)
    yield from _mark("sau {} pt", val(props, "spacing", "after"), unit=pt)
    line, rule = val(props, "spacing", "line"), val(props, "spacing", "lineRule") or "auto"
    if rule == "auto":
        yield from _mark("dòng {}", line, unit=lambda value: decimal(value, 1 / 240, places=2))
    else:
        yield from _mark(f"dòng {'đúng' if rule == 'exact' else 'ít nhất'} {{}} pt", line, unit=pt)


def shade(props: Settings) -> list[str]:
    """The colour behind a paragraph or a cell."""
    return _mark("nền {}", val(props, "shd", "fill"), "auto")


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


def _style_letters(props: Settings) -> list[str]:
    switches = _switched(props, (("b", "đậm"), ("i", "nghiêng")))
    return [*switches, *_letters(props), *_mark("tiếng {}", val(props, "lang"))]


def _letters(props: Settings) -> list[str]:
    """The letters of a run or a style, apart from bold and italic."""
    return [
        *_mark("{}", val(props, "rFonts", "ascii") or val(props, "rFonts", "asciiTheme")),
        *_mark("cỡ {}", val(props, "sz"), unit=lambda size: decimal(size, 1 / 2)),
        *_mark("gạch chân", val(props, "u"), "none"),
        *(word for name, word in _RUN_SWITCHES if on(props, name)),
        *_mark("màu {}", val(props, "color"), "auto", "000000"),
        *_mark("tô {}", val(props, "highlight"), "none"),
        *_in_words(_RAISED, val(props, "vertAlign")),
        *_mark("giãn chữ {} pt", val(props, "spacing"), "0", unit=pt),
        *_mark("co chữ {} %", val(props, "w"), "100"),
        *(["theo dõi: đổi định dạng"] if "rPrChange" in props else []),
    ]


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
        marks += _mark("lề đóng gáy {} mm", val(props, "pgMar", "gutter"), "0", unit=mm)
    marks += ["trang đầu riêng"] if on(props, "titlePg") else []
    marks += _mark("đánh số trang từ {}", val(props, "pgNumType", "start"))
    marks += _mark("số trang kiểu {}", val(props, "pgNumType", "fmt"))
    marks += _in_words(_SECTION_BREAKS, val(props, "type"))
    marks += _mark("{} cột", val(props, "cols", "num"), "1")
    return marks or ["không khai báo trang"]


def table_marks(table: Element, formats: OutlineFormats) -> list[str]:
    """The grid of a table, then its style, place and lines."""
    grid = [mm(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    props = settings(table.find(f"{W}tblPr"))
    marks = [f"cột {' + '.join(grid)} mm" if grid else "không khai báo cột"]
    marks += _mark("kiểu {}", val(props, "tblStyle"), unit=formats.name)
    marks += _mark("{}", val(props, "jc"), unit=_align)
    marks += _mark("lùi trái {} mm", val(props, "tblInd", "w"), "0", unit=mm)
    marks += ["cột cố định"] if val(props, "tblLayout", "type") == "fixed" else []
    return marks + lines_drawn(settings(props.get("tblBorders")), _TABLE_SIDES)


def row_marks(row: Element) -> list[str]:
    """What sets a row apart: repeated heading, not split, its height."""
    props = settings(row.find(f"{W}trPr"))
    marks = ["lặp lại ở đầu trang"] if on(props, "tblHeader") else []
    marks += ["không tách"] if on(props, "cantSplit") else []
    exact = val(props, "trHeight", "hRule") == "exact"
    marks += _mark(f"cao {'đúng' if exact else 'ít nhất'} {{}} mm", val(props, "trHeight"), unit=mm)
    marks += ["theo dõi: hàng được thêm"] if "ins" in props else []
    return [*marks, "theo dõi: hàng bị xóa"] if "del" in props else marks


def cell_marks(cell: Element) -> list[str]:
    """What sets a cell apart: merged, placed, shaded, its own lines."""
    props = settings(cell.find(f"{W}tcPr"))
    marks = _mark("gộp {} cột", val(props, "gridSpan"), "1")
    if "vMerge" in props:
        marks.append("bắt đầu gộp dọc" if val(props, "vMerge") == "restart" else "gộp dọc tiếp")
    marks += _in_words(_PLACED, val(props, "vAlign"))
    return marks + shade(props) + lines_drawn(settings(props.get("tcBorders")), _CELL_SIDES)
