"""How long a straight line drawn in Word is, as DrawingML or as VML."""

from __future__ import annotations

import re

from ntsdocs.docx.xml import Element

_EMU_PER_MM = 36000
_STYLE_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]{1,9})(pt|in|mm|cm|px)?")
_POINT = re.compile(r"(-?[\d.]{1,9})(pt|in|mm|cm|px)?\s*,")
_MM = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, "": 25.4 / 96}


def length_mm(drawing: Element) -> float | None:
    """How long a drawn straight line is, in mm; `None` if this is another picture."""
    for each in drawing.iter():
        name = str(each.tag).rpartition("}")[2]
        if name == "prstGeom" and each.get("prst") in ("line", "straightConnector1"):
            extent = next((e for e in drawing.iter() if str(e.tag).endswith("}extent")), None)
            length = extent.get("cx") if extent is not None else None
            return int(length) / _EMU_PER_MM if length and re.fullmatch(r"\d{1,9}", length) else 0.0
        if name == "line":
            ends = [_POINT.match(f"{(each.get(end) or '0').split(',')[0]},") for end in ("from", "to")]
            first, last = (float(m[1]) * _MM[m[2] or ""] if m and _number(m[1]) else 0.0 for m in ends)
            return abs(last - first)
        if name == "shape" and (each.get("type") or "").endswith("_t32"):
            match = _STYLE_WIDTH.search(each.get("style") or "")
            return float(match[1]) * _MM[match[2] or ""] if match and _number(match[1]) else 0.0
    return None


def _number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,8}(\.\d{1,6})?", text) is not None
