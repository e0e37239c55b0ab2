"""What became of the answers of a returned file, and of what was changed in it, held against what was done to it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from desk import Returned
from desk_hand import Changed
from ntsdocs.returns import answers, changes


def verdicts(file: Returned, read: Iterable[answers.Answer]) -> list[tuple[str, str, str]]:
    """What became of each answer, by which layer, and how it is told."""
    truth = {tag: plain(value) for tag, value in file.answers.items()}
    found, seen = [], set()
    for each in read:
        value, right = plain(each.value), truth.get(each.tag)
        is_right = value == right
        seen.add(each.tag)
        if each.doubt:
            verdict = "doubt ok" if is_right else "doubt bad"
        elif is_right:
            verdict = "right"
        elif right is None:
            verdict = "invented"
        else:
            others = {key for key, said in truth.items() if said == value and key != each.tag}
            verdict = "elsewhere" if others else "wrong"
        found.append(
            (verdict, each.how.value, f"{each.tag} = «{each.value}» ({each.place}), đúng «{right}» {each.doubt}")
        )
    missing = [("missing", "", f"{tag}: «{value}»") for tag, value in truth.items() if tag not in seen and value]
    return found + missing


def is_told(truth: Changed, read: changes.TheirChange) -> bool:
    """Whether a line tells what was done: of its kind, under its task, with its words."""
    if truth.kind != read.kind.value or (truth.task and truth.task != read.task):
        return False
    if truth.kind in ("chuyển chỗ", "bỏ"):
        return True
    said, want = plain(read.after), plain(truth.after)
    return want in said or (len(said) > 20 and said in want)


def plain(value: str) -> str:
    """A value as it is compared: composed, its lines one, without what begins and ends a list."""
    lines = unicodedata.normalize("NFC", value).replace("\xa0", " ").splitlines()
    return " ".join(" ".join(line.split()).casefold().lstrip("-+• ").rstrip(".;,… ") for line in lines if line.strip())
