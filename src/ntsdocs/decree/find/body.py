"""Find Kính gửi and what stands between the head and the signature."""

from __future__ import annotations

from collections.abc import Iterator

from ntsdocs.decree.find.components import KINH_GUI, Paper
from ntsdocs.docx import lines
from ntsdocs.docx.lines import Line
from ntsdocs.docx.pieces import Paragraph

_SHORT = 100  # characters of an addressee's second line


def _after_head(paper: Paper) -> int:
    title = [paper.title] if paper.title is not None else []
    last = [*paper.head[-1:], *paper.trich_yeu[-1:], *title, *paper.ve_viec[-1:]]
    return max((paper.index(line.paragraph) for line in last), default=-1) + 1


def find_addressees(paper: Paper) -> None:
    """Finds «Kính gửi» and those it names."""
    start = _after_head(paper)
    for at in range(start, min(paper.main_end, start + 14)):
        found = [line for line in lines.of(paper.paragraphs[at]) if KINH_GUI.match(line.text)]
        if found:
            paper.kinh_gui = found[0]
            paper.addressees = list(_addressees(paper, at))
            return


def _addressees(paper: Paper, at: int) -> Iterator[Line]:
    same = [line for line in lines.of(paper.paragraphs[at]) if line is not paper.kinh_gui]
    same = [line for line in same if not KINH_GUI.match(line.text)]
    yield from same
    last = same[-1] if same else None
    for each in paper.paragraphs[at + 1 : min(at + 60, paper.main_end)]:
        found = lines.of(each)
        listed = bool(found) and (
            found[0].text.startswith(("-", "–", "+", "•")) or (bool(each.label) and not each.label[0].isalnum())
        )
        beside = each.cell is not None and each.cell.table is getattr(paper.paragraphs[at].cell, "table", None)
        if listed or (beside and found) or (found and _goes_on(last, each)):
            yield from found
            last = found[-1]
        elif found and not (paper.template and KINH_GUI.match(found[0].text)):
            return


def _goes_on(last: Line | None, each: Paragraph) -> bool:
    """Whether a paragraph without a dash is the rest of the name above it: as far in, and ended like one of a list."""
    if last is None or not last.text.endswith(",") or not last.text.startswith(("-", "–", "+", "•")):
        return False
    inward, above = each.format.left + each.format.first, last.paragraph.format
    return len(each.text) < _SHORT and each.text.rstrip().endswith((";", ".")) and inward >= above.left + above.first


def body(paper: Paper) -> list[Paragraph]:
    """The paragraphs of ô 6."""
    start = _after_head(paper)
    if paper.kinh_gui is not None:
        last = paper.addressees[-1] if paper.addressees else paper.kinh_gui
        start = paper.index(last.paragraph) + 1
    return paper.paragraphs[start : paper.main_end]


def texts(paper: Paper) -> list[Paragraph]:
    """The paragraphs whose words PL II judges."""
    start = paper.index(paper.blocks[0].paragraph) if paper.blocks else 0
    subject = [line.paragraph for line in paper.trich_yeu]
    return [each for each in (*subject, *paper.paragraphs[start:]) if len(each.text) > 3 and not each.text.isupper()]
