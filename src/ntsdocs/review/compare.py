"""Hold one build against another: what became of each document, which changes they share, and why."""

from __future__ import annotations

from collections.abc import Mapping

from ntsdocs import reads
from ntsdocs.explain import Comparison, first_causes
from ntsdocs.model import Agency, headings
from ntsdocs.package import PackageError
from ntsdocs.review import files
from ntsdocs.review.builds import Build
from ntsdocs.review.clusters import clusters
from ntsdocs.review.model import Cause, Change, Document, Review, State, What
from ntsdocs.review.stories import Memory

_LEVELS = {"commune": "cấp xã", "province": "cấp tỉnh", "region": "khu vực"}


def diff(old: Build, new: Build) -> Review:
    """Every difference between two builds; documents whose bytes are equal are not opened."""
    paths = sorted(old.documents.keys() | new.documents.keys())
    states = {path: _state(old.documents.get(path), new.documents.get(path)) for path in paths}
    memory = Memory()
    changes = {path: _changes(old, new, path, memory) for path in paths if states[path] is State.CHANGED}
    causes = _causes(old, new, {path: state for path, state in states.items() if state is not State.SAME})
    found = clusters(changes, {path: causes[path] for path in changes}, changes)
    numbers: dict[str, list[int]] = {}
    for cluster in found:
        for path in cluster.documents:
            numbers.setdefault(path, []).append(cluster.number)
    levels = {**_levels(old), **_levels(new)}
    documents = []
    for path, state in states.items():
        kind, _, name = path.removesuffix(".docx").rpartition("/")
        title = (new if path in new.documents else old).title(path)
        level = levels.get(reads.agency_row(name), "")
        told = tuple(numbers.get(path, ())), causes.get(path, ())
        documents.append(Document(path, kind, name, title, state, *told, level))
    kinds = {name: title for side in (old, new) if side.manifest for name, title, _ in side.manifest.kinds}
    return Review(old.name, new.name, tuple(documents), found, tuple(kinds.items()))


def _state(old: str | None, new: str | None) -> State:
    if old is None:
        return State.NEW
    if new is None:
        return State.GONE
    return State.SAME if old == new else State.CHANGED


def _levels(build: Build) -> dict[str, str]:
    """The level of each agency's row that the build read."""
    column = headings(Agency)["level"]
    return {cell.row: _LEVELS.get(cell.value, "") for cell in build.book.all_cells() if cell.column == column}


def _changes(old: Build, new: Build, path: str, memory: Memory) -> tuple[Change, ...]:
    try:
        return files.changes(old.read(path), new.read(path), memory)
    except PackageError as error:
        return (Change(What.FORM, "gói tệp", "", None, None, (), (("không đọc được như tệp Word", "", str(error)),)),)


def _causes(old: Build, new: Build, states: Mapping[str, State]) -> dict[str, tuple[Cause, ...]]:
    """Why each document is otherwise, by what both builds wrote down; nothing for a document they do not list."""
    if old.manifest is None or new.manifest is None:
        return dict.fromkeys(states, ())
    comparison = Comparison(old.manifest, old.book, new.manifest, new.book)
    listed = {entry.path for side in (old, new) if side.manifest for entry in side.manifest.documents}
    return {path: first_causes(comparison.causes(path)) if path in listed else () for path in states}
