"""Tell a review as lines for a terminal: what is shared first, then what single documents have of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ntsdocs.changes.causes import folded
from ntsdocs.diff.forecast import counted, named
from ntsdocs.diff.result import (
    VARIES,
    Cause,
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
from ntsdocs.text import vn, words

_LINES = 4  # of a text that came or went
_AROUND = 10  # tokens that are told around a change
_MOST_CHANGES = 40  # of one cluster that are told
_MOST_NUMBERED = 9  # causes of a cluster that are told one by one, so that each change can name its own
_MOST_GUESSES = 4  # causes that are told where it is not sure which it is
_LONGEST = 400  # letters of a text that came or went
_OPEN = {Sign.TAKEN: ("[-", "-]"), Sign.PUT: ("{+", "+}"), Sign.KEPT: ("", "")}


def lines(review: Review, *, full: bool = False) -> Iterator[str]:
    """The review; `full` names every document and tells every change and text, however many and long they are.

    What a console would obey, or not show, stands as its code.
    """
    yield from map(printable, _lines(review, full=full))


def printable(line: str) -> str:
    """The line with the code of each sign that a console would obey, or not show."""
    return line if line.isprintable() else "".join(c if c.isprintable() else f"‹U+{ord(c):04X}›" for c in line)


def _lines(review: Review, *, full: bool) -> Iterator[str]:
    told = _Teller(review, full=full)
    yield from builds(review, full=full)
    counts = Counter(document.state for document in review.documents)
    yield f"{len(review.documents)} văn bản: " + ", ".join(f"{counts[state]} {state}" for state in DocumentState) + "."
    if not review.differs:
        yield "Hai bản giống hệt nhau."
    yield from told.section("Không đọc được", (str(each).splitlines() for each in review.unreadable))
    shared = [each for each in review.clusters if len(each.documents) > 1 and not _is_form(each)]
    single = [each for each in review.clusters if len(each.documents) == 1 and not _is_form(each)]
    for cluster in shared:
        yield ""
        yield from told.cluster(cluster)
    yield from told.section("Riêng từng văn bản", (told.single(cluster) for cluster in single))
    yield from told.section(
        "Chỉ khác cách trình bày, chữ giữ nguyên",
        (told.cluster(cluster) for cluster in review.clusters if _is_form(cluster)),
    )
    for state, title in ((DocumentState.NEW, "Văn bản mới"), (DocumentState.GONE, "Văn bản không còn")):
        yield from told.section(title, told.whole(state))


def builds(review: Review, *, full: bool = False) -> Iterator[str]:
    """Which builds are compared, and what a reader has to know of them."""
    yield f"Bản gốc: {review.base}"
    yield f"Bản mới: {review.new}"
    yield from (f"Chú ý: {note}." for note in review.notes)
    if review.edited:
        names = named(review.edited, full=full)
        yield f"Chú ý: {len(review.edited)} tệp đã sửa tay, không phải là bản được so (so bản dựng thử): {names}."


def _is_form(cluster: Cluster) -> bool:
    return all(change.what is What.FORM for change in cluster.changes)


class _Teller:
    """Words the pieces of a review."""

    def __init__(self, review: Review, *, full: bool) -> None:
        self._full = full
        self._documents = {document.path: document for document in review.documents}
        self._kinds = dict(review.kinds)

    def section(self, title: str, blocks: Iterable[Iterable[str]]) -> Iterator[str]:
        first = True
        for block in blocks:
            if first:
                yield from ("", f"{title}:")
            first = False
            yield from (f"  {line}" for line in block)

    def cluster(self, cluster: Cluster) -> Iterator[str]:
        if len(cluster.documents) == 1:
            yield from self.single(cluster)
            return
        count = f"{counted(cluster.documents, self._kinds)}{self._by_level(cluster.documents)}"
        names = named(cluster.documents, full=self._full)
        alike = f"giống nhau trừ chỗ {VARIES}" if cluster.varies else "giống hệt"
        yield f"Cụm {cluster.number}: {count}, {alike}: {names}"
        yield from self._inside(cluster)

    def _inside(self, cluster: Cluster) -> Iterator[str]:
        numbers = {cause: number for number, cause in enumerate(cluster.causes, start=1)}
        if not 1 < len(numbers) <= _MOST_NUMBERED:
            numbers = {}
        yield from (f"  {line}" for line in self._why(cluster, numbers))
        shown = cluster.changes if self._full else cluster.changes[:_MOST_CHANGES]
        for change, why in zip(shown, cluster.why, strict=False):
            first, *rest = told(change, full=self._full)
            yield f"    {first}{_by_number(why, numbers)}"
            yield from (f"    {line}" for line in rest)
        if len(shown) < len(cluster.changes):
            yield f"    … và {len(cluster.changes) - len(shown)} chỗ nữa trong cụm này (xem đủ: thêm --full)."

    def _why(self, cluster: Cluster, numbers: Mapping[Cause, int]) -> Iterator[str]:
        """The causes, with the numbers by which changes name them; at the end those that it only may be."""
        if numbers:
            for cause, number in numbers.items():
                yield _because(f"[{number}] {cause}", sure=cause in cluster.sure_causes)
            return
        yield from (_because(line, sure=True) for line in folded(cluster.sure_causes))
        guesses = folded(cause for cause in cluster.causes if cause not in cluster.sure_causes)
        most = None if self._full else _MOST_GUESSES
        rest = "có thể vì một trong {} thay đổi nữa (xem đủ: thêm --full)"
        yield from vn.first_lines((_because(line, sure=False) for line in guesses), most, rest, spare=1)

    def _by_level(self, paths: Sequence[str]) -> str:
        """How many documents are of each level of agencies: « (166 cấp xã, 18 cấp tỉnh)»; blank if none is known."""
        levels = Counter(level for path in paths if (level := self._documents[path].level))
        return f" ({', '.join(f'{count} {level}' for level, count in levels.most_common())})" if levels else ""

    def single(self, cluster: Cluster) -> Iterator[str]:
        (path,) = cluster.documents
        title = self._documents[path].title
        yield f"Cụm {cluster.number}: {path}{f' – {vn.excerpt(title)}' if title else ''}"
        yield from self._inside(cluster)

    def whole(self, state: DocumentState) -> Iterator[Iterator[str]]:
        """Documents that came or went, those with the same causes together."""
        found: dict[tuple[str, ...], list[ReviewedDocument]] = {}
        for document in self._documents.values():
            if document.state is state:
                found.setdefault(tuple(folded(document.causes)), []).append(document)
        for causes, documents in found.items():
            yield self._came(causes, documents)

    @staticmethod
    def _came(causes: Sequence[str], documents: Sequence[ReviewedDocument]) -> Iterator[str]:
        for document in documents:
            yield f"{document.path}{f' – {vn.excerpt(document.title)}' if document.title else ''}"
        yield from (f"  {_because(cause, sure=len(causes) == 1)}" for cause in causes)


def _because(cause: str, *, sure: bool) -> str:
    """The cause with «vì» before it; what says itself that it is not known stands alone."""
    return cause if cause.startswith("không rõ vì đâu") else f"{'vì' if sure else 'có thể vì'} {cause}"


def _by_number(why: Why, numbers: Mapping[Cause, int]) -> str:
    """Which of a cluster's causes a change has: « ← [1]»; blank if they have no numbers."""
    told_ = ", ".join(f"[{number}]" for number in sorted(numbers[cause] for cause in why.causes if cause in numbers))
    return f" ← {'' if why.sure else 'có thể '}{told_}" if told_ else ""


def told(change: Change, *, full: bool = False) -> Iterator[str]:
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
    yield from (f"  {what}: {_quoted(before)} → {_quoted(after)}" for what, before, after in change.form)


def _marked(pieces: Sequence[Piece], *, full: bool) -> str:
    told_ = []
    for number, piece in enumerate(pieces):
        opening, closing = _OPEN[piece.sign]
        text = piece.text
        if piece.sign is Sign.KEPT and not full:
            text = _trimmed(text, first=number == 0, last=number == len(pieces) - 1)
        told_.append(f"{opening}{text}{closing}")
    return "".join(told_)


def _trimmed(text: str, *, first: bool, last: bool) -> str:
    """Kept words, without those that are far from any change."""
    found = words.tokens(text)
    before, after = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(found) <= before + after + 1:
        return text
    return "".join([*found[:before], "…", *(found[-after:] if after else ())])


def _short(text: str, *, full: bool) -> str:
    if not text:
        return "một đoạn trống"
    parted = text.split("\n")
    shown = parted if full else parted[:_LINES]
    told_ = " ⏎ ".join(f"«{line if full else _cut(line, _LONGEST)}»" for line in shown)
    return told_ if len(shown) == len(parted) else f"{told_} … và {len(parted) - len(shown)} dòng nữa"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _quoted(text: str) -> str:
    return f"«{text}»" if text else "(không)"
