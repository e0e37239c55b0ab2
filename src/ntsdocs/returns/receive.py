"""Read the letterbox of a plan: each file by whose it is, in as many processes as are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.workers import local
from ntsdocs.docx.package import PackageError
from ntsdocs.kinds.awaited import awaited
from ntsdocs.plan import assignments
from ntsdocs.plan.model import Agency
from ntsdocs.plan.returned import ReturnedFile
from ntsdocs.returns import accepted, answers, changes, form_file, letterbox, returned_tables, told, word_lines
from ntsdocs.returns.agency_forms import Forms
from ntsdocs.returns.letterbox import ReturnedPaper
from ntsdocs.returns.paper_versions import Bases
from ntsdocs.returns.returned_tables import Received
from ntsdocs.returns.whose import whose
from ntsdocs.tables import row_edits
from ntsdocs.text import vn
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.groups import grouped

_MACROS = ("tệp có macro", "xin cơ quan gửi bản .docx, không có macro.")
_Job = partial[Received]  # what reads a file
_READ, _UNREADABLE, _UNCHANGED = "đã đọc", "không đọc được", "chưa điền"  # what files turn out to be
_NOT_OURS = "không phải văn bản của Kế hoạch này"
_FEWEST = 12  # files for which another process is worth its start


def receive(
    root: Path,
    plan_id: str,
    out: Path,
    files: Sequence[Path] = (),
    office: str = "",
    processes: int = 1,
    *,
    write: bool = False,
    full: bool = False,
) -> tuple[list[str], bool]:
    """Puts what lies in the plan's letterbox, or these files, into the tables; with `write` makes data of the sure.

    Gives what is told, and whether somebody has to do something about it.
    """
    plan = journey.read(root, plan_id).plan_or_stop()
    agencies = {agency.id: agency for agency in (*plan.registry, *plan.agencies)}
    folder = journey.folder(root, plan_id)
    received = read(letterbox.letters(root, plan_id, files, office), Bases(root, plan_id, out), agencies, processes)
    with row_edits.held(folder, root):  # another run may have written while this one read
        plan = journey.read(root, plan_id).plan_or_stop() if write else plan
        before = returned_tables.read(folder)
        tables = returned_tables.merged(plan, before, [*as_first_known(received, before.files)])
        returned_tables.put(root, folder, tables)
        lines = [*told.lines(tables, awaited(plan, assignments.settle(plan), tables.files), full=full)]
        lines += accepted.accept(root, folder, plan, tables) if write else ()
    return lines, told.needs_a_hand(tables)


def read(
    letters: Iterable[ReturnedPaper], bases: Bases, agencies: Mapping[str, Agency], processes: int = 1
) -> list[Received]:
    """What each letter is and says, in the order of their names."""
    came, done, papers, later = [*letters], list[Received](), list[Future[Received]](), list[_Job]()
    with local(processes) if processes > 1 and len(came) >= _FEWEST else nullcontext() as executor:
        for known in (_known(letter, bases, agencies) for letter in came):
            if isinstance(known, Received):
                done.append(known)
            elif executor is None or known.func is _read_form:
                later.append(known)
            else:  # read while this process finds out whose the next one is
                papers.append(executor.submit(known))
        chunk = 1 + len(later) // (4 * processes)  # the forms that workbooks may be go once with each part of the jobs
        done += map(_done, later) if executor is None else executor.map(_done, later, chunksize=chunk)
        done += [each.result() for each in papers]
    return [*_copies(sorted(done, key=lambda each: each.file.file))]


def _done(job: _Job) -> Received:
    return job()


def as_first_known(received: Iterable[Received], before: Iterable[ReturnedFile]) -> Iterator[Received]:
    """The files, each under the edition that it was received for: a later one may have the same words of ours."""
    first = {(x.sha256, x.agency, x.kind): x for x in before if x.edition}
    for each in received:
        old = first.get((each.file.sha256, each.file.agency, each.file.kind), each.file)
        same = replace(each.file, base=old.base, edition=old.edition, base_day=old.base_day)
        yield replace(each, file=same) if old.edition != each.file.edition else each


def _known(letter: ReturnedPaper, bases: Bases, agencies: Mapping[str, Agency]) -> Received | _Job:
    """Whose a file is, or what is to be read of it."""
    row = ReturnedFile(letter.name, letter.sha256, saved=letter.saved)
    if letter.fault or b"vbaProject.bin" in letter.data:  # the names of a zip are never packed
        note = (letter.fault, letter.remedy) if letter.fault else _MACROS
        return Received(_told(row, _UNREADABLE, (note,)))
    if letter.kind is FileKind.EXCEL:
        return partial(_read_form, letter.data, row, bases.forms)
    who = whose(letter, bases, agencies)
    base = who.base
    if base is None:
        state = "tự soạn" if who.agency else _NOT_OURS
        return Received(_told(replace(row, agency=who.agency), state, who.notes))
    if not base.is_draft:
        notes = ((f"{base.paper}, không phải kế hoạch", "xin cơ quan gửi kế hoạch đã điền."),)
        return Received(_told(row, "văn bản của ta gửi lại", notes))
    row = replace(
        row,
        agency=base.paper.name,
        base=f"{base.paper}, {base.label}",
        kind=base.paper.kind,
        edition=base.edition.id,
        base_day=base.edition.on.isoformat(),
    )
    if who.is_same:
        return Received(_told(row, _UNCHANGED, (*who.notes, ("đúng từng byte như ta gửi", "nhắc cơ quan điền."))))
    known = Received(_told(row, _READ, who.notes), doubt=who.doubt)
    return partial(_read, base.data, letter.data, known)


def _told(row: ReturnedFile, state: str, notes: Sequence[tuple[str, str]] = ()) -> ReturnedFile:
    """The row with what the file turned out to be, what is odd, and what is to be done."""
    odd = "; ".join(what for what, _ in notes)
    return replace(row, state=f"{state}: {odd}" if odd else state, todo=" ".join(remedy for _, remedy in notes))


def _read_form(data: bytes, row: ReturnedFile, forms: Forms) -> Received:
    """What a workbook says, if it is a form of ours."""
    read = form_file.read(data, row.file, forms.plan, forms)
    wrong = ((str(x.origin).partition(", ")[2], x) for x in read.problems)  # what a cell says goes under no git
    each = [f"{place}: {x.remedy}" if place else f"{vn.upper_first(x.what)} {x.remedy}" for place, x in wrong]
    notes = ((f"{len(each)} chỗ phải xem lại", " ".join(each)),) if each else ()
    if read.form is None:
        return Received(_told(row, _UNREADABLE if notes else _NOT_OURS, notes))
    form, state = read.form, _READ if read.answers or notes else _UNCHANGED
    about = replace(row, agency=form.id.name, kind=form.id.kind, edition=form.id.edition, base=str(form.id))
    return Received(_told(replace(about, base_day=form.edition.on.isoformat()), state, notes), read.answers)


def _read(base: bytes, data: bytes, known: Received) -> Received:
    """What a paper says."""
    try:
        ours, theirs = word_lines.read(base, light=True), word_lines.read(data)
    except PackageError as error:
        return Received(_told(known.file, _UNREADABLE, ((str(error), letterbox.AGAIN),)))
    reading = answers.read(ours, theirs)
    changed = changes.read(ours, theirs, reading.matching)
    titles = {mark.tag: mark.title for line in ours.lines for mark in line.marks}
    return replace(known, answers=reading.answers, changes=changed, titles=titles)


def _copies(read: Sequence[Received]) -> Iterator[Received]:
    """The files, one that is the same agency's as one before it told to be so."""
    groups = grouped(((each.file.agency, each.file.kind, each.file.edition), each) for each in read if each.answers)
    firsts = {group[at].file.file: group[0] for group in groups.values() for at in range(1, len(group))}
    for each in read:
        first = firsts.get(each.file.file)
        if first is None:
            yield each
            continue
        said, before = ({answer.tag: answer.value for answer in one.answers} for one in (each, first))
        count = sum(said.get(tag) != before.get(tag) for tag in said.keys() | before.keys())
        note = f"cùng cơ quan với {first.file.file}, " + (f"khác nhau ở {count} ô" if count else "giống hệt")
        notes = filter(None, (note, each.file.state.removeprefix(_READ).lstrip(": ")))
        todo = " ".join(filter(None, (each.file.todo, "xem bản nào là bản cuối." if count else "")))
        yield replace(each, file=replace(each.file, state=f"bản thứ hai: {'; '.join(notes)}", todo=todo))
