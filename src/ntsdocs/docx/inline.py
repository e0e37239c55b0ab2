"""What stands in a paragraph: its words with their looks, its fields, drawn lines and text boxes."""

from __future__ import annotations

from collections.abc import Iterator

from ntsdocs.docx import drawings
from ntsdocs.docx.formats import Formats, RunFormat, TableLook
from ntsdocs.docx.pieces import HOLDERS, Content
from ntsdocs.docx.xml import MC, Element, W

ALTERNATE = MC + "AlternateContent"
_R, _T, _RPR = W + "r", W + "t", W + "rPr"
_LONGEST_INSTRUCTION = 200  # characters; only its first word is asked for
_BOX = W + "txbxContent"
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": ""}


class Inline:
    """Reads paragraphs one after the other; a field may begin in one and end in another."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self.fields: list[str] = []  # of each open field: its instruction, or «=» once its result is shown

    def read(self, holder: Element, found: Content, table: TableLook | None, boxes: list[Element]) -> None:
        """Adds what `holder` holds to `found`, and its text boxes to `boxes`; a choice of two is read once."""
        for child in holder:
            tag = child.tag
            if tag == _R:
                self._run(child, found, table, boxes)
            elif tag == W + "sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self.read(content, found, table, boxes)
            elif tag in HOLDERS:
                before = len(found.runs)
                self.read(child, found, table, boxes)
                if tag == W + "fldSimple" and (child.get(f"{W}instr") or "").split()[:1] == ["PAGE"]:
                    looks = [look for _, look in found.runs[before:]]
                    found.page = looks[0] if looks else self._look(None, found, table)
            elif tag == ALTERNATE and len(child):
                self.read(child[0], found, table, boxes)

    def _look(self, props: Element | None, found: Content, table: TableLook | None) -> RunFormat:
        return self._formats.run(props, found.format.style, table)

    def _run(self, run: Element, found: Content, table: TableLook | None, boxes: list[Element]) -> None:
        look: RunFormat | None = None
        words: list[str] = []
        for child in run:
            tag = child.tag
            if tag == _RPR:
                look = self._look(child, found, table)
            elif tag == _T:
                if child.text and (not self.fields or all(each == "=" for each in self.fields)):
                    words.append(child.text)
            elif tag in _SIGNS:
                words.append(_SIGNS[tag])
            else:
                look = look or self._look(None, found, table)
                words.append(self._other(child, tag, found, boxes, look))
        text = "".join(words)
        if text:
            look = look or self._look(None, found, table)
            if not look.hidden:
                found.runs.append((_as_shown(text, look.fonts[1]), look))

    def _other(self, child: Element, tag: str, found: Content, boxes: list[Element], look: RunFormat) -> str:
        """What stands in a run and is neither text nor a sign."""
        if tag == W + "br":
            return "" if child.get(f"{W}type") in ("page", "column") else "\n"
        if tag == W + "sym":
            return "•"
        if tag == W + "fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
        elif tag == W + "instrText" and self.fields:
            self.fields[-1] = (self.fields[-1] + (child.text or ""))[:_LONGEST_INSTRUCTION]
            if self.fields[-1].split()[:1] == ["PAGE"]:
                found.page = look
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child, found, boxes)
        elif tag == ALTERNATE and len(child):
            for each in child[0]:
                self._other(each, each.tag, found, boxes, look)
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin" and len(self.fields) < 100:
            self.fields.append("")
        elif self.fields and kind == "separate":
            self.fields[-1] = "="
        elif self.fields and kind == "end":
            self.fields.pop()

    def _drawing(self, drawing: Element, found: Content, boxes: list[Element]) -> None:
        held = list(_outermost(drawing))
        if held:
            boxes += held
            return
        length = drawings.length_mm(drawing)
        if length is not None:
            found.strokes.append(length)


def _as_shown(text: str, font: str) -> str:
    """The text in Unicode where its font shows the bytes of an older code as other letters («.VnTime», «VNI-Times»)."""
    if not font.lower().startswith((".vn", "vni-")) or any(char > "\xff" for char in text):
        return text
    from ntsdocs.docx.old_fonts import old_code_of_font
    from ntsdocs.text import old_encodings

    code = old_code_of_font(font)
    if code is None:
        return text
    shown = old_encodings.decoded(text, code.name)
    return shown.upper() if code.capitals else shown


def _outermost(holder: Element) -> Iterator[Element]:
    """The text boxes in a drawing; of a choice the first, and none that stands in another."""
    for child in holder:
        if child.tag == _BOX:
            yield child
        else:
            yield from _outermost(child[0] if child.tag == ALTERNATE and len(child) else child)
