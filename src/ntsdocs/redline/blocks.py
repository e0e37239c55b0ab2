"""Paragraphs, tables and content controls of two holders made into one sequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ntsdocs.docx.xml import Element, W, make
from ntsdocs.redline.atoms import AtomKind
from ntsdocs.redline.paragraphs import Paragraphs, ParagraphWriter, SectionTold
from ntsdocs.redline.streams import MergedAtom
from ntsdocs.redline.tables import TableMerger
from ntsdocs.redline.units import UnitPair, blocks, paired, refill, text_of
from ntsdocs.redline.write_runs import Writer
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

    def __init__(self, writer: Writer, section: SectionTold) -> None:
        self._writer = writer
        self._paragraphs = ParagraphWriter(writer, section)
        self._tables = TableMerger(writer, self.merge, self._paragraphs.register_same)

    def merge(self, old: Element | None, new: Element | None, *, ends: bool = True) -> list[Element]:
        """The children of the merged holder, without its properties; `ends` if its last paragraph cannot go."""
        olds, _ = blocks(old)
        news, trailing = blocks(new)
        entries = self._split_and_joined(
            entry for pair in paired(olds, news, self._writer.part) for entry in self._entries(pair)
        )
        if ends:
            self._settle_end(entries, whole=bool(olds and news))
        return [*self._written(entries), *trailing]

    # --- which becomes which ---

    def _entries(self, pair: UnitPair) -> Iterator[Paragraphs | Done]:
        old, new = pair.old, pair.new
        if new is not None and new.led:
            yield Done(new.led, in_old=False, in_new=False)
        if old is None or new is None or (old.kind == "field" and not pair.same):
            # what one file lacks; a field over several paragraphs is replaced as a whole
            yield from (self._lone(each, is_new=False) for each in (() if old is None else old.elements))
            yield from (self._lone(each, is_new=True) for each in (() if new is None else new.elements))
        elif old.kind in ("p", "section"):
            yield Paragraphs(old.elements, new.elements, same=pair.same)
        else:
            for one, other in zip(old.elements, new.elements, strict=True):
                if pair.same:
                    self._paragraphs.register_same(one, other)
                elif other.tag == f"{W}tbl":
                    self._tables.merge(one, other)
                elif other.tag == f"{W}sdt" and (content := other.find(f"{W}sdtContent")) is not None:
                    refill(content, self.merge(one.find(f"{W}sdtContent"), content))
                yield Done([other])

    def _lone(self, element: Element, *, is_new: bool) -> Paragraphs | Done:
        """What only the new file has, or only the old one."""
        if element.tag == f"{W}p":
            return Paragraphs([], [element]) if is_new else Paragraphs([element], [])
        if element.tag == f"{W}tbl":
            elements = [self._tables.added(element) if is_new else self._tables.removed(element)]
        elif element.tag == f"{W}sdt":
            elements = list(self._writer.lone_control(element, partial(self.merge, ends=False), is_new=is_new))
        else:
            return Done([element] if is_new else [], in_old=False, in_new=False)
        return Done(elements, in_old=not is_new, in_new=is_new)

    def _split_and_joined(self, entries: Iterable[Paragraphs | Done]) -> list[Paragraphs | Done]:
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
        mark.extend([self._writer.part.marker.mark("ins"), self._writer.part.marker.mark("del")])
        props.append(mark)
        paragraph.append(props)
        return paragraph


def _is_end(piece: MergedAtom, *, old: bool) -> bool:
    atom = piece.old if old else piece.new
    return atom is not None and atom.kind is AtomKind.END


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
