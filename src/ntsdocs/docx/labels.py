"""What Word prints before the paragraphs of its automatic lists (ISO/IEC 29500-1 §17.9)."""

from __future__ import annotations

import re

from ntsdocs.docx.formats import Formats, ParagraphFormat
from ntsdocs.docx.numbering import Level
from ntsdocs.text import vn

_PLACE = re.compile(r"%([1-9])")
_LATIN = "abcdefghijklmnopqrstuvwxyz"


class Labels:
    """Counts the lists of one document, paragraph by paragraph."""

    def __init__(self, formats: Formats) -> None:
        self._levels = formats.levels
        self._counts: dict[str, dict[int, int]] = {}

    def next(self, format_: ParagraphFormat) -> str:
        """The label of the next paragraph of this format, «1.», «a)», «-»; blank if it is in no list."""
        level = self._levels.get((format_.list_id, format_.level))
        if level is None:
            return ""
        counts = self._counts.setdefault(format_.list_id, {})
        counts[format_.level] = counts.get(format_.level, level.start - 1) + 1
        for deeper in [each for each in counts if each > format_.level]:
            restart = self._levels[format_.list_id, deeper].restart
            if restart != 0 and (restart is None or format_.level < restart):  # §17.9.10
                del counts[deeper]
        if level.number_format == "bullet":
            return level.text if level.text.isprintable() and level.text.isascii() else "•" if level.text else ""
        return _PLACE.sub(lambda match: self._number(format_.list_id, int(match[1]) - 1, counts), level.text)

    def _number(self, list_id: str, at: int, counts: dict[int, int]) -> str:
        level = self._levels.get((list_id, at))
        if level is None:
            return ""
        return _written(counts.get(at, level.start), level)


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
