"""Foresee what a build would do, and why: papers are made as a build makes them, but none is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs import build, bundle, vn, workers
from ntsdocs.explain import Cause, Comparison, first_causes, folded, kept_book
from ntsdocs.manifest import Entry
from ntsdocs.problems import Problem
from ntsdocs.review.model import State
from ntsdocs.wishes import Replacing

_NAMED = 4  # documents of a cause that are named
_MISSING = Cause("file", "tệp không còn ở chỗ của nó")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of a document, and why.

    `edited` says that somebody edited its file, which stays as it is; `again` that it would be made again, because
    something it is made of changed, and come out as it was.
    """

    path: str
    state: State
    causes: tuple[Cause, ...] = ()
    edited: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build would do with each document; `kinds` pairs kinds with what they are called."""

    documents: tuple[Foreseen, ...]
    kinds: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]

    @property
    def reach(self) -> dict[Cause, list[str]]:
        """Each cause with the documents it reaches, the widest first."""
        found: dict[Cause, list[str]] = {}
        for document in self.documents:
            for cause in document.causes:
                found.setdefault(cause, []).append(document.path)
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def forecast(root: Path, plan_id: str, out: Path, on: date | None = None, jobs: int = 1) -> Forecast:
    """What `build.build` would do in `out`; `Wrong` with all that would be in its way.

    Where there are many papers to be made, up to so many `jobs`, processes of this machine, make them.
    """
    build.refuse_place(root, out)
    ready = build.made_ready(root, plan_id, on)
    place = bundle.Folder(out, Replacing())
    with workers.hired(jobs, fewest=workers.MANY) as fill:
        made, book = build.rehearsed(ready, place, fill)
    comparison = Comparison(place.last, kept_book(place.slices()), made, book)
    before = {entry.path: entry for entry in place.last.documents} if place.last else {}
    now = {entry.path: entry for entry in made.documents}
    paths = sorted(before.keys() | now.keys())
    documents = tuple(_foreseen(place, path, before.get(path), now.get(path), comparison) for path in paths)
    return Forecast(documents, tuple((name, title) for name, title, _ in made.kinds), ready.warnings)


def _foreseen(
    place: bundle.Folder, path: str, last: Entry | None, now: Entry | None, comparison: Comparison
) -> Foreseen:
    edited = place.edited(path)
    if last is not None and now is not None and last.sha256 == now.sha256:
        if not edited and not place.there(path):
            return Foreseen(path, State.CHANGED, (_MISSING,))
        return Foreseen(path, State.SAME, (), edited, again=last.recipe != now.recipe)
    state = State.NEW if last is None else State.GONE if now is None else State.CHANGED
    return Foreseen(path, state, first_causes(comparison.causes(path)), edited)


# --- as lines --------------------------------------------------------------------------------------------------------

_HEADINGS = ((State.NEW, "Mới"), (State.GONE, "Không còn phải lập"))
_KEPT = {
    State.NEW: "Đã có tệp trùng tên không do chương trình viết, giữ nguyên; bản mới sẽ nằm ở tệp .moi.docx bên cạnh",
    State.CHANGED: "Đã sửa tay, giữ nguyên; bản mới sẽ nằm ở tệp .moi.docx bên cạnh",
    State.GONE: "Không còn phải lập nhưng đã sửa tay, giữ nguyên",
    State.SAME: "Đã sửa tay, giữ nguyên; chữ chương trình lập không đổi",
}


def lines(told: Forecast) -> Iterator[str]:
    """The forecast for a terminal: how many documents, then each cause with the documents it reaches.

    Causes that reach the same documents stand together, and these are named once.
    """
    counts = Counter(document.state for document in told.documents)
    yield f"Nếu dựng bây giờ: {', '.join(f'{counts[state]} {state}' for state in State)}. Chưa ghi gì."
    together: dict[tuple[str, ...], list[Cause]] = {}
    for cause, paths in told.reach.items():
        together.setdefault(tuple(paths), []).append(cause)
    kinds = dict(told.kinds)
    for reached, causes in together.items():
        yield from (f"{vn.upper_first(line)}: {counted(reached, kinds)}" for line in folded(causes))
        yield f"    {named(reached)}"
    known = told.documents
    yield from _told("Không rõ vì đâu", [e.path for e in known if e.state is State.CHANGED and not e.causes], kinds)
    for state, heading in _HEADINGS:
        yield from _told(heading, [each.path for each in known if each.state is state], kinds)
    for state, heading in _KEPT.items():
        yield from _told(heading, [each.path for each in known if each.edited and each.state is state], kinds)
    yield from _told("Làm lại nhưng vẫn như cũ", [each.path for each in known if each.again], kinds)
    if told.warnings:
        yield f"Cảnh báo: {len(told.warnings)} (xem bằng lệnh «invoke check»)."


def _told(heading: str, paths: Sequence[str], kinds: dict[str, str]) -> Iterator[str]:
    """What is said of these documents, how many they are and which; nothing if there are none."""
    if paths:
        yield f"{heading}: {counted(paths, kinds)}"
        yield f"    {named(paths)}"


def counted(paths: Iterable[str], kinds: dict[str, str]) -> str:
    """How many documents of each kind: «2 kế hoạch, 1 báo cáo»."""
    found = Counter(path.rpartition("/")[0] for path in paths)
    return ", ".join(f"{count} {vn.lower_first(kinds.get(kind, kind or 'tệp'))}" for kind, count in found.items())


def named(paths: Sequence[str]) -> str:
    """The first few documents by name, and how many more there are."""
    names = ", ".join(paths[:_NAMED])
    return f"{names} và {len(paths) - _NAMED} văn bản nữa" if len(paths) > _NAMED else names
