"""Which papers are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Core:
    """What the file's properties say of a paper: no clerk's name and no clock."""

    title: str
    subject: str
    agency: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper that is due: the file's name without its ending, what the template may say, and the properties."""

    name: str
    says: object
    core: Core


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper.

    `name` is the one word it goes by everywhere: module, template, golden text, folder. `says` is the dataclass whose
    fields are the names its template may use. `due` yields the papers that are due on the plan's date; where there
    are none, `why_none` says why, in a Vietnamese sentence for the summary. A kind that is `issued` needs
    an issuer in plan.yaml, of which it prints the fields that `asks` names besides those that all print; the others
    are issued by the agency they are for.
    """

    name: str
    title: str
    says: type
    due: Callable[[Plan, Assignments], Iterable[Draft]]
    why_none: Callable[[Plan], str]
    issued: bool = False
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to be rendered: kind and name give its place, `build/<province>/<plan>/<kind>/<name>.docx`."""

    kind: str
    name: str
    says: object
    core: Core

    @property
    def path(self) -> str:
        """The place below the plan's build folder, with forward slashes."""
        return f"{self.kind}/{self.name}.docx"


def draw_up(plan: Plan, assignments: Assignments, kinds: Iterable[Kind]) -> Iterator[Job]:
    """Every paper that is due on the plan's date, kind by kind in the order given."""
    for kind in kinds:
        for draft in kind.due(plan, assignments):
            yield Job(kind.name, draft.name, draft.says, draft.core)
