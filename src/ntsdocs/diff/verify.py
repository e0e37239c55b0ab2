"""Say whether papers are what the data, the templates and the versions give."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from ntsdocs.build import journey, paths
from ntsdocs.changes.manifest import MANIFEST, Manifest, hash_of, last_in, versions
from ntsdocs.diff import console
from ntsdocs.diff import file_pair as pairs
from ntsdocs.diff.result import Change, What
from ntsdocs.docx import extra_parts, package, xml
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments, reading
from ntsdocs.templates.render import Compiled
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem, reason

_ALIKE = 0.3  # a file with less than this share of a paper's paragraphs was never that paper
_ALIKE_AT_LARGE = 0.5  # the same, where neither title nor name says which paper it is
_MOST = 40  # places that are told of one file


class FileState(StrEnum):
    """What a file turns out to be."""

    SAME = "đúng"
    EDITED = "đã được sửa sau khi dựng"
    MISSING = "thiếu"
    OTHER = "dựng lại thì ra khác"
    STRANGER = "không phải do chương trình ghi"
    KEPT = "không còn phải lập, nhưng đã được sửa nên được giữ nguyên"
    BESIDE = "bản mới của chương trình, nằm cạnh tệp đã được sửa"
    RESAVED = "nội dung như bản gốc, chỉ được lưu lại bằng Word hay phần mềm khác"
    RESTYLED = "câu chữ như bản gốc, cách trình bày đã khác"
    LADEN = "nội dung như bản gốc, nhưng tệp mang thêm thứ bản gốc không có"
    BROKEN = "tệp hỏng hoặc không phải tệp Word, không xét được"


_OF_ONE = {
    FileState.SAME: "nguyên vẹn, đúng từng byte",
    FileState.STRANGER: "không phải văn bản của Kế hoạch này do chương trình dựng",
}


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """One file and what it turned out to be; of an edited one the places that differ.

    `notes` say what it carries that the paper does not, or why it cannot be opened.
    """

    path: str
    state: FileState
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it is one of the plan's papers, edited or not."""
        return self.state not in (FileState.STRANGER, FileState.BROKEN)

    def lines(self, file: str) -> Iterator[str]:
        """What a person is told of this `file`: what it carries, then the places that differ, the words first."""
        yield f"{file}{f' ({self.path})' if self.known else ''}: {_OF_ONE.get(self.state, self.state)}."
        yield from (vn.printable(f"  Chú ý: {note}.") for note in self.notes)
        ordered = sorted(self.changes, key=lambda change: change.what is What.FORM)
        for change in ordered[:_MOST]:
            yield from (f"  {vn.printable(line)}" for line in console.change_lines(change))
        if len(ordered) > _MOST:
            yield f"  … và {len(ordered) - _MOST} chỗ nữa; xem đủ bằng invoke redline."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of each file; `moved_on` tells which data, templates and versions are no longer the manifest's."""

    findings: tuple[FileVerdict, ...]
    moved_on: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether every file is what the manifest's data, templates and versions give."""
        return not self.moved_on and all(each.state is FileState.SAME for each in self.findings)

    def lines(self) -> Iterator[str]:
        """What a person is told: what has moved on, each file that is not as it should be, a count."""
        yield from (f"Khác lúc dựng: {line}." for line in self.moved_on)
        wrong = [each for each in self.findings if each.state is not FileState.SAME]
        yield from (f"{each.path}: {each.state}." for each in wrong)
        right = len(self.findings) - len(wrong)
        yield f"{right} tệp đúng như dữ liệu, mẫu và phiên bản; {len(wrong)} tệp cần xem."


def verify(root: Path, plan_id: str, out: Path) -> Verdict:
    """What each file of a build folder is, held against a new build of the same date in a temporary place."""
    last = _manifest(out)
    changed = tuple(moved_on(root, plan_id, last))
    with tempfile.TemporaryDirectory(prefix="ntsdocs-") as place:
        fresh = journey.build(root, plan_id, Path(place), last.on).outcome.manifest
    made = {entry.path: entry.sha256 for entry in fresh.documents}
    noted = {entry.path: entry.sha256 for entry in last.documents}
    kept = {entry.path for entry in last.kept}
    found = [FileVerdict(path, _state(out / path, noted.get(path), made.get(path))) for path in sorted({*made, *noted})]
    others = (path for path in paths.files_in(out) if path not in made and path not in noted)
    found += [FileVerdict(path, FileState.KEPT) if path in kept else _unlisted(out, path, made) for path in others]
    return Verdict(tuple(found), changed)


def _unlisted(out: Path, path: str, made: Mapping[str, str]) -> FileVerdict:
    """What a file is that no manifest lists: our text beside an edited one, or somebody's."""
    text = made.get(paths.paper_beside(path)[0])
    ours = text is not None and paths.hash_at(out / path) == text
    return FileVerdict(path, FileState.BESIDE if ours else FileState.STRANGER)


def _state(path: Path, noted: str | None, made: str | None) -> FileState:
    if not path.is_file() or path.is_symlink():
        return FileState.MISSING
    found = hash_of(path)
    if found == made:
        return FileState.SAME
    return FileState.OTHER if found == noted else FileState.EDITED


def _manifest(out: Path) -> Manifest:
    try:
        return Manifest.from_json((out / MANIFEST).read_bytes())
    except FileNotFoundError:
        what, remedy = "chưa có danh mục của lần dựng nào ở đây.", "chạy «invoke build» trước."
    except ValueError:
        what, remedy = "danh mục của lần dựng bị hỏng.", "chạy lại «invoke build»."
    raise DataWrong([Problem(Origin((out / MANIFEST).as_posix()), what, remedy)])


def moved_on(root: Path, plan_id: str, last: Manifest) -> Iterator[str]:
    """Which data, templates and versions are no longer those of a build."""
    recorded = {entry.path: entry.sha256 for entry in last.inputs}
    now = {entry.path: entry.sha256 for entry in journey.inputs(root, plan_id)}
    for path in sorted(recorded.keys() | now.keys()):
        if recorded.get(path) != now.get(path):
            what = "mới có" if path not in recorded else "không còn" if path not in now else "đã đổi"
            yield f"{path} {what} từ lần dựng"
    noted, installed = dict(last.versions), dict(versions())
    for name in sorted(noted.keys() | installed.keys()):
        if noted.get(name) != installed.get(name):
            yield f"phiên bản {name}: khi dựng {noted.get(name, '(không có)')}, nay {installed.get(name, '(không có)')}"
    if not last.whole:
        yield "lần dựng trước chưa làm hết các văn bản"


# --- one file --------------------------------------------------------------------------------------------------------


def verify_files(
    root: Path, plan_id: str, files: Sequence[Path], out: Path, on: date | None = None
) -> list[FileVerdict]:
    """What each of these documents is: unchanged, edited (and where), saved again, or none of this plan's papers.

    They are held against the papers of the date `on`, by default that of the last build in `out`, or the plan's own.
    `DataWrong` names every file that cannot be read.
    """
    read, problems = [], []
    for file in files:
        try:
            read.append((file, file.read_bytes()))
        except OSError as error:
            what = f"không đọc được tệp ({reason(error)})."
            problems.append(Problem(Origin(file.as_posix()), what, "xem lại đường dẫn."))
    if problems:
        raise DataWrong(problems)
    papers = _papers(root, plan_id, out, on)
    return [_finding(papers, file, data) for file, data in read]


def identified(
    root: Path, plan_id: str, file: Path, data: bytes, out: Path, on: date | None = None
) -> tuple[str, date | None]:
    """Which paper of the plan a file is, edited or not, and of which date; a blank path if it is none."""
    papers = _papers(root, plan_id, out, on)
    return found.path if (found := _finding(papers, file, data)).known else "", papers.on


def _papers(root: Path, plan_id: str, out: Path, on: date | None) -> _Papers:
    last = last_in(out)
    day = on or (last.on if last else None)
    return _Papers(root, plan_id, day, {entry.sha256: entry.path for entry in last.documents} if last else {})


class _Papers:
    """The papers of a plan on a date, drawn up when they are first asked for; `known` are hashes of written ones."""

    def __init__(self, root: Path, plan_id: str, on: date | None, known: Mapping[str, str]) -> None:
        self.known = known
        self._root = root
        self._plan_id = plan_id
        self.on = on
        self._templates: dict[str, Compiled] = {}

    @cached_property
    def jobs(self) -> tuple[due.Draft, ...]:
        """All papers that are due."""
        plan = reading.read(journey.folder(self._root, self._plan_id), self._root, self.on).plan_or_stop()
        return tuple(due.draw_up(plan, assignments.settle(plan), KINDS))

    def made(self, job: due.Draft) -> bytes:
        """The paper as a build makes it."""
        if job.id.kind not in self._templates:
            template = journey.template_of(self._root, job.id.kind)
            self._templates[job.id.kind] = Compiled.load(template, f"templates/{job.id.kind}.docx")
        return self._templates[job.id.kind].render(job.says, job.core, job.id.path)


def _finding(papers: _Papers, file: Path, data: bytes) -> FileVerdict:
    if path := papers.known.get(hashlib.sha256(data).hexdigest()):
        return FileVerdict(path, FileState.SAME)
    try:
        return _identified(papers, file, data) or FileVerdict(file.name, FileState.STRANGER)
    except package.PackageError as error:
        return FileVerdict(file.name, FileState.BROKEN, notes=(str(error),))


def _identified(papers: _Papers, file: Path, data: bytes) -> FileVerdict | None:
    """What the file is, if it is any of the papers; `PackageError` if it is no sound Word file."""
    parts = package.read(data)
    if broken := tuple(extra_parts.faults(parts)):
        return FileVerdict(file.name, FileState.BROKEN, notes=broken)
    for job in _candidates(papers.jobs, file, parts):
        if found := _held_against(job.id.path, papers.made(job), data):
            return found
    likest = _likest(papers, data)
    return _held_against(likest.id.path, papers.made(likest), data) if likest else None


def _held_against(path: str, ours: bytes, data: bytes) -> FileVerdict | None:
    if ours == data:
        return FileVerdict(path, FileState.SAME)
    if pairs.likeness(ours, data) < _ALIKE:
        return None
    found = pairs.seen(ours, data)
    notes = tuple(extra_parts.carried(package.read(ours), package.read(data)))
    if any(change.what is not What.FORM for change in found):
        state = FileState.EDITED
    elif found:
        state = FileState.RESTYLED
    else:
        state = FileState.LADEN if notes else FileState.RESAVED
    return FileVerdict(path, state, found, notes)


def _likest(papers: _Papers, data: bytes) -> due.Draft | None:
    """The paper most of whose paragraphs stand in the file; `None` if none has half of them there."""
    there = frozenset(pairs.texts(data))
    alike, likest = 0.0, None
    for job in papers.jobs:
        share = pairs.share(pairs.texts(papers.made(job)), there)
        if share > alike:
            alike, likest = share, job
    return likest if alike >= _ALIKE_AT_LARGE else None


def _candidates(jobs: Iterable[due.Draft], file: Path, parts: Mapping[str, bytes]) -> Iterable[due.Draft]:
    """The papers the file may be: by the title in its properties, else by its name."""
    title = _title(parts)
    stem = file.name.partition(".")[0]
    by_title, by_name = [], []
    for job in jobs:
        if title and job.core.title == title:
            by_title.append(job)
        elif job.id.name == stem:
            by_name.append(job)
    by_title.sort(key=lambda job: job.id.name != stem)
    by_name.sort(key=lambda job: job.id.kind != file.resolve().parent.name)
    return [*by_title, *by_name]


def _title(parts: Mapping[str, bytes]) -> str:
    if xml.CORE_PART not in parts:
        return ""
    root = xml.parse(parts[xml.CORE_PART], xml.CORE_PART)
    return (root.findtext(f"{xml.DC}title") or "").strip()
