"""Write the passport of every figure of the reports: where it stands, what it counts, and what differs from before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from ntsdocs.build import disk, journey
from ntsdocs.build.paths import BOARD_DATA
from ntsdocs.docx import package
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Draft, draw_up
from ntsdocs.kinds.report_says import Chart, CountedRow, Figure
from ntsdocs.plan.model import Plan, headings
from ntsdocs.plan.papers import titled
from ntsdocs.tables import sheets, workbooks
from ntsdocs.tables.values import UnreadableError
from ntsdocs.tables.workbooks import Filled, Scalar, WrittenSheet
from ntsdocs.text import shelf, vn
from ntsdocs.text.groups import grouped
from ntsdocs.trace.values import Trail, trace_paragraphs

FILE = f"{BOARD_DATA}/ho-chieu.xlsx"
FIGURES, ROWS = "Con số", "Dòng số liệu"
HEADING = (
    *("Văn bản", "Con số", "Đứng ở (trong mẫu)", "Số", "Tỷ lệ", "Khác lần trước", "Số dòng được đếm", "Bảng kê số"),
    *("Mã con số", "Dấu của các dòng"),
)
_OF_ROWS = ("Bảng kê số", "Mã cơ quan", "Cơ quan", "Nhiệm vụ", "Tình trạng", "Nơi ghi")
_MARKED = "FFF2CC"
_KEYS = ("no", "number", "names", "name", "mark", "text")  # the field of a line that stays, whatever is counted in it
_LONGEST = 100  # letters of it; more than that has a digest, as it still tells lines apart
_NAMES = ("names", "name", "text", "what", "no")  # the one that people know it by


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure and the trail to it from the paper's own fields; its key stays when other lines come or go."""

    figure: Figure
    key: str  # «annex_agencies.so-y-te.duties.overdue»
    called: str  # «… › Sở Y tế › Quá hạn»
    trail: Trail


def figures_of(value: object, key: str = "", called: str = "", trail: Trail = ()) -> Iterator[PlacedFigure]:
    """Every figure in what a paper says, in its order; of a chart each value with its series and category."""
    inner: list[tuple[Trail, object, str, str]] = []  # steps, value, key, name
    if isinstance(value, Figure):
        yield PlacedFigure(value, key, called, trail)
    elif isinstance(value, Chart):
        for at, series in enumerate(value.series):
            names = [f"{series.name}, {category}" for category in value.categories]
            values = enumerate(zip(series.values, names, strict=True))
            inner += [(("series", at, "values", place), each, name, name) for place, (each, name) in values]
    elif isinstance(value, tuple):
        inner += [((at,), each, _first(each, _KEYS) or str(at), _first(each, _NAMES)) for at, each in enumerate(value)]
    elif is_dataclass(value):
        labels = headings(cast(type, type(value)))
        inner += [((name,), getattr(value, name), name, label) for name, label in labels.items()]
    for steps, each, own, name in inner:
        yield from figures_of(each, f"{key}.{own}".strip("."), f"{called} › {name}".strip(" ›"), (*trail, *steps))


def write(root: Path, plan_id: str, out: Path, on: date | None = None) -> list[str]:
    """Writes the passport of the open reports as one workbook into the build folder: what to tell.

    What differs from the passport that stands there is marked. `Wrong` with all that is in the way.
    """
    journey.refuse_place(root, out)
    ready = journey.prepare(root, plan_id, on)
    with disk.os_errors_as_problems(out), disk.locked(out):
        disk.refuse_open_files(out, [FILE])
        lines, rows = _Lines(_before(out / FILE)), _Rows(ready.plan)
        for draft in draw_up(ready.plan, ready.assignments, [kind for kind in KINDS if not kind.has_duties]):
            lines.add(draft, _places(draft, *ready.templates[draft.id.kind]), rows)
        written = (
            WrittenSheet(
                FIGURES, [HEADING, *lines.written, *lines.gone()], widths=(24, 70, 24, 9, 9, 20, 9, 9, 40, 16)
            ),
            WrittenSheet(ROWS, [_OF_ROWS, *rows.written], widths=(9, 24, 36, 10, 22, 60)),
        )
        parts = workbooks.parts(written)
        shelf.replace(out / FILE, package.pack(package.member(name, data, package.EACH) for name, data in parts))
    counts = f"{vn.number(len(lines.written))} con số, {vn.number(len(rows.written))} dòng số liệu"
    marked = f"; {lines.marked} con số khác lần trước, có tô màu" if lines.marked else ""
    return [f"{ready.facts.title}: {counts}{marked}.", f"Đã ghi {out / FILE}"]


class _Rows:
    """The rows that figures count: the same rows once, whatever number of figures counts them."""

    def __init__(self, plan: Plan) -> None:
        self._names = {each.id: each.short_name for each in (*plan.registry, *plan.agencies)}
        self._lists: dict[tuple[CountedRow, ...], tuple[int, str]] = {(): (0, "")}
        self.written: list[tuple[Scalar, ...]] = []

    def list_of(self, rows: tuple[CountedRow, ...]) -> tuple[int, str]:
        """The number of the list with these rows, and the digest of what they say, wherever they stand in a file."""
        if rows not in self._lists:
            said = sorted((row.agency, row.task, row.state, row.place.partition(",")[0]) for row in rows)
            self._lists[rows] = number, _ = len(self._lists), hashlib.sha256(repr(said).encode()).hexdigest()[:12]
            for row in rows:
                name = self._names.get(row.agency, "")
                self.written.append((number, row.agency, name, row.task, str(row.state), row.place))
        return self._lists[rows]


class _Lines:
    """The lines of the figures; those that differ from the passport `before` are marked."""

    def __init__(self, before: Mapping[tuple[str, str], tuple[Any, ...]]) -> None:
        self._before = before
        self._papers = {paper for paper, _ in before}
        self._keys: set[tuple[str, str]] = set()
        self.written: list[tuple[Scalar | Filled, ...]] = []
        self.marked = 0

    def add(self, draft: Draft, places: Mapping[Trail, list[str]], rows: _Rows) -> None:
        """The lines of one paper."""
        kind = next(each for each in KINDS if each.name == draft.id.kind)
        paper = titled(kind.title, draft.edition.id)
        for each in figures_of(draft.says):
            key, copies = each.key, 1
            while (paper, key) in self._keys:  # two lines of one name
                copies += 1
                key = f"{each.key} ({copies})"
            self._keys.add((paper, key))
            figure, (number, digest) = each.figure, rows.list_of(each.figure.rows)
            place = "; ".join(
                dict.fromkeys(places.get((*each.trail, "number"), []) + places.get((*each.trail, "share"), []))
            )
            differs = self._differs(paper, key, figure, digest)
            self.marked += bool(differs)
            line = (
                paper,
                each.called,
                place,
                figure.number,
                figure.share,
                differs,
                len(figure.rows),
                number,
                key,
                digest,
            )
            self.written.append(tuple(Filled(cell, _MARKED) for cell in line) if differs else line)

    def gone(self) -> Iterator[tuple[Scalar | Filled, ...]]:
        """The figures that papers had which are there still."""
        papers = {paper for paper, _ in self._keys}
        for (paper, key), was in self._before.items():
            if paper in papers and (paper, key) not in self._keys and was[3] is not None:
                yield (paper, was[1], "", None, "", Filled(f"không còn; trước: {was[3]}", _MARKED), None, None, key, "")

    def _differs(self, paper: str, key: str, figure: Figure, digest: str) -> str:
        if paper not in self._papers:
            return ""
        was = self._before.get((paper, key))
        if was is None or was[3] is None:
            return "mới"
        number, share, then = was[3], was[4] or "", was[9] or ""
        if (number, share) != (figure.number, figure.share):
            return f"trước: {number}{f' ({share})' if share else ''}"
        return "đếm các dòng khác" if then != digest else ""


def _before(file: Path) -> Mapping[tuple[str, str], tuple[Any, ...]]:
    """The lines of the passport that stands there, by paper and key; none if it is not one of today's form."""
    try:
        heading, *lines = sheets.values(file.read_bytes(), FIGURES)
    except (FileNotFoundError, UnreadableError, ValueError):
        return {}
    return {(line[0], line[8]): line for line in lines} if heading == HEADING else {}


def _places(draft: Draft, name: str, template: bytes) -> Mapping[Trail, list[str]]:
    """Where in the template each value is printed, by the trail to it."""
    paragraphs = trace_paragraphs(draft, template, name)
    sources = (source for paragraph in paragraphs for source in dict.fromkeys(paragraph.sources) if source)
    return grouped((source.trail, source.placeholder.place) for source in sources)


def _first(line: object, names: tuple[str, ...]) -> str:
    words = next((str(value) for name in names if (value := getattr(line, name, ""))), "")
    if len(words) <= _LONGEST:
        return words
    return f"{words[:_LONGEST]}… ({hashlib.sha256(words.encode()).hexdigest()[:6]})"
