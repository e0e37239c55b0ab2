"""Papers filled by other processes are the papers that one process fills."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

from ntsdocs import build, intake, render, workers
from ntsdocs.docket import Job, draw_up
from ntsdocs.kinds import KINDS
from ntsdocs.problems import TemplateWrong

ROOT = Path(__file__).resolve().parent.parent
PLAN = "tinh-mau/01-kh-ubnd"


@dataclass
class Journey:
    """The sample plan's jobs, its templates, and the papers one process makes of them."""

    jobs: list[Job]
    templates: dict[str, workers.Template]
    papers: list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def journey() -> Journey:
    plan = intake.read(build.folder(ROOT, PLAN), ROOT, None).plan_or_stop(strict=False)
    jobs = list(draw_up(plan, build.settle(plan), KINDS))
    templates = {
        kind.name: (f"templates/{kind.name}.docx", (ROOT / "templates" / f"{kind.name}.docx").read_bytes())
        for kind in KINDS
    }
    compiled = {kind: render.Compiled.load(data, name) for kind, (name, data) in templates.items()}
    return Journey(jobs, templates, list(render.fill(jobs, compiled)))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH", 3)


@pytest.mark.usefixtures("small_batches")
def test_two_processes_make_the_same_papers_in_the_same_order(journey: Journey) -> None:
    with workers.local(2) as executor:
        assert list(workers.fill(journey.jobs, journey.templates, executor)) == journey.papers


@pytest.mark.usefixtures("small_batches")
@pytest.mark.filterwarnings("default")  # what a cluster warns of is not ours
def test_a_dask_cluster_of_two_workers_makes_the_same_papers(journey: Journey) -> None:
    with (
        LocalCluster(2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        assert list(workers.fill(journey.jobs, journey.templates, executor)) == journey.papers


class OneByOne(Executor):
    """Does each batch at once, and keeps count of how many were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.mark.usefixtures("small_batches")
def test_jobs_are_drawn_only_as_there_is_room_for_them(journey: Journey) -> None:
    drawn: list[Job] = []

    def jobs() -> Iterator[Job]:
        for job in journey.jobs:
            drawn.append(job)
            yield job

    executor = OneByOne()
    papers = workers.fill(jobs(), journey.templates, executor, window=2)
    next(papers)

    assert (executor.asked, len(drawn)) == (2, 6)


@pytest.mark.usefixtures("small_batches")
def test_what_is_wrong_is_told_once_with_the_papers_it_stands_in_the_way_of(journey: Journey) -> None:
    jobs = [Job(job.kind, job.name, Nothing(), job.core) for job in journey.jobs if job.kind == "ke_hoach"][:5]
    compiled = {"ke_hoach": render.Compiled.load(*reversed(journey.templates["ke_hoach"]))}
    with pytest.raises(TemplateWrong) as here:
        list(render.fill(jobs, compiled))

    with ThreadPoolExecutor(1) as executor, pytest.raises(TemplateWrong) as there:
        list(workers.fill(jobs, journey.templates, executor))

    assert there.value.problems == here.value.problems


@dataclass(frozen=True, slots=True)
class Nothing:
    """A paper that says nothing of what its template asks for."""
