"""The ledger notes by itself what is read: who draws up papers, or judges, never meets it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "ntsdocs"
PURE = sorted((SRC / "kinds").glob("*.py")) + [
    SRC / "plan" / f"{n}.py" for n in ("progress", "workdays", "assignments")
]


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.relative_to(SRC).as_posix())
def test_what_draws_up_papers_knows_nothing_of_the_ledger(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
    parts = {f"{n.module}.{each.name}" for n in nodes if isinstance(n, ast.ImportFrom) for each in n.names}

    assert [name for name in whole | parts if "plan.ledger" in name] == []
