"""The whole journey: from a plan folder to its papers on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from ntsdocs.build import folder as build_folder
from ntsdocs.build import reasons, since
from ntsdocs.build.editions import NONE_OPEN, former_paths, unkept, wrong_editions, wrong_letters
from ntsdocs.build.folder import Due
from ntsdocs.build.lots import Lot, lots_of, standing
from ntsdocs.build.options import BuildOptions, is_meant
from ntsdocs.build.outcome import Built, Outcome, kind_counts
from ntsdocs.build.unchanged import data_files, surroundings
from ntsdocs.build.workers import Fill, Template, fill_here
from ntsdocs.changes import comparison, manifest
from ntsdocs.changes.cells_used import Drawing
from ntsdocs.changes.cells_used_file import CellsUsedFile
from ntsdocs.changes.manifest import FileEntry, Manifest
from ntsdocs.intake import places
from ntsdocs.kinds import KINDS, WITH_TEMPLATE
from ntsdocs.kinds.due import Draft, Kind, all_told, draw_up
from ntsdocs.plan import assignments as plan_assignments
from ntsdocs.plan import reading as plan_reading
from ntsdocs.plan import regimes
from ntsdocs.plan.assignments import Assignments
from ntsdocs.plan.model import EditionState, Plan
from ntsdocs.plan.papers import template_file
from ntsdocs.plan.why import explain
from ntsdocs.templates import care as templates
from ntsdocs.templates.carried import template_in
from ntsdocs.text import vn
from ntsdocs.text.problems import DataWrong, Origin, Problem, Severity, TemplateWrong
from ntsdocs.text.suggestions import hint

Progress = Callable[[int], None]  # papers made so far


def build(
    root: Path,
    plan_id: str,
    out: Path,
    on: date | None = None,
    options: BuildOptions | None = None,
    *,
    fill: Fill = fill_here,
    progress: Progress = lambda _done: None,
) -> Built:
    """Make every paper that is due for `data/<plan_id>` on the date `on`, or on the plan's own date, and is not there.

    A paper is made only if what its template may say, the template or the versions differ from what the last build
    wrote down, or if its file is gone. Nothing in `out` is touched unless every paper could be made: `Wrong` tells all
    that is in the way. `fill` makes the papers, here or elsewhere.
    """
    options = options or BuildOptions()
    folder(root, plan_id)
    refuse_place(root, out)
    ready = prepare(root, plan_id, on, strict=options.strict)
    facts = ready.facts
    with build_folder.open_folder(out, options.replacing) as place:
        work = _Work(ready, options, place)
        last, cells_data = place.last, place.cells_data()
        outcome = place.put(
            work.papers(lambda jobs: report_progress(fill(jobs, ready.templates), progress)),
            facts,
            work.due,
            lambda new: work.cells_used(new, cells_data),
            lambda: refuse_saved_meanwhile(facts.inputs, inputs(root, plan_id)),
        )
    why = reasons.of_build(last, cells_data, outcome, work.cells_file, work.due.recipes) if options.explain else ()
    counts = tuple(kind_counts(outcome.manifest, work.chosen if options.only else None))
    return Built(facts.title, ready.plan.on, counts, outcome, ready.warnings, work.rendered, why)


@dataclass(frozen=True, slots=True)
class PreparedPlan:
    """A plan that has been read and settled, with the templates: nothing is in the way of drawing up its papers."""

    plan: Plan
    assignments: Assignments
    facts: Manifest
    templates: Mapping[str, Template]
    warnings: tuple[Problem, ...]
    lots: tuple[Lot, ...]
    issued: Mapping[str, Lot]  # what stands in a build as it went out

    def drawing(self) -> tuple[Drawing, CellsUsedFile]:
        """The papers that are due, to be drawn up, and the file of what they read, empty yet."""
        drawing = Drawing(self.plan, self.assignments, KINDS)
        outlines = {kind: tuple(templates.outline_of(data).splitlines()) for kind, (_, data) in self.templates.items()}
        return drawing, CellsUsedFile(drawing.data, drawing.places, outlines)

    def every_draft(self, kinds: Sequence[Kind] = KINDS) -> Iterator[Draft]:
        """The papers that are due, then those of editions that were issued, as they would be drawn up now."""
        yield from draw_up(self.plan, self.assignments, kinds)
        issued = (each for each in self.plan.editions if each.state is EditionState.ISSUED)
        then = tuple(replace(each, state=EditionState.OPEN) for each in issued)
        yield from draw_up(replace(self.plan, editions=then), self.assignments, kinds) if then else ()


def prepare(root: Path, plan_id: str, on: date | None = None, *, strict: bool = False) -> PreparedPlan:
    """The plan, read and settled for the date `on`, or its own; `Wrong` with all that is in the way."""
    home = folder(root, plan_id)
    before, around = inputs(root, plan_id), surroundings(root, plan_id)
    data = {kind.name: read_template(root, kind.name) for kind in KINDS if template_of(root, kind.name).is_file()}
    reading = read(root, plan_id, on)
    assignments, problems = weigh(root, reading)
    stop_on(problems, strict=strict)
    plan = reading.plan_or_stop()
    if assignments is None:
        raise AssertionError("a plan without a stopping problem has been settled")
    lots, faults = ((), ()) if on else lots_of(home, root)  # a look shows what would be made
    warnings = (*faults, *unkept(plan, home), *(problem for problem in problems if problem.severity is Severity.WARN))
    editions = {kind: kind.open_editions(plan) for kind in KINDS}
    issued = standing(lots, {kind.name: each.id for kind in KINDS for each in editions[kind]})
    facts = Manifest(
        plan.id,
        plan.on,
        before,
        manifest.versions(),
        look=on is not None,
        editions=tuple((kind.name, kind.folder(each), each.on) for kind in KINDS for each in editions[kind]),
        issued=tuple(each for lot in lots for each in lot.record.issued if issued.get(each[0]) is lot),
        title=plan.document.called,
        kinds=tuple((kind.name, kind.title, kind.why_none(plan) if editions[kind] else NONE_OPEN) for kind in KINDS),
        warnings=tuple((str(each.origin), each.what, each.remedy) for each in warnings),
        surroundings=around,
    )
    return PreparedPlan(plan, assignments, facts, data, warnings, lots, issued)


def draw_up_all(ready: PreparedPlan) -> tuple[Manifest, CellsUsedFile]:
    """What a build would write down of its papers, which are drawn up but not filled: they have no hash."""
    drawing, cells_file = ready.drawing()
    entries = [lot.entries[path] for path, lot in ready.issued.items()]
    for drawn in drawing:
        if drawn.draft.id.path in ready.issued:
            continue
        cells_file.add(drawn.draft.id.path, drawn.cells)
        entries.append(FileEntry(drawn.draft.id.path, "", 0, ready.facts.recipe(drawn.context, drawn.draft.id.kind)))
    return ready.facts.with_papers(entries), cells_file


def rehearse(ready: PreparedPlan, place: build_folder.Folder, fill: Fill = fill_here) -> tuple[Outcome, CellsUsedFile]:
    """What a build in this folder would tell and write down; the papers it would make are made, and let go."""
    work = _Work(ready, BuildOptions(), place)
    papers = work.papers(lambda jobs: fill(jobs, ready.templates))
    return place.rehearse(papers, ready.facts, work.due), work.cells_file


class _Work:
    """Goes through the papers that are due, one at a time, and passes on those that have to be made."""

    def __init__(self, ready: PreparedPlan, options: BuildOptions, place: build_folder.Folder) -> None:
        self.due = Due(only=options.only)
        self.chosen: list[str] = []
        self.rendered = 0
        self._drawing, self.cells_file = ready.drawing()
        self._issued = ready.issued
        self._facts = ready.facts
        self._options = options
        self._place = place

    def papers(self, made: Callable[[Iterator[Draft]], Iterator[tuple[str, bytes]]]) -> Iterator[tuple[str, bytes]]:
        """The papers that the folder does not hold: what was issued as it was, then what is `made` of the jobs."""
        return chain(self._kept(), made(self._jobs()))

    def _kept(self) -> Iterator[tuple[str, bytes]]:
        for path, lot in self._issued.items():
            entry = lot.entries[path]
            self.due.recipes[path] = entry.recipe
            if self.due.asks(path):
                self.chosen.append(path)
                held = self._place.holds(path, entry.recipe, entry.sha256)
                if not held and (data := lot.data(path)) is not None:
                    yield path, data

    def _jobs(self) -> Iterator[Draft]:
        """The papers that have to be made; all that are due are noted in `due` and in `cells_file`."""
        for drawn in self._drawing:
            draft = drawn.draft
            if draft.id.path in self._issued:
                continue
            recipe = self._facts.recipe(drawn.context, draft.id.kind)
            self.due.recipes[draft.id.path] = recipe
            self.due.former.update(former_paths(draft))
            self.cells_file.add(draft.id.path, drawn.cells)
            if not self.due.asks(draft.id.path):
                continue
            self.chosen.append(draft.id.path)
            if self._place.holds(draft.id.path, recipe):
                continue
            self.rendered += 1
            yield draft
        if self._options.only and not self.chosen:
            raise DataWrong([nothing_chosen("--only", self._options.only)])
        papers = {*self.due.recipes, *self._place.former_papers()}
        names = [name for name in self._options.replacing.names if not any(is_meant(path, name) for path in papers)]
        if names:
            raise DataWrong([nothing_chosen("--replace", names)])

    def cells_used(self, new: Manifest, last: bytes) -> bytes:
        """The file of the cells that these papers used; one left as it was keeps those `last` has of it."""
        if left := [each.path for each in new.documents if each.recipe != self.due.recipes.get(each.path)]:
            older = comparison.read_cells_used(last)
            for path in left:
                self.cells_file.keep(path, older.cells(path))
        for path, lot in self._issued.items():
            self.cells_file.keep(path, lot.cells.cells(path))
        return self.cells_file.to_json(entry.path for entry in new.documents)


def template_of(root: Path, kind: str) -> Path:
    """Where the kind's template is."""
    return template_in(root / "templates", kind)


def read_template(root: Path, kind: str) -> Template:
    """The kind's template as messages name it, and its content."""
    return template_file(kind), template_of(root, kind).read_bytes()


def read(root: Path, plan_id: str, on: date | None = None) -> plan_reading.Reading:
    """What is in the plan's folder; for a day that is asked for with the editions that a look at it shows."""
    reading = plan_reading.read(folder(root, plan_id), root, on)
    plan, rows = reading.plan, reading.rows
    problems = () if rows is None else (*wrong_editions(rows), *wrong_letters(rows))
    told = {problem.origin for problem in reading.problems}  # of a cell that is wrong nothing else is told
    further = (problem for problem in problems if problem.origin not in told)
    if plan is not None and on is not None:
        plan = replace(plan, editions=tuple(kind.looked_at(on) for kind in KINDS))
    return replace(reading, plan=plan, problems=(*reading.problems, *further))


def folder(root: Path, plan_id: str) -> Path:
    """The folder of a plan under `data/`; `DataWrong` if the id is no plan's, or leads out of there by a link."""
    data = root / "data"
    folders = sorted(path.parent.relative_to(data) for path in data.glob("*/*/plan.yaml"))
    plans = {each.as_posix(): data / each for each in folders if (data / each).resolve() == data.resolve() / each}
    wanted = Path(plan_id).as_posix()  # on Windows people part folders by «\»
    if wanted not in plans:
        what = "không phải là thư mục của một kế hoạch (không có plan.yaml)."
        raise DataWrong([Problem(Origin(f"data/{plan_id}"), what, f"chọn một trong: {', '.join(plans)}.")])
    return plans[wanted]


def weigh(root: Path, reading: plan_reading.Reading) -> tuple[Assignments | None, list[Problem]]:
    """Who owes what, and all that is wrong or odd with data and templates; nobody owes anything while data stop."""
    problems = list(reading.problems)
    assignments = None
    if reading.plan is not None:
        problems += misnamed_issuers(reading.plan)
        problems += out_of_time(reading.plan)
        if not any(problem.severity is Severity.STOP for problem in reading.problems):
            assignments = plan_assignments.settle(reading.plan)
            problems += plan_assignments.unassigned_results(reading.plan, assignments)
            problems += plan_assignments.waiting_duties(reading.plan)
            problems += all_told(reading.plan, assignments, KINDS)
    problems += templates.check(WITH_TEMPLATE, root / "templates")
    return assignments, problems


def misnamed_issuers(plan: Plan) -> Iterator[Problem]:
    """The names among the issuers that are no kind that needs one."""
    kinds = [kind.name for kind in KINDS if kind.issued]
    for name in (name for name, _ in plan.issuers if name not in kinds):
        origin = Origin(f"data/{plan.id}/plan.yaml", column="issuers")
        yield Problem(
            origin, f"không có loại văn bản «{name}».", f"{hint(name, kinds)}Ghi một trong: {', '.join(kinds)}."
        )


def check(root: Path, plan_id: str, on: date | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong, odd or waits for an agency's word in a plan folder and in the templates."""
    return check_read(root, plan_id, read(root, plan_id, on))


def check_read(root: Path, plan_id: str, reading: plan_reading.Reading) -> tuple[Problem, ...]:
    """The same of a plan that was read."""
    assignments, problems = weigh(root, reading)
    if reading.plan is not None and assignments is not None:
        problems += plan_reading.unconfirmed_symbols(reading.plan, assignments.drafting)
        problems += regimes.to_confirm(assignments.drafting)
        if not any(problem.severity is Severity.STOP for problem in problems):
            problems += _on_trial(root, reading.plan, assignments)
            lots, _ = lots_of(folder(root, plan_id), root)
            problems += since.in_short(reading.plan, assignments, lots)
    return tuple(dict.fromkeys(problems))


def _on_trial(root: Path, plan: Plan, assignments: Assignments) -> Iterator[Problem]:
    """What stops papers that are due: of each kind the first, the last and the one in the middle are tried."""
    from ntsdocs.templates import trial  # docxtpl takes a quarter of a second: a build without papers is spared it

    for kind in KINDS:
        if drafts := list(draw_up(plan, assignments, (kind,))):
            name, template = read_template(root, kind.name)
            some = [drafts[at] for at in sorted({0, len(drafts) // 2, len(drafts) - 1})]
            yield from trial.problems(some, template, name)


def why(root: Path, plan_id: str, agency: str, task: int) -> str:
    """Why the agency has a role in the task, or has none, and where the task stands in the plan's source."""
    plan = plan_reading.read(folder(root, plan_id), root).plan_or_stop()
    lines = explain(plan, plan_assignments.settle(plan), agency, task)
    return "\n".join([lines, *places.lines_of_task(folder(root, plan_id), task)])


def out_of_time(plan: Plan) -> Iterator[Problem]:
    """A date on which the plan was not yet issued stops; one after its last year is told."""
    origin = Origin(f"data/{plan.id}/plan.yaml", column="on")
    remedy = "ghi ngày trong thời gian thực hiện Kế hoạch ở plan.yaml (on) hoặc ở --on."
    day = vn.short_date(plan.on)
    if plan.document.issued and plan.on < plan.document.issued:
        issued = vn.short_date(plan.document.issued)
        yield Problem(origin, f"ngày lập văn bản {day} đứng trước ngày ban hành Kế hoạch ({issued}).", remedy)
    if 0 < plan.five_year_review < plan.on.year:
        what = f"ngày lập văn bản {day} sau năm tổng kết Kế hoạch ({plan.five_year_review})."
        yield Problem(origin, what, remedy, Severity.WARN)


def refuse_place(root: Path, out: Path) -> None:
    """`DataWrong` if the papers would go among the project's own files, or around them.

    Inside the project only its folder `build/` takes papers; no folder that holds the project does.
    """
    place, home = out.resolve(), root.resolve()
    is_inside = place == home or home in place.parents
    if place in home.parents:
        what = f"không ghi văn bản vào «{out.as_posix()}», thư mục chứa cả dự án."
    elif is_inside and home / "build" not in (place, *place.parents):
        what = f"không ghi văn bản vào «{out.name}» của chính dự án."
    else:
        return
    remedy = "chọn thư mục trong build/ hoặc một thư mục riêng ngoài dự án."
    raise DataWrong([Problem(Origin("--out"), what, remedy)])


def stop_on(problems: Iterable[Problem], *, strict: bool = False) -> None:
    """`Wrong` with all the problems that stop a build, if there are any; with `strict` warnings do too."""
    weights = (Severity.STOP, Severity.WARN) if strict else (Severity.STOP,)
    stopping = [problem for problem in problems if problem.severity in weights]
    if stopping and all(problem.origin.file.startswith("templates/") for problem in stopping):
        raise TemplateWrong(stopping)
    if stopping:
        raise DataWrong(stopping)


def inputs(root: Path, plan_id: str) -> tuple[FileEntry, ...]:
    """Every file a paper may depend on, by its path below `root`, as it is now."""
    files = [*data_files(root, plan_id)]
    files += [(template_file(kind.name), template_of(root, kind.name)) for kind in KINDS]
    return tuple(FileEntry.of(path, place.read_bytes()) for path, place in files if place.is_file())


def refuse_saved_meanwhile(before: Iterable[FileEntry], now: Iterable[FileEntry]) -> None:
    """`DataWrong` with every input that is not what it was when the build began to read."""
    differing = sorted({entry.path for entry in {*before} ^ {*now}})
    if differing:
        what, remedy = "tệp vừa được lưu trong khi đang dựng.", "dựng lại; kết quả lần trước vẫn như cũ."
        raise DataWrong(Problem(Origin(path), what, remedy) for path in differing)


def report_progress(papers: Iterator[tuple[str, bytes]], progress: Progress) -> Iterator[tuple[str, bytes]]:
    """The same papers, telling how far the work is."""
    for done, paper in enumerate(papers, start=1):
        yield paper
        progress(done)


def nothing_chosen(option: str, names: Sequence[str]) -> Problem:
    """That no paper is meant by the names."""
    kinds = ", ".join(kind.name for kind in KINDS)
    return Problem(
        Origin(option),
        f"không có văn bản nào ứng với {', '.join(f'«{name}»' for name in names)}.",
        f"ghi loại văn bản ({kinds}), đợt (ví dụ dot-2), mã cơ quan (ví dụ so-y-te) "
        "hoặc mẫu tên (ví dụ ke_hoach/ubnd-*).",
    )
