"""Find what a paper issues: a quy chế, a kế hoạch … below its signature, with a title of its own (PL III, Mẫu 1.3)."""

from __future__ import annotations

import re

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.annexes import end_of_signature
from ntsdocs.decree.find.body_parts import blocks
from ntsdocs.decree.find.components import Paper, is_upper
from ntsdocs.decree.find.type_names import kind_of
from ntsdocs.docx import lines
from ntsdocs.docx.lines import Line

_OTHERS = frozenset(("dieu le", "noi quy"))  # may be issued, but are no types of Điều 7
_ISSUED = re.compile(r"\(\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
_TITLE = 10  # paragraphs within which the title ends in «(Ban hành kèm theo …)»


def find_issued(paper: Paper) -> None:
    """Finds the text that is issued and adds its blocks to those of the paper."""
    start = end_of_signature(paper)
    if start is None:
        return
    end = paper.annexes[0].start if paper.annexes else len(paper.paragraphs)
    for at in range(start, end):
        for line in lines.of(paper.paragraphs[at])[:1]:
            if fold(line.text[:40]).startswith("cong hoa xa hoi chu nghia"):
                paper.beyond = paper.beyond or line
            elif _is_title(line):
                opening = _opening(paper, at, min(end, at + _TITLE))
                if opening:
                    paper.beyond = line
                    paper.issued = blocks(paper.paragraphs[opening:end])
                    for block in paper.issued:
                        block.role = "loi_van" if block.role == "can_cu" else block.role
                    paper.blocks += paper.issued
                    return


def _is_title(line: Line) -> bool:
    named = bool(kind_of(line.shown)) or fold(line.text[:40]).strip() in _OTHERS
    return named and line.paragraph.cell is None and is_upper(line.shown) and line.paragraph.format.align == "center"


def _opening(paper: Paper, title: int, end: int) -> int:
    """The first paragraph below the title's «(Ban hành kèm theo …)»; 0 where there is none."""
    opened = False
    for at in range(title + 1, end):
        text = paper.paragraphs[at].text.strip()
        opened = opened or bool(_ISSUED.match(text))
        if opened and text.endswith(")"):
            return at + 1
    return 0
