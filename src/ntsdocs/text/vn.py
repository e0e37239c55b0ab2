"""How Vietnamese is written: dates, numbers, lists, letters and their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import chain

# ND30-I-2.6m: the letters that number điểm; no f, j, w, z and none with a hat, a horn or a breve.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

# The Vietnamese alphabet, with the four foreign letters where the Latin alphabet has them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

# Tone marks in the order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

MOST_ROMAN = 3999  # the greatest number that has a Roman numeral
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)

# «oá», «oé», «uý» at the end of a syllable; after «q» the «u» is no vowel: «quý» has one spelling.
_TONE_ON_SECOND_VOWEL = re.compile(
    r"([oO])([àảãáạÀẢÃÁẠèẻẽéẹÈẺẼÉẸ])(?!\w)|(?<![qQ])([uU])([ỳỷỹýỵỲỶỸÝỴ])(?!\w)",
)


# --- dates and numbers ----------------------------------------------------------------------------------------------


def long_date(day: date) -> str:
    """The date in full, «ngày 05 tháng 3 năm 2026»: a zero before days below 10 and months 1 and 2 (ND30-I-2.4c)."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """The date in figures, «05/9/2027», «05/02/2026»: with the zeros of `long_date`, in a sentence and in a table."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    return f"0{day.month}" if day.month <= 2 else str(day.month)


def cell_date(day: date) -> str:
    """The date as cells of a plan and of a spreadsheet have it, «05/09/2027»: dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """The number with points between thousands and a decimal comma: «1.234.567», «66,7».

    With `decimals` it is rounded half up to so many places; without, it keeps its own and loses ending zeros.
    `ValueError` for what is not a finite number.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    # Adding zero turns «-0» into «0».
    english = f"{exact + 0:,f}"
    if decimals is None and "." in english:
        english = english.rstrip("0").rstrip(".")
    return english.translate(str.maketrans(",.", ".,"))


def count(value: int) -> str:
    """How many, as running text says it: «03 nhiệm vụ», «12 nhiệm vụ», «1.234 hộ»; a zero before 1 to 9."""
    return f"0{value}" if 0 < value < 10 else number(value)


def ordinal_letters(n: int) -> str:
    """The letter of the n-th điểm, counted from 1: a b c d đ e g … (ND30-I-2.6m); `ValueError` beyond y, the 23rd."""
    if not 1 <= n <= len(POINT_LETTERS):
        raise ValueError(f"no letter for point {n}: there are {len(POINT_LETTERS)}")
    return POINT_LETTERS[n - 1]


def roman(n: int) -> str:
    """The Roman numeral of n; `ValueError` outside 1 to `MOST_ROMAN`."""
    if not 1 <= n <= MOST_ROMAN:
        raise ValueError(f"no Roman numeral for {n}")
    numeral = ""
    for value, sign in _ROMAN:
        times, n = divmod(n, value)
        numeral += sign * times
    return numeral


# --- words ----------------------------------------------------------------------------------------------------------


def listing(items: Iterable[str], last: str = "và") -> str:
    """The items as running text: «a», «a và b», «a, b và c»; blank for none."""
    *rest, final = list(items) or [""]
    return f"{', '.join(rest)} {last} {final}" if rest else final


def first_few(items: Sequence[str], most: int, noun: str = "", between: str = ", ") -> str:
    """The first `most` items as running text, and how many more there are: «a, b, c và 4 văn bản nữa»."""
    left = len(items) - most
    more = f" và {left} {noun}{noun and ' '}nữa" if left > 0 else ""
    return between.join(items[:most]) + more


def first_lines(lines: Iterable[str], most: int | None, rest: str, *, spare: int = 0) -> Iterator[str]:
    """The first `most` lines, then `rest` with the number of those left out in place of «{}»; all lines for `None`.

    Where no more than `spare` would be left out, they are told as well.
    """
    return first_blocks(([line] for line in lines), most, rest, spare=spare)


def first_blocks(blocks: Iterable[Iterable[str]], most: int | None, rest: str, *, spare: int = 0) -> Iterator[str]:
    """The lines of the first `most` blocks, then `rest`, as `first_lines` has it; no other block is read."""
    every = list(blocks)
    first = every if most is None or len(every) <= most + spare else every[:most]
    yield from chain.from_iterable(first)
    if len(first) < len(every):
        yield rest.replace("{}", str(len(every) - len(first)))


def lower_first(text: str) -> str:
    """The text with a small first letter and nothing else changed; an abbreviation («UBND tỉnh») stays as it is."""
    if text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]


CAPITAL = f"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ{''.join(map(chr, range(0x1EA0, 0x1EFA, 2)))}]"  # any one capital letter, as a pattern


def upper_first(text: str) -> str:
    """The text with a capital first letter and nothing else changed."""
    return text[:1].upper() + text[1:]


def upper(text: str) -> str:
    """The text in capitals, as letterheads print it, NFC."""
    return unicodedata.normalize("NFC", text).upper()


def slug(name: str) -> str:
    """The name as ASCII words joined by hyphens: «Sở Y tế» → «so-y-te», «Đông Tiến» → «dong-tien»."""
    return "-".join(re.findall(r"[a-z0-9]+", _bare(name)))


@lru_cache(8192)  # the cells of tables say the same things over and over
def fold(text: str) -> str:
    """A key for searching: case, diacritics, «đ» and the width of blanks make no difference."""
    return " ".join(_bare(text).split())


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("đ", "d")


def tone_fold(text: str) -> str:
    """The text in NFC with the tone on the first vowel, so that «hoá» = «hóa» and «thuỷ» = «thủy»; case is kept."""
    return _TONE_ON_SECOND_VOWEL.sub(_tone_moved, unicodedata.normalize("NFC", text))


def lower_letters(text: str) -> str:
    """The text in small letters, letter for letter: one that has no single small letter stays, so no place moves."""
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _tone_moved(match: re.Match[str]) -> str:
    first, second = match[1] or match[3], match[2] or match[4]
    plain, tone = list(unicodedata.normalize("NFD", second))
    return unicodedata.normalize("NFC", first + tone) + plain


# --- order ----------------------------------------------------------------------------------------------------------

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...]]


def sort_key(text: str) -> SortKey:
    """A key that sorts as Vietnamese dictionaries do: by letters, then by tones, then small before capital.

    The alphabet is a ă â b c d đ e ê … with f, j, w, z in their Latin places; the tones are ngang, huyền, hỏi, ngã,
    sắc, nặng. Blanks come first, then signs, digits, letters of other alphabets last.
    """
    chars = unicodedata.normalize("NFC", text)
    split = [_letter_and_tone(char) for char in chars.lower()]
    return (
        tuple(_rank(letter) for letter, _ in split),
        tuple(tone for _, tone in split),
        tuple(char.isupper() for char in chars),
    )


def _letter_and_tone(char: str) -> tuple[str, int]:
    first, *marks = list(unicodedata.normalize("NFD", char))
    tone = next((_TONES.index(mark) for mark in marks if mark in _TONES), 0)
    letter = unicodedata.normalize("NFC", first + "".join(mark for mark in marks if mark not in _TONES))
    # A letter such as «ü» sorts with its own plain letter.
    return (letter if letter in _ALPHABET else first, tone)


def _rank(letter: str) -> tuple[int, int]:
    if letter.isspace():
        return (0, 0)
    if letter in _ALPHABET:
        return (3, _ALPHABET.index(letter))
    if letter.isdecimal():
        return (2, int(letter))
    return (4 if letter.isalpha() else 1, ord(letter))


def printable(text: str) -> str:
    """The text with «↵» for a line end, and the code of each other sign that a console would obey: «‹U+202E›»."""
    text = text.replace("\n", "↵")
    return text if text.isprintable() else "".join(c if c.isprintable() else f"‹U+{ord(c):04X}›" for c in text)


def excerpt(text: str | None, other: str | None = None, most: int = 90) -> str:
    """The text in quotes; of a long one what is around the first difference from `other`, `most` letters of it."""
    if text is None:
        return "(không có)"
    if not text:
        return "(trống)"
    text = text.replace("\n", "↵")
    if len(text) <= most:
        return f"«{text}»"
    shorter = min(len(text), len(other or ""))  # where one goes on after the other ends, they part there
    alike = next((i for i, (a, b) in enumerate(zip(text, other or "", strict=False)) if a != b), shorter)
    start = max(0, min(alike - 20, len(text) - most))
    end = start + most
    return f"«{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}»"
