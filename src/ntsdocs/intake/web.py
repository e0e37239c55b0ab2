"""Read a web page into paragraphs and tables: of Word, of a spreadsheet, of a portal, whatever its markup.

The page is walked once, element by element, never deeper than its own nesting; nothing it names is fetched or run.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree, html

from ntsdocs.intake.builder import MAX_DEPTH, Builder, TooLargeError
from ntsdocs.intake.tree import Para, SourceCell, SourceTable, Trait, note_of_font
from ntsdocs.text import old_encodings, vn

_SKIPPED = frozenset("script style head template select textarea xml title noscript math".split())
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li dt dd dl ul ol blockquote pre center section article header footer main nav aside "
    "address figure figcaption caption form fieldset hr body".split()
)
_OF_TABLES = ("table", "tr", "td", "th", "thead", "tbody", "tfoot")
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_PICTURES = frozenset("img svg object embed picture".split())
_RAISED = {"sup": "superscript", "sub": "subscript"}
_NOTE_MARK = re.compile(r"#_?(?:ftn|edn|sdfootnote|sdendnote|fn|ftnt|cmnt|msocom_)\d+(?:sym)?")
_NOTE_TEXT = re.compile(r"#_?(?:ftn|edn|ftnt_|fn|cmnt_)ref\d+|#sd(?:foot|end)note\d+anc")
_COMMENT = re.compile(r"#(?:cmnt|_msocom_)")
_NOTES_HELD = re.compile(r"_?(?:ftn|edn|com_|sdfootnote|sdendnote)\d+|footnotes|endnotes")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_NUMBER = re.compile(r"[(\[]?(?:[0-9]+(?:\.[0-9]+)*|[A-Za-zĐđ]{1,2}|[IVXLivxl]+)[.)\]:/]+|[0-9]+(?:\.[0-9]+)*")
_NO_FILL = ("", "white", "#fff", "#ffffff", "transparent", "none", "auto", "initial", "inherit", "windowtext")
_HEADER_OF_SHEET = ("row-header", "column-headers")  # the numbers and letters at the edge of a published sheet
_MOST_SPANNED = 5_000


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks where an element stands, by its own style and that of all around it."""

    bold: bool = False
    struck: bool = False
    hidden: bool = False
    raised: str = ""
    face: str = ""
    ignored: bool = False  # what Word printed of a list, its number or bullet
    shaded: bool = False  # of the element itself, as is the next
    note: bool = False  # holds the texts of notes or comments


@dataclass(slots=True)
class _Table:
    """A table that is open: its finished rows, the row and the cell that are open, how many tables are in that."""

    place: str
    rows: list[tuple[list[SourceCell], bool]] = field(default_factory=list)
    row: list[SourceCell] = field(default_factory=list)
    hidden: bool = False
    cell: list[Para | SourceTable] | None = None
    inner: int = 0

    @property
    def cell_place(self) -> str:
        return f"{self.place}, hàng {len(self.rows) + 1}, cột {len(self.row) + 1}"


def read(text: str, built: Builder) -> list[Para | SourceTable]:
    """What the page says; `TooLargeError` if its elements are nested deeper than any page's."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # a page without a word
        return []
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise TooLargeError("các thẻ của trang lồng nhau quá sâu")
    return _Page(root, built).content


class _Page:
    """Walks a page; `content` is what it says."""

    def __init__(self, root: html.HtmlElement, built: Builder) -> None:
        self.content: list[Para | SourceTable] = []
        self._built = built
        self._rules = _rules(root)
        self._tables: list[_Table] = []
        self._lists: list[tuple[str, int]] = []  # the style of its numbers, blank for bullets, and the next number
        self._words: list[tuple[str, bool]] = []  # of the line that is open, and whether they are bold
        self._sign = self._printed = ""
        self._struck = self._of_note = False
        self._count = 0
        self._walk(root)
        self._end_line()

    def _walk(self, root: html.HtmlElement) -> None:
        stack = [(_Look(), True)]
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                look = self._look(element, tag, stack[-1][0])
                is_open = not (tag in _SKIPPED or look.note) and self._open(element, tag, look)
                stack.append((look, is_open))
                if is_open:
                    self._text(element.text or "", look)
                else:
                    walker.skip_subtree()
                continue
            look, is_open = stack.pop()
            above = stack[-1][0]
            if is_open:
                self._close(element, tag, shaded=look.shaded or above.shaded)
            self._text(element.tail or "", above)

    # --- elements ---

    def _open(self, element: html.HtmlElement, tag: str, look: _Look) -> bool:
        """Goes into an element; False if what it holds is not read."""
        if tag == "comment":
            self._note(Trait.COMMENT)
            return False
        if tag == "br":
            self._words.append(("\n", True))
        elif tag == "a":
            return self._open_link(element)
        elif tag in _PICTURES:
            self._note(Trait.PICTURE)
        elif tag == "ins" or (tag == "del" and (element.get("cite") or element.get("datetime"))):
            self._note(Trait.TRACKED)
            return tag == "ins"
        elif tag in _OF_TABLES:
            return self._open_table(element, tag, look)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in ("ul", "ol"):
                style = element.get("type") or "1" if tag == "ol" else ""
                self._lists.append((style, whole(element.get("start"), 1)))
            elif tag == "li":
                self._sign = self._item(element)
        return True

    def _open_link(self, element: html.HtmlElement) -> bool:
        target = element.get("href") or ""
        self._of_note = self._of_note or _NOTE_TEXT.fullmatch(target) is not None
        is_mark = _NOTE_MARK.fullmatch(target) is not None or "footnote-ref" in (element.get("class") or "")
        if is_mark:
            self._note(Trait.COMMENT if _COMMENT.match(target) else Trait.NOTE)
        return not is_mark

    def _item(self, element: html.HtmlElement) -> str:
        style, before = self._lists[-1] if self._lists else ("", 0)
        if not style:
            return "-"
        number = whole(element.get("value"), before)
        self._lists[-1] = (style, number + 1)
        return f"{counted(number, style)}."

    def _open_table(self, element: html.HtmlElement, tag: str, look: _Look) -> bool:
        self._end_line()
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            if len(self._tables) >= MAX_DEPTH:
                raise TooLargeError(f"có hơn {MAX_DEPTH} lớp bảng lồng nhau")
            if table is not None and table.cell is not None:
                table.inner += 1
                place = f"{table.cell_place}, bảng {table.inner}"
            else:
                self._count += 1
                place = f"bảng {self._count}"
            self._tables.append(_Table(place))
        elif table is not None and tag in ("td", "th"):
            if any(name in (element.get("class") or "") for name in _HEADER_OF_SHEET):
                return False
            if table.cell is None:
                table.cell, table.inner = [], 0
        elif table is not None and tag == "tr":
            table.hidden = look.hidden
        return True

    def _close(self, element: html.HtmlElement, tag: str, *, shaded: bool) -> None:
        if tag in _BLOCKS:
            self._end_line(closes=True)
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
        if not self._tables or tag not in _OF_TABLES:
            return
        self._end_line(closes=True)
        table = self._tables[-1]
        if tag in ("td", "th"):
            if table.cell is not None:
                width, height = (min(whole(element.get(f"{way}span"), 1), _MOST_SPANNED) or 1 for way in ("col", "row"))
                table.row.append(SourceCell(table.cell, width, height, order=len(table.row) + 1, shaded=shaded))
            table.cell = None
            return
        if table.row:
            table.rows.append((table.row, table.hidden))
        table.row, table.hidden = [], False
        if tag == "table":
            self._tables.pop()
            self._holder().append(SourceTable(table.rows, table.place))

    # --- words ---

    def _text(self, text: str, look: _Look) -> None:
        words = re.sub(r"[ \t\r\n\f\xa0]+", " ", text)
        if not words or (words == " " and (not self._words or self._words[-1][0].endswith((" ", "\n")))):
            return
        if look.ignored:
            self._printed += words
        elif look.struck:
            if words.strip():
                self._struck = True
                self._note(Trait.STRUCK)
        else:
            if look.hidden and words.strip() and not any(table.hidden for table in self._tables):
                self._note(Trait.HIDDEN)
            if (read := old_encodings.of_font(words, look.face)) != words:
                if "•" not in read or any(each.strip() for each, _ in self._words):
                    self._note(note_of_font(look.face))
                words = read
            before = "".join(each for each, _ in self._words[-2:])
            if look.raised and words.strip():
                words = old_encodings.raised(words, before, look.raised)
                if not words:
                    self._note(Trait.NOTE)
            self._words.append((words, look.bold))

    def _end_line(self, *, closes: bool = False) -> None:
        """Closes the paragraph that is open; the sign of an item without words is one only where the item ends."""
        words, self._words = self._words, []
        text = unicodedata.normalize("NFC", re.sub(r" *\n *", "\n", "".join(each for each, _ in words)).strip(" \n"))
        printed, self._printed = self._printed.strip(), ""
        if printed:
            self._sign = printed if _NUMBER.fullmatch(printed) else "-"
        worded = [bold for each, bold in words if each.strip()]
        if (text or self._struck or (self._sign and closes)) and not self._of_note:
            place = self._tables[-1].cell_place if self._tables else ""
            self._holder().append(Para(text, place, self._sign, bool(worded) and all(worded), self._struck))
            self._sign = ""
        self._struck = self._of_note = False

    def _holder(self) -> list[Para | SourceTable]:
        """Where the paragraph or table that ends now stands."""
        return next((table.cell for table in reversed(self._tables) if table.cell is not None), self.content)

    def _note(self, what: str) -> None:
        self._built.note(what, self._tables[-1].cell_place if self._tables else "văn bản")

    # --- looks ---

    def _look(self, element: html.HtmlElement, tag: str, above: _Look) -> _Look:
        style = element.get("style") or ""
        if self._rules:
            names = [f".{each}" for each in (element.get("class") or "").split()] + [f"#{element.get('id')}"]
            keys = (tag, *(key for name in names for key in (name, tag + name)))
            style = ";".join((*(self._rules[key] for key in keys if key in self._rules), style))
        fill, face = element.get("bgcolor") or "", element.get("face") or "" if tag == "font" else ""
        look = _styled(above, tag, style, fill, face)
        hidden = look.hidden or element.get("hidden") is not None
        note = "mso-element:comment-list" in style.replace(" ", "") or bool(
            _NOTES_HELD.fullmatch(element.get("id") or "") or (element.get("class") or "") in ("footnotes", "endnotes")
        )
        return replace(look, hidden=hidden, note=note) if hidden != look.hidden or note else look


@lru_cache(maxsize=4_000)
def _styled(above: _Look, tag: str, style: str, fill: str, face: str) -> _Look:
    """The look of an element with this style, inside one that looks like `above`."""
    props = {}
    for each in style.split(";"):
        name, _, value = each.partition(":")
        props[name.strip().lower()] = value.replace("!important", "").strip().lower()
    weight = props.get("font-weight", "")
    bold = above.bold or tag in _BOLD
    if weight:
        bold = weight.startswith("bold") or (weight.isdecimal() and int(weight[:4]) >= 600)
    line = f"{props.get('text-decoration', '')} {props.get('text-decoration-line', '')}"
    hidden = props.get("display") == "none" or props.get("visibility") in ("hidden", "collapse")
    colour = props.get("background-color") or props.get("background") or fill.lower()
    position = props.get("vertical-align", "")
    return _Look(
        bold=bold,
        struck=above.struck or tag in ("s", "strike", "del") or "line-through" in line,
        hidden=above.hidden or hidden or props.get("mso-hide") == "all",
        raised=_RAISED.get(position[:3], _RAISED.get(tag, above.raised)) if tag not in ("td", "th") else "",
        face=(props.get("font-family") or face or above.face).split(",")[0].strip("'\" "),
        ignored=above.ignored or props.get("mso-list") == "ignore",
        shaded=colour.split(" ")[0] not in _NO_FILL,
    )


def _rules(root: html.HtmlElement) -> dict[str, str]:
    """The declarations of the page's style sheets by the tag, class or id they are for."""
    rules: dict[str, str] = {}
    for sheet in root.iter("style"):
        first, *rest = (sheet.text or "")[:1_000_000].replace("<!--", "").replace("-->", "").split("/*")
        for selectors, declared in _RULE.findall("".join((first, *(each.partition("*/")[2] for each in rest)))):
            for each in selectors.split(","):
                last = each.split()[-1] if each.split() else ""
                if last and _SELECTOR.fullmatch(last):
                    key = last.lower() if last.isalnum() else last
                    rules[key] = f"{rules.get(key, '')};{declared}"[-2_000:]
    return rules


def counted(number: int, style: str) -> str:
    """The number in the figures or letters of the style: «1», «a», «A», «i», «I»."""
    if style in ("i", "I") and 1 <= number <= 3999:
        return vn.roman(number) if style == "I" else vn.roman(number).lower()
    return chr(ord(style) + number - 1) if style in ("a", "A") and 1 <= number <= 26 else str(number)


def whole(text: str | None, otherwise: int) -> int:
    """The number that a text begins with, of six figures at most; `otherwise` if it begins with none."""
    digits = (text or "").strip()
    return int(digits[:6]) if digits[:1].isdigit() and digits[:6].isdecimal() else otherwise
