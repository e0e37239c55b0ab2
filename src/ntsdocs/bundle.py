"""Put on disk: papers into the build folder, so that nothing somebody wrote there is ever lost.

All papers are staged inside the folder before the first one is moved to its place. A file is replaced or removed only
while it is byte-equal to what we wrote there; otherwise it stays, and the new text goes beside it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ntsdocs.manifest import MANIFEST, Entry, Facts, Manifest, versions
from ntsdocs.problems import Origin, Problem, Severity, Wrong

__all__ = ["Facts", "Manifest", "Outcome", "OutputWrong", "versions", "write"]

BESIDE = ".moi"  # «mới»: the new text beside a file that somebody edited
LOCK = ".khoa"
STAGING = ".moi-dang-dung"
JOURNAL = ".moi-dang-chep.json"  # the hashes that may be ours while files are being moved

_PATH = re.compile(r"(?:[a-z0-9_-]{1,100}/)*[a-z0-9_-]{1,100}\.docx")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_NOT_A_FILE = "not a file"


class OutputWrong(Wrong):
    """The papers could not be put into the build folder."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did to its folder; paths are relative to it, with forward slashes and in order.

    `beside` pairs a file that somebody edited with the file that holds the new text; `kept` are papers that are no
    longer due but were edited. `warnings` tell a person of both, and of a manifest that was damaged.
    """

    manifest: Manifest
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    warnings: tuple[Problem, ...]


def write(documents: Iterable[tuple[str, bytes]], out: Path, facts: Facts, also_due: Collection[str] = ()) -> Outcome:
    """Puts all `documents`, pairs of a path below `out` and a content, in their places; tells what was done.

    `also_due` are papers that are due but not among `documents`, as in a partial build: they stay as they are. An error
    out of `documents` goes through, with the papers in the folder as they were. `OutputWrong` if a path is not one of
    ours to write, if another build holds the folder, or if the disk refuses; the next run completes the rest.
    """
    with _speaking(out), _locked(out):
        ours, warnings = _remembered(out)
        staging = out / STAGING
        try:
            staged = _stage(documents, out, staging)
            manifest = Manifest.of(
                facts, [*(each.entry for each in staged.values()), *_left(out, also_due, staged, ours)]
            )
            moves = _moves(out, manifest, staged, ours)
            _refuse_held_files(out, (*moves.changed, *moves.removed))
            _keep_journal(out, staging, ours, manifest)
            _carry_out(moves, out, staging)
            (staging / MANIFEST).write_bytes(manifest.to_json())
            if _hash(out / MANIFEST) != _hash(staging / MANIFEST):
                (staging / MANIFEST).replace(out / MANIFEST)
            (out / JOURNAL).unlink()
        finally:
            _clear(staging)
    return _outcome(moves, manifest, warnings, out)


# --- what is ours ----------------------------------------------------------------------------------------------------


class _Ours(dict[str, dict[str, Entry]]):
    """Path → hash → entry of every text that we may have left there."""

    def add(self, entry: Entry) -> None:
        if not _path_fault(entry.path):
            self.setdefault(entry.path, {})[entry.sha256] = entry

    def wrote(self, path: str, sha256: str | None) -> bool:
        return sha256 in self.get(path, {})


def _remembered(out: Path) -> tuple[_Ours, tuple[Problem, ...]]:
    """What earlier runs wrote, by the manifest and by the journal of a run that broke off."""
    ours = _Ours()
    damaged = False
    for name, entries_of in ((MANIFEST, _in_manifest), (JOURNAL, _in_journal)):
        try:
            for entry in entries_of((out / name).read_bytes()):
                ours.add(entry)
        except FileNotFoundError:
            continue
        except (ValueError, TypeError):
            damaged = True
    if not damaged:
        return ours, ()
    what = "danh mục của lần dựng trước bị hỏng nên không biết hết tệp nào do chương trình ghi"
    remedy = f"so các tệp «…{BESIDE}.docx» với tệp cũ bên cạnh, giữ bản đúng, rồi dựng lại."
    return ours, (Problem(_origin(out, MANIFEST), what, remedy, Severity.WARN),)


def _in_manifest(data: bytes) -> Iterable[Entry]:
    return Manifest.from_json(data).documents


def _in_journal(data: bytes) -> Iterable[Entry]:
    return [Entry(path, sha256, size) for path, sha256, size in json.loads(data)]


def _keep_journal(out: Path, staging: Path, ours: _Ours, manifest: Manifest) -> None:
    """Notes what may be ours from here on, so that a broken-off run is no riddle to the next."""
    entries = [*(entry for each in ours.values() for entry in each.values()), *manifest.documents]
    told = sorted({(entry.path, entry.sha256, entry.size) for entry in entries})
    (staging / JOURNAL).write_bytes(json.dumps(told).encode())
    (staging / JOURNAL).replace(out / JOURNAL)


def _left(out: Path, also_due: Collection[str], staged: Mapping[str, _Staged], ours: _Ours) -> Iterator[Entry]:
    """The entries of papers that are due and not drawn up this time: what is there, or else what we last wrote."""
    for path in also_due:
        if path not in staged and path in ours:
            known = ours[path]
            yield known.get(_hash(out / path) or "", next(iter(known.values())))


# --- staging ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Staged:
    """A paper and the hash of what is in its place; it waits in the staging folder if that is another text."""

    entry: Entry
    found: str | None


def _stage(documents: Iterable[tuple[str, bytes]], out: Path, staging: Path) -> dict[str, _Staged]:
    _clear(staging)
    staging.mkdir()
    root = out.resolve()
    staged: dict[str, _Staged] = {}
    problems = []
    for path, data in documents:
        if fault := _path_fault(path) or ("có hai văn bản cùng tên" if path in staged else _way_out(root, path)):
            remedy = "sửa mã dùng làm tên tệp: chỉ chữ thường không dấu, chữ số, «-» và «_»; không dùng liên kết."
            problems.append(Problem(_origin(out, path), fault, remedy))
            continue
        each = _Staged(Entry.of(path, data), _hash(out / path))
        staged[path] = each
        if each.found != each.entry.sha256:
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).write_bytes(data)
    if problems:
        raise OutputWrong(problems)
    return staged


def _path_fault(path: str) -> str:
    """Why a paper may not be called so; blank if it may. Small letters only, so no two names differ in case alone."""
    if not _PATH.fullmatch(path):
        return "tên tệp không hợp lệ"
    if any(_RESERVED.fullmatch(segment) for segment in path.removesuffix(".docx").split("/")):
        return "tên tệp trùng với tên dành riêng của Windows"
    return ""


def _way_out(root: Path, path: str) -> str:
    folder = (root / path).parent.resolve()
    return "" if folder == root or root in folder.parents else "thư mục của tệp là một liên kết dẫn ra ngoài"


# --- moving ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Moves:
    """What is to be done, by paths; `beside` has the edited file, the new text's place, and whether it is there."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    beside: tuple[tuple[str, str, bool], ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def _moves(out: Path, manifest: Manifest, staged: Mapping[str, _Staged], ours: _Ours) -> _Moves:
    new, changed, same, beside = [], [], [], []
    for path, each in sorted(staged.items()):
        if each.found is None:
            new.append(path)
        elif each.found == each.entry.sha256:
            same.append(path)
        elif ours.wrote(path, each.found):
            changed.append(path)
        else:
            beside.append((path, *_place_beside(out, each.entry, ours)))
    removed: list[str] = []
    kept: list[str] = []
    due = {entry.path for entry in manifest.documents}
    for path in sorted(ours.keys() - due):
        found = _hash(out / path)
        if found is not None:
            gone = ours.wrote(path, found) and not _way_out(out.resolve(), path)
            (removed if gone else kept).append(path)
    needed = {place for _, place, _ in beside}
    for path in sorted(ours.keys() - (due - staged.keys())):
        removed += [place for place in _old_texts_beside(out, path, staged, ours) if place not in needed]
    return _Moves(tuple(new), tuple(changed), tuple(same), tuple(beside), tuple(removed), tuple(kept))


def _place_beside(out: Path, entry: Entry, ours: _Ours) -> tuple[str, bool]:
    """The place for the new text beside an edited file, and whether it is there already.

    An earlier new text of ours gives way to it; one that was edited in its turn stays, and a number is added.
    """
    number = 1
    while True:
        place = _beside(entry.path, number)
        found = _hash(out / place)
        if found is None or found == entry.sha256 or ours.wrote(entry.path, found):
            return place, found == entry.sha256
        number += 1


def _old_texts_beside(out: Path, path: str, staged: Mapping[str, _Staged], ours: _Ours) -> Iterator[str]:
    """Texts of ours beside the paper's place, which nobody edited."""
    number = 1
    while (found := _hash(out / _beside(path, number))) is not None:
        if ours.wrote(path, found) or (path in staged and staged[path].entry.sha256 == found):
            yield _beside(path, number)
        number += 1


def _beside(path: str, number: int) -> str:
    return path.removesuffix(".docx") + BESIDE + (f"-{number}" if number > 1 else "") + ".docx"


def _refuse_held_files(out: Path, paths: Iterable[str]) -> None:
    """`OutputWrong` if a file that must give way cannot be written to, before any file has been touched."""
    problems = []
    for path in paths:
        try:
            with (out / path).open("r+b"):
                pass
        except OSError as error:
            problems.append(_os_problem(_origin(out, path), error))
    if problems:
        raise OutputWrong(problems)


def _carry_out(moves: _Moves, out: Path, staging: Path) -> None:
    """Moves and removes the files; `OutputWrong` names all that could not be."""
    ways = [(path, path) for path in (*moves.new, *moves.changed)]
    ways += [(path, place) for path, place, there in moves.beside if not there]
    problems = []
    for path, place in ways:
        try:
            (out / place).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).replace(out / place)
        except OSError as error:
            problems.append(_os_problem(_origin(out, place), error))
    for path in moves.removed:
        try:
            (out / path).unlink(missing_ok=True)
            _remove_if_empty((out / path).parent, out)
        except OSError as error:
            problems.append(_os_problem(_origin(out, path), error))
    if problems:
        raise OutputWrong(problems)


def _outcome(moves: _Moves, manifest: Manifest, warnings: tuple[Problem, ...], out: Path) -> Outcome:
    pairs = tuple((path, place) for path, place, _ in moves.beside)
    told = [*warnings]
    for path, place in pairs:
        what = "tệp đã được sửa sau lần dựng trước nên được giữ nguyên"
        remedy = f"bản mới ở «{place}»; chép phần cần lấy sang, rồi xóa tệp không dùng nữa."
        told.append(Problem(_origin(out, path), what, remedy, Severity.WARN))
    for path in moves.kept:
        what = "văn bản này không còn phải lập, nhưng tệp đã được sửa nên được giữ nguyên"
        remedy = "chuyển tệp đi nơi khác nếu cần giữ, hoặc xóa nếu không dùng nữa."
        told.append(Problem(_origin(out, path), what, remedy, Severity.WARN))
    return Outcome(manifest, moves.new, moves.changed, moves.same, pairs, moves.removed, moves.kept, tuple(told))


# --- the disk --------------------------------------------------------------------------------------------------------


def _hash(path: Path) -> str | None:
    """The file's SHA-256; `None` if there is nothing; for a link or a folder a word that no hash equals."""
    if path.is_symlink() or path.is_dir():
        return _NOT_A_FILE
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _remove_if_empty(folder: Path, out: Path) -> None:
    if folder != out and not any(folder.iterdir()):
        folder.rmdir()


def _clear(staging: Path) -> None:
    if staging.is_symlink():
        staging.unlink()
    elif staging.exists():
        shutil.rmtree(staging)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Holds the folder for this run alone; the system lets go of it even if the run is killed."""
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / LOCK, timeout=0, fallback_to_soft=False):
            yield
    except Timeout as error:
        what, remedy = "một lượt dựng khác đang ghi vào thư mục này", "đợi lượt kia xong rồi chạy lại."
        raise OutputWrong([Problem(_origin(out, ""), what, remedy)]) from error


@contextmanager
def _speaking(out: Path) -> Iterator[None]:
    """Turns what the system refuses into a problem for a person."""
    try:
        yield
    except OSError as error:
        origin = Origin(Path(error.filename).as_posix()) if error.filename else _origin(out, "")
        raise OutputWrong([_os_problem(origin, error)]) from error


def _origin(out: Path, path: str) -> Origin:
    return Origin((out / path).as_posix())


def _os_problem(origin: Origin, error: OSError) -> Problem:
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        what = "không ghi được: tệp đang mở trong Word, hoặc thư mục chỉ cho đọc"
        remedy = "đóng tệp trong Word, xem lại quyền ghi của thư mục, rồi dựng lại."
    elif error.errno == errno.ENOSPC:
        what, remedy = "ổ đĩa đã đầy", "xóa bớt tệp không dùng trên ổ đĩa, rồi dựng lại."
    elif error.errno == errno.ENAMETOOLONG:
        what, remedy = "đường dẫn quá dài", "đặt thư mục dự án ở nơi có đường dẫn ngắn hơn, rồi dựng lại."
    else:
        what = f"không ghi được ({error.strerror or error})"
        remedy = "xem lại ổ đĩa và thư mục, rồi dựng lại."
    return Problem(origin, what, remedy)
