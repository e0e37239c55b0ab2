"""Fill a wording that has been read: literal bytes, values, choices and loops become the bytes of one part.

Nothing of a template is ever run: its tree is walked, and a value gets in only through `Room.printed`, escaped. A bad
value raises nothing; the room keeps it in `found`, so that one run tells them all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from markupsafe import escape

from ntsdocs import vn

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

MOST_KEPT = 16 * 1024 * 1024  # bytes of filled text that a room keeps for the next paper

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """One placeholder or condition of a template.

    `path` is what the template says («task.content»); `whole` leads there from the paper's own fields: inside
    `{% for task in tasks %}` it is «tasks[].content». `use` is «print», «each» (what a `for` goes through), «ask» (what
    an `if` asks), or the name of the filter it goes through.
    """

    path: str
    whole: str
    place: str
    use: str


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """A name that is not there: its dotted path as the template has it, and the value that was asked for its end."""

    path: str
    owner: object


@dataclass(frozen=True, slots=True)
class Loop:
    """What a template may ask of the loop it is in."""

    index0: int
    length: int

    @property
    def index(self) -> int:
        """The turn, counted from 1."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether this is the first turn."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether this is the last turn."""
        return self.index0 == self.length - 1

    @property
    def revindex(self) -> int:
        """The turn, counted back to 1."""
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        """The turn, counted back to 0."""
        return self.length - self.index0 - 1


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


_names: Callable[[type], tuple[str, ...]] = cache(readable)
_fields: Callable[[type], tuple[str, ...]] = cache(field_names)


class Room:
    """What the parts of one template share while they are filled; not for two threads at once.

    `found` are the values that could not stand where the template wants them, since it was last emptied.
    """

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self.found: list[tuple[Spot, Any]] = []
        self._texts: dict[str, bytes] = {}
        self._kept: dict[object, tuple[bytes, object]] = {}
        self._lasting: dict[int, object] = {}
        self._kept_bytes = 0

    def printed(self, value: Any, spot: Spot) -> bytes:
        """The value as it stands in XML: text and whole numbers; anything else is refused."""
        if type(value) is str:
            return self._texts.get(value) or self._escaped(value, spot)
        if type(value) is int:
            return b"%d" % value
        if isinstance(value, str):
            return self.printed(str.__str__(value), spot)
        return self.refused(value, spot)

    def _escaped(self, text: str, spot: Spot) -> bytes:
        if FORBIDDEN.search(text):
            return self.refused(text, spot)
        data = self._texts[text] = escape(text).encode()
        self._make_room(len(data))
        return data

    def filtered(self, value: Any, spot: Spot) -> bytes:
        """The value as the spot's filter writes it."""
        write, accepted = FILTERS[spot.use]
        if not isinstance(value, accepted) or isinstance(value, (bool, datetime)):
            return self.refused(value, spot)
        if isinstance(value, (float, Decimal)) and not math.isfinite(value):
            return self.refused(value, spot)
        return escape(write(value)).encode()

    def refused(self, value: Any, spot: Spot) -> bytes:
        """Nothing, and the value among what was found."""
        self.found.append((spot, value))
        return b""

    def kept(self, key: object) -> bytes | None:
        """The text kept under `key`; `None` if there is none, or no longer."""
        kept = self._kept.get(key)
        return kept[0] if kept else None

    def keep(self, key: object, data: bytes, holding: object) -> None:
        """Keeps the text, and with it the objects `holding`, whose identity is in the key."""
        self._make_room(len(data))
        self._kept[key] = (data, holding)

    def _make_room(self, size: int) -> None:
        if self._kept_bytes > MOST_KEPT:
            self._texts.clear()
            self._kept.clear()
            self._lasting.clear()
            self._kept_bytes = 0
        self._kept_bytes += size

    def lasts(self, value: object) -> bool:
        """Whether the value, through and through, is of kinds that cannot change while somebody holds it."""
        if isinstance(value, _PLAIN) or id(value) in self._lasting:
            return True
        if not isinstance(value, tuple) and not _frozen(type(value)):
            return False
        inner = value if isinstance(value, tuple) else [getattr(value, name) for name in _fields(type(value))]
        if not all(map(self.lasts, inner)):
            return False
        self._lasting[id(value)] = value
        return True


@dataclass(frozen=True, slots=True)
class Path:
    """A dotted path: `first` is a field of the paper or a loop's own name, `rest` the attributes asked of it."""

    first: str
    rest: tuple[str, ...] = ()

    def read(self, scope: Scope) -> Any:
        """The value it leads to; `Missing` if it leads nowhere."""
        value = scope.get(self.first, scope)
        if value is scope:
            return Missing(self.first, scope)
        for name in self.rest:
            if name not in _names(type(value)):
                return Missing(self._up_to(scope), value)
            value = getattr(value, name)
        return value

    def _up_to(self, scope: Scope) -> str:
        """The path as far as the first name that is not there."""
        said, value = self.first, scope[self.first]
        for name in self.rest:
            said = f"{said}.{name}"
            if name not in _names(type(value)):
                break
            value = getattr(value, name)
        return said


# --- what a wording is made of ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """One value that is printed."""

    path: Path
    spot: Spot

    def write(self, scope: Scope, room: Room, out: list[bytes]) -> None:
        """Adds the value's text."""
        value = self.path.read(scope)
        out.append(room.printed(value, self.spot) if self.spot.use == "print" else room.filtered(value, self.spot))


@dataclass(frozen=True, slots=True)
class Test:
    """What an `if` asks: a value, or a constant where there is no `path`; turned round where it is `negated`."""

    path: Path | None
    spot: Spot | None = None
    constant: Any = None
    negated: bool = False

    def answer(self, scope: Scope, room: Room) -> bool:
        """Whether the value is there and not empty."""
        return bool(self.value(scope, room)) is not self.negated

    def value(self, scope: Scope, room: Room) -> Any:
        """What is asked; a name that leads nowhere is refused, and empty."""
        if self.path is None or self.spot is None:
            return self.constant
        value = self.path.read(scope)
        return room.refused(value, self.spot) if isinstance(value, Missing) else value


@dataclass(frozen=True, slots=True)
class Product:
    """Two whole numbers multiplied: only docxtpl itself writes this, for the columns of «{% hm %}»."""

    left: Test
    right: Test
    spot: Spot

    def write(self, scope: Scope, room: Room, out: list[bytes]) -> None:
        """Adds the product."""
        left, right = self.left.value(scope, room), self.right.value(scope, room)
        whole = type(left) is int and type(right) is int
        out.append(b"%d" % (left * right) if whole else room.refused((left, right), self.spot))


@dataclass(frozen=True, slots=True)
class Block:
    """Nodes one after the other; bytes are text of the template, which stands as it is."""

    nodes: tuple[Node, ...] = ()

    def write(self, scope: Scope, room: Room, out: list[bytes]) -> None:
        """Adds the text of each."""
        for node in self.nodes:
            if isinstance(node, bytes):
                out.append(node)
            else:
                node.write(scope, room, out)


@dataclass(frozen=True, slots=True)
class Choice:
    """`if`, `elif`, `else`: the block of the first test that holds, or else `other`."""

    branches: tuple[tuple[Test, Block], ...]
    other: Block

    def write(self, scope: Scope, room: Room, out: list[bytes]) -> None:
        """Adds the text of the block that is chosen."""
        for test, block in self.branches:
            if test.answer(scope, room):
                block.write(scope, room, out)
                return
        self.other.write(scope, room, out)


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """`for`: `body` for each of the values, `other` if there is none.

    `shared` are the names from outside that the body reads: with the same objects under them and the same object to go
    through, it says the same in every paper. It is `None` where nothing is kept: the body asks how far the loop is.
    """

    name: str
    items: Path
    spot: Spot
    test: Test | None
    body: Block
    other: Block
    counted: bool = field(default=False)
    shared: tuple[str, ...] | None = field(default=None)

    def write(self, scope: Scope, room: Room, out: list[bytes]) -> None:
        """Adds the text of the body, once for each value."""
        inner = dict(scope)
        items = self._chosen(inner, room, self.items.read(scope))
        for index, item in enumerate(items):
            inner[self.name] = item
            if self.counted:
                inner["loop"] = Loop(index, len(items))
            if self.shared is None:
                self.body.write(inner, room, out)
            else:
                out.append(self._once(inner, room, self.shared))
        if not items:
            self.other.write(scope, room, out)

    def _chosen(self, inner: dict[str, Any], room: Room, items: Any) -> Sequence[Any]:
        if not isinstance(items, (tuple, list)):
            room.refused(items, self.spot)
            return ()
        if self.test is None:
            return items
        chosen = []
        for item in items:
            inner[self.name] = item
            if self.test.answer(inner, room):
                chosen.append(item)
        return chosen

    def _once(self, inner: dict[str, Any], room: Room, shared: tuple[str, ...]) -> bytes:
        """The body's text, filled anew only where no paper before had the very same values."""
        values = [inner[self.name], *(inner.get(name, Missing) for name in shared)]
        key = (id(self), *map(id, values))
        kept = room.kept(key)
        if kept is not None:
            return kept
        faults = len(room.found)
        out: list[bytes] = []
        self.body.write(inner, room, out)
        text = b"".join(out)
        if len(room.found) == faults and all(map(room.lasts, values)):
            room.keep(key, text, (self, values))
        return text


Node = bytes | Value | Product | Block | Choice | Each


def names_read(node: Node) -> frozenset[str]:
    """The names that the node reads and has not from a loop of its own."""
    found: set[str] = set()
    tests = _tests(node)
    if isinstance(node, Value):
        found = {node.path.first}
    elif isinstance(node, Block):
        found = {name for each in node.nodes for name in names_read(each)}
    elif isinstance(node, Choice):
        found = {name for block in blocks(node) for name in names_read(block)}
    elif isinstance(node, Each):
        own = names_read(node.body) | {test.path.first for test in tests if test.path}
        return (own - {node.name, "loop"}) | names_read(node.other) | {node.items.first}
    return frozenset(found | {test.path.first for test in tests if test.path})


def _tests(node: Node) -> tuple[Test, ...]:
    if isinstance(node, Choice):
        return tuple(test for test, _ in node.branches)
    if isinstance(node, Product):
        return node.left, node.right
    return (node.test,) if isinstance(node, Each) and node.test else ()


def blocks(node: Node) -> tuple[Block, ...]:
    """The blocks of a choice or a loop, of which each paper has some, once, more often or never."""
    if isinstance(node, Choice):
        return (*(block for _, block in node.branches), node.other)
    return (node.body, node.other) if isinstance(node, Each) else ()
