"""Paragraphs, tables and content controls of two holders made into one sequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial

from lxml import etree

from ntsdocs.docx.parts import like, make
from ntsdocs.docx.xml import Element, W
from ntsdocs.redline.atoms import Atom, AtomKind
from ntsdocs.redline.items import ComparedUnit, blocks, name_of, speaks, text_of
from ntsdocs.redline.paragraphs import Paragraphs, ParagraphWriter, SectionTold
from ntsdocs.redline.signatures import Sameness
from ntsdocs.redline.streams import MergedAtom
from ntsdocs.redline.tables import TableMerger
from ntsdocs.redline.write_runs import Writer
from ntsdocs.text.align import BLANK, Item, Pair, pairs
from ntsdocs.text.words import meant

_BETTER = 0.1  # by so much two paragraphs together must be liker than one alone


@dataclass(slots=True, eq=False)
class Done:
    """Elements of the result that are finished, and which of the files had something of the kind there."""

    elements: list[Element]
    in_old: bool = True
    in_new: bool = True


class Blocks:
    """Merges what stands in the holders of one part: bodies, cells, headers, notes."""

    def __init__(
        self, writer: Writer, before: Sameness, after: Sameness, section: SectionTold, *, trusted: bool
    ) -> None:
        """Make one; `trusted` says that equal XML means the same in both parts."""
        self.writer = writer
        self._before, self._after, self._trusted = before, after, trusted
        self._paragraphs = ParagraphWriter(writer, before, after, section)
        self.told_same = self._paragraphs.told_same
        self._tables = TableMerger(self)

    def merge(self, old: Element | None, new: Element | None, *, ends: bool = True) -> list[Element]:
        """The children of the merged holder, without its properties; `ends` if its last paragraph cannot go."""
        olds, _ = blocks(old)
        news, trailing = blocks(new)
        entries = self._entries(olds, news)
        if ends:
            self._settle_end(entries, whole=bool(olds and news))
        return [*self._written(entries), *trailing]

    def fill(self, holder: Element, old: Element | None, new: Element | None) -> None:
        """Put the merged children into `holder`, after its properties."""
        children = self.merge(old, new)
        for child in list(holder):
            if not child.tag.endswith("Pr"):
                holder.remove(child)
        holder.extend(children)

    def pairs(
        self, olds: Sequence[ComparedUnit], news: Sequence[ComparedUnit]
    ) -> tuple[list[Pair], Callable[[int, int], bool]]:
        """Which block is which, and whether two of them are the same to the last letter."""
        raw = [
            [b"".join(etree.tostring(each, with_tail=False) for each in block.elements) for block in blocks]
            for blocks in (olds, news)
        ]
        shared = {*raw[0]} & {*raw[1]} if self._trusted else set()
        items = [
            [self._item(block, xml if xml in shared else None, side) for block, xml in zip(blocks, xmls, strict=True)]
            for side, (blocks, xmls) in enumerate(zip((olds, news), raw, strict=True))
        ]
        return pairs(*items), lambda i, j: items[0][i].content == items[1][j].content

    def _item(self, block: ComparedUnit, xml: bytes | None, side: int) -> Item:
        name, bound = name_of(block.elements[0])
        if xml is not None:
            return Item(block.kind, xml, (), name, 1.0 if speaks(block) else BLANK, bound)
        same, part = ((self._before, self.writer.parts[0]), (self._after, self.writer.parts[1]))[side]
        content = "".join(same.of(each, part) for each in block.elements)
        words = tuple(meant(text_of(block.elements)))
        return Item(block.kind, content, words, name, 1.0 if words or block.kind != "p" else BLANK, bound)

    # --- which becomes which ---

    def _entries(self, olds: list[ComparedUnit], news: list[ComparedUnit]) -> list[Paragraphs | Done]:
        matched, same = self.pairs(olds, news)
        entries: list[Paragraphs | Done] = []
        for i, j in _joined_ends(matched, olds, news):
            old, new = None if i is None else olds[i], None if j is None else news[j]
            if new is not None:
                entries += [Done(new.led, in_old=False, in_new=False)] if new.led else []
            if old is not None and new is not None and i is not None and j is not None:
                entries += self._both(old, new, same=same(i, j))
            else:
                for side, block in enumerate((old, new)):
                    entries += [self._one(each, side) for each in block.elements] if block is not None else []
        return self._split_and_joined(entries)

    def _both(self, old: ComparedUnit, new: ComparedUnit, *, same: bool) -> Iterator[Paragraphs | Done]:
        if old.kind == "field" and not same:  # a field over several paragraphs is replaced as a whole
            yield from (self._one(each, 0) for each in old.elements)
            yield from (self._one(each, 1) for each in new.elements)
        elif old.kind == "field":
            for one, other in zip(old.elements, new.elements, strict=True):
                self.told_same(one, other)
                yield Done([other])
        elif old.kind in ("p", "section"):
            yield Paragraphs(old.elements, new.elements, same=same)
        else:
            one, other = old.elements[0], new.elements[0]
            if same:
                self.told_same(one, other)
            elif other.tag == f"{W}sdt":
                self._control(one, other)
            elif other.tag == f"{W}tbl":
                self._tables.merge(one, other)
            yield Done([other])

    def _one(self, element: Element, side: int) -> Paragraphs | Done:
        """What only the old file has (side 0), or only the new one (side 1)."""
        if element.tag == f"{W}p":
            return Paragraphs([element], []) if side == 0 else Paragraphs([], [element])
        if element.tag == f"{W}tbl":
            made = self._tables.taken(element) if side == 0 else self._tables.added(element)
            return Done([made], in_old=side == 0, in_new=side == 1)
        if element.tag == f"{W}sdt":
            made_anew = self.control_of_one(element, side, partial(self.merge, ends=False))
            return Done(made_anew, in_old=side == 0, in_new=side == 1)
        return Done([element] if side else [], in_old=False, in_new=False)

    def _control(self, old: Element, new: Element) -> None:
        contents = [each.find(f"{W}sdtContent") for each in (old, new)]
        if contents[1] is not None:
            self.fill(contents[1], *contents)

    def control_of_one(
        self, control: Element, side: int, inside: Callable[[Element | None, Element | None], list[Element]]
    ) -> list[Element]:
        """A content control that one file has, marked as added or taken away with what stands in it."""
        content = control.find(f"{W}sdtContent")
        inner = inside(content, None) if side == 0 else inside(None, content)
        shell = like(control)
        shell.extend(deepcopy(child) for child in control if child.tag.endswith("Pr"))
        if side == 0:
            shell = self.writer.carry.copy(shell, *self.writer.parts)
        marker = Atom(AtomKind.BOX, ())
        return list(
            self.writer.control(shell, inner, MergedAtom(marker, None) if side == 0 else MergedAtom(None, marker))
        )

    def _split_and_joined(self, entries: list[Paragraphs | Done]) -> list[Paragraphs | Done]:
        """The same, where paragraphs that were split or joined are one stream with their neighbours."""
        found: list[Paragraphs | Done] = []
        for entry in entries:
            last = found[-1] if found else None
            if isinstance(last, Paragraphs) and isinstance(entry, Paragraphs) and _belong(last, entry):
                found[-1] = Paragraphs(last.olds + entry.olds, last.news + entry.news)
            else:
                found.append(entry)
        return found

    def _settle_end(self, entries: list[Paragraphs | Done], *, whole: bool) -> None:
        """Make the last paragraph's mark one that stays: a holder ends with a paragraph, whose mark cannot go.

        `whole` says that both files have blocks here. The mark that goes instead is that of the paragraph which is the
        last one in the other file.
        """
        last = next((each for each in reversed(entries) if not isinstance(each, Done) or each.elements), None)
        if not isinstance(last, Paragraphs) or last.same:
            return
        end = self._paragraphs.pieces(last)[-1]
        if end.old is not None and end.new is not None:
            return
        end.kept = not whole
        lacks_old = end.old is None
        for entry in reversed(entries) if whole else ():
            if isinstance(entry, Done):
                if entry.in_old if lacks_old else entry.in_new:
                    return
            elif entry.olds if lacks_old else entry.news:
                pieces = self._paragraphs.pieces(entry)
                earlier = next(each for each in reversed(pieces) if _is_end(each, old=lacks_old))
                if lacks_old:
                    end.old, earlier.old = earlier.old, None
                else:
                    end.new, earlier.new = earlier.new, None
                last.settled = True
                if earlier.old is None and earlier.new is None:  # its words stand before those of the last paragraph
                    pieces.remove(earlier)
                    last.pieces[:0], entry.pieces = pieces, []
                    entries.remove(entry)
                return

    # --- writing ---

    def _written(self, entries: Iterable[Paragraphs | Done]) -> list[Element]:
        written: list[Element] = []
        ours = False
        for entry in entries:
            elements = entry.elements if isinstance(entry, Done) else list(self._paragraphs.write(entry))
            here = isinstance(entry, Done) and entry.in_old != entry.in_new
            if elements and written and written[-1].tag == elements[0].tag == f"{W}tbl" and (ours or here):
                written.append(self._between_tables())
            written += elements
            ours = here if elements else ours
        return written

    def _between_tables(self) -> Element:
        """A paragraph that neither file has, lest Word make two tables one."""
        paragraph, props, mark = make("p"), make("pPr"), make("rPr")
        mark.extend([self.writer.stamp.mark("ins"), self.writer.stamp.mark("del")])
        props.append(mark)
        paragraph.append(props)
        return paragraph


def _is_end(piece: MergedAtom, *, old: bool) -> bool:
    atom = piece.old if old else piece.new
    return atom is not None and atom.kind is AtomKind.END


def _joined_ends(matched: list[Pair], olds: Sequence[ComparedUnit], news: Sequence[ComparedUnit]) -> list[Pair]:
    """The pairs, where two last paragraphs that belong to nothing else are one that was rewritten."""
    i, j = len(olds) - 1, len(news) - 1
    if i >= 0 and j >= 0 and olds[i].kind == news[j].kind == "p" and (i, None) in matched and (None, j) in matched:
        return [*(each for each in matched if each not in ((i, None), (None, j))), (i, j)]
    return matched


def _belong(one: Paragraphs, other: Paragraphs) -> bool:
    """Whether two neighbours are the halves of a paragraph that was split, or two that were joined."""
    both, single = (one, other) if one.olds and one.news else (other, one)
    if not (both.olds and both.news) or both.same or (single.olds and single.news):
        return False
    every = [*both.olds, *both.news, *single.olds, *single.news]
    if any(each.find(f"{W}pPr/{W}sectPr") is not None for each in every):
        return False
    alone = _share(both.olds, both.news)
    together = _share([*one.olds, *other.olds], [*one.news, *other.news])
    return alone < 1 and together > alone + _BETTER


def _share(olds: Sequence[Element], news: Sequence[Element]) -> float:
    before, after = (Counter(meant(text_of(each))) for each in (olds, news))
    return 2 * (before & after).total() / max(1, before.total() + after.total())
