"""Tell who leads from who joins in one cell, by the words around the names: «Chủ trì: …; phối hợp: …»."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARK = re.compile(
    r"(?P<open>\(\s*)?(?<!\w)(?:(?:là|các|cùng)\s+){0,3}(?:(?:cơ quan|đơn vị|bộ phận|cq|đv)\s+)?"
    r"(?:(?P<lead>chủ trì(?!\s+(?:theo|từng))|đầu mối|chịu trách nhiệm chính)|phối hợp|phối kết hợp)(?!\w)"
    r"(?:\s+(?:thực hiện|triển khai|tham mưu|chính)(?!\w))?(?P<on>\s+(?:(?:cùng\s+)?với|cùng)(?!\w)|\s*[:：])?"
    r"(?(open)\s*\))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:và|giao|do|đề nghị)(?:\s|\Z)", re.IGNORECASE)
_AFTER = re.compile(r"(?:(?<!\w)và|(?<!\w)thực hiện|(?:\n|\A)\s*\(?(?:\d{1,2}|(?-i:[a-zđ]))[.)])\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roles:
    """The words of a cell that name who leads, and those that name who joins."""

    lead: str
    coordinate: str


def split_roles(cell: str) -> Roles:
    """The cell by its marks: labels before the names, verbs or brackets after them. Without marks all of it leads.

    Where it is marked who leads, names without a mark join; where it is only marked who joins, they lead.
    """
    text = unicodedata.normalize("NFC", cell)
    marks = [*_MARK.finditer(text)]
    if not marks:
        return Roles(cell, "")
    parts: dict[str, list[str]] = {"lead": [], "join": [], "": []}
    starts = [0, *(mark.end() for mark in marks)]
    pieces = [text[start:end] for start, end in zip(starts, (*(mark.start() for mark in marks), None), strict=True)]
    role = ""
    for mark, before, after in zip(marks, pieces, pieces[1:], strict=False):
        own = "lead" if mark["lead"] else "join"
        names_before = re.search(r"\w", _bare(before.rpartition("\n")[2]))
        ends = not re.search(r"\w", after) or after.lstrip(" ")[0] in ",;.)\n"
        behind = not mark["on"] and names_before and (mark["open"] or ends)
        parts[(role or own) if behind else role].append(before)
        role = "" if behind else own
    parts[role].append(pieces[-1])
    words = {key: [bare for part in each if (bare := _bare(part))] for key, each in parts.items()}
    words["join" if words["lead"] else "lead"] += words[""]
    return Roles("; ".join(words["lead"]), "; ".join(words["join"]))


def _bare(words: str) -> str:
    """The words without what only joins them to others."""
    before = None
    while words != before:
        before, words = words, words.lstrip(" \t\n;,.:/+*•–-").rstrip(" \t\n;,:/(+*•–-")
        words = words[match.end() :] if (match := _BEFORE.match(words)) else words
        words = words.removesuffix(match[0]) if (match := _AFTER.search(words[-20:])) else words
    words = words.removesuffix(".")
    return words.removesuffix(")") if words.count(")") > words.count("(") else words
