"""One file laid open to be mended: its paper as the rules see it, its trees, and what has been changed in them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from ntsdocs.decree.find import recognise
from ntsdocs.decree.find.paper import Paper
from ntsdocs.decree.findings import Breach
from ntsdocs.docx import edit, reader
from ntsdocs.docx.document import Paragraph
from ntsdocs.docx.formats import RunFormat
from ntsdocs.docx.lines import Line
from ntsdocs.docx.paragraph_places import BOX
from ntsdocs.docx.parts import EDGES, NOTES, EditableParts
from ntsdocs.docx.runs import ParagraphRuns, Stretch
from ntsdocs.docx.xml import MC, Element, W
from ntsdocs.text.align import ends

_QUOTED, _BESIDE = 80, 20  # characters
_LONGEST = 10_000  # characters of a line: one that is longer is no component of a paper


@dataclass(frozen=True, slots=True)
class MendChange:
    """What was mended: the rule, the place as a Word user sees it, what stood there and what stands there now."""

    rule: str
    place: str
    before: str
    after: str


class MendSession:
    """A file open to be mended; `written` gives its parts back, those that were not touched byte for byte."""

    def __init__(self, parts: Mapping[str, bytes], kind: str = "") -> None:
        self.file = EditableParts(parts)
        self.document = reader.of_parts(self.file)
        self.paper: Paper = recognise(self.document, kind)
        self._pin()
        self._box_pairs = self._pairs_of_boxes()
        self.rule = ""
        self.changes: list[MendChange] = []
        self.left: dict[str, str] = {}
        self._words: dict[int, ParagraphRuns] = {}

    def _pin(self) -> None:
        """Ties each paragraph to its element: its place in a row changes when one is taken away."""
        rows: dict[Element, list[Element]] = {}
        for paragraph in (*self.paper.paragraphs, *self.paper.edges):
            if paragraph.at >= 0:
                if paragraph.holder not in rows:
                    rows[paragraph.holder] = list(paragraph.holder.iter(f"{W}p"))
                paragraph.holder, paragraph.at = rows[paragraph.holder][paragraph.at], -1

    def related(self, *kinds: str) -> list[Element]:
        """The trees of the parts of these kinds that the document points to."""
        return [self.file.tree(name) for name in self.file.all_related(*kinds)]

    def stories(self) -> list[Element]:
        """The trees of all parts that hold text."""
        return [self.file.tree(self.file.main), *self.related(*EDGES), *self.related(*NOTES)]

    # --- lines ---

    def words(self, paragraph: Paragraph) -> ParagraphRuns:
        """The words of a paragraph, where they can be changed."""
        if id(paragraph) not in self._words:
            self._words[id(paragraph)] = ParagraphRuns(paragraph)
        return self._words[id(paragraph)]

    def stretch(self, at: Line | Paragraph) -> Stretch | None:
        """Where the words stand in the XML; `None` where that is not certain, or others are parted from them by blanks.

        Words that were just changed stand nowhere either, until the file is read anew.
        """
        if isinstance(at, Line) and at.shares:
            return None
        return self.words(at).whole() if isinstance(at, Paragraph) else self.words(at.paragraph).line(at)

    def runs(self, at: Line | Paragraph) -> list[tuple[Element, RunFormat]]:
        """The runs that hold the words, each with its look; none where that is not certain."""
        stretch = self.stretch(at)
        return [] if stretch is None else stretch.runs()

    def resize(self, at: Line | Paragraph, smallest: int, largest: int) -> list[tuple[int, int]]:
        """Brings the type sizes into these bounds, in half-points; for each run changed, what it was and is."""
        changed = []
        for run, look in self.runs(at):
            size = min(max(look.size, smallest), largest)
            if size != look.size:
                edit.size(run, size)
                changed.append((look.size, size))
        return changed

    def amend(self, line: Line, change: Callable[[str], str]) -> None:
        """Changes the line's words, touching only the characters that differ; noted as a change.

        `change` is given the words as they are written, no-break spaces too, without the blanks around them.
        """
        stretch = self.stretch(line)
        old = stretch.text if stretch is not None else ""
        bare = old.strip() if len(old) <= _LONGEST else ""
        new = change(bare) if bare else bare
        at = old.index(bare) if bare else 0
        if stretch is not None and new != bare and stretch.rewrite(f"{old[:at]}{new}{old[at + len(bare) :]}"):
            self.note(line.paragraph, *_quoted(bare, new))

    def put(self, line: Line, words: str) -> None:
        """Makes the line read `words`."""
        self.amend(line, lambda _: words)

    def note(self, at: Paragraph | str, before: str, after: str) -> None:
        """Remembers a change, under the rule that is being mended."""
        place = at.place if isinstance(at, Paragraph) else at
        self.changes.append(MendChange(self.rule, place, before, after))

    def leave(self, why: str) -> None:
        """Remembers why the rule that is being mended leaves what it found."""
        self.left[self.rule] = why

    # --- giving back ---

    def written(self) -> dict[str, bytes]:
        """The parts as they are now."""
        for chosen, fallback, as_read in self._box_pairs:
            if _inside(chosen) == as_read:
                continue
            for each in list(fallback):
                fallback.remove(each)
            fallback.extend(copy.deepcopy(list(chosen)))
        for name, tree in self.file.trees.items():
            if etree.tostring(tree) != etree.tostring(self.file.parsed(name)):
                self.file.changed.add(name)
        return self.file.written_parts()

    def _pairs_of_boxes(self) -> list[tuple[Element, Element, list[bytes]]]:
        """The text boxes that stand twice in the file, once for old programs, with the same content."""
        pairs = []
        for tree in self.file.trees.values():
            for each in tree.iter(f"{MC}AlternateContent"):
                chosen = [box for part in each.iterfind(f"{MC}Choice") for box in part.iter(BOX)]
                fallback = [box for part in each.iterfind(f"{MC}Fallback") for box in part.iter(BOX)]
                for one, other in zip(chosen, fallback, strict=False):
                    if _inside(one) == _inside(other):
                        pairs.append((one, other, _inside(one)))
        return pairs


def _quoted(before: str, after: str) -> tuple[str, str]:
    """Two texts as a report shows them: of long ones the stretch in which they differ."""
    one, other = " ".join(before.split()), " ".join(after.split())
    if max(len(one), len(other)) <= _QUOTED:
        return f"«{one}»", f"«{other}»"
    start, tail = ends(one, other)
    return _around(one, start, len(one) - tail), _around(other, start, len(other) - tail)


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _BESIDE), min(len(text), end + _BESIDE)
    return f"«{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}»"


def _inside(box: Element) -> list[bytes]:
    return [etree.tostring(each, method="c14n", exclusive=True) for each in box]


def paragraphs_of(breaches: Sequence[Breach]) -> list[Paragraph]:
    """The paragraphs the breaches are at, each once."""
    return list({id(each.at): each.at for each in breaches if isinstance(each.at, Paragraph)}.values())


def lines_of(breaches: Sequence[Breach]) -> list[Line]:
    """The lines the breaches are about, each once."""
    return list({id(each.line): each.line for each in breaches if each.line is not None}.values())
