"""Who made the changes of a redline, and when; every change gets an id that nothing else in the file has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from ntsdocs.docx.parts import make
from ntsdocs.docx.xml import Element, W


class Stamp:
    """Makes the elements that mark a change, in the order they are asked for."""

    def __init__(self, author: str, date: datetime, roots: Iterable[Element]) -> None:
        self._who = {"author": author, "date": _zulu(date)}
        self._taken = {value for root in roots for each in root.iter(f"{W}*") if (value := each.get(f"{W}id"))}
        self._last = 0

    @property
    def given(self) -> bool:
        """Whether anything was marked."""
        return self._last > 0

    def mark(self, name: str) -> Element:
        """A new mark of ours: `ins`, `del`, `rPrChange` and so on."""
        return make(name, id=self.id(), **self._who)

    def again(self, mark: Element, name: str = "") -> Element:
        """Somebody's earlier mark once more, with an id of its own and nothing in it."""
        copy = make(name or mark.tag.removeprefix(W))
        for key, value in mark.attrib.items():
            copy.set(key, value)
        copy.set(f"{W}id", self.id())
        return copy

    def id(self) -> str:
        """A number that no mark, bookmark, note or comment of the file has."""
        self._last += 1
        while str(self._last) in self._taken:
            self._last += 1
        return str(self._last)


def _zulu(date: datetime) -> str:
    """The moment as Word writes it; a moment without a zone is taken as UTC."""
    moment = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
