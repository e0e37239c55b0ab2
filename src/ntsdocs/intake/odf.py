"""Read the text of an .odt as a web page, and the sheets of an .ods as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from ntsdocs.docx import package, xml
from ntsdocs.docx.xml import Element, local
from ntsdocs.intake import web
from ntsdocs.intake.builder import MAX_COLUMNS, MAX_ROWS, Builder, TooLargeError, slot_of
from ntsdocs.intake.rtf import CellEdge, rows_html
from ntsdocs.intake.tree import SourceCell, SourceTable, Trait
from ntsdocs.intake.web import counted, whole
from ntsdocs.tables import sheets as workbook_sheets
from ntsdocs.tables.sheets import Sheet, SheetCell, SheetRow

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _STYLE = (f"{_NAMES}{name}:1.0}}" for name in ("table", "text", "style"))
_WIDE = 100_000.0  # of a table whose columns are measured, in no unit
_TOLD = {"annotation": Trait.COMMENT, "note": Trait.NOTE, "tracked-changes": Trait.TRACKED}
_PASSED_OVER = (*_TOLD, "sequence-decls", "forms", "covered-table-cell", "shapes", "title", "desc", "object")
_TAGS = {"p": "p", "h": "p", "span": "span", "section": "div", "text-box": "div", "hidden-text": "span"}
_CSS = {"background-color": "background", "font-name": "font-family"}  # attributes that CSS has under other names


def page(data: bytes, built: Builder) -> str:
    """The text as a page; `PackageError` if it is damaged or hostile."""
    file = _Odf(data, built)
    return "".join(file.html(file.body))


def sheets(data: bytes, built: Builder) -> tuple[Sheet, ...]:
    """The sheets, each cell with the text that is shown; `PackageError` if they are damaged or hostile."""
    file = _Odf(data, Builder(built.file))  # each cell tells its own traits
    return tuple(file.sheet(each) for each in file.body.iter(f"{_TABLE}table"))


class _Odf:
    """One file: what its styles say as CSS, its counted lists, its body."""

    def __init__(self, data: bytes, built: Builder) -> None:
        parts = package.read(data)
        if "content.xml" not in parts:
            raise package.PackageError("tệp hỏng: không có phần nội dung")
        roots = [xml.parse(parts[name], name) for name in ("styles.xml", "content.xml") if name in parts]
        self.body = next(roots[-1].iter("{*}body"), roots[-1])
        self._built = built
        styles = [style for root in roots for style in root.iter(f"{_STYLE}style", f"{_TEXT}list-style")]
        self._styles = {(each.get(f"{_STYLE}family", ""), each.get(f"{_STYLE}name", "")): each for each in styles}
        self._css: dict[tuple[str, str], str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._room = 100_000_000  # characters of rows, which a file may repeat

    def css(self, family: str, name: str, depth: int = 0) -> str:
        """What the style and those it is based on say, the nearest last."""
        style = self._styles.get((family, name))
        if style is None or depth > 20:
            return ""
        if (family, name) not in self._css:
            above = self.css(family, style.get(f"{_STYLE}parent-style-name", ""), depth + 1)
            self._css[family, name] = ";".join((above, *(each for props in style for each in _declared(props))))
        return self._css[family, name]

    # --- text ---

    def html(self, holder: Element, lists: tuple[str, int] = ("", 0)) -> Iterator[str]:
        """What an element holds as HTML, with the style of the list and the level it stands in."""
        yield escape(holder.text or "")
        for child in holder:
            yield from self._element(child, local(child.tag), lists)
            yield escape(child.tail or "")

    def _element(self, element: Element, name: str, lists: tuple[str, int]) -> Iterator[str]:
        if name in _TOLD and (name != "tracked-changes" or len(element)):
            self._built.note(_TOLD[name], "văn bản")
        if name in ("s", "tab"):
            yield " "
        elif name in ("line-break", "image"):
            yield "<br>" if name == "line-break" else "<img>"
        elif name == "table":
            yield from self._table(element)
        elif name == "list":
            style, level = element.get(f"{_TEXT}style-name") or lists[0], lists[1] + 1
            if level == 1 and not any(element.get(_TEXT + each) for each in ("continue-numbering", "continue-list")):
                self._counts = {key: count for key, count in self._counts.items() if key[0] != style}
            yield from ("<ul>", *self.html(element, (style, level)), "</ul>")
        elif name == "list-item":
            yield f"<li><span style='mso-list:Ignore'>{escape(self._sign(element, *lists))}</span>"
            yield from (*self.html(element, lists), "</li>")
        elif name not in _PASSED_OVER:
            if name == "text-box":
                self._built.note(Trait.BOX, "văn bản")
            yield from self._styled(element, _TAGS.get(name, ""), lists)

    def _styled(self, element: Element, tag: str, lists: tuple[str, int]) -> Iterator[str]:
        if tag:
            css = self.css("text" if tag == "span" else "paragraph", element.get(f"{_TEXT}style-name", ""))
            is_hidden = element.get(f"{_TEXT}display") == "none" or local(element.tag) == "hidden-text"
            yield f'<{tag} style="{escape(css)}{";display:none" * is_hidden}">'
            yield escape(element.get(f"{_TEXT}string-value") or "")
        yield from self.html(element, lists)
        yield f"</{tag}>" if tag else ""

    def _sign(self, item: Element, style: str, level: int) -> str:
        """The number or the bullet in front of an item."""
        for deeper in [key for key in self._counts if key[0] == style and key[1] > level]:
            del self._counts[deeper]
        levels = {each.get(f"{_TEXT}level"): each for each in self._styles.get(("", style), ())}
        own = levels.get(str(level))
        if own is None or local(own.tag) != "list-level-style-number" or not own.get(f"{_STYLE}num-format"):
            return "-"
        before = self._counts.get((style, level), whole(own.get(f"{_TEXT}start-value"), 1) - 1)
        self._counts[style, level] = whole(item.get(f"{_TEXT}start-value"), before + 1)
        shown = range(max(1, level - whole(own.get(f"{_TEXT}display-levels"), 1) + 1), level + 1)
        numbers = (
            counted(self._counts.get((style, at), 1), levels[str(at)].get(f"{_STYLE}num-format") or "1")
            for at in shown
            if str(at) in levels
        )
        return f"{own.get(f'{_STYLE}num-prefix', '')}{'.'.join(numbers)}{own.get(f'{_STYLE}num-suffix', '')}"

    # --- tables ---

    def _table(self, table: Element) -> Iterator[str]:
        if next((each for each in table.iter(f"{_TABLE}table") if each.get(f"{_TABLE}is-sub-table")), None) is not None:
            yield f"<table>{''.join(rows_html([*self._divided(table, 0, _WIDE)]))}</table>"
            return
        rows = ((row, min(times, MAX_ROWS) if _has_words(row) else int(times == 1)) for row, times in _rows(table))
        yield f"<table>{''.join(self._repeated(row, times) for row, times in rows)}</table>"

    def _repeated(self, row: Element, times: int) -> str:
        html = self._row(row)
        self._room -= len(html) * times
        if self._room < 0:
            raise TooLargeError("các hàng lặp lại làm bảng quá lớn")
        return html * times

    def _divided(self, table: Element, left: float, width: float) -> Iterator[list[CellEdge]]:
        """The rows of a table whose cells are divided by tables, each cell by its right edge."""
        columns = [self._width(each.get(f"{_TABLE}style-name", "")) for each in _columns(table)]
        scale = width / (sum(columns) or 1)
        for row, _ in _rows(table):
            parts: list[list[list[CellEdge]]] = []  # of each cell its rows of edges
            for at, cell, span, _, _ in self._cells(row):
                begin, end = (left + scale * sum(columns[:place]) for place in (at, at + span))
                divided = [each for each in cell if each.get(f"{_TABLE}is-sub-table")]
                own = [row for each in divided for row in self._divided(each, begin, end - begin)]
                content = "" if divided else "".join(self.html(cell))
                parts.append(own or [[CellEdge(round(end), frozenset(), content)]])
            height = max(map(len, parts), default=0)
            for number in range(height):
                yield [
                    replace(edge, marks=frozenset(("clvmrg",) if number >= len(part) else ("clvmgf",) * (height > 1)))
                    if len(part) == 1
                    else edge
                    for part in parts
                    for edge in part[min(number, len(part) - 1)]
                ]

    def _width(self, name: str) -> float:
        style = self._styles.get(("table-column", name), ())
        sizes = (props.get(f"{_STYLE}{each}column-width", "") for props in style for each in ("rel-", ""))
        return next((float(size[0]) for each in sizes if (size := re.match(r"\d{1,9}(\.\d{1,6})?", each))), 1.0)

    def _row(self, row: Element) -> str:
        cells = "".join(
            f'<td colspan={width} rowspan={height} style="{escape(css)}">{"".join(self.html(cell))}</td>'
            for _, cell, width, height, css in self._cells(row)
        )
        return f"<tr{' hidden' * _is_hidden(row)}>{cells}</tr>"

    def _cells(self, row: Element) -> Iterator[tuple[int, Element, int, int, str]]:
        """The cells that begin in a row: column, element, how many columns and rows it covers, how it looks."""
        at = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = whole(cell.get(f"{_TABLE}number-columns-repeated"), 1)
            width, height = (whole(cell.get(f"{_TABLE}number-{each}-spanned"), 1) for each in ("columns", "rows"))
            css = self.css("table-cell", cell.get(f"{_TABLE}style-name", ""))
            if cell.tag == f"{_TABLE}table-cell":
                for offset in range(min(times, MAX_COLUMNS - at) if len(cell) or times < MAX_COLUMNS else 0):
                    yield at + offset, cell, max(1, width), max(1, height), css
            at += times
            if at >= MAX_COLUMNS:
                return

    # --- sheets ---

    def sheet(self, table: Element) -> Sheet:
        """A sheet, without what is only formatted."""
        filled: list[tuple[int, Element]] = []
        number = 1
        for row, times in _rows(table):
            filled += [(number + offset, row) for offset in range(min(times, MAX_ROWS))] if _has_words(row) else []
            number += times
            if len(filled) > MAX_ROWS:
                raise TooLargeError(f"các bảng có hơn {MAX_ROWS} hàng")
        html = "".join(self._repeated(row, 1) for _, row in filled)
        read = web.read(f"<table>{html}</table>", Builder(""))
        laid = (row for table in read if isinstance(table, SourceTable) for row in table.rows)
        rows = []
        for (at, row), (cells, hidden) in zip(filled, laid, strict=True):
            own = zip(self._cells(row), cells, strict=True)
            rows.append(SheetRow(at, {place[0]: _sheet_cell(cell, place[1]) for place, cell in own}, hidden))
        hidden_columns = {at for at, column in enumerate(_columns(table), start=1) if _is_hidden(column)}
        is_hidden = "display:false" in self.css("table", table.get(f"{_TABLE}style-name", ""))
        name = table.get(f"{_TABLE}name", "")
        return Sheet(name, is_hidden, tuple(rows), workbook_sheets.used_letters(rows, hidden_columns))


def _sheet_cell(cell: SourceCell, element: Element) -> SheetCell:
    slot = slot_of(cell, "")
    remark = workbook_sheets.CALCULATED if element.get(f"{_TABLE}formula") else ""
    commented = next(element.iter("{*}annotation"), None) is not None
    text = _shown(slot.text, element)
    return SheetCell(text, slot.bold, cell.width, cell.height, remark, slot.shaded, slot.struck, commented)


def _shown(text: str, cell: Element) -> str:
    """The text of a cell, its date or figures in Vietnamese order and signs where they are in English ones."""
    day, value = (cell.get(f"{_NAMES}office:1.0}}{name}", "") for name in ("date-value", "value"))
    if day and re.fullmatch(r"\d{1,2}([/-])\d{1,2}\1\d{2,4}", text):
        return "/".join(reversed(day[:10].split("-")))
    figures = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if figures is None or not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return text
    scaled = abs(float(value)) * (100 if "%" in text else 1)
    decimals = len(figures[0].partition(".")[2])
    if f"{scaled:.{decimals}f}" != figures[0].replace(",", ""):
        return text
    return text.replace(figures[0], figures[0].translate(str.maketrans(",.", ".,")), 1)


def _columns(table: Element) -> list[Element]:
    """The columns of a table, as often as they are repeated."""
    own = (each for each in table.iter(f"{_TABLE}table-column") if next(each.iterancestors(table.tag)) is table)
    counts = ((each, min(whole(each.get(f"{_TABLE}number-columns-repeated"), 1), MAX_COLUMNS)) for each in own)
    return [each for each, count in counts for _ in range(count)][:MAX_COLUMNS]


def _rows(holder: Element) -> Iterator[tuple[Element, int]]:
    """The rows of a table, each with how often it is repeated."""
    for child in holder:
        if child.tag == f"{_TABLE}table-row":
            yield child, max(1, whole(child.get(f"{_TABLE}number-rows-repeated"), 1))
        elif local(child.tag) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _has_words(row: Element) -> bool:
    return any((text or "").strip() for text in row.itertext())


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _declared(props: Element) -> Iterator[str]:
    """What the properties of a style say, as CSS."""
    for key, value in ((str(key), str(value)) for key, value in props.attrib.items()):
        name = local(key)
        if name.startswith("text-line-through-") and name.endswith(("style", "type")) and value != "none":
            yield "text-decoration:line-through"
        elif name == "text-position" and not value.startswith("0"):
            yield f"vertical-align:{'sub' if value.startswith(('sub', '-')) else 'super'}"
        elif name in (*_CSS, "font-weight", "display"):
            yield f"{_CSS.get(name, name)}:{re.sub('[;:]', ' ', value)}"
