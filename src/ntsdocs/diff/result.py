"""The result of a comparison as frozen values, which know nothing of Word, files or the web."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ntsdocs.changes.causes import Cause
from ntsdocs.text.problems import Problem

VARIES = "‹…›"  # stands in the texts of a cluster for words in which its documents differ
FILE_PROPERTIES = "thuộc tính tệp"  # the place of a change of what the file says of itself


class DocumentState(StrEnum):
    """What became of a document from the base to the new build."""

    NEW = "mới"
    CHANGED = "thay đổi"
    SAME = "giữ nguyên"
    GONE = "không còn"


class What(StrEnum):
    """What kind of change it is; `FORM` leaves the words alone."""

    WORDS = "câu chữ"
    ADDED = "thêm"
    REMOVED = "bỏ"
    MOVED = "chuyển chỗ"
    FORM = "trình bày"


class Sign(StrEnum):
    """Whether words stand in both texts, only in the old one or only in the new one."""

    KEPT = "="
    TAKEN = "-"
    PUT = "+"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that share a sign; the pieces of a change, put together, are both its texts."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs.

    `place` is where a Word user finds it in the new document, or in the old one if it was removed; `tag` the content
    control around it, or what the tags of several have in common; blank if there is none. `before` and `after` are its
    texts, `None` where there is none; of a row that was added or removed its cells, parted by « | », of a table its
    rows, line by line. `form` tells properties that differ: what it is, before, after.
    """

    what: What
    place: str
    tag: str = ""
    before: str | None = None
    after: str | None = None
    pieces: tuple[Piece, ...] = ()
    form: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """The causes of a change; if it is not `sure` that they made it, they are all that may have."""

    causes: tuple[Cause, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Cluster:
    """Changes that are the same in each of `documents` that has them (paths, in order), and why each of them is there.

    Where the documents differ around a change (the name of their agency, the number of the paragraph), `VARIES` stands
    in its texts and place. What one cell made is one cluster though not each document has each change: `where` then
    are the documents of each; it is empty where all have all.
    """

    number: int
    changes: tuple[Change, ...]
    documents: tuple[str, ...]
    why: tuple[Why, ...]
    where: tuple[tuple[str, ...], ...] = ()

    @property
    def placed(self) -> tuple[tuple[Change, Why, tuple[str, ...]], ...]:
        """Each change, why it is there, and the documents that have it."""
        where = self.where or (self.documents,) * len(self.changes)
        return tuple(zip(self.changes, self.why, where, strict=True))

    def of(self, path: str) -> tuple[Change, ...]:
        """The changes that a document has."""
        return tuple(change for change, _, paths in self.placed if path in paths)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes of all changes, those that surely made one first."""
        return tuple(dict.fromkeys((*self.sure_causes, *(cause for each in self.why for cause in each.causes))))

    @property
    def sure_causes(self) -> tuple[Cause, ...]:
        """The causes that surely made one of the changes."""
        return tuple(dict.fromkeys(cause for each in self.why if each.sure for cause in each.causes))

    @property
    def guesses(self) -> tuple[Cause, ...]:
        """The causes that only may have made a change."""
        return tuple(cause for cause in self.causes if cause not in self.sure_causes)

    @property
    def is_form(self) -> bool:
        """Whether its changes leave the words alone."""
        return all(change.what is What.FORM for change in self.changes)

    @property
    def varies(self) -> bool:
        """Whether its documents differ around a change."""
        return any(VARIES in text for change in self.changes for text in (change.before, change.after) if text)


@dataclass(frozen=True, slots=True)
class ReviewedDocument:
    """One document: its path below the build folder, its kind and name, whose it is, its state and its clusters.

    `level` is that of the agency it is named for, «cấp xã»; blank if it is not known, or not named for one.
    """

    path: str
    kind: str
    name: str
    title: str
    state: DocumentState
    clusters: tuple[int, ...] = ()
    causes: tuple[Cause, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Two builds held against each other; `base` and `new` say which they are. Clusters: the widest first.

    `kinds` pairs the kinds of documents with what they are called. `unreadable` are the files that could not be read:
    their documents differ, and are in no cluster. `notes` say what is not known of the builds, and why; `edited` are
    the papers that somebody edited in the build folder, where the new build was made elsewhere because of that.
    """

    base: str
    new: str
    documents: tuple[ReviewedDocument, ...]
    clusters: tuple[Cluster, ...]
    kinds: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()

    def changes_by_document(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """The changes of each document, each by its cluster's number and its place there."""
        places: dict[str, list[tuple[int, int]]] = {document.path: [] for document in self.documents}
        for cluster in self.clusters:
            for at, (_, _, paths) in enumerate(cluster.placed):
                for path in paths:
                    places.setdefault(path, []).append((cluster.number, at))
        return {path: tuple(each) for path, each in places.items()}

    @property
    def differs(self) -> bool:
        """Whether any document is not as it was."""
        return any(document.state is not DocumentState.SAME for document in self.documents)
