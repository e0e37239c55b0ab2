"""Find what stands below the signature: the annexes, and a quy chế or quy định that the paper issues (Mẫu 1.2, 1.3)."""

from __future__ import annotations

import re

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.body import blocks
from ntsdocs.decree.find.paper import STROKES, Annex, Paper
from ntsdocs.decree.values import kind_of
from ntsdocs.docx import lines
from ntsdocs.docx.lines import Line

_NUMBERED = r"phụ lục(?:\s+(?:số\s+)?([IVXLC]+|\d{1,2}|[A-Z]))?\s*"
HEADING = re.compile(rf"{_NUMBERED}[.:]?$", re.IGNORECASE)
_WITH_TITLE = re.compile(rf"{_NUMBERED}[.:–-]\s*(\S.*)", re.IGNORECASE | re.DOTALL)


def end_of_signature(paper: Paper) -> int | None:
    """The first paragraph below ô 7 and 9b; `None` for a paper that has a head, and no end that could be found."""
    if paper.noi_nhan is not None:
        return paper.index((paper.recipients or [paper.noi_nhan])[-1].paragraph) + 1
    if paper.authority:
        return paper.index(paper.authority[-1].paragraph) + 1
    return None if paper.head else paper.main_end


def find_annexes(paper: Paper) -> None:
    """Finds the annexes below the signature."""
    start = end_of_signature(paper)
    if start is None:
        return
    for at in range(start, len(paper.paragraphs)):
        each = paper.paragraphs[at]
        if each.cell is None and each.text[:8].lower().strip().startswith("phụ lục"):
            for line in lines.of(each)[:1]:
                match = HEADING.match(line.text) or (_WITH_TITLE.match(line.text) if _stands_out(line) else None)
                if match:
                    label = line.text[: match.start(2)].rstrip(" .:–-") if match.re is _WITH_TITLE else line.text
                    paper.annexes.append(Annex(line, match[1] or "", label, start=at, end=len(paper.paragraphs)))
    for annex, following in zip(paper.annexes, paper.annexes[1:], strict=False):
        annex.end = following.start
    for annex in paper.annexes:
        _describe(paper, annex)


def _stands_out(line: Line) -> bool:
    """Whether it is no sentence that speaks of an annex."""
    return line.paragraph.format.align == "center" and (line.some("bold") or line.as_printed.isupper())


def _describe(paper: Paper, annex: Annex) -> None:
    rest = lines.of(annex.heading.paragraph)[1:]
    for each in paper.paragraphs[annex.start + 1 : min(annex.end, annex.start + 10)]:
        if each.cell is not None or (annex.kem_theo and annex.kem_theo[-1].text.endswith(")")):
            break
        rest += lines.of(each)
        for line in rest:
            opened = bool(annex.kem_theo) and not annex.kem_theo[-1].text.endswith(")")
            if opened or re.match(r"\(?\s*(?:ban hành )?kèm theo|\(\{\{", line.text, re.IGNORECASE):
                annex.kem_theo.append(line)
            elif not STROKES.fullmatch(line.text) and len(annex.title) < 5 and not annex.kem_theo:
                if line.paragraph.format.align != "center" and annex.title:
                    return
                annex.title.append(line)
        rest = []


# --- a text that is issued -------------------------------------------------------------------------------------------


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
    named = bool(kind_of(line.as_printed)) or fold(line.text[:40]).strip() in _OTHERS
    return (
        named and line.paragraph.cell is None and line.as_printed.isupper() and line.paragraph.format.align == "center"
    )


def _opening(paper: Paper, title: int, end: int) -> int:
    """The first paragraph below the title's «(Ban hành kèm theo …)»; 0 where there is none."""
    opened = False
    for at in range(title + 1, end):
        text = paper.paragraphs[at].text.strip()
        opened = opened or bool(_ISSUED.match(text))
        if opened and text.endswith(")"):
            return at + 1
    return 0
