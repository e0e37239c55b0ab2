"""Fill templates: each paper's fields become the bytes of its .docx, or problems where docxtpl would be silent.

A template is prepared once. Each paper is then the bytes of each part that has placeholders, while the other parts are
kept deflated.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from ntsdocs.docx import package
from ntsdocs.kinds.due import Core, PaperId
from ntsdocs.templates.faults import Fault, value_fault
from ntsdocs.templates.printable import Place, field_names
from ntsdocs.text import vn
from ntsdocs.text.problems import Origin, Problem, TemplateWrong

if TYPE_CHECKING:
    from ntsdocs.templates.prepare import Prepared, PreparedPart

LONGEST_PROPERTY = 255  # what Word shows of a property, and all that docxtpl takes

Outcome = bytes | list[Problem]  # the paper, or all that is in its way


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template that is ready to be filled any number of times, though not by two threads at once.

    `name` is the file as messages name it. `spots` are all its placeholders, for whoever holds them against a kind.
    """

    name: str
    spots: tuple[Place, ...]
    _prepared: Prepared

    @classmethod
    def load(cls, template: Path | bytes, name: str) -> Compiled:
        """The template, checked and prepared; `TemplateWrong` with everything that is wrong with it."""
        from ntsdocs.templates.prepare import (
            prepare,  # docxtpl takes a quarter of a second: a build without papers is spared it
        )

        prepared = prepare(template, name)
        return cls(name, tuple(prepared.room.spots), prepared)

    def render(self, says: object, core: Core, job: str = "") -> bytes:
        """The paper's bytes; `TemplateWrong` with every value that cannot stand where the template wants it.

        `says` is a dataclass whose fields are the names the template may use, `job` the paper as messages name it.
        """
        outcome = self.attempt(says, core)
        if isinstance(outcome, bytes):
            return outcome
        raise TemplateWrong(_for_jobs(problem, [job]) if job else problem for problem in outcome)

    def attempt(self, says: object, core: Core) -> Outcome:
        """The paper's bytes, or every problem in its way."""
        room = self._prepared.room
        context = _context(says, core)
        room.found.clear()
        filled = [(part, part.filled(context, room)) for part in self._prepared.parts]
        found = [value_fault(spot, value, context) for spot, value in room.found]
        found += _long_properties(core)
        found = found or [fault for part, data in filled if not part.sound for fault in _malformed(part, data)]
        if found:
            told = (Problem(Origin(self.name, place=fault.place), fault.what, fault.remedy) for fault in found)
            return list(dict.fromkeys(told))
        fresh = (package.member(part.name, part.finished(data), package.EACH) for part, data in filled)
        return package.pack(itertools.chain(self._prepared.kept, fresh))

    def forget(self) -> None:
        """Lets go of the text kept for the next paper, which only papers of the same plan can use."""
        self._prepared.room.forget()


def made(outcomes: Iterable[tuple[str, Outcome]]) -> Iterator[tuple[str, bytes]]:
    """The papers among the outcomes, by path; after the last, `TemplateWrong` if others could not be made."""
    wrong: dict[Problem, list[str]] = {}
    for path, outcome in outcomes:
        if isinstance(outcome, bytes):
            yield path, outcome
        else:
            for problem in outcome:
                wrong.setdefault(problem, []).append(str(PaperId.of(path)))
    if wrong:
        raise TemplateWrong(_for_jobs(problem, names) for problem, names in wrong.items())


def _context(says: object, core: Core) -> dict[str, Any]:
    context = {name: getattr(says, name) for name in field_names(type(says))}
    if "core" in context:
        raise ValueError(f"{type(says).__name__}.core: the name stands for the file's properties")
    return {**context, "core": core}


# --- what is wrong ---------------------------------------------------------------------------------------------------


def _malformed(part: PreparedPart, data: bytes) -> Iterator[Fault]:
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        remedy = "xem lại các cặp for/endfor và if/endif: mở ở cấp nào thì đóng ở cấp ấy, trong bảng thì dùng {%tr …%}."
        yield Fault(part.label, f"điền xong thì phần «{part.name}» không còn là XML đúng ({error})", remedy)


def _long_properties(core: Core) -> Iterator[Fault]:
    for field in fields(core):
        length = len(getattr(core, field.name))
        if length > LONGEST_PROPERTY:
            what = f"thuộc tính «core.{field.name}» dài {length} chữ, quá mức {LONGEST_PROPERTY}"
            yield Fault("thuộc tính tệp", what, "rút ngắn trích yếu hoặc tên dùng cho thuộc tính này.")


def _for_jobs(problem: Problem, names: list[str]) -> Problem:
    """The problem, with the papers it stands in the way of."""
    return replace(problem, what=f"{problem.what} (khi làm văn bản {vn.first_few(names, 3, 'văn bản')})")
