"""The plan as it stood on a day: what its agencies were called then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ntsdocs.plan.model import Agency, FormerName, Plan
from ntsdocs.plan.phrases import names


def plan_on(plan: Plan, on: date) -> Plan:
    """The plan as it stands on a date: its papers are drawn up for it, its agencies bear the names of that day."""
    return plan if on == plan.on else replace(plan, on=on, agencies=as_of(on, plan.registry, plan.former))


def as_of(on: date, agencies: Iterable[Agency], former: Iterable[FormerName]) -> tuple[Agency, ...]:
    """The agencies under the names they bear on a date; their other names stay among the aliases."""
    then = borne_on(on, former)
    rows = sorted(former, key=lambda row: row.until)
    return tuple(
        _named(agency, [row for row in rows if row.agency == agency.id], then.get(agency.id)) for agency in agencies
    )


def borne_on(on: date, former: Iterable[FormerName]) -> dict[str, FormerName]:
    """By agency, the former name that it still bears on a date."""
    latest_first = sorted((row for row in former if on < row.until), key=lambda row: row.until, reverse=True)
    return {row.agency: row for row in latest_first}


def _named(agency: Agency, former: Sequence[FormerName], then: FormerName | None) -> Agency:
    if not former:
        return agency
    named = agency if then is None else _renamed(agency, then)
    all_names = (*names(agency), *(name for row in former for name in (row.name, row.short_name) if name))
    others = (name for name in dict.fromkeys(all_names) if name not in (named.name, named.short_name))
    return replace(named, aliases=tuple(others))


def _renamed(agency: Agency, then: FormerName) -> Agency:
    former = {name: getattr(then, name) for name in ("name", "short_name", "letterhead_name", "head_title")}
    return replace(agency, **{name: text for name, text in former.items() if text})
