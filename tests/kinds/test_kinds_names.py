"""No kind of paper is known outside `kinds`: what a kind needs elsewhere derives from `KINDS`."""

from __future__ import annotations

import ast
from pathlib import Path

from ntsdocs.decree.values import TYPES
from ntsdocs.kinds import KINDS

SRC = Path(__file__).resolve().parents[2] / "src" / "ntsdocs"
NAMES = {kind.name for kind in KINDS}


def names_in(path: Path) -> set[str]:
    """The kinds that the code of a module names, be it as text or as a module; examples in prose name none."""
    known = NAMES - TYPES.keys() if path.is_relative_to(SRC / "decree") else NAMES
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return {name for name in known if name in text}
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {node.value, node.value.partition("/")[0]}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {each.name.rpartition(".")[2] for each in node.names}
    return known & found


def test_only_the_rooms_of_the_kinds_and_of_the_decree_name_a_kind() -> None:
    paths = [path for path in SRC.rglob("*") if path.suffix in (".py", ".js", ".html", ".j2", ".css")]
    told = {path.relative_to(SRC).as_posix(): names_in(path) for path in paths if path.parent != SRC / "kinds"}
    assert {path: names for path, names in told.items() if names} == {}


def test_a_kind_is_named_by_its_own_module_and_the_list_alone() -> None:
    for path in sorted((SRC / "kinds").glob("*.py")):
        allowed = NAMES if path.name == "__init__.py" else {path.stem}
        assert names_in(path) <= allowed, path.name
