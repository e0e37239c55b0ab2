"""The lists of a Word file: their levels, and what Word prints before their paragraphs (ISO/IEC 29500-1 §17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ntsdocs.docx.properties import Layer, paragraph_layer, whole
from ntsdocs.docx.xml import Element, W, settings, val
from ntsdocs.text import vn

_PLACE = re.compile(r"%([1-9])")
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how it counts, what it prints, what it lends to its paragraphs.

    Lists of the same `definition` count on from one another, unless one `starts_over`.
    """

    number_format: str
    text: str
    start: int
    restart: int | None
    layer: Layer
    definition: str
    starts_over: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether it prints a sign and counts nothing."""
        return self.number_format == "bullet"


Levels = Mapping[tuple[str, int], Level]


def levels(numbering: Element | None) -> Levels:
    """The levels of every list, by its id: those of its definition, then its own changes (§17.9.8)."""
    by_list: dict[tuple[str, int], Level] = {}
    if numbering is None:
        return by_list
    abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iterfind(f"{W}abstractNum")}
    by_style = {val(settings(each), "styleLink"): each for each in abstract.values()}
    for number in numbering.iterfind(f"{W}num"):
        id_, definition = number.get(f"{W}numId", ""), abstract.get(val(settings(number), "abstractNumId"))
        linked = None if definition is None else val(settings(definition), "numStyleLink")
        if linked is not None:  # §17.9.21: the list is defined where the numbering style is
            definition = by_style.get(linked, definition)
        name = "" if definition is None else definition.get(f"{W}abstractNumId", "")
        for level in () if definition is None else definition.iterfind(f"{W}lvl"):
            by_list[id_, whole(level.get(f"{W}ilvl"), 0)] = _level(level, name)
        for change in number.iterfind(f"{W}lvlOverride"):
            at = (id_, whole(change.get(f"{W}ilvl"), 0))
            own, start = change.find(f"{W}lvl"), val(settings(change), "startOverride")
            if own is not None:
                by_list[at] = replace(_level(own, name), starts_over=True)
            if start is not None and at in by_list:
                by_list[at] = replace(by_list[at], start=whole(start, 1), starts_over=True)
    return by_list


def _level(level: Element, definition: str) -> Level:
    props = settings(level)
    restart = val(props, "lvlRestart")
    return Level(
        number_format=val(props, "numFmt") or "decimal",
        text=val(props, "lvlText") or "",
        start=whole(val(props, "start"), 0),
        restart=None if restart is None else whole(restart, 0),
        layer={k: v for k, v in paragraph_layer(props.get("pPr")).items() if k not in ("pStyle", "numId", "ilvl")},
        definition=definition,
    )


class Labels:
    """Counts the lists of one document, paragraph by paragraph."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, depth: int) -> str:
        """The label of the next paragraph of a list at this level, «1.», «a)», «-»; blank if there is no such list."""
        level = self._levels.get((list_id, depth))
        if level is None:
            return ""
        counts = self._counts.setdefault(level.definition, {})
        if level.starts_over and (list_id, depth) not in self._begun:
            counts[depth] = level.start
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        self._begun.add((list_id, depth))
        for deeper in [each for each in counts if each > depth]:
            below = self._levels.get((list_id, deeper))
            restart = None if below is None else below.restart
            if restart != 0 and (restart is None or depth < restart):  # §17.9.10
                del counts[deeper]
        if level.is_bullet:
            return level.text if level.text.isprintable() and level.text.isascii() else "•" if level.text else ""
        return _PLACE.sub(lambda match: self._number(list_id, int(match[1]) - 1, counts), level.text)

    def _number(self, list_id: str, depth: int, counts: Mapping[int, int]) -> str:
        level = self._levels.get((list_id, depth))
        return "" if level is None else _written(counts.get(depth, level.start), level)


def _written(number: int, level: Level) -> str:
    """The number in the level's format (§17.18.59); Arabic where it is a rare one."""
    kind = level.number_format
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letters = _LATIN[(number - 1) % 26] * min(9, (number - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number <= vn.MOST_ROMAN:
        roman = vn.roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind == "decimalZero":
        return f"{number:02d}"
    return "" if kind == "none" else str(number)
