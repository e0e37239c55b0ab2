"""The duties of the real plan, agency by agency and column by column, against the counts kept in golden/."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from ntsdocs.plan import reading
from ntsdocs.plan.assignments import Assignments, settle
from ntsdocs.plan.model import Agency, Basis, Plan

ROOT = Path(__file__).resolve().parents[2]
SEA, NO_SEA, OPTIONAL = "(commune with sea)", "(commune without sea)", "(optional vertical agency)"
LEADS = {
    "lead_named": Basis.NAMED,
    "lead_group": Basis.GROUP,
    "lead_sector": Basis.SECTOR,
    "lead_cond": Basis.CONDITIONAL,
}
COORDINATES = {"coord_named": Basis.NAMED, "coord_group": Basis.GROUP, "coord_cond": Basis.CONDITIONAL}


def golden() -> dict[str, dict[str, str]]:
    with (ROOT / "tests/golden/thanh-hoa-duty-counts.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["agency"]: row for row in csv.DictReader(file)}


GOLDEN = golden()
NOT_COUNTED = ("agency", "label", "agencies_in_row", "drafts", "lead_total_if_sector_phrases_mean_all")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return reading.read(ROOT / "data/thanh-hoa/196-kh-ubnd", ROOT).plan_or_stop()


@pytest.fixture(scope="module")
def assignments(plan) -> Assignments:
    return settle(plan)


def ruled(plan: Plan, ruling: str, choice: str) -> Assignments:
    """The duties with another answer to one question."""
    rulings = tuple(replace(row, choice=choice) if row.id == ruling else row for row in plan.rulings)
    return settle(replace(plan, rulings=rulings))


def expected(row: str) -> dict[str, str]:
    return {column: value for column, value in GOLDEN[row].items() if column not in NOT_COUNTED}


def counted(assignments: Assignments, agency: str) -> dict[str, str]:
    led, joined = assignments.leads(agency), assignments.coordinates(agency)
    counts = {column: sum(row.basis is basis for row in led) for column, basis in LEADS.items()}
    counts |= {column: sum(row.basis is basis for row in joined) for column, basis in COORDINATES.items()}
    counts |= {"lead_total": len(led), "coord_total": len(joined), "tasks_total": len(led) + len(joined)}
    lists = {"lead_tasks": led, "coord_tasks": joined}
    return {column: str(count) for column, count in counts.items()} | {
        column: " ".join(str(row.task) for row in rows) for column, rows in lists.items()
    }


def row_of(agency: Agency) -> str:
    """The row of the golden file that counts for the agency; blank where none does."""
    if agency.level == "commune":
        return SEA if agency.coastal == "yes" else NO_SEA
    return agency.id if agency.id in GOLDEN else ""


NAMED_ROWS = [agency for agency in GOLDEN if not agency.startswith("(")]


@pytest.mark.parametrize("agency", NAMED_ROWS)
def test_each_provincial_agency_has_the_duties_that_were_counted(assignments, agency):
    assert counted(assignments, agency) == expected(agency)


@pytest.mark.parametrize("row", [SEA, NO_SEA])
def test_each_commune_has_the_duties_that_were_counted(plan, assignments, row):
    communes = [agency.id for agency in plan.agencies if row_of(agency) == row]
    assert len(communes) == int(GOLDEN[row]["agencies_in_row"])
    assert {commune: counted(assignments, commune) for commune in communes} == dict.fromkeys(communes, expected(row))


def test_an_optional_agency_has_the_duties_that_were_counted_once_d1_is_read_widely(plan, assignments):
    optional = [agency.id for agency in plan.agencies if agency.sbn_group == "optional"]
    assert len(optional) == 8
    assert [assignments.of_agency(agency) for agency in optional] == [()] * 8
    wide = ruled(plan, "D1", "rong")
    assert {agency: counted(wide, agency) for agency in optional} == dict.fromkeys(optional, expected(OPTIONAL))


def test_each_agency_leads_as_many_tasks_as_were_counted_once_sector_phrases_mean_all(plan):
    everyone = ruled(plan, "D4", "tat-ca")
    counts = {agency.id: len(everyone.leads(agency.id)) for agency in plan.agencies if row_of(agency)}
    assert counts == {
        agency.id: int(GOLDEN[row_of(agency)]["lead_total_if_sector_phrases_mean_all"])
        for agency in plan.agencies
        if row_of(agency)
    }


def test_an_optional_agency_leads_as_many_once_both_are_read_widely(plan):
    wide = tuple(replace(row, choice={"D1": "rong", "D4": "tat-ca"}.get(row.id, row.choice)) for row in plan.rulings)
    everyone = settle(replace(plan, rulings=wide))
    optional = [agency.id for agency in plan.agencies if agency.sbn_group == "optional"]
    count = int(GOLDEN[OPTIONAL]["lead_total_if_sector_phrases_mean_all"])
    assert {agency: len(everyone.leads(agency)) for agency in optional} == dict.fromkeys(optional, count)


def test_those_who_draft_a_plan_are_those_the_counts_give_a_draft(assignments):
    drafts = {row: int(GOLDEN[row]["drafts"]) for row in GOLDEN if int(GOLDEN[row]["drafts"])}
    drafting: dict[str, int] = {}
    for agency in assignments.drafting:
        drafting[row_of(agency)] = drafting.get(row_of(agency), 0) + 1
    assert drafting == drafts
    assert len(assignments.drafting) == 185


def test_nobody_else_has_a_duty(plan, assignments):
    counted_for = {agency.id for agency in plan.agencies if row_of(agency)}
    assert {row.agency for row in assignments} == counted_for


def test_every_reading_of_who_drafts_stays_within_what_the_rulings_allow(plan):
    assert len(ruled(plan, "D1", "hep").drafting) == 185
    assert len(ruled(plan, "D1", "rong").drafting) == 193
    assert len(ruled(plan, "D2", "khong").drafting) == 183
