"""Mend trích yếu: «V/v», the line under it (PL I, Phần I, Mục II, khoản 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree import values
from ntsdocs.decree.findings import Breach
from ntsdocs.decree.mend.head import third_to_half
from ntsdocs.decree.mend.session import MendSession, lines_of
from ntsdocs.docx import edit

_VE_VIEC = re.compile(r"^v\s*[/.]?\s*v\b\s*[:.]?\s*", re.IGNORECASE)


def under_trich_yeu(session: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-2.5c: a third to a half of the last line of the trích yếu."""
    third_to_half(session, session.paper.trich_yeu, session.paper.trich_yeu_stroke)


def ve_viec(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.5d: «V/v », and 6 pt below the number."""
    so, first = session.paper.so, next(iter(session.paper.ve_viec), None)
    if first is None:
        return
    if any(line is first for line in lines_of(breaches)):
        session.amend(first, lambda words: _VE_VIEC.sub("V/v ", words, count=1))
    if so is None or so.paragraph.cell is not first.paragraph.cell:
        return
    gap = so.paragraph.format.after + first.paragraph.format.before
    if first.paragraph.number == so.paragraph.number + 1 and gap < values.PARAGRAPH_GAP - 1:
        edit.before(first.paragraph.node, values.PARAGRAPH_GAP)
        session.note(first.paragraph, f"«V/v» cách số, ký hiệu {gap / 20:g} pt".replace(".", ","), "cách 6 pt")


def ve_viec_in_full(text: str) -> str:
    """ND30-I-2.5e: «Về việc» where the paper's type is printed."""
    return _VE_VIEC.sub("Về việc ", text, count=1)
