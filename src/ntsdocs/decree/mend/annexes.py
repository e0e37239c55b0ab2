"""Mend annexes and the contact at the foot (PL I, Phần I, Mục III)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.findings import Breach, pt
from ntsdocs.decree.mend.session import MendSession, lines_of, paragraphs_of
from ntsdocs.docx import edit

_KEM_THEO = re.compile(r"^\(?\s*(?=(?:ban hành )?kèm theo)", re.IGNORECASE)


def annex_heading(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-3.1b: «Phụ lục I» in small letters."""
    headings = [annex.heading for annex in desk.paper.annexes]
    for line in lines_of(founds):
        if any(line is each for each in headings):
            desk.amend(line, lambda text: re.sub(r"^phụ lục", "Phụ lục", text, count=1, flags=re.IGNORECASE))


def kem_theo(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-3.1c: the line stands in brackets."""
    told = lines_of([each for each in founds if each.look is None])
    for annex in desk.paper.annexes:
        first, last = annex.kem_theo[:1], annex.kem_theo[-1:]
        if not first or not any(first[0] is each for each in told):
            continue
        if first[0] is last[0]:
            desk.amend(first[0], lambda text: f"{_opened(text).rstrip(' ).')})" if _KEM_THEO.match(text) else text)
        elif _KEM_THEO.match(first[0].text):
            desk.amend(first[0], _opened)
            desk.amend(last[0], lambda text: f"{text.rstrip(' ).')})")


def _opened(text: str) -> str:
    words = _KEM_THEO.sub("", text, count=1)
    return f"({words[:1].upper()}{words[1:]}"


def annex_pages(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-3.1d: each annex counts its own pages, where it is a section already."""
    before = desk.paper.paragraphs[0].section if desk.paper.paragraphs else 0
    wanted = lines_of(founds)
    for annex in desk.paper.annexes:
        paragraph = annex.heading.paragraph
        section = desk.paper.section(paragraph)
        if paragraph.section != before and section.node is not None and any(annex.heading is each for each in wanted):
            edit.put(section.node, "pgNumType", start="1")
            desk.note(paragraph, "số trang nối tiếp phần trước", "đánh số lại từ 1")
        before = paragraph.section


def contact(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-3.4: address and telephone in 11 - 12."""
    for paragraph in paragraphs_of(founds):
        whole = desk.ink(paragraph).whole()
        for run, look in whole.runs() if whole is not None else ():
            size = min(max(look.size, 22), 24)
            if size != look.size:
                edit.size(run, size)
                desk.note(paragraph, f"cỡ chữ {pt(look.size)}", f"cỡ chữ {pt(size)}")
