"""How high paragraphs are and how many pages they fill, worked out from the widths of their letters."""

from __future__ import annotations

from collections import defaultdict

from ntsdocs.decree.find.paper import Paper, outermost
from ntsdocs.docx import font_widths
from ntsdocs.docx.document import Paragraph

_LEAST_MM = 20.0  # a column has at least so much


def height(paper: Paper, paragraph: Paragraph, narrower_mm: float = 0.0) -> float:
    """How high a paragraph is, in points, without the room above and below; in a column narrower by so much."""
    format_, size = paragraph.format, max((look.size for _, look in paragraph.runs), default=26) / 2
    room = max(_LEAST_MM, paper.free_mm(paragraph) - narrower_mm)
    lines = sum(max(1, len(font_widths.wrap(line, size, room))) for line in paragraph.text.split("\n"))
    single = 1.15 * size
    exact = format_.line / 20 if format_.line_rule == "exact" else single * max(1.0, format_.line / 240)
    return lines * (max(single, format_.line / 20) if format_.line_rule == "atLeast" else exact)


def pages(paper: Paper, section: int, narrower_mm: float = 0.0, lower_mm: float = 0.0) -> float:
    """How many pages a section fills, were its text narrower and its pages lower by so much; no empty one counts."""
    total, turned = 0.0, False
    rows: dict[object, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for each in (each for each in paper.paragraphs if each.section == section and not each.boxed):
        cell = outermost(each.cell)
        turned = turned or each.content.turns_page
        own = height(paper, each, narrower_mm if cell is None else 0.0) + (each.format.before + each.format.after) / 20
        if cell is None:
            total += own
        else:
            rows[id(cell.table), cell.row][cell.column] += own
    total += sum(max(columns.values()) for columns in rows.values())
    page = paper.document.sections[section]
    room = (page.height - abs(page.margins.get("top", 0)) - abs(page.margins.get("bottom", 0))) / 20
    filled = total / max(72.0, room - lower_mm * 72 / 25.4)
    return max(filled, 2.0) if turned else filled
