"""Read decisions.yaml: the reading rules, and the secretariat's rulings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ntsdocs.plan.model import Basis, Choice, ReadingRule, Ruling, Selector
from ntsdocs.plan.reading.entry import Entry, read_mapping
from ntsdocs.plan.reading.gathering import Findings
from ntsdocs.plan.reading.registry import Registry, yaml_entry
from ntsdocs.plan.reading.selectors import Vocabulary
from ntsdocs.text.suggestions import hint

CONDITIONAL_AS = ("clause", "list")


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
    rules = tuple(ReadingRule(**read_mapping(entry, ReadingRule)) for entry in rule_entries)
    rulings = tuple(_ruling(entry, context) for entry in ruling_entries)
    _tell_twins([rule.id for rule in rules], rule_entries, context.findings)
    _tell_twins([ruling.id for ruling in rulings], ruling_entries, context.findings)
    return rules, rulings


def _tell_twins(ids: list[str], entries: tuple[Entry, ...], findings: Findings) -> None:
    for index, (id_, entry) in enumerate(zip(ids, entries, strict=True)):
        if id_ and id_ in ids[:index]:
            findings.stop(entry.at("id"), f"đã có «{id_}» ở trên.", "đặt mã khác, hoặc xóa một trong hai.")


def _ruling(entry: Entry, context: Context) -> Ruling:
    choices = tuple(_choice(key, inside, context) for key, inside in entry.named_entries("choices"))
    ruling = Ruling(**read_mapping(entry, Ruling), choices=choices, origin=entry.origin)
    keys = [choice.key for choice in choices]
    if ruling.choice and choices and ruling.choice not in keys:
        remedy = f"{hint(ruling.choice, keys)}Các phương án: {', '.join(keys)}."
        context.findings.stop(entry.at("choice"), f"không có phương án «{ruling.choice}».", remedy)
    return ruling


def _choice(key: str, entry: Entry, context: Context) -> Choice:
    basis = entry.one_of("basis", [each.value for each in Basis])
    values = read_mapping(entry, Choice, but=("key", "conditional_as"))
    context.registry.tell_unknown(values["no_draft"], entry.at("no_draft"), context.findings)
    return Choice(
        key=key,
        **values,
        members=_selectors(entry, "members", context) if entry.has("members") else None,
        add=_selectors(entry, "add", context),
        basis=Basis(basis) if basis else None,
        condition=entry.text("condition") if entry.has("condition") else None,
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
