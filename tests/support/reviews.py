"""A review made by hand from two build folders, for tests and benchmarks of the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ntsdocs.changes.causes import Cause
from ntsdocs.decree.findings import SAI, Finding
from ntsdocs.diff.result import Change, Cluster, DocumentState, Review, ReviewedDocument, Sign, What, Why
from ntsdocs.docx import outline
from ntsdocs.kinds import KINDS
from ntsdocs.plan import reading
from ntsdocs.plan.papers import PaperId
from ntsdocs.site import side_by_side
from ntsdocs.site.page_inputs import PagePaper, PagePapers

Lines = Mapping[str, Sequence[str]]

DEADLINE = Cause(
    "cell",
    "Nhiệm vụ 2, cột «Thời gian hoàn thành»: «Thường xuyên» → «Trước 30/6/2026»",
    "data/tinh-mau/01-kh-ubnd/tasks.csv, dòng 3",
)


def cluster(number: int, changes: tuple[Change, ...], documents: tuple[str, ...], causes: tuple[Cause, ...]) -> Cluster:
    """A cluster all of whose changes have these causes."""
    return Cluster(number, changes, documents, (Why(causes),) * len(changes))


def lines_of(folder: Path) -> dict[str, list[str]]:
    """The outline of every document below a build folder, by its path."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.docx"))}
    return {name: outline.outline(path) for name, path in paths.items() if not name.startswith("review/")}


def names_of(root: Path, plan: str) -> dict[str, str]:
    """What agencies are called in lists, by id."""
    read = reading.read(root / "data" / plan, root).plan_or_stop()
    return {agency.id: agency.short_name for agency in read.agencies}


def made(before: Lines, after: Lines, names: Mapping[str, str], causes: Sequence[Cause] = (DEADLINE,)) -> Review:
    """The review of two sets of outlines: documents with the same changes in one cluster, all with these causes."""
    found: dict[tuple[Change, ...], list[str]] = {}
    for path in sorted(before.keys() & after.keys()):
        changes = tuple(_change(old, new) for old, new in side_by_side.rows(before[path], after[path]) if old != new)
        if changes:
            found.setdefault(changes, []).append(path)
    widest = sorted(found.items(), key=lambda each: (-len(each[1]), each[1]))
    clusters = tuple(
        cluster(number, changes, tuple(paths), tuple(causes)) for number, (changes, paths) in enumerate(widest, 1)
    )
    number_of = {path: cluster.number for cluster in clusters for path in cluster.documents}
    documents = []
    for path in sorted(before.keys() | after.keys()):
        paper = PaperId.of(path)
        state = DocumentState.SAME
        if path not in before:
            state = DocumentState.NEW
        elif path not in after:
            state = DocumentState.GONE
        elif path in number_of:
            state = DocumentState.CHANGED
        numbers = (number_of[path],) if path in number_of else ()
        documents.append(
            ReviewedDocument(path, paper.kind, paper.name, names.get(paper.name, paper.name), state, numbers)
        )
    kinds = tuple((kind.name, kind.title) for kind in KINDS)
    return Review("bản dựng ngày 14/12/2026", "bản đang soạn", tuple(documents), clusters, kinds)


def finding(path: str, rule: str, place: str, what: str) -> tuple[str, Finding]:
    """A finding of the decree's gate in the document at this path."""
    return path, Finding(rule, SAI, place, what, "", "", "")


def papers(
    before: Lines, after: Lines, old: Path, new: Path, findings: Sequence[tuple[str, Finding]] | None = None
) -> PagePapers:
    """The texts and files of two build folders."""

    def of(document: ReviewedDocument) -> PagePaper:
        return PagePaper(
            before.get(document.path, ()),
            after.get(document.path, ()),
            old / document.path,
            new / document.path if document.path in after else None,
            new / "review" / "redline" / document.path,
        )

    return PagePapers(of, findings=findings)


def _change(old: str | None, new: str | None) -> Change:
    line = new if new is not None else old or ""
    tag = line.partition("⟦")[2].partition(",")[0].partition("⟧")[0]
    before, after = (None if each is None else each.partition(" | ")[2] for each in (old, new))
    form = (old or "").partition(" | ")[0].strip(), (new or "").partition(" | ")[0].strip()
    place = f"đoạn kiểu «{line.partition(' | ')[0].strip().partition(',')[0]}»"
    if before is None or after is None:
        return Change(What.REMOVED if after is None else What.ADDED, place, tag, before, after)
    if before == after:
        return Change(What.FORM, place, tag, before, after, (), (("đoạn", *form),))
    return Change(What.WORDS, place, tag, before, after, side_by_side.words(before, after))


def texts_of(change: Change) -> tuple[str, str]:
    """The two texts that the pieces of a change make up."""
    told = change.pieces
    return (
        "".join(piece.text for piece in told if piece.sign is not Sign.PUT),
        "".join(piece.text for piece in told if piece.sign is not Sign.TAKEN),
    )
