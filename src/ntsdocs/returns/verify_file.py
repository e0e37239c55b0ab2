"""Tell of Word files which paper of the plan each is, and where it differs from what was sent."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.diff.file_pair import FilePair
from ntsdocs.diff.identity import FileState, FileVerdict
from ntsdocs.diff.result import What
from ntsdocs.diff.word_file import WordFile
from ntsdocs.docx import extra_parts, package
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.xml import DOCUMENT_PART
from ntsdocs.returns import letterbox
from ntsdocs.returns.letterbox import ReturnedPaper
from ntsdocs.returns.paper_versions import Base, Bases
from ntsdocs.returns.whose import whose
from ntsdocs.text.file_kinds import FileKind
from ntsdocs.text.problems import DataWrong, Origin, Problem, reason

_OWN = "khung nội dung «own:"  # that a place is filled in is told by its words


def verify_files(
    root: Path, plan_id: str, files: Sequence[Path], out: Path, on: date | None = None, office: str = ""
) -> list[FileVerdict]:
    """What each of these documents is: unchanged, edited (and where), saved again, or none of this plan's papers.

    They are compared with the version that they were edited on; as today's count those of the date `on`, by default of
    the last build in `out`, or the plan's own. `DataWrong` names every file that cannot be read.
    """
    journey.folder(root, plan_id)
    problems = []
    for file in files:
        try:
            file.open("rb").close()
        except OSError as error:
            what = f"không đọc được tệp ({reason(error)})."
            problems.append(Problem(Origin(file.as_posix()), what, "xem lại đường dẫn."))
    if problems:
        raise DataWrong(problems)
    bases = Bases(root, plan_id, out, on)
    return [_alone(bases, [*letterbox.letters(root, plan_id, [file], office)]) for file in files]


def _alone(bases: Bases, letters: Sequence[ReturnedPaper]) -> FileVerdict:
    """What a file is, of an archive of many that it has to be unpacked."""
    packed = replace(letters[0], data=b"", fault="tệp nén có nhiều tệp", remedy=FileKind.ARCHIVE.remedy)
    return verdict(bases, letters[0] if len(letters) == 1 else packed)


def verdict(bases: Bases, letter: ReturnedPaper) -> FileVerdict:
    """What a file is, whatever it is called."""
    if problem := letter.problem:
        return FileVerdict(letter.name, FileState.BROKEN, notes=(problem.what.rstrip("."), problem.remedy.rstrip(".")))
    try:
        who = whose(letter, bases, {})
        if who.base is None:
            return FileVerdict(letter.name, FileState.UNKNOWN, notes=tuple(what for what, _ in who.notes))
        return _compared(who.base, letter.data, tuple(f"{what}; {todo.rstrip('.')}" for what, todo in who.notes))
    except PackageError as error:
        return FileVerdict(letter.name, FileState.BROKEN, notes=(str(error),))


def _composed(data: bytes) -> bytes:
    """The file with its letters composed, as ours are: some programs take them apart."""
    parts = package.read(data)
    main = parts.get(DOCUMENT_PART, b"").decode(errors="replace")
    composed = unicodedata.normalize("NFC", main)
    return data if composed == main else package.write({**parts, DOCUMENT_PART: composed.encode()}.items())


def _compared(base: Base, data: bytes, odd: tuple[str, ...]) -> FileVerdict:
    sent = (base.label.removeprefix("bản "),) if base.label.startswith("bản đã ") else ()  # issued or sent
    if base.data == data:
        return FileVerdict(base.paper.path, FileState.SAME, notes=(*sent, *odd))
    pair = FilePair(WordFile(base.data), WordFile(_composed(data)))
    told = (replace(x, form=tuple(y for y in x.form if not y[0].startswith(_OWN))) for x in pair.visible_changes)
    changes = tuple(each for each in told if each.what is not What.FORM or each.form)
    notes = tuple(extra_parts.additions(pair.old, pair.new))
    if any(change.what is not What.FORM for change in changes):
        state = FileState.EDITED
    elif changes:
        state = FileState.RESTYLED
    else:
        state = FileState.EXTRA_CONTENT if notes else FileState.RESAVED
    return FileVerdict(base.paper.path, state, changes, (*sent, *odd, *notes), base.label)
