"""Find what was changed in our words, added, deleted, moved or remarked, each under its task."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from ntsdocs.docx.document import as_compared
from ntsdocs.docx.xml import W
from ntsdocs.returns.frames import frame, tokens
from ntsdocs.returns.reading import Matching
from ntsdocs.returns.remarks import remarks
from ntsdocs.returns.word_lines import WordLine, WordLines
from ntsdocs.text import align
from ntsdocs.text.groups import grouped

_TASK = re.compile(r"(?:gen|own):(?:row|task|line|section):([a-z0-9-]+)")
_MOST = 0.8  # the share of its cells that are new, or gone, by which a column is known to be

Unit = tuple[int, int]  # the table and the row in it; a paragraph outside tables has none, and the number of its line


class ChangeKind(StrEnum):
    """What was done."""

    REWORDED = "sửa chữ"
    ROW = "thêm hàng"
    PARAGRAPH = "thêm đoạn"
    COLUMN = "thêm cột"
    DELETED = "bỏ"
    MOVED = "chuyển chỗ"
    REMARK = "ý kiến"


@dataclass(frozen=True, slots=True)
class TheirChange:
    """One thing done to a paper: what stood there, what stands there now, where.

    `task` is a number, or where a section stands; blank where it is under none. `of` is the line of ours that it is
    about, or after which it stands, -1 for none; `at` gives their order.
    """

    kind: ChangeKind
    task: str
    before: str
    after: str
    place: str
    of: int = -1
    at: float = 0


def read(ours: WordLines, theirs: WordLines, matching: Matching) -> tuple[TheirChange, ...]:
    """What was done to our paper beside filling it in, in the order of their file."""
    return tuple(sorted(_Changes(ours, theirs, matching).all(), key=lambda each: each.at))


class _Changes:
    def __init__(self, ours: WordLines, theirs: WordLines, matching: Matching) -> None:
        self._ours, self._theirs, self._remarks = ours.lines, theirs.lines, remarks(theirs)
        self._values = matching.values
        self._groups = list(_groups({old: new for old, new in matching.lines.items() if new}))
        self._new_of = {old: news for olds, news in self._groups for old in olds}
        self._old_of = {new: olds[0] for olds, news in self._groups for new in news}
        self._ofs = [*accumulate(range(len(self._theirs)), lambda last, at: self._old_of.get(at, last), initial=-1)][1:]
        unseen, known = _unseen(ours), {*self._old_of, *self._values}
        self._worded = [
            at for at, line in enumerate(self._ours) if (frame([line]).words if line.marks else _words(line.text))
        ]
        self._lost = [at for at in self._worded if at not in self._new_of]
        self._free = [
            at
            for at, line in enumerate(self._theirs)
            if at not in known and (words := _words(line.text)) and words not in unseen
        ]
        self._old_rows, self._new_rows = _by_unit(self._ours), _by_unit(self._theirs)
        self._tasks = {unit: _task(self._ours[at] for at in places) for unit, places in self._old_rows.items()}

    def all(self) -> Iterator[TheirChange]:
        """Every change, in no order."""
        yield from self._reworded()
        yield from self._deleted()
        yield from self._added()
        yield from self._moved()
        for at, about, says in self._remarks:
            yield self._change(ChangeKind.REMARK, at, about, says)

    # --- where it is ---

    def _change(self, kind: ChangeKind, at: int, before: str, after: str, task: str = "") -> TheirChange:
        """A change at a line of theirs."""
        place, of = (self._theirs[at].place, self._ofs[at]) if at >= 0 else ("", -1)
        return TheirChange(kind, task or self._task_at(at), before, after, place, of, at)

    def _task_at(self, at: int) -> str:
        """The task of a line of theirs: of its row, else of what stands before it."""
        if at < 0:
            return ""
        row = (self._old_of[each] for each in self._new_rows[_unit(self._theirs, at)] if each in self._old_of)
        old = next(row, self._ofs[at])
        return self._tasks[_unit(self._ours, old)] if old >= 0 else ""

    # --- what was done ---

    def _reworded(self) -> Iterator[TheirChange]:
        for olds, news in self._groups:
            if len(olds) == len(news) == 1 and self._ours[olds[0]].text == self._theirs[news[0]].text:
                continue
            said = [self._theirs[at] for at in news if at not in self._values]
            shape = frame([self._ours[at] for at in olds])
            if not said or not shape.words:
                continue
            text = "\n".join(line.text for line in said)
            edges = [0, *(edge for span in shape.spans(text) for edge in span[:2]), len(text)]
            rest = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
            words = [word for part in rest for word in _words(part)]
            if words != shape.words and not self._is_torn(news, words, shape.words):
                before = "\n".join(self._ours[at].text for at in olds)
                task = self._tasks[_unit(self._ours, olds[0])]
                yield self._change(ChangeKind.REWORDED, news[0], before, text, task=task)

    def _is_torn(self, news: Sequence[int], words: Sequence[str], all_words: Sequence[str]) -> bool:
        """Whether the line beside it says just what it lacks, so that nothing but an end was typed."""
        for at, is_before in ((news[0] - 1, True), (news[-1] + 1, False)):
            if at in self._free:
                rest = _words(self._theirs[at].text)
                if [*rest, *words] == all_words if is_before else [*words, *rest] == all_words:
                    self._free.remove(at)
                    return True
        return False

    def _deleted(self) -> Iterator[TheirChange]:
        """What is lost: a task once, a column once; of a cell in a row that is there its words are changed."""
        columns = _columns(self._ours, self._lost, self._new_of)
        there = {_unit(self._ours, at) for at in self._worded if at in self._new_of}
        whole: dict[tuple[str, int], list[int]] = {}
        for at in self._lost:
            line, unit = self._ours[at], _unit(self._ours, at)
            task = self._tasks[unit]
            if unit not in there:
                whole.setdefault((task, 0) if task else ("", self._old_rows[unit][0]), []).append(at)
            elif (line.table, line.column) not in columns:
                yield self._emptied(at, task)
            elif line.row == 1:
                yield self._gone("", at, f"cột «{line.text}»")
        for (task, _), places in whole.items():
            yield self._gone(task, places[0], max((self._ours[at].text for at in places), key=len))

    def _gone(self, task: str, old: int, text: str) -> TheirChange:
        place = f"bản gốc: {self._ours[old].place}"
        before = next((self._new_of[at][-1] for at in range(old, -1, -1) if at in self._new_of), -1)
        return TheirChange(ChangeKind.DELETED, task, text, "", place, old, before + 0.5)

    def _emptied(self, old: int, task: str) -> TheirChange:
        """A line of a cell whose row is still there: what stands in its place, if that is new, is what it became."""
        row = self._old_rows[_unit(self._ours, old)]
        news = [self._new_of[at][0] for at in row if at in self._new_of]
        cells = self._new_rows[_unit(self._theirs, news[0])]
        column = self._ours[old].column
        here = next((at for at in self._free if at in cells and self._theirs[at].column == column), None)
        if here is not None:
            self._free.remove(here)
        after = "" if here is None else self._theirs[here].text
        at = news[0] if here is None else here
        return self._change(ChangeKind.REWORDED, at, self._ours[old].text, after, task=task)

    def _added(self) -> Iterator[TheirChange]:
        columns = _columns(self._theirs, self._free, {*self._old_of, *self._values})
        heads = {(line.table, line.column): line.text for line in self._theirs if line.row == 1}
        rows: set[Unit] = set()
        for at in self._free:
            line, unit = self._theirs[at], _unit(self._theirs, at)
            cells = self._new_rows[unit]
            key = (line.table, line.column)
            if line.table and not any(each in self._old_of or each in self._values for each in cells):
                if unit not in rows:
                    yield self._change(ChangeKind.ROW, at, "", " | ".join(self._theirs[each].text for each in cells))
                rows.add(unit)
            elif key in columns and line.row > 1:
                yield self._change(ChangeKind.COLUMN, at, "", f"{heads.get(key, '')}: {line.text}")
            else:
                yield self._change(ChangeKind.COLUMN if key in columns else ChangeKind.PARAGRAPH, at, "", line.text)

    def _moved(self) -> Iterator[TheirChange]:
        units: dict[Unit, int] = {}
        for old, news in sorted(self._new_of.items()):
            units.setdefault(_unit(self._ours, old), news[0])
        for unit in _out_of_order(units):
            text = max((self._ours[at].text for at in self._old_rows[unit]), key=len)
            yield self._change(ChangeKind.MOVED, units[unit], text, "", task=self._tasks[unit])
        pairs = [(self._ours[old], self._theirs[news[0]], news[0]) for old, news in self._new_of.items()]
        seen = Counter(((one.table, one.column), other.column) for one, other, _ in pairs if one.table and other.table)
        heads = {(one.table, one.column): (one.text, at) for one, _, at in pairs if one.table and one.row == 1}
        for table in {key[0] for key in heads}:
            now = {key: max((count, -to) for (at, to), count in seen.items() if at == key)[1] for key in heads}
            for key in _out_of_order({key: -now[key] for key in sorted(heads) if key[0] == table}):
                yield self._change(ChangeKind.MOVED, heads[key][1], f"cột «{heads[key][0]}»", "")


def _words(text: str) -> list[str]:
    return [each.text for each in tokens(text) if each.is_word]


def _unseen(ours: WordLines) -> list[list[str]]:
    """What says in our file what its tables are, which a program may have put on the page."""
    tags = f"{W}tblCaption", f"{W}tblDescription"
    said = [] if ours.file.body is None else [each.get(f"{W}val", "") for each in ours.file.body.iter(*tags)]
    return [_words(as_compared(text)) for text in (*said, *map("".join, pairwise(said)))]


def _unit(lines: Sequence[WordLine], at: int) -> Unit:
    return (lines[at].table, lines[at].row) if lines[at].table else (0, at)


def _by_unit(lines: Sequence[WordLine]) -> dict[Unit, list[int]]:
    return grouped((_unit(lines, at), at) for at in range(len(lines)))


def _task(lines: Iterable[WordLine]) -> str:
    """The task or section that the marks of a row, or of a paragraph, name first."""
    tags = (_TASK.match(mark.tag) for line in lines for mark in line.marks)
    return next((found[1] for found in tags if found), "")


def _groups(lines: Mapping[int, tuple[int, ...]]) -> Iterator[tuple[list[int], list[int]]]:
    """Lines of ours with the lines of theirs that say them, those that share any together."""
    olds: list[int] = []
    news: set[int] = set()
    for old in sorted(lines, key=lambda each: (lines[each], each)):
        if news and news.isdisjoint(lines[old]):
            yield sorted(olds), sorted(news)
            olds, news = [], set()
        olds.append(old)
        news |= {*lines[old]}
    if olds:
        yield sorted(olds), sorted(news)


def _columns(lines: Sequence[WordLine], places: Iterable[int], known: Iterable[int]) -> set[tuple[int, int]]:
    """The columns of which these places, which the other file has not, are nearly all, their headings too."""
    own, rows = set(places), {_unit(lines, at) for at in known}
    cells = grouped(((line.table, line.column), at) for at, line in enumerate(lines) if _unit(lines, at) in rows)
    return {
        key
        for key, each in cells.items()
        if key[0] and any(lines[at].row == 1 for at in each) and sum(at in own for at in each) >= _MOST * len(each)
    }


def _out_of_order(places: Mapping[Unit, int]) -> list[Unit]:
    """Those that stand before what they came after: all that are not of the longest run in order."""
    in_order = sorted(places, key=lambda each: places[each])
    kept = {at for at, _ in align.common([*places], in_order)}
    return [unit for at, unit in enumerate(places) if at not in kept]
