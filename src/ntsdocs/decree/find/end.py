"""Find the end: Nơi nhận, the words of authority, the signer (ô 7, 9b)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile

from ntsdocs.decree.cache import fold
from ntsdocs.decree.find.annexes import HEADING
from ntsdocs.decree.find.paper import STROKES, Paper
from ntsdocs.docx import lines
from ntsdocs.docx.lines import Line

_NOI_NHAN = re.compile(r"n[ơo]i nh[ậa]n\s*(?:[:.;]|$|\t|\n)", re.IGNORECASE)
_SHORT = 100  # characters of a recipient's second line
_LETTERS = re.compile(r"[^\W\d_]")
_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.")
_ABBREVIATION = re.compile(r"(?:tm|kt|tl|tuq|q)\b", re.IGNORECASE)
_SIGNS = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TUQ)\b|.*\b(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CỤC TRƯỞNG|BÍ THƯ)")


def find_end(paper: Paper) -> None:
    """Finds the block of signature and recipients, where the main text ends."""
    paragraphs = paper.paragraphs
    paper.main_end = len(paragraphs)
    if paper.outline:  # it has none, and a plan's words in its tables would be taken for one
        return
    after = paper.index(paper.head[-1].paragraph) if paper.head else 0
    labels = [at for at, each in enumerate(paragraphs) if at >= after and _NOI_NHAN.match(each.text.lstrip())]
    if not labels:
        _find_signature_alone(paper, after)
        return
    headings = (at for at, each in enumerate(paragraphs) if each.cell is None and HEADING.match(each.text.strip()))
    annex = next((at for at in headings if at >= after), len(paragraphs))
    before_annexes = [each for each in labels if each <= annex] or labels[:1]
    # A table of the body may have the words too; those of ô 9b stand above a list.
    at = next((each for each in before_annexes if _above_a_list(paper, each)), before_annexes[0])
    label = next(line for line in lines.of(paragraphs[at]) if _NOI_NHAN.match(line.text))
    paper.noi_nhan = label
    cell = label.paragraph.cell
    if cell is not None:
        same_table = ((k, each, each.cell) for k, each in enumerate(paragraphs) if each.cell is not None)
        others = [(k, each, own.column) for k, each, own in same_table if own.table is cell.table]
        first = others[0][0]
        mine = [each for k, each, column in others if column == cell.column and k > at]
        theirs = [each for _, each, column in others if column != cell.column]
        in_line = [line for line in lines.of(paragraphs[at]) if not _NOI_NHAN.match(line.text)]  # after a manual break
        paper.recipients = [*in_line, *(line for each in mine for line in lines.of(each))]
        _sign(paper, [line for each in theirs for line in lines.of(each)])
        paper.main_end = first
    else:
        _end_without_table(paper, label, at)


def _above_a_list(paper: Paper, label: int) -> bool:
    dashed = any(line.text.startswith(("-", "–", "+", "•")) for line in paper.lines(label, label + 4))
    return dashed or any(each.label for each in paper.paragraphs[label + 1 : label + 3])


def _end_without_table(paper: Paper, label: Line, at: int) -> None:
    """Ô 7 and 9b set with tabs, in boxes, or one after the other."""
    signed: list[Line] = []
    listed = True
    for line in paper.lines(at, at + 40):
        if line is label or _NOI_NHAN.match(line.text):
            continue
        if line.column > 0 or line.paragraph.boxed != label.paragraph.boxed:
            signed.append(line)
        elif listed and line.text.startswith(("-", "–", "+")):
            paper.recipients.append(line)
            listed = not fold(line.text).startswith("- luu")
        elif listed and paper.recipients and _goes_on(paper.recipients[-1], line):
            paper.recipients.append(line)
        elif HEADING.match(line.text):
            break
        elif line.paragraph.format.align in ("center", "right") or line.as_printed.isupper():
            signed.append(line)
    paper.main_end = at
    if not signed:
        signed = _tail_of_signature(paper.lines(max(0, at - 14), at))
        if signed:
            paper.main_end = paper.index(signed[0].paragraph)
    _sign(paper, signed)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line without a dash is the rest of the recipient above it."""
    stands_apart = (
        line.paragraph.format.align in ("center", "right") or line.as_printed.isupper() or HEADING.match(line.text)
    )
    breaks_off = last.text.endswith(",") or (last.paragraph is line.paragraph and not last.text.endswith((";", ".")))
    return breaks_off and not stands_apart and len(line.text) < _SHORT


def _tail_of_signature(before: Sequence[Line]) -> list[Line]:
    return list(dropwhile(lambda line: not (line.as_printed.isupper() and _SIGNS.match(line.as_printed)), before))


def _find_signature_alone(paper: Paper, after: int) -> None:
    signing = [[line for line in lines.of(each) if _AUTHORITY.match(line.as_printed)] for each in paper.paragraphs]
    for at in range(len(signing) - 1, after, -1):
        if any(len(line.text) < 60 and line.as_printed.isupper() for line in signing[at]):
            first = next((each for each in range(at, after, -1) if not signing[each - 1]), after)
            _sign(paper, paper.lines(first, at + 12))
            paper.main_end = first
            return


def _sign(paper: Paper, signature: Sequence[Line]) -> None:
    worded = [line for line in signature if not line.text.startswith("(") and not STROKES.fullmatch(line.text)]
    upper = [line for line in worded if line.as_printed.isupper()]
    if not upper:
        paper.authority = worded[:1]
        return
    # The words of authority come first, with no gap of blank lines; the name stands below the signature.
    smaller = (at for at, line in enumerate(worded) if at and not line.as_printed.isupper())
    end = next((at for at in smaller if not _ABBREVIATION.match(worded[at].text)), len(worded))
    paper.authority, rest = worded[:end], worded[end:]
    if not rest and len(worded) > 1 and _gap_before(paper, worded[-1]) and not _SIGNS.match(worded[-1].as_printed):
        paper.authority, rest = worded[:-1], worded[-1:]
    paper.signer = next((line for line in reversed(rest) if _LETTERS.search(line.text)), None)


def _gap_before(paper: Paper, line: Line) -> bool:
    if line.paragraph.format.before >= 600:
        return True
    at = paper.index(line.paragraph)
    previous = paper.paragraphs[at - 1] if at else None
    return previous is not None and previous.cell is line.paragraph.cell and not previous.text.strip()
