"""The result of a build as values: papers written, left and refused, and what it warns of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ntsdocs.changes.manifest import Manifest
from ntsdocs.plan.papers import PaperId, titled
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Problem

EQUAL = "giữ nguyên vì không có gì thay đổi"
ISSUED = "đã phát hành, không dựng lại."
KEPT = "giữ nguyên, không dựng lại vì không phải đợt đang soạn."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did to its folder; paths are relative to it, with forward slashes and in order.

    `edited` are files that somebody edited and for which there is no new text; `new_texts` pairs one for which there is
    with the file that holds it; `orphans` are papers that are no longer due but were edited; `replaced` pairs an edited
    file that had to give way with the place it is kept in. `warnings` tell of records of earlier builds that are
    damaged. An `interrupted` build has put what was made by then in place and left the rest as it was.
    """

    manifest: Manifest
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    new_texts: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Papers of which the same is to be said: what became of them, why, and their paths in order."""

    what: str
    why: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many papers of an edition of a kind there are; `note` says why there are none, or that they were left."""

    title: str
    count: int
    note: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the papers by kind, what became of the files, what a person should look at.

    `title` is what the plan is called, `rendered` how many papers had to be made, `reasons` why each was, if asked.
    """

    title: str
    on: date
    counts: tuple[KindCount, ...]
    outcome: Outcome
    warnings: tuple[Problem, ...]
    rendered: int = 0
    reasons: tuple[PaperGroup, ...] = ()


def kind_counts(manifest: Manifest, chosen: Sequence[str] | None) -> Iterator[KindCount]:
    """How many papers of each edition there are, and why there are none of a kind; of `chosen` if it is given."""
    issued = {path for path, _, _ in manifest.issued}
    paths = [entry.path for entry in manifest.documents] if chosen is None else chosen
    for name, title, why_none in manifest.kinds:
        editions = grouped((paper.edition, paper) for paper in map(PaperId.of, paths) if paper.kind == name)
        for edition, papers in sorted(editions.items(), key=lambda each: (len(each[0]), each[0])):
            note = "" if manifest.makes(papers[0].path) else ISSUED if papers[0].path in issued else KEPT
            yield KindCount(titled(title, edition), len(papers), note)
        if chosen is None and not editions:
            yield KindCount(title, 0, why_none)
