"""Drafts that an agency fills in LibreOffice: typed there through UNO, one process of it for all, saved as it saves."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desk_hand import Hand
from ntsdocs.docx.anchors import bookmark_of

_PYTHON = "/usr/bin/python3"
_SCRIPT = Path(__file__).with_name("desk_uno.py")
# Program → the files it saves one after the other; the last is what can be read as Word.
ENDINGS = {
    "lo-docx": (".docx",),
    "lo-tracked": (".docx",),
    "lo-odt": (".odt", ".docx"),
    "lo-doc": (".doc", ".docx"),
    "lo-rtf": (".rtf", ".docx"),
}
_SECONDS = 600


@dataclass
class OfficeHand(Hand):
    """A draft that is filled in LibreOffice: what is filled stays an order, everything else is done before."""

    orders: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)

    def fill(self, tag: str, lines: list[str], manner: str) -> None:
        """Orders that a place be filled."""
        self._order(manner, {tag: lines})

    def below(self, tag: str, lines: list[str]) -> None:
        """Orders that lines be typed below."""
        self._order("below", {tag: lines})

    def wipe_cell(self, values: dict[str, str]) -> None:
        """Orders that a cell be typed anew."""
        self._order("wipe", {tag: [value] for tag, value in values.items()})

    def typed_anew(self) -> None:
        """Not done: what its line says is only an order yet."""

    def _order(self, manner: str, places: dict[str, list[str]]) -> None:
        for tag in places:
            self.touched.add(next(self.controls()[tag].iterancestors(self.controls()[tag].tag[:-3] + "p")))
        self.orders.append((manner, places))
        self.answers |= {tag: "\n".join(lines) for tag, lines in places.items()}

    def left(self) -> list[tuple[str, dict[str, list[str]]]]:
        """The orders whose places are still there, by their bookmarks."""
        there = set(self.controls())
        return [
            (manner, {bookmark_of(tag): lines for tag, lines in places.items()})
            for manner, places in self.orders
            if set(places) <= there and set(places) <= set(self.answers)
        ]


def saved(jobs: Sequence[tuple[OfficeHand, str]]) -> list[list[bytes]]:
    """What LibreOffice saves of each draft by each program: the files of `ENDINGS` in their order."""
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        place, told = Path(folder), []
        for number, (hand, program) in enumerate(jobs):
            draft = place / f"{number}-sent.docx"
            draft.write_bytes(hand.written())
            outs = [str(place / f"{number}-{step}{ending}") for step, ending in enumerate(ENDINGS[program])]
            told.append({"read": str(draft), "write": outs, "tracked": program == "lo-tracked", "orders": hand.left()})
        (place / "jobs.json").write_text(json.dumps(told), encoding="utf-8")
        command = [_PYTHON, str(_SCRIPT), str(place / "profile"), str(place / "jobs.json")]
        subprocess.run(command, check=True, timeout=_SECONDS)
        return [[Path(out).read_bytes() for out in job["write"]] for job in told]
