"""Which agency leads or joins which task, read back from the Word files that were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ntsdocs.docx import package
from ntsdocs.docx.anchors import AnchoredParts
from ntsdocs.docx.xml import DOCUMENT_PART, Element, W
from ntsdocs.site import visible_text

_TAG = re.compile(r"gen:(?:task|row):(\d{1,6}):(\w+)")


class DraftRole(StrEnum):
    """What a draft says of its agency and a task; the value is the letter in the matrix."""

    LEADS = "C"
    JOINS = "P"
    JOINS_IF_CONCERNED = "K"


@dataclass(frozen=True, slots=True)
class DraftDuties:
    """The tasks of one file with the agency's role, by number; the words of each task as the file has them."""

    roles: Mapping[int, DraftRole]
    tasks: Mapping[int, str]


_ROLES = {"chu_tri": DraftRole.LEADS, "phoi_hop": DraftRole.JOINS, "khi": DraftRole.JOINS_IF_CONCERNED}


def read(docx: bytes | Path) -> DraftDuties:
    """What the content controls of a draft tell; `PackageError` if the file is damaged.

    The number of each row of an annex stands in a control that tells the role: `gen:row:<no>:chu_tri`, `phoi_hop`, or
    `khi`.
    """
    parts = AnchoredParts(package.read(docx, DOCUMENT_PART) or package.read(docx))
    root = parts.tree(parts.main)
    roles: dict[int, DraftRole] = {}
    tasks: dict[int, str] = {}
    for tag in root.iter(f"{W}tag"):
        match = _TAG.fullmatch(tag.get(f"{W}val", ""))
        control = next(tag.iterancestors(f"{W}sdt"), None) if match else None
        if not match or control is None:
            continue
        number, field = int(match[1]), match[2]
        if field in _ROLES:
            roles[number] = _ROLES[field]
        elif field == "content":
            tasks.setdefault(number, _text(control))
    return DraftDuties(dict(sorted(roles.items())), dict(sorted(tasks.items())))


def tasks(drafts: Iterable[DraftDuties]) -> dict[int, str]:
    """The tasks of all files in order, with their words; blank where no file has them."""
    words: dict[int, str] = {}
    for each in drafts:
        for number in (*each.tasks, *each.roles):
            words[number] = words.get(number) or visible_text.short(each.tasks.get(number, ""))
    return dict(sorted(words.items()))


def matrix(drafts: Mapping[int, DraftDuties], numbers: Iterable[int]) -> dict[str, list[int]]:
    """The files with the same roles together; a role is a letter for each number of a task, «.» where it has none."""
    groups: dict[str, list[int]] = {}
    for file, each in drafts.items():
        groups.setdefault("".join(each.roles.get(number, ".") for number in numbers), []).append(file)
    return groups


def _text(holder: Element) -> str:
    return "".join(each.text or "" for each in holder.iter(f"{W}t")).strip()
