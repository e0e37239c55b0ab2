"""Read decisions.yaml: the reading rules, and the secretariat's rulings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.plan.model import Basis, Choice, ReadingRule, Ruling, Selector
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.plan.reading.gathering import Findings
from ntsdocs.plan.reading.registry import Registry, yaml_entry
from ntsdocs.plan.reading.selectors import Vocabulary
from ntsdocs.text.suggestions import hint

CONDITIONAL_AS = ("clause", "list")

_CHOICE_KEYS = ("text", "members", "add", "basis", "condition", "no_draft", "before", "conditional_as")
_RULING_KEYS = ("id", "question", "choices", "choice", "by", "since", "note")


@dataclass(frozen=True, slots=True)
class Context:
    """What the rulings refer to."""

    registry: Registry
    vocabulary: Vocabulary
    tasks: Collection[int]
    findings: Findings


def read_decisions(folder: Path, root: Path, context: Context) -> tuple[tuple[ReadingRule, ...], tuple[Ruling, ...]]:
    """The rules and the rulings of the plan."""
    top = yaml_entry(folder / "decisions.yaml", root, context.findings)
    if top is None:
        return (), ()
    top.only(("rules", "rulings"))
    rule_entries, ruling_entries = top.entries("rules"), top.entries("rulings")
    rules = tuple(_rule(entry) for entry in rule_entries)
    rulings = tuple(_ruling(entry, context) for entry in ruling_entries)
    _tell_twins([rule.id for rule in rules], rule_entries, context.findings)
    _tell_twins([ruling.id for ruling in rulings], ruling_entries, context.findings)
    return rules, rulings


def _tell_twins(ids: list[str], entries: tuple[Entry, ...], findings: Findings) -> None:
    for index, (id_, entry) in enumerate(zip(ids, entries, strict=True)):
        if id_ and id_ in ids[:index]:
            findings.stop(entry.at("id"), f"đã có «{id_}» ở trên.", "đặt mã khác, hoặc xóa một trong hai.")


def _rule(entry: Entry) -> ReadingRule:
    entry.only(("id", "text", "in_force"))
    return ReadingRule(
        entry.text("id", needed=True), entry.text("text", needed=True), entry.flag("in_force", default=True)
    )


def _ruling(entry: Entry, context: Context) -> Ruling:
    entry.only(_RULING_KEYS)
    choices = tuple(_choice(key, inside, context) for key, inside in entry.named_entries("choices"))
    keys = [choice.key for choice in choices]
    chosen = entry.text("choice", needed=True)
    if chosen and choices and chosen not in keys:
        remedy = f"{hint(chosen, keys)}Các phương án: {', '.join(keys)}."
        context.findings.stop(entry.at("choice"), f"không có phương án «{chosen}».", remedy)
    return Ruling(
        id=entry.text("id", needed=True),
        question=entry.text("question", needed=True),
        choices=choices,
        choice=chosen,
        by=entry.text("by", needed=True),
        since=entry.day("since"),
        note=entry.text("note"),
        origin=entry.origin,
    )


def _choice(key: str, entry: Entry, context: Context) -> Choice:
    entry.only(_CHOICE_KEYS)
    basis = entry.one_of("basis", [each.value for each in Basis])
    no_draft = entry.several("no_draft")
    context.registry.tell_unknown(no_draft, entry.at("no_draft"), context.findings)
    return Choice(
        key=key,
        text=entry.text("text", needed=True),
        members=_selectors(entry, "members", context) if entry.has("members") else None,
        add=_selectors(entry, "add", context),
        basis=Basis(basis) if basis else None,
        condition=entry.text("condition") if entry.has("condition") else None,
        no_draft=no_draft,
        before=_before(entry, context) if entry.has("before") else (),
        conditional_as=entry.one_of("conditional_as", CONDITIONAL_AS),
    )


def _selectors(entry: Entry, name: str, context: Context) -> tuple[Selector, ...]:
    return context.vocabulary.read(entry.several(name), entry.at(name), context.findings)


def _before(entry: Entry, context: Context) -> tuple[tuple[int, date], ...]:
    inside = entry.entry("before")
    found = []
    for key in inside.names() if inside else ():
        day = inside.day(key, needed=True) if inside else None
        number = int(key) if key.isascii() and key.isdigit() and len(key) < 5 else 0
        if inside and context.tasks and number not in context.tasks:
            context.findings.stop(
                inside.at(key), f"không có nhiệm vụ số «{key}».", "ghi số nhiệm vụ có trong tasks.csv."
            )
        elif day is not None:
            found.append((number, day))
    return tuple(found)
