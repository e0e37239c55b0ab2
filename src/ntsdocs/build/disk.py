"""Guard the build folder on disk: one run at a time, and errors of the system as problems for a person."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

from ntsdocs.build.paths import LOCK
from ntsdocs.text.problems import Origin, Problem, Wrong, reason


class OutputWrong(Wrong):
    """The papers could not be put into the build folder."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Holds the folder for this run alone; the system lets go of it even if the run is killed."""
    out.mkdir(parents=True, exist_ok=True)
    if (out / LOCK).is_symlink() or (out / LOCK).is_dir():
        what, remedy = "khóa của thư mục là một liên kết hoặc thư mục, không phải tệp", "xóa nó đi rồi dựng lại."
        raise OutputWrong([Problem(origin(out, LOCK), what, remedy)])
    try:
        with FileLock(out / LOCK, timeout=0, fallback_to_soft=False):
            yield
    except Timeout as error:
        what, remedy = "một lượt dựng khác đang ghi vào thư mục này", "đợi lượt kia xong rồi chạy lại."
        raise OutputWrong([Problem(origin(out, ""), what, remedy)]) from error


@contextmanager
def os_errors_as_problems(out: Path) -> Iterator[None]:
    """Turns what the system refuses into a problem for a person."""
    try:
        yield
    except OSError as error:
        place = Origin(Path(error.filename).as_posix()) if error.filename else origin(out, "")
        raise OutputWrong([os_problem(place, error)]) from error


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Lets what is begun be ended: a Ctrl-C that comes meanwhile is heard afterwards."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    signals: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: signals.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if signals:  # what went wrong meanwhile is told first
        usual(*signals[0])


def clear(staging: Path) -> None:
    """Removes the folder, or the link in its place, with all that is in it."""
    if staging.is_symlink():
        staging.unlink()
    elif staging.exists():
        shutil.rmtree(staging)


def refuse_open_files(out: Path, paths: Iterable[str]) -> None:
    """`OutputWrong` if one of these files is held open or cannot be written to."""
    problems = []
    for path in paths:
        if lock := _lock_of_office(out / path):
            remedy = f"đóng tệp rồi dựng lại; nếu không ai đang mở thì xóa tệp «{lock}» còn sót lại."
            problems.append(Problem(origin(out, path), "tệp đang mở trong Word hoặc LibreOffice", remedy))
            continue
        try:
            if (out / path).is_file():
                with (out / path).open("r+b"):
                    pass
        except OSError as error:
            problems.append(os_problem(origin(out, path), error))
    if problems:
        raise OutputWrong(problems)


def _lock_of_office(path: Path) -> str:
    """The name of the file by which Word or LibreOffice tells that it holds `path` open; blank if there is none."""
    # Word puts «~$» in place of the first two letters of a long name, of the first of a shorter, or before a short one.
    names = [f"~${path.name[cut:]}" for cut in (2, 1, 0)] + [f".~lock.{path.name}#"]
    return next((name for name in names if os.path.lexists(path.parent / name)), "")


def origin(out: Path, path: str) -> Origin:
    """A file of the build folder as messages name it."""
    return Origin((out / path).as_posix())


def os_problem(place: Origin, error: OSError) -> Problem:
    """What the system refused, with what to do about it."""
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        what = "không ghi được: tệp đang mở trong Word, hoặc thư mục chỉ cho đọc"
        remedy = "đóng tệp trong Word, xem lại quyền ghi của thư mục, rồi dựng lại."
    elif error.errno == errno.ENOSPC:
        what, remedy = "ổ đĩa đã đầy", "xóa bớt tệp không dùng trên ổ đĩa, rồi dựng lại."
    elif error.errno == errno.ENAMETOOLONG:
        what, remedy = "đường dẫn quá dài", "đặt thư mục dự án ở nơi có đường dẫn ngắn hơn, rồi dựng lại."
    else:
        what = f"không ghi được ({reason(error)})"
        remedy = "xem lại ổ đĩa và thư mục, rồi dựng lại."
    return Problem(place, what, remedy)
