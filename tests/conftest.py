"""What every test stands on: the same examples on every run, and one whole build of each province."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

import copied_project
import slow_tests
from ntsdocs.build.journey import build

ROOT = Path(__file__).resolve().parent.parent
# A run in the background is begun without Ctrl-C, and so is all that it begins: some tests send one.
signal.signal(signal.SIGINT, signal.default_int_handler)

PLANS = ("thanh-hoa/196-kh-ubnd", "tinh-mau/01-kh-ubnd")

# A failure must come back when the test is run again, here or anywhere; a slow machine is no failure.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that were slow when they were last measured."""
    names = set(slow_tests.listed())
    for item in items:
        function = getattr(item, "originalname", item.name)
        if f"{item.path.relative_to(ROOT / 'tests').as_posix()}::{function}" in names:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Plan → the folder that holds every paper of it, as it is built today. Tests only read there."""
    place = tmp_path_factory.mktemp("built")
    for plan in PLANS:
        build(ROOT, plan, place / plan)
    return {plan: place / plan for plan in PLANS}


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of Tỉnh Mẫu with its first build in `build`. Tests only read there."""
    root = copied_project.copied(tmp_path_factory.mktemp("first"))
    build(root, copied_project.PLAN, root / "build")
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """The same for a test that changes it."""
    shutil.copytree(first, tmp_path / "project")
    return tmp_path / "project"
