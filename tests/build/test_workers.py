"""Papers filled by other processes are the papers that one process fills."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import pytest
from distributed import Client, KilledWorker, LocalCluster

from ntsdocs.build import journey as build_journey
from ntsdocs.build import workers
from ntsdocs.build.options import BuildOptions
from ntsdocs.build.rebuild import Workforce, rebuild
from ntsdocs.changes import manifest
from ntsdocs.kinds import KINDS
from ntsdocs.kinds.due import Draft, draw_up
from ntsdocs.plan import assignments, reading
from ntsdocs.templates import render
from ntsdocs.text.problems import TemplateWrong

ROOT = Path(__file__).resolve().parents[2]
PLAN = "tinh-mau/01-kh-ubnd"


@dataclass
class Journey:
    """The sample plan's jobs, its templates, and the papers one process makes of them."""

    jobs: list[Draft]
    templates: dict[str, workers.Template]
    papers: list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def journey() -> Journey:
    plan = reading.read(build_journey.folder(ROOT, PLAN), ROOT, None).plan_or_stop(strict=False)
    jobs = list(draw_up(plan, assignments.settle(plan), KINDS))
    templates = {kind.name: build_journey.read_template(ROOT, kind.name) for kind in KINDS}
    compiled = {kind: render.CompiledTemplate.load(data, name) for kind, (name, data) in templates.items()}
    papers = [(job.id.path, compiled[job.id.kind].render(job.says, job.core, paper=job.sent_as)) for job in jobs]
    return Journey(jobs, templates, papers)


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
@pytest.mark.parametrize("machines", ["1", "2", "cluster"])
def test_a_build_has_the_same_bytes_whoever_fills_the_papers(
    journey: Journey, tmp_path: Path, request: pytest.FixtureRequest, machines: str
) -> None:
    hired = (
        Workforce(scheduler=request.getfixturevalue("cluster")) if machines == "cluster" else Workforce(int(machines))
    )

    built = rebuild(ROOT, PLAN, tmp_path, None, BuildOptions(), lambda _: None, hired)

    assert built.rendered == len(journey.papers)
    papers = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.docx")}
    assert papers == dict(journey.papers)


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_runs_another_version_of_the_program_is_refused(
    cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "program", lambda: "another")
    with pytest.raises(workers.WorkersWrong) as caught, workers.hire(scheduler=cluster):
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
    with pytest.raises(workers.WorkersWrong) as caught, workers.hire(scheduler=address):
        pass
    assert str(caught.value).splitlines()[0] == told


def test_a_wrong_address_is_told_even_where_nothing_changed(tmp_path: Path) -> None:
    build_journey.build(ROOT, PLAN, tmp_path)
    with pytest.raises(workers.WorkersWrong, match="«localhost:8786» không phải là địa chỉ"):
        rebuild(ROOT, PLAN, tmp_path, None, BuildOptions(), lambda _: None, Workforce(scheduler="localhost:8786"))


# --- workers that cannot ---------------------------------------------------------------------------------------------


def dask(program: str, *words: str, **surroundings: str) -> subprocess.Popen[bytes]:
    """A scheduler or a worker as somebody starts it elsewhere: it knows nothing of this project by itself."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *words, "--no-dashboard"]
    environment |= surroundings
    return subprocess.Popen(command, cwd=sys.prefix, env=environment, stdout=DEVNULL, stderr=DEVNULL)


@pytest.fixture
def scheduler() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a scheduler without workers, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = dask("scheduler", "--host", "127.0.0.1", "--port", str(port))
    yield f"tcp://127.0.0.1:{port}", running
    running.kill()
    running.wait()


@contextmanager
def worker(address: str, **surroundings: str) -> Iterator[None]:
    """A worker that has said that it is there."""
    running = dask("worker", address, "--nthreads", "1", "--no-nanny", **surroundings)
    with Client(address, set_as_default=False, timeout=30) as client:
        client.wait_for_workers(1, timeout=30)
    yield
    running.kill()
    running.wait()


@pytest.mark.filterwarnings("default")
def test_workers_without_the_program_are_told_with_how_to_start_them(
    scheduler: tuple[str, subprocess.Popen[bytes]],
) -> None:
    address, _ = scheduler
    with worker(address), pytest.raises(workers.WorkersWrong) as caught, workers.hire(scheduler=address):
        pass
    assert str(caught.value) == (
        "--scheduler: các máy làm việc không chạy được chương trình này.\n"
        "    Sửa: chạy dask worker từ cùng bản mã nguồn (PYTHONPATH=src) và cùng requirements-dask.txt."
    )


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_is_lost_meanwhile_is_told(
    journey: Journey, scheduler: tuple[str, subprocess.Popen[bytes]]
) -> None:
    address, running = scheduler

    def jobs() -> Iterator[Draft]:
        yield from journey.jobs
        running.kill()
        running.wait()

    with (
        worker(address, PYTHONPATH=str(ROOT / "src")),
        pytest.raises(workers.WorkersWrong, match="mất liên lạc với bộ điều phối"),
        workers.hire(scheduler=address) as fill,
    ):
        list(fill(jobs(), journey.templates))


def test_a_process_that_dies_meanwhile_is_told(journey: Journey) -> None:
    with workers.local(1) as executor:
        executor.submit(os._exit, 1)
        with pytest.raises(workers.WorkersWrong) as caught:
            list(workers.fill(journey.jobs, journey.templates, executor))
    assert [(each.origin.file, each.what) for each in caught.value.problems] == [
        ("--jobs", "một tiến trình đang điền mẫu bị dừng đột ngột.")
    ]


@pytest.mark.skipif(os.name == "nt", reason="on Windows a Ctrl-C cannot be sent to one process alone")
def test_a_ctrl_c_does_not_reach_the_processes_even_as_they_begin() -> None:
    with workers.local(1) as executor:
        working = executor.submit(sum, (1, 2))
        (process,) = executor._processes
        os.kill(process, signal.SIGINT)
        assert working.result(timeout=60) == 3
        os.kill(process, signal.SIGINT)
        assert executor.submit(sum, (3, 4)).result(timeout=60) == 7


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModuleNotFoundError("No module named 'ntsdocs'"), "có máy không chạy được chương trình này."),
        (Exception("ModuleNotFoundError(\"No module named 'ntsdocs'\")"), "có máy không chạy được chương trình này."),
        (KilledWorker("fill_batch", None, 1), "các máy làm việc bị dừng khi đang điền mẫu."),
        (CancelledError(), "mất liên lạc với bộ điều phối khi đang điền mẫu."),
        (ConnectionResetError(), "mất liên lạc với bộ điều phối khi đang điền mẫu."),
    ],
)
def test_what_an_executor_cannot_do_is_told_in_a_persons_words(journey: Journey, error: Exception, told: str) -> None:
    executor = OneByOne(error)
    with pytest.raises(workers.WorkersWrong) as caught:
        list(workers.fill(journey.jobs, journey.templates, executor))
    assert [(each.origin.file, each.what) for each in caught.value.problems] == [("--scheduler", told)]


def test_a_bug_in_a_worker_is_no_fault_of_the_workers(journey: Journey) -> None:
    with pytest.raises(ZeroDivisionError):
        list(workers.fill(journey.jobs, journey.templates, OneByOne(ZeroDivisionError())))


def test_a_worker_that_joins_later_with_another_version_makes_no_paper(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Joined(OneByOne):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            with monkeypatch.context() as there:
                there.setattr(manifest, "program", lambda: "another")
                return super().submit(fn, *args, **kwargs)

    with pytest.raises(workers.WorkersWrong, match="có máy chạy phiên bản khác máy này"):
        list(workers.fill(journey.jobs, journey.templates, Joined()))


# --- order and thrift ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fewest", "batches"), [(25, 9), (26, 0), (0, 9)])
@pytest.mark.usefixtures("small_batches")
def test_processes_are_started_only_for_papers_enough(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, fewest: int, batches: int
) -> None:
    executor = OneByOne()
    monkeypatch.setattr(workers, "local", lambda _jobs: executor)
    with workers.hire(2, fewest=fewest) as fill:
        assert list(fill(journey.jobs, journey.templates)) == journey.papers
    assert executor.asked == batches


def test_nothing_of_a_plan_is_kept_once_its_papers_are_made(journey: Journey) -> None:
    assert list(workers.fill_here(journey.jobs, journey.templates)) == journey.papers
    fillers = [workers._READY.compiled(*template)._prepared.filler for template in journey.templates.values()]
    assert [(each._shared, each._texts, each._immutable) for each in fillers] == [({}, {}, {})] * len(KINDS)


class OneByOne(Executor):
    """Does each batch at once, or fails at it, and keeps count of how many were asked for."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked = 0
        self._error = error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        done: Future[Any] = Future()
        if self._error:
            done.set_exception(self._error)
        else:
            done.set_result(fn(*args, **kwargs))
        return done


@pytest.mark.usefixtures("small_batches")
def test_jobs_are_drawn_only_as_there_is_room_for_them(journey: Journey) -> None:
    drawn: list[Draft] = []

    def jobs() -> Iterator[Draft]:
        for job in journey.jobs:
            drawn.append(job)
            yield job

    executor = OneByOne()
    papers = workers.fill(jobs(), journey.templates, executor, window=2)
    next(papers)

    assert (executor.asked, len(drawn)) == (2, 6)


@pytest.mark.usefixtures("small_batches")
def test_what_is_wrong_is_told_once_with_the_papers_it_stands_in_the_way_of(journey: Journey) -> None:
    jobs = [Draft(job.id, Nothing(), job.core) for job in journey.jobs if job.id.kind == "ke_hoach"][:5]
    with pytest.raises(TemplateWrong) as here:
        list(workers.fill_here(jobs, journey.templates))

    with ThreadPoolExecutor(1) as executor, pytest.raises(TemplateWrong) as there:
        list(workers.fill(jobs, journey.templates, executor))

    assert there.value.problems == here.value.problems


@pytest.mark.usefixtures("small_batches")
def test_many_threads_of_one_worker_mix_nothing_up(journey: Journey) -> None:
    jobs = [
        job if number % 2 else replace(job, says=Nothing())
        for number, job in enumerate(journey.jobs * 5)
        if job.id.kind == "ke_hoach"
    ]
    compiled = render.CompiledTemplate.load(*reversed(journey.templates["ke_hoach"]))
    alone = [compiled.attempt(job.says, job.core, job.sent_as) for job in jobs]
    assert {type(outcome) for outcome in alone} == {bytes, list}

    at_once: list[render.Outcome] = []
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as executor:
            for batch in workers._batches(jobs, journey.templates, executor, 16):
                at_once += [outcome for _, outcome in batch]
    finally:
        sys.setswitchinterval(usual)

    assert at_once == alone


@pytest.mark.filterwarnings("default")
@pytest.mark.usefixtures("small_batches")
def test_a_cluster_whose_workers_have_several_threads_makes_the_same_papers(journey: Journey) -> None:
    with (
        LocalCluster(1, threads_per_worker=4, host="127.0.0.1", dashboard_address=None) as running,
        workers.hire(scheduler=running.scheduler_address) as fill,
    ):
        assert list(fill(journey.jobs, journey.templates)) == journey.papers


@dataclass(frozen=True, slots=True)
class Nothing:
    """A paper that says nothing of what its template asks for."""
