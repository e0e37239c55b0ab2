"""Turn the guide into a Word file, for readers who do not read Markdown."""

from __future__ import annotations

from pathlib import Path

import pypandoc


def to_word(source: Path, out: Path) -> Path:
    """The Word file made of the Markdown file `source`, with its pictures; its folder is made if needed."""
    out.parent.mkdir(parents=True, exist_ok=True)
    pypandoc.convert_file(
        str(source), "docx", outputfile=str(out), extra_args=["--standalone", f"--resource-path={source.parent}"]
    )
    return out
