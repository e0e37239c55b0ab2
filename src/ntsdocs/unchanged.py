"""Tell, without reading the plan, that nothing a build is made from has changed since the last one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ntsdocs.manifest import MANIFEST, SLICES, Manifest, hash_of, versions

LEFTOVERS = (".moi-dang-dung", ".moi-dang-chep.json")  # of a run that broke off
_BESIDE = ".moi"
_DATA_SUFFIXES = (".csv", ".xlsx", ".yaml")


def unchanged(root: Path, plan_id: str, out: Path, on: date | None = None) -> Manifest | None:
    """The last build's manifest if a build now would give the same files as are there; `None` if it may not.

    It is the same where every input, the date and all versions are, and every paper is byte for byte as it was written.
    """
    try:
        last = Manifest.from_json((out / MANIFEST).read_bytes())
        if last.plan != plan_id or not last.whole or last.on != (on.isoformat() if on else last.own_date):
            return None
        if last.versions != tuple(sorted(versions())) or any(os.path.lexists(out / name) for name in LEFTOVERS):
            return None
        if last.beside((out / SLICES).read_bytes()).slices != last.slices:
            return None
        if any(where.startswith("templates/") for where, _, _ in last.warnings):
            return None  # what is said of a template's text twin holds only until somebody writes it anew
        return last if _same_inputs(root, plan_id, last) and _same_papers(out, last) else None
    except (OSError, ValueError):
        return None


def data_files(root: Path, plan_id: str) -> Iterator[tuple[str, Path]]:
    """Every data file a paper may depend on, by its path below `root`, in order."""
    place = root / "data" / plan_id
    found = [path for path in place.rglob("*") if path.suffix in _DATA_SUFFIXES]
    found += [path for path in place.parent.iterdir() if path.suffix in _DATA_SUFFIXES]
    found += [root / "data" / "law" / "holidays.csv"]
    ours = (path for path in found if path.is_file() and not path.name.startswith((".", "~$")))  # ~$: Excel's lock
    yield from sorted((path.relative_to(root).as_posix(), path) for path in ours)


def _same_inputs(root: Path, plan_id: str, last: Manifest) -> bool:
    recorded = {entry.path: entry.sha256 for entry in last.inputs}
    templates = {path for path in recorded if path.startswith("templates/")}
    if {path for path, _ in data_files(root, plan_id)} != recorded.keys() - templates:
        return False
    return all(hash_of(root / path) == sha256 for path, sha256 in recorded.items())


def _same_papers(out: Path, last: Manifest) -> bool:
    if any((out / entry.path).is_symlink() or hash_of(out / entry.path) != entry.sha256 for entry in last.documents):
        return False
    folders = {(out / entry.path).parent for entry in last.documents}
    return not any(_BESIDE in path.suffixes[:-1] or _numbered(path) for folder in folders for path in folder.iterdir())


def _numbered(path: Path) -> bool:
    return f"{_BESIDE}-" in path.name
