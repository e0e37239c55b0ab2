"""Tell under whose rules of form a body writes, and whose own rules its people have to see to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ntsdocs.plan.model import Agency, Regime, headings
from ntsdocs.text.problems import Problem, Severity

_OF_THE_PARTY = re.compile(
    r"\b(?:(?:tỉnh|thành|quận|huyện|thị|đảng|chi) (?:ủy|uỷ)\b(?! (?:viên|ban|quyền)\b)|(?:đảng|chi) bộ\b"
    r"|đảng cộng sản\b|trung ương đảng\b)",
    re.IGNORECASE,
)
_BY_KIND = {"party": Regime.PARTY, "police": Regime.POLICE, "military": Regime.ARMY, "bank": Regime.BANK}


def of(agency: Agency) -> Regime:
    """The regime that an agency's names and kind give it."""
    if is_of_the_party(agency.parent_letterhead, agency.letterhead_name, agency.name):
        return Regime.PARTY
    return _BY_KIND.get(agency.kind, Regime.ADMINISTRATIVE)


def is_of_the_party(*names: str) -> bool:
    """Whether a line of a letterhead names a committee of the Party or a body under one."""
    return any(map(_OF_THE_PARTY.search, names))


def to_confirm(agencies: Iterable[Agency]) -> Iterator[Problem]:
    """The agencies whose draft they have to set by rules of their own."""
    for agency in agencies:
        if agency.regime is not Regime.ADMINISTRATIVE:
            is_outline = agency.regime is Regime.PARTY
            form = "chỉ để tham khảo, không có tiêu đề và chữ ký" if is_outline else "theo Nghị định số 30/2020/NĐ-CP"
            what = f"{agency.short_name} viết theo quy định riêng của {agency.regime}; bản dự thảo {form}."
            remedy = "cơ quan trình bày lại theo quy định ấy; cơ quan theo Nghị định 30 thì ghi «Hành chính» ở ô này."
            yield Problem(agency.origin.at(headings(Agency)["regime"]), what, remedy, Severity.ASK)
