"""Paragraphs, tables and content controls of two holders made into one sequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ntsdocs.docx.xml import Element, W, make
from ntsdocs.redline.atoms import AtomKind
from ntsdocs.redline.paragraphs import Paragraphs, ParagraphWriter, SectionListener
from ntsdocs.redline.streams import MergedAtom
from ntsdocs.redline.tables import TableMerger
from ntsdocs.redline.units import UnitPair, blocks, pair_units, refill, text_of
from ntsdocs.redline.write_runs import Writer
from ntsdocs.text.words import word_tokens

_BETTER = 0.1  # by so much two paragraphs together must be liker than one alone
_FEWEST = 4  # words that went from one paragraph into its neighbour, if they are half of what could


@dataclass(slots=True, eq=False)
class MergedElements:
    """Elements of the result that are finished, and which of the files had something of the kind there."""

    elements: list[Element]
    in_old: bool = True
    in_new: bool = True


class Blocks:
    """Merges what stands in the holders of one part: bodies, cells, headers, notes."""

    def __init__(self, writer: Writer, section: SectionListener) -> None:
        self._writer = writer
        self._paragraphs = ParagraphWriter(writer, section)
        self._tables = TableMerger(writer, self.merge, self._paragraphs.register_same)

    def merge(self, old: Element | None, new: Element | None, *, ends: bool = True) -> list[Element]:
        """The children of the merged holder, without its properties; `ends` if its last paragraph cannot go."""
        olds, _ = blocks(old)
        news, trailing = blocks(new)
        entries = self._split_and_joined(
            entry for pair in pair_units(olds, news, self._writer.part) for entry in self._entries(pair)
        )
        if ends:
            self._settle_end(entries, both_have_blocks=bool(olds and news))
        return [*self._written(entries), *trailing]

    # --- which becomes which ---

    def _entries(self, pair: UnitPair) -> Iterator[Paragraphs | MergedElements]:
        old, new = pair.old, pair.new
        if new is not None and new.leading:
            yield MergedElements(new.leading, in_old=False, in_new=False)
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
                yield MergedElements([other])

    def _lone(self, element: Element, *, is_new: bool) -> Paragraphs | MergedElements:
        """What only the new file has, or only the old one."""
        if element.tag == f"{W}p":
            return Paragraphs([], [element]) if is_new else Paragraphs([element], [])
        if element.tag == f"{W}tbl":
            elements = [self._tables.added(element) if is_new else self._tables.removed(element)]
        elif element.tag == f"{W}sdt":
            elements = list(self._writer.lone_control(element, partial(self.merge, ends=False), is_new=is_new))
        else:
            return MergedElements([element] if is_new else [], in_old=False, in_new=False)
        return MergedElements(elements, in_old=not is_new, in_new=is_new)

    def _split_and_joined(self, entries: Iterable[Paragraphs | MergedElements]) -> list[Paragraphs | MergedElements]:
        """The same, where paragraphs that were split or joined are one stream with their neighbours."""
        joined: list[Paragraphs | MergedElements] = []
        for entry in entries:
            last = joined[-1] if joined else None
            if isinstance(last, Paragraphs) and isinstance(entry, Paragraphs) and self._belong(last, entry):
                joined[-1] = Paragraphs(last.olds + entry.olds, last.news + entry.news)
            else:
                joined.append(entry)
        return joined

    def _belong(self, one: Paragraphs, other: Paragraphs) -> bool:
        """Whether two neighbours are the halves of a paragraph that was split, or two that were joined."""
        both, single = (one, other) if one.olds and one.news else (other, one)
        if not (both.olds and both.news) or both.same or (single.olds and single.news):
            return False
        every = [*both.olds, *both.news, *single.olds, *single.news]
        if any(each.find(f"{W}pPr/{W}sectPr") is not None for each in every):
            return False
        ends = self._paragraphs.pieces(one)[-2:-1]
        if one is both and single.news and ends and ends[0].old is None:
            return True  # Enter was pressed while typing: LibreOffice takes back no other marks rightly
        olds, news, own = _words(both.olds), _words(both.news), _words(single.olds or single.news)
        together = _share(olds + own, news) if single.olds else _share(olds, news + own)
        lost = news - olds if single.olds else olds - news
        moved = (lost & own).total()
        half = moved >= _FEWEST and 2 * moved >= min(lost.total(), own.total())
        return _share(olds, news) < 1 and (half or together > _share(olds, news) + _BETTER)

    def _settle_end(self, entries: list[Paragraphs | MergedElements], *, both_have_blocks: bool) -> None:
        """Make the last paragraph's mark one that stays: a holder ends with a paragraph, whose mark cannot go.

        `both_have_blocks` says that both files have blocks here. The mark that goes instead is that of the paragraph
        which is the last one in the other file.
        """
        last = next((each for each in reversed(entries) if not isinstance(each, MergedElements) or each.elements), None)
        if not isinstance(last, Paragraphs) or last.same:
            return
        end = self._paragraphs.pieces(last)[-1]
        if end.old is not None and end.new is not None:
            return
        end.without_mark = not both_have_blocks
        lacks_old = end.old is None
        for entry in reversed(entries) if both_have_blocks else ():
            if isinstance(entry, MergedElements):
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

    def _written(self, entries: Iterable[Paragraphs | MergedElements]) -> list[Element]:
        written: list[Element] = []
        was_one_sided = False
        for entry in entries:
            elements = entry.elements if isinstance(entry, MergedElements) else list(self._paragraphs.write(entry))
            if not elements:
                continue
            is_one_sided = isinstance(entry, MergedElements) and entry.in_old != entry.in_new
            tables_meet = bool(written) and written[-1].tag == elements[0].tag == f"{W}tbl"
            if tables_meet and (was_one_sided or is_one_sided):
                written.append(self._between_tables())
            written += elements
            was_one_sided = is_one_sided
        return written

    def _between_tables(self) -> Element:
        """A paragraph that neither file has, so that Word does not make two tables one."""
        paragraph, props, mark = make("p"), make("pPr"), make("rPr")
        mark.extend([self._writer.part.marker.mark("ins"), self._writer.part.marker.mark("del")])
        props.append(mark)
        paragraph.append(props)
        return paragraph


def _is_end(piece: MergedAtom, *, old: bool) -> bool:
    atom = piece.old if old else piece.new
    return atom is not None and atom.kind is AtomKind.END


def _share(before: Counter[str], after: Counter[str]) -> float:
    return 2 * (before & after).total() / max(1, before.total() + after.total())


def _words(elements: Sequence[Element]) -> Counter[str]:
    return Counter(word_tokens(text_of(elements)))
