"""What the words of a deadline mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ntsdocs.plan.model import Bounds, Deadline, Document, Repeats

FILE = "deadlines.csv"
BLANK = "(để trống)"  # stands there for a deadline without words
REMEDY = (
    f"ghi một dòng trong {FILE} của kế hoạch: chữ ấy («{BLANK}» nếu ô trống) ở cột «Thời hạn trong kế hoạch», ngày cuối"
    " còn trong hạn ở cột «Tính là ngày»; không có ngày nào thì ghi lý do ở cột «Căn cứ»."
)
_FLAGS = re.IGNORECASE | re.VERBOSE
_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 1945, 2199
_LONGEST = 300  # letters of words that are nothing but times
_DASHES = str.maketrans("‐‑‒–—―−", "-------")

# --- times ----------------------------------------------------------------------------------------------------------

_AT = "\ue000"  # stands for a time among the words around it; no text that was read in has it
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?: quý | quí | qúy )"
_NUMBER = r"(?: iv | i{1,3} | \d{1,2} )"
_YEAR = r"(?: \s? [/.-] \s? | \s? ,? \s? năm \s? | ,? \s )"
_JOIN = r"(?: \s? [-,;&+] \s? | \s (?: và | đến | tới | hoặc ) \s )"
_TIME = re.compile(
    rf"""(?<! [\w/] ) (?:
    (?P<iso> \d{{4}} [-/] \d{{1,2}} [-/] \d{{1,2}} )
  | (?: ngày \s? )? (?: \d{{1,2}} \s? (?: - | đến \s (?: ngày \s )? ) \s? )?
    (?P<day> \d{{1,2}} ) \s? (?P<sep> [/.-] ) \s? (?P<month> \d{{1,2}} ) \s? (?P=sep) \s? (?P<year> \d{{4}} | \d{{2}} )
  | (?: ngày \s? )? (?P<day_of> \d{{1,2}} ) \s tháng \s (?P<month_of> \d{{1,2}} ) (?: {_YEAR} \d{{4}} )?
  | (?P<unit> tháng | t | {_QUARTER} | q ) [\s.]?
    (?P<numbers> {_NUMBER} (?: {_JOIN} {_NUMBER} (?! \s? [/.-] \d\d? \b | \d ) )* )
    (?: {_YEAR} (?: \d{{4}} | (?<= / ) (?P<short> \d{{2}} ) ) )?
  | (?P<roman> iv | i{{1,3}} ) {_YEAR} \d{{4}}
  | (?P<number> \d{{1,2}} ) \s? [/.-] \s? \d{{4}}
  | (?: ngày \s )? (?P<one> \d{{1,2}} ) \s? / \s? (?P<two> \d{{1,2}} )
  | (?: (?P<opening> (?: 0?[369] \s tháng | nửa ) \s đầu ) \s | (?: 0?6 \s tháng | nửa ) \s cuối \s )?
    năm (?! \s (?: tiếp | sau | tới ) ) (?: \s? \d{{4}} | \s nay )?
  | \d{{4}}
    ) (?! [\w/] )""",
    _FLAGS,
)

# --- the words around them ------------------------------------------------------------------------------------------

_VERB = r"""(?: (?P<rollout> ban \s hành \s kế \s hoạch (?: \s triển \s khai | \s thực \s hiện )+ )
    | (?: thực \s hiện | hoàn \s thành | triển \s khai | tổ \s chức | ban \s hành | trình | báo \s cáo | gửi | nộp
        | kết \s thúc | xong ) (?: \s xong )? )"""
_BY = r"""(?: (?: thời \s (?: gian | hạn | điểm ) | hạn | dự \s kiến | trong | vòng | vào | khoảng | suốt | cả | cuối
    | hết | đến | tới | (?: chậm | muộn ) \s nhất | không \s (?: muộn | chậm ) \s (?: hơn | quá ) | là | ngày
    | giai \s đoạn | các | từ \s nay | nhiệm \s k[ỳì]
    | (?: trước \s )? \d{1,2} \s? (?: h | giờ ) (?: \s? \d{2} (?: \s phút )? )? ) \s )*"""
_ONE = rf"(?: trước \s (?: ngày \s )? )? {_AT}"
# Of several times the last counts, as the day by which all is done; «trước» leaves it out, all other words take it in.
_WHEN = re.compile(
    rf"""(?: {_VERB} (?P<what> \s (?! không ) [^{_AT}:;,]{{1,80}}? )?? \s )?
    (?P<by> {_BY} ) (?P<from> (?: kể \s )? từ \s )? {_BY} (?P<times> {_ONE} (?: (?: {_JOIN} | \s ) {_BY} {_ONE} )* )
    (?: (?P<on> \s trở \s đi )
      | \s? ,? \s? (?: và \s )? (?: các | những ) \s năm \s (?: tiếp \s theo | sau | tới ) )?""",
    _FLAGS,
)
_EVERY = re.compile(
    rf"""(?: nhiệm \s vụ \s )? (?: (?P<always> thường \s xuyên | liên \s tục ) | đột \s xuất )
  | (?: định \s k[ỳì] \s )? (?: hằng | hàng | mỗi | từng ) \s (?P<unit> ngày | tuần | tháng | {_QUARTER} | k[ỳì] | năm )
  | \d+ \s (?P<every> tuần | tháng | {_QUARTER} | năm ) \s? (?: / | một | 0?1 ) \s? lần
  | (?: định \s k[ỳì] \s \d+ | ^ 0?6 (?= \s tháng (?: $ | , | \s và | \s? / | \s một | \s 0?1 ) ) ) \s
    (?P<span> tuần | tháng | năm ) (?: \s? (?: / | một | 0?1 ) \s? lần )?
  | 0?1 \s lần \s? / \s? (?P<per> năm ) | (?P<often> \d+ \s lần ) \s? (?: / | trong | mỗi | một ) \s? \w+
  | định \s k[ỳì]""",
    _FLAGS,
)
_COUNT = re.compile(
    r"""(?: (?: hoàn \s thành | thực \s hiện | chậm \s nhất | muộn \s nhất | không \s quá | là | trong | vòng | sau
        | thời \s (?: hạn | gian ) ) \s )*
    (?P<count> \d{1,4} ) \s (?: \( [^()]* \) \s )? (?P<unit> ngày | tuần | tháng ) (?P<work> \s làm \s việc )? ,? \s
    (?P<event> (?: kể \s từ | tính \s từ | từ | sau ) (?: \s (?: ngày | khi ) )? \s (?P<since> .+ ) )""",
    _FLAGS,
)
# The plan's own issue: it has happened, and the day is known.
_ISSUE = r"(?: (?: được \s | đã \s )* (?: ký (?: \s ban \s hành )? | ban \s hành | phê \s duyệt ) )"
_OWN = r"(?: (?: kế \s hoạch | {kind} ) (?: \s này )? | (?: quyết \s định | nghị \s quyết | văn \s bản ) \s này )"
_ISSUED = rf"(?: {_ISSUE} (?: \s {_OWN} )? | (?: có \s )? {_OWN} (?: \s {_ISSUE} )? )"

# Something must be named after «sau», «sau khi», «sau khi có».
_EVENT = re.compile(
    r"(?: ngay \s )? (?> sau \s khi \s có | sau \s khi | sau | khi \s có | khi | theo ) \s"
    r"(?P<what> (?= .* [^\W\d_] ) .+ )",
    _FLAGS,
)
_EVENT_BEGINS = re.compile(r"(?: ^ | (?<= [\s,;(] ) ) (?: ngay \s )? (?: sau | khi | theo ) \s", _FLAGS)
# The date a cited document bears is part of its name: «số 00/NQ-HĐM ngày 18/11/2024».
_CITED_DATE = re.compile(
    r"(?<= / ) \w* [^\W\d_] \S* \s ngày \s \d{1,2} (?: / | \s tháng \s ) \d{1,2} (?: / | \s năm \s ) \d{4}", _FLAGS
)
# Any other time inside a condition may be a deadline in disguise.
_LIMIT = r"(?: \b (?: trước | trong | sau | hết | chậm \s nhất | không \s quá ) | [,;] ) \s"
_TIME_IN_EVENT = re.compile(
    rf"""
    (?<! [\w/] ) (?: \d{{1,2}} / ){{1,2}} \d{{4}} (?! [\w/] )
  | \b (?: tháng \s \d{{1,2}} | quý \s (?: IV | I{{1,3}} | [1-4] ) ) \b
  | \b \d+ \s (?: ngày | tuần | tháng ) \b
  | {_LIMIT} (?: ngày | năm ) \s \d+
  | {_LIMIT} \d+ (?: (?: / \d+ )+ | \s năm ) \b
    """,
    _FLAGS,
)
# Parts of a task, each with its own time: «- Dự thảo: tháng 6; - Ban hành: tháng 9/2026».
_PART_ENDS = re.compile(r"[;\n] | [,.] \s (?= [^,;:\n]{1,80} : ) | \s [-+•] \s (?= [^;:\n]{1,80} : )", _FLAGS)
_LABEL = re.compile(r"[^:;]{1,80} : \s*", _FLAGS)


class _UnreadError(ValueError):
    """Why some words are no deadline, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class PlanDates:
    """What words may leave out: the day of the plan's issue, the only year it can mean, what its paper is called."""

    issued: date | None = None
    year: int | None = None
    kind: str = "Kế hoạch"


def plan_dates(paper: Document | None, words: Iterable[str]) -> PlanDates:
    """What the plan's paper and all its deadlines say of time; there is no year where they name more than one."""
    if paper is None or paper.issued is None or paper.issued.year < _FIRST_YEAR:
        return PlanDates()
    issued, month = paper.issued.year, paper.issued.month
    of_title, named = (
        {year for text in texts for year in map(int, re.findall(r"(?<!\d)20\d\d(?!\d)", text)) if year >= issued}
        for texts in ([paper.trich_yeu], words)
    )
    years = of_title | named
    if not of_title and not (named and month == 12):
        years.add(issued)
    only = years.pop() if len(years) == 1 else 0
    return PlanDates(paper.issued, only if issued <= only <= issued + 1 else None, paper.kind)


def read(words: str, dates: PlanDates = PlanDates()) -> Deadline:
    """The deadline that `words` set, keeping them unaltered; `unclear` says why, where any part is not understood.

    An impossible date is not understood either. A date and a condition stand side by side in the value: neither
    hides the other.
    """
    text = _plain(words)
    if not text:
        return Deadline(words, unclear="Thời hạn để trống.")
    try:
        return replace(_one(text, dates), words=words)
    except _UnreadError as reason:
        try:
            return Deadline(words, _last_day_of_parts(words, dates) + _DAY)
        except _UnreadError:
            return Deadline(words, unclear=str(reason))


def _last_day_of_parts(words: str, dates: PlanDates) -> date:
    """The day by which all parts of a task are done, each with its own time; a year may stand with the last alone."""
    days: list[date] = []
    for part in reversed([*filter(None, map(_plain, _PART_ENDS.split(words)))]):
        last = _one(_LABEL.sub("", part, count=1), replace(dates, year=days[-1].year) if days else dates)
        if last.last_day is None or last.event:
            raise _unknown(part)
        is_dated = re.search(r"\d{4}", part) or not days
        days.append(last.last_day if is_dated else min(last.last_day, days[0]))
    return max(days)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split()).lstrip(" -–+•*").rstrip(" .;,")


def _one(text: str, dates: PlanDates) -> Deadline:
    """The deadline of one thing to do."""
    if count := _COUNT.fullmatch(text):
        return _counted(count, dates)
    if when := _when(text, dates):
        return when
    begins = _EVENT_BEGINS.search(text)
    if _EVERY.search(text) and not (begins and begins.start() == 0 and not begins[0].lower().startswith("theo")):
        return _recurring(text, dates)
    if begins is None:
        raise _unknown(text)
    return _with_event(text[: begins.start()].rstrip(" ,;("), text[begins.start() :].rstrip(" )"), dates)


def _with_event(head: str, event: str, dates: PlanDates) -> Deadline:
    """A condition, with a time before it or at its end, or with a verb that says for what it is."""
    if verb := re.fullmatch(_VERB, head, _FLAGS):
        return Deadline("", event=_event(event, dates), bounds=Bounds.ROLLOUT if verb["rollout"] else Bounds.END)
    if head:
        when = _when(head, dates)
        if when is None:
            raise _unknown(head)
        # What is done by a day, according to something, waits for nothing.
        return when if event.lower().startswith("theo") else replace(when, event=_event(event, dates))
    for end in reversed([match.start() for match in re.finditer("[,;]", event)]):
        closing = _when(event[end + 1 :].strip(), dates, bare=False)
        if closing is not None:
            return replace(closing, event=_event(event[:end], dates))
    return Deadline("", event=_event(event, dates))


def _unknown(text: str) -> _UnreadError:
    return _UnreadError(f"«{text}» không thuộc dạng thời hạn nào đã biết.")


def _event(text: str, dates: PlanDates) -> str:
    """The words of the condition, if that is all they are."""
    match = _EVENT.fullmatch(text)
    if not match:
        raise _unknown(text)
    if _is_own_issue(match["what"], dates):
        raise _UnreadError(f"«{text}»: văn bản đã ban hành, lời không nêu đến ngày nào.")
    time = _TIME_IN_EVENT.search(_CITED_DATE.sub("", text))
    if time:
        raise _UnreadError(f"Không rõ «{time[0].strip(',; ')}» trong «{text}» là hạn phải xong hay thuộc về điều kiện.")
    return text


def awaited(event: str) -> str:
    """What has to come first by the words of a condition: «Kế hoạch của Bộ Mẫu» of «sau khi có Kế hoạch của Bộ Mẫu»."""
    match = _EVENT.fullmatch(event)
    return match["what"] if match else event


def _is_own_issue(words: str, dates: PlanDates) -> bool:
    kind = r"\s".join(map(re.escape, dates.kind.split())) or "kế"
    return re.fullmatch(_ISSUED.replace("{kind}", kind), words, _FLAGS) is not None


def _counted(count: re.Match[str], dates: PlanDates) -> Deadline:
    """So many days after the plan's issue; after anything else it is a condition, whose day nobody knows yet."""
    number, unit, since = int(count["count"]), count["unit"].lower(), count["since"]
    if not _is_own_issue(since, dates):
        _event(f"sau {since}", dates)
        return Deadline("", event=count.string)
    if count["work"] or dates.issued is None:
        raise _UnreadError(f"«{count.string}»: chưa tính được là ngày nào.")
    if unit == "tháng":
        years, zero_based = divmod(dates.issued.month - 1 + number, 12)
        first, after = _months(dates.issued.year + years, zero_based + 1, 1)
        return Deadline("", min(first + dates.issued.day * _DAY, after))
    return Deadline("", dates.issued + number * (7 if unit == "tuần" else 1) * _DAY + _DAY)


def _recurring(text: str, dates: PlanDates) -> Deadline:
    """What recurs; with a day before it («… và hằng năm») the day counts, within a period the recurrence does."""
    paces = {
        (m["unit"] or m["every"] or m["span"] or m["per"] or m["often"] or m["always"] or "").lower()
        for m in _EVERY.finditer(text)
    } - {""}
    recurring = Deadline("", repeats=Repeats.YEARLY if paces == {"năm"} else Repeats.CONTINUOUS)
    rest = re.sub(r"[\s,;()/-]*(?:(?:và|hoặc)\s*)?$|^[\s,;()/-]*", "", _EVERY.sub("", text))
    begins = _EVENT_BEGINS.search(rest)
    if "không" in rest.lower() or (begins and _TIME.search(rest[: begins.start()])):
        raise _unknown(text)
    if begins:
        return replace(recurring, event=_event(rest[begins.start() :], dates))
    if not re.search(r"\b\d{4}\b", rest):
        return recurring
    when = _when(rest, dates)
    if when is None:
        raise _unknown(text)
    single = len(_TIME.findall(rest)) == 1 and when.before is not None
    return when if single and not _EVERY.match(text) else recurring


def _when(text: str, dates: PlanDates, *, bare: bool = True) -> Deadline | None:
    """The deadline, if the words are nothing but times and what bounds them; without a bound if they may be `bare`."""
    if len(text) > _LONGEST:
        return None
    plain = text.translate(_DASHES)
    times = list(_TIME.finditer(plain))
    words = _WHEN.fullmatch(_TIME.sub(_AT, plain))
    if words is None:
        return None
    *_, last = re.findall(rf"(?:trước (?:ngày )?)?{_AT}", words["times"], re.IGNORECASE)
    is_before = last.lower().startswith("trước")
    limited = bool(words["by"] or words["from"] or is_before)
    if not limited and (words["what"] or not (bare or words["rollout"])):
        return None
    first, after = _span_of_last(times, dates, plain)
    if (words["from"] and len(times) == 1) or words["on"]:
        return None if is_before else Deadline("", repeats=Repeats.CONTINUOUS)
    return Deadline("", first if is_before else after, bounds=Bounds.ROLLOUT if words["rollout"] else Bounds.END)


# --- times in the calendar ------------------------------------------------------------------------------------------


def _span_of_last(times: Sequence[re.Match[str]], dates: PlanDates, text: str) -> tuple[date, date]:
    """The first day of the last time and the first after it; the others have to end before, and may lack the year."""
    last = _span(times[-1], dates.year, dates, _is_quarter(times[:-1]))
    if not _year(times[-1]) and dates.issued and last[1] <= dates.issued:
        raise _UnreadError(f"«{times[-1][0]}» không ghi năm, mà trong năm {dates.year} thì đã qua khi ban hành.")
    for i, time in enumerate(times[:-1]):
        end = _span(time, last[0].year, dates, _is_quarter(times[:i]))[1]
        if _year(time) and end >= last[1]:  # «tháng 11 - tháng 3/2027» begins a year earlier
            raise _unknown(text)
    return last


def _is_quarter(times: Sequence[re.Match[str]]) -> bool:
    """Whether the last of these is a quarter: the «2/2026» of «Quý 1/2026 - 2/2026» is none but in figures."""
    return bool(times) and (times[-1]["unit"] or "").lower().startswith("q")


def _year(time: re.Match[str]) -> str:
    """The year that is written, of four figures or of two; blank if none is."""
    four = re.search(r"\d{4}", time[0])
    two = time["two"] if time["two"] and int(time["two"]) > 12 else ""
    return four[0] if four else time["year"] or time["short"] or two


def _span(time: re.Match[str], year: int | None, dates: PlanDates, after_quarter: bool) -> tuple[date, date]:
    """The first day and the first day after, in the year that is written, else in this one."""
    if written := _year(time):
        year = int(written) + (2000 if len(written) == 2 else 0)
    if year is None:
        raise _UnreadError(f"«{time[0]}» không ghi năm.")
    if len(written) == 2 and not (dates.issued and 0 <= year - dates.issued.year <= 20):
        raise _UnreadError(f"«{time[0]}» ghi năm bằng hai chữ số.")
    try:
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError
        return _days(time, year, 3 if time["roman"] or _is_quarter([time]) or (after_quarter and time["number"]) else 1)
    except ValueError:
        raise _UnreadError(f"«{time[0]}» không có trong lịch.") from None


def _days(time: re.Match[str], year: int, months: int) -> tuple[date, date]:
    """The first day and the first day after; what is counted by number has so many `months`."""
    if time["iso"]:
        day = date(*map(int, re.split("[-/]", time["iso"])))
    elif number := time["day"] or time["day_of"] or (time["one"] if not _year(time) else ""):
        day = date(year, int(time["month"] or time["month_of"] or time["two"]), int(number))
    else:
        written = time["numbers"] or time["roman"] or time["number"] or time["one"] or "1 - 12"
        numbers = re.findall(_NUMBER, written.lower(), _FLAGS)
        first, last = (_ROMAN.get(each) or int(each) for each in (numbers[0], numbers[-1]))
        if time["opening"]:
            last = int(re.sub(r"\D", "", time["opening"]) or 6)
        return _months(year, months * (first - 1) + 1, months * (last - first + 1))
    return day, day + _DAY


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    if not 1 <= month <= 12 or not 1 <= count <= 13 - month:
        raise ValueError("no months of one year")
    years, zero_based = divmod(month - 1 + count, 12)
    return date(year, month, 1), date(year + years, zero_based + 1, 1)
