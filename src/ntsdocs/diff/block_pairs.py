"""Which blocks of an old file are which of a new one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from ntsdocs.diff.blocks import Block, has_words, places
from ntsdocs.docx.grid import first_tag, record_of
from ntsdocs.docx.xml import W
from ntsdocs.text import align

_MOST_WORDS = 400  # of a block, by which it is known again when it changed


@dataclass(frozen=True, slots=True)
class Pair:
    """Two blocks side by side, or one that the other file has not; `place` is where, counted in its own file.

    A block that moved stood at `before`.
    """

    old: Block | None
    new: Block | None
    place: str
    before: str = ""


def paired(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Every block of two holders once, in the new one's order; what was removed stands where it was.

    A block that went and came again elsewhere is one that moved: rows are known by the record they are of, other blocks
    by all they say.
    """
    known_old, known_new = {each.content for each in old}, {each.content for each in new}
    items = [_item(each, known_new) for each in old], [_item(each, known_old) for each in new]
    stood, stand = places(old), places(new)
    return _moved(
        [
            Pair(
                None if i is None else old[i],
                None if j is None else new[j],
                stood[i or 0] if j is None else stand[j],
            )
            for i, j in align.pairs(*items)
        ]
    )


def _moved(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, where a block that went and the same one that came are put together as one that moved."""
    gone: dict[Hashable, list[Pair]] = {}
    for pair in pairs:
        if pair.new is None and pair.old is not None and has_words(pair.old.element):
            gone.setdefault(_known_by(pair.old), []).append(pair)
    told: list[Pair] = []
    taken: set[int] = set()
    for pair in pairs:
        came = pair.new if gone and pair.old is None else None
        waiting = gone.get(_known_by(came)) if came is not None else None
        if waiting:
            before = waiting.pop(0)
            taken.add(id(before))
            told.append(replace(pair, old=before.old, before=before.place))
        else:
            told.append(pair)
    return [pair for pair in told if id(pair) not in taken]


def _known_by(block: Block) -> Hashable:
    return _record(block) or block.content


def _item(block: Block, others: set[bytes]) -> align.Item:
    """The block for the aligner; the words of one that the other file has too are not needed."""
    record = _record(block)
    name = record or ("" if block.kind == "tbl" else first_tag(block.element))
    weight = 1.0 if has_words(block.element) else align.BLANK
    text = "" if block.content in others else " ".join(each.text or "" for each in block.element.iter(f"{W}t"))
    return align.Item(block.kind, block.content, tuple(text.split()[:_MOST_WORDS]), name, weight, bool(record))


def _record(block: Block) -> str:
    return record_of(block.element) if block.kind == "tr" else ""
