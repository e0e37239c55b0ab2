"""How wide a line of Times New Roman is."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

_MM_PER_POINT = 25.4 / 72
_PER_EM = 1000
_HORN = "\u031b"
_UNKNOWN_AS = "n"

# Advance widths in thousandths of an em, measured on Liberation Serif 2.1.5, which has the widths of Times New Roman.
# A letter with marks is as wide as its plain letter, save ơ, ư and Ư, whose horn takes room.
_TABLE = Path(__file__).with_suffix(".csv")
_COLUMNS = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold italic"}


@cache
def _widths(bold: bool, italic: bool) -> dict[str, int]:
    """The width of each character of the table."""
    column = _COLUMNS[bold, italic]
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {chr(int(row["code"].removeprefix("U+"), 16)): int(row[column]) for row in csv.DictReader(file)}


def width_mm(text: str, size_pt: float, bold: bool = False, italic: bool = False) -> float:
    """How many millimetres `text` takes on one line; a character that is not in the tables counts as an «n»."""
    return _thousandths(text, bold, italic) / _PER_EM * size_pt * _MM_PER_POINT


def wrap(text: str, size_pt: float, room_mm: float, bold: bool = False, italic: bool = False) -> list[str]:
    """The lines Word breaks `text` into at blanks, each as full as `room_mm` allows; none for a blank text.

    A no-break space holds its words together. A word wider than the line stands alone and sticks out.
    """
    words = _words(text)
    measure = _measure(words, bold, italic)
    room = _room(size_pt, room_mm)
    lines: list[str] = []
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or measure(start, end + 1) > room:
            lines.append(" ".join(words[start:end]))
            start = end
    return lines


def wrap_evenly(text: str, size_pt: float, room_mm: float, bold: bool = False, italic: bool = False) -> list[str]:
    """The lines of `text`, as many as `wrap` gives and as even as can be; the last has one word only if it must."""
    words = _words(text)
    measure = _measure(words, bold, italic)
    room = _room(size_pt, room_mm)
    count = len(wrap(text, size_pt, room_mm, bold, italic))
    needed = _lines_needed(len(words), measure, room)
    # Words placed so far → is the last line a single word, sum of squared widths (least when even), where lines end.
    best: dict[int, tuple[bool, int, tuple[int, ...]]] = {0: (False, 0, ())}
    for left in reversed(range(count)):
        longer: dict[int, tuple[bool, int, tuple[int, ...]]] = {}
        for start, (_, squares, ends) in best.items():
            for end in range(start + 1, len(words) + 1):
                single, width = end == start + 1, measure(start, end)
                if width > room and not single:
                    break
                if needed[end] > left:
                    continue
                choice = (left == 0 and single, squares + width * width, (*ends, end))
                longer[end] = min(choice, longer.get(end, choice))
        best = longer
    _, _, ends = best[len(words)]
    return [" ".join(words[start:end]) for start, end in pairwise((0, *ends))]


def _lines_needed(count: int, measure: Callable[[int, int], int], room: float) -> list[int]:
    """For each word, how few lines hold it and all after it; none after the last."""
    needed = [0] * (count + 1)
    end = count
    for start in reversed(range(count)):
        while end > start + 1 and measure(start, end) > room:
            end -= 1
        needed[start] = 1 + needed[end]
    return needed


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[ \t\r\n]+", text) if word]


def _room(size_pt: float, room_mm: float) -> float:
    return room_mm / (size_pt * _MM_PER_POINT) * _PER_EM


def _measure(words: list[str], bold: bool, italic: bool) -> Callable[[int, int], int]:
    """A function that gives the width of the line words[start:end], in thousandths of an em."""
    blank = _advance(" ", bold, italic)
    ends = (0, *accumulate(_thousandths(word, bold, italic) + blank for word in words))
    return lambda start, end: ends[end] - ends[start] - blank


@lru_cache(maxsize=4096)
def _thousandths(text: str, bold: bool, italic: bool) -> int:
    return sum(_advance(char, bold, italic) for char in unicodedata.normalize("NFC", text))


@cache
def _advance(char: str, bold: bool, italic: bool) -> int:
    widths = _widths(bold, italic)
    first, *marks = list(unicodedata.normalize("NFD", char))
    horned = unicodedata.normalize("NFC", first + _HORN) if _HORN in marks else first
    return next(widths[form] for form in (char, horned, first, _UNKNOWN_AS) if form in widths)
