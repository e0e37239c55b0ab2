"""Tell from whom nothing has come back of papers that others have sent back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntsdocs.kinds import KINDS, bieu_mau
from ntsdocs.kinds.due import FIRST, as_on
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import Agency, Edition, EditionState, Plan
from ntsdocs.plan.papers import titled
from ntsdocs.plan.returned import ReturnedFile


@dataclass(frozen=True, slots=True)
class Awaited:
    """An edition of a kind, what people call it, who was asked, and who of them has sent nothing back."""

    kind: str
    edition: Edition
    words: str
    asked: tuple[Agency, ...]
    missing: tuple[Agency, ...]


def awaited(plan: Plan, assignments: Assignments, files: Iterable[ReturnedFile]) -> tuple[Awaited, ...]:
    """The drafts and the forms that went out, each edition by itself.

    One went out if it was issued, or if anything came back of it.
    """
    heard = {(each.kind, each.edition or FIRST, each.agency) for each in files}
    return tuple(_awaited(plan, assignments, heard))


def _awaited(plan: Plan, assignments: Assignments, heard: set[tuple[str, str, str]]) -> Iterator[Awaited]:
    sent = {key[:2] for key in heard}
    forms = (bieu_mau.edition_of(plan, id_) for kind, id_ in sorted(sent) if kind == bieu_mau.NAME)
    editions = [(bieu_mau.KIND, each) for each in forms if each]
    editions += [(kind, each) for kind in KINDS if kind.has_duties for each in kind.editions(plan)]
    for kind, edition in editions:
        if edition.state is EditionState.ISSUED or (kind.name, edition.id) in sent:
            _, then = as_on(plan, assignments, edition.on)
            asked = [each for each in then.drafting if not edition.scope or each.id in edition.scope]
            missing = tuple(each for each in asked if (kind.name, edition.id, each.id) not in heard)
            yield Awaited(kind.name, edition, titled(kind.title, edition.id), tuple(asked), missing)
