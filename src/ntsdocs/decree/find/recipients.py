"""Find whom a list of bodies names: addressees and recipients (ô 9a, 9b)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntsdocs.decree.cache import fold
from ntsdocs.docx.lines import Line

DASH = re.compile(r"[-–—+•]\s*")
CREW = re.compile(r"[A-ZĐ]{1,6}\.?\s*\(?\d+\)?\.?$")


def begins(line: Line) -> bool:
    """Whether the line opens with a dash, typed or counted by Word."""
    return bool(DASH.match(line.text)) or bool(line.paragraph.label)


def items(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a list by the bodies they name: a line without a dash goes on where the one before has not ended.

    In a list without any dash each line is a body of its own.
    """
    bodies: list[list[Line]] = []
    dashes = any(begins(line) for line in lines)
    for line in lines:
        last = bodies[-1][-1] if bodies else None
        broken = last is not None and last.paragraph is line.paragraph  # a manual break: the dash is the first line's
        opens = not broken and bool(line.paragraph.label)
        if last is not None and dashes and _wraps(last, line) and not opens:
            bodies[-1].append(line)
        else:
            bodies.append([line])
    return bodies


def _wraps(last: Line, line: Line) -> bool:
    ended = last.text.endswith((";", ".")) or CREW.fullmatch(last.text) is not None
    return not ended and not DASH.match(line.text) and not CREW.fullmatch(line.text) and not is_luu(line.text)


def is_luu(text: str) -> bool:
    """Whether this is the line of the archive."""
    return fold(DASH.sub("", text)).startswith("luu")
