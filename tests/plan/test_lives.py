"""Agencies that are founded, merged, split, dissolved: who has a duty on which day, and because of which ruling."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

import hand_plan
from hand_plan import AGENCIES, PHRASES, RULINGS, select, task
from ntsdocs.plan.assignments import settle, unassigned_results, waiting_duties
from ntsdocs.plan.lives import plan_on
from ntsdocs.plan.model import Agency, Assignment, Choice, Deadline, Phrase, Plan, Result, Role, Ruling, Status
from ntsdocs.plan.progress import Progress, State

MERGED = date(2026, 7, 1)
BEFORE, AFTER = date(2026, 6, 30), MERGED
NEW = Agency("xa-moi", "Ủy ban nhân dân xã Mới", "UBND xã Mới", kind="commune", level="commune", since=MERGED)


def ended(on: date, *ids: str, agencies: tuple[Agency, ...] = (*AGENCIES, NEW)) -> tuple[Agency, ...]:
    """The agencies, of which these are no more from a day on."""
    return tuple(replace(each, until=on) if each.id in ids else each for each in agencies)


WITH_LIVES = ended(MERGED, "xa-bien", "xa-doi")


def passing(id_: str = "D9", **heirs: tuple[str, ...]) -> Ruling:
    """A ruling by which duties pass; «_» stands for the hyphen of an id."""
    rows = tuple((gone.replace("_", "-"), ids) for gone, ids in heirs.items())
    return Ruling(
        id_, "Ai nhận nhiệm vụ?", (Choice("ke-thua", "Nơi kế thừa", successors=rows),), "ke-thua", "UBND", None
    )


def plan(on: date, lead: str, *rulings: Ruling, agencies: tuple[Agency, ...] = WITH_LIVES) -> Plan:
    made = hand_plan.plan((task(1, lead),), agencies=agencies, rulings=(*RULINGS, *rulings))
    return plan_on(replace(made, registry=agencies), on)


def leads(plan: Plan) -> list[str]:
    return [row.agency for row in settle(plan) if row.role is Role.LEAD]


def one(plan: Plan, agency: str) -> Assignment:
    (row,) = (row for row in settle(plan) if row.agency == agency)
    return row


def test_a_group_has_the_agencies_that_live_on_the_day():
    assert leads(plan(BEFORE, "UBND cấp xã")) == ["xa-bien", "xa-doi"]
    assert leads(plan(AFTER, "UBND cấp xã")) == ["xa-moi"]


def test_who_has_no_role_on_a_day_drafts_no_plan_on_it():
    assert [each.id for each in settle(plan(BEFORE, "UBND cấp xã")).drafting] == ["xa-bien", "xa-doi"]
    assert [each.id for each in settle(plan(AFTER, "UBND cấp xã")).drafting] == ["xa-moi"]


def test_a_named_duty_of_one_that_is_gone_is_nobodys_without_a_ruling():
    assert leads(plan(BEFORE, "UBND xã Biển")) == ["xa-bien"]
    assert leads(plan(AFTER, "UBND xã Biển")) == []


def test_a_ruling_passes_a_named_duty_on_from_the_day_and_is_told():
    ruling = passing(xa_bien=("xa-moi",))
    assert leads(plan(BEFORE, "UBND xã Biển", ruling)) == ["xa-bien"]
    row = one(plan(AFTER, "UBND xã Biển", ruling), "xa-moi")
    assert (row.because.token, row.because.rulings, row.because.heir_of) == ("xa-bien", ("D9=ke-thua",), ("xa-bien",))


def test_a_duty_of_one_that_is_split_is_with_each_of_those_that_the_ruling_names():
    ruling = passing(xa_bien=("so-y-te", "xa-moi"))
    assert leads(plan(AFTER, "UBND xã Biển", ruling)) == ["so-y-te", "xa-moi"]


def test_two_that_are_merged_leave_one_duty_that_knows_both():
    ruling = passing(xa_bien=("xa-moi",), xa_doi=("xa-moi",))
    row = one(plan(AFTER, "UBND xã Biển, UBND xã Đồi", ruling), "xa-moi")
    assert row.because.heir_of == ("xa-bien", "xa-doi")


def test_duties_pass_along_a_chain_of_mergers_by_all_the_rulings_on_the_way():
    agencies = ended(date(2027, 7, 1), "xa-moi", agencies=WITH_LIVES)
    rulings = (passing("D8", xa_bien=("xa-moi",)), passing("D9", xa_moi=("so-y-te",)))
    assert leads(plan(AFTER, "UBND xã Biển", *rulings, agencies=agencies)) == ["xa-moi"]
    row = one(plan(date(2027, 7, 1), "UBND xã Biển", *rulings, agencies=agencies), "so-y-te")
    assert row.because.rulings == ("D8=ke-thua", "D9=ke-thua")


def test_two_rulings_on_one_agency_both_count():
    rulings = (passing("D8", xa_bien=("xa-moi",)), passing("D9", xa_bien=("so-y-te", "xa-moi")))
    rows = {row.agency: row.because.rulings for row in settle(plan(AFTER, "UBND xã Biển", *rulings))}
    assert rows == {"so-y-te": ("D9=ke-thua",), "xa-moi": ("D9=ke-thua",)}


def test_rulings_that_lead_in_a_circle_lead_to_nobody():
    agencies = ended(MERGED, *(each.id for each in AGENCIES if each.level == "commune"))
    ruling = passing(xa_bien=("xa-doi",), xa_doi=("xa-bien",))
    assert leads(plan(AFTER, "UBND xã Biển", ruling, agencies=agencies)) == []


def test_what_a_phrase_lists_by_its_id_passes_as_a_name_does():
    phrases = (*PHRASES, Phrase("xã điểm", "DIEM", (select(id="xa-bien"),)))
    for rulings, expected in (((), []), ((passing(xa_bien=("xa-moi",)),), ["xa-moi"])):
        made = replace(plan(AFTER, "xã điểm", *rulings), phrases=phrases)
        assert leads(made) == expected


def test_in_a_group_the_heir_has_its_own_duty_and_knows_whose_results_count_for_it():
    ruling = passing(xa_bien=("xa-moi",), xa_doi=("xa-moi",))
    made = plan(AFTER, "UBND cấp xã", ruling)
    assert leads(made) == ["xa-moi"]
    assert one(made, "xa-moi").because.heir_of == ("xa-bien", "xa-doi")
    sea = plan(AFTER, "UBND cấp xã có biển", ruling)
    assert leads(sea) == []  # the ruling passes what is named; a group is those that are in it


def test_an_agency_without_dates_lives_on_every_day():
    assert leads(plan(date(2200, 1, 1), "Sở Y tế")) == ["so-y-te"]


# --- what was done before -------------------------------------------------------------------------------------------


def done(agency: str, on: date, status: Status = Status.DONE) -> Result:
    return Result(1, agency, status, on, year=on.year)


def state(made: Plan, agency: str, *results: Result) -> State:
    made = replace(made, results=results)
    assignments = settle(made)
    return Progress(made, assignments, made.on).standing(one(made, agency)).state


def test_what_the_predecessor_had_done_counts_for_the_heir():
    made = plan(AFTER, "UBND xã Biển", passing(xa_bien=("xa-moi",)))
    made = replace(made, tasks=(task(1, "UBND xã Biển", deadline=Deadline("Trước 01/01/2027", date(2027, 1, 1))),))
    assert state(made, "xa-moi") is State.SILENT
    assert state(made, "xa-moi", done("xa-bien", BEFORE)) is State.DONE
    assert state(made, "xa-moi", done("xa-bien", BEFORE, Status.DOING)) is State.SILENT
    assert state(made, "xa-moi", done("xa-bien", BEFORE), done("xa-moi", AFTER, Status.DOING)) is State.DOING


def test_of_two_that_are_merged_both_must_have_done_it():
    made = plan(AFTER, "UBND cấp xã", passing(xa_bien=("xa-moi",), xa_doi=("xa-moi",)))
    made = replace(made, tasks=(task(1, "UBND cấp xã", deadline=Deadline("Trước 01/01/2027", date(2027, 1, 1))),))
    assert state(made, "xa-moi", done("xa-bien", BEFORE)) is State.SILENT
    assert state(made, "xa-moi", done("xa-bien", BEFORE), done("xa-doi", BEFORE)) is State.DONE


def test_the_plan_that_the_predecessor_sent_is_received():
    made = replace(plan(AFTER, "UBND cấp xã", passing(xa_bien=("xa-moi",))), results=(done("xa-bien", BEFORE),))
    assert Progress(made, settle(made), made.on).plan_received("xa-moi")
    bare = replace(plan(AFTER, "UBND cấp xã"), results=made.results)
    assert not Progress(bare, settle(bare), bare.on).plan_received("xa-moi")


# --- a life of five years -------------------------------------------------------------------------------------------

START, DAYS = date(2025, 9, 11), 1800


@dataclass
class History:
    """Agencies that come and go, the rulings on those that are gone, and who had what by its name at the start."""

    agencies: dict[str, Agency]
    heirs: dict[str, tuple[str, ...]]
    events: list[date]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Mergers, splits, dissolutions and new bodies, one after the other; some of the gone have a ruling."""
    agencies = {each.id: each for each in AGENCIES}
    heirs: dict[str, tuple[str, ...]] = {}
    days = sorted(draw(st.sets(st.integers(1, DAYS), min_size=1, max_size=8)))
    events = [START + timedelta(days=day) for day in days]
    for number, on in enumerate(events):
        living = sorted(each.id for each in agencies.values() if each.lives_on(on))
        if not living:
            break
        gone = draw(st.lists(st.sampled_from(living), min_size=1, max_size=2, unique=True))
        new = [f"moi-{number}-{each}" for each in range(draw(st.integers(0, 2)))]
        left = sorted({*living} - {*gone})
        old = draw(st.lists(st.sampled_from(left), max_size=1)) if left else []
        for id_ in new:
            kind = draw(st.sampled_from(AGENCIES))
            agencies[id_] = replace(kind, id=id_, name=f"Nơi {id_}", short_name=f"Nơi {id_}", since=on)
        for id_ in gone:
            agencies[id_] = replace(agencies[id_], until=on, successors=(*new, *old))
            if draw(st.booleans()):
                heirs[id_] = (*new, *old)
    return History(agencies, heirs, events)


def living_heirs(history: History, id_: str, on: date) -> set[str]:
    """Who has what the agency had, by the rulings alone: written anew, without the house's own walk."""
    if history.agencies[id_].lives_on(on):
        return {id_}
    return {each for heir in history.heirs.get(id_, ()) for each in living_heirs(history, heir, on)}


@given(histories())
@settings(max_examples=60, deadline=None)
def test_over_years_each_duty_is_with_the_living_and_none_that_has_a_ruling_is_lost(history: History):
    agencies = tuple(history.agencies.values())
    tasks = tuple(task(number, each.name) for number, each in enumerate(AGENCIES, start=2))
    rows = tuple(history.heirs.items())
    ruling = Ruling("D9", "Ai?", (Choice("k", "K", successors=rows),), "k", "UBND", None)
    made = hand_plan.plan((task(1, "Các sở, ban, ngành; UBND cấp xã"), *tasks), agencies=agencies)
    made = replace(made, rulings=(*RULINGS, ruling), registry=agencies)
    results = tuple(Result(2 + at, each.id, Status.DOING, START, year=2025) for at, each in enumerate(AGENCIES))
    made = replace(made, results=results)
    for on in (START, *history.events, START + timedelta(days=DAYS + 1)):
        then = plan_on(made, on)
        settled = settle(then)
        living = {each.id for each in agencies if each.lives_on(on)}
        assert {row.agency for row in settled} <= living
        assert {each.id for each in settled.drafting} <= living
        groups = {each.id for each in agencies if each.sbn_group == "core" or each.level == "commune"}
        assert {row.agency for row in settled.of_task(1)} == living & groups
        for number, each in enumerate(AGENCIES, start=2):
            assert {row.agency for row in settled.of_task(number)} == living_heirs(history, each.id, on)
        assert unassigned_results(then, settled) == []  # history stays valid, whoever is gone
    waiting = {each.what.partition(" hoạt động")[0] for each in waiting_duties(made)}
    lost = [each for each in agencies if each.until and each.id not in history.heirs and each.successors]
    assert waiting >= {each.short_name for each in lost}
    assert not waiting & {history.agencies[id_].short_name for id_ in history.heirs}
