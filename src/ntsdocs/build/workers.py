"""Fill papers here, in other processes or on other machines, through any executor of `concurrent.futures`.

Jobs go out in batches, so that what papers share is sent once and filled once, and come back in their own order; only
a few batches are under way at a time. The bytes are those that one process makes. The few lines that hand batches out
are our own: joblib's generator draws every job as fast as workers end, whether or not anybody takes the papers, and
draws them in a thread of its own, so that a build that is stopped would go on drawing up what it no longer wants.
"""

from __future__ import annotations

import importlib
import itertools
import logging
import multiprocessing
import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, ParamSpec, TypeVar

from ntsdocs.changes import manifest
from ntsdocs.decree import check, mend
from ntsdocs.kinds.due import Draft
from ntsdocs.templates import render
from ntsdocs.templates.render import SET_IN_THE_PAPER, CompiledTemplate, Outcome
from ntsdocs.text.problems import Origin, Problem, Wrong

BATCH = 50  # papers sent at once: text that they share is filled once a batch, and one plan still makes several batches
MANY = 120  # papers from which on starting processes takes less than they save (bench/jobs.py)

_P = ParamSpec("_P")
_T = TypeVar("_T")

_MOST_TEMPLATES = 16  # kept ready in a worker

Template = tuple[str, bytes]  # the file as messages name it, and its content
_Batch = list[tuple[str, Outcome]]
_Versions = tuple[tuple[str, str], ...]
Fill = Callable[[Iterable[Draft], Mapping[str, Template]], Iterator[tuple[str, bytes]]]

_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:[0-9]{1,5}")
_SAME_CODE = "chạy dask worker từ cùng bản mã nguồn (PYTHONPATH=src) và cùng requirements-dask.txt."
_PATIENCE = 10  # seconds until a scheduler that does not answer is taken for lost


class WorkersWrong(Wrong):
    """The workers that were asked for cannot be had, or are not ours."""


@contextmanager
def hire(jobs: int = 1, scheduler: str = "", fewest: int = 0) -> Iterator[Fill]:
    """What fills the papers: this process, `jobs` processes of this machine, or the workers of a Dask `scheduler`.

    Processes are started only if there are `fewest` papers to be made, or more; this one makes a few by itself.
    `WorkersWrong` if there is no such scheduler, or if one of its workers would make other bytes than this machine.
    """
    if scheduler:
        with _cluster(scheduler) as executor:
            yield partial(fill, executor=executor)
    elif jobs > 1:
        with local(jobs) as executor:
            yield partial(_from, fewest, executor=executor)
    else:
        yield fill_here


def _from(
    fewest: int, jobs: Iterable[Draft], templates: Mapping[str, Template], executor: Executor
) -> Iterator[tuple[str, bytes]]:
    """What `fill` gives from so many papers on, `fill_here` for fewer."""
    source = iter(jobs)
    first = list(itertools.islice(source, fewest))
    if len(first) < fewest:
        return fill_here(first, templates)
    return fill(itertools.chain(first, source), templates, executor)


def fill_here(jobs: Iterable[Draft], templates: Mapping[str, Template]) -> Iterator[tuple[str, bytes]]:
    """The papers that pass the decree's gate, made in this process; a template is prepared when first needed.

    After the last, `TemplateWrong` tells what was wrong with all that could not be made, each thing once.
    """
    used: dict[str, CompiledTemplate] = {}

    def compiled(kind: str) -> CompiledTemplate:
        if kind not in used:
            used[kind] = _READY.compiled(*templates[kind])
        return used[kind]

    try:
        yield from render.papers((job.id.path, attempt(compiled(job.id.kind), job)) for job in jobs)
    finally:
        for each in used.values():
            each.forget()


def attempt(compiled: CompiledTemplate, job: Draft) -> Outcome:
    """The paper's bytes, or every problem in its way: a value that cannot stand there, or an error of form.

    Where the template was saved by a program that drops how long a line under words is, or a section's header, these
    are set in the paper.
    """
    outcome = compiled.attempt(job.says, job.core, job.sent_as, job.own)
    if not isinstance(outcome, bytes):
        return outcome
    findings = check.gate(outcome, draft=job.sent is None)
    if findings and SET_IN_THE_PAPER.issuperset(each.rule for each in findings):
        outcome = mend.mend(outcome).docx
        findings = check.gate(outcome, draft=job.sent is None)
    if findings and job.own and isinstance(attempt(compiled, replace(job, own=())), bytes):
        return outcome  # an agency's own words keep no paper from being made
    return [each.problem(compiled.name) for each in findings] or outcome


def local(jobs: int) -> Executor:
    """An executor of `jobs` processes on this machine, the same on every system; the caller shuts it down."""
    spawn = multiprocessing.get_context("spawn")
    return _Processes(jobs, spawn, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))


class _Processes(ProcessPoolExecutor):
    """Processes that leave a Ctrl-C, which reaches all of a console, to the one that asked for the work."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """As usual; but a process begun here is deaf from its first moment, which its initializer is too late for."""
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def fill(
    jobs: Iterable[Draft], templates: Mapping[str, Template], executor: Executor, window: int = 4
) -> Iterator[tuple[str, bytes]]:
    """What `fill_here` gives, made by the executor's workers; `window` is how many batches are under way at most.

    `templates` holds each kind's template. `jobs` are drawn one batch at a time, as there is room for them.
    """
    return render.papers(itertools.chain.from_iterable(_batches(jobs, templates, executor, window)))


def _batches(
    jobs: Iterable[Draft], templates: Mapping[str, Template], executor: Executor, window: int
) -> Iterator[_Batch]:
    waiting: deque[Future[_Batch | None]] = deque()
    source, own = iter(jobs), _versions()
    try:
        while batch := list(itertools.islice(source, BATCH)):
            needed = {job.id.kind: templates[job.id.kind] for job in batch}
            with _failures_as_problems():
                waiting.append(executor.submit(fill_batch, batch, needed, own))
            if len(waiting) >= window:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()


def _result(future: Future[_Batch | None]) -> _Batch:
    """What a worker made; `WorkersWrong` if it could not, for no fault of the papers."""
    with _failures_as_problems():
        batch = future.result()
    if batch is None:
        raise _wrong("có máy chạy phiên bản khác máy này.", _SAME_CODE)
    return batch


@contextmanager
def _failures_as_problems() -> Iterator[None]:
    """Turns what an executor cannot do into `WorkersWrong`; a bug stays one."""
    try:
        yield
    except BrokenExecutor as error:
        what = "một tiến trình đang điền mẫu bị dừng đột ngột."
        remedy = "đóng bớt chương trình khác cho đủ bộ nhớ, giảm --jobs, rồi dựng lại."
        raise WorkersWrong([Problem(Origin("--jobs"), what, remedy)]) from error
    except (CancelledError, OSError) as error:
        remedy = "xem lại bộ điều phối và mạng, rồi dựng lại."
        raise _wrong("mất liên lạc với bộ điều phối khi đang điền mẫu.", remedy) from error
    except Exception as error:
        if type(error).__name__ == "KilledWorker":
            remedy = "xem lại bộ nhớ của các máy ấy và bản ghi của dask worker, rồi dựng lại."
            raise _wrong("các máy làm việc bị dừng khi đang điền mẫu.", remedy) from error
        if "ModuleNotFoundError" in repr(error):  # Dask tells what its workers could not load by its name only
            raise _wrong("có máy không chạy được chương trình này.", _SAME_CODE) from error
        raise


def fill_batch(jobs: list[Draft], templates: Mapping[str, Template], expected: _Versions) -> _Batch | None:
    """Each paper's path, and its bytes or the problems in its way: one worker's work.

    `None` if other versions are `expected` for than those that run here.
    """
    if _versions() != tuple(map(tuple, expected)):
        return None
    ready = {kind: _READY.compiled(*template) for kind, template in templates.items()}
    done = [(job.id.path, attempt(ready[job.id.kind], job)) for job in jobs]
    for each in ready.values():
        each.forget()  # the next batch comes with values of its own
    return done


def refuse_address(address: str) -> None:
    """`WorkersWrong` if this is not how a scheduler's address is written."""
    if not _ADDRESS.fullmatch(address):
        raise _wrong(f"«{address}» không phải là địa chỉ của bộ điều phối.", "ghi như tcp://10.0.0.5:8786.")


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    refuse_address(address)
    try:
        distributed: Any = importlib.import_module("distributed")  # an extra, and without types
    except ImportError as error:
        remedy = "cài thêm: python -m pip install --require-hashes -r requirements-dask.txt"
        raise _wrong("máy này chưa cài Dask.", remedy) from error
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what is wrong is told by us, once
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        what = f"không nối được với bộ điều phối «{address}»."
        raise _wrong(what, "xem lại địa chỉ (tcp://máy:cổng) và bộ điều phối có đang chạy không.") from error
    with client:
        try:
            of_workers = client.run(_versions)
        except Exception as error:
            raise _wrong("các máy làm việc không chạy được chương trình này.", _SAME_CODE) from error
        _refuse_strangers(of_workers)
        with client.get_executor(pure=False) as executor:
            yield executor


def _versions() -> _Versions:
    """What decides the bytes of a paper, as it is installed where this is called."""
    return tuple(sorted(manifest.versions()))


def _refuse_strangers(workers: Mapping[str, _Versions]) -> None:
    """`WorkersWrong` if there is no worker, or if one runs other versions than this machine."""
    if not workers:
        raise _wrong("bộ điều phối chưa có máy nào làm việc.", _SAME_CODE)
    own = _versions()
    other = sorted(address for address, versions in workers.items() if tuple(map(tuple, versions)) != own)
    if other:
        raise _wrong(f"các máy {', '.join(other)} chạy phiên bản khác máy này.", _SAME_CODE)


def _wrong(what: str, remedy: str) -> WorkersWrong:
    return WorkersWrong([Problem(Origin("--scheduler"), what, remedy)])


class _Ready(threading.local):
    """The templates that a thread has ready: a Dask worker may have several, and two may not fill one at once."""

    def __init__(self) -> None:
        self.compiled = lru_cache(_MOST_TEMPLATES)(lambda name, data: CompiledTemplate.load(data, name))


_READY = _Ready()
