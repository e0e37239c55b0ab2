"""Of which record of the data a row of a Word file is, by the tags of its content controls."""

from __future__ import annotations

import re

from ntsdocs.docx.xml import Element, W

_RECORD = re.compile(r"gen:(?:agency|line|row|task):[^:]+")


def first_tag(element: Element) -> str:
    """The tag of the first content control in it; blank without one."""
    for tag in element.iter(f"{W}tag"):
        return tag.get(f"{W}val", "")
    return ""


def record_of(row: Element) -> str:
    """The agency or task that a row is of, as «gen:agency:so-y-te» or «gen:line:17»; blank if it is of none."""
    for tag in row.iter(f"{W}tag"):
        if found := _RECORD.match(tag.get(f"{W}val", "")):
            return found[0]
    return ""
