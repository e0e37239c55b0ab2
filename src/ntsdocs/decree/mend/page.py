"""Mend the page: paper, margins, sizes that move together, page numbers (PL I, Phần I, Mục I).

A number at the foot moves to the top; where there is none, one is put there, for numbering is part of how a paper is
set, not a component of it. A header that holds anything else is left to a person.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from ntsdocs.decree import values
from ntsdocs.decree.check.page import MARGINS
from ntsdocs.decree.findings import Breach, pt
from ntsdocs.decree.findings import mm as written
from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx import edit
from ntsdocs.docx.reader import PageSection, Paragraph, mm
from ntsdocs.docx.xml import Element, R, W

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


# --- page numbers -----------------------------------------------------------------------------------------------------


_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES_PART = "[Content_Types].xml"
_HEADER = f"{R[1:-1]}/header"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_ALONE = re.compile(r"[\s\d\-–—]*")  # a number and the strokes some set beside it
_ARABIC = ("decimal", "numberInDash")
_SIZE = 28


def numbers(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-1.7a: Arabic, 13 or 14, upright, in the middle of the top margin."""
    sections = desk.document.sections
    looked_at: set[int] = set()  # sections share their headers
    for at, section in enumerate(sections, start=1):
        place = f"phần {at}" if len(sections) > 1 else "trang"
        _counting(desk, section, place, first=at == 1)
        header = section.headers.get("default", [])
        for each in header:
            if id(each) not in looked_at:
                looked_at.add(id(each))
                _look(desk, each)
        at_foot = [each for group in section.footers.values() for each in group if each.page is not None]
        if not any(each.page is not None for each in header):
            told = any(str(each.at) == f"{place}, đầu trang" for each in founds)
            if not (told or at_foot) or not _add(desk, section, place):
                continue
        for each in at_foot:
            _take(desk, each)
        if not header and len(sections) > 1:
            return  # the sections after this one may have inherited what it was given: they are read anew


def _counting(desk: MendSession, section: PageSection, place: str, *, first: bool) -> None:
    counted = None if section.node is None else section.node.find(f"{W}pgNumType")
    if counted is None:
        return
    if section.number_format not in _ARABIC:
        del counted.attrib[f"{W}fmt"]
        desk.note(place, f"số trang kiểu «{section.number_format}»", "chữ số Ả Rập")
    if first and section.start not in (None, 1, 0):
        del counted.attrib[f"{W}start"]
        desk.note(place, f"số trang bắt đầu từ {section.start}", "từ 1")


def _look(desk: MendSession, each: Paragraph) -> None:
    look, node, format_ = each.page, each.node, each.format
    if look is None:
        return
    if format_.align != "center" and not each.boxed and "\t" not in each.text and not format_.centred_frame:
        edit.align(node, "center")
        desk.note(each, "số trang không canh giữa", "canh giữa")
    size = min(max(look.size, 26), 28)
    for run in _field(node):
        if size != look.size:
            edit.size(run, size)
        for name, is_on in (("b", look.bold), ("i", look.italic)):
            if is_on:
                edit.switch(run, name, on=False)
    if size != look.size:
        desk.note(each, f"số trang cỡ chữ {pt(look.size)}", f"cỡ chữ {pt(size)}")
    if look.bold or look.italic:
        desk.note(each, f"số trang {'nghiêng' if look.italic else 'đậm'}", "đứng, không đậm")


def _field(paragraph: Element) -> list[Element]:
    """The runs of the PAGE field in a paragraph."""
    for each in paragraph.iter(f"{W}fldSimple"):
        if (each.get(f"{W}instr") or "").split()[:1] == ["PAGE"]:
            return list(each.iter(f"{W}r"))
    held: list[Element] = []
    open_, wanted = 0, False
    for run in paragraph.iter(f"{W}r"):
        kinds = [each.get(f"{W}fldCharType") for each in run.iter(f"{W}fldChar")]
        if open_ == 0 and "begin" in kinds:
            held, wanted = [], False
        open_ += kinds.count("begin")
        if open_:
            held.append(run)
            wanted = wanted or any((each.text or "").split()[:1] == ["PAGE"] for each in run.iter(f"{W}instrText"))
        open_ -= min(open_, kinds.count("end"))
        if wanted and not open_:
            return held
    return held if wanted else []


def _take(desk: MendSession, each: Paragraph) -> bool:
    """Takes the number out of a paragraph that holds nothing else."""
    runs = _field(each.node)
    if not runs or not _ALONE.fullmatch(each.text) or any(True for _ in each.node.iter(f"{W}drawing", f"{W}pict")):
        return False
    for run in list(each.node.iter(f"{W}r")):
        holder = run.getparent()
        if holder is not None:
            holder.remove(run)
    for simple in list(each.node.iter(f"{W}fldSimple")):
        holder = simple.getparent()
        if holder is not None:
            holder.remove(simple)
    desk.note(each, "có số trang", "bỏ số trang ở đây")
    return True


# --- a number where there was none ----------------------------------------------------------------------------------


def _add(desk: MendSession, section: PageSection, place: str) -> bool:
    """Puts a number at the top of the pages of a section; False where something else stands there."""
    held = section.headers.get("default", [])
    if held:
        kept = any(each.text.strip() or each.strokes or each.boxed for each in held)
        if kept or any(True for each in held for _ in each.node.iter(f"{W}drawing", f"{W}pict", f"{W}object")):
            return False
        edit.align(held[0].node, "center")
        held[0].node.extend(list(_runs()))
        desk.note(held[0], "không có số trang", "số trang ở giữa lề trên")
        return True
    told = section.node is not None and _reference(section.node, "header", "default") is not None
    if section.node is None or told or _TYPES_PART not in desk.parts:
        return False
    reference = etree.Element(f"{W}headerReference")
    reference.set(f"{W}type", "default")
    reference.set(f"{R}id", _related(desk, _new_header(desk)))
    section.node.insert(0, reference)
    if desk.document.even_and_odd and not section.headers.get("even"):
        even = copy.deepcopy(reference)
        even.set(f"{W}type", "even")
        reference.addnext(even)
    desk.note(f"{place}, đầu trang", "không có số trang", "số trang ở giữa lề trên")
    return True


def _reference(section: Element, word: str, kind: str) -> Element | None:
    found = section.iterfind(f"{W}{word}Reference")
    return next((each for each in found if each.get(f"{W}type", "default") == kind), None)


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
        edit.size(run, _SIZE)
        inside = etree.SubElement(run, W + name, attributes)
        inside.text = text
        yield run


def _new_header(desk: MendSession) -> str:
    """A header part with a page number; its name."""
    folder = posixpath.dirname(desk.main)
    taken = {name.lower() for name in desk.parts}  # in a package, case makes no difference
    names = (posixpath.join(folder, f"header{number}.xml") for number in range(1, len(taken) + 2))
    name = next(each for each in names if each.lower() not in taken)
    root = etree.Element(f"{W}hdr", nsmap={"w": W[1:-1], "r": R[1:-1]})
    paragraph = etree.SubElement(root, f"{W}p")
    edit.put(edit.para_props(paragraph), "spacing", before="0", after="0")
    edit.indent(paragraph, left=0, right=0, first=0)
    edit.align(paragraph, "center")
    paragraph.extend(list(_runs()))
    desk.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    types = desk.tree(_TYPES_PART)
    etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": _HEADER_TYPE})
    return name


def _related(desk: MendSession, name: str) -> str:
    """The id of a new relationship from the document to the part."""
    folder, base = posixpath.split(desk.main)
    path = posixpath.join(folder, "_rels", f"{base}.rels")
    if path not in desk.parts:
        desk.parts[path] = f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode()
    links = desk.tree(path)
    taken = {each.get("Id") for each in links}
    made = next(f"rId{n}" for n in range(1, 100_000) if f"rId{n}" not in taken)
    target = posixpath.relpath(name, folder)
    etree.SubElement(links, f"{_RELATIONS}Relationship", {"Id": made, "Type": _HEADER, "Target": target})
    return made


# --- the first page -------------------------------------------------------------------------------------------------


def first_page(desk: MendSession, _: Sequence[Breach]) -> None:
    """ND30-I-1.7b: no number on the first page; what stands at its foot stays there."""
    section = desk.document.sections[0]
    if section.title_page:
        for each in section.headers.get("first", []):
            if each.page is not None:
                _take(desk, each)
        return
    if section.node is None:
        return
    edit.put(section.node, "titlePg")
    foot = _reference(section.node, "footer", "default")
    if (
        foot is not None
        and not section.footers.get("first")
        and any(each.text.strip() and each.page is None for each in section.footers.get("default", []))
    ):
        same = etree.Element(f"{W}footerReference")
        same.set(f"{W}type", "first")
        same.set(f"{R}id", foot.get(f"{R}id", ""))
        foot.addnext(same)
    desk.note("trang đầu, đầu trang", "có số trang", "không có số trang")
