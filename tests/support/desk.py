"""The return desk's test material: our drafts as they come back from agencies, each with what was done to it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import desk_programs
from desk_hand import EDITS, Changed, Hand

ORDINARY = tuple(desk_programs.SAVES)


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file: the program that saved it last, what was sent, what it answers by tag, what was changed."""

    name: str
    data: bytes
    program: str
    base: bytes
    answers: Mapping[str, str]
    changes: tuple[Changed, ...]
    edits: tuple[str, ...]
    seed: int


def returned(
    drafts: Mapping[str, bytes], seed: int, count: int, programs: Sequence[str] = ORDINARY
) -> Iterator[Returned]:
    """So many returned files of these drafts, by the programs in turn; the same for the same seed."""
    chance = random.Random(seed)
    names = sorted(drafts)
    for number in range(count):
        name, program = chance.choice(names), programs[number % len(programs)]
        yield edited(name, drafts[name], program, chance.randrange(10**9))


def edited(name: str, draft: bytes, program: str, seed: int) -> Returned:
    """The draft as an agency returns it that works with this program."""
    hand = Hand(draft, seed, tracked=program == "word-tracked", decomposed=program == "word-nfd")
    share = hand.random.choice((0.3, 0.8, 0.95, 1.0))
    if program == "python-docx":
        desk_programs.by_python(hand, share)
    else:
        hand.fill_some(share)
    for kind in hand.random.sample(sorted(EDITS), hand.random.randint(0, 5)):
        hand.edit(kind)
    data = desk_programs.SAVES[program](hand.written(), hand.random)
    return Returned(f"{name}.docx", data, program, draft, hand.answers, tuple(hand.changes), tuple(hand.done), seed)


def plain(value: str) -> str:
    """A value as it is compared: composed, its lines one, without what begins and ends a list."""
    lines = unicodedata.normalize("NFC", value).replace("\xa0", " ").splitlines()
    return " ".join(" ".join(line.split()).lstrip("-+• ").rstrip(".;, ") for line in lines if line.strip())
