"""A verb started as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*words, where=ROOT, **surroundings):
    """A verb, as a person starts it; what it says is read as UTF-8."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200", **surroundings}
    command = [sys.executable, "-m", "invoke", *words]
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, encoding="utf-8", check=False)
