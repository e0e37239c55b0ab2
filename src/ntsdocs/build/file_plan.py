"""Decide what becomes of each file of a build folder before the first is touched, and check each again as it moves."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from ntsdocs.build.disk import OutputWrong, origin, os_problem
from ntsdocs.build.options import Replacement
from ntsdocs.build.paths import aside, new_text_place, new_texts_in, path_fault
from ntsdocs.changes.manifest import FileEntry
from ntsdocs.text.problems import Problem
from ntsdocs.text.shelf import hash_at, move_new, remove, way_out


class OurTexts(dict[str, dict[str, FileEntry]]):
    """Path → hash → entry of every text that we may have left there; the manifest's own word on it comes first."""

    def add(self, entry: FileEntry) -> None:
        """Notes a text; what is known of it already stays."""
        if not path_fault(entry.path):
            self.setdefault(entry.path, {}).setdefault(entry.sha256, entry)

    def wrote(self, path: str, sha256: str | None) -> bool:
        """Whether a text with this hash is ours."""
        return sha256 in self.get(path, {})

    def last_entry(self, path: str) -> FileEntry:
        """What the last build that ended wrote there, if it wrote anything."""
        return next(iter(self[path].values()))


class Fate(Enum):
    """What becomes of a file."""

    NEW = auto()
    CHANGED = auto()
    SAME = auto()
    EDITED = auto()  # somebody edited it, and there is no new text
    NEW_TEXT = auto()  # somebody edited it, and the new text goes beside it
    WAITING = auto()  # somebody edited it, and the new text is still beside it
    REPLACED = auto()  # somebody edited it, and it is put aside because it was named
    REMOVED = auto()  # no longer due
    ORPHAN = auto()  # no longer due, but somebody edited it
    SPENT = auto()  # a text of ours beside a paper, of which nobody has need any more


@dataclass(frozen=True, slots=True)
class Move:
    """A paper's path, what becomes of it, and the place that something is moved to or removed from."""

    path: str
    fate: Fate
    place: str


_TOUCHING = frozenset({Fate.NEW, Fate.CHANGED, Fate.NEW_TEXT, Fate.REPLACED, Fate.REMOVED, Fate.SPENT})


@dataclass(frozen=True, slots=True)
class FolderState:
    """What the fates hang on.

    `papers` are all that stay in the folder; `standing` has the hash of what is now in the place of each that was made
    or is up to date; `delivered` the hash of the text that the last build left in a paper's place or beside it.
    """

    papers: Mapping[str, FileEntry]
    standing: Mapping[str, str | None]
    delivered: Mapping[str, str]
    ours: OurTexts
    replacing: Replacement


def decide(out: Path, state: FolderState) -> list[Move]:
    """What becomes of each file; `OutputWrong` if any move would lead out of the folder."""
    no_longer_due = [path for path in sorted(state.ours) if path not in state.papers]
    texts: dict[str, dict[int, str]] = {}
    for path, number, sha256 in new_texts_in(out, [*state.standing, *no_longer_due]):
        texts.setdefault(path, {})[number] = sha256
    moves = [_of_paper(out, path, texts.get(path, {}), state) for path in sorted(state.standing)]
    moves += [move for path in no_longer_due if (move := _of_former(out, path, state))]
    moves += _of_texts(texts, {move.place for move in moves}, state)
    _refuse_ways_out(out, moves)
    return moves


def touches(moves: Iterable[Move]) -> bool:
    """Whether anything is moved or removed."""
    return any(move.fate in _TOUCHING for move in moves)


def giving_way(moves: Iterable[Move]) -> Iterator[str]:
    """The places where a file gives way to another, or a text is written beside an edited one."""
    for move in moves:
        if move.fate in _TOUCHING - {Fate.NEW}:
            yield move.path if move.fate is Fate.REPLACED else move.place


def _of_paper(out: Path, path: str, texts: Mapping[int, str], state: FolderState) -> Move:
    entry, standing = state.papers[path], state.standing[path]
    if standing is None:
        return Move(path, Fate.NEW, path)
    if standing == entry.sha256:
        return Move(path, Fate.SAME, path)
    if state.ours.wrote(path, standing):
        return Move(path, Fate.CHANGED, path)
    if state.replacing.covers(path):
        return Move(path, Fate.REPLACED, _place_aside(out, path, state.replacing.day))
    return _of_edited(entry, texts, state)


def _of_edited(entry: FileEntry, texts: Mapping[int, str], state: FolderState) -> Move:
    path = entry.path
    for number, sha256 in sorted(texts.items()):
        if sha256 == entry.sha256:
            return Move(path, Fate.WAITING, new_text_place(path, number))
    if state.delivered.get(path) == entry.sha256:
        return Move(path, Fate.EDITED, path)
    number = 1
    while number in texts and not state.ours.wrote(path, texts[number]):
        number += 1  # a new text that was edited in its turn stays too
    return Move(path, Fate.NEW_TEXT, new_text_place(path, number))


def _of_former(out: Path, path: str, state: FolderState) -> Move | None:
    standing = hash_at(out / path)
    if standing is None:
        return None
    if way_out(out.resolve(), path):
        return Move(path, Fate.ORPHAN, path)
    if state.ours.wrote(path, standing):
        return Move(path, Fate.REMOVED, path)
    if state.replacing.covers(path):
        return Move(path, Fate.REPLACED, _place_aside(out, path, state.replacing.day))
    return Move(path, Fate.ORPHAN, path)


def _of_texts(texts: Mapping[str, Mapping[int, str]], needed: set[str], state: FolderState) -> Iterator[Move]:
    for path, each in sorted(texts.items()):
        for number, sha256 in sorted(each.items()):
            place = new_text_place(path, number)
            ours = state.ours.wrote(path, sha256) or (path in state.papers and state.papers[path].sha256 == sha256)
            if ours and place not in needed:
                yield Move(path, Fate.SPENT, place)


def _place_aside(out: Path, path: str, day: str) -> str:
    number = 1
    while os.path.lexists(out / aside(path, day, number)):
        number += 1
    return aside(path, day, number)


def _refuse_ways_out(out: Path, moves: Iterable[Move]) -> None:
    root, remedy = out.resolve(), "xóa liên kết ấy hoặc thay bằng thư mục thật, rồi dựng lại."
    faults = ((move.place, way_out(root, move.place)) for move in moves if move.fate in _TOUCHING)
    if problems := [Problem(origin(out, place), fault, remedy) for place, fault in faults if fault]:
        raise OutputWrong(problems)


# --- carrying out ----------------------------------------------------------------------------------------------------


def carry_out(moves: Iterable[Move], out: Path, staging: Path, ours: OurTexts) -> None:
    """Moves and removes the files; `OutputWrong` names all that could not be.

    Each place is looked at again as its turn comes: what somebody wrote there meanwhile stays, and is named.
    """
    problems = []
    for move in moves:
        try:
            _carry_out(move, out, staging / move.path, ours)
        except FileExistsError:
            what = "tệp vừa được sửa trong lúc đang dựng nên không bị ghi đè"
            remedy = "lưu và đóng tệp, rồi dựng lại: bản mới sẽ nằm bên cạnh."
            problems.append(Problem(origin(out, move.place), what, remedy))
        except OSError as error:
            problems.append(os_problem(origin(out, move.place), error))
    if problems:
        raise OutputWrong(problems)


def _carry_out(move: Move, out: Path, source: Path, ours: OurTexts) -> None:
    place = out / move.place
    if move.fate is Fate.REPLACED:
        place.parent.mkdir(parents=True, exist_ok=True)
        (out / move.path).rename(place)
        if source.exists():
            move_new(source, out / move.path)
    elif move.fate in _TOUCHING:
        standing = hash_at(place)
        if standing is not None and not ours.wrote(move.path, standing):
            raise FileExistsError(move.place)
        if move.fate in (Fate.REMOVED, Fate.SPENT):
            remove(place, out)
        elif standing is None:
            move_new(source, place)
        else:
            source.replace(place)
