"""The text of one Word paragraph as a line, with marks for what a reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntsdocs.docx import grid
from ntsdocs.docx.charts import C
from ntsdocs.docx.fields import Field, OpenFields
from ntsdocs.docx.formats import TableLook
from ntsdocs.docx.outline_format import OutlineFormats, decimal
from ntsdocs.docx.paragraph_places import boxes
from ntsdocs.docx.xml import MEANINGLESS, Element, R, W, local, settings, val
from ntsdocs.text import vn

_BREAKS = {"page": "[ngắt trang]", "column": "[ngắt cột]"}
_SIGNS = {"tab": "⇥", "ptab": "⇥", "cr": "↵", "noBreakHyphen": "\u2011", "softHyphen": "¬"}
_PICTURES = {"drawing", "pict", "object"}
_NOTES = {
    "footnoteReference": ("footnotes", "chú thích"),
    "endnoteReference": ("endnotes", "chú thích cuối văn bản"),
    "commentReference": ("comments", "ý kiến"),
}
_TRACKED = {"ins": "+", "moveTo": "+", "del": "-", "moveFrom": "-"}
_HOLDERS = {*MEANINGLESS, "sdtContent"}
_LOCKS = {
    "sdtLocked": "không xóa được",
    "contentLocked": "không sửa được",
    "sdtContentLocked": "không sửa, không xóa được",
}
_EMU_PER_MM = 36000
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
# What a document says that looks like a mark of this text; a stroke back before it says that it is none.
_LIKE_A_MARK = re.compile(r"\*\*|//|[⟦⟧]")
_SWITCH = re.compile(r"\s*\\\*\s*MERGEFORMAT")


@dataclass(frozen=True, slots=True)
class TextLook:
    """How a run looks: bold, italic, and what its own settings add."""

    bold: bool
    italic: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TextPiece:
    """A piece of a paragraph's line: its words, and where they come from.

    `look` is `None` for what is no run's text. `source` is the `w:rPr` of such text, or else the element that the words
    stand for, if there is one. `frames` says that the words are the opening (`source`) or the closing of a control.
    """

    words: str
    look: TextLook | None = None
    source: Element | None = None
    frames: bool = False


class Prose:
    """Turns the paragraphs of one part into lines; fields may run from one paragraph to the next."""

    def __init__(self, formats: OutlineFormats, links: Mapping[str, str], notes: dict[tuple[str, str], int]) -> None:
        self.formats = formats
        self.boxes: list[Element] = []  # the text boxes of the last paragraph
        self._links = links
        self._notes = notes
        self._fields = OpenFields()
        self._style = ""
        self._table: TableLook | None = None
        self._tables: dict[Element, TableLook | None] = {}
        self._pieces: list[TextPiece] = []

    @property
    def pieces(self) -> tuple[TextPiece, ...]:
        """The pieces of the last paragraph."""
        return tuple(self._pieces)

    def apart(self) -> Prose:
        """Another one for a text box of the same part, which must not disturb this one."""
        return Prose(self.formats, self._links, self._notes)

    def enter(self, table: Element) -> None:
        """Makes known what the style of a table says of the text in its cells."""
        self._tables.update(grid.looks(table, self.formats.in_force))

    def paragraph(self, paragraph: Element) -> tuple[list[str], str]:
        """The paragraph's marks, and its text."""
        cell = next(paragraph.iterancestors(f"{W}tc"), None) if self._tables else None
        self._table = None if cell is None else self._tables.get(cell)
        props = settings(paragraph.find(f"{W}pPr"))
        self._style = self.formats.style_of(props)
        self._pieces = []
        self.boxes = []
        self._walk(paragraph)
        marks = self.formats.paragraph_marks(props)
        shared = self._shared_marks()
        if not self._pieces:
            shared = self.formats.run_marks(settings(props.get("rPr")))
        return [*marks, *shared], _edges(self._written(shared))

    def control(self, control: Element) -> str:
        """The opening mark of a content control."""
        props = settings(control.find(f"{W}sdtPr"))
        words = [val(props, "tag") or "không nhãn"]
        alias = val(props, "alias")
        if alias is not None:
            words.append(f"«{alias}»")
        if "showingPlcHdr" in props:
            words.append("chờ điền")
        lock = val(props, "lock")
        if lock in _LOCKS:
            words.append(_LOCKS[lock])
        return f"⟦{', '.join(words)}⟧"

    # --- gathering pieces ---

    def _walk(self, holder: Element) -> None:
        for child in holder:
            name = local(child.tag)
            if name == "r":
                self._run(child)
            elif name in _HOLDERS:
                self._walk(child)
            elif name == "sdt":
                self._control(child)
            elif name == "hyperlink":
                target = self._links.get(child.get(f"{R}id", ""), child.get(f"{W}anchor", ""))
                self._between(f"[liên kết {target}: ", child, "]")
            elif name in _TRACKED:
                sign = _TRACKED[name]
                self._between(f"[{sign}", child, f"{sign}]")
            elif name == "fldSimple":
                self._simple_field(child)
            elif name in ("oMath", "oMathPara"):
                self._say("[công thức]")
            elif name == "AlternateContent" and len(child):
                self._walk(child[0])

    def _between(self, opening: str, holder: Element, closing: str) -> None:
        self._say(opening)
        self._walk(holder)
        self._say(closing)

    def _control(self, control: Element) -> None:
        if self._hidden:
            self._walk(control)
            return
        self._pieces.append(TextPiece(self.control(control), None, control, frames=True))
        self._walk(control)
        self._pieces.append(TextPiece("⟦/⟧", frames=True))

    @property
    def _hidden(self) -> bool:
        return _hide(self._fields.open)

    def _say(self, words: str, look: TextLook | None = None, source: Element | None = None) -> None:
        if words and not self._hidden:
            self._pieces.append(TextPiece(words, look, source))

    def _simple_field(self, element: Element) -> None:
        field = Field(element.get(f"{W}instr", ""), has_result=True)
        self._say(f"[{_instruction(field)}]")
        self._fields.open.append(field)
        self._walk(element)
        self._fields.open.pop()

    def _run(self, run: Element) -> None:
        props = run.find(f"{W}rPr")
        self._run_content(run, self._look(props), props)

    def _look(self, props: Element | None) -> TextLook:
        look = self.formats.in_force.run(props, self._style, self._table)
        return TextLook(look.bold, look.italic, self.formats.run_marks(settings(props)))

    def _run_content(self, run: Element, look: TextLook, props: Element | None) -> None:
        for child in run:
            name = local(child.tag)
            if name in ("t", "delText"):
                self._say(_visible(child.text or ""), look, props)
            elif name in _SIGNS:
                self._say(_SIGNS[name], look, props)
            elif name == "br":
                kind = child.get(f"{W}type", "")
                self._say(_BREAKS.get(kind, "↵"), None if kind in _BREAKS else look, props)
            elif name == "AlternateContent" and len(child):
                self._run_content(child[0], look, props)
            else:
                self._sign(child, name)

    def _sign(self, sign: Element, name: str) -> None:
        """What stands in a run and is no text."""
        if name == "fldChar":
            field = self._fields.pass_mark(sign)
            if field is not None and not _hide(each for each in self._fields.open if each is not field):
                self._pieces.append(TextPiece(f"[{_instruction(field)}]"))
        elif name == "instrText":
            self._fields.instruct(sign.text or "")
        elif name in _NOTES:
            self._note(name, sign.get(f"{W}id", ""))
        elif name == "sym":
            self._say(f"[ký tự {sign.get(f'{W}char')} {sign.get(f'{W}font')}]", source=sign)
        elif name in _PICTURES:
            self._picture(sign)

    def _note(self, name: str, id_: str) -> None:
        kind, word = _NOTES[name]
        count = sum(1 for noted, _ in self._notes if noted == kind)
        self._say(f"[{word} {self._notes.setdefault((kind, id_), count + 1)}]")

    def _picture(self, picture: Element) -> None:
        self.boxes += boxes(picture)
        extent = next(picture.iter(f"{_DRAWING}extent"), None)
        about = next(picture.iter(f"{_DRAWING}docPr"), None)
        words = ["biểu đồ" if next(picture.iter(f"{C}chart"), None) is not None else "hình"]
        if extent is not None:
            sides = (decimal(extent.get(side), 1 / _EMU_PER_MM) for side in ("cx", "cy"))
            words.append(f"{' × '.join(sides)} mm")
        if about is not None and about.get("descr"):
            words.append(f"«{about.get('descr')}»")
        self._say(f"[{', '.join(words)}]", source=picture)

    # --- writing pieces ---

    def _shared_marks(self) -> tuple[str, ...]:
        """The marks that all the text of the paragraph bears."""
        looks = {piece.look.marks for piece in self._pieces if piece.look is not None}
        return looks.pop() if len(looks) == 1 else ()

    def _written(self, shared: Iterable[str]) -> str:
        common = tuple(shared)
        stretches: list[tuple[str, TextLook | None]] = []
        for piece in self._pieces:
            if stretches and piece.look is not None and stretches[-1][1] == piece.look:
                stretches[-1] = (stretches[-1][0] + piece.words, piece.look)
            else:
                stretches.append((piece.words, piece.look))
        return "".join(_marked(words, look, common) for words, look in stretches)


def _marked(words: str, look: TextLook | None, shared: tuple[str, ...]) -> str:
    if look is None:
        return words
    words = _LIKE_A_MARK.sub(r"\\\g<0>", words)
    if look.italic:
        words = f"//{words}//"
    if look.bold:
        words = f"**{words}**"
    own = () if look.marks == shared else look.marks
    return f"‹{', '.join(own)}›{words}‹/›" if own else words


def _hide(fields: Iterable[Field]) -> bool:
    """Whether what stands inside these fields is not shown: an instruction, or a result that says nothing."""
    return any(not field.has_result or field.is_computed for field in fields)


def _instruction(field: Field) -> str:
    return " ".join(_SWITCH.sub("", field.instruction).split()) or "trường trống"


def _visible(text: str) -> str:
    """The text with signs instead of characters that nobody can see."""
    if text.isprintable():
        return text
    text = text.replace("\n", " ").replace("\t", "⇥").replace("\u00a0", "⍽")
    return vn.printable(text)


def _edges(text: str) -> str:
    """The text with its outer blanks made visible, since editors and diffs drop them."""
    inner = text.strip(" ")
    if not inner:
        return "␠" * len(text)
    left = len(text) - len(text.lstrip(" "))
    right = len(text) - len(text.rstrip(" "))
    return "␠" * left + inner + "␠" * right
