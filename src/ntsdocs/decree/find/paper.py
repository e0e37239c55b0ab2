"""The paper in a document: its components, found and named."""

from __future__ import annotations

from ntsdocs.decree.find.annexes import find_annexes
from ntsdocs.decree.find.body import body, find_addressees, texts
from ntsdocs.decree.find.body_parts import blocks
from ntsdocs.decree.find.components import Annex, Paper, Stroke, column_of, is_upper, outermost
from ntsdocs.decree.find.end import find_end
from ntsdocs.decree.find.head import find_head, first_lines
from ntsdocs.decree.find.issued import find_issued
from ntsdocs.decree.find.refusal import why_refused
from ntsdocs.decree.find.strokes import find_strokes
from ntsdocs.decree.find.title import find_title
from ntsdocs.decree.find.type_names import TYPES
from ntsdocs.docx.pieces import WordDocument

__all__ = ["TYPES", "Annex", "Paper", "Stroke", "column_of", "is_upper", "outermost", "recognise"]


def recognise(document: WordDocument, kind: str = "", *, draft: bool = False, template: bool = False) -> Paper:
    """The paper in this document; `kind` names its type where the file cannot tell."""
    if template:  # a paragraph that only steers the filling is not there once the paper is made
        document.paragraphs = [each for each in document.paragraphs if "{%" not in each.text]
    paper = Paper(document, kind, "người kiểm tra cho biết" if kind else "", draft=draft, template=template)
    first = first_lines(document)
    find_head(paper, first)
    find_title(paper)
    find_end(paper)
    find_annexes(paper)
    find_addressees(paper)
    paper.blocks = blocks(body(paper), decides=paper.kind in ("quyet_dinh", "nghi_quyet"))
    find_issued(paper)
    find_strokes(paper)
    paper.texts = texts(paper)
    paper.refused = "" if kind else why_refused(paper, first)  # a person who names the type has seen what it is
    return paper
