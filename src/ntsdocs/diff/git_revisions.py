"""Build a plan as it was at a revision of the project, in a temporary place."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.lots import OF_PEOPLE
from ntsdocs.build.paths import ISSUED
from ntsdocs.diff.builds import Build, open_build
from ntsdocs.text.problems import DataWrong, Origin, Problem, Wrong

_PATIENCE = 1800  # seconds until a build with old code is given up


def rebuild(root: Path, plan_id: str, revision: str, on: date | None, place: Path) -> Build:
    """The build of a revision, made below `place`: with that revision's own code if it runs here, else with today's.

    `DataWrong` if there is no such revision, or if its data cannot be built.
    """
    commit = _commit(root, revision)
    tree = place / "tree"
    _extract(_git(root, "archive", "--format=zip", commit, "--", "."), tree)
    bring_lots(root / "data" / plan_id, tree / "data" / plan_id)
    out = place / "papers"
    own = _with_own_code(tree, plan_id, on, out)
    if not own:
        _with_todays_code(tree, plan_id, on, out, revision)
    code = "mã của chính bản ấy" if own else "mã hiện nay (mã của bản ấy không chạy được ở đây)"
    build = open_build(out, f"bản {revision} ({commit[:10]}), dựng bằng {code}")
    return _with_manifest(build, tree, plan_id, on, commit) if build.gap else build


def _commit(root: Path, revision: str) -> str:
    remedy = "ghi một nhánh, thẻ hoặc mã của git (git log --oneline), một thư mục hoặc tên một bản phát hành."
    try:
        output = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except (OSError, subprocess.CalledProcessError) as error:
        what = "không phải là thư mục có văn bản, bản phát hành hay bản git nào ở đây."
        raise DataWrong([Problem(Origin(f"--base {revision}"), what, remedy)]) from error
    return output.decode("ascii").strip()


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True).stdout


def _extract(archive: bytes, tree: Path) -> None:
    tree.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(tree)  # it never writes outside; a link comes out as a file with its target's name


def bring_lots(now: Path, then: Path) -> None:
    """Puts those papers that were issued and that git ignores beside the records of them that a revision has."""
    for paper in now.glob(f"{ISSUED}/*/*/{OF_PEOPLE}/*"):
        place = then / paper.relative_to(now)
        if place.parent.parent.is_dir():
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(paper, place)


def _with_own_code(tree: Path, plan_id: str, on: date | None, out: Path) -> bool:
    """Whether the revision's own `invoke build` made the papers."""
    if not (tree / "tasks.py").is_file():
        return False
    on_words = ["--on", on.isoformat()] if on else []
    python = [sys.executable, "-E", "-B", "-X", "utf8"]  # its own modules only, whatever PYTHONPATH says
    command = [*python, "-m", "invoke", "build", "--plan", plan_id, "--out", str(out), *on_words]
    return _runs(command, tree) and any(out.rglob("*.docx"))


def _runs(command: Sequence[str], tree: Path) -> bool:
    try:
        done = subprocess.run(command, cwd=tree, capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _with_todays_code(tree: Path, plan_id: str, on: date | None, out: Path, revision: str) -> None:
    try:
        journey.build(tree, plan_id, out, on)
    except Wrong as wrong:
        raise DataWrong(
            replace(each, origin=replace(each.origin, file=f"{revision}:{each.origin.file}")) for each in wrong.problems
        ) from wrong


def _with_manifest(build: Build, tree: Path, plan_id: str, on: date | None, commit: str) -> Build:
    """The build with what today's code reads in its data, where its own code wrote down nothing that can be read."""
    try:
        manifest, cells_file = journey.draw_up_all(journey.prepare(tree, plan_id, on))
    except Wrong:
        return build
    listed = tuple(
        replace(each, recipe=replace(each.recipe, tools=commit))
        for each in manifest.documents
        if each.path in build.documents
    )
    versions = tuple(sorted({**dict(manifest.versions), "ntsdocs": commit[:16]}.items()))
    return replace(
        build, manifest=replace(manifest, documents=listed, versions=versions), cells_file=cells_file, gap=""
    )
