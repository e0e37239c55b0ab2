"""A build that is killed, or that the disk refuses, at any of its steps: nothing is lost and the next one completes."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import crash_child
from ntsdocs.build.disk import OutputWrong
from ntsdocs.build.paths import STAGING
from ntsdocs.changes.manifest import Manifest
from putting import contents, write

ROOT = Path(__file__).resolve().parents[2]
NEW = dict(crash_child.SECOND)
OLD = dict(crash_child.FIRST)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A first build in which two files were edited since."""
    place = tmp_path / "start"
    write(crash_child.FIRST, place)
    for path, text in crash_child.EDITED.items():
        (place / path).write_bytes(text)
    return place


@pytest.fixture
def completed(start: Path, tmp_path: Path) -> dict[str, bytes]:
    """What the second build gives when nothing happens to it."""
    place = tmp_path / "completed"
    shutil.copytree(start, place)
    crash_child.second(place)
    told = contents(place)
    assert {path for path in told if path.endswith(".docx")} == {
        *("ke_hoach/a.docx", "ke_hoach/b.docx", "ke_hoach/b.moi.docx", "ke_hoach/d.docx", "ke_hoach/e.docx"),
        *("ke_hoach/f.docx", ".cu/2026-07-01/ke_hoach/e.docx"),
    }
    return told


def is_usable(out: Path) -> None:
    """Every paper is whole, old or new; what was edited is there; the manifest can be read."""
    seen = {path: data for path, data in contents(out).items() if not path.startswith(STAGING)}
    for path, data in seen.items():
        if path.startswith("ke_hoach/"):
            name = path.replace(".moi", "")
            assert data in (OLD.get(name), NEW.get(name), crash_child.EDITED.get(name)), path
    assert set(crash_child.EDITED.values()) <= set(seen.values())
    Manifest.from_json(seen["manifest.json"])


def killed_at(out: Path, step: int) -> int:
    command = [sys.executable, str(ROOT / "tests" / "support" / "crash_child.py"), str(out), str(step)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, env=env, capture_output=True, timeout=60, check=False).returncode


def steps_of(start: Path, place: Path) -> int:
    """How many steps the second build takes on the disk."""
    shutil.copytree(start, place)
    with pytest.MonkeyPatch.context() as patch:
        count = crash_child.at_step(-1, crash_child.die, patch.setattr)
        crash_child.second(place)
    return count[0]


def test_a_build_killed_at_any_step_loses_nothing_and_the_next_completes_the_rest(
    start: Path, completed: dict[str, bytes], tmp_path: Path
) -> None:
    steps = range(steps_of(start, tmp_path / "counted"))
    assert len(steps) > 20
    places = [tmp_path / f"killed-{step}" for step in steps]
    for place in places:
        shutil.copytree(start, place)

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(killed_at, places, steps))

    assert 0 not in ended
    for place in places:
        is_usable(place)
        crash_child.second(place)
        assert contents(place) == completed, place.name


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_disk_that_refuses_at_any_step_loses_nothing_and_the_next_completes_the_rest(
    start: Path, completed: dict[str, bytes], tmp_path: Path, number: int
) -> None:
    def refuse() -> None:
        raise OSError(number, os.strerror(number))

    told: list[OutputWrong] = []
    for step in range(steps_of(start, tmp_path / "counted")):
        out = tmp_path / f"refused-{step}"
        shutil.copytree(start, out)
        with pytest.MonkeyPatch.context() as patch:
            crash_child.at_step(step, refuse, patch.setattr)
            try:
                crash_child.second(out)
            except OutputWrong as wrong:
                told.append(wrong)
        is_usable(out)
        crash_child.second(out)
        assert contents(out) == completed, step
    assert len(told) > 15
    assert all(problem.remedy for wrong in told for problem in wrong.problems)
