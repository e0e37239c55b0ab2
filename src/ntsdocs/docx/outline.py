"""A .docx as lines of text: what a reviewer reads instead of Word."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from ntsdocs.docx import formats, package, sent_as
from ntsdocs.docx.anchors import AnchoredParts
from ntsdocs.docx.outline_format import OutlineFormats, cell_marks, page_marks, row_marks, table_marks
from ntsdocs.docx.outline_text import Prose
from ntsdocs.docx.package import CORE_PART
from ntsdocs.docx.parts import EDGES, NOTES, PROPERTIES, WHICH, WordParts
from ntsdocs.docx.xml import MC, Element, W, on, sections, settings
from ntsdocs.text.problems import reason

_UNSEEN = frozenset(
    W + name
    for name in (
        *("sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd"),
        *("proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd"),
    )
)


def outline(docx: bytes | Path) -> list[str]:
    r"""The lines of the document: its sections with their pages and edges, then paragraphs, notes, styles, properties.

    Text is printed with `**` for bold and `//` for italic; a content control is `⟦tag⟧…⟦/⟧`, a field `[PAGE]`, a tab
    `⇥`, a line break `↵`, a no-break space `⍽`. Text that looks like one of the first has a stroke before it: `\**`.
    `PackageError` if the file is damaged.
    """
    data = docx if isinstance(docx, bytes) else docx.read_bytes()
    return list(map(str, _Outline(AnchoredParts(data)).lines))  # each without its paragraph, which holds a tree


def text(docx: bytes | Path) -> str:
    """The outline as one text, each line ended by a line feed."""
    return "".join(f"{line}\n" for line in outline(docx))


def lines_of_paragraphs(docx: bytes) -> dict[tuple[str, int], int]:
    """By part, and number of a paragraph in it, the line (from 1) of each paragraph that the outline shows."""
    file = WordParts(docx)
    stories = (file.main, *file.all_related(*EDGES, *NOTES))
    places = {each: (part, at) for part in stories for at, each in enumerate(file.tree(part).iter(f"{W}p"))}
    lines = enumerate(_Outline(file).lines, start=1)
    return {places[line.paragraph]: at for at, line in lines if isinstance(line, _ParagraphLine)}


class _ParagraphLine(str):
    """A line that knows which paragraph it shows."""

    paragraph: Element


class _Outline:
    """Writes the lines of one document, from its first section to its properties."""

    def __init__(self, file: WordParts) -> None:
        self.file = file
        self.parts = file.parts
        data = (self.parts.get(file.related(kind), b"") for kind in ("styles", "numbering", "theme"))
        self.formats = OutlineFormats(formats.load(*data))
        self.lines: list[str] = []
        self.notes: dict[tuple[str, str], int] = {}
        self._sections(() if file.body is None else sections(file.body))
        for kind, title in NOTES.items():
            self._notes(kind, title.capitalize())
        self.lines += self.formats.used()
        self._properties()

    def _prose(self, part: str) -> Prose:
        links = {id_: each.target for id_, each in self.file.relations(part).items() if each.kind == "hyperlink"}
        return Prose(self.formats, links, self.notes)

    def _sections(self, in_order: Iterable[tuple[list[Element], Element | None]]) -> None:
        prose = self._prose(self.file.main)
        edges_met: set[str] = set()
        for number, (blocks, section) in enumerate(in_order, start=1):
            self.lines.append(f"Phần {number}: {'; '.join(page_marks(section))}")
            own, apart = self.file.edges(section), bool(on(settings(section), "titlePg"))
            for word, title in EDGES.items():
                edges = {which: part for (each, which), part in own.items() if each == word}
                self._edges(title.capitalize(), edges, inherits=title in edges_met, apart=apart)
                edges_met.update([title] if edges else ())
            for block in blocks:
                self.lines += _block(block, prose, "")

    def _edges(self, title: str, edges: Mapping[str, str], *, inherits: bool, apart: bool) -> None:
        """The headers or the footers of a section; `inherits` where an earlier one has some."""
        for which, words in WHICH.items():
            part = edges.get(which, "")
            if part:
                self.lines.append(f"  {title}{words}:")
                prose = self._prose(part)
                for block in self.file.tree(part):
                    self.lines += _block(block, prose, "    ")
            elif inherits and which == "default":
                self.lines.append(f"  {title}: như phần trước")
            elif apart and edges and not inherits and which == "first":
                self.lines.append(f"  {title}{words}: trống")

    def _notes(self, kind: str, title: str) -> None:
        """The footnotes, endnotes or comments, those that nothing refers to left out unless they are comments."""
        name = self.file.related(kind)
        prose = self._prose(name)
        for note in self.file.tree(name) if name else ():
            number = self.notes.get((kind, note.get(f"{W}id", "")))
            if number is not None or kind == "comments":
                author = f" của {note.get(f'{W}author', '')}" if kind == "comments" else ""
                self.lines.append(f"{title} {number or 'lạc'}{author}:")
                for block in note:
                    self.lines += _block(block, prose, "  ")

    def _properties(self) -> None:
        if CORE_PART not in self.parts:
            return
        root = self.file.tree(CORE_PART)
        values = ((word, sent_as.without(root.findtext(tag) or "")) for tag, word in PROPERTIES.items())
        marks = [f"{word} «{value}»" for word, value in values if value]
        if marks:
            self.lines.append(f"Thuộc tính: {'; '.join(marks)}")


def _block(block: Element, prose: Prose, indent: str) -> Iterator[str]:
    """The lines of a paragraph, a table, or what holds them."""
    if block.tag == f"{W}p":
        yield from _paragraph(block, prose, indent, indent)
    elif block.tag == f"{W}tbl":
        yield f"{indent}Bảng: {'; '.join(table_marks(block, prose.formats))}"
        prose.enter(block)
        yield from _inside(block, prose, f"{indent}  ")
    elif block.tag == f"{W}sdt":
        yield f"{indent}{prose.control(block)}"
        for child in block.iterfind(f"{W}sdtContent/*"):
            yield from _block(child, prose, indent)
        yield f"{indent}⟦/⟧"
    elif block.tag == f"{W}tr":
        yield f"{indent}{'; '.join(('hàng', *row_marks(block)))}"
        yield from _inside(block, prose, f"{indent}  ")
    elif block.tag == f"{W}tc":
        yield from _cell(block, prose, indent)
    elif block.tag == f"{MC}AlternateContent":
        yield from _inside(block[0], prose, indent)
    elif block.tag in (f"{W}customXml", f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"):
        yield from _inside(block, prose, indent)
    elif block.tag not in _UNSEEN:
        yield f"{indent}[{block.tag.rpartition('}')[2]}]"


def _inside(holder: Element, prose: Prose, indent: str) -> Iterator[str]:
    for child in holder:
        yield from _block(child, prose, indent)


def _cell(cell: Element, prose: Prose, indent: str) -> Iterator[str]:
    marks = cell_marks(cell)
    label = f"{indent}ô ({'; '.join(marks)}): " if marks else f"{indent}ô: "
    inner = f"{indent}  "
    for child in cell:
        if child.tag == f"{W}p":
            yield from _paragraph(child, prose, label, inner)
            label = inner
        else:
            lines = list(_block(child, prose, inner))
            if lines and label != inner:
                yield label.rstrip()
                label = inner
            yield from lines


def _paragraph(paragraph: Element, prose: Prose, lead: str, indent: str) -> Iterator[str]:
    marks, words = prose.paragraph(paragraph)
    line = _ParagraphLine(f"{lead}{', '.join(marks)} | {words}".rstrip())
    line.paragraph = paragraph
    yield line
    for box in prose.boxes:
        yield f"{indent}  Khung chữ:"
        yield from _inside(box, prose.apart(), f"{indent}    ")


def main() -> None:
    """Writes the outline of the file that the command line names, as git asks of a textconv; why, if it has none.

    Ends with 2 if no file is named, or it cannot be read.
    """
    if len(sys.argv) != 2:
        _refuse("cần đúng một tệp Word. Sửa: ghi như python -m ntsdocs.docx.outline templates/ke_hoach.docx")
    try:
        document = text(Path(sys.argv[1]))
    except package.PackageError as error:
        document = f"({error})\n"
    except OSError as error:
        _refuse(f"{sys.argv[1]}: không đọc được tệp ({reason(error)}). Sửa: xem lại đường dẫn.")
    sys.stdout.buffer.write(document.encode())


def _refuse(why: str) -> NoReturn:
    sys.stderr.buffer.write(f"{why}\n".encode())
    sys.exit(2)


if __name__ == "__main__":
    main()
