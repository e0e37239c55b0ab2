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

from ntsdocs.text import plain, vn

# What docxtpl turns into breaks, pages and braces, and what XML cannot hold.
FORBIDDEN = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]|\{_[{%]|[%}]_\}")

_LINE_END = b'</w:t><w:br/><w:t xml:space="preserve">'
# Around the stops that end a value, and in place of one that is blank, until it is known what stands beside them.
_STOPS, _BLANK = b"\x01", b"\x02"
_LAST_STOPS = re.compile(r"((?:\bv\.v)?[.;:,…?!]+)$")
_TAGS = rb"((?:<(?!/w:p[ >])[^>]*>)*)"
_BEFORE_STOP = re.compile(rb"\x01([^\x01]*)\x01(?:" + _TAGS + rb"([.;:,)]| \())?")
_LABEL = re.compile(rb"[;,]?[^<>.;:,()]*:(?: |\xc2\xa0)?" + _TAGS + rb"$")
_AFTER_BLANK = re.compile(_TAGS + rb"(?:[.;,] ?|(?=\)))")

_DATE = (date,)
_NUMBER = (int, float, Decimal)
FILTERS: dict[str, tuple[Callable[[Any], str], tuple[type, ...]]] = {
    "long_date": (vn.long_date, _DATE),
    "short_date": (vn.short_date, _DATE),
    "number": (vn.number, _NUMBER),
    "count": (vn.count, (int,)),
}
DATES = tuple(name for name, (_, accepted) in FILTERS.items() if accepted is _DATE)
_DATE_PARTS = ("day", "month", "year")
_PLAIN = (str, int, float, Decimal, date, Enum, type(None))  # values that can never change

MOST_SHARED = 16 * 1024 * 1024  # bytes of filled text that is kept for the next paper


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder or condition of a template: its dotted path, and where it stands.

    `use` is «print», «each» (what a `for` goes through), «ask» (what an `if` asks), or the name of the filter it goes
    through; `number` is that of its tag in its part. `alone` says that it is all there is in a paragraph of a table.
    """

    path: str
    place: str
    use: str
    number: int = field(default=0, compare=False)
    alone: bool = field(default=False, compare=False)


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


def settled(data: bytes) -> bytes:
    """The filled text with one stop where a value ends with one and the template goes on with another.

    A blank value between a label and a stop, «Sản phẩm: .», goes with both.
    """
    if _BLANK in data:
        before, *others = data.split(_BLANK)
        pieces = [before]
        for after in others:
            label, stop = _LABEL.search(pieces[-1], max(0, len(pieces[-1]) - 2000)), _AFTER_BLANK.match(after)
            if label and stop:
                pieces[-1] = pieces[-1][: label.start()] + label[1]
            pieces.append(stop[1] + after[stop.end() :] if label and stop else after)
        data = b"".join(pieces)
    return _BEFORE_STOP.sub(_one_stop, data) if _STOPS in data else data


def ended(words: str) -> str:
    """The words as they stand in XML, their last stop marked for `settled`."""
    if any(map(str.isalnum, words[-40:])):  # else it is «…», to be filled in by hand
        words = _LAST_STOPS.sub("\x01\\1\x01", words)
    return escape(words)


def _one_stop(match: re.Match[bytes]) -> bytes:
    own, tags, other = match.groups(b"")
    if not other:
        return own + tags
    stays = own.startswith(b"v.v") or own.endswith((b"...", "…".encode(), b"?", b"!"))
    if not stays:
        return tags + other
    return own + tags + (b"" if other == b"." or (other in b";:," and own[-1:] in b"?!") else other)


class Printable:
    """What the parts of one template share while they are filled; not for two threads at once.

    `refusals` are the values that could not stand where the template wants them, since it was last emptied.
    """

    def __init__(self) -> None:
        self.refusals: list[tuple[Placeholder, Any]] = []
        self._texts: dict[str, bytes] = {}
        self._sentences: dict[str, bytes] = {}
        self._shared: dict[object, tuple[bytes, object]] = {}
        self._immutable: dict[int, object] = {}
        self._shared_bytes = 0

    def printed(self, value: Any, at: Placeholder) -> bytes:
        """The value as it stands in XML: as its filter writes it; without one, text and whole numbers alone.

        Alone in a cell a text has its lines; elsewhere it is part of a sentence, and wants `settled`.
        """
        if at.use != "print":
            return self._filtered(value, at)
        if type(value) is str:
            return (self._texts if at.alone else self._sentences).get(value) or self._escaped(value, at)
        if type(value) is int:
            return b"%d" % value
        if isinstance(value, str):
            return self.printed(str.__str__(value), at)
        return self.refused(value, at)

    def _escaped(self, text: str, at: Placeholder) -> bytes:
        if FORBIDDEN.search(text.replace("\n", " ")):
            return self.refused(text, at)
        if at.alone:
            data = self._texts[text] = escape(text).encode().replace(b"\n", _LINE_END)
        else:
            words = plain.as_sentence(text)
            data = self._sentences[text] = ended(words).encode() or _BLANK
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
        self._sentences.clear()
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
