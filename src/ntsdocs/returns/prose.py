"""Read a returned paper outside its tables of tasks: sentences, measures, recipients, signature, number, date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from ntsdocs.returns import values
from ntsdocs.returns.frames import Frame, frame, tokens
from ntsdocs.returns.reading import Answer, How, Matching, PaperReading, Tables
from ntsdocs.returns.word_lines import WordLine, WordLines
from ntsdocs.text import align, vn
from ntsdocs.text.groups import grouped

Key = tuple[tuple[str, ...], ...]

NUMBER, DAY = "own:head:so_ky_hieu", "own:head:ngay"
_NEARBY = 9  # lines above one that are looked at
_FEW = 3  # words by which a part of a line is known
_MANY = 8  # words of a sentence that cannot be another one by chance
_HALF = 0.5
_ALIKE = 0.6  # from this share of common words on a line is held to be one that was changed
_MOVED = 0.7  # the same for a line that was moved
_PART = 0.8  # from this share of the words of one that the other has it is held to be a part of it
_HEADING = re.compile(r"(?:[IVX]+\.|Phụ lục\b|PHỤ LỤC\b)\s*\S")
_TASK = re.compile(r"(?:own|gen):task:([^:]+):|own:section:([^:]+):")
_NUMBER_LINE = re.compile(r"\s*Số\s*:?\s*(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d[\w.-]*)\s*(/\s*[^\W\d_].*)")
_DAY_LINE = re.compile(r"ngày.*tháng.*năm", re.IGNORECASE)
_DAY = re.compile(
    r"(?:[^,]{0,60},\s*)?ngày\s*(\d{1,2})\s*(?:tháng|[./-])\s*(\d{1,2})\s*(?:năm|[./-])\s*(\d{4})\s*", re.IGNORECASE
)
_LABEL = re.compile(r"[^:]{1,40}:\s")
_LETTERS = {vn.ordinal_letters(number): number for number in range(1, 24)}
_IN_BRACKETS = re.compile(r"\s*\(.*\)\s*")
_SIGNATURE = "own:ky:"
_HEAD = 12  # lines of a letterhead

_GAP_UNSURE = "không rõ chữ này thuộc chỗ điền nào"
_OTHER_TASK = "chữ đứng dưới nhiệm vụ khác"


def read(ours: WordLines, theirs: WordLines, tables: Tables) -> PaperReading:
    """The answers outside the tables, and which lines there are ours."""
    return _Prose(ours, theirs, tables).reading()


class _Prose:
    def __init__(self, ours: WordLines, theirs: WordLines, tables: Tables) -> None:
        self._ours, self._theirs = ours.lines, theirs.lines
        self._old = [at for at in range(len(ours.lines)) if at not in tables.ours]
        self._new = [at for at in range(len(theirs.lines)) if at not in tables.theirs]
        self._frames = {at: frame([ours.lines[at]]) for at in self._old}
        self._wholes = Counter(shape.parts for shape in self._frames.values())
        self._said = {at: tuple(each.text for each in tokens(theirs.lines[at].text)) for at in self._new}
        self._place = {at: place for place, at in enumerate(self._old)}
        self._marks = _same_marks(ours, theirs, self._old, self._new)
        self._lines: dict[int, tuple[int, ...]] = {}
        self._after: dict[int, list[int]] = {}  # lines that go on with what a line of ours is filled with
        self._alone: dict[int, list[int]] = {}  # lines that fill a line of ours of which no word is left
        self._unsure: set[int] = set()
        self._match()

    # --- which line is which ---

    def _match(self) -> None:
        olds, news = self._items()
        least = {at: align.LIKE if shape.tags else _ALIKE for at, shape in self._frames.items()}
        left_old, left_new, found = self._old, self._new, {0: 0}
        while found:  # again for those that were moved
            pairs = align.pairs([olds[at] for at in left_old], [news[at] for at in left_new])
            matched = [(left_old[i], left_new[j]) for i, j in pairs if i is not None and j is not None]
            found = {old: new for old, new in matched if _is_same(olds[old], news[new], least[old])}
            self._lines |= {old: (new,) for old, new in found.items()}
            left_old = [at for at in left_old if at not in found]
            taken = set(found.values())
            left_new = [at for at in left_new if at not in taken]
            least = dict.fromkeys(least, _MOVED)
        free = set(left_new)
        self._split(free)
        self._joined()
        self._fill(free)

    def _items(self) -> tuple[dict[int, align.Item], dict[int, align.Item]]:
        wholes = self._wholes
        gapped = sorted({each for each in self._frames.values() if each.tags and len(each.words) > 1}, key=_size)

        def key_of(at: int) -> Key:
            line = self._theirs[at]
            whole = frame([line]).parts
            fitting = (shape.parts for shape in gapped if shape.fits(line.text))
            return whole if whole in wholes else next(fitting, (self._said[at],))

        keys = dict(_under({at: shape.parts for at, shape in self._frames.items()}, wholes))
        their_parts = {at: key_of(at) for at in self._new}
        their_keys = dict(_under(their_parts, wholes))
        known = set(keys.values())
        for new, old in self._marks.items():
            if their_keys[new] not in known or their_keys[new] == keys[old]:
                keys[old] = their_keys[new] = ("mark", old)
        old_counts, new_counts = Counter(keys.values()), Counter(their_keys.values())
        sure = {key for key, count in old_counts.items() if count == new_counts[key] == 1}
        olds = {at: _item(key, self._frames[at].words, key in sure) for at, key in keys.items()}
        news = {
            at: _item(key, [word for part in their_parts[at] for word in part if word.isalnum()], key in sure)
            for at, key in their_keys.items()
        }
        return olds, news

    def _split(self, free: set[int]) -> None:
        """Lines of theirs that hold the rest of a line of ours."""
        for old, places in sorted(self._lines.items()):
            missing = Counter(self._frames[old].words)
            missing.subtract(word for place in places for word in self._said[place])
            for step in (1, -1):
                at = places[0] + step
                while at in free and _belongs(self._said[at], +missing):
                    free.discard(at)
                    missing.subtract(self._said[at])
                    self._lines[old] = tuple(sorted((*self._lines[old], at)))
                    at += step

    def _joined(self) -> None:
        """Lines of ours that stand together with their neighbour in one of theirs."""
        for order in (self._old, self._old[::-1]):
            places: tuple[int, ...] = ()
            for old in order:
                if places and old not in self._lines and self._holds(places, old):
                    self._lines[old] = places
                places = self._lines.get(old, places)

    def _holds(self, places: tuple[int, ...], old: int) -> bool:
        """Whether lines of theirs have the places or all the words of a line of ours."""
        shape = self._frames[old]
        if {mark.tag for at in places for mark in self._theirs[at].zones} & set(shape.tags):
            return True
        said = " ".join(word for at in places for word in self._said[at])
        others = " ".join(
            " ".join(part)
            for other in self._old
            if self._lines.get(other) == places
            for part in self._frames[other].parts
        )
        parts = [" ".join(part) for part in shape.parts if part]
        return len(shape.words) >= _FEW and all(said.count(part) > others.count(part) for part in parts)

    # --- what was filled in on lines of its own ---

    def _fill(self, free: set[int]) -> None:
        owners = {at: old for old in self._old for at in self._lines.get(old, ())}  # the last of several
        last: int | None = None
        is_over = False
        for at in self._new:
            if at in owners:
                last, is_over = owners[at], False
            elif at in free and last is not None and not is_over:
                begun = next((old for old in self._follows(last) if _begins(self._said[at], self._frames[old])), None)
                is_over = bool(_HEADING.match(self._theirs[at].text)) or self._is_next(at, last)
                if begun is not None:
                    self._lines[begun], last, is_over = (at,), begun, False
                elif not is_over:
                    self._give(at, last)

    def _is_next(self, at: int, last: int) -> bool:
        """Whether a line has a letter behind the one of our line: a section of their own, not the first of a list."""
        near = (*self._after.get(last, [])[-_NEARBY:], at)
        lines = [self._frames[last].parts[0], *(self._said[each] for each in near)]
        first, *listed, here = [_LETTERS.get(line[0], 0) if line[1:2] == (")",) else 0 for line in lines]
        return 0 < first < here and not any(listed)

    def _give(self, at: int, last: int) -> None:
        """Finds the place that a line of theirs fills, which comes after our line `last`."""
        follows = self._follows(last)
        line, before = self._theirs[at], self._theirs[self._lines[last][-1]]
        blank = next((old for old in follows if self._frames[old].is_blank or self._frames[old].is_open), None)
        if blank is not None:
            is_same_cell = _cell(self._ours[blank]) == _cell(self._ours[last])
            if (_cell(line) == _cell(before)) != is_same_cell:
                blank = None
        shape = self._frames[last]
        goes_on = shape.is_open or (shape.is_blank and shape.parts != ((), ()))
        if goes_on and _cell(line) == _cell(before):
            self._after.setdefault(last, []).append(at)
            if [blank] == follows[:1]:
                self._unsure.add(last)
        elif blank is not None:
            self._alone.setdefault(blank, []).append(at)
            if blank != follows[0]:
                self._unsure.add(blank)

    def _follows(self, last: int) -> list[int]:
        """The lines of ours after this one that are not found, up to the next that is."""
        rest = self._old[self._place[last] + 1 :]
        return list(takewhile(lambda old: old not in self._lines, rest))

    # --- what it says ---

    def reading(self) -> PaperReading:
        answers = [*self._answers(), *self._head()]
        lines, filled = dict(self._lines), set()
        lines |= {old: (places[0],) for old, places in self._alone.items() if places}
        for places in (*self._after.values(), *self._alone.values()):
            filled |= set(places)
        return PaperReading(tuple(answers), Matching(lines, frozenset(filled)))

    def _answers(self) -> Iterator[Answer]:
        for old in self._old:
            if old in self._alone:
                yield from self._filled_alone(old)
        for group in grouped((self._lines[old], old) for old in self._old if old in self._lines).values():
            if any(self._frames[old].tags for old in group):
                yield from self._filled_in(group)

    def _filled_in(self, group: list[int]) -> Iterator[Answer]:
        theirs = [self._theirs[at] for at in self._lines[group[0]]]
        found = {each.tag: each for each in values.filled([self._ours[old] for old in group], theirs)}
        for old in group:
            after = [self._theirs[at] for at in self._after.get(old, ())]
            for tag in filter(None, self._frames[old].tags):
                first = found.get(tag)
                texts = [first.value] if first else []
                doubt = first.doubt if first else ""
                how = first.how if first else How.ANCHOR if tag in values.marks_of(theirs) else How.WORDS
                if tag == self._frames[old].tags[-1]:
                    texts += filter(None, (self._plain(old, line) for line in after))
                    doubt = doubt or (_GAP_UNSURE if after and old in self._unsure else "")
                    if not first and how is How.WORDS and not self._frames[old].fits(theirs[0].text):
                        doubt = doubt or values.CHANGED
                if texts:
                    doubt = doubt or (_OTHER_TASK if self._misplaced(old) else "")
                    yield Answer(tag, "\n".join(texts), how, theirs[0].place, doubt)

    def _filled_alone(self, old: int) -> Iterator[Answer]:
        lines = [self._theirs[at] for at in self._alone[old]]
        tag = next(filter(None, reversed(self._frames[old].tags)), "")
        doubt = _GAP_UNSURE if old in self._unsure else ""
        if tag.startswith(_SIGNATURE):
            names = [line for line in lines if not line.text.isupper() and not _IN_BRACKETS.fullmatch(line.text)]
            doubt = _GAP_UNSURE if len(names) > 1 else doubt
            self._alone[old] = [at for at in self._alone[old] if self._theirs[at] in names[-1:]]
            lines = names[-1:]
        if lines and not self._frames[old].is_blank and _LABEL.match(lines[0].text):
            doubt = doubt or values.CHANGED
        texts = [text for line in lines if (text := self._plain(old, line))]
        if tag and texts:
            yield Answer(tag, "\n".join(texts), How.WORDS, lines[0].place, doubt)

    def _plain(self, old: int, line: WordLine) -> str:
        """What a line of theirs says that only fills a line of ours."""
        if not self._frames[old].is_blank:
            return values.plain(line.text)
        return "\n".join(each.value for each in values.filled([self._ours[old]], [line]))

    def _misplaced(self, old: int) -> bool:
        """Whether a line that others of ours are like does not stand right below what it stands below in ours."""
        shape, places = self._frames[old], self._lines[old]
        if self._wholes[shape.parts] == 1 or not shape.words:
            return False
        for above in reversed(self._old[: self._place[old]]):
            if above in self._lines:
                between = range(min(self._lines[above][-1] + 1, places[0]), max(self._lines[above][-1], places[0]))
                return not set(between) <= set(self._after.get(above, ()))
            if self._frames[above].parts == shape.parts:
                return True
        return False

    # --- the number and the date of their own paper ---

    def _head(self) -> Iterator[Answer]:
        asked = [self._ours[at].text for at in self._old[:_HEAD]]
        first = [self._theirs[at] for at in self._new[:_HEAD]]
        if any(_NUMBER_LINE.match(text) for text in asked):
            for line in first:
                if (match := _NUMBER_LINE.match(line.text)) and (number := _NUMBER.fullmatch(match[1].strip())):
                    yield Answer(NUMBER, f"{number[1]}{number[2]}".replace(" ", ""), How.WORDS, line.place)
                    break
        if any(_DAY_LINE.search(text) for text in asked):
            yield from _day(first)


def _day(lines: Sequence[WordLine]) -> Iterator[Answer]:
    for line in lines:
        if match := _DAY.fullmatch(line.text):
            day, month, year = map(int, match.groups())
            try:
                yield Answer(DAY, vn.cell_date(date(year, month, day)), How.WORDS, line.place)
            except ValueError:
                yield Answer(DAY, match[0], How.WORDS, line.place, "không có ngày này trong lịch")
            return


def _item(key: Hashable, words: Sequence[str], is_sure: bool) -> align.Item:
    return align.Item("p", key, tuple(words), str(key) if is_sure else "", bound=is_sure)


def _under(keys: Mapping[int, Key], counts: Mapping[Key, int]) -> Iterator[tuple[int, Hashable]]:
    """What each line is known by: one that others are like with the last before it that none is like."""
    above: Key = ()
    for at, key in keys.items():
        if counts.get(key, 0) == 1:
            above = key
        yield at, (key, above) if counts.get(key, 0) > 1 else key


def _is_same(old: align.Item, new: align.Item, least: float) -> bool:
    """Whether the two are one line, maybe changed; in its place it may also be cut or gone on with."""
    like, lengths = align.likeness(old, new), (len(old.words), len(new.words))
    is_part = least < _MOVED and like >= align.LIKE and like * sum(lengths) >= 2 * _PART * min(lengths)
    return old.content == new.content or like >= least or is_part


def _begins(said: Sequence[str], ours: Frame) -> bool:
    """Whether a line begins with the first word of ours, which has places to fill, or with most of its words."""
    own, words = [word for word in said if word.isalnum()], ours.words
    shared = (Counter(own[: len(words)]) & Counter(words)).total()
    return bool(ours.tags) and (own[:1] == words[:1] != [] or (len(words) >= _MANY and shared >= _HALF * len(words)))


def _size(shape: Frame) -> int:
    return -len(shape.words)


def _cell(line: WordLine) -> tuple[int, int, int]:
    return line.table, line.row, line.column


def _belongs(said: Sequence[str], missing: Counter[str]) -> bool:
    """Whether a line says what is missing of another."""
    own = Counter(word for word in said if word.isalnum())
    shared = (own & missing).total()
    return shared >= _FEW and (shared >= _HALF * own.total() or shared >= _HALF * missing.total())


def _same_marks(ours: WordLines, theirs: WordLines, old: Sequence[int], new: Sequence[int]) -> dict[int, int]:
    """The line of ours that a line of theirs has marks of, each of which stands once."""
    counts = Counter(mark.tag for line in theirs.lines for mark in {m.tag: m for m in line.marks}.values())
    olds = set(old)
    found: dict[int, int] = {}
    for at in reversed(new):
        places = {ours.at[mark.tag] for mark in theirs.lines[at].marks if counts[mark.tag] == 1 and mark.tag in ours.at}
        found |= dict.fromkeys(sorted(places & olds)[:1], at)
    return {at: place for place, at in found.items()}
