"""Pictures of the pages of Word files, drawn by LibreOffice."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ntsdocs.docx import office

_DOTS_PER_INCH = 50  # a page of 413 × 585 dots: its lines can be told apart
_MOST_PAGES = 40
_SECONDS = 120  # for the pictures of one file
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
        folder.mkdir(parents=True, exist_ok=True)
        names = sorted(files)
        pictures: dict[str, list[Path]] = {}
        with tempfile.TemporaryDirectory() as place:
            converted = office.converted(self.office, [files[name].read_bytes() for name in names], "docx", "pdf")
            for number, (name, data) in enumerate(zip(names, converted, strict=True)):
                if data:
                    pdf = Path(place) / f"{number}.pdf"
                    pdf.write_bytes(data)
                    pictures[name] = self._pages(pdf, folder)
        return pictures

    def _pages(self, pdf: Path, folder: Path) -> list[Path]:
        options = ["-png", "-gray", "-r", str(_DOTS_PER_INCH), "-l", str(_MOST_PAGES)]
        command = [self.pdftoppm, *options, str(pdf), str(folder / pdf.stem)]
        with suppress(subprocess.TimeoutExpired, OSError):
            subprocess.run(command, check=False, timeout=_SECONDS, capture_output=True, stdin=subprocess.DEVNULL)
        pages = [(match, path) for path in folder.iterdir() if (match := _PAGE.fullmatch(path.name))]
        return [path for _, path in sorted((int(match[2]), path) for match, path in pages if match[1] == pdf.stem)]
