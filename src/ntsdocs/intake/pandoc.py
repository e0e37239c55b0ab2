"""Turn Markdown and RTF into a web page by way of pandoc, in its sandbox, with bounded memory and time."""

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


def of_rtf(data: bytes) -> str:
    """The RTF file as a page; `PandocError` if it cannot be read."""
    return _page(data, "rtf")


def of_markdown(text: str) -> str:
    """The Markdown text as a page; its printed numbers are kept as text, for a list would be counted anew."""
    text = re.sub(r"\n[ \t\r]*(?:\n[ \t\r]*)+", "\n\n", text)  # pandoc takes the square of the blank lines' number
    text = re.sub(r"(?m)^(\s*)([0-9]+|[A-Za-zđĐ]+)([.)])(?=\s)", r"\n\1\2\\\3", text)
    return _page(text.encode(), _MARKDOWN)


def _page(data: bytes, reader: str) -> str:
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", reader, "-t", "html", "--wrap=none"]
    try:
        done = subprocess.run(
            [*command, "+RTS", f"-M{_MEMORY}", "-RTS"], input=data, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"đọc quá {SECONDS} giây mà chưa xong") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise PandocError("tệp hỏng, hoặc không đúng loại như đuôi tệp") from error
    return done.stdout.decode("utf-8", "replace")
