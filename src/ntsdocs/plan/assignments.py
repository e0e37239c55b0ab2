"""Say who owes what, and because of which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice

from ntsdocs.plan.lives import Heirs, heirs, life, passings
from ntsdocs.plan.model import (
    Agency,
    Assignment,
    Basis,
    Because,
    Phrase,
    Plan,
    Result,
    Role,
    Ruling,
    Selector,
    Task,
    headings,
)
from ntsdocs.plan.phrases import Match, Phrasebook
from ntsdocs.text import vn
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import DataWrong, Problem, Severity

CONCERNED = "liên quan"

_FIRMEST_FIRST = (Basis.NAMED, Basis.GROUP, Basis.SECTOR, Basis.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Assignments:
    """Every assignment of a plan by task, role (the lead first) and place in the registry, and who drafts a plan.

    `drafting` lists the agencies that have any role and are not excused by a ruling, in the registry's order.
    """

    rows: tuple[Assignment, ...]
    drafting: tuple[Agency, ...]
    _by_agency: Mapping[str, tuple[Assignment, ...]] = field(init=False, repr=False, compare=False)
    _by_task: Mapping[int, tuple[Assignment, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_agency = grouped((row.agency, row) for row in self.rows)
        by_task = grouped((row.task, row) for row in self.rows)
        object.__setattr__(self, "_by_agency", {key: tuple(rows) for key, rows in by_agency.items()})
        object.__setattr__(self, "_by_task", {key: tuple(rows) for key, rows in by_task.items()})

    def __iter__(self) -> Iterator[Assignment]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def of_agency(self, agency_id: str) -> tuple[Assignment, ...]:
        """What the agency owes, by task number; empty for an agency without a role."""
        return self._of(self._by_agency.get(agency_id, ()))

    def of_task(self, number: int) -> tuple[Assignment, ...]:
        """Who has a role in the task: those who lead, then those who coordinate."""
        return self._of(self._by_task.get(number, ()))

    def leads(self, agency_id: str) -> tuple[Assignment, ...]:
        """The tasks the agency leads, by number."""
        return self._of(row for row in self._by_agency.get(agency_id, ()) if row.role is Role.LEAD)

    def coordinates(self, agency_id: str) -> tuple[Assignment, ...]:
        """The tasks the agency coordinates, by number."""
        return self._of(row for row in self._by_agency.get(agency_id, ()) if row.role is Role.COORDINATE)

    def find(self, agency_id: str, number: int) -> Assignment | None:
        """The agency's role in the task, its lead if it has both; `None` if it has none."""
        rows = (row for row in self._by_agency.get(agency_id, ()) if row.task == number)
        return next(iter(self._of(islice(rows, 1))), None)

    def each_drafting(self) -> Iterator[Agency]:
        """The agencies that draft a plan, one at a time: all that a paper of one says is asked for before the next."""
        return iter(self.drafting)

    def _of(self, rows: Iterable[Assignment]) -> tuple[Assignment, ...]:
        """These rows, as they are handed to who asks for them."""
        return tuple(rows)


def settle(plan: Plan) -> Assignments:
    """Every assignment the plan's words create for agencies that live on its date, by the rules and rulings in force.

    With R4 out of force, `DataWrong` if a phrase means an agency that is not in the registry.
    """
    rules = _in_force(plan)
    book = Phrasebook(plan.agencies, plan.phrases)
    groups, passed = phrase_meanings(plan), heirs(plan)
    place = {agency.id: index for index, agency in enumerate(plan.agencies)}
    rows: list[Assignment] = []
    for task in sorted(plan.tasks, key=lambda task: task.number):
        leading, joining = book.split_roles(task.lead)
        also_joining = book.split(task.coordinate).matches
        lead = _firmest(_claims(task, Role.LEAD, leading, Role.LEAD, groups, passed))
        joined = _claims(task, Role.COORDINATE, joining, Role.LEAD, groups, passed)
        also_joined = _claims(task, Role.COORDINATE, also_joining, Role.COORDINATE, groups, passed)
        coordinate = _firmest((*joined, *also_joined))
        if "R1" in rules:
            r1(lead, coordinate)
        if "R2" in rules:
            r2(lead, coordinate)
        for column in (lead, coordinate):
            rows.extend(sorted(column.values(), key=lambda row: place[row.agency]))
    return Assignments(tuple(rows), _drafting(plan, rows))


# --- the rules ------------------------------------------------------------------------------------------------------


def r1(lead: dict[str, Assignment], coordinate: dict[str, Assignment]) -> None:
    """R1: an agency named in one column of a task is not added to the other column by a group phrase."""
    for agency in _in_both(lead, coordinate):
        named_lead = lead[agency].basis is Basis.NAMED
        named_coordinate = coordinate[agency].basis is Basis.NAMED
        if named_lead and not named_coordinate:
            _keep(lead, coordinate, agency, "R1")
        elif named_coordinate and not named_lead:
            _keep(coordinate, lead, agency, "R1")


def r2(lead: dict[str, Assignment], coordinate: dict[str, Assignment]) -> None:
    """R2: if group phrases put an agency in both columns, it leads; the coordinators are the other agencies."""
    for agency in _in_both(lead, coordinate):
        if Basis.NAMED not in (lead[agency].basis, coordinate[agency].basis):
            _keep(lead, coordinate, agency, "R2")


def r3(condition: str) -> tuple[Basis, str]:
    """R3: «liên quan» makes a role conditional: kept for every member, but no firm duty."""
    return Basis.CONDITIONAL, condition or CONCERNED


def r4(members: Iterable[str], registry: frozenset[str]) -> tuple[str, ...]:
    """R4: no phrase creates a duty for an agency that is not in the registry."""
    return tuple(member for member in members if member in registry)


def _in_both(lead: dict[str, Assignment], coordinate: dict[str, Assignment]) -> list[str]:
    return [agency for agency in lead if agency in coordinate]


def _keep(column: dict[str, Assignment], other: dict[str, Assignment], agency: str, rule: str) -> None:
    del other[agency]
    duty = column[agency]
    because = replace(duty.because, rules=tuple(sorted({*duty.because.rules, rule})))
    column[agency] = replace(duty, because=because)


# --- phrases and rulings --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhraseMeaning:
    """What one row of phrases.csv means once the rules and rulings are applied.

    `members` live on the plan's date, `gone` do not; who has the part of one that is listed by its id is a member.
    """

    members: tuple[str, ...]
    basis: Basis
    condition: str
    rules: tuple[str, ...]
    rulings: tuple[str, ...]
    listed: frozenset[str]
    gone: tuple[str, ...] = ()


def phrase_meanings(plan: Plan) -> dict[Phrase, PhraseMeaning]:
    """What each row of phrases.csv means by the rules and rulings in force; `DataWrong` as for `settle`."""
    rules = _in_force(plan)
    rulings = {ruling.id: ruling for ruling in plan.rulings}
    registry = frozenset(agency.id for agency in plan.agencies)
    groups = {row: meaning_of(row, plan.agencies, rulings, rules) for row in plan.phrases}
    if "R4" not in rules:
        members = [(row, member) for row, group in groups.items() for member in group.members]
        if strangers := [_stranger(row, member) for row, member in members if member not in registry]:
            raise DataWrong(strangers)
    passed = heirs(plan)
    return {row: _alive(replace(group, members=r4(group.members, registry)), passed) for row, group in groups.items()}


def _alive(group: PhraseMeaning, passed: Heirs) -> PhraseMeaning:
    gone = tuple(member for member in group.members if member in passed)
    named = [heir for member in gone if member in group.listed for heir, _ in passed[member]]
    members = dict.fromkeys((*(member for member in group.members if member not in passed), *named))
    return replace(group, members=tuple(members), gone=gone, listed=group.listed.union(named))


def _in_force(plan: Plan) -> frozenset[str]:
    return frozenset(rule.id for rule in plan.rules if rule.in_force)


def meaning_of(
    row: Phrase, agencies: Sequence[Agency], rulings: Mapping[str, Ruling], rules: frozenset[str]
) -> PhraseMeaning:
    """What a row of phrases.csv means to these agencies by the rulings and by these rules, all but R4."""
    members, basis, condition = row.members, row.basis, row.condition
    concerned = CONCERNED in row.phrase.casefold()
    if concerned:
        basis, condition = r3(condition) if "R3" in rules else (Basis.GROUP, "")
    for choice in (rulings[id_].chosen for id_ in row.rulings):
        members = (members if choice.members is None else choice.members) + choice.add
        basis = choice.basis or basis
        condition = condition if choice.condition is None else choice.condition
    conditional = basis is Basis.CONDITIONAL
    return PhraseMeaning(
        members=members_of(members, agencies),
        basis=basis,
        condition=condition if conditional else "",
        rules=("R3",) if concerned and conditional and "R3" in rules else (),
        rulings=tuple(f"{id_}={rulings[id_].choice}" for id_ in row.rulings),
        listed=frozenset(_listed(members)),
    )


def members_of(selectors: Sequence[Selector], agencies: Sequence[Agency]) -> tuple[str, ...]:
    """The ids that any of the selectors picks in the registry, then those it lists that the registry lacks."""
    picked = (agency.id for agency in agencies if any(_picks(selector, agency) for selector in selectors))
    registered = {agency.id for agency in agencies}
    return tuple(dict.fromkeys(chain(picked, (id_ for id_ in _listed(selectors) if id_ not in registered))))


def _listed(selectors: Iterable[Selector]) -> Iterator[str]:
    return (id_ for selector in selectors for name, ids in selector.where if name == "id" for id_ in ids)


def _picks(selector: Selector, agency: Agency) -> bool:
    return all(getattr(agency, name) in values for name, values in selector.where)


def _stranger(row: Phrase, member: str) -> Problem:
    return Problem(
        row.origin,
        f"quy tắc R4 không còn hiệu lực, nên cụm từ «{row.phrase}» giao việc cho «{member}», cơ quan không có trong "
        "danh mục.",
        "thêm cơ quan này vào agencies.csv, bỏ nó khỏi cụm từ, hoặc để quy tắc R4 có hiệu lực trong decisions.yaml.",
    )


# --- one cell -------------------------------------------------------------------------------------------------------


def column_of(role: Role) -> str:
    """The heading of the plan's column that gives this role."""
    return headings(Task)["lead" if role is Role.LEAD else "coordinate"]


def _firmest(claims: Iterable[Assignment]) -> dict[str, Assignment]:
    """Who has the role by these claims; of several for one agency the firmest, then the first.

    What passed to the agency by others that are as firm is told of that one.
    """
    column: dict[str, Assignment] = {}
    for claim in claims:
        held = column.get(claim.agency)
        if held is None or _FIRMEST_FIRST.index(claim.basis) < _FIRMEST_FIRST.index(held.basis):
            column[claim.agency] = claim
        elif claim.basis is held.basis and claim.because.heir_of:
            rulings = tuple(dict.fromkeys((*held.because.rulings, *claim.because.rulings)))
            gone = tuple(dict.fromkeys((*held.because.heir_of, *claim.because.heir_of)))
            column[claim.agency] = replace(held, because=replace(held.because, rulings=rulings, heir_of=gone))
    return column


def _claims(
    task: Task,
    role: Role,
    matches: Iterable[Match],
    column: Role,
    groups: Mapping[Phrase, PhraseMeaning],
    passed: Heirs,
) -> Iterator[Assignment]:
    """The role by each of these words of the column that gives `column`; that of one that is gone is its heirs'."""
    heading = column_of(column)
    for match in matches:
        if match.agency:
            because = Because(heading, match.words, match.agency)
            yield from _borne(Assignment(match.agency, task.number, role, Basis.NAMED, "", because), passed)
        for row in match.rows:
            group = groups[row]
            because = Because(heading, match.words, row.token, group.rules, group.rulings)
            for member in (*group.members, *group.gone):
                duty = Assignment(member, task.number, role, group.basis, group.condition, because)
                yield from (each for each in _borne(duty, passed) if each.agency in group.members)


def _borne(duty: Assignment, passed: Heirs) -> Iterator[Assignment]:
    """The duty as it is of one that lives; of one that is gone as each of its heirs has it."""
    if duty.agency not in passed:
        yield duty
    for heir, by in passed.get(duty.agency, ()):
        because = replace(duty.because, rulings=(*duty.because.rulings, *by), heir_of=(duty.agency,))
        yield replace(duty, agency=heir, because=because)


def _drafting(plan: Plan, rows: Iterable[Assignment]) -> tuple[Agency, ...]:
    busy = {row.agency for row in rows}
    excused = {id_ for ruling in plan.rulings for id_ in ruling.chosen.no_draft}
    return tuple(agency for agency in plan.agencies if agency.id in busy and agency.id not in excused)


# --- results that fit no role ---------------------------------------------------------------------------------------


def unassigned_results(plan: Plan, assignments: Assignments) -> list[Problem]:
    """A warning for each result of an agency that has no role in the task it is recorded for, or is of another time.

    The task that orders the agencies' own plans is open to every agency that drafts one. One that is gone has no roles
    any more; its results stay.
    """
    agencies = {agency.id: agency for agency in plan.agencies}
    drafting = {agency.id for agency in assignments.drafting}
    problems = []
    for result in plan.results:
        agency = agencies[result.agency]
        has_role = assignments.find(agency.id, result.task) or not agency.lives_on(plan.on)
        if result.on and not agency.lives_on(result.on):
            problems.append(_out_of_life(result, result.on, agency))
        elif not has_role and not (result.task == plan.plans_owed.task and agency.id in drafting):
            problems.append(_unassigned(result, agency.short_name))
    return problems


def _unassigned(result: Result, name: str) -> Problem:
    what = f"{name} không chủ trì và không phối hợp nhiệm vụ {result.task}, nên kết quả này không được tính."
    remedy = "ghi lại số nhiệm vụ hoặc cơ quan; nếu cả hai đều đúng, xem lại các quyết định trong decisions.yaml."
    return Problem(result.origin.at(headings(Result)["agency"]), what, remedy, Severity.WARN)


def _out_of_life(result: Result, on: date, agency: Agency) -> Problem:
    what = f"ngày {vn.cell_date(on)} không có {agency.short_name}: cơ quan này {life(agency)}."
    remedy = "ghi cơ quan có kết quả này vào ngày ấy, hoặc sửa ngày."
    return Problem(result.origin.at(headings(Result)["on"]), what, remedy, Severity.WARN)


# --- duties that wait for a ruling ----------------------------------------------------------------------------------


def waiting_duties(plan: Plan) -> Iterator[Problem]:
    """A warning for each agency that ends and whom nobody follows by a ruling: it has the ruling to be pasted.

    One that nobody follows by the registry either, and that has no duty by its name, leaves nothing behind.
    """
    ending = {agency.id: agency for agency in plan.agencies if agency.until and agency.id not in passings(plan)}
    if not ending:
        return
    lasting = tuple(replace(each, until=None) if each.id in ending else each for each in plan.agencies)
    still = replace(plan, on=date.max, agencies=lasting)
    listed = {(row.token, id_) for row, group in phrase_meanings(still).items() for id_ in group.listed}
    named = (row for row in settle(still) if row.basis is Basis.NAMED or (row.because.token, row.agency) in listed)
    tasks = grouped((row.agency, row.task) for row in named)
    for agency in (each for id_, each in ending.items() if each.successors or id_ in tasks):
        label, id_ = headings(Agency)["until"], agency.id
        to = ", ".join(plan.agency(heir).short_name for heir in agency.successors) or "không cơ quan nào"
        choice = f'{{text: "{to}", successors: {{{id_}: [{", ".join(agency.successors)}]}}}}'
        question = f'question: "Ai nhận nhiệm vụ của {agency.short_name}?"'
        ruling = f'{{id: KT-{id_}, {question}, choices: {{ke-thua: {choice}}}, choice: ke-thua, by: "…"}}'
        numbers = vn.listing(map(str, sorted({*tasks.get(id_, ())})))
        waiting = f"nhiệm vụ {numbers}" if numbers else "kết quả đã có"
        what = f"{agency.short_name} {life(agency)}; chưa có quyết định ai nhận {waiting}."
        remedy = f"thêm vào «rulings» của decisions.yaml, thẳng hàng với các quyết định khác: - {ruling}"
        yield Problem(agency.origin.at(label), what, remedy, Severity.WARN)
