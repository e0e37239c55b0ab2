"""Find the two builds that a person wants held against each other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ntsdocs import build
from ntsdocs.review import releases, revisions
from ntsdocs.review.builds import Build, opened
from ntsdocs.unchanged import unchanged


@contextmanager
def base(root: Path, plan_id: str, text: str, on: date | None) -> Iterator[Build]:
    """The build that `text` names: a folder, its manifest, a release or a revision of git.

    If it is blank, the last release, or else the revision HEAD. `DataWrong` if there is no such thing.
    """
    kept = releases.names(root, plan_id)
    text = text or (kept[-1] if kept else "HEAD")
    path = Path(text)
    if path.is_file() and path.suffix == ".json":
        path = path.parent
    if path.is_dir():
        yield opened(path, f"thư mục {text}")
    elif releases.is_name(text) and (releases.place_of(root, plan_id) / text).is_dir():
        yield opened(releases.place_of(root, plan_id) / text, f"bản phát hành {text}")
    else:
        with tempfile.TemporaryDirectory(prefix="ntsdocs-") as place:
            yield revisions.rebuilt(root, plan_id, text, on, Path(place))


@contextmanager
def new(root: Path, plan_id: str, out: Path, on: date | None) -> Iterator[Build]:
    """Today's data as a build: the one in `out` if it is up to date and nobody edited it, else one made elsewhere."""
    kept = unchanged(root, plan_id, out, on)
    if kept is not None and not kept.edited:
        yield opened(out, f"dữ liệu và mẫu hiện nay, đã dựng ở {out.as_posix()}")
        return
    with tempfile.TemporaryDirectory(prefix="ntsdocs-") as place:
        build.build(root, plan_id, Path(place), on)
        yield opened(Path(place), "dữ liệu và mẫu hiện nay, dựng thử ở thư mục tạm")
