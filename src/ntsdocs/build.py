"""The whole journey: from a plan folder to its papers on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ntsdocs import bundle, explain, intake, manifest, remit, render, templates
from ntsdocs.bundle import Due
from ntsdocs.docket import Job, Kind
from ntsdocs.intake.findings import Findings
from ntsdocs.intake.plan_file import read_plan_file
from ntsdocs.kinds import KINDS
from ntsdocs.manifest import Facts, Manifest, Recipe
from ntsdocs.model import Plan
from ntsdocs.problems import DataWrong, Origin, Problem, Severity, TemplateWrong
from ntsdocs.remit import Assignments
from ntsdocs.report import Built, made_of
from ntsdocs.slicebook import SliceBook
from ntsdocs.slices import Drawing, Drawn
from ntsdocs.unchanged import data_files
from ntsdocs.wishes import Wishes, asked

Told = Callable[[int], None]  # papers made so far
Fill = Callable[[Iterable[Job], Mapping[str, render.Compiled]], Iterator[tuple[str, bytes]]]


def build(
    root: Path,
    plan_id: str,
    out: Path,
    on: date | None = None,
    wishes: Wishes | None = None,
    *,
    fill: Fill = render.fill,
    told: Told = lambda _done: None,
) -> Built:
    """Make every paper that is due for `data/<plan_id>` on the date `on`, or on the plan's own date, and is not there.

    A paper is made only if what its template may say, the template or the versions differ from what the last build
    wrote down, or if its file is gone. Nothing in `out` is touched unless every paper could be made: `Wrong` tells all
    that is in the way. `fill` makes the papers, here or elsewhere.
    """
    wishes = wishes or Wishes()
    reading = intake.read(folder(root, plan_id), root, on)
    plan = reading.plan_or_stop(strict=wishes.strict)
    name_issuers(plan)
    assignments = settle(plan)
    warnings = tuple(problem for problem in reading.problems if problem.severity is Severity.WARN)
    facts = facts_of(root, plan, plan.on if on is None else own_date(root, plan_id), warnings)
    with bundle.opened(out, wishes.replacing) as place:
        stop_on(templates.check(_unchecked(place.last, facts), root / "templates"))
        work = _Work(root, facts, wishes.only, place)
        drawing = Drawing(plan, assignments, KINDS)
        book = SliceBook(drawing.roots, drawing.places)
        papers = counted(fill(work.jobs(drawing, book), _Templates(root)), told)
        last, slices = place.last, place.slices()
        outcome = place.put(papers, facts, work.due, lambda made: finished(book, made, work.due, slices))
    recipes = work.due.recipes
    reasons = explain.reasons(last, slices, outcome.manifest, book, recipes) if wishes.explain else ()
    made = tuple(made_of(outcome.manifest, work.chosen if wishes.only else None))
    return Built(facts.title, plan.on, made, outcome, (*warnings, *outcome.warnings), work.rendered, reasons)


class _Work:
    """Goes through the papers that are due, one at a time, and passes on those that have to be made."""

    def __init__(self, root: Path, facts: Facts, only: Sequence[str], place: bundle.Folder) -> None:
        self.due = Due()
        self.chosen: list[str] = []
        self.rendered = 0
        self._only = only
        self._place = place
        self._tools = manifest.tools(facts.versions)
        self._templates = {kind.name: manifest.hash_of(template_of(root, kind.name)) for kind in KINDS}

    def jobs(self, drawing: Iterable[Drawn], book: SliceBook) -> Iterator[Job]:
        """The papers that have to be made; all that are due are noted in `due` and in the book."""
        for drawn in drawing:
            job = drawn.job
            recipe = Recipe(drawn.context, self._templates[job.kind], self._tools)
            self.due.recipes[job.path] = recipe
            book.add(job.path, drawn.cells)
            if self._only and not any(asked(job.path, wish) for wish in self._only):
                self.due.left_out.add(job.path)
                continue
            self.chosen.append(job.path)
            if self._place.holds(job.path, recipe):
                self.due.held.add(job.path)
                continue
            self.rendered += 1
            yield job
        if self._only and not self.chosen:
            raise DataWrong([_nothing_chosen(self._only)])


class _Templates(Mapping[str, render.Compiled]):
    """The templates, each compiled when it is first asked for: a kind of which nothing changed is not."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._loaded: dict[str, render.Compiled] = {}

    def __getitem__(self, kind: str) -> render.Compiled:
        if kind not in self._loaded:
            self._loaded[kind] = render.Compiled.load(template_of(self._root, kind), f"templates/{kind}.docx")
        return self._loaded[kind]

    def __iter__(self) -> Iterator[str]:
        return (kind.name for kind in KINDS)

    def __len__(self) -> int:
        return len(KINDS)


def finished(book: SliceBook, made: Manifest, due: Due, before: bytes) -> bytes:
    """The file of slices for these papers; one that was left as it was keeps the slice it was made of."""
    if not made.whole:
        older = _old_book(before)
        for entry in made.documents:
            if entry.recipe != due.recipes.get(entry.path):
                book.add(entry.path, older.cells(entry.path))
    return book.to_json(entry.path for entry in made.documents)


def _old_book(data: bytes) -> SliceBook:
    try:
        return SliceBook.from_json(data)
    except ValueError:
        return SliceBook()


def template_of(root: Path, kind: str) -> Path:
    """Where the kind's template is."""
    return root / "templates" / f"{kind}.docx"


def own_date(root: Path, plan_id: str) -> date:
    """The date that plan.yaml itself names."""
    told = read_plan_file(folder(root, plan_id), root, Findings())
    return told.on if told else date.max


def facts_of(root: Path, plan: Plan, own: date, warnings: Iterable[Problem]) -> Facts:
    """What the papers of this plan are made from; `own` is the date that plan.yaml names."""
    return Facts(
        plan.id,
        plan.on,
        tuple(inputs(root, plan.id)),
        bundle.versions(),
        own,
        f"{plan.document.kind} số {plan.document.number}",
        tuple((kind.name, kind.title, kind.why_none(plan)) for kind in KINDS),
        tuple((str(each.origin), each.what, each.remedy) for each in warnings),
    )


def _unchecked(last: Manifest | None, facts: Facts) -> list[Kind]:
    """The kinds whose template the last build did not check, or this version of the program did not."""
    if last is None or last.versions != tuple(sorted(facts.versions)):
        return list(KINDS)
    seen = {entry.path: entry.sha256 for entry in last.inputs}
    now = {path: manifest.hash_of(place) for path, place in facts.inputs if isinstance(place, Path)}
    checked = {path for path, sha256 in now.items() if seen.get(path) == sha256}
    return [kind for kind in KINDS if f"templates/{kind.name}.docx" not in checked]


def folder(root: Path, plan_id: str) -> Path:
    """The folder of a plan under `data/`; `DataWrong` if the id leads anywhere else or to nothing."""
    data = (root / "data").resolve()
    place = (data / plan_id).resolve()
    if place.parent.parent != data or not (place / "plan.yaml").is_file():
        known = sorted(p.parent.relative_to(data).as_posix() for p in data.glob("*/*/plan.yaml"))
        problem = Problem(
            Origin(f"data/{plan_id}"),
            "không phải là thư mục của một kế hoạch (không có plan.yaml).",
            f"chọn một trong: {', '.join(known)}.",
        )
        raise DataWrong([problem])
    return place


def name_issuers(plan: Plan) -> None:
    """`DataWrong` if plan.yaml does not say who issues one of the kinds."""
    named = dict(plan.issuers)
    missing = [kind.name for kind in KINDS if kind.issued and kind.name not in named]
    origin = Origin(f"data/{plan.id}/plan.yaml", column="issuers")
    if missing:
        raise DataWrong(
            Problem(origin, f"chưa ghi ai ban hành «{name}».", f"thêm mục {name} dưới issuers, theo mẫu của mục khác.")
            for name in missing
        )


def settle(plan: Plan) -> Assignments:
    """Who owes what; `DataWrong` if a result is recorded for somebody who owes nothing there."""
    assignments = remit.settle(plan)
    stop = [p for p in remit.unassigned_results(plan, assignments) if p.severity is Severity.STOP]
    if stop:
        raise DataWrong(stop)
    return assignments


def stop_on(problems: Iterable[Problem]) -> None:
    """`TemplateWrong` with the problems that stop a build, if there are any."""
    stopping = [problem for problem in problems if problem.severity is Severity.STOP]
    if stopping:
        raise TemplateWrong(stopping)


def inputs(root: Path, plan_id: str) -> Iterator[tuple[str, Path]]:
    """Every file a paper may depend on, by its path below `root`."""
    yield from data_files(root, plan_id)
    for kind in KINDS:
        if template_of(root, kind.name).is_file():
            yield f"templates/{kind.name}.docx", template_of(root, kind.name)


def counted(papers: Iterator[tuple[str, bytes]], told: Told) -> Iterator[tuple[str, bytes]]:
    """The same papers, telling how far the work is."""
    for done, paper in enumerate(papers, start=1):
        yield paper
        told(done)


def _nothing_chosen(only: Sequence[str]) -> Problem:
    names = ", ".join(kind.name for kind in KINDS)
    return Problem(
        Origin("--only"),
        f"không có văn bản nào ứng với {', '.join(f'«{wish}»' for wish in only)}.",
        f"ghi loại văn bản ({names}), mã cơ quan (ví dụ so-y-te) hoặc mẫu tên (ví dụ ke_hoach/ubnd-*).",
    )
