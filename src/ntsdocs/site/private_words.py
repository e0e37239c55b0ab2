"""Hide what drafts say of people from the page that shows what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ntsdocs.diff.builds import Build
from ntsdocs.diff.result import VARIES, Change, Review
from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError
from ntsdocs.docx.xml import DOCUMENT_PART
from ntsdocs.kinds import KINDS
from ntsdocs.plan.model import is_private
from ntsdocs.plan.papers import PaperId
from ntsdocs.templates import filled_places

_DOTS = "……"
_SHORTEST = 3  # letters of words that are hidden wherever they stand
_PLACE = re.compile(r"(⟦(own:[^,⟧]*)[^⟧]*⟧)(.*?)(?=⟦/⟧)")
_DRAFTS = {kind.name for kind in KINDS if kind.has_duties}


@dataclass(frozen=True, slots=True)
class PrivateWords:
    """What the drafts of some builds say of people, the longest first."""

    values: tuple[str, ...]

    @classmethod
    def of(cls, builds: Iterable[Build]) -> PrivateWords:
        """What stands in the places about people; a damaged draft is told by the review itself."""
        found: set[str] = set()
        for build in builds:
            for path in (path for path in build.documents if PaperId.of(path).kind in _DRAFTS):
                try:
                    data = package.read(build.folder / path, DOCUMENT_PART).get(DOCUMENT_PART, b"")
                except (PackageError, OSError):
                    continue
                found.update(line for tag, lines in filled_places.found(data) if is_private(tag) for line in lines)
        kept = (each for each in found if len(each) >= _SHORTEST and any(map(str.isalnum, each)))
        return cls(tuple(sorted(kept, key=lambda each: (-len(each), each))))

    def lines(self, lines: Sequence[str]) -> list[str]:
        """The lines of an outline without them."""
        return [_PLACE.sub(lambda x: f"{x[1]}{_DOTS if is_private(x[2]) else x[3]}", line) for line in lines]

    def review(self, review: Review) -> Review:
        """The review without them."""
        clusters = (replace(x, changes=tuple(map(self._change, x.changes))) for x in review.clusters)
        return replace(review, clusters=tuple(clusters)) if self.values else review

    def _change(self, change: Change) -> Change:
        before, after = (text and self._text(text, change.tag) for text in (change.before, change.after))
        same = (before, after) == (change.before, change.after)
        return change if same else replace(change, before=before, after=after, pieces=())

    def _text(self, text: str, tag: str) -> str:
        if tag.startswith("own:") and is_private(tag):
            return _DOTS
        words = self.values
        if VARIES in text:  # of a value that stands in some of the documents only a part may be left
            words = (*words, *(each for value in words for each in value.split() if len(each) >= _SHORTEST))
        for each in words:
            text = text.replace(each, _DOTS)
        return text
