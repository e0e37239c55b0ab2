"""Hold one build against another: what became of each document, which changes they share, and why."""

from __future__ import annotations

from collections.abc import Iterator

from ntsdocs.diff import file_causes
from ntsdocs.diff.builds import Build
from ntsdocs.diff.clusters import clusters
from ntsdocs.diff.file_pair import FilePair, fault
from ntsdocs.diff.result import Change, DocumentState, Review, ReviewedDocument
from ntsdocs.diff.stories import BlockPairCache
from ntsdocs.docx.package import PackageError
from ntsdocs.plan.cells import agency_row
from ntsdocs.plan.model import Agency, headings
from ntsdocs.plan.papers import PaperId
from ntsdocs.text.problems import Origin, Problem, reason

_LEVELS = {"commune": "cấp xã", "province": "cấp tỉnh", "region": "khu vực"}
_REMEDIES = (  # for a file of the old build, and of the new one
    "lấy lại tệp ấy từ bản sao lưu hay bản đã gửi đi, hoặc chọn bản gốc khác bằng --base.",
    "dựng lại văn bản ấy bằng «invoke build».",
)


def diff(old: Build, new: Build) -> Review:
    """Every difference between two builds; documents whose bytes are equal are not opened.

    A file that cannot be read stops nothing: it is told, and its document is in no cluster.
    """
    paths = sorted(old.documents.keys() | new.documents.keys())
    states = {path: _state(old.documents.get(path), new.documents.get(path)) for path in paths}
    cache = BlockPairCache()
    differing: dict[str, DocumentState] = {
        path: state for path, state in states.items() if state is not DocumentState.SAME
    }
    changes: dict[str, tuple[Change, ...]] = {}
    unreadable: list[Problem] = []
    for path, state in differing.items():
        try:
            if state is DocumentState.CHANGED:
                changes[path] = FilePair.of(old.read(path), new.read(path), cache).changes
            else:
                (old if state is DocumentState.GONE else new).probe(path)
        except (PackageError, OSError):
            faults = list(_faults(old, new, path))
            if not faults:
                raise
            unreadable += faults
    causes = file_causes.causes(old, new, differing)
    found = clusters(changes, {path: causes[path] for path in changes}, changes)
    numbers: dict[str, list[int]] = {}
    for cluster in found:
        for path in cluster.documents:
            numbers.setdefault(path, []).append(cluster.number)
    levels = {**_levels(old), **_levels(new)}
    documents = []
    for path, state in states.items():
        paper = PaperId.of(path)
        title = (new if path in new.documents else old).title(path)
        level = levels.get(agency_row(paper.name), "")
        told = tuple(numbers.get(path, ())), causes.get(path, ())
        documents.append(ReviewedDocument(path, paper.kind, paper.name, title, state, *told, level))
    kinds = {name: title for side in (old, new) if side.manifest for name, title, _ in side.manifest.kinds}
    notes = tuple(file_causes.gaps(old, new)) if differing else ()
    sides = old.name, new.name
    return Review(*sides, tuple(documents), found, tuple(kinds.items()), tuple(unreadable), notes, new.edited)


def _state(old: str | None, new: str | None) -> DocumentState:
    if old is None:
        return DocumentState.NEW
    if new is None:
        return DocumentState.GONE
    return DocumentState.SAME if old == new != "" else DocumentState.CHANGED


def _levels(build: Build) -> dict[str, str]:
    """The level of each agency's row that the build read."""
    column = headings(Agency)["level"]
    return {cell.row: _LEVELS.get(cell.value, "") for cell in build.book.all_cells() if cell.column == column}


def _faults(old: Build, new: Build, path: str) -> Iterator[Problem]:
    """Which of the files of a document cannot be read, and why."""
    for side, build, remedy in zip(file_causes.SIDES, (old, new), _REMEDIES, strict=True):
        if path in build.documents:
            try:
                why = fault(build.read(path))
            except OSError as error:
                why = reason(error)
            if why:
                yield Problem(Origin(path, place=f"{side} ({build.name})"), f"{why}.", remedy)
