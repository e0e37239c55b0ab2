"""What differs between two texts, so that where little does, little is touched."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

_LONGEST = 2_000  # characters that one change may span
_END = 60  # characters at an end of a text in which its changes are looked for first


def changes(old: str, new: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """What differs, as (from, to, words put there), in order; places count from `offset`."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield from _within(old[start : len(old) - tail], new[start : len(new) - tail], offset + start)


def _within(old: str, new: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """The same, of texts that differ at both ends; a long middle that stays is not searched letter by letter."""
    core = old[_END:-_END] if len(old) > 4 * _END else ""
    at = new.find(core) if core else -1
    if at >= 0:
        after = at + len(core)
        yield from _within(old[:_END], new[:at], offset)
        yield from _within(old[-_END:], new[after:], offset + len(old) - _END)
    elif len(old) > _LONGEST or len(new) > _LONGEST:
        yield offset, offset + len(old), new
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield offset + i1, offset + i2, new[j1:j2]
