"""Read the mark in front of a heading or a task: «I.», «a)», «1.», «1.2», «Phần II», «B -»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ntsdocs.text.vn import POINT_LETTERS, roman

PART, UPPER, ROMAN, ARABIC, DOTTED, LOWER, DASH, NONE = (*"part upper roman arabic dotted lower dash".split(), "")
GROUPS = (PART, UPPER, ROMAN)  # of groups, where tasks have numbers
RANKS = (*GROUPS, ARABIC, DOTTED, LOWER, DASH, NONE)  # how such headings are nested where nothing else tells

_ROMANS = {roman(n): n for n in range(1, 60)}
_SIGN = r"((?:[IVXL]+|[0-9]+|[A-ZĐ]|[a-zđ])(?:\.[0-9]{1,2})*)"
_STOP = r"\s*(?:[.):]|/(?!c\b))(?![0-9])"  # no stops of marks: «1.500 hộ», «30/6», «Đ/c»
_DOTTED = r"(?:(?<=\.[0-9])|(?<=\.[0-9]{2}))(?=\s)"  # «1.1 …» needs none
_PART = re.compile(
    r"(?:phần|chương|mục|nhóm|lĩnh vực|giai đoạn|trụ cột|nội dung|nhiệm vụ|mục tiêu)\s+(?:thứ\s+|số\s+)?"
    r"([IVXL]+|[0-9]+|[A-ZĐ])(?!\w|\.[0-9])\s*[.:\-–—]?\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(rf"(?:\(\s*)?{_SIGN}(?:{_STOP}|\s*[-–—](?=\s+\D)|{_DOTTED})[.)]?\s*(.*)", re.DOTALL)
_BARE = re.compile(rf"\(?{_SIGN}(?:{_STOP})?\)?")
_DASHED = re.compile(r"([-–—+•*])\s+(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark's kind, its sign without punctuation («I», «a», «1.2»; blank for none), and the words after it."""

    kind: str
    sign: str
    rest: str


def of_text(text: str) -> Mark:
    """The mark that the text opens with."""
    if match := _PART.fullmatch(text):
        return Mark(PART, match[1], match[2].strip())
    if match := _NUMBERED.fullmatch(text):
        return Mark(_kind(match[1]), match[1], match[2].strip())
    if match := _DASHED.fullmatch(text):
        return Mark(DASH, "", match[2].strip())
    return Mark(NONE, "", text)


def alone(text: str) -> Mark | None:
    """The mark that is all of the text, as in a column of numbers, punctuated or not; `None` if it is none."""
    if match := _BARE.fullmatch(text.strip()):
        return Mark(_kind(match[1]), match[1], "")
    part = _PART.fullmatch(text.strip())
    return Mark(PART, part[1], "") if part and not part[2] else None


def follows(sign: str, before: str) -> bool:
    """Whether the letter `sign` comes right after `before`, so that «C» after «B» is a letter and no Roman number."""
    letters = POINT_LETTERS if sign.islower() else "ABCDĐEFGHIKLMNOPQRSTUVXY"
    plain = "abcdefghijklmnopqrstuvwxyz" if sign.islower() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return len(sign) == len(before) == 1 and any(before + sign in order for order in (letters, plain))


def _kind(sign: str) -> str:
    if sign in _ROMANS:
        return ROMAN
    if sign.isdigit():
        return ARABIC
    if "." in sign:
        return DOTTED
    return LOWER if sign.islower() else UPPER
