"""Pictures of the pages of Word files, drawn by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_DOTS_PER_INCH = 50  # a page of 413 × 585 dots: its lines can be told apart
_MOST_PAGES = 40
_START_SECONDS, _SECONDS_EACH = 120, 20
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
        with tempfile.TemporaryDirectory() as temporary:
            place = Path(temporary)
            # Numbers for names: what people call files is no business of a command line.
            copies = [place / f"{number}.docx" for number in range(start, start + len(files))]
            for file, copy in zip(files.values(), copies, strict=True):
                shutil.copyfile(file, copy)
            home = f"-env:UserInstallation={(place / 'home').as_uri()}"
            options = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(place)]
            limit = _START_SECONDS + _SECONDS_EACH * len(files)
            _run([self.office, home, *options, *map(str, copies)], limit)
            pictures: dict[str, list[Path]] = {}
            for name, copy in zip(files, copies, strict=True):
                if copy.with_suffix(".pdf").is_file():
                    pictures[name] = self._pages(copy.with_suffix(".pdf"), folder)
            return pictures

    def _pages(self, pdf: Path, folder: Path) -> list[Path]:
        options = ["-png", "-gray", "-r", str(_DOTS_PER_INCH), "-l", str(_MOST_PAGES)]
        _run([self.pdftoppm, *options, str(pdf), str(folder / pdf.stem)], _START_SECONDS)
        pages = [(match, path) for path in folder.iterdir() if (match := _PAGE.fullmatch(path.name))]
        return [path for _, path in sorted((int(match[2]), path) for match, path in pages if match[1] == pdf.stem)]


def _run(command: list[str], seconds: int) -> None:
    """Runs a program; one that fails or takes too long leaves no pictures, and that is all it does."""
    try:
        subprocess.run(command, check=False, timeout=seconds, capture_output=True, stdin=subprocess.DEVNULL)
    except (subprocess.TimeoutExpired, OSError):
        return
