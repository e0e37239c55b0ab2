"""A build to be compared: its documents on disk, its manifest and the cells its papers read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ntsdocs.build.journey import PreparedPlan
from ntsdocs.build.paths import LOOKS
from ntsdocs.build.paths import REVIEW as FOLDER
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.manifest import CELLS_FILE, MANIFEST, Manifest
from ntsdocs.docx import package
from ntsdocs.docx.package import CORE_PART
from ntsdocs.docx.xml import DC, parse
from ntsdocs.plan.reading.filled_in import PRIVATE_FILE
from ntsdocs.templates import filled_places
from ntsdocs.text.problems import DataWrong, Origin, Problem
from ntsdocs.text.shelf import hash_at


@dataclass(frozen=True)
class Build:
    """The documents of one build: their path below `folder` and their SHA-256, blank if the file cannot be opened.

    `name` is what a reader calls the build. `manifest` and `cells_file` are empty where nothing was written down; `gap`
    says what of that is missing or damaged, blank if nothing is. `edited` are the papers of the build folder that
    somebody edited, so that this build was made elsewhere. `prepare` reads the data that it was made of, where they are
    at hand.
    """

    name: str
    folder: Path
    documents: Mapping[str, str]
    manifest: Manifest | None = None
    cells_file: CellsUsedFile = field(default_factory=CellsUsedFile)
    gap: str = ""
    edited: tuple[str, ...] = ()
    prepare: Callable[[], PreparedPlan] | None = None

    @cached_property
    def written(self) -> Mapping[str, str]:
        """The SHA-256 of each document as the manifest has it; empty where it has none."""
        entries = self.manifest.documents if self.manifest else ()
        return {entry.path: entry.sha256 for entry in entries if entry.sha256}

    @property
    def has_people(self) -> bool:
        """Whether its papers may tell what agencies filled in about people."""
        return any(entry.path.endswith(PRIVATE_FILE) for entry in (self.manifest.inputs if self.manifest else ()))

    def read(self, path: str) -> bytes:
        """The bytes of a document; of a draft without what its agency filled in about people."""
        return filled_places.without_people(path, (self.folder / path).read_bytes())

    def hides(self, path: str) -> bool:
        """Whether `read` leaves anything out of a document."""
        return self.read(path) != (self.folder / path).read_bytes()

    def probe(self, path: str) -> None:
        """Raises `PackageError` if the file of a document is no Word file, by its properties: no more of it is read."""
        package.read(self.folder / path, CORE_PART)

    def title(self, path: str) -> str:
        """The title in the document's properties; blank if it has none or cannot be read."""
        return self._property(path, "title")

    def author(self, path: str) -> str:
        """The agency that issues the document, by its properties; blank if they do not say or cannot be read."""
        return self._property(path, "creator")

    def _property(self, path: str, name: str) -> str:
        try:
            data = package.read(self.folder / path, CORE_PART).get(CORE_PART)
            return "" if data is None else parse(data, CORE_PART).findtext(f"{DC}{name}") or ""
        except package.PackageError:
            return ""


def open_build(folder: Path, name: str = "") -> Build:
    """The build in a folder; `DataWrong` if there is no Word file in it."""
    documents = {path: _hash(folder / path) for path in _documents(folder)}
    if not documents:
        what = "không phải là thư mục có văn bản Word (.docx)."
        raise DataWrong(
            [Problem(Origin(folder.as_posix()), what, "xem lại đường dẫn, hoặc chạy «invoke build» trước.")]
        )
    return Build(name or folder.as_posix(), folder, documents, *_records(folder))


def builds_below(folder: Path) -> list[str]:
    """The builds that lie somewhere below the folder, by their manifests; none if the folder is a build itself."""
    if (folder / MANIFEST).exists():
        return []
    places = (path.parent.relative_to(folder) for path in folder.rglob(MANIFEST) if path.is_file())
    visible = (place for place in places if not any(part.startswith(".") for part in place.parts))
    return sorted(place.as_posix() for place in visible if FOLDER not in place.parts)


def _hash(path: Path) -> str:
    try:
        return hash_at(path) or ""
    except OSError:
        return ""


def _documents(folder: Path) -> list[str]:
    """Every Word file below the folder but the review page's, looks, those in hidden folders and those Word holds."""
    paths = (path.relative_to(folder) for path in folder.rglob("*.docx") if path.is_file() and not path.is_symlink())
    papers = (path for path in paths if path.parts[0] not in (FOLDER, LOOKS))
    return sorted(path.as_posix() for path in papers if not any(part.startswith((".", "~$")) for part in path.parts))


def _records(folder: Path) -> tuple[Manifest | None, CellsUsedFile, str]:
    """What a build wrote down, and what of that is missing or damaged."""
    try:
        manifest = Manifest.from_json((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None, CellsUsedFile(), f"không có tệp {MANIFEST}"
    except (OSError, ValueError):
        return None, CellsUsedFile(), f"có tệp {MANIFEST} hỏng hoặc không đọc được"
    try:
        cells_data = (folder / CELLS_FILE).read_bytes()
    except OSError:
        return manifest, CellsUsedFile(), f"không có, hoặc không đọc được, tệp {CELLS_FILE}"
    if manifest.with_cells_file(cells_data).cells_hash != manifest.cells_hash:
        return manifest, CellsUsedFile(), f"có tệp {CELLS_FILE} hỏng, hoặc của lần dựng khác"
    try:
        return manifest, CellsUsedFile.from_json(cells_data), ""
    except ValueError:
        return manifest, CellsUsedFile(), f"có tệp {CELLS_FILE} hỏng, hoặc do phiên bản khác của chương trình ghi"
