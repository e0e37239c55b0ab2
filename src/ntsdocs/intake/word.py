"""Read a .docx into paragraphs and tables.

Our own reading, because pandoc loses what we need: automatic list numbers, hidden rows, fonts of old codes, and which
text is tracked. Merged cells, content controls, text boxes and fields are read; macros are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ntsdocs.docx.document import Paragraph, WordDocument
from ntsdocs.docx.grid import CellProps, cell_props, cells
from ntsdocs.docx.paragraph_places import box as box_name
from ntsdocs.docx.paragraph_places import boxes, is_deleted, within
from ntsdocs.docx.parts import NOTE_REFERENCES, WordParts
from ntsdocs.docx.properties import whole
from ntsdocs.docx.reader import of_parts
from ntsdocs.docx.xml import Element, R, W, on, settings, val, visible
from ntsdocs.intake.builder import Builder
from ntsdocs.intake.tree import Para, SourceCell, SourceTable, Trait, note_of_font
from ntsdocs.text.old_encodings import old_font, raised

Embedded = Callable[[bytes, Builder], Sequence[Para | SourceTable]]

_P, _TBL, _TR = f"{W}p", f"{W}tbl", f"{W}tr"
_MARKS = {  # elements of a paragraph that a reader has to know of
    tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo")): Trait.TRACKED,
    tuple(NOTE_REFERENCES): Trait.NOTE,
    (f"{W}commentReference",): Trait.COMMENT,
    ("{*}blip", "{urn:schemas-microsoft-com:vml}imagedata"): Trait.PICTURE,
}
_BODY = "văn bản"
_BULLET = "-"
_BOX = box_name(1)


def read(data: bytes, built: Builder, embedded: Embedded) -> list[Para | SourceTable]:
    """What a .docx says; `PackageError` if it is damaged or hostile. `embedded` reads a file that is embedded in it."""
    file = WordParts(data)
    reader = _Reader(built, of_parts(file, hidden=True), file, embedded)
    if any(part.lower().endswith("vbaproject.bin") for part in file.parts):
        built.note("tệp có macro; không chạy, không đọc", "cả tệp")
    return [] if file.body is None else [*reader.blocks(file.body)]


class _Reader:
    """Goes through one document's body."""

    def __init__(self, built: Builder, document: WordDocument, file: WordParts, embedded: Embedded) -> None:
        self.built = built
        self._file, self._embedded, self._chunks = file, embedded, 0
        self._levels = document.formats.levels
        self._paragraphs = {each.node: each for each in document.paragraphs}

    def blocks(self, holder: Element, place: str = "") -> Iterator[Para | SourceTable]:
        """The paragraphs and tables inside a body, a cell or a text box at this place."""
        tables = 0
        for block in visible(holder):
            if block.tag == _TBL:
                tables += 1
                where = within(place, f"bảng {tables}")
                yield SourceTable([*self._rows(block, where)], where)
            elif block.tag == f"{W}altChunk":
                yield from self._chunk(block, place)
            elif block in self._paragraphs:
                paragraph = self._paragraphs[block]
                runs = [(text, look) for text, look in paragraph.runs if text.strip()]
                live = [look.bold for _, look in runs if not look.struck]
                words, has_marks = _text(paragraph)
                if "•" in words[1:] and next(block.iter(f"{W}sym"), None) is not None:
                    self.built.note(Trait.SYMBOL, place or _BODY)
                if has_marks:
                    self.built.note(Trait.NOTE, place or _BODY)
                is_struck = any(look.struck for _, look in runs)
                number, is_bold = self._number(paragraph), bool(live) and all(live)
                yield Para(words, paragraph.bare_place, number, is_bold, is_struck)
                self._note(paragraph, place or _BODY)
                for box in boxes(block):
                    self.built.note(Trait.BOX, place or _BODY)
                    yield from self.blocks(box, within(paragraph.bare_place, _BOX))

    def _chunk(self, block: Element, place: str) -> Iterator[Para | SourceTable]:
        """What a part says that Word shows here and keeps as a file of its own."""
        self._chunks += 1
        where = within(place, f"phần nhúng {self._chunks}")
        relation = self._file.relations(self._file.main).get(block.get(f"{R}id", ""))
        data = self._file.parts.get(relation.target) if relation and not relation.external else None
        content = [] if data is None else self._embedded(data, self.built)
        self.built.note(Trait.CHUNK if content else Trait.CHUNK_UNREAD, where)
        yield from (replace(each, place=within(where, each.place)) for each in content)

    # --- tables ---

    def _rows(self, table: Element, place: str) -> Iterator[tuple[list[SourceCell], bool]]:
        number = 1
        for row in visible(table):
            if row.tag != _TR:
                continue
            where = f"{place}, hàng {number}"
            if is_deleted(row):
                self.built.note(Trait.TRACKED, where)
                continue
            number += 1
            props = settings(row.find(f"{W}trPr"))
            before = [SourceCell(width=whole(val(props, "gridBefore"), 1))] if "gridBefore" in props else []
            own = [self._cell(cell, at, f"{where}, cột {at}") for at, cell in enumerate(cells(row), start=1)]
            yield before + own, bool(on(props, "hidden"))

    def _cell(self, cell: Element, order: int, place: str) -> SourceCell:
        props: CellProps = cell_props(cell.find(f"{W}tcPr"), (0, 0))
        content = [*self.blocks(cell, place)]
        return SourceCell(content, props.span, continues=props.merged, order=order, shaded=props.shaded)

    # --- paragraphs ---

    def _number(self, paragraph: Paragraph) -> str:
        """The automatic number of a paragraph, `_BULLET` for any bullet; blank if it is in no list."""
        level = self._levels.get((paragraph.format.list_id, paragraph.format.level))
        return _BULLET if level is not None and level.is_bullet else paragraph.label.strip()

    def _note(self, paragraph: Paragraph, place: str) -> None:
        """What there is to know about the reading of a paragraph."""
        for tag, what in _MARKS.items():
            if next(paragraph.node.iter(*tag), None) is not None:
                self.built.note(what, place)
        for text, look in paragraph.runs:
            if look.struck and text.strip():
                self.built.note(Trait.STRUCK, place)
            if look.hidden and text.strip():
                self.built.note(Trait.HIDDEN, place)
            if old_font(look.fonts[1]):
                self.built.note(note_of_font(look.fonts[1]), place)


def _text(paragraph: Paragraph) -> tuple[str, bool]:
    """The words that are not crossed out, and whether raised figures among them are marks of notes, which are left."""
    words, has_marks = "", False
    for text, look in paragraph.runs:
        if not look.struck:
            shown = raised(text, words[-8:], look.raised) if look.raised and text.strip() else text
            has_marks, words = has_marks or not shown, words + shown
    return words.replace("\t", " ").strip(), has_marks
