"""The whole journey: from a plan folder to its papers on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from ntsdocs import bundle, intake, remit, render, templates, vn
from ntsdocs.docket import Job, Kind, draw_up
from ntsdocs.kinds import KINDS
from ntsdocs.model import Plan
from ntsdocs.problems import DataWrong, Origin, Problem, Severity, TemplateWrong
from ntsdocs.remit import Assignments

Told = Callable[[int, int], None]  # papers made so far, papers in all
_DATA_SUFFIXES = (".csv", ".xlsx", ".yaml")


@dataclass(frozen=True, slots=True)
class Made:
    """How many papers of a kind are due; `why_none` says why there are none."""

    kind: Kind
    count: int
    why_none: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the papers by kind, what became of the files, what a person should look at."""

    plan: Plan
    made: tuple[Made, ...]
    outcome: bundle.Outcome
    warnings: tuple[Problem, ...]


def build(
    root: Path,
    plan_id: str,
    out: Path,
    on: date | None = None,
    only: Sequence[str] = (),
    *,
    strict: bool = False,
    told: Told = lambda _done, _all: None,
) -> Built:
    """Make every paper that is due for `data/<plan_id>` on the date `on`, or on the plan's own date.

    `only` narrows it to kinds, agencies or patterns such as `ke_hoach/ubnd-*`. With `strict` a warning stops the build.
    Nothing in `out` is touched unless every paper could be made: `Wrong` tells all that is in the way.
    """
    refuse_place(root, out)
    reading = intake.read(folder(root, plan_id), root, on)
    assignments, found = weigh(root, reading)
    stop_on(found, strict=strict)
    plan = reading.plan_or_stop()
    if assignments is None:
        raise AssertionError("a plan without a stopping problem has been settled")
    due = list(draw_up(plan, assignments, KINDS))
    jobs = [job for job in due if chosen(job, only)]
    if only and not jobs:
        raise DataWrong([_nothing_chosen(only)])
    compiled = {kind.name: load(root, kind) for kind in KINDS}
    papers = counted(render.fill(jobs, compiled), len(jobs), told)
    facts = bundle.Facts(plan.id, plan.on, tuple(inputs(root, plan_id)), bundle.versions())
    skipped = [job.path for job in due if not chosen(job, only)]
    outcome = bundle.write(papers, out, facts, also_due=skipped)
    warnings = tuple(problem for problem in found if problem.severity is Severity.WARN) + outcome.warnings
    return Built(plan, tuple(made(plan, jobs)) if not only else tuple(_chosen_made(jobs)), outcome, warnings)


def folder(root: Path, plan_id: str) -> Path:
    """The folder of a plan under `data/`; `DataWrong` if the id is no plan's, or leads out of there by a link."""
    data = root / "data"
    found = sorted(path.parent.relative_to(data) for path in data.glob("*/*/plan.yaml"))
    known = {each.as_posix(): data / each for each in found if (data / each).resolve() == data.resolve() / each}
    asked = Path(plan_id).as_posix()  # on Windows people part folders by «\»
    if asked not in known:
        problem = Problem(
            Origin(f"data/{plan_id}"),
            "không phải là thư mục của một kế hoạch (không có plan.yaml).",
            f"chọn một trong: {', '.join(known)}.",
        )
        raise DataWrong([problem])
    return known[asked]


def weigh(root: Path, reading: intake.Reading) -> tuple[Assignments | None, list[Problem]]:
    """Who owes what, and all that is wrong or odd with data and templates; nobody owes anything while data stop."""
    found = list(reading.problems)
    assignments = None
    if reading.plan is not None:
        found += unnamed_issuers(reading.plan)
        found += out_of_time(reading.plan)
        if not any(problem.severity is Severity.STOP for problem in reading.problems):
            assignments = remit.settle(reading.plan)
            found += remit.unassigned_results(reading.plan, assignments)
    found += templates.check(KINDS, root / "templates")
    return assignments, found


def unnamed_issuers(plan: Plan) -> Iterator[Problem]:
    """The kinds that plan.yaml names no issuer for."""
    named = dict(plan.issuers)
    origin = Origin(f"data/{plan.id}/plan.yaml", column="issuers")
    for kind in KINDS:
        if kind.issued and kind.name not in named:
            remedy = f"thêm mục {kind.name} dưới issuers, theo mẫu của mục khác."
            yield Problem(origin, f"chưa ghi ai ban hành «{kind.name}».", remedy)


def out_of_time(plan: Plan) -> Iterator[Problem]:
    """A date on which the plan was not yet issued stops; one after its last year is told."""
    origin = Origin(f"data/{plan.id}/plan.yaml", column="on")
    remedy = "ghi ngày trong thời gian thực hiện Kế hoạch ở plan.yaml (on) hoặc ở --on."
    day = vn.short_date(plan.on)
    if plan.on < plan.document.issued:
        issued = vn.short_date(plan.document.issued)
        yield Problem(origin, f"ngày lập văn bản {day} đứng trước ngày ban hành Kế hoạch ({issued}).", remedy)
    if plan.on.year > plan.five_year_review:
        what = f"ngày lập văn bản {day} sau năm tổng kết Kế hoạch ({plan.five_year_review})."
        yield Problem(origin, what, remedy, Severity.WARN)


def refuse_place(root: Path, out: Path) -> None:
    """`DataWrong` if the papers would go among the project's own files: only its folder `build/` takes papers."""
    place, home = out.resolve(), root.resolve()
    inside = place == home or home in place.parents
    if inside and home / "build" not in (place, *place.parents):
        remedy = "chọn thư mục trong build/ hoặc một thư mục ngoài dự án."
        raise DataWrong([Problem(Origin("--out"), f"không ghi văn bản vào «{out.name}» của chính dự án.", remedy)])


def stop_on(problems: Iterable[Problem], *, strict: bool = False) -> None:
    """`Wrong` with all the problems that stop a build, if there are any; with `strict` warnings do too."""
    weights = (Severity.STOP, Severity.WARN) if strict else (Severity.STOP,)
    stopping = [problem for problem in problems if problem.severity in weights]
    if stopping and all(problem.origin.file.startswith("templates/") for problem in stopping):
        raise TemplateWrong(stopping)
    if stopping:
        raise DataWrong(stopping)


def load(root: Path, kind: Kind) -> render.Compiled:
    """The kind's template, compiled."""
    return render.Compiled.load(root / "templates" / f"{kind.name}.docx", f"templates/{kind.name}.docx")


def chosen(job: Job, only: Sequence[str]) -> bool:
    """Whether `only` asks for this paper: by its kind, its name, or a pattern over `kind/name`; all if it is empty."""
    place = f"{job.kind}/{job.name}"
    return not only or any(wish in (job.kind, job.name) or fnmatchcase(place, wish) for wish in only)


def inputs(root: Path, plan_id: str) -> Iterator[tuple[str, Path]]:
    """Every file a paper may depend on, by its path below `root`, in order."""
    place = folder(root, plan_id)
    found = [path for path in place.rglob("*") if path.suffix in _DATA_SUFFIXES]
    found += [path for path in place.parent.iterdir() if path.suffix in _DATA_SUFFIXES]
    found += [root / "data" / "law" / "holidays.csv"]
    found += [root / "templates" / f"{kind.name}.docx" for kind in KINDS]
    ours = (path for path in found if path.is_file() and not path.name.startswith((".", "~$")))  # ~$: Excel's lock
    yield from sorted((path.relative_to(root).as_posix(), path) for path in ours)


def counted(papers: Iterator[tuple[str, bytes]], total: int, told: Told) -> Iterator[tuple[str, bytes]]:
    """The same papers, telling how far the work is."""
    for done, paper in enumerate(papers, start=1):
        yield paper
        told(done, total)


def made(plan: Plan, jobs: Sequence[Job]) -> Iterator[Made]:
    """How many papers of each kind there are, and why there are none."""
    for kind in KINDS:
        count = sum(1 for job in jobs if job.kind == kind.name)
        yield Made(kind, count, "" if count else kind.why_none(plan))


def _chosen_made(jobs: Sequence[Job]) -> Iterator[Made]:
    for kind in KINDS:
        count = sum(1 for job in jobs if job.kind == kind.name)
        if count:
            yield Made(kind, count, "")


def _nothing_chosen(only: Sequence[str]) -> Problem:
    names = ", ".join(kind.name for kind in KINDS)
    return Problem(
        Origin("--only"),
        f"không có văn bản nào ứng với {', '.join(f'«{wish}»' for wish in only)}.",
        f"ghi loại văn bản ({names}), mã cơ quan (ví dụ so-y-te) hoặc mẫu tên (ví dụ ke_hoach/ubnd-*).",
    )
