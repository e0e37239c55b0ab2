"""Marks in a part's text that tell where in the document things stand."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """A part's text as the template has it, and where things stand.

    `text` is Jinja's source; a mark `<!--nts:7-->` in it says that what follows stands at `places[7]`. Before the first
    mark things stand at `part`. Those that are `kept` come into the paper, to tell where its words are from.
    """

    part: str
    text: str
    places: tuple[str, ...] = ()
    kept: bool = False

    def place_at(self, position: int) -> str:
        """Where the text stands that begins at `position`."""
        found = self.part
        for each in MARK.finditer(self.text):
            if each.start() > position:
                break
            found = self.places[int(each[1])]
        return found


MARK = re.compile(r"\n?<!--nts:(\d+)-->")


def mark(number: int) -> str:
    """The mark that says: from here on things stand at `places[number]`."""
    return f"\n<!--nts:{number}-->"
