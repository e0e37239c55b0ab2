"""Only code that reaches a paper's bytes, or lets it through the gate, makes a paper new."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntsdocs.changes import program
from ntsdocs.changes.program import BUILDS, PAPERS, REDLINES

SRC = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("program")
    shutil.copytree(SRC / "ntsdocs", copy / "ntsdocs", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def edited(home: Path, *paths: Path) -> str:
    """The digest of the papers' code after a line was added to these files, which are then put back."""
    before = {path: path.read_bytes() for path in paths}
    for path, text in before.items():
        path.write_bytes(text + b"\n# edited\n")
    try:
        return program.digest_of(home, PAPERS)
    finally:
        for path, text in before.items():
            path.write_bytes(text)


def parsed_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import is not followed"
            yield str(node.module)
            yield from (f"{node.module}.{each.name}" for each in node.names)


@pytest.mark.parametrize("roots", [PAPERS, BUILDS, REDLINES])
def test_no_module_that_is_imported_is_missed(roots: tuple[str, ...]) -> None:
    found = program.imported_files(SRC, roots)

    for path in found:
        for name in parsed_imports(path):
            place = SRC.joinpath(*name.split("."))
            for module in (place / "__init__.py", place.with_suffix(".py")):
                assert module in found or not (name.startswith("ntsdocs") and module.is_file()), f"{path}: {name}"
    assert {root.rpartition(".")[2] for root in roots} <= {
        path.parent.name if path.name == "__init__.py" else path.stem for path in found
    }


def test_an_edit_in_each_room_from_the_data_to_the_bytes_makes_papers_new(home: Path) -> None:
    before = program.digest_of(home, PAPERS)
    rooms = {path.relative_to(home).parts[:-1]: path for path in sorted(program.imported_files(home, PAPERS))}
    # The mender sets again, in papers, what LibreOffice drops from a template.
    assert {"plan", "kinds", "templates", "docx", "decree", "mend", "tables", "text"} <= {name[-1] for name in rooms}
    assert [room for room, path in rooms.items() if edited(home, path) == before] == []


@pytest.mark.parametrize(
    "room",
    ["cli", "trace", "site", "redline", "diff", "intake", "decree/annotate.py", "build/folder.py", "templates/care.py"],
)
def test_an_edit_elsewhere_makes_no_paper_new(home: Path, room: str) -> None:
    before = program.digest_of(home, PAPERS)
    place = home / "ntsdocs" / room
    modules = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    assert modules
    assert edited(home, *modules) == before


def test_what_a_module_reads_beside_itself_counts_too(home: Path) -> None:
    before = program.digest_of(home, PAPERS)
    table = home / "ntsdocs" / "docx" / "widths-of-a-test.csv"
    table.write_text("a,1\n", encoding="utf-8")
    assert program.digest_of(home, PAPERS) != before
    table.unlink()


def test_line_ends_of_another_system_change_nothing(home: Path) -> None:
    before = program.digest_of(home, PAPERS)
    path = home / "ntsdocs" / "kinds" / "due.py"
    text = path.read_bytes()
    path.write_bytes(text.replace(b"\n", b"\r\n"))
    assert program.digest_of(home, PAPERS) == before
    path.write_bytes(text)
