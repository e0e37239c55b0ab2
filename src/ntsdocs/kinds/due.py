"""Which papers are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Plan
from ntsdocs.plan.papers import PaperId


@dataclass(frozen=True, slots=True)
class Core:
    """What the file's properties say of a paper: no clerk's name and no clock."""

    title: str
    subject: str
    agency: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper that is due: which it is, what the template may say, and the properties.

    `sent_as` is what its file says that it is: the plan, the kind, the name.
    """

    id: PaperId
    says: object
    core: Core
    sent_as: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper.

    `name` is the one word it goes by everywhere: module, template, golden text, folder. `says` is the dataclass whose
    fields are the names its template may use. `due` yields the papers that are due on the plan's date; where there
    are none, `why_none` says why, in a Vietnamese sentence for the summary. A kind that is `issued` needs an issuer in
    plan.yaml, of which it prints `issuer_fields` besides those that all print; the others are issued by the agency they
    are for. A paper of a kind that `has_duties` lists the tasks of one agency, each in a content control with the
    task's number.
    """

    name: str
    title: str
    says: type
    due: Callable[[Plan, Assignments], Iterable[Draft]]
    why_none: Callable[[Plan], str] = lambda _: "không cơ quan nào được giao nhiệm vụ."
    issued: bool = False
    issuer_fields: tuple[str, ...] = ()
    has_duties: bool = False

    def drafts(self, plan: Plan, assignments: Assignments) -> Iterator[Draft]:
        """The papers that are due, each knowing what it is sent as."""
        return (replace(draft, sent_as=f"{plan.id}/{draft.id}") for draft in self.due(plan, assignments))


def draw_up(plan: Plan, assignments: Assignments, kinds: Iterable[Kind]) -> Iterator[Draft]:
    """Every paper that is due on the plan's date, kind by kind in the order given."""
    for kind in kinds:
        yield from kind.drafts(plan, assignments)
