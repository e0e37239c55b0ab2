"""Find the cause of a change by its place in the document; where several fit, all are given as possible."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ntsdocs.changes.causes import Cause, first_causes
from ntsdocs.diff.result import Change, What, Why
from ntsdocs.plan.cells import task_row
from ntsdocs.plan.model import Task, headings

_TAG = re.compile(r"(?:gen|own):(?:task|row|line):([0-9]+)(?::([a-z_]+))?")
_TASK = re.compile(r"nhiệm vụ [0-9]+")
_CONTROL = re.compile(r"⟦((?:gen|own):[^⟧]*)⟧(.*?)⟦/⟧")  # in a line of a template's outline
_FILLED = re.compile(r"\{\{.*?\}\}")
_CONDITIONS = re.compile(r"\{%.*%\}", re.DOTALL)
_SIGNS = re.compile(r"[⇥↵¬\[]")  # what no text of a paragraph is held against
_MARKS = re.compile(r"⟦[^⟧]*⟧|\*\*|//")


def reach_of(causes: Mapping[str, Sequence[Cause]]) -> Counter[Cause]:
    """In how many documents each cause was read."""
    return Counter(cause for each in causes.values() for cause in each)


def why(
    change: Change, documents: Sequence[str], causes: Mapping[str, Sequence[Cause]], reach: Mapping[Cause, int]
) -> Why:
    """Why a change is in these documents: what made it, if that is sure; else all that may have.

    Only what somebody changed counts. It is sure where for each document just one is left, where the change stands in
    the content control of a cell that changed, and where a line of a template with the same filling gives both texts.
    Those that reach fewest documents come first.
    """
    sets = dict.fromkeys(first_causes(causes.get(path, ())) for path in documents)
    each = [_of_change(change, sorted(own, key=lambda cause: reach[cause])) for own in sets]
    if len(each) == 1:
        return each[0]
    times = Counter(cause for one in each for cause in one.causes)
    return Why(tuple(sorted(times, key=lambda cause: -times[cause])), all(one.sure for one in each))


def _of_change(change: Change, causes: Sequence[Cause]) -> Why:
    row, column = _cell_of(change)
    filled = [cause for cause in causes if column and (cause.row, cause.column) == (row, column)]
    if filled:  # the template may have other words inside the control, too
        lines = [cause for cause in causes if cause.kind == "template"]
        around = [line for line in lines if not _is_line(line) or _differs_inside(line, change.tag)]
        return Why((*filled, *around), sure=all(map(_is_line, around)))
    lines = [cause for cause in causes if cause.kind == "template" and _gives(cause, change)]
    if lines:
        return Why(tuple(lines), sure=len(lines) < 2)
    if change.tag.startswith("gen:line:") and change.what is not What.WORDS:
        row = ""  # a list of the first few takes a task in, or lets it go, for the sake of others
    able = [each for each in causes if not _is_of_other_task(each, row) and _may_give(each, change)] or causes
    return Why(tuple(able), sure=len(able) < 2)


def _cell_of(change: Change) -> tuple[str, str]:
    """The row and the column whose words stand where the change is: «gen:row:17:deadline» is of «nhiệm vụ 17».

    The column is blank where the change is not of the words of one cell, the row where it is of no task.
    """
    match = _TAG.fullmatch(change.tag)
    if match is None:
        return "", ""
    column = headings(Task).get(match[2] or "", "") if change.what is What.WORDS else ""
    return task_row(int(match[1])), column


def _is_of_other_task(cause: Cause, row: str) -> bool:
    """Whether the cause is the row of another task than the one whose control the change stands in."""
    return bool(row) and cause.row != row and _TASK.fullmatch(cause.row) is not None


# --- lines of a template ---------------------------------------------------------------------------------------------


def _is_line(cause: Cause) -> bool:
    """Whether it is known which line of a template it is, and what that said."""
    return cause.kind == "template" and bool(cause.before or cause.after)


def _differs_inside(line: Cause, tag: str) -> bool:
    """Whether the line has other words, or another look, inside the content control with this tag."""
    before, after = (set(_inside(side, tag)) for side in (line.before, line.after))
    return before != after


def _inside(line: str, tag: str) -> Iterator[str]:
    for pattern, inside in _CONTROL.findall(line):
        if _pattern(pattern).fullmatch(tag):
            yield inside


def _gives(line: Cause, change: Change) -> bool:
    """Whether the line gave the old text and gives the new one, its placeholders filled with the same."""
    old, new = _text(line.before), _text(line.after)
    if change.what is not What.WORDS or old == new or "{%" in old + new or not _has_words(old + new):
        return False
    sides = ((old, change.before), (new, change.after))
    before, after = (_pattern(line).fullmatch(_in_one_line(text)) for line, text in sides)
    return before is not None and after is not None and before.groups() == after.groups()


def _may_give(cause: Cause, change: Change) -> bool:
    """Whether it is no line of a template, or one that may give a text of the change, whatever it is filled with."""
    if change.what is not What.WORDS or not _is_line(cause) or _SIGNS.search(cause.before + cause.after):
        return True
    sides = ((cause.before, change.before), (cause.after, change.after))
    lines = [(_text(line), _in_one_line(text)) for line, text in sides if line]
    return any(_pattern(_CONDITIONS.sub("{{ }}", line)).fullmatch(text) for line, text in lines)


def _text(line: str) -> str:
    """What a line of an outline says of its paragraph's words."""
    return _in_one_line(_MARKS.sub("", line.partition(" | ")[2]).replace("⍽", " "))


def _in_one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _has_words(line: str) -> bool:
    return any(map(str.isalpha, _FILLED.sub("", line)))


def _pattern(line: str) -> re.Pattern[str]:
    """What the line may be filled to."""
    return re.compile("(.*?)".join(map(re.escape, _FILLED.split(line))), re.DOTALL)
