"""The files of a folder under `data/`, as they would be written there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Files:
    """A folder and its `files`, each a name in the folder and a text. Nothing is written yet."""

    folder: Path
    files: tuple[tuple[str, str], ...]

    def write(self) -> tuple[Path, ...]:
        """Writes the files; gives those written. Rulings and results are none of them once they are there."""
        written = []
        for name, text in self.files:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
        return tuple(written)
