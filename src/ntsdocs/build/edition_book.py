"""List the editions of a plan, and open one: a row of its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from ntsdocs.build import journey
from ntsdocs.build.editions import kind_called, unknown_kind, wrong_editions
from ntsdocs.changes.manifest import Manifest, last_in
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Kind
from ntsdocs.plan.model import Edition, Plan, headings
from ntsdocs.plan.papers import PaperId, titled
from ntsdocs.plan.reading.editions import FILE, read_edition
from ntsdocs.plan.reading.entry import Entry
from ntsdocs.plan.reading.problem_list import ProblemList
from ntsdocs.plan.reading.references import References
from ntsdocs.tables import Cell, row_edits
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity

_LABELS = headings(Edition)


def lines(root: Path, plan_id: str, out: Path) -> Iterator[str]:
    """The editions of each kind: day, period, state, how many papers the build in `out` has of them, numbers."""
    plan, last = journey.read(root, plan_id).plan_or_stop(), last_in(out)
    for kind in KINDS:
        rows = [replace(each, kind=kind.name) for each in plan.editions if kind.is_called(each.kind)]
        for edition in rows or kind.open_editions(plan):
            note = "" if rows else f" (chưa ghi trong {FILE})"
            yield f"{titled(kind.title, edition.id)}: {', '.join(_facts(plan, kind, edition, last))}{note}."
        if not rows and not kind.open_editions(plan):
            yield f"{kind.title}: chưa có đợt nào."
    yield f"Mở đợt mới: invoke edition {KINDS[-1].name} {plan.on.year + 1} --on 14/12/{plan.on.year + 1}"


def _facts(plan: Plan, kind: Kind, edition: Edition, last: Manifest | None) -> Iterator[str]:
    yield f"mã «{edition.id}»"
    yield f"tính đến {vn.short_date(edition.on)}"
    if edition.start and edition.end:
        yield f"kỳ {vn.short_date(edition.start)} – {vn.short_date(edition.end)}"
    yield edition.state
    (folder,) = kind.folders((edition,))
    papers = [PaperId.of(entry.path) for entry in last.documents] if last else []
    count = sum((paper.kind, paper.edition) == (kind.name, folder) for paper in papers)
    yield f"{vn.number(count)} văn bản đã dựng" if count else "chưa dựng"
    numbers = [each.number for each in plan.letters if kind.is_called(each.kind) and each.edition == edition.id]
    if numbers:
        yield f"số {vn.first_few(numbers, 3, 'số')}"


def new_edition(kind: str, id_: str, on: date, start: date | None, end: date | None) -> Edition:
    """The edition that a person means; `DataWrong` if there is no such kind."""
    called = kind_called(kind)
    if called is None:
        raise DataWrong([Problem(Origin("invoke edition"), *unknown_kind(kind))])
    return Edition(called.name, id_, on, start, end)


def open_edition(root: Path, plan_id: str, edition: Edition) -> Path:
    """Adds the edition to editions.csv, the first time with the one that its kind had without a row; the table's path.

    `DataWrong` with all that is wrong with it; the table is then as it was.
    """
    place = journey.folder(root, plan_id) / FILE
    with row_edits.held(place.parent, root):
        plan = journey.read(root, plan_id).plan_or_stop()
        kind = next(each for each in KINDS if each.name == edition.kind)
        is_first = not any(kind.is_called(each.kind) for each in plan.editions)
        usual = [each for each in kind.open_editions(plan) if each.id != edition.id] if is_first else []
        rows = [texts(each, kind) for each in (*usual, edition)]
        problems = ProblemList()
        origin = Origin("invoke edition")
        cells = {name: Cell(text, origin.at(_LABELS[name])) for name, text in rows[-1].items() if text}
        facts = {"document": plan.document, "five_year_review": plan.five_year_review}
        row = read_edition(Entry(cells, origin, problems), References(plan.agencies), facts)
        found = (*problems.all(), *wrong_editions(replace(plan, editions=(*plan.editions, *usual, row))))
        if stopping := [each for each in found if each.severity is Severity.STOP]:
            raise DataWrong(stopping)
        row_edits.put(place, root, rows, _LABELS)
    return place


def texts(edition: Edition, kind: Kind) -> dict[str, str]:
    """The cells of the row, by the fields they are of."""
    return {name: kind.title if name == "kind" else _text(getattr(edition, name)) for name in _LABELS}


def _text(value: object) -> str:
    if isinstance(value, date):
        return vn.cell_date(value)
    return "; ".join(value) if isinstance(value, tuple) else str(value or "")
