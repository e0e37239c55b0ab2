"""A digest of the code that makes papers or redlines: they are made again only when that code was edited."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PAPERS = (  # from the data to the bytes of a paper that passed the gate
    "ntsdocs.plan.reading",
    "ntsdocs.plan.assignments",
    "ntsdocs.changes.cells_used",
    "ntsdocs.kinds",
    "ntsdocs.build.workers",
)
BUILDS = ("ntsdocs.build.journey",)  # all that a build tells besides
REDLINES = ("ntsdocs.redline",)
PRINTS = ("ntsdocs.build.pdf", "ntsdocs.docx.office")

_HOME = Path(__file__).parents[2]
_IMPORT = re.compile(r"^[ \t]*(?:from (ntsdocs[\w.]*) import (\([^)]*\)|.*)|import (ntsdocs[\w.]*))", re.MULTILINE)


@cache
def program(roots: Iterable[str] = PAPERS) -> str:
    """A short digest of the modules `roots` and of all that they import, wherever the program is installed."""
    return digest_of(_HOME, roots)


def digest_of(home: Path, roots: Iterable[str]) -> str:
    """A short digest of the text of these modules below `home`, of all they import, and of the data beside them."""
    modules = imported_files(home, roots)
    files = [*modules, *{each for path in modules for each in path.parent.iterdir() if _is_data(each)}]
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(home).as_posix(), path) for path in files):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()[:16]


def imported_files(home: Path, roots: Iterable[str]) -> set[Path]:
    """The files of these modules, of the packages they are in, and of all modules of ours that these import."""
    modules = {}
    for path in home.joinpath(__name__.partition(".")[0]).rglob("*.py"):
        inside = path.relative_to(home).with_suffix("")
        modules[".".join((inside.parent if inside.name == "__init__" else inside).parts)] = path
    waiting = list(roots)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in modules and name not in reached:
            reached.add(name)
            waiting += [name.rpartition(".")[0], *_imports(modules[name].read_text(encoding="utf-8"))]
    return {modules[name] for name in reached}


def _imports(text: str) -> Iterator[str]:
    for package, names, module in _IMPORT.findall(text):
        yield package or module
        yield from (f"{package}.{name}" for name in re.findall(r"\w+", names))


def _is_data(path: Path) -> bool:
    return path.is_file() and path.suffix not in (".py", ".pyc")
