"""List the editions of a plan, propose a round of reminders, and open an edition: a row of its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ntsdocs.build import journey
from ntsdocs.build.editions import kind_or_stop, wrong_editions
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.awaited import awaited
from ntsdocs.kinds.reminder_round import propose
from ntsdocs.plan import reading, returned
from ntsdocs.plan.assignments import settle
from ntsdocs.plan.model import Edition, Plan, headings
from ntsdocs.plan.papers import titled
from ntsdocs.plan.periods import period, period_of, report_of
from ntsdocs.plan.reading import columns
from ntsdocs.plan.reading.editions import FILE, read_edition
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.plan.returned import ReturnedFile
from ntsdocs.tables import Cell, row_edits
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Severity

_LABELS = headings(Edition)
_NAMED = 12  # of those who sent nothing


def lines(root: Path, plan_id: str) -> Iterator[str]:
    """The editions of each kind: id, day, period, state."""
    plan = journey.read(root, plan_id).plan_or_stop()
    for kind in KINDS:
        note = "" if any(kind.is_called(each.kind) for each in plan.editions) else f" (chưa ghi trong {FILE})"
        for each in kind.editions(plan):
            own = report_of(plan, each)[1] if kind.of_reports else None
            of = f", kỳ {vn.short_date(own.start)} – {vn.short_date(own.end)}" if own else ""
            day = vn.short_date(each.on)
            yield f"{titled(kind.title, each.id)}: mã «{each.id}», tính đến {day}{of}, {each.state}{note}."
        if not kind.editions(plan):
            yield f"{kind.title}: chưa có đợt nào."
    end = period(plan.on.year + 1, plan.period_ends).end
    yield f"Mở đợt mới: invoke edition {KINDS[-1].name} {end.year} --on {vn.cell_date(end)}"


def remind(root: Path, plan_id: str, on: date | None, *, write: bool = False, **choices: Any) -> Iterator[str]:
    """The round that a date asks for, in lines, by the choices that `propose` takes; with `write` it is opened."""
    home = journey.folder(root, plan_id)
    plan = reading.read(home, root, on).plan_or_stop()
    files, assignments = returned.rows(home / returned.FILES, ReturnedFile), settle(plan)
    proposal = propose(plan, assignments, heard=_heard(plan, files), **choices)
    yield from proposal.lines()
    for each in awaited(plan, assignments, files):
        if each.missing:
            names = vn.first_few([agency.short_name for agency in each.missing], _NAMED, "cơ quan", "; ")
            yield f"Chưa gửi lại {vn.lower_first(each.words)}: {names}."
    if write and proposal.recipients:
        yield open_edition(root, plan_id, proposal.edition)
    elif proposal.recipients:
        yield "Chưa ghi gì. Thêm --write để mở đợt này."


def _heard(plan: Plan, files: Iterable[ReturnedFile]) -> set[str]:
    """The agencies of which a file of the period came that no result and no answer names as its source."""
    sources = (*(row.source for row in plan.results), *(row.source for row in plan.answers))
    known = {file for source in sources for file in source.split("; ")}
    start = period_of(plan.on, plan.period_ends).start.isoformat()
    return {each.agency for each in files if each.file not in known and each.base_day >= start}


def open_edition(root: Path, plan_id: str, edition: Edition) -> str:
    """Adds the edition to its table, the first time with the one that its kind had without a row; what to tell of it.

    `DataWrong` with all that is wrong with it; the table is then as it was.
    """
    kind = kind_or_stop(edition.kind, "invoke edition")
    home = journey.folder(root, plan_id)
    with row_edits.held(home, root):
        plan = journey.read(root, plan_id).plan_or_stop()
        is_first = not any(kind.is_called(each.kind) for each in plan.editions)
        usual = [each for each in kind.open_editions(plan) if each.id != edition.id] if is_first else []
        rows = [columns.texts(replace(each, kind=kind.title)) for each in (*usual, edition)]
        problems = ProblemList()
        origin = Origin("invoke edition")
        cells = {name: Cell(text, origin.at(_LABELS[name])) for name, text in rows[-1].items() if text}
        facts = {"document": plan.document, "five_year_review": plan.five_year_review}
        row = read_edition(Entry(cells, origin, problems), References(plan.agencies), facts)
        found = (*problems.all(), *wrong_editions(replace(plan, editions=(*plan.editions, *usual, row))))
        if stopping := [each for each in found if each.severity is Severity.STOP]:
            raise DataWrong(stopping)
        row_edits.put(home / FILE, root, rows, _LABELS)
    told = "".join(f"\nLưu ý: {x.what} {vn.upper_first(x.remedy)}" for x in found if x.origin.file == origin.file)
    return f"Đã mở đợt «{edition.id}» trong data/{plan_id}/{FILE}; lập văn bản bằng invoke build.{told}"
