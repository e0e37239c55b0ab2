"""Two Word files made into one with native tracked changes: accept all for the new file, reject all for the old one.

Earlier changes by others stay. What Word cannot track is as in the new file: styles, settings, comments, properties.
"""

from __future__ import annotations

from datetime import datetime

from ntsdocs.diff.file_pair import FilePair
from ntsdocs.docx import anchors, package
from ntsdocs.docx.parts import EditableParts
from ntsdocs.docx.xml import W
from ntsdocs.redline.stories import Stories


def redline(pair: FilePair, author: str, date: datetime) -> bytes:
    """The new file, in which every difference from the old one is a change tracked by `author` at `date`.

    The new file itself if nothing differs that Word can track. A date without a zone is taken as UTC. `PackageError`
    if a part is damaged or a file has no text that is read; `ValueError` if the author's name holds control characters.
    """
    old, new = EditableParts(pair.old.parts), EditableParts(pair.new.parts)
    if not Stories(old, new, author, date).merge():
        return pair.new.docx
    parts = new.written_parts()
    if anchors.are_in(pair.new.parts[new.main]) and all(map(anchors.is_sound, new.tree(new.main).iter(f"{W}sdt"))):
        parts[new.main] = anchors.hide(parts[new.main].decode()).encode()
    return package.pack(package.member(name, data, package.EACH) for name, data in parts.items())


__all__ = ["build_redlines", "record", "two_files"]
