"""Which papers are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Plan

ENDING = ".docx"  # of every paper's file


@dataclass(frozen=True, slots=True)
class Core:
    """What the file's properties say of a paper: no clerk's name and no clock."""

    title: str
    subject: str
    agency: str


@dataclass(frozen=True, slots=True, order=True)
class PaperId:
    """Which paper of a plan it is: its kind, and its name among those of the kind, as an agency's id.

    The kind is blank for a Word file that lies in no kind's folder.
    """

    kind: str
    name: str

    @classmethod
    def of(cls, path: str) -> PaperId:
        """The paper whose file is at this path below the plan's build folder."""
        kind, _, name = path.removesuffix(ENDING).rpartition("/")
        return cls(kind, name)

    @property
    def path(self) -> str:
        """The place of its file below the plan's build folder, with forward slashes."""
        return f"{self}{ENDING}"

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}" if self.kind else self.name


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper that is due: which it is, what the template may say, and the properties."""

    id: PaperId
    says: object
    core: Core


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper.

    `name` is the one word it goes by everywhere: module, template, golden text, folder. `says` is the dataclass whose
    fields are the names its template may use. `due` yields the papers that are due on the plan's date; where there
    are none, `why_none` says why, in a Vietnamese sentence for the summary. A kind that is `issued` needs
    an issuer in plan.yaml, of which it prints the fields that `asks` names besides those that all print; the others
    are issued by the agency they are for. A paper of a kind that `has_duties` lists the tasks of one agency, each in a
    content control with the task's number.
    """

    name: str
    title: str
    says: type
    due: Callable[[Plan, Assignments], Iterable[Draft]]
    why_none: Callable[[Plan], str]
    issued: bool = False
    asks: tuple[str, ...] = ()
    has_duties: bool = False


def template_file(kind: str) -> str:
    """The template of a kind, as messages name it: its path below the project's root."""
    return f"templates/{kind}{ENDING}"


def draw_up(plan: Plan, assignments: Assignments, kinds: Iterable[Kind]) -> Iterator[Draft]:
    """Every paper that is due on the plan's date, kind by kind in the order given."""
    for kind in kinds:
        yield from kind.due(plan, assignments)
