"""Tell a review as lines for a terminal: what is shared first, then what single documents have of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ntsdocs.changes.causes import Cause, cause_lines
from ntsdocs.diff.result import (
    VARIES,
    Change,
    Cluster,
    DocumentState,
    Piece,
    Review,
    ReviewedDocument,
    Sign,
    What,
    Why,
)
from ntsdocs.diff.wording import count_by_kind, first_documents
from ntsdocs.text import vn, words
from ntsdocs.text.groups import grouped

_AROUND = 10  # tokens that are told around a change
_MOST_CHANGES = 40  # of one cluster that are told
_MOST_NUMBERED = 9  # causes of a cluster that are told one by one, so that each change can name its own
_LONGEST = 400  # letters of a text that came or went
_MARKS = {Sign.TAKEN: ("[-", "-]"), Sign.PUT: ("{+", "+}"), Sign.KEPT: ("", "")}


def lines(review: Review, *, full: bool = False) -> Iterator[str]:
    """The review; `full` names every document and tells every change and text, however many and long they are.

    What a console would obey, or not show, stands as its code.
    """
    yield from map(vn.printable, _lines(review, full=full))


def _lines(review: Review, *, full: bool) -> Iterator[str]:
    clusters = _Clusters(review, full=full)
    yield from builds(review, full=full)
    counts = Counter(document.state for document in review.documents)
    yield f"{len(review.documents)} văn bản: " + ", ".join(f"{counts[state]} {state}" for state in DocumentState) + "."
    if not review.differs:
        yield "Hai bản giống hệt nhau."
    yield from _section("Không đọc được", (str(each).splitlines() for each in review.unreadable))
    worded = [each for each in review.clusters if not each.is_form]
    for cluster in worded:
        if len(cluster.documents) > 1:
            yield from ("", *clusters.lines(cluster))
    single = (clusters.lines(each) for each in worded if len(each.documents) == 1)
    yield from _section("Riêng từng văn bản", single)
    form = (clusters.lines(each) for each in review.clusters if each.is_form)
    yield from _section("Chỉ khác cách trình bày, chữ giữ nguyên", form)
    for state, title in ((DocumentState.NEW, "Văn bản mới"), (DocumentState.GONE, "Văn bản không còn")):
        yield from _section(title, _by_causes(each for each in review.documents if each.state is state))


def builds(review: Review, *, full: bool = False) -> Iterator[str]:
    """Which builds are compared, and what a reader has to know of them."""
    yield f"Bản gốc: {review.base}"
    yield f"Bản mới: {review.new}"
    yield from (f"Chú ý: {note}." for note in review.notes)
    if review.edited:
        names = first_documents(review.edited, full=full)
        yield f"Chú ý: {len(review.edited)} tệp đã sửa tay, không phải là bản được so (so bản dựng thử): {names}."


def _section(title: str, blocks: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of all blocks under the title; nothing if there are none."""
    body = [f"  {line}" for block in blocks for line in block]
    if body:
        yield from ("", f"{title}:", *body)


def _by_causes(documents: Iterable[ReviewedDocument]) -> Iterator[list[str]]:
    """Documents that came or went, those with the same causes together."""
    groups = grouped((tuple(cause_lines(document.causes)), document) for document in documents)
    for causes, same in groups.items():
        yield [*map(_titled, same), *(f"  {_because(cause, sure=len(causes) == 1)}" for cause in causes)]


def _titled(document: ReviewedDocument) -> str:
    return f"{document.path}{f' – {vn.excerpt(document.title)}' if document.title else ''}"


class _Clusters:
    """The clusters of a review as lines."""

    def __init__(self, review: Review, *, full: bool) -> None:
        self._full = full
        self._documents = {document.path: document for document in review.documents}
        self._kinds = dict(review.kinds)

    def lines(self, cluster: Cluster) -> Iterator[str]:
        """The documents of a cluster, its causes, its changes."""
        documents = [self._documents[path] for path in cluster.documents]
        if len(documents) == 1:
            yield f"Cụm {cluster.number}: {_titled(documents[0])}"
        else:
            levels = Counter(document.level for document in documents if document.level)
            by_level = f" ({', '.join(f'{count} {level}' for level, count in levels.most_common())})" if levels else ""
            count = self._count(cluster.documents)
            alike = f"giống nhau trừ chỗ {VARIES}" if cluster.varies else "giống hệt"
            alike = "cùng nguyên nhân, mỗi nơi một số chỗ" if cluster.where else alike
            names = first_documents(cluster.documents, full=self._full)
            yield f"Cụm {cluster.number}: {count}{by_level}, {alike}: {names}"
        numbers = {cause: number for number, cause in enumerate(cluster.causes, start=1)}
        if not 1 < len(numbers) <= _MOST_NUMBERED:
            numbers = {}
        yield from (f"  {line}" for line in self._causes(cluster, numbers))
        changes = cluster.placed if self._full else cluster.placed[:_MOST_CHANGES]
        last = cluster.documents
        for change, why, paths in changes:
            if paths != last:
                last = paths
                yield f"   Ở {self._count(paths)} ({first_documents(paths, full=self._full)}):"
            first, *rest = change_lines(change, full=self._full)
            yield f"    {first}{_by_number(why, numbers)}"
            yield from (f"    {line}" for line in rest)
        if len(changes) < len(cluster.changes):
            yield f"    … và {len(cluster.changes) - len(changes)} chỗ nữa trong cụm này (xem đủ: thêm --full)."

    def _count(self, paths: Iterable[str]) -> str:
        return count_by_kind((self._documents[path].kind for path in paths), self._kinds)

    def _causes(self, cluster: Cluster, numbers: Mapping[Cause, int]) -> Iterator[str]:
        """The causes, with the numbers by which changes name them; at the end those that it only may be."""
        sure = cluster.sure_causes
        if numbers:
            yield from (_because(f"[{numbers[cause]}] {cause}", sure=cause in sure) for cause in numbers)
            return
        yield from (_because(line, sure=True) for line in cause_lines(sure))
        guesses = (_because(line, sure=False) for line in cause_lines(cluster.guesses))
        rest = "có thể vì một trong {} thay đổi nữa (xem đủ: thêm --full)"
        yield from vn.first_lines(guesses, None if self._full else 4, rest, spare=1)


def _because(cause: str, *, sure: bool) -> str:
    """The cause with «vì» before it; what says itself that it is not known stands alone."""
    return cause if cause.startswith("không rõ vì đâu") else f"{'vì' if sure else 'có thể vì'} {cause}"


def _by_number(why: Why, numbers: Mapping[Cause, int]) -> str:
    """Which of a cluster's causes a change has: « ← [1]»; blank if they have no numbers."""
    labels = ", ".join(f"[{number}]" for number in sorted(numbers[cause] for cause in why.causes if cause in numbers))
    return f" ← {'' if why.sure else 'có thể '}{labels}" if labels else ""


def change_lines(change: Change, *, full: bool = False) -> Iterator[str]:
    """A change in lines: `[-words that went-]{+words that came+}`, then how it looks.

    Unless it is told in `full`, words far from a change and the ends of long texts are left out.
    """
    place = f"{change.place} [{change.tag}]" if change.tag else change.place
    if change.what is What.WORDS:
        yield f"{place}: {_marked(change.pieces, full=full)}"
    elif change.what is not What.FORM:
        text = change.before if change.after is None else change.after
        where = f"{place} của bản gốc" if change.after is None else place
        yield f"{where}: {change.what} {_short(text or '', full=full)}"
    elif change.before not in (None, "", VARIES):
        yield f"{place}, «{_cut(change.before, _LONGEST // 4)}»:"
    elif place:
        yield f"{place}:"
    for what, *sides in change.form:
        before, after = (f"«{text}»" if text else "(không)" for text in sides)
        yield f"  {what}: {before} → {after}"


def _marked(pieces: Sequence[Piece], *, full: bool) -> str:
    marked = []
    for number, piece in enumerate(pieces):
        opening, closing = _MARKS[piece.sign]
        text = piece.text
        if piece.sign is Sign.KEPT and not full:
            text = _trimmed(text, first=number == 0, last=number == len(pieces) - 1)
        marked.append(f"{opening}{text}{closing}")
    return "".join(marked)


def _trimmed(text: str, *, first: bool, last: bool) -> str:
    """Kept words, without those that are far from any change."""
    tokens = words.tokens(text)
    before, after = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(tokens) <= before + after + 1:
        return text
    return "".join([*tokens[:before], "…", *(tokens[-after:] if after else ())])


def _short(text: str, *, full: bool) -> str:
    """A text that came or went, four lines of it unless in `full`."""
    if not text:
        return "một đoạn trống"
    every = [f"«{line if full else _cut(line, _LONGEST)}»" for line in text.split("\n")]
    left = 0 if full else len(every) - 4
    return " ⏎ ".join(every) if left <= 0 else f"{' ⏎ '.join(every[:4])} … và {left} dòng nữa"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
