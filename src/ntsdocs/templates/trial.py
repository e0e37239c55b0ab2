"""Fill a template on trial: what only a finished paper shows is told with its place in the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ntsdocs.decree import check
from ntsdocs.docx import reader
from ntsdocs.docx.document import Paragraph
from ntsdocs.kinds.due import Draft
from ntsdocs.templates.prepare import NUMBER, prepare
from ntsdocs.templates.render import SET_IN_THE_PAPER, CompiledTemplate
from ntsdocs.text.problems import Problem, TemplateWrong


def problems(drafts: Iterable[Draft], template: bytes, name: str) -> Iterator[Problem]:
    """What stops these papers from being made of the template, each at its paragraph of the template."""
    try:
        prepared = prepare(template, name, numbered=True)
    except TemplateWrong as wrong:
        yield from wrong.problems
        return
    places = next((part.places for part in prepared.parts if part.name == "word/document.xml"), ())
    for draft in drafts:
        outcome = CompiledTemplate(name, prepared).attempt(draft.says, draft.core)
        if not isinstance(outcome, bytes):
            yield from outcome
            continue
        for each in check.stopping(check.of_document(reader.read(outcome), draft=True)):
            if each.rule not in SET_IN_THE_PAPER:
                problem = each.problem(name)
                place = _place(each.paragraph, places) or each.place
                yield replace(problem, origin=replace(problem.origin, place=place))


def _place(paragraph: Paragraph | None, places: tuple[str, ...]) -> str:
    number = -1 if paragraph is None or paragraph.edge else int(paragraph.node.get(NUMBER, "-1"))
    return places[number] if 0 <= number < len(places) else ""
