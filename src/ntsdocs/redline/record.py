"""The record of the redlines below a build folder: of which two files each was made, and how it was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ntsdocs.build.paths import REVIEW as FOLDER
from ntsdocs.diff.builds import Build
from ntsdocs.diff.result import ReviewedDocument
from ntsdocs.text.shelf import is_inside, remove, replace

PLACE = f"{FOLDER}/redline"
_RECORD = "manifest.json"


@dataclass(frozen=True, slots=True)
class RedlineEntry:
    """One redline as it was written: the SHA-256 of the two files, whose and when its changes are, and its own.

    `date` is blank where each file's own was taken; `program` is a digest of the code that wrote it.
    """

    old: str
    new: str
    author: str
    date: str
    program: str
    sha256: str = ""


def folder(out: Path) -> Path:
    """Where the redlines of the build folder `out` are, each by the path of its document."""
    return out / PLACE


def read(out: Path) -> dict[str, RedlineEntry]:
    """The redlines that were written here, by the path of their document; none if the record is damaged."""
    try:
        document = json.loads((folder(out) / _RECORD).read_text(encoding="utf-8"))
        return {str(path): _entry(value) for path, value in document.items() if is_inside(path)}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def _entry(value: dict[str, Any]) -> RedlineEntry:
    return RedlineEntry(
        **{field.name: str(value[field.name]) if field.name in value else "" for field in fields(RedlineEntry)}
    )


def write(out: Path, entries: Mapping[str, RedlineEntry]) -> None:
    """Puts the record of these in place of the one before; where there are none, no record and no folder is left."""
    record = folder(out) / _RECORD
    if entries:
        document = {path: asdict(entries[path]) for path in sorted(entries)}
        replace(record, f"{json.dumps(document, indent=1)}\n".encode())
    else:
        remove(record, out)


def redlines_between(out: Path, old: Build, new: Build) -> Callable[[ReviewedDocument], Path | None]:
    """What gives the redline of a document; `None` if there is none, or if it was made of other files than these."""
    entries = read(out)

    def of(document: ReviewedDocument) -> Path | None:
        path = document.path
        entry = entries.get(path)
        same = entry is not None and (entry.old, entry.new) == (old.documents.get(path), new.documents.get(path))
        return folder(out) / path if same else None

    return of
