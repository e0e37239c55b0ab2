"""Read decisions.yaml: the reading rules, and the secretariat's rulings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ntsdocs.plan.model import Basis, Choice, ReadingRule, ReturnRuling, Ruling
from ntsdocs.plan.reading.entry import Entry, read_mapping
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.plan.reading.registry import tell_wrong_heirs, yaml_entry
from ntsdocs.text.suggestions import hint

CONDITIONAL_AS = ("clause", "list")


def read_decisions(
    folder: Path, root: Path, references: References, problems: ProblemList
) -> tuple[tuple[ReadingRule, ...], tuple[Ruling, ...], tuple[ReturnRuling, ...]]:
    """The rules and the rulings of the plan, and what was decided on returned files."""
    top = yaml_entry(folder / "decisions.yaml", root, problems)
    if top is None:
        return (), (), ()
    top.only(("rules", "rulings", "returned"))
    rule_entries, ruling_entries = top.entries("rules"), top.entries("rulings")
    rules = tuple(ReadingRule(**read_mapping(entry, ReadingRule)) for entry in rule_entries)
    rulings = tuple(_ruling(entry, references) for entry in ruling_entries)
    _tell_repeated_ids([rule.id for rule in rules], rule_entries)
    _tell_repeated_ids([ruling.id for ruling in rulings], ruling_entries)
    return rules, rulings, tuple(_of_returned(entry, references) for entry in top.entries("returned", needed=False))


def _of_returned(entry: Entry, references: References) -> ReturnRuling:
    ruling = ReturnRuling(**read_mapping(entry, ReturnRuling))
    references.tell_agencies(entry, "agency", (ruling.agency,))
    if not ruling.file and not (ruling.tag and ruling.value):
        entry.stop("file", "chưa ghi tệp nào được tính.", "ghi file: tên tệp như trong returned-files.csv.")
    return ruling


def _tell_repeated_ids(ids: list[str], entries: tuple[Entry, ...]) -> None:
    for index, (id_, entry) in enumerate(zip(ids, entries, strict=True)):
        if id_ and id_ in ids[:index]:
            entry.stop("id", f"đã có «{id_}» ở trên.", "đặt mã khác, hoặc xóa một trong hai.")


def _ruling(entry: Entry, references: References) -> Ruling:
    choices = tuple(_choice(key, inside, references) for key, inside in entry.named_entries("choices"))
    ruling = Ruling(**read_mapping(entry, Ruling), choices=choices, origin=entry.origin)
    keys = [choice.key for choice in choices]
    if ruling.choice and choices and ruling.choice not in keys:
        remedy = f"{hint(ruling.choice, keys)}Các phương án: {', '.join(keys)}."
        entry.stop("choice", f"không có phương án «{ruling.choice}».", remedy)
    return ruling


def _choice(key: str, entry: Entry, references: References) -> Choice:
    basis = entry.one_of("basis", [each.value for each in Basis])
    values = read_mapping(entry, Choice, but=("key", "conditional_as"))
    references.tell_agencies(entry, "no_draft", values["no_draft"])
    return Choice(
        key=key,
        **values,
        members=references.selectors(entry, "members") if entry.has("members") else None,
        add=references.selectors(entry, "add"),
        basis=Basis(basis) if basis else None,
        condition=entry.text("condition") if entry.has("condition") else None,
        before=_before(entry, references) if entry.has("before") else (),
        conditional_as=entry.one_of("conditional_as", CONDITIONAL_AS),
        successors=_successors(entry, references) if entry.has("successors") else (),
    )


def _successors(entry: Entry, references: References) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who has the duties of agencies that are gone; what the registry does not bear out is told."""
    inside = entry.entry("successors")
    rows = tuple((id_, inside.several(id_)) for id_ in inside.names()) if inside else ()
    for id_, heirs in rows:
        if inside:
            references.tell_agencies(inside, id_, (id_,))
            tell_wrong_heirs(inside, id_, id_, heirs, references)
    return rows


def _before(entry: Entry, references: References) -> tuple[tuple[int, date], ...]:
    inside = entry.entry("before")
    days = []
    for key in inside.names() if inside else ():
        day = inside.day(key, needed=True) if inside else None
        number = int(key) if key.isascii() and key.isdigit() and len(key) < 5 else 0
        if inside and references.tasks and number not in references.tasks:
            inside.stop(key, f"không có nhiệm vụ số «{key}».", "ghi số nhiệm vụ có trong tasks.csv.")
        elif day is not None:
            days.append((number, day))
    return tuple(days)
