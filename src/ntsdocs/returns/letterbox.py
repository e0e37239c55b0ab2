"""Take what agencies sent out of the letterbox: every file as Word, or why it cannot be read and what to ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntsdocs.build.paths import HOLDERS
from ntsdocs.docx import extra_parts
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.parts import WordParts
from ntsdocs.tables import bytes_of
from ntsdocs.tables.values import UnreadableError
from ntsdocs.text import file_kinds
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.problems import Origin

PLACE = "nhan"
_MOST_BYTES = 30_000_000  # of a file
_HIDDEN = (".", *HOLDERS)


@dataclass(frozen=True, slots=True)
class Letter:
    """A file that came: how it is called in the letterbox, its hash, and itself as Word or Excel, or what is wrong."""

    name: str
    sha256: str
    data: bytes = b""
    kind: FileKind = FileKind.WORD
    fault: str = ""
    remedy: str = ""


def letters(root: Path, plan_id: str, files: Sequence[Path]) -> Iterator[Letter]:
    """What lies in the plan's letterbox, or these files; folders and archives are looked into. In order of names."""
    box = root / PLACE / plan_id
    found = [(each.name if each.is_file() else each.as_posix(), each) for each in files] or [(".", box)]
    for name, path in found:
        for inner in sorted(_files(path)):
            called = inner.relative_to(path).as_posix() if path.is_dir() else name
            try:
                data = bytes_of(inner, _MOST_BYTES)
            except UnreadableError as error:
                problem = error.problem(Origin(called))
                yield Letter(called, "", fault=problem.what.rstrip("."), remedy=problem.remedy)
            else:
                yield from _of(called, data)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for each in path.rglob("*"):
            if each.is_file() and not each.is_symlink() and not each.name.startswith(_HIDDEN):
                yield each


def _of(name: str, data: bytes) -> Iterator[Letter]:
    kind = file_kinds.kind_of(data)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind is FileKind.WORD:
        try:
            file = WordParts(data)
            fault = "; ".join(extra_parts.faults(file))
        except PackageError as error:
            fault = str(error)
        yield Letter(name, sha256, data, kind, fault, FileKind.DAMAGED.remedy if fault else "")
    else:
        yield Letter(name, sha256, b"", kind, kind.what, kind.remedy)
