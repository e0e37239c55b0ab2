"""Hold one build against another: what became of each document, which changes they share, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ntsdocs.explain import Comparison
from ntsdocs.package import PackageError
from ntsdocs.review import files
from ntsdocs.review.builds import Build
from ntsdocs.review.clusters import clusters
from ntsdocs.review.model import Cause, Change, Document, Review, State, What
from ntsdocs.review.stories import Memory


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
    documents = (
        _document(path, state, (old if path not in new.documents else new).title(path), numbers.get(path, ()), causes)
        for path, state in states.items()
    )
    kinds = {name: title for side in (old, new) if side.manifest for name, title, _ in side.manifest.kinds}
    return Review(old.name, new.name, tuple(documents), found, tuple(kinds.items()))


def _state(old: str | None, new: str | None) -> State:
    if old is None:
        return State.NEW
    if new is None:
        return State.GONE
    return State.SAME if old == new else State.CHANGED


def _document(
    path: str, state: State, title: str, numbers: Sequence[int], causes: Mapping[str, tuple[Cause, ...]]
) -> Document:
    kind, _, name = path.removesuffix(".docx").rpartition("/")
    return Document(path, kind, name, title, state, tuple(numbers), causes.get(path, ()))


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
    return {path: comparison.causes(path) if path in listed else () for path in states}
