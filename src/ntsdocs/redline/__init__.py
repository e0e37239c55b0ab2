"""Two Word files made into one with native tracked changes: accept all for the new file, reject all for the old one.

Earlier changes by others stay. What Word cannot track is as in the new file: styles, settings, comments, properties.
"""

from __future__ import annotations

from datetime import datetime

from ntsdocs.docx.parts import File
from ntsdocs.redline.stories import Stories


def redline(old: bytes, new: bytes, author: str, date: datetime) -> bytes:
    """The new file, in which every difference from the old one is a change tracked by `author` at `date`.

    The new file itself if nothing differs that Word can track. A date without a zone is taken as UTC. `PackageError`
    if a file is damaged, hostile or no Word file; `ValueError` if the author's name holds control characters.
    """
    before, after = File(old), File(new)
    return after.written() if Stories(before, after, author, date).merge() else new


__all__ = ["build_redlines", "record", "two_files"]
