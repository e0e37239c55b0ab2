"""Count the automatic list numbers of a Word file, which stand in numbering.xml and not in the text."""

from __future__ import annotations

from dataclasses import dataclass

from ntsdocs.docx.xml import Element, Settings, W, settings, val
from ntsdocs.text.vn import roman

BULLET = "-"
_PLAIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """The lists of one document, and how far each has counted."""

    def __init__(self, part: Element | None) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}  # (abstract list, level)
        self._abstract: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        if part is None:
            return
        for abstract in part.iterfind(f"{W}abstractNum"):
            for level in abstract.iterfind(f"{W}lvl"):
                self._levels[abstract.get(f"{W}abstractNumId", ""), _whole(level.get(f"{W}ilvl"))] = _level(level)
        for each in part.iterfind(f"{W}num"):
            list_id = each.get(f"{W}numId", "")
            self._abstract[list_id] = val(settings(each), "abstractNumId") or ""
            for override in each.iterfind(f"{W}lvlOverride"):
                start = val(settings(override), "startOverride")
                if start is not None:
                    self._restarts[list_id, _whole(override.get(f"{W}ilvl"))] = _whole(start)

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of the list at the level, as Word prints it; `BULLET` for a bullet."""
        abstract = self._abstract.get(list_id)
        form = self._levels.get((abstract or "", level))
        if abstract is None or form is None or list_id == "0":
            return ""
        counts = self._counts.setdefault(abstract, {})
        key = (list_id, level)
        if key in self._restarts and key not in self._used:
            counts[level] = self._restarts[key]
        else:
            counts[level] = counts[level] + 1 if level in counts else form.start
        self._used.add(key)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if form.form == "bullet":
            return BULLET
        return "" if form.form == "none" else self._printed(abstract, level, form, counts)

    def _printed(self, abstract: str, level: int, form: _Level, counts: dict[int, int]) -> str:
        text = form.text
        for each in range(level + 1):
            own = self._levels.get((abstract, each), form)
            text = text.replace(f"%{each + 1}", _counted(counts.get(each, own.start), own.form))
        return text.strip()


def list_of(props: Settings) -> tuple[str, int] | None:
    """The list and the level that a paragraph's settings name; `None` if they name no list."""
    inside = settings(props.get("numPr"))
    list_id = val(inside, "numId")
    return None if list_id is None else (list_id, _whole(val(inside, "ilvl")))


def _level(level: Element) -> _Level:
    props = settings(level)
    return _Level(val(props, "numFmt") or "decimal", val(props, "lvlText") or "", _whole(val(props, "start"), 1))


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else default


def _counted(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        numeral = roman(number) if 1 <= number <= 3999 else str(number)
        return numeral if form == "upperRoman" else numeral.lower()
    if form in ("upperLetter", "lowerLetter"):
        turns, at = divmod(max(number, 1) - 1, len(_PLAIN))
        letter = _PLAIN[at] * min(turns + 1, 5)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)
