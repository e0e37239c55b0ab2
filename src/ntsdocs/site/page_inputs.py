"""The inputs of the review page besides the review itself: outlines, Word files, pictures of pages, findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntsdocs.decree.findings import Finding
from ntsdocs.diff.result import ReviewedDocument


@dataclass(frozen=True, slots=True)
class PagePaper:
    """One document on both sides: the lines of its outlines, its Word files, the pictures of its new pages (PNG).

    What there is not is empty or `None`. A Word file is linked where it is if that is below the build folder, otherwise
    copied beside the page, as pictures are.
    """

    before: Sequence[str] = ()
    after: Sequence[str] = ()
    old: Path | None = None
    new: Path | None = None
    redline: Path | None = None
    pages: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class PagePapers:
    """Where the page gets its papers: `of` is asked once for each document, in their order.

    `agency` says whose a document is, as the list and its filter have it. `findings` are what the decree's gate found,
    each with the path of its document; `None` where the gate was not run. `no_pages` says why there are no pictures.
    """

    of: Callable[[ReviewedDocument], PagePaper]
    agency: Callable[[ReviewedDocument], str] = lambda document: document.title or document.name
    findings: Sequence[tuple[str, Finding]] | None = None
    no_pages: str = "Không có hình trang: lần này không vẽ trang, hoặc máy lập trang rà soát không có LibreOffice."
