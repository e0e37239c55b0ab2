"""Foresee what a build would do, and why, without making a paper or writing a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs import build, bundle, vn
from ntsdocs.explain import Cause, Comparison, kept_book
from ntsdocs.manifest import Manifest
from ntsdocs.problems import Problem
from ntsdocs.review.model import State
from ntsdocs.wishes import Replacing

_NAMED = 4  # documents of a cause that are named
_MISSING = Cause("file", "tệp không còn ở chỗ của nó")
_EDITED = Cause("file", "tệp đã được sửa tay: bản mới sẽ nằm bên cạnh, tệp ấy giữ nguyên")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of a document, and why."""

    path: str
    state: State
    causes: tuple[Cause, ...] = ()


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


def forecast(root: Path, plan_id: str, out: Path, on: date | None = None) -> Forecast:
    """What `build.build` would do in `out`; `Wrong` with all that would be in its way."""
    build.refuse_place(root, out)
    ready = build.made_ready(root, plan_id, on)
    made, book = build.foreseen(ready)
    place = bundle.Folder(out, Replacing())
    comparison = Comparison(place.last, kept_book(place.slices()), made, book)
    documents = tuple(_foreseen(place, made, comparison))
    kinds = tuple((name, title) for name, title, _ in made.kinds)
    return Forecast(documents, kinds, ready.warnings)


def _foreseen(place: bundle.Folder, made: Manifest, comparison: Comparison) -> Iterator[Foreseen]:
    before = {entry.path: entry for entry in place.last.documents} if place.last else {}
    now = {entry.path: entry for entry in made.documents}
    for path in sorted(before.keys() | now.keys()):
        entry, last = now.get(path), before.get(path)
        edited = (_EDITED,) if place.edited(path) else ()
        if entry is None:
            yield Foreseen(path, State.GONE, (*comparison.causes(path), *edited))
        elif last is None:
            yield Foreseen(path, State.NEW, (*comparison.causes(path), *edited))
        elif last.recipe != entry.recipe:
            yield Foreseen(path, State.CHANGED, (*comparison.causes(path), *edited))
        else:
            held = place.holds(path, entry.recipe)
            yield Foreseen(path, State.SAME) if held else Foreseen(path, State.CHANGED, (_MISSING,))


# --- as lines --------------------------------------------------------------------------------------------------------

_HEADINGS = ((State.NEW, "Mới"), (State.GONE, "Không còn phải lập"), (State.CHANGED, "Không rõ vì đâu"))


def lines(told: Forecast) -> Iterator[str]:
    """The forecast for a terminal: how many documents, then each cause with the documents it reaches."""
    counts = Counter(document.state for document in told.documents)
    yield f"Nếu dựng bây giờ: {', '.join(f'{counts[state]} {state}' for state in State)}. Chưa ghi gì."
    for cause, paths in told.reach.items():
        yield f"{vn.upper_first(str(cause))}: {counted(paths, dict(told.kinds))}"
        yield f"    {named(paths)}"
    for state, heading in _HEADINGS:
        paths = [each.path for each in told.documents if each.state is state]
        if state is State.CHANGED:
            paths = [each.path for each in told.documents if each.state is state and not each.causes]
        if paths:
            yield f"{heading}: {counted(paths, dict(told.kinds))}"
            yield f"    {named(paths)}"
    if told.warnings:
        yield f"Cảnh báo: {len(told.warnings)} (xem bằng lệnh «invoke check»)."


def counted(paths: Iterable[str], kinds: dict[str, str]) -> str:
    """How many documents of each kind: «2 kế hoạch, 1 báo cáo»."""
    found = Counter(path.rpartition("/")[0] for path in paths)
    return ", ".join(f"{count} {vn.lower_first(kinds.get(kind, kind or 'tệp'))}" for kind, count in found.items())


def named(paths: Sequence[str]) -> str:
    """The first few documents by name, and how many more there are."""
    names = ", ".join(paths[:_NAMED])
    return f"{names} và {len(paths) - _NAMED} văn bản nữa" if len(paths) > _NAMED else names
