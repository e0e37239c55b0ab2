"""Find the lines drawn under Tiêu ngữ, the issuing name and trích yếu."""

from __future__ import annotations

from ntsdocs.decree.find.components import STROKES, Paper, Stroke
from ntsdocs.docx import font_widths
from ntsdocs.docx.pieces import Paragraph, mm


def find_strokes(paper: Paper) -> None:
    """Finds the three lines."""
    for line, set_ in ((paper.tieu_ngu, "tieu_ngu_stroke"), (paper.names[-1] if paper.names else None, "name_stroke")):
        if line is not None:
            setattr(paper, set_, stroke_of(paper, line.paragraph, own=True))
    if paper.trich_yeu:
        paper.trich_yeu_stroke = stroke_of(paper, paper.trich_yeu[-1].paragraph, own=True)


def stroke_of(paper: Paper, paragraph: Paragraph, *, own: bool) -> Stroke | None:
    """The line under a paragraph: its own border, a shape that hangs on it, or the next lines of its cell."""
    at = paper.index(paragraph)
    for step, each in enumerate(paper.paragraphs[at : at + 4]):
        if each.cell is not paragraph.cell:
            return None
        found = _drawn_at(paper, each, first=step == 0, own=own)
        if found is not None or (step and each.text.strip()):
            return found
    return None


def _drawn_at(paper: Paper, each: Paragraph, *, first: bool, own: bool) -> Stroke | None:
    """The line this paragraph draws, if any; its own border counts for the text above only if it bears none."""
    if each.strokes:
        return Stroke(each.strokes[0], "hình vẽ", each)
    text, format_ = each.text.strip(), each.format
    if not first and STROKES.fullmatch(text):
        looks = [(t.strip(), look) for t, look in each.runs if t.strip()]
        length = sum(font_widths.width_mm(t, look.size / 2, look.bold, look.italic) for t, look in looks)
        return Stroke(length, "dãy ký tự", each, format_.align != "center")
    below = format_.ruled_below and not format_.ruled_above and (own or not first)
    if below or (format_.ruled_above and not first and not text):
        room = paper.room_mm(each) - mm(format_.left) - mm(format_.right)
        return Stroke(room, "viền đoạn", each, abs(format_.left - format_.right) > 40)
    return None
