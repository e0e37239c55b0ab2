"""What one `w:pPr` says, and lengths as Word writes them (ISO/IEC 29500-1 §17.3.1, §22.9.2.14)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ntsdocs.docx.xml import Element, W, local, settings, val

Layer = Mapping[str, object]

_LEN_W = len(W)
_SWITCHES = ("contextualSpacing", "keepNext", "keepLines", "pageBreakBefore")
_MOST = 31680  # twips in 22 inches, the widest page Word knows
_UNITS = {"": 1.0, "pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pc": 240.0, "pi": 240.0}
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,6})?)(|pt|mm|cm|in|pc|pi)")
_ALIGNED = {"start": "left", "end": "right", "distribute": "both", "justify": "both"}


def twips(value: str | None) -> int | None:
    """A length in twips, also one with a unit (§22.9.2.14); `None` where it is missing or no length."""
    match = _MEASURE.fullmatch(value) if value else None
    if match is None:
        return None
    return round(min(_MOST, max(-_MOST, float(match[1]) * _UNITS[match[2]])))


def key(props: Element | None) -> object:
    """What two equal sets of properties share; tracked former values are passed over."""
    if props is None:
        return None
    return tuple(
        (child.tag, tuple(child.items()), key(child) if len(child) else None)
        for child in props
        if child.tag not in _PASSED_OVER
    )


_PASSED_OVER = frozenset(W + name for name in ("rPr", "sectPr", "pPrChange", "rPrChange", "lang"))


def whole(value: str | None, default: int) -> int:
    """A whole number that is safe to count with."""
    return int(value) if value and re.fullmatch(r"\d{1,5}", value) else default


def theme_faces(theme: Element | None) -> dict[str, str]:
    """The font each theme word stands for (§17.18.96, §20.1.4.1.16)."""
    faces: dict[str, str] = {}
    for group in () if theme is None else theme.iter():
        kind = local(group.tag)
        if kind in ("majorFont", "minorFont"):
            for script, words in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                face = next((each.get("typeface") for each in group if str(each.tag).endswith(f"}}{script}")), None)
                for word in words:
                    faces[kind[:5] + word] = face or ""
    return faces


def paragraph_layer(props: Element | None) -> Layer:
    """What a `w:pPr` sets, by name; a length that cannot be read is `None`."""
    layer: dict[str, object] = {}
    if props is None:
        return layer
    for child in props:
        name = child.tag[_LEN_W:]
        reader = _READERS.get(name)
        if reader is not None:
            reader(child, layer)
        elif name in _SWITCHES:
            layer[name] = child.get(f"{W}val", "true") not in ("0", "false", "off")
    return layer


def _style(style: Element, layer: dict[str, object]) -> None:
    layer["pStyle"] = style.get(f"{W}val", "")


def _align(align: Element, layer: dict[str, object]) -> None:
    value = align.get(f"{W}val", "left")
    layer["jc"] = _ALIGNED.get(value, value)


def _borders(borders: Element, layer: dict[str, object]) -> None:
    for side in borders:
        layer[f"rule {local(side.tag)}"] = side.get(f"{W}val", "none") not in ("none", "nil")


def _list(list_: Element, layer: dict[str, object]) -> None:
    props = settings(list_)
    if "numId" in props:
        layer["numId"] = val(props, "numId") or "0"
    layer["ilvl"] = min(8, whole(val(props, "ilvl"), 0))


def _frame(frame: Element, layer: dict[str, object]) -> None:
    layer["frame"] = frame.get(f"{W}xAlign", "") == "center"


def _indents(indent: Element, layer: dict[str, object]) -> None:
    """§17.3.1.12: a hanging indent beats that of the first line, in the same element."""
    for names, side in ((("left", "start"), "left"), (("right", "end"), "right")):
        value = indent.get(W + names[0], indent.get(W + names[1]))
        if value is not None:
            layer[side] = twips(value)
    first, hanging = indent.get(f"{W}firstLine"), indent.get(f"{W}hanging")
    if hanging is not None:
        length = twips(hanging)
        layer["first"] = None if length is None else -length
    elif first is not None:
        layer["first"] = twips(first)


def _tabs(tabs: Element, layer: dict[str, object]) -> None:
    """§17.3.1.37, §17.3.1.38: stops are added to those of the style, or cleared; only text at the left begins there."""
    for stop in tabs:
        layer[f"tab {twips(stop.get(f'{W}pos')) or 0}"] = stop.get(f"{W}val", "left") in ("left", "start", "num")


def _spacing(spacing: Element, layer: dict[str, object]) -> None:
    for name in ("before", "after", "line"):
        value = spacing.get(W + name)
        if value is not None:
            layer[name] = twips(value)
        auto = spacing.get(f"{W}{name}Autospacing")
        if auto is not None:
            layer[f"{name} auto"] = auto in ("1", "true", "on")
    rule = spacing.get(f"{W}lineRule")
    if rule is not None or "line" in layer:
        layer["rule"] = rule or "auto"


_READERS = {
    "pStyle": _style,
    "jc": _align,
    "ind": _indents,
    "spacing": _spacing,
    "pBdr": _borders,
    "numPr": _list,
    "tabs": _tabs,
    "framePr": _frame,
}
