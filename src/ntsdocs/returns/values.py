"""Read what was filled in lines of ours: what stands between our own words, or in what is left of its mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntsdocs.returns.frames import frame
from ntsdocs.returns.reading import How
from ntsdocs.returns.word_lines import OWN, PlacedMark, WordLine

_EDGE_DOTS = re.compile(r"\A[\s.…_:;,)]+(?=[^\s.…_:;,)])|\s*(?:…{2,}|[._]{4,}|\s[.…_]{2,})\s*\Z|\A[\s.…_]*\Z|……+")
_NATURES = {
    "dien_thoai": re.compile(r"\+?\d[\d .()-]{5,}\d"),
    "thu_dien_tu": re.compile(r"[^\s@;,()]+@[^\s@;,()]+\w"),
}
CHANGED = "chữ in sẵn quanh chỗ điền đã bị sửa"


@dataclass(frozen=True, slots=True)
class FilledPlace:
    """The value of a place, the letters of their text that it stands on, and how it was known."""

    tag: str
    value: str
    start: int
    end: int
    how: How
    doubt: str = ""


def plain(text: str) -> str:
    """A value without what is left of our dots, its lines each without blanks around it."""
    return "\n".join(line for each in _EDGE_DOTS.sub(" ", text).split("\n") if (line := " ".join(each.split())))


def filled(ours: Sequence[WordLine], theirs: Sequence[WordLine]) -> Iterator[FilledPlace]:
    """What stands in each place of our lines, which are these lines of theirs; nothing for one that is left blank."""
    shape = frame(ours)
    if not any(shape.tags):
        return
    text = "\n".join(line.text for line in theirs)
    marks = marks_of(theirs)
    for tag, span in zip(shape.tags, shape.spans(text), strict=True):
        if not tag:
            continue
        start, end, begins, ends = span
        mark = marks.get(tag)
        if mark and not (begins and ends):
            if plain(text[mark.start : mark.end]):
                start, end, begins, ends = mark.start, mark.end, True, True
            elif not begins and mark.start <= end:
                start, begins = mark.start, True
        how = How.WORDS if mark is None else How.TAG if mark.is_control else How.ANCHOR
        if not (begins and ends):
            start, end = _by_nature(tag, text, start, end)
        value = plain(text[start:end])
        if any(map(str.isalnum, value)):
            yield FilledPlace(tag, value, start, end, how, "" if begins and ends else CHANGED)


def _by_nature(tag: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The letters of a telephone number or an address, if the text has one; else those given, without our bracket."""
    nature = _NATURES.get(tag.rpartition(":")[2])
    found = list(nature.finditer(text)) if nature else []
    if len(found) == 1:
        return found[0].span()
    value = text[start:end].rstrip(" .,;")
    return start, start + len(value) - (value.endswith(")") and value.count(")") > value.count("("))


def marks_of(lines: Sequence[WordLine]) -> dict[str, PlacedMark]:
    """The marks of places to fill by tag, their letters counted over the lines; a point has the control around it."""
    found: dict[str, PlacedMark] = {}
    at = 0
    for line in lines:
        bare = [mark for mark in line.marks if mark.is_control and not mark.tag.startswith(OWN)]
        for mark in line.zones:
            around = next((each for each in bare if each.start <= mark.start <= each.end), mark)
            found.setdefault(mark.tag, PlacedMark(mark.tag, at + around.start, at + around.end, mark.is_control))
        at += len(line.text) + 1
    return found
