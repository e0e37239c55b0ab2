"""Write the passport of every figure of the reports: where it stands, what it counts, and what differs from before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from ntsdocs.build import disk, journey
from ntsdocs.build.paths import BOARD_DATA
from ntsdocs.docx import package
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Draft, draw_up
from ntsdocs.kinds.report_says import Chart, CountedRow, Figure
from ntsdocs.plan.model import headings, label
from ntsdocs.plan.papers import titled
from ntsdocs.tables import sheets, workbooks
from ntsdocs.tables.values import UnreadableError
from ntsdocs.tables.workbooks import Filled
from ntsdocs.text import shelf, vn
from ntsdocs.text.groups import grouped
from ntsdocs.trace.values import Trail, trace_paragraphs

FILE = f"{BOARD_DATA}/ho-chieu.xlsx"
FIGURES, ROWS = "Con số", "Dòng số liệu"
_OF_ROWS = ("Dấu của các dòng", "Mã cơ quan", "Cơ quan", "Nhiệm vụ", "Tình trạng", "Nơi ghi")
_MARKED = "FFF2CC"
_NAMES = ("names", "name", "text", "what", "mark", "no")  # by the first of them people know a line of a table


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure, what it is called, and the trail to it from the paper's own fields."""

    figure: Figure
    called: str  # «… › Sở Y tế › Quá hạn»: it stays when other lines come or go
    trail: Trail


@dataclass(frozen=True, slots=True)
class PassportLine:
    """What the passport tells of a figure."""

    paper: str = label("Văn bản")
    called: str = label("Con số")
    place: str = label("Đứng ở (trong mẫu)")
    number: int | None = label("Số")
    share: str = label("Tỷ lệ")
    counted: int = label("Số dòng được đếm")
    rows: str = label("Dấu của các dòng")  # a digest, by which the other sheet has them
    differs: str = label("Khác lần trước", default="")


HEADING = tuple(headings(PassportLine).values())


def figures_of(value: object, called: str = "", trail: Trail = ()) -> Iterator[PlacedFigure]:
    """Every figure in what a paper says, in its order; of a chart each value with its series and category."""
    inner: list[tuple[Trail, object, str]] = []  # steps, value, name
    if isinstance(value, Figure):
        yield PlacedFigure(value, called, trail)
    elif isinstance(value, Chart):
        for at, series in enumerate(value.series):
            values = enumerate(zip(series.values, value.categories, strict=True))
            inner += [(("series", at, "values", no), each, f"{series.name}, {name}") for no, (each, name) in values]
    elif isinstance(value, tuple):
        inner += [((at,), each, next(filter(None, _names(each)), str(at + 1))) for at, each in enumerate(value)]
    elif is_dataclass(value):
        labels = headings(cast(type, type(value)))
        inner += [((name,), getattr(value, name), words) for name, words in labels.items()]
    for steps, each, name in inner:
        yield from figures_of(each, f"{called} › {name}".strip(" ›"), (*trail, *steps))


def _names(line: object) -> Iterator[str]:
    return (str(getattr(line, name, "")) for name in _NAMES)


def write(root: Path, plan_id: str, out: Path, on: date | None = None) -> list[str]:
    """Writes the passport of the open reports as one workbook into the build folder: what to tell.

    What differs from the passport that stands there is marked. `Wrong` with all that is in the way.
    """
    journey.refuse_place(root, out)
    ready = journey.prepare(root, plan_id, on)
    names = {each.id: each.short_name for each in (*ready.plan.registry, *ready.plan.agencies)}
    with disk.os_errors_as_problems(out), disk.locked(out):
        disk.refuse_open_files(out, [FILE])
        drafts = draw_up(ready.plan, ready.assignments, [kind for kind in KINDS if not kind.has_duties])
        found = {line: rows for draft in drafts for line, rows in _lines(draft, *ready.templates[draft.id.kind])}
        lines = [*_compared([*found], _before(out / FILE))]
        lists = {line.rows: rows for line, rows in found.items()}
        counted = [
            (mark, row.agency, names.get(row.agency, ""), row.task, str(row.state), row.place)
            for mark, rows in lists.items()
            for row in rows
        ]
        shown = ([Filled(cell, _MARKED) if line.differs else cell for cell in astuple(line)] for line in lines)
        parts = workbooks.parts({FIGURES: [HEADING, *shown], ROWS: [_OF_ROWS, *counted]})
        shelf.replace(out / FILE, package.pack(package.member(name, data, package.EACH) for name, data in parts))
    marked = sum(bool(line.differs) for line in lines)
    told = f"{vn.number(len(found))} con số, {vn.number(len(counted))} dòng số liệu"
    told += f"; {vn.number(marked)} con số khác lần trước, có tô màu" if marked else ""
    return [f"{ready.facts.title}: {told}.", f"Đã ghi {out / FILE}"]


def _lines(draft: Draft, name: str, template: bytes) -> Iterator[tuple[PassportLine, tuple[CountedRow, ...]]]:
    """The line of each figure of a paper, and the rows that it counts."""
    paper = titled(next(kind.title for kind in KINDS if kind.name == draft.id.kind), draft.edition.id)
    places = _places(draft, name, template)
    for each in figures_of(draft.says):
        figure = each.figure
        place = dict.fromkeys(x for part in ("number", "share") for x in places.get((*each.trail, part), ()))
        # The same rows are the same wherever they stand in a file.
        rows = sorted((row.agency, row.task, row.state, row.place.partition(",")[0]) for row in figure.rows)
        mark = hashlib.sha256(repr(rows).encode()).hexdigest()[:12] if rows else ""
        shown = (figure.number, figure.share, len(rows), mark)
        yield PassportLine(paper, each.called, "; ".join(place), *shown), figure.rows


def _compared(lines: Sequence[PassportLine], before: Sequence[PassportLine]) -> Iterator[PassportLine]:
    """The lines, with how they differ from those before, then what papers that are still there have no more."""
    was, now = ({(line.paper, line.called): line for line in each} for each in (before, lines))
    known, papers = ({line.paper for line in each} for each in (before, lines))
    for key, line in now.items():
        yield replace(line, differs=_difference(line, was.get(key))) if line.paper in known else line
    for key, line in was.items():
        if key not in now and line.paper in papers:
            gone = f"không còn; trước: {line.number}"
            yield PassportLine(line.paper, line.called, "", None, "", 0, "", gone)


def _difference(line: PassportLine, was: PassportLine | None) -> str:
    if was is None:
        return "mới"
    if (was.number, was.share) != (line.number, line.share):
        return f"trước: {was.number}{f' ({was.share})' if was.share else ''}"
    return "đếm các dòng khác" if was.rows != line.rows else ""


def _before(file: Path) -> list[PassportLine]:
    """The lines of the passport that stands there; none if it is not one of today's form."""
    try:
        heading, *lines = sheets.values(file.read_bytes(), FIGURES)
    except (FileNotFoundError, UnreadableError, ValueError):
        return []
    found = [PassportLine(*line) for line in lines] if heading == HEADING else []
    return [replace(line, share=line.share or "", rows=line.rows or "") for line in found if line.number is not None]


def _places(draft: Draft, name: str, template: bytes) -> Mapping[Trail, list[str]]:
    """Where in the template each value is printed, by the trail to it."""
    paragraphs = trace_paragraphs(draft, template, name)
    sources = (source for paragraph in paragraphs for source in dict.fromkeys(paragraph.sources) if source)
    return grouped((source.trail, source.placeholder.place) for source in sources)
