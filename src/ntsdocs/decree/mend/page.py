"""Mend the page: paper, margins, sizes that move together (PL I, Phần I, Mục I)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ntsdocs.decree import values
from ntsdocs.decree.check.page import MARGINS
from ntsdocs.decree.findings import Breach, pt
from ntsdocs.decree.findings import mm as written
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx import edit
from ntsdocs.docx.reader import PageSection, mm
from ntsdocs.docx.xml import Element

_NEAR = 20  # twips by which a side of the paper may differ
_SETS = ((26, 28, 28), (24, 26, 26))  # Quốc hiệu, Tiêu ngữ, date in half-points


def _sections(desk: MendSession) -> Iterator[tuple[str, PageSection, Element]]:
    many = len(desk.document.sections) > 1
    for at, section in enumerate(desk.document.sections, start=1):
        if section.node is not None:
            yield f"phần {at}" if many else "trang", section, section.node


def paper_size(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-1.1: A4, turned as it was."""
    for place, section, node in _sections(desk):
        asked = values.A4 if section.width <= section.height else values.A4[::-1]
        if any(abs(side - right) > _NEAR for side, right in zip((section.width, section.height), asked, strict=True)):
            size = edit.put(node, "pgSz", w=str(asked[0]), h=str(asked[1]))
            edit.clear(size, "code")  # the printer's number of the other paper
            desk.note(place, f"khổ giấy {_sides(section.width, section.height)}", f"A4 {_sides(*asked)}")


def _sides(width: int, height: int) -> str:
    return f"{written(round(mm(width)))} × {written(round(mm(height)))} mm"


def margins(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-1.3: the nearest margin the decree allows; no gutter."""
    for place, section, node in _sections(desk):
        for side, word, least, most in MARGINS:
            length = section.margins.get(side)
            if length is None or values.twips(least) - 2 <= abs(length) <= values.twips(most) + 2:
                continue
            right = least if abs(length) < values.twips(least) else most
            exact = -values.twips(right) if length < 0 else values.twips(right)  # §17.6.11: below 0, it may not grow
            edit.put(node, "pgMar", **{side: str(exact)})
            desk.note(place, f"lề {word} {written(mm(length))} mm", f"{right} mm")
        if section.margins.get("gutter"):
            edit.put(node, "pgMar", gutter="0")
            desk.note(place, f"lề đóng gáy {written(mm(section.margins['gutter']))} mm", "0")


def sizes_together(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-1.5: 13 - 14 - 14 or 12 - 13 - 13, whichever leaves more of the three as they are."""
    lines = [line for line in (desk.paper.quoc_hieu, desk.paper.tieu_ngu, desk.paper.date) if line is not None]
    now = tuple(line.sizes[0] for line in lines)
    asked = max(_SETS, key=lambda each: sum(one == other for one, other in zip(each, now, strict=True)))
    for line, size in zip(lines, asked, strict=True):
        stretch = desk.stretch(line) if line.sizes != [size] else None
        for run, _look in stretch.runs() if stretch is not None else ():
            edit.size(run, size)
        if stretch is not None:
            desk.note(line.paragraph, f"cỡ chữ {pt(line.sizes[0])}", f"cỡ chữ {pt(size)}")
