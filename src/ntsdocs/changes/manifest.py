"""What a build is made of: each paper's hash and recipe, each input's hash, and the versions of what made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from ntsdocs.changes.program import program
from ntsdocs.plan.papers import PaperId, template_file
from ntsdocs.text.problems import DataWrong, Origin, Problem

MANIFEST = "manifest.json"
CELLS_FILE = "manifest-slices.json"  # the cells each paper read, for people who ask why it changed
LIBRARIES = ("deflate", "docxtpl", "jinja2", "lxml", "markupsafe", "python-docx")


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides a paper's bytes, as digests: what its template may say, the template, the versions."""

    context: str = ""
    template: str = ""
    tools: str = ""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file's path with forward slashes, its SHA-256 in hexadecimal and its size in bytes; a paper's recipe."""

    path: str
    sha256: str
    size: int
    recipe: Recipe = Recipe()

    @classmethod
    def of(cls, path: str, data: bytes) -> FileEntry:
        """The entry of a file with this content."""
        return cls(path, hashlib.sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which papers are due and what they are made of: the same for the same data, templates and versions, anywhere.

    `inputs` have their paths relative to the project's root, and their content as it was before anything was read. With
    `look` they are a look at the day `on`. `editions` are those that were made: the kinds, what their papers have of it
    in their paths, and the days; `None` if that was not written down. `title` is what the plan is called; `kinds` are
    the names of the kinds, their titles and why there are no papers of them; `warnings` are a place, what is odd there
    and how to mend it, and `surroundings` a digest of what they hang on besides the inputs. `whole` is false while the
    papers are not all as they are due, because a build was partial or stopped; `cells_hash` is the SHA-256 of the file
    that tells the cells each paper read. `orphans` are papers no longer due whose files somebody edited, as we last
    wrote them. `issued` are the papers that went out, each with its number, blank for a draft, and the day.
    """

    plan: str
    on: date
    inputs: tuple[FileEntry, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    documents: tuple[FileEntry, ...] = ()
    whole: bool = True
    cells_hash: str = ""
    look: bool = False
    editions: tuple[tuple[str, str, date], ...] | None = None
    title: str = ""
    kinds: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[tuple[str, str, str], ...] = ()
    surroundings: str = ""
    orphans: tuple[FileEntry, ...] = ()
    issued: tuple[tuple[str, str, str], ...] = ()

    def with_papers(self, documents: Iterable[FileEntry], orphans: Iterable[FileEntry] = ()) -> Manifest:
        """The same, in order, with these papers, and `orphans`: those no longer due whose files somebody edited."""
        papers = _ordered(documents)
        present = {PaperId.of(entry.path).kind for entry in papers}
        return replace(
            self,
            inputs=_ordered(self.inputs),
            versions=tuple(sorted(self.versions)),
            documents=papers,
            kinds=tuple((name, title, "" if name in present else why) for name, title, why in self.kinds),
            orphans=_ordered(orphans),
        )

    def makes(self, path: str) -> bool:
        """Whether the paper at a path is of an edition that this build made; one of another stays as it is."""
        paper = PaperId.of(path)
        return self.editions is None or any((paper.kind, paper.edition) == each[:2] for each in self.editions)

    def day_of(self, path: str) -> date:
        """The day that the paper at a path bears: on which it went out, else that of its edition, else the plan's."""
        paper = PaperId.of(path)
        out = (date.fromisoformat(day) for sent, _, day in self.issued if sent == path)
        drawn = (day for kind, edition, day in self.editions or () if (kind, edition) == (paper.kind, paper.edition))
        return next(chain(out, drawn), self.on)

    def recipe(self, context: str, kind: str) -> Recipe:
        """What decides the bytes of a paper of this kind, by the digest of what its template may say."""
        template = next(entry.sha256 for entry in self.inputs if entry.path == template_file(kind))
        return Recipe(context, template, hashlib.sha256(json.dumps(sorted(self.versions)).encode()).hexdigest()[:16])

    def partial(self) -> Manifest:
        """The same, but some paper that is due is not up to date."""
        return replace(self, whole=False)

    def with_cells_file(self, data: bytes) -> Manifest:
        """The same, with the hash of the file of the cells used."""
        return replace(self, cells_hash=hashlib.sha256(data).hexdigest())

    def to_json(self) -> bytes:
        """The manifest as it is kept: sorted, UTF-8, one value a line."""
        document = {
            "documents": _listed(self.documents),
            "editions": None if self.editions is None else [[*each[:2], str(each[2])] for each in self.editions],
            "inputs": _listed(self.inputs),
            **({"issued": [list(each) for each in sorted(self.issued)]} if self.issued else {}),
            "kept": _listed(self.orphans),
            "kinds": [list(each) for each in self.kinds],
            "look": self.look,
            "on": self.on.isoformat(),
            "plan": self.plan,
            "slices": self.cells_hash,
            "surroundings": self.surroundings,
            "title": self.title,
            "versions": dict(self.versions),
            "warnings": [list(each) for each in self.warnings],
            "whole": self.whole,
        }
        return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """The manifest that was kept; `ValueError` if it is damaged."""
        try:
            document = json.loads(data)
            versions = tuple(sorted((str(name), str(value)) for name, value in document["versions"].items()))
            return cls(
                plan=str(document["plan"]),
                on=date.fromisoformat(document["on"]),
                versions=versions,
                inputs=_entries(document["inputs"]),
                documents=_entries(document["documents"]),
                whole=bool(document["whole"]),
                cells_hash=str(document["slices"]),
                look=bool(document.get("look")),
                editions=_dated(document.get("editions")),
                title=str(document["title"]),
                kinds=_triples(document["kinds"]),
                warnings=_triples(document["warnings"]),
                surroundings=str(document["surroundings"]),
                orphans=_entries(document["kept"]),
                issued=_triples(document.get("issued", ())),
            )
        except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise ValueError("not a manifest") from error


def of_build(out: Path) -> Manifest:
    """The manifest of the build in a folder; `DataWrong` if there is none."""
    try:
        return Manifest.from_json((out / MANIFEST).read_bytes())
    except FileNotFoundError:
        what, remedy = "chưa có danh mục của lần dựng nào ở đây.", "chạy «invoke build» trước."
    except ValueError:
        what, remedy = "danh mục của lần dựng bị hỏng.", "chạy lại «invoke build»."
    raise DataWrong([Problem(Origin((out / MANIFEST).as_posix()), what, remedy)])


def last_in(out: Path) -> Manifest | None:
    """The manifest of the last build in a folder; `None` if there is none, or if it is damaged."""
    try:
        return Manifest.from_json((out / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def versions() -> tuple[tuple[str, str], ...]:
    """The installed versions of the libraries whose behaviour reaches the bytes of a paper, and of our own code."""
    return (*((name, version(name)) for name in LIBRARIES), ("ntsdocs", program()))


def _ordered(entries: Iterable[FileEntry]) -> tuple[FileEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.path))


def _listed(entries: Iterable[FileEntry]) -> dict[str, dict[str, str | int]]:
    listed: dict[str, dict[str, str | int]] = {}
    for entry in entries:
        listed[entry.path] = {"sha256": entry.sha256, "size": entry.size}
        if entry.recipe != Recipe():
            recipe = entry.recipe
            listed[entry.path] |= {"context": recipe.context, "template": recipe.template, "tools": recipe.tools}
    return listed


def _entries(listed: Mapping[str, Any]) -> tuple[FileEntry, ...]:
    return _ordered(
        FileEntry(
            path,
            str(each["sha256"]),
            int(each["size"]),
            Recipe(*(str(each.get(name, "")) for name in ("context", "template", "tools"))),
        )
        for path, each in listed.items()
    )


def _dated(rows: Iterable[Iterable[Any]] | None) -> tuple[tuple[str, str, date], ...] | None:
    return None if rows is None else tuple((one, two, date.fromisoformat(day)) for one, two, day in _triples(rows))


def _triples(rows: Iterable[Iterable[Any]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((str(one), str(two), str(three)) for one, two, three in rows)
