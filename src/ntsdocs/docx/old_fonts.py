"""Know the fonts whose letters are written in a code from before Unicode."""

from __future__ import annotations

from dataclasses import dataclass

from ntsdocs.text import old_encodings


@dataclass(frozen=True, slots=True)
class OldFont:
    """The code a font writes, and whether it shows small letters as capitals."""

    name: str
    capitals: bool = False


def old_code_of_font(font: str) -> OldFont | None:
    """The code of a font such as «.VnTime» or «VNI-Times»; `None` for a font of Unicode."""
    plain = font.strip().lower()
    if plain.startswith(".vn"):
        return OldFont(old_encodings.TCVN3, plain.endswith("h"))
    return OldFont(old_encodings.VNI) if plain.startswith("vni-") else None
