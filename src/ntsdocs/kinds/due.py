"""Which papers are due."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ntsdocs.plan.assignments import Assignments, settle
from ntsdocs.plan.dispatch import Dispatched, sent_as
from ntsdocs.plan.lives import plan_on
from ntsdocs.plan.model import NO_EDITION, Edition, EditionState, Plan
from ntsdocs.plan.papers import REPORTS, PaperId, titled
from ntsdocs.text.groups import grouped
from ntsdocs.text.problems import Problem
from ntsdocs.text.vn import fold

FIRST = "1"  # the edition of papers that go out once


@dataclass(frozen=True, slots=True)
class Core:
    """What the file's properties say of a paper: no clerk's name and no clock."""

    title: str
    subject: str
    agency: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper that is due: which it is, what the template may say, and the properties.

    `sent_as` is what its file says that it is: the plan, the kind, the name; `edition` what it is drawn up for. `to`
    are the ids of those it is addressed to, `sent` what the dispatch book says of it. `own` is what its agency filled
    in, by the tags of the places.
    """

    id: PaperId
    says: object
    core: Core
    sent_as: str = ""
    edition: Edition = NO_EDITION
    to: tuple[str, ...] = ()
    sent: Dispatched | None = None
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper.

    `name` is the one word it goes by everywhere: module, template, golden text, folder. `says` is the dataclass whose
    fields are the names its template may use. `due` yields the papers of an edition on the plan's date; where there
    are none, `why_none` says why, in a Vietnamese sentence for the summary. A kind that is `issued` needs an issuer in
    plan.yaml, of which it prints `issuer_fields` besides those that all print; the others are issued by the agency they
    are for. A paper of a kind that `has_duties` lists the tasks of one agency, each in a content control with the
    task's number. `told` gives what is odd with an open edition. `usual` is the edition there is while editions.csv has
    none of the kind, if there is one. Where `of_reports`, an edition's id says which report of which year it is.
    """

    name: str
    title: str
    says: type
    due: Callable[[Plan, Assignments, Edition], Iterable[Draft]] = lambda *_: ()
    why_none: Callable[[Plan], str] = lambda _: "không cơ quan nào được giao nhiệm vụ."
    issued: bool = False
    issuer_fields: tuple[str, ...] = ()
    has_duties: bool = False
    told: Callable[[Plan, Assignments, Edition], Iterable[Problem]] | None = None
    usual: Callable[[str, date], Edition | None] = lambda kind, on: Edition(kind, FIRST, on)
    of_reports: bool = False

    def is_called(self, text: str) -> bool:
        """Whether people mean this kind by a text: its name or title; of reports also as lists call its editions."""
        year = "( dau)?( nam)?( [0-9]{4})?$" if self.of_reports else "$"
        names = (self.name, self.title, *(titled(self.title, f"2000{id_}") for id_ in REPORTS if self.of_reports))
        return re.sub(year, "", fold(text)) in (re.sub(year, "", fold(name)) for name in names)

    def drafts(self, plan: Plan, assignments: Assignments, edition: Edition) -> Iterator[Draft]:
        """The papers of an edition, each knowing what it is sent as."""
        answers = grouped((row.agency, row) for row in plan.answers) if self.has_duties else {}
        for draft in self.due(plan, assignments, edition):
            id_ = replace(draft.id, edition=self.folder(edition))
            sent = sent_as(plan, edition, draft.to[0] if draft.to else draft.id.name) if self.issued else None
            own = tuple((row.tag, row.value) for row in answers.get(draft.id.name, ()))
            says_of_itself = draft.id if edition.id == FIRST else id_  # as papers did before there were editions
            yield replace(draft, id=id_, sent_as=f"{plan.id}/{says_of_itself}", edition=edition, sent=sent, own=own)

    def folder(self, edition: Edition) -> str:
        """What the paths of an edition's papers have of it: of drafts nothing."""
        return "" if self.has_duties else edition.id

    def looked_at(self, on: date) -> Edition:
        """The edition that a look at a day shows, whatever editions there are."""
        id_ = str(on.year) if self.of_reports else on.isoformat()
        return self.usual(self.name, on) or Edition(self.name, id_, on)

    def editions(self, plan: Plan) -> tuple[Edition, ...]:
        """The editions of the kind that there are: by the table, or the usual one."""
        rows = [replace(each, kind=self.name) for each in plan.editions if self.is_called(each.kind)]
        usual = None if rows else self.usual(self.name, plan.on)
        return tuple(rows) if rows else (usual,) if usual else ()

    def open_editions(self, plan: Plan) -> tuple[Edition, ...]:
        """The editions of the kind whose papers follow the data."""
        return tuple(each for each in self.editions(plan) if each.state is EditionState.OPEN)


def draw_up(plan: Plan, assignments: Assignments, kinds: Iterable[Kind]) -> Iterator[Draft]:
    """The papers of every open edition, each as of its day, kind by kind in the order given."""
    days = Days(plan, assignments)
    for kind in kinds:
        for edition in kind.open_editions(plan):
            yield from kind.drafts(*days.on(edition.on), edition)


def all_told(plan: Plan, assignments: Assignments, kinds: Iterable[Kind]) -> Iterator[Problem]:
    """All that is wrong or odd with the open editions."""
    for kind in kinds:
        if kind.told is not None:
            for edition in kind.open_editions(plan):
                yield from kind.told(*as_on(plan, assignments, edition.on), edition)


def as_on(plan: Plan, assignments: Assignments, on: date) -> tuple[Plan, Assignments]:
    """The plan and who owes what, as they stand on a date."""
    if on == plan.on:
        return plan, assignments
    then = plan_on(plan, on)
    return then, settle(then)


class Days:
    """The plan and who owes what as they stand on any day; each day is settled once."""

    def __init__(self, plan: Plan, assignments: Assignments) -> None:
        self._today = plan, assignments
        self._known: dict[date, tuple[Plan, Assignments]] = {}

    def on(self, day: date) -> tuple[Plan, Assignments]:
        """The plan and who owes what on a day."""
        if day not in self._known:
            self._known[day] = as_on(*self._today, day)
        return self._known[day]
