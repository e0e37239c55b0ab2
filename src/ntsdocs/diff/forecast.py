"""Foresee what a build would do, and why: papers are made as a build makes them, but none is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.build import folder, journey, workers
from ntsdocs.build.options import Replacement
from ntsdocs.build.outcome import Outcome
from ntsdocs.changes.causes import Cause, cause_lines, first_causes
from ntsdocs.changes.comparison import Comparison, read_cells_used
from ntsdocs.changes.manifest import FileEntry, Manifest
from ntsdocs.diff.result import DocumentState
from ntsdocs.diff.wording import NAMED, count_by_kind, first_documents
from ntsdocs.plan.papers import PaperId
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Problem

_MISSING = Cause("file", "tệp không còn ở chỗ của nó")
_OLDER = Cause("file", "tệp không phải bản của lần dựng trước")
_NO_CELLS_FILE = "không có manifest-slices.json của lần dựng trước, hoặc tệp ấy đã hỏng, nên không biết ô nào đã khác"


@dataclass(frozen=True, slots=True)
class DocumentForecast:
    """What would become of a document, and why.

    `edited` says that somebody edited its file, which stays as it is; `again` that it would be made again, because
    something it is made of changed, and come out as it was.
    """

    path: str
    state: DocumentState
    causes: tuple[Cause, ...] = ()
    edited: bool = False
    again: bool = False

    @property
    def sure(self) -> bool:
        """Whether each of the causes does change it: there is one, or all are lines of its template."""
        return len(self.causes) == 1 or all(cause.kind == "template" for cause in self.causes)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build would do with each document; `kinds` pairs kinds with what they are called.

    `notes` say what is not known of the last build, `warnings` what is odd in the data.
    """

    documents: tuple[DocumentForecast, ...]
    kinds: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]
    notes: tuple[str, ...] = ()

    @property
    def reach(self) -> dict[Cause, list[str]]:
        """Each cause with the documents that differ and that it reaches, the widest first."""
        differing = [each for each in self.documents if each.state is not DocumentState.SAME]
        documents_of = grouped((cause, each.path) for each in differing for cause in each.causes)
        return dict(sorted(documents_of.items(), key=lambda item: -len(item[1])))


def forecast(root: Path, plan_id: str, out: Path, on: date | None = None, jobs: int = 1) -> Forecast:
    """What `build.build` would do in `out`; `Wrong` with all that would be in its way.

    Where there are many papers to be made, up to so many `jobs`, processes of this machine, make them.
    """
    journey.folder(root, plan_id)
    journey.refuse_place(root, out)
    ready = journey.prepare(root, plan_id, on)
    place = folder.Folder(out, Replacement())
    with workers.hire(jobs, fewest=workers.MANY) as fill:
        outcome, cells_file = journey.rehearse(ready, place, fill)
    cells_data = place.cells_data()
    comparison = Comparison(place.last, read_cells_used(cells_data), outcome.manifest, cells_file)
    documents = tuple(sorted(_foreseen(place.last, outcome, comparison), key=lambda each: each.path))
    kinds = tuple((name, title) for name, title, _ in outcome.manifest.kinds)
    notes = [f"{each.origin}: {each.what}" for each in outcome.warnings]
    notes += [_NO_CELLS_FILE] if place.last and not cells_data else []
    return Forecast(documents, kinds, ready.warnings, tuple(notes))


def _foreseen(last: Manifest | None, outcome: Outcome, comparison: Comparison) -> Iterator[DocumentForecast]:
    before = {entry.path: entry for entry in last.documents} if last else {}
    now = {entry.path: entry for entry in outcome.manifest.documents}
    new_texts = [path for path, _ in outcome.new_texts]
    for path in (*outcome.same, *outcome.edited):
        again = path in before and before[path].recipe != now[path].recipe
        causes = first_causes(comparison.causes(path)) if again else ()
        yield DocumentForecast(path, DocumentState.SAME, causes, path in outcome.edited, again)
    for path in (*outcome.new, *outcome.changed, *new_texts):
        lost = path in outcome.new and path in before
        state = DocumentState.CHANGED if path in before and not lost else DocumentState.NEW
        causes = _file_cause(before.get(path), now[path]) or first_causes(comparison.causes(path))
        yield DocumentForecast(path, state, causes, path in new_texts)
    for path in (*outcome.removed, *outcome.orphans):
        yield DocumentForecast(path, DocumentState.GONE, first_causes(comparison.causes(path)), path in outcome.orphans)


def _file_cause(last: FileEntry | None, now: FileEntry) -> tuple[Cause, ...]:
    """Why a file would be written though nothing that it is made of changed."""
    if last is None or last.recipe != now.recipe:
        return ()
    return (_MISSING,) if last.sha256 == now.sha256 else (_OLDER,)


# --- as lines --------------------------------------------------------------------------------------------------------

_HEADINGS = ((DocumentState.NEW, "Mới"), (DocumentState.GONE, "Không còn phải lập"))
_EDITED = {
    DocumentState.NEW: "Đã có tệp trùng tên không do chương trình viết, giữ nguyên; "
    "bản mới sẽ nằm ở tệp .moi.docx bên cạnh",
    DocumentState.CHANGED: "Đã sửa tay, giữ nguyên; bản mới sẽ nằm ở tệp .moi.docx bên cạnh",
    DocumentState.GONE: "Không còn phải lập nhưng đã sửa tay, giữ nguyên",
    DocumentState.SAME: "Đã sửa tay, giữ nguyên; chữ chương trình lập không đổi",
}


def lines(foreseen: Forecast) -> Iterator[str]:
    """The forecast for a terminal: how many files as a build counts them, then each cause with what it reaches.

    Causes that reach the same documents stand together, and these are named once. Where a document has several causes,
    it is not sure that each changes it.
    """
    documents, kinds = foreseen.documents, dict(foreseen.kinds)
    counts = Counter(document.state for document in documents if not document.edited)
    yield f"Nếu dựng bây giờ: {', '.join(f'{counts[state]} {state}' for state in DocumentState)}. Chưa ghi gì."
    yield from (f"Chú ý: {note}" for note in foreseen.notes)
    sure = {each.path for each in documents if each.sure}
    for causes, paths in _together(foreseen.reach):
        count = _reached(paths, sure, kinds)
        yield from (f"{vn.upper_first(line)}: {count}" for line in causes)
        yield f"    {first_documents(paths)}"
    yield from _listed(
        "Không rõ vì đâu", [e.path for e in documents if e.state is not DocumentState.SAME and not e.causes], kinds
    )
    for state, heading in _HEADINGS:
        yield from _listed(heading, [each.path for each in documents if each.state is state and not each.edited], kinds)
    for state, heading in _EDITED.items():
        yield from _listed(heading, [each.path for each in documents if each.edited and each.state is state], kinds)
    again = grouped((tuple(cause_lines(each.causes)), each.path) for each in documents if each.again)
    for why, paths in again.items():
        reason = f" ({'; '.join(why)})" if why else ""
        yield from _listed(f"Làm lại nhưng vẫn như cũ{reason}", paths, kinds)
    if foreseen.warnings:
        yield f"Cảnh báo: {len(foreseen.warnings)} (xem bằng lệnh «invoke check»)."


def _together(reach: Mapping[Cause, Sequence[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Causes, as lines, with the documents they reach.

    Together are those that reach the same documents, and the cells of many rows that changed alike.
    """
    groups: dict[tuple[object, ...], list[Cause]] = {}
    often = Counter(cause.shared_change for cause in reach)
    for cause, paths in reach.items():
        many = cause.shared_change and often[cause.shared_change] > NAMED
        groups.setdefault((cause.shared_change,) if many else tuple(paths), []).append(cause)
    for causes in groups.values():
        paths = list(dict.fromkeys(path for cause in causes for path in reach[cause]))
        if len({tuple(reach[cause]) for cause in causes}) > 1:
            yield [f"{causes[0]}, và {len(causes) - 1} dòng nữa thay đổi như vậy"], paths
        else:
            yield list(cause_lines(causes)), paths


def _reached(paths: Sequence[str], sure: set[str], kinds: dict[str, str]) -> str:
    """How many documents a cause reaches: those that it does change, then those that it may."""
    certain, doubtful = ([path for path in paths if (path in sure) is side] for side in (True, False))
    if not certain or not doubtful:
        return f"{'' if certain else 'có thể '}{_counted(paths, kinds)}"
    return f"{_counted(certain, kinds)}; có thể cả {_counted(doubtful, kinds)}"


def _listed(heading: str, paths: Sequence[str], kinds: dict[str, str]) -> Iterator[str]:
    """What is said of these documents, how many they are and which; nothing if there are none."""
    if paths:
        yield f"{heading}: {_counted(paths, kinds)}"
        yield f"    {first_documents(paths)}"


def _counted(paths: Iterable[str], kinds: Mapping[str, str]) -> str:
    return count_by_kind((PaperId.of(path).kind for path in paths), kinds)
