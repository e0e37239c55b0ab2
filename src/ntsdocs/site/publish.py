"""Put together what the review page shows of two builds: outlines, files, the agency of each document."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from ntsdocs.decree import check
from ntsdocs.decree.findings import SAI, Finding
from ntsdocs.diff.builds import Build
from ntsdocs.diff.result import DocumentState, Review, ReviewedDocument
from ntsdocs.docx import outline
from ntsdocs.docx.package import PackageError
from ntsdocs.kinds import KINDS
from ntsdocs.plan.papers import PaperId, titled
from ntsdocs.redline import record
from ntsdocs.site import write
from ntsdocs.site.page_inputs import PagePaper, PagePapers
from ntsdocs.site.pictures import Renderer
from ntsdocs.text import vn

_BY_AGENCIES = {kind.name for kind in KINDS if not kind.issued}  # each is by the agency it is for
_TO, _MANY = "Kính gửi:", "Các "


def publish(review: Review, old: Build, new: Build, out: Path, renderer: Renderer | None = None) -> Path:
    """Writes the page of these builds into the build folder `out`; the path of its index.html.

    It links the redlines that were made of the same files, and tells what the decree's gate finds in the new ones. A
    document whose bytes are equal is linked, not shown. With a renderer it has pictures of the pages of documents that
    are new or changed.
    """
    owners = _owners(review.documents, old, new)
    redline = record.redlines_between(out, old, new)
    with tempfile.TemporaryDirectory() as place:
        drawn = [each for each in review.documents if each.state in (DocumentState.NEW, DocumentState.CHANGED)]
        files = {each.path: _shown(new, each.path, Path(place)) for each in drawn} if renderer else {}
        pages = renderer.draw(files, Path(place)) if renderer else {}

        def paper(document: ReviewedDocument) -> PagePaper:
            path, same = document.path, document.state is DocumentState.SAME
            before, after = (_shown(each, path, Path(place)) if path in each.documents else None for each in (old, new))
            return PagePaper(
                before=() if same else _lines(before),
                after=() if same else _lines(after),
                old=None if same else before,
                new=after,
                redline=redline(document),
                pages=pages.get(path, ()),
            )

        papers = PagePapers(paper, lambda document: owners[document.path], _findings(review.documents, new))
        return write.write(review, papers, out)


def _shown(build: Build, path: str, place: Path) -> Path:
    """The document's file; below `place` a copy of one that tells about people, without that."""
    with suppress(OSError):  # which the review itself tells
        if build.hides(path):
            copy = place / hashlib.sha256(f"{build.folder}/{path}".encode()).hexdigest()
            copy.write_bytes(build.read(path))
            return copy
    return build.folder / path


def _findings(documents: Iterable[ReviewedDocument], new: Build) -> list[tuple[str, Finding]]:
    """What the decree's gate finds in the documents of the new build; a damaged file is told by the review itself."""
    findings: list[tuple[str, Finding]] = []
    for document in documents:
        if document.path in new.documents:
            try:
                report = check.judge(new.read(document.path), draft=True).detached()
            except (PackageError, OSError):
                continue
            if report.refused:
                findings.append((document.path, Finding("", SAI, "toàn văn bản", report.refused, "", "", "")))
            findings += [(document.path, each) for each in report.findings]
    return findings


def _owners(documents: Iterable[ReviewedDocument], old: Build, new: Build) -> dict[str, str]:
    """Whose each document is: the agency of the draft of that name, or else who issues it.

    The edition is told of documents that have one. Where one issuer has several documents of a kind, as letters to many
    have, whom they are for tells them apart, in their own words if they say so, or else their names.
    """
    every = list(documents)
    builds = {each.path: new if each.path in new.documents else old for each in every}
    authors = {path: build.author(path) for path, build in builds.items()}
    drafting = {each.name: authors[each.path] for each in every if each.kind in _BY_AGENCIES}
    owners = {each.path: drafting.get(each.name) or authors[each.path] or each.title or each.name for each in every}
    owners = {path: titled(owner, PaperId.of(path).edition) for path, owner in owners.items()}
    ambiguous = _ambiguous(every, owners)
    addressees = {each.path: _addressees(builds[each.path].folder / each.path) for each in ambiguous}
    owners |= {path: f"{owners[path]}, {to}" for path, to in addressees.items() if to}
    return owners | {each.path: f"{owners[each.path]} ({each.name})" for each in _ambiguous(every, owners)}


def _ambiguous(documents: Sequence[ReviewedDocument], owners: Mapping[str, str]) -> list[ReviewedDocument]:
    """The documents that are not the only ones of their kind of their owner."""
    count = Counter((each.kind, owners[each.path]) for each in documents)
    return [each for each in documents if count[each.kind, owners[each.path]] > 1]


def _addressees(file: Path) -> str:
    """To whom a letter is sent, by its «Kính gửi»: «gửi các sở, ban, ngành và 4 nơi khác»; blank if it does not say."""
    lines = [line.partition(" | ")[2].strip("*/ ⍽") for line in _lines(file)]
    at = next((at for at, words in enumerate(lines) if words.startswith(_TO)), len(lines))
    items = [words.removeprefix(_TO) for words in lines[at : at + 1]]
    items += takewhile(lambda words: words.startswith("-"), lines[at + 1 :])
    to = [words for each in items if (words := each.strip(" -⍽;.↵"))]
    if not to:
        return ""
    first = vn.lower_first(to[0]) if to[0].startswith(_MANY) else to[0]
    return f"gửi {first} và {len(to) - 1} nơi khác" if len(to) > 1 else f"gửi {first}"


def _lines(file: Path | None) -> Sequence[str]:
    """The outline of a file; none if it is damaged, which the review itself tells."""
    try:
        return () if file is None else outline.outline(file)
    except (PackageError, OSError):
        return ()
