"""What the review page lists: documents, and clusters, causes, findings with the documents that each is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ntsdocs.changes.causes import Cause
from ntsdocs.decree.findings import Finding
from ntsdocs.diff.result import Change, Cluster, Review, ReviewedDocument
from ntsdocs.diff.wording import count_by_kind
from ntsdocs.plan.papers import PaperId
from ntsdocs.site.page_inputs import PagePapers
from ntsdocs.site.visible_text import LONGEST, plain, short
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

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

# The address of a choice, the field of a document it is about, its label, the values and what each is called.
Filter = tuple[str, str, str, list[tuple[object, str]]]


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One thing of a list, and the documents it is in: their places in the list, and whether it surely is.

    Of a `cluster` so many `hunks`, its first changes, are shown.
    """

    number: int
    kind: str
    text: str
    place: str
    documents: Mapping[int, bool]
    cluster: Cluster | None = None
    hunks: int = 0

    @property
    def sure(self) -> int:
        """Of how many documents it is sure."""
        return sum(self.documents.values())

    @property
    def extent(self) -> str:
        """How many documents it is in: «3», «1, có thể thêm 2», «có thể 3»."""
        sure, perhaps = vn.number(self.sure), vn.number(len(self.documents) - self.sure)
        if self.sure == len(self.documents):
            return sure
        return f"{sure}, có thể thêm {perhaps}" if self.sure else f"có thể {perhaps}"


class Listing:
    """The lists of one review; `documents` by kind, then as a Vietnamese dictionary has their agencies.

    `kinds` are the kinds that there are, with what they are called. `lists` name the field of a document that has the
    numbers of their entries; `rows` are the documents with these fields, what is sure first: those with the same
    changes have the same number `alike`.
    """

    def __init__(self, review: Review, papers: PagePapers) -> None:
        agencies = {document.path: papers.agency(document) for document in review.documents}
        titles = dict(review.kinds)
        order = {kind: place for place, kind in enumerate(titles)}

        def key(document: ReviewedDocument) -> tuple[int, str, vn.SortKey, str]:
            place = order.get(document.kind, len(order))
            return place, document.kind, vn.sort_key(agencies[document.path]), document.path

        self.documents = sorted(review.documents, key=key)
        self.kinds = {each.kind: short(titles.get(each.kind, each.kind), 100) for each in self.documents}
        self._at = {document.path: at for at, document in enumerate(self.documents)}
        self._clusters = {cluster.number: cluster for cluster in review.clusters}
        self._changes = review.changes_by_document()
        self._alike = {changes: number for number, changes in enumerate(dict.fromkeys(self._changes.values()))}
        reached = self._reached(review)
        self._numbers = {cause: number for number, cause in enumerate(reached, 1)}
        self.lists = {
            "clusters": list(self._cluster_entries()),
            "causes": [self._cause_entry(*each) for each in reached.items()],
            "faults": list(self._finding_entries(papers.findings or ())),
        }
        self.rows = [self._row(document, short(agencies[document.path])) for document in self.documents]
        for field, entries in self.lists.items():
            self._number_rows(field, entries)

    def filters(self, tasks: Mapping[int, str]) -> list[Filter]:
        """What the list of documents can be narrowed by; `tasks` are the words of the plan's tasks."""
        count = Counter(number for row in self.rows for number in row["tasks"])
        words = {number: f". {short(tasks[number], 70)}" if tasks.get(number) else "" for number in sorted(count)}
        changed = [(number, f"{number}{words[number]} ({vn.number(count[number])})") for number in words]
        causes = [(each.number, f"{short(each.text, 90)} ({each.extent})") for each in self.lists["causes"]]
        clusters = [(each.number, f"{each.text} ({each.extent})") for each in self.lists["clusters"]]
        return [
            ("loai", "kind", "Loại văn bản", [*self.kinds.items()]),
            ("nhiem-vu", "tasks", "Nhiệm vụ có thay đổi", [*changed]),
            ("nguyen-nhan", "causes", "Nguyên nhân", [*causes]),
            ("cum", "clusters", "Cụm", [*clusters]),
        ]

    def reach(self, entry: ListEntry) -> str:
        """The documents that an entry is in, by kind: «166 kế hoạch thực hiện của từng cơ quan, 1 báo cáo năm»."""
        return count_by_kind((self.documents[at].kind for at in entry.documents), self.kinds)

    def count(self, paths: Iterable[str]) -> str:
        """How many documents of each kind these are."""
        return count_by_kind((self.documents[self._at[path]].kind for path in paths if path in self._at), self.kinds)

    def change_sets(self, paths: Iterable[str]) -> list[int]:
        """The numbers of the sets of changes that these documents have; those with the same changes have the same."""
        return sorted({self._alike[self._changes[path]] for path in paths})

    def cause_numbers(self, causes: Iterable[Cause]) -> list[int]:
        """The numbers of causes, in order."""
        return sorted(self._numbers[cause] for cause in causes)

    def _row(self, document: ReviewedDocument, title: str) -> dict[str, Any]:
        return {
            "key": address_of(document.path),
            "kind": document.kind,
            "title": title,
            "state": document.state.name,
            "tasks": sorted(
                tasks_of(self._clusters[number].changes[at] for number, at in self._changes[document.path])
            ),
            "alike": self._alike[self._changes[document.path]],
        }

    def _number_rows(self, field: str, entries: Iterable[ListEntry]) -> None:
        numbers = grouped((at, (not sure, each.number)) for each in entries for at, sure in each.documents.items())
        for at, row in enumerate(self.rows):
            ranked = sorted(numbers.get(at, ()))
            row[field] = [number for _, number in ranked]
            if field == "causes":
                row["sure"] = sum(not guess for guess, _ in ranked)

    def _clusters_of(self, document: ReviewedDocument) -> list[Cluster]:
        return [self._clusters[number] for number in document.clusters if number in self._clusters]

    def _reached(self, review: Review) -> dict[Cause, dict[int, bool]]:
        """Each cause with the documents it reaches, and whether it surely does; the widest first.

        Sure are the sure causes of a document's clusters, and the only cause there is.
        """
        reached: dict[Cause, dict[int, bool]] = {cause: {} for each in review.clusters for cause in each.causes}
        for at, document in enumerate(self.documents):
            clusters = self._clusters_of(document)
            sure = {cause for cluster in clusters for cause in cluster.sure_causes}
            every = dict.fromkeys([*(cause for cluster in clusters for cause in cluster.causes), *document.causes])
            for cause in every:
                reached.setdefault(cause, {})[at] = cause in sure or len(every) == 1
        return dict(sorted(reached.items(), key=lambda each: (-len(each[1]), each[0].kind, vn.sort_key(each[0].text))))

    def _cause_entry(self, cause: Cause, documents: Mapping[int, bool]) -> ListEntry:
        kind = CAUSE_TITLES.get(cause.kind, plain(cause.kind))
        text, place = short(vn.upper_first(cause.text), LONGEST), short(cause.place, LONGEST)
        return ListEntry(self._numbers[cause], kind, text, place, documents)

    def _cluster_entries(self) -> Iterator[ListEntry]:
        left = MOST_HUNKS_IN_ALL
        for number, cluster in self._clusters.items():
            hunks = min(left, MOST_HUNKS, len(cluster.changes))
            left -= hunks
            kind = "chỉ trình bày, chữ không đổi" if cluster.is_form else ""
            documents = dict.fromkeys(sorted(self._at[path] for path in cluster.documents if path in self._at), True)
            yield ListEntry(number, kind, f"Cụm {number}", "", documents, cluster, hunks)

    def _finding_entries(self, findings: Iterable[tuple[str, Finding]]) -> Iterator[ListEntry]:
        """The findings, equal ones together, those of most documents first; of documents that are not listed none."""
        reached: dict[tuple[str, str, str], set[int]] = {}
        for path, each in findings:
            if path in self._at:
                reached.setdefault((each.rule, each.place, each.what), set()).add(self._at[path])
        ranked = sorted(reached.items(), key=lambda each: (-len(each[1]), each[0]))
        for number, (texts, documents) in enumerate(ranked, 1):
            rule, place, what = (short(text, LONGEST) for text in texts)
            yield ListEntry(number, rule, what, place, dict.fromkeys(sorted(documents), True))


def address_of(path: str) -> str:
    """The address of a document in the page: its path without the ending."""
    return plain(str(PaperId.of(path)))


def tasks_of(changes: Iterable[Change]) -> set[int]:
    """The tasks whose content controls are changed."""
    return {int(number) for change in changes for number, _ in _TASK.findall(change.tag)}


def tag_words(tag: str) -> str:
    """A content control's tag in a reader's words; a tag that is no task's, no agency's as it is."""
    match = _TASK.fullmatch(tag)
    if not match:
        return short(f"cơ quan {tag[len(_AGENCY) :]}" if tag.startswith(_AGENCY) else tag)
    field = _FIELDS.get(match[2])
    if field is None and tag.startswith("own:"):
        field = "phần cơ quan tự điền"
    return f"nhiệm vụ {match[1]}{f', {field}' if field else ''}"
