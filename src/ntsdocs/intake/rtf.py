"""Turn RTF into a web page: its paragraphs and tables with merged cells, how its words look, the signs of its lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from operator import itemgetter

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
_TOLD_WORDS = {"revised": Trait.TRACKED, "deleted": Trait.TRACKED, "nestcell": Trait.NESTED}
_READ_STARRED = frozenset(("shpinst", "shptxt", "shppict"))
_KINDS_OF_GROUPS = {"listtext": "sign", "pntext": "sign", "fonttbl": "fonts"}
_CHARS = {"tab": " ", "emspace": " ", "enspace": " ", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•"} | dict(
    zip("lquote rquote ldblquote rdblquote".split(), "‘’“”", strict=True)
)
_CSS = {
    "b": "font-weight:bold",
    "strike": "text-decoration:line-through",
    "striked": "text-decoration:line-through",
    "v": "display:none",
    "super": "vertical-align:super",
    "sub": "vertical-align:sub",
}
_LOOKS = (*_CSS, "deleted", "f", "uc")  # what words say of the text behind them in their group; `f` is its font
_SIGNS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_PAGES = {163: "cp1258", 2: "symbol"}
_MOST_DEEP = 500  # groups in groups
_NEAR = 30  # twips: edges of columns that are one


@dataclass(slots=True)
class CellEdge:
    """What a row says of a cell: its right edge, and how it is merged."""

    right: int
    marks: frozenset[str]
    content: str = ""


class _Rtf:
    """Goes through the tokens; `page` is what has been read of the page."""

    def __init__(self, built: Builder) -> None:
        self.page: list[str] = []
        self._built = built
        self._what = ""  # of the group: read, «skipped», the «sign» of a list, or «fonts»
        self._looks: dict[str, int] = {}
        self._above: list[tuple[str, dict[str, int]]] = []  # of the groups around it
        self._fonts: dict[int, tuple[str, str]] = {}  # number → code page, face
        self._code = "cp1252"
        self._skip = 0  # characters that stand for a Unicode one
        self._line: list[tuple[str, str]] = []  # runs of the paragraph that is open: CSS, words
        self._sign = ""
        self._cell: list[str] = []
        self._row: list[str] = []
        self._rows: list[list[CellEdge]] = []
        self._edges: list[CellEdge] = []
        self._marks: set[str] = set()
        self._in_table = False

    def read(self, data: bytes) -> None:
        """Reads the whole file."""
        at, opened, starred = 0, False, False
        while match := _TOKEN.match(data, at):
            at = match.end()
            word, number, code, sign, brace, text = match.groups()
            if brace == b"{" and len(self._above) < _MOST_DEEP:
                self._above.append((self._what, {**self._looks}))
                opened, starred = True, False
                continue
            if sign == b"*" and opened:
                starred = True
                continue
            if brace == b"}" and self._above:
                self._what, self._looks = self._above.pop()
            elif word:
                name, value = word.decode(), None if number is None else int(number)
                if opened and not self._what:
                    self._what = self._kind_of_group(name, starred=starred)
                self._word(name, value)
                at += max(0, value or 0) if name == "bin" else 0
            elif sign in _SIGNS:
                self._put(_SIGNS[sign])
            elif code or text:
                self._bytes(bytes.fromhex(code.decode()) if code else text)
            opened = opened and not match[0].strip()
        self._end_line(in_table=False)

    def _kind_of_group(self, name: str, *, starred: bool) -> str:
        """What the group is that opens with this word."""
        if what := Trait.BOX if name == "shptxt" else _TOLD.get(name):
            self._built.note(what, "văn bản")
        skipped = name in _SKIPPED or name in _TOLD or (starred and name not in _READ_STARRED)
        return _KINDS_OF_GROUPS.get(name, "skipped" if skipped else "")

    def _word(self, name: str, value: int | None) -> None:
        if name == "u":
            self._skip = 0
            self._put(chr((value or 0) & 0xFFFF))
            self._skip = min(self._looks.get("uc", 1), 9)
        elif self._what == "fonts" and name == "fcharset":
            self._fonts[self._looks.get("f", 0)] = (_PAGES.get(value or 0, self._code), "")
        elif name in _LOOKS and self._what in ("", "fonts"):
            self._looks[name] = 1 if value is None else value
        elif not self._what and name in _CHARS:
            self._put(_CHARS[name])
        elif not self._what:
            self._word_of_layout(name, value)
        if name in _TOLD_WORDS and not self._what:
            self._built.note(_TOLD_WORDS[name], "văn bản")

    def _word_of_layout(self, name: str, value: int | None) -> None:
        if name in ("plain", "nosupersub"):
            ended = ("super", "sub") if name == "nosupersub" else _LOOKS[:-1]
            self._looks = {look: number for look, number in self._looks.items() if look not in ended}
        elif name == "ansicpg" and value in (1250, 1251, 1252, 1253, 1254, 1257, 1258):
            self._code = f"cp{value}"
        elif name in ("pard", "intbl", "itap"):
            self._in_table = name == "intbl" or bool(value)
        elif name == "trowd":
            self._edges, self._marks = [], set()
        elif name in ("clvmgf", "clvmrg", "clmgf", "clmrg", "clcbpat"):
            self._marks |= {name} if value != 0 else set()
        elif name == "cellx":
            self._edges.append(CellEdge(value or 0, frozenset(self._marks)))
            self._marks = set()
        elif name in ("par", "sect", "cell", "nestcell"):  # the cells of a table in a cell are lines of that
            self._end_line(in_table=self._in_table or name.endswith("cell"))
            if name == "cell":
                self._row.append("".join(self._cell))
                self._cell = []
        elif name == "row":
            edges = [replace(edge, content=content) for edge, content in zip(self._edges, self._row, strict=False)]
            self._rows += [edges] if edges else []
            self._row = []

    def _bytes(self, data: bytes) -> None:
        number = self._looks.get("f", 0)
        page, face = self._fonts.get(number, (self._code, ""))
        if self._what == "fonts":
            self._fonts[number] = (page, face + data.decode("latin-1").strip(" ;"))
        elif page == "symbol":
            self._put("".join(chr(0xF000 + each) for each in data))
        else:
            self._put(data.decode(page, "replace"))

    def _put(self, text: str) -> None:
        dropped = min(self._skip, len(text))
        self._skip, text = self._skip - dropped, text[dropped:]
        if self._what == "sign":
            self._sign += text
        elif text and not self._what and not self._looks.get("deleted"):
            face = self._fonts.get(self._looks.get("f", 0), ("", ""))[1]
            looks = [css for name, css in _CSS.items() if self._looks.get(name)]
            self._line.append((";".join((*looks, f"font-family:{face}")), text))

    def _end_line(self, *, in_table: bool) -> None:
        """Closes the paragraph that is open."""
        sign, self._sign = self._sign.strip(), ""
        line, self._line = self._line, []
        runs = ((escape(css), escape("".join(text for _, text in same))) for css, same in groupby(line, itemgetter(0)))
        words = "".join(f'<span style="{css}">{text}</span>' for css, text in runs).replace("\n", "<br>")
        paragraph = f"<p>{words}</p>" if words else ""
        if sign:  # an item may hold nothing but its number
            paragraph = f"<li><span style='mso-list:Ignore'>{escape(sign)}</span>{paragraph}</li>"
        if in_table:
            self._cell.append(paragraph)
            return
        if self._rows:
            self.page.append(f"<table>{''.join(rows_html(self._rows))}</table>")
        self.page += [*self._cell, paragraph]
        self._rows, self._cell = [], []


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
