"""Mend the body: the marks of căn cứ, headings, khoản and điểm, and how its text is set (Mục II, khoản 6).

Words are left alone: numbers that would change what other sentences refer to, and capitals that depend on names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from ntsdocs.decree import values
from ntsdocs.decree.check import body as check
from ntsdocs.decree.find.body import ORDINALS
from ntsdocs.decree.find.paper import BodyPart
from ntsdocs.decree.findings import Breach, RequiredFormat, in_mm, pt
from ntsdocs.decree.mend.letters import fit
from ntsdocs.decree.mend.session import MendSession, paragraphs_of
from ntsdocs.docx import edit
from ntsdocs.docx.document import mm
from ntsdocs.docx.xml import Element, W
from ntsdocs.text.groups import grouped

_DIEU = re.compile(r"^Điều\s+(\d+)\s*[.:]?(\s*)", re.IGNORECASE)
_PART = re.compile(rf"^(?:phần|chương|(?:tiểu )?mục)(?: +thứ +(?:{ORDINALS})\b)?", re.IGNORECASE)
_TITLE = 120  # characters that a title has at most
_CLOSED = re.compile(r"[\s./]+$")
_PLAIN = RequiredFormat("lời văn", 1, 1_000, bold=None, italic=False)
_BOLD = RequiredFormat("tiêu đề", 1, 1_000, bold=True, italic=False)
_NOT_BOLD = RequiredFormat("khoản", 1, 1_000, bold=False, italic=None)
_ITALIC = RequiredFormat("căn cứ", 1, 1_000, bold=None, italic=True)


def _blocks(session: MendSession, breaches: Sequence[Breach]) -> list[BodyPart]:
    """The blocks the breaches are at."""
    at_breach = {id(each) for each in paragraphs_of(breaches)}
    return [block for block in session.paper.blocks if id(block.paragraph) in at_breach]


# --- marks -----------------------------------------------------------------------------------------------------------


def with_mark(mark: str) -> Callable[[str], str]:
    """What gives a line the mark at its end, in the place of another one."""
    return lambda text: f"{text.rstrip().rstrip('.;,:').rstrip()}{mark}"


def _remark(
    session: MendSession, block: BodyPart, mark: str, pattern: str, right: str | Callable[[re.Match[str]], str]
) -> None:
    """Gives a typed number its mark."""
    if block.mark != mark and not block.paragraph.label:
        session.amend(block.whole, lambda text: re.sub(pattern, right, text, count=1))


def can_cu(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6b: italic, each ends in «;», the last in «.»."""
    listed = [block for block in session.paper.blocks if block.role == "can_cu"]
    misended = {id(each.at) for each in breaches if "kết thúc" in each.what}
    for block in _blocks(session, breaches):
        if id(block.paragraph) in misended:
            session.amend(block.whole, with_mark("." if block is listed[-1] else ";"))
        fit(session, block.whole, _ITALIC)


def part(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6g, 2.6h: «Phần», «Chương», «Mục» in small letters."""
    for block in _blocks(session, breaches):
        session.amend(block.whole, lambda text: _PART.sub(lambda match: match[0].capitalize(), text, count=1))


def _numbers(mark: str, pattern: str, right: str) -> Callable[[MendSession, Sequence[Breach]], None]:
    """What gives numbers, typed and automatic ones, their mark."""

    def mend(session: MendSession, breaches: Sequence[Breach]) -> None:
        blocks = _blocks(session, breaches)
        _remark_lists(session, blocks, mark)
        for block in blocks:
            _remark(session, block, mark, pattern, right)

    return mend


roman = _numbers(".", r"^([IVX]{1,6})\s?[-/):.]", r"\1.")  # ND30-I-2.6i: a full stop after the Roman numeral
diem = _numbers(")", r"^\(?([a-zđ])\s?[).,/]", r"\1)")  # ND30-I-2.6m: a bracket after the letter, none before it


def dieu(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6k: «Điều 1. Tên điều» bold and upright; where a sentence follows, «Điều 1.» alone."""
    for block in _blocks(session, breaches):
        if block.line is None:
            continue
        session.amend(block.whole, lambda text: _DIEU.sub(lambda m: f"Điều {m[1]}.{m[2] or ' '}", text, count=1))
        words = session.words(block.paragraph)
        match = _DIEU.match(words.text)
        if words.stale or match is None:
            continue  # its words were just changed: it is read anew first
        titled = len(block.text) < _TITLE and not block.text.endswith((".", ";", ":", ","))
        for run, look in words.runs(0, len(words.text) if titled else match.end()):
            if not look.bold:
                edit.switch(run, "b", on=True)
            if look.italic:
                edit.switch(run, "i", on=False)
        session.note(block.paragraph, "«Điều» không đậm hoặc in nghiêng", "đậm, đứng")


def khoan(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6l: «1.»; with a title in bold, without one not."""
    titled = {id(each.at) for each in breaches if "không đậm" in each.what}
    plain = {id(each.at) for each in breaches if "in đậm" in each.what}
    blocks = _blocks(session, breaches)
    _remark_lists(session, blocks, ".")
    for block in blocks:
        _remark(session, block, ".", r"^(\d{1,2})\s?[.)/-](\s*)", lambda match: f"{match[1]}.{match[2] or ' '}")
        line = block.whole
        if line.every("bold") and id(block.paragraph) in plain:
            fit(session, line, _NOT_BOLD)
        elif not line.some("bold") and id(block.paragraph) in titled:
            fit(session, line, _BOLD)
        elif line.every("italic"):
            fit(session, line, _PLAIN)


def ending(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6r: «./.» glued to the last word, where the last sentence has with_mark."""
    for block in _blocks(session, breaches):
        if not block.text.rstrip(" ./").endswith((";", ",", ":", "…", "-")) and block.text.strip() != "./.":
            session.amend(block.whole, lambda text: _CLOSED.sub("", text) + "./.")


# --- setting ---------------------------------------------------------------------------------------------------------


def text_format(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6n: one size of 13 - 14 for all, the one most of the text has; justified, upright."""
    usual = check.usual_size(session.paper)
    for block in _blocks(session, breaches):
        line, paragraph = block.whole, block.paragraph
        odd = [size for size in line.sizes if size != usual]
        if odd and session.stretch(paragraph) is not None:
            session.resize(paragraph, usual, usual)
            session.note(paragraph, f"cỡ chữ {', '.join(map(pt, odd))}", f"cỡ chữ {pt(usual)}")
        if check.is_ragged(session.paper, block):
            edit.align(paragraph.node, "both")
            session.note(paragraph, "không canh đều hai lề", "canh đều (Justify)")
        if check.is_italic(block):
            fit(session, line, _PLAIN)


def indent(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6o: the first line as far in as most are, 1 cm where none is; what stands further left stays there.

    All lines that are as far in as one of these move with it, or none does: a paper has one indent.
    """
    paper = session.paper
    usual = check.usual_indent(paper) or values.FIRST_LINE
    kinds = grouped((check.first_line(paper, block), block.paragraph) for block in check.indented(paper))
    misplaced = {id(each) for each in paragraphs_of(breaches)}
    for place, alike in kinds.items():
        is_usual = check.near_indent(place) == check.near_indent(usual)
        moved = [(each, session.stretch(each)) for each in alike if not is_usual or id(each) in misplaced]
        stuck = any(stretch is None and each.text[0].isspace() for each, stretch in moved)
        if stuck or not any(id(each) in misplaced for each in alike):
            continue
        for paragraph, stretch in moved:
            if stretch is None or stretch.rewrite(stretch.text.lstrip()):
                edit.indent(paragraph.node, first=usual - paragraph.format.left)
                by = " bằng dấu cách, tab" if paragraph.text[0].isspace() else ""
                before = in_mm(mm(paragraph.format.left + paragraph.format.first))
                session.note(paragraph, f"dòng đầu lùi {before} mm{by}", f"lùi {in_mm(mm(usual))} mm")


def gap(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6p: 6 pt above a paragraph that stands too near to the one before."""
    above = {id(other.paragraph): one.paragraph for one, other in pairwise(session.paper.blocks)}
    whats = {id(each.at): each.what for each in breaches}
    for paragraph in paragraphs_of(breaches):
        before = above.get(id(paragraph))
        same_style = before is None or before.format.style == paragraph.format.style
        for each in (before, paragraph):
            if each is not None and each.format.contextual and same_style:
                edit.put(edit.para_props(each.node), "contextualSpacing", "0")
        edit.before(paragraph.node, values.PARAGRAPH_GAP)
        session.note(paragraph, whats[id(paragraph)], "cách 6 pt")


def line_spacing(session: MendSession, breaches: Sequence[Breach]) -> None:
    """ND30-I-2.6q: single where it was tighter, one and a half where it was wider."""
    for block in _blocks(session, breaches):
        lines = check.lines_apart(block)
        right = 240 if lines < 1 else 360
        edit.put(edit.para_props(block.paragraph.node), "spacing", line=str(right), lineRule="auto")
        before = f"giãn dòng {lines:.2f}".replace(".", ",")
        session.note(block.paragraph, before, "giãn dòng đơn" if right == 240 else "giãn dòng 1,5")


# --- marks of automatic lists, which stand in the list and not in its paragraphs -------------------------------------

_MARKED = re.compile(r"\(?%(\d)\s?[.)/,-]?")


def _remark_lists(session: MendSession, blocks: Iterable[BodyPart], mark: str) -> None:
    """Gives the automatic numbers among the blocks the mark, where all that their lists number is among them."""
    to_mark = {id(each.paragraph): each.paragraph for each in blocks if each.mark != mark and each.paragraph.label}
    levels = {(each.format.list_id, each.format.level): each for each in reversed(to_mark.values())}
    for (list_id, level), first in reversed(levels.items()):
        for numbering in session.related("numbering"):
            definitions = {each.get(f"{W}numId", ""): _definition(each) for each in numbering.iterfind(f"{W}num")}
            shared = {each for each, own in definitions.items() if own == definitions.get(list_id)}
            numbered = (each for each in session.paper.paragraphs if each.format.level == level)
            others = any(each.format.list_id in shared and id(each) not in to_mark for each in numbered)
            text = _level_text(numbering, list_id, level)
            match = None if text is None else _MARKED.fullmatch(text.get(f"{W}val", ""))
            if others or text is None or match is None or int(match[1]) != level + 1:
                continue
            new = f"%{match[1]}{mark}"
            if new != match[0]:
                text.set(f"{W}val", new)
                sign = first.label.strip("().,/- ")
                session.note(first, f"số tự động «{first.label}»", f"«{sign}{mark}»")


def _definition(number: Element) -> str:
    definition = number.find(f"{W}abstractNumId")
    return "" if definition is None else definition.get(f"{W}val", "")


def _level_text(numbering: Element, list_id: str, level: int) -> Element | None:
    """Where the list says what it prints at a level; `None` where it says so by a style."""
    number = next((each for each in numbering.iterfind(f"{W}num") if each.get(f"{W}numId") == list_id), None)
    if number is None or number.find(f"{W}lvlOverride/{W}lvl") is not None:
        return None
    for each in numbering.iterfind(f"{W}abstractNum"):
        if each.get(f"{W}abstractNumId") == _definition(number):
            for defined in each.iterfind(f"{W}lvl"):
                if defined.get(f"{W}ilvl") == str(level):
                    return defined.find(f"{W}lvlText")
    return None
