"""What the words of a deadline mean."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from ntsdocs.model import Bounds, Deadline, Repeats

# One example of each form that is understood, for messages. «Ngày», «tháng», «quý», «năm» go with «trước» and «trong».
FORMS = (
    "Trước 15/3/2026",
    "Trước tháng 6/2026",
    "Trong quý II/2026",
    "Trong năm 2026",
    "Thường xuyên",
    "Hằng năm hoặc đột xuất",
    "Sau khi có văn bản của Bộ Công an",
    "Trước 31/12/2026, sau khi có văn bản của Bộ Công an",
    "Ban hành kế hoạch triển khai trước 31/12/2025",
)

_REPEATS = {
    "thường xuyên": Repeats.CONTINUOUS,
    "hằng năm": Repeats.YEARLY,
    "hàng năm": Repeats.YEARLY,
    "hằng năm hoặc đột xuất": Repeats.YEARLY,
    "hàng năm hoặc đột xuất": Repeats.YEARLY,
}

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_FLAGS = re.IGNORECASE | re.VERBOSE

_VERB = r"""
    (?P<verb> (?P<rollout> ban \s hành \s kế \s hoạch \s triển \s khai (?: \s thực \s hiện )? )
            | thực \s hiện
            | hoàn \s thành
    ) \s
"""

# «trước» or «trong» with a day, a month, a quarter or a year.
_BOUND = r"""
    (?P<limit> trước | trong ) \s
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

# Something must be named after «sau», «sau khi», «sau khi có».
_EVENT = re.compile(
    r"(?: ngay \s )? (?> sau \s khi \s có | sau \s khi | sau | khi \s có | khi ) \s (?= .* [^\W\d_] ) .+",
    _FLAGS,
)

# The date a cited document bears is part of its name: «số 147/NQ-CP ngày 22/5/2025».
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
    if text.lower() in _REPEATS:
        return Deadline(words, repeats=_REPEATS[text.lower()])

    verb = _OPENING_VERB.match(text)
    rest = text[verb.end() :] if verb else text
    bounds = Bounds.ROLLOUT if verb and verb["rollout"] else Bounds.END

    opening = _OPENING_BOUND.match(rest)
    if opening:
        event = opening["rest"].lstrip(",; ")
        return Deadline(words, _first_late_day(opening), _event(event) if event else "", bounds)
    closing = _CLOSING_BOUND.search(rest)
    # Two verbs are two things to do; the date belongs to one of them only, and a value cannot say which.
    if closing and not (verb and closing["verb"]):
        bounds = Bounds.ROLLOUT if closing["rollout"] else bounds
        return Deadline(words, _first_late_day(closing), _event(rest[: closing.start()]), bounds)
    return Deadline(words, event=_event(rest), bounds=bounds)


def _event(text: str) -> str:
    """The words of the condition, if that is all they are."""
    if not _EVENT.fullmatch(text):
        raise _UnreadError(f"«{text}» không thuộc dạng thời hạn nào đã biết.")
    time = _TIME.search(_CITED_DATE.sub("", text))
    if time:
        raise _UnreadError(f"Không rõ «{time[0].strip(',; ')}» trong «{text}» là hạn phải xong hay thuộc về điều kiện.")
    return text


def _first_late_day(bound: re.Match[str]) -> date:
    try:
        first, after = _span(bound)
    except (ValueError, OverflowError):
        raise _UnreadError(f"«{bound['span']}» không có trong lịch.") from None
    return first if bound["limit"].lower() == "trước" else after


def _span(bound: re.Match[str]) -> tuple[date, date]:
    """The first day of the span, and the first day after it; `ValueError` or `OverflowError` if there is none."""
    if bound["day"]:
        day = date(int(bound["y1"]), int(bound["month"]), int(bound["day"]))
        return day, day + timedelta(days=1)
    if bound["whole_month"]:
        return _months(int(bound["y2"]), int(bound["whole_month"]), 1)
    if bound["quarter"]:
        return _months(int(bound["y3"]), 3 * _QUARTERS[bound["quarter"].upper()] - 2, 3)
    return _months(int(bound["y4"]), 1, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    years, zero_based = divmod(month - 1 + count, 12)
    return date(year, month, 1), date(year + years, zero_based + 1, 1)
