"""Read a .docx into the neutral tree.

Our own reading, because pandoc loses what we need: automatic list numbers, hidden rows, fonts of old codes, and which
text is tracked. Merged cells, content controls, text boxes and fields are read; macros are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ntsdocs.docx import package
from ntsdocs.docx.old_fonts import old_code_of_font
from ntsdocs.docx.xml import MC, Element, Settings, W, document_part, is_default, on, parse, relations, settings, val
from ntsdocs.intake.numbering import BULLET, Numbering, list_of
from ntsdocs.intake.tree import Builder, SourceCell, SourceDocument
from ntsdocs.text import old_encodings

_DROPPED = {"del", "moveFrom"}
_HOLDERS = {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "hyperlink", "fldSimple", "dir", "bdo"}
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = {"footnoteReference": "chú thích cuối trang", "endnoteReference": "chú thích cuối văn bản"}
_ACCEPTED = "có thay đổi đang theo dõi (Track Changes): đọc như đã chấp nhận tất cả"
_BOXED = f"{W}txbxContent"
_DEEPEST = 12  # tables and boxes inside one another


def read(data: bytes, file: str) -> SourceDocument:
    """The document in the bytes of a .docx; `PackageError` if it is damaged or hostile."""
    parts = package.read(data)
    name = document_part(parts)
    body = parse(parts[name], name).find(f"{W}body")
    related = {each.kind: each.target for each in relations(parts, name).values()}
    reader = _Reader(Builder(file), _part(parts, related.get("numbering")), _part(parts, related.get("styles")))
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        reader.built.note("tệp có macro; không chạy, không đọc", "cả tệp")
    if body is not None:
        reader.blocks(body)
    return reader.built.document()


def _part(parts: Mapping[str, bytes], name: str | None) -> Element | None:
    return parse(parts[name], name) if name in parts and name else None


@dataclass(slots=True)
class _Text:
    """The text of a paragraph as it grows, and the boxes met in it."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Reader:
    """Goes through one document's body."""

    def __init__(self, built: Builder, numbering: Element | None, styles: Element | None) -> None:
        self.built = built
        self._numbering = Numbering(numbering)
        self._styles = _Styles(styles)
        self._fields: list[bool] = []  # for each open field, whether its result has begun
        self._depth = 0

    def blocks(self, holder: Element) -> None:
        """Adds the paragraphs and tables inside."""
        for block in _blocks(holder):
            if block.tag == f"{W}tbl":
                self.built.grid(self._rows(block, self.built.next_grid()))
                continue
            text, number, bold, boxes = self._paragraph(block, "văn bản")
            self.built.para(text, "" if number == BULLET else number, bold=bold)
            for box in boxes:
                self.built.note("có chữ trong khung (text box); đọc như đoạn văn ngay sau", "văn bản")
                self.blocks(box)

    # --- tables ---

    def _rows(self, table: Element, place: str) -> Iterator[tuple[list[SourceCell], bool]]:
        for number, row in enumerate(_children(table, "tr"), start=1):
            where = f"{place}, hàng {number}"
            props = settings(row.find(f"{W}trPr"))
            if "del" in props:
                self.built.note(_ACCEPTED, where)
                continue
            pieces = [SourceCell(width=_count(val(props, "gridBefore")))] if "gridBefore" in props else []
            pieces += [self._cell(cell, f"{where}, ô {at}") for at, cell in enumerate(_children(row, "tc"), start=1)]
            yield pieces, bool(on(props, "hidden"))

    def _cell(self, cell: Element, place: str) -> SourceCell:
        props = settings(cell.find(f"{W}tcPr"))
        merge = props.get("vMerge")
        continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        lines, number, bold = self._lines(cell, place)
        return SourceCell("\n".join(lines), number, bold, _count(val(props, "gridSpan")), continues=continues)

    def _lines(self, holder: Element, place: str) -> tuple[list[str], str, bool]:
        """The lines of a cell, the automatic number of its first one, and whether all its letters are bold."""
        lines: list[str] = []
        first, bolds = "", []
        self._depth += 1
        for block in _blocks(holder) if self._depth < _DEEPEST else ():
            if block.tag == f"{W}tbl":
                self.built.note("có bảng lồng trong ô; chữ của bảng ấy được đọc nối vào ô", place)
                for pieces, _ in self._rows(block, place):
                    lines.append(" | ".join(piece.text for piece in pieces if piece.text))
                continue
            text, number, bold, boxes = self._paragraph(block, place)
            if not lines and number and number != BULLET:
                first, number = number, ""
            if text.strip():
                lines.append(f"{number} {text}" if number else text)
                bolds.append(bold)
            for box in boxes:
                self.built.note("có chữ trong khung (text box); đọc nối vào ô", place)
                lines += self._lines(box, place)[0]
        self._depth -= 1
        return lines, first, bool(bolds) and all(bolds)

    # --- paragraphs ---

    def _paragraph(self, paragraph: Element, place: str) -> tuple[str, str, bool, list[Element]]:
        props = settings(paragraph.find(f"{W}pPr"))
        style = val(props, "pStyle") or self._styles.default
        listed = list_of(props) or self._styles.list_of(style)
        text = _Text()
        self._walk(paragraph, text, style, place)
        words = "".join(text.pieces)
        number = self._numbering.next(*listed) if listed and (words.strip() or not text.boxes) else ""
        return words.strip(), number, bool(text.bold) and all(text.bold), text.boxes

    def _walk(self, holder: Element, text: _Text, style: str, place: str) -> None:
        for child in holder:
            name = child.tag.rpartition("}")[2]
            if name in _DROPPED:
                self.built.note(_ACCEPTED, place)
            elif name == "r":
                self._run(child, text, style, place)
            elif name in _HOLDERS:
                if name in ("ins", "moveTo"):
                    self.built.note(_ACCEPTED, place)
                self._walk(child, text, style, place)

    def _run(self, run: Element, text: _Text, style: str, place: str) -> None:
        props = settings(run.find(f"{W}rPr"))
        said: list[str] = []
        for child in run:
            name = child.tag.rpartition("}")[2]
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif name in _NOTES:
                self.built.note(f"có {_NOTES[name]}; dấu chú thích không đọc vào ô", place)
            elif name in ("AlternateContent", "drawing", "pict", "object"):
                text.boxes += _boxes(child)
            elif self._shown:
                said.append(_said(child, name))
        words = "".join(said)
        if not words:
            return
        if on(props, "vanish"):
            self.built.note("có chữ ẩn; vẫn đọc", place)
        if code := old_code_of_font(self._styles.font(props, style)):
            self.built.note(f"chữ ở mã {code.name} (theo phông chữ); đã chuyển sang Unicode", place)
            words = old_encodings.decoded(words, code.name)
            words = words.upper() if code.capitals else words
        text.pieces.append(words)
        if words.strip():
            text.bold.append(self._styles.bold(props, style))

    @property
    def _shown(self) -> bool:
        return all(self._fields)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


class _Styles:
    """What a run's and a paragraph's styles say of bold letters, fonts and lists."""

    def __init__(self, part: Element | None) -> None:
        found = [] if part is None else part.findall(f"{W}style")
        self._styles = {each.get(f"{W}styleId", ""): settings(each) for each in found}
        self.default = next((each.get(f"{W}styleId", "") for each in found if is_default(each)), "")
        defaults = None if part is None else part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = settings(defaults)

    def _chain(self, style: str) -> Iterator[Settings]:
        met: set[str] = set()
        while style in self._styles and style not in met:
            met.add(style)
            yield self._styles[style]
            style = val(self._styles[style], "basedOn") or ""

    def list_of(self, style: str) -> tuple[str, int] | None:
        """The list that the paragraph style is of."""
        return next((found for each in self._chain(style) if (found := list_of(settings(each.get("pPr"))))), None)

    def _letters(self, props: Settings, style: str) -> Iterator[Settings]:
        yield props
        for name in (val(props, "rStyle") or "", style):
            for each in self._chain(name):
                yield settings(each.get("rPr"))
        yield self._defaults

    def bold(self, props: Settings, style: str) -> bool:
        """Whether a run is bold."""
        found = (on(each, "b") for each in self._letters(props, style))
        return bool(next((state for state in found if state is not None), False))

    def font(self, props: Settings, style: str) -> str:
        """The font of a run."""
        for each in self._letters(props, style):
            if font := val(each, "rFonts", "hAnsi") or val(each, "rFonts", "ascii"):
                return font
        return ""


def _said(child: Element, name: str) -> str:
    if name == "t":
        return child.text or ""
    if name == "sym":
        code = child.get(f"{W}char", "")
        return chr(int(code, 16)) if len(code) == 4 and code.isalnum() and not code.upper().startswith("F") else ""
    if name == "br":
        return "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
    return _SIGNS.get(name, "")


def _blocks(holder: Element) -> Iterator[Element]:
    """The paragraphs and tables inside, those in content controls and tracked insertions too."""
    for child in holder:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag.rpartition("}")[2] in _HOLDERS:
            yield from _blocks(child)


def _children(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for child in holder:
        if child.tag == W + name:
            yield child
        elif child.tag.rpartition("}")[2] in _HOLDERS:
            yield from _children(child, name)


def _boxes(holder: Element) -> list[Element]:
    """The text boxes of a drawing, once: Word writes each twice, for itself and for older programs."""
    if holder.tag == f"{MC}AlternateContent":
        choice = holder.find(f"{MC}Choice")
        return [] if choice is None else _boxes(choice)
    outer = []
    for child in holder:
        outer += [child] if child.tag == _BOXED else _boxes(child)
    return outer


def _count(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 4 else 1
