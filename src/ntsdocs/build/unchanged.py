"""Find out, without reading the plan, whether all inputs of a build are as they were at the last one."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ntsdocs.build.outcome import Built, Outcome, kind_counts
from ntsdocs.build.paths import ISSUED, LEFTOVERS, new_texts_in
from ntsdocs.changes.manifest import CELLS_FILE, Manifest, last_in, versions
from ntsdocs.changes.program import BUILDS, program
from ntsdocs.text.problems import Origin, Problem, Severity
from ntsdocs.text.shelf import hash_at

# Left by a write that broke off; Excel's lock; what was read of returned papers, of which none is made.
_HIDDEN = re.compile(r"/\.|/~\$[^/]*$|/returned[a-z-]*\.(?:csv|xlsx)$")
_DATA_SUFFIXES = (".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".yaml")  # of tables and of what stands beside them


def last_if_unchanged(root: Path, plan_id: str, out: Path, on: date | None = None) -> Built | None:
    """What a build now would tell, if it would give the same files as are there; `None` if it may not.

    It is the same where every input, the date and all versions are, and no file is missing or waits for an answer.
    """
    try:
        last = last_in(out)
        if last is None or last.plan != plan_id or not last.whole:
            return None
        if last.look != (on is not None) or (on and last.on != on) or last.versions != tuple(sorted(versions())):
            return None
        if any(os.path.lexists(out / name) for name in LEFTOVERS) or not _same_inputs(root, plan_id, last):
            return None
        return _if_complete(out, last)
    except OSError:
        return None


def data_files(root: Path, plan_id: str) -> Iterator[tuple[str, Path]]:
    """Every data file a paper may depend on, by its path below `root`, in order."""
    place = root / "data" / plan_id
    paths = [path for path in place.rglob("*") if path.suffix.lower() in _DATA_SUFFIXES]
    paths += [path for path in place.parent.iterdir() if path.suffix.lower() in _DATA_SUFFIXES]
    paths += [root / "data" / "law" / "holidays.csv", root / "data" / "chung" / "bao-cao.yaml"]
    named = ((path.relative_to(root).as_posix(), path) for path in paths if path.is_file())
    yield from sorted((name, path) for name, path in named if not _HIDDEN.search(name))


def surroundings(root: Path, plan_id: str) -> str:
    """A digest of what no paper depends on, but warnings do: files that lie about, the templates' outlines, code."""
    folders = (*(root / "data" / plan_id).glob("**"), root / "templates")
    files = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
    kept = (root / "data" / plan_id / ISSUED).rglob("*")
    entries = [(path.relative_to(root).as_posix(), str(hash_at(path))) for path in kept]
    for path in files:
        if not _HIDDEN.search(f"/{path.name}"):
            is_outline = path.suffix in (".txt", ".md") and path.parent.name == "templates" and path.is_file()
            text = path.read_bytes().replace(b"\r\n", b"\n") if is_outline else b""
            entries.append((path.relative_to(root).as_posix(), hashlib.sha256(text).hexdigest()))
    return hashlib.sha256(json.dumps([program(BUILDS), *sorted(entries)]).encode()).hexdigest()[:16]


def _same_inputs(root: Path, plan_id: str, last: Manifest) -> bool:
    if surroundings(root, plan_id) != last.surroundings:
        return False
    recorded = {entry.path: entry.sha256 for entry in last.inputs}
    templates = {path for path in recorded if path.startswith("templates/")}
    if {path for path, _ in data_files(root, plan_id)} != recorded.keys() - templates:
        return False
    return all(hash_at(root / path) == sha256 for path, sha256 in recorded.items())


def _if_complete(out: Path, last: Manifest) -> Built | None:
    if last.with_cells_file((out / CELLS_FILE).read_bytes()).cells_hash != last.cells_hash:
        return None
    sha256_of = {entry.path: entry.sha256 for entry in last.documents}
    standing = {path: hash_at(out / path) for path in (*sha256_of, *(entry.path for entry in last.orphans))}
    if None in standing.values() or any(standing[entry.path] == entry.sha256 for entry in last.orphans):
        return None
    if any(sha256 == sha256_of[path] for path, _, sha256 in new_texts_in(out, sha256_of)):
        return None
    issued = {path for path, _, _ in last.issued}
    made = [path for path in sha256_of if last.makes(path) or path in issued]
    edited = tuple(path for path in made if standing[path] != sha256_of[path])
    same = tuple(path for path in made if path not in edited)
    orphans = tuple(entry.path for entry in last.orphans)
    warnings = tuple(Problem(Origin(where), what, remedy, Severity.WARN) for where, what, remedy in last.warnings)
    outcome = Outcome(last, same=same, edited=edited, orphans=orphans)
    return Built(last.title, last.on, tuple(kind_counts(last, None)), outcome, warnings)
