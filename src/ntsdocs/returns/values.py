"""Read what was filled in a line of ours: what stands between our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ntsdocs.returns.lines import Line
from ntsdocs.text import words

_DOTS = re.compile(r"[.…_]{2,}|…")


def filled(ours: Line, theirs: str) -> Iterator[tuple[str, str]]:
    """The tag and the value of each place of our line that is filled in theirs; nothing of one that is left blank."""
    old, new = words.tokens(ours.text), words.tokens(theirs)
    hunks = words.hunks(old, new, lambda _: False)
    for zone in ours.zones:
        start, end = (len(words.tokens(ours.text[:place])) for place in (zone.start, zone.end))
        value = "".join(
            "".join(new[j:j_end])
            for i, i_end, j, j_end in hunks
            if i <= end and i_end >= start and (i, i_end) != (0, 0)
        )
        if plain := _DOTS.sub("", value).strip():
            yield zone.tag, plain
