"""Choose, of the causes that reach the documents of a cluster, those that are nearest to its changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ntsdocs import reads
from ntsdocs.model import Task, headings
from ntsdocs.review.model import Cause, Change, Sign, What

_PLACEHOLDER = re.compile(r"\{[{%].*?[%}]\}|⟦[^⟧]*⟧|[*/]{2}")


def reach_of(causes: Mapping[str, Sequence[Cause]]) -> dict[Cause, set[str]]:
    """In which documents each cause was read."""
    found: dict[Cause, set[str]] = {}
    for path, each in causes.items():
        for cause in each:
            found.setdefault(cause, set()).add(path)
    return found


def nearest(
    changes: Sequence[Change],
    documents: Sequence[str],
    causes: Mapping[str, Sequence[Cause]],
    reach: Mapping[Cause, set[str]],
) -> tuple[Cause, ...]:
    """Of the causes that reach every document of the cluster, those nearest to it.

    Where all changes are words in content controls, nearest are the cells these were filled from; else the lines of a
    template that changed in the same way; else the causes that reach just these documents; else all. If none reaches
    every document, all that reach any of them.
    """
    here = set(documents)
    common = [cause for cause in causes.get(documents[0], ()) if here <= reach[cause]]
    if not common:
        return tuple(dict.fromkeys(cause for path in documents for cause in causes.get(path, ())))
    filled = [_cell_of(change) for change in changes]
    tests: tuple[Callable[[Cause, Change], bool], ...] = (
        lambda cause, change: _cell_of(change) in (cause.row, f"{cause.row} {cause.column}") and all(filled),
        lambda cause, change: cause.kind == "template" and _speaks_of(cause, change),
        lambda cause, _: reach[cause] == here,
    )
    for test in tests:
        chosen = [[cause for cause in common if test(cause, change)] for change in changes]
        if all(chosen):
            return tuple(dict.fromkeys(cause for each in chosen for cause in each))
    return tuple(common)


def _speaks_of(cause: Cause, change: Change) -> bool:
    """Whether the line of a template changed as the words, or the form, of the document did."""
    before, after = cause.row, cause.column
    gone = [piece.text.strip() for piece in change.pieces if piece.sign is Sign.TAKEN]
    came = [piece.text.strip() for piece in change.pieces if piece.sign is Sign.PUT]
    if change.what is What.FORM:
        gone = [mark for form in change.form for mark in form[1].split("; ") if mark not in form[2]]
        came = [mark for form in change.form for mark in form[2].split("; ") if mark not in form[1]]
    elif change.what is not What.WORDS:
        return _alike(change.before or "", before) if change.after is None else _alike(change.after or "", after)
    told = [mark for mark in gone if mark] + [mark for mark in came if mark]
    fits = all(mark in before for mark in gone) and all(mark in after for mark in came)
    return bool(told) and fits and not all(mark in before and mark in after for mark in told)


def _alike(text: str, line: str) -> bool:
    """Whether a text may have been filled from a line: most of the line's own words stand in it."""
    own = set(_PLACEHOLDER.sub(" ", line).rpartition("|")[2].split())
    return len(own & set(text.split())) > len(own) / 2


def _cell_of(change: Change) -> str:
    """The cell whose words changed, by the tag of their control: «gen:task:17:deadline» says «nhiệm vụ 17 Thời …».

    Only the row, where the words of several cells changed; blank where the words are not known to be a cell's.
    """
    found = re.fullmatch(r"gen:(?:task|row):([0-9]+)(?::([a-z_]+))?", change.tag)
    if found is None or change.what is not What.WORDS:
        return ""
    row = reads.task_row(int(found[1]))
    return f"{row} {headings(Task).get(found[2], '')}" if found[2] else row
