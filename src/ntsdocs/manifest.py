"""What a build is made of: each paper's hash, each input's, and the versions of what made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
LIBRARIES = ("deflate", "docxtpl", "jinja2", "python-docx")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file's path with forward slashes, its SHA-256 in hexadecimal and its size in bytes."""

    path: str
    sha256: str
    size: int

    @classmethod
    def of(cls, path: str, data: bytes) -> Entry:
        """The entry of a file with this content."""
        return cls(path, hashlib.sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class Facts:
    """What papers are made from: the plan, its date, the input files and the versions of what makes them.

    An input is its path relative to the project's root, with forward slashes, and its content or where it is read.
    """

    plan: str
    on: date
    inputs: tuple[tuple[str, bytes | Path], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which papers are due and what they are made of: the same for the same data, templates and versions, anywhere."""

    plan: str
    on: str
    versions: tuple[tuple[str, str], ...]
    inputs: tuple[Entry, ...]
    documents: tuple[Entry, ...]

    @classmethod
    def of(cls, facts: Facts, documents: Iterable[Entry]) -> Manifest:
        """The manifest of these papers; `ValueError` if an input's path is not one below the project's root."""
        inputs = [_input(path, data) for path, data in facts.inputs]
        return cls(
            facts.plan, facts.on.isoformat(), tuple(sorted(facts.versions)), _ordered(inputs), _ordered(documents)
        )

    def to_json(self) -> bytes:
        """The manifest as it is kept: sorted, UTF-8, one value a line."""
        told = {
            "documents": _told(self.documents),
            "inputs": _told(self.inputs),
            "on": self.on,
            "plan": self.plan,
            "versions": dict(self.versions),
        }
        return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """The manifest that was kept; `ValueError` if it is damaged."""
        try:
            told = json.loads(data)
            versions = tuple(sorted((str(name), str(value)) for name, value in told["versions"].items()))
            documents, inputs = _entries(told["documents"]), _entries(told["inputs"])
            return cls(str(told["plan"]), str(told["on"]), versions, inputs, documents)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a manifest") from error


def versions() -> tuple[tuple[str, str], ...]:
    """The installed versions of the libraries whose behaviour reaches the bytes of a paper."""
    return tuple((name, version(name)) for name in LIBRARIES)


def _input(path: str, data: bytes | Path) -> Entry:
    if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
        raise ValueError(f"not a path below the project's root: {path}")
    return Entry.of(path, data if isinstance(data, bytes) else data.read_bytes())


def _ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.path))


def _told(entries: Iterable[Entry]) -> dict[str, dict[str, str | int]]:
    return {entry.path: {"sha256": entry.sha256, "size": entry.size} for entry in entries}


def _entries(told: Mapping[str, Any]) -> tuple[Entry, ...]:
    return _ordered(Entry(path, str(each["sha256"]), int(each["size"])) for path, each in told.items())
