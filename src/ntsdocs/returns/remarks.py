"""Read the comments of a Word file, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from ntsdocs.docx.document import as_compared
from ntsdocs.docx.xml import W
from ntsdocs.returns.word_lines import WordLines

_P, _T = W + "p", W + "t"
_START, _END, _HERE = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
_MOST = 400  # runs of what a comment is about


def remarks(file: WordLines) -> Iterator[tuple[int, str, str]]:
    """Of each comment the line that it stands at, -1 if at none; the words that it is about; what it says."""
    root, body = file.file.related_tree("comments"), file.file.body
    if root is None or body is None:
        return
    texts = {each.get(f"{W}id", ""): each for each in root.iter(f"{W}comment")}
    lines = {line.paragraph.node: at for at, line in enumerate(file.lines)}
    words: list[str] = []
    edges: dict[tuple[str, str], int] = {}
    for element in body.iter(_START, _END, _HERE, _T):
        id_ = element.get(f"{W}id", "")
        if element.tag == _T:
            words.append(element.text or "")
        elif element.tag != _HERE:
            edges[element.tag, id_] = len(words)
        elif id_ in texts:
            paragraphs = texts.pop(id_).iter(_P)
            said = as_compared("\n".join("".join(t.text or "" for t in p.iter(_T)) for p in paragraphs)).strip()
            at = next((lines[each] for each in element.iterancestors(_P) if each in lines), -1)
            start = edges.get((_START, id_), len(words))
            about = "".join(words[start : min(edges.get((_END, id_), len(words)), start + _MOST)])
            if said:
                yield at, as_compared(about or (file.lines[at].text if at >= 0 else "")).strip(), said
