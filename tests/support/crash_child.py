"""A build that is killed at one of its steps on the disk: run as `python crash_child.py FOLDER STEP`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ntsdocs.build.folder import Due, open_folder
from ntsdocs.build.options import Replacement
from ntsdocs.changes.manifest import Manifest, Recipe

FIRST = [(f"ke_hoach/{name}.docx", f"{name} 1".encode()) for name in "abcde"]
SECOND = [(f"ke_hoach/{name}.docx", f"{name} 2".encode() * 50) for name in "abdef"]
EDITED = {"ke_hoach/b.docx": b"b edited", "ke_hoach/e.docx": b"e edited"}  # e gives way, b does not
# All that reaches the disk goes through these.
STEPS = ("write_bytes", "replace", "rename", "hardlink_to", "unlink", "mkdir", "rmdir")


def second(out: Path) -> None:
    """The build after the first: a and d change, b was edited, c is no longer due, e gives way, f is new."""
    with open_folder(out, Replacement(("e",), "2026-07-01")) as folder:
        due = Due({path: Recipe("2") for path, _ in SECOND})
        folder.put(SECOND, Manifest("tinh-mau/01-kh-ubnd", date(2026, 6, 30)), due, lambda _: b"slices")


def at_step(number: int, fault: Callable[[], None], patch: Callable[[type, str, object], None]) -> list[int]:
    """Lets `fault` happen at the step with this number, from 0; a text is then half written. Counts the steps."""
    count = [0]

    def faulty(name: str) -> Callable[..., Any]:
        real = getattr(Path, name)

        def step(self: Path, *args: Any, **kwargs: Any) -> Any:
            count[0] += 1
            if count[0] == number + 1:
                if name == "write_bytes":
                    with self.open("wb") as file:
                        file.write(args[0][: len(args[0]) // 2])
                fault()
            return real(self, *args, **kwargs)

        return step

    for name in STEPS:
        patch(Path, name, faulty(name))
    return count


def die() -> None:
    """Ends at once, with nothing cleaned up."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)


if __name__ == "__main__":
    at_step(int(sys.argv[2]), die, setattr)
    second(Path(sys.argv[1]))
