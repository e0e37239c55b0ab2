"""Read a province: province.yaml, agencies.csv, former-names.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from itertools import combinations
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
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

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
    entries = columns.entries(table, problems, Agency)
    agencies = [_agency(entry) for entry in entries]
    first: dict[str, Agency] = {}
    for agency in agencies:
        before = first.setdefault(agency.id.casefold(), agency)
        if agency.id and before is not agency:
            what = f"mã «{agency.id}» đã có ở dòng {before.origin.row}."
            problems.stop(
                agency.origin.at(headings(Agency)["id"]), what, "đặt mã khác; chữ hoa, chữ thường không tính."
            )
    references = References(agencies)
    agencies = [replace(each, successors=tuple(map(references.id_of, each.successors))) for each in agencies]
    for entry, agency in zip(entries, agencies, strict=True):
        _tell_wrong_life(entry, agency, references, first)
    _tell_same_unit(agencies, problems)
    _tell_bare_communes(agencies, problems)
    return tuple(agencies)


def _tell_wrong_life(entry: Entry, agency: Agency, references: References, agencies: Mapping[str, Agency]) -> None:
    heading = headings(Agency)
    if agency.since and agency.until and agency.until <= agency.since:
        what = f"ngày {vn.cell_date(agency.until)} không sau ngày {vn.cell_date(agency.since)} ở «{heading['since']}»."
        entry.stop("until", what, "ghi ngày đầu tiên cơ quan không còn hoạt động; cơ quan còn hoạt động để trống.")
    references.tell_agencies(entry, "successors", agency.successors)
    if agency.successors:
        tell_wrong_heirs(entry, "successors", agency, agency.successors, agencies)


def tell_wrong_heirs(
    entry: Entry, field: str, gone: Agency, heirs: Iterable[str], agencies: Mapping[str, Agency]
) -> None:
    """Tells at the field which of those that follow an agency there is not on the day from which it is gone."""
    label = headings(Agency)
    if gone.until is None:
        what = f"{gone.short_name} còn hoạt động: danh mục chưa ghi «{label['until']}» nên chưa có nơi kế thừa."
        entry.stop(field, what, f"ghi «{label['until']}» ở dòng của cơ quan này trong danh mục, hoặc bỏ nơi kế thừa.")
        return
    for heir in (agencies[id_] for id_ in heirs if id_ in agencies):
        if not heir.lives_on(gone.until):
            what = f"ngày {vn.cell_date(gone.until)} không có {heir.short_name} để kế thừa {gone.short_name}."
            remedy = f"sửa «{label['until']}», «{label['since']}» ở hai dòng của danh mục, hoặc ghi nơi kế thừa khác."
            entry.stop(field, what, remedy)


def _tell_same_unit(agencies: Iterable[Agency], problems: ProblemList) -> None:
    """Tells an administrative code that two have at one time: a row that was copied and not finished."""
    for rows in grouped((each.gso_code, each) for each in agencies if each.gso_code).values():
        for first, other in combinations(rows, 2):
            if first.lives_beside(other):
                what = f"mã «{other.gso_code}» cũng là mã của {first.short_name} (dòng {first.origin.row})."
                problems.warn(other.origin.at(headings(Agency)["gso_code"]), what, "ghi đúng mã, hoặc để trống.")


def _tell_bare_communes(agencies: Iterable[Agency], problems: ProblemList) -> None:
    """Tells the communes whose papers would lack what those of others have."""
    communes = [each for each in agencies if each.level == "commune"]
    for name in ("date_place", "head_title", "authority_form"):
        bare = [each for each in communes if getattr(each, name) in ("", "none")]
        if 0 < len(bare) < len(communes):
            who = vn.first_few([each.short_name for each in bare], 3, "đơn vị")
            what = f"chưa ghi «{headings(Agency)[name]}» của {who}: dự thảo sẽ để «……»."
            problems.warn(bare[0].origin.at(headings(Agency)[name]), what, "ghi như dòng của xã, phường khác.")


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
