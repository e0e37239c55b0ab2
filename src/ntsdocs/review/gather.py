"""What the review page shows of two builds: their texts, their files, whose each document is."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ntsdocs import checks, outline
from ntsdocs.package import PackageError
from ntsdocs.redline import redline
from ntsdocs.redline.paths import modified
from ntsdocs.review import site
from ntsdocs.review.beside import FOLDER, Finding, Paper, Papers
from ntsdocs.review.builds import Build
from ntsdocs.review.model import Document, Review, State
from ntsdocs.review.pictures import Renderer

REDLINES = "redline"  # below the page's folder
AUTHOR = "ntsdocs"

_DRAFTS = "ke_hoach"  # each is by the agency it is for


def publish(review: Review, old: Build, new: Build, out: Path, renderer: Renderer | None = None) -> Path:
    """Writes the page of these builds into the build folder `out`; the path of its index.html.

    Beside it stand the tracked changes of each changed document; with a renderer, pictures of the pages of documents
    that are new or changed.
    """
    marked = _redlines(review, old, new, out / FOLDER / REDLINES)
    with tempfile.TemporaryDirectory() as place:
        drawn = {
            each.path: new.folder / each.path
            for each in review.documents
            if renderer is not None and each.state in (State.NEW, State.CHANGED)
        }
        pages = renderer.draw(drawn, Path(place)) if renderer is not None else {}
        beside = papers(
            review,
            old,
            new,
            marked=lambda document: marked.get(document.path),
            findings=_findings(review.documents, new),
            pages=pages,
        )
        return site.write(review, beside, out)


def _redlines(review: Review, old: Build, new: Build, home: Path) -> dict[str, Path]:
    """Writes the tracked changes of each changed document below `home`; of a damaged one there are none."""
    if home.exists():
        shutil.rmtree(home)
    written: dict[str, Path] = {}
    for document in review.documents:
        if document.state is not State.CHANGED:
            continue
        before, after = old.read(document.path), new.read(document.path)
        try:
            marked = redline(before, after, AUTHOR, modified(after))
        except PackageError:
            continue
        target = home / document.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(marked)
        written[document.path] = target
    return written


def _findings(documents: Iterable[Document], new: Build) -> list[Finding]:
    """What the decree's gate finds in the documents of the new build; a damaged file is told by the review itself."""
    found: list[Finding] = []
    for document in documents:
        if document.path in new.documents:
            try:
                told = checks.judge(new.read(document.path), draft=True)
            except PackageError:
                continue
            refused = [Finding(document.path, "", "toàn văn bản", told.refused)] if told.refused else []
            found += refused + [Finding(document.path, each.rule, each.place, each.found) for each in told.findings]
    return found


def papers(
    review: Review,
    old: Build,
    new: Build,
    *,
    marked: Callable[[Document], Path | None] = lambda _document: None,
    findings: Sequence[Finding] | None = None,
    pages: Mapping[str, Sequence[Path]] | None = None,
) -> Papers:
    """The papers of a review of these builds; a document whose bytes are equal is linked, not shown.

    `marked` gives the tracked changes of a document, `pages` the pictures of a document's pages by its path.
    """
    owners = _owners(review.documents, old, new)

    def of(document: Document) -> Paper:
        before, after = (
            build.folder / document.path if document.path in build.documents else None for build in (old, new)
        )
        same = document.state is State.SAME
        return Paper(
            before=() if same else _lines(before),
            after=() if same else _lines(after),
            old=None if same else before,
            new=after,
            redline=marked(document),
            pages=(pages or {}).get(document.path, ()),
        )

    return Papers(of, lambda document: owners[document.path], findings)


def _owners(documents: Iterable[Document], old: Build, new: Build) -> dict[str, str]:
    """Whose each document is: the agency of the draft of that name, or else who issues it.

    Where one issuer has several documents of a kind, as letters to many have, their names tell them apart.
    """
    listed = list(documents)
    authors = {each.path: (new if each.path in new.documents else old).author(each.path) for each in listed}
    drafting = {each.name: authors[each.path] for each in listed if each.kind == _DRAFTS}
    owners = {each.path: drafting.get(each.name) or authors[each.path] or each.title or each.name for each in listed}
    count = Counter((each.kind, owners[each.path]) for each in listed)
    return {
        each.path: owner if count[each.kind, owner] == 1 else f"{owner} ({each.name})"
        for each in listed
        for owner in [owners[each.path]]
    }


def _lines(file: Path | None) -> Sequence[str]:
    """The outline of a file; none if it is damaged, which the review itself tells."""
    try:
        return () if file is None else outline.outline(file)
    except PackageError:
        return ()
