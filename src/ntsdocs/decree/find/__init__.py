"""The paper in a document: where its components are, wherever their maker has put them."""

from __future__ import annotations

from ntsdocs.decree import values
from ntsdocs.decree.find.annexes import find_annexes, find_issued
from ntsdocs.decree.find.body import blocks, body, find_addressees, running_text, texts
from ntsdocs.decree.find.end import find_end
from ntsdocs.decree.find.head import find_head, find_strokes, first_lines
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.find.refusal import why_refused
from ntsdocs.decree.find.title import find_title
from ntsdocs.docx.document import WordDocument


def recognise(document: WordDocument, kind: str = "", *, draft: bool = False, template: bool = False) -> Paper:
    """The paper in this document; `kind` names its type where the file cannot tell."""
    every = document.paragraphs
    if template:  # a paragraph that only steers the filling is not there once the paper is made
        document.paragraphs = [each for each in every if not each.text.startswith(("{%p", "{%tr"))]
    paper = Paper(document, kind, "người kiểm tra cho biết" if kind else "", draft=draft, template=template)
    paper.every = every
    first = first_lines(document)
    reference = [line.spaced for line in first[:1]] == [values.FOR_REFERENCE]
    find_head(paper, first[:12] if reference else first)  # of an outline, further words are a plan's in its tables
    paper.outline = reference and not (template or paper.head)
    find_title(paper)
    find_end(paper)
    find_annexes(paper)
    find_addressees(paper)
    paper.blocks = blocks(body(paper), decides=paper.kind in ("quyet_dinh", "nghi_quyet"))
    find_issued(paper)
    paper.running_text = running_text(paper.blocks)
    find_strokes(paper)
    paper.texts = texts(paper)
    named = kind or paper.outline  # a person who names the type has seen what it is
    paper.refused = "" if named else why_refused(paper, first)
    return paper
