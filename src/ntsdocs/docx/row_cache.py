"""Split plain table rows off a part before it is parsed, so that a row that many papers share is parsed only once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ntsdocs.docx.xml import Element, W, parse

_KEPT = W + "kept"  # what stands in the place of a row; no schema knows it
_OPENING = re.compile(rb"(?:<\?xml[^<>]*\?>\s*)?<w:document [^<>]*>\s*<w:body>")
_OPEN, _CLOSE = b"<w:tr>", b"</w:tr>"
_END = b"</w:body></w:document>"
_MARK = b'<w:tr><w:kept w:at="%d"/></w:tr>'
# What makes a row more than its own bytes: rows inside it, or a mark that it is struck out.
_ENTANGLED = (b"<w:tr ", b"<w:del", b"<w:moveFrom")
_RENAMING = ((b"!", b"<!"), (b"?", b"<?"), (b"xmlns", b"xmlns"), (b"<w:kept", b"<w:kept"))  # the first is found fast


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows set aside, as they are written, and the opening of the part that gives their names a meaning."""

    opening: bytes
    rows: tuple[bytes, ...]

    def place(self, row: Element) -> int:
        """Which of them stands here; -1 if this is a row itself."""
        is_mark = bool(self.rows) and len(row) > 0 and row[0].tag == _KEPT
        return int(row[0].get(f"{W}at", "")) if is_mark else -1

    def tree(self, at: int) -> Element:
        """The row as a tree of its own; `PackageError` if it is not sound by itself."""
        whole = parse(b"".join((self.opening, self.rows[at], _END)), "word/document.xml")
        return whole[0][0]


NOTHING = Rows(b"", ())


def split_rows(data: bytes) -> tuple[bytes, Rows]:
    """The part with its plain rows replaced by marks, and those rows; the part itself where that would not be safe."""
    opening = _OPENING.match(data)
    if opening is None:
        return data, NOTHING
    start = opening.end()
    # Comments, CDATA, instructions or new names further on could give the bytes of a row another meaning.
    rest = data[start:]
    if any(letter in rest and sign in rest for letter, sign in _RENAMING):
        return data, NOTHING
    doubtful = [sign for sign in _ENTANGLED if sign in rest]
    first, *others = rest.split(_OPEN)
    pieces = [opening[0], first]
    rows: list[bytes] = []
    for other in others:
        inside, end, after = other.partition(_CLOSE)
        if end and not any(sign in inside for sign in doubtful):
            pieces += [_MARK % len(rows), after]
            rows.append(b"".join((_OPEN, inside, _CLOSE)))
        else:
            pieces += [_OPEN, other]
    return b"".join(pieces), Rows(opening[0], tuple(rows))
