"""The paths of a build folder: where its records and files put aside are, and which file names are allowed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ntsdocs.changes.manifest import CELLS_FILE, MANIFEST
from ntsdocs.plan.papers import ENDING, PaperId
from ntsdocs.text.shelf import NOT_A_FILE, hash_at, is_reserved, way_out

LOCK = ".khoa"
STAGING = ".moi-dang-dung"
JOURNAL = ".moi-dang-chep.json"  # what may be ours while files are being moved
LEFTOVERS = (STAGING, JOURNAL)  # of a run that broke off
LOOKS = "xem"  # papers as they would be on other days, a folder for each: of no build, and left alone by all
REVIEW = "review"  # the review page, with its files and the redlines: of no build, and left alone by all
ISSUED = "phat-hanh"  # below a plan's data: what was issued, each edition in a folder of its own
BOARD, BOARD_BOOK = "bang-theo-doi.html", "bang-theo-doi.xlsx"  # how the duties stand: likewise
PLAN_BOOK = "bang-ke-hoach.xlsx"  # the plan's tables as a workbook: likewise
BOARD_DATA = "so-lieu"  # the same as data, likewise
PRINT = "print"  # the PDFs of papers, likewise
ASIDE = ".cu"  # «cũ»: edited files that were told to give way, by day
HOLDERS = ("~$", ".~lock.")  # how the files begin by which Word and LibreOffice tell that they hold another open

_NEW_TEXT = ".moi"  # «mới»: the new text beside a file that somebody edited
_NEW_TEXT_NAME = re.compile(rf"(.+){re.escape(_NEW_TEXT)}(?:-([0-9]{{1,6}}))?\.docx")
_PATH = re.compile(r"(?:[a-z0-9_-]{1,100}/)*[a-z0-9_-]{1,100}\.docx")


def path_fault(path: str) -> str:
    """Why a paper may not be called so; blank if it may. Small letters only, so no two names differ in case alone."""
    if not _PATH.fullmatch(path):
        return "tên tệp không hợp lệ"
    if any(is_reserved(segment) for segment in str(PaperId.of(path)).split("/")):
        return "tên tệp trùng với tên dành riêng của Windows"
    return ""


def new_text_place(path: str, number: int) -> str:
    """The place for the new text beside an edited file; the first has no number."""
    return f"{PaperId.of(path)}{_NEW_TEXT}{_numbered(number)}{ENDING}"


def paper_of_new_text(path: str) -> tuple[str, int]:
    """The paper beside whose place a text lies, and its number; blank and 0 if the file is not called so."""
    named = _NEW_TEXT_NAME.fullmatch(path)
    if named is None:
        return "", 0
    paper, number = f"{named[1]}{ENDING}", int(named[2] or 1)
    return (paper, number) if path == new_text_place(paper, number) else ("", 0)


def new_texts_in(out: Path, papers: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """The texts beside these papers' places: the paper, the number, the hash; nothing of a folder that is a link."""
    due = set(papers)
    root = out.resolve()
    for folder in sorted({path.rpartition("/")[0] for path in due}):
        if way_out(root, f"{folder}/x".lstrip("/")) or not (out / folder).is_dir():
            continue
        for file in sorted((out / folder).iterdir()):
            paper, number = paper_of_new_text(file.relative_to(out).as_posix())
            if paper in due:
                yield paper, number, hash_at(file) or NOT_A_FILE


def files_in(out: Path) -> Iterator[str]:
    """Every file of the folder but our records, the review's, the board's, PDFs, looks, what is aside or held open."""
    for folder, folders, files in os.walk(out):
        inside = Path(folder).relative_to(out)
        if not inside.parts:
            folders[:] = [name for name in folders if name not in (ASIDE, STAGING, REVIEW, PRINT, LOOKS, BOARD_DATA)]
            ours = (LOCK, JOURNAL, MANIFEST, CELLS_FILE, BOARD, BOARD_BOOK, PLAN_BOOK)
            files[:] = [name for name in files if name not in ours]
        folders.sort()
        links = [name for name in folders if (out / inside / name).is_symlink()]
        yield from ((inside / name).as_posix() for name in sorted((*files, *links)) if not name.startswith(HOLDERS))


def aside(path: str, day: str, number: int) -> str:
    """The place for an edited file that gives way: `.cu/2026-06-30/ke_hoach/so-y-te.docx`."""
    return f"{ASIDE}/{day}/{PaperId.of(path)}{_numbered(number)}{ENDING}"


def _numbered(number: int) -> str:
    return f"-{number}" if number > 1 else ""
