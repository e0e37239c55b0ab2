"""Put papers into the build folder, so that nothing somebody wrote there is ever lost.

All papers are staged inside the folder before the first one is moved to its place. A file is replaced or removed only
while it is byte-equal to what we wrote there; otherwise it stays, and a new text goes beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

from ntsdocs.build import disk
from ntsdocs.build.disk import OutputWrong
from ntsdocs.build.file_plan import Fate, FolderState, Move, OurTexts, carry_out, decide, giving_way, touches
from ntsdocs.build.options import Replacement, is_meant
from ntsdocs.build.outcome import Outcome
from ntsdocs.build.paths import ASIDE, JOURNAL, STAGING, path_fault
from ntsdocs.changes.manifest import CELLS_FILE, MANIFEST, FileEntry, Manifest, Recipe
from ntsdocs.text.problems import Origin, Problem, Severity
from ntsdocs.text.shelf import hash_at, way_out

LONGEST = 259 if os.name == "nt" else None  # what Word on Windows opens, in UTF-16 units


@dataclass(frozen=True, slots=True)
class Due:
    """The recipes of all papers that are due, filled only once `documents` have run out, and which were asked for.

    `only` narrows a build to kinds, names or patterns; what is not meant stays in the folder as it is. `former` are the
    places of these papers before there were editions.
    """

    recipes: dict[str, Recipe] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    former: set[str] = field(default_factory=set)

    def asks(self, path: str) -> bool:
        """Whether the paper at `path` was asked for."""
        return not self.only or any(is_meant(path, name) for name in self.only)


@contextmanager
def open_folder(out: Path, replacing: Replacement | None = None) -> Iterator[Folder]:
    """The build folder, held for this run alone; `OutputWrong` if another run holds it or the disk refuses."""
    with disk.os_errors_as_problems(out), disk.locked(out):
        yield Folder(out, replacing or Replacement())


class Folder:
    """A build folder, with what earlier runs wrote there."""

    def __init__(self, out: Path, replacing: Replacement) -> None:
        self._out = out
        self._replacing = replacing
        memory = _remembered(out)
        self.last = memory.last
        self._ours, self._damaged = memory.ours, memory.damaged
        self._entries = {entry.path: entry for entry in self.last.documents} if self.last else {}
        self._up_to_date: dict[str, str] = {}

    def holds(self, path: str, recipe: Recipe, sha256: str = "") -> bool:
        """Whether the paper needs not be made: its text is in its place, or whoever edited the file was given it."""
        entry = self._entries.get(path)
        if entry is None or entry.recipe != recipe or path_fault(path) or sha256 not in ("", entry.sha256):
            return False
        standing = hash_at(self._out / path)
        gives_way = self._ours.wrote(path, standing) or self._replacing.covers(path)
        if standing is None or (standing != entry.sha256 and gives_way):
            return False
        self._up_to_date[path] = standing
        return True

    def is_edited(self, path: str) -> bool:
        """Whether somebody wrote what stands in the paper's place."""
        standing = hash_at(self._out / path)
        return standing is not None and not self._ours.wrote(path, standing)

    def former_papers(self) -> Iterable[str]:
        """The papers of which there may be a text of ours."""
        return self._ours.keys()

    def cells_data(self) -> bytes:
        """The file of the cells used that belongs to the last manifest; empty if there is none."""
        try:
            data = (self._out / CELLS_FILE).read_bytes()
        except FileNotFoundError:
            return b""
        belongs = self.last is not None and self.last.with_cells_file(data).cells_hash == self.last.cells_hash
        return data if belongs else b""

    def put(
        self,
        documents: Iterable[tuple[str, bytes]],
        facts: Manifest,
        due: Due,
        cells_file: Callable[[Manifest], bytes] | None = None,
        last_look: Callable[[], None] = lambda: None,
    ) -> Outcome:
        """Puts all `documents`, pairs of a path below the folder and a content, in their places; tells what was done.

        An error out of `documents` goes through, with the papers in the folder as they were. `OutputWrong` if a path is
        not one of ours to write, or if the disk refuses; the next run completes the rest. `cells_file` makes the
        file of the cells used. `last_look` is called when all is ready and nothing has been moved yet; what it raises
        leaves all as it was.
        """
        out, ours = self._out, self._ours
        staging = out / STAGING
        try:
            staged, interrupted = _stage(documents, out, staging, due.recipes)
            moves, manifest = self._decide(staged, facts, due, interrupted=interrupted)
            records = {} if cells_file is None else {CELLS_FILE: cells_file(manifest)}
            if cells_file is not None:
                manifest = manifest.with_cells_file(records[CELLS_FILE])
            records[MANIFEST] = manifest.to_json()
            disk.refuse_open_files(out, giving_way(moves))
            last_look()
            for entry in manifest.documents:
                ours.add(entry)
            with disk.uninterrupted():
                self._settle(moves, records)
        finally:
            disk.clear(staging)
        return _outcome(moves, manifest, self._damaged, interrupted=interrupted)

    def rehearse(self, documents: Iterable[tuple[str, bytes]], facts: Manifest, due: Due) -> Outcome:
        """What `put` would tell of these documents; they are let go, and nothing is written."""
        entries = {
            path: replace(FileEntry.of(path, data), recipe=due.recipes.get(path, Recipe())) for path, data in documents
        }
        staged = {path: _Staged(entry, hash_at(self._out / path)) for path, entry in entries.items()}
        moves, manifest = self._decide(staged, facts, due, interrupted=False)
        return _outcome(moves, manifest, self._damaged, interrupted=False)

    def _decide(
        self, staged: Mapping[str, _Staged], facts: Manifest, due: Due, *, interrupted: bool
    ) -> tuple[list[Move], Manifest]:
        """What becomes of each file, and the manifest of all papers that there are then."""
        papers = self._remaining(facts, due, interrupted=interrupted)
        papers |= {path: each.entry for path, each in staged.items()}
        standing = {**self._up_to_date, **{path: each.standing for path, each in staged.items()}}
        delivered = {entry.path: entry.sha256 for entry in (*self._orphans_before(), *self._entries.values())}
        moves = decide(self._out, FolderState(papers, standing, delivered, self._ours, self._replacing))
        orphans = [self._ours.last_entry(move.path) for move in moves if move.fate is Fate.ORPHAN]
        manifest = facts.with_papers(papers.values(), orphans)
        made = {
            entry.path: entry.recipe
            for entry in manifest.documents
            if facts.makes(entry.path) or entry.path in due.recipes
        }
        whole = not interrupted and made == due.recipes
        return moves, manifest if whole else manifest.partial()

    def _orphans_before(self) -> tuple[FileEntry, ...]:
        return self.last.orphans if self.last else ()

    def _remaining(self, facts: Manifest, due: Due, *, interrupted: bool) -> dict[str, FileEntry]:
        """The papers that stay though they were not made: up to date, not asked for, or not come to.

        Of each what is there, or else what the last build left; one of another edition only while it is there.
        """
        remaining = {path: self._entries[path] for path in self._up_to_date}
        for path, texts in self._ours.items():
            is_made = facts.makes(path) or path in due.former
            if path not in remaining and (interrupted or not (is_made and due.asks(path))):
                standing = hash_at(self._out / path)
                entry = texts.get(standing or "") or self._entries.get(path)
                if entry is not None and (is_made or standing is not None):
                    remaining[path] = entry
        return remaining

    def _settle(self, moves: list[Move], records: Mapping[str, bytes]) -> None:
        """Carries the moves out and writes what is told of them last; touches nothing where nothing changes."""
        out, staging = self._out, self._out / STAGING
        differing = [name for name, data in records.items() if hash_at(out / name) != hashlib.sha256(data).hexdigest()]
        if not (touches(moves) or differing or os.path.lexists(out / JOURNAL)):
            return
        _keep_journal(out, self._ours)
        carry_out(moves, out, staging, self._ours)
        for name in differing:
            (staging / name).write_bytes(records[name])
            (staging / name).replace(out / name)
        (out / JOURNAL).unlink()


def _outcome(moves: Iterable[Move], manifest: Manifest, damaged: tuple[Problem, ...], *, interrupted: bool) -> Outcome:
    listed = list(moves)
    of = {fate: [move for move in listed if move.fate is fate] for fate in Fate}
    return Outcome(
        manifest=manifest,
        new=tuple(move.path for move in of[Fate.NEW]),
        changed=tuple(move.path for move in of[Fate.CHANGED]),
        same=tuple(move.path for move in of[Fate.SAME]),
        edited=tuple(move.path for move in of[Fate.EDITED]),
        new_texts=tuple(sorted((move.path, move.place) for move in (*of[Fate.NEW_TEXT], *of[Fate.WAITING]))),
        removed=tuple(move.path for move in of[Fate.REMOVED]),
        orphans=tuple(move.path for move in of[Fate.ORPHAN]),
        replaced=tuple((move.path, move.place) for move in of[Fate.REPLACED]),
        warnings=damaged,
        interrupted=interrupted,
    )


# --- staging ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Staged:
    """A paper and the hash of what is in its place; it waits in the staging folder if that is another text."""

    entry: FileEntry
    standing: str | None


def _stage(
    documents: Iterable[tuple[str, bytes]], out: Path, staging: Path, recipes: Mapping[str, Recipe]
) -> tuple[dict[str, _Staged], bool]:
    """The papers, staged one at a time, and whether a person stopped the run before the last."""
    disk.clear(staging)
    staging.mkdir()
    root = out.resolve()
    staged: dict[str, _Staged] = {}
    problems = []
    interrupted = False
    try:
        for path, data in documents:
            if problem := _refused(out, root, path, staged):
                problems.append(problem)
                continue
            each = _Staged(replace(FileEntry.of(path, data), recipe=recipes.get(path, Recipe())), hash_at(out / path))
            if each.standing != each.entry.sha256:
                (staging / path).parent.mkdir(parents=True, exist_ok=True)
                (staging / path).write_bytes(data)
            staged[path] = each
    except KeyboardInterrupt:
        interrupted = True
    if problems:
        raise OutputWrong(problems)
    return staged, interrupted


def _refused(out: Path, root: Path, path: str, staged: Mapping[str, _Staged]) -> Problem | None:
    """Why the paper may not be written there; `None` if it may."""
    remedy = "sửa mã dùng làm tên tệp: chỉ chữ thường không dấu, chữ số, «-» và «_»; không dùng liên kết."
    fault = path_fault(path) or ("có hai văn bản cùng tên" if path in staged else way_out(root, path))
    if not fault and LONGEST is not None:
        longest = max(_units(root / STAGING / path), _units(root / ASIDE / "2026-12-31" / path) + len("-99"))
        if longest > LONGEST:
            fault = f"đường dẫn dài tới {longest} ký tự, Windows và Word chỉ nhận {LONGEST}"
            remedy = "đặt thư mục dự án ở nơi có đường dẫn ngắn hơn (ví dụ C:\\ntsdocs), hoặc dùng --out."
    return Problem(disk.origin(out, path), fault, remedy) if fault else None


def _units(path: Path) -> int:
    return len(str(path).encode("utf-16-le")) // 2


# --- what earlier runs wrote down ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _PreviousBuild:
    """The last build's manifest, if it can be read, all texts that may be ours, and what is wrong with the records."""

    last: Manifest | None
    ours: OurTexts
    damaged: tuple[Problem, ...]


def _remembered(out: Path) -> _PreviousBuild:
    """What is known of the folder; a record that is damaged counts for nothing and is told."""
    last: Manifest | None = None
    ours = OurTexts()
    damaged = []
    try:
        last = Manifest.from_json((out / MANIFEST).read_bytes())
        for entry in (*last.documents, *last.orphans):
            ours.add(entry)
    except FileNotFoundError:
        pass
    except ValueError:
        damaged.append(_damage(out, MANIFEST, "danh mục của lần dựng trước bị hỏng"))
    try:
        for entry in _journal((out / JOURNAL).read_bytes()):
            ours.add(entry)
    except FileNotFoundError:
        pass
    except (ValueError, TypeError, RecursionError):
        damaged.append(_damage(out, JOURNAL, "ghi chép của lần dựng bị dừng giữa chừng bị hỏng"))
    return _PreviousBuild(last, ours, tuple(damaged))


def _keep_journal(out: Path, ours: OurTexts) -> None:
    """Notes what may be ours from here on, so that a run that breaks off is no riddle to the next."""
    entries = sorted({astuple(entry) for each in ours.values() for entry in each.values()})
    (out / STAGING / JOURNAL).write_bytes(json.dumps(entries).encode())
    (out / STAGING / JOURNAL).replace(out / JOURNAL)


def _journal(data: bytes) -> Iterable[FileEntry]:
    return [FileEntry(path, sha256, size, Recipe(*recipe)) for path, sha256, size, recipe in json.loads(data)]


def _damage(out: Path, name: str, what: str) -> Problem:
    remedy = "so các tệp «….moi.docx» với tệp cũ bên cạnh, giữ bản đúng, rồi dựng lại."
    what = f"{what} nên không biết hết tệp nào do chương trình ghi"
    return Problem(Origin((out / name).as_posix()), what, remedy, Severity.WARN)
