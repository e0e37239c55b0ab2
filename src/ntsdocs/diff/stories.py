"""How the stories of two Word files differ: paragraph by paragraph, tables row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from ntsdocs.diff import paragraphs
from ntsdocs.diff.blocks import CELLS, Block, BlockPair, alias_of, blocks, pair_blocks, places, stem_of, tag_of
from ntsdocs.diff.paragraphs import Sentence
from ntsdocs.diff.renumbered_rows import join_renumbered
from ntsdocs.diff.result import Change, Piece, Sign, What
from ntsdocs.diff.word_file import Story, WordFile
from ntsdocs.docx.outline_format import cell_marks, page_marks, row_marks, table_marks
from ntsdocs.docx.paragraph_places import box, within
from ntsdocs.docx.same import Form, Tell, differences, equal, raw_differences
from ntsdocs.docx.xml import Element, W, local, shell
from ntsdocs.text import align

_FEW_WORDS = 40  # of a story
_PARTS = {
    "tbl": ("tblPr", "tblGrid"),
    "tr": ("tblPrEx", "trPr"),
    "tc": ("tcPr",),
}
_NAMES = {"tbl": "bảng", "tr": "hàng", "tc": "ô"}

_MOST_KEPT = 16 * 1024 * 1024  # bytes of blocks whose differences are kept


class BlockPairCache:
    """How pairs of blocks differ, for other files with the same; it forgets when it holds too much."""

    def __init__(self) -> None:
        self._changes: dict[tuple[object, ...], tuple[Change, ...]] = {}
        self._bytes = 0

    def changes(
        self, old: Block, new: Block, formats: tuple[object, ...], compare: Callable[[Block, Block], Iterable[Change]]
    ) -> tuple[Change, ...]:
        """How two blocks differ, by `compare` the first time."""
        key = (old.content, new.content, *formats)
        if key not in self._changes:
            changes, size = tuple(compare(old, new)), len(old.content) + len(new.content)
            self._bytes += size
            if self._bytes > _MOST_KEPT:
                self._changes.clear()
                self._bytes = size
            self._changes[key] = changes
        return self._changes[key]


def changes(old: WordFile, new: WordFile, cache: BlockPairCache) -> Iterator[Change]:
    """Every difference between the stories and the pages of two files, in the new file's order.

    `cache` keeps how blocks differ, for other files with the same ones.
    """
    comparer = _Comparer(old, new, cache)
    items = [[_story_item(each) for each in paper.stories] for paper in (old, new)]
    pairs = [
        (None if i is None else old.stories[i], None if j is None else new.stories[j]) for i, j in align.pairs(*items)
    ]
    yield from _elsewhere(pairs, min(len(old.sections), len(new.sections)))
    for one, other in pairs:
        if one is None or other is None or one.content != other.content:
            yield from comparer.story(one, other)
    yield from _pages(old, new)


def _elsewhere(pairs: Sequence[tuple[Story | None, Story | None]], sections: int) -> Iterator[Change]:
    """Headers and footers that are shown in other sections than before, where none that came or went says so."""
    lone = [story for pair in pairs if None in pair for story in pair if story is not None]
    lone_places = {place for story in lone for place in story.places}
    for old, new in pairs:
        if old is not None and new is not None:
            moved = {place for place in old.places ^ new.places if place[1] <= sections}
            if moved - lone_places:
                form = (("nơi hiện", old.places_text, new.places_text),)
                yield Change(What.FORM, new.places_text or new.label, form=form)


def _pages(old: WordFile, new: WordFile) -> Iterator[Change]:
    for number, (one, other) in enumerate(zip_longest(old.sections, new.sections), start=1):
        place = f"trang giấy, phần {number}" if max(len(old.sections), len(new.sections)) > 1 else "trang giấy"
        if form := tuple(differences("trang", one, other, page_marks)):
            yield Change(What.FORM, place, form=form)


class _Comparer:
    """Holds the blocks of two files against one another."""

    def __init__(self, old: WordFile, new: WordFile, cache: BlockPairCache) -> None:
        self._old, self._new = old, new
        self._cache = cache
        self._formats = (old.formats, new.formats)
        self._framed: set[tuple[Element | None, Element | None]] = set()

    def story(self, old: Story | None, new: Story | None) -> Iterator[Change]:
        some = new or old
        label = (some.places_text or some.label) if some else ""
        changes = self._blocks(old.blocks if old else (), new.blocks if new else ())
        shells = [] if old is None or new is None else [shell(old.root), shell(new.root)]
        if shells and (form := tuple(raw_differences(label or "thân văn bản", *shells))):
            yield Change(What.FORM, label, form=form)
        for change in changes:
            yield replace(change, place=", ".join(each for each in (label, change.place) if each))

    def _blocks(self, old: Sequence[Block], new: Sequence[Block], of_cell: bool = False) -> list[Change]:
        return join_renumbered((pair.place, tuple(self._pair(pair))) for pair in pair_blocks(old, new, of_cell))

    def _pair(self, pair: BlockPair) -> Iterator[Change]:
        if pair.old is None or pair.new is None:
            yield from self._lone(pair)
            return
        if pair.before:
            text = text_of(pair.new, self._new)
            yield Change(What.MOVED, f"{pair.place} (trước ở {pair.before})", _tag(pair.new), text, text)
        if pair.old.content != pair.new.content:
            yield from self._both(pair.old, pair.new, pair.place)

    def _both(self, old: Block, new: Block, place: str) -> Iterator[Change]:
        if framed := tuple(self._frames(old, new)):
            yield Change(What.FORM, place, stem_of(new.frames or old.frames), form=framed)
        for change in self._cache.changes(old, new, self._formats, self._differences):
            yield replace(change, place=", ".join(each for each in (place, change.place) if each))

    def _differences(self, old: Block, new: Block) -> Iterator[Change]:
        """How two blocks of one kind differ; places are those inside the block."""
        changes: list[Change] = []
        if equal(old.element, new.element):
            return
        if old.kind == "p":
            changes += self._paragraphs(old, new)
        elif old.kind in _PARTS:
            changes += self._holders(old, new)
        if not changes:
            form = tuple(raw_differences(_NAMES.get(old.kind, old.kind), old.element, new.element))
            changes += [Change(What.FORM, "", form=form)] if form else []
        yield from changes

    def _paragraphs(self, old: Block, new: Block) -> Iterator[Change]:
        one, other = Sentence(old.element, self._old), Sentence(new.element, self._new)
        difference = paragraphs.compare(one, other)
        tag = difference.tag or stem_of(new.frames)
        alias = difference.alias or next((alias for each in reversed(new.frames) if (alias := alias_of(each))), "")
        place = f"khung «{alias}»" if alias else ""
        if difference.pieces or difference.form:
            what = What.WORDS if difference.pieces else What.FORM
            yield Change(what, place, tag, one.text, other.text, difference.pieces, difference.form)
        for number, (before, after) in enumerate(zip_longest(one.boxes, other.boxes), start=1):
            ours, theirs = (() if each is None else tuple(blocks(each)) for each in (before, after))
            for change in self._blocks(ours, theirs):
                yield replace(change, place=within(box(number), change.place))

    def _holders(self, old: Block, new: Block) -> Iterator[Change]:
        """Two tables, rows or cells: how they are set, then what is in them."""
        one, other = (shell(each.element, *_PARTS[each.kind], attributes=False) for each in (old, new))
        tells = _tell(old.kind, self._old), _tell(old.kind, self._new)
        if form := tuple(differences(_NAMES[old.kind], one, other, *tells)):
            yield Change(What.FORM, "", "" if old.kind == "tbl" else _row_tag(new.element), form=form)
        inside = tuple(blocks(old.element)), tuple(blocks(new.element))
        if _in_step(old.kind, *inside):
            for number, (before, after) in enumerate(zip(*inside, strict=True)):
                if before.content != after.content:
                    yield from self._both(before, after, places(inside[1], old.kind == "tc")[number])
            return
        yield from self._blocks(inside[0], inside[1], old.kind == "tc")

    def _frames(self, old: Block, new: Block) -> Iterator[Form]:
        """Wrappers around a block that came, went or changed, each where it is met first."""
        for one, other in zip_longest(old.frames, new.frames):
            if (one, other) not in self._framed:
                self._framed.add((one, other))
                yield from differences("khung nội dung", one, other, _frame_marks)

    def _lone(self, pair: BlockPair) -> Iterator[Change]:
        block, paper = (pair.old, self._old) if pair.new is None else (pair.new, self._new)
        if block is None:
            return
        text, tag, is_gone = text_of(block, paper), _tag(block), pair.new is None
        if text is None:
            mark = (block.kind, "có", "") if is_gone else (block.kind, "", "có")
            yield Change(What.FORM, pair.place, tag, form=(mark,))
            return
        pieces = (Piece(Sign.TAKEN if is_gone else Sign.PUT, text),) if text else ()
        if is_gone:
            yield Change(What.REMOVED, pair.place, tag, text, None, pieces)
        else:
            yield Change(What.ADDED, pair.place, tag, None, text, pieces)


def _in_step(kind: str, old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Whether the blocks correspond by place: cells of rows with as many, the only paragraph of a cell."""
    if len(old) != len(new) or any(one.kind != other.kind for one, other in zip(old, new, strict=True)):
        return False
    return kind == "tr" or (kind == "tc" and len(old) == 1)


# --- what blocks are known by ----------------------------------------------------------------------------------------


def _story_item(story: Story) -> align.Item:
    return align.Item(story.kind, story.content, tuple(islice(_words(story.blocks), _FEW_WORDS)), story.label)


def _words(blocks_: Iterable[Block]) -> Iterator[str]:
    """The first words of a story, by which one is known again that changed."""
    for block in blocks_:
        for each in block.element.iter(f"{W}t"):
            yield from (each.text or "").split()


def _row_tag(element: Element) -> str:
    """What the tags in a row or cell share, by those the program fills."""
    tags = [each.get(f"{W}val", "") for each in element.iter(f"{W}tag")]
    ours = [tag for tag in tags if tag.startswith("gen:")] or tags
    return paragraphs.stem(ours) if ours else ""


def _tag(block: Block) -> str:
    return _row_tag(block.element) or stem_of(block.frames)


def _frame_marks(frame: Element) -> list[str]:
    name = local(frame.tag)
    return [f"«{tag_of(frame) or 'không nhãn'}»"] if name == "sdtPr" else [name]


def _tell(kind: str, paper: WordFile) -> Tell:
    if kind == "tbl":
        return lambda table: table_marks(table, paper.formats)
    return row_marks if kind == "tr" else cell_marks


def text_of(block: Block, paper: WordFile) -> str | None:
    """All the text of a block: cells are parted by `CELLS`, paragraphs and rows are lines; `None` if it has no room."""
    if block.kind == "p":
        sentence = Sentence(block.element, paper)
        boxes = [text_of(each, paper) or "" for box in sentence.boxes for each in blocks(box)]
        return "\n".join([sentence.text, *boxes])
    if block.kind not in _PARTS:
        return None
    inside = [text_of(each, paper) or "" for each in blocks(block.element)]
    return (CELLS if block.kind == "tr" else "\n").join(inside)
