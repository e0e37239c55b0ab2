"""Say why each document of two builds is otherwise, by what the builds wrote down, and what is not known of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ntsdocs.changes.causes import first_causes
from ntsdocs.changes.comparison import Comparison
from ntsdocs.changes.manifest import MANIFEST
from ntsdocs.diff.builds import Build
from ntsdocs.diff.result import Cause, DocumentState

SIDES = ("bản gốc", "bản mới")

_UNKNOWN = "không rõ vì đâu: dữ liệu, mẫu và phiên bản mà hai bản ghi lại đều như nhau"
_NOT_KEPT = "không rõ vì đâu: hai bản không ghi lại các ô dữ liệu mà văn bản này dùng"


def causes(old: Build, new: Build, states: Mapping[str, DocumentState]) -> dict[str, tuple[Cause, ...]]:
    """Why each of these documents is otherwise; that it is not known, where both builds wrote down what they are of.

    Empty where one of them wrote down nothing, unless the other tells that the file was edited since.
    """
    sides = [_Since(side, build) for side, build in zip(SIDES, (old, new), strict=True)]
    by_hand = {path: tuple(cause for side in sides for cause in side.causes(path)) for path in states}
    if old.manifest is None or new.manifest is None:
        return by_hand
    comparison = Comparison(old.manifest, old.book, new.manifest, new.book)
    listed = {entry.path for side in (old.manifest, new.manifest) for entry in side.documents}
    told = {path: first_causes(comparison.causes(path) if path in listed else ()) + by_hand[path] for path in states}
    kept = all(any(build.book.all_cells()) for build in (old, new))
    unknown = Cause("unknown", _UNKNOWN if kept else _NOT_KEPT)
    return {path: found or (unknown,) for path, found in told.items()}


def gaps(old: Build, new: Build) -> Iterator[str]:
    """What is not known because a build did not write it down, or because that is damaged."""
    for side, build in zip(SIDES, (old, new), strict=True):
        if build.gap:
            lost = "vì đâu văn bản khác đi" if build.manifest is None else "ô nào, dòng nào của mẫu đã khác"
            yield f"{side} ({build.name}) {build.gap}, nên không biết {lost}"


class _Since:
    """What became of the files of a build after it was written, by the hashes in its manifest, if it has some."""

    def __init__(self, side: str, build: Build) -> None:
        entries = build.manifest.documents if build.manifest else ()
        self._written = {entry.path: entry.sha256 for entry in entries if entry.sha256}
        self._side, self._found = side, build.documents

    def causes(self, path: str) -> Iterator[Cause]:
        written, found = self._written.get(path), self._found.get(path)
        if written is not None and found is None:
            yield Cause("file", f"tệp của {self._side} không còn ở chỗ của nó sau khi dựng")
        elif self._written and written is None and found is not None:
            yield Cause("file", f"tệp của {self._side} không có trong danh mục {MANIFEST} của lần dựng ấy")
        elif written and found and written != found:
            yield Cause("file", f"tệp của {self._side} đã sửa tay sau khi dựng")
