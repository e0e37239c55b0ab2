"""The sections that are open as an annex or a text goes on."""

from __future__ import annotations

from dataclasses import dataclass

from ntsdocs.intake import heading_marks
from ntsdocs.intake.heading_marks import ARABIC, Mark


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section; `sign` is blank where none is printed."""

    kind: str
    sign: str
    title: str
    place: str


class OpenSections:
    """The headings that are open as a text goes on, nested by the kinds of their marks."""

    def __init__(self) -> None:
        self.open: list[Heading] = []
        self.after_heading = False
        self._order: list[str] = []  # kinds of headings, from the outermost

    def enter(self, heading: Heading) -> None:
        """Opens a section; it closes those that are not above it."""
        if heading.kind not in self._order:
            above = self.open[-1].kind if self.open and self.after_heading else None
            self._order.insert(self._place(heading.kind, above), heading.kind)
        level = self._order.index(heading.kind)
        self.open = [*(each for each in self.open if self._order.index(each.kind) < level), heading]
        self.after_heading = True

    def leave(self, mark: Mark, before: str) -> None:
        """Closes what a task with this mark stands beside and not below; `before` is the number of the last task.

        Groups of its kind are such, and the number before its own, where only points without one came after that.
        """
        beside = [at for at, each in enumerate(self.open) if each.kind == mark.kind in heading_marks.GROUPS]
        self.open = self.open[: beside[0]] if beside else self.open
        last = self.open[-1] if self.open and not (self.after_heading or before.isdecimal()) else None
        if last and last.kind == mark.kind == ARABIC and int(mark.sign) == int(last.sign) + 1:
            self.open.pop()

    def _place(self, kind: str, above: str | None) -> int:
        """Where a kind that is new stands: inside the heading right above it, else by the usual order."""
        if above is not None:
            return self._order.index(above) + 1
        rank = heading_marks.RANKS.index(kind)
        return next(
            (at for at, each in enumerate(self._order) if heading_marks.RANKS.index(each) > rank), len(self._order)
        )
