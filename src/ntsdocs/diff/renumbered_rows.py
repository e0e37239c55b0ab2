"""Join the changes of table rows that only got a new number, as a row before them came, went or moved, into one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ntsdocs.diff import paragraphs
from ntsdocs.diff.blocks import CELLS
from ntsdocs.diff.result import Change, What

_FIRST = re.compile(r"(hàng ([0-9]+)), cột 1")
_DIGITS = re.compile(r"[0-9]{1,9}")

Row = tuple[str, tuple[Change, ...]]  # its place, and what changed in it


@dataclass(slots=True)
class _Run:
    """Rows one below the other, from the row `first` on, whose numbers all changed by `step`."""

    first: int
    step: int
    changes: list[Change] = field(default_factory=list)

    def goes_on(self, row: int, step: int) -> bool:
        return (self.first + len(self.changes), self.step) == (row, step)

    def change(self) -> Change:
        if len(self.changes) == 1:
            return self.changes[0]
        old, new = (CELLS.join(side or "" for side in sides) for sides in self._sides())
        step = f"{'tăng' if self.step > 0 else 'giảm'} {abs(self.step)}"
        place = f"hàng {self.first} đến {self.first + len(self.changes) - 1}, cột 1 (số thứ tự đều {step})"
        tag = paragraphs.stem([each.tag for each in self.changes])
        return Change(What.WORDS, place, tag, old, new, tuple(paragraphs.pieces(old, new)))

    def _sides(self) -> tuple[list[str | None], list[str | None]]:
        return [each.before for each in self.changes], [each.after for each in self.changes]


def join_renumbered(blocks: Iterable[Row]) -> list[Change]:
    """All the changes in order, where numbers in the first column that all went up or down by the same are one."""
    entries: list[Change | _Run] = []
    runs: list[_Run] = []
    for place, changes in blocks:
        for change in changes:
            number = _number(place, change)
            if number is None:
                entries.append(change)
                continue
            row, step = number
            if not runs or not runs[-1].goes_on(row, step):
                runs.append(_Run(row, step))
                entries.append(runs[-1])
            runs[-1].changes.append(change)
    return [each.change() if isinstance(each, _Run) else each for each in entries]


def _number(place: str, change: Change) -> tuple[int, int] | None:
    """The row whose number changed, and by how much; `None` if that is not all the change is."""
    where = _FIRST.fullmatch(change.place)
    if where is None or where[1] != place or change.what is not What.WORDS or change.form:
        return None
    old, new = change.before or "", change.after or ""
    if not (_DIGITS.fullmatch(old) and _DIGITS.fullmatch(new)):
        return None
    return int(where[2]), int(new) - int(old)
