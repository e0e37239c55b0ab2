"""Read the comments of a Word file, where they stand and who made them; and who tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ntsdocs.docx.document import as_compared
from ntsdocs.docx.xml import Element, W
from ntsdocs.returns.word_lines import WordLines

_P, _T = W + "p", W + "t"
_START, _END, _HERE = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
_MOST = 400  # runs of what a comment is about
_GONE = tuple(W + name for name in ("del", "moveFrom", "cellDel"))
_TRACKED = (*_GONE, *(W + name for name in ("ins", "moveTo", "cellIns")))


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: the line that it stands at, -1 if it stands at none; the words that it is about; what it says."""

    at: int
    about: str
    says: str
    author: str


def remarks(file: WordLines) -> Iterator[Remark]:
    """The comments of a file, in the order of its text; those without words are passed over."""
    root, body = file.file.related_tree("comments"), file.file.body
    if root is None or body is None:
        return
    texts = {each.get(f"{W}id", ""): each for each in root.iter(f"{W}comment")}
    lines = _lines(file)
    words: list[str] = []
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    for element in body.iter(_START, _END, _HERE, _T):
        id_ = element.get(f"{W}id", "")
        if element.tag == _T:
            words.append(element.text or "")
        elif element.tag != _HERE:
            (starts if element.tag == _START else ends)[id_] = len(words)
        elif id_ in texts:
            comment = texts.pop(id_)
            said = "\n".join("".join(t.text or "" for t in p.iter(_T)) for p in comment.iter(_P))
            at = next((lines[each] for each in element.iterancestors(_P) if each in lines), -1)
            start = starts.get(id_, len(words))
            about = "".join(words[start : min(ends.get(id_, len(words)), start + _MOST)])
            about = about or (file.lines[at].text if at >= 0 else "")
            if said.strip():
                yield Remark(at, as_compared(about).strip(), as_compared(said).strip(), comment.get(f"{W}author", ""))


def authors(file: WordLines) -> dict[int, tuple[str, bool]]:
    """Who tracked changes in each line, and whether there or beside it anything was deleted."""
    found: dict[int, tuple[str, bool]] = {}
    if file.file.body is None:
        return found
    lines = _lines(file)
    last = -1
    for element in file.file.body.iter(_P, *_TRACKED):
        if element.tag == _P:
            last = lines.get(element, last)
        author = element.get(f"{W}author", "")
        if author:
            names, is_gone = found.get(last, ("", False))
            names = names if author in names.split("; ") else "; ".join(filter(None, (names, author)))
            found[last] = names, is_gone or element.tag in _GONE
    return found


def _lines(file: WordLines) -> dict[Element, int]:
    return {line.paragraph.node: at for at, line in enumerate(file.lines)}
