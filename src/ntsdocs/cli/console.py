"""Speak to the person at the keyboard: streams that take Vietnamese, how a verb ends, and what it says then."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from invoke.exceptions import Exit

from ntsdocs.text.problems import Wrong, in_short

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# How a verb ends, besides 0: the guide says what each means to a person.
WRONG, ATTENTION, STOPPED = 1, 2, 130


class _Pipe(io.FileIO):
    """A pipe whose reader may leave early, as `head` does: the rest is dropped, and the verb ends its work."""

    def write(self, data: ReadableBuffer) -> int:
        """How many bytes were taken."""
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in (errno.EPIPE, errno.EINVAL):  # the latter is what Windows says of it
                raise
            return memoryview(data).nbytes


def patient(stream: TextIO) -> TextIO:
    """The stream; where it is a pipe, one that does not mind that nobody reads it any more."""
    try:
        if not stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode):
            return stream
    except (OSError, ValueError):  # a stream of a test, or none at all
        return stream
    return io.TextIOWrapper(io.BufferedWriter(_Pipe(stream.fileno(), "w", closefd=False)), line_buffering=True)


def speak_vietnamese(*streams: TextIO) -> None:
    """Lets the streams take every letter: a Windows console may not know the Vietnamese ones."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


@contextmanager
def vietnamese(code: int = WRONG, *, builds: bool = False) -> Iterator[None]:
    """What a person can mend is told as a list, without a traceback, and ends the run with `code`; so is a Ctrl-C.

    `builds` says that the verb writes a build: what became of the last one is told then.
    """
    try:
        yield
    except Wrong as wrong:
        count = f"{len(wrong.problems)} {max(problem.severity for problem in wrong.problems)}"  # «lỗi» sorts last
        last_build = "; kết quả lần trước còn nguyên" if builds else ""
        short = in_short(wrong.problems)
        rest = " Xem đủ từng chỗ: invoke check data." if builds and len(short) < len(wrong.problems) else ""
        message = "\n".join(map(str, short))
        raise Exit(f"{message}\n\nDừng lại vì {count}{last_build}.{rest}", code=code) from wrong
    except KeyboardInterrupt as stop:
        message = "Đã dừng theo yêu cầu; mọi tệp kết quả đều nguyên vẹn. Chạy lại để làm phần còn lại."
        raise Exit(message, code=STOPPED) from stop


def refusal(what: str, remedy: str, code: int = WRONG) -> Exit:
    """What ends a verb that cannot do as its words say."""
    return Exit(f"{what} Sửa: {remedy}", code=code)


def say(lines: Iterable[str], code: int = 0, last: str = "") -> None:
    """Prints the lines; any `code` but 0 then ends the run, with the line `last` as its error."""
    print("\n".join(lines))
    if code:
        raise Exit(last or None, code=code)


def counter(stream: TextIO) -> Callable[[int], None]:
    """What tells how far the work is: one line that counts up on a screen, a line every 50 papers in a log."""

    def count(done: int) -> None:
        if stream.isatty():
            print(f"\rĐã làm {done} văn bản. ", end="", file=stream, flush=True)
        elif done % 50 == 0:
            print(f"Đã làm {done} văn bản", file=stream, flush=True)

    return count
