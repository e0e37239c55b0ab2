"""Which agency leads or joins which task, read back from the Word files that were written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ntsdocs.docx import package
from ntsdocs.docx.xml import DOCUMENT_PART, Element, W, document_part, parse

_TAG = re.compile(r"(gen|own):(?:task|row):(\d{1,6}):(\w+)")
_ONLY_LEADERS_FILL_IN = {"bien_phap", "tien_do"}
_ON_A_CONDITION = "Phối hợp khi "


class DraftRole(StrEnum):
    """What a draft says of its agency and a task; the value is the letter in the matrix."""

    LEADS = "C"
    JOINS = "P"
    JOINS_IF_CONCERNED = "K"


@dataclass(frozen=True, slots=True)
class Covered:
    """The tasks of one file with the agency's role, by number; the words of each task as the file has them."""

    roles: Mapping[int, DraftRole]
    tasks: Mapping[int, str]


def read(docx: bytes | Path) -> Covered:
    """What the content controls of a draft tell; `PackageError` if the file is damaged.

    A draft leaves a leader room for measures and progress (`own:task:<no>:bien_phap`, `:tien_do`); tasks that its
    agency only joins have none, and their row in the annex says whether on a condition.
    """
    parts = package.read(docx, DOCUMENT_PART) or package.read(docx)
    name = document_part(parts)
    root = parse(parts[name], name)
    roles: dict[int, DraftRole] = {}
    tasks: dict[int, str] = {}
    for tag in root.iter(f"{W}tag"):
        found = _TAG.fullmatch(tag.get(f"{W}val", ""))
        control = next(tag.iterancestors(f"{W}sdt"), None) if found else None
        if not found or control is None:
            continue
        number, field = int(found[2]), found[3]
        if found[1] == "own":
            if field in _ONLY_LEADERS_FILL_IN:
                roles[number] = DraftRole.LEADS
        elif field == "content":
            tasks.setdefault(number, _text(control))
            role = roles.setdefault(number, DraftRole.JOINS)
            if role is DraftRole.JOINS and _on_a_condition(control):
                roles[number] = DraftRole.JOINS_IF_CONCERNED
    return Covered(dict(sorted(roles.items())), dict(sorted(tasks.items())))


def _on_a_condition(control: Element) -> bool:
    """Whether the control stands in a row of the annex that says so."""
    row = next(control.iterancestors(f"{W}tr"), None)
    return row is not None and any(_text(cell).startswith(_ON_A_CONDITION) for cell in row.iter(f"{W}tc"))


def _text(holder: Element) -> str:
    return "".join(each.text or "" for each in holder.iter(f"{W}t")).strip()
