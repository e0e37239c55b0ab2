"""Read a .docx into the neutral tree.

Our own reading, because pandoc loses what we need: automatic list numbers, hidden rows, fonts of old codes, and which
text is tracked. Merged cells, content controls, text boxes and fields are read; macros are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from ntsdocs.docx import package
from ntsdocs.docx.document import Paragraph, WordDocument
from ntsdocs.docx.formats import RunFormat
from ntsdocs.docx.grid import CellProps, cell_props, cells
from ntsdocs.docx.paragraph_places import boxes, is_deleted
from ntsdocs.docx.parts import NOTE_REFERENCES, NOTES
from ntsdocs.docx.properties import whole
from ntsdocs.docx.reader import of_parts
from ntsdocs.docx.xml import Element, W, on, settings, val, visible
from ntsdocs.intake.tree import Builder, SourceCell, SourceDocument, Trait
from ntsdocs.text.old_encodings import old_font

_P, _TBL, _TR = f"{W}p", f"{W}tbl", f"{W}tr"
_TRACKED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_BODY = "văn bản"
_BULLET = "-"


def read(data: bytes, file: str) -> SourceDocument:
    """The document in the bytes of a .docx; `PackageError` if it is damaged or hostile."""
    parts = package.read(data)
    reader = _Reader(Builder(file), of_parts(parts, hidden=True))
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        reader.built.note("tệp có macro; không chạy, không đọc", "cả tệp")
    if reader.body is not None:
        reader.blocks(reader.body)
    return reader.built.document()


class _Reader:
    """Goes through one document's body."""

    def __init__(self, built: Builder, document: WordDocument) -> None:
        self.built = built
        self.body = document.body
        self._levels = document.formats.levels
        self._paragraphs = {each.node: each for each in document.paragraphs}

    def blocks(self, holder: Element) -> None:
        """Adds the paragraphs and tables inside."""
        for block in visible(holder):
            if block.tag == _TBL:
                self.built.grid(self._rows(block, self.built.next_grid()))
            elif block in self._paragraphs:
                paragraph = self._paragraphs[block]
                number = self._number(paragraph)
                self.built.para(
                    _text(paragraph).strip(),
                    "" if number == _BULLET else number,
                    bold=_is_bold(paragraph),
                    place=paragraph.bare_place,
                )
                self._note(paragraph, _BODY)
                for box in boxes(block):
                    self.built.note(Trait.BOX, _BODY)
                    self.blocks(box)

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
        lines, number, bold = self._lines(cell, place)
        struck = any(look.struck for each in cell.iter(_P) if each in self._paragraphs for look in self._looks(each))
        return SourceCell(
            "\n".join(lines),
            number,
            bold,
            props.span,
            continues=props.merged,
            order=order,
            shaded=props.shaded,
            struck=struck,
        )

    def _looks(self, node: Element) -> Iterator[RunFormat]:
        return (look for text, look in self._paragraphs[node].runs if text.strip())

    def _lines(self, holder: Element, place: str) -> tuple[list[str], str, bool]:
        """The lines of a cell, the automatic number of its first one, and whether all its letters are bold."""
        lines: list[str] = []
        first, bolds = "", []
        for block in visible(holder):
            if block.tag == _TBL:
                self.built.note(Trait.NESTED, place)
                for pieces, _ in self._rows(block, place):
                    lines.append(" | ".join(piece.text for piece in pieces if piece.text))
            elif block in self._paragraphs:
                paragraph = self._paragraphs[block]
                text, number = _text(paragraph).strip(), self._number(paragraph)
                if not lines and number and number != _BULLET:
                    first, number = number, ""
                if text:
                    lines.append(f"{number} {text}" if number else text)
                    bolds.append(_is_bold(paragraph))
                self._note(paragraph, place)
                for box in boxes(block):
                    self.built.note("có chữ trong khung (text box); đọc nối vào ô", place)
                    lines += self._lines(box, place)[0]
        return lines, first, bool(bolds) and all(bolds)

    # --- paragraphs ---

    def _number(self, paragraph: Paragraph) -> str:
        """The automatic number of a paragraph, `_BULLET` for any bullet; blank if it is in no list."""
        level = self._levels.get((paragraph.format.list_id, paragraph.format.level))
        return _BULLET if level is not None and level.is_bullet else paragraph.label.strip()

    def _note(self, paragraph: Paragraph, place: str) -> None:
        """What there is to know about the reading of a paragraph."""
        if next(paragraph.node.iter(*_TRACKED), None) is not None:
            self.built.note(Trait.TRACKED, place)
        for reference in paragraph.node.iter(*NOTE_REFERENCES):
            self.built.note(f"có {NOTES[NOTE_REFERENCES[reference.tag]]}; dấu chú thích không đọc vào ô", place)
        for text, look in paragraph.runs:
            if look.struck and text.strip():
                self.built.note(Trait.STRUCK, place)
            if look.hidden:
                self.built.note(Trait.HIDDEN, place)
            if code := old_font(look.fonts[1]):
                self.built.note(f"chữ ở mã {code.name} (theo phông chữ); đã chuyển sang Unicode", place)


def _text(paragraph: Paragraph) -> str:
    return "".join(text for text, look in paragraph.runs if not look.struck).replace("\t", " ")


def _is_bold(paragraph: Paragraph) -> bool:
    bolds = [look.bold for text, look in paragraph.runs if text.strip() and not look.struck]
    return bool(bolds) and all(bolds)
