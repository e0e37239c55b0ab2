"""The files of a folder under `data/`, as they would be written there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntsdocs.text import shelf


@dataclass(frozen=True, slots=True)
class Files:
    """A folder and its `files`, each a name in the folder and a text. Nothing is written yet."""

    folder: Path
    files: tuple[tuple[str, str], ...]

    def write(self) -> tuple[Path, ...]:
        """Writes the files; gives those written. Rulings and results are none of them once they are there."""
        paths = []
        for name, text in self.files:
            path = self.folder / name
            shelf.replace(path, text.encode())
            paths.append(path)
        return tuple(paths)
