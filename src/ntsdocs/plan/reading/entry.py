"""Take typed values out of named cells."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, fields, replace
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from ntsdocs.plan.model import headings
from ntsdocs.plan.reading import hygiene
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.tables import Cell, Fields, Items, Value
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin
from ntsdocs.text.shelf import is_reserved
from ntsdocs.text.suggestions import hint

MAX_ID = 80
NO_DAY = date.min  # stands in for a day that was told to be missing; such a plan is never handed out

_FIRST_YEAR, _LAST_YEAR = 1945, 2199
_NUMBER = re.compile(r"(?:(?:nhiệm vụ|nhiem vu|nv)?[\s.]*(?:số|so)?[\s.:]*)?([0-9]{1,9})", re.IGNORECASE)  # «NV 5»
_DENIES = re.compile("chưa|chua|không|khong", re.IGNORECASE)  # no hint turns a no into a yes
_WORDS_FOR_TRUE = ("true", "yes", "có")
_WORDS_FOR_FALSE = ("false", "no", "không")


class Entry:
    """A row of a table, or a mapping of a YAML file: its values by field name.

    A value that is wrong is told to the problems and read as blank. What is needed but has no column at all is passed
    over, since the missing column has been told.
    """

    __slots__ = ("_labels", "_problems", "_values", "origin")

    def __init__(
        self,
        values: Mapping[str, Value],
        origin: Origin,
        problems: ProblemList,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self._values = values
        self._labels = labels  # of the table's columns; None in YAML, where every key may be asked for
        self._problems = problems
        self.origin = origin

    def at(self, name: str) -> Origin:
        """Where the value stands, or where it is missing."""
        if name in self._values:
            return self._values[name].origin
        if self._labels is None:
            inner = self.origin.place.removeprefix("mục «").removesuffix("»")
            return replace(self.origin, place=f"mục «{inner}.{name}»" if inner else f"mục «{name}»")
        return self.origin.at(self._labels.get(name, name))

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells by the names of fields, as they were typed."""
        return {name: value for name, value in self._values.items() if isinstance(value, Cell)}

    def stop(self, name: str, what: str, remedy: str, rule: str = "") -> None:
        """Tells what is wrong with the value so that the run ends."""
        self._problems.stop(self.at(name), what, remedy, rule)

    def warn(self, name: str, what: str, remedy: str) -> None:
        """Tells what is odd about the value."""
        self._problems.warn(self.at(name), what, remedy)

    def ask(self, name: str, what: str, remedy: str) -> None:
        """Asks people about the value."""
        self._problems.ask(self.at(name), what, remedy)

    # --- single values ---

    def text(self, name: str, *, needed: bool = False, limit: int = hygiene.MAX_TEXT, may_be_day: bool = False) -> str:
        """The cleaned text, blank where there is none; one that `may_be_day` is the day as it is written."""
        cell, text = self._clean(name, needed=needed, limit=limit)
        if cell is not None and cell.day is not None and cell.origin.sheet and not may_be_day:
            what = f"Excel đã đổi chữ trong ô này thành ngày {text}."
            self.stop(name, what, "đặt định dạng ô là «Text» rồi gõ lại.")
        return text

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """The day, given as dd/mm/yyyy or as a real date."""
        cell = self._cell(name)
        if cell is not None and cell.day is not None:
            return self._likely(name, cell.day)
        text = self._short(name, needed=needed)
        return self._day(name, text) if text else None

    def day_of_year(self, name: str) -> str:
        """The last day of a period in any year, «14/12»."""
        if text := self.text(name):
            day, _, month = text.partition("/")
            with suppress(ValueError):
                date(2025, int(month), int(day))  # no leap year: the day has to be there in each
                return f"{int(day)}/{int(month)}"
            self.stop(name, f"«{text}» không phải là ngày trong năm.", "ghi ngày/tháng, ví dụ 14/12 hoặc 31/12.")
        return ""

    def whole(self, name: str, *, low: int = 1, high: int = 9999, needed: bool = True) -> int | None:
        """The whole number."""
        text = self._short(name, needed=needed)
        return self._number(name, text, low, high) if text else None

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no; `default` where nothing is written."""
        text = self._short(name).lower()
        if text in _WORDS_FOR_TRUE or text in _WORDS_FOR_FALSE:
            return text in _WORDS_FOR_TRUE
        if text:
            self.stop(name, f"«{text}» không phải là có hay không.", "ghi true (có) hoặc false (không).")
        return default

    def one_of(
        self,
        name: str,
        allowed: Iterable[str],
        default: str = "",
        *,
        needed: bool = False,
        said: Callable[[str], str] = str,
    ) -> str:
        """One of the allowed words, or of what people say for them; `default` where nothing is written."""
        text = said(self._short(name, needed=needed))
        choices = tuple(allowed)
        if not text:
            return default
        if text in choices:
            return text
        same = [choice for choice in choices if choice.casefold() == text.casefold()]
        if same:
            return same[0]
        listed = ", ".join(f"«{choice}»" for choice in choices if choice)
        alike = [each for each in choices if bool(_DENIES.match(each)) is bool(_DENIES.match(text))]
        self.stop(name, f"không có giá trị «{text}».", f"{hint(text, alike)}Ghi một trong: {listed}.")
        return default

    def id(self, name: str) -> str:
        """An id: small ASCII letters, digits and hyphens, fit for a file's name on every system."""
        text = self.text(name, needed=True)
        if not text:
            return ""
        if wrong := wrong_id(text):
            self.stop(name, wrong, "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ «so-y-te».")
        return text

    # --- many values ---

    def several(self, name: str, separator: str = ";") -> tuple[str, ...]:
        """The texts of a YAML list, or of a cell where `separator` (a regular expression) stands between them."""
        value = self._values.get(name)
        if isinstance(value, Items):
            cells = [self._checked(item) for item in value.values]
            texts = [hygiene.clean(cell.text, cell.origin, self._problems) for cell in cells if cell]
            if odd := next((text for text in texts if text.count('"') % 2), ""):
                remedy = "đặt dấu phẩy giữa các mục; mục có dấu phẩy bên trong thì để cả mục trong ngoặc kép."
                self.stop(name, f"danh sách tách nhầm ở «{odd}»: dấu ngoặc kép lẻ.", remedy)
        else:
            texts = [part.strip() for part in re.split(separator, self.text(name))]
        return tuple(text for text in texts if text)

    def parts(self, name: str) -> tuple[str, ...]:
        """The words in a cell, with commas, semicolons or blanks between them."""
        return self.several(name, r"[;,\s]")

    def numbers(self, name: str, *, needed: bool = False) -> tuple[int, ...]:
        """The whole numbers in a cell, parted so: «5, 7», «NV 5 và 7»."""
        parts = self.several(name, r"[;,]|(?<=[0-9])\s+(?:và\s+)?")
        if needed and not parts:
            self._short(name, needed=True)
        numbers = [self._number(name, text, 1, 9999) for text in parts]
        return tuple(number for number in numbers if number is not None)

    # --- YAML ---

    def has(self, name: str) -> bool:
        """Whether the name is written, even with nothing after it."""
        return name in self._values

    def is_blank(self, name: str) -> bool:
        """Whether nothing is written under the name, or there is no such name."""
        return _is_blank(self._values.get(name))

    def entry(self, name: str, *, needed: bool = True) -> Entry | None:
        """The mapping under this name; `None` if there is none, which is told of a needed one."""
        value = self._values.get(name)
        if isinstance(value, Fields):
            return Entry(value.values, value.origin, self._problems)
        if _is_blank(value):
            if needed:
                self._blank(name)
        else:
            self.stop(name, "ở đây phải là các mục con, mỗi mục một dòng thụt vào.", "xem lại cách thụt dòng.")
        return None

    def entries(self, name: str, *, needed: bool = True) -> tuple[Entry, ...]:
        """The mappings of the list under this name."""
        value = self._values.get(name)
        if _is_blank(value) and not needed:
            return ()
        if not isinstance(value, Items):
            self.stop(name, "ở đây phải là một danh sách.", "ghi mỗi phần tử bắt đầu bằng dấu gạch «- ».")
            return ()
        wrong = [item for item in value.values if not isinstance(item, Fields)]
        for item in wrong:
            self._problems.stop(item.origin, "phần tử này phải gồm các mục con.", "xem lại cách thụt dòng.")
        return tuple(
            Entry(item.values, item.origin, self._problems) for item in value.values if isinstance(item, Fields)
        )

    def named_entries(self, name: str) -> Iterator[tuple[str, Entry]]:
        """The mappings under this name, each with its own name."""
        inside = self.entry(name, needed=False)
        for key in inside.names() if inside else ():
            mapping = inside.entry(key, needed=False) if inside else None
            if mapping:
                yield key, mapping

    def names(self) -> tuple[str, ...]:
        """The names written here, in order."""
        return tuple(self._values)

    def only(self, allowed: Iterable[str]) -> None:
        """Tell every name that is not allowed here."""
        names = tuple(allowed)
        for name in self._values:
            if name not in names:
                missing = [each for each in names if each not in self._values]
                listed = f"Các mục ở đây: {', '.join(names)}."
                self.stop(name, f"không có mục «{name}».", f"{hint(name, missing)}{listed}")

    # --- within ---

    def _cell(self, name: str) -> Cell | None:
        value = self._values.get(name)
        return None if value is None else self._checked(value)

    def _checked(self, value: Value) -> Cell | None:
        if isinstance(value, Cell):
            return value
        self._problems.stop(value.origin, "ở đây chỉ ghi một giá trị.", "xem lại cách thụt dòng và dấu ngoặc.")
        return None

    def _short(self, name: str, *, needed: bool = False) -> str:
        """The text of a value that is a word or a number, where Excel may have put a date or a number."""
        return self._clean(name, needed=needed)[1]

    def _clean(self, name: str, *, needed: bool, limit: int = hygiene.MAX_TEXT) -> tuple[Cell | None, str]:
        cell = self._cell(name)
        text = "" if cell is None else hygiene.clean(cell.text, cell.origin, self._problems, limit)
        if not text and needed and (cell is not None or name not in self._values):
            self._blank(name)
        return cell, text

    def _number(self, name: str, text: str, low: int, high: int) -> int | None:
        match = _NUMBER.fullmatch(text)
        if match is None:
            self.stop(name, f"«{text}» không phải là số nguyên.", "chỉ ghi chữ số.")
            return None
        text = match[1]
        if not low <= int(text) <= high:
            self.stop(name, f"số {text} nằm ngoài khoảng từ {low} đến {high}.", "xem lại số này.")
            return None
        return int(text)

    def _day(self, name: str, text: str) -> date | None:
        match = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
        if match is None:
            self.stop(name, f"«{text}» không đọc được thành ngày.", "ghi ngày/tháng/năm, ví dụ 28/02/2026.")
            return None
        day, month, year = map(int, match.groups()[:3] if match[1] else match.groups()[:2:-1])
        try:
            real_day = date(year, month, day)
        except ValueError:
            self.stop(name, f"«{text}» không phải là ngày có thật.", _nearest(day, month, year))
            return None
        if match[4]:
            self.stop(name, f"«{text}» không theo thứ tự ngày/tháng/năm.", f"ghi {vn.cell_date(real_day)}.")
            return None
        return self._likely(name, real_day)

    def _likely(self, name: str, day: date) -> date | None:
        if _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return day
        self.stop(name, f"năm {day.year} nằm ngoài khoảng từ {_FIRST_YEAR} đến {_LAST_YEAR}.", "xem lại năm.")
        return None

    def _blank(self, name: str) -> None:
        if self._labels is None:
            self.stop(name, f"thiếu mục «{name}», hoặc mục này bỏ trống.", f"ghi «{name}: …».")
        elif name in self._labels:
            self.stop(name, "ô này bỏ trống.", f"ghi «{self._labels[name]}».")


def _is_blank(value: Value | None) -> bool:
    return value is None or (not value.text if isinstance(value, Cell) else not value.values)


def wrong_id(text: str) -> str:
    """What is wrong with an id; blank if nothing is."""
    if re.search(r'[/\\:*?"<>|]|\.\.', text):
        return f"mã «{text}» có ký tự của đường dẫn."
    if is_reserved(text):
        return f"Windows không cho đặt tên tệp là «{text}»."
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        return f"mã «{text}» có ký tự không dùng được."
    if len(text) > MAX_ID:
        return f"mã dài {len(text)} ký tự, nhiều nhất là {MAX_ID}."
    return ""


def read_mapping(entry: Entry, cls: type, but: Collection[str] = ()) -> dict[str, Any]:
    """`read_fields` of a YAML mapping, in which nothing else may stand."""
    entry.only(name for name in _names(cls) if name not in ("key", "origin"))
    return read_fields(entry, cls, but)


def read_fields(entry: Entry, cls: type, but: Collection[str] = ()) -> dict[str, Any]:
    """The fields of `cls` by name, each read by its type: the labelled ones where it has any, but those in `but`.

    A field without a default is needed. What is blank or wrong is the default; without one it is «», 0 or `NO_DAY`.
    """
    values: dict[str, Any] = {}
    for field, kind in _readable(cls):
        if field.default is not MISSING and entry.is_blank(field.name):
            if field.name not in but:
                values[field.name] = field.default
        elif field.name not in but:
            value = _READERS[kind](entry, field.name, field.default)
            blank = _BLANK.get(kind) if field.default is MISSING else field.default
            values[field.name] = blank if value in ("", None, ()) else value
    return values


def _names(cls: type) -> tuple[str, ...]:
    return tuple(headings(cls) or (field.name for field in fields(cls)))


@cache
def _readable(cls: type) -> tuple[tuple[Field[Any], Any], ...]:
    """The fields whose type says how they are read, with that type."""
    types = get_type_hints(cls)
    named = [field for field in fields(cls) if field.name in _names(cls)]
    return tuple((field, types[field.name]) for field in named if types[field.name] in _READERS)


_BLANK = {str: "", int: 0, date: NO_DAY, tuple[int, ...]: ()}
_READERS: Mapping[Any, Callable[[Entry, str, Any], Any]] = {
    str: lambda entry, name, default: entry.text(name, needed=default is MISSING),
    int: lambda entry, name, default: entry.whole(name, needed=default is MISSING),
    bool: lambda entry, name, default: entry.flag(name, default),
    date: lambda entry, name, default: entry.day(name, needed=default is MISSING),
    date | None: lambda entry, name, _: entry.day(name),
    tuple[str, ...]: lambda entry, name, _: entry.several(name),
    tuple[int, ...]: lambda entry, name, default: entry.numbers(name, needed=default is MISSING),
}


def _nearest(day: int, month: int, year: int) -> str:
    if not (1 <= month <= 12 and year >= 1):
        return "ghi ngày trước, tháng sau; tháng từ 01 đến 12, ví dụ 28/02/2026."
    last = monthrange(year, month)[1]
    real = date(year, month, min(max(day, 1), last))
    return f"ghi một ngày có trong lịch, ví dụ {vn.cell_date(real)}."
