"""Write the changes of a review into Word files as tracked changes, below the build folder."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ntsdocs.changes.program import REDLINES, program
from ntsdocs.diff import console
from ntsdocs.diff.builds import Build
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.result import DocumentState, Review
from ntsdocs.diff.wording import count_by_kind, first_documents
from ntsdocs.docx.package import PackageError
from ntsdocs.redline import record as redlines
from ntsdocs.redline import redline
from ntsdocs.redline.record import RedlineEntry
from ntsdocs.redline.two_files import author_faults, last_saved
from ntsdocs.text import shelf, vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import DataWrong, Origin, Problem, reason


class RedlineFate(StrEnum):
    """What became of one redline."""

    NEW = "mới"
    CHANGED = "làm lại"
    SAME = "giữ nguyên"
    EDITED = "đã có người sửa, để nguyên"  # and it still tells these two files apart
    NOTHING = "không khác ở chỗ nào mà Word theo dõi được"
    FAILED = "không ghi được"


_LASTING = (RedlineFate.NEW, RedlineFate.CHANGED, RedlineFate.SAME, RedlineFate.EDITED)  # there is a file
_MOST = 40  # redlines that are named


@dataclass(frozen=True, slots=True)
class Redline:
    """The redline of the document at `path`, which stands for those `alike` too: their changes are the same."""

    path: str
    alike: tuple[str, ...]
    fate: RedlineFate


@dataclass(frozen=True, slots=True)
class Tracked:
    """What became of every redline of a review; `removed` are those of earlier runs that nobody needs any more."""

    review: Review
    shelf: Path
    redlines: tuple[Redline, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]

    def lines(self, *, full: bool = False) -> Iterator[str]:
        """What a person is told, but for the problems; `full` names every document."""
        return map(vn.printable, self._lines(full=full))

    def _lines(self, *, full: bool) -> Iterator[str]:
        yield from console.builds(self.review, full=full)
        if not self.review.differs:
            yield "Hai bản giống hệt nhau: không có gì để ghi vết sửa."
        lasting = [each for each in self.redlines if each.fate in _LASTING]
        count = Counter(each.fate for each in lasting)
        if lasting or self.removed:
            kinds = ", ".join(
                f"{count[fate]} {fate}" for fate in _LASTING if count[fate] or fate is not RedlineFate.EDITED
            )
            yield f"{len(lasting)} tệp có vết sửa ở {self.shelf}: {kinds}; đã bỏ {len(self.removed)} tệp không còn cần."
        files = (_file_lines(each, full=full) for each in lasting)
        yield from vn.first_blocks(files, None if full else _MOST, "  … và {} tệp nữa (xem đủ: thêm --full).")
        if any(each.alike for each in lasting):
            yield "Muốn có tệp riêng cho từng văn bản: thêm --all."
        yield from self._without(full=full)
        if lasting:
            yield "Trang rà soát dẫn tới các tệp này khi lập bằng invoke diff --site với cùng bản gốc."

    def _without(self, *, full: bool) -> Iterator[str]:
        """The documents that have no redline, and why."""
        nothing = [
            path for each in self.redlines if each.fate is RedlineFate.NOTHING for path in (each.path, *each.alike)
        ]
        if nothing:
            yield f"Thay đổi nhưng {RedlineFate.NOTHING}, nên không có vết sửa: {first_documents(nothing, full=full)}"
        for state in (DocumentState.NEW, DocumentState.GONE):
            documents = [each for each in self.review.documents if each.state is state]
            if documents:
                count = count_by_kind((each.kind for each in documents), dict(self.review.kinds))
                names = first_documents([each.path for each in documents], full=full)
                yield f"Văn bản {state} nên không có vết sửa: {count}: {names}"


def write(
    review: Review, old: Build, new: Build, out: Path, author: str, date: datetime | None, *, every: bool = False
) -> Tracked:
    """Writes redlines below the build folder `out`: one for each set of changes, or for `every` changed one.

    What is there already and would be the same is left; what was written here and is not needed any more is removed;
    what somebody edited, or put there, stays as it is. Without a date the changes bear the moment that the new file
    says it was saved. `DataWrong` if the author's name will not do.
    """
    if wrong := author_faults(author):
        raise DataWrong(wrong)
    day = "" if date is None else date.isoformat()
    writer = _Writer(out, old, new, RedlineEntry("", "", author, day, program(REDLINES)), date, list(review.unreadable))
    try:
        results = tuple(Redline(path, tuple(alike), writer.make(path)) for path, *alike in _groups(review, every=every))
        needed = {each.path for each in results if each.fate is not RedlineFate.NOTHING} | set(_unread(review))
        removed = tuple(writer.remove(needed))
    finally:
        writer.note()
    return Tracked(review, redlines.folder(out), results, removed, tuple(writer.problems))


def _file_lines(redline_: Redline, *, full: bool) -> Iterator[str]:
    yield f"  {redline_.path}"
    if redline_.alike:
        documents = first_documents(redline_.alike, full=full)
        yield f"    đại diện cho {len(redline_.alike)} văn bản khác thay đổi giống hệt: {documents}"


def _groups(review: Review, *, every: bool) -> list[list[str]]:
    """The changed documents that one redline is enough for, in order."""
    changes_of = review.changes_by_document()
    paths = [each.path for each in review.documents if each.state is DocumentState.CHANGED and each.clusters]
    return list(grouped((path if every else changes_of[path], path) for path in paths).values())


def _unread(review: Review) -> list[str]:
    """The changed documents of which nothing more is known, as a file of theirs could not be read."""
    return [each.path for each in review.documents if each.state is DocumentState.CHANGED and not each.clusters]


@dataclass(slots=True)
class _Writer:
    """Makes one redline at a time; what it has written is in `entries`, what it could not do in `problems`."""

    out: Path
    old: Build
    new: Build
    settings: RedlineEntry
    date: datetime | None
    problems: list[Problem] = field(default_factory=list)
    entries: dict[str, RedlineEntry] = field(init=False)

    def __post_init__(self) -> None:
        self.entries = redlines.read(self.out)

    def make(self, path: str) -> RedlineFate:
        """Has the redline of a document at its place, unless somebody's file is there."""
        place = redlines.folder(self.out) / path
        if fault := shelf.way_out(self.out.resolve(), f"{redlines.PLACE}/{path}"):
            return self._failed(place, f"{fault}.", "thay liên kết ấy bằng một thư mục thật.")
        entry = replace(self.settings, old=self.old.documents[path], new=self.new.documents[path])
        before, standing = self.entries.get(path), shelf.hash_at(place)
        if before is not None and standing is not None and replace(before, sha256="") == entry:
            return RedlineFate.SAME if standing == before.sha256 else RedlineFate.EDITED
        try:
            return self._write(path, place, entry, standing)
        except PackageError as error:
            remedy = "dựng lại văn bản ấy; nếu hỏng ở bản gốc thì chọn bản gốc khác."
            return self._failed(Path(path), f"{error}.", remedy)
        except OSError as error:
            remedy = "đóng tệp nếu đang mở, xem thư mục có cho phép ghi không, rồi chạy lại."
            return self._failed(place, f"không ghi được tệp ({reason(error)}).", remedy)

    def _write(self, path: str, place: Path, entry: RedlineEntry, standing: str | None) -> RedlineFate:
        """Writes the redline; `standing` is the hash of what lies at its place."""
        pair = FilePair.of(self.old.read(path), self.new.read(path))
        docx = redline(pair, self.settings.author, self.date or last_saved(pair.new))
        if docx == pair.new.docx:
            return RedlineFate.NOTHING
        before, sha256 = self.entries.get(path), hashlib.sha256(docx).hexdigest()
        written = None if before is None else before.sha256
        if standing not in (None, sha256, written) and sha256 != written:
            what = "tệp này đã được sửa sau khi lập, hoặc không do chương trình ghi; bản mới chưa được ghi."
            return self._failed(place, what, "đổi tên, chuyển hoặc xóa tệp ấy, rồi chạy lại.")
        if standing in (None, written) and standing != sha256:
            place.parent.mkdir(parents=True, exist_ok=True)
            shelf.put(place, docx, lambda standing: standing == written)
        self.entries[path] = replace(entry, sha256=sha256)
        if standing is None:
            return RedlineFate.NEW
        if standing == sha256:
            return RedlineFate.SAME
        return RedlineFate.CHANGED if standing == written else RedlineFate.EDITED

    def remove(self, needed: set[str]) -> Iterator[str]:
        """Removes what was written for documents that need no redline any more, and yields their paths."""
        for path, entry in sorted(self.entries.items()):
            place = redlines.folder(self.out) / path
            if path in needed or shelf.way_out(self.out.resolve(), f"{redlines.PLACE}/{path}"):
                continue
            standing = shelf.hash_at(place)
            if standing not in (None, entry.sha256):
                what = "không còn cần, nhưng đã được sửa sau khi lập nên để nguyên."
                self._failed(place, what, "chuyển tệp ấy đi nơi khác, hoặc xóa.")
                continue
            try:
                shelf.remove(place, redlines.folder(self.out))
            except OSError as error:
                self._failed(place, f"không xóa được tệp ({reason(error)}).", "đóng tệp nếu đang mở, rồi chạy lại.")
                continue
            del self.entries[path]
            if standing is not None:
                yield path

    def note(self) -> None:
        """Writes down what there is now."""
        try:
            if self.entries != redlines.read(self.out):
                redlines.write(self.out, self.entries)
        except OSError as error:
            what = f"không ghi được danh mục các tệp vết sửa ({reason(error)})."
            self._failed(redlines.folder(self.out), what, "xem thư mục có cho phép ghi không, rồi chạy lại.")

    def _failed(self, place: Path, what: str, remedy: str) -> RedlineFate:
        self.problems.append(Problem(Origin(place.as_posix()), what, remedy))
        return RedlineFate.FAILED
