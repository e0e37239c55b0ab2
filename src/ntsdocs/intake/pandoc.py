"""Read .odt, .html, .md and .rtf into the neutral tree, by way of pandoc's JSON.

Pandoc cuts a merged cell where a table's head ends, so heads are made part of the body before it reads (HTML, ODT). It
does not tell merged cells of RTF. It never fetches anything: it runs in its sandbox, with bounded memory and time.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pypandoc
from lxml import etree

from ntsdocs.docx import package, xml
from ntsdocs.intake.tree import Builder, SourceCell, SourceDocument, Trait
from ntsdocs.text import vn

SECONDS = 60
_MEMORY = "1G"
_READERS = {".odt": "odt", ".html": "html", ".htm": "html", ".md": "markdown-smart-yaml_metadata_block", ".rtf": "rtf"}
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BREAKS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_HELD = {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}


class PandocError(ValueError):
    """Pandoc could not read the file; the message says why, in Vietnamese."""


def read(data: bytes, file: str, ending: str) -> SourceDocument:
    """The document in the bytes of a file with this ending; `PandocError` or `PackageError` if it cannot be read."""
    built = Builder(file)
    if ending == ".odt":
        data = _open_heads_of_odt(data, built)
    elif ending in (".html", ".htm"):
        data = _open_heads_of_html(data)
    elif ending == ".md":
        data = _plain_numbers(data)
    _Walker(built).blocks(_json(data, _READERS[ending])["blocks"])
    return built.document()


def _json(data: bytes, reader: str) -> Any:
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", reader, "-t", "json", "+RTS", f"-M{_MEMORY}", "-RTS"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"đọc quá {SECONDS} giây mà chưa xong") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise PandocError("tệp hỏng, hoặc không đúng loại như đuôi tệp") from error
    return json.loads(done.stdout)


# --- before pandoc --------------------------------------------------------------------------------------------------


def _open_heads_of_html(data: bytes) -> bytes:
    data = re.sub(rb"<(/?)th(?=[\s>])", rb"<\1td", data, flags=re.IGNORECASE)
    return re.sub(rb"</?t(?:head|body|foot)(?:\s[^>]*)?>", b"", data, flags=re.IGNORECASE)


def _open_heads_of_odt(data: bytes, built: Builder) -> bytes:
    parts = package.read(data)
    if "content.xml" not in parts:
        raise package.PackageError("tệp không có nội dung văn bản ODT")
    root = xml.parse(parts["content.xml"], "content.xml")
    for changes in [*root.iter(f"{_TEXT}tracked-changes")]:
        built.note(Trait.TRACKED, "văn bản")
        xml.drop(changes)
    for head in [*root.iter(f"{_TABLE}table-header-rows")]:
        parent = head.getparent()
        if parent is not None:
            at = parent.index(head)
            parent[at : at + 1] = list(head)
    hidden = [
        row for row in root.iter(f"{_TABLE}table-row") if row.get(f"{_TABLE}visibility") in ("collapse", "filter")
    ]
    if hidden:
        built.note(f"có {len(hidden)} hàng ẩn trong bảng; vẫn đọc", "các bảng")
    for row in root.iter(f"{_TABLE}table-row"):
        _bound(row)
    parts = {name: part for name, part in parts.items() if name.endswith(".xml") or name == "mimetype"}
    return package.write([*({**parts, "content.xml": etree.tostring(root)}).items()])


def _bound(row: etree._Element) -> None:
    """Rows and cells that are repeated many times are only those of a sheet without end."""
    for each in (row, *row):
        for name in ("number-rows-repeated", "number-columns-repeated"):
            count = each.get(_TABLE + name, "1")
            if not count.isdigit() or len(count) > 2:
                each.set(_TABLE + name, "1")


def _plain_numbers(data: bytes) -> bytes:
    """The Markdown text with its printed numbers kept as text: a list would be counted anew."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PandocError("tệp không ở mã UTF-8") from error
    escaped = re.sub(r"(?m)^(\s*)([0-9]+|[A-Za-zđĐ]+)([.)])(?=\s)", r"\n\1\2\\\3", text)
    return escaped.encode()


# --- after pandoc ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, the sign in front of it, and whether it is bold."""

    text: str
    sign: str = ""
    bold: bool = False


class _Walker:
    """Turns pandoc's blocks into paragraphs and tables."""

    def __init__(self, built: Builder) -> None:
        self._built = built

    def blocks(self, blocks: Sequence[Any]) -> None:
        """Adds the blocks."""
        for each in self._parts(blocks, "văn bản"):
            if isinstance(each, _Line):
                self._built.para(each.text, each.sign, bold=each.bold)
            else:
                self._built.grid(self._rows(each, self._built.next_grid()))

    def _rows(self, table: Any, place: str) -> Iterator[tuple[list[SourceCell], bool]]:
        head, bodies, foot = table[3], table[4], table[5]
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        for number, (attributes, cells) in enumerate(rows, start=1):
            hidden = "hidden" in dict(attributes[2]) or "display:none" in _style(attributes)
            yield [self._cell(cell, f"{place}, hàng {number}") for cell in cells], hidden

    def _cell(self, cell: Any, place: str) -> SourceCell:
        _, _, height, width, blocks = cell
        lines = [*self._lines(blocks, place)]
        number = lines[0].sign if lines and lines[0].sign != "-" else ""
        text = "\n".join(
            line.text if not line.sign or (at == 0 and number) else f"{line.sign} {line.text}"
            for at, line in enumerate(lines)
        )
        return SourceCell(text, number, bool(lines) and all(line.bold for line in lines), width, height)

    def _lines(self, blocks: Sequence[Any], place: str) -> Iterator[_Line]:
        """The lines of a cell, those of a table inside it too."""
        for each in self._parts(blocks, place):
            if isinstance(each, _Line):
                yield each
                continue
            self._built.note(Trait.NESTED, place)
            for cells, _ in self._rows(each, place):
                yield _Line(" | ".join(cell.text for cell in cells if cell.text))

    def _parts(self, blocks: Sequence[Any], place: str, sign: str = "") -> Iterator[Any]:
        """Each line that is not blank, the first with the sign of its list, and each table as pandoc gives it."""
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind in ("Para", "Plain", "Header"):
                inlines = content[2] if kind == "Header" else content
                if text := self._text(inlines, place).strip():
                    yield _Line(text, sign, kind == "Header" or _all_bold(inlines))
                    sign = ""
            elif kind in ("OrderedList", "BulletList"):
                for own_sign, item in _items(kind, content):
                    yield from self._parts(item, place, own_sign)
            elif kind == "LineBlock":
                yield from (_Line(text) for line in content if (text := self._text(line, place).strip()))
            elif kind == "Table":
                yield content
            elif inside := _inside(kind, content):
                yield from self._parts(inside, place)

    def _text(self, inlines: Sequence[Any], place: str) -> str:
        words: list[str] = []
        for inline in inlines:
            kind, content = inline["t"], inline.get("c")
            if kind == "Str":
                words.append(content)
            elif kind in _BREAKS:
                words.append(_BREAKS[kind])
            elif kind == "Strikeout":
                self._built.note(Trait.STRUCK, place)
            elif kind in _HELD:
                words.append(self._text(content, place))
            elif kind in ("Span", "Link", "Quoted", "Cite"):
                words.append(self._text(content[1], place))
            elif kind == "Note":
                self._built.note(Trait.NOTE, place)
            elif kind in ("Code", "Math"):
                words.append(content[1])
        return "".join(words)


def _items(kind: str, content: Any) -> Iterator[tuple[str, Sequence[Any]]]:
    """The items of a list, each with the sign in front of it."""
    if kind == "BulletList":
        yield from (("-", item) for item in content)
        return
    (start, style, delimiter), items = content
    for number, item in enumerate(items, start=start):
        sign = _counted(number, style["t"])
        yield {"OneParen": f"{sign})", "TwoParens": f"({sign})"}.get(delimiter["t"], f"{sign}."), item


def _counted(number: int, style: str) -> str:
    if "Roman" in style and 1 <= number <= 3999:
        return vn.roman(number) if style == "UpperRoman" else vn.roman(number).lower()
    if "Alpha" in style and 1 <= number <= 26:
        return chr(ord("A" if style == "UpperAlpha" else "a") + number - 1)
    return str(number)


def _inside(kind: str, content: Any) -> Sequence[Any]:
    """The blocks that a block holds."""
    inside: Sequence[Any] = content if kind == "BlockQuote" else ()
    if kind == "DefinitionList":
        inside = [
            each for term, texts in content for each in ({"t": "Plain", "c": term}, *(b for t in texts for b in t))
        ]
    return content[{"Div": 1, "Figure": 2}[kind]] if kind in ("Div", "Figure") else inside


def _all_bold(inlines: Sequence[Mapping[str, Any]]) -> bool:
    worded = [inline for inline in inlines if inline["t"] not in _BREAKS]
    return bool(worded) and all(
        inline["t"] == "Strong" or (inline["t"] in ("Emph", "Underline") and _all_bold(inline["c"]))
        for inline in worded
    )


def _style(attributes: Any) -> str:
    return str(dict(attributes[2]).get("style", "")).replace(" ", "").lower()
