"""What earlier runs wrote into a build folder: by the manifest, and by the journal of a run that broke off."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from ntsdocs.build.paths import JOURNAL, STAGING, path_fault
from ntsdocs.changes.manifest import MANIFEST, FileEntry, Manifest, Recipe
from ntsdocs.text.problems import Origin, Problem, Severity


class Ours(dict[str, dict[str, FileEntry]]):
    """Path → hash → entry of every text that we may have left there; the manifest's own word on it comes first."""

    def add(self, entry: FileEntry) -> None:
        """Notes a text; what is known of it already stays."""
        if not path_fault(entry.path):
            self.setdefault(entry.path, {}).setdefault(entry.sha256, entry)

    def wrote(self, path: str, sha256: str | None) -> bool:
        """Whether a text with this hash is ours."""
        return sha256 in self.get(path, {})

    def lately(self, path: str) -> FileEntry:
        """What the last build that ended wrote there, if it wrote anything."""
        return next(iter(self[path].values()))


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """The last build's manifest, if it can be read, all texts that may be ours, and what is wrong with the records."""

    last: Manifest | None
    ours: Ours
    damaged: tuple[Problem, ...]


def remembered(out: Path) -> PreviousBuild:
    """What is known of the folder; a record that is damaged counts for nothing and is told."""
    last: Manifest | None = None
    ours = Ours()
    damaged = []
    try:
        last = Manifest.from_json((out / MANIFEST).read_bytes())
        for entry in (*last.documents, *last.kept):
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
    return PreviousBuild(last, ours, tuple(damaged))


def keep_journal(out: Path, ours: Ours) -> None:
    """Notes what may be ours from here on, so that a run that breaks off is no riddle to the next."""
    told = sorted({astuple(entry) for each in ours.values() for entry in each.values()})
    (out / STAGING / JOURNAL).write_bytes(json.dumps(told).encode())
    (out / STAGING / JOURNAL).replace(out / JOURNAL)


def _journal(data: bytes) -> Iterable[FileEntry]:
    return [FileEntry(path, sha256, size, Recipe(*recipe)) for path, sha256, size, recipe in json.loads(data)]


def _damage(out: Path, name: str, what: str) -> Problem:
    remedy = "so các tệp «….moi.docx» với tệp cũ bên cạnh, giữ bản đúng, rồi dựng lại."
    what = f"{what} nên không biết hết tệp nào do chương trình ghi"
    return Problem(Origin((out / name).as_posix()), what, remedy, Severity.WARN)
