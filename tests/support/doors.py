"""The import contract of doors: a room says in `__all__` of its `__init__` which of its modules others may open."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

SRC = Path(__file__).resolve().parents[2] / "src"


class DoorsContract(Contract):
    """From outside a top-level package only what its `__all__` lists may be imported."""

    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - the linter calls it so
        """Broken by every import from another room of a module that is no door."""
        inside = []
        for importer in sorted(graph.modules):
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                top, _, rest = imported.partition(".")
                room, _, module = rest.partition(".")
                is_own = f"{importer}.".startswith(f"{top}.{room}.")
                if top == self.package and module and not is_own and module.partition(".")[0] not in doors(top, room):
                    inside.append(f"{importer} -> {imported}")
        return ContractCheck(kept=not inside, metadata={"inside": inside})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """A line for each import that goes past the door."""
        for each in check.metadata["inside"]:
            output.print_error(each)


@cache
def doors(package: str, room: str) -> tuple[str, ...]:
    """The modules and names that a room hands out."""
    tree = ast.parse((SRC / package / room / "__init__.py").read_text(encoding="utf-8"))
    values = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0])
    ]
    return tuple(ast.literal_eval(values[0])) if values else ()
