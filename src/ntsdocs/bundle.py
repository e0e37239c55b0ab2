"""Put on disk: papers into the build folder, so that nothing somebody wrote there is ever lost.

All papers are staged inside the folder before the first one is moved to its place. A file is replaced or removed only
while it is byte-equal to what we wrote there; otherwise it stays, and the new text goes beside it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from ntsdocs.manifest import MANIFEST, SLICES, Entry, Facts, Manifest, Recipe, versions
from ntsdocs.problems import Origin, Problem, Severity, Wrong, reason
from ntsdocs.report import Outcome
from ntsdocs.wishes import Replacing

__all__ = ["Due", "Facts", "Folder", "Manifest", "Outcome", "OutputWrong", "Replacing", "opened", "versions", "write"]

BESIDE = ".moi"  # «mới»: the new text beside a file that somebody edited
LOCK = ".khoa"
STAGING = ".moi-dang-dung"
JOURNAL = ".moi-dang-chep.json"  # the hashes that may be ours while files are being moved
ASIDE = ".cu"  # «cũ»: edited files that were told to give way, by day
LONGEST = 259 if os.name == "nt" else None  # what Word on Windows opens, in UTF-16 units

_PATH = re.compile(r"(?:[a-z0-9_-]{1,100}/)*[a-z0-9_-]{1,100}\.docx")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_NOT_A_FILE = "not a file"


class OutputWrong(Wrong):
    """The papers could not be put into the build folder."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is found out of the papers while they are drawn up, so filled only once `documents` have run out.

    `recipes` are of all papers that are due. `held` are up to date, so not made again; `left_out` were not asked for.
    """

    recipes: dict[str, Recipe] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)


def write(documents: Iterable[tuple[str, bytes]], out: Path, facts: Facts, also_due: Collection[str] = ()) -> Outcome:
    """Puts all `documents`, pairs of a path below `out` and a content, in their places; tells what was done.

    `also_due` are papers that are due but not among `documents`, as in a partial build: they stay as they are. An error
    out of `documents` goes through, with the papers in the folder as they were. `OutputWrong` if a path is not one of
    ours to write, if another build holds the folder, or if the disk refuses; the next run completes the rest.
    """
    with opened(out) as folder:
        return folder.put(documents, facts, Due(left_out=set(also_due)))


@contextmanager
def opened(out: Path, replacing: Replacing | None = None) -> Iterator[Folder]:
    """The build folder, held for this run alone; `OutputWrong` if another run holds it or the disk refuses."""
    with _speaking(out), _locked(out):
        yield Folder(out, replacing or Replacing())


class Folder:
    """A build folder, with what earlier runs wrote there."""

    def __init__(self, out: Path, replacing: Replacing) -> None:
        self._out = out
        self._replacing = replacing
        self._ours, self._warnings = _remembered(out)
        self.last = _last(out)
        self._entries = {entry.path: entry for entry in self.last.documents} if self.last else {}

    def holds(self, path: str, recipe: Recipe) -> bool:
        """Whether the paper needs not be made: its text is in its place, or beside the file that somebody edited."""
        entry = self._entries.get(path)
        if entry is None or entry.recipe != recipe or _path_fault(path):
            return False
        found = _hash(self._out / path)
        if found == entry.sha256:
            return True
        if found is None or self._ours.wrote(path, found) or self._replacing.asked(path):
            return False
        return _place_beside(self._out, entry, self._ours)[1]

    def edited(self, path: str) -> bool:
        """Whether somebody edited the paper since it was written."""
        found = None if _path_fault(path) else _hash(self._out / path)
        return found is not None and not self._ours.wrote(path, found)

    def slices(self) -> bytes:
        """The file of slices that belongs to the last manifest; empty if there is none."""
        try:
            data = (self._out / SLICES).read_bytes()
        except FileNotFoundError:
            return b""
        belongs = self.last is not None and self.last.beside(data).slices == self.last.slices
        return data if belongs else b""

    def put(
        self,
        documents: Iterable[tuple[str, bytes]],
        facts: Facts,
        due: Due,
        slices: Callable[[Manifest], bytes] | None = None,
    ) -> Outcome:
        """Puts the documents in their places, as `write` tells; `slices` makes the file of slices."""
        out, ours = self._out, self._ours
        staging = out / STAGING
        try:
            staged, interrupted = _stage(documents, out, staging, due.recipes)
            left = due.left_out | due.held | (self._entries.keys() if interrupted else set())
            entries = [*(each.entry for each in staged.values()), *_left(out, left, staged, ours)]
            manifest = Manifest.of(facts, entries)
            if interrupted or not _up_to_date(manifest, due):
                manifest = manifest.partial()
            held = due.held - staged.keys()
            moves = _moves(out, manifest, staged, ours, _Held(held, self._replacing))
            told = {} if slices is None else {SLICES: slices(manifest)}
            if slices is not None:
                manifest = manifest.beside(told[SLICES])
            told[MANIFEST] = manifest.to_json()
            _refuse_held_files(out, (*moves.changed, *moves.removed, *(path for path, _ in moves.replaced)))
            _settle(moves, out, staging, ours, manifest, told)
        finally:
            _clear(staging)
        return _outcome(moves, manifest, self._warnings, out, interrupted=interrupted)


def _up_to_date(manifest: Manifest, due: Due) -> bool:
    """Whether every paper that is due is there by its own recipe."""
    made = {entry.path: entry.recipe for entry in manifest.documents}
    return all(made.get(path) == recipe for path, recipe in due.recipes.items())


def _settle(
    moves: _Moves, out: Path, staging: Path, ours: _Ours, manifest: Manifest, told: Mapping[str, bytes]
) -> None:
    """Carries the moves out and writes what is told of them last; touches nothing where nothing changes."""
    differs = [name for name, data in told.items() if _hash(out / name) != hashlib.sha256(data).hexdigest()]
    if not (moves.any or differs or (out / JOURNAL).exists()):
        return
    _keep_journal(out, staging, ours, manifest)
    _carry_out(moves, out, staging, ours)
    for name in differs:
        (staging / name).write_bytes(told[name])
        (staging / name).replace(out / name)
    (out / JOURNAL).unlink()


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


def _last(out: Path) -> Manifest | None:
    try:
        return Manifest.from_json((out / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return None


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


def _stage(
    documents: Iterable[tuple[str, bytes]], out: Path, staging: Path, recipes: Mapping[str, Recipe]
) -> tuple[dict[str, _Staged], bool]:
    """The papers, staged one at a time, and whether a person stopped the run before the last."""
    _clear(staging)
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
            each = _Staged(replace(Entry.of(path, data), recipe=recipes.get(path, Recipe())), _hash(out / path))
            if each.found != each.entry.sha256:
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
    fault = _path_fault(path) or ("có hai văn bản cùng tên" if path in staged else _way_out(root, path))
    if not fault and LONGEST is not None:
        longest = max(_units(root / STAGING / path), _units(root / ASIDE / "2026-12-31" / path) + len("-99"))
        if longest > LONGEST:
            fault = f"đường dẫn dài tới {longest} ký tự, Windows và Word chỉ nhận {LONGEST}"
            remedy = "đặt thư mục dự án ở nơi có đường dẫn ngắn hơn (ví dụ C:\\ntsdocs), hoặc dùng --out."
    return Problem(_origin(out, path), fault, remedy) if fault else None


def _units(path: Path) -> int:
    return len(str(path).encode("utf-16-le")) // 2


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
    replaced: tuple[tuple[str, str], ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to be moved or removed."""
        return bool(self.new or self.changed or self.removed or self.replaced) or not all(x[2] for x in self.beside)


@dataclass(frozen=True, slots=True)
class _Held:
    """What needs not be made again, and which edited files give way."""

    paths: AbstractSet[str]
    replacing: Replacing


def _moves(out: Path, manifest: Manifest, staged: Mapping[str, _Staged], ours: _Ours, held: _Held) -> _Moves:
    new, changed, same, beside, replaced = [], [], [], [], []
    entries = {entry.path: entry for entry in manifest.documents}
    there = {path: _Staged(entries[path], _hash(out / path)) for path in held.paths if path in entries}
    for path, each in sorted({**there, **staged}.items()):
        if each.found is None:
            new.append(path)
        elif each.found == each.entry.sha256:
            same.append(path)
        elif ours.wrote(path, each.found):
            changed.append(path)
        elif held.replacing.asked(path):
            replaced.append((path, _place_aside(out, path, held.replacing.day)))
        else:
            beside.append((path, *_place_beside(out, each.entry, ours)))
    removed: list[str] = []
    kept: list[str] = []
    due = {entry.path for entry in manifest.documents}
    for path in sorted(ours.keys() - due):
        found = _hash(out / path)
        if found is not None:
            way_out = _way_out(out.resolve(), path)
            if held.replacing.asked(path) and not ours.wrote(path, found) and not way_out:
                replaced.append((path, _place_aside(out, path, held.replacing.day)))
            else:
                (removed if ours.wrote(path, found) and not way_out else kept).append(path)
    needed = {place for _, place, _ in beside}
    for path in sorted(ours.keys() - (due - staged.keys() - there.keys())):
        removed += [place for place in _old_texts_beside(out, path, staged, ours) if place not in needed]
    return _Moves(tuple(new), tuple(changed), tuple(same), tuple(beside), tuple(removed), tuple(kept), tuple(replaced))


def _place_aside(out: Path, path: str, day: str) -> str:
    """A free place for an edited file that gives way: `.cu/2026-06-30/ke_hoach/so-y-te.docx`."""
    place, number = f"{ASIDE}/{day}/{path}", 1
    while os.path.lexists(out / place):
        number += 1
        place = f"{ASIDE}/{day}/{path.removesuffix('.docx')}-{number}.docx"
    return place


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
        if lock := _lock_of_word(out / path):
            remedy = f"đóng tệp trong Word rồi dựng lại; nếu không ai đang mở thì xóa tệp «{lock}» do Word để lại."
            problems.append(Problem(_origin(out, path), "tệp đang mở trong Word", remedy))
            continue
        try:
            with (out / path).open("r+b"):
                pass
        except OSError as error:
            problems.append(_os_problem(_origin(out, path), error))
    if problems:
        raise OutputWrong(problems)


def _lock_of_word(path: Path) -> str:
    """The name of the file by which Word tells that it holds `path` open; blank if there is none."""
    # Word puts «~$» in place of the first two letters of a long name, of the first of a shorter, or before a short one.
    names = (f"~${path.name[cut:]}" for cut in (2, 1, 0))
    return next((name for name in names if os.path.lexists(path.parent / name)), "")


def _carry_out(moves: _Moves, out: Path, staging: Path, ours: _Ours) -> None:
    """Moves and removes the files; `OutputWrong` names all that could not be."""
    problems = [*_move(((out / path, place) for path, place in moves.replaced), out)]
    giving_way = [path for path, _ in moves.replaced if (staging / path).exists() and not os.path.lexists(out / path)]
    problems += [_edited_meanwhile(out, path) for path in moves.changed if not ours.wrote(path, _hash(out / path))]
    spoiled = {problem.origin.file for problem in problems}
    ways = [(staging / path, path) for path in (*moves.new, *moves.changed, *giving_way)]
    ways += [(staging / path, place) for path, place, there in moves.beside if not there]
    problems += _move(((source, place) for source, place in ways if _origin(out, place).file not in spoiled), out)
    for path in moves.removed:
        try:
            (out / path).unlink(missing_ok=True)
            _remove_if_empty((out / path).parent, out)
        except OSError as error:
            problems.append(_os_problem(_origin(out, path), error))
    if problems:
        raise OutputWrong(problems)


def _move(ways: Iterable[tuple[Path, str]], out: Path) -> Iterator[Problem]:
    """Moves each file to its place below `out`; tells which could not be."""
    for source, place in ways:
        try:
            (out / place).parent.mkdir(parents=True, exist_ok=True)
            source.replace(out / place)
        except OSError as error:
            yield _os_problem(_origin(out, place), error)


def _edited_meanwhile(out: Path, path: str) -> Problem:
    what = "tệp vừa được sửa trong lúc đang dựng nên không bị ghi đè"
    return Problem(_origin(out, path), what, "lưu và đóng tệp, rồi dựng lại: bản mới sẽ nằm bên cạnh.")


def _outcome(
    moves: _Moves, manifest: Manifest, warnings: tuple[Problem, ...], out: Path, *, interrupted: bool
) -> Outcome:
    pairs = tuple((path, place) for path, place, _ in moves.beside)
    told = [*warnings]
    for path, place in pairs:
        what = "tệp đã được sửa sau lần dựng trước nên được giữ nguyên"
        name = path.removesuffix(".docx")
        remedy = (
            f"bản mới ở «{place}»; chép phần cần lấy sang, rồi xóa tệp không dùng nữa. "
            f"Nếu bỏ bản đã sửa: dựng lại với --replace {name}."
        )
        told.append(Problem(_origin(out, path), what, remedy, Severity.WARN))
    for path in moves.kept:
        what = "văn bản này không còn phải lập, nhưng tệp đã được sửa nên được giữ nguyên"
        remedy = "chuyển tệp đi nơi khác nếu cần giữ, hoặc xóa nếu không dùng nữa."
        told.append(Problem(_origin(out, path), what, remedy, Severity.WARN))
    return Outcome(
        manifest=manifest,
        new=moves.new,
        changed=moves.changed,
        same=moves.same,
        beside=pairs,
        removed=moves.removed,
        kept=moves.kept,
        warnings=tuple(told),
        replaced=moves.replaced,
        interrupted=interrupted,
    )


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
        what = f"không ghi được ({reason(error)})"
        remedy = "xem lại ổ đĩa và thư mục, rồi dựng lại."
    return Problem(origin, what, remedy)
