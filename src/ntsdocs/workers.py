"""Fill papers here, in other processes or on other machines, through any executor of `concurrent.futures`.

Jobs go out in batches, so that what papers share is sent once and filled once, and come back in their own order; only
a few batches are under way at a time. The bytes are those that one process makes.
"""

from __future__ import annotations

import importlib
import itertools
import multiprocessing
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any

from ntsdocs import manifest, render
from ntsdocs.docket import Job
from ntsdocs.problems import Origin, Problem, Wrong
from ntsdocs.render import Compiled, Outcome

BATCH = 200  # papers sent at once: text that they share is filled once a batch, so small ones do the work twice
_MOST_TEMPLATES = 16  # kept ready in a worker

Template = tuple[str, bytes]  # the file as messages name it, and its content
_Batch = list[tuple[str, Outcome]]
Fill = Callable[[Iterable[Job], Mapping[str, Template]], Iterator[tuple[str, bytes]]]

_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:[0-9]{1,5}")
_PATIENCE = 10  # seconds until a scheduler that does not answer is taken for lost


class WorkersWrong(Wrong):
    """The workers that were asked for cannot be had, or are not ours."""


@contextmanager
def hired(jobs: int = 1, scheduler: str = "") -> Iterator[Fill]:
    """What fills the papers: this process, `jobs` processes of this machine, or the workers of a Dask `scheduler`.

    `WorkersWrong` if there is no such scheduler, or if one of its workers would make other bytes than this machine.
    """
    if scheduler:
        with _cluster(scheduler) as executor:
            yield partial(fill, executor=executor)
    elif jobs > 1:
        with local(jobs) as executor:
            yield partial(fill, executor=executor)
    else:
        yield here


def here(jobs: Iterable[Job], templates: Mapping[str, Template]) -> Iterator[tuple[str, bytes]]:
    """What `render.fill` gives, made in this process; a template is prepared when a job first needs it."""
    used: dict[str, Compiled] = {}

    def compiled(kind: str) -> Compiled:
        if kind not in used:
            used[kind] = _compiled(*templates[kind])
        return used[kind]

    try:
        yield from render.fill(jobs, compiled)
    finally:
        for each in used.values():
            each.forget()


def local(jobs: int) -> Executor:
    """An executor of `jobs` processes on this machine, the same on every system; the caller shuts it down."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def fill(
    jobs: Iterable[Job], templates: Mapping[str, Template], executor: Executor, window: int = 4
) -> Iterator[tuple[str, bytes]]:
    """What `render.fill` gives, made by the executor's workers; `window` is how many batches are under way at most.

    `templates` holds each kind's template. `jobs` are drawn one batch at a time, as there is room for them.
    """
    return render.made(itertools.chain.from_iterable(_batches(jobs, templates, executor, window)))


def _batches(
    jobs: Iterable[Job], templates: Mapping[str, Template], executor: Executor, window: int
) -> Iterator[_Batch]:
    waiting: deque[Future[_Batch]] = deque()
    source = iter(jobs)
    try:
        while batch := list(itertools.islice(source, BATCH)):
            needed = {job.kind: templates[job.kind] for job in batch}
            waiting.append(executor.submit(fill_batch, batch, needed))
            if len(waiting) >= window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def fill_batch(jobs: list[Job], templates: Mapping[str, Template]) -> _Batch:
    """Each paper's path, and its bytes or the problems in its way: one worker's work."""
    ready = {kind: _compiled(*template) for kind, template in templates.items()}
    done = [(job.path, ready[job.kind].attempt(job.says, job.core)) for job in jobs]
    for each in ready.values():
        each.forget()  # the next batch comes with values of its own
    return done


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    if not _ADDRESS.fullmatch(address):
        raise _wrong(f"«{address}» không phải là địa chỉ của bộ điều phối.", "ghi như tcp://10.0.0.5:8786.")
    try:
        distributed: Any = importlib.import_module("distributed")  # an extra, and without types
    except ImportError as error:
        remedy = "cài thêm: python -m pip install --require-hashes -r requirements-dask.txt"
        raise _wrong("máy này chưa cài Dask.", remedy) from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        what = f"không nối được với bộ điều phối «{address}»."
        raise _wrong(what, "xem lại địa chỉ (tcp://máy:cổng) và bộ điều phối có đang chạy không.") from error
    with client:
        _refuse_strangers(client.run(_versions))
        with client.get_executor(pure=False) as executor:
            yield executor


def _versions() -> tuple[tuple[str, str], ...]:
    """What decides the bytes of a paper, as it is installed where this is called."""
    return tuple(sorted(manifest.versions()))


def _refuse_strangers(workers: Mapping[str, tuple[tuple[str, str], ...]]) -> None:
    """`WorkersWrong` if there is no worker, or if one runs other versions than this machine."""
    remedy = "chạy dask worker từ cùng bản mã nguồn (PYTHONPATH=src) và cùng requirements-dask.txt."
    if not workers:
        raise _wrong("bộ điều phối chưa có máy nào làm việc.", remedy)
    mine = _versions()
    other = sorted(address for address, theirs in workers.items() if tuple(map(tuple, theirs)) != mine)
    if other:
        raise _wrong(f"các máy {', '.join(other)} chạy phiên bản khác máy này.", remedy)


def _wrong(what: str, remedy: str) -> WorkersWrong:
    return WorkersWrong([Problem(Origin("--scheduler"), what, remedy)])


@lru_cache(_MOST_TEMPLATES)
def _compiled(name: str, data: bytes) -> Compiled:
    return Compiled.load(data, name)
