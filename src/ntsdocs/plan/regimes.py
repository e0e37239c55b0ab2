"""Tell under whose rules of form a body writes, where the registry does not say."""

from __future__ import annotations

import re

from ntsdocs.plan.model import Agency, Regime

_OF_THE_PARTY = re.compile(
    r"\b(?:(?:tỉnh|thành|quận|huyện|thị|đảng|chi) (?:ủy|uỷ)\b(?! (?:viên|ban|quyền)\b)|(?:đảng|chi) bộ\b"
    r"|đảng cộng sản\b|trung ương đảng\b)",
    re.IGNORECASE,
)
_BY_KIND = {"party": Regime.PARTY, "police": Regime.POLICE, "military": Regime.ARMY, "bank": Regime.BANK}


def of(agency: Agency) -> Regime:
    """The regime that an agency's names and kind give it."""
    if any(map(is_of_the_party, (agency.parent_letterhead, agency.letterhead_name, agency.name))):
        return Regime.PARTY
    return _BY_KIND.get(agency.kind, Regime.ADMINISTRATIVE)


def is_of_the_party(name: str) -> bool:
    """Whether a letterhead names a committee of the Party or a body under one."""
    return _OF_THE_PARTY.search(name) is not None
