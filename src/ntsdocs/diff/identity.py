"""Which of the plan's papers a Word file is, and where it differs from that paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.lots import Lot, lots_of
from ntsdocs.changes.manifest import last_in
from ntsdocs.diff import console
from ntsdocs.diff.file_pair import FilePair, share
from ntsdocs.diff.result import Change, What
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx import extra_parts, sent_as
from ntsdocs.docx.package import CORE_PART, PackageError
from ntsdocs.docx.xml import DC
from ntsdocs.kinds import KINDS, due
from ntsdocs.plan import assignments
from ntsdocs.plan.model import Edition
from ntsdocs.plan.papers import PaperId, template_file
from ntsdocs.templates.render import CompiledTemplate
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem, reason

_ALIKE = 0.3  # a file with less than this share of a paper's paragraphs was never that paper
_ALIKE_AT_LARGE = 0.5  # the same, where neither title nor name says which paper it is
_MOST = 40  # places that are named of one file


class FileState(StrEnum):
    """What a file turns out to be."""

    SAME = "đúng"
    EDITED = "đã được sửa sau khi dựng"
    MISSING = "thiếu"
    OTHER = "dựng lại thì ra khác"
    UNKNOWN = "không phải do chương trình ghi"
    OBSOLETE = "không còn phải lập, nhưng đã được sửa nên được giữ nguyên"
    NEW_COPY = "bản mới của chương trình, nằm cạnh tệp đã được sửa"
    RESAVED = "nội dung như bản gốc, chỉ được lưu lại bằng Word hay phần mềm khác"
    RESTYLED = "câu chữ như bản gốc, cách trình bày đã khác"
    EXTRA_CONTENT = "nội dung như bản gốc, nhưng tệp mang thêm thứ bản gốc không có"
    BROKEN = "tệp hỏng hoặc không phải tệp Word, không xét được"


_OF_ONE = {
    FileState.SAME: "nguyên vẹn, đúng từng byte",
    FileState.UNKNOWN: "không phải văn bản của Kế hoạch này do chương trình dựng",
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
    def is_of_plan(self) -> bool:
        """Whether it is one of the plan's papers, edited or not."""
        return self.state not in (FileState.UNKNOWN, FileState.BROKEN)

    def lines(self, file: str) -> Iterator[str]:
        """For a person, of this `file`: what it carries, then the places that differ, the words first."""
        yield f"{file}{f' ({self.path})' if self.is_of_plan else ''}: {_OF_ONE.get(self.state, self.state)}."
        yield from (vn.printable(f"  Chú ý: {note}.") for note in self.notes)
        ordered = sorted(self.changes, key=lambda change: change.what is What.FORM)
        places = ((f"  {vn.printable(line)}" for line in console.change_lines(change)) for change in ordered)
        yield from vn.first_blocks(places, _MOST, "  … và {} chỗ nữa; xem đủ bằng invoke redline.")


def verify_files(
    root: Path, plan_id: str, files: Sequence[Path], out: Path, on: date | None = None
) -> list[FileVerdict]:
    """What each of these documents is: unchanged, edited (and where), saved again, or none of this plan's papers.

    They are compared with the papers of the date `on`, by default that of the last build in `out`, or the plan's own.
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
    return [_verdict(papers, file, data) for file, data in read]


def identify(
    root: Path, plan_id: str, file: Path, data: bytes, out: Path, on: date | None = None
) -> tuple[str, date | None]:
    """Which paper of the plan a file is, edited or not, and of which date; a blank path if it is none."""
    papers = _papers(root, plan_id, out, on)
    verdict = _verdict(papers, file, data)
    return verdict.path if verdict.is_of_plan else "", papers.on


def _papers(root: Path, plan_id: str, out: Path, on: date | None) -> _Papers:
    last = last_in(out)
    day = on or (last.on if last and last.look else None)
    lots, _ = lots_of(journey.folder(root, plan_id), root)
    return _Papers(root, plan_id, day, {entry.sha256: entry.path for entry in last.documents} if last else {}, lots)


class _Papers:
    """The papers of a plan on a date, each drawn up once, when it is first needed.

    `written_paths` gives the paths of the papers that a build wrote, by their hashes; `lots` are those that went out.
    """

    def __init__(
        self, root: Path, plan_id: str, on: date | None, written_paths: Mapping[str, str], lots: Sequence[Lot]
    ) -> None:
        self.written_paths = written_paths
        self._issued = {(path, lot.edition): lot for lot in lots for path in lot.entries}
        self.sent = {each.sha256: (path, lot.sent[path]) for lot in lots for path, each in lot.entries.items()}
        self._root = root
        self._plan_id = plan_id
        self.on = on
        self._templates: dict[str, CompiledTemplate] = {}
        self._rendered: dict[tuple[str, str], bytes] = {}
        self._texts: dict[tuple[str, str], list[str]] = {}

    @cached_property
    def drafts(self) -> tuple[due.Draft, ...]:
        """All papers that went out, and those that are due."""
        plan = journey.read(self._root, self._plan_id, self.on).plan_or_stop()
        drawn = due.draw_up(plan, assignments.settle(plan), KINDS)
        issued = (_sent(plan.id, path, lot) for (path, _), lot in self._issued.items() if lot.file(path).is_file())
        return (*issued, *(draft for draft in drawn if _key(draft) not in self._issued))

    def how_sent(self, draft: due.Draft) -> tuple[str, ...]:
        """When and as what the paper went out; empty if it did not."""
        lot = self._issued.get(_key(draft))
        return (lot.sent[draft.id.path],) if lot else ()

    def rendered(self, draft: due.Draft) -> bytes:
        """The paper as it went out, else as a build makes it."""
        key = _key(draft)
        if lot := self._issued.get(key):
            return lot.file(draft.id.path).read_bytes()
        if key not in self._rendered:
            if draft.id.kind not in self._templates:
                template = journey.template_of(self._root, draft.id.kind)
                self._templates[draft.id.kind] = CompiledTemplate.load(template, template_file(draft.id.kind))
            compiled = self._templates[draft.id.kind]
            self._rendered[key] = compiled.render(draft.says, draft.core, draft.id.path, draft.sent_as, draft.own)
        return self._rendered[key]

    def texts(self, draft: due.Draft) -> list[str]:
        """The paragraphs of the paper."""
        if (key := _key(draft)) not in self._texts:
            self._texts[key] = WordFile(self.rendered(draft)).texts
        return self._texts[key]


def _sent(plan_id: str, path: str, lot: Lot) -> due.Draft:
    """A paper that went out, of which there is no more than its file."""
    id_, edition = PaperId.of(path), Edition(lot.kind, lot.edition, lot.record.on)
    return due.Draft(id_, None, due.Core("", "", ""), f"{plan_id}/{id_}", edition)


def _key(draft: due.Draft) -> tuple[str, str]:
    """Versions of a draft have one path."""
    return draft.id.path, draft.edition.id


def _verdict(papers: _Papers, file: Path, data: bytes) -> FileVerdict:
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 in papers.sent:
        path, how = papers.sent[sha256]
        return FileVerdict(path, FileState.SAME, notes=(how,))
    if path := papers.written_paths.get(sha256, ""):
        return FileVerdict(path, FileState.SAME)
    try:
        theirs = WordFile(data)
        if faults := tuple(extra_parts.faults(theirs)):
            return FileVerdict(file.name, FileState.BROKEN, notes=faults)
        for draft in _candidates(papers, file, theirs):
            if verdict := _compared(papers, draft, theirs):
                return verdict
        likest = _likest(papers, theirs)
        verdict = _compared(papers, likest, theirs) if likest else None
    except PackageError as error:
        return FileVerdict(file.name, FileState.BROKEN, notes=(str(error),))
    return verdict or FileVerdict(file.name, FileState.UNKNOWN)


def _compared(papers: _Papers, draft: due.Draft, theirs: WordFile) -> FileVerdict | None:
    """What the file is, compared with this paper; `None` if it was never that paper."""
    pair = FilePair(WordFile(papers.rendered(draft)), theirs)
    if pair.old.docx == pair.new.docx:
        return FileVerdict(draft.id.path, FileState.SAME, notes=papers.how_sent(draft))
    if pair.likeness < _ALIKE:
        return None
    changes = pair.visible_changes
    notes = tuple(extra_parts.additions(pair.old, pair.new))
    if any(change.what is not What.FORM for change in changes):
        state = FileState.EDITED
    elif changes:
        state = FileState.RESTYLED
    else:
        state = FileState.EXTRA_CONTENT if notes else FileState.RESAVED
    return FileVerdict(draft.id.path, state, changes, (*papers.how_sent(draft), *notes))


def _likest(papers: _Papers, theirs: WordFile) -> due.Draft | None:
    """The paper most of whose paragraphs stand in the file; `None` if none has half of them there."""
    there = frozenset(theirs.texts)
    shares = {_key(draft): share(papers.texts(draft), there) for draft in papers.drafts}
    likest = max(papers.drafts, key=lambda draft: shares[_key(draft)], default=None)
    return likest if likest and shares[_key(likest)] >= _ALIKE_AT_LARGE else None


def _candidates(papers: _Papers, file: Path, theirs: WordFile) -> Iterable[due.Draft]:
    """The papers the file may be: by what it says it was sent as, by the title in its properties, else by its name."""
    stem, title, (paper, digest) = file.name.partition(".")[0], _title(theirs), sent_as.read(theirs)
    by_property, by_name = [], []
    for draft in papers.drafts:
        if paper == draft.sent_as or (title and draft.core.title == title):
            by_property.append(draft)
        elif draft.id.name == stem:
            by_name.append(draft)
    if len(by_property) > 1:  # versions of a draft: the one that was sent with this text
        by_property.sort(key=lambda draft: sent_as.read(WordFile(papers.rendered(draft))) != (paper, digest))
    by_property.sort(key=lambda draft: (draft.sent_as != paper, draft.id.name != stem))
    by_name.sort(key=lambda draft: not file.resolve().as_posix().endswith(f"/{draft.id.path}"))
    return [*by_property, *by_name]


def _title(file: WordFile) -> str:
    """The title in the properties of a file; blank if they have none."""
    return (file.tree(CORE_PART).findtext(f"{DC}title") or "").strip() if CORE_PART in file.parts else ""
