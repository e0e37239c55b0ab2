"""Turn documents of one kind into another by way of pandoc, in its sandbox, with bounded memory and time."""

from __future__ import annotations

import re
import subprocess

import pypandoc

SECONDS = 30
_MEMORY = "1G"
_MARKDOWN = "markdown" + "".join(
    f"-{each}" for each in ("smart", "yaml_metadata_block", "tex_math_dollars", "citations", "fancy_lists")
)


class PandocError(ValueError):
    """Pandoc could not read the file; the message says why, in Vietnamese."""


def of_markdown(text: str) -> str:
    """The text as a page; printed numbers stay text, for a list is counted anew. `PandocError` if it cannot be read."""
    text = re.sub(r"\n[ \t\r]*(?:\n[ \t\r]*)+", "\n\n", text)  # pandoc takes the square of the blank lines' number
    text = re.sub(r"(?m)^(\s*)([0-9]+|[A-Za-zđĐ]+)([.)])(?=\s)", r"\n\1\2\\\3", text)
    return _run(text.encode(), "-f", _MARKDOWN, "-t", "html", "--wrap=none").decode("utf-8", "replace")


def as_docx(data: bytes, kind: str) -> bytes:
    """The document, of a kind that pandoc knows, as a Word file; `PandocError` if it cannot be read."""
    return _run(data, "-f", kind, "-t", "docx", "-o", "-")


def _run(data: bytes, *options: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "--sandbox", *options, "+RTS", f"-M{_MEMORY}", "-RTS"]
    try:
        return subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True).stdout
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"đọc quá {SECONDS} giây mà chưa xong") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise PandocError("tệp hỏng, hoặc không đúng loại như đuôi tệp") from error
