"""A script that stands for LibreOffice: it converts, hangs or breaks down, as each file says."""

from __future__ import annotations

import sys
from pathlib import Path

# What a file says decides what becomes of it. «hang» first starts a child that would outlive its parent.
_SCRIPT = """#!{python}
import os, pathlib, subprocess, sys, time
words = sys.argv[1:]
to = words[words.index("--convert-to") + 1].partition(":")[0]
place = pathlib.Path(words[words.index("--outdir") + 1])
with open({log!r}, "a") as log:
    print(*words, sep="\\t", file=log)
for name in words[words.index("--outdir") + 2:]:
    path = pathlib.Path(name)
    data = path.read_bytes()
    if data.startswith(b"hang"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        with open({log!r} + ".children", "a") as log:
            print(child.pid, file=log)
        time.sleep(600)
    if data.startswith(b"crash"):
        os.abort()
    if data.startswith(b"nothing"):
        continue
    results = [pathlib.Path({results!r}) / (name + "." + to) for name in (data.split()[0].decode("latin-1"), "any")]
    made = next((result.read_bytes() for result in results if result.is_file()), data)
    (place / (path.stem + "." + to)).write_bytes(made)
"""


def script(place: Path) -> str:
    """A program below `place` that makes of a file what `place/results` holds under its first word or «any», or a copy.

    Its command lines are in `place/log`, the ids of processes it has started in `place/log.children`.
    """
    (place / "results").mkdir()
    text = _SCRIPT.format(python=sys.executable, log=str(place / "log"), results=str(place / "results"))
    (place / "soffice").write_text(text, encoding="utf-8")
    (place / "soffice").chmod(0o755)
    return str(place / "soffice")


def runs(place: Path) -> list[list[str]]:
    """The words of each time that the program was started."""
    return [line.split("\t") for line in (place / "log").read_text(encoding="utf-8").splitlines()]
