"""Read the content of one paragraph: its words with their looks, its fields, drawn lines and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.docx.anchors import tag_of
from ntsdocs.docx.document import AnchorMark, Content, Remnant
from ntsdocs.docx.fields import Field, OpenFields
from ntsdocs.docx.formats import Formats, RunFormat, TableLook
from ntsdocs.docx.paragraph_places import BOX, boxes
from ntsdocs.docx.xml import MC, Element, W, local, settings, val, visible
from ntsdocs.text.old_encodings import of_font, old_font

_R, _T, _RPR, _SIMPLE = W + "r", W + "t", W + "rPr", W + "fldSimple"
_COMMENT = W + "commentReference"
_SDT, _BOOKMARK = W + "sdt", W + "bookmarkStart"
_WHOLE = (_SDT,)
_CHOICES = MC + "AlternateContent"
_DRAWINGS = (W + "drawing", W + "pict", W + "object")
_SOFT = W + "softHyphen"  # also the letter «ư» of an old font
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", _SOFT: ""}
_STYLES = re.compile(r"(?:^|;)\s*(width|height):\s*([^;]{1,20})")
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,6})?)(pt|in|mm|cm|px|emu|)")
_MM = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, "": 25.4 / 96, "emu": 1 / 36000}
_GROUP = "{urn:schemas-microsoft-com:vml}group"  # has a measure of its own
_LINES = ("line", "straightConnector1")
_THIN_MM = 1.5  # what is no higher is a line, whatever it was drawn with


class Inline:
    """Reads paragraphs one after the other; a field may begin in one and end in another.

    With `hidden` the words that Word hides are read too.
    """

    def __init__(self, formats: Formats, *, hidden: bool = False) -> None:
        self._formats = formats
        self._hidden = hidden
        self.fields = OpenFields()

    def read(
        self, holder: Element | None, content: Content, table: TableLook | None, text_boxes: list[Element]
    ) -> None:
        """Adds what `holder` holds to `content`, and its text boxes to `text_boxes`; a choice of two is read once."""
        for child in visible(holder, _WHOLE):
            if child.tag == _R:
                self._run(child, content, table, text_boxes)
            elif child.tag == _SDT:
                before, about = len(content.runs), settings(child.find(f"{W}sdtPr"))
                self.read(child.find(f"{W}sdtContent"), content, table, text_boxes)
                tag, title = val(about, "tag") or "", val(about, "alias") or ""
                content.marks.append(AnchorMark(tag, before, len(content.runs), is_control=True, title=title))
            elif child.tag == _BOOKMARK:
                at, tag = len(content.runs), tag_of(child.get(f"{W}name", ""))
                content.marks += [AnchorMark(tag, at, at)] if tag else []
            elif child.tag == _SIMPLE:
                before, field = len(content.runs), Field(child.get(f"{W}instr", ""))
                self.read(child, content, table, text_boxes)
                content.remnants.append((Remnant.FIELD, field.instruction))
                if field.name == "PAGE":
                    looks = [look for _, look in content.runs[before:]]
                    content.page = looks[0] if looks else self._look(None, content, table)

    def _look(self, props: Element | None, content: Content, table: TableLook | None) -> RunFormat:
        return self._formats.run(props, content.format.style, table)

    def _run(self, run: Element, content: Content, table: TableLook | None, text_boxes: list[Element]) -> None:
        look: RunFormat | None = None
        words: list[str] = []
        for child in run:
            tag = child.tag
            if tag == _RPR:
                look = self._look(child, content, table)
            elif tag == _T:
                if child.text and (not self.fields.open or self.fields.show):
                    words.append(child.text)
            elif tag in _SIGNS:
                is_letter = tag == _SOFT and look is not None and old_font(look.fonts[1]) is not None
                words.append("\xad" if is_letter else _SIGNS[tag])
            else:
                look = look or self._look(None, content, table)
                words.append(self._other(child, tag, content, text_boxes, look))
        text = "".join(words)
        content.remnants += _remnants(run, text, look)
        if text:
            look = look or self._look(None, content, table)
            if self._hidden or not look.hidden:
                content.runs.append((of_font(text, look.fonts[1]), look))

    def _other(self, child: Element, tag: str, content: Content, text_boxes: list[Element], look: RunFormat) -> str:
        """What stands in a run and is neither text nor a sign."""
        if tag in (W + "br", W + "lastRenderedPageBreak"):
            content.turns_page = content.turns_page or tag != W + "br" or child.get(f"{W}type") == "page"
            return "" if tag != W + "br" or child.get(f"{W}type") in ("page", "column") else "\n"
        if tag == W + "sym":
            return symbol(child)
        if tag == W + "fldChar":
            field = self.fields.pass_mark(child)
            content.remnants += [] if field is None else [(Remnant.FIELD, field.instruction)]
        elif tag == W + "instrText" and self.fields.open:
            self.fields.instruct(child.text or "")
            if self.fields.open[-1].name == "PAGE":
                content.page = look
        elif tag in _DRAWINGS:
            self._drawing(child, content, text_boxes)
        elif tag == BOX:
            text_boxes.append(child)
        elif tag == _CHOICES and len(child):
            for each in child[0]:
                self._other(each, each.tag, content, text_boxes, look)
        return ""

    def _drawing(self, drawing: Element, content: Content, text_boxes: list[Element]) -> None:
        inside = list(boxes(drawing))
        drawn = [each for each in drawing.iter() if each.get("prst") in _LINES or local(each.tag) == "line"]
        length = None if inside or len(drawn) > 1 else _stroke_mm(drawing)
        text_boxes += inside
        content.strokes += [0.0] * len(drawn) if inside or len(drawn) > 1 else [] if length is None else [length]


def _remnants(run: Element, text: str, look: RunFormat | None) -> Iterator[tuple[Remnant, str]]:
    """What work on the text left in a run: a comment, hidden words, a background that paper does not have."""
    if run.find(_COMMENT) is not None:
        yield Remnant.COMMENT, ""
    if look is None or not text.strip():
        return
    mark, shade = run.find(f"{_RPR}/{W}highlight"), run.find(f"{_RPR}/{W}shd")
    if look.hidden:
        yield Remnant.HIDDEN, text
    elif (mark is not None and mark.get(f"{W}val") not in ("none", "white")) or (
        shade is not None and shade.get(f"{W}fill", "auto").lower() not in ("auto", "ffffff")
    ):
        yield Remnant.MARKED, text


def symbol(sign: Element) -> str:
    """The character of a `w:sym`; «•» for one that only its font knows."""
    code = sign.get(f"{W}char", "")
    char = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    shown = of_font(char, sign.get(f"{W}font", ""))
    return shown if shown.isprintable() and shown else "•"


def _stroke_mm(drawing: Element) -> float | None:
    """How long a drawn straight line is, in mm, 0 where that cannot be told; `None` if this is another picture."""
    for each in drawing.iter():
        name, style = local(each.tag), dict(_STYLES.findall(each.get("style") or ""))
        if name == "extent":
            wide, high = (_length(f"{each.get(side)}emu") for side in ("cx", "cy"))
            if high <= _THIN_MM < wide:
                return wide
        elif name == "prstGeom" and each.get("prst") in _LINES:
            return 0.0
        elif name in ("line", "polyline"):
            start, end = (_length((each.get(side) or "0").split(",")[0]) for side in ("from", "to"))
            is_known = name == "line" and next(each.iterancestors(_GROUP), None) is None
            return abs(end - start) if is_known else 0.0
        elif name in ("shape", "rect", "roundrect"):
            is_connector = (each.get("type") or "").endswith(("_t32", "_t20"))
            if is_connector or ("height" in style and _length(style["height"]) <= _THIN_MM):
                return _length(style.get("width", "0"))
    return None


def _length(value: str) -> float:
    """A length of a drawing in mm; 0 where it is none."""
    match = _MEASURE.fullmatch(value.strip())
    return float(match[1]) * _MM[match[2]] if match else 0.0
