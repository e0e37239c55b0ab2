"""Fill templates: each paper's fields become the bytes of its .docx, or problems where docxtpl would be silent.

A template is prepared once. Each paper is then the bytes of each part that has placeholders, while the other parts are
kept deflated.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntsdocs.docx import package, sent_as
from ntsdocs.docx.package import CORE_PART
from ntsdocs.docx.xml import DOCUMENT_PART
from ntsdocs.kinds.due import Core
from ntsdocs.plan.papers import PaperId
from ntsdocs.templates.faults import in_file, value_fault
from ntsdocs.templates.printable import field_names
from ntsdocs.text import vn
from ntsdocs.text.problems import Problem, TemplateWrong

if TYPE_CHECKING:
    from ntsdocs.templates.prepare import Own, PreparedTemplate

LONGEST_PROPERTY = 255  # what Word shows of a property, and all that docxtpl takes

# What a program that saved the template may have dropped: how long lines under words are, the header of a section.
SET_IN_THE_PAPER = frozenset(("ND30-I-1.7a", "ND30-I-2.1c", "ND30-I-2.2c", "ND30-I-2.5c"))

Outcome = bytes | list[Problem]  # the paper, or all that is in its way


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A template that is ready to be filled any number of times, though not by two threads at once.

    `name` is the file as messages name it.
    """

    name: str
    _prepared: PreparedTemplate

    @classmethod
    def load(cls, template: Path | bytes, name: str) -> CompiledTemplate:
        """The template, checked and prepared; `TemplateWrong` with everything that is wrong with it."""
        from ntsdocs.templates.prepare import (
            prepare,  # docxtpl takes a quarter of a second: a build without papers is spared it
        )

        return cls(name, prepare(template, name))

    def render(self, says: object, core: Core, job: str = "", paper: str = "", own: Own = ()) -> bytes:
        """The paper's bytes; `TemplateWrong` with every value that cannot stand where the template wants it.

        `says` is a dataclass whose fields are the names the template may use, `job` the paper as messages name it,
        `paper` as the file itself does, `own` what its agency filled in.
        """
        outcome = self.attempt(says, core, paper, own)
        if isinstance(outcome, bytes):
            return outcome
        raise TemplateWrong(_for_jobs(problem, [job]) if job else problem for problem in outcome)

    def attempt(self, says: object, core: Core, paper: str = "", own: Own = ()) -> Outcome:
        """The paper's bytes, or every problem in its way."""
        filler = self._prepared.filler
        context = context_of(says, core)
        filler.refusals.clear()
        filled = [(part, part.filled(context, filler, own)) for part in self._prepared.parts]
        drawn = [each for part, data in filled for chart in part.charts for each in chart.filled(context, data, filler)]
        faults = [value_fault(at, value, context) for at, value in filler.refusals]
        if faults:
            return list(dict.fromkeys(in_file(fault, self.name) for fault in faults))
        fresh = {**{part.name: part.finished(data) for part, data in filled}, **dict(drawn)}
        ours = fresh.get(DOCUMENT_PART, b"")
        if own:  # what an agency filled in makes no other version of our paper
            main = next(part for part in self._prepared.parts if part.name == DOCUMENT_PART)
            ours = main.finished(main.filled(context, filler))
        fresh |= sent_as.properties(paper, ours, fresh.get(CORE_PART, b""))
        members = (package.member(name, data, package.EACH) for name, data in fresh.items())
        return package.pack(itertools.chain(self._prepared.unfilled, members))

    def forget(self) -> None:
        """Lets go of the text kept for the next paper, which only papers of the same plan can use."""
        self._prepared.filler.forget()


def papers(outcomes: Iterable[tuple[str, Outcome]]) -> Iterator[tuple[str, bytes]]:
    """The papers among the outcomes, by path; after the last, `TemplateWrong` if others could not be made."""
    names_by_problem: dict[Problem, list[str]] = {}
    for path, outcome in outcomes:
        if isinstance(outcome, bytes):
            yield path, outcome
        else:
            for problem in outcome:
                names_by_problem.setdefault(problem, []).append(str(PaperId.of(path)))
    if names_by_problem:
        raise TemplateWrong(_for_jobs(problem, names) for problem, names in names_by_problem.items())


def context_of(says: object, core: Core) -> dict[str, Any]:
    """The names that a paper's template may use, with their values; a property too long for Word is cut."""
    context = {name: getattr(says, name) for name in field_names(type(says))}
    if "core" in context:
        raise ValueError(f"{type(says).__name__}.core: the name stands for the file's properties")
    properties = {name: getattr(core, name) for name in field_names(Core)}
    return {**context, "core": Core(**{name: _property(text) for name, text in properties.items()})}


def _property(text: str) -> str:
    return text if len(text) <= LONGEST_PROPERTY else text[: LONGEST_PROPERTY - 1] + "…"


def _for_jobs(problem: Problem, names: list[str]) -> Problem:
    """The problem, with the papers it stands in the way of."""
    return replace(problem, what=f"{problem.what} (khi làm văn bản {vn.first_few(names, 3, 'văn bản')})")
