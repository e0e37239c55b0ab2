"""What the review page lists: documents, clusters, causes, findings, duties, each with what it is filtered by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ntsdocs.diff.result import Cause, Change, Cluster, DocumentState, Review, ReviewedDocument, What, Why
from ntsdocs.kinds.due import PaperId
from ntsdocs.site import visible_text
from ntsdocs.site.coverage import Covered
from ntsdocs.site.page_inputs import PageFinding
from ntsdocs.text import vn

CAUSE_TITLES = {
    "cell": "Ô dữ liệu",
    "role": "Phân công",
    "ruling": "Quyết định",
    "template": "Mẫu",
    "law": "Dữ liệu pháp luật",
    "date": "Ngày lập",
    "version": "Phiên bản",
    "context": "Nội dung điền vào mẫu",
    "file": "Tệp",
    "unknown": "Không rõ",
}
MOST_HUNKS = 300  # of a cluster that are shown,
MOST_HUNKS_IN_ALL = 10_000  # or of all clusters: beyond that the page sends the reader to the texts side by side

_MOST_CAUSES = 9  # of one change that are named beside it
# Of a row or a paragraph that came or went the tag is «gen:row:5», of a cell «gen:row:5:deadline».
_TASK = re.compile(r"(?:gen|own):(?:task|row|line):(\d{1,6})\b(?::(\w*))?")
_AGENCY = "gen:agency:"
_FIELDS = {
    "content": "nội dung",
    "lead": "cơ quan chủ trì",
    "coordinate": "cơ quan phối hợp",
    "deadline": "thời gian hoàn thành",
    "product": "sản phẩm",
}


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """One document in the list. `key` is its address in the page.

    `causes` are places in the list of causes, those that are sure first, in order; the others, `guesses`, only may be.
    """

    key: str
    kind: str
    title: str
    state: DocumentState
    clusters: tuple[int, ...]
    causes: tuple[int, ...]
    guesses: tuple[int, ...]
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hunk:
    """One change as it is shown: `runs` where words differ, otherwise the text that came or went.

    `about` says which part of which task it is in; blank if it is in none. `causes` are its own, places in the list of
    causes, where its cluster has others too; if it is not `sure`, they are all that may have made it.
    """

    what: str
    place: str
    about: str
    runs: tuple[visible_text.Run, ...]
    form: tuple[tuple[str, str, str], ...]
    causes: tuple[int, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class ListedCluster:
    """One cluster as it is shown; `left_out` are the changes that are too many to show.

    `guesses` are causes that may have made some of its changes; `varies` says that its documents differ around one.
    """

    number: int
    hunks: tuple[Hunk, ...]
    left_out: int
    form_only: bool
    causes: tuple[int, ...]
    guesses: tuple[int, ...]
    varies: bool
    reach: str
    count: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause, with what it reaches: `count` documents, of which it is `sure` of so many, and others only may be."""

    kind: str
    text: str
    place: str
    reach: str
    count: int
    sure: int


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One thing the gate found, in as many documents as have it (places in the list)."""

    rule: str
    place: str
    what: str
    reach: str
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """Documents (places in the list) whose agencies have the same duties; `roles` has a letter for each task."""

    roles: str
    documents: tuple[int, ...]


class Listing:
    """The lists of one review; `documents` by kind, then as a Vietnamese dictionary has their agencies.

    `kinds` are the kinds that there are, with what they are called.
    """

    def __init__(self, review: Review, agency: Callable[[ReviewedDocument], str]) -> None:
        self._agencies = {document.path: agency(document) for document in review.documents}
        self._titles = dict(review.kinds)
        self.documents = sorted(review.documents, key=self._order)
        self.kinds = {kind: self._title(kind) for kind in dict.fromkeys(each.kind for each in self.documents)}
        self.at = {document.path: at for at, document in enumerate(self.documents)}
        self._clusters = {cluster.number: cluster for cluster in review.clusters}
        self._reached = self._reach(review)
        self._number = {cause: at for at, cause in enumerate(self._reached)}
        self.rows = [self._row(document) for document in self.documents]
        self.groups = []
        room = MOST_HUNKS_IN_ALL
        for cluster in review.clusters:
            self.groups.append(self._group(cluster, min(room, MOST_HUNKS)))
            room -= len(self.groups[-1].hunks)
        self.reasons = [self._reason(cause, reached) for cause, reached in self._reached.items()]

    def faults(self, findings: Iterable[PageFinding]) -> list[ListedFinding]:
        """The findings, equal ones together, those of most documents first; of documents that are not listed none."""
        found: dict[tuple[str, str, str], list[int]] = {}
        for each in findings:
            if each.path in self.at:
                found.setdefault((each.rule, each.place, each.what), []).append(self.at[each.path])
        faults = []
        for said, met in found.items():
            rule, place, what = (visible_text.short(word, visible_text.LONGEST) for word in said)
            documents = tuple(sorted(set(met)))
            faults.append(ListedFinding(rule, place, what, self._reach_in_words(documents), documents))
        return sorted(faults, key=lambda each: (-len(each.documents), each.rule, each.place, each.what))

    def duties(self, covered: Mapping[int, Covered]) -> tuple[list[tuple[int, str]], list[Duties]]:
        """The tasks with their words, and who has which role in them, agencies with the same duties together."""
        tasks: dict[int, str] = {}
        for each in covered.values():
            for number, words in each.tasks.items():
                tasks.setdefault(number, words)
            for number in each.roles:
                tasks.setdefault(number, "")
        numbers = sorted(tasks)
        groups: dict[str, list[int]] = {}
        for document, each in covered.items():
            roles = "".join(each.roles[number].value if number in each.roles else "." for number in numbers)
            groups.setdefault(roles, []).append(document)
        told = [(number, visible_text.short(tasks[number])) for number in numbers]
        return told, [Duties(roles, tuple(sorted(documents))) for roles, documents in groups.items()]

    def _order(self, document: ReviewedDocument) -> tuple[int, str, vn.SortKey, str]:
        known = list(self._titles)
        place = known.index(document.kind) if document.kind in self._titles else len(known)
        return place, document.kind, vn.sort_key(self._agencies[document.path]), document.path

    def _title(self, kind: str) -> str:
        """The title of a kind; of an unknown one its name."""
        return visible_text.short(self._titles.get(kind, kind), 100)

    # --- one of each ---

    def _row(self, document: ReviewedDocument) -> ListedDocument:
        clusters = [self._clusters[number] for number in document.clusters if number in self._clusters]
        sure, guesses = _causes(document, clusters)
        return ListedDocument(
            key=key_of(document.path),
            kind=document.kind,
            title=visible_text.short(self._agencies[document.path]),
            state=document.state,
            clusters=tuple(cluster.number for cluster in clusters),
            causes=self._numbers(sure),
            guesses=self._numbers(guesses),
            tasks=tuple(sorted({number for cluster in clusters for number in tasks_of(cluster)})),
        )

    def _group(self, cluster: Cluster, room: int) -> ListedCluster:
        """The cluster with as many of its changes as there is room for."""
        places = [self.at[path] for path in cluster.documents if path in self.at]
        sure = cluster.sure_causes
        return ListedCluster(
            cluster.number,
            tuple(self._hunk(*each, cluster) for each in zip(cluster.changes[:room], cluster.why, strict=False)),
            max(0, len(cluster.changes) - room),
            all(change.what is What.FORM for change in cluster.changes),
            self._numbers(sure),
            self._numbers(cause for cause in cluster.causes if cause not in sure),
            cluster.varies,
            self._reach_in_words(places),
            len(places),
        )

    def _hunk(self, change: Change, why: Why, cluster: Cluster) -> Hunk:
        runs: list[visible_text.Run] = visible_text.compared(change.pieces)
        if not runs and change.before == change.after:
            runs = visible_text.whole(change.after or "")
        elif not runs:
            runs = [*visible_text.whole(change.before or "", "-"), *visible_text.whole(change.after or "", "+")]
        form = tuple(
            (
                visible_text.short(name),
                visible_text.short(old, visible_text.LONGEST),
                visible_text.short(new, visible_text.LONGEST),
            )
            for name, old, new in change.form
        )
        told = len(cluster.causes) > 1 and len(why.causes) <= _MOST_CAUSES
        causes = self._numbers(why.causes) if told else ()
        return Hunk(
            change.what.value, visible_text.short(change.place), _about(change.tag), tuple(runs), form, causes, why.sure
        )

    def _numbers(self, causes: Iterable[Cause]) -> tuple[int, ...]:
        """The places of causes in the list of causes, in order."""
        return tuple(sorted(self._number[cause] for cause in causes))

    def _reason(self, cause: Cause, reached: Mapping[int, bool]) -> Reason:
        text, place = (
            visible_text.short(each, visible_text.LONGEST) for each in (vn.upper_first(cause.text), cause.place)
        )
        kind = CAUSE_TITLES.get(cause.kind, visible_text.plain(cause.kind))
        return Reason(kind, text, place, self._reach_in_words(tuple(reached)), len(reached), sum(reached.values()))

    def _reach(self, review: Review) -> dict[Cause, dict[int, bool]]:
        """Each cause with the documents it reaches, and whether it surely does; the widest first."""
        found: dict[Cause, dict[int, bool]] = {cause: {} for each in review.clusters for cause in each.causes}
        for at, document in enumerate(self.documents):
            clusters = [self._clusters[number] for number in document.clusters if number in self._clusters]
            sure, guesses = _causes(document, clusters)
            for cause in (*sure, *guesses):
                found.setdefault(cause, {})[at] = cause in sure
        return dict(sorted(found.items(), key=lambda each: (-len(each[1]), each[0].kind, vn.sort_key(each[0].text))))

    def _reach_in_words(self, places: Sequence[int]) -> str:
        """«166 Kế hoạch thực hiện của từng cơ quan, 1 Báo cáo năm»."""
        count: dict[str, int] = {}
        for at in places:
            count[self.documents[at].kind] = count.get(self.documents[at].kind, 0) + 1
        return ", ".join(f"{vn.number(each)} {vn.lower_first(self.kinds[kind])}" for kind, each in count.items())


def key_of(path: str) -> str:
    """The address of a document in the page: its path without the ending."""
    return visible_text.plain(str(PaperId.of(path)))


def tasks_of(cluster: Cluster) -> set[int]:
    """The tasks whose content controls the cluster changes."""
    return {int(number) for change in cluster.changes for number, _ in _TASK.findall(change.tag)}


def _causes(document: ReviewedDocument, clusters: Sequence[Cluster]) -> tuple[list[Cause], list[Cause]]:
    """The causes that surely changed the document, and those that only may have.

    Sure are the sure causes of its clusters, and the only cause there is.
    """
    found = dict.fromkeys([*(cause for cluster in clusters for cause in cluster.causes), *document.causes])
    sure = found if len(found) == 1 else {cause: None for cluster in clusters for cause in cluster.sure_causes}
    return list(sure), [cause for cause in found if cause not in sure]


def _about(tag: str) -> str:
    """A content control's tag in a reader's words; a tag that is no task's, no agency's as it is."""
    found = _TASK.fullmatch(tag)
    if not found:
        return visible_text.short(f"cơ quan {tag[len(_AGENCY) :]}" if tag.startswith(_AGENCY) else tag)
    field = _FIELDS.get(found[2])
    if field is None and tag.startswith("own:"):
        field = "phần cơ quan tự điền"
    return f"nhiệm vụ {found[1]}{f', {field}' if field else ''}"
