"""Fill papers in other processes or on other machines, through any executor of `concurrent.futures`.

Jobs go out in batches, so that what papers share is sent once and filled once, and come back in their own order; only
a few batches are under way at a time. The bytes are those that one process makes.
"""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import lru_cache

from ntsdocs import render
from ntsdocs.docket import Job
from ntsdocs.render import Compiled, Outcome

BATCH = 50  # papers sent at once
_MOST_TEMPLATES = 16  # kept ready in a worker

Template = tuple[str, bytes]  # the file as messages name it, and its content
_Batch = list[tuple[str, Outcome]]


def local(jobs: int) -> Executor:
    """An executor of `jobs` processes on this machine, the same on every system; the caller shuts it down."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def fill(
    jobs: Iterable[Job], templates: Mapping[str, Template], executor: Executor, window: int = 8
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
    return [(job.path, ready[job.kind].attempt(job.says, job.core)) for job in jobs]


@lru_cache(_MOST_TEMPLATES)
def _compiled(name: str, data: bytes) -> Compiled:
    return Compiled.load(data, name)
