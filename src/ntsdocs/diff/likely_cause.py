"""Choose, of the causes that reach the documents of a cluster, those that may have made its changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ntsdocs.changes.causes import first_causes
from ntsdocs.diff.result import FILE_PROPERTIES, Cause, Change, Sign, What, Why
from ntsdocs.plan.cells import task_row
from ntsdocs.plan.model import Task, headings

_PLACEHOLDER = re.compile(r"\{[{%].*?[%}]\}|⟦[^⟧]*⟧|[*/]{2}")
_TAG = re.compile(r"(?:gen|own):(?:task|row|line):([0-9]+)(?::([a-z_]+))?")
_TASK = re.compile(r"nhiệm vụ [0-9]+")
_OF_ALL = frozenset(("version", "context", "file", "unknown"))  # kinds of causes that may show anywhere
_COPIED = frozenset(headings(Task)[name] for name in ("content", "product"))  # columns that decide nothing
_TELLING = 2  # words in a row, from which on a cell is known by them; a single one, or a figure, may be anything's


def reach_of(causes: Mapping[str, Sequence[Cause]]) -> Counter[Cause]:
    """In how many documents each cause was read."""
    return Counter(cause for each in causes.values() for cause in each)


def nearest(
    changes: Sequence[Change],
    documents: Sequence[str],
    causes: Mapping[str, Sequence[Cause]],
    reach: Mapping[Cause, int],
) -> tuple[Why, ...]:
    """Why each change of a cluster is there: what made it, if that is sure; else all that may have.

    Only what somebody changed counts. It is sure where for each document just one is left, where a change stands in the
    content control of a cell that changed, and where the words of one cell or line of a template changed as those of
    the document did. Those that reach fewest documents come first.
    """
    sets = dict.fromkeys(first_causes(causes.get(path, ())) for path in documents)
    told = [sorted(each, key=lambda cause: reach[cause]) for each in sets]
    return tuple(_of_all([_of_change(change, each) for each in told]) for change in changes)


def _of_all(each: Sequence[Why]) -> Why:
    """Why a change is there that several documents share, each with causes of its own."""
    if len(each) == 1:
        return each[0]
    met = Counter(cause for why in each for cause in why.causes)
    return Why(tuple(sorted(met, key=lambda cause: -met[cause])), all(why.sure for why in each))


def _of_change(change: Change, causes: Sequence[Cause]) -> Why:
    row, column = _cell_of(change)
    filled = [each for each in causes if column and (each.row, each.column) == (row, column)]
    if filled:  # the template may have other words inside the control, too
        around = (cause for cause in causes if cause.kind == "template" and _speaks_of(cause, change, partly=True))
        return Why((*filled, *around))
    spoken = [cause for cause in causes if _may_speak(cause, row) and _speaks_of(cause, change)]
    lines = [cause for cause in spoken if cause.kind == "template"]
    if len(lines) > 1:
        lines = [
            line for line in lines if _alike(change.after or change.before or "", line.after or line.before)
        ] or lines
    if lines or len(spoken) == 1:
        return Why(tuple(lines or spoken), len(lines) < 2)
    able = [cause for cause in causes if _may(cause, change, row)] or causes
    return Why(tuple(able), len(able) < 2)


def _may_speak(cause: Cause, row: str) -> bool:
    """Whether the cause is not of another task than the one that is spoken of."""
    return not row or cause.row == row or not _TASK.fullmatch(cause.row)


def _may(cause: Cause, change: Change, row: str) -> bool:
    """Whether the cause may have made the change.

    How what stays looks comes from the template or the program. What is said of one task comes from no other task's
    row. A column that is only copied, and a line of a template whose placeholders stay, show in their own words alone.
    """
    if cause.kind in _OF_ALL:
        return True
    if cause.kind == "template":
        before, after = (_PLACEHOLDER.findall(line) for line in (cause.before, cause.after))
        return change.what is What.FORM or before != after or _speaks_of(cause, change, partly=True)
    if change.what is What.FORM and change.place != FILE_PROPERTIES and all(old and new for _, old, new in change.form):
        return False
    copied = cause.column in _COPIED and _TASK.fullmatch(cause.row) and change.what is What.WORDS
    return _may_speak(cause, row) and (not copied or _speaks_of(cause, change, partly=True))


def _speaks_of(cause: Cause, change: Change, *, partly: bool = False) -> bool:
    """Whether the cell, or the line of a template, changed as the words of the document did, or how they look.

    `partly`: whether one of the places that changed is such.
    """
    before, after = cause.before.casefold(), cause.after.casefold()  # a signature is in capitals
    if cause.kind not in ("cell", "template") or not (before or after):
        return False
    if change.what in (What.WORDS, What.FORM):
        told = [(gone.strip().casefold(), came.strip().casefold()) for gone, came in _marks(change)]
        fits = [_became(gone, came, before, after) for gone, came in told]
        if cause.kind == "cell" and not partly and not any(map(_is_telling, told)):
            return False
        return bool(fits) and (any if partly else all)(fits)
    if cause.kind == "cell":
        return False
    text, line = (change.before, cause.before) if change.after is None else (change.after, cause.after)
    return _alike(text or "", line)


def _marks(change: Change) -> list[tuple[str, str]]:
    """What went and what came, place by place."""
    if change.what is What.FORM:
        sides = [(form[1].split("; "), form[2].split("; ")) for form in change.form]
        lost = [mark for old, new in sides for mark in old if mark not in new]
        got = [mark for old, new in sides for mark in new if mark not in old]
        return [*((mark, "") for mark in lost if mark), *(("", mark) for mark in got if mark)]
    told: list[tuple[str, str]] = []
    before = Sign.KEPT
    for piece in change.pieces:
        if piece.sign is Sign.TAKEN:
            told.append((piece.text, ""))
        elif piece.sign is Sign.PUT:
            gone = told.pop()[0] if before is Sign.TAKEN else ""
            told.append((gone, piece.text))
        before = piece.sign
    return told


def _became(gone: str, came: str, before: str, after: str) -> bool:
    """Whether a text lost and got these words."""
    lost = not gone or (_holds(before, gone) and (bool(came) or before.count(gone) > after.count(gone)))
    got = not came or (_holds(after, came) and (bool(gone) or after.count(came) > before.count(came)))
    return bool(gone or came) and lost and got and not (gone and came and gone in after and came in before)


def _is_telling(mark: tuple[str, str]) -> bool:
    return any(len(side.split()) >= _TELLING or "/" in side for side in mark)


def _holds(text: str, mark: str) -> bool:
    """Whether the words stand in the text, not as parts of longer ones."""
    edges = (r"(?<!\w)" if mark[0].isalnum() else "", r"(?!\w)" if mark[-1].isalnum() else "")
    return re.search(f"{edges[0]}{re.escape(mark)}{edges[1]}", text) is not None


def _alike(text: str, line: str) -> bool:
    """Whether a text may have been filled from a line: most of the line's own words stand in it."""
    own = set(_PLACEHOLDER.sub(" ", line).rpartition("|")[2].split())
    return len(own & set(text.split())) > len(own) / 2


def _cell_of(change: Change) -> tuple[str, str]:
    """The row and the column whose words stand where the change is: «gen:row:17:deadline» is of «nhiệm vụ 17».

    The column is blank where the change is not of the words of one cell, the row where it is of no task.
    """
    found = _TAG.fullmatch(change.tag)
    if found is None:
        return "", ""
    column = headings(Task).get(found[2] or "", "") if change.what is What.WORDS else ""
    return task_row(int(found[1])), column
