"""What the words of a deadline mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from ntsdocs.plan.model import Bounds, Deadline, Repeats

# One example of each form that is understood, for messages. «Ngày», «tháng», «quý», «năm» go with «trước» and «trong».
FORMS = (
    "Trước 15/3/2026",
    "Trước tháng 6/2026",
    "Trong quý II/2026",
    "Trong năm 2026",
    "Quý IV/2026",
    "Hoàn thành trong quý IV/2026",
    "Chậm nhất ngày 15/3/2026",
    "Đến hết năm 2026",
    "Giai đoạn 2026 - 2030",
    "Từ quý I/2026 đến quý III/2026",
    "Thường xuyên",
    "Định kỳ hằng năm",
    "Hằng năm hoặc đột xuất",
    "Sau khi có văn bản của bộ chủ quản",
    "Trước 31/12/2026, sau khi có văn bản của bộ chủ quản",
    "Ban hành kế hoạch triển khai trước 31/12/2025",
)

_REPEATS = {
    "thường xuyên": Repeats.CONTINUOUS,
    "hằng năm": Repeats.YEARLY,
    "hằng năm hoặc đột xuất": Repeats.YEARLY,
    "hằng năm, đột xuất": Repeats.YEARLY,
    "thường xuyên, liên tục": Repeats.CONTINUOUS,
    "thường xuyên, hằng năm": Repeats.CONTINUOUS,
    # Several times a year: followed up like what never ends.
    "hằng quý": Repeats.CONTINUOUS,
    "hằng tháng": Repeats.CONTINUOUS,
    "6 tháng": Repeats.CONTINUOUS,
    "06 tháng": Repeats.CONTINUOUS,
    "6 tháng, hằng năm": Repeats.CONTINUOUS,
    "6 tháng, 1 năm": Repeats.CONTINUOUS,
    "hằng quý, hằng năm": Repeats.CONTINUOUS,
    "hằng quý, 6 tháng, hằng năm": Repeats.CONTINUOUS,
}
_OTHER_WORDS = (("hàng ", "hằng "), ("thường xuyên, định kỳ ", "thường xuyên, "), (" và ", ", "))

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_FLAGS = re.IGNORECASE | re.VERBOSE

_VERB = r"""
    (?P<verb> (?P<rollout> ban \s hành \s kế \s hoạch \s triển \s khai (?: \s thực \s hiện )? )
            | thực \s hiện
            | hoàn \s thành
    ) \s
"""

# Words that set a limit, with a day, a month, a quarter or a year; all but «trước» take the whole span in.
_BOUND = r"""
    (?P<limit> trước
             | trong
             | (?: đến | tới ) \s hết
             | hết
             | (?: chậm | muộn ) \s nhất (?: \s là )? (?: \s vào | \s trong | \s đến )?
             | không \s (?: muộn | chậm ) \s (?: hơn | quá )
    ) \s
    (?P<span>
        (?: ngày \s )? (?P<day> \d{1,2} ) (?: / | \s tháng \s ) (?P<month> \d{1,2} ) (?: / | \s năm \s ) (?P<y1> \d{4} )
      | tháng \s (?P<whole_month> \d{1,2} ) (?: / | \s năm \s ) (?P<y2> \d{4} )
      | quý \s (?P<quarter> IV | I{1,3} | [1-4] ) (?: / | \s năm \s ) (?P<y3> \d{4} )
      | năm \s (?P<y4> \d{4} )
    )
"""

_OPENING_VERB = re.compile(_VERB, _FLAGS)
_OPENING_BOUND = re.compile(_BOUND + r"(?P<rest> $ | [\s,;] .* )", _FLAGS)
_CLOSING_BOUND = re.compile(rf"[,;] \s? (?: {_VERB} )? {_BOUND} $", _FLAGS)

# A month, a quarter or a year without a word of limit is the time in which the task is done; a bare day is not clear.
_BARE = re.compile(
    r"""(?: vào \s )?
    (?P<span> tháng \s (?P<whole_month> \d{1,2} ) (?: / | \s năm \s ) (?P<y2> \d{4} )
            | quý \s (?P<quarter> IV | I{1,3} | [1-4] ) (?: / | \s năm \s ) (?P<y3> \d{4} )
            | năm \s (?P<y4> \d{4} )
    ) (?P<rest> $ | [,;] .* )""",
    _FLAGS,
)
# From one span to another: the last day of the second counts.
_RANGE = re.compile(
    r"""(?: trong \s )? (?: giai \s đoạn \s )? (?: từ \s )? (?: giai \s đoạn \s )?
    (?P<span>
        (?: (?P<from_unit> năm | tháng | quý | ngày ) \s )? (?P<from> [\dIV/]+ )
        \s? (?: - | – | , | đến | tới | và ) \s? (?: hết \s )?
        (?: (?P<to_unit> năm | tháng | quý | ngày ) \s )? (?P<to> [\dIV/]+ ) (?: \s năm \s (?P<year> \d{4} ) )?
    ) (?P<rest> $ | [,;] .* )""",
    _FLAGS,
)

# Something must be named after «sau», «sau khi», «sau khi có».
_EVENT = re.compile(
    r"(?: ngay \s )? (?> sau \s khi \s có | sau \s khi | sau | khi \s có | khi ) \s (?= .* [^\W\d_] ) .+",
    _FLAGS,
)

# The date a cited document bears is part of its name: «số 00/NQ-HĐM ngày 18/11/2024».
_CITED_DATE = re.compile(
    r"(?<= / ) \w* [^\W\d_] \S* \s ngày \s \d{1,2} (?: / | \s tháng \s ) \d{1,2} (?: / | \s năm \s ) \d{4}",
    _FLAGS,
)
# Any other time inside a condition may be a deadline in disguise.
_LIMIT = r"(?: \b (?: trước | trong | sau | hết | chậm \s nhất | không \s quá ) | [,;] ) \s"
_TIME = re.compile(
    rf"""
    (?<! [\w/] ) (?: \d{{1,2}} / ){{1,2}} \d{{4}} (?! [\w/] )
  | \b (?: tháng \s \d{{1,2}} | quý \s (?: IV | I{{1,3}} | [1-4] ) ) \b
  | \b \d+ \s (?: ngày | tuần | tháng ) \b
  | {_LIMIT} (?: ngày | năm ) \s \d+
  | {_LIMIT} \d+ (?: (?: / \d+ )+ | \s năm ) \b
    """,
    _FLAGS,
)


_Answer = TypeVar("_Answer")


class _UnreadError(ValueError):
    """Why some words are no deadline, in Vietnamese."""


def read(words: str) -> Deadline | None:
    """The deadline that `words` set, keeping them unaltered; `None` where any part of them is not understood.

    An impossible date is not understood either. A date and a condition stand side by side in the value: neither
    hides the other.
    """
    try:
        return _read(words)
    except _UnreadError:
        return None


def trouble(words: str) -> str:
    """Why `read` finds no deadline in `words`, as a Vietnamese sentence; blank if it finds one."""
    try:
        _read(words)
    except _UnreadError as reason:
        return str(reason)
    return ""


def _read(words: str) -> Deadline:
    text = " ".join(unicodedata.normalize("NFC", words).split()).removesuffix(".").rstrip()
    if not text:
        raise _UnreadError("Thời hạn để trống.")
    repeats = _repeats(text)
    if repeats is not None:
        return Deadline(words, repeats=repeats)

    verb = _OPENING_VERB.match(text)
    rest = text[verb.end() :] if verb else text
    bounds = Bounds.ROLLOUT if verb and verb["rollout"] else Bounds.END

    opening = _OPENING_BOUND.match(rest)
    if opening:
        event = opening["rest"].lstrip(",; ")
        return Deadline(words, _first_late_day(opening), _event(event) if event else "", bounds)
    for pattern, late in ((_BARE, _after_span), (_RANGE, _after_range)):
        if match := pattern.match(rest):
            event = match["rest"].lstrip(",; ")
            return Deadline(words, late(match), _event(event) if event else "", bounds)
    closing = _CLOSING_BOUND.search(rest)
    # Two verbs are two things to do; the date belongs to one of them only, and a value cannot say which.
    if closing and not (verb and closing["verb"]):
        bounds = Bounds.ROLLOUT if closing["rollout"] else bounds
        return Deadline(words, _first_late_day(closing), _event(rest[: closing.start()]), bounds)
    return Deadline(words, event=_event(rest), bounds=bounds)


def _repeats(text: str) -> Repeats | None:
    """How a task without an end recurs; `None` if the words say nothing of the kind."""
    key = text.lower().removeprefix("định kỳ ")
    for other, usual in _OTHER_WORDS:
        key = key.replace(other, usual)
    return _REPEATS.get(key)


def _event(text: str) -> str:
    """The words of the condition, if that is all they are."""
    if not _EVENT.fullmatch(text):
        raise _UnreadError(f"«{text}» không thuộc dạng thời hạn nào đã biết.")
    time = _TIME.search(_CITED_DATE.sub("", text))
    if time:
        raise _UnreadError(f"Không rõ «{time[0].strip(',; ')}» trong «{text}» là hạn phải xong hay thuộc về điều kiện.")
    return text


def _first_late_day(bound: re.Match[str]) -> date:
    first, after = _in_calendar(bound["span"], lambda: _span(bound.groupdict()))
    return first if bound["limit"].lower() == "trước" else after


def _after_span(match: re.Match[str]) -> date:
    """The first day after a span that stands by itself."""
    groups = match.groupdict()
    return _in_calendar(match["span"], lambda: _span({**dict.fromkeys(("day", "month", "y1")), **groups})[1])


def _after_range(match: re.Match[str]) -> date:
    """The first day after a range; one that runs backwards, or mixes units without years, is not understood."""
    to_unit, to = (match["to_unit"] or "").lower(), match["to"] + (f"/{match['year']}" if match["year"] else "")
    from_unit = (match["from_unit"] or "").lower()
    unit = to_unit or (from_unit if from_unit != "năm" and "/" in to else "")
    last = _in_calendar(match["span"], lambda: _part(unit, to))
    if last is None:
        raise _UnreadError(f"«{match['span']}» không thuộc dạng thời hạn nào đã biết.")
    start, own_unit = match["from"], from_unit or unit
    if (own_unit in ("quý", "tháng") and "/" not in start) or (own_unit == "ngày" and start.count("/") == 1):
        start = f"{start}/{to.rpartition('/')[2]}"
    first = _in_calendar(match["span"], lambda: _part(own_unit, start))
    if first is None or first[0] >= last[1]:
        raise _UnreadError(f"«{match['span']}» không thuộc dạng thời hạn nào đã biết.")
    return last[1]


def _part(unit: str, text: str) -> tuple[date, date] | None:
    """The first day of a day, month, quarter or year written in figures, and the first after it; `None` for others."""
    numbers = text.split("/")
    if unit in ("", "năm") and re.fullmatch(r"\d{4}", text):
        return _months(int(text), 1, 12)
    if unit == "quý" and len(numbers) == 2 and numbers[0].upper() in _QUARTERS and re.fullmatch(r"\d{4}", numbers[1]):
        return _months(int(numbers[1]), 3 * _QUARTERS[numbers[0].upper()] - 2, 3)
    if unit == "tháng" and re.fullmatch(r"\d{1,2}/\d{4}", text):
        return _months(int(numbers[1]), int(numbers[0]), 1)
    if unit in ("", "ngày") and re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text):
        day = date(int(numbers[2]), int(numbers[1]), int(numbers[0]))
        return day, day + timedelta(days=1)
    return None


def _in_calendar(words: str, work: Callable[[], _Answer]) -> _Answer:
    """What `work` gives; not understood if the calendar has no such day."""
    try:
        return work()
    except (ValueError, OverflowError):
        raise _UnreadError(f"«{words}» không có trong lịch.") from None


def _span(bound: Mapping[str, str | None]) -> tuple[date, date]:
    """The first day of the span, and the first day after it; `ValueError` or `OverflowError` if there is none."""
    number = {name: int(text) for name, text in bound.items() if text is not None and text.isdigit()}
    if bound["day"]:
        day = date(number["y1"], number["month"], number["day"])
        return day, day + timedelta(days=1)
    if bound["whole_month"]:
        return _months(number["y2"], number["whole_month"], 1)
    if bound["quarter"]:
        return _months(number["y3"], 3 * _QUARTERS[bound["quarter"].upper()] - 2, 3)
    return _months(number["y4"], 1, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    years, zero_based = divmod(month - 1 + count, 12)
    return date(year, month, 1), date(year + years, zero_based + 1, 1)
