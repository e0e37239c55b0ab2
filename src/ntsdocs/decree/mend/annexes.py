"""Mend annexes and the contact at the foot (PL I, Phần I, Mục III)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.findings import Breach, pt
from ntsdocs.decree.mend.session import MendSession, lines_of, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.text import vn

_KEM_THEO = re.compile(r"^\(?\s*(?=(?:ban hành )?kèm theo)", re.IGNORECASE)


def heading(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-3.1b: «Phụ lục I» in small letters."""
    headings = {id(annex.heading) for annex in session.paper.annexes}
    for line in (each for each in lines_of(breaches) if id(each) in headings):
        session.amend(line, lambda text: re.sub(r"^phụ lục", "Phụ lục", text, count=1, flags=re.IGNORECASE))


def kem_theo(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-3.1c: the line stands in brackets."""
    misworded = {id(line) for line in lines_of([each for each in breaches if each.required is None])}
    for annex in session.paper.annexes:
        if not annex.kem_theo or id(annex.kem_theo[0]) not in misworded:
            continue
        first, last = annex.kem_theo[0], annex.kem_theo[-1]
        if first is last:
            session.amend(first, lambda text: _closed(_opened(text)) if _KEM_THEO.match(text) else text)
        elif _KEM_THEO.match(first.text):
            session.amend(first, _opened)
            session.amend(last, _closed)


def _opened(text: str) -> str:
    return f"({vn.upper_first(_KEM_THEO.sub('', text, count=1))}"


def _closed(text: str) -> str:
    return f"{text.rstrip(' ).')})"


def page_numbers(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-3.1d: each annex counts its own pages, where it is a section already."""
    before = session.paper.paragraphs[0].section if session.paper.paragraphs else 0
    for annex in session.paper.annexes:
        paragraph = annex.heading.paragraph
        section = session.paper.section(paragraph)
        is_breach = any(annex.heading is each for each in lines_of(breaches))
        if is_breach and paragraph.section != before and section.node is not None:
            edit.put(section.node, "pgNumType", start="1")
            session.note(paragraph, "số trang nối tiếp phần trước", "đánh số lại từ 1")
        before = paragraph.section


def contact(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-3.4: address and telephone in 11 - 12."""
    for paragraph in paragraphs_of(breaches):
        for old, new in session.resize(paragraph, 22, 24):
            session.note(paragraph, f"cỡ chữ {pt(old)}", f"cỡ chữ {pt(new)}")
