"""All that the rules of the decree may ask of a document, to hold two readings of it against each other."""

from __future__ import annotations

from ntsdocs.docx.document import WordDocument


def seen(read: WordDocument) -> list[tuple[object, ...]]:
    """All that rules may ask of each paragraph, and of the tables."""
    told: list[tuple[object, ...]] = [
        (each.place, each.text, each.label, each.format, each.runs, each.section, each.strokes, each.page is None)
        + (() if each.cell is None else (each.cell.width, each.cell.whole, each.cell.unsplit, each.cell.table.place))
        for each in read.paragraphs
    ]
    return [*told, *((table.place, table.rows, table.bordered, table.columns) for table in read.tables)]
