"""Read a province: province.yaml, agencies.csv, former-names.csv."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
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
        if agency.since and agency.until and agency.until <= agency.since:
            what = f"«{headings(Agency)['since']}» là ngày {vn.cell_date(agency.since)}, không trước ngày này."
            entry.stop("until", what, "ghi ngày đầu tiên không còn cơ quan; cơ quan còn hoạt động để trống.")
        tell_wrong_heirs(entry, "successors", agency.id, agency.successors, references)
    _tell_same_unit(agencies, problems)
    _tell_bare_communes(agencies, problems)
    return tuple(agencies)


def tell_wrong_heirs(entry: Entry, field: str, id_: str, heirs: Collection[str], references: References) -> None:
    """Tells at the field which of those that follow an agency there is not on the day from which that is gone."""
    references.tell_agencies(entry, field, heirs)
    until, gone = headings(Agency)["until"], next((each for each in references.agencies if each.id == id_), None)
    if heirs and gone and gone.until is None:
        what = f"danh mục chưa ghi «{until}» của {gone.short_name} nên chưa có nơi kế thừa."
        entry.stop(field, what, f"ghi «{until}» ở dòng của cơ quan này trong danh mục, hoặc bỏ nơi kế thừa.")
    for heir in (each for each in references.agencies if each.id in heirs):
        if gone and gone.until and not heir.lives_on(gone.until):
            what = f"ngày {vn.cell_date(gone.until)} không có {heir.short_name} để kế thừa {gone.short_name}."
            entry.stop(field, what, "sửa các ngày ở hai dòng ấy của danh mục, hoặc ghi nơi kế thừa khác.")


def _tell_same_unit(agencies: Iterable[Agency], problems: ProblemList) -> None:
    """Tells an administrative code that two have at one time: a row that was copied and not finished."""
    coded = [agency for agency in agencies if agency.gso_code]
    for first, other in combinations(coded, 2):
        if first.gso_code == other.gso_code and first.lives_beside(other):
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
