"""Check or mend Word files as a person asks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ntsdocs.decree import console, files, webpage


def run(paths: Sequence[Path], kind: str, json: str, html: str, *, annotate: bool, fix: bool) -> tuple[list[str], int]:
    """What a screen shows of the files, and what the run ends with: the worst file's status, 2 if a file is unwritten.

    `json` and `html` name the files to write the findings to, blank for none. With `annotate` a copy with comments is
    written beside each file; with `fix` a mended one, and the findings are those that are left.
    """
    checked = list(files.check_each(paths, kind, comment=annotate, fix=fix))
    lines = [*(console.mended_lines(checked) if fix else console.lines(checked))]
    results = [each.copy for each in checked if each.copy is not None]
    for name, text in ((json, console.as_json), (html, webpage.as_html)):
        if name:
            results.append(files.put(Path(name), text(checked)))
    lines += [each.message for each in results]
    return lines, max([files.status(checked), *(each.status for each in results)])
