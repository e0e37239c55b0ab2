"""Show a value of a spreadsheet as its number format shows it, in Vietnamese signs: «80%», «05», «1.000», «3/2026»."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from ntsdocs.text import vn

_SIGNS = str.maketrans(",.", ".,")
_LARGEST = 1e24
_NO_SIGN = re.compile(r"\[[^\]]{0,40}\]|_.|\*.")  # colours, conditions, locales; room; fillers
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?](?:[#0?,.]*[#0?])?,*")
_DATES = re.compile(r"d+|m+|y+|h+|s+", re.IGNORECASE)


def text(value: object, code: str) -> str:
    """The value as it is shown in a cell with this number format; a day as it is written in Vietnam."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date)):
        return _day(value, code)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if not isinstance(value, (int, float)) or not math.isfinite(value) or abs(value) > _LARGEST:
        return str(value)
    return _number(Decimal(repr(value)), code)


def _day(day: date, code: str) -> str:
    """What the format shows of a date: all of it, unless it leaves out the day or more."""
    plain = _LITERAL.sub("", _NO_SIGN.sub("", code.split(";", maxsplit=1)[0]))
    parts = [each.lower() for each in _DATES.findall(plain)]
    hours = any(each[0] == "h" for each in parts)
    shown = [each for each in parts if each[0] in "dmy" and not (hours and each[0] == "m" and "y" not in plain.lower())]
    if not shown:
        return f"{day:%H:%M}" if hours and isinstance(day, datetime) else vn.cell_date(day)
    if any(len(each) > 2 and each[0] == "d" for each in shown):
        return vn.cell_date(day)
    kinds = "".join(each[0] for each in shown)
    if kinds not in ("dmy", "my", "y", "dm") or plain.lower().startswith("mm-dd"):
        return vn.cell_date(day)
    numbers = {"d": day.day, "m": day.month, "y": day.year}
    return "/".join(f"{numbers[each[0]]:0{len(each) if len(each) == 2 and each[0] != 'y' else 1}d}" for each in shown)


def _number(value: Decimal, code: str) -> str:
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code[:200])
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = _NO_SIGN.sub("", sections[at])
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if digits is None and (literal := "".join(match[1] or match[2] or "" for match in _LITERAL.finditer(section))):
        return literal
    if digits is None or re.search(r"general|[Ee][+-]|/", bare, re.IGNORECASE):
        return _general(value)
    pattern = digits[0].rstrip(",")
    size = abs(value) * 100 ** bare.count("%") / 1000 ** (len(digits[0]) - len(pattern))
    words = re.split("\0", _LITERAL.sub(lambda match: f"\0{match[1] or match[2] or ''}\0", section))
    for order in range(0, len(words), 2):  # every second one is literal
        if match := _DIGITS.search(words[order]):
            rest = _DIGITS.sub("", words[order][match.end() :])
            words[order] = words[order][: match.start()] + _filled(size, pattern) + rest
            break
    return ("-" if value < 0 and at == 0 else "") + "".join(words).strip()


def _filled(size: Decimal, pattern: str) -> str:
    """The number in the digits of the pattern: «#,##0.00», «00»."""
    whole, _, fraction = pattern.partition(".")
    places = sum(char in "0#?" for char in fraction)
    figures = f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):{',' if ',' in whole else ''}f}"
    before, _, after = figures.partition(".")
    while after and len(after) > fraction.count("0") and after.endswith("0"):
        after = after[:-1]
    least = whole.count("0")
    before = before.zfill(least) if least or before != "0" else ""
    return f"{before}.{after}".translate(_SIGNS) if after else before.translate(_SIGNS)


def _general(value: Decimal) -> str:
    if abs(value) >= Decimal("1e21") or (value and abs(value) < Decimal("1e-9")):
        return f"{float(value):.6g}".translate(_SIGNS)
    rounded = f"{value:.10f}" if value % 1 else f"{value:f}".partition(".")[0]
    return (rounded.rstrip("0").rstrip(".") if "." in rounded else rounded).translate(_SIGNS)
