"""Mend the marks of automatic lists, which stand in the list and not in its paragraphs (ND30-I-2.6l, 2.6m)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ntsdocs.decree.mend.session import MendSession
from ntsdocs.docx.reader import Paragraph
from ntsdocs.docx.xml import Element, W

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
