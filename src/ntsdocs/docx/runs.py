"""The words of a paragraph where they can be changed: which run and which `w:t` each character stands in."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from lxml import etree

from ntsdocs.docx.document import Paragraph, as_compared
from ntsdocs.docx.fields import OpenFields
from ntsdocs.docx.formats import RunFormat
from ntsdocs.docx.inline import symbol
from ntsdocs.docx.lines import Line
from ntsdocs.docx.xml import MC, Element, W, visible
from ntsdocs.text import plain

_T, _R, _SIMPLE = f"{W}t", f"{W}r", f"{W}fldSimple"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LONGEST = 2_000  # characters that one change may span
_END = 60  # characters at an end of a text in which its changes are looked for first
_MARKS = "".join(map(chr, range(0x300, 0x370)))


@dataclass(slots=True)
class RunPiece:
    """Text inside a run; `fixed` where Word itself would write it anew: a field's result, a control bound to data."""

    run: Element
    child: Element
    text: str
    fixed: bool
    look: RunFormat | None = None


@dataclass(slots=True)
class Stretch:
    """The characters from `start` to `end` of a paragraph: one of its lines."""

    paragraph: ParagraphRuns
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters, as they are written."""
        return self.paragraph.text[self.start : self.end]

    def runs(self) -> list[tuple[Element, RunFormat]]:
        """The runs that hold its words, with their looks; a run that holds other lines too is parted first."""
        return self.paragraph.runs(self.start, self.end)

    def rewrite(self, words: str) -> bool:
        """Puts `words` in their place, touching only the characters that differ; False where that cannot be done."""
        return self.paragraph.rewrite(self.start, self.end, words)


class ParagraphRuns:
    """The pieces of one paragraph in the order they are read; `stale` once its words no longer are what was read."""

    def __init__(self, paragraph: Paragraph) -> None:
        all_pieces = list(pieces(paragraph.node))
        self.stale = not _looked_at(all_pieces, paragraph.runs)
        self._pieces = [piece for piece in all_pieces if piece.look is not None]

    @property
    def text(self) -> str:
        """All its characters that are shown."""
        return "".join(piece.text for piece in self._pieces)

    def whole(self) -> Stretch | None:
        """The whole paragraph; `None` where its words cannot be told from its XML with certainty."""
        return None if self.stale else Stretch(self, 0, len(self.text))

    def line(self, line: Line) -> Stretch | None:
        """Where the line stands; `None` where that is not certain."""
        if self.stale:
            return None
        segments = list(_segments(self.text))
        if len(segments) == 1:
            return Stretch(self, segments[0][0], segments[0][1])
        words = _words(line.text)
        for start, end, column in segments:
            if column == line.column and _words(self.text[start:end]) == words:
                return Stretch(self, start, end)
        # A block of the body is one line, whatever parts it, with the label of its list before it.
        return self.whole() if segments and words.endswith(_words(self.text)) else None

    # --- runs ---

    def runs(self, start: int, end: int) -> list[tuple[Element, RunFormat]]:
        """The runs with any text between two places, parted from what stands outside."""
        self._cut(start)
        self._cut(end)
        with_words: list[tuple[Element, RunFormat]] = []
        at = 0
        for piece in self._pieces:
            has_words = start <= at < end and piece.text and not piece.text.isspace()
            if has_words and piece.look is not None and not (with_words and with_words[-1][0] is piece.run):
                with_words.append((piece.run, piece.look))
            at += len(piece.text)
        return with_words

    def _cut(self, place: int) -> None:
        """Parts the run that holds both the character before `place` and the one after."""
        at = 0
        for order, piece in enumerate(self._pieces):
            if 0 < place - at < len(piece.text):
                self._part_text(order, place - at)
                self._part_run(order + 1)
                return
            if at == place and order and self._pieces[order - 1].run is piece.run:
                self._part_run(order)
                return
            at += len(piece.text)

    def _part_text(self, order: int, at: int) -> None:
        piece = self._pieces[order]
        after = etree.Element(_T)
        piece.child.addnext(after)
        self._pieces.insert(order + 1, RunPiece(piece.run, after, piece.text[at:], piece.fixed, piece.look))
        write(after, piece.text[at:])
        piece.text = piece.text[:at]
        write(piece.child, piece.text)

    def _part_run(self, order: int) -> None:
        """Opens a new run at the piece, with the properties of the old one."""
        first = self._pieces[order]
        old, new = first.run, etree.Element(_R, {str(key): str(value) for key, value in first.run.items()})
        props = old.find(f"{W}rPr")
        if props is not None:
            new.append(_numbered_anew(props))
        for each in list(old)[list(old).index(first.child) :]:
            new.append(each)
        old.addnext(new)
        for piece in self._pieces[order:]:
            if piece.run is old:
                piece.run = new

    # --- words ---

    def rewrite(self, start: int, end: int, words: str) -> bool:
        """Puts `words` in the place of the characters between two places."""
        edits = list(changes(self.text[start:end], words, start))
        letters: list[list[str]] = [list(piece.text) for piece in self._pieces]
        where = [(order, at) for order, each in enumerate(letters) for at in range(len(each))]
        changed: set[int] = set()
        for first, last, put in edits:
            host = self._host(where, first, last) if put else None
            if put and host is None:
                return False
            for order, at in where[first:last]:
                letters[order][at] = ""
                changed.add(order)
            if host is not None:
                order, at, before = host
                letters[order][at] = put + letters[order][at] if before else letters[order][at] + put
                changed.add(order)
        if any(self._pieces[order].fixed for order in changed):
            return False
        if any(self._pieces[order].child.tag != _T and "".join(letters[order]) for order in changed):
            return False
        for order in sorted(changed):
            piece = self._pieces[order]
            if piece.child.tag == _T:
                write(piece.child, "".join(letters[order]))
            else:
                piece.run.remove(piece.child)
        self.stale = self.stale or bool(changed)
        return True

    def compose(self) -> bool:
        """Makes letters those of Vietnamese, their marks joined to them across runs too; False where that cannot be."""
        texts = [piece for piece in self._pieces if piece.child.tag == _T]
        if self.stale or any(piece.fixed for piece in texts):
            return False
        for piece, text in zip(texts, compose_runs([piece.text for piece in texts]), strict=True):
            if piece.text != text:
                piece.text = text
                write(piece.child, text)
                self.stale = True
        return self.stale

    def _host(self, where: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int, bool] | None:
        """The character that new ones stand beside, and whether they stand before it."""
        for place, before in ((first, True),) if first < last else ((first - 1, False), (first, True)):
            if 0 <= place < len(where) and self._pieces[where[place][0]].child.tag == _T:
                return (*where[place], before)
        return None


# --- reading ---------------------------------------------------------------------------------------------------------


def pieces(paragraph: Element) -> Iterator[RunPiece]:
    """All pieces of text of a paragraph as it reads when tracked changes are accepted, those hidden too."""
    return _inside(paragraph, OpenFields())


def _inside(holder: Element, fields: OpenFields) -> Iterator[RunPiece]:
    for child in visible(holder):
        if child.tag == _R:
            yield from _of_run(child, fields)
        elif child.tag == _SIMPLE:
            yield from _inside(child, fields)


def _of_run(run: Element, fields: OpenFields) -> Iterator[RunPiece]:
    fixed = _is_fixed(run)
    for child in run:
        if child.tag == f"{W}fldChar":
            fields.pass_mark(child)
        elif child.tag == _T:
            if child.text and fields.show:
                yield RunPiece(run, child, child.text, fixed or bool(fields.open))
        elif child.tag == f"{W}sym":
            yield RunPiece(run, child, symbol(child), fixed or bool(fields.open))
        elif child.tag in _SIGNS or (child.tag == f"{W}br" and child.get(f"{W}type") not in ("page", "column")):
            yield RunPiece(run, child, _SIGNS.get(child.tag, "\n"), fixed or bool(fields.open))


def _is_fixed(run: Element) -> bool:
    """Whether Word itself writes what a run says: in a simple field, a control bound to data, a choice of two."""
    for holder in run.iterancestors():
        if holder.tag == f"{W}p":
            return False
        bound = holder.tag == f"{W}sdt" and holder.find(f"{W}sdtPr/{W}dataBinding") is not None
        if bound or holder.tag in (_SIMPLE, f"{MC}AlternateContent"):
            return True
    return False


def _looked_at(read_pieces: list[RunPiece], runs: Sequence[tuple[str, RunFormat]]) -> bool:
    """Gives each piece its run's look; False if they are not the runs that were read."""
    read = at = 0
    while at < len(read_pieces):
        end = at + 1
        while end < len(read_pieces) and read_pieces[end].run is read_pieces[at].run:
            end += 1
        if read < len(runs) and "".join(piece.text for piece in read_pieces[at:end]) == runs[read][0]:
            for piece in read_pieces[at:end]:
                piece.look = runs[read][1]
            read += 1
        at = end  # what was not read is hidden
    return read == len(runs)


def _numbered_anew(props: Element) -> Element:
    """A copy of the properties; the tracked change they may hold gets a number of its own."""
    copied = copy.deepcopy(props)
    tracked = [each for each in copied.iter() if each.get(f"{W}id") is not None]
    if tracked:
        root = props.getroottree().getroot()
        used = [each.get(f"{W}id", "") for each in root.iter() if each.get(f"{W}id") is not None]
        free = 1 + max(int(each) for each in used if each.isdecimal() and len(each) < 10) if used else 1
        for number, each in enumerate(tracked, start=free):
            each.set(f"{W}id", str(number))
    return copied


def _segments(text: str) -> Iterator[tuple[int, int, int]]:
    """The lines between tabs and breaks that hold any text: where they start and end, and their column."""
    start = column = 0
    for at, char in enumerate(f"{text}\n"):
        if char in "\t\n":
            if text[start:at].strip():
                yield start, at, column
            start, column = at + 1, column + 1 if char == "\t" else 0


def _words(text: str) -> str:
    """The text as it is compared, with single blanks."""
    return " ".join(as_compared(text).split())


# --- what differs -----------------------------------------------------------------------------------------------------


def changes(old: str, new: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """What differs, as (from, to, words put there), in order; places count from `offset`."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield from _within(old[start : len(old) - tail], new[start : len(new) - tail], offset + start)


def _within(old: str, new: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """The same, of texts that differ at both ends; a long middle that stays is not searched letter by letter."""
    core = old[_END:-_END] if len(old) > 4 * _END else ""
    at = new.find(core) if core else -1
    if at >= 0:
        after = at + len(core)
        yield from _within(old[:_END], new[:at], offset)
        yield from _within(old[-_END:], new[after:], offset + len(old) - _END)
    elif len(old) > _LONGEST or len(new) > _LONGEST:
        yield offset, offset + len(old), new
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield offset + i1, offset + i2, new[j1:j2]


# --- writing ---------------------------------------------------------------------------------------------------------


def compose_runs(texts: Sequence[str]) -> list[str]:
    """The texts of runs that follow each other, in Vietnamese letters, NFC; a mark goes to the run of its letter."""
    letters = iter(plain.in_vietnamese("".join(texts)))
    whole = ["".join(islice(letters, len(text))) for text in texts]
    for at, text in enumerate(whole[1:], start=1):
        bare = text.lstrip(_MARKS)
        whole[at - 1] += text[: len(text) - len(bare)]
        whole[at] = bare
    return [unicodedata.normalize("NFC", text) for text in whole]


def write(t: Element, text: str) -> None:
    """Puts the text in a `w:t`, its outer blanks kept."""
    t.text = text
    if text != text.strip():
        t.set(_SPACE, "preserve")
