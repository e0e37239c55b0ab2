"""Compare two builds: what became of each document, which changes several documents share, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ntsdocs.changes.causes import Cause, first_causes
from ntsdocs.changes.comparison import Comparison
from ntsdocs.changes.manifest import MANIFEST
from ntsdocs.diff.builds import Build
from ntsdocs.diff.clusters import clusters
from ntsdocs.diff.file_pair import FilePair, fault
from ntsdocs.diff.put_back import PutBack
from ntsdocs.diff.result import Change, DocumentState, Review, ReviewedDocument
from ntsdocs.diff.stories import BlockPairCache
from ntsdocs.docx.package import PackageError
from ntsdocs.plan.cells import agency_row
from ntsdocs.plan.model import Agency, headings
from ntsdocs.plan.papers import PaperId
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Origin, Problem, reason

_LEVELS = {"commune": "cấp xã", "province": "cấp tỉnh", "region": "khu vực"}
_SIDES = ("bản gốc", "bản mới")
_UNKNOWN = "không rõ vì đâu: dữ liệu, mẫu và phiên bản mà hai bản ghi lại đều như nhau"
_NOT_KEPT = "không rõ vì đâu: hai bản không ghi lại các ô dữ liệu mà văn bản này dùng"
_HIDDEN = "chữ mà cơ quan điền về người không đưa ra so sánh: chỗ ấy để như chưa điền («……»)"
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
                pair = FilePair.of(old.read(path), new.read(path), cache)
                if pair.old.parts == pair.new.parts and (old.hides(path) or new.hides(path)):
                    states[path] = DocumentState.SAME
                else:
                    changes[path] = pair.changes
            else:
                (old if state is DocumentState.GONE else new).probe(path)
        except (PackageError, OSError):
            faults = list(_faults(old, new, path))
            if not faults:
                raise
            unreadable += faults
    causes = _causes(old, new, (path for path in differing if states[path] is not DocumentState.SAME))
    put_back = PutBack(old, new, new.prepare, cache) if new.prepare else None
    alike = clusters(changes, {path: causes[path] for path in changes}, changes, put_back)
    numbers = grouped((path, cluster.number) for cluster in alike for path in cluster.documents)
    levels = {**_levels(old), **_levels(new)}
    documents = []
    for path, state in states.items():
        paper = PaperId.of(path)
        title = (new if path in new.documents else old).title(path)
        level = levels.get(agency_row(paper.name), "")
        reasons = tuple(numbers.get(path, ())), causes.get(path, ())
        documents.append(ReviewedDocument(path, paper.kind, paper.name, title, state, *reasons, level))
    kinds = {name: title for side in (old, new) if side.manifest for name, title, _ in side.manifest.kinds}
    notes = (*(_gaps(old, new) if differing else ()), *([_HIDDEN] if old.has_people or new.has_people else ()))
    sides = old.name, new.name
    return Review(*sides, tuple(documents), alike, tuple(kinds.items()), tuple(unreadable), notes, new.edited)


def _state(old: str | None, new: str | None) -> DocumentState:
    if old is None:
        return DocumentState.NEW
    if new is None:
        return DocumentState.GONE
    return DocumentState.SAME if old == new != "" else DocumentState.CHANGED


def _levels(build: Build) -> dict[str, str]:
    """The level of each agency's row that the build read."""
    column = headings(Agency)["level"]
    return {cell.row: _LEVELS.get(cell.value, "") for cell in build.cells_file.all_cells() if cell.column == column}


def _faults(old: Build, new: Build, path: str) -> Iterator[Problem]:
    """Which of the files of a document cannot be read, and why."""
    for side, build, remedy in zip(_SIDES, (old, new), _REMEDIES, strict=True):
        if path in build.documents:
            try:
                why = fault(build.read(path))
            except OSError as error:
                why = reason(error)
            if why:
                yield Problem(Origin(path, place=f"{side} ({build.name})"), f"{why}.", remedy)


# --- why a document differs ------------------------------------------------------------------------------------------


def _causes(old: Build, new: Build, paths: Iterable[str]) -> dict[str, tuple[Cause, ...]]:
    """Why each of these documents differs; that it is not known, where both builds wrote down what they are of.

    Empty where one of them wrote down nothing, unless the other tells that the file was edited since.
    """
    by_hand = {path: tuple(_since(old, new, path)) for path in paths}
    if old.manifest is None or new.manifest is None:
        return by_hand
    comparison = Comparison(old.manifest, old.cells_file, new.manifest, new.cells_file)
    listed = {entry.path for side in (old.manifest, new.manifest) for entry in side.documents}
    has_cells = all(any(build.cells_file.all_cells()) for build in (old, new))
    unknown = Cause("unknown", _UNKNOWN if has_cells else _NOT_KEPT)
    return {
        path: first_causes(comparison.causes(path) if path in listed else ()) + edits or (unknown,)
        for path, edits in by_hand.items()
    }


def _since(old: Build, new: Build, path: str) -> Iterator[Cause]:
    """What became of the document's file in each build after it was written, by the hash in its manifest."""
    for side, build in zip(_SIDES, (old, new), strict=True):
        written, now = build.written.get(path), build.documents.get(path)
        if written is not None and now is None:
            yield Cause("file", f"tệp của {side} không còn ở chỗ của nó sau khi dựng")
        elif build.written and written is None and now is not None:
            yield Cause("file", f"tệp của {side} không có trong danh mục {MANIFEST} của lần dựng ấy")
        elif written and now and written != now:
            yield Cause("file", f"tệp của {side} đã sửa tay sau khi dựng")


def _gaps(old: Build, new: Build) -> Iterator[str]:
    """What is not known because a build did not write it down, or because that is damaged."""
    for side, build in zip(_SIDES, (old, new), strict=True):
        if build.gap:
            lost = "vì đâu văn bản khác đi" if build.manifest is None else "ô nào, dòng nào của mẫu đã khác"
            yield f"{side} ({build.name}) {build.gap}, nên không biết {lost}"
