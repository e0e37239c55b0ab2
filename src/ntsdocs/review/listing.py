"""What the review page lists: documents, clusters, causes, findings, duties, each with what it is filtered by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ntsdocs import vn
from ntsdocs.review import shown
from ntsdocs.review.beside import Finding
from ntsdocs.review.coverage import Covered
from ntsdocs.review.model import Cause, Change, Cluster, Document, Review, State, What, Why

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
_TASK = re.compile(r"(?:gen|own):(?:task|row|line):(\d{1,6}):(\w*)")
_AGENCY = "gen:agency:"
_FIELDS = {
    "content": "nội dung",
    "lead": "cơ quan chủ trì",
    "coordinate": "cơ quan phối hợp",
    "deadline": "thời gian hoàn thành",
    "product": "sản phẩm",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One document in the list. `key` is its address in the page; causes are places in the list of causes."""

    key: str
    kind: str
    title: str
    state: State
    clusters: tuple[int, ...]
    causes: tuple[int, ...]
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
    runs: tuple[shown.Run, ...]
    form: tuple[tuple[str, str, str], ...]
    causes: tuple[int, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Group:
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
    """One cause, with what it reaches."""

    kind: str
    text: str
    place: str
    reach: str
    count: int


@dataclass(frozen=True, slots=True)
class Fault:
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

    def __init__(self, review: Review, agency: Callable[[Document], str]) -> None:
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

    def faults(self, findings: Iterable[Finding]) -> list[Fault]:
        """The findings, equal ones together, those of most documents first; of documents that are not listed none."""
        found: dict[tuple[str, str, str], list[int]] = {}
        for each in findings:
            if each.path in self.at:
                found.setdefault((each.rule, each.place, each.what), []).append(self.at[each.path])
        faults = []
        for said, met in found.items():
            rule, place, what = (shown.plain(word[: shown.LONGEST]) for word in said)
            documents = tuple(sorted(set(met)))
            faults.append(Fault(rule, place, what, self._reach_in_words(documents), documents))
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
        told = [(number, shown.plain(tasks[number][:400])) for number in numbers]
        return told, [Duties(roles, tuple(sorted(documents))) for roles, documents in groups.items()]

    def _order(self, document: Document) -> tuple[int, str, vn.SortKey, str]:
        known = list(self._titles)
        place = known.index(document.kind) if document.kind in self._titles else len(known)
        return place, document.kind, vn.sort_key(self._agencies[document.path]), document.path

    def _title(self, kind: str) -> str:
        """The title of a kind; of an unknown one its name."""
        return shown.plain(self._titles.get(kind, kind)[:100])

    # --- one of each ---

    def _row(self, document: Document) -> Row:
        clusters = [self._clusters[number] for number in document.clusters if number in self._clusters]
        causes = [self._number[cause] for cause in _causes(document, clusters)]
        return Row(
            key=key_of(document.path),
            kind=document.kind,
            title=shown.plain(self._agencies[document.path][:400]),
            state=document.state,
            clusters=tuple(cluster.number for cluster in clusters),
            causes=tuple(causes),
            tasks=tuple(sorted({number for cluster in clusters for number in tasks_of(cluster)})),
        )

    def _group(self, cluster: Cluster, room: int) -> Group:
        """The cluster with as many of its changes as there is room for."""
        places = [self.at[path] for path in cluster.documents if path in self.at]
        sure = cluster.sure_causes
        return Group(
            cluster.number,
            tuple(self._hunk(*each, cluster) for each in zip(cluster.changes[:room], cluster.why, strict=False)),
            max(0, len(cluster.changes) - room),
            all(change.what is What.FORM for change in cluster.changes),
            tuple(self._number[cause] for cause in sure),
            tuple(self._number[cause] for cause in cluster.causes if cause not in sure),
            cluster.varies,
            self._reach_in_words(places),
            len(places),
        )

    def _hunk(self, change: Change, why: Why, cluster: Cluster) -> Hunk:
        runs: list[shown.Run] = shown.compared(change.pieces)
        if not runs and change.before == change.after:
            runs = shown.whole(change.after or "")
        elif not runs:
            runs = [*shown.whole(change.before or "", "-"), *shown.whole(change.after or "", "+")]
        form = tuple(
            (shown.plain(name[:400]), shown.plain(old[: shown.LONGEST]), shown.plain(new[: shown.LONGEST]))
            for name, old, new in change.form
        )
        told = len(cluster.causes) > 1 and len(why.causes) <= _MOST_CAUSES
        causes = tuple(sorted(self._number[cause] for cause in why.causes)) if told else ()
        place = shown.plain(change.place[:400])
        return Hunk(change.what.value, place, _about(change.tag), tuple(runs), form, causes, why.sure)

    def _reason(self, cause: Cause, reached: Sequence[int]) -> Reason:
        text, place = (shown.plain(each[: shown.LONGEST]) for each in (vn.upper_first(cause.text), cause.place))
        kind = CAUSE_TITLES.get(cause.kind, shown.plain(cause.kind))
        return Reason(kind, text, place, self._reach_in_words(reached), len(reached))

    def _reach(self, review: Review) -> dict[Cause, list[int]]:
        """Each cause with the documents it reaches; the widest first."""
        found: dict[Cause, list[int]] = {cause: [] for each in review.clusters for cause in each.causes}
        for at, document in enumerate(self.documents):
            clusters = [self._clusters[number] for number in document.clusters if number in self._clusters]
            for cause in _causes(document, clusters):
                found.setdefault(cause, []).append(at)
        return dict(sorted(found.items(), key=lambda each: (-len(each[1]), each[0].kind, vn.sort_key(each[0].text))))

    def _reach_in_words(self, places: Sequence[int]) -> str:
        """«166 Kế hoạch thực hiện của từng cơ quan, 1 Báo cáo năm»."""
        count: dict[str, int] = {}
        for at in places:
            count[self.documents[at].kind] = count.get(self.documents[at].kind, 0) + 1
        return ", ".join(f"{vn.number(each)} {vn.lower_first(self.kinds[kind])}" for kind, each in count.items())


def key_of(path: str) -> str:
    """The address of a document in the page: its path without the ending."""
    return shown.plain(path.removesuffix(".docx"))


def tasks_of(cluster: Cluster) -> set[int]:
    """The tasks whose content controls the cluster changes."""
    return {int(number) for change in cluster.changes for number, _ in _TASK.findall(change.tag)}


def _causes(document: Document, clusters: Iterable[Cluster]) -> Iterable[Cause]:
    """The causes of what can be seen to have changed, then those that left no trace of their own."""
    return dict.fromkeys([*(cause for cluster in clusters for cause in cluster.causes), *document.causes])


def _about(tag: str) -> str:
    """A content control's tag in a reader's words; a tag that is no task's, no agency's as it is."""
    found = _TASK.fullmatch(tag)
    if not found:
        return shown.plain(f"cơ quan {tag[len(_AGENCY) :]}" if tag.startswith(_AGENCY) else tag[:400])
    field = _FIELDS.get(found[2])
    if field is None and tag.startswith("own:"):
        field = "phần cơ quan tự điền"
    return f"nhiệm vụ {found[1]}{f', {field}' if field else ''}"
