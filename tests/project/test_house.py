"""The plan of the house: few rooms, one name for one thing, tests where their room is."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import slow_tests

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "ntsdocs"
ROOMS = {path.name for path in SRC.iterdir() if path.is_dir() and path.name != "__pycache__"}
# Test folders that are of no room: the project's data and papers, and what tests share.
OTHER_FOLDERS = {"project", "support", "cases", "golden", "sdk"}


def modules() -> dict[str, ast.Module]:
    """The path of each module below the package, and its tree."""
    return {
        path.relative_to(SRC).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SRC.rglob("*.py"))
    }


def test_at_the_top_are_at_most_sixteen_rooms_and_nothing_else():
    files = {path.name for path in SRC.iterdir() if path.is_file()}
    assert files == {"__init__.py"}
    assert len(ROOMS) <= 16
    assert all((SRC / room / "__init__.py").is_file() for room in ROOMS)


def test_the_list_of_layers_has_at_most_sixteen_lines():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"layers = \[\n(.*?)\]", text, re.DOTALL)
    assert layers is not None
    assert len(layers[1].splitlines()) <= 16
    assert {name for line in layers[1].splitlines() for name in re.findall(r"\w+", line)} == ROOMS


def test_a_public_class_has_a_name_of_its_own():
    places = defaultdict(list)
    for path, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path)
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_what_is_wrong_is_a_problem_or_a_finding_of_the_decree():
    """A class of its own for it would have to be turned into one of these at every turn."""
    told = set()
    for tree in modules().values():
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
            names = {each.target.id for each in node.body if isinstance(each, ast.AnnAssign)}
            if {"what", "remedy"} <= names:
                told.add(node.name)
    assert told == {"Problem", "Finding", "Breach"}


def test_a_file_name_that_repeats_means_the_same_thing():
    """Parallel rooms name the same part of a paper, or the same thing of a plan, alike; no other name repeats."""
    same = {
        *(
            "head",
            "title",
            "body",
            "end",
            "recipients",
            "annexes",
            "page",
            "letters",
            "numbers",
            "strokes",
        ),  # of a paper
        "old_fonts",
        *("registry", "plan_file"),  # of a plan: read, and proposed
        *("dispatch", "editions"),  # of a plan: read, and what they say
        *("blocks", "paragraphs", "stories", "tables"),  # of two Word files: compared, and merged
        "console",
        *("lists", "values"),  # still to be told apart
    }
    places = defaultdict(list)
    for path in modules():
        places[Path(path).stem].append(path)
    repeated = {name: paths for name, paths in places.items() if len(paths) > 1 and name != "__init__"}
    assert {name: paths for name, paths in repeated.items() if name not in same} == {}


def test_a_test_stands_in_the_folder_of_its_room_and_is_named_after_a_module_of_it():
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= ROOMS | OTHER_FOLDERS
    astray = []
    for room in sorted(folders & ROOMS):
        names = {room, *(path.stem for path in (SRC / room).rglob("*"))}
        is_named = re.compile(rf"test_({'|'.join(sorted(names))})(_\w+)?")
        astray += [
            f"{room}/{test.name}" for test in (ROOT / "tests" / room).glob("*.py") if not is_named.fullmatch(test.stem)
        ]
    assert astray == []


def test_no_file_of_the_tests_lies_outside_a_folder():
    assert [path.name for path in (ROOT / "tests").glob("*.py")] == ["conftest.py"]


def test_each_test_that_is_told_to_be_slow_is_there():
    for name in slow_tests.listed():
        path, _, function = name.partition("::")
        text = (ROOT / "tests" / path).read_text(encoding="utf-8")
        assert f"def {function}(" in text, name


def test_slow_is_what_takes_more_than_a_second_over_all_its_cases():
    lines = ["0.60s call     tests/a/test_b.py::test_c[1]", "0.60s call     tests/a/test_b.py::test_c[2]"]
    assert slow_tests.slow(
        [*lines, "0.90s call tests/a/test_b.py::test_d", "9.00s setup tests/a/test_b.py::test_e"]
    ) == ["a/test_b.py::test_c"]
