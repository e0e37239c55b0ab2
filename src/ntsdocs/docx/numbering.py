"""The levels of a file's lists (ISO/IEC 29500-1 §17.9)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ntsdocs.docx.properties import Layer, paragraph_layer, whole
from ntsdocs.docx.xml import Element, W, settings, val


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how it counts, what it prints, what it lends to its paragraphs."""

    number_format: str
    text: str
    start: int
    restart: int | None
    layer: Layer


def levels(numbering: Element | None) -> dict[tuple[str, int], Level]:
    """The levels of every list, by its id: those of its definition, then its own changes (§17.9.8)."""
    found: dict[tuple[str, int], Level] = {}
    if numbering is None:
        return found
    abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iterfind(f"{W}abstractNum")}
    by_style = {val(settings(each), "styleLink"): each for each in abstract.values()}
    for number in numbering.iterfind(f"{W}num"):
        id_, definition = number.get(f"{W}numId", ""), abstract.get(val(settings(number), "abstractNumId"))
        linked = None if definition is None else val(settings(definition), "numStyleLink")
        if linked is not None:  # §17.9.21: the list is defined where the numbering style is
            definition = by_style.get(linked, definition)
        for level in () if definition is None else definition.iterfind(f"{W}lvl"):
            found[id_, whole(level.get(f"{W}ilvl"), 0)] = _level(level)
        for change in number.iterfind(f"{W}lvlOverride"):
            at = (id_, whole(change.get(f"{W}ilvl"), 0))
            own, start = change.find(f"{W}lvl"), val(settings(change), "startOverride")
            if own is not None:
                found[at] = _level(own)
            if start is not None and at in found:
                found[at] = replace(found[at], start=whole(start, 1))
    return found


def _level(level: Element) -> Level:
    props = settings(level)
    restart = val(props, "lvlRestart")
    return Level(
        number_format=val(props, "numFmt") or "decimal",
        text=val(props, "lvlText") or "",
        start=whole(val(props, "start"), 0),
        restart=None if restart is None else whole(restart, 0),
        layer={k: v for k, v in paragraph_layer(props.get("pPr")).items() if k not in ("pStyle", "numId", "ilvl")},
    )
