"""Pictures of the pages of Word files, drawn by LibreOffice."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ntsdocs.docx import office

_DOTS_PER_INCH = 50  # a page of 413 × 585 dots: its lines can be told apart
_MOST_PAGES = 40
_SECONDS = 120  # for the pictures of one file
_AT_A_TIME = 100  # command lines have an end
_PAGE = re.compile(r"(\d+)-0*(\d+)\.png")


@dataclass(frozen=True, slots=True)
class Renderer:
    """The two programs, by path: LibreOffice makes a PDF of a Word file, pdftoppm makes pictures of a PDF."""

    office: str
    pdftoppm: str

    def draw(self, files: Mapping[str, Path], folder: Path) -> dict[str, list[Path]]:
        """Draws the pages of each file into `folder` (PNG); a file that cannot be drawn has no pictures.

        The dots depend on the fonts and on the versions of both programs.
        """
        names = sorted(files)
        pictures: dict[str, list[Path]] = {}
        for start in range(0, len(names), _AT_A_TIME):
            part = names[start : start + _AT_A_TIME]
            pictures |= self._draw({name: files[name] for name in part}, folder, start)
        return pictures

    def _draw(self, files: Mapping[str, Path], folder: Path, start: int) -> dict[str, list[Path]]:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as place:
            pictures: dict[str, list[Path]] = {}
            pages = office.converted(self.office, [*files.values()], "pdf")
            for number, (name, data) in enumerate(zip(files, pages, strict=True), start):
                if data:
                    pdf = Path(place) / f"{number}.pdf"
                    pdf.write_bytes(data)
                    pictures[name] = self._pages(pdf, folder)
            return pictures

    def _pages(self, pdf: Path, folder: Path) -> list[Path]:
        options = ["-png", "-gray", "-r", str(_DOTS_PER_INCH), "-l", str(_MOST_PAGES)]
        _run([self.pdftoppm, *options, str(pdf), str(folder / pdf.stem)], _SECONDS)
        pages = [(match, path) for path in folder.iterdir() if (match := _PAGE.fullmatch(path.name))]
        return [path for _, path in sorted((int(match[2]), path) for match, path in pages if match[1] == pdf.stem)]


def _run(command: list[str], seconds: int) -> None:
    """Runs a program; one that fails or takes too long leaves no pictures, and that is all it does."""
    try:
        subprocess.run(command, check=False, timeout=seconds, capture_output=True, stdin=subprocess.DEVNULL)
    except (subprocess.TimeoutExpired, OSError):
        return
