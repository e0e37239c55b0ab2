"""Mend trích yếu: «V/v», the line under it (PL I, Phần I, Mục II, khoản 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.head import third_to_half
from ntsdocs.decree.mend.session import MendSession, lines_of
from ntsdocs.docx import edit

_GAP = 120
_VE_VIEC = re.compile(r"^v\s*[/.]?\s*v\b\s*[:.]?\s*", re.IGNORECASE)


def ve_viec(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.5d: «V/v », and 6 pt below the number."""
    paper = desk.paper
    if not paper.ve_viec:
        return
    first, so = paper.ve_viec[0], paper.so
    if any(line is first for line in lines_of(founds)):
        desk.amend(first, lambda words: _VE_VIEC.sub("V/v ", words, count=1))
    under = so is not None and so.paragraph is not first.paragraph and so.paragraph.cell is first.paragraph.cell
    if so is None or not under or first.paragraph.number != so.paragraph.number + 1:
        return
    gap = so.paragraph.format.after + first.paragraph.format.before
    if gap < _GAP - 1:
        edit.before(first.paragraph.node, _GAP)
        desk.note(first.paragraph, f"«V/v» cách số, ký hiệu {gap / 20:g} pt".replace(".", ","), "cách 6 pt")


def written_out(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.5e: «Về việc» where the paper's type is printed."""
    for line in lines_of(founds):
        desk.amend(line, lambda words: _VE_VIEC.sub("Về việc ", words, count=1))


def under_subject(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-2.5c: a third to a half of the last line of the trích yếu."""
    third_to_half(desk, desk.paper.trich_yeu, desk.paper.trich_yeu_stroke)
