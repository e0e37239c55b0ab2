"""Mend the body: the marks of căn cứ, headings, khoản and điểm, and how its text is set (Mục II, khoản 6).

Words are left alone: numbers that would change what other sentences refer to, and capitals that depend on names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from ntsdocs.decree import values
from ntsdocs.decree.check.body import indented, set_blocks, usual_indent, usual_size
from ntsdocs.decree.find.paper import BodyPart
from ntsdocs.decree.findings import Breach, RequiredFormat, pt
from ntsdocs.decree.findings import mm as written
from ntsdocs.decree.mend.letters import fit
from ntsdocs.decree.mend.session import MendSession, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.docx.reader import Paragraph, mm
from ntsdocs.docx.xml import Element, W

_KHOAN = re.compile(r"^(\d{1,2})\s?[.)/-](\s*)")
_DIEU = re.compile(r"^Điều\s+(\d+)\s*[.:]?(\s*)", re.IGNORECASE)
_TITLE = 120  # characters that a title has at most
_CLOSED = re.compile(r"[\s./]+$")
_PLAIN = RequiredFormat("lời văn", 1, 1_000, bold=None, italic=False)
_BOLD = RequiredFormat("tiêu đề", 1, 1_000, bold=True, italic=False)
_NOT_BOLD = RequiredFormat("khoản", 1, 1_000, bold=False, italic=None)
_ITALIC = RequiredFormat("căn cứ", 1, 1_000, bold=None, italic=True)


def _blocks(desk: MendSession, founds: Sequence[Breach]) -> list[BodyPart]:
    """The blocks the findings are at."""
    wanted = {id(each) for each in paragraphs_of(founds)}
    return [block for block in desk.paper.blocks if id(block.paragraph) in wanted]


# --- marks ----------------------------------------------------------------------------------------------------------


def ended(mark: str) -> Callable[[str], str]:
    """What gives a line the mark at its end, in the place of another one."""
    return lambda text: f"{text.rstrip().rstrip('.;,:').rstrip()}{mark}"


def _remark(desk: MendSession, founds: Sequence[Breach], mark: str) -> None:
    """Gives the automatic numbers among the findings their mark."""
    found = [each for each in _blocks(desk, founds) if each.mark != mark and each.paragraph.label]
    remark(desk, [each.paragraph for each in found], mark)


def can_cu(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6b: italic, each ends in «;», the last in «.»."""
    found = [block for block in desk.paper.blocks if block.role == "can_cu"]
    misended = {id(each.at) for each in founds if "kết thúc" in each.what}
    for block in _blocks(desk, founds):
        if id(block.paragraph) in misended:
            desk.amend(block.whole, ended("." if block is found[-1] else ";"))
        fit(desk, block.whole, _ITALIC)


def part(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6g, 2.6h: «Phần», «Chương», «Mục» in small letters."""
    for block in _blocks(desk, founds):
        desk.amend(block.whole, lambda text: re.sub(r"^[^\W\d_]{2,}", lambda word: word[0].capitalize(), text, count=1))


def roman(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6i: a full stop after the Roman numeral."""
    _remark(desk, founds, ".")
    for block in _blocks(desk, founds):
        if block.mark != "." and not block.paragraph.label:
            desk.amend(block.whole, lambda text: re.sub(r"^([IVX]{1,6})\s?[-/):.]", r"\1.", text, count=1))


def dieu(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6k: «Điều 1. Tên điều» bold and upright; where a sentence follows, «Điều 1.» alone."""
    for block in _blocks(desk, founds):
        if block.line is None:
            continue
        desk.amend(block.whole, lambda text: _DIEU.sub(lambda m: f"Điều {m[1]}.{m[2] or ' '}", text, count=1))
        ink = desk.ink(block.paragraph)
        match = _DIEU.match(ink.text)
        if ink.stale or match is None:
            continue  # its words were just changed: it is read anew first
        titled = len(block.text) < _TITLE and not block.text.endswith((".", ";", ":", ","))
        for run, look in ink.runs(0, len(ink.text) if titled else match.end()):
            if not look.bold:
                edit.switch(run, "b", on=True)
            if look.italic:
                edit.switch(run, "i", on=False)
        desk.note(block.paragraph, "«Điều» không đậm hoặc in nghiêng", "đậm, đứng")


def khoan(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6l: «1.»; with a title in bold, without one not."""
    _remark(desk, founds, ".")
    titled = {id(each.at) for each in founds if "không đậm" in each.what}
    plain = {id(each.at) for each in founds if "in đậm" in each.what}
    for block in _blocks(desk, founds):
        if block.mark != "." and not block.paragraph.label:
            desk.amend(block.whole, lambda text: _KHOAN.sub(lambda m: f"{m[1]}.{m[2] or ' '}", text, count=1))
        line = block.whole
        if line.every("bold") and id(block.paragraph) in plain:
            fit(desk, line, _NOT_BOLD)
        elif not line.some("bold") and id(block.paragraph) in titled:
            fit(desk, line, _BOLD)
        elif line.every("italic"):
            fit(desk, line, _PLAIN)


def diem(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6m: a bracket after the letter, none before it."""
    _remark(desk, founds, ")")
    for block in _blocks(desk, founds):
        if block.mark != ")" and not block.paragraph.label:
            desk.amend(block.whole, lambda text: re.sub(r"^\(?([a-zđ])\s?[).,/]", r"\1)", text, count=1))


def ending(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6r: «./.» glued to the last word, where the last sentence has ended."""
    for block in _blocks(desk, founds):
        if block.text.rstrip(" ./").endswith((";", ",", ":", "…", "-")) or block.text.strip() == "./.":
            continue
        desk.amend(block.whole, lambda text: _CLOSED.sub("", text) + "./.")


# --- setting --------------------------------------------------------------------------------------------------------


def text_looks(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6n: one size of 13 - 14 for all, the one most of the text has; justified, upright."""
    usual = usual_size(set_blocks(desk.paper))
    for block in _blocks(desk, founds):
        line, paragraph = block.whole, block.paragraph
        stretch = desk.ink(paragraph).whole()
        odd = [size for size in line.sizes if size != usual]
        for run, look in stretch.runs() if stretch is not None and odd else ():
            if look.size != usual:
                edit.size(run, usual)
        if stretch is not None and odd:
            desk.note(paragraph, f"cỡ chữ {', '.join(map(pt, odd))}", f"cỡ chữ {pt(usual)}")
        wraps = line.width_mm > desk.paper.room_mm(paragraph) - mm(paragraph.format.left)
        if paragraph.format.align != "both" and wraps and not paragraph.label:
            edit.align(paragraph.node, "both")
            desk.note(paragraph, "không canh đều hai lề", "canh đều (Justify)")
        if block.role == "loi_van" and line.every("italic") and len(block.text) > 80:
            fit(desk, line, _PLAIN)


def indent(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6o: the first line as far in as most are, 1 cm where none is; what stands further left stays there."""
    usual = usual_indent(desk.paper, indented(set_blocks(desk.paper))) or values.FIRST_LINE
    for block in _blocks(desk, founds):
        paragraph, format_ = block.paragraph, block.paragraph.format
        place = format_.left + format_.first
        blanks = paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip())]
        stretch = desk.ink(paragraph).whole()
        if blanks and stretch is not None and not stretch.rewrite(stretch.text.lstrip()):
            continue
        if place != usual:
            edit.indent(paragraph.node, first=usual - format_.left)
        by = " bằng dấu cách, tab" if blanks else ""
        desk.note(paragraph, f"dòng đầu lùi {written(mm(place))} mm{by}", f"lùi {written(mm(usual))} mm")


def gap(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6p: 6 pt above a paragraph that stands too near to the one before."""
    blocks = [block.paragraph for block in desk.paper.blocks]
    before = {id(other): one for one, other in pairwise(blocks)}
    said = {id(each.at): each.what for each in founds}
    for paragraph in paragraphs_of(founds):
        above = before.get(id(paragraph))
        for each in (above, paragraph) if above is not None else (paragraph,):
            if each.format.contextual and (above is None or above.format.style == paragraph.format.style):
                edit.put(edit.para_props(each.node), "contextualSpacing", "0")
        edit.before(paragraph.node, values.PARAGRAPH_GAP)
        desk.note(paragraph, said[id(paragraph)], "cách 6 pt")


def line_spacing(desk: MendSession, founds: Sequence[Breach]) -> None:
    """ND30-I-2.6q: single where it was tighter, one and a half where it was wider."""
    for block in _blocks(desk, founds):
        format_ = block.paragraph.format
        size = (block.whole.sizes[-1:] or [28])[0]
        lines = format_.line / 240 if format_.line_rule == "auto" else format_.line / 20 / (1.15 * size / 2)
        right = 240 if lines < 1 else 360
        edit.put(edit.para_props(block.paragraph.node), "spacing", line=str(right), lineRule="auto")
        before = f"giãn dòng {lines:.2f}".replace(".", ",")
        desk.note(block.paragraph, before, "giãn dòng đơn" if right == 240 else "giãn dòng 1,5")


# --- marks of automatic lists ----------------------------------------------------------


_MARKED = re.compile(r"\(?%(\d)\s?[.)/,-]?")


def remark(desk: MendSession, paragraphs: Iterable[Paragraph], mark: str) -> None:
    """Gives the numbers of these paragraphs the mark, where all that their lists number is among them."""
    wanted = {id(each): each for each in paragraphs}
    levels = {(each.format.list_id, each.format.level): each for each in reversed(wanted.values())}
    for (list_id, level), first in reversed(levels.items()):
        for name in desk.related("numbering"):
            numbering = desk.tree(name)
            shared = _alike(numbering, list_id)
            numbered = (each for each in desk.paper.paragraphs if each.format.level == level)
            others = [each for each in numbered if each.format.list_id in shared and id(each) not in wanted]
            text = _text(numbering, list_id, level)
            old = "" if text is None else text.get(f"{W}val", "")
            match = _MARKED.fullmatch(old)
            if others or text is None or match is None or int(match[1]) != level + 1:
                continue
            new = f"%{match[1]}{mark}"
            if new != old:
                text.set(f"{W}val", new)
                sign = first.label.strip("().,/- ")
                desk.note(first, f"số tự động «{first.label}»", f"«{sign}{mark}»")


def _alike(numbering: Element, list_id: str) -> set[str]:
    """The lists that share their definition with this one."""
    defined = {each.get(f"{W}numId", ""): _definition(each) for each in numbering.iterfind(f"{W}num")}
    return {each for each, definition in defined.items() if definition == defined.get(list_id)}


def _definition(number: Element) -> str:
    found = number.find(f"{W}abstractNumId")
    return "" if found is None else found.get(f"{W}val", "")


def _text(numbering: Element, list_id: str, level: int) -> Element | None:
    """Where the list says what it prints at a level; `None` where it says so by a style."""
    number = next((each for each in numbering.iterfind(f"{W}num") if each.get(f"{W}numId") == list_id), None)
    if number is None or number.find(f"{W}lvlOverride/{W}lvl") is not None:
        return None
    for each in numbering.iterfind(f"{W}abstractNum"):
        if each.get(f"{W}abstractNumId") == _definition(number):
            for found in each.iterfind(f"{W}lvl"):
                if found.get(f"{W}ilvl") == str(level):
                    return found.find(f"{W}lvlText")
    return None
