"""Read a province: province.yaml, agencies.csv, former-names.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from ntsdocs import tables
from ntsdocs.plan import regimes
from ntsdocs.plan.model import Agency, FormerName, Issuer, Province, Regime, headings
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.entry import NO_DAY, Entry, read_fields, read_mapping
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import COASTAL, LEVELS, SBN_GROUPS, References
from ntsdocs.plan.signing import wrong_lines

SYMBOL_STATUSES = ("attested", "conventional", "uncertain", "unknown")
CONFIDENCES = ("high", "medium", "low")
_MOST_LINES = 4  # over a signature

_CLOSED = {
    "symbol_status": SYMBOL_STATUSES,
    "level": LEVELS,
    "sbn_group": SBN_GROUPS,
    "coastal": COASTAL,
    "confidence": CONFIDENCES,
}
_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Agency)}


def read_province(folder: Path, root: Path, problems: ProblemList) -> Province | None:
    """The province of the folder; `None` if its file cannot be read."""
    entry = yaml_entry(folder / "province.yaml", root, problems)
    if entry is None:
        return None
    return Province(id=folder.name, **read_mapping(entry, Province))


def yaml_entry(path: Path, root: Path, problems: ProblemList) -> Entry | None:
    """The mapping that a YAML file is; `None`, and told, if it is none."""
    record = tables.read_yaml(path, root)
    problems.begin_file(record.origin)
    problems.add(record.problems)
    if isinstance(record.value, tables.Fields):
        return Entry(record.value.values, replace(record.value.origin, row=None), problems)
    if not record.problems:
        problems.stop(record.origin, "tệp phải gồm các mục «tên: giá trị».", "xem tệp cùng tên của tỉnh khác.")
    return None


def read_agencies(folder: Path, root: Path, problems: ProblemList) -> tuple[Agency, ...]:
    """The registry as the table has it."""
    table = tables.read(folder / "agencies.csv", root)
    agencies = [_agency(entry) for entry in columns.entries(table, problems, Agency)]
    first: dict[str, Agency] = {}
    for agency in agencies:
        before = first.setdefault(agency.id.casefold(), agency)
        if agency.id and before is not agency:
            what = f"mã «{agency.id}» đã có ở dòng {before.origin.row}."
            problems.stop(
                agency.origin.at(headings(Agency)["id"]), what, "đặt mã khác; chữ hoa, chữ thường không tính."
            )
    return tuple(agencies)


def _agency(entry: Entry) -> Agency:
    texts = read_fields(entry, Agency, but=("id", *_CLOSED))
    closed: dict[str, Any] = {name: entry.one_of(name, allowed, _DEFAULTS[name]) for name, allowed in _CLOSED.items()}
    agency = Agency(id=entry.id("id"), **texts, **closed, origin=entry.origin)
    regime = entry.one_of("regime", Regime)
    agency = replace(agency, regime=Regime(regime) if regime else regimes.of(agency))
    if agency.regime is not Regime.PARTY:
        tell_wrong_signature(entry, "authority_form", agency)
    return agency


def tell_wrong_signature(entry: Entry, field: str, body: Agency | Issuer) -> None:
    """Tells at the field what is wrong with the lines by which the body signs, by the decree."""
    count = len(body.signature)
    if count > _MOST_LINES:
        entry.stop(field, f"có {count} dòng ký, nhiều nhất là {_MOST_LINES}.", "mỗi dòng một chức vụ.")
        return
    for _, what, remedy, *_ in wrong_lines(body.name, body.signature):
        entry.stop(field, f"{what}.", remedy)


def read_former_names(
    folder: Path, root: Path, agencies: Sequence[Agency], problems: ProblemList
) -> tuple[FormerName, ...]:
    """The rows of former-names.csv; none if there is no such table."""
    references, rows = References(agencies), []
    for entry in columns.entries_if_any(folder / "former-names.csv", root, problems, FormerName):
        row = FormerName(**read_fields(entry, FormerName), origin=entry.origin)
        references.tell_agencies(entry, "agency", (row.agency,))
        rows += [row] if row.until != NO_DAY else []
    return tuple(rows)
