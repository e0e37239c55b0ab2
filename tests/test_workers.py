"""Papers filled by other processes are the papers that one process fills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from ntsdocs import build, intake, manifest, remit, render, workers
from ntsdocs.docket import Job, draw_up
from ntsdocs.kinds import KINDS
from ntsdocs.problems import TemplateWrong
from ntsdocs.rebuild import Hands, rebuild
from ntsdocs.wishes import Wishes

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
    jobs = list(draw_up(plan, remit.settle(plan), KINDS))
    templates = {
        kind.name: (f"templates/{kind.name}.docx", (ROOT / "templates" / f"{kind.name}.docx").read_bytes())
        for kind in KINDS
    }
    compiled = {kind: render.Compiled.load(data, name) for kind, (name, data) in templates.items()}
    return Journey(jobs, templates, list(render.fill(jobs, compiled.__getitem__)))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH", 3)


@pytest.mark.usefixtures("small_batches")
def test_two_processes_make_the_same_papers_in_the_same_order(journey: Journey) -> None:
    with workers.local(2) as executor:
        assert list(workers.fill(journey.jobs, journey.templates, executor)) == journey.papers


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two workers on this machine."""
    with LocalCluster(2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as running:
        yield running.scheduler_address


@pytest.mark.filterwarnings("default")  # what a cluster warns of is not ours
@pytest.mark.parametrize("hands", ["1", "2", "cluster"])
def test_a_build_has_the_same_bytes_whoever_fills_the_papers(
    journey: Journey, tmp_path: Path, request: pytest.FixtureRequest, hands: str
) -> None:
    hired = Hands(scheduler=request.getfixturevalue("cluster")) if hands == "cluster" else Hands(int(hands))

    built = rebuild(ROOT, PLAN, tmp_path, None, Wishes(), lambda _: None, hired)

    assert built.rendered == len(journey.papers)
    papers = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.docx")}
    assert papers == dict(journey.papers)


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_runs_another_version_of_the_program_is_refused(
    cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "program", lambda: "another")
    with pytest.raises(workers.WorkersWrong) as caught, workers.hired(scheduler=cluster):
        pass
    assert re.sub(r"tcp://[0-9.:]+", "tcp://…", str(caught.value)) == (
        "--scheduler: các máy tcp://…, tcp://… chạy phiên bản khác máy này.\n"
        "    Sửa: chạy dask worker từ cùng bản mã nguồn (PYTHONPATH=src) và cùng requirements-dask.txt."
    )


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("may-chu", "--scheduler: «may-chu» không phải là địa chỉ của bộ điều phối."),
        ("http://10.0.0.5:8786", "--scheduler: «http://10.0.0.5:8786» không phải là địa chỉ của bộ điều phối."),
        ("tcp://127.0.0.1:1", "--scheduler: không nối được với bộ điều phối «tcp://127.0.0.1:1»."),
    ],
)
def test_a_scheduler_that_is_not_there_is_told_before_anything_is_made(address: str, told: str) -> None:
    with pytest.raises(workers.WorkersWrong) as caught, workers.hired(scheduler=address):
        pass
    assert str(caught.value).splitlines()[0] == told


def test_nothing_of_a_plan_is_kept_once_its_papers_are_made(journey: Journey) -> None:
    assert list(workers.here(journey.jobs, journey.templates)) == journey.papers
    rooms = [workers._compiled(*template)._prepared.room for template in journey.templates.values()]
    assert [(room._kept, room._texts, room._lasting) for room in rooms] == [({}, {}, {})] * len(KINDS)


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
        list(render.fill(jobs, compiled.__getitem__))

    with ThreadPoolExecutor(1) as executor, pytest.raises(TemplateWrong) as there:
        list(workers.fill(jobs, journey.templates, executor))

    assert there.value.problems == here.value.problems


@dataclass(frozen=True, slots=True)
class Nothing:
    """A paper that says nothing of what its template asks for."""
