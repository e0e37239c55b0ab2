"""Values as a template may print them: escaped and checked, with all refusals gathered.

A value gets into a paper only through `Printable.printed`. A bad one raises nothing; it is kept in `refusals`, so that
one run tells them all. Text that papers share is kept for the next one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from markupsafe import escape

from ntsdocs.text import vn

# What docxtpl turns into breaks, pages and braces, and what XML cannot hold.
FORBIDDEN = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]|\{_[{%]|[%}]_\}")

_DATE = (date,)
_NUMBER = (int, float, Decimal)
FILTERS: dict[str, tuple[Callable[[Any], str], tuple[type, ...]]] = {
    "long_date": (vn.long_date, _DATE),
    "short_date": (vn.short_date, _DATE),
    "table_date": (vn.table_date, _DATE),
    "number": (vn.number, _NUMBER),
}
DATES = tuple(name for name, (_, accepted) in FILTERS.items() if accepted is _DATE)
_DATE_PARTS = ("day", "month", "year")
_PLAIN = (str, int, float, Decimal, date, Enum, type(None))  # values that can never change

MOST_SHARED = 16 * 1024 * 1024  # bytes of filled text that is kept for the next paper


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder or condition of a template: its dotted path, and where it stands.

    `use` is «print», «each» (what a `for` goes through), «ask» (what an `if` asks), or the name of the filter it goes
    through; `number` is that of its tag in its part.
    """

    path: str
    place: str
    use: str
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """A name that is not there: its dotted path as the template has it, and the value that was asked for its end."""

    path: str
    owner: object


def readable(cls: type) -> tuple[str, ...]:
    """The names a template may ask of a value: a frozen dataclass's fields and properties, a date's parts."""
    if issubclass(cls, date):
        return _DATE_PARTS
    if not _frozen(cls):
        return ()
    names = list(field_names(cls))
    names += [name for name in dir(cls) if isinstance(getattr(cls, name), property)]
    return tuple(name for name in names if not name.startswith("_"))


def _frozen(cls: type) -> bool:
    return is_dataclass(cls) and cls.__dataclass_params__.frozen  # type: ignore[attr-defined]


def field_names(cls: type) -> tuple[str, ...]:
    """The names of a dataclass's fields, in order."""
    return tuple(each.name for each in fields(cls))


readable_names: Callable[[type], tuple[str, ...]] = cache(readable)
_fields: Callable[[type], tuple[str, ...]] = cache(field_names)


class Printable:
    """What the parts of one template share while they are filled; not for two threads at once.

    `refusals` are the values that could not stand where the template wants them, since it was last emptied.
    """

    def __init__(self) -> None:
        self.refusals: list[tuple[Placeholder, Any]] = []
        self._texts: dict[str, bytes] = {}
        self._shared: dict[object, tuple[bytes, object]] = {}
        self._immutable: dict[int, object] = {}
        self._shared_bytes = 0

    def printed(self, value: Any, at: Placeholder) -> bytes:
        """The value as it stands in XML: as its filter writes it; without one, text and whole numbers alone."""
        if at.use != "print":
            return self._filtered(value, at)
        if type(value) is str:
            return self._texts.get(value) or self._escaped(value, at)
        if type(value) is int:
            return b"%d" % value
        if isinstance(value, str):
            return self.printed(str.__str__(value), at)
        return self.refused(value, at)

    def _escaped(self, text: str, at: Placeholder) -> bytes:
        if FORBIDDEN.search(text):
            return self.refused(text, at)
        data = self._texts[text] = escape(text).encode()
        self._count(len(data))
        return data

    def _filtered(self, value: Any, at: Placeholder) -> bytes:
        write, accepted = FILTERS[at.use]
        if not isinstance(value, accepted) or isinstance(value, (bool, datetime)):
            return self.refused(value, at)
        if isinstance(value, (float, Decimal)) and not math.isfinite(value):
            return self.refused(value, at)
        return escape(write(value)).encode()

    def refused(self, value: Any, at: Placeholder) -> bytes:
        """Nothing, and the value among the refusals."""
        self.refusals.append((at, value))
        return b""

    def shared_text(self, key: object) -> bytes | None:
        """The text shared under `key`; `None` if there is none, or no longer."""
        shared = self._shared.get(key)
        return shared[0] if shared else None

    def share(self, key: object, data: bytes, holding: object) -> None:
        """Keeps the text, and with it the objects `holding`, whose identity is in the key."""
        self._count(len(data))
        self._shared[key] = (data, holding)

    def _count(self, size: int) -> None:
        if self._shared_bytes > MOST_SHARED:
            self.forget()
        self._shared_bytes += size

    def forget(self) -> None:
        """Keeps nothing of the papers that were filled, so that their plan can go."""
        self._texts.clear()
        self._shared.clear()
        self._immutable.clear()
        self._shared_bytes = 0

    def is_immutable(self, value: object) -> bool:
        """Whether the value, through and through, is of kinds that cannot change while somebody holds it."""
        if isinstance(value, _PLAIN) or id(value) in self._immutable:
            return True
        if not isinstance(value, tuple) and not _frozen(type(value)):
            return False
        inner = value if isinstance(value, tuple) else [getattr(value, name) for name in _fields(type(value))]
        if not all(map(self.is_immutable, inner)):
            return False
        self._immutable[id(value)] = value
        return True
