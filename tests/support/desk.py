"""The return desk's test material: our drafts as they come back from agencies, each with what was done to it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import desk_hard
import desk_office
import desk_programs
from desk_hand import EDITS, Changed, Hand

HERE = tuple(desk_programs.SAVES)  # without LibreOffice
ORDINARY = (*HERE, *desk_office.ENDINGS)


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
    first: bytes = b""  # as it was first saved, where `data` is what was made of that
    ending: str = ".docx"  # of `first`


def returned(
    drafts: Mapping[str, bytes], seed: int, count: int, programs: Sequence[str] = HERE, *, hard: bool = False
) -> list[Returned]:
    """So many returned files of these drafts, by the programs in turn; the same for the same seed."""
    chance = random.Random(seed)
    names = sorted(drafts)
    chosen = [
        (chance.choice(names), programs[number % len(programs)], chance.randrange(10**9)) for number in range(count)
    ]
    hands = [_worked(drafts[name], program, each, hard=hard) for name, program, each in chosen]
    in_office = [(hand, program) for hand, (_, program, _) in zip(hands, chosen, strict=True) if _is_office(hand)]
    saved = iter(desk_office.saved(in_office) if in_office else ())
    found = []
    for hand, (name, program, each) in zip(hands, chosen, strict=True):
        files = next(saved) if _is_office(hand) else [desk_programs.SAVES[program](hand.written(), hand.random)]
        edits, changes = tuple(hand.done), _kept(hand.changes, program)
        found.append(
            Returned(
                f"{name}.docx",
                files[-1],
                program,
                drafts[name],
                hand.answers,
                changes,
                edits,
                each,
                files[0],
                desk_office.ENDINGS.get(program, (".docx",))[0],
            )
        )
    return found


def edited(name: str, draft: bytes, program: str, seed: int, *, hard: bool = False) -> Returned:
    """The draft as an agency returns it that works with this program, not LibreOffice."""
    hand = _worked(draft, program, seed, hard=hard)
    data = desk_programs.SAVES[program](hand.written(), hand.random)
    return Returned(
        f"{name}.docx", data, program, draft, hand.answers, _kept(hand.changes, program), tuple(hand.done), seed
    )


def _kept(changes: list[Changed], program: str) -> tuple[Changed, ...]:
    """Those that the program leaves in the file: some drop remarks."""
    return tuple(each for each in changes if each.kind != "ý kiến" or program not in desk_programs.WITHOUT_REMARKS)


def _is_office(hand: Hand) -> bool:
    return isinstance(hand, desk_office.OfficeHand)


def _worked(draft: bytes, program: str, seed: int, *, hard: bool) -> Hand:
    kind = desk_office.OfficeHand if program in desk_office.ENDINGS else Hand
    hand = kind(draft, seed, tracked=program.endswith("-tracked"), decomposed=program == "word-nfd")
    share, shape = hand.random.choice((0.3, 0.8, 0.95, 1.0)), desk_hard.Shape(hand)
    if program == "python-docx":
        desk_programs.by_python(hand, share)
    else:
        hand.fill_some(share)
    for kind_of_edit in hand.random.sample(sorted(EDITS), hand.random.randint(0, 2 if hard else 5)):
        hand.edit(kind_of_edit)
    if hard:
        _harden(hand, shape, program)
    return hand


def _harden(hand: Hand, shape: desk_hard.Shape, program: str) -> None:
    kinds = hand.random.sample(sorted(desk_hard.HARD), hand.random.randint(1, 3))
    if hand.tracked or "add column" in hand.done or "reorder columns" in hand.done:
        kinds = [each for each in kinds if each in ("own numbers", "labels gone", "words beside")]
    if "annex anew" in kinds:
        kinds = [each for each in kinds if each not in ("numberless", "own headings", "merged rows")]
    for kind in sorted(kinds, key=list(desk_hard.HARD).index):
        if kind == "old fonts" and (hand.decomposed or not program.startswith(("word", "wps"))):
            continue
        if kind in ("annex anew", "stripped") and isinstance(hand, desk_office.OfficeHand):
            continue  # what is filled is only an order there
        desk_hard.HARD[kind](hand, shape)
        hand.done.append(kind)
