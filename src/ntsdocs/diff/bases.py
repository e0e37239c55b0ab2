"""Find the two builds that a person wants to compare."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.unchanged import last_if_unchanged
from ntsdocs.changes.manifest import MANIFEST, last_in
from ntsdocs.diff import git_revisions, releases
from ntsdocs.diff.builds import Build, builds_below, open_build
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem
from ntsdocs.text.shelf import hash_at

_MOST = 8  # builds that are named where one of them is to be chosen


@contextmanager
def base(root: Path, plan_id: str, text: str, on: date | None) -> Iterator[Build]:
    """The build that `text` names: a folder, its manifest, a release or a revision of git.

    If it is blank, the last release, or else the revision HEAD. `DataWrong` if there is no such thing, or if it is a
    folder of several builds.
    """
    released = releases.names(root, plan_id)
    text = text or (released[-1] if released else "HEAD")
    path = Path(text)
    if path.is_file() and path.name == MANIFEST:
        yield open_build(path.parent, f"bản dựng của tệp {_place_named(root, path)}")
    elif path.is_dir():
        _refuse_several(path, text)
        yield open_build(path, f"thư mục {_place_named(root, path)}")
    elif releases.is_name(text) and (releases.place_of(root, plan_id) / text).is_dir():
        yield open_build(releases.place_of(root, plan_id) / text, f"bản phát hành {text}")
    else:
        with tempfile.TemporaryDirectory(prefix="ntsdocs-") as place:
            yield git_revisions.rebuild(root, plan_id, text, on, Path(place))


@contextmanager
def new(root: Path, plan_id: str, out: Path, on: date | None) -> Iterator[Build]:
    """Today's data as a build: the one in `out` if it is up to date and nobody edited it, else one made elsewhere.

    One made elsewhere knows which papers in `out` somebody edited: these are not what is compared.
    """
    prepare = partial(journey.prepare, root, plan_id, on)
    same = last_if_unchanged(root, plan_id, out, on)
    if same is not None and not same.outcome.edited:
        build = open_build(out, f"dữ liệu và mẫu hiện nay, đã dựng ở {_place_named(root, out)}")
        yield replace(build, prepare=prepare)
        return
    with tempfile.TemporaryDirectory(prefix="ntsdocs-") as place:
        journey.build(root, plan_id, Path(place), on)
        fresh = open_build(Path(place), "dữ liệu và mẫu hiện nay, dựng thử ở thư mục tạm")
        yield replace(fresh, edited=_edited(out), prepare=prepare)


@contextmanager
def both(root: Path, plan_id: str, text: str, out: Path, on: date | None) -> Iterator[tuple[Build, Build]]:
    """The build that `text` names, and today's data as a build; `DataWrong` first of all if there is no such plan."""
    journey.folder(root, plan_id)
    with base(root, plan_id, text, on) as old, new(root, plan_id, out, on) as today:
        yield old, today


def _place_named(root: Path, path: Path) -> str:
    """A path as readers of any machine are told it: from the project's folder on, or elsewhere its last two names."""
    place, top = (Path(os.path.abspath(each)) for each in (path, root))  # noqa: PTH100 - no links followed
    if place != top and place.is_relative_to(top):
        return place.relative_to(top).as_posix()
    names = place.parts[1:]  # the first is the disk's
    return "/".join(("…", *names[-2:]) if len(names) > 2 else names)


def _edited(out: Path) -> tuple[str, ...]:
    """The papers in a build folder that are not as the last build wrote them."""
    try:
        last = last_in(out)
        sha256_of = {entry.path: entry.sha256 for entry in last.documents} if last else {}
        return tuple(path for path, sha256 in sha256_of.items() if hash_at(out / path) not in (None, sha256))
    except OSError:  # the folder is of no use to anybody who compares: the build elsewhere is
        return ()


def _refuse_several(folder: Path, text: str) -> None:
    """`DataWrong` if the folder is no build, but holds some."""
    builds = [(folder / each).as_posix() for each in builds_below(folder)]
    if builds:
        named = vn.listing([f"--base {each}" for each in builds[:_MOST]], "hoặc")
        more = f" (và {len(builds) - _MOST} bản dựng nữa)" if len(builds) > _MOST else ""
        what = "thư mục này chứa các bản dựng, không phải là một bản dựng."
        raise DataWrong([Problem(Origin(f"--base {text}"), what, f"ghi một bản dựng ở dưới: {named}{more}.")])
