"""Fill a template that has been read: literal bytes, values, choices and loops become the bytes of one part.

Nothing of a template is ever run: its tree is walked. A loop's turn that says the same in many papers is filled once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ntsdocs.templates.printable import Missing, Placeholder, Printable, readable_names

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Path:
    """A dotted path: `first` is a field of the paper or a loop's own name, `rest` the attributes asked of it."""

    first: str
    rest: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ".".join((self.first, *self.rest))

    def read(self, scope: Scope) -> Any:
        """The value it leads to; `Missing` if it leads nowhere."""
        value = scope.get(self.first, scope)
        if value is scope:
            return Missing(self.first, scope)
        for place, name in enumerate(self.rest):
            if name not in readable_names(type(value)):
                return Missing(str(Path(self.first, self.rest[: place + 1])), value)
            value = getattr(value, name)
        return value


@dataclass(frozen=True, slots=True)
class Printed:
    """One value that is printed."""

    path: Path
    placeholder: Placeholder

    def write(self, scope: Scope, filler: Filler, out: list[bytes]) -> None:
        """Adds the value's text."""
        out.append(filler.printed(self.path.read(scope), self.placeholder))


@dataclass(frozen=True, slots=True)
class Test:
    """What an `if` asks of a value: whether it is there and not empty, or that it is not, where it is `negated`."""

    path: Path
    placeholder: Placeholder
    negated: bool = False

    def answer(self, scope: Scope, filler: Filler) -> bool:
        """Whether it holds; a name that leads nowhere is refused, and empty."""
        value = self.path.read(scope)
        if isinstance(value, Missing):
            value = filler.refused(value, self.placeholder)
        return bool(value) is not self.negated


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes one after the other; bytes are text of the template, which stands as it is."""

    nodes: tuple[Node, ...] = ()

    def write(self, scope: Scope, filler: Filler, out: list[bytes]) -> None:
        """Adds the text of each."""
        for node in self.nodes:
            if isinstance(node, bytes):
                out.append(node)
            else:
                node.write(scope, filler, out)


@dataclass(frozen=True, slots=True)
class Conditional:
    """`if`, `elif`, `else`: the block of the first test that holds; the test of `else` is `None`."""

    branches: tuple[tuple[Test | None, Nodes], ...]

    def write(self, scope: Scope, filler: Filler, out: list[bytes]) -> None:
        """Adds the text of the block that is chosen."""
        for test, block in self.branches:
            if test is None or test.answer(scope, filler):
                block.write(scope, filler, out)
                return


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """`for`: `body` for each of the values.

    `shared` are the names from outside that the body reads: with the same objects under them and the same object to go
    through, it says the same in every paper.
    """

    name: str
    items: Path
    placeholder: Placeholder
    body: Nodes
    shared: tuple[str, ...]

    def write(self, scope: Scope, filler: Filler, out: list[bytes]) -> None:
        """Adds the text of the body, once for each value."""
        items = self.items.read(scope)
        if not isinstance(items, (tuple, list)):
            filler.refused(items, self.placeholder)
            return
        inner = dict(scope)
        for place, item in enumerate(items):
            inner[self.name] = item
            filler.turn(self, place, inner, out)


@dataclass(frozen=True, slots=True)
class Held:
    """An element that its blocks may leave empty: `sound` gives its text as a Word file may have it."""

    body: Nodes
    sound: Callable[[bytes], bytes]

    def write(self, scope: Scope, filler: Filler, out: list[bytes]) -> None:
        """Adds the element, sound."""
        start = len(out)
        self.body.write(scope, filler, out)
        out[start:] = [self.sound(b"".join(out[start:]))]


Node = bytes | Printed | Nodes | Conditional | Each | Held


class Filler(Printable):
    """What the parts of one template share while they are filled, text of earlier papers among it."""

    def turn(self, loop: Each, _place: int, scope: Scope, out: list[bytes], /) -> None:
        """Adds the text of a loop's turn, filled anew only where no paper before had the very same values."""
        values = [scope[loop.name], *(scope.get(name, Missing) for name in loop.shared)]
        key = (id(loop), *map(id, values))
        text = self.shared_text(key)
        if text is None:
            refused = len(self.refusals)
            turn: list[bytes] = []
            loop.body.write(scope, self, turn)
            text = b"".join(turn)
            if len(self.refusals) == refused and all(map(self.is_immutable, values)):
                self.share(key, text, (loop, values))
        out.append(text)


def names_read(node: Node) -> frozenset[str]:
    """The names that the node reads and has not from a loop of its own."""
    if isinstance(node, Printed):
        return frozenset({node.path.first})
    if isinstance(node, Held):
        return names_read(node.body)
    if isinstance(node, Nodes):
        return frozenset(name for each in node.nodes for name in names_read(each))
    if isinstance(node, Conditional):
        tested = {test.path.first for test, _ in node.branches if test is not None}
        return frozenset(tested.union(*(names_read(block) for _, block in node.branches)))
    if isinstance(node, Each):
        return (names_read(node.body) - {node.name}) | {node.items.first}
    return frozenset()
