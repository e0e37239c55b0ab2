"""Every place in which two Word files differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ntsdocs.diff import other_parts, stories
from ntsdocs.diff.result import Change, What
from ntsdocs.diff.stories import PairCache
from ntsdocs.diff.word_file import WordFile
from ntsdocs.diff.xml_differences import is_seen
from ntsdocs.docx.package import PackageError


def changes(old: bytes, new: bytes, memory: PairCache | None = None) -> tuple[Change, ...]:
    """Every difference between two Word files, empty only where their bytes are equal.

    `PackageError` if one of them is no Word file. `memory` keeps what was found, for other files with the same blocks.
    """
    if old == new:
        return ()
    one, other = WordFile(old), WordFile(new)
    found = (*stories.changes(one, other, memory or PairCache()), *other_parts.changes(one, other))
    if found:
        return found
    same = one.parts == other.parts
    what = "cách nén hoặc thứ tự các phần" if same else "cách viết XML hoặc số hiệu bên trong, người đọc không thấy"
    return (Change(What.FORM, "gói tệp", "", None, None, (), ((what, "như bản cũ", "khác"),)),)


def fault(docx: bytes) -> str:
    """Why a file cannot be compared; blank if it can."""
    try:
        paper = WordFile(docx)
        list(other_parts.properties(paper, paper))
    except PackageError as error:
        return str(error)
    return ""


def seen(old: bytes, new: bytes) -> tuple[Change, ...]:
    """What a reader sees differ between two Word files: text, layout and looks, not how a program saved them."""
    one, other = WordFile(old), WordFile(new)
    found = (*stories.changes(one, other, PairCache()), *other_parts.shared_styles(one, other))
    told = (replace(change, form=tuple(filter(is_seen, change.form))) for change in found)
    return tuple(change for change in told if change.what is not What.FORM or change.form)


def likeness(old: bytes, new: bytes) -> float:
    """The share of the old file's paragraphs with words that stand in the new one too; `PackageError` if it is none."""
    return share(texts(old), frozenset(texts(new)))


def texts(docx: bytes) -> list[str]:
    """The text of each paragraph that has words; `PackageError` if the file is no Word file."""
    return [text for text in WordFile(docx).texts() if text.strip()]


def share(told: Sequence[str], there: frozenset[str]) -> float:
    """Which share of these paragraphs stands there too."""
    return sum(text in there for text in told) / len(told) if told else 0.0
