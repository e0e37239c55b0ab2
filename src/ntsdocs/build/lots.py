"""Keep what was issued where emptying `build/` cannot lose it, and give it back byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ntsdocs.build.paths import HOLDERS, ISSUED, path_fault
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.comparison import read_cells_used
from ntsdocs.changes.manifest import CELLS_FILE, MANIFEST, FileEntry, Manifest
from ntsdocs.plan.papers import ENDING, PaperId
from ntsdocs.templates import filled_places
from ntsdocs.text import shelf, vn
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity

OF_PEOPLE = "ca-nhan"  # a folder of what tells about people
_FROM_COPY = "lấy lại từ bản sao lưu; lần dựng không lập lại văn bản đã phát hành."


@dataclass(frozen=True)
class Lot:
    """The papers of an edition that were issued, by the record of them in their folder; of a part, if it goes on."""

    folder: Path
    record: Manifest

    @property
    def kind(self) -> str:
        """The kind of its papers."""
        return self.folder.parent.name

    @property
    def edition(self) -> str:
        """The edition of its papers."""
        return self.folder.name

    @property
    def place(self) -> str:
        """Its folder as messages name it."""
        return place(self.record.plan, self.kind, self.edition)

    @cached_property
    def entries(self) -> dict[str, FileEntry]:
        """Its papers by their paths in a build folder; what its record names that is no such path is left out."""
        folders = (self.kind, f"{self.kind}/{self.edition}")
        paths = {each.path: each for each in self.record.documents if each.path.rpartition("/")[0] in folders}
        return {path: entry for path, entry in paths.items() if not path_fault(path)}

    @cached_property
    def cells(self) -> CellsUsedFile:
        """The cells that its papers read."""
        file = self.folder / CELLS_FILE
        return read_cells_used(file.read_bytes() if file.is_file() else b"")

    @cached_property
    def sent(self) -> dict[str, str]:
        """By paper, when it went out and as what: «đã phát hành ngày 05/11/2025, số 1234/UBND-NC»."""
        sent = dict.fromkeys(self.entries, "đã phát hành")
        for path, number, day in self.record.issued:
            on = vn.short_date(date.fromisoformat(day))
            sent[path] = f"đã phát hành ngày {on}, số {number}" if number else f"đã gửi ngày {on}"
        return sent

    def file(self, path: str) -> Path:
        """Where the kept paper is whose place in a build folder is `path`."""
        name = f"{PaperId.of(path).name}{ENDING}"
        apart = self.folder / OF_PEOPLE / name
        return apart if apart.exists() else self.folder / name

    def data(self, path: str) -> bytes | None:
        """The paper as it was issued; `None` if its file is gone or is another now."""
        file, entry = self.file(path), self.entries[path]
        return file.read_bytes() if shelf.hash_at(file) == entry.sha256 else None

    def problems(self) -> Iterator[Problem]:
        """Which of its files are missing, other than they were, or none of it."""
        files = {self.file(path): entry.sha256 for path, entry in self.entries.items()}
        listed = {path.relative_to(self.folder).as_posix(): sha256 for path, sha256 in files.items()}
        listed[CELLS_FILE] = self.record.cells_hash
        for name, sha256 in sorted(listed.items()):
            now = shelf.hash_at(self.folder / name)
            if now != sha256:
                what = "không còn." if now is None else "không còn như khi phát hành."
                yield Problem(Origin(f"{self.place}/{name}"), f"tệp đã phát hành {what}", _FROM_COPY, Severity.WARN)
        for name in sorted(each.name for each in self.folder.glob(f"*{ENDING}") if not each.name.startswith(HOLDERS)):
            if name not in listed:
                what, remedy = "tệp này không phải văn bản đã phát hành.", "chuyển tệp ấy ra chỗ khác."
                yield Problem(Origin(f"{self.place}/{name}"), what, remedy, Severity.WARN)


def standing(lots: Iterable[Lot], open_: Mapping[str, str]) -> dict[str, Lot]:
    """The papers that stand in a build as they were issued, each with its lot.

    Versions of a draft have one place: there stands the version that is open, by kind in `open_`, else the last.
    """
    papers: dict[str, Lot] = {}
    for lot in sorted(lots, key=lambda lot: (lot.record.on, len(lot.edition), lot.edition)):
        if short := any(not PaperId.of(path).edition for path in lot.entries):
            papers = {path: each for path, each in papers.items() if each.kind != lot.kind}
        if not short or open_.get(lot.kind, lot.edition) == lot.edition:
            papers |= dict.fromkeys(lot.entries, lot)
    return papers


def lots_of(folder: Path, root: Path) -> tuple[tuple[Lot, ...], tuple[Problem, ...]]:
    """What was issued of the plan in `folder`, and each file of it that is missing or is not what went out."""
    lots: list[Lot] = []
    problems: list[Problem] = []
    for each in sorted(folder.glob(f"{ISSUED}/*/*/")):
        try:
            lot = Lot(each, Manifest.from_json((each / MANIFEST).read_bytes()))
            _ = lot.sent  # its days can be read
        except FileNotFoundError:
            what, remedy = "lần phát hành này chưa xong.", "chạy lại lệnh «invoke issue» ấy."
        except (OSError, ValueError):
            what, remedy = "danh mục của lô đã phát hành bị hỏng.", _FROM_COPY
        else:
            lots.append(lot)
            problems += lot.problems()
            continue
        origin = Origin((each / MANIFEST).relative_to(root).as_posix())
        problems.append(Problem(origin, what, remedy, Severity.WARN))
    return tuple(lots), tuple(problems)


def place(plan_id: str, kind: str, edition: str) -> str:
    """Where the lot of an edition is, below the project's root."""
    return f"data/{plan_id}/{ISSUED}/{kind}/{edition}"


def keep(root: Path, folder: str, record: Manifest, papers: Mapping[str, bytes], cells: CellsUsedFile) -> None:
    """Adds papers to a lot; `DataWrong` if another file stands in the place of one.

    Those in which agencies tell about people stand in a folder of their own, which git ignores. What is told of them is
    written last, so that it never tells of a paper that is not there.
    """
    problems = []
    cells_data = cells.to_json(entry.path for entry in record.documents)
    for path, data in papers.items():
        place = f"{folder}/{OF_PEOPLE}" if filled_places.without_people(path, data) != data else folder
        name = f"{place}/{PaperId.of(path).name}{ENDING}"
        try:
            if fault := shelf.way_out(root.resolve(), name):
                raise FileExistsError(fault)
            (root / place).mkdir(parents=True, exist_ok=True)
            shelf.put(root / name, data, hashlib.sha256(data).hexdigest().__eq__)
        except FileExistsError:
            what = "ở chỗ của văn bản phát hành đã có tệp khác, hoặc liên kết."
            problems.append(
                Problem(
                    Origin(name),
                    what,
                    "lấy lại thư mục này từ bản sao lưu; nếu không có thì chuyển tệp ấy ra chỗ khác rồi chạy lại.",
                )
            )
    if problems:
        raise DataWrong(problems)
    shelf.replace(root / folder / CELLS_FILE, cells_data)
    shelf.replace(root / folder / MANIFEST, record.with_cells_file(cells_data).to_json())
