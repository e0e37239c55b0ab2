"""The plan as it stood on a day: which agencies there were, what they were called, who has the duties of the gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from ntsdocs.plan.model import Agency, FormerName, Plan
from ntsdocs.plan.phrases import names
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped

Heirs = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]


def plan_on(plan: Plan, on: date) -> Plan:
    """The plan as it stands on a date: its papers are drawn up for it, its agencies bear the names of that day."""
    if on == plan.on:
        return plan
    agencies = as_of(on, plan.registry, plan.former)
    issuers = tuple((kind, issuer.on(on)) for kind, issuer in plan.issuers)
    return replace(plan, on=on, agencies=agencies, issuers=issuers)


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


def heirs(plan: Plan) -> Heirs:
    """By agency that does not live on the plan's date: who has its duties then, each with the rulings that say so.

    Without a ruling in force that is nobody; duties pass on where the heir is gone, too.
    """
    passed = passings(plan)
    living = {agency.id for agency in plan.agencies if agency.lives_on(plan.on)}

    def line(id_: str, before: tuple[str, ...], by: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        if id_ in living:
            yield id_, tuple(dict.fromkeys(by))
        elif id_ not in before:  # a circle leads to nobody
            for ruling, to in passed.get(id_, ()):
                yield from chain.from_iterable(line(heir, (*before, id_), (*by, ruling)) for heir in to)

    return {each.id: tuple(dict(line(each.id, (), ())).items()) for each in plan.agencies if each.id not in living}


def passings(plan: Plan) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By agency whose duties rulings in force pass on: each ruling with its answer, and to whom."""
    in_force = ((f"{ruling.id}={ruling.choice}", ruling.chosen.successors) for ruling in plan.rulings)
    return grouped((id_, (by, to)) for by, successors in in_force for id_, to in successors)


def life(agency: Agency) -> str:
    """From when to when there is the agency, as messages say it."""
    days = (("từ", agency.since), ("đến trước", agency.until))
    return " ".join(("hoạt động", *(f"{word} ngày {vn.cell_date(day)}" for word, day in days if day)))


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
