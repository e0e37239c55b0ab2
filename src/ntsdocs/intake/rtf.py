"""Turn RTF into a web page: its paragraphs and tables with merged cells, how its words look, the signs of its lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from ntsdocs.intake.builder import Builder
from ntsdocs.intake.tree import Trait

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_SKIPPED = frozenset(
    "colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf fldinst nonesttables sp "
    "shprslt listtable listoverridetable revtbl rsidtbl generator themedata datastore latentstyles xmlnstbl atnid "
    "atnauthor atnref atndate atrfstart atrfend bkmkstart bkmkend pn objdata datafield".split()
)
_TOLD = {"footnote": Trait.NOTE, "annotation": Trait.COMMENT, "pict": Trait.PICTURE}
_READ_STARRED = frozenset(("nesttableprops", "shpinst", "shptxt", "shppict"))
_CHARS = {"tab": " ", "emspace": " ", "enspace": " ", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•"} | dict(
    zip("lquote rquote ldblquote rdblquote".split(), "‘’“”", strict=True)
)
_LOOKS: dict[str, tuple[str, str | None]] = {  # what words say of text, unless 0 follows; `None` is the number behind
    "f": ("font", None),
    "uc": ("uc", None),
    "b": ("font-weight", "bold"),
    "strike": ("text-decoration", "line-through"),
    "striked": ("text-decoration", "line-through"),
    "v": ("display", "none"),
    "super": ("vertical-align", "super"),
    "sub": ("vertical-align", "sub"),
    "nosupersub": ("vertical-align", ""),
    "deleted": ("deleted", "1"),
}
_SIGNS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_PAGES = {163: "cp1258", 2: "symbol"}
_MOST_DEEP = 500  # groups in groups
_NEAR = 30  # twips: edges of columns that are one


@dataclass(frozen=True, slots=True)
class _State:
    """How text looks in a group, as CSS, and what the group is: read, «skipped», the «sign» of a list, or «fonts»."""

    css: tuple[tuple[str, str], ...] = ()
    what: str = ""

    def number(self, name: str, otherwise: int) -> int:
        """The number of its font («font»), or how many characters stand behind a Unicode one («uc»)."""
        return int(dict(self.css).get(name, otherwise))

    def of_word(self, name: str, value: int | None) -> _State:
        """The state after a word that says how text looks."""
        if name == "plain":
            return replace(self, css=tuple(each for each in self.css if each[0] == "uc"))
        prop, look = _LOOKS[name]
        shown = str(value or 0) if look is None else look if value != 0 else ""
        return replace(self, css=tuple({**dict(self.css), prop: shown}.items()))


@dataclass(slots=True)
class CellEdge:
    """What a row says of a cell: its right edge, and how it is merged."""

    right: int
    marks: frozenset[str]
    content: str = ""


@dataclass(slots=True)
class _Rtf:
    """Goes through the tokens; `page` is what has been read of the page."""

    built: Builder
    page: list[str] = field(default_factory=list)
    fonts: dict[int, tuple[str, str]] = field(default_factory=dict)  # number → code page, face
    rows: list[list[CellEdge]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    nested_rows: list[list[str]] = field(default_factory=list)
    nested_row: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    line: list[tuple[str, str]] = field(default_factory=list)
    sign: list[str] = field(default_factory=list)
    edges: list[CellEdge] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    in_table: bool = False
    code: str = "cp1252"
    skip: int = 0  # characters that stand for a Unicode one

    def read(self, data: bytes) -> None:
        """Reads the whole file."""
        state, above = _State(), [_State()]
        at, opened, starred = 0, False, False
        while match := _TOKEN.match(data, at):
            at = match.end()
            word, number, code, sign, brace, text = match.groups()
            if brace == b"{" and len(above) < _MOST_DEEP:
                above.append(state)
                opened, starred = True, False
                continue
            if brace == b"}":
                state = above.pop() if len(above) > 1 else state
            elif sign == b"*" and opened:
                starred = True
                continue
            elif word:
                name, value = word.decode(), None if number is None else int(number)
                state = self._destination(name, starred, state) if opened else state
                state = self._word(name, value, state)
                at += max(0, value or 0) if name == "bin" else 0
            elif sign in _SIGNS:
                self._put(_SIGNS[sign], state)
            elif code or text:
                self._bytes(bytes.fromhex(code.decode()) if code else text, state)
            opened = opened and not match[0].strip()
        self._end_line(in_table=False)

    def _destination(self, name: str, starred: bool, state: _State) -> _State:
        """What the group is that opens with this word."""
        if state.what:
            return state
        if name in _TOLD:
            self.built.note(_TOLD[name], "văn bản")
        if name in ("listtext", "pntext"):
            return replace(state, what="sign")
        if name == "fonttbl":
            return replace(state, what="fonts")
        if name == "shptxt":
            self.built.note(Trait.BOX, "văn bản")
        skipped = name in _SKIPPED or name in _TOLD or (starred and name not in _READ_STARRED)
        return replace(state, what="skipped") if skipped else state

    def _word(self, name: str, value: int | None, state: _State) -> _State:
        if state.what in ("skipped", "sign"):
            if name == "u":
                self._put(chr((value or 0) & 0xFFFF), state)
            return state
        if state.what == "fonts":
            return self._font_word(name, value or 0, state)
        if name in ("revised", "deleted"):
            self.built.note(Trait.TRACKED, "văn bản")
        if name in _LOOKS or name == "plain":
            return state.of_word(name, value)
        if name == "ansicpg" and value in (1250, 1251, 1252, 1253, 1254, 1257, 1258):
            self.code = f"cp{value}"
        elif name == "u":
            self.skip = 0
            self._put(chr((value or 0) & 0xFFFF), state)
            self.skip = min(state.number("uc", 1), 9)
        elif name in _CHARS:
            self._put(_CHARS[name], state)
        else:
            self._table_word(name, value)
        return state

    def _font_word(self, name: str, value: int, state: _State) -> _State:
        if name == "fcharset":
            self.fonts[state.number("font", 0)] = (_PAGES.get(value, self.code), "")
        return state.of_word(name, value) if name == "f" else state

    def _table_word(self, name: str, value: int | None) -> None:
        if name == "pard":
            self.in_table = False
        elif name in ("intbl", "itap"):
            self.in_table = name == "intbl" or bool(value)
        elif name == "trowd":
            self.edges, self.marks = [], set()
        elif name in ("clvmgf", "clvmrg", "clmgf", "clmrg", "clcbpat"):
            self.marks |= {name} if value != 0 else set()
        elif name == "cellx":
            self.edges.append(CellEdge(value or 0, frozenset(self.marks)))
            self.marks = set()
        elif name in ("par", "sect"):
            self._end_line(in_table=self.in_table)
        elif name in ("cell", "nestcell"):
            self._end_cell(nested=name == "nestcell")
        elif name == "nestrow":
            self.nested_rows.append(self.nested_row)
            self.nested_row = []
        elif name == "row":
            edges = [replace(edge, content=content) for edge, content in zip(self.edges, self.row, strict=False)]
            self.rows += [edges] if edges else []
            self.row = []

    # --- words ---

    def _bytes(self, data: bytes, state: _State) -> None:
        page, face = self.fonts.get(state.number("font", 0), (self.code, ""))
        if state.what == "fonts":
            self.fonts[state.number("font", 0)] = (page, face + data.decode("latin-1").strip(" ;"))
            return
        text = data.decode("latin-1" if page == "symbol" else page, "replace")
        self._put("".join(chr(0xF000 + ord(each)) for each in text) if page == "symbol" else text, state)

    def _put(self, text: str, state: _State) -> None:
        dropped = min(self.skip, len(text))
        self.skip, text = self.skip - dropped, text[dropped:]
        if state.what == "sign":
            self.sign.append(text)
        elif text and not state.what and ("deleted", "1") not in state.css:
            face = self.fonts.get(state.number("font", 0), ("", ""))[1]
            style = escape("".join(f"{name}:{look};" for name, look in (*state.css, ("font-family", face))))
            if self.line and self.line[-1][0] == style:
                self.line[-1] = (style, self.line[-1][1] + text)
            else:
                self.line.append((style, text))

    def _taken_line(self) -> str:
        """The words of the paragraph that is open, which then is a new one."""
        runs, self.line = self.line, []
        return "".join(f'<span style="{style}">{escape(text).replace(chr(10), "<br>")}</span>' for style, text in runs)

    def _end_line(self, *, in_table: bool) -> None:
        """Closes the paragraph that is open."""
        sign = "".join(self.sign).strip()
        self.sign = []
        has_words = bool(self.line or sign)
        line = f"<p>{self._taken_line()}</p>"
        if sign:  # an item may hold nothing but its number
            line = f"<li><span style='mso-list:Ignore'>{escape(sign)}</span>{line}</li>"
        if not in_table:
            self._end_table()
        self._end_nested()
        (self.cell if in_table else self.page).extend([line] if has_words else [])

    def _end_cell(self, *, nested: bool) -> None:
        if nested:
            self.nested_row.append(self._taken_line())
            return
        self._end_line(in_table=True)
        self.row.append("".join(self.cell))
        self.cell = []

    def _end_nested(self) -> None:
        if self.nested_rows:
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in self.nested_rows)
            self.cell.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
            self.nested_rows = []

    def _end_table(self) -> None:
        if self.rows:
            self.page.append(f"<table>{''.join(rows_html(self.rows))}</table>")
        self.rows = []
        self.page += self.cell
        self.cell = []


def rows_html(rows: Sequence[Sequence[CellEdge]]) -> Iterator[str]:
    """The rows of a table as HTML, each cell over as many columns as its edges span."""
    columns: list[int] = []
    for right in sorted({edge.right for row in rows for edge in row}):
        columns += [right] if not columns or right - columns[-1] > _NEAR else []
    place = {edge.right: bisect_right(columns, edge.right) for row in rows for edge in row}
    for at, row in enumerate(rows):
        cells, left = [], 0
        for order, edge in enumerate(row):
            end = place[edge.right]
            if edge.marks.isdisjoint(("clmrg", "clvmrg")):
                last = order
                while last + 1 < len(row) and "clmrg" in row[last + 1].marks:
                    last += 1
                width, height = place[row[last].right] - left, 1
                while (
                    "clvmgf" in edge.marks
                    and at + height < len(rows)
                    and any("clvmrg" in below.marks and place[below.right] == end for below in rows[at + height])
                ):
                    height += 1
                fill = " bgcolor=#cccccc" * ("clcbpat" in edge.marks)
                cells.append(f"<td colspan={max(1, width)} rowspan={height}{fill}>{edge.content}</td>")
            left = end
        yield f"<tr>{''.join(cells)}</tr>"


def page(data: bytes, built: Builder) -> str:
    """The file as a page; nothing in it is run or fetched."""
    reader = _Rtf(built)
    reader.read(data)
    return "".join(reader.page)
