"""Verify that a build folder holds what the data, the templates and the versions give."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ntsdocs.build import journey, paths, since
from ntsdocs.build.editions import unkept
from ntsdocs.build.lots import lots_of
from ntsdocs.changes.manifest import Manifest, of_build, versions
from ntsdocs.diff.identity import FileState, FileVerdict
from ntsdocs.text.problems import Problem
from ntsdocs.text.shelf import NOT_A_FILE, hash_at


@dataclass(frozen=True, slots=True)
class Verdict:
    """What each file is; `input_changes` says which data, templates and versions are no longer the manifest's.

    `kept` tells what is wrong with the lots of what was issued, `since` where issued papers differ from the data.
    """

    findings: tuple[FileVerdict, ...]
    input_changes: tuple[str, ...]
    kept: tuple[Problem, ...] = ()
    since: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every file is what the manifest's data, templates and versions give."""
        return not (self.input_changes or self.kept) and all(each.state is FileState.SAME for each in self.findings)

    def lines(self) -> Iterator[str]:
        """For a person: what has moved on, each file that is not as it should be, a count."""
        yield from (f"Khác lúc dựng: {line}." for line in self.input_changes)
        others = [each for each in self.findings if each.state is not FileState.SAME]
        yield from (f"{each.path}: {each.state}." for each in others)
        yield from (*map(str, self.kept), *self.since)
        right = len(self.findings) - len(others)
        yield f"{right} tệp đúng như dữ liệu, mẫu và phiên bản; {len(others)} tệp cần xem."


def verify(root: Path, plan_id: str, out: Path) -> Verdict:
    """What each file of a build folder is, compared with a new build of the same date in a temporary place."""
    last = of_build(out)
    changed = tuple(input_changes(root, plan_id, last))
    with tempfile.TemporaryDirectory(prefix="ntsdocs-") as place:
        fresh = journey.build(root, plan_id, Path(place), last.on if last.look else None).outcome.manifest
    listed = {entry.path: entry.sha256 for entry in last.documents}
    fresh_hashes = {path: sha256 for path, sha256 in listed.items() if not fresh.makes(path)}
    fresh_hashes |= {entry.path: entry.sha256 for entry in fresh.documents}
    kept_paths = {entry.path for entry in last.orphans}
    verdicts = [
        FileVerdict(path, _state(out / path, listed.get(path), fresh_hashes.get(path)))
        for path in sorted({*fresh_hashes, *listed})
    ]
    others = (path for path in paths.files_in(out) if path not in fresh_hashes and path not in listed)
    verdicts += [
        FileVerdict(path, FileState.OBSOLETE) if path in kept_paths else _unlisted(out, path, fresh_hashes)
        for path in others
    ]
    ready = journey.prepare(root, plan_id)
    home = journey.folder(root, plan_id)
    faults = (*lots_of(home, root)[1], *unkept(ready.plan, home))
    lines = (line for lot in ready.lots for line in since.in_full(ready.plan, ready.assignments, lot))
    return Verdict(tuple(verdicts), changed, faults, tuple(lines))


def _unlisted(out: Path, path: str, fresh_hashes: Mapping[str, str]) -> FileVerdict:
    """What a file is that no manifest lists: our text beside an edited one, or somebody's."""
    text = fresh_hashes.get(paths.paper_of_new_text(path)[0])
    ours = text is not None and hash_at(out / path) == text
    return FileVerdict(path, FileState.NEW_COPY if ours else FileState.UNKNOWN)


def _state(path: Path, listed: str | None, fresh: str | None) -> FileState:
    sha256 = hash_at(path)
    if sha256 in (None, NOT_A_FILE):
        return FileState.MISSING
    if sha256 == fresh:
        return FileState.SAME
    return FileState.OTHER if sha256 == listed else FileState.EDITED


def input_changes(root: Path, plan_id: str, last: Manifest) -> Iterator[str]:
    """Which data, templates and versions are no longer those of a build."""
    recorded = {entry.path: entry.sha256 for entry in last.inputs}
    now = {entry.path: entry.sha256 for entry in journey.inputs(root, plan_id)}
    for path in sorted(recorded.keys() | now.keys()):
        if recorded.get(path) != now.get(path):
            what = "mới có" if path not in recorded else "không còn" if path not in now else "đã đổi"
            yield f"{path} {what} từ lần dựng"
    then, now = dict(last.versions), dict(versions())
    for name in sorted(then.keys() | now.keys()):
        if then.get(name) != now.get(name):
            yield f"phiên bản {name}: khi dựng {then.get(name, '(không có)')}, nay {now.get(name, '(không có)')}"
    if not last.whole:
        yield "lần dựng trước chưa làm hết các văn bản"
