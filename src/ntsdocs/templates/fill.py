"""Fill a wording that has been read: literal bytes, values, choices and loops become the bytes of one part.

Nothing of a template is ever run: its tree is walked. A loop's turn that says the same in many papers is filled once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ntsdocs.templates.printable import Missing, Place, Printable, readable_names

Scope = Mapping[str, Any]


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
            if name not in readable_names(type(value)):
                return Missing(self._up_to(scope), value)
            value = getattr(value, name)
        return value

    def _up_to(self, scope: Scope) -> str:
        """The path as far as the first name that is not there."""
        said, value = self.first, scope[self.first]
        for name in self.rest:
            said = f"{said}.{name}"
            if name not in readable_names(type(value)):
                break
            value = getattr(value, name)
        return said


@dataclass(frozen=True, slots=True)
class Printed:
    """One value that is printed."""

    path: Path
    spot: Place

    def write(self, scope: Scope, room: Printable, out: list[bytes]) -> None:
        """Adds the value's text."""
        value = self.path.read(scope)
        out.append(room.printed(value, self.spot) if self.spot.use == "print" else room.filtered(value, self.spot))


@dataclass(frozen=True, slots=True)
class Test:
    """What an `if` asks: a value, or a constant where there is no `path`; turned round where it is `negated`."""

    path: Path | None
    spot: Place | None = None
    constant: Any = None
    negated: bool = False

    def answer(self, scope: Scope, room: Printable) -> bool:
        """Whether the value is there and not empty."""
        return bool(self.value(scope, room)) is not self.negated

    def value(self, scope: Scope, room: Printable) -> Any:
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
    spot: Place

    def write(self, scope: Scope, room: Printable, out: list[bytes]) -> None:
        """Adds the product."""
        left, right = self.left.value(scope, room), self.right.value(scope, room)
        whole = type(left) is int and type(right) is int
        out.append(b"%d" % (left * right) if whole else room.refused((left, right), self.spot))


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes one after the other; bytes are text of the template, which stands as it is."""

    nodes: tuple[Node, ...] = ()

    def write(self, scope: Scope, room: Printable, out: list[bytes]) -> None:
        """Adds the text of each."""
        for node in self.nodes:
            if isinstance(node, bytes):
                out.append(node)
            else:
                node.write(scope, room, out)


@dataclass(frozen=True, slots=True)
class Conditional:
    """`if`, `elif`, `else`: the block of the first test that holds, or else `other`."""

    branches: tuple[tuple[Test, Nodes], ...]
    other: Nodes

    def write(self, scope: Scope, room: Printable, out: list[bytes]) -> None:
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
    spot: Place
    test: Test | None
    body: Nodes
    other: Nodes
    counted: bool = field(default=False)
    shared: tuple[str, ...] | None = field(default=None)

    def write(self, scope: Scope, room: Printable, out: list[bytes]) -> None:
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

    def _chosen(self, inner: dict[str, Any], room: Printable, items: Any) -> Sequence[Any]:
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

    def _once(self, inner: dict[str, Any], room: Printable, shared: tuple[str, ...]) -> bytes:
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


Node = bytes | Printed | Product | Nodes | Conditional | Each


def names_read(node: Node) -> frozenset[str]:
    """The names that the node reads and has not from a loop of its own."""
    found: set[str] = set()
    tests = _tests(node)
    if isinstance(node, Printed):
        found = {node.path.first}
    elif isinstance(node, Nodes):
        found = {name for each in node.nodes for name in names_read(each)}
    elif isinstance(node, Conditional):
        found = {name for block in blocks(node) for name in names_read(block)}
    elif isinstance(node, Each):
        own = names_read(node.body) | {test.path.first for test in tests if test.path}
        return (own - {node.name, "loop"}) | names_read(node.other) | {node.items.first}
    return frozenset(found | {test.path.first for test in tests if test.path})


def _tests(node: Node) -> tuple[Test, ...]:
    if isinstance(node, Conditional):
        return tuple(test for test, _ in node.branches)
    if isinstance(node, Product):
        return node.left, node.right
    return (node.test,) if isinstance(node, Each) and node.test else ()


def blocks(node: Node) -> tuple[Nodes, ...]:
    """The blocks of a choice or a loop, of which each paper has some, once, more often or never."""
    if isinstance(node, Conditional):
        return (*(block for _, block in node.branches), node.other)
    return (node.body, node.other) if isinstance(node, Each) else ()
