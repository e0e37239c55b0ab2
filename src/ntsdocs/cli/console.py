"""The streams of a console or a pipe, made fit for what the verbs say."""

from __future__ import annotations

import errno
import io
import os
import stat
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


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
