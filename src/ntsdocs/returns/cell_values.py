"""Read what was filled in a cell of ours: all of it that is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ntsdocs.returns.values import filled, plain
from ntsdocs.returns.word_lines import WordLine

_DATE = re.compile(r"\d|q(?:uý)?\W*[ivx]+\b|tháng|năm|thường xuyên|hằng", re.IGNORECASE)
_PART_OF_DATE = re.compile(r"\W*(?:.*\b)?(?:\d{1,2}|(?:q|quý)\W*[ivx]{1,3})\W*", re.IGNORECASE)
SHARED = "một ô cho hai mục, chưa rõ chỗ ngăn"


def values(ours: Sequence[WordLine], theirs: Sequence[WordLine]) -> Iterator[tuple[str, str, str]]:
    """The tag, the value and the doubt of each place of the cell that is filled in theirs."""
    tags = [zone.tag for line in ours for zone in line.zones]
    said = "\n".join(line.text for line in theirs)
    if not is_whole(ours):
        found = [(each.tag, each.value, each.doubt) for each in filled(ours, theirs)]
    elif len(tags) == 1:
        found = [(tags[0], plain(said), "")]
    else:
        found = [(tag, plain(value), doubt) for tag, value, doubt in _shared(tags, theirs, said)]
    yield from (each for each in found if any(char.isalnum() for char in each[1]))


def is_whole(ours: Sequence[WordLine]) -> bool:
    """Whether nothing in the cell but the places to fill is ours."""
    return not any(char.isalnum() for line in ours for char in _outside(line))


def _outside(line: WordLine) -> str:
    text = line.text
    for zone in reversed(line.zones):
        text = text[: zone.start] + text[zone.end :]
    return text


def _shared(tags: Sequence[str], theirs: Sequence[WordLine], said: str) -> Iterator[tuple[str, str, str]]:
    """Two places with a stroke between them, as papers of before have it."""
    inside = {mark.tag: line.text[mark.start : mark.end] for line in theirs for mark in line.marks if mark.is_control}
    rest = said
    for value in inside.values():
        rest = rest.replace(value, "", 1)
    if set(tags) <= inside.keys() and not any(char.isalnum() for char in rest):
        yield from ((tag, inside[tag], "") for tag in tags)
        return
    strokes = [each.start() for each in re.finditer(r"(?<!\d)/|/(?!\d)|\n", said)]
    if len(strokes) > 1 and _PART_OF_DATE.fullmatch(said[strokes[0] + 1 : strokes[1]]):
        strokes = strokes[:1]
    if not strokes:
        yield tags[1] if _DATE.search(said) else tags[0], said, SHARED
        return
    doubt = SHARED if len(strokes) > 1 or len(tags) != 2 else ""
    yield tags[0], said[: strokes[-1]], doubt
    yield tags[-1], said[strokes[-1] + 1 :], doubt
