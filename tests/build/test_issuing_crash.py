"""An issue that is killed at any of its writes: nothing is half done, and the same order completes it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

import crash_child
from copied_project import PLAN, table
from issued import LETTERS, issued, lot, office, words
from ntsdocs.build import journey
from putting import contents

RECORD = re.compile(r"^build/manifest|/\.")
KIND, EDITION, NUMBERS = LETTERS[0], "1", "15-16"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office after its first build."""
    root = office(tmp_path_factory.mktemp("office") / "project")
    journey.build(root, PLAN, root / "build")
    return root


def state(root: Path) -> dict[str, bytes]:
    """All that an order writes but the record of the build, which tells of a lot that it found unfinished."""
    inside = (f"data/{PLAN}/", "build/")
    return {path: data for path, data in contents(root).items() if path.startswith(inside) and not RECORD.search(path)}


def is_whole(root: Path) -> None:
    """Papers and kept papers are whole, and what is called issued is kept."""
    for paper in (root / "build").rglob("[!.]*.docx"):
        if not paper.relative_to(root / "build").parts[0].startswith("."):
            words(paper.read_bytes())
    kept = lot(root, KIND, EDITION)
    for paper in kept.values():
        assert "/UBND-NC" in words(paper)
    if table(root, "editions.csv")[1]["Trạng thái"] == "đã phát hành":
        assert len(kept) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only there a child begins where its parent is")
def test_an_issue_killed_at_any_write_is_completed_by_the_same_order(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash_child, "STEPS", ("replace", "rename", "hardlink_to"))  # whatever else is done is aside
    done = tmp_path / "done"
    shutil.copytree(base, done)
    with pytest.MonkeyPatch.context() as patch:
        count = crash_child.at_step(-1, crash_child.die, patch.setattr)
        issued(done, KIND, EDITION, NUMBERS)
    completed = state(done)
    assert count[0] > 8
    for step in range(count[0]):
        root = tmp_path / f"killed-{step}"
        shutil.copytree(base, root)
        child = os.fork()
        if not child:
            crash_child.at_step(step, crash_child.die, setattr)
            issued(root, KIND, EDITION, NUMBERS)
            os._exit(0)
        assert os.waitpid(child, 0)[1] != 0, step
        is_whole(root)
        issued(root, KIND, EDITION, NUMBERS)
        now = state(root)
        assert {path: data for path, data in now.items() if completed.get(path) != data} == {}, step
        assert now.keys() == completed.keys(), step
        shutil.rmtree(root)
