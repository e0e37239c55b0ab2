"""Papers put into a build folder without a plan: what to put, and what then lies there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from ntsdocs.build.folder import Due, open_folder
from ntsdocs.build.options import Replacement
from ntsdocs.build.outcome import Outcome
from ntsdocs.build.paths import LOCK
from ntsdocs.changes.manifest import Manifest, Recipe

FACTS = Manifest("tinh-mau/01-kh-ubnd", date(2026, 6, 30))
A, B, C = "ke_hoach/a.docx", "ke_hoach/b.docx", "thu/c.docx"
FIRST = [(A, b"a1"), (B, b"b1"), (C, b"c1")]

Papers = Iterable[tuple[str, bytes]]


def write(documents: Papers, out: Path, facts: Manifest = FACTS, replacing: Replacement | None = None) -> Outcome:
    """A build in which these papers are due, and each is made."""
    due = Due()

    def noted() -> Iterator[tuple[str, bytes]]:
        for path, data in documents:
            due.recipes[path] = Recipe()
            yield path, data

    with open_folder(out, replacing) as folder:
        return folder.put(noted(), facts, due)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK
    }


def papers(folder: Path) -> dict[str, bytes]:
    """The same without the manifest."""
    return {path: data for path, data in contents(folder).items() if path != "manifest.json"}
