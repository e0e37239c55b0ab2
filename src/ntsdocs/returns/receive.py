"""Read the letterbox of a plan: each file by whose it is, in as many processes as are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.workers import local
from ntsdocs.docx.package import CORE_PART, PackageError
from ntsdocs.docx.parts import WordParts
from ntsdocs.returns import answers, changes, letterbox, lines
from ntsdocs.returns.bases import Bases
from ntsdocs.returns.changes import Change
from ntsdocs.returns.letterbox import Letter
from ntsdocs.returns.reading import Reading
from ntsdocs.returns.received import Received, State
from ntsdocs.returns.whose import whose
from ntsdocs.text import vn
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.groups import grouped

_FEWEST = 12  # files for which another process is worth its start


_Said = tuple[Reading, tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class _Job:
    """A paper to be read: what it was edited on, and itself."""

    file: str
    base: bytes
    data: bytes


def receive(
    root: Path,
    plan_id: str,
    out: Path,
    files: Sequence[Path] = (),
    on: date | None = None,
    processes: int = 1,
) -> tuple[Received, ...]:
    """What lies in the plan's letterbox, or these files, in the order of their names."""
    plan = journey.read(root, plan_id, on).plan_or_stop()
    names = {agency.id: agency.short_name for agency in plan.registry}
    bases = Bases(root, plan_id, out, on)
    found, jobs = [], []
    for letter in letterbox.letters(root, plan_id, files):
        received, job = _known(letter, bases, names)
        found.append(received)
        jobs += [job] if job else []
    readings = dict(zip((job.file for job in jobs), _read_all(jobs, processes), strict=True))
    nothing: _Said = (Reading(), ())
    said = ((each, readings.get(each.file, nothing)) for each in found)
    read = [replace(each, reading=reading, changes=changed) for each, (reading, changed) in said]
    return tuple(_copies(sorted(read, key=lambda each: (vn.sort_key(each.file), each.file))))


def told(received: Iterable[Received]) -> Iterator[str]:
    """A line for each file, and what is to be done about it."""
    for each in received:
        sure = sum(not answer.doubt for answer in each.reading.answers)
        counts = f", {sure} ô chắc, {len(each.reading.answers) - sure} ô cần xem lại" if each.reading.answers else ""
        of = f" ({each.agency}; {each.base})" if each.base else f" ({each.agency})" if each.agency else ""
        yield vn.printable(f"{each.file}: {each.state}{of}{counts}.")
        yield from (vn.printable(f"  {what}. Sửa: {remedy}") for what, remedy in each.todo)


def _known(letter: Letter, bases: Bases, names: Mapping[str, str]) -> tuple[Received, _Job | None]:
    """Whose a file is, and what of it is still to be read."""
    if letter.fault:
        return Received(letter.name, letter.sha256, State.UNREADABLE, todo=((letter.fault, letter.remedy),)), None
    if letter.kind is not FileKind.WORD:
        return Received(letter.name, letter.sha256, State.NOT_OURS), None
    try:
        file = WordParts(letter.data)
        who = whose(file, letter.sha256, letter.name, bases, names)
    except PackageError as error:
        todo = ((str(error), FileKind.DAMAGED.remedy),)
        return Received(letter.name, letter.sha256, State.UNREADABLE, todo=todo), None
    if who.base is None:
        state = State.OWN_FORM if who.agency else State.NOT_OURS
        remedy = "đọc bằng mắt, hoặc xin bản điền trên dự thảo đã gửi."
        return Received(letter.name, letter.sha256, state, who.agency, todo=(("không đọc được ô nào", remedy),)), None
    base = who.base
    state = State.OUR_LETTER if not base.is_draft else State.UNCHANGED if who.is_same else State.READ
    received = Received(
        letter.name,
        letter.sha256,
        state,
        base.paper.name,
        base.paper.kind,
        base.label,
        base.sha256,
        base.paper.edition,
        _saved(file),
        who.is_older,
        todo=who.notes,
    )
    return received, _Job(letter.name, base.data, letter.data) if state is State.READ else None


def _saved(file: WordParts) -> str:
    """When the file was last saved, by its properties."""
    return (file.tree(CORE_PART).findtext("{*}modified") or "") if CORE_PART in file.parts else ""


def _read_all(jobs: Sequence[_Job], processes: int) -> Iterable[_Said]:
    if processes < 2 or len(jobs) < _FEWEST:
        return [_read(job) for job in jobs]
    with local(processes) as executor:
        return [*executor.map(_read, jobs, chunksize=4)]


def _read(job: _Job) -> _Said:
    ours, theirs = lines.read(job.base), lines.read(job.data)
    reading = answers.read(ours, theirs)
    return reading, changes.read(ours, theirs, reading.matching)


def _copies(read: Iterable[Received]) -> Iterator[Received]:
    """The files, a second one of an agency told to be one."""
    every = [*read]
    groups = grouped(((each.agency, each.kind), each) for each in every if each.state is State.READ)
    for each in every:
        first = groups.get((each.agency, each.kind), [each])[0]
        if each.state is not State.READ or each is first:
            yield each
            continue
        said, before = ({answer.tag: answer.value for answer in one.reading.answers} for one in (each, first))
        count = sum(said.get(tag) != before.get(tag) for tag in said.keys() | before.keys())
        if not count:
            yield replace(each, state=State.COPY, todo=(*each.todo, (f"nói như {first.file}", "không phải làm gì.")))
            continue
        what = f"cùng cơ quan với {first.file}, khác ở {count} ô"
        yield replace(each, state=State.OTHER_COPY, todo=(*each.todo, (what, "xem bản nào là bản cuối.")))
