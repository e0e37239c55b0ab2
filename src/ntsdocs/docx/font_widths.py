"""How wide a line of Times New Roman is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate, pairwise

_MM_PER_POINT = 25.4 / 72
_PER_EM = 1000
_HORN = "\u031b"
_UNKNOWN_AS = "n"

# Advance widths in thousandths of an em: width → characters. Measured on Liberation Serif 2.1.5, which has the widths
# of Times New Roman. A letter with marks is as wide as its plain letter, save ơ, ư and Ư, whose horn takes room.
_REGULAR = {
    180: "'",
    200: "|",
    250: " ,.\u00a0",
    278: "/:;\\ijlt",
    333: "!()-\u2011I[]`fr‘’",
    350: "•",
    389: "Js",
    400: "°",
    408: '"',
    444: "?acez“”",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ«»–§",
    529: "ơ",
    541: "~",
    542: "ư",
    549: "±≤≥",
    556: "FPS",
    564: "+<=>×",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwƠĐ",
    750: "½",
    776: "Ư",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "…—→",
}
_BOLD = {
    220: "|",
    250: " ,.\u00a0",
    278: "'/\\il",
    333: "!()-\u2011:;[]`fjt‘’",
    350: "•",
    389: "Is",
    394: "{}",
    400: "°",
    444: "cerz",
    500: "#$*0123456789?J_agovxy«»“”–§",
    520: "~",
    549: "±≤≥",
    554: "ơ",
    555: '"',
    556: "Sbdhknpquđ",
    570: "+<=>×",
    581: "^",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    750: "½",
    778: "GHKOQƠ",
    796: "Ư",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W…—→",
}
_ITALIC = {
    214: "'",
    250: " ,.\u00a0",
    275: "|",
    278: "/\\fijlt",
    333: "!()-\u2011:;I`‘’",
    350: "•",
    389: "[]rsz",
    400: "{}°",
    420: '"',
    422: "^",
    444: "Jcekvxy",
    500: "#$*0123456789?S_abdghnopquđ«»–§",
    534: "ơ",
    541: "~",
    545: "ư",
    549: "±≤≥",
    556: "LTYZ“”",
    611: "ABEFPRVX",
    667: "CKNw",
    675: "+<=>×",
    722: "DGHOQUmƠĐ",
    750: "½",
    754: "Ư",
    778: "&",
    833: "%MW",
    889: "…—",
    920: "@",
    1000: "→",
}
_BOLD_ITALIC = {
    220: "|",
    250: " ,.\u00a0",
    278: "'/\\ijlt",
    333: "()-\u2011:;[]`f‘’",
    348: "{}",
    350: "•",
    389: "!Irsz",
    400: "°",
    444: "cevy",
    500: "#$*0123456789?J_abdgkopqxđ«»“”–§",
    537: "ơ",
    549: "±≤≥",
    555: '"',
    556: "Shnu",
    570: "+<=>^~×",
    599: "ư",
    611: "LPTYZ",
    667: "ABCEFKRVXw",
    722: "DGNOQUƠĐ",
    750: "½",
    775: "Ư",
    778: "&Hm",
    832: "@",
    833: "%",
    889: "MW",
    1000: "…—→",
}


def _by_character(by_width: dict[int, str]) -> dict[str, int]:
    return {char: width for width, chars in by_width.items() for char in chars}


# (bold, italic) → character → width
_WIDTHS = {
    (False, False): _by_character(_REGULAR),
    (True, False): _by_character(_BOLD),
    (False, True): _by_character(_ITALIC),
    (True, True): _by_character(_BOLD_ITALIC),
}


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


def balanced(text: str, size_pt: float, room_mm: float, bold: bool = False, italic: bool = False) -> list[str]:
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
    widths = _WIDTHS[bold, italic]
    first, *marks = list(unicodedata.normalize("NFD", char))
    horned = unicodedata.normalize("NFC", first + _HORN) if _HORN in marks else first
    return next(widths[form] for form in (char, horned, first, _UNKNOWN_AS) if form in widths)
