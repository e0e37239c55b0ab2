"""Mend the page: paper, margins, page numbers (PL I, Phần I, Mục I).

A number at the foot moves to the top; where there is none, one is put there, for numbering is part of how a paper is
set, not a component of it. A header that holds anything else is left to a person.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterator, Sequence
from math import ceil

from lxml import etree

from ntsdocs.decree import values
from ntsdocs.decree.check.page import ARABIC, MARGINS, places, wrong_margins
from ntsdocs.decree.find.height import pages
from ntsdocs.decree.find.paper import outermost
from ntsdocs.decree.findings import Breach, in_mm, is_centred, pt
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx import edit, lines
from ntsdocs.docx.document import PageSection, Paragraph, mm
from ntsdocs.docx.parts import CONTENT_TYPES, OFFICE, Relation, edge_references
from ntsdocs.docx.xml import Element, R, W, drop

_OVERHANG = 230  # twips by which a table's cell margins stand out on both sides
_LONGEST_NUMBER = 4  # characters: «II.1»
_NEAR = 20  # twips by which a side of the paper may differ


def _sections(session: MendSession) -> Iterator[tuple[str, PageSection, Element]]:
    for place, section in places(session.document):
        if section.node is not None:
            yield place, section, section.node


def paper_size(session: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-1.1: A4, turned as it was."""
    for at, (place, section, node) in enumerate(_sections(session)):
        right = _right_size(section)
        if right != (section.width, section.height) and _fits(session, at, section):
            size = edit.put(node, "pgSz", w=str(right[0]), h=str(right[1]))
            edit.clear(size, "code")  # the printer's number of the other paper
            session.note(place, f"khổ giấy {_sides(section.width, section.height)}", f"A4 {_sides(*right)}")


def _right_size(section: PageSection) -> tuple[int, int]:
    right = values.A4 if section.width <= section.height else values.A4[::-1]
    is_other = max(abs(section.width - right[0]), abs(section.height - right[1])) > _NEAR
    return right if is_other else (section.width, section.height)


def _sides(width: int, height: int) -> str:
    return f"{in_mm(round(mm(width)))} × {in_mm(round(mm(height)))} mm"


def margins(session: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-1.3: the nearest margin the decree allows; no gutter."""
    words = {side: f"lề {word}" for side, word, *_ in MARGINS}
    for at, (place, section, node) in enumerate(_sections(session)):
        right = _right_margins(section)
        if not right or not _fits(session, at, section):
            continue
        for side, length in right.items():
            edit.put(node, "pgMar", **{side: str(length)})
            before = f"{words.get(side, 'lề đóng gáy')} {in_mm(mm(section.margins[side]))} mm"
            session.note(place, before, f"{in_mm(round(mm(abs(length))))} mm")


def _right_margins(section: PageSection) -> dict[str, int]:
    """Those of a section's margins that are not as the decree wants them, as it does."""
    right = {"gutter": 0} if section.margins.get("gutter") else {}
    for side, _, least, most in wrong_margins(section):
        length = section.margins[side]
        nearest = values.twips(least if abs(length) < values.twips(least) else most)
        right[side] = -nearest if length < 0 else nearest  # §17.6.11: below 0, it may not grow
    return right


def _fits(session: MendSession, at: int, section: PageSection) -> bool:
    """Whether what stands in a section stands as it does now once paper and margins are right; if not, says why."""
    paper, (width, height), right = session.paper, _right_size(section), section.margins | _right_margins(section)
    wider = {side: abs(right[side]) - abs(length) for side, length in section.margins.items()}
    narrower = section.width - width + sum(wider.get(side, 0) for side in ("left", "right", "gutter"))
    lower = section.height - height + sum(wider.get(side, 0) for side in ("top", "bottom"))
    inside = [each for each in paper.paragraphs if each.section == at]
    tables = [cell.table for each in inside if (cell := outermost(each.cell)) is not None]
    now, then = (pages(paper, at, *lost) for lost in ((0.0, 0.0), (mm(narrower), mm(lower))))
    if narrower > 0 and any(sum(each.columns) > section.text_width - narrower + _OVERHANG for each in tables):
        session.leave("vùng chữ hẹp lại thì bảng tràn ra ngoài")
    elif narrower > 0 and any(each.cell is None and _in_columns(each) for each in inside):
        session.leave("vùng chữ hẹp lại thì dòng chia cột bằng phím Tab hoặc dấu cách bị lệch, xuống dòng")
    elif ceil(then) > ceil(now):
        session.leave("vùng chữ hẹp lại thì văn bản có thể dài thêm một trang")
    else:
        return True
    return False


def _in_columns(paragraph: Paragraph) -> bool:
    """Whether tabs or blanks set words beside each other, and no number before its text."""
    parted = lines.of(paragraph) if lines.is_parted(paragraph) else []
    return paragraph.text.startswith(" " * 10) or (len(parted) > 1 and len(parted[0].text) > _LONGEST_NUMBER)


# --- page numbers ----------------------------------------------------------------------------------------------------

_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_ALONE = re.compile(r"[\s\d\-–—]*")  # a number and the strokes some set beside it


def numbers(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-1.7a: Arabic, 13 or 14, upright, in the middle of the top margin."""
    _same_on_even_pages(session, breaches)
    seen: set[int] = set()  # sections share their headers
    for at, (place, section) in enumerate(places(session.document)):
        _counting(session, section, place, first=at == 0)
        header = section.headers.get("default", [])
        for each in header:
            if id(each) not in seen:
                seen.add(id(each))
                _look(session, each)
        feet = session.document.printed(section, section.footers)
        at_foot = [each for group in feet.values() for each in group if each.page is not None]
        if not any(each.page is not None for each in header):
            missing = any(str(each.at) == f"{place}, đầu trang" for each in breaches)
            if not (missing or at_foot) or not _add(session, section, place):
                continue
        for each in at_foot:
            _take(session, each)
        if not header and len(session.document.sections) > 1:
            return  # the sections after this one may have inherited what it was given: they are read anew


def _same_on_even_pages(session: MendSession, breaches: Sequence[Breach]) -> None:
    """Even pages take the header of the others, where they have no words of their own."""
    edges = (edge.get("even", []) for each in session.document.sections for edge in (each.headers, each.footers))
    missing = next((str(each.at) for each in breaches if str(each.at).endswith("đầu trang chẵn")), "")
    if missing and not any(each.text.strip() or each.strokes for edge in edges for each in edge):
        for root in session.related("settings"):
            for switch in list(root.iter(f"{W}evenAndOddHeaders")):
                drop(switch)
        session.document.even_and_odd = False
        session.note(missing, "trang chẵn không có số trang", "như trang lẻ")


def _counting(session: MendSession, section: PageSection, place: str, *, first: bool) -> None:
    counted = None if section.node is None else section.node.find(f"{W}pgNumType")
    if counted is None:
        return
    if section.number_format not in ARABIC:
        edit.clear(counted, "fmt")
        session.note(place, f"số trang kiểu «{section.number_format}»", "chữ số Ả Rập")
    if first and section.start not in (None, 1, 0):
        edit.clear(counted, "start")
        session.note(place, f"số trang bắt đầu từ {section.start}", "từ 1")


def _look(session: MendSession, each: Paragraph) -> None:
    look = each.page
    if look is None:
        return
    if not is_centred(each):
        edit.align(each.node, "center")
        session.note(each, "số trang không canh giữa", "canh giữa")
    size = min(max(look.size, 26), 28)
    for run in _field(each.node):
        if size != look.size:
            edit.size(run, size)
        for name, is_on in (("b", look.bold), ("i", look.italic)):
            if is_on:
                edit.switch(run, name, on=False)
    if size != look.size:
        session.note(each, f"số trang cỡ chữ {pt(look.size)}", f"cỡ chữ {pt(size)}")
    if look.bold or look.italic:
        session.note(each, f"số trang {'nghiêng' if look.italic else 'đậm'}", "đứng, không đậm")


def _field(paragraph: Element) -> list[Element]:
    """The runs of the PAGE field in a paragraph."""
    for each in paragraph.iter(f"{W}fldSimple"):
        if (each.get(f"{W}instr") or "").split()[:1] == ["PAGE"]:
            return list(each.iter(f"{W}r"))
    runs: list[Element] = []
    depth, is_page = 0, False
    for run in paragraph.iter(f"{W}r"):
        kinds = [each.get(f"{W}fldCharType") for each in run.iter(f"{W}fldChar")]
        if depth == 0 and "begin" in kinds:
            runs, is_page = [], False
        depth += kinds.count("begin")
        if depth:
            runs.append(run)
            is_page = is_page or any((each.text or "").split()[:1] == ["PAGE"] for each in run.iter(f"{W}instrText"))
        depth -= min(depth, kinds.count("end"))
        if is_page and not depth:
            return runs
    return runs if is_page else []


def _take(session: MendSession, each: Paragraph) -> None:
    """Takes the number out of a paragraph that holds nothing else."""
    drawn = any(True for _ in each.node.iter(f"{W}drawing", f"{W}pict"))
    if _field(each.node) and _ALONE.fullmatch(each.text) and not drawn:
        for name in ("r", "fldSimple"):
            for holder in list(each.node.iter(W + name)):
                drop(holder)
        session.note(each, "có số trang", "bỏ số trang ở đây")


# --- a number where there was none -----------------------------------------------------------------------------------


def _add(session: MendSession, section: PageSection, place: str) -> bool:
    """Puts a number at the top of the pages of a section; False where something else stands there."""
    header = section.headers.get("default", [])
    if header:
        occupied = any(each.text.strip() or each.strokes or each.boxed for each in header)
        if occupied or any(True for each in header for _ in each.node.iter(f"{W}drawing", f"{W}pict", f"{W}object")):
            return False
        edit.align(header[0].node, "center")
        header[0].node.extend(list(_runs()))
        session.note(header[0], "không có số trang", "số trang ở giữa lề trên")
        return True
    has_one = ("header", "default") in edge_references(section.node)
    if section.node is None or has_one or CONTENT_TYPES not in session.file.parts:
        return False
    reference = etree.Element(f"{W}headerReference")
    reference.set(f"{W}type", "default")
    reference.set(f"{R}id", _new_header(session))
    section.node.insert(0, reference)
    if session.document.even_and_odd and not section.headers.get("even"):
        even = copy.deepcopy(reference)
        even.set(f"{W}type", "even")
        reference.addnext(even)
    session.note(f"{place}, đầu trang", "không có số trang", "số trang ở giữa lề trên")
    return True


def _runs() -> Iterator[Element]:
    for name, attributes, text in (
        ("fldChar", {f"{W}fldCharType": "begin"}, None),
        ("instrText", {}, "PAGE"),
        ("fldChar", {f"{W}fldCharType": "end"}, None),
    ):
        run = etree.Element(f"{W}r", nsmap={"w": W[1:-1]})
        edit.font(edit.run_props(run), values.FONT)
        edit.switch(run, "b", on=False)
        edit.switch(run, "i", on=False)
        edit.size(run, 28)
        inside = etree.SubElement(run, W + name, attributes)
        inside.text = text
        yield run


def _new_header(session: MendSession) -> str:
    """A header part with a page number; the id of the document's relationship to it."""
    file = session.file
    root = etree.Element(f"{W}hdr", nsmap={"w": W[1:-1], "r": R[1:-1]})
    paragraph = etree.SubElement(root, f"{W}p")
    edit.put(edit.para_props(paragraph), "spacing", before="0", after="0")
    edit.indent(paragraph, left=0, right=0, first=0)
    edit.align(paragraph, "center")
    paragraph.extend(list(_runs()))
    name = file.add(posixpath.join(posixpath.dirname(file.main), "header1.xml"), root, _HEADER_TYPE)
    return file.relate(file.main, Relation(f"{OFFICE}/header", name))


# --- the first page --------------------------------------------------------------------------------------------------


def first_page(session: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-1.7b: no number on the first page; what stands at its foot stays there."""
    section = session.document.sections[0]
    if section.title_page:
        for each in section.headers.get("first", []):
            if each.page is not None:
                _take(session, each)
        return
    if section.node is None:
        return
    edit.put(section.node, "titlePg")
    foot = edge_references(section.node).get(("footer", "default"))
    shows = any(each.text.strip() and each.page is None for each in section.footers.get("default", []))
    if foot is not None and shows and not section.footers.get("first"):
        same = etree.Element(f"{W}footerReference")
        same.set(f"{W}type", "first")
        same.set(f"{R}id", foot.get(f"{R}id", ""))
        foot.addnext(same)
    session.note("trang đầu, đầu trang", "có số trang", "không có số trang")
